"""What buttons carry: what is written is read again, and nothing that is forged makes reading fail."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feature.values import ButtonValue, number_in
from bot.models import Reply


@dataclass(frozen=True)
class ReplyTo(ButtonValue):
    meeting_id: int
    reply: Reply | None
    rest: str = ""


@given(st.integers(0, 999_999_999), st.one_of(st.none(), st.sampled_from(Reply)), st.text())
def test_what_is_written_is_read_again(meeting_id, reply, rest):
    value = ReplyTo(meeting_id, reply, rest)
    assert ReplyTo.read(str(value)) == value


@given(st.text())
def test_reading_never_raises(text):
    value = ReplyTo.read(text)
    assert 0 <= value.meeting_id <= 999_999_999
    assert value.reply is None or value.reply in Reply


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.yes", ReplyTo(12, Reply.YES)),
        ("12.yes.2020-05-14.a", ReplyTo(12, Reply.YES, "2020-05-14.a")),
        ("12.perhaps", ReplyTo(12, None)),
        ("", ReplyTo(0, None)),
        ("12", ReplyTo(12, None)),
        ("-1.no", ReplyTo(0, Reply.NO)),
        ("²3.no", ReplyTo(0, Reply.NO)),
    ],
)
def test_what_makes_no_sense_is_nothing(text, value):
    assert ReplyTo.read(text) == value


def test_a_number_is_at_most_nine_digits():
    assert number_in("999999999") == 999_999_999
    assert number_in("1000000000") == 0
    assert number_in("١٢") == 0
