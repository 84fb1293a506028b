"""A whole period played through: the network's real plan, 60 experiences in Swedish, attendance, challenges, reviews.

No person is named. Run `python -m tests.report.report_world OUT.docx … [public|research]` to see the report it gives.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot
from bot.db import Database, open_engine
from bot.experiences.search import searchable
from bot.migrations import bring_up_to_date
from bot.models import (
    Activity,
    Attendance,
    Challenge,
    ChapterText,
    Experience,
    ExperienceState,
    Meeting,
    Member,
    Membership,
    MembershipState,
    Network,
    PeerReview,
    PeerReviewer,
    Period,
    Role,
    Theme,
)
from bot.plan.load import apply
from bot.plan.reading import read_plan

PLAN = Path(bot.__file__).parent / "plans" / "partnerskapet-2020-2021.yaml"
STARTS = datetime(2020, 1, 7, 8, 0, tzinfo=UTC)
AFTER = datetime(2022, 1, 10, 8, 0, tzinfo=UTC)
CONTRIBUTED: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("played_experiences.yaml").read_text("utf-8")
)

HELD = (
    (None, "", ("Vad lagen ändrar i vardagen",)),
    ((date(2020, 5, 14), date(2020, 5, 15)), "", ("Barnets bästa när allt stängs", "Att mötas på nätet")),
    ((date(2020, 9, 10), date(2020, 9, 10)), "Örebro", ("Vägledningen i våra förvaltningar",)),
    ((date(2020, 11, 19), date(2020, 11, 20)), "Uppsala slott", ("Att låta barn och unga komma till tals",)),
    ((date(2021, 1, 21), date(2021, 1, 21)), "", ("Rapportens innehåll",)),
    ((date(2021, 5, 6), date(2021, 5, 7)), "Karlskoga", ("Mål, styrning och ledning", "Budget med barnets bästa")),
    ((date(2021, 9, 9), date(2021, 9, 9)), "Västerås", ()),
    ((date(2021, 11, 18), date(2021, 11, 19)), "Örebro", ("Slutrapporten", "Vad vi tar med oss")),
)
"""Days, place and themes of the plan's eight meetings."""
CHALLENGES = (
    (
        "Att nå barn som sällan hörs",
        "De barn som berörs mest är de vi hör minst. Dialogerna når dem som redan är med.",
    ),
    ("Tid för analys i små ärenden", "Analyserna görs i de stora ärendena. I de små, som är flest, hinns de inte med."),
    ("Att hålla i när människor byts", "Metoden sitter hos några få. När de slutar börjar arbetet om."),
    ("Att visa vad det ledde till", "Barn frågas ofta men får sällan veta vad som hände sedan."),
)
FOUND = (
    "Granskarna föreslog tre steg: varannan plats i dialogerna till nya ungdomar, mötesplatser utanför skolan och ett "
    "svar till var och en som deltagit.\n\nSeminariet samlade fyrtio personer.",
    "Granskarna föreslog en prövning på en halv sida för små ärenden, och att nämnden frågar efter den.",
    "",
    "Granskarna föreslog en gemensam introduktion för nya kontaktpersoner och att turordningen skrivs ned.",
)
WRITTEN = {
    "summary": "Partnerskapet har gått från ord till vana. Det märks i ärendena, i budgeten och i hur barn bemöts.\n\n"
    "Pandemin ändrade formerna men inte takten: alla åtta möten hölls, två av dem på nätet.",
    "challenges": "Styrkan är att kommunerna visar varandra också det som inte gick. Utmaningen är att hinna.",
    "activity/6": "Insamlingen började i januari 2020 och pågick hela perioden. Innehållet bestämdes i maj 2021.",
    "next": "Medlemmarna tar ställning till en ny överenskommelse under våren 2022.",
}  # fmt: skip


