"""How what is kept looks in Slack: one's own data with the button that erases them, and the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from zlib import crc32

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    are_you_sure,
    button,
    choice_field,
    context,
    header,
    section,
    text_field,
    ticks_field,
)
from bot.dates.in_words import plain_moment
from bot.experiences.card import REASONS
from bot.feature.pages import Listing, again, whole_names
from bot.kept.called import name_in_words
from bot.kept.fields import doer_in_words, field_in_words
from bot.kept.nouns import NOUN_OF, noun_in_words
from bot.kept.person import Known, Place, as_json, as_text
from bot.kept.record import Deed, Recorded, deeds
from bot.kept.words import Found
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.models import Activity, Because

ERASE: Final = "erase"
KEEP: Final = "keep"
WHERE_TO_READ: Final = N_("What is kept, how long and why: docs/personuppgifter.md, or ask the coordinator.")
LONGEST_VALUE: Final = 80


def own_data(say: Say, known: Known) -> Message:
    """What is known of somebody: how much of each, the whole in two files, and the way to erase it."""
    title = say("What is known of you")
    counted = [Text(f"• {noun_in_words(say, NOUN_OF[table])}: {len(rows)}") for table, rows in known.items()]
    come = say("All of it comes to you as a file to read and as JSON, in a direct message.")
    sure = are_you_sure(
        say,
        say("Erase your data?"),
        say("Your name and your Slack account go everywhere, and you lose your seat. It cannot be undone."),
        say("Go on"),
    )
    text = lines(bold(title), come, *counted)
    files = (
        File(say.plain("my-data.txt"), lambda: as_text(say, known), say.plain("What is known of you, to be read")),
        File(say.plain("my-data.json"), lambda: as_json(known), say.plain("What is known of you, as JSON")),
    )
    return Message(
        text,
        [header(title), section(lines(come, *counted)), context(say(WHERE_TO_READ)),
         actions(button("my_data.erase", say("Erase me"), style="danger", sure=sure))],
        files=files,
    )  # fmt: skip


def nothing_known(say: Say) -> Message:
    """Nobody knows them."""
    return Message(say("Nothing is known of you here."))


def erase_me_form(say: Say) -> Form:
    """Asks for the second time, and what becomes of one's experiences."""
    goes = say(
        "Your name and Slack id go everywhere, also what waits to be sent to you. What you have done stays, as done by"
        " a former seat holder of your member."
    )
    choices = [(ERASE, say("Erase them too")), (KEEP, say("They may stay, without my name"))]
    return Form(
        name="my_data.erase",
        title=say("Erase me"),
        blocks=[section(goes), choice_field("experiences", say("My experiences"), choices)],
        submit=say("Erase"),
        close=say("Cancel"),
    )


def erased_me(say: Say, left: Sequence[Place]) -> Message:
    """The receipt, the last that is said to them, with where their name still stands."""
    nouns = joined(", ", list(dict.fromkeys(noun_in_words(say, noun) for noun, _, _ in left)))
    named = say(
        "Your name still stands in what others have written: {nouns}. The coordinator can erase it there.", nouns=nouns
    )
    return Message(
        lines(
            say("Your data are erased."),
            *([named] if left else []),
            say("What you have written in Slack yourself, and your account there, are not the bot's to erase."),
        )
    )


def history(say: Say, rows: Sequence[Recorded], noun: str, *, most: int) -> Message:
    """Who changed what when, the last first; what was written is never shown."""
    title = say("The record: {noun}", noun=noun_in_words(say, noun)) if noun else say("The record")
    drawn = [line_of(say, each) for each in deeds(rows)]
    note = say("The last {most} changes. The whole record: `natverksbot record`.", most=most)
    notes = [context(note)] if len(rows) >= most else []
    return Listing(
        say=say, text=title, rows=drawn, words=drawn, again=again("record.show", noun), head=[header(title)],
        foot=[*notes, _erase_words(say)],
    ).page()  # fmt: skip


def nothing_recorded(say: Say) -> Message:
    """Nothing has been changed yet."""
    text = say("Nothing is recorded yet.")
    return Message(text, [section(text), _erase_words(say)])


def _erase_words(say: Say) -> Block:
    return actions(button("words.erase", say("Erase words …")))


WHY_WORDS: Final = (Because.CHILD, Because.PERSON, Because.OTHER)
LONGEST_WORDS: Final = 100


