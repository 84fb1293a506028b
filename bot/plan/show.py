"""`/natverk administrera` and what is changed from it, for all that is done there."""

from __future__ import annotations

from collections.abc import Callable

from bot.feature.declare import Call, FieldRefusal, Message, Refusal
from bot.language import N_
from bot.models import Period
from bot.network import store as network_store
from bot.network.coordinators import Coordinates, coordinates_already, managing
from bot.network.seats import candidate
from bot.plan.editing import edit_by
from bot.plan.errors import PlanRefused
from bot.plan.managing import in_words, just_changed, ways_to_manage
from bot.plan.nouns import Plan


def show_managing(call: Call) -> Message:
    """What a coordinator changes here, and who coordinates the network and from where."""
    held = [each for each in network_store.people(call.session, call.network) if coordinates_already(each)]
    there = [Coordinates(each.name, each.slack_id or "", each, each.slack_id in call.named_for_all) for each in held]
    known = {each.slack_id for each in held}
    for each in call.named_for_all:
        if each not in known:
            there.append(Coordinates(candidate(call.session, call.network, each).name, each, None, for_all=True))
    return managing(call.say, call.network.name, there, ways_to_manage(call.say))


def the_period(call: Call) -> Period:
    """The period that is changed: the one in force."""
    period = network_store.period_at(call.session, call.network, call.today)
    if period is None:
        raise Refusal(N_("The network has no period yet."))
    return period


def changed(
    call: Call, field: str, change: Callable[[Plan], Plan], show: Callable[[Call], Message] = show_managing
) -> Message:
    """Change the plan; what that changed, with a way to undo it, above how things are now. What is wrong is said at the
    field."""
    try:
        edited = edit_by(call, the_period(call), change)
    except PlanRefused as refused:
        fault = refused.faults[0]
        raise FieldRefusal(field, fault.sentence, **fault.values) from refused
    said = in_words(call.say, edited.changes)
    return just_changed(call.say, show(call), said, edited.row.id if edited.row else 0)
