"""What Slack refuses in blocks and views is refused here, in its words; what it takes is taken."""

from __future__ import annotations

import contextlib
import copy
import functools
import operator
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View

from bot.playground import PlaygroundError
from bot.playground.strict import check_blocks, check_message, check_view
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import button, client, field, modal, play, section

PLAIN = {"type": "plain_text", "text": "Text"}
OPTION = {"text": PLAIN, "value": "1"}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def menu(count: int) -> dict[str, Any]:
    options = [{"text": PLAIN, "value": str(number)} for number in range(count)]
    return {"type": "static_select", "action_id": "m", "options": options}


def table(*cells: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "table", "rows": [list(cells)], **more}


CELL = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Gävle"}]}],
}


REFUSED = {
    "21 cells": ([table(*[CELL] * 21)], "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    "101 rows": (
        [{"type": "table", "rows": [[CELL]] * 101}],
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    "a cell of markup": (
        [table({"type": "mrkdwn", "text": "x"})],
        "must be one of: raw_text, rich_text [json-pointer:/blocks/0/rows/0/0/type]",
    ),
    "an empty cell": (
        [table({"type": "raw_text", "text": ""})],
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    "a column that stands askew": (
        [table(CELL, column_settings=[{"align": "snett"}])],
        "must be one of: left, center, right [json-pointer:/blocks/0/column_settings/0/align]",
    ),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "an unknown block": ([{"type": "kort"}], "unsupported type: kort [json-pointer:/blocks/0/type]"),
    "an unknown field": (
        [{"type": "divider", "färg": "röd"}],
        "invalid additional property: färg [json-pointer:/blocks/0]",
    ),
    "a long section": ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    "an empty section": ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a section without anything": (
        [{"type": "section"}],
        "must define either `text` or `fields` [json-pointer:/blocks/0]",
    ),
    "eleven fields": (
        [{"type": "section", "fields": [PLAIN] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "a long field": (
        [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    "a header with mrkdwn": (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "*Rubrik*"}}],
        "must be one of: plain_text [json-pointer:/blocks/0/text]",
    ),
    "a long header": (
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an empty alt text": (
        [{"type": "image", "image_url": "http://127.0.0.1/a.png", "alt_text": ""}],
        "must be more than 0 characters [json-pointer:/blocks/0/alt_text]",
    ),
    "no alt text": (
        [{"type": "image", "image_url": "http://127.0.0.1/a.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    "a long button": (
        [actions(button("a", "x" * 76))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "a long value": (
        [actions(button("a", value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "26 buttons": (
        [actions(*(button(str(number)) for number in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "two buttons of one id in a block": (
        [actions(button("a"), button("a"))],
        '`action_id` "a" already exists for `block_id` [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    "two blocks of one id": (
        [section("a", block_id="b"), section("c", block_id="b")],
        '`block_id` "b" already exists [json-pointer:/blocks]',
    ),
    "101 options": ([actions(menu(101))], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    "no options": ([actions(menu(0))], "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    "a long option": (
        [actions({**menu(1), "options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "1"}]})],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    "a first choice that is not offered": (
        [actions({**menu(1), "initial_option": {"text": PLAIN, "value": "9"}})],
        "initial option must match one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "six entries in an overflow": (
        [section("a", accessory={"type": "overflow", "action_id": "o", "options": menu(6)["options"]})],
        "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    "a text input as accessory": (
        [section("a", accessory={"type": "plain_text_input", "action_id": "p"})],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    "eleven things in a context": (
        [{"type": "context", "elements": [PLAIN] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "a wrong date": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "14/5"})],
        "must be YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "a disabled button": (
        [actions(button("a", disabled=True))],
        "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
    ),
    "a colourful button": (
        [actions(button("a", style="röd"))],
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    "not an object": (["hej"], "must provide an object [json-pointer:/blocks/0]"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_message_is_refused_for(what: str) -> None:
    blocks, finding = REFUSED[what]
    with pytest.raises(PlaygroundError) as refused:
        check_message({"text": "t", "blocks": blocks})
    assert refused.value.error == "invalid_blocks"
    assert refused.value.messages == (f"[ERROR] {finding}",)


def test_a_message_has_one_table() -> None:
    check_message({"text": "t", "blocks": [table(CELL)]})
    with pytest.raises(PlaygroundError, match="only_one_table_allowed") as refused:
        check_message({"text": "t", "blocks": [table(CELL)], "attachments": [{"blocks": [table(CELL)]}]})
    assert refused.value.error == "invalid_attachments"


LONG = {"type": "plain_text", "text": "x" * 25}
REFUSED_VIEWS = {
    "a table": (modal(table(CELL)), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    "a long title": (
        modal(section("a"), title=LONG),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "long metadata": (
        modal(section("a"), private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    "an unknown field": (modal(section("a"), color="röd"), "invalid additional property: color [json-pointer:/view]"),
    "two fields that take the focus": (
        modal(*(field(name, {"type": "plain_text_input", "focus_on_load": True}) for name in "ab")),
        "only one element may have `focus_on_load` [json-pointer:/view/blocks]",
    ),
}


@pytest.mark.parametrize("what", REFUSED_VIEWS)
def test_a_modal_is_refused_for(what: str) -> None:
    view, finding = REFUSED_VIEWS[what]
    with pytest.raises(PlaygroundError) as refused:
        check_view(view, "modal")
    assert (refused.value.error, refused.value.messages) == ("invalid_arguments", (f"[ERROR] {finding}",))


def test_a_form_with_fields_needs_a_submit_button() -> None:
    view = modal(field("a", {"type": "plain_text_input"}))
    del view["submit"]
    with pytest.raises(PlaygroundError, match="`submit` is required"):
        check_view(view, "modal")


def test_a_view_has_at_most_250_kilobytes() -> None:
    options = [{"text": {"type": "plain_text", "text": "x" * 75}, "value": f"{n:0>150}"} for n in range(100)]
    menus = [section("y" * 3000, accessory={"type": "static_select", "options": options}) for _ in range(12)]
    with pytest.raises(PlaygroundError, match="view_too_large"):
        check_view(modal(*menus), "modal")


def test_all_texts_of_a_messages_blocks_together_are_limited() -> None:
    with pytest.raises(PlaygroundError, match="msg_blocks_too_long"):
        check_message({"text": "t", "blocks": [section("x" * 2600)] * 4})


@pytest.mark.parametrize(
    "metadata",
    [
        "text",
        {"event_type": "a"},
        {"event_type": "två ord", "event_payload": {}},
        {"event_type": "a", "event_payload": 1},
    ],
)
def test_metadata_needs_a_type_and_a_payload(metadata: Any) -> None:
    with pytest.raises(PlaygroundError, match="invalid_metadata_format"):
        check_message({"text": "t", "metadata": metadata})


def test_metadata_is_small() -> None:
    with pytest.raises(PlaygroundError, match="metadata_too_large"):
        check_message({"text": "t", "metadata": {"event_type": "a", "event_payload": {"key": "x" * 8001}}})


def test_blocks_as_slacks_own_models_write_them_are_taken_on_every_surface() -> None:
    option = sdk.Option(text="Ja", value="1", description="Jag kommer")
    confirm = sdk.ConfirmObject(title="Säkert?", text="Går inte att ångra", confirm="Ja", deny="Nej")
    elements: list[Any] = [
        sdk.ButtonElement(text="Ja", action_id="a", value="1", style="primary", confirm=confirm),
        sdk.StaticSelectElement(action_id="b", placeholder="Välj", options=[option], initial_option=option),
        sdk.DatePickerElement(action_id="c", placeholder="Dag", initial_date="2020-05-14"),
        sdk.TimePickerElement(action_id="d", initial_time="09:30"),
        sdk.OverflowMenuElement(action_id="e", options=[sdk.Option(text="Mer", value="1")]),
        sdk.CheckboxesElement(action_id="f", options=[option], initial_options=[option]),
        sdk.RadioButtonsElement(action_id="g", options=[option]),
        sdk.UserSelectElement(action_id="h", placeholder="Vem"),
        sdk.DateTimePickerElement(action_id="i", initial_date_time=1628633820),
    ]
    blocks = [
        sdk.HeaderBlock(text="Möte"),
        sdk.SectionBlock(
            text="*Hej*", fields=["a", "b"], accessory=sdk.ImageElement(image_url="http://a", alt_text="b")
        ),
        sdk.DividerBlock(),
        sdk.ContextBlock(
            elements=[sdk.MarkdownTextObject(text="smått"), sdk.ImageElement(image_url="http://a", alt_text="b")]
        ),
        sdk.ImageBlock(image_url="http://a", alt_text="b", title="Hjul"),
        sdk.ActionsBlock(elements=elements),
        sdk.InputBlock(label="Rubrik", element=sdk.PlainTextInputElement(action_id="j", multiline=True), hint="Kort"),
        sdk.InputBlock(label="Antal", element=sdk.NumberInputElement(action_id="k", is_decimal_allowed=False)),
        sdk.InputBlock(label="Adress", element=sdk.UrlInputElement(action_id="l"), optional=True, dispatch_action=True),
        sdk.RichTextBlock(elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="rikt")])]),
    ]
    written = [block.to_dict() for block in blocks]
    for surface in ("message", "modal", "home"):
        findings: list[str] = []
        check_blocks(written, surface, findings)  # type: ignore[arg-type]
        assert findings == []
    check_view(View(type="modal", title="Titel", submit="Spara", close="Stäng", blocks=blocks).to_dict(), "modal")
    check_view(View(type="home", blocks=blocks).to_dict(), "home")


def test_the_sdk_is_told_where_a_block_is_wrong() -> None:
    async def story(slack: FaultySlack) -> None:
        with pytest.raises(SlackApiError) as refused:
            await client(slack).chat_postMessage(channel="C1", text="t", blocks=[section("")])
        assert refused.value.response["response_metadata"]["messages"] == [
            "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
        ]

    play(story)


WHOLE = modal(
    section("Hej", accessory={**menu(2), "initial_option": OPTION, "placeholder": PLAIN}),
    {"type": "section", "fields": [PLAIN, PLAIN]},
    {"type": "context", "elements": [PLAIN, {"type": "image", "image_url": "http://a", "alt_text": "b"}]},
    actions(
        button("a", value="1", confirm={"title": PLAIN, "text": PLAIN, "confirm": PLAIN, "deny": PLAIN}),
        {"type": "multi_static_select", "action_id": "b", "option_groups": [{"label": PLAIN, "options": [OPTION]}]},
        {"type": "checkboxes", "action_id": "c", "options": [OPTION], "initial_options": [OPTION]},
    ),
    field("a", {"type": "plain_text_input", "min_length": 1, "max_length": 4}),
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "rikt"}]}]},
)
NONSENSE: list[Any] = [None, True, -1, 1.5, "", "x", [], {}, ["x"], [{}], {"type": "x"}, {"type": ["x"]}, {"text": {}}]


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*above, key)
        yield from places(part, (*above, key))


@given(st.lists(st.tuples(st.sampled_from(sorted(places(WHOLE), key=str)), st.sampled_from(NONSENSE)), max_size=3))
def test_no_nonsense_makes_the_checks_stumble(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    view = copy.deepcopy(WHOLE)
    for (*way, last), nonsense in changes:
        with contextlib.suppress(KeyError, IndexError, TypeError):  # an earlier change may have taken the place away
            functools.reduce(operator.getitem, way, view)[last] = copy.deepcopy(nonsense)
    for check in (lambda: check_view(view, "modal"), lambda: check_message({"text": "t", **view})):
        with contextlib.suppress(PlaygroundError):
            check()
