"""The door in: takes Slack's payloads to what is declared for them, and brings the answer back.

Bolt tries listeners one after the other, so there is one for each type of payload and a dictionary behind it. What is
declared runs in a thread, in one transaction, before the acknowledgement; what has to be asked of Slack comes after.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.messages import File, Form, Home, Message, render
from bot.dates.when import Clock
from bot.intents.said import said_by
from bot.kept.answers import Answered
from bot.slack import payloads
from bot.slack.answering import Answering, Response, make_files, new_reference
from bot.slack.directory import Directory
from bot.slack.files import with_contents
from bot.slack.homes import Homes
from bot.slack.lexicon import Lexicon
from bot.slack.not_taken import is_refused
from bot.slack.payloads import Ask
from bot.slack.replies import acknowledgement, form_in, home_of, in_window, safe
from bot.slack.threads import MOST_AT_ONCE, AnswerThreads, Urgency
from bot.slack_api import FAULTS, check_reply, slack_error


async def hand_over(client: AsyncWebClient, whom: str, made: Sequence[tuple[File, bytes]]) -> tuple[str, list[str]]:
    """Give files to a person, all in one message, and tell in which conversation and under which ids. Raises what the
    SDK raises when Slack does not take them."""
    conversation = await client.conversations_open(users=whom)
    uploads = [
        {"file": content, "filename": each.name, "title": each.title or each.name, "alt_txt": each.alt}
        for each, content in made
    ]
    channel = str(conversation["channel"]["id"])
    given = await client.files_upload_v2(channel=channel, file_uploads=uploads)
    return channel, [str(each["id"]) for each in given.get("files") or ()]


log = structlog.get_logger()

PATIENCE_SECONDS: Final = 2.4
"""Slack waits three; what is not ready by now is answered after the acknowledgement."""
CROWD: Final = 2 * MOST_AT_ONCE
"""So many asks are answered in good time; with more under way they are acknowledged first."""
LOOK_SECONDS: Final = 0.4
"""So soon who waits with an acknowledgement looks whether a crowd has come."""
URGENCIES: Final = {
    "form": Urgency.ACKNOWLEDGEMENT, "words": Urgency.LATER, "reaction": Urgency.LATER, "home": Urgency.LATER,
    "joined": Urgency.LATER,
}  # fmt: skip
PLAIN_SUBTYPES: Final = (None, "", "file_share", "thread_broadcast")
"""Subtypes of what a person says: with a file, or from a thread to the channel too."""
GONE: Final = ("message_not_found", "cant_update_message", "edit_window_closed")
"""What Slack says of a message that is deleted, or can be changed no longer."""
ANYTHING: Final = re.compile(r"", re.DOTALL)
MOST_SPOKEN: Final = 10_000

Body = dict[str, Any]


@dataclass(frozen=True)
class GatewayTools:
    """What the gateway works with, put together by the app."""

    client: AsyncWebClient
    directory: Directory
    answering: Answering
    lexicon: Lexicon
    clock: Clock
    after_commit: Callable[[], None]
    """Called when something was changed and committed."""
    find_channels: Callable[[], Awaitable[None]]
    """Learns the ids of channels that are only known by name."""


class Gateway:
    """Takes what people do in Slack and answers it."""

    def __init__(self, tools: GatewayTools) -> None:
        self._tools = tools
        self._threads = AnswerThreads()
        self._answering: set[asyncio.Task[Response]] = set()
        self._following: set[asyncio.Task[None]] = set()
        self._spoken: dict[str, str] = {}
        self.homes = Homes(self._home, self._publish_home)

    def attach(self, app: AsyncApp) -> None:
        """Register one listener for each type of payload."""
        app.command(ANYTHING)(self._taking(lambda body: payloads.command_payload(body)))
        app.action(ANYTHING)(self._taking(lambda body: payloads.button_payload(body)))
        app.view(ANYTHING)(self._taking(lambda body: payloads.form_payload(body, "form")))
        app.view_closed(ANYTHING)(self._taking(lambda body: payloads.form_payload(body, "closed")))
        app.shortcut(ANYTHING)(self._taking(lambda body: payloads.shortcut_payload(body)))
        app.options(ANYTHING)(self._offer)
        app.event("app_mention")(self._take_mention)
        app.event("message")(self._take_message)
        app.event("app_home_opened")(self._take_home)
        app.event("reaction_added")(self._take_reaction)
        app.event("reaction_removed")(self._take_reaction)
        app.event("user_change")(self._take_user_change)
        app.event("member_joined_channel")(self._take_joined)
        app.event(ANYTHING)(_let_be)
        app.error(_unhandled)

    async def answered(self) -> None:
        """Wait until all that was asked has its answer, acknowledged or not."""
        while self._answering:
            await asyncio.wait(self._answering)

    async def drain(self) -> None:
        """Finish what is being answered."""
        await self.homes.stop()
        while self._following:
            await asyncio.gather(*self._following, return_exceptions=True)
        self._threads.close()

    def _taking(self, read: Callable[[Body], Ask]) -> Callable[..., Awaitable[None]]:
        async def listen(ack: AsyncAck, body: Body) -> None:
            await self._take(ack, read(body))

        return listen

    async def _offer(self, ack: AsyncAck, body: Body) -> None:
        """Offer what fits the letters typed in a searched menu."""
        ask = payloads.options_payload(body)
        tools = self._tools
        user = await tools.directory.user(ask.who.id, ask.who.team)
        spoken = self._language(ask, user.language)
        offer = partial(tools.answering.offers, ask, user, tools.clock.now(), spoken)
        options = await self._threads.run(Urgency.ACKNOWLEDGEMENT, offer)
        await ack(options=[render(each) for each in options])

    async def _take_mention(self, ack: AsyncAck, body: Body) -> None:
        if _is_from_a_person(body.get("event") or {}):
            await self._take(ack, payloads.words_payload(body))
        else:
            await ack()

    async def _take_message(self, ack: AsyncAck, body: Body) -> None:
        event = body.get("event") or {}
        if event.get("channel_type") == "im" and _is_from_a_person(event):
            await self._take(ack, payloads.words_payload(body))
        else:
            await ack()

    async def _take_reaction(self, ack: AsyncAck, body: Body) -> None:
        ask = payloads.reaction_payload(body)
        if ask.ts and said_by(ask.name) is not None:
            await self._take(ack, ask)
        else:
            await ack()

    async def _with_what_stands(self, ask: Ask) -> Ask:
        """A reaction that was taken away, with what else of theirs stands there; where Slack does not tell, so does
        the one that is gone."""
        try:
            there = await self._tools.client.reactions_get(channel=ask.channel, timestamp=ask.ts, full=True)
        except FAULTS as fault:
            log.info("reactions_not_read", fault=_why(fault))
            return replace(ask, chosen=(ask.name,))
        listed = (there.get("message") or {}).get("reactions") or ()
        return replace(ask, chosen=tuple(each["name"] for each in listed if ask.who.id in each["users"]))

    async def _take_home(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if (body.get("event") or {}).get("tab", "home") == "home":
            who = payloads.home_payload(body).who
            self.homes.opened(who.id, who.team)
            self._follow(self._show_home(who.id))

    async def _take_user_change(self, ack: AsyncAck, body: Body) -> None:
        user = (body.get("event") or {}).get("user")
        if isinstance(user, dict):
            self._follow(self._tools.directory.hear(user))
        await ack()

    async def _take_joined(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """Greet where the bot has come into a channel; who else comes is nothing to it."""
        ask = payloads.joined_payload(body)
        if ask.who.id and ask.who.id == context.bot_user_id:
            await self._take(ack, ask)
        else:
            await ack()

    async def _take(self, ack: AsyncAck, ask: Ask) -> None:
        """Answer inside the acknowledgement if there is time, else acknowledge and answer after."""
        work = asyncio.create_task(self._answer(ask))
        self._answering.add(work)
        work.add_done_callback(self._answering.discard)
        if await self._is_in_time(ask, work):
            response = work.result()
            body = acknowledgement(ask, response)
            await ack(**body)
            self._follow(self._hand_over(ask, response) if body else self._deliver(ask, response))
        else:
            await ack()
            self._follow(self._answer_late(ask, work))

    async def _is_in_time(self, ask: Ask, work: asyncio.Task[Response]) -> bool:
        """Whether the answer is there while the acknowledgement can wait for it, so that what is asked next sees what
        was done: not in a crowd, except for what a form can be told in no other way."""
        for seconds in (LOOK_SECONDS, PATIENCE_SECONDS - LOOK_SECONDS):
            is_crowd = len(self._answering) > CROWD
            if ask.kind == "form" or not is_crowd:
                await asyncio.wait({work}, timeout=seconds)
        return work.done()

    async def _answer(self, ask: Ask) -> Response:
        tools = self._tools
        user = await tools.directory.user(ask.who.id, ask.who.team)
        spoken = self._language(ask, user.language)
        if ask.kind == "reaction" and ask.value == payloads.REMOVED:
            ask = await self._with_what_stands(ask)
        if ask.kind == "joined":
            await tools.find_channels()  # a private one is known by its name alone until the bot is in it
        if tools.answering.reads_files(ask):
            ask = replace(ask, fields=await with_contents(tools.client, ask.fields))
        answer = partial(tools.answering.answer, ask, user, tools.clock.now(), spoken)
        response = await self._threads.run(URGENCIES.get(ask.kind, Urgency.OPENS), answer)
        if response.changed:
            tools.after_commit()
            if ask.container == "home" and not self.homes.is_open(ask.who.id):
                self.homes.opened(ask.who.id, ask.who.team)
            self._follow(self._show_home(ask.who.id))
        return response

    async def _show_home(self, user_id: str) -> None:
        """Show somebody's Home tab as it is now, if they have opened it."""
        try:
            await self.homes.show(user_id)
        except FAULTS as fault:
            log.warning("home_not_shown", fault=_why(fault))

    async def _home(self, user_id: str, team: str) -> Body:
        """How somebody's Home tab looks now."""
        ask = payloads.home_of(user_id, team)
        response = await self._answer(ask)
        answer = in_window(ask, response)
        return home_of(answer if isinstance(answer, Home) else Home([]), response.network)

    async def _publish_home(self, user_id: str, view: Mapping[str, Any]) -> None:
        await self._tools.client.views_publish(user_id=user_id, view=dict(view))

    async def _answer_late(self, ask: Ask, work: asyncio.Future[Response]) -> None:
        response = await work
        await self._deliver(ask, response)

    def _language(self, ask: Ask, guests: str) -> str:
        """The language somebody uses now: that of the command's name they typed last; a guest's own otherwise."""
        if ask.kind == "command":
            if ask.name in self._tools.lexicon.english:
                if len(self._spoken) > MOST_SPOKEN:
                    self._spoken.clear()
                self._spoken[ask.who.id] = "en"
            else:
                self._spoken.pop(ask.who.id, None)
        return self._spoken.get(ask.who.id, "" if ask.kind == "command" and not guests else guests)

    def _follow(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _deliver(self, ask: Ask, response: Response) -> None:
        """Bring an answer that was not in the acknowledgement, and its files."""
        if ask.kind == "joined" and response.refused:
            return  # nobody has asked
        await self._or_apologise(ask, response, self._bring(ask, response))
        await self._hand_over(ask, response)

    async def _hand_over(self, ask: Ask, response: Response) -> None:
        """Make an answer's files and give them in person; for one that could not be made, apologise."""
        files = response.answer.files if isinstance(response.answer, Message) else ()
        if not files:
            return
        made, apology = await self._threads.run(Urgency.LATER, partial(make_files, files, response.say))
        if made:
            await self._or_apologise(ask, response, self._give(ask, response, made))
        if apology is not None:
            await self._apologise(ask, response, apology)

    async def _give(self, ask: Ask, response: Response, made: Sequence[tuple[File, bytes]]) -> None:
        channel, ids = await hand_over(self._tools.client, ask.who.id, made)
        for (file, _), number in zip(made, ids, strict=False):
            await self._keep(ask, response, Message(file.title or file.name), {"channel": channel, "ts": number})

    async def _or_apologise(self, ask: Ask, response: Response, work: Coroutine[Any, Any, None]) -> None:
        """Do what needs Slack; when Slack does not take it, say so."""
        try:
            await work
        except FAULTS as fault:
            reference = new_reference()
            log.error("slack_did_not_take_answer", reference=reference, doing=ask.kind, fault=_why(fault))
            if ask.kind == "joined":
                return
            sentence = response.say(
                "Slack did not let the bot answer just now. Try again in a moment. Reference: {reference}",
                reference=reference,
            )
            await self._apologise(ask, response, Message(sentence))

    async def _bring(self, ask: Ask, response: Response) -> None:
        answer = in_window(ask, response)
        if isinstance(answer, Form):
            await self._open(ask, response, answer)
            if response.choice is not None and ask.response_url:
                await self._say(ask, response, response.choice, replace=True)
        elif isinstance(answer, Message):
            if ask.kind == "reaction" and ask.in_direct_message and response.stands and not response.refused:
                return  # the message itself says it
            is_theirs = answer.public or not ask.seen_by_all  # nobody's click takes a message from the channel
            is_anew = response.overtaken or not response.refused
            is_free = answer.in_place or not response.stands
            is_there = ask.kind == "button" or (ask.kind == "form" and response.stands and answer.in_place)
            takes_place = is_there and is_theirs and is_anew and is_free
            await self._say(ask, response, answer, replace=takes_place or response.choice is not None)

    async def _open(self, ask: Ask, response: Response, form: Form) -> None:
        view = form_in(response, form, ask.channel, ask.ts)
        if ask.kind == "button" and ask.container == "view":
            await self._tools.client.views_update(view_id=ask.view, view=view)
        else:
            await self._tools.client.views_open(trigger_id=ask.trigger, view=view)

    async def _say(self, ask: Ask, response: Response, message: Message, *, replace: bool = False) -> None:
        """Say something to who asked; when Slack refuses it with a table, the same as lines, from then on at once."""
        if not response.takes_tables or message.tabled is None:
            await self._put(ask, response, message, message.payload, replace=replace)
            return
        try:
            await self._put(ask, response, message, message.tabled, replace=replace)
        except FAULTS as fault:
            if not is_refused(fault):
                raise
            await self._put(ask, response, message, message.payload, replace=replace)
            remember = partial(self._tools.answering.remember_refused, self._tools.clock.now())
            await self._threads.run(Urgency.LATER, remember)

    async def _put(self, ask: Ask, response: Response, message: Message, drawn: Body, *, replace: bool) -> None:
        """In place of what they clicked, or beside it; beside it too when what was to give way is gone."""
        try:
            await self._put_there(ask, response, message, drawn, replace=replace)
        except FAULTS as fault:
            if not replace or slack_error(fault) not in GONE:
                raise
            await self._put_there(ask, response, message, drawn, replace=False)

    async def _put_there(self, ask: Ask, response: Response, message: Message, drawn: Body, *, replace: bool) -> None:
        """In place of what they clicked, in the conversation, or in person."""
        client, payload = self._tools.client, safe(drawn, response)
        if ask.response_url:
            await self._respond(ask.response_url, payload, replace=replace, public=message.public)
            if replace and ask.is_lasting and not response.stands:
                await self._keep(ask, response, message, {"channel": ask.channel, "ts": ask.ts}, replaces=True)
        elif replace and response.stands:
            plain = {name: value for name, value in payload.items() if not name.startswith("unfurl")}
            await client.chat_update(channel=ask.channel or "", ts=ask.ts, **plain)
        elif ask.kind in ("words", "joined") and ask.channel and not response.alone:
            thread = ask.thread or ("" if ask.in_direct_message else ask.ts)
            posted = await client.chat_postMessage(channel=ask.channel, thread_ts=thread or None, **payload)
            await self._keep(ask, response, message, posted)
        else:
            await self._say_alone(ask, response, message, drawn)

    async def _keep(self, ask: Ask, response: Response, message: Message, at: Any, *, replaces: bool = False) -> None:
        """Remember what stands in Slack now, so that it can be erased; what is of no network has no words of any."""
        channel, ts, tools = str(at.get("channel") or ""), str(at.get("ts") or ""), self._tools
        if response.network and channel and ts:
            said = Answered(response.network, channel, ts, ask.who.id, message.payload, response.read, response.as_of,
                            replaces)  # fmt: skip
            keep = partial(tools.answering.keep, said, tools.clock.now())
            await self._threads.run(Urgency.LATER, keep)

    async def _respond(self, url: str, payload: Body, *, replace: bool, public: bool) -> None:
        client = self._tools.client
        webhook = AsyncWebhookClient(url, session=client.session, timeout=10, retry_handlers=[])
        how = {"replace_original": True} if replace else {"replace_original": False}
        reply = await webhook.send_dict(
            {"response_type": "in_channel" if public else "ephemeral", **how, **payload},
        )
        check_reply(reply.status_code, reply.body)

    async def _say_alone(self, ask: Ask, response: Response, message: Message, drawn: Body) -> None:
        client, payload = self._tools.client, safe(drawn, response)
        if ask.channel:
            try:
                thread = ask.thread or None
                await client.chat_postEphemeral(channel=ask.channel, user=ask.who.id, thread_ts=thread, **payload)
                return
            except SlackApiError as fault:
                if is_refused(fault):
                    raise
                log.info("not_in_that_conversation", fault=_why(fault))
        await self._keep(ask, response, message, await client.chat_postMessage(channel=ask.who.id, **payload))

    async def _apologise(self, ask: Ask, response: Response, message: Message) -> None:
        try:
            await self._say(ask, response, message)
        except FAULTS as fault:
            log.warning("apology_not_taken", fault=_why(fault))
            try:
                await self._say_alone(ask, response, message, message.payload)
            except FAULTS as again:
                log.error("nothing_reaches_slack", fault=_why(again))


async def _let_be(ack: AsyncAck) -> None:
    await ack()


async def _unhandled(error: Exception) -> BoltResponse:
    """Acknowledge what nobody listens for, so that Slack does not send it again and again."""
    if not isinstance(error, BoltUnhandledRequestError):
        log.error("failed_at_the_door", exc_info=error)
    return BoltResponse(status=200, body="")


def _why(fault: BaseException) -> str:
    return slack_error(fault) or type(fault).__name__


def _is_from_a_person(event: Body) -> bool:
    """Whether it is not another bot's message, ours, or a notice that one was edited or deleted."""
    return bool(event.get("user")) and not event.get("bot_id") and event.get("subtype") in PLAIN_SUBTYPES
