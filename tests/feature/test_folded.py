"""A form has at most six fields in sight, the first in focus; what is behind "Fler uppgifter" is left as it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.messages import Form
from bot.models import HostingTurn, Meeting, Role
from tests.experiences.test_experience import contribute
from tests.world import World, labels, prefilled, refuse_what_slack_does_not_take, typed_in


def assert_short(form: Form) -> None:
    """At most six fields in sight, the first in focus. Every form that is declared is looked at where each is reached
    by pressing (the tests of Home)."""
    inputs = [block["element"] for block in form.rendered if block["type"] == "input"]
    in_focus = [n for n, each in enumerate(inputs) if each.get("focus_on_load")]
    is_file_first = inputs[:1] and inputs[0]["type"] == "file_input"  # which Slack does not let be in focus
    assert len(inputs) <= 6 or form.is_open, form.name
    assert form.is_open or is_file_first or in_focus == [0][: len(inputs)], form.name
    refuse_what_slack_does_not_take(form)


@pytest.fixture
def network(world: World) -> World:
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.activity(1, "Lagen")
    world.meeting(host=gavle, first_day=date(2020, 5, 14), note="Ta med stövlar", title="Vårträff")
    contribute(world, world.official, result="Fler kom")
    return world


def test_a_form_that_asks_about_a_day_is_as_short(network):
    world = network
    far = world.send(world.coordinator, world.ask(world.coordinator, "/mote ny").answer, first_day=date(2029, 5, 14))
    assert_short(far.answer)


def test_what_is_out_of_sight_is_left_as_it_is(network):
    form = network.press(network.coordinator, "meeting.change", "1").answer
    assert "note" not in typed_in(form)
    assert not network.send(network.coordinator, form, place="Slottet").refused
    row = network.row(Meeting, 1)
    assert (row.place, row.note, row.title) == ("Slottet", "Ta med stövlar", "Vårträff")
    assert len(network.rows(HostingTurn)) == 1 and network.rows(HostingTurn)[0].meeting_id == 1
    change = network.press(network.official, "experience.change", "1").answer
    assert "result" not in typed_in(change) and not network.send(network.official, change, title="Nytt namn").refused
    again = prefilled(network.press(network.official, "experience.change", "1").answer)
    assert (again["title"], again["result"]) == ("Nytt namn", "Fler kom")


def test_more_fields_keeps_what_was_typed_and_what_the_form_began_with(network):
    form = network.press(network.coordinator, "meeting.change", "1").answer
    whole = network.more(network.coordinator, form, place="Slottet", last_day=date(2020, 5, 15))
    held = typed_in(whole)
    assert (held["place"], held["last_day"], held["note"]) == ("Slottet", date(2020, 5, 15), "Ta med stövlar")
    assert whole.about == form.about and "Fler uppgifter" not in labels(whole)
    network.change(1, note="Ta bussen")
    late = network.send(network.coordinator, whole, note="Ta tåget")
    assert late.refused and typed_in(late.answer)["note"] == "Ta tåget", "it stays open, and nothing is overwritten"
    assert not network.send(network.coordinator, late.answer).refused and network.row(Meeting, 1).note == "Ta tåget"
