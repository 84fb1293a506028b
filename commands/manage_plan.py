"""/natverk administrera: the network and its members are changed in short forms, through the plan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.feature.declare import Answer, By, Call, FieldRefusal, Message, Refusal, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.models import MemberKind, Membership, MembershipState, Period, PlanEdit
from bot.network import store as network_store
from bot.network.show import refuse_taken
from bot.plan.editing import undo
from bot.plan.managing import (
    NEW,
    InPeriod,
    in_words,
    just_changed,
    member_form,
    members_to_manage,
    network_form,
)
from bot.plan.nouns import Plan, PlannedMember
from bot.plan.period_forms import refuse_backwards
from bot.plan.show import changed, show_managing, the_period
from bot.text import lines_in

FIRST_SINCE = 1900
"""The first year since which a member may have taken part."""


@button("manage.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Let all be as it was before the change, while nothing else has changed."""
    changes = undo(call, call.session.get(PlanEdit, number_in(call.value)))
    return just_changed(call.say, show_managing(call), in_words(call.say, changes))


@button("manage.network", by=By.COORDINATOR)
def network(call: Call) -> Answer:
    """The form, as the network is now."""
    return network_form(call.say, call.network, number_in(call.value))


@form("manage.network", by=By.COORDINATOR, about=AsOpened(network))
def save_network(call: Call) -> Answer:
    """Change what the network is called, wants and speaks, and where."""
    fields = call.fields
    channel = fields.text("channel") or call.network.channel or ""
    refuse_taken(call, channel, call.network)
    history = lines_in(fields.text("history"))

    def change(plan: Plan) -> Plan:
        own = replace(
            plan.network, name=fields.text("name"), aim=fields.text("aim"), website=fields.text("website"),
            channel=channel, language=fields.text("language"), history=history,
        )  # fmt: skip
        return replace(plan, network=own)

    return changed(call, "name", change, period=the_period(call, number_in(call.value)))


@button("manage.members", by=By.COORDINATOR)
def members(call: Call) -> Answer:
    """Every member of the period, with a way to change it."""
    return show_members(call, the_period(call, number_in(call.value)))


def show_members(call: Call, period: Period) -> Message:
    """The same, for what is done from it."""
    return members_to_manage(call.say, network_store.members_of(call.session, period, call.today))


def member_meant(call: Call) -> tuple[Membership | None, Period]:
    """The member a button or form is about, and the period; None: a new one."""
    value = InPeriod.read(call.value)
    period = the_period(call, value.period)
    if value.row == NEW:
        return None, period
    there = {each.id: each for each in network_store.memberships(call.session, period)}
    if value.row not in there:
        raise Refusal(N_("That member is no longer in the period."))
    return there[value.row], period


@button("manage.member", by=By.COORDINATOR)
def member(call: Call) -> Answer:
    """The form, as the member is now."""
    return member_form(call.say, *member_meant(call))


@form("manage.member", by=By.COORDINATOR, about=AsOpened(member))
def save_member(call: Call) -> Answer:
    """Change a member and its part in the period, or add one."""
    (before, period), fields = member_meant(call), call.fields
    kind, state = MemberKind(fields.text("kind")), MembershipState(fields.text("state"))
    starts, ends = fields.day("starts"), fields.day("ends")
    refuse_backwards(starts, ends)
    names = tuple(each.strip() for each in fields.text("municipalities").split(",") if each.strip())
    if kind is MemberKind.PAIR and len(names) != 2:
        raise FieldRefusal("municipalities", N_("A pair has two: Degerfors, Karlskoga."))
    called = before.name if before else ""
    since = fields.text("since")
    if since and not (since.isascii() and since.isdecimal() and FIRST_SINCE <= int(since) <= period.ends.year):
        raise FieldRefusal("since", N_("Write a year, from {first} to {last}."), first=FIRST_SINCE,
                           last=period.ends.year)  # fmt: skip

    def own(planned: PlannedMember) -> PlannedMember:
        return replace(
            planned, name=fields.text("name"), kind=kind, municipalities=names, state=state, starts=starts, ends=ends,
            since=int(since) if since else None, note=fields.text("note"), also_called=(called,) if called else (),
        )  # fmt: skip

    def change(plan: Plan) -> Plan:
        if before is None:
            return replace(plan, members=(*plan.members, own(PlannedMember(""))))
        return replace(plan, members=tuple(own(each) if each.name == called else each for each in plan.members))

    return changed(call, "name", change, partial(show_members, period=period), period)
