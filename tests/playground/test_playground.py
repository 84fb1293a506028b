"""The playground's commands, messages and Web API against the real SDK and real Bolt."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import HandClock, PlaygroundError, Workspace, WorkspaceUser
from tests.patience import ACKNOWLEDGED_MS
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, SCOPES, WORKSPACE, bolt, button, client, play, section

METADATA = {"event_type": "natverksbot_delivery", "event_payload": {"key": "k1"}}


async def refusal(call: Any) -> str:
    """Slack's word for why this call was refused."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def answering(**reply: Any) -> Any:
    """Listeners that answer /mote so."""

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any) -> None:
            await ack(**reply)

    return dress


def test_a_command_is_answered_in_the_acknowledgement_and_shown_to_the_one_who_asked_only() -> None:
    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any]) -> None:
            await ack(text=f"{command['user_id']} frågade: {command['text']}")

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            outcome = await slack.command("U2", "C1", "/mote lista <!channel>")
        assert outcome.text == "U2 frågade: lista &lt;!channel&gt;"
        assert outcome.message is not None
        assert outcome.message.only_for == "U2"
        assert outcome.ack_ms < ACKNOWLEDGED_MS
        assert slack.messages("C1") == []
        assert slack.messages("C1", ephemeral=True) == [outcome.message]

    play(story)


def test_an_answer_in_channel_is_seen_by_all() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, answering(text="Hej alla", response_type="in_channel")):
            await slack.command("U2", "C1", "/mote")
        assert [message.text for message in slack.messages("C1")] == ["Hej alla"]

    play(story)


def test_a_late_acknowledgement_is_a_timeout_for_the_person_and_stands_in_the_record() -> None:
    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any) -> None:
            await asyncio.sleep(3.3)
            await ack("för sent")

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            with pytest.raises(PlaygroundError, match="operation_timeout"):
                await slack.command("U2", "C1", "/mote")
            await asyncio.sleep(0.6)
        assert [one.error for one in slack.delivered] == ["operation_timeout"]
        assert [told["payload"] for told in slack.socket_line.late] == [{"text": "för sent"}]

    play(story)


def test_without_a_bot_a_command_fails_to_dispatch_and_an_unknown_one_is_refused_by_slack() -> None:
    async def story(slack: FaultySlack) -> None:
        with pytest.raises(PlaygroundError, match="dispatch_failed"):
            await slack.command("U2", "C1", "/mote")
        with pytest.raises(PlaygroundError, match="invalid_command"):
            await slack.command("U2", "C1", "/okänt")

    play(story)


def test_an_answer_with_blocks_slack_refuses_is_not_shown() -> None:
    blocks = [section("x" * 3001)]

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, answering(text="Hej", blocks=blocks)):
            with pytest.raises(PlaygroundError, match="less than 3001 characters"):
                await slack.command("U2", "C1", "/mote")
        assert slack.messages("C1", ephemeral=True) == []

    play(story)


def test_a_response_url_works_five_times_and_for_half_an_hour() -> None:
    urls: list[str] = []

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, respond: Any, body: dict[str, Any]) -> None:
            await ack()
            urls.append(body["response_url"])
            statuses = [(await respond(f"svar {number}")).status_code for number in range(6)]
            assert statuses == [200] * 5 + [404]

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await slack.command("U2", "C1", "/mote")
            assert [one.text for one in slack.messages("C1", ephemeral=True)] == [f"svar {n}" for n in range(5)]
            slack.clock.at += timedelta(minutes=31)  # type: ignore[attr-defined]
            late = await AsyncWebhookClient(urls[0]).send(text="för sent")
            assert (late.status_code, late.body) == (404, '{"ok":false,"error":"expired_url","messages":[]}')

    play(story)


def test_a_posted_message_keeps_its_metadata_and_is_read_back_when_asked_for() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        posted = await web.chat_postMessage(channel="C1", text="Hej", metadata=METADATA)
        bare = await web.conversations_history(channel="C1")
        full = await web.conversations_history(channel="C1", include_all_metadata=True)
        assert "metadata" not in bare["messages"][0]
        assert full["messages"][0]["metadata"] == METADATA
        assert full["messages"][0]["ts"] == posted["ts"]
        assert posted.headers["x-oauth-scopes"].split(",") == sorted(SCOPES)

    play(story)


