"""The next period begun in Slack: seats stay, members wait, activities are taken over, all of it can be undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.models import (
    Activity,
    Delivery,
    DeliveryState,
    HostingTurn,
    Member,
    Membership,
    MembershipState,
    Period,
    PlanEdit,
    Role,
)
from bot.plan.editing import UNDONE_WITHIN
from bot.plan.reading import plan_of
from tests.plan.test_manage_period import Both
from tests.plan.test_writing import load, texts
from tests.world import labels, prefilled, refuse_what_slack_does_not_take, words_of

NEXT = "2022-2023"


@pytest.fixture
def both(database) -> Both:
    world = Both(database)
    world.now = datetime(2021, 6, 1, 8, tzinfo=UTC)
    return world


def opened(world):
    return world.click(
        world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Lägg upp nästa period"
    )


def begin(world, **more):
    return world.send(world.coordinator, opened(world).answer, **more)


def period(world, name=NEXT):
    return next((each for each in world.rows(Period) if each.name == name), None)


def parts(world) -> list[Membership]:
    return [each for each in world.rows(Membership) if each.period_id == period(world).id]


def gavle_of(world) -> int:
    return next(each.id for each in world.rows(Member) if each.name == "Gävle")


def test_it_is_proposed_in_the_last_year_from_the_one_before(both):
    form = opened(both).answer
    refuse_what_slack_does_not_take(form)
    held = prefilled(form)
    assert (held["name"], held["starts"], held["ends"]) == (NEXT, date(2022, 1, 1), date(2023, 12, 31))
    assert "Gävle" in held["members"] and "Trelleborg" not in held["members"]
    both.now = datetime(2020, 6, 1, 8, tzinfo=UTC)
    assert "Lägg upp nästa period" not in labels(both.ask(both.coordinator, "/natverk administrera"))


def test_members_wait_for_their_decisions_and_the_terms_go_on(both):
    before = texts(both.database)
    done = begin(both, fee="12000")
    refuse_what_slack_does_not_take(done.answer)
    assert "8 medlemmar har inte beslutat" in words_of(done) and {"Ångra", "Ta med aktiviteter"} <= set(labels(done))
    assert {each.state for each in parts(both)} == {MembershipState.PENDING} and len(parts(both)) == 8
    new, old = period(both), period(both, "2020-2021")
    assert (
        new.fee == 12000 and new.terms == {**old.terms} and new.agreement == "Överenskommelse om Partnerskap 2022-2023"
    )
    after = texts(both.database)
    assert {name: after[name] for name in before} == before or "coordinators" in after["2020-2021"]
    assert load(both.database, plan_of(after[NEXT], NEXT)) == []


def test_who_sits_today_sits_on_and_takes_part_when_the_decision_is_noted(both):
    gavle = gavle_of(both)
    official = both.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    begin(both)
    assert not both.ask(official, "/natverk inställningar").refused
    both.now = datetime(2022, 1, 10, 8, tzinfo=UTC)
    assert both.ask(official, "/natverk inställningar").refused
    row = next(each for each in parts(both) if each.member_id == gavle)
    form = both.press(both.coordinator, "manage.member", f"{row.id}.{row.period_id}").answer
    both.send(both.coordinator, form, state="active")
    assert not both.ask(official, "/natverk inställningar").refused


def test_the_channel_hears_of_it_when_it_can_no_longer_be_undone(both):
    begin(both)
    [told] = [each for each in both.rows(Delivery) if each.kind == "edit"]
    assert told.to == "channel" and told.due_at >= both.now + UNDONE_WITHIN
    assert "Nästa period är upplagd: 2022-2023" in told.message["text"] and "Gävle" in told.message["text"]


def test_it_is_undone_whole(both):
    both.send(both.coordinator, both.press(both.coordinator, "manage.network").answer)
    before = texts(both.database)
    done = begin(both)
    undone = both.click(both.coordinator, done, "Ångra")
    assert not undone.refused and texts(both.database) == before and period(both) is None
    assert both.rows(PlanEdit) == [] and "Lägg upp nästa period" in labels(undone)
    assert {each.state for each in both.rows(Delivery) if each.kind == "edit"} == {DeliveryState.CANCELLED}
    begin(both)
    assert period(both) is not None


def test_it_is_not_undone_when_something_has_been_built_on_it_nor_later(both):
    done = begin(both)
    copy(both, done, "2")
    assert both.click(both.coordinator, done, "Ångra").refused and period(both) is not None
    both.now += timedelta(minutes=11)
    assert both.click(both.coordinator, done, "Ångra").refused


def copy(world, shown, *numbers):
    form = world.click(world.coordinator, shown, "Ta med aktiviteter").answer
    refuse_what_slack_does_not_take(form)
    return world.send(world.coordinator, form, activities0=numbers)


def test_activities_are_taken_over_one_by_one_and_offered_once(both):
    done = copy(both, begin(both), "2", "6")
    with both.database.reading() as session:
        new = session.scalars(select(Activity).where(Activity.period_id == period(both).id)).all()
        assert [(each.number, each.when) for each in new] == [(2, "Löpande"), (6, "Löpande")] or new[0].number == 2
    form = both.click(both.coordinator, done, "Ta med aktiviteter").answer
    assert "2. " not in str(form.rendered) and "3. " in str(form.rendered)
    undone = both.click(both.coordinator, done, "Ångra")
    assert not undone.refused
    assert not [each for each in both.rows(Activity) if each.period_id == period(both).id]


def test_what_is_wrong_stands_at_its_field(both):
    form = opened(both).answer
    for field, more in (
        ("name", {"name": "2020-2021"}), ("starts", {"starts": date(2021, 12, 31)}),
        ("ends", {"ends": date(2021, 1, 1)}), ("fee", {"fee": "mycket"}),
    ):  # fmt: skip
        assert both.send(both.coordinator, form, **more).field_errors.keys() == {field}
    assert period(both) is None


def test_two_who_begin_it_make_one(both):
    first, second = opened(both).answer, opened(both).answer
    both.send(both.coordinator, first)
    late = both.send(both.coordinator, second, name="Annan")
    assert "Det finns redan en nästa period" in words_of(late) and len(both.rows(Period)) == 3


def test_activities_that_somebody_else_has_taken_over_meanwhile_are_shown_again(both):
    done = begin(both)
    stale = both.click(both.coordinator, done, "Ta med aktiviteter").answer
    copy(both, done, "2")
    late = both.send(both.coordinator, stale, activities0=("3",))
    assert late.refused and not late.changed


def test_the_queue_of_hosts_goes_on(both):
    turn = both.add(HostingTurn(network_id=both.network_id, member_id=gavle_of(both), position=1))
    done = begin(both)
    assert both.row(HostingTurn, turn) is not None and "member: Gävle" not in texts(both.database)["2020-2021"]
    both.click(both.coordinator, done, "Ångra")
    assert both.row(HostingTurn, turn) is not None


def test_nobody_else_may(both):
    gavle = gavle_of(both)
    official = both.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    assert both.press(official, "next.begin", "1").refused and both.press(official, "next.activities", "1").refused


def test_a_network_that_has_ended_is_woken_by_a_next_period(both):
    both.now = datetime(2023, 3, 1, 8, tzinfo=UTC)
    done = begin(both, starts=date(2023, 4, 1), ends=date(2024, 12, 31), name="2023-2024")
    assert "2023-2024" in words_of(done)
