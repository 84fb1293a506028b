"""People of another network of the same workspace meet nothing of this one, whatever numbers they write into buttons
and forms; and hostile text in every field is text wherever it is shown."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.messages import Form
from bot.experiences.fields import FIELDS
from bot.feature.call import Fields, SlackFile, User
from bot.models import (
    BegunChange,
    Coordination,
    Delivery,
    DeliveryState,
    Experience,
    ExperienceVersion,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    ReviewNote,
    Role,
)
from bot.slack.payloads import Ask, Who
from tests.experiences.test_experience import contribute
from tests.world import NOW, Somebody, World, blocks_of, words_of

ELSEWHERE = "C0ELSEWHERE"
BUTTONS = ("show", "change", "consent", "withdraw", "restore", "continue", "discard", "drop_change", "approve",
           "unapprove", "comment")  # fmt: skip
VALUES = ("1", "1.1", "1.publication.no", "draft.1", "2", "2.1", "draft.2")
FORMS = ("contribute", "change", "comment")


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


@pytest.fixture
def elsewhere(world: World):
    """Who coordinates another network, and sits in it."""
    network = world.add(Network(key="other", name="Ett annat nätverk", channel=ELSEWHERE, settings={}))
    period = world.add(
        Period(network_id=network, name="2020", starts=date(2020, 1, 1), ends=date(2021, 12, 31),
               coordination=Coordination.COORDINATOR)
    )  # fmt: skip
    member = world.add(Member(network_id=network, name="Någon annanstans", municipalities=[]))
    world.add(Membership(period_id=period, member_id=member))
    person = world.add(
        Person(network_id=network, slack_id="UELSE", name="Samordnare där", role=Role.COORDINATOR, member_id=member,
               state=PersonState.CONFIRMED, confirmed_at=NOW)
    )  # fmt: skip
    return Somebody(User("UELSE", "Samordnare där"), person)


def everything(world) -> list[object]:
    """All that an attack could have changed here."""
    here = [each for each in world.rows(Experience) if each.network_id == world.network_id]
    found: list[object] = [(each.id, each.version, each.title, each.did, each.state) for each in here]
    numbers = {each.id for each in here}
    for noun in (ExperienceVersion, BegunChange, ReviewNote):
        found += [(noun, each.id) for each in world.rows(noun) if each.experience_id in numbers]
    return found


def test_whoever_coordinates_another_network_reaches_nothing_here(world, official, elsewhere):
    contribute(world, official, title="Hemlig rubrik", did="Hemlig text")
    world.press(official, "did", view="VDRAFT", container="view", fields=Fields({"did": "Hemligt utkast"}))
    form = world.press(official, "experience.change", "1").answer
    world.press(official, "did", view="VCHANGE", container="view", fields=Fields({"did": "Hemlig ändring"}, form.about))
    with world.database.writing() as session:
        asked = Delivery(network_id=world.network_id, key="x", kind="experience_to_review", to="UELSE", due_at=NOW,
                         state=DeliveryState.SENT, ts="1.1", about={"experience": "1"})  # fmt: skip
        session.add(asked)
    before = everything(world)
    assert len(before) == 3
    for channel in (ELSEWHERE, None):
        for name in BUTTONS:
            for value in VALUES:
                answered = world.press(elsewhere, f"experience.{name}", value, channel=channel)
                assert "emlig" not in words_of(answered), name
        for name in FORMS:
            for about in VALUES:
                forged = Form(f"experience.{name}", "x", [], about=about)
                fields = Fields({"title": "Kapad", "did": "Kapad", "note": "Kapad", "no_child": ("yes",)}, about)
                view = f"V{name}{about}{channel}"
                ask = Ask(kind="form", name=forged.name, who=Who("UELSE"), value=about, channel=channel, fields=fields,
                          first_field="title", view=view, once=view)  # fmt: skip
                assert "emlig" not in words_of(world.answering.answer(ask, elsewhere.user, world.now))
        for name in ("did", "experience.draft"):
            for about in VALUES:
                fields = Fields({"did": "Kapad", "title": "Kapad"}, about)
                world.press(elsewhere, name, view=f"V{about}", container="view", fields=fields, channel=channel)
    world.say(elsewhere, "Kapad kommentar", thread="1.1")
    for typed in ("1", "sök hemlig", "granska", "mina"):
        assert "emlig rubrik" not in words_of(world.ask(elsewhere, f"/erfarenhet {typed}", channel=ELSEWHERE))
    assert everything(world) == before


HOSTILE = "<!channel> <@U1> <https://ont.se|klicka> *fet* `kod` <script>alert(1)</script> &amp; ```x"


def test_hostile_text_in_every_field_is_text_in_every_message(world, official):
    world.activity(1, HOSTILE)
    form = world.ask(official, "/erfarenhet").answer
    files = SlackFile("F1", HOSTILE, "", "https://x.se/|<!here>"), SlackFile("F2", "", "", "javascript:1")
    texts = {each.name: HOSTILE[: each.longest] for each in FIELDS}
    world.send(official, form, **texts, no_child=("yes",), consents=("publication", "research"), files=files)
    note = world.press(world.coordinator, "experience.comment", "1").answer
    world.send(world.coordinator, note, note=HOSTILE)
    world.send(official, world.press(official, "experience.change", "1").answer, did=HOSTILE + " igen")
    world.press(world.coordinator, "experience.approve", "1")
    shown = [world.ask(who, f"/erfarenhet {typed}") for who in (official, world.coordinator, world.stranger)
             for typed in ("1", "mina", "sök klicka", "granska", "sök klicka 2020")]  # fmt: skip
    raw = [str(blocks_of(each)) for each in shown] + [str(each.message) for each in world.rows(Delivery)]
    assert len(raw) > 15
    for each in raw:
        for bad in ("<!channel>", "<@U1>", "<https://ont.se", "<script>", "<javascript:"):
            assert bad not in each