def test_timestamps_come_from_the_clock_and_always_rise() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        stamps = [(await web.chat_postMessage(channel="C1", text=str(number)))["ts"] for number in range(3)]
        slack.clock.at -= timedelta(hours=1)  # type: ignore[attr-defined]
        stamps.append((await web.chat_postMessage(channel="C1", text="tillbaka"))["ts"])
        assert stamps == [f"1581321600.{number:06d}" for number in range(4)]

    play(story)


def test_history_is_newest_first_in_pages_without_replies_or_private_answers() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        stamps = [(await web.chat_postMessage(channel="C1", text=str(number)))["ts"] for number in range(5)]
        await web.chat_postMessage(channel="C1", text="svar", thread_ts=stamps[0])
        await web.chat_postEphemeral(channel="C1", user="U2", text="bara du")
        texts, cursor = [], None
        while cursor != "":
            page = await web.conversations_history(channel="C1", limit=2, cursor=cursor)
            texts.append([message["text"] for message in page["messages"]])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        assert texts == [["4", "3"], ["2", "1"], ["0"]]
        thread = await web.conversations_replies(channel="C1", ts=stamps[0])
        assert [message["text"] for message in thread["messages"]] == ["0", "svar"]
        assert thread["messages"][0]["reply_count"] == 1
        middle = await web.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3])
        assert [message["text"] for message in middle["messages"]] == ["2"]
        bounds = await web.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3], inclusive=True)
        assert [message["text"] for message in bounds["messages"]] == ["3", "2", "1"]

    play(story)


def test_slack_may_give_smaller_pages_than_asked_for() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.local.page_most = 2
        web = client(slack)
        for number in range(3):
            await web.chat_postMessage(channel="C1", text=str(number))
        page = await web.conversations_history(channel="C1", limit=200)
        assert (len(page["messages"]), page["has_more"]) == (2, True)

    play(story)


