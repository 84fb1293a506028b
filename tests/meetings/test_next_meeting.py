"""The next meeting, asked for alone, is the first of those to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.meetings import store as meetings_store
from bot.models import Meeting, MeetingState, Network
from tests.world import NOW, World

days = st.integers(-3, 3).map(lambda n: NOW.date() + timedelta(days=n))
hours = st.none() | st.sampled_from([time(8), time(9), time(9, 30), time(10)])
moments = st.sampled_from([NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1), NOW + timedelta(days=25)])


@st.composite
def planned(draw: st.DrawFn) -> dict[str, Any]:
    """When a meeting is: its month only, or its days with or without hours."""
    state = draw(st.sampled_from([MeetingState.PLANNED, MeetingState.PLANNED, MeetingState.CANCELLED]))
    if draw(st.booleans()):
        return {"month": date(2020, draw(st.integers(1, 4)), 1), "state": state}
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 2)))
    return {"first_day": first, "last_day": last, "ends": draw(hours), "state": state}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(planned(), max_size=5), moments)
def test_the_next_meeting_is_the_first_of_those_to_come(
    world: World, meetings: list[dict[str, Any]], now: datetime
) -> None:
    with world.database.writing() as session:
        session.query(Meeting).delete()
    for each in meetings:
        world.meeting(**each)
    with world.database.reading() as session:
        network = session.get_one(Network, world.network_id)
        coming = meetings_store.coming_meetings(session, network, now)
        assert meetings_store.next_meeting(session, network, now) is (coming[0] if coming else None)


@pytest.mark.parametrize(("hour", "is_over"), [(8, False), (9, True), (10, True)])
def test_a_meeting_is_no_longer_next_from_its_last_hour(world: World, hour: int, is_over: bool) -> None:
    world.meeting(first_day=date(2020, 2, 10), starts=time(8), ends=time(10))
    with world.database.reading() as session:
        network = session.get_one(Network, world.network_id)
        found = meetings_store.next_meeting(session, network, NOW.replace(hour=hour))
    assert (found is None) is is_over
