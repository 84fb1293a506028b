"""What the views of meetings draw, as values, and how each is read from the database. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.feature.call import Call, Refusal
from bot.feature.declare import would_do
from bot.meetings import store as meetings_store
from bot.meetings.rules import (
    NOT_OVER,
    AgendaItem,
    MeetingOutcome,
    begins_at,
    has_begun,
    has_days,
    is_to_come,
    may_change,
    outcome_of,
    span_of,
)
from bot.meetings.seats import Awaited, PersonReply, Seats, sees_needs
from bot.meetings.themes import may_choose, may_withdraw, ranked
from bot.meetings.waiting import Waits
from bot.models import Meeting, MeetingKind, Period, Person, Theme
from bot.network import store as network_store
from bot.network.membership import period_in_force

REMIND: Final = "meeting.remind"
"""The button that asks the silent again."""


@dataclass(frozen=True)
class MeetingCard:
    """A meeting as one person sees it."""

    meeting: Meeting
    today: date
    zone: ZoneInfo
    seats: Seats
    outcome: MeetingOutcome = MeetingOutcome.TO_COME
    said_by: Person | None = None
    """Who has said what became of it; only for those who have a part in the network."""
    mine: PersonReply | None = None
    awaited: Awaited | None = None
    """As what the answer of somebody who has a part in the network is waited for; only where they ask alone."""
    me: Person | None = None
    is_seatless: bool = False
    """Whether somebody who asks alone neither holds a seat nor waits for one: what they can do is to ask for it."""
    may_answer: bool = False
    """Whether they may answer it, for themselves and for others, and say what they need."""
    names_seats: bool = False
    """Whether who has answered what stands seat by seat, or only in numbers."""
    out: Refusal | None = None
    """For somebody who asks alone and whose member takes no part when the meeting is: why they do not answer it."""
    is_coordinator: bool = False
    may_change: bool = False
    has_own_need: bool = False
    """Whether somebody who does not come has said what they need, which is theirs to take back."""
    needs: int | None = None
    """How many have said what they need; None: not for this person to know."""
    themes: Sequence[str] = ()
    programme: Sequence[AgendaItem] = ()
    came: tuple[int, int] | None = None
    """How many seats were taken, of how many; None while it is not recorded."""
    may_note: bool = False
    """Whether they may note who came, now that it has begun."""
    may_choose: bool = False
    """Whether they may choose its themes."""
    may_remind: bool = False
    """Whether they may let the silent be asked again, and somebody would be."""
    keeps_list: bool = False
    """Whether they see to it that the host's list is done."""
    is_next: bool = True
    host_is_away: bool = False
    """Whether its host takes no part when it is held, as long as it is to come."""
    whose: Period | None = None
    """Whose members it is for when it lies in no period."""
    waits: Waits | None = None
    """What waits to be told of it; only for who may change it."""

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.outcome not in NOT_OVER

    @classmethod
    def load(cls, call: Call, meeting: Meeting, *, is_next: bool = False) -> MeetingCard:
        """Read what is on the meeting's card for whoever asks."""
        can_be_answered = is_to_come(meeting, call.now, call.zone)
        begun = has_begun(meeting, call.today)
        host_id = meeting.host.id if meeting.host else None
        keeps = call.is_private and sees_needs(call.host, host_id, call.is_coordinator)
        chooses = meeting.kind is MeetingKind.PARTNERSHIP and may_choose(call.member_of, call.is_coordinator)
        seats = meetings_store.seats(call.session, call.network, meeting)
        details = meetings_store.details(call.session, meeting).seen(is_inside=call.is_inside)
        asker = call.person if call.is_private else None
        out = _out(call, meeting, seats)
        may_answer = call.may_answer and call.is_private and can_be_answered and not out
        changes = call.is_private and may_change(meeting, call.host, call.is_coordinator)
        return cls(
            meeting=meeting,
            today=call.today,
            zone=call.zone,
            seats=seats,
            outcome=outcome_of(meeting, call.now, call.zone),
            said_by=meetings_store.who_said_it(call.session, meeting) if call.is_inside else None,
            mine=seats.own(asker.id) if asker else None,
            awaited=seats.awaited(asker.id) if asker and call.confirmed and can_be_answered else None,
            me=call.confirmed,
            is_seatless=call.is_private and not call.may_answer and (call.person is None or call.confirmed is not None),
            may_answer=may_answer,
            names_seats=call.is_inside,
            out=out,
            has_own_need=not may_answer and _has_own_need(call, meeting) and can_be_answered,
            is_coordinator=call.is_coordinator,
            may_change=changes,
            needs=details.needs if keeps else None,
            themes=details.themes,
            programme=details.programme,
            came=details.came if begun else None,
            may_note=keeps and begun,
            may_remind=changes and _may_remind(call, meeting, seats),
            keeps_list=keeps and host_id is not None and can_be_answered,
            may_choose=call.is_private and can_be_answered and chooses,
            is_next=is_next,
            host_is_away=can_be_answered and _host_is_away(call, meeting, seats),
            whose=_whose(call, meeting),
            waits=Waits.load(call, meeting) if changes else None,
        )


