"""The settings. The only reader of the environment and of `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE: Final = Path(".env")
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
_USER_ID: Final = re.compile(r"[A-Za-z0-9]{2,32}")

T = TypeVar("T", bound="Tokens")

How = SettingsConfigDict(env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)


class SettingsRefused(Exception):
    """A setting is missing or cannot be used. `faults` has one sentence for each, in English, for the installer."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class Tokens(BaseSettings):
    """The settings without which Slack is not met; any text is taken."""

    model_config = How

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""

    @field_validator("*", mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is met over a socket (`SLACK_APP_TOKEN` is set) rather than HTTP."""
        return bool(self.slack_app_token)

    def missing_for_slack(self) -> list[str]:
        """Name every setting without which the bot cannot meet Slack."""
        missing = [] if self.slack_bot_token else ["SLACK_BOT_TOKEN"]
        if not self.slack_app_token and not self.slack_signing_secret:
            missing.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
        return missing


class Settings(Tokens):
    """What the person who installs the bot decides; each has its line in `.env.example`."""

    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///natverksbot.db"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    """0 takes any free port; for tests."""
    public_url: str = ""
    """Where the HTTP door is reached from outside, for calendar addresses; without a slash at the end."""
    coordinators: str = ""
    command_prefix: str = ""
    delivery_settle: float = Field(default=45.0, ge=0, le=3600)
    """Seconds an uncertain post rests before history is read."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_api_url")
    @classmethod
    def _api_is_an_address(cls, url: str) -> str:
        return _address(url) + "/"

    @field_validator("public_url")
    @classmethod
    def _public_is_an_address(cls, url: str) -> str:
        return _address(url) if url else ""

    @field_validator("command_prefix")
    @classmethod
    def _is_a_prefix(cls, prefix: str) -> str:
        if not re.fullmatch(r"[a-z0-9_-]{0,20}", prefix):
            raise ValueError("has small letters a–z, digits, - and _ only, at most 20, such as bk-")
        return prefix

    @field_validator("coordinators")
    @classmethod
    def _are_user_ids(cls, ids: str) -> str:
        if wrong := [each for each in _split(ids) if not _USER_ID.fullmatch(each)]:
            raise ValueError(f"{wrong[0][:40]!r} is no Slack user id; ids look like U0123ABCD, with commas between")
        return ids

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def coordinator_ids(self) -> tuple[str, ...]:
        """The Slack user ids of COORDINATORS, in the order given."""
        return _split(self.coordinators)


def read_settings(env_file: Path | None = ENV_FILE, *, for_slack: bool = False) -> Settings:
    """Read environment and `.env`; raise SettingsRefused naming every fault at once.

    With `for_slack`, what is missing for meeting Slack is a fault too.
    """
    faults: list[str] = []
    if for_slack:
        faults += [f"{name} is not set." for name in _read(Tokens, env_file).missing_for_slack()]
    try:
        settings = _read(Settings, env_file)
    except ValidationError as refused:
        faults += [_fault(each["loc"], each["msg"]) for each in refused.errors()]
    if faults:
        raise SettingsRefused(faults)
    return settings


def _read(kind: type[T], env_file: Path | None) -> T:
    try:
        return kind(_env_file=env_file)
    except UnicodeDecodeError as refused:
        raise SettingsRefused([f"{env_file} is not written in UTF-8; save it again with that encoding."]) from refused
    except OSError as refused:
        raise SettingsRefused([f"{env_file} cannot be read: {refused.strerror}."]) from refused


def _fault(where: tuple[int | str, ...], what: str) -> str:
    name = str(where[0]).upper() if where else "A setting"
    what = what.removeprefix("Value error, ").removeprefix("Input ")
    return f"{name} {what}."


def _split(ids: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in ids.split(",") if each.strip())


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise ValueError("must be an address that begins with https:// (or http://)")
    return url.rstrip("/")
