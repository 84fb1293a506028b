"""Who may do what: everything that is declared, by every kind of person. A new act is covered by being there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks.messages import Form, Message
from bot.blocks.parts import DOES
from bot.db import Base
from bot.feature.call import By, Fields, User
from bot.feature.declare import Word
from bot.feature.next_step import TYPED
from bot.language import speak, unescape
from bot.models import (
    AccessNeed,
    Account,
    Activity,
    Answer,
    ChecklistItem,
    Coordination,
    Delivery,
    Experience,
    ExperienceState,
    HostingTurn,
    JoinRequest,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    MembershipState,
    Network,
    Period,
    Person,
    PersonState,
    ProgrammeItem,
    Reply,
    Role,
    SlackUser,
    Step,
    Theme,
)
from bot.network.choice import CHOOSE
from bot.slack.answering import Response, _Refused
from bot.slack.payloads import Ask, Who
from tests.databases import empty
from tests.slack.test_forged import everything
from tests.world import CHANNEL_ID, NOW, Somebody, World, blocks_of, elements, words_of

WRITES = {By.ANYONE, By.INSIDE, By.CONFIRMED, By.AUTHOR, By.ANSWERING, By.HOST}
READS_INSIDE = {By.ANYONE, By.INSIDE}
THEIR_OWN = {By.ANYONE, By.AUTHOR}
NOBODY = {By.ANYONE}
MAY: dict[str, set[By]] = {
    "confirmed": WRITES,
    "confirmed, a guest's account": WRITES,
    "confirmed, of another organisation": WRITES,
    "confirmed, unknown to Slack": WRITES,
    "deputy": WRITES,
    "coordinator": {*By},
    "coordinator, a guest's account": {*By},
    "guest of the network": READS_INSIDE,
    "nobody": NOBODY,
    "a guest's account": NOBODY,
    "of another organisation": NOBODY,
    "unknown to Slack": NOBODY,
    "admin": NOBODY,
    "asks to join": THEIR_OWN,
    "declined": THEIR_OWN,
    "has left": THEIR_OWN,
    "former coordinator": THEIR_OWN,
    "member has left": {*THEIR_OWN, By.ANSWERING},
    "another network's official": NOBODY,
    "another network's coordinator": NOBODY,
    "account closed": set(),
}
"""What each kind of person may, by what an act is declared to be for."""


KNOWN_AS_GUEST = "confirmed, a guest's account"
WRITTEN = {"did": "Vi prövade.", "created_at": NOW, "changed_at": NOW}
THERE = 90
"""The row number of everything in the other network."""


@dataclass(frozen=True)
class Declared:
    """One thing that is declared, as somebody would do it."""

    by: By
    ask: Ask
    writes: bool


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A network with one of each kind of person, and another with its own."""
    world = World(empty(tmp_path_factory.mktemp("crowd") / "crowd.db"))
    gavle, lerum = world.member("Gävle"), world.member("Alingsås/Lerum")
    with world.database.writing() as session:
        membership = session.query(Membership).filter_by(member_id=lerum).one()
        membership.state = MembershipState.LEFT
    world.people = dict(_people(world, gavle, lerum))
    world.meeting(first_day=NOW.date().replace(month=5), host=gavle)
    world.meeting(first_day=NOW.date().replace(month=1), host=gavle)
    world.activity(1, "Aktivitet", {"title": "Steg", "person_id": world.people["confirmed"].person_id})
    world.ask(world.people["confirmed"], "/mote tema Skolval i Gävle")
    for consents in ((), ("publication",)):
        form = world.ask(world.people["confirmed"], "/erfarenhet").answer
        world.send(world.people["confirmed"], form, title=f"Erfarenhet {len(consents)}", did="Vi prövade.",
                   no_child=("no_child_recognised",), consents=consents)  # fmt: skip
    world.press(world.people["confirmed"], "meeting.answer", "1.yes")
    me, elected, deputy = (world.people[kind].person_id for kind in ("confirmed", KNOWN_AS_GUEST, "deputy"))
    about = {"network_id": world.network_id, "period_id": world.period_id, "member_id": gavle}
    world.add(Answer(meeting_id=1, person_id=elected, reply=Reply.DEPUTY, deputy_id=deputy, answered_at=NOW),
              AccessNeed(meeting_id=1, person_id=me, text="Nötallergi"),
              Experience(**about, author_id=me, title="Utkast", state=ExperienceState.DRAFT, **WRITTEN))  # fmt: skip
    world.people |= dict(_others(world))
    return world


