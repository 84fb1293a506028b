"""Somebody changes a period in Slack: its plan, as it is now, is made another, checked as a file is, and loaded.

So what holds of a plan holds of every change, one way of undoing does for all of them (the plan that was is loaded
again), and what `natverksbot plan` writes afterwards changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.feature.call import Call, Overtaken
from bot.feature.declare import CHANNEL
from bot.feature.post import Post
from bot.feature.values import digest_of
from bot.language import N_, Say
from bot.models import Membership, Period, PlanEdit
from bot.network import store as network_store
from bot.network.hours import Hours
from bot.plan import store as plan_store
from bot.plan.changes import PlanChange
from bot.plan.load import apply_by_hand, remove_period
from bot.plan.load_network import refuse_overlap
from bot.plan.managing import plan_changed
from bot.plan.nouns import Plan
from bot.plan.reading import plan_of
from bot.plan.writing import as_file, planned

NOTHING: Final = ""
"""What there was before, where a change made the period."""
NAME: Final = "plan"
"""What the plan is called in faults that are of no line of a file."""
UNDONE_WITHIN: Final = timedelta(minutes=10)
"""So long a change can be undone, and nobody else is told of it."""
TOLD_FOR: Final = timedelta(days=14)
NOT_UNDONE: Final = N_("This can be undone for ten minutes, and only while nothing else has changed since.")


@dataclass(frozen=True)
class Edited:
    """What somebody has just changed."""

    changes: Sequence[PlanChange]
    row: PlanEdit | None
    """None: nothing was changed."""


def edit(session: Session, period: Period, change: Callable[[Plan], Plan], now: datetime) -> list[PlanChange]:
    """Let a period be as `change` makes its plan; gives what that changed. PlanRefused with all that is wrong."""
    before = plan_now(session, period)
    return apply_by_hand(session, before, read_again(change(before)), period, now)


def edit_by(call: Call, period: Period, change: Callable[[Plan], Plan], also: Sequence[str] = ()) -> Edited:
    """The same for whoever asks: it can be undone, and the others are told when it no longer can. `also`: who hears of
    it beside the channel."""
    before, names = plan_now(call.session, period), _names(call.session, period)
    moved = _moved_just_now(call, period, before)
    changes: Sequence[PlanChange] = edit(call.session, period, change, call.now)
    if not changes:
        return Edited((), None)
    row = PlanEdit(
        network_id=call.network.id, period_id=period.id, at=call.now, after=_digest(call.session, period),
        before=as_file(_as_called(before, names, _names(call.session, period))),
    )  # fmt: skip
    if moved is not None and _is_of_queue(changes):
        _forget(call, moved.row)
        if row.after == digest_of(as_file(moved.was)):
            return Edited(changes, None)
        row.before, changes = moved.row.before, moved.with_what_follows(changes)
    call.session.add(row)
    call.session.flush()
    by = done_by(call)
    _tell(call, row, lambda say: plan_changed(say, by, changes), also)
    return Edited(changes, row)


def begin_period(call: Call, plan: Plan, told: Callable[[Period], Callable[[Say], Message]]) -> Edited:
    """Make a period of a plan for whoever asks: it can be undone, and the others are told when it no longer can.
    PlanRefused with all that is wrong."""
    planned = read_again(plan).period
    refuse_overlap(plan, None, network_store.periods(call.session, call.network))
    period = Period(network_id=call.network.id, name=planned.name, starts=planned.starts, ends=planned.ends,
                    coordination=planned.coordination)  # fmt: skip
    call.session.add(period)
    call.session.flush()
    call.session.expire(call.network, ["periods"])
    changes = edit(call.session, period, lambda _: plan, call.now)
    row = PlanEdit(network_id=call.network.id, period_id=period.id, at=call.now, before=NOTHING,
                   after=_digest(call.session, period))  # fmt: skip
    call.session.add(row)
    call.session.flush()
    call.network.planned_at = None
    _tell(call, row, told(period))
    return Edited(changes, row)


@dataclass(frozen=True)
class MovedJustNow:
    """Hosts moved in their queue, which whoever did it goes on with: all of it is undone and told as one."""

    row: PlanEdit
    was: Plan
    """As it was before."""

    def with_what_follows(self, changes: Sequence[PlanChange]) -> list[PlanChange]:
        """What it all changed together."""
        stood = [each.member for each in self.was.queue]
        return [replace(changes[0], values={**changes[0].values, "before": stood})]


def _is_of_queue(changes: Sequence[PlanChange]) -> bool:
    return all(each.values.get("field") == "queue" for each in changes)


def _moved_just_now(call: Call, period: Period, now: Plan) -> MovedJustNow | None:
    """What the same person has changed last, if that was the queue alone and nothing else has changed since."""
    last = plan_store.last_edit(call.session, period)
    if last is None or call.now - last.at > UNDONE_WITHIN or last.after != digest_of(as_file(now)):
        return None
    if last.before == NOTHING or plan_store.who_turned(call.session) != call.user.id:
        return None
    was = plan_of(last.before, NAME)
    is_alone = as_file(replace(was, queue=())) == as_file(replace(now, queue=()))
    return MovedJustNow(last, was) if is_alone else None


def undo(call: Call, row: PlanEdit | None) -> Sequence[PlanChange]:
    """Let the period be as it was before; nobody else hears of it. Overtaken when it is too late."""
    if row is None or not can_be_undone(call, row):
        raise Overtaken(NOT_UNDONE, "manage.show")
    if row.before == NOTHING:
        plan_store.withdraw(call.session, f"{_key(row)}/%")
        return remove_period(call.session, row.period, call.now)
    changes = apply_by_hand(
        call.session, plan_now(call.session, row.period), plan_of(row.before, NAME), row.period, call.now
    )
    _forget(call, row)
    return changes


def _forget(call: Call, row: PlanEdit) -> None:
    """Let a change be undone no more, and told to nobody."""
    plan_store.withdraw(call.session, f"{_key(row)}/%")
    call.session.delete(row)


def can_be_undone(call: Call, row: PlanEdit | None) -> bool:
    """Whether it is not too late, and nothing else has changed."""
    if row is None or row.network_id != call.network.id or call.now - row.at > UNDONE_WITHIN:
        return False
    return row.after == _digest(call.session, row.period)


def plan_before(row: PlanEdit) -> Plan:
    """A period's plan as it was before a change."""
    return plan_of(row.before, NAME)


