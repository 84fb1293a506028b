"""Reads Slack's payloads into an `Ask`: the only place that knows what Slack's dictionaries look like.

Whatever Slack (or somebody who pretends to be Slack) puts in them, reading never raises: what is missing is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, time
from typing import Any, Final, Literal

import orjson

from bot.blocks.messages import NOTICE
from bot.blocks.parts import DOES, MORE_FIELDS
from bot.feature.call import Fields, SlackFile, Value
from bot.feature.values import network_in, number_in, stands_in
from bot.language import unescape
from bot.text import clean, one_line

Kind = Literal["command", "button", "form", "closed", "shortcut", "words", "home", "options", "reaction", "joined"]
Payload = Mapping[str, Any]

REMOVED: Final = "reaction_removed"
MOST_FILES: Final = 20
LONGEST_FILE_NAME: Final = 150
LONGEST_LINK: Final = 1000

LONGEST_TYPED: Final = 4000
"""Characters read of what is typed after a command or said to the bot; nobody needs more, hostile text has more."""


@dataclass(frozen=True)
class Who:
    """Who did it, as far as the payload says."""

    id: str
    name: str = ""
    team: str = ""


@dataclass(frozen=True)
class Opener:
    """What opened a form, so that it can be drawn anew."""

    kind: str = ""
    name: str = ""
    value: str = ""
    words: str = ""


@dataclass(frozen=True)
class Ask:
    """What somebody did in Slack."""

    kind: Kind
    name: str
    who: Who
    channel: str | None = None
    network: int = 0
    """The network that what was pressed or sent belongs to; 0 when it does not tell."""
    words: str = ""
    value: str = ""
    chosen: tuple[str, ...] = ()
    """What is chosen, where it is several; of a reaction that was taken away, which others of theirs stand there."""
    fields: Fields = field(default_factory=Fields)
    opener: Opener = field(default_factory=Opener)
    """Of a form that was sent, and of what is typed in one of its menus: what opened it."""
    erasing: int | None = None
    """Of a form, and of what is done in one: the last erasing of words before it was drawn; None: it does not tell."""
    form: str = ""
    """Of what is sent, closed or done in a form: its name."""
    is_folded: bool = False
    """Whether that form has fields that are out of sight."""
    first_field: str = ""
    """The form's first input, where what concerns the whole form is said."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Of a form that was sent: the block in which each field stands."""
    trigger: str = ""
    response_url: str = ""
    view: str = ""
    container: Literal["message", "view", "home", ""] = ""
    stands_in: str = ""
    """In a click on something in a list, or opened from one, and in a form that such a click opened: which."""
    in_notice: bool = False
    """Clicked in a window that only tells something: what is answered may take its place."""
    ts: str = ""
    thread: str = ""
    once: str = ""
    """The same when Slack sends the same thing again."""
    message: str = ""
    """Of plain words: the same for the message they stand in, however often it is edited."""
    is_edited: bool = False
    in_direct_message: bool = False
    is_lasting: bool = False
    """Whether the message a button stands in is shown to more than who presses it, or stays for them."""
    seen_by_all: bool = False
    """Whether the message a button stands in is the whole channel's."""

    @property
    def is_overheard(self) -> bool:
        """Whether others read what is answered."""
        return self.kind == "joined" or (self.kind == "words" and not self.in_direct_message)


def command_payload(body: Payload) -> Ask:
    """Read a slash command."""
    return Ask(
        kind="command",
        name=clean(body.get("command")).removeprefix("/").casefold(),
        who=Who(clean(body.get("user_id")), clean(body.get("user_name")), clean(body.get("team_id"))),
        channel=clean(body.get("channel_id")) or None,
        words=unescape(clean(body.get("text"))),
        trigger=clean(body.get("trigger_id")),
        response_url=clean(body.get("response_url")),
        once=_once("command", clean(body.get("trigger_id"))),
    )


