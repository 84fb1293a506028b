"""How one activity looks: how and when, its steps with their buttons, and its experiences (domain 13-17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, facts, header, section
from bot.dates.in_words import plain_day
from bot.dates.when import local_day
from bot.experiences.card import contribute_button
from bot.experiences.rules import may_read, reader_of
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.models import Activity, Experience, Person, Step
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of
from bot.rules.activities import is_late, may_mark
from bot.views.activity_rows import period_named, state_in_words, titled, when_of

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
