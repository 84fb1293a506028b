"""The playground: the bot beside a local Slack, with every member of a network present, and a clock to move.

Here alone bot and playground meet: this fills a workspace from a plan and moves the time for both.
"""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.app import Bot
from bot.config import Settings
from bot.dates.when import MovedClock, moment
from bot.db import Database
from bot.meetings import store as meetings_store
from bot.meetings.rules import begins_at, has_days
from bot.models import Network, Person, Role
from bot.network import store as network_store
from bot.outbox.preview import preview
from bot.plan.load import apply
from bot.plan.reading import PLANS, read_plan
from bot.playground import Channel, Playground, Workspace, WorkspaceUser
from bot.playground.team import Team
from bot.playground.workspace import Move
from bot.slack.manifest import manifest

DEFAULT_PLAN: Final = PLANS / "partnerskapet-2020-2021.yaml"
CHANNEL: Final = Channel("C0PARTNERSKAP", "partnerskapet")
BACK_OFFICE: Final = (CHANNEL, Channel("C0ALLMANT", "allmänt"))
COORDINATOR: Final = WorkspaceUser("U0SAMORD", "Samordnare", is_admin=True, title="Samordning")
GUEST: Final = WorkspaceUser("U0GAST", "Gäst", locale="en-GB", is_restricted=True, title="Utanför nätverket")
NEWCOMER: Final = WorkspaceUser("U0NY", "Ny tjänsteperson", title="Utanför nätverket")
NEWCOMERS: Final = tuple(
    WorkspaceUser("", f"Ny {role}", title=NEWCOMER.title) for role in ("tjänsteperson", "förtroendevald", "suppleant")
)
FIRST_COMMANDS: Final = {"sv": "/mote", "en": "/meeting"}
EMPTY: Final = "Provmiljö"
"""What a workspace without a network is called."""
BEGINNING: Final = {"sv": "/natverk", "en": "/network"}
COORDINATOR_IDS: Final = (COORDINATOR.id,)
AT_ONCE: Final = timedelta(seconds=1)
"""What is due sooner is late, and goes out wherever the clock stops."""
LOOKAHEAD: Final = timedelta(days=120)
MOST_LOOKS: Final = 15
A_MOMENT: Final = 0.1
"""Seconds between two looks whether all has gone out."""
MOST_STOPS: Final = 60
"""How many moments a move stops at on its way; after that it goes straight to its end."""


PORTS: Final = range(8765, 8865)


def free_port(ports: Sequence[int] = PORTS) -> int:
    """The first of the ports that nobody uses; when all are used the first, which then cannot be opened."""
    for port in ports:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    return ports[0]


@dataclass(frozen=True)
class Seat:
    """Somebody in the playground who sits for a member."""

    user: WorkspaceUser
    member: str
    role: Role


def seats_of(members: Sequence[str]) -> list[Seat]:
    """An official and an elected for each member, and a deputy for the first; named by role, never invented."""
    seats = []
    for n, member in enumerate(members, 1):
        official = WorkspaceUser(f"U{n:02}TJP", f"Tjänsteperson, {member}", title=member)
        elected = WorkspaceUser(f"U{n:02}FTV", f"Förtroendevald, {member}", title=member)
        seats += [Seat(official, member, Role.OFFICIAL), Seat(elected, member, Role.ELECTED)]
    if members:
        deputy = WorkspaceUser("U01SUP", f"Suppleant, {members[0]}", title=members[0])
        seats.append(Seat(deputy, members[0], Role.DEPUTY))
    return seats


def fill(database: Database, plan: Path, start: datetime) -> tuple[str, list[Seat]]:
    """Load a plan and seat people; gives the network's name and who sits where."""
    with database.writing() as session:
        apply(session, read_plan(plan), start, CHANNEL.id)
        network = network_store.networks(session)[0]
        period = network_store.periods(session, network)[0]
        members = {each.name: each for each in network_store.members_on(session, network, period.starts)}
        seats = seats_of(list(members))
        people = {each.user.id: _seated(network, each, members[each.member].id, start) for each in seats}
        deputies = [people[each.user.id] for each in seats if each.role is Role.DEPUTY]
        session.add_all([each for each in people.values() if each.role is not Role.DEPUTY])
        session.flush()
        for deputy in deputies:
            deputy.deputy_for_id = next(
                each.id for each in people.values() if each.member_id == deputy.member_id and each.role is Role.OFFICIAL
            )
            session.add(deputy)
        session.add(
            Person(
                network_id=network.id,
                slack_id=COORDINATOR.id,
                name=COORDINATOR.name,
                role=Role.COORDINATOR,
                confirmed_at=start,
            )
        )
        return network.name, seats


def _seated(network: Network, seat: Seat, member: int, start: datetime) -> Person:
    return Person(
        network_id=network.id,
        slack_id=seat.user.id,
        name=seat.user.name,
        role=seat.role,
        member_id=member,
        confirmed_at=start,
    )


