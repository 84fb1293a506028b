"""What lies in a period belongs to it, also what was planned or written before it was loaded, or moved since."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.dates.when import local_day
from bot.language import N_
from bot.meetings.rules import put_in, span_of
from bot.models import Experience, Meeting, Network, Period
from bot.network import store as network_store
from bot.network.membership import lies_in, period_in_force, period_of
from bot.plan import store as plan_store
from bot.plan.changes import CHANGED, MEETINGS, Month, Named
from bot.plan.merge import Merge


def adopt(merge: Merge, network: Network) -> None:
    """Give every meeting the period it lies in and every experience the one in force when it was written. A meeting
    that a file names stays in that file's period while it touches it."""
    merge.session.flush()
    periods = network_store.periods(merge.session, network)
    names = {each.id: each.name for each in periods}
    for meeting in plan_store.rows_of(merge.session, Meeting, network_id=network.id):
        own = next((each for each in periods if is_named(each, meeting)), None)
        before, days = meeting.period_id, span_of(meeting)
        put_in(meeting, own if own and lies_in(days, own) else period_of(periods, days))
        if meeting.period_id != before:
            thing = Named(MEETINGS[meeting.kind], {"month": Month(meeting.month)})
            _report(merge, thing, names.get(before or 0), names.get(meeting.period_id or 0))
    _adopt_experiences(merge, network, periods)


def is_named(period: Period, meeting: Meeting) -> bool:
    """Whether a period's file has the meeting."""
    return str(meeting.id) in (period.loaded or {}).get("meetings", {})


def _adopt_experiences(merge: Merge, network: Network, periods: list[Period]) -> None:
    zone, moved = ZoneInfo(network.timezone), dict[tuple[int | None, int | None], list[str]]()
    for each in plan_store.rows_of(merge.session, Experience, network_id=network.id):
        before, now = each.period_id, period_in_force(periods, local_day(each.created_at, zone))
        if now is not None and now.id != before:
            each.period_id = now.id
            moved.setdefault((before, now.id), []).append(f"#{each.id}")
    names = {each.id: each.name for each in periods}
    for (before, after), numbers in moved.items():
        thing = Named(N_("the experiences {numbers}"), {"numbers": numbers})
        _report(merge, thing, names.get(before or 0), names.get(after or 0))


def _report(merge: Merge, thing: Named, before: str | None, after: str | None) -> None:
    merge.report(CHANGED, thing, field="period", before=before, after=after)
