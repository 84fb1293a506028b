"""What people type as a date, alone or in a sentence."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dates import in_words as words
from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, find_date, parse_date
from bot.dates.when import ONE_DAY, Seasons, Span
from tests.patience import within

TODAY = date(2020, 10, 1)  # a Thursday, in week 40
days = st.dates(date(1990, 1, 1), date(2098, 12, 31))
languages = st.sampled_from(["sv", "en"])


def typed(text: str, **how: str) -> tuple[str, str, str]:
    found = parse_date(text, TODAY, **how)  # type: ignore[arg-type]
    return str(found.span.first), str(found.span.last), found.kind


@pytest.mark.parametrize(
    "text",
    ["14-15 maj", "14–15 maj 2021", "den 14-15 maj", "14 - 15 MAJ", "14 till 15 maj", "14 och 15 maj 2021", "14-15/5",
     "14/5-15/5", "den 14:e till den 15:e maj", "fredag 14–lördag 15 maj", "14 maj–15 maj", "2021-05-14–2021-05-15",
     "2021-05-14 - 15", "May 14-15, 2021", "14–15 May", "the 14th to the 15th of May", "from 14 May to 15 May 2021",
     "mellan 14 och 15 maj", "14.5.2021 - 15.5.2021", "20210514-20210515"],
)  # fmt: skip
def test_two_days_in_may_are_understood_in_every_way_they_are_written(text: str) -> None:
    assert typed(text) == ("2021-05-14", "2021-05-15", "days")


@pytest.mark.parametrize(
    "text",
    ["den 3 juni", "3 juni", "3 JUNI.", "3:e juni", "torsdag 3 juni", "torsdagen den 3 juni", "2021-06-03", "20210603",
     "2021/6/3", "3.6.2021", "03.06.21", "3 june", "June 3rd", "the 3rd of June, 2021", "Thursday, June 3, 2021",
     "3 jun",
     "på torsdag den 3 juni", "juni 3", "2021-6-3", "  3   juni   2021  "],
)  # fmt: skip
def test_one_day_is_understood_in_every_way_it_is_written(text: str) -> None:
    assert typed(text) == ("2021-06-03", "2021-06-03", "day")


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("14/5", "2021-05-14", "2021-05-14", "day"),
        ("5/14/2021", "2021-05-14", "2021-05-14", "day"),
        ("5/5", "2021-05-05", "2021-05-05", "day"),
        ("29 feb", "2024-02-29", "2024-02-29", "day"),
        ("28 dec - 3 jan", "2020-12-28", "2021-01-03", "days"),
        ("30 april–1 maj 2020", "2020-04-30", "2020-05-01", "days"),
        ("28 december - 3 januari 2021", "2020-12-28", "2021-01-03", "days"),
        ("28 december 2020 - 3 januari", "2020-12-28", "2021-01-03", "days"),
        ("i maj", "2021-05-01", "2021-05-31", "month"),
        ("maj", "2021-05-01", "2021-05-31", "month"),
        ("oktober", "2020-10-01", "2020-10-31", "month"),
        ("november 2020", "2020-11-01", "2020-11-30", "month"),
        ("nov", "2020-11-01", "2020-11-30", "month"),
        ("nov. 2020", "2020-11-01", "2020-11-30", "month"),
        ("sept 2021", "2021-09-01", "2021-09-30", "month"),
        ("2021-05", "2021-05-01", "2021-05-31", "month"),
        ("in March", "2021-03-01", "2021-03-31", "month"),
        ("maj–juni 2021", "2021-05-01", "2021-06-30", "days"),
        ("nov–feb 2021", "2020-11-01", "2021-02-28", "days"),
        ("från maj till juni", "2021-05-01", "2021-06-30", "days"),
        ("våren 2021", "2021-01-01", "2021-06-30", "season"),
        ("VAREN 2021", "2021-01-01", "2021-06-30", "season"),
        ("vt21", "2021-01-01", "2021-06-30", "season"),
        ("spring 2021", "2021-01-01", "2021-06-30", "season"),
        ("i vår", "2021-01-01", "2021-06-30", "season"),
        ("hösten", "2020-07-01", "2020-12-31", "season"),
        ("host", "2020-07-01", "2020-12-31", "season"),
        ("next autumn", "2021-07-01", "2021-12-31", "season"),
        ("förra hösten", "2019-07-01", "2019-12-31", "season"),
        ("i våras", "2020-01-01", "2020-06-30", "season"),
        ("sommaren 2021", "2021-06-01", "2021-08-31", "season"),
        ("v. 21", "2021-05-24", "2021-05-30", "week"),
        ("v21", "2021-05-24", "2021-05-30", "week"),
        ("vecka 21 2021", "2021-05-24", "2021-05-30", "week"),
        ("week 40", "2020-09-28", "2020-10-04", "week"),
        ("2021-W21", "2021-05-24", "2021-05-30", "week"),
        ("v 53", "2020-12-28", "2021-01-03", "week"),
        ("v 21-22 2021", "2021-05-24", "2021-06-06", "days"),
        ("Q1 2021", "2021-01-01", "2021-03-31", "days"),
        ("kvartal 4", "2020-10-01", "2020-12-31", "days"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2020–2021", "2020-01-01", "2021-12-31", "days"),
        ("i dag", "2020-10-01", "2020-10-01", "day"),
        ("idag", "2020-10-01", "2020-10-01", "day"),
        ("i morgon", "2020-10-02", "2020-10-02", "day"),
        ("Imorgon", "2020-10-02", "2020-10-02", "day"),
        ("tomorrow", "2020-10-02", "2020-10-02", "day"),
        ("i övermorgon", "2020-10-03", "2020-10-03", "day"),
        ("the day after tomorrow", "2020-10-03", "2020-10-03", "day"),
        ("igår", "2020-09-30", "2020-09-30", "day"),
        ("fredag", "2020-10-02", "2020-10-02", "day"),
        ("på torsdag", "2020-10-08", "2020-10-08", "day"),
        ("nästa torsdag", "2020-10-08", "2020-10-08", "day"),
        ("nasta fredag", "2020-10-09", "2020-10-09", "day"),
        ("next Friday", "2020-10-09", "2020-10-09", "day"),
        ("i torsdags", "2020-09-24", "2020-09-24", "day"),
        ("last Thursday", "2020-09-24", "2020-09-24", "day"),
        ("torsdag nästa vecka", "2020-10-08", "2020-10-08", "day"),
        ("torsdag v 45", "2020-11-05", "2020-11-05", "day"),
        ("nästa vecka", "2020-10-05", "2020-10-11", "week"),
        ("den här veckan", "2020-09-28", "2020-10-04", "week"),
        ("last week", "2020-09-21", "2020-09-27", "week"),
        ("nästa månad", "2020-11-01", "2020-11-30", "month"),
        ("i år", "2020-01-01", "2020-12-31", "year"),
        ("i fjol", "2019-01-01", "2019-12-31", "year"),
        ("i förfjol", "2018-01-01", "2018-12-31", "year"),
        ("next year", "2021-01-01", "2021-12-31", "year"),
        ("om två veckor", "2020-10-15", "2020-10-15", "day"),
        ("om 3 dagar", "2020-10-04", "2020-10-04", "day"),
        ("in two weeks", "2020-10-15", "2020-10-15", "day"),
        ("3 days ago", "2020-09-28", "2020-09-28", "day"),
        ("för två veckor sedan", "2020-09-17", "2020-09-17", "day"),
        ("om en månad", "2020-11-01", "2020-11-30", "month"),
        ("nästa kvartal", "2021-01-01", "2021-03-31", "days"),
    ],
)
def test_what_is_typed_is_understood(text: str, first: str, last: str, kind: str) -> None:
    assert typed(text) == (first, last, kind)


@pytest.mark.parametrize("text", ["04/05", "3/6", "3/6 2021", "3/6/2021", "04-05-2021", "14 maj–3/6"])
def test_a_date_that_could_be_two_is_refused_as_such(text: str) -> None:
    with pytest.raises(AmbiguousDate) as refused:
        parse_date(text, TODAY)
    assert (refused.value.text, refused.value.doubt) == (text, "day_or_month")


def test_a_weekday_that_the_date_is_not_is_refused_as_doubtful() -> None:
    with pytest.raises(AmbiguousDate) as refused:
        parse_date("fredag 14 maj 2020", TODAY)
    assert refused.value.doubt == "weekday"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 feb", "impossible"), ("31 februari 2021", "impossible"), ("2021-02-31", "impossible"),
        ("2021-13-01", "impossible"), ("20211301", "impossible"), ("vecka 53 2021", "impossible"),
        ("13/13", "impossible"),
        ("29 feb 2021", "impossible"), ("14 maj 1850", "out_of_range"), ("14 maj 2101", "out_of_range"),
        ("om 9999 år", "out_of_range"), ("om 9999 veckor", "out_of_range"), ("15-14 maj", "backwards"),
        ("maj 2021–mars 2021", "backwards"), ("", "unknown"), ("   ", "unknown"), ("hej", "unknown"),
        ("majj", "unknown"),
        ("1A2B", "unknown"), ("9-16", "unknown"), ("9" * 5000, "unknown"), ("14 maj och sen", "unknown"),
        ("om 99999999 dagar", "unknown"), ("\x00", "unknown"),
        ("'; DROP TABLE meetings; --", "unknown"), ("<!channel>", "unknown"), ("٣ maj", "unknown"),
        ("1.2.3", "unknown"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse_date(text, TODAY)
    assert (refused.value.text, refused.value.reason) == (text[:80], reason)


def test_looking_back_the_latest_is_meant() -> None:
    assert typed("maj", towards="past") == ("2020-05-01", "2020-05-31", "month")
    assert typed("14-15 maj", towards="past") == ("2020-05-14", "2020-05-15", "days")
    assert typed("torsdag", towards="past") == ("2020-09-24", "2020-09-24", "day")
    assert typed("oktober", towards="past") == ("2020-10-01", "2020-10-31", "month")


def test_a_network_may_have_its_own_seasons() -> None:
    found = parse_date("hösten 2020", TODAY, seasons=Seasons(autumn=(8, 12)))
    assert found.span == Span(date(2020, 8, 1), date(2020, 12, 31))


def test_letters_composed_of_two_characters_are_read_too() -> None:
    assert typed("va\u030aren 2021") == ("2021-01-01", "2021-06-30", "season")


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("vem är värd i november?", "november 2020"), ("who is the host in May?", "maj 2021"),
        ("kan vi ses 14-15 maj 2021 i Örebro", "14–15 maj 2021"),
        ("vilka möten har vi våren 2021?", "januari–juni 2021"),
        ("är det möte i vår?", "januari–juni 2021"), ("vad händer i höst", "juli–december 2020"),
        ("är det möte i vår eller", "januari–juni 2021"), ("vad händer i vår då", "januari–juni 2021"),
        ("i vår i Gävle", "januari–juni 2021"), ("vad händer 2021?", "2021"), ("(2021)", "2021"),
        ("på fredag kl 9", "2 oktober 2020"),
        ("hur gick det i torsdags?", "24 september 2020"), ("vi möts den 14 maj, kl. 9", "14 maj 2021"),
        ("is it in the fall?", "juli–december 2020"), ("kan det bli i jan", "januari 2021"),
        ("när? v. 21!", "24–30 maj 2021"),
        ("I maj, är värden samma", "maj 2021"), ("In May, is the host the same", "maj 2021"),
    ],
)  # fmt: skip
def test_a_date_is_found_in_a_sentence(sentence: str, meant: str) -> None:
    found = find_date(sentence, TODAY)
    assert found and words.span(found.span, "sv") == meant


@pytest.mark.parametrize(
    "sentence",
    ["när är nästa möte?", "who is the host?", "I may come", "vår kommun", "i vår kommun", "var är mötet?",
    "KS 2019/76",
     "vi arbetar med Agenda 2030", "det kostar 2000 kr", "1500 kr", "öppet 24/7", "my son", "Jan i Gävle",
     "ring 12345678",
     "erfarenhet 12", "http://example.org/2020/05/14", "vad gör man?", "spring inte", "version 1.2.3", ""],
)  # fmt: skip
def test_words_that_only_look_like_dates_are_left_alone(sentence: str) -> None:
    assert find_date(sentence, TODAY) is None


@pytest.mark.parametrize("sentence", ["vem är värd 04/05?", "vem är värd den 31 februari?"])
def test_a_date_in_a_sentence_that_cannot_be_used_is_refused_not_passed_over(sentence: str) -> None:
    with pytest.raises((AmbiguousDate, NotADate)) as refused:
        find_date(sentence, TODAY)
    assert str(refused.value).split(": ")[1].strip("'") in sentence


@given(days, st.integers(0, 400), languages)
def test_every_span_we_say_is_read_back_as_the_same(first: date, length: int, language: str) -> None:
    span = Span(first, first + length * ONE_DAY)
    assert parse_date(words.span(span, language), TODAY).span == span
    assert parse_date(f"{span.first}–{span.last}", TODAY).span == span


@given(days, languages)
def test_every_name_of_a_period_is_read_back_as_the_same(day: date, language: str) -> None:
    for period in (
        NamedSpan(Span.day(day), "day"),
        NamedSpan(Span.week(*day.isocalendar()[:2]), "week"),
        NamedSpan(Span.month(day.year, day.month), "month"),
        NamedSpan(Seasons().span("spring", day.year), "season"),
        NamedSpan(Seasons().span("autumn", day.year), "season"),
    ):
        assert parse_date(words.understood(period.span, period.kind, language), TODAY) == period


@given(days, days, languages)
def test_a_day_without_its_year_is_today_or_the_next_to_come(today: date, day: date, language: str) -> None:
    without_year = words.plain_day(day, language).rsplit(" ", 1)[0]
    if (day.month, day.day) != (2, 29) and today.year < 2099:
        found = parse_date(without_year, today).span.first
        assert today <= found <= today + timedelta(days=366)
        assert (found.month, found.day) == (day.month, day.day)


@given(days, st.integers(0, 6), languages)
def test_a_weekday_is_one_of_the_seven_days_after_today(today: date, weekday: int, language: str) -> None:
    name = words.day(date(2020, 10, 5) + weekday * ONE_DAY, language).split()[0]
    found = parse_date(name, today).span.first
    assert found.weekday() == weekday and 1 <= (found - today).days <= 7
    of_next_week = parse_date(f"next {name}", today).span.first
    assert of_next_week.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


_PIECES = (
    "14 15 31 maj feb 2021 1850 9999 v vecka - / . , : den i på nästa förra om två dagar veckor år torsdag måndag "
    "våren hösten q1 04/05 2021-05-14 och till sedan ago from now May 1st kl 9 löpande 99999999 999999999"
)
_pieces = st.sampled_from(_PIECES.split())


@given(st.one_of(st.text(max_size=120), st.lists(_pieces, max_size=9).map(" ".join)), days)
@example("1/1/1/1/1", TODAY)
@example("\ud800 maj", TODAY)
def test_any_text_is_understood_or_refused_and_never_more(text: str, today: date) -> None:
    for read in (parse_date, find_date):
        try:
            found = read(text, today)
        except (NotADate, AmbiguousDate) as refused:
            assert len(refused.text) <= 80
        else:
            assert found is None or 1990 <= found.span.first.year <= found.span.last.year <= 2100


@pytest.mark.parametrize(
    "piece",
    [
        "1-",
        "2021-",
        "maj ",
        "14 ",
        "i på den ",
        "nästa ",
        "om 3 ",
        "?",
        "9",
        "a\u030a\u0316",
        "och ",
        "q1",
        "\u0316\u0301",
    ],
)
def test_forty_thousand_hostile_characters_are_done_with_at_once(piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    find_date(piece, TODAY)  # the names are loaded once

    def both() -> None:
        for read in (parse_date, find_date):
            with suppress(NotADate, AmbiguousDate):
                read(text, TODAY)

    assert within(1, both)


def test_the_season_that_is_all_but_over_is_the_one_that_was():
    assert parse_date("i våras", date(2021, 6, 15)).span == Span.months(2021, 1, 6)
    assert parse_date("i våras", date(2021, 5, 15)).span == Span.months(2020, 1, 6)
    assert parse_date("i höstas", date(2021, 12, 15)).span == Span.months(2021, 7, 12)
