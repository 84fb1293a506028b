"""Which period a question is about, where that is another than the one in force."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.messages import Message
from bot.dates.typed import NamedSpan
from bot.feature.call import Call, Refusal
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.models import Period
from bot.network import store as network_store
from bot.network.membership import is_over
from bot.questions.meetings import holding_today


def other_period(call: Call) -> Period | None:
    """The period that a question names, by its time or as "the last period"; None where it names none, or the one in
    force."""
    when = call.utterance.when
    if when is None:
        return period_beside(call)
    if call.today in when.reach:
        return None
    periods = network_store.periods(call.session, call.network)
    named = [each for each in periods if each.days.overlaps(when.reach) and call.today not in each.days]
    return named[-1 if when.reach.last < call.today else 0] if named else None


def period_asked(call: Call) -> Period | None:
    """The period whose plan a question is answered from: the one it names, else the one in force."""
    return other_period(call) or network_store.period_at(call.session, call.network, call.today)


def from_its_plan(call: Call, answer: Message) -> Message:
    """An answer from the plan of the period asked of; where no loaded one holds the time, that it holds today."""
    when, period = call.utterance.when, period_asked(call)
    return answer if when and period and period.days.overlaps(when.reach) else holding_today(call, answer)


def of_the_last_period(call: Call) -> Call:
    """A question of what was in the last period, as one of its days: "vem var värd förra perioden"."""
    signs = call.utterance.signs
    if call.utterance.when is not None or not signs >= {Sign.WAS, Sign.LAST} or Sign.NEXT in signs:
        return call
    period = period_beside(call)
    when = NamedSpan(period.days, "days") if period else None
    return replace(call, utterance=replace(call.utterance, when=when))


def period_beside(call: Call) -> Period | None:
    """The period before or after the one that runs, where "the last period" or "the next" is asked of."""
    signs = call.utterance.signs
    if Sign.AGREEMENT not in signs or not signs & {Sign.NEXT, Sign.LAST}:
        return None
    now = network_store.period_at(call.session, call.network, call.today)
    if now is None:
        return None
    periods = network_store.periods(call.session, call.network)
    before = 0 if is_over(now, call.today) else -1
    at = periods.index(now) + (1 if Sign.NEXT in signs else before)
    if at < 0:
        raise Refusal(N_("No period before this one is loaded."))
    if at == len(periods):
        raise Refusal(N_("No period after this one is loaded yet."))
    return periods[at]
