"""Change of plan: whoever was told something that no longer holds is told what holds now, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import Facts, span_of, speaks_of
from bot.meetings.seats import Awaited
from bot.models import COMES, Answer, Meeting
from bot.reminders.invitations import change
from bot.reminders.posts import (
    About,
    affairs_of,
    facts_to,
    hours_of,
    is_said_by_invitation,
    meeting_post,
    replies_to,
)
from bot.reminders.rules import ALL_NEWS, INVITED, changed, matters_until

KIND = "change"


@job(KIND, about=N_("Changes in meetings you have been told of"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """What each receiver heard last of a meeting is compared with what holds now; also for cancelled meetings. What was
    told so is said as long as it holds, for its message stands.

    The key names the message that no longer holds, so that moving away and back is told each time it was heard.
    """
    for meeting in affairs_of(run).all_meetings:
        until, soonest = matters_until(meeting, run.zone), hours_of(run).soonest(run.now)
        if until <= run.now:
            continue
        for to, messages in _messages(run, meeting).items():
            for before, told in _to_follow(run, meeting, to, messages) if _comes(run, meeting, to) else ():
                due = told.due_at if told is not None else soonest
                names = _news(run, meeting, to, before.about)
                if names and due < until and not is_said_by_invitation(run, meeting, to, before.about, names):
                    about = About(KIND, before.id, due, until, since=due)
                    mine = _mine(run, meeting, to)
                    awaited = _awaited(run, meeting, to)
                    who = replies_to(run, meeting)
                    yield meeting_post(
                        run, meeting, about, to, change, meeting, names, before.about, mine, awaited, who
                    )


def _news(run: Run, meeting: Meeting, to: str, before: Facts) -> frozenset[str]:
    """What of a meeting is news to somebody; to who is no longer invited and does not come, only that."""
    facts, mine = facts_to(run, meeting, to), _mine(run, meeting, to)
    comes = mine is not None and mine.reply in COMES
    return changed(before, facts) & (ALL_NEWS if comes or facts[INVITED] == INVITED else {INVITED})


def _messages(run: Run, meeting: Meeting) -> dict[str, list[Any]]:
    """The messages about a meeting that each receiver got, the first first."""
    messages = defaultdict(list)
    for each in affairs_of(run).to_follow_up:
        if each.about.get("meeting") == str(meeting.id) and "days" in each.about:
            messages[each.to].append(each)
    return messages


def _to_follow(run: Run, meeting: Meeting, to: str, messages: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """What somebody heard, with what told them of a change of it, while that holds; the last, of which they are yet to
    hear, with None."""
    by_id = {str(each.id): each for each in messages}
    for each in messages:
        before = by_id.get(each.key.split("/")[2]) if each.kind == KIND else None
        holds = each.about["days"] == speaks_of(meeting) and not _news(run, meeting, to, each.about)
        if before is not None and holds:
            yield before, each
    yield messages[-1], None


def _comes(run: Run, meeting: Meeting, to: str) -> bool:
    """Whether it is still somebody's business: those whose member takes part that day, and the coordinators."""
    person = affairs_of(run).by_slack_id.get(to)
    takes_part = person is not None and affairs_of(run).takes_part(person, span_of(meeting).first)
    return to == CHANNEL or takes_part or to in run.coordinators


def _mine(run: Run, meeting: Meeting, to: str) -> Answer | None:
    person = affairs_of(run).by_slack_id.get(to)
    return affairs_of(run).answers.get(meeting.id, {}).get(person.id) if person else None


def _awaited(run: Run, meeting: Meeting, to: str) -> Awaited:
    """As what an answer is waited for; the channel's message asks all who have a seat."""
    person = affairs_of(run).by_slack_id.get(to)
    if to == CHANNEL:
        return Awaited.SEAT
    return replies_to(run, meeting).awaited(person.id) if person else Awaited.NOBODY
