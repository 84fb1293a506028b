"""What the coordinator sees of reminders: the form for when they come, with the host's list, and the coming weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import context, header, more_fields, section, text_field
from bot.dates.in_words import day, hour
from bot.feature.pages import Listing, again, whole_names
from bot.feature.subject import opened
from bot.hosting.checklist import name_of, own_list
from bot.language import Say, Text, bold, clip, escape, joined, lines
from bot.models import Network
from bot.network.hours import DAYS_BEFORE, LONGEST_LIST, MOST_ON_LIST, DaysBefore
from bot.reminders.rules import offsets_text

if TYPE_CHECKING:
    from bot.outbox.preview import Previewed

LONGEST_WHOM: Final = 120


def days_form(say: Say, network: Network) -> Form:
    """Every offset as it is now, and the list."""
    fields = [
        text_field(
            kind, say(each.label), value=offsets_text(network, kind), optional=True, hint=_hint(say, each), most=60
        )
        for kind, each in DAYS_BEFORE.items()
    ]
    hint = say(
        "One thing a line, {most} at most. Days before the meeting may stand in brackets: Name tags (14)."
        " Empty: the usual list.",
        most=MOST_ON_LIST,
    )
    host_list = text_field(
        "list", say("On every host's list"), value=own_list_text(say, network), optional=True, long=True, hint=hint,
        most=LONGEST_LIST,
    )  # fmt: skip
    about = say("What comes on a weekend, a holiday or its eve goes out on the working day before.")
    blocks: list[Block] = [context(about), *fields[:5], host_list, more_fields(say), *fields[5:]]
    return opened(Form("reminders.days", say("When reminders come"), blocks, say("Save"), say("Cancel")))


def _hint(say: Say, kind: DaysBefore) -> str:
    return say("Usually {days}. Empty: as usual.", days=", ".join(str(each) for each in kind.usual))


def own_list_text(say: Say, network: Network) -> str:
    """The network's own list as it was written; empty while the usual one holds."""
    if not (network.settings or {}).get("checklist"):
        return ""
    return "\n".join(f"{name_of(say, each)} ({each.days_before})" for each in own_list(network))


def days_saved(say: Say) -> Message:
    """That it is saved, and where to see it."""
    sentence = say("Saved. From now on it holds for everybody in the network.")
    return Message(sentence, [section(sentence)])


def upcoming(say: Say, previews: Sequence[Previewed], names: Mapping[str, str], weeks: int) -> Message:
    """Every message of the coming weeks: when, to whom, and how it begins."""
    title = say.many("What goes out in the coming week", "What goes out in the coming {count} weeks", weeks)
    if not previews:
        nothing = say("Nothing goes out by itself in that time.")
        return Message(lines(title, nothing), [header(title), section(nothing)])
    rows = _rows(say, previews, names)
    whole = context(say("`natverksbot preview` shows each message in full, with everybody who gets it."))
    turn = again("network.coming", weeks)
    blocks = [section(each) for each in rows]
    return Listing(
        say=say, text=title, rows=blocks, words=rows, again=turn, head=[header(title)], foot=[whole]
    ).page()  # fmt: skip


def _rows(say: Say, previews: Sequence[Previewed], names: Mapping[str, str]) -> list[Text]:
    """One for each moment and text, with all who get it."""
    rows, same = [], defaultdict(list)
    for each in previews:
        same[each.at, first_line(each.text)].append(_whom(each.to, names))
    for (at, text), whom_all in same.items():
        to = list(dict.fromkeys(whom_all))
        when = joined(" ", [day(at.date(), say.code), hour(at.time(), say.code)])
        rows.append(lines(Text(f"{bold(when)} → {whole_names(say, to, LONGEST_WHOM, '; ')}"), clip(text, 180)))
    return rows


def first_line(text: str) -> str:
    return text.partition("\n")[0].replace("*", "")


def _whom(to: str, names: Mapping[str, str]) -> Text:
    if to in names:
        return escape(names[to])
    if to.startswith("#"):
        return escape(to)
    return Text(f"<#{to}>") if to.startswith(("C", "G")) else Text(f"<@{to}>")
