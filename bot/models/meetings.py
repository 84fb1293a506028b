"""Meetings, hosting turns, answers and what else belongs to a meeting (domain 6-12)."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, and_, exists, func, inspect, or_, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from bot.db import Base
from bot.models.columns import Id, Words, enum, json_column, owner, reference
from bot.models.networks import Member, Network, Period
from bot.models.people import Person, Role


class MeetingKind(StrEnum):
    """What a meeting is for (domain 9, 10, 12)."""

    PARTNERSHIP = "partnership"
    OFFICIALS = "officials"
    STUDY_VISIT = "study_visit"
    WORKING_GROUP = "working_group"
    SEMINAR = "seminar"
    OTHER = "other"


class Invites(StrEnum):
    """Whose seats a meeting is for (domain 9, 10)."""

    ALL = "all"
    OFFICIALS = "officials"
    CHOSEN = "chosen"
    """Those of its `invited`, and its host's."""


class MeetingState(StrEnum):
    """Whether it is to take place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Reply(StrEnum):
    """What somebody answers to a meeting."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    DIGITAL = "digital"
    DEPUTY = "deputy"


COMES: Final = frozenset({Reply.YES, Reply.DIGITAL})
"""Replies of those who come themselves."""


class SwapState(StrEnum):
    """How a request to swap hosting ended."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Meeting(Base):
    """A meeting known by its month, its days or its exact hours (domain 11).

    `month` is the first day of the month it is planned for. While `first_day` is empty it is preliminary and current
    until the month ends. Hours are local to the network's time zone.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="both_days"),
        CheckConstraint("first_day <= last_day", name="order"),
    )

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    period_id: Mapped[int | None] = reference("periods")
    key: Mapped[str | None]
    """Its name in the plan file; None when planned in Slack."""
    kind: Mapped[MeetingKind] = mapped_column(enum(MeetingKind))
    title: Mapped[str] = mapped_column(default="")
    invites: Mapped[Invites | None] = mapped_column(enum(Invites))
    """None: as its kind does."""
    month: Mapped[date]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    starts: Mapped[time | None]
    """When it begins on its first day."""
    ends: Mapped[time | None]
    """When it ends on its last day."""
    digital: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[MeetingState] = mapped_column(enum(MeetingState), default=MeetingState.PLANNED)
    cancelled_because: Mapped[str] = mapped_column(default="")
    """What whoever cancelled it wants to be told of why."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Counts the changes that matter to a calendar (iCalendar SEQUENCE)."""
    days_set_at: Mapped[datetime | None]
    took_place: Mapped[bool | None]
    """What somebody has said of it afterwards; None: nobody has."""
    took_place_by_id: Mapped[int | None] = reference("people")
    took_place_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = reference("people")
    form_key: Mapped[str | None] = mapped_column(unique=True)
    """The form it was planned with, so that a form sent twice makes one meeting."""
    version: Mapped[int] = mapped_column()

    network: Mapped[Network] = relationship()
    period: Mapped[Period | None] = relationship()
    turn: Mapped[HostingTurn | None] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", single_parent=True
    )
    invited: Mapped[list[Invited]] = relationship(order_by="Invited.id", cascade="all, delete-orphan")
    answers: Mapped[list[Answer]] = relationship(back_populates="meeting")
    attendances: Mapped[list[Attendance]] = relationship(back_populates="meeting")
    programme: Mapped[list[ProgrammeItem]] = relationship(
        back_populates="meeting", order_by="ProgrammeItem.position", cascade="all, delete-orphan"
    )
    checklist: Mapped[list[ChecklistItem]] = relationship(back_populates="meeting", order_by="ChecklistItem.position")
    themes: Mapped[list[Theme]] = relationship(back_populates="meeting", order_by="Theme.id")

    if TYPE_CHECKING:
        has_traces: Mapped[bool]
        """Whether anybody has answered to it, or it is noted who came. Read with the meeting where a question asks
        for it, else when it is needed."""
        programme_titles: Mapped[str | None]
        """The titles of its programme, one a line; None: it has none. Read likewise."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def host(self) -> Member | None:
        """The member that hosts it, by its turn."""
        return self.turn.member if self.turn else None

    @property
    def host_name(self) -> str:
        """What its host was called in its period; empty without one."""
        return self.host.name_in(self.period_id) if self.host else ""


class Invited(Base):
    """One of those chosen for a meeting: both seats of a member, or the seat that one person holds."""

    __tablename__ = "invited"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("(member_id IS NULL) <> (person_id IS NULL)", name="one"),
    )

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    member_id: Mapped[int | None] = owner("members")
    person_id: Mapped[int | None] = owner("people")
    since: Mapped[datetime]
    """When they were chosen: whoever is added later is invited then."""

    member: Mapped[Member | None] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")


class WaitingChange(Base):
    """What somebody has done to a meeting that many are to hear of and have not heard yet. Kept for a while when it has
    gone out: until then nothing of the meeting was said earlier than `goes_at`."""

    __tablename__ = "waiting_changes"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), unique=True)
    by_id: Mapped[int | None] = reference("people")
    goes_at: Mapped[datetime] = mapped_column(index=True)
    before: Mapped[Words | None] = mapped_column(JSON(none_as_null=True))
    """What stood in the meeting before, by field; None: it was planned anew."""
    left_at_version: Mapped[int]
    """The meeting's version as it was left: it is put back only when nothing else has changed since."""
    people: Mapped[int]
    """How many hear of it in person."""
    in_channel: Mapped[bool]

    meeting: Mapped[Meeting] = relationship()


