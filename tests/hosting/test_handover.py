"""Handover: the day after a partnership meeting the coordination group is named, with what falls to each."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Coordination, Meeting, MeetingKind, Period, Role
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import NOW, World

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


@pytest.fixture
def hosts(world: World):
    world.first, world.second, world.third = world.member("Gävle"), world.member("Uppsala"), world.member("Örebro")
    world.meeting(**MAY_14, host=world.first)
    world.meeting(month=date(2020, 11, 1), host=world.second)
    world.meeting(month=date(2021, 5, 1), host=world.third)
    return world


def test_a_troika_is_named_with_what_falls_to_each(hosts):
    with hosts.database.writing() as session:
        session.get_one(Period, hosts.period_id).coordination = Coordination.TROIKA
    (said,) = [each for each in told(hosts, "handover", *YEAR) if days([each]) == ["2020-05-18"]]
    assert said.to == CHANNEL_ID
    for each in ("*Gävle*, värd senast", "*Uppsala*, värd november 2020: leder", "*Örebro*, värd maj 2021: deltar"):
        assert each in said.text


def test_in_the_channel_it_is_said_that_there_is_a_coordinator_and_not_who(hosts):
    hosts.person("Namn Samordnande", Role.COORDINATOR)
    text = told(hosts, "handover", *YEAR)[0].text
    assert "Samordnaren håller ihop" in text and "Namn" not in text and "Värdskapet går vidare" in text
    assert "*Uppsala*, värd november 2020: bestämmer dagarna" in text and "samordningsgrupp" not in text


def test_nobody_who_has_hosted_just_now_is_to_learn_how(world):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).coordination = Coordination.TROIKA
    again, other = world.member("Degerfors/Karlskoga"), world.member("Uppsala")
    world.meeting(**MAY_14, host=again)
    world.meeting(first_day=date(2020, 11, 12), days_set_at=NOW, host=other)
    world.meeting(month=date(2021, 5, 1), host=again)
    text = told(world, "handover", *YEAR)[0].text
    assert "*Degerfors/Karlskoga*, värd maj 2021: tar över efter det." in text
    assert "leder gruppen och förbereder dagarna" in text


def test_the_group_is_of_the_period_of_the_meeting_to_come(hosts):
    """The last meeting of a period with a coordinator, then the first of one that its hosts coordinate."""
    _, november, may = (each.id for each in hosts.rows(Meeting))
    with hosts.database.writing() as session:
        session.get_one(Period, hosts.period_id).ends = date(2020, 12, 31)
    period = Period(network_id=hosts.network_id, name="2021", starts=date(2021, 1, 1), ends=date(2021, 12, 31),
                    coordination=Coordination.TROIKA)  # fmt: skip
    hosts.change(may, period_id=hosts.add(period))
    hosts.change(november, took_place=True)
    first, second = (each.text for each in told(hosts, "handover", *YEAR))
    assert "*Uppsala*, värd november 2020" in first and "Örebro" not in first and "går vidare" in first
    assert "Ny samordningsgrupp" in second and "*Örebro*, värd maj 2021: leder gruppen" in second


def test_nothing_is_handed_over_after_the_last_meeting_or_an_officials_meeting(world):
    world.meeting(**MAY_14, host=world.member("Gävle"))
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    assert told(world, "handover", *YEAR) == []


def test_a_host_is_thanked_only_for_a_meeting_that_somebody_knows_of(hosts):
    may = hosts.rows(Meeting)[0].id
    assert "Tack Gävle för värdskapet" in told(hosts, "handover", *YEAR)[0].text
    hosts.change(may, first_day=None, last_day=None)
    words = told(hosts, "handover", *YEAR)[0].text
    assert "Tack" not in words and "värd senast" not in words and "*Uppsala*, värd november 2020" in words
    assert "Tiden för *Partnerskapsträff* · maj 2020 har passerat. Värdskapet går vidare:" in words
    assert "går vidare efter" not in words
    hosts.change(may, took_place=True)
    assert "Tack Gävle för värdskapet" in told(hosts, "handover", *YEAR)[0].text
