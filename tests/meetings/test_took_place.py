"""Whether a meeting took place: what is known of it, who is asked, and what is claimed of what nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.rules import MeetingOutcome, outcome_of
from bot.models import Answer, Attendance, Meeting, MeetingState, Reply, Role
from tests.reminders.played import days, told
from tests.world import NOW, words_of

YEAR = ("2020-01-07", "2020-12-31")
LATER = datetime(2020, 6, 15, 8, 0, tzinfo=UTC)


@given(
    month=st.dates(date(2019, 1, 1), date(2021, 12, 1)),
    has_days=st.booleans(),
    noted=st.sampled_from([None, True, False]),
    is_cancelled=st.booleans(),
)
def test_what_nobody_has_noted_is_not_known(month, has_days, noted, is_cancelled):
    day = month.replace(day=10) if has_days else None
    state = MeetingState.CANCELLED if is_cancelled else MeetingState.PLANNED
    meeting = Meeting(month=month.replace(day=1), first_day=day, last_day=day, took_place=noted, state=state)
    outcome = outcome_of(meeting, LATER, ZoneInfo("Europe/Stockholm"))
    over = day < LATER.date() if day else (month.year, month.month) < (2020, 6)
    if is_cancelled:
        assert outcome is MeetingOutcome.DID_NOT_TAKE_PLACE
    elif not over:
        assert outcome is MeetingOutcome.TO_COME
    elif noted is None:
        assert outcome is (MeetingOutcome.TOOK_PLACE if has_days else MeetingOutcome.NOT_RECORDED)
    else:
        assert outcome is (MeetingOutcome.TOOK_PLACE if noted else MeetingOutcome.DID_NOT_TAKE_PLACE)


def test_the_host_is_asked_then_the_coordinator_and_nobody_of_what_is_known(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    asked = told(world, "held", *YEAR)
    assert [each.to for each in asked] == [official.slack_id, "UCOORD"] and days(asked) == ["2020-06-01", "2020-06-09"]
    assert told(world, "came", *YEAR) == []
    world.add(Answer(meeting_id=may, person_id=official.person_id, reply=Reply.YES, answered_at=NOW))
    assert told(world, "held", *YEAR) == [] and len(told(world, "came", *YEAR)) == 1


@pytest.mark.parametrize("reply", list(Reply))
def test_only_who_said_that_they_come_speaks_for_a_meeting_without_days(world, reply):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    world.add(Answer(meeting_id=may, person_id=official.person_id, reply=reply, answered_at=NOW))
    says_nothing = reply in (Reply.NO, Reply.MAYBE)
    assert bool(told(world, "held", *YEAR)) == says_nothing
    world.now = LATER
    assert ("har noterat" in words_of(world.ask(official, "/vardskap"))) == says_nothing


@pytest.mark.parametrize("came", [True, False])
def test_only_who_came_speaks_for_a_meeting_without_days(world, came):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    world.add(Attendance(meeting_id=may, member_id=gavle, role=Role.OFFICIAL, came=came, noted_at=NOW))
    world.now = LATER
    assert ("har noterat" in words_of(world.ask(official, "/vardskap"))) == (not came)


def test_yes_with_days_or_no_is_kept_with_who_and_when(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may, april = (world.meeting(month=date(2020, each, 1), host=gavle) for each in (5, 4))
    world.now = LATER
    form = world.press(official, "took_place.yes", str(may)).answer
    assert world.send(official, form, first_day=date(2020, 8, 4)).refused
    world.send(official, form, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15))
    row = world.row(Meeting, may)
    assert (row.took_place, row.took_place_by_id, row.took_place_at) == (True, official.person_id, LATER)
    assert (row.first_day, row.last_day) == (date(2020, 5, 14), date(2020, 5, 15))
    assert "blev inte av" in words_of(world.press(official, "took_place.no", str(april)))
    assert world.row(Meeting, april).took_place is False
    assert world.press(official, "took_place.no", str(may)).refused
    shown = words_of(world.ask(official, "/vardskap"))
    assert "14–15 maj 2020" in shown and "april 2020" not in shown
