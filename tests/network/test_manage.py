"""/natverk administrera: who coordinates, from where, and how somebody is made coordinator of one network."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models import Delivery, JoinRequest, Network, Person, PersonState, RequestState, Role, SlackUser
from tests.world import NOW, Somebody, World, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def official(world: World) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def named(world: World, by: Somebody, **whom: str) -> Any:
    """Who is chosen in the form, which is sent again when it has said what that does."""
    first = world.send(by, world.press(by, "manage.coordinator").answer, **whom)
    refuse_what_slack_does_not_take(first.answer)
    return world.send(by, first.answer, **whom)


def row_of(world: World, slack_id: str) -> Person:
    return next(each for each in world.rows(Person) if each.slack_id == slack_id)


def test_it_shows_who_coordinates_and_from_where_and_ends_what_can_be_ended_there(world):
    world.person("Samordnare, förbundet", Role.COORDINATOR)
    shown = world.ask(world.coordinator, "/natverk administrera")
    words = words_of(shown)
    assert "Samordnare, förbundet" in words and "i det här nätverket" in words
    assert "<@UCOORD>" in words and "genom inställningen COORDINATORS" in words
    ended = world.click(world.coordinator, shown, "Avsluta plats")
    assert "inte längre med i nätverket som samordnare" in words_of(ended) and "Utse samordnare" in labels(ended)
    assert "Avsluta plats" not in labels(ended)


def test_it_is_said_what_goes_before_it_goes_and_whoever_is_made_coordinator_is_told(world, official):
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, 1, deputy_for_id=official.person_id)
    first = world.send(world.coordinator, world.press(world.coordinator, "manage.coordinator").answer,
                       person=official.slack_id)  # fmt: skip
    assert "är tjänsteperson för Gävle och lämnar den platsen" in words_of(first)
    assert row_of(world, official.slack_id).role is Role.OFFICIAL and not world.rows(Delivery)
    done = world.send(world.coordinator, first.answer, person=official.slack_id)
    assert "är inte längre tjänsteperson för Gävle" in words_of(done) and "Utse samordnare" in labels(done)
    assert row_of(world, official.slack_id).role is Role.COORDINATOR
    assert world.row(Person, deputy.person_id).deputy_for_id is None
    [told] = world.rows(Delivery)
    assert told.to == official.slack_id and "Du är inte längre tjänsteperson för Gävle" in told.message["text"]
    assert not world.ask(official, "/natverk administrera").refused


def test_somebody_in_slack_who_is_not_of_the_network_becomes_one_and_coordinates_this_network_only(world):
    other = world.add(Network(key="other", name="Ett annat", channel="C0OTHER", settings={}))
    named(world, world.coordinator, account="UNEW")
    assert row_of(world, "UNEW").role is Role.COORDINATOR and not world.ask(world.newcomer, "/natverk historik").refused
    assert world.ask(world.newcomer, "/natverk historik", channel="C0OTHER").refused and other


def test_a_request_that_waited_is_decided_with_it(world):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    world.send(world.newcomer, form, member=str(world.member("Gävle")), role="official")
    named(world, world.coordinator, account="UNEW")
    [request] = world.rows(JoinRequest)
    assert (request.state, request.role) == (RequestState.CONFIRMED, Role.COORDINATOR)
    assert row_of(world, "UNEW").state is PersonState.CONFIRMED


def test_what_has_changed_since_it_was_read_is_shown_and_not_done(world, official):
    first = world.send(world.coordinator, world.press(world.coordinator, "manage.coordinator").answer,
                       person=official.slack_id)  # fmt: skip
    with world.database.writing() as session:
        session.get_one(Person, official.person_id).role = Role.ELECTED
    again = world.send(world.coordinator, first.answer, person=official.slack_id)
    assert again.refused and "Ändrad sedan du läste den" in words_of(again) and "förtroendevald för" in words_of(again)
    assert row_of(world, official.slack_id).role is Role.ELECTED


@pytest.mark.parametrize(
    ("whom", "why"),
    [({}, "Välj vem"), ({"account": "<!channel>"}, "Välj vem"), ({"account": "UHERE"}, "samordnar nätverket redan"),
     ({"account": "UGONE"}, "avstängt"), ({"person": "UONE", "account": "UTWO"}, "inte två")],
)  # fmt: skip
def test_who_cannot_be_made_coordinator_is_refused_at_the_field(world, whom, why):
    world.add(Person(network_id=world.network_id, slack_id="UHERE", name="Finns", role=Role.COORDINATOR))
    world.add(SlackUser(id="UGONE", is_gone=True, told_at=NOW))
    before = len(world.rows(Person))
    sent = world.send(world.coordinator, world.press(world.coordinator, "manage.coordinator").answer, **whom)
    assert why in sent.field_errors["account"] and len(world.rows(Person)) == before


def test_an_admin_names_the_first_coordinator_and_then_nothing_more(database):
    world = World(database, coordinators=())
    admin = world.coordinator
    admin = Somebody(type(admin.user)("UADMIN", "Administratör", is_admin=True))
    assert "Ingen samordnar nätverket än" in words_of(world.ask(admin, "/natverk administrera"))
    assert not named(world, admin, account="UNEW").refused
    assert [each.slack_id for each in world.rows(Person)] == ["UNEW"]
    assert world.ask(admin, "/natverk administrera").refused
