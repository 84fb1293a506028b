"""A network's life as its coordinator has it: begun from nothing, people join, members come and go, what is planned
changes, the period ends and the next begins; after each step its plan file loads without a change."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select

from bot.db import Database
from bot.feature.call import User
from bot.models import (
    Account,
    Activity,
    HostingTurn,
    Member,
    Membership,
    MembershipState,
    Network,
    Period,
    Person,
    PersonState,
    Role,
)
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.plan.writing import written
from tests.documents.test_begin import FORM, opened
from tests.world import CHANNEL_ID, Somebody, World, words_of

SIX = "Gävle\nUppsala\nÖrebro\nVästerås\nHaninge\nDegerfors/Karlskoga"
GUESTS = [Somebody(User(f"UG{n}", f"Gäst {n}", account=Account.GUEST)) for n in (1, 2)]


@pytest.fixture
def begun(database: Database) -> World:
    world = World(database)
    with database.writing() as session:
        session.execute(delete(Network))
    world.now = datetime(2026, 1, 12, 9, tzinfo=UTC)
    sent = FORM | {"channel": CHANNEL_ID, "coordination": "coordinator", "members": SIX}
    world.send(world.coordinator, opened(world, "Från grunden"), **sent)
    return world


def changes_nothing(world: World) -> bool:
    """Whether the plan file of each period, as it is written now, changes nothing when it is loaded."""
    with world.database.writing() as session:
        for period in session.scalars(select(Period).order_by(Period.starts)):
            plan = plan_of(written(session, period.network, period), period.name)
            if changes := apply(session, plan, world.now):
                raise AssertionError([str(each) for each in changes])
    return True


def managed(world: World, button: str) -> object:
    return world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), button)


def test_from_nothing_to_its_second_period_without_a_shell(begun):
    world, boss = begun, begun.coordinator
    assert len(world.rows(Member)) == 6 and changes_nothing(world)
    # two guests join and are confirmed
    for guest, member in zip(GUESTS, ("Gävle", "Uppsala"), strict=True):
        row = next(each.id for each in world.rows(Member) if each.name == member)
        asked = world.send(guest, world.ask(guest, "/natverk gå med").answer, member=str(row), role="official")
        assert not asked.field_errors, asked.field_errors
        world.click(boss, world.ask(boss, "/natverk medlemmar"), "Bekräfta")
    seated = [each for each in world.rows(Person) if each.role is Role.OFFICIAL]
    assert {each.state for each in seated} == {PersonState.CONFIRMED} and len(seated) == 2
    # activities, one reworded
    for title in ("Kartlägga hur barn hörs", "Skriva slutrapporten"):
        done = world.send(boss, world.ask(boss, "/aktiviteter ny").answer, title=title, when="våren 2026, löpande")
        assert done.changed, done.field_errors
        assert changes_nothing(world)
    done = world.send(
        boss, world.ask(boss, "/aktiviteter 1 ändra").answer, title="Kartlägga hur barn får komma till tals"
    )
    assert done.changed and changes_nothing(world)
    # a member leaves, another comes in the middle of the period
    shown = managed(world, "Medlemmar")
    place = sorted(each.name for each in world.rows(Member)).index("Haninge")
    world.send(boss, world.click(boss, shown, "Ändra", place).answer, state="left", ends=date(2026, 6, 30))
    world.send(boss, world.click(boss, managed(world, "Medlemmar"), "Lägg till en medlem").answer, name="Borlänge",
               starts=date(2026, 9, 1))  # fmt: skip
    parts = {each.member_id: each for each in world.rows(Membership)}
    named = {each.name: parts[each.id] for each in world.rows(Member)}
    assert named["Haninge"].state is MembershipState.LEFT and named["Borlänge"].starts == date(2026, 9, 1)
    assert changes_nothing(world)
    # the queue of hosts
    queue = managed(world, "Turordning för värdskap")
    for member in ("Örebro", "Gävle"):
        form = world.click(boss, queue, "Lägg till en medlem i turordningen").answer
        row = next(each.id for each in world.rows(Member) if each.name == member)
        queue = world.send(boss, form, member=str(row))
    queue = world.click(boss, queue, "Flytta upp")
    turns = sorted(
        (each for each in world.rows(HostingTurn) if each.meeting_id is None), key=lambda each: each.position
    )
    by_id = {each.id: each.name for each in world.rows(Member)}
    assert [by_id[each.member_id] for each in turns] == ["Gävle", "Örebro"] and changes_nothing(world)
    # the period ends and the next begins
    world.now = datetime(2027, 6, 1, 9, tzinfo=UTC)
    done = world.send(boss, managed(world, "Lägg upp nästa period").answer)
    assert done.changed, done.field_errors
    assert [each.name for each in world.rows(Period)] == ["2026-2027", "2028-2029"] and changes_nothing(world)
    taken = world.send(boss, world.click(boss, done, "Ta med aktiviteter").answer, activities0=("1",))
    assert not taken.refused and changes_nothing(world)
    assert len(world.rows(Activity)) > 2, (words_of(taken), taken.field_errors)
    # the first period is closed, and the next is the one that is asked about
    world.now = datetime(2027, 12, 15, 9, tzinfo=UTC)
    closing = managed(world, "Avsluta perioden 2026-2027")
    done = world.click(boss, closing, "Avsluta perioden")
    report, plan = done.answer.files
    assert report.name.endswith(".docx") and plan.name.endswith(".yaml") and changes_nothing(world)
    world.now = datetime(2028, 1, 10, 9, tzinfo=UTC)
    assert "2028-2029" in words_of(world.ask(boss, "/natverk"))
    assert "vilar" not in words_of(world.ask(boss, "/mote"))
