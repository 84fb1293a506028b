"""Questions to the database about meetings: which there are, their answers, seats, needs, themes and attendance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    CompoundSelect,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, undefer

from bot.dates.when import ONE_DAY, Span, moment
from bot.db import rows
from bot.feature.call import Call, Overtaken, Refusal
from bot.language import N_, swedish_order
from bot.meetings.attendance import Seat
from bot.meetings.partly import part_said
from bot.meetings.rules import (
    AgendaItem,
    has_days,
    in_order,
    is_seat_invited,
    may_change,
    may_go_on,
    span_of,
    to_come,
    usual_invites,
)
from bot.meetings.seats import PersonReply, Seats, Sitting, seats_taken, stood_then
from bot.models import (
    AccessNeed,
    Answer,
    Attendance,
    Change,
    HostingTurn,
    Invites,
    Meeting,
    MeetingDraft,
    MeetingKind,
    MeetingState,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    ProgrammeItem,
    Reminding,
    Reply,
    Role,
    Theme,
    ThemeVote,
    WaitingChange,
)
from bot.network import store as network_store
from bot.network.hours import Hours
from bot.network.membership import SEATS
from bot.network.people import away_then
from bot.network.store import TAKES_PART, TAKES_PART_AS

_with_host = (joinedload(Meeting.turn).joinedload(HostingTurn.member), undefer(Meeting.programme_titles))
_ends_after = or_(
    Meeting.last_day >= bindparam("today"),
    and_(Meeting.first_day.is_(None), Meeting.month >= bindparam("month")),
)
_coming = (
    select(Meeting)
    .where(Meeting.network_id == bindparam("network"), Meeting.state == bindparam("state"), _ends_after)
    .options(*_with_host)
)
_is_not_over = or_(
    Meeting.first_day.is_(None),
    Meeting.last_day > bindparam("today"),
    Meeting.ends.is_(None),
    Meeting.ends > bindparam("hour"),
)
_next = (
    _coming.where(_is_not_over)
    .order_by(Meeting.month, Meeting.first_day.is_(None), Meeting.first_day, Meeting.id)
    .limit(1)
)
_with_outcome = (*_with_host, undefer(Meeting.has_traces))
_meetings = select(Meeting).where(Meeting.network_id == bindparam("network")).options(*_with_outcome)
_meeting = select(Meeting).where(Meeting.id == bindparam("id")).options(*_with_host)
_moves = (
    select(Change)
    .where(
        Change.noun == Meeting.__name__,
        Change.field.in_(("first_day", "last_day", "month")),
        Change.row.in_(bindparam("rows", expanding=True)),
    )
    .order_by(Change.id)
)
_invites = (
    select(Change)
    .join(Meeting, Meeting.id == Change.row)
    .where(
        Change.noun == Meeting.__name__,
        Change.field.in_(("invites", "kind")),
        Meeting.network_id == bindparam("network"),
    )
    .order_by(Change.id)
)
_waiting = (
    select(WaitingChange)
    .join(Meeting, Meeting.id == WaitingChange.meeting_id)
    .where(Meeting.network_id == bindparam("network"))
    .order_by(WaitingChange.goes_at, WaitingChange.id)
)
_waiting_of = select(WaitingChange).where(WaitingChange.meeting_id == bindparam("meeting"))
_held = (
    select(WaitingChange.meeting_id, WaitingChange.goes_at)
    .join(Meeting, Meeting.id == WaitingChange.meeting_id)
    .where(Meeting.network_id == bindparam("network"))
)
_remindings = (
    select(Reminding.meeting_id, Reminding.due_at)
    .join(Meeting, Meeting.id == Reminding.meeting_id)
    .where(Meeting.network_id == bindparam("network"))
    .order_by(Reminding.due_at, Reminding.id)
)
_drafts = (
    select(MeetingDraft)
    .where(MeetingDraft.network_id == bindparam("network"), MeetingDraft.meeting_id.is_(None))
    .order_by(MeetingDraft.id)
)
_draft_saved_in = select(MeetingDraft).where(MeetingDraft.form_key == bindparam("form_key"))
_draft_planned_as = select(MeetingDraft).where(MeetingDraft.meeting_id == bindparam("meeting"))
_answers = (
    select(Answer)
    .where(Answer.meeting_id == bindparam("meeting"))
    .options(joinedload(Answer.person).joinedload(Person.member))
)


def coming_meetings(session: Session, network: Network, now: datetime) -> list[Meeting]:
    """Meetings to come, first to last, with their hosts."""
    zone = ZoneInfo(network.timezone)
    today = now.astimezone(zone).date()
    return to_come(session.scalars(_coming, _from(network, today)), now, zone)


def cancelled_to_come(session: Session, network: Network, today: date) -> list[Meeting]:
    """Those that would be to come, were they not cancelled."""
    return list(session.scalars(_coming, _from(network, today, MeetingState.CANCELLED)))


def _from(network: Network, today: date, state: MeetingState = MeetingState.PLANNED) -> dict[str, Any]:
    return {"network": network.id, "today": today, "month": today.replace(day=1), "state": state}


def next_meeting(session: Session, network: Network, now: datetime) -> Meeting | None:
    """The first of the meetings to come, with its host: what is asked for most, so the others are not read."""
    here = now.astimezone(ZoneInfo(network.timezone))
    today = here.date()
    return session.scalar(_next, _from(network, today) | {"hour": here.time()})


def all_meetings(session: Session, network: Network) -> list[Meeting]:
    """Every meeting of a network, first to last, also past and cancelled ones."""
    return in_order(session.scalars(_meetings, {"network": network.id}))


def moved_from(session: Session, meetings: Sequence[Meeting]) -> dict[int, Span]:
    """From when each of some meetings was moved that was: the first days or month it was planned for, by row number."""
    first: dict[tuple[int, str], date] = {}
    for change in session.scalars(_moves, {"rows": [each.id for each in meetings]}):
        if isinstance(change.before, str):
            first.setdefault((change.row, change.field), date.fromisoformat(change.before))
    moved = {}
    for each in meetings:
        day, month = first.get((each.id, "first_day")), first.get((each.id, "month"), each.month)
        if day is not None and day != each.first_day:
            moved[each.id] = Span(day, max(day, first.get((each.id, "last_day"), each.last_day or day)))
        elif month != each.month:
            moved[each.id] = Span.month(month.year, month.month)
    return moved


def invited_before(session: Session, network: Network) -> dict[int, tuple[datetime, Invites]]:
    """When it was last changed whose seats a meeting is for, and whose they were until then, by row number."""
    last: dict[int, tuple[datetime, dict[str, Any]]] = {}
    for each in session.scalars(_invites, {"network": network.id}):
        at, stood = last.get(each.row, (each.at, {}))
        last[each.row] = (each.at, ({**stood} if at == each.at else {}) | {each.field: each.before})
    before = {}
    for row, (at, stood) in last.items():
        meeting = session.get_one(Meeting, row)
        invites, kind = stood.get("invites", meeting.invites), stood.get("kind", meeting.kind)
        before[row] = at, Invites(invites) if invites else usual_invites(MeetingKind(kind))
    return before


def remindings(session: Session, network: Network) -> dict[int, list[datetime]]:
    """When the silent are, or were, asked again because somebody said so, by the meeting's row number."""
    asked: dict[int, list[datetime]] = {}
    for meeting, due in session.execute(_remindings, {"network": network.id}):
        asked.setdefault(meeting, []).append(due)
    return asked


