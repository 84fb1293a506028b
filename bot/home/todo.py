"""The Home tab's list of what its reader has to answer or do; empty when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities.rules import answers_for, late_steps, mine
from bot.blocks.parts import actions, button, context, section
from bot.dates.in_words import plain_day
from bot.experiences import store as experiences_store
from bot.experiences.reviewers import may_review
from bot.home import seen as home_seen
from bot.home.seen import Seen
from bot.hosting import store as hosting_store
from bot.hosting.checklist import checklist, due_day, not_ticked
from bot.hosting.rules import still_stands
from bot.hosting.swap import request_blocks
from bot.language import Text, clip, joined, lines
from bot.meetings.card import REPLY_NAMES, answer_buttons, in_one_line
from bot.meetings.reminder import held
from bot.meetings.rules import has_days, is_to_come, span_of
from bot.models import Activity, ExperienceState, Meeting, Reply, SwapState
from bot.network.membership import speaks_for
from bot.network.plan import seasons_of
from bot.reminders import affairs

MOST: Final = 24
"""Blocks of the list; what is left is said."""
MOST_MEETINGS: Final = 3
DAYS_ASKED_BEFORE: Final = 210
LIST_SHOWN_BEFORE: Final = 60
ANSWERED_BEFORE: Final = 150
"""How many days ahead each thing is to do: the days of a meeting, what is on the host's list, an answer."""


def todo(seen: Seen) -> list[Block]:
    """Everything that waits for this person, the most pressing first."""
    found = [
        block for part in (_deputy, _swaps, _hosting, _meetings, _late, _reviews, _experiences) for block in part(seen)
    ]
    more = seen.call.say("There is more to do than fits here.")
    return found if len(found) <= MOST else [*found[:MOST], context(more)]


def _deputy(seen: Seen) -> Iterator[Block]:
    """Somebody asks whether this person comes instead of them."""
    call, me = seen.call, seen.call.member_of
    for answer in home_seen.asks_me_as_deputy(call.session, call.network, me) if me else ():
        if not is_to_come(answer.meeting, call.now, call.zone):
            continue
        ask = call.say("Can you come instead of {name}?", name=clip(answer.person.name, 60))
        yield section(lines(ask, in_one_line(call.say, answer.meeting)))
        yield actions(
            *(
                button("deputy.answer", call.say(REPLY_NAMES[each]), f"{answer.id}.{each}")
                for each in (Reply.YES, Reply.NO)
            )
        )


def _swaps(seen: Seen) -> Iterator[Block]:
    """Requests to swap hosting that this person can answer."""
    call = seen.call
    for each in hosting_store.swap_requests(call.session, call.network, SwapState.ASKED):
        mine = speaks_for(call.member_of, each.other_member_id) or call.is_coordinator
        if mine and still_stands(each, call.now, call.zone):
            yield from request_blocks(call, each)


def _hosting(seen: Seen) -> Iterator[Block]:
    """What falls to the host: the days, the list, who came."""
    say = seen.call.say
    for each in seen.not_noted:
        if keeps(seen, each):
            ask = joined(" ", [say("Who came?"), held(say, each)])
            yield section(ask, button("attendance.note", say("Note who came"), each.id))
    for each in [each for each in seen.order.coming if _is_own(seen, each)][:MOST_MEETINGS]:
        if not has_days(each) and is_near(seen, span_of(each).first, DAYS_ASKED_BEFORE):
            ask = joined(" ", [say("Days are wanted:"), in_one_line(say, each)])
            yield section(ask, button("meeting.change", say("Set the days"), each.id))
        yield from _list_of(seen, each)


def keeps(seen: Seen, meeting: Meeting) -> bool:
    """Whether this person notes who came: the host's people; the coordinator where there is no host."""
    return _is_own(seen, meeting) or (seen.call.is_coordinator and meeting.host is None)


def _is_own(seen: Seen, meeting: Meeting) -> bool:
    return meeting.host is not None and speaks_for(seen.call.member_of, meeting.host.id)


