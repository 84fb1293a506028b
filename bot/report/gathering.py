"""Gathers what the final report is made from, in one order, with only what its audience may read.

No person's name is among it, and nothing that the clock says but what has been held and ended by `now`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.activities.rules import at_members, done_since, open_question_of, parts_to_finish
from bot.dates.when import ONE_DAY
from bot.experiences import store as experiences_store
from bot.experiences.personal_data import KnownNames
from bot.language import swedish_order
from bot.meetings.attendance import past_meetings
from bot.meetings.rules import MeetingOutcome, in_order, outcome_of, span_of
from bot.models import Activity, Attendance, Experience, Meeting, Network, Period, Role
from bot.network import plan
from bot.network import store as network_store
from bot.network.membership import Part, day_within, has_taken_part, is_over, part_on, stay_of
from bot.report import store as report_store
from bot.report.experience_text import clean_texts
from bot.report.model import (
    Audience,
    MemberDecision,
    ReportData,
    ReportedActivity,
    ReportedExperience,
    ReportedMeeting,
    ReportedMember,
    ReportedReview,
    ReportedStep,
)
from bot.report.texts import texts_in, with_texts
from bot.text import clean


def gather(session: Session, network: Network, period: Period, *, now: datetime, audience: Audience) -> ReportData:
    """Everything a report tells of a period."""
    zone = ZoneInfo(network.timezone)
    day = day_within(period, now.astimezone(zone).date())
    contributed = report_store.experiences(session, period)
    rows = [each for each in contributed if _is_for(audience, each)]
    experiences = [_experience(each, period, zone) for each in rows]
    counts = _counts(contributed, period)
    planned = in_order(report_store.meetings(session, period))
    attendances = _attendances(session, period, planned, now)
    meetings = [(each, _meeting(each, attendances, now, zone)) for each in planned]
    activities = plan.activities(session, period)
    members = _members(session, period, day, meetings, experiences, counts, attendances, audience)
    decisions, next_decisions = (
        tuple(one for each in periods for one in _decisions(session, each))
        for periods in ([period], _later(session, network, period))
    )
    reviews = _reviews(session, period, audience)
    told_days = [*(each.decided_on for each in (*decisions, *next_decisions)), *(each.held_on for each in reviews)]
    numbers = {each.number for each in activities}
    data = ReportData(
        audience=audience,
        network=clean(network.name_in(period.id)),
        aim=clean(network.in_period(period.id, "aim")),
        website=clean(network.in_period(period.id, "website")),
        period=clean(period.name),
        days=period.days,
        agreement=clean(period.agreement),
        coordination=period.coordination,
        focus=_texts(period.focus),
        terms={name: _texts(value) for name, value in sorted(period.terms.items())},
        activities=tuple(_activity(each, day, experiences, counts, audience) for each in activities),
        other_experiences=tuple(each for each in experiences if each.activity not in numbers),
        members=members,
        meetings=tuple(each for _, each in meetings),
        reviews=reviews,
        editorial={each.chapter: clean(each.text) for each in report_store.chapter_texts(session, period)},
        contributed=len(contributed),
        left_out=sum(not _is_allowed(audience, each) for each in contributed),
        waiting=sum(each.may_publish and not each.is_published for each in contributed),
        decisions=decisions,
        next_decisions=next_decisions,
        all_confirmed=all(each.no_child_recognised for each in rows),
        as_of=_as_of(session, period, activities, attendances, meetings, members, told_days, now.astimezone(zone)),
        is_over=is_over(period, now.astimezone(zone).date()),
        seats_by_role=_by_role(attendances),
    )
    return _looked_through(data, experiences_store.known_names(session, network))


def _looked_through(data: ReportData, known: KnownNames) -> ReportData:
    """The data with what points out persons: for research it is taken out, for the others it is told of."""
    if data.audience is Audience.RESEARCH:
        data = with_texts(data, known.without)
    texts = list(texts_in(data))
    return replace(data, knows_people=bool(known.names), named=known.named_in(texts), traces=known.traces(texts))


def _is_for(audience: Audience, experience: Experience) -> bool:
    """Whether this audience reads it."""
    return experience.is_published if audience is Audience.PUBLIC else _is_allowed(audience, experience)


def _is_allowed(audience: Audience, experience: Experience) -> bool:
    """Whether its author lets this audience read it."""
    if audience is Audience.PUBLIC:
        return experience.may_publish
    return experience.may_research if audience is Audience.RESEARCH else True


Counts = Mapping[tuple[int | None, int | None], int]
"""How many experiences were contributed, by the member's row and the activity's number."""


def _counts(experiences: Iterable[Experience], period: Period) -> Counts:
    return Counter((each.member_id, _number(each, period)) for each in experiences)


def _number(experience: Experience, period: Period) -> int | None:
    """The number of its activity; none when that stands in the plan of another period."""
    activity = experience.activity
    return activity.number if activity is not None and activity.period_id == period.id else None


def _experience(experience: Experience, period: Period, zone: ZoneInfo) -> ReportedExperience:
    return ReportedExperience(
        number=experience.id,
        texts=clean_texts(experience),
        member=clean(experience.member_name),
        member_id=experience.member_id,
        activity=_number(experience, period),
        day=experience.created_at.astimezone(zone).date(),
    )


def _activity(
    activity: Activity, day: date, experiences: Iterable[ReportedExperience], counts: Counts, audience: Audience
) -> ReportedActivity:
    steps, parts = [each for each in activity.steps if each.title], parts_to_finish(activity)
    noted, lacking = at_members(activity, day) if activity.each_member else ([], [])
    return ReportedActivity(
        number=activity.number,
        title=_headline(clean(activity.title)),
        goal=clean(activity.goal.title) if activity.goal else "",
        when=clean(activity.when),
        how=_texts(activity.how),
        comment=clean(activity.comment),
        open_question=clean(open_question_of(activity)) if audience is Audience.INTERNAL else "",
        steps=tuple(ReportedStep(clean(each.title), clean(each.when), each.done_at is not None) for each in steps),
        is_done=done_since(activity, day) is not None,
        done_at=len(noted),
        to_do_at=len(noted) + len(lacking),
        goes_on=len(parts) < len(activity.steps),
        to_finish=len(parts),
        finished=sum(each.done_at is not None for each in parts),
        experiences=tuple(each for each in experiences if each.activity == activity.number),
        contributed=sum(count for (_, number), count in counts.items() if number == activity.number),
    )


def _headline(title: str) -> str:
    """A title that may have been a part of a sentence in the plan, as it stands in a heading."""
    headline = title[:1].upper() + title[1:]
    return headline[:-1] if headline.endswith(".") and not headline.endswith("..") else headline


def _meeting(meeting: Meeting, attendances: Iterable[Attendance], now: datetime, zone: ZoneInfo) -> ReportedMeeting:
    seats = [each for each in attendances if each.meeting_id == meeting.id]
    return ReportedMeeting(
        kind=meeting.kind,
        title=clean(meeting.title),
        days=span_of(meeting),
        host=clean(meeting.host_name),
        place=clean(meeting.place),
        is_digital=meeting.digital,
        outcome=outcome_of(meeting, now, zone),
        themes=tuple(clean(each.text) for each in meeting.themes if each.withdrawn_at is None),
        came=sum(each.came for each in seats),
        seats=len(seats),
    )


def _attendances(session: Session, period: Period, meetings: Sequence[Meeting], now: datetime) -> list[Attendance]:
    """Who came to the meetings that the network's attendance counts."""
    noted = report_store.attendances(session, period)
    zone = ZoneInfo(period.network.timezone)
    counted = {each.id for each in past_meetings(meetings, {each.meeting_id for each in noted}, now, zone)}
    return [each for each in noted if each.meeting_id in counted]


