"""Loads a plan's network, period and members.

Where the files of several periods say something of a network or a member, the latest one decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.dates.when import Span
from bot.language import N_
from bot.models import Decision, Mandate, Member, MemberKind, Membership, MembershipState, Network, Period
from bot.municipalities import is_exactly, is_nearly, real_name, same_name
from bot.network.membership import has_left_sometime, takes_part
from bot.plan import store as plan_store
from bot.plan.changes import ADDED, LEFT, REMOVED, STAYS, Named
from bot.plan.errors import PlanFault, PlanRefused, quoted
from bot.plan.merge import Memory, Merge, Wish, as_json, paired
from bot.plan.nouns import Plan, PlannedDecision, PlannedMandate, PlannedMember, PlannedReminders

OVERLAPS = N_("the period {name} overlaps {other} ({starts} – {ends}), which is loaded already.")
NEARLY = N_(
    "“{name}” would be a new member, but there is “{other}”. If they are the same, write “{other}” as the name, or add "
    "“also_called: {other}” to it; if it is a new one, load with --yes."
)


def load_network(
    merge: Merge, plan: Plan, periods: Sequence[Period], network: Network, period: Period | None, *, is_new: bool
) -> None:
    """Bring name, aim and the like in line with the plan. Of what no file says, the usual holds."""
    thing = Named(N_("the network {name}"), {"name": plan.network.name})
    wishes = _network_wishes(plan)
    if is_new:
        merge.fill("network", network, wishes)
        merge.report(ADDED, thing)
        return
    if merge.by_hand:
        stands = {wish.field: wish for wish in wishes}
        usually = (*USUALLY, _channel(None))
        merge.change("network", network, thing, [stands.get(usual.field, usual) for usual in usually])
        return
    merge.remember("network", network, wishes)
    stated = {wish.field: as_json(wish.values) for wish in wishes}
    others = [(each.starts, remembered(each, "network", network)) for each in periods if each is not period]
    mine = merge.memory("network", network) or {}
    for usual in (*USUALLY, _channel(network.channel)):
        before = in_force(usual, [*others, (plan.period.starts, mine)])
        after = in_force(usual, [*others, (plan.period.starts, stated)])
        merge.settle(network, thing, Wish(usual.field, after), {usual.field: as_json(before)})


USUALLY: Final = (
    Wish("name", {"name": ""}),
    Wish("aim", {"aim": ""}),
    Wish("website", {"website": ""}),
    Wish("language", {"language": "sv"}),
    Wish("timezone", {"timezone": "Europe/Stockholm"}),
    Wish("history", {"settings.history": None}),
    Wish("seasons", {"settings.seasons": None}),
    Wish("host_list", {"settings.checklist": None}),
    Wish("hour", {"settings.hour": None}),
    Wish("quiet", {"settings.quiet": None}),
    Wish("reminders", {"settings.offsets": None}),
)
"""What holds of a network where no file says otherwise, for each field a file may have."""


def _channel(usual: str | None) -> Wish:
    """Of a channel that no file names stays what it is: most are chosen in Slack, or by whoever loads."""
    return Wish("channel", {"channel": usual})


def in_force(usual: Wish, files: Iterable[tuple[date, Memory]]) -> dict[str, Any]:
    """What the file of the latest period that says it says of a field; the usual when none does."""
    says = [(starts, memory[usual.field]) for starts, memory in files if usual.field in memory]
    return dict(max(says, key=lambda each: each[0])[1]) if says else dict(usual.values)


def _network_wishes(plan: Plan) -> list[Wish]:
    """What the file says of the network, and nothing of what it leaves out."""
    planned = plan.network
    texts = {"name": planned.name, "aim": planned.aim, "website": planned.website, "language": planned.language}
    texts |= {"timezone": planned.timezone, "channel": planned.channel}
    wishes = [Wish(name, {name: text}) for name, text in texts.items() if text]
    seasons = {name: list(months) for name, months in plan.seasons.items()}
    own = planned.reminders or PlannedReminders()
    settings: dict[str, tuple[str, object]] = {
        "history": ("history", list(planned.history)),
        "seasons": ("seasons", seasons),
        "host_list": ("checklist", list(planned.host_list)),
        "hour": ("hour", own.hour),
        "quiet": ("quiet", plan.quiet),
        "reminders": ("offsets", own.offsets),
    }
    return wishes + [Wish(name, {f"settings.{key}": value}) for name, (key, value) in settings.items() if value]


def shared(
    merge: Merge,
    section: str,
    row: Any,
    thing: Named,
    wishes: Iterable[Wish],
    starts: date,
    periods: Iterable[Period],
) -> None:
    """Bring in line what the files of several periods may say: the file of the latest period that says it decides."""
    if merge.by_hand:
        merge.change(section, row, thing, list(wishes))
        return
    for wish in wishes:
        says = [each for each in periods if wish.field in remembered(each, section, row)]
        last = max(says, key=lambda each: each.starts, default=None)
        merge.remember(section, row, [wish])
        if last is None or last.starts <= starts:
            merge.settle(row, thing, wish, remembered(last, section, row) if last else {})


def remembered(period: Period, section: str, row: Any) -> Memory:
    """What a period's file said of a row when it was last loaded."""
    memory: Memory = (period.loaded or {}).get(section, {}).get(str(row.id), {})
    return memory


