"""The silent of a meeting are asked again: so many days before, and when the host or the coordinator says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.dates.in_words import plain_day
from bot.dates.when import local_day
from bot.feature.call import Call, Overtaken, Refusal
from bot.feature.post import Post, Run
from bot.language import N_
from bot.meetings.deputies import asks_deputy_again
from bot.meetings.rules import begins_at, has_days, is_to_come
from bot.meetings.seats import waits_for_deputy
from bot.models import Answer, Meeting, Reminding
from bot.reminders.invitations import not_answered
from bot.reminders.posts import (
    About,
    affairs_of,
    before_meeting,
    day_of,
    hours_of,
    invited_at,
    is_wanted,
    meeting_post,
    replies_to,
    seats_invited,
    sent_at,
)
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


def to_silent(run: Run, meeting: Meeting, abouts: Sequence[About]) -> Iterator[Post]:
    """The question again to each who has not answered, or whether they stand in; not to whoever was asked only just
    now. What was asked says what was answered then."""
    who, answers = replies_to(run, meeting), affairs_of(run).answers.get(meeting.id, {})
    silent = {each.person_id for each in who.missing()}
    for person, to in seats_invited(run, meeting) if abouts else ():
        mine = answers.get(person.id)
        for about in _rested(abouts, invited_at(run, meeting, person)) if person.id in silent or mine else ():
            asked = meeting_post(run, meeting, about, to, not_answered, meeting, mine, who)
            if person.id in silent or asked.key in sent_at(run):
                yield asked
    for to, answer in _deputies(run, meeting).items() if abouts else ():
        for about in _rested(abouts, answer.answered_at):
            yield meeting_post(run, meeting, about, to, asks_deputy_again, meeting, answer)


def _rested(abouts: Sequence[About], question: datetime) -> list[About]:
    rested = question + REST
    return [replace(each, since=max(rested, each.since)) for each in abouts if each.due >= rested]


def _deputies(run: Run, meeting: Meeting) -> dict[str, Answer]:
    """The deputies who were asked to stand in and have said nothing, with the answer they are named in."""
    affairs = affairs_of(run)
    answers = affairs.answers.get(meeting.id, {})
    by_receiver = {affairs.reach(each.deputy): each for each in answers.values() if waits_for_deputy(each, answers)}
    return {to: each for to, each in by_receiver.items() if to is not None}


def _due(run: Run, meeting: Meeting) -> datetime:
    """When the silent would be asked if somebody said so now: at once, or when people may be disturbed and have
    rested."""
    rested = [each.due + REST for each in before_meeting(run, meeting, KIND)]
    return max(hours_of(run).soonest(max([run.now, *rested])), affairs_of(run).held.get(meeting.id, run.now))


def why_not(run: Run, meeting: Meeting, language: str = "") -> Refusal | None:
    """Why nobody can be reminded of a meeting now; None when somebody can, which is when it is offered."""
    if not has_days(meeting) or not is_to_come(meeting, run.now, run.zone):
        sentence = N_("Nobody is reminded of a meeting that is cancelled, is over or has no days yet.")
        return Overtaken(sentence, "meeting.show", meeting.id)
    said = [local_day(each, run.zone) for each in affairs_of(run).remindings.get(meeting.id, [])]
    if said and day_of(run, run.now) < max(said) + WEEK:
        return Refusal(
            N_("Those who have not answered are reminded once a week at most: last on {day}, again from {again} on."),
            day=plain_day(max(said), language), again=plain_day(max(said) + WEEK, language),
        )  # fmt: skip
    due, begins = _due(run, meeting), begins_at(meeting, run.zone)
    if due >= begins:
        return Refusal(N_("It is too late to remind anybody: the meeting begins before a reminder would come."))
    asked = to_silent(run, meeting, [About(KIND, day_of(run, due), due, begins)])
    wanted = (each.key not in sent_at(run) and affairs_of(run).wants(each.to, KIND) for each in asked)
    return None if any(wanted) else Refusal(NOBODY)


def refuse_unless_reminded(call: Call, meeting: Meeting) -> None:
    """Say why nobody can be reminded."""
    no = why_not(run_of(call, call.now), meeting, call.say.code)
    if no is not None:
        raise no


def remind(call: Call, meeting: Meeting) -> tuple[datetime, list[Post]]:
    """Let the silent be asked again; when, and what each of them hears."""
    due = _due(run_of(call, call.now), meeting)
    call.session.add(Reminding(meeting_id=meeting.id, due_at=due))
    call.session.flush()
    return due, [each for each in what_goes_out(call, meeting, due, [KIND]) if each.was_due == due]