def button_payload(body: Payload) -> Ask:
    """Read a click on a button or a choice in a menu."""
    action = _first(body.get("actions"))
    value, chosen = _chosen(action)
    name, value = pressed(clean(action.get("action_id")), value)
    container = _mapping(body.get("container"))
    is_lasting = bool(container.get("channel_id")) and not container.get("is_ephemeral")
    view = _mapping(body.get("view"))
    along = read_metadata(clean(view.get("private_metadata")))
    return Ask(
        kind="button",
        name=name,
        value=value,
        chosen=chosen,
        trigger=clean(body.get("trigger_id")),
        response_url=clean(body.get("response_url")) or clean(_first(body.get("response_urls")).get("response_url")),
        view=clean(view.get("id")),
        container=("home" if view.get("type") == "home" else "view") if view else "message",
        form=clean(view.get("callback_id")),
        is_folded=_is_folded(view),
        opener=along.opener,
        in_notice=clean(view.get("callback_id")) == NOTICE,
        is_lasting=is_lasting,
        seen_by_all=is_lasting and not clean(container.get("channel_id")).startswith("D"),
        channel=clean(_mapping(body.get("channel")).get("id")) or clean(container.get("channel_id")) or along.channel,
        network=along.network or network_in(clean(action.get("block_id"))),
        erasing=along.erasing,
        stands_in=along.stands_in if view else stands_in(clean(action.get("block_id"))),
        ts=clean(container.get("message_ts")),
        once=_once("click", clean(body.get("trigger_id"))),
        fields=fields_of(view)[0],
        who=_who(body),
    )


def pressed(action_id: str, value: str) -> tuple[str, str]:
    """The button that was pressed, or chosen in a menu of buttons, and what it carries."""
    name, _, behind = action_id.partition(":")
    if name == DOES:
        name, _, value = value.partition(" ")
    return name, value or behind


def form_payload(body: Payload, kind: Literal["form", "closed"]) -> Ask:
    """Read a form that was sent or closed."""
    view = _mapping(body.get("view"))
    fields, first = fields_of(view)
    along = read_metadata(clean(view.get("private_metadata")))
    return Ask(
        kind=kind,
        name=clean(view.get("callback_id")),
        form=clean(view.get("callback_id")),
        is_folded=_is_folded(view),
        value=along.about,
        channel=along.channel,
        network=along.network,
        opener=along.opener,
        erasing=along.erasing,
        stands_in=along.stands_in,
        ts=along.ts,
        fields=fields,
        first_field=first,
        blocks=_blocks_of_fields(view),
        view=clean(view.get("id")),
        trigger=clean(body.get("trigger_id")),
        once=_once(kind, clean(view.get("id"))),
        who=_who(body),
    )


def options_payload(body: Payload) -> Ask:
    """Read what is typed in a searched menu: its name, and in `words` the letters."""
    view = _mapping(body.get("view"))
    along = read_metadata(clean(view.get("private_metadata")))
    return Ask(
        kind="options",
        name=clean(body.get("action_id")),
        words=clean(body.get("value"))[:LONGEST_TYPED],
        value=along.about,
        channel=along.channel,
        network=along.network,
        opener=along.opener,
        view=clean(view.get("id")),
        who=_who(body),
    )


def shortcut_payload(body: Payload) -> Ask:
    """Read a shortcut, of the whole workspace or of one message."""
    message = _mapping(body.get("message"))
    return Ask(
        kind="shortcut",
        name=clean(body.get("callback_id")),
        words=readable(clean(message.get("text"))),
        fields=Fields({"files": files_of(message)}),
        channel=clean(_mapping(body.get("channel")).get("id")) or None,
        ts=clean(message.get("ts")),
        trigger=clean(body.get("trigger_id")),
        response_url=clean(body.get("response_url")),
        who=_who(body),
    )


_SLACK_REFERENCE: Final = re.compile(r"<([@#!]?)([^|<>]*)(?:\|([^<>]*))?>")
"""No `<` inside: a message of nothing but `<` would be read to its end from each of them."""


def readable(text: str) -> str:
    """A message's text as people read it: no escapes, and names and addresses instead of Slack's own marks."""
    return unescape(_SLACK_REFERENCE.sub(_label_of, text))


def _label_of(mark: re.Match[str]) -> str:
    sign, target, label = mark[1], mark[2], mark[3] or ""
    if sign:
        return f"{'#' if sign == '#' else '@'}{label or (target if sign == '!' else '…')}"
    return target if not label or label == target else f"{label} ({target})"


