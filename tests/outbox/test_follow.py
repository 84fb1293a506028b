"""What stands in Slack follows: it is drawn anew when its subject changes, and closed when that is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.feature.post import Run
from bot.features import find_features
from bot.language import speak
from bot.models import Delivery, DeliveryState, Meeting, Period
from bot.network.store import networks
from bot.outbox.follow import MARK
from bot.outbox.marks import redrawn
from bot.outbox.preview import AHEAD, BACK, receivers, run_and_follow
from tests.hosting.test_hosting_swap import ask, gavle  # noqa: F401
from tests.world import Somebody, World


def post(world: World) -> None:
    """Let everything that waits stand in Slack."""
    with world.database.writing() as session:
        for each in session.query(Delivery).filter(Delivery.state == DeliveryState.PENDING):
            each.state, each.sent_at, each.channel, each.ts = DeliveryState.SENT, world.now, f"D{each.to}", str(each.id)
            each.shown = each.message


def follow(world: World) -> dict[str, dict]:
    """Draw anew what reads otherwise by now, and tell what it was changed into, by receiver."""
    changed = {}
    with world.database.writing() as session:
        (network,) = networks(session)
        run = Run(
            session=session, network=network, now=world.now, since=world.now - BACK, until=world.now + AHEAD,
            coordinators=("UCOORD",),
        )  # fmt: skip
        yielded = run_and_follow(tuple(find_features().jobs.values()), run, receivers(session, network))
        for each in yielded.posts.values():
            if each.kind == MARK and each.due <= world.now:
                said = each.write(speak("sv"))
                changed[each.to] = said.payload
                for statement, values in redrawn(each.about, said.payload, world.now):
                    session.execute(statement, values)
    return changed


def buttons(payload: dict) -> list[str]:
    rows = [each["elements"] for each in payload.get("blocks", ()) if each["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row if each["type"] == "button"]


def value_of(world: World, who: Somebody, name: str) -> str:
    """What a button in somebody's message carries."""
    with world.database.reading() as session:
        (message,) = session.query(Delivery).filter(Delivery.to == who.slack_id, Delivery.kind == "swap")
        (row,) = [each["elements"] for each in message.shown["blocks"] if each["type"] == "actions"]
        return next(each["value"] for each in row if each["action_id"].startswith(name))


@pytest.fixture
def asked(world: World, gavle):  # noqa: F811
    """Gävle has asked Uppsala to swap, and the question stands in Slack."""
    ask(world, gavle)
    post(world)
    assert follow(world) == {}
    return world


def test_a_question_that_was_answered_elsewhere_says_what_came_of_it_and_has_no_buttons(asked: World) -> None:
    official, elected = asked.officials["Uppsala"], asked.elected["Uppsala"]
    asked.press(official, "hosting.decline", value_of(asked, official, "hosting.decline"))
    changed = follow(asked)
    assert {official.slack_id, elected.slack_id} <= set(changed)
    for each in (official, elected):
        assert buttons(changed[each.slack_id]) == [] and "avböjde" in changed[each.slack_id]["text"]
    asked.now += timedelta(minutes=5)
    assert follow(asked) == {}


def test_what_holds_once_more_is_opened_again_and_what_is_deleted_in_slack_is_let_be(asked: World) -> None:
    def state(meeting_state: str) -> None:
        with asked.database.writing() as session:
            session.execute(update(Meeting).where(Meeting.id == asked.november).values(state=meeting_state))

    official = asked.officials["Uppsala"].slack_id
    state("cancelled")
    closed = follow(asked)
    assert buttons(closed[official]) == [] and "inte längre aktuellt" in str(closed[official])
    state("planned")
    asked.now += timedelta(minutes=5)
    assert "Ja" in " ".join(buttons(follow(asked)[official]))
    with asked.database.writing() as session:
        session.execute(update(Delivery).values(ts=None))
    state("cancelled")
    asked.now += timedelta(minutes=5)
    assert follow(asked) == {}


def test_many_changes_within_a_minute_are_one(asked: World) -> None:
    official = asked.officials["Uppsala"].slack_id
    with asked.database.writing() as session:
        session.execute(update(Delivery).values(shown={"text": "annat"}))
    assert official in follow(asked)
    with asked.database.writing() as session:
        session.execute(update(Delivery).values(shown={"text": "ett tredje"}))
    assert follow(asked) == {}
    asked.now += timedelta(minutes=1)
    assert official in follow(asked)


def test_what_is_pressed_in_a_message_the_bot_sent_is_answered_beside_it(asked: World) -> None:
    official = asked.officials["Uppsala"]
    with asked.database.reading() as session:
        sent = session.query(Delivery).filter(Delivery.to == official.slack_id).one()
        place = {"channel": sent.channel, "ts": sent.ts}
    assert asked.press(official, "hosting.decline", value_of(asked, official, "hosting.decline"), **place).stands
    assert not asked.press(official, "meeting.show", str(asked.may)).stands


def test_what_the_channel_was_reminded_of_is_struck_out_like_each_ones_own(asked: World) -> None:
    """A reminder that has no button, nor in the channel any menu: the fee of the year."""
    asked.member("Sala")  # nobody sits for it, so the channel is told
    said = {"text": "Avgiften för samordningen 2020 är 10 000 kr per medlem.\nSe till att den finns i budgeten."}
    asked.add(
        Delivery(
            network_id=asked.network_id, key=f"fee/{asked.period_id}/year/channel/2020-01-15", kind="fee", to="channel",
            due_at=datetime(2020, 1, 15, 8, tzinfo=UTC), state=DeliveryState.SENT, sent_at=asked.now, channel="C1",
            ts="7", shown=said,
        )
    )  # fmt: skip
    with asked.database.writing() as session:
        session.execute(update(Period).values(fee=10_000))
    asked.now += timedelta(days=90)
    assert follow(asked)["channel"]["text"].startswith("~Avgiften för samordningen 2020 är 10 000 kr per medlem.~\n")
