"""No without deputy: the receipt asks who said it, a message for whom another said it; the deputy is asked in person,
and each step told to whoever needs it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Answer, Delivery, Reply, Role
from tests.reminders.played import told
from tests.world import NOW, World, labels

MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW - timedelta(days=3)}


@pytest.fixture
def seat(world: World):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.deputy = world.person("Suppleant", Role.DEPUTY, gavle, deputy_for_id=world.official.person_id)
    world.met = world.meeting(**MAY_14)
    return world


def said_no(world):
    world.press(world.official, "meeting.answer", f"{world.met}.no")


def said_no_for_them(world, meeting):
    """The coordinator says it."""
    form = world.press(world.coordinator, "answer.for", str(meeting)).answer
    assert not world.send(world.coordinator, form, person=str(world.official.person_id), reply="no").refused


def test_who_says_no_has_the_button_in_the_answer_and_gets_no_second_message(seat):
    for name in ("meeting.answer", "receipt.answer"):
        assert "Min suppleant kommer" in labels(seat.press(seat.official, name, f"{seat.met}.no"))
    assert "Min suppleant kommer" in labels(seat.home(seat.official))
    assert told(seat, "deputy", "2020-02-10", "2020-05-20") == []


def test_for_whom_another_says_no_is_asked_at_once_and_only_they(seat):
    assert told(seat, "deputy", "2020-02-10", "2020-05-20") == []
    said_no_for_them(seat, seat.met)
    (asked,) = told(seat, "deputy", "2020-02-10", "2020-05-20")
    assert asked.to == seat.official.slack_id and asked.at == NOW and "suppleant" in asked.text


def test_for_whom_another_says_no_in_the_month_of_a_meeting_without_days_is_asked_too(seat):
    month = seat.meeting(month=NOW.date().replace(day=1))
    said_no_for_them(seat, month)
    (asked,) = told(seat, "deputy", "2020-02-01", "2020-02-29")
    assert asked.to == seat.official.slack_id and asked.at == NOW


def test_the_deputy_is_asked_in_person_and_comes(seat):
    said_no(seat)
    seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}")
    (asked,) = told(seat, "deputy", "2020-02-10", "2020-05-20")
    assert asked.to == seat.deputy.slack_id and "Kan du komma i stället för Tjänsteperson?" in asked.text
    answer = seat.rows(Answer)[0]
    seat.press(seat.deputy, "deputy.answer", f"{answer.id}.yes")
    assert seat.rows(Answer)[0].reply is Reply.DEPUTY
    (news,) = seat.rows(Delivery)
    assert news.to == seat.official.slack_id and "Suppleant kommer i ditt ställe" in news.message["text"]
    assert [each.key for each in told(seat, "deputy", "2020-02-10", "2020-05-20")] == [news.key]


def test_a_deputy_who_cannot_come_is_told_to_the_one_who_asked(seat):
    said_no(seat)
    seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}")
    seat.press(seat.deputy, "deputy.answer", f"{seat.rows(Answer)[0].id}.no")
    answer = seat.rows(Answer)[0]
    assert answer.reply is Reply.NO and answer.deputy_id is None
    assert "kan inte heller komma" in seat.rows(Delivery)[0].message["text"]


def test_a_deputy_is_not_asked_at_night(seat):
    seat.now = datetime(2020, 2, 14, 21, 30, tzinfo=UTC)
    said_no(seat)
    seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}")
    (asked,) = told(seat, "deputy", "2020-02-10", "2020-05-20")
    assert f"{asked.at:%Y-%m-%d %H:%M}" == "2020-02-17 09:00"


def test_a_yes_after_all_ends_it(seat):
    said_no(seat)
    seat.press(seat.official, "meeting.answer", f"{seat.met}.yes")
    assert told(seat, "deputy", "2020-02-10", "2020-05-20") == []


def test_without_a_deputy_they_learn_how_one_joins(world):
    world.official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    said_no_for_them(world, world.meeting(**MAY_14))
    (asked,) = told(world, "deputy", "2020-02-10", "2020-05-20")
    assert "/natverk gå med" in asked.text


def test_when_the_meeting_moves_the_no_is_not_asked_about_again(seat):
    said_no(seat)
    form = seat.ask(seat.coordinator, "/mote ändra").answer
    seat.now += timedelta(days=1)
    sent = seat.send(seat.coordinator, form, first_day=date(2020, 5, 27), last_day=date(2020, 5, 28))
    assert not sent.refused and "27–28 maj" in str(sent.answer) and labels(sent)
    assert told(seat, "deputy", "2020-02-10", "2020-05-20") == []