def _people(world: World, gavle: int, lerum: int) -> Iterator[tuple[str, Somebody]]:
    def of(account: Account, who: Somebody) -> Somebody:
        return replace(who, user=replace(who.user, account=account))

    person = world.person
    yield "confirmed", person("Namn Bekräftad", Role.OFFICIAL, gavle)
    yield "deputy", person("Namn Suppleant", Role.DEPUTY, gavle)
    yield "confirmed, a guest's account", of(Account.GUEST, person("Namn Gästkonto", Role.ELECTED, gavle))
    other = person("Namn Annanstans", Role.OFFICIAL, gavle)
    yield "confirmed, of another organisation", of(Account.OTHER, other)
    yield "confirmed, unknown to Slack", of(Account.UNKNOWN, person("Namn Okänd", Role.OFFICIAL, gavle))
    yield "coordinator", person("Namn Samordnare", Role.COORDINATOR)
    yield "coordinator, a guest's account", of(Account.GUEST, person("Namn Gästsamordnare", Role.COORDINATOR))
    yield "guest of the network", person("Namn Läsare", Role.GUEST)
    yield "nobody", Somebody(User("UNOBODY", "Ny"))
    yield "a guest's account", Somebody(User("UGUEST", "Gäst", account=Account.GUEST))
    yield "of another organisation", Somebody(User("UOTHER", "Annan", account=Account.OTHER))
    yield "unknown to Slack", Somebody(User("UUNKNOWN", account=Account.UNKNOWN))
    yield "admin", Somebody(User("UADMIN", "Administratör", is_admin=True))
    asks = person("Namn Väntar", Role.OFFICIAL, gavle, state=PersonState.REQUESTED, requested_at=NOW)
    yield "asks to join", asks
    yield "declined", person("Namn Avslagen", Role.OFFICIAL, gavle, state=PersonState.DECLINED)
    yield "has left", person("Namn Lämnat", Role.OFFICIAL, gavle, state=PersonState.LEFT)
    yield "former coordinator", person("Namn Före detta", Role.COORDINATOR, state=PersonState.LEFT)
    yield "member has left", person("Namn Medlemlöst", Role.OFFICIAL, lerum)
    gone = person("Namn Avstängd", Role.OFFICIAL, gavle)
    yield "account closed", replace(gone, user=replace(gone.user, is_gone=True))


def _others(world: World) -> Iterator[tuple[str, Somebody]]:
    world.other_network = world.add(*_another_network())
    for kind, role in (("official", Role.OFFICIAL), ("coordinator", Role.COORDINATOR)):
        row = world.add(Person(id=THERE if role is Role.OFFICIAL else None, network_id=THERE, slack_id=f"UTHERE{kind}",
                               name=f"Namn Andra {kind}", role=role,
                               member_id=THERE if role is Role.OFFICIAL else None))  # fmt: skip
        yield f"another network's {kind}", Somebody(User(f"UTHERE{kind}", f"Andra {kind}"), row)
    world.add(*_of_its_official())


def _another_network() -> Iterator[Any]:
    """One with one of each, all of the same number, so that a forged value is a row of it whatever it is taken for."""
    starts, ends = NOW.date().replace(month=1, day=1), NOW.date().replace(month=12, day=31)
    yield Network(id=THERE, key="other", name="Ett annat", channel="C0OTHER", settings={})
    yield Period(id=THERE, network_id=THERE, name="2020", starts=starts, ends=ends,
                 coordination=Coordination.COORDINATOR)  # fmt: skip
    yield Member(id=THERE, network_id=THERE, name="Skövde", municipalities=["Skövde"])
    yield Membership(id=THERE, period_id=THERE, member_id=THERE)
    yield Meeting(id=THERE, network_id=THERE, period_id=THERE, kind=MeetingKind.PARTNERSHIP, title="Främmande träff",
                  month=starts.replace(month=6))  # fmt: skip
    yield HostingTurn(id=THERE, network_id=THERE, period_id=THERE, member_id=THERE, meeting_id=THERE)
    yield Activity(id=THERE, period_id=THERE, number=THERE, title="Främmande aktivitet")
    yield Step(id=THERE, activity_id=THERE, position=1, title="Främmande steg")


