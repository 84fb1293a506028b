"""A plan names who coordinates its network: loaded once, left alone when somebody changes it in Slack, and told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Answer, Delivery, Person, PersonState, Reply, Role
from bot.plan.load import apply
from bot.plan.reading import PlanRefused, plan_of
from tests.databases import empty
from tests.world import World

NETWORK = "network: {key: test, name: Testnätverket, coordinators: [%s]}\n"
NOW = "period: {name: 2020–2021, starts: 2020-01-01, ends: 2021-12-31}\n"
NEXT = "period: {name: 2022, starts: 2022-01-01, ends: 2022-12-31}\n"


@pytest.fixture
def world(tmp_path) -> World:
    return World(empty(tmp_path / "plan.db"), coordinators=())


def load(world: World, *ids: str, period: str = NOW) -> list[str]:
    world.now += timedelta(hours=1)
    with world.database.writing() as session:
        return [str(each) for each in apply(session, plan_of(NETWORK % ", ".join(ids) + period, "p.yaml"), world.now)]


def coordinating(world: World) -> list[str | None]:
    there = [each for each in world.rows(Person) if each.role is Role.COORDINATOR]
    return [each.slack_id for each in there if each.state is PersonState.CONFIRMED]


def test_whom_the_plan_names_coordinates_is_told_and_leaves_the_seat_they_had(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    assert "Added: the coordinator UFIRST." in load(world, "UFIRST")
    assert load(world, "UFIRST") == [] and coordinating(world) == ["UFIRST"]
    load(world, "UFIRST", official.slack_id)
    assert {*coordinating(world)} == {"UFIRST", official.slack_id}
    told = {each.to: each.message["text"] for each in world.rows(Delivery)}
    assert "Du är nu samordnare för Testnätverket" in told["UFIRST"]
    assert "Du är inte längre tjänsteperson för Gävle" in told[official.slack_id]
    assert not world.ask(official, "/natverk administrera").refused


def test_a_deputy_whom_it_makes_coordinator_comes_no_longer_for_whoever_named_them(world):
    gavle = world.member("Gävle")
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=elected.person_id)
    meeting = world.meeting(host=gavle)
    world.add(Answer(meeting_id=meeting, person_id=elected.person_id, reply=Reply.DEPUTY, deputy_id=deputy.person_id,
                     answered_at=world.now, answered_by_id=deputy.person_id))  # fmt: skip
    load(world, deputy.slack_id)
    [answer] = world.rows(Answer)
    assert (answer.reply, answer.deputy_id) == (Reply.NO, None)
    assert {each.to for each in world.rows(Delivery)} == {elected.slack_id, deputy.slack_id}


def test_whom_somebody_has_ended_in_slack_no_file_that_named_them_before_brings_back(world):
    load(world, "UFIRST", "USECOND")
    with world.database.writing() as session:
        session.query(Person).filter_by(slack_id="UFIRST").one().state = PersonState.LEFT
    assert load(world, "UFIRST", "USECOND") == []
    load(world, "UFIRST", "USECOND", period=NEXT)
    assert coordinating(world) == ["USECOND"]


def test_who_is_taken_out_of_the_file_is_told_and_the_last_one_stays(world):
    load(world, "UFIRST", "USECOND")
    assert load(world, "USECOND") == ["Removed: the coordinator UFIRST."]
    assert coordinating(world) == ["USECOND"]
    told = [each.message["text"] for each in world.rows(Delivery) if each.to == "UFIRST"]
    assert "planen nämner dig inte längre" in told[-1]
    assert "last coordinator" in load(world)[0] and coordinating(world) == ["USECOND"]


def test_what_is_no_slack_id_is_said_in_a_sentence(world):
    with pytest.raises(PlanRefused, match="“coordinators” has Anna, which is no Slack user id"):
        load(world, "Anna")
