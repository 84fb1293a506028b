"""All of Sweden's municipalities and regions in one network: each is reached by its name, in questions and search."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.experiences.search import query_of
from bot.intents.reading import Entities, language_of, utterances_of
from bot.intents.vocabulary import Sign
from bot.models import Role
from bot.municipalities import municipalities, regions
from tests.plan.test_names import EVERYBODY, forms
from tests.world import words_of

NAMES = [(number, (name,)) for number, name in enumerate(EVERYBODY, 1)]
ENTITIES = Entities(date(2020, 2, 10), NAMES)
ASKED = (
    "är {} med?", "när är {} värd?", "Vem är kontakt för {}?", "Har {} svarat?", "kommer {} till nästa möte?",
    "{}?", "vad har {} bidragit med?", "is {} hosting in May?", "who represents {}",
)  # fmt: skip


def who(text, entities=ENTITIES):
    return utterances_of(text, entities).whole.who


@pytest.mark.parametrize(("number", "name"), list(enumerate(EVERYBODY, 1)), ids=EVERYBODY)
def test_every_name_is_reached_in_questions_and_in_search(number, name):
    genitive = name if name[-1] in "sxz" else f"{name}s"
    for form in (*forms(name), genitive):
        if form.islower() and form.isascii() and form in ("vara", "varas", "kinda", "kindas"):
            continue  # beside other words these are common words
        for asked in ASKED:
            assert who(asked.format(form)) == (number,), asked.format(form)
        for typed in ("{}", "barnchecklista {}", "barnchecklista från {}", "{}: barnchecklista", "{}, 2021"):
            query = query_of(typed.format(form), ENTITIES)
            assert query.member == number, typed.format(form)
            assert query.words in ("", "barnchecklista"), typed.format(form)


@pytest.mark.parametrize("name", ["vara", "kinda"])
def test_names_that_are_common_words_are_names_where_a_verb_cannot_stand(name):
    number = EVERYBODY.index(name.capitalize()) + 1
    for asked in (f"när är {name} värd?", f"är {name} med?", f"är {name} kommun med?", f"har {name} svarat", name):
        assert who(asked) == (number,), asked
    for asked in (f"vem ska {name} värd?", f"kan vi {name} med i maj?", f"ska det {name} så", "when are you there"):
        assert who(asked) == (), asked
    assert query_of(f"att {name} barn", ENTITIES).member is None


@pytest.mark.parametrize("asked", ["våra möten", "Våra möten i maj?", "vilka är våra medlemmar?", "kan vi vara värd?"])
def test_a_word_with_other_dots_than_a_name_is_not_the_name(asked):
    assert who(asked) == ()


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("is Gothenburg a member?", "Göteborg"), ("when does gothenburg host?", "Göteborg"),
        ("är Gothenburgs möte i maj?", "Göteborg"), ("vem är kontakt för vara?", "Vara"),
        ("who represents vara?", "Vara"), ("<@U0BOT> har kinda svarat?", "Kinda"), ("är ”Åre” med?", "Åre"),
    ],
)  # fmt: skip
def test_names_in_english_and_after_words_that_stand_before_names_are_names(asked, name):
    assert who(asked) == (EVERYBODY.index(name) + 1,)


@pytest.mark.parametrize("typed", ["are", "malå", "ånge", "upplandsbro", "vastra gotalandsregionen", "uppsalaregionen"])
def test_names_are_reached_without_dots_and_in_one_word(typed):
    assert len(who(f"är {typed} med?")) == 1


@pytest.mark.parametrize(
    ("typed", "name"), [("Håbo", "Håbo"), ("Habo", "Habo"), ("habos", "Habo"), ("håbo kommun", "Håbo")]
)
def test_the_exact_name_wins_over_the_folded_one(typed, name):
    number = EVERYBODY.index(name) + 1
    assert who(f"är {typed} med?") == (number,) and query_of(typed, ENTITIES).member == number


def test_the_longest_name_wins():
    named = {name: EVERYBODY.index(name) + 1 for name in ("Uppsala", "Region Uppsala")}
    assert who("är Uppsala värd?") == (named["Uppsala"],)
    for asked in ("Region Uppsala", "Uppsala region", "region uppsala", "Uppsalas region", "Uppsalaregionen"):
        assert who(f"är {asked} värd?") == (named["Region Uppsala"],), asked
    assert who("kommer Uppsala och Region Uppsala?") == (named["Uppsala"], named["Region Uppsala"])


OWN = ["Västerås stad", "Region Skåne", "Vara kommun", "Angered stadsdel/Göteborg", "Nätverket för alla barn", "Stad"]


@pytest.mark.parametrize("name", OWN)
def test_a_members_own_name_in_full_is_understood_whatever_words_are_in_it(name):
    entities = Entities(date(2020, 2, 10), [(number, (each,)) for number, each in enumerate(OWN, 1)])
    for typed in (name, name.upper(), f"{name}s" if name[-1] != "s" else name):
        assert who(f"är {typed} med?", entities) == (OWN.index(name) + 1,), typed


@pytest.mark.parametrize(
    ("typed", "number"), [("Västerås", 1), ("Skåne", 2), ("Vara", 3), ("Göteborg", 4), ("angered", 4)]
)
def test_a_member_is_reached_by_its_bare_name_too(typed, number):
    entities = Entities(date(2020, 2, 10), [(n, (each,)) for n, each in enumerate(OWN, 1)])
    assert who(f"när är {typed} värd?", entities) == (number,)


@given(st.text(st.sampled_from("Åreåra Varåh\u0308\u200b\xad/-,. ädHbo'"), max_size=60))
def test_any_text_is_read_and_searched_for(text):
    utterances_of(text, ENTITIES)
    query = query_of(text, ENTITIES)
    assert "\0" not in query.words


@pytest.mark.parametrize("half", [0, 1])
def test_no_name_is_taken_for_the_name_of_a_member(half):
    """Every other municipality and region in a network of the rest, as it is written, in small letters, of a kind."""
    few = Entities(date(2020, 2, 10), [each for each in NAMES if each[0] % 2 == half])
    for number, name in enumerate(EVERYBODY, 1):
        if number % 2 != half:
            kinds = "{}" if name in regions() else "{} kommun"
            for asked in (f"är {name} med?", f"När är {kinds.format(name)} värd?", f"vem är kontakt i {name.lower()}?"):
                utterance = utterances_of(asked, few).whole
                assert (utterance.who, utterance.outsiders) == ((), (name,)), asked


@pytest.mark.parametrize(
    ("asked", "names", "outsiders"),
    [
        ("när är Habo värd?", ["Håbo"], ("Habo",)), ("när är habo värd?", ["Håbo"], ("Habo",)),
        ("when does Karlskrona host?", ["Degerfors/Karlskoga"], ("Karlskrona",)),
        ("är Uppsala län med?", ["Uppsala"], ("Region Uppsala",)),
        ("is Uppsala County a member?", ["Uppsala"], ("Region Uppsala",)),
        ("är Jönköpings län med?", ["Jönköping"], ("Region Jönköpings län",)),
        ("är Gävle län med?", ["Gävle"], ("Gävle län",)), ("är Uppsala med?", ["Region Uppsala"], ("Uppsala",)),
        ("är Gävle och Ales grannar med?", ["Gävle"], ("Ale",)), ("är Linköpng med?", ["Lidköping"], ()),
    ],
)  # fmt: skip
def test_a_name_of_nobody_here_is_no_members(asked, names, outsiders):
    few = Entities(date(2020, 2, 10), [(number, (name,)) for number, name in enumerate(names, 1)])
    utterance = utterances_of(asked, few).whole
    assert utterance.outsiders == outsiders and bool(utterance.who) is ("Gävle och" in asked)


def test_what_is_looked_for_may_be_called_as_a_municipality_is():
    few = Entities(date(2020, 2, 10), [(1, ("Upplands-Bro",))])
    for asked, topic in (("har någon jobbat med mark?", "mark"), ("erfarenheter från Malmö", "Malmö")):
        utterance = utterances_of(asked, few).whole
        assert (utterance.outsiders, utterance.topic) == ((), topic)
    assert query_of("Upplands Väsby", few).member is None and query_of("Upplands Väsby", few).words == "Upplands Väsby"
    assert utterances_of("Vara med i nätverket?", few).whole.outsiders == ()


@pytest.mark.parametrize("asked", ["is {} a member?", "when does {} host?"])
def test_names_are_of_no_language(asked):
    name = "Järfälla tillsammans med Upplands-Bro och Sundbyberg"
    assert language_of(asked.format(name), [(1, (name,))]) == "en"


def test_a_name_is_no_sign_of_anything_else():
    """ "Åre" is no "are", and "Vara" no "be"."""
    few = Entities(date(2020, 2, 10), [(1, ("Åre",)), (2, ("Vara",)), (3, ("Gävle",))])
    for asked in ("när är {} värd?", "Kommer {} till mötet i maj?", "vem är kontakt för {}?"):
        signs = utterances_of(asked.format("Gävle"), few).whole.signs
        for name in ("Åre", "Vara"):
            assert utterances_of(asked.format(name), few).whole.signs == signs
            assert Sign.MEMBER in signs
    assert normalize("NFC", "Åre") == "Åre" and len(municipalities()) + len(regions()) == len(NAMES)


@pytest.mark.parametrize("name", ["Åre", "Vara", "Kinda", "Håbo", "Habo", "Region Uppsala", "Lilla Edet", "Mark"])
def test_the_bot_answers_about_the_one_that_was_named(world, name):
    others = ["Åre", "Vara", "Kinda", "Håbo", "Habo", "Uppsala", "Region Uppsala", "Lilla Edet", "Mark"]
    members = {each: world.member(each) for each in others}
    official = world.person("Tjänsteperson", Role.OFFICIAL, members[name])
    world.meeting(month=date(2020, 5, 1), host=members[name])
    answer = words_of(world.say(official, f"när är {name} värd?"))
    assert "maj 2020" in answer and name in answer
    answer = words_of(world.say(official, f"är {name} med?"))
    assert f"{name}*" in answer and not [each for each in others if each not in name and f"*{each}*" in answer], answer


@pytest.mark.parametrize(
    "asked", ["är Karlskrona med?", "när är Karlskrona värd?", "vem är kontakt i Karlskrona?", "kommer karlskrona?"]
)
def test_of_a_municipality_that_is_no_member_the_bot_says_so(world, asked):
    pair = world.member("Degerfors/Karlskoga")
    official = world.person("Tjänsteperson", Role.OFFICIAL, pair)
    world.meeting(month=date(2020, 5, 1), host=pair)
    answer = words_of(world.say(official, asked))
    assert "*Karlskrona* känner jag inte till i nätverket." in answer and "Tjänsteperson" not in answer
    assert "*Degerfors" not in answer and "2020" not in answer
