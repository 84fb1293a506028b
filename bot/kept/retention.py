"""How long each kind of personal data is kept: what has been kept for so long goes, every day.

The settings say how long (`KEEP_…_DAYS`), `docs/personuppgifter.md` why.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.kept.person import anonymise, erase_person, let_words_go
from bot.models import (
    Because,
    BegunChange,
    Change,
    Delivery,
    DeliveryState,
    Experience,
    ExperienceState,
    Feed,
    JoinRequest,
    MeetingDraft,
    Person,
    PersonState,
    RequestState,
)

BY = "forget"
"""Who erased it, as the record says."""
AT_ONCE: Final = 200
"""Messages that are gone through in one transaction."""
_OVER = (DeliveryState.SENT, DeliveryState.CANCELLED, DeliveryState.EXPIRED, DeliveryState.DEAD)


def let_go(session: Session, settings: Settings, now: datetime) -> bool:
    """Let go what has been kept for its time; 0 days: for ever. Tells whether there are more messages than it took."""

    def before(days: int) -> datetime | None:
        return now - timedelta(days=days) if days else None

    if (day := before(settings.keep_drafts_days)) is not None:
        _drafts(session, day)
    if (day := before(settings.keep_left_days)) is not None:
        _people(session, day, now)
    if (day := before(settings.keep_declined_days)) is not None:
        _declined(session, day)
    if (day := before(settings.keep_feeds_days)) is not None:
        session.execute(delete(Feed).where(Feed.revoked_at < day))
    if (day := before(settings.keep_record_days)) is not None:
        session.execute(delete(Change).where(Change.at < day))
    day = before(settings.keep_messages_days)
    return day is not None and _messages(session, day)


def _drafts(session: Session, day: datetime) -> None:
    """What somebody had begun and not sent when they left."""
    left = select(Person.id).where(Person.state == PersonState.LEFT, Person.left_at < day)
    drafts = select(Experience).where(Experience.state == ExperienceState.DRAFT, Experience.author_id.in_(left))
    for each in session.scalars(drafts).all():
        session.delete(each)
    for noun in (BegunChange, MeetingDraft):
        session.execute(delete(noun).where(noun.person_id.in_(left)))


def _declined(session: Session, day: datetime) -> None:
    """Requests that were decided or taken back; and whoever was only ever declined."""
    session.execute(delete(JoinRequest).where(JoinRequest.state != RequestState.OPEN, JoinRequest.decided_at < day))
    still = select(JoinRequest.person_id)
    wrote = select(Experience.author_id).where(Experience.author_id.is_not(None))
    only_declined = Person.state == PersonState.DECLINED, Person.id.not_in(still), Person.id.not_in(wrote)
    session.execute(delete(Person).where(*only_declined))


def _people(session: Session, day: datetime, now: datetime) -> None:
    """Who has left long ago loses their name; what they have contributed stays the network's, as a former official's.
    Whoever is in another network still keeps their account there."""
    gone = session.scalars(select(Person).where(Person.state == PersonState.LEFT, Person.left_at < day)).all()
    still = set(session.scalars(select(Person.slack_id).where(Person.id.not_in([each.id for each in gone]))))
    for each in gone:
        if each.slack_id is None or each.slack_id in still:
            anonymise(each, now)
    for slack_id in sorted({each.slack_id for each in gone if each.slack_id}):
        erase_person(session, slack_id, BY, Because.TIME, now, keeps_experiences=True)


def _messages(session: Session, day: datetime) -> bool:
    """That a message was sent is kept, so that it is not sent again; what it said is not. Tells whether more waits."""
    ended = func.coalesce(Delivery.sent_at, Delivery.due_at)
    has_words = or_(Delivery.message.is_not(None), Delivery.shown.is_not(None))
    over = select(Delivery).where(Delivery.state.in_(_OVER), ended < day, has_words).limit(AT_ONCE)
    messages = session.scalars(over).all()
    let_words_go(session, messages)
    return len(messages) == AT_ONCE