def waiting_change(session: Session, meeting: Meeting) -> WaitingChange | None:
    """What somebody did to a meeting that waits, or waited lately, before many hear of it."""
    return session.scalar(_waiting_of, {"meeting": meeting.id})


def waiting_changes(session: Session, network: Network) -> list[WaitingChange]:
    """All such, the first to go first."""
    return list(session.scalars(_waiting, {"network": network.id}))


def held(session: Session, network: Network) -> dict[int, datetime]:
    """Until when nothing is said of meetings that somebody has changed lately, by row number."""
    hours = Hours.of(network)
    return {meeting: hours.soonest(at) for meeting, at in session.execute(_held, {"network": network.id})}


KEEP_WAITING = timedelta(days=60)
"""How long it is known that something waited: longer than anything is put off."""


def forget_waiting(session: Session, now: datetime) -> None:
    """Let go of what stood before a change that went out long ago, and of drafts that are planned for good. Every
    day."""
    session.execute(delete(WaitingChange).where(WaitingChange.goes_at < now - KEEP_WAITING))
    is_for_good = MeetingDraft.meeting_id.not_in(select(WaitingChange.meeting_id))
    session.execute(delete(MeetingDraft).where(MeetingDraft.meeting_id.is_not(None), is_for_good))


def drafts(call: Call) -> list[MeetingDraft]:
    """The drafts of meetings that whoever asks alone may go on with: their own, and the coordinator all."""
    found = call.session.scalars(_drafts, {"network": call.network.id}) if call.is_private else ()
    return [each for each in found if may_go_on(each, call.person, call.is_coordinator)]


