"""The "när" of activities in plan files (domain.md 13 and 14)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.typed import AmbiguousDate, NotADate, parse_plan_times
from bot.dates.when import Seasons, Span

PERIOD = Span(date(2020, 1, 1), date(2021, 12, 31))
JANUARY_2020 = (Span.month(2020, 1), "month")
SPRING_2021 = (Span.months(2021, 1, 6), "season")
AUTUMN_2020, AUTUMN_2021 = (Span.months(2020, 7, 12), "season"), (Span.months(2021, 7, 12), "season")
ONGOING = (PERIOD, "ongoing")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Jan 2020 Höst 2020 Löpande", [JANUARY_2020, AUTUMN_2020, ONGOING]),
        ("Löpande", [ONGOING]),
        ("Höst 2020 samt löpande", [AUTUMN_2020, ONGOING]),
        ("Löpande Vår 2021 Höst 2021", [ONGOING, SPRING_2021, AUTUMN_2021]),
        ("spring 2021; ongoing", [SPRING_2021, ONGOING]),
        ("jan 2020, hösten 2020 och våren 2021", [JANUARY_2020, AUTUMN_2020, SPRING_2021]),
        ("2020", [(Span.year(2020), "year")]),
        ("2020–2021", [(PERIOD, "days")]),
        ("Q1 2021", [(Span.quarter(2021, 1), "days")]),
        ("2020-01", [JANUARY_2020]),
        ("jan–mars 2020", [(Span.months(2020, 1, 3), "days")]),
        ("från maj 2021", [(Span(date(2021, 5, 1), PERIOD.last), "days")]),
        ("till och med maj 2020, löpande", [(Span.months(2020, 1, 5), "days"), ONGOING]),
        (
            "efter sommaren 2021; slutet av maj 2020",
            [
                (Span(date(2021, 9, 1), PERIOD.last), "days"),
                (Span(date(2020, 5, 21), date(2020, 5, 31)), "days"),
            ],
        ),
        ("nov -21, vår ’21, ht-20", [(Span.month(2021, 11), "month"), SPRING_2021, AUTUMN_2020]),
        ("midsommar 2021", [(Span(date(2021, 6, 25), date(2021, 6, 26)), "days")]),
        ("", []),
    ],
)
def test_the_times_of_real_plans_are_read_one_for_each_step(text: str, times: list[tuple[Span, str]]) -> None:
    assert [(time.span, time.kind) for time in parse_plan_times(text, PERIOD)] == times


def test_without_a_year_the_first_in_the_period_is_meant() -> None:
    assert parse_plan_times("höst", PERIOD)[0].span == AUTUMN_2020[0]
    assert parse_plan_times("maj", Span(date(2020, 6, 1), date(2021, 12, 31)))[0].span == Span.month(2021, 5)


def test_a_plan_may_have_its_own_seasons() -> None:
    assert parse_plan_times("vår 2021", PERIOD, Seasons(spring=(2, 5)))[0].span == Span.months(2021, 2, 5)


@pytest.mark.parametrize(
    ("text", "told"), [("snart", "snart"), ("Jan 2020 och sen", "sen"), ("i morgon", "i morgon"), ("x" * 600, "x" * 80)]
)
def test_what_is_not_understood_is_named(text: str, told: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse_plan_times(text, PERIOD)
    assert refused.value.text == told


@pytest.mark.parametrize("text", ["nov 21", "04/05 2021", "jan 2020, maj 21"])
def test_what_may_be_two_times_is_asked_about(text: str) -> None:
    with pytest.raises(AmbiguousDate):
        parse_plan_times(text, PERIOD)


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_plan_times(text, PERIOD)
    except (NotADate, AmbiguousDate) as refused:
        assert len(refused.text) <= 80
