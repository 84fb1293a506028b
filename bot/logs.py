"""The log: lines for people on a terminal, one JSON object a line elsewhere. No personal data, no request bodies.

What the libraries say goes the same way. Of Bolt and the SDK only warnings come through, cut off before they quote what
somebody sent: at lower levels they write whole requests, unsigned ones too.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog

from bot.dates.when import SystemClock

Event = MutableMapping[str, Any]

SLACKS: Final = ("slack_bolt", "slack_sdk")
_QUOTED: Final = re.compile(r"\s*[({\[\n].*", re.DOTALL)
_SECRET: Final = re.compile(
    r"\bx(?:ox[a-z]|app)-[\w-]+|(?<=/)(?:commands|actions|services|link)/[^\s?]+|(?<=ticket=)[^&\s]+|(?<=://)[^/\s@]+@"
    r"|(?s:(?<=DETAIL:  ).*?(?=\n\[SQL|\n\(Background|\n\nThe above|\n\nDuring|\Z))"
)
"""Tokens, Slack's one-time addresses, a database's password, and the row PostgreSQL quotes, as they stand in
tracebacks."""


def start_logging(out: TextIO, level: str = "INFO") -> None:
    """Begin to log to a stream, which never fails the bot: what cannot be written is lost."""
    least = logging.getLevelName(level)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _add_time,
            *_renderer(out.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: _Lines(out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Passing()]
    root.setLevel(max(least, logging.INFO))
    for name in (*SLACKS, "asyncio", "aiohttp", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns every few seconds of what is still at work


def quiet_logger(level: int = logging.WARNING) -> logging.Logger:
    """The logger to give to Bolt and the SDK; without a level of its own they put every call into words for nothing."""
    quiet = logging.getLogger(f"slack_sdk.{logging.getLevelName(level).lower()}")
    quiet.setLevel(level)
    return quiet


def _renderer(on_terminal: bool) -> list[Any]:
    last = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback) if on_terminal else _json
    return [structlog.processors.format_exc_info, _without_secrets, last]


def _add_time(logger: Any, method: str, event: Event) -> Event:
    event["timestamp"] = SystemClock().now().isoformat(timespec="milliseconds")
    return event


def _without_secrets(logger: Any, method: str, event: Event) -> Event:
    """A traceback may quote an address with a secret in it."""
    return {name: _SECRET.sub("…", value) if isinstance(value, str) else value for name, value in event.items()}


def _json(logger: Any, method: str, event: Event) -> str:
    return json.dumps(event, default=str)  # orjson refuses lone surrogates and big numbers; the log takes everything


class _Lines:
    """Writes one line for each event."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def msg(self, line: str) -> None:
        try:
            self._out.write(line.encode("utf-8", "backslashreplace").decode() + "\n")
            self._out.flush()
        except (OSError, ValueError):  # nobody reads any more, or the disk is full
            pass

    debug = info = warning = error = critical = msg


class _Passing(logging.Handler):
    """Passes what libraries log on to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.name.startswith(SLACKS):
            message = _QUOTED.sub("", message)
        log = structlog.get_logger()
        log.log(record.levelno, "library", logger=record.name, says=message, exc_info=record.exc_info or None)
