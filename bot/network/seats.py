"""What people are told about their seats."""

from __future__ import annotations

from datetime import timedelta

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.feature.post import Post
from bot.language import Say
from bot.models import Person
from bot.network.people import seat_was_ended

A_MONTH = timedelta(days=30)
"""How long what is told of seats and requests is of use."""


def tell_seat_lost(call: Call, person: Person, *, replaced: bool) -> None:
    """Tell somebody that they have lost their seat, unless it is they who ended it."""
    if person.slack_id is None or person.slack_id == call.user.id:
        return

    def write(say: Say) -> Message:
        join = call.command("natverk gå med", "network join", say=say)
        return seat_was_ended(say, person, call.network.name, join, replaced=replaced)

    call.post(
        Post(
            key=f"seat/{person.id}/{int(call.now.timestamp())}",
            kind="join",
            to=person.slack_id,
            due=call.now,
            useful_until=call.now + A_MONTH,
            write=write,
        )
    )
