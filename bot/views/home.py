"""The app's Home tab: what its reader has to answer or do, and how things stand; by role, and for newcomers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Home, LimitExceeded
from bot.blocks.parts import actions, button, context, divider, header, section, text_field
from bot.feature.call import Call
from bot.language import Say, bold, clip, lines
from bot.models import PersonState
from bot.network.people import seat_of
from bot.views.home_coordinator import for_coordinator
from bot.views.home_parts import dates, doors, hosting, my_member, next_meeting
from bot.views.home_seen import Seen
from bot.views.home_todo import todo

Part = Callable[[Seen], list[Block]]
PARTS: Final[Sequence[Part]] = (my_member, hosting, dates)
"""What may be left out, the last first, when there is more than Slack takes."""


def home_for(call: Call) -> Home:
    """The Home tab as the reader needs it."""
    seen = Seen(call)
    if call.member_of is None and not call.is_coordinator:
        parts = [part for part in (next_meeting(seen), dates(seen), doors(seen)) if part]
        return Home([*_greeting(call), *_how_to_join(call), *(block for part in parts for block in (divider(), *part))])
    top = [*_greeting(call), *next_meeting(seen), divider(), *_todo(seen)]
    if call.is_coordinator:
        top += [divider(), *for_coordinator(seen)]
    for shown in range(len(PARTS), -1, -1):
        more = [block for part in PARTS[:shown] if (found := part(seen)) for block in (divider(), *found)]
        try:
            return Home([*top, *more, divider(), *doors(seen)])
        except LimitExceeded:
            continue
    return Home([*_greeting(call), *next_meeting(seen), divider(), *doors(seen)])


def _greeting(call: Call) -> list[Block]:
    """Where one is, and as whom."""
    say, me = call.say, call.member_of
    seat = say("You are in the network as {seat}.", seat=seat_of(say, me)) if me else ""
    return [header(call.network.name), *([context(seat)] if seat else [])]


def _todo(seen: Seen) -> list[Block]:
    say, found = seen.call.say, todo(seen)
    return [section(bold(say("To do"))), *(found or [section(say("Nothing waits for you just now."))])]


def _how_to_join(call: Call) -> list[Block]:
    """For those who are not in: what the network is, and how one joins; for guests that they read."""
    say, aim = call.say, clip(call.network.aim, 600)
    if call.user.is_outside:
        return [
            section(
                lines(aim, say("As a guest in this workspace you can read everything here, but not change anything."))
            )
        ]
    if call.person is not None and call.person.state is PersonState.REQUESTED:
        waits = say("You have asked to join as {seat}.", seat=seat_of(say, call.person))
        told = say("The coordinator has been told and confirms. Until then you can read and search.")
        return [section(lines(aim, bold(waits), told))]
    how = say("Choose your municipality and role; the coordinator confirms. Until then you can read and search.")
    join = button("join.open", say("Join the network"), style="primary")
    return [section(lines(aim, bold(say("You are not in the network yet.")), how)), actions(join)]


def search_form(say: Say) -> Form:
    """Search experiences without knowing a command."""
    field = text_field("words", say("What do you look for?"), most=200, hint=say("Parts of words are found too."))
    return Form("home.search", say("Search experiences"), [field], say("Search"), say("Cancel"))
