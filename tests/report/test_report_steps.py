"""The report's steps: told when they begin, to officials and coordinators, until done."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Role
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import NOW, World

PERIOD = ("2020-01-02", "2021-12-31")
SPRING = {"title": "Besluta om innehållet", "when": "Vår 2021", "starts": date(2021, 1, 1), "ends": date(2021, 6, 30)}
AUTUMN = {"title": "Slutföra", "when": "Höst 2021", "starts": date(2021, 7, 1), "ends": date(2021, 12, 31)}
COLLECT = {"title": "Samla in", "when": "Löpande", "ongoing": True}
REPORT = "Dokumentera våra erfarenheter i en rapport"


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))


def test_officials_and_coordinator_hear_of_each_step(world, official):
    world.activity(6, REPORT, COLLECT, SPRING, AUTUMN, open_question="Vem skriver rapporten?")
    said = told(world, "report", *PERIOD)
    assert days(said) == ["2021-01-08", "2021-08-17"]
    assert {each.to for each in said} == {official.slack_id, "UCOORD"}
    assert "Besluta om innehållet" in said[0].text and "Ingen medlem har bidragit" in said[0].text
    assert "Vem skriver rapporten?" in said[0].text


def test_whoever_answers_for_a_step_hears_it_instead_of_all(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.activity(6, REPORT, {**SPRING, "person_id": other.person_id})
    assert {each.to for each in told(world, "report", *PERIOD)} == {other.slack_id, "UCOORD"}


def test_what_is_done_and_what_is_no_report_is_not_told(world, official):
    world.activity(5, "Komma till tals", SPRING)
    world.activity(6, REPORT, {**SPRING, "done_at": NOW})
    world.activity(7, REPORT, AUTUMN, done_at=NOW)
    assert told(world, "report", *PERIOD) == []


def test_without_people_the_channel_hears_it(world):
    world.member("Gävle")
    world.activity(6, REPORT, SPRING)
    assert {each.to for each in told(world, "report", *PERIOD, coordinators=())} == {CHANNEL_ID}