def draft_of(call: Call, draft_id: int) -> MeetingDraft:
    """The draft of that row number; where it is planned or gone, how that is now."""
    draft = call.session.get(MeetingDraft, draft_id)
    is_theirs = draft is not None and draft.network_id == call.network.id
    if draft is None or not is_theirs or not may_go_on(draft, call.person, call.is_coordinator):
        raise Overtaken(N_("That draft is no longer there."), "meeting.list")
    if draft.meeting_id is not None:
        raise Overtaken(N_("The meeting is planned by now."), "meeting.show", draft.meeting_id)
    return draft


def draft_saved_in(session: Session, form_key: str | None) -> MeetingDraft | None:
    """The draft that was saved first in a form."""
    return session.scalar(_draft_saved_in, {"form_key": form_key})


def draft_planned_as(session: Session, meeting: Meeting) -> MeetingDraft | None:
    """The draft that a meeting was planned from; None when that is not kept."""
    return session.scalar(_draft_planned_as, {"meeting": meeting.id})


def meeting(session: Session, network: Network, meeting_id: int) -> Meeting | None:
    """A meeting of this network by its row number."""
    meeting = session.scalar(_meeting, {"id": meeting_id}) if meeting_id else None
    return meeting if meeting is not None and meeting.network_id == network.id else None


def meeting_of(call: Call, meeting_id: int) -> Meeting:
    """The meeting of that row number, as a button carries it; refused when it is gone."""
    there = meeting(call.session, call.network, meeting_id)
    if there is None:
        command = call.command("mote lista", "meeting list")
        sentence = N_("That meeting is no longer there. See those to come with `{command}`.")
        raise Overtaken(sentence, "meeting.list", command=command)
    return there


def meeting_to_change(call: Call, meeting_id: int) -> Meeting:
    """The meeting of that row number, for those who may change it: the host's people, whoever planned it, and the
    coordinator."""
    meeting = meeting_of(call, meeting_id)
    refuse_unless_changeable(call, meeting)
    return meeting


def who_said_it(session: Session, meeting: Meeting) -> Person | None:
    """Who has said what became of a meeting."""
    return session.get(Person, meeting.took_place_by_id) if meeting.took_place_by_id else None


def refuse_unless_changeable(call: Call, meeting: Meeting) -> None:
    """Whoever may not change the meeting is told who may."""
    if not may_change(meeting, call.host, call.is_coordinator):
        raise Refusal(N_("Only the coordinator, the host or whoever planned the meeting can change it."))


def why_away(call: Call, person: Person, meeting: Meeting) -> Refusal:
    """Why somebody does not answer a meeting on whose day their member takes no part: already today, or only then."""
    if call.is_out:
        return call.takes_no_part()
    if person.member is None:
        raise call.has_no_seat()
    history = network_store.history_of(call.session, call.network, person.member, call.today)
    return away_then(person.member, history, span_of(meeting).first)


def answers(session: Session, meeting: Meeting) -> list[Answer]:
    """All answers to a meeting, with who gave them."""
    return list(session.scalars(_answers, {"meeting": meeting.id}))


def _on_its_day(meeting: Meeting) -> dict[str, Any]:
    """The values with which a statement asks who takes part on a meeting's first day."""
    first = span_of(meeting).first
    return {
        "meeting": meeting.id,
        "network": meeting.network_id,
        "day": first,
        "since": moment(first, 0, ZoneInfo(meeting.network.timezone)),
        "period": str(meeting.period_id),
    }


KEEP_NEEDS = timedelta(days=14)
"""How long after a meeting diet and access needs are kept."""

