"""A network is begun in Slack: from scratch, from a work plan, with an example; the first one, and beside others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.db import Database
from bot.feature.call import SlackFile, User
from bot.models import (
    Activity,
    BegunNetwork,
    Coordination,
    Delivery,
    Meeting,
    Member,
    MemberKind,
    Network,
    Period,
    Person,
    Role,
)
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.plan.writing import written
from bot.slack.answering import Response
from bot.terminal.playground import CHANNEL, COORDINATOR, Play
from tests.documents.written import BOOKS, SHAPES, saved
from tests.playground.test_playground_run import playing
from tests.world import CHANNEL_ID, NOW, Somebody, World, blocks_read, labels, refuse_what_slack_does_not_take, words_of

MEMBERS = "Gävle\nDegerfors/Karlskoga\nAngered stadsdel/Göteborg\n\nUppsala, Örebro"
FORM = {"name": "Barnrättsnätverket", "channel": "C0NYTT", "starts": date(2026, 1, 1), "ends": date(2027, 12, 31),
        "coordination": "troika", "members": MEMBERS}  # fmt: skip
ADMIN = Somebody(User("UADMIN", "Administratör", is_admin=True))


@pytest.fixture
def empty(database: Database) -> World:
    """A workspace where there is no network yet."""
    world = World(database)
    with database.writing() as session:
        session.execute(delete(Network))
    return world


def opened(world: World, way: str, who: Somebody | None = None) -> Any:
    who = who or world.coordinator
    shown = world.ask(who, "/natverk" if not world.rows(Network) else "/natverk börja")
    refuse_what_slack_does_not_take(shown.answer)
    form = world.click(who, shown, way)
    refuse_what_slack_does_not_take(form.answer)
    return form.answer


def loads_unchanged(world: World) -> bool:
    with world.database.writing() as session:
        period = session.scalars(select(Period).order_by(Period.id.desc())).first()
        assert period is not None
        return not apply(session, plan_of(written(session, period.network, period), "p"), NOW)


def test_a_network_of_six_members_is_there_after_one_form(empty):
    done = empty.send(empty.coordinator, opened(empty, "Från grunden"), **FORM)
    assert "✓ Barnrättsnätverket finns nu i <#C0NYTT>" in words_of(done)
    assert "Administrera nätverket" in labels(done)
    network, period = empty.rows(Network)[0], empty.rows(Period)[0]
    assert (network.key, network.channel, network.language) == ("barnrattsnatverket", "C0NYTT", "sv")
    assert (period.name, period.starts, period.ends) == ("2026-2027", date(2026, 1, 1), date(2027, 12, 31))
    assert period.coordination is Coordination.TROIKA
    assert {each.name: (each.kind, each.municipalities) for each in empty.rows(Member)} == {
        "Gävle": (MemberKind.MUNICIPALITY, ["Gävle"]),
        "Degerfors/Karlskoga": (MemberKind.PAIR, ["Degerfors", "Karlskoga"]),
        "Angered stadsdel/Göteborg": (MemberKind.DISTRICT, ["Göteborg"]),
        "Uppsala": (MemberKind.MUNICIPALITY, ["Uppsala"]),
        "Örebro": (MemberKind.MUNICIPALITY, ["Örebro"]),
    }
    assert [(each.slack_id, each.role) for each in empty.rows(Person)] == [("UCOORD", Role.COORDINATOR)]
    greeted = [each for each in empty.rows(Delivery) if each.kind == "begun"]
    assert len(greeted) == 1 and "Barnrättsnätverket" in greeted[0].message["text"]
    assert loads_unchanged(empty)
    glance = empty.ask(empty.coordinator, "/natverk", channel="C0NYTT")
    assert "Barnrättsnätverket" in words_of(glance)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"members": "Gävel"}, "members", "Gävle"),
        ({"members": "Gävle\n" + "x" * 121}, "members", "120"),
        ({"ends": date(2025, 1, 1)}, "ends", "Sista dagen"),
        ({"channel": ""}, "channel", "Välj den kanal"),
        ({"name": "x" * 121}, "name", "120"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_begins(empty, typed, field, said):
    refused = empty.send(empty.coordinator, opened(empty, "Från grunden"), **FORM | typed)
    assert list(refused.field_errors) == [field] and said in refused.field_errors[field]
    assert not empty.rows(Network)


def test_an_actor_that_is_no_municipality_is_a_member_too(empty):
    empty.send(empty.coordinator, opened(empty, "Från grunden"), **FORM | {"members": "Barnrättsbyrån"})
    assert [(each.name, each.kind) for each in empty.rows(Member)] == [("Barnrättsbyrån", MemberKind.ACTOR)]


def test_an_admin_begins_the_first_network_and_is_its_coordinator_and_others_are_told_who_does(database):
    world = World(database, coordinators=())
    with database.writing() as session:
        session.execute(delete(Network))
    told = world.ask(world.newcomer, "/natverk")
    assert words_of(told).endswith("Här finns inget nätverk än. Samordnaren startar ett med `/natverk`.")
    refused = world.press(world.newcomer, "begin.scratch")
    assert refused.refused and not world.rows(Network)
    world.send(ADMIN, opened(world, "Från grunden", ADMIN), **FORM)
    assert [each.slack_id for each in world.rows(Person)] == ["UADMIN"]
    other = Somebody(User("UOTHER", "En annan administratör", is_admin=True))
    assert world.press(other, "begin.scratch").refused


def test_another_network_is_begun_in_another_channel_and_not_in_the_same(world):
    form = opened(world, "Från grunden")
    refused = world.send(world.coordinator, form, **FORM | {"channel": CHANNEL_ID})
    assert refused.field_errors == {"channel": "Den kanalen hör till Testnätverket. Välj en annan."}
    refused = world.send(world.coordinator, form, **FORM | {"name": "testnätverket"})
    assert list(refused.field_errors) == ["name"]
    world.send(world.coordinator, form, **FORM)
    assert [each.key for each in world.rows(Network)] == ["test", "barnrattsnatverket"]
    assert "Testnätverket" in words_of(world.ask(world.coordinator, "/natverk"))
    assert "Barnrättsnätverket" in words_of(world.ask(world.coordinator, "/natverk", channel="C0NYTT"))


def given(world: World, content: bytes | None, name: str = "arbetsplan.docx", **typed: Any) -> Response:
    form = opened(world, "Från en arbetsplan")
    file = SlackFile("F1", name, content=content)
    return world.send(world.coordinator, form, **{"file": (file,), "channel": "C0NYTT"} | typed)


ALL = SHAPES | BOOKS


def as_bytes(shape: str) -> tuple[bytes, str]:
    """A work plan in that shape, and what its file is called."""
    return saved(ALL[shape]()), "arbetsplan.docx" if shape in SHAPES else "arbetsplan.xlsx"


@pytest.mark.parametrize("shape", list(ALL))
def test_a_work_plan_is_shown_before_anything_is_stored_and_begun_with_a_yes(empty, shape):
    data, name = as_bytes(shape)
    shown = given(empty, data, name)
    assert not shown.field_errors, shown.field_errors
    read = blocks_read(empty.pages(empty.coordinator, shown))
    assert "Aktivitet 1: Ta del av" in read and read.count("Möte: ") == 8 and not empty.rows(Network)
    done = empty.click(empty.coordinator, shown, "Starta nätverket")
    assert words_of(done).startswith("✓ ") and not empty.rows(BegunNetwork)
    assert len(empty.rows(Activity)) == 7 and len(empty.rows(Meeting)) == 8 and loads_unchanged(empty)


def test_what_was_misunderstood_is_put_right_before_the_yes_and_a_yes_to_what_was_shown_before_shows_it_anew(empty):
    shown = given(empty, *as_bytes(next(iter(SHAPES))))
    form = empty.click(empty.coordinator, shown, "Rätta").answer
    refuse_what_slack_does_not_take(form)
    wrong = empty.send(empty.coordinator, form, activities="Något utan nummer")
    assert list(wrong.field_errors) == ["activities"]
    better = {"name": "Ett annat namn", "members": "Gävle\nUppsala\nKarlskoga/Degerfors\nÖrebro",
              "activities": "1. Kunskap om lagen | våren 2020\n8. Studiebesök"}  # fmt: skip
    mended = empty.send(empty.coordinator, form, **better)
    read = words_of(mended)
    assert "Nätverk: Ett annat namn" in read, mended.field_errors
    assert "Aktivitet 1: Kunskap om lagen (våren 2020)" in read and "Aktivitet 8: Studiebesök" in read
    late = empty.click(empty.coordinator, shown, "Starta nätverket")
    assert not empty.rows(Network) and "Ett annat namn" in words_of(late)
    empty.click(empty.coordinator, mended, "Starta nätverket")
    assert [each.name for each in empty.rows(Network)] == ["Ett annat namn"]
    assert {each.number for each in empty.rows(Activity)} == {1, 8}


def test_what_is_thrown_away_is_gone_and_nobody_reads_anothers(empty):
    shown = given(empty, *as_bytes(next(iter(SHAPES))))
    row = empty.rows(BegunNetwork)[0].id
    assert empty.press(ADMIN, "begin.preview", str(row)).refused
    assert words_of(empty.click(empty.coordinator, shown, "Avbryt")).startswith("Ingenting sparades.")
    assert not empty.rows(BegunNetwork) and not empty.rows(Network)
    assert "kastats" in words_of(empty.click(empty.coordinator, shown, "Rätta"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, "plan.docx", "Välj filen en gång till"),
        (b"PK\x03\x04", "plan.docx", "plan.docx är trasig"),
        (b"hej", "plan.txt", "ingen Word- eller Excelfil"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_at_its_field(empty, content, name, said):
    refused = given(empty, content, name)
    assert list(refused.field_errors) == ["file"] and said in refused.field_errors["file"]
    assert not empty.rows(BegunNetwork)


def test_an_example_is_looked_around_in(empty):
    form = opened(empty, "Med ett exempel")
    done = empty.send(empty.coordinator, form, channel="C0NYTT")
    assert "Det är ett exempel" in words_of(done)
    assert empty.rows(Meeting) and empty.rows(Activity)


def test_what_is_not_of_the_network_is_answered_with_the_ways_and_home_is_empty(empty):
    for typed in ("/mote", "/aktiviteter", "/natverk administrera", "/natverk börja"):
        assert "Från en arbetsplan" in labels(empty.ask(empty.coordinator, typed))
        assert "inget nätverk än" in words_of(empty.ask(empty.newcomer, typed)) or typed == "/natverk börja"
    assert "Från en arbetsplan" in labels(empty.say(empty.coordinator, "när är nästa möte?"))
    assert empty.home(empty.coordinator).answer is not None


def test_in_an_empty_workspace_a_network_is_begun_from_a_file_over_real_sockets(tmp_path):
    async def scene(play: Play) -> None:
        slack, me = play.slack, COORDINATOR.id

        async def click(message, name):
            elements = [each for block in message.blocks for each in block.get("elements", ())]
            button = next(each for each in elements if each.get("action_id", "").startswith(name))
            return await slack.click(me, message, button["action_id"])

        ways = await slack.command(me, CHANNEL.id, "/natverk")
        await click(ways.message, "begin.document")
        await slack.wait_for(lambda: slack.modal(me), 3)
        file = {"files": [slack.give_file(me, "arbetsplan.docx", as_bytes("as_the_source")[0])]}
        where = {"selected_conversation": CHANNEL.id}
        view = slack.modal(me)["id"]
        broken = {"files": [slack.give_file(me, "arbetsplan.docx", b"PK")]}
        outcome = await slack.submit(me, view, {"file": {"file": broken}, "channel": {"channel": where}})
        assert "arbetsplan.docx" in outcome.errors["file"]
        outcome = await slack.submit(me, view, {"file": {"file": file}, "channel": {"channel": where}})
        assert not outcome.errors
        shown = (await slack.wait_for(lambda: _saying(slack, "Så här har planen"), 5))[-1]
        await click(shown, "begin.yes")
        await slack.wait_for(lambda: _saying(slack, "✓ Partnerskapet"), 5)
        greeted = await slack.wait_for(
            lambda: [each for each in slack.messages(CHANNEL.id) if "hjälper" in each.text], 20
        )
        assert len(greeted) == 1
        assert "maj 2020" in (await slack.command(me, CHANNEL.id, "/mote")).words

    playing(tmp_path, None, "2020-02-10")(scene)


def _saying(slack, words):
    return [each for each in slack.messages(CHANNEL.id, ephemeral=True) if words in str(each.blocks)]
