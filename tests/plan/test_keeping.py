"""A period keeps the names and texts it ended with, whatever is loaded or written afterwards and in whatever order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from bot.db import Base, Database
from bot.models import Attendance, Experience, Meeting, Member, Network, Period, Role
from bot.network.store import period_named
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.report.gathering import gather
from bot.report.model import Audience
from bot.website.published import gather as publish
from tests.world import NOW, World, words_of

FIRST = """
network: {key: test, name: Testnätverket, aim: Det första syftet}
period: {name: 2018-2019, starts: 2018-01-01, ends: 2019-12-31}
members: [Haninge, Örebro]
activities:
  - {number: 1, title: Barnets bästa, when: löpande, responsible: Haninge}
meetings:
  - {when: 14 maj 2018, kind: partnership, host: Haninge}
"""
SECOND = """
network: {key: test, name: Testnätet, aim: Det nya syftet}
period: {name: 2020–2021, starts: 2020-01-01, ends: 2021-12-31}
members: [{name: Haninge kommun, also_called: [Haninge]}, Örebro]
meetings:
  - {when: Maj 2020, kind: partnership, host: Haninge kommun}
"""


def load(world: World, *texts: str) -> list[str]:
    with world.database.writing() as session:
        return [str(each) for text in texts for each in apply(session, plan_of(text, "plan.yaml"), world.now)]


def report(world: World, period: str):
    with world.database.reading() as session:
        network = session.scalars(select(Network)).one()
        named = period_named(session, network, period)
        assert named is not None
        return gather(session, network, named, now=world.now, audience=Audience.INTERNAL)


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)])
def test_lists_and_reports_of_an_ended_period_show_the_names_of_then(world, order):
    first = FIRST.replace("members: [Haninge,", "members: [{name: Haninge, also_called: [Haninge kommun]},")
    load(world, *(first if each is FIRST and order[0] is SECOND else each for each in order))
    earlier, now = report(world, "2018-2019"), report(world, "2020-2021")
    assert (earlier.network, earlier.aim) == ("Testnätverket", "Det första syftet")
    assert now.aim == "Det nya syftet"
    assert [each.name for each in earlier.members] == ["Haninge", "Örebro"]
    assert [each.name for each in now.members] == ["Haninge kommun", "Örebro"]
    assert [each.host for each in earlier.meetings] == ["Haninge"]
    assert [each.host for each in now.meetings] == ["Haninge kommun"]
    with world.database.writing() as session:
        haninge = session.scalars(select(Member).where(Member.name == "Haninge kommun")).one()
        held = session.scalars(select(Meeting).where(Meeting.month == date(2018, 5, 1))).one()
        session.add(Attendance(meeting=held, member=haninge, role=Role.OFFICIAL, came=True, noted_at=NOW))
    attendance = words_of(world.ask(world.coordinator, "/natverk närvaro 2018-2019"))
    assert "Haninge" in attendance and "Haninge kommun" not in attendance
    hosting = words_of(world.ask(world.coordinator, "/vardskap"))
    assert "14 maj 2018 – *Haninge*" in hosting and "maj 2020 – *Haninge kommun*" in hosting
    assert "Haninge kommun" in words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    assert load(world, FIRST, SECOND) == []  # the earlier name alone is known now


def test_a_period_that_is_over_keeps_its_name_when_its_own_file_renames_and_that_is_said(world):
    load(world, FIRST)
    renamed = (
        FIRST.replace("members: [Haninge,", "members: [{name: Haninge kommun, also_called: [Haninge]},")
        .replace("Det första syftet", "Ett senare syfte")
        .replace("responsible: Haninge", "responsible: Haninge kommun")
        .replace("host: Haninge", "host: Haninge kommun")
    )
    sentences = load(world, renamed)
    assert (
        "The period 2018-2019 is over and keeps what held in it for the member Haninge kommun: name Haninge."
        in sentences
    )
    assert [each.name for each in report(world, "2018-2019").members] == ["Haninge", "Örebro"]
    assert report(world, "2018-2019").aim == "Det första syftet"
    assert {each.name for each in world.rows(Member)} == {"Haninge kommun", "Örebro"}
    assert load(world, renamed) == []


def test_a_members_text_of_an_ended_period_stays_until_somebody_takes_it_away(world):
    load(world, SECOND)
    haninge = next(each.id for each in world.rows(Member) if each.name == "Haninge kommun")
    official = world.person("Tjänsteperson, Haninge", Role.OFFICIAL, haninge)

    def write(text: str) -> None:
        form = world.press(official, "website.write", str(haninge)).answer
        assert not world.send(official, form, text=text).field_errors

    def told() -> str:
        return next(each.page_text for each in report(world, "2020-2021").members if each.id == haninge)

    write("Så gjorde vi då")
    write("Så gör vi nu")
    assert told() == "Så gör vi nu"
    world.now = datetime(2022, 2, 1, 8, tzinfo=UTC)
    write("Så gör vi sedan")
    write("Så gör vi ännu senare")
    assert told() == "Så gör vi nu" and world.row(Member, haninge).page_text == "Så gör vi ännu senare"
    write("")
    assert told() == ""


def test_public_pages_show_what_the_member_was_called_then(world):
    load(world, FIRST, SECOND)
    haninge = next(each.id for each in world.rows(Member) if each.name == "Haninge kommun")
    first = next(each.id for each in world.rows(Period) if each.name == "2018-2019")
    shared = {"title": "t", "did": "d", "may_publish": True, "state": "approved", "member_id": haninge}
    for period, at in ((first, NOW - timedelta(days=500)), (world.period_id, NOW)):
        world.add(Experience(network_id=world.network_id, period_id=period, created_at=at, changed_at=at, **shared))
    with world.database.reading() as session:
        published = publish(session, session.scalars(select(Network)).one(), NOW)
    assert sorted(each.member.name for each in published.experiences) == ["Haninge", "Haninge kommun"]
    assert [each.name for each in published.members] == ["Haninge kommun", "Örebro"]


def test_an_earlier_name_is_still_understood(world):
    load(world, FIRST, SECOND)
    assert "Haninge kommun" in words_of(world.say(world.coordinator, "är Haninge med?"))


YEARS = ("2018", "2019", "2020")
names = st.sampled_from(["Haninge", "Haninge kommun", "Handen"])
acts = st.lists(st.tuples(st.integers(0, 2), names, st.sampled_from(["A", "B", "C"])), max_size=5)


@given(st.sampled_from([*permutations(range(3)), (0, 1), (1, 0), (0,)]), acts)
@settings(max_examples=12, deadline=None)
def test_whatever_is_renamed_when_each_ended_period_has_what_it_ended_with(order, acts):
    """Periods are loaded in any order beforehand; then each file again while its period runs, with new words."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    database = Database(engine)

    def load(place: int, name: str, aim: str, now: datetime) -> None:
        text = (
            (
                f"network: {{key: test, name: N, aim: {aim}}}\n"
                f"period: {{name: '{YEARS[place]}', starts: {YEARS[place]}-01-01, ends: {YEARS[place]}-12-31}}\n"
                f"members: [{{name: {name}, also_called: [Haninge, Haninge kommun, Handen]}}]\n"
            )
            .replace(f"also_called: [{name}, ", "also_called: [")
            .replace(f", {name}]", "]")
            .replace(f", {name},", ",")
        )
        with database.writing() as session:
            apply(session, plan_of(text, "plan.yaml"), now)

    expected = {}
    for place in order:
        load(place, "Haninge", "A", datetime(2017, 6, 1, tzinfo=UTC))
        expected[place] = ("Haninge", "A")
    for number, (place, name, aim) in enumerate(sorted(acts, key=lambda each: each[0])):
        if place in expected:
            load(place, name, aim, datetime(int(YEARS[place]), 3, 1 + number, tzinfo=UTC))
            expected[place] = (name, aim)
    with database.reading() as session:
        member, network = session.scalars(select(Member)).one(), session.scalars(select(Network)).one()
        ids = {each.name: each.id for each in session.scalars(select(Period))}
        for place in order:
            period = ids[YEARS[place]]
            assert (member.name_in(period), network.in_period(period, "aim")) == expected[place]
        assert (member.name, network.aim) == expected[max(expected)]
    engine.dispose()
