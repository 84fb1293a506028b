"""A period changed in Slack through its plan: just that is changed, and the plan that was brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.models import MembershipState, Period
from bot.plan.changes import PlanChange
from bot.plan.editing import edit, plan_now, read_again
from bot.plan.load import apply_by_hand
from bot.plan.nouns import Plan, PlannedActivity, PlannedGoal, PlannedMember, PlannedStep
from bot.plan.reading import PlanRefused, plan_of, read_plan
from tests.databases import in_memory
from tests.plan.test_load_plan import NOW
from tests.plan.test_writing import PLANS, load, made_in_slack, meant, texts


@pytest.fixture
def loaded() -> Database:
    database = in_memory()
    for path in PLANS:
        load(database, read_plan(path))
    made_in_slack(database)
    return database


def changed(database: Database, change: Callable[[Plan], Plan], period: str = "2020-2021") -> list[PlanChange]:
    with database.writing() as session:
        return edit(session, session.scalars(select(Period).where(Period.name == period)).one(), change, NOW)


def put_back(database: Database, before: Plan, period: str = "2020-2021") -> None:
    with database.writing() as session:
        row = session.scalars(select(Period).where(Period.name == period)).one()
        apply_by_hand(session, plan_now(session, row), before, row, NOW)


def stood(database: Database, period: str = "2020-2021") -> Plan:
    with database.reading() as session:
        return plan_now(session, session.scalars(select(Period).where(Period.name == period)).one())


def with_activity(numbered: int, /, **values: object) -> Callable[[Plan], Plan]:
    return lambda plan: replace(
        plan, activities=tuple(replace(each, **values) if each.number == numbered else each for each in plan.activities)
    )


def with_member(called: str, /, **values: object) -> Callable[[Plan], Plan]:
    return lambda plan: replace(
        plan, members=tuple(replace(each, **values) if each.name == called else each for each in plan.members)
    )


STEPS = (PlannedStep("Läs", "mars 2020", "Gävle"), PlannedStep("Tala"))
NEW = PlannedActivity(8, "Ny: “allt” - #1", when="Löpande", comment=("a", "b"))
EDITS: dict[str, Callable[[Plan], Plan]] = {
    "an activity is reworded": with_activity(3, title="Lyft fram barnrättsperspektivet"),
    "an activity gets a time": with_activity(2, when="Vår 2021"),
    "an activity gets steps": with_activity(4, when="", how=STEPS),
    "an activity is taken away": lambda plan: replace(plan, activities=plan.activities[:-1]),
    "an activity is new": lambda plan: replace(plan, activities=(*plan.activities, NEW)),
    "an activity gets a goal": lambda plan: replace(with_activity(1, goal="Mål")(plan), goals=(PlannedGoal("Mål"),)),
    "a focus area is gone": lambda plan: replace(plan, focus_areas=plan.focus_areas[1:]),
    "a member decides": with_member("Trelleborg", state=MembershipState.ACTIVE),
    "a member leaves": with_member("Gävle", state=MembershipState.LEFT, ends=date(2020, 6, 30)),
    "a member is renamed": with_member("Gävle", name="Gävle kommun", also_called=("Gävle",)),
    "a member is new": lambda plan: replace(plan, members=(*plan.members, PlannedMember("Malmö"))),
    "a member is taken away": lambda plan: replace(plan, members=plan.members[:-1]),
    "the period is longer": lambda plan: replace(plan, period=replace(plan.period, ends=date(2022, 6, 30))),
    "the period has another name": lambda plan: replace(plan, period=replace(plan.period, name="2020–21")),
    "the network is called otherwise": lambda plan: replace(plan, network=replace(plan.network, name="N", aim="")),
    "the agreement says otherwise": lambda plan: replace(
        plan, agreement=replace(plan.agreement, fee=12000, conditions=("Ett villkor.",), laws=())
    ),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_what_is_changed_is_and_can_be_put_back_and_the_file_written_after_changes_nothing(loaded, change):
    before, files = stood(loaded), texts(loaded)
    assert changed(loaded, change)
    name = next(each for each in texts(loaded) if each.startswith("2020"))
    wanted, now = read_again(change(before)), stood(loaded, name)
    assert meant(replace(now, members=())) == meant(replace(wanted, members=()))
    assert {(each.name, each.state) for each in now.members} == {(each.name, each.state) for each in wanted.members}
    assert not [each for each in load(loaded, plan_of(texts(loaded)[name], name)) if not each.kept]
    put_back(loaded, with_names(before, now), name)
    assert texts(loaded) == files


def with_names(before: Plan, now: Plan) -> Plan:
    """What was, for who has another name now."""
    new = [each for each in now.members if each.name not in {one.name for one in before.members}]
    if len(new) != 1 or len(now.members) != len(before.members):
        return before
    return with_member("Gävle", also_called=(new[0].name,))(before)


def test_what_is_wrong_changes_nothing(loaded):
    files = texts(loaded)
    wrong = (
        with_activity(3, title=""), with_activity(3, when="nångång"), with_activity(3, number=4),
        with_member("Gävle", name="Uppsala"), with_member("Gävle", name=""),
        lambda plan: replace(plan, period=replace(plan.period, ends=date(2019, 1, 1))),
        lambda plan: replace(plan, period=replace(plan.period, starts=date(2019, 1, 1))),
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(PlanRefused):
            changed(loaded, change)
    assert texts(loaded) == files


def test_nothing_changed_is_nothing(loaded):
    assert changed(loaded, lambda plan: plan) == []
    assert changed(loaded, lambda plan: plan, "2016-2019") == []


def test_what_somebody_has_taken_away_stays_away_though_the_file_has_it(
    loaded,
):
    shipped = read_plan(next(each for each in PLANS if "2020-2021" in each.name))
    changed(loaded, EDITS["an activity is taken away"])
    for _ in range(2):
        [kept] = [each for each in load(loaded, shipped) if "activity 7" in str(each)]
        assert kept.kept and "stays away" in str(kept)
        assert [each.number for each in stood(loaded).activities] == [1, 2, 3, 4, 5, 6]
    load(loaded, replace(shipped, activities=shipped.activities[:-1]))
    load(loaded, shipped)
    assert [each.number for each in stood(loaded).activities] == [1, 2, 3, 4, 5, 6, 7]
