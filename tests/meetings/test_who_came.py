"""Who came: the host is asked the working day after, unless it is noted."""

from __future__ import annotations

from datetime import date

from bot.models import Attendance, Role
from tests.reminders.played import days, posts, told
from tests.world import NOW

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


def test_the_host_is_asked_on_the_monday_and_the_button_opens_the_form(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    met = world.meeting(**MAY_14, host=gavle)
    (asked,) = told(world, "came", *YEAR)
    assert asked.to == official.slack_id and days([asked]) == ["2020-05-18"]
    button = posts(world, "came", *YEAR)[0]["blocks"][-1]["elements"][0]
    world.now = world.now.replace(month=5, day=18)
    assert world.press(official, button["action_id"], button["value"]).answer.name == "attendance.noted"
    world.add(Attendance(meeting_id=met, member_id=gavle, role=Role.OFFICIAL, came=True, noted_at=NOW))
    assert told(world, "came", *YEAR) == []
