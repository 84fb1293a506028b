"""Plain questions about the network: agreement, members, contacts, who coordinates, joining, costs; and greetings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.feature.declare import declared
from bot.language import LANGUAGES, speak
from bot.models import Role
from tests.plan_world import PlanWorld
from tests.world import NOW, World, labels, words_of


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


ALONE = "Namnen får du om du frågar mig direkt."


def said(plan: PlanWorld, words: str, **how: bool) -> str:
    return words_of(plan.say(plan.official, words, **how))


def test_when_the_agreement_ends_and_when_it_has(plan):
    assert "till och med den 31 december 2021" in said(plan, "när går avtalet ut?")
    assert "om 690 dagar" in said(plan, "hur länge gäller överenskommelsen?")
    plan.now = datetime(2022, 1, 10, 8, tzinfo=UTC)
    assert "löpte ut den 31 december 2021, för 10 dagar sedan" in said(plan, "när går avtalet ut?")


def test_who_sits_beside_the_asker_is_told_of_the_askers_own_member(plan):
    words = said(plan, "vem är min suppleant")
    assert "*Gävle*" in words and "Örebro" not in words


def test_the_contact_of_a_member_is_named_and_linked_for_one_who_asks_alone(plan):
    words = said(plan, "vem är kontaktperson i Gävle?")
    assert "Tjänsteperson, Gävle" in words and f"<@{plan.official.slack_id}>" in words
    assert words_of(plan.say(plan.official, "vem är kontaktperson i Gävle?", direct=False)).startswith(ALONE)
    assert "<@" not in words_of(plan.say(plan.stranger, "vem är kontaktperson i Gävle?"))
    assert "Ingen från Haninge har gått med än." in said(plan, "kontakt Haninge")
    assert "Medlemmarna är" in said(plan, "vem är kontaktperson i Malmö?")


def test_one_of_a_pair_and_a_district_are_found_by_each_of_their_names(plan):
    assert "Degerfors/Karlskoga" in said(plan, "vem representerar Karlskoga?")
    assert "Angered" in said(plan, "kontakt Göteborg")


def test_the_coordinator_is_named(plan):
    assert "samordnare" in said(plan, "vem samordnar nätverket?").lower()
    plan.person("Samordnaren", Role.COORDINATOR)
    assert "Samordnaren" in said(plan, "vem är samordnare?")


def test_no_answer_in_a_channel_calls_anybody(plan):
    """Whatever is asked, with names and without: a mention would alarm whoever is named."""
    for role in (Role.ELECTED, Role.DEPUTY):
        plan.person("", role, plan.members["Gävle"])
    asked = [speak(code).plain(each.example) for each in declared.questions.values() for code in LANGUAGES]
    for words in (*asked, "vem samordnar?", "vem är samordnare?", "vem svarar för aktivitet 1?", "kontakt Gävle"):
        for who in (plan.official, plan.coordinator, plan.stranger):
            shown = plan.say(who, words, direct=False)
            assert "<@" not in words_of(shown) and "<!" not in words_of(shown), (words, words_of(shown))
    assert "En samordnare på visstid." in said(plan, "vem samordnar?", direct=False)
    assert "<@UCOORD>" in said(plan, "vem samordnar?")


def test_members_are_listed_and_one_may_be_asked_for(plan):
    words = said(plan, "vilka kommuner är med?")
    assert "8 delegationer, 9 kommuner deltar" in words and "Haninge" in words and "Östersund – har lämnat" in words
    assert "Ja, *Gävle* deltar." in said(plan, "är Gävle med i nätverket?")
    assert "Trelleborg* har inte beslutat" in said(plan, "är Trelleborg med?")
    assert "Nej, *Östersund* har lämnat." in said(plan, "är Östersund medlem?")


@pytest.mark.parametrize(
    ("words", "answer", "never"),
    [
        ("vem är förtroendevald i Gävle?", "förtroendevald: _vakant_", "tjänsteperson"),
        ("vem är tjänsteperson i Örebro?", "tjänsteperson: _vakant_", "förtroendevald"),
        ("vem är förtroendevald i Örebro?", "förtroendevald: Förtroendevald, Örebro", "vakant"),
        ("vem är min suppleant?", "suppleant: ingen är noterad", "tjänsteperson"),
        ("who is Gävle's elected representative?", "elected representative: _vacant_", "official"),
        ("vilka är tjänstepersoner?", "Gävle: Tjänsteperson, Gävle", "förtroendevald"),
        ("vilka kommuner saknar förtroendevald?", "Gävle, Haninge, Uppsala, Västerås", "Örebro"),
        ("vilka platser är vakanta?", "Ingen tjänsteperson är noterad för:", "svarat"),
        ("hur många förtroendevalda är med?", "1 förtroendevald i nätverket.", "kommuner"),
        ("hur många suppleanter har vi?", "0 suppleanter i nätverket.", "kommuner"),
        ("hur många personer är med?", "2 personer i nätverket: 1 förtroendevald, 1 tjänsteperson.", "kommuner"),
        ("how many people are in the network?", "2 people in the network: 1 elected", "municipalities"),
        ("hur många kommuner är med?", "8 delegationer, 9 kommuner", "personer"),
        ("är Göteborg med?", "Bara en stadsdel: *Angered stadsdel/Göteborg* deltar.", "Ja"),
        ("is Gothenburg a member?", "Only a city district: *Angered stadsdel/Göteborg* takes part.", "Yes"),
        ("är Angered med?", "Ja, *Angered stadsdel/Göteborg* deltar.", "Bara"),
    ],
)
def test_the_role_the_number_and_the_part_that_were_asked_of(read_plan, words, answer, never):
    read_plan.now = NOW
    shown = said(read_plan, words)
    assert answer in shown and never not in shown, shown


def test_my_deputy_is_the_deputy_of_my_own_seat(plan):
    mine, gavle = plan.official.person_id, plan.members["Gävle"]
    other = plan.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    plan.person("Den andras suppleant", Role.DEPUTY, gavle, deputy_for_id=other.person_id)
    assert "ingen är noterad" in said(plan, "vem är min suppleant?")
    plan.person("Min suppleant", Role.DEPUTY, gavle, deputy_for_id=mine)
    assert "suppleant: Min suppleant" in said(plan, "vem är min suppleant?")
    assert "Den andras suppleant" in said(plan, "vem är suppleant i Gävle?")


def test_how_one_joins_depends_on_who_asks(plan):
    assert "tjänsteperson för Gävle" in said(plan, "hur går jag med?")
    for who in (plan.newcomer, plan.stranger):
        assert labels(plan.say(who, "hur går jag med?")) == ["Gå med i nätverket"]
    assert "tjänsteperson för" not in said(plan, "hur går jag med?", direct=False)


def test_costs_are_told_as_the_agreement_says(plan):
    assert "10\u00a0000 kronor" in said(plan, "vad kostar det att vara med?")
    assert "lokal, fika, lunch och middag" in said(plan, "vem betalar för maten?")


def test_where_the_agreement_says_nothing_of_costs_that_is_said(world):
    words = words_of(world.say(world.coordinator, "vad kostar det?"))
    assert "Planen för 2020–2021 säger inte vem som betalar för vad." in words


def test_help_thanks_and_greetings_get_a_short_reply(plan):
    words = said(plan, "hjälp")
    assert "När är nästa möte?" in words and "/mote" in words
    assert said(plan, "Tack!").startswith("Varsågod.")
    assert said(plan, "Hej!").startswith("Hej!") and said(plan, "hello").startswith("Hello!")
    assert "/mote" in said(plan, "") and "/mote" in said(plan, "?")


def test_nothing_loaded_is_said_in_words(world):
    for question, expected in [
        ("vilka är medlemmar?", "Inga medlemmar"),
        ("vem är kontaktperson i Gävle?", "Inga medlemmar"),
    ]:
        assert expected in words_of(world.say(world.coordinator, question)) or labels(
            world.say(world.coordinator, question)
        )


def test_where_the_plan_has_no_agreement_and_no_coordinator_neither_is_spoken_of(database):
    world = World(database, coordinators=())
    assert words_of(world.say(world.newcomer, "när slutar perioden?")).startswith(
        "Perioden 2020–2021 gäller till och med den 31 december 2021."
    )
    assert "ingen samordnare är noterad" in words_of(world.ask(world.newcomer, "/natverk"))
    world.now = world.now.replace(year=2022)
    assert words_of(world.say(world.newcomer, "när slutar perioden?")).startswith(
        "Perioden 2020–2021 tog slut den 31 december 2021"
    )
    assert "Samordnades av" in words_of(world.ask(world.newcomer, "/natverk"))
