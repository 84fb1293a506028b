"""How hosting looks: who hosted, hosts and will host, who coordinates, and the requests to swap (domain 6, 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    aligned,
    are_you_sure,
    button,
    cell,
    choices_field,
    context,
    day_field,
    header,
    section,
    tables,
    text_field,
    whole_lines,
)
from bot.dates.in_words import month, span
from bot.feature.call import Call
from bot.hosting import store as hosting_store
from bot.hosting.checklist import Item
from bot.hosting.coordination import LONGEST_NAME, Part, coordination_of, costs_of, words_of_plan
from bot.hosting.rules import Hosted, Order, is_going_on, may_be_swapped, order_of, still_stands
from bot.hosting.swap import request_blocks
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings.card import in_one_line, title_of
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting, MeetingKind, Member, SwapRequest, SwapState
from bot.network import store as network_store
from bot.network.membership import speaks_for

MOST_PAST: Final = 6
MOST_COMING: Final = 8
MOST_REQUESTS: Final = 3


def hosting_for(call: Call) -> Message:
    """Hosting as the asker sees it."""
    say, period = call.say, network_store.period_at(call.session, call.network, call.today)
    meetings = meetings_store.all_meetings(call.session, call.network)
    order = order_of(meetings, call.now, call.zone)
    parts = [*_order(call, order), *_queue(call), *costs_of(say, period), coordination_of(call, period, meetings)]
    blocks: list[Block] = [header(say("Hosting")), *(section(each.text) for each in parts)]
    if words := words_of_plan(period):
        blocks.append(context(words))
    blocks += _requests(call)
    row = [button("hosting.swap", say("Swap hosting"))] if _may_ask(call, order) else []
    if listed := _listed(call, order):
        row.append(button("checklist.show", say("The host's list"), listed.id))
    if call.may_write and (order.past or order.coming):
        row.append(button("hosting.order", say("Hosting order")))
    if row:
        blocks.append(actions(*row))
    return Message(whole_lines(lines(*(each.text for each in parts))), blocks)


def _order(call: Call, order: Order) -> list[Part]:
    """The three lists; or one sentence when nobody has hosted and nobody is to."""
    say = call.say
    if not order.past and not order.coming:
        command = call.command("mote ny", "meeting new")
        return [Part(say("No hosting turns are in the plan"),
                     [say("The coordinator chooses a host when planning a meeting, with `{command}`.",
                          command=command)])]  # fmt: skip
    swapped = _swapped(call)
    past = [row_of(say, each, swapped) for each in order.past[-MOST_PAST:]]
    coming = [row_of(say, each, swapped) for each in order.coming[: MOST_COMING + 1]]
    earlier, later = len(order.past) - len(past), len(order.coming) - len(coming)
    before = [say.many("and {count} earlier", "and {count} earlier", earlier)] if earlier else []
    after = [say.many("and {count} later", "and {count} later", later)] if later else []
    is_now = bool(order.coming) and is_going_on(order.coming[0], call.now, call.zone)
    parts = [
        Part(say("Have hosted"), [*before, *past]),
        Part(say("Hosts now") if is_now else say("Hosts next"), coming[:1] or [_nothing_after(say, order)]),
        Part(say("Will host"), [*coming[1:], *after]),
    ]
    return [each for each in parts if each.rows]


def _nothing_after(say: Say, order: Order) -> Text:
    last = Text(span(span_of(order.past[-1]), say.code))
    return say("No meeting with a host is planned after {month}.", month=last)


def row_of(say: Say, meeting: Meeting, swapped: Mapping[int, str]) -> Text:
    """A meeting in a line: when, who hosts, and what is special about it."""
    days = Text(span(span_of(meeting), say.code))
    host = bold(clip(meeting.host.name, LONGEST_NAME)) if meeting.host else say("no host chosen yet")
    kind = clip(title_of(say, meeting), 60) if meeting.kind is not MeetingKind.PARTNERSHIP else ""
    digital = say("digital") if meeting.digital else ""
    reason = clip(" ".join(meeting.turn.reason.split()), 100) if meeting.turn else ""
    other = swapped.get(meeting.turn.id) if meeting.turn else None
    swap = say("swapped with {member}", member=clip(other, LONGEST_NAME)) if other else ""
    return Text("• ") + joined(" · ", [joined(" – ", [days, host]), kind, digital, reason, swap])


def _swapped(call: Call) -> dict[int, str]:
    """With whom the holder of a turn swapped to get it, by turn; swapped back is not swapped, and a host chosen since
    has not swapped."""
    found: dict[int, tuple[HostingTurn, int, str]] = {}
    for each in hosting_store.swap_requests(call.session, call.network, SwapState.ACCEPTED):
        if each.member is None or each.other_member is None:
            continue
        for turn, now, before in (
            (each.turn, each.other_member, each.member),
            (each.other_turn, each.member, each.other_member),
        ):
            if turn.id in found and found[turn.id][2] == now.name:
                del found[turn.id]
            else:
                found[turn.id] = (turn, now.id, before.name)
    return {key: name for key, (turn, holder, name) in found.items() if turn.member_id == holder}


def _queue(call: Call) -> list[Part]:
    """Whose turn it is after the meetings that are planned."""
    turns = hosting_store.queue(call.session, call.network)
    names = joined(", ", [clip(each.member.name, LONGEST_NAME) for each in turns[:10]])
    return [Part(call.say("Then in turn"), [names])] if names else []


def _requests(call: Call) -> list[Block]:
    """The open requests the asker can do something about."""
    opened = hosting_store.swap_requests(call.session, call.network, SwapState.ASKED)
    blocks: list[Block] = []
    for each in [each for each in opened if still_stands(each, call.now, call.zone)][: MOST_REQUESTS * 5]:
        blocks += _request(call, each)
    return blocks[: MOST_REQUESTS * 2]


def _request(call: Call, request: SwapRequest) -> list[Block]:
    if call.user.is_outside:
        return []
    return request_blocks(
        call.say,
        request,
        may_answer=call.is_coordinator or speaks_for(call.member_of, request.other_member_id),
        may_withdraw=call.is_coordinator or speaks_for(call.member_of, request.member_id),
    )


def _listed(call: Call, order: Order) -> Meeting | None:
    """The next meeting whose host's list the asker keeps."""
    mine = (each for each in order.coming if each.host and call.may_write
            and (call.is_coordinator or speaks_for(call.member_of, each.host.id)))  # fmt: skip
    return next(mine, None)


