"""The fullest network that forms and plan files allow: every answer is one that Slack takes, and all of it is reached.

Texts are as long as they may be, with signs that Slack counts several times.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from bot.blocks.parts import DOES
from bot.feature.call import User
from bot.feature.declare import CHANNEL, Run, declared
from bot.language import speak
from bot.models import (
    AccessNeed,
    Activity,
    Answer,
    ChecklistItem,
    Experience,
    HostingTurn,
    JoinRequest,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    ProgrammeItem,
    Reply,
    Role,
    Step,
    SwapRequest,
    Theme,
)
from bot.models.activities import Goal
from bot.terminal.playground import CHANNEL as ROOM
from tests.databases import empty
from tests.playground.test_playground_run import OFFICIAL, playing, user_named
from tests.world import NOW, Somebody, World, blocks_read, labels, refuse_what_slack_does_not_take, words_of

MEMBERS, MEETINGS, ACTIVITIES, STEPS, EXPERIENCES, THEMES = 40, 16, 12, 20, 24, 60
TODAY = NOW.date()


def full(start: str, longest: int) -> str:
    """A text of that length that says what it is, and holds what Slack escapes."""
    return (f"{start} " + "<å> & ord " * (longest // 10 + 1))[: longest - 1] + "."


class Fullest(World):
    """Everything there can be, as much as is allowed."""

    def __init__(self, database: Any) -> None:
        super().__init__(database)
        with database.writing() as session:
            network, period = session.get_one(Network, self.network_id), session.get_one(Period, self.period_id)
            network.aim = full("Syfte", 5000)
            network.settings = {"checklist": [full(f"Sak {n}", 130) for n in range(30)], "digest": True}
            period.focus = [full(f"Område {n}", 300) for n in range(20)]
            period.agreement = full("Överenskommelse", 5000)
            period.terms = {"coordination_text": full("Samordning", 5000), "host_pays": ["lokal & fika"] * 60}
            self.members = [Member(network=network, name=full(f"M{n}", 120), municipalities=[f"M{n}"],
                                   page_text=full(f"Text{n}", 3000)) for n in range(MEMBERS)]  # fmt: skip
            session.add_all([Membership(period=period, member=each) for each in self.members])
            self.people = [
                Person(network=network, slack_id=f"UF{n}{role.value[0]}".upper(), name=full(f"P{n}", 150),
                       role=role, member=each)
                for n, each in enumerate(self.members) for role in (Role.ELECTED, Role.OFFICIAL)
            ]  # fmt: skip
            session.add_all(self.people)
            session.flush()
            session.add_all(
                Person(network=network, slack_id=f"UD{n}", name=full(f"E{n}", 150), role=Role.DEPUTY,
                       member=self.members[0], deputy_for=self.people[1], state=state)
                for n, state in enumerate([PersonState.CONFIRMED] * 12 + [PersonState.REQUESTED] * 15)
            )  # fmt: skip
            session.flush()
            session.add_all(
                JoinRequest(network_id=network.id, person=each, role=Role.DEPUTY, member=self.members[0],
                            deputises=Role.OFFICIAL, asked_at=NOW)
                for each in session.query(Person).filter_by(state=PersonState.REQUESTED)
            )  # fmt: skip
            session.add_all(
                Person(network=network, slack_id=f"UG{n}", name=full(f"G{n}", 150), role=Role.GUEST) for n in range(30)
            )
            self._meetings(session, network, period)
            self._work(session, network, period)
        self.official = Somebody(User(self.people[1].slack_id, "x"), self.people[1].id)

    def _meetings(self, session: Any, network: Network, period: Period) -> None:
        meetings = [
            Meeting(
                network=network, period=period, title=full(f"Möte {n}", 140), place=full("Plats", 200), digital=True,
                kind=MeetingKind.OFFICIALS if n == MEETINGS // 2 else MeetingKind.PARTNERSHIP,
                link="https://x.se/?" + "a&" * 243, note=full("Anteckning", 1999), month=day.replace(day=1),
                first_day=day, last_day=day, days_set_at=NOW, took_place=True if day < TODAY else None,
            )
            for n in range(MEETINGS)
            for day in [TODAY + timedelta(days=9 * (n - MEETINGS // 2) + 5)]
        ]  # fmt: skip
        turns = [HostingTurn(network=network, period=period, member=self.members[n % MEMBERS], meeting=each,
                             reason=full("Skäl", 300), handover=full("Överlämning", 1999))
                 for n, each in enumerate(meetings)]  # fmt: skip
        session.add_all([*turns, *(HostingTurn(network=network, member=each, position=n)
                                   for n, each in enumerate(self.members))])  # fmt: skip
        session.flush()
        self.next, person = meetings[MEETINGS // 2], self.people[0]
        session.add_all(SwapRequest(turn=turns[-1], other_turn=turns[-2 - n], member=turns[-1].member,
                                    other_member=turns[-2 - n].member, asked_at=NOW, note=full("Lapp", 399))
                        for n in range(8))  # fmt: skip
        session.add_all(ProgrammeItem(meeting=self.next, position=n, day=1 + n // 30, title=full(f"Punkt {n}", 200),
                                      who=full("vem", 100)) for n in range(60))  # fmt: skip
        session.add_all(Theme(network_id=network.id, text=full(f"Tema {n}", 200), suggested_at=NOW, suggested_by=person,
                              meeting=self.next if n < 20 else None) for n in range(20 + THEMES))  # fmt: skip
        session.add_all(AccessNeed(meeting_id=self.next.id, person_id=each.id, text=full("Behov", 500))
                        for each in self.people)  # fmt: skip
        session.add_all(Answer(meeting=self.next, person=each, reply=[Reply.YES, Reply.NO, Reply.MAYBE][n % 3],
                               answered_at=NOW) for n, each in enumerate(self.people[20:]))  # fmt: skip
        session.add_all(ChecklistItem(meeting=self.next, title=full(f"Egen {n}", 139), position=n, days_before=9)
                        for n in range(30))  # fmt: skip

    def _work(self, session: Any, network: Network, period: Period) -> None:
        goals = [Goal(period=period, position=n, title=full(f"Mål {n}", 300)) for n in range(3)]
        activities = [
            Activity(period=period, goal=goals[n * 3 // ACTIVITIES], number=n + 1, title=full(f"Akt{n + 1}", 300),
                     when=full("När", 5000), comment=full("Kommentar", 5000), open_question=full("Fråga", 5000),
                     how=[full(f"Hur {m}", 400) for m in range(10)])
            for n in range(ACTIVITIES)
        ]  # fmt: skip
        session.add_all(activities)
        session.flush()
        session.add_all(
            Step(activity=each, position=n, title=full(f"Steg {n}", 300), when=full("Vår 2020", 300),
                 ends=date(2020, 1, 31), member=self.members[0])
            for each in activities for n in range(STEPS)
        )  # fmt: skip
        session.add_all(
            Experience(network=network, period=period, member=self.members[0], author=self.people[1],
                       activity=activities[0], title=full(f"Erf{n}", 140), did=full("gjorde skolval", long),
                       target_group=full("Grupp", 140), time=full("Tid", 100), result=full("Resultat", long),
                       may_publish=True, created_at=NOW, changed_at=NOW, search_text="skolval gjorde")
            for n in range(EXPERIENCES) for long in [3000 if n < 2 else 200]
        )  # fmt: skip


@pytest.fixture(scope="module")
def fullest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    database = empty(tmp_path_factory.mktemp("fullest") / "full.db")
    yield Fullest(database)
    database.engine.dispose()


LISTED = {
    "/natverk medlemmar": (r"^\*M(\d+) ", MEMBERS),
    "/natverk hemsida": (r"^\*M(\d+) ", MEMBERS),
    "/natverk kapitel": (r"^\*.{0,9}\bM(\d+) ", MEMBERS),
    "/mote lista": (r"\*Möte (\d+) ", MEETINGS - MEETINGS // 2),
    "/mote ändra": (r"\*Möte (\d+) ", MEETINGS - MEETINGS // 2),
    "/mote tema": (r"^\*(?:\d+)\.\* Tema (\d+) ", THEMES),
    "/mote": (r"^• Punkt (\d+) ", 60),
    "/vardskap": (r"\bMöte (\d+) |– \*M\d+ .*• ", 0),
    "/vardskap lista": (r"^(?:Sak|Egen) (\d+) ", 60),
    "/aktiviteter": (r"^\*(\d+)\. Akt", ACTIVITIES),
    "/aktiviteter alla": (r"^\*(\d+)\. Akt", ACTIVITIES),
    "/aktiviteter sena": (r"^\*(\d+)\. Akt", ACTIVITIES),
    "/aktiviteter 1": (r"☐ Steg (\d+) ", STEPS),
    "/erfarenhet granska": (r"^\*Erf(\d+) ", EXPERIENCES),
    "/erfarenhet sök skolval": (r"^\*Erf(\d+) ", EXPERIENCES),
}


@pytest.mark.parametrize("typed", [typed for typed, (_, count) in LISTED.items() if count])
def test_each_is_reached_once_by_pressing_on_to_the_end(fullest, typed):
    shape, count = LISTED[typed]
    answered = fullest.ask(fullest.coordinator, typed)
    if typed == "/mote":
        answered = fullest.click(fullest.coordinator, answered, "Hela programmet")
    pages = fullest.pages(fullest.coordinator, answered)
    listed = re.findall(shape, blocks_read(pages), re.MULTILINE)
    assert len(listed) == count and max(Counter(listed).values()) <= (2 if typed == "/vardskap lista" else 1)
    assert typed not in ("/natverk medlemmar", "/mote tema") or f"av {count}" in words_of(pages[0])


ASKED = [
    "/natverk", "/natverk årshjul", "/natverk närvaro", "/natverk gå med", "/natverk hjälp",
    "/vardskap", "/vardskap turordning", "/vardskap byt", "/aktiviteter mina", "/aktiviteter täckning", "/erfarenhet",
    "/erfarenhet 1", "/erfarenhet mina", "/mote ny", "/natverk rapport publik",
]  # fmt: skip


@pytest.mark.parametrize("typed", ASKED)
def test_whatever_is_asked_slack_takes_the_answer(fullest, typed):
    for who in (fullest.coordinator, fullest.official):
        answered = fullest.ask(who, typed)
        assert answered.refused == (who is fullest.official and typed in REFUSED), words_of(answered)
        if not answered.refused:
            fullest.pages(who, answered)


REFUSED = {"/natverk rapport publik", "/vardskap byt"}
QUESTIONS = [
    "vilka kommer?", "vilka har inte svarat?", "vilka kommuner är med?", "vilka är kontaktpersoner?", "alla möten",
    "vilka har varit värdar?",
    "vilka möten var det 2020?", "vem är kontaktperson i M0?", "vem har hand om aktivitet 2?",
    "vad står på programmet?", "vem samordnar?", "vem betalar vad?", "hur länge gäller överenskommelsen?",
    "vilka steg har M0?", "kommer M0?", "är M7 med?", "när är nästa möte? vem är värd?", "vilka teman finns?",
]  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS)
def test_plain_questions_are_answered_whole(fullest, words):
    pages = fullest.pages(fullest.official, fullest.say(fullest.official, words))
    everything = blocks_read(pages)
    if words == "vilka kommuner är med?":
        assert sorted(map(int, re.findall(r"\bM(\d+) <", everything))) == list(range(MEMBERS))
    if words == "vad står på programmet?":
        assert [int(n) for n in re.findall(r"Punkt (\d+)", everything)] == list(range(60))


def test_home_has_room_for_what_matters_and_leads_to_the_rest(fullest):
    for who in (fullest.coordinator, fullest.official, fullest.newcomer):
        shown = fullest.home(who)
        refuse_what_slack_does_not_take(shown.answer)
        assert "Allt annat" in words_of(shown)
    shown = fullest.click(fullest.official, fullest.home(fullest.official), "Visa allt som väntar")
    late = re.findall(r"Försenad: aktivitet (\d+),", blocks_read(fullest.pages(fullest.official, shown)))
    assert sorted(map(int, late)) == list(range(1, ACTIVITIES + 1))


def test_forms_and_windows_are_ones_that_slack_takes(fullest):
    meeting = str(fullest.next.id)
    for name, value in (
        ("answer.for", meeting), ("answer.deputy", meeting), ("answer.needs", meeting), ("answer.needs_told", meeting),
        ("meeting.change", meeting), ("programme.edit", meeting), ("theme.choose", meeting), ("theme.withdraw", ""),
        ("checklist.edit", meeting), ("handover.write", meeting), ("hosting.swap", ""), ("attendance.note", meeting),
        ("join.again", ""), ("website.write", "1"), ("reminders.days", ""), ("network.settings", ""),
        ("experience.change", "1"), ("experience.narrower", ""), ("took_place.yes", "1"),
    ):  # fmt: skip
        for who in (fullest.coordinator, fullest.official):
            answered = fullest.press(who, name, value)
            refuse_what_slack_does_not_take(answered.answer)


def test_everything_that_goes_out_by_itself_is_taken(fullest):
    """One message of each kind and length, to whomever it goes."""
    with fullest.database.reading() as session:
        network = session.get_one(Network, fullest.network_id)
        run = Run(session=session, network=network, now=NOW, since=NOW - timedelta(days=40),
                  until=NOW + timedelta(days=40), coordinators=("UCOORD",))  # fmt: skip
        posts = {(post.kind, post.to in ("UCOORD", CHANNEL), post.due): post
                 for job in declared.jobs.values() for post in job.plans(run)}  # fmt: skip
        written = [(post.kind, post.write(speak("sv"))) for post in posts.values()]
    for _, message in written:
        refuse_what_slack_does_not_take(message)
        assert not (message.listing and message.listing.has_pages) or "Visa fler" in labels(message)
    assert {kind for kind, _ in written} >= {"invitation", "came", "digest", "handover"}, sorted(
        {k for k, _ in written}
    )


def test_pages_are_turned_in_a_conversation_and_in_a_window(tmp_path):
    """Through Slack's own doors: a list in the channel, and from the Home tab in a window that stays the same."""

    def turn(blocks: Any) -> str:
        """The name of the button that leads on; empty on the last page."""
        rows = [each for block in blocks for each in block.get("elements", ()) if each.get("type") == "button"]
        return next((each["action_id"] for each in rows if each["text"]["text"] == "Visa fler"), "")

    def numbers(blocks: Any) -> list[int]:
        return [int(n) for n in re.findall(r"Ett tema (\d+)\b", str(blocks))]

    async def scene(playing: Any) -> None:
        slack, user = playing.slack, user_named(playing, OFFICIAL)
        with playing.bot.database.writing() as session:
            network = session.query(Network).one()
            session.add_all(Theme(network_id=network.id, text=f"Ett tema {n}", suggested_at=playing.bot.clock.now())
                            for n in range(100))  # fmt: skip

        def latest() -> Any:
            return slack.messages(ROOM.id, ephemeral=True)[-1]

        message = (await slack.command(user, ROOM.id, "/mote tema")).message
        listed = numbers(message.blocks)
        while on := turn(message.blocks):
            page = numbers(message.blocks)
            await slack.click(user, message, on)
            await slack.wait_for(lambda page=page: numbers(latest().blocks) != page, 3)
            message = latest()
            listed += numbers(message.blocks)
        assert sorted(listed) == list(range(100))
        await slack.open_home(user)
        await slack.wait_for(lambda: slack.home(user), 3)
        await slack.click(user, "home", DOES, selected="theme.list ")
        await slack.wait_for(lambda: slack.modal(user), 3)
        window, listed = slack.modal(user)["id"], numbers(slack.modal(user)["blocks"])
        while on := turn(slack.modal(user)["blocks"]):
            page = numbers(slack.modal(user)["blocks"])
            await slack.click(user, window, on)
            await slack.wait_for(lambda page=page: numbers(slack.modal(user)["blocks"]) != page, 3)
            listed += numbers(slack.modal(user)["blocks"])
        assert sorted(listed) == list(range(100)) and slack.modal(user)["id"] == window

    playing(tmp_path)(scene)
