"""The fee: in September for the coming year's budget, in January for the invoice, in April for what nobody has noted as
paid (domain 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.hosting import store as hosting_store
from bot.hosting.fees import INVOICE, due_on, fees_of
from bot.language import N_
from bot.models import Period
from bot.network import store as network_store
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post, to_coordinators, to_officials
from bot.reminders.rules import years
from bot.reminders.texts import budget, fees_not_noted, invoice

ASKED_ABOUT = (4, 15)
BUDGET = (9, 8)
"""Month and day."""
USEFUL = timedelta(days=30)


@job("fee", about=N_("The year's fee, each September and January"))
def plan(run: Run) -> Iterator[Post]:
    """For each year of a period with a fee: the September before and that January, to the coordinators and each
    official; where there is none, in the channel. In the last September what is not known of the year after is said."""
    for period in affairs_of(run).periods:
        for year in years(period.starts, period.ends) if period.fee else ():
            if date(year, *INVOICE) in period.days:
                yield from _of(run, period, date(year - 1, *BUDGET), year)
                yield from _of(run, period, date(year, *INVOICE), year)
            if due_on(period, year) is not None and date(year, *ASKED_ABOUT) in period.days:
                yield from _unpaid(run, period, year)
        last = date(period.ends.year, *BUDGET)
        if last in period.days and affairs_of(run).period_on(date(last.year + 1, *INVOICE)) is None:
            yield from _of(run, period, last, last.year + 1, period.ends)


def _unpaid(run: Run, period: Period, year: int) -> Iterator[Post]:
    """In April: which members nobody has noted as having paid, to who coordinates and can note it."""
    due = hours_of(run).on(date(year, *ASKED_ABOUT))
    if not is_wanted(run, due):
        return
    members = network_store.members_of(run.session, period, due.date()).all
    unpaid = [each for each in fees_of(period, year, members, hosting_store.fees_noted(run.session, period))
              if each.paid_on is None]  # fmt: skip
    about = About("fee", "paid", due, due + USEFUL, date(year, *ASKED_ABOUT))
    for to in to_coordinators(run) if unpaid else ():
        if to != CHANNEL:
            yield post(run, about, period.id, to, fees_not_noted, period.id, year, unpaid)


def _of(run: Run, period: Period, told_on: date, year: int, ends: date | None = None) -> Iterator[Post]:
    """Of a year, on a day: in September for its budget, in January for its invoice."""
    due = hours_of(run).on(told_on)
    if period.fee is None or not is_wanted(run, due):
        return
    is_budget = told_on.year < year
    about = About("fee", "budget" if is_budget else "year", due, due + USEFUL, told_on)
    for to, pays in _whom(run, told_on if ends else date(year, *INVOICE), due).items():
        if is_budget:
            yield post(run, about, period.id, to, budget, year, period.fee, ends, pays=pays)
        else:
            yield post(run, about, period.id, to, invoice, year, period.fee, pays=pays)


def _whom(run: Run, day: date, due: datetime) -> dict[str, bool]:
    """Who hears of it, and whether they see to it or only need to know."""
    reached, missing = to_officials(run, affairs_of(run).members_bound_on(day), due)
    pay = dict.fromkeys([*(to for _, to in reached), *([CHANNEL] if missing else [])], True)
    others = dict.fromkeys((each for each in to_coordinators(run) if each != CHANNEL), not reached)
    return others | (pay or {CHANNEL: True})
