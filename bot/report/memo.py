"""The memo by which a member decides on an agreement: terms, cost, mandates, benefit and the proposal (domain 20).

What is not known is left to fill in. Laid out as the members' own memos: the question, its preparation, the proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dates.in_words import plain_day, span
from bot.hosting.fees import kronor
from bot.language import N_, Say, unescape
from bot.models import Mandate, Membership, Period, Role
from bot.network.membership import takes_part
from bot.network.people import ROLE_NAMES
from bot.report.document import Block, Bullets, Chapter, Document, Heading, Labelled, Paragraph
from bot.report.model import ReportData
from bot.text import clean

FILL_IN: Final = N_("[to be filled in]")
USUAL_BODY: Final = N_("The municipal executive board")
COSTS: Final = {
    "host_pays": N_("Whoever hosts a meeting pays for"), "others_pay": N_("The others pay for"),
    "everyone_pays": N_("Everybody pays for their own"),
}  # fmt: skip


@dataclass(frozen=True)
class MemoFacts:
    """What a memo is written from."""

    network: str
    period: Period
    """The period whose agreement is to be decided on."""
    members: Sequence[Membership]
    """Its members, also those that have still to decide."""
    member: Membership | None
    """Whose board decides; None: the same memo for all, with the member to be filled in."""
    mandates: Sequence[Mandate]
    before: ReportData | None
    """What is known of the period that runs or ran last; None where there is none."""
    since: str
    """The first period in which the member took part, as far as is loaded; empty where none is before this one."""
    today: date


def memo(facts: MemoFacts, say: Say) -> Document:
    """The memo as a document."""
    period = clean(facts.period.name)
    return Document(
        title=say.plain("{network} – agreement {period}", network=facts.network, period=period),
        subtitle=say.plain("Memo for a decision"),
        author=facts.network, language="sv-SE" if say.code == "sv" else "en-GB", about=_about(facts, say),
        as_of=facts.today, contents="", skip="",
        chapters=(
            Chapter("matter", say.plain("The matter"), tuple(_matter(facts, say))),
            Chapter("preparation", say.plain("Preparation"), tuple(_preparation(facts, say))),
            Chapter("proposal", say.plain("Proposed decision"), tuple(_proposal(facts, say))),
        ),
    )  # fmt: skip


def _about(facts: MemoFacts, say: Say) -> tuple[str, ...]:
    blank, day = say.plain(FILL_IN), plain_day(facts.today, say.code)
    return (
        say.plain("Date: {day}", day=day), say.plain("Case number: {number}", number=blank),
        say.plain("Official in charge: {name}", name=blank),
    )  # fmt: skip


def _name(facts: MemoFacts, say: Say) -> str:
    return clean(facts.member.name) if facts.member else say.plain(FILL_IN)


def _matter(facts: MemoFacts, say: Say) -> list[Block]:
    days = unescape(span(facts.period.days, say.code))
    name = _name(facts, say)
    asks = say.plain(
        "A new agreement for {network} is to be decided on, for {days}. {member} is to decide whether to take part.",
        network=facts.network, days=days, member=name,
    )  # fmt: skip
    known = say.plain("{member} has taken part since the period {period}, as far as is noted.", member=name,
                      period=clean(facts.since)) if facts.since else ""  # fmt: skip
    return [Paragraph(f"{asks}\n\n{known}" if known else asks)]


def _preparation(facts: MemoFacts, say: Say) -> list[Block]:
    return [
        Heading(2, say.plain("About {network}", network=facts.network), "about"), *_terms(facts, say),
        Heading(2, say.plain("Cost"), "cost"), *_cost(facts, say),
        Heading(2, say.plain("Mandates"), "mandates"), *_mandates(facts, say),
        Heading(2, say.plain("The benefit of taking part"), "benefit"), *_benefit(facts, say),
    ]  # fmt: skip


def _terms(facts: MemoFacts, say: Say) -> list[Block]:
    period, terms = facts.period, facts.period.terms
    blocks: list[Block] = [Paragraph(clean(each)) for each in period.texts("background")]
    blocks += _list(say.plain("Focus areas in the agreement {period}", period=clean(period.name)), period.focus)
    others = [
        clean(each.name) for each in facts.members if each is not facts.member and takes_part(each, period.starts)
    ]
    blocks += _list(say.plain("Other members") if facts.member else say.plain("Members"), others)
    a_year, days = terms.get("meetings_a_year"), terms.get("days_a_meeting")
    if a_year:
        blocks.append(Paragraph(say.plain("The partnership meets {count} times a year.", count=a_year) + (
            " " + say.many("Each meeting takes {count} day.", "Each meeting takes {count} days.", days) if days else ""
        )))  # fmt: skip
    for name in ("ways_of_working", "text"):
        blocks += [Paragraph(clean(each)) for each in period.texts(name)]
    blocks += _list(say.plain("Conditions"), period.texts("conditions"))
    return blocks or [Paragraph(say.plain(FILL_IN))]


def _list(title: str, items: Sequence[str]) -> list[Block]:
    return [Labelled(title, ""), Bullets(tuple(clean(each) for each in items))] if items else []


def _cost(facts: MemoFacts, say: Say) -> list[Block]:
    period = facts.period
    amount = kronor(period, facts.member) if facts.member else period.fee or 0
    blank = say.plain(FILL_IN)
    fee = f"{amount:,}".replace(",", "\u00a0") if amount else blank
    first, last = period.starts.year, period.ends.year
    years = str(first) if first == last else f"{first}–{last}"
    said = say.plain("The fee for the coordination is {kronor} kr a year, {years}.", kronor=fee, years=years)
    rows = [Labelled(say.plain(label), ", ".join(map(clean, period.texts(name))))
            for name, label in COSTS.items() if period.texts(name)]  # fmt: skip
    return [Paragraph(said), *rows, Paragraph(say.plain("How it is paid for: {blank}", blank=blank))]


def _mandates(facts: MemoFacts, say: Say) -> list[Block]:
    rows: list[Block] = []
    for role in (Role.ELECTED, Role.OFFICIAL):
        own = [_mandate(each, say) for each in facts.mandates if each.role == role.value]
        blank = say.plain(FILL_IN)
        rows.append(Labelled(say.plain(ROLE_NAMES[role]).capitalize(), "; ".join(f"{blank} ({each})" for each in own)
                             or blank))  # fmt: skip
    return rows


def _mandate(mandate: Mandate, say: Say) -> str:
    starts, ends = (plain_day(each, say.code) if each else "" for each in (mandate.starts, mandate.ends))
    days = f"{starts}–{ends}" if starts or ends else ""
    return ", ".join(filter(None, (clean(mandate.case_number), days, clean(mandate.condition))))


def _benefit(facts: MemoFacts, say: Say) -> list[Block]:
    data = facts.before
    figures = _figures(facts, data, say) if data else []
    blocks: list[Block] = []
    if data and figures:
        blocks += [Paragraph(say.plain("So far in the period {period}, as far as is noted:", period=data.period))]
        blocks += [Bullets(tuple(figures))]
    return [*blocks, Paragraph(say.plain("What it has given us: {blank}", blank=say.plain(FILL_IN)))]


def _figures(facts: MemoFacts, data: ReportData, say: Say) -> list[str]:
    own = next((each for each in data.members if facts.member and each.id == facts.member.member_id), None)
    seats, came = sum(each.seats for each in data.meetings), sum(each.came for each in data.meetings)
    published = len(data.experiences)
    return [each for each in (
        say.many("{count} meeting held", "{count} meetings held", len(data.held)) if data.held else "",
        say.plain("{came} of {seats} seats were taken where it is noted who came", came=came, seats=seats)
        if seats else "",
        say.plain("of them {came} of {seats} for {member}", came=own.came, seats=own.seats, member=own.name)
        if own and own.seats else "",
        say.many("{count} activity in the plan", "{count} activities in the plan", len(data.activities))
        if data.activities else "",
        say.many("{count} experience contributed", "{count} experiences contributed", data.contributed)
        if data.contributed else "",
        say.many("{count} experience by {member}", "{count} experiences by {member}", own.total, member=own.name)
        if own and own.total else "",
        say.many("{count} experience published", "{count} experiences published", published) if published else "",
    ) if each]  # fmt: skip


def _proposal(facts: MemoFacts, say: Say) -> list[Block]:
    body = next((clean(each.body) for each in facts.member.decisions if each.body), "") if facts.member else ""
    lead = say.plain("{body} is proposed to decide", body=body or say.plain(USUAL_BODY))
    that = say.plain(
        "that {member} takes part in {network} under the agreement {period}.",
        member=_name(facts, say), network=facts.network, period=clean(facts.period.name),
    )  # fmt: skip
    return [Paragraph(lead), Paragraph(that), Paragraph(say.plain("Enclosed: the agreement."), is_small=True)]
