"""An author's yes, no and withdrawal take effect everywhere at once; hostile text is only text everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

from bot.experiences.fields import FIELDS
from bot.feature.call import Fields, SlackFile
from bot.models import Experience, Network, Period, Role
from bot.report import content_of
from bot.report.research import research
from bot.website.published import gather
from bot.website.site import files_of, write_site
from tests.experiences.test_experience import contribute
from tests.report.test_report import text_in
from tests.website.published_world import HOSTILE, at_the_door, fetched
from tests.world import World, blocks_of, words_of

MARK = "Kännetecknet"
FILE, NOTE, BEGUN = "Filnamnet", "Granskarens", "Påbörjat"
AUDIENCES = ("internal", "public", "research")
ENDINGS = (".docx", ".html", ".pdf", ".md")
INSIDE = {"slack/search", "slack/number", "slack/activity", "slack/home", "slack/report intern"}
INSIDE |= {f"report{ending}/internal" for ending in ENDINGS}
OPEN = {"slack/search/guest", "slack/number/guest", "slack/activity/guest"}
SITE = {"site", "folder", "feed.json", "feed.xml", "web", "web/feed.json", "web/feed.xml", "web/1", "web/members/1",
        "web/activities/1", "web/test/1", "slack/report publik"}  # fmt: skip
SITE |= {f"report{ending}/public" for ending in ENDINGS}
RESEARCH = {"research.csv", "research.json", "slack/report forskning"} | {f"report{each}/research" for each in ENDINGS}


@pytest.fixture
def official(world: World):
    gavle = world.member("Gävle")
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.colleague = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    world.law = world.activity(1, "Lagen i vardagen")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def in_slack(world: World) -> dict[str, str]:
    """What is read in Slack, by somebody inside and by a guest."""
    told = {
        "slack/home": words_of(world.home(world.colleague)),
        "slack/home/guest": words_of(world.home(world.stranger)),
    }
    for name, who in (("", world.other), ("/guest", world.stranger)):
        told[f"slack/search{name}"] = words_of(world.ask(who, f"/erfarenhet sök {MARK[:8]}"))
        told[f"slack/number{name}"] = words_of(world.ask(who, "/erfarenhet 1"))
        told[f"slack/activity{name}"] = words_of(world.ask(who, "/aktiviteter 1"))
    for audience in ("intern", "publik", "forskning"):
        (file,) = world.ask(world.coordinator, f"/natverk rapport {audience}").answer.files
        told[f"slack/report {audience}"] = text_in(file.make(), ".docx")
    return told


def in_files(world: World, folder: Path) -> dict[str, str]:
    """What is read in the files that leave the bot; the folder is the same each time it is written."""
    told = {}
    with world.database.reading() as session:
        network, period = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
        for ending in ENDINGS:
            for audience in AUDIENCES:
                content = content_of(session, network, period, ending, now=world.now, audience=audience)
                told[f"report{ending}/{audience}"] = text_in(content, ending)
        published = gather(session, network, world.now)
        files = files_of(published, "https://exempel.se")
        told |= {name: files.pop(name).decode() for name in ("feed.json", "feed.xml")}
        told["site"] = b"".join(files.values()).decode()
        for ending in (".csv", ".json"):
            told[f"research{ending}"] = research(session, network, ending)[ending].decode()
        write_site(published, folder, "https://exempel.se")
    told["folder"] = "".join(each.read_text() for each in sorted(folder.rglob("*")) if each.is_file())
    return told


def on_the_web(world: World) -> dict[str, str]:
    """What is read at the web door."""

    async def story(session: aiohttp.ClientSession, home: str) -> dict[str, str]:
        told = {}
        for path in ("", "/feed.json", "/feed.xml", "/1", "/members/1", "/activities/1", "/test/1"):
            async with session.get(f"{home}/experiences{path}") as answer:
                told[f"web{path}"] = await answer.text()
        return told

    return at_the_door(world, story)


def outputs(world: World) -> dict[str, str]:
    """Everything that can leave the bot, as a reader reads it."""
    folder = world.folder / "site"
    return in_slack(world) | in_files(world, folder) | on_the_web(world)


def where(world: World) -> set[str]:
    """In which outputs the experience can be read."""
    told = outputs(world)
    assert not [name for name, text in told.items() if BEGUN in text or NOTE in text], (
        "only for who wrote it, or reviews"
    )
    assert {name for name, text in told.items() if FILE in text} <= INSIDE, "files are for those inside"
    return {name for name, text in told.items() if MARK in text}


def test_every_consent_and_its_withdrawal_take_effect_everywhere(world, official, tmp_path):
    world.folder = tmp_path

    def press(who, name, value):
        answered = world.press(who, f"experience.{name}", value)
        assert not answered.refused, words_of(answered)

    contribute(world, official, title=MARK, did=f"{MARK} i texten.", activity=str(world.law),
               files=(SlackFile("F1", f"{FILE}.pdf", "", "https://x.se/F1"),),
               co_authors=(str(world.colleague.person_id),))  # fmt: skip
    form = world.press(world.colleague, "experience.change", "1").answer
    world.press(world.colleague, "did", view="VC", container="view", fields=Fields({"did": BEGUN}, form.about))
    note = world.press(world.coordinator, "experience.comment", "1").answer
    world.send(world.coordinator, note, note=f"{NOTE} fråga")
    assert FILE in words_of(world.ask(world.other, "/erfarenhet 1"))
    assert where(world) == INSIDE
    press(official, "consent", "1.publication.yes")
    assert where(world) == INSIDE, "outside only after approval"
    press(world.coordinator, "approve", "1")
    assert where(world) == INSIDE | OPEN | SITE
    press(official, "consent", "1.research.yes")
    assert where(world) == INSIDE | OPEN | SITE | RESEARCH
    press(official, "consent", "1.publication.no")
    assert where(world) == INSIDE | RESEARCH
    assert fetched(world, "/experiences/1")[0] == 410
    press(official, "consent", "1.publication.yes")
    press(world.coordinator, "approve", "1")
    press(world.coordinator, "consent", "1.research.no")
    assert where(world) == INSIDE | OPEN | SITE, "the coordinator may take back"
    world.send(official, world.press(official, "experience.change", "1").answer, did=f"{MARK} ändrad.")
    assert where(world) == INSIDE, "a changed text waits for approval"
    press(world.coordinator, "approve", "1")
    press(official, "consent", "1.research.yes")
    assert where(world) == INSIDE | OPEN | SITE | RESEARCH
    press(official, "withdraw", "1")
    assert where(world) == set()
    assert fetched(world, "/experiences/1")[0] == 410
    press(official, "restore", "1")
    assert where(world) == INSIDE | RESEARCH, "restored with its consents, but not its approval"


def test_hostile_text_is_only_text_in_every_output(world, official, tmp_path):
    world.folder = tmp_path
    hostile = HOSTILE.replace("\x00", "").replace("\x1b", "")
    values: dict = {each.name: hostile[: each.longest] for each in FIELDS}
    shown = contribute(
        world, official, **values | {"title": f"{MARK} {hostile}"[:140]}, consents=("publication", "research")
    )
    world.press(world.coordinator, "experience.approve", "1")
    told = outputs(world)
    for name in ("site", "web", "web/1", "feed.xml", "web/feed.xml", "report.html/public", "report.md/public"):
        text = told[name]
        assert MARK in text and "<script" not in text and not re.search(r"<img|onerror=[^&]*>", text), name
        assert "{{7*7}}" in text or name.startswith("report.md") or "49" not in text, name
    assert not re.search(r'(^|,|\n)"?\s*[=+@]', told["research.csv"].replace("\ufeff", ""))
    for asked in ("/erfarenhet 1", f"/erfarenhet sök {MARK[:8]}"):
        assert "<!channel>" not in str(blocks_of(world.ask(world.other, asked)))
    assert "<!channel>" not in str(blocks_of(shown))
    assert world.row(Experience, 1).title.startswith(MARK)
