"""What the Home tab and the network at a glance show, each loaded as one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.activities import store as activities_store
from bot.activities.coverage import Coverage
from bot.activities.load import Today
from bot.activities.rules import answers_for, is_to_note, late_ones, late_steps, open_ones
from bot.experiences import store as experiences_store
from bot.experiences.reviewers import may_review
from bot.experiences.rules import may_read, reader_of
from bot.feature.call import By, Call, Refusal
from bot.home import store as home_store
from bot.hosting import store as hosting_store
from bot.hosting.checklist import HostTask, checklist, due_day, not_ticked
from bot.hosting.load import coordinators_of
from bot.hosting.rules import may_be_swapped, order_of
from bot.language import Text
from bot.meetings import store as meetings_store
from bot.meetings.rules import (
    MeetingOutcome,
    has_days,
    is_for,
    is_going_on,
    is_to_come,
    may_change,
    may_plan,
    outcome_of,
    span_of,
)
from bot.meetings.seats import Awaited, PersonReply, Seats
from bot.meetings.waiting import Waits, all_that_waits
from bot.models import (
    Activity,
    Answer,
    Delivery,
    Experience,
    ExperienceState,
    JoinRequest,
    Meeting,
    MeetingKind,
    MeetingState,
    Member,
    Membership,
    Network,
    Period,
    Person,
    SwapRequest,
)
from bot.network import plan
from bot.network import store as network_store
from bot.network.closing import to_close
from bot.network.hours import Hours, offsets
from bot.network.membership import Applicant, MembersOfPeriod, is_over, speaks_for
from bot.outbox.deliveries import dead_letters
from bot.polls.rules import Poll
from bot.polls.store import open_polls

REMEMBERED: Final = timedelta(days=60)
"""How long after a meeting its host is still asked who came."""
DAYS_ASKED_BEFORE: Final = 210
LIST_SHOWN_BEFORE: Final = 60
ANSWERED_BEFORE: Final = 150
"""How many days ahead each thing is to do: the days of a meeting, what is on the host's list, an answer."""


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that stands first, with the answers so far."""

    meeting: Meeting
    seats: Seats
    own: PersonReply | None
    awaited: Awaited | None
    """As what the reader's answer is waited for."""
    may_answer: bool
    is_going_on: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for the reader's answer."""
        return self.may_answer and self.awaited is Awaited.SEAT and (self.own is None or self.own.reply is None)


@dataclass(frozen=True)
class Work:
    """The activities of the period."""

    all: Sequence[Activity]
    open: Sequence[Activity]
    late: Sequence[Activity]
    """Those with a step whose time has passed, also when the period has ended."""
    contributors: Mapping[int, Collection[int]]
    """Member ids by activity id; empty for who is in no member."""

    def has_contributed(self, member_id: int, activity: Activity) -> bool:
        """Whether a member has contributed an experience to an activity."""
        return member_id in self.contributors.get(activity.id, ())

    @classmethod
    def load(cls, call: Call, period: Period | None, today: Today) -> Work:
        """Read them."""
        activities = plan.activities(call.session, period)
        opened = open_ones(activities, today.day)
        return cls(
            all=activities,
            open=opened,
            late=late_ones(activities, today.day, today.seasons),
            contributors=plan.contributors(call.session, period) if call.member_of is not None else {},
        )


@dataclass(frozen=True)
class OwnHosting:
    """A meeting one's member hosts, with what is left to do before it."""

    meeting: Meeting
    wants_days: bool
    left: Sequence[HostTask]
    """What is not ticked on the host's list, once that is near."""
    first_due: date | None
    late: int


