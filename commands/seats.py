"""A seat that the coordinator ends, in /natverk medlemmar."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, button
from bot.meetings.answers import stand_down
from bot.models import PersonState
from bot.network import store as network_store
from bot.network.membership import leave
from bot.network.people import SeatToEnd, seat_is_ended
from bot.network.seats import keeping_a_coordinator, tell_seat_lost
from bot.network.show import show_members
from bot.plan.managing import just_changed
from bot.plan.seat_editing import UNDO, seating


@button("seat.end", by=By.COORDINATOR, writes=True)
def end(call: Call) -> Answer:
    """Let somebody go, as whom they were shown; a network keeps somebody who coordinates it."""
    value = SeatToEnd.read(call.value)
    person = network_store.person(call.session, call.network, value.person)
    if person is None or person.state is not PersonState.CONFIRMED or value != SeatToEnd.of(person):
        return show_members(call, decides=True, first=call.say("That seat has changed or ended, so nothing was done."))
    ended = seat_is_ended(call.say, person, named_for_all=person.slack_id in call.named_for_all)
    with seating(call) as change:
        stand_down(change.call, person)
        with keeping_a_coordinator(call, person):
            leave(person, call.now)
        tell_seat_lost(change.call, person, replaced=False)
    shown = show_members(call, decides=call.user.id in call.coordinators())
    return just_changed(call.say, shown, ended, change.row.id if change.row else 0, UNDO)
