"""What is forgotten each day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.app import forget
from bot.config import Settings
from bot.models import (
    AccessNeed,
    Change,
    Delivery,
    DeliveryState,
    Experience,
    ExperienceState,
    Feed,
    JoinRequest,
    Person,
    PersonState,
    Receipt,
    RequestState,
    Role,
)
from bot.network.erasure import sweep
from tests.experiences.test_experience_erase import bytes_of
from tests.world import NOW


def test_needs_go_two_weeks_after_the_meeting_and_old_clicks_after_three_days(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    past = world.meeting(first_day=date(2020, 1, 20))
    coming = world.meeting(first_day=date(2020, 2, 20))
    for each in (past, coming):
        world.add(AccessNeed(meeting_id=each, person_id=official.person_id, text=f"Kost {each}"))
    with world.database.writing() as session:
        session.add(Receipt(key="click/old", at=NOW - timedelta(days=4)))
        session.add(Receipt(key="click/new", at=NOW - timedelta(days=2)))
    forget(world.database, NOW)
    assert [each.meeting_id for each in world.rows(AccessNeed)] == [coming]
    assert sweep(world.database, NOW) and f"Kost {past}".encode() not in bytes_of(world.database)
    with world.database.reading() as session:
        assert [each.key for each in session.query(Receipt)] == ["click/new"]


LONG_AGO, LATELY = NOW - timedelta(days=2000), NOW - timedelta(days=5)


@pytest.fixture
def old(world):
    """One of each kind that is kept for a time, long ago and lately."""
    gavle = world.member("Gävle")
    for at in (LONG_AGO, LATELY):
        left = world.person("Namn Lämnat", Role.OFFICIAL, gavle, state=PersonState.LEFT, left_at=at)
        asked = world.person("Namn Avslagen", Role.OFFICIAL, gavle, state=PersonState.DECLINED)
        world.add(JoinRequest(network_id=world.network_id, person_id=asked.person_id, role=Role.OFFICIAL, asked_at=at,
                              state=RequestState.DECLINED, decided_at=at))  # fmt: skip
        common = {"network_id": world.network_id, "author_id": left.person_id, "member_id": gavle,
                  "created_at": at, "changed_at": at}  # fmt: skip
        world.add(Experience(title="Utkast", did="", state=ExperienceState.DRAFT, **common))
        world.add(Experience(title="Skolval", did="Vi prövade.", state=ExperienceState.CONTRIBUTED, **common))
        world.add(Feed(person_id=left.person_id, secret_hash=str(at), created_at=at, revoked_at=at))
        world.add(Delivery(network_id=world.network_id, key=str(at), kind="soon", to="channel", due_at=at, sent_at=at,
                           message={"text": "Ord"}, state=DeliveryState.SENT))  # fmt: skip
        world.add(Change(at=at, by="load", noun="Meeting", row=1, field="place"))
    return world


def what_is_kept(world):
    return {
        "names": sorted(each.name for each in world.rows(Person)),
        "experiences": [each.title for each in world.rows(Experience)],
        "feeds": len(world.rows(Feed)),
        "words": [each.message for each in world.rows(Delivery)],
        "record": len([each for each in world.rows(Change) if each.by == "load"]),
    }


def test_each_kind_goes_when_it_has_been_kept_for_its_time(old):
    for _ in range(2):
        forget(old.database, NOW)
        assert what_is_kept(old) == {
            "names": ["Namn Avslagen", "Namn Lämnat", "tidigare tjänsteperson, Gävle"],
            "experiences": ["Skolval", "Utkast", "Skolval"],
            "feeds": 1,
            "words": [None, {"text": "Ord"}],
            "record": 1,
        }
    assert [each.slack_id is None for each in old.rows(Person) if each.name.startswith("tidigare")] == [True]


def test_messages_are_gone_through_in_portions(old, monkeypatch):
    monkeypatch.setattr("bot.kept.retention.AT_ONCE", 1)
    assert [forget(old.database, NOW) for _ in range(2)] == [True, False]


def test_what_is_to_be_kept_for_ever_is(old):
    before = what_is_kept(old)
    names = ("left", "declined", "drafts", "feeds", "messages", "record")
    forget(old.database, NOW, Settings(**{f"keep_{each}_days": 0 for each in names}))
    assert what_is_kept(old) == before


def test_who_is_in_another_network_keeps_the_account_there(old):
    from bot.models import Network

    other = old.add(Network(key="other", name="Ett annat", settings={}))
    gone = next(each for each in old.rows(Person) if each.left_at == LONG_AGO)
    old.add(Person(network_id=other, slack_id=gone.slack_id, name="Namn Lämnat", role=Role.OFFICIAL))
    forget(old.database, NOW)
    there = [each for each in old.rows(Person) if each.network_id == other]
    assert [(each.name, each.slack_id) for each in there] == [("Namn Lämnat", gone.slack_id)]
    assert old.row(Person, gone.id).name == "tidigare tjänsteperson, Gävle"
