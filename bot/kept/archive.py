"""All of a network for an archive or a move: a table and a JSON file for each noun, its plans, the record and a list of
its files in Slack.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bot.db import Base
from bot.kept.fields import field_in_words
from bot.kept.nouns import NOUN_OF, noun_in_words
from bot.kept.person import SECRET
from bot.kept.record import as_csv, harmless, recorded, rows_in
from bot.language import N_, Say
from bot.models import Network
from bot.network import store as network_store
from bot.plan.writing import written

OF_NO_NETWORK: Final = ("begun_networks", "erasures", "not_taken", "seen", "slack_users", "waiting_asks")
"""What the bot remembers of Slack and its accounts, of what was erased, and of what somebody is about to ask."""
RECORD: Final = "changes"
RECORDED: Final = ("at", "by", "noun", "row", "field", "before", "after")

Rows = list[dict[str, Any]]


def archive(session: Session, network: Network, say: Say, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Each file's name, with what is in it. The tables are for people: semicolons, UTF-8 with a mark that says so."""
    about: list[tuple[str, str]] = []
    changes = recorded(session, ZoneInfo(network.timezone), network=network)[::-1]
    record = [{name: getattr(each, name) for name in RECORDED} for each in changes]
    for table in Base.metadata.sorted_tables:
        if table.name in OF_NO_NETWORK:
            continue
        is_record = table.name == RECORD
        rows = record if is_record else _rows(session, network, table)
        name = table.name.replace("_", "-")
        count = say.many("{count} row", "{count} rows", len(rows))
        about.append((name, f"{noun_in_words(say, NOUN_OF[table.name])}, {count}"))
        yield f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode()
        yield f"{name}.csv", (as_csv(say, changes) if is_record else _table(say, table, rows)).encode("utf-8-sig")
    for period in network_store.periods(session, network):
        name = f"plan-{period.starts:%Y}-{period.ends:%Y}.yaml"
        about.append((name, say.plain(N_("the plan of {period}, which can be loaded again"), period=period.name)))
        yield name, written(session, network, period).encode()
    yield "README.md", _readme(say, network, about, now).encode()


def _rows(session: Session, network: Network, table: Table) -> Rows:
    """A network's rows of a table, in order, without what is secret."""
    columns = [each for each in table.columns if each.name not in SECRET]
    is_there = table.c.id.in_(rows_in(table, network.id)) if "id" in table.c else table.c.network_id == network.id
    rows = session.execute(select(*columns).where(is_there).order_by(*table.primary_key))
    return [dict(each) for each in rows.mappings()]


def _table(say: Say, table: Table, rows: Rows) -> str:
    """The rows under what their fields are called; what consists of several is written as JSON has it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    names = [each.name for each in table.columns if each.name not in SECRET]
    writer.writerow([say.plain(field_in_words(say, each)) for each in names])
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return harmless(value)


def _readme(say: Say, network: Network, about: Iterable[tuple[str, str]], now: datetime) -> str:
    day = now.astimezone(ZoneInfo(network.timezone)).date()
    return "\n".join([
        f"# {network.name}",
        "",
        say.plain(N_("All that Nätverksbot knew of the network on {day}."), day=day),
        say.plain(N_("Each noun has a table (.csv, semicolons, UTF-8) and the same for programs (.json).")),
        say.plain(N_("It holds personal data. Keep it as such.")),
        say.plain(N_("The files that were given with experiences lie in Slack; attachments.csv lists them.")),
        "",
        *(f"- {name}: {what}" for name, what in about),
        "",
    ])  # fmt: skip
