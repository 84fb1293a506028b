"""The plan may be revised after some years: who coordinates hears of it three months before."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.models import Coordination, Period
from jobs.revision import revised_on
from tests.reminders.played import days, told


def test_the_coordinator_hears_once_and_only_where_the_agreement_says_so(world):
    world.member("Gävle")
    assert told(world, "revision", "2020-01-07", "2021-12-31") == []
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).terms = {"revised_after_years": 1}
    (said,) = told(world, "revision", "2020-01-07", "2021-12-31")
    assert said.to == "UCOORD" and days([said]) == ["2020-10-02"] and "1 januari 2021" in said.text


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 20), st.integers(0, 9000))
def test_the_day_lies_that_many_years_after_the_first_and_within_the_period(starts, years, length):
    ends = date.fromordinal(starts.toordinal() + length)
    period = Period(name="p", starts=starts, ends=ends, coordination=Coordination.TROIKA,
                    terms={"revised_after_years": years})  # fmt: skip
    day = revised_on(period)
    assert day is None or (day.year == starts.year + years and starts < day < ends)
