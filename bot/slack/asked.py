"""What a message asks: its buttons that say yes, no or maybe, which words and reactions press."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final, TypeVar

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.blocks.parts import DOES, section
from bot.feature.call import Answer, Call, Does
from bot.feature.declare import Act, Declared, InWords
from bot.feature.pages import framed
from bot.feature.values import shown_in
from bot.intents.part_said import PartSaid
from bot.intents.said import Said
from bot.language import N_
from bot.models import Delivery, Reply
from bot.outbox.bundles import reads_as, together
from bot.outbox.deliveries import said_at, said_to
from bot.slack.payloads import Opener, pressed

T = TypeVar("T")

ASKS: Final = ("invitation", "silent", "coming", "change", "deputy", "held")
"""The kinds of message that ask what a reaction answers."""
OVER: Final = N_("What you reacted to is over, so nothing was noted.")
PRESS: Final = N_("This is answered with a button:")
MORE_THAN_AN_ANSWER: Final = N_("What you wrote is more than an answer, so none of it was kept. Answer with a button:")


@dataclass(frozen=True)
class Press:
    """A button that answers: what it does, with which value, and what it says."""

    act: Act
    how: InWords
    value: str
    reply: Reply
    part: int
    """To which of the messages that stand as one it belongs."""

    def may_be_meant(self, said: Said) -> bool:
        """Whether it is asked what is answered: who says that they come answers no other question."""
        return self.how.is_of_coming or not said.is_of_coming


@dataclass(frozen=True)
class Asked:
    """A message that asks something, as it stands in Slack."""

    network: int
    kind: str
    payload: Mapping[str, Any]
    presses: tuple[Press, ...]
    is_last: bool = True
    """Whether the bot has said nothing since."""

    def press(self, said: Said) -> Press | None:
        """The button that an answer presses; None when it wants a press, or does not say which."""
        fitting = [each for each in self.presses if each.reply is said.reply and each.may_be_meant(said)]
        return fitting[0] if len(fitting) == 1 and not fitting[0].how.is_grave else None

    def in_part(self, part: PartSaid) -> tuple[Press, Does] | None:
        """What is done for who says that they come to a part of what is asked about."""
        its = self._has(lambda how: how.in_part)
        return (its[0], its[1](part)) if its else None

    def repeated(self, reply: Reply) -> tuple[Press, Does] | None:
        """What is shown to who says what the message offers no longer, as they have said it."""
        its = self._has(lambda how: how.repeated)
        if its is None or any(each.reply is reply for each in self.presses):
            return None
        press, repeated = its
        return press, lambda call: repeated(replace(call, value=shown_in(call.value)[0]), reply)

    def taken_back(self, reply: Reply) -> tuple[Press, Does] | None:
        """What happens when the reaction that said so is taken away, also where the message offers it no longer."""
        its = self._has(lambda how: how.taken_back)
        if its is None:
            return None
        press, takes_back = its
        return press, lambda call: takes_back(call, reply)

    def again(self, call: Call, sentence: str) -> Message:
        """The question once more with its buttons, under a sentence."""
        its, text = self._has(lambda how: how), call.say(sentence)
        shown: Answer = None
        if its is not None and its[1].shows is not None:
            shown = its[1].shows(replace(call, value=shown_in(its[0].value)[0]))
        if not isinstance(shown, Message):
            shown = self._as_it_stands(call)
        return framed(shown, above=[section(text)], text=text)

    def _has(self, of: Callable[[InWords], T | None]) -> tuple[Press, T] | None:
        """What the first button that has it does with what is said; None where several parts of the message have it:
        nobody knows which is meant."""
        have = {each.part: (each, its) for each in reversed(self.presses) if (its := of(each.how)) is not None}
        return next(iter(have.values())) if len(have) == 1 else None

    def _as_it_stands(self, call: Call) -> Message:
        """As it stands in Slack, without what was said above it when it was shown again."""
        above = {call.say(PRESS), call.say(MORE_THAN_AN_ANSWER)}
        text = [each for each in self.payload["text"].split("\n") if each not in above]
        blocks = [each for each in self.payload["blocks"] if (each.get("text") or {}).get("text") not in above]
        return Message("\n".join(text), _blocks(blocks))


def last_asked(session: Session, declared: Declared, who: str, said: Said | None) -> Asked | None:
    """What the bot asked somebody last in direct messages, that may be meant with what they say."""
    messages = groupby(said_to(session, who), key=lambda each: (each.channel, each.ts))
    for at, (_, parts) in enumerate(messages):
        asked = _asked(declared, parts)
        if asked is not None and (said is None or any(press.may_be_meant(said) for press in asked.presses)):
            return replace(asked, is_last=at == 0)
    return None


def asked_at(session: Session, declared: Declared, who: str, channel: str, ts: str) -> Asked | None:
    """What the message at that place asks."""
    return _asked(declared, said_at(session, who, channel, ts))


def over_at(session: Session, who: str, channel: str, ts: str) -> int:
    """Of which network the message at that place asked something that is over by now; 0: of none."""
    over = [each for each in said_at(session, who, channel, ts) if each.kind in ASKS and each.closed_at is not None]
    return over[0].network_id if over else 0


def _asked(declared: Declared, parts: Iterable[Delivery]) -> Asked | None:
    """What a message asks; where several of its parts do, nobody knows which one an answer in words is to."""
    asks = [(each, presses) for each in parts if (presses := tuple(_presses(declared, each)))]
    if not asks:
        return None
    first, whole = asks[0][0], together([reads_as(each) for each, _ in asks])
    return Asked(first.network_id, first.kind, whole, tuple(one for _, presses in asks for one in presses))


def in_its_part(answer: Message, parts: Sequence[Delivery], by: Opener) -> Message:
    """An answer that takes the place of what was pressed, also to open a form, where several stand as one message: the
    others stay as they are. By itself where none of them offers that button any more."""
    if len(parts) == 1:
        return answer
    pressed_in = [each for each in parts if (by.name, by.value) in _buttons(reads_as(each))]
    if not pressed_in:
        return replace(answer, in_place=False)
    whole = together([answer.payload if each is pressed_in[0] else reads_as(each) for each in parts])
    return replace(answer, text=whole["text"], blocks=_blocks(whole["blocks"]))


def _blocks(drawn: Iterable[dict[str, Any]]) -> list[Block]:
    return [each for each in map(Block.parse, drawn) if each]


def _presses(declared: Declared, part: Delivery) -> Iterator[Press]:
    for name, value in _buttons(reads_as(part)):
        act = declared.buttons.get(name)
        if act is None or act.in_words is None:
            continue
        reply = act.in_words.says(shown_in(value)[0])
        if reply is not None:
            yield Press(act, act.in_words, value, reply, part.id)


def _buttons(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is offered, with what each carries."""
    return [pressed(*each) for block in payload.get("blocks", ()) for each in _offered(block)]


def _offered(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The buttons of a block, also those that stand in a menu, and what each carries."""
    for each in (*block.get("elements", ()), block.get("accessory") or {}):
        name = str(each.get("action_id") or "")
        if each.get("type") == "button":
            yield name, str(each.get("value") or "")
        for option in each.get("options", ()) if name == DOES else ():
            yield name, str(option["value"])