def plan_now(session: Session, period: Period) -> Plan:
    """A period's plan without its meetings and coordinators, which have ways of their own to be changed."""
    plan = planned(session, period.network, period)
    return read_again(replace(plan, meetings=(), network=replace(plan.network, coordinators=())))


def read_again(plan: Plan) -> Plan:
    """A plan as its file is read: times worked out, and checked. PlanRefused with all that is wrong."""
    return plan_of(as_file(plan), NAME)


def _digest(session: Session, period: Period) -> str:
    return digest_of(as_file(plan_now(session, period)))


def _names(session: Session, period: Period) -> dict[int, str]:
    rows = plan_store.rows_of(session, Membership, period_id=period.id)
    return {each.member_id: each.name for each in rows}


def _as_called(plan: Plan, names: Mapping[int, str], now: Mapping[int, str]) -> Plan:
    """A plan whose members are found also by what they are called now."""
    called = {name: now[row] for row, name in names.items() if now.get(row, name) != name}
    return replace(plan, members=tuple(
        replace(each, also_called=(called[each.name],)) if each.name in called else each for each in plan.members
    ))  # fmt: skip


def _key(row: PlanEdit) -> str:
    return f"edit/{row.id}"


def done_by(call: Call) -> str:
    """What whoever does it is called, for the others."""
    return call.person.name if call.person else call.user.name


def who_hears(call: Call) -> list[str]:
    """Who hears of what is changed in the network: the channel, or where there is none who else coordinates."""
    return [CHANNEL] if call.network.channel else [each for each in call.coordinators() if each != call.user.id]


def told_at(call: Call) -> datetime:
    """When others hear of what is done now: when it can no longer be undone, at a humane hour."""
    return Hours.of(call.network).soonest(call.now + UNDONE_WITHIN)


def minute_of(at: datetime) -> int:
    """A moment as a button carries it, whose numbers are short: in whole minutes since 1970."""
    return int(at.timestamp()) // 60


def is_too_late(minute: int, now: datetime) -> bool:
    """Whether what was done in that minute can no longer be undone."""
    return minute_of(now) - minute > UNDONE_WITHIN // timedelta(minutes=1)


def _tell(call: Call, row: PlanEdit, write: Callable[[Say], Message], also: Sequence[str] = ()) -> None:
    """The others hear of it when it can no longer be undone."""
    due = told_at(call)
    for to in dict.fromkeys([*who_hears(call), *also]):
        call.post(Post(f"{_key(row)}/{to}", "edit", to, due, due + TOLD_FOR, write))