def _of_its_official() -> Iterator[Any]:
    whose = {"network_id": THERE, "period_id": THERE, "member_id": THERE, "author_id": THERE}
    yield Experience(id=THERE, **whose, title="Främmande erfarenhet", may_publish=True, **WRITTEN)
    yield Theme(id=THERE, network_id=THERE, text="Främmande tema", suggested_by_id=THERE, suggested_at=NOW)
    yield JoinRequest(id=THERE, network_id=THERE, person_id=THERE, role=Role.ELECTED, member_id=THERE, asked_at=NOW)
    yield Answer(id=THERE, meeting_id=THERE, person_id=THERE, reply=Reply.NO, answered_at=NOW)
    yield AccessNeed(id=THERE, meeting_id=THERE, person_id=THERE, text="Främmande behov")
    yield ProgrammeItem(id=THERE, meeting_id=THERE, position=1, title="Främmande punkt")
    yield ChecklistItem(id=THERE, meeting_id=THERE, position=1, title="Främmande uppgift", days_before=10)


class Filled(Fields):
    """A form with a row in every field, and in its metadata."""

    def text(self, name: str) -> str:
        return {"role": "official", "kind": "partnership"}.get(name, self.about)

    def chosen(self, name: str) -> tuple[str, ...]:
        return (self.about,)

    def day(self, name: str) -> date:
        return NOW.date()


def declared_in(world: World, value: str = "1") -> list[Declared]:
    """All that is declared: words, buttons, forms and their closing, shortcuts, questions."""
    declared = world.answering._declared
    shelves: list[tuple[Any, dict[str, Any]]] = [
        ("button", declared.buttons), ("form", declared.forms), ("closed", declared.closed),
        ("shortcut", {name: act for name, (_, act) in declared.shortcuts.items()}), ("home", declared.homes),
        ("joined", declared.joined),
    ]  # fmt: skip
    base = Ask(kind="button", name="", who=Who(""), channel=CHANNEL_ID, container="message", first_field="title")
    there = [
        Declared(act.by, replace(base, kind=kind, name=name, value=value, words="Text", fields=Fields({}, value)),
                 act.writes)
        for kind, shelf in shelves
        for name, act in shelf.items()
    ]  # fmt: skip
    for command in declared.command_list():
        for word in (command.alone, *command.words):
            typed = replace(base, kind="command", name=command.sv, words=f"{word.sv} {value}".strip())
            there.append(Declared(word.by, typed, word.writes))
    for question in declared.questions.values() if value == "1" else ():
        if question.example:
            ask = replace(base, kind="button", name="question.ask", value=f"sv.{question.name}")
            there.append(Declared(By.ANYONE, ask, writes=False))
    return there


def done(world: World, who: Somebody, what: Ask, **more: Any) -> Response:
    """What somebody is answered who does it."""
    ask = replace(what, who=Who(who.user.id), view=f"V{what.name}{who.user.id}", **more)
    return world.answering.answer(ask, who.user, world.now)


def tried(world: World, who: Somebody, what: Ask) -> Response:
    """The same, of which nothing is kept."""
    say = speak("sv")
    try:
        ask = replace(what, who=Who(who.user.id), view="V")
        return Response(world.answering._drawn_again(ask, who.user, world.now, ""), say)
    except _Refused as no:
        return Response(Message(say(no.refusal.sentence, **no.refusal.values), []), say, refused=True)


def for_who_they_are(answer: Response) -> bool:
    """Whether somebody was refused for who they are."""
    words = words_of(answer)
    reasons = ("Bara samordnaren kan", "Du har ingen plats i", "har inte bekräftat dig", "Som gäst i nätverket",
               "deltar inte i nätverket", "har lämnat nätverket", "kontot är avstängt")  # fmt: skip
    return answer.refused and any(each.casefold() in words.casefold() for each in reasons)


@pytest.mark.parametrize("kind", MAY)
def test_whatever_may_not_is_refused_in_words_and_changes_nothing_and_what_may_is_not_refused(crowd, kind):
    who, may = crowd.people[kind], MAY[kind]
    before = everything(crowd)
    for each in declared_in(crowd):
        if each.by not in may:
            answer = done(crowd, who, each.ask)
            assert answer.refused and words_of(answer) and not answer.changed, each.ask
            assert for_who_they_are(answer) or each.ask.kind == "closed", (words_of(answer), each.ask)
    assert everything(crowd) == before
    for each in declared_in(crowd, value="0") if By.INSIDE in may else ():
        if each.by in may - {By.ANYONE}:
            answer = tried(crowd, who, each.ask)
            assert not for_who_they_are(answer), (words_of(answer), each.ask)


REFUSED_SOMETHING = [kind for at, kind in enumerate(MAY) if MAY[kind] not in [{*By}, *[*MAY.values()][:at]]]
"""One of each that may something else than the others, but not all."""