def _list_of(seen: Seen, meeting: Meeting) -> Iterator[Block]:
    call, say = seen.call, seen.call.say
    rows = affairs.checklist_rows(call.session, meeting)
    left = not_ticked(checklist(meeting, call.network, rows))
    late = [each for each in left if due_day(each, meeting) < call.today]
    if left and is_near(seen, min(due_day(each, meeting) for each in left), LIST_SHOWN_BEFORE):
        count = say.many("{count} thing left on the host's list", "{count} things left on the host's list", len(left))
        of_them = say.many("{count} late", "{count} late", len(late)) if late else ""
        first = min(due_day(each, meeting) for each in left)
        when = "" if late else say("the first by {day}", day=plain_day(first, say.code))
        text = joined(", ", [count, of_them, when])
        yield section(
            lines(text, in_one_line(say, meeting)), button("checklist.show", say("The host's list"), meeting.id)
        )


def _meetings(seen: Seen) -> Iterator[Block]:
    """Meetings besides the next that wait for an answer."""
    call = seen.call
    waiting = [
        each
        for each in seen.mine_to_answer
        if each.id not in seen.replies and is_near(seen, span_of(each).first, ANSWERED_BEFORE)
    ]
    for each in [each for each in waiting if each is not next_of(seen)][:MOST_MEETINGS]:
        yield section(lines(call.say("You have not answered yet:"), in_one_line(call.say, each)))
        yield actions(*answer_buttons(call.say, each, None))


def is_near(seen: Seen, day: date, days: int) -> bool:
    """Whether a day is at most so many days away, or has been."""
    return (day - seen.call.today).days <= days


def next_of(seen: Seen) -> Meeting | None:
    """The meeting that stands first: the next one for this person, or at all."""
    return next(iter(seen.mine_to_answer or seen.coming), None)


def _late(seen: Seen) -> Iterator[Block]:
    """Steps this person or their member answers for, whose time has passed."""
    call, me = seen.call, seen.call.member_of
    seasons = seasons_of(call.network)
    for each in seen.late_activities:
        if me is not None and any(answers_for(me, step) for step in late_steps(each, call.today, seasons)):
            ask = call.say("Late: activity {number}, {title}", number=each.number, title=clip(each.title, 150))
            yield section(ask, button("activity.show", call.say("Show"), each.id))


def _experiences(seen: Seen) -> Iterator[Block]:
    """Drafts to go on with, and activities to which this person's member has contributed nothing."""
    call, me = seen.call, seen.call.member_of
    if me is None:
        return
    own = experiences_store.theirs(call.session, call.network, me)
    drafts = [each for each in own if each.state is ExperienceState.DRAFT]
    if drafts:
        text = call.say.many("You have {count} draft of an experience.", "You have {count} drafts of experiences.",
                             len(drafts))  # fmt: skip
        yield section(text, button("experience.mine", call.say("Continue"), 1))
    if begun := experiences_store.begun_changes(call.session, own, me):
        text = call.say.many(
            "You have begun {count} change of an experience that is not saved.",
            "You have begun {count} changes of experiences that are not saved.",
            len(begun),
        )
        yield section(text, button("experience.mine", call.say("Continue"), "1.begun"))
    waiting = mine(seen.activities, me, seen.contributors, call.today).waiting
    if waiting and me.member is not None:
        yield section(_lacking(seen, me.member.name, waiting), button("experience.new", call.say("Contribute"), ""))


def _reviews(seen: Seen) -> Iterator[Block]:
    """The experiences that wait for this person's approval."""
    call = seen.call
    count = experiences_store.wait_for_approval(call.session, call.network) if may_review(call) else 0
    if count:
        text = call.say.many(
            "{count} experience waits to be approved for publication.",
            "{count} experiences wait to be approved for publication.",
            count,
        )
        yield section(text, button("experience.review_list", call.say("Show"), 1))


def _lacking(seen: Seen, member: str, waiting: tuple[Activity, ...]) -> Text:
    numbers = joined(", ", [str(each.number) for each in waiting[:20]])
    return seen.call.say.many(
        "{member} has not contributed an experience yet to activity {numbers}.",
        "{member} has not contributed an experience yet to activities {numbers}.",
        len(waiting), member=clip(member, 60), numbers=numbers,
    )  # fmt: skip
