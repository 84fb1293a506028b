"""From a change in the plan to Slack and back: real jobs, the real outbox, the playground as Slack."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.db import Database
from bot.features import find_features
from bot.models import (
    Coordination,
    Delivery,
    DeliveryState,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    Network,
    Period,
    Person,
    Role,
)
from bot.outbox.deliveries import MARK, plan_anew
from bot.outbox.preview import preview
from bot.reminders.affairs import Affairs
from tests.outbox.outbox_world import COORDINATOR, DAY, PERSON, OutboxWorld, deliver
from tests.postgres import postgres, postgres_server  # noqa: F401
from tests.reminders.played import Played


def with_a_meeting(world: OutboxWorld) -> int:
    """A member with an official in Slack, and a meeting whose days were set just now."""
    world.jobs[:] = find_features().jobs.values()
    world.the_outbox = world.outbox()
    now = world.clock.now()
    with world.database.writing() as session:
        network = session.get_one(Network, world.network_id)
        period = Period(
            network=network, name="2020–2021", starts=date(2020, 1, 1), ends=date(2021, 12, 31),
            coordination=Coordination.COORDINATOR,
        )  # fmt: skip
        member = Member(network=network, name="Gävle", municipalities=["Gävle"])
        session.add_all([period, member])
        session.flush()
        session.add(Membership(period=period, member=member))
        session.add(
            Person(
                network_id=network.id, slack_id=PERSON, name="Tjänsteperson, Gävle", role=Role.OFFICIAL,
                member_id=member.id, muted=[],
            )
        )  # fmt: skip
        meeting = Meeting(
            network_id=network.id, period_id=period.id, kind=MeetingKind.PARTNERSHIP, month=date(2020, 6, 1),
            first_day=date(2020, 6, 9), last_day=date(2020, 6, 10), days_set_at=now,
        )  # fmt: skip
        session.add(meeting)
        session.flush()
        return meeting.id


def moved(world: OutboxWorld, meeting_id: int, **values: Any) -> None:
    """Change the meeting, as a form does."""
    with world.database.writing() as session:
        meeting = session.get_one(Meeting, meeting_id)
        for name, value in values.items():
            setattr(meeting, name, value)
        plan_anew(session, world.network_id)


def test_an_invitation_a_move_and_a_cancellation_reach_channel_and_person(database: Database):
    async def story(world: OutboxWorld) -> None:
        meeting = with_a_meeting(world)
        await world.until(lambda: world.texts("C1") and world.texts(PERSON))
        assert "Inbjudan" in world.texts("C1")[0] and "9–10 juni 2020" in world.texts(PERSON)[0]

        later = {"first_day": date(2020, 6, 16), "last_day": date(2020, 6, 17), "days_set_at": world.clock.now()}
        moved(world, meeting, **later)
        await world.until(lambda: len(world.texts("C1")) == len(world.texts(PERSON)) == 2)
        await world.until(lambda: "~" in world.texts("C1")[0] and "~" in world.texts(PERSON)[0])
        assert "Flyttat" in world.texts(PERSON)[1] and "16–17 juni 2020" in world.texts("C1")[1]

        moved(world, meeting, state="cancelled")
        await world.until(lambda: len(world.texts(PERSON)) == 3 and "~" in world.texts(PERSON)[1])
        assert "Inställt" in world.texts("C1")[2]
        await world.ticks(1.0)
        assert len(world.texts("C1")) == 3 and len(world.texts(PERSON)) == 3

    deliver(database, story)


def test_what_becomes_due_at_night_because_the_bot_was_off_waits_for_the_morning(database: Database):
    async def story(world: OutboxWorld) -> None:
        with_a_meeting(world)
        world.clock.at = datetime(2020, 4, 14, 20, 0, tzinfo=UTC)
        await world.ticks(1.0)
        assert not world.texts("C1") and not world.texts(PERSON)
        world.clock.at = datetime(2020, 4, 15, 7, 0, tzinfo=UTC)
        await world.until(lambda: world.texts("C1") and world.texts(PERSON))

    deliver(database, story)


def test_every_key_in_slack_was_foretold(database: Database):
    async def story(world: OutboxWorld) -> None:
        with_a_meeting(world)
        now = world.clock.now()
        with world.database.reading() as session:
            networks = [session.get_one(Network, world.network_id)]
            shown = preview(
                session, world.jobs, networks, since=now, until=now + 60 * DAY,
                coordinators=lambda session, network: (COORDINATOR,),
            )  # fmt: skip
        for _ in range(60):
            world.clock.at += DAY
            await world.the_outbox.tick()
            await world.the_outbox.tick()
        with world.database.reading() as session:
            said = select(Delivery.key).where(Delivery.state == DeliveryState.SENT, Delivery.kind != MARK)
            sent = set(session.scalars(said))
        assert len(sent) > 5 and sent <= {each.key for each in shown}

    deliver(database, story)


def test_the_questions_of_the_jobs_are_understood_by_postgresql(postgres: Database):  # noqa: F811
    """The same on PostgreSQL: what was told, what was put off, and the change that follows."""
    played = Played(postgres, datetime(2020, 2, 10, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    for first in (date(2020, 5, 14), date(2020, 5, 27)):
        days = {"first_day": first, "last_day": first, "days_set_at": played.now}
        played.change(lambda session, days=days: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
        played.tick()
        played.now += timedelta(hours=1)
    kinds = Counter(each.kind for each in played.sent)
    assert kinds["change"] == kinds["mark"] == kinds["invitation"] == 17
    with postgres.reading() as session:
        keys = Affairs(session, session.scalars(select(Network)).one(), played.now).keys_of_kind("invitation")
    assert len(keys) == 17 and all(meeting == "2" for _, meeting in keys)

    def put_off(session: Any) -> None:
        found = session.scalars(select(Delivery).where(Delivery.kind == "invitation", Delivery.to == "UE0")).one()
        found.about = {**found.about, "again": "2020-02-12"}

    played.change(put_off)
    played.go(datetime(2020, 2, 13, 8, 0, tzinfo=UTC), every=DAY)
    assert not [each for each in played.sent if each.key.endswith("/2020-02-12")]  # it speaks of the old days
