"""One round of the outbox: plan what needs it, see what is due, claim it, and begin to send it or to find out about it.

A `Worker` is what is remembered between the rounds; `run_round` and the functions after it are the steps, in order.
How one delivery goes to Slack stands in `sending`, what becomes of the uncertain in `reconciling`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from secrets import token_hex
from typing import Any, Final

import structlog
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.outbox import claims, planning
from bot.outbox.claims import Claimed, Waiting
from bot.outbox.conversations import Conversations
from bot.outbox.lateness import LATE
from bot.outbox.marks import Back, DeliveryMark, write_marks
from bot.outbox.outcomes import Became, ended
from bot.outbox.planning import AFTER_A_BREAK
from bot.outbox.reconciling import Reconciler, Reviver, Uncertainty
from bot.outbox.sending import NoToken, Sender
from bot.outbox.tools import Tools

MOST_PLANS: Final = 20
"""Networks planned in one round, so that sending need not wait for all of them."""
MOST_AT_ONCE: Final = 32
"""Deliveries under way at the same time; each receiver has one."""
SOON: Final = 3.0
"""Seconds a round waits for what comes next, rather than leaving it to the next wake."""
ASK_AGAIN: Final = 15.0
"""Seconds between asking Slack whether it takes the token again."""

log = structlog.get_logger()


class Worker:
    """What one worker has under way, and remembers from round to round. Moments without a date are of `steady`."""

    def __init__(self, tools: Tools, done: Callable[[], None]) -> None:
        self.tools = tools
        self.done = done
        """Called when a delivery has come to its end, and more may be begun."""
        self.conversations = Conversations(tools)
        self.sender = Sender(tools, self.conversations)
        self.reconciler = Reconciler(tools, self.conversations)
        self.reviver = Reviver(tools, self.conversations)
        self.tokens = _tokens()
        self.mine: set[int] = set()
        self.busy: set[tuple[int, str]] = set()
        self.under_way: set[asyncio.Task[None]] = set()

        self.began: datetime | None = None
        self.planned_at: dict[int, datetime] = {}
        self.unplannable_until: dict[int, float] = {}

        self.unwritten: list[DeliveryMark] = []
        """Marks the database does not have yet. To lose them is no harm: history knows what was sent."""
        self.writing = asyncio.Lock()
        self.marks_fault: SQLAlchemyError | None = None
        self.round_fault: SQLAlchemyError | None = None

        self.refused = ""
        """Slack's word for why it does not take the token; empty when it does. Nothing is sent meanwhile."""
        self.refused_until = 0.0
        self.silent_until = 0.0

    @property
    def database_fault(self) -> SQLAlchemyError | None:
        """Why the database could not be used the last time; None when it could."""
        return self.round_fault or self.marks_fault

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something go on beside the rounds."""
        task = asyncio.get_running_loop().create_task(work)
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self.under_way:
            await asyncio.gather(*self.under_way, return_exceptions=True)

    async def finish(self, patience: float) -> None:
        """Let what is under way finish, so many seconds at most; the rest is cut off."""
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=patience)
        for task in self.under_way:
            task.cancel()


def _tokens() -> Iterator[str]:
    """A token for each claim: this worker's name with a number."""
    name = token_hex(4)
    return (f"{name}:{number}" for number in count(1))


async def run_round(worker: Worker, now: datetime | None = None) -> float | None:
    """See what there is to do and begin it; tell in how many seconds more can be done, if that is known.

    Faults of Slack and of the database are logged, never raised.
    """
    try:
        soon = await _round(worker, now or worker.tools.clock.now())
        worker.round_fault = None
        return soon
    except SQLAlchemyError as failed:
        worker.round_fault = failed
        cause = str(getattr(failed, "orig", ""))[:200]
        log.warning("outbox_without_database", error=type(failed).__name__, cause=cause)
        return None
    except Exception:
        log.exception("round_broke")
        return None


async def _round(worker: Worker, now: datetime) -> float | None:
    await _write(worker, ())
    if not await _token_is_taken(worker):
        return None
    await worker.reviver.revive()
    waiting = await _look(worker, now)
    _log_what_waits(worker, waiting, now)
    for place, rows in worker.reconciler.ripe(waiting.uncertain).items():
        worker.begin(_reconcile(worker, place, rows))
    chosen, soon = _choose(worker, waiting.due)
    for claimed in await _claim(worker, chosen, now):
        worker.begin(_deliver(worker, claimed))
    return soon


