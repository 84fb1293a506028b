"""One text: whatever dress it comes in, it is stored and compared in one, and nothing unseen is left in it."""

from __future__ import annotations

from unicodedata import category, is_normalized, normalize
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import MOST_MARKS, clean, one_line, visible
from tests.patience import within

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\xad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NOTHING = "\u034f\u115f\u1160\u3164\uffa0\u180e\u2061\U000e0041\ufe0f\u0301\ufffe\ufffb\x00\x07\x1b\x7f\x9b\ud800\udfff"
BLANKS = "\xa0\u2000\u2007\u2009\u202f\u205f\u3000\u2800\t"
BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"
ODD = st.text(st.one_of(st.characters(), st.sampled_from(UNSEEN + NOTHING + BLANKS + BREAKS + "aåä\u0308\u0323 ❤👩")))


@pytest.mark.parametrize("name", ["Västerås", "Gävle", "Åre", "Älvdalen", "Habo", "Idé"])
@pytest.mark.parametrize("dress", [*UNSEEN, *NOTHING.replace("\u0301", "")], ids=ascii)
def test_a_name_is_the_same_with_unseen_signs_inside_and_its_letters_in_two_parts(name, dress):
    assert clean(normalize("NFD", name)) == name
    assert clean(f"{dress}{name[:2]}{dress}{dress}{name[2:]}{dress}") == name
    assert clean(normalize("NFD", f"{name[:3]}{dress}{name[3:]}")) == name


@pytest.mark.parametrize("sign", [*UNSEEN, *NOTHING, *BLANKS, *BREAKS], ids=ascii)
def test_what_shows_nothing_is_empty(sign):
    assert clean(sign * 3) == one_line(f" {sign} ") == ""


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_blanks_are_spaces_and_many_are_one_on_a_line(blank):
    assert clean(f"10{blank}{blank} 000 kr") == "10 000 kr"


@pytest.mark.parametrize("sign", BREAKS, ids=ascii)
def test_line_breaks_are_kept_in_long_texts_and_are_blanks_in_one_line(sign):
    assert clean(f"ett{sign}två") == "ett\ntvå"
    assert one_line(f"ett{sign}två") == "ett två"


def test_long_texts_keep_their_indentation():
    assert clean("Så här:\n  - ett\n  - två") == "Så här:\n  - ett\n  - två"


@pytest.mark.parametrize(
    "text", ["👩\u200d🏫", "👩🏽\u200d🏫", "🏳\ufe0f\u200d🌈", "❤\ufe0f", "1\ufe0f\u20e3", "漢字", "нет"]
)
def test_emoji_and_other_scripts_stay_whole(text):
    assert clean(text) == text


@pytest.mark.parametrize("value", [None, 3, ["a"], {"a": 1}, b"a", True])
def test_what_is_no_text_is_empty(value):
    assert clean(value) == one_line(value) == ""


@settings(max_examples=500)
@given(ODD)
def test_a_clean_text_stays_as_it_is_and_every_file_takes_it(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned and one_line(one_line(text)) == one_line(text)
    assert is_normalized("NFC", cleaned) and cleaned == cleaned.strip()
    assert not {category(each) for each in cleaned.replace("\n", "")} & {"Cc", "Cs"}
    assert not set(cleaned) & set("\u200b\xad\u202e\u2066\ufeff\xa0\u2028\r\t\u200b")
    assert not cleaned or category(cleaned[0])[0] != "M"
    if "&" not in cleaned and "<" not in cleaned:
        assert (ElementTree.fromstring(f"<a>{cleaned}</a>").text or "") == cleaned
    cleaned.encode("utf-8")


@given(ODD)
def test_letters_and_digits_are_never_lost(text):
    letters = [each for each in normalize("NFC", text) if each.isalnum() and each not in "\u115f\u1160\u3164\uffa0"]
    assert [each for each in clean(text) if each.isalnum()] == letters


@pytest.mark.parametrize(
    "row",
    ["a" + "\u0308\u0323" * 100_000, "\u0f73" * 100_000, "\u0301 " * 100_000, "\u200d" * 200_000, "\t " * 100_000],
)
def test_hostile_rows_take_time_in_proportion(row):
    assert len(clean(row)) <= 2 * MOST_MARKS + 1
    assert within(3, lambda: clean(row))


def test_control_characters_stay_for_whoever_tells_where_they_stand():
    assert visible("a\x07b\u200b\xa0 c") == "a\x07b  c"
