"""What the jobs have in common: the network's affairs, who gets a message, when it is due, and the post made of it.

Somebody who cannot be reached is replaced: the host's people by the coordinators, they by the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Concatenate, Final, ParamSpec

from bot.activities.rules import is_report, open_ones, step_now
from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Message, Post, Run
from bot.feature.post import Early
from bot.hosting.checklist import HostTask, checklist, not_ticked
from bot.language import Say
from bot.meetings import store as meetings_store
from bot.meetings.reminder import Reminder
from bot.meetings.rules import (
    Facts,
    begins_at,
    facts_of,
    has_days,
    invited_since,
    is_for,
    is_seat_invited,
    span_of,
    speaks_of,
    takes_two_days,
)
from bot.meetings.seats import Seats
from bot.models import Activity, Invites, Meeting, MeetingKind, Member, Period, Person, Role
from bot.network.hours import Hours, offsets
from bot.network.membership import SEATS
from bot.network.plan import seasons_of
from bot.outbox.preview import BACK
from bot.polls.rules import Poll, PollState
from bot.polls.store import all_polls
from bot.reminders.affairs import SPEAK_OF_MEETINGS, Affairs
from bot.reminders.contributing import Wanted
from bot.reminders.rules import (
    ASKED_AGAIN,
    BEFORE,
    INVITED,
    NOT_INVITED,
    OF_OPEN_ACTIVITIES,
    STANDS,
    invitation_due,
    is_known_early_enough,
    is_more_precise,
    matters_until,
)

P = ParamSpec("P")
View = Callable[Concatenate[Say, Reminder, P], Message]
"""Writes a message: `view(say, reminder, …what it is about)`."""


def affairs_of(run: Run) -> Affairs:
    """The network's affairs, read once for all jobs of a run."""
    affairs: Affairs | None = run.shared.get("affairs")
    if affairs is None:
        affairs = run.shared["affairs"] = Affairs(run.session, run.network, run.now)
    return affairs


def hours_of(run: Run) -> Hours:
    """The network's humane moments."""
    hours: Hours | None = run.shared.get("hours")
    if hours is None:
        hours = run.shared["hours"] = Hours.of(run.network)
    return hours


def is_wanted(run: Run, due: datetime) -> bool:
    """Whether the run asks for what is due then; saves making what nobody reads."""
    return run.since < due <= run.until


# who


def to_coordinators(run: Run) -> tuple[str, ...]:
    """The coordinators, or the channel when there is none."""
    return affairs_of(run).reachable(run.coordinators) or (CHANNEL,)


def of_host(run: Run, meeting: Meeting, due: datetime) -> str | None:
    """The host's official, else its elected; None when neither can be reached, or the host takes no part on the
    meeting's day, or when it is due after that."""
    if meeting.host is None:
        return None
    affairs, host, first = affairs_of(run), meeting.host.id, span_of(meeting).first
    if meeting.host not in affairs.members_on(first, max(first, day_of(run, due))):
        return None
    return affairs.reach(affairs.seats.get((host, Role.OFFICIAL))) or affairs.reach(
        affairs.seats.get((host, Role.ELECTED))
    )


def day_of(run: Run, moment: datetime) -> date:
    """What day it is where the network is."""
    return moment.astimezone(run.zone).date()


def to_host(run: Run, meeting: Meeting, due: datetime) -> tuple[str, ...]:
    """The host's official, else its elected, else the coordinators."""
    slack_id = of_host(run, meeting, due)
    return (slack_id,) if slack_id else to_coordinators(run)


def to_officials(
    run: Run, members: Sequence[Member], due: datetime | None = None
) -> tuple[list[tuple[Person, str]], list[Member]]:
    """The members' officials with their Slack ids, and the members who have none that can be reached.

    Whoever joined after `due` is left alone: it went to those who were there then.
    """
    affairs = affairs_of(run)
    reached: list[tuple[Person, str]] = []
    missing: list[Member] = []
    for each in members:
        person = affairs.seats.get((each.id, Role.OFFICIAL))
        slack_id = affairs.reach(person)
        if person is None or slack_id is None:
            missing.append(each)
        elif due is None or person.confirmed_at is None or person.confirmed_at <= due:
            reached.append((person, slack_id))
    return reached, missing


