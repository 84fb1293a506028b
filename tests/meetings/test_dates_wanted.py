"""Dates wanted: who is asked for a meeting's days, when, and who stands in for whom."""

from __future__ import annotations

from datetime import date

from bot.models import Role
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import World

NOVEMBER = date(2020, 11, 1)
YEAR = ("2020-01-07", "2020-12-31")


def test_the_host_is_asked_three_times_on_working_days_at_nine(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(month=NOVEMBER, host=gavle)
    asked = [each for each in told(world, "dates", *YEAR) if each.to == official.slack_id]
    assert [f"{each.at:%Y-%m-%d %H}" for each in asked] == ["2020-05-05 09", "2020-07-03 09", "2020-08-03 09"]
    assert "november 2020" in asked[0].text and "Gävle är värd" in asked[0].text


def test_the_coordinator_hears_it_the_last_time(world):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(month=NOVEMBER, host=gavle)
    (heard,) = [each for each in told(world, "dates", *YEAR) if each.to == "UCOORD"]
    assert days([heard]) == ["2020-08-03"] and "Hör efter hur det går" in heard.text


def test_the_elected_then_the_coordinator_then_the_channel_stand_in(world: World):
    gavle = world.member("Gävle")
    world.meeting(month=NOVEMBER, host=gavle)
    assert {each.to for each in told(world, "dates", *YEAR, coordinators=())} == {CHANNEL_ID}
    assert {each.to for each in told(world, "dates", *YEAR)} == {"UCOORD"}
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    assert {each.to for each in told(world, "dates", *YEAR)} == {"UCOORD", elected.slack_id}


def test_nobody_is_asked_when_the_days_are_set(world):
    world.meeting(first_day=date(2020, 11, 12), last_day=date(2020, 11, 13))
    assert told(world, "dates", *YEAR) == []


def test_a_network_has_its_own_offsets(world):
    world.meeting(month=NOVEMBER)
    world.settings(offsets={"dates": [30, "x", -1, True]})
    assert days(told(world, "dates", *YEAR)) == ["2020-10-02"]
