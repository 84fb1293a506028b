"""How one activity looks: how and when, its steps with their buttons, and its experiences (domain 13-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.activities.rules import ActivityState, is_late, late_steps, may_mark, state_of
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, facts, header, section
from bot.dates.in_words import plain_day, span
from bot.dates.when import Span, local_day
from bot.experiences.card import contribute_button
from bot.experiences.rules import may_read, reader_of
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.models import Activity, Experience, Period, Person, Step
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of

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


MOST_STEPS: Final = 12
MOST_EXPERIENCES: Final = 6


def card_for(call: Call, activity: Activity, happened: Text | None = None) -> Message:
    """An activity as the asker sees it; `happened` says what a click has just done."""
    say = call.say
    blocks: list[Block] = [section(happened)] if happened else []
    blocks += [header(titled(activity)), _facts(call, activity), *_how(call, activity)]
    if activity.comment:
        blocks.append(section(lines(bold(say("Comment")), clip(activity.comment, 900))))
    if activity.open_question:
        blocks.append(section(lines(bold(say("Open question")), clip(activity.open_question, 500))))
    blocks.append(section(_experiences(call, activity)))
    blocks.append(actions(*_buttons(call, activity)))
    return Message(_text(call, activity, happened), blocks)


def _text(call: Call, activity: Activity, happened: Text | None) -> Text:
    """The activity in so many words as a notification takes."""
    state = state_in_words(call.say, activity, call)
    line = joined(" · ", [bold(titled(activity)), when_of(call.say, activity), state])
    steps = [Text(" · ".join(_step_text(call, activity, each).split("\n"))) for each in activity.steps[:8]]
    return lines(happened or "", line, *steps)


def _facts(call: Call, activity: Activity) -> Block:
    say = call.say
    person = plan.who_marked(call.session, activity)
    by = say("marked by {name}", name=clip(person.name, 80)) if person else ""
    return facts(
        [
            (say("When"), when_of(say, activity)),
            (say("State"), lines(state_in_words(say, activity, call), by)),
            (say("Goal"), clip(activity.goal.title, 300) if activity.goal else ""),
            (say("Period"), period_named(say, activity.period)),
        ]
    )


def _how(call: Call, activity: Activity) -> list[Block]:
    """The steps, each with its button, and the lines of the plan's "how" that are no steps."""
    say, steps = call.say, activity.steps
    titles = {each.title for each in steps}
    others = [Text("• ") + clip(each, 180) for each in activity.how if each not in titles]
    if not steps and not others:
        return []
    blocks: list[Block] = [section(bold(say("How")))]
    for each in steps[:MOST_STEPS]:
        blocks.append(section(_step_text(call, activity, each), _step_button(call, each)))
    if len(steps) > MOST_STEPS:
        blocks.append(context(say.many("and {count} more step", "and {count} more steps", len(steps) - MOST_STEPS)))
    if others:
        blocks.append(section(lines(*others[:8])))
    return blocks


def _step_text(call: Call, activity: Activity, step: Step) -> Text:
    say = call.say
    box = Text("☑ ") if step.done_at else Text("☐ ")
    title = step_title(say, step)
    return box + lines(
        title, joined(" · ", [clip(step.when, 60), _step_state(call, activity, step), _whose(say, step)])
    )


def _step_state(call: Call, activity: Activity, step: Step) -> Text:
    say = call.say
    if step.done_at is not None:
        return say("done {day}", day=plain_day(local_day(step.done_at, call.zone), say.code))
    if is_late(step, activity, call.today, seasons_of(call.network)):
        return say("⚠️ late")
    return Text("")


def _whose(say: Say, step: Step) -> Text:
    """Who answers for a step (domain 15)."""
    name = step.person.name if step.person else step.member.name if step.member else ""
    return say("{name} answers for it", name=clip(name, 80)) if name else Text("")


def _step_button(call: Call, step: Step) -> ButtonElement | None:
    if not _may_mark(call):
        return None
    if step.done_at is not None:
        return button("step.reopen", call.say("Open again"), step.id)
    return button("step.done", call.say("Done"), step.id)


def _may_mark(call: Call) -> bool:
    return not call.user.is_outside and may_mark(call.person, call.is_coordinator)


def _buttons(call: Call, activity: Activity) -> list[ButtonElement]:
    say = call.say
    found = [contribute_button(say, activity.id)] if call.may_write else []
    if _may_mark(call) and activity.done_at is None:
        found.append(button("activity.done", say("The activity is done"), activity.id))
    elif _may_mark(call):
        found.append(button("activity.reopen", say("Open again"), activity.id))
    return [*found, button("activity.list", say("To the list"), "open")]


def _experiences(call: Call, activity: Activity) -> Text:
    """How many members have contributed, and what."""
    say = call.say
    found = plan.experiences_of(call.session, activity)
    active = {each.id for each in network_store.active_members(call.session, activity.period)}
    given = {each.member_id for each in found if each.member_id is not None}
    shown = [each for each in found if may_read(each, reader_of(call))]
    rows = [_experience(each) for each in shown[:MOST_EXPERIENCES]]
    more = len(shown) - len(rows)
    return lines(
        bold(say("Experiences")),
        _coverage(say, len(given & active) if active else len(given), len(active)),
        *rows,
        say.many("and {count} more", "and {count} more", more) if more > 0 else "",
    )


def _experience(experience: Experience) -> Text:
    whose = clip(experience.member.name, 80) if experience.member else Text("")
    return Text(f"• *#{experience.id}* ") + joined(" – ", [clip(" ".join(experience.title.split()), 120), whose])


def _coverage(say: Say, given: int, members: int) -> Text:
    if not members:
        return say.many("{count} member has contributed.", "{count} members have contributed.", given)
    return say("{given} of {members} members have contributed.", given=given, members=members)


@dataclass(frozen=True)
class Mark:
    """What marking something as done came to: whether it was changed by this, who marked it and which day."""

    changed: bool
    by: Person | None
    day: str


def activity_marked(say: Say, activity: Activity, mark: Mark) -> Text:
    """Say that an activity is done now, or was before."""
    number = activity.number
    if mark.changed:
        return say("Activity {number} is now marked as done.", number=number)
    if mark.by is None:
        return say("Activity {number} was already marked as done.", number=number)
    name = clip(mark.by.name, 80)
    return say("Activity {number} was already marked as done by {name}, {day}.", number=number, name=name, day=mark.day)


def step_marked(say: Say, step: Step, mark: Mark) -> Text:
    """Say that a step is done now, or was before."""
    title = step_title(say, step)
    if mark.changed:
        return say("“{step}” is now marked as done.", step=title)
    if mark.by is None:
        return say("“{step}” was already marked as done.", step=title)
    return say("“{step}” was already marked as done by {name}, {day}.",
               step=title, name=clip(mark.by.name, 80), day=mark.day)  # fmt: skip


def step_title(say: Say, step: Step) -> Text:
    """What a step is called; one without words is the activity's own time."""
    return clip(step.title, 200) or say("The whole activity")


def reopened(say: Say, title: Text, *, changed: bool) -> Text:
    """What opening something again came to."""
    if changed:
        return say("“{title}” is open again.", title=title)
    return say("“{title}” was open already.", title=title)
