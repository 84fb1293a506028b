"""For any plan, any start and any downtime: when something goes out by itself, and when it never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from bot.dates.in_words import from_today
from bot.dates.when import STOCKHOLM, is_working_day, working_day_before_or_on
from bot.db import Base
from bot.feature.declare import CHANNEL, Post, Run
from bot.features import find_features
from bot.language import speak
from bot.meetings.rules import begins_at, facts_of, span_of, speaks_of
from bot.models import (
    Activity,
    Answer,
    Coordination,
    HostingTurn,
    Mandate,
    Meeting,
    MeetingKind,
    MeetingState,
    Member,
    Membership,
    Network,
    Period,
    Person,
    Reply,
    Role,
    Step,
)
from bot.network.hours import DAYS_BEFORE, LAST_MINUTE, Hours, offsets, quiet_of
from bot.outbox.preview import AHEAD
from bot.reminders.rules import OF_OPEN_ACTIVITIES, changed, invitation_due, is_more_precise, matters_until

DAYS = st.dates(date(2019, 12, 1), date(2022, 3, 1))
MOMENTS = st.datetimes(datetime(2019, 12, 1), datetime(2022, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = st.builds(Hours, st.integers(7, 18), st.just(STOCKHOLM))
BEFORE = ("dates", "invitation", "silent", "summary", "soon", "checklist", "planning")
AFTER = ("came", "experiences", "handover")
COORDINATOR = "UCOORD"
JOBS = tuple(find_features().jobs.values())
MUTABLE = {job.kind: job.can_be_muted for job in JOBS}
MANY = settings(max_examples=50, suppress_health_check=list(HealthCheck))


def is_humane(at: datetime) -> bool:
    here = at.astimezone(STOCKHOLM)
    return is_working_day(here.date()) and 7 <= here.hour < 19


QUIETLY = Hours(9, STOCKHOLM, quiet_of(Network(settings={})))
"""Which days those are is tried in tests/network/test_quiet.py."""


# the rules alone


@given(HOURS, DAYS, st.integers(0, 400))
def test_a_reminder_comes_at_its_hour_on_its_day_or_the_working_day_before(hours, day, days):
    at = hours.before(day, days)
    here = at.astimezone(STOCKHOLM)
    assert here.date() == working_day_before_or_on(day - timedelta(days=days))
    assert (here.hour, here.minute) == (hours.hour, 0) and is_humane(at)


@pytest.mark.parametrize("change", [date(2020, 3, 29), date(2020, 10, 25), date(2021, 3, 28), date(2021, 10, 31)])
@pytest.mark.parametrize("hour", range(7, 19))
def test_the_hour_is_kept_over_both_clock_changes(change, hour):
    hours = Hours(hour, STOCKHOLM)
    for away in range(-10, 11):
        assert hours.on(change + timedelta(days=away)).astimezone(STOCKHOLM).hour == hour


@given(HOURS, DAYS, st.integers(1, 5))
def test_what_follows_comes_so_many_working_days_after(hours, day, working_days):
    at = hours.after(day, working_days)
    between = [day + timedelta(days=n) for n in range(1, (at.astimezone(STOCKHOLM).date() - day).days + 1)]
    assert sum(map(is_working_day, between)) == working_days and is_humane(at)


@given(HOURS, MOMENTS)
def test_what_is_said_at_once_waits_for_a_humane_moment_and_no_longer(hours, at):
    said = hours.soonest(at)
    assert said >= at and is_humane(said)
    here = at.astimezone(STOCKHOLM)
    early_or_late = here.hour < min(hours.hour, 9) or here.time() > LAST_MINUTE
    assert said == at or early_or_late or not is_humane(at)
    assert said - at < timedelta(days=6)
    assert hours.soonest(said) == said


@given(HOURS, MOMENTS, st.integers(1, 60))
def test_what_comes_right_before_comes_before_and_humanely(hours, at, minutes):
    said = hours.just_before(at, minutes)
    assert said <= at - timedelta(minutes=minutes) and is_humane(said)
    if is_humane(at - timedelta(minutes=minutes)) and at.astimezone(STOCKHOLM).hour < 18:
        assert said == at - timedelta(minutes=minutes)


@given(
    st.one_of(st.none(), st.integers(), st.text(), st.lists(st.one_of(st.integers(-9, 999), st.text(), st.booleans())))
)
def test_odd_settings_give_the_usual_offsets_or_sound_ones(said):
    network = Network(timezone="Europe/Stockholm", settings={"offsets": {"silent": said}, "hour": said})
    found = offsets(network, "silent")
    assert found == DAYS_BEFORE["silent"].usual or all(0 < each <= 400 for each in found)
    assert list(found) == sorted(found, reverse=True) and 7 <= Hours.of(network).hour <= 18
    assert offsets(Network(settings={"offsets": said}), "soon") == DAYS_BEFORE["soon"].usual


# a network of any kind

NETWORK_DAYS = st.dates(date(2020, 1, 1), date(2021, 12, 20))


@dataclass
class Drawn:
    """What one example consists of, in a database that is rolled back afterwards."""

    session: Session
    network: Network
    meetings: list[Meeting] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    deputies: dict[int, Person] = field(default_factory=dict)
    """By the id of whom they may replace."""

    def posts(self, since: datetime, until: datetime, now: datetime | None = None) -> list[Post]:
        """What all jobs yield that is due in a time."""
        run = Run(
            session=self.session, network=self.network, now=now or since, since=since, until=until,
            coordinators=(COORDINATOR,),
        )  # fmt: skip
        every = [post for job in JOBS for post in job.plans(run)]
        return [each for each in every if since < each.due <= until]


@st.composite
def meetings(draw: Any) -> dict[str, Any]:
    """A meeting's columns."""
    day = draw(NETWORK_DAYS)
    found: dict[str, Any] = {
        "kind": draw(st.sampled_from(MeetingKind)),
        "state": draw(st.sampled_from([MeetingState.PLANNED] * 5 + [MeetingState.CANCELLED])),
        "digital": draw(st.booleans()),
        "link": draw(st.sampled_from(["", "https://exempel.se/rum"])),
        "title": draw(st.sampled_from(["", "Träff & <möte>"])),
        "month": day.replace(day=1),
    }
    if draw(st.booleans()):
        found |= {
            "first_day": day,
            "last_day": day + timedelta(days=draw(st.integers(0, 2))),
            "starts": draw(st.sampled_from([None, time(6, 30), time(9), time(13), time(20, 30)])),
            "days_set_at": draw(st.one_of(st.none(), MOMENTS)),
        }
    return found


