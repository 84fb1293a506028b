"""How the members' decisions on an agreement and their mandates look, and the short forms that note them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import (
    actions,
    button,
    choice_field,
    context,
    day_field,
    divider,
    facts,
    header,
    section,
    text_field,
    ticks_field,
)
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, Row, again, whole_names
from bot.feature.subject import opened
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.models import Decision, Mandate, Membership, MembershipState, Period, Role
from bot.network.membership import MembersOfPeriod, decided_rows
from bot.network.people import ROLE_NAMES, part_in_words
from bot.plan.changes import MEMBERSHIP_STATES
from bot.plan.checks import LONGEST_NAME
from bot.plan.decisions import NEW, USUAL_BODY, DecisionValue, MemberDecisions, MemoValue, without_decision

LONGEST_FIELD: Final = 3000
LONGEST_OUTCOME: Final = 300
LONGEST_NAMES: Final = 600
NOBODY_NOTED: Final = N_("Nobody has noted a decision.")


@dataclass(frozen=True)
class DecisionList:
    """What is noted of all members' decisions on a period's agreement."""

    members: MembersOfPeriod
    others: Sequence[Period]
    """The periods that are in force or to come, beside this one."""
    may_make_memo: bool
    is_next_wanted: bool
    """Whether the agreement ends soon and nothing is known of the next."""


def decision_list(say: Say, shown: DecisionList) -> Message:
    """Who has decided, member by member; who has not, together."""
    members = shown.members
    title = say("Decisions on the agreement {period}", period=members.period.name)
    words = [_member(say, each, members) for each in members.all]
    rows: list[Row] = [
        [section(text, button("decision.member", say("Open"), DecisionValue(each.id, NEW)))]
        for text, each in zip(words, members.all, strict=True)
    ]
    turns = [
        button(f"decision.list:{each.id}", say("The agreement {period}", period=each.name), each.id)
        for each in shown.others
    ]
    if shown.may_make_memo:
        turns.append(memo_button(say, members.period.id, NEW))
    wanted = say("Nothing is loaded of what comes after it. The coordinator begins the next period.")
    head = [header(title), section(summary_of(say, members))]
    return Listing(
        say=say, text=lines(title, summary_of(say, members)), rows=rows, words=words,
        again=again("decision.list", members.period.id),
        head=[*head, *([context(wanted)] if shown.is_next_wanted else [])], foot=[actions(*turns)] if turns else [],
    ).page()  # fmt: skip


def memo_button(say: Say, period: int, membership: int) -> ButtonElement:
    """The way to a memo for a board."""
    return button("decision.memo", say("Memo for a decision (Word)"), MemoValue(period, membership))


def memo_comes(say: Say, period: Period, file: File) -> Message:
    """That the memo comes in person, and what is to be done with it."""
    words = say(
        "The memo on the agreement {period} comes as a Word file in a direct message from me, in a moment. Fill in what"
        " stands in square brackets; the rest is only what is noted here.",
        period=period.name,
    )
    return Message(words, [section(words)], files=(file,))


def summary_of(say: Say, members: MembersOfPeriod) -> Text:
    """How many members' decisions are noted, and of which nobody has noted any."""
    if not members.all:
        return say("No member is loaded.")
    decided = [each for each in members.all if decided_rows(each)]
    missing = without_decision(members.all)
    count = say(
        "A decision is noted for {count} of {members} members.", count=len(decided), members=len(decided) + len(missing)
    )
    names = whole_names(say, [Text(clip(each.name, 60)) for each in missing], LONGEST_NAMES)
    return lines(count, say("Nobody has noted one for {members}.", members=names) if missing else "")


def _member(say: Say, membership: Membership, members: MembersOfPeriod) -> Text:
    name = joined(" – ", [bold(clip(membership.name, 100)), part_in_words(say, membership, members)])
    is_asked = membership.state is not MembershipState.LEFT or membership.decisions
    return lines(name, *(noted_in_words(say, membership.decisions, LONGEST_OUTCOME) if is_asked else []))


def noted_in_words(say: Say, decisions: Sequence[Decision], most: int = LONGEST_FIELD) -> list[Text]:
    """Each decision and proposal that is noted; that there is none, where there is none."""
    there = [decision_in_words(say, each, most) for each in decisions]
    is_any = any(each.decided_on for each in decisions)
    return there if is_any else [say(NOBODY_NOTED), *there]


def decision_in_words(say: Say, decision: Decision, most: int = LONGEST_FIELD) -> Text:
    """One decision: whose, when, under which number, what; one without a day is a proposal."""
    day = plain_day(decision.decided_on, say.code) if decision.decided_on else ""
    whose = joined(", ", [decision.body, day, decision.case_number])
    what = joined(": ", [whose, clip(decision.outcome, most)])
    return what if decision.decided_on else say("Proposal – {what}", what=what)


def of_one_member(say: Say, membership: Membership, today: date) -> list[Text]:
    """Whether a member has decided on a period's agreement, as far as that is noted."""
    decided = decided_rows(membership)
    values = {"member": bold(clip(membership.name, 100)), "period": membership.period.name}
    if decided:
        lead = say("A decision by {member} on the agreement {period} is noted:", **values)
    else:
        lead = say("Nobody has noted that {member} has decided on the agreement {period}.", **values)
    rows = [Text("• ") + decision_in_words(say, each, LONGEST_OUTCOME) for each in membership.decisions]
    part = part_in_words(say, membership, MembersOfPeriod(membership.period, [membership], today))
    return [lines(lead, *rows, say("In the period: {part}.", part=part) if part else "")]


