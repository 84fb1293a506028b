"""Buttons, menus, modals and shortcuts of the playground, with real Bolt answering."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import PlaygroundError
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import bolt, button, client, field, modal, play, section

MENU = {
    "type": "static_select",
    "action_id": "role",
    "options": [
        {"text": {"type": "plain_text", "text": text}, "value": text} for text in ("förtroendevald", "tjänsteperson")
    ],
}
DATES = {"type": "datepicker", "action_id": "first", "initial_date": "2020-05-14"}
TEXT = {"type": "plain_text_input", "action_id": "text"}
FORM = modal(
    field("rubrik", TEXT),
    field("roll", MENU, optional=True),
    field("dag", DATES),
    private_metadata="hemligt",
    notify_on_close=True,
)


def opening(view: dict[str, Any]) -> Any:
    """Listeners that open this view on /mote."""

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack()

    return dress


def test_a_button_tells_the_bot_all_about_itself_and_its_message_is_replaced_by_response_url() -> None:
    bodies: list[dict[str, Any]] = []
    blocks = [
        section("Kommer du?"),
        {"type": "actions", "block_id": "svar", "elements": [button("answer", value="ja")]},
    ]

    def dress(app: AsyncApp) -> None:
        @app.action("answer")
        async def answer(ack: Any, body: dict[str, Any], respond: Any) -> None:
            await ack()
            bodies.append(body)
            await respond(text="Du kommer", replace_original=True)

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await client(slack).chat_postMessage(channel="C1", text="Kommer du?", blocks=blocks)
            (message,) = slack.messages("C1")
            await slack.click("U2", message, "answer")
            (replaced,) = slack.messages("C1")
        assert (replaced.text, replaced.ts, replaced.blocks) == ("Du kommer", message.ts, ())
        (body,) = bodies
        (action,) = body["actions"]
        assert (action["value"], action["block_id"], action["type"]) == ("ja", "svar", "button")
        assert body["user"] == {
            "id": "U2",
            "username": "tjansteperson.gavle",
            "name": "tjansteperson.gavle",
            "team_id": "T0PLAYGROUND",
        }
        assert body["message"]["ts"] == body["container"]["message_ts"] == message.ts
        assert body["state"] == {"values": {}}

    play(story)


def test_a_private_answer_comes_without_its_message_and_can_be_replaced_and_deleted_only_by_response_url() -> None:
    bodies: list[dict[str, Any]] = []

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any) -> None:
            await ack(text="a", blocks=[{"type": "actions", "elements": [button("more"), button("away", "Bort")]}])

        @app.action("more")
        async def more(ack: Any, body: dict[str, Any], respond: Any, client: AsyncWebClient) -> None:
            await ack()
            bodies.append(body)
            with pytest.raises(SlackApiError, match="message_not_found"):
                await client.chat_update(channel="C1", ts=body["container"]["message_ts"], text="går inte")
            actions = {"type": "actions", "elements": [button("away", "Bort")]}
            await respond(text="b", blocks=[actions], replace_original=True)

        @app.action("away")
        async def away(ack: Any, respond: Any) -> None:
            await ack()
            await respond(delete_original=True)

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            shown = (await slack.command("U2", "C1", "/mote")).message
            assert shown is not None
            with pytest.raises(PlaygroundError, match="message_not_found"):
                await slack.click("U1", shown, "more")
            await slack.click("U2", shown, "more")
            (second,) = slack.messages("C1", ephemeral=True)
            assert (second.text, second.only_for, second.ts) == ("b", "U2", shown.ts)
            await slack.click("U2", second, "away")
            assert slack.messages("C1", ephemeral=True) == []
        assert "message" not in bodies[0]
        assert bodies[0]["container"]["is_ephemeral"]

    play(story)


def test_what_is_chosen_in_a_message_stands_in_the_state_of_the_next_click() -> None:
    states: list[dict[str, Any]] = []

    def dress(app: AsyncApp) -> None:
        @app.action("role")
        async def role(ack: Any, action: dict[str, Any]) -> None:
            assert action["selected_option"]["value"] == "tjänsteperson"
            await ack()

        @app.action("save")
        async def save(ack: Any, body: dict[str, Any]) -> None:
            states.append(body["state"]["values"])
            await ack()

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            blocks = [section("Roll", block_id="r", accessory=MENU), {"type": "actions", "elements": [button("save")]}]
            await client(slack).chat_postMessage(channel="C1", text="Roll?", blocks=blocks)
            (message,) = slack.messages("C1")
            await slack.click("U1", message, "save")
            await slack.click("U2", message, "role", selected="tjänsteperson")
            await slack.click("U2", message, "save")
        assert states[0]["r"]["role"] == {"type": "static_select", "selected_option": None}
        assert states[1]["r"]["role"]["selected_option"]["value"] == "tjänsteperson"

    play(story)


def test_a_form_is_opened_filled_in_and_sent() -> None:
    views: list[dict[str, Any]] = []

    def dress(app: AsyncApp) -> None:
        opening(FORM)(app)

        @app.view("form")
        async def sent(ack: Any, view: dict[str, Any]) -> None:
            views.append(view)
            await ack()

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            opened = await slack.command("U2", "C1", "/mote")
            assert opened.view is not None
            outcome = await slack.submit("U2", opened.view["id"], {"rubrik": {"text": "<b> & co"}})
        assert outcome.view is None
        assert outcome.sent
        assert views[0]["state"]["values"] == {
            "rubrik": {"text": {"type": "plain_text_input", "value": "<b> & co"}},
            "roll": {"role": {"type": "static_select", "selected_option": None}},
            "dag": {"first": {"type": "datepicker", "selected_date": "2020-05-14"}},
        }
        assert views[0]["private_metadata"] == "hemligt"
        assert (views[0]["root_view_id"], views[0]["previous_view_id"]) == (opened.view["id"], None)

    play(story)


def test_what_is_refused_is_said_at_its_field_and_everything_typed_stays() -> None:
    def dress(app: AsyncApp) -> None:
        opening(FORM)(app)

        @app.view("form")
        async def sent(ack: Any, view: dict[str, Any]) -> None:
            await ack(response_action="errors", errors={"dag": "Dagen har varit"})

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            opened = await slack.command("U2", "C1", "/mote")
            assert opened.view is not None
            empty = await slack.submit("U2", opened.view["id"])
            long = await slack.submit("U2", opened.view["id"], {"rubrik": {"text": "x" * 3001}})
            outcome = await slack.submit("U2", opened.view["id"], {"rubrik": {"text": "Barnets röst"}})
        assert (empty.sent, empty.errors) == (False, {"rubrik": "Please complete this required field."})
        assert long.errors == {"rubrik": "Must be at most 3000 characters long."}
        assert outcome.errors == {"dag": "Dagen har varit"}
        view = slack.modal("U2")
        assert view is not None
        assert view["state"]["values"]["rubrik"]["text"]["value"] == "Barnets röst"

    play(story)


def test_refusals_at_fields_that_are_not_there_are_trouble_as_in_slack() -> None:
    def dress(app: AsyncApp) -> None:
        opening(FORM)(app)

        @app.view("form")
        async def sent(ack: Any) -> None:
            await ack(response_action="errors", errors={"finns-inte": "fel"})

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            opened = await slack.command("U2", "C1", "/mote")
            assert opened.view is not None
            with pytest.raises(PlaygroundError, match="trouble_connecting"):
                await slack.submit("U2", opened.view["id"], {"rubrik": {"text": "x"}})

    play(story)


def test_forms_are_pushed_updated_and_cleared_and_closing_is_told_when_asked_for() -> None:
    closed: list[tuple[str, bool]] = []
    second = modal(field("b", TEXT), external_id="second")

    def dress(app: AsyncApp) -> None:
        opening(FORM)(app)

        @app.view("form")
        async def sent(ack: Any, view: dict[str, Any]) -> None:
            values = view["state"]["values"]
            if "rubrik" in values:
                await ack(response_action="push", view=second)
            elif values["b"]["text"]["value"] == "uppdatera":
                await ack(response_action="update", view=modal(field("b", TEXT), section("nytt")))
            else:
                await ack(response_action="clear")

        @app.view_closed("form")
        async def gone(ack: Any, body: dict[str, Any]) -> None:
            closed.append((body["view"]["id"], body["is_cleared"]))
            await ack()

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            opened = (await slack.command("U2", "C1", "/mote")).view
            assert opened is not None
            pushed = (await slack.submit("U2", opened["id"], {"rubrik": {"text": "x"}})).view
            assert pushed is not None
            assert (pushed["previous_view_id"], pushed["root_view_id"]) == (opened["id"], opened["id"])
            updated = (await slack.submit("U2", pushed["id"], {"b": {"text": "uppdatera"}})).view
            assert updated is not None
            assert updated["id"] == pushed["id"]
            assert updated["hash"] != pushed["hash"]
            assert updated["state"]["values"]["b"]["text"]["value"] == "uppdatera"
            assert (await slack.submit("U2", pushed["id"], {"b": {"text": "klar"}})).view is None
            again = (await slack.command("U2", "C1", "/mote")).view
            assert again is not None
            await slack.close("U2", again["id"])
        assert closed == [(again["id"], False)]

    play(story)


def test_a_trigger_opens_one_form_and_only_within_three_seconds() -> None:
    triggers: list[str] = []

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any]) -> None:
            triggers.append(command["trigger_id"])
            await ack()

    async def error(call: Any) -> str:
        with pytest.raises(SlackApiError) as refused:
            await call
        return str(refused.value.response["error"])

    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        async with bolt(slack, dress):
            for _ in range(2):
                await slack.command("U2", "C1", "/mote")
        assert await error(web.views_open(trigger_id="1.2.x", view=FORM)) == "invalid_trigger_id"
        long = {"type": "plain_text", "text": "x" * 25}
        assert await error(web.views_open(trigger_id=triggers[0], view={**FORM, "title": long})) == "invalid_arguments"
        assert await error(web.views_push(trigger_id=triggers[1], view=FORM)) == "invalid_trigger_id"
        opened = await web.views_open(trigger_id=triggers[0], view=FORM)
        assert opened["view"]["app_id"] == "A0BOT"
        assert await error(web.views_open(trigger_id=triggers[0], view=FORM)) == "exchanged_trigger_id"
        await asyncio.sleep(3.1)
        assert await error(web.views_open(trigger_id=triggers[1], view=FORM)) == "expired_trigger_id"

    play(story)


def test_a_view_is_updated_only_by_who_knows_its_hash_and_external_ids_are_unique() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        async with bolt(slack, opening({**FORM, "external_id": "one"})):
            opened = (await slack.command("U2", "C1", "/mote")).view
            assert opened is not None
            with pytest.raises(SlackApiError, match="hash_conflict"):
                await web.views_update(view_id=opened["id"], view=FORM, hash="1.x")
            await web.views_update(external_id="one", view=FORM, hash=opened["hash"])
            with pytest.raises(SlackApiError, match="not_found"):
                await web.views_update(external_id="one", view=FORM)
            home = {"type": "home", "blocks": [section("Hem")], "external_id": "home"}
            await web.views_publish(user_id="U1", view=home)
            with pytest.raises(SlackApiError, match="duplicate_external_id"):
                await web.views_publish(user_id="U2", view=home)

    play(story)


def test_shortcuts_come_globally_and_from_a_message() -> None:
    heard: list[dict[str, Any]] = []

    def dress(app: AsyncApp) -> None:
        @app.shortcut("next")
        async def following(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            heard.append(shortcut)
            await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

        @app.shortcut("theme")
        async def theme(ack: Any, shortcut: dict[str, Any], respond: Any) -> None:
            await ack()
            heard.append(shortcut)
            await respond("tack")

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            said = (await slack.say("U1", "C1", "barnets bästa")).message
            assert said is not None
            outcome = await slack.shortcut("U2", "next")
            await slack.shortcut("U2", "theme", "C1", said.ts)
        assert outcome.view is not None
        assert [one["type"] for one in heard] == ["shortcut", "message_action"]
        assert heard[1]["message"]["text"] == "barnets bästa"
        assert [one.text for one in slack.messages("C1", ephemeral=True)] == ["tack"]

    play(story)


def test_an_external_menu_asks_the_bot_for_its_options() -> None:
    menu = {"type": "external_select", "action_id": "member", "min_query_length": 1}

    def dress(app: AsyncApp) -> None:
        opening(modal(field("medlem", menu)))(app)

        @app.options("member")
        async def members(ack: Any, payload: dict[str, Any]) -> None:
            found = [name for name in ("Gävle", "Örebro") if payload["value"] in name]
            await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name} for name in found])

        @app.view("form")
        async def sent(ack: Any, view: dict[str, Any]) -> None:
            chosen = view["state"]["values"]["medlem"]["member"]["selected_option"]["value"]
            await ack(response_action="errors", errors={"medlem": chosen})

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            view = (await slack.command("U2", "C1", "/mote")).view
            assert view is not None
            offered = await slack.suggest("U2", view["id"], "member", "Gäv")
            outcome = await slack.submit("U2", view["id"], {"medlem": {"member": offered["options"][0]}})
        assert outcome.errors == {"medlem": "Gävle"}

    play(story)


def test_an_attacker_may_forge_a_buttons_value_and_a_forms_metadata() -> None:
    seen: list[str] = []

    def dress(app: AsyncApp) -> None:
        opening(FORM)(app)

        @app.action("a")
        async def click(ack: Any, action: dict[str, Any]) -> None:
            seen.append(action["value"])
            await ack()

        @app.view("form")
        async def sent(ack: Any, view: dict[str, Any], body: dict[str, Any]) -> None:
            seen.append(f"{view['private_metadata']} {body['user']['team_id']}")
            await ack()

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            blocks = [{"type": "actions", "elements": [button("a", value="1")]}]
            await client(slack).chat_postMessage(channel="C1", text="a", blocks=blocks)
            await slack.click("U4", slack.messages("C1")[0], "a", forged={"value": "2"})
            view = (await slack.command("U4", "C1", "/mote")).view
            assert view is not None
            filled = {"rubrik": {"text": "x"}}
            await slack.submit("U4", view["id"], filled, forged={"private_metadata": "falskt"})
        assert seen == ["2", "falskt T0OTHER"]

    play(story)
