"""The agreement ends: 180, 90 and 30 days before, in the channel, unless it is noted what each has decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from bot.feature.declare import CHANNEL, Run
from bot.language import speak
from bot.meetings.reminder import Reminder
from bot.models import Coordination, Decision, Membership, MembershipState, Period
from bot.network import store as network_store
from bot.reminders.texts import agreement_ends
from jobs.agreement import reads
from tests.reminders.played import CHANNEL_ID, days, told

YEARS = ("2020-01-07", "2022-02-01")
DECIDED = date(2021, 5, 4)


def following(world, *members):
    """The next period, with members in it, each in a state and with the day of its board's decision."""
    period = world.add(
        Period(
            network_id=world.network_id, name="2022–2024", starts=date(2022, 1, 1), ends=date(2024, 12, 31),
            coordination=Coordination.COORDINATOR,
        )
    )  # fmt: skip
    for member, state, day in members:
        row = world.add(Membership(period_id=period, member_id=member, state=state))
        world.add(Decision(membership_id=row, body="Kommunstyrelsen", decided_on=day, outcome="föreslås fortsätta"))


def test_the_channel_hears_it_three_times(world):
    world.member("Gävle")
    said = told(world, "agreement", *YEARS)
    assert days(said) == ["2021-07-02", "2021-10-01", "2021-12-01"] and {each.to for each in said} == {CHANNEL_ID}
    assert "31 december 2021" in said[0].text and "diarienummer" in said[0].text
    assert "dags nu" in said[2].text and "god tid" not in said[2].text
    assert "noterat" not in said[0].text


@pytest.mark.parametrize(
    ("state", "day"), [(MembershipState.ACTIVE, DECIDED), (MembershipState.LEFT, None)], ids=["goes on", "has left"]
)
def test_when_a_decision_is_noted_for_all_nothing_is_said(world, state, day):
    following(world, (world.member("Gävle"), state, day))
    assert told(world, "agreement", *YEARS) == []


@pytest.mark.parametrize(
    ("state", "day"),
    [(MembershipState.ACTIVE, None), (MembershipState.PENDING, None), (MembershipState.PENDING, DECIDED)],
)
def test_that_a_plan_names_a_member_or_a_board_is_to_decide_is_no_decision(world, state, day):
    following(world, (world.member("Gävle"), state, day))
    text = told(world, "agreement", *YEARS)[2].text
    assert "Ingen har noterat att någon medlem har beslutat om nästa" in text and "dags nu" in text


def test_whose_decision_is_noted_is_named_and_of_the_rest_that_nobody_has_noted_any(world):
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    world.member("Åmål")
    following(world, (gavle, MembershipState.ACTIVE, DECIDED), (orebro, MembershipState.ACTIVE, None))
    text = told(world, "agreement", *YEARS)[0].text
    assert "noterat för Gävle. Ingen har noterat något för Åmål, Örebro." in text


@pytest.mark.parametrize("stands", [False, True], ids=["the day it goes out", "later"])
def test_how_far_away_it_is_stands_only_on_the_day_it_goes_out(stands):
    period, about = Period(name="2020–2021", ends=date(2021, 12, 31)), date(2021, 10, 2)
    sent = datetime(2021, 10, 1 if stands else 2, 9, tzinfo=UTC)
    reminder = Reminder("key", "agreement", CHANNEL, about, sent_at=sent)
    text = agreement_ends(speak("sv"), reminder, period, None, is_late=False).text
    assert ("(om 90 dagar)" in text) is not stands and "31 december 2021" in text


@pytest.mark.parametrize(("day", "reads_so"), [(31, None), (32, "gick ut den 31 december 2021")])
def test_when_it_has_ended_nobody_is_asked_to_decide_any_more(world, day, reads_so):
    now = datetime(2021, 12, day, 12, tzinfo=UTC) if day < 32 else datetime(2022, 1, 1, tzinfo=UTC)
    with world.database.reading() as session:
        network = network_store.networks(session)[0]
        run = Run(session=session, network=network, now=now, since=now, until=now, coordinators=())
        write = reads(run, SimpleNamespace(key=f"agreement/{world.period_id}/30/channel/2021-12-31"))
        assert (write is None) if reads_so is None else reads_so in write(speak("sv")).text
