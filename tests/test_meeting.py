"""/mote: the next meeting, the list, one by number, one's answer; and the form that plans."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.messages import Form
from bot.models import Answer, Meeting, MeetingKind, MeetingState, PersonState, Reply, Role
from tests.world import NOW, World, labels, words_of

MAY = date(2020, 5, 1)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_next_meeting_is_told_with_when_where_and_host(world, official):
    world.meeting(month=MAY, digital=True, host=world.member("Degerfors/Karlskoga"))
    words = words_of(world.ask(official, "/mote"))
    for each in ("Partnerskapsträff", "maj 2020", "digitalt", "Degerfors/Karlskoga", "Ja 0", "Nej 0", "Kanske 0"):
        assert each in words, words


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
    for who in (world.stranger, waiting, world.newcomer):
        assert "maj 2020" in words_of(world.ask(who, "/mote"))
        assert world.press(who, "meeting.answer", "1.yes").refused
    assert not world.rows(Answer)


def test_a_meeting_known_by_month_is_current_until_the_month_ends(world, official):
    world.meeting(month=MAY)
    world.now = NOW.replace(month=5, day=31, hour=21)
    assert "maj 2020" in words_of(world.ask(official, "/mote"))
    world.now += timedelta(hours=2)
    assert "maj 2020 (" not in words_of(world.ask(official, "/mote"))


def test_after_the_last_meeting_a_sentence_helps_and_no_button_answers(world, official):
    world.meeting(first_day=date(2020, 1, 14), last_day=date(2020, 1, 15))
    answered = world.ask(official, "/mote")
    assert "14–15 januari 2020" in words_of(answered) and "/mote ny" in words_of(answered)
    assert labels(answered) == []


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


def test_the_coordinator_plans_a_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    assert isinstance(form, Form)
    answered = world.send(
        world.coordinator, form, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), starts=time(9), ends=time(16),
        host=str(world.gavle), place="Folkets hus",
    )  # fmt: skip
    assert not answered.field_errors, answered.field_errors
    words = words_of(world.ask(official, "/mote"))
    assert "14–15 maj 2020 kl. 09.00–16.00" in words and "Folkets hus" in words and "Gävle" in words


def test_the_same_form_twice_makes_one_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    for _ in range(2):
        world.send(world.coordinator, form, view="VSAME", first_day=date(2020, 5, 14))
    assert len(world.rows(Meeting)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "first_day"),
        ({"last_day": date(2020, 5, 15)}, "first_day"),
        ({"first_day": date(2020, 5, 15), "last_day": date(2020, 5, 14)}, "last_day"),
        ({"first_day": date(2020, 2, 9)}, "first_day"),
        ({"first_day": date(2020, 5, 14), "starts": time(9), "ends": time(8)}, "ends"),
        ({"first_day": date(2020, 5, 14), "ends": time(8)}, "starts"),
        ({"first_day": date(2020, 5, 14), "link": "javascript:alert(1)"}, "link"),
        ({"first_day": date(2020, 5, 14), "kind": "party"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, official, values, field):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, **values)
    assert list(answered.field_errors) == [field]
    assert not world.rows(Meeting)


def test_a_stale_change_is_said_and_overwrites_nothing(world, official):
    world.meeting(month=MAY, place="Gävle")
    form = world.ask(world.coordinator, "/mote ändra").answer
    world.send(world.coordinator, form, place="Uppsala")
    answered = world.send(world.coordinator, form, place="Örebro")
    assert answered.refused and world.row(Meeting, 1).place == "Uppsala"


def test_the_hosts_people_change_their_meeting_and_others_do_not(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.meeting(month=MAY, host=world.gavle)
    form = world.ask(official, "/mote andra").answer
    assert isinstance(form, Form)
    assert world.ask(other, "/mote ändra").refused
    assert world.send(other, form, first_day=date(2020, 5, 14)).refused
    assert not world.send(official, form, first_day=date(2020, 5, 14)).refused
    assert world.row(Meeting, 1).last_day == date(2020, 5, 14)


def test_a_cancelled_meeting_takes_no_answer(world, official):
    world.meeting(month=MAY)
    shown = world.ask(official, "/mote")
    form = world.ask(world.coordinator, "/mote ändra").answer
    world.send(world.coordinator, form, state=MeetingState.CANCELLED.value)
    assert "inställt" in words_of(world.click(official, shown, "Ja"))
    assert not world.rows(Answer)
