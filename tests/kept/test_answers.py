"""What the bot has answered in Slack is erased like what it says by itself: by words, by experience, by person."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, get_ident

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.app import Bot
from bot.blocks.messages import Form
from bot.config import Settings
from bot.db import Database
from bot.experiences.erasing import erase
from bot.feature.call import User
from bot.kept import answers
from bot.kept.answers import Answered, keep_answer
from bot.kept.person import erase_person
from bot.kept.words import Erasable, erase_words, find_words
from bot.models import Because, Delivery, DeliveryState, Experience, Meeting, Network, Period, Person, Role, Theme
from bot.network.erasure import last_erasing, note_erasure, sweep, wait_for_erasing
from bot.outbox.deliveries import ANSWER, MARK
from bot.playground import HandClock
from tests.databases import empty
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_erase import CHILD, bytes_of, words_in
from tests.kept.test_words_erase import press_erase
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.running_bot import play_with_bot
from tests.world import Somebody, World, prefilled, words_of

NAME = "Signhild Åkerö"
OWN = "Sammetsråttan"
ASKED = (
    ("U2", "C1", "@Nätverksbot vad är temat"),
    ("U2", "D2", "vem är ersättare för Gävle"),
    ("U3", "D3", "vilka företräder Gävle?"),
    ("U3", "D3", f"sök erfarenheter om {OWN}"),
)
"""Who asks where."""


def lived(folder: Path) -> tuple[World, Somebody]:
    """A network whose questions are answered with a child's name, an experience's title and somebody's name."""
    world = World(empty(folder / "test.db"), coordinators=("U1",))
    world.now, gavle = NOW, world.member("Gävle")
    with world.database.writing() as session:
        session.get_one(Network, world.network_id).channel = "C1"
        for each in session.scalars(select(Period)):
            each.starts, each.ends = NOW.date() - timedelta(days=300), NOW.date() + timedelta(days=300)
    at = world.meeting(host=gavle, first_day=NOW.date() + timedelta(days=20))
    how = {"network_id": world.network_id, "role": Role.OFFICIAL, "member_id": gavle}
    number = world.add(Person(slack_id="U2", name=NAME, **how), Person(slack_id="U3", name="Tjänsteperson", **how))
    world.add(
        Person(network_id=world.network_id, name=f"{CHILD} Ek", role=Role.DEPUTY, member_id=gavle),
        Theme(network_id=world.network_id, meeting_id=at, text=f"{CHILD} berättar", suggested_at=NOW),
    )
    hers = Somebody(User("U2", NAME), number)
    world.coordinator = Somebody(User("U1", "Samordnare"))
    contribute(world, hers, title=f"{CHILD}s skolval", did=f"Vi lät {CHILD} välja.")
    contribute(world, hers, title=OWN, did=f"{OWN} fick bestämma.")
    return world, hers


def standing(slack: FaultySlack) -> str:
    """All that stands in Slack, also what only one person sees."""
    rooms = [repr(list(each.messages.values())) for each in slack.team.rooms.values()]
    return "".join(rooms)


def files(slack: FaultySlack) -> str:
    """What the files hold that the bot has given somebody."""
    return "".join(each.content.decode(errors="replace") for each in slack.local.uploads.values())


