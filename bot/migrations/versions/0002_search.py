"""Search among experiences: FTS5 trigrams in SQLite, pg_trgm in PostgreSQL.

A later revision that rebuilds `experiences` in SQLite (alembic's batch mode) drops these triggers with the old table:
call `search_in_sqlite()` again at its end.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "DROP TRIGGER IF EXISTS experience_words_added",
    "DROP TRIGGER IF EXISTS experience_words_gone",
    "DROP TRIGGER IF EXISTS experience_words_changed",
    "DROP TABLE IF EXISTS experience_words",
    "CREATE VIRTUAL TABLE experience_words USING fts5("
    "search_text, content='experiences', content_rowid='id', tokenize='trigram', columnsize=0)",
    "CREATE TRIGGER experience_words_added AFTER INSERT ON experiences BEGIN "
    "INSERT INTO experience_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER experience_words_gone AFTER DELETE ON experiences BEGIN "
    "INSERT INTO experience_words(experience_words, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER experience_words_changed AFTER UPDATE OF search_text ON experiences "
    "WHEN old.search_text <> new.search_text BEGIN "
    "INSERT INTO experience_words(experience_words, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO experience_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "INSERT INTO experience_words(experience_words) VALUES ('rebuild')",
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        search_in_sqlite(connection)
    elif has_trigrams(connection):
        op.execute("CREATE INDEX ix_experiences_search ON experiences USING gin (search_text gin_trgm_ops)")


def search_in_sqlite(connection: sa.Connection) -> None:
    """Make (again) the index and what keeps it, from what stands in the table."""
    for statement in SQLITE:
        connection.exec_driver_sql(statement)


def has_trigrams(connection: sa.Connection) -> bool:
    """Install the extension if we may. Without it search reads every row: slower, but right."""
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except sa.exc.DBAPIError:
        pass
    return bool(connection.scalar(sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")))
