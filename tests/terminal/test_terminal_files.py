"""The terminal's commands that write files: which network and period they are about, what they say when they cannot."""

from __future__ import annotations

import itertools
import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.db import Database, open_engine
from bot.errors import CannotWork
from bot.migrations import bring_up_to_date
from bot.models import Experience, ExperienceState, Network, Period
from bot.terminal.commands import app
from tests.website.published_world import publish
from tests.world import World

Typed = Callable[..., Result]


@pytest.fixture
def typed(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command; what it says when it cannot is raised, as the door in `bot.cli` would print it."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    monkeypatch.chdir(tmp_path)

    def type_(*words: str, typing: str = "") -> Result:
        done = CliRunner().invoke(app, words, input=typing)
        if isinstance(done.exception, CannotWork):
            raise done.exception
        return done

    return type_


def another_network(world: World) -> None:
    other = world.add(Network(key="annat", name="Ett annat nätverk", settings={}))
    world.add(Period(network_id=other, name="2013-2015", starts=date(2013, 1, 1), ends=date(2015, 12, 31),
                     coordination="troika"))  # fmt: skip
    here, world.network_id = world.network_id, other
    publish(world, 1, title="Annans rubrik", period_id=None)
    world.network_id = here


def test_report_site_and_research_are_written(world, typed, tmp_path):
    publish(world)
    for words, made in (
        (("report", "R.DOCX", "--audience", "public"), "R.DOCX"),
        (("site", "site", "--address", "https://exempel.se/e"), "site/index.html"),
        (("research", "r.csv"), "r-codebook.csv"),
        (("research", "r.json"), "r.json"),
    ):
        done = typed(*words)
        assert (done.exit_code, done.stderr) == (0, "") and done.stdout.strip()
        assert (tmp_path / made).stat().st_size > 100
    assert zipfile.is_zipfile(tmp_path / "R.DOCX")


@pytest.mark.parametrize("audience", ["internal", "public", "research"])
def test_a_report_is_in_the_language_that_is_asked_for_else_the_networks(world, typed, tmp_path, audience):
    titles = {}
    for language in ((), ("--language", "sv"), ("--language", "en")):
        typed("report", "r.md", "--audience", audience, *language, "--force")
        titles[language[-1:]] = (tmp_path / "r.md").read_text("utf-8")
    assert titles[()] == titles["sv",] and "Slutrapport" in titles[()]
    assert "Final report" in titles["en",] and "Slutrapport" not in titles["en",]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "r.odt"), ".docx, .html, .pdf, .md"),
        (("report", "r.docx", "--audience", "alla"), "internal, public, research"),
        (("report", "r.docx", "--language", "fi"), "sv, en"),
        (("research", "r.xlsx"), ".csv or .json"),
        (("site", "ut", "--address", "exempel.se"), "https://"),
        (("site", "ut", "--address", "https://"), "https://"),
        (("site", "ut", "--address", "https://a b"), "without blanks"),
        (("site", "tom"), "say where the folder will be reached"),
    ],
)
def test_wrong_usage_is_said(typed, words, said):
    done = typed(*words)
    assert done.exit_code == 2 and said in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("research", "/no/such/folder/r.csv"), "cannot be written"),
        (("site", "/proc/nothing/site", "--address", "https://x.se"), "cannot be written"),
        (("report", "/no/such/folder/r.md"), "cannot be written"),
        (("report", "."), ""),
        (("report", "r.md", "--period", "1999"), "Its periods are: 2020–2021"),
        (("report", "r.md", "--network", "okänt"), "These are loaded: test"),
        (("site", "ut", "--address", "https://x.se", "--network", "okänt"), "These are loaded: test"),
        (("wheel", "w.svg", "--network", "okänt"), "These are loaded: test"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(typed, words, said):
    if not said:
        assert typed(*words).exit_code == 2
        return
    with pytest.raises(CannotWork) as told:
        typed(*words)
    assert said in str(told.value) and "\n" not in str(told.value)


def test_without_a_network_or_a_period_it_is_said_what_to_load(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    engine = open_engine(f"sqlite:///{tmp_path / 'none.db'}")
    bring_up_to_date(engine)
    for words in (("report", "r.md"), ("site", "ut", "--address", "https://x.se"), ("research", "r.csv")):
        with pytest.raises(CannotWork, match="natverksbot load"):
            typed(*words)
    with Database(engine).writing() as session:
        session.add(Network(key="n", name="N", settings={}))
    with pytest.raises(CannotWork, match="no period"):
        typed("report", "r.md")


def test_of_several_networks_the_one_that_runs_longest_is_meant_and_the_others_are_named(world, typed, tmp_path):
    publish(world)
    another_network(world)
    for words in (
        ("report", "r.md"),
        ("site", "ut", "--address", "https://x.se"),
        ("research", "r.csv"),
        ("wheel", "w.svg"),
    ):
        assert "test" in (said := typed(*words).stdout) and "--network annat" in said
    assert "Testnätverket" in (tmp_path / "r.md").read_text()
    assert "Annans" not in (tmp_path / "ut" / "feed.json").read_text() + (tmp_path / "r.csv").read_text()
    for words in (("report", "a.md"), ("site", "annat", "--address", "https://x.se"), ("research", "a.csv")):
        assert "--network" not in typed(*words, "--network", "annat").stdout
    assert "Ett annat nätverk" in (tmp_path / "a.md").read_text()
    assert "Annans rubrik" in (tmp_path / "annat" / "feed.json").read_text() + (tmp_path / "a.csv").read_text()


def test_an_earlier_period_is_reported_on_by_its_name(world, typed, tmp_path):
    world.add(Period(network_id=world.network_id, name="2016-2019", starts=date(2016, 1, 1), ends=date(2019, 12, 31),
                     coordination="troika"))  # fmt: skip
    assert "2020–2021" in typed("report", "now.md").stdout
    assert "2020–2021" in typed("report", "same.md", "--period", "2020-2021").stdout
    assert "2016-2019" in typed("report", "then.md", "--period", "2016-2019").stdout
    assert "2016–2019" in (tmp_path / "then.md").read_text() and "2016–2019" not in (tmp_path / "now.md").read_text()


def test_a_report_that_is_there_is_replaced_only_with_force(world, typed, tmp_path):
    (tmp_path / "r.docx").write_text("ändrad för hand")
    with pytest.raises(CannotWork, match="--force"):
        typed("report", "r.docx")
    assert (tmp_path / "r.docx").read_text() == "ändrad för hand"
    assert typed("report", "r.docx", "--force").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "r.docx") and (tmp_path / "r.docx").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("research", "r.csv"), "r.csv"),
        (("research", "r.csv"), "r-codebook.csv"),
        (("research", "r.json"), "r.json"),
        (("wheel", "w.svg"), "w.svg"),
    ],
)
def test_an_export_that_is_there_is_replaced_only_with_force(world, typed, tmp_path, words, name):
    (tmp_path / name).write_text("ändrad för hand")
    before = set(tmp_path.iterdir())
    with pytest.raises(CannotWork, match=f"{name} exists already"):
        typed(*words)
    assert set(tmp_path.iterdir()) == before and (tmp_path / name).read_text() == "ändrad för hand"
    assert typed(*words, "--force").exit_code == 0 and "ändrad" not in (tmp_path / name).read_text("utf-8")