@dataclass(frozen=True)
class Todo:
    """What waits for the reader, the most pressing first; what a job asks of somebody waits here (`waits=`)."""

    goes_out: Sequence[Waits] = ()
    """What somebody has done to a meeting and the reader may stop, as nobody has heard of it yet."""
    applicants: Sequence[Applicant] = ()
    """Who wants to join, for who decides it."""
    deputy_questions: Sequence[Answer] = ()
    """The answers in which somebody names the reader as deputy."""
    swap_requests: Sequence[tuple[SwapRequest, bool]] = ()
    """Those the reader can answer, and whether they can also take them back."""
    not_known: Sequence[Meeting] = ()
    """Meetings of which nobody knows whether they took place, and the reader may say it."""
    not_noted: Sequence[Meeting] = ()
    """Meetings lately of which the reader is to note who came."""
    hosting: Sequence[OwnHosting] = ()
    days_wanted: Sequence[Meeting] = ()
    """Meetings whose days it falls to the reader to set, though their member does not host them."""
    unanswered: Sequence[Meeting] = ()
    """Meetings besides the next that wait for an answer."""
    late: Sequence[Activity] = ()
    """Activities with a late step that the reader or their member answers for."""
    days_asked: Sequence[Poll] = ()
    """Proposed days of which the reader has not said which suit."""
    days_to_decide: Sequence[Poll] = ()
    """Those of which everybody has, for who may decide."""
    to_close: Period | None = None
    """A period that has ended and nobody has closed, for who coordinates."""
    to_review: int = 0
    """How many experiences wait for the reader's approval."""
    drafts: int = 0
    begun_changes: int = 0
    lacking: Sequence[Activity] = ()
    """Open activities to which the reader's member has contributed nothing."""


@dataclass(frozen=True)
class ForCoordinator:
    """What only the coordinator sees."""

    silent_at: Seats | None
    """The seats of the next meeting."""
    dead: Sequence[Delivery]
    """What could not be delivered."""
    coverage: Coverage | None

    @classmethod
    def load(cls, call: Call, period: Period | None, coming: Sequence[Meeting]) -> ForCoordinator:
        """Read it."""
        return cls(
            silent_at=meetings_store.seats(call.session, call.network, coming[0]) if coming else None,
            dead=dead_letters(call.session, call.network),
            coverage=activities_store.coverage_of(call.session, period, call.today) if period else None,
        )


@dataclass(frozen=True)
class KeyDates:
    """What has a day in the plan, beside the meetings."""

    today: Today
    period: Period | None
    around: Sequence[MembersOfPeriod]
    """The members of the period that runs, or of the one that ended and of the one that begins."""
    open: Sequence[Activity]
    """The period's open activities."""

    @classmethod
    def load(cls, call: Call) -> KeyDates:
        """Read them."""
        today, period = Today.of(call), network_store.period_at(call.session, call.network, call.today)
        around = network_store.members_around(call.session, call.network, call.today)
        return cls(today, period, around, open_ones(plan.activities(call.session, period), today.day))


