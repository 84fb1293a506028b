"""The silent: only who has not answered, 30, 14 and 7 days before, and not right after the invitation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import Answer, Reply, Role
from tests.reminders.played import days, told
from tests.world import NOW, World

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15)}


@pytest.fixture
def people(world: World):
    gavle = world.member("Gävle")
    return world.person("Tjänsteperson", Role.OFFICIAL, gavle), world.person("Förtroendevald", Role.ELECTED, gavle)


def test_who_has_not_answered_is_asked_three_times(world, people):
    world.meeting(**MAY_14, days_set_at=NOW)
    asked = told(world, "silent", *YEAR)
    assert days(asked) == ["2020-04-14", "2020-04-29", "2020-05-07"]
    assert {each.to for each in asked} == {each.slack_id for each in people}
    assert "om 30 dagar" in asked[0].text and "om 7 dagar" in asked[-1].text


def test_who_has_answered_anything_is_left_alone(world, people):
    meeting = world.meeting(**MAY_14, days_set_at=NOW)
    world.add(Answer(meeting_id=meeting, person_id=people[0].person_id, reply=Reply.MAYBE, answered_at=NOW))
    assert {each.to for each in told(world, "silent", *YEAR)} == {people[1].slack_id}


def test_nobody_is_reminded_right_after_the_invitation(world, people):
    world.meeting(**MAY_14, days_set_at=datetime(2020, 4, 28, 10, 0, tzinfo=UTC))
    assert days(told(world, "silent", *YEAR)) == ["2020-05-07"]


def test_nobody_is_pressed_for_an_answer_while_only_the_month_is_known(world, people):
    world.meeting(month=date(2020, 5, 1))
    assert told(world, "silent", *YEAR) == []


def test_a_deputy_who_was_asked_and_says_nothing_is_asked_again(world, people):
    deputy = world.person("Suppleant", Role.DEPUTY, deputy_for_id=people[0].person_id)
    meeting = world.meeting(**MAY_14, days_set_at=NOW)
    no = {"meeting_id": meeting, "reply": Reply.NO, "answered_by_id": people[0].person_id}
    world.add(
        Answer(**no, person_id=people[0].person_id, deputy_id=deputy.person_id, answered_at=NOW),
        Answer(**no, person_id=people[1].person_id, answered_at=NOW),
    )
    asked = told(world, "silent", *YEAR)
    assert {each.to for each in asked} == {deputy.slack_id} and days(asked) == [
        "2020-04-14",
        "2020-04-29",
        "2020-05-07",
    ]
    assert "Kan du komma i stället för Tjänsteperson?" in asked[0].text
    world.add(Answer(meeting_id=meeting, person_id=deputy.person_id, reply=Reply.MAYBE, answered_at=NOW))
    assert told(world, "silent", *YEAR) == []


def test_a_deputy_asked_just_now_is_left_alone_at_first(world, people):
    deputy = world.person("Suppleant", Role.DEPUTY, deputy_for_id=people[0].person_id)
    meeting = world.meeting(**MAY_14, days_set_at=NOW)
    world.add(
        Answer(
            meeting_id=meeting, person_id=people[0].person_id, reply=Reply.NO, deputy_id=deputy.person_id,
            answered_at=datetime(2020, 4, 28, 10, 0, tzinfo=UTC),
        )
    )  # fmt: skip
    assert days([each for each in told(world, "silent", *YEAR) if each.to == deputy.slack_id]) == ["2020-05-07"]


def test_whose_deputy_comes_unasked_is_not_silent(world, people):
    deputy = world.person("Suppleant", Role.DEPUTY, deputy_for_id=people[0].person_id)
    meeting = world.meeting(**MAY_14, days_set_at=NOW)
    world.add(Answer(meeting_id=meeting, person_id=deputy.person_id, reply=Reply.YES, answered_at=NOW))
    assert {each.to for each in told(world, "silent", *YEAR)} == {people[1].slack_id}


def test_a_reminder_whose_day_had_passed_when_the_days_were_set_is_not_made_up_for(world, people):
    world.meeting(**MAY_14, days_set_at=datetime(2020, 5, 8, 10, 0, tzinfo=UTC))
    assert told(world, "silent", *YEAR) == []


def test_what_became_late_at_night_waits_for_the_next_morning_people_work(world, people):
    world.meeting(**MAY_14, days_set_at=NOW)
    late = told(world, "silent", "2020-04-29", "2020-05-05", now="2020-04-30")
    assert {f"{each.at:%Y-%m-%d %H}" for each in late} == {"2020-05-04 09"}  # Walpurgis Night, 1 May, a weekend
    assert "om 10 dagar" in late[0].text
