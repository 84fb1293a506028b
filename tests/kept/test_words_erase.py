"""A child's name in every text of every noun, said again in Slack, then erased: no word of it stays anywhere."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from orjson import dumps, loads
from sqlalchemy import JSON, Boolean, Date, Enum, Float, Integer, Time, insert, select

from bot.blocks.messages import Form
from bot.db import Base, Database, Moment
from bot.feature.call import User
from bot.features import find_features
from bot.kept.words import Erasable
from bot.models import (
    Because,
    Change,
    Delivery,
    DeliveryState,
    Erasure,
    Experience,
    Meeting,
    Network,
    Person,
    Role,
    WaitingAsk,
)
from bot.models.record import keep_record
from bot.models.words import Holds, columns_that_hold
from bot.network.erasure import sweep
from bot.outbox.deliveries import MARK
from bot.outbox.follow import UNSURE
from bot.slack.payloads import form_payload
from bot.slack.replies import form_in
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_draft import type_in
from tests.experiences.test_experience_erase import CHILD, bytes_of, words_in
from tests.outbox.outbox_world import COORDINATOR, NOW, OTHER, PERSON, OutboxWorld, deliver
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import Somebody, World, labels, prefilled, words_of

TYPED = [each for each in Holds if each not in (Holds.COPY, Holds.NAME, Holds.ACCOUNT, Holds.CODE)]
"""In columns of every other class somebody can write."""
BESIDE = {"deliveries.message", "deliveries.shown", "changes.before", "changes.after", "waiting_asks.ask"}
"""What is said again elsewhere."""


def press_erase(world: World, who: Somebody, words: str, because: str = "child"):
    """Open the form and send it once."""
    return world.send(who, world.press(who, "words.erase").answer, words=words, because=because)


def erase_words(world: World, who: Somebody, words: str = CHILD):
    """Send the form, tick the box that it then has, and send it again."""
    asked = press_erase(world, who, words)
    assert asked.refused and isinstance(asked.answer, Form), asked.field_errors
    box = next(each for each in prefilled(asked.answer) if each.startswith("sure_"))
    return world.send(who, asked.answer, **{box: ("yes",)})


def lived(database: Database) -> World:
    """A network that works as in Slack, with the child's name wherever somebody can write."""
    team = World(database, coordinators=(COORDINATOR,))
    team.now, team.coordinator = NOW, Somebody(User(COORDINATOR, "Samordnare"))
    gavle, orebro = team.member("Gävle"), team.member("Örebro")
    seats = [
        Person(network_id=team.network_id, slack_id=who, name=name, role=Role.OFFICIAL, member_id=member)
        for who, name, member in ((PERSON, "Tjänsteperson, Gävle", gavle), (OTHER, "Tjänsteperson, Örebro", orebro))
    ]
    team.add(*seats)
    official = Somebody(User(PERSON, "Tjänsteperson, Gävle"), seats[0].id)
    with database.writing() as session:
        for each in session.scalars(select(Network).where(Network.id != team.network_id)):
            session.delete(each)
        session.get_one(Network, team.network_id).channel = "C1"
    team.meeting(host=gavle, first_day=date(2020, 6, 9), title=f"{CHILD} berättar", days_set_at=NOW)
    contribute(team, official, title=f"{CHILD}s skolval", links=f"https://exempel.se/{CHILD}", time=f"När {CHILD} kom",
               consents=("publication",))  # fmt: skip
    team.send(official, team.press(official, "experience.change", "1").answer, did=f"{CHILD} ändrade.")
    comment = team.press(team.coordinator, "experience.comment", "1").answer
    team.send(team.coordinator, comment, kind="more", note=f"Vem är {CHILD}?")
    team.click(team.coordinator, team.ask(team.coordinator, "/erfarenhet 1"), "Godkänn för publicering")
    with database.writing() as session:
        keep_record(session, PERSON, NOW)
        for table in dict.fromkeys(each.table for each in columns_that_hold(*TYPED)):
            if session.execute(select(table)).first() is None:
                session.execute(insert(table), [a_row(session, table)])
        session.add(Person(network_id=team.network_id, name="Ersättare", role=Role.DEPUTY))
        session.add(WaitingAsk(slack_id=PERSON, ask={"words": [f"Vem är {CHILD}?"]}, at=NOW))
        session.flush()
        for said in (f"{CHILD} först", f"{CHILD}s ord"):
            write_everywhere(session, said)
    return team


def a_row(session: Any, table: Any) -> dict[str, Any]:
    """Something in each column that must have something."""
    return {each.name: a_value(session, each) for each in table.columns if not each.nullable and each.name != "id"}


def a_value(session: Any, column: Any) -> Any:
    if column.foreign_keys:
        return session.execute(select(next(iter(column.foreign_keys)).column)).scalar()
    kinds = {Boolean: False, Integer: 1, Float: 1.0, Moment: NOW, Date: NOW.date(), Time: time(9), JSON: {}}
    if isinstance(column.type, Enum):
        return column.type.python_type(next(iter(column.type.python_type)))
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), "x")


