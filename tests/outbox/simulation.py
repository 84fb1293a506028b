"""A seeded simulation of the outbox in virtual time: two workers, one database, and all that can go wrong.

    python -m tests.outbox.simulation 4711          one seed, with what happened
    python -m tests.outbox.simulation 0 10000       many

The outbox is the real one with real SQL (SQLite in memory). Only the wall clock, Slack and the threads are played.
Workers are killed at any await, stopped for minutes, their clocks set wrong, the plan changed behind their backs and
the database put back to an earlier state. Two things are left out, as nothing can survive them: a stop between the
last look at the steady clock and the bytes on the wire, and a backup put back while the clock is wrong as well. After
a backup was put back nobody knows either how a message read that was changed since; it is right at its next change.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy import Engine, Integer, delete, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import aliased

from bot.blocks.parts import actions, button, section
from bot.db import Base, Database, open_engine
from bot.feature.declare import CHANNEL, Job, Message, Post, Run
from bot.feature.post import Early
from bot.meetings import store as meetings_store
from bot.models import (
    Delivery,
    DeliveryState,
    Meeting,
    MeetingKind,
    Network,
    Person,
    Role,
    SlackUser,
    WaitingChange,
)
from bot.outbox import Outbox, Protection
from bot.outbox.deliveries import plan_anew
from bot.outbox.tools import ALL_PROTECTIONS
from tests.fake_slack import FAULTS, STRANGER, FakeClient, FakeSlack
from tests.outbox import virtual_time

T = TypeVar("T")

BEGIN = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
FINAL = {DeliveryState.SENT, DeliveryState.CANCELLED, DeliveryState.EXPIRED, DeliveryState.DEAD}
PEOPLE = ("U1", "U2", STRANGER)
NOUNS: tuple[type[Any], ...] = (WaitingChange, Delivery, SlackUser, Person, Meeting, Network)
REGRET = 300.0
"""Seconds that what somebody does to a meeting may wait before it is told."""


class KillWorker(BaseException):
    """kill -9: no cleaning up."""


@dataclass(frozen=True)
class Mix:
    """How often things go wrong; shares are of the calls or steps they concern, counts are most per schedule."""

    faults: float = 0.25
    kinds: tuple[str, ...] = FAULTS
    kills: float = 0.012
    stops: float = 0.006
    database: float = 0.01
    moves: int = 4
    answers: int = 4
    regrets: int = 3
    jumps: int = 2
    restores: float = 0.15
    revokes: float = 0.1
    told: float = 0.8
    """Share of the moves that the outbox is told of."""


@dataclass
class Verdict:
    """What came of a schedule; all but what is counted must be empty."""

    deliveries: int = 0
    carried: int = 0
    """Of them those that came in another's message."""
    doubled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """What reads otherwise in Slack than it should, when all is quiet."""
    astray: list[str] = field(default_factory=list)
    """Mentions that stand elsewhere than in their week's thread."""
    rude: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        told = self.doubled, self.lost, self.stale, self.unfinished, self.untrue, self.astray, self.rude
        return not any(told)


