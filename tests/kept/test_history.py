"""The record as coordinators read it: who, when, what, and never what somebody wrote."""

from __future__ import annotations

import pytest

from bot.dates.when import ZoneInfo
from bot.kept.record import as_csv, recorded
from bot.language import speak
from bot.models import Change, Role
from tests.experiences.test_experience import contribute
from tests.world import NOW, World, words_of


@pytest.fixture
def lived(world: World):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.at = world.meeting(host=gavle)
    world.press(world.official, "meeting.answer", f"{world.at}.yes")
    world.press(world.official, "meeting.answer", f"{world.at}.no")
    contribute(world, world.official, title="Hemlig rubrik")
    world.send(world.official, world.press(world.official, "experience.change", "1").answer, title="Ny rubrik")
    return world


def test_the_coordinator_reads_who_changed_what_when_and_nobody_else_does(lived):
    shown = words_of(lived.ask(lived.coordinator, "/natverk historik"))
    assert "Tjänsteperson, Gävle · Svar till ett möte #1 · reply: yes → no" in shown
    assert "Erfarenhet #1 · title ändrad" in shown and "rubrik" not in shown
    assert "Answer to a meeting #1" in words_of(lived.ask(lived.coordinator, "/network history"))
    for who in (lived.official, lived.stranger, lived.newcomer):
        assert lived.ask(who, "/natverk historik").refused
        assert lived.press(who, "record.show", "Answer").refused


def test_it_is_narrowed_to_a_noun_and_an_unknown_one_is_answered_with_those_there_are(lived):
    shown = words_of(lived.ask(lived.coordinator, "/natverk historik erfarenhet"))
    assert "Erfarenhet #1" in shown and "Svar till" not in shown
    refused = lived.ask(lived.coordinator, "/natverk historik banan")
    assert refused.refused and "mandat" in words_of(refused)


def test_a_long_record_has_pages(lived):
    lived.add(
        *(Change(at=NOW, by="load", noun="Answer", row=1, field="reply", before=n, after="x") for n in range(300))
    )
    pages = lived.pages(lived.coordinator, lived.ask(lived.coordinator, "/natverk historik svar till ett möte"))
    assert len(pages) > 1 and "Svar till ett möte" in words_of(pages[-1]) and "Erfarenhet #1" not in words_of(pages[-1])


def test_as_a_table_no_cell_is_a_formula(lived):
    with lived.database.reading() as session:
        rows = recorded(session, ZoneInfo("Europe/Stockholm"))
        table = as_csv(speak("sv"), [*rows, rows[0].__class__(**{**vars(rows[0]), "by": "=1+1"})])
    assert table.splitlines()[0] == "När;Vem;Vad;Nummer;Fält;Före;Efter"
    assert "'=1+1" in table and "rubrik" not in table.lower().replace("'", "")
