"""/natverk administrera: the network, its period and its members are changed in short forms, through the plan."""

from __future__ import annotations

from dataclasses import replace

from bot.feature.declare import Answer, By, Call, FieldRefusal, Message, Refusal, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.models import MemberKind, Membership, MembershipState, PlanEdit
from bot.network import store as network_store
from bot.plan.editing import undo
from bot.plan.managing import (
    NEW,
    coordination_in,
    in_words,
    just_changed,
    member_form,
    members_to_manage,
    network_form,
    period_form,
)
from bot.plan.nouns import Plan, PlannedMember
from bot.plan.show import changed, show_managing, the_period


@button("manage.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Let all be as it was before the change, while nothing else has changed."""
    changes = undo(call, call.session.get(PlanEdit, number_in(call.value)))
    return just_changed(call.say, show_managing(call), in_words(call.say, changes))


@button("manage.network", by=By.COORDINATOR)
def network(call: Call) -> Answer:
    """The form, as the network is now."""
    return network_form(call.say, call.network)


@form("manage.network", by=By.COORDINATOR, about=AsOpened(network))
def save_network(call: Call) -> Answer:
    """Change what the network is called, wants and speaks, and where."""
    fields = call.fields
    channel = fields.text("channel") or call.network.channel or ""
    other = network_store.network_in_channel(call.session, channel)
    if other is not None and other is not call.network:
        raise FieldRefusal("channel", N_("That channel belongs to {name}. Choose another."), name=other.name)

    def change(plan: Plan) -> Plan:
        own = replace(
            plan.network, name=fields.text("name"), aim=fields.text("aim"), website=fields.text("website"),
            channel=channel, language=fields.text("language"),
        )  # fmt: skip
        return replace(plan, network=own)

    return changed(call, "name", change)


@button("manage.period", by=By.COORDINATOR)
def period(call: Call) -> Answer:
    """The form, as the period is now."""
    return period_form(call.say, the_period(call))


@form("manage.period", by=By.COORDINATOR, about=AsOpened(period))
def save_period(call: Call) -> Answer:
    """Change when the agreement runs, who keeps it together and what it costs."""
    fields = call.fields
    starts, ends = fields.day("starts"), fields.day("ends")
    if starts is None or ends is None or ends < starts:
        raise FieldRefusal("ends", N_("The last day comes after the first."))
    fee = fields.text("fee").replace(" ", "").replace("\u00a0", "")
    if fee and not (fee.isascii() and fee.isdecimal()):
        raise FieldRefusal("fee", N_("Write a whole number of kronor."))
    conditions = tuple(each.strip() for each in fields.text("conditions").splitlines() if each.strip())

    def change(plan: Plan) -> Plan:
        own = replace(
            plan.period, name=fields.text("name"), starts=starts, ends=ends,
            coordination=coordination_in(fields.text("coordination")), final_report=fields.text("final_report"),
        )  # fmt: skip
        agreement = replace(
            plan.agreement, title=fields.text("agreement"), fee=int(fee) if fee else None, conditions=conditions
        )
        return replace(plan, period=own, agreement=agreement)

    return changed(call, "name", change)


@button("manage.members", by=By.COORDINATOR)
def members(call: Call) -> Answer:
    """Every member of the period, with a way to change it."""
    return show_members(call)


def show_members(call: Call) -> Message:
    """The same, for what is done from it."""
    return members_to_manage(call.say, network_store.members_of(call.session, the_period(call), call.today))


def member_meant(call: Call) -> Membership | None:
    """The member a button or form is about, in the period in force; None: a new one."""
    row = number_in(call.value)
    if row == NEW:
        return None
    there = {each.id: each for each in network_store.memberships(call.session, the_period(call))}
    if row not in there:
        raise Refusal(N_("That member is no longer in the period."))
    return there[row]


@button("manage.member", by=By.COORDINATOR)
def member(call: Call) -> Answer:
    """The form, as the member is now."""
    return member_form(call.say, member_meant(call))


@form("manage.member", by=By.COORDINATOR, about=AsOpened(member))
def save_member(call: Call) -> Answer:
    """Change a member and its part in the period, or add one."""
    before, fields = member_meant(call), call.fields
    kind, state = MemberKind(fields.text("kind")), MembershipState(fields.text("state"))
    starts, ends = fields.day("starts"), fields.day("ends")
    if starts and ends and ends < starts:
        raise FieldRefusal("ends", N_("The last day comes after the first."))
    names = tuple(each.strip() for each in fields.text("municipalities").split(",") if each.strip())
    if kind is MemberKind.PAIR and len(names) != 2:
        raise FieldRefusal("municipalities", N_("A pair has two: Degerfors, Karlskoga."))
    called = before.name if before else ""

    def own(planned: PlannedMember) -> PlannedMember:
        return replace(
            planned, name=fields.text("name"), kind=kind, municipalities=names, state=state, starts=starts, ends=ends,
            note=fields.text("note"), also_called=(called,) if called else (),
        )  # fmt: skip

    def change(plan: Plan) -> Plan:
        if before is None:
            return replace(plan, members=(*plan.members, own(PlannedMember(""))))
        return replace(plan, members=tuple(own(each) if each.name == called else each for each in plan.members))

    return changed(call, "name", change, show_members)
