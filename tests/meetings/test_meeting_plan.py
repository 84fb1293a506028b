"""/mote ny, /mote ändra: the form that plans a meeting or changes one."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.blocks.messages import Form
from bot.models import Meeting, Role
from tests.world import World, words_of

MAY = date(2020, 5, 1)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_coordinator_plans_a_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    assert isinstance(form, Form)
    answered = world.send(
        world.coordinator, form, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), starts=time(9), ends=time(16),
        host=str(world.gavle), place="Folkets hus",
    )  # fmt: skip
    assert not answered.field_errors, answered.field_errors
    words = words_of(world.ask(official, "/mote"))
    assert "14–15 maj 2020 kl. 09.00–16.00" in words and "Folkets hus" in words and "Gävle" in words


def test_the_same_form_twice_makes_one_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    for _ in range(2):
        world.send(world.coordinator, form, view="VSAME", first_day=date(2020, 5, 14))
    assert len(world.rows(Meeting)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "first_day"),
        ({"last_day": date(2020, 5, 15)}, "first_day"),
        ({"first_day": date(2020, 5, 15), "last_day": date(2020, 5, 14)}, "last_day"),
        ({"first_day": date(2020, 2, 9)}, "first_day"),
        ({"first_day": date(2020, 5, 14), "starts": time(9), "ends": time(8)}, "ends"),
        ({"first_day": date(2020, 5, 14), "ends": time(8)}, "starts"),
        ({"first_day": date(2020, 5, 14), "link": "javascript:alert(1)"}, "link"),
        ({"first_day": date(2020, 5, 14), "link": "https://" + "x" * 3001}, "link"),
        ({"first_day": date(2020, 5, 14), "title": "x" * 3001}, "title"),
        ({"first_day": date(2020, 5, 14), "place": "x" * 3001}, "place"),
        ({"first_day": date(2020, 5, 14), "note": "x" * 3001}, "note"),
        ({"month": "maj"}, "month"),
        ({"first_day": date(2020, 5, 14), "kind": "party"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, official, values, field):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, **values)
    assert list(answered.field_errors) == [field]
    assert not world.rows(Meeting)


def test_a_stale_change_is_said_and_overwrites_nothing(world, official):
    world.meeting(month=MAY, place="Gävle")
    form = world.ask(world.coordinator, "/mote ändra").answer
    world.send(world.coordinator, form, place="Uppsala")
    answered = world.send(world.coordinator, form, place="Örebro")
    assert answered.refused and world.row(Meeting, 1).place == "Uppsala"


def test_the_hosts_people_change_their_meeting_and_others_do_not(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.meeting(month=MAY, host=world.gavle)
    form = world.ask(official, "/mote andra").answer
    assert isinstance(form, Form)
    assert world.ask(other, "/mote ändra").refused
    assert world.send(other, form, first_day=date(2020, 5, 14)).refused
    assert not world.send(official, form, first_day=date(2020, 5, 14)).refused
    assert world.row(Meeting, 1).last_day == date(2020, 5, 14)
