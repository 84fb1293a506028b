"""Loading a plan: again changes nothing, in any order gives the same, and what people did in Slack is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import bot
from bot.db import Database
from bot.language import speak
from bot.models import (
    Activity,
    Answer,
    Change,
    Coordination,
    Decision,
    Delivery,
    DeliveryState,
    Experience,
    Goal,
    HostingTurn,
    Mandate,
    Meeting,
    MeetingState,
    Member,
    Membership,
    MembershipState,
    Network,
    Period,
    Person,
    Reply,
    Role,
    Step,
)
from bot.plan.load import PlanChange, apply
from bot.plan.reading import Plan, PlanRefused, plan_of, read_plan
from tests.databases import empty, in_memory
from tests.patience import within

T = TypeVar("T")

PLANS = Path(bot.__file__).parent / "plans"
FIRST, SECOND, REGIONAL = (
    read_plan(PLANS / name)
    for name in ("partnerskapet-2016-2019.yaml", "partnerskapet-2020-2021.yaml", "regionalt-natverk-2013-2015.yaml")
)
FULL = (PLANS / "partnerskapet-2020-2021.yaml").read_text("utf-8")
NOW = datetime(2020, 2, 10, 8, 0, tzinfo=UTC)


def load(database: Database, plan: Plan, channel: str | None = None) -> list[PlanChange]:
    with database.writing() as session:
        return apply(session, plan, NOW, channel)


def said(changes: list[PlanChange]) -> list[str]:
    return [str(each) for each in changes]


def edited(*replacements: tuple[str, str], text: str = FULL) -> Plan:
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return plan_of(text, "ändrad.yaml")


def without(begins: str, ends: str) -> Plan:
    """The plan of 2020–2021 without the lines from one that begins so to the next that begins so."""
    start = FULL.index(begins)
    stop = FULL.index(ends, start + 1) if ends else len(FULL)
    return plan_of(FULL[:start] + FULL[stop:], "kortare.yaml")


def meeting(session: Session, key: str) -> Meeting:
    return session.scalars(select(Meeting).where(Meeting.key == key)).one()


def step(session: Session, title: str) -> Step:
    return session.scalars(select(Step).where(Step.title == title)).one()


def person(session: Session, member_name: str) -> Person:
    member = session.scalars(select(Member).where(Member.name == member_name)).one()
    added = Person(network_id=member.network_id, name="Tjänsteperson", role=Role.OFFICIAL, member_id=member.id)
    session.add(added)
    session.flush()
    return added


def do(database: Database, act: Callable[[Session], object]) -> None:
    with database.writing() as session:
        act(session)


def count(database: Database, kind: type[object]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def contents(database: Database) -> dict[str, list[object]]:
    """All that plans put into the database, without row numbers and bookkeeping."""
    with database.reading() as session:

        def rows(kind: type[T], told: Callable[[T], object]) -> list[object]:
            return sorted((told(each) for each in session.scalars(select(kind))), key=repr)

        return {
            "networks": rows(Network, lambda n: (n.key, n.name, n.aim, n.language, n.timezone, n.settings)),
            "periods": rows(Period, lambda p: (p.name, p.starts, p.ends, p.coordination, p.agreement, p.fee)),
            "terms": rows(Period, lambda p: (p.network.key, p.name, p.focus, sorted(p.terms.items()))),
            "members": rows(Member, lambda m: (m.network.key, m.name, m.kind, m.municipalities)),
            "memberships": rows(
                Membership, lambda m: (m.period.name, m.member.name, m.state, m.starts, m.ends, m.note)
            ),
            "decisions": rows(Decision, lambda d: (d.membership.member.name, d.body, d.case_number, d.outcome)),
            "mandates": rows(Mandate, lambda m: (m.member.name, m.role, m.starts, m.ends, m.case_number, m.condition)),
            "goals": rows(Goal, lambda g: (g.period.name, g.position, g.title)),
            "activities": rows(
                Activity,
                lambda a: (a.period.name, a.number, a.title, a.how, a.when, a.comment, a.open_question, _goal(a)),
            ),
            "steps": rows(Step, lambda s: (s.activity.title, s.position, s.title, s.when, s.starts, s.ends, s.ongoing)),
            "meetings": rows(Meeting, lambda m: (m.key, m.kind, m.month, m.first_day, m.last_day, m.digital, m.state)),
            "turns": rows(HostingTurn, lambda t: (t.meeting and t.meeting.key, t.member.name, t.position, t.reason)),
        }


def _goal(activity: Activity) -> str | None:
    return activity.goal.title if activity.goal else None


def test_the_three_plans_fill_the_database(database: Database) -> None:
    for plan in (FIRST, SECOND, REGIONAL):
        load(database, plan)
    counts = {kind.__name__: count(database, kind) for kind in (Network, Period, Member, Membership, Activity, Meeting)}
    assert counts == {"Network": 2, "Period": 3, "Member": 10, "Membership": 20, "Activity": 23, "Meeting": 8}
    with database.reading() as session:
        period = session.scalars(select(Period).where(Period.name == "2020-2021")).one()
        assert period.coordination is Coordination.COORDINATOR and period.fee == 10_000
        assert period.terms["host_pays"] == ["lokal", "fika", "lunch", "middag"]
        states = {each.member.name: each.state for each in period.memberships}
        assert states["Trelleborg"] is MembershipState.PENDING and states["Östersund"] is MembershipState.LEFT
        assert list(states.values()).count(MembershipState.ACTIVE) == 8


def test_hosting_turns_are_stored_in_order_with_their_reasons(database: Database) -> None:
    load(database, SECOND)
    with database.reading() as session:
        turns = session.scalars(select(HostingTurn).order_by(HostingTurn.position)).all()
        assert [(each.position, each.member.name) for each in turns] == [
            (1, "Degerfors/Karlskoga"),
            (2, "Uppsala"),
            (3, "Degerfors/Karlskoga"),
            (4, "Örebro"),
        ]
        assert [bool(each.reason) for each in turns] == [False, False, True, False]


def test_an_ongoing_step_has_no_last_day(database: Database) -> None:
    load(database, SECOND)
    with database.reading() as session:
        third = session.scalars(select(Activity).where(Activity.number == 3)).one().steps[0]
        assert (third.starts, third.ends, third.ongoing) == (date(2020, 7, 1), None, True)
        january = step(session, "Samtal om kartläggning för hur svensk lag är anpassad till BK")
        assert (january.starts, january.ends, january.ongoing) == (date(2020, 1, 1), date(2020, 1, 31), False)


def test_loading_again_changes_nothing_and_says_nothing(database: Database) -> None:
    for plan in (FIRST, SECOND, REGIONAL):
        load(database, plan)
    before, recorded = contents(database), count(database, Change)
    for plan in (REGIONAL, FIRST, SECOND, FIRST):
        assert load(database, plan) == []
    assert contents(database) == before
    assert count(database, Change) == recorded


def test_any_order_gives_the_same_database(database: Database, tmp_path: Path) -> None:
    found = []
    for place, order in enumerate(permutations((FIRST, SECOND, REGIONAL))):
        other = empty(tmp_path / f"{place}.db")
        for plan in order:
            load(other, plan)
        found.append(contents(other))
        other.engine.dispose()
    assert all(each == found[0] for each in found)
    network = next(row for row in found[0]["networks"] if "partnerskapet" in repr(row))
    assert "Tanken med partnerskapet" in repr(network)  # the latest period's aim, whichever was loaded last


def test_all_three_load_in_well_under_a_second_each(tmp_path: Path) -> None:
    for plan in (FIRST, SECOND, REGIONAL):
        assert within(1, lambda plan=plan: load(empty(tmp_path / f"{time.time_ns()}.db"), plan))


def test_a_dry_run_says_the_same_and_leaves_nothing(database: Database) -> None:
    load(database, SECOND)
    changed = edited(("host: Uppsala", "host: Gävle"), ("fee: 10000", "fee: 12000"))
    before = contents(database)
    with database.writing() as session:
        dry = said(apply(session, changed, NOW))
        session.rollback()
    assert contents(database) == before
    assert said(load(database, changed)) == dry


def test_a_changed_file_changes_what_it_says_and_nothing_else(database: Database) -> None:
    load(database, SECOND)
    before = contents(database)
    changes = load(database, edited(("host: Uppsala", "host: Gävle"), ("fee: 10000", "fee: 12000")))
    assert said(changes) == [
        "the period 2020-2021: fee changed from 10000 to 12000.",
        "the partnership meeting in November 2020: host changed from Uppsala to Gävle.",
    ]
    after = contents(database)
    assert {name for name in before if before[name] != after[name]} == {"periods", "turns"}
    with database.reading() as session:
        assert meeting(session, "partnership-2020-11").sequence == 1


def test_loading_the_old_file_again_undoes_what_a_new_one_changed(database: Database) -> None:
    load(database, SECOND)
    before = contents(database)
    load(
        database,
        edited(
            ("host: Uppsala", "host: Gävle"),
            ("  - Haninge\n", "  - Haninge\n  - Falun\n"),
            ("Följa domar", "Läsa domar"),
            ("number: 2\n", "number: 22\n"),
            ("when: September 2020", "when: 3 oktober 2020"),
            ("state: pending", "state: active"),
        ),
    )
    assert contents(database) != before
    load(database, SECOND)
    assert contents(database) == before


def test_changes_can_be_said_in_both_languages(database: Database) -> None:
    changes = load(database, SECOND) + load(database, edited(("digital: yes", "digital: no")))
    for language in ("sv", "en"):
        assert all(each.in_words(speak(language)) for each in changes)
    assert said(changes)[-1] == "the partnership meeting in May 2020: digital changed from yes to no."


def test_days_set_by_people_are_kept(database: Database) -> None:
    load(database, SECOND)

    def set_days(session: Session) -> None:
        found = meeting(session, "partnership-2020-05")
        found.first_day, found.last_day, found.place = date(2020, 5, 14), date(2020, 5, 15), "Rådhuset"

    do(database, set_days)
    assert load(database, SECOND) == []
    assert said(load(database, edited(("host: Uppsala", "host: Gävle")))) != []
    with database.reading() as session:
        found = meeting(session, "partnership-2020-05")
        assert (found.first_day, found.last_day, found.place) == (date(2020, 5, 14), date(2020, 5, 15), "Rådhuset")


def test_where_both_changed_the_persons_is_kept_and_told_once(database: Database) -> None:
    load(database, SECOND)

    def set_days(session: Session) -> None:
        found = meeting(session, "partnership-2020-05")
        found.first_day = found.last_day = date(2020, 5, 14)

    do(database, set_days)
    other_days = edited(("when: Maj 2020", "when: 27-28 maj 2020"))
    (change,) = load(database, other_days)
    assert change.kept
    assert "stays 14 May 2020" in str(change) and "27–28 May 2020" in str(change)
    assert load(database, other_days) == []
    with database.reading() as session:
        assert meeting(session, "partnership-2020-05").first_day == date(2020, 5, 14)


def test_the_file_may_catch_up_with_what_people_decided(database: Database) -> None:
    load(database, SECOND)

    def set_days(session: Session) -> None:
        found = meeting(session, "partnership-2020-05")
        found.first_day, found.last_day = date(2020, 5, 14), date(2020, 5, 15)

    do(database, set_days)
    caught_up = edited(("when: Maj 2020", "when: 14-15 maj 2020"))
    assert load(database, caught_up) == []
    later = edited(("when: Maj 2020", "when: 18-19 maj 2020"))
    assert len(load(database, later)) == 1
    with database.reading() as session:
        assert meeting(session, "partnership-2020-05").first_day == date(2020, 5, 18)


def test_days_in_the_file_are_noted_as_set_now(database: Database) -> None:
    load(database, SECOND)
    load(database, edited(("when: Maj 2020", "when: 14-15 maj 2020")))
    with database.reading() as session:
        found = meeting(session, "partnership-2020-05")
        assert (found.days_set_at, found.sequence) == (NOW, 1)


def test_since_when_days_were_known_that_have_been_a_plan_does_not_tell(database: Database) -> None:
    """Else a preview of that time would say nothing of a meeting in it."""
    load(database, edited(("when: Januari 2020", "when: 2020-01-16")))
    with database.reading() as session:
        assert meeting(session, "officials-2020-01").days_set_at is None


def test_what_is_done_stays_done(database: Database) -> None:
    load(database, SECOND)

    def mark(session: Session) -> None:
        step(session, "Följa domar").done_at = NOW
        session.scalars(select(Activity).where(Activity.number == 2)).one().done_at = NOW

    do(database, mark)
    load(database, edited(("Följa domar", "Läsa domar"), ("title: Följa vad", "title: Förstå vad")))
    with database.reading() as session:
        assert step(session, "Läsa domar").done_at == NOW
        second = session.scalars(select(Activity).where(Activity.number == 2)).one()
        assert second.done_at == NOW and second.title.startswith("Förstå vad")


def test_a_swapped_host_is_kept(database: Database) -> None:
    load(database, SECOND)

    def swap(session: Session) -> None:
        one, other = meeting(session, "partnership-2020-11").turn, meeting(session, "partnership-2021-11").turn
        assert one is not None and other is not None
        one.member, other.member = other.member, one.member

    do(database, swap)
    assert load(database, SECOND) == []
    (change,) = load(database, edited(("host: Uppsala", "host: Gävle")))
    assert change.kept
    with database.reading() as session:
        host = meeting(session, "partnership-2020-11").host
        assert host is not None and host.name == "Örebro"


def test_answers_survive_a_move_in_the_file(database: Database) -> None:
    load(database, SECOND)

    def answer(session: Session) -> None:
        who, what = person(session, "Gävle"), meeting(session, "officials-2020-09")
        session.add(Answer(meeting_id=what.id, person_id=who.id, reply=Reply.YES, answered_at=NOW))

    do(database, answer)
    changes = load(database, edited(("when: September 2020", "when: Oktober 2020")))
    moved_to = (
        "the officials’ meeting in October 2020: it is now in October 2020, without days (before: September 2020)."
    )
    assert moved_to in said(changes)
    days = load(database, edited(("when: September 2020", "when: 12-13 oktober 2020")))
    assert "the days are now 12–13 October 2020 (before: October 2020)." in said(days)[0]
    load(database, edited(("when: September 2020", "when: Oktober 2020")))
    with database.reading() as session:
        moved = meeting(session, "officials-2020-10")
        assert (moved.month, len(moved.answers), moved.state) == (date(2020, 10, 1), 1, MeetingState.PLANNED)
    assert count(database, Meeting) == 8


LAST = ("  - when: November 2021", "")


def test_a_meeting_no_longer_in_the_file_is_removed_when_nothing_hangs_on_it(database: Database) -> None:
    load(database, SECOND)
    assert said(load(database, without(*LAST))) == ["Removed: the partnership meeting in November 2021."]
    assert (count(database, Meeting), count(database, HostingTurn)) == (7, 3)


def test_a_meeting_that_people_answered_to_is_cancelled_and_planned_again_when_it_comes_back(
    database: Database,
) -> None:
    load(database, SECOND)

    def answer(session: Session) -> None:
        who, what = person(session, "Gävle"), meeting(session, "partnership-2021-11")
        session.add(Answer(meeting_id=what.id, person_id=who.id, reply=Reply.YES, answered_at=NOW))

    do(database, answer)
    (change,) = said(load(database, without(*LAST)))
    assert change.startswith("Cancelled, because it is no longer in the file")
    assert load(database, without(*LAST)) == []
    (change,) = said(load(database, SECOND))
    assert "state changed from cancelled to planned" in change
    with database.reading() as session:
        assert meeting(session, "partnership-2021-11").state is MeetingState.PLANNED


def test_a_meeting_somebody_was_told_of_or_has_set_days_for_is_cancelled_not_removed(database: Database) -> None:
    load(database, SECOND)

    def tell(session: Session) -> None:
        found = meeting(session, "partnership-2021-11")
        session.add(
            Delivery(
                network_id=found.network_id, key="k", kind="invitation", to="channel", due_at=NOW, sent_at=NOW,
                state=DeliveryState.SENT, about={"meeting": str(found.id)},
            )
        )  # fmt: skip
        other = meeting(session, "officials-2021-09")
        other.first_day = other.last_day = date(2021, 9, 7)

    do(database, tell)
    changes = load(database, without("  - when: September 2021", ""))
    assert [each.startswith("Cancelled") for each in said(changes)] == [True, True]


def test_a_meeting_cancelled_by_a_person_stays_cancelled(database: Database) -> None:
    load(database, SECOND)

    def cancel(session: Session) -> None:
        meeting(session, "officials-2020-09").state = MeetingState.CANCELLED

    do(database, cancel)
    assert load(database, SECOND) == []
    load(database, edited(("when: September 2020", "when: 8 september 2020")))
    with database.reading() as session:
        assert meeting(session, "officials-2020-09").state is MeetingState.CANCELLED


def test_a_meeting_planned_in_slack_is_left_alone_or_taken_over_by_the_file(database: Database) -> None:
    load(database, SECOND)

    def plan(session: Session) -> None:
        period = session.scalars(select(Period)).one()
        for month in (date(2020, 3, 1), date(2020, 10, 1)):
            values = {"network_id": period.network_id, "period_id": period.id, "month": month}
            session.add(Meeting(kind=meeting(session, "officials-2020-09").kind, place="Rådhuset", **values))

    do(database, plan)
    assert load(database, SECOND) == []
    load(database, edited(("meetings:\n", "meetings:\n  - when: Mars 2020\n    kind: officials\n")))
    assert count(database, Meeting) == 10
    with database.reading() as session:
        assert meeting(session, "officials-2020-03").place == "Rådhuset"


def test_a_member_no_longer_in_the_file_is_removed_or_has_left(database: Database) -> None:
    load(database, SECOND)
    do(database, lambda session: person(session, "Haninge"))
    fewer = edited(("  - Haninge\n", ""), ("  - Västerås\n", ""))
    assert sorted(said(load(database, fewer))) == [
        "Marked as left, because it is no longer in the file: the member Haninge.",
        "Removed: the member Västerås.",
    ]
    with database.reading() as session:
        haninge = session.scalars(select(Membership).join(Member).where(Member.name == "Haninge")).one()
        assert (haninge.state, haninge.ends) == (MembershipState.LEFT, NOW.date())
    assert load(database, fewer) == []
    load(database, SECOND)
    with database.reading() as session:
        states = {each.member.name: each.state for each in session.scalars(select(Membership))}
        assert states["Haninge"] is states["Västerås"] is MembershipState.ACTIVE


def test_a_member_of_two_periods_stays_in_the_other(database: Database) -> None:
    load(database, FIRST)
    load(database, SECOND)
    load(database, edited(("  - Västerås\n", "")))
    with database.reading() as session:
        periods = [
            each.period.name
            for each in session.scalars(select(Membership).join(Member).where(Member.name == "Västerås"))
        ]
    assert periods == ["2016-2019"]


def test_a_state_changed_in_slack_is_kept(database: Database) -> None:
    load(database, SECOND)

    def decide(session: Session) -> None:
        trelleborg = session.scalars(select(Membership).join(Member).where(Member.name == "Trelleborg")).one()
        trelleborg.state = MembershipState.ACTIVE
        session.add(Decision(membership_id=trelleborg.id, body="Kommunstyrelsen", outcome="ja"))

    do(database, decide)
    assert load(database, SECOND) == []
    (change,) = load(database, edited(("state: pending", "state: left")))
    assert change.kept
    assert count(database, Decision) == 2


def test_a_host_leaves_in_the_middle_of_a_period_and_what_changed_is_said_as_it_is(database: Database) -> None:
    load(database, SECOND)
    ended = ("  - Uppsala\n", "  - {name: Uppsala, ends: 2020-11-30}\n")
    (told,) = said(load(database, edited(ended)))
    assert "2020-11-30" in told and "active" not in told
    left = ("  - Uppsala\n", "  - {name: Uppsala, state: left, ends: 2020-11-30}\n")
    (told,) = said(load(database, edited(left)))
    assert "from takes part to has left" in told and "2020-11-30" not in told
    with database.reading() as session:
        uppsala = session.scalars(select(Membership).join(Member).where(Member.name == "Uppsala")).one()
        assert (uppsala.state, uppsala.ends) == (MembershipState.LEFT, date(2020, 11, 30))
        hosted = session.scalars(select(HostingTurn).join(Member).where(Member.name == "Uppsala")).all()
        assert len(hosted) == 1
    assert load(database, edited(left)) == []
    with pytest.raises(PlanRefused):
        edited(("  - Uppsala\n", "  - {name: Uppsala, state: left, ends: 2020-10-31}\n"))


def test_an_activity_no_longer_in_the_file_stays_when_an_experience_hangs_on_it(database: Database) -> None:
    load(database, SECOND)

    def contribute(session: Session) -> None:
        seventh = session.scalars(select(Activity).where(Activity.number == 7)).one()
        values = {
            "network_id": seventh.period.network_id,
            "title": "t",
            "did": "d",
            "created_at": NOW,
            "changed_at": NOW,
        }
        session.add(Experience(activity_id=seventh.id, period_id=seventh.period_id, **values))

    shorter = without("  - number: 7\n", "# Mötena")
    do(database, contribute)
    assert said(load(database, shorter)) == ["No longer in the file, but stays because it is in use: activity 7."]
    assert count(database, Activity) == 7
    even_shorter = without("  - number: 6\n", "# Mötena")
    assert said(load(database, even_shorter)) == ["Removed: activity 6."]
    assert (count(database, Activity), count(database, Step)) == (6, 10)


def test_activities_that_exchange_numbers_keep_their_experiences(database: Database) -> None:
    load(database, SECOND)

    def contribute(session: Session) -> None:
        second = session.scalars(select(Activity).where(Activity.number == 2)).one()
        values = {
            "network_id": second.period.network_id,
            "title": "t",
            "did": "d",
            "created_at": NOW,
            "changed_at": NOW,
        }
        session.add(Experience(activity_id=second.id, period_id=second.period_id, **values))

    do(database, contribute)
    text = (
        FULL.replace("number: 2\n", "number: #\n")
        .replace("number: 4\n", "number: 2\n")
        .replace("number: #\n", "number: 4\n")
    )
    changes = load(database, plan_of(text, "bytta.yaml"))
    assert sorted(said(changes)) == [
        "activity 2: number changed from 4 to 2.",
        "activity 4: number changed from 2 to 4.",
    ]
    with database.reading() as session:
        experience = session.scalars(select(Experience)).one()
        assert experience.activity is not None and experience.activity.number == 4


def test_a_period_may_be_prolonged_and_renamed_but_not_overlap_another(database: Database) -> None:
    load(database, FIRST)
    load(database, SECOND)
    longer = edited(("name: 2020-2021", "name: 2020-2022"), ("ends: 2021-12-31", "ends: 2022-12-31"))
    assert sorted(said(load(database, longer))) == [
        "the period 2020-2022: ends changed from 2021-12-31 to 2022-12-31.",
        "the period 2020-2022: name changed from 2020-2021 to 2020-2022.",
    ]
    assert count(database, Period) == 2
    overlapping = edited(("name: 2020-2021", "name: 2019-2021"), ("starts: 2020-01-01", "starts: 2019-07-01"))
    with pytest.raises(PlanRefused, match=r"ändrad.yaml, line \d+: the period 2019-2021 overlaps"):
        load(database, overlapping)
    assert count(database, Period) == 2


def test_the_latest_periods_file_decides_what_the_network_is_called(database: Database) -> None:
    load(database, SECOND)
    older = (PLANS / "partnerskapet-2016-2019.yaml").read_text("utf-8")
    named = older.replace("name: Partnerskapet för barnets rättigheter i praktiken", "name: Partnerskapet")
    changes = said(load(database, plan_of(named, "äldre.yaml")))
    assert not any("name" in each for each in changes)
    with database.reading() as session:
        assert session.scalars(select(Network)).one().name == SECOND.network.name


def test_a_setting_changed_in_slack_is_kept(database: Database) -> None:
    load(database, SECOND)

    def choose(session: Session) -> None:
        network = session.scalars(select(Network)).one()
        network.language, network.settings = "en", {"hour": 8}

    do(database, choose)
    assert load(database, SECOND) == []
    load(database, edited(("language: sv\n", "language: sv\n  seasons: {spring: januari-maj}\n")))
    with database.reading() as session:
        network = session.scalars(select(Network)).one()
        assert (network.language, network.settings) == ("en", {"hour": 8, "seasons": {"spring": [1, 5]}})


def test_the_channel_is_set_when_given_and_kept_when_not(database: Database) -> None:
    load(database, SECOND, channel="#natverket")
    assert load(database, SECOND) == []
    assert said(load(database, SECOND, channel="C1")) == [
        "the network Partnerskapet för barnets rättigheter i praktiken: channel changed from #natverket to C1."
    ]


def test_only_a_change_lets_the_deliveries_be_laid_out_anew(database: Database) -> None:
    load(database, SECOND)

    def plan(session: Session) -> None:
        session.scalars(select(Network)).one().planned_at = NOW + timedelta(hours=1)

    do(database, plan)
    load(database, SECOND)
    with database.reading() as session:
        assert session.scalars(select(Network)).one().planned_at is not None
    load(database, edited(("host: Uppsala", "host: Gävle")))
    with database.reading() as session:
        assert session.scalars(select(Network)).one().planned_at is None


def test_a_pair_written_the_other_way_round_is_the_same_member(database: Database) -> None:
    load(database, SECOND)
    turned = FULL.replace("name: Degerfors/Karlskoga", "name: Karlskoga/Degerfors").replace(
        "[Karlskoga/Degerfors, ", "["
    )
    load(database, plan_of(turned, "vänd.yaml"))
    assert count(database, Member) == 10


EDITS = (
    ("host: Uppsala", "host: Gävle"),
    ("when: September 2020", "when: Oktober 2020"),
    ("when: Maj 2021", "when: 18-19 maj 2021"),
    ("    digital: yes\n", ""),
    ("  - Haninge\n", ""),
    ("  - Västerås\n", "  - Falun\n  - Västerås\n"),
    ("state: pending", "state: active"),
    ("number: 3\n", "number: 30\n"),
    ("Följa domar", "Läsa domar"),
    ("      - Omvärldsspaning\n", ""),
    ("ends: 2022-12-31", "ends: 2022-09-30"),
    ("focus_areas:\n", "goals: [Ett mål]\nfocus_areas:\n"),
    ("  - when: November 2021\n    kind: partnership\n    host: Örebro\n", ""),
)


def _set_days(session: Session) -> None:
    for found in session.scalars(select(Meeting).where(Meeting.month > date(2020, 8, 1), Meeting.first_day.is_(None))):
        found.first_day = found.last_day = found.month


def _finish_steps(session: Session) -> None:
    for each in session.scalars(select(Step)):
        each.done_at = NOW


def _swap_all(session: Session) -> None:
    turns = session.scalars(select(HostingTurn).order_by(HostingTurn.id)).all()
    for one, other in zip(turns[::2], turns[1::2], strict=False):
        one.member_id, other.member_id = other.member_id, one.member_id


def _answer_all(session: Session) -> None:
    who = session.scalars(select(Person)).first() or person(session, "Gävle")
    for each in session.scalars(select(Meeting).where(~Meeting.answers.any())):
        session.add(Answer(meeting_id=each.id, person_id=who.id, reply=Reply.YES, answered_at=NOW))


ACTS = (_set_days, _finish_steps, _swap_all, _answer_all)


@given(st.lists(st.one_of(st.sets(st.sampled_from(EDITS)), st.sampled_from(ACTS)), min_size=1, max_size=6))
@settings(max_examples=15)
def test_whatever_people_and_files_do_in_turn_nothing_people_did_is_lost(
    turns: list[set[tuple[str, str]] | Callable[[Session], None]],
) -> None:
    database = in_memory()
    load(database, SECOND)
    for turn in turns:
        if isinstance(turn, set):
            plan = edited(*sorted(turn), text=FULL + "\n")
            with database.reading() as session:
                done, answers = _kept(session)
            load(database, plan)
            assert load(database, plan) == []
            with database.reading() as session:
                assert _kept(session) == (done, answers)
        else:
            do(database, turn)


def _kept(session: Session) -> tuple[int, int]:
    """How many steps are done and how many answers are given."""
    done = session.scalar(select(func.count()).select_from(Step).where(Step.done_at.is_not(None))) or 0
    return done, session.scalar(select(func.count()).select_from(Answer)) or 0


@given(st.sets(st.sampled_from(EDITS)), st.sets(st.sampled_from(EDITS)))
@settings(max_examples=15)
def test_the_last_file_decides_whatever_was_loaded_before(
    before: set[tuple[str, str]], after: set[tuple[str, str]]
) -> None:
    one, other = in_memory(), in_memory()
    load(one, edited(*sorted(before), text=FULL + "\n"))
    last = edited(*sorted(after), text=FULL + "\n")
    load(one, last)
    load(other, last)
    assert contents(one) == contents(other)


# every field of the network comes and goes with the file

MINIMAL = """network:
  key: liten
  name: Lilla nätverket
{network}period:
  name: "{year}"
  starts: {year}-01-01
  ends: {year}-12-31
