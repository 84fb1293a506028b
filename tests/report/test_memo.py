"""The memo for a board: what is known, what is to be filled in, the proposal; a Word file from `/natverk beslut`."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from bot.blocks.messages import Message
from bot.models import Decision, Mandate, Membership, MembershipState, Period, Role
from tests.world import labels, refuse_what_slack_does_not_take, words_of


def texts(answered):
    assert isinstance(answered.answer, Message)
    (file,) = answered.answer.files
    assert file.name == "underlag-for-beslut.docx"
    return [(each.style.name, each.text) for each in Document(io.BytesIO(file.make())).paragraphs]


@pytest.fixture
def gavle(world):
    gavle = world.member("Gävle")
    world.member("Örebro")
    with world.database.writing() as session:
        period = session.get_one(Period, world.period_id)
        period.fee, period.focus = 10_000, ["Lagens påverkan"]
        period.terms = {"host_pays": ["lokal", "fika"], "meetings_a_year": 2, "days_a_meeting": 2}
    return gavle


def test_it_is_laid_out_as_a_memo_and_says_what_is_known_and_leaves_the_rest_to_fill_in(world, gavle):
    world.add(Mandate(member_id=gavle, role="elected", case_number="KS 2019/76", ends=date(2021, 12, 31)))
    world.add(Decision(membership_id=1, body="Kultur- och fritidsnämnden", outcome="föreslås fortsätta"))
    card = world.click(world.coordinator, world.ask(world.coordinator, "/natverk beslut"), "Öppna")
    lines = texts(world.click(world.coordinator, card, "Underlag för beslut (Word)"))
    whole = "\n".join(text for _, text in lines)
    headings = [text for style, text in lines if style.startswith("Heading")]
    assert headings == ["Ärendet", "Beredning", "Om Testnätverket", "Kostnad", "Uppdrag", "Nyttan av att ingå",
                        "Förslag till beslut"]  # fmt: skip
    for each in ("10\u00a0000 kr per år, 2020–2021", "lokal, fika", "Örebro", "KS 2019/76", "Lagens påverkan",
                 "möts 2 gånger om året", "Diarienummer: [fylls i]", "Kultur- och fritidsnämnden föreslås besluta",
                 "att Gävle ingår i Testnätverket"):  # fmt: skip
        assert each in whole, each
    assert "har hållits" not in whole and "platser" not in whole, "nobody knows of any"
    assert [text for style, text in lines if style == "Title"] == ["Testnätverket – överenskommelse 2020–2021"]


def test_for_all_the_member_is_left_to_fill_in(world, gavle):
    shown = world.ask(world.coordinator, "/natverk beslut")
    refuse_what_slack_does_not_take(shown.answer)
    whole = "\n".join(text for _, text in texts(world.click(world.coordinator, shown, "Underlag för beslut (Word)")))
    assert "att [fylls i] ingår" in whole and "Kommunstyrelsen föreslås besluta" in whole
    assert "Gävle" in whole and "Örebro" in whole


def test_a_pending_members_official_gets_their_own_and_nobody_elses(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    with world.database.writing() as session:
        session.get_one(Membership, 1).state = MembershipState.PENDING
    card = world.click(official, world.ask(official, "/natverk beslut"), "Öppna")
    assert "att Gävle ingår" in "\n".join(text for _, text in texts(
        world.click(official, card, "Underlag för beslut (Word)")))  # fmt: skip
    assert world.press(official, "decision.memo", f"{world.period_id}.2").refused
    assert "Underlag för beslut (Word)" not in labels(world.ask(world.stranger, "/natverk beslut"))
    assert world.press(world.stranger, "decision.memo", f"{world.period_id}.0").refused
    assert world.press(official, "decision.memo", "99.0").refused and "Word" in words_of(
        world.press(official, "decision.memo", f"{world.period_id}.1")
    )