def words_payload(body: Payload) -> Ask:
    """Read plain words said to the bot, in a direct message or by mentioning it."""
    event = _mapping(body.get("event"))
    text = re.sub(r"<@[A-Z0-9]+(\|[^<>]*)?>", " ", unescape(clean(event.get("text"))[:LONGEST_TYPED]))
    return Ask(
        kind="words",
        name="words",
        who=Who(clean(event.get("user")), team=clean(event.get("user_team") or body.get("team_id"))),
        channel=clean(event.get("channel")) or None,
        words=one_line(text[:LONGEST_TYPED]),
        ts=clean(event.get("ts")),
        thread=clean(event.get("thread_ts")),
        once=_once("event", clean(body.get("event_id"))),
        message=_once("message", f"{clean(event.get('channel'))} {clean(event.get('ts'))}") if event.get("ts") else "",
        is_edited=bool(event.get("edited")),
        in_direct_message=event.get("channel_type") == "im" or clean(event.get("channel")).startswith("D"),
    )


def reaction_payload(body: Payload) -> Ask:
    """Read a reaction that was put on a message or taken away: its name, and in `value` which."""
    event = _mapping(body.get("event"))
    item = _mapping(event.get("item"))
    channel = clean(item.get("channel"))
    return Ask(
        kind="reaction",
        name=clean(event.get("reaction")),
        value=clean(event.get("type")),
        who=Who(clean(event.get("user")), team=clean(body.get("team_id"))),
        channel=channel or None,
        ts=clean(item.get("ts")),
        once=_once("event", clean(body.get("event_id"))),
        in_direct_message=channel.startswith("D"),
    )


def joined_payload(body: Payload) -> Ask:
    """Read that the bot has come into a channel."""
    event = _mapping(body.get("event"))
    return Ask(
        kind="joined",
        name="joined",
        who=Who(clean(event.get("user"))),
        channel=clean(event.get("channel")) or None,
        once=_once("event", clean(body.get("event_id"))),
    )


def home_payload(body: Payload) -> Ask:
    """Read that somebody opened the Home tab."""
    event = _mapping(body.get("event"))
    return Ask(kind="home", name="home", who=Who(clean(event.get("user")), team=clean(body.get("team_id"))))


def home_of(user_id: str, team: str) -> Ask:
    """Ask for somebody's Home tab."""
    return Ask(kind="home", name="home", who=Who(user_id, team=team))


@dataclass(frozen=True)
class Luggage:
    """What a form or the Home tab carries along."""

    about: str = ""
    channel: str | None = None
    network: int = 0
    opener: Opener = field(default_factory=Opener)
    erasing: int | None = None
    """The last erasing of words before it was drawn; None: it does not tell."""
    stands_in: str = ""
    """In which list what opened it stands, or in what was opened from which."""
    ts: str = ""
    """Where the message stands whose button opened it."""


LONGEST_OPENING: Final = 100
"""Signs kept of a command that opened a form."""
OPENS_FORMS: Final[tuple[Kind, ...]] = ("command", "button", "shortcut")

PUT_BY: Final = ("kind", "name", "channel", "words", "ts", "thread", "in_direct_message")


def put_by(ask: Ask) -> dict[str, Any]:
    """What is kept of a command, a shortcut or plain words until it is known which network they are for."""
    return {name: getattr(ask, name) for name in PUT_BY} | {"files": [asdict(each) for each in ask.fields.files]}


def take_up(kept: Payload, click: Ask, network: int, once: str) -> Ask:
    """What was put by, as if it were asked now, of that network, by the click that chose it."""
    files = tuple(SlackFile(**each) for each in kept["files"])
    values = {name: kept[name] for name in PUT_BY}
    return Ask(
        **values, who=click.who, fields=Fields({"files": files}), trigger=click.trigger, network=network, once=once
    )


def opener_of(ask: Ask) -> Opener:
    """What opens the form that answers this; a form that comes once more has been opened already."""
    if ask.kind == "form" or ask.name == MORE_FIELDS:
        return ask.opener
    words = ask.words[:LONGEST_OPENING] if ask.kind == "command" else ""
    return Opener(ask.kind, ask.name, ask.value, words)


def opening(ask: Ask) -> Ask:
    """What opened the form somebody types in, as if they did it once more."""
    how = ask.opener
    kind: Kind = next((each for each in OPENS_FORMS if each == how.kind), "closed")
    return replace(ask, kind=kind, name=how.name, value=how.value, words=how.words, container="view")


def write_metadata(along: Luggage) -> str:
    """Write what a form carries along; read again by `read_metadata`."""
    opener = [along.opener.kind, along.opener.name, along.opener.value, along.opener.words]
    told = opener if any(opener) else None
    carried = [along.about, along.channel, along.network, told, along.erasing, along.stands_in, along.ts]
    return orjson.dumps(carried).decode()