def _may_ask(call: Call, order: Order) -> bool:
    turns = [each.turn for each in order.coming if each.turn and may_be_swapped(each.turn, call.now, call.zone)]
    if call.user.is_outside or len({each.member_id for each in turns}) < 2:
        return False
    return call.is_coordinator or any(speaks_for(call.member_of, each.member_id) for each in turns)


LONGEST_TITLE: Final = 140
LONGEST_NOTES: Final = 2000


def list_form(say: Say, meeting: Meeting, own: Sequence[Item]) -> Form:
    """Put a thing on the list, or take off one that was put there."""
    hint = say("Empty: 30 days before the meeting.")
    blocks: list[Block] = [
        section(in_one_line(say, meeting)),
        text_field("title", say("Put on the list"), optional=True, most=LONGEST_TITLE),
        day_field("due", say("To be done by"), optional=True, hint=hint),
    ]
    if own:
        choices: list[Choice] = [(each.token, each.title) for each in own]
        blocks.append(choices_field("off", say("Take off the list"), choices))
    return Form("checklist.edit", say("The host's list"), blocks, say("Save"), say("Cancel"), str(meeting.id))


def handover_form(say: Say, meeting: Meeting, turn: HostingTurn) -> Form:
    """What the next host should know."""
    hint = say("For example: what took longer than you thought, whom to ask, what you would do otherwise.")
    field = text_field(
        "notes", say("To the next host"), value=turn.handover, long=True, optional=True, hint=hint, most=LONGEST_NOTES
    )
    who = say("The next host and the coordinator read this.")
    blocks: list[Block] = [section(lines(in_one_line(say, meeting), who)), field]
    return Form("handover.write", say("Handover"), blocks, say("Save"), say("Cancel"), f"{meeting.id}.{turn.version}")