@pytest.mark.parametrize("kind", REFUSED_SOMETHING)
def test_what_is_offered_is_what_is_allowed(crowd, kind):
    """Every button that is shown, and every word that is written, by what one looks at first: all that is declared to
    answer alone, help, Home and plain questions."""
    who, may, declared = crowd.people[kind], MAY[kind], crowd.answering._declared
    base = Ask(kind="home", name="home", who=Who(""), network=crowd.network_id, channel=CHANNEL_ID)
    looks = [base, *(replace(base, kind="command", name=each.sv, words=words)
                     for each in declared.command_list() for words in ("hjälp", "hjälp alla"))]  # fmt: skip
    looks += [each.ask for each in declared_in(crowd)
              if each.by in may and each.ask.kind == "button" and each.ask.name == "question.ask"]  # fmt: skip
    looks += [replace(each.ask, words=each.ask.words.removesuffix(" 1")) for each in declared_in(crowd)
              if each.by in may and each.ask.kind == "command" and not each.writes]  # fmt: skip
    pressed = dict[str, str]()
    for look in looks:
        answer = tried(crowd, who, look)
        if isinstance(answer.answer, Form):
            continue
        for word in words_written(crowd, words_of(answer)):
            assert word.by in may, (word.sv, look)
        for each in elements(answer):
            name = each["action_id"].split(":")[0]
            if name == TYPED:
                words = words_written(crowd, f"`/{next(iter(each['values'].values()))}`")
                assert all(word.by in may for word in words), (each, look)
                continue
            if name == DOES:
                chosen = dict(value.split(" ", 1) for value in each["values"].values())
                assert all(declared.buttons[one].by in may for one in chosen if one != TYPED), (chosen, look)
                pressed |= {one: value for one, value in chosen.items() if one != TYPED}
                continue
            assert declared.buttons[name].by in may, (name, look)
            pressed[name] = next(iter(each["values"].values()))
    for name, value in pressed.items() if By.CONFIRMED not in may else ():
        again = tried(crowd, who, replace(base, kind="button", name=name, value=value))
        assert not for_who_they_are(again), (words_of(again), name, value)


def words_written(world: World, text: str) -> Iterator[Word]:
    """The words of commands that stand in a text."""
    lexicon = world.answering._lexicon
    for name, rest in re.findall(r"`/(\w+)([^`]*)`", text):
        if name in lexicon.by_name and "<" not in rest[:3]:
            word = lexicon.understand(lexicon.by_name[name], rest.split("<")[0].strip()).word
            if word is not None:
                yield word


@pytest.mark.parametrize("kind", ["nobody", "has left", "member has left", "another network's official"])
def test_who_is_not_inside_reads_no_names_and_nothing_that_stays_inside_and_writes_nothing(crowd, kind):
    who = crowd.people[kind]
    before = everything(crowd)
    for value in ("1", "") if kind in ("nobody", "has left") else ("1",):
        for each in declared_in(crowd, value):
            if each.by is not By.ANYONE or each.ask.name in ("join", "join.open"):
                continue
            answer = done(crowd, who, each.ask)
            read = f"{words_of(answer)} {unescape(str([str(one) for one in blocks_of(answer)]))}"
            own = crowd.row(Person, who.person_id).name if who.person_id else "-"
            for named in set(re.findall(r"Namn [A-ZÅÄÖ]\w+(?: \w+)?", read)):
                assert named.startswith(own[:9]), (named, each.ask)
            assert not re.search(rf"<@(?!{who.user.id})U", read), each.ask
            assert "Erfarenhet 0" not in read and "Erfarenhet 1" not in read, each.ask
            assert not re.search("Skolval i Gävle|Nötallergi|Utkast", read), each.ask
    after = everything(crowd)
    assert {name for name in before if before[name] != after[name]} <= {"receipts"}


@pytest.mark.parametrize("kind", ["confirmed", "coordinator"])
def test_what_is_said_in_a_channel_names_nobody_and_tells_nothing_that_stays_inside_whoever_asks(crowd, kind):
    """Everybody in the channel reads it, also those whom nobody has confirmed."""
    who, say = crowd.people[kind], speak("sv")
    asked = [say.plain(each.example) for each in crowd.answering._declared.questions.values() if each.example]
    told = list[str]()
    for words in (*asked, "Vem sitter för Gävle?", "Vilka är tjänstepersonerna?", "Vad handlar Erfarenhet 0 om?"):
        aloud = Ask(kind="words", name="words", who=Who(""), words=words, channel=CHANNEL_ID)
        read = words_of(tried(crowd, who, aloud))
        assert not re.search("Namn [A-ZÅÄÖ]|<@|Erfarenhet 1|Skolval i Gävle", read.replace(words, "")), (words, read)
        told += [words] if "Namnen får du om du frågar mig direkt" in read else []
    assert {"Vem kommer till nästa möte?", "Vem ansvarar för aktivitet 1?", "Vem sitter för Gävle?"} <= {*told}


