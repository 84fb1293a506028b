"""Noting who came: prefilled from the answers, kept for every seat, changed by sending it again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.models import Answer, Attendance, MeetingKind, Member, Membership, MembershipState, Person, Reply, Role
from tests.world import NOW, World, labels, prefilled, words_of


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
    assert prefilled(form) == {"came.elected": (), "came.official": (f"{world.gavle}.official",)}


def test_a_deputys_own_yes_ticks_the_seat_and_a_deputys_no_does_not(world, met):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    deputy = world.person("Suppleant", Role.DEPUTY, world.gavle, deputy_for_id=elected.person_id)
    world.add(Answer(meeting_id=met, person_id=deputy.person_id, reply=Reply.YES, answered_at=NOW))
    form = world.press(world.host, "attendance.note", str(met)).answer
    assert prefilled(form)["came.elected"] == (f"{world.gavle}.elected",)
    named = Answer(meeting_id=met, person_id=elected.person_id, reply=Reply.DEPUTY, deputy_id=deputy.person_id,
                   answered_at=NOW)  # fmt: skip
    world.add(named)
    with world.database.writing() as session:
        session.query(Answer).filter_by(person_id=deputy.person_id).update({"reply": Reply.NO})
    form = world.press(world.host, "attendance.note", str(met)).answer
    assert prefilled(form)["came.elected"] == ()


def test_the_seats_are_those_of_the_members_that_were_in_then(world, met):
    for name, state, dates in (
        ("Lämnade efteråt", MembershipState.LEFT, {"ends": date(2020, 6, 30)}),
        ("Lämnade innan", MembershipState.LEFT, {"ends": date(2020, 4, 30)}),
        ("Kom till efteråt", MembershipState.ACTIVE, {"starts": date(2020, 9, 1)}),
        ("Väntar", MembershipState.PENDING, {}),
    ):
        member = world.add(Member(network_id=world.network_id, name=name, municipalities=[name]))
        world.add(Membership(period_id=world.period_id, member_id=member, state=state, **dates))
    form = world.press(world.host, "attendance.note", str(met)).answer
    assert [each["text"]["text"] for each in form.rendered[1]["element"]["options"]] == ["Gävle", "Lämnade efteråt",
                                                                                        "Örebro"]  # fmt: skip


def test_two_hundred_members_fit_and_only_seats_somebody_held_or_came_to_are_kept(world, met):
    world.add(*(Member(network_id=world.network_id, name=f"Kommun {n:03} " + "lång " * 30) for n in range(248)))
    world.add(*(Membership(period_id=world.period_id, member_id=each.id) for each in world.rows(Member)[2:]))
    form = world.press(world.host, "attendance.note", str(met)).answer
    last = f"{world.rows(Member)[-1].id}.elected"
    world.send(world.host, form, **{"came.elected": (last,), "came.official": ()})
    rows = world.rows(Attendance)
    assert len(rows) == 3 and [f"{each.member_id}.{each.role}" for each in rows if each.came] == [last]


def test_every_seat_that_somebody_holds_is_kept_and_can_be_corrected(world, met):
    form = world.press(world.host, "attendance.note", str(met)).answer
    answered = world.send(world.host, form)
    assert "1 av 2 platser" in words_of(answered)
    form = world.press(world.host, "attendance.note", str(met)).answer
    ticked = {"came.official": (f"{world.gavle}.official", "9" * 5000 + ".elected"),
              "came.elected": (f"{world.orebro}.elected", "99.elected", "")}  # fmt: skip
    world.send(world.host, form, **ticked)
    rows = world.rows(Attendance)
    assert len(rows) == 2 and sum(each.came for each in rows) == 2
    assert {each.person_id for each in rows if each.came} == {world.host.person_id, world.guest.person_id}


def test_a_seat_that_nobody_holds_is_counted_when_somebody_came_to_it_and_as_long_as_nobody_holds_any(world, met):
    form = world.press(world.host, "attendance.note", str(met)).answer
    both = {"came.elected": (f"{world.gavle}.elected", f"{world.orebro}.elected"), "came.official": ()}
    assert "2 av 3 platser" in words_of(world.send(world.host, form, **both))
    form = world.press(world.host, "attendance.note", str(met)).answer
    assert "0 av 2 platser" in words_of(world.send(world.host, form, **{"came.elected": (), "came.official": ()}))
    alone = world.meeting(first_day=date(2020, 1, 14))
    for each in (world.host, world.guest):
        with world.database.writing() as session:
            session.get_one(Person, each.person_id).role = Role.GUEST
    form = world.press(world.coordinator, "attendance.note", str(alone)).answer
    assert "0 av 4 platser" in words_of(world.send(world.coordinator, form))


def test_of_a_meeting_known_by_its_month_it_is_noted_when_the_month_is_over(world, met):
    may = world.meeting(month=date(2020, 5, 1), host=world.gavle)
    for day, is_over in ((date(2020, 5, 29), False), (date(2020, 5, 31), False), (date(2020, 6, 1), True)):
        world.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=NOW.tzinfo)
        for who in (world.host, world.coordinator):
            assert ("Notera vilka som kom" in labels(world.press(who, "meeting.show", str(may)))) == is_over
            assert world.press(who, "attendance.note", str(may)).refused != is_over


def test_only_the_host_and_the_coordinator_note_it_and_not_beforehand(world, met):
    for who in (world.guest, world.stranger, world.newcomer):
        assert world.press(who, "attendance.note", str(met)).refused
    world.now = NOW
    assert world.press(world.host, "attendance.note", str(met)).refused


def test_an_officials_meeting_has_one_seat_a_member(world, met):
    meeting = world.meeting(MeetingKind.OFFICIALS, first_day=date(2020, 5, 12))
    form = world.press(world.coordinator, "attendance.note", str(meeting)).answer
    assert len(form.rendered[1]["element"]["options"]) == 2


def test_what_somebody_else_noted_meanwhile_is_not_overwritten(world, met):
    first, second = (world.press(who, "attendance.note", str(met)).answer for who in (world.host, world.coordinator))
    assert not world.send(
        world.host, first, **{"came.elected": (f"{world.orebro}.elected",), "came.official": ()}
    ).refused
    stale = world.send(world.coordinator, second)
    assert stale.refused and "ändrat detta sedan du öppnade det" in words_of(stale)
    assert [each.member_id for each in world.rows(Attendance) if each.came] == [world.orebro]