def test_refusals_have_slacks_own_words() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        post, told = web.chat_postMessage, {"text": "Hej"}
        assert await refusal(post(channel="C9", **told)) == "channel_not_found"
        assert await refusal(post(channel="G1", **told)) == "channel_not_found"
        assert await refusal(post(channel="C2", **told)) == "not_in_channel"
        assert await refusal(post(channel="C1")) == "no_text"
        assert await refusal(post(channel="C1", text="x" * 40_001)) == "msg_too_long"
        assert await refusal(web.chat_update(channel="C1", ts="1.000001", **told)) == "message_not_found"
        assert await refusal(web.users_info(user="U9")) == "user_not_found"
        assert await refusal(web.bots_info(bot="B9")) == "bot_not_found"
        assert await refusal(web.emoji_list()) == "unknown_method"
        assert await refusal(web.conversations_history(channel="G1")) == "missing_scope"
        assert await refusal(web.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
        assert await refusal(client(slack, "xoxb-wrong").auth_test()) == "invalid_auth"
        slack.archive("C1")
        assert await refusal(post(channel="C1", **told)) == "is_archived"
        slack.deactivate("U2")
        assert await refusal(post(channel="U2", **told)) == "channel_not_found"
        assert await refusal(web.conversations_open(users="U2")) == "user_disabled"
        slack.revoke_token()
        assert await refusal(web.auth_test()) == "token_revoked"

    play(story)


def test_a_direct_message_is_reached_by_a_persons_id_or_by_opening_it() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        opened = await web.conversations_open(users="U2")
        again = await web.conversations_open(users="U2")
        posted = await web.chat_postMessage(channel="U2", text="Hej")
        assert posted["channel"] == opened["channel"]["id"] == "D2"
        assert (opened["already_open"], again["already_open"]) == (False, True)
        assert [message.text for message in slack.direct_messages("U2")] == ["Hej"]

    play(story)


def test_only_own_messages_are_changed_and_a_new_text_takes_the_old_blocks_away() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        said = await slack.say("U2", "C1", "mitt eget")
        assert said.message is not None
        assert await refusal(web.chat_update(channel="C1", ts=said.message.ts, text="nej")) == "cant_update_message"
        assert await refusal(web.chat_delete(channel="C1", ts=said.message.ts)) == "cant_delete_message"
        ts = (await web.chat_postMessage(channel="C1", text="a", blocks=[section("b")], metadata=METADATA))["ts"]
        changed = await web.chat_update(channel="C1", ts=ts, text="c")
        assert "blocks" not in changed["message"]
        assert slack.messages("C1")[1].metadata == METADATA
        await web.chat_delete(channel="C1", ts=ts)
        assert [message.text for message in slack.messages("C1")] == ["mitt eget"]

    play(story)


def test_people_are_listed_in_pages_with_their_roles_and_strangers_are_only_found_one_by_one() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        first = await web.users_list(limit=2)
        rest = await web.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
        assert [user["id"] for user in first["members"] + rest["members"]] == ["U1", "U2", "U3", "U0BOT"]
        assert rest["response_metadata"]["next_cursor"] == ""
        assert first["members"][0]["is_admin"]
        guest = await web.users_info(user="U3", include_locale=True)
        assert (guest["user"]["is_restricted"], guest["user"]["locale"]) == (True, "sv-SE")
        stranger = await web.users_info(user="U4")
        assert (stranger["user"]["team_id"], stranger["user"]["is_stranger"]) == ("T0OTHER", True)
        official = await web.users_info(user="U2")
        assert (official["user"]["name"], official["user"]["tz"]) == ("tjansteperson.gavle", "Europe/Stockholm")

    play(story)


def test_channels_are_listed_described_and_joined() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        assert [one["id"] for one in (await web.conversations_list())["channels"]] == ["C1", "C2"]
        assert not (await web.conversations_info(channel="C2"))["channel"]["is_member"]
        assert (await web.conversations_join(channel="C2"))["channel"]["is_member"]
        members = (await web.conversations_members(channel="C2"))["members"]
        assert members == ["U0BOT", "U1", "U2"]
        slack.remove_bot("C2")
        assert await refusal(web.chat_postMessage(channel="C2", text="Hej")) == "not_in_channel"
        assert (await web.team_info())["team"]["name"] == "Partnerskapet"
        assert (await web.auth_test())["bot_id"] == "B0BOT"

    play(story)


def test_a_file_is_uploaded_shared_and_served_back() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        shared = await web.files_upload_v2(
            channel="C1", content="BEGIN:VCALENDAR", filename="möte.ics", initial_comment="Kalenderfil", alt_txt="Möte"
        )
        (message,) = slack.messages("C1")
        assert (message.text, message.files[0]["name"]) == ("Kalenderfil", "möte.ics")
        assert shared["file"]["size"] == len("BEGIN:VCALENDAR")
        async with aiohttp.ClientSession() as session, session.get(message.files[0]["url_private"]) as answer:
            assert await answer.text() == "BEGIN:VCALENDAR"

    play(story)


def test_people_react_and_the_bot_hears_of_it() -> None:
    async def story(slack: FaultySlack) -> None:
        heard: list[tuple[str, ...]] = []

        def dress(app: AsyncApp) -> None:
            async def hear(event: dict[str, Any]) -> None:
                heard.append((event["type"], event["user"], event["reaction"], event["item"]["ts"], event["item_user"]))

            app.event("reaction_added")(hear)
            app.event("reaction_removed")(hear)

        async with bolt(slack, dress):
            web = client(slack)
            ts = (await web.chat_postMessage(channel="C1", text="Hej"))["ts"]
            for _ in range(2):
                await slack.react("U2", "C1", ts, "+1::skin-tone-2")
                await slack.wait_for(lambda: heard)
            await slack.wait_for(lambda: len(heard) == 2)
            told = ("U2", "+1::skin-tone-2", ts, "U0BOT")
            assert heard == [("reaction_added", *told), ("reaction_removed", *told)]
            await slack.react("U2", "C1", ts, "x")
            there = await web.reactions_get(channel="C1", timestamp=ts)
            assert there["message"]["reactions"] == [{"name": "x", "users": ["U2"], "count": 1}]
            for place, name in ((ts, "<b>"), ("1.2", "x")):
                with pytest.raises(PlaygroundError):
                    await slack.react("U2", "C1", place, name)

    play(story)


def test_reactions_are_kept_once() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        ts = (await web.chat_postMessage(channel="C1", text="Hej"))["ts"]
        await web.reactions_add(channel="C1", timestamp=ts, name="tada")
        assert await refusal(web.reactions_add(channel="C1", timestamp=ts, name="tada")) == "already_reacted"
        history = await web.conversations_history(channel="C1")
        assert history["messages"][0]["reactions"] == [{"name": "tada", "users": ["U0BOT"], "count": 1}]

    play(story)


def test_mentions_direct_messages_and_the_home_tab_reach_the_bot_as_events() -> None:
    heard: list[tuple[str, str, str]] = []

    def dress(app: AsyncApp) -> None:
        @app.event("app_mention")
        async def mention(event: dict[str, Any], body: dict[str, Any], say: Any) -> None:
            assert body["event_id"].startswith("Ev")
            assert body["event_time"] == 1581321600
            heard.append(("mention", event["user"], event["text"]))
            await say("Hej!", thread_ts=event["ts"])

        @app.event("message")
        async def message(event: dict[str, Any]) -> None:
            heard.append((event["channel_type"], event["user"], event["text"]))

        @app.event("app_home_opened")
        async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
            view = {"type": "home", "blocks": [section("Välkommen")]}
            await client.views_publish(user_id=event["user"], view=view)

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await slack.say("U2", "C1", "@Nätverksbot när är nästa möte & var?")
            await slack.say("U2", "C1", "detta hör boten inte, den prenumererar inte på kanaler")
            await slack.say("U2", "D2", "vem är värd?")
            await slack.open_home("U2")
            await slack.wait_for(lambda: slack.home("U2") and len(heard) == 2 and len(slack.messages("C1")) == 3)
        mention = "<@U0BOT> när är nästa möte &amp; var?"
        assert sorted(heard) == [("im", "U2", "vem är värd?"), ("mention", "U2", mention)]
        assert [one.text for one in slack.messages("C1") if one.thread_ts] == ["Hej!"]

    play(story)


def test_an_event_nobody_acknowledges_is_sent_again_with_its_attempt_and_the_same_id() -> None:
    attempts: list[tuple[int, str]] = []

    async def story(slack: FaultySlack) -> None:
        slack.post.retry_seconds = (0.0, 0.1)
        await slack.say("U2", "D2", "hej")
        await slack.post.idle()
        for one in slack.delivered:
            attempts.append((one.envelope.retry_attempt, one.envelope.payload["event_id"]))
        assert [attempt for attempt, _ in attempts] == [0, 1, 2]
        assert len({event_id for _, event_id in attempts}) == 1
        assert {one.error for one in slack.delivered} == {"dispatch_failed"}

    play(story)


def test_the_same_envelope_can_be_sent_three_times_and_each_is_acknowledged() -> None:
    seen: list[str] = []

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any]) -> None:
            seen.append(command["trigger_id"])
            await ack("ok")

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await slack.command("U2", "C1", "/mote")
            payload = slack.delivered[0].envelope.payload
            acks = await slack.send({**payload, "text": "\ud800"}, times=3, kind="slash_commands")
        assert [ack.payload for ack in acks] == [{"text": "ok"}] * 3
        assert len(seen) == 4
        assert len(set(seen)) == 1

    play(story)


