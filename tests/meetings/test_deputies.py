"""The buttons around a deputy take no forged values."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Answer, Delivery, MeetingState, Reply, Role
from tests.world import NOW, World, words_of


@pytest.fixture
def seat(world: World):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.deputy = world.person("Suppleant", Role.DEPUTY, gavle, deputy_for_id=world.official.person_id)
    world.other = world.person("Annan", Role.DEPUTY, gavle)
    world.met = world.meeting(first_day=date(2020, 5, 14))
    return world


def no(world):
    world.press(world.official, "meeting.answer", f"{world.met}.no")
    return world.rows(Answer)[0]


def test_only_ones_own_deputy_can_be_asked(seat):
    no(seat)
    for value in (f"{seat.met}.{seat.other.person_id}", f"{seat.met}.x", f"{seat.met}", "99.1", ""):
        assert seat.press(seat.official, "deputy.ask", value).refused
    assert seat.rows(Answer)[0].deputy_id is None


def test_only_who_said_no_asks_a_deputy(seat):
    assert seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}").refused
    assert seat.press(seat.stranger, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}").refused


def test_only_the_deputy_who_was_asked_answers(seat):
    answer = no(seat)
    seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}")
    for who, value in ((seat.other, "yes"), (seat.official, "yes"), (seat.deputy, "perhaps"), (seat.deputy, "")):
        assert seat.press(who, "deputy.answer", f"{answer.id}.{value}").refused
    assert seat.rows(Answer)[0].reply is Reply.NO


def test_nobody_comes_is_noted(seat):
    no(seat)
    assert "ingen kommer i ditt ställe" in words_of(seat.press(seat.official, "deputy.none", str(seat.met)))


def test_after_a_cancellation_nobody_is_asked_or_answers(seat):
    answer = no(seat)
    seat.press(seat.official, "deputy.ask", f"{seat.met}.{seat.deputy.person_id}")
    seat.change(seat.met, state=MeetingState.CANCELLED)
    assert seat.press(seat.deputy, "deputy.answer", f"{answer.id}.yes").refused
    assert seat.press(seat.official, "deputy.none", str(seat.met)).refused
    assert seat.rows(Answer)[0].answered_at == NOW


@pytest.mark.parametrize("how", ["leaves", "asks to sit elsewhere"])
def test_when_a_deputy_is_one_no_longer_whom_they_were_to_replace_hears_it_and_the_seat_is_open(seat, how):
    seat.press(seat.official, "answer.deputy", str(seat.met))
    seat.press(seat.deputy, "meeting.answer", f"{seat.met}.yes")
    assert "✓ suppleant" in words_of(seat.press(seat.official, "meeting.seats", str(seat.met)))
    if how == "leaves":
        seat.press(seat.deputy, "join.leave")
    else:
        form = seat.press(seat.deputy, "join.again").answer
        assert not seat.send(seat.deputy, form, role="elected").refused
        assert seat.rows(Answer)[0].reply is Reply.DEPUTY, "nothing happens before it is confirmed"
        seat.click(seat.coordinator, seat.ask(seat.coordinator, "/natverk medlemmar"), "Bekräfta")
    assert seat.rows(Answer)[0].reply is Reply.NO and seat.rows(Answer)[0].deputy_id is None
    assert "✗ nej" in words_of(seat.press(seat.official, "meeting.seats", str(seat.met)))
    told = [each for each in seat.rows(Delivery) if each.to == seat.official.slack_id]
    assert "Suppleant kan inte heller komma" in str(told[-1].message), told[-1].message
