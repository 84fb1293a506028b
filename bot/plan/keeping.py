"""A period keeps the names and texts it had, also where another file, or its own when it is over, says something else.

The network and its members last through several periods (`bot.models.columns.Lasting`). What they are called today is
the word of the latest file (load_network.py); here it is seen to that each period has what held in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.language import N_
from bot.models import Member, Network, Period
from bot.network.membership import is_over
from bot.plan.changes import CHANGED, Named
from bot.plan.load_network import in_force, remembered
from bot.plan.merge import Merge, Wish, as_json

KEEPS: Final = N_("The period {period} is over and keeps what held in it for {thing}: {field} {before}.")
Lasting = Network | Member
Before = Mapping[Lasting, Mapping[str, Any]]
"""The attributes that periods keep, as they were before a load."""


def attributes_now(rows: Iterable[Lasting]) -> Before:
    """The attributes that periods keep, as they are now."""
    return {
        row: {
            name: getattr(row, name)
            for name in (("name", "aim", "website") if isinstance(row, Network) else ("name", "municipalities"))
        }
        for row in rows
    }


def keep_what_was(merge: Merge, period: Period, loaded: Sequence[Period], before: Before, today: date) -> None:
    """Let each of the periods `loaded` before, and the one that now is, have what held in it."""
    is_ended = period in loaded and is_over(period, today)
    for row, values in before.items():
        for attribute, was in values.items():
            if getattr(row, attribute) != was:
                row.keep([each.id for each in loaded if each.starts < period.starts], attribute, was)
            if not is_ended:
                _as_the_file_says(merge, period, loaded, row, attribute)
            elif getattr(row, attribute) != was:
                row.keep([period.id], attribute, was)
                merge.report(KEEPS, _thing(row), period=period.name, field=attribute, before=was)


def _as_the_file_says(merge: Merge, period: Period, loaded: Sequence[Period], row: Lasting, attribute: str) -> None:
    """Where the file of a later period decides what holds today, the period has what its own says, or one before it."""
    section = "network" if isinstance(row, Network) else "members"
    files = [(each.starts, remembered(each, section, row)) for each in {*loaded, period}]
    upto = [each for each in files if each[0] <= period.starts]
    is_decided_later = any(starts > period.starts and attribute in memory for starts, memory in files)
    now = getattr(row, attribute)
    wanted = in_force(Wish(attribute, {attribute: now}), upto)[attribute] if is_decided_later else now
    had = row.in_period(period.id, attribute)
    if as_json(wanted) == as_json(now):
        row.let_go([period.id], attribute)
    else:
        row.keep([period.id], attribute, wanted, anew=True)
        if period in loaded and had not in (wanted, now):
            thing = Named(N_("{thing} in the period {period}"), {"thing": _thing(row), "period": period.name})
            merge.report(CHANGED, thing, field=attribute, before=had, after=wanted)


def _thing(row: Lasting) -> Named:
    if isinstance(row, Network):
        return Named(N_("the network {name}"), {"name": row.name})
    return Named(N_("the member {name}"), {"name": row.name})
