"""Which of several networks the bot answers for: known from the place, the message or the person, or asked once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import forget
from bot.blocks.messages import Message
from bot.blocks.parts import actions
from bot.db import Database, open_engine
from bot.feature.call import User
from bot.feature.values import network_in, of_network
from bot.language import speak
from bot.meetings.card import answer_buttons
from bot.models import (
    Answer,
    Coordination,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    MembershipState,
    Network,
    NetworkChoice,
    Period,
    Person,
    PersonState,
    Role,
    Theme,
    WaitingAsk,
)
from bot.outbox.deliveries import tell
from bot.playground import Channel, HandClock, WorkspaceUser
from bot.playground.messages import Posted
from bot.slack.payloads import Ask, Who, read_metadata
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW as SLACKS_NOW
from tests.running_bot import TEAM, fill, running
from tests.world import CHANNEL_ID, NOW, Somebody, World, elements, labels, words_of

QUESTION = "Vilket nätverk?"
ELSEWHERE = "C0ELSEWHERE"


def another(world: World, name: str, channel: str, month: date, **more: Any) -> int:
    """A further network of one member and one meeting; gives its id."""
    network = Network(key=name, name=name, channel=channel, settings={}, **more)
    period = Period(
        network=network, name="P", starts=month.replace(month=1), ends=month.replace(month=12, day=31),
        coordination=Coordination.COORDINATOR,
    )  # fmt: skip
    member = Member(network=network, name=f"{name} kommun", municipalities=[])
    world.add(network, period, member)
    world.add(Membership(period_id=period.id, member_id=member.id))
    world.add(Meeting(network_id=network.id, period_id=period.id, kind=MeetingKind.PARTNERSHIP, month=month))
    return network.id


def sits(world: World, who: Somebody, network: int, **more: Any) -> int:
    member = next(each.id for each in world.rows(Member) if each.network_id == network)
    values = {"role": Role.OFFICIAL, "member_id": member, "name": who.user.name} | more
    return int(world.add(Person(network_id=network, slack_id=who.slack_id, **values)))


@pytest.fixture
def two(world: World) -> World:
    """The network of `world`, with a meeting in May, and another with one in November."""
    world.member("Gävle")
    world.meeting(month=date(2020, 5, 1))
    world.other = another(world, "Det andra", "C0OTHER", date(2020, 11, 1))
    world.both = Somebody(User("UBOTH", "Tjänsteperson, båda"))
    sits(world, world.both, world.network_id)
    sits(world, world.both, world.other)
    return world


# where it is known


def test_each_channel_answers_for_its_network_and_whoever_sits_in_one_is_never_asked(two: World) -> None:
    one = two.newcomer
    sits(two, one, two.other)
    for channel in ("D1", ELSEWHERE, "C0OTHER", None):
        assert "november" in words_of(two.ask(one, "/mote", channel=channel))
    assert "maj" in words_of(two.ask(one, "/mote", channel=CHANNEL_ID))
    assert "november" in words_of(two.say(one, "när är nästa möte?"))
    assert "november" in words_of(two.say(one, "när är nästa möte?", direct=False))
    assert "Det andra" in words_of(two.home(one)) and not two.rows(WaitingAsk)


def test_with_one_network_nobody_is_asked_and_nothing_can_be_switched(world: World) -> None:
    world.meeting(month=date(2020, 5, 1))
    for who in (world.newcomer, world.stranger, world.coordinator):
        assert "maj" in words_of(world.ask(who, "/mote", channel="D1"))
        assert "Det finns bara ett nätverk här: Testnätverket." in words_of(world.ask(who, "/natverk byt"))
        assert "Byt nätverk" not in labels(world.home(who))


STATES = st.sampled_from([None, "confirmed", "requested", "left", "declined", "out"])


@given(seats=st.tuples(STATES, STATES, STATES), is_coordinator=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_who_sits_in_exactly_one_is_not_asked(
    three: tuple[World, list[int]], seats: tuple[str | None, ...], is_coordinator: bool
) -> None:
    world, networks = three
    who = Somebody(User("UCOORD" if is_coordinator else "UANY", "N"))
    with world.database.writing() as session:
        session.query(Person).delete()
    for network, seat in zip(networks, seats, strict=True):
        if seat == "out":
            member = world.add(Member(network_id=network, name=f"{network} {len(world.rows(Member))}"))
            period = next(each.id for each in world.rows(Period) if each.network_id == network)
            world.add(Membership(period_id=period, member_id=member, state=MembershipState.LEFT))
            sits(world, who, network, member_id=member)
        elif seat is not None:
            sits(world, who, network, state=PersonState(seat))
    shown = words_of(world.ask(who, "/mote", channel="D1"))
    inside = [network for network, seat in zip(networks, seats, strict=True) if seat == "confirmed"]
    if len(inside) == 1 and not is_coordinator:
        assert ("maj", "november", "september")[networks.index(inside[0])] in shown
    else:
        assert QUESTION in shown


@pytest.fixture
def three(two: World) -> tuple[World, list[int]]:
    third = another(two, "Det tredje", "C0THIRD", date(2020, 9, 1))
    return two, [two.network_id, two.other, third]


# where it is asked


def test_what_was_asked_is_answered_after_the_choice_and_the_choice_is_remembered_there(two: World) -> None:
    for channel, month, name in (("D1", "november", "Det andra"), (ELSEWHERE, "maj", "Testnätverket")):
        question = two.ask(two.both, "/mote", channel=channel)
        assert QUESTION in words_of(question) and "/natverk byt" in words_of(question)
        assert labels(question) == ["Det andra", "Testnätverket"]
        assert month in words_of(pick(two, two.both, question, name, channel))
        assert month in words_of(two.ask(two.both, "/mote", channel=channel))
    assert "november" in words_of(two.say(two.both, "när är nästa möte?"))
    assert "Det andra" in words_of(two.home(two.both))


def pick(world: World, who: Somebody, question: Any, name: str, channel: str | None) -> Any:
    button = next(each for each in elements(question) if name in each["labels"])
    return world.press(who, button["action_id"], button["values"][name], channel=channel)


def choices(world: World) -> list[tuple[str, str, int]]:
    with world.database.reading() as session:
        return [(each.slack_id, each.place, each.network_id) for each in session.query(NetworkChoice)]


def test_nothing_typed_is_lost_and_pressing_twice_does_it_once(two: World) -> None:
    question = two.ask(two.both, "/mote tema Barnets bästa i kommunen", channel=ELSEWHERE)
    assert not two.rows(Theme)
    for _ in range(2):
        pick(two, two.both, question, "Det andra", ELSEWHERE)
    assert [(each.text, each.network_id) for each in two.rows(Theme)] == [("Barnets bästa i kommunen", two.other)]


@pytest.mark.parametrize("typed", ["Det andra", "det andra!", "DETANDRA", "Det anrda", "andra", "“Det andra”"])
def test_a_networks_name_that_is_typed_is_the_choice_and_what_was_asked_is_answered(two: World, typed: str) -> None:
    for asked in (lambda: two.ask(two.both, "/mote", channel="D1"), lambda: two.say(two.both, "när är nästa möte?")):
        assert QUESTION in words_of(asked())
        words = words_of(two.say(two.both, typed))
        assert "svarar jag för Det andra" in words and "november" in words and QUESTION not in words
        assert "november" in words_of(two.say(two.both, "när är nästa möte?"))
        with two.database.writing() as session:
            session.query(NetworkChoice).delete()
            session.query(WaitingAsk).delete()


def test_what_is_no_networks_name_or_several_is_asked_about_again(two: World) -> None:
    another(two, "Det andra nätverket", "C0MORE", date(2020, 9, 1))
    two.say(two.both, "när är nästa möte?")
    question = two.say(two.both, "andra")
    assert QUESTION in words_of(question) and labels(question) == ["Det andra", "Det andra nätverket"]
    assert QUESTION in words_of(two.ask(two.both, "/mote", channel=ELSEWHERE))
    assert "november" in words_of(two.say(two.both, "det andra"))
    for typed in ("vet inte", "det", "när är nästa möte?"):
        assert len(labels(two.say(two.newcomer, typed))) == 3


def test_a_networks_name_says_nothing_before_anything_is_asked(two: World) -> None:
    assert QUESTION in words_of(two.say(two.both, "Det andra"))


def test_two_questions_wait_each_for_its_own_answer(two: World) -> None:
    first, second = (two.ask(two.both, each, channel="D1") for each in ("/mote tema Ett", "/mote tema Två"))
    pick(two, two.both, second, "Det andra", "D1")
    pick(two, two.both, first, "Testnätverket", "D1")
    assert {(each.text, each.network_id) for each in two.rows(Theme)} == {("Två", two.other), ("Ett", two.network_id)}


def test_only_whoever_asked_chooses(two: World) -> None:
    question = two.say(two.both, "när är nästa möte?", direct=False)
    refused = pick(two, two.newcomer, question, "Det andra", "C0X")
    assert "Bara den som frågade" in words_of(refused) and not choices(two)


def test_the_same_event_sent_again_is_not_asked_about_again(two: World) -> None:
    assert two.say(two.both, "när är nästa möte?", once="event/1").answer is not None
    assert two.say(two.both, "när är nästa möte?", once="event/1").answer is None
    assert len(two.rows(WaitingAsk)) == 1


def test_who_is_refused_in_the_network_they_choose_hears_it_and_it_is_remembered(two: World) -> None:
    question = two.ask(two.newcomer, "/aktiviteter 1 klar", channel="D1")
    refused = pick(two, two.newcomer, question, "Det andra", "D1")
    assert refused.refused and QUESTION not in words_of(refused)
    assert "november" in words_of(two.ask(two.newcomer, "/mote", channel="D1"))


def test_the_coordinator_of_all_is_asked_and_does_not_join_by_choosing(two: World) -> None:
    question = two.ask(two.coordinator, "/mote", channel="D1")
    assert QUESTION in words_of(question)
    assert "november" in words_of(pick(two, two.coordinator, question, "Det andra", "D1"))
    assert not [each for each in two.rows(Person) if each.slack_id == "UCOORD"]


def test_help_asks_nothing_and_a_choice_can_be_changed_anywhere_but_in_a_networks_own_channel(two: World) -> None:
    assert QUESTION not in words_of(two.ask(two.both, "/mote hjälp", channel="D1"))
    pick(two, two.both, two.home(two.both), "Det andra", None)
    for asked in (two.ask(two.both, "/natverk byt", channel="D1"), two.say(two.both, "byt nätverk")):
        assert "Här svarar jag för Det andra." in words_of(asked) and labels(asked) == ["Testnätverket"]
    changed = pick(two, two.both, asked, "Testnätverket", "D1")
    assert words_of(changed).startswith("Från och med nu svarar jag för Testnätverket här.") and changed.changed
    assert "maj" in words_of(two.ask(two.both, "/mote", channel="D1"))
    assert "Den här kanalen hör till Det andra" in words_of(two.ask(two.both, "/natverk byt", channel="C0OTHER"))
    refused = pick(two, two.both, asked, "Testnätverket", "C0OTHER")
    assert refused.refused and "hör till Det andra" in words_of(refused)


def test_many_networks_stand_in_a_menu_and_two_of_one_name_are_told_apart(two: World) -> None:
    for number in range(120):
        two.add(Network(key=f"n{number}", name="Nät" if number < 2 else f"Nät {number}", settings={}))
    question = two.ask(two.both, "/mote", channel="D1")
    there = labels(question)
    assert len(there) == 122 and {"n0 · Nät", "n1 · Nät", "Nät 119"} <= set(there)
    assert "november" in words_of(pick(two, two.both, question, "Det andra", "D1"))


def test_a_network_that_is_gone_cannot_be_chosen(two: World) -> None:
    refused = two.press(two.both, "network.choose", "99.0", channel="D1")
    assert refused.refused and "finns inte längre" in words_of(refused)


def test_what_waited_is_forgotten_after_three_days(two: World) -> None:
    question = two.ask(two.both, "/mote tema Ett", channel="D1")
    forget(two.database, two.now + timedelta(days=4))
    assert not two.rows(WaitingAsk)
    assert "Från och med nu" in words_of(pick(two, two.both, question, "Det andra", "D1"))


# what belongs to a network says so


def test_a_form_and_a_message_carry_their_network_wherever_they_are_pressed(two: World) -> None:
    pick(two, two.both, two.home(two.both), "Testnätverket", None)
    other = next(each for each in two.rows(Meeting) if each.network_id == two.other)
    pressed = two.press(two.both, "meeting.answer", f"{other.id}.yes", channel="D1", network=two.other)
    assert not pressed.refused and pressed.network == two.other
    assert [each.meeting_id for each in two.rows(Answer)] == [other.id]


def test_an_answer_in_the_thread_of_a_message_is_for_the_network_that_wrote_it(two: World) -> None:
    pick(two, two.both, two.home(two.both), "Testnätverket", None)
    with two.database.writing() as session:
        network = session.get_one(Network, two.other)
        tell(session, network, key="k", kind="x", to="UBOTH", message=Message("Hej"), now=NOW)
        session.connection().exec_driver_sql("UPDATE deliveries SET state = 'sent', channel = 'D1', ts = '1.5'")
    assert "november" in words_of(two.say(two.both, "när är nästa möte?", thread="1.5"))
    ask = Ask(kind="button", name="meeting.list", who=Who("UBOTH"), channel="D1", ts="1.5", container="message")
    assert two.answering.answer(ask, two.both.user, NOW).network == two.other


@given(number=st.integers(1, 10**8), text=st.text(max_size=20))
@settings(max_examples=30)
def test_the_mark_of_a_network_is_read_as_it_was_written_and_nonsense_as_none(number: int, text: str) -> None:
    payload = {"text": "x", "blocks": [{"type": "actions", "elements": []}]}
    blocks = of_network(payload, number)["blocks"]
    assert network_in(blocks[0]["block_id"]) == number
    assert of_network(payload, number)["blocks"] != blocks
    assert network_in(text) == 0 or text.startswith("network/")


# through Slack


PEOPLE = (*TEAM.users, WorkspaceUser("U5", "Tjänsteperson, tredje"))
CHANNELS = (Channel("C1", "ett"), Channel("C2", "två"), Channel("C3", "tre"), Channel("C4", "fritt"))


def three_networks(folder: Path) -> None:
    """The filled network, where U2 sits, and two others: in the second U2 sits too, in the third U5."""
    database = fill(folder)
    world = object.__new__(World)
    world.database = database
    with database.writing() as session:
        network = session.get_one(Network, 1)
        network.channel, network.name = "C1", "Ett"
    second, third = another(world, "Två", "C2", date(2090, 11, 1)), another(world, "Tre", "C3", date(2090, 12, 1))
    sits(world, Somebody(User("U2", "Ö")), second)
    sits(world, Somebody(User("U5", "Å")), third)
    with database.writing() as session:
        meeting = next(each for each in session.query(Meeting) if each.network_id == second)
        row = actions(*answer_buttons(speak("sv"), meeting, None))
        two = session.get_one(Network, second)
        message = Message("Kommer du?", [row])
        tell(session, two, key="1", kind="asks", to="U2", message=message, now=datetime.now(UTC))
    database.engine.dispose()


def many_networks(folder: Path) -> None:
    """Four hundred more, with long names."""
    database = Database(open_engine(f"sqlite:///{folder / 'natverksbot.db'}"))
    with database.writing() as session:
        session.add_all(Network(key=f"n{n}", name=f"Nätverk {n} {'för barn ' * 8}", settings={}) for n in range(400))
    database.engine.dispose()


def networks_in(blocks: Any) -> set[int]:
    """The networks that what can be pressed there says it belongs to."""
    return {network_in(each["block_id"]) for each in blocks if each["type"] == "actions"}


def button_of(blocks: Any, label: str) -> str:
    rows = [block for block in blocks if block["type"] == "actions"]
    there = [each for block in rows for each in block["elements"]]
    return next(str(each["action_id"]) for each in there if each.get("text", {}).get("text") == label)


class Visitor:
    """Somebody in a Slack where the bot has three networks."""

    def __init__(self, slack: FaultySlack, who: str) -> None:
        self.slack, self.who, self.direct = slack, who, f"D{who[1:]}"

    async def sees(self, channel: str, words: str) -> Posted:
        """The last message there that holds these words, once it does."""

        def there() -> list[Posted]:
            room = self.slack.local.team.room(channel)
            return [each for each in room.messages.values() if words in str(each.blocks) + each.text and
                    each.only_for in (None, self.who) and each.bot_id]  # fmt: skip

        return (await self.slack.wait_for(there))[-1]

    async def press(self, where: Any, blocks: Any, label: str) -> None:
        await self.slack.click(self.who, where, button_of(blocks, label))


def test_with_three_networks_everything_is_answered_for_the_right_one(tmp_path: Path) -> None:
    async def story() -> None:
        team = replace(TEAM, users=PEOPLE, channels=CHANNELS)
        async with FaultySlack(team, HandClock(SLACKS_NOW)) as slack:
            three_networks(tmp_path)
            async with running(slack, tmp_path):
                await play(slack, tmp_path)
        database = Database(open_engine(f"sqlite:///{tmp_path / 'natverksbot.db'}"))
        with database.reading() as session:
            assert [(each.text, each.network_id) for each in session.query(Theme)] == [("Skolval", 3), ("Hej", 2)]
            assert {each.meeting.network_id for each in session.query(Answer)} == {2}
        database.engine.dispose()

    asyncio.run(story())


async def play(slack: FaultySlack, folder: Path) -> None:
    one, both, guest, coordinator = (Visitor(slack, each) for each in ("U5", "U2", "U3", "U1"))
    # whoever sits in one
    assert "december 2090" in (await slack.command("U5", one.direct, "/mote")).words
    there = await slack.command("U2", "C1", "/mote")
    assert "maj 2090" in there.words and networks_in(there.blocks) == {1}
    # a command in a direct message, and one that writes in a channel of no network
    asked = (await slack.command("U2", both.direct, "/mote")).message
    assert asked is not None and QUESTION in str(asked.blocks)
    await both.press(asked, asked.blocks, "Ett")
    await both.sees(both.direct, "maj 2090")
    asked = (await slack.command("U1", "C4", "/mote tema Skolval")).message
    assert asked is not None
    await coordinator.press(asked, asked.blocks, "Tre")
    await coordinator.sees("C4", "Skolval")
    # a message of the second network, pressed by one who has chosen the first here
    message = await both.sees(both.direct, "Kommer du?")
    assert networks_in(message.blocks) == {2}
    await both.press(message, message.blocks, "Ja")
    await both.sees(both.direct, "november 2090")
    assert "maj 2090" in (await slack.command("U2", both.direct, "/mote")).words
    # a mention in public, which only the asker settles
    await slack.say("U3", "C4", "@Nätverksbot när är nästa möte?")
    question = await guest.sees("C4", QUESTION)
    await both.press(question, question.blocks, "Ett")
    await both.sees("C4", "Bara den som frågade")
    await guest.press(question, question.blocks, "Två")
    answer = await guest.sees("C4", "november 2090")
    assert answer.ts == question.ts and answer.only_for is None
    # a shortcut from anywhere, in windows; and Home, which follows
    await slack.shortcut("U3", "next_meeting")
    window = await slack.wait_for(lambda: slack.modal("U3"))
    assert QUESTION in str(window["blocks"])
    await slack.click("U3", window["id"], button_of(window["blocks"], "Tre"))
    await slack.wait_for(lambda: "december 2090" in str(slack.modal("U3")))
    await slack.open_home("U3")
    await slack.wait_for(lambda: "december 2090" in str(slack.home("U3")))
    # Home asks who has chosen nothing, and is switched in a window
    await slack.open_home("U1")
    home = await slack.wait_for(lambda: slack.home("U1"))
    assert QUESTION in str(home["blocks"])
    await coordinator.press("home", home["blocks"], "Ett")
    await slack.wait_for(lambda: "maj 2090" in str(slack.home("U1")))
    await coordinator.press("home", slack.home("U1")["blocks"], "Byt nätverk")
    window = await slack.wait_for(lambda: slack.modal("U1"))
    await slack.click("U1", window["id"], button_of(window["blocks"], "Två"))
    await slack.wait_for(lambda: "november 2090" in str(slack.home("U1")))
    # a message made a theme where nothing tells the network: the form is of the one chosen
    said = await slack.say("U2", "C4", "Hej")
    assert said.message is not None
    await slack.shortcut("U2", "make_theme", "C4", said.message.ts)
    question = await both.sees("C4", QUESTION)
    await both.press(question, question.blocks, "Två")
    form = await slack.wait_for(lambda: slack.modal("U2"))
    await both.sees("C4", "Från och med nu svarar jag för Två här.")
    assert read_metadata(form["private_metadata"]).network == 2
    await slack.submit("U2", form["id"])
    await slack.post.idle()
    # more networks than a message holds: a window, where one types the name
    await asyncio.to_thread(many_networks, folder)
    asked = (await slack.command("U3", guest.direct, "/natverk byt")).message
    assert asked is not None
    await guest.press(asked, asked.blocks, "Välj ett nätverk")
    window = await slack.wait_for(lambda: "network.choose" in str(slack.modal("U3")) and slack.modal("U3"))
    offered = await slack.suggest("U3", window["id"], "network.choose", "nätverk 399")
    assert [each["text"]["text"][:11] for each in offered["options"]] == ["Nätverk 399"]
    await slack.click("U3", window["id"], "network.choose", selected=offered["options"][0])
    await slack.wait_for(lambda: "jag för Nätverk 399" in str(slack.modal("U3")))
