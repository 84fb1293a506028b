"""The network the bench asks about: the real work plan of 2020–2021, with everybody in it."""

from __future__ import annotations

from pathlib import Path

from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date
from bot.models import Answer, Meeting, Member, Membership, MembershipState, Network, Person, Reply, Role
from bot.plan.load import apply
from bot.plan.reading import read_plan
from bot.playground import Channel, Workspace, WorkspaceUser
from tests.bench.scene import CHANNEL_ID, NOON

PLAN = Path("bot/plans/partnerskapet-2020-2021.yaml")


def fill(url: str, seats: int = 16) -> None:
    """Load the plan and seat people who have answered the coming meeting, two for each member, and as many more members
    as that takes."""
    engine = open_engine(url)
    bring_up_to_date(engine)
    with Database(engine).writing() as session:
        apply(session, read_plan(PLAN), NOON, CHANNEL_ID)
        network = session.query(Network).one()
        coming = session.query(Meeting).filter(Meeting.month > NOON.date()).order_by(Meeting.month).first()
        members = [each.id for each in network.members if each.memberships[-1].state is MembershipState.ACTIVE]
        for n in range(len(members), seats // 2):
            name = f"Kommun {n}"
            more = Member(network_id=network.id, name=name, municipalities=[name])
            session.add(more)
            session.flush()
            session.add(Membership(period_id=coming.period_id, member_id=more.id))
            members.append(more.id)
        for n in range(seats):
            role = (Role.OFFICIAL, Role.ELECTED)[n % 2]
            member = members[n // 2]
            person = Person(network_id=network.id, slack_id=f"U{n:04}", name=f"Plats {n}", role=role, member_id=member)
            session.add(person)
            session.flush()
            session.add(Answer(meeting_id=coming.id, person_id=person.id, reply=list(Reply)[n % 3], answered_at=NOON))
    engine.dispose()


def workspace(people: int = 16) -> Workspace:
    """A workspace with so many people; nothing the manifest would forbid."""
    everybody = tuple(WorkspaceUser(f"U{n:04}", f"Plats {n}") for n in range(people))
    return Workspace("Bänken", everybody, (Channel(CHANNEL_ID, "natverket"),), manifest={})
