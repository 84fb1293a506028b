"""Loads a plan's members: who they are, their part in the period, their decisions and mandates (domain 1-4, 20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import store_plans
from bot.files.load_network import shared
from bot.files.plan_changes import LEFT, REMOVED, STAYS, Named
from bot.files.plan_merge import Merge, Wish, paired
from bot.files.plan_nouns import Plan, PlannedDecision, PlannedMandate, PlannedMember, same_name
from bot.language import N_
from bot.models import Decision, Mandate, Member, MemberKind, Membership, MembershipState, Period


@dataclass
class Members:
    """The rows of a plan's members, found by any name the plan has for them."""

    plan: Plan
    rows: dict[str, Member] = field(default_factory=dict)

    def row(self, name: str) -> Member | None:
        """The member of that name; None for no name. The plan was checked: another name does not come."""
        found = self.plan.member(name) if name else None
        return self.rows[found.name] if found else None


def load_members(merge: Merge, plan: Plan, period: Period, periods: Sequence[Period], today: date) -> Members:
    """Bring members and all that hangs on their part in the period in line with the plan."""
    members = Members(plan)
    known = store_plans.rows_of(merge.session, Member, network_id=period.network_id)
    for said, row in paired(plan.members, known, _is_called, _are_the_same_pair):
        members.rows[said.name] = _member(merge, said, row, period, periods)
        membership = _membership(merge, said, members.rows[said.name], period)
        _decisions(merge, said, membership)
    _mandates(merge, plan, members, known)
    for membership in merge.gone("memberships", store_plans.rows_of(merge.session, Membership, period_id=period.id)):
        _leave(merge, membership, period, today)
    return members


def _is_called(said: PlannedMember, row: Member) -> bool:
    return any(same_name(name, row.name) for name in said.names)


def _are_the_same_pair(said: PlannedMember, row: Member) -> bool:
    pairs = said.kind is MemberKind.PAIR and row.kind is MemberKind.PAIR
    return pairs and set(said.municipalities) == set(row.municipalities)


def _thing(name: str) -> Named:
    return Named(N_("the member {name}"), {"name": name})


def _member(merge: Merge, said: PlannedMember, row: Member | None, period: Period, periods: Sequence[Period]) -> Member:
    municipalities = said.municipalities or ((said.name,) if said.kind is MemberKind.MUNICIPALITY else ())
    wishes = [
        Wish("name", {"name": said.name}),
        Wish("kind", {"kind": said.kind}),
        Wish("municipalities", {"municipalities": list(municipalities)}),
    ]
    if row is None:
        row = Member(network_id=period.network_id)
        merge.add("members", row, _thing(said.name), wishes)
    else:
        shared(merge, "members", row, _thing(said.name), wishes, period.starts, periods)
    return row


def _membership(merge: Merge, said: PlannedMember, member: Member, period: Period) -> Membership:
    wishes = [
        Wish("state", {"state": said.state, "starts": said.starts, "ends": said.ends}),
        Wish("note", {"note": said.note}),
    ]
    found = store_plans.rows_of(merge.session, Membership, period_id=period.id, member_id=member.id)
    thing = Named(N_("{name}, part in {period}"), {"name": said.name, "period": period.name})
    if not found:
        row = Membership(period_id=period.id, member_id=member.id)
        merge.add("memberships", row, thing, wishes)
        return row
    row = found[0]
    if merge.memory("memberships", row) is None:
        merge.force("memberships", row, thing, wishes)  # the file had lost it, and has it again
    else:
        merge.change("memberships", row, thing, wishes)
    return row


def _decisions(merge: Merge, said: PlannedMember, membership: Membership) -> None:
    rows = store_plans.rows_of(merge.session, Decision, membership_id=membership.id)
    thing = Named(N_("a decision of {name}"), {"name": said.name})
    for each, row in paired(said.decisions, rows, _is_decision, _is_decision_of):
        wishes = [
            Wish("body", {"body": each.body}),
            Wish("decided_on", {"decided_on": each.decided_on}),
            Wish("case_number", {"case_number": each.case_number}),
            Wish("outcome", {"outcome": each.outcome}),
        ]
        if row is None:
            merge.add("decisions", Decision(membership_id=membership.id), thing, wishes)
        else:
            merge.change("decisions", row, thing, wishes)
    for row in merge.gone("decisions", rows):
        merge.remove(row, thing)


def _is_decision(said: PlannedDecision, row: Decision) -> bool:
    return (said.body, said.case_number) == (row.body, row.case_number)


def _is_decision_of(said: PlannedDecision, row: Decision) -> bool:
    return said.body == row.body


def _mandates(merge: Merge, plan: Plan, members: Members, known: Sequence[Member]) -> None:
    rows = store_plans.mandates_of(merge.session, known)
    said = [(members.rows[member.name], each) for member in plan.members for each in member.mandates]
    for (member, each), row in paired(said, rows, _is_mandate):
        wishes = [
            Wish("starts", {"starts": each.starts}),
            Wish("ends", {"ends": each.ends}),
            Wish("condition", {"condition": each.condition}),
        ]
        thing = _mandate(member, each.case_number)
        if row is None:
            row = Mandate(member_id=member.id, role=each.role.value, case_number=each.case_number)
            merge.add("mandates", row, thing, wishes)
        else:
            merge.change("mandates", row, thing, wishes)
    for row in merge.gone("mandates", rows):
        thing = _mandate(row.member, row.case_number)
        merge.remove(row, thing) if row.person_id is None else merge.report(STAYS, thing)


def _mandate(member: Member, case_number: str) -> Named:
    return Named(N_("a mandate of {name} {case_number}"), {"name": member.name, "case_number": case_number})


def _is_mandate(said: tuple[Member, PlannedMandate], row: Mandate) -> bool:
    member, each = said
    same = (member.id, each.role.value, each.case_number) == (row.member_id, row.role, row.case_number)
    return same and each.starts == row.starts


def _leave(merge: Merge, membership: Membership, period: Period, today: date) -> None:
    member = membership.member
    decisions = store_plans.rows_of(merge.session, Decision, membership_id=membership.id)
    of_people = [each for each in decisions if merge.memory("decisions", each) is None]
    if of_people or store_plans.is_used(merge.session, member, but=("memberships",)):
        membership.state = MembershipState.LEFT
        membership.ends = min(max(today, membership.starts or period.starts), period.ends)
        merge.report(LEFT, _thing(member.name))
        return
    for each in decisions:
        merge.session.delete(each)
    merge.session.flush()
    merge.session.delete(membership)
    merge.session.flush()
    if not store_plans.is_used(merge.session, member):
        merge.session.delete(member)
        merge.session.flush()
    merge.report(REMOVED, _thing(member.name))
