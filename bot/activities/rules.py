"""What is true of activities: which are open, late or done, whose they are, and who may mark them (domain 13-15)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from bot.dates.in_words import is_swedish, understood
from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, parse_plan_times
from bot.dates.when import Seasons, Span
from bot.language import swedish_order
from bot.models import Activity, DoneAtMember, Membership, Period, Person, PersonState, Role, Step
from bot.network.membership import day_within, is_over, speaks_for, takes_part


class ActivityState(StrEnum):
    """How an activity stands on a day."""

    OPEN = "open"
    DONE = "done"
    ENDED = "ended"
    """Its period is over, and nobody marked it as done."""
    COMING = "coming"
    """Its period has not begun."""


def state_of(activity: Activity, today: date) -> ActivityState:
    """An activity is open while its period runs and it is not marked as done; ongoing ones too (domain 14)."""
    if done_since(activity, today) is not None:
        return ActivityState.DONE
    if today < activity.period.starts:
        return ActivityState.COMING
    return ActivityState.ENDED if is_over(activity.period, today) else ActivityState.OPEN


def done_since(activity: Activity, day: date) -> datetime | None:
    """When it was done: marked as that or, where every member has it to do, noted by the last of those that take part
    (domain 13)."""
    if not activity.each_member:
        return activity.done_at
    noted, lacking = at_members(activity, day)
    return max((each.done_at for each in noted), default=None) if not lacking else None


def at_members(activity: Activity, day: date) -> tuple[list[DoneAtMember], list[Membership]]:
    """Where an activity that every member has to do is done, of those that take part on a day of its period, and those
    of which nobody has noted it."""
    here = [each for each in activity.period.memberships if takes_part(each, day_within(activity.period, day))]
    having = sorted(here, key=lambda each: swedish_order(each.name))
    noted = {each.member_id: each for each in activity.at_members}
    return (
        [noted[each.member_id] for each in having if each.member_id in noted],
        [each for each in having if each.member_id not in noted],
    )


def open_question_of(activity: Activity) -> str:
    """What is still to be decided; empty once it is answered."""
    return "" if activity.answer else activity.open_question


def goes_on(activity: Activity) -> bool:
    """Whether nothing of it can be finished: it goes on through the whole period, and is never left undone."""
    return not activity.each_member and not parts_to_finish(activity)


def parts_to_finish(activity: Activity) -> list[Step]:
    """The steps that can be finished. An activity without any goes on through its whole period, and is never left
    undone (domain 14)."""
    return [each for each in activity.steps if not each.ongoing]


def can_be_marked(activity: Activity, today: date) -> bool:
    """Whether it may be marked as done, or opened again: until its period's last day."""
    return not is_over(activity.period, today)


def open_ones(activities: Iterable[Activity], today: date) -> list[Activity]:
    """Those that are open."""
    return [each for each in activities if state_of(each, today) is ActivityState.OPEN]


def last_day_of(step: Step, period: Period, seasons: Seasons) -> date | None:
    """The last day of a step's time; None while it is ongoing or has no time. The plan's own words decide, read with
    the network's seasons; the stored days count where there are no words."""
    if step.ongoing:
        return None
    return max((each.span.last for each in _times_in_words(step, period, seasons)), default=step.ends)


def times_of(step: Step, period: Period, seasons: Seasons) -> list[Span]:
    """When a step is done, as its own words say, else the days that are stored; what is ongoing has no times."""
    if read := _times_in_words(step, period, seasons):
        return [each.span for each in read if each.kind != "ongoing"]
    return [Span(step.starts, step.ends)] if step.starts and step.ends and not step.ongoing else []


def _times_in_words(step: Step, period: Period, seasons: Seasons) -> tuple[NamedSpan, ...]:
    return _read_times(step.when, period.days, seasons) if step.when else ()


def time_in_words(when: str, period: Span, language: str) -> str:
    """A time in the plan's own words, which are Swedish; for others what they mean, as far as they are understood."""
    own = " ".join(when.split())
    times = () if is_swedish(language) else _read_times(own, period, Seasons())
    return ", ".join(understood(each.span, each.kind, language) for each in times) or own


@lru_cache(maxsize=2048)
def _read_times(when: str, period: Span, seasons: Seasons) -> tuple[NamedSpan, ...]:
    """The times in the plan's own words; none when they are not understood."""
    try:
        return tuple(parse_plan_times(when, period, seasons))
    except (NotADate, AmbiguousDate):
        return ()


def is_at_work(activity: Activity, within: Span, seasons: Seasons) -> bool:
    """Whether an activity has a step in that time; one that is ongoing has it in its whole period."""
    period = activity.period
    times = [each for step in activity.steps for each in times_of(step, period, seasons)]
    if not activity.steps or len(parts_to_finish(activity)) < len(activity.steps):
        times.append(period.days)
    return any(each.overlaps(within) for each in times)


