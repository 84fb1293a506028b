"""What may point out a person is shown to who reviews, field by field, before anything is published."""

from __future__ import annotations

import pytest

from bot.models import Delivery, Experience, ExperienceState, Role
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_marks import go_out
from tests.world import World, labels, words_of

NAME, PHONE = "Tova Ekelund", "070-174 06 05"
ASKS, ANYWAY, PLAIN = "Se över det här innan det blir offentligt", "Godkänn ändå", "Godkänn för publicering"


@pytest.fixture
def official(world: World):
    world.orebro = world.member("Örebro")
    world.person(NAME, Role.ELECTED, world.orebro)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def naming(world, official):
    return contribute(
        world, official, consents=("publication",), learned=f"Fråga {NAME} först", result=f"Ring {PHONE}",
        links="https://exempel.se/0701740605", time="2019-2020",
    )  # fmt: skip


def request(world):
    return next(each for each in world.rows(Delivery) if each.kind == "experience_to_review")


def test_the_list_the_card_and_the_message_show_it_above_the_buttons(world, official):
    naming(world, official)
    places = [
        words_of(world.ask(world.coordinator, "/erfarenhet granska")),
        words_of(world.ask(world.coordinator, "/erfarenhet 1")),
        request(world).message["text"],
    ]
    for shown in places:
        assert ASKS in shown and f"*Lärdomar och råd till andra*: {NAME}" in shown and f"*: {PHONE}" in shown
        assert "*: 2019" not in shown and "*: https" not in shown
    blocks = str(request(world).message["blocks"])
    assert blocks.index(ASKS) < blocks.index(ANYWAY) and PLAIN not in blocks


def test_it_is_approved_by_a_button_that_stood_beside_what_it_shows(world, official):
    naming(world, official)
    shown = world.press_once(world.coordinator, "experience.approve", "1")
    assert "inte godkänd än" in words_of(shown) and world.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    shown = world.click(world.coordinator, shown, ANYWAY)
    assert world.row(Experience, 1).state is ExperienceState.APPROVED and ASKS not in words_of(shown)


def test_a_name_that_has_come_since_is_shown_first(world, official):
    contribute(world, official, consents=("publication",), did="Sixten Almqvist ledde arbetet.")
    shown = world.ask(world.coordinator, "/erfarenhet 1")
    assert PLAIN in labels(shown) and ASKS not in words_of(shown)
    world.person("Sixten Almqvist", Role.ELECTED, world.orebro)
    shown = world.click(world.coordinator, shown, PLAIN)
    assert "Sixten Almqvist" in words_of(shown) and ANYWAY in labels(shown)
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED


def test_only_who_reviews_what_may_be_published_is_asked_and_its_author_warned(world, official):
    assert f"nämns i texten: {NAME}" in words_of(naming(world, official))
    assert ASKS not in words_of(world.ask(official, "/erfarenhet 1"))
    contribute(world, official, did=f"{NAME} var med")
    assert ASKS not in words_of(world.ask(world.coordinator, "/erfarenhet 2"))


def test_the_message_follows_what_there_is_to_look_at(world, official):
    contribute(world, official, consents=("publication",))
    go_out(world)
    world.send(official, world.press(official, "experience.change", "1").answer, learned=f"Fråga {NAME} först")
    (drawn,) = go_out(world).values()
    assert ASKS in drawn and NAME in drawn
