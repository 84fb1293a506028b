"""Migrations: the tables have the shape of the models, and a filled database of any age gets it with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, MetaData, Row, Table, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import migrations
from bot.db import Base, open_engine
from bot.experiences.fields import NAMES
from bot.experiences.search import searchable
from bot.features import find_features
from bot.models import (
    Answer,
    Delivery,
    Experience,
    JoinRequest,
    Meeting,
    Member,
    Membership,
    Network,
    Period,
    Person,
    Reply,
    RequestState,
    Role,
)
from bot.outbox.preview import preview
from bot.report import content_of
from bot.report.model import Audience
from bot.report.research import rows_of as research_rows
from tests.postgres import new_database, postgres_server  # noqa: F401  (fixture)
from tests.report.report_world import AFTER, STARTS, world

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


def columns_of(engine: Engine) -> dict[str, list[str]]:
    """The columns of each table that is there."""
    here = inspect(engine)
    return {table: [each["name"] for each in here.get_columns(table)] for table in here.get_table_names()}


def rows_of(engine: Engine, columns: Mapping[str, Sequence[str]]) -> dict[str, list[Row[Any]]]:
    """What stands in these columns of the models' tables, in order of ids, as the models read it."""
    tables = [each for each in Base.metadata.sorted_tables if each.name in columns]
    with engine.connect() as connection:
        return {
            each.name: list(connection.execute(select(*_shared(each, columns)).order_by(*each.primary_key)))
            for each in tables
        }


def _shared(table: Table, columns: Mapping[str, Sequence[str]]) -> list[Column[Any]]:
    return [table.c[each] for each in columns[table.name] if each in table.c]


def copied(source: Engine, old: Engine) -> None:
    """Fill a database of an earlier version with what stands in one of today's, as far as it has room."""
    there = columns_of(old)
    with old.connect() as connection, connection.execution_options(writes=True).begin():
        if old.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        for name, rows in rows_of(source, there).items():
            columns = _shared(Base.metadata.tables[name], there)
            here = Table(name, MetaData(), *(Column(each.name, each.type) for each in columns))
            if rows:
                connection.execute(insert(here), [dict(row._mapping) for row in rows])


