"""Open modals (a stack for each person) and App Home tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground.parts import States, elements, named, state_of
from bot.playground.strict import check_view
from bot.playground.team import Team
from bot.playground.workspace import Json, PlaygroundError

STACK_MOST = 3


@dataclass(slots=True)
class OpenView:
    """A view somebody sees: what the bot gave, what has been typed into it, and what was refused."""

    id: str
    user_id: str
    view: Json
    blocks: tuple[Json, ...]
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: States = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        return str(self.view.get("external_id") or "")


class Views:
    """Opens, pushes, updates, publishes and closes views as Slack does."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}

    def top(self, user_id: str) -> OpenView | None:
        stack = self.stacks.get(user_id)
        return stack[-1] if stack else None

    def get(self, view_id: str) -> OpenView:
        """An open modal or a home tab by id; refuses with not_found."""
        for open_view in self._all():
            if open_view.id == view_id:
                return open_view
        raise PlaygroundError("not_found")

    def open(self, user_id: str, view: Json) -> OpenView:
        """A new modal; whatever this person had open is gone."""
        check_view(view, "modal")
        self._refuse_second(view, {open_view.id for open_view in self.stacks.get(user_id, ())})
        open_view = self._new(user_id, view)
        self.stacks[user_id] = [open_view]
        self._team.changed()
        return open_view

    def push(self, user_id: str, view: Json) -> OpenView:
        check_view(view, "modal")
        stack = self.stacks.get(user_id)
        if not stack:
            raise PlaygroundError("not_found")
        if len(stack) >= STACK_MOST:
            raise PlaygroundError("push_limit_reached")
        self._refuse_second(view, set())
        open_view = self._new(user_id, view)
        open_view.root_id, open_view.previous_id = stack[0].id, stack[-1].id
        stack.append(open_view)
        self._team.changed()
        return open_view

    def update(self, open_view: OpenView, view: Json, expected_hash: str | None = None) -> OpenView:
        """Replace a view's contents; what was typed stays in fields that keep their block_id and action_id."""
        check_view(view, "home" if open_view.view["type"] == "home" else "modal")
        if expected_hash and expected_hash != open_view.hash:
            raise PlaygroundError("hash_conflict")
        self._refuse_second(view, {open_view.id})
        open_view.view, open_view.blocks, open_view.hash = view, self._named(view), self._new_hash()
        here = {(block["block_id"], element["action_id"]) for block, element in elements(open_view.blocks)}
        open_view.typed = {
            block_id: {action_id: held for action_id, held in actions.items() if (block_id, action_id) in here}
            for block_id, actions in open_view.typed.items()
        }
        open_view.errors = {}
        self._team.changed()
        return open_view

    def find(self, view_id: str | None, external_id: str | None) -> OpenView:
        for open_view in self._all():
            if (view_id and open_view.id == view_id) or (external_id and open_view.external_id == external_id):
                return open_view
        raise PlaygroundError("not_found")

    def publish(self, user_id: str, view: Json, expected_hash: str | None = None) -> OpenView:
        open_view = self.homes.get(user_id)
        if open_view is not None:
            return self.update(open_view, view, expected_hash)
        check_view(view, "home")
        self._refuse_second(view, set())
        self.homes[user_id] = self._new(user_id, view)
        self._team.changed()
        return self.homes[user_id]

    def close(self, open_view: OpenView, *, whole_stack: bool = False) -> list[OpenView]:
        """Take away a modal and those above it, or all; returns those that went, topmost first."""
        stack = self.stacks.get(open_view.user_id, [])
        keep = 0 if whole_stack or open_view not in stack else stack.index(open_view)
        gone, self.stacks[open_view.user_id] = stack[keep:][::-1], stack[:keep]
        self._team.changed()
        return gone

    def as_slack(self, open_view: OpenView) -> Json:
        """The view object of answers and payloads."""
        view, seed = open_view.view, self._team.seed
        fields: dict[str, Any] = {
            "id": open_view.id,
            "team_id": seed.team_id,
            "type": view["type"],
            "blocks": list(open_view.blocks),
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": state_of(open_view.blocks, open_view.typed)},
            "hash": open_view.hash,
            "title": view.get("title"),
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": open_view.previous_id,
            "root_view_id": open_view.root_id,
            "app_id": seed.app_id,
            "external_id": open_view.external_id,
            "app_installed_team_id": seed.team_id,
            "bot_id": seed.bot_id,
        }
        return fields

    def _all(self) -> list[OpenView]:
        return [open_view for stack in self.stacks.values() for open_view in stack] + list(self.homes.values())

    def _new(self, user_id: str, view: Json) -> OpenView:
        view_id = self._team.new_id("V")
        return OpenView(view_id, user_id, view, self._named(view), self._new_hash(), view_id)

    def _named(self, view: Json) -> tuple[Json, ...]:
        return named(view["blocks"], lambda: self._team.new_id("b"))

    def _new_hash(self) -> str:
        return f"{int(self._team.clock.now().timestamp())}.{self._team.new_id('h')}"

    def _refuse_second(self, view: Json, but: set[str]) -> None:
        """No two views may have one external_id."""
        name = view.get("external_id")
        if name and any(open_view.external_id == name and open_view.id not in but for open_view in self._all()):
            raise PlaygroundError("duplicate_external_id")
