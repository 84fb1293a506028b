"""Experiences, their consents and versions, and the texts of the report (domain 16-19)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, UniqueConstraint, and_, event
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base
from bot.models.activities import Activity
from bot.models.columns import Id, Words, enum, owner, reference
from bot.models.networks import Member, Network, Period
from bot.models.people import Person


class ExperienceState(StrEnum):
    """Where an experience stands in its life."""

    DRAFT = "draft"
    CONTRIBUTED = "contributed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    """Its row stays, so that its number is no other's and its page says that it is gone; no word of it does."""


class Experience(Base):
    """What a member learned. Inside the network only, unless its author says otherwise (domain 16)."""

    __tablename__ = "experiences"

    id: Mapped[Id]
    """Shown to people as #12."""
    network_id: Mapped[int] = owner("networks")
    period_id: Mapped[int | None] = reference("periods")
    member_id: Mapped[int | None] = reference("members")
    author_id: Mapped[int | None] = reference("people")
    written_by_id: Mapped[int | None] = reference("people")
    """Who typed it, when it was for somebody else."""
    activity_id: Mapped[int | None] = reference("activities")
    title: Mapped[str]
    did: Mapped[str]
    target_group: Mapped[str] = mapped_column(default="", server_default="")
    result: Mapped[str] = mapped_column(default="")
    learned: Mapped[str] = mapped_column(default="")
    links: Mapped[str] = mapped_column(default="")
    time: Mapped[str] = mapped_column(default="")
    """When it was, in the author's words."""
    may_publish: Mapped[bool] = mapped_column(default=False)
    may_research: Mapped[bool] = mapped_column(default=False)
    no_child_recognised: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ExperienceState] = mapped_column(enum(ExperienceState), default=ExperienceState.CONTRIBUTED)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = reference("people")
    search_text: Mapped[str] = mapped_column(default="")
    """What search reads: its words, folded and stemmed."""
    form_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()

    network: Mapped[Network] = relationship()
    period: Mapped[Period | None] = relationship()
    member: Mapped[Member | None] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys="Experience.author_id")
    activity: Mapped[Activity | None] = relationship()
    versions: Mapped[list[ExperienceVersion]] = relationship(back_populates="experience")
    co_authors: Mapped[list[CoAuthor]] = relationship(cascade="all, delete-orphan")
    attachments: Mapped[list[Attachment]] = relationship(cascade="all, delete-orphan")
    notes: Mapped[list[ReviewNote]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def member_name(self) -> str:
        """What the member it comes from was called in its period; empty without one."""
        return self.member.name_in(self.period_id) if self.member else ""

    @hybrid_property
    def is_published(self) -> bool:
        """Whether everybody may read it: its author lets it be published, it is approved and not withdrawn. Every
        public output asks this and nothing else."""
        return self.state is ExperienceState.APPROVED and self.may_publish

    @is_published.inplace.expression
    @classmethod
    def _is_published(cls) -> ColumnElement[bool]:
        return and_(cls.state == ExperienceState.APPROVED, cls.may_publish)


class ExperienceVersion(Base):
    """An experience as it was before a change."""

    __tablename__ = "experience_versions"

    id: Mapped[Id]
    experience_id: Mapped[int] = owner("experiences")
    number: Mapped[int]
    content: Mapped[Words] = mapped_column(JSON)
    changed_by_id: Mapped[int | None] = reference("people")
    changed_at: Mapped[datetime]

    experience: Mapped[Experience] = relationship(back_populates="versions")


class CoAuthor(Base):
    """Another person of the same member who took part in writing."""

    __tablename__ = "co_authors"
    __table_args__ = (UniqueConstraint("experience_id", "person_id"),)

    id: Mapped[Id]
    experience_id: Mapped[int] = owner("experiences")
    person_id: Mapped[int] = owner("people")

    person: Mapped[Person] = relationship()


class Attachment(Base):
    """A file in Slack that belongs to an experience, kept as a reference. The file itself stays in Slack: it is never
    read, copied or published, and its name and link are shown inside the network only."""

    __tablename__ = "attachments"

    id: Mapped[Id]
    experience_id: Mapped[int] = owner("experiences")
    slack_file_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    mimetype: Mapped[str] = mapped_column(default="", server_default="")
    link: Mapped[str] = mapped_column(default="")
    """Where Slack shows the file to those who may see it there."""


class BegunChange(Base):
    """What somebody has begun to change in a contributed experience and not sent; the experience stays as it is."""

    __tablename__ = "begun_changes"
    __table_args__ = (UniqueConstraint("experience_id", "person_id"),)

    id: Mapped[Id]
    experience_id: Mapped[int] = owner("experiences")
    person_id: Mapped[int] = owner("people")
    of_version: Mapped[int]
    """Which version was being changed."""
    content: Mapped[Words] = mapped_column(JSON)
    changed_at: Mapped[datetime]


class ReviewNote(Base):
    """What a reviewer said of an experience, or its author in answer."""

    __tablename__ = "review_notes"

    id: Mapped[Id]
    experience_id: Mapped[int] = owner("experiences")
    by_id: Mapped[int | None] = reference("people")
    at: Mapped[datetime]
    text: Mapped[str]

    by: Mapped[Person | None] = relationship()


class ChapterText(Base):
    """An editorial text for one chapter of the final report."""

    __tablename__ = "chapter_texts"
    __table_args__ = (UniqueConstraint("period_id", "chapter"),)

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    chapter: Mapped[str]
    text: Mapped[str]
    changed_by_id: Mapped[int | None] = reference("people")
    changed_at: Mapped[datetime]


READABLE: Final = (ExperienceState.CONTRIBUTED, ExperienceState.APPROVED)
"""Drafts and what is withdrawn are their author's alone."""

READ: Final = "read"
"""In a session's `info`: the experiences that were read in it, whose words may be in what is made of them."""


@event.listens_for(Experience, "load")
def _note_read(experience: Experience, context: Any) -> None:
    context.session.info.setdefault(READ, set()).add(experience.id)
