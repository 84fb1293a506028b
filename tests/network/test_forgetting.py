"""What is forgotten each day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.app import forget
from bot.models import AccessNeed, Receipt, Role
from tests.world import NOW


def test_needs_go_two_weeks_after_the_meeting_and_old_clicks_after_three_days(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    past = world.meeting(first_day=date(2020, 1, 20))
    coming = world.meeting(first_day=date(2020, 2, 20))
    for each in (past, coming):
        world.add(AccessNeed(meeting_id=each, person_id=official.person_id, text="vegetariskt"))
    with world.database.writing() as session:
        session.add(Receipt(key="click/old", at=NOW - timedelta(days=4)))
        session.add(Receipt(key="click/new", at=NOW - timedelta(days=2)))
    forget(world.database, NOW)
    assert [each.meeting_id for each in world.rows(AccessNeed)] == [coming]
    with world.database.reading() as session:
        assert [each.key for each in session.query(Receipt)] == ["click/new"]
