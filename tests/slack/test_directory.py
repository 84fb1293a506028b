"""Who a Slack id is, when Slack does not tell: what it told before holds, and else nothing is known."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.dates.when import SystemClock
from bot.db import Database
from bot.models import Account, Delivery, Role, SlackUser
from bot.outbox.trouble import account_closed
from bot.slack.directory import Directory

NOBODY_THERE = "http://127.0.0.1:9/"


def test_what_slack_told_before_holds_while_it_does_not_tell_and_others_are_unknown(database: Database) -> None:
    with database.writing() as session:
        session.add(SlackUser(id="U1", name="Gäst", account=Account.GUEST, told_at=datetime(2020, 1, 1, tzinfo=UTC)))
        session.add(SlackUser(id="U2", name="Avstängd", is_gone=True, told_at=datetime(2020, 1, 1, tzinfo=UTC)))

    async def story() -> None:
        directory = Directory(AsyncWebClient("x", base_url=NOBODY_THERE), database, SystemClock())
        for _ in range(2):
            assert (await directory.user("U1")).account is Account.GUEST and (await directory.user("U2")).is_gone
            stranger = await directory.user("U3")
            assert stranger.account is Account.UNKNOWN and not stranger.is_admin
            directory.forget("U1")

    asyncio.run(story())


def test_whoever_coordinates_is_told_once_that_an_account_is_closed_also_when_nothing_was_on_its_way_there(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    closed = partial(account_closed, coordinators=lambda session, network: ("UCOORD",), prefix="")

    async def story() -> None:
        directory = Directory(AsyncWebClient("x", base_url=NOBODY_THERE), world.database, SystemClock(), closed)
        for user in (official.slack_id, official.slack_id, "UNOBODY"):
            await directory.hear({"id": user, "name": "Namn", "deleted": True})

    asyncio.run(story())
    [told] = world.rows(Delivery)
    assert told.to == "UCOORD" and f"kan inte längre nå <@{official.slack_id}>" in told.message["text"]


def test_who_gets_no_direct_messages_is_tried_anew_once_the_account_is_another(database: Database) -> None:
    then = datetime(2020, 1, 1, tzinfo=UTC)
    with database.writing() as session:
        for user, account in (("U1", Account.GUEST), ("U2", Account.GUEST), ("U3", Account.UNKNOWN)):
            session.add(SlackUser(id=user, name="Namn", account=account, told_at=then,
                                  unreachable_since=then, unreachable_why="user_is_restricted"))  # fmt: skip

    async def story() -> None:
        directory = Directory(AsyncWebClient("x", base_url=NOBODY_THERE), database, SystemClock())
        for user, restricted in (("U1", False), ("U2", True), ("U3", True)):
            await directory.hear({"id": user, "name": "Namn", "is_restricted": restricted})

    asyncio.run(story())
    with database.reading() as session:
        waiting = {user: session.get_one(SlackUser, user).unreachable_since for user in ("U1", "U2", "U3")}
    assert waiting == {"U1": None, "U2": then, "U3": then}