def play(session: Session, how_many: int = len(CONTRIBUTED)) -> tuple[Network, Period]:
    """Load the plan and live through its two years."""
    apply(session, read_plan(PLAN), STARTS)
    session.flush()
    network = session.scalars(select(Network)).one()
    period = session.scalars(select(Period)).one()
    active = select(Member).join(Membership).where(Membership.state == MembershipState.ACTIVE).order_by(Member.name)
    members = list(session.scalars(active))
    activities = list(session.scalars(select(Activity).order_by(Activity.number)))
    by_name, by_number = {each.name: each.id for each in members}, {each.number: each.id for each in activities}
    for n in range(how_many):
        one = CONTRIBUTED[n % len(CONTRIBUTED)]
        whose = {"member_id": by_name[one["member"]], "activity_id": by_number.get(one.get("activity"))}
        session.add(_experience(n, one, network_id=network.id, period_id=period.id, **whose))
    _meetings(session, members)
    _work(session, period, members, activities)
    session.flush()
    return network, period


def _experience(n: int, one: Mapping[str, str], **whose: Any) -> Experience:
    at = STARTS + timedelta(days=12 * n % 700)
    said = {name: one.get(name, "") for name in ("title", "did", "result", "learned", "links", "time")}
    return Experience(
        **whose,
        **said,
        may_publish=n % 3 == 0,
        may_research=n % 4 == 0,
        no_child_recognised=True,
        state=ExperienceState.CONTRIBUTED if n % 3 else ExperienceState.APPROVED,
        approved_at=None if n % 3 else at,
        created_at=at,
        changed_at=at,
        search_text=searchable(said["title"], [said["did"], said["result"], said["learned"]]),
    )


def _meetings(session: Session, members: list[Member]) -> None:
    meetings = session.scalars(select(Meeting).order_by(Meeting.month))
    for n, (meeting, (days, place, themes)) in enumerate(zip(meetings, HELD, strict=True)):
        if days:
            meeting.first_day, meeting.last_day = days
        meeting.place = place
        meeting.digital = not place
        session.add_all(Theme(meeting_id=meeting.id, network_id=meeting.network_id, suggested_at=STARTS, text=each)
                        for each in themes)  # fmt: skip
        for m, member in enumerate(members):
            for role in (Role.ELECTED, Role.OFFICIAL):
                came = (n + m + (role is Role.ELECTED)) % 6 != 0
                session.add(Attendance(meeting_id=meeting.id, member_id=member.id, role=role, came=came,
                                       noted_at=STARTS + timedelta(days=90 * n)))  # fmt: skip


def _work(session: Session, period: Period, members: list[Member], activities: list[Activity]) -> None:
    activities[0].done_at = STARTS + timedelta(days=700)
    for each in activities[1].steps:
        each.done_at = STARTS + timedelta(days=400)
    for n, (member, (title, text)) in enumerate(zip(members, CHALLENGES, strict=False)):
        challenge = Challenge(period_id=period.id, member_id=member.id, created_at=STARTS, title=title, text=text)
        session.add(challenge)
        session.flush()
        review = PeerReview(period_id=period.id, member_id=member.id, challenge_id=challenge.id,
                            held_on=date(2021, 3, 3 + n) if FOUND[n] else None, report=FOUND[n])  # fmt: skip
        session.add(review)
        session.flush()
        session.add_all(PeerReviewer(review_id=review.id, member_id=each.id) for each in members[n + 1 : n + 3])
    members[0].page_text = "Stadsdelens sida om barnets rättigheter berättar om pågående arbete, med filmer och mallar."
    session.add_all(ChapterText(period_id=period.id, chapter=chapter, changed_at=STARTS, text=text)
                    for chapter, text in WRITTEN.items())  # fmt: skip


def world(url: str = "sqlite://", how_many: int = len(CONTRIBUTED)) -> Database:
    """A database with the whole period in it."""
    engine = open_engine(url)
    bring_up_to_date(engine)
    database = Database(engine)
    with database.writing() as session:
        play(session, how_many)
    return database


if __name__ == "__main__":
    import tempfile

    from bot.report import write_report

    audience = next((each for each in sys.argv[1:] if "." not in each), "internal")
    with tempfile.TemporaryDirectory() as folder, world(f"sqlite:///{folder}/played.db").reading() as played:
        about = played.scalars(select(Network)).one(), played.scalars(select(Period)).one()
        for name in (each for each in sys.argv[1:] if "." in each):
            write_report(played, *about, Path(name), now=AFTER, audience=audience)
