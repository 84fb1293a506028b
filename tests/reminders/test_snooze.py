"""The menu at a reminder: tomorrow, in a week, no more of this kind; only one's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.models import Delivery, DeliveryState, Person, Role
from tests.world import NOW, World, words_of

KEY = "silent/1/30/U1/2020-05-14"


@pytest.fixture
def official(world: World):
    who = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    for key, kind in ((KEY, "silent"), ("invitation/1", "invitation")):
        world.add(
            Delivery(
                network_id=world.network_id, key=key, kind=kind, to=who.slack_id, due_at=NOW, sent_at=NOW,
                state=DeliveryState.SENT, about={"meeting": "1"}, useful_until=NOW + timedelta(days=30),
            )
        )  # fmt: skip
    return who


@pytest.mark.parametrize(("what", "day"), [("day", "2020-02-11"), ("week", "2020-02-17")])
def test_it_is_put_off_to_a_working_day(world, official, what, day):
    shown = world.press(official, "reminder.later", f"{what}|{KEY}")
    assert world.rows(Delivery)[0].about == {"meeting": "1", "again": day}
    assert "Jag påminner dig igen" in words_of(shown)


def test_no_promise_is_made_for_a_day_when_the_meeting_has_begun(world, official):
    world.meeting(first_day=date(2020, 2, 14))
    assert not world.press(official, "reminder.later", f"day|{KEY}").refused
    shown = world.press(official, "reminder.later", f"week|{KEY}")
    assert shown.refused and "har redan börjat måndag 17 februari" in words_of(shown)


def test_tomorrow_is_monday_on_a_friday(world, official):
    world.now = NOW + timedelta(days=4)
    world.press(official, "reminder.later", f"day|{KEY}")
    assert world.rows(Delivery)[0].about["again"] == "2020-02-17"


def test_no_more_of_a_kind_is_kept_in_ones_settings(world, official):
    for _ in range(2):
        shown = world.press(official, "reminder.later", f"never|{KEY}")
    assert world.row(Person, official.person_id).muted == ["silent"]
    assert "/natverk inställningar" in words_of(shown)


def test_invitations_cannot_be_muted(world, official):
    assert world.press(official, "reminder.later", "never|invitation/1").refused
    assert world.row(Person, official.person_id).muted == []


def test_somebody_elses_or_no_reminder_is_refused(world, official):
    other = world.person("Annan", Role.OFFICIAL, world.member("Örebro"))
    assert world.press(other, "reminder.later", f"day|{KEY}").refused
    for value in ("", "day|", "day|x", f"year|{KEY}", KEY, "day|" + "x" * 3000):
        assert world.press(official, "reminder.later", value).refused
    assert "again" not in world.rows(Delivery)[0].about
