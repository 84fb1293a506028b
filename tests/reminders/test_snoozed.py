"""Snoozed: said again on the day asked for, when it still holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.models import Answer, Delivery, Meeting, Person, Reply
from tests.reminders.played import Played


@pytest.fixture
def played(database: Any) -> Played:
    """30 days before the meeting of May: the silent have been reminded, and one of them put it off for a week."""
    played = Played(database, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": played.now}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
    played.now = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
    played.tick()

    def put_off(session: Any) -> None:
        found = session.scalars(select(Delivery).where(Delivery.kind == "silent", Delivery.to == "UE0")).one()
        found.about = {**found.about, "again": "2020-04-21"}

    played.change(put_off)
    played.sent.clear()
    return played


def again(played: Played) -> list[Any]:
    played.go(datetime(2020, 4, 22, 8, 0, tzinfo=UTC), every=timedelta(hours=6))
    return [each for each in played.sent if each.kind == "silent"]


def test_it_comes_again_once_with_the_words_of_that_day(played):
    (said,) = again(played)
    assert said.to == "UE0" and f"{said.at:%Y-%m-%d %H}" == "2020-04-21 07"
    assert "om 23 dagar" in said.text and said.key.endswith("/2020-04-21")


@pytest.mark.parametrize(
    ("kind", "asked", "again"),
    [
        ("contributions", "2020-09-18", "2020-09-25"),
        ("dates", "2020-01-31", "2020-02-07"),
        ("fee", "2020-01-15", "2020-03-02"),
    ],
)
def test_what_is_not_made_up_for_late_still_comes_when_it_was_asked_for(database, kind, asked, again):
    played = Played(database, datetime.fromisoformat(asked).replace(hour=8, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    played.change(lambda session: session.execute(update(Person).values(confirmed_at=datetime(2020, 1, 2, tzinfo=UTC))))
    played.tick()

    def put_off(session: Any) -> None:
        found = session.scalars(select(Delivery).where(Delivery.kind == kind, Delivery.to.like("UO%"))).first()
        found.about = {**found.about, "again": again}

    played.change(put_off)
    played.sent.clear()
    played.now = datetime.fromisoformat(again).replace(hour=10, tzinfo=UTC)
    played.tick()
    assert [each.key.rsplit("/")[-1] for each in played.sent if each.kind == kind and each.to != "UCOORD"] == [again]


def test_it_does_not_come_when_it_is_answered(played):
    answer = Answer(meeting_id=2, person_id=1, reply=Reply.YES, answered_at=played.now)
    played.change(lambda session: session.add(answer))
    assert again(played) == []


def test_it_does_not_come_when_the_meeting_has_moved(played):
    days = {"first_day": date(2020, 6, 1), "last_day": date(2020, 6, 2), "days_set_at": played.now + timedelta(hours=1)}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
    assert not [each for each in again(played) if "2020-05-14" in each.key]


def test_preview_shows_it(played):
    found = played.preview(datetime(2020, 4, 20, tzinfo=UTC), datetime(2020, 4, 22, tzinfo=UTC))
    (shown,) = (each for each in found if each.kind == "silent")
    assert shown.to == "UE0" and "om 23 dagar" in shown.text  # as it will be said, not as of the day looked from


def test_it_does_not_come_after_the_meeting_has_begun(played):
    def later(session: Any) -> None:
        found = session.scalars(select(Delivery).where(Delivery.kind == "silent", Delivery.to == "UE0")).one()
        found.about = {**found.about, "again": "2020-05-15"}

    played.change(later)
    found = played.preview(datetime(2020, 5, 14, tzinfo=UTC), datetime(2020, 5, 20, tzinfo=UTC))
    assert not [each for each in found if each.kind == "silent"]