def test_what_was_answered_is_erased_by_words_by_experience_and_by_person(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        world, _ = lived(tmp_path)
        database = world.database
        bot = Bot(
            Settings(
                database_url=f"sqlite:///{tmp_path}/test.db", slack_bot_token=slack.bot_token, coordinators="U1",
                slack_app_token=slack.app_token, slack_api_url=slack.api_url, port=0,
            ),
            HandClock(NOW),
        )  # fmt: skip
        await bot.start()
        try:
            for who, where, words in ASKED:
                before = len(slack.messages(where))
                await slack.say(who, where, words)
                await slack.wait_for(lambda w=where, n=before: len(slack.messages(w)) > n + 1, 20)
            await slack.click("U3", slack.messages("D3")[-1], "experience.show:2")
            await slack.wait_for(lambda: "bestämma" in repr(slack.messages("D3")[-1].blocks), 20)
            await slack.command("U2", "D2", "/natverk mina uppgifter")
            await slack.command("U3", "D3", "/mote kalender")
            await asyncio.gather(*bot.gateway._following)
            assert NAME in files(slack) and "VCALENDAR" in files(slack)
            for each in (CHILD, OWN, NAME):
                assert each in standing(slack)

            async def gone(*words: str) -> None:
                bot.outbox.wake()
                asked = {each.ts for room in ("D2", "D3", "C1") for each in slack.messages(room) if not each.bot_id}

                def left() -> str:
                    rooms = [each.messages.values() for each in slack.team.rooms.values()]
                    return repr([each for room in rooms for each in room if each.ts not in asked])

                await slack.wait_for(lambda: not [each for each in words if each in left() + files(slack)], 20)
                assert sweep(database, NOW)
                for each in words:
                    assert not [name for name, held in words_in(database).items() if each in held]
                    assert each.encode() not in bytes_of(database)

            with database.writing() as session:
                network, child = session.get_one(Network, world.network_id), Erasable.typed(CHILD)
                found_words = find_words(session, network, child)
                erase_words(session, network, child, found_words, by="U1", because=Because.CHILD, now=NOW)
            await gone(CHILD)
            await slack.wait_for(lambda: not files(slack), 20)
            await slack.command("U2", "D2", "/natverk mina uppgifter")
            await asyncio.gather(*bot.gateway._following)
            assert NAME in files(slack)
            assert OWN in standing(slack) and NAME in standing(slack)
            with database.writing() as session:
                erase_person(session, "U3", "erase", Because.ASKED, NOW, keeps_experiences=False)
            with database.writing() as session:
                erase(session, session.get_one(Experience, 2), "U1", Because.OTHER, NOW)
            await gone(OWN)
            with database.writing() as session:
                erase_person(session, "U2", "erase", Because.ASKED, NOW, keeps_experiences=False)
            await gone(NAME)
        finally:
            await bot.stop()

    play_with_bot(story)


def kept(world: World, **more: object) -> Delivery:
    with world.database.writing() as session:
        values = {"payload": {"text": CHILD}, "read": (), "as_of": last_erasing(session), **more}
        keep_answer(session, Answered(world.network_id, "D9", "1.5", "U9", **values), world.now)
    return next(each for each in world.rows(Delivery) if each.ts == "1.5")


def test_an_answer_is_never_due_and_another_page_takes_its_place_whichever_is_written_first(world: World) -> None:
    row = kept(world)
    assert (row.kind, row.state, row.to, row.closed_at) == (ANSWER, DeliveryState.SENT, "U9", world.now)
    assert kept(world, payload={"text": "2"}, read={7, 3}, replaces=True).about == {"experiences": "3,7"}
    assert kept(world).message == {"text": "2"} and len(world.rows(Delivery)) == 1


def test_what_was_erased_while_an_answer_was_on_its_way_goes_from_it(world: World) -> None:
    with world.database.writing() as session:
        note_erasure(session, "Network", world.network_id, "U1", Because.CHILD, world.now)
    assert kept(world, as_of=None).message == {"text": CHILD}, "it says no words of anybody"
    late = kept(world, as_of=0)
    assert late.kind == "erased" and CHILD not in str(late.message)
    assert [each.about["marks"] for each in world.rows(Delivery) if each.kind == MARK] == [str(late.id)]


def test_an_answer_that_cannot_be_remembered_is_given_all_the_same(world: World, monkeypatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr("bot.slack.answering.keep_answer", away)
    world.answering.keep(Answered(world.network_id, "D9", "1.5", "U9", {}, (), 0), world.now)
    assert answers.keep_answer is keep_answer and not world.rows(Delivery)


def test_two_who_erase_at_once_on_a_server_are_both_answered(postgres: Database, monkeypatch) -> None:  # noqa: F811
    world = World(postgres)
    for title in ("Ena mötet", "Andra mötet"):
        world.meeting(title=title, first_day=NOW.date())
    who = {words: world.person(f"Samordnare {words}", Role.COORDINATOR) for words in ("Ena", "Andra")}
    forms = {words: press_erase(world, each, words).answer for words, each in who.items()}
    assert all(isinstance(each, Form) for each in forms.values()), forms
    both, met = Barrier(2), set()

    def wait_with_the_other(session: Session) -> None:
        wait_for_erasing(session)
        if get_ident() not in met:
            met.add(get_ident())
            both.wait(6)

    monkeypatch.setattr("bot.slack.answering.wait_for_erasing", wait_with_the_other)

    def erased(words: str) -> str:
        box = next(each for each in prefilled(forms[words]) if each.startswith("sure_"))
        return words_of(world.send(who[words], forms[words], **{box: ("yes",)}))

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(erased, forms))
    assert all("raderade för gott" in each for each in said), said
    assert [each.title for each in world.rows(Meeting)] == ["[…] mötet"] * 2 and len(met) == 2
