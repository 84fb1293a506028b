"""Which entries the meetings of a network become in a calendar.

What people meet in Outlook decided two things. A meeting of several days is one entry from its first hour to its last,
as in an invitation to a conference: it is moved and cancelled as one, and when the first day ends nobody has said; who
comes on some of its days has those in their own calendar. A meeting known by its month is a note on the month's first
day that takes no time, so that nobody's calendar is blocked by a guess. An hour of ending that nobody has set is taken
to be five in the afternoon, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.calendar import feeds
from bot.calendar.feeds import Mention
from bot.calendar.file import Entry, Status, Time
from bot.dates.in_words import day as day_in_words
from bot.dates.in_words import hour, span
from bot.dates.when import ONE_DAY, moment
from bot.language import N_, Say, unescape
from bot.meetings import store as meetings_store
from bot.meetings.card import KIND_NAMES, reply_in_words, title_of, where_of
from bot.meetings.partly import MeetingPart, part_said, some_days
from bot.meetings.rules import begins_at, has_days, span_of
from bot.models import COMES, Answer, Meeting, MeetingState, Network, Person, ProgrammeItem, Reply, Role
from bot.network import store as network_store

ENDS_IF_UNKNOWN: Final = time(17, 0)
ONE_HOUR: Final = timedelta(hours=1)
NO_REPLY: Final = (None, "", None)


@dataclass(frozen=True)
class EntryFacts:
    """What an entry shows that does not stand in the meeting itself."""

    changed_at: datetime
    reply: Reply | None = None
    part: MeetingPart | None = None
    """What of the meeting they come to; None: all of it."""
    time: Time = Time.BUSY
    """What it does to the time of the person whose calendar it is."""
    stands_in_for: str = ""
    """Whom they come instead of, or are asked to while their time is tentative."""
    themes: Sequence[str] = ()
    in_slack: str = ""
    """Where it was last spoken of."""
    names: bool = True
    """Whether it says who does what."""


def entries_for(
    session: Session,
    network: Network,
    say: Say,
    person: Person | None = None,
    includes: Callable[[Meeting], bool] = lambda meeting: True,
    workspace: str = "",
) -> list[Entry]:
    """The entries of a network's meetings, or of those that `includes` takes.

    With a `person` their own answers stand in them, with the `workspace`'s address where each was last spoken of; for
    nobody of the network neither themes nor who does what.
    """
    replies = feeds.own_replies(session, network, person)
    as_deputy = feeds.asked_as_deputy(session, network, person)
    replaced = feeds.replaced_at(session, network, person)
    changed = feeds.changed_at(session, network)
    mentions = feeds.last_mentions(session, network, person.slack_id if person else None) if workspace else {}
    themes = meetings_store.theme_texts_by_meeting(session, network) if person else {}
    takes_part_on = network_store.days_of(session, network, person) if person else lambda day: True
    entries = []
    for each in feeds.meetings_with_programme(session, network):
        if includes(each):
            is_there = takes_part_on(span_of(each).first)
            reply, part, answered_at = replies.get(each.id, NO_REPLY) if is_there else NO_REPLY
            mention = mentions.get(each.id)
            asked = as_deputy.get(each.id) if is_there else None
            time_of = _time(person, reply, asked, is_replaced=each.id in replaced)
            holder = _stands_in_for(person, reply, asked) if time_of is not Time.FREE else ""
            asked_at = asked.answered_at if asked else None
            moments = (changed.get(each.id), answered_at, asked_at, each.days_set_at, mention.at if mention else None)
            last = max((at for at in moments if at is not None), default=_untouched_since(each, network))
            where = address_in_slack(workspace, mention) if mention else ""
            facts = EntryFacts(
                last, reply, part_said(each, part), time_of, holder, themes.get(each.id, ()), where,
                names=person is not None,
            )  # fmt: skip
            entries.append(entry_for(each, network, say, facts))
    return entries


def _time(person: Person | None, reply: Reply | None, asked: Answer | None, *, is_replaced: bool) -> Time:
    """Busy for who comes, tentative for perhaps and for a deputy who was asked and has not said, free for the rest."""
    if person is None or reply in COMES:
        return Time.BUSY
    if reply is Reply.MAYBE:
        return Time.TENTATIVE
    if reply is not None or asked is None or is_replaced:
        return Time.FREE
    return Time.BUSY if asked.answered_by_id == person.id else Time.TENTATIVE


def _stands_in_for(person: Person | None, reply: Reply | None, asked: Answer | None) -> str:
    """The name of the one somebody comes instead of, or has been asked to."""
    if asked is not None:
        return asked.person.name
    is_deputy = person is not None and person.role is Role.DEPUTY and reply in COMES
    return person.deputy_for.name if is_deputy and person is not None and person.deputy_for else ""


def _untouched_since(meeting: Meeting, network: Network) -> datetime:
    """A moment for a meeting that nobody has touched since its plan was loaded: when its period began."""
    return moment(meeting.period.starts if meeting.period else meeting.month, 0, ZoneInfo(network.timezone))


def entry_for(meeting: Meeting, network: Network, say: Say, facts: EntryFacts) -> Entry:
    """One meeting as a calendar shows it."""
    begins, ends = _times(meeting, ZoneInfo(network.timezone), facts.part)
    is_cancelled = meeting.state is MeetingState.CANCELLED
    return Entry(
        uid=uid_of(meeting, network),
        sequence=meeting.sequence or 0,
        changed_at=facts.changed_at,
        summary=_summary(say, meeting),
        begins=begins,
        ends=ends,
        status=Status.CANCELLED if is_cancelled else Status.CONFIRMED if has_days(meeting) else Status.TENTATIVE,
        time=facts.time if has_days(meeting) and not is_cancelled else Time.FREE,
        location=unescape(where_of(say, meeting)) if meeting.digital or meeting.place else "",
        link=meeting.link,
        description="\n".join(_description(say, meeting, facts)),
    )


def uid_of(meeting: Meeting, network: Network) -> str:
    """A meeting's name in every calendar, for ever: it stays when all else about the meeting changes."""
    return f"meeting-{meeting.id}@{re.sub(r'[^a-z0-9-]+', '-', network.key.lower())}.natverksbot"


