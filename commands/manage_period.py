"""/natverk administrera: a period's days, its agreement and its ways of working are changed in short forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Period
from bot.plan.nouns import Plan
from bot.plan.period_forms import (
    LONGEST_FIELD,
    TERMS,
    PlanTerm,
    Shape,
    coordination_in,
    days_in,
    fee_in,
    in_field,
    period_form,
    terms_form,
)
from bot.plan.show import changed, the_period
from bot.text import lines_in

CONDITIONS = PlanTerm("conditions", "")
FINAL_REPORT = PlanTerm("final_report", "", Shape.TEXT)


def meant(call: Call) -> Period:
    """The period that a button or form names, or the one in force."""
    return the_period(call, number_in(call.value))


@button("manage.period", by=By.COORDINATOR)
def period(call: Call) -> Answer:
    """The form, as the period is now."""
    return period_form(call.say, meant(call))


@form("manage.period", by=By.COORDINATOR, about=AsOpened(period))
def save_period(call: Call) -> Answer:
    """Change when the agreement runs, who keeps it together and what it costs."""
    fields, row = call.fields, meant(call)
    starts, ends = days_in(call)
    fee = fee_in(call)
    values = {each.name: value_in(call, each, row) for each in (CONDITIONS, FINAL_REPORT)}

    def change(plan: Plan) -> Plan:
        own = replace(
            plan.period, name=fields.text("name"), starts=starts, ends=ends,
            coordination=coordination_in(fields.text("coordination")), final_report=values["final_report"],
        )  # fmt: skip
        agreement = replace(plan.agreement, title=fields.text("agreement"), fee=fee, conditions=values["conditions"])
        return replace(plan, period=own, agreement=agreement)

    return changed(call, "name", change, period=row)


@button("manage.agreement", by=By.COORDINATOR)
def agreement(call: Call) -> Form:
    """The form, as the agreement is now."""
    return terms_form(call.say, meant(call), "manage.agreement")


@form("manage.agreement", by=By.COORDINATOR, about=AsOpened(agreement))
def save_agreement(call: Call) -> Answer:
    """Change what the agreement says."""
    return save_terms(call, "manage.agreement")


@button("manage.ways", by=By.COORDINATOR)
def ways(call: Call) -> Form:
    """The form, as the period's ways of working are now."""
    return terms_form(call.say, meant(call), "manage.ways")


@form("manage.ways", by=By.COORDINATOR, about=AsOpened(ways))
def save_ways(call: Call) -> Answer:
    """Change how the members work together."""
    return save_terms(call, "manage.ways")


def save_terms(call: Call, name: str) -> Answer:
    """Change what stands in the form of that name."""
    row, (_, terms) = meant(call), TERMS[name]
    values = {each: value_in(call, each, row) for each in terms}

    def change(plan: Plan) -> Plan:
        agreed = {each.name: value for each, value in values.items() if each.is_agreed}
        own = {each.name: value for each, value in values.items() if not each.is_agreed}
        return replace(plan, agreement=replace(plan.agreement, **agreed), period=replace(plan.period, **own))

    return changed(call, terms[0].name, change, period=row)


def value_in(call: Call, term: PlanTerm, period: Period) -> Any:
    """What stands in a term's field, as the plan has it; what nobody has touched is as it was, also where it is longer
    than a field takes."""
    was, typed = period.terms.get(term.name), call.fields.text(term.name)
    if typed.strip() == (now := in_field(was))[:LONGEST_FIELD].strip():
        return tuple(was or ()) if term.shape is Shape.PARAGRAPHS else was or term.nothing
    if len(now) > LONGEST_FIELD:
        raise FieldRefusal(term.name, N_("This text is longer than a form in Slack takes. Change it in the plan file."))
    if term.shape is Shape.NUMBER:
        return number_of(term, typed)
    return lines_in(typed) if term.shape is Shape.PARAGRAPHS else typed


def number_of(term: PlanTerm, typed: str) -> int | None:
    """The number that was typed; None for none."""
    least, most = term.limits
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and least <= int(typed) <= most):
        raise FieldRefusal(term.name, N_("Write a whole number from {least} to {most}."), least=least, most=most)
    return int(typed)
