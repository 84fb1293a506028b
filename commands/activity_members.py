"""What every member has to do is noted as done at each of them, by who sits for it or the coordinator (domain 13)."""

from __future__ import annotations

from bot.activities.rules import words_of
from bot.activities.show import (
    activity_of_button,
    at_member,
    note_done_at,
    show_card,
    show_members_to_note,
    take_back_done_at,
)
from bot.feature.declare import Answer, By, Call, Message, button
from bot.feature.subject import Subject


@button("activity.members", by=By.COORDINATOR)
def members(call: Call) -> Answer:
    """Every member with a button, for the coordinator."""
    return show_members_to_note(call, activity_of_button(call))


def facts(call: Call) -> tuple[object, ...]:
    """What the button's reader was shown."""
    activity, own = at_member(call)
    return *words_of(activity), any(each.member_id == own.member_id for each in activity.at_members)


def shown(call: Call) -> Message:
    """The card anew."""
    return show_card(call, at_member(call)[0])


AT_MEMBER = Subject(facts, shown)


@button("activity.at", writes=True, about=AT_MEMBER)
def done_at(call: Call) -> Answer:
    """Note that it is done at the member."""
    activity, own = at_member(call)
    return show_card(call, activity, note_done_at(call, activity, own))


@button("activity.not_at", writes=True, about=AT_MEMBER)
def not_done_at(call: Call) -> Answer:
    """Take that back."""
    activity, own = at_member(call)
    return show_card(call, activity, take_back_done_at(call, activity, own))