def said(engine: Engine) -> list[object]:
    """What the bot says of a network: its reports, its research export and what goes out by itself."""
    with Session(engine) as session:
        network, period = session.scalars(select(Network)).one(), session.scalars(select(Period)).one()
        reports = [content_of(session, network, period, ".md", now=AFTER, audience=each) for each in Audience]
        told = preview(session, list(find_features().jobs.values()), [network], since=STARTS, now=STARTS,
                       until=STARTS + timedelta(days=60), coordinators=lambda *_: ("UCOORD",))  # fmt: skip
        return [*reports, research_rows(session, network), [(each.key, each.at, each.text) for each in told]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A network's whole period, with people who have answered."""
    database = world(f"sqlite:///{tmp_path_factory.mktemp('lived')}/lived.db")
    with database.writing() as session:
        network, members = session.scalars(select(Network)).one(), session.scalars(select(Member)).all()
        people = [
            Person(network_id=network.id, slack_id=f"U{n}", name=f"Tjänsteperson, {each.name}", role=Role.OFFICIAL,
                   member_id=each.id, confirmed_at=STARTS) for n, each in enumerate(members)
        ]  # fmt: skip
        session.add_all(people)
        session.flush()
        for n, meeting in enumerate(session.scalars(select(Meeting))):
            session.add_all(Answer(meeting_id=meeting.id, person_id=each.id, reply=list(Reply)[(n + m) % 3],
                                   answered_at=STARTS) for m, each in enumerate(people))  # fmt: skip
    yield database.engine
    database.engine.dispose()


@pytest.fixture(scope="module")
def said_today(lived: Engine) -> list[object]:
    """What the bot says of it."""
    return said(lived)


@pytest.mark.parametrize("kind", ["engine", "on_a_server"])
def test_a_filled_database_of_the_version_before_says_the_same_afterwards(kind, lived, said_today, request):
    engine = request.getfixturevalue(kind)
    upgrade(engine, "0005")
    columns = columns_of(engine)
    copied(lived, engine)
    before = rows_of(engine, columns)
    assert before["answers"] and before["attendances"] and before == rows_of(lived, columns)
    assert migrations.bring_up_to_date(engine) and not migrations.bring_up_to_date(engine)
    assert rows_of(engine, columns) == before
    assert said(engine) == said_today and said_today[-1]


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


NFD = "O\u0308rebro"


@pytest.fixture
def on_a_server(postgres_server: str):  # noqa: F811
    engine = open_engine(new_database(postgres_server))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("kind", ["engine", "on_a_server"])
def test_what_was_stored_before_texts_were_cleaned_gets_their_form_and_nothing_is_lost(kind, request):
    engine = request.getfixturevalue(kind)
    upgrade(engine, "0004")
    network = "INSERT INTO networks (id, key, name, aim, website, language, timezone, settings) VALUES "
    member = "INSERT INTO members (id, network_id, name, kind, municipalities, page_text) VALUES "
    experience = (
        "INSERT INTO experiences (id, network_id, title, did, result, learned, links, time, may_publish, may_research, "
        "no_child_recognised, state, created_at, changed_at, search_text, version) VALUES "
    )
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        for statement in (
            network + "(1, 'n', 'Na\u0308tet', '', '', 'sv', 'Europe/Stockholm', '{\"list\": [\"o\u0308l\", 1]}')",
            member + "(1, 1, 'Örebro', 'municipality', '[\"Örebro\"]', 'En\u2028två\u00a0tre')",
            member + f"(2, 1, '{NFD}', 'municipality', '[\"{NFD}\"]', '')",
            member + "(3, 1, 'Ga\u0308v\u00adle', 'municipality', '[]', '  - ett\n  - tva\u030a')",
            experience + "(1, 1, '\u202eBarn\u00adkonsekvens\u00adanalys', 'Rad ett\n  rad tva\u030a', '', '', '', '', "
            "true, false, true,"
            " 'contributed', '2020-02-01', '2020-02-01', ' barn konsekvens analys \n rad ', 7)",
            experience + "(2, 1, 'Plain', 'x', '', '', '', '', "
            "false, false, true, 'contributed', '2020-02-01', '2020-02-01', ' kept ', 1)",
        ):
            connection.exec_driver_sql(statement)
    assert migrations.bring_up_to_date(engine) and not migrations.bring_up_to_date(engine)
    with Session(engine) as session:
        assert session.get_one(Network, 1).name == "Nätet" and session.get_one(Network, 1).settings == {
            "list": ["öl", 1]
        }
        members = [(each.name, each.municipalities, each.page_text) for each in session.scalars(select(Member))]
        assert sorted(members) == [
            ("Gävle", [], "- ett\n  - två"),
            ("Örebro", ["Örebro"], "En\ntvå tre"),
            ("Örebro (2)", ["Örebro"], ""),
        ]
        first, second = session.get_one(Experience, 1), session.get_one(Experience, 2)
        assert (first.title, first.did, first.version) == ("Barnkonsekvensanalys", "Rad ett\n  rad två", 7)
        assert first.may_publish and second.search_text == " kept "
        texts = [getattr(first, each) for each in NAMES if each != "title"]
        assert first.search_text.split() == searchable(first.title, texts).split()
        ask = session.connection().exec_driver_sql
        if kind == "engine":
            query = "SELECT rowid FROM experience_words WHERE experience_words MATCH 'konsekvensanalys'"
            assert ask(query).scalars().all() == [1]


def test_a_member_that_waits_only_for_the_coordinator_is_what_somebody_has_asked_for(engine):
    upgrade(engine, "0008")
    note = "'written when joining'"
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        ask = connection.exec_driver_sql
        ask("INSERT INTO networks (id, key, name, aim, website, language, timezone, settings, kept) VALUES "
            "(1, 'n', 'Nätet', '', '', 'sv', 'Europe/Stockholm', '{}', '{}')")  # fmt: skip
        ask("INSERT INTO periods (id, network_id, name, starts, ends, coordination, agreement, focus, terms) "
            "VALUES (1, 1, 'P', '2015-01-01', '2016-12-31', 'troika', '', '[]', '{}')")  # fmt: skip
        members = (("Åre", "active", note), ("Krokom", "pending", note), ("Berg", "pending", note),
                   ("Ånge", "pending", "''"))  # fmt: skip
        for row, (name, state, why) in enumerate(members, 1):
            person = "confirmed" if row == 1 else "requested"
            ask("INSERT INTO members (id, network_id, name, kind, municipalities, page_text, kept) VALUES "
                f"({row}, 1, '{name}', 'municipality', '[]', '', '{{}}')")  # fmt: skip
            ask(f"INSERT INTO memberships (id, period_id, member_id, state, note) VALUES ({row}, 1, {row}, "
                f"'{state}', {why})")  # fmt: skip
            ask("INSERT INTO people (id, network_id, name, role, state, member_id, spokesperson, muted) VALUES "
                f"({row}, 1, 'X', 'official', '{person}', {row}, false, '[]')")  # fmt: skip
        ask("INSERT INTO mandates (id, member_id, role, case_number, condition) VALUES (1, 3, 'official', '', '')")
    assert migrations.bring_up_to_date(engine)
    with Session(engine) as session:
        people = {each.id: each.member_id for each in session.scalars(select(Person))}
        asked = {each.person_id: (each.member_id, each.asks_for) for each in session.scalars(select(JoinRequest))}
        assert people == {1: 1, 2: None, 3: None, 4: 4}
        assert asked == {2: (None, "Krokom"), 3: (None, "Berg"), 4: (4, "")}
        assert sorted(session.scalars(select(Member.name))) == ["Berg", "Ånge", "Åre"]
        assert sorted(session.scalars(select(Membership.member_id))) == [1, 4]


@pytest.mark.parametrize("kind", ["engine", "on_a_server"])
def test_who_waits_when_requests_become_rows_waits_on_under_the_number_of_the_buttons(kind, request):
    engine = request.getfixturevalue(kind)
    upgrade(engine, "0010")
    people = [  # role, state, member, asks for, deputy for, requested, confirmed
        ("official", "confirmed", 1, "", None, "2015-02-01", "2015-02-02"),
        ("deputy", "requested", 1, "", 1, "2015-03-01", None),
        ("official", "declined", None, "Åre", None, "2015-03-02", None),
        ("elected", "confirmed", 1, "", None, None, "2015-01-01"),
        ("elected", "requested", None, "Krokom", None, None, "2015-01-01"),
    ]
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        ask = connection.exec_driver_sql
        ask("INSERT INTO networks (id, key, name, aim, website, language, timezone, settings, kept) VALUES "
            "(1, 'n', 'Nätet', '', '', 'sv', 'Europe/Stockholm', '{}', '{}')")  # fmt: skip
        ask("INSERT INTO members (id, network_id, name, kind, municipalities, page_text, kept) VALUES "
            "(1, 1, 'Berg', 'municipality', '[]', '', '{}')")  # fmt: skip
        tables = MetaData()
        tables.reflect(connection)
        for row, (role, state, member, asks_for, deputy_for, *moments) in enumerate(people, 1):
            requested, confirmed = (datetime.fromisoformat(each) if each else None for each in moments)
            connection.execute(insert(tables.tables["people"]).values(
                id=row, network_id=1, slack_id=f"U{row}", name="X", role=role, state=state, member_id=member,
                asks_for=asks_for, deputy_for_id=deputy_for, spokesperson=False, muted=[], requested_at=requested,
                confirmed_at=confirmed))  # fmt: skip
        for row, key in enumerate(("join/2/1/UC", "join/25/1/UC", "joined/2/1"), 1):
            ask("INSERT INTO deliveries (id, network_id, key, kind, \"to\", due_at, state, attempts, about, redrawn) "
                f"VALUES ({row}, 1, '{key}', 'join', 'UC', '2015-03-01', 'sent', 1, '{{}}', 0)")  # fmt: skip
    assert migrations.bring_up_to_date(engine)
    with Session(engine) as session:
        rows = session.scalars(select(JoinRequest).order_by(JoinRequest.id)).all()
        assert [(each.id, each.person_id, each.role, each.member_id, each.asks_for, each.state) for each in rows] == [
            (1, 1, Role.OFFICIAL, 1, "", RequestState.CONFIRMED),
            (2, 2, Role.DEPUTY, 1, "", RequestState.OPEN),
            (3, 3, Role.OFFICIAL, None, "Åre", RequestState.DECLINED),
            (5, 5, Role.ELECTED, None, "Krokom", RequestState.OPEN),
        ]
        assert rows[1].deputises is Role.OFFICIAL and rows[1].version == 1 and rows[1].asked_at.month == 3
        assert [each.about for each in session.scalars(select(Delivery).order_by(Delivery.id))] == [
            {"request": "2"}, {}, {}
        ]  # fmt: skip
        more = JoinRequest(network_id=1, person_id=4, role=Role.OFFICIAL, asked_at=rows[1].asked_at)
        session.add(more)
        session.flush()
        assert more.id == 6
        session.add(JoinRequest(network_id=1, person_id=4, role=Role.ELECTED, asked_at=rows[1].asked_at))
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.parametrize("kind", ["engine", "on_a_server"])
def test_an_ended_period_gets_back_what_its_own_file_says_of_names_and_aim(kind, request):
    engine = request.getfixturevalue(kind)
    upgrade(engine, "0007")
    loaded = {
        1: {"network": {"1": {"aim": {"aim": "Då"}}}, "members": {"1": {"name": {"name": "Haninge"}}}},
        2: {"network": {"1": {"aim": {"aim": "Nu"}}}, "members": {"1": {"name": {"name": "Haninge kommun"}}}},
    }
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        ask = connection.exec_driver_sql
        ask("INSERT INTO networks (id, key, name, aim, website, language, timezone, settings) VALUES "
            "(1, 'n', 'Nätet', 'Nu', '', 'sv', 'Europe/Stockholm', '{}')")  # fmt: skip
        ask("INSERT INTO members (id, network_id, name, kind, municipalities, page_text) VALUES "
            "(1, 1, 'Haninge kommun', 'municipality', '[]', '')")  # fmt: skip
        for period, said in loaded.items():
            ask("INSERT INTO periods "
                "(id, network_id, name, starts, ends, coordination, agreement, focus, terms, loaded) "
                f"VALUES ({period}, 1, 'P{period}', '{2015 + period}-01-01', '{2015 + period}-12-31', 'troika', '', "
                f"'[]', '{{}}', '{json.dumps(said)}')")  # fmt: skip
    assert migrations.bring_up_to_date(engine)
    with Session(engine) as session:
        member, network = session.get_one(Member, 1), session.get_one(Network, 1)
        assert [member.name_in(each) for each in (1, 2, None)] == ["Haninge", "Haninge kommun", "Haninge kommun"]
        assert [network.in_period(each, "aim") for each in (1, 2)] == ["Då", "Nu"]
        assert member.page_text == "" and network.kept == {"1": {"aim": "Då"}}
