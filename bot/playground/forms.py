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
from bot.playground.views import Shown
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
        shown = self._on_top(user_id, view_id)
        self.fill_in(shown, values or {})
        shown.errors = missing_or_wrong(shown)
        if shown.errors:
            self.back.team.changed()
            return Outcome(errors=shown.errors, view=self.back.views.as_slack(shown), sent=False)
        user = self.back.team.user(user_id)
        view = {**self.back.views.as_slack(shown), **(forged or {})}
        trigger = self.back.tickets.trigger(user.id, shown.id)
        payload = payloads.view_submission(self.back.team, user, view, trigger)
        ack = await self.hand("interactive", payload, accepts=True)
        self._obey(shown, ack)
        return self.outcome(user.id, ack, errors=dict(shown.errors))

    def _on_top(self, user_id: str, view_id: str) -> Shown:
        shown = self.back.views.top(user_id)
        if shown is None or shown.id != view_id:
            raise PlaygroundError("not_found")
        return shown

    def fill_in(self, shown: Shown, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Put values into the fields of a modal; one that is not there is refused with no_such_element."""
        here = {(block["block_id"], element["action_id"]): element for block, element in elements(shown.blocks)}
        for block_id, actions in values.items():
            for action_id, given in actions.items():
                element = here.get((block_id, action_id))
                if element is None:
                    raise PlaygroundError("no_such_element", [f"{block_id}/{action_id} is not among {sorted(here)}"])
                shown.typed.setdefault(block_id, {})[action_id] = full_state(element, given)

    def _obey(self, shown: Shown, ack: Ack) -> None:
        """Close the modal, or do what `response_action` says."""
        answer = ack.payload if isinstance(ack.payload, dict) else {}
        asked = answer.get("response_action")
        if asked == "errors":
            self._mark(shown, answer.get("errors"))
        elif asked == "update":
            self.back.views.update(shown, answer.get("view", {}))
        elif asked == "push":
            self.back.views.push(shown.user_id, answer.get("view", {}))
        elif asked in (None, "clear"):
            self.back.views.close(shown, whole_stack=asked == "clear")
        else:
            raise PlaygroundError(TROUBLE, [f"unknown response_action {asked!r}"])

    def _mark(self, shown: Shown, errors: Any) -> None:
        """Show refusals at their fields; each must belong to an input block of this modal."""
        inputs = {block["block_id"] for block in shown.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            raise PlaygroundError(TROUBLE, [f"errors {errors!r} must name input blocks among {sorted(inputs)}"])
        if not all(isinstance(text, str) and text for text in errors.values()):
            raise PlaygroundError(TROUBLE, ["each error must be a text"])
        shown.errors = dict(errors)
        self.back.team.changed()

    async def close(self, user_id: str, view_id: str, *, whole_stack: bool = False) -> Outcome:
        """Close a modal by its button or cross (`whole_stack`); the bot hears of it if the view asked for that."""
        shown = self._on_top(user_id, view_id)
        cleared = whole_stack or bool(shown.given.get("clear_on_close"))
        gone = self.back.views.close(shown, whole_stack=cleared)
        user = self.back.team.user(user_id)
        last = Ack(None, 0.0)
        for one in gone:
            if one.given.get("notify_on_close"):
                view = self.back.views.as_slack(one)
                payload = payloads.view_closed(self.back.team, user, view, is_cleared=cleared)
                last = await self.hand("interactive", payload)
        return self.outcome(user_id, last)


def missing_or_wrong(shown: Shown) -> dict[str, str]:
    """What Slack's own client refuses before the bot hears of it, by block_id."""
    held = state_of(shown.blocks, shown.typed)
    found: dict[str, str] = {}
    for block, element in elements(shown.blocks):
        if block["type"] == "input" and element["type"] in STATE:
            value = held[block["block_id"]][element["action_id"]].get(STATE[element["type"]][0])
            wrong = _wrong(block, element, value)
            if wrong:
                found[block["block_id"]] = wrong
    return found


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
