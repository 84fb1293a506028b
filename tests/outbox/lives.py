"""A small network that lives: people do things by the real commands and buttons, and the real outbox tells of them in a
Slack in virtual time. What must be so of each message that stands there is said in `tests/outbox/said.py`.

    with living() as life:
        life.press(who, message, "Ja")
        life.passes(hours=20)
        life.stands()        what stands in Slack now, each with its row in the database
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.features import find_features
from bot.language import unescape
from bot.models import Delivery, DeliveryState, MeetingKind, Network, Person, Role
from bot.network import store as network_store
from bot.outbox import Outbox
from bot.outbox.deliveries import MARK, plan_anew
from bot.slack.answering import Response
from tests.databases import in_memory
from tests.fake_slack import FakeClient, FakeSlack
from tests.outbox.virtual_time import VirtualLoop
from tests.world import Somebody, World

T = TypeVar("T")

BEGIN = datetime(2020, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Stockholm."""
BROKEN = frozenset({"failed", "job_broke", "words_not_written", "job_gave_key_twice"})
"""What the log says where something is wrong that nobody sees."""


@dataclass(frozen=True)
class Stood:
    """A message as it stands, or once stood, in Slack."""

    row: int
    kind: str
    to: str
    room: str
    ts: float
    about: dict[str, str]
    payload: dict[str, Any]

    @property
    def text(self) -> str:
        return unescape(str(self.payload["text"]))

    @property
    def words(self) -> str:
        """All that is read in it."""
        return unescape("\n".join((self.payload["text"], *_texts(self.payload.get("blocks", ())))))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Its buttons, not its menus."""
        rows = [each["elements"] for each in self.payload.get("blocks", ()) if each["type"] == "actions"]
        beside = [each["accessory"] for each in self.payload.get("blocks", ()) if "accessory" in each]
        return [each for each in (*(one for row in rows for one in row), *beside) if each["type"] == "button"]


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        if isinstance(thing.get("text"), str):
            yield thing["text"]
        for each in thing.values():
            yield from _texts(each)
    elif isinstance(thing, list):
        for each in thing:
            yield from _texts(each)


class Life:
    """The network, its people, the outbox and what it has said."""

    def __init__(self, world: World, people: dict[str, Somebody]) -> None:
        self.world, self.people, self.database = world, people, world.database
        self.loop = VirtualLoop()
        self.slack = FakeSlack(Random(0), self.now)
        self.old: list[Stood] = []
        """Every message as it has ever stood, the first first."""
        self.log: list[Any] = []
        self.called = set(people)
        """Every name that somebody has ever borne."""
        self.world.now = BEGIN
        self.outbox = Outbox(
            self.database, cast(Any, FakeClient(self.slack, _nothing)), cast(Any, self),
            tuple(find_features().jobs.values()), 45.0, coordinators,
            steady=self.loop.time, in_thread=_at_once, chance=Random(0),
        )  # fmt: skip

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.time())

    # time

    def passes(self, **time: float) -> None:
        """Let time pass, with everything sent when it is due, and then for three minutes until all is said."""
        end = self.now() + timedelta(**time)
        self._catch_up(end)
        self._catch_up(max(end, self.now()) + timedelta(minutes=3))
        self.world.now = self.now()
        self._remember()

    def _catch_up(self, end: datetime) -> None:
        while True:
            self.loop.run_until_complete(self.outbox.tick())
            due = self._next_due()
            if due is None or due > end:
                break
            self._sleep(max(due - self.now(), timedelta(seconds=1)))
        self._sleep(end - self.now())
        self.loop.run_until_complete(self.outbox.tick())

    def _sleep(self, time: timedelta) -> None:
        self.loop.run_until_complete(asyncio.sleep(max(0.0, time.total_seconds())))

    def _next_due(self) -> datetime | None:
        """When something is to be done next: a delivery, or the plan of the day."""
        waits = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
        with self.database.reading() as session:
            due = session.scalar(select(func.min(Delivery.due_at)).where(Delivery.state.in_(waits)))
            planned = session.scalar(select(Network.planned_at))
        moments = [due, planned + timedelta(days=1, seconds=1) if planned else self.now()]
        return min(each for each in moments if each is not None)

    def replan(self, session: Session) -> None:
        """Somebody has changed the plan behind the bot's back and told it."""
        plan_anew(session, session.scalars(select(Network.id)).one())

    # what stands in Slack

    def stands(self) -> list[Stood]:
        """What stands in Slack now."""
        with self.database.reading() as session:
            rows = {each.key: each for each in session.scalars(select(Delivery).where(Delivery.kind != MARK))}
        return [
            Stood(rows[key].id, rows[key].kind, rows[key].to, room, each.ts, dict(rows[key].about), dict(reads))
            for room, there in self.slack.rooms.items()
            for each in there
            for key, reads in each.parts.items()
        ]  # fmt: skip

    def _remember(self) -> None:
        known = {(each.row, str(each.payload)) for each in self.old}
        self.old += [each for each in self.stands() if (each.row, str(each.payload)) not in known]

    # what people do

    def press(self, who: Somebody, stood: Stood, button: dict[str, Any]) -> Response:
        """Press a button of a message, also of one that reads otherwise by now."""
        where = {"channel": stood.room, "ts": f"{stood.ts:.6f}", "network": self.world.network_id}
        return self.world.press_once(who, button["action_id"], button.get("value", ""), **where)

    def whose(self, to: str) -> Somebody | None:
        """Who reads a room."""
        return next((each for each in self.people.values() if each.slack_id == to), None)

    @contextmanager
    def only_looking(self) -> Iterator[None]:
        """What is done meanwhile is undone afterwards."""
        source = self._raw()
        kept = source.serialize()
        try:
            yield
        finally:
            source.deserialize(kept)

    def _raw(self) -> Any:
        with self.database.engine.connect() as connection:
            return connection.connection.dbapi_connection

    def close(self) -> None:
        self.loop.run_until_complete(self.outbox.stop(patience=0))
        self.loop.close()


