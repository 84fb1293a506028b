"""Questions to the database about a network, its periods, members and people.

Statements are built once, when the module is read: building one costs more than running it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from bot.dates.when import ONE_DAY, Span
from bot.language import fold, swedish_order
from bot.models import (
    Delivery,
    JoinRequest,
    Member,
    Membership,
    MembershipState,
    Network,
    NetworkChoice,
    Period,
    Person,
    PersonState,
    RequestState,
    Role,
    SlackUser,
    WaitingAsk,
)
from bot.network.erasure import LAST_ERASING, last_erasing_of_words
from bot.network.history import MemberHistory
from bot.network.membership import (
    WITHOUT_MEMBER,
    Applicant,
    MembersByDay,
    MembersOfPeriod,
    Part,
    is_deputy_of_none,
    noted_as,
    part_on,
    period_in_force,
    periods_around,
    replaced_by,
    takes_part,
    takes_part_as,
)

_in_network = or_(Person.state == PersonState.CONFIRMED, Person.state == PersonState.REQUESTED)
"""Not `in_`: a list is put into the statement anew each time it is run."""


def _takes_part(network: SQLColumnExpression[int], day: ColumnElement[date]) -> ColumnElement[bool]:
    begun = Period.starts <= day
    in_force = (
        select(Period.id)
        .where(Period.network_id == network)
        .order_by(case((begun, 0), else_=1), case((begun, Period.starts)).desc(), Period.starts)
        .limit(1)
        .correlate(Network)
        .scalar_subquery()
    )
    has_a_part = or_(
        Membership.state == MembershipState.ACTIVE,
        and_(Membership.state == MembershipState.LEFT, Membership.ends.is_not(None)),
    )
    has_begun = or_(Membership.starts.is_(None), Membership.starts <= day)
    return and_(
        Membership.period_id == in_force, has_a_part, has_begun, or_(Membership.ends.is_(None), Membership.ends >= day)
    )


def _takes_part_as(network: SQLColumnExpression[int], day: ColumnElement[date]) -> ColumnElement[bool]:
    with_member = exists(Membership.id).where(Membership.member_id == Person.member_id, _takes_part(network, day))
    return or_(Person.role.in_(WITHOUT_MEMBER), Person.member_id.is_(None), with_member.correlate(Person, Network))


_network_id: Final = bindparam("network", type_=Integer)
_day: Final = bindparam("day", type_=Date)
TAKES_PART: Final = _takes_part(_network_id, _day)
"""What `takes_part` says of a membership, on `day` in `network`."""
TAKES_PART_AS: Final = _takes_part_as(_network_id, _day)
"""What `takes_part_as` says of a person, on `day` in `network`."""

_DAYS: Final = {"yesterday": -ONE_DAY, "today": timedelta(0), "tomorrow": ONE_DAY}
"""What day it is where a network is, counted from the day in UTC."""
_spoken_from = (
    select(Delivery.network_id)
    .where(
        Delivery.ts == bindparam("message"),
        or_(Delivery.channel == bindparam("channel"), Delivery.to == bindparam("who")),
    )
    .limit(1)
    .scalar_subquery()
)
_chosen = (
    select(NetworkChoice.network_id)
    .where(NetworkChoice.slack_id == bindparam("who"), NetworkChoice.place == bindparam("place"))
    .scalar_subquery()
)
SURE: Final = 3
SITS: Final = 4
_nearness = case(
    (Network.id == bindparam("network"), 0),
    (Network.id == _spoken_from, 1),
    (Network.channel == bindparam("channel"), 2),
    (Network.id == _chosen, SURE),
    (and_(Person.state == PersonState.CONFIRMED, _takes_part_as(Network.id, bindparam("today", type_=Date))), SITS),
    (Person.id.is_not(None), 5),
    else_=6,
).label("nearness")
"""How near a network is to what somebody does: up to `SURE` there is no other, from `SITS` on there may be one."""
_last_period = select(func.max(Period.ends)).where(Period.network_id == Network.id).correlate(Network).scalar_subquery()

_where_i_am = (
    select(
        Network,
        Person,
        _nearness,
        LAST_ERASING.scalar_subquery().label("erased"),
        last_erasing_of_words(Network.id).scalar_subquery().label("erased_words"),
        *(_takes_part_as(Network.id, bindparam(day, type_=Date)).label(day) for day in _DAYS),
    )
    .outerjoin(
        Person,
        and_(Person.network_id == Network.id, Person.slack_id == bindparam("who"), _in_network),
    )
    .outerjoin(Member, Member.id == Person.member_id)
    .options(contains_eager(Person.member))
    .order_by(_nearness, _last_period.desc().nulls_last(), Network.id)
    .limit(2)
)


@dataclass(frozen=True)
class Standpoint:
    """Which network somebody means, and who they are in it."""

    network: Network
    person: Person | None
    today: date
    """The date where the network is."""
    takes_part: bool
    """Whether their member takes part today; who sits for no member always does."""
    is_sure: bool
    """Whether no other network can be meant."""
    has_others: bool
    """Whether the bot serves other networks too."""
    erased: int
    """The last erasing of all, by its number; 0: never."""
    erased_words: int
    """The last erasing of words in this network."""


@dataclass(frozen=True)
class Spot:
    """Where somebody is when they ask something."""

    channel: str | None = None
    network: int = 0
    """The network that what they press belongs to; 0 when it does not tell."""
    message: str = ""
    """The ts of the message they press in or answer."""

    @property
    def place(self) -> str:
        """As a `NetworkChoice` has it."""
        return "" if self.channel is None or self.channel.startswith("D") else self.channel


def where_i_am(
    session: Session, who: str, spot: Spot, now: datetime, *, coordinates_all: bool = False
) -> Standpoint | None:
    """Find the network somebody means, and who they are in it: the one of what they press or answer, the channel's, the
    one they chose there, the only one they sit in or coordinate, the only one there is. Where there is none of these
    it is not sure: then the one that runs longest, their own first. None: no network is loaded."""
    days = {name: now.astimezone(UTC).date() + away for name, away in _DAYS.items()}
    values = {"who": who, "channel": spot.channel or "", "network": spot.network, "message": spot.message or None}
    rows = session.execute(_where_i_am, values | {"place": spot.place} | days).all()
    if not rows:
        return None
    network, person, nearness, erased, erased_words, *takes = rows[0]
    here = now.astimezone(ZoneInfo(network.timezone)).date()
    takes_part = next(each for each, day in zip(takes, days.values(), strict=True) if day == here)
    sits_here_alone = nearness == SITS < rows[-1].nearness and not coordinates_all
    has_others = len(rows) > 1
    is_sure = not has_others or nearness <= SURE or sits_here_alone
    return Standpoint(
        network, person, here, person is None or bool(takes_part), is_sure, has_others, erased or 0, erased_words or 0
    )


_network = select(Network).where(Network.key == bindparam("key"))
_networks = select(Network).order_by(Network.name)


def network_by_key(session: Session, key: str) -> Network | None:
    """The network of that key in its plan file."""
    return session.scalar(_network, {"key": key})


_in_channel = select(Network).where(Network.channel == bindparam("channel")).limit(1)


def network_in_channel(session: Session, channel: str) -> Network | None:
    """The network whose channel that is; a channel has one at most."""
    return session.scalar(_in_channel, {"channel": channel})


def networks(session: Session) -> list[Network]:
    """All networks."""
    return list(session.scalars(_networks))


_waiting_asks = (
    select(WaitingAsk).where(WaitingAsk.slack_id == bindparam("who")).order_by(WaitingAsk.id.desc()).limit(20)
)


_sits_elsewhere = (
    select(Person.id)
    .where(
        Person.slack_id == bindparam("who"), Person.state == PersonState.CONFIRMED,
        Person.network_id != bindparam("network"),
    )
    .limit(1)
)  # fmt: skip
_another = select(Network).where(Network.id != bindparam("network")).order_by(Network.id).limit(1)


def is_in_others(
    session: Session, network_id: int, who: str, coordinators: Callable[[Session, Network], tuple[str, ...]]
) -> bool:
    """Whether somebody has a seat in, or coordinates, another network than this: who does neither as a person
    coordinates all of them."""
    there = {"network": network_id, "who": who}
    another = session.scalar(_another, there)
    if another is None:
        return False
    return session.scalar(_sits_elsewhere, there) is not None or who in coordinators(session, another)


def last_waiting_ask(session: Session, who: str, place: str) -> WaitingAsk | None:
    """What somebody asked last in a place before it was known of which network."""
    waiting = session.scalars(_waiting_asks, {"who": who})
    return next((each for each in waiting if Spot(each.ask.get("channel")).place == place), None)


def waiting_ask(session: Session, row: int) -> WaitingAsk | None:
    """What somebody asked before it was known of which network."""
    return session.get(WaitingAsk, row)


_periods = select(Period).where(Period.network_id == bindparam("network")).order_by(Period.starts)


def periods(session: Session, network: Network) -> list[Period]:
    """A network's periods, first to last."""
    return list(session.scalars(_periods, {"network": network.id}))


