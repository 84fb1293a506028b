"""When a member takes part, over all periods: the rows of days say of each day what the one function says of it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.dates.when import ONE_DAY, Span
from bot.models import Coordination, Membership, MembershipState, Period
from bot.network.history import MemberHistory, Stage
from bot.network.membership import Part, part_on, period_in_force

FIRST = date(2016, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST + days * ONE_DAY)


@st.composite
def histories(draw) -> MemberHistory:
    edges = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
    periods, own = [], {}
    for number, (starts, ends) in enumerate(zip(edges[::2], edges[1::2], strict=False), 1):
        period = Period(id=number, name=str(number), starts=starts, ends=ends, coordination=Coordination.TROIKA)
        period.memberships.append(Membership(period_id=number, member_id=9))
        periods.append(period)
        if draw(st.booleans()):
            first, last = sorted((draw(DAYS), draw(DAYS)))
            own[number] = Membership(
                period_id=number, member_id=1, state=draw(st.sampled_from(MembershipState)),
                starts=draw(st.sampled_from([None, first])), ends=draw(st.sampled_from([None, last])),
            )  # fmt: skip
    return MemberHistory(periods, own, draw(DAYS))


@given(histories(), DAYS, DAYS)
def test_rows_of_days_say_of_each_day_what_is_so_on_it(history, one, other):
    days = Span(min(one, other), max(one, other))
    rows = history.stretches(days)
    assert (rows[0][0].first, rows[-1][0].last) == (days.first, days.last)
    assert all(before[0].last + ONE_DAY == after[0].first for before, after in pairwise(rows))
    for row, part in rows:
        assert all(history.part(row.first + n * ONE_DAY) is part for n in range(row.days))


@given(histories())
def test_what_it_is_today_is_what_the_one_function_says(history):
    period = period_in_force(history.periods, history.today)
    own = history.own.get(period.id)
    assert history.part_today is (part_on(own, history.today) if own else Part.ABSENT)
    assert (history.stage is Stage.IN) == (history.part_today is Part.NOW)


@given(histories())
def test_no_day_in_no_period_is_one_on_which_it_takes_part(history):
    for before, after in pairwise(history.periods):
        day = before.ends + ONE_DAY
        if day < after.starts:
            sides = {history.part(before.ends), history.part(after.starts)}
            assert history.part(day) is not Part.NOW
            assert (history.part(day) is Part.BETWEEN) == (sides == {Part.NOW})
    for day in (history.periods[0].starts - ONE_DAY, history.periods[-1].ends + ONE_DAY):
        assert history.part(day) is None


@given(histories())
def test_in_every_stay_it_takes_part_and_in_no_period_does_it_outside_them(history):
    for period in history.periods:
        for day in (period.starts + n * ONE_DAY for n in range((period.ends - period.starts).days + 1)):
            own = history.own.get(period.id)
            is_in = own is not None and part_on(own, day) is Part.NOW
            assert any(day in stay for stay in history.stays) is is_in
