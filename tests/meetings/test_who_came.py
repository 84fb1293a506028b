"""Who came: the host is asked the working day after, unless it is noted."""

from __future__ import annotations

from datetime import date

from bot.models import Answer, Attendance, Reply, Role
from tests.reminders.played import days, posts, told
from tests.world import NOW, words_of

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


def test_the_answers_are_filled_in_only_where_somebody_has_answered(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    met = world.meeting(**MAY_14, host=gavle)
    world.now = world.now.replace(month=5, day=18)

    def said() -> tuple[str, str]:
        return told(world, "came", *YEAR)[0].text, words_of(world.press(official, "attendance.note", str(met)))

    asked, form = said()
    assert "Ingen svarade i förväg" in asked and "är redan ifyllda" not in asked and "redan markerade" not in form
    world.add(Answer(meeting_id=met, person_id=official.person_id, reply=Reply.YES, answered_at=NOW))
    asked, form = said()
    assert "är redan ifyllda" in asked and "Ingen svarade" not in asked and "redan markerade" in form