def test_people_who_are_not_there_cannot_act() -> None:
    async def story(slack: FaultySlack) -> None:
        with pytest.raises(PlaygroundError, match="not_in_channel"):
            await slack.say("U3", "C2", "hej")
        slack.deactivate("U2")
        with pytest.raises(PlaygroundError, match="account_inactive"):
            await slack.command("U2", "C1", "/mote")

    play(story)


def test_two_playgrounds_do_not_share_anything() -> None:
    async def both() -> None:
        async with FaultySlack(WORKSPACE, HandClock(NOW)) as one, FaultySlack(WORKSPACE, HandClock(NOW)) as two:
            await client(one).chat_postMessage(
                channel="C1", text="hej", blocks=[{"type": "actions", "elements": [button("a")]}]
            )
            assert len(one.messages("C1")) == 1
            assert two.messages("C1") == []
            assert one.port != two.port

    asyncio.run(both())


def test_a_changed_and_a_deleted_message_are_events_and_so_is_what_administrators_do() -> None:
    everything = Workspace("Partnerskapet", WORKSPACE.users, WORKSPACE.channels, manifest={})

    async def story() -> None:
        async with FaultySlack(everything, HandClock(NOW)) as slack:
            slack.post.retry_seconds = ()
            web = client(slack)
            ts = (await web.chat_postMessage(channel="C1", text="a"))["ts"]
            await web.chat_update(channel="C1", ts=ts, text="b")
            await web.chat_delete(channel="C1", ts=ts)
            slack.add_user(WorkspaceUser("U5", "Ny"))
            slack.invite("C1", "U5")
            slack.remove("C1", "U5")
            slack.deactivate("U5")
            slack.archive("C1")
            await slack.post.idle()
            events = [one.envelope.payload["event"] for one in slack.delivered]
            assert [event.get("subtype", event["type"]) for event in events] == [
                "message",
                "message_changed",
                "message_deleted",
                "team_join",
                "member_joined_channel",
                "member_left_channel",
                "user_change",
                "channel_archive",
            ]
            assert (events[1]["message"]["text"], events[1]["previous_message"]["text"]) == ("b", "a")
            assert events[6]["user"]["deleted"]

    asyncio.run(story())


