"""What is said to those whose member has still to decide on an agreement, and to who coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import button
from bot.dates.in_words import plain_day
from bot.language import N_, Say, Text, bold, clip, lines
from bot.meetings.reminder import Reminder, names_of, reminder
from bot.models import Member, Membership, Period
from bot.plan.decisions import NEW, DecisionValue

MANAGE = N_("manage")
IN_FORCE = N_("Nobody has noted that {member} has decided on the agreement {period}, which has run since {day}.")
NEXT = N_("The agreement {period} ends on {day}. Nobody has noted that {member} has decided on the next one.")
NOTED_THERE = N_("When the board has decided, note the day and the case number here. A proposal can be noted too.")
NO_NEXT = N_("The next one is not loaded yet, so decisions on it cannot be noted before the coordinator begins it.")


def member_undecided(
    say: Say, about: Reminder, period: Period, member: Member, own: Membership | None, *, is_next: bool
) -> Message:
    """A member has still to decide: on the period that runs, or the one after `period`. `own`: where it is noted; None
    while there is no such period."""
    day = plain_day(period.ends if is_next else period.starts, say.code)
    lead = say(NEXT if is_next else IN_FORCE, member=bold(clip(member.name, 100)), period=period.name, day=day)
    open_it = [button("decision.member", say("Note the decision"), DecisionValue(own.id, NEW))] if own else []
    return reminder(say, about, lines(lead, say(NOTED_THERE if own else NO_NEXT)), buttons=open_it)


def who_is_undecided(
    say: Say, about: Reminder, period: Period, decided: Sequence[Member], missing: Sequence[Member], of: Period | None
) -> Message:
    """Who coordinates hears who has decided on the next agreement, and who has not. `of`: the next period, if any."""
    lead = say("The agreement {period} ends on {day}.", period=period.name, day=plain_day(period.ends, say.code))
    there = say("A decision on the next one is noted for {members}.", members=names_of(say, decided))
    rest = say("Nobody has noted one for {members}.", members=names_of(say, missing))
    none = say("Nobody has noted that any member has decided on the next one.")
    more = "" if of else say("The next one is not loaded yet: begin it with `{command}`.",
                             command=about.command(say, "natverk", "network", say(MANAGE)))  # fmt: skip
    words = lines(lead, *((there, rest) if decided else (none,)), more)
    return reminder(say, about, words, buttons=_all_of(say, of or period))


def who_is_pending(say: Say, about: Reminder, period: Period, missing: Sequence[Member]) -> Message:
    """Who coordinates hears which members have still to decide on the agreement that runs."""
    lead = say("Nobody has noted a decision by {members} on the agreement {period}, which has run since {day}.",
               period=period.name, day=plain_day(period.starts, say.code), members=names_of(say, missing))  # fmt: skip
    ask = say("Ask how far they have come. Their officials, those who are in Slack, are reminded too.")
    return reminder(say, about, lines(lead, ask), buttons=_all_of(say, period))


def _all_of(say: Say, period: Period) -> list[ButtonElement]:
    return [button("decision.list", say("All decisions"), period.id)]


def may_be_revised(say: Say, about: Reminder, period: Period, day: date) -> Message:
    """The plan may be revised from a day on, as the agreement says (domain 15)."""
    words: Text = say(
        "Under the agreement {period} the plan may be revised on {day}. Take it up at the officials’ meeting before"
        " that; what is changed is noted with `{command}`.",
        period=period.name, day=plain_day(day, say.code),
        command=about.command(say, "natverk", "network", say(MANAGE)),
    )  # fmt: skip
    return reminder(say, about, words)
