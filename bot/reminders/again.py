"""The silent of a meeting are asked again: so many days before, and when the host or the coordinator says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.dates.in_words import plain_day
from bot.dates.when import local_day
from bot.feature.call import Call, Overtaken, Refusal
from bot.feature.post import Post, Run
from bot.language import N_
from bot.meetings.rules import begins_at, has_days, is_to_come
from bot.models import Meeting, Reminding
from bot.reminders.posts import About, affairs_of, before_meeting, day_of, hours_of, is_wanted
from bot.reminders.regret import run_of, what_goes_out
from bot.reminders.rules import REST_AFTER_INVITATION as REST
from bot.reminders.rules import is_known_early_enough

KIND: Final = "silent"
NOBODY: Final = N_(
    "There is nobody to remind: those who can be reached have answered, or were asked less than three days ago."
)
WEEK: Final = timedelta(days=7)


def asked_again(run: Run, meeting: Meeting) -> list[About]:
    """When the silent are asked again. What would come by itself within days of what somebody said is left out."""
    if not has_days(meeting):
        return []
    begins, said = begins_at(meeting, run.zone), affairs_of(run).remindings.get(meeting.id, [])
    by_itself = [
        each for each in before_meeting(run, meeting, KIND)
        if not any(due <= each.due <= due + REST for due in said)
    ]  # fmt: skip
    return by_itself + [
        About(KIND, day_of(run, due), due, min(begins, due + WEEK), since=due)
        for due in said
        if is_wanted(run, due) and is_known_early_enough(meeting, due)
    ]


def remind(call: Call, meeting: Meeting) -> tuple[datetime, list[Post]]:
    """Let the silent be asked again: at once, or when people may be disturbed and have rested; when, and what each of
    them hears."""
    if not has_days(meeting) or not is_to_come(meeting, call.now, call.zone):
        sentence = N_("Nobody is reminded of a meeting that is cancelled, is over or has no days yet.")
        raise Overtaken(sentence, "meeting.show", meeting.id)
    run = run_of(call, call.now)
    refuse_twice_a_week(call, affairs_of(run).remindings.get(meeting.id, []))
    rested = [each.due + REST for each in before_meeting(run, meeting, KIND)]
    due = max(hours_of(run).soonest(max([call.now, *rested])), affairs_of(run).held.get(meeting.id, call.now))
    if due >= begins_at(meeting, call.zone):
        raise Refusal(N_("It is too late to remind anybody: the meeting begins before a reminder would come."))
    call.session.add(Reminding(meeting_id=meeting.id, due_at=due))
    call.session.flush()
    asked = [each for each in what_goes_out(call, meeting, due, [KIND]) if each.was_due == due]
    if not asked:
        raise Refusal(NOBODY)
    return due, asked


def refuse_twice_a_week(call: Call, said: Sequence[datetime]) -> None:
    """Nobody is reminded so more than once a week."""
    last = max((local_day(each, call.zone) for each in said), default=date.min)
    if said and call.today < last + WEEK:
        raise Refusal(
            N_("Those who have not answered are reminded once a week at most: last on {day}, again from {again} on."),
            day=plain_day(last, call.say.code), again=plain_day(last + WEEK, call.say.code),
        )  # fmt: skip
