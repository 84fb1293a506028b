"""Questions to the database about experiences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.experiences.personal_data import KnownNames
from bot.experiences.rules import Reader
from bot.feature.values import LONGEST_NUMBER
from bot.language import swedish_order
from bot.models import (
    Activity,
    BegunChange,
    CoAuthor,
    Delivery,
    DeliveryState,
    Experience,
    ExperienceState,
    ExperienceVersion,
    Member,
    Network,
    Person,
    PersonState,
    Role,
)
from bot.models.experiences import READABLE
from bot.network.store import TAKES_PART_AS
from bot.outbox.deliveries import MARK

WITH_THEIRS = (
    joinedload(Experience.member),
    joinedload(Experience.author),
    joinedload(Experience.activity),
    selectinload(Experience.co_authors).joinedload(CoAuthor.person),
    selectinload(Experience.attachments),
)

BEYOND: Final = 10**LONGEST_NUMBER
"""No row has so high a number, and PostgreSQL refuses to compare with much higher ones."""

_experience = select(Experience).where(Experience.id == bindparam("id")).options(*WITH_THEIRS)
_several = select(Experience).where(Experience.id.in_(bindparam("ids", expanding=True))).options(*WITH_THEIRS)
_sent_with = select(Experience).where(Experience.form_key == bindparam("form_key")).options(*WITH_THEIRS)
_theirs = (
    select(Experience)
    .where(
        Experience.network_id == bindparam("network"),
        or_(
            Experience.author_id == bindparam("person"),
            Experience.written_by_id == bindparam("person"),
            and_(Experience.state.in_(READABLE), Experience.co_authors.any(CoAuthor.person_id == bindparam("person"))),
        ),
    )
    .options(*WITH_THEIRS)
    .order_by(Experience.changed_at.desc(), Experience.id.desc())
)
_contributed = (
    select(Experience)
    .where(Experience.network_id == bindparam("network"), Experience.state.in_(READABLE))
    .options(*WITH_THEIRS)
    .order_by(Experience.created_at, Experience.id)
)
_to_review = (
    select(Experience)
    .where(Experience.network_id == bindparam("network"), Experience.state == ExperienceState.CONTRIBUTED)
    .options(*WITH_THEIRS)
    .order_by(Experience.may_publish.desc(), Experience.created_at, Experience.id)
)
_begun = select(BegunChange).where(
    BegunChange.experience_id.in_(bindparam("experiences", expanding=True)),
    BegunChange.person_id == bindparam("person"),
)
_changed_by = select(ExperienceVersion.id).where(
    ExperienceVersion.experience_id == bindparam("experience"),
    ExperienceVersion.number == bindparam("version"),
    ExperienceVersion.changed_by_id == bindparam("person"),
)
_wait = select(func.count()).where(
    Experience.network_id == bindparam("network"),
    Experience.state == ExperienceState.CONTRIBUTED,
    Experience.may_publish,
)
_contributed_and_published_or_theirs = _contributed.where(
    or_(
        Experience.is_published,
        Experience.author_id == bindparam("reader"),
        Experience.written_by_id == bindparam("reader"),
    )
)
_published = (
    select(Experience)
    .where(Experience.network_id == bindparam("network"), Experience.is_published)
    .options(
        selectinload(Experience.member),
        selectinload(Experience.period),
        selectinload(Experience.activity).options(selectinload(Activity.period), selectinload(Activity.goal)),
    )
    .order_by(Experience.approved_at.desc(), Experience.id.desc())
)
_names = select(Person.name).where(Person.network_id == bindparam("network")).order_by(Person.id)
_activities = select(Activity).where(Activity.period_id == bindparam("period")).order_by(Activity.number)
_colleagues = (
    select(Person)
    .where(
        Person.network_id == bindparam("network"),
        Person.member_id == bindparam("member"),
        Person.state == PersonState.CONFIRMED,
        Person.role != Role.GUEST,
        TAKES_PART_AS,
    )
    .order_by(Person.id)
)


def experience(session: Session, network: Network, number: int) -> Experience | None:
    """An experience of this network by its number."""
    if not 0 < number < BEYOND:
        return None
    row = session.scalar(_experience, {"id": number})
    return row if row is not None and row.network_id == network.id else None


def in_this_order(session: Session, ids: Sequence[int]) -> list[Experience]:
    """The experiences with those numbers, in the order they are asked for."""
    rows = {each.id: each for each in session.scalars(_several, {"ids": list(ids)})} if ids else {}
    return [rows[each] for each in ids if each in rows]


def sent_with(session: Session, form_key: str | None) -> Experience | None:
    """The experience that was made with a form, when that form has been sent before."""
    return session.scalar(_sent_with, {"form_key": form_key}) if form_key else None


def begun_changes(session: Session, experiences: Sequence[Experience], person: Person | None) -> dict[int, BegunChange]:
    """What somebody has begun to change in experiences and not sent, by the experience's number."""
    if person is None or not experiences:
        return {}
    rows = session.scalars(_begun, {"experiences": [each.id for each in experiences], "person": person.id})
    return {each.experience_id: each for each in rows}


def begun_change(session: Session, experience: Experience, person: Person | None) -> BegunChange | None:
    """The same of one experience."""
    return begun_changes(session, [experience], person).get(experience.id)


def changed_by(session: Session, experience: Experience, version: int, person: Person) -> bool:
    """Whether it was this person who changed that version into the next."""
    values = {"experience": experience.id, "version": version, "person": person.id}
    return session.scalar(_changed_by, values) is not None


