"""Erasing an experience for good: who may, twice asked, and not a word of it left in the file or in Slack."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.blocks.messages import Form
from bot.experiences.fields import NAMES
from bot.models import (
    Because,
    Change,
    Delivery,
    DeliveryState,
    Erasure,
    Experience,
    ExperienceState,
    Network,
    Person,
    PersonState,
    Role,
)
from bot.models.words import WORDS, columns_with_words
from bot.network.erasure import sweep
from bot.outbox.follow import UNSURE
from bot.website.store import was_published
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_change import type_in
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import World, labels, words_of

CHILD = "Ottilia"
"""A name that nobody but the test has."""


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def erase(world, who, number=1, because="child", *, answer=None):
    """Press the button and send the form."""
    form = world.press(who, "experience.erase", str(number)) if answer is None else answer
    if not isinstance(form.answer, Form):
        return form
    return world.send(who, form.answer, because=because)


def live(world, official, reviewer):
    """An experience with the child's name wherever somebody can write, edited, reviewed, withdrawn and restored."""
    named = {each: f"{CHILD} {each}" for each in NAMES}
    contribute(world, official, **named, consents=("publication", "research"))
    world.send(official, world.press(official, "experience.change", "1").answer, did=f"{CHILD} ändrad")
    world.send(reviewer, world.press(reviewer, "experience.comment", "1").answer, kind="more", note=f"Vem är {CHILD}?")
    shown = world.ask(reviewer, "/erfarenhet 1")
    world.click(reviewer, shown, "Godkänn för publicering")
    type_in(world, official, world.press(official, "experience.change", "1").answer, did=f"{CHILD} påbörjad")
    world.press(official, "experience.withdraw", "1")
    world.press(official, "experience.restore", "1")


def bytes_of(database):
    """All that lies in the folder of a SQLite database."""
    folder = Path(database.engine.url.database).parent
    return b"".join(each.read_bytes() for each in sorted(folder.iterdir()) if each.name.startswith("test.db"))


def words_in(database):
    """All that the columns of every noun hold."""
    with database.reading() as session:
        return {str(each): str(list(session.execute(select(each)))) for each in columns_with_words()}


def test_every_column_that_can_hold_words_stands_in_one_class():
    columns = {str(each) for each in columns_with_words()}
    assert columns == set(WORDS), "put it in bot/models/words.py, and say in docs/personuppgifter.md what becomes of it"


def test_no_word_is_left_in_any_column_or_in_the_bytes_of_the_file(world, official):
    live(world, official, world.coordinator)
    held = {name for name, words in words_in(world.database).items() if CHILD.lower() in words.lower()}
    of_experience = {"experiences.title", "experiences.search_text", "experience_versions.content"}
    assert {*of_experience, "begun_changes.content", "review_notes.text", "deliveries.message"} <= held
    assert CHILD.encode() in bytes_of(world.database)
    assert "raderad för gott" in words_of(erase(world, world.coordinator))
    assert not {name for name, words in words_in(world.database).items() if CHILD.lower() in words.lower()}
    assert sweep(world.database, world.now)
    assert CHILD.lower().encode() not in bytes_of(world.database).lower()
    with world.database.reading() as session:
        gone = session.get_one(Experience, 1)
        assert was_published(session, gone.network, 1), "its page says that it is gone"
    assert gone.state is ExperienceState.ERASED and gone.member_id and gone.author_id is None
    erasure = world.rows(Erasure)[0]
    assert (erasure.noun, erasure.row, erasure.because) == ("Experience", 1, Because.CHILD) and erasure.swept_at


def test_on_a_server_no_column_holds_a_word_of_it(postgres):  # noqa: F811
    world = World(postgres)
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    live(world, official, world.coordinator)
    erase(world, official)
    assert not {name for name, words in words_in(postgres).items() if CHILD.lower() in words.lower()}
    assert sweep(postgres, world.now)


