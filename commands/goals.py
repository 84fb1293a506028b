"""/natverk administrera: the goals and focus areas of a period are added, changed and taken out, through the plan."""

from __future__ import annotations

from dataclasses import replace

from bot.activities.goal_forms import (
    areas_form,
    goal_form,
    goals_to_manage,
    with_goal,
    without_goal,
)
from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Message, Overtaken, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Goal, Period
from bot.plan.managing import NEW, InPeriod
from bot.plan.nouns import Plan
from bot.plan.show import changed, the_period
from bot.text import lines_in


@button("manage.goals", by=By.COORDINATOR)
def goals(call: Call) -> Answer:
    """Every goal and focus area of a period."""
    return show_goals(call, the_period(call, number_in(call.value)))


def show_goals(call: Call, period: Period) -> Message:
    """The same, for what is done from it."""
    return goals_to_manage(call.say, period, sorted(period.goals, key=lambda each: each.position))


def meant(call: Call) -> tuple[Goal | None, Period]:
    """The goal a button or form is about, None for a new one, and its period."""
    value = InPeriod.read(call.value)
    period = the_period(call, value.period)
    if value.row == NEW:
        return None, period
    goal = next((each for each in period.goals if each.id == value.row), None)
    if goal is None:
        raise Overtaken(N_("That goal is no longer there."), "manage.goals", period.id)
    return goal, period


@button("manage.goal", by=By.COORDINATOR)
def goal_now(call: Call) -> Form:
    """The form, as the goal is now."""
    goal, period = meant(call)
    return goal_form(call.say, goal, InPeriod(goal.id if goal else NEW, period.id))


@form("manage.goal", by=By.COORDINATOR, about=AsOpened(goal_now))
def save_goal(call: Call) -> Answer:
    """Change, add or take out a goal."""
    goal, period = meant(call)
    before, title = goal.title if goal else "", " ".join(call.fields.text("title").split())
    if not title:
        raise FieldRefusal("title", N_("Write what the goal is."))

    def change(plan: Plan) -> Plan:
        if "yes" in call.fields.chosen("out"):
            return without_goal(plan, before)
        return with_goal(plan, before, title)

    return changed(call, "title", change, lambda call: show_goals(call, period), period)


@button("manage.areas", by=By.COORDINATOR)
def areas(call: Call) -> Form:
    """The form, as the focus areas are now."""
    return areas_form(call.say, the_period(call, number_in(call.value)))


@form("manage.areas", by=By.COORDINATOR, about=AsOpened(areas))
def save_areas(call: Call) -> Answer:
    """Change the focus areas."""
    period = the_period(call, number_in(call.value))
    typed = lines_in(call.fields.text("areas"))
    return changed(
        call, "areas", lambda plan: replace(plan, focus_areas=typed), lambda call: show_goals(call, period), period
    )
