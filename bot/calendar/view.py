"""How somebody gets the meetings into their calendar: the file, and their own secret address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import File, Message
from bot.blocks.parts import actions, are_you_sure, button, context, divider, header, section
from bot.dates.in_words import plain_day
from bot.feature.call import FEW_REACH, reaches_few
from bot.language import N_, Say, Text, lines


@dataclass(frozen=True)
class OwnAddress:
    """A person's calendar address: its words right after it was made, else only since when there is one."""

    address: str = ""
    since: date | None = None
    can_be_had: bool = True
    """Whether it is known where the bot is reached, so that there can be one."""

    @property
    def is_open(self) -> bool:
        """Whether there is one at all."""
        return bool(self.address) or self.since is not None


def calendar_card(say: Say, file: File, count: int, own: OwnAddress | None) -> Message:
    """The file is on its way; and the own address, for those who may have one."""
    sentence = say.many(
        "A calendar file with {count} meeting comes in a direct message from me.",
        "A calendar file with {count} meetings comes in a direct message from me.",
        count,
    )
    how = say("Open it, and the meetings stand in your calendar. The file does not change when the meetings do.")
    blocks: list[Block] = [header(say("Meetings in your calendar")), section(lines(sentence, how))]
    if own is None:
        return Message(sentence, blocks, files=(file,))
    return Message(lines(sentence, _in_words(say, own)), [*blocks, divider(), *_own(say, own)], files=(file,))


def own_address(say: Say, own: OwnAddress) -> Message:
    """The own address alone, after it was renewed or closed."""
    return Message(_in_words(say, own), _own(say, own))


def no_file(say: Say, nothing: Message, own: OwnAddress | None) -> Message:
    """No meeting is to come, so there is no file; the own address is of use all the same."""
    if own is None:
        return nothing
    return Message(lines(nothing.text, _in_words(say, own)), [section(Text(nothing.text)), divider(), *_own(say, own)])


NO_ADDRESS: Final = N_(
    "No calendar can follow the meetings, as no address is set for the bot. Whoever runs the bot sets it with"
    " PUBLIC_URL."
)


def _in_words(say: Say, own: OwnAddress) -> Text:
    if not own.can_be_had:
        return say(NO_ADDRESS)
    if own.address:
        return lines(
            say("Your own calendar address: {address}", address=own.address),
            say("It is secret and is shown only now: whoever has it can read the meetings and your answers."),
        )
    if own.since is not None:
        return say(
            "You have had an own calendar address since {day}. It is shown only when it is made; if you no longer "
            "have it, get a new one.",
            day=plain_day(own.since, say.code),
        )
    return say("You have no calendar address. Calendars that used your old one can no longer read the meetings.")


def _own(say: Say, own: OwnAddress) -> Sequence[Block]:
    blocks: list[Block] = [section(lines(say("*A calendar that follows along*"), _in_blocks(say, own)))]
    if reaches_few(own.address):
        blocks.append(context(say(FEW_REACH)))
    return [*blocks, actions(*_buttons(say, own))] if own.can_be_had else blocks


def _in_blocks(say: Say, own: OwnAddress) -> Text:
    if not own.address:
        return _in_words(say, own)
    return lines(
        say("Subscribe to this address, and your calendar changes when the meetings do:"),
        Text(f"`{own.address}`"),
        say("In Outlook: Add calendar, then Subscribe from web. In Google Calendar: Other calendars, From URL."),
        say("It is secret and is shown only now: whoever has it can read the meetings and your answers."),
    )


def _buttons(say: Say, own: OwnAddress) -> list[ButtonElement]:
    if not own.is_open:
        return [button("calendar.renew", say("Get an address"), style="primary")]
    renews = are_you_sure(
        say,
        say("New address"),
        say("Calendars that use the old address can then no longer read it."),
        say("New address"),
    )
    closes = are_you_sure(
        say, say("Close the address"), say("Calendars that use it can then no longer read it."), say("Turn off")
    )
    return [
        button("calendar.renew", say("New address"), sure=renews),
        button("calendar.close", say("Turn off"), style="danger", sure=closes),
    ]
