"""/vardskap lista: what the host sees to, with what is put on, taken off and handed over (domain 6, 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from bot.feature.declare import (
    Answer,
    By,
    Call,
    FieldRefusal,
    Post,
    Refusal,
    Run,
    Worded,
    button,
    form,
    redraws,
    word,
)
from bot.feature.post import closed_to_reader
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.hosting import store as hosting_store
from bot.hosting.card import (
    LONGEST_NOTES,
    handover_form,
    handover_notes,
    handover_notice,
    handover_saved,
)
from bot.hosting.checklist import OWN_DAYS, HostTask, checklist, is_own, list_form, list_now, no_list
from bot.hosting.rules import Order, coordination_group, order_of
from bot.language import N_, Say
from bot.meetings import store as meetings_store
from bot.meetings.rules import may_change, span_of, swap_closes_at
from bot.meetings.store import meeting_of
from bot.models import ChecklistItem, HostingTurn, Meeting, Person
from bot.network import store as network_store
from bot.network.hours import LONGEST_ON_LIST
from bot.network.membership import speaks_for
from bot.reminders.posts import affairs_of

HANDOVER: Final = "handover-notes"
"""The kind of message that hands over to the next host."""
ONLY_THE_HOST = N_("Only the host and the coordinator change the host's list.")


@word(
    "vardskap",
    "lista",
    "checklist",
    about=N_("The host's list: what is to be seen to, and by when"),
    by=By.HOST,
    label=N_("The host's list"),
    first=4,
    first_for=lambda call: bool(meetings_of(call)),
)
def host_list(call: Call) -> Answer:
    """The list of the next meeting the asker hosts or coordinates."""
    mine = meetings_of(call)
    return show_list(call, mine[0]) if mine else no_list(call.say, call.command("vardskap", "hosting"))


@button("checklist.show", by=By.HOST)
def show(call: Call) -> Answer:
    """The list of the button's meeting."""
    meeting = meeting_of(call, number_in(call.value))
    if meeting not in meetings_of(call):
        raise Refusal(N_("Only the host and those who coordinate see the host's list."))
    return show_list(call, meeting)


def meetings_of(call: Call) -> list[Meeting]:
    """The hosted meetings to come whose list the asker sees: their own member's first, then those they coordinate."""
    coming = [each for each in order(call).coming if each.host is not None]
    own = [each for each in coming if each.host and speaks_for(call.host, each.host.id)]
    return own + [each for each in coming if each not in own] if coordinates(call) else own


def order(call: Call) -> Order:
    """Who hosted and who will host."""
    return order_of(meetings_store.all_meetings(call.session, call.network), call.now, call.zone)


def coordinates(call: Call) -> bool:
    """The coordinator, and the people of the coordination group (domain 6)."""
    if call.is_coordinator:
        return True
    period = network_store.period_at(call.session, call.network, call.today)
    group = coordination_group(period, meetings_store.all_meetings(call.session, call.network), call.now, call.zone)
    return group is not None and any(speaks_for(call.member_of, each.id) for each in group.members)


def show_list(call: Call, meeting: Meeting) -> Answer:
    """The list, with what the last host has handed over."""
    items = tasks_of(call, meeting)
    keeps = may_change(meeting, call.host, call.is_coordinator)
    previous = neighbour(order(call), meeting, -1)
    before = handover_notes(call.say, previous) if previous else []
    return list_now(call.say, meeting, items, call.today, keeps=keeps, before=before)


def tasks_of(call: Call, meeting: Meeting) -> list[HostTask]:
    """Everything on a meeting's list."""
    return checklist(meeting, call.network, hosting_store.checklist_rows(call.session, meeting))


def neighbour(both: Order, meeting: Meeting, step: int) -> Meeting | None:
    """The hosted meeting before (-1) or after (1) another."""
    row = [each for each in (*both.past, *both.coming) if each.host is not None]
    place = next((n for n, each in enumerate(row) if each.id == meeting.id), None)
    if place is None or not 0 <= place + step < len(row):
        return None
    return row[place + step]


# put on, take off


@button("checklist.edit", by=By.HOST)
def edit(call: Call) -> Answer:
    """The form that puts a thing on the list or takes one off."""
    meeting = own_meeting(call, number_in(call.value))
    return list_form(call.say, meeting, own_items(call, meeting))


def own_items(call: Call, meeting: Meeting) -> list[HostTask]:
    """What was put on this list."""
    return [each for each in tasks_of(call, meeting) if is_own(each, call.network, meeting)]