class PlayClock:
    """The workspace's time, moved by the page; on its way it stops wherever the bot has something to do."""

    def __init__(self, start: datetime) -> None:
        self.time = MovedClock(start)
        self.bot: Bot | None = None
        self.team: Team | None = None

    def now(self) -> datetime:
        return self.time.now()

    def steady(self) -> float:
        """Seconds for the bot to keep Slack's pace by: where days pass in a second, Slack need not be spared."""
        return self.now().timestamp()

    async def move(self, to: Move) -> datetime:
        """Go a day, a week, or to the next thing that happens."""
        now = self.now()
        if to == "next":
            await self._go_on(now)
        else:
            end = now + (timedelta(days=1) if to == "day" else timedelta(weeks=1))
            for stop in (await asyncio.to_thread(self._stops, now, end))[:MOST_STOPS]:
                await self._go_to(stop)
            await self._go_to(end)
        return self.now()

    async def _go_on(self, now: datetime) -> None:
        """Past every moment at which nothing is said, to the next at which something is, or cannot be."""
        before = self.team.next_ts() if self.team else ""
        for stop in (await asyncio.to_thread(self._stops, now, now + LOOKAHEAD))[:MOST_STOPS]:
            if not await self._go_to(stop) or (self.team and self.team.said_since(before)):
                return
        await self._go_to(self.now() + timedelta(weeks=1))

    async def _go_to(self, at: datetime) -> bool:
        self.time.set(max(at, self.now()))
        return await self._until_sent()

    async def _until_sent(self) -> bool:
        """Time goes on only when what is due now has gone out; what cannot, which is told, is soon left behind."""
        for _ in range(MOST_LOOKS):
            if (bot := self.bot) is None:
                return True
            await bot.catch_up()
            if not await asyncio.to_thread(self._waits, bot):
                return True
            await asyncio.sleep(A_MOMENT)
        return False

    def _waits(self, bot: Bot) -> bool:
        with bot.database.reading() as session:
            return bot.outbox.health(session, self.now()).oldest_due is not None

    def _stops(self, now: datetime, until: datetime) -> list[datetime]:
        """When something happens: a message goes out, or a meeting begins."""
        bot = self.bot
        if bot is None:
            return []
        with bot.database.reading() as session:
            networks = network_store.networks(session)
            messages = preview(
                session, bot.declared.jobs.values(), networks, since=now, until=until, now=now,
                coordinators=lambda session, network: network_store.coordinators(session, network, COORDINATOR_IDS),
            )  # fmt: skip
            due = {each.at for each in messages} | _meetings(session, networks, now)
            return sorted(at for at in due if now + AT_ONCE < at <= until)


def _meetings(session: Session, networks: Sequence[Network], now: datetime) -> set[datetime]:
    from zoneinfo import ZoneInfo

    return {
        begins_at(each, ZoneInfo(network.timezone))
        for network in networks
        for each in meetings_store.coming_meetings(session, network, now)
        if has_days(each)
    }


class Play:
    """A playground with its bot, to be started and stopped together."""

    kind: type[Playground] = Playground

    def __init__(self, plan: Path | None, start: datetime, port: int, folder: Path, features: str = "") -> None:
        self.clock = PlayClock(start)
        self._settings = Settings(
            database_url=f"sqlite:///{folder / 'playground.db'}",
            coordinators=COORDINATOR.id,
            port=0,
            delivery_settle=5,
            features=features,
        )
        self._plan, self._start, self._port = plan, start, port

    async def start(self) -> str:
        """Start both; gives the address of the page."""
        seed = Bot(self._settings, self.clock, self.clock.steady)
        seed.prepare_database()
        name, seats = EMPTY, list[Seat]()
        if self._plan is not None:
            name, seats = await asyncio.to_thread(fill, seed.database, self._plan, self._start)
        users = (COORDINATOR, *(each.user for each in seats), NEWCOMER, GUEST)
        workspace = Workspace(
            name,
            users,
            BACK_OFFICE,
            manifest(seed.declared, self._settings),
            NEWCOMERS,
            FIRST_COMMANDS if seats else BEGINNING,
        )
        self.slack = self.kind(workspace, self.clock, self._port)
        await self.slack.start()
        self.bot = seed
        seed.settings = replace(
            self._settings,
            slack_bot_token=self.slack.bot_token,
            slack_app_token=self.slack.app_token,
            slack_signing_secret=self.slack.signing_secret,
            slack_api_url=self.slack.api_url,
        )
        await seed.start()
        self.clock.bot, self.clock.team = seed, self.slack.team
        return self.slack.url

    async def stop(self) -> None:
        """Stop both, and the clock between them, which may be on its way."""
        self.clock.bot = None
        await self.bot.stop()
        await self.slack.stop()


async def play(
    plan: Path | None, day: date, port: int, ready: Callable[[str], None], until: asyncio.Event, features: str = ""
) -> None:
    """Run the playground until told to stop; `ready` gets the page's address when both answer."""
    with tempfile.TemporaryDirectory(prefix="natverksbot-") as folder:
        running = Play(plan, moment(day, 9), port, Path(folder), features)
        address = await running.start()
        try:
            ready(address)
            await until.wait()
        finally:
            await running.stop()


__all__ = ["COORDINATOR", "DEFAULT_PLAN", "GUEST", "NEWCOMER", "Play", "play"]
