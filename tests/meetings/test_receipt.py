"""The receipt of an answer: it stands where one answered, and the message that asked reads the same from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.blocks.messages import Message
from bot.feature.call import Fields
from bot.feature.values import of_network
from bot.language import speak
from bot.meetings.receipt import receipt
from bot.meetings.seats import PersonReply, Seats
from bot.models import Meeting, MeetingKind, Reply, Role
from bot.slack.answering import Response
from bot.slack.payloads import form_payload
from bot.slack.replies import form_in
from tests.outbox.lives import Life, Stood, living
from tests.world import Somebody, labels, words_of

MEETING = Meeting(
    id=3, kind=MeetingKind.PARTNERSHIP, title="", month=date(2020, 5, 1), first_day=date(2020, 5, 14),
    last_day=date(2020, 5, 15), place="Uppsala", digital=False, link="",
)  # fmt: skip


REST = ["Visa mötet"]


def said(reply: Reply, *, role: Role = Role.OFFICIAL, language: str = "sv", **more: object) -> Message:
    seats = Seats((), {1: PersonReply(1, "Tjänsteperson", role, reply, **more)})  # type: ignore[arg-type]
    shown = receipt(speak(language), MEETING, seats, 1)
    assert shown is not None
    return shown


def test_a_receipt_is_one_sentence_with_what_one_can_do_next():
    when = "partnerskapsträffen 14–15 maj 2020 i Uppsala."
    assert said(Reply.YES).text == f"✓ Du kommer till {when}"
    assert labels(said(Reply.YES)) == [
        "Lägg i kalendern",
        "Mat och tillgänglighet",
        "Ändra svar",
        *REST,
        "Nej",
        "Kanske",
    ]
    assert said(Reply.NO).text == f"Du kommer inte till {when}"
    assert labels(said(Reply.NO)) == ["Min suppleant kommer", "Ändra svar", *REST, "Ja", "Kanske"]
    assert "Min suppleant kommer" not in labels(said(Reply.NO, role=Role.COORDINATOR))
    assert said(Reply.MAYBE).text == f"Du har svarat kanske till {when}"
    assert labels(said(Reply.MAYBE)) == ["Ja", "Nej", *REST]
    assert said(Reply.DIGITAL, language="en").text.startswith("✓ You attend the partnership meeting")
    assert receipt(speak("sv"), MEETING, Seats(), 1) is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "Din suppleant kommer i ditt ställe."),
        ({"deputy": "Suppleant", "deputy_id": 2}, "Suppleant är tillfrågad om att komma i ditt ställe."),
        ({"deputy": "Suppleant", "deputy_id": 2, "by_id": 2}, "Suppleant kommer i ditt ställe."),
        ({"deputy": "Suppleant", "deputy_id": 2, "deputy_in_slack": False}, "Suppleant finns inte i Slack"),
    ],
)
def test_who_sends_a_deputy_reads_whether_they_come(more, says):
    assert says in said(Reply.DEPUTY, **more).text


@pytest.fixture
def life() -> Iterator[Life]:
    with living() as life:
        life.passes(hours=1)
        yield life


def asked(life: Life, who: Somebody, kind: str) -> Stood:
    """The last message of a kind that asks somebody about the first meeting."""
    told = [
        each for each in life.stands() if (each.kind, each.to, each.about.get("meeting")) == (kind, who.slack_id, "1")
    ]
    return told[-1]


def press(life: Life, who: Somebody, kind: str, label: str) -> Response:
    stood = asked(life, who, kind)
    answered = life.press(who, stood, next(each for each in stood.buttons if each["text"]["text"].endswith(label)))
    assert not answered.refused and answered.stands
    return answered


def reads_as_answered(life: Life, who: Somebody, kind: str, answered: Response) -> str:
    """What stands a little later is what the press was answered with, with all else that stands in that message."""
    assert isinstance(answered.answer, Message) and answered.answer.in_place
    life.passes(minutes=2)
    stood = asked(life, who, kind)
    reads = next(each.reads for each in life.slack.rooms[stood.room] if each.ts == stood.ts)
    shown = without_ids(of_network(answered.answer.payload, 1))
    assert (reads["text"], without_ids(reads)) == (answered.answer.text, shown)
    return stood.text


def without_ids(payload: Any) -> list[dict]:
    return [{name: each for name, each in block.items() if name != "block_id"} for block in payload["blocks"]]


def test_a_message_that_asked_reads_as_its_answer_did(life):
    who = life.people["Tjänsteperson, Sala"]
    text = reads_as_answered(life, who, "invitation", press(life, who, "invitation", "Ja"))
    assert text == "✓ Du kommer till partnerskapsträffen 26–27 mars 2020, Folkets hus."
    again = press(life, who, "invitation", "Ändra svar")
    assert [each for each in labels(again) if each != "Visa mötet"][:4] == ["✓ Ja", "Nej", "Kanske", "Bara en del"]
    assert again.answer.in_place and not again.changed
    stood = replace(asked(life, who, "invitation"), payload=again.answer.payload)
    no = life.press(who, stood, next(each for each in stood.buttons if each["text"]["text"] == "Nej"))
    assert "Du kommer inte till" in reads_as_answered(life, who, "invitation", no)


def test_a_form_opened_from_a_message_that_asked_is_answered_there_alone(life):
    who = life.people["Tjänsteperson, Sala"]
    stood, opened = asked(life, who, "invitation"), press(life, who, "invitation", "Bara en del")
    view = form_in(opened, opened.answer, stood.room, f"{stood.ts:.6f}")
    sent = form_payload({"view": {**view, "id": "V1"}, "user": {"id": who.slack_id}}, "form")
    sent = replace(sent, fields=Fields({"parts": ("2",), "needs": "Vegetarisk mat"}, sent.value))
    answered = life.world.answering.answer(sent, who.user, life.now())
    assert answered.stands, "else it is told once more below"
    assert "(bara dag 2" in reads_as_answered(life, who, "invitation", answered)


def test_the_question_again_and_a_move_read_so_too(life):
    who = life.people["Förtroendevald, Sala"]
    life.passes(days=14)
    reads_as_answered(life, who, "silent", press(life, who, "silent", "Kanske"))
    with life.database.writing() as session:
        days = {"first_day": date(2020, 3, 27), "days_set_at": life.now() + timedelta(seconds=1)}
        session.execute(update(Meeting).where(Meeting.id == 1).values(**days))
        life.replan(session)
    life.passes(days=1)
    moved = asked(life, who, "change")
    assert "Flyttat" in moved.text and "Du har svarat *Kanske*" in moved.text
    reads_as_answered(life, who, "change", press(life, who, "change", "Ja"))
    assert "27 mars" in asked(life, who, "change").text


def test_an_answer_in_the_channel_is_told_to_who_gave_it(life):
    who = life.people["Tjänsteperson, Sala"]
    there = [each for each in life.stands() if (each.kind, each.to) == ("invitation", "channel")]
    stood = next(each for each in there if each.about["meeting"] == "1")
    answered = life.press(who, stood, stood.buttons[0])
    assert "✓ Du kommer till" in answered.answer.text
    assert stood.text == ("Inbjudan: *Partnerskapsträff* · 26–27 mars 2020 · Folkets hus · värd: Sala · "
                          "5 har inte svarat")  # fmt: skip
    life.passes(minutes=2)
    (now,) = [each for each in life.stands() if each.row == stood.row]
    assert now.text.endswith("värd: Sala · 1 kommer, 4 har inte svarat") and len(now.buttons) == len(stood.buttons)


def test_from_the_card_the_card_is_drawn_anew(life):
    who, world = life.people["Tjänsteperson, Sala"], life.world
    answered = world.click(who, world.ask(who, "/mote"), "Ja")
    assert "✓ Ja" in labels(answered) and not answered.answer.in_place and "Svar: Ja 1" in words_of(answered)


def test_a_receipts_calendar_button_gives_that_meeting(life):
    who = life.people["Tjänsteperson, Sala"]
    given = press(life, who, "invitation", "Ja")
    given = life.world.click(who, given, "Lägg i kalendern")
    assert b"26" in given.answer.files[0].make() and given.answer.files[0].make().count(b"BEGIN:VEVENT") == 1
