"""Forms: submitting and closing modals, and doing what the bot's answer says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground import payloads
from bot.playground.clicks import Clicks
from bot.playground.envelopes import Ack
from bot.playground.outcome import Outcome
from bot.playground.parts import STATE, elements, full_state, state_of
from bot.playground.views import OpenView
from bot.playground.workspace import Json, PlaygroundError

EMPTY: tuple[Any, ...] = (None, "", [], {})
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
TROUBLE = "trouble_connecting"


class Forms(Clicks):
    """Adds to the acts what is done to modals."""

    async def submit(
        self,
        user_id: str,
        view_id: str,
        values: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        forged: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Fill in and send a modal. A value is a full state, or a text, an option's value, a date, a list of them.

        Fields not named keep what they hold. `forged` overwrites fields of the view, as an attacker would.
        """
        open_view = self._on_top(user_id, view_id)
        self.fill_in(open_view, values or {})
        open_view.errors = missing_or_wrong(open_view)
        if open_view.errors:
            self.local.team.changed()
            return Outcome(errors=open_view.errors, view=self.local.views.as_slack(open_view), sent=False)
        user = self.local.team.user(user_id)
        view = {**self.local.views.as_slack(open_view), **(forged or {})}
        trigger = self.local.tickets.trigger(user.id, open_view.id)
        payload = payloads.view_submission(self.local.team, user, view, trigger)
        ack = await self.hand("interactive", payload, accepts=True)
        self._obey(open_view, ack)
        return self.outcome(user.id, ack, errors=dict(open_view.errors))

    def _on_top(self, user_id: str, view_id: str) -> OpenView:
        open_view = self.local.views.top(user_id)
        if open_view is None or open_view.id != view_id:
            raise PlaygroundError("not_found")
        return open_view

    def fill_in(self, open_view: OpenView, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Put values into the fields of a modal; one that is not there is refused with no_such_element."""
        here = {(block["block_id"], element["action_id"]): element for block, element in elements(open_view.blocks)}
        for block_id, actions in values.items():
            for action_id, typed_value in actions.items():
                element = here.get((block_id, action_id))
                if element is None:
                    raise PlaygroundError("no_such_element", [f"{block_id}/{action_id} is not among {sorted(here)}"])
                open_view.typed.setdefault(block_id, {})[action_id] = full_state(element, typed_value)

    def _obey(self, open_view: OpenView, ack: Ack) -> None:
        """Close the modal, or do what `response_action` says."""
        answer = ack.payload if isinstance(ack.payload, dict) else {}
        action = answer.get("response_action")
        if action == "errors":
            self._mark(open_view, answer.get("errors"))
        elif action == "update":
            self.local.views.update(open_view, answer.get("view", {}))
        elif action == "push":
            self.local.views.push(open_view.user_id, answer.get("view", {}))
        elif action in (None, "clear"):
            self.local.views.close(open_view, whole_stack=action == "clear")
        else:
            raise PlaygroundError(TROUBLE, [f"unknown response_action {action!r}"])

    def _mark(self, open_view: OpenView, errors: Any) -> None:
        """Show refusals at their fields; each must belong to an input block of this modal."""
        inputs = {block["block_id"] for block in open_view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            raise PlaygroundError(TROUBLE, [f"errors {errors!r} must name input blocks among {sorted(inputs)}"])
        if not all(isinstance(text, str) and text for text in errors.values()):
            raise PlaygroundError(TROUBLE, ["each error must be a text"])
        open_view.errors = dict(errors)
        self.local.team.changed()

    async def close(self, user_id: str, view_id: str, *, whole_stack: bool = False) -> Outcome:
        """Close a modal by its button or cross (`whole_stack`); the bot hears of it if the view asked for that."""
        open_view = self._on_top(user_id, view_id)
        cleared = whole_stack or bool(open_view.view.get("clear_on_close"))
        gone = self.local.views.close(open_view, whole_stack=cleared)
        user = self.local.team.user(user_id)
        last = Ack(None, 0.0)
        for one in gone:
            if one.view.get("notify_on_close"):
                view = self.local.views.as_slack(one)
                payload = payloads.view_closed(self.local.team, user, view, is_cleared=cleared)
                last = await self.hand("interactive", payload)
        return self.outcome(user_id, last)


def missing_or_wrong(open_view: OpenView) -> dict[str, str]:
    """What Slack's own client refuses before the bot hears of it, by block_id."""
    held = state_of(open_view.blocks, open_view.typed)
    errors_by_block: dict[str, str] = {}
    for block, element in elements(open_view.blocks):
        if block["type"] == "input" and element["type"] in STATE:
            value = held[block["block_id"]][element["action_id"]].get(STATE[element["type"]][0])
            wrong = _wrong(block, element, value)
            if wrong:
                errors_by_block[block["block_id"]] = wrong
    return errors_by_block


def _wrong(block: Json, element: Json, value: Any) -> str:
    if value in EMPTY:
        return "" if block.get("optional") else "Please complete this required field."
    kind = element["type"]
    if kind == "plain_text_input":
        return _wrong_length(str(value), element.get("min_length", 0), element.get("max_length", 3000))
    if kind == "email_text_input" and not EMAIL.match(str(value)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not str(value).startswith(("http://", "https://")):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _wrong_number(str(value), element)
    if len(value) > element.get("max_selected_items", 10**9) if isinstance(value, list) else False:
        return f"Please select no more than {element['max_selected_items']} items."
    return ""


def _wrong_length(text: str, least: int, most: int) -> str:
    if len(text) < least:
        return f"Must be at least {least} characters long."
    if len(text) > most:
        return f"Must be at most {most} characters long."
    return ""


def _wrong_number(text: str, element: Json) -> str:
    try:
        number = float(text) if element.get("is_decimal_allowed") else int(text)
    except ValueError:
        return "Please enter a valid number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return ""
