"""What the Home tab is made of: read once, shown in several parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.activities.rules import late_steps, open_ones
from bot.feature.call import Call
from bot.hosting.rules import Order, order_of
from bot.meetings import store as meetings_store
from bot.meetings.rules import in_order, is_for
from bot.models import (
    Activity,
    Answer,
    Attendance,
    Experience,
    HostingTurn,
    Meeting,
    MeetingState,
    Member,
    Network,
    Period,
    Person,
    Reply,
)
from bot.models.experiences import READABLE
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of

_mine = select(Answer.meeting_id, Answer.reply).where(Answer.person_id == bindparam("person"))
_naming = (
    select(Answer)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .where(
        Meeting.network_id == bindparam("network"),
        Answer.deputy_id == bindparam("person"),
        Answer.reply.in_((Reply.NO, Reply.DEPUTY)),
    )
    .options(joinedload(Answer.person), joinedload(Answer.meeting).joinedload(Meeting.turn))
    .order_by(Answer.id)
)
_not_noted = (
    select(Meeting)
    .where(
        Meeting.network_id == bindparam("network"),
        Meeting.state == MeetingState.PLANNED,
        or_(
            and_(Meeting.last_day >= bindparam("since"), Meeting.last_day <= bindparam("today")),
            and_(Meeting.first_day.is_(None), Meeting.month >= bindparam("since"), Meeting.month < bindparam("month")),
        ),
        ~exists().where(Attendance.meeting_id == Meeting.id),
    )
    .options(joinedload(Meeting.turn).joinedload(HostingTurn.member))
)
_latest = (
    select(Experience)
    .where(Experience.member_id == bindparam("member"), Experience.state.in_(READABLE))
    .order_by(Experience.id.desc())
    .limit(3)
)


def my_replies(session: Session, person: Person) -> dict[int, Reply]:
    """What somebody has answered, by meeting."""
    return {row[0]: row[1] for row in session.execute(_mine, {"person": person.id})}


def asks_me_as_deputy(session: Session, network: Network, person: Person) -> list[Answer]:
    """The answers that name somebody as deputy who has not said whether they come."""
    found = session.scalars(_naming, {"network": network.id, "person": person.id})
    return [each for each in found if each.answered_by_id != person.id]


def not_noted(session: Session, network: Network, since: date, today: date) -> list[Meeting]:
    """The meetings that ended in a time of which nobody has noted who came, also those known by their month only."""
    values = {"network": network.id, "since": since, "today": today, "month": today.replace(day=1)}
    return in_order(session.scalars(_not_noted, values))


def latest_experiences(session: Session, member: Member) -> list[Experience]:
    """A member's newest experiences."""
    return list(session.scalars(_latest, {"member": member.id}))


REMEMBERED = timedelta(days=60)
"""How long after a meeting its host is still asked who came."""


@dataclass
class Seen:
    """The network as one person meets it; each thing is read when it is first needed."""

    call: Call

    @cached_property
    def period(self) -> Period | None:
        return network_store.period_at(self.call.session, self.call.network, self.call.today)

    @cached_property
    def coming(self) -> list[Meeting]:
        return meetings_store.coming_meetings(self.call.session, self.call.network, self.call.now)

    @cached_property
    def mine_to_answer(self) -> list[Meeting]:
        """Meetings to come that are for this person, first to last."""
        me = self.call.member_of
        return [each for each in self.coming if me is not None and is_for(me, each)]

    @cached_property
    def replies(self) -> Mapping[int, Reply]:
        """What this person has answered, by meeting."""
        me = self.call.member_of
        return my_replies(self.call.session, me) if me else {}

    @cached_property
    def order(self) -> Order:
        """Who hosted and who will host."""
        return order_of(
            meetings_store.all_meetings(self.call.session, self.call.network), self.call.now, self.call.zone
        )

    @cached_property
    def activities(self) -> Sequence[Activity]:
        return plan.activities(self.call.session, self.period)

    @cached_property
    def open_activities(self) -> list[Activity]:
        return open_ones(self.activities, self.call.today)

    @cached_property
    def late_activities(self) -> list[Activity]:
        """Those with a step whose time has passed."""
        seasons = seasons_of(self.call.network)
        return [each for each in self.open_activities if late_steps(each, self.call.today, seasons)]

    @cached_property
    def contributors(self) -> Mapping[int, set[int]]:
        """Member ids by activity id."""
        return plan.contributors(self.call.session, self.period)

    @cached_property
    def not_noted(self) -> list[Meeting]:
        """Meetings lately of which nobody has noted who came."""
        since = self.call.today - REMEMBERED
        return not_noted(self.call.session, self.call.network, since, self.call.today)
