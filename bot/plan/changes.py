"""What loading a plan did, in sentences: what was added, changed, taken away, or left because a person changed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from bot.dates.in_words import hours, month, span
from bot.dates.when import Span
from bot.language import LANGUAGE_NAMES, N_, Say, speak
from bot.meetings.card import KIND_NAMES
from bot.meetings.invited import INVITES_NAMES
from bot.models import MeetingKind, MeetingState, MemberKind, MembershipState
from bot.network.membership import Part
from bot.network.people import COORDINATION_NAMES, KIND_NOTES, PART_NOTES

ADDED = N_("Added: {thing}.")
CHANGED = N_("{thing}: {field} changed from {before} to {after}.")
MOVED_TO_DAYS = N_("{thing}: the days are now {after} (before: {before}).")
MOVED_TO_MONTH = N_("{thing}: it is now in {after}, without days (before: {before}).")
TURNS = N_("Queue of hosts: now {after} (before: {before}).")
KEPT = N_("{thing}: {field} stays {before}, as somebody has changed it since the last load; the file says {after}.")
AWAY = N_("{thing}: stays away, as somebody has taken it away since the last load; it is still in the file.")
REMOVED = N_("Removed: {thing}.")
CANCELLED = N_("Cancelled, because it is no longer in the file: {thing}.")
LEFT = N_("Marked as left, because it is no longer in the file: {thing}.")
STAYS = N_("No longer in the file, but stays because it is in use: {thing}.")
IN_USE = N_("Stays, as it is noted as done: {thing}.")
LAST = N_("No longer in the file, but stays as the network's last coordinator: {thing}.")
MATCHED = N_("Already planned, and counted as the same meeting as in the file: {thing}.")
NOTHING = N_("nothing")

MEETINGS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: N_("the partnership meeting in {month}"),
    MeetingKind.OFFICIALS: N_("the officials’ meeting in {month}"),
    MeetingKind.STUDY_VISIT: N_("the study visit in {month}"),
    MeetingKind.WORKING_GROUP: N_("the working group’s meeting in {month}"),
    MeetingKind.SEMINAR: N_("the seminar in {month}"),
    MeetingKind.OTHER: N_("the meeting in {month}"),
}
"""How a meeting of each kind is named."""
FIELDS: Final[Mapping[str, str]] = {
    "name": N_("name"),
    "aim": N_("aim"),
    "website": N_("website"),
    "language": N_("language"),
    "timezone": N_("time zone"),
    "channel": N_("channel"),
    "history": N_("history"),
    "since": N_("first took part in"),
    "seasons": N_("seasons"),
    "host_list": N_("the host's list"),
    "coordinators": N_("coordinators"),
    "hour": N_("hour of reminders"),
    "quiet": N_("quiet weeks"),
    "reminders": N_("reminders"),
    "starts": N_("starts"),
    "ends": N_("ends"),
    "period": N_("period"),
    "coordination": N_("coordination"),
    "title": N_("title"),
    "fee": N_("fee"),
    "focus_areas": N_("focus areas"),
    "coordination_text": N_("words on coordination"),
    "meetings_a_year": N_("meetings a year"),
    "days_a_meeting": N_("days a meeting"),
    "background": N_("background"),
    "strategy": N_("strategy"),
    "ways_of_working": N_("ways of working"),
    "peer_review": N_("peer review"),
    "final_report": N_("final report"),
    "adopted_by": N_("adopted by"),
    "laws": N_("laws"),
    "host_pays": N_("what the host pays"),
    "pair_pays": N_("fees a delegation of two pays"),
    "others_pay": N_("what the others pay"),
    "everyone_pays": N_("what everybody pays"),
    "across_election": N_("across an election"),
    "revised_after_years": N_("years until revised"),
    "text": N_("text"),
    "conditions": N_("conditions"),
    "kind": N_("kind"),
    "municipalities": N_("municipalities"),
    "state": N_("state"),
    "note": N_("note"),
    "body": N_("deciding body"),
    "decided_on": N_("day of decision"),
    "case_number": N_("case number"),
    "outcome": N_("outcome"),
    "condition": N_("condition"),
    "position": N_("place in the row"),
    "goal": N_("goal"),
    "how": N_("how"),
    "when": N_("time"),
    "comment": N_("comment"),
    "open_question": N_("open question"),
    "answer": N_("answer to the open question"),
    "each_member": N_("to be done at every member"),
    "what": N_("what"),
    "responsible": N_("responsible"),
    "key": N_("key"),
    "digital": N_("digital"),
    "place": N_("place"),
    "link": N_("link"),
    "invites": N_("who is invited"),
    "invited": N_("those chosen"),
    "host": N_("host"),
    "queue": N_("queue of hosts"),
    "reason": N_("reason"),
    "number": N_("number"),
}
"""What a report calls a field; by the names that `Wish` has for it."""
MEMBER_KINDS: Final[Mapping[MemberKind, str]] = {
    MemberKind.MUNICIPALITY: N_("one municipality"),
    MemberKind.PAIR: KIND_NOTES[MemberKind.PAIR],
    MemberKind.DISTRICT: KIND_NOTES[MemberKind.DISTRICT],
    MemberKind.ACTOR: N_("another actor"),
}
MEMBERSHIP_STATES: Final[Mapping[MembershipState, str]] = {
    MembershipState.ACTIVE: N_("takes part"),
    MembershipState.PENDING: PART_NOTES[Part.UNDECIDED],
    MembershipState.LEFT: PART_NOTES[Part.PAST],
}
MEETING_STATES: Final[Mapping[MeetingState, str]] = {
    MeetingState.PLANNED: N_("planned"),
    MeetingState.CANCELLED: N_("cancelled"),
}
VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "language": LANGUAGE_NAMES,
    "coordination": {str(each): name for each, name in COORDINATION_NAMES.items()},
    "kind": {str(each): name for each, name in (*MEMBER_KINDS.items(), *KIND_NAMES.items())},
    "invites": {str(each): name for each, name in INVITES_NAMES.items()},
    "state": {str(each): name for each, name in (*MEMBERSHIP_STATES.items(), *MEETING_STATES.items())},
}
"""What a report calls the values of a field that has only a few."""


@dataclass(frozen=True)
class Named:
    """What a sentence is about, itself translated: `Named(N_("activity {number}"), {"number": 3})`."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, say: Say) -> str:
        """The name in one language."""
        words = VALUES.get(str(self.values.get("field")), {})
        values = {
            name: say.plain(words[value]) if isinstance(value, str) and value in words else _in_words(value, say)
            for name, value in self.values.items()
        }
        if (name := self.values.get("field")) in FIELDS:
            values["field"] = say.plain(FIELDS[str(name)])
        return say.plain(self.sentence, **values)


