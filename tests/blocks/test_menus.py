"""Menus in forms: whatever a form allows can be chosen, however much there is to choose from."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form, render
from bot.blocks.parts import choice_field, choices_field, offered, searched_menu
from bot.language import speak, unescape
from bot.models import Meeting, Network, Role, Theme
from bot.playground.strict.views import check_view
from bot.slack.payloads import Luggage, options_payload, read_metadata
from bot.slack.replies import form_in, view_of
from tests.world import CHANNEL_ID, Somebody, World, options_of, prefilled, refuse_what_slack_does_not_take

NAMES = st.text(st.sampled_from("abåäöéABÅ & <>'1\"-"), min_size=1, max_size=90).filter(str.strip)


@given(number=st.sampled_from([1, 8, 9, 101, 700]), names=st.lists(NAMES, min_size=1, max_size=6), chosen=st.data())
@settings(max_examples=12)
def test_every_choice_of_a_form_stands_in_its_menu_or_can_be_typed_out(
    number: int, names: list[str], chosen: st.DataObject
) -> None:
    choices = [(str(n), f"{names[n % len(names)]} {n}") for n in range(number)]
    one, several = chosen.draw(st.integers(0, number - 1)), chosen.draw(st.sets(st.integers(0, number - 1), max_size=9))
    blocks = [
        choice_field("one", "En", choices, chosen=str(one)),
        choices_field("several", "Flera", choices, chosen=[str(n) for n in several]),
        *(choice_field(f"more{n}", "Fler", choices) for n in range(3)),
    ]
    form = Form("f", "Titel", blocks, "Spara")
    check_view(orjson.loads(orjson.dumps(view_of(form, speak("sv"), Luggage()))), "modal")
    assert prefilled(form)["one"] == str(one) and set(prefilled(form)["several"]) == {*map(str, several)}
    for block in form.rendered:
        shown = [each["value"] for each in options_of(block["element"])]
        name = block["block_id"]
        if number <= 8:
            assert shown == [value for value, _ in choices]
            continue
        assert not shown and block["element"]["min_query_length"] == 0
        assert form.searched[name].choices == choices
        value, label = choices[one]
        for typed in (label, label.upper(), label.split()[-1] + " " + label[:3]):
            assert value in [each.value for each in offered(form.searched[name], typed)]


def test_without_letters_the_first_hundred_are_offered_and_the_shortest_comes_first() -> None:
    choices = [(str(n), f"Kommun {n}") for n in range(2000)]
    members, short = searched_menu("m", "", choices), searched_menu("m", "", choices, at_once=12)
    assert [each.value for each in offered(members, "")] == [*map(str, range(100))]
    assert [each.value for each in offered(members, "kommun 1")][:2] == ["1", "10"]
    named = searched_menu("m", "", [("a", "Upplands Väsby"), ("b", "Gävle &amp; Ockelbo")])
    assert [each.value for each in offered(named, "VASBY")] == ["a"]
    assert offered(members, "Luleå") == []
    assert len(offered(short, " ")) == 12 and [each.value for each in offered(short, "kommun 1999")] == ["1999"]


def test_a_meetings_month_is_one_of_the_coming_twelve_or_typed(world: World) -> None:
    opened = world.ask(world.coordinator, "/mote ny")
    view = seen(opened)
    offers = letters(world.coordinator, world, view, "month", "")
    assert (len(offers), offers[0], offers[-1]) == (12, "februari 2020", "januari 2021")
    assert letters(world.coordinator, world, view, "month", "mars 2022") == ["mars 2022"]
    asked = world.send(world.coordinator, opened.answer, month="2022-03-01").answer  # it is in no period
    assert not world.send(world.coordinator, asked).refused and world.rows(Meeting)[0].month == date(2022, 3, 1)


def letters(who: Somebody, world: World, view: dict[str, Any], menu: str, typed: str) -> list[str]:
    """What Slack gets for the letters typed in a menu of that view."""
    body = {"user": {"id": who.slack_id}, "view": view, "action_id": menu, "block_id": menu, "value": typed}
    ask = options_payload(body)
    options = [render(each) for each in world.answering.offers(ask, who.user, world.now)]
    return [unescape(each["text"]["text"]) for each in options]


def seen(response: Any) -> dict[str, Any]:
    """The view that is opened."""
    assert isinstance(response.answer, Form)
    return form_in(response, response.answer, CHANNEL_ID)


def test_three_hundred_themes_can_all_be_chosen_and_taken_back(world: World) -> None:
    member = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, member)
    world.meeting()
    world.add(
        *(Theme(network_id=world.network_id, text=f"{n}. {'Trygga skolvägar ' * 8}", suggested_by_id=official.person_id,
                suggested_at=world.now) for n in range(300))
    )  # fmt: skip
    opened = world.press(official, "theme.withdraw")
    view = seen(opened)
    assert read_metadata(view["private_metadata"]).opener.name == "theme.withdraw"
    assert len(letters(official, world, view, "theme", "")) == 100
    assert [each[:4] for each in letters(official, world, view, "theme", "299.")] == ["299."]
    # nobody else reads there what they may not open
    assert letters(world.stranger, world, view, "theme", "") == []
    assert letters(official, world, view, "another", "") == []
    assert letters(official, world, view | {"private_metadata": "[1"}, "theme", "") == []
    last = world.rows(Theme)[-1]
    assert not world.send(official, opened.answer, theme=str(last.id)).refused
    assert world.rows(Theme)[-1].withdrawn_at == world.now


def test_four_hundred_networks_with_long_names_are_all_within_reach(world: World) -> None:
    world.member("Gävle")
    names = [f"{n:03} {'Nätverket för barnets rättigheter i ' * 3}" for n in range(400)]
    world.add(*(Network(key=f"n{n}", name=name, settings={}) for n, name in enumerate(names)))
    who = world.newcomer
    question = world.ask(who, "/mote", channel="D1")
    refuse_what_slack_does_not_take(question.answer)
    opened = world.click(who, question, "Välj ett nätverk")
    view = seen(opened)
    check_view(orjson.loads(orjson.dumps(view)), "modal")
    assert [each[:3] for each in letters(who, world, view, "network.choose", "399")] == ["399"]
    picked = next(value for value, name in opened.answer.searched["network.choose"].choices if name == names[399])
    answered = world.press(who, "network.choose", picked, channel="D1", container="view", in_notice=True)
    assert answered.network == next(each.id for each in world.rows(Network) if each.name == names[399])
    assert "399" in world.ask(who, "/natverk byt", channel="D1").answer.text
