"""A work plan in Word or Excel comes out as the plan file of the same plan says it."""

from __future__ import annotations

import pytest

from bot.documents.understood import Understood, read_document
from bot.language import speak
from bot.plan.nouns import Plan
from tests.documents.written import BOOKS, SHAPES, as_planned, saved

SAY = speak("sv")
ALL = SHAPES | BOOKS


def read(document: object, **said: str) -> Understood:
    return read_document(saved(document), "plan.docx", **said)


def plan_in(document: object, **said: str) -> Plan:
    plan = read(document, **said).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("shape", ALL)
def test_the_plan_comes_out_the_same_whatever_its_shape(shape: str) -> None:
    plan, told = plan_in(ALL[shape]()), as_planned()
    assert (plan.network.name, plan.period.name) == (told.network.name, told.period.name)
    assert (plan.period.starts, plan.period.ends) == (told.period.starts, told.period.ends)
    assert [(each.name, each.kind, each.municipalities) for each in plan.members] == [
        (each.name, each.kind, each.municipalities) for each in told.members if each.state == "active"
    ]
    assert plan.focus_areas == told.focus_areas and plan.goals == ()
    assert [(each.number, each.title) for each in plan.activities] == [
        (each.number, each.title) for each in told.activities
    ]
    for one, other in zip(plan.activities, told.activities, strict=True):
        assert [(each.what, each.days, each.ongoing) for each in one.steps] == [
            (each.what, each.days, each.ongoing) for each in other.steps
        ]
        assert [each.what for each in one.how] == [each.what for each in other.how]
        assert one.comment == other.comment
        assert bool(one.open_question) == bool(other.open_question)
    assert [(each.month, each.kind, each.digital) for each in plan.meetings] == [
        (each.month, each.kind, each.digital) for each in told.meetings
    ]
    for one, other in zip(plan.meetings, told.meetings, strict=True):
        assert plan.member(one.host) == plan.member(other.host), one.when


@pytest.mark.parametrize("shape", ALL)
def test_what_is_left_is_only_what_the_plan_has_no_place_for(shape: str) -> None:
    left = read(ALL[shape]()).not_understood(SAY)
    assert all("består av 9 kommuner" in each for each in left), left
