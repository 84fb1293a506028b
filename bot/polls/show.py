"""Answers about proposed days that several commands share: load, then show."""

from __future__ import annotations

from typing import Final

from bot.blocks.messages import Message
from bot.feature.call import By, Call
from bot.language import N_
from bot.meetings.rules import may_change
from bot.network.hours import Hours
from bot.polls.rules import Poll
from bot.polls.store import open_polls
from bot.polls.view import PollCard, poll_card, several_polls

NONE_PROPOSED: Final = N_("No days are proposed just now. The host or the coordinator proposes them.")


def show_polls(call: Call) -> Message | None:
    """The one question about days that is open, or all of them; None where none is."""
    polls = open_polls(call.session, call.network, call.now)
    if len(polls) == 1:
        return show_poll(call, polls[0])
    return several_polls(call.say, polls) if polls else None


def show_poll(call: Call, poll: Poll) -> Message:
    """A question about days, as whoever asks sees it."""
    me = call.confirmed if call.is_private and call.may_answer else None
    may_decide = call.is_private and call.may(By.HOST) and may_change(poll.meeting, call.host, call.is_coordinator)
    goes = Hours.of(call.network).soonest(poll.proposals[0].goes_at)
    card = PollCard(
        poll=poll,
        state=poll.state(call.now, call.zone),
        today=call.today,
        goes=goes.astimezone(call.zone) if goes > call.now else None,
        may_go_now=call.now < goes == poll.proposals[0].goes_at,
        names=call.is_inside,
        may_decide=may_decide,
        me=me.id if me is not None and poll.is_asked(me.id) else 0,
    )
    return poll_card(call.say, card)