def write_everywhere(session: Any, said: str) -> None:
    """Put words in every column where somebody can write, of one row of each noun; in JSON somewhere inside."""
    nouns = {each.local_table: each.class_ for each in Base.registry.mappers}
    rows: dict[Any, Any] = {}
    for column in columns_that_hold(*TYPED):
        noun = nouns[column.table]
        if noun not in rows:
            rows[noun] = session.scalars(select(noun).order_by(noun.id.desc())).first()
        row = rows[noun]
        now: Any = getattr(row, column.name)
        is_json = isinstance(column.type, JSON)
        inside = [said] if isinstance(now, list) else {**(now if is_json and now else {}), "said": [{"here": said}]}
        setattr(row, column.name, inside if is_json else said)
    session.flush()


def holding(database: Database) -> set[str]:
    """The columns that hold the name, in any case and as JSON writes it."""
    return {name for name, words in words_in(database).items() if CHILD.lower() in words.lower()}


def said_in(world: OutboxWorld) -> str:
    """All that stands in the stand-in for Slack: messages with their blocks."""
    return repr([each for room in world.slack.team.rooms.values() for each in room.messages.values()])


def erased_everywhere(database: Database, team: World, beside: set[str] = BESIDE) -> None:
    everywhere = {str(each) for each in columns_that_hold(*TYPED)} | beside
    assert holding(database) >= everywhere, everywhere - holding(database)
    assert "raderade för gott" in words_of(erase_words(team, team.coordinator, CHILD.lower()))
    assert not holding(database)


def test_in_no_column_no_byte_of_the_file_and_no_message_stands_the_childs_name(database):
    async def story(world: OutboxWorld) -> None:
        world.jobs[:] = find_features().jobs.values()
        world.the_outbox = world.outbox()
        team = lived(database)
        await world.until(lambda: said_in(world).count(CHILD) > 5)
        erased_everywhere(database, team)
        await world.until(lambda: CHILD.lower() not in said_in(world).lower())
        await world.tick()
        assert not holding(database) and CHILD.lower() not in said_in(world).lower()
        assert sweep(database, NOW)
        assert CHILD.lower().encode() not in bytes_of(database).lower()

    deliver(database, story)


def test_nor_in_any_column_of_a_server(postgres):  # noqa: F811
    erased_everywhere(postgres, lived(postgres), BESIDE - {"deliveries.shown"})


@pytest.fixture
def official(world):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def test_only_a_coordinator_erases_and_only_when_asked_twice(world, official):
    contribute(world, official, title=f"{CHILD} och Alva")
    assert "Radera ord …" in labels(world.ask(world.coordinator, "/natverk historik"))
    form = world.press(world.coordinator, "words.erase").answer
    for who in (official, world.stranger, world.newcomer):
        assert world.press(who, "words.erase").refused
        assert world.send(who, form, words=CHILD, because="child").refused
    for words, because in (("-", "child"), ("Signhild", "child"), (CHILD, ""), (CHILD, CHILD)):
        assert world.send(world.coordinator, form, words=words, because=because).field_errors
    asked = press_erase(world, world.coordinator, CHILD)
    assert "Erfarenhet: 1" in words_of(asked)
    box = next(each for each in prefilled(asked.answer) if each.startswith("sure_"))
    others = world.send(world.coordinator, asked.answer, words="Alva", **{box: ("yes",)})
    assert others.refused and others.answer and world.row(Experience, 1).title == f"{CHILD} och Alva"
    erase_words(world, world.coordinator)
    assert world.row(Experience, 1).title == "[…] och Alva"
    (noted,) = world.rows(Erasure)
    assert (noted.noun, noted.because, noted.by) == ("Network", Because.CHILD, world.coordinator.slack_id)
    told = [each for each in world.rows(Delivery) if each.kind == "experience_erased"]
    assert [each.to for each in told] == [official.slack_id] and "raderat ord" in told[0].message["text"]


def test_what_somebody_is_called_and_another_networks_texts_stay_and_it_is_told(world, official):
    world.meeting(title="Gävle visar", first_day=date(2020, 6, 9))
    with world.database.writing() as session:
        other = Network(key="other", name="Det andra", channel="C9", aim="Gävle först", settings={})
        session.add(other)
        session.flush()
        of_other = {"noun": "Network", "row": other.id, "field": "name", "before": "Gävle", "after": "Det andra"}
        session.add_all([Change(at=NOW, by="load", **of_other), Change(at=NOW, by="load", **of_other | {"row": 99})])
    asked = press_erase(world, world.coordinator, "Gävle")
    assert "heter så och gör det även efteråt: Person, Kommun eller annan medlem" in words_of(asked)
    erase_words(world, world.coordinator, "Gävle")
    assert [each.aim for each in world.rows(Network)][1] == "Gävle först"
    assert [each.before for each in world.rows(Change) if each.field == "name"] == ["Gävle", "[…]"]
    assert [each.title for each in world.rows(Meeting)] == ["[…] visar"]
    assert world.row(Person, official.person_id).name == "Tjänsteperson, Gävle"