def test_the_author_and_the_coordinator_may_and_nobody_else(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    contribute(world, official)
    for who in (other, world.stranger, world.newcomer):
        assert world.press(who, "experience.erase", "1").refused
    form = world.press(official, "experience.erase", "1").answer
    assert world.send(other, form, because="child").refused
    assert world.send(official, form, because="").field_errors
    assert world.send(official, form, because="Ottilia").field_errors
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    assert "Radera för gott" in labels(world.ask(official, "/erfarenhet 1"))
    assert "Radera för gott" not in labels(world.ask(other, "/erfarenhet 1"))


def test_an_author_who_has_left_erases_what_is_withdrawn_and_the_coordinator_too(world, official):
    contribute(world, official)
    contribute(world, official)
    with world.database.writing() as session:
        session.get_one(Person, official.person_id).state = PersonState.LEFT
    for number in (1, 2):
        world.press(official, "experience.withdraw", str(number))
    world.send(official, world.click(official, world.ask(official, "/erfarenhet mina"), "Radera för gott").answer,
               because="asked")  # fmt: skip
    shown = world.ask(world.coordinator, "/erfarenhet 1")
    assert "bara författaren läser den" in words_of(shown) and "Skolval" not in words_of(shown)
    erase(world, world.coordinator, answer=world.click(world.coordinator, shown, "Radera för gott"))
    assert [each.state for each in world.rows(Experience)] == [ExperienceState.ERASED] * 2


def test_what_has_changed_since_it_was_asked_is_not_erased_and_a_second_press_finds_it_gone(world, official):
    contribute(world, official)
    form = world.press(official, "experience.erase", "1").answer
    world.send(official, world.press(official, "experience.change", "1").answer, did="Nytt")
    assert world.send(official, form, because="asked").refused
    assert world.row(Experience, 1).did == "Nytt"
    form = world.press(official, "experience.erase", "1").answer
    world.send(official, form, because="asked")
    for again in (world.send(official, form, because="asked"), world.press(official, "experience.restore", "1"),
                  world.ask(official, "/erfarenhet 1")):  # fmt: skip
        assert again.refused and "raderad" in str([again.field_errors, again.answer and words_of(again)])
    assert len(world.rows(Erasure)) == 1


def test_the_author_hears_that_somebody_else_erased_it_and_why(world, official):
    contribute(world, official)
    erase(world, world.coordinator, because="mistake")
    told = [each for each in world.rows(Delivery) if each.kind == "experience_erased"]
    assert [each.to for each in told] == [official.slack_id]
    assert "lämnades av misstag" in told[0].message["text"] and "Skolval" not in str(told[0].message)
    contribute(world, official)
    erase(world, official, 2)
    assert len([each for each in world.rows(Delivery) if each.kind == "experience_erased"]) == 1


def test_the_record_says_what_changed_and_never_what_was_written(world, official):
    live(world, official, world.coordinator)
    changes = [each for each in world.rows(Change) if each.noun == "Experience"]
    assert {"did", "state", "may_publish"} & {each.field for each in changes} >= {"did", "state"}
    assert CHILD not in str([(each.before, each.after) for each in world.rows(Change)])
    assert {"ReviewNote", "Experience"} <= {each.noun for each in world.rows(Change)}


def test_a_list_that_named_it_is_drawn_anew_where_it_is_followed_and_else_says_only_that(world, official):
    contribute(world, official)
    sent = {"network_id": world.network_id, "kind": "digest", "to": "channel", "due_at": world.now, "channel": "C1",
            "sent_at": world.now, "state": DeliveryState.SENT, "ts": "1.0"}  # fmt: skip
    named = {"about": {"experiences": "1,12"}, "shown": {"text": "Skolval"}}
    followed = world.add(Delivery(key="followed", **sent, **named))
    closed = world.add(Delivery(key="closed", closed_at=world.now, **sent, **named | {"shown": None}))
    told = world.add(Delivery(key="told", message={"text": "Skolval"}, **sent, **named))
    other = world.add(Delivery(key="other", **sent, about={"experiences": "11,12"}, shown={"text": "Annat"}))
    with world.database.writing() as session:
        session.get_one(Network, world.network_id).planned_at = world.now
    erase(world, official)
    assert world.row(Network, world.network_id).planned_at is None, "it is planned anew at once"
    assert UNSURE in world.row(Delivery, followed).shown and world.row(Delivery, followed).kind == "digest"
    assert "Skolval" not in str(world.row(Delivery, followed).shown)
    for each in (closed, told):
        assert "nämnde erfarenheten #1" in world.row(Delivery, each).message["text"]
    assert world.row(Delivery, other).shown == {"text": "Annat"}
    marked = {each.about["marks"] for each in world.rows(Delivery) if each.kind == "mark"}
    assert {str(closed), str(told)} <= marked and str(followed) not in marked
    announced = next(each for each in world.rows(Delivery) if each.key.endswith("/announced"))
    assert announced.message["text"] == "Erfarenheten #1 är raderad."
