"""What waits on the Home tab is what the jobs ask of somebody: as long as a message asks, the tab has it too."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from bot.feature.declare import CHANNEL, Run, declared
from bot.features import find_features
from bot.home.load import HomePage, Todo
from bot.models import MeetingKind, Network, Person, PersonState, Role
from tests.world import NOW, Somebody, World, labels, words_of

TELL = {
    "agreement", "change", "coming", "digest", "experience_mark", "fee", "handover", "mandate", "part", "revision",
    "snoozed", "soon", "summary",
}  # fmt: skip
"""Kinds that tell, or say again what another kind asks."""
ELSEWHERE = {
    "planning": "the list of themes", "report": "the report", "undecided": "the list of decisions",
    "website": "a text that may be right as it is",
}  # fmt: skip
"""Kinds that ask for what is never finished, and have a way of their own."""


@pytest.fixture
def asked(world: World) -> World:
    """A network in which each kind has somebody to ask."""
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    for name, role, member in (("T", Role.OFFICIAL, gavle), ("F", Role.ELECTED, gavle), ("Ö", Role.OFFICIAL, orebro)):
        world.person(name, role, member)
    day = NOW.date()
    world.meeting(first_day=day + timedelta(days=20), last_day=day + timedelta(days=20), host=gavle)
    world.meeting(MeetingKind.OFFICIALS, month=(day + timedelta(days=100)).replace(day=1))
    world.meeting(month=(day + timedelta(days=140)).replace(day=1), host=orebro)
    world.meeting(first_day=day - timedelta(days=5), last_day=day - timedelta(days=5), host=gavle, took_place=True)
    world.meeting(first_day=day - timedelta(days=12), last_day=day - timedelta(days=12), host=gavle)
    world.activity(1, "Skolval", {"title": "Fråga barnen", "ends": date(2020, 1, 31), "member_id": gavle})
    return world


def test_each_kind_says_where_what_it_asks_waits():
    known = {each.name for each in fields(Todo)}
    for job in find_features().jobs.values():
        assert set(job.waits) <= known, job.kind
        assert bool(job.waits) != (job.kind in TELL | ELSEWHERE.keys()), job.kind


def test_what_a_message_asks_of_somebody_waits_on_their_home_tab(asked, monkeypatch):
    pages: list[HomePage] = []
    load = HomePage.load
    monkeypatch.setattr(HomePage, "load", lambda call: pages.append(load(call)) or pages[-1])
    with asked.database.reading() as session:
        network = session.get_one(Network, asked.network_id)
        since, until = NOW - timedelta(days=60), NOW + timedelta(days=10)
        run = Run(session=session, network=network, now=NOW, since=since, until=until, coordinators=("UCOORD",))
        posts = {(post.to, job) for job in declared.jobs.values() if job.waits for post in job.plans(run)
                 if post.to != CHANNEL}  # fmt: skip
    assert {job.kind for _, job in posts} >= {"came", "dates", "late", "silent"}
    people = {each.slack_id: each for each in asked.rows(Person)}
    for to, job in posts:
        person = people.get(to)
        user = replace(asked.coordinator.user, id=to)
        asked.home(Somebody(user, person.id if person else None))
        page = pages[-1]
        waits = [getattr(page.todo, each) for each in job.waits]
        is_next = "unanswered" in job.waits and page.next is not None and page.next.waits
        sees_late = "late" in job.waits and page.coordinator is not None and page.work.late
        assert any(waits) or is_next or sees_late, (to, job.kind)


def test_a_request_to_join_and_days_that_nobody_hosts_wait_for_the_coordinator(asked):
    asked.person("Ny", Role.GUEST, state=PersonState.REQUESTED)
    home = asked.home(asked.coordinator)
    words = words_of(home)
    assert "Inget väntar på dig" not in words and "Bekräfta" in labels(home)
    assert words.index("Dagarna behöver bestämmas: ") < words.index("För samordnaren") and "Ange dagarna" in labels(
        home
    )
