"""The fee: in September for the coming year's budget, in January for the invoice, in April for what is not noted."""

from __future__ import annotations

from datetime import date

from bot.models import Membership, Period, Role
from tests.reminders.played import CHANNEL_ID, days, told

YEARS = ("2020-01-07", "2022-02-28")


def test_officials_and_coordinator_hear_it_in_september_and_january(world):
    official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    assert told(world, "fee", *YEARS) == []
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    every = told(world, "fee", *YEARS)
    said = [each for each in every if "Ingen har noterat" not in each.text]
    assert days(every) == ["2020-01-15", "2020-04-15", "2020-09-08", "2021-01-15", "2021-04-15", "2021-09-08"]
    assert days(said) == ["2020-01-15", "2020-09-08", "2021-01-15", "2021-09-08"] and {each.to for each in said} == {
        official.slack_id,
        "UCOORD",
    }
    paid, planned, _, unknown = (each.text for each in said if each.to == official.slack_id)
    assert "10\u00a0000 kr" in paid and "fakturan" in paid and "budget" not in paid
    assert "10\u00a0000 kr" in planned and "2021" in planned and "fakturan" not in planned
    assert "31 december 2021" in unknown and "är inte noterat" in unknown and "2022 är" not in unknown
    assert not any("i dag" in each.text for each in said), "what stands is read on other days too"
    world.member("Örebro")
    assert CHANNEL_ID in {each.to for each in told(world, "fee", *YEARS)}


def test_nobody_is_said_to_be_reminded_who_is_not(world):
    world.member("Gävle")
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    assert not any("påminns" in each.text for each in told(world, "fee", *YEARS))


def test_a_period_that_begins_later_in_the_year_has_no_fee_that_january(world):
    world.member("Örebro")
    with world.database.writing() as session:
        period = session.get_one(Period, world.period_id)
        period.fee, period.starts = 10_000, date(2020, 2, 1)
    assert days(told(world, "fee", *YEARS)) == ["2020-04-15", "2020-09-08", "2021-01-15", "2021-04-15", "2021-09-08"]


def test_what_the_next_period_costs_is_known_when_it_says_so(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    days_of_it = {"starts": date(2022, 1, 1), "ends": date(2023, 12, 31), "coordination": "coordinator"}
    following = world.add(Period(network_id=world.network_id, name="2022-2023", **days_of_it))
    autumn = ("2021-08-01", "2021-12-31")
    assert told(world, "fee", *autumn) == []
    world.add(Membership(period_id=following, member_id=gavle, state="active"))
    with world.database.writing() as session:
        session.get_one(Period, following).fee = 12_000
    (said,) = (each for each in told(world, "fee", *autumn) if each.to == official.slack_id)
    assert "2022 är 12\u00a0000 kr" in said.text and "budgeten för 2022" in said.text
