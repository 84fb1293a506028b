"""How many come: one count, whoever asks and wherever it stands; by seat, with the coordinator named apart."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form
from bot.features import find_features
from bot.language import unescape
from bot.meetings import store as meetings_store
from bot.models import Answer, Meeting, MeetingKind, Person, PersonState, Reply, Role
from bot.network import store as network_store
from bot.outbox.preview import preview
from tests.databases import empty
from tests.world import NOW, World, prefilled, words_of

DAY = (NOW + timedelta(days=40)).date()
COMES = (Reply.YES, Reply.DIGITAL)
NUMBERS = re.compile(
    r"Ja (\d+)(?: och (samordnaren|\d+ samordnare))?(?: och (\d+) utan plats)?"
    r" · Nej (\d+) · Kanske (\d+)(?: · Suppleant utan besked (\d+))?(?: · Inte svarat (\d+))?"
)


@dataclass(frozen=True)
class Holder:
    """Who holds a seat: what they have answered, what their deputy has, whether the one before left in time, and
    whether the deputy is in Slack."""

    reply: Reply | None
    deputys: Reply | None
    before: Reply | None
    deputy_in_slack: bool = True


@dataclass(frozen=True)
class Count:
    """What is to stand everywhere."""

    yes: int
    no: int
    maybe: int
    silent: int
    coordinators: int
    others: int
    not_heard: int


simple = st.sampled_from([None, Reply.YES, Reply.NO, Reply.MAYBE, Reply.DIGITAL])
holders = st.none() | st.builds(Holder, simple | st.just(Reply.DEPUTY), simple, simple, st.booleans())


def comes(each: Holder) -> Reply | None:
    """What a seat has come to, as the contract and the domain have it; DEPUTY for one not heard from."""
    if each.reply is Reply.DEPUTY and each.deputys in (None, *COMES):
        return Reply.YES if each.deputys in COMES else Reply.DEPUTY
    if each.reply is Reply.DEPUTY:
        return each.deputys
    if each.reply in (None, Reply.NO) and each.deputys in COMES:
        return Reply.YES
    return Reply.YES if each.reply in COMES else each.reply


def filled(world: World, seats: list[tuple[Holder | None, Holder | None]], beside: list[Reply], meeting: int) -> None:
    """People with these seats who have answered so; `beside`: the coordinators' answers."""
    answers: list[Answer] = []

    def answered(person: int | None, reply: Reply | None, deputy: int | None = None) -> None:
        if reply is not None:
            named = deputy if reply is Reply.DEPUTY else None
            answers.append(
                Answer(meeting_id=meeting, person_id=person, reply=reply, deputy_id=named, answered_at=world.now)
            )

    for number, both in enumerate(seats):
        member = world.member(f"Kommun {number}")
        for role, each in zip((Role.ELECTED, Role.OFFICIAL), both, strict=True):
            if each is None:
                continue
            gone = world.person("Förr", role, member, state=PersonState.LEFT, left_at=NOW)
            answered(gone.person_id, each.before)
            holder = world.person(f"{role} {number}", role, member)
            deputy = world.person(f"Suppleant {number}", Role.DEPUTY, member, deputy_for_id=holder.person_id)
            if not each.deputy_in_slack:
                leave_slack(world, deputy.person_id)
            answered(holder.person_id, each.reply, deputy.person_id)
            answered(deputy.person_id, each.deputys)
    for reply in beside:
        answered(world.person("Samordnare", Role.COORDINATOR).person_id, reply)
    if answers:
        world.add(*answers)


def truth(seats: list[tuple[Holder | None, Holder | None]], beside: list[Reply], kind: MeetingKind) -> Count:
    """The count, made from the answers alone."""
    only_officials = kind is MeetingKind.OFFICIALS
    invited = [each for both in seats for each in (both[1:] if only_officials else both) if each is not None]
    come = [comes(each) for each in invited]
    elected = [both[0] for both in seats if both[0] is not None] if only_officials else []
    others = sum((each.reply in COMES) + (each.deputys in COMES) for each in elected)
    return Count(
        come.count(Reply.YES), come.count(Reply.NO), come.count(Reply.MAYBE), come.count(None),
        sum(each in COMES for each in beside), others, come.count(Reply.DEPUTY),
    )  # fmt: skip


def places(world: World, meeting: int) -> Iterator[tuple[str, str]]:
    """Everywhere the count stands before the meeting."""
    reader = world.person("Läsare", Role.GUEST)
    for who in (world.coordinator, reader):
        yield "card", words_of(world.ask(who, "/mote"))
        yield "home", words_of(world.home(who))
        yield "question", words_of(world.say(who, "vilka kommer på nästa möte?"))
    with world.database.reading() as session:
        shown = preview(
            session, list(find_features().jobs.values()), network_store.networks(session),
            since=NOW + timedelta(days=20), until=NOW + timedelta(days=41), coordinators=lambda *_: ("UCOORD",),
            now=NOW,
        )  # fmt: skip
    told = [each for each in shown if f"/{meeting}/" in each.key and each.kind in ("summary", "soon", "checklist")]
    yield from ((each.kind, each.text) for each in told if each.kind != "checklist" or "Ja " in each.text)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(st.tuples(holders, holders), min_size=1, max_size=3),
    st.lists(st.sampled_from([Reply.YES, Reply.NO, Reply.MAYBE]), max_size=2),
    st.sampled_from([MeetingKind.PARTNERSHIP, MeetingKind.OFFICIALS]),
)
@example(
    [(Holder(Reply.DEPUTY, None, None, False), Holder(Reply.DEPUTY, Reply.YES, None, False))],
    [],
    MeetingKind.PARTNERSHIP,
)
@example([(Holder(Reply.YES, None, Reply.NO), Holder(None, Reply.DIGITAL, Reply.YES))], [Reply.YES],
         MeetingKind.PARTNERSHIP)  # fmt: skip