_deputy, _replaced = aliased(Person), aliased(Person)
_deputy_for = case((Person.role == Role.DEPUTY, Person.deputy_for_id), else_=None)
_stood_then = or_(
    Person.state == PersonState.CONFIRMED,
    and_(Person.state == PersonState.LEFT, Person.left_at >= bindparam("since")),
)
"""Who is in the network, or left it only after a meeting had begun; `stood_then` says the same of who answered."""
_replies_of_people = (
    select(
        Answer.id.label("answer_id"),
        null(),
        null(),
        Answer.person_id,
        Person.name,
        Person.role,
        Answer.reply,
        Answer.deputy_id,
        _deputy.name,
        _deputy_for,
        Answer.answered_by_id,
        _deputy.slack_id.is_not(None),
        Person.member_id,
        _replaced.role,
        Answer.part,
        exists().where(AccessNeed.meeting_id == Answer.meeting_id, AccessNeed.person_id == Answer.person_id),
    )
    .join(Person, Person.id == Answer.person_id)
    .outerjoin(_deputy, _deputy.id == Answer.deputy_id)
    .outerjoin(_replaced, _replaced.id == _deputy_for)
    .where(Answer.meeting_id == bindparam("meeting"), _stood_then, TAKES_PART_AS)
)
_name_then = func.coalesce(
    Member.kept[bindparam("period", type_=JSON.JSONStrIndexType())]["name"].as_string(), Member.name
)
"""What `Member.name_in` says."""
_holders_of_seats = (
    select(null(), Member.id, _name_then, Person.id, Person.name, Person.role, *[null()] * 10)
    .join(Membership, Membership.member_id == Member.id)
    .outerjoin(Person, and_(Person.member_id == Member.id, _stood_then, Person.role.in_(SEATS)))
    .where(TAKES_PART)
)
_seats: CompoundSelect[*tuple[Any, ...]] = union_all(_replies_of_people, _holders_of_seats).order_by(
    "answer_id", "person_id"
)
"""Both in one statement: an answer has no member here, and a seat no answer."""
_lock = select(Person.id).where(Person.id == bindparam("person")).with_for_update()
_answer = (
    select(Answer)
    .where(Answer.meeting_id == bindparam("meeting"), Answer.person_id == bindparam("person"))
    .options(joinedload(Answer.deputy))
)
_deputies = (
    select(Person)
    .where(
        Person.deputy_for_id == bindparam("person"), Person.role == Role.DEPUTY, Person.state == PersonState.CONFIRMED
    )
    .order_by(Person.id)
)
_naming = (
    select(Answer)
    .where(Answer.meeting_id == bindparam("meeting"), Answer.deputy_id == bindparam("deputy"))
    .options(joinedload(Answer.person))
)
_need = select(AccessNeed).where(
    AccessNeed.meeting_id == bindparam("meeting"), AccessNeed.person_id == bindparam("person")
)
_stays_away = exists().where(
    Answer.meeting_id == AccessNeed.meeting_id,
    Answer.person_id == AccessNeed.person_id,
    Answer.reply.in_((Reply.NO, Reply.DEPUTY)),
)
_of_use = (
    AccessNeed.meeting_id == bindparam("meeting"),
    AccessNeed.person.has(and_(Person.state == PersonState.CONFIRMED, TAKES_PART_AS)),
    ~_stays_away,
)
"""What somebody needs who has left or does not come is nobody's business."""
_needs = (
    select(AccessNeed)
    .where(*_of_use)
    .options(joinedload(AccessNeed.person).joinedload(Person.member))
    .order_by(AccessNeed.id)
)


def seats(session: Session, network: Network, meeting: Meeting) -> Seats:
    """The seats invited to a meeting, member by member in Swedish order, also those nobody holds, of those that take
    part on its first day; with the answers of all who are confirmed and take part then, or left only later."""
    replies: dict[int, PersonReply] = {}
    members: dict[int, str] = {}
    holders: dict[tuple[int, Role], tuple[int, str]] = {}
    for row in rows(session, _seats, _on_its_day(meeting)):
        _, member_id, member, person_id, name, role, reply, deputy_id, deputy, deputy_for_id, by_id, *more = row
        if member_id is None:
            in_slack, of_member, of_role, part, has_need = more
            replies[person_id] = PersonReply(
                person_id, name, role, reply, deputy_id, deputy or "", deputy_for_id, by_id, bool(in_slack),
                (of_member, of_role or role), part_said(meeting, part), has_need,
            )  # fmt: skip
        else:
            members[member_id] = member
            holders.setdefault((member_id, role), (person_id, name))
    sittings = (
        Sitting(member_id, members[member_id], role, *holders.get((member_id, role), (None, "")))
        for member_id in sorted(members, key=lambda each: swedish_order(members[each]))
        for role in SEATS
    )
    invited = (each for each in sittings if is_seat_invited(meeting, each.member_id, each.role, each.person_id))
    return Seats(tuple(invited), replies, frozenset(members))


