"""How members are asked for their experiences: after a meeting, once a quarter, at the steps of the report."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import button
from bot.language import N_, Say, Text, clip, joined, lines
from bot.meetings.reminder import Reminder, held, names_of, reminder
from bot.models import Activity, Meeting, Member

MOST_ACTIVITIES = 5


def after_meeting(
    say: Say, about: Reminder, meeting: Meeting, activities: Sequence[Activity], whom: Sequence[Member] = ()
) -> Message:
    """After a meeting: what did you learn? `whom`: in the channel, the members it goes to."""
    lead = joined(" ", [say("What did you learn?"), held(say, meeting)])
    ask = say("Share an experience while it is fresh: two minutes are enough, and it goes into the report.")
    return _asked(say, about, lines(lead, _to(say, whom), ask), activities)


def nothing_yet(say: Say, about: Reminder, activities: Sequence[Activity], whom: Sequence[Member] = ()) -> Message:
    """Once a quarter: the open activities without anything from the member this year."""
    if about.is_personal:
        lead = say("Your member has not contributed any experience this year to these open activities.")
    else:
        lead = say("The open activities wait for experiences from this year.")
    ask = say("What have you tried, and what came of it? Choose an activity and tell it in two minutes.")
    return _asked(say, about, lines(lead, _to(say, whom), ask), activities)


def _to(say: Say, members: Sequence[Member]) -> Text:
    return say("This goes to {members}.", members=names_of(members)) if members else Text("")


def _asked(say: Say, about: Reminder, text: Text, activities: Sequence[Activity]) -> Message:
    shown = activities[:MOST_ACTIVITIES]
    rows = [Text(f"{each.number}. {clip(each.title, 150)}") for each in shown]
    left = len(activities) - len(shown)
    command = about.command(say, "aktiviteter", "activities")
    more = say("{count} more are shown by `{command}`.", count=left, command=command) if left else ""
    return reminder(say, about, lines(text, *rows, more), buttons=_buttons(say, shown))


def _buttons(say: Say, activities: Sequence[Activity]) -> list[ButtonElement]:
    """One for each activity, or one for an experience of anything."""
    label = N_("Contribute to activity {number}")
    several = [button("experience.new", say(label, number=each.number), each.id) for each in activities]
    return several or [button("experience.new", say("Contribute an experience"), style="primary")]
