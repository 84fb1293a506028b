"""A small Bolt app that uses all of Slack's page: what the browser tests talk to."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Channel, Workspace, WorkspaceUser
from tests.playground.playground_world import MANIFEST, button, field, modal, section

COMMANDS = {
    "/mote": "Nästa möte",
    "/moten": "Alla möten",
    "/erfarenhet": "Bidra med en erfarenhet",
    "/allt": "Ett formulär med allt",
    "/eko": "Säger efter",
    "/stum": "Svarar aldrig",
}
WORKSPACE = Workspace(
    "Partnerskapet",
    (
        WorkspaceUser("U1", "Samordnare", title="Samordning"),
        WorkspaceUser("U2", "Tjänsteperson, Gävle", title="Gävle"),
        WorkspaceUser("U3", "Förtroendevald, Gävle", title="Gävle"),
        WorkspaceUser("U4", "Gäst", is_restricted=True),
    ),
    (Channel("C1", "nätverket"), Channel("C2", "övrigt")),
    {
        **MANIFEST,
        "features": {
            **MANIFEST["features"],
            "slash_commands": [
                {"command": name, "description": text, "usage_hint": "lista"} for name, text in COMMANDS.items()
            ],
        },
    },
)
TEXT = {"type": "plain_text_input", "action_id": "v"}


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def options(*texts: str) -> list[dict[str, Any]]:
    return [{"text": words(text), "value": text.lower()} for text in texts]


def meeting(answer: str) -> list[dict[str, Any]]:
    question = {
        "title": words("Tacka nej?"),
        "text": words("Säkert?"),
        "confirm": words("Tacka nej"),
        "deny": words("Ångra"),
    }
    buttons = [button("yes", "Ja", style="primary"), button("no", "Nej", style="danger", confirm=question)]
    menu = {"type": "overflow", "action_id": "more", "options": options("Kalender", "Deltagare")}
    return [
        {"type": "header", "text": words("Partnerskapsträff")},
        section(
            "*Var*: Uppsala",
            fields=[{"type": "mrkdwn", "text": "*När*\nmaj"}, {"type": "mrkdwn", "text": "*Värd*\nUppsala"}],
        ),
        {"type": "divider"},
        {"type": "actions", "block_id": "answer", "elements": [*buttons, menu]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": f"Ditt svar: {answer}"}]},
    ]


def experience(*more: dict[str, Any]) -> dict[str, Any]:
    grow = {"type": "actions", "block_id": "grow", "elements": [button("grow", "Fler fält")]}
    text = field("text", {**TEXT, "multiline": True, "min_length": 5}, hint=words("Kort räcker"))
    return modal(field("rubrik", TEXT), text, grow, *more, close=words("Avbryt"))


def everything() -> dict[str, Any]:
    """A form with one of each element that holds something."""
    kinds: dict[str, dict[str, Any]] = {
        "text": {**TEXT, "initial_value": "a < b"},
        "epost": {"type": "email_text_input"},
        "webb": {"type": "url_text_input"},
        "antal": {"type": "number_input", "is_decimal_allowed": True},
        "dag": {"type": "datepicker"},
        "klockslag": {"type": "timepicker"},
        "tidpunkt": {"type": "datetimepicker"},
        "roll": {"type": "static_select", "options": options("Tjänsteperson", "Förtroendevald")},
        "medlemmar": {"type": "multi_static_select", "options": options("Gävle", "Uppsala", "Örebro")},
        "person": {"type": "users_select"},
        "personer": {"type": "multi_users_select"},
        "kanal": {"type": "conversations_select"},
        "sökt": {"type": "external_select", "min_query_length": 1},
        "synlig": {"type": "radio_buttons", "options": options("Alla", "Några")},
        "villkor": {"type": "checkboxes", "options": options("Ett", "Två")},
        "filer": {"type": "file_input", "max_files": 3},
    }
    return modal(*(field(name, {"action_id": "v", **kind}) for name, kind in kinds.items()), callback_id="everything")


def home() -> dict[str, Any]:
    return {"type": "home", "blocks": [section("Välkommen *hem*", accessory=button("yes", "Svara"))]}


class GuestBot:
    """The app under the page. `received` is the values of the last form that came."""

    def __init__(self) -> None:
        self.received: dict[str, Any] = {}
        self.hushed = asyncio.Event()

    def dress(self, app: AsyncApp) -> None:
        self._commands(app)
        self._clicks(app)
        self._forms(app)
        self._events(app)

    def _commands(self, app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any) -> None:
            await ack(text="Nästa möte", blocks=meeting("inget"))

        @app.command("/eko")
        async def eko(ack: Any, command: dict[str, Any]) -> None:
            await ack(text=f"Ekot: {command['text']}", response_type="in_channel")

        @app.command("/stum")
        async def stum(ack: Any) -> None:
            await self.hushed.wait()

        for name, view in (("/erfarenhet", experience()), ("/allt", everything())):
            app.command(name)(opening(view))

    def _clicks(self, app: AsyncApp) -> None:
        @app.action("yes")
        @app.action("no")
        async def answer(ack: Any, action: dict[str, Any], respond: Any) -> None:
            await ack()
            if respond.response_url:
                await respond(text="Nästa möte", blocks=meeting(action["text"]["text"].lower()), replace_original=True)

        @app.action("more")
        async def more(ack: Any, action: dict[str, Any], respond: Any) -> None:
            await ack()
            await respond(text=f"Valde {action['selected_option']['value']}", replace_original=False)

        @app.action("grow")
        async def grow(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            grown = experience(field("tillägg", TEXT, optional=True))
            await client.views_update(view_id=body["view"]["id"], view=grown)
            await ack()

        @app.options("v")
        async def suggested(ack: Any, body: dict[str, Any]) -> None:
            await ack(options=options(f"{body['value']}konsekvensanalys", f"{body['value']}råd"))

    def _forms(self, app: AsyncApp) -> None:
        @app.view("form")
        async def contributed(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
            self.received = view["state"]["values"]
            title = self.received["rubrik"]["v"]["value"]
            if title == "fel":
                await ack(response_action="errors", errors={"rubrik": "Rubriken är för vag."})
                return
            await ack()
            await client.chat_postMessage(channel="C1", text=f"Ny erfarenhet: {escaped(title)}")

        @app.view("everything")
        async def all_of_it(ack: Any, view: dict[str, Any]) -> None:
            self.received = view["state"]["values"]
            await ack()

    def _events(self, app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_publish(user_id=event["user"], view=home())

        @app.event("app_mention")
        async def mentioned(event: dict[str, Any], say: Any) -> None:
            await say(text="Svar på frågan", thread_ts=event["ts"])

        @app.event("message")
        async def direct_message(event: dict[str, Any], say: Any) -> None:
            if event.get("channel_type") == "im":
                await say(f"Du skrev: {event['text']}")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def opening(view: dict[str, Any]) -> Any:
    async def opens(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    return opens