def seats_of(run: Run, meeting: Meeting) -> list[Person]:
    """Who sits for the members and is invited to a meeting, whether they are in Slack or not."""
    affairs = affairs_of(run)
    held = ((member.id, role) for member in affairs.members_on(span_of(meeting).first) for role in SEATS)
    there = (affairs.seats[each] for each in held if each in affairs.seats)
    return [each for each in there if is_seat_invited(meeting, each.member_id, each.role, each.id)]


def members_invited(run: Run, meeting: Meeting, *days: date) -> list[Member]:
    """The members that take part on some days and of which any seat is invited to a meeting."""
    holders = affairs_of(run).seats

    def is_invited(member: Member, role: Role) -> bool:
        person = holders.get((member.id, role))
        return is_seat_invited(meeting, member.id, role, person.id if person else None)

    return [each for each in affairs_of(run).members_on(*days) if any(is_invited(each, role) for role in SEATS)]


def seats_invited(run: Run, meeting: Meeting) -> list[tuple[Person, str]]:
    """Who sits for the members and is invited to a meeting, with their Slack ids."""
    reached = [(each, affairs_of(run).reach(each)) for each in seats_of(run, meeting)]
    return [(person, slack_id) for person, slack_id in reached if slack_id is not None]


def replies_to(run: Run, meeting: Meeting) -> Seats:
    """How the seats of a meeting have answered so far; read once for all jobs of a run."""
    known: dict[int, Seats] = run.shared.setdefault("replies", {})
    if meeting.id not in known:
        known[meeting.id] = meetings_store.seats(run.session, run.network, meeting)
    return known[meeting.id]


def polls_of(run: Run) -> list[Poll]:
    """Every question about a meeting's days, with who is asked."""
    if "polls" not in run.shared:
        polls = all_polls(run.session, run.network)
        run.shared["polls"] = [
            Poll(each.meeting, each.proposals, replies_to(run, each.meeting).sittings, each.is_newest) for each in polls
        ]
    found: list[Poll] = run.shared["polls"]
    return found


def is_asked_about(run: Run, meeting: Meeting) -> bool:
    """Whether days are proposed for a meeting, so that they are to be decided and no longer to be found."""
    its = [each for each in polls_of(run) if each.meeting is meeting]
    return any(each.state(run.now, run.zone) is PollState.OPEN for each in its)


def invited_at(run: Run, meeting: Meeting, person: Person | None) -> datetime:
    """When a person, or the channel, is invited; who joined or was chosen later, whose member begins later, or for whom
    the meeting was not until somebody widened it, is invited then."""
    invited: dict[int, datetime] = run.shared.setdefault("invited", {})
    if meeting.id not in invited:
        days, others = offsets(run.network, "invitation")[0], _is_set_with_others(run, meeting)
        due = invitation_due(meeting, hours_of(run), days, with_others=others)
        invited[meeting.id] = due_by_month(run, meeting, "invitation", due)
    later = (
        (came_in_at(run, meeting, person), invited_since(meeting, person), _widened_at(run, meeting, person))
        if person is not None
        else ()
    )
    last = max((each for each in later if each is not None), default=None)
    return invited[meeting.id] if last is None or last <= invited[meeting.id] else hours_of(run).soonest(last)


def is_said_by_invitation(run: Run, meeting: Meeting, to: str, before: Facts, names: Collection[str]) -> bool:
    """Whether somebody who was told a month is just now invited to days in it, by which the rest is said too."""
    if "state" in names or not is_more_precise(before["days"], speaks_of(meeting)):
        return False
    invited: dict[str, Person | None] = {
        CHANNEL: None,
        **{slack_id: each for each, slack_id in seats_invited(run, meeting)},
    }
    soonest = max(hours_of(run).soonest(run.now), affairs_of(run).held.get(meeting.id, run.now))
    return to in invited and run.now - ONE_DAY <= invited_at(run, meeting, invited[to]) <= soonest