FORGERS = ("coordinator", "another network's coordinator")
"""Those who may most, each in one of the networks; the others are soaked."""


@pytest.mark.parametrize(
    "kind", [*FORGERS, *(pytest.param(each, marks=pytest.mark.soak) for each in MAY if each not in FORGERS)]
)
def test_what_is_forged_with_the_rows_of_another_network_reaches_and_tells_nothing_of_it(crowd, kind):
    """Buttons, forms with what they carry along and the fields in them, menus."""
    who, is_there = crowd.people[kind], kind.startswith("another network's")
    row, hidden = (1, "Namn Bekräftad|Erfarenhet [01]|Nötallergi|Alingsås") if is_there else (
        THERE, "Främmande|Namn Andra|Skövde")  # fmt: skip
    mine, theirs = (crowd.other_network, crowd.network_id) if is_there else (crowd.network_id, crowd.other_network)
    before = _of_network(crowd, theirs)
    for value in (f"{row}", f"{row}.{row}", f"{row}.official.{row}"):
        for each in declared_in(crowd, value):
            if each.ask.kind == "command" or each.ask.name == CHOOSE:
                continue
            ask = replace(each.ask, network=mine, channel="C0OTHER" if is_there else CHANNEL_ID,
                          fields=Filled({}, f"{row}"), chosen=(f"{row}",), words="Ord")  # fmt: skip
            answer = done(crowd, who, ask)
            read = words_of(answer)
            assert "Referens" not in read and not re.search(hidden, read), (read, ask)
    assert _of_network(crowd, theirs) == before


def _of_network(world: World, network: int) -> dict[str, list[Any]]:
    """All rows that belong to a network, or to what does."""
    found, rows = dict[str, list[Any]](), dict[str, set[Any]]({"networks": {network}})
    with world.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            owners = [(each.parent.name, rows.get(each.column.table.name, set())) for each in table.foreign_keys]
            every = session.execute(select(table)).mappings().all()
            theirs = [each for each in every if any(each[name] in there for name, there in owners)]
            found[table.name] = [tuple(each.values()) for each in theirs]
            if "id" in table.c and table.name != "networks":
                rows[table.name] = {each["id"] for each in theirs}
    return found


def test_an_admin_sets_up_the_network_until_it_has_a_coordinator_and_nothing_more(database):
    world = World(database, coordinators=())
    gavle = world.member("Gävle")
    admin, newcomer = Somebody(User("UADMIN", "Administratör", is_admin=True)), world.newcomer
    world.add(SlackUser(id="UADMIN", name="Administratör", is_admin=True, told_at=NOW))
    form = world.ask(newcomer, "/natverk gå med").answer
    world.send(newcomer, form, member="", role="coordinator")
    assert [each.to for each in world.rows(Delivery)] == ["UADMIN"]
    assert not world.click(admin, world.ask(admin, "/natverk medlemmar"), "Bekräfta").refused
    assert [(each.slack_id, each.role) for each in world.rows(Person)] == [("UNEW", Role.COORDINATOR)]
    assert world.press(admin, "join.confirm", "1").refused and world.ask(admin, "/mote ny").refused
    assert not world.ask(newcomer, "/mote ny").refused and gavle


def test_where_one_network_has_a_coordinator_an_admin_decides_in_none(database):
    """Also in one that has none itself, and also when the only coordinator's account is closed."""
    world = World(database, coordinators=())
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    admin = Somebody(User("UADMIN", "Administratör", is_admin=True))
    assert not world.ask(admin, "/natverk historik").refused
    other = world.add(Network(key="other", name="Ett annat", channel="C0OTHER", settings={}))
    there = world.add(Person(network_id=other, slack_id="UTHERE", name="Samordnare", role=Role.COORDINATOR))
    seat = f"{official.person_id}.official.1"
    assert world.ask(admin, "/natverk historik").refused and world.press(admin, "seat.end", seat).refused
    world.add(SlackUser(id="UTHERE", is_gone=True, told_at=NOW))
    assert world.ask(admin, "/natverk historik", channel="C0OTHER").refused
    assert world.row(Person, there).state is PersonState.CONFIRMED
