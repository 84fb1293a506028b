"""Soon: a week and a day before in the channel, and the link right before a digital meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.models import ProgrammeItem
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


def test_the_channel_is_reminded_a_week_and_a_day_before(world):
    meeting = world.meeting(**MAY_14, place="Stadshuset, Gävle")
    world.add(ProgrammeItem(meeting_id=meeting, position=1, starts=time(9), title="Barnets bästa <i praktiken>"))
    soon = told(world, "soon", *YEAR)
    assert days(soon) == ["2020-05-07", "2020-05-13"] and {each.to for each in soon} == {CHANNEL_ID}
    assert "Stadshuset, Gävle" in soon[0].text and "om 7 dagar" in soon[0].text and "i morgon" in soon[1].text
    assert "09.00 · Barnets bästa &lt;i praktiken&gt;" in str(posts(world, "soon", *YEAR)[0])


def test_the_day_before_a_monday_is_the_friday_and_says_so(world):
    world.meeting(first_day=date(2020, 5, 11), days_set_at=NOW)
    last = told(world, "soon", *YEAR)[-1]
    assert f"{last.at:%a}" == "Fri" and "om 3 dagar" in last.text


def test_nothing_is_soon_while_only_the_month_is_known(world):
    world.meeting(month=date(2020, 5, 1))
    assert told(world, "soon", *YEAR) == []


def test_a_digital_meeting_gets_its_link_a_quarter_before(world):
    world.meeting(**MAY_14, digital=True, link="https://exempel.se/rum", starts=time(13, 0))
    link = told(world, "soon", *YEAR)[-1]
    assert f"{link.at:%Y-%m-%d %H:%M}" == "2020-05-14 12:45" and "https://exempel.se/rum" in link.text


@pytest.mark.parametrize("more", [{"link": ""}, {"digital": False}, {"starts": None}])
def test_without_link_hour_or_screen_there_is_no_link_to_send(world, more):
    how = {"digital": True, "link": "https://exempel.se/rum", "starts": time(13, 0), **more}
    world.meeting(**MAY_14, **how)
    assert len(told(world, "soon", *YEAR)) == 2


def test_without_an_hour_the_reminders_bring_the_link(world):
    world.meeting(**MAY_14, digital=True, link="https://exempel.se/rum")
    assert all("https://exempel.se/rum" in each.text for each in told(world, "soon", *YEAR))


@pytest.mark.parametrize(
    ("day", "starts", "sent"),
    [
        (date(2020, 5, 14), time(20, 0), "2020-05-14 18:45"),
        (date(2020, 5, 14), time(7, 0), "2020-05-13 09:00"),
        (date(2020, 5, 16), time(10, 0), "2020-05-15 09:00"),
    ],
)
def test_the_link_of_an_evening_or_weekend_meeting_comes_at_a_humane_hour(world, day, starts, sent):
    world.meeting(first_day=day, days_set_at=NOW, digital=True, link="https://exempel.se/rum", starts=starts)
    links = [each for each in told(world, "soon", *YEAR) if "/link/" in each.key]
    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in links] == [sent]


def test_what_was_to_be_said_before_the_days_were_set_is_not_said(world):
    world.meeting(first_day=date(2020, 5, 14), days_set_at=datetime(2020, 5, 11, 10, 0, tzinfo=UTC))
    assert days(told(world, "soon", *YEAR)) == ["2020-05-13"]