class MeetingDraft(Base):
    """What somebody has filled in of a new meeting and not planned yet. It is no meeting: only who made it and the
    coordinator know of it."""

    __tablename__ = "meeting_drafts"

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    person_id: Mapped[int] = owner("people")
    """Who made it."""
    begun: Mapped[str]
    """What was chosen in the first menu of the form."""
    fields: Mapped[Words] = json_column()
    """What was filled in beside that: the values of each field, by its name."""
    meeting_id: Mapped[int | None] = reference("meetings")
    """What was planned of it; a draft again when that is undone."""
    form_key: Mapped[str | None] = mapped_column(unique=True)
    """The form it was saved in first, so that a button pressed twice makes one."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Reminding(Base):
    """The host or the coordinator has let the silent of a meeting be asked again, beside what goes out by itself."""

    __tablename__ = "remindings"

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    due_at: Mapped[datetime]
    """When they are asked."""


class HostingTurn(Base):
    """A member's turn to host. Stored, never computed: an order with exceptions (domain 7)."""

    __tablename__ = "hosting_turns"

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    period_id: Mapped[int | None] = reference("periods")
    member_id: Mapped[int] = owner("members")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="SET NULL"), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    """Where it stands in the order, among turns that have no meeting yet."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it departs from the order, where it does."""
    handover: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    network: Mapped[Network] = relationship()
    period: Mapped[Period | None] = relationship()
    member: Mapped[Member] = relationship()
    meeting: Mapped[Meeting | None] = relationship(back_populates="turn")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class SwapRequest(Base):
    """One member asks another to swap hosting turns."""

    __tablename__ = "swap_requests"

    id: Mapped[Id]
    turn_id: Mapped[int] = owner("hosting_turns")
    other_turn_id: Mapped[int] = owner("hosting_turns")
    member_id: Mapped[int | None] = reference("members")
    """Who had the turn when it was asked for; a turn that has changed hands since is no longer to be swapped."""
    other_member_id: Mapped[int | None] = reference("members")
    asked_by_id: Mapped[int | None] = reference("people")
    asked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[SwapState] = mapped_column(enum(SwapState), default=SwapState.ASKED)
    decided_by_id: Mapped[int | None] = reference("people")
    decided_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()

    turn: Mapped[HostingTurn] = relationship(foreign_keys="SwapRequest.turn_id")
    other_turn: Mapped[HostingTurn] = relationship(foreign_keys="SwapRequest.other_turn_id")
    member: Mapped[Member | None] = relationship(foreign_keys="SwapRequest.member_id")
    other_member: Mapped[Member | None] = relationship(foreign_keys="SwapRequest.other_member_id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Answer(Base):
    """What one person said to one meeting, perhaps through somebody else."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    person_id: Mapped[int] = owner("people")
    reply: Mapped[Reply] = mapped_column(enum(Reply))
    part: Mapped[str] = mapped_column(default="")
    """What of the meeting they come to (`bot/meetings/partly.py`); empty: all of it."""
    deputy_id: Mapped[int | None] = reference("people")
    answered_by_id: Mapped[int | None] = reference("people")
    answered_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="answers")
    person: Mapped[Person] = relationship(foreign_keys="Answer.person_id")
    deputy: Mapped[Person | None] = relationship(foreign_keys="Answer.deputy_id")


class Attendance(Base):
    """Who came. Member and role are kept as they were that day (domain 9)."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id", "role"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    member_id: Mapped[int] = owner("members")
    role: Mapped[Role] = mapped_column(enum(Role))
    person_id: Mapped[int | None] = reference("people")
    came: Mapped[bool]
    noted_by_id: Mapped[int | None] = reference("people")
    noted_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="attendances")
    member: Mapped[Member] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys="Attendance.person_id")


