"""The settings. The only reader of the environment and of `.env`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsRefused(Exception):
    """A setting cannot be used. `faults` has one sentence for each, in English, for the person who installs."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """What the person who installs the bot decides; each has its line in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///natverksbot.db"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: str = ""
    """Where the HTTP door is reached from outside, for calendar addresses."""
    coordinators: str = ""
    command_prefix: str = Field(default="", pattern=r"^[a-z0-9_-]{0,20}$")
    delivery_settle: float = Field(default=45.0, ge=0, le=3600)
    """Seconds an uncertain post rests before history is read."""
    log_level: str = "INFO"

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return level.upper()

    @property
    def coordinator_ids(self) -> tuple[str, ...]:
        """The Slack user ids of COORDINATORS, in the order given."""
        return tuple(each.strip() for each in self.coordinators.split(",") if each.strip())

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


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read environment and `.env`; raise SettingsRefused naming every fault at once."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as refused:
        raise SettingsRefused([_fault(each["loc"], each["msg"]) for each in refused.errors()]) from refused


def _fault(where: tuple[int | str, ...], what: str) -> str:
    name = str(where[0]).upper() if where else "A setting"
    return f"{name}: {what.removeprefix('Value error, ')}."