PLANS = st.fixed_dictionaries(
    {
        "meetings": st.lists(meetings(), max_size=4),
        "seats": st.lists(st.sampled_from(["deputy", "both", "elected", "official", "none"]), min_size=1, max_size=3),
        "replies": st.lists(
            st.sampled_from([Reply.NO, None, Reply.NO, Reply.YES, Reply.MAYBE]), min_size=8, max_size=8
        ),
        "hour": st.sampled_from([None, 7, 9, 18, 23, -4]),
        "digest": st.booleans(),
        "troika": st.booleans(),
        "fee": st.sampled_from([None, 10_000]),
        "answered": MOMENTS,
        "names_deputy": st.booleans(),
        "joined": MOMENTS,
        "mandate": st.one_of(st.none(), NETWORK_DAYS),
    }
)
_engine = create_engine("sqlite://")
Base.metadata.create_all(_engine)


def drawn(plan: dict[str, Any]) -> Iterator[Drawn]:
    """The plan in the database, for as long as the example lasts."""
    with Session(_engine) as session:
        wanted = {"digest": plan["digest"], **({"hour": plan["hour"]} if plan["hour"] is not None else {})}
        network = Network(key="n", name="Nätverket", channel="C1", timezone="Europe/Stockholm", settings=wanted)
        network.language = "sv"
        period = Period(
            network=network, name="2020–2021", starts=date(2020, 1, 1), ends=date(2021, 12, 31), fee=plan["fee"],
            coordination=Coordination.TROIKA if plan["troika"] else Coordination.COORDINATOR,
        )  # fmt: skip
        session.add_all([network, period])
        session.flush()
        made = Drawn(session, network)
        members = [_member(made, period, n, seats, plan["joined"]) for n, seats in enumerate(plan["seats"])]
        _plan(made, period, members, plan)
        session.flush()
        session.expire_all()
        yield made
        session.rollback()


def _member(made: Drawn, period: Period, n: int, seats: str, joined: datetime) -> Member:
    member = Member(network_id=made.network.id, name=f"Kommun {n}", municipalities=[])
    made.session.add(member)
    made.session.flush()
    made.session.add(Membership(period_id=period.id, member_id=member.id))
    for role in (Role.ELECTED, Role.OFFICIAL):
        if seats in ("both", "deputy", role.value):
            person = Person(
                network_id=made.network.id, member_id=member.id, role=role, name=f"{role}, Kommun {n}",
                slack_id=f"U{role.value}{n}", confirmed_at=joined, muted=[],
            )  # fmt: skip
            made.session.add(person)
            made.people.append(person)
    if seats == "deputy":
        deputy = Person(
            network_id=made.network.id, member_id=member.id, role=Role.DEPUTY, name=f"Suppleant, Kommun {n}",
            slack_id=f"Udeputy{n}", deputy_for=made.people[-1], muted=[],
        )  # fmt: skip
        made.session.add(deputy)
        made.session.flush()
        made.deputies[made.people[-1].id] = deputy
    return member


