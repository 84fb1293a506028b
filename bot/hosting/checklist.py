"""The host's list: what a host sees to before a meeting, which things are usual, and how the list looks (domain 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from zlib import crc32

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, choices_field, day_field, section, text_field
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, Row, again, in_rows
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, clip, joined, lines
from bot.meetings.card import in_one_line, remind_button
from bot.meetings.reminder import Reminder, later_menu, meeting_and_when, who_comes_rows
from bot.meetings.rules import has_days, is_in_a_room, span_of
from bot.meetings.seats import Seats
from bot.models import ChecklistItem, Meeting, Network
from bot.network.hours import DAYS_AFTER, LONGEST_OFFSET, LONGEST_ON_LIST


class Needs(StrEnum):
    """Which meetings a usual thing is for (domain 7, 8)."""

    EVERY = "every"
    ROOM = "room"
    """Those where people meet in a place."""
    LINK = "link"
    """Those that are held digitally too."""
    ONLINE = "online"
    """Those that are held nowhere else."""


@dataclass(frozen=True)
class UsualThing:
    """What every host sees to unless the network has a list of its own. `name` is said in each reader's language."""

    key: str
    name: str
    days_before: int
    also_called: tuple[str, ...]
    """What a network calls it in its own list, in small letters."""
    needs: Needs = Needs.EVERY


USUAL: Final = (
    UsualThing("venue", N_("Venue"), 90, ("lokal",), Needs.ROOM),
    UsualThing("programme", N_("Programme"), 60, ("program",)),
    UsualThing(
        "invitation",
        N_("Invitation with the details"),
        60,
        ("inbjudan", "inbjudan med praktisk information", "invitation with the details"),
    ),
    UsualThing("coffee", N_("Coffee"), 30, ("fika",), Needs.ROOM),
    UsualThing("lunch", N_("Lunch"), 30, ("lunch",), Needs.ROOM),
    UsualThing("dinner", N_("Dinner"), 30, ("middag",), Needs.ROOM),
    UsualThing("link", N_("Digital link"), 14, ("digital länk", "digital link"), Needs.LINK),
    UsualThing(
        "access", N_("Diet and access needs"), 14, ("kost och tillgänglighet", "diet and access needs"), Needs.ROOM
    ),
    UsualThing("captions", N_("Captions and other access needs"), 14, ("textning", "captions"), Needs.ONLINE),
    UsualThing(
        "online_host",
        N_("Somebody who lets people in and follows the chat"),
        14,
        ("digital värd", "online host"),
        Needs.LINK,
    ),
    UsualThing("sound", N_("Sound and picture tried out"), 7, ("ljud och bild", "sound and picture"), Needs.LINK),
)
"""In the order they are named when they are due on the same day."""
_BY_KEY: Final = {each.key: each for each in USUAL}
_BY_NAME: Final = {name: each for each in USUAL for name in each.also_called}
OWN_DAYS: Final = 30


@dataclass(frozen=True)
class TickButton(ButtonValue):
    """A button that ticks a thing or takes its tick back: the meeting's row, and the thing's token."""

    meeting: int
    token: str


@dataclass(frozen=True)
class HostTask:
    """One thing to see to. `title` is empty for the usual things, which are named in the reader's language."""

    key: str
    title: str
    days_before: int
    row: ChecklistItem | None = None

    @property
    def token(self) -> str:
        """What buttons and menus carry instead of its name."""
        return self.key or f"t{crc32(self.title.encode()):08x}"

    @property
    def done_at(self) -> datetime | None:
        return self.row.done_at if self.row else None


def checklist(meeting: Meeting, network: Network, rows: Iterable[ChecklistItem]) -> list[HostTask]:
    """Everything on a meeting's list, ticked or not, what is to be done first first."""
    row_of = {row.key or row.title: row for row in rows}
    items = []
    for each in _usual_for(network, meeting):
        row = row_of.pop(each.key or each.title, None)
        items.append(HostTask(each.key, each.title, row.days_before if row else each.days_before, row))
    items += [HostTask(row.key or "", row.title, row.days_before, row) for row in row_of.values()]
    return sorted(items, key=lambda each: -each.days_before)


