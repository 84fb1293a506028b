"""Commands and jobs of one's own: found by being in the folder of FEATURES, also beside an installed wheel."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.playground import HandClock
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, WORKSPACE
from tests.running_bot import ROOT, fill, finished, running, start

PARKING = """
from datetime import UTC, datetime, timedelta

from bot.feature.declare import CHANNEL, Answer, Call, Message, Post, command, job, question, word
from bot.language import N_

from own_features.places import PLACES


@command("parkering", "parking", about=N_("Where to park"))
def parking(call: Call) -> Answer:
    return Message(call.say("Park at {place}.", place=PLACES[0]))


@word("mote", "parkering", "parking", about=N_("Where to park at the meeting"))
def at_the_meeting(call: Call) -> Answer:
    return parking(call)


@job("parking", about=N_("Where to park"), in_channel=True)
def plan(run):
    for year in (2020, 2090):
        due = datetime(year, 4, 2, 8, tzinfo=UTC)
        if run.since < due <= run.until:
            useful = due + timedelta(days=1)
            yield Post(f"parking/{year}", "parking", CHANNEL, due, useful, lambda say: Message(say("Park well.")))
"""
PLACES = 'PLACES = ["Slottstorget"]\n'


def folder_with(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def names_in(manifest: str) -> set[str]:
    return {each["command"] for each in json.loads(manifest)["features"]["slash_commands"]}


def natverksbot(tmp_path: Path, *words: str, **more: str) -> tuple[int, str, str]:
    return asyncio.run(finished(None, tmp_path, *words, **more))


# what is found


def test_what_lies_in_the_folder_is_in_the_manifest_and_answered(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, parking=PARKING, places=PLACES)

    async def story() -> None:
        _, manifest, err = await finished(None, tmp_path, "manifest", FEATURES="own")
        assert not err and {"/parkering", "/parking", "/mote"} <= names_in(manifest)
        async with (
            FaultySlack(replace(WORKSPACE, manifest=json.loads(manifest)), HandClock(NOW)) as slack,
            running(slack, tmp_path, FEATURES=str(folder)),
        ):
            for typed in ("/parkering", "/parking", "/mote parkering"):
                assert "Park at Slottstorget." in (await slack.command("U2", "C1", typed)).words, typed

    asyncio.run(story())


def test_what_goes_out_from_the_folder_is_foretold(tmp_path: Path) -> None:
    folder_with(tmp_path, parking=PARKING, places=PLACES)
    fill(tmp_path).engine.dispose()
    _, out, _ = natverksbot(tmp_path, "preview", "--from", "2090-04-01", "--to", "2090-04-03", FEATURES="own")
    assert "Park well." in out
    _, out, _ = natverksbot(tmp_path, "preview", "--from", "2090-04-01", "--to", "2090-04-03")
    assert "Park well." not in out


def test_the_playground_has_it_too(tmp_path: Path) -> None:
    folder_with(tmp_path, parking=PARKING, places=PLACES)
    (tmp_path / ".env").write_text("FEATURES=own\nPORT=of what else is set here the playground asks nothing\n")

    async def story() -> bytes:
        process = await start(None, tmp_path, "playground", "--port", "0", "--no-open", PORT="")
        try:
            assert process.stdout is not None
            address = (await asyncio.wait_for(process.stdout.readline(), 60 * PATIENCE)).decode().split()[1]
            async with aiohttp.ClientSession() as http, http.get(f"{address}/page/state?as=U0SAMORD") as answer:
                return await answer.read()
        finally:
            process.terminate()
            await process.communicate()

    assert b"/parkering" in asyncio.run(story())


def test_the_doctor_names_what_is_used(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, parking=PARKING, places=PLACES)
    assert f"features: From {folder}: parking, places." in natverksbot(tmp_path, "doctor", FEATURES="own")[1]
    assert "features:" not in natverksbot(tmp_path, "doctor")[1]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "There is no .py file" in natverksbot(tmp_path, "doctor", FEATURES=str(empty))[1]


# what stops the start

TWICE = PARKING.replace("from own_features.places import PLACES", "PLACES = ['Torget']")
WRONG = {
    "no Python": ({"parking": "def park(:"}, ["parking.py", "SyntaxError", "line 1"]),
    "breaks": ({"parking": "\n\nlots = 1 / 0"}, ["parking.py (line 3)", "ZeroDivisionError"]),
    "lacks something": ({"parking": "import parkeringshus"}, ["parking.py", "No module named 'parkeringshus'"]),
    "ends the program": ({"parking": "raise SystemExit('parked')"}, ["parking.py", "parked"]),
    "a command of ours": (
        {"parking": TWICE.replace('"parkering", "parking"', '"mote", "parking"')},
        ["'mote'", "commands.meeting", "own_features.parking"],
    ),
    "a command's English name": (
        {"parking": TWICE.replace('"parkering", "parking"', '"parkering", "meeting"')},
        ["/meeting", "commands.meeting", "own_features.parking"],
    ),
    "a word of ours": (
        {"parking": TWICE.replace('"mote", "parkering"', '"mote", "Téma"')},
        ["/mote Téma", "commands.theme", "own_features.parking"],
    ),
    "a job of ours": ({"parking": TWICE.replace('@job("parking"', '@job("fee"')}, ["'fee'", "jobs.fee"]),
    "the same twice": ({"one": TWICE, "two": TWICE}, ["'parkering'", "own_features.one", "own_features.two"]),
    "a word of no command": (
        {"parking": TWICE.replace('@word("mote"', '@word("bil"')},
        ["own_features.parking", "/bil", "no command"],
    ),
}


@pytest.mark.parametrize("words", [("manifest",), ("run",), ("doctor",)], ids=" ".join)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_used_is_one_sentence_and_status_1(tmp_path: Path, wrong: str, words: tuple[str, ...]) -> None:
    files, named = WRONG[wrong]
    folder_with(tmp_path, **files)
    needed = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    status, out, err = natverksbot(tmp_path, *words, FEATURES="own", **needed)
    said = next(each for each in out.splitlines() if "features: " in each) if words == ("doctor",) else err
    assert status == 1 and all(each in said for each in named), said
    assert "Traceback" not in out + err and len(said.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("manifest",), ("preview",), ("playground", "--no-open"), ("doctor",)], ids=" ".join)
def test_a_folder_that_is_not_there_is_one_sentence_and_status_1(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    for missing in ("gone", "file"):
        status, out, err = natverksbot(tmp_path, *words, FEATURES=missing)
        assert status == 1 and f"FEATURES has '{missing}', which is no folder" in out + err
        assert len((out + err).strip().splitlines()) == 1


# from a wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` installs; built with what is here already."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def pip(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--no-cache-dir", *words, "--no-index"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_everything_that_stands_beside_the_code(wheel: Path) -> None:
    there = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        each.relative_to(ROOT).as_posix()
        for folder in ("bot", "commands", "jobs")
        for each in (ROOT / folder).rglob("*")
        if each.is_file() and each.parent.name != "__pycache__"
    }
    assert len(needed) > 300 and not needed - there
    for kind in (".ttf", ".j2", ".typ", ".yaml", ".po", ".mako", ".html", ".css", ".js"):
        assert any(each.endswith(kind) for each in needed), kind


def test_a_file_dropped_beside_the_installed_bot_is_found(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip("--python", str(python), "install", "--no-deps", str(wheel))
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (packages / "shared.pth").write_text(sysconfig.get_path("purelib"))  # what the bot itself needs
    folder_with(tmp_path, parking=PARKING, places=PLACES)

    def run(*words: str, **more: str) -> str:
        done = subprocess.run(
            [python.with_name("natverksbot"), *words], cwd=tmp_path, capture_output=True, text=True, env=more
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.check_output([python, "-c", "import bot; print(bot.__file__)"], cwd=tmp_path, text=True, env={})
    assert Path(where.strip()).is_relative_to(packages)
    assert "/parkering" in names_in(run("manifest", FEATURES="own"))
    assert "/parkering" not in names_in(run("manifest"))
    run("load", str(packages / "bot" / "plans" / "partnerskapet-2020-2021.yaml"))
    assert "Park well." in run("preview", "--from", "2020-04-01", "--to", "2020-04-03", FEATURES="own")
    for report in ("report.docx", "report.pdf", "report.html"):
        run("report", report)
