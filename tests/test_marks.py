"""Marks: what an earlier message is changed into, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from bot.models import Meeting
from tests.played import Played


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


def test_a_message_that_still_holds_is_left_alone(database):
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.go(played.now + timedelta(days=30), every=timedelta(days=1))
    assert played.sent and not [each for each in played.sent if each.kind == "mark"]
