"""Goals and focus areas are listed, added, changed and taken out, through the plan."""

from __future__ import annotations

import pytest

from bot.models import Activity, Goal, Period, Role
from tests.activities.test_activity_plan import loads_unchanged
from tests.world import World, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def goal(world: World) -> int:
    world.gavle = world.member("Gävle")
    goal = world.add(Goal(period_id=world.period_id, position=1, title="Barn hörs"))
    world.activity(1, "Lyssna", goal_id=goal)
    return goal


def listed(world: World):
    shown = world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Mål")
    refuse_what_slack_does_not_take(shown.answer)
    return shown


def test_a_goal_is_added_and_there_is_only_one_of_its_name(world, goal):
    form = world.click(world.coordinator, listed(world), "Lägg till ett mål").answer
    assert world.send(world.coordinator, form, title="Barn hörs").field_errors.keys() == {"title"}
    assert world.send(world.coordinator, form, title=" ").field_errors.keys() == {"title"}
    done = world.send(world.coordinator, form, title="Lagen följs")
    assert "Lagen följs" in words_of(done) and loads_unchanged(world)
    assert labels(done).count("Ändra") == 2
    world.click(world.coordinator, done, "Ångra")
    assert [each.title for each in world.rows(Goal)] == ["Barn hörs"]


def test_a_goal_is_reworded_and_keeps_its_activities(world, goal):
    form = world.click(world.coordinator, listed(world), "Ändra").answer
    world.send(world.coordinator, form, title="Barn lyssnas på")
    assert [(each.id, each.title) for each in world.rows(Goal)] == [(goal, "Barn lyssnas på")]
    assert world.rows(Activity)[0].goal_id == goal and loads_unchanged(world)


def test_a_goal_is_taken_out_and_its_activities_stay(world, goal):
    form = world.click(world.coordinator, listed(world), "Ändra").answer
    done = world.send(world.coordinator, form, out=("yes",))
    assert not world.rows(Goal) and world.rows(Activity)[0].goal_id is None and loads_unchanged(world)
    world.click(world.coordinator, done, "Ångra")
    assert world.rows(Activity)[0].goal_id == world.rows(Goal)[0].id


def test_the_focus_areas_are_changed(world, goal):
    form = world.click(world.coordinator, listed(world), "Ändra inriktningsområden").answer
    done = world.send(world.coordinator, form, areas="Kunskap\n\n Delaktighet ")
    assert world.rows(Period)[0].focus == ["Kunskap", "Delaktighet"] and "Delaktighet" in words_of(done)
    assert loads_unchanged(world)


def test_nobody_else_does(world, goal):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    for name in ("manage.goals", "manage.goal", "manage.areas"):
        assert world.press(official, name, "1").refused
    assert world.press(world.coordinator, "manage.goal", "99.1").overtaken
