"""Tells the coordinators what could not be delivered: once for each cause, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.feature.call import command_as_typed
from bot.feature.declare import CHANNEL, Message
from bot.language import N_, Say, Text, escape, speak
from bot.models import Delivery, DeliveryState, Network, Person, PersonState
from bot.outbox.deliveries import UNREACHABLE, tell
from bot.outbox.lost import words_of_lost
from bot.outbox.marks import DeliveryMark
from bot.outbox.outcomes import GONE
from bot.outbox.preview import Coordinators, Receivers, receivers

KIND: Final = "trouble"

_IN_CHANNEL: Final = {
    "not_in_channel": N_(
        "I could not post in {channel}, as I am not a member there. Write `/invite` in the channel and choose me."
        " What is still of use then comes within a few minutes."
    ),
    "is_archived": N_(
        "I could not post in {channel}, as the channel is archived. Restore it, or ask those who run the bot to"
        " choose another with `natverksbot load`. What is still of use then comes within a few minutes."
    ),
    "channel_not_found": N_(
        "I could not post in {channel}: Slack knows no such channel, or has not let me in. Invite me there with"
        " `/invite`, or ask those who run the bot to choose another with `natverksbot load`. What is still of use then"
        " comes within a few minutes."
    ),
    "channel_name_unknown": N_(
        "I find no channel with the name {channel}. Create it, or invite me there with `/invite` if it is private."
        " What is to be posted waits until then."
    ),
}
_RESTRICTED: Final = N_(
    "Slack does not let me post in {channel}. Ask an administrator of the workspace to let apps post there."
    " Then `natverksbot doctor --send-again` sends what did not arrive."
)
_GONE: Final = N_(
    "I can no longer reach {person}: the account in Slack is closed. Nothing more is sent there."
    " See to it that somebody else takes the seat, with `{command}`."
)
_NO_MESSAGES: Final = N_(
    "Slack does not let me write to {person} directly. I say in the channel, at most once a week, that there is a"
    " message. Run `natverksbot doctor`: it says why, and what can be done."
)
_UNREADABLE: Final = N_(
    "I may not read the history of {channel}, so I cannot tell whether a message has arrived, and it waits."
    " Run `natverksbot doctor`: it says which permission is missing."
)
_SCOPE: Final = N_(
    "Slack does not let me send to {channel}: a permission is missing. Run `natverksbot doctor`: it says which."
    " What is to be sent waits until then."
)
_OURS: Final = N_(
    "A message of the kind “{kind}” could not be sent ({error}). The fault is in the bot: tell those who run it."
    " Nobody else needs to do anything."
)


@dataclass(frozen=True)
class Trouble(DeliveryMark):
    """A cause for which something was not delivered; `error` is Slack's word for it."""

    coordinators: Coordinators
    prefix: str
    network_id: int
    error: str
    to: str
    kind: str
    at: datetime
    unreadable: bool = False

    def write(self, session: Session) -> None:
        network = session.get(Network, self.network_id)
        if network is None or self.kind == KIND:
            return
        wishes = receivers(session, network)
        # where there is no coordinator the channel, as with everything else that is for them
        for whom in _reached(self.coordinators, session, network, wishes) or [CHANNEL]:
            if whom == self.to:
                continue
            say = speak(wishes.language_of(whom))
            tell(
                session, network, key=f"{self._cause}/{whom}", kind=KIND, to=whom,
                message=Message(self._sentence(network, say)), now=self.at,
            )  # fmt: skip

    @property
    def _cause(self) -> str:
        what = "unreadable" if self.unreadable else self.error
        about = self.kind if self._is_ours else self.to
        return f"{KIND}/{self.network_id}/{what}/{about}/{self.at:%Y-%m}"

    @property
    def _is_ours(self) -> bool:
        return self._source == _OURS

    @property
    def _source(self) -> str:
        if self.unreadable:
            return _UNREADABLE
        if self.error in ("missing_scope", "no_permission"):
            return _SCOPE
        if self.to != CHANNEL:
            return _NO_MESSAGES if self.error in UNREACHABLE else _GONE if self.error in CLOSED else _OURS
        return _RESTRICTED if self.error.startswith("restricted_action") else _IN_CHANNEL.get(self.error, _OURS)

    def _sentence(self, network: Network, say: Say) -> Text:
        return say(
            self._source,
            channel=_channel_name(network.channel) if self.to == CHANNEL else Text(f"<@{self.to}>"),
            person=Text(f"<@{self.to}>"),
            kind=self.kind,
            error=self.error,
            command=command_as_typed(self.prefix, say, "natverk gå med", "network join"),
        )


def account_closed(session: Session, slack_id: str, now: datetime, *, coordinators: Coordinators, prefix: str) -> None:
    """Tell those who coordinate the networks in which somebody has a seat that their account is closed, also when
    nothing was on its way there."""
    seats = select(Person.network_id).where(Person.slack_id == slack_id, Person.state == PersonState.CONFIRMED)
    for network in session.scalars(seats).all():
        Trouble(coordinators, prefix, network, "user_disabled", slack_id, "", now).write(session)


CLOSED: Final = GONE | {"account_inactive"}


def _reached(coordinators: Coordinators, session: Session, network: Network, wishes: Receivers) -> list[str]:
    """The coordinators who can be reached."""
    return [each for each in coordinators(session, network) if each not in wishes.gone]


def _channel_name(channel: str | None) -> Text:
    if not channel:
        return Text("–")
    return escape(channel) if channel.startswith("#") else Text(f"<#{channel}>")


@dataclass(frozen=True)
class Lost(DeliveryMark):
    """Deliveries of a network, of these kinds, lost their use before they could be sent."""

    coordinators: Coordinators
    prefix: str
    network_id: int
    kinds: Sequence[str]
    at: datetime

    def write(self, session: Session) -> None:
        network = session.get_one(Network, self.network_id)
        wishes = receivers(session, network)
        reached = _reached(self.coordinators, session, network, wishes)
        for each in words_of_lost(session, network, self.kinds, self.at, reached, self.prefix):
            session.execute(delete(Delivery).where(Delivery.key == each.key, Delivery.state == DeliveryState.PENDING))
            tell(
                session, network, key=each.key, kind=each.kind, to=each.to, now=self.at, due=each.due,
                useful_until=each.useful_until, message=each.write(speak(wishes.language_of(each.to))),
                about=dict(each.about),
            )  # fmt: skip