def handed_over(say: Say, meeting: Meeting) -> Text:
    """What the host of a meeting wrote to the next; empty when nothing."""
    turn = meeting.turn
    if turn is None or not turn.handover:
        return Text("")
    who = say("From {host}, host {when}:", host=turn.member.name, when=span(span_of(meeting), say.code))
    return lines(bold(who), clip(turn.handover, LONGEST_NOTES))


def handover_kept(say: Say, meeting: Meeting, following: Meeting | None) -> Message:
    """Who reads it, and when."""
    if meeting.turn is None or not meeting.turn.handover:
        sentence = say("Nothing is handed over from you now.")
    elif following is not None and following.host is not None:
        sentence = say(
            "Saved. {host}, who hosts {when}, reads it in their list.",
            host=following.host.name,
            when=span(span_of(following), say.code),
        )
    else:
        sentence = say("Saved. Whoever hosts next reads it in their list, once a host is chosen.")
    return Message(sentence, [section(sentence)])


def handover_told(say: Say, meeting: Meeting, command: str) -> Message:
    """What the next host reads, once, when something is handed over."""
    more = say("You find it again with `{command}`.", command=command)
    text = lines(handed_over(say, meeting), more)
    return Message(text, [section(text)])


def no_list(say: Say, command: str) -> Message:
    """Nobody the asker speaks for is to host."""
    sentence = say("No coming meeting has a host's list for you. `{command}` shows who hosts when.", command=command)
    return Message(sentence, [section(sentence)])


HEADINGS: Final = (N_("Member"), N_("Times hosted"), N_("Last"), N_("Next"))
MOST_ROWS: Final = 60
MOST_PROPOSED: Final = 12


def shared_between(
    say: Say, shared: Sequence[Hosted], proposed: Sequence[Member], queue: Sequence[HostingTurn], *, decides: bool
) -> Message:
    """Who has hosted how often and when last, and whose turn it would be; `decides`: the coordinator may settle it."""
    title, heading = say("Hosting order"), say("Proposal for the next period")
    is_settled = len(queue) == len(proposed)
    if is_settled:
        heading = say("Then in turn")
    rows = [Text(f"{place}. ") + clip(each.name, 60) for place, each in enumerate(proposed[:MOST_PROPOSED], 1)]
    how = say(
        "Those who are already in turn come first, then those who have hosted least, and of them whoever did so "
        "longest ago."
    )
    blocks: list[Block] = [header(title), *(section(each) for each in tables(_lines(say, shared)))]
    left = len(shared) - MOST_ROWS
    if left > 0:
        blocks.append(context(say.many("and {count} more member", "and {count} more members", left)))
    blocks += [section(lines(bold(heading), *rows)), context(how)]
    if decides and not is_settled:
        blocks.append(actions(_settle(say, proposed)))
    return Message(lines(title, *_lines(say, shared[:15]), bold(heading), *rows), blocks)


def _lines(say: Say, shared: Sequence[Hosted]) -> list[Text]:
    head = [say.plain(each) for each in HEADINGS]
    rows = [
        [cell(each.member.name), str(len(each.past)), _when(say, each.past[-1:]), _when(say, each.coming[:1])]
        for each in shared[:MOST_ROWS]
    ]
    return aligned([head, *rows])


def _when(say: Say, meetings: Sequence[Meeting]) -> str:
    return month(span_of(meetings[0]).first, say.code) if meetings else "–"


def _settle(say: Say, proposed: Sequence[Member]) -> ButtonElement:
    """The button that makes the proposal the order; it carries what was seen."""
    sure = are_you_sure(
        say,
        say("Use this order"),
        say("The members stand in turn in this order after the planned meetings."),
        say("Use this order"),
    )
    return button("hosting.settle", say("Use this order"), in_words(proposed), sure=sure)


def in_words(proposed: Sequence[Member]) -> str:
    """A proposal as a button carries it."""
    return ".".join(str(each.id) for each in proposed)
