"""What every message that goes out by itself has in common: a sentence, its buttons, and the menu that puts it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement, StaticSelectElement

from bot.blocks.messages import Message
from bot.blocks.parts import Choice, actions, overflow, section
from bot.dates.in_words import span
from bot.feature.call import command_as_typed
from bot.feature.declare import declared
from bot.feature.pages import whole_names
from bot.feature.post import CHANNEL
from bot.feature.values import ButtonValue
from bot.language import Say, Text, bold, escape, joined
from bot.meetings import seats_view
from bot.meetings.card import REPLY_NAMES, away, in_one_line, numbers, title_of
from bot.meetings.partly_view import partly, parts_in_numbers
from bot.meetings.rules import span_of
from bot.meetings.seats import Seats, Sitting
from bot.models import Answer, Meeting, Member, Reply

LONGEST_NAMES = 900
ONCE = ("change", "part")
"""Kinds that cannot be put off: they are read once and then known, the last by who may put off nothing any more."""


class Until(StrEnum):
    """For how long a reminder is put off; NEVER mutes its kind."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


@dataclass(frozen=True)
class Snooze(ButtonValue):
    """A choice of the menu that puts a reminder off: until when, and the reminder's delivery key."""

    between = "|"

    until: Until | None
    key: str


@dataclass(frozen=True)
class Reminder:
    """A message that goes out by itself: what it is called, to whom and on which day it goes."""

    key: str
    kind: str
    to: str
    today: date
    """The day it goes out, in the network's time zone."""
    prefix: str = ""
    sent_at: datetime | None = None
    """When it went out, on the network's clock; None: it has not."""

    @property
    def stands(self) -> bool:
        """Whether it went out on an earlier day: it says no longer how far away anything is."""
        return self.sent_at is not None and self.sent_at.date() < self.today

    def is_answered(self, answer: Answer | None) -> bool:
        """Whether an answer was given after it asked."""
        return self.sent_at is not None and answer is not None and self.sent_at <= answer.answered_at

    @property
    def counts_from(self) -> date | None:
        """The day from which it says how far away something is: only on the day it goes out, which Slack shows."""
        return None if self.stands else self.today

    @property
    def is_personal(self) -> bool:
        return self.to != CHANNEL

    def command(self, say: Say, sv: str, en: str, words: str = "") -> str:
        """Write a command as the receiver would type it."""
        return command_as_typed(self.prefix, say, sv, en) + (f" {words}" if words else "")


def reminder(
    say: Say,
    about: Reminder,
    text: Text,
    *more: Block,
    buttons: Sequence[ButtonElement | StaticSelectElement | OverflowMenuElement] = (),
) -> Message:
    """A reminder: a sentence that makes sense alone, what belongs to it, what can be done, and how to put it off."""
    row: list[ButtonElement | StaticSelectElement | OverflowMenuElement] = list(buttons)
    if about.is_personal and about.kind not in ONCE:
        row.append(later_menu(say, about))
    blocks: list[Block] = [section(text), *more]
    return Message(text, [*blocks, actions(*row)] if row else blocks)


def later_menu(say: Say, about: Reminder) -> OverflowMenuElement:
    """Remind me tomorrow, in a week, or no more of this kind."""
    choices: list[Choice] = [
        (str(Snooze(Until.DAY, about.key)), say("Remind me tomorrow")),
        (str(Snooze(Until.WEEK, about.key)), say("Remind me in a week")),
    ]
    if declared.jobs[about.kind].can_be_muted:
        choices.append((str(Snooze(Until.NEVER, about.key)), say("No more of this kind")))
    return overflow("reminder.later", choices)


def meeting_and_when(say: Say, meeting: Meeting, today: date | None) -> Text:
    """A meeting in one line, and how far away it is from `today`."""
    when = away(say, meeting, today) if today else ""
    return Text(f"{in_one_line(say, meeting)} ({when})") if when else in_one_line(say, meeting)


def names_of(say: Say, members: Sequence[Member]) -> Text:
    """Members' names in a row, and how many more there are."""
    return whole_names(say, [escape(each.name) for each in members], 1500)


def name_and_days(say: Say, meeting: Meeting) -> Text:
    """What a meeting is and when, no more: for one that has been, or whose days are asked for."""
    return joined(" · ", [bold(title_of(say, meeting)), span(span_of(meeting), say.code)])


def in_numbers(say: Say, seats: Seats) -> Text:
    """The counts on a line; that nobody has answered, where that is so."""
    if not seats.replies:
        return seats_view.nobody_has(say, seats)
    return joined(" · ", [*numbers(say, seats), say("Not answered {count}", count=len(seats.missing()))])


def who_comes_rows(say: Say, seats: Seats, meeting: Meeting) -> list[Text]:
    """The counts, also by day, then the names of those who have not answered and of those who have, for a part of a
    message."""
    lead = joined(" ", [bold(say("Who comes:")), in_numbers(say, seats)])
    rows = (lead, parts_in_numbers(say, seats, meeting), silent_row(say, seats), *names_by_reply(say, seats))
    return [each for each in rows if each]


def silent_row(say: Say, seats: Seats) -> Text:
    """The names of those who have not answered."""
    return _names(say, say("Not answered"), seats.missing())


def names_by_reply(say: Say, seats: Seats) -> list[Text]:
    """A line of names for each answer; then who comes to a part, who for whom, and who beside the seats. The meeting's
    card has all of them."""
    rows = [_names(say, say(REPLY_NAMES[each]), seats.answered(each)) for each in (Reply.YES, Reply.MAYBE, Reply.NO)]
    rows += [_names(say, say("Deputy not heard from"), seats.not_heard())]
    rows += [_begins(partly(say, seats))]
    rows += [_begins(seats_view.deputies(say, seats)), _begins(seats_view.others(say, seats))]
    return [each for each in rows if each]


def _begins(rows: Sequence[Text]) -> Text:
    return joined(" ", [*rows[:1], "…" if len(rows) > 1 else ""])


def _names(say: Say, label: Text, sittings: Sequence[Sitting]) -> Text:
    """Names after their label, and how many more there are; empty for nobody."""
    names = whole_names(say, [_with_member(each) for each in sittings], LONGEST_NAMES, "; ")
    return Text(f"{bold(label)}: {names}") if sittings else Text("")


def _with_member(sitting: Sitting) -> Text:
    """Who holds a seat, with their member unless the name tells that already."""
    name, member = escape(sitting.person), escape(sitting.member)
    return name if member in name else Text(f"{name} ({member})")
