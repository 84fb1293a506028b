"""The settings. The only reader of the environment and of `.env`.

A dataclass and python-dotenv rather than pydantic-settings: a quarter less memory on top of a bare Bolt app and 80 ms
less until the bot is ready, for the dozen settings there are.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

ENV_FILE: Final = Path(".env")
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
USER_ID: Final = re.compile(r"[UW][A-Z0-9]{1,31}")
"""Slack's id of a person."""
CHANNEL_ID: Final = re.compile(r"[CG][A-Z0-9]{1,20}")
CHANNEL_NAME: Final = re.compile(r"#?([^\s#@,.<>|]{1,80})")
"""What a channel is called, as people write it."""


class SettingsRefused(Exception):
    """A setting is missing or cannot be used. `faults` has one sentence for each, in English, for the installer."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the person who installs the bot decides; each has its line in `.env.example`.

    Made by hand in tests and in the playground; `read_settings` reads the environment and checks what stands there.
    """

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: str = "https://slack.com/api/"
    """Ends with a slash."""
    database_url: str = "sqlite:///natverksbot.db"
    host: str = "127.0.0.1"
    port: int = 3000
    """0 takes any free port; for tests."""
    public_url: str = ""
    """Where the HTTP door is reached from outside, for calendar addresses; without a slash at the end."""
    coordinators: str = ""
    command_prefix: str = ""
    delivery_settle: float = 45.0
    """Seconds an uncertain post rests before history is read."""
    regret_seconds: float = 300.0
    """How long what somebody does to a meeting waits before many hear of it, so that it can be taken back; 0: not."""
    log_level: str = "INFO"
    keep_left_days: int = 730
    """How many days the name of who has left is kept; of this and the others 0 is for ever."""
    keep_declined_days: int = 90
    """How many days a request to join that was declined is kept."""
    keep_drafts_days: int = 180
    """How many days the drafts of who has left are kept."""
    keep_feeds_days: int = 30
    """How many days it is kept that a calendar address was closed."""
    keep_messages_days: int = 365
    """How many days the texts of messages that were sent are kept."""
    keep_record_days: int = 1825
    """How many days the record of who changed what is kept."""
    features: str = ""
    """A folder with commands and jobs of one's own, from the root; empty: there is none."""

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is met over a socket (`SLACK_APP_TOKEN` is set) rather than HTTP."""
        return bool(self.slack_app_token)

    @property
    def coordinator_ids(self) -> tuple[str, ...]:
        """The Slack user ids of COORDINATORS, in the order given."""
        return _split(self.coordinators)


def read_settings(env_file: Path | None = ENV_FILE, *, for_slack: bool = False, only: Collection[str] = ()) -> Settings:
    """Read environment and `.env`, the environment first; raise SettingsRefused naming every fault at once.

    With `for_slack`, what is missing for meeting Slack is a fault too. With `only` the other settings are left alone.
    """
    texts = {name: text for name, text in _texts(env_file).items() if not only or name in only}
    faults = [f"{name} is not set." for name in _missing_for_slack(texts)] if for_slack else []
    values: dict[str, Any] = {}
    for name, text in texts.items():
        try:
            values[name] = _READ.get(name, str)(text)
        except ValueError as fault:
            faults.append(f"{name.upper()} {fault}.")
    if faults:
        raise SettingsRefused(faults)
    return Settings(**values)


def missing_for_slack(settings: Settings) -> list[str]:
    """Name every setting without which the bot cannot meet Slack."""
    return _missing_for_slack({name: value for name, value in vars(settings).items() if value})


def _texts(env_file: Path | None) -> dict[str, str]:
    """What was set and is not empty, by the name of its field."""
    in_file = _read_file(env_file) if env_file is not None and env_file.exists() else {}
    texts = {
        each.name: os.environ.get(each.name.upper()) or in_file.get(each.name.upper()) for each in fields(Settings)
    }
    return {name: text.strip() for name, text in texts.items() if text and text.strip()}


def _read_file(env_file: Path) -> Mapping[str, str | None]:
    from dotenv import dotenv_values

    try:
        return dotenv_values(stream=StringIO(env_file.read_text(encoding="utf-8-sig")), interpolate=False)
    except UnicodeDecodeError as fault:
        raise SettingsRefused([f"{env_file} is not written in UTF-8; save it again with that encoding."]) from fault
    except OSError as fault:
        raise SettingsRefused([f"{env_file} cannot be read: {fault.strerror}."]) from fault


def _missing_for_slack(texts: Mapping[str, object]) -> list[str]:
    missing = [] if "slack_bot_token" in texts else ["SLACK_BOT_TOKEN"]
    if "slack_app_token" not in texts and "slack_signing_secret" not in texts:
        missing.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
    return missing


def _split(ids: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in ids.split(",") if each.strip())


# how each is read; ValueError says what is wrong, after the setting's name


KINDS: Final = {
    "xoxb-": "a bot's token (SLACK_BOT_TOKEN)",
    "xapp-": "an app-level token (SLACK_APP_TOKEN)",
    "xoxp-": "a person's token",
}
"""What Slack's tokens begin with."""


