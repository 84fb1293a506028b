"""Questions to the database that the jobs ask: a network's affairs, each read once for all jobs of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.dates.when import ONE_DAY, Span
from bot.meetings import store as meetings_store
from bot.meetings.deputies import Told
from bot.meetings.rules import span_of
from bot.models import (
    Activity,
    Answer,
    Attendance,
    ChecklistItem,
    Delivery,
    DeliveryState,
    Experience,
    Invites,
    Mandate,
    Meeting,
    MeetingState,
    Member,
    Membership,
    Network,
    Period,
    Person,
    ProgrammeItem,
    Role,
    SlackUser,
    Theme,
)
from bot.models.experiences import READABLE
from bot.network import plan
from bot.network import store as network_store
from bot.network.history import MemberHistory
from bot.network.membership import (
    WITHOUT_MEMBER,
    MembersByDay,
    holders,
    period_in_force,
    period_of,
    takes_part,
    takes_part_as,
)

FOLLOWED_UP = ("invitation", "silent", "soon", "change", "deputy")
"""Kinds of message whose receivers hear when a meeting is changed after it."""
SPEAK_OF_MEETINGS = (*FOLLOWED_UP, "dates", "checklist", "summary", "coming")
"""Those that are marked as outdated when a meeting is changed after them."""
SAY_HOW_FAR_AWAY = (*SPEAK_OF_MEETINGS, "planning", "agreement", "digest")
"""Those that say how far away something is, on the day they go out."""
REMEMBERED = timedelta(days=400)

_in_meetings_of = Meeting.network_id == bindparam("network")
_answers = (
    select(Answer)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .where(_in_meetings_of)
    .options(joinedload(Answer.person), joinedload(Answer.deputy))
)
_ticks = (
    select(ChecklistItem)
    .join(Meeting, Meeting.id == ChecklistItem.meeting_id)
    .where(_in_meetings_of)
    .order_by(ChecklistItem.position, ChecklistItem.id)
)
_attendance = select(Attendance).join(Meeting, Meeting.id == Attendance.meeting_id).where(_in_meetings_of)
_programme = (
    select(ProgrammeItem)
    .where(ProgrammeItem.meeting_id == bindparam("meeting"))
    .order_by(ProgrammeItem.day, ProgrammeItem.position)
)
_themes = (
    select(Theme)
    .where(Theme.network_id == bindparam("network"), Theme.withdrawn_at.is_(None), Theme.meeting_id.is_(None))
    .order_by(Theme.id)
)
_mandates = (
    select(Mandate)
    .join(Member, Member.id == Mandate.member_id)
    .where(Member.network_id == bindparam("network"), Mandate.ends.is_not(None))
    .options(joinedload(Mandate.member), joinedload(Mandate.person))
    .order_by(Mandate.id)
)
_gone = select(SlackUser.id).where(SlackUser.is_gone)
_contributed = select(Experience.activity_id, Experience.member_id, Experience.created_at).where(
    Experience.network_id == bindparam("network"), Experience.state.in_(READABLE), Experience.member_id.is_not(None)
)
_deliveries = (
    select(Delivery.id, Delivery.to, Delivery.key, Delivery.kind, Delivery.about, Delivery.sent_at, Delivery.due_at)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.state == DeliveryState.SENT,
        Delivery.sent_at > bindparam("since"),
        Delivery.kind.in_(SAY_HOW_FAR_AWAY),
    )
    .order_by(Delivery.sent_at, Delivery.id)
)
_snoozed = select(
    Delivery.id, Delivery.to, Delivery.key, Delivery.kind, Delivery.about, Delivery.due_at
).where(
    Delivery.network_id == bindparam("network"),
    Delivery.state == DeliveryState.SENT,
    Delivery.sent_at > bindparam("since"),
    Delivery.about["again"].as_string().is_not(None),
)  # fmt: skip
_keys_of_kind = select(Delivery.to, Delivery.key, Delivery.about["meeting"].as_string()).where(
    Delivery.network_id == bindparam("network"),
    Delivery.state == DeliveryState.SENT,
    Delivery.sent_at > bindparam("since"),
    Delivery.kind == bindparam("kind"),
)
_delivery = select(Delivery).where(Delivery.network_id == bindparam("network"), Delivery.key == bindparam("key"))
_new_experiences = (
    select(Experience)
    .where(
        Experience.network_id == bindparam("network"),
        Experience.state.in_(READABLE),
        Experience.created_at > bindparam("since"),
        Experience.created_at <= bindparam("until"),
    )
    .options(joinedload(Experience.member))
    .order_by(Experience.id)
)


class Affairs:
    """A network's affairs as they are now. Each question is asked when it is first needed."""

    def __init__(self, session: Session, network: Network, now: datetime) -> None:
        self.session, self.network, self.now = session, network, now
        self._here = {"network": network.id}

    @cached_property
    def all_meetings(self) -> list[Meeting]:
        """Every meeting, first to last, also past and cancelled ones."""
        return meetings_store.all_meetings(self.session, self.network)

    @cached_property
    def _by_id(self) -> dict[str, Meeting]:
        return {str(each.id): each for each in self.all_meetings}

    def meeting(self, number: str) -> Meeting | None:
        """The meeting of that row number, as a delivery has it."""
        return self._by_id.get(number)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Those that are to take place, or have."""
        return [each for each in self.all_meetings if each.state is MeetingState.PLANNED]

    @cached_property
    def held(self) -> dict[int, datetime]:
        """Until when nothing is said of meetings that somebody has changed lately."""
        return meetings_store.held(self.session, self.network)

    @cached_property
    def invited_before(self) -> dict[int, tuple[datetime, Invites]]:
        """When it was last changed whose seats a meeting is for, and whose they were until then."""
        return meetings_store.invited_before(self.session, self.network)

    @cached_property
    def remindings(self) -> dict[int, list[datetime]]:
        """When the silent are asked again because somebody said so."""
        return meetings_store.remindings(self.session, self.network)

    @cached_property
    def periods(self) -> list[Period]:
        return network_store.periods(self.session, self.network)

    def period_on(self, day: date) -> Period | None:
        """The period whose agreement runs on a day."""
        return period_of(self.periods, Span.day(day))

    @cached_property
    def memberships(self) -> dict[int, list[Membership]]:
        """By period."""
        return network_store.memberships_by_period(self.session, self.network)

    @cached_property
    def _members(self) -> MembersByDay:
        return MembersByDay(self.periods, self.memberships)

    def members_on(self, day: date, *more: date) -> list[Member]:
        """The members that take part on a day, and on each of some more, in Swedish order."""
        if more:
            on_the_others = set(self.members_on(*more))
            return [each for each in self.members_on(day) if each in on_the_others]
        return self._members.on(day)

    def first_day_of(self, person: Person, day: date) -> date | None:
        """Since when the member of somebody who takes part on a day has done so without a break; None: from the first
        period on, or they sit for no member."""
        first: date | None = None
        while person.role not in WITHOUT_MEMBER and (membership := self._membership(person, day)) is not None:
            period = membership.period
            is_first = period is self.periods[0]  # it counts before it begins too
            if is_first and membership.starts is None:
                return None
            days = [each for each in (membership.starts, None if is_first else period.starts) if each is not None]
            first = max(days)
            day = first - ONE_DAY
        return first

    def _membership(self, person: Person, day: date) -> Membership | None:
        """The membership by which somebody's member takes part on a day."""
        period = period_in_force(self.periods, day)
        there = self.memberships.get(period.id, []) if period else []
        return next((each for each in there if each.member_id == person.member_id and takes_part(each, day)), None)

    def history_of(self, member: Member, day: date) -> MemberHistory:
        """A member through all periods, seen from a day."""
        own = (each for there in self.memberships.values() for each in there if each.member_id == member.id)
        return MemberHistory(self.periods, {each.period_id: each for each in own}, day)

    def members_bound_on(self, day: date, *more: date) -> list[Member]:
        """The members that take part on a day on which an agreement runs, and on each of some more."""
        return self.members_on(day, *more) if self.period_on(day) else []

    def takes_part(self, person: Person, day: date) -> bool:
        """Whether somebody takes part on a day; who sits for no member always does."""
        return takes_part_as(person, {each.id for each in self.members_on(day)})

    @cached_property
    def people(self) -> list[Person]:
        """Everybody confirmed."""
        return network_store.people(self.session, self.network)

    @cached_property
    def by_slack_id(self) -> dict[str, Person]:
        return {each.slack_id: each for each in self.people if each.slack_id}

    @cached_property
    def seats(self) -> dict[tuple[int, Role], Person]:
        """Who holds which member's seat."""
        return holders(self.people)

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(self.session.scalars(_gone))

    def reach(self, person: Person | None) -> str | None:
        """Somebody's Slack id, when they can be reached there."""
        slack_id = person.slack_id if person else None
        return slack_id if slack_id and slack_id not in self._gone else None

    def wants(self, slack_id: str, *kinds: str) -> bool:
        """Whether somebody has muted none of these kinds."""
        person = self.by_slack_id.get(slack_id)
        return person is None or not set(kinds) & set(person.muted or ())

    def reachable(self, slack_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of them who still have an account."""
        return tuple(each for each in slack_ids if each not in self._gone)

    @cached_property
    def answers(self) -> dict[int, dict[int, Answer]]:
        """What the confirmed have answered who take part on the meeting's day: by meeting, then by person."""
        by_meeting: dict[int, dict[int, Answer]] = defaultdict(dict)
        confirmed = {each.id: each for each in self.people}
        first_days = {each.id: span_of(each).first for each in self.all_meetings}
        for each in self.session.scalars(_answers, self._here):
            person = confirmed.get(each.person_id)
            if person is not None and self.takes_part(person, first_days[each.meeting_id]):
                by_meeting[each.meeting_id][each.person_id] = each
        return by_meeting

    @cached_property
    def ticks(self) -> dict[int, list[ChecklistItem]]:
        """The hosts' stored items, by meeting."""
        by_meeting: dict[int, list[ChecklistItem]] = defaultdict(list)
        for each in self.session.scalars(_ticks, self._here):
            by_meeting[each.meeting_id].append(each)
        return by_meeting

    @cached_property
    def with_attendance(self) -> frozenset[int]:
        """Meetings for which it is noted who came."""
        return frozenset(each.meeting_id for each in self.session.scalars(_attendance, self._here))

    def programme(self, meeting: Meeting) -> list[ProgrammeItem]:
        return list(self.session.scalars(_programme, {"meeting": meeting.id}))

    @cached_property
    def themes(self) -> list[Theme]:
        """What has been suggested and not chosen yet."""
        return list(self.session.scalars(_themes, self._here))

    @cached_property
    def mandates(self) -> list[Mandate]:
        """Those with an end."""
        return list(self.session.scalars(_mandates, self._here))

    @cached_property
    def contributions(self) -> list[tuple[int | None, int | None, datetime]]:
        """Activity, member and moment of each experience."""
        return [(row[0], row[1], row[2]) for row in self.session.execute(_contributed, self._here)]

    @cached_property
    def _activities(self) -> dict[int, list[Activity]]:
        return {}

    def activities(self, period: Period) -> list[Activity]:
        """A period's activities with their steps."""
        if period.id not in self._activities:
            self._activities[period.id] = plan.activities(self.session, period)
        return self._activities[period.id]

    @cached_property
    def deliveries(self) -> list[Any]:
        """What went out that says how far away something is, the first first."""
        return list(self.session.execute(_deliveries, {**self._here, "since": self._remembered}))

    def last_question(self, answer: Answer, to: str) -> str:
        """The key of the newest message that asked a deputy to stand in for an answer's person, in either way: an
        earlier one is no longer current, so that one question is open. Empty: none has gone out."""
        row = str(answer.id)
        asked = [
            each.key
            for each in self.deliveries
            if each.kind == "deputy" and each.to == to
            and ((each.about.get("answer"), each.about.get("told")) == (row, Told.ASK) or each.key.split("/")[2] == row)
        ]  # fmt: skip
        return asked[-1] if asked else ""

    @cached_property
    def to_follow_up(self) -> list[Any]:
        """Those of them whose receivers hear of a change."""
        return [each for each in self.deliveries if each.kind in FOLLOWED_UP]

    def keys_of_kind(self, kind: str) -> dict[tuple[str, str], set[str]]:
        """The keys of what went out of a kind, by receiver and meeting."""
        keys: dict[tuple[str, str], set[str]] = defaultdict(set)
        for to, key, meeting in self.session.execute(
            _keys_of_kind, {**self._here, "since": self._remembered, "kind": kind}
        ):
            keys[to, meeting].add(key)
        return keys

    @property
    def _remembered(self) -> datetime:
        return self.now - REMEMBERED

    @cached_property
    def snoozed(self) -> list[Any]:
        """What somebody wants to hear again: id, to, key, kind, about, due_at."""
        return list(self.session.execute(_snoozed, {**self._here, "since": self.now - timedelta(days=60)}))

    def new_experiences(self, since: datetime, until: datetime) -> list[Experience]:
        """What was contributed in a time."""
        return list(self.session.scalars(_new_experiences, {**self._here, "since": since, "until": until}))


def deputies_of(affairs: Affairs, person: Person) -> list[Person]:
    """Who may stand in for somebody and can be asked in Slack."""
    return [each for each in affairs.people if each.deputy_for_id == person.id and affairs.reach(each)]


def delivery(session: Session, network: Network, key: str) -> Delivery | None:
    """The delivery of a key in this network."""
    return session.scalar(_delivery, {"network": network.id, "key": key})


def first_day(session: Session, network: Network, meeting_id: int) -> date | None:
    """A meeting's first day; None while only its month is known."""
    meeting = session.get(Meeting, meeting_id)
    return meeting.first_day if meeting is not None and meeting.network_id == network.id else None
