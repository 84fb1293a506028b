"""Files that follow an answer: made after it, given in person, apologised for when they cannot be made."""

from __future__ import annotations

import pytest

from bot.blocks.messages import File, LimitExceeded, Message
from bot.language import speak
from bot.slack.answering import make_files
from bot.slack.gateway import hand_over
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import client, play

CALENDAR = File("moten.ics", lambda: b"BEGIN:VCALENDAR", alt="Mötena", title="Möten")


def never_made() -> bytes:
    raise RuntimeError("no ink")


def test_files_come_in_the_direct_message_of_who_asked_in_one_message():
    async def story(slack: FaultySlack) -> None:
        await hand_over(client(slack), "U2", [(CALENDAR, CALENDAR.make()), (CALENDAR, b"another")])
        (message,) = slack.direct_messages("U2")
        assert [each["name"] for each in message.files] == ["moten.ics", "moten.ics"]
        assert [(each["title"], each["alt_txt"]) for each in message.files] == [("Möten", "Mötena")] * 2
        assert not slack.messages("C1") and not slack.direct_messages("U1")

    play(story)


def test_what_was_made_before_a_file_failed_is_kept_and_the_rest_apologised_for():
    made, apology = make_files((CALENDAR, File("hjul.png", never_made, alt="Hjulet"), CALENDAR), speak("sv"))
    assert [content for _, content in made] == [b"BEGIN:VCALENDAR"]
    assert apology is not None and "Filen kunde inte skapas" in apology.text and "no ink" not in apology.text


def test_all_well_needs_no_apology():
    assert make_files((CALENDAR,), speak("sv")) == ([(CALENDAR, b"BEGIN:VCALENDAR")], None)


@pytest.mark.parametrize(("name", "alt"), [("", "a"), ("a/b.ics", "a"), ("a.ics", " ")])
def test_a_file_needs_a_plain_name_and_an_alt_text(name, alt):
    with pytest.raises(LimitExceeded):
        File(name, lambda: b"", alt)


def test_a_message_with_a_file_is_the_same_message_to_slack():
    assert Message("Hej", files=(CALENDAR,)).payload == Message("Hej").payload
