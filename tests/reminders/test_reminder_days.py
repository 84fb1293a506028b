"""/natverk påminnelser and the plan file: a network sets its own offsets, hour and list for hosts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.messages import Form
from bot.models import Network, Role
from bot.network.hours import offsets
from bot.plan.load import apply
from bot.plan.reading import PlanRefused, plan_of
from bot.reminders.rules import NotDays, days_in
from tests.reminders.played import days, told
from tests.world import NOW, World, prefilled, words_of


def settings_of(world: World) -> dict[str, object]:
    return dict(world.row(Network, world.network_id).settings)


def the_form(world: World) -> Form:
    form = world.ask(world.coordinator, "/natverk påminnelser").answer
    assert isinstance(form, Form)
    return form


def test_the_form_shows_what_holds_and_saving_it_unchanged_changes_nothing(world: World):
    form = the_form(world)
    assert prefilled(form)["silent"] == "30, 14, 7" and prefilled(form)["dates"] == "180, 120, 90"
    assert "Sparat" in words_of(world.send(world.coordinator, form)) and settings_of(world) == {}


def test_the_coordinator_sets_when_the_silent_are_asked(world: World):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(first_day=date(2020, 5, 14), last_day=date(2020, 5, 15))
    world.send(world.coordinator, the_form(world), silent="5 och 21")
    assert settings_of(world) == {"offsets": {"silent": [21, 5]}}
    assert days(told(world, "silent", "2020-03-20", "2020-05-14")) == ["2020-04-23", "2020-05-08"]
    world.send(world.coordinator, the_form(world), silent="")
    assert settings_of(world) == {}


def test_the_networks_own_list_is_the_hosts_and_named_in_their_language(world: World):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle, language="en")
    world.meeting(first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), host=gavle)
    world.send(world.coordinator, the_form(world), list="Lokal\nNamnskyltar (14)\n\nNamnskyltar (14)")
    assert settings_of(world) == {"checklist": ["Lokal", "Namnskyltar (14)"]}
    (first, *_) = told(world, "checklist", "2020-02-11", "2020-05-01")
    assert first.text.endswith("Venue, Namnskyltar")
    assert prefilled(the_form(world))["list"] == "Lokal (90)\nNamnskyltar (14)"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("silent", "snart"), ("silent", "0"), ("silent", "401"), ("silent", "-7"), ("silent", "1,2,3,4,5,6,7,8,9"),
        ("silent", "30.5"), ("invitation", "60, 30"), ("experiences", "3, 5"), ("list", "sak\n" * 1 + "x\ny\n" * 20),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(world: World, field: str, typed: str):
    if field == "list":
        typed = "\n".join(f"sak {n}" for n in range(31))
    answered = world.send(world.coordinator, the_form(world), **{field: typed})
    assert list(answered.field_errors) == [field] and settings_of(world) == {}


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(world: World):
    form = the_form(world)
    world.send(world.coordinator, the_form(world), soon="3")
    stale = world.send(world.coordinator, form, soon="5")
    assert "ändrat detta sedan du öppnade det" in words_of(stale)
    assert settings_of(world) == {"offsets": {"soon": [3]}}
    world.send(world.coordinator, stale.answer)
    assert settings_of(world) == {"offsets": {"soon": [5]}}


def test_others_neither_see_nor_change_it(world: World):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    assert world.ask(official, "/natverk påminnelser").refused
    world.send(official, the_form(world), soon="3")
    assert settings_of(world) == {}


@given(st.text(alphabet="0123456789 ,;ochand-.", max_size=20) | st.text(max_size=20))
def test_any_text_is_days_or_refused(text: str):
    try:
        found = days_in(text)
    except NotDays:
        return
    assert all(0 < each <= 400 for each in found) and list(found) == sorted(set(found), reverse=True)


PLAN = """
network:
  key: egna
  name: Egna tider
  reminders:
    hour: 8
    silent: [7, 21]
    invitation: 45
  host_list: [Lokal, Namnskyltar (14)]
period: {name: 2020-2021, starts: 2020-01-01, ends: 2021-12-31}
"""


def test_a_plan_file_sets_the_same(database):
    with database.writing() as session:
        assert apply(session, plan_of(PLAN, "egen.yaml"), NOW)
        assert apply(session, plan_of(PLAN, "egen.yaml"), NOW) == []
        network = session.query(Network).one()
        assert network.settings == {
            "hour": 8, "checklist": ["Lokal", "Namnskyltar (14)"], "offsets": {"silent": [21, 7], "invitation": [45]},
        }  # fmt: skip
        assert offsets(network, "silent") == (21, 7) and offsets(network, "soon") == (7, 1)


@pytest.mark.parametrize("wrong", ["hour: 6", "silent: [0]", "silent: ofta", "invitation: [60, 30]", "digest: ja"])
def test_a_plan_file_with_impossible_times_is_refused(wrong: str):
    with pytest.raises(PlanRefused):
        plan_of(PLAN.replace("hour: 8", wrong), "egen.yaml")


def test_a_list_of_the_greatest_length_is_shown_in_the_form_and_saved_unchanged(world):
    """What no form takes no plan file takes either, so that nothing of a list is lost or hidden."""
    whole = "\n".join(f"{n} {'å' * 90} ({n + 1})" for n in range(30))
    form = world.ask(world.coordinator, "/natverk påminnelser").answer
    assert not world.send(world.coordinator, form, list=whole).field_errors
    form = world.ask(world.coordinator, "/natverk påminnelser").answer
    assert prefilled(form)["list"] == whole
    refused = world.send(world.coordinator, form, list="å" * 141)
    assert "140" in refused.field_errors["list"]
    assert not world.send(world.coordinator, world.ask(world.coordinator, "/natverk påminnelser").answer,
                          list="å" * 140 + " (400)").field_errors  # fmt: skip
