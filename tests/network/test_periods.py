"""Ended periods are read as they were, with words of the commands and by buttons; nothing in them can be changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import bot
from bot.features import find_features
from bot.models import Activity, Experience, Meeting, Network, Period, Role, Step
from bot.plan.load import apply
from bot.plan.reading import read_plan
from tests.databases import fill_alike
from tests.world import NOW, Somebody, World, elements, labels, words_of

PLANS = Path(bot.__file__).parent / "plans"
CHANGES = ("Klar", "Aktiviteten är klar", "Öppna igen", "Bidra med en erfarenhet", "Ändra")


class TwoPeriods(World):
    """The Partnership in its second period, with both plans loaded."""

    def __init__(self, database):
        super().__init__(database)
        fill_alike(database, load_both)
        with database.reading() as session:
            network = session.scalars(select(Network)).one()
            self.network_id = network.id
            self.periods = {each.name: each.id for each in network.periods}
            self.members = {each.name: each.id for each in network.members}
        self.official: Somebody = self.person("Tjänsteperson, Gävle", Role.OFFICIAL, self.members["Gävle"])


def load_both(database):
    """The two plans of the Partnership."""
    with database.writing() as session:
        for name in ("partnerskapet-2016-2019", "partnerskapet-2020-2021"):
            apply(session, read_plan(PLANS / f"{name}.yaml"), NOW, channel="C0NETWORK")


@pytest.fixture
def world(database) -> TwoPeriods:
    return TwoPeriods(database)


def of(world: TwoPeriods, period: str, number: int) -> int:
    activities = [each for each in world.rows(Activity) if each.period_id == world.periods[period]]
    return next(each.id for each in activities if each.number == number)


@pytest.mark.parametrize("typed", ["2016-2019", "2016–2019", "2016 - 2019", "2016—2019"])
def test_the_activities_of_an_ended_period(world, typed):
    words = words_of(world.ask(world.official, f"/aktiviteter {typed}"))
    assert "Aktiviteter 2016-2019" in words and "aktiviteter 1 2016-2019" in words
    then = [each for each in world.rows(Activity) if each.period_id == world.periods["2016-2019"]]
    now = [each for each in world.rows(Activity) if each.period_id == world.periods["2020-2021"]]
    assert len(then) == 11 and all(each.title[:60] in words for each in then)
    assert not any(each.title[:60] in words for each in now)


@pytest.mark.parametrize("typed", ["3 2016-2019", "3 2016–2019", "#3 2016-2019"])
def test_one_activity_of_an_ended_period_with_its_steps_and_experiences_and_nothing_to_change(world, typed):
    third = of(world, "2016-2019", 3)
    world.add(Step(activity_id=third, position=9, title="Gemensam metod", when="Löpande", ongoing=True))
    made = NOW - timedelta(days=400)
    world.add(
        Experience(
            network_id=world.network_id, period_id=world.periods["2016-2019"], activity_id=third, title="Barnens väg",
            did="Vi frågade", member_id=world.members["Uppsala"], created_at=made, changed_at=made,
        )
    )  # fmt: skip
    for who in (world.official, world.coordinator):
        shown = world.ask(who, f"/aktiviteter {typed}")
        words = words_of(shown)
        assert world.row(Activity, third).title[:40] in words and "2016–2019" in words
        assert "Gemensam metod" in words and "Barnens väg – Uppsala" in words
        assert labels(shown) == ["Till listan"]
        assert "Aktiviteter 2016-2019" in words_of(world.click(who, shown, "Till listan"))


def test_what_is_ongoing_went_on_through_the_whole_period(world):
    ongoing = of(world, "2016-2019", 1)
    with world.database.writing() as session:
        for each in session.scalars(select(Step).where(Step.activity_id == ongoing)):
            session.delete(each)
    assert "pågick hela perioden" in words_of(world.ask(world.official, "/aktiviteter 1 2016-2019"))


@pytest.mark.parametrize("name", ["activity.done", "activity.reopen", "step.done", "step.reopen"])
def test_a_button_from_before_the_period_ended_says_that_it_has(world, name):
    world.now = datetime(2022, 1, 1, 8, tzinfo=UTC)
    sixth = of(world, "2020-2021", 6)
    steps = [each.id for each in world.rows(Step) if each.activity_id == sixth]
    answered = world.press(world.official, name, str(steps[0] if name.startswith("step") else sixth))
    assert "är avslutad" in words_of(answered) or "tog slut" in words_of(answered) or "slutade" in words_of(answered)
    assert not any(each.done_at for each in (*world.rows(Activity), *world.rows(Step)))


def test_on_its_last_day_an_activity_can_still_be_closed(world):
    world.now = datetime(2021, 12, 31, 22, 30, tzinfo=UTC)
    world.press(world.official, "activity.done", str(of(world, "2020-2021", 6)))
    assert world.row(Activity, of(world, "2020-2021", 6)).done_at is not None


def test_the_network_as_it_was(world):
    words = words_of(world.ask(world.official, "/natverk 2016-2019"))
    assert "Trelleborg" in words and "Östersund" in words and "Medlemmar (10)" in words
    assert "de tre som är, var och blir värd" in words or "värd" in words
    assert "Trelleborg" not in words_of(world.ask(world.official, "/natverk"))


def test_the_agreement_of_an_ended_period_by_its_name_by_a_question_and_by_its_button(world):
    typed = words_of(world.ask(world.official, "/natverk överenskommelse 2016-2019"))
    assert "Överenskommelsen 2016-2019" in typed and "*Samordnades av*" in typed and "Synergi" in typed.title()
    assert words_of(world.say(world.official, "vad står i överenskommelsen 2017?")) == typed
    then = world.ask(world.official, "/natverk 2016-2019")
    assert words_of(world.click(world.official, then, "Överenskommelsen")) == typed
    earlier = world.click(world.official, world.ask(world.official, "/natverk överenskommelse"), "Tidigare perioder")
    assert words_of(earlier) == typed


def test_the_members_of_a_period_and_never_todays_for_another_time(world):
    words = words_of(world.ask(world.official, "/natverk medlemmar 2016-2019"))
    assert "Trelleborg" in words and "Medlemmar (10)" in words
    assert words_of(world.ask(world.official, "/natverk medlemmar 2018")) == words
    assert "Det finns ingen period ”2035”" in words_of(world.ask(world.official, "/natverk medlemmar 2035"))


def test_whoever_names_no_period_hears_of_all_there_are_or_how_many_more(world):
    assert "2020-2021, 2016-2019" in words_of(world.ask(world.official, "/natverk medlemmar 2035"))
    years = [date(1900 + n, 1, 1) for n in range(100)]
    world.add(
        *(
            Period(network_id=world.network_id, name=str(each.year), starts=each, ends=each.replace(month=12),
                   coordination="coordinator")
            for each in years
        )
    )  # fmt: skip
    words = words_of(world.ask(world.official, "/natverk medlemmar 2035"))
    assert "”Tidigare perioder” i `/natverk`" in words and "… och " in words and " till." in words


def test_the_meetings_of_a_period_and_what_is_known_of_them(world):
    held = next(each for each in world.rows(Meeting) if each.month == date(2020, 1, 1))
    world.change(held.id, took_place=True)
    world.now = datetime(2022, 3, 1, 8, tzinfo=UTC)
    shown = world.ask(world.official, "/mote lista 2020-2021")
    words = words_of(shown)
    assert "Möten 2020-2021" in words and words.count("november 2021") >= 1
    assert "hölls" in words and "ingen har noterat" in words and "Ändra" not in labels(shown)
    assert "No meeting is noted during 1999." in words_of(world.ask(world.official, "/meeting list 1999"))


def test_of_how_many_meetings_nobody_knows_is_said_where_they_are_counted(world):
    assert "Hållna möten" not in words_of(world.ask(world.official, "/natverk 2016-2019"))  # its plan has none
    theirs = [each for each in world.rows(Meeting) if each.period_id == world.periods["2020-2021"]]
    world.now = datetime(2022, 3, 1, 8, tzinfo=UTC)
    shown = words_of(world.ask(world.official, "/natverk 2020-2021"))
    assert f"Ingen har noterat om periodens {len(theirs)} möten blev av." in shown and "0 av" not in shown
    world.change(theirs[0].id, took_place=True)
    shown = words_of(world.ask(world.official, "/natverk 2020-2021"))
    left = len(theirs) - 1
    assert f"1 av {len(theirs)}\nIngen har noterat om {left} av periodens {left + 1} möten blev av." in shown


def test_who_hosted_in_a_period(world):
    world.now = datetime(2022, 3, 1, 8, tzinfo=UTC)
    words = words_of(world.ask(world.official, "/vardskap 2020-2021"))
    assert "Värdskap 2020-2021" in words and "Uppsala" in words and "Örebro" in words


@pytest.mark.parametrize(
    ("typed", "title"),
    [("/natverk", "Partnerskapet"), ("/aktiviteter", "Aktiviteter 2016-2019"), ("/mote lista", "2016-2019"),
     ("/vardskap", "Värdskap 2016-2019")],
)  # fmt: skip
def test_earlier_periods_are_found_where_one_looks_for_them(world, typed, title):
    first = world.ask(world.official, typed)
    then = world.click(world.official, first, "Tidigare perioder")
    assert title in words_of(then) and "2016" in words_of(then)
    for other in labels(then)[-3:]:
        assert "2016" in words_of(world.click(world.official, then, other))
    world.now = datetime(2022, 1, 1, 8, tzinfo=UTC)
    both = world.click(world.official, world.ask(world.official, typed), "Tidigare perioder")
    assert labels(both) == ["Visa", "Visa"]
    assert "2016" in words_of(world.click(world.official, both, "Visa", 1))


def test_where_no_period_has_ended_there_is_no_way_to_any(world):
    world.now = datetime(2017, 1, 1, 8, tzinfo=UTC)
    for typed in ("/natverk", "/aktiviteter", "/mote lista", "/vardskap"):
        assert "Tidigare perioder" not in labels(world.ask(world.official, typed))


@pytest.mark.parametrize("typed", ["/natverk 1999-2000", "/natverk hej", "/aktiviteter hej", "/vardskap hej"])
def test_what_is_no_period_and_no_word_is_answered_with_what_works(world, typed):
    words = words_of(world.ask(world.official, typed))
    assert "Dessa fungerar" in words or "fungerar" in words


def test_years_that_are_no_period_are_a_time(world):
    assert "Inget möte är planerat 2030–2031" in words_of(world.ask(world.official, "/vardskap 2030–2031"))


@pytest.mark.parametrize("value", ["", "activities", "activities.0", "x.1", "network.999999"])
def test_a_forged_button_is_refused_in_words(world, value):
    assert "finns inte längre" in words_of(world.press(world.official, "periods.show", value))


def test_a_period_may_have_a_number_for_a_name(world):
    world.add(
        Period(network_id=world.network_id, name="2015", starts=date(2015, 1, 1), ends=date(2015, 12, 31),
               coordination="coordinator")
    )  # fmt: skip
    assert "inga aktiviteter" in words_of(world.ask(world.official, "/aktiviteter 2015"))
    assert "2015" in words_of(world.ask(world.official, "/natverk 2015"))


def test_what_is_asked_of_another_period_is_answered_of_that(world):
    for question, expected, never in (
        ("vem samordnade 2017?", "*Samordning 2016–2019*", "visstid"),
        ("who coordinated in 2017?", "the current host leads", "Holds"),
        ("vem samordnade förra perioden?", "*Samordning 2016–2019*", "visstid"),
        ("vem samordnar?", "visstid", "2016"),
        ("vem samordnade 2011?", "Hur det är 2011 kan jag inte svara på", "2016"),
        ("vad jobbade vi med förra perioden?", "Aktiviteter 2016-2019", "hittades"),
        ("what did we work with last period?", "Activities 2016-2019", "found"),
        ("vilka aktiviteter har vi nästa period?", "Ingen period efter den här är inläst än.", "Aktiviteter"),
        ("vad kostade det 2017?", "Planen för 2016-2019 säger inte vem som betalar för vad.", "kronor"),
        ("vad kostar det?", "*Kostnader*", "till och med"),
        ("vem ansvarade för aktivitet 1 2017?", "Ingen ansvarig noterades.", "är noterad än"),
        ("vem ansvarade för aktivitet 1 2011?", "Hur det är 2011 kan jag inte svara på", "noterades"),
        ("vilka aktiviteter var sena 2017?", "försenad när perioden 2016–2019 tog slut", "Svaret gäller"),
        ("vilka aktiviteter ansvarade Gävle för 2017?", "Inget steg var tilldelat *Gävle*", "är tilldelat"),
        ("vad handlade aktivitet 1 om 2017?", "2016–2019", "2020–2021"),
    ):
        words = words_of(world.say(world.official, question))
        assert expected in words and never not in words, question


READ_OTHERWISE = {"tema", "sök", "historik"}
"""Words after which a period's name is a theme, words to look for, or nothing that is known."""
COMMANDS = find_features().command_list()
WORDS = [(command, word) for command in COMMANDS for word in (command.number, *command.words) if word]


