"""What people type as hours."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import in_words as words
from bot.dates.typed import NotATime, parse_hours

minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    "text", ["09:00", "9", "9.00", "kl 9", "kl. 9", "KL. 09.00", "klockan 9.", "0900", "9 am", " at 9 "]
)
def test_nine_o_clock_is_understood_in_every_way_it_is_written(text: str) -> None:
    assert parse_hours(text) == (time(9), None)


@pytest.mark.parametrize(
    "text", ["9-16", "9–16", "09:00-16:00", "kl. 09.00–16.00", "0900-1600", "9 till 16", "from 9 to 16",
    "9 am - 4 pm", "från kl 9 till kl 16"]
)  # fmt: skip
def test_nine_to_four_is_understood_in_every_way_it_is_written(text: str) -> None:
    assert parse_hours(text) == (time(9), time(16))


def test_an_afternoon_is_taken_for_both_ends_where_that_makes_sense() -> None:
    assert parse_hours("1-4 pm") == (time(13), time(16))
    assert parse_hours("11-1 pm") == (time(11), time(13))
    assert parse_hours("12 am") == (time(0), None)


@pytest.mark.parametrize(
    "text", ["", "x", "24", "12:60", "16-9", "9-9", "9-", "-9", "kl", "13 pm", "0 am", "9-10-11", "9" * 40_000, "٩",
    "9:5", "\x00"]
)  # fmt: skip
def test_what_is_no_time_of_day_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(NotATime) as refused:
        parse_hours(text)
    assert refused.value.text == text[:80]


@given(minutes, minutes, st.sampled_from(["sv", "en"]))
def test_hours_we_say_are_read_back_as_the_same(one: time, other: time, language: str) -> None:
    assert parse_hours(words.hours(one, None, language)) == (one, None)
    if one != other:
        start, end = sorted((one, other))
        assert parse_hours(words.hours(start, end, language)) == (start, end)


@given(st.text(max_size=80))
def test_any_text_is_hours_or_refused(text: str) -> None:
    try:
        start, end = parse_hours(text)
    except NotATime:
        return
    assert end is None or start < end
