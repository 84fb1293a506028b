"""How the Home tab lists what its reader has to answer or do; empty when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Message, signs_of
from bot.blocks.parts import actions, button, header, section
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, again
from bot.home.load import HomePage, OwnHosting, Todo
from bot.hosting.swap import request_blocks
from bot.language import Say, Text, joined, lines
from bot.meetings.card import answer_buttons, in_one_line, suggest_days_button
from bot.meetings.deputies import yes_or_no
from bot.meetings.outcome_view import answers_to_it, question
from bot.meetings.reminder import name_and_days
from bot.meetings.waiting_view import waiting_rows
from bot.models import Meeting, Period
from bot.network.people import decide_buttons, wants_to_join
from bot.polls.view import HERE, question_rows, to_decide

MOST: Final = 24
"""Blocks of the list on the Home tab."""
LONGEST: Final = 4000
"""Signs of it."""


def todo(say: Say, page: HomePage) -> list[Block]:
    """What waits for this person, the most pressing first, as far as there is room, with a button to all of it."""
    rows = [*_rows(say, page)]
    blocks = [block for row in rows for block in row]
    if len(blocks) <= MOST and sum(map(signs_of, blocks)) <= LONGEST:
        return blocks
    shown = [*accumulate(rows, lambda before, row: [*before, *row])]
    fitting = [each for each in shown if len(each) < MOST and sum(map(signs_of, each)) <= LONGEST]
    return [*(fitting[-1] if fitting else ()), all_to_do(say)]


def all_to_do(say: Say) -> Block:
    """The way to all of it."""
    return actions(button("home.todo", say("Show all there is to do")))


def todo_list(say: Say, page: HomePage) -> Message:
    """Everything that waits for this person, also at the next meeting, which stands by itself on the Home tab."""
    next_one = [page.next.meeting] if page.next and page.next.waits else []
    rows, title = [*_answers(say, next_one), *_rows(say, page)], say("To do")
    nothing = [] if rows else [section(say("Nothing waits for you just now."))]
    return Listing(
        say=say, text=title, rows=rows, words=(), again=again("home.todo"), head=[header(title), *nothing]
    ).page()  # fmt: skip


def _rows(say: Say, page: HomePage) -> Iterator[list[Block]]:
    waiting = page.todo
    for each in waiting.goes_out:
        yield waiting_rows(say, each, in_one_line(say, each.meeting))
    for applicant in waiting.applicants:
        yield [section(wants_to_join(say, applicant)), decide_buttons(say, applicant)]
    yield from _deputy(say, waiting)
    yield from _swaps(say, waiting)
    yield from _days(say, page)
    yield from _hosting(say, waiting)
    yield from _answers(say, waiting.unanswered)
    yield from _late(say, waiting)
    if waiting.to_close is not None:
        yield _to_close(say, waiting.to_close)
    yield from _reviews(say, waiting)
    yield from _experiences(say, page)


def _to_close(say: Say, period: Period) -> list[Block]:
    """A period has ended, and nobody has closed it."""
    ended = say("The period {period} ended on {day}, and nobody has noted that it is closed.", period=period.name,
                day=plain_day(period.ends, say.code))  # fmt: skip
    return [section(ended, button("period.closing", say("Close the period"), period.id))]


def _deputy(say: Say, waiting: Todo) -> Iterator[list[Block]]:
    """Somebody asks whether this person comes instead of them."""
    for answer in waiting.deputy_questions:
        ask = say("Can you come instead of {name}?", name=answer.person.name)
        yield [section(lines(ask, in_one_line(say, answer.meeting))), actions(*yes_or_no(say, answer))]


def _swaps(say: Say, waiting: Todo) -> Iterator[list[Block]]:
    """Requests to swap hosting that this person can answer."""
    for request, may_withdraw in waiting.swap_requests:
        yield request_blocks(say, request, may_answer=True, may_withdraw=may_withdraw)


def _days(say: Say, page: HomePage) -> Iterator[list[Block]]:
    """Proposed days: which suit, and, once everybody has said so, which it will be."""
    me = page.me.id if page.me is not None else 0
    for poll in page.todo.days_asked:
        yield list(question_rows(say, poll, me, page.today.day, HERE))
    for poll in page.todo.days_to_decide:
        yield [section(to_decide(say, poll), button("days.show", say("Show"), poll.meeting.id))]


def _hosting(say: Say, waiting: Todo) -> Iterator[list[Block]]:
    """What falls to the host: the days, the list, who came."""
    for meeting in waiting.not_known:
        yield [section(question(say, meeting)), actions(*answers_to_it(say, meeting))]
    for meeting in waiting.not_noted:
        ask = joined(" ", [say("Who came?"), name_and_days(say, meeting)])
        yield [section(ask, button("attendance.note", say("Note who came"), meeting.id))]
    for each in waiting.hosting:
        if each.wants_days:
            yield _days_wanted(say, each.meeting)
        if each.left:
            yield [_list_of(say, each)]
    for meeting in waiting.days_wanted:
        yield _days_wanted(say, meeting)


def _days_wanted(say: Say, meeting: Meeting) -> list[Block]:
    ask = joined(" ", [say("Days are wanted:"), in_one_line(say, meeting)])
    set_days = button("meeting.change", say("Set the days"), meeting.id)
    return [section(ask), actions(set_days, suggest_days_button(say, meeting))]


def _list_of(say: Say, own: OwnHosting) -> Block:
    count = say.many("{count} thing left on the host's list", "{count} things left on the host's list", len(own.left))
    late = say.many("{count} late", "{count} late", own.late) if own.late else ""
    first = own.first_due
    when = say("the first by {day}", day=plain_day(first, say.code)) if first is not None and not own.late else ""
    text = lines(joined(", ", [count, late, when]), in_one_line(say, own.meeting))
    return section(text, button("checklist.show", say("The host's list"), own.meeting.id))


def _answers(say: Say, unanswered: Sequence[Meeting]) -> Iterator[list[Block]]:
    """Meetings that wait for an answer."""
    for each in unanswered:
        ask = section(lines(say("You have not answered yet:"), in_one_line(say, each)))
        yield [ask, actions(*answer_buttons(say, each, None))]


def _late(say: Say, waiting: Todo) -> Iterator[list[Block]]:
    """Steps this person or their member answers for, whose time has passed."""
    for each in waiting.late:
        ask = say("Late: activity {number}, {title}", number=each.number, title=each.title)
        yield [section(ask, button("activity.show", say("Show"), each.id))]


def _reviews(say: Say, waiting: Todo) -> Iterator[list[Block]]:
    """The experiences that wait for this person's approval."""
    if waiting.to_review:
        text = say.many(
            "{count} experience waits to be approved for publication.",
            "{count} experiences wait to be approved for publication.",
            waiting.to_review,
        )
        yield [section(text, button("experience.review_list", say("Show"), 1))]


def _experiences(say: Say, page: HomePage) -> Iterator[list[Block]]:
    """Drafts to go on with, and activities to which this person's member has contributed nothing."""
    waiting = page.todo
    if waiting.drafts:
        text = say.many("You have {count} draft of an experience.", "You have {count} drafts of experiences.",
                        waiting.drafts)  # fmt: skip
        yield [section(text, button("experience.mine", say("Continue"), 1))]
    if waiting.begun_changes:
        text = say.many(
            "You have begun {count} change of an experience that is not saved.",
            "You have begun {count} changes of experiences that are not saved.",
            waiting.begun_changes,
        )
        yield [section(text, button("experience.mine", say("Continue"), "begun"))]
    if waiting.lacking and page.me is not None and page.me.member is not None:
        text = _lacking(say, page.me.member.name, waiting)
        yield [section(text, button("experience.new", say("Contribute"), ""))]


def _lacking(say: Say, member: str, waiting: Todo) -> Text:
    numbers = joined(", ", [str(each.number) for each in waiting.lacking])
    return say.many(
        "{member} has not contributed an experience yet to activity {numbers}.",
        "{member} has not contributed an experience yet to activities {numbers}.",
        len(waiting.lacking), member=member, numbers=numbers,
    )  # fmt: skip
