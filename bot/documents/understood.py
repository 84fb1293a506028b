"""Reads a work plan in Word or Excel: what was understood, as a plan like any other, and what was not, in the
document's own words. Nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from bot.dates.in_words import plain_day
from bot.dates.when import Span
from bot.documents.chapters import Chapters, Identity, read_all_members
from bot.documents.draft import Draft, DraftEntry
from bot.documents.excel import read_excel
from bot.documents.opening import BROKEN, TOO_MUCH, kind_of
from bot.documents.pieces import DocumentRefused, Grid, GridCell, Left, Phrase, Piece, TextLine
from bot.documents.saying import Times, period_in
from bot.documents.word import read_word
from bot.language import N_, Say, fold
from bot.meetings.card import KIND_NAMES
from bot.municipalities import first_called
from bot.network import store as network_store
from bot.plan.editing import read_again
from bot.plan.nouns import Plan, PlannedActivity, PlannedMeeting, PlannedMember
from bot.plan.writing import planned

T = TypeVar("T")

MOST_ROWS: Final = 3_000
LONGEST: Final = 200_000
"""Characters in all; the fullest plan we know of has 12,000."""
NO_NAME: Final = N_("The document does not say what the network is called; say it with --network-name NAME.")
NO_PERIOD: Final = N_("The document does not say which years its period has; say it with --period 2020-2021.")
NOTHING: Final = N_("Neither activities, meetings, members nor focus areas were found in the document.")


@dataclass(frozen=True)
class Understood:
    """What a document says. `plan` is None while something is `missing` that a plan needs."""

    plan: Plan | None
    missing: tuple[Phrase, ...]
    left: tuple[Left, ...]

    def preview(self, say: Say) -> list[str]:
        """What was understood, line by line."""
        return list(_preview(self.plan, say)) if self.plan else []

    def not_understood(self, say: Say) -> list[str]:
        """What was not, line by line: where it stands, its own words, and why when that is known."""
        return [_left(each, say) for each in self.left]


def read_document(data: bytes, name: str, *, network: str = "", period: str = "") -> Understood:
    """Read a .docx or .xlsx; `name` is what the file is called. `network` and `period` ("2020-2021", or its first and
    last day) are said beside the document and come before what it says. DocumentRefused when it cannot be opened."""
    return understand(*_read(data, name), name, network, period)


def understand(pieces: list[Piece], left: list[Left], name: str, network: str = "", period: str = "") -> Understood:
    """What the pieces of a document say; `left` is what could not be read at all."""
    identity, draft = Identity(pieces), Draft(left=left)
    rest = list(read_all_members(draft, pieces))
    called, days = network or identity.name, period_in(period) if period else identity.period
    missing = [Phrase(why) for why, there in ((NO_NAME, called), (NO_PERIOD, days)) if not there]
    if days is None or missing:
        return Understood(None, tuple(missing), tuple(left))
    draft.network |= {"key": key_of(called), "name": called}
    draft.period |= {"name": days.name, "starts": str(days.first), "ends": str(days.last)}
    year = days.first.year if days.first.year == days.last.year else None
    Chapters(draft, Times(Span(days.first, days.last)), identity, year).read(rest)
    _tidy(draft)
    if plan := draft.plan(name):
        plan = replace(plan, meetings=tuple(sorted(plan.meetings, key=lambda each: each.days or Span.day(each.month))))
    is_empty = plan is None or not (plan.activities or plan.meetings or plan.members or plan.focus_areas)
    return Understood(None if is_empty else plan, (Phrase(NOTHING),) if is_empty else (), tuple(draft.left))


def beside_what_is_known(session: Session, plan: Plan) -> Plan:
    """A document's plan for the network of its name, when there is one: what the document does not say stays."""
    there = [each for each in network_store.networks(session) if fold(each.name) == fold(plan.network.name)]
    periods = network_store.periods(session, there[0]) if there else []
    if not periods:
        return plan
    plan = replace(plan, network=replace(plan.network, key=there[0].key))
    period = next((each for each in periods if each.name == plan.period.name), None)
    known = read_again(planned(session, there[0], period or periods[-1]))
    return read_again(_filled(plan, known) if period else replace(plan, network=_filled(plan.network, known.network)))


def _filled(said: T, known: T) -> T:
    """What is said, and what is known where nothing is."""
    values: dict[str, Any] = {}
    for each in fields(said):  # type: ignore[arg-type]
        new, old = getattr(said, each.name), getattr(known, each.name)
        if is_dataclass(new) and type(new) is type(old):
            values[each.name] = _filled(new, old)
        elif each.name in ("members", "meetings", "activities"):
            values[each.name] = _all_filled(new, old)
        elif not each.metadata.get("computed") and (not new or new == each.default):
            values[each.name] = old
    return replace(said, **values)  # type: ignore[type-var]


def _all_filled(said: tuple[Any, ...], known: tuple[Any, ...]) -> tuple[Any, ...]:
    """The things that are said, each with what is known of it, and those that only are known."""
    rest, filled = list(known), []
    for each in said:
        there = first_called(_called(each), [(one, [_called(one), *getattr(one, "names", ())]) for one in rest])
        if there is not None:
            rest.remove(there)
        filled.append(each if there is None else _filled(each, there))
    numbers = {getattr(each, "number", None) for each in filled} - {None}
    return (*filled, *(each for each in rest if getattr(each, "number", None) not in numbers))


