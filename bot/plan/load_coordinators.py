"""Loads who coordinates a network: those whom its plan names by their Slack ids.

Whom the file has named before is left as people in Slack have it since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.language import N_, Say
from bot.meetings.answers import stand_down
from bot.models import Network, Period
from bot.network import store as network_store
from bot.network.coordinators import Candidate, coordinates_already, ended_by_plan
from bot.network.membership import leave
from bot.network.seats import candidate, seat_as_coordinator, told_of_seat
from bot.outbox.deliveries import tell_as_they_read
from bot.plan.changes import ADDED, LAST, REMOVED, Named
from bot.plan.load_network import in_force, remembered
from bot.plan.merge import Merge, Wish, as_json
from bot.plan.nouns import Plan

USUALLY: Final = Wish("coordinators", {"coordinators": None})


def load_coordinators(merge: Merge, plan: Plan, network: Network, period: Period, periods: Sequence[Period]) -> None:
    """Make whoever the files have come to name coordinator, and end the role of whom they name no more."""
    wishes = [Wish("coordinators", {"coordinators": plan.network.coordinators})] if plan.network.coordinators else []
    others = [(each.starts, remembered(each, "network", network)) for each in periods if each is not period]
    mine, stated = merge.memory("network", network) or {}, {each.field: as_json(each.values) for each in wishes}
    merge.remember("network", network, wishes)
    before, after = (
        in_force(USUALLY, [*others, (plan.period.starts, each)])["coordinators"] or () for each in (mine, stated)
    )
    for slack_id in after:
        if slack_id not in before:
            _begin(merge, network, candidate(merge.session, network, slack_id))
    for slack_id in before:
        if slack_id not in after:
            _end(merge, network, candidate(merge.session, network, slack_id))


def _begin(merge: Merge, network: Network, whom: Candidate) -> None:
    if coordinates_already(whom.person):
        return
    told, person = whom.told(network.name), whom.row(network)
    if whom.seat is not None:
        stand_down(_loading(merge, network), whom.seat)
    seat_as_coordinator(merge.session, network, person, "", merge.now)
    merge.report(ADDED, _thing(whom))
    _tell(merge, network, whom.slack_id, told)


def _end(merge: Merge, network: Network, whom: Candidate) -> None:
    person = whom.person
    if person is None or not coordinates_already(person):
        return
    if network_store.named_coordinators(merge.session, network, ()) == (whom.slack_id,):
        merge.report(LAST, _thing(whom))
        return
    leave(person, merge.now)
    merge.report(REMOVED, _thing(whom))
    _tell(merge, network, whom.slack_id, lambda say: ended_by_plan(say, network.name))


def _tell(merge: Merge, network: Network, slack_id: str, write: Callable[[Say], Message]) -> None:
    person = network_store.account(merge.session, network, slack_id)
    if person is not None:
        _loading(merge, network).post(told_of_seat(person, merge.now, slack_id, write))


def _loading(merge: Merge, network: Network) -> Call:
    post = partial(tell_as_they_read, merge.session, network, merge.now)
    return Call.of_nobody(merge.session, network, merge.now, post)


def _thing(whom: Candidate) -> Named:
    return Named(N_("the coordinator {name}"), {"name": whom.slack_id})
