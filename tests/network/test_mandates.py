"""Mandates: 60 days before one ends, and after each general election that a period runs across."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import Mandate, Membership, MembershipState, Period, Role
from bot.reminders.rules import general_election
from tests.reminders.played import CHANNEL_ID, days, told

END = date(2020, 12, 31)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2014, date(2014, 9, 14)),
        (2018, date(2018, 9, 9)),
        (2020, None),
        (2022, date(2022, 9, 11)),
        (2026, date(2026, 9, 13)),
    ],
)
def test_the_general_election_is_the_second_sunday_of_september_every_fourth_year(year, day):
    assert general_election(year) == day


def test_the_official_hears_of_a_mandate_that_ends(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.add(Mandate(member_id=gavle, role="elected", ends=END, case_number="KS 2019/76"))
    (said,) = told(world, "mandate", "2020-01-07", "2020-12-31")
    assert said.to == official.slack_id and days([said]) == ["2020-10-29"]
    assert "KS 2019/76" in said.text and "31 december 2020" in said.text and "förtroendevald" in said.text


def test_without_anybody_there_the_coordinator_hears_it_and_of_who_left_nobody(world):
    world.add(Mandate(member_id=world.member("Gävle"), role="elected", ends=END))
    assert {each.to for each in told(world, "mandate", "2020-01-07", "2020-12-31")} == {"UCOORD"}
    with world.database.writing() as session:
        session.query(Membership).one().state = MembershipState.LEFT
    assert told(world, "mandate", "2020-01-07", "2020-12-31") == []


def test_after_an_election_in_the_period_officials_are_asked_who_comes_next(world):
    assert told(world, "mandate", "2022-08-01", "2022-12-31") == []
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).ends = date(2023, 12, 31)
    official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    world.member("Örebro")
    said = told(world, "mandate", "2022-08-01", "2022-12-31")
    assert {each.to for each in said} == {official.slack_id, CHANNEL_ID} and days(said) == ["2022-09-23"]
    assert "11 september 2022" in said[0].text


def test_who_joins_later_is_not_told_of_what_was_said_before(world):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).ends = date(2023, 12, 31)
    joined = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)
    world.person("Ny tjänsteperson", Role.OFFICIAL, world.member("Gävle"), confirmed_at=joined)
    assert told(world, "mandate", "2022-08-01", "2022-12-31", now="2022-10-03") == []


@pytest.mark.parametrize(
    ("part", "hears"),
    [
        ({"ends": date(2020, 10, 1)}, False),
        ({"ends": date(2020, 11, 30)}, False),
        ({"starts": date(2020, 12, 1)}, False),
        ({"state": MembershipState.PENDING}, False),
        ({"state": MembershipState.LEFT, "ends": date(2021, 6, 30)}, True),
    ],
)
def test_a_mandate_is_spoken_of_to_members_that_take_part_now_and_when_it_ends(world, part, hears):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.add(Mandate(member_id=gavle, role="elected", ends=END))
    with world.database.writing() as session:
        for name, value in part.items():
            setattr(session.query(Membership).one(), name, value)
    assert bool(told(world, "mandate", "2020-01-07", "2020-12-31")) is hears


def test_after_an_election_nobody_is_asked_whose_member_has_left_since(world):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).ends = date(2023, 12, 31)
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    assert official.slack_id in {each.to for each in told(world, "mandate", "2022-08-01", "2022-12-31")}
    with world.database.writing() as session:
        session.query(Membership).one().ends = date(2022, 9, 15)
    assert official.slack_id not in {each.to for each in told(world, "mandate", "2022-08-01", "2022-12-31")}