# Does Slack take the token?


async def _token_is_taken(worker: Worker) -> bool:
    """After a refused token: ask now and then whether it is taken again."""
    if not worker.refused:
        return True
    if worker.tools.steady() < worker.refused_until:
        return False
    if (await ended(worker.tools.client.auth_test())).became is Became.DONE:
        log.info("token_taken_again")
        worker.refused = ""
        return True
    worker.refused_until = worker.tools.steady() + ASK_AGAIN
    return False


def _refuse(worker: Worker, refused: NoToken) -> None:
    if not worker.refused:
        log.error("token_refused", error=str(refused))
    worker.refused = str(refused)
    worker.refused_until = worker.tools.steady() + ASK_AGAIN


# What is there to do?


async def _look(worker: Worker, now: datetime) -> Waiting:
    """What there is to do, after planning what needs it and giving up the leases of the dead."""
    await _plan(worker, await _stale_plans(worker, now), now)
    waiting = await _waiting(worker, now)
    lapsed = [each for each in waiting.lapsed if each not in worker.mine]
    if lapsed:
        await worker.tools.write(lambda session: claims.give_up_leases(session, lapsed))
    first = _to_plan_first(worker, waiting, now)
    await _plan(worker, first[:MOST_PLANS], now)
    if lapsed or first:
        waiting = await _waiting(worker, now)
    later = set(first[MOST_PLANS:])
    return replace(waiting, due=[row for row in waiting.due if row.network_id not in later])


async def _waiting(worker: Worker, now: datetime) -> Waiting:
    return await worker.tools.read(lambda session: claims.look(session, now))


async def _stale_plans(worker: Worker, now: datetime) -> Sequence[int]:
    """The networks that are to be planned; when this worker begins, all. One that is stale though it was just planned
    has a job that broke, and waits."""
    began = worker.began = worker.began or now
    waiting = sum(_was_planned(worker, each, now) for each in worker.planned_at)
    most = MOST_PLANS + len(worker.unplannable_until) + waiting
    rows = await worker.tools.read(lambda session: planning.to_plan(session, now, began, most))
    wanted = [
        each.id
        for each in rows
        if each.planned_at is None or each.planned_at > now or not _was_planned(worker, each.id, now)
    ]
    return [each for each in wanted if not _cannot_be_planned(worker, each)][:MOST_PLANS]


def _to_plan_first(worker: Worker, waiting: Waiting, now: datetime) -> list[int]:
    """The networks in which something is late or of no use any more: planned before more is sent, as what nobody
    said had changed must not push aside what holds, and what is newer may say the same."""
    late = {row.network_id for row in waiting.due if row.by_a_job and now - row.due_at > LATE}
    return sorted({*waiting.useless, *(each for each in late if not _was_planned(worker, each, now))})


def _cannot_be_planned(worker: Worker, network_id: int) -> bool:
    return worker.unplannable_until.get(network_id, 0.0) > worker.tools.steady()


def _was_planned(worker: Worker, network_id: int, now: datetime) -> bool:
    """Whether that was just done, by us: what is late then may wait for other reasons."""
    planned = worker.planned_at.get(network_id)
    return planned is not None and abs(now - planned) < AFTER_A_BREAK


async def _plan(worker: Worker, networks: Sequence[int], now: datetime) -> None:
    """Plan networks; one that cannot be planned keeps no other waiting, and is tried again later."""
    tools = worker.tools
    for network_id in networks:
        if _cannot_be_planned(worker, network_id):
            continue
        try:
            lost = await tools.write(lambda session, network=network_id: tools.planner.plan(session, network, now))  # type: ignore[misc]
        except (OperationalError, InterfaceError, PoolTimeoutError):
            raise  # the database is away: for all
        except Exception:
            log.exception("network_not_planned", network=network_id)
            worker.unplannable_until[network_id] = tools.steady() + AFTER_A_BREAK.total_seconds()
            continue
        worker.planned_at[network_id] = now
        worker.unplannable_until.pop(network_id, None)
        if lost:
            log.warning("deliveries_expired", network=network_id, deliveries=lost)