def mandate_in_words(say: Say, mandate: Mandate) -> Text:
    """One mandate: which seat, from when to when, under which number, on which condition."""
    starts, ends = (plain_day(each, say.code) if each else "" for each in (mandate.starts, mandate.ends))
    days = say("{first} – {last}", first=starts or "…", last=ends or "…") if starts or ends else say("no days noted")
    role = say(ROLE_NAMES[Role(mandate.role)])
    condition = say("Condition: {condition}", condition=mandate.condition) if mandate.condition else ""
    return lines(joined(", ", [role, days, mandate.case_number]), condition)


def member_card(say: Say, shown: MemberDecisions) -> Message:
    """A member with all that is noted of its decisions and mandates, and the ways to note more."""
    own, members = shown.membership, shown.members
    title = say("{member}, the agreement {period}", member=own.name, period=members.period.name)
    part = part_in_words(say, own, members) or say(MEMBERSHIP_STATES[MembershipState.ACTIVE])
    blocks: list[Block] = [header(title), facts([(say("Part in the period"), part), (say("Note"), own.note)])]
    blocks += [*_decided(say, shown), *_mandates(say, shown)]
    ways = [
        *([button("decision.note", say("Note a decision"), DecisionValue(own.id, NEW), style="primary"),
           button("mandate.note", say("Note a mandate"), DecisionValue(own.id, NEW))] if shown.may_note else []),
        *([memo_button(say, members.period.id, own.id)] if shown.may_note else []),
    ]  # fmt: skip
    text = lines(title, part, *noted_in_words(say, own.decisions, LONGEST_OUTCOME))
    return Message(text, [*blocks, *([actions(*ways)] if ways else [])])


def _decided(say: Say, shown: MemberDecisions) -> list[Block]:
    own = shown.membership
    is_any = any(each.decided_on for each in own.decisions)
    lead = lines(bold(say("Decisions")), *([] if is_any else [say(NOBODY_NOTED)]))
    return [divider(), section(lead), *(
        section(decision_in_words(say, each, LONGEST_FIELD // 2), _change(say, shown, "decision.note", each.id))
        for each in own.decisions
    )]  # fmt: skip


def _mandates(say: Say, shown: MemberDecisions) -> list[Block]:
    return [section(bold(say("Mandates"))), *(
        section(mandate_in_words(say, each), _change(say, shown, "mandate.note", each.id)) for each in shown.mandates
    )] if shown.mandates else []  # fmt: skip


def _change(say: Say, shown: MemberDecisions, name: str, row: int) -> ButtonElement | None:
    return button(name, say("Change"), DecisionValue(shown.membership.id, row)) if shown.may_note else None


def decision_form(say: Say, membership: Membership, decision: Decision | None, *, is_coordinator: bool) -> Form:
    """What a member's board has decided or is to decide; for who coordinates also the member's part in the period."""
    states = [(each.value, say(name)) for each, name in MEMBERSHIP_STATES.items()]
    body = decision.body if decision else USUAL_BODY
    outcome = decision.outcome if decision else ""
    blocks: list[Block] = [
        text_field("body", say("Board"), value=body, most=LONGEST_NAME),
        day_field("decided_on", say("Decided on"), value=decision.decided_on if decision else None, optional=True,
                  hint=say("Leave it empty while it is a proposal.")),
        text_field("case_number", say("Case number"), value=decision.case_number if decision else "", optional=True,
                   most=LONGEST_NAME),
        text_field("outcome", say("The decision or the proposal"), value=outcome, optional=True, long=True,
                   hint=say("As it stands in the minutes. No personal names."), most=LONGEST_FIELD),
    ]  # fmt: skip
    if is_coordinator:
        blocks.append(choice_field("state", say("Part in the period"), states, chosen=membership.state.value))
    about = DecisionValue(membership.id, decision.id if decision else NEW)
    blocks += [_taken_out(say)] if decision else []
    return opened(Form("decision.note", say("A decision"), blocks, say("Save"), say("Cancel"), str(about)))


def mandate_form(say: Say, membership: Membership, mandate: Mandate | None) -> Form:
    """For how long and under which number somebody is appointed to a member's seat; never who."""
    roles = [(each.value, say(ROLE_NAMES[each])) for each in (Role.ELECTED, Role.OFFICIAL)]
    blocks: list[Block] = [
        choice_field("role", say("Role"), roles, chosen=mandate.role if mandate else Role.ELECTED.value),
        day_field("starts", say("From"), value=mandate.starts if mandate else None, optional=True),
        day_field("ends", say("Last day"), value=mandate.ends if mandate else None, optional=True,
                  hint=say("A reminder comes in good time before it.")),
        text_field("case_number", say("Case number"), value=mandate.case_number if mandate else "", optional=True,
                   most=LONGEST_NAME),
        text_field("condition", say("Condition"), value=mandate.condition if mandate else "", optional=True, long=True,
                   hint=say("No personal names."), most=LONGEST_FIELD),
    ]  # fmt: skip
    about = DecisionValue(membership.id, mandate.id if mandate else NEW)
    blocks += [_taken_out(say)] if mandate else []
    return opened(Form("mandate.note", say("A mandate"), blocks, say("Save"), say("Cancel"), str(about)))


def _taken_out(say: Say) -> Block:
    return ticks_field("out", say("Noted by mistake"), [("out", say("Take it out"))])