def due_day(item: HostTask, meeting: Meeting) -> date:
    """The day by which a thing should be seen to, counted back from the meeting's first day."""
    return span_of(meeting).first - timedelta(days=item.days_before)


def to_be_done(item: HostTask, meeting: Meeting) -> tuple[object, ...]:
    """What somebody reads who ticks a thing: what it is, and by when."""
    return item.key, item.title, due_day(item, meeting)


def is_own(item: HostTask, network: Network, meeting: Meeting) -> bool:
    """Whether the host put it on the list; what is on every list cannot be taken off this one."""
    return (
        item.row is not None
        and not item.key
        and item.title not in {each.title for each in _usual_for(network, meeting)}
    )


def not_ticked(items: Iterable[HostTask]) -> list[HostTask]:
    """What is left."""
    return [each for each in items if each.done_at is None]


@dataclass(frozen=True)
class News:
    """What has happened to a list since the host was last reminded of it."""

    due: Sequence[HostTask]
    """What should be seen to by now, and was not to be by then."""
    done: Sequence[HostTask]


def news_of(items: Iterable[HostTask], days_before: int, earlier: int, told_at: datetime) -> News:
    """What is new `days_before` the meeting, since what was said at `told_at`, `earlier` days before it."""
    items = list(items)
    return News(
        due=[each for each in not_ticked(items) if days_before <= each.days_before < earlier],
        done=[each for each in items if each.done_at is not None and each.done_at > told_at],
    )


def own_list(network: Network) -> list[HostTask]:
    """The network's own list; empty when it has none."""
    setting: Any = (network.settings or {}).get("checklist")
    own = [" ".join(each.split()) for each in setting if isinstance(each, str)] if isinstance(setting, list) else []
    items = [_task_in(each) for each in own if each]
    return list({each.key or each.title: each for each in items}.values())


def _task_in(line: str) -> HostTask:
    timed = DAYS_AFTER.fullmatch(line)
    title, days = (timed[1], int(timed[2])) if timed else (line, 0)
    usual = _BY_NAME.get(title.casefold()) or _BY_KEY.get(title)
    days = days if 0 < days <= LONGEST_OFFSET else usual.days_before if usual else OWN_DAYS
    return HostTask(usual.key, "", days) if usual else HostTask("", title, days)


def _usual_for(network: Network, meeting: Meeting) -> list[HostTask]:
    """The network's own list when it has one, else the usual things that such a meeting needs."""
    has = {Needs.EVERY, Needs.ROOM if is_in_a_room(meeting) else Needs.ONLINE}
    if meeting.digital:
        has.add(Needs.LINK)
    tasks = own_list(network) or [HostTask(each.key, "", each.days_before) for each in USUAL]
    return [each for each in tasks if each.key not in _BY_KEY or _BY_KEY[each.key].needs in has]


LONGEST_NAME: Final = 700
"""Signs of a thing; 140 of those that count five times fit."""


def name_of(say: Say, item: HostTask) -> Text:
    """What a thing is called."""
    return say(_BY_KEY[item.key].name) if item.key in _BY_KEY else clip(item.title, LONGEST_NAME)


def host_list(
    say: Say,
    about: Reminder,
    meeting: Meeting,
    items: Sequence[HostTask],
    news: News | None = None,
    who: Seats | None = None,
    *,
    can_remind: bool = False,
) -> Message:
    """What is left before a meeting, for its host: its days first. `news`: since the last such message, when there was
    one; `who`: when the same message says who comes."""
    left = not_ticked(items)
    lead = joined(" ", [say("Left to see to:"), meeting_and_when(say, meeting, about.counts_from)])
    days = [] if has_days(meeting) else [say("The days")]
    names = joined(", ", [*days, *(name_of(say, each) for each in left)])
    lead = lines(lead, *(_news(say, news) if news is not None else ()))
    menu = later_menu(say, about) if about.is_personal else None
    rows: list[Row] = [section(each, button("meeting.change", say("Set the days"), meeting.id)) for each in days]
    rows += [_row(say, meeting, each) for each in left]
    count, comes = len(rows), who_comes_rows(say, who, meeting) if who is not None else []
    remind = [remind_button(say, meeting)] if can_remind else []
    if comes:
        rows.append([DividerBlock(), *map(section, in_rows(comes, "\n")), *([actions(*remind)] if remind else [])])
    return Listing(
        say=say, text=lines(lead, names, *comes), rows=rows, words=(), count=count,
        again=again("checklist.show", meeting.id), head=[section(lead, menu)],
    ).page()  # fmt: skip