def test_every_place_says_the_same_numbers(seats, beside, kind):
    with tempfile.TemporaryDirectory() as folder:
        world = World(empty(Path(folder) / "test.db"))
        meeting = world.meeting(kind, first_day=DAY, starts=time(9), days_set_at=NOW)
        filled(world, seats, beside, meeting)
        count = truth(seats, beside, kind)
        nobody_sits = count.yes + count.no + count.maybe + count.silent + count.not_heard == 0
        seen = {name for name, words in places(world, meeting) for each in [NUMBERS.search(words)]
                if each and not _differs(each, count, name)}  # fmt: skip
        expected = {"card", "home"} | (set() if nobody_sits else {"summary", "soon"})
        with world.database.reading() as session:
            row = session.get_one(Meeting, meeting)
            has_answers = bool(meetings_store.seats(session, row.network, row).replies)
        assert seen >= expected if has_answers else not seen  # that nobody has answered is said without numbers
        world.now = datetime.combine(DAY, time(12), tzinfo=UTC) + timedelta(days=3)
        form = world.press(world.coordinator, "attendance.note", str(meeting)).answer
        assert isinstance(form, Form)
        ticked = sum(len(value) for name, value in prefilled(form).items() if name.startswith("came."))
        assert ticked == count.yes
        attendance = world.press(world.coordinator, "attendance.show").answer
        planned = re.findall(r"anmälda \d+ % \((\d+) av", unescape(attendance.text))
        assert sum(map(int, planned)) == count.yes
        world.database.engine.dispose()


def _differs(found: re.Match[str], count: Count, place: str) -> bool:
    yes, coordinators, others, no, maybe, not_heard, silent = found.groups()
    assert int(not_heard or 0) == count.not_heard, place
    assert (int(yes), int(no), int(maybe)) == (count.yes, count.no, count.maybe), place
    named = {None: 0, "samordnaren": 1}.get(coordinators)
    assert (int(coordinators.split()[0]) if named is None and coordinators else named) == count.coordinators, place
    assert int(others or 0) == count.others and int(silent or count.silent) == count.silent, place
    return False


def leave_slack(world: World, person: int | None) -> None:
    with world.database.writing() as session:
        session.get_one(Person, person).slack_id = None


def test_a_deputy_counts_as_coming_once_heard_from_and_is_called_asked_only_in_slack(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    meeting = world.meeting(first_day=DAY)
    form = world.press(official, "answer.deputy", str(meeting)).answer
    world.send(official, form, name="Suppleant utanför")
    shown = words_of(world.ask(official, "/mote"))
    assert "så du behöver fråga själv" in shown and "Ja 0" in shown and "Suppleant utan besked 1" in shown
    asked = words_of(world.say(world.coordinator, "vilka kommer på nästa möte?"))
    assert "Suppleant utan besked:* Gävle (tjänsteperson)" in asked and "Kommer:" not in asked
    for words in (shown, words_of(world.ask(world.coordinator, "/mote"))):
        assert "så Tjänsteperson, Gävle behöver fråga själv" in words and "tillfrågad" not in words
    inside = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=official.person_id)
    form = world.press(official, "answer.deputy", str(meeting)).answer
    world.send(official, form, deputy=str(inside.person_id))
    shown = words_of(world.ask(official, "/mote"))
    assert "Suppleant, Gävle för Tjänsteperson, Gävle, tillfrågad" in shown and "fråga själv" not in shown
    assert "Ja 0" in shown and "Suppleant utan besked 1" in shown
    shown = words_of(world.press(inside, "meeting.answer", f"{meeting}.yes"))
    assert "Ja 1" in shown and "utan besked" not in shown


def test_who_left_before_the_meeting_is_counted_nowhere_and_who_left_after_it_as_then(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    meeting = world.meeting(first_day=DAY)
    world.press(official, "meeting.answer", f"{meeting}.yes")
    world.now = datetime.combine(DAY, time(12), tzinfo=UTC) + timedelta(days=3)

    def said() -> tuple[str, str]:
        card = words_of(world.press(world.coordinator, "meeting.show", str(meeting)))
        attendance = words_of(world.press(world.coordinator, "attendance.show"))
        numbers = "".join(re.findall(r"Ja \d|Ingen svarade", card)[:1])
        return numbers, "".join(re.findall(r"\(\d av \d\)", attendance)[-1:])

    assert said() == ("Ja 1", "(1 av 1)")
    leave(world, official.person_id, world.now)
    assert said() == ("Ja 1", "(1 av 1)")
    leave(world, official.person_id, NOW)
    assert said() == ("Ingen svarade", "")


def leave(world: World, person: int | None, at: datetime) -> None:
    with world.database.writing() as session:
        row = session.get_one(Person, person)
        row.state, row.left_at = PersonState.LEFT, at


def test_where_nobody_holds_a_seat_nobody_is_said_to_have_answered(world):
    world.member("Gävle")
    world.meeting(first_day=DAY)
    for shown in (world.home(world.coordinator), world.ask(world.coordinator, "/mote")):
        assert "Alla har svarat" not in words_of(shown)
    assert "Inget är försenat" in words_of(world.home(world.coordinator))