def came_in_at(run: Run, meeting: Meeting, person: Person) -> datetime | None:
    """Since when somebody has taken part: since they were confirmed, or their member's first day when that is later."""
    first = affairs_of(run).first_day_of(person, span_of(meeting).first)
    begins = moment(first, 0, run.zone) if first is not None else None
    return max((each for each in (person.confirmed_at, begins) if each is not None), default=None)


def _widened_at(run: Run, meeting: Meeting, person: Person) -> datetime | None:
    """When a meeting that was for fewer came to be for somebody; None of who was among them, or was asked before."""
    affairs = affairs_of(run)
    at, before = affairs.invited_before.get(meeting.id, (None, Invites.ALL))
    if at is None or before is Invites.ALL or (before is Invites.OFFICIALS and person.role is Role.OFFICIAL):
        return None
    asked = (each for each in affairs.deliveries if each.kind == "invitation" and each.to == affairs.reach(person))
    return None if any(each.about.get("meeting") == str(meeting.id) and each.sent_at <= at for each in asked) else at


def _is_set_with_others(run: Run, meeting: Meeting) -> bool:
    at = meeting.days_set_at
    return any(each.days_set_at == at and each.id != meeting.id for each in affairs_of(run).meetings) if at else False


# what


LATEST = 30
"""Days before a meeting's month on which it is said what nobody was there to say in its time."""


def due_by_month(run: Run, meeting: Meeting, kind: str, due: datetime) -> datetime:
    """When something is due about a meeting known by its month: in its time; where the bot was not there then, so that
    nobody has heard it, thirty days before the month, which is late but of use until the month is over."""
    if has_days(meeting) or due > run.now - BACK:
        return due
    late = hours_of(run).before(span_of(meeting).first, LATEST)
    was_said = any(
        each.kind == kind
        and each.about.get("meeting") == str(meeting.id)
        and (each.sent_at < late or each.key.split("/")[2].isdecimal())  # so many days before, perhaps made up for
        for each in affairs_of(run).deliveries
    )
    return due if was_said else late


def meetings_to_come(run: Run) -> list[Meeting]:
    """The meetings that are not over when the run begins."""
    zone = run.zone
    first = run.since.astimezone(zone).date()
    return [each for each in affairs_of(run).meetings if span_of(each).last >= first]


ANY_TIME: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class About:
    """What a post is about and when it is due; `part` tells posts of one kind about one thing apart."""

    kind: str
    part: object
    due: datetime
    useful_until: datetime
    day: date | None = None
    """The day it speaks of, for the key of what is about no meeting."""
    stands_alone: bool = False
    """Whether nothing newer of its kind about the same thing says what it says."""
    said_of: str = ""
    """The days of the meeting when it was said first, where what was said then follows the meeting."""
    since: datetime = ANY_TIME
    """From when on it may be said, where another message comes to the same person within days before it is due."""

    def subject(self, noun: object, to: str) -> str:
        """What a newer one must be about to be said in its stead when it is late."""
        return f"{self.kind}/{noun}/{self.part if self.stands_alone else ''}/{to}"


def before_meeting(
    run: Run, meeting: Meeting, kind: str, days_before: Sequence[int] = (), *, also_late: bool = False
) -> Iterator[About]:
    """What a kind has to say before a meeting, and when; each useful until the meeting begins.

    `days_before`: those of a kind whose days no network sets. `also_late`: also what was due before the meeting's days
    were known, which is said to nobody anew.
    """
    first, begins = span_of(meeting).first, begins_at(meeting, run.zone)
    said = {hours_of(run).before(first, days): days for days in days_before or offsets(run.network, kind)}
    for due, days in said.items():  # where quiet weeks bring several to one moment, the last says it
        if is_wanted(run, due) and (also_late or is_known_early_enough(meeting, due)):
            yield About(kind, days, due, begins)


