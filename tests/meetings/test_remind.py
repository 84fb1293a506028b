"""The silent of a meeting are asked once more when the host or the coordinator says so, once a week at most."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Answer, MeetingState, Person, Reminding, Reply, Role
from tests.outbox.lives import Life, Stood, living
from tests.outbox.said import untrue
from tests.reminders.played import days, told
from tests.world import NOW, Somebody, labels, words_of

MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}
BUTTON = "Påminn dem"


@pytest.fixture
def gavle(world):
    """A meeting in May, its host's two people and somebody else's two, of whom one has answered."""
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)
    world.away = world.person("Förtroendevald, Örebro", Role.ELECTED, world.orebro)
    world.at = world.meeting(**MAY_14, host=world.gavle)
    world.add(Answer(meeting_id=world.at, person_id=world.official.person_id, reply=Reply.YES, answered_at=NOW))
    world.now = datetime(2020, 4, 22, 12, 0, tzinfo=UTC)
    return world


def remind(world, who):
    return world.click(who, world.ask(who, "/mote"), BUTTON)


def asked(world, since: str = ""):
    """Whom the job will ask from today on, or from a day."""
    today = f"{world.now:%Y-%m-%d}"
    return told(world, "silent", since or today, "2020-05-15", now=today)


def test_host_and_coordinator_let_the_silent_be_asked_and_nobody_else_sees_the_button(gavle):
    assert BUTTON not in labels(gavle.ask(gavle.other, "/mote"))
    shown = words_of(remind(gavle, gavle.official))
    assert "3 påminns nu. Det kan göras igen från och med 29 april 2020." in shown
    now = [each for each in asked(gavle) if days([each]) == ["2020-04-22"]]
    assert {each.to for each in now} == {each.slack_id for each in (gavle.elected, gavle.other, gavle.away)}
    assert now[0].text.startswith("Du har inte svarat än:") or "inte svarat" in now[0].text


def test_once_a_week_at_most_whoever_says_it(gavle):
    shown = gavle.ask(gavle.coordinator, "/mote")
    assert BUTTON not in labels(remind(gavle, gavle.official))
    gavle.now += timedelta(days=6)
    assert BUTTON not in labels(gavle.ask(gavle.coordinator, "/mote"))
    again = gavle.click(gavle.coordinator, shown, BUTTON)
    assert again.refused and "senast 22 april 2020, igen från och med 29 april 2020" in words_of(again)
    assert len(gavle.rows(Reminding)) == 1
    gavle.now += timedelta(days=1)
    assert not remind(gavle, gavle.coordinator).refused


def test_the_button_is_there_just_where_it_does_something(gavle):
    """Each hour of the weeks before, with a reminder in them: who sees the button, and what pressing it comes to."""
    shown, seen = gavle.ask(gavle.official, "/mote"), set()
    remind(gavle, gavle.official)
    gavle.now += timedelta(hours=7)
    while gavle.now < datetime(2020, 5, 15, 8, tzinfo=UTC):
        is_there = BUTTON in labels(gavle.ask(gavle.official, "/mote"))
        rows = len(gavle.rows(Reminding))
        pressed = gavle.click(gavle.official, shown, BUTTON)
        assert is_there != (pressed.refused or pressed.overtaken), gavle.now
        assert is_there == (len(gavle.rows(Reminding)) > rows), gavle.now
        seen.add(is_there)
        gavle.now += timedelta(hours=67)
    assert seen == {True, False}


def test_who_has_muted_it_is_nobody_to_remind(gavle):
    for each in (gavle.elected, gavle.other, gavle.away):
        with gavle.database.writing() as session:
            session.get_one(Person, each.person_id).muted = ["silent"]
    assert BUTTON not in labels(gavle.ask(gavle.official, "/mote")), "whoever does not want to hear it does not"


def test_what_would_come_by_itself_within_three_days_is_not_said_twice(gavle):
    gavle.now = datetime(2020, 4, 27, 12, 0, tzinfo=UTC)
    assert days(asked(gavle))[-2:] == ["2020-04-29", "2020-05-07"]
    remind(gavle, gavle.official)
    assert days(asked(gavle))[-2:] == ["2020-04-27", "2020-05-07"]


def test_whoever_was_asked_only_just_now_has_three_days_rest_and_the_night_is_left_alone(gavle):
    gavle.now = datetime(2020, 5, 7, 8, 0, tzinfo=UTC)
    assert "3 påminns måndag 11 maj 2020 09.00. Det kan göras igen från och med 18 maj" in words_of(
        remind(gavle, gavle.official)
    )
    assert days(asked(gavle, since="2020-05-08")) == ["2020-05-11"]


def test_the_hour_is_said_where_it_waits_for_the_morning(gavle):
    gavle.now = datetime(2020, 4, 21, 20, 0, tzinfo=UTC)
    assert "3 påminns i morgon 09.00." in words_of(remind(gavle, gavle.official))


def test_quiet_weeks_do_not_hold_back_what_somebody_asks_for(gavle):
    gavle.settings(quiet="v. 17")
    remind(gavle, gavle.official)
    assert "2020-04-22" in days(asked(gavle))


def test_who_is_not_reached_is_named(gavle):
    habo = gavle.member("Håbo")
    gavle.add(Person(network_id=gavle.network_id, name="Ordföranden", role=Role.ELECTED, member_id=habo))
    assert "3 påminns nu. Inte: Ordföranden." in words_of(remind(gavle, gavle.official))


@pytest.mark.parametrize(
    ("meeting", "now", "said"),
    [
        ({"state": MeetingState.CANCELLED}, (4, 22), "inställt"),
        ({}, (5, 16), "är över"),
        ({}, (5, 13), "för sent"),
        ({"first_day": date(2020, 5, 13)}, (4, 22), "Ändrad sedan du läste den"),
    ],
)
def test_nobody_is_reminded_of_what_is_off_over_too_near_or_not_what_was_seen(gavle, meeting, now, said):
    shown = gavle.ask(gavle.official, "/mote")
    gavle.now = datetime(2020, *now, 17, 50, tzinfo=UTC)
    gavle.change(gavle.at, **meeting)
    assert said in words_of(gavle.click(gavle.official, shown, BUTTON)) and not gavle.rows(Reminding)


def test_where_all_have_answered_there_is_no_button_and_nobody_to_remind(gavle):
    shown = gavle.ask(gavle.official, "/mote")
    for each in (gavle.elected, gavle.other, gavle.away):
        gavle.add(Answer(meeting_id=gavle.at, person_id=each.person_id, reply=Reply.NO, answered_at=NOW))
    assert BUTTON not in labels(gavle.ask(gavle.official, "/mote"))
    late = gavle.click(gavle.official, shown, BUTTON)
    assert late.refused and "ingen att påminna" in words_of(late) and not gavle.rows(Reminding)


def test_it_goes_out_once_and_becomes_the_receipt():
    with living() as life:
        life.passes(days=4)
        host, who = life.people["Tjänsteperson, Sala"], life.people["Förtroendevald, Sala"]
        life.world.click(host, life.world.ask(host, "/mote"), BUTTON)
        life.passes(minutes=1)
        (question,) = questions(life, who)
        life.press(who, question, question.buttons[0])
        life.passes(minutes=1)
        assert "✓ Du kommer" in questions(life, who)[0].text and untrue(life) == []


def questions(life: Life, who: Somebody) -> list[Stood]:
    return [each for each in life.stands() if each.kind == "silent" and each.to == who.slack_id]
