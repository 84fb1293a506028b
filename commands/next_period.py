"""/natverk administrera: the next period is begun from the one before, and activities are taken over one by one."""

from __future__ import annotations

from functools import partial

from bot.dates.when import Span
from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Overtaken, Refusal, Subject, button, form
from bot.feature.subject import Redrawn
from bot.feature.values import number_in
from bot.language import N_
from bot.models import MembershipState, Period
from bot.network import store as network_store
from bot.plan.editing import begin_period, done_by, plan_now
from bot.plan.errors import PlanRefused, at_field
from bot.plan.following import NextPeriod, name_after, not_taken_over, plan_after, with_activities
from bot.plan.following_view import activities_form, begun, next_is_begun, next_period_form, ticked_groups
from bot.plan.managing import just_changed
from bot.plan.nouns import Plan
from bot.plan.period_forms import coordination_in, days_in, fee_in
from bot.plan.show import changed, last_period, period_before, show_managing, the_period

THERE_IS_ONE = N_("There is a next period already.")


@button("next.begin", by=By.COORDINATOR)
def begin(call: Call) -> Answer:
    """The form of the next period, filled in from the last there is."""
    before = period_to_follow(call)
    plan = plan_now(call.session, before)
    return next_period_form(call.say, before, [each for each in plan.members if each.state is not MembershipState.LEFT])


def period_to_follow(call: Call) -> Period:
    """The last period; Overtaken when it is no longer the one the button was about."""
    before = last_period(call)
    if before is None or before.id != number_in(call.value):
        raise Overtaken(THERE_IS_ONE, "manage.show")
    return before


@form("next.begin", by=By.COORDINATOR, about=Redrawn(begin))
def save_next(call: Call) -> Answer:
    """Make the period, with the terms of the one before; nobody is asked anything yet."""
    before, wanted = period_to_follow(call), chosen(call)
    if network_store.period_named(call.session, call.network, wanted.name):
        raise FieldRefusal("name", N_("There is a period {period} already. Give this one another name."),
                           period=wanted.name)  # fmt: skip
    if wanted.days.first <= before.ends:
        raise FieldRefusal("starts", N_("The next period can only begin after {period} has ended."), period=before.name)
    plan = plan_after(plan_now(call.session, before), wanted)
    names = [each.name for each in plan.members]
    by = done_by(call)
    try:
        edited = begin_period(call, plan, lambda row: partial(next_is_begun, by=by, period=row, names=names))
    except PlanRefused as refused:
        raise at_field("name", refused) from refused
    assert edited.row is not None
    period = edited.row.period
    return just_changed(call.say, show_managing(call, period), begun(call.say, period, before, plan.members),
                        edited.row.id)  # fmt: skip


def chosen(call: Call) -> NextPeriod:
    """What stands in the form."""
    fields, (starts, ends) = call.fields, days_in(call)
    state = fields.text("begins_as")
    begins_as = MembershipState.ACTIVE if state == MembershipState.ACTIVE else MembershipState.PENDING
    return NextPeriod(
        name=fields.text("name") or name_after("", Span(starts, ends)), days=Span(starts, ends),
        coordination=coordination_in(fields.text("coordination")), fee=fee_in(call),
        agreement=fields.text("agreement"), members=fields.chosen("members"), begins_as=begins_as,
    )  # fmt: skip


def both_plans(call: Call) -> tuple[Period, Period, Plan, Plan]:
    """The period a button or form names, the one before it, and the plans of both."""
    period = the_period(call, number_in(call.value))
    before = period_before(call, period)
    if before is None:
        raise Refusal(N_("No period comes before this one."))
    return period, before, plan_now(call.session, period), plan_now(call.session, before)


@button("next.activities", by=By.COORDINATOR)
def activities(call: Call) -> Answer:
    """The form in which activities are taken over."""
    return offered(call)


def offered(call: Call) -> Form:
    """The activities of the period before that this one does not have, to be ticked."""
    period, before, plan, plan_before = both_plans(call)
    there = not_taken_over(plan_before.activities, plan.activities)
    if not there:
        raise Overtaken(N_("All activities of {before} are in this period already."), "manage.show", period.id,
                        before=before.name)  # fmt: skip
    return activities_form(call.say, period, before, there)


def offered_now(call: Call) -> tuple[object, ...]:
    """What the form offers, as it is now."""
    _, _, plan, before = both_plans(call)
    return tuple((each.number, each.title) for each in not_taken_over(before.activities, plan.activities))


@form("next.activities", by=By.COORDINATOR, about=Subject(offered_now, offered))
def take_over(call: Call) -> Answer:
    """Take over what is ticked."""
    period, _, plan, before = both_plans(call)
    fields = ticked_groups(not_taken_over(before.activities, plan.activities))
    numbers = {int(each) for name in fields for each in call.fields.chosen(name) if each.isdecimal()}
    return changed(call, fields[0], lambda plan: with_activities(plan, before, numbers), period=period)
