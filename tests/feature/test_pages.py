"""Whatever there is to show, each page keeps within Slack's measures and every row stands on exactly one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import actions, button, header, menu, section
from bot.feature.pages import (
    Listing,
    Row,
    Turn,
    again,
    asked_again,
    framed,
    in_rows,
    pieces,
    turned,
    turned_by,
    whole_names,
)
from bot.language import Text, bold, escape, speak
from tests.world import elements, refuse_what_slack_does_not_take, words_of

SAY = speak("sv")
NAMES = st.text("å&< x\n", min_size=1, max_size=150).map(lambda text: f"x{text}x")


def words(length: int) -> str:
    return "&" * length


def row(kind: int, place: int, length: int) -> Row:
    """A row that says its place: in words, with a button, or of several blocks."""
    text = Text(f"[{place}]") + words(length // 5)
    if kind == 0:
        return text
    shown = section(text, button("a", "Visa", place))
    return shown if kind == 1 else [shown, actions(button("b", "Svara", place), button("c", "Neka", place))]


LISTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2300)), max_size=60)


def places(pages: Sequence[object]) -> list[str]:
    """The rows that stand on pages, in order."""
    texts = "".join(words_of(each) for each in pages)  # type: ignore[arg-type]
    return [each.partition("]")[0] for each in texts.split("[")[1:]]


def pressed(page: Form, label: str) -> int:
    """The page that a button leads to."""
    (value,) = [each["values"][label] for each in elements(page) if label in each["labels"]]
    return Turn.read(value).page


@given(LISTS, st.integers(0, 3000), st.integers(0, 3), st.one_of(st.none(), st.just(0), st.just(7)))
@example([(1, 100)] * 120, 1000, 3, None)
@example([(2, 2300)] * 20, 2000, 2, 7)
@settings(max_examples=25, deadline=None)
def test_every_row_stands_once_and_every_page_is_one_that_slack_takes(shape, above, buttons, count):
    rows = [row(kind, place, length) for place, (kind, length) in enumerate(shape)]
    count = None if count is None else min(count, len(rows))
    head: list[Block] = [header("Rubrik"), section(Text("r") + words(above // 5))]
    foot = [actions(button(f"foot{n}", "Knapp " * 10, n)) for n in range(buttons)]
    turn = again("x", "1.2")
    listing = Listing(say=SAY, text=bold("Rubrik"), rows=rows, words=(), count=count, again=turn, head=head, foot=foot)
    pages = [listing.page()]
    while on := [each for each in elements(pages[-1]) if {"Visa fler", "Läs vidare"} & set(each["labels"])]:
        turn = Turn.read(on[-1]["values"][on[-1]["labels"][0]])
        assert (turn.page, turn.name, turn.value) == (len(pages) + 1, "x", "1.2")
        pages.append(turned(pages[-1], turn.page))
    for each in pages:
        refuse_what_slack_does_not_take(each)
    assert places(pages) == [str(n) for n in range(len(rows))]
    assert listing.has_pages == (len(pages) > 1)
    for place in {0, len(rows) // 2, len(rows) - 1} if rows else ():
        assert str(place) in places([listing.around(place)])


@given(st.lists(st.integers(0, 2500), max_size=110))
@settings(max_examples=15, deadline=None)
def test_in_a_window_too(lengths):
    listing = Listing(
        say=SAY, text=bold("x"), rows=[row(2, n, each) for n, each in enumerate(lengths)], again=again("x")
    )
    pages = [listing.form(lambda blocks: Form("f", "Fönster", blocks or [section("inget")]))]
    while "Visa fler" in str(pages[-1].rendered):
        pages.append(pages[-1].turn(pressed(pages[-1], "Visa fler")))
    for each in pages:
        refuse_what_slack_does_not_take(each)
    assert places(pages) == [str(n) for n in range(len(lengths))]


def test_a_page_says_which_rows_it_shows_and_leads_both_ways():
    listing = Listing(say=SAY, text=bold("x"), rows=[row(1, n, 0) for n in range(100)], again=again("x"))
    first, second, third = (listing.page(n) for n in (1, 2, 9))
    assert "Visar 1–48 av 100" in words_of(first) and "Visar 49–96 av 100" in words_of(second)
    assert "Visar 97–100 av 100" in words_of(third), "there is no ninth page, so the last"
    assert "Föregående" not in words_of(first) and {"Föregående", "Visa fler"} <= set(words_of(second).split("\n"))
    assert "Visa fler" not in words_of(third)


@pytest.mark.parametrize(
    ("names", "in_a_row"),
    [
        (["Gävle", "Uppsala"], "Gävle, Uppsala"),
        (["Gävle", "Göteborg, Angered", "Uppsala"], "Gävle; Göteborg, Angered; Uppsala"),
    ],
)
def test_a_name_with_a_comma_in_it_does_not_read_as_two(names, in_a_row):
    assert whole_names(SAY, [Text(each) for each in names], 500) == in_a_row
    assert in_rows(names) == [in_a_row]


def test_what_is_no_list_is_read_on_in_parts():
    listing = Listing(say=SAY, text=bold("x"), rows=[row(0, n, 2000) for n in range(30)], count=0, again=again("x"))
    assert "Del 1 av" in words_of(listing.page()) and "Läs vidare" in words_of(listing.page())


def test_what_is_put_around_a_list_stands_on_every_page():
    listing = Listing(say=SAY, text=bold("x"), rows=[row(1, n, 0) for n in range(100)], again=again("x"))
    message = framed(listing.page(), above=[section("Ovan")], below=[section("Under")], text=Text("Ovan"))
    pages = [turned(message, n) for n in (1, 2, 3)]
    assert places(pages) == [str(n) for n in range(100)] and message.text.startswith("Ovan")
    for each in pages:
        assert words_of(each).count("Under") == 1
        refuse_what_slack_does_not_take(each)
    assert "Under" in words_of(framed(Message("kort", [section("kort")]), below=[section("Under")]))


def test_who_knows_how_it_was_asked_says_how_it_is_asked_again():
    rows = [row(1, n, 0) for n in range(100)]
    nobody, somebody = (
        Listing(say=SAY, text=bold("x"), rows=rows),
        Listing(say=SAY, text=bold("x"), rows=rows, again=again("a")),
    )
    assert "Visa fler" not in words_of(nobody.page())
    assert "2  vilka?" in str(turned_by(nobody.page(), asked_again("vilka?")).payload)
    assert "2 a " in str(turned_by(somebody.page(), asked_again("vilka?")).payload)
    assert turned_by(None, asked_again("x")) is None


def test_a_menus_choices_are_counted_as_slack_counts_them():
    choices = [(str(n), "x" * 75) for n in range(60)]
    listing = Listing(say=SAY, text=bold("x"), rows=[row(1, n, 1000) for n in range(40)], again=again("x"),
                      foot=[actions(menu("m", "Välj", choices))])  # fmt: skip
    for n in range(1, 9):
        refuse_what_slack_does_not_take(listing.page(n))


@given(st.text("å&< x\n", max_size=3000), st.integers(60, 2600))
def test_pieces_hold_the_whole_text_and_fit(text, longest):
    cut = pieces(text, longest)
    assert "".join("".join(cut).split()) == "".join(escape(text).split())
    assert all(0 < len(each) <= longest for each in cut)


@given(st.lists(NAMES, max_size=80))
def test_names_in_rows_are_all_there(names):
    rows = in_rows(names, "; ", bold("Vilka:"))
    assert "; ".join(rows) == (f"*Vilka:* {'; '.join(map(escape, names))}" if names else "")
    assert all(len(each) < 1200 + 10 for each in rows)


@given(st.lists(NAMES.map(escape), max_size=80), st.integers(900, 2000))
def test_names_that_have_no_room_are_counted_and_none_is_cut(names, longest):
    text = whole_names(SAY, names, longest, "; ")
    shown, _, left = text.rpartition("… och ")
    if not left.endswith(" till."):
        assert text == "; ".join(names)
        return
    count = int(left.removesuffix(" till."))
    assert shown == "".join(f"{each}; " for each in names[: len(names) - count]) and len(text) <= longest + 30


@pytest.mark.parametrize("value", ["", "x", "2", "2 x", "999999999999 a.b c d", "-1 a b", "2  vad är nytt?"])
def test_a_forged_turn_is_read_without_a_fault(value):
    turn = Turn.read(value)
    assert turn.page >= 0 and isinstance(turn.name + turn.value, str)


def test_short_words_share_paragraphs_and_blocks_stand_apart():
    rows: list[Row] = [*(row(0, n, 50) for n in range(40)), row(1, 40, 0), row(0, 41, 50), row(0, 42, 50)]
    blocks = Listing(say=SAY, text=bold("x"), rows=rows).page().payload["blocks"]
    assert [len(places([Message("x", [section(Text(each["text"]["text"]))])])) for each in blocks] == [40, 1, 2]


def test_a_text_is_cut_between_words_and_files_come_with_the_first_page_only():
    assert pieces("ett två tre fyra", 8) == ["ett två ", "tre fyra"]
    file = File("a.txt", lambda: b"a", "En text")
    listing = Listing(say=SAY, text=bold("x"), rows=[row(1, n, 0) for n in range(100)], again=again("x"), files=(file,))
    assert listing.page().files == (file,) and not listing.page(2).files and not turned(listing.page(), 1).files
