"""Clicks: buttons, menus and pickers in messages, modals and the home tab; and what external menus suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground import payloads
from bot.playground.acting import Acting
from bot.playground.messages import Posted
from bot.playground.outcome import Outcome
from bot.playground.parts import STATE, elements, full_state, option, state_of
from bot.playground.strict.texts import check_option_groups, check_options
from bot.playground.views import OpenView
from bot.playground.workspace import Json, PlaygroundError, WorkspaceUser

Where = Posted | str
KEPT_OF_BUTTON = ("value", "style", "url", "accessibility_label", "placeholder", "confirm")


@dataclass(frozen=True)
class ClickPlace:
    """Where something is clicked: a message or a view."""

    blocks: Sequence[Json]
    message: Posted | None = None
    open_view: OpenView | None = None

    @property
    def view_id(self) -> str | None:
        """The modal a trigger comes from; none for a message or the home tab."""
        return self.open_view.id if self.open_view is not None and self.open_view.view["type"] == "modal" else None


class Clicks(Acting):
    """Adds to the acts what is done to interactive blocks."""

    async def click(
        self,
        user_id: str,
        where: Where,
        action_id: str,
        *,
        value: str | None = None,
        selected: Any = None,
        block_id: str | None = None,
        forged: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Press a button or choose in a menu or picker.

        `where` is a message, a view's id, or "home". Among several buttons of one action_id `value` picks. `selected`
        is an option's value, a date, a user id, or the like. `forged` overwrites fields of the action, as an
        attacker would.
        """
        place = self.place(user_id, where)
        block, element = self._find(place, action_id, block_id, value)
        chosen = self._chosen(element, selected if selected is not None else value)
        return await self.act(user_id, place, block, element, {**chosen, **(forged or {})})

    def place(self, user_id: str, where: Where) -> ClickPlace:
        """A place as this person sees it now; a message that has gone or is another's is not found."""
        if isinstance(where, Posted):
            message = self.local.team.room(where.channel).messages.get(where.ts)
            if message is None or message.only_for not in (None, user_id):
                raise PlaygroundError("message_not_found")
            return ClickPlace(message.blocks, message=message)
        open_view = self.local.views.homes.get(user_id) if where == "home" else self.local.views.get(where)
        if open_view is None or open_view.user_id != user_id:
            raise PlaygroundError("not_found")
        return ClickPlace(open_view.blocks, open_view=open_view)

    def _find(self, place: ClickPlace, action_id: str, block_id: str | None, value: str | None) -> tuple[Json, Json]:
        matches = [
            (block, element)
            for block, element in elements(place.blocks)
            if element["action_id"] == action_id and block_id in (None, block["block_id"])
        ]
        if value is not None and any(element["type"] == "button" for _, element in matches):
            matches = [(block, element) for block, element in matches if element.get("value") == value]
        if not matches:
            there = sorted({element["action_id"] for _, element in elements(place.blocks)})
            raise PlaygroundError("no_such_element", [f"{action_id} ({value}) is not among {there}"])
        return matches[0]

    def _chosen(self, element: Json, selected: Any) -> Json:
        """What the action says was chosen."""
        if element["type"] == "overflow":
            return {"selected_option": option(element, selected)}
        if element["type"] not in STATE:
            return {}
        return full_state(element, selected)

    async def act(
        self, user_id: str, place: ClickPlace, block: Json, element: Json, chosen: Mapping[str, Any]
    ) -> Outcome:
        """Send the click of an element that was found."""
        user = self.local.team.user(user_id)
        if user.deleted:
            raise PlaygroundError("account_inactive")
        if element["type"] in STATE:
            self._hold(user, place, block, element, dict(chosen))
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            **{name: element[name] for name in KEPT_OF_BUTTON if name in element},
            **({"text": element["text"]} if "text" in element else {}),
            **chosen,
            "action_ts": self.local.team.next_ts(),
        }
        trigger = self.local.tickets.trigger(user.id, place.view_id)
        payload = payloads.block_actions(self.local.team, user, self._described(user, place), action, trigger)
        return self.outcome(user.id, await self.hand("interactive", payload))

    def _hold(self, user: WorkspaceUser, place: ClickPlace, block: Json, element: Json, state: Json) -> None:
        """Remember what a menu now holds, for this person."""
        state = {"type": element["type"], **state}
        if place.open_view is not None:
            place.open_view.typed.setdefault(block["block_id"], {})[element["action_id"]] = state
        elif place.message is not None:
            picked = self.local.picked.setdefault((place.message.channel, place.message.ts, user.id), {})
            picked.setdefault(block["block_id"], {})[element["action_id"]] = state

    def remember(self, user_id: str, place: ClickPlace, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over what the page says is typed or chosen here; what is not there any more is left out."""
        user = self.local.team.user(user_id)
        for block, element in elements(place.blocks):
            state = values.get(block["block_id"], {}).get(element["action_id"])
            if state is not None and element["type"] in STATE:
                self._hold(user, place, block, element, dict(state))

    def _described(self, user: WorkspaceUser, place: ClickPlace) -> Json:
        """The part of a payload that says where it happened."""
        message = place.message
        if message is None:
            assert place.open_view is not None
            return payloads.in_view(self.local.views.as_slack(place.open_view))
        room = self.local.team.room(message.channel)
        state = state_of(message.blocks, self.local.picked.get((room.id, message.ts, user.id), {}))
        key = self.local.tickets.reply(room.id, user.id, message.ts, message.thread_ts)
        seen = None if message.is_ephemeral else message.as_slack()
        return payloads.in_message(room, message.ts, seen, state, self.reply_url("actions", key))

    async def suggest(self, user_id: str, where: Where, action_id: str, value: str) -> Json:
        """What an external menu offers for these letters: {"options"} or {"option_groups"}."""
        user, place = self.local.team.user(user_id), self.place(user_id, where)
        block, _ = self._find(place, action_id, None, None)
        described = self._described(user, place)
        payload = payloads.block_suggestion(self.local.team, user, described, block["block_id"], action_id, value)
        ack = await self.hand("interactive", payload, accepts=True)
        return _checked_options(ack.payload)


def _checked_options(offered: Any) -> Json:
    """The options the bot offered, refused where Slack would show none."""
    findings: list[str] = []
    if not isinstance(offered, dict):
        return {"options": []}
    if offered.get("option_groups"):
        check_option_groups(offered["option_groups"], "/option_groups", findings)
    elif offered.get("options"):
        check_options(offered["options"], 100, "/options", findings)
    if findings:
        raise PlaygroundError("invalid_options", findings)
    return {name: offered[name] for name in ("options", "option_groups") if name in offered} or {"options": []}