def test_what_slack_takes_but_advises_against_is_noted() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        await web.chat_postMessage(channel="C1", text="bra", blocks=[section("bra")])
        assert slack.warnings == []
        await web.chat_postMessage(channel="C1", text="", blocks=[section("utan text")])
        await web.chat_postMessage(channel="C1", text="x" * 4_001)
        assert len(slack.warnings) == 2

    play(story)


def test_a_direct_message_is_there_after_the_playground_was_started_anew() -> None:
    async def story(slack: FaultySlack) -> None:
        assert (await client(slack).chat_postMessage(channel="D2", text="hej"))["ok"]
        assert await refusal(client(slack).chat_postMessage(channel="D9", text="hej")) == "channel_not_found"

    play(story)


def test_old_private_answers_are_let_go_so_that_a_long_run_does_not_grow() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, answering(text="svar")):
            for _ in range(510):
                await slack.command("U2", "C1", "/mote")
        assert len(slack.messages("C1", ephemeral=True)) == 500

    play(story)


def test_an_event_comes_again_with_its_id_in_another_envelope_and_a_command_thrice_at_the_same_time() -> None:
    heard: list[tuple[str, str]] = []

    def dress(app: AsyncApp) -> None:
        answering(text="svar")(app)

        @app.event("reaction_added")
        async def reaction(event: dict[str, Any], body: dict[str, Any]) -> None:
            heard.append((body["event_id"], event["reaction"]))

    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await slack.event({"type": "reaction_added", "reaction": "tada", "user": "U2"}, times=2, event_id="Ev1")
            await slack.command("U2", "C1", "/mote")
            payload = slack.delivered[-1].envelope.payload
            acks = await slack.send(payload, times=3, kind="slash_commands", together=True)
        assert heard == [("Ev1", "tada")] * 2
        assert len({one.envelope.id for one in slack.delivered[:2]}) == 2
        assert [ack.payload["text"] for ack in acks] == ["svar"] * 3

    play(story)


def test_a_bound_that_is_no_timestamp_is_refused() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        assert await refusal(web.conversations_history(channel="C1", oldest="igår")) == "invalid_ts_oldest"
        assert await refusal(web.conversations_history(channel="C1", latest="idag")) == "invalid_ts_latest"
        assert await refusal(web.conversations_history(channel="C1", cursor="fel")) == "invalid_cursor"

    play(story)