@dataclass(frozen=True)
class HomePage:
    """The Home tab as one person sees it."""

    network: Network
    today: Today
    person: Person | None
    """The reader, confirmed or not."""
    me: Person | None
    """The reader, when confirmed and their member takes part today."""
    out: Refusal | None
    """Why the member of a confirmed reader takes no part today, and what they can do."""
    seat_lost: Text
    """Which seat the reader had and when it ended; nothing for who never had one."""
    is_coordinator: bool
    allowed: frozenset[By]
    """What the reader may."""
    may_plan: bool
    help_command: str
    period: Period | None
    around: Sequence[MembersOfPeriod]
    """The members of the period that runs, or of the one that ended and of the one that begins."""
    coming: Sequence[Meeting]
    next: NextMeeting | None
    work: Work
    todo: Todo
    hosting: Sequence[Meeting]
    """The meetings to come that have or want a host."""
    away: Collection[int]
    """Those of them whose host takes no part when they are held (meeting ids)."""
    may_swap: bool
    experiences: Sequence[Experience]
    """The newest of the reader's member."""
    has_written: bool
    """Whether a reader who is not in has written experiences, which stay theirs."""
    coordinator: ForCoordinator | None
    has_others: bool
    """Whether the bot serves other networks too."""
    waits: JoinRequest | None
    """What the reader has asked for and nobody has decided."""
    is_inside: bool
    """Whether the reader reads what stays inside the network."""

    @property
    def key_dates(self) -> KeyDates:
        """What has a day beside the meetings."""
        return KeyDates(self.today, self.period, self.around, self.work.open)

    @classmethod
    def load(cls, call: Call) -> HomePage:
        """Read everything that the reader's Home tab shows."""
        today, me, coordinates = Today.of(call), call.member_of, call.is_coordinator
        period = network_store.period_at(call.session, call.network, call.today)
        coming = meetings_store.coming_meetings(call.session, call.network, call.now)
        work = Work.load(call, period, today)
        hosted = _hosting(call) if call.is_inside else ()
        first = _first(call, coming)
        return cls(
            network=call.network,
            today=today,
            person=call.person,
            me=me,
            out=call.takes_no_part() if call.is_out else None,
            seat_lost=call.seat_lost(),
            is_coordinator=coordinates,
            allowed=call.allowed,
            may_plan=any(may_plan(me, each, coordinates) for each in MeetingKind),
            help_command=call.command("natverk hjälp", "network help"),
            period=period,
            around=network_store.members_around(call.session, call.network, call.today),
            coming=coming,
            next=_next_meeting(call, first) if first else None,
            work=work,
            todo=_todo(call, today, coming, first, hosted, work) if call.is_inside else Todo(),
            hosting=hosted,
            away=meetings_store.with_host_away(call.session, call.network, hosted),
            may_swap=_may_swap(call, hosted),
            has_written=not call.is_inside and bool(experiences_store.theirs(call.session, call.network, call.author)),
            experiences=_experiences(call, me.member) if me and me.member else (),
            coordinator=ForCoordinator.load(call, period, coming) if coordinates else None,
            has_others=call.has_other_networks,
            waits=network_store.open_request(call.session, call.author),
            is_inside=call.is_inside,
        )


def _to_close(call: Call) -> Period | None:
    """The period that has ended and is to be closed."""
    period = to_close(network_store.periods(call.session, call.network), call.today)
    return period if period is not None and is_over(period, call.today) else None


def _first(call: Call, coming: Sequence[Meeting]) -> Meeting | None:
    """The meeting that stands first: the next one for this person, or at all."""
    return next(iter(_for_me(call, coming) or coming), None)


def _for_me(call: Call, coming: Sequence[Meeting]) -> list[Meeting]:
    """Meetings to come that are for this person, first to last."""
    me = call.confirmed
    return [each for each in coming if me is not None and is_for(me, each)]


def _next_meeting(call: Call, meeting: Meeting) -> NextMeeting:
    seats = meetings_store.seats(call.session, call.network, meeting)
    is_there = call.is_coordinator or call.confirmed is None or seats.takes_part(call.confirmed)
    return NextMeeting(
        meeting=meeting,
        seats=seats,
        own=seats.own(call.person.id) if call.person else None,
        awaited=seats.awaited(call.person.id) if call.confirmed and call.person else None,
        may_answer=call.may_answer and is_to_come(meeting, call.now, call.zone) and is_there,
        is_going_on=is_going_on(meeting, call.now, call.zone),
    )


def _hosting(call: Call) -> Sequence[Meeting]:
    meetings = meetings_store.all_meetings(call.session, call.network)
    return order_of(meetings, call.now, call.zone).coming


def _may_swap(call: Call, hosted: Sequence[Meeting]) -> bool:
    turns = [each.turn for each in hosted if each.turn and may_be_swapped(each.turn, call.now, call.zone)]
    own = call.is_coordinator or any(speaks_for(call.member_of, each.member_id) for each in turns)
    return own and len({each.member_id for each in turns}) > 1


def _experiences(call: Call, member: Member) -> list[Experience]:
    reader = reader_of(call)
    return [each for each in home_store.latest_experiences(call.session, member) if may_read(each, reader)]


# what waits for the reader


