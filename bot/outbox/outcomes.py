"""The outcome of a call to Slack: done, certainly not accepted, refused for good, or unknown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack_api import FAULTS

HTTP_TIMEOUT: Final = 10.0
"""Seconds after which an answer is no longer waited for."""


class Became(Enum):
    """The ways a call can end."""

    DONE = "done"
    NOT_ACCEPTED = "not accepted"
    """Slack has surely not done it: it may be tried again."""
    REFUSED = "refused"
    """Slack will never do it as things are."""
    GONE = "gone"
    """The receiver has no account any more."""
    NO_TOKEN = "no token"
    """Slack doesn't know the bot: nothing can be sent until somebody mends that."""
    UNKNOWN = "unknown"
    """It may have been done or not."""


@dataclass(frozen=True)
class Ended:
    """How a call ended; `error` is Slack's own word or the kind of failure, never anything personal."""

    became: Became
    error: str = ""
    retry_after: float | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


NO_TOKEN: Final = frozenset(
    [
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "org_login_required",
        "team_disabled",
        "not_allowed_token_type",
        "ekm_access_denied",
        "two_factor_setup_required",
        "team_access_not_granted",
    ]
)
GONE: Final = frozenset(["user_disabled", "user_not_found", "users_not_found"])
NOT_NOW: Final = frozenset(
    ["ratelimited", "rate_limited", "request_timeout", "missing_scope", "no_permission", "accesslimited"]
)
REFUSED: Final = frozenset(
    [
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
        "invalid_arguments",
        "invalid_arg_name",
        "invalid_array_arg",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "metadata_too_large",
        "metadata_must_be_sent_from_app",
        "messages_tab_disabled",
        "access_denied",
        "is_inactive",
        "cannot_reply_to_message",
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "method_not_supported_for_channel_type",
        "user_is_restricted",
        "user_not_visible",
        "cannot_dm_bot",
        "invalid_user_combination",
        "slack_connect_canvas_sharing_blocked",
        "as_user_not_supported",
        "invalid_channel",
        "not_supported",
        "message_limit_exceeded",
        "external_channel_migrating",
        "block_mismatch",
    ]
)


MAY_HAVE_SUCCEEDED: Final = frozenset(["fatal_error", "internal_error", "service_unavailable"])


def is_a_no(error: str) -> bool:
    """Whether Slack itself said no, in a word we do not know, rather than broke down on the way."""
    return error.replace("_", "").isalpha() and error.islower() and error not in MAY_HAVE_SUCCEEDED


async def ended(call: Awaitable[Any]) -> Ended:
    """Make a call and tell how it ended; whatever Slack or the network does, nothing is raised."""
    try:
        async with asyncio.timeout(HTTP_TIMEOUT):
            answer = await call
    except SlackApiError as refusal:
        return _of_answer(refusal.response)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as failed:
        return Ended(Became.NOT_ACCEPTED, type(failed).__name__)
    except FAULTS as failed:
        return Ended(Became.UNKNOWN, type(failed).__name__)
    data = getattr(answer, "data", answer)
    if isinstance(data, Mapping) and data.get("ok"):
        return Ended(Became.DONE, data=data)
    return Ended(Became.UNKNOWN, "unreadable answer")


def _of_answer(answer: Any) -> Ended:
    """Judge an answer that says no, or that could not be read."""
    status: int = getattr(answer, "status_code", None) or getattr(answer, "status", None) or 0
    data = getattr(answer, "data", None)
    error = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if status == 429 or error in ("ratelimited", "rate_limited"):
        return Ended(Became.NOT_ACCEPTED, "ratelimited", _retry_after(getattr(answer, "headers", {})))
    if status >= 500 or not error:
        return Ended(Became.UNKNOWN, error or f"HTTP {status}")
    return Ended(_meaning(error), error)


def _meaning(error: str) -> Became:
    for errors, became in (
        (NO_TOKEN, Became.NO_TOKEN), (GONE, Became.GONE), (NOT_NOW, Became.NOT_ACCEPTED), (REFUSED, Became.REFUSED),
    ):  # fmt: skip
        if error in errors:
            return became
    return Became.UNKNOWN


def _retry_after(headers: Mapping[str, str]) -> float:
    seconds = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return min(max(float(seconds), 1.0), 3600.0)
    except (TypeError, ValueError):
        return 30.0
