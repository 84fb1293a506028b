"""The Slack app's manifest, made from what the code declares: names, words, shortcuts, events, and the scopes used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bot.config import Settings
from bot.feature.declare import Act, Command, Declared, Word
from bot.language import speak

Json = dict[str, Any]

NAME: Final = "Nätverksbot"
COLOUR: Final = "#1d4f63"
LONGEST_DESCRIPTION: Final = 2000
LONGEST_HINT: Final = 1000
LONGEST_LABEL: Final = 24

SCOPES: Final = {
    "app_mentions:read": "to be asked in plain words",
    "channels:history": "to see, when in doubt, whether a message arrived in the network's channel",
    "channels:read": "to find the network's channel by its name, and to know when the bot comes into a channel",
    "chat:write": "to answer and to remind",
    "commands": "for the slash commands and shortcuts",
    "files:read": "to take files and pictures in the form of an experience; none is ever read",
    "files:write": "to give calendar files and pictures, and to delete them again",
    "groups:history": "the same when the network's channel is private",
    "groups:read": "the same when the network's channel is private",
    "im:history": "to be written to directly, and to see whether a direct message arrived",
    "im:write": "to write to people directly",
    "reactions:read": "to take a thumb or a tick on a question as an answer",
    "users:read": "to know who is a guest, who administers, and in which language",
}
"""Every scope the bot has, and what for. A test keeps them to what the code really calls."""

EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "member_joined_channel",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "user_change",
)


def manifest(declared: Declared, settings: Settings) -> Json:
    """The manifest as Slack takes it. Socket Mode, unless the settings are those of HTTP mode with an address."""
    events_url = _events_url(settings)
    return {
        "display_information": {
            "name": NAME,
            "description": "Möten, värdskap, aktiviteter och erfarenheter i ett nätverk av kommuner",
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(name, *each) for name, each in sorted(declared.shortcuts.items())],
            "slash_commands": [
                each | ({"url": events_url} if events_url else {})
                for command in declared.command_list()
                for each in _slash_commands(command, settings.command_prefix)
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": _address(events_url) | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True} | _address(events_url) | _address(events_url, OPTIONS),
            "org_deploy_enabled": False,
            "socket_mode_enabled": not events_url,
            "token_rotation_enabled": False,
        },
    }


def _events_url(settings: Settings) -> str:
    over_http = settings.slack_signing_secret and not settings.socket_mode and settings.public_url
    return f"{settings.public_url}/slack/events" if over_http else ""


OPTIONS: Final = "message_menu_options_url"
"""Where Slack asks for what stands in a searched menu."""


def _address(events_url: str, what: str = "request_url") -> Json:
    return {what: events_url} if events_url else {}


def _slash_commands(command: Command, prefix: str) -> Iterable[Json]:
    """The Swedish name and the English one, each described in its own language."""
    for name, language in ((command.sv, "sv"), (command.en, "en")):
        entry = {
            "command": f"/{prefix}{name}",
            "description": speak(language).plain(command.about)[:LONGEST_DESCRIPTION],
            "should_escape": False,
        }
        hint = _hint(command, language)
        yield entry | ({"usage_hint": hint} if hint else {})


def _hint(command: Command, language: str) -> str:
    """What may be typed after it: `lista | <n> | tema <text> | hjälp`."""
    words = [*command.words, *(each for each in (command.number, command.otherwise) if each)]
    hint = ""
    for each in (*(_typed(word, language) for word in words), "help" if language == "en" else "hjälp"):
        longer = f"{hint} | {each}" if hint else each
        if len(longer) > LONGEST_HINT:
            break
        hint = longer
    return hint


def _typed(word: Word, language: str) -> str:
    return f"{word.en if language == 'en' else word.sv} {speak(language).plain(word.argument)}".strip()


def _shortcut(name: str, kind: str, act: Act) -> Json:
    label = speak("sv").plain(act.label)
    return {"name": label[:LONGEST_LABEL], "type": kind, "callback_id": name, "description": label[:150]}