def erase_words_form(say: Say, typed: str = "", because: Because | None = None, found: Found | None = None) -> Form:
    """Asks which words are to go, and for the second time when it is known where they stand."""
    goes = say(
        "The words go wherever they stand in the network, also in earlier wordings, in the record and in what the bot"
        " has said in Slack. […] stands in their place. Who changed what when is kept."
    )
    left = say("What people have written in Slack themselves, files there, and plan files on somebody's computer stay.")
    hint = say("A name, for instance. Longer words that begin so go too: Ottilia, Ottilias.")
    reasons = [(each.value, say(REASONS[each])) for each in WHY_WORDS]
    asked = [section(_where(say, found)), _sure(say, typed, found)] if found is not None else []
    return Form(
        name="words.erase",
        title=say("Erase words"),
        blocks=[
            section(goes), text_field("words", say("Words"), value=typed, hint=hint, most=LONGEST_WORDS),
            choice_field("because", say("Why"), reasons, chosen=because.value if because else None),
            *asked, context(left),
        ],
        submit=say("Erase"),
        close=say("Cancel"),
    )  # fmt: skip


def sure_of(typed: str, found: Found) -> str:
    """The name of the box that is ticked for these words as they stand now; others have another."""
    return f"sure_{crc32(repr((typed, found.texts, len(found.messages), len(found.changes))).encode())}"


def _sure(say: Say, typed: str, found: Found) -> Block:
    yes: Choice = ("yes", say("Yes, erase “{words}” for good", words=clip(typed, 40)))
    return ticks_field(sure_of(typed, found), say("It cannot be undone. Erase for good?"), [yes])


THEIR_FILES: Final = N_("Files that the bot has given somebody ({files}) are deleted too, as they may hold them.")


def _where(say: Say, found: Found) -> Text:
    stands = say(
        "They stand in: texts {texts}, messages from the bot {messages}, lines of the record {changes}.",
        texts=len(found.texts), messages=len(found.messages), changes=len(found.changes),
    )  # fmt: skip
    files = [say(THEIR_FILES, files=len(found.files))] if found.files else []
    nouns = Counter(noun.__name__ for noun, _, _ in found.texts)
    counted = [Text(f"• {noun_in_words(say, noun)}: {count}") for noun, count in nouns.items()]
    return lines(bold(stands), *counted, *files, *_stays(say, found))


def _stays(say: Say, found: Found) -> list[Text]:
    called = joined(", ", [noun_in_words(say, each.__name__) for each in found.called])
    return (
        [say("Somebody or something is called so, and still is afterwards: {nouns}.", nouns=called)] if called else []
    )


def erased_words(say: Say, found: Found) -> Message:
    """The receipt, which does not say them again."""
    return Message(lines(say("The words are erased for good."), *_stays(say, found)))


_DONE: Final = {
    "created": N_("was added"),
    "deleted": N_("was removed"),
    "erased": N_("was erased"),
    "words erased": N_("words were erased"),
}
"""What is recorded of a whole row, in the words of a line."""
LONGEST_CHANGES: Final = 1200
LONGEST_NAMES: Final = 300


def line_of(say: Say, deed: Deed) -> Text:
    """What was done at once, in words: when, who, to what, and how it is since."""
    row = deed[0][0]
    when = Text(plain_moment(row.at, say.code, row.zone))
    changes = whole_names(say, [_change(say, each) for each in deed[0]], LONGEST_CHANGES, "; ")
    return joined(" · ", [when, doer_in_words(say, row.by), _things(say, [each for each, *_ in deed]), changes])


def _things(say: Say, rows: Sequence[Recorded]) -> Text:
    """What a thing is, and which, with others to which the same was done."""
    noun = noun_in_words(say, rows[0].noun)
    names = list(dict.fromkeys(each.name or (f"#{each.row}",) for each in rows))
    is_activity = rows[0].noun == Activity.__name__
    names = [tuple(map(str, each)) for each in names] if is_activity else names
    is_number = is_activity or str(names[0][0]).startswith("#")
    which = whole_names(say, [name_in_words(say, each) for each in names], LONGEST_NAMES, "; ")
    return escape(noun) + Text(f" {which}" if is_number else f" ({which})")


def _change(say: Say, row: Recorded) -> Text:
    if not row.field:
        return joined(": ", [say(_DONE[row.after]), clip(row.before_in_words(say), LONGEST_VALUE)])
    field = field_in_words(say, row.field)
    if row.after == "read":
        return say("read {field}", field=field)
    if row.says_itself:
        return escape(field)
    if row.before is None and row.after is None:
        return say("{field} changed", field=field)
    before, after = (
        clip(name_in_words(say, name) or words, LONGEST_VALUE)
        for name, words in zip(row.pointed_to, (row.before_in_words(say), row.after_in_words(say)), strict=True)
    )
    if not before:
        return say("{field}: {value}", field=field, value=after or "–")
    return say("{field}: {before} → {after}", field=field, before=before, after=after or "–")