@pytest.mark.parametrize(
    ("command", "word"), WORDS, ids=[f"{command.sv} {word.sv or '1'}" for command, word in WORDS]
)  # fmt: skip
def test_a_period_after_any_word_is_followed_or_refused_in_a_sentence(world, command, word):
    if word.sv in READ_OTHERWISE:
        return
    shown = world.ask(world.coordinator, f"/{command.sv} {word.sv or '1'} 2016-2019")
    words = words_of(shown)
    assert "2016" in words and "2020-2021" not in words.replace("2020-2021, 2016-2019", ""), words
    assert "2020–2021" not in words
    if shown.refused and "Skriv ett år" not in words:
        assert "kan inte gälla den perioden" in words
        assert all("2016" in value for each in elements(shown) for value in each["values"].values())


def test_a_word_that_takes_no_period_takes_that_in_force(world):
    assert "kan inte gälla" not in words_of(world.ask(world.coordinator, "/aktiviteter mina 2020-2021"))
    refused = words_of(world.ask(world.coordinator, "/aktiviteter 6 klar 2016-2019"))
    assert "`/aktiviteter 2016-2019` visar den" in refused
    assert world.row(Activity, of(world, "2020-2021", 6)).done_at is None


def test_those_missing_in_an_ended_period_are_not_asked(world):
    assert "Fråga dem som saknas" in labels(world.ask(world.coordinator, "/aktiviteter täckning"))
    assert "Fråga dem som saknas" not in labels(world.ask(world.coordinator, "/aktiviteter täckning 2016-2019"))


