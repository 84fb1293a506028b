"""Who comes: a week before, to the host and the coordinator and nobody else."""

from __future__ import annotations

from datetime import date

from bot.models import Answer, MeetingKind, Reply, Role
from tests.reminders.played import days, told
from tests.world import NOW

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


def test_host_and_coordinator_hear_who_comes_and_who_is_silent(world):
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    meeting = world.meeting(**MAY_14, host=gavle)
    world.add(Answer(meeting_id=meeting, person_id=host.person_id, reply=Reply.YES, answered_at=NOW))
    world.add(Answer(meeting_id=meeting, person_id=other.person_id, reply=Reply.DEPUTY, answered_at=NOW))
    (heard,) = told(world, "summary", *YEAR)
    assert heard.to == "UCOORD" and days([heard]) == ["2020-05-07"]
    assert "Ja 2 · Nej 0 · Kanske 0 · Inte svarat 1" in heard.text and "Förtroendevald, Gävle" in heard.text
    (by_list,) = told(world, "checklist", "2020-05-05", "2020-05-14")
    assert by_list.to == host.slack_id and by_list.at == heard.at, "one message a morning is enough"
    assert "*Vilka kommer:* Ja 2 · Nej 0 · Kanske 0 · Inte svarat 1" in by_list.text and "Lokal" in by_list.text


def test_a_host_who_wants_no_list_or_has_done_it_all_hears_who_comes(world):
    gavle = world.member("Gävle")
    host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle, muted=["checklist"])
    world.meeting(**MAY_14, host=gavle)
    assert {each.to for each in told(world, "summary", *YEAR)} == {"UCOORD", host.slack_id}
    world.meeting(first_day=date(2020, 6, 9), days_set_at=NOW, host=gavle)  # a day: there is no list
    assert {each.to for each in told(world, "summary", "2020-05-20", "2020-06-10")} == {"UCOORD", host.slack_id}


def test_a_host_who_does_not_want_to_know_who_comes_gets_the_list_alone(world):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle, muted=["summary"])
    world.meeting(**MAY_14, host=gavle)
    assert not any("Vilka kommer" in each.text for each in told(world, "checklist", *YEAR))


def test_a_deputy_who_comes_unasked_takes_the_seat(world):
    official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    deputy = world.person("Suppleant", Role.DEPUTY, deputy_for_id=official.person_id)
    meeting = world.meeting(MeetingKind.OFFICIALS, **MAY_14 | {"last_day": date(2020, 5, 14)})
    world.add(Answer(meeting_id=meeting, person_id=deputy.person_id, reply=Reply.YES, answered_at=NOW))
    (heard,) = told(world, "summary", *YEAR)
    assert "Ja 1 · Nej 0 · Kanske 0 · Inte svarat 0" in heard.text


def test_names_come_with_their_member(world):
    world.person("Samma namn", Role.OFFICIAL, world.member("Gävle"))
    world.person("Samma namn", Role.OFFICIAL, world.member("Örebro"))
    world.meeting(MeetingKind.OFFICIALS, **MAY_14 | {"last_day": date(2020, 5, 14)})
    assert "Samma namn (Gävle); Samma namn (Örebro)" in told(world, "summary", *YEAR)[0].text


def test_nobody_sums_up_a_month(world):
    world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    world.meeting(month=date(2020, 5, 1))
    assert told(world, "summary", *YEAR) == []


def test_without_people_there_is_nothing_to_sum_up(world):
    world.meeting(**MAY_14, host=world.member("Gävle"))
    assert told(world, "summary", *YEAR) == []
    assert told(world, "summary", *YEAR, coordinators=()) == []