def find_period(plan: Plan, periods: Iterable[Period]) -> Period | None:
    """The plan's period by its name, else by its first day; PlanRefused when it would overlap another."""
    name, first = plan.period.name, plan.period.starts
    period = next((each for each in periods if each.name == name), None)
    period = period or next((each for each in periods if each.starts == first), None)
    refuse_overlap(plan, period, periods)
    return period


def refuse_overlap(plan: Plan, period: Period | None, periods: Iterable[Period]) -> None:
    """PlanRefused when the days of a plan's period would overlap those of another of its network."""
    name, span = plan.period.name, Span(plan.period.starts, plan.period.ends)
    for other in periods:
        if other is not period and span.overlaps(other.days):
            values = {"name": name, "other": other.name, "starts": other.starts, "ends": other.ends}
            raise PlanRefused([PlanFault(plan.file, plan.period.line, OVERLAPS, values)])


def load_period(merge: Merge, plan: Plan, network: Network, period: Period | None) -> Period:
    """Bring the period and its agreement in line with the plan; a new one is made."""
    thing = Named(N_("the period {name}"), {"name": plan.period.name})
    wishes = [*_period_wishes(plan), *_term_wishes(plan)]
    if period is None:
        period = Period(network_id=network.id)
        merge.add("period", period, thing, wishes)
    else:
        merge.change("period", period, thing, wishes)
    return period


def _period_wishes(plan: Plan) -> list[Wish]:
    planned = plan.period
    return [
        Wish("name", {"name": planned.name}),
        Wish("starts", {"starts": planned.starts}),
        Wish("ends", {"ends": planned.ends}),
        Wish("coordination", {"coordination": planned.coordination}),
        Wish("title", {"agreement": plan.agreement.title}),
        Wish("fee", {"fee": plan.agreement.fee}),
        Wish("focus_areas", {"focus": list(plan.focus_areas)}),
    ]


def _term_wishes(plan: Plan) -> list[Wish]:
    """What is only quoted, or is of use to few: `Period.terms`, by the file's own names."""
    period, agreement = plan.period, plan.agreement
    terms: dict[str, object] = {
        "coordination_text": period.coordination_text,
        "meetings_a_year": period.meetings_a_year,
        "days_a_meeting": period.days_a_meeting,
        "background": list(period.background),
        "strategy": list(period.strategy),
        "ways_of_working": list(period.ways_of_working),
        "peer_review": period.peer_review,
        "final_report": period.final_report,
        "adopted_by": agreement.adopted_by,
        "laws": list(agreement.laws),
        "pair_pays": agreement.pair_pays,
        "host_pays": list(agreement.host_pays),
        "others_pay": list(agreement.others_pay),
        "everyone_pays": list(agreement.everyone_pays),
        "across_election": agreement.across_election,
        "revised_after_years": agreement.revised_after_years,
        "text": list(agreement.text),
        "conditions": list(agreement.conditions),
    }
    return [Wish(name, {f"terms.{name}": value}) for name, value in terms.items()]


