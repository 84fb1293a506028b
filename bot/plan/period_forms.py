"""How what a coordinator changes of a period looks: its days and its agreement, in short forms."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, cast

from slack_sdk.models.blocks import Block, InputBlock

from bot.blocks.messages import Form
from bot.blocks.parts import choice_field, day_field, more_fields, text_field
from bot.feature.call import Call, FieldRefusal
from bot.feature.subject import opened
from bot.language import N_, Say
from bot.models import Coordination, Period
from bot.network.people import COORDINATION_NAMES
from bot.plan.checks import LONGEST_NAME
from bot.plan.fields import fields_of
from bot.plan.nouns import PlannedAgreement, PlannedPeriod

LONGEST_FIELD: Final = 3000
BACKWARDS: Final = N_("The last day comes after the first.")
IN_SIGHT: Final = 6
"""Fields of a form; the rest come into sight with its button."""


class Shape(Enum):
    """What stands in a field."""

    LINE = "line"
    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    """A paragraph for each of several."""
    NUMBER = "number"


@dataclass(frozen=True)
class PlanTerm:
    """Something that a period's plan says of how its members work together, or its agreement."""

    name: str
    """As the plan file has it."""
    label: str
    shape: Shape = Shape.PARAGRAPHS

    @property
    def is_agreed(self) -> bool:
        """Whether it stands under the agreement in the file, not under the period."""
        return self.name in fields_of(cast(Hashable, PlannedAgreement))

    @property
    def nothing(self) -> str | None:
        """What the plan has where nothing is said, of what is no list."""
        return None if self.shape is Shape.NUMBER else ""

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the most that a number may be."""
        kind: Any = PlannedAgreement if self.is_agreed else PlannedPeriod
        meta = fields_of(kind)[self.name][0].metadata
        return meta["least"], meta["most"]


AGREEMENT: Final = (
    PlanTerm("adopted_by", N_("Adopted by"), Shape.TEXT), PlanTerm("text", N_("What it says")),
    PlanTerm("laws", N_("Laws and documents it builds on")), PlanTerm("host_pays", N_("The host pays")),
    PlanTerm("others_pay", N_("The others pay")), PlanTerm("everyone_pays", N_("Everybody pays for themselves")),
    PlanTerm("pair_pays", N_("Fees that a delegation of two pays, 1 or 2"), Shape.NUMBER),
    PlanTerm("across_election", N_("Runs across the election in the year"), Shape.NUMBER),
    PlanTerm("revised_after_years", N_("May be revised after how many years"), Shape.NUMBER),
)  # fmt: skip
WAYS: Final = (
    PlanTerm("meetings_a_year", N_("Partnership meetings a year"), Shape.NUMBER),
    PlanTerm("days_a_meeting", N_("Days for each meeting"), Shape.NUMBER),
    PlanTerm("ways_of_working", N_("Ways of working")),
    PlanTerm("coordination_text", N_("How the network is coordinated"), Shape.TEXT),
    PlanTerm("strategy", N_("Strategy")), PlanTerm("peer_review", N_("Peer review"), Shape.TEXT),
    PlanTerm("background", N_("Background")),
)  # fmt: skip
TERMS: Final[Mapping[str, tuple[str, Sequence[PlanTerm]]]] = {
    "manage.agreement": (N_("The agreement"), AGREEMENT), "manage.ways": (N_("Ways of working"), WAYS),
}  # fmt: skip
"""What stands in each form, under its title."""


def period_form(say: Say, period: Period) -> Form:
    """When the agreement runs, what it is called, who keeps the period together and what it costs."""
    models = [(each.value, say(name)) for each, name in COORDINATION_NAMES.items()]
    fee = "" if period.fee is None else str(period.fee)
    blocks: list[Block] = [
        text_field("name", say("Period"), value=period.name, most=LONGEST_NAME),
        day_field("starts", say("First day"), value=period.starts),
        day_field("ends", say("Last day"), value=period.ends),
        choice_field("coordination", say("Coordinated by"), models, chosen=period.coordination.value),
        text_field("agreement", say("Agreement"), value=period.agreement, optional=True, most=300),
        text_field("fee", say("Fee, kronor a year and member"), value=fee, optional=True, most=9),
        more_fields(say),
        _field(say, PlanTerm("conditions", N_("Conditions")), period),
        _field(say, PlanTerm("final_report", N_("Final report"), Shape.TEXT), period),
    ]
    return opened(Form("manage.period", say("The period"), blocks, say("Save"), say("Cancel"), about=str(period.id)))


def terms_form(say: Say, period: Period, name: str) -> Form:
    """What else the plan says of a period, as far as it stands in that form."""
    title, terms = TERMS[name]
    fields: list[Block] = [_field(say, each, period) for each in terms]
    blocks = [*fields[:IN_SIGHT], *([more_fields(say)] if fields[IN_SIGHT:] else []), *fields[IN_SIGHT:]]
    return opened(Form(name, say(title), blocks, say("Save"), say("Cancel"), about=str(period.id)))


def _field(say: Say, term: PlanTerm, period: Period) -> InputBlock:
    is_text = term.shape in (Shape.TEXT, Shape.PARAGRAPHS)
    hint = say("One point on each line.") if term.shape is Shape.PARAGRAPHS else ""
    most = LONGEST_FIELD if is_text else 9
    return text_field(term.name, say(term.label), value=in_field(period.terms.get(term.name)), long=is_text,
                      optional=True, hint=hint, most=most)  # fmt: skip


def in_field(value: object) -> str:
    """What a term is in its field, of any length."""
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return "" if value is None else str(value)


def coordination_in(value: str) -> Coordination:
    """What was chosen; the usual for what is none."""
    return Coordination(value) if value in Coordination._value2member_map_ else Coordination.COORDINATOR


def refuse_backwards(starts: date | None, ends: date | None) -> None:
    """FieldRefusal at "ends" where the last day comes before the first."""
    if starts and ends and ends < starts:
        raise FieldRefusal("ends", BACKWARDS)


def days_in(call: Call) -> tuple[date, date]:
    """The first and the last day that stand in the form."""
    starts, ends = call.fields.day("starts"), call.fields.day("ends")
    if starts is None or ends is None:
        raise FieldRefusal("ends", BACKWARDS)
    refuse_backwards(starts, ends)
    return starts, ends


def fee_in(call: Call) -> int | None:
    """The fee that stands in the form."""
    fee = call.fields.text("fee").replace(" ", "").replace("\u00a0", "")
    if fee and not (fee.isascii() and fee.isdecimal()):
        raise FieldRefusal("fee", N_("Write a whole number of kronor."))
    return int(fee) if fee else None
