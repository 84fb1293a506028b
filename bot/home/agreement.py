"""What a period's agreement says, and how its members work together by it, in the plan's own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import facts, header, section
from bot.dates.in_words import span
from bot.feature.pages import Listing, Turn, pieces
from bot.hosting.coordination import HeadedRows, costs_of
from bot.language import N_, Say, Text, bold, lines
from bot.models import Coordination, Period
from bot.network.membership import is_over
from bot.network.people import COORDINATION_NAMES, when_in_words

CONDITIONS: Final = {"conditions": N_("Conditions")}
LAWS: Final = {"laws": N_("Laws and documents it builds on"), "strategy": N_("Strategy")}
_PARTS: Final = {
    "adopted_by": N_("Adopted by"),
    "text": N_("What it says"),
    **CONDITIONS,
    **LAWS,
    "coordination_text": N_("Coordination"),
    "ways_of_working": N_("Ways of working"),
    "peer_review": N_("Peer review"),
    "final_report": N_("Final report"),
    "background": N_("Background"),
}
_LISTS: Final = ("conditions", "laws")


def is_loaded(period: Period) -> bool:
    """Whether anything is loaded of what was agreed."""
    return bool(period.agreement or period.fee or any(period.terms.values()))


def agreement_of(say: Say, period: Period, today: date, again: Turn) -> Message:
    """All that is loaded of it; the rest of a long one on further pages."""
    title = say("The agreement {period}", period=period.name)
    parts = [*costs_of(say, period, today), *parts_of(say, period, _PARTS)] or [
        HeadedRows(say("What it says"), [say("Nothing of what it says is loaded.")])
    ]
    texts = [row for each in parts for row in each.in_rows()]
    named = [bold(each) for each in pieces(period.agreement)]
    return Listing(
        say=say,
        text=lines(title, *named),
        rows=[facts(_numbers(say, period, today)), *map(section, texts)],
        words=[Text(""), *texts],
        count=0,
        again=again,
        head=[header(title), *map(section, named)],
    ).page()


def parts_of(say: Say, period: Period, parts: dict[str, str]) -> list[HeadedRows]:
    """Those of its texts that are loaded, each under its heading."""
    return [HeadedRows(say(parts[name]), rows) for name in parts if (rows := list(_rows(period, name)))]


def _rows(period: Period, name: str) -> Iterator[Text]:
    bullet = Text("• " if name in _LISTS else "")
    for text in period.texts(name):
        first, *more = pieces(text)
        yield from (bullet + first, *more)


def _numbers(say: Say, period: Period, today: date) -> list[tuple[object, object]]:
    """Its days, and what it says in a number or a word."""
    terms = period.terms
    election, years = terms.get("across_election"), terms.get("revised_after_years")
    return [
        (say("Period"), lines(span(period.days, say.code), when_in_words(say, period, today))),
        *([kept_together(say, period, is_over=is_over(period, today))] if _says_who_coordinates(period) else []),
        (say("Partnership meetings"), _meetings(say, period)),
        (say("The plan may be revised"), say.many("after {count} year", "after {count} years", years) if years else ""),
        (say("Runs across the election"), str(election or "")),
    ]


def _meetings(say: Say, period: Period) -> Text:
    a_year, days = period.terms.get("meetings_a_year"), period.terms.get("days_a_meeting")
    return lines(
        say("{count} a year", count=a_year) if a_year else "",
        say.many("{count} day each", "{count} days each", days) if days else "",
    )


def kept_together(say: Say, period: Period, *, is_over: bool, is_anybody_noted: bool = False) -> tuple[object, object]:
    """How a period is coordinated, or was; where its plan says nothing of a coordinator, what is known."""
    model = say(COORDINATION_NAMES[period.coordination])
    title = say("Was kept together by") if is_over else say("Kept together by")
    is_known = is_anybody_noted or _says_who_coordinates(period)
    return title, model if is_known else say("no coordinator is noted")


def _says_who_coordinates(period: Period) -> bool:
    return period.coordination is Coordination.TROIKA or bool(period.texts("coordination_text"))
