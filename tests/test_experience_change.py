"""Changing an experience, withdrawing and restoring it: by whom, with every version kept."""

from __future__ import annotations

import pytest

from bot.models import Delivery, Experience, ExperienceState, ExperienceVersion, Role
from tests.test_experience import contribute
from tests.world import World, labels, words_of


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def other(world: World):
    return world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))


def form_of(world, who, number=1):
    return world.press(who, "experience.change", str(number)).answer


def test_a_change_keeps_the_version_before(world, official):
    contribute(world, official, title="Första", consents=("research",))
    answered = world.send(official, form_of(world, official), title="Andra", consents=())
    assert "#1" in words_of(answered)
    assert world.row(Experience, 1).title == "Andra"
    (kept,) = world.rows(ExperienceVersion)
    assert kept.content["title"] == "Första" and kept.content["consents"] == ["research"]


def test_a_stale_change_is_said_and_overwrites_nothing(world, official):
    contribute(world, official)
    form = form_of(world, official)
    world.send(official, form, title="Andra")
    answered = world.send(official, form, title="Tredje")
    assert answered.refused and answered.field_errors and world.row(Experience, 1).title == "Andra"


def test_others_cannot_change_or_withdraw(world, official, other):
    contribute(world, official)
    form = form_of(world, official)
    assert world.press(other, "experience.change", "1").refused
    assert world.send(other, form, title="Kapad").refused
    assert world.press(other, "experience.withdraw", "1").refused
    assert world.press(other, "experience.consent", "1.publication.yes").refused
    saved = world.row(Experience, 1)
    assert saved.version == 1 and not saved.may_publish


def test_what_is_withdrawn_is_gone_for_others_and_its_author_restores_it(world, official, other):
    shown = contribute(world, official, title="Skolval")
    world.click(official, shown, "Dra tillbaka")
    for who in (other, world.coordinator):
        assert world.ask(who, "/erfarenhet 1").refused
        assert "Ingen erfarenhet" in words_of(world.ask(who, "/erfarenhet sök skolval"))
    assert "Ingen erfarenhet" in words_of(world.ask(official, "/erfarenhet sök skolval"))
    mine = world.ask(official, "/erfarenhet mina")
    assert "Tillbakadragen" in words_of(mine) and "Ändra" not in labels(mine)
    assert world.press(official, "experience.change", "1").refused
    world.click(official, mine, "Återställ")
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    assert "Skolval" in words_of(world.ask(other, "/erfarenhet sök skolval"))
    assert [each.content["state"] for each in world.rows(ExperienceVersion)] == ["contributed", "withdrawn"]


def test_withdrawing_twice_is_once(world, official):
    contribute(world, official)
    for _ in range(2):
        world.press(official, "experience.withdraw", "1")
    assert len(world.rows(ExperienceVersion)) == 1


def test_a_coordinator_changes_and_withdraws_and_the_author_hears_of_it(world, official):
    contribute(world, official)
    assert not world.send(world.coordinator, form_of(world, world.coordinator), title="Rättad").refused
    world.press(world.coordinator, "experience.withdraw", "1")
    told = [each.message["text"] for each in world.rows(Delivery) if each.to == official.slack_id]
    assert len(told) == 2 and "Rättad" in told[0] and "återställa" in told[1]


def test_only_the_author_gives_a_consent_others_may_take_it_back(world, official):
    contribute(world, official, consents=("publication",))
    assert world.press(world.coordinator, "experience.consent", "1.research.yes").refused
    answered = world.send(world.coordinator, form_of(world, world.coordinator), consents=("publication", "research"))
    assert list(answered.field_errors) == ["consents"]
    world.press(world.coordinator, "experience.consent", "1.publication.no")
    saved = world.row(Experience, 1)
    assert not saved.may_publish and not saved.may_research


def test_who_left_the_network_no_longer_changes(world, official):
    from bot.models import Person, PersonState

    contribute(world, official)
    with world.database.writing() as session:
        session.get(Person, official.person_id).state = PersonState.LEFT
    assert world.press(official, "experience.withdraw", "1").refused