class SimulatedWorker:
    """One process: its outbox, its clock, and what befalls it."""

    def __init__(self, story: Story, number: int) -> None:
        self.story = story
        self.chance = Random(f"{story.seed}/{number}")
        self.offset = timedelta()
        self.stopped_until = 0.0
        self.dead = False
        self.sleep_until = 0.0

    def now(self) -> datetime:
        return self.story.true_now() + self.offset

    @property
    def works(self) -> bool:
        """Neither dead nor stopped."""
        return not self.dead and self.story.time >= self.stopped_until

    async def step(self) -> None:
        """A moment at which a process may die or be stopped; nothing of it goes on while it is."""
        story, mix = self.story, self.story.mix
        if self.dead:
            raise KillWorker
        if story.troubled and self.chance.random() < mix.kills:
            self.dead = True
            raise KillWorker
        if story.troubled and self.chance.random() < mix.stops:
            self.stopped_until = story.time + 300.0
        while story.time < self.stopped_until:  # noqa: ASYNC110
            await asyncio.sleep(self.stopped_until - story.time)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """One transaction, at one instant; the connection may break before or after it."""
        await self.step()
        await asyncio.sleep(self.chance.uniform(0.001, 0.01))
        await self.step()
        breaks = self.story.troubled and self.chance.random() < self.story.mix.database
        if breaks and self.chance.random() < 0.5:
            raise OperationalError("", {}, Exception("the connection broke before"))
        result = work()
        if breaks:
            raise OperationalError("", {}, Exception("the connection broke after"))
        await self.step()
        return result

    async def live(self) -> None:
        """Work, die, be started again."""
        while not self.story.over:
            self.dead = False
            outbox = self.story.outbox(self)
            try:
                while not self.dead and not self.story.over:
                    soon = await outbox.round()
                    await asyncio.sleep(max(0.5, min(soon or 15.0, 15.0)) * self.chance.uniform(0.8, 1.2))
            except KillWorker:
                pass
            self.dead = True
            await outbox.stop(patience=0)
            await asyncio.sleep(self.chance.uniform(1, 90))
            await asyncio.sleep(max(0.0, self.sleep_until - self.story.time))

    def kill(self, sleep: float = 0.0) -> None:
        self.dead = True
        self.sleep_until = self.story.time + sleep


