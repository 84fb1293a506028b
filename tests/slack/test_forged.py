"""Whoever may not, changes nothing: every declared button, form, closing, word and shortcut, with any value in it.

What Slack sends back can be forged, so the values are what the real ones are, other rows', and nonsense.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Base
from bot.feature.call import By, Fields
from bot.models import (
    AccessNeed,
    Answer,
    Attendance,
    ChecklistItem,
    Experience,
    Feed,
    HostingTurn,
    JoinRequest,
    Meeting,
    Person,
    PersonState,
    ProgrammeItem,
    Reply,
    RequestState,
    Role,
    SwapRequest,
    SwapState,
    Theme,
    ThemeVote,
)
from bot.slack.payloads import Ask, Who
from tests.world import NOW, Somebody, World

NOT_ASKED = {"seen", "slack_users", "network_choices"}
LIKELY = ["", "1", "2", "1.1", "1.2", "2.1", "1.yes", "1.no", "1.on", "1.off", "1.elected", "1.0", "1.1.1", "1 1"]
ODD = [
    *("3", "2.deputy", "1.official", "mine", "late", "sv.next", "home", "2020-05-14", "all", "1.rooms", "rooms.1"),
    *("-1", "9" * 400, "²", "\ud800", "<!channel>", "' OR 1=1 --", '["1","C0NETWORK"]', "{}", "x" * 3000),
]


class Forged(Fields):
    """A form in which every field is filled in, with something that may well be meant."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__({}, chance.choice(LIKELY))
        object.__setattr__(self, "chance", chance)

    def text(self, name: str) -> str:
        return self.chance.choice(
            ["1", "2", "yes", "no", "planned", "elected", "official", "09.00 Text", "ask", "Text"]
        )

    def chosen(self, name: str) -> tuple[str, ...]:
        return ("1", "2", "1.elected", "digital", "no_child_recognised", "yes")

    def day(self, name: str) -> date:
        return date(2020, 6, 1)

    def time(self, name: str) -> time:
        return time(9)


@pytest.fixture
def rich(world: World):
    """A network with one of everything, the official of Gävle in the middle of it."""
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    deputy = world.person("Suppleant", Role.DEPUTY, gavle, deputy_for_id=elected.person_id)
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    world.waiting = world.person("Väntar", Role.OFFICIAL, orebro, state=PersonState.REQUESTED, requested_at=NOW)
    world.left = world.person("Har lämnat", Role.OFFICIAL, orebro, state=PersonState.LEFT)
    world.reader = world.person("Gäst", Role.GUEST)
    first = world.meeting(first_day=date(2020, 5, 14), host=gavle)
    second = world.meeting(first_day=date(2020, 11, 12), host=orebro)
    held = world.meeting(first_day=date(2020, 2, 3), host=gavle)
    world.activity(1, "Aktivitet", {"title": "Steg", "member_id": gavle})
    world.add(Answer(meeting_id=first, person_id=elected.person_id, reply=Reply.NO, deputy_id=deputy.person_id,
                     answered_at=NOW))  # fmt: skip
    world.add(AccessNeed(meeting_id=first, person_id=world.official.person_id, text="Vegetariskt"))
    world.add(ProgrammeItem(meeting_id=first, position=1, title="Inledning"))
    world.add(ChecklistItem(meeting_id=first, position=1, title="Eget", days_before=10))
    world.add(Attendance(meeting_id=held, member_id=gavle, role=Role.ELECTED, came=True, noted_at=NOW))
    theme = world.add(Theme(network_id=world.network_id, text="Tema", suggested_at=NOW,
                            suggested_by_id=world.official.person_id))  # fmt: skip
    world.add(ThemeVote(theme_id=theme, person_id=world.official.person_id))
    world.add(SwapRequest(turn_id=1, other_turn_id=2, member_id=gavle, other_member_id=orebro, asked_at=NOW,
                          asked_by_id=world.official.person_id))  # fmt: skip
    world.add(Experience(network_id=world.network_id, period_id=world.period_id, member_id=gavle, title="E", did="D",
                         author_id=world.official.person_id, created_at=NOW, changed_at=NOW))  # fmt: skip
    world.ask(world.official, "/mote kalender")
    assert second == 2
    return world


