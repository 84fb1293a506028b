"""The Home tab's part for the coordinator: who is silent, what is late, what failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities.card import titled
from bot.activities.coverage_view import at_a_glance
from bot.activities.list import was_left
from bot.activities.load import Which
from bot.blocks.parts import actions, button, section
from bot.feature.pages import whole_names
from bot.home.load import ForCoordinator
from bot.home.network import rest
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings.seats_view import missing
from bot.models import Activity, Delivery
from bot.network.membership import is_over

MOST_LATE: Final = 6
LONGEST_FAILED: Final = 500


def for_coordinator(say: Say, shown: ForCoordinator, late: Sequence[Activity], today: date) -> list[Block]:
    """What the coordinator sees to; `late`: the activities with a late step."""
    silent = missing(say, shown.silent_at) if shown.silent_at else Text("")
    parts = [section(each) for each in (silent, _late(say, late, today), _failed(say, shown.dead)) if each]
    grid = at_a_glance(say, shown.coverage) if shown.coverage else []
    quiet = [] if parts else [section(_all_is_well(say, shown))]
    row = actions(
        button("activity.list", say("Late activities"), Which.LATE),
        button("coverage.show", say("Who has contributed to what")),
        button("experience.review_list", say("Experiences to review")),
        button("network.coming", say("What goes out")),
        button("reminders.days", say("When reminders come")),
        button("report.make", say("The final report")),
        button("report.chapters", say("The report's chapters")),
        button("record.show", say("The record")),
        button("manage.show", say("Manage the network")),
    )
    return [section(bold(say("For the coordinator"))), *parts, *quiet, *grid, row]


def _all_is_well(say: Say, shown: ForCoordinator) -> Text:
    if shown.silent_at is not None and shown.silent_at.all_have_answered:
        return say("Everybody has answered, nothing is late, and nothing failed.")
    return say("Nothing is late, and nothing failed.")


def _late(say: Say, late: Sequence[Activity], today: date) -> Text:
    """The activities with a late step."""
    if not late:
        return Text("")
    rows = [Text("• ") + clip(titled(each), 120) for each in late[:MOST_LATE]]
    more = rest(say, len(late) - MOST_LATE, say("Late activities"))
    period = late[0].period
    title = was_left(say, period) if is_over(period, today) else say("Late ({count}):", count=len(late))
    return lines(bold(title), *rows, *more)


def _failed(say: Say, dead: Sequence[Delivery]) -> Text:
    """What could not be delivered."""
    if not dead:
        return Text("")
    why = dict.fromkeys(joined(": ", [each.kind, clip(each.error or "", 80)]) for each in dead)
    count = say.many("{count} message could not be delivered.", "{count} messages could not be delivered.", len(dead))
    how = say("Whoever runs the bot finds out what to do with `natverksbot doctor`.")
    return lines(bold(count), whole_names(say, [Text("• ") + each for each in why], LONGEST_FAILED, "\n"), how)
