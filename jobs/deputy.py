"""Deputies: for whom somebody else has said no is asked for one, and the deputy is asked in person. Who says it
themselves has the button in the receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.feature.declare import Message, Post, Run, job
from bot.language import N_
from bot.meetings.deputies import asks_deputy, they_come, wants_deputy
from bot.models import Answer, Meeting, Reply
from bot.reminders.affairs import deputies_of
from bot.reminders.posts import (
    About,
    affairs_of,
    hours_of,
    is_wanted,
    meeting_post,
    meetings_to_come,
    replies_to,
    seats_of,
    sent_at,
)
from bot.reminders.rules import is_known_early_enough, matters_until


@job("deputy", about=N_("Deputies, when somebody cannot come"), waits=("deputy_questions",))
def plan(run: Run) -> Iterator[Post]:
    """For every no: to whom it is of, when another said it and nobody is asked, to the deputy while they have not
    answered; what a deputy was asked then says that they come. Of several questions to them the last is open."""
    for meeting in meetings_to_come(run):
        for person in seats_of(run, meeting):
            answer = affairs_of(run).answers.get(meeting.id, {}).get(person.id)
            if answer is not None and answer.reply is Reply.NO:
                yield from _of(run, meeting, answer)
            elif answer is not None and answer.deputy is not None:
                view = they_come if replies_to(run, meeting).stands_in(answer) else asks_deputy
                yield from (each for each in _to_deputy(run, meeting, answer, view) if each.key in sent_at(run))


def _of(run: Run, meeting: Meeting, answer: Answer) -> Iterator[Post]:
    until = matters_until(meeting, run.zone)
    due = answer.answered_at
    if not is_known_early_enough(meeting, due):
        return
    if answer.deputy is None:
        to = affairs_of(run).reach(answer.person)
        if to and due < until and is_wanted(run, due):
            about = About("deputy", "wanted", due, until)
            deputies = deputies_of(affairs_of(run), answer.person)
            asked = meeting_post(run, meeting, about, to, wants_deputy, meeting, deputies)
            if answer.answered_by_id != answer.person_id or asked.key in sent_at(run):
                yield asked
        return
    yield from _to_deputy(run, meeting, answer, asks_deputy)


def _to_deputy(run: Run, meeting: Meeting, answer: Answer, view: Callable[..., Message]) -> Iterator[Post]:
    until = matters_until(meeting, run.zone)
    to, due = affairs_of(run).reach(answer.deputy), hours_of(run).soonest(answer.answered_at)
    if to and due < until and is_wanted(run, due):
        about = About("deputy", answer.id, due, until, stands_alone=True)
        question = meeting_post(run, meeting, about, to, view, meeting, answer)
        if question.key not in sent_at(run) or question.key == affairs_of(run).last_question(answer, to):
            yield question
