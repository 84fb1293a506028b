"""/natverk beslut: who has decided, noted through the plan by the coordinator or the member's own official."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Coordination, Decision, Delivery, Mandate, Membership, MembershipState, Period, Role
from bot.plan.decisions import put
from bot.plan.nouns import PlannedDecision
from tests.plan.test_manage_plan import loads_unchanged
from tests.world import labels, prefilled, refuse_what_slack_does_not_take, words_of

ADOPTED = {"body": "Kommunstyrelsen", "decided_on": date(2020, 2, 4), "case_number": "KS 2020/12",
           "outcome": "antar överenskommelsen"}  # fmt: skip


@pytest.fixture
def gavle(world):
    return world.member("Gävle")


@pytest.fixture
def official(world, gavle):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def card(world, who, nth=0):
    return world.click(who, world.ask(who, "/natverk beslut"), "Öppna", nth)


def noted(world, who, **values):
    return world.send(who, world.click(who, card(world, who), "Notera beslut"), **{**ADOPTED, **values})


def test_nobody_is_said_to_have_decided_before_somebody_notes_it(world, gavle):
    shown = words_of(world.ask(world.stranger, "/natverk beslut"))
    assert "noterat för 0 av 1" in shown and "Ingen har noterat något beslut." in shown
    done = noted(world, world.coordinator)
    assert "Ångra" in labels(done) and "KS 2020/12" in words_of(done)
    shown = words_of(world.ask(world.stranger, "/natverk beslut"))
    assert "noterat för 1 av 1" in shown and "Kommunstyrelsen, 4 februari 2020, KS 2020/12: antar" in shown
    assert "Ingen har noterat" not in shown and loads_unchanged(world)


def test_of_who_has_left_no_decision_is_asked_for(world, gavle):
    world.member("Örebro")
    with world.database.writing() as session:
        session.get_one(Membership, 2).state = MembershipState.LEFT
    shown = words_of(world.ask(world.stranger, "/natverk beslut"))
    assert "noterat för 0 av 1" in shown and "Örebro – har lämnat" in shown.replace("*", "")
    assert "för Gävle." in shown


def test_a_proposal_is_no_decision(world, gavle):
    noted(world, world.coordinator, decided_on=None, outcome="föreslås fortsätta")
    shown = words_of(world.ask(world.stranger, "/natverk beslut"))
    assert "noterat för 0 av 1" in shown and "Förslag – Kommunstyrelsen, KS 2020/12: föreslås fortsätta" in shown
    said = words_of(world.say(world.stranger, "har Gävle beslutat?"))
    assert "Ingen har noterat att Gävle har beslutat" in said.replace("*", "") and "Förslag" in said


def test_a_day_that_has_not_been_is_refused_at_its_field_and_nothing_typed_is_lost(world, gavle):
    refused = noted(world, world.coordinator, decided_on=world.now.date() + timedelta(days=1))
    assert refused.field_errors.keys() == {"decided_on"} and not world.rows(Decision)


def test_it_is_changed_taken_out_and_put_back(world, gavle):
    noted(world, world.coordinator)
    form = world.click(world.coordinator, card(world, world.coordinator), "Ändra").answer
    refuse_what_slack_does_not_take(form)
    assert prefilled(form)["outcome"] == ADOPTED["outcome"]
    world.send(world.coordinator, form, body="Kommunfullmäktige", case_number="KF 1", state="pending")
    (row,) = world.rows(Decision)
    assert (row.body, row.case_number) == ("Kommunfullmäktige", "KF 1") and loads_unchanged(world)
    assert world.rows(Membership)[0].state is MembershipState.PENDING
    form = world.click(world.coordinator, card(world, world.coordinator), "Ändra").answer
    done = world.send(world.coordinator, form, out=("out",))
    assert not world.rows(Decision) and loads_unchanged(world)
    world.click(world.coordinator, done, "Ångra")
    assert [each.body for each in world.rows(Decision)] == ["Kommunfullmäktige"] and loads_unchanged(world)


def test_the_members_official_notes_it_also_while_pending_and_the_coordinator_hears(world, gavle, official):
    with world.database.writing() as session:
        session.query(Membership).one().state = MembershipState.PENDING
    done = noted(world, official)
    assert "state" not in prefilled(world.click(official, card(world, official), "Ändra").answer)
    assert [each.decided_on for each in world.rows(Decision)] == [ADOPTED["decided_on"]]
    assert world.rows(Membership)[0].state is MembershipState.PENDING, "that is another thing"
    assert {each.to for each in world.rows(Delivery) if each.kind == "edit"} == {"channel", "UCOORD"}
    assert "deltagande" in words_of(done).casefold() or "beslut" in words_of(done).casefold()
    world.click(official, done, "Ångra")
    assert not world.rows(Decision)


def test_another_members_official_notes_nothing_and_undoes_nothing(world, gavle, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    done = noted(world, world.coordinator)
    assert "Notera beslut" not in labels(card(world, other)) and "Ändra" not in labels(card(world, other))
    row = world.rows(Decision)[0]
    for name, value in (("decision.note", f"1.{row.id}"), ("mandate.note", "1.0"), ("decision.undo", "1.1")):
        assert world.press(other, name, value).refused
    assert world.rows(Decision)
    world.send(world.coordinator, world.press(world.coordinator, "manage.network", "").answer, name="Annat", aim="",
               website="", language="sv")  # fmt: skip
    assert world.press(official, "decision.undo", "2.1").refused, "of that somebody else changed all of the network"
    assert world.click(world.coordinator, done, "Ångra").refused


def test_who_is_outside_reads_decisions_but_no_mandates(world, gavle, official):
    with world.database.writing() as session:
        session.add(Mandate(member_id=gavle, role="elected", case_number="KS 2019/76", ends=date(2021, 12, 31)))
    assert "KS 2019/76" in words_of(card(world, official))
    assert "KS 2019/76" not in words_of(card(world, world.stranger))


def test_a_mandate_is_noted_changed_and_taken_out_through_the_plan(world, gavle, official):
    form = world.click(official, card(world, official), "Notera uppdrag").answer
    refuse_what_slack_does_not_take(form)
    sent = {"role": "elected", "starts": date(2020, 1, 1), "ends": date(2021, 12, 31), "case_number": "KS 2019/76"}
    backwards = world.send(official, form, **{**sent, "ends": date(2019, 1, 1)})
    assert backwards.field_errors.keys() == {"ends"}
    world.send(official, form, **sent, condition="Om ny överenskommelse tecknas")
    assert "Villkor: Om ny" in words_of(card(world, official)) and loads_unchanged(world)
    form = world.click(official, card(world, official), "Ändra").answer
    world.send(official, form, ends=date(2020, 12, 31), starts=date(2020, 2, 1))
    (row,) = world.rows(Mandate)
    assert (row.starts, row.ends) == (date(2020, 2, 1), date(2020, 12, 31)) and loads_unchanged(world)
    world.send(official, world.click(official, card(world, official), "Ändra").answer, out=("out",))
    assert not world.rows(Mandate) and loads_unchanged(world)


def test_the_next_agreement_is_shown_first_and_each_leads_to_the_other(world, gavle):
    following = world.add(Period(network_id=world.network_id, name="2022–2023", starts=date(2022, 1, 1),
                                 ends=date(2023, 12, 31), coordination=Coordination.COORDINATOR))  # fmt: skip
    world.add(Membership(period_id=following, member_id=gavle, state=MembershipState.PENDING))
    shown = world.ask(world.coordinator, "/natverk beslut")
    assert "Beslut om överenskommelsen 2022–2023" in words_of(shown)
    other = world.click(world.coordinator, shown, "Överenskommelsen 2020–2021")
    assert "Beslut om överenskommelsen 2020–2021" in words_of(other)
    noted(world, world.coordinator)
    assert [each.membership_id for each in world.rows(Decision)] == [2]


def test_near_its_end_it_says_that_nothing_comes_after(world, gavle):
    assert "nästa period" not in words_of(world.ask(world.coordinator, "/natverk beslut"))
    world.now = world.now.replace(year=2021, month=9)
    assert "lägger upp nästa period" in words_of(world.ask(world.coordinator, "/natverk beslut"))


def test_forty_members_stand_on_pages_and_what_is_opened_leads_back(world):
    for n in range(40):
        world.member(f"Kommun {n:02}")
    pages = world.pages(world.coordinator, world.ask(world.coordinator, "/natverk beslut"))
    assert sum(labels(each).count("Öppna") for each in pages) == 40


@given(st.lists(st.text(min_size=1, max_size=3), max_size=5), st.data())
def test_one_row_is_put_in_the_place_of_another_and_the_rest_stay(bodies, data):
    rows = [PlannedDecision(each) for each in bodies]
    place = data.draw(st.none() | st.integers(0, len(rows) - 1) if rows else st.none())
    new = data.draw(st.none() | st.builds(PlannedDecision, st.just("ny")))
    after = put(rows, place, new)
    rest = [each for n, each in enumerate(rows) if n != place]
    assert [each for each in after if each is not new] == rest and len(after) == len(rest) + (new is not None)
