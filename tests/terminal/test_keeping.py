"""`person`, `erase` and `record` in the terminal."""

from __future__ import annotations

import json

import pytest

from bot.errors import CannotWork
from bot.kept.archive import OF_NO_NETWORK
from bot.kept.nouns import NOUN_OF
from bot.models import AccessNeed, Experience, ExperienceState, Network, Person, Role
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_erase import bytes_of
from tests.terminal.test_terminal_files import typed  # noqa: F401  (fixture)
from tests.world import World


@pytest.fixture
def her(world: World):
    her = world.person("Signhild Åkerö", Role.OFFICIAL, world.member("Gävle"))
    contribute(world, her, title="Ottilias skolval")
    return her


def test_what_is_known_of_a_person_is_written_for_the_registrar_alone(world, her, typed, tmp_path):  # noqa: F811
    out = tmp_path / "ut.json"
    typed("person", her.slack_id, "--export", str(out))
    assert json.loads(out.read_text())["people"][0]["name"] == "Signhild Åkerö"
    assert out.stat().st_mode & 0o777 == 0o600
    out.chmod(0o644)
    assert typed("person", her.slack_id, "--export", str(out), "--force").exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600, "also where there was a file that others could read"
    with pytest.raises(CannotWork):
        typed("person", her.slack_id, "--export", str(out))
    assert "Signhild" in typed("person", her.slack_id).output
    with pytest.raises(CannotWork):
        typed("person", "U0NOBODY")
    assert typed("person", "Anna Andersson").exit_code == 2
    assert typed("person", her.slack_id, "--export", "ut.pdf").exit_code == 2


def test_that_the_registrar_has_read_needs_is_in_the_record(world, her, typed):  # noqa: F811
    world.add(AccessNeed(meeting_id=world.meeting(), person_id=her.person_id, text="Nötallergi"))
    assert "Nötallergi" in typed("person", her.slack_id).output
    read = [each for each in typed("record").output.splitlines() if "the registrar" in each]
    assert len(read) == 1 and "needs" in read[0] and "Nötallergi" not in read[0]


def test_all_of_a_network_and_of_no_other_is_written_for_the_archive(world, her, typed, tmp_path):  # noqa: F811
    world.add(AccessNeed(meeting_id=world.meeting(), person_id=her.person_id, text="Nötallergi"))
    other = world.add(Network(key="annat", name="Ett annat nätverk", settings={}))
    world.add(Person(network_id=other, slack_id="U0ANNAN", name="Någon annan", role=Role.OFFICIAL))
    done = typed("export", "ut", "--network", "test")
    assert done.exit_code == 0 and "files are in ut" in done.stdout
    out = tmp_path / "ut"
    assert out.stat().st_mode & 0o777 == 0o700
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in out.iterdir())
    names = {each.stem.replace("-", "_") for each in out.glob("*.json")}
    assert names == set(NOUN_OF) - set(OF_NO_NETWORK), "a noun is forgotten"
    people = (out / "people.csv").read_bytes()
    assert people.startswith(b"\xef\xbb\xbf") and "Signhild Åkerö".encode() in people and b";" in people
    assert json.loads((out / "experiences.json").read_text())[0]["title"] == "Ottilias skolval"
    whole = b"".join(each.read_bytes() for each in out.iterdir())
    assert b"U0ANNAN" not in whole and b"secret_hash" not in whole
    assert "network:" in next(out.glob("plan-*.yaml")).read_text()
    assert "personal data" in (out / "README.md").read_text()
    with pytest.raises(CannotWork):
        typed("export", "ut", "--network", "test")
    assert typed("export", "ut", "--network", "test", "--force").exit_code == 0
    assert len([each for each in typed("record").output.splitlines() if "the registrar" in each]) == 2


def test_an_experience_is_erased_only_with_a_yes_and_once(world, her, typed):  # noqa: F811
    with pytest.raises(CannotWork):
        typed("erase", "experience", "1")
    assert world.row(Experience, 1).title == "Ottilias skolval"
    assert typed("erase", "experience", "1", "--yes").exit_code == 0
    assert world.row(Experience, 1).state is ExperienceState.ERASED
    assert b"ottilia" not in bytes_of(world.database).lower()
    assert typed("erase", "experience", "1", "--yes").exit_code == 0
    with pytest.raises(CannotWork):
        typed("erase", "experience", "2", "--yes")
    assert typed("erase", "experience", "noll").exit_code == 2


def test_who_is_asked_twice_answers_twice(world, her, typed, monkeypatch):  # noqa: F811
    monkeypatch.setattr("bot.terminal.asking.can_ask", lambda: True)
    for typing in ("", "nej\n", "ja\n", "ja\nnej\n"):
        with pytest.raises(CannotWork, match=r"^Nothing was erased\.$"):
            typed("erase", "experience", "1", typing=typing)
    assert typed("erase", "experience", "1", typing="ja\nj\n").exit_code == 0


def test_a_person_is_erased_and_who_wrote_of_them_is_told(world, her, typed):  # noqa: F811
    world.activity(1, "Kunskap", comment="Frågor till Signhild Åkerö")
    with pytest.raises(CannotWork):
        typed("erase", "person", her.slack_id)
    done = typed("erase", "person", her.slack_id, "--yes")
    assert "Activity #1 (comment)" in done.output
    assert world.row(Person, her.person_id).slack_id is None
    with pytest.raises(CannotWork):
        typed("erase", "person", her.slack_id, "--yes")


def test_the_record_is_printed_and_written_as_a_table(world, her, typed):  # noqa: F811
    assert "Signhild Åkerö" in typed("record").output
    table = typed("record", "--csv").output.splitlines()
    assert table[0].count(";") == 6 and len(table) > 1 and "Ottilia" not in str(table)
