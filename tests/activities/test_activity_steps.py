"""A member or a person answers for a step; a person stands beside the plan, and stays when it is loaded again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.models import Delivery, DeliveryState, Period, Role, Step
from bot.plan.editing import UNDONE_WITHIN
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.plan.writing import written
from tests.world import NOW, World, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def official(world: World):
    world.gavle, world.haninge = world.member("Gävle"), world.member("Haninge")
    world.activity(
        1, "Rapporten", {"title": "Samla", "when": "löpande", "ongoing": True}, how=["Samla"], when="löpande"
    )
    load_again(world)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def load_again(world: World, change=lambda text: text) -> None:
    with world.database.writing() as session:
        period = session.scalars(select(Period)).first()
        apply(session, plan_of(change(written(session, period.network, period)), "p"), NOW)


def opened(world: World):
    shown = world.click(world.coordinator, world.ask(world.coordinator, "/aktiviteter 1"), "Ansvariga för stegen")
    refuse_what_slack_does_not_take(shown.answer)
    return world.click(world.coordinator, shown, "Ändra").answer


def told(world: World) -> dict[str, DeliveryState]:
    return {each.to: each.state for each in world.rows(Delivery)}


def test_a_person_answers_for_it_and_their_member_and_hears_of_it(world, official):
    form = opened(world)
    refuse_what_slack_does_not_take(form)
    done = world.send(world.coordinator, form, person=str(official.person_id))
    assert "Nu ansvarar Tjänsteperson, Gävle för ”Samla”." in words_of(done)
    (step,) = world.rows(Step)
    assert (step.person_id, step.member_id) == (official.person_id, world.gavle)
    assert told(world)[official.slack_id] is DeliveryState.PENDING
    load_again(world)
    assert world.rows(Step)[0].person_id == official.person_id
    world.click(world.coordinator, done, "Ångra")
    (step,) = world.rows(Step)
    assert (step.person_id, step.member_id) == (None, None)
    assert set(told(world).values()) == {DeliveryState.CANCELLED}


def test_another_member_in_the_plan_answers_instead_of_the_person(world, official):
    world.send(world.coordinator, opened(world), person=str(official.person_id))
    world.send(world.coordinator, opened(world), person="-", member=str(world.haninge))
    (step,) = world.rows(Step)
    assert (step.person_id, step.member_id) == (None, world.haninge)
    world.send(world.coordinator, opened(world), person=str(official.person_id))
    load_again(world, lambda text: text.replace("responsible: Gävle", "responsible: Haninge"))
    (step,) = world.rows(Step)
    assert step.member_id in (world.gavle, world.haninge)
    assert step.person_id is None or step.member_id == world.gavle


def test_only_the_person_changes_and_comes_back(world, official):
    second = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.send(world.coordinator, opened(world), person=str(official.person_id))
    done = world.send(world.coordinator, opened(world), person=str(second.person_id))
    assert world.rows(Step)[0].person_id == second.person_id
    world.now += timedelta(minutes=1)
    world.click(world.coordinator, done, "Ångra")
    assert world.rows(Step)[0].person_id == official.person_id
    again = world.send(world.coordinator, opened(world))
    assert "Ingenting ändrades" in words_of(again)
    world.now += UNDONE_WITHIN + timedelta(minutes=2)
    assert world.click(world.coordinator, done, "Ångra").overtaken