def period_of_row(session: Session, network: Network, row: int) -> Period | None:
    """The period of the network that a button carries by its number; None when it is no longer there."""
    return next((each for each in periods(session, network) if each.id == row), None)


def membership_of_row(session: Session, network: Network, row: int) -> Membership | None:
    """The same of a member's part in one of its periods."""
    membership = session.get(Membership, row)
    return membership if membership is not None and membership.period.network_id == network.id else None


def period_at(session: Session, network: Network, day: date) -> Period | None:
    """The period in force on a day."""
    return period_in_force(periods(session, network), day)


def period_with_queue(session: Session, network: Network) -> Period | None:
    """The period in whose plan the queue of hosts stands: the last that names members."""
    there = memberships_by_period(session, network)
    return next((each for each in reversed(periods(session, network)) if there.get(each.id)), None)


def period_named(session: Session, network: Network, *typed: str) -> Period | None:
    """The period of that name, or of one of those, however its dash and its blanks are typed."""
    names = {_simple(each) for each in typed}
    return next((each for each in periods(session, network) if _simple(each.name) in names), None)


def period_meant(session: Session, network: Network, typed: str) -> Period | None:
    """The period of that name, or the only one in which the year lies that is typed instead."""
    if named := period_named(session, network, typed):
        return named
    if not _YEAR.fullmatch(typed.strip()):
        return None
    year = Span.year(int(typed))
    there = [each for each in periods(session, network) if each.days.overlaps(year)]
    return there[0] if len(there) == 1 else None


