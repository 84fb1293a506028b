"""The clock, working days, moments and spans."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.holidays import as_sundays, public_holidays
from bot.dates.when import (
    FIRST_YEAR,
    LAST_YEAR,
    ONE_DAY,
    STOCKHOLM,
    MovedClock,
    Seasons,
    Span,
    SystemClock,
    add_months,
    is_working_day,
    local,
    local_day,
    moment,
    nth_working_day_after,
    send_moment,
    steady,
    working_day_before_or_on,
)

NOW = datetime(2020, 2, 10, 8, 0, tzinfo=UTC)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
hours = st.times()


def test_the_system_clock_tells_an_aware_moment_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_moved_clock_starts_where_it_is_set_and_runs_on() -> None:
    clock = MovedClock(NOW)
    first = clock.now()
    assert NOW <= first < NOW + timedelta(seconds=5)
    while clock.now() == first:
        pass
    assert clock.now() > first


def test_a_moved_clock_can_be_advanced_and_set() -> None:
    clock = MovedClock(NOW)
    assert clock.advance(timedelta(days=7)) >= NOW + timedelta(days=7)
    clock.set(moment(date(2021, 5, 14), 9))
    assert clock.now().date() == date(2021, 5, 14)


def test_a_moved_clock_tells_utc_whatever_it_was_set_in() -> None:
    assert MovedClock(NOW.astimezone(STOCKHOLM)).now().tzinfo is UTC


def test_a_clock_refuses_a_moment_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        MovedClock(NOW.replace(tzinfo=None))


def test_the_steady_clock_never_goes_back() -> None:
    readings = [steady() for _ in range(100)]
    assert all(earlier <= later for earlier, later in pairwise(readings))


def test_what_is_heavy_and_only_for_tests_is_not_loaded() -> None:
    import subprocess

    program = "import sys, bot.dates.when, bot.dates.in_words; print('holidays' in sys.modules, 'babel' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_the_holidays_are_those_of_the_law(year: int) -> None:
    public = country_holidays("SE", years=[year], expand=False, categories=("public",))
    usual = country_holidays("SE", years=[year], expand=False, categories=("de_facto",))
    assert (public_holidays(year), as_sundays(year)) == (frozenset(public), frozenset(usual))


@pytest.mark.parametrize(
    "month_and_day",
    ["01-01", "01-06", "04-09", "04-10", "04-13", "04-30", "05-01", "05-20", "05-21", "06-05", "06-19", "10-30",
     "12-24", "12-25", "12-31", "02-08", "02-09"],
)  # fmt: skip
def test_nobody_is_reminded_on_a_holiday_its_eve_or_a_weekend(month_and_day: str) -> None:
    assert not is_working_day(date.fromisoformat(f"2020-{month_and_day}"))


@pytest.mark.parametrize(
    "month_and_day", ["01-02", "01-07", "04-08", "04-14", "05-22", "06-18", "06-22", "12-23", "12-28"]
)
def test_ordinary_weekdays_are_working_days(month_and_day: str) -> None:
    assert is_working_day(date.fromisoformat(f"2020-{month_and_day}"))


def test_a_reminder_due_in_the_easter_days_goes_out_on_the_wednesday_before() -> None:
    assert working_day_before_or_on(date(2020, 4, 13)) == date(2020, 4, 8)


def test_a_reminder_due_on_new_years_day_goes_out_in_the_old_year() -> None:
    assert working_day_before_or_on(date(2021, 1, 1)) == date(2020, 12, 30)


def test_working_days_are_counted_past_holidays() -> None:
    assert nth_working_day_after(date(2020, 4, 8), 1) == date(2020, 4, 14)
    assert nth_working_day_after(date(2020, 4, 8), 0) == date(2020, 4, 8)


@given(days)
def test_the_working_day_before_is_the_last_one_not_after(day: date) -> None:
    found = working_day_before_or_on(day)
    assert is_working_day(found) and found <= day
    assert not any(is_working_day(found + n * ONE_DAY) for n in range(1, (day - found).days + 1))


@given(days, st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, n: int) -> None:
    found = nth_working_day_after(day, n)
    assert is_working_day(found)
    assert sum(is_working_day(day + k * ONE_DAY) for k in range(1, (found - day).days + 1)) == n


def test_a_message_keeps_its_local_hour_over_the_clock_changes() -> None:
    assert moment(date(2021, 3, 26), 9) == datetime(2021, 3, 26, 8, tzinfo=UTC)
    assert moment(date(2021, 3, 29), 9) == datetime(2021, 3, 29, 7, tzinfo=UTC)


def test_half_past_two_in_the_spring_gap_is_half_past_three() -> None:
    assert local(moment(date(2021, 3, 28), time(2, 30))).time() == time(3, 30)


def test_half_past_two_in_autumn_is_the_first_of_the_two() -> None:
    assert moment(date(2021, 10, 31), time(2, 30)) == datetime(2021, 10, 31, 0, 30, tzinfo=UTC)


@given(days, hours)
def test_a_moment_is_utc_and_shows_its_hour_locally_but_in_the_gap(day: date, at: time) -> None:
    there = moment(day, at)
    assert there.tzinfo is UTC
    here = local(there)
    in_the_gap = day.month == 3 and day.day > 24 and at.hour in (1, 2)
    assert in_the_gap or (here.date(), here.time()) == (day, at)


def test_what_is_due_on_a_sunday_is_sent_on_friday_at_the_same_hour() -> None:
    assert send_moment(date(2020, 2, 9), 9) == moment(date(2020, 2, 7), 9)


def test_just_before_midnight_in_utc_it_is_tomorrow_in_sweden() -> None:
    assert local_day(datetime(2020, 2, 10, 23, 30, tzinfo=UTC)) == date(2020, 2, 11)


def test_a_month_later_than_the_31st_is_the_last_of_a_shorter_month() -> None:
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 3, 31), -13) == date(2019, 2, 28)


@given(days, st.integers(-120, 0), st.integers(0, 120))
def test_adding_months_never_leaves_the_month_meant(day: date, back: int, on: int) -> None:
    for n in (back, on):
        if 1990 <= (moved := add_months(day, n)).year <= 2110:
            assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n


def test_a_span_turned_around_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2020, 5, 15), date(2020, 5, 14))


def test_spring_is_january_to_june_and_autumn_the_rest() -> None:
    assert Seasons().span("spring", 2021) == Span(date(2021, 1, 1), date(2021, 6, 30))
    assert Seasons().span("autumn", 2020) == Span(date(2020, 7, 1), date(2020, 12, 31))


def test_a_network_may_have_an_autumn_that_ends_in_january() -> None:
    assert Seasons(autumn=(8, 1)).span("autumn", 2020) == Span(date(2020, 8, 1), date(2021, 1, 31))


def test_weeks_are_iso_weeks_and_a_year_without_week_53_says_no() -> None:
    assert Span.week(2021, 21) == Span(date(2021, 5, 24), date(2021, 5, 30))
    assert Span.week(2020, 53).last == date(2021, 1, 3)
    with pytest.raises(ValueError, match="week"):
        Span.week(2021, 53)


@given(days, days, days, days)
def test_spans_overlap_exactly_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    share = max(one.first, other.first) <= min(one.last, other.last)
    assert one.overlaps(other) == other.overlaps(one) == share
    assert one.first in one and one.last in one and one.last + ONE_DAY not in one
