"""A network, a job that yields what a test wants, the playground as Slack, and outboxes between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db import Database
from bot.feature.declare import CHANNEL, Job, Message, Post, Run
from bot.language import Say
from bot.models import Delivery, DeliveryState, Network, Person, Role, SlackUser
from bot.network.store import networks
from bot.outbox import Outbox
from bot.outbox.preview import preview
from bot.playground import Channel, HandClock, Workspace, WorkspaceUser
from tests.patience import PATIENCE
from tests.playground.faulty_slack import Fault, FaultySlack

NOW = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
"""A Tuesday, nine o'clock in Stockholm."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
COORDINATOR = "U1"
PERSON = "U2"
OTHER = "U3"
SLACK = Workspace(
    "Nätverket",
    (
        WorkspaceUser("U1", "Samordnare"),
        WorkspaceUser("U2", "Tjänsteperson, Gävle"),
        WorkspaceUser("U3", "Tjänsteperson, Örebro"),
    ),
    (Channel("C1", "nätverket"), Channel("C2", "andra"), Channel("C3", "utan-boten", members=("U1",))),
    {},
)
SETTLE = 0.4
OTHER_KINDS = ("mark", "silent", "list", "themes", "period", "dates", "other")
"""Kinds that are known as well; the posts of all come from the one job."""


@dataclass
class Wished:
    """What the test's job yields: change it, and the plan has changed."""

    posts: list[Post] = field(default_factory=list)
    run: Run | None = None
    breaks: bool = False

    def plans(self, run: Run) -> Iterator[Post]:
        self.run = run
        if self.breaks:
            raise RuntimeError("a job that breaks")
        yield from self.posts


def post(key: str = "soon/1/7", to: str = CHANNEL, due: datetime = NOW, **more: Any) -> Post:
    """A post that says its key, of use for a day."""
    how: dict[str, Any] = {"kind": "soon", "useful_until": due + DAY, "write": _says(key), **more}
    return Post(key=key, to=to, due=due, **how)


def _says(key: str) -> Callable[[Say], Message]:
    return lambda say: Message(f"{key} ({say.code})")


class OutboxWorld:
    """One network in a database, in front of a playground; `outbox()` makes as many workers as wanted."""

    def __init__(self, database: Database, slack: FaultySlack, clock: HandClock, http: aiohttp.ClientSession) -> None:
        self.database, self.slack, self.clock, self.http = database, slack, clock, http
        self.wished = Wished()
        self.jobs = [Job("soon", "", self.wished.plans), *(Job(kind, "", lambda run: ()) for kind in OTHER_KINDS)]
        with database.writing() as session:
            network = Network(key="net", name="Nätverket", channel="C1", settings={})
            session.add(network)
            session.flush()
            self.network_id = network.id
        self.the_outbox = self.outbox()

    def outbox(self, settle: float = SETTLE, **how: Any) -> Outbox:
        """Another worker on the same database."""
        client = AsyncWebClient(
            self.slack.bot_token, base_url=self.slack.api_url, session=self.http, retry_handlers=[], timeout=10
        )
        whom = how.pop("coordinators", lambda session, network: (COORDINATOR,))
        jobs = how.pop("jobs", self.jobs)
        return Outbox(self.database, client, self.clock, jobs, settle, whom, **how)

    def wish(self, *posts: Post) -> None:
        """Let the job yield just these from now on, and say that the plan has changed."""
        self.wished.posts = list(posts)
        self.changed()

    def plan(self, session: Session) -> None:
        """Lay out now what a round would."""
        self.the_outbox._tools.planner.plan(session, self.network_id, self.clock.now())

    def changed(self) -> None:
        """Say that something has changed since the network was planned."""
        with self.database.writing() as session:
            session.execute(update(Network).values(planned_at=None))

    async def tick(self, outbox: Outbox | None = None) -> None:
        await (outbox or self.the_outbox).tick()

    async def ticks(self, seconds: float, outbox: Outbox | None = None, every: float = 0.05) -> None:
        """Tick for so many real seconds, and no fewer times than a slow machine should."""
        loop = asyncio.get_running_loop()
        end, least = loop.time() + seconds, seconds / every / 2
        while loop.time() < end or least > 0:
            least -= 1
            await self.tick(outbox)
            await asyncio.sleep(every)

    async def until(self, is_so: Callable[[], Any], seconds: float = 8.0, outbox: Outbox | None = None) -> None:
        """Tick until something is so; a failure when it never is."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds * PATIENCE
        while not is_so():
            assert loop.time() < end, f"not within {seconds * PATIENCE} s; {self.states()}"
            await self.tick(outbox)
            await asyncio.sleep(0.02)

    def foretold(self) -> set[str]:
        """The keys that preview shows of the next day."""
        now = self.clock.now()
        with self.database.reading() as session:
            shown = preview(
                session, self.jobs, networks(session), since=now, until=now + DAY,
                coordinators=lambda session, network: (COORDINATOR,),
            )  # fmt: skip
            return {each.key for each in shown}

    def keys(self, place: str = "C1") -> list[str]:
        """The keys that stand in a conversation, in order; `place` may be a person."""
        room = place if place.startswith("C") else "D" + place[1:]
        return [
            each.metadata["event_payload"]["key"]
            for each in self.slack.messages(room)
            if each.metadata and each.metadata["event_type"] == "natverksbot_delivery"
        ]

    def texts(self, place: str = "C1") -> list[str]:
        room = place if place.startswith("C") else "D" + place[1:]
        return [each.text for each in self.slack.messages(room)]

    def states(self) -> dict[str, DeliveryState]:
        with self.database.reading() as session:
            return {row.key: row.state for row in session.execute(select(Delivery.key, Delivery.state))}

    def state(self, key: str = "soon/1/7") -> DeliveryState | None:
        return self.states().get(key)

    def delivery(self, key: str = "soon/1/7") -> Delivery:
        with self.database.reading() as session:
            return session.scalars(select(Delivery).where(Delivery.key == key)).one()

    def change(self, what: type[Any] = Network, **values: Any) -> None:
        """Change all rows of a noun, as somebody with the database in hand would."""
        with self.database.writing() as session:
            session.execute(update(what).values(**values))

    def calls(self, method: str) -> list[Any]:
        return [each for each in self.slack.calls if each.method == method]


Story = Callable[[OutboxWorld], Awaitable[None]]


def deliver(database: Database, story: Story) -> None:
    """Run a story with a fresh playground and network."""

    async def run() -> None:
        async with delivering(database) as world:
            await story(world)

    asyncio.run(run())


@asynccontextmanager
async def delivering(database: Database) -> AsyncIterator[OutboxWorld]:
    clock = HandClock(NOW)
    async with FaultySlack(SLACK, clock) as slack, aiohttp.ClientSession() as http:
        world = OutboxWorld(database, slack, clock, http)
        yield world
        await world.the_outbox.stop(patience=0)


__all__ = [
    "COORDINATOR", "DAY", "HOUR", "NOW", "OTHER", "PERSON", "Fault", "OutboxWorld", "Person", "Role", "SlackUser",
    "deliver", "post", "replace",
]  # fmt: skip


def sent_about(session: Session, network_id: int, what: str, value: str) -> list[Delivery]:
    """Every message that went out about a thing, the first first."""
    query = select(Delivery).where(
        Delivery.network_id == network_id,
        Delivery.state == DeliveryState.SENT,
        Delivery.about[what].as_string() == value,
    )
    return list(session.scalars(query.order_by(Delivery.sent_at, Delivery.id)))
