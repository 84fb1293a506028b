"""Planning: 21 days before an officials' meeting themes are asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.models import Delivery, Meeting, MeetingKind, Membership, Role, Theme
from tests.reminders.played import CHANNEL_ID, Played, days, told
from tests.world import NOW

YEAR = ("2020-01-07", "2020-12-31")


def test_each_official_is_asked_for_themes_for_the_next_partnership_meeting(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.person("Förtroendevald", Role.ELECTED, gavle)
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    world.meeting(month=date(2020, 5, 1))
    world.meeting(month=date(2020, 11, 1))
    world.add(Theme(network_id=world.network_id, text="Barn & unga <i> planen", suggested_at=NOW))
    (asked,) = told(world, "planning", *YEAR)
    assert asked.to == official.slack_id and days([asked]) == ["2020-08-11"]
    assert asked.text.startswith("*Föreslå teman* till partnerskapsträffen i november 2020. Tjänstepersonerna väljer i")
    assert "Barn & unga <i> planen" in asked.text


def test_whose_member_begins_after_it_is_asked_is_not_asked(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    with world.database.writing() as session:
        session.query(Membership).one().starts = date(2020, 8, 20)
    assert official.slack_id not in {each.to for each in told(world, "planning", *YEAR)}


def test_the_channel_is_asked_where_a_member_has_no_official(world):
    world.member("Gävle")
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    (asked,) = told(world, "planning", *YEAR)
    assert asked.to == CHANNEL_ID


@pytest.mark.parametrize("day", [15, 1], ids=["asked for later", "asked for before they are known"])
def test_who_was_asked_for_the_month_is_not_asked_again_for_its_days(database, day):
    played = Played(database, datetime(2020, 8, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    played.go(datetime(2020, 8, 12, 8, 0, tzinfo=UTC), every=timedelta(hours=6))
    days = {"first_day": date(2020, 9, day), "last_day": date(2020, 9, day), "days_set_at": played.now}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 3).values(**days)))
    played.tick()
    played.go(datetime(2020, 8, 13, 8, 0, tzinfo=UTC), every=timedelta(hours=24))
    played.tick()
    with database.reading() as session:
        stand = list(session.scalars(select(Delivery).where(Delivery.kind == "planning")))
        assert len(stand) == 8 and all(each.closed_at is None for each in stand)
        texts = {str(each.shown["text"]).splitlines()[0] for each in stand}
    assert texts == {
        f"*Föreslå teman* till partnerskapsträffen i november 2020. Tjänstepersonerna väljer den {day} september 2020."
    }
    played.go(datetime(2020, 9, 15, 8, 0, tzinfo=UTC), every=timedelta(hours=12))
    asked = [each for each in played.sent if each.says("planning")]
    assert len(asked) == len({each.to for each in asked}) == 8


def test_other_meetings_are_not_planned_so(world):
    world.member("Gävle")
    world.meeting(month=date(2020, 11, 1))
    assert told(world, "planning", *YEAR) == []
