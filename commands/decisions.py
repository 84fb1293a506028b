"""/natverk beslut: whose board has decided on the agreement, noted through the plan by who coordinates or by the
member's official; and the members' mandates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.blocks.messages import File
from bot.feature.declare import (
    Answer,
    By,
    Call,
    FieldRefusal,
    Form,
    Message,
    Overtaken,
    Refusal,
    button,
    form,
    question,
    word,
)
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.home.show import NO_PERIOD, known_period
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_, speak
from bot.models import Decision, Mandate, Membership, MembershipState, Period, PlanEdit, Role
from bot.network import store as network_store
from bot.network.membership import stay_of
from bot.plan import store as plan_store
from bot.plan.decisions import (
    NEW,
    DecisionUndo,
    DecisionValue,
    MemberDecisions,
    MemoValue,
    differ_in_one_member,
    is_next_wanted,
    may_note,
    period_decided_on,
    put,
    with_member,
)
from bot.plan.decisions_view import (
    DecisionList,
    decision_form,
    decision_list,
    mandate_form,
    member_card,
    memo_comes,
    of_one_member,
)
from bot.plan.editing import NAME, NOT_UNDONE, NOTHING, can_be_undone, plan_now, undo
from bot.plan.managing import in_words, just_changed
from bot.plan.nouns import Plan, PlannedDecision, PlannedMandate, PlannedMember
from bot.plan.period_forms import refuse_backwards
from bot.plan.reading import plan_of
from bot.plan.show import changeable, edited_by
from bot.plan.writing import is_said_of
from bot.questions.view import several
from bot.report import WRITERS
from bot.report.gathering import gather
from bot.report.memo import MemoFacts, memo
from bot.report.model import Audience

S = Sign
_AROUND = (
    S.AGREEMENT, S.AGREED, S.JOIN, S.WITH, S.OPEN, S.DATE, S.YEARS, S.NEXT, S.NETWORK, S.ABOUT, S.WHEN, S.MEMBERS,
)  # fmt: skip
_NOT = (S.MEETING, S.MEET, S.HOST, S.ACTIVITY, S.WHAT, S.TOPIC, S.LAST, S.PROGRAMME, S.CONTRIBUTE)
MEMO_FILE = N_("memo-for-a-decision")
NOT_THERE = N_("That member is no longer in the period.")
NOT_YOURS = N_("A member’s official and the coordinator note what it decides.")


@word("natverk", "beslut", "decisions", about=N_("Who has decided on the agreement"), argument=N_("<period>"),
      label=N_("Who has decided?"))  # fmt: skip
def the_decisions(call: Call) -> Answer:
    """Who has decided on the next agreement, or while there is none on the one in force; with a period's name, on
    that."""
    return decisions_on(call, known_period(call, call.words) if call.words else None)


@question(
    "decisions",
    example=N_("Who has decided on the agreement?"),
    recognises=any_of(
        pattern(S.DECIDED, S.MEMBER, takes=_AROUND, never=_NOT),
        pattern(S.DECIDED, (S.WHO, S.WHICH, S.HOW_MANY), takes=(S.MEMBERS, S.NOT, *_AROUND), never=_NOT),
        pattern(S.DECIDED, (S.AGREEMENT, S.AGREED), takes=(S.MEMBERS, S.ALL, *_AROUND), never=_NOT),
        pattern(S.DECIDED, (S.WE, S.OURS, S.MEMBERS), takes=(S.ALL, *_AROUND), never=_NOT),
    ),
)
def has_it_decided(call: Call) -> Answer:
    """What is noted of the members that are named, or of the asker's own; of all where none is."""
    signs, who = call.utterance.signs, list(call.utterance.who)
    if not who and signs & {S.WE, S.OURS} and call.person and call.person.member_id:
        who = [call.person.member_id]
    if not who and (call.utterance.outsiders or call.utterance.unknown):
        return None
    period = period_decided_on(_periods(call), call.today)
    if not who or period is None:
        return decisions_on(call)
    every = [each for each in _periods(call) if each is period or each in changeable(call)]
    own = [each for one in every for each in network_store.memberships(call.session, one) if each.member_id in who]
    rows = [row for each in own for row in of_one_member(call.say, each, call.today)]
    return several(call, rows, count=0) if rows else decisions_on(call)


