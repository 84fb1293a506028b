"""How activities look in lists: a row each with time and state, under their goals and periods (domain 13-15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block

from bot import store, store_activities
from bot.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.messages import Message
from bot.models import Activity, Period, Step
from bot.rules.activities import ActivityState, late_steps, mine, open_ones, seasons_of, state_of
from bot.views.parts import actions, button, context, header, section, whole_lines
from bot.when import Span, local_day
from bot.words_for_time import plain_day, span

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


def open_for(call: Call) -> Message:
    """The open activities, or why none is."""
    say, period = call.say, store.period_at(call.session, call.network, call.today)
    found = store_activities.activities(call.session, period)
    opened = open_ones(found, call.today)
    if period is None or not opened:
        return _nothing_open(call, period, found)
    late = sum(bool(late_steps(each, call.today, seasons_of(call.network))) for each in opened)
    counted = [
        say.many("{count} open", "{count} open", len(opened)),
        say.many("{count} late", "{count} late", late) if late else "",
        say.many("{count} done", "{count} done", len(found) - len(opened)) if len(found) > len(opened) else "",
    ]
    title = say("Open activities {period}", period=period_named(say, period))
    return _list(call, title, joined(" · ", counted), [Group(Text(""), opened)], but="open")


def _nothing_open(call: Call, period: Period | None, found: Sequence[Activity]) -> Message:
    say = call.say
    if period is None or not found:
        return no_activities(call)
    command = call.command("aktiviteter alla", "activities all")
    values = {"period": period_named(say, period), "command": command, "count": len(found)}
    if call.today > period.ends:
        day = plain_day(period.ends, say.code)
        text = say("The period {period} ended on {day}, so no activity is open. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    elif call.today < period.starts:
        day = plain_day(period.starts, say.code)
        text = say("The period {period} begins on {day}; no activity is open before. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    else:
        text = say("No activity is open: all {count} in the plan for {period} are done. `{command}` shows them.",
                   **values)  # fmt: skip
    return Message(text, [section(text), _doors(say, but="open")])


def no_activities(call: Call) -> Message:
    """Say that there are none, and how there come to be."""
    sentence = call.say(
        "No activities are in the work plan yet. They come with the plan file; the coordinator sees to it that it is "
        "loaded."
    )
    return Message(sentence, [section(sentence)])


def all_for(call: Call) -> Message:
    """All activities, also those done and those of periods that have ended."""
    say, found = call.say, store_activities.all_activities(call.session, call.network)
    if not found:
        return no_activities(call)
    groups = [_of_period(say, list(under)) for _, under in groupby(found, key=lambda each: each.period_id)]
    return _list(call, say("All activities"), Text(""), groups, but="all")


def _of_period(say: Say, activities: Sequence[Activity]) -> Group:
    period = activities[0].period
    areas = joined(" · ", [clip(each, 120) for each in period.focus[:8]])
    note = say("Focus: {areas}", areas=areas) if areas else None
    return Group(say("The period {period}", period=period_named(say, period)), activities, note)


def late_for(call: Call) -> Message:
    """Activities with a step whose time has passed and that nobody has marked as done."""
    say, period = call.say, store.period_at(call.session, call.network, call.today)
    found = store_activities.activities(call.session, period)
    if period is None or not found:
        return no_activities(call)
    late = [each for each in found if late_steps(each, call.today, seasons_of(call.network))]
    if not late:
        sentence = say("No activity is late.")
        return Message(sentence, [section(sentence), _doors(say, but="late")])
    over = call.today > period.ends
    note = _was_left(say, period) if over else say("Their time has passed, and they are not marked as done.")
    return _list(call, say("Late activities"), note, [Group(Text(""), late)], but="late")


def _was_left(say: Say, period: Period) -> Text:
    return say(
        "The period {period} ended on {day}. This was not marked as done in time.",
        period=period_named(say, period),
        day=plain_day(period.ends, say.code),
    )


def mine_for(call: Call) -> Message:
    """What the asker has to do with the activities of the period."""
    say, person = call.say, call.person
    period = store.period_at(call.session, call.network, call.today)
    found = store_activities.activities(call.session, period)
    if not found:
        return no_activities(call)
    if person is None:
        return _said(say("You have no seat in the network yet, so no activity is yours. `{command}` shows those open.",
                         command=call.command("aktiviteter", "activities")))  # fmt: skip
    member = clip(person.member.name, 80) if person.member else Text("")
    sorted_out = mine(found, person, store_activities.contributors(call.session, period), call.today)
    groups = [
        Group(say("You or {member} answer for a step", member=member or say("your member")), sorted_out.answered_for),
        Group(say("Nothing from {member} yet", member=member), sorted_out.waiting),
        Group(say("{member} has contributed", member=member), sorted_out.contributed),
    ]
    if not any(each.activities for each in groups):
        return _said(say("You answer for no step, and you have no member that could contribute. `{command}` shows "
                         "those open.", command=call.command("aktiviteter", "activities")))  # fmt: skip
    add = call.command("erfarenhet", "experience")
    note = say("Every member contributes to the report. Write with `{command}`.", command=add)
    return _list(call, say("My activities"), note, groups, but="mine")


def _said(sentence: Text) -> Message:
    return Message(sentence, [section(sentence)])


def _list(call: Call, title: Text, note: Text, groups: Iterable[Group], *, but: str) -> Message:
    say, rows = call.say, Rows(call, marks_ended=but == "late")
    groups = [each for each in groups if each.activities]
    for each in groups:
        rows.group(each)
    one = call.command("aktiviteter", "activities", str(groups[0].activities[0].number))
    hint = say("`{command}` shows one with its steps and experiences.", command=one)
    if rows.left_out:
        hint = joined(" ", [say("There are more than fit here."), hint])
    blocks = [header(title), *([section(note)] if note else []), *rows.blocks, context(hint), _doors(say, but=but)]
    return Message(whole_lines(lines(title, note, *rows.short)), blocks)


def _doors(say: Say, *, but: str) -> Block:
    """Buttons to the other lists."""
    names = {
        "open": say("Open activities"),
        "mine": say("My activities"),
        "late": say("Late activities"),
        "all": say("All activities"),
    }
    return actions(*(button("activity.list", label, name) for name, label in names.items() if name != but))
