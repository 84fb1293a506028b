"""/natverk: the network at a glance, its members and settings."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, FieldRefusal, button, command, declared, form, word
from bot.feature.subject import AsOpened
from bot.home.load import Glance
from bot.home.network import glance, settings_form, settings_saved
from bot.home.show import known_period, show_period, with_earlier_periods
from bot.language import LANGUAGES, N_
from bot.network.hours import FIRST_HOUR, LAST_HOUR
from bot.network.periods import Shown
from bot.network.quiet import LONGEST, MOST_DAYS, NOT_QUIET, USUAL, NotQuiet, quiet_in
from bot.network.show import show_members


@command(
    "natverk", "network", about=N_("The network at a glance: period, members, contacts, coming dates"),
    label=N_("The network at a glance"),
)  # fmt: skip
@button("network.show")
def at_a_glance(call: Call) -> Answer:
    """What the network is today."""
    return with_earlier_periods(call, glance(call.say, Glance.load(call)), Shown.NETWORK)


@word(
    "natverk", "medlemmar", "members", about=N_("The members, and who sits for them"), argument=N_("<period>"),
    label=N_("Who takes part?"), first=13,
)  # fmt: skip
@button("network.members")
def members(call: Call) -> Answer:
    """Every member of the period with its seats; for a coordinator also who wants to join. With a period's name, those
    it had."""
    if call.words:
        return show_period(call, known_period(call, call.words), Shown.NETWORK)
    return show_members(call, decides=call.is_coordinator)


@word(
    "natverk", "inställningar", "settings", about=N_("Language and reminders"), by=By.CONFIRMED, writes=True,
    label=N_("My settings"), first=14,
)  # fmt: skip
@button("network.settings", writes=True)
def settings(call: Call) -> Answer:
    """One's own settings, and the network's for a coordinator."""
    kinds = [(each.kind, each.about) for each in declared.jobs.values() if each.can_be_muted]
    more = call.command("natverk", "network", call.say("reminders"))
    return settings_form(call.say, call.me, kinds, call.network if call.is_coordinator else None, more)


@form("settings", about=AsOpened(settings))
def saved(call: Call) -> Answer:
    """Keep the settings; the network's only from a coordinator."""
    language = call.fields.text("language")
    call.me.language = language if language in LANGUAGES else None
    call.me.muted = [each for each in call.fields.chosen("muted") if can_be_muted(each)]
    if call.is_coordinator and call.fields.text("hour").isdecimal():
        keep_network_settings(call)
    return settings_saved(call.say)


def can_be_muted(kind: str) -> bool:
    """Whether it is a kind of message that a person can want none of."""
    return kind in declared.jobs and declared.jobs[kind].can_be_muted


def keep_network_settings(call: Call) -> None:
    """What holds for everybody in the network."""
    if call.fields.text("network_language") in LANGUAGES:
        call.network.language = call.fields.text("network_language")
    hour = min(max(int(call.fields.text("hour")[:2]), FIRST_HOUR), LAST_HOUR)
    digest = "on" in call.fields.chosen("digest")
    announce = "on" in call.fields.chosen("announce")
    quiet = _quiet(call)
    others = {name: each for name, each in call.network.settings.items() if name != "quiet"}
    call.network.settings = others | {"hour": hour, "digest": digest, "announce": announce} | quiet


def _quiet(call: Call) -> dict[str, str]:
    """The network's own quiet weeks; nothing where they are as usual."""
    typed = call.fields.text("quiet").strip() or USUAL
    try:
        quiet = quiet_in(typed)
    except NotQuiet:
        raise FieldRefusal("quiet", NOT_QUIET, most=MOST_DAYS, longest=LONGEST) from None
    return {"quiet": quiet.text} if quiet != quiet_in(USUAL) else {}
