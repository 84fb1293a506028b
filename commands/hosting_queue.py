"""/vardskap turordning: the coordinator changes who hosts after the planned meetings, through the plan (domain 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Message, Refusal, Subject, button, form
from bot.feature.values import number_in
from bot.hosting.load import HostQueueCard
from bot.hosting.queue_view import TurnMove, host_queue, put_in_form
from bot.hosting.rules import moved
from bot.language import N_
from bot.models import PlanEdit
from bot.plan.editing import undo
from bot.plan.managing import in_words, just_changed
from bot.plan.nouns import PlannedTurn
from bot.plan.show import changed


@button("queue.show", by=By.COORDINATOR)
def queue(call: Call) -> Answer:
    """Who hosts the coming meetings and after them, with ways to change it."""
    return show_queue(call)


def show_queue(call: Call) -> Message:
    """The same, after what is done in it."""
    return host_queue(call.say, HostQueueCard.load(call))


def order_now(call: Call) -> tuple[object, ...]:
    """The queue as it is, to who decides about it."""
    return HostQueueCard.load(call).facts


@button("queue.move", by=By.COORDINATOR, writes=True, about=Subject(order_now, show_queue))
def move(call: Call) -> Answer:
    """Move a member in the queue that was shown, or take it out."""
    value, turns = TurnMove.read(call.value), HostQueueCard.load(call).turns
    place, way = next((place for place, each in enumerate(turns) if each.id == value.turn), None), value.move
    if place is None or way is None:
        raise Refusal(N_("That turn is no longer in the queue."))
    return reordered(call, lambda queue: moved(queue, place, way))


def reordered(call: Call, change: Callable[[Sequence[PlannedTurn]], Sequence[PlannedTurn]], field: str = "") -> Answer:
    """Change the queue in the plan, and show it."""
    period = HostQueueCard.load(call).members.period
    return changed(
        call, field, lambda plan: replace(plan, queue=tuple(change(plan.queue))), show_queue, period, "queue.undo"
    )


@button("queue.put_in", by=By.COORDINATOR)
def put_in(call: Call) -> Answer:
    """The form in which a member is put into the queue."""
    return form_to_put_in(call)


def form_to_put_in(call: Call) -> Form:
    """The same, as the queue is now."""
    return put_in_form(call.say, HostQueueCard.load(call))


@form("queue.put_in", by=By.COORDINATOR, about=Subject(order_now, form_to_put_in))
def save_turn(call: Call) -> Answer:
    """Put a member into the queue, at the place that was chosen."""
    card, place = HostQueueCard.load(call), number_in(call.fields.text("place"))
    member = next((each for each in card.may_host if each.id == number_in(call.fields.text("member"))), None)
    if member is None:
        raise FieldRefusal("member", N_("Choose a member of the period."))
    turn, at = PlannedTurn(member.name_in(card.members.period.id)), place - 1 if place else len(card.turns)
    return reordered(call, lambda queue: [*queue[:at], turn, *queue[at:]], "member")


@button("queue.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Let the queue be as it was before it was changed, while nothing else has changed."""
    changes = undo(call, call.session.get(PlanEdit, number_in(call.value)))
    return just_changed(call.say, show_queue(call), in_words(call.say, changes))
