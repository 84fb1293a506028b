"""The buttons of the host's list: tick a thing, or take the tick back."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, Message, Overtaken, Refusal, button
from bot.feature.subject import Subject
from bot.hosting import store as hosting_store
from bot.hosting.checklist import HostTask, TickButton, checklist, list_now, to_be_done
from bot.language import N_
from bot.meetings.rules import may_change
from bot.meetings.store import meeting_of
from bot.models import ChecklistItem, Meeting


def facts_of_task(call: Call) -> tuple[object, ...]:
    """What the button's thing is, and by when; nothing when it has been taken off."""
    meeting, item = task_on(call)
    return to_be_done(item, meeting) if item is not None else ()


TASK = Subject(facts_of_task, lambda call: list_of(call, task_on(call)[0]))


@button("checklist.tick", by=By.HOST, writes=True, about=TASK)
def tick(call: Call) -> Answer:
    """The thing is seen to."""
    meeting, item = task_of(call)
    row = item.row or new_row(call, meeting, item)
    if row.done_at is None:
        row.done_at, row.done_by_id = call.now, call.writer.id
    return list_of(call, meeting)


@button("checklist.untick", by=By.HOST, writes=True, about=TASK)
def untick(call: Call) -> Answer:
    """It is not, after all."""
    meeting, item = task_of(call)
    if item.row is not None:
        item.row.done_at, item.row.done_by_id = None, None
    return list_of(call, meeting)


def task_of(call: Call) -> tuple[Meeting, HostTask]:
    """The meeting and the thing that is on its list."""
    meeting, item = task_on(call)
    if item is None:
        raise Overtaken(N_("That is no longer on the list."), "checklist.show", meeting.id)
    return meeting, item


def task_on(call: Call) -> tuple[Meeting, HostTask | None]:
    """The meeting and the thing, if it is on its list still; only for the host's people and the coordinator."""
    value = TickButton.read(call.value)
    meeting = meeting_of(call, value.meeting)
    if not may_change(meeting, call.host, call.is_coordinator):
        raise Refusal(N_("Only the host and the coordinator tick the host's list."))
    items = checklist(meeting, call.network, hosting_store.checklist_rows(call.session, meeting))
    return meeting, next((each for each in items if each.token == value.token), None)


def new_row(call: Call, meeting: Meeting, item: HostTask) -> ChecklistItem:
    """Store a thing that was only on the usual list."""
    row = ChecklistItem(
        meeting_id=meeting.id,
        position=len(hosting_store.checklist_rows(call.session, meeting)) + 1,
        key=item.key or None,
        title=item.title or item.key,
        days_before=item.days_before,
    )
    call.session.add(row)
    return row


def list_of(call: Call, meeting: Meeting) -> Message:
    """The list as it is now."""
    call.session.flush()
    rows = hosting_store.checklist_rows(call.session, meeting)
    return list_now(call.say, meeting, checklist(meeting, call.network, rows), call.today)
