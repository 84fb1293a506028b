"""Days, spans and hours in words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import in_words as words
from bot.dates.when import Span

MAY_14, MAY_15 = date(2020, 5, 14), date(2020, 5, 15)
languages = st.sampled_from(["sv", "en", "sv-SE", "en-US"])
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "swedish", "english"),
    [
        ("2020-05-14", "2020-05-15", "14–15 maj 2020", "14–15 May 2020"),
        ("2020-04-30", "2020-05-01", "30 april–1 maj 2020", "30 April–1 May 2020"),
        ("2020-12-30", "2021-01-02", "30 december 2020–2 januari 2021", "30 December 2020–2 January 2021"),
        ("2020-09-03", "2020-09-03", "3 september 2020", "3 September 2020"),
        ("2020-05-01", "2020-05-31", "maj 2020", "May 2020"),
        ("2020-05-01", "2020-06-30", "maj–juni 2020", "May–June 2020"),
        ("2020-11-01", "2021-02-28", "november 2020–februari 2021", "November 2020–February 2021"),
        ("2020-01-01", "2020-12-31", "2020", "2020"),
        ("2020-01-01", "2021-12-31", "2020–2021", "2020–2021"),
        ("2020-05-01", "2020-06-29", "1 maj–29 juni 2020", "1 May–29 June 2020"),
    ],
)
def test_a_span_is_said_as_shortly_as_it_can_be_in_full(first: str, last: str, swedish: str, english: str) -> None:
    of = Span(date.fromisoformat(first), date.fromisoformat(last))
    assert (words.span(of, "sv"), words.span(of, "en")) == (swedish, english)


def test_lists_have_shorter_words() -> None:
    assert words.short_span(Span(MAY_14, MAY_15), "sv") == "14–15 maj"
    assert words.short_span(Span(date(2020, 9, 30), date(2020, 10, 1)), "sv") == "30 sep.–1 okt."
    assert words.short_span(Span(date(2020, 12, 30), date(2021, 1, 2)), "en") == "30 Dec 2020–2 Jan 2021"


def test_a_day_has_its_weekday() -> None:
    assert words.day(MAY_14, "sv") == "torsdag 14 maj 2020"
    assert words.day(MAY_14, "en") == "Thursday 14 May 2020"


def test_hours_are_written_as_each_language_writes_them() -> None:
    assert words.hours(time(9), time(16), "sv") == "kl. 09.00–16.00"
    assert words.hours(time(9), time(16), "en") == "09:00–16:00"
    assert words.hours(time(9), None, "sv") == "kl. 09.00"


def test_a_moment_is_shown_on_the_networks_clock() -> None:
    assert words.moment(datetime(2020, 5, 13, 22, 30, tzinfo=UTC), "sv") == "torsdag 14 maj 2020 kl. 00.30"


@pytest.mark.parametrize(
    ("away", "swedish", "english"),
    [(0, "i dag", "today"), (1, "i morgon", "tomorrow"), (-1, "i går", "yesterday"),
     (12, "om 12 dagar", "in 12 days"), (-3, "för 3 dagar sedan", "3 days ago")],
)  # fmt: skip
def test_how_far_away_a_day_is(away: int, swedish: str, english: str) -> None:
    day = MAY_14 + timedelta(days=away)
    assert (words.from_today(day, MAY_14, "sv"), words.from_today(day, MAY_14, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("first", "swedish", "english"),
    [(0, "i dag, dag 1 av 3", "today, day 1 of 3"), (-1, "pågår, dag 2 av 3", "going on, day 2 of 3"),
     (-2, "pågår, dag 3 av 3", "going on, day 3 of 3"), (-3, "i går", "yesterday"), (2, "om 2 dagar", "in 2 days")],
)  # fmt: skip
def test_how_far_away_some_days_are(first: int, swedish: str, english: str) -> None:
    days = Span(MAY_14 + timedelta(days=first), MAY_14 + timedelta(days=first + 2))
    said = (words.span_from_today(days, MAY_14, "sv"), words.span_from_today(days, MAY_14, "en"))
    assert said == (swedish, english)


def test_what_was_understood_is_named_as_people_name_it() -> None:
    assert words.understood(Span.months(2021, 1, 6), "season", "sv") == "våren 2021"
    assert words.understood(Span.months(2021, 6, 8), "season", "sv") == "sommaren 2021"
    assert words.understood(Span.months(2020, 7, 12), "season", "en") == "autumn 2020"
    assert words.understood(Span.week(2020, 53), "week", "sv") == "vecka 53 2020"
    assert words.understood(Span.day(MAY_14), "day", "sv") == "torsdag 14 maj 2020"
    assert words.understood(Span.month(2020, 5), "month", "en") == "May 2020"
    assert words.understood(Span.year(2020), "ongoing", "sv") == "löpande"


@given(days, days, languages)
def test_every_span_can_be_said_and_names_its_years_when_they_differ(a: date, b: date, language: str) -> None:
    of = Span(min(a, b), max(a, b))
    assert str(of.last.year) in words.span(of, language)
    if of.first.year != of.last.year:
        assert str(of.first.year) in words.short_span(of, language)


@pytest.mark.parametrize(("locale", "names"), [("sv", words.SWEDISH), ("en_GB", words.ENGLISH)])
def test_the_names_of_months_and_days_are_babels(locale: str, names: words.Names) -> None:
    months, weekdays = Locale.parse(locale).months["format"], Locale.parse(locale).days["format"]
    assert [*names.months[1:]] == [months["wide"][n] for n in range(1, 13)]
    assert [*names.short_months[1:]] == [months["abbreviated"][n] for n in range(1, 13)]
    assert [*names.weekdays] == [weekdays["wide"][n] for n in range(7)]
    assert [*names.short_weekdays] == [weekdays["abbreviated"][n] for n in range(7)]
