"""A time in a question or after a command is understood wholly, or asked about with a button for each that may be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.dates.typed.feasts import FEASTS
from bot.intents.reading import Entities, utterances_of
from tests.plan_world import PlanWorld
from tests.world import labels, words_of

OCTOBER = datetime(2020, 10, 1, 8, tzinfo=UTC)
JULY = datetime(2020, 7, 1, 8, tzinfo=UTC)


def answer(plan: PlanWorld, typed: str, at: datetime = OCTOBER, **how: bool) -> str:
    plan.now = at
    response = plan.ask(plan.official, typed) if typed.startswith("/") else plan.say(plan.official, typed, **how)
    return words_of(response)


@pytest.mark.parametrize(
    ("typed", "expected", "never"),
    [
        ("vem är värd i november -21?", "*Örebro* är värd", "Uppsala"),
        ("who hosts in Nov. '21?", "*Örebro* hosts", "Uppsala"),
        ("vem är värd hösten -21", "*Örebro* är värd", "Uppsala"),
        ("möten mellan maj och november 2021", "*Möten i maj–november 2021*", "januari"),
        ("meetings between May and November 2021", "*Meetings in May–November 2021*", "January"),
        ("meetings from May to November", "*Meetings in May–November 2020*", "January"),
        ("meetings May through November", "*Meetings in May–November 2020*", "January"),
        ("vilka möten har vi från maj", "*Möten från och med maj 2021*", "januari"),
        ("vilka möten har vi efter sommaren", "*Möten efter sommaren 2021*", "maj 2021"),
        ("what meetings are there until May 2021", "*Meetings until May 2021*", "September 2021"),
        ("vilka möten är det före 10 oktober", "Inget möte är planerat före lördag 10 oktober 2020", "blev"),
        ("vilka möten har vi haft sedan maj", "september 2020", "november"),
        ("vem var värd i maj", "*Degerfors/Karlskoga* var värd för partnerskapsträffen i maj 2020", "2021"),
        ("är det möte i helgen?", "Inget möte är planerat 3–4 oktober 2020", "inte säker"),
        ("vem är värd 14 eller 15 maj?", "*Degerfors/Karlskoga* är värd", "Menar du"),
        ("möten 2020/21", "*Möten 2020–2021*", "Menar du"),
        ("vem är värd på sportlovet", "”sportlovet” infaller olika veckor", "Uppsala"),
        ("vem är värd veckan efter midsommar", "Jag förstår inte tiden ”veckan efter midsommar”", "Uppsala"),
        ("vilka är medlemmar 2018", "Ingen inläst plan säger hur det var 2018.", "Menar du"),
        ("vilka är medlemmar i år", "8 delegationer, 9 kommuner", "kan jag inte"),
        ("vilka aktiviteter är öppna 2019", "Ingen aktivitet har något planerat 2019", "1."),
        ("/mote november 2021", "november 2021", "november 2020"),
        ("vem är värd v. 47 -21?", "*Örebro* är värd", "Uppsala"),
        ("vilka möten är det fr.o.m. maj?", "*Möten från och med maj 2021*", "januari"),
        ("/meeting 14 May", "May 2021", "number 14"),
        ("/mote lista efter maj", "*Möten efter maj 2021*", "november 2020"),
        ("/mote 2", "januari 2021", "Menar du"),
        ("/mote 2021", "*Möten 2021*", "nummer"),
        ("/mote fika", "känner inte till ”fika”", "förstår"),
        ("/vardskap hösten -21", "*Örebro* är värd", "Uppsala"),
        ("/aktiviteter våren 2021", "Aktiviteter våren 2021", "känner inte"),
        ("/aktiviteter mina maj 2021", "Hur det är i maj 2021 kan jag inte svara på", "känner inte"),
        ("/aktiviteter 3", "3. ", "Aktiviteter"),
    ],
)  # fmt: skip
def test_a_time_is_answered_for_as_a_whole(read_plan: PlanWorld, typed: str, expected: str, never: str) -> None:
    words = answer(read_plan, typed)
    assert expected in words and never not in words


@pytest.mark.parametrize(
    "typed",
    [
        "vem kom i maj?", "vilka var med i maj?", "vilka svarade i maj?", "kom Haninge i maj?", "who came in May?",
        "vilka tackade ja i maj?", "hur många kom till mötet i maj?", "vilka kom vecka 20?", "vilka kom den 14 maj?",
        "vilka kom inte i maj?", "var var mötet i maj?", "när var mötet i maj?", "vem var värd i maj?",
        "vad hände i maj?", "var sågs vi i maj?",
        "who was at the meeting in May?", "how many came in May?", "who didn't come in May?",
        "did Haninge say yes in May?", "was Haninge at the meeting in May?", "where was the meeting in May?",
        "vilka dagar var mötet i maj?", "vem höll i mötet i maj?", "vem ordnade mötet i maj?", "who was there in May?",
        "vad stod på programmet i maj?", "vilka var med senast?", "what meetings were there in May?",
        "var Haninge på mötet i maj?", "vilka saknades i maj?", "who wasn't at the meeting in May?",
    ],
)  # fmt: skip
def test_what_has_been_is_answered_of_the_time_that_was(read_plan: PlanWorld, typed: str) -> None:
    words = answer(read_plan, typed, at=JULY)
    assert ("maj 2020" in words or "May 2020" in words) and "2021" not in words and "2019" not in words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vilka svarade i november?", "november 2020"),
        ("vilka tackade ja i november?", "november 2020"),
        ("who said yes in November?", "November 2020"),
        ("möten senast i maj", "*Möten till och med maj 2021*"),
        ("vad var det för möten i våras?", "*Möten våren 2020*"),
        ("är det möte vecka 46?", "november 2020"),
        ("hej var är mötet i maj?", "maj 2021"),
    ],
)
def test_a_time_that_may_be_either_is_the_nearest(read_plan: PlanWorld, typed: str, expected: str) -> None:
    assert expected in answer(read_plan, typed, at=JULY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vilka kommer 2021?", ("januari 2021", "maj 2021", "september 2021", "november 2021")),
        ("var är mötena i höst?", ("september 2020", "november 2020")),
        ("vilka är med i höst?", ("8 delegationer, 9 kommuner deltar",)),
        ("vilka är med i november?", ("Partnerskapsträffen", "8 delegationer, 9 kommuner deltar")),
        ("when is the last meeting this year?", ("November 2020",)),
        ("when is the last meeting in 2021?", ("November 2021",)),
    ],
)
def test_of_a_time_with_several_meetings_none_is_left_out(
    read_plan: PlanWorld, typed: str, expected: tuple[str, ...]
) -> None:
    words = answer(read_plan, typed)
    assert all(each in words for each in expected), words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("möten nov", "november 2020"),
        ("möten höstterminen 2021", "*Möten hösten 2021*"),
        ("möten vår21", "*Möten våren 2021*"),
        ("who hosts on the 18th of Nov '20?", "*Uppsala* hosts"),
        ("möten 18.11", "Jag förstår inte tiden ”18.11”"),
        ("möten 11.18", "Jag förstår inte tiden ”11.18”"),
        ("möten 14 5", "Jag förstår inte tiden ”14 5”"),
        ("möten 14 5 21", "Jag förstår inte tiden ”14 5 21”"),
        ("möten 21 05 14", "Jag förstår inte tiden ”21 05 14”"),
        ("möten XI 2021", "Jag förstår inte tiden ”xi 2021”"),
        ("möten h21", "Jag förstår inte tiden ”h21”"),
        ("möten 0000", "”0000” ligger utanför 1990–2100"),
        ("möten kl 18.11", "Kommande möten"),
        ("meetings last day", "Meetings to come"),
    ],
)
def test_what_looks_like_a_time_is_read_or_asked_about(read_plan: PlanWorld, typed: str, expected: str) -> None:
    assert expected in answer(read_plan, typed)


def test_a_month_of_two_years_is_that_month_of_each(read_plan: PlanWorld) -> None:
    words = answer(read_plan, "möten i november 2020 eller 2021")
    assert "november 2020" in words and "november 2021" in words and "maj 2021" not in words


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("vem är värd nov 21?", ["lördag 21 november 2020", "november 2021"]),
        ("/vardskap nov 21", ["lördag 21 november 2020", "november 2021"]),
        ("vem är värd 04/05?", ["tisdag 4 maj 2021", "måndag 5 april 2021"]),
        ("vem är värd fredag 15 maj 2021?", ["lördag 15 maj 2021", "fredag 14 maj 2021"]),
        ("vem är värd i november -2x?", ["november 2020", "november 2021"]),
    ],
)
def test_what_may_be_several_times_is_asked_about_with_a_button_for_each(
    read_plan: PlanWorld, typed: str, offers: list[str]
) -> None:
    read_plan.now = OCTOBER
    response = read_plan.ask(read_plan.official, typed) if typed[0] == "/" else read_plan.say(read_plan.official, typed)
    assert labels(response) == offers and "är värd" not in words_of(response).replace("vem är värd", "")


def test_a_press_answers_the_question_for_the_time_chosen(read_plan: PlanWorld) -> None:
    read_plan.now = OCTOBER
    response = read_plan.say(read_plan.official, "vem är värd nov 21?")
    assert "*Örebro* är värd" in words_of(read_plan.click(read_plan.official, response, "november 2021"))
    assert "*Uppsala* är värd" in words_of(read_plan.click(read_plan.official, response, "lördag 21 november 2020"))


def test_an_open_row_stays_open_when_its_time_is_chosen(read_plan: PlanWorld) -> None:
    read_plan.now = OCTOBER
    response = read_plan.say(read_plan.official, "vilka möten är det före nov 21?")
    chosen = words_of(read_plan.click(read_plan.official, response, "november 2021"))
    assert "*Möten före november 2021*" in chosen and "september 2021" in chosen and "Örebro" not in chosen


def test_another_date_beside_the_chosen_one_is_answered_for_too(read_plan: PlanWorld) -> None:
    read_plan.now = OCTOBER
    response = read_plan.say(read_plan.official, "vem är värd nov 21 och i maj 2021?")
    chosen = words_of(read_plan.click(read_plan.official, response, "november 2021"))
    assert "*Örebro* är värd" in chosen and "*Degerfors/Karlskoga* är värd" in chosen


def test_in_a_channel_what_may_be_meant_is_asked_about_in_words(read_plan: PlanWorld) -> None:
    assert "lördag 21 november 2020 eller november 2021?" in answer(read_plan, "vem är värd nov 21?", direct=False)


@pytest.mark.parametrize(
    "typed",
    ["vem är värd i maj 1821?", "möten i maj 3021", "möten den 14 maj 2150", "möten hösten 1899",
     "who hosts in May 1821?", "vem är värd i maj 1985"],
)  # fmt: skip
def test_a_year_nobody_can_mean_is_never_another_year(read_plan: PlanWorld, typed: str) -> None:
    words = answer(read_plan, typed)
    assert "Karlskoga" not in words and "Kommande möten" not in words and "1990" in words


@pytest.mark.parametrize(
    "typed", ["möten 31/2", "vem är värd i november -2x?", "möten om ett tag", "vem är värd 04/05?"]
)
def test_what_to_write_instead_is_a_time_of_this_year(read_plan: PlanWorld, typed: str) -> None:
    read_plan.now = OCTOBER.replace(year=2023)
    assert "maj 2023" in words_of(read_plan.say(read_plan.official, typed))


def test_every_feast_is_the_time_of_a_question_and_no_word_of_it_is_unknown():
    for name in FEASTS.keys() - {"jul", "semestern", "industrisemestern"}:
        for asked in (f"möten {name}", f"har vi möte på {name}?"):
            whole = utterances_of(asked, Entities(date(2020, 2, 10), [])).whole
            assert (whole.when or whole.doubt) and not whole.unknown and not whole.topic, asked


def test_what_happens_on_a_day_is_also_what_the_home_tab_says_of_it(read_plan: PlanWorld) -> None:
    last = "senast 31 december 2021: aktivitet 6, Slutföra rapporten"
    ends = "31 december 2021: perioden 2020-2021 slutar"
    read_plan.now = OCTOBER
    on_home = words_of(read_plan.home(read_plan.official))
    assert last in on_home and ends in on_home
    for asked in ("vad händer den 31 december 2021?", "vad är planerat i december 2021?", "vad händer hösten 2021"):
        assert last in answer(read_plan, asked) and ends in answer(read_plan, asked)
    assert "by 31 December 2021: activity 6" in answer(read_plan, "what happens on 31 December 2021?")
    for asked in ("möten den 31 december 2021", "vilka möten är planerade i december 2021", "vad händer i maj 2021"):
        assert last not in answer(read_plan, asked)
