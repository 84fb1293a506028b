"""What each member owes a year, what is noted of it, and who hears that nothing is."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hosting.fees import due_on, fees_of, kronor, years_of
from bot.models import Fee, Member, MemberKind, Membership, MembershipState, Period, Role
from tests.reminders.played import told
from tests.world import World, labels, refuse_what_slack_does_not_take, words_of

NBSP = "\u00a0"
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@pytest.fixture
def network(world: World) -> World:
    world.gavle = world.member("Gävle")
    pair = world.member("Degerfors/Karlskoga", kind=MemberKind.PAIR)
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
        session.get_one(Member, pair).municipalities = ["Degerfors", "Karlskoga"]
    return world


def test_the_coordinator_sees_what_all_owe_and_a_member_its_own(network):
    shown = network.ask(network.coordinator, "/natverk avgifter")
    refuse_what_slack_does_not_take(shown.answer)
    words = words_of(shown)
    assert f"Gävle* – 10{NBSP}000 kr – ingen har noterat någon faktura" in words and "Degerfors/Karlskoga" in words
    assert f"Sammanlagt 20{NBSP}000 kr. Noterat som fakturerat 0 kr och som betalt 0 kr." in words
    own = network.ask(network.official, "/network fees")
    assert "Gävle" in words_of(own) and "Degerfors" not in words_of(own) and "20" + NBSP not in words_of(own)
    assert not {"Note it", "Notera", "All were invoiced today"} & set(labels(own)) and not own.answer.files
    assert network.press(network.official, "fees.note", "1.2020").refused
    assert network.ask(network.newcomer, "/natverk avgifter").refused


def test_a_fee_is_noted_as_invoiced_and_paid_and_put_right(network):
    shown = network.ask(network.coordinator, "/natverk avgifter")
    form = network.click(network.coordinator, shown, "Notera", 1).answer
    refuse_what_slack_does_not_take(form)
    backwards = network.send(network.coordinator, form, invoiced=date(2020, 1, 20), paid=date(2020, 1, 10))
    assert list(backwards.field_errors) == ["paid"]
    ahead = network.send(network.coordinator, form, invoiced=date(2030, 1, 1))
    assert list(ahead.field_errors) == ["invoiced"]
    done = network.send(network.coordinator, form, invoiced=date(2020, 1, 10), paid=date(2020, 1, 20))
    assert "betald 20 januari 2020" in words_of(done) and f"betalt 10{NBSP}000 kr" in words_of(done)
    form = network.click(network.coordinator, done, "Notera", 1).answer
    network.send(network.coordinator, form, paid=None)
    assert [(each.invoiced_on, each.paid_on) for each in network.rows(Fee)] == [(date(2020, 1, 10), None)]


def test_all_are_noted_at_once_and_undone_while_it_was_just_now(network):
    shown = network.ask(network.coordinator, "/natverk avgifter")
    done = network.click(network.coordinator, shown, "Alla fakturerades i dag")
    assert "2 avgifter är noterade som fakturerade i dag" in words_of(done) and len(network.rows(Fee)) == 2
    again = network.click(network.coordinator, shown, "Alla fakturerades i dag")
    assert "Ändrad sedan" in words_of(again) and len(network.rows(Fee)) == 2
    network.click(network.coordinator, done, "Ångra")
    assert not network.rows(Fee)
    done = network.click(network.coordinator, network.ask(network.coordinator, "/natverk avgifter"), labels(shown)[-1])
    done = network.click(network.coordinator, shown, "Alla fakturerades i dag")
    network.now += timedelta(minutes=11)
    assert "tio minuter" in words_of(network.click(network.coordinator, done, "Ångra")) and len(network.rows(Fee)) == 2


def test_what_was_noted_before_the_press_or_paid_since_stays_when_it_is_undone(network):
    shown = network.ask(network.coordinator, "/natverk avgifter")
    form = network.click(network.coordinator, shown, "Notera", 1).answer
    shown = network.send(network.coordinator, form, invoiced=network.now.date())
    done = network.click(network.coordinator, shown, "Alla fakturerades i dag")
    network.now += timedelta(minutes=5)
    network.click(network.coordinator, done, "Ångra")
    assert [each.membership_id for each in network.rows(Fee)] == [1]


def test_the_table_is_one_that_spreadsheets_open(network):
    network.ask(network.coordinator, "/natverk administrera")
    (file,) = network.ask(network.coordinator, "/natverk avgifter").answer.files
    rows = list(csv.reader(StringIO(file.make().decode("utf-8-sig")), delimiter=";"))
    assert file.name == "avgifter-2020.csv" and rows[0] == [
        "Kommun eller annan medlem",
        "År",
        "Kronor",
        "Fakturerad",
        "Betald",
    ]
    assert rows[-1][:3] == ["Sammanlagt", "2020", "20000"] and len(rows) == 4


def test_a_delegation_of_two_pays_twice_where_the_agreement_says_so(network):
    shown = network.ask(network.coordinator, "/natverk administrera")
    form = network.click(network.coordinator, shown, "Överenskommelse").answer
    done = network.send(network.coordinator, form, pair_pays="2")
    assert done.changed, (words_of(done), done.field_errors, words_of(form))
    words = words_of(network.ask(network.coordinator, "/natverk avgifter"))
    assert f"Degerfors/Karlskoga* – 20{NBSP}000 kr" in words and f"Sammanlagt 30{NBSP}000 kr" in words


def test_where_the_agreement_has_no_fee_that_is_said(world):
    world.member("Gävle")
    assert "Ingen avgift är noterad" in words_of(world.ask(world.coordinator, "/natverk avgifter"))


def test_in_april_the_coordinator_is_asked_once_of_those_that_are_not_noted_as_paid(network):
    said = [each for each in told(network, "fee", "2020-01-07", "2021-01-07") if "Ingen har noterat" in each.text]
    assert [each.to for each in said] == ["UCOORD"] and "Gävle" in said[0].text
    for each in network.rows(Membership):
        network.add(Fee(membership_id=each.id, year=2020, paid_on=date(2020, 2, 1)))
    assert not [each for each in told(network, "fee", "2020-01-07", "2021-01-07") if "Ingen har noterat" in each.text]


@given(DAYS, st.integers(0, 2000), st.lists(st.tuples(DAYS | st.none(), DAYS | st.none()), max_size=4), st.booleans())
def test_a_year_is_owed_whole_by_who_takes_part_when_it_falls_due_and_by_nobody_else(starts, length, stays, twice):
    period = Period(
        name="P", starts=starts, ends=starts + timedelta(days=length), fee=7, terms={"pair_pays": 2} if twice else {}
    )
    members = [
        Membership(id=n, period=period, member=Member(name=str(n), kind=MemberKind.PAIR, kept={}), starts=first,
                   ends=last, state=MembershipState.ACTIVE, decisions=[])
        for n, (first, last) in enumerate(stays)
    ]  # fmt: skip
    for year in range(2018, 2032):
        day = due_on(period, year)
        assert (year in years_of(period)) is (day is not None)
        fees = fees_of(period, year, members, [])
        owing = {each.membership.id for each in fees}
        for each in members:
            is_in = day is not None and (each.starts or starts) <= day <= (each.ends or period.ends)
            assert (each.id in owing) is is_in
        assert sum(each.kronor for each in fees) == len(fees) * (14 if twice else 7)
        if day is not None:
            assert (day.year == year and day in period.days and day >= date(year, 1, 15)) or day == period.starts
    assert kronor(Period(fee=None, terms={}), members[0]) == 0 if members else True
