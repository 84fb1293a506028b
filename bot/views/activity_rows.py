"""How an activity looks in a list: a row with number, title, time and state; and its parts in words (domain 13-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.parts import button, section
from bot.dates.in_words import plain_day, span
from bot.dates.when import Span, local_day
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.models import Activity, Period, Step
from bot.network.plan import seasons_of
from bot.rules.activities import ActivityState, late_steps, state_of

MOST_ROWS: Final = 36
MOST_CHARACTERS: Final = 8000
"""Of a list's 50 blocks and about 10,000 characters; headings and buttons need the rest."""


@dataclass(frozen=True)
class Group:
    """Activities under a heading of their own."""

    title: Text
    activities: Sequence[Activity]
    note: Text | None = None


class Rows:
    """Writes activities for one reader on one day, until the message is full."""

    def __init__(self, call: Call, *, marks_ended: bool = False) -> None:
        self._call = call
        self._marks_ended = marks_ended
        self._seasons = seasons_of(call.network)
        self.blocks: list[Block] = []
        self.short: list[Text] = []
        self.left_out = 0
        self._characters = 0

    def group(self, group: Group) -> None:
        """Write a heading with its activities, by their goals."""
        if group.title:
            heading = lines(bold(group.title), group.note or "")
            self._write(section(heading), len(heading))
            self.short.append(group.title)
        for goal, under in groupby(group.activities, key=lambda each: each.goal):
            if goal is not None:
                title = bold(clip(goal.title, 300))
                self._write(section(title), len(title))
                self.short.append(title)
            for each in under:
                self._row(each)

    def _row(self, activity: Activity) -> None:
        say, mark = self._call.say, self._mark(activity)
        state = state_in_words(say, activity, self._call)
        text = lines(bold(titled(activity)), joined(" · ", [when_of(say, activity), state]), mark)
        show = button("activity.show", say("Show"), activity.id)
        if self._write(section(text, show), len(text) + 10):
            self.short.append(joined(" · ", [titled(activity), when_of(say, activity), state, mark]))

    def _mark(self, activity: Activity) -> Text:
        """What is late, while it still can be done."""
        is_open = state_of(activity, self._call.today) is ActivityState.OPEN
        late = late_steps(activity, self._call.today, self._seasons) if is_open or self._marks_ended else []
        steps = joined(", ", [step_named(each) for each in late[:3]])
        return self._call.say("⚠️ Late: {steps}", steps=steps) if late else Text("")

    def _write(self, block: Block, characters: int) -> bool:
        if self.left_out or len(self.blocks) >= MOST_ROWS or self._characters + characters > MOST_CHARACTERS:
            self.left_out += 1
            return False
        self.blocks.append(block)
        self._characters += characters
        return True


def titled(activity: Activity) -> Text:
    """Its number and title."""
    return Text(f"{activity.number}. ") + clip(activity.title, 200)


def when_of(say: Say, activity: Activity) -> Text:
    """When, in the plan's own words; without any it goes on through the period."""
    return clip(" ".join(activity.when.split()), 150) or say("the whole period")


def step_named(step: Step) -> Text:
    """A step by its title and the plan's words for its time."""
    when = Text(f"({clip(step.when, 60)})") if step.when and step.title else clip(step.when, 60)
    return joined(" ", [clip(step.title, 110), when])


def state_in_words(say: Say, activity: Activity, call: Call) -> Text:
    """Open, done and since when, or what its period makes of it."""
    match state_of(activity, call.today):
        case ActivityState.OPEN:
            return say("open")
        case ActivityState.DONE if activity.done_at is not None:
            return say("✓ done {day}", day=plain_day(local_day(activity.done_at, call.zone), say.code))
        case ActivityState.COMING:
            return say("opens {day}", day=plain_day(activity.period.starts, say.code))
    return say("ended with the period")


def period_named(say: Say, period: Period) -> Text:
    """A period by its years, or its days when it is no whole years."""
    return Text(span(Span(period.starts, period.ends), say.code))