def _news(say: Say, news: News) -> list[Text]:
    due, done = (joined(", ", [name_of(say, each) for each in those]) for those in (news.due, news.done))
    rows = [say("To be seen to by now: {things}.", things=due)] if due else []
    rows += [say("Done since the last list: {things}.", things=done)] if done else []
    return rows or [say("Nothing is new since the last list.")]


def list_now(
    say: Say,
    meeting: Meeting,
    items: Sequence[HostTask],
    today: date,
    *,
    keeps: bool = True,
    before: Sequence[Text] = (),
) -> Message:
    """The whole list: what is left, each with its day and button, and what is done, to take back.

    `keeps`: whether the reader ticks it; `before`: the notes of the last host.
    """
    left, done = not_ticked(items), [each for each in items if each.done_at is not None]
    which = meeting_and_when(say, meeting, today)
    lead = joined(" ", [say("Left to see to:") if left else say("All is seen to:"), which])
    texts = [Text("• ") + _with_day(say, meeting, each, today) for each in left]
    rows = [_row(say, meeting, each, today, keeps=keeps) for each in [*left, *done]]
    return Listing(
        say=say,
        text=lead,
        rows=[*rows, *map(section, in_rows(before, "\n"))],
        words=[*texts, *[Text("")] * len(done), *before],
        count=len(items),
        again=again("checklist.show", meeting.id),
        head=[section(lead)],
        foot=[actions(*_buttons(say, meeting))] if keeps else [],
    ).page()


def _buttons(say: Say, meeting: Meeting) -> list[ButtonElement]:
    row = [button("checklist.edit", say("Put on or take off"), meeting.id)]
    if meeting.turn is not None:
        row.append(button("handover.write", say("Write to the next host"), meeting.id))
    return row


def _row(say: Say, meeting: Meeting, item: HostTask, today: date | None = None, *, keeps: bool = True) -> Block:
    value = as_shown(TickButton(meeting.id, item.token), *to_be_done(item, meeting))
    if item.done_at is not None:
        label = Text(f"✓ ~{' '.join(name_of(say, item).split())}~")
        return section(label, button("checklist.untick", say("Take back"), value) if keeps else None)
    name = _with_day(say, meeting, item, today) if today else name_of(say, item)
    return section(name, button("checklist.tick", say("Done"), value) if keeps else None)


def _with_day(say: Say, meeting: Meeting, item: HostTask, today: date) -> Text:
    """A thing with the day by which it should be seen to."""
    due = due_day(item, meeting)
    day = plain_day(due, say.code)
    by = say("late, by {day}", day=day) if due < today else say("by {day}", day=day)
    return joined(" – ", [name_of(say, item), by])


def list_form(say: Say, meeting: Meeting, own: Sequence[HostTask]) -> Form:
    """Put a thing on the list, or take off one that was put there."""
    hint = say("Empty: 30 days before the meeting.")
    blocks: list[Block] = [
        section(in_one_line(say, meeting)),
        text_field("title", say("Put on the list"), optional=True, most=LONGEST_ON_LIST),
        day_field("due", say("To be done by"), optional=True, hint=hint),
    ]
    if own:
        choices: list[Choice] = [(each.token, each.title) for each in own]
        blocks.append(choices_field("off", say("Take off the list"), choices))
    return Form("checklist.edit", say("The host's list"), blocks, say("Save"), say("Cancel"), str(meeting.id))


def no_list(say: Say, command: str) -> Message:
    """Nobody the asker speaks for is to host."""
    sentence = say("No coming meeting has a host's list for you. `{command}` shows who hosts when.", command=command)
    return Message(sentence, [section(sentence)])