@dataclass
class Members:
    """The rows of a plan's members, by any name the plan has for them."""

    plan: Plan
    rows: dict[str, Member] = field(default_factory=dict)

    def row(self, name: str) -> Member | None:
        """The member of that name; None for no name. The plan was checked: another name does not come."""
        member = self.plan.member(name) if name else None
        return self.rows[member.name] if member else None


def load_members(merge: Merge, plan: Plan, period: Period, periods: Sequence[Period], today: date) -> Members:
    """Bring members and all that hangs on their part in the period in line with the plan."""
    members = Members(plan)
    earlier = plan_store.rows_of(merge.session, Member, network_id=period.network_id)
    for planned, row in _rows_of(plan, earlier):
        members.rows[planned.name] = _member(merge, planned, row, period, periods)
        membership = _membership(merge, planned, members.rows[planned.name], period, today)
        _decisions(merge, planned, membership)
    _mandates(merge, plan, members, earlier)
    for membership in merge.gone("memberships", plan_store.rows_of(merge.session, Membership, period_id=period.id)):
        _leave(merge, membership, period, today)
    return members


def near_names(plan: Plan, rows: Sequence[Member]) -> list[NearName]:
    """The plan's members that would be new, though one of nearly that name is there already, or stands above."""
    pairs = _rows_of(plan, rows)
    near = []
    for place, (planned, row) in enumerate(pairs):
        others = [each.name for each in rows] + [each.name for each, _ in pairs[:place]] if row is None else []
        other = next((each for each in others if is_nearly(planned.name, each)), None)
        if other is not None:
            near.append(NearName(planned, other))
    return near


@dataclass(frozen=True)
class NearName:
    """A member that a plan would add, and the one whose name is nearly the same."""

    planned: PlannedMember
    other: str

    def fault(self, plan: Plan) -> PlanFault:
        """What is said when nobody has answered whether it is a new one."""
        return PlanFault(plan.file, self.planned.at("name"), NEARLY, self.values)

    @property
    def values(self) -> Mapping[str, object]:
        """The two names, for a sentence."""
        return {"name": quoted(self.planned.name), "other": quoted(self.other)}


def _rows_of(plan: Plan, rows: Sequence[Member]) -> list[tuple[PlannedMember, Member | None]]:
    """Each member of the plan with its row: by its exact name, one without dots, an earlier one, or the same pair."""
    return paired(plan.members, rows, _is_exactly_called, _is_called, _was_called, _are_the_same_pair)


def _is_exactly_called(planned: PlannedMember, row: Member) -> bool:
    return any(is_exactly(name, row.name) for name in planned.names)


def _is_called(planned: PlannedMember, row: Member) -> bool:
    return any(same_name(name, row.name) for name in planned.names)


def _was_called(planned: PlannedMember, row: Member) -> bool:
    return any(same_name(name, earlier) for name in planned.names for earlier in row.earlier_names)


def _are_the_same_pair(planned: PlannedMember, row: Member) -> bool:
    pairs = planned.kind is MemberKind.PAIR and row.kind is MemberKind.PAIR
    return pairs and set(planned.municipalities) == set(row.municipalities)


def _thing(name: str) -> Named:
    return Named(N_("the member {name}"), {"name": name})


def _municipalities_of(planned: PlannedMember, row: Member | None) -> list[str]:
    """Of which municipalities it consists. One that names none is itself, whatever it is called now: by one of its
    names that is real, else as it was before."""
    if planned.municipalities or planned.kind is not MemberKind.MUNICIPALITY:
        return list(planned.municipalities)
    real = next((name for each in planned.names if (name := real_name(each))), None)
    before = row.municipalities if row is not None and row.kind is MemberKind.MUNICIPALITY else []
    return [real] if real else list(before) or [planned.name]


