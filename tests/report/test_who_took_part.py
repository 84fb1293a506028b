"""Whoever took part in a period is counted in it: in the report, on activities, in coverage, with the days.

The report is dated by the newest thing it tells."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from bot.models import (
    Activity,
    Experience,
    Meeting,
    MeetingKind,
    MeetingState,
    Membership,
    MembershipState,
    Network,
    Period,
    Role,
)
from bot.models.changes import BY_LOAD
from bot.models.record import keep_record
from bot.report import content_of
from tests.website.published_world import publish
from tests.world import World, words_of

AUTUMN = datetime(2020, 11, 16, 9, tzinfo=UTC)
OVER = datetime(2022, 3, 1, 9, tzinfo=UTC)
PARTS = {
    "Gävle": {},
    "Luleå": {"state": MembershipState.LEFT, "ends": date(2020, 10, 15)},
    "Norrköping": {"starts": date(2020, 4, 2)},
    "Lerum": {"starts": date(2021, 2, 2)},
    "Trelleborg": {"state": MembershipState.PENDING},
    "Östersund": {"state": MembershipState.LEFT},
    "Helsingborg": {"state": MembershipState.LEFT},
}
"""Helsingborg contributed, and nobody knows when it left."""


@pytest.fixture
def moved(world: World) -> World:
    members = {name: world.member(name) for name in PARTS}
    with world.database.writing() as session:
        for each in session.query(Membership):
            for field, value in PARTS[each.member.name].items():
                setattr(each, field, value)
    world.activity = world.add(Activity(period_id=world.period_id, number=1, title="Lagen"))
    for n, name in enumerate(("Gävle", "Luleå", "Helsingborg"), 1):
        publish(world, n)
        with world.database.writing() as session:
            experience = session.get_one(Experience, n)
            experience.member_id, experience.activity_id = members[name], world.activity
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, members["Gävle"])
    world.now = AUTUMN
    return world


def report_of(world: World, audience: str = "internal") -> str:
    with world.database.reading() as session:
        about = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
        return content_of(session, *about, ".md", now=world.now, audience=audience).decode()


def test_who_took_part_and_contributed_nothing_is_listed_also_when_they_have_left(moved):
    with moved.database.writing() as session:
        session.get_one(Experience, 2).member_id = session.get_one(Experience, 1).member_id
    text = report_of(moved)
    assert "2 av 4 medlemmar bidrog" in text
    assert re.search(r"Medlemmar som inte har bidragit\W+Luleå, Norrköping$", text, re.MULTILINE)


@pytest.mark.parametrize("audience", ["internal", "public", "research"])
def test_the_report_counts_who_has_taken_part_and_says_when(moved, audience):
    text = report_of(moved, audience)
    there = {"Gävle", "Luleå", "Norrköping", "Helsingborg"}
    assert "3 av 4 medlemmar bidrog med 3 erfarenheter" in text and "kom från andra" not in text
    assert "medlemmar: **4**" in text
    assert {each for each in PARTS if f"### {each}\n" in text} == there
    assert {each for each in PARTS if re.search(rf"^\| {each} \| [1–] \| – \|$", text, re.MULTILINE)} == there
    days = dict(re.findall(r"^\| (\S+) \| \1 \| ([^|]+) \|$", text, re.MULTILINE))
    assert {name: days[name] for name in PARTS} == {
        "Gävle": "deltar", "Luleå": "har lämnat (1 januari–15 oktober 2020)",
        "Norrköping": "deltar (2 april 2020–31 december 2021)",
        "Lerum": "deltar senare (2 februari–31 december 2021)", "Trelleborg": "har inte beslutat än",
        "Östersund": "har lämnat", "Helsingborg": "har lämnat",
    }  # fmt: skip
    assert ("inte har bidragit:** Norrköping\n" in text) is (audience == "internal")


def test_when_the_period_is_over_those_who_joined_late_are_counted_too(moved):
    moved.now = OVER
    assert "3 av 5 medlemmar bidrog" in report_of(moved)
    network = words_of(moved.ask(moved.official, "/natverk 2020-2021"))
    assert "Medlemmar (3)" in network and "Luleå (1 januari–15 oktober 2020)" in network


def test_the_card_of_an_activity_and_the_coverage_count_alike_and_ask_only_who_is_in(moved):
    assert "3 av 4 medlemmar har bidragit" in words_of(
        moved.press(moved.official, "activity.show", str(moved.activity))
    )
    covered = words_of(moved.press(moved.coordinator, "coverage.show"))
    assert "3 av 4 rutor" in covered and "Inget från: Norrköping." in covered
    for name in ("Gävle", "Helsingborg", "Luleå"):
        assert f"*{name}*: 1\n" in covered
    assert not re.search("Lerum|Trelleborg|Östersund", covered)
    with moved.database.writing() as session:
        session.get_one(Experience, 2).activity_id = session.get_one(Experience, 3).activity_id = None
    asked = words_of(moved.press(moved.coordinator, "coverage.chase"))
    assert "Norrköping" in asked and not re.search("Luleå|Helsingborg", asked)


def known_on(world: World) -> str:
    found = re.search(r"var känt den (\d+ \w+ \d+)\.", report_of(world))
    assert found is not None
    return found[1]


def test_a_report_is_dated_at_least_when_the_newest_thing_it_tells_was_known(world):
    """Also what time alone has told: that a month has passed, that a member has left."""
    world.meeting(month=date(2020, 3, 1))
    world.now = datetime(2020, 11, 16, 9, tzinfo=UTC)
    assert known_on(world) == "1 april 2020", "since then nobody has noted whether it was held"
    other = world.meeting(month=date(2021, 3, 1))
    for moment, state, told in (
        (datetime(2020, 5, 20, 9, tzinfo=UTC), MeetingState.CANCELLED, "20 maj 2020"),
        (datetime(2020, 5, 21, 9, tzinfo=UTC), MeetingState.PLANNED, "21 maj 2020"),
    ):
        with world.database.writing() as session:
            keep_record(session, "UCOORD", moment)
            session.get_one(Meeting, other).state = state
        assert known_on(world) == told
    with world.database.writing() as session:
        keep_record(session, BY_LOAD, world.now)
        session.add(Meeting(network_id=world.network_id, period_id=world.period_id, kind=MeetingKind.OFFICIALS,
                            month=date(2021, 5, 1)))  # fmt: skip
    assert known_on(world) == "21 maj 2020", "what a plan file adds was decided before"
    world.member("Luleå")
    with world.database.writing() as session:
        session.query(Membership).one().ends = date(2020, 10, 15)
    assert known_on(world) == "16 oktober 2020"
    world.now = datetime(2020, 10, 15, 9, tzinfo=UTC)
    assert known_on(world) == "21 maj 2020"
