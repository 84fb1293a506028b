"""The page's door: what the browser asks for and sends."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import HandClock
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, WORKSPACE, bolt, button, client, field, modal, play, section

TEXT = {"type": "plain_text_input", "action_id": "text"}


def dress(app: AsyncApp) -> None:
    @app.command("/mote")
    async def mote(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        if command["text"] == "ny":
            form = modal(field("rubrik", TEXT))
            await client.views_open(trigger_id=command["trigger_id"], view=form)
            await ack()
        else:
            await ack(text=command["text"], blocks=[{"type": "actions", "block_id": "b", "elements": [button("yes")]}])

    @app.action("yes")
    async def yes(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="ja", replace_original=True)

    @app.view("form")
    async def sent(ack: Any, view: dict[str, Any]) -> None:
        text = view["state"]["values"]["rubrik"]["text"]["value"]
        await (ack(response_action="errors", errors={"rubrik": "för kort"}) if len(text) < 3 else ack())

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Välkommen")]})

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        pass


class PageDoor:
    """A browser's requests, without the browser."""

    def __init__(self, slack: FaultySlack, session: aiohttp.ClientSession, me: str = "U2") -> None:
        self.slack, self.session, self.me = slack, session, me

    async def state(self, me: str | None = None) -> dict[str, Any]:
        async with self.session.get(f"{self.slack.url}/page/state", params={"as": me or self.me}) as answer:
            return dict(await answer.json())

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.slack.url}/page/{path}", json={"as": self.me, **body}) as answer:
            return dict(await answer.json())

    async def channel(self, name: str, me: str | None = None) -> dict[str, Any]:
        return next(one for one in (await self.state(me))["channels"] if one["id"] == name)


def browse(story: Any) -> None:
    async def run(slack: FaultySlack) -> None:
        async with bolt(slack, dress), aiohttp.ClientSession() as session:
            await story(slack, PageDoor(slack, session))

    play(run)


def test_the_state_shows_the_workspace_as_one_person_sees_it() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        state = await page.state()
        assert state["team"]["name"] == "Partnerskapet"
        assert state["now"] == "2020-02-10T09:00:00+01:00"
        assert state["me"]["title"] == "Gävle"
        assert [one["command"] for one in state["commands"]] == ["/mote"]
        assert [one["type"] for one in state["shortcuts"]] == ["global", "message"]
        kinds = [(one["id"], one["kind"]) for one in state["channels"]]
        assert kinds == [
            ("C1", "channel"),
            ("C2", "channel"),
            ("D2", "dm"),
        ]
        assert state["channels"][2]["user"] == "U0BOT"
        assert (state["modal"], state["home"]) == (None, None)
        async with page.session.get(f"{slack.url}/page/state", params={"as": "U9"}) as unknown:
            assert unknown.status == 404

    browse(story)


def test_a_command_and_a_click_change_what_one_sees_and_nobody_else() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        assert (await page.post("send", channel="C1", text="/mote &lt;hej&gt; <@U1>"))["ok"]
        (message,) = (await page.channel("C1"))["messages"]
        assert (message["text"], message["ephemeral"]) == ("&lt;hej&gt; @Samordnare", True)
        assert (await page.channel("C1", "U1"))["messages"] == []
        where = {"container": "message", "channel": "C1", "ts": message["ts"], "block_id": "b", "action_id": "yes"}
        assert (await page.post("click", **where, type="button", values={"gone": {"x": {}}}))["ok"]
        assert [one["text"] for one in (await page.channel("C1"))["messages"]] == ["ja"]
        again = await page.post("click", **where, type="button")
        assert (again["ok"], again["error"]) == (False, "no_such_element")

    browse(story)


def test_a_form_is_drawn_refused_corrected_and_closed() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        await page.post("send", channel="C1", text="/mote ny")
        view = (await page.state())["modal"]
        assert view["title"]["text"] == "Formulär"
        typed = {"rubrik": {"text": {"type": "plain_text_input", "value": "ab"}}}
        refused = await page.post("submit", view_id=view["id"], values=typed)
        assert (refused["ok"], refused["errors"]) == (False, {"rubrik": "för kort"})
        assert (await page.state())["modal"]["errors"] == {"rubrik": "för kort"}
        typed["rubrik"]["text"]["value"] = "abc"
        assert (await page.post("submit", view_id=view["id"], values=typed)) == {"ok": True}
        assert (await page.state())["modal"] is None
        await page.post("send", channel="C1", text="/mote ny")
        assert (await page.post("close", view_id=(await page.state())["modal"]["id"]))["ok"]
        assert (await page.state())["modal"] is None

    browse(story)


