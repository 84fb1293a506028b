"""Whoever may no longer read what was sent to them sees that it is closed to them, whatever kind of message it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.feature.declare import CHANNEL, Run, declared
from bot.features import find_features
from bot.language import speak
from bot.models import Delivery, DeliveryState, Membership, MembershipState, Network, Person, PersonState, Role
from bot.network import store as network_store
from bot.outbox.follow import MARK
from bot.outbox.preview import AHEAD, BACK, receivers, run_and_follow
from tests.plan_world import PlanWorld
from tests.world import Somebody, World

JOBS = tuple(find_features().jobs.values())
NAMED = "Förtroendevald, Haninge"
CLOSED = "stängt för dig"
SHOWN = {"text": NAMED, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": NAMED}}]}


def leaves(world: World, who: Somebody) -> None:
    change(world, who, state=PersonState.LEFT, left_at=world.now)


def is_unconfirmed(world: World, who: Somebody) -> None:
    change(world, who, state=PersonState.REQUESTED)


def is_declined(world: World, who: Somebody) -> None:
    change(world, who, state=PersonState.DECLINED)


def members_part_ends(world: World, who: Somebody) -> None:
    with world.database.writing() as session:
        member = session.get_one(Person, who.person_id).member_id
        yesterday = (world.now - timedelta(days=1)).date()
        ended = {"state": MembershipState.LEFT, "ends": yesterday}
        session.execute(update(Membership).where(Membership.member_id == member).values(**ended))


WAYS = [leaves, is_unconfirmed, is_declined, members_part_ends]


def change(world: World, who: Somebody, **values: object) -> None:
    with world.database.writing() as session:
        session.execute(update(Person).where(Person.id == who.person_id).values(**values))


def run_of(world: World, session) -> Run:
    network = session.get_one(Network, world.network_id)
    return Run(
        session=session, network=network, now=world.now, since=world.now - BACK, until=world.now + AHEAD,
        coordinators=network_store.named_coordinators(session, network, ("UCOORD",)),
    )  # fmt: skip


def redrawn(world: World) -> dict[str, str]:
    """What each message that stands in Slack is changed into now, by its key."""
    with world.database.reading() as session:
        run = run_of(world, session)
        yielded = run_and_follow(JOBS, run, receivers(session, run.network))
        rows = {str(each.id): each.key for each in session.scalars(select(Delivery))}
        marks = [each for each in yielded.posts.values() if each.kind == MARK and each.due <= world.now]
        return {rows[each.about["marks"]]: str(each.write(speak("sv")).payload) for each in marks}


def stands(world: World, key: str, kind: str, to: str, **more: object) -> Delivery:
    return Delivery(
        network_id=world.network_id, key=key, kind=kind, to=to, state=DeliveryState.SENT, due_at=world.now,
        sent_at=world.now, channel=f"D{to}", ts=key, **{"shown": SHOWN, **more},
    )  # fmt: skip


@pytest.mark.parametrize("loses", WAYS)
def test_every_kind_that_is_followed_is_closed_to_who_lost_their_seat(world: World, loses: Callable) -> None:
    gavle = world.member("Gävle")
    reader, other = (world.person(f"Tjänsteperson {each}, Gävle", Role.OFFICIAL, gavle) for each in (1, 2))
    kinds = [*declared.jobs, *declared.redraws]
    assert {"invitation", "swap", "deputy", "join", "experiences_chased", "handover-notes"} <= set(kinds)
    for place, kind in enumerate(kinds):
        told = {"about": {"request": "0", "answer": "0", "member": "0", "meeting": "0", "following": "0"}}
        told |= {"message": SHOWN} if place >= len(JOBS) else {}
        world.add(*(stands(world, f"{place}/{to}", kind, to, **told) for to in (reader.slack_id, CHANNEL, "UCOORD")))
    loses(world, reader)
    changed = redrawn(world)
    of_reader = [changed.get(f"{place}/{reader.slack_id}", "") for place in range(len(kinds))]
    stay = {"part"} if loses is members_part_ends else set()
    assert {kind for kind, each in zip(kinds, of_reader, strict=True) if CLOSED not in each or NAMED in each} == stay
    others = [each for key, each in changed.items() if not key.endswith(reader.slack_id)]
    assert not any(CLOSED in each for each in others)
    assert other.slack_id not in str(changed)


def test_what_the_jobs_said_names_nobody_to_whose_member_has_left(database) -> None:
    """What really stands with an official on some days of two years, also what a job would still say."""
    world = PlanWorld(database)
    reader, begins, said = world.official.slack_id, world.now, set()
    for name in world.members:
        if name != "Gävle":
            world.person(f"Förtroendevald, {name}", Role.ELECTED, world.members[name])
    for month in (1, 3, 8, 11, 20):
        world.now = begins + timedelta(days=30 * month)
        with database.writing() as session:
            run = run_of(world, session)
            for each in run_and_follow(JOBS, run, receivers(session, run.network)).posts.values():
                if each.to == reader and each.due <= world.now < each.over_at:
                    shown = each.write(speak("sv")).payload
                    session.add(stands(world, each.key, each.kind, reader, shown=shown, about=dict(each.about)))
                    said.add(each.kind)
        members_part_ends(world, world.official)
        changed = redrawn(world)
        assert set(changed) == {each.key for each in world.rows(Delivery)}
        assert all(CLOSED in each for each in changed.values()), changed
        with database.writing() as session:
            session.execute(delete(Delivery))
            session.execute(update(Membership).values(state=MembershipState.ACTIVE, ends=None))
    assert len(said) >= 3, said
