"""What somebody does to a meeting and many hear of: held back for a while, shown as it will go out, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from bot.feature.declare import CHANNEL, Call, Post, Run, declared
from bot.hosting.rules import give_host
from bot.meetings import store as meetings_store
from bot.meetings.waiting import Stood, Waits, put_back
from bot.models import HostingTurn, Meeting, MeetingDraft, MeetingState, Member, WaitingChange
from bot.network.hours import Hours
from bot.outbox.preview import BACK, going_out
from bot.reminders.rules import matters_until

TELL: Final = ("invitation", "change")
"""The kinds of message that somebody's act sends to many."""
NOT_ALONE: Final = 0
"""No version of a meeting: what was left at it cannot be taken back."""


def hold_back(call: Call, meeting: Meeting, before: Stood | None, *, by_two: bool = False) -> None:
    """Let what somebody did to a meeting wait before it is told, where anybody hears of it; `before`: as it stood. What
    is done while it waits joins it, so that one message says all of it. What two have agreed on (`by_two`) nobody takes
    back alone."""
    session = call.session
    row = meetings_store.waiting_change(session, meeting)
    soonest = Hours.of(call.network).soonest
    if row is None or soonest(row.goes_at) <= call.now:
        if not call.regret:
            return
        if row is None:
            row = WaitingChange(meeting_id=meeting.id)
            session.add(row)
        row.before = dict(before) if before is not None else None
    row.by_id, row.left_at_version = call.person.id if call.person else None, NOT_ALONE if by_two else meeting.version
    row.goes_at, row.people, row.in_channel = call.now + call.regret, 0, False
    session.flush()
    row.people, row.in_channel = hearers(what_goes_out(call, meeting, soonest(row.goes_at)))
    if not (row.people or row.in_channel) or matters_until(meeting, call.zone) <= soonest(row.goes_at):
        session.delete(row)
    session.flush()


def who_would_hear(call: Call, meeting: Meeting) -> tuple[int, bool]:
    """How many people would hear of it if a meeting were cancelled, and whether the channel would."""
    row, soonest = meetings_store.waiting_change(call.session, meeting), Hours.of(call.network).soonest
    until = max(soonest(call.now + call.regret), soonest(row.goes_at) if row is not None else call.now)
    set_committed_value(meeting, "state", MeetingState.CANCELLED)  # looked at only: nothing of it is stored
    told = hearers(what_goes_out(call, meeting, until))
    set_committed_value(meeting, "state", MeetingState.PLANNED)
    return told


def hearers(posts: Iterable[Post]) -> tuple[int, bool]:
    """How many people get any of those, and whether the channel does."""
    told = {each.to for each in posts}
    return len(told - {CHANNEL}), CHANNEL in told


def what_goes_out(call: Call, meeting: Meeting, until: datetime, kinds: Sequence[str] = TELL) -> list[Post]:
    """What is told of a meeting up to a moment, just as it will be."""
    return going_out(run_of(call, until), [declared.jobs[each] for each in kinds], meeting.id)


def run_of(call: Call, until: datetime) -> Run:
    """What the jobs look at for whoever does something."""
    return Run(
        session=call.session, network=call.network, now=call.now, since=call.now - BACK, until=until,
        coordinators=call.coordinators(), prefix=call.prefix,
    )  # fmt: skip


def take_back(call: Call, waits: Waits) -> MeetingDraft | None:
    """Let a meeting be as it stood before what waits was done; one that was planned then is gone, or is again the draft
    that this gives."""
    meeting, before = waits.meeting, waits.row.before
    draft = meetings_store.draft_planned_as(call.session, meeting) if before is None else None
    if draft is not None:
        draft.meeting_id = None
    call.session.delete(waits.row)
    if before is None:
        _back_to_queue(call, meeting)
        for each in (*meeting.answers, *meeting.attendances, *meeting.checklist):
            call.session.delete(each)
        call.session.delete(meeting)
    else:
        host = call.session.get(Member, before["host"])
        if host is None:
            _back_to_queue(call, meeting)
        give_host(meeting, host)
        put_back(meeting, before, call.now)
        if meeting.turn is not None:
            meeting.turn.period_id = meeting.period_id
    call.session.flush()
    return draft


def _back_to_queue(call: Call, meeting: Meeting) -> None:
    """A turn that stood in the queue stands there again."""
    if meeting.turn is not None and meeting.turn.position:
        call.session.execute(update(HostingTurn).where(HostingTurn.id == meeting.turn.id).values(meeting_id=None))
        call.session.expire(meeting, ["turn"])