_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)


def _simple(name: str) -> str:
    return "".join(fold(name).replace("–", "-").replace("—", "-").split())


_slack_users = select(SlackUser)
_closed = (
    select(Person)
    .join(SlackUser, SlackUser.id == Person.slack_id)
    .where(SlackUser.is_gone, Person.network_id == bindparam("network"), Person.state == PersonState.CONFIRMED)
    .order_by(Person.id)
)
_admins = select(SlackUser.id).where(SlackUser.is_admin, ~SlackUser.is_gone).order_by(SlackUser.id)
_coordinators = (
    select(Person.slack_id)
    .join(SlackUser, SlackUser.id == Person.slack_id, isouter=True)
    .where(
        SlackUser.is_gone.is_not(True),
        Person.network_id == bindparam("network"),
        Person.role == Role.COORDINATOR,
        Person.state == PersonState.CONFIRMED,
        Person.slack_id.is_not(None),
    )
    .order_by(Person.id)
)


_any_coordinator = (
    select(Person.id).where(Person.role == Role.COORDINATOR, Person.state == PersonState.CONFIRMED).limit(1)
)


def slack_users(session: Session) -> list[SlackUser]:
    """Everybody in Slack that the bot has heard of."""
    return list(session.scalars(_slack_users))


def slack_user(session: Session, slack_id: str) -> SlackUser | None:
    """What Slack has told of an account."""
    return session.get(SlackUser, slack_id)


def named_coordinators(session: Session, network: Network, set_by_installer: tuple[str, ...]) -> tuple[str, ...]:
    """Slack ids of all who are named to administer a network: COORDINATORS, and those who hold the role in it."""
    held = [each for each in session.scalars(_coordinators, {"network": network.id}) if each]
    return tuple(dict.fromkeys((*set_by_installer, *held)))


