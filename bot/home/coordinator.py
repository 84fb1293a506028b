"""The Home tab's part for the coordinator: who is silent, what is late, what failed, who wants to join."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities import store as activities_store
from bot.activities.card import titled
from bot.activities.coverage_view import at_a_glance
from bot.blocks.parts import actions, button, section
from bot.home.seen import Seen
from bot.language import Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings.seats_view import missing
from bot.network import store as network_store
from bot.network.membership import replaced_by
from bot.network.people import decide_buttons, request_to_join
from bot.outbox.deliveries import dead_letters

MOST_REQUESTS: Final = 5
MOST_LATE: Final = 6
MOST_FAILED: Final = 3


def for_coordinator(seen: Seen) -> list[Block]:
    """What the coordinator sees to; nothing for others."""
    if not seen.call.is_coordinator:
        return []
    say = seen.call.say
    parts = [_silent(seen), _late(seen), _failed(seen)]
    told = [section(each) for each in parts if each]
    covered = activities_store.coverage_of(seen.call.session, seen.period) if seen.period else None
    grid = at_a_glance(say, covered) if covered else []
    quiet = [] if told else [section(say("Everybody has answered, nothing is late, and nothing failed."))]
    row = actions(
        button("activity.list", say("Late activities"), "late"),
        button("coverage.show", say("Who has contributed to what")),
        button("experience.review_list", say("Experiences to review")),
        button("network.coming", say("What goes out")),
        button("reminders.days", say("When reminders come")),
        button("report.make", say("The final report")),
        button("report.chapters", say("The report's chapters")),
    )
    return [section(bold(say("For the coordinator"))), *requests(seen), *told, *quiet, *grid, row]


def requests(seen: Seen) -> list[Block]:
    """Who wants to join, with buttons to decide."""
    call = seen.call
    waiting = network_store.requests_to_join(call.session, call.network)
    people = network_store.people(call.session, call.network) if waiting else []
    blocks: list[Block] = []
    for each in waiting[:MOST_REQUESTS]:
        blocks += [
            section(request_to_join(call.say, each, replaced_by(each, people)).text),
            decide_buttons(call.say, each),
        ]
    left = len(waiting) - MOST_REQUESTS
    return [*blocks, section(call.say("… and {left} more.", left=left))] if left > 0 else blocks


def _silent(seen: Seen) -> Text:
    """Who has not answered the next meeting."""
    if not seen.coming:
        return Text("")
    call = seen.call
    seats = meetings_store.seats(call.session, call.network, seen.coming[0])
    return missing(call.say, seats)


def _late(seen: Seen) -> Text:
    """The activities with a late step."""
    late = seen.late_activities
    if not late:
        return Text("")
    rows = [Text("• ") + clip(titled(each), 120) for each in late[:MOST_LATE]]
    more = seen.call.say("… and {left} more.", left=len(late) - MOST_LATE) if len(late) > MOST_LATE else ""
    return lines(bold(seen.call.say("Late ({count}):", count=len(late))), *rows, more)


def _failed(seen: Seen) -> Text:
    """What could not be delivered."""
    say, dead = seen.call.say, dead_letters(seen.call.session, seen.call.network)
    if not dead:
        return Text("")
    why = dict.fromkeys(joined(": ", [each.kind, clip(each.error or "", 80)]) for each in dead)
    count = say.many("{count} message could not be delivered.", "{count} messages could not be delivered.", len(dead))
    how = say("Whoever runs the bot finds out what to do with `natverksbot doctor`.")
    return lines(bold(count), *(Text("• ") + each for each in list(why)[:MOST_FAILED]), how)
