"""Ticking the host's list: who may, forged values, and nothing counted twice."""

from __future__ import annotations

from datetime import date

import pytest

from bot.hosting.checklist import HostTask
from bot.models import ChecklistItem, Role
from tests.world import World, words_of


@pytest.fixture
def host(world: World):
    gavle = world.member("Gävle")
    world.met = world.meeting(first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), host=gavle)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def test_a_tick_is_kept_once_and_can_be_taken_back(world, host):
    for _ in range(2):
        shown = world.press(host, "checklist.tick", f"{world.met}.venue")
    (row,) = world.rows(ChecklistItem)
    assert row.key == "venue" and row.done_by_id == host.person_id and "✓ ~Lokal~" in words_of(shown)
    shown = world.click(host, shown, "Ångra")
    assert world.rows(ChecklistItem)[0].done_at is None and "✓" not in words_of(shown)


def test_others_do_not_tick_the_hosts_list(world, host):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    for who in (other, world.stranger, world.newcomer):
        assert world.press(who, "checklist.tick", f"{world.met}.venue").refused
    assert not world.rows(ChecklistItem)
    assert not world.press(world.coordinator, "checklist.tick", f"{world.met}.venue").refused


@pytest.mark.parametrize("value", ["", "1", "1.", "1.piano", "99.venue", ".venue", "1.venue.venue", "x.venue"])
def test_what_is_not_on_the_list_is_not_ticked(world, host, value):
    assert not world.press(host, "checklist.tick", value).changed and not world.rows(ChecklistItem)


def test_all_done_is_said(world, host):
    world.settings(checklist=["Namnskyltar"])
    shown = world.press(host, "checklist.tick", f"{world.met}.venue")
    assert not shown.changed and "Namnskyltar" in words_of(shown)
    shown = world.press(host, "checklist.tick", f"{world.met}.{HostTask('', 'Namnskyltar', 30).token}")
    assert "Allt är ordnat" in words_of(shown)