def _plan(made: Drawn, period: Period, members: list[Member], plan: dict[str, Any]) -> None:
    for n, columns in enumerate(plan["meetings"]):
        meeting = Meeting(network_id=made.network.id, period_id=period.id, **columns)
        made.session.add(meeting)
        made.session.flush()
        made.meetings.append(meeting)
        if n % 2 == 0:
            host = members[n % len(members)]
            made.session.add(HostingTurn(network_id=made.network.id, member_id=host.id, meeting_id=meeting.id))
        for person, reply in zip(made.people, plan["replies"], strict=False):
            if reply is not None:
                named = made.deputies.get(person.id) if reply is Reply.NO and plan["names_deputy"] else None
                made.session.add(
                    Answer(
                        meeting_id=meeting.id, person=person, reply=reply, answered_at=plan["answered"], deputy=named
                    )
                )  # fmt: skip
    report = Activity(period_id=period.id, number=6, title="En rapport")
    report.steps = [Step(position=1, title="Besluta", when="Vår 2021", starts=date(2021, 1, 1), ends=date(2021, 6, 30))]
    made.session.add(report)
    if plan["mandate"]:
        made.session.add(Mandate(member_id=members[0].id, role="elected", ends=plan["mandate"]))


PERIOD_IS_OVER = datetime(2022, 1, 1, tzinfo=STOCKHOLM)
PERIOD = (datetime(2019, 6, 1, tzinfo=UTC), datetime(2022, 4, 1, tzinfo=UTC))


def is_an_answer(post: Post) -> bool:
    """Whether it answers what its receiver did just then, which may be at any hour."""
    return post.kind == "deputy" and "/wanted/" in post.key


@MANY
@given(PLANS)
def test_nothing_goes_out_at_an_inhumane_hour_or_when_it_is_of_no_use(plan):
    for made in drawn(plan):
        for post in made.posts(*PERIOD):
            assert is_humane(post.due) or is_an_answer(post), post
            assert post.due < post.useful_until, post
            if post.kind in OF_OPEN_ACTIVITIES and post.due < PERIOD_IS_OVER:
                assert post.useful_until <= post.over_at <= PERIOD_IS_OVER, post


@MANY
@given(PLANS)
def test_keys_are_unique_and_hold_ids_and_the_days_they_speak_of(plan):
    for made in drawn(plan):
        found = made.posts(*PERIOD)
        assert len({each.key for each in found}) == len(found)
        by_id = {str(each.id): each for each in made.meetings}
        for post in found:
            assert "Kommun" not in post.key and post.to in post.key and len(post.key) < 130
            if "meeting" in post.about:
                assert post.key.endswith(f"/{post.to}/{speaks_of(by_id[post.about['meeting']])}")


@MANY
@given(PLANS)
def test_what_comes_before_a_meeting_comes_on_its_day_and_what_follows_after(plan):
    for made in drawn(plan):
        by_id = {str(each.id): each for each in made.meetings}
        for post in made.posts(*PERIOD):
            meeting, offset = by_id.get(post.about.get("meeting", "")), post.key.split("/")[2]
            if meeting is None:
                continue
            assert meeting.state is MeetingState.PLANNED
            span, sent = span_of(meeting), post.due.astimezone(STOCKHOLM).date()
            if post.kind in BEFORE and offset.isdecimal():
                assert sent == QUIETLY.before(span.first, int(offset)).astimezone(STOCKHOLM).date()
                assert meeting.days_set_at is None or not meeting.first_day or post.due >= meeting.days_set_at
            if post.kind in ("dates", "invitation"):  # of use until the month is over: it may still be held in it
                assert post.useful_until <= matters_until(meeting, STOCKHOLM)
            elif post.kind in BEFORE:
                assert post.useful_until <= begins_at(meeting, STOCKHOLM)
            if post.kind in AFTER:
                assert sent > span.last


@MANY
@given(PLANS, MOMENTS)
def test_what_was_foretold_is_what_is_said_when_its_time_comes(plan, now):
    """Preview shows just what goes: same key, same moment, same words."""
    for made in drawn(plan):
        for foretold in made.posts(now, now + timedelta(days=40))[:6]:
            then = {
                each.key: each for each in made.posts(foretold.due - timedelta(days=70), foretold.due, foretold.due)
            }
            said = then[foretold.key]
            assert said.due == foretold.due and said.to == foretold.to
            if foretold.kind != "digest":
                assert said.write(speak("sv")).text == foretold.write(speak("sv")).text


