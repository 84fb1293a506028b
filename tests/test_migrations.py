"""Migrations: the tables have the shape of the models, and a filled database of any age gets it with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from bot import migrations
from bot.db import Base, open_engine

WORDS = ("experience_words",)
"""Tables that search makes and no model knows."""


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_engine(f"sqlite:///{tmp_path}/old.db")
    yield engine
    engine.dispose()


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations.HERE))
    return made


def upgrade(engine: Engine, to: str) -> None:
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        its = config()
        its.attributes["connection"] = connection
        command.upgrade(its, to)


def test_the_newest_revision_is_the_one_looked_for():
    assert ScriptDirectory.from_config(config()).get_heads() == [migrations.HEAD]


def test_the_tables_have_the_shape_of_the_models(engine):
    migrations.bring_up_to_date(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert not [each for each in differences if not any(word in str(each) for word in WORDS)]


@pytest.mark.parametrize("age", ["0002", "0003"])
def test_a_filled_database_keeps_its_experiences_and_files(engine, age):
    upgrade(engine, age)
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        for statement in (
            "INSERT INTO networks (id, key, name, aim, website, language, timezone, settings) "
            "VALUES (1, 'n', 'Nätet', '', '', 'sv', 'Europe/Stockholm', '{}')",
            "INSERT INTO experiences (id, network_id, title, did, result, learned, links, time, may_publish, "
            "may_research, no_child_recognised, state, created_at, changed_at, search_text, version) VALUES "
            "(1, 1, 'Val', 'x', '', '', '', '', 0, 0, 1, 'contributed', '2020-02-01', '2020-02-01', ' skolval ', 1)",
            "INSERT INTO attachments (id, experience_id, slack_file_id, name, link) VALUES (1, 1, 'F1', 'a.pdf', '')",
        ):
            connection.exec_driver_sql(statement)
    assert migrations.bring_up_to_date(engine) and not migrations.bring_up_to_date(engine)
    with engine.connect() as connection:
        ask = connection.exec_driver_sql
        assert ask("SELECT name, mimetype FROM attachments").one() == ("a.pdf", "")
        assert ask("SELECT title, did, target_group FROM experiences").one() == ("Val", "x", "")
        assert ask("SELECT rowid FROM experience_words WHERE experience_words MATCH 'skolval'").scalar() == 1
