"""/natverk gå med: asking, being confirmed or declined, replacing, leaving."""

from __future__ import annotations

import pytest

from bot.blocks.messages import Form
from bot.feature.call import User
from bot.models import Delivery, Meeting, Member, Period, Person, PersonState, Role
from tests.world import Somebody, World, labels, words_of


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


def ask_to_join(world: World, who: Somebody, member: int | None, role: str = "official"):
    form = world.ask(who, "/natverk gå med").answer
    assert isinstance(form, Form)
    return world.send(who, form, member=str(member or ""), role=role)


def test_a_request_reaches_the_coordinator_with_a_button_and_waits(world, gavle):
    words = words_of(ask_to_join(world, world.newcomer, gavle))
    assert "tjänsteperson för Gävle" in words
    [delivery] = world.rows(Delivery)
    assert delivery.to == "UCOORD" and "Ny tjänsteperson vill gå med" in delivery.message["text"]
    assert "Bekräfta" in str(delivery.message["blocks"])
    [person] = world.rows(Person)
    assert person.state is PersonState.REQUESTED
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    assert "Bekräfta" in labels(shown) and "Ny tjänsteperson" in words_of(shown)


def test_until_confirmed_one_reads_but_does_not_write(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    world.meeting()
    assert "Nästa möte" in words_of(world.ask(world.newcomer, "/mote"))
    refused = world.press(world.newcomer, "meeting.answer", "1.yes")
    assert refused.refused and "bekräftat dig än" in words_of(refused)
    assert "Bekräfta" not in labels(world.ask(world.newcomer, "/natverk medlemmar"))


def test_the_coordinator_confirms_and_the_person_is_told(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    shown = world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    assert "är med som tjänsteperson för Gävle" in words_of(shown)
    person = next(each for each in world.rows(Person) if each.slack_id == "UNEW")
    assert person.state is PersonState.CONFIRMED
    assert [each.to for each in world.rows(Delivery)] == ["UCOORD", "UNEW"]
    world.meeting()
    assert not world.press(world.newcomer, "meeting.answer", "1.yes").refused


@pytest.mark.parametrize("button", ["join.confirm", "join.decline"])
def test_whoever_else_presses_changes_nothing_and_is_told(world, gavle, button):
    ask_to_join(world, world.newcomer, gavle)
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    person_id = world.rows(Person)[0].id
    for who in (other, world.newcomer, world.stranger):
        assert world.press(who, button, str(person_id)).refused
    assert world.row(Person, person_id).state is PersonState.REQUESTED


def test_confirming_twice_is_said(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    person_id = world.rows(Person)[0].id
    world.press(world.coordinator, "join.confirm", str(person_id))
    assert "redan bekräftad" in words_of(world.press(world.coordinator, "join.confirm", str(person_id)))


def test_a_declined_person_is_told_and_may_ask_again(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    world.press(world.coordinator, "join.decline", str(world.rows(Person)[0].id))
    assert world.rows(Person)[0].state is PersonState.DECLINED
    ask_to_join(world, world.newcomer, gavle, "elected")
    [person] = [each for each in world.rows(Person) if each.slack_id == "UNEW"]
    assert person.state is PersonState.REQUESTED and person.role is Role.ELECTED


def test_who_has_the_seat_leaves_it_and_the_deputy_follows(world, gavle):
    old = world.person("Förra tjänstepersonen", Role.OFFICIAL, gavle)
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=old.person_id)
    ask_to_join(world, world.newcomer, gavle)
    request = words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    assert "Ny tjänsteperson" in request
    person_id = next(each.id for each in world.rows(Person) if each.slack_id == "UNEW")
    assert "Förra tjänstepersonen har lämnat" in words_of(
        world.press(world.coordinator, "join.confirm", str(person_id))
    )
    assert world.row(Person, old.person_id).state is PersonState.LEFT
    assert world.row(Person, deputy.person_id).deputy_for_id == person_id


def test_a_deputy_is_tied_to_the_one_they_replace(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    ask_to_join(world, world.newcomer, gavle, "deputy.official")
    deputy = next(each for each in world.rows(Person) if each.slack_id == "UNEW")
    assert deputy.deputy_for_id == official.person_id


@pytest.mark.parametrize(
    ("member", "role", "field"),
    [(None, "official", "member"), (99, "official", "member"), (1, "king", "role"), (1, "", "role")],
)
def test_what_is_missing_is_said_at_its_field(world, gavle, member, role, field):
    assert list(ask_to_join(world, world.newcomer, member, role).field_errors) == [field]
    assert not world.rows(Person)


def test_a_coordinator_needs_no_member(world, gavle):
    assert not ask_to_join(world, world.newcomer, None, "coordinator").field_errors


def test_somebody_in_may_change_seat_or_leave(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    shown = world.ask(official, "/natverk gå med")
    assert "tjänsteperson för Gävle" in words_of(shown)
    assert "Du har lämnat nätverket" in words_of(world.click(official, shown, "Lämna nätverket"))
    assert world.row(Person, official.person_id).state is PersonState.LEFT
    world.meeting()
    assert world.press(official, "meeting.answer", "1.yes").refused
    assert world.rows(Meeting)


def test_guests_of_the_workspace_cannot_join(world, gavle):
    assert world.ask(world.stranger, "/natverk gå med").refused


def test_where_no_member_is_loaded_one_writes_it(world):
    form = world.ask(world.newcomer, "/natverk join").answer
    world.send(world.newcomer, form, member_name="  Härjedalen ", role="official")
    world.press(world.coordinator, "join.confirm", str(world.rows(Person)[0].id))
    assert "Härjedalen" in words_of(world.ask(world.newcomer, "/natverk medlemmar"))
    assert "Härjedalen" in words_of(world.ask(world.newcomer, "/natverk"))


def test_nobody_writes_a_new_member_where_the_plan_has_some(world, gavle):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    refused = world.send(world.newcomer, form, member_name="Påhittad kommun", role="official")
    assert "member_name" in refused.field_errors
    assert [each.name for each in world.rows(Member)] == ["Gävle"]


def test_a_member_that_is_written_is_not_too_long_and_is_one_for_two_who_join(world):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    refused = world.send(world.newcomer, form, member_name="x" * 3001, role="official")
    assert "member_name" in refused.field_errors
    for who in (world.newcomer, Somebody(User("UTWO", "En till"))):
        form = world.ask(who, "/natverk gå med").answer
        answered = world.send(who, form, **written_or_chosen(world, form))
        assert not answered.refused, words_of(answered)
    assert [each.name for each in world.rows(Member)] == ["Åre"]


def written_or_chosen(world: World, form: Form) -> dict[str, str]:
    is_written = "member_name" in str(form.rendered)
    return {"role": "elected"} | ({"member_name": "Åre"} if is_written else {"member": str(world.rows(Member)[0].id)})


def test_two_write_the_same_member_before_any_period_is_loaded(world):
    with world.database.writing() as session:
        session.delete(session.get_one(Period, world.period_id))
    for who in (world.newcomer, Somebody(User("UTWO", "En till"))):
        form = world.ask(who, "/natverk gå med").answer
        answered = world.send(who, form, member_name="Åre", role="elected")
        assert not answered.refused, words_of(answered)
    assert [each.name for each in world.rows(Member)] == ["Åre"]


def test_a_coordinator_who_has_left_or_was_declined_is_taken_in_again_when_they_do_something(world, gavle):
    for state in (PersonState.LEFT, PersonState.DECLINED):
        with world.database.writing() as session:
            for each in session.query(Person):
                session.delete(each)
        world.add(Person(network_id=world.network_id, slack_id="UCOORD", name="Samordnare", role=Role.OFFICIAL,
                         member_id=gavle, state=state))  # fmt: skip
        assert not world.say(world.coordinator, "när är nästa möte?").refused
        assert world.rows(Person)[0].state is state, "a question takes nobody in"
        assert not world.ask(world.coordinator, "/natverk inställningar").refused
        [person] = world.rows(Person)
        assert person.state is PersonState.CONFIRMED and person.role is Role.COORDINATOR


def test_an_admin_who_only_asks_does_not_become_the_network_s_coordinator(world):
    world.say(world.coordinator, "när är nästa möte?")
    assert world.rows(Person) == []