def test_a_page_of_a_site_changed_by_hand_is_written_over_only_with_force(world, typed, tmp_path):
    number = publish(world)
    words, page = ("site", "s", "--address", "https://x.se"), tmp_path / "s" / f"{number}.html"
    typed(*words)
    page.write_text(made := page.read_text("utf-8").replace("Rubrik", "Egen rubrik"), "utf-8")
    for state in (ExperienceState.APPROVED, ExperienceState.WITHDRAWN):
        with world.database.writing() as session:
            session.get_one(Experience, number).state = state
        with pytest.raises(CannotWork, match=rf"changed since they were made: {number}\.html"):
            typed(*words)
        assert page.read_text("utf-8") == made
    assert typed(*words, "--force").exit_code == 0 and not page.exists() and typed(*words).exit_code == 0
    index = tmp_path / "s" / "index.html"
    index.write_text("egen")
    typed(*words, "--force")
    index.write_text("egen")
    with pytest.raises(CannotWork, match=r"changed since they were made: index\.html"):
        typed(*words)
    (tmp_path / "s" / ".natverksbot-site.json").write_text('["index.html", "feed.xml"]')
    (tmp_path / "s" / "index.html").write_text("som förr")
    with pytest.raises(CannotWork, match=r"not made here: feed\.json"):
        typed(*words)


