"""The record as coordinators read it: who, when, what, and never what somebody wrote."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.dates.when import ZoneInfo
from bot.db import Base
from bot.features import find_features
from bot.kept import fields
from bot.kept.record import as_csv, deeds, recorded
from bot.kept.view import line_of
from bot.language import speak
from bot.models import Because, Change, Erasure, PersonState, Role
from bot.models.record import BOOKKEEPING
from tests.experiences.test_experience import contribute
from tests.world import NOW, World, words_of


@pytest.fixture
def lived(world: World):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.at = world.meeting(host=gavle)
    world.press(world.official, "meeting.answer", f"{world.at}.yes")
    world.now += timedelta(hours=1)
    world.press(world.official, "meeting.answer", f"{world.at}.no")
    contribute(world, world.official, title="Hemlig rubrik")
    world.now += timedelta(hours=1)
    world.send(world.official, world.press(world.official, "experience.change", "1").answer, title="Ny rubrik")
    return world


def test_the_coordinator_reads_who_changed_what_when_and_nobody_else_does(lived):
    shown = words_of(lived.ask(lived.coordinator, "/natverk historik"))
    assert (
        "kl. 10.00 · Tjänsteperson, Gävle · Svar till ett möte (maj 2020, Tjänsteperson, Gävle) · svar: Ja → Nej"
        in shown
    )
    assert "Erfarenhet #1 · ändrat: rubrik" in shown and "Hemlig rubrik" not in shown and "Ny rubrik" not in shown
    assert "Answer to a meeting (May 2020, Tjänsteperson, Gävle)" in words_of(
        lived.ask(lived.coordinator, "/network history")
    )
    for who in (lived.official, lived.stranger, lived.newcomer):
        assert lived.ask(who, "/natverk historik").refused
        assert lived.press(who, "record.show", "Answer").refused


def test_who_decided_a_request_is_named_as_everywhere_else(world):
    coordinator = world.person("Samordnare, nätverket", Role.COORDINATOR)
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"), state=PersonState.REQUESTED)
    world.click(coordinator, world.ask(coordinator, "/natverk medlemmar"), "Bekräfta")
    shown = words_of(world.ask(coordinator, "/natverk historik"))
    assert "Samordnare, nätverket · Person (Tjänsteperson, Gävle) · läge: har bett att få gå med → bekräftad\n" in shown
    assert "avgjort" not in shown and coordinator.slack_id not in shown


def test_it_is_narrowed_to_a_noun_and_an_unknown_one_is_answered_with_those_there_are(lived):
    shown = words_of(lived.ask(lived.coordinator, "/natverk historik erfarenhet"))
    assert "Erfarenhet #1" in shown and "Svar till" not in shown
    refused = lived.ask(lived.coordinator, "/natverk historik banan")
    assert refused.refused and "mandat" in words_of(refused)


def test_a_long_record_has_pages(lived):
    lived.add(
        *(
            Change(at=NOW + timedelta(hours=n), by="load", noun="Answer", row=1, field="reply", before=n, after="x")
            for n in range(300)
        )
    )
    pages = lived.pages(lived.coordinator, lived.ask(lived.coordinator, "/natverk historik svar till ett möte"))
    assert len(pages) > 1 and "Svar till ett möte" in words_of(pages[-1]) and "Erfarenhet #1" not in words_of(pages[-1])


def test_as_a_table_no_cell_is_a_formula(lived):
    with lived.database.reading() as session:
        rows = recorded(session, ZoneInfo("Europe/Stockholm"))
        table = as_csv(speak("sv"), [*rows, rows[0].__class__(**{**vars(rows[0]), "by": "=1+1"})])
    assert table.splitlines()[0] == "När;Vem;Vad;Nummer;Fält;Före;Efter"
    assert "'=1+1" in table and "Hemlig rubrik" not in table and "Ny rubrik" not in table


def test_every_field_and_every_value_that_is_one_of_few_has_words():
    known = {**fields._NAMES, **fields._LABELS}
    columns = [each for table in Base.metadata.tables.values() for each in table.columns]
    assert {each.name for each in columns} - known.keys() <= BOOKKEEPING | {"kept", "loaded"}
    kinds = {each.type.enum_class for each in columns if getattr(each.type, "enum_class", None)}
    assert {one for kind in kinds for one in kind if not fields._VALUES[kind].get(one)} == set()


CONTENT = {"title": "Ny", "state": "approved", "consents": ["research"]}


@pytest.mark.parametrize(
    ("noun", "field", "value", "words"),
    [
        ("Answer", "reply", "digital", "Ja, digitalt"),
        ("Answer", "", "created", "skapad"),
        ("Experience", "approved_at", "2020-02-10T08:00:00+00:00", "10 februari 2020 kl. 09.00"),
        ("Meeting", "starts", "09:30:00", "09.30"),
        ("Meeting", "first_day", "2020-05-12", "12 maj 2020"),
        ("Meeting", "month", "2020-05-01", "maj 2020"),
        ("Meeting", "place", "created", "created"),
        ("Meeting", "digital", False, "nej"),
        ("Meeting", "period_id", 3, "#3"),
        ("Person", "muted", ["summary"], "Vilka som kommer till ett möte, en vecka före"),
        ("Network", "settings", {"hour": 8}, "påminnelsernas klockslag: 8"),
        ("ExperienceVersion", "content", CONTENT, "rubrik: Ny; läge: godkänd; samtycken: Får användas i forskning"),
        ("Delivery", "kind", "summary", "Vilka som kommer till ett möte, en vecka före"),
        ("Delivery", "about", {"experience": "1", "marks": "2"}, "erfarenhet: 1"),
        ("Delivery", "message", {"text": "a &amp; b", "blocks": []}, "a & b"),
    ],
)
def test_what_stands_in_a_field_is_said_in_words(noun, field, value, words):
    find_features(())
    assert fields.value_in_words(speak("sv"), noun, field, value) == words


def test_the_record_names_whom_a_field_points_to_and_why_something_was_erased(lived):
    lived.add(
        Change(at=NOW, by="load", noun="Person", row=1, field="member_id", before=None, after=1),
        Erasure(noun="Experience", row=9, at=NOW, by="load", because=Because.CHILD),
    )
    with lived.database.reading() as session:
        table = as_csv(speak("sv"), recorded(session, ZoneInfo("Europe/Stockholm")))
    assert "en planfil;Person;1;medlem;;Gävle\n" in table
    assert ";Erfarenhet;9;;ett barn kan kännas igen;raderad\n" in table


def test_what_changed_something_when_nobody_did_is_said_in_words(lived):
    whats = ("load", "slack", "erase", "forget", "person")
    lived.add(*(Change(at=NOW, by=by, noun="Member", row=1, field="", before=None, after="created") for by in whats))
    shown = words_of(lived.ask(lived.coordinator, "/natverk historik medlem"))
    assert "· en planfil ·" in shown and "· gallringen ·" in shown
    assert not [each for each in whats if f"· {each} ·" in shown]


def test_what_was_done_at_once_is_one_line_that_names_it_and_leaves_out_what_only_the_bot_counts_by(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    at, by, now = world.meeting(host=gavle), official.slack_id, NOW.isoformat()
    later = world.meeting(month=date(2020, 11, 1))
    world.add(
        *(Change(by=by, at=NOW, noun="Meeting", row=at, field=field, before=None, after=after) for field, after in [
            ("first_day", "2020-05-14"), ("sequence", 1), ("days_set_at", now), ("starts", "09:30:00"),
        ]),
        Change(by=by, at=NOW, noun="Activity", row=world.activity(1, "Lagen"), field="done_at", before=None, after=now),
        *(Change(at=NOW, by="load", noun="Member", row=n, field="", before=None, after="created") for n in (1, 99)),
        Erasure(noun="Network", row=world.network_id, at=NOW, by="load", because=Because.PERSON),
        Change(by=by, at=NOW, noun="Meeting", row=later, field="needs", before=None, after="read"),
        *(Erasure(noun="Experience", row=n, at=NOW, by="load", because=Because.CHILD) for n in (8, 9)),
    )  # fmt: skip
    with world.database.reading() as session:
        told = [line_of(speak("sv"), each) for each in deeds(recorded(session, ZoneInfo("Europe/Stockholm")))]
    when = "10 februari 2020 kl. 09.00"
    assert f"{when} · Tjänsteperson, Gävle · Möte (maj 2020) · första dag: 14 maj 2020; börjar: 09.30" in told
    assert f"{when} · Tjänsteperson, Gävle · Aktivitet 1 · klar" in told
    assert f"{when} · en planfil · Kommun eller annan medlem (Gävle; #99) · lades till" in told
    assert f"{when} · en planfil · Erfarenhet #8; #9 · raderades: ett barn kan kännas igen" in told
    assert f"{when} · en planfil · Nätverk (Testnätverket) · ord raderades: någon annan kan kännas igen" in told
    assert f"{when} · Tjänsteperson, Gävle · Möte (november 2020) · läste behov av mat och tillgänglighet" in told
