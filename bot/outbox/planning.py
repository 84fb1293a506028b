"""Plans a network's deliveries, and checks again, right before sending, whether one still holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from bot.dates.when import moment
from bot.feature.declare import Job, Post, Run
from bot.models import DeliveryState, Network
from bot.network.erasure import wait_for_erasing
from bot.outbox.deliveries import MARK, delivery_row, put
from bot.outbox.follow import head_of
from bot.outbox.marks import CLOSE
from bot.outbox.preview import (
    AHEAD,
    BACK,
    Coordinators,
    Receivers,
    Yielded,
    comes_back,
    given_up,
    laid_out,
    receivers,
    run_and_follow,
    run_jobs,
)
from bot.outbox.tables import DELIVERIES, NETWORKS, is_useless, the
from bot.outbox.trouble import Lost

LONGEST_DAY = timedelta(hours=25)
"""A plan is trusted on the day it was made, for what stands in Slack may say how far away something is; one that is
older than any day counts as stale."""
AFTER_A_BREAK = timedelta(minutes=10)
"""When it is laid out again after a job broke, or with deliveries that are late still."""

_LOCK = select(NETWORKS.c.id).where(NETWORKS.c.id == bindparam("network")).with_for_update(key_share=True)
"""Keeps other planners out, but not who inserts a delivery that belongs to the network."""
_CANCEL = update(DELIVERIES).where(
    DELIVERIES.c.id == bindparam("row"), DELIVERIES.c.state == the(DeliveryState.PENDING)
).values(state=the(DeliveryState.CANCELLED))  # fmt: skip
_NEVER_SENT = (DeliveryState.PENDING, DeliveryState.CANCELLED, DeliveryState.EXPIRED)
_AMEND = (
    update(DELIVERIES)
    .where(  # an IN would not do: a statement run for many rows takes none
        DELIVERIES.c.id == bindparam("row"),
        or_(*(DELIVERIES.c.state == the(state) for state in _NEVER_SENT)),
    )
    .values(
        state=the(DeliveryState.PENDING),
        due_at=bindparam("due"),
        useful_until=bindparam("useful"),
        to=bindparam("whom"),
        kind=bindparam("what"),
    )
)
_EXPIRE = (
    update(DELIVERIES)
    .where(DELIVERIES.c.id == bindparam("row"), or_(*(DELIVERIES.c.state == the(state) for state in _NEVER_SENT)))
    .values(state=the(DeliveryState.EXPIRED))
)
_EXPIRE_USELESS = (
    update(DELIVERIES)
    .where(  # coalesce: SQLite is to look among the network's, not among all that are due
        DELIVERIES.c.network_id == bindparam("network"),
        is_useless(bindparam("now"), func.coalesce(DELIVERIES.c.state, "")),
    )
    .values(state=the(DeliveryState.EXPIRED))
    .returning(DELIVERIES.c.kind)
)
_PLANNED = update(NETWORKS).where(NETWORKS.c.id == bindparam("network")).values(planned_at=bindparam("moment"))
_ZONES = select(NETWORKS.c.timezone).distinct()
NEED_A_PLAN = select(NETWORKS.c.id, NETWORKS.c.planned_at).where(
    NETWORKS.c.timezone == bindparam("zone"),
    or_(
        NETWORKS.c.planned_at.is_(None),
        NETWORKS.c.planned_at < bindparam("stale"),
        NETWORKS.c.planned_at > bindparam("ahead"),  # the clock was set back
    ),
).limit(bindparam("most"))  # fmt: skip


def to_plan(session: Session, now: datetime, began: datetime, most: int) -> list[Any]:
    """The networks whose deliveries are to be laid out (again), so many at most: id and `planned_at`.

    What was laid out before this worker `began` may be of another version, or of other settings.
    """
    connection = session.connection()
    found: list[Any] = []
    for zone in connection.execute(_ZONES).scalars().all():
        here = ZoneInfo(zone)
        day = moment(now.astimezone(here).date(), 0, here)
        moments = {"stale": day if began > now else max(began, day), "ahead": now + timedelta(hours=1)}
        found += connection.execute(NEED_A_PLAN, {"zone": zone, "most": most, **moments}).all()
    return found[:most]


@dataclass(frozen=True)
class Planner:
    """Runs the jobs for a network, in somebody's transaction but with eyes of its own."""

    jobs: tuple[Job, ...]
    coordinators: Coordinators
    prefix: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of message this version knows; those of another's are left to it."""
        return frozenset((*(job.kind for job in self.jobs), MARK))

    def plan(self, session: Session, network_id: int, now: datetime) -> int:
        """Make the network's deliveries what the jobs now yield; doing it twice is doing it once.

        What can no longer be said is given up, the coordinator told how many that were, and the number returned. The
        network's row is locked first: whoever plans at the same time must see what the other has changed.
        """
        session.flush()
        wait_for_erasing(session)
        connection = session.connection()
        connection.execute(_LOCK, {"network": network_id})
        with self._looking(session) as looking:
            run = self._run(looking, network_id, now, now - BACK, now + AHEAD)
            yielded = run_and_follow(self.jobs, run, receivers(looking, run.network))
        lost = self._lay_out(session, network_id, now, yielded)
        planned = now - LONGEST_DAY if yielded.broken else now
        connection.execute(_PLANNED, {"network": network_id, "moment": planned})
        if yielded.closed:
            connection.execute(CLOSE, [{"row": each, "moment": now} for each in yielded.closed])
        if lost:
            Lost(self.coordinators, self.prefix, network_id, lost, now).write(session)
        return len(lost)

    def _lay_out(self, session: Session, network_id: int, now: datetime, yielded: Yielded) -> list[str]:
        """Insert what is missing, amend what waits, cancel what no job yields any more, give up what is too late."""
        connection = session.connection()
        there = laid_out(session, network_id, now - BACK)
        dropped = given_up(yielded.posts.values(), there, now, self.jobs)
        posts = [post for post in yielded.posts.values() if post.key not in dropped]
        missing = [post for post in posts if post.key not in there and post.useful_until > now]
        put(session, [_new(network_id, post) for post in missing])
        amended = [_amended(there[post.key], post, now) for post in posts if post.key in there]
        if changed := [each for each in amended if each]:
            connection.execute(_AMEND, changed)
        if not yielded.broken and (gone := self._no_longer(there.values(), yielded)):
            connection.execute(_CANCEL, gone)
        return _give_up(session, network_id, now, [yielded.posts[key] for key in dropped], there)

    def _no_longer(self, rows: Iterable[Any], yielded: Yielded) -> list[dict[str, Any]]:
        waiting = [row for row in rows if row.state is DeliveryState.PENDING and row.kind in self.kinds]
        return [{"row": row.id} for row in waiting if row.key not in yielded.posts]

    @contextmanager
    def look_again(
        self, session: Session, network_id: int, now: datetime, key: str, kind: str, due: datetime
    ) -> Iterator[tuple[Post | None, bool, Receivers]]:
        """Find what the jobs now say under a key: the post or None, whether a job broke, and the receivers.

        The words are to be written inside the `with`, while what they speak of can be read.
        """
        with self._looking(session) as looking:
            run = self._run(looking, network_id, now, min(due, now) - BACK, max(due, now))
            wishes = receivers(looking, run.network)
            look: Callable[[Collection[Job], Run, Receivers], Yielded] = run_jobs
            if kind == MARK:
                kind, row = head_of(looking, key)
                look = partial(run_and_follow, row=row)
            yielded = look([job for job in self.jobs if job.kind == kind], run, wishes)
            if key not in yielded.posts:  # of another job's making, or moved to later
                yielded = look(self.jobs, replace(run, until=now + AHEAD), wishes)
            yield yielded.posts.get(key), yielded.broken, wishes

    @contextmanager
    def look_at(
        self, session: Session, network_id: int, now: datetime, rows: Sequence[Any]
    ) -> Iterator[tuple[Mapping[str, Post], Receivers]]:
        """Find what the jobs now say of several deliveries that wait, by key, and the receivers."""
        dues = [each.due_at for each in rows]
        with self._looking(session) as looking:
            run = self._run(looking, network_id, now, min(*dues, now) - BACK, max(*dues, now))
            wishes = receivers(looking, run.network)
            yield run_jobs(self.jobs, run, wishes).posts, wishes

    @contextmanager
    def _looking(self, session: Session) -> Iterator[Session]:
        """A session in the same transaction that has loaded nothing yet and writes nothing."""
        with Session(bind=session.connection(), autoflush=False) as looking, looking.no_autoflush:
            yield looking

    def _run(self, looking: Session, network_id: int, now: datetime, since: datetime, until: datetime) -> Run:
        network = looking.get_one(Network, network_id)
        return Run(
            session=looking, network=network, now=now, since=since, until=until,
            coordinators=self.coordinators(looking, network), prefix=self.prefix,
        )  # fmt: skip


