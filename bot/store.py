"""Every question we ask the database. Statements are built once: building one costs more than running it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import Session, contains_eager

from bot.models import Member, Network, Period, Person, PersonState, Role, SlackUser

_IN_NETWORK = (PersonState.CONFIRMED, PersonState.REQUESTED)

_last_period = select(func.max(Period.ends)).where(Period.network_id == Network.id).correlate(Network).scalar_subquery()

_where_i_am = (
    select(Network, Person)
    .outerjoin(
        Person,
        and_(Person.network_id == Network.id, Person.slack_id == bindparam("who"), Person.state.in_(_IN_NETWORK)),
    )
    .outerjoin(Member, Member.id == Person.member_id)
    .options(contains_eager(Person.member))
    .order_by(
        case((Network.channel == bindparam("channel"), 0), (Person.id.is_not(None), 1), else_=2),
        _last_period.desc(),
        Network.id,
    )
    .limit(1)
)


def where_i_am(session: Session, who: str, channel: str | None) -> tuple[Network, Person | None] | None:
    """Find the network somebody means: the channel's, else their own, else the one that runs longest; and who they are
    in it. None: no network is loaded."""
    found = session.execute(_where_i_am, {"who": who, "channel": channel or ""}).first()
    return (found[0], found[1]) if found else None


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
    found = periods(session, network)
    started = [each for each in found if each.starts <= today]
    return started[-1] if started else found[0] if found else None


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
    """Everybody the bot has been told of."""
    return list(session.scalars(_slack_users))


def coordinators(session: Session, network: Network, set_by_installer: tuple[str, ...]) -> tuple[str, ...]:
    """Slack ids of all who may administer: COORDINATORS, or the workspace's admins when it is empty; and those who
    hold the role."""
    named = set_by_installer or tuple(session.scalars(_admins))
    held = [each for each in session.scalars(_coordinators, {"network": network.id}) if each]
    return tuple(dict.fromkeys((*named, *held)))