def _called(thing: PlannedMember | PlannedMeeting | PlannedActivity) -> str:
    """What tells one from the others of its kind."""
    return str(getattr(thing, "key", "") or getattr(thing, "name", "") or getattr(thing, "title", ""))


def key_of(name: str) -> str:
    """A key for a network that has none yet, of its name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60].strip("-") or "network"


def _read(data: bytes, name: str) -> tuple[list[Piece], list[Left]]:
    kind = kind_of(data, name)
    try:
        pieces, left = read_word(data) if kind == ".docx" else read_excel(data, name)
    except _FAULTS:
        raise DocumentRefused(BROKEN, file=name) from None
    rows: list[tuple[TextLine | GridCell, ...]] = []
    for each in pieces:
        rows += each.rows if isinstance(each, Grid) else [(each,)]
    if len(rows) > MOST_ROWS or sum(len(cell.text) for row in rows for cell in row) > LONGEST:
        raise DocumentRefused(TOO_MUCH, file=name)
    return pieces, left


_FAULTS: Final = (LookupError, ValueError, AttributeError, TypeError, OSError, ArithmeticError, AssertionError,
                  NotImplementedError, RecursionError, SyntaxError)  # fmt: skip
"""What reading the parts of a broken file ends in; lxml's own is a SyntaxError."""


def _tidy(draft: Draft) -> None:
    """Give every activity its number; the document's own, when each has one and no two the same."""
    activities = draft.all_activities
    numbers = [each["number"] for each in activities]
    if None in numbers or len(set(numbers)) < len(numbers):
        for number, each in enumerate(activities, 1):
            each["number"] = number
    seen: set[str] = set()
    members: list[DraftEntry] = []
    for each in draft.members:
        if each["name"] not in seen:
            members.append(each)
        seen.add(each["name"])
    draft.members[:] = members


# in words


def _left(left: Left, say: Say) -> str:
    where = left.where.in_words(say)
    words = say.plain("“{words}”", words=left.words) if left.words else ""
    why = left.why.in_words(say) if left.why else ""
    return ": ".join(filter(None, [where, " – ".join(filter(None, [words, why]))]))


def _preview(plan: Plan, say: Say) -> Iterator[str]:
    def day(of: date) -> str:
        return plain_day(of, say.code)

    yield say.plain("Network: {name}", name=plan.network.name)
    yield say.plain("Period: {name}, {first} – {last}", name=plan.period.name, first=day(plan.period.starts),
                    last=day(plan.period.ends))  # fmt: skip
    if plan.members:
        yield say.plain("Members: {names}", names=", ".join(each.name for each in plan.members))
    for area in plan.focus_areas:
        yield say.plain("Focus area: {title}", title=area)
    goal = ""
    for each in plan.activities:
        if each.goal != goal:
            goal = each.goal
            yield say.plain("Goal: {title}", title=goal)
        yield from _activity(each, say)
    for alone in plan.goals:
        if not any(each.goal == alone.title for each in plan.activities):
            yield say.plain("Goal: {title}", title=alone.title)
    for meeting in plan.meetings:
        yield _meeting(meeting, say)
    yield from _texts(plan, say)


def _activity(activity: PlannedActivity, say: Say) -> Iterator[str]:
    yield say.plain("Activity {number}: {title}", number=activity.number, title=activity.title) + _in_brackets(
        activity.when
    )
    for step in activity.how:
        yield f"    – {step.what}{_in_brackets(step.when)}"
    for line in activity.comment:
        yield "    " + say.plain("Comment: {text}", text=line)
    for line in activity.open_question:
        yield "    " + say.plain("Open question: {text}", text=line)
    if activity.responsible:
        yield "    " + say.plain("Responsible: {name}", name=activity.responsible)


def _meeting(meeting: PlannedMeeting, say: Say) -> str:
    parts = [meeting.title or say.plain(KIND_NAMES[meeting.kind])]
    parts += [say.plain("digital")] if meeting.digital else []
    parts += [say.plain("host {name}", name=meeting.host)] if meeting.host else []
    parts += [meeting.place] if meeting.place else []
    return say.plain("Meeting: {when}, {what}", when=meeting.when, what=", ".join(parts))


def _texts(plan: Plan, say: Say) -> Iterator[str]:
    period = plan.period
    texts = {
        N_("Aim: {text}"): (plan.network.aim,),
        N_("Background: {text}"): period.background,
        N_("Strategy: {text}"): period.strategy,
        N_("Ways of working: {text}"): period.ways_of_working,
        N_("Peer review: {text}"): (period.peer_review,),
        N_("Final report: {text}"): (period.final_report,),
    }
    for sentence, lines in texts.items():
        for each in lines:
            if each:
                yield say.plain(sentence, text=each)


def _in_brackets(when: str) -> str:
    return f" ({when})" if when else ""