def facts_to(run: Run, meeting: Meeting, to: str) -> Facts:
    """What a message about a meeting tells one receiver, also whether they are among those it is for."""
    person = affairs_of(run).by_slack_id.get(to)
    is_invited = person is None or to in run.coordinators or is_for(person, meeting)
    return {**facts_of(meeting), INVITED: INVITED if is_invited else NOT_INVITED}


def meeting_post(
    run: Run, meeting: Meeting, about: About, to: str, view: View[P], /, *args: P.args, **more: P.kwargs
) -> Post:
    """A post about a meeting, for one receiver; its key holds the days it speaks of."""
    key = f"{about.kind}/{meeting.id}/{about.part}/{to}/{about.said_of or speaks_of(meeting)}"
    facts = facts_to(run, meeting, to) if about.kind in SPEAK_OF_MEETINGS else {}
    subject = about.subject(meeting.id, to)
    about = _not_before_it_goes_out(run, meeting, about, key)
    said = post_with_key(run, about, key, subject, to, {"meeting": str(meeting.id), **facts}, view, *args, **more)
    return replace(said, stands_until=matters_until(meeting, run.zone)) if about.kind in BEFORE else said


def _not_before_it_goes_out(run: Run, meeting: Meeting, about: About, key: str) -> About:
    """Nothing is said of a meeting until what somebody did to it goes out, unless that is too late; what has been said
    stays where it was."""
    goes = affairs_of(run).held.get(meeting.id)
    if goes is None or goes >= about.useful_until or key in sent_at(run):
        return about
    return replace(about, due=max(about.due, goes), since=max(about.since, goes))


def post(run: Run, about: About, noun: object, to: str, view: View[P], /, *args: P.args, **more: P.kwargs) -> Post:
    """A post about something else, for one receiver; `noun` is the row number that it is about."""
    key = f"{about.kind}/{noun}/{about.part}/{to}/{about.day}"
    return post_with_key(run, about, key, about.subject(noun, to), to, {}, view, *args, **more)


def post_with_key(
    run: Run,
    about: About,
    key: str,
    subject: str,
    to: str,
    spoke_of: Mapping[str, str],
    view: View[P],
    /,
    *args: P.args,
    **more: P.kwargs,
) -> Post:
    """A post under a key; `view` writes it when it is needed, with the day it is said."""
    due = hours_of(run).when_late(about.due, run.now, about.useful_until)
    sent = sent_at(run).get(key)
    day = day_of(run, run.now if sent is not None else max(run.now, due))  # it may have come before it was due
    reminder = Reminder(key, about.kind, to, day, run.prefix, sent)

    def said_at(moment: datetime, say: Say) -> Message:
        return view(say, replace(reminder, today=day_of(run, moment)), *args, **more)

    until = _stands_until(run, about)
    return Post(
        key=key, kind=about.kind, to=to, due=due, useful_until=min(about.useful_until, until or about.useful_until),
        write=lambda say: view(say, reminder, *args, **more), about=spoke_of, subject=subject, first_due=about.due,
        stands_until=until, early=Early(about.since, said_at) if to != CHANNEL else None,
    )  # fmt: skip


def _stands_until(run: Run, about: About) -> datetime | None:
    """Until when what is asked for again may be done there; what speaks of open activities ends with their period."""
    if about.kind not in ASKED_AGAIN:
        return None
    until = about.due + STANDS
    period = affairs_of(run).period_on(day_of(run, about.due)) if about.kind in OF_OPEN_ACTIVITIES else None
    return min(until, moment(period.ends + ONE_DAY, 0, run.zone)) if period is not None else until


def sent_at(run: Run) -> dict[str, datetime]:
    """When what says how far away something is went out, where the network is, by key."""
    if SENT not in run.shared:
        run.shared[SENT] = {each.key: each.sent_at.astimezone(run.zone) for each in affairs_of(run).deliveries}
    sent: dict[str, datetime] = run.shared[SENT]
    return sent


