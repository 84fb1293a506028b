"""The store of calendars: meetings as a calendar needs them, and people's secret addresses."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.feature.call import Call
from bot.feature.post import CHANNEL
from bot.meetings.rules import in_order
from bot.models import (
    COMES,
    Answer,
    Change,
    Delivery,
    DeliveryState,
    Feed,
    HostingTurn,
    Meeting,
    Network,
    Person,
    PersonState,
    Reply,
    SlackUser,
)


def may_have_address(call: Call) -> bool:
    """Whether they may have a calendar address of their own."""
    return call.member_of is not None and call.may_write


_meetings = (
    select(Meeting)
    .where(Meeting.network_id == bindparam("network"))
    .options(
        joinedload(Meeting.turn).joinedload(HostingTurn.member),
        joinedload(Meeting.period),
        selectinload(Meeting.programme),
    )
)
_answers = (
    select(Answer.meeting_id, Answer.reply, Answer.part, Answer.answered_at)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .where(Answer.person_id == bindparam("person"), Meeting.network_id == bindparam("network"))
)
_as_deputy = (
    select(Answer)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .where(Answer.deputy_id == bindparam("person"), Meeting.network_id == bindparam("network"))
    .options(joinedload(Answer.person))
    .order_by(Answer.answered_at, Answer.id)
)
_of_deputies = (
    select(Answer.meeting_id)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .join(Person, Person.id == Answer.person_id)
    .where(
        Person.deputy_for_id == bindparam("person"),
        Answer.reply.in_(COMES),
        Meeting.network_id == bindparam("network"),
    )
)
_changed = (
    select(Change.row, func.max(Change.at).label("at"))
    .join(Meeting, Meeting.id == Change.row)
    .where(Change.noun == "Meeting", Meeting.network_id == bindparam("network"))
    .group_by(Change.row)
)
_turn_changed = (
    select(HostingTurn.meeting_id, func.max(Change.at).label("at"))
    .join(Change, (Change.row == HostingTurn.id) & (Change.noun == "HostingTurn"))
    .where(HostingTurn.network_id == bindparam("network"), HostingTurn.meeting_id.is_not(None))
    .group_by(HostingTurn.meeting_id)
)
_about = Delivery.about["meeting"].as_string()
_mentions = (
    select(_about.label("meeting"), Delivery.to, Delivery.channel, Delivery.ts, Delivery.sent_at)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.state == DeliveryState.SENT,
        Delivery.to.in_((CHANNEL, bindparam("who"))),
        Delivery.channel.is_not(None),
        Delivery.ts.is_not(None),
        Delivery.sent_at.is_not(None),
        _about.is_not(None),
    )
    .order_by(Delivery.sent_at, Delivery.id)
)


@dataclass(frozen=True)
class Mention:
    """Where in Slack a meeting was last spoken of, and when."""

    channel: str
    ts: str
    at: datetime


def meetings_with_programme(session: Session, network: Network) -> list[Meeting]:
    """Every meeting with host and programme, first to last; also past and cancelled ones."""
    return in_order(session.scalars(_meetings, {"network": network.id}))


def own_replies(session: Session, network: Network, person: Person | None) -> dict[int, tuple[Reply, str, datetime]]:
    """What a person has answered, to what of it and when, by meeting id; nothing for nobody."""
    if person is None:
        return {}
    rows = session.execute(_answers, {"network": network.id, "person": person.id})
    return {row.meeting_id: (row.reply, row.part, row.answered_at) for row in rows}


def asked_as_deputy(session: Session, network: Network, person: Person | None) -> dict[int, Answer]:
    """The answers that name somebody as deputy, by meeting id."""
    if person is None:
        return {}
    return {each.meeting_id: each for each in session.scalars(_as_deputy, {"network": network.id, "person": person.id})}


def replaced_at(session: Session, network: Network, person: Person | None) -> set[int]:
    """The meetings that a deputy of somebody has said they come to."""
    return set(session.scalars(_of_deputies, {"network": network.id, "person": person.id})) if person else set()


def changed_at(session: Session, network: Network) -> dict[int, datetime]:
    """When each meeting, or who hosts it, was last changed by somebody, by meeting id; those never changed lack."""
    moments = {row.row: row.at for row in session.execute(_changed, {"network": network.id})}
    for row in session.execute(_turn_changed, {"network": network.id}):
        moments[row.meeting_id] = max(row.at, moments.get(row.meeting_id, row.at))
    return moments


def last_mentions(session: Session, network: Network, who: str | None) -> dict[int, Mention]:
    """Where each meeting was last spoken of, by meeting id: in the network's channel, else to that person."""
    sent = session.execute(_mentions, {"network": network.id, "who": who or ""})
    rows = [row for row in sent if row.meeting.isdecimal()]
    in_order_of_worth = sorted(rows, key=lambda row: row.to == CHANNEL)  # of each kind the last one stays last
    return {int(row.meeting): Mention(row.channel, row.ts, row.sent_at) for row in in_order_of_worth}


_feeds = (
    select(Feed)
    .where(Feed.person_id == bindparam("person"), Feed.revoked_at.is_(None))
    .order_by(Feed.created_at.desc(), Feed.id.desc())
)
_by_hash = (
    select(Feed, SlackUser.is_gone)
    .join(Person, Person.id == Feed.person_id)
    .outerjoin(SlackUser, SlackUser.id == Person.slack_id)
    .where(Feed.secret_hash == bindparam("hash"))
    .options(joinedload(Feed.person).joinedload(Person.network))
)


def open_feeds(session: Session, person: Person) -> list[Feed]:
    """A person's calendar addresses that have not been closed, the newest first."""
    return list(session.scalars(_feeds, {"person": person.id}))


def feed_by_hash(session: Session, secret_hash: str) -> tuple[Feed, bool] | None:
    """The calendar address of that hash with its person and network, and whether their Slack account is gone."""
    row = session.execute(_by_hash, {"hash": secret_hash}).first()
    return (row[0], bool(row[1])) if row else None


SECRET_BYTES: Final = 32


def new_secret() -> str:
    """A secret nobody can guess, fit for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def feed_for(person: Person, secret: str, now: datetime) -> Feed:
    """A person's address with that secret."""
    return Feed(person_id=person.id, secret_hash=hash_of(secret), created_at=now)


def close_feeds(feeds: Iterable[Feed], now: datetime) -> None:
    """Let addresses answer no more."""
    for each in feeds:
        each.revoked_at = each.revoked_at or now


def still_answers(feed: Feed, *, is_gone: bool, takes_part: bool) -> bool:
    """Whether an address is open, its person in Slack, confirmed, and of a member that takes part."""
    person = feed.person
    stays = person.state is PersonState.CONFIRMED and person.left_at is None and takes_part
    return stays and not is_gone and feed.revoked_at is None
