"""Late steps: whoever answers for one hears of it, the month after the coordinators too, once a month (domain 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.activities.rules import at_members, last_day_of, late_steps
from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Activity, Period, Role, Step
from bot.network.plan import seasons_of
from bot.reminders import work
from bot.reminders.posts import About, affairs_of, day_of, hours_of, is_wanted, post, to_coordinators, to_officials
from bot.reminders.rules import months_at_work

Late = tuple[Activity, Step]


@job("late", about=N_("Steps of the work plan whose time has passed"), waits=("late",))
def plan(run: Run) -> Iterator[Post]:
    """Once a month of a period, but not in summer: one list to each, which stands until the next."""
    for period in affairs_of(run).periods:
        end = moment(period.ends + ONE_DAY, 0, run.zone)
        days = list(months_at_work(period.starts, period.ends))
        for before, day, after in zip([period.starts, *days], days, [*days[1:], None], strict=False):
            due, until = hours_of(run).on(day), hours_of(run).on(after) if after else end
            if not is_wanted(run, due):
                continue
            for (to, is_own), steps in _lists(run, period, before, day).items():
                about = About("late", "own" if is_own else "all", due, until, day, since=due)
                yield replace(
                    post(run, about, period.id, to, work.late_steps, steps, is_own=is_own), stands_until=until
                )


def _lists(run: Run, period: Period, before: date, day: date) -> dict[tuple[str, bool], list[Late]]:
    """Who hears of which steps, and whether they answer for them: the coordinators of what was late the month before
    too, and at once of what nobody can be reached for."""
    seasons, coordinators = seasons_of(run.network), to_coordinators(run)
    lists: dict[tuple[str, bool], list[Late]] = defaultdict(list)
    for activity in affairs_of(run).activities(period):
        for step in late_steps(activity, day, seasons):
            own = _answer_for(run, activity, step, hours_of(run).on(day))
            last = last_day_of(step, period, seasons)
            for each in own:
                lists[each, True].append((activity, step))
            if not own or (last is not None and last < before):
                for each in coordinators:
                    if each not in (*own, CHANNEL if own else None):
                        lists[each, False].append((activity, step))
    return lists


def _answer_for(run: Run, activity: Activity, step: Step, due: datetime) -> list[str]:
    """Who answers for a step and can be reached: whoever is noted, or where every member has it to do and nobody is,
    the officials of those where it is not noted as done."""
    if not activity.each_member or step.person_id or step.member_id:
        own = _noted(run, step, due)
        return [own] if own else []
    _, lacking = at_members(activity, day_of(run, due))
    reached, _ = to_officials(run, [each.member for each in lacking], due)
    return [to for _, to in reached]


def _noted(run: Run, step: Step, due: datetime) -> str | None:
    """Who is noted as answering for a step and can be reached: that person, or their member's official."""
    affairs, day = affairs_of(run), day_of(run, due)
    if step.person is not None and affairs.takes_part(step.person, day):
        return affairs.reach(step.person)
    official = affairs.seats.get((step.member_id, Role.OFFICIAL)) if step.member_id else None
    return affairs.reach(official) if official is not None and affairs.takes_part(official, day) else None
