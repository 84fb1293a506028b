"""How the next period is begun from the one before: its form, the activities offered, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    choice_field,
    choices_field,
    context,
    day_field,
    more_fields,
    section,
    text_field,
    ticks_field,
)
from bot.dates.in_words import plain_day
from bot.feature.values import as_shown
from bot.language import Say, Text, clip, escape, joined, lines
from bot.models import MembershipState, Period
from bot.network.people import COORDINATION_NAMES
from bot.plan.changes import MEMBERSHIP_STATES
from bot.plan.checks import LONGEST_NAME
from bot.plan.following import days_after, name_after
from bot.plan.nouns import PlannedActivity, PlannedMember

TICKS: Final = 10
"""Boxes that Slack takes in one group."""
BEGIN_AS: Final = (MembershipState.PENDING, MembershipState.ACTIVE)


def next_period_form(say: Say, before: Period, members: Sequence[PlannedMember]) -> Form:
    """When the next period is and what it is called, who keeps it together, what it costs, and who is asked."""
    days, models = days_after(before.days), [(each.value, say(name)) for each, name in COORDINATION_NAMES.items()]
    name = name_after(before.name, days)
    there = [(each.name, clip(each.name, 75)) for each in members]
    part = [each.name for each in members if each.state is MembershipState.ACTIVE]
    blocks: list[Block] = [
        text_field("name", say("Period"), value=name, most=LONGEST_NAME),
        day_field("starts", say("First day"), value=days.first),
        day_field("ends", say("Last day"), value=days.last),
        choice_field("coordination", say("Coordinated by"), models, chosen=before.coordination.value),
        text_field("fee", say("Fee, kronor a year and member"), value="" if before.fee is None else str(before.fee),
                   optional=True, most=9),
        *([choices_field("members", say("Members"), there, chosen=part)] if there else []),
        more_fields(say),
        choice_field("begins_as", say("The members begin as"), [(each.value, say(MEMBERSHIP_STATES[each]))
                     for each in BEGIN_AS], chosen=MembershipState.PENDING.value,
                     hint=say("A decision is pending until each member’s is noted.")),
        text_field("agreement", say("Agreement"), value=before.agreement.replace(before.name, name), optional=True,
                   most=300),
    ]  # fmt: skip
    return Form("next.begin", say("The next period"), blocks, say("Begin it"), say("Cancel"), str(before.id))


def begun(say: Say, period: Period, before: Period, members: Sequence[PlannedMember]) -> Text:
    """What was made, and what comes next."""
    first, last = (plain_day(each, say.code) for each in (period.starts, period.ends))
    made = say("The period {period} is begun: from {first} to {last}, with the terms of {before}.", period=period.name,
               first=first, last=last, before=before.name)  # fmt: skip
    waits = sum(1 for each in members if each.state is MembershipState.PENDING)
    pending = say.many("{count} member waits for its board’s decision.", "{count} members wait for their boards’"
                       " decisions.", waits) if waits else ""  # fmt: skip
    return lines(made, joined(" ", [pending, say("Whoever has a seat keeps it. Now choose which activities go on.")]))


def next_is_begun(say: Say, by: str, period: Period, names: Sequence[str]) -> Message:
    """What the others read of it."""
    first, last = (plain_day(each, say.code) for each in (period.starts, period.ends))
    name = escape(period.name)
    said = say("The next period is begun: {period}, from {first} to {last}.", period=name, first=first, last=last)
    who = say("Begun by {name}.", name=by) if by else ""
    asked = say("Members asked to take part: {members}.", members=", ".join(names)) if names else ""
    words = lines(joined(" ", [said, who]), asked)
    return Message(words, [section(words)])


def activities_form(say: Say, period: Period, before: Period, there: Sequence[PlannedActivity]) -> Form:
    """The activities of the period before, each to be taken over or not."""
    blocks: list[Block] = [context(say("Tick what goes on in {period}. Times of {before} do not come along; new ones"
                                       " are set afterwards.", period=period.name, before=before.name))]  # fmt: skip
    for place, group in enumerate(_in_groups(there)):
        label = say("Activities {first}–{last}", first=group[0].number, last=group[-1].number)
        choices = [(str(each.number), clip(f"{each.number}. {each.title}", 75)) for each in group]
        blocks.append(ticks_field(f"activities{place}", label, choices))
    about = as_shown(period.id, *((each.number, each.title) for each in there))
    return Form("next.activities", say("Activities"), blocks, say("Take over"), say("Cancel"), about)


def ticked_groups(there: Sequence[PlannedActivity]) -> list[str]:
    """The names of the fields in which activities are ticked."""
    return [f"activities{place}" for place, _ in enumerate(_in_groups(there))]


def _in_groups(there: Sequence[PlannedActivity]) -> list[Sequence[PlannedActivity]]:
    return [there[at : at + TICKS] for at in range(0, len(there), TICKS)]
