"""Change of plan: whoever was told something that no longer holds is told what holds now, once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import facts_of, span_of
from bot.models import Meeting
from bot.reminders.invitations import change
from bot.reminders.posts import About, affairs_of, hours_of, meeting_post
from bot.reminders.rules import changed, matters_until


@job("change", about=N_("Changes in meetings you have been told of"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """What each receiver heard last of a meeting is compared with what holds now; also for cancelled meetings.

    The key names the message that no longer holds, so that moving away and back is told each time it was heard.
    """
    for meeting in affairs_of(run).all_meetings:
        until = matters_until(meeting, run.zone)
        due = hours_of(run).soonest(run.now)
        if until <= due:
            continue
        for to, delivery in _last_deliveries(run, meeting).items():
            names = changed(delivery.about, facts_of(meeting))
            if names and _comes(run, meeting, to):
                about = About("change", delivery.id, due, until)
                yield meeting_post(
                    run, meeting, about, to, change, meeting, names, delivery.about, _mine(run, meeting, to)
                )


def _last_deliveries(run: Run, meeting: Meeting) -> dict[str, Any]:
    """The last message about a meeting that each receiver got."""
    rows = affairs_of(run).to_follow_up
    return {each.to: each for each in rows if each.about.get("meeting") == str(meeting.id) and "days" in each.about}


def _comes(run: Run, meeting: Meeting, to: str) -> bool:
    """Whether it is still somebody's business: those whose member takes part that day, and the coordinators."""
    person = affairs_of(run).by_slack_id.get(to)
    takes_part = person is not None and affairs_of(run).takes_part(person, span_of(meeting).first)
    return to == CHANNEL or takes_part or to in run.coordinators


def _mine(run: Run, meeting: Meeting, to: str) -> Any:
    person = affairs_of(run).by_slack_id.get(to)
    answer = affairs_of(run).answers.get(meeting.id, {}).get(person.id) if person else None
    return answer.reply if answer else None
