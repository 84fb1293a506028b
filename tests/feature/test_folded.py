"""A form has at most six fields in sight, the first in focus; what is behind "Fler uppgifter" is left as it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.messages import Form
from bot.models import HostingTurn, Meeting, Role
from tests.experiences.test_experience import contribute
from tests.world import World, labels, prefilled, refuse_what_slack_does_not_take, typed_in

TYPED = [("mote", "meeting", "ny", "new"), ("mote", "meeting", "ändra", "change"), ("erfarenhet", "experience", "", ""),
         ("natverk", "network", "inställningar", "settings"), ("natverk", "network", "gå med", "join")]  # fmt: skip
PRESSED = [("experience.change", "1"), ("reminders.days", ""), ("meeting.cancel", "1"), ("answer.for", "1"),
           ("took_place.yes", "2"), ("attendance.note", "2"), ("theme.choose", "1"), ("report.chapter", "summary 1"),
           ("hosting.swap", ""), ("checklist.edit", "1"), ("handover.write", "1"), ("programme.edit", "1")]  # fmt: skip


@pytest.fixture
def network(world: World) -> World:
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.activity(1, "Lagen")
    world.meeting(host=gavle, first_day=date(2020, 5, 14), note="Ta med stövlar", title="Vårträff")
    contribute(world, world.official, result="Fler kom")
    return world


def test_no_form_has_more_than_six_fields_in_sight(network):
    world = network
    world.meeting(first_day=date(2020, 1, 20))
    asked = [
        world.ask(who, f"/{name} {word}".strip()).answer
        for who in (world.coordinator, world.official, world.newcomer)
        for sv, en, ny, new in TYPED
        for name, word in ((sv, ny), (en, new))
    ]
    asked += [world.press(who, *each).answer for who in (world.coordinator, world.official) for each in PRESSED]
    forms = [each for each in asked if isinstance(each, Form)]
    far = world.send(world.coordinator, world.ask(world.coordinator, "/mote ny").answer, first_day=date(2029, 5, 14))
    assert len({each.name for each in forms}) >= 9, {each.name for each in forms}
    for each in [*forms, far.answer]:
        inputs = [block for block in each.rendered if block["type"] == "input"]
        assert len(inputs) <= 6, each.name
        assert [block["element"].get("focus_on_load", False) for block in inputs] == [True] + [False] * (
            len(inputs) - 1
        ), each.name
        refuse_what_slack_does_not_take(each)


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