def coordinators(
    session: Session, network: Network, set_by_installer: tuple[str, ...], admins: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Slack ids of all who may administer a network: those who are named; until somebody is, the workspace's admins,
    who may name them: `admins`, or those the database knows of."""
    if admins_begin(session, set_by_installer):
        return admins or tuple(session.scalars(_admins))
    return named_coordinators(session, network, set_by_installer)


def admins_begin(session: Session, set_by_installer: tuple[str, ...]) -> bool:
    """Whether the workspace's admins may set up a network and name its coordinators: while the installer names nobody
    and no network has a coordinator, also one whose account is closed."""
    return not set_by_installer and session.scalar(_any_coordinator) is None


_people = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.state == PersonState.CONFIRMED)
    .options(joinedload(Person.member), joinedload(Person.deputy_for))
)


def people(session: Session, network: Network) -> list[Person]:
    """Everybody confirmed in a network, with member and whom they stand in for."""
    return sorted(session.scalars(_people, {"network": network.id}), key=lambda each: swedish_order(each.name))


_members_on = select(Member).join(Membership, Membership.member_id == Member.id).where(TAKES_PART)
_people_on = _people.where(TAKES_PART_AS)


def members_on(session: Session, network: Network, day: date) -> list[Member]:
    """The members that take part on a day, in Swedish order."""
    members = session.scalars(_members_on, {"network": network.id, "day": day})
    return sorted(members, key=lambda each: swedish_order(each.name))


def people_on(session: Session, network: Network, day: date) -> list[Person]:
    """Everybody confirmed who takes part on a day: without those whose member does not."""
    found = session.scalars(_people_on, {"network": network.id, "day": day})
    return sorted(found, key=lambda each: swedish_order(each.name))


_readers_languages = (
    select(Person.slack_id, Person.language, SlackUser.account, SlackUser.locale)
    .join(SlackUser, SlackUser.id == Person.slack_id, isouter=True)
    .where(Person.network_id == bindparam("network"), Person.slack_id.is_not(None))
)
_readers_language = _readers_languages.where(Person.slack_id == bindparam("who"))


def language_of(session: Session, network: Network, who: str) -> str:
    """The language a Slack user reads: their own choice, else what a guest brings, else the network's."""
    return languages(session, network, who).get(who, network.language)


def languages(session: Session, network: Network, who: str | None = None) -> dict[str, str]:
    """The languages of those who read another than the network's by their own choice or as guests, by Slack id; of
    everybody, or of one."""
    asked = _readers_languages if who is None else _readers_language
    rows = session.execute(asked, {"network": network.id, "who": who})
    read = ((to, own or (account.brings(locale) if account else "")) for to, own, account, locale in rows)
    return {to: language for to, language in read if to and language}


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
        TAKES_PART_AS,
    )
    .order_by(Person.role == Role.ELECTED, Person.id)
)


def voices(session: Session, network: Network, day: date) -> dict[int, Person]:
    """Whom to ask of each member that takes part on a day: its official, else its elected, of those in Slack."""
    by_member: dict[int, Person] = {}
    for each in session.scalars(_voices, {"network": network.id, "day": day}):
        if each.member_id is not None:
            by_member.setdefault(each.member_id, each)
    return by_member


_memberships = (
    select(Membership).where(Membership.period_id == bindparam("period")).options(joinedload(Membership.member))
)
_every_membership = (
    select(Membership)
    .join(Period, Period.id == Membership.period_id)
    .where(Period.network_id == bindparam("network"))
    .options(joinedload(Membership.member))
)
_with_seat = (joinedload(Person.member), joinedload(Person.deputy_for))
_requests = (
    select(JoinRequest, SlackUser)
    .join(Person, Person.id == JoinRequest.person_id)
    .outerjoin(SlackUser, SlackUser.id == Person.slack_id)
    .options(contains_eager(JoinRequest.person).joinedload(Person.member), joinedload(JoinRequest.member))
)
_asking = _requests.where(
    JoinRequest.network_id == bindparam("network"), JoinRequest.state == RequestState.OPEN
).order_by(JoinRequest.asked_at, JoinRequest.id)
_request = _requests.where(JoinRequest.id == bindparam("id"), JoinRequest.network_id == bindparam("network"))
_open_request = select(JoinRequest).where(
    JoinRequest.person_id == bindparam("person"), JoinRequest.state == RequestState.OPEN
)
_person = select(Person).where(Person.id == bindparam("id")).options(*_with_seat)
_account = select(Person).where(Person.network_id == bindparam("network"), Person.slack_id == bindparam("who"))
_deputies_of_member = (
    select(Person)
    .where(
        Person.member_id == bindparam("member"), Person.role == Role.DEPUTY, Person.state == PersonState.CONFIRMED
    )
    .options(joinedload(Person.deputy_for))
)  # fmt: skip