def hosts_of(session: Session, network: Network, meetings: Sequence[Meeting]) -> dict[int, set[Member]]:
    """The members that may host each of some meetings, by its row: those that take part on its first day; while only
    its month is known, when that begins or ends."""
    if not meetings:
        return {}
    there = network_store.members_by_day(session, network)
    return {each.id: {member for day in _days_to_host(each) for member in there.on(day)} for each in meetings}


def _days_to_host(meeting: Meeting) -> list[date]:
    days = span_of(meeting)
    return [days.first] if has_days(meeting) else [days.first, days.last]


def host_is_away(session: Session, network: Network, meeting: Meeting) -> bool:
    """Whether the host takes no part when the meeting is held."""
    return bool(with_host_away(session, network, [meeting]))


def with_host_away(session: Session, network: Network, meetings: Iterable[Meeting]) -> set[int]:
    """The rows of those of some meetings whose host takes no part when they are held."""
    hosted = [each for each in meetings if each.host is not None]
    hosts = hosts_of(session, network, hosted)
    return {each.id for each in hosted if each.host not in hosts[each.id]}


def wait_for_turn(session: Session, person: Person) -> None:
    """Let what one person does at the same time twice, a double click, happen one after the other."""
    session.execute(_lock, {"person": person.id})


def answer(session: Session, meeting: Meeting, person: Person) -> Answer | None:
    """What one person has said to one meeting."""
    return session.scalar(_answer, {"meeting": meeting.id, "person": person.id})


def answer_of_row(session: Session, network: Network, answer_id: int) -> Answer | None:
    """An answer to one of the network's meetings by its row number."""
    answer = session.get(Answer, answer_id) if answer_id else None
    return answer if answer is not None and answer.meeting.network_id == network.id else None


def deputies(session: Session, person: Person) -> list[Person]:
    """Who may come instead of somebody."""
    return list(session.scalars(_deputies, {"person": person.id}))


def naming(session: Session, meeting: Meeting, deputy: Person) -> list[Answer]:
    """The answers that name somebody as deputy, with whose they are."""
    return list(session.scalars(_naming, {"meeting": meeting.id, "deputy": deputy.id}))


def need(session: Session, meeting: Meeting, person: Person) -> AccessNeed | None:
    """What one person needs at a meeting."""
    return session.scalar(_need, {"meeting": meeting.id, "person": person.id})


def needs(session: Session, meeting: Meeting) -> Sequence[AccessNeed]:
    """What everybody needs who may come to a meeting, with whose it is. For the host and the coordinator only."""
    return list(session.scalars(_needs, _on_its_day(meeting)))


def forget_needs(session: Session, now: datetime) -> int:
    """Delete what people need two weeks after the meeting, at once when it is cancelled, they have left or their member
    is out by then; gives how many. Every day."""
    forgotten = 0
    for network in network_store.networks(session):
        last_day = now.astimezone(ZoneInfo(network.timezone)).date() - KEEP_NEEDS
        month = (last_day + ONE_DAY).replace(day=1)
        over = or_(
            Meeting.state == MeetingState.CANCELLED,
            Meeting.last_day <= last_day,
            and_(Meeting.first_day.is_(None), Meeting.month < month),
        )
        here = select(AccessNeed, Meeting, over).join(Meeting).where(Meeting.network_id == network.id)
        gone = [
            need.id
            for need, meeting, is_over in session.execute(here.options(joinedload(AccessNeed.person)))
            if is_over or network_store.is_gone_by(session, network, need.person, span_of(meeting).first)
        ]
        if gone:
            session.execute(delete(AccessNeed).where(AccessNeed.id.in_(gone)))
        forgotten += len(gone)
    return forgotten


_with_votes = (selectinload(Theme.votes), joinedload(Theme.suggested_by).joinedload(Person.member))
_is_chosen = (Theme.meeting_id == bindparam("meeting"), Theme.withdrawn_at.is_(None))
_themes_waiting = (
    select(Theme)
    .where(Theme.network_id == bindparam("network"), Theme.withdrawn_at.is_(None), Theme.meeting_id.is_(None))
    .options(*_with_votes)
    .order_by(Theme.id)
)
_themes = select(Theme).where(*_is_chosen).options(*_with_votes).order_by(Theme.id)
_all_theme_texts = (
    select(Theme.meeting_id, Theme.text)
    .where(Theme.network_id == bindparam("network"), Theme.meeting_id.is_not(None), Theme.withdrawn_at.is_(None))
    .order_by(Theme.id)
)
_theme = select(Theme).where(Theme.id == bindparam("id")).options(*_with_votes)
_vote = select(ThemeVote).where(ThemeVote.theme_id == bindparam("theme"), ThemeVote.person_id == bindparam("person"))


