"""The fees of a year: who owes what, what is noted of it, and a form to note more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import actions, button, context, day_field, header, section
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, Row, again, framed
from bot.feature.subject import opened
from bot.feature.values import as_shown
from bot.hosting.fees import FeeValue, MemberFee
from bot.language import N_, Say, Text, bold, clip, fold, in_thousands, joined
from bot.meetings.attendance_files import csv_of
from bot.models import Period

HEAD: Final = (N_("Member"), N_("Year"), N_("Kronor"), N_("Invoiced"), N_("Paid"))
PAIR_ONCE: Final = N_("A delegation of two pays one fee.")
PAIR_TWICE: Final = N_("A delegation of two pays two fees.")


def facts_of(fees: Sequence[MemberFee]) -> tuple[object, ...]:
    """What who notes all at once has read."""
    return tuple((each.membership.id, each.kronor, each.invoiced_on, each.paid_on) for each in fees)


def fees_list(
    say: Say, period: Period, year: int, fees: Sequence[MemberFee], years: Sequence[int], *, notes: bool
) -> Message:
    """The fees of a year; `notes`: with the ways to note more, and what they come to."""
    title = say("Fees {year}", year=year)
    rows: list[Row] = [_row(say, each, notes=notes) for each in fees]
    words = [_fee(say, each) for each in fees] or [say("Nobody owes a fee that year.")]
    foot: list[Block] = [context(*_totals(say, period, fees))] if notes and fees else []
    ways = [button(f"fees.show:{each}", str(each), FeeValue(period.id, each)) for each in years if each != year]
    if notes and any(each.invoiced_on is None and each.paid_on is None for each in fees):
        all_at_once = as_shown(FeeValue(period.id, year), *facts_of(fees))
        ways.insert(0, button("fees.invoiced", say("All were invoiced today"), all_at_once))
    foot += [actions(*ways)] if ways else []
    return Listing(
        say=say, text=title, rows=rows or words, words=words, again=again("fees.show", FeeValue(period.id, year)),
        head=[header(title)], foot=foot, files=(_table(say, period, year, fees),) if notes and fees else (),
    ).page()  # fmt: skip


def no_fee(say: Say, period: Period | None, manage: str) -> Message:
    """What is read where there is nothing to owe; `manage`: the command by which it is written, for who may."""
    none = say("No fee is noted in the agreement {period}.", period=period.name if period else "")
    words = joined(" ", [none, say("It is written with `{command}`, under Period.", command=manage) if manage else ""])
    return Message(words, [section(words)])


def _row(say: Say, fee: MemberFee, *, notes: bool) -> Row:
    value = FeeValue(fee.membership.id, fee.year)
    return [section(_fee(say, fee), button("fees.note", say("Note it"), value) if notes else None)]


def _fee(say: Say, fee: MemberFee) -> Text:
    amount = say("{kronor} kr", kronor=in_thousands(fee.kronor))
    return joined(" – ", [bold(clip(fee.membership.name, 100)), amount, state_of(say, fee)])


def state_of(say: Say, fee: MemberFee) -> Text:
    """What is noted of a fee."""
    if fee.paid_on is not None:
        return say("paid {day}", day=plain_day(fee.paid_on, say.code))
    if fee.invoiced_on is not None:
        day = plain_day(fee.invoiced_on, say.code)
        return say("invoiced {day}; nobody has noted that it is paid", day=day)
    return say("nobody has noted an invoice")


def _totals(say: Say, period: Period, fees: Sequence[MemberFee]) -> list[Text]:
    due, invoiced, paid = (
        in_thousands(sum(each.kronor for each in some))
        for some in (fees, [each for each in fees if each.invoiced_on], [each for each in fees if each.paid_on])
    )
    total = say("In all {due} kr; noted as invoiced {invoiced} kr, as paid {paid} kr.", due=due, invoiced=invoiced,
                paid=paid)  # fmt: skip
    return [total, say(PAIR_TWICE if period.terms.get("pair_pays") == 2 else PAIR_ONCE)]


def _table(say: Say, period: Period, year: int, fees: Sequence[MemberFee]) -> File:
    title = say.plain("Fees {year}", year=year)
    rows: list[list[object]] = [
        [say.plain(each) for each in HEAD],
        *([fee.membership.name, year, fee.kronor, _day(fee.invoiced_on), _day(fee.paid_on)] for fee in fees),
        [say.plain("In all"), year, sum(fee.kronor for fee in fees), "", ""],
    ]
    described = say.plain("A table of what each member owes and what is noted of it.")
    return File(f"{fold(title).replace(' ', '-')}.csv", lambda: csv_of(rows), described, title)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def fee_form(say: Say, fee: MemberFee) -> Form:
    """When it was invoiced and paid."""
    blocks: list[Block] = [
        section(joined(" – ", [bold(fee.membership.name), Text(str(fee.year)),
                               say("{kronor} kr", kronor=in_thousands(fee.kronor))])),
        day_field("invoiced", say("Invoiced"), value=fee.invoiced_on, optional=True),
        day_field("paid", say("Paid"), value=fee.paid_on, optional=True),
    ]  # fmt: skip
    about = str(FeeValue(fee.membership.id, fee.year))
    return opened(Form("fees.note", say("The fee"), blocks, say("Save"), say("Cancel"), about))


def noted(say: Say, shown: Message, fee: MemberFee) -> Message:
    """The list under what was just noted."""
    words = say("{member}: {state}.", member=fee.membership.name, state=state_of(say, fee))
    return framed(shown, above=[section(words)], text=words)


def all_invoiced(say: Say, shown: Message, count: int, undo: str) -> Message:
    """The list under what was just noted of all, with the way back."""
    words = say.many("{count} fee is noted as invoiced today.", "{count} fees are noted as invoiced today.", count)
    return framed(shown, above=[section(words, button("fees.undo", say("Undo"), undo))], text=words)
