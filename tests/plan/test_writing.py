"""A network written as a plan file: loaded again it changes nothing, here or anywhere else."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import bot
from bot.db import Database
from bot.models import (
    Coordination,
    Invited,
    Invites,
    Meeting,
    MeetingKind,
    MeetingState,
    Member,
    Network,
    Period,
    Person,
    Role,
)
from bot.plan.load import PlanChange, apply
from bot.plan.reading import Plan, plan_of, read_plan
from bot.plan.writing import written
from tests.databases import in_memory
from tests.plan.test_load_plan import NOW

PLANS = sorted((Path(bot.__file__).parent / "plans").glob("*.yaml"))


def load(database: Database, plan: Plan) -> list[PlanChange]:
    with database.writing() as session:
        return apply(session, plan, NOW)


def texts(database: Database) -> dict[str, str]:
    """Every period's file, by its name."""
    with database.reading() as session:
        return {
            each.name: written(session, each.network, each)
            for each in session.scalars(select(Period).order_by(Period.starts))
        }


@pytest.fixture(scope="module")
def loaded() -> Database:
    database = in_memory()
    for path in PLANS:
        load(database, read_plan(path))
    return database


def test_what_is_written_changes_nothing_when_it_is_loaded(loaded):
    before = texts(loaded)
    assert len(before) == 3
    for name, text in before.items():
        assert [str(each) for each in load(loaded, plan_of(text, name))] == []
    assert texts(loaded) == before


def test_a_database_made_of_what_was_written_writes_the_same(loaded):
    before, other = texts(loaded), in_memory()
    for name, text in before.items():
        load(other, plan_of(text, name))
    assert texts(other) == before


def test_it_says_what_the_shipped_plan_says(loaded):
    plan = read_plan(next(each for each in PLANS if "2020" in each.name))
    again = plan_of(texts(loaded)["2020-2021"], "2020-2021")
    assert [meant(each) for each in again.activities] == [meant(each) for each in plan.activities]
    assert [(each.key, each.days, each.digital) for each in again.meetings] == [
        (each.key, each.days, each.digital) for each in plan.meetings
    ]
    assert {each.host for each in again.meetings} == {"", "Degerfors/Karlskoga", "Uppsala", "Örebro"}
    assert meant(again.period) == meant(plan.period) and meant(again.agreement) == meant(plan.agreement)
    assert again.focus_areas == plan.focus_areas
    assert [(each.name, each.kind, each.state) for each in again.members] == [
        (each.name, each.kind, each.state) for each in plan.members
    ]


def meant(value: Any) -> Any:
    """A value of a plan without where it stands in its file."""
    if isinstance(value, tuple):
        return tuple(meant(each) for each in value)
    if not dataclasses.is_dataclass(value):
        return value
    return {
        each.name: meant(getattr(value, each.name)) for each in dataclasses.fields(value) if "line" not in each.name
    }


def test_a_network_of_its_own_seasons_is_written_with_them():
    database, text = in_memory(), next(each for each in PLANS if "2020" in each.name).read_text("utf-8")
    own = "  language: sv\n  seasons:\n    spring: februari-maj\n  reminders:\n    soon: [9, 2]\n    hour: 8\n"
    plan = plan_of(text.replace("  language: sv\n", own, 1), "egen.yaml")
    load(database, plan)
    again = plan_of(texts(database)["2020-2021"], "skriven.yaml")
    assert (again.seasons, again.network.reminders.soon, again.network.reminders.hour) == (
        {"spring": (2, 5)},
        (9, 2),
        8,
    )
    assert [str(each) for each in load(database, again)] == []


def made_in_slack(database: Database) -> None:
    """Meetings of every sort, planned and changed by hand."""
    with database.writing() as session:
        network = session.scalars(select(Network).where(Network.key == "partnerskapet")).one()
        period = session.scalars(select(Period).where(Period.name == "2020-2021")).one()
        gavle = session.scalars(select(Member).where(Member.name == "Gävle")).one()
        person = Person(network_id=network.id, slack_id="U0GAVLE", name="Tjänsteperson, Gävle", role=Role.OFFICIAL,
                        member_id=gavle.id)  # fmt: skip
        coordinator = Person(network_id=network.id, slack_id="U0SAM", name="Samordnare", role=Role.COORDINATOR)
        session.add_all([person, coordinator])
        session.flush()
        usual = {"network_id": network.id, "period_id": period.id}
        chosen = Meeting(**usual, kind=MeetingKind.WORKING_GROUP, month=date(2020, 4, 1), invites=Invites.CHOSEN,
                         title="Arbetsgrupp: metod – “nr 1”", note="Första raden.\n- nej: andra raden #3")  # fmt: skip
        chosen.invited = [Invited(person_id=person.id, since=NOW), Invited(member_id=gavle.id, since=NOW)]
        session.add_all([
            chosen,
            Meeting(**usual, kind=MeetingKind.PARTNERSHIP, month=date(2020, 5, 1)),
            Meeting(**usual, kind=MeetingKind.SEMINAR, month=date(2020, 12, 1), first_day=date(2020, 12, 30),
                    last_day=date(2021, 1, 2), starts=time(9), ends=time(15, 30), state=MeetingState.CANCELLED),
            Meeting(**usual, kind=MeetingKind.SEMINAR, month=date(2020, 12, 1), place="no"),
        ])  # fmt: skip
        for meeting in session.scalars(select(Meeting).where(Meeting.key == "partnership-2020-11")):
            meeting.month, meeting.first_day, meeting.last_day = date(2020, 10, 1), date(2020, 10, 8), date(2020, 10, 9)
        for meeting in session.scalars(select(Meeting).where(Meeting.key == "officials-2021-01")):
            meeting.state = MeetingState.CANCELLED
        network.settings = {"offsets": {"soon": [9, 2], "invitation": [50]}, "hour": 8,
                            "quiet": "v28-31", "checklist": ["Lokal", "Namnskyltar (14)"]}  # fmt: skip
        period.coordination = Coordination.TROIKA


def test_what_was_made_in_slack_is_in_it_and_changes_nothing(loaded):
    database = in_memory()
    for path in PLANS:
        load(database, read_plan(path))
    made_in_slack(database)
    before = texts(database)
    for name, text in before.items():
        assert [str(each) for each in load(database, plan_of(text, name))] == []
    assert texts(database) == before
    other = in_memory()
    for name, text in before.items():
        load(other, plan_of(text, name))
    moved = texts(other)
    assert "U0SAM" in moved["2020-2021"]
    lone = "  - U0GAVLE\n"
    assert {name: text.replace(lone, "") for name, text in before.items()} == moved
