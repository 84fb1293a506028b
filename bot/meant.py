"""From what a button, menu or word names to the noun it means; a Refusal when there is none in this network."""

from __future__ import annotations

from bot import store
from bot.call import Call, Refusal
from bot.language import N_
from bot.models import Meeting


def meeting_meant(call: Call, meeting_id: str) -> Meeting:
    """The meeting of that row number."""
    meeting = store.meeting(call.session, call.network, meeting_id)
    if meeting is None:
        raise Refusal(N_("That meeting is no longer there. See those to come with `/mote lista`."))
    return meeting
