"""How hosting looks: who hosted, hosts and will host, who coordinates, and the requests to swap (domain 6, 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from slack_sdk.models.blocks import Block

from bot import store_hosting
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, header, section, whole_lines
from bot.dates.in_words import span
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings.card import title_of
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting, MeetingKind, SwapState
from bot.network import store as network_store
from bot.network.membership import speaks_for
from bot.rules.hosting import Order, is_going_on, may_be_swapped, order_of, still_stands
from bot.views.coordination import LONGEST_NAME, Part, coordination_of, costs_of, words_of_plan
from bot.views.hosting_swap import request_blocks

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
    for each in store_hosting.swap_requests(call.session, call.network, SwapState.ACCEPTED):
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
    turns = store_hosting.queue(call.session, call.network)
    names = joined(", ", [clip(each.member.name, LONGEST_NAME) for each in turns[:10]])
    return [Part(call.say("Then in turn"), [names])] if names else []


def _requests(call: Call) -> list[Block]:
    """The open requests the asker can do something about."""
    opened = store_hosting.swap_requests(call.session, call.network, SwapState.ASKED)
    blocks: list[Block] = []
    for each in [each for each in opened if still_stands(each, call.now, call.zone)][: MOST_REQUESTS * 5]:
        blocks += request_blocks(call, each)
    return blocks[: MOST_REQUESTS * 2]


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
