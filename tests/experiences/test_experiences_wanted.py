"""After a meeting each official is asked what was learned, with the activities in question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Experience, MeetingKind, Role
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW, World, words_of

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


def test_the_official_is_asked_three_working_days_after_for_what_the_member_lacks(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.meeting(**MAY_14)
    world.activity(1, "Lagen")
    heard = world.activity(5, "Komma till tals")
    world.activity(6, "Klar sedan länge", done_at=NOW)
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=gavle, activity_id=heard, title="x",
            did="y", created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    (asked,) = told(world, "experiences", *YEAR)
    assert asked.to == official.slack_id and days([asked]) == ["2020-05-22"]  # not on Ascension Day's eve
    assert "Dela en erfarenhet" in asked.text
    assert "1. Lagen" in asked.text and "Komma till tals" not in asked.text and "Klar sedan" not in asked.text


def test_the_button_opens_the_form_with_the_activity(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.meeting(**MAY_14)
    world.activity(3, "Styrning och ledning")
    (payload,) = posts(world, "experiences", *YEAR)
    button = payload["blocks"][-1]["elements"][0]
    opened = world.press(official, button["action_id"], button["value"])
    assert not opened.refused and "Styrning och ledning" in words_of(opened)


def test_members_without_an_official_are_asked_in_the_channel(world, gavle):
    world.meeting(month=date(2020, 5, 1))
    (asked,) = told(world, "experiences", *YEAR)
    assert asked.to == CHANNEL_ID and days([asked]) == ["2020-06-03"] and "Gävle" not in asked.text
    world.person("Tjänsteperson", Role.OFFICIAL, world.member("Örebro"))
    asked = next(each for each in told(world, "experiences", *YEAR) if each.to == CHANNEL_ID)
    assert "Det här gäller Gävle." in asked.text


def test_nothing_is_asked_after_an_officials_meeting_or_a_cancelled_one(world, gavle):
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 5, 1))
    world.meeting(**MAY_14, state="cancelled")
    assert told(world, "experiences", *YEAR) == []


def test_what_was_learned_at_a_meeting_is_asked_only_where_somebody_knows_that_it_took_place(world, gavle):
    meeting = world.meeting(month=date(2020, 5, 1))
    (asked,) = told(world, "experiences", *YEAR)
    assert "i arbetet den senaste tiden" in asked.text and "Partnerskapsträff" not in asked.text
    world.change(meeting, took_place=True)
    (asked,) = told(world, "experiences", *YEAR)
    assert "Vad har ni lärt er? *Partnerskapsträff* · maj 2020" in asked.text