def read_metadata(text: str) -> Luggage:
    """Read what a form carries along; somebody else's gives nothing, an older one no network."""
    try:
        about, channel, *more = orjson.loads(text)
        network, told, erasing, stands, at = [*more, *[None, None, None, "", ""][len(more) :]][:5]
        opener = Opener(*map(clean, told)) if told else Opener()
    except (ValueError, TypeError):
        return Luggage()
    erasing = erasing if isinstance(erasing, int) else None
    return Luggage(
        clean(about), clean(channel) or None, number_in(str(network)), opener, erasing, clean(stands), clean(at)
    )


def fields_of(view: Payload) -> tuple[Fields, str]:
    """Read a form's fields, and the name of its first input."""
    values = {
        clean(name): _field(_mapping(state))
        for block in _mapping(_mapping(view.get("state")).get("values")).values()
        for name, state in _mapping(block).items()
    }
    inputs = [each for each in _blocks(view) if each.get("type") == "input"]
    about = read_metadata(clean(view.get("private_metadata"))).about
    return Fields(values, about), clean(inputs[0].get("block_id")) if inputs else ""


def _blocks_of_fields(view: Payload) -> dict[str, str]:
    blocks = _mapping(_mapping(view.get("state")).get("values"))
    return {clean(name): clean(block) for block, held in blocks.items() for name in _mapping(held)}


def _blocks(view: Payload) -> list[Payload]:
    blocks = view.get("blocks")
    return [_mapping(each) for each in (blocks if isinstance(blocks, list) else ())]


def _is_folded(view: Payload) -> bool:
    """Whether the button that brings the rest of a form's fields into sight stands in it."""
    rows = (each.get("elements") for each in _blocks(view))
    elements = (_mapping(each) for row in rows if isinstance(row, list) for each in row)
    return any(clean(each.get("action_id")).partition(":")[0] == MORE_FIELDS for each in elements)


def files_of(holder: Payload) -> tuple[SlackFile, ...]:
    """Read the files of a message or of a form's field; those without an id are none."""
    listed = holder.get("files")
    items = [_mapping(each) for each in (listed if isinstance(listed, list) else ())[:MOST_FILES]]
    return tuple(_file(each) for each in items if clean(each.get("id")))


def _file(item: Payload) -> SlackFile:
    link = clean(item.get("permalink"))
    return SlackFile(
        id=clean(item.get("id"))[:50],
        name=(one_line(item.get("name")) or one_line(item.get("title")))[:LONGEST_FILE_NAME],
        mimetype=clean(item.get("mimetype"))[:100],
        link=link if len(link) <= LONGEST_LINK else "",
    )


def _field(state: Payload) -> Value:
    try:
        if picked := state.get("selected_date"):
            return date.fromisoformat(clean(picked))
        if picked := state.get("selected_time"):
            return time.fromisoformat(clean(picked))
    except ValueError:
        return None
    if isinstance(state.get("files"), list):
        return files_of(state)
    value, chosen = _chosen(state)
    return chosen if "selected_options" in state or "selected_users" in state else value


_ONE: Final = ("value", "selected_user", "selected_conversation", "selected_date")
"""Where an element tells what stands in it, where it is no option."""


def _chosen(element: Payload) -> tuple[str, tuple[str, ...]]:
    """The value of a button, menu or input, and all values where there are several."""
    several = element.get("selected_options") or element.get("selected_users") or ()
    chosen = tuple(clean(_mapping(each).get("value")) if isinstance(each, Mapping) else clean(each) for each in several)
    option = _mapping(element.get("selected_option"))
    one = next((element[name] for name in _ONE if element.get(name)), None)
    return clean(option.get("value") or one), chosen


def _who(body: Payload) -> Who:
    user = _mapping(body.get("user"))
    team = user.get("team_id") or _mapping(body.get("team")).get("id")
    return Who(clean(user.get("id")), clean(user.get("name") or user.get("username")), clean(team))


def _once(kind: str, name: str) -> str:
    return f"{kind}/{name}" if name else ""


def _mapping(value: object) -> Payload:
    return value if isinstance(value, Mapping) else {}


def _first(values: object) -> Payload:
    return _mapping(values[0]) if isinstance(values, list) and values else {}
