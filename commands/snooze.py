"""The menu at every reminder: again tomorrow, in a week, or no more of this kind."""

from __future__ import annotations

from datetime import date, timedelta

from bot.blocks.parts import section
from bot.dates.in_words import day
from bot.dates.when import nth_working_day_after
from bot.feature.declare import Answer, Call, Message, Refusal, button, declared
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings.reminder import Snooze, Until
from bot.models import Delivery, DeliveryState
from bot.reminders import affairs
from bot.reminders.rules import BEFORE

REST = {Until.DAY: timedelta(0), Until.WEEK: timedelta(days=6)}
"""After so many days it comes again on the next working day."""


@button("reminder.later", writes=True)
def later(call: Call) -> Answer:
    """Put a reminder off, or want no more of its kind."""
    snooze = Snooze.read(call.value)
    delivery = delivery_of(call, snooze.key)
    if snooze.until is Until.NEVER:
        return mute(call, delivery.kind)
    if snooze.until is None:
        raise Refusal(N_("That is not something the bot can do with a reminder."))
    again = nth_working_day_after(call.today + REST[snooze.until], 1)
    refuse_when_too_late(call, delivery, again)
    delivery.about = {**delivery.about, "again": again.isoformat()}
    return sentence(call, N_("I remind you again on {day}, if it is still needed then."), day=day(again, call.say.code))


def delivery_of(call: Call, key: str) -> Delivery:
    """The reminder of that key; everybody has only their own."""
    delivery = affairs.delivery(call.session, call.network, key)
    if delivery is None or delivery.to != call.user.id or delivery.state is not DeliveryState.SENT:
        raise Refusal(N_("That reminder is no longer there."))
    return delivery


def refuse_when_too_late(call: Call, delivery: Delivery, again: date) -> None:
    """No promise of a reminder on a day when the meeting it is about has begun."""
    first = affairs.first_day(call.session, call.network, number_in(delivery.about.get("meeting", "")))
    if delivery.kind in BEFORE and first is not None and again >= first:
        raise Refusal(N_("The meeting has begun by {day}, so I cannot remind you then."), day=day(again, call.say.code))


def mute(call: Call, kind: str) -> Answer:
    """No more of a kind; invitations and changes always come."""
    job = declared.jobs.get(kind)
    if job is None or not job.can_be_muted:
        raise Refusal(N_("Messages of this kind always come."))
    if kind not in call.me.muted:
        call.me.muted = [*call.me.muted, kind]
    command = call.command("natverk", "network", call.say("settings"))
    return sentence(
        call, N_("No more of this kind: {kind}. You change that with `{command}`."),
        kind=call.say(job.about), command=command,
    )  # fmt: skip


def sentence(call: Call, source: str, **values: object) -> Message:
    """One sentence as an answer."""
    text = call.say(source, **values)
    return Message(text, [section(text)])
