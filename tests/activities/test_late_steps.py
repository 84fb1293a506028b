"""Late steps: who answers for one hears of it, the month after the coordinator too, until it is done."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Period, Role
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW, World

PERIOD = ("2020-01-08", "2022-03-01")
SPRING = {"title": "Besluta", "when": "Vår 2021", "starts": date(2021, 1, 1), "ends": date(2021, 6, 30)}
JANUARY = {"title": "Samtala", "when": "Jan 2020", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)}


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_who_answers_for_it_hears_first_and_the_month_after_the_coordinator_too(world, official):
    world.activity(6, "Rapporten", {**SPRING, "person_id": official.person_id})
    said = told(world, "late", *PERIOD)
    own = [each for each in said if each.to == official.slack_id]
    asked = [each for each in said if each.to == "UCOORD"]
    assert days(own) == ["2021-09-10", "2021-10-08", "2021-11-10", "2021-12-10"]
    assert days(asked) == days(own)[1:] and {each.to for each in said} == {official.slack_id, "UCOORD"}
    assert "6. Rapporten – Besluta · Vår 2021" in own[0].text and "Du eller din medlem ansvarar" in own[0].text
    assert "hör efter hur det går" in asked[0].text and "ingen ansvarig" not in asked[0].text


def test_nobody_hears_of_it_in_summer_or_after_the_period(world, official):
    world.activity(1, "Lagen", {**JANUARY, "member_id": world.gavle})
    months = {day[5:7] for day in days(told(world, "late", *PERIOD))}
    assert not months & {"07", "08"} and {"02", "06", "09"} <= months
    assert not [each for each in told(world, "late", *PERIOD) if each.at.year == 2022]


def test_all_that_is_late_stands_in_one_list_with_a_button_each_that_notes_it_done(world, official):
    world.activity(1, "Lagen", {**JANUARY, "member_id": world.gavle})
    world.activity(
        2, "Vägledning", {**JANUARY, "title": "Tolka", "member_id": world.gavle}, {**JANUARY, "done_at": NOW}
    )
    february = ("2020-02-01", "2020-02-28")
    (own,) = told(world, "late", *february)
    assert own.to == official.slack_id and own.text.count("• ") == 2
    (payload,) = posts(world, "late", *february)
    first = next(each["accessory"] for each in payload["blocks"][1:] if "accessory" in each)
    assert not world.press(official, first["action_id"], first["value"]).refused
    (own,) = told(world, "late", *february)
    assert "Vägledning" in own.text and "Lagen" not in own.text and "ett steg" in own.text


def test_what_nobody_answers_for_is_the_coordinators_or_the_channels_at_once(world, official):
    world.activity(1, "Lagen", JANUARY)
    february = ("2020-02-01", "2020-02-28")
    (asked,) = told(world, "late", *february)
    assert asked.to == "UCOORD" and "ingen ansvarig är noterad" in asked.text
    assert {each.to for each in told(world, "late", *february, coordinators=())} == {CHANNEL_ID}


def test_a_period_that_has_ended_is_left_alone(world, official):
    world.activity(1, "Lagen", JANUARY)
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).ends = date(2020, 3, 31)
    assert days(told(world, "late", *PERIOD)) == ["2020-02-10", "2020-03-10"]