class Story:
    """One schedule."""

    def __init__(self, seed: int, mix: Mix, protections: frozenset[Protection], engine: Engine) -> None:
        self.seed, self.mix, self.protections = seed, mix, protections
        self.chance = Random(seed)
        self.database = Database(engine)
        self.length = self.chance.uniform(600, 1800)
        self.over = False
        self.verdict = Verdict()
        self.calls: set[str] = set()
        self.slack = FakeSlack(
            Random(f"{seed}/slack"), self.true_now, self.started, fault_share=mix.faults, faults=mix.kinds
        )
        self.plan: dict[str, tuple[float, int]] = {}
        self.restored = False
        self.held: dict[str, tuple[float, tuple[float, int] | None, tuple[float, int] | None]] = {}
        """Of what was done and waits: until which second, what stood before, and what was done."""
        self.answers = 0
        """How many have answered: every message says it."""
        self.workers: list[SimulatedWorker] = []

    @property
    def time(self) -> float:
        return asyncio.get_running_loop().time()

    @property
    def troubled(self) -> bool:
        return self.time < self.length

    def true_now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.time)

    # the plan: meetings, each with the second its messages are due and how often it was moved

    def posts(self, run: Run) -> Iterator[Post]:
        """The job: a message to each receiver for each meeting, their keys holding the day they speak of."""
        held = meetings_store.held(run.session, run.network)
        for meeting, (due, day) in cast(dict[str, tuple[float, int]], run.network.settings).items():
            for to in (CHANNEL, *PEOPLE):
                at = BEGIN + timedelta(seconds=due)
                at = max(at, held.get(int(meeting), at))
                about = {"meeting": meeting}
                yield Post(
                    f"soon/{meeting}/{to}/{day}",
                    "played",
                    to,
                    at,
                    at + timedelta(days=7),
                    lambda say: self.reads(),
                    about,
                    early=self._early(meeting, to, at, held.get(int(meeting), BEGIN)),
                )

    def _early(self, meeting: str, to: str, due: datetime, goes: datetime) -> Early | None:
        """Some may come in another message, from some moment on."""
        chance = Random(f"{self.seed}/{meeting}/{to}/early")
        if to == CHANNEL or chance.random() < 0.3:
            return None
        since = max(due - timedelta(seconds=chance.uniform(0, self.length)), goes)
        return Early(since, lambda at, say: self.reads())

    def reads(self) -> Message:
        """What every message says now, with a button while it holds."""
        return Message(f"Ja {self.answers}", [section(f"Ja {self.answers}"), actions(button("yes", "Ja", "1"))])

    def _due(self, meeting: str, day: int) -> float:
        """Moved away and back is due when it was: what a key speaks of says when it is due."""
        return Random(f"{self.seed}/{meeting}/{day}").uniform(0, self.length * 0.9)

    def keys(self) -> set[str]:
        """The keys that hold now."""
        return {f"soon/{meeting}/{to}/{plan[1]}" for meeting, plan in self.plan.items() for to in (CHANNEL, "U1", "U2")}

    def started(self, key: str) -> None:
        """A post is on its way: what it says must hold at this moment."""
        if key.startswith("soon/") and key not in self.keys():
            self.verdict.stale.append(key)
        waits = self.held.get(key.split("/")[1], (0.0, None, None))[0] if key.startswith("soon/") else 0.0
        if self.time < waits and not any(each.offset for each in self.workers):
            self.verdict.stale.append(f"{key} before it was to go out")

    def outbox(self, worker: SimulatedWorker) -> Outbox:
        return Outbox(
            self.database, cast(Any, FakeClient(self.slack, worker.step)), worker, [Job("played", "", self.posts)],
            45.0, lambda session, network: ("U9",), steady=lambda: self.time, in_thread=worker.in_thread,
            chance=worker.chance, protections=self.protections,
        )  # fmt: skip

    # what happens

    async def tell(self) -> Verdict:
        self._empty()
        for meeting in range(1, self.chance.randint(2, 4)):
            self.plan[str(meeting)] = (self._due(str(meeting), 0), 0)
        with self.database.writing() as session:
            network = Network(key="net", name="Nätverket", channel="C1", settings=dict(self.plan))
            session.add_all(
                Meeting(id=each, network=network, kind=MeetingKind.OTHER, month=BEGIN.date()) for each in range(1, 4)
            )
            session.add_all(Person(network=network, slack_id=each, name=each, role=Role.COORDINATOR) for each in PEOPLE)
        self.workers = [SimulatedWorker(self, number) for number in range(2)]
        living = [asyncio.ensure_future(each.live()) for each in self.workers]
        happening = [asyncio.ensure_future(each) for each in self._happenings()]
        await asyncio.sleep(self.length)
        await asyncio.gather(*happening)
        await self._calm_down()
        self.over = True
        for each in living:
            each.cancel()
        await asyncio.gather(*living, return_exceptions=True)
        return self._judge()

    def _happenings(self) -> Iterator[Awaitable[None]]:
        restores = self.chance.random() < self.mix.restores
        for _ in range(self.chance.randint(0, self.mix.moves)):
            yield self._at(self.chance.uniform(0, self.length), self._move)
        for _ in range(self.chance.randint(0, self.mix.answers)):
            yield self._at(self.chance.uniform(0, self.length), self._answer)
        for _ in range(self.chance.randint(0, self.mix.regrets)):
            yield self._regret()
        if restores:
            yield self._restore()
        else:
            for _ in range(self.chance.randint(0, self.mix.jumps)):
                yield self._at(self.chance.uniform(0, self.length), self._jump)
        if self.chance.random() < self.mix.revokes:
            begins = self.chance.uniform(0, self.length - 300)
            yield self._at(begins, lambda: setattr(self.slack, "revoked", True))
            yield self._at(begins + self.chance.uniform(10, 250), lambda: setattr(self.slack, "revoked", False))

    async def _at(self, second: float, happens: Callable[[], None]) -> None:
        await asyncio.sleep(second)
        happens()

    def _move(self) -> None:
        """Move a meeting, or back to where it was, or call it off."""
        meeting = self.chance.choice(sorted(self.plan) or ["1"])
        _, day = self.plan.get(meeting, (0.0, 0))
        if self.chance.random() < 0.2:
            self.plan.pop(meeting, None)
        else:
            day = max(0, day + self.chance.choice((1, 1, -1)))
            self.plan[meeting] = (self._due(meeting, day), day)
        self._changed()

    async def _regret(self) -> None:
        """Move a meeting so that it waits before it is told, perhaps once more, and then take it back, send it or let
        it go."""
        await asyncio.sleep(self.chance.uniform(0, self.length * 0.9))
        meeting = self.chance.choice(("1", "2", "3"))
        for _ in range(self.chance.choice((1, 1, 2))):
            self._hold(meeting)
            await asyncio.sleep(self.chance.uniform(0, REGRET * 0.6))
        (self._take_back, self._send_now, lambda meeting: None)[self.chance.randrange(3)](meeting)

    def _hold(self, meeting: str) -> None:
        goes, before, _ = self.held.get(meeting, (0.0, None, None))
        if goes <= self.time:
            before = self.plan.get(meeting)
        day = self.plan.get(meeting, (0.0, 0))[1] + 1
        self.plan[meeting] = (self._due(meeting, day), day)
        self._let_wait(meeting, (self.time + REGRET, before, self.plan[meeting]))

    def _send_now(self, meeting: str) -> None:
        if self.held[meeting][0] > self.time:
            self._let_wait(meeting, (self.time, *self.held[meeting][1:]))

    def _take_back(self, meeting: str) -> None:
        """Only until it has gone out, and when nothing else has changed since."""
        goes, before, done = self.held[meeting]
        if goes <= self.time or self.plan.get(meeting) != done:
            return
        if before is None:
            self.plan.pop(meeting, None)
        else:
            self.plan[meeting] = before
        self._let_wait(meeting, (0.0, None, None))

    def _let_wait(self, meeting: str, held: tuple[float, tuple[float, int] | None, tuple[float, int] | None]) -> None:
        self.held[meeting] = held
        with self.database.writing() as session:
            session.execute(delete(WaitingChange).where(WaitingChange.meeting_id == int(meeting)))
            if held[0]:
                goes_at = BEGIN + timedelta(seconds=held[0])
                session.add(
                    WaitingChange(
                        meeting_id=int(meeting), goes_at=goes_at, left_at_version=1, people=2, in_channel=True
                    )
                )
        self._changed()

    def _answer(self) -> None:
        """Somebody answers: every message that holds is to say so."""
        self.answers += 1
        self._changed()

    def _changed(self) -> None:
        with self.database.writing() as session:
            session.execute(update(Network).values(settings=dict(self.plan)))
            if self.chance.random() < self.mix.told:
                plan_anew(session, session.scalars(select(Network.id)).one())

    def _jump(self) -> None:
        hours = self.chance.choice((-1, 1, -0.1, 0.1, 24))
        self.chance.choice(self.workers).offset = timedelta(hours=hours)

    async def _restore(self) -> None:
        """Everything stops, and the database is as it was some time ago."""
        begins = self.chance.uniform(0, self.length * 0.6)
        await asyncio.sleep(begins)
        table = Delivery.__table__
        with self.database.reading() as session:
            backup = [dict(row._mapping) for row in session.connection().execute(select(table))]
        await asyncio.sleep(self.chance.uniform(0, self.length * 0.3))
        for each in self.workers:
            each.kill(sleep=150)
        await asyncio.sleep(60)  # what was on the wire has arrived
        self.restored = True
        with self.database.writing() as session:
            session.execute(delete(Delivery))
            if backup:
                session.connection().execute(insert(table), backup)
            session.execute(update(Network).values(planned_at=None))

    async def _calm_down(self) -> None:
        """No more trouble: everything must come to its end within hours."""
        self.slack.fault_share, self.slack.revoked = 0.0, False
        for each in self.workers:
            each.offset = timedelta()
        with self.database.writing() as session:  # moves nobody was told of: the daily plan would find them
            session.execute(update(Network).values(planned_at=None))
        for _ in range(120):
            await asyncio.sleep(60)
            if all(each.works for each in self.workers) and self._is_finished():
                await asyncio.sleep(150)  # what was just drawn anew rests for a minute, and what was lost is sent again
                if self._is_finished():
                    return

    def _is_finished(self) -> bool:
        states = self._states()
        ends = FINAL - {DeliveryState.CANCELLED}
        return set(states.values()) <= FINAL and all(states.get(key) in ends for key in self.keys())

    def _states(self) -> dict[str, DeliveryState]:
        """All that is due; what a clock a day ahead has put into the future is not."""
        due = select(Delivery.key, Delivery.state).where(Delivery.due_at <= self.true_now())
        with self.database.reading() as session:
            return {row.key: row.state for row in session.execute(due)}

    def _judge(self) -> Verdict:
        states, verdict = self._states(), self.verdict
        keys = {key for room in self.slack.rooms.values() for stands in room for key in stands.keys}
        verdict.deliveries = len(keys)
        verdict.carried = len(keys) - sum(len(room) for room in self.slack.rooms.values())
        verdict.doubled = sorted(key for key in keys if self.slack.count(key) > 1 and not self._is_told_anew(key))
        verdict.lost = sorted(
            {key for key in self.keys() if key not in keys}
            | {
                key
                for key, state in states.items()
                if state is DeliveryState.SENT and key not in keys and not key.startswith("mark/")
            }
        )
        verdict.lost += self._unmentioned()
        put_off = self._put_off()
        verdict.untrue = sorted(
            f"{key}: {reads}"
            for room in self.slack.rooms.values()
            for each in room
            for key, reads in (each.parts if each.key.startswith("soon/") else {}).items()
            if not (self.restored or self._is_true(key, reads) or key in put_off)
        )
        verdict.astray = self._astray()
        verdict.unfinished = sorted(key for key, state in states.items() if state not in FINAL)
        verdict.rude = self.slack.rude
        return verdict

    def _is_told_anew(self, key: str) -> bool:
        """Whether it tells a coordinator of a fault that came again after a backup was put back."""
        return self.restored and key.startswith("trouble/")

    def _unmentioned(self) -> list[str]:
        """Whom Slack lets nothing be sent and the channel does not mention, though something was for them."""
        to_them = select(Delivery.id).where(Delivery.to == STRANGER, Delivery.state == DeliveryState.DEAD)
        line = select(Delivery.id).where(Delivery.key.like(f"reach/%/{STRANGER}"))
        with self.database.reading() as session:
            is_lost = session.scalar(to_them) is not None and session.scalar(line) is None
        return ["reach"] if is_lost else []

    def _astray(self) -> list[str]:
        """Answers in a thread that do not stand in it: below the one message with its key, and nowhere else."""
        lines = [each for room in self.slack.rooms.values() for each in room if each.key.startswith("reach/")]
        heads = {each.key: each.ts for each in lines if each.thread is None}
        return sorted(
            each.key
            for each in lines
            if each.key.endswith(f"/{STRANGER}") and each.thread != heads.get(each.key.removesuffix(f"/{STRANGER}"))
        )

    def _put_off(self) -> set[str]:
        """The keys of messages whose change a clock up to a day ahead has put into the future."""
        head = aliased(Delivery)
        query = select(head.key).where(
            Delivery.key.like("mark/%"), Delivery.state == DeliveryState.PENDING,
            Delivery.due_at < self.true_now() + timedelta(days=2),
            head.id == Delivery.about["marks"].as_string().cast(Integer),
        )  # fmt: skip
        with self.database.reading() as session:
            return set(session.scalars(query))

    def _is_true(self, key: str, reads: Mapping[str, Any]) -> bool:
        """What holds says how many have answered; what does not has no button."""
        buttons = any(each["type"] == "actions" for each in reads.get("blocks", ()))
        return buttons and reads["text"] == self.reads().text if key in self.keys() else not buttons

    def _empty(self) -> None:
        with self.database.writing() as session:
            for noun in NOUNS:
                session.execute(delete(noun))


_engines: list[Engine] = []


def _engine() -> Engine:
    """One database for all schedules of this process."""
    if not _engines:
        engine = open_engine("sqlite://")
        Base.metadata.create_all(engine)
        _engines.append(engine)
    return _engines[0]


def simulate(seed: int, mix: Mix | None = None, protections: frozenset[Protection] = ALL_PROTECTIONS) -> Verdict:
    """Run one schedule; the same seed gives the same."""
    with structlog.testing.capture_logs():
        return virtual_time.run(Story(seed, mix or Mix(), protections, _engine()).tell())


def without(protection: Protection) -> frozenset[Protection]:
    return ALL_PROTECTIONS - {protection}


if __name__ == "__main__":
    first, last = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(sys.argv[1]) + 1
    total = 0
    for each in range(first, last):
        verdict = simulate(each)
        total += verdict.deliveries
        if not verdict.is_clean or last == first + 1:
            print(each, replace(verdict))  # noqa: T201
    print(total, "deliveries")  # noqa: T201