"""
FIELDS = {
    "aim": ("Att lära", "Att göra"),
    "website": ("https://ett.example", "https://annat.example"),
    "language": ("en", "sv"),
    "timezone": ("Europe/Helsinki", "Europe/London"),
    "reminders": ("{hour: 9, invitation: 20}", "{silent: [5, 2]}"),
    "host_list": ("[lokal]", "[lunch, program]"),
    "seasons": ("{spring: januari-maj}", "{autumn: september-december}"),
}


def minimal(year: int, **fields: str) -> Plan:
    lines = "".join(f"  {name}: {value}\n" for name, value in fields.items())
    return plan_of(MINIMAL.format(network=lines, year=year), "liten.yaml")


def network_of(database: Database) -> dict[str, object]:
    with database.reading() as session:
        row = session.scalars(select(Network)).one()
        names = ("aim", "website", "language", "timezone")
        return {name: getattr(row, name) for name in names} | {"settings": dict(row.settings)}


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_of_the_network_is_added_changed_and_taken_away_with_the_file(database: Database, name: str) -> None:
    load(database, minimal(2020))
    bare = network_of(database)
    one, other = FIELDS[name]
    for fields in ({name: one}, {name: other}, {name: one}, {}):
        before = network_of(database)
        changes = load(database, minimal(2020, **fields))
        assert bool(changes) == (network_of(database) != before) and not [each for each in changes if each.kept]
        assert not load(database, minimal(2020, **fields))
        if fields and not (name == "language" and fields[name] == "sv"):
            assert network_of(database) != bare
    assert network_of(database) == bare


def test_what_a_person_changed_stays_when_the_file_takes_it_away_and_that_is_said(database: Database) -> None:
    load(database, minimal(2020, language="en"))
    with database.writing() as session:
        session.scalars(select(Network)).one().language = "fi"
    changes = load(database, minimal(2020))
    assert [each.kept for each in changes] == [True] and network_of(database)["language"] == "fi"


one_file = st.tuples(
    st.sampled_from([2020, 2021]),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(each) for name, each in FIELDS.items()}),
)


@settings(max_examples=40)
@given(st.lists(one_file, min_size=1, max_size=6))
def test_however_files_were_loaded_the_last_words_of_the_latest_period_hold(
    files: list[tuple[int, dict[str, str]]],
) -> None:
    def result(rows: list[tuple[int, dict[str, str]]]) -> dict[str, object]:
        memory = in_memory()
        for year, fields in rows:
            assert not [each for each in load(memory, minimal(year, **fields)) if each.kept]
        return network_of(memory)

    last = dict(files)
    for year, fields in list(last.items()):
        assert result(files) == result([*((y, f) for y, f in last.items() if y != year), (year, fields)])


def test_a_file_sets_the_channel_that_it_names_until_somebody_chooses_another(database: Database) -> None:
    def channel() -> str | None:
        with database.reading() as session:
            return session.scalars(select(Network.channel)).one()

    named = replace(SECOND, network=replace(SECOND.network, channel="C1"))
    load(database, SECOND, channel="#natverket")
    load(database, named)
    assert channel() == "C1" and not load(database, named)
    with database.writing() as session:
        session.scalars(select(Network)).one().channel = "C2"
    assert not load(database, named) and channel() == "C2"
    load(database, replace(named, network=replace(named.network, channel="C3")))
    assert channel() == "C2"
    assert not load(database, SECOND) and channel() == "C2"
