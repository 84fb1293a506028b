"""Every number in every audience's report, in attendance and in the research export, counted again from the tables."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.language import unescape
from bot.models import (
    Activity,
    Answer,
    Attendance,
    Experience,
    ExperienceState,
    MeetingKind,
    MeetingState,
    Network,
    PeerReview,
    Period,
    Reply,
    Role,
    Step,
)
from bot.report import content_of
from bot.report.research import rows_of
from bot.website.pages import NEWEST
from bot.website.published import gather
from bot.website.site import files_of
from tests.databases import empty
from tests.world import NOW, World, words_of

TODAY = datetime(2020, 9, 15, 8, tzinfo=UTC)
MEMBERS = ("Gävle", "Uppsala", "Örebro")
NUMBERS = (1, 2, 3)
BOTH = (Role.ELECTED, Role.OFFICIAL)

experiences = st.tuples(
    st.sampled_from([*MEMBERS, None]), st.sampled_from([*NUMBERS, None]), st.sampled_from(list(ExperienceState)),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
"""The member, the activity, the state; may publish, may research, no child recognised."""
meetings = st.tuples(
    st.integers(1, 12), st.booleans(), st.sampled_from([None, True, False]), st.booleans(),
    st.sampled_from(["", "yes", "no"]), st.lists(st.booleans(), max_size=6), st.sampled_from([*MEMBERS, None]),
)  # fmt: skip
"""The month, whether it has days, what is said of it, whether it is cancelled, an answer, who came, the host."""
activities = st.tuples(st.booleans(), st.lists(st.tuples(st.booleans(), st.booleans()), max_size=3))
"""Whether it is done; its steps: ongoing, done."""


def filled(world: World, experiences: Any, meetings: Any, activities: Any, reviews: Any) -> None:
    members = {name: world.member(name) for name in MEMBERS}
    people = [world.person(f"Tjänsteperson {name}", Role.OFFICIAL, each) for name, each in members.items()]
    rows: list[Any] = []
    ids = {}
    for number, (is_done, steps) in zip(NUMBERS, activities, strict=True):
        ids[number] = world.add(
            Activity(period_id=world.period_id, number=number, title=f"Uppgift {number}",
                     done_at=NOW if is_done else None)
        )  # fmt: skip
        rows += [Step(activity_id=ids[number], position=n, title=f"Steg {n}", ongoing=ongoing,
                      done_at=NOW if done else None) for n, (ongoing, done) in enumerate(steps, 1)]  # fmt: skip
    for n, (member, activity, state, publish, research, no_child) in enumerate(experiences):
        rows.append(Experience(
            network_id=world.network_id, period_id=world.period_id, member_id=members.get(member or ""),
            activity_id=ids.get(activity), title=f"Rubrik {n}", did="x", may_publish=publish, may_research=research,
            no_child_recognised=no_child, state=state, created_at=NOW, changed_at=NOW,
        ))  # fmt: skip
    for month, has_days, took_place, is_cancelled, reply, came, host in meetings:
        first = date(2020, month, 3)
        days = {"first_day": first} if has_days else {"month": first.replace(day=1)}
        state = MeetingState.CANCELLED if is_cancelled else MeetingState.PLANNED
        days |= {"took_place": took_place, "state": state}
        meeting = world.meeting(MeetingKind.PARTNERSHIP, host=members.get(host or ""), **days)
        if reply:
            rows.append(Answer(meeting_id=meeting, person_id=people[0].person_id, reply=Reply(reply), answered_at=NOW))
        seats = [(member, role) for member in members.values() for role in BOTH]
        rows += [Attendance(meeting_id=meeting, member_id=member, role=role, came=each, noted_at=NOW)
                 for (member, role), each in zip(seats, came, strict=False)]  # fmt: skip
    held_on = {True: date(2020, 3, 1), False: None}
    rows += [
        PeerReview(period_id=world.period_id, member_id=member, held_on=held_on[each])
        for member, each in zip(members.values(), reviews, strict=False)
    ]
    if rows:
        world.add(*rows)


@dataclass(frozen=True)
class Tables:
    """What stands in the tables, read with plain SQL and counted with plain loops."""

    experiences: list[Any]
    meetings: list[Any]
    attendance: list[Any]
    activities: list[Any]
    steps: list[Any]
    reviews: list[Any]

    @classmethod
    def read(cls, session: Any) -> Tables:
        def ask(words: str) -> list[Any]:
            return list(session.execute(text(words)))

        return cls(
            ask("SELECT e.*, m.name AS member, a.number AS activity FROM experiences e LEFT JOIN members m "
                "ON m.id = e.member_id LEFT JOIN activities a ON a.id = e.activity_id "
                "WHERE e.state IN ('contributed', 'approved')"),
            ask("SELECT m.*, (SELECT count(*) FROM answers WHERE meeting_id = m.id AND reply = 'yes') + "
                "(SELECT count(*) FROM attendances WHERE meeting_id = m.id AND came) AS traces, x.name AS host "
                "FROM meetings m LEFT JOIN hosting_turns t ON t.meeting_id = m.id "
                "LEFT JOIN members x ON x.id = t.member_id"),
            ask("SELECT a.*, m.name AS member FROM attendances a JOIN members m ON m.id = a.member_id"),
            ask("SELECT * FROM activities"), ask("SELECT * FROM steps"), ask("SELECT * FROM peer_reviews"),
        )  # fmt: skip

    @property
    def over(self) -> list[Any]:
        """Planned, and their time has passed."""
        today = f"{TODAY:%Y-%m-%d}"
        return [each for each in self.meetings if each.state == "planned"
                and (each.last_day < today if each.last_day else each.month[:7] < today[:7])]  # fmt: skip

    @property
    def held(self) -> list[Any]:
        known = [each for each in self.over if each.took_place is None and (each.first_day or each.traces)]
        return [each for each in self.over if each.took_place or each in known]

    @property
    def came(self) -> list[Any]:
        """What is noted of those held, and of those going on: a month says nothing of that before it is over."""
        begun = [each for each in self.meetings if each.state == "planned" and each not in self.over
                 and each.first_day and each.first_day <= f"{TODAY:%Y-%m-%d}"]  # fmt: skip
        counted = {each.id for each in (*self.held, *begun)}
        return [each for each in self.attendance if each.meeting_id in counted]

    def told(self, audience: str) -> list[Any]:
        """Those an audience reads."""
        if audience == "public":
            return [each for each in self.experiences if each.may_publish and each.state == "approved"]
        return [each for each in self.experiences if audience == "internal" or each.may_research]


def number(pattern: str, said: str) -> int:
    """The number a report says there; 0 where it says nothing of it."""
    found = re.search(pattern, said)
    return int(found[1]) if found else 0


def share(came: int, seats: int) -> str:
    return f"{int(100 * came / seats + 0.5)} %" if seats else "%"


@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(
    st.lists(experiences, max_size=12),
    st.lists(meetings, max_size=5),
    st.tuples(activities, activities, activities),
    st.lists(st.booleans(), max_size=3),
)
def test_every_number_is_that_of_the_tables(experiences, meetings, activities, reviews):
    with tempfile.TemporaryDirectory() as folder:
        world = World(empty(Path(folder) / "test.db"))
        filled(world, experiences, meetings, activities, reviews)
        with world.database.reading() as session:
            tables = Tables.read(session)
            about = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
            for audience in ("internal", "public", "research"):
                report = content_of(session, *about, ".md", now=TODAY, audience=audience).decode().replace("\\", "")
                agrees(report, tables, audience)
            exported = rows_of(session, about[0])
        assert sorted(each["number"] for each in exported) == sorted(each.id for each in tables.told("research"))
        world.now = TODAY
        agrees_on_attendance(world, tables)
        agrees_on_what_is_published(world, tables)
        agrees_on_what_waits_and_comes(world, tables)
        world.database.engine.dispose()


def agrees(report: str, tables: Tables, audience: str) -> None:
    told, everything = tables.told(audience), tables.experiences
    of_members = [each for each in everything if each.member]
    summary = report.split("## Sammanfattning")[1].split("\n## ")[0]

    def figure(label: str) -> int:
        return number(rf"- {label}: \*\*(\d+)", summary)

    held = len(tables.held)
    assert number(r"känt att (\d+) av periodens", summary) == held
    if held:
        assert number(r"av periodens (\d+) möten hölls", summary) == len(tables.meetings)
    unknown = [each for each in tables.over if each not in tables.held and each.took_place is None]
    said = re.search(r"Ingen har noterat om (?:(\d+) av )?periodens (?:(\d+) möten|möte) blev av", summary)
    assert (int(said[1] or said[2] or 1) if said else 0) == len(unknown)
    assert not said or int(said[2] or 1) == len(tables.meetings)
    bidrog = re.search(r"(\d) av (\d) medlemmar bidrog med (\d+) erfarenhet(?:er)?, till (\d) av planens (\d)", summary)
    assert (bidrog is not None) == bool(everything)
    if bidrog:
        assert tuple(map(int, bidrog.groups())) == (
            len({each.member for each in of_members}), 3, len(of_members),
            len({each.activity for each in of_members if each.activity}), 3,
        )  # fmt: skip
    assert number(r"(\d+) erfarenhet(?:er)? kom från andra", summary) == len(everything) - len(of_members)
    assert figure("återges här") == (len(told) if len(told) < len(everything) else 0)
    assert figure("erfarenhet(?:er)?") == len(everything)
    assert figure("kollegiala? granskning(?:ar)?") == sum(each.held_on is not None for each in tables.reviews)
    finished = re.search(r"klara aktiviteter: \*\*(\d)/(\d)\*\*", summary)
    assert (tuple(map(int, finished.groups())) if finished else (0,))[0] == len(done(tables))
    if finished:
        assert int(finished[2]) == len(
            {*done(tables), *(each.activity_id for each in tables.steps if not each.ongoing)}
        )
    came = sum(each.came for each in tables.came)
    assert ("%" in summary) == bool(tables.came) == (f"närvaro: **{share(came, len(tables.came))}**" in summary)
    attendance_agrees(report, tables, audience)
    coverage_agrees(report, tables)
    about = report.split("## Om rapporten")[1]
    kept = {"internal": 0, "public": sum(not each.may_publish for each in everything),
            "research": sum(not each.may_research for each in everything)}[audience]  # fmt: skip
    assert number(r"inte har tillåtit det: (\d+)", about) == kept
    waits = sum(each.may_publish and each.state == "contributed" for each in everything) if audience == "public" else 0
    assert number(r"inte är godkända än: (\d+)", about) == waits
    assert ("har bekräftat" in about) == (bool(told) and all(each.no_child_recognised for each in told))
    for each in everything:
        assert bool(re.search(rf"#{each.id}(?!\d)", report)) == (each in told)


def done(tables: Tables) -> set[int]:
    """The activities that are marked as done, or all of whose steps that can be finished are."""
    by_activity = {each.id: [step for step in tables.steps if step.activity_id == each.id and not step.ongoing]
                   for each in tables.activities}  # fmt: skip
    return {
        each.id for each in tables.activities
        if each.done_at or (by_activity[each.id] and all(step.done_at for step in by_activity[each.id]))
    }  # fmt: skip


def attendance_agrees(report: str, tables: Tables, audience: str) -> None:
    for role, label in ((Role.ELECTED, "Förtroendevalda"), (Role.OFFICIAL, "Tjänstepersoner")):
        rows = [each for each in tables.came if each.role == role]
        found = re.search(rf"- {label}: \d+\s%\s\((\d+)/(\d+)\)", report)
        assert (tuple(map(int, found.groups())) if found else (0, 0)) == (sum(each.came for each in rows), len(rows))
    by_meeting = Counter(each.meeting_id for each in tables.came)
    came_to = Counter(each.meeting_id for each in tables.came if each.came)
    rows = sorted(re.findall(r"\| (\d+)/(\d+) \| \d+\s%", report))
    assert rows == sorted((str(came_to[each]), str(count)) for each, count in by_meeting.items())
    filled = Counter(each.member for each in tables.came if each.came) if audience == "internal" else {}
    for name in MEMBERS:
        part = report.split(f"### {name}\n")[1].split("\n### ")[0].split("\n## ")[0]
        assert number(r"(\d+) av \d+ plats(?:er)? besatta?", part) == (filled[name] if filled else 0)
        hosted = part.split("**Har varit värd för:**")[1].split("\n")[0] if "**Har varit värd för:**" in part else ""
        assert len([each for each in hosted.split(";") if each.strip()]) == sum(
            each.host == name for each in tables.held
        )


def coverage_agrees(report: str, tables: Tables) -> None:
    counts = Counter((each.member, each.activity) for each in tables.experiences)
    table = report.split("## Vem som har bidragit till vad")[1]
    for name in MEMBERS:
        cells = re.search(rf"^\| {name} \| (.*) \|$", table, re.MULTILINE)
        assert cells is not None
        shown = [0 if each == "–" else int(each) for each in cells[1].split(" | ")]
        assert shown == [counts[name, each] for each in (*NUMBERS, None)]
    for row, count in re.findall(r"^\| (\d) \| Uppgift \d \|.*\| (\d+) \|$", report, re.MULTILINE):
        assert int(count) == sum(each.activity == int(row) for each in tables.experiences)


def agrees_on_attendance(world: World, tables: Tables) -> None:
    """`/natverk närvaro` counts the same seats."""
    said = unescape(world.ask(world.coordinator, "/natverk närvaro").answer.text)
    for role, label in ((Role.ELECTED, "Förtroendevalda"), (Role.OFFICIAL, "Tjänstepersoner")):
        found = re.search(rf"{label}: kom \d+ % \((\d+) av \d+\)", said)
        assert (int(found[1]) if found else 0) == sum(each.came for each in tables.came if each.role == role)


def agrees_on_what_is_published(world: World, tables: Tables) -> None:
    """The pages and the feed have what the public report has, and count it alike."""
    told = tables.told("public")
    with world.database.reading() as session:
        files = files_of(gather(session, session.get_one(Network, world.network_id), TODAY), "https://exempel.se")
    assert sorted(name for name in files if name[0].isdigit()) == sorted(f"{each.id}.html" for each in told)
    feed = json.loads(files["feed.json"])["items"]
    assert sorted(each["url"] for each in feed) == sorted(f"https://exempel.se/{each.id}.html" for each in told)
    front = files["index.html"].decode()
    for name in MEMBERS:
        assert number(rf">{name}</a> \((\d+)\)", front) == sum(each.member == name for each in told)
    for activity in NUMBERS:
        assert number(rf">{activity}\. Uppgift \d</a> \((\d+)\)", front) == sum(
            each.activity == activity for each in told
        )
    assert number(r"Alla (\d+) erfarenheter", front) == (len(told) if len(told) > NEWEST else 0)


def agrees_on_what_waits_and_comes(world: World, tables: Tables) -> None:
    """Home says how many wait for approval, and the calendar file has the meetings to come."""
    waits = sum(each.may_publish and each.state == "contributed" for each in tables.experiences)
    said = unescape(words_of(world.home(world.coordinator)))
    assert number(r"(\d+) erfarenhet(?:er)? väntar på att", said) == waits
    to_come = [each for each in tables.meetings if (each.last_day or each.month[:7]) >= f"{TODAY:%Y-%m-%d}"[: 10 if
               each.last_day else 7]]  # fmt: skip
    said = unescape(world.ask(world.coordinator, "/mote kalender").answer.text)
    assert number(r"kalenderfil med (\d+) möten?", said) == len(to_come)


@pytest.mark.parametrize("audience", ["internal", "public", "research"])
def test_what_goes_on_is_never_left_undone_and_no_share_counts_it(world, audience):
    filled(world, [], [], ((False, [(True, False)]), (False, [(False, True)]), (False, [(False, False)])), [])
    with world.database.reading() as session:
        about = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
        later = datetime(2022, 1, 10, 8, tzinfo=UTC)
        report = content_of(session, *about, ".md", now=later, audience=audience).decode()
    states = dict(re.findall(r"^\| (\d) \| Uppgift \d \|(?:[^|]*\|)? ([^|]+) \| [^|]+ \|$", report, re.MULTILINE))
    assert states == {"1": "pågick hela perioden", "2": "klar", "3": "inte noterad som klar när perioden tog slut"}
    assert "klara aktiviteter: **1/2**" in report
