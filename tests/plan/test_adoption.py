"""What lies in a period belongs to it, in whatever order it was planned, written, moved and loaded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from bot.blocks.messages import Form
from bot.dates.when import Span
from bot.db import Base, Database
from bot.models import Answer, Experience, Meeting, MeetingKind, Network, Period, Role
from bot.network.membership import period_in_force, period_of
from bot.plan.load import apply
from bot.plan.reading import Plan, plan_of
from tests.world import NOW, World, prefilled

LATER = """
network: {key: test, name: Testnätverket}
period: {name: 2028-2029, starts: 2028-01-01, ends: 2029-12-31}
members: [Gävle, Örebro]
meetings:
  - {when: Maj 2028, kind: partnership, host: Gävle}
  - {when: 14-15 november 2028, kind: partnership, host: Örebro, place: Rådhuset}
  - {when: September 2028, kind: officials}
"""


def load(world: World, text: str = LATER) -> list[str]:
    with world.database.writing() as session:
        return [str(each) for each in apply(session, plan_of(text, "senare.yaml"), world.now)]


def in_later(world: World, noun: type[Meeting] | type[Experience]) -> list[int]:
    with world.database.reading() as session:
        of_later = noun.period.has(Period.name == "2028-2029")
        return list(session.scalars(select(noun.id).where(of_later).order_by(noun.id)))


@pytest.fixture
def official(world):
    world.gavle = world.member("Gävle")
    world.now = datetime(2027, 11, 10, 8, 0, tzinfo=UTC)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def plan_meeting(world, **values):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, **values)
    assert isinstance(answered.answer, Form), "a meeting after the last period is asked about"
    world.send(world.coordinator, answered.answer, **values)
    return world.rows(Meeting)[-1].id


def test_a_meeting_planned_before_its_period_is_the_plans_own_and_keeps_days_answers_and_number(world, official):
    may = plan_meeting(world, first_day=date(2028, 5, 16), last_day=date(2028, 5, 17), title="Vårens träff")
    world.add(Answer(meeting_id=may, person_id=official.person_id, reply="yes", answered_at=world.now))
    first = load(world)
    assert (
        "Already planned, and counted as the same meeting as in the file: the partnership meeting in May 2028." in first
    )
    assert not [each for each in first if "stays" in each], first
    mays = [each for each in world.rows(Meeting) if each.month == date(2028, 5, 1)]
    assert [(each.id, each.first_day, each.title) for each in mays] == [(may, date(2028, 5, 16), "Vårens träff")]
    assert may in in_later(world, Meeting) and len(in_later(world, Meeting)) == 3
    with world.database.reading() as session:
        meeting = session.get_one(Meeting, may)
        assert meeting.host is not None and meeting.host.name == "Gävle" and len(meeting.answers) == 1
        assert meeting.turn is not None and meeting.turn.period_id == meeting.period_id
    assert load(world) == []


def test_what_nobody_has_set_comes_from_the_plan(world, official):
    november = plan_meeting(world, month="2028-11-01", note="Ta med exempel")
    sentences = load(world)
    assert any("14–15 November 2028" in each for each in sentences), sentences
    meeting = world.row(Meeting, november)
    assert (meeting.first_day, meeting.last_day) == (date(2028, 11, 14), date(2028, 11, 15))
    assert (meeting.place, meeting.note) == ("Rådhuset", "Ta med exempel") and meeting.days_set_at is not None
    assert load(world) == []


def test_another_kind_or_a_cancelled_meeting_is_not_the_plans(world, official):
    visit = plan_meeting(world, month="2028-05-01", kind="study_visit", invites="all")
    cancelled = plan_meeting(world, month="2028-09-01", kind="officials")
    world.change(cancelled, state="cancelled")
    sentences = load(world)
    assert not [each for each in sentences if each.startswith("Planned already")]
    assert "the study visit in May 2028: period changed from nothing to 2028-2029." in sentences
    assert len(world.rows(Meeting)) == 5 and {visit, cancelled} <= set(in_later(world, Meeting))


def test_what_is_written_before_its_period_is_loaded_comes_to_it(world, official):
    world.now = datetime(2027, 12, 31, 22, 30, tzinfo=UTC)  # half past eleven in the evening
    written = []
    for _ in range(2):
        form = world.ask(official, "/erfarenhet").answer
        world.send(official, form, title="Barnens väg", did="Vi frågade", no_child=("yes",))
        written.append(world.rows(Experience)[-1].id)
        world.now += timedelta(hours=1)
    sentences = load(world)
    assert f"the experiences #{written[1]}: period changed from 2020–2021 to 2028-2029." in sentences
    assert in_later(world, Experience) == written[1:]
    assert load(world) == []


def test_an_experience_that_came_to_a_new_period_can_be_changed_and_keeps_its_activity(world, official):
    asked = world.activity(3, "Barnperspektivet i mål och styrning")
    form = world.ask(official, "/erfarenhet").answer
    world.send(official, form, title="Barnens väg", did="Vi frågade", no_child=("yes",), activity=str(asked))
    (written,) = world.rows(Experience)
    world.now += timedelta(days=60)
    load(world, LATER.replace("2028-2029", "2027-2029").replace("2028-01-01", "2027-10-01"))
    form = world.press(official, "experience.change", str(written.id)).answer
    assert prefilled(form)["activity"] == str(asked)
    assert not world.send(official, form, title="Barnens skolväg").field_errors
    changed = world.row(Experience, written.id)
    assert (changed.title, changed.activity_id) == ("Barnens skolväg", asked) and changed.period_id != world.period_id


def test_a_moved_meeting_of_the_plan_is_in_its_new_period_and_is_not_planned_twice(world, official):
    load(world)
    november = next(each.id for each in world.rows(Meeting) if each.month == date(2028, 11, 1))
    form = world.press(world.coordinator, "meeting.change", str(november)).answer
    answered = world.send(world.coordinator, form, first_day=date(2030, 1, 16), last_day=date(2030, 1, 17))
    world.send(world.coordinator, answered.answer, first_day=date(2030, 1, 16), last_day=date(2030, 1, 17))
    assert world.row(Meeting, november).period_id is None
    assert load(world) == [] and len(world.rows(Meeting)) == 3
    last = LATER.replace("2028-2029", "2030-2031").replace("2028", "2030").replace("2029", "2031")
    sentences = load(world, last)
    assert "the partnership meeting in January 2030: period changed from nothing to 2030-2031." in sentences
    assert load(world) == [] and load(world, last) == [] and len(world.rows(Meeting)) == 6


def test_a_period_that_changes_its_days_lets_go_and_takes_in(world, official):
    load(world)
    visit = plan_meeting(world, first_day=date(2030, 2, 1), kind="study_visit", invites="all")
    assert world.row(Meeting, visit).period_id is None
    longer = LATER.replace("ends: 2029-12-31", "ends: 2030-06-30")
    assert "the study visit in February 2030: period changed from nothing to 2028-2029." in load(world, longer)
    assert "the study visit in February 2030: period changed from 2028-2029 to nothing." in load(world)
    assert world.row(Meeting, visit).period_id is None


FILES = {
    "P1": "period: {name: P1, starts: 2024-01-01, ends: 2025-01-15}\nmeetings: [{when: Januari 2025, kind: officials}]",
    "P2": "period: {name: P2, starts: 2025-01-16, ends: 2026-12-31}\nmeetings: [{when: Januari 2025, kind: seminar}]",
    "P4": "period: {name: P4, starts: 2028-03-01, ends: 2029-12-31}\nmeetings: [{when: Maj 2028, kind: partnership}]",
}
PLANS: dict[str, Plan] = {
    name: plan_of("network: {key: test, name: Nätet}\n" + text, f"{name}.yaml") for name, text in FILES.items()
}
days = st.dates(date(2023, 10, 1), date(2030, 3, 1))
meetings = st.tuples(
    st.sampled_from([MeetingKind.STUDY_VISIT, MeetingKind.OTHER]), days, st.integers(0, 40), st.booleans()
)


@given(st.permutations(sorted(PLANS)), st.lists(st.one_of(meetings, days), max_size=6), st.data())
@settings(max_examples=12, deadline=None)
def test_in_any_order_everything_is_in_the_period_it_lies_in(order, things, data):
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    database = Database(engine)
    acts = [*order, *things]
    with database.writing() as session:
        session.add(Network(key="test", name="Nätet", settings={}))
    for act in data.draw(st.permutations(acts)):
        with database.writing() as session:
            network = session.scalars(select(Network)).one()
            periods = list(session.scalars(select(Period).order_by(Period.starts)))
            if isinstance(act, str):
                apply(session, PLANS[act], NOW)
            elif isinstance(act, date):
                at = datetime.combine(act, time(12), UTC)
                now = period_in_force(periods, act)
                values = {"title": "t", "did": "d", "created_at": at, "changed_at": at}
                session.add(Experience(network_id=network.id, period_id=now.id if now else None, **values))
            else:
                kind, first, more, is_month = act
                span = Span.month(first.year, first.month) if is_month else Span(first, first + timedelta(days=more))
                held = {} if is_month else {"first_day": span.first, "last_day": span.last}
                there = period_of(periods, span)
                values = {"kind": kind, "month": first.replace(day=1), "period_id": there.id if there else None}
                session.add(Meeting(network_id=network.id, **values, **held))
    with database.writing() as session:
        assert [apply(session, each, NOW) for each in PLANS.values()] == [[]] * 3
        for each in session.scalars(select(Experience)):
            day = each.created_at.date()
            expected = "P1" if day < date(2025, 1, 16) else "P2" if day < date(2028, 3, 1) else "P4"
            assert each.period is not None and each.period.name == expected
        of_files = {each.kind: each.period for each in session.scalars(select(Meeting).where(Meeting.key.is_not(None)))}
        names = {kind.value: period.name for kind, period in of_files.items() if period}
        assert names == {"officials": "P1", "seminar": "P2", "partnership": "P4"}
        for each in session.scalars(select(Meeting).where(Meeting.key.is_(None))):
            first = each.first_day or each.month
            last = each.last_day or Span.month(first.year, first.month).last
            touched = [
                period.name
                for period in session.scalars(select(Period).order_by(Period.starts))
                if period.starts <= last and first <= period.ends
            ]
            assert (each.period.name if each.period else None) == (touched[0] if touched else None)
    engine.dispose()
