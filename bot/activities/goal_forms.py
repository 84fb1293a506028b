"""How the goals and focus areas of a period look to who changes them, and what the plan is then (domain 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, header, section, text_field, ticks_field
from bot.feature.pages import Listing, Row, again, in_rows
from bot.feature.subject import opened
from bot.language import Say, Text, bold, clip, escape, lines
from bot.models import Goal, Period
from bot.plan.checks import LONGEST_TITLE
from bot.plan.managing import NEW, InPeriod
from bot.plan.nouns import Plan, PlannedGoal

LONGEST_AREAS: Final = 3000


def goals_to_manage(say: Say, period: Period, goals: Sequence[Goal]) -> Message:
    """Every goal with a way to change it, a way to add one, and the focus areas."""
    title = say("Goals and focus areas {period}", period=period.name)
    words = [_goal(say, each) for each in goals]
    rows: list[Row] = [
        [section(text, button("manage.goal", say("Change"), InPeriod(each.id, period.id)))]
        for text, each in zip(words, goals, strict=True)
    ]
    areas = [Text("• ") + escape(each) for each in period.focus]
    rows += [section(each) for each in in_rows([bold(say("Focus areas")), *areas], "\n")] if areas else []
    none = [say("No goal or focus area yet.")]
    foot = actions(
        button("manage.goal", say("Add a goal"), InPeriod(NEW, period.id), style="primary"),
        button("manage.areas", say("Change focus areas"), period.id),
    )
    return Listing(
        say=say, text=title, rows=rows or none, words=[*words, *areas] or none, count=len(words),
        again=again("manage.goals", period.id), head=[header(title)], foot=[foot],
    ).page()  # fmt: skip


def _goal(say: Say, goal: Goal) -> Text:
    count = say.many("{count} activity", "{count} activities", len(goal.activities))
    return lines(bold(clip(goal.title, 300)), count)


def goal_form(say: Say, goal: Goal | None, value: InPeriod) -> Form:
    """What a goal says, and whether it is taken out."""
    out: list[Choice] = [("yes", say("Take out the goal; its activities stay, without a goal"))]
    blocks: list[Block] = [
        text_field("title", say("Goal"), value=goal.title if goal else "", long=True, most=LONGEST_TITLE),
        *([ticks_field("out", say("Take out"), out)] if goal else []),
    ]
    return opened(Form("manage.goal", say("The goal"), blocks, say("Save"), say("Cancel"), str(value)))


def areas_form(say: Say, period: Period) -> Form:
    """The focus areas, a line for each."""
    areas = "\n".join(period.focus)
    field = text_field("areas", say("Focus areas"), value=areas, long=True, optional=True, most=LONGEST_AREAS,
                       hint=say("One on each line."))  # fmt: skip
    return opened(Form("manage.areas", say("Focus areas"), [field], say("Save"), say("Cancel"), str(period.id)))


def with_goal(plan: Plan, before: str, title: str) -> Plan:
    """The plan in which a goal is called so; a new one where none was."""
    if not before:
        return replace(plan, goals=(*plan.goals, PlannedGoal(title)))
    return replace(
        plan,
        goals=tuple(replace(each, title=title) if each.title == before else each for each in plan.goals),
        activities=tuple(replace(each, goal=title) if each.goal == before else each for each in plan.activities),
    )


def without_goal(plan: Plan, title: str) -> Plan:
    """The plan without a goal, whose activities stay."""
    return replace(
        plan,
        goals=tuple(each for each in plan.goals if each.title != title),
        activities=tuple(replace(each, goal="") if each.goal == title else each for each in plan.activities),
    )
