"""What was stored before everything typed and loaded was cleaned, in the same form as what comes now.

Nobody's words are lost: only signs that nobody sees go, letters in two parts become one, odd blanks become spaces.
Where two names become one (a plan file in another dress had made a second Örebro), the later keeps a number, so that
nothing that belongs to it goes; the next load of the plan takes it away if nothing does. The record of changes and
what has been sent stay as they were.
"""

import re
from typing import Any
from unicodedata import normalize

import sqlalchemy as sa
from alembic import op

from bot.language import fold
from bot.text import clean

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AS_THEY_WERE = ("alembic_version", "changes", "deliveries")
NAMED_ONCE = ("members", "periods")
"""Whose names are unique in their network."""
SEARCHED = ("did", "target_group", "result", "learned", "links", "time")


def upgrade() -> None:
    connection = op.get_bind()
    for name in sa.inspect(connection).get_table_names():
        if name not in AS_THEY_WERE and not name.startswith("experience_words"):
            _clean_table(connection, sa.Table(name, sa.MetaData(), autoload_with=connection))


def downgrade() -> None:
    """What is clean stays so."""


def _clean_table(connection: sa.Connection, table: sa.Table) -> None:
    keys = list(table.primary_key)
    texts = [each for each in table.columns if isinstance(each.type, sa.String | sa.JSON) and each not in keys]
    texts = [each for each in texts if each.name != "search_text" and not each.foreign_keys]
    if not texts:
        return
    rows = connection.execute(sa.select(table).order_by(*keys)).mappings().all()
    taken = {(row["network_id"], row["name"]) for row in rows} if table.name in NAMED_ONCE else set()
    for row in rows:
        values = {each.name: _cleaned(row[each.name]) for each in texts}
        changed = {name: value for name, value in values.items() if value != row[name]}
        if table.name in NAMED_ONCE and "name" in changed:
            changed["name"] = _free(taken, row["network_id"], changed["name"])
        if table.name == "experiences" and changed:
            changed["search_text"] = _searched({**row, **changed})
        if changed:
            of_row = sa.and_(*(key == row[key.name] for key in keys))
            connection.execute(sa.update(table).where(of_row).values({table.c[k]: v for k, v in changed.items()}))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value


def _free(taken: set[tuple[int, str]], network: int, name: str) -> str:
    """The name, with a number when somebody has it."""
    number, free = 1, name
    while not free or (network, free) in taken:
        number += 1
        free = f"{name} ({number})".strip()
    taken.add((network, free))
    return free


def _searched(row: dict[str, Any]) -> str:
    """As bot/experiences/search.py writes it: the title's words, a line break, the others."""
    title, texts = _words(row["title"]), _words(" ".join(row[each] or "" for each in SEARCHED))
    return f" {' '.join(title)} \n {' '.join(texts)} "


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(normalize("NFKC", clean(text))))
