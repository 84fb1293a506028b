"""A network played through in its own time: the jobs are run every hour, and what is due is kept as sent.

played = Played(database)
played.load("partnerskapet-2020-2021")
played.fill_seats(at)
played.go(until)
played.sent          every message with its moment, in order
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.feature.declare import Job
from bot.feature.post import Early, Run
from bot.features import find_features
from bot.language import speak, unescape
from bot.models import Delivery, DeliveryState, Network, Person, Role
from bot.network import store as network_store
from bot.outbox.bundles import WITHIN, Part, coming_with, together
from bot.outbox.deliveries import MARK
from bot.outbox.marks import redrawn
from bot.outbox.preview import BACK, Previewed, preview, receivers, run_and_follow, run_jobs
from bot.plan.load import apply
from bot.plan.reading import read_plan

PLANS = Path(__file__).parent.parent.parent / "bot" / "plans"
START = datetime(2020, 1, 7, 7, 0, tzinfo=UTC)
COORDINATOR = "UCOORD"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Said:
    """One message that went out."""

    at: datetime
    to: str
    key: str
    kind: str
    text: str
    payload: dict[str, Any]
    due: datetime
    useful_until: datetime
    keys: tuple[str, ...]
    """Its own, and those of what came in it."""
    early: Early | None
    subjects: tuple[str, ...]

    def says(self, kind: str) -> bool:
        """Whether it, or what came in it, is of a kind."""
        return any(key.startswith(f"{kind}/") for key in self.keys)


class Played:
    """One network, and what went out so far. `coordinators` are Slack ids."""

    def __init__(
        self, database: Database, now: datetime = START, coordinators: tuple[str, ...] = (COORDINATOR,)
    ) -> None:
        self.database, self.now, self.coordinators = database, now, coordinators
        self.jobs: Sequence[Job] = tuple(find_features().jobs.values())
        self.sent: list[Said] = []
        self.foretold: dict[datetime, set[str]] = {}
        """What was known of the next three days at each moment, by key."""

    def load(self, plan: str) -> None:
        """Load one of the plans that come with the bot."""
        with self.database.writing() as session:
            apply(session, read_plan(PLANS / f"{plan}.yaml"), self.now, channel="C0NETWORK")

    def fill_seats(self, roles: Sequence[Role] = (Role.ELECTED, Role.OFFICIAL)) -> None:
        """Let both seats of every member be held by somebody."""
        words = {Role.ELECTED: "Förtroendevald", Role.OFFICIAL: "Tjänsteperson"}
        with self.database.writing() as session:
            network = self.network(session)
            members = network_store.members_on(session, network, self.now.date())
            for number, member in enumerate(members):
                for role in roles:
                    session.add(
                        Person(
                            network_id=network.id, member_id=member.id, role=role, confirmed_at=self.now,
                            name=f"{words[role]}, {member.name}", slack_id=f"U{role.value[0].upper()}{number}",
                        )
                    )  # fmt: skip
            session.add(
                Person(
                    network_id=network.id, role=Role.COORDINATOR, name="Samordnare", slack_id=COORDINATOR,
                    confirmed_at=self.now,
                )
            )  # fmt: skip

    def network(self, session: Any) -> Network:
        return session.scalars(select(Network)).one()  # type: ignore[no-any-return]

    def change(self, does: Callable[[Any], None]) -> None:
        """Do something in the database."""
        with self.database.writing() as session:
            does(session)

    def tick(self, *, follows: bool = True) -> None:
        """Send what is due and of use now, once each; with `follows` also what changes earlier messages."""
        with self.database.writing() as session:
            network = self.network(session)
            known = set(session.scalars(select(Delivery.key)))
            run = Run(
                session=session, network=network, now=self.now, since=self.now - BACK, until=self.now + WITHIN,
                coordinators=self.coordinators,
            )  # fmt: skip
            wishes = receivers(session, network)
            yielded = (run_and_follow if follows else run_jobs)(self.jobs, run, wishes)
            assert not yielded.broken
            waiting = [
                each for each in yielded.posts.values() if each.key not in known and each.useful_until > self.now
            ]
            self.foretold[self.now] = {each.key for each in waiting}
            coming = coming_with(waiting, self.now, lambda to: speak(wishes.language_of(to)))
            for head in sorted(waiting, key=lambda each: (each.due, each.to, each.key)):
                if head.due <= self.now and head.key in coming:
                    said = head.write(speak(wishes.language_of(head.to))).payload
                    self._send(session, network, [(head, said), *coming[head.key]])

    def _send(self, session: Session, network: Network, parts: Sequence[Part]) -> None:
        head, whole = parts[0][0], together([said for _, said in parts])
        self.sent.append(
            Said(
                self.now, head.to, head.key, head.kind, unescape(whole["text"]), whole, head.due, head.useful_until,
                tuple(each.key for each, _ in parts), head.early, tuple(post.subject for post, _ in parts),
            )
        )  # fmt: skip
        for post, said in parts:
            session.add(
                Delivery(
                    network_id=network.id, key=post.key, kind=post.kind, to=post.to, due_at=post.due,
                    useful_until=post.useful_until, state=DeliveryState.SENT, sent_at=self.now, about=dict(post.about),
                    channel="C", ts="1", redrawn=0, shown=None if post.kind == MARK else said,
                )
            )  # fmt: skip
            if post.kind == MARK:
                for statement, values in redrawn(post.about, said, self.now):
                    session.execute(statement, values)

    def go(self, until: datetime, every: timedelta = HOUR) -> None:
        """Let time pass; earlier messages are looked at each morning."""
        while self.now < until:
            self.tick(follows=self.now.hour == 8)
            self.now += every

    def preview(self, since: datetime, until: datetime) -> list[Previewed]:
        """What `natverksbot preview` shows."""
        with self.database.reading() as session:
            networks = network_store.networks(session)
            return preview(
                session, self.jobs, networks, since=since, until=until,
                coordinators=lambda session, network: self.coordinators,
            )  # fmt: skip


CHANNEL_ID = "C0NETWORK"


def told(
    world: Any, kind: str, first: str, last: str, *, now: str = "", coordinators: tuple[str, ...] = ("UCOORD",)
) -> list[Previewed]:
    """What a job has to say from one day to another (both ISO, the last one counted), in the world of a test.

    `now`: the day looked from; a week before the first unless said, so that nothing is late.
    """
    job = find_features().jobs[kind]
    since, until = _midnight(first), _midnight(last) + timedelta(days=1)
    looked_from = _midnight(now) if now else since - timedelta(days=7)
    with world.database.reading() as session:
        return preview(
            session, [job], network_store.networks(session), since=since, until=until,
            coordinators=lambda session, network: coordinators, now=looked_from,
        )  # fmt: skip


def posts(world: Any, kind: str, first: str, last: str) -> list[dict[str, Any]]:
    """The payloads of the same, in Swedish."""
    job = find_features().jobs[kind]
    since, until = _midnight(first), _midnight(last) + timedelta(days=1)
    with world.database.reading() as session:
        run = Run(
            session=session, network=network_store.networks(session)[0], now=since, since=since, until=until,
            coordinators=("UCOORD",),
        )  # fmt: skip
        return [each.write(speak("sv")).payload for each in job.plans(run) if since < each.due <= until]


def days(told: Sequence[Previewed]) -> list[str]:
    """On which days, each once."""
    return list(dict.fromkeys(f"{each.at:%Y-%m-%d}" for each in told))


def _midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
