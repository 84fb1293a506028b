"""Loads who hosts after the planned meetings (domain 7): the file of the latest period that says it decides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import N_
from bot.models import HostingTurn, Network, Period
from bot.plan import store as plan_store
from bot.plan.changes import Named
from bot.plan.load_network import Members, shared
from bot.plan.merge import Merge, Wish
from bot.plan.nouns import Plan


class HostQueue:
    """The queue of a plan's members, as an attribute that can be set; the turns behind it are made or taken away. Who
    is no member in the plan stays, behind the others."""

    def __init__(self, merge: Merge, network: Network, members: Members) -> None:
        self._merge = merge
        self._network = network
        self._members = {each.id: each for each in members.rows.values()}
        self.id = network.id

    @property
    def queue(self) -> list[str]:
        return [self._members[each.member_id].name for each in self._turns if each.member_id in self._members]

    @queue.setter
    def queue(self, names: list[str]) -> None:
        session, turns = self._merge.session, self._turns
        own = [each for each in turns if each.member_id in self._members]
        by_name = {each.name: each for each in self._members.values()}
        wanted = [self._turn(by_name[each].id, own) for each in names]
        for each in own:  # those that nobody wants any more
            session.delete(each)
        others = [each for each in turns if each.member_id not in self._members]
        for place, each in enumerate([*wanted, *others], 1):
            each.position = place
            session.add(each)
        session.flush()

    @property
    def _turns(self) -> list[HostingTurn]:
        return plan_store.waiting_turns(self._merge.session, self._network)

    def _turn(self, member: int, free: list[HostingTurn]) -> HostingTurn:
        turn = next((each for each in free if each.member_id == member), None)
        if turn is None:
            return HostingTurn(network_id=self._network.id, member_id=member)
        free.remove(turn)
        return turn


def load_queue(merge: Merge, plan: Plan, period: Period, members: Members, periods: Sequence[Period]) -> None:
    """Bring the queue in line with the plan. A file that says nothing leaves it as it is."""
    rows = [members.row(each.member) for each in plan.queue]
    wish = Wish("queue", {"queue": [each.name for each in rows if each is not None]})
    if merge.by_hand or plan.queue:
        queue = HostQueue(merge, period.network, members)
        thing = Named(N_("the network {name}"), {"name": period.network.name})
        shared(merge, "queue", queue, thing, [wish], period.starts, periods)