def coordinators(session: Session, network: Network) -> tuple[str, ...]:
    return network_store.coordinators(session, network, ("UCOORD",))


async def _nothing() -> None:
    """What the worker runs into before each call."""


async def _at_once(work: Callable[[], T]) -> T:
    return work()


SEATS = (
    ("Tjänsteperson, Sala", Role.OFFICIAL, "Sala", "sv"),
    ("Förtroendevald, Sala", Role.ELECTED, "Sala", "sv"),
    ("Tjänsteperson, Haninge", Role.OFFICIAL, "Haninge", "en"),
    ("Förtroendevald, Haninge", Role.ELECTED, "Haninge", "sv"),
    ("Tjänsteperson, Uppsala", Role.OFFICIAL, "Uppsala", "sv"),
)


@cache
def _begun() -> tuple[World, dict[str, Somebody], bytes]:
    """The network as it begins, made once; and the bytes it can be put back to."""
    world = World(in_memory())
    world.now = BEGIN
    members = {name: world.member(name) for name in ("Sala", "Haninge", "Uppsala")}
    people = {}
    for name, role, member, language in SEATS:
        people[name] = world.person(
            name, role, members[member], language=language, confirmed_at=BEGIN - timedelta(days=9)
        )
    elected = people["Förtroendevald, Haninge"].person_id
    people["Suppleant, Haninge"] = world.person(
        "Suppleant, Haninge",
        Role.DEPUTY,
        members["Haninge"],
        deputy_for_id=elected,
        confirmed_at=BEGIN - timedelta(days=9),
    )
    world.add(
        Person(network_id=world.network_id, slack_id="UCOORD", name="Samordnare", role=Role.COORDINATOR,
               confirmed_at=BEGIN - timedelta(days=9))
    )  # fmt: skip
    people["Samordnare"], people["Ny tjänsteperson"] = world.coordinator, world.newcomer
    set_at = BEGIN - timedelta(hours=1)
    world.meeting(host=members["Sala"], first_day=date(2020, 3, 26), last_day=date(2020, 3, 27), days_set_at=set_at,
                  place="Folkets hus")  # fmt: skip
    world.meeting(MeetingKind.OFFICIALS, host=members["Haninge"], first_day=date(2020, 4, 16),
                  starts=time(10), ends=time(12), digital=True,
                  link="https://mote.example.net/1", days_set_at=set_at - timedelta(days=1))  # fmt: skip
    world.meeting(host=members["Uppsala"], month=date(2020, 5, 1))
    world.activity(1, "Skolval")
    world.settings(digest=True)
    with world.database.engine.connect() as connection:
        return world, people, connection.connection.dbapi_connection.serialize()  # type: ignore[union-attr]


@contextmanager
def living(regret: timedelta = timedelta()) -> Iterator[Life]:
    """A network that begins anew; what somebody does to a meeting waits for so long before many hear of it."""
    world, people, begun = _begun()
    with world.database.engine.connect() as connection:
        connection.connection.dbapi_connection.deserialize(begun)  # type: ignore[union-attr]
    life = Life(world, people)
    world.answering._regret = regret
    with structlog.testing.capture_logs() as life.log:
        try:
            yield life
        finally:
            life.close()


__all__ = ["BEGIN", "BROKEN", "Life", "Stood", "living", "update"]
