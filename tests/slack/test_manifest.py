"""The manifest says what the code declares, asks for the scopes it uses and no others, and holds Slack's limits."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.features import find_features
from bot.slack.manifest import EVENTS, SCOPES, manifest

BOT = Path(__file__).parent.parent.parent / "bot"
SCOPES_OF = {
    "apps_connections_open": (),
    "auth_test": (),
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write",),
    "chat_update": ("chat:write",),
    "chat_delete": ("chat:write",),
    "conversations_history": ("channels:history", "groups:history", "im:history"),
    "conversations_info": ("channels:read", "groups:read"),
    "conversations_list": ("channels:read", "groups:read"),
    "conversations_replies": ("channels:history", "groups:history", "im:history"),
    "conversations_open": ("im:write",),
    "files_delete": ("files:write",),
    "files_upload_v2": ("files:write",),
    "files_getUploadURLExternal": ("files:write",),
    "files_completeUploadExternal": ("files:write",),
    "files_info": ("files:read",),
    "reactions_add": ("reactions:write",),
    "reactions_get": ("reactions:read",),
    "team_info": ("team:read",),
    "users_info": ("users:read",),
    "users_list": ("users:read",),
    "views_open": (),
    "views_publish": (),
    "views_push": (),
    "views_update": (),
}
"""The scopes each method of the Web API needs, as the bot calls it."""
SCOPES_OF_EVENTS = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "user_change": ("users:read",),
}
SCOPES_OF_FIELDS = {"FileInputElement": ("files:read",)}
"""What Slack asks for before it shows some fields of forms, whatever is done with them."""
FAMILIES = ("chat_", "conversations_", "users_", "views_", "files_", "reactions_", "auth_", "apps_", "team_", "pins_")


def made(**settings: Any) -> dict[str, Any]:
    return manifest(find_features(), Settings(**settings))


def commands(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["command"]: each for each in told["features"]["slash_commands"]}


def called() -> set[str]:
    """Every method of the Web API that the bot calls somewhere."""
    return {
        node.func.attr
        for path in BOT.rglob("*.py")
        if "playground" not in str(path.relative_to(BOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith(FAMILIES)
    }


def test_both_names_of_every_command_are_there_each_in_its_language() -> None:
    told = commands(made())
    for command in find_features().command_list():
        assert {f"/{command.sv}", f"/{command.en}"} <= set(told)
    assert len(told) == 2 * len(find_features().command_list())
    assert told["/mote"]["description"].startswith("Nästa möte")
    assert told["/meeting"]["description"].startswith("The next meeting")
    assert "lista" in told["/mote"]["usage_hint"] and "list" in told["/meeting"]["usage_hint"]


def test_the_prefix_stands_before_every_name() -> None:
    assert all(name.startswith("/bk-") for name in commands(made(command_prefix="bk-")))


def test_it_asks_for_the_scopes_the_code_uses_and_no_others() -> None:
    unknown = called() - set(SCOPES_OF)
    assert not unknown, f"say in SCOPES_OF which scopes these need: {unknown}"
    used = {scope for method in called() for scope in SCOPES_OF[method]} | {"commands"}
    used |= {scope for event in EVENTS for scope in SCOPES_OF_EVENTS[event]}
    sources = "".join(each.read_text(encoding="utf-8") for each in BOT.rglob("*.py"))
    used |= {scope for name, scopes in SCOPES_OF_FIELDS.items() if name in sources for scope in scopes}
    assert set(SCOPES) == used
    assert made()["oauth_config"]["scopes"]["bot"] == sorted(used)


def test_the_gateway_listens_to_every_event_it_subscribes_to() -> None:
    source = (BOT / "slack" / "gateway.py").read_text(encoding="utf-8")
    for event in EVENTS:
        assert f'app.event("{event.split(".")[0]}")' in source, event


def test_it_is_for_socket_mode_unless_the_settings_are_those_of_http() -> None:
    assert made()["settings"]["socket_mode_enabled"] is True
    http = {"slack_signing_secret": "s", "public_url": "https://bot.example"}
    told = made(**http)
    assert told["settings"]["socket_mode_enabled"] is False
    url = "https://bot.example/slack/events"
    assert told["settings"]["event_subscriptions"]["request_url"] == url
    assert told["settings"]["interactivity"]["request_url"] == url
    assert told["settings"]["interactivity"]["message_menu_options_url"] == url
    assert {each["url"] for each in told["features"]["slash_commands"]} == {url}
    assert made(**http, slack_app_token="a")["settings"]["socket_mode_enabled"] is True


def test_it_holds_slacks_limits() -> None:
    told = made(command_prefix="a" * 20)
    assert len(told["display_information"]["name"]) <= 35
    assert len(told["display_information"]["description"]) <= 140
    assert len(told["features"]["slash_commands"]) <= 50 and len(told["features"]["shortcuts"]) <= 10
    for each in told["features"]["slash_commands"]:
        assert len(each["command"]) <= 32 and 0 < len(each["description"]) <= 2000
        assert len(each.get("usage_hint", "")) <= 1000
    for each in told["features"]["shortcuts"]:
        assert each["type"] in ("global", "message")
        assert 0 < len(each["name"]) <= 24 and len(each["callback_id"]) <= 255 and 0 < len(each["description"]) <= 150


def test_every_shortcut_that_is_declared_is_there() -> None:
    assert {each["callback_id"] for each in made()["features"]["shortcuts"]} == set(find_features().shortcuts)


@pytest.mark.parametrize("name", sorted(SCOPES))
def test_every_scope_says_what_it_is_for(name: str) -> None:
    assert SCOPES[name]


def test_people_may_write_to_it_and_open_its_home() -> None:
    home = made()["features"]["app_home"]
    assert home == {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
