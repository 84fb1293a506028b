"""/natverk årshjul: the year as a wheel, a picture and the same as a list."""

from __future__ import annotations

from bot.blocks.messages import File
from bot.feature.declare import Answer, Call, Refusal, button, word
from bot.language import N_
from bot.network import store as network_store
from bot.wheel.load import wheel_of, years_of
from bot.wheel.model import in_words
from bot.wheel.view import wheel_message
from bot.wheel.wheel import wheel_png


@word(
    "natverk", "årshjul", "wheel", about=N_("The year as a picture: meetings, hosts, activities"), argument=N_("<year>")
)
def annual_wheel(call: Call) -> Answer:
    """The wheel of the year that was typed, else of the current one."""
    return wheel_for(call, call.words)


@button("network.wheel")
def another_year(call: Call) -> Answer:
    """The wheel of a button's year."""
    return wheel_for(call, call.value)


def wheel_for(call: Call, typed: str) -> Answer:
    """A year's wheel; when nothing was typed the current year's, or of the period's year that is nearest to it."""
    years = years_of(call.session, call.network)
    if not years:
        raise Refusal(N_("The network has no plan yet, so there is no year to draw."))
    year = year_typed(typed) if typed else nearest(call, years)
    if year not in years:
        raise Refusal(N_("Write a year the plan has something for: {years}."), years=", ".join(map(str, years[-12:])))
    wheel = wheel_of(call.session, call.network, year, call.say)
    return wheel_message(
        call.say,
        wheel,
        File(
            name=call.say.plain("annual-wheel-{year}.png", year=year),
            make=lambda: wheel_png(wheel),
            alt=in_words(wheel, call.say.code),
            title=f"{wheel.words.title}, {wheel.network}",
        ),
        [each for each in years if each != year],
    )


def year_typed(typed: str) -> int | None:
    """The year that was typed in digits, if it was one."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else None


def nearest(call: Call, years: list[int]) -> int:
    """This year, or the one of today's period that is nearest to it."""
    period = network_store.period_at(call.session, call.network, call.today)
    within = [each for each in years if period and period.starts.year <= each <= period.ends.year] or years
    return min(within, key=lambda each: abs(each - call.today.year))