@form("checklist.edit", by=By.HOST)
def save_list(call: Call) -> Answer:
    """Keep what the form says."""
    meeting = own_meeting(call, number_in(call.value))
    off = set(call.fields.chosen("off"))
    for each in own_items(call, meeting):
        if each.token in off and each.row is not None:
            call.session.delete(each.row)
    call.session.flush()
    title = " ".join(call.fields.text("title").split())
    if title:
        put_on(call, meeting, title)
    elif not off:
        raise FieldRefusal("title", N_("Write what is to be seen to."))
    return show_list(call, meeting)


def put_on(call: Call, meeting: Meeting, title: str) -> None:
    """Put a thing on the list, once."""
    items = tasks_of(call, meeting)
    if len(title) > LONGEST_ON_LIST:
        raise FieldRefusal("title", N_("Write at most {most} characters."), most=LONGEST_ON_LIST)
    if any(each.title.casefold() == title.casefold() for each in items):
        raise FieldRefusal("title", N_("That is on the list already."))
    if len(items) >= 40:
        raise FieldRefusal("title", N_("The list is full. Take something off first."))
    days = days_before(call, meeting, call.fields.day("due"))
    row = ChecklistItem(meeting_id=meeting.id, position=len(items) + 1, key=None, title=title, days_before=days)
    call.session.add(row)
    call.session.flush()


def days_before(call: Call, meeting: Meeting, due: date | None) -> int:
    """How many days before the meeting a day is."""
    if due is None:
        return OWN_DAYS
    days = (span_of(meeting).first - due).days
    if not 0 <= days <= 400:
        raise FieldRefusal("due", N_("Choose a day before the meeting."))
    return days


def own_meeting(call: Call, meeting_id: int) -> Meeting:
    """The meeting, for those who keep its list."""
    meeting = meeting_of(call, meeting_id)
    if not may_change(meeting, call.host, call.is_coordinator):
        raise Refusal(ONLY_THE_HOST)
    return meeting


# handing over


@button("handover.write", by=By.HOST)
def write_handover(call: Call) -> Answer:
    """The form with what is written so far."""
    meeting = own_meeting(call, number_in(call.value))
    return handover_form(call.say, meeting, turn_of(meeting))


def turn_of(meeting: Meeting) -> HostingTurn:
    """The meeting's turn; without a host there is nobody who hands over."""
    if meeting.turn is None:
        raise Refusal(N_("The meeting has no host, so there is nothing to hand over."))
    return meeting.turn


@form("handover.write", by=By.HOST, about=AsOpened(write_handover))
def save_handover(call: Call) -> Answer:
    """Keep the notes, and tell the next host once."""
    meeting = own_meeting(call, number_in(call.value))
    turn = turn_of(meeting)
    notes = call.fields.text("notes")
    if len(notes) > LONGEST_NOTES:
        raise FieldRefusal("notes", N_("Write at most {most} characters."), most=LONGEST_NOTES)
    turn.handover = notes
    call.session.flush()
    following = neighbour(order(call), meeting, 1)
    if notes and following is not None:
        tell_next_host(call, meeting, following)
    return handover_saved(call.say, meeting, following)


def tell_next_host(call: Call, meeting: Meeting, following: Meeting) -> None:
    """The next host hears once that something is handed over; what is changed later stands there and in their list."""
    for each in hosts_of(call, following):
        if each.slack_id and each.slack_id != call.user.id:
            call.post(
                Post(
                    key=f"{HANDOVER}/{meeting.id}/{following.id}/{each.slack_id}",
                    kind=HANDOVER,
                    to=each.slack_id,
                    due=call.now,
                    useful_until=swap_closes_at(following, call.zone),
                    write=partial(handover_notice, meeting=meeting, prefix=call.prefix),
                    about={"meeting": str(meeting.id), "following": str(following.id)},
                )
            )


def hosts_of(call: Call | Run, meeting: Meeting) -> list[Person]:
    """Who can be told in Slack for the meeting's host."""
    host_id = meeting.host.id if meeting.host else None
    return hosting_store.voices(call.session, call.network, host_id, call.today)


@redraws(HANDOVER)
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """The notes as they read now, for the host of the meeting that follows, until it begins."""
    affairs = affairs_of(run)
    meeting, following = (affairs.meeting(message.about[name]) for name in ("meeting", "following"))
    if meeting is None or following is None or swap_closes_at(following, run.zone) <= run.now:
        return None
    if neighbour(order_of(affairs.all_meetings, run.now, run.zone), meeting, 1) is not following:
        return None
    if message.to not in [each.slack_id for each in hosts_of(run, following)]:
        return closed_to_reader
    return partial(handover_notice, meeting=meeting, prefix=run.prefix)
