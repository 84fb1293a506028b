"""A seat that the coordinator ends: who may, who is told, and that a network keeps somebody who coordinates it."""

from __future__ import annotations

import pytest

from bot.models import Delivery, DeliveryState, Person, PersonState, Role
from tests.world import Somebody, World, elements, labels, words_of


@pytest.fixture
def official(world: World) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def value_for(world: World, who: Somebody) -> str:
    """What the button that ends somebody's seat carries."""
    buttons = [each for each in elements(world.ask(world.coordinator, "/natverk medlemmar"))
               if each["action_id"].startswith("seat.end")]  # fmt: skip
    values = [value for each in buttons for value in each["values"].values()]
    return next(each for each in values if each.partition(".")[0] == str(who.person_id))


def state_of(world: World, who: Somebody) -> PersonState:
    return world.row(Person, who.person_id).state


def test_the_coordinator_ends_a_seat_and_the_person_is_told(world, official):
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    ended = world.click(world.coordinator, shown, "Avsluta plats")
    assert state_of(world, official) is PersonState.LEFT
    assert "inte längre med i nätverket som tjänsteperson för Gävle" in words_of(ended) and "*Gävle*" in words_of(ended)
    [told] = [each for each in world.rows(Delivery) if each.kind == "join"]
    assert told.to == official.slack_id and "har avslutat din plats i Testnätverket" in str(told.message)
    assert labels(ended).count("Avsluta plats") == 1, "the coordinator's own"


def test_nobody_else_is_shown_the_button_or_may_press_it(world, official):
    value = value_for(world, official)
    for who in (official, world.newcomer, world.stranger):
        assert "Avsluta plats" not in labels(world.ask(who, "/natverk medlemmar"))
        assert world.press(who, "seat.end", value).refused
    assert state_of(world, official) is PersonState.CONFIRMED


def test_a_seat_that_has_changed_since_it_was_shown_is_not_ended(world, official):
    value = value_for(world, official)
    with world.database.writing() as session:
        session.get_one(Person, official.person_id).role = Role.ELECTED
    shown = words_of(world.press(world.coordinator, "seat.end", value))
    assert "så inget gjordes" in shown and "förtroendevald: Tjänsteperson, Gävle" in shown
    assert state_of(world, official) is PersonState.CONFIRMED


def test_a_second_press_tells_nobody_twice(world, official):
    value = value_for(world, official)
    for _ in range(2):
        world.press(world.coordinator, "seat.end", value)
    assert len(world.rows(Delivery)) == 1


def test_deputies_guests_and_who_sits_for_a_member_that_is_out_can_be_let_go_too(world, official):
    deputy = world.person("Suppleant", Role.DEPUTY, 1, deputy_for_id=official.person_id)
    guest = world.person("Gäst", Role.GUEST)
    for each in (deputy, guest, official):
        world.press(world.coordinator, "seat.end", value_for(world, each))
        assert state_of(world, each) is PersonState.LEFT


@pytest.mark.parametrize("named", [("UCOORD",), ()])
def test_the_last_coordinator_stays_unless_the_settings_name_somebody(database, named):
    world = World(database, coordinators=named)
    boss = world.person("Samordnare, förbundet", Role.COORDINATOR)
    value = f"{boss.person_id}.coordinator.0"
    ended = world.press(boss, "seat.end", value)
    assert ended.refused is not bool(named)
    assert state_of(world, boss) is (PersonState.LEFT if named else PersonState.CONFIRMED)
    if not named:
        second = world.person("Samordnare, regionen", Role.COORDINATOR)
        assert not world.press(second, "seat.end", value).refused and state_of(world, boss) is PersonState.LEFT


def test_whoever_loses_a_seat_to_another_is_told(world, official):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    world.send(world.newcomer, form, member="1", role="official")
    world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    [told] = [each for each in world.rows(Delivery) if each.to == official.slack_id]
    assert "någon annan är nu tjänsteperson för Gävle" in str(told.message)


def test_the_last_coordinator_does_not_go_by_another_way_either(database):
    """By leaving, or by being confirmed as something else; whoever is none goes from a network that has none."""
    world = World(database, coordinators=())
    gavle, boss = world.member("Gävle"), world.person("Samordnare, förbundet", Role.COORDINATOR)
    world.send(boss, world.press(boss, "join.again").answer, member=str(gavle), role="official")
    tries = [lambda: world.press(boss, "join.leave"),
             lambda: world.click(boss, world.ask(boss, "/natverk medlemmar"), "Bekräfta")]  # fmt: skip
    for each in tries:
        assert "sista samordnare" in words_of(each())
        assert world.row(Person, boss.person_id).role is Role.COORDINATOR and state_of(world, boss).value == "confirmed"
    second = world.person("Samordnare, regionen", Role.COORDINATOR)
    assert not tries[1]().refused and world.row(Person, boss.person_id).role is Role.OFFICIAL
    with world.database.writing() as session:
        session.get_one(Person, second.person_id).state = PersonState.LEFT
    assert not world.press(boss, "join.leave").refused and state_of(world, boss) is PersonState.LEFT


@pytest.mark.parametrize("where", ["/natverk medlemmar", "/natverk administrera"])
def test_an_ended_seat_is_given_back_with_one_press_and_nobody_was_told(world, where):
    boss = world.person("Samordnare, förbundet", Role.COORDINATOR)
    ended = world.click(world.coordinator, world.ask(world.coordinator, where), "Avsluta plats")
    assert state_of(world, boss) is PersonState.LEFT and labels(ended).count("Ångra") == 1
    assert "Samordnare" in words_of(ended)
    undone = world.click(world.coordinator, ended, "Ångra")
    assert state_of(world, boss) is PersonState.CONFIRMED and "Ändringen är ångrad" in words_of(undone)
    assert {each.state for each in world.rows(Delivery)} == {DeliveryState.CANCELLED}
