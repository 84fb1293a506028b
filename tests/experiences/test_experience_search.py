"""/erfarenhet sök: parts of compounds, inflections, words without dots, best hit first; on both databases."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.experiences.search import searchable, terms
from bot.models import Experience, Membership, Person, PersonState, Role
from bot.playground.strict.blocks import check_blocks
from tests.experiences.test_experience import contribute
from tests.world import NOW, World, blocks_of, labels, words_of


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def test_a_part_of_a_compound_finds_it(world, official):
    contribute(world, official, title="Så gör vi barnkonsekvensanalyser", did="En mall i tre steg.")
    contribute(world, official, title="Elevråd", did="Vi hörde eleverna.")
    words = words_of(world.ask(official, "/erfarenhet sök konsekvensanalys"))
    assert "#1" in words and "#2" not in words


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("rättigheter", "barnets rättighet att bli hörd"),
        ("rattigheter", "Barnrättigheterna i skolan"),
        ("RÄTTIGHETEN", "barns rättigheter"),
        ("ortsutveckling", "Örtsutvecklingen i Åre"),
        ("förskola", "på alla förskolor"),
        ("forskolan", "på alla FÖRSKOLOR"),
        ("skolornas", "en skola"),
        ("konventionen", "barnkonventioner"),
        ("elever", "vi frågade en elev"),
        ("kommunerna", "kommunens beslut"),
        ("beslutet", "besluten"),
        ("barnet", "barn och unga"),
        ("handläggaren", "handläggarna fick stöd"),
        ("budget", "Budgeten för året"),
        ("2019/76", "Beslut KS 2019/76"),
        ("IT", "Skolans IT och annat"),
        ("år", "Ett år senare"),
        ("Åre", "I A\u030are kommun"),
        ("hur gör man med skolval", "Skolvalet 2020"),
    ],
)
def test_inflections_and_undotted_words_are_found(world, official, asked, text):
    contribute(world, official, title="Erfarenhet nummer ett", did=text)
    assert "#1" in words_of(world.ask(official, f"/erfarenhet sök {asked}"))


@pytest.mark.parametrize(
    ("asked", "text"), [("are", "Vi har alla"), ("rättigheter", "Hon berättar"), ("IT", "kapitel")]
)
def test_what_only_looks_alike_is_not_found(world, official, asked, text):
    contribute(world, official, title="Utan titel", did=text)
    assert "#1" not in words_of(world.ask(official, f"/erfarenhet sök {asked}"))


def test_the_best_hit_comes_first(world, official):
    contribute(world, official, title="Budget med barnperspektiv", did="Skolval. " * 3)
    contribute(world, official, title="Om något annat", did="Vi nämnde skolval en gång.")
    contribute(world, official, title="Skolval för alla", did="Så gjorde vi.")
    contribute(world, official, title="Skolvalsdagen", did="Så gjorde vi.")
    words = words_of(world.ask(official, "/erfarenhet sök skolval"))
    places = [words.index(f"#{n}") for n in (3, 4, 1, 2)]
    assert places == sorted(places), words


def test_all_words_come_before_any_word(world, official):
    contribute(world, official, title="Elevråd", did="Ungdomar")
    contribute(world, official, title="Elevråd och budget", did="Pengar")
    assert "#1" not in words_of(world.ask(official, "/erfarenhet sök elevråd budget"))
    words = words_of(world.ask(official, "/erfarenhet sök elevråd rymdfart"))
    assert "#1" in words and "#2" in words and "minst ett" in words


def test_bare_words_search_too_and_both_languages_work(world, official):
    contribute(world, official, title="Skolval")
    for typed in ("/erfarenhet skolvalet", "/erfarenhet SOK skolval", "/experience search skolval"):
        assert "#1" in words_of(world.ask(official, typed)), typed


def test_the_words_around_are_shown_with_the_hit_in_bold(world, official):
    contribute(world, official, did="Först något. " * 30 + "Sedan en barnkonsekvensanalys av planen. " + "Slut. " * 30)
    raw = str(blocks_of(world.ask(official, "/erfarenhet sök konsekvensanalyser")))
    assert "*barnkonsekvensanalys*" in raw and "…" in raw and len(raw) < 3000


def test_many_hits_are_paged(world, official):
    for n in range(20):
        contribute(world, official, title=f"Skolval {n}")
    shown = world.ask(official, "/erfarenhet sök skolval")
    assert "20 erfarenheter" in words_of(shown)
    assert "Visar 1–8 av 20" in words_of(shown)
    pages = world.pages(official, shown)
    assert sum(labels(each).count("Visa") for each in pages) == 20
    shown = world.click(official, pages[-1], "Föregående")
    assert labels(shown).count("Visa") == 8
    assert "Skolval" in words_of(world.click(official, shown, "Visa"))


def test_nothing_found_helps(world, official):
    assert "/erfarenhet mina" in words_of(world.ask(official, "/erfarenhet sök finnsinte"))
    assert "sök skolval" in words_of(world.ask(official, "/erfarenhet sök"))
    assert "search skolval" in words_of(world.ask(official, "/experience search"))


def test_the_confirmed_find_all_and_others_what_is_published_and_how_many_more_there_are(world, official):
    contribute(world, official, title="Skolval inne")
    contribute(world, official, title="Skolval ute", consents=("publication",))
    words = words_of(world.ask(official, "/erfarenhet sök skolval"))
    assert "#1" in words and "#2" in words and "stannar inom" not in words
    for outsider in (world.newcomer, world.stranger):
        assert "2 till stannar inom nätverket" in words_of(world.ask(outsider, "/erfarenhet sök skolval"))
    world.press(world.coordinator, "experience.approve", "2")
    for outsider in (world.newcomer, world.stranger):
        words = words_of(world.ask(outsider, "/erfarenhet sök skolval"))
        assert "#1" not in words and "#2" in words and "1 erfarenhet " in words
        assert "1 till stannar inom nätverket" in words


def test_who_has_left_finds_and_counts_what_is_theirs_and_nobody_elses(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    contribute(world, official, title="Skolval ett")
    contribute(world, official, title="Skolval två")
    contribute(world, other, title="Skolval tre")
    with world.database.writing() as session:
        member_id = session.get_one(Person, official.person_id).member_id
        session.query(Membership).filter_by(member_id=member_id).one().ends = NOW.date() - timedelta(days=1)
    for who in (official, other):
        world.press(who, "experience.withdraw", "2")
    words = words_of(world.ask(official, "/erfarenhet sök skolval"))
    assert "#1" in words and "#2" not in words and "#3" not in words and "1 till stannar inom nätverket" in words
    for asked in ("hur många erfarenheter finns det?", "vilka erfarenheter finns?"):
        words = words_of(world.say(official, asked))
        assert "1 erfarenhet som du kan läsa har kommit in" in words and "#1" in words and "#3" not in words
        assert "ett" not in words_of(world.say(official, asked, direct=False)), "in a channel others read"
    with world.database.writing() as session:
        session.get_one(Person, official.person_id).state = PersonState.LEFT
    assert "#1" in words_of(world.ask(official, "/erfarenhet sök skolval"))
    assert "#1" in words_of(world.say(official, "vilka erfarenheter har Gävle?"))


def test_another_network_is_not_searched(world, official):
    from bot.models import Network

    other = world.add(Network(key="other", name="Ett annat", settings={}))
    world.add(
        Experience(
            network_id=other, title="Skolval", did="x", created_at=NOW, changed_at=NOW,
            search_text=searchable("Skolval", ["x"]),
        )
    )  # fmt: skip
    assert "#1" not in words_of(world.ask(official, "/erfarenhet sök skolval"))


HOSTILE = [
    *('"', "'", "a:b", "it's", "NEAR(a b)", "* OR AND NOT", "^x", "{", "%", "_", "\\", "'; DROP TABLE experiences;--"),
    *("\U0001f600", "\u202eabc", "'" * 4000, "x" * 40_000, "<!channel>", "ß", "İ", "a" * 149 + " b"),
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_answered_in_words(world, official, typed):
    contribute(world, official)
    answered = world.ask(official, f"/erfarenhet sök {typed}")
    assert words_of(answered) and "Referens" not in words_of(answered)
    assert "<!channel>" not in str(blocks_of(answered))


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_typed_text_is_a_syntax_error(world, typed):
    answered = world.ask(world.newcomer, f"/erfarenhet sök {typed}")
    assert "Referens" not in words_of(answered)


@given(st.text(max_size=80))
def test_every_stem_is_a_part_of_its_word_and_every_word_finds_itself(typed):
    for each in terms(typed):
        assert each.stem in each.word
        assert f" {each.word} " in searchable(typed, [])


def test_a_changed_text_is_found_by_its_new_words_only(world, official):
    contribute(world, official, title="Skolval")
    world.send(official, world.press(official, "experience.change", "1").answer, title="Budget")
    assert "#1" not in words_of(world.ask(official, "/erfarenhet sök skolval"))
    assert "#1" in words_of(world.ask(official, "/erfarenhet sök budget"))


@pytest.fixture
def filled(world, official):
    """Experiences of two members, two activities and two years."""
    other = world.person("Tjänsteperson, Degerfors", Role.OFFICIAL, world.member("Degerfors/Karlskoga"))
    world.other = other
    third, fourth = str(world.activity(3, "Mål och styrning")), str(world.activity(4, "Barnets bästa"))
    contribute(world, official, title="Skolval i Gävle", activity=third)
    contribute(world, other, title="Skolval i två kommuner", activity=third, time="våren 2019")
    contribute(world, other, title="Elevråd som hörde av sig till Gävle", activity=fourth)
    contribute(world, official, title="Skolval inne", consents=("publication",), time="2019-2021")
    return world


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("skolval gävle", {1, 4}),
        ("skolval i Gävle kommun", {1, 4}),
        ("skolval gavles", {1, 4}),
        ("skolval från Karlskoga", {2}),
        ("Degerfors/Karlskoga", {2, 3}),
        ("skolval 2019", {2, 4}),
        ("skolval 2020", {1, 4}),
        ("skolval våren 2019", {2, 4}),
        ("skolval från hösten 2019", {4}),
        ("skolval sedan maj 2019", {1, 2, 4}),
        ("skolval april 2019", {2, 4}),
        ("skolval aktivitet 3", {1, 2}),
        ("aktivitet 4", {3}),
        ("Gävle aktivitet 3 2020 skolval", {1}),
        ("activity #3 degerfors 2019", {2}),
        ("Gävle 2021", {4}),
    ],
)
def test_a_member_an_activity_and_a_year_among_the_words_narrow_the_search(filled, official, asked, numbers):
    words = words_of(filled.ask(official, f"/erfarenhet sök {asked}"))
    assert {n for n in range(1, 5) if f"#{n} " in words} == numbers, words


def test_a_name_that_narrows_to_nothing_is_looked_for_as_a_word(filled, official):
    assert "#3" in words_of(filled.ask(official, "/erfarenhet sök elevråd gävle"))
    shown = filled.ask(official, "/erfarenhet sök gävle")
    assert "#3" not in words_of(shown)
    assert "#3" in words_of(filled.click(official, shown, "Sök på orden i stället"))


def test_what_the_search_is_narrowed_to_is_said_and_changed_in_menus(filled, official):
    shown = filled.ask(official, "/erfarenhet sök skolval gävle aktivitet 3 2020")
    assert "Gävle · aktivitet 3 · 2020" in words_of(shown) and "1 erfarenhet med ”skolval”" in words_of(shown)
    shown = filled.click(official, shown, "Alla år")
    shown = filled.click(official, shown, "Degerfors/Karlskoga")
    assert "#2" in words_of(shown) and "#1" not in words_of(shown)
    shown = filled.click(official, shown, "4. Barnets bästa")
    assert "Ingen erfarenhet med ”skolval”" in words_of(shown)
    shown = filled.click(official, filled.click(official, shown, "Alla aktiviteter"), "Alla medlemmar")
    assert all(f"#{n}" in words_of(shown) for n in (1, 2, 4))


def test_pages_stay_within_what_was_asked_for(filled, official):
    for n in range(12):
        contribute(filled, official, title=f"Skolval {n}")
        contribute(filled, filled.other, title=f"Skolval andra {n}")
    shown = filled.ask(official, "/erfarenhet sök skolval karlskoga 2020")
    assert "12 erfarenheter" in words_of(shown)
    shown = filled.click(official, shown, "Läs vidare" if "Läs vidare" in labels(shown) else "Visa fler")
    assert labels(shown).count("Visa") == 4 and "Degerfors/Karlskoga · 2020" in words_of(shown)


def test_who_is_not_confirmed_finds_what_is_published_however_they_narrow(filled, official):
    filled.press(filled.coordinator, "experience.approve", "4")
    for asked in ("gävle", "skolval 2020", "aktivitet 3", "skolval", "2019"):
        words = words_of(filled.ask(filled.stranger, f"/erfarenhet sök {asked}"))
        assert not {n for n in (1, 2, 3) if f"#{n} " in words}, asked
    assert "#4" in words_of(filled.ask(filled.stranger, "/erfarenhet sök gävle 2019"))
    withdrawn = filled.press(official, "experience.withdraw", "4")
    assert withdrawn.answer is not None
    assert "#4 " not in words_of(filled.ask(filled.stranger, "/erfarenhet sök gävle 2019"))


@pytest.mark.parametrize(
    "value",
    [*("", "1", "a.b.c.d", "1.2.3.", "9" * 40 + "...x", "...", "..2050.", "..0.", "..99999.x", ".0..", "٣.٣.٣.x"),
     "1.1.2020." + "x" * 3000],
)  # fmt: skip
def test_forged_menus_and_pages_are_answered_in_words(filled, official, value):
    for name in ("narrow", "found"):
        answered = filled.press(official, f"experience.{name}", value)
        assert words_of(answered) and "Referens" not in words_of(answered)


def test_forty_members_sixty_activities_and_the_longest_words_fit_slack(filled, official):
    for n in range(40):
        filled.member(f"{n} Kommunalförbundet för samverkan mellan flera kommuner i länet " * 2)
    for n in range(10, 70):
        filled.activity(n, "Aktivitet med ett mycket långt namn " * 5)
    for asked in ("skolval", "x" * 400, "gävle " + "ö" * 400, ""):
        findings: list[str] = []
        check_blocks(orjson.loads(orjson.dumps(blocks_of(filled.ask(official, f"/erfarenhet sök {asked}")))),
                     "message", findings)  # fmt: skip
        assert not findings


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("erfarenheter från 2020", {1, 3, 4}),
        ("erfarenheter från våren 2019", {2, 4}),
        ("vilka erfarenheter har vi från hösten 2019?", {4}),
        ("hur många erfarenheter fick vi 2019", {2, 4}),
        ("experiences from Gävle in 2020", {1, 4}),
    ],
)
def test_a_question_for_the_experiences_of_a_time_searches(filled, official, asked, numbers):
    words = words_of(filled.say(official, asked))
    assert {n for n in range(1, 5) if f"#{n} " in words} == numbers, words