def _may_remind(call: Call, meeting: Meeting, seats: Seats) -> bool:
    """Whether the silent can be asked again; looked at only before it begins, while there are any."""
    is_silent = has_days(meeting) and bool(seats.missing() or seats.not_heard())
    return is_silent and begins_at(meeting, call.zone) > call.now and would_do(call, REMIND, meeting.id)


def _host_is_away(call: Call, meeting: Meeting, seats: Seats) -> bool:
    """Whether the host takes no part when it is held; asked only of one that is not there on its first day."""
    is_there = meeting.host is not None and meeting.host.id in seats.members
    return not is_there and meetings_store.host_is_away(call.session, call.network, meeting)


def _whose(call: Call, meeting: Meeting) -> Period | None:
    """The period whose members a meeting that lies in none is for; None of one that lies in a period."""
    if meeting.period_id is not None:
        return None
    return period_in_force(network_store.periods(call.session, call.network), span_of(meeting).first)


def _has_own_need(call: Call, meeting: Meeting) -> bool:
    author = call.author if call.is_private else None
    return author is not None and meetings_store.need(call.session, meeting, author) is not None


def _out(call: Call, meeting: Meeting, seats: Seats) -> Refusal | None:
    """Why somebody who asks alone does not answer a meeting with these seats."""
    me = call.confirmed
    if not call.is_private or call.is_coordinator or me is None or seats.takes_part(me):
        return None
    return meetings_store.why_away(call, me, meeting)


@dataclass(frozen=True)
class ThemeList:
    """The themes that wait for a meeting, ranked, as one person sees them: who is not inside only their own."""

    themes: Sequence[Theme]
    voters: Collection[int]
    """Whose votes count (person ids)."""
    how_to_suggest: str
    """The command that suggests a theme."""
    why: Refusal | None = None
    """Why they see only their own; None for who is inside."""
    me: Person | None = None
    author: Person | None = None
    """As whom they have suggested what they have, whatever has become of their seat since."""
    is_coordinator: bool = False
    may_write: bool = False
    """Whether they may suggest and vote."""
    meeting: Meeting | None = None
    """The next partnership meeting, which themes are chosen for; None while none is planned."""
    meeting_themes: Sequence[Theme] = ()
    """What is chosen for it already."""

    @classmethod
    def load(cls, call: Call) -> ThemeList:
        """Read the list for whoever asks."""
        coming = meetings_store.coming_meetings(call.session, call.network, call.now)
        meeting = next((each for each in coming if each.kind is MeetingKind.PARTNERSHIP), None)
        voters = meetings_store.voters(call.session, call.network, call.today)
        waiting = ranked(meetings_store.themes_waiting(call.session, call.network), voters)
        if not call.is_inside:
            theirs = [each for each in waiting if may_withdraw(each, call.author, is_coordinator=False)]
            return cls(theirs, voters, how_to_suggest="", why=call.is_not_for_them(), author=call.author)
        return cls(
            themes=waiting,
            voters=voters,
            how_to_suggest=call.command("mote tema", "meeting theme"),
            me=call.member_of,
            author=call.author,
            is_coordinator=call.is_coordinator,
            may_write=call.may_write,
            meeting=meeting,
            meeting_themes=meetings_store.themes(call.session, meeting) if meeting else (),
        )
