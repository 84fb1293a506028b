"""How what a coordinator changes of a network looks: its own facts, its period's, and its members', in short forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    actions,
    button,
    channel_field,
    choice_field,
    day_field,
    facts,
    header,
    more_fields,
    section,
    text_field,
)
from bot.config import CHANNEL_ID
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, Row, again, framed
from bot.feature.subject import opened
from bot.feature.values import ButtonValue, as_shown
from bot.language import LANGUAGE_NAMES, N_, Say, Text, bold, clip, escape, joined, lines
from bot.models import MemberKind, Membership, MembershipState, Network, Period
from bot.network.membership import MembersOfPeriod
from bot.network.people import part_in_words, when_in_words
from bot.plan.changes import MEMBER_KINDS, MEMBERSHIP_STATES, PlanChange
from bot.plan.checks import LONGEST_NAME

LONGEST_FIELD: Final = 3000
MOST_TOLD: Final = 12
"""Changes said one by one."""
LONGEST_CHANGE: Final = 400
NEW: Final = 0
"""The row of what is yet to be."""
FORM_OF: Final[Mapping[str, str]] = {
    "manage.network": N_("Network"), "manage.period": N_("Period"), "manage.agreement": N_("Agreement"),
    "manage.ways": N_("Ways of working"), "manage.members": N_("Members"), "decision.list": N_("Decisions"),
    "queue.show": N_("Queue of hosts"),
    "manage.goals": N_("Goals"), "manage.activities": N_("Activities"),
    "manage.people": N_("People"), "reminders.days": N_("Reminders"),
}  # fmt: skip
"""What there is to change, by the button that opens it; the button carries the period it is changed in."""


@dataclass(frozen=True)
class InPeriod(ButtonValue):
    """What is changed in a period, by its row: a membership, a goal, an activity; `NEW`: one that is yet to be."""

    row: int
    period: int


@dataclass(frozen=True)
class Overview:
    """What there is of a network, in short."""

    network: Network
    period: Period | None
    """The one that is shown, and changed."""
    others: Sequence[Period]
    """Those that can be changed instead: the one in force, and those to come."""
    may_follow: bool
    """Whether the next period is to be begun from this one."""
    to_close: Period | None
    """The period it is time to close."""
    closed: Period | None
    """The one shown, where it is closed."""
    to_take_over: int
    """How many activities of the period before may be taken over."""
    members: int
    """How many take part."""
    pending: int
    """How many have still to decide."""
    activities: int
    meetings: int
    """Partnership meetings, without those cancelled."""
    hosted: int
    """How many of them have a host."""
    today: date

    @property
    def row(self) -> int:
        """The period, as a button carries it."""
        return self.period.id if self.period else 0


def overview(say: Say, shown: Overview) -> list[Block]:
    """What there is, and a button for each thing a coordinator changes in it."""
    ways = [button(name, say(label), shown.row) for name, label in FORM_OF.items()]
    if shown.period and shown.period.fee:
        ways.append(button("fees.period", say("Fees"), shown.row))
    turns = [
        button(f"manage.show:{each.id}", say("To the period {period}", period=each.name), each.id)
        for each in shown.others
    ]
    turns += [button("next.activities", say("Take over activities"), shown.row)] if shown.to_take_over else []
    if (closes := shown.to_close) is not None:
        turns.append(button("period.closing", say("Close the period {period}", period=closes.name), closes.id))
    if (closed := shown.closed) is not None:
        turns.append(button("period.open", say("Open the period again"), as_shown(closed.id, closed.closed_on)))
    turns += [button("next.begin", say("Begin the next period"), shown.row)] if shown.may_follow else []
    turns.append(button("begin.show", say("Begin another network")))
    return [facts(_in_short(say, shown)), actions(*ways), actions(*turns)]


def _in_short(say: Say, shown: Overview) -> list[tuple[object, object]]:
    channel, period = shown.network.channel or "", shown.period
    where = Text(f"<#{channel}>") if CHANNEL_ID.fullmatch(channel) else escape(channel)
    if period is None:
        return [(say("Period"), say("no period is loaded")), (say("Channel"), where)]
    first, last = (plain_day(each, say.code) for each in (period.starts, period.ends))
    when = when_in_words(say, period, shown.today) or say("from {first} to {last}", first=first, last=last)
    hosts = say("{count} of {meetings} partnership meetings", count=shown.hosted, meetings=shown.meetings)
    waits = say.many("{count} has still to decide", "{count} have still to decide", shown.pending)
    members = lines(str(shown.members) if shown.members or not shown.pending else "", waits if shown.pending else "")
    return [
        (say("Period"), lines(escape(period.name), when)), (say("Channel"), where),
        (say("Members"), members), (say("Activities"), str(shown.activities)),
        (say("Host named for"), hosts if shown.meetings else ""),
    ]  # fmt: skip


def network_form(say: Say, network: Network, period: int = 0) -> Form:
    """What the network is called and wants, where it is read of, and what it speaks; `period`: the one that is shown
    again afterwards."""
    channel = network.channel if CHANNEL_ID.fullmatch(network.channel or "") else None
    languages = [(code, say(name)) for code, name in LANGUAGE_NAMES.items()]
    blocks: list[Block] = [
        text_field("name", say("Name"), value=network.name, most=LONGEST_NAME),
        text_field("aim", say("Aim"), value=network.aim, long=True, optional=True, most=LONGEST_FIELD),
        text_field("website", say("Website"), value=network.website, optional=True, most=LONGEST_NAME),
        channel_field("channel", say("Channel"), chosen=channel, hint=say("The network’s own messages come here.")),
        choice_field("language", say("Language"), languages, chosen=network.language),
        more_fields(say),
        text_field("history", say("History"), value="\n".join(network.settings.get("history") or ()), long=True,
                   optional=True, most=LONGEST_FIELD,
                   hint=say("One on each line: earlier periods, past projects.")),
    ]  # fmt: skip
    return opened(Form("manage.network", say("The network"), blocks, say("Save"), say("Cancel"), str(period or "")))


def just_changed(say: Say, shown: Message, changes: Text, edit: object = 0, undo: str = "manage.undo") -> Message:
    """How things are now, under what was just changed, with a way to undo it: the @button that shows them again."""
    words = changes or say("Nothing was changed.")
    receipt = [section(words, button(undo, say("Undo"), edit) if edit else None)]
    return replace(framed(shown, above=receipt, text=words), receipt=receipt)


def in_words(say: Say, changes: Sequence[PlanChange]) -> Text:
    """What was changed, a sentence for each."""
    rows = [_change(say, each) for each in changes[:MOST_TOLD]]
    more = len(changes) - len(rows)
    return lines(*rows, say.many("… and {count} more change.", "… and {count} more changes.", more) if more else "")


def _change(say: Say, change: PlanChange) -> Text:
    words = clip(escape(change.in_words(say)), LONGEST_CHANGE)
    return Text(CHANNEL_ID.sub(r"<#\g<0>>", words)) if change.values.get("field") == "channel" else words


def plan_changed(say: Say, by: str, changes: Sequence[PlanChange]) -> Message:
    """What the others read of a change of the plan; `by`: who made it, as far as that is known."""
    lead = say("{name} has changed the network’s plan:", name=by) if by else say("The network’s plan has changed:")
    words = lines(lead, in_words(say, changes))
    return Message(words, [section(words)])


def members_to_manage(say: Say, members: MembersOfPeriod) -> Message:
    """Every member of the period with a way to change it, and a way to add one."""
    title, there = say("Members {period}", period=members.period.name), members.all
    rows: list[Row] = [
        [
            section(
                _member(say, each, members),
                button("manage.member", say("Change"), InPeriod(each.id, members.period.id)),
            )
        ]
        for each in there
    ]
    foot = [actions(button("manage.member", say("Add a member"), InPeriod(NEW, members.period.id), style="primary"))]
    head = [header(title)]
    words = [_member(say, each, members) for each in there] or [say("No member yet.")]
    turn = again("manage.members", members.period.id)
    return Listing(
        say=say, text=title, rows=rows or words, words=words, again=turn, head=head, foot=foot
    ).page()  # fmt: skip


def _member(say: Say, membership: Membership, members: MembersOfPeriod) -> Text:
    return joined(" – ", [bold(clip(membership.name, 100)), part_in_words(say, membership, members)])


def member_form(say: Say, membership: Membership | None, period: Period) -> Form:
    """What a member is called and consists of, and its part in a period."""
    kind = membership.kind if membership else MemberKind.MUNICIPALITY
    state = membership.state if membership else MembershipState.ACTIVE
    kinds = [(each.value, say(name)) for each, name in MEMBER_KINDS.items()]
    states = [(each.value, say(name)) for each, name in MEMBERSHIP_STATES.items()]
    since = membership.member.since if membership else None
    names = "" if membership is None or kind is MemberKind.MUNICIPALITY else ", ".join(membership.municipalities)
    blocks: list[Block] = [
        text_field("name", say("Name"), value=membership.name if membership else "", most=LONGEST_NAME),
        choice_field("state", say("Part in the period"), states, chosen=state.value),
        day_field("starts", say("Takes part from"), value=membership.starts if membership else None, optional=True,
                  hint=say("Empty: the whole period.")),
        day_field("ends", say("Last day"), value=membership.ends if membership else None, optional=True),
        choice_field("kind", say("Kind of member"), kinds, chosen=kind.value),
        text_field("municipalities", say("Municipalities"), value=names, optional=True, most=300,
                   hint=say("Of a pair or a district, with commas between.")),
        more_fields(say),
        text_field("since", say("First took part in the year"), value=str(since or ""), optional=True, most=4,
                   hint=say("Where that was before the periods that are loaded.")),
        text_field("note", say("Note"), value=membership.note if membership else "", optional=True, long=True,
                   most=LONGEST_FIELD),
    ]  # fmt: skip
    about = InPeriod(membership.id if membership else NEW, period.id)
    return opened(Form("manage.member", say("The member"), blocks, say("Save"), say("Cancel"), str(about)))