def test_messages_are_unread_until_one_writes_or_reads_there() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        await client(slack).chat_postMessage(channel="C1", text="nytt")
        assert (await page.channel("C1"))["unread"] == 1
        await page.post("read", channel="C1")
        assert (await page.channel("C1"))["unread"] == 0
        assert (await page.channel("C1", "U1"))["unread"] == 1

    browse(story)


def test_the_home_tab_is_published_when_it_is_opened_and_changes_are_told_at_once() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        async with page.session.ws_connect(f"{slack.url}/page/changes") as changes:
            first = (await changes.receive_json())["revision"]
            assert (await page.post("home"))["ok"]
            while (await page.state())["home"] is None:
                assert (await changes.receive_json(timeout=5 * PATIENCE))["revision"] > first
        assert (await page.state())["home"]["blocks"][0]["text"]["text"] == "Välkommen"

    browse(story)


def test_errors_have_slacks_words_and_nonsense_is_refused() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        assert (await page.post("send", channel="C1", text="/okänt"))["error"] == "invalid_command"
        assert (await page.post("send", channel="C9", text="hej"))["error"] == "channel_not_found"
        assert (await page.post("submit", view_id="V9", values={}))["error"] == "not_found"
        assert (await page.post("click", container="message"))["error"] == "invalid_arguments"

    browse(story)


def test_the_clock_is_moved_from_the_page() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        assert (await page.post("clock", move="week"))["now"] == "2020-02-17T08:00:00+00:00"
        assert (await page.state())["now"] == "2020-02-17T09:00:00+01:00"
        assert (await page.post("clock", move="år"))["error"] == "invalid_arguments"

    browse(story)


def test_the_page_and_its_parts_are_served() -> None:
    async def story(slack: FaultySlack, page: PageDoor) -> None:
        for path, kind in (("/", "text/html"), ("/main.js", "javascript"), ("/static/style.css", "text/css")):
            async with page.session.get(slack.url + path) as answer:
                assert answer.status == 200
                assert kind in answer.content_type
                assert answer.headers["X-Frame-Options"] == "DENY", "no page elsewhere leads a click here"
        async with page.session.get(f"{slack.url}/static/../server.py") as answer:
            assert answer.status == 404

    browse(story)


OTHERS = (
    {"Origin": "http://example.org"},
    {"Origin": "null"},
    {"Host": "example.org"},
    {"Host": "127.0.0.1.example.org"},
)
"""What a page elsewhere sends: its own name as the sender's, or the playground's address under a name of its own."""


def test_no_door_takes_orders_from_a_page_elsewhere() -> None:
    posts = ["/api/chat.postMessage", "/api/apps.connections.open", "/upload/F1", "/commands/1/x", "/actions/1/x"]
    posts += ["/page/home", "/page/upload"]
    gets = ["/", "/link?ticket=1", "/files/F1/x", "/page/state?as=U2", "/page/changes", "/archives/C1/p1000000000"]

    async def story(slack: FaultySlack, page: PageDoor) -> None:
        order = {"token": slack.bot_token, "channel": "C1", "text": "Kapad"}
        for elsewhere in OTHERS:
            for method, path in [*(("POST", each) for each in posts), *(("GET", each) for each in gets)]:
                data = order if method == "POST" else None
                async with page.session.request(method, slack.url + path, data=data, headers=elsewhere) as answer:
                    assert answer.status == 403, (path, elsewhere)
        assert not slack.messages("C1")

    browse(story)


def test_what_opens_a_playground_opens_no_other() -> None:
    one, other = (FaultySlack(WORKSPACE, HandClock(NOW)) for _ in range(2))
    assert not {one.bot_token, one.app_token, one.signing_secret} & {
        other.bot_token, other.app_token, other.signing_secret,
    }  # fmt: skip
    assert one.local.tickets.reply("C1", "U2") != other.local.tickets.reply("C1", "U2")