def themes_waiting(session: Session, network: Network) -> list[Theme]:
    """What has been suggested and not been chosen for a meeting, with votes and by whom."""
    return list(session.scalars(_themes_waiting, {"network": network.id}))


def voters(session: Session, network: Network, today: date) -> frozenset[int]:
    """Whose votes count: those who take part (person ids)."""
    return frozenset(each.id for each in network_store.people_on(session, network, today))


def themes(session: Session, meeting: Meeting) -> list[Theme]:
    """The themes chosen for a meeting, with votes and by whom."""
    return list(session.scalars(_themes, {"meeting": meeting.id}))


def theme_texts_by_meeting(session: Session, network: Network) -> dict[int, list[str]]:
    """The texts of the themes chosen for every meeting, by meeting id."""
    texts: dict[int, list[str]] = {}
    for meeting_id, text in rows(session, _all_theme_texts, {"network": network.id}):
        texts.setdefault(meeting_id or 0, []).append(text)
    return texts


def theme(session: Session, network: Network, theme_id: int) -> Theme | None:
    """A theme of this network by its row number; None when it was taken back."""
    theme = session.scalar(_theme, {"id": theme_id}) if theme_id else None
    return theme if theme is not None and theme.network_id == network.id and theme.withdrawn_at is None else None


def vote(session: Session, theme: Theme, person: Person) -> ThemeVote | None:
    """Somebody's vote for a theme."""
    return session.scalar(_vote, {"theme": theme.id, "person": person.id})


_meetings_of_period = select(Meeting).where(Meeting.period_id == bindparam("period")).options(*_with_outcome)
_seat_replies = (
    select(
        Answer.meeting_id,
        Person.member_id,
        case((Person.role == Role.DEPUTY, _replaced.role), else_=Person.role).label("seat"),
        Person.id.label("person_id"),
        Person.role,
        Answer.reply,
        Answer.deputy_id,
        _deputy_for.label("deputy_for_id"),
        Answer.answered_by_id,
        _deputy.slack_id.is_not(None).label("deputy_in_slack"),
        Person.state,
        Person.left_at,
        Meeting,
    )
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .join(Person, Person.id == Answer.person_id)
    .outerjoin(_deputy, _deputy.id == Answer.deputy_id)
    .outerjoin(_replaced, _replaced.id == Person.deputy_for_id)
    .where(
        Person.member_id.is_not(None),
        or_(Person.role.in_(SEATS), _replaced.role.is_not(None)),
    )
)
_seat_replies_in_period = _seat_replies.where(Meeting.period_id == bindparam("period"))
_seat_replies_to_meeting = _seat_replies.where(Meeting.id == bindparam("meeting"))
_seat_holders = (
    select(Member.id, Person.role, Person.state, Person.left_at, Person.id)
    .join(Person, Person.member_id == Member.id)
    .where(
        Member.network_id.in_(bindparam("networks", expanding=True)),
        Person.role.in_(SEATS),
        Person.state.in_((PersonState.CONFIRMED, PersonState.LEFT)),
    )
)
_came_in_period = (
    select(Attendance.meeting_id, Attendance.member_id, Attendance.role, Attendance.came)
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(Meeting.period_id == bindparam("period"))
)
_attendances = (
    select(Attendance)
    .where(Attendance.meeting_id == bindparam("meeting"))
    .options(joinedload(Attendance.member))
    .order_by(Attendance.id)
)


def meetings_of_period(session: Session, period: Period) -> list[Meeting]:
    """A period's meetings, first to last, with their hosts."""
    return in_order(session.scalars(_meetings_of_period, {"period": period.id}))


def seats_planned(session: Session, period: Period) -> dict[int, set[tuple[int, Role]]]:
    """The seats (member id and role) invited that were to be taken, by meeting of a period that anybody has answered
    to."""
    replies: dict[int, list[PersonReply]] = {}
    for row in session.execute(_seat_replies_in_period, {"period": period.id}):
        replies.setdefault(row.meeting_id, []).extend(_seat_reply(row) if _is_of_invited(row) else ())
    return {meeting_id: seats_taken(each) for meeting_id, each in replies.items()}


