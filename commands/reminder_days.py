"""/natverk påminnelser: when the network's reminders come, and what is on every host's list; for the coordinator."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, FieldRefusal, button, form, word
from bot.feature.subject import AsOpened
from bot.language import N_
from bot.network.hours import DAYS_BEFORE, LONGEST_LIST, LONGEST_OFFSET, LONGEST_ON_LIST, MOST_ON_LIST, thing_of
from bot.reminders.rules import MOST_TIMES, NotDays, days_in, settings_with
from bot.reminders.settings import days_form, days_saved
from bot.text import lines_in


@word(
    "natverk", "påminnelser", "reminders", about=N_("When reminders come, and what is on every host's list"),
    by=By.COORDINATOR,
)  # fmt: skip
@button("reminders.days", by=By.COORDINATOR)
def days(call: Call) -> Answer:
    """The form, as the network has it now."""
    return days_form(call.say, call.network)


@form("reminders.days", by=By.COORDINATOR, about=AsOpened(days))
def save(call: Call) -> Answer:
    """Keep what the form says."""
    days_by_kind = {kind: days_of(call, kind) for kind in DAYS_BEFORE}
    call.network.settings = settings_with(call.network, days_by_kind, host_list_of(call))
    return days_saved(call.say)


def days_of(call: Call, kind: str) -> tuple[int, ...]:
    """A field's days, the largest first."""
    try:
        typed = days_in(call.fields.text(kind))
    except NotDays:
        sentence = N_("Write days from 1 to {longest}, {most} at most, with commas between: 30, 14, 7.")
        raise FieldRefusal(kind, sentence, longest=LONGEST_OFFSET, most=MOST_TIMES) from None
    if DAYS_BEFORE[kind].is_single and len(typed) > 1:
        raise FieldRefusal(kind, N_("This goes out once, so write one number."))
    return typed


def host_list_of(call: Call) -> str:
    """The list's lines, not too many and none too long."""
    typed = call.fields.text("list")
    lines = list(lines_in(typed))
    if len(typed) > LONGEST_LIST or len(lines) > MOST_ON_LIST:
        raise FieldRefusal("list", N_("Write at most {most} things, a line for each."), most=MOST_ON_LIST)
    if any(len(thing_of(each)) > LONGEST_ON_LIST for each in lines):
        raise FieldRefusal("list", N_("A line has at most {most} characters."), most=LONGEST_ON_LIST)
    return typed
