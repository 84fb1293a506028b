"""`/natverk administrera` and what is changed from it, for all that is done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from bot.feature.declare import Call, Message, Overtaken, Refusal
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.models import MeetingKind, MeetingState, MembershipState, Period
from bot.network import plan
from bot.network import store as network_store
from bot.network.closing import to_close
from bot.network.coordinators import Coordinates, coordinates_already, managing
from bot.network.membership import period_in_force
from bot.network.seats import candidate
from bot.plan.editing import Edited, edit_by
from bot.plan.errors import PlanRefused, at_field
from bot.plan.following import not_taken_over
from bot.plan.managing import Overview, in_words, just_changed, overview
from bot.plan.nouns import Plan
from bot.plan.people_forms import EVERYBODY, WhomToFind, people_to_manage

LAST_YEAR_OF_PERIOD: Final = timedelta(days=365)
"""So long before a period ends the next is begun from it."""


def show_managing(call: Call, period: Period | None = None) -> Message:
    """What a coordinator changes here, in a period or the one in force, and who coordinates the network and from
    where."""
    held = [each for each in network_store.people(call.session, call.network) if coordinates_already(each)]
    there = [Coordinates(each.name, each.slack_id or "", each, each.slack_id in call.named_for_all) for each in held]
    known = {each.slack_id for each in held}
    for each in call.named_for_all:
        if each not in known:
            there.append(Coordinates(candidate(call.session, call.network, each).name, each, None, for_all=True))
    shown = _overview(call, period or network_store.period_at(call.session, call.network, call.today))
    return managing(call.say, call.network.name, there, overview(call.say, shown), shown.row)


def _overview(call: Call, period: Period | None) -> Overview:
    meetings = meetings_store.meetings_of_period(call.session, period) if period else []
    held_by_turns = [
        each for each in meetings if each.kind is MeetingKind.PARTNERSHIP and each.state is not MeetingState.CANCELLED
    ]
    members = network_store.members_of(call.session, period, call.today) if period else None
    return Overview(
        network=call.network,
        period=period,
        others=[each for each in changeable(call) if each is not period],
        may_follow=_may_follow(call, period),
        to_close=to_close(network_store.periods(call.session, call.network), call.today),
        closed=period if period and period.closed_on else None,
        to_take_over=_to_take_over(call, period),
        members=len(members.taking_part) if members else 0,
        pending=sum(1 for each in members.all if each.state is MembershipState.PENDING) if members else 0,
        activities=len(plan.activities(call.session, period)),
        meetings=len(held_by_turns),
        hosted=sum(1 for each in held_by_turns if each.host is not None),
        today=call.today,
    )


def _may_follow(call: Call, period: Period | None) -> bool:
    """Whether it is time to begin the period after this one: the last, in its last year or over."""
    return period is not None and period is last_period(call) and period.ends - call.today <= LAST_YEAR_OF_PERIOD


def _to_take_over(call: Call, period: Period | None) -> int:
    """How many activities of the period before can be taken over into this one, while it has not begun."""
    before = period_before(call, period) if period and period.starts > call.today else None
    if before is None:
        return 0
    return len(not_taken_over(plan.activities(call.session, before), plan.activities(call.session, period)))


def last_period(call: Call) -> Period | None:
    """The last there is, also where it has ended."""
    return next(iter(reversed(network_store.periods(call.session, call.network))), None)


def period_before(call: Call, period: Period) -> Period | None:
    """The one that ends before a period begins, the nearest."""
    earlier = [each for each in network_store.periods(call.session, call.network) if each.ends < period.starts]
    return earlier[-1] if earlier else None


def changeable(call: Call) -> list[Period]:
    """The periods that are changed in Slack: the one in force, and those to come."""
    every = network_store.periods(call.session, call.network)
    in_force = period_in_force(every, call.today)
    return [each for each in every if each is in_force or each.starts > call.today]


def the_period(call: Call, row: int = 0) -> Period:
    """The period that is changed: the one of that row, of those that can be; the one in force where none is named."""
    there = changeable(call)
    if not there:
        raise Refusal(N_("The network has no period yet."))
    period = next((each for each in there if each.id == row), None) if row else there[0]
    if period is None:
        raise Overtaken(N_("That period is over, or no longer there. This is the one in force."), "manage.show")
    return period


def changed(
    call: Call,
    field: str,
    change: Callable[[Plan], Plan],
    show: Callable[[Call], Message] | None = None,
    period: Period | None = None,
    undone_by: str = "manage.undo",
) -> Message:
    """Change the plan of a period, or of the one in force; what that changed, with a way to undo it, above how things
    are now. What is wrong is said at the field."""
    period = period or the_period(call)
    edited = edited_by(call, field, period, change)
    shown = show(call) if show else show_managing(call, period)
    said = in_words(call.say, edited.changes)
    return just_changed(call.say, shown, said, edited.row.id if edited.row else 0, undone_by)


def edited_by(
    call: Call, field: str, period: Period, change: Callable[[Plan], Plan], also: Sequence[str] = ()
) -> Edited:
    """Change the plan of a period; what is wrong is said at the field. `also`: who hears of it beside the channel."""
    try:
        return edit_by(call, period, change, also)
    except PlanRefused as refused:
        raise at_field(field, refused) from refused


def show_people(call: Call, only: WhomToFind = EVERYBODY) -> Message:
    """Who sits for each member, with ways to change it; `only`: those somebody has looked for."""
    people = network_store.people(call.session, call.network)
    return people_to_manage(
        call.say, network_store.members_to_join(call.session, call.network, call.today), people, only
    )
