"""Questions to the database about a network, its periods, members and people.

Statements are built once, when the module is read: building one costs more than running it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from bot.language import fold, swedish_order
from bot.models import (
    Member,
    Membership,
    MembershipState,
    Network,
    Period,
    Person,
    PersonState,
    Role,
    SlackUser,
)

_in_network = or_(Person.state == PersonState.CONFIRMED, Person.state == PersonState.REQUESTED)
"""Not `in_`: a list is put into the statement anew each time it is run."""

_last_period = select(func.max(Period.ends)).where(Period.network_id == Network.id).correlate(Network).scalar_subquery()

_where_i_am = (
    select(Network, Person)
    .outerjoin(
        Person,
        and_(Person.network_id == Network.id, Person.slack_id == bindparam("who"), _in_network),
    )
    .outerjoin(Member, Member.id == Person.member_id)
    .options(contains_eager(Person.member))
    .order_by(
        case((Network.channel == bindparam("channel"), 0), (Person.id.is_not(None), 1), else_=2),
        _last_period.desc().nulls_last(),
        Network.id,
    )
    .limit(1)
)


def where_i_am(session: Session, who: str, channel: str | None) -> tuple[Network, Person | None] | None:
    """Find the network somebody means: the channel's, else their own, else the one that runs longest; and who they are
    in it. None: no network is loaded."""
    row = session.execute(_where_i_am, {"who": who, "channel": channel or ""}).first()
    return (row[0], row[1]) if row else None


_network = select(Network).where(Network.key == bindparam("key"))
_networks = select(Network).order_by(Network.name)


def network_by_key(session: Session, key: str) -> Network | None:
    """The network of that key in its plan file."""
    return session.scalar(_network, {"key": key})


def networks(session: Session) -> list[Network]:
    """All networks."""
    return list(session.scalars(_networks))


_periods = select(Period).where(Period.network_id == bindparam("network")).order_by(Period.starts)


def periods(session: Session, network: Network) -> list[Period]:
    """A network's periods, first to last."""
    return list(session.scalars(_periods, {"network": network.id}))


def period_at(session: Session, network: Network, today: date) -> Period | None:
    """The period that runs today; between and after periods the one that ran last; before all the first."""
    every = periods(session, network)
    started = [each for each in every if each.starts <= today]
    return started[-1] if started else every[0] if every else None


def period_named(session: Session, network: Network, typed: str) -> Period | None:
    """The period of that name, however its dash and its blanks are typed."""
    return next((each for each in periods(session, network) if _simple(each.name) == _simple(typed)), None)


def _simple(name: str) -> str:
    return "".join(fold(name).replace("–", "-").split())


_slack_users = select(SlackUser)
_admins = select(SlackUser.id).where(SlackUser.is_admin, ~SlackUser.is_gone).order_by(SlackUser.id)
_coordinators = (
    select(Person.slack_id)
    .where(
        Person.network_id == bindparam("network"),
        Person.role == Role.COORDINATOR,
        Person.state == PersonState.CONFIRMED,
        Person.slack_id.is_not(None),
    )
    .order_by(Person.id)
)


def slack_users(session: Session) -> list[SlackUser]:
    """Everybody in Slack that the bot has heard of."""
    return list(session.scalars(_slack_users))


def coordinators(session: Session, network: Network, set_by_installer: tuple[str, ...]) -> tuple[str, ...]:
    """Slack ids of all who may administer: COORDINATORS, or the workspace's admins when it is empty; and those who
    hold the role."""
    named = set_by_installer or tuple(session.scalars(_admins))
    held = [each for each in session.scalars(_coordinators, {"network": network.id}) if each]
    return tuple(dict.fromkeys((*named, *held)))


_people = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.state == PersonState.CONFIRMED)
    .options(joinedload(Person.member), joinedload(Person.deputy_for))
)


def people(session: Session, network: Network) -> list[Person]:
    """Everybody confirmed in a network, with member and whom they stand in for."""
    return sorted(session.scalars(_people, {"network": network.id}), key=lambda each: swedish_order(each.name))


_active_members = (
    select(Member)
    .join(Membership, Membership.member_id == Member.id)
    .where(Membership.period_id == bindparam("period"), Membership.state == MembershipState.ACTIVE)
)


def active_members(session: Session, period: Period | None) -> list[Member]:
    """The members that take part in a period, in Swedish order."""
    members = session.scalars(_active_members, {"period": period.id}) if period else ()
    return sorted(members, key=lambda each: swedish_order(each.name))


_language = select(Person.language).where(
    Person.network_id == bindparam("network"), Person.slack_id == bindparam("who"), Person.language.is_not(None)
)


def language_of(session: Session, network: Network, who: str) -> str:
    """The language a Slack user reads: their own choice, else the network's."""
    return session.scalar(_language, {"network": network.id, "who": who}) or network.language


_voices = (
    select(Person)
    .join(SlackUser, SlackUser.id == Person.slack_id, isouter=True)
    .where(
        Person.network_id == bindparam("network"),
        Person.state == PersonState.CONFIRMED,
        Person.role.in_((Role.OFFICIAL, Role.ELECTED)),
        Person.slack_id.is_not(None),
        Person.member_id.is_not(None),
        SlackUser.is_gone.is_not(True),
    )
    .order_by(Person.role == Role.ELECTED, Person.id)
)


def voices(session: Session, network: Network) -> dict[int, Person]:
    """Whom to ask of each member: its official, else its elected, of those in Slack."""
    by_member: dict[int, Person] = {}
    for each in session.scalars(_voices, {"network": network.id}):
        if each.member_id is not None:
            by_member.setdefault(each.member_id, each)
    return by_member


_memberships = (
    select(Membership).where(Membership.period_id == bindparam("period")).options(joinedload(Membership.member))
)
_with_seat = (joinedload(Person.member), joinedload(Person.deputy_for))
_asking = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.state == PersonState.REQUESTED)
    .options(*_with_seat)
    .order_by(Person.requested_at, Person.id)
)
_person = select(Person).where(Person.id == bindparam("id")).options(*_with_seat)
_account = select(Person).where(Person.network_id == bindparam("network"), Person.slack_id == bindparam("who"))
_loose_deputies = select(Person).where(
    Person.member_id == bindparam("member"),
    Person.role == Role.DEPUTY,
    Person.state == PersonState.CONFIRMED,
    Person.deputy_for_id.is_(None),
)


def memberships(session: Session, period: Period | None) -> list[Membership]:
    """Who takes part in a period, waits or has left, in Swedish order."""
    rows = session.scalars(_memberships, {"period": period.id}) if period else ()
    return sorted(rows, key=lambda each: swedish_order(each.member.name))


def requests_to_join(session: Session, network: Network) -> list[Person]:
    """Who waits to be confirmed, the first first."""
    return list(session.scalars(_asking, {"network": network.id}))


def person(session: Session, network: Network, person_id: int) -> Person | None:
    """Somebody of this network by row number."""
    row = session.scalar(_person, {"id": person_id})
    return row if row is not None and row.network_id == network.id else None


def account(session: Session, network: Network, slack_id: str) -> Person | None:
    """The row of a Slack account in a network, also of one who left or was declined."""
    return session.scalar(_account, {"network": network.id, "who": slack_id})


def deputies_without_anybody(session: Session, member_id: int) -> list[Person]:
    """A member's deputies whose seat was empty when they joined."""
    return list(session.scalars(_loose_deputies, {"member": member_id}))
