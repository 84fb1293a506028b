"""Dates wanted: who is asked for a meeting's days, when, and who stands in for whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.models import Meeting, Role
from tests.reminders.played import CHANNEL_ID, Played, days, told
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


def began_in_may(world, now: datetime) -> Played:
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(month=date(2020, 5, 1), host=gavle)
    return Played(world.database, now)


@pytest.mark.parametrize("day", [date(2020, 4, 14), date(2020, 5, 4), date(2020, 5, 29)])
def test_a_bot_that_begins_shortly_before_the_month_or_in_it_asks_and_invites_once_at_once(world, day):
    """Late is better than never: the meeting may still take place that month, and is followed up afterwards."""
    played = began_in_may(world, datetime.combine(day, time(8), UTC))
    foretold = played.preview(played.now, played.now + timedelta(days=40))
    played.go(datetime(2020, 6, 3, tzinfo=UTC), timedelta(days=1))
    asked = [each for each in played.sent if each.says("dates")]
    assert len(asked) == 2 and {each.at.date() for each in asked} == {day} and {"UCOORD"} < {each.to for each in asked}
    invited = [each for each in played.sent if each.says("invitation")]
    assert len(invited) == 2 and {each.at.date() for each in invited} == {day} and "maj 2020" in invited[0].text
    assert {each.key for each in (*asked, *invited)} <= {each.key for each in foretold}
    again = [each for each in played.preview(played.now, played.now + timedelta(days=40)) if "/5/" in each.key]
    assert not [each for each in again if each.kind in ("dates", "invitation")]


def test_a_bot_that_was_there_says_nothing_more_in_the_month(world):
    played = began_in_may(world, datetime(2020, 1, 20, 8, tzinfo=UTC))
    played.go(datetime(2020, 6, 3, tzinfo=UTC), timedelta(days=1))
    said = [each for each in played.sent if each.says("dates") or each.says("invitation")]
    keys = [each for one in said for each in one.keys if each.startswith(("dates/", "invitation/"))]
    assert len(keys) == 4 and max(each.at for each in said) < datetime(2020, 3, 10, tzinfo=UTC)
    with_may = played.preview(datetime(2020, 5, 20, tzinfo=UTC), datetime(2020, 5, 30, tzinfo=UTC))
    assert not [each for each in with_may if each.kind in ("dates", "invitation")]


def test_days_that_are_set_in_the_month_are_invited_to_and_no_longer_asked_for(world):
    played = began_in_may(world, datetime(2020, 5, 4, 8, tzinfo=UTC))
    (meeting,) = world.rows(Meeting)
    world.change(meeting.id, first_day=date(2020, 5, 28), last_day=date(2020, 5, 28), days_set_at=played.now)
    played.go(datetime(2020, 5, 8, tzinfo=UTC))
    assert not [each for each in played.sent if each.says("dates")]
    assert "28 maj 2020" in next(each.text for each in played.sent if each.says("invitation"))