def _todo(
    call: Call,
    today: Today,
    coming: Sequence[Meeting],
    first: Meeting | None,
    hosted: Sequence[Meeting],
    work: Work,
) -> Todo:
    me, session = call.member_of, call.session
    own = experiences_store.theirs(session, call.network, me) if me else []
    not_known, not_noted = _over(call)
    polls, hours = open_polls(session, call.network, call.now), Hours.of(call.network)
    asked_about = [each.meeting for each in polls]
    return Todo(
        goes_out=all_that_waits(call),
        applicants=network_store.applicants(session, call.network) if call.is_coordinator else (),
        deputy_questions=_deputy_questions(call, me) if me else (),
        swap_requests=_swap_requests(call),
        not_known=not_known,
        not_noted=not_noted,
        hosting=[
            _own_hosting(call, each, wants_days=each not in asked_about) for each in hosted if _is_own(call, each)
        ],
        days_wanted=[each for each in coming if each not in asked_about and _falls_to_coordinator(call, each)],
        unanswered=_unanswered(call, coming, first),
        late=[each for each in open_ones(work.late, today.day) if me and _is_late_for(me, each, today)],
        days_asked=[each for each in polls if me and any(sitting.person_id == me.id for sitting in each.silent)],
        days_to_decide=[
            each
            for each in polls
            if each.to_decide_at(hours)["stands"] <= call.now and may_change(each.meeting, me, call.is_coordinator)
        ],
        to_close=_to_close(call) if call.is_coordinator else None,
        to_review=experiences_store.wait_for_approval(session, call.network) if may_review(call) else 0,
        drafts=sum(each.state is ExperienceState.DRAFT for each in own),
        begun_changes=len(experiences_store.begun_changes(session, own, me)) if me else 0,
        lacking=[each for each in work.open if me and me.member_id and not work.has_contributed(me.member_id, each)],
    )


def _deputy_questions(call: Call, me: Person) -> list[Answer]:
    questions = home_store.asks_me_as_deputy(call.session, call.network, me)
    return [each for each in questions if is_to_come(each.meeting, call.now, call.zone)]


def _swap_requests(call: Call) -> list[tuple[SwapRequest, bool]]:
    requests = hosting_store.open_requests(call.session, call.network, call.now)
    return [
        (each, call.is_coordinator or speaks_for(call.member_of, each.member_id))
        for each in requests
        if call.is_coordinator or speaks_for(call.member_of, each.other_member_id)
    ]


def _over(call: Call) -> tuple[list[Meeting], list[Meeting]]:
    """The meetings that are over of which the reader may say whether they took place, as nobody knows, however long ago
    they were; and those lately of which the reader is to note who came."""
    lately = call.today - REMEMBERED
    not_known, not_noted = [], []
    for each, is_noted in home_store.over(call.session, call.network, call.today):
        outcome = outcome_of(each, call.now, call.zone)
        if outcome is MeetingOutcome.NOT_RECORDED and (call.is_coordinator or _is_own(call, each)):
            not_known.append(each)
        if outcome is MeetingOutcome.TOOK_PLACE and not is_noted and span_of(each).last >= lately:
            not_noted.append(each)
    return not_known, _to_note(call, not_noted)


