"""The agreement ends: 180, 90 and 30 days before, in the channel, unless the next is decided."""

from __future__ import annotations

from datetime import date

from bot.models import Coordination, Membership, MembershipState, Period
from tests.reminders.played import CHANNEL_ID, days, told

YEARS = ("2020-01-07", "2022-02-01")


def following(world, *states):
    period = world.add(
        Period(
            network_id=world.network_id, name="2022–2024", starts=date(2022, 1, 1), ends=date(2024, 12, 31),
            coordination=Coordination.COORDINATOR,
        )
    )  # fmt: skip
    for member, state in states:
        world.add(Membership(period_id=period, member_id=member, state=state))


def test_the_channel_hears_it_three_times(world):
    world.member("Gävle")
    said = told(world, "agreement", *YEARS)
    assert days(said) == ["2021-07-02", "2021-10-01", "2021-12-01"] and {each.to for each in said} == {CHANNEL_ID}
    assert "31 december 2021" in said[0].text and "diarienummer" in said[0].text
    assert "dags nu" in said[2].text and "god tid" not in said[2].text


def test_when_all_have_decided_on_the_next_nothing_is_said(world):
    following(world, (world.member("Gävle"), MembershipState.ACTIVE))
    assert told(world, "agreement", *YEARS) == []


def test_who_has_not_decided_is_named(world):
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    following(world, (gavle, MembershipState.ACTIVE), (orebro, MembershipState.PENDING))
    text = told(world, "agreement", *YEARS)[0].text
    assert "Örebro" in text and "Gävle" not in text
