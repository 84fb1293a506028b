"""How a period looks that is read as it was: the network in it, the list of periods, and the ways between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, facts, header, section
from bot.dates.in_words import plain_day, span
from bot.feature.pages import Listing, again, framed, in_rows, pieces, whole_names
from bot.home.agreement import kept_together
from bot.home.load import NetworkThen
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.meetings.card import held_in_number
from bot.models import Period
from bot.network.membership import stay_of
from bot.network.people import delegations_in_number
from bot.network.periods import PeriodValue, Shown

NAMES: Final = {
    Shown.NETWORK: N_("The network"),
    Shown.AGREEMENT: N_("The agreement"),
    Shown.ACTIVITIES: N_("Activities"),
    Shown.LATE: N_("Late activities"),
    Shown.MEETINGS: N_("Meetings"),
    Shown.HOSTING: N_("Hosting"),
}


def network_then(say: Say, then: NetworkThen) -> Message:
    """The network as it was in a period."""
    period = then.period
    days = span(period.days, say.code)
    over = say("the period has ended") if then.is_over else ""
    names, both = in_rows(each.name for each in then.members), delegations_in_number(say, then.members)
    gone = [
        joined(" ", [each.name, f"({span(stay, say.code)})"])
        for each in then.have_left
        if (stay := stay_of(each, period))
    ]
    about: list[tuple[object, object]] = [
        (say("Period"), lines(days, over, closed_in_words(say, period) if then.is_over else "")),
        kept_together(say, period, is_over=then.is_over),
        (say("Members ({count})", count=len(then.members)), lines(both, *names[:1]) or say("none loaded")),
        *([(say("Left during the period"), whole_names(say, gone, 1500))] if gone else []),
        (say("Activities"), str(then.activities)),
        *([(say("Meetings held"), held_in_number(say, then.meetings))] if then.meetings else []),
    ]
    title = joined(" ", [then.name, period.name])
    return Listing(
        say=say,
        text=lines(title, *names),
        rows=[*map(section, pieces(then.aim)), facts(about), *map(section, names[1:])],
        words=(),
        count=0,
        again=again("periods.show", PeriodValue(Shown.NETWORK, period.id)),
        head=[header(title)],
    ).page()


def closed_in_words(say: Say, period: Period) -> Text:
    """When a period that has ended was closed, or that nobody has noted it."""
    if period.closed_on is None:
        return say("nobody has noted that it is closed")
    return say("closed on {day}", day=plain_day(period.closed_on, say.code))


def period_list(say: Say, periods: Sequence[Period], shown: Shown) -> Message:
    """The periods that have ended, each with a button."""
    title = say("Earlier periods")
    if not periods:
        none = say("No period has ended yet.")
        return Message(none, [section(none)])
    rows = [
        section(
            lines(bold(each.name), span(each.days, say.code)),
            button("periods.show", say("Show"), str(PeriodValue(shown, each.id))),
        )
        for each in periods
    ]
    words, turn = [escape(each.name) for each in periods], again("periods.earlier", shown)
    return Listing(say=say, text=title, rows=rows, words=words, again=turn, head=[header(title)]).page()


def with_way_to_earlier(say: Say, message: Message, shown: Shown) -> Message:
    """A message with the button to the periods that have ended."""
    row = [button("periods.earlier", say("Earlier periods"), shown)]
    row += [button("network.since", say("History"))] if shown is Shown.NETWORK else []
    return framed(message, below=[actions(*row)])


def with_ways_in_period(say: Say, message: Message, shown: Shown, period: Period) -> Message:
    """A message about a period with the buttons to what else one can read of it."""
    row = [
        button(f"periods.show:{each}", say(NAMES[each]), str(PeriodValue(each, period.id)))
        for each in Shown
        if each is not shown
    ]
    return framed(message, below=[actions(*row)])