def _new(network_id: int, post: Post) -> dict[str, Any]:
    return delivery_row(network_id, post.key, post.kind, post.to, post.due, post.useful_until, dict(post.about))


def _amended(row: Any, post: Post, now: datetime) -> dict[str, Any] | None:
    """How a row that was never sent is to be changed; None when it is right, or out of our hands."""
    same = (row.due_at, row.useful_until, row.to, row.kind) == (post.due, post.useful_until, post.to, post.kind)
    waits = row.state is DeliveryState.PENDING and not same
    if not waits and not (comes_back(row, post) and post.useful_until > now):
        return None
    return {"row": row.id, "due": post.due, "useful": post.useful_until, "whom": post.to, "what": post.kind}


def _give_up(
    session: Session, network_id: int, now: datetime, dropped: list[Post], there: Mapping[str, Any]
) -> list[str]:
    """Expire what is too much or of no use any more, also what was not laid out yet; tell of which kinds it was."""
    connection = session.connection()
    put(session, [_new(network_id, each) | {"state": DeliveryState.EXPIRED} for each in dropped])
    if rows := [{"row": there[each.key].id} for each in dropped if each.key in there]:
        connection.execute(_EXPIRE, rows)
    useless = connection.execute(_EXPIRE_USELESS, {"network": network_id, "now": now}).scalars()
    return [*(each.kind for each in dropped), *useless]
