"""Turns a `Response` into what Slack gets: the body of an acknowledgement, a view, a message."""

from __future__ import annotations

from typing import Any

from bot.blocks.messages import NOTICE, Form, Home, Message
from bot.blocks.parts import section
from bot.feature.call import Answer
from bot.feature.values import of_network
from bot.language import Say, Text, clip
from bot.slack.answering import Response
from bot.slack.payloads import Ask, Luggage, write_metadata

Payload = dict[str, Any]


def form_in(response: Response, form: Form, channel: str | None, ts: str = "") -> Payload:
    """An answer's form as views.open takes it, with what opened it and what was erased before."""
    along = Luggage(form.about, channel, response.network, response.opener, response.erasing, response.stands_in, ts)
    return view_of(form, response.say, along)


def view_of(form: Form, say: Say, along: Luggage) -> Payload:
    """A form as views.open takes it."""
    view: Payload = {
        "type": "modal",
        "callback_id": form.name,
        "title": _plain(form.title),
        "close": _plain(form.close or say("Close")),
        "blocks": form.rendered,
        "private_metadata": write_metadata(along),
        "notify_on_close": form.tells_close,
    }
    if form.submit:
        view["submit"] = _plain(form.submit)
    return view


def home_of(home: Home, network: int) -> Payload:
    """A Home tab as views.publish takes it."""
    return {"type": "home", "blocks": home.rendered, "private_metadata": write_metadata(Luggage(network=network))}


def notice(message: Message, say: Say) -> Form:
    """A message shown as a small window, where there is no conversation to answer in."""
    return Form(
        name=NOTICE,
        title=str(say("Nätverksbot")),
        blocks=message.blocks[:90] or [section(clip(Text(message.text), 2900))],
    )


def in_window(ask: Ask, response: Response) -> Answer:
    """What is shown where there is no conversation: a message becomes a small window, or the Home tab itself. What was
    changed from the Home tab needs none: the tab shows it. What is refused in a form leaves what is typed there."""
    answer = response.answer
    if not isinstance(answer, Message):
        return answer
    if ask.kind == "home":
        return Home(answer.blocks or [section(clip(Text(answer.text), 2900))])
    if ask.container == "home":
        shows_in_tab = response.changed and not response.refused and not answer.files
        return None if shows_in_tab else notice(answer, response.say)
    is_nowhere = ask.kind == "shortcut" and not ask.channel
    is_in_window = ask.in_notice or (ask.container == "view" and not response.refused)
    return notice(answer, response.say) if is_in_window or is_nowhere else answer


def acknowledgement(ask: Ask, response: Response) -> Payload:
    """What goes into the acknowledgement itself; empty when the answer comes after it, as one with a table does: of an
    acknowledgement Slack does not tell whether it was taken."""
    answer = response.answer
    if response.takes_tables:
        return {}
    if ask.kind == "command" and isinstance(answer, Message):
        return {"response_type": "in_channel" if answer.public else "ephemeral", **safe(answer.payload, response)}
    if ask.kind == "form":
        if response.field_errors:
            errors = {ask.blocks.get(name, name): sentence for name, sentence in response.field_errors.items()}
            return {"response_action": "errors", "errors": errors}
        if isinstance(answer, Form):
            return {
                "response_action": "update",
                "view": form_in(response, answer, ask.channel, ask.ts),
            }
    return {}


def safe(payload: Payload, response: Response) -> Payload:
    """A message that tells which network it is of, and that Slack does not decorate: no previews of links."""
    return {**of_network(payload, response.network), "unfurl_links": False, "unfurl_media": False}


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": True}