def everything(world: World, *nouns: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, or of some."""
    tables = [each.__table__ for each in nouns] or [
        each for name, each in Base.metadata.tables.items() if name not in NOT_ASKED
    ]
    with world.database.reading() as session:
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def asks(world: World, who: Somebody, chance: random.Random, values: Sequence[str]) -> Iterator[Ask]:
    """Everything that is declared, as somebody might send it, with each of the values; also the one that fits now."""
    declared = world.answering._declared
    shelves = (("button", declared.buttons), ("form", declared.forms), ("closed", declared.closed),
               ("shortcut", declared.shortcuts))  # fmt: skip
    for kind, name in [(kind, name) for kind, shelf in shelves for name in shelf]:
        for value in (*values, f"1.{world.row(Meeting, 1).version}"):
            yield Ask(
                kind=kind, name=name, who=Who(who.user.id), value=value, words=value, container="message",
                channel="C0NETWORK", first_field="text", view=f"V{chance.random()}", fields=Forged(chance),
                chosen=("1", "2"),
            )  # fmt: skip
    for command in declared.command_list():
        typed = [f"{word.sv} {value}" for word in command.words for value in chance.sample(LIKELY + ODD, 2)]
        for words in ("", *typed, *chance.sample(LIKELY + ODD, 3)):
            yield Ask(kind="command", name=command.sv, who=Who(who.user.id), words=words, channel="C0NETWORK")


def send_all(world: World, who: Somebody, seed: int, values: Sequence[str] = (), but: str = " ") -> None:
    chance = random.Random(seed)
    for ask in asks(world, who, chance, values or chance.sample(LIKELY + ODD, 3)):
        if ask.name.startswith(but):
            continue
        answered = world.answering.answer(ask, who.user, world.now)
        assert "Referens" not in str(getattr(answered.answer, "text", "")), ask


@pytest.mark.parametrize("whom", ["reader", "left"])
def test_who_only_reads_and_who_has_left_change_nothing(rich, whom):
    who = getattr(rich, whom)
    before = everything(rich)
    send_all(rich, who, 5)
    after = everything(rich)
    if whom == "left":  # may ask to join again
        assert rich.row(Person, rich.left.person_id).state in (PersonState.LEFT, PersonState.REQUESTED)
        for each in ("people", "changes", "deliveries", "join_requests"):
            del before[each], after[each]
    assert after == before


@pytest.mark.parametrize("whom", ["newcomer", "stranger", "waiting"])
def test_who_is_not_confirmed_can_ask_to_join_and_nothing_else(rich, whom):
    before, waiting = everything(rich), [each.person_id for each in rich.rows(JoinRequest)]
    send_all(rich, getattr(rich, whom), 7)
    after = everything(rich)
    people = [each for each in rich.rows(Person) if each.slack_id == getattr(rich, whom).slack_id]
    assert len(after["people"]) <= len(before["people"]) + 1
    for each in people:
        asked = [one.state for one in rich.rows(JoinRequest) if one.person_id == each.id]
        assert set(asked) <= {RequestState.OPEN, RequestState.TAKEN_BACK} and asked.count(RequestState.OPEN) <= 1
        assert each.state in (PersonState.REQUESTED, PersonState.LEFT)
        assert (each.state is PersonState.REQUESTED) is (RequestState.OPEN in asked) or not asked
    assert {each.person_id for each in rich.rows(JoinRequest)} <= {*(each.id for each in people), *waiting}
    for each in ("people", "changes", "deliveries", "join_requests"):
        del before[each], after[each]
    assert after == before


def test_who_sits_for_another_member_changes_nothing_of_ours(rich):
    """The official of Örebro chooses themes, plans meetings and hosts their own; Gävle's they do not touch."""
    with rich.database.writing() as session:
        session.get_one(SwapRequest, 1).state = SwapState.DECLINED  # or they might accept it
    before = ours(rich)
    send_all(rich, rich.other, 3, LIKELY, but="join")  # who asks to sit elsewhere is no longer confirmed
    assert ours(rich) == before


def ours(world: World) -> list[Any]:
    """What belongs to Gävle: its meetings with all that is about them, its people's answers, needs and experiences."""
    found: list[Any] = [
        (each.id, each.first_day, each.starts, each.place, each.link, each.title, each.note, each.state)
        for each in world.rows(Meeting)
        if each.id in (1, 3)
    ]
    for noun in (HostingTurn, ProgrammeItem, ChecklistItem, Attendance):
        found += [(noun, *values(each)) for each in world.rows(noun) if each.meeting_id in (1, 3)]
    for noun in (Answer, AccessNeed, Feed):
        found += [(noun, *values(each)) for each in world.rows(noun) if each.person_id in (1, 2, 3)]
    found += [values(each) for each in world.rows(Experience) if each.member_id == 1]
    return [*found, *(values(each) for each in world.rows(Person) if each.member_id == 1)]


def values(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, each.name) for each in row.__table__.columns)


def test_the_door_stops_all_that_writes_before_it_begins(rich):
    """Whatever writes is for the confirmed or the coordinator, but for these, each of which looks itself."""
    declared = rich.answering._declared
    words = [word for each in declared.command_list() for word in (each.alone, *each.words) if word.writes]
    acts = [*declared.buttons.values(), *declared.forms.values(), *declared.closed.values()]
    open_to_all = {each.name for each in acts if each.writes and each.by in (By.ANYONE, By.INSIDE)}
    assert open_to_all == {
        "calendar.get",
        "home.search",
        "experience.narrower",
        "join",
        "join.take_back",
        "my_data.erase",
    }
    assert {each.sv for each in words if each.by is By.ANYONE} == {"kalender", "tema"}