def test_what_waits_goes_without_the_words_what_is_followed_is_drawn_anew_and_the_rest_says_only_that(world):
    said = {"text": f"Fråga {CHILD}", "blocks": [{"type": "section"}]}
    left = {"text": "Fråga […]", "blocks": [{"type": "section"}]}
    sent = DeliveryState.SENT
    rows = {
        "waits": {"kind": "told", "message": said, "state": DeliveryState.PENDING},
        "stands": {"kind": "told", "message": said, "state": sent},
        "laid out": {"kind": "soon", "shown": said, "state": sent},
        "laid out, over": {"kind": "soon", "shown": said, "state": sent, "closed_at": NOW},
        "redrawn": {"kind": "join", "message": said, "shown": said, "about": {"request": "1"}, "state": sent},
    }
    how = {"network_id": world.network_id, "to": "UCOORD", "due_at": NOW}
    numbers = {key: world.add(Delivery(key=key, **how, **values)) for key, values in rows.items()}
    erase_words(world, world.coordinator)
    now = {key: world.row(Delivery, number) for key, number in numbers.items()}
    assert now["waits"].message == left and now["waits"].state is DeliveryState.PENDING
    assert now["laid out"].shown == now["redrawn"].shown == {**left, UNSURE: True} and now["redrawn"].message == left
    marks = {each.about["marks"]: each.message["text"] for each in world.rows(Delivery) if each.kind == MARK}
    assert set(marks) == {str(numbers["stands"]), str(numbers["laid out, over"])}
    assert set(marks.values()) == {"Det här meddelandet innehöll ord som är raderade."}


def test_a_form_that_was_opened_before_brings_no_word_back(world, official):
    gavle = world.row(Person, official.person_id).member_id
    at = world.meeting(host=gavle, first_day=date(2020, 6, 9))
    contribute(world, official, title=f"{CHILD}s skolval")
    type_in(world, official, title=f"Utkast om {CHILD}")
    texts = [
        (official, "programme.edit", str(at), "programme", f"09.00 {CHILD} berättar"),
        (official, "meeting.change", str(at), "title", f"{CHILD} berättar"),
        (official, "website.write", str(gavle), "text", f"{CHILD} hälsar"),
        (official, "handover.write", str(at), "notes", f"Ring {CHILD}"),
        (official, "answer.needs", str(at), "needs", f"{CHILD} är allergisk"),
        (world.coordinator, "report.chapter", f"summary {world.period_id}", "text", f"{CHILD} först"),
    ]
    for who, button, value, field, words in texts:
        form = world.press(who, button, value).answer
        assert not world.send(who, form, **{field: words}).refused, button
    others = [(official, "experience.continue", "2"), (official, "experience.change", "1")]
    opened = [(who, world.press(who, name, value)) for who, name, value in [*(each[:3] for each in texts), *others]]
    read = [form_payload({"view": loads(dumps(form_in(each, each.answer, "C1"))), "user": {"id": "U1"}}, "form")
            for _, each in opened]  # fmt: skip
    assert all(CHILD in str(prefilled(each.answer)) for _, each in opened)
    erase_words(world, world.coordinator)
    for (who, each), ask in zip(opened, read, strict=True):
        sent = world.send(who, each.answer, erasing=ask.erasing)
        assert sent.refused and "raderats" in str([sent.field_errors, sent.answer and words_of(sent)]), each.answer.name
    about = opened[-2][1].answer.about
    assert type_in(world, official, about=about, title=f"Utkast om {CHILD}", erasing=read[-2].erasing).refused
    assert not holding(world.database)
    (again, *_) = [world.press(who, name, value) for who, name, value in [each[:3] for each in texts]]
    assert not world.send(official, again.answer, erasing=again.erasing, programme="09.00 Alva").refused


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("ottilia", "Ottilias mamma, OTTILIAgruppen, _Ottilia_", "[…] mamma, […], _[…]_"),
        ("Tim", "Tim, Tims timme, tim, Timrå", "[…], […] timme, tim, Timrå"),
        ("Ottilia i 3B", "Ottilia  i\n3B", "[…]"),
        ("Ottilia Åberg", "Om Ottilia Å… och Ott…, men Otto… och Ot…", "Om […] och […], men Otto… och Ot…"),
        ("O&A", "O&amp;A och O&A", "[…] och […]"),
    ],
)
def test_a_name_goes_with_its_endings_and_cut_off_and_a_short_one_alone(words, text, left):
    assert Erasable.typed(words).out_of({"text": [text], "type": text}) == {"text": [left], "type": text}
