"""From what a button, menu or word names to the noun it means; a Refusal when there is none in this network."""

from __future__ import annotations

from bot.dates.typed import AmbiguousDate
from bot.feature.call import Call, Refusal
from bot.language import N_


def refuse_doubtful_date(call: Call) -> None:
    """Refuse a date that cannot be used, with what to write instead."""
    doubt = call.heard.doubt
    if isinstance(doubt, AmbiguousDate) and doubt.doubt == "weekday":
        raise Refusal(N_("“{date}” is not on that weekday. Write the date without the weekday."), date=doubt.text)
    if isinstance(doubt, AmbiguousDate):
        raise Refusal(N_("“{date}” can be two dates. Write the month in letters, as in 4 May 2020."), date=doubt.text)
    if doubt is not None:
        raise Refusal(N_("“{date}” is no date. Write it as 14 May 2020, or just the month."), date=doubt.text)