def memberships(session: Session, period: Period | None) -> list[Membership]:
    """Who takes part in a period, waits or has left, in Swedish order."""
    rows = session.scalars(_memberships, {"period": period.id}) if period else ()
    return sorted(rows, key=lambda each: swedish_order(each.name))


def memberships_by_period(session: Session, network: Network) -> dict[int, list[Membership]]:
    """Those of all the network's periods, by the row number of the period."""
    by_period: dict[int, list[Membership]] = defaultdict(list)
    for each in session.scalars(_every_membership, {"network": network.id}):
        by_period[each.period_id].append(each)
    return by_period


def members_by_day(session: Session, network: Network) -> MembersByDay:
    """Who takes part on which day, read once."""
    return MembersByDay(periods(session, network), memberships_by_period(session, network))


def members_of(session: Session, period: Period, today: date) -> MembersOfPeriod:
    """The members of a period, looked at from a day."""
    return MembersOfPeriod(period, memberships(session, period), today)


def members_around(session: Session, network: Network, today: date) -> list[MembersOfPeriod]:
    """The members of the period that runs today; between periods, before the first and after the last those of the one
    that ended and of the one that begins."""
    around = periods_around(periods(session, network), today)
    return [members_of(session, each, today) for each in around]


def memberships_from(session: Session, network: Network, day: date) -> list[Membership]:
    """Who takes part on a day or may later: of the period in force and of those to come, without those that have
    left. First to last, and in Swedish order."""
    every = periods(session, network)
    first = period_in_force(every, day)
    to_come = [each for each in every if each is first or each.starts > day]
    days = {each.id: day if each is first else each.starts for each in to_come}
    there = [each for period in to_come for each in memberships(session, period)]
    return [each for each in there if part_on(each, days[each.period_id]) is not Part.PAST]


def members_to_join(session: Session, network: Network, day: date) -> list[Member]:
    """The members one can sit for from a day on, also those that have still to decide, in Swedish order."""
    members = {each.member for each in memberships_from(session, network, day)}
    return sorted(members, key=lambda each: swedish_order(each.name))


def members_to_host(session: Session, network: Network, day: date) -> list[Member]:
    """The members that take part on a day or will later, in Swedish order."""
    there = memberships_from(session, network, day)
    members = {each.member for each in there if each.state is not MembershipState.PENDING}
    return sorted(members, key=lambda each: swedish_order(each.name))


def comes_later(session: Session, network: Network, person: Person | None, today: date) -> bool:
    """Whether the member of somebody takes part today or from a later day."""
    return person is not None and person.member in members_to_host(session, network, today)


@dataclass(frozen=True)
class Readers:
    """Slack ids of the confirmed, and of those of them whose member takes part today or will: they may read what names
    somebody."""

    confirmed: frozenset[str]
    inside: frozenset[str]


def readers(session: Session, network: Network, today: date) -> Readers:
    """Who may read what was sent to them earlier."""
    members = {each.id for each in members_to_host(session, network, today)}
    there = [each for each in session.scalars(_people, {"network": network.id}) if each.slack_id]
    inside = (each.slack_id for each in there if takes_part_as(each, members))
    return Readers(frozenset(each.slack_id or "" for each in there), frozenset(each or "" for each in inside))


_own_memberships = select(Membership).where(Membership.member_id == bindparam("member"))


def _by_period(session: Session, member_id: int | None) -> dict[int, Membership]:
    """A member's memberships, by the row number of their period."""
    return {each.period_id: each for each in session.scalars(_own_memberships, {"member": member_id})}


