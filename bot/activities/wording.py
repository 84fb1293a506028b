"""An activity as its form has it: what is typed in it becomes what a plan says, and back. Asks nobody, draws nothing.

A line of "how" may end with its own time in parentheses, as steps are shown: it is a step then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.dates.typed import NamedSpan
from bot.feature.call import FieldRefusal
from bot.language import N_
from bot.plan.checks import LONGEST_TITLE
from bot.plan.errors import PlanRefused, at_field
from bot.plan.nouns import Plan, PlannedActivity, PlannedStep
from bot.plan.times import times_of
from bot.plan.writing import as_file
from bot.text import lines_in

_TIMED: Final = re.compile(r"(?P<what>.*\S)\s*\((?P<when>[^()]+)\)")
_YEAR: Final = re.compile(r"\b(19|20)\d\d\b")
SAME: Final = "same"
"""What is chosen when each step keeps who answers for it."""


@dataclass(frozen=True)
class ActivityFields:
    """What stands in the form."""

    title: str
    goal: str
    """Its title; empty for none."""
    how: str
    when: str
    responsible: str
    """A member's name; empty for nobody, `SAME` where it is not to be changed."""
    open_question: str
    comment: str
    each_member: bool


def lines_of(activity: PlannedActivity) -> str:
    """Its "how" as it stands in the form."""
    return "\n".join(_line(each) for each in activity.how)


def _line(step: PlannedStep) -> str:
    return f"{step.what} ({step.when})" if step.when else step.what


def responsible_of(activity: PlannedActivity) -> str:
    """Who answers for all of it; `SAME` where its parts have different ones, empty for nobody."""
    names = {each.responsible or activity.responsible for each in activity.steps or activity.how}
    return next(iter(names or {""})) if len(names) < 2 else SAME


def worded(activity: PlannedActivity, typed: ActivityFields, plan: Plan) -> PlannedActivity:
    """The activity as the form has it. FieldRefusal for what is not understood."""
    _understood("when", typed.when, plan)
    how = _steps(typed.how, activity.how, plan)
    whose = activity.responsible
    is_as_it_was = how == activity.how and typed.responsible == responsible_of(activity)
    if typed.responsible != SAME and not is_as_it_was:
        how, whose = tuple(replace(each, responsible="") for each in how), typed.responsible
    question = lines_in(typed.open_question)
    return replace(
        activity, title=" ".join(typed.title.split()), goal=typed.goal, how=how, when=" ".join(typed.when.split()),
        responsible=whose, open_question=question, answer=activity.answer if question else (),
        comment=lines_in(typed.comment), each_member=typed.each_member,
    )  # fmt: skip


def _steps(text: str, before: tuple[PlannedStep, ...], plan: Plan) -> tuple[PlannedStep, ...]:
    """The lines as steps; one that is as it was, or has the same words or place, keeps who answers for it."""
    typed = lines_in(text)
    if any(len(each) > LONGEST_TITLE for each in typed):
        raise FieldRefusal("how", N_("A line has at most {most} characters."), most=LONGEST_TITLE)
    if len(set(typed)) < len(typed):
        raise FieldRefusal("how", N_("The same line stands twice."))
    as_it_was: Mapping[str, PlannedStep] = {_line(each): each for each in before}
    steps = tuple(as_it_was.get(each) or _step(each, plan) for each in typed)
    by_words = {each.what: each.responsible for each in before}
    by_place = [each.responsible for each in before] if len(before) == len(steps) else [""] * len(steps)
    return tuple(
        replace(each, responsible=each.responsible or by_words.get(each.what, place))
        for each, place in zip(steps, by_place, strict=True)
    )


def _step(line: str, plan: Plan) -> PlannedStep:
    """A line with its own time, if the parentheses that end it hold one."""
    timed = _TIMED.fullmatch(line)
    if timed is None:
        return PlannedStep(line)
    try:
        times = times_of(timed["when"], plan)
    except PlanRefused as refused:
        if _YEAR.search(timed["when"]) is None:
            return PlannedStep(line)  # "Workshop (digital)"
        raise at_field("how", refused) from refused
    return PlannedStep(timed["what"], timed["when"].strip()) if times else PlannedStep(line)


def _understood(field: str, when: str, plan: Plan) -> list[NamedSpan]:
    try:
        return times_of(when, plan)
    except PlanRefused as refused:
        raise at_field(field, refused) from refused


def times_typed(before: Plan, after: Plan, number: int) -> list[tuple[str, list[NamedSpan]]]:
    """The times of an activity that were not in it before, each with what it is read as."""
    known, typed = ({each.when: None for each in _with_times(plan, number)} for plan in (before, after))
    return [(each, times_of(each, after)) for each in typed if each and each not in known]


def _with_times(plan: Plan, number: int) -> list[PlannedActivity | PlannedStep]:
    activity = [each for each in plan.activities if each.number == number]
    return [*activity, *(step for each in activity for step in each.how)]


def next_number(plan: Plan) -> int:
    """What a new activity is numbered."""
    return max((each.number for each in plan.activities), default=0) + 1


def with_activity(plan: Plan, number: int, typed: ActivityFields) -> Plan:
    """The plan with the activity of that number as the form has it; a number that is free is a new one."""
    before = next((each for each in plan.activities if each.number == number), None)
    after = worded(before or PlannedActivity(number, ""), typed, plan)
    if before is None:
        return replace(plan, activities=(*plan.activities, after))
    return replace(plan, activities=tuple(after if each is before else each for each in plan.activities))


def without_activity(plan: Plan, number: int) -> Plan:
    """The plan without that activity."""
    return replace(plan, activities=tuple(each for each in plan.activities if each.number != number))


def answer_alone(before: Plan, after: Plan) -> int:
    """The number of the activity of which the answer, and nothing else of the plan, has changed; 0: there is none."""
    pairs = zip(before.activities, after.activities, strict=False)
    numbers = [was.number for was, now in pairs if was.answer != now.answer]
    number = numbers[0] if len(numbers) == 1 else 0
    answer = next((each.answer for each in after.activities if each.number == number), ())
    return number if number and as_file(answered(before, number, "\n".join(answer))) == as_file(after) else 0


def answered(plan: Plan, number: int, answer: str) -> Plan:
    """The plan with an answer to an activity's open question; an empty one leaves it open."""
    return replace(plan, activities=tuple(
        replace(each, answer=lines_in(answer)) if each.number == number else each for each in plan.activities
    ))  # fmt: skip
