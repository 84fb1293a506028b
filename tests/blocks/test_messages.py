"""Blocks as Slack reads them: as slack_sdk writes them itself, and refused where it refuses."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextSectionElement,
    SectionBlock,
)

from bot.blocks import parts
from bot.blocks.messages import render
from bot.language import speak

TEXTS = st.text(min_size=1, max_size=40)
SAY = speak("sv")
CHOICES = [("a", "Ja"), ("b", "Nej & <kanske>"), ("c", "x" * 200)]

EVERY_PART: list[Block] = [
    parts.header("Rubrik"),
    parts.section("Ett stycke"),
    parts.section("Ett stycke", parts.button("a.b", "Knapp", 7, sure=parts.are_you_sure(SAY, "Säkert?", "x", "Ja"))),
    parts.section("Ett stycke", parts.overflow("more", CHOICES)),
    parts.facts([("När", "i dag"), ("Var", ""), ("Värd", "Gävle")]),
    parts.context("smått", "mer"),
    parts.divider(),
    parts.actions(parts.button("a", "b"), parts.menu("m", "Välj", CHOICES)),
    parts.actions(parts.ticks("t", CHOICES, ["a"])),
    parts.text_field("f", "Etikett", value="<rå> & text", long=True, hint="tips", most=200),
    parts.choice_field("f", "Etikett", CHOICES, chosen="b", placeholder="välj"),
    parts.choices_field("f", "Etikett", CHOICES, chosen=["a", "b"]),
    parts.ticks_field("f", "Etikett", CHOICES, chosen=["a"], optional=False),
    parts.day_field("f", "Dag", value=date(2020, 2, 10)),
    parts.time_field("f", "Tid", value=time(9, 30)),
    ImageBlock(image_url="https://example.org/a.png", alt_text="En bild", title="Titel"),
    RichTextBlock(elements=[RichTextSectionElement(elements=[])]),
]


@pytest.mark.parametrize("block", EVERY_PART, ids=lambda block: type(block).__name__)
def test_a_block_is_written_as_the_sdk_writes_it(block: Block) -> None:
    assert render(block) == block.to_dict()


@given(TEXTS, TEXTS)
def test_whatever_is_written_in_a_block_is_rendered_as_the_sdk_does(label: str, value: str) -> None:
    block = parts.section(label, parts.button("a", label, value))
    assert render(block) == block.to_dict()


@pytest.mark.parametrize(
    "block",
    [
        SectionBlock(text=MarkdownTextObject(text="x" * 3001)),
        HeaderBlock(text=PlainTextObject(text="x" * 151)),
        ContextBlock(elements=[parts.markdown("x")] * 11),
        ActionsBlock(elements=[parts.button("a" * 256, "b")]),
        ActionsBlock(elements=[ButtonElement(text=PlainTextObject(text="x" * 76), action_id="a")]),
        parts.facts([]),
    ],
    ids=["section", "header", "context", "action_id", "button", "no facts"],
)
def test_what_the_sdk_refuses_is_refused(block: Block) -> None:
    with pytest.raises(SlackObjectFormationError):
        block.to_dict()
    with pytest.raises(SlackObjectFormationError):
        render(block)
