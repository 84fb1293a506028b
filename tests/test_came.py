"""Noting who came: prefilled from the answers, kept for every seat, changed by sending it again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.models import Answer, Attendance, MeetingKind, Reply, Role
from tests.world import NOW, World, prefilled, words_of


@pytest.fixture
def met(world: World):
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.guest = world.person("Förtroendevald, Örebro", Role.ELECTED, world.orebro)
    meeting = world.meeting(first_day=date(2020, 5, 14), host=world.gavle)
    world.add(Answer(meeting_id=meeting, person_id=world.host.person_id, reply=Reply.YES, answered_at=NOW))
    world.add(Answer(meeting_id=meeting, person_id=world.guest.person_id, reply=Reply.NO, answered_at=NOW))
    world.now = datetime(2020, 5, 15, 9, 0, tzinfo=NOW.tzinfo)
    return meeting


def test_the_form_comes_filled_in_from_the_answers(world, met):
    form = world.press(world.host, "attendance.note", str(met)).answer
    assert prefilled(form) == {"came": (f"{world.gavle}.official",)}


def test_every_seat_is_kept_and_can_be_corrected(world, met):
    form = world.press(world.host, "attendance.note", str(met)).answer
    answered = world.send(world.host, form)
    assert "1 av 4 platser" in words_of(answered)
    form = world.press(world.host, "attendance.note", str(met)).answer
    world.send(world.host, form, came=(f"{world.gavle}.official", f"{world.orebro}.elected", "99.elected"))
    rows = world.rows(Attendance)
    assert len(rows) == 4 and sum(each.came for each in rows) == 2
    assert {each.person_id for each in rows if each.came} == {world.host.person_id, world.guest.person_id}


def test_only_the_host_and_the_coordinator_note_it_and_not_beforehand(world, met):
    for who in (world.guest, world.stranger, world.newcomer):
        assert world.press(who, "attendance.note", str(met)).refused
    world.now = NOW
    assert world.press(world.host, "attendance.note", str(met)).refused


def test_an_officials_meeting_has_one_seat_a_member(world, met):
    meeting = world.meeting(MeetingKind.OFFICIALS, first_day=date(2020, 5, 12))
    form = world.press(world.coordinator, "attendance.note", str(meeting)).answer
    assert len(form.rendered[1]["element"]["options"]) == 2


def test_forty_members_fit(world, met):
    for n in range(50):
        world.member(f"Kommun {n} " + "lång " * 30)
    assert world.press(world.host, "attendance.note", str(met)).answer.name == "attendance.noted"


def test_what_somebody_else_noted_meanwhile_is_not_overwritten(world, met):
    first, second = (world.press(who, "attendance.note", str(met)).answer for who in (world.host, world.coordinator))
    assert not world.send(world.host, first, came=(f"{world.orebro}.elected",)).refused
    refused = world.send(world.coordinator, second)
    assert refused.refused and "came" in refused.field_errors
    assert [each.member_id for each in world.rows(Attendance) if each.came] == [world.orebro]
