"""How hosting looks: who hosted, hosts and will host, the order of hosts, and the handover (domain 6, 7, 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    LONGEST_PARAGRAPH,
    actions,
    are_you_sure,
    button,
    cell,
    context,
    header,
    section,
    text_field,
)
from bot.blocks.table_or_lines import TableOrLines
from bot.dates.in_words import month, plain_day, span
from bot.feature.call import command_as_typed
from bot.feature.pages import Listing, Row, again, in_rows, pieces, whole_names
from bot.feature.subject import opened
from bot.feature.values import as_shown
from bot.hosting.coordination import HeadedRows, coordination, costs_of, words_of_plan
from bot.hosting.load import HostingCard, OpenRequest
from bot.hosting.rules import HostingShare, Order
from bot.hosting.swap import request_blocks
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings.card import AWAY, in_one_line, title_of
from bot.meetings.rules import in_order, span_of
from bot.models import HostingTurn, Meeting, MeetingKind, Member, Period
from bot.network.people import around_in_words
from bot.network.periods import PeriodValue, Shown

MOST_PAST: Final = 6
"""Past hosts that stand before those to come; the earlier stand last."""


def hosting_card(say: Say, card: HostingCard) -> Message:
    """Who hosted, hosts and will host, who coordinates, and what the reader can do."""
    parts = [*_order(say, card), *_queue(say, card.queue), *costs_of(say, card.period, card.today),
             coordination(say, card.coordinators)]  # fmt: skip
    when = around_in_words(say, card.around, card.today)
    rows: list[Row] = [section(when)] if when else []
    rows += [section(row) for each in parts for row in each.in_rows()]
    rows += [*map(section, words_of_plan(say, card.period)), *_requests(say, card.requests)]
    rows += [section(row) for each in _earlier(say, card) for row in each.in_rows()]
    row = [button("hosting.swap", say("Swap hosting"))] if card.may_swap else []
    if card.own_list:
        row.append(button("checklist.show", say("The host's list"), card.own_list.id))
    if card.may_see_order:
        row.append(button("hosting.order", say("Hosting order")))
    return Listing(
        say=say, text=lines(when, *(each.text for each in parts)), rows=rows, words=(), count=0,
        again=again("hosting.show"), head=[header(say("Hosting"))], foot=[actions(*row)] if row else [],
    ).page()  # fmt: skip


def _order(say: Say, card: HostingCard) -> list[HeadedRows]:
    """The three lists; or one sentence when nobody has hosted and nobody is to."""
    order = card.order
    if not (order.past or order.coming or order.not_recorded):
        how = say("The coordinator chooses a host when planning a meeting, with `{command}`.", command=card.how_to_plan)
        return [HeadedRows(say("No hosting turns are in the plan"), [how])]
    past = [row_of(say, each, card.swapped) for each in order.past[-MOST_PAST:]]
    coming = [row_of(say, each, card.swapped, card.away) for each in order.coming]
    earlier = len(order.past) - len(past)
    before = [say.many("and {count} earlier", "and {count} earlier", earlier)] if earlier else []
    parts = [
        HeadedRows(say("Have hosted"), [*before, *past]),
        HeadedRows(
            say("Listed as host (nobody has noted whether the meeting took place)"),
            [row_of(say, each, card.swapped) for each in order.not_recorded],
        ),
        HeadedRows(
            say("Hosts now") if card.is_going_on else say("Hosts next"), coming[:1] or [_nothing_after(say, order)]
        ),
        HeadedRows(say("Will host"), coming[1:]),
    ]
    return [each for each in parts if each.rows]


def hosting_of_period(say: Say, period: Period, order: Order, today: date, away: Collection[int]) -> Message:
    """Who hosted in a period, and what its agreement says of it."""
    title = say("Hosting {period}", period=period.name)
    lists = [
        (say("Have hosted"), order.past),
        (say("Listed as host (nobody has noted whether the meeting took place)"), order.not_recorded),
        (say("Will host"), order.coming),
    ]
    parts = [HeadedRows(name, [row_of(say, each, {}, away) for each in rows]) for name, rows in lists if rows]
    texts = [row for each in [*parts, *costs_of(say, period, today)] for row in each.in_rows()]
    texts = texts or [say("No hosting turns are in the plan")]
    rows = [section(each) for each in (*texts, *words_of_plan(say, period))]
    return Listing(
        say=say, text=lines(title, *texts), rows=rows, words=(),
        count=0, again=again("periods.show", PeriodValue(Shown.HOSTING, period.id)), head=[header(title)],
    ).page()  # fmt: skip


def _earlier(say: Say, card: HostingCard) -> list[HeadedRows]:
    """Who hosted before the last ones, the last first."""
    rows = [row_of(say, each, card.swapped) for each in card.order.past[:-MOST_PAST][::-1]]
    return [HeadedRows(say("Hosted earlier"), rows)] if rows else []


def _nothing_after(say: Say, order: Order) -> Text:
    last = Text(span(span_of(in_order([*order.past, *order.not_recorded])[-1]), say.code))
    return say("No meeting with a host is planned after {month}.", month=last)


def row_of(say: Say, meeting: Meeting, swapped: Mapping[int, str], away: Collection[int] = ()) -> Text:
    """A meeting in a line: when, who hosts, and what is special about it."""
    days = Text(span(span_of(meeting), say.code))
    host = bold(meeting.host_name) if meeting.host else say("no host chosen yet")
    kind = title_of(say, meeting) if meeting.kind is not MeetingKind.PARTNERSHIP else ""
    digital = say("digital") if meeting.digital else ""
    words = clip(" ".join(meeting.turn.reason.split()), 100) if meeting.turn else ""
    reason = say("The plan: “{words}”", words=words) if words else ""
    other = swapped.get(meeting.turn.id) if meeting.turn else None
    swap = say("swapped with {member}", member=other) if other else ""
    not_there = say(AWAY) if meeting.id in away else ""
    return Text("• ") + joined(" · ", [joined(" – ", [days, host]), not_there, kind, digital, reason, swap])


def _queue(say: Say, turns: Sequence[HostingTurn]) -> list[HeadedRows]:
    """Whose turn it is after the meetings that are planned."""
    names = in_rows(each.member.name for each in turns)
    return [HeadedRows(say("Then in turn"), names)] if names else []


def _requests(say: Say, requests: Sequence[OpenRequest]) -> list[Row]:
    """The open requests the reader can do something about."""
    rows = [
        request_blocks(say, each.request, may_answer=each.may_answer, may_withdraw=each.may_withdraw)
        for each in requests
    ]
    return [each for each in rows if each]


LONGEST_NOTES: Final = 2000


def handover_form(say: Say, meeting: Meeting, turn: HostingTurn) -> Form:
    """What the next host should know."""
    hint = say("For example: what took longer than you thought, whom to ask, what you would do otherwise.")
    field = text_field(
        "notes", say("To the next host"), value=turn.handover, long=True, optional=True, hint=hint, most=LONGEST_NOTES
    )
    who = say("The next host and the coordinator read this.")
    blocks: list[Block] = [section(lines(in_one_line(say, meeting), who)), field]
    written = Form("handover.write", say("Handover"), blocks, say("Save"), say("Cancel"), str(meeting.id))
    return opened(written, turn.id)


def handover_notes(say: Say, meeting: Meeting) -> list[Text]:
    """What the host of a meeting wrote to the next; nothing when nothing."""
    turn = meeting.turn
    if turn is None or not turn.handover:
        return []
    who = say("From {host}, host {when}:", host=turn.member.name, when=span(span_of(meeting), say.code))
    return [bold(who), *pieces(turn.handover)]


def handover_saved(say: Say, meeting: Meeting, following: Meeting | None) -> Message:
    """Who reads it, and when."""
    if meeting.turn is None or not meeting.turn.handover:
        sentence = say("Nothing is handed over from you now.")
    elif following is not None and following.host is not None:
        sentence = say(
            "Saved. {host}, who hosts {when}, reads it in their list.",
            host=following.host_name,
            when=span(span_of(following), say.code),
        )
    else:
        sentence = say("Saved. Whoever hosts next reads it in their list, once a host is chosen.")
    return Message(sentence, [section(sentence)])


def handover_notice(say: Say, meeting: Meeting, prefix: str) -> Message:
    """What the next host reads when something is handed over."""
    command = command_as_typed(prefix, say, "vardskap lista", "hosting checklist")
    more = say("You find it again with `{command}`.", command=command)
    none = say("What was handed over to you has been taken back.")
    notes = handover_notes(say, meeting)[:4] or [none]  # who, and as much as surely fits; the list has the whole
    rows = in_rows([*notes, more], "\n", longest=LONGEST_PARAGRAPH)
    return Message(lines(*rows), [*map(section, rows)])


HEADINGS: Final = (N_("The member"), N_("Times"), N_("Last"), N_("Next"))
NOT_NOTED: Final = N_("Not noted")
"""The heading over the turns of which nobody knows; the column stands only where there are any."""


def hosting_order(
    say: Say,
    shares: Sequence[HostingShare],
    others: Sequence[HostingShare],
    undecided: Collection[Member],
    day: date,
    proposal: Sequence[Member],
    queue: Sequence[HostingTurn],
    *,
    decides: bool,
) -> Message:
    """Who has hosted how often and when last, also the `others` that take no part from the `day` on for which it
    is proposed whose turn it would be, `undecided` or out; `decides`: the coordinator may settle it."""
    title, heading, every = say("Hosting order"), say("Proposal for the next period"), [*shares, *others]
    is_settled = len(queue) == len(proposal)
    if is_settled:
        heading = say("Then in turn")
    rows = [Text(f"{place}. ") + each.name for place, each in enumerate(proposal, 1)]
    how = say(
        "Those who are already in turn come first, then those who have hosted least, and of them whoever did so "
        "longest ago."
    )
    unknown = say("“{heading}”: times the member was listed as host and nobody has noted whether the meeting took"
                  " place.",
                  heading=say(NOT_NOTED)) if any(each.not_recorded for each in every) else ""  # fmt: skip
    waits = _names(say, [each.member for each in others if each.member in undecided])
    out = _names(say, [each.member for each in others if each.member not in undecided])
    pending = say("Not in the proposal, as no decision has been made: {members}.", members=waits) if waits else ""
    gone = (
        say(
            "Not in the network on {day} or later, and so without a place in the proposal: {members}.",
            day=plain_day(day, say.code),
            members=out,
        )
        if out
        else ""
    )
    table, settle = _table(say, every), decides and not is_settled
    turns = in_rows([bold(heading), *rows], "\n", longest=LONGEST_PARAGRAPH)
    ways = [_settle(say, proposal)] if settle else []
    ways += [button("queue.show", say("Change the queue"))] if decides else []
    return Listing(
        say=say,
        text=lines(title, *table.lines, bold(heading), *rows),
        rows=[*table.parts, *map(section, turns)],
        words=(),
        count=0,
        again=again("hosting.order"),
        head=[header(title)],
        foot=[context(lines(unknown, pending, gone, how)), *([actions(*ways)] if ways else [])],
    ).page()


def _names(say: Say, members: Iterable[Member]) -> Text:
    return whole_names(say, [escape(each.name) for each in members], 500)


def _table(say: Say, shares: Sequence[HostingShare]) -> TableOrLines:
    has_unknown = any(each.not_recorded for each in shares)
    head = [say(each) for each in (*HEADINGS, *([NOT_NOTED] if has_unknown else []))]
    rows = [
        [
            cell(each.member.name),
            str(len(each.past)),
            _when(say, each.past[-1:]) or "–",
            _when(say, each.coming[:1]) or "–",
            *([str(len(each.not_recorded) or "–")] if has_unknown else []),
        ]
        for each in shares
    ]
    return TableOrLines(head, rows, [_line(say, each) for each in shares])


def _line(say: Say, share: HostingShare) -> Text:
    """A member's turns in words: how often, and under it when."""
    times = say.many("{count} time noted", "{count} times noted", len(share.past))
    last, coming, unknown = _when(say, share.past[-1:]), _when(say, share.coming[:1]), len(share.not_recorded)
    when = [
        say("last {month}", month=last) if last else "",
        say("next {month}", month=coming) if coming else "",
        say("{count} not noted", count=unknown) if unknown else "",
    ]
    return lines(joined(": ", [bold(cell(share.member.name)), times]), joined(", ", when))


def _when(say: Say, meetings: Sequence[Meeting]) -> str:
    return month(span_of(meetings[0]).first, say.code) if meetings else ""


def _settle(say: Say, proposal: Sequence[Member]) -> ButtonElement:
    """The button that makes the proposal the order; it carries the order that was shown."""
    sure = are_you_sure(
        say,
        say("Use this order"),
        say("The members stand in turn in this order after the planned meetings."),
        say("Use this order"),
    )
    return button("hosting.settle", say("Use this order"), as_shown("", *(each.id for each in proposal)), sure=sure)
