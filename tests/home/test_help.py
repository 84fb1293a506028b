"""Help: what one wants, each a button that does it, and every command behind the last; a command that is named has its
button beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.blocks.messages import Form, Message
from bot.feature.declare import declared
from bot.feature.next_step import MOST, with_next_steps
from bot.feature.next_step import typed as typed_button
from bot.home.help import MOST_WISHES
from bot.models import Role
from tests.world import NOW, Somebody, World, labels, words_of

DAY = (NOW + timedelta(days=30)).date()


@pytest.fixture
def people(world: World) -> dict[str, Somebody]:
    gavle = world.member("Gävle")
    world.meeting(first_day=DAY, last_day=DAY, host=world.member("Örebro"))
    return {
        "coordinator": world.coordinator,
        "official": world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle),
        "elected": world.person("Förtroendevald, Gävle", Role.ELECTED, gavle),
        "stranger": world.stranger,
    }


def test_the_first_screen_is_what_one_wants_at_most_ten_and_everything_behind_one_press(world, people):
    for name, who in people.items():
        helped = world.ask(who, "/natverk hjälp")
        *wishes, last = labels(helped)
        assert last == "Alla kommandon" and 5 <= len(wishes) <= MOST_WISHES, name
        assert ("Gå med i nätverket" in wishes) == (name == "stranger")
        assert ("Administrera nätverket" in wishes) == (name == "coordinator")
        assert "`/mote`" in helped.answer.text
        for each in wishes:
            done = world.click(who, helped, each)
            assert isinstance(done.answer, Message | Form) and not done.refused, each
        every = words_of(world.click(who, helped, last))
        assert "`/mote lista &lt;period&gt;`" in every or "`/mote lista <period>`" in every
        assert ("/natverk administrera" in every) == (name == "coordinator")


def test_all_commands_name_every_word_that_one_may_use(world, people):
    every = words_of(world.ask(people["coordinator"], "/natverk hjälp alla"))
    for command in declared.command_list():
        for each in command.words:
            assert f"`/{command.sv} {each.sv}" in every
    assert "/meeting list" in words_of(world.ask(people["official"], "/network help all"))


def test_a_guess_is_a_button_that_does_it(world, people):
    guessed = world.ask(people["official"], "/mote lsta")
    assert "Menade du `/mote lista`?" in words_of(guessed) and labels(guessed) == ["Alla möten", "Allt om /mote"]
    assert words_of(world.click(people["official"], guessed, "Alla möten")) == words_of(
        world.ask(people["official"], "/mote lista")
    )
    of_one = world.click(people["official"], guessed, "Allt om /mote")
    assert "/mote tema" in words_of(of_one) and labels(of_one)[0] == "När är nästa möte?"


def test_what_is_refused_for_want_of_a_seat_has_the_way_to_one(world, people):
    refused = world.ask(world.stranger, "/mote ny")
    assert refused.refused and labels(refused) == ["Gå med i nätverket"]
    assert isinstance(world.click(world.stranger, refused, "Gå med i nätverket").answer, Form)


def test_a_command_that_is_named_has_its_button_once_and_only_for_who_may(world, people):
    assert labels(world.ask(people["official"], "/erfarenhet 44")) == ["Sök erfarenheter"]
    world.change(1, state="cancelled")
    assert labels(world.ask(people["coordinator"], "/mote")) == ["Planera ett möte"]
    assert labels(world.ask(people["elected"], "/mote")) == []


def test_who_names_many_commands_explains_and_gets_no_row_of_buttons():
    def step(command, there):
        return typed_button(command, command)

    few, many = (Message(" ".join(f"`/a {n}`" for n in range(count))) for count in (MOST, MOST + 1))
    assert len(labels(with_next_steps(few, step))) == MOST and not labels(with_next_steps(many, step))
    assert with_next_steps(Message("Inget"), step) == Message("Inget")