def theirs(session: Session, network: Network, person: Person | None) -> list[Experience]:
    """All that somebody contributed, wrote for another or with them, also what is withdrawn; the last changed first."""
    return list(session.scalars(_theirs, {"network": network.id, "person": person.id})) if person else []


def contributed(session: Session, network: Network, reader: Reader) -> list[Experience]:
    """What a reader may read, the first contributed first."""
    query = _contributed if reader.is_inside else _contributed_and_published_or_theirs
    return list(session.scalars(query, {"network": network.id, "reader": reader.person_id}))


def to_review(session: Session, network: Network) -> list[Experience]:
    """What is contributed and not approved; first what may be published, the oldest first."""
    return list(session.scalars(_to_review, {"network": network.id}))


def wait_for_approval(session: Session, network: Network) -> int:
    """How many may be published and are not approved."""
    return session.scalar(_wait, {"network": network.id}) or 0


def published(session: Session, network: Network) -> Sequence[Experience]:
    """What everybody may read, the last approved first."""
    return session.scalars(_published, {"network": network.id}).all()


def known_names(session: Session, network: Network) -> KnownNames:
    """The people of a network, also those who have left, and the words that stay though somebody is called the same."""
    places = [
        each
        for member in network.members
        for each in (member.name, *member.earlier_names, *map(str, member.municipalities))
    ]
    return KnownNames.of(session.scalars(_names, {"network": network.id}), [network.name, *places])


def of_activity(session: Session, activity: Activity, network: Network, reader: Reader) -> list[Experience]:
    """What a reader may read of what was learned in an activity."""
    return [each for each in contributed(session, network, reader) if each.activity_id == activity.id]


def activities_of(session: Session, period_id: int | None) -> list[Activity]:
    """A period's activities by their numbers."""
    return list(session.scalars(_activities, {"period": period_id})) if period_id else []


def activities_for(session: Session, experience: Experience) -> list[Activity]:
    """The activities of an experience's period by their numbers, and its own when that is another period's: it was
    written before the period it lies in was loaded."""
    offered = activities_of(session, experience.period_id)
    own = session.get(Activity, experience.activity_id) if experience.activity_id else None
    return [own, *offered] if own is not None and own not in offered else offered


def colleagues(session: Session, network: Network, member: Member | None, day: date) -> list[Person]:
    """The confirmed people of a member that takes part on a day, in Swedish order."""
    values = {"network": network.id, "member": member.id if member else 0, "day": day}
    people = session.scalars(_colleagues, values) if member else ()
    return sorted(people, key=lambda each: swedish_order(each.name))


_changed_since = (
    select(Experience)
    .where(
        Experience.network_id == bindparam("network"),
        or_(Experience.changed_at > bindparam("since"), Experience.approved_at > bindparam("since")),
        Experience.state != ExperienceState.DRAFT,
    )
    .options(*WITH_THEIRS)
    .order_by(Experience.id)
)
_with_a_face = (
    select(Delivery.id, Delivery.kind, Delivery.to, Delivery.about, Delivery.sent_at, Delivery.redrawn_at)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.kind.in_(bindparam("kinds", expanding=True)),
        Delivery.state == DeliveryState.SENT,
        Delivery.about["face"].as_string().is_not(None),
    )
    .order_by(Delivery.sent_at, Delivery.id)
)
_pending = select(Delivery).where(
    Delivery.network_id == bindparam("network"),
    Delivery.kind == bindparam("kind"),
    Delivery.state == DeliveryState.PENDING,
)
_threads = (
    select(Delivery.to, Delivery.key)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.kind.in_(bindparam("kinds", expanding=True)),
        Delivery.about["experience"].as_string() == bindparam("experience"),
    )
    .order_by(Delivery.id.desc())
)


def pending(session: Session, network: Network, kind: str) -> list[Delivery]:
    """The messages of a kind that have not gone out."""
    return list(session.scalars(_pending, {"network": network.id, "kind": kind}))


def changed_since(session: Session, network: Network, since: datetime) -> list[Experience]:
    """What is or was contributed and has changed since then, also what is withdrawn."""
    return list(session.scalars(_changed_since, {"network": network.id, "since": since}))


def messages_with_a_face(session: Session, network: Network, kinds: Sequence[str]) -> Sequence[Any]:
    """The messages of those kinds that went out and follow an experience, the first first."""
    return session.execute(_with_a_face, {"network": network.id, "kinds": list(kinds)}).all()


def messages_that_hold(session: Session, network: Network, experience: Experience) -> list[Delivery]:
    """Every message about an experience, sent or not, and every list that named it."""
    number = str(experience.id)
    listed = literal(",").concat(Delivery.about["experiences"].as_string()).concat(",").like(f"%,{number},%")
    holds = or_(Delivery.about["experience"].as_string() == number, listed)
    query = select(Delivery).where(Delivery.network_id == network.id, Delivery.kind != MARK, holds).with_for_update()
    return list(session.scalars(query))


def threads(session: Session, network: Network, experience: Experience, kinds: Sequence[str]) -> dict[str, str]:
    """The first message of those kinds about an experience, by receiver: its key. What follows goes in its thread."""
    values = {"network": network.id, "kinds": list(kinds), "experience": str(experience.id)}
    return {row.to: row.key for row in session.execute(_threads, values)}


def times_written(session: Session, network: Network) -> list[str]:
    """What authors wrote of when it was, each once."""
    rows = select(Experience.time).where(Experience.network_id == network.id).distinct()
    return list(session.scalars(rows))
