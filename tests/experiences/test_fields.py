"""Every field of the list in `bot/experiences/fields.py`, in every place that what an author writes has to reach."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from bot.blocks.messages import Form
from bot.experiences.fields import FACTS, FIELDS, ExperienceField
from bot.feature.call import Fields
from bot.language import speak
from bot.models import BegunChange, Change, Experience, ExperienceState, ExperienceVersion, Network, Period, Role
from bot.report import content_of
from bot.report.research import research
from bot.website.published import gather
from bot.website.site import files_of
from tests.experiences.test_experience import contribute
from tests.report.test_report import text_in
from tests.world import NOW, World, prefilled, words_of

PHONE = "070-174 06 05"
NEVER_LOOKED_THROUGH = {"time", "links"}
"""Years and addresses look like numbers of persons."""
TELLS_WHICH = {"title", "time"}
"""May stand in the record of changes, which then says which experience it was."""
every_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)


def mark(field: ExperienceField) -> str:
    """A word that stands in one field alone."""
    return f"Kännetecken{FIELDS.index(field)}"


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


@pytest.fixture
def full(world: World, official):
    """An experience with something written in every field, approved, and open for all."""
    marks = {each.name: mark(each) for each in FIELDS}
    world.thanks = contribute(world, official, **marks, consents=("publication", "research"))
    world.press(world.coordinator, "experience.approve", "1")
    return world


def asked_in(form: object) -> dict[str, dict]:
    assert isinstance(form, Form)
    return {each["block_id"]: each for each in replace(form, is_open=True).rendered if each["type"] == "input"}


def type_in(world: World, who, form: Form, field: ExperienceField, text: str) -> None:
    """What Slack sends at a pause in the typing."""
    values = {**prefilled(form), field.name: text}
    world.press(who, field.name, view="V1", container="view", fields=Fields(values, form.about))


def read(file: bytes, ending: str) -> str:
    if ending != ".pdf":
        return text_in(file, ending)
    pages = PdfReader(io.BytesIO(file)).pages
    return re.sub(r"-?\s+", "", "".join(each.extract_text() for each in pages))


@every_field
def test_it_is_asked_in_both_languages_with_its_limit(world, official, field):
    for command, code in (("/erfarenhet", "sv"), ("/experience", "en")):
        block = asked_in(world.ask(official, command).answer)[field.name]
        assert block["label"]["text"] == speak(code)(field.form_label or field.label)
        assert block["optional"] is not bool(field.refusal) and block["element"]["multiline"] is field.is_long
        assert block["element"]["max_length"] == field.longest
    assert contribute(world, official, **{field.name: "x" * (field.longest + 1)}).field_errors.keys() == {field.name}


@every_field
def test_it_is_kept_while_it_is_typed(world, official, field):
    form = world.ask(official, "/erfarenhet").answer
    assert asked_in(form)[field.name]["dispatch_action"]
    type_in(world, official, form, field, mark(field))
    assert getattr(world.row(Experience, 1), field.name) == mark(field)
    again = world.click(official, world.ask(official, "/erfarenhet mina"), "Skriv vidare").answer
    assert prefilled(again)[field.name] == mark(field)


@every_field
def test_it_is_kept_in_a_change_that_is_begun_and_in_the_version_before(full, official, field):
    form = full.press(official, "experience.change", "1").answer
    assert prefilled(form)[field.name] == mark(field)
    type_in(full, official, form, field, "Ändrat")
    assert full.rows(BegunChange)[0].content[field.name] == "Ändrat"
    begun = full.press(official, "experience.change", "1").answer
    assert prefilled(begun)[field.name] == "Ändrat"
    full.send(official, begun)
    assert getattr(full.row(Experience, 1), field.name) == "Ändrat"
    assert full.rows(ExperienceVersion)[-1].content[field.name] == mark(field)
    assert full.row(Experience, 1).state is ExperienceState.CONTRIBUTED, "what says something else is approved anew"
    recorded = [each.field for each in full.rows(Change) if mark(field) in (each.before, each.after)]
    assert not recorded or field.name in TELLS_WHICH


@every_field
def test_personal_data_in_it_are_warned_of(world, official, field):
    warned = "telefonnummer" in words_of(contribute(world, official, **{field.name: PHONE}))
    assert warned is (field.name not in NEVER_LOOKED_THROUGH)


@every_field
def test_what_is_written_in_it_is_read_everywhere(full, official, field):
    places = {
        "thanks": words_of(full.thanks),
        "card": words_of(full.ask(official, "/erfarenhet 1")),
        "search": words_of(full.ask(official, f"/erfarenhet sök {mark(field).lower()}")).replace("*", ""),
    }
    with full.database.reading() as session:
        network, period = session.get_one(Network, full.network_id), session.get_one(Period, full.period_id)
        for ending in (".docx", ".html", ".md", ".pdf"):
            for audience in ("internal", "public", "research"):
                file = content_of(session, network, period, ending, now=NOW, audience=audience)
                places[f"report{ending}/{audience}"] = read(file, ending)
        site = files_of(gather(session, network, NOW), "https://exempel.se/")
        exported = research(session, network, ".csv") | research(session, network, ".json")
    places |= {name: site[name].decode() for name in ("1.html", "feed.json", "feed.xml")}
    places |= {f"research{name}": exported[name].decode("utf-8-sig") for name in (".csv", ".json")}
    if field in FACTS:
        del places["feed.json"], places["feed.xml"]  # a feed has paragraphs only
    assert not [place for place, text in places.items() if mark(field) not in text]
    book = exported["-codebook.csv"].decode("utf-8-sig")
    assert f"{field.name}," in book and speak("sv").plain(field.codebook) in book.replace('""', '"')