def seats_held(session: Session, meetings: Sequence[Meeting]) -> dict[int, set[tuple[int, Role]]]:
    """The seats (member id and role) invited that somebody held, by meeting; whoever left only later held theirs."""
    people = session.execute(_seat_holders, {"networks": {each.network_id for each in meetings}}).all()
    held = {}
    for each in meetings:
        since = moment(span_of(each).first, 0, ZoneInfo(each.network.timezone))
        held[each.id] = {
            (member, role)
            for member, role, state, left_at, person in people
            if stood_then(state, left_at, since) and is_seat_invited(each, member, role, person)
        }
    return held


def _is_of_invited(row: Row[Any]) -> bool:
    return is_seat_invited(row.Meeting, row.member_id, Role(row.seat), row.deputy_for_id or row.person_id)


def seats_planned_at(session: Session, meeting: Meeting) -> set[tuple[int, Role]]:
    """The seats that were to be taken in one meeting: member id and role."""
    replies = session.execute(_seat_replies_to_meeting, {"meeting": meeting.id})
    return seats_taken(each for row in replies for each in _seat_reply(row))


def _seat_reply(row: Row[Any]) -> list[PersonReply]:
    """The answer, unless whoever gave it had left before the meeting."""
    since = moment(span_of(row.Meeting).first, 0, ZoneInfo(row.Meeting.network.timezone))
    if not stood_then(row.state, row.left_at, since):
        return []
    seat = (row.member_id, Role(row.seat))
    return [
        PersonReply(
            row.person_id, "", row.role, row.reply, row.deputy_id, "", row.deputy_for_id, row.answered_by_id,
            bool(row.deputy_in_slack), seat,
        )
    ]  # fmt: skip


def seats_that_came(session: Session, period: Period) -> dict[Seat, bool]:
    """For each seat whose attendance is recorded: whether somebody came."""
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(_came_in_period, {"period": period.id})}


def attendances(session: Session, meeting: Meeting) -> list[Attendance]:
    """What is recorded of who came to a meeting, a row for each seat."""
    return list(session.scalars(_attendances, {"meeting": meeting.id}))


_details = union_all(
    select(
        literal("item").label("kind"),
        ProgrammeItem.day.label("day"),
        ProgrammeItem.position.label("position"),
        ProgrammeItem.starts,
        ProgrammeItem.title,
        ProgrammeItem.who,
    ).where(ProgrammeItem.meeting_id == bindparam("meeting")),
    select(literal("theme"), literal(0), Theme.id, null(), Theme.text, literal("")).where(*_is_chosen),
    select(literal("needs"), literal(0), func.count(), null(), literal(""), literal(""))
    .select_from(AccessNeed)
    .where(*_of_use),
    select(literal("seat"), literal(0), case((Attendance.came, 1), else_=0), null(), literal(""), literal("")).where(
        Attendance.meeting_id == bindparam("meeting")
    ),
).order_by("day", "position")


@dataclass(frozen=True)
class MeetingDetails:
    """What else is recorded of a meeting, beside when and where it is and who answered."""

    programme: tuple[AgendaItem, ...]
    themes: tuple[str, ...]
    needs: int
    """How many of those who may come have said what they need; for the host and the coordinator only."""
    came: tuple[int, int] | None
    """How many seats were taken, of how many; None while it is not recorded."""

    def seen(self, *, is_inside: bool) -> MeetingDetails:
        """What somebody sees of them: who is not inside neither themes nor who does what."""
        if is_inside:
            return self
        return replace(self, themes=(), programme=tuple(replace(each, who="") for each in self.programme))


def details(session: Session, meeting: Meeting) -> MeetingDetails:
    """A meeting's programme and themes in order, and the numbers of needs and of seats taken: in one statement."""
    programme: list[AgendaItem] = []
    themes: list[str] = []
    needs, seats, taken = 0, 0, 0
    for kind, day, number, starts, text, who in rows(session, _details, _on_its_day(meeting)):
        if kind == "item":
            programme.append(AgendaItem(day, starts, text, who))
        elif kind == "theme":
            themes.append(text)
        elif kind == "needs":
            needs = number
        else:
            seats, taken = seats + 1, taken + number
    return MeetingDetails(tuple(programme), tuple(themes), needs, (taken, seats) if seats else None)