def _times(meeting: Meeting, zone: ZoneInfo, part: MeetingPart | None) -> tuple[date, date]:
    """Moments while the hours are known, else days; the end is not a part of it. Of who comes on some days only: from
    the first of them to the last, as the hours of a single day are not set."""
    if (some := some_days(meeting, part)) is not None:
        return some.first, some.last + ONE_DAY
    days = span_of(meeting)
    if not has_days(meeting):
        return days.first, days.first + ONE_DAY
    if meeting.starts is None:
        return days.first, days.last + ONE_DAY
    begins = begins_at(meeting, zone)
    ends = moment(days.last, meeting.ends or ENDS_IF_UNKNOWN, zone)
    return begins, ends if ends > begins else begins + ONE_HOUR


def _summary(say: Say, meeting: Meeting) -> str:
    title = unescape(title_of(say, meeting))
    if meeting.state is MeetingState.CANCELLED:
        return say.plain("CANCELLED: {meeting}", meeting=title)
    if not has_days(meeting):
        month = span(span_of(meeting), say.code)
        return say.plain("{meeting} in {month}, days not set yet", meeting=title, month=month)
    return title


def _description(say: Say, meeting: Meeting, facts: EntryFacts) -> Iterator[str]:
    yield from _what_it_is(say, meeting, is_guessed=some_days(meeting, facts.part) is None)
    if facts.themes:
        yield say.plain("Theme: {theme}", theme="; ".join(facts.themes))
    if facts.stands_in_for:
        is_only_asked = facts.time is Time.TENTATIVE
        source = N_("You have been asked to stand in for {name}.") if is_only_asked else N_("You stand in for {name}.")
        yield say.plain(source, name=facts.stands_in_for)
    if facts.reply is not None:
        yield say.plain("Your answer: {reply}", reply=unescape(reply_in_words(say, facts.reply, facts.part)))
    if meeting.programme:
        yield ""
        yield from _programme(say, meeting, meeting.programme, names=facts.names)
    if facts.in_slack:
        yield ""
        yield say.plain("In Slack: {address}", address=facts.in_slack)


def _what_it_is(say: Say, meeting: Meeting, *, is_guessed: bool) -> Iterator[str]:
    if meeting.state is MeetingState.CANCELLED:
        yield say.plain("The meeting is cancelled.")
    elif not has_days(meeting):
        yield say.plain("The days are not set yet; the month is {month}.", month=span(span_of(meeting), say.code))
    elif is_guessed and meeting.starts is not None and meeting.ends is None:
        yield say.plain("When it ends has not been said; the end here is a guess.")
    if meeting.title:
        yield say.plain(KIND_NAMES[meeting.kind])
    if meeting.host is not None:
        yield say.plain("Host: {name}", name=meeting.host_name)
    if meeting.link:
        yield say.plain("Digital: {address}", address=meeting.link)
    if meeting.note:
        yield meeting.note


def _programme(say: Say, meeting: Meeting, items: Sequence[ProgrammeItem], *, names: bool) -> Iterator[str]:
    yield say.plain("Programme")
    in_order = sorted(items, key=lambda each: (each.day, each.starts or time(0), each.position))
    for number in sorted({each.day for each in in_order}):
        if meeting.first_day is not None and span_of(meeting).days > 1:
            yield day_in_words(meeting.first_day + (number - 1) * ONE_DAY, say.code)
        yield from (_line(say, each, names=names) for each in in_order if each.day == number)


def _line(say: Say, item: ProgrammeItem, *, names: bool) -> str:
    at = f"{hour(item.starts, say.code)} " if item.starts is not None else ""
    return f"{at}{item.title}{f' ({item.who})' if item.who and names else ''}"


def address_in_slack(workspace: str, mention: Mention) -> str:
    """A message's own address, as Slack's "Copy link" and chat.getPermalink write it."""
    return f"{workspace}/archives/{mention.channel}/p{mention.ts.replace('.', '')}"


def last_change(entries: Iterable[Entry]) -> datetime | None:
    """When anything in a calendar last changed; None when nothing stands in it."""
    return max((each.changed_at for each in entries), default=None)