SENT = "sent"
LIST, SUMMARY = "checklist", "summary"


def lists_of(run: Run, meeting: Meeting) -> Iterator[tuple[About, list[HostTask]]]:
    """The lists before a meeting of two days, while something is left; the first waits for the days to be set, which
    are asked for that day."""
    if not takes_two_days(meeting):
        return
    first = offsets(run.network, LIST)[0]
    for about in before_meeting(run, meeting, LIST):
        if about.part == first and not has_days(meeting):
            continue
        items = checklist(meeting, run.network, affairs_of(run).ticks.get(meeting.id, ()))
        if not_ticked(items):
            yield about, items


def summaries_of(run: Run, meeting: Meeting) -> list[About]:
    """When it is told who comes: once the days are set, for before that nobody can know."""
    return list(before_meeting(run, meeting, SUMMARY)) if has_days(meeting) and seats_of(run, meeting) else []


def are_one(run: Run, meeting: Meeting, summary: About, to: str) -> bool:
    """Whether the host's list comes to somebody just when they are told who comes: then it says both."""
    if to == CHANNEL or to not in to_host(run, meeting, summary.due) or not affairs_of(run).wants(to, LIST, SUMMARY):
        return False
    return any(about.due == summary.due for about, _ in lists_of(run, meeting))


APART = timedelta(days=35)
"""Nobody is asked for experiences twice within so many days."""


def activities_in_question(run: Run, due: datetime, members: Collection[int | None]) -> list[Activity]:
    """The activities open then to which one of the members has contributed nothing that year."""
    affairs, day = affairs_of(run), day_of(run, due)
    period = affairs.period_on(day)
    if period is None:
        return []
    contributions = {
        (activity, member) for activity, member, at in affairs.contributions if at.astimezone(run.zone).year == day.year
    }
    return [
        each
        for each in open_ones(affairs.activities(period), day)
        if any((each.id, member) not in contributions for member in members)
    ]


def asked_of(run: Run, due: datetime, members: Collection[int | None]) -> Wanted:
    """The activities in question, the one to name first: one with a step whose time it is, else another each time."""
    affairs, day = affairs_of(run), day_of(run, due)
    activities = activities_in_question(run, due, members)
    period = affairs.period_on(day)
    if not activities or period is None:
        return Wanted(())
    seasons = seasons_of(run.network)
    to_name = [each for each in activities if not is_report(each)] or activities
    now = [(each, step) for each in to_name if (step := step_now(each, day, seasons)) is not None]
    turn = day.year * 12 + day.month
    first, step = now[turn % len(now)] if now else (to_name[turn % len(to_name)], None)
    told = {member for activity, member, _ in affairs.contributions if activity == first.id}
    return Wanted([first, *(each for each in activities if each is not first)], step, len(told))


def is_asked_after_a_meeting(run: Run, due: datetime) -> bool:
    """Whether the same people are asked for experiences around then because a meeting has been."""
    hours, days = hours_of(run), offsets(run.network, "experiences")[0]
    moments = [hours.after(span_of(each).last, days) for each in affairs_of(run).meetings if asks_for_experiences(each)]
    return any(abs(each - due) <= APART for each in moments)


def is_over_at(run: Run, meeting: Meeting) -> datetime:
    """From when on what follows a meeting may be asked."""
    return moment(span_of(meeting).last + ONE_DAY, 0, run.zone)


def asks_for_experiences(meeting: Meeting) -> bool:
    """Whether what was learned is asked for after a meeting: not where the work was only planned."""
    return meeting.kind is not MeetingKind.OFFICIALS


def members_without(run: Run, period: Period, members: Collection[Member]) -> tuple[int, list[Member]]:
    """How many experiences a period has, and the members that have contributed none."""
    affairs = affairs_of(run)
    first, last = moment(period.starts, 0, run.zone), moment(period.ends + ONE_DAY, 0, run.zone)
    contributors = [member for _, member, at in affairs.contributions if first <= at < last]
    return len(contributors), [each for each in members if each.id not in contributors]
