"""A period that has ended, or does within the month, is closed by the coordinator; the network may then rest."""

from __future__ import annotations

import re
from functools import partial

from bot.blocks.messages import File, Message
from bot.dates.in_words import plain_day
from bot.feature.declare import Answer, By, Call, Overtaken, Post, Refusal, Subject, button
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.language import N_, Text
from bot.models import Period
from bot.network import store as network_store
from bot.network.closing import may_be_closed
from bot.outbox.deliveries import plan_anew
from bot.plan import store as plan_store
from bot.plan.editing import TOLD_FOR, told_at, who_hears
from bot.plan.show import show_managing
from bot.plan.writing import written
from bot.report.closing import Closing
from bot.report.closing_view import before_closing, file_comes, is_closed, is_open_again, thanks
from bot.report.file import word_file


def meant(call: Call) -> Period:
    """The period a button is about."""
    period = network_store.period_of_row(call.session, call.network, number_in(call.value))
    if period is None:
        raise Overtaken(N_("That period is no longer there."), "manage.show")
    return period


def closable(call: Call) -> Closing:
    """The period with what is known of it; Overtaken when it is closed or runs on."""
    period = meant(call)
    if period.closed_on is not None:
        raise Overtaken(N_("The period {period} is closed already."), "manage.show", period=period.name)
    if not may_be_closed(period, call.today):
        raise Refusal(N_("The period {period} runs until {day}. It is closed in its last month, or afterwards."),
                      period=period.name, day=plain_day(period.ends, call.say.code))  # fmt: skip
    return Closing.load(call, period)


@button("period.closing", by=By.COORDINATOR)
def before(call: Call) -> Answer:
    """How it stands before it is closed."""
    return seen(call)


def seen(call: Call) -> Message:
    """What is known of the period and still open, with the way to close it."""
    return before_closing(call.say, closable(call))


@button("period.close", by=By.COORDINATOR, writes=True, about=Subject(lambda call: closable(call).facts, seen))
def close(call: Call) -> Answer:
    """Close it; the channel is thanked when it can no longer be undone."""
    closing = closable(call)
    closing.period.closed_on, closing.period.closed_by = call.today, call.person
    plan_anew(call.session, call.network.id)
    tell(call, closing)
    files = [word_file(call, closing.data), plan_file(call, closing.period)]
    return is_closed(call.say, closing, files)


def tell(call: Call, closing: Closing) -> None:
    """The channel hears of it; where there is none, who else coordinates."""
    due = told_at(call)
    for to in who_hears(call):
        key = f"{told_of(closing.period)}/{call.now:%Y%m%d%H%M%S}/{to}"
        call.post(Post(key, "closed", to, due, due + TOLD_FOR, partial(thanks, closing=closing)))


def told_of(period: Period) -> str:
    """What the keys begin with of what is told of a period that is closed."""
    return f"closed/{period.id}"


def plan_file(call: Call, period: Period) -> File:
    """The period as a plan file."""
    text = written(call.session, call.network, period).encode()
    name = re.sub(r"[^\w.-]+", "-", f"{call.network.key}-{period.name}.yaml")
    return File(name, lambda: text, alt=call.say.plain(N_("The plan file of {period}"), period=period.name), title=name)


@button("period.file", by=By.COORDINATOR)
def plan_in_a_file(call: Call) -> Answer:
    """The plan file alone."""
    period = meant(call)
    return file_comes(call.say, period, plan_file(call, period))


def closed_since(call: Call) -> tuple[object, ...]:
    """When it was closed, for who takes it back."""
    period = meant(call)
    if period.closed_on is None:
        raise Overtaken(N_("The period {period} is not closed."), "manage.show", period=period.name)
    return (period.closed_on,)


@button("period.open", by=By.COORDINATOR, writes=True, about=Subject(closed_since, lambda call: show_managing(call)))
def open_again(call: Call) -> Answer:
    """Take it back; what has not been told of it is told no more."""
    period = meant(call)
    period.closed_on, period.closed_by = None, None
    plan_anew(call.session, call.network.id)
    plan_store.withdraw(call.session, f"{told_of(period)}/%")
    said = is_open_again(call.say, period)
    return framed(show_managing(call), above=said.blocks, text=Text(said.text))
