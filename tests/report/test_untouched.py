"""The report of an untouched plan claims nothing: what nobody has noted is not known (domain 26)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

import bot
from bot.language import Say, speak
from bot.models import Meeting, Network, Period
from bot.plan.load import apply
from bot.plan.reading import read_plan
from bot.report.chapters import compose
from bot.report.gathering import gather
from bot.report.model import Audience
from bot.report.writers.markdown import markdown
from tests.databases import empty
from tests.plan_world import PlanWorld
from tests.sentences import sentences
from tests.world import words_of

PLANS = ("regionalt-natverk-2013-2015", "partnerskapet-2016-2019", "partnerskapet-2020-2021")
NEUTRAL = frozenset(
    [
        "About this report",
        "Activities",
        "Activities not marked as done",
        "Activities without experiences",
        "Activity",
        "Adopted by",
        "Agreement",
        "Board",
        "Comment",
        "Contents",
        "Coordination",
        "Decision",
        "Decisions and proposals in the members' boards",
        "Draft: the period runs until {day}.",
        "Experiences",
        "Experiences by member and activity number",
        "Final report {period}",
        "Focus areas",
        "For everybody. It holds the experiences that are approved for publication.",
        "For research. It holds the experiences whose authors allow research.",
        "For the network itself. Not to be spread further as it is.",
        "From what was known on {day}",
        "Host",
        "How each activity went",
        "It is based on what was known on {day}.",
        "Law",
        "Meeting",
        "Meetings and themes",
        "Members that have not contributed",
        "Municipalities",
        "No experience has been contributed here.",
        "No.",
        "Nobody has contributed an experience.",
        "Nobody has noted whether the period's meeting took place.",
        "Nobody has noted whether the period's {count} meetings took place.",
        "Nobody has noted whether {unknown} of the period's {planned} meetings took place.",
        "Officials' meeting",
        "Open questions in the plan",
        "Other",
        "Partnership meeting",
        "Plan, goals and activities",
        "State",
        "Summary",
        "Taking part",
        "The member",
        "The members",
        "The members during the period",
        "The network",
        "The period {days}",
        "The period's meetings",
        "The plan's activities",
        "The table counts the experiences of each member for each activity; – means none.",
        "What comes next",
        "When",
        "Where",
        "Who has contributed to what",
        "attendance",
        "delegation",
        "delegations",
        "digital",
        "experience",
        "experiences",
        "has left",
        "has not decided yet",
        "member",
        "members",
        "municipality",
        "municipalities",
        "had left",
        "no decision was noted",
        "nobody has noted",
        "not marked as done",
        "not noted as done when the period ended",
        "ongoing",
        "peer review",
        "peer reviews",
        "planned",
        "takes part",
        "took part",
        "went on through the whole period",
    ]
)
"""What the report of an untouched plan may say: headings, words of the plan, what the plan sets, and what nobody has
noted or contributed. Whoever adds a sentence to the report that says what happened leaves it out here."""


class Hears:
    """Says what it is told to and keeps each source sentence with what came of it."""

    def __init__(self, say: Say) -> None:
        self._say, self.code = say, say.code
        self.heard: set[tuple[str, str]] = set()

    def plain(self, sentence: str, /, **values: object) -> str:
        text = self._say.plain(sentence, **values)
        self.heard.add((sentence, text))
        return text

    def __call__(self, sentence: str, /, **values: object) -> str:
        return self.plain(sentence, **values)

    def many(self, one: str, many: str, count: int, /, **values: object) -> str:
        text = str(self._say.many(one, many, count, **values))
        self.heard |= {(one, text), (many, text)}
        return text


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory):
    """Each plan that comes along, loaded and never touched."""
    made = []
    for plan in PLANS:
        database = empty(tmp_path_factory.mktemp("untouched") / f"{plan}.db")
        first = int(plan[-9:-5])
        with database.writing() as session:
            apply(session, read_plan(Path(bot.__file__).parent / "plans" / f"{plan}.yaml"),
                  datetime(first, 1, 7, 8, tzinfo=UTC))  # fmt: skip
        made.append((database, first))
    yield made
    for database, _ in made:
        database.engine.dispose()


def told(text: str, hears: Hears) -> set[str]:
    """The source sentences that stand in a report."""
    return {
        source for source, said in hears.heard
        if said and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    }  # fmt: skip


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_is_claimed_that_nobody_noted(untouched, audience, language):
    for database, first in untouched:
        with database.reading() as session:
            network = session.scalars(select(Network)).one()
            period = session.scalars(select(Period)).one()
            years = (first - 1, first + 1, period.ends.year + 1)
            for now in (datetime(year, 6, 15, 8, tzinfo=UTC) for year in years):
                hears: Any = Hears(speak(language))
                document = compose(gather(session, network, period, now=now, audience=audience), hears)
                text = markdown(document).decode().replace("\\", "")
                assert told(text, hears) <= NEUTRAL and "%" not in text


PRESENT = re.compile(r"\b(deltar|pågår|beslutat än|har lämnat|är inte|än)\b|\b(takes part|has left|ongoing|yet)\b")


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_of_a_period_that_has_ended_it_says_what_was(untouched, audience, language):
    for database, first in untouched:
        with database.reading() as session:
            network, period = session.scalars(select(Network)).one(), session.scalars(select(Period)).one()
            now = datetime(period.ends.year + 1, 6, 15, 8, tzinfo=UTC)
            hears: Any = Hears(speak(language))
            text = markdown(compose(gather(session, network, period, now=now, audience=audience), hears)).decode()
        said = {said for _, said in hears.heard if said in text}
        assert not [each for each in said if PRESENT.search(each)]
        assert hears.plain("took part") in text or first == 2013


ASKED = (
    "/mote", "/mote lista", "/vardskap", "/vardskap turordning", "/aktiviteter", "/aktiviteter alla",
    "/aktiviteter sena", "/aktiviteter 2", "/natverk", "vem var värd senast?", "vilka har varit värdar?",
    "vilka möten har varit", "när var senaste mötet?", "vem var värd i maj 2020?", "vad bestämdes sist?",
    "hur har närvaron varit?", "har Uppsala varit värd?",
)  # fmt: skip
CLAIMS = re.compile(
    r"[Ss]enast hölls|[Hh]ar haft möte|har varit värd\b(?! för något)|(?<!ingen )var värd\b|\bTack \w+ för värd"
    r"|\bhölls\b|(?<!Då )deltog|inte klar\b|✓|[1-9]\d* hållna|\d %|har varit\."
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory):
    """The real plan, of whose meetings nobody has noted anything."""
    world = PlanWorld(empty(tmp_path_factory.mktemp("untouched") / "asked.db"))
    with world.database.writing() as session:
        session.execute(update(Meeting).values(took_place=None))
    yield world
    world.database.engine.dispose()


@pytest.mark.parametrize("year", [2021, 2022])
def test_nor_in_any_answer(plan, year):
    plan.now = datetime(year, 8, 16, 8, tzinfo=UTC)
    for typed in ASKED:
        for who in (plan.official, plan.coordinator):
            said = words_of(plan.ask(who, typed) if typed.startswith("/") else plan.say(who, typed))
            assert not CLAIMS.search(said), (typed, said)
    for who in (plan.official, plan.coordinator):
        assert not CLAIMS.search(words_of(plan.home(who)))


def test_earlier_meetings_are_listed_with_what_is_known_of_each(plan):
    plan.now = datetime(2021, 8, 16, 8, tzinfo=UTC)
    said = words_of(plan.say(plan.official, "vilka möten har varit?"))
    assert "Tidigare möten" in said and "Möten som har varit" not in said and "ingen har noterat" in said


def test_the_list_of_what_may_be_said_holds_no_sentence_that_is_gone():
    said = {one for _, each in sentences() for one in (each if isinstance(each, tuple) else (each,))}
    assert said >= NEUTRAL
