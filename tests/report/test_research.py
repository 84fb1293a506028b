"""The research export: only what its authors allow, no persons, no formulas."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.experiences.personal_data import KnownNames
from bot.models import ExperienceState, Network, Role
from bot.report.research import COLUMNS, defused, research
from tests.website.published_world import HOSTILE, publish
from tests.world import World


def exported(world: World, ending: str) -> dict[str, bytes]:
    with world.database.reading() as session:
        return research(session, session.get(Network, world.network_id), ending)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def full(world: World):
    gavle = world.member("Gävle")
    person = world.person("Tjänsteperson Etta", Role.OFFICIAL, gavle)
    law = world.activity(1, "Lagen")
    publish(world, 1, member_id=gavle, activity_id=law, author_id=person.person_id, may_publish=False,
            did="Tjänsteperson Etta, etta@exempel.se, 070-174 06 05 och 811218-9876 hörde barn.\nRad två.")  # fmt: skip
    publish(world, 2, may_research=False)
    publish(world, 3, state=ExperienceState.WITHDRAWN)
    publish(world, 4, state=ExperienceState.CONTRIBUTED)
    return world


def test_only_what_its_authors_allow_is_in_it(full):
    assert [each["number"] for each in rows(exported(full, ".csv")[".csv"])] == ["1", "4"]
    assert [each["number"] for each in json.loads(exported(full, ".json")[".json"])["experiences"]] == [1, 4]


def test_no_person_can_be_read_from_it(full):
    for ending in (".csv", ".json"):
        for content in exported(full, ending).values():
            text = content.decode("utf-8-sig")
            assert "Etta" not in text and "etta@" not in text and "174 06" not in text and "811218" not in text
    (first, _) = rows(exported(full, ".csv")[".csv"])
    assert first["did"] == "[…], […], […] och […] hörde barn.\nRad två." and first["member"] == "Gävle"


def test_the_codebook_tells_of_every_column(full):
    files = exported(full, ".csv")
    book = rows(files["-codebook.csv"])
    assert [each["column"] for each in book] == list(COLUMNS) == list(rows(files[".csv"])[0])
    assert all(each["holds"] for each in book)
    told = json.loads(exported(full, ".json")[".json"])
    assert [each["column"] for each in told["codebook"]] == list(told["experiences"][0])


def test_hostile_text_is_never_a_formula(full):
    for text in (HOSTILE, '=HYPERLINK("http://ont.se")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"):
        publish(full, 9, title=text, did=text, links=text)
    for row in rows(exported(full, ".csv")[".csv"]):
        for cell in row.values():
            assert not cell.lstrip(" \n\xa0").startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell


@given(st.text())
def test_a_cell_says_the_same_and_is_no_formula(text):
    cell = defused(text)
    assert cell in (text, f"'{text}")
    assert not cell.lstrip(" \n\xa0").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_parts_of_names_go_too_but_not_the_same_words_and_places():
    names = ["Björn-Erik Västerås", "Ek Lind"]
    told = KnownNames.of(names, ["Västerås"]).without(
        "Björns idé. En björn i Västerås. Erik, Lind och BJÖRN-ERIK VÄSTERÅS."
    )
    assert told == "[…] idé. En björn i Västerås. […], […] och […]."


@pytest.mark.parametrize(
    "name", ["Samordnare", "samordnaren", "Tjänsteperson, Gävle", "Ordförande", "Barnstrateg", "Coordinator",
             "Projektledare Gävle", "Kommunikatör", "Vice ordförande", "Enhetschef"],
)  # fmt: skip
def test_what_somebody_does_is_no_name(name):
    text = f"{name} och vår {name.lower()} ordnade mötet i Gävle."
    known = KnownNames.of([name, f"Signhild Åkerö, {name}"], ["Gävle"])
    assert (known.without(text), known.traces([text])) == (text, ())
    assert known.named_in([f"Signhild Åkerö, {name}", "Åkerö"]) == (f"Signhild Åkerö, {name}", "Åkerö")


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=4))
def test_taking_out_personal_data_never_fails_and_takes_every_name(text, names):
    told = KnownNames.of([*names, "Anna-Karin"], []).without(f"{text} Anna-Karin {text}")
    assert " anna-karin " not in told.casefold()