_a_deputy_comes = and_(
    Answer.reply == Reply.DEPUTY, or_(Answer.deputy_id.is_(None), Answer.deputy_id == Answer.answered_by_id)
)
_somebody_wished_to_come = exists().where(
    Answer.meeting_id == Meeting.id, or_(Answer.reply.in_(COMES), _a_deputy_comes)
)
_somebody_came = exists().where(Attendance.meeting_id == Meeting.id, Attendance.came)
inspect(Meeting).add_property(
    "has_traces", column_property(or_(_somebody_wished_to_come, _somebody_came), deferred=True)
)


class AccessNeed(Base):
    """Diet and access needs: for the host and the coordinator only, deleted two weeks after the meeting."""

    __tablename__ = "access_needs"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    person_id: Mapped[int] = owner("people")
    text: Mapped[str]

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()


class ProgrammeItem(Base):
    """One line of a meeting's programme; `day` counts from 1, `starts` is local time."""

    __tablename__ = "programme_items"

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    position: Mapped[int]
    day: Mapped[int] = mapped_column(default=1)
    starts: Mapped[time | None]
    title: Mapped[str]
    who: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(back_populates="programme")


_titles = (
    select(func.aggregate_strings(ProgrammeItem.title, "\n"))
    .where(ProgrammeItem.meeting_id == Meeting.id)
    .correlate(Meeting)
    .scalar_subquery()
)
inspect(Meeting).add_property("programme_titles", column_property(_titles, deferred=True))


class ChecklistItem(Base):
    """One thing the host sees to, so many days before the meeting (domain 8)."""

    __tablename__ = "checklist_items"

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    position: Mapped[int]
    key: Mapped[str | None]
    """Which of the usual things it is; None for the host's own."""
    title: Mapped[str]
    days_before: Mapped[int]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = reference("people")
    note: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(back_populates="checklist")


class DayProposal(Base):
    """Days somebody proposes for a meeting; those proposed together are the alternatives of one question."""

    __tablename__ = "day_proposals"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="order"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = owner("meetings")
    first_day: Mapped[date]
    last_day: Mapped[date]
    proposed_by_id: Mapped[int | None] = reference("people")
    proposed_at: Mapped[datetime]
    goes_at: Mapped[datetime]
    """When it is asked: until then nobody has heard of it."""
    withdrawn_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    proposed_by: Mapped[Person | None] = relationship()
    answers: Mapped[list[DayAnswer]] = relationship(back_populates="proposal", cascade="all, delete-orphan")


class DayAnswer(Base):
    """Whether one person can on proposed days. Who has answered once has a row for each alternative."""

    __tablename__ = "day_answers"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"),)

    id: Mapped[Id]
    proposal_id: Mapped[int] = owner("day_proposals")
    person_id: Mapped[int] = owner("people")
    can: Mapped[bool]
    answered_at: Mapped[datetime]
    """When they answered first."""

    proposal: Mapped[DayProposal] = relationship(back_populates="answers")


class Theme(Base):
    """A theme somebody suggests; `meeting` is set when the officials have chosen it for one (domain 10)."""

    __tablename__ = "themes"

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    meeting_id: Mapped[int | None] = reference("meetings")
    text: Mapped[str]
    suggested_by_id: Mapped[int | None] = reference("people")
    suggested_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    meeting: Mapped[Meeting | None] = relationship(back_populates="themes")
    suggested_by: Mapped[Person | None] = relationship()
    votes: Mapped[list[ThemeVote]] = relationship(back_populates="theme", cascade="all, delete-orphan")


class ThemeVote(Base):
    """One person's vote for a theme."""

    __tablename__ = "theme_votes"
    __table_args__ = (UniqueConstraint("theme_id", "person_id"),)

    id: Mapped[Id]
    theme_id: Mapped[int] = owner("themes")
    person_id: Mapped[int] = owner("people")

    theme: Mapped[Theme] = relationship(back_populates="votes")
