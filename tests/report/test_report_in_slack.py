"""/natverk rapport and /natverk kapitel: the report as a Word file, and an editor's texts in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.models import ChapterText, Member, Period, Role
from tests.report.test_report import text_in
from tests.website.published_world import publish
from tests.world import World, blocks_of, labels, prefilled, words_of


@pytest.fixture
def official(world: World):
    gavle = world.member("Gävle")
    world.activity(1, "Lagen")
    publish(world, 1, member_id=gavle, title="Alla får läsa")
    publish(world, 2, member_id=gavle, title="Bara inne", may_publish=False, may_research=False)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def about(world, chapter="summary") -> str:
    """What a button for a chapter says."""
    return f"{chapter} {world.period_id}"


def report(world, words="") -> str:
    (file,) = world.ask(world.coordinator, f"/natverk rapport {words}").answer.files
    return text_in(file.make(), ".docx")


def test_the_coordinator_gets_the_report_as_a_word_file(world, official):
    assert "Bara inne" in report(world) and "Bara inne" not in report(world, "publik")
    assert "Alla får läsa" in report(world, "forskning") and "Alla får läsa" in report(world, "public")
    shown = world.ask(world.coordinator, "/network report")
    assert {"For everybody", "For research"} <= set(labels(shown)) | {"För alla"} or "För alla" in labels(shown)
    (file,) = world.press(world.coordinator, "report.make", "public").answer.files
    assert file.name == "slutrapport-offentlig.docx"
    assert "forskning" in words_of(world.ask(world.coordinator, "/natverk rapport grannen"))


def test_others_get_no_report_and_write_no_chapters(world, official):
    for who in (official, world.stranger, world.newcomer):
        assert world.ask(who, "/natverk rapport").refused and world.ask(who, "/natverk kapitel").refused
        for name in ("make", "chapters", "chapter"):
            assert world.press(who, f"report.{name}", about(world)).refused
    form = world.press(world.coordinator, "report.chapter", about(world)).answer
    assert world.send(official, form, text="Kapad").refused and not world.rows(ChapterText)


def test_an_editors_text_stands_in_every_new_report(world, official):
    shown = world.ask(world.coordinator, "/natverk kapitel")
    assert "Sammanfattning" in words_of(shown) and "Inget skrivet" in words_of(shown)
    form = world.click(world.coordinator, shown, "Skriv").answer
    assert "är sparad" in words_of(world.send(world.coordinator, form, text="Från ord till <vana> & mer."))
    assert "Från ord till <vana> & mer." in report(world)
    again = world.press(world.coordinator, "report.chapter", about(world)).answer
    assert prefilled(again)["text"] == "Från ord till <vana> & mer."
    world.now += timedelta(minutes=1)
    world.send(world.coordinator, again, text="Ändrad")
    assert "Ändrad" in report(world) and len(world.rows(ChapterText)) == 1
    stale = world.send(world.coordinator, again, text="Inaktuell")
    assert "Nu under *Text*: Ändrad" in words_of(stale) and prefilled(stale.answer)["text"] == "Inaktuell"
    world.send(world.coordinator, world.press(world.coordinator, "report.chapter", about(world)).answer, text="")
    assert not world.rows(ChapterText)


def test_forged_chapters_and_too_long_texts_are_refused(world, official):
    for value in ("", "finns inte", "x" * 2000, "summary 99", "summary x", about(world, "activity/9")):
        assert world.press(world.coordinator, "report.chapter", value).refused
    assert not world.press(world.coordinator, "report.chapter", "summary").refused, "a button from before periods"
    form = world.press(world.coordinator, "report.chapter", about(world)).answer
    assert world.send(world.coordinator, form, text="x" * 3001).field_errors
    for forged in ("summary", "summary 99 ", "påhittat 1 ", ""):
        object.__setattr__(form, "about", forged)
        assert world.send(world.coordinator, form, text="x").refused
    assert not world.rows(ChapterText)


def test_the_list_of_chapters_fits_with_long_texts(world, official):
    form = world.press(world.coordinator, "report.chapter", about(world)).answer
    world.send(world.coordinator, form, text="<&> " * 749)
    assert "&lt;&amp;" in str(blocks_of(world.ask(world.coordinator, "/natverk kapitel")))


def test_chapters_with_nothing_in_them_yet_and_their_parts_can_have_a_text_too(world, official):
    shown = world.ask(world.coordinator, "/natverk kapitel")
    assert "Styrkor och utmaningar" in words_of(shown) and "Styrkor och utmaningar" not in report(world)
    offered = str(blocks_of(shown))
    for key in ("challenges", "activity/1", f"member/{world.row(Member, 1).id}"):
        assert about(world, key) in offered
        form = world.press(world.coordinator, "report.chapter", about(world, key)).answer
        world.send(world.coordinator, form, text=f"Skrivet i {key}.")
        assert f"Skrivet i {key}." in report(world)
    assert "Skrivet i activity/1." in str(blocks_of(world.ask(world.coordinator, "/natverk kapitel")))


def test_an_earlier_period_is_reported_on_and_written_for_by_its_name(world, official):
    earlier = world.add(Period(network_id=world.network_id, name="2016-2019", starts=date(2016, 1, 1),
                               ends=date(2019, 12, 31), coordination="troika"))  # fmt: skip
    assert "Slutrapport 2016–2019" in report(world, "2016-2019") and "Slutrapport 2016–2019" not in report(world)
    assert "Slutrapport 2016–2019" in report(world, "publik 2016–2019")
    shown = world.ask(world.coordinator, "/natverk kapitel 2016-2019")
    form = world.click(world.coordinator, shown, "Skriv").answer
    world.send(world.coordinator, form, text="Så var det då.")
    (written,) = world.rows(ChapterText)
    assert written.period_id == earlier and "Så var det då." in report(world, "intern 2016-2019")
    assert "2016-2019" in words_of(world.ask(world.coordinator, "/natverk rapport 2012-2013"))


def test_a_network_of_forty_members_and_thirty_activities_can_be_written_for(world, official):
    for n in range(40):
        world.member(f"Kommun {n} {'med ett långt namn ' * 4}")
    for n in range(2, 32):
        world.activity(n, f"En aktivitet med lång rubrik {n} " * 4)
    shown = world.ask(world.coordinator, "/natverk kapitel")
    pages = [shown]
    while "Visa fler" in str(blocks_of(shown)):
        shown = world.click(world.coordinator, shown, "Visa fler")
        pages.append(shown)
    assert all(len(blocks_of(each)) <= 50 for each in pages)
    everything = "".join(str(blocks_of(each)) for each in pages)
    assert "Kommun 39" in everything and "lång rubrik 31" in everything


def test_the_coordinator_learns_what_waits_and_who_may_be_pointed_out_before_a_report_is_public(world, official):
    publish(world, 3, title="Väntar", state="contributed", approved_at=None)
    publish(world, 4, did="Ring Tjänsteperson, Gävle, 070-174 06 05.")
    shown = words_of(world.ask(world.coordinator, "/natverk rapport publik"))
    assert "1 väntar på granskning och är inte med." in shown and "070-174 06 05" in shown
    assert "väntar på granskning" not in words_of(world.ask(world.coordinator, "/natverk rapport intern"))
