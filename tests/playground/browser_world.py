"""A real browser before a real playground with a small real Bolt app in it, for tests of the page."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import HandClock, Workspace
from tests.guest_bot import WORKSPACE, GuestBot
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, bolt

CHROMIUM = Path("/usr/bin/chromium")
expect.set_options(timeout=5000 * PATIENCE)
Told = TypeVar("Told")


class Stage:
    """A playground and its bot on a loop of their own, so that the browser may be driven from the test's thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, slack: FaultySlack, guest: GuestBot) -> None:
        self.loop, self.slack, self.guest = loop, slack, guest

    def do(self, work: Coroutine[Any, Any, Told]) -> Told:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(15 * PATIENCE)

    def post(self, channel: str, **message: Any) -> None:
        """Let the bot say something."""
        web = AsyncWebClient(self.slack.bot_token, base_url=self.slack.api_url)
        self.do(web.chat_postMessage(channel=channel, **message))


@contextmanager
def stage(workspace: Workspace = WORKSPACE, clock: HandClock | None = None) -> Iterator[Stage]:
    loop, ready, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    built: list[Stage] = []

    async def play() -> None:
        guest = GuestBot()
        async with FaultySlack(workspace, clock or HandClock(NOW)) as slack, bolt(slack, guest.dress):
            built.append(Stage(loop, slack, guest))
            ready.set()
            await done.wait()
            guest.hushed.set()

    thread = threading.Thread(target=loop.run_until_complete, args=(play(),))
    thread.start()
    try:
        assert ready.wait(20 * PATIENCE), "the playground did not start"
        yield built[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(20 * PATIENCE)
        loop.close()


@contextmanager
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield opened
        opened.close()


class Window:
    """The page as a person meets it: by labels and words."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))
        page.set_default_timeout(8000 * PATIENCE)

    def open(self, me: str = "U2", place: str = "C1", **query: str) -> Window:
        more = "".join(f"&{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.url}/?as={me}{more}#{place}")
        self.page.locator("body.ready").wait_for()
        return self

    def write(self, text: str, where: str = "#nätverket") -> None:
        box = self.page.get_by_role("textbox", name=f"Meddelande till {where}")
        box.fill(text)
        box.press("Enter")

    def form(self, command: str, title: str = "Formulär") -> Any:
        self.write(command)
        dialog = self.page.get_by_role("dialog", name=title)
        dialog.wait_for()
        return dialog
