"""The buttons of the host's list: tick a thing, or take the tick back."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, Refusal, button
from bot.hosting.checklist import Item, checklist, list_now
from bot.language import N_
from bot.meetings.rules import may_change
from bot.meetings.store import meeting_meant
from bot.models import ChecklistItem, Meeting
from bot.reminders import affairs


@button("checklist.tick", writes=True)
def tick(call: Call) -> Answer:
    """The thing is seen to."""
    meeting, item = item_meant(call)
    row = item.row or new_row(call, meeting, item)
    if row.done_at is None:
        row.done_at, row.done_by_id = call.now, call.me.id
    return shown(call, meeting)


@button("checklist.untick", writes=True)
def untick(call: Call) -> Answer:
    """It is not, after all."""
    meeting, item = item_meant(call)
    if item.row is not None:
        item.row.done_at, item.row.done_by_id = None, None
    return shown(call, meeting)


def item_meant(call: Call) -> tuple[Meeting, Item]:
    """The meeting and the thing on its list; only for the host's people and the coordinator."""
    meeting_id, _, token = call.value.partition(".")
    meeting = meeting_meant(call, meeting_id)
    if not may_change(meeting, call.member_of, call.is_coordinator):
        raise Refusal(N_("Only the host and the coordinator tick the host's list."))
    items = checklist(meeting, call.network, affairs.checklist_rows(call.session, meeting))
    item = next((each for each in items if each.token == token), None)
    if item is None:
        raise Refusal(N_("That is no longer on the list."))
    return meeting, item


def new_row(call: Call, meeting: Meeting, item: Item) -> ChecklistItem:
    """Store a thing that was only on the usual list."""
    row = ChecklistItem(
        meeting_id=meeting.id,
        position=len(affairs.checklist_rows(call.session, meeting)) + 1,
        key=item.key or None,
        title=item.title or item.key,
        days_before=item.days_before,
    )
    call.session.add(row)
    return row


def shown(call: Call, meeting: Meeting) -> Answer:
    """The list as it is now."""
    call.session.flush()
    rows = affairs.checklist_rows(call.session, meeting)
    return list_now(call.say, meeting, checklist(meeting, call.network, rows), call.today)
