"""Change of plan: those who were told the old are told the new, once; nobody else is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.models import Answer, Meeting, MeetingState, Membership, Network, Person, Reply
from tests.reminders.played import Played

MAY = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15)}
LATER = {"first_day": date(2020, 5, 27), "last_day": date(2020, 5, 28)}
SECOND = 2
"""The meeting of May 2020 in the plan."""


@pytest.fixture
def played(database: Any) -> Played:
    """The plan of 2020-2021, its people, and the days of May set on 10 February; everybody is invited."""
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    moved(played, **MAY)
    played.tick()
    played.now += timedelta(hours=2)
    played.sent.clear()
    return played


def moved(played: Played, **values: Any) -> None:
    """Change the meeting of May as the form does."""
    if "first_day" in values:
        values["days_set_at"] = played.now
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == SECOND).values(**values)))


def heard(played: Played, kind: str = "change") -> list[Any]:
    found = [each for each in played.sent if each.says(kind)]
    played.sent.clear()
    return found


def test_all_who_were_invited_hear_of_new_days_once(played):
    moved(played, **LATER)
    played.tick()
    played.tick()
    told = heard(played)
    assert len(told) == 17 and len({each.to for each in told}) == 17 and "channel" in {each.to for each in told}
    assert "Flyttat" in told[0].text and "Var: 14–15 maj 2020" in told[0].text and "27–28 maj 2020" in told[0].text
    played.go(played.now + timedelta(days=2), every=timedelta(hours=6))
    assert heard(played) == []


def test_they_are_not_invited_anew_and_the_old_message_is_marked(played):
    moved(played, **LATER)
    played.tick()
    assert not [each for each in played.sent if each.kind in ("invitation", "silent")]
    marks = heard(played, "mark")
    assert len(marks) == 17
    assert "~Partnerskapsträff · 14–15 maj 2020~" in marks[0].text and "Ett senare meddelande" in marks[0].text


def test_moved_away_and_back_before_it_was_told_says_nothing(played):
    moved(played, **LATER)
    moved(played, **MAY)
    played.tick()
    assert heard(played) == []


def test_moved_away_and_back_is_told_each_time_it_was_heard(played):
    for values in (LATER, MAY, LATER, MAY):
        moved(played, **values)
        played.tick()
        assert len(heard(played)) == 17
        played.now += timedelta(hours=1)


def test_a_meeting_cancelled_and_taken_up_again(played):
    moved(played, state=MeetingState.CANCELLED)
    played.tick()
    told = heard(played)
    assert len(told) == 17 and "Inställt" in told[0].text and "action_id': 'meeting.answer" not in str(told[0].payload)
    moved(played, state=MeetingState.PLANNED)
    played.tick()
    assert "Det blir av ändå" in heard(played)[0].text


def test_another_host_or_place_is_a_change_and_a_first_place_is_not(played):
    moved(played, place="Karlskoga folkhögskola")
    played.tick()
    assert "Karlskoga folkhögskola" in heard(played)[0].text  # it was digital only
    played.now += timedelta(hours=1)
    moved(played, note="Ta med pennor", link="https://exempel.se")
    played.tick()
    assert heard(played) == []


def test_a_first_hour_is_no_change_but_another_is(played):
    moved(played, starts=time(9))
    played.tick()
    assert heard(played) == []
    played.go(datetime(2020, 4, 20, 8, 0, tzinfo=UTC), every=timedelta(days=1))
    played.sent.clear()
    moved(played, starts=time(10))
    played.tick()
    told = heard(played)
    assert told and "10.00" in told[0].text


def test_who_has_answered_is_asked_whether_it_still_holds(played):
    with played.database.writing() as session:
        session.add(Answer(meeting_id=SECOND, person_id=1, reply=Reply.YES, answered_at=played.now))
    moved(played, **LATER)
    played.tick()
    told = {each.to: each for each in heard(played)}
    assert "Du har svarat *Ja*" in told["UE0"].text and "Kan du komma?" in told["UE1"].text


def test_who_left_is_not_told_and_a_month_made_precise_is_an_invitation(played):
    played.change(lambda session: session.execute(update(Person).where(Person.slack_id == "UE0").values(state="left")))
    moved(played, **LATER)
    played.tick()
    assert "UE0" not in {each.to for each in heard(played)}
    moved(played, first_day=None, last_day=None)
    played.now += timedelta(hours=1)
    played.tick()
    assert len(heard(played)) == 16
    moved(played, **MAY)
    played.now += timedelta(hours=1)
    played.tick()
    assert not [each for each in played.sent if each.kind == "change"]


def test_whose_member_leaves_before_the_meeting_is_not_told(played):
    last = update(Membership).values(ends=date(2020, 5, 1))
    played.change(lambda session: session.execute(last.where(Membership.member_id == member_of(session, "UE0"))))
    moved(played, **LATER)
    played.tick()
    hearers = {each.to for each in heard(played)}
    assert "UE0" not in hearers and "UE1" in hearers


def member_of(session: Any, slack_id: str) -> int:
    person = session.query(Person).filter_by(slack_id=slack_id).one()
    assert person.member_id is not None
    return int(person.member_id)


def test_nothing_is_told_at_night_or_after_the_meeting(played):
    played.now = datetime(2020, 2, 15, 21, 0, tzinfo=UTC)
    moved(played, **LATER)
    played.tick()
    assert heard(played) == []
    played.go(datetime(2020, 2, 17, 9, 0, tzinfo=UTC))
    told = heard(played)
    assert len(told) == 17 and f"{told[0].at:%a %H}" == "Mon 08"
    played.now = datetime(2020, 6, 2, 9, 0, tzinfo=UTC)
    moved(played, place="För sent")
    played.tick()
    assert heard(played) == []


def test_each_hears_it_in_their_own_language(played):
    played.change(lambda session: session.execute(update(Person).where(Person.slack_id == "UE0").values(language="en")))
    played.change(lambda session: session.execute(update(Network).values(language="sv")))
    moved(played, **LATER)
    played.tick()
    told = {each.to: each.text for each in heard(played)}
    assert "Moved:" in told["UE0"] and "27–28 May 2020" in told["UE0"] and "Flyttat" in told["UE1"]