def _to_note(call: Call, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those that the reader's member hosted; for who coordinates also those without a host, or with one for whom nobody
    is there today."""
    if not meetings or not call.is_coordinator:
        return [each for each in meetings if _is_own(call, each)]
    people = network_store.people_on(call.session, call.network, call.today)

    def has_host(meeting: Meeting) -> bool:
        return meeting.host is not None and any(speaks_for(each, meeting.host.id) for each in people)

    return [each for each in meetings if _is_own(call, each) or not has_host(each)]


def _falls_to_coordinator(call: Call, meeting: Meeting) -> bool:
    """Whether the coordinator is asked for a meeting's days: it has no host, or it is the last time to ask."""
    if not call.is_coordinator or has_days(meeting) or _is_own(call, meeting):
        return False
    last = offsets(call.network, "dates")[-1]
    return _is_near(call, span_of(meeting).first, DAYS_ASKED_BEFORE if meeting.host is None else last)


def _is_own(call: Call, meeting: Meeting) -> bool:
    return meeting.host is not None and speaks_for(call.member_of, meeting.host.id)


def _own_hosting(call: Call, meeting: Meeting, *, wants_days: bool) -> OwnHosting:
    left = not_ticked(checklist(meeting, call.network, hosting_store.checklist_rows(call.session, meeting)))
    first_due = min((due_day(each, meeting) for each in left), default=None)
    is_shown = first_due is not None and _is_near(call, first_due, LIST_SHOWN_BEFORE)
    return OwnHosting(
        meeting=meeting,
        wants_days=wants_days and not has_days(meeting) and _is_near(call, span_of(meeting).first, DAYS_ASKED_BEFORE),
        left=left if is_shown else (),
        first_due=first_due,
        late=sum(due_day(each, meeting) < call.today for each in left),
    )


def _is_late_for(me: Person, activity: Activity, today: Today) -> bool:
    """Whether it falls to somebody, or to their member, to do something that is late."""
    steps = late_steps(activity, today.day, today.seasons)
    return any(answers_for(me, step) for step in steps) or (bool(steps) and is_to_note(me, activity, today.day))


def _unanswered(call: Call, coming: Sequence[Meeting], first: Meeting | None) -> list[Meeting]:
    me = call.member_of
    if me is None:
        return []
    replies = home_store.my_replies(call.session, me)
    return [
        each
        for each in _for_me(call, coming)
        if each is not first
        and each.id not in replies
        and _is_near(call, span_of(each).first, ANSWERED_BEFORE)
        and meetings_store.seats(call.session, call.network, each).awaited(me.id) is Awaited.SEAT
    ]


def _is_near(call: Call, day: date, days: int) -> bool:
    """Whether a day is at most so many days away, or has been."""
    return (day - call.today).days <= days


# the network at a glance


@dataclass(frozen=True)
class Glance:
    """What the network is, on one day."""

    network: Network
    period: Period | None
    around: Sequence[MembersOfPeriod]
    """Of the period that runs, or of the one that ended and of the one that begins."""
    people: Sequence[Person] | None
    """Its contacts; None for who is not inside."""
    has_coordinator: bool
    coming: Sequence[Meeting]
    open_activities: int
    today: date
    has_asked_to_join: bool
    """Whether the reader has a seat, or has asked for one."""
    allowed: frozenset[By]
    """What the reader may."""

    @classmethod
    def load(cls, call: Call) -> Glance:
        """Read what it is today."""
        period = network_store.period_at(call.session, call.network, call.today)
        people = network_store.people_on(call.session, call.network, call.today)
        return cls(
            network=call.network,
            period=period,
            around=network_store.members_around(call.session, call.network, call.today),
            people=people if call.is_inside else None,
            has_coordinator=bool(coordinators_of(call)),
            coming=meetings_store.coming_meetings(call.session, call.network, call.now),
            open_activities=len(open_ones(plan.activities(call.session, period), call.today)),
            today=call.today,
            has_asked_to_join=call.person is not None,
            allowed=call.allowed,
        )


@dataclass(frozen=True)
class NetworkThen:
    """What the network was in a period."""

    name: str
    aim: str
    period: Period
    is_over: bool
    members: Sequence[Membership]
    """Those that take part, or took part on its last day."""
    have_left: Sequence[Membership]
    """Those that took part before."""
    activities: int
    meetings: Sequence[MeetingOutcome]
    """What is known of each of its planned meetings."""

    @classmethod
    def load(cls, call: Call, period: Period) -> NetworkThen:
        """Read what it was."""
        meetings = meetings_store.meetings_of_period(call.session, period)
        took_part = plan.who_took_part(call.session, period, call.today)
        there = MembersOfPeriod(period, took_part, call.today).taking_part
        return cls(
            name=call.network.name_in(period.id),
            aim=str(call.network.in_period(period.id, "aim")),
            period=period,
            is_over=is_over(period, call.today),
            members=there,
            have_left=[each for each in took_part if each not in there],
            activities=len(plan.activities(call.session, period)),
            meetings=[outcome_of(each, call.now, call.zone) for each in meetings if each.state is MeetingState.PLANNED],
        )
