"""The wording of reminders of the work plan: the report and its steps, and steps whose time has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from bot.activities.card import step_title
from bot.activities.rules import open_question_of, time_in_words, words_of
from bot.blocks.messages import Message
from bot.blocks.parts import button, section
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, again
from bot.feature.values import as_shown
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings.reminder import Reminder, later_menu, names_of, reminder
from bot.models import Activity, Member, Period, Step


@dataclass(frozen=True)
class Material:
    """What there is for a period's report: how many experiences, and the members that have contributed none."""

    contributed: int
    missing: Sequence[Member]


def report_step(say: Say, about: Reminder, activity: Activity, step: Step, material: Material) -> Message:
    """A step of the report begins (domain 17)."""
    lead = say(
        "Now in the report: {step} ({when}).",
        step=bold(clip(step.title or activity.title, 200)),
        when=_when(say, activity, step),
    )
    text = lines(lead, _so_far(say, material), _still_open(say, activity))
    return reminder(say, about, text, buttons=[button("experience.new", say("Contribute an experience"))])


def final_report(
    say: Say, about: Reminder, period: Period, activity: Activity | None, left: Sequence[Step], material: Material
) -> Message:
    """The final report is to be done when the period ends: what is left, and what is missing. `activity`: the plan's
    own for the report, when it has one."""
    lead = say(
        "The final report of {period} is to be done when the agreement ends on {day}.",
        period=bold(period.name), day=plain_day(period.ends, say.code),
    )  # fmt: skip
    steps = joined("; ", [clip(step_title(say, each), 200) for each in left])
    todo = say("Left to do: {steps}.", steps=steps) if left else Text("")
    text = lines(lead, todo, _so_far(say, material), _still_open(say, activity) if activity else "")
    buttons = [button("experience.new", say("Contribute an experience"))]
    if activity is not None:
        buttons.append(button("activity.show", say("Show activity {number}", number=activity.number), activity.id))
    return reminder(say, about, text, buttons=buttons)


def _so_far(say: Say, material: Material) -> Text:
    if not material.contributed:
        return say("No member has contributed an experience yet.")
    so_far = say.many("{count} experience so far.", "{count} experiences so far.", material.contributed)
    lack = say("Nothing yet from {members}.", members=names_of(say, material.missing)) if material.missing else ""
    return joined(" ", [so_far, lack])


def _still_open(say: Say, activity: Activity) -> Text:
    question = open_question_of(activity)
    return joined(" ", [say("Still open:"), clip(question, 300)]) if question else Text("")


def _when(say: Say, activity: Activity, step: Step) -> Text:
    return clip(time_in_words(step.when, activity.period.days, say.code), 60) or Text("–")


def late_steps(say: Say, about: Reminder, steps: Sequence[tuple[Activity, Step]], *, is_own: bool) -> Message:
    """The steps whose time has passed, each with its button. `is_own`: the receiver answers for them; otherwise nobody
    is known to, or whoever does was reminded a month ago."""
    lead = say.many(
        "The time of one step in the work plan has passed.",
        "The time of {count} steps in the work plan has passed.", len(steps),
    )  # fmt: skip
    own = N_("You answer for it, or your member does. Note here what is done.")
    ask = say(own if is_own else N_("Note here what is done, or hear how it goes."))
    head = lines(bold(lead), ask)
    texts = [_late(say, activity, step) for activity, step in steps]
    rows = [section(text, _note(say, activity, step)) for text, (activity, step) in zip(texts, steps, strict=True)]
    menu = later_menu(say, about) if about.is_personal else None
    turn = again("activity.list", "late")
    return Listing(
        say=say, text=lines(head, *(Text("• ") + each for each in texts)), rows=rows, words=(), count=len(rows),
        again=turn, head=[section(head, menu)],
    ).page()  # fmt: skip


def _note(say: Say, activity: Activity, step: Step) -> ButtonElement:
    """Where it is noted as done: what every member has to do, on the activity's card."""
    if activity.each_member:
        return button("activity.show", say("Show"), activity.id)
    return button("step.done", say("Done"), as_shown(step.id, *words_of(step)))


def _late(say: Say, activity: Activity, step: Step) -> Text:
    """A step with its activity, its time, and who answers for it."""
    name = joined(" – ", [Text(f"{activity.number}. ") + clip(activity.title, 200), clip(step.title, 200)])
    whose = clip(step.member_name, 100) if step.member is not None else Text("")
    if activity.each_member and not whose:
        whose = say("to be done at every member")
    elif step.member is None and step.person is None:
        whose = say("nobody is noted as answering for it")
    return joined(" · ", [name, _when(say, activity, step), whose])