def _members(
    session: Session,
    period: Period,
    day: date,
    meetings: Iterable[tuple[Meeting, ReportedMeeting]],
    experiences: Iterable[ReportedExperience],
    counts: Counts,
    attendances: Iterable[Attendance],
    audience: Audience,
) -> tuple[ReportedMember, ...]:
    challenges = report_store.challenges(session, period) if audience is Audience.INTERNAL else ()
    meetings, experiences, attendances = list(meetings), list(experiences), list(attendances)
    members = [
        ReportedMember(
            id=each.member_id,
            name=clean(each.name),
            kind=each.kind,
            municipalities=_texts(each.municipalities),
            part=part_on(each, day),
            stay=stay_of(each, period),
            has_taken_part=has_taken_part(each, day, {member for member, _ in counts}),
            page_text=clean(each.member.in_period(period.id, "page_text")),
            hosted=tuple(
                meeting for row, meeting in meetings if row.host is not None and row.host.id == each.member_id
            ),
            experiences=tuple(one for one in experiences if one.member_id == each.member_id),
            challenges=tuple((clean(c.title), clean(c.text)) for c in challenges if c.member_id == each.member_id),
            contributed={number: count for (member, number), count in counts.items() if member == each.member_id},
            came=sum(a.came for a in attendances if a.member_id == each.member_id),
            seats=sum(1 for a in attendances if a.member_id == each.member_id),
        )
        for each in report_store.memberships(session, period)
    ]
    return tuple(sorted(members, key=lambda each: swedish_order(each.name)))


