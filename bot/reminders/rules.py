"""When something goes out by itself: until when it is of use, and which changes its receivers must hear of. Pure.

Days are counted from a meeting's first day, from the month's first day while only that is known. A network may set
its hour ({"hour": 8}) and its offsets in days ({"offsets": {"silent": [21, 7]}}).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.activities.rules import last_day_of
from bot.dates.when import ONE_DAY, Seasons, Span, moment
from bot.meetings.rules import Facts, begins_at, has_days, span_of
from bot.models import Meeting, Network, Period, Step
from bot.network.hours import DAYS_BEFORE, LONGEST_OFFSET, Hours, offsets

LINK_MINUTES: Final = 15
ASKED_AGAIN_IS_USEFUL: Final = timedelta(days=4)
"""What is asked for again later need not be made up for long after."""
STANDS: Final = timedelta(days=60)
"""How long the buttons of what is asked for again later stand: one may still answer."""
BEFORE: Final = frozenset({"dates", "invitation", "silent", "summary", "checklist", "planning", "deputy", "coming"})
"""Kinds that are of no use once their meeting has begun."""
ASKED_AGAIN: Final = frozenset({"experiences", "contributions", "report", "website", "fee", "came", "held"})
"""Kinds that may be put off as long as somebody likes: what they ask for can be done any day."""
OF_OPEN_ACTIVITIES: Final = frozenset({"experiences", "contributions", "report"})
"""Those of them that speak of open activities, of which there are none when their period is over."""
REST_AFTER_INVITATION: Final = timedelta(days=3)
"""Who was invited later than this before a reminder need not be reminded yet."""
EARLIEST_INVITATION: Final = 180
"""Days before a meeting that a whole plan of days, set at one time, begins to be invited to."""
PROMPT_IS_USEFUL: Final = timedelta(days=7)
ATTENDANCE_IS_USEFUL: Final = timedelta(days=30)
SUMMER: Final = ((6, 22), (8, 17))
"""Month and day from when on people are away, and when they are back."""
ELECTION_IS_COUNTED: Final = 10
"""Working days after an election when it is known who was elected."""


def is_known_early_enough(meeting: Meeting, due: datetime) -> bool:
    """Whether the days were known when something about them should have been said; else it is not said late."""
    return not has_days(meeting) or meeting.days_set_at is None or meeting.days_set_at <= due


def invitation_due(meeting: Meeting, hours: Hours, days: int, *, with_others: bool) -> datetime:
    """When a meeting is invited to: when its days are set, so many days before while only the month is known.

    `with_others`: its days were set together with those of others (a whole plan); then not long before it comes.
    """
    first = span_of(meeting).first
    usual = hours.before(first, days)
    if not has_days(meeting) or meeting.days_set_at is None:
        return usual
    at_once = hours.soonest(meeting.days_set_at)
    return max(at_once, hours.before(first, EARLIEST_INVITATION)) if with_others else at_once


INVITED: Final = "invited"
"""The fact whether somebody is among those a meeting is for, and its value when they are."""
NOT_INVITED: Final = "not_invited"
ALL_NEWS: Final = frozenset({"days", "hours", "where", "host", INVITED, "state"})
"""What can change in a meeting that its receivers hear of."""


def changed(earlier: Facts, now: Facts) -> frozenset[str]:
    """Which of the facts in an earlier message no longer hold. What was not known then is no change."""
    names = {each for each in ALL_NEWS - {"state"} if each in earlier and earlier[each] != now.get(each, "")}
    if "days" in names and is_more_precise(earlier["days"], now.get("days", "")):
        names.discard("days")
    if earlier.get("state", "") != now.get("state", ""):
        names.add("state")
    return frozenset(names)


def is_more_precise(earlier: str, now: str) -> bool:
    """Whether a month was named earlier and days in it are known now: an invitation says that, it is no change."""
    return len(earlier) == 7 and now.startswith(f"{earlier}-")


def speaks_of_other_days(earlier: str, now: str) -> bool:
    """Whether an earlier message named other days or another month: its receiver hears of a change instead."""
    return earlier != now and not is_more_precise(earlier, now)


def days_of_fact(text: str) -> Span:
    """The days that a message spoke of."""
    if len(text) == 7:
        return Span.month(int(text[:4]), int(text[5:]))
    first, _, last = text.partition(".")
    return Span(date.fromisoformat(first), date.fromisoformat(last or first))


def matters_until(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """Until when people need to hear of a change: when it begins, or when its month ends while only that is known."""
    span = span_of(meeting)
    return begins_at(meeting, zone) if has_days(meeting) else moment(span.last + ONE_DAY, 0, zone)


# the year


def general_election(year: int) -> date | None:
    """The day of that year's general election: the second Sunday of September 2014, 2018, 2022 …; else None."""
    if year % 4 != 2:
        return None
    first = date(year, 9, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def years(first: date, last: date) -> Iterator[int]:
    """Every year that the days touch."""
    yield from range(first.year, last.year + 1)


def mondays(first: date, last: date) -> Iterator[date]:
    """Every Monday from the first day to the last."""
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def autumn_days(first: date, last: date) -> Iterator[date]:
    """When experiences are asked for in autumn, between two days."""
    for year in years(first, last):
        for month in (9, 11):
            day = date(year, month, 20)
            if first <= day <= last:
                yield day


def months_at_work(first: date, last: date) -> Iterator[date]:
    """The tenth of each month between two days, but for those of summer."""
    for year in years(first, last):
        for month in range(1, 13):
            day = date(year, month, 10)
            if first <= day <= last and not _is_summer(day):
                yield day


def _is_summer(day: date) -> bool:
    return SUMMER[0] <= (day.month, day.day) < SUMMER[1]


def _after_summer(day: date) -> date:
    """The day, or when people are back after that summer."""
    return day.replace(month=SUMMER[1][0], day=SUMMER[1][1]) if _is_summer(day) else day


def step_day(step: Step, period: Period, seasons: Seasons) -> date | None:
    """The day to tell that a step has begun: the tenth of its time, so that people are back, in summer when they are
    back from that; None without a time."""
    last = last_day_of(step, period, seasons)
    if step.ongoing or last is None or step.starts is None:
        return None
    return min(_after_summer(step.starts + timedelta(days=9)), last)


def final_report_days(period: Period, told: date | None) -> dict[str, date]:
    """When the final report is told of: half-way from the day its last step was told to the period's end, and a month
    before that. `told`: None where the plan has no step for it; then also half a year before."""
    month = period.ends - timedelta(days=30)
    begins = _after_summer(period.ends - timedelta(days=183))
    half = (told or begins) + (period.ends - (told or begins)) / 2
    days = {"half": half, "month": month} | ({} if told else {"begins": begins})
    return {name: day for name, day in days.items() if period.starts <= day and (told is None or told < day)}


MOST_TIMES: Final = 8
_NUMBERS: Final = re.compile(r"\d{1,3}(?:\s*(?:,|;|och|and|\s)\s*\d{1,3})*")


class NotDays(ValueError):
    """A text is no list of days."""


def days_in(text: str) -> tuple[int, ...]:
    """Read "30, 14 och 7": the days, the largest first; empty when nothing is written. NotDays for anything else."""
    text = text.strip().casefold()
    if not text:
        return ()
    days = {int(each) for each in re.findall(r"\d+", text)} if _NUMBERS.fullmatch(text) else set()
    if not days or len(days) > MOST_TIMES or not all(0 < each <= LONGEST_OFFSET for each in days):
        raise NotDays(text)
    return tuple(sorted(days, reverse=True))


def offsets_text(network: Network, kind: str) -> str:
    """A kind's offsets as they are written."""
    return ", ".join(str(each) for each in offsets(network, kind))


def settings_with(network: Network, days: Mapping[str, tuple[int, ...]], list_lines: str) -> dict[str, object]:
    """The network's settings with these offsets and this list for hosts; what is as usual is left out."""
    own = {kind: list(each) for kind, each in days.items() if each and each != DAYS_BEFORE[kind].usual}
    items = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in list_lines.splitlines()))))
    others = {name: each for name, each in (network.settings or {}).items() if name not in ("offsets", "checklist")}
    return others | ({"offsets": own} if own else {}) | ({"checklist": items} if items else {})