def _log_what_waits(worker: Worker, waiting: Waiting, now: datetime) -> None:
    """Once a minute, a line in the log while something has been due for longer than that."""
    oldest = min((row.due_at for row in (*waiting.due, *waiting.uncertain)), default=now)
    if now - oldest > timedelta(minutes=1) and worker.tools.steady() >= worker.silent_until:
        worker.silent_until = worker.tools.steady() + 60.0
        log.info("deliveries_wait", oldest_seconds=int((now - oldest).total_seconds()), due=len(waiting.due))


# Claim it.


def _choose(worker: Worker, due: Sequence[Any]) -> tuple[list[int], float | None]:
    """What may be claimed now, one for each receiver; and when the next may, if that is known."""
    chosen: list[int] = []
    receivers = set(worker.busy)
    soon: float | None = None
    for row in due:
        receiver = (row.network_id, row.to)
        if receiver in receivers:
            continue
        wait = _wait(worker, row.to)
        if wait > SOON:
            soon = wait if soon is None else min(wait, soon)
            continue
        if len(chosen) + len(worker.busy) >= MOST_AT_ONCE:
            break
        receivers.add(receiver)
        chosen.append(row.id)
    return chosen, soon


def _wait(worker: Worker, to: str) -> float:
    pace = worker.tools.pace
    opening = 0.0 if worker.conversations.knows(to) else pace.wait("conversations.open")
    return max(pace.wait("chat.postMessage"), opening)


async def _claim(worker: Worker, chosen: Sequence[int], now: datetime) -> list[Claimed]:
    """Claim what is still free, under a token of this claim alone."""
    if not chosen or worker.sender.stopping:
        return []
    token = next(worker.tokens)
    claimed = await worker.tools.write(lambda session: claims.claim(session, chosen, token, now))
    for each in claimed:
        worker.mine.add(each.id)
        worker.busy.add(each.receiver)
    return claimed


# Send it, or find out about it.


async def _deliver(worker: Worker, claimed: Claimed) -> None:
    try:
        await _write(worker, await _send(worker, claimed))
    except SQLAlchemyError as failed:
        log.warning("delivery_left_to_lease", delivery=claimed.id, error=type(failed).__name__)
    except Exception:
        log.exception("delivery_broke", delivery=claimed.id)
    finally:
        worker.mine.discard(claimed.id)
        worker.busy.discard(claimed.receiver)
    worker.done()


async def _send(worker: Worker, claimed: Claimed) -> Sequence[DeliveryMark]:
    try:
        return await worker.sender.send(claimed)
    except NoToken as refused:
        _refuse(worker, refused)
        return [Back(claimed, None, str(refused))]


async def _reconcile(worker: Worker, place: Uncertainty, rows: Sequence[Any]) -> None:
    try:
        await _write(worker, await worker.reconciler.find_out(place, rows))
    except NoToken as refused:
        _refuse(worker, refused)
    except SQLAlchemyError as failed:
        log.warning("uncertain_wait", error=type(failed).__name__)
    except Exception:
        log.exception("uncertain_not_reconciled")
    worker.done()


# Write down what became of it.


async def _write(worker: Worker, marks: Sequence[DeliveryMark]) -> None:
    """Write marks, together with those that came while the last were being written."""
    worker.unwritten += marks
    async with worker.writing:
        batch, worker.unwritten = worker.unwritten, []
        if not batch:
            return
        try:
            await worker.tools.write(lambda session: write_marks(session, batch))
            worker.marks_fault = None
        except SQLAlchemyError as failed:
            worker.marks_fault = failed
            worker.unwritten = await _still_to_write(worker, batch, failed) + worker.unwritten


async def _still_to_write(worker: Worker, batch: list[DeliveryMark], failed: SQLAlchemyError) -> list[DeliveryMark]:
    """After a failure: one that the database will never take is dropped, so that it does not hold the others."""
    cause = str(getattr(failed, "orig", ""))[:200]
    log.warning("deliveries_not_marked", marks=len(batch), error=type(failed).__name__, cause=cause)
    if not isinstance(failed, (DataError, IntegrityError)):
        return batch
    return [] if len(batch) == 1 else await _one_by_one(worker, batch)


async def _one_by_one(worker: Worker, batch: list[DeliveryMark]) -> list[DeliveryMark]:
    left: list[DeliveryMark] = []
    for mark in batch:
        try:
            await worker.tools.write(lambda session, mark=mark: write_marks(session, [mark]))  # type: ignore[misc]
        except SQLAlchemyError as failed:
            left += await _still_to_write(worker, [mark], failed)
    return left