def test_what_was_late_in_an_ended_period_is_told_of_it(world):
    none = world.ask(world.coordinator, "/aktiviteter sena 2016-2019")
    assert "Ingen aktivitet var försenad när perioden 2016–2019 tog slut" in words_of(none)
    third = of(world, "2016-2019", 3)
    world.add(Step(activity_id=third, position=9, title="Gemensam metod", when="Höst 2017"))
    late = world.ask(world.coordinator, "/aktiviteter sena 2016-2019")
    assert "Markerades inte som klart i tid: Gemensam metod (Höst 2017)" in words_of(late)
    shown = world.ask(world.coordinator, "/aktiviteter 2016-2019")
    assert words_of(world.click(world.coordinator, shown, "Försenade aktiviteter")) == words_of(late)


def test_who_had_left_or_not_decided_when_a_period_ended_is_told_of_that_period(world):
    world.now = datetime(2022, 3, 1, 8, tzinfo=UTC)
    left = words_of(world.say(world.official, "var Östersund med 2021?"))
    assert "*Östersund* hade lämnat nätverket när perioden 2020-2021 tog slut. " in left
    assert "Vilken dag det var är inte noterat." in left
    assert "Ingen inläst plan" not in left
    costs = words_of(world.say(world.official, "vad kostade det 2021?"))
    assert "*Kostnader till och med 31 december 2021*" in costs and "Samordningen kostade 10" in costs
    undecided = words_of(world.say(world.official, "var Trelleborg med 2020?"))
    assert "Inget beslut av *Trelleborg* noterades i perioden 2020-2021." in undecided and "har inte" not in undecided


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("aktiviteter täckning 2017", "aktiviteter täckning 2016-2019"),
        ("aktiviteter 1 2017", "aktiviteter 1 2016-2019"),
        ("aktiviteter 1 2021", "aktiviteter 1"),
        ("aktiviteter klar 6 2017", "aktiviteter klar 6 2016-2019"),
        ("natverk 2017", "natverk 2016-2019"),
        ("natverk medlemmar 2017", "natverk medlemmar 2016-2019"),
        ("natverk närvaro 2017", "natverk närvaro 2016-2019"),
        ("natverk rapport 2017", "natverk rapport 2016-2019"),
        ("natverk inställningar 2017", "natverk inställningar 2016-2019"),
    ],
)
def test_a_year_is_of_the_period_it_lies_in(world, year, expected):
    assert words_of(world.ask(world.coordinator, f"/{year}")) == words_of(world.ask(world.coordinator, f"/{expected}"))


def test_a_year_that_two_periods_share_or_none_has_is_none(world):
    with world.database.writing() as session:
        session.get_one(Period, world.periods["2016-2019"]).ends = date(2018, 6, 30)
        session.get_one(Period, world.periods["2020-2021"]).starts = date(2018, 7, 1)
    for year in ("2018", "2035"):
        assert f"Det finns ingen period ”{year}”" in words_of(
            world.ask(world.coordinator, f"/aktiviteter täckning {year}")
        )


def test_who_has_contributed_is_asked_of_the_period_that_is_named(world):
    guided = world.say(world.coordinator, "vem har bidragit till vad 2017?")
    assert "`/aktiviteter täckning 2016-2019`" in words_of(guided)
    shown = world.click(world.coordinator, guided, "Visa vilka som har bidragit")
    assert "Vem som har bidragit till vad, 2016-2019" in words_of(shown)
    assert "täckning`" in words_of(world.say(world.coordinator, "vem har bidragit till vad?"))
