"""/natverk avgifter: what each member owes for coordination, and what is noted of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.feature.declare import Answer, By, Call, FieldRefusal, Message, Overtaken, Refusal, Subject, button, form, word
from bot.feature.subject import AsOpened
from bot.feature.values import ButtonValue, number_in
from bot.home.show import period_typed
from bot.hosting import store as hosting_store
from bot.hosting.fees import FeeValue, MemberFee, fees_of, years_of
from bot.hosting.fees_view import all_invoiced, facts_of, fee_form, fees_list, no_fee, noted
from bot.language import N_
from bot.models import Fee, Period
from bot.network import store as network_store
from bot.plan.editing import is_too_late, minute_of


@dataclass(frozen=True)
class AtOnce(ButtonValue):
    """The fees of a year that were noted as invoiced by one press, and when."""

    period: int
    year: int
    minute: int
    rows: str
    """The numbers of the fees, with dots between."""


@word("natverk", "avgifter", "fees", about=N_("What each member owes for coordination, and what is paid"),
      argument=N_("<period>"), by=By.CONFIRMED, label=N_("Fees"))  # fmt: skip
def fees(call: Call) -> Answer:
    """The fees of this year, or of the period whose name is typed."""
    period = period_typed(call, call.words)
    return show_current(call, period)


@button("fees.period", by=By.CONFIRMED)
def fees_of_period(call: Call) -> Answer:
    """The fees of this year in a period."""
    return show_current(call, network_store.period_of_row(call.session, call.network, number_in(call.value)))


def show_current(call: Call, period: Period | None) -> Message:
    """The fees of this year, or the nearest in the period."""
    if period is None or not period.fee:
        manage = call.command("natverk administrera", "network manage")
        return no_fee(call.say, period, manage if call.is_coordinator else "")
    years = years_of(period) or [period.starts.year]
    year = max((each for each in years if each <= call.today.year), default=years[0])
    return show_fees(call, period, year)


@button("fees.show", by=By.CONFIRMED)
def fees_of_year(call: Call) -> Answer:
    """The fees of one year."""
    return show_fees(call, *asked(call))


def asked(call: Call) -> tuple[Period, int]:
    """The period and year that a button is about."""
    value = FeeValue.read(call.value)
    period = network_store.period_of_row(call.session, call.network, value.row)
    if period is None or not period.starts.year <= value.year <= period.ends.year:
        raise Refusal(N_("There are no fees for that year."))
    return period, value.year


def show_fees(call: Call, period: Period, year: int) -> Message:
    """All for the coordinator; for others those of their own member."""
    own = all_fees(call, period, year)
    if not call.is_coordinator:
        own = [each for each in own if each.membership.member_id == call.me.member_id]
    return fees_list(call.say, period, year, own, years_of(period), notes=call.is_coordinator)


def all_fees(call: Call, period: Period, year: int) -> list[MemberFee]:
    """What every member owes for a year, with what is noted."""
    members = network_store.members_of(call.session, period, call.today).all
    return fees_of(period, year, members, hosting_store.fees_noted(call.session, period))


def fee_meant(call: Call) -> MemberFee:
    """The fee that a button or form is about."""
    value = FeeValue.read(call.value)
    membership = network_store.membership_of_row(call.session, call.network, value.row)
    there = all_fees(call, membership.period, value.year) if membership is not None else []
    fee = next((each for each in there if each.membership.id == value.row), None)
    if fee is None:
        raise Refusal(N_("There are no fees for that year."))
    return fee


@button("fees.note", by=By.COORDINATOR)
def note(call: Call) -> Answer:
    """The form with what is noted."""
    return fee_form(call.say, fee_meant(call))


@form("fees.note", by=By.COORDINATOR, about=AsOpened(note))
def save(call: Call) -> Answer:
    """Note when a fee was invoiced and paid."""
    fee, invoiced, paid = fee_meant(call), call.fields.day("invoiced"), call.fields.day("paid")
    for name, day in (("invoiced", invoiced), ("paid", paid)):
        if day is not None and day > call.today:
            raise FieldRefusal(name, N_("That day has not come yet."))
    if invoiced and paid and paid < invoiced:
        raise FieldRefusal("paid", N_("It was paid before it was invoiced. Check the days."))
    row = fee.noted or Fee(membership_id=fee.membership.id, year=fee.year)
    row.invoiced_on, row.paid_on = invoiced, paid
    call.session.add(row)
    call.session.flush()
    shown = show_fees(call, fee.membership.period, fee.year)
    return noted(call.say, shown, replace(fee, noted=row))


ALL: Final = Subject(lambda call: facts_of(all_fees(call, *asked(call))), lambda call: show_fees(call, *asked(call)))


@button("fees.invoiced", by=By.COORDINATOR, writes=True, about=ALL)
def all_are_invoiced(call: Call) -> Answer:
    """Note every fee of the year of which nothing is noted as invoiced today."""
    period, year = asked(call)
    new = [each for each in all_fees(call, period, year) if each.invoiced_on is None and each.paid_on is None]
    rows = [each.noted or Fee(membership_id=each.membership.id, year=year) for each in new]
    for row in rows:
        row.invoiced_on = call.today
    call.session.add_all(rows)
    call.session.flush()
    undo = AtOnce(period.id, year, minute_of(call.now), ".".join(str(row.id) for row in rows))
    return all_invoiced(call.say, show_fees(call, period, year), len(new), str(undo))


@button("fees.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Note no longer that they were invoiced; one of which more has been noted since stays."""
    value = AtOnce.read(call.value)
    period, year = asked(replace(call, value=str(FeeValue(value.period, value.year))))
    if is_too_late(value.minute, call.now):
        sentence = N_("The ten minutes in which this could be undone are over. Change a fee with its button instead.")
        raise Overtaken(sentence, "fees.show", FeeValue(period.id, year))
    theirs = {number_in(each) for each in value.rows.split(".")}
    for each in all_fees(call, period, year):
        if each.noted is not None and each.noted.id in theirs and each.paid_on is None:
            call.session.delete(each.noted)
    call.session.flush()
    return show_fees(call, period, year)
