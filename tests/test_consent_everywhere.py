"""An author's yes, no and withdrawal take effect everywhere at once; hostile text is only text everywhere."""

from __future__ import annotations

import re

import pytest

from bot.files.report import content_of
from bot.files.research import research
from bot.files.site import files_of
from bot.files.site.published import gather
from bot.models import Experience, Network, Period, Role
from tests.published_world import HOSTILE, fetched
from tests.test_experience import contribute
from tests.test_report import text_in
from tests.world import World, blocks_of, words_of

MARK = "Kännetecknet"
INSIDE = {"slack/search", "slack/number", "report.docx/internal", "report.html/internal", "report.pdf/internal",
          "report.md/internal"}  # fmt: skip
OPEN = {"slack/search/guest", "slack/number/guest", "report.docx/public", "report.html/public", "report.pdf/public",
        "report.md/public"}  # fmt: skip
SITE = {"site", "feed.json", "feed.xml", "web", "web/feed.json", "web/feed.xml", "web/1"}
RESEARCH = {"report.docx/research", "report.html/research", "report.pdf/research", "report.md/research",
            "research.csv", "research.json"}  # fmt: skip


@pytest.fixture
def official(world: World):
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def outputs(world: World) -> dict[str, str]:
    """Everything that can leave the bot, as a reader reads it."""
    told = {}
    for name, who in (("", world.other), ("/guest", world.stranger)):
        shown = words_of(world.ask(who, f"/erfarenhet sök {MARK[:8]}"))
        told[f"slack/search{name}"] = shown
        told[f"slack/number{name}"] = words_of(world.ask(who, "/erfarenhet 1"))
    with world.database.reading() as session:
        network, period = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
        for ending in (".docx", ".html", ".pdf", ".md"):
            for audience in ("internal", "public", "research"):
                content = content_of(session, network, period, ending, now=world.now, audience=audience)
                told[f"report{ending}/{audience}"] = text_in(content, ending)
        files = files_of(gather(session, network, world.now), "https://exempel.se")
        told |= {name: files.pop(name).decode() for name in ("feed.json", "feed.xml")}
        told["site"] = b"".join(files.values()).decode()
        told["research.csv"] = research(session, network, ".csv")[".csv"].decode()
        told["research.json"] = research(session, network, ".json")[".json"].decode()
    for path in ("", "/feed.json", "/feed.xml", "/1"):
        told[f"web{path}"] = fetched(world, f"/experiences{path}")[1]
    return told


def where(world: World) -> set[str]:
    """In which outputs the experience can be read."""
    return {name for name, text in outputs(world).items() if MARK in text}


def test_every_consent_and_its_withdrawal_take_effect_everywhere(world, official):
    def press(who, name, value):
        answered = world.press(who, f"experience.{name}", value)
        assert not answered.refused, words_of(answered)

    contribute(world, official, title=MARK, did=f"{MARK} i texten.")
    assert where(world) == INSIDE
    press(official, "consent", "1.publication.yes")
    assert where(world) == INSIDE | OPEN, "outside only after approval"
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
    assert where(world) == INSIDE | OPEN, "a changed text waits for approval"
    press(world.coordinator, "approve", "1")
    press(official, "withdraw", "1")
    assert where(world) == set()
    assert fetched(world, "/experiences/1")[0] == 410
    press(official, "restore", "1")
    assert where(world) == INSIDE | OPEN, "restored with its consents, but not its approval"


def test_hostile_text_is_only_text_in_every_output(world, official):
    hostile = HOSTILE.replace("\x00", "").replace("\x1b", "")
    values: dict = dict.fromkeys(("did", "result", "learned", "links"), hostile)
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
