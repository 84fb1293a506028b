"""Marks: what an earlier message is changed into, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.models import Answer, HostingTurn, Meeting, Member, Person, Reply
from tests.reminders.played import Played, Said


def is_struck_out(said: Said) -> bool:
    return said.kind == "mark" and "~" in said.text


def test_each_message_is_marked_once_and_names_the_one_it_changes(database):
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")

    def moved(first: date) -> None:
        days = {"first_day": first, "last_day": first, "days_set_at": played.now}
        played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))

    moved(date(2020, 5, 14))
    played.tick()
    for first in (date(2020, 5, 20), date(2020, 5, 26)):
        played.now += timedelta(hours=1)
        moved(first)
        played.tick()
    marks = [each for each in played.sent if each.kind == "mark"]
    assert len({each.key for each in marks}) == len(marks) == 2
    assert "~Partnerskapsträff · 14 maj 2020~" in marks[0].text and "~Partnerskapsträff · 20 maj 2020~" in marks[1].text
    assert not any("/mote" in each.text for each in marks), "no command shows them any more when the meeting has been"


def test_what_was_asked_of_a_host_is_marked_when_it_is_done_or_no_longer_theirs(database):
    played = Played(database, datetime(2020, 1, 30, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    played.go(datetime(2020, 2, 1, 8, 0, tzinfo=UTC))
    asked = {each.to for each in played.sent if each.says("dates")}
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": played.now}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
    played.go(datetime(2020, 3, 2, 8, 0, tzinfo=UTC), every=timedelta(hours=8))
    done = {each.to for each in played.sent if each.kind == "mark" and "inte längre aktuellt" in str(each.payload)}
    assert done == asked and len(asked) == 2

    def swap(session: Session) -> None:
        turn = session.scalars(select(HostingTurn).where(HostingTurn.meeting_id == 2)).one()
        turn.member_id = session.scalars(select(Member.id).where(Member.name == "Uppsala")).one()

    (listed,) = [each for each in played.sent if each.says("checklist")]
    played.change(swap)
    played.sent.clear()
    played.tick()
    changed = [each for each in played.sent if each.kind == "mark" and each.to == listed.to]
    assert [is_struck_out(each) for each in changed].count(True) == 1
    assert [each.text for each in changed if "Du är inbjuden" in each.text and "värd: Uppsala" in each.text]
    assert [each.to for each in played.sent if each.says("checklist")] != [listed.to]


def test_a_message_that_still_holds_is_left_alone(database):
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.go(played.now + timedelta(days=28), every=timedelta(days=1))  # what is late is listed anew in a month
    assert played.sent and not [each for each in played.sent if is_struck_out(each)]


def test_an_invitation_shows_ones_answer_and_closes_when_the_meeting_has_begun(database):
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": played.now}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
    played.tick()
    (invited,) = [each for each in played.sent if each.kind == "invitation" and each.to == "UE0"]
    played.sent.clear()

    def answer(session: Session) -> None:
        person = session.scalars(select(Person).where(Person.slack_id == "UE0")).one()
        session.add(Answer(meeting_id=2, person_id=person.id, reply=Reply.NO, answered_at=played.now))

    played.change(answer)
    played.tick()
    changes = [each for each in played.sent if each.kind == "mark" and each.key.endswith("/1")]
    mine = [each.text for each in changes if each.to == "UE0"]
    assert len(mine) == 1 and "Du kommer inte till" in mine[0] and "Kan du komma?" in invited.text
    assert {each.to for each in changes} <= {"UE0", "channel"}  # nobody else's says anything new
    played.now = datetime(2020, 5, 14, 12, 0, tzinfo=UTC)
    played.tick()
    closed = [each for each in played.sent if each.kind == "mark" and each.to == "UE0" and "stängdes" in each.text]
    assert [each.text.split("\n")[1] for each in closed] == [
        "Svaren här stängdes när mötet började · Ja 0 · Nej 1 · Kanske 0"
    ]
    assert not [block for block in closed[0].payload["blocks"] if block["type"] == "actions"]
    played.sent.clear()
    played.now += timedelta(days=1)
    played.tick()
    assert not [each for each in played.sent if each.to == "UE0" and each.kind == "mark"]
