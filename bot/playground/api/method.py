"""How a Web API method is declared, and how its arguments are read."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground import wire
from bot.playground.team import Room
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState


class Args(dict[str, Any]):
    """A call's arguments, from JSON or from a form, read by name."""

    def text(self, name: str, default: str = "") -> str:
        value = self.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that must be there."""
        value = self.get(name)
        if value is None or value == "":
            raise PlaygroundError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return str(value)

    def flag(self, name: str) -> bool:
        return self.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int, most: int) -> int:
        value = self.get(name)
        if value in (None, ""):
            return default
        try:
            return max(1, min(int(str(value)), most))
        except ValueError:
            raise PlaygroundError("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None

    def structure(self, name: str, error: str) -> Any:
        """JSON that came as itself or as a string; None when absent. Refuses with `error` what is no JSON."""
        value = self.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return wire.loads(value)
        except ValueError:
            raise PlaygroundError(error) from None


Run = Callable[[WorkspaceState, Args], Json]


@dataclass(frozen=True)
class Method:
    """A Web API method, the scope it needs (None: any token), and whether it wants the app-level token."""

    name: str
    run: Run
    scope: str | None
    app_token: bool


METHODS: dict[str, Method] = {}


def method(name: str, scope: str | None = None, *, app_token: bool = False) -> Callable[[Run], Run]:
    """Declare a Web API method."""

    def declare(run: Run) -> Run:
        METHODS[name] = Method(name, run, scope, app_token)
        return run

    return declare


def need_scope(local: WorkspaceState, scope: str) -> None:
    """Refuse with missing_scope unless the app has it."""
    granted = local.team.scopes
    if granted is not None and scope not in granted:
        raise PlaygroundError("missing_scope", needed=scope, provided=",".join(sorted(granted)))


FAMILY = {"channel": "channels", "group": "groups", "im": "im"}


def need_room_scope(local: WorkspaceState, room: Room, right: str) -> None:
    """The scope for this kind of conversation, such as im:history."""
    need_scope(local, f"{FAMILY[room.kind]}:{right}")


def page(things: list[Any], args: Args, default: int, most: int) -> tuple[list[Any], str]:
    """A page of a list and the cursor of the next, empty at the end."""
    cursor, limit = args.text("cursor"), args.number("limit", default, most)
    start = _position(cursor) if cursor else 0
    here = things[start : start + limit]
    after = start + limit
    return here, encode_cursor(f"next:{after}") if after < len(things) else ""


def encode_cursor(word: str) -> str:
    return urlsafe_b64encode(word.encode()).decode()


def decode_cursor(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor.encode()).decode()
    except ValueError:
        raise PlaygroundError("invalid_cursor") from None


def _position(cursor: str) -> int:
    word = decode_cursor(cursor).removeprefix("next:")
    if not word.isdecimal():
        raise PlaygroundError("invalid_cursor")
    return int(word)
