"""In autumn: open activities without anything from the member this year, one of them named, with why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.models import Experience, Role
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW, World, words_of

YEAR = ("2020-01-07", "2020-12-31")


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    world.lagen = world.activity(1, "Lagen")
    return world.person("Tjänsteperson", Role.OFFICIAL, world.gavle)


def contributed(world, at):
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=world.gavle, activity_id=world.lagen,
            title="x", did="y", created_at=at, changed_at=at,
        )
    )  # fmt: skip


def test_each_official_is_asked_in_autumn_in_other_words_each_time(world, official):
    asked = told(world, "contributions", *YEAR)
    assert days(asked) == ["2020-09-18", "2020-11-20"]
    assert asked[0].text.splitlines()[1] != asked[1].text.splitlines()[1]
    assert {each.to for each in asked} == {official.slack_id} and "1. Lagen" in asked[0].text


def test_who_has_contributed_this_year_is_left_alone_and_last_year_does_not_count(world, official):
    contributed(world, NOW)
    assert told(world, "contributions", *YEAR) == []
    contributed(world, NOW - timedelta(days=300))
    assert days(told(world, "contributions", "2021-01-01", "2021-10-31")) == ["2021-09-20"]


def test_nobody_is_asked_twice_around_a_meeting(world, official):
    world.meeting(month=date(2020, 11, 1))
    assert days(told(world, "contributions", *YEAR)) == ["2020-09-18"]


def test_one_activity_is_named_with_why_and_the_others_stand_in_one_menu(world, official):
    autumn = {"title": "Slutföra", "when": "Höst 2020", "starts": date(2020, 7, 1), "ends": date(2020, 12, 31)}
    world.activity(2, "Vägledning", autumn)
    world.activity(3, "Komma till tals")
    asked = told(world, "contributions", *YEAR)
    assert all("2. Vägledning" in each.text and "Slutföra (Höst 2020)" in each.text for each in asked)
    assert all("1. Lagen" not in each.text for each in asked)
    payload = posts(world, "contributions", *YEAR)[0]
    one, menu, *_ = payload["blocks"][-1]["elements"]
    assert one["text"]["text"] == "Bidra till aktivitet 2"
    assert [each["text"]["text"] for each in menu["options"]] == ["1. Lagen", "3. Komma till tals"]
    opened = world.press(official, menu["action_id"], menu["options"][1]["value"])
    assert not opened.refused and "Komma till tals" in words_of(opened)


def test_it_is_said_who_else_has_told(world, official):
    (asked, _) = told(world, "contributions", *YEAR)
    assert "Ingen har berättat" in asked.text
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=world.member("Örebro"),
            activity_id=world.lagen, title="x", did="y", created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    asked = next(each for each in told(world, "contributions", *YEAR) if each.to == official.slack_id)
    assert "En medlem har berättat" in asked.text


def test_members_without_an_official_are_asked_in_the_channel(world):
    world.member("Gävle")
    world.activity(1, "Lagen")
    assert {each.to for each in told(world, "contributions", *YEAR)} == {CHANNEL_ID}


def test_nothing_is_asked_outside_a_period(world, official):
    assert told(world, "contributions", "2022-01-01", "2022-12-31") == []
