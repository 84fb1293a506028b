"""Keeps the Home tabs that people have opened up to date.

A tab is published anew when it is opened, after its owner did something, and a while after somebody else changed what
it shows. Slack tells when a tab is opened, never when it is closed; so those opened lately are kept. A tab is published
only when it would look different, and not faster than Slack lets a whole network's be.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
import structlog
from slack_sdk.errors import SlackApiError

from bot.dates.when import steady
from bot.slack_api import FAULTS, slack_error

log = structlog.get_logger()

KEPT_SECONDS: Final = 7 * 24 * 3600.0
MOST_KEPT: Final = 500
REST_SECONDS: Final = 4.0
"""Between two rounds, so that many changes do not keep the bot busy with tabs."""
PACE_SECONDS: Final = 0.7
"""Between two tabs published: Slack takes about a hundred a minute."""
LONGEST_WAIT: Final = 60

Payload = Mapping[str, Any]
Render = Callable[[str, str], Awaitable[Payload]]
Publish = Callable[[str, Payload], Awaitable[object]]


@dataclass
class Tab:
    """One person's Home tab."""

    team: str = ""
    opened_at: float = 0.0
    looks: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """An older look is never published over a newer one."""


class Homes:
    """Every Home tab opened lately."""

    def __init__(self, render: Render, publish: Publish, seconds: Callable[[], float] = steady) -> None:
        self._render = render
        self._publish = publish
        self._seconds = seconds
        self._tabs: dict[str, Tab] = {}
        self._news: object = None
        self._has_news = False
        self._rounds: asyncio.Task[None] | None = None

    def opened(self, user_id: str, team: str) -> None:
        """Remember that somebody looks at their tab."""
        tab = self._tabs.pop(user_id, None) or Tab()
        tab.team, tab.opened_at, tab.looks = team, self._seconds(), ""
        self._tabs[user_id] = tab
        for forgotten in [*self._tabs][:-MOST_KEPT]:
            del self._tabs[forgotten]

    def is_open(self, user_id: str) -> bool:
        """Whether somebody may be looking at their tab."""
        return user_id in self._tabs

    async def show(self, user_id: str) -> None:
        """Publish somebody's tab as things are now, if it would look different."""
        tab = self._tabs.get(user_id)
        if tab is None:
            return
        async with tab.turn:
            view = await self._render(user_id, tab.team)
            looks = hashlib.sha256(orjson.dumps(view)).hexdigest()
            if looks == tab.looks:
                return
            await self._publish(user_id, view)
            tab.looks = looks

    def hear(self, news: object) -> None:
        """Take in how far things have come: when it differs from last time, everybody's tab is looked through."""
        if news is None or news == self._news:
            return
        self._news, self._has_news = news, True
        if self._tabs and (self._rounds is None or self._rounds.done()):
            self._rounds = asyncio.create_task(self._go_round())

    async def stop(self) -> None:
        """Leave the tabs as they are."""
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.gather(self._rounds, return_exceptions=True)

    async def _go_round(self) -> None:
        while self._has_news:
            self._has_news = False
            for user_id in self._lately_opened():
                await self._renew(user_id)
            await asyncio.sleep(REST_SECONDS)

    def _lately_opened(self) -> list[str]:
        """Whose tabs are kept, the last opened first."""
        since = self._seconds() - KEPT_SECONDS
        self._tabs = {user_id: tab for user_id, tab in self._tabs.items() if tab.opened_at > since}
        return [*reversed(self._tabs)]

    async def _renew(self, user_id: str) -> None:
        """Show one tab; what Slack does not take now waits for the next change."""
        before = self._tabs[user_id].looks if user_id in self._tabs else ""
        wait = 0.0
        try:
            await self.show(user_id)
        except FAULTS as fault:
            log.warning("home_not_renewed", fault=slack_error(fault) or type(fault).__name__)
            wait = _seconds_to_wait(fault)
        tab = self._tabs.get(user_id)
        if wait or (tab is not None and tab.looks != before):
            await asyncio.sleep(max(wait, PACE_SECONDS))


def _seconds_to_wait(fault: Exception) -> float:
    """The seconds Slack wants to be left alone."""
    headers = getattr(fault.response, "headers", None) if isinstance(fault, SlackApiError) else None
    seconds = str((headers or {}).get("Retry-After", ""))
    return float(min(int(seconds), LONGEST_WAIT)) if seconds.isdecimal() and len(seconds) < 6 else 0.0