def test_a_site_touches_only_what_it_made(world, typed, tmp_path):
    publish(world)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "index.html").write_text("kommunens")
    words = ("site", "s", "--address", "https://x.se")
    with pytest.raises(CannotWork, match=r"index\.html"):
        typed(*words)
    assert (tmp_path / "s" / "index.html").read_text() == "kommunens"
    assert typed(*words, "--force").exit_code == 0 and typed(*words).exit_code == 0
    assert (tmp_path / "s" / "index.html").read_text() != "kommunens"


@pytest.mark.parametrize("name", ["members", "index.html", ".natverksbot-site.json"])
@pytest.mark.parametrize("is_there", [True, False], ids=["to something", "to nothing"])
def test_no_link_in_a_site_is_followed(world, typed, tmp_path, name, is_there):
    """It is named and refused; with --force it is replaced, and what it leads to stays as it was."""
    publish(world, member_id=world.member("Gävle"))
    words, page, away = ("site", "s", "--address", "https://x.se"), tmp_path / "s" / name, tmp_path / "away"
    typed(*words)
    page.rename(away)
    elsewhere = tmp_path / "elsewhere"
    if is_there:
        away.rename(elsewhere)
    page.symlink_to(elsewhere)
    before = contents(tmp_path / "elsewhere") if elsewhere.is_dir() else elsewhere.is_file() and elsewhere.read_bytes()
    with pytest.raises(CannotWork, match=f"not made here: .*{name}"):
        typed(*words)
    assert page.is_symlink()
    assert typed(*words, "--force").exit_code == 0 and page.exists() and not page.is_symlink()
    after = contents(tmp_path / "elsewhere") if elsewhere.is_dir() else elsewhere.is_file() and elsewhere.read_bytes()
    assert after == before and typed(*words).exit_code == 0


def test_pages_no_longer_published_are_not_taken_away_through_a_link(world, typed, tmp_path):
    publish(world, member_id=world.member("Gävle"))
    words, members, elsewhere = (
        ("site", "s", "--address", "https://x.se"),
        tmp_path / "s/members",
        tmp_path / "elsewhere",
    )
    typed(*words)
    listed = tmp_path / "s" / ".natverksbot-site.json"
    listed.write_text(listed.read_text().replace("{", '{"members/gammal.html": [],', 1))
    members.rename(elsewhere)
    (elsewhere / "gammal.html").write_text("någon annans")
    members.symlink_to(elsewhere)
    assert "gammal" not in typed(*words, "--force").stdout and (elsewhere / "gammal.html").exists()


def test_a_file_where_a_folder_must_be_and_a_folder_where_a_file_must_be_are_found_before_anything_is_written(
    world, typed, tmp_path
):
    publish(world, member_id=world.member("Gävle"))
    words, folder = ("site", "s", "--address", "https://x.se"), tmp_path / "s"
    typed(*words)
    shutil.rmtree(folder / "members")
    (folder / "members").write_text("egen")
    (folder / "index.html").unlink()
    (folder / "index.html" / "mapp").mkdir(parents=True)
    with pytest.raises(CannotWork, match="not made here: members"):
        typed(*words)
    before = contents(folder)
    with pytest.raises(CannotWork, match=r"folders with names that files are to have: index\.html\. Move"):
        typed(*words, "--force")
    assert contents(folder) == before
    shutil.rmtree(folder / "index.html")
    assert typed(*words, "--force").exit_code == 0 and (folder / "members").is_dir()


@pytest.mark.parametrize(
    "words", [("report", "r.md", "--force"), ("wheel", "w.svg"), ("site", "s", "--address", "https://x.se")]
)
def test_a_link_that_is_itself_what_was_named_is_written_through(world, typed, tmp_path, words):
    (tmp_path / "annan").mkdir()
    link, real = tmp_path / words[1], tmp_path / "annan" / words[1]
    if words[0] == "site":
        real.mkdir()
    link.symlink_to(real)
    assert typed(*words).exit_code == 0 and link.is_symlink() and real.stat().st_size


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("ingen/r.md", {"en": "there is no folder ingen.", "sv": "mappen ingen finns inte."}),
        ("fil/r.md", {"en": "a file stands where a folder must be", "sv": "där det ska vara en mapp finns en fil"}),
        ("mapp.md", {"en": "mapp.md is a folder.", "sv": "mapp.md är en mapp."}),
        (f"{'n' * 300}.md", {"en": "the name is too long", "sv": "namnet är för långt"}),
        ("/proc/r.md", {"en": "there is no folder|may not be written", "sv": "finns inte|får inte skrivas"}),
    ],
)  # fmt: skip
def test_why_a_file_cannot_be_written_is_said_in_our_own_words(
    world, typed, tmp_path, monkeypatch, language, out, said
):
    monkeypatch.setenv("LC_ALL", language)
    (tmp_path / "fil").write_text("")
    (tmp_path / "mapp.md").mkdir()
    with pytest.raises(CannotWork, match=said[language]) as refused:
        typed("report", out)
    assert "[Errno" not in str(refused.value) and f".{out[:5]}" not in str(refused.value)