def days_of(session: Session, network: Network, person: Person) -> Callable[[date], bool]:
    """Whether somebody takes part on a day, to be asked of many days."""
    if takes_part_as(person, ()):
        return lambda day: True
    every = periods(session, network)
    own = _by_period(session, person.member_id)

    def takes_part_on(day: date) -> bool:
        period = period_in_force(every, day)
        membership = own.get(period.id) if period else None
        return membership is not None and takes_part(membership, day)

    return takes_part_on


def is_gone_by(session: Session, network: Network, person: Person, day: date) -> bool:
    """Whether somebody has left, or their member is out of the network on a day; who has still to decide is not."""
    if person.state is not PersonState.CONFIRMED or takes_part_as(person, ()):
        return person.state is not PersonState.CONFIRMED
    period = period_in_force(periods(session, network), day)
    own = _by_period(session, person.member_id)
    return period is not None and (period.id not in own or part_on(own[period.id], day) is Part.PAST)


def history_of(session: Session, network: Network, member: Member, today: date) -> MemberHistory:
    """A member through all periods of its network."""
    return MemberHistory(periods(session, network), _by_period(session, member.id), today, member.since)


def histories(session: Session, network: Network, today: date) -> list[tuple[Member, MemberHistory]]:
    """Every member there is or has been, in Swedish order, through all periods."""
    every, own = periods(session, network), dict[int, dict[int, Membership]]()
    members = dict[int, Member]()
    for period_id, there in memberships_by_period(session, network).items():
        for each in there:
            own.setdefault(each.member_id, {})[period_id] = each
            members[each.member_id] = each.member
    rows = [(each, MemberHistory(every, own[each.id], today, each.since)) for each in members.values()]
    return sorted(rows, key=lambda row: swedish_order(row[0].name))


def applicants(session: Session, network: Network) -> list[Applicant]:
    """Who waits to be decided about, the first first."""
    rows = session.execute(_asking, {"network": network.id}).all()
    here = people(session, network) if rows else []
    return [_applicant(request, account, here) for request, account in rows]


def applicant(session: Session, network: Network, row: int) -> Applicant | None:
    """Who has made a request to this network, whatever has become of it."""
    found = session.execute(_request, {"id": row, "network": network.id}).first()
    if found is None:
        return None
    request, account = found
    is_open = request.state is RequestState.OPEN
    return _applicant(request, account, people(session, network)) if is_open else Applicant(request, account, None)


def _applicant(request: JoinRequest, account: SlackUser | None, people: list[Person]) -> Applicant:
    return Applicant(request, account, replaced_by(request, people), noted_as(request, people))


def open_request(session: Session, person: Person | None) -> JoinRequest | None:
    """What somebody has asked for and nobody has decided."""
    return session.scalar(_open_request, {"person": person.id}) if person is not None else None


def person(session: Session, network: Network, person_id: int) -> Person | None:
    """Somebody of this network by row number."""
    row = session.scalar(_person, {"id": person_id})
    return row if row is not None and row.network_id == network.id else None


def account(session: Session, network: Network, slack_id: str) -> Person | None:
    """The row of a Slack account in a network, also of one who left or was declined."""
    return session.scalar(_account, {"network": network.id, "who": slack_id})


def deputies_without_anybody(session: Session, member_id: int, role: Role) -> list[Person]:
    """A member's deputies whose seat was empty when they joined, or has been left by who had that role."""
    deputies = session.scalars(_deputies_of_member, {"member": member_id})
    return [each for each in deputies if is_deputy_of_none(each, role)]


def with_closed_account(session: Session, network: Network) -> list[Person]:
    """Confirmed people whose account in Slack is closed."""
    return list(session.scalars(_closed, {"network": network.id}))


_unreachable = select(SlackUser).where(SlackUser.unreachable_since.is_not(None)).order_by(SlackUser.id)
_seats_of = (
    select(Person)
    .where(Person.slack_id == bindparam("who"), Person.state == PersonState.CONFIRMED)
    .options(joinedload(Person.member), joinedload(Person.network))
    .order_by(Person.id)
)


def unreachable_accounts(session: Session) -> dict[SlackUser, list[Person]]:
    """The accounts that get no direct messages of the bot's, each with its seats."""
    return {each: list(session.scalars(_seats_of, {"who": each.id})) for each in session.scalars(_unreachable)}
