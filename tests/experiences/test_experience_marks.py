"""What stands in Slack about an experience follows it: redrawn once for each change, whatever happens between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.feature.call import Fields
from bot.feature.post import Run
from bot.features import find_features
from bot.language import speak
from bot.models import Delivery, DeliveryState, Network, Person, PersonState, Role
from bot.network import store as network_store
from bot.outbox.preview import BACK
from tests.experiences.test_experience import contribute
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import World, words_of


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def go_out(world):
    """Let everything that waits go out, and then what the job yields; gives what was drawn anew, by key."""
    world.now += timedelta(minutes=5)
    with world.database.writing() as session:
        for each in session.scalars(select(Delivery).where(Delivery.state == DeliveryState.PENDING)):
            each.state, each.sent_at, each.ts, each.channel = DeliveryState.SENT, world.now, str(each.id), "C1"
        session.flush()
        network = session.get_one(Network, world.network_id)
        known = set(session.scalars(select(Delivery.key)))
        since, who = world.now - BACK, network_store.coordinators(session, network, ("UCOORD",))
        run = Run(session=session, network=network, now=world.now, since=since, until=world.now, coordinators=who)
        drawn = {}
        for post in find_features().jobs["experience_mark"].plans(run):
            assert post.key not in known and post.due <= world.now < post.useful_until
            drawn[post.key] = post.write(speak("sv")).text
            session.add(
                Delivery(
                    network_id=network.id, key=post.key, kind=post.kind, to=post.to, due_at=post.due,
                    state=DeliveryState.SENT, sent_at=world.now, about=dict(post.about),
                )
            )  # fmt: skip
        return drawn


def test_an_announcement_of_what_is_withdrawn_says_so_once_and_comes_back_when_it_does(world, official):
    contribute(world, official, title="Skolval", did="Berättelsen", consents=("publication",))
    assert not go_out(world)
    world.press(official, "experience.withdraw", "1")
    drawn = go_out(world)
    assert len(drawn) == 2, "the channel and the coordinator"
    for text in drawn.values():
        assert "#1 från Gävle är tillbakadragen" in text and "Skolval" not in text and "Berättelsen" not in text
    assert not go_out(world)
    world.press(official, "experience.restore", "1")
    assert sum("Skolval" in text for text in go_out(world).values()) == 2
    assert not go_out(world)


def test_an_announcement_of_what_may_no_longer_be_published_keeps_no_word_of_it(world, official):
    contribute(world, official, title="Skolval", did="Berättelsen", consents=("publication",))
    go_out(world)
    world.press(official, "experience.consent", "1.publication.no")
    channel, coordinator = go_out(world).values()
    assert "En ny erfarenhet från Gävle, #1" in channel and "Skolval" not in channel and "Berättelsen" not in channel
    assert "stannar nu inom nätverket" in coordinator and "Skolval" in coordinator
    assert "Ändrad sedan" not in coordinator


def test_a_changed_text_stands_in_the_announcement_and_reviewers_read_of_any_change(world, official):
    contribute(world, official, title="Skolval", consents=("publication",))
    go_out(world)
    form = world.press(official, "experience.change", "1").answer
    world.send(official, form, title="Skolval för <alla>")
    assert sum("Skolval för &lt;alla&gt;" in text for text in go_out(world).values()) == 2
    form = world.press(official, "experience.change", "1").answer
    world.send(official, form, learned="Börja tidigt", consents=("publication", "research"))
    (told,) = go_out(world).values()
    assert "Ändrad sedan den lämnades, senast den 10 februari 2020" in told and "väntar på att någon godkänner" in told


def test_what_seems_to_hold_a_number_of_a_person_is_not_quoted_in_the_channel_before_it_is_mended(world, official):
    contribute(world, official, title="Skolval", did="Ring 070-174 06 05", consents=("publication",))
    channel = next(each for each in world.rows(Delivery) if each.to == "channel").message["text"]
    assert "#1" in channel and "070" not in channel and "Skolval" not in channel
    go_out(world)
    world.send(official, world.press(official, "experience.change", "1").answer, did="Ring växeln")
    assert "Ring växeln" in next(iter(go_out(world).values()))


def test_whoever_reviews_sees_that_another_has_approved(world, official):
    contribute(world, official, consents=("publication",))
    go_out(world)
    world.press(world.coordinator, "experience.approve", "1")
    (drawn,) = go_out(world).values()
    assert "är godkänd för publicering" in drawn
    world.press(world.coordinator, "experience.unapprove", "1")
    (drawn,) = go_out(world).values()
    assert "väntar på att någon godkänner" in drawn


def test_whoever_has_left_is_shown_nothing_more_of_what_they_reviewed(world, official):
    former = world.person("Samordnare, Örebro", Role.COORDINATOR)
    contribute(world, official, title="Skolval", consents=("publication",))
    assert not go_out(world)
    turns_into(world, former, state=PersonState.LEFT)
    (closed,) = go_out(world).values()
    assert "stängt för dig" in closed and not go_out(world)
    world.send(official, world.press(official, "experience.change", "1").answer, title="Elevval")
    assert ["Elevval" in each for each in go_out(world).values()] == [True, True], "in the channel and to who reviews"
    turns_into(world, former, state=PersonState.CONFIRMED)
    (opened,) = go_out(world).values()
    assert "Elevval" in opened and not go_out(world)
    turns_into(world, former, role=Role.GUEST)
    assert ["stängt för dig" in each for each in go_out(world).values()] == [True], "who is in, and reviews no longer"


def turns_into(world, who, **values):
    with world.database.writing() as session:
        session.execute(update(Person).where(Person.id == who.person_id).values(**values))


def test_back_and_forth_before_anything_is_drawn_draws_nothing(world, official):
    contribute(world, official, consents=("publication",))
    go_out(world)
    for _ in range(2):
        world.press(official, "experience.withdraw", "1")
        world.press(official, "experience.restore", "1")
    assert not go_out(world)


def test_what_was_withdrawn_long_ago_is_left_alone(world, official):
    contribute(world, official)
    go_out(world)
    world.press(official, "experience.withdraw", "1")
    world.now += timedelta(days=200)
    assert not go_out(world)


def test_postgresql_is_asked_the_same(postgres):  # noqa: F811
    world = World(postgres)
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    contribute(world, official, title="Skolval", consents=("publication",))
    assert not go_out(world)
    form = world.press(world.coordinator, "experience.comment", "1").answer
    world.send(world.coordinator, form, kind="more", note="Vad sa barnen?")
    form = world.press(official, "experience.change", "1").answer
    world.press(official, "did", view="VC", container="view", fields=Fields({"did": "Halv"}, form.about))
    world.send(official, form, did="Barnen sa ja")
    again = next(each for each in world.rows(Delivery) if "/review/UCOORD/" in each.key)
    assert again.about["thread"] == "experience/1/review/UCOORD"
    assert len(go_out(world)) == 2 and not go_out(world)
    assert "#1" in words_of(world.ask(official, "/erfarenhet sök barnen gävle 2020"))
