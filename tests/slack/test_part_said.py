"""Words that say which part of a meeting somebody comes to, and what they eat: wholly understood, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.in_words import ENGLISH, SWEDISH
from bot.dates.when import Span
from bot.intents.food_said import as_written, speaks_of_food
from bot.intents.part_said import SHORT, part_said_in
from bot.intents.said import said_in
from bot.language import fold
from bot.text import clean

TWO: Span = Span(date(2020, 3, 26), date(2020, 3, 27))
"""Thursday and Friday."""
DAYS = {
    1: ("dag 1", "första dagen", "day one", "torsdag", "torsdagen", "Thursday", "den 26", "26 mars", "den 26:e",
        "the 26th", "March 26", "26/3", "torsdag den 26 mars", "tors 26"),
    2: ("dag 2", "den andra dagen", "sista dagen", "fredag", "fredagen", "fri", "den 27", "27 mars", "Friday 27th",
        "the last day", "27 March", "27/3", "fredag 27 mars"),
}  # fmt: skip
FOOD = (
    "vegetarian", "äter vegetariskt", "jag är vegan", "I am vegan", "allergisk mot nötter och ägg", "no nuts",
    "tål inte skaldjur", "I don’t eat pork", "gluten-free", "glutenfri kost",
)  # fmt: skip
NOT_ITS_DAYS = ("onsdag", "dag 3", "den 28", "26 april", "torsdag 27 mars", "27/4", "Saturday", "third day")


def meant(text: str, meeting: Span = TWO) -> tuple[set[int], bool | None, str] | None:
    """The days, the dinner and the food of a text; None where it is not understood."""
    said = part_said_in(text)
    days = set(said.days_of(meeting)) if said is not None else set()
    return (days, said.dinner, said.food) if said is not None and (days or said.is_dinner_only) else None


@pytest.mark.parametrize(
    ("text", "days", "dinner", "food"),
    [
        ("kommer men bara dag 2", {2}, None, ""),
        ("Bara fredagen!", {2}, None, ""),
        ("kommer på torsdagen", {1}, None, ""),
        ("ja men inte fredag", {1}, None, ""),
        ("only Friday", {2}, None, ""),
        ("bara den 27", {2}, None, ""),
        ("26 mars", {1}, None, ""),
        ("ja men inte middagen", {1, 2}, False, ""),
        ("inte middagen", {1, 2}, False, ""),
        ("bara dag 2, inte middagen", {2}, False, ""),
        ("ok, dag 2 men utan middag", {2}, False, ""),
        ("yes, no dinner", {1, 2}, False, ""),
        ("jag kommer inte dag 1, tyvärr", {2}, None, ""),
        ("bara dag 1 och middagen", {1}, True, ""),
        ("bara middagen", set(), True, ""),
        ("båda dagarna", {1, 2}, True, ""),
        ("torsdag och fredag", {1, 2}, None, ""),
        ("alla dagarna och middagen", {1, 2}, True, ""),
        ("ja, dag 2, vegetarian", {2}, None, "vegetarian"),
        ("kommer, äter vegetariskt", {1, 2}, True, "äter vegetariskt"),
        ("yes but I am vegan, no nuts", {1, 2}, True, "I am vegan, no nuts"),
        ("I come, but only day 2, and I am vegetarian", {2}, None, "I am vegetarian"),
        ("ja, jag tål inte nötter, ägg eller mjölk. Tack!", {1, 2}, True, "jag tål inte nötter, ägg eller mjölk"),
        ("Bara middagen, vegan", set(), True, "vegan"),
        ("ja, gärna vegetariskt", {1, 2}, True, "gärna vegetariskt"),
        ("jag är med, glutenfritt", {1, 2}, True, "glutenfritt"),
    ],
)
def test_words_say_which_part_somebody_comes_to_and_what_they_eat(text, days, dinner, food) -> None:
    assert meant(text) == (days, dinner, food) and said_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["ja", "bara", "inte", "middagen", "ja, middagen", "inte bara dag 2", "bara inte", "dag 1 inte",
     "dag 1 men inte dag 1", "torsdag men inte den 26", "kanske dag 2", "nej bara dag 2", "bara dag 2?",
     "dag 2 och min kollega", "torsdag–fredag", "26-27 mars", "dag 1 till middagen", "torsdag till fredag",
     "bara torsdag eftermiddag", "inte vegetarian", "inte vegan dag 2", "inte fredag, vegan, middag", "vegetarian",
     "nej, vegetarian", "kanske, vegan", "ja, vegetarian och min hund", "ja, nötter", "ja, bara vegan", "ja, 2",
     "inte båda dagarna", "inte torsdag, inte fredag", "bara fredag kl 10", "", "hej"],
)  # fmt: skip
def test_what_is_not_wholly_a_part_is_not_understood(text: str) -> None:
    assert meant(text) is None


@given(
    number=st.sampled_from((1, 2)), data=st.data(), yes=st.sampled_from(("", "ja", "Jag kommer", "yes", "👍", "ok")),
    how=st.sampled_from(("bara", "endast", "only", "inte", "utan", "not")),
    food=st.none() | st.sampled_from(FOOD), is_food_first=st.booleans(),
    comma=st.sampled_from((", ", " ", "; ", " – ")),
    case=st.sampled_from((str, str.upper, str.title)), form=st.sampled_from(("NFC", "NFD")), blank=st.sampled_from(
        (" ", "   ", "\xa0")), end=st.sampled_from(("", ".", "!", " 🙂", ", tack")), dots=st.booleans(),
)  # fmt: skip
def test_parts_in_any_order_and_dress_mean_the_same(
    number, data, yes, how, food, is_food_first, comma, case, form, blank, end, dots
) -> None:
    day = data.draw(st.sampled_from(DAYS[number]))
    parts = [f"{how} {day}", *([food] if food else [])]
    text = comma.join([*([yes] if yes else []), *(parts[::-1] if is_food_first else parts)]) + end
    dressed = case(text if dots else fold(text)).replace(" ", blank).replace("’", data.draw(st.sampled_from("’'´")))
    said = meant(clean(normalize(form, dressed)))
    expected = {number} if how in ("bara", "endast", "only") else {3 - number}
    assert said is not None, dressed
    assert said[:2] == (expected, None)
    assert fold(said[2]).translate({0xB4: "'", 0x2019: "'"}) == fold(food or "").replace("’", "'")


@given(
    st.sampled_from(NOT_ITS_DAYS), st.sampled_from(("bara {}", "ja, {}", "inte {}", "kommer {}, vegan", "dag 1 och {}"))
)
def test_a_day_that_the_meeting_has_not_is_not_understood(day: str, text: str) -> None:
    assert part_said_in(text.format(day)) is not None and meant(text.format(day)) is None


@given(st.dates(date(2020, 1, 1), date(2022, 1, 1)), st.integers(1, 12), st.integers(0, 6), st.booleans())
def test_a_weekday_is_a_day_where_the_meeting_has_it_once(first: date, count: int, weekday: int, swedish: bool) -> None:
    meeting = Span(first, first + timedelta(days=count - 1))
    its = [each for each in range(1, count + 1) if (first + timedelta(days=each - 1)).weekday() == weekday]
    name = (SWEDISH if swedish else ENGLISH).weekdays[weekday]
    said = meant(f"bara {name}" if swedish else f"only {name}", meeting)
    assert said == ((set(its), None, "") if len(its) == 1 else None)


@given(st.lists(st.sampled_from(
    ("bara", "inte", "dag 1", "fredag", "den 26", "middagen", "men", "ja", "och", "båda dagarna",
     "vegan", "till", "no nuts")
), max_size=7))  # fmt: skip
def test_a_part_never_holds_what_it_is_without(words: list[str]) -> None:
    said = part_said_in(" ".join(words))
    if said is None:
        return
    assert said.days_of(TWO) <= {1, 2} and not said.days & said.without
    assert (said.food != "") == bool({"vegan", "no nuts"} & set(words))
    assert said.dinner is not True or "middagen" in words or not (said.days or said.without)


@given(st.sampled_from(FOOD), st.sampled_from(("zebra", "kl 10", "min kollega", "två personer")), st.booleans())
def test_a_word_that_is_not_understood_leaves_all_of_it(food: str, word: str, first: bool) -> None:
    text = f"ja, dag 2, {word}, {food}" if first else f"ja, dag 2, {food}, {word}"
    assert part_said_in(text) is None and speaks_of_food(text)


@pytest.mark.parametrize("text", ["ja, specialkost", "ja men jag äter inte allt", "yes, nut allergies in the family"])
def test_what_is_of_food_is_known_also_where_it_is_not_understood(text: str) -> None:
    assert part_said_in(text) is None and speaks_of_food(text)


@given(st.text(max_size=150))
def test_any_text_is_a_part_or_none(text: str) -> None:
    part_said_in(text)
    speaks_of_food(text)
    as_written("dont eat pork ", text)


@pytest.mark.parametrize("text", ["26 mars", "fredag", "dag 2", "torsdag och fredag"])
def test_what_only_names_a_day_may_be_a_question_too(text: str) -> None:
    bare, sure = part_said_in(text), part_said_in(f"ja, {text}")
    assert bare is not None and bare.is_bare and sure is not None and not sure.is_bare
    fed = part_said_in(f"{text}, vegan")
    assert fed is not None and not fed.is_bare


def test_a_weekday_cut_short_is_the_weekday_that_begins_so() -> None:
    for short, number in SHORT.items():
        assert any(each.weekdays[number].casefold().startswith(short) for each in (SWEDISH, ENGLISH)), short
