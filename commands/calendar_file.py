"""/mote kalender: the meetings as a calendar file, and one's own secret address that a calendar can follow."""

from __future__ import annotations

import re

from bot.blocks.messages import File
from bot.calendar import feeds as calendar_feeds
from bot.calendar.entries import entries_for
from bot.calendar.feeds import close_feeds, feed_for, may_have_address, new_secret
from bot.calendar.file import Entry, calendar_file
from bot.calendar.view import NO_ADDRESS, OwnAddress, calendar_card, no_file, own_address
from bot.feature.declare import Answer, By, Call, Refusal, button, word
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings.rules import is_to_come, span_of
from bot.meetings.show import nothing_to_come
from bot.models import Meeting, MeetingState, Person


@word(
    "mote",
    "kalender",
    "calendar",
    about=N_("The meetings as a calendar file, and an own address that your calendar can follow"),
    argument="<n>",
    by=By.ANYONE,
    writes=True,
    label=N_("The meetings in my calendar"),
    first=11,
)
@button("calendar.get", by=By.ANYONE, writes=True)
def calendar(call: Call) -> Answer:
    """A file with all meetings to come, or the n-th; and for the confirmed an own address, made the first time."""
    entries = entries_of(call)
    own = own_address_of(call)
    if not entries:
        return no_file(call.say, nothing_to_come(call), own)
    return calendar_card(call.say, file_of(call, entries), len(entries), own)


@button("calendar.renew", writes=True)
def renew(call: Call) -> Answer:
    """A new address; the old one answers no more."""
    if not call.address:
        raise Refusal(NO_ADDRESS)
    close_feeds(calendar_feeds.open_feeds(call.session, call.me), call.now)
    return own_address(call.say, made_for(call, call.me))


@button("calendar.close", writes=True)
def close(call: Call) -> Answer:
    """No address any longer."""
    close_feeds(calendar_feeds.open_feeds(call.session, call.me), call.now)
    return own_address(call.say, OwnAddress())


def entries_of(call: Call) -> list[Entry]:
    """The meetings to come, or only the one whose number was typed or whose button was pressed; cancelled ones too, so
    that calendars learn it."""
    only = number_in(call.value)

    def is_wanted(meeting: Meeting) -> bool:
        return is_ahead(call, meeting) and only in (0, meeting.id)

    entries = entries_for(call.session, call.network, call.say, call.member_of, is_wanted, call.workspace)
    if not call.words:
        return entries
    planned = [each for each in entries if each.status is not each.status.CANCELLED]
    if not call.words.isdecimal() or not 1 <= int(call.words[:9]) <= len(planned):
        raise Refusal(
            N_("Write `{command}` for all meetings to come, or with a number from 1 to {last} for one of them."),
            command=call.command("mote", "meeting", call.say("calendar")),
            last=max(len(planned), 1),
        )
    return [planned[int(call.words[:9]) - 1]]


def is_ahead(call: Call, meeting: Meeting) -> bool:
    """Whether it is to come, or would be had it not been cancelled."""
    if meeting.state is MeetingState.CANCELLED:
        return span_of(meeting).last >= call.today
    return is_to_come(meeting, call.now, call.zone)


def file_of(call: Call, entries: list[Entry]) -> File:
    """The file, written after the acknowledgement."""
    name, language = call.network.name, call.say.code
    key = re.sub(r"[^a-z0-9-]+", "-", call.network.key.lower())
    return File(
        name=call.say.plain("{network}-meetings.ics", network=key),
        make=lambda: calendar_file(name, language, entries),
        alt=call.say.plain("A calendar file with the meetings of {network}", network=name),
        title=call.say.plain("Meetings, {network}", network=name),
    )


def own_address_of(call: Call) -> OwnAddress | None:
    """The asker's own address, made now if they have none and there can be one; None for guests and the unconfirmed."""
    if not may_have_address(call):
        return None
    if not call.address:
        return OwnAddress(can_be_had=False)
    feeds = calendar_feeds.open_feeds(call.session, call.me)
    if feeds:
        return OwnAddress(since=feeds[0].created_at.astimezone(call.zone).date())
    return made_for(call, call.me)


def made_for(call: Call, person: Person) -> OwnAddress:
    """A new address for a person; its secret is in the answer and nowhere else."""
    secret = new_secret()
    call.session.add(feed_for(person, secret, call.now))
    return OwnAddress(address=f"{call.address}/calendar/{secret}.ics")
