"""/mote: the next meeting, the list, one by number, and one's answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from bot.models import Answer, MeetingKind, PersonState, Reply, Role
from tests.world import NOW, World, labels, words_of

MAY = date(2020, 5, 1)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_next_meeting_is_told_with_when_where_and_host(world, official):
    world.meeting(month=MAY, digital=True, host=world.member("Degerfors/Karlskoga"))
    words = words_of(world.ask(official, "/mote"))
    for each in ("Partnerskapsträff", "maj 2020", "digitalt", "Degerfors/Karlskoga", "Ingen har svarat än"):
        assert each in words, words


@pytest.mark.parametrize(("asker", "most"), [("official", 4), ("host", 5), ("coordinator", 5)])
def test_the_next_meeting_takes_four_questions_to_the_database(world, official, asker, most):
    """And one of what waits to be told, for who may stop it."""
    world.meeting(first_day=NOW.date(), host=world.gavle)
    who = {"official": world.person("Annan", Role.OFFICIAL, world.member("Örebro")), "host": official}.get(
        asker, world.person("Samordnare", Role.COORDINATOR)
    )
    sent: list[str] = []

    @event.listens_for(world.database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_):
        sent.append(statement)

    assert "Partnerskapsträff" in words_of(world.ask(who, "/mote"))
    assert len([each for each in sent if each != "BEGIN"]) <= most, sent


def test_meeting_answers_in_english(world, official):
    world.meeting(month=MAY, host=world.gavle)
    words = words_of(world.ask(official, "/meeting"))
    assert "Partnership meeting" in words and "May 2020" in words and "Host" in words


def test_a_click_answers_at_once_and_is_counted_once(world, official):
    world.meeting(month=MAY, host=world.gavle)
    shown = world.click(official, world.ask(official, "/mote"), "Ja")
    shown = world.click(official, shown, "✓ Ja")
    assert "Ja 1" in words_of(shown) and "Ditt svar: *Ja*" in words_of(shown)
    shown = world.click(official, shown, "Nej")
    assert "Ja 0" in words_of(shown) and "Nej 1" in words_of(shown)
    assert [each.reply for each in world.rows(Answer)] == [Reply.NO]


def test_the_same_click_sent_again_counts_once(world, official):
    world.meeting(month=MAY)
    for _ in range(3):
        world.press(official, "meeting.answer:x", "1.yes", once="click/same")
    assert len(world.rows(Answer)) == 1


@pytest.mark.parametrize("value", ["", "1.maybe-not", "99.yes", "x.yes", "1.yes.no", "1" * 5000 + ".yes", "-1.no"])
def test_a_forged_answer_is_refused_and_nothing_counted(world, official, value):
    world.meeting(month=MAY)
    answered = world.press(official, "meeting.answer", value)
    assert answered.refused and not world.rows(Answer)


def test_guests_and_the_unconfirmed_read_but_do_not_answer(world, official):
    world.meeting(month=MAY)
    waiting = world.person("Ny", Role.OFFICIAL, world.gavle, state=PersonState.REQUESTED)
    left = world.person("Förr", Role.OFFICIAL, world.gavle, state=PersonState.LEFT, left_at=NOW)
    for who in (world.stranger, waiting, left, world.person("Gäst", Role.GUEST), world.newcomer):
        shown = world.ask(who, "/mote")
        assert "maj 2020" in words_of(shown) and not {"Ja", "Nej", "Kanske"} & set(labels(shown))
        assert world.press(who, "meeting.answer", "1.yes").refused
    assert not world.rows(Answer)


def test_a_meeting_known_by_month_is_current_until_the_month_ends(world, official):
    world.meeting(month=MAY)
    world.now = NOW.replace(month=5, day=31, hour=21)
    assert "maj 2020" in words_of(world.ask(official, "/mote"))
    world.now += timedelta(hours=2)
    assert "maj 2020 (" not in words_of(world.ask(official, "/mote"))


def test_after_the_last_meeting_a_sentence_helps_and_the_one_button_plans_one(world, official):
    world.meeting(first_day=date(2020, 1, 14), last_day=date(2020, 1, 15))
    answered = world.ask(official, "/mote")
    assert "14–15 januari 2020" in words_of(answered) and "/mote ny" in words_of(answered)
    assert labels(answered) == ["Planera ett möte"]


def test_no_meeting_at_all(world, official):
    assert "/mote ny" in words_of(world.ask(official, "/mote"))
    assert "/mote ny" in words_of(world.ask(official, "/mote lista"))
    assert "/mote ny" in words_of(world.ask(official, "/mote 3"))


def test_the_list_numbers_what_is_to_come(world, official):
    world.meeting(month=date(2020, 11, 1))
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    words = words_of(world.ask(official, "/mote LISTA"))
    assert words.index("1.* *Tjänstepersonsmöte*") < words.index("2.* *Partnerskapsträff*")
    assert "november 2020" in words_of(world.ask(official, "/mote 2"))
    assert "1 till 2" in words_of(world.ask(official, "/mote 7"))


def test_forty_meetings_fit(world, official):
    for n in range(60):
        world.meeting(first_day=date(2020, 3, 1) + timedelta(days=n), title="Ett mycket långt namn " * 6)
    assert "60" not in words_of(world.ask(official, "/mote 60"))[:2]
    world.ask(official, "/mote lista")


def test_a_cancelled_meeting_takes_no_answer(world, official):
    world.meeting(month=MAY)
    shown = world.ask(official, "/mote")
    world.cancel(world.coordinator, 1)
    assert "inställt" in words_of(world.click(official, shown, "Ja"))
    assert not world.rows(Answer)
    assert "Inget möte är planerat. En samordnare lägger in ett med" in words_of(world.ask(official, "/mote"))
