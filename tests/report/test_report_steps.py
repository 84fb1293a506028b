"""The report's steps: told when they begin, to officials and coordinators, until done."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Experience, Period, Role, Step
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
    assert days(said) == ["2021-01-08", "2021-08-17", "2021-10-22", "2021-12-01"]
    assert {each.to for each in said} == {official.slack_id, "UCOORD"}
    assert "Besluta om innehållet" in said[0].text and "Ingen medlem har bidragit" in said[0].text
    assert all("Vem skriver rapporten?" in each.text for each in said)
    last = said[-1].text
    assert "ska vara klar när överenskommelsen går ut den 31 december 2021" in last
    assert "Kvar att göra: Besluta om innehållet; Slutföra." in last


def test_what_is_missing_is_named_and_nothing_when_the_last_step_is_done(world, official):
    world.member("Örebro")
    activity = world.activity(6, REPORT, AUTUMN)
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=world.member("Haninge"), title="x",
            did="y", created_at=NOW, changed_at=NOW, activity_id=activity,
        )
    )  # fmt: skip
    december = ("2021-11-25", "2021-12-05")
    said = told(world, "report", *december)
    assert all("1 erfarenhet hittills. Inget än från Gävle, Örebro." in each.text for each in said) and said
    with world.database.writing() as session:
        session.query(Step).one().done_at = NOW
    assert told(world, "report", *december) == []


def test_an_agreement_that_demands_a_final_report_is_enough(world, official):
    assert told(world, "report", *PERIOD) == []
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).terms = {"final_report": "En slutrapport tas fram."}
    said = told(world, "report", *PERIOD)
    assert days(said) == ["2021-08-17", "2021-10-22", "2021-12-01"]
    assert {each.to for each in said} == {official.slack_id, "UCOORD"}


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
