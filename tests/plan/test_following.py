"""The next period from the one before: days, name, members, activities; what is made of it is a plan that holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.when import ONE_DAY, Span
from bot.models import Coordination, MembershipState
from bot.plan.editing import read_again
from bot.plan.following import NextPeriod, days_after, name_after, not_taken_over, plan_after, with_activities
from bot.plan.nouns import (
    Plan,
    PlannedActivity,
    PlannedAgreement,
    PlannedMember,
    PlannedNetwork,
    PlannedPeriod,
    PlannedStep,
)
from bot.plan.reading import read_plan
from tests.plan.test_writing import PLANS

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@given(DAYS, st.integers(0, 4000))
def test_the_next_period_begins_the_day_after_and_lasts_as_long(first, length):
    days = Span(first, first + timedelta(days=length))
    after = days_after(days)
    assert after.first == days.last + ONE_DAY and after.last >= after.first
    assert abs(after.days - days.days) <= 6


@pytest.mark.parametrize(
    ("name", "days", "after", "called"),
    [
        ("2020-2021", (date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2023, 12, 31)), "2022-2023"),
        ("2016–2019", (date(2016, 1, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2023, 12, 31)), "2020–2023"),
        ("2020", (date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 12, 31)), "2021"),
        ("Period 2020 / 2021", (date(2020, 7, 1), date(2021, 6, 30)), (date(2021, 7, 1), date(2022, 6, 30)),
         "Period 2021 / 2022"),
        ("Första", (date(2020, 2, 3), date(2020, 12, 31)), (date(2021, 1, 1), date(2021, 11, 29)), "2021"),
    ],
)  # fmt: skip
def test_it_is_called_by_its_years_as_the_one_before(name, days, after, called):
    assert days_after(Span(*days)) == Span(*after)
    assert name_after(name, Span(*after)) == called


NEXT = NextPeriod("2022-2023", Span(date(2022, 1, 1), date(2023, 12, 31)), Coordination.TROIKA, 12000, "Ny", ())


def chosen(plan: Plan, **more: object) -> NextPeriod:
    names = {"members": [each.name for each in plan.members], **more}
    return NextPeriod(**{**{name: getattr(NEXT, name) for name in NextPeriod.__dataclass_fields__}, **names})


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("state", [MembershipState.PENDING, MembershipState.ACTIVE])
def test_of_every_shipped_plan_a_next_one_is_made_that_can_be_read(path, state):
    before = read_plan(path)
    plan = read_again(plan_after(before, chosen(before, begins_as=state)))
    assert {each.state for each in plan.members} <= {state} and plan.activities == () and plan.meetings == ()
    assert plan.agreement.conditions == before.agreement.conditions and plan.network.aim == before.network.aim
    assert not any(each.decisions or each.mandates or each.starts or each.ends for each in plan.members)
    whole = read_again(with_activities(plan, before, [each.number for each in before.activities]))
    assert [each.title for each in whole.activities] == [each.title for each in before.activities]
    assert not_taken_over(before.activities, whole.activities) == [] and {each.goal for each in whole.activities} <= {
        "",
        *(each.title for each in whole.goals),
    }
    assert "2020" not in " ".join(each.when for each in whole.activities)


OLD = Plan(
    PlannedNetwork("n", "N"), PlannedPeriod("2020", date(2020, 1, 1), date(2020, 12, 31)),
    PlannedAgreement(across_election=2022),
    members=(PlannedMember("Gävle"), PlannedMember("Uppsala")),
    activities=(
        PlannedActivity(1, "Ett", when="höst 2020 samt löpande", responsible="Gävle"),
        PlannedActivity(2, "Två", how=(PlannedStep("Läs", "mars 2020", "Uppsala"), PlannedStep("Tala")), when=""),
        PlannedActivity(3, "Tre", when="våren"),
    ),
)  # fmt: skip


def test_what_is_of_the_year_before_does_not_come_along():
    next_plan = plan_after(OLD, chosen(OLD, members=["Gävle"], begins_as=MembershipState.ACTIVE))
    assert [each.name for each in next_plan.members] == ["Gävle"] and next_plan.agreement.across_election == 2022
    other = PlannedActivity(2, "Ny", when="")
    copied = with_activities(replace(next_plan, activities=(other,)), OLD, [1, 2, 3])
    by_title = {each.title: each for each in copied.activities}
    assert [each.number for each in copied.activities] == [2, 1, 3, 4] or len(
        {e.number for e in copied.activities}
    ) == 4
    assert (by_title["Ett"].when, by_title["Ett"].responsible) == ("Löpande", "Gävle")
    assert by_title["Två"].how == (PlannedStep("Läs", "", ""), PlannedStep("Tala"))
    assert by_title["Tre"].when == "våren"
    pending = with_activities(plan_after(OLD, chosen(OLD)), OLD, [1])
    assert pending.activities[0].responsible == ""


def test_only_what_is_chosen_is_taken_over():
    plan = plan_after(OLD, chosen(OLD))
    assert [each.title for each in with_activities(plan, OLD, [3, 99]).activities] == ["Tre"]
    assert with_activities(plan, OLD, []).activities == ()
