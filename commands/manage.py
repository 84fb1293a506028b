"""/natverk administrera: what a coordinator sees to in the network, and who coordinates it."""

from __future__ import annotations

from functools import partial

from bot.blocks.parts import section
from bot.config import USER_ID
from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Subject, button, form, word
from bot.feature.pages import framed
from bot.feature.subject import CHANGED_SINCE
from bot.feature.values import number_in
from bot.language import N_, Text
from bot.meetings.answers import stand_down
from bot.network import store as network_store
from bot.network.coordinators import (
    Candidate,
    coordinates_already,
    is_coordinator_now,
    name_coordinator_form,
)
from bot.network.seats import candidate, seat_as_coordinator, told_of_seat
from bot.plan.show import show_managing, the_period


@word("natverk", "administrera", "manage", about=N_("Manage network, period, members and coordinators"),
      by=By.COORDINATOR,
      label=N_("Manage the network"), first=5)  # fmt: skip
@button("manage.show", by=By.COORDINATOR)
def manage(call: Call) -> Answer:
    """What there is of the network, with ways to change it, in the period a button names or the one in force; and who
    coordinates it and from where."""
    row = number_in(call.value)
    return show_managing(call, the_period(call, row) if row else None)


@button("manage.coordinator", by=By.COORDINATOR)
def ask_whom(call: Call) -> Answer:
    """The form in which somebody is chosen."""
    return form_to_name(call)


def form_to_name(call: Call, whom: Candidate | None = None) -> Form:
    """The form, with everybody confirmed who has another role and an open account."""
    closed = {each.id for each in network_store.with_closed_account(call.session, call.network)}
    people = network_store.people(call.session, call.network)
    others = [each for each in people if not coordinates_already(each) and each.id not in closed]
    return name_coordinator_form(call.say, others, whom)


def chosen(call: Call) -> Candidate:
    """Who is chosen in the form."""
    person, account = call.fields.text("person"), call.fields.text("account")
    if person and account and person != account:
        raise FieldRefusal("account", N_("Choose one person, not two."))
    slack_id = person or account
    if not USER_ID.fullmatch(slack_id):
        raise FieldRefusal("account", N_("Choose who is to be coordinator."))
    whom = candidate(call.session, call.network, slack_id)
    if coordinates_already(whom.person):
        raise FieldRefusal("account", N_("{name} coordinates this network already."), name=whom.name)
    if whom.account is not None and whom.account.is_gone:
        raise FieldRefusal("account", N_("The account of {name} is closed in Slack."), name=whom.name)
    return whom


def has_changed(call: Call) -> Text:
    """Nothing of somebody who has just been chosen, of whom nothing was shown yet."""
    return call.say(CHANGED_SINCE) if call.value == chosen(call).slack_id else Text("")


WHOM = Subject(lambda call: chosen(call).facts, lambda call: form_to_name(call, chosen(call)), has_changed)


@form("manage.coordinator", by=By.COORDINATOR, about=WHOM)
def make_coordinator(call: Call) -> Answer:
    """Make whoever was chosen and shown coordinator: they leave the seat they have, and are told."""
    whom = chosen(call)
    done = is_coordinator_now(call.say, whom)
    told = whom.told(call.network.name, lambda say: partial(call.command, say=say))
    if whom.seat is not None:
        stand_down(call, whom.seat)
    person = whom.row(call.network)
    seat_as_coordinator(call.session, call.network, person, call.user.id, call.now)
    if whom.slack_id != call.user.id:
        call.post(told_of_seat(person, call.now, whom.slack_id, told))
    return framed(show_managing(call), above=[section(done)], text=done)