def _later(session: Session, network: Network, period: Period) -> list[Period]:
    """The periods that come after, the first first."""
    after = [each for each in network_store.periods(session, network) if each.starts > period.ends]
    return sorted(after, key=lambda each: each.starts)


def _decisions(session: Session, period: Period) -> tuple[MemberDecision, ...]:
    """What was decided or proposed about a period, by the members' names."""
    memberships = sorted(report_store.memberships(session, period), key=lambda each: swedish_order(each.name))
    return tuple(
        MemberDecision(clean(each.name), clean(one.body), clean(one.outcome), clean(one.case_number),
                       one.decided_on)
        for each in memberships
        for one in each.decisions
    )  # fmt: skip


def _reviews(session: Session, period: Period, audience: Audience) -> tuple[ReportedReview, ...]:
    """What a review found stays inside the network."""
    inside = audience is Audience.INTERNAL
    reviews = [
        ReportedReview(
            member=clean(each.member.name_in(period.id)),
            reviewers=tuple(
                sorted((clean(one.member.name_in(period.id)) for one in each.reviewers), key=swedish_order)
            ),
            challenge=clean(each.challenge.title) if inside and each.challenge else "",
            held_on=each.held_on,
            report=clean(each.report) if inside else "",
        )
        for each in report_store.reviews(session, period)
    ]
    return tuple(sorted(reviews, key=lambda each: swedish_order(each.member)))


def _by_role(attendances: Iterable[Attendance]) -> dict[Role, tuple[int, int]]:
    rows = list(attendances)
    came, seats = Counter(each.role for each in rows if each.came), Counter(each.role for each in rows)
    return {role: (came[role], seats[role]) for role in (Role.ELECTED, Role.OFFICIAL) if seats[role]}


def _as_of(
    session: Session,
    period: Period,
    activities: Iterable[Activity],
    attendances: Iterable[Attendance],
    meetings: Sequence[tuple[Meeting, ReportedMeeting]],
    members: Iterable[ReportedMember],
    told_days: Iterable[date | None],
    now: datetime,
) -> date:
    """The day of the newest thing told: what was changed, held or noted, and what time alone has told, as that a member
    has left or a meeting's month has passed."""
    moments = [
        report_store.last_change(session, period),
        *(each.done_at for each in activities),
        *(each.answered_at for each in activities),
        *(noted.done_at for each in activities for noted in each.at_members),
        *(step.done_at for each in activities for step in each.steps),
        *(each.noted_at for each in attendances),
        *(each.took_place_at for each, _ in meetings),
        *(each.changed_at for each in report_store.chapter_texts(session, period)),
    ]
    days = [each.astimezone(now.tzinfo).date() for each in moments if each is not None]
    days += [each.days.last for _, each in meetings if each.outcome is MeetingOutcome.TOOK_PLACE]
    days += [each.days.last + ONE_DAY for _, each in meetings if each.outcome is MeetingOutcome.NOT_RECORDED]
    days += [each.stay.first for each in members if each.stay and each.has_taken_part]
    days += [each.stay.last + ONE_DAY for each in members if each.stay and each.part is Part.PAST]
    days += [each for each in told_days if each is not None]
    latest = period.ends if is_over(period, now.date()) else period.starts
    return max([latest, *(min(each, now.date()) for each in days)])


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(clean(str(each)) for each in values if each not in (None, ""))
