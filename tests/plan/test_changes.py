"""What a load says of a field that was changed, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.plan
from bot.language import speak
from bot.models import Coordination, MeetingKind, MeetingState, MemberKind, MembershipState
from bot.plan.changes import CHANGED, FIELDS, KEPT, VALUES, Named, PlanChange


def test_a_field_is_said_in_words_and_a_sentence_ends_once():
    aim = {
        "thing": Named("the network {name}", {"name": "Testnätet"}),
        "field": "aim",
        "before": "Ett.",
        "after": "Två.",
    }
    assert PlanChange(CHANGED, aim).in_words(speak("sv")).endswith("syfte ändrat från Ett till Två.")
    assert (
        PlanChange(KEPT, aim | {"field": "host_list"})
        .in_words(speak("sv"))
        .endswith(
            "värdens lista är fortfarande Ett, eftersom någon har ändrat det sedan senaste inläsningen."
            " Filen säger Två."
        )
    )
    assert str(PlanChange(CHANGED, aim | {"field": "host_pays"})).endswith(
        "what the host pays changed from Ett to Två."
    )


def test_every_field_that_a_load_tells_of_has_words():
    sources = "\n".join(each.read_text(encoding="utf-8") for each in Path(bot.plan.__file__).parent.glob("*.py"))
    names = set(re.findall(r'Wish\("(\w+)"|\bfield="(\w+)"', sources))
    assert {one or other for one, other in names} - FIELDS.keys() == set()


@pytest.mark.parametrize(
    "field, before, after, expected",
    [
        ("state", "active", "left", "läge ändrat från deltar till har lämnat."),
        ("state", "cancelled", "planned", "läge ändrat från inställt till planerat."),
        ("language", "sv", "en", "språk ändrat från Svenska till English."),
        ("kind", "municipality", "pair", "slag ändrat från en kommun till två kommuner, en delegation."),
        ("kind", "officials", "seminar", "slag ändrat från Tjänstepersonsmöte till Kunskapsseminarium."),
    ],
)
def test_a_value_that_the_file_has_a_word_of_its_own_for_is_said_in_words(field, before, after, expected):
    values = {"thing": Named("the network {name}", {"name": "kind"}), "field": field, "before": before, "after": after}
    assert PlanChange(CHANGED, values).in_words(speak("sv")).endswith(expected)


def test_every_value_of_a_field_that_has_only_a_few_has_words():
    kinds = (Coordination, MeetingKind, MeetingState, MemberKind, MembershipState)
    assert {each for kind in kinds for each in kind} - {each for words in VALUES.values() for each in words} == set()
