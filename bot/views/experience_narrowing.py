"""The menus that narrow a search, and how it is said to what it is narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.models.blocks import StaticSelectElement

from bot.blocks.parts import Choice, menu
from bot.feature.call import Call
from bot.language import Text, clip, joined, swedish_order
from bot.models import Member
from bot.network import plan
from bot.network import store as network_store
from bot.rules.search_asked import Asked, write

MOST_CHOICES: Final = 99
NARROW: Final = "experience.narrow"


def menus(call: Call, asked: Asked) -> list[StaticSelectElement]:
    """Whose, of which activity, of which year; each choice carries the whole search along."""
    say = call.say
    found = [
        _menu("member", say("Member"), asked, replace(asked, member=None), say("All members"), _members(call, asked)),
        _menu("activity", say("Activity"), asked, replace(asked, activity=None), say("All activities"),
              _activities(call, asked)),
        _menu("year", say("Year"), asked, replace(asked, year=None), say("All years"), _years(call, asked)),
    ]  # fmt: skip
    return [each for each in found if each is not None]


def _menu(
    name: str, label: Text, asked: Asked, wider: Asked, all_of_them: Text, choices: Sequence[tuple[Asked, str]]
) -> StaticSelectElement | None:
    if not choices:
        return None
    rows: list[Choice] = [
        (write(wider), all_of_them),
        *((write(each), words) for each, words in choices[:MOST_CHOICES]),
    ]
    return menu(f"{NARROW}:{name}", label, rows, chosen=write(asked) if asked != wider else None)


def _members(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    members: Sequence[Member] = sorted(call.network.members, key=lambda each: swedish_order(each.name))
    return [(replace(asked, member=each.id), each.name) for each in members]


def _activities(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    period = network_store.period_at(call.session, call.network, call.today)
    now = plan.activities(call.session, period)
    return [(replace(asked, activity=each.number), f"{each.number}. {each.title}") for each in now]


def _years(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    """From the first period's first year to this one, the last first."""
    periods = network_store.periods(call.session, call.network)
    first = min((each.starts.year for each in periods), default=call.today.year)
    return [(replace(asked, year=each), str(each)) for each in range(call.today.year, first - 1, -1)]


def said(call: Call, asked: Asked) -> Text:
    """To what a search is narrowed: "Gävle · aktivitet 3 · 2020"."""
    member = next((each.name for each in call.network.members if each.id == asked.member), "")
    activity = call.say("activity {number}", number=asked.activity) if asked.activity is not None else ""
    return joined(" · ", [clip(member, 100), activity, str(asked.year or "")])