@MANY
@given(PLANS, MOMENTS)
def test_after_any_downtime_nothing_is_said_at_an_inhumane_hour(plan, now):
    for made in drawn(plan):
        due = made.posts(now - timedelta(days=70), now, now)
        late = [each for each in due if now - each.due > timedelta(minutes=10)]
        assert not late or is_humane(now), late
        waiting = made.posts(now, now + timedelta(days=6), now)
        assert all(is_humane(each.due) for each in waiting if not is_an_answer(each))


@MANY
@given(PLANS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_what_is_late_tells_the_true_remaining_time(plan, off):
    for made in drawn(plan):
        by_id = {str(each.id): each for each in made.meetings}
        counted = [each for each in made.posts(*PERIOD) if each.kind in ("silent", "soon", "summary", "checklist")]
        for post in counted[:4]:
            meeting, now = by_id[post.about["meeting"]], post.due + off
            if now < post.useful_until and meeting.first_day and "/link/" not in post.key:
                late = {each.key: each for each in made.posts(post.due - timedelta(hours=1), now + AHEAD, now)}
                said_at = max(now, late[post.key].due)
                if said_at >= post.useful_until:
                    continue  # before the next morning the meeting has begun, and it is never said
                said_on = said_at.astimezone(STOCKHOLM).date()
                assert f"({from_today(meeting.first_day, said_on, 'sv')})" in late[post.key].write(speak("sv")).text


@MANY
@given(PLANS)
def test_what_only_the_channel_hears_reaches_no_person(plan):
    """Nobody can mute it for themselves."""
    of_the_channel = {job.kind for job in JOBS if job.in_channel}
    for made in drawn(plan):
        assert {each.to for each in made.posts(*PERIOD) if each.kind in of_the_channel} <= {CHANNEL}


@MANY
@given(PLANS)
def test_everybody_is_spoken_to_in_both_languages_within_slacks_limits(plan):
    for made in drawn(plan):
        for post in made.posts(*PERIOD)[::7]:
            for language in ("sv", "en"):
                message = post.write(speak(language))
                assert message.text.strip() and "{" not in message.text
                assert "<möte>" not in str(message.payload)
                assert "never|" not in str(message.payload) or MUTABLE[post.kind], "a menu that would be refused"


@MANY
@given(PLANS)
def test_only_the_invited_are_asked_and_only_once_for_each_reason(plan):
    for made in drawn(plan):
        asked = [each for each in made.posts(*PERIOD) if each.kind == "silent"]
        people = {each.slack_id: each for each in (*made.people, *made.deputies.values())}
        for post in asked:
            answers = made.session.query(Answer).filter_by(meeting_id=int(post.about["meeting"]))
            assert not answers.filter_by(person_id=people[post.to].id).all()
            is_named = bool(answers.filter_by(deputy_id=people[post.to].id).all())
            assert is_named or people[post.to] in made.people
        invited = [(each.to, each.about["meeting"]) for each in made.posts(*PERIOD) if each.kind == "invitation"]
        assert len(invited) == len(set(invited))


# what holds of a change

FACTS = st.fixed_dictionaries(
    {"days": st.sampled_from(["2020-05", "2020-05-14", "2020-05-14.2020-05-15", "2020-06", "2020-06-02"])},
    optional={
        "hours": st.sampled_from(["09:00", "10:00–15:00"]),
        "where": st.sampled_from(["digital", "Gävle"]),
        "host": st.sampled_from(["1", "2"]),
        "state": st.just("cancelled"),
    },
)


@given(FACTS, FACTS)
def test_a_change_is_what_was_told_and_no_longer_holds(told, now):
    names = changed(told, now)
    assert changed(now, now) == frozenset()
    for name in ("hours", "where", "host"):
        assert (name in names) == (name in told and told[name] != now.get(name))
    assert ("days" in names) == (told["days"] != now["days"] and not is_more_precise(told["days"], now["days"]))
    assert ("state" in names) == (told.get("state") != now.get("state"))


@given(MOMENTS, st.booleans())
def test_a_meeting_whose_days_are_set_is_invited_to_then_and_never_before(set_at, with_others):
    day = date(2022, 1, 20)
    meeting = Meeting(first_day=day, last_day=day, month=date(2022, 1, 1), days_set_at=set_at)
    hours = Hours(9, STOCKHOLM)
    due = invitation_due(meeting, hours, 60, with_others=with_others)
    assert due >= set_at and is_humane(due)
    assert due == hours.soonest(set_at) or (with_others and due == hours.before(day, 180))


def test_what_a_message_of_a_meeting_speaks_of():
    meeting = Meeting(
        month=date(2020, 5, 1), first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), digital=True, place=" Gävle ",
        starts=time(9), state=MeetingState.PLANNED,
    )  # fmt: skip
    assert facts_of(meeting) == {"days": "2020-05-14.2020-05-15", "hours": "09:00", "where": "digital|Gävle"}
