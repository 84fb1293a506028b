# ruff: noqa: E501  (texts as people write them)
"""A whole period played through: the network's real plan, 60 experiences in Swedish, attendance, challenges, reviews.

No person is named. Run `python -m tests.report_world OUT.docx …` to see the report it gives.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import bot
from bot.db import Database, open_engine
from bot.files.load_plan import apply
from bot.files.plan import read_plan
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
from bot.rules.search_words import searchable

PLAN = Path(bot.__file__).parent / "plans" / "partnerskapet-2020-2021.yaml"
STARTS = datetime(2020, 1, 7, 8, 0, tzinfo=UTC)
AFTER = datetime(2022, 1, 10, 8, 0, tzinfo=UTC)

SUBJECTS = (
    ("Barnkonsekvensanalyser i tre steg", "Alla nämnder fick en mall med tre frågor: vilka barn berörs, vad säger de själva, och hur vägs deras bästa mot annat. Handläggarna prövade den på fem ärenden innan den togs i bruk.", "Mallen används nu i två av tre ärenden som rör barn.", "Börja med få ärenden. Den som skriver analysen behöver någon att fråga under de första månaderna."),
    ("Elever hörda om skolvägar", "Elever i årskurs fyra ritade sin väg till skolan och märkte ut var det kändes otryggt. Kartorna lades ihop och visades för tekniska nämnden.", "Fyra övergångsställen byggdes om och två hastigheter sänktes.", "Låt barnen själva lämna över kartorna. Det gjorde mer än våra siffror."),
    ("Budget med barnets bästa som rubrik", "I budgetanvisningarna fick varje nämnd skriva högst en halv sida om hur barns rättigheter påverkas.", "Nio av elva nämnder svarade, och två ändrade sina förslag.", "Frågan ska ställas tidigt på våren. I september är allt redan bestämt."),
    ("Utbildning för nyvalda", "De förtroendevalda fick en halvdag om konventionen som lag, med egna ärenden som exempel i stället för föreläsning.", "Fyrtio av femtiotvå deltog, och tre nämnder bad om en fortsättning.", "Egna ärenden väcker fler frågor än paragrafer."),
    ("Ungdomsråd som remissinstans", "Ungdomsrådet fick samma remisser som nämnderna och tre veckor på sig.", "Rådet svarade på sex av sju remisser.", "Ge rådet en tjänsteperson som förklarar orden, men som inte skriver svaret."),
    ("Samtal med barn i familjerätten", "Vi tog fram ett samtalsstöd med bilder och prövade det i tolv samtal. Barnen fick välja rum.", "Samtalen blev kortare och barnen berättade mer.", "Ett tryggt rum betyder mer än rätt frågor."),
    ("Kartläggning av beslut som rör barn", "Tre sommarjobbande ungdomar läste igenom ett års protokoll och märkte ut beslut där barn inte nämns.", "Vartannat beslut som rör barn saknade deras perspektiv.", "Ungdomarnas genomgång lästes av fler politiker än någon av våra egna."),
    ("Digital träff i stället för resa", "När mötet blev digitalt delade vi upp det på fyra halvdagar och skickade frågorna i förväg.", "Fler förtroendevalda än vanligt kunde vara med.", "Korta pass, kamera på och en person som bara sköter tekniken."),
)  # fmt: skip


def play(session: Session, how_many: int = 60) -> tuple[Network, Period]:
    """Load the plan and live through its two years."""
    apply(session, read_plan(PLAN), STARTS)
    session.flush()
    network = session.scalars(select(Network)).one()
    period = session.scalars(select(Period)).one()
    active = select(Member).join(Membership).where(Membership.state == MembershipState.ACTIVE).order_by(Member.name)
    members = list(session.scalars(active))
    activities = list(session.scalars(select(Activity).order_by(Activity.number)))
    for n in range(how_many):
        session.add(_experience(n, network, period, members, activities))
    _meetings(session, members)
    _work(session, period, members, activities)
    session.flush()
    return network, period


def _experience(
    n: int, network: Network, period: Period, members: list[Member], activities: list[Activity]
) -> Experience:
    title, did, result, learned = SUBJECTS[n % len(SUBJECTS)]
    at = STARTS + timedelta(days=11 * n)
    member = members[(n * 3) % (len(members) - 1)]
    return Experience(
        network_id=network.id,
        period_id=period.id,
        member_id=member.id,
        activity_id=activities[n % 6].id if n % 9 else None,
        title=f"{title} i {member.name}",
        did=did + ("\n\nArbetet tog ett halvår och gjordes inom ordinarie tjänst." if n % 2 else ""),
        result=result if n % 3 else "",
        learned=learned if n % 4 else "",
        links=f"https://exempel.se/{n}" if n % 5 == 0 else "",
        time=("våren 2020", "hösten 2020", "våren 2021", "")[n % 4],
        may_publish=n % 3 == 0,
        may_research=n % 4 == 0,
        no_child_recognised=True,
        state=ExperienceState.CONTRIBUTED,
        created_at=at,
        changed_at=at,
        search_text=searchable(title, [did, result, learned]),
    )


def _meetings(session: Session, members: list[Member]) -> None:
    for n, meeting in enumerate(session.scalars(select(Meeting).order_by(Meeting.month))):
        session.add(Theme(meeting_id=meeting.id, network_id=meeting.network_id, suggested_at=STARTS,
                          text=("Lagen i vardagen", "Barnets bästa", "Att höra barn", "Styrning och mål")[n % 4]))  # fmt: skip
        for m, member in enumerate(members):
            for role in (Role.ELECTED, Role.OFFICIAL):
                came = (n + m + (role is Role.ELECTED)) % 6 != 0
                session.add(Attendance(meeting_id=meeting.id, member_id=member.id, role=role, came=came,
                                       noted_at=STARTS + timedelta(days=90 * n)))  # fmt: skip


def _work(session: Session, period: Period, members: list[Member], activities: list[Activity]) -> None:
    activities[0].done_at = STARTS + timedelta(days=700)
    for each in activities[1].steps:
        each.done_at = STARTS + timedelta(days=400)
    for n, member in enumerate(members[:4]):
        challenge = Challenge(period_id=period.id, member_id=member.id, created_at=STARTS,
                              title=("Att nå barn som sällan hörs", "Tid för analys i små ärenden")[n % 2],
                              text="De barn som berörs mest är de som vi hör minst.")  # fmt: skip
        session.add(challenge)
        session.flush()
        review = PeerReview(period_id=period.id, member_id=member.id, challenge_id=challenge.id,
                            held_on=date(2021, 3, 3 + n) if n else None, report="Granskarna föreslog tre steg.")  # fmt: skip
        session.add(review)
        session.flush()
        session.add_all(PeerReviewer(review_id=review.id, member_id=each.id) for each in members[n + 1 : n + 3])
    members[0].page_text = "Kommunens sida om barnets rättigheter finns på webbplatsen."
    session.add(ChapterText(period_id=period.id, chapter="summary", changed_at=STARTS,
                            text="Partnerskapet har gått från ord till vana.\n\nDet märks i ärendena."))  # fmt: skip
    session.add(ChapterText(period_id=period.id, chapter="challenges", changed_at=STARTS,
                            text="Styrkan är att kommunerna visar varandra också det som inte gick."))  # fmt: skip


def world(url: str = "sqlite://") -> Database:
    """A database with the whole period in it."""
    engine = open_engine(url)
    bring_up_to_date(engine)
    database = Database(engine)
    with database.writing() as session:
        play(session)
    return database


if __name__ == "__main__":
    import tempfile

    from bot.files.report import report

    with tempfile.TemporaryDirectory() as folder:
        played = world(f"sqlite:///{folder}/played.db")
        for name in sys.argv[1:]:
            report(played, Path(name), "internal", AFTER)
