"""The fee: each January of a period that has one."""

from __future__ import annotations

from datetime import date

from bot.models import Period, Role
from tests.reminders.played import CHANNEL_ID, days, told

YEARS = ("2020-01-07", "2022-02-28")


def test_officials_and_coordinator_hear_it_each_january(world):
    official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    assert told(world, "fee", *YEARS) == []
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    said = told(world, "fee", *YEARS)
    assert days(said) == ["2020-01-15", "2021-01-15"] and {each.to for each in said} == {official.slack_id, "UCOORD"}
    assert "10\u00a0000 kr" in said[0].text
    assert not any("i dag" in each.text for each in said), "what stands is read on other days too"
    world.member("Örebro")
    assert CHANNEL_ID in {each.to for each in told(world, "fee", *YEARS)}


def test_nobody_is_said_to_be_reminded_who_is_not(world):
    world.member("Gävle")
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    assert all("Se till att" in each.text for each in told(world, "fee", *YEARS))


def test_a_period_that_begins_later_in_the_year_has_no_fee_that_january(world):
    world.member("Örebro")
    with world.database.writing() as session:
        period = session.get_one(Period, world.period_id)
        period.fee, period.starts = 10_000, date(2020, 2, 1)
    assert days(told(world, "fee", *YEARS)) == ["2021-01-15"]