def step_now(activity: Activity, day: date, seasons: Seasons) -> Step | None:
    """The first step not done whose own time a day is in; what is ongoing has no time of its own."""
    within = Span.day(day)
    steps = [each for each in activity.steps if each.done_at is None]
    return next((step for step in steps if any(each.overlaps(within) for each in
                 times_of(step, activity.period, seasons))), None)  # fmt: skip


def is_late(step: Step, activity: Activity, today: date, seasons: Seasons) -> bool:
    """Whether a step's time has passed and neither it nor its activity is done."""
    if step.done_at is not None or done_since(activity, today) is not None:
        return False
    last = last_day_of(step, activity.period, seasons)
    return last is not None and last < today


def late_steps(activity: Activity, today: date, seasons: Seasons) -> list[Step]:
    """An activity's late steps, in order."""
    return [each for each in activity.steps if is_late(each, activity, today, seasons)]


def late_ones(activities: Iterable[Activity], today: date, seasons: Seasons) -> list[Activity]:
    """Those with a step whose time has passed and that nobody has marked as done; of a period that has ended, those
    that were left."""
    return [each for each in activities if late_steps(each, today, seasons)]


def may_mark(person: Person | None, is_coordinator: bool) -> bool:
    """The officials see to it that the plan is carried out, so they and the coordinator say what is done."""
    if is_coordinator:
        return True
    return person is not None and person.state is PersonState.CONFIRMED and person.role is Role.OFFICIAL


def may_note(person: Person | None, is_coordinator: bool, member_id: int) -> bool:
    """Who sits for a member notes what is done there; the coordinator for all."""
    return is_coordinator or speaks_for(person, member_id)


def note_at(activity: Activity, member_id: int, by: Person, now: datetime) -> bool:
    """Note that it is done at a member; False when that is noted already: the first who said so stays."""
    if any(each.member_id == member_id for each in activity.at_members):
        return False
    activity.at_members.append(DoneAtMember(member_id=member_id, done_at=now, done_by_id=by.id))
    return True


def take_back_at(activity: Activity, member_id: int) -> bool:
    """Take that back; False when nobody had noted it."""
    noted = [each for each in activity.at_members if each.member_id == member_id]
    for each in noted:
        activity.at_members.remove(each)
    return bool(noted)


def mark_done(thing: Activity | Step, by: Person, now: datetime) -> bool:
    """Mark as done, or leave it when it is done already (False): the first who said so stays."""
    if thing.done_at is not None:
        return False
    thing.done_at, thing.done_by_id = now, by.id
    return True


def reopen(thing: Activity | Step) -> bool:
    """Take a mark back; False when there was none."""
    if thing.done_at is None:
        return False
    thing.done_at, thing.done_by_id = None, None
    return True


def answers_for(person: Person, step: Step) -> bool:
    """Whether a step is this person's, or their member's (domain 15)."""
    own = step.person_id is not None and step.person_id == person.id
    return own or (step.member_id is not None and step.member_id == person.member_id)


def is_to_note(person: Person, activity: Activity, today: date) -> bool:
    """Whether it is a person's to do and note at their member, and nobody has noted it."""
    if not activity.each_member or not speaks_for(person, person.member_id):
        return False
    return any(each.member_id == person.member_id for each in at_members(activity, today)[1])


@dataclass(frozen=True)
class Mine:
    """What a person has to do with the activities of a period. Each stands in one list only, the first that fits."""

    to_note: tuple[Activity, ...]
    """Every member has them to do, and theirs has not noted it."""
    answered_for: tuple[Activity, ...]
    """They or their member answer for a step."""
    waiting: tuple[Activity, ...]
    """Open, and their member has contributed nothing: every member contributes (domain 17)."""
    contributed: tuple[Activity, ...]
    """Their member has contributed experiences."""


def mine(
    activities: Iterable[Activity], person: Person, contributors: Mapping[int, Collection[int]], today: date
) -> Mine:
    """Sort activities by what a person has to do with them. `contributors`: member ids by activity id."""
    to_note: list[Activity] = []
    answered: list[Activity] = []
    waiting: list[Activity] = []
    contributed: list[Activity] = []
    for each in activities:
        if state_of(each, today) is ActivityState.OPEN and is_to_note(person, each, today):
            to_note.append(each)
        elif any(answers_for(person, step) for step in each.steps):
            answered.append(each)
        elif person.member_id is not None and person.member_id in contributors.get(each.id, ()):
            contributed.append(each)
        elif person.member_id is not None and state_of(each, today) is ActivityState.OPEN:
            waiting.append(each)
    return Mine(tuple(to_note), tuple(answered), tuple(waiting), tuple(contributed))


# the report


def is_report(activity: Activity) -> bool:
    """Whether an activity is the period's report (domain 17): its title says so, in Swedish or English."""
    return re.search(r"rapport|report", activity.title, re.IGNORECASE) is not None


def words_of(thing: Activity | Step) -> tuple[object, ...]:
    """What somebody reads who marks it as done or opens it again: what it is, and when."""
    return thing.title, thing.when
