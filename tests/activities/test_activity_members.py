"""What every member has to do is done when it is noted at all that take part, by who sits for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.activities.rules import at_members, done_since, goes_on
from bot.models import Activity, DoneAtMember, Member, Membership, MembershipState, Period, Role
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.plan.writing import written
from tests.reminders.played import told
from tests.world import NOW, World, labels, refuse_what_slack_does_not_take, words_of

JANUARY = {"title": "", "when": "Jan 2020", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)}


@pytest.fixture
def both(world: World) -> World:
    world.gavle, world.haninge = world.member("Gävle"), world.member("Haninge")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Haninge", Role.ELECTED, world.haninge)
    world.joint = world.activity(8, "En gemensam aktivitet", each_member=True)
    return world


def test_it_is_done_when_the_last_member_has_noted_it(both):
    card = both.ask(both.official, "/aktiviteter 8")
    refuse_what_slack_does_not_take(card.answer)
    assert "Ingen har noterat för: Gävle, Haninge." in words_of(card)
    assert "noterad som klar hos 0 av 2 medlemmar" in words_of(card)
    done = both.click(both.official, card, "Klart hos Gävle")
    assert "Ingen har noterat för: Haninge." in words_of(done) and "öppen" in words_of(done)
    last = both.ask(both.elected, "/aktiviteter 8 klar")
    assert "nu noterad som klar hos Haninge" in words_of(last) and "✓ klar" in words_of(last)
    back = both.click(both.official, both.ask(both.official, "/aktiviteter 8"), "Inte klart hos Gävle")
    assert "öppen" in words_of(back) and "Ingen har noterat för: Gävle." in words_of(back)
    again = both.ask(both.elected, "/aktiviteter 8 klar")
    assert "redan noterad" in words_of(again)


def test_nobody_notes_it_for_another_and_the_whole_is_not_marked(both):
    value = both.press(both.official, "activity.at", f"{both.joint}.{both.haninge}")
    assert value.refused and not both.rows(DoneAtMember)
    assert both.press(both.official, "activity.done", str(both.joint)).refused
    assert both.row(Activity, both.joint).done_at is None
    assert both.press(both.official, "activity.at", f"{both.joint}.99").refused
    assert both.press(both.coordinator, "activity.at", "99.99").refused


def test_the_coordinator_notes_it_for_all_in_a_list_that_stays(both):
    shown = both.ask(both.coordinator, "/aktiviteter 8 klar")
    refuse_what_slack_does_not_take(shown.answer)
    assert "ingen har noterat" in words_of(shown)
    one = both.click(both.coordinator, shown, "Klar")
    assert labels(one)[:2] == ["Öppna igen", "Klar"]
    two = both.click(both.coordinator, one, "Klar")
    assert "Aktivitet 8 är nu noterad som klar hos Haninge." in words_of(two)
    assert both.click(both.coordinator, two, "Öppna igen", 1).changed


def test_who_has_no_member_and_does_not_coordinate_is_told_so(both):
    guest = both.person("Gäst", Role.GUEST)
    assert both.ask(guest, "/aktiviteter 8 klar").refused


def test_a_member_that_leaves_is_not_waited_for(both):
    both.ask(both.official, "/aktiviteter 8 klar")
    with both.database.writing() as session:
        of = session.scalars(select(Membership).where(Membership.member_id == both.haninge)).one()
        of.state, of.ends = MembershipState.LEFT, (NOW - timedelta(days=1)).date()
    assert "✓ klar" in words_of(both.ask(both.official, "/aktiviteter 8"))


def test_who_has_not_noted_it_hears_that_its_time_has_passed(both):
    second = both.person("Tjänsteperson, Haninge", Role.OFFICIAL, both.haninge)
    both.activity(2, "Ett samtal i alla kommuner", JANUARY, each_member=True)
    both.ask(both.official, "/aktiviteter 2 klar")
    (late,) = told(both, "late", "2020-02-01", "2020-02-28")
    assert late.to == second.slack_id and "ska göras hos varje medlem" in late.text
    both.ask(both.coordinator, "/aktiviteter 2")
    both.press(second, "activity.at", "")
    both.ask(second, "/aktiviteter 2 klar")
    assert not told(both, "late", "2020-02-01", "2020-02-28")


def test_it_waits_for_who_has_not_noted_it_among_what_is_theirs(both):
    both.activity(2, "Ett samtal i alla kommuner", JANUARY, each_member=True)
    both.now = NOW.replace(month=2, day=10)
    assert "Ska göras hos Gävle; ingen har noterat det än" in words_of(both.ask(both.official, "/aktiviteter mina"))
    assert "Ett samtal i alla kommuner" in words_of(both.home(both.official))
    for number in (2, 8):
        both.ask(both.official, f"/aktiviteter {number} klar")
    assert "Ska göras hos" not in words_of(both.ask(both.official, "/aktiviteter mina"))
    assert "Ska göras hos Haninge" in words_of(both.ask(both.elected, "/aktiviteter mina"))


def test_after_the_period_it_says_at_how_many_it_was_noted(both):
    both.ask(both.official, "/aktiviteter 8 klar")
    both.now = both.now.replace(year=2023)
    words = words_of(both.ask(both.official, "/aktiviteter 8 2020-2021"))
    assert "noterad som klar hos 1 av 2 medlemmar" in words and "hela perioden pågick" not in words
    assert both.ask(both.official, "/aktiviteter 8 klar").refused


def test_the_plan_file_says_so_and_loading_what_is_written_changes_nothing(both):
    with both.database.writing() as session:
        period = session.scalars(select(Period)).one()
        text = written(session, period.network, period)
        assert "each_member: true" in text
        assert not apply(session, plan_of(text, "p"), NOW)


days = st.dates(date(2020, 1, 1), date(2021, 12, 31))


@given(st.lists(st.tuples(st.booleans(), st.one_of(st.none(), days), st.one_of(st.none(), days)), max_size=6), days)
def test_it_is_done_exactly_when_all_that_take_part_have_noted_it(members, today):
    period = Period(name="p", starts=date(2020, 1, 1), ends=date(2021, 12, 31))
    activity = Activity(number=1, title="x", each_member=True, period=period, done_at=NOW)
    for row, (noted, starts, ends) in enumerate(members, 1):
        period.memberships.append(
            Membership(member=Member(name=f"m{row}", kept={}), member_id=row, starts=starts, ends=ends,
                       state=MembershipState.ACTIVE)
        )  # fmt: skip
        if noted:
            activity.at_members.append(DoneAtMember(member_id=row, done_at=NOW + timedelta(days=row)))
    here = [row for row, (_, starts, ends) in enumerate(members, 1)
            if (starts or period.starts) <= today <= (ends or period.ends)]  # fmt: skip
    noted, lacking = at_members(activity, today)
    assert sorted(each.member_id for each in noted) + sorted(each.member_id for each in lacking) == sorted(
        here, key=lambda row: (not members[row - 1][0], row)
    )
    last = NOW + timedelta(days=max(here)) if here and all(members[row - 1][0] for row in here) else None
    assert done_since(activity, today) == last and not goes_on(activity)
