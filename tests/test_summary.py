"""Who comes: a week before, to the host and the coordinator and nobody else."""

from __future__ import annotations

from datetime import date

from bot.models import Answer, Reply, Role
from tests.played import days, told
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
    heard = told(world, "summary", *YEAR)
    assert {each.to for each in heard} == {"UCOORD", host.slack_id} and days(heard) == ["2020-05-07"]
    assert "Ja 2 · Nej 0 · Kanske 0 · Inte svarat 1" in heard[0].text
    assert "Förtroendevald, Gävle" in heard[0].text


def test_without_people_there_is_nothing_to_sum_up(world):
    world.meeting(**MAY_14, host=world.member("Gävle"))
    assert told(world, "summary", *YEAR) == []
    assert told(world, "summary", *YEAR, coordinators=()) == []
