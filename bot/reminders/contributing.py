"""The wording of what asks for experiences: each names one activity and why now; the others are in a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import ButtonElement, StaticSelectElement

from bot.activities.rules import time_in_words
from bot.blocks.messages import Message
from bot.blocks.parts import Choice, button, menu
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings.reminder import Reminder, name_and_days, names_of, reminder
from bot.models import Activity, Member, Step
from bot.reminders.texts import AfterMeeting


@dataclass(frozen=True)
class Wanted:
    """The activities a member has not told of this year, the one that is named first, and why it is."""

    activities: Sequence[Activity]
    step: Step | None = None
    """The step of the first that has its time now."""
    told_by: int = 0
    """How many members have told of the first in this period."""

    @property
    def first(self) -> Activity | None:
        return self.activities[0] if self.activities else None


def after_meeting(
    say: Say, about: Reminder, after: AfterMeeting, asked: Wanted, whom: Sequence[Member] = ()
) -> Message:
    """After a meeting: what did you learn? Where nobody knows that it took place: what have you learned?

    `whom`: in the channel, the members it goes to.
    """
    if after.took_place:
        lead = joined(" ", [say("What did you learn?"), name_and_days(say, after.meeting)])
    else:
        lead = say("What have you learned in your work lately?")
    ask = say("Share an experience while it is fresh: two minutes are enough, and it goes into the report.")
    return _message(say, about, lines(lead, _to(say, whom), ask), asked)


IN_AUTUMN: Final = {
    9: N_("What have you tried so far this year, and what came of it? Two minutes are enough to tell it."),
    11: N_("The year is nearly over: what do you take with you from it? A few sentences are enough."),
}
"""By month: what is asked."""


def nothing_yet(say: Say, about: Reminder, asked: Wanted, day: date, whom: Sequence[Member] = ()) -> Message:
    """In autumn: of what nothing has come from the member that year, which the message may outlive."""
    source = N_("Nothing has come from you in {year} on {activity}.")
    if not about.is_personal:
        source = N_("Experiences from {year} are wanted, first on {activity}.")
    lead = say(source, year=day.year, activity=_name(asked.first)) if asked.first else Text("")
    return _message(say, about, lines(lead, _to(say, whom), say(IN_AUTUMN[day.month])), asked, is_named=True)


def _name(activity: Activity) -> Text:
    return bold(clip(f"{activity.number}. {activity.title}", 200))


def _message(say: Say, about: Reminder, text: Text, asked: Wanted, *, is_named: bool = False) -> Message:
    return reminder(say, about, lines(text, _why(say, asked, is_named=is_named)), buttons=_choices(say, asked))


def _why(say: Say, asked: Wanted, *, is_named: bool) -> Text:
    """Why the first of them, now."""
    if asked.first is None:
        return Text("")
    name = Text("") if is_named else say("Perhaps on {activity}.", activity=_name(asked.first))
    if asked.step is not None:
        when = time_in_words(asked.step.when, asked.first.period.days, say.code)
        step = clip(asked.step.title or asked.first.title, 200)
        why = say("It is in the work plan now: {step} ({when}).", step=step, when=clip(when, 60) or "–")
    elif asked.told_by:
        why = say.many("One member has told of theirs.", "{count} members have told of theirs.", asked.told_by)
    else:
        why = say("Nobody has written about it yet.")
    return joined(" ", [name, why])


def _to(say: Say, members: Sequence[Member]) -> Text:
    return say("This goes to {members}.", members=names_of(say, members)) if members else Text("")


def _choices(say: Say, asked: Wanted) -> list[ButtonElement | StaticSelectElement]:
    """A button for the one that is named, or for an experience of anything; the others in one menu."""
    if asked.first is None:
        return [button("experience.new", say("Contribute an experience"), style="primary")]
    label = say("Contribute to activity {number}", number=asked.first.number)
    others: list[Choice] = [
        (str(each.id), escape(f"{each.number}. {each.title}"))
        for each in sorted(asked.activities[1:], key=lambda each: each.number)
    ]
    rest = [menu("experience.new", say("Another activity"), others)] if others else []
    return [button("experience.new", label, asked.first.id, style="primary"), *rest]
