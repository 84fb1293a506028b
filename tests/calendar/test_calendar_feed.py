"""The secret calendar addresses, over real HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.calendar.feeds import hash_of, new_secret
from bot.calendar.pages import calendar_pages
from bot.config import Settings
from bot.dates.when import MovedClock
from bot.feature.call import User
from bot.models import (
    Delivery,
    DeliveryState,
    Feed,
    Membership,
    Person,
    PersonState,
    ProgrammeItem,
    Role,
    SlackUser,
)
from bot.web import Reading, Site, WebDoor
from tests.calendar.calendar_read import event, events, refuse_what_outlook_refuses
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import NOW, WORKSPACE, Somebody, World, words_of

MAY = date(2020, 5, 14)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    world.meeting(first_day=MAY, starts=time(9), ends=time(16), host=world.gavle)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def path_in(answered) -> str:
    return re.search(r"/calendar/[\w-]+\.ics", words_of(answered))[0]


@dataclass
class Got:
    status: int
    headers: Mapping[str, str]
    body: bytes


@asynccontextmanager
async def door(world: World):
    """The web door with the calendar pages; gives a function that gets a path."""
    site = Site(world.database, MovedClock(NOW), Settings(), lambda: WORKSPACE)
    server = WebDoor(Reading(None, None), calendar_pages(site))
    await server.open("127.0.0.1", 0)

    async def get(path: str, method: str = "GET", **headers: str) -> Got:
        address = f"http://127.0.0.1:{server.port}{path}"
        async with session.request(method, address, headers=headers) as answer:
            return Got(answer.status, answer.headers.copy(), await answer.read())

    try:
        async with aiohttp.ClientSession() as session:
            yield get
    finally:
        await server.close()


def got(world: World, path: str, method: str = "GET", **headers: str) -> Got:
    async def story() -> Got:
        async with door(world) as get:
            return await get(path, method, **headers)

    return asyncio.run(story())


def test_the_address_gives_every_meeting_as_a_calendar(world, official):
    world.meeting(first_day=date(2020, 1, 20), title="Förbi")
    answer = got(world, path_in(world.ask(official, "/mote kalender")))
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    refuse_what_outlook_refuses(answer.body)
    assert {each.summary.value for each in events(answer.body)} == {"Förbi", "Partnerskapsträff"}


def test_what_has_not_changed_is_not_sent_again(world, official):
    async def story() -> None:
        path = path_in(world.ask(official, "/mote kalender"))
        async with door(world) as get:
            first = await get(path)
            tag = first.headers["ETag"]
            for given_tag in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                again = await get(path, **{"If-None-Match": given_tag})
                assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag), given_tag
            for other in ('"other"', "nonsense", '"'):
                assert (await get(path, **{"If-None-Match": other})).status == 200, other
            head = await get(path, "HEAD")
            assert (head.status, head.body, head.headers["ETag"]) == (200, b"", tag)

    asyncio.run(story())


def test_a_changed_meeting_changes_tag_sequence_and_moment(world, official):
    path = path_in(world.ask(official, "/mote kalender"))
    before = got(world, path)
    world.now = NOW + timedelta(days=2)
    world.cancel(world.coordinator, 1)
    after = got(world, path, **{"If-None-Match": before.headers["ETag"]})
    assert after.status == 200 and event(after.body).status.value == "CANCELLED"
    changed = [parsedate_to_datetime(each.headers["Last-Modified"]) for each in (before, after)]
    assert changed[1] == world.now.replace(microsecond=0) > changed[0]


def test_an_own_answer_and_the_programme_change_the_calendar_too(world, official):
    path = path_in(world.ask(official, "/mote kalender"))
    tags = [got(world, path).headers["ETag"]]
    world.click(official, world.ask(official, "/mote"), "Ja")
    tags.append(got(world, path).headers["ETag"])
    world.add(ProgrammeItem(meeting_id=1, position=1, title="Välkomna"))
    answer = got(world, path)
    assert len({*tags, answer.headers["ETag"]}) == 3
    assert (
        "Ditt svar: Ja" in event(answer.body).description.value and "Välkomna" in event(answer.body).description.value
    )


def test_each_sees_only_their_own_answer(world, official):
    other = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    paths = [path_in(world.ask(who, "/mote kalender")) for who in (official, other)]
    world.click(official, world.ask(official, "/mote"), "Ja")
    told = [event(got(world, path).body).description.value for path in paths]
    assert ["Ditt svar" in each for each in told] == [True, False]


def test_nobody_keeps_it_and_no_engine_lists_it(world, official):
    answer = got(world, path_in(world.ask(official, "/mote kalender")))
    assert answer.headers["Cache-Control"] == "private, no-cache" and answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_renewed_and_closed_addresses_are_gone_at_once(world, official):
    shown = world.ask(official, "/mote kalender")
    first = path_in(shown)
    tag = got(world, first).headers["ETag"]
    shown = world.click(official, shown, "Ny adress")
    second = path_in(shown)
    assert [got(world, first).status, got(world, second).status] == [404, 200]
    assert got(world, first, **{"If-None-Match": tag}).status == 404
    world.click(official, shown, "Stäng av")
    gone = got(world, second)
    assert gone.status == 404 and "/mote kalender" in gone.body.decode() and gone.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("how", ["left", "member left", "declined", "deactivated", "removed"])
def test_who_has_left_reads_no_more(world, official, how):
    path = path_in(world.ask(official, "/mote kalender"))
    with world.database.writing() as session:
        person = session.get(Person, official.person_id)
        match how:
            case "left":
                person.state, person.left_at = PersonState.LEFT, NOW
            case "member left":
                session.query(Membership).one().ends = NOW.date() - timedelta(days=1)
            case "declined":
                person.state = PersonState.DECLINED
            case "deactivated":
                session.merge(SlackUser(id=official.slack_id, is_gone=True, told_at=NOW))
            case "removed":
                session.delete(session.get(Feed, 1))
                session.flush()
                session.delete(person)
    assert got(world, path).status == 404


NO_SECRETS = [
    "",
    "x",
    "x" * 43,
    "../../etc/passwd",
    "%2e%2e",
    "a" * 5000,
    "å" * 43,
    "%00" * 43,
    "' OR 1=1--" + "a" * 40,
]


@pytest.mark.parametrize("secret", NO_SECRETS)
def test_what_is_no_secret_finds_nothing(world, official, secret):
    assert got(world, f"/calendar/{secret}.ics").status == 404


def test_the_kept_hash_is_no_key(world, official):
    world.ask(official, "/mote kalender")
    (feed,) = world.rows(Feed)
    assert got(world, f"/calendar/{feed.secret_hash}.ics").status == 404


def test_only_reading_is_possible(world, official):
    path = path_in(world.ask(official, "/mote kalender"))
    assert {got(world, path, method).status for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_no_two_secrets_are_kept_alike(text):
    secret = new_secret()
    assert hash_of(secret) != hash_of(text) and secret not in hash_of(secret) and len(hash_of(text)) == 64


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_whatever_a_meeting_is_called_the_calendar_can_be_read(world, official, title):
    world.meeting(first_day=MAY, title=title)
    world.press(official, "calendar.renew")
    shown = world.press(official, "calendar.renew")
    answer = got(world, path_in(shown))
    assert answer.status == 200
    refuse_what_outlook_refuses(answer.body)
    assert events(answer.body)


def test_the_coordinator_named_by_the_installer_has_an_address_too(world, official):
    answer = got(world, path_in(world.ask(world.coordinator, "/mote kalender")))
    assert answer.status == 200


def test_a_calendar_of_an_empty_network_is_an_empty_calendar(world):
    somebody: Somebody = world.person("Tjänsteperson", Role.OFFICIAL)
    answer = got(world, path_in(world.ask(somebody, "/mote kalender")))
    assert answer.status == 200 and events(answer.body) == [] and "Last-Modified" not in answer.headers


def test_slack_tells_that_an_account_is_gone_and_the_address_goes_with_it_and_comes_back_with_it(world, official):
    from bot.slack.directory import Directory
    from tests.playground.playground_world import client, play

    path = path_in(world.ask(official, "/mote kalender"))

    async def story(slack) -> None:
        directory = Directory(client(slack), world.database, MovedClock(NOW))
        await directory.hear({"id": official.slack_id, "name": "x", "deleted": False})
        async with door(world) as get:
            assert (await get(path)).status == 200
            await directory.hear({"id": official.slack_id, "name": "x", "deleted": True})
            assert (await get(path)).status == 404
            await directory.hear({"id": official.slack_id, "name": "x", "deleted": False})
            assert (await get(path)).status == 200

    play(story)


def test_moments_are_told_in_the_worlds_own_time(world, official):
    answer = got(world, path_in(world.ask(official, "/mote kalender")))
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) == datetime(2019, 12, 31, 23, tzinfo=UTC)


@pytest.mark.postgres
def test_on_postgresql_the_address_answers_alike(postgres, database):  # noqa: F811
    told = []
    for each in (database, postgres):
        world = World(each)
        gavle = world.member("Gävle")
        meeting = world.meeting(first_day=MAY, starts=time(9), host=gavle, title="Träff")
        somebody = Somebody(User("UANY", "Tjänsteperson, Gävle"))
        world.add(Person(network_id=world.network_id, slack_id="UANY", name="T", role=Role.OFFICIAL, member_id=gavle))
        world.add(
            Delivery(
                network_id=world.network_id, key="a", kind="meeting", to="channel", due_at=NOW, sent_at=NOW,
                channel="C1", ts="1.2", state=DeliveryState.SENT, about={"meeting": str(meeting)},
            )
        )  # fmt: skip
        world.click(somebody, world.ask(somebody, "/mote"), "Ja")
        told.append(got(world, path_in(world.ask(somebody, "/mote kalender"))).body)
    assert told[0] == told[1] and b"/archives/C1/p12" in told[1].replace(b"\r\n ", b"")