def test_of_a_site_the_file_that_cannot_be_written_is_named(world, typed, tmp_path, monkeypatch):
    number = publish(world)

    def full(place: Path, *_: object) -> None:
        if place.name == f"{number}.html":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.report.whole._replace", full)
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    with pytest.raises(CannotWork, match=rf"^s/{number}\.html kan inte skrivas: utrymmet är slut\."):
        typed("site", "s", "--address", "https://x.se")


def test_what_may_point_out_a_person_is_shown_before_it_is_public(world, typed):
    publish(world, did="Ring 070-174 06 05.")
    for words in PUBLIC:
        assert "070-174 06 05" in typed(*words, "--yes").stderr
    assert "070" not in typed("report", "i.md").stderr


PUBLIC = (("site", "s", "--address", "https://x.se"), ("report", "r.md", "--audience", "public"))


def test_how_many_wait_for_review_is_said_before_anything_is_public(world, typed):
    publish(world)
    publish(world, 2, state=ExperienceState.CONTRIBUTED, approved_at=None)
    for words in PUBLIC:
        assert "1 experience waits for review and is not in it." in typed(*words).stderr
    assert "waits" not in typed("report", "i.md").stderr


@pytest.mark.parametrize("words", PUBLIC, ids=["site", "report"])
def test_where_nobody_can_be_asked_nothing_that_may_point_out_a_person_is_made_public(world, typed, tmp_path, words):
    publish(world, did="Ring 070-174 06 05.")
    before = set(tmp_path.iterdir())
    with pytest.raises(CannotWork, match=r"^Nothing was written\. .*--yes"):
        typed(*words)
    assert set(tmp_path.iterdir()) == before
    assert typed(*words, "--yes").exit_code == 0 and set(tmp_path.iterdir()) > before


@pytest.mark.parametrize("words", PUBLIC, ids=["site", "report"])
def test_who_says_no_on_a_terminal_gets_nothing_written(world, typed, tmp_path, monkeypatch, words):
    publish(world, did="Ring 070-174 06 05.")
    monkeypatch.setattr("bot.terminal.asking.can_ask", lambda: True)
    before = set(tmp_path.iterdir())
    with pytest.raises(CannotWork, match=r"Nothing was written\."):
        typed(*words, typing="n\n")
    assert set(tmp_path.iterdir()) == before
    assert typed(*words, typing="ja\n").exit_code == 0 and set(tmp_path.iterdir()) > before


FORCE = {"site": ("--yes",), "report": ("--yes", "--force"), "research": ("--force",), "wheel": ("--force",)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "broken off"]
)
@pytest.mark.parametrize("nth", [0, 2])
@pytest.mark.parametrize("words", [*PUBLIC, ("report", "r.docx"), ("research", "r.csv"), ("wheel", "w.svg")])
def test_what_stood_there_stays_whole_when_writing_is_broken_off(
    world, typed, tmp_path, monkeypatch, words, nth, fault
):
    """Each file is as it was or as it was to be, and nothing half lies beside it."""
    typed(*words, *FORCE[words[0]])
    before = contents(tmp_path)
    publish(world, 3, title="Ny")
    typed(*words, *FORCE[words[0]])
    after = contents(tmp_path)
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    calls = itertools.count()
    written = os.fsync

    def sync(descriptor: int) -> None:
        if next(calls) >= nth:
            raise fault
        written(descriptor)

    monkeypatch.setattr("bot.report.whole.os.fsync", sync)
    with suppress(CannotWork, KeyboardInterrupt):
        assert typed(*words, *FORCE[words[0]]).exit_code != 0 or nth
    now = {name: content for name, content in contents(tmp_path).items() if not name.startswith("test.db")}
    assert all(content in (before.get(name), after.get(name)) for name, content in now.items())
    assert now.keys() <= before.keys() | after.keys()