@button("decision.list")
def the_list(call: Call) -> Answer:
    """The same of the period that a button names."""
    return decisions_on(call, network_store.period_of_row(call.session, call.network, number_in(call.value)))


def decisions_on(call: Call, period: Period | None = None) -> Message:
    """Who has decided on a period's agreement; without one on that which is to be decided."""
    every = _periods(call)
    period = period or period_decided_on(every, call.today)
    if period is None:
        raise Refusal(NO_PERIOD)
    there = changeable(call)
    others = [each for each in there if each is not period] if period in there else []
    members = network_store.members_of(call.session, period, call.today)
    may = call.is_coordinator or _is_official(call)
    return decision_list(call.say, DecisionList(members, others, may, is_next_wanted(every, call.today)))


def _is_official(call: Call) -> bool:
    return call.confirmed is not None and call.confirmed.role is Role.OFFICIAL


@button("decision.memo", by=By.ANSWERING)
def word_memo(call: Call) -> Answer:
    """A memo for a board as a Word file, in the network's language; for the asker's own member, or for all."""
    value = MemoValue.read(call.value)
    period = network_store.period_of_row(call.session, call.network, value.period)
    if period is None:
        raise Refusal(NO_PERIOD)
    member = _membership(call, value.membership) if value.membership else None
    if not (_may(call, member) if member else call.is_coordinator or _is_official(call)):
        raise Refusal(NOT_YOURS)
    say = speak(call.network.language)
    document = memo(_memo_facts(call, period, member), say)
    name = say.plain(MEMO_FILE) + ".docx"
    return memo_comes(call.say, period, File(name, partial(WRITERS[".docx"], document), document.title, name))


def _memo_facts(call: Call, period: Period, member: Membership | None) -> MemoFacts:
    begun = [each for each in _periods(call) if each.starts <= call.today]
    before = gather(call.session, call.network, begun[-1], now=call.now, audience=Audience.PUBLIC) if begun else None
    return MemoFacts(
        network=call.network.name, period=period, members=network_store.memberships(call.session, period),
        member=member, mandates=_mandates(call, member) if member else [], before=before,
        since=_since(call, period, member) if member else "", today=call.today,
    )  # fmt: skip


def _since(call: Call, period: Period, member: Membership) -> str:
    """The first loaded period before that one in which the member took part."""
    earlier = [each for each in _periods(call) if each.ends < period.starts]
    own = {each.period_id: each for each in member.member.memberships}
    return next((each.name for each in earlier if each.id in own and stay_of(own[each.id], each)), "")


def _periods(call: Call) -> list[Period]:
    return network_store.periods(call.session, call.network)


@button("decision.member")
def the_member(call: Call) -> Answer:
    """All that is noted of one member."""
    return show_member(call, _membership(call, DecisionValue.read(call.value).membership))


def show_member(call: Call, membership: Membership) -> Message:
    """The same, for what is done from it. What is said of people's mandates stays inside."""
    call.session.expire(membership, ["decisions"])
    members = network_store.members_of(call.session, membership.period, call.today)
    may = _may(call, membership)
    mandates = _mandates(call, membership) if may or call.is_inside else []
    return member_card(call.say, MemberDecisions(membership, members, mandates, may_note=may))


def _membership(call: Call, row: int) -> Membership:
    membership = network_store.membership_of_row(call.session, call.network, row)
    if membership is None:
        raise Refusal(NOT_THERE)
    return membership


def _may(call: Call, membership: Membership) -> bool:
    is_open = membership.period in changeable(call)
    return is_open and may_note(call.person, membership, is_coordinator=call.is_coordinator)


def _decisions(call: Call, membership: Membership) -> list[Decision]:
    return plan_store.rows_of(call.session, Decision, membership_id=membership.id)


def _mandates(call: Call, membership: Membership) -> list[Mandate]:
    every = plan_store.mandates_of(call.session, [membership.member])
    return [each for each in every if is_said_of(membership.period, each)]


def _meant(call: Call) -> tuple[Membership, int]:
    """The member and the row that a button or form is about; a refusal for who may not note it."""
    value = DecisionValue.read(call.value)
    membership = _membership(call, value.membership)
    if not _may(call, membership):
        raise Refusal(NOT_YOURS)
    return membership, value.row


