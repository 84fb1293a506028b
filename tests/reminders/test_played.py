"""The three plans that come with the bot, foretold and played: every meeting is spoken of, nobody is flooded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.dates.when import STOCKHOLM, is_working_day
from bot.db import Database, open_engine
from bot.feature.declare import CHANNEL
from bot.meetings.rules import span_of
from bot.migrations import bring_up_to_date
from bot.models import Answer, Meeting, MeetingKind, Person, Reply
from bot.network.quiet import USUAL, quiet_in
from tests.reminders.played import START, Played

PLANS = ("regionalt-natverk-2013-2015", "partnerskapet-2016-2019", "partnerskapet-2020-2021")


def foretold(database: Any, plan: str, coordinators: tuple[str, ...] = ()) -> tuple[list[Any], list[Meeting]]:
    """What a fresh plan without people shows, and its meetings."""
    played = Played(database, coordinators=coordinators)
    played.load(plan)
    found = played.preview(datetime(2012, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
    with database.reading() as session:
        return found, list(session.scalars(select(Meeting)))


@pytest.mark.parametrize("plan", PLANS)
def test_every_meeting_of_a_fresh_plan_is_spoken_of_before_and_after(database, plan):
    found, meetings = foretold(database, plan)
    assert found and len({each.key for each in found}) == len(found)
    for meeting in meetings:
        first, last = span_of(meeting).first, span_of(meeting).last
        about = [each.at.date() for each in found if each.key.split("/")[1] == str(meeting.id)]
        assert any(first - timedelta(days=100) <= day < first for day in about), meeting.month
        if meeting.kind is MeetingKind.PARTNERSHIP:
            asked = [each for each in found if each.kind == "experiences"]
            assert any(last < each.at.date() <= last + timedelta(days=60) for each in asked), meeting.month


def test_a_meeting_with_days_is_spoken_of_in_the_last_days(database):
    played = Played(database, coordinators=())
    played.load("partnerskapet-2020-2021")
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": START}
    played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == 2).values(**days)))
    found = played.preview(datetime(2020, 5, 2, tzinfo=UTC), datetime(2020, 5, 14, tzinfo=UTC))
    assert [each for each in found if "14–15 maj 2020" in each.text]


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """2020-2021 with everybody in, most days set, one meeting moved, one cancelled, most answers given; looked at
    once a day, in the morning."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('played') / 'two_years.db'}")
    bring_up_to_date(engine)
    database = Database(engine)
    played = Played(database, START + timedelta(hours=1))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()

    def at(day: date, **values: Any) -> None:
        until = datetime.combine(day, time(8), tzinfo=UTC)
        while played.now < until:
            played.now += timedelta(days=1)
            played.tick()
        if "id" in values:
            which = values.pop("id")
            if "first_day" in values:
                values["days_set_at"] = played.now
            played.change(lambda session: session.execute(update(Meeting).where(Meeting.id == which).values(**values)))

    at(date(2020, 1, 20), id=2, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), starts=time(9))
    with database.writing() as session:
        for person in session.scalars(select(Person).where(Person.member_id.is_not(None)).limit(10)):
            session.add(Answer(meeting_id=2, person_id=person.id, reply=Reply.YES, answered_at=played.now))
    at(date(2020, 3, 10), id=2, first_day=date(2020, 5, 27), last_day=date(2020, 5, 28))
    at(date(2020, 6, 10), id=4, first_day=date(2020, 11, 12), last_day=date(2020, 11, 13), place="Uppsala")
    at(date(2021, 2, 1), id=6, first_day=date(2021, 5, 18), last_day=date(2021, 5, 19))
    at(date(2021, 4, 1), id=6, state="cancelled")
    at(date(2022, 2, 1))
    return played


def test_two_years_of_network_life(two_years):
    sent = two_years.sent
    assert len({each.key for each in sent}) == len(sent)
    for each in sent:
        here = each.at.astimezone(STOCKHOLM)
        notifies = each.kind != "mark"
        assert not notifies or (is_working_day(here.date()) and 7 <= here.hour < 19), each
        assert each.due <= each.at < each.useful_until, each
    personal = Counter(each.to for each in sent if each.kind != "mark")
    assert max(count for to, count in personal.items() if to.startswith("UE")) <= 15, "an elected is flooded"
    assert max(count for to, count in personal.items() if to.startswith("UO")) <= 45, "an official is flooded"
    a_day = Counter((each.to, each.at.date()) for each in sent if each.kind != "mark")
    assert max(a_day.values()) <= 2, a_day.most_common(3)
    kinds = {each.kind for each in sent}
    assert kinds >= {
        "dates", "invitation", "silent", "summary", "soon", "checklist", "planning", "came", "experiences", "change",
        "mark", "handover", "contributions", "report", "agreement", "fee",
    }  # fmt: skip


def test_nobody_gets_two_messages_within_three_days_that_could_have_been_one(two_years):
    """What could not: what nobody knew yet, what was not so yet, what has a day of its own, and what says the same."""
    by_receiver = defaultdict(list)
    for each in two_years.sent:
        if each.kind != "mark":
            by_receiver[each.to].append(each)
    assert any(len(each.keys) > 1 for each in two_years.sent), "nothing ever came together"
    for to, sent in by_receiver.items():
        for earlier, later in pairwise(sent if to != CHANNEL else ()):
            is_known = later.key in two_years.foretold[earlier.at]
            is_another = later.subjects[0] not in earlier.subjects
            could = later.early is not None and later.early.since <= earlier.at and is_known and is_another
            assert later.due - earlier.at > timedelta(days=3) or not could, (earlier, later)


def test_in_quiet_weeks_nothing_goes_out_by_itself(two_years):
    quiet = quiet_in(USUAL)
    assert not [each for each in two_years.sent if each.kind != "mark" and each.at.date() in quiet]


def test_keys_hold_kinds_ids_and_days_only(two_years):
    """They stand in the message's metadata, which the whole workspace can read."""
    part = re.compile(r"[a-z]+|[0-9]+|U[A-Z0-9]+|[0-9]{4}-[0-9]{2}(-[0-9]{2}(\.[0-9]{4}-[0-9]{2}-[0-9]{2})?)?|None|")
    words = set()
    for said in two_years.sent:
        parts = said.key.split("/")
        assert all(part.fullmatch(each) for each in parts) and len(said.key) < 130, said.key
        words |= {each for each in parts if each.isalpha() and each.islower()}
    own = {
        "days", "late", "link", "week", "autumn", "year", "budget", "half", "month", "own", "all", "begins", "election",
        "wanted", "channel", "over", "yes", "paid", "ended",
    }  # fmt: skip
    assert words <= own | {each.kind for each in two_years.sent}


def test_after_the_change_nobody_is_told_of_the_old_days(two_years):
    said = [each for each in two_years.sent if each.kind not in ("change", "mark")]
    for old, year, month in (("14–15 maj 2020", 2020, 3), ("18–19 maj 2021", 2021, 4)):
        changed = datetime(year, month, 11 if month == 3 else 2, tzinfo=UTC)
        assert [each for each in said if old in each.text and each.at < changed]
        assert not [each for each in said if old in each.text and each.at > changed]
