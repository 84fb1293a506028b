"""The annual wheel of a year, loaded from a network's plan; and written to a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.activities.rules import done_since, is_report, times_of
from bot.dates.in_words import ENGLISH, SWEDISH, is_swedish, month, short_span
from bot.dates.when import Seasons, Span
from bot.language import N_, Say, unescape
from bot.meetings import store as meetings_store
from bot.meetings.card import KIND_NAMES, title_of, where_of
from bot.meetings.rules import has_days, span_of
from bot.models import Activity, Meeting, MeetingState, Network, Period, Step
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of
from bot.report.whole import write_whole
from bot.wheel.model import Bow, MeetingMark, Ring, Wheel, WheelWords, in_words

if TYPE_CHECKING:
    from pathlib import Path


def years_of(session: Session, network: Network) -> list[int]:
    """The years the network's periods and meetings touch."""
    spans = [each.days for each in network_store.periods(session, network)]
    spans += [span_of(each) for each in meetings_store.all_meetings(session, network)]
    return sorted({year for each in spans for year in range(each.first.year, each.last.year + 1)})


def wheel_of(session: Session, network: Network, year: int, say: Say) -> Wheel:
    """The wheel of a year; an empty one when the plan has nothing in it."""
    whole = Span.year(year)
    periods = [each for each in network_store.periods(session, network) if each.days.overlaps(whole)]
    rings = [ring for each in periods for ring in _rings(session, network, each, whole)]
    marks = [
        _mark(say, each)
        for each in meetings_store.all_meetings(session, network)
        if each.state is MeetingState.PLANNED and span_of(each).overlaps(whole)
    ]
    return Wheel(year, network.name, _words(say, year), tuple(marks), tuple(rings))


def _words(say: Say, year: int) -> WheelWords:
    return WheelWords(
        title=say.plain("Annual wheel {year}", year=year),
        activities=say.plain("Activities"),
        months=(SWEDISH if is_swedish(say.code) else ENGLISH).months[1:],
        kinds={kind: say.plain(name) for kind, name in KIND_NAMES.items()},
        step=say.plain("Step of an activity"),
        report=say.plain("The report"),
        preliminary=say.plain("Days not set yet"),
        nothing=say.plain("No meeting is planned this year."),
        more_meetings=partial(_more, say, ONE_MEETING, MORE_MEETINGS),
        more_activities=partial(_more, say, ONE_ACTIVITY, MORE_ACTIVITIES),
    )


ONE_MEETING, MORE_MEETINGS = N_("and {count} more meeting, in the list"), N_("and {count} more meetings, in the list")
ONE_ACTIVITY, MORE_ACTIVITIES = (
    N_("and {count} more activity, in the list"),
    N_("and {count} more activities, in the list"),
)


def _more(say: Say, one: str, many: str, count: int) -> str:
    return say.plain(one if count == 1 else many, count=count)


def _mark(say: Say, meeting: Meeting) -> MeetingMark:
    days = span_of(meeting)
    host = say.plain("host: {name}", name=meeting.host_name) if meeting.host else ""
    where = unescape(where_of(say, meeting)) if meeting.digital or meeting.place else ""
    return MeetingMark(
        kind=meeting.kind,
        first=days.first,
        last=days.last,
        has_days=has_days(meeting),
        when=short_span(days, say.code) if has_days(meeting) else _month(days.first, say.code),
        title=unescape(title_of(say, meeting)),
        details=" · ".join(each for each in (host, where) if each),
    )


def _month(day: date, language: str) -> str:
    return month(day, language).removesuffix(f" {day.year}")


def _rings(session: Session, network: Network, period: Period, year: Span) -> Iterator[Ring]:
    seasons = seasons_of(network)
    within = Span(max(period.starts, year.first), min(period.ends, year.last))
    for activity in plan.activities(session, period):
        bows = [bow for step in activity.steps for bow in _bows(activity, step, period, seasons, within)]
        yield Ring(
            number=activity.number,
            title=activity.title,
            first=within.first,
            last=within.last,
            bows=tuple(bows),
            is_report=is_report(activity),
            is_done=done_since(activity, within.last) is not None,
        )


def _bows(activity: Activity, step: Step, period: Period, seasons: Seasons, within: Span) -> Iterator[Bow]:
    for each in times_of(step, period, seasons):
        if each.overlaps(within):
            first, last = max(each.first, within.first), min(each.last, within.last)
            yield Bow(first, last, step.title or activity.title, step.done_at is not None)


def write_wheel(session: Session, network: Network, year: int, say: Say, out: Path) -> None:
    """Write a network's wheel to a file: SVG, or PNG when its name says so. OSError when that cannot be."""
    from bot.wheel.wheel import wheel_png, wheel_svg

    wheel = wheel_of(session, network, year, say)
    if out.suffix.lower() == ".png":
        write_whole(out, wheel_png(wheel))
    else:
        write_whole(out, wheel_svg(wheel, in_words(wheel, say.code)).encode())