def _place(call: Call, rows: Sequence[Decision | Mandate], row: int) -> int | None:
    """Which of the rows it is, as the plan has them; None for a new one."""
    if row == NEW:
        return None
    place = next((n for n, each in enumerate(rows) if each.id == row), None)
    if place is None:
        raise Overtaken(N_("That is not noted any longer."), "decision.member", DecisionValue.read(call.value))
    return place


@button("decision.note", by=By.ANSWERING)
def decision(call: Call) -> Form:
    """The form, as the decision stands."""
    membership, row = _meant(call)
    rows = _decisions(call, membership)
    place = _place(call, rows, row)
    stands = rows[place] if place is not None else None
    return decision_form(call.say, membership, stands, is_coordinator=call.is_coordinator)


@form("decision.note", by=By.ANSWERING, about=AsOpened(decision))
def save_decision(call: Call) -> Answer:
    """Note, change or take out a decision; who coordinates also changes the member's part in the period."""
    (membership, row), fields = _meant(call), call.fields
    place, day = _place(call, _decisions(call, membership), row), fields.day("decided_on")
    if day is not None and day > call.today:
        raise FieldRefusal("decided_on", N_("That day is yet to come. Leave it empty while it is a proposal."))
    noted = None if fields.chosen("out") else PlannedDecision(
        fields.text("body"), day, fields.text("case_number"), fields.text("outcome")
    )  # fmt: skip
    state = fields.text("state") if call.is_coordinator else ""

    def change(member: PlannedMember) -> PlannedMember:
        to = MembershipState(state) if state in MembershipState._value2member_map_ else member.state
        return replace(member, state=to, decisions=put(member.decisions, place, noted))

    return _changed(call, membership, "body", change)


@button("mandate.note", by=By.ANSWERING)
def mandate(call: Call) -> Form:
    """The form, as the mandate stands."""
    membership, row = _meant(call)
    rows = _mandates(call, membership)
    place = _place(call, rows, row)
    return mandate_form(call.say, membership, rows[place] if place is not None else None)


@form("mandate.note", by=By.ANSWERING, about=AsOpened(mandate))
def save_mandate(call: Call) -> Answer:
    """Note, change or take out a mandate."""
    (membership, row), fields = _meant(call), call.fields
    place = _place(call, _mandates(call, membership), row)
    starts, ends = fields.day("starts"), fields.day("ends")
    refuse_backwards(starts, ends)
    role = Role.OFFICIAL if fields.text("role") == Role.OFFICIAL.value else Role.ELECTED
    noted = None if fields.chosen("out") else PlannedMandate(
        role, starts, ends, fields.text("case_number"), fields.text("condition")
    )  # fmt: skip
    return _changed(
        call, membership, "ends", lambda member: replace(member, mandates=put(member.mandates, place, noted))
    )


def _changed(
    call: Call, membership: Membership, field: str, change: Callable[[PlannedMember], PlannedMember]
) -> Message:
    """Change the plan of the member; who coordinates hears of what an official has noted."""
    also = [] if call.is_coordinator else [each for each in call.coordinators() if each != call.user.id]
    name = membership.name

    def of_plan(plan: Plan) -> Plan:
        return with_member(plan, name, change)

    edited = edited_by(call, field, membership.period, of_plan, also)
    value = DecisionUndo(edited.row.id, membership.id) if edited.row else 0
    shown = show_member(call, membership)
    return just_changed(call.say, shown, in_words(call.say, edited.changes), value, "decision.undo")


@button("decision.undo", by=By.ANSWERING, writes=True)
def take_back(call: Call) -> Answer:
    """Let what was noted of the member be as it was, while nothing else has changed."""
    value = DecisionUndo.read(call.value)
    membership = _membership(call, value.membership)
    row = call.session.get(PlanEdit, value.edit)
    if not _may(call, membership) or (row is not None and not _is_of(call, row, membership)):
        raise Refusal(NOT_YOURS)
    if not can_be_undone(call, row):
        raise Overtaken(NOT_UNDONE, "decision.member", DecisionValue(membership.id, NEW))
    changes = undo(call, row)
    return just_changed(call.say, show_member(call, membership), in_words(call.say, changes))


def _is_of(call: Call, row: PlanEdit, membership: Membership) -> bool:
    """Whether a change of the plan changed that member alone; who coordinates may undo any."""
    if call.is_coordinator or row.before == NOTHING or row.network_id != call.network.id:
        return call.is_coordinator
    return differ_in_one_member(plan_of(row.before, NAME), plan_now(call.session, row.period), membership.name)
