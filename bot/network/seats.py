"""What people are told about their seats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from bot.blocks.messages import Message
from bot.feature.call import Call, Refusal
from bot.feature.post import Post
from bot.language import N_, Say
from bot.models import Person, PersonState, Role
from bot.network.people import seat_was_ended

A_MONTH = timedelta(days=30)
"""How long what is told of seats and requests is of use."""
LAST_COORDINATOR: Final = N_(
    "{name} is the network's last coordinator. Let somebody else be confirmed as coordinator first."
)


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


@contextmanager
def keeping_a_coordinator(call: Call, person: Person) -> Iterator[None]:
    """Take the seat that somebody has from them; a network keeps somebody who coordinates it."""
    coordinated = person.state is PersonState.CONFIRMED and person.role is Role.COORDINATOR
    yield
    call.session.flush()
    if coordinated and not call.has_coordinator():
        raise Refusal(LAST_COORDINATOR, name=person.name)