def _member(
    merge: Merge, planned: PlannedMember, row: Member | None, period: Period, periods: Sequence[Period]
) -> Member:
    wishes = [
        Wish("name", {"name": planned.name}),
        Wish("kind", {"kind": planned.kind}),
        Wish("municipalities", {"municipalities": _municipalities_of(planned, row)}),
        *([Wish("since", {"since": planned.since})] if planned.since or merge.by_hand else []),
    ]
    if row is None:
        row = Member(network_id=period.network_id)
        merge.add("members", row, _thing(planned.name), wishes)
    else:
        shared(merge, "members", row, _thing(planned.name), wishes, period.starts, periods)
    return row


def _membership(merge: Merge, planned: PlannedMember, member: Member, period: Period, today: date) -> Membership:
    wishes = [
        Wish("state", {"state": planned.state, "starts": planned.starts, "ends": planned.ends}, is_told_apart=True),
        Wish("note", {"note": planned.note}),
    ]
    rows = plan_store.rows_of(merge.session, Membership, period_id=period.id, member_id=member.id)
    thing = Named(N_("{name}, part in {period}"), {"name": planned.name, "period": period.name})
    if not rows:
        row = Membership(period_id=period.id, member_id=member.id)
        merge.add("memberships", row, thing, wishes)
        return row
    row = rows[0]
    took_part = takes_part(row, today)
    if merge.memory("memberships", row) is None:
        merge.force("memberships", row, thing, wishes)  # the file had lost it, and has it again
    else:
        merge.change("memberships", row, thing, wishes)
    if took_part and has_left_sometime(row):
        row.ends = _last_day(row, period, today)  # it took part until now
    return row


def _last_day(membership: Membership, period: Period, today: date) -> date:
    """The last day of a member that leaves without a day in the file."""
    return min(max(today, membership.starts or period.starts), period.ends)


def _decisions(merge: Merge, planned: PlannedMember, membership: Membership) -> None:
    rows = plan_store.rows_of(merge.session, Decision, membership_id=membership.id)
    thing = Named(N_("a decision of {name}"), {"name": planned.name})
    for each, row in paired(planned.decisions, rows, _is_decision, _is_decision_of):
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


def _is_decision(planned: PlannedDecision, row: Decision) -> bool:
    return (planned.body, planned.case_number) == (row.body, row.case_number)


def _is_decision_of(planned: PlannedDecision, row: Decision) -> bool:
    return planned.body == row.body


def _mandates(merge: Merge, plan: Plan, members: Members, earlier: Sequence[Member]) -> None:
    rows = plan_store.mandates_of(merge.session, earlier)
    planned = [(members.rows[member.name], each) for member in plan.members for each in member.mandates]
    for (member, each), row in paired(planned, rows, _is_mandate):
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


def _is_mandate(planned: tuple[Member, PlannedMandate], row: Mandate) -> bool:
    member, each = planned
    same = (member.id, each.role.value, each.case_number) == (row.member_id, row.role, row.case_number)
    return same and each.starts == row.starts


def _leave(merge: Merge, membership: Membership, period: Period, today: date) -> None:
    member = membership.member
    decisions = plan_store.rows_of(merge.session, Decision, membership_id=membership.id)
    of_people = [each for each in decisions if merge.memory("decisions", each) is None]
    if of_people or plan_store.is_used(merge.session, member, but=("memberships",)):
        membership.state = MembershipState.LEFT
        membership.ends = _last_day(membership, period, today)
        merge.report(LEFT, _thing(member.name))
        return
    for each in decisions:
        merge.session.delete(each)
    merge.session.flush()
    merge.session.delete(membership)
    merge.session.flush()
    if not plan_store.is_used(merge.session, member):
        merge.session.delete(member)
        merge.session.flush()
    merge.report(REMOVED, _thing(member.name))