def _secret(text: str) -> str:
    if not (text.isascii() and text.isprintable()) or set(text) & set(" \"'`<>"):
        raise ValueError("has a quotation mark, a blank or another sign that Slack does not write; copy it again")
    return text


def _token(begin: str) -> Callable[[str], str]:
    """Reads a token of one kind; what is said of another kind does not quote it."""

    def read(text: str) -> str:
        token = _secret(text)
        if token.startswith(begin):
            return token
        other = next((f"what stands there is {what}" for kind, what in KINDS.items() if token.startswith(kind)), "")
        raise ValueError(f"must begin with {begin}" + (f"; {other}" if other else ""))

    return read


def _signing_secret(text: str) -> str:
    secret = _secret(text)
    if other := next((what for kind, what in KINDS.items() if secret.startswith(kind)), ""):
        raise ValueError(f"must be the app's Signing Secret from “Basic Information”; what stands there is {other}")
    return secret


_HOST: Final = re.compile(
    r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?|[0-9a-f:]+(?:%\w+)?", re.IGNORECASE
)


def web_address(url: str) -> str:
    """A web address that others are built on, without a slash at the end."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or "@" in url or set(url) & set('?#<>"\\^`{|}') or any(each.isspace() for each in url):
        raise ValueError(
            "must be an address that begins with https:// (or http://) and a name, such as https://bot.example.se, "
            "without blanks, ? or #"
        )
    return url.rstrip("/")


def _api_address(url: str) -> str:
    return web_address(url) + "/"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise ValueError("must be a whole number from 0 to 65535, such as 3000")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text, re.ASCII) or float(text) > 3600:
        raise ValueError("must be a number of seconds from 0 to 3600, such as 45")
    return float(text)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 36_500):
        raise ValueError("must be a whole number of days from 0 (for ever) to 36500, such as 730")
    return int(text)


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]{0,20}", text):
        raise ValueError("may have small letters a–z, digits, - and _ only, at most 20, such as bk-")
    return text


def _user_ids(text: str) -> str:
    if wrong := [each for each in _split(text) if not USER_ID.fullmatch(each)]:
        raise ValueError(f"has {wrong[0][:40]!r}, which is no Slack user id; they look like U0123ABCD")
    return text


def _level(text: str) -> str:
    if text.upper() not in LEVELS:
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _folder(text: str) -> str:
    folder = Path(text).expanduser().absolute()
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        raise ValueError(f"has {text!r}, which is no folder that can be read; make it, or take the setting away")
    return str(folder)


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "slack_bot_token": _token("xoxb-"),
    "slack_app_token": _token("xapp-"),
    "slack_signing_secret": _signing_secret,
    "slack_api_url": _api_address,
    "port": _port,
    "public_url": web_address,
    "coordinators": _user_ids,
    "command_prefix": _prefix,
    "delivery_settle": _seconds,
    "regret_seconds": _seconds,
    "keep_left_days": _days,
    "keep_declined_days": _days,
    "keep_drafts_days": _days,
    "keep_feeds_days": _days,
    "keep_messages_days": _days,
    "keep_record_days": _days,
    "log_level": _level,
    "features": _folder,
}


# what else the environment tells


def terminal_language() -> str:
    """The language of whoever sits at the terminal, as the environment says: sv or en."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "sv" if locale.lower().startswith("sv") else "en"


def has_desktop() -> bool:
    """Whether a browser window can be opened; elsewhere a browser might take over the terminal."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