@dataclass(frozen=True)
class Month:
    """A month, said in words: "maj 2020"."""

    day: date


@dataclass(frozen=True)
class When:
    """The time of a meeting, said in words: "12–13 maj 2022 kl. 9–16", "maj 2022"."""

    days: Span
    has_days: bool
    starts: time | None
    ends: time | None


@dataclass(frozen=True)
class PlanChange:
    """One thing loading did, or refrained from (`kept`)."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether the database stayed as it was although the file says otherwise."""
        return self.sentence in (AWAY, KEPT, STAYS, IN_USE, LAST)

    def in_words(self, say: Say) -> str:
        """The change in one language, for a terminal: nothing in it is escaped for Slack."""
        return Named(self.sentence, self.values).in_words(say)

    def __str__(self) -> str:
        return self.in_words(speak("en"))


def _in_words(value: object, say: Say) -> str:
    if isinstance(value, Named):
        return value.in_words(say)
    if isinstance(value, Month):
        return month(value.day, say.code)
    if isinstance(value, When):
        at = hours(value.starts, value.ends, say.code) if value.starts else ""
        return " ".join(filter(None, (span(value.days, say.code), at)))
    if isinstance(value, bool):
        return say.plain(N_("yes")) if value else say.plain(N_("no"))
    if isinstance(value, Mapping):
        return _in_words([each for each in value.values() if each not in (None, "", False)], say)
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(each, say) for each in value) or say.plain(NOTHING)
    if value is None or value == "":
        return say.plain(NOTHING)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).removesuffix(".")  # the sentence that it ends has its own
