"""What belongs to a period: the agreement ends, mandates end, an election has been, the fee; steps of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import button
from bot.dates.in_words import from_today, plain_day
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings.reminder import Reminder, names_of, reminder
from bot.models import Activity, Mandate, Member, Period, Role, Step

A_BOARD_NEEDS: Final = 60
"""Days from when on it is late to begin with a decision."""
ROLE_OF_MANDATE = {Role.ELECTED.value: N_("elected"), Role.OFFICIAL.value: N_("official")}


def agreement_ends(say: Say, about: Reminder, period: Period, undecided: Sequence[Member]) -> Message:
    """The agreement ends: each member decides on going on (domain 20). `undecided`: of the next period, if there is
    one already."""
    ends, away = plain_day(period.ends, say.code), from_today(period.ends, about.today, say.code)
    lead = say("The agreement {period} ends on {day} ({away}).", period=bold(period.name), day=ends, away=away)
    left = (period.ends - about.today).days
    if undecided:
        ask = say("These members have not decided on the next one: {members}.", members=names_of(undecided))
    elif left < A_BOARD_NEEDS:
        ask = say("If your member has not decided on going on yet, it is time now: boards often need two months.")
    else:
        ask = say(
            "Each member decides on going on, with a date and case number of its own."
            " Begin in good time: boards often need two months."
        )
    return reminder(say, about, lines(lead, ask))


def mandate_ends(say: Say, about: Reminder, mandate: Mandate) -> Message:
    """A mandate ends: who is appointed next? (domain 4)"""
    assert mandate.ends is not None
    what = joined(" ", [_role(say, mandate), f"({mandate.case_number})" if mandate.case_number else ""])
    lead = say(
        "The mandate of {member} as {what} ends on {day}.",
        member=bold(clip(mandate.member.name, 100)), what=what, day=plain_day(mandate.ends, say.code),
    )  # fmt: skip
    command = about.command(say, "natverk", "network", say("join"))
    ask = say("See to it that somebody is appointed after it. Whoever is new joins with `{command}`.", command=command)
    return reminder(say, about, lines(lead, ask))


def _role(say: Say, mandate: Mandate) -> Text:
    source = ROLE_OF_MANDATE.get(mandate.role)
    return say(source) if source else clip(mandate.role, 60)


def after_election(say: Say, about: Reminder, day: date, whom: Sequence[Member]) -> Message:
    """A general election has been: mandates may change (domain 4)."""
    lead = say("There was a general election on {day}.", day=plain_day(day, say.code))
    command = about.command(say, "natverk", "network", say("join"))
    ask = say(
        "Will your elected change at the new year? Ask your board in good time whom it appoints."
        " Whoever is new joins with `{command}`.",
        command=command,
    )
    goes_to = say("This goes to {members}.", members=names_of(whom)) if whom else ""
    return reminder(say, about, lines(lead, goes_to, ask))


def fee(say: Say, about: Reminder, year: int, amount: int, *, pays: bool) -> Message:
    """The year's fee (domain 8). `pays`: to a member, or the channel; otherwise to a coordinator."""
    kronor = Text(f"{amount:,}".replace(",", "\u00a0"))
    lead = say("The fee for the coordination in {year} is {kronor} kr a member.", year=year, kronor=kronor)
    if pays:
        more = say("See to it that it is in the budget and that the invoice is paid.")
    else:
        more = say("The members' officials are reminded of it today.")
    return reminder(say, about, lines(lead, more))


def report_step(
    say: Say, about: Reminder, activity: Activity, step: Step, contributed: int, missing: Sequence[Member]
) -> Message:
    """A step of the report begins (domain 17)."""
    title = bold(clip(step.title or activity.title, 200))
    lead = say("Now in the report: {step} ({when}).", step=title, when=clip(step.when, 60) or "–")
    if contributed:
        so_far = say.many("{count} experience so far.", "{count} experiences so far.", contributed)
        lack = say("Nothing yet from {members}.", members=names_of(missing)) if missing else Text("")
    else:
        so_far, lack = say("No member has contributed an experience yet."), Text("")
    question = joined(" ", [say("Still open:"), clip(activity.open_question, 300)]) if activity.open_question else ""
    buttons = [button("experience.new", say("Contribute an experience"))]
    return reminder(say, about, lines(lead, joined(" ", [so_far, lack]), question), buttons=buttons)
