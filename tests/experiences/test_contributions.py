"""Once a quarter: open activities without anything from the member this year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.models import Experience, Role
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import NOW, World

YEAR = ("2020-01-07", "2020-12-31")


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    world.lagen = world.activity(1, "Lagen")
    return world.person("Tjänsteperson", Role.OFFICIAL, world.gavle)


def contributed(world, at):
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=world.gavle, activity_id=world.lagen,
            title="x", did="y", created_at=at, changed_at=at,
        )
    )  # fmt: skip


def test_each_official_is_asked_once_a_quarter(world, official):
    asked = told(world, "contributions", *YEAR)
    assert days(asked) == ["2020-02-20", "2020-05-19", "2020-08-20", "2020-11-20"]
    assert {each.to for each in asked} == {official.slack_id} and "1. Lagen" in asked[0].text


def test_who_has_contributed_this_year_is_left_alone_and_last_year_does_not_count(world, official):
    contributed(world, NOW)
    assert told(world, "contributions", *YEAR) == []
    contributed(world, NOW - timedelta(days=300))
    assert days(told(world, "contributions", "2021-01-01", "2021-03-31")) == ["2021-02-19"]


def test_nobody_is_asked_twice_around_a_meeting(world, official):
    world.meeting(month=date(2020, 5, 1))
    assert days(told(world, "contributions", *YEAR)) == ["2020-02-20", "2020-08-20", "2020-11-20"]


def test_members_without_an_official_are_asked_in_the_channel(world):
    world.member("Gävle")
    world.activity(1, "Lagen")
    assert {each.to for each in told(world, "contributions", *YEAR)} == {CHANNEL_ID}


def test_nothing_is_asked_outside_a_period(world, official):
    assert told(world, "contributions", "2022-01-01", "2022-12-31") == []
