"""What the fields of the nouns and their values are called to who reads the record or what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from functools import partial
from typing import Any, Final

from sqlalchemy import Column, Integer, String

from bot.dates.in_words import hour, month, plain_day, plain_moment
from bot.dates.when import STOCKHOLM
from bot.experiences.card import REASONS as ERASED_BECAUSE
from bot.experiences.fields import FIELDS as OF_EXPERIENCES
from bot.experiences.form import CONSENT_CHOICES
from bot.feature.declare import declared
from bot.kept.nouns import TABLE_OF, noun_in_words
from bot.language import LANGUAGE_NAMES, N_, Say, unescape
from bot.meetings.card import KIND_NAMES, REPLY_NAMES
from bot.meetings.invited import INVITES_NAMES
from bot.meetings.partly import MeetingPart
from bot.meetings.partly_view import part_in_words
from bot.models import (
    Account,
    Because,
    Coordination,
    DeliveryState,
    ExperienceState,
    Invites,
    MeetingKind,
    MeetingState,
    MemberKind,
    MembershipState,
    PersonState,
    Reply,
    RequestState,
    Role,
    SwapState,
)
from bot.network.hours import DAYS_BEFORE
from bot.network.people import COORDINATION_NAMES, ROLE_NAMES
from bot.plan.changes import FIELDS as OF_PLANS
from bot.plan.changes import MEETING_STATES, MEMBER_KINDS, MEMBERSHIP_STATES

_NAMES: Final[Mapping[str, str]] = {
    **OF_PLANS,
    "about": N_("about"),
    "account": N_("account"),
    "activity": N_("activity"),
    "activity_id": N_("activity"),
    "after": N_("after"),
    "agreement": N_("agreement"),
    "answered_at": N_("answered"),
    "answered_by_id": N_("answered by"),
    "announce": N_("new experiences in the channel"),
    "approved_at": N_("approved"),
    "approved_by_id": N_("approved by"),
    "ask": N_("what was asked"),
    "asked_at": N_("asked"),
    "asked_by_id": N_("asked by"),
    "asks_for": N_("asks for"),
    "at": N_("time"),
    "attempts": N_("attempts"),
    "author": N_("author"),
    "author_id": N_("author"),
    "because": N_("why"),
    "cancelled_because": N_("why cancelled"),
    "before": N_("before"),
    "year": N_("year"),
    "invoiced_on": N_("invoiced"),
    "paid_on": N_("paid"),
    "plan": N_("plan"),
    "not_understood": N_("what was not understood"),
    "begun": N_("what was chosen first"),
    "by": N_("by"),
    "by_id": N_("by"),
    "came": N_("came"),
    "changed_at": N_("changed"),
    "changed_by_id": N_("changed by"),
    "can": N_("can"),
    "carried_by": N_("came in the message of"),
    "challenge_id": N_("challenge"),
    "chapter": N_("chapter"),
    "checklist": N_("the host's list"),
    "claimed_by": N_("being sent by"),
    "closed_at": N_("closed"),
    "co_authors": N_("co-authors"),
    "confirmed_at": N_("confirmed"),
    "consents": N_("consents"),
    "content": N_("text"),
    "created_at": N_("created"),
    "created_by_id": N_("created by"),
    "day": N_("day"),
    "days_before": N_("days before"),
    "days_set_at": N_("days set"),
    "decided_at": N_("decided"),
    "decided_by": N_("decided by"),
    "decided_by_id": N_("decided by"),
    "deputises": N_("deputy of"),
    "deputy_for_id": N_("deputy of"),
    "deputy_id": N_("deputy"),
    "digest": N_("the week in the channel"),
    "done_at": N_("done"),
    "done_by_id": N_("done by"),
    "due_at": N_("is to be sent"),
    "error": N_("why it failed"),
    "experience": N_("experience"),
    "experience_id": N_("experience"),
    "field": N_("field"),
    "fields": N_("what was filled in"),
    "files": N_("files"),
    "first_day": N_("first day"),
    "first_tried_at": N_("first tried"),
    "focus": N_("focus areas"),
    "form_key": N_("form"),
    "goes_at": N_("goes out"),
    "goal_id": N_("goal"),
    "handover": N_("handover"),
    "held_on": N_("day of the review"),
    "id": N_("number"),
    "invites": N_("who is invited"),
    "is_admin": N_("admin in Slack"),
    "is_gone": N_("closed account"),
    "last_day": N_("last day"),
    "lease_until": N_("being sent until"),
    "left_at": N_("left"),
    "locale": N_("language in Slack"),
    "made_id": N_("who was added"),
    "may_publish": N_("may be published"),
    "may_research": N_("may be used for research"),
    "meeting": N_("meeting"),
    "meeting_id": N_("meeting"),
    "member": N_("member"),
    "member_id": N_("member"),
    "membership_id": N_("part in a period"),
    "message": N_("message"),
    "mimetype": N_("kind of file"),
    "month": N_("month"),
    "muted": N_("reminders not wanted"),
    "needs": N_("needs of food and access"),
    "network_id": N_("network"),
    "next_try_at": N_("next try"),
    "no_child": N_("no child can be recognised"),
    "no_child_recognised": N_("no child can be recognised"),
    "noted_at": N_("noted"),
    "noted_by_id": N_("noted by"),
    "noun": N_("what"),
    "of_version": N_("of version"),
    "offsets": N_("reminders"),
    "ongoing": N_("ongoing"),
    "other_member_id": N_("the other member"),
    "other_turn_id": N_("the other turn"),
    "page_text": N_("text for the pages"),
    "page_updated_at": N_("text for the pages changed"),
    "part": N_("only a part"),
    "period_id": N_("period"),
    "person_id": N_("person"),
    "proposal_id": N_("proposed days"),
    "proposed_at": N_("proposed"),
    "proposed_by_id": N_("proposed by"),
    "put_out_id": N_("who leaves the seat"),
    "redrawn": N_("times changed in Slack"),
    "redrawn_at": N_("changed in Slack"),
    "report": N_("report of the review"),
    "reply": N_("answer"),
    "review_id": N_("review"),
    "revoked_at": N_("taken back"),
    "role": N_("role"),
    "row": N_("row"),
    "search_text": N_("text for search"),
    "sent_at": N_("sent"),
    "sequence": N_("version in calendars"),
    "settings": N_("settings"),
    "shown": N_("as it stands in Slack"),
    "slack_file_id": N_("file in Slack"),
    "slack_id": N_("Slack account"),
    "spokesperson": N_("spokesperson"),
    "suggested_at": N_("suggested"),
    "suggested_by_id": N_("suggested by"),
    "swept_at": N_("overwritten"),
    "terms": N_("terms"),
    "theme_id": N_("theme"),
    "to": N_("to"),
    "told_at": N_("told"),
    "took_place": N_("took place"),
    "took_place_at": N_("noted that it took place"),
    "took_place_by_id": N_("who noted that it took place"),
    "closed_on": N_("closed on"),
    "closed_by_id": N_("who closed it"),
    "ts": N_("place in Slack"),
    "turn_id": N_("turn to host"),
    "unreachable_since": N_("unreachable since"),
    "unreachable_why": N_("why unreachable"),
    "useful_until": N_("of use until"),
    "version": N_("version"),
    "who": N_("who"),
    "in_channel": N_("also told in the channel"),
    "left_at_version": N_("version it was left at"),
    "people": N_("people told"),
    "since": N_("since"),
    "withdrawn_at": N_("withdrawn"),
    "words": N_("words"),
    "written_by_id": N_("written by"),
}
_LABELS: Final = {each.name: each.label for each in OF_EXPERIENCES}
_VALUES: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Account: {
        Account.MEMBER: N_("member"),
        Account.GUEST: N_("guest"),
        Account.OTHER: N_("of another organisation"),
        Account.UNKNOWN: N_("unknown"),
    },
    Because: {**ERASED_BECAUSE, Because.TIME: N_("its time had come")},
    Coordination: COORDINATION_NAMES,
    Invites: INVITES_NAMES,
    DeliveryState: {
        DeliveryState.PENDING: N_("is to be sent"),
        DeliveryState.SENDING: N_("being sent"),
        DeliveryState.UNCERTAIN: N_("nobody knows whether it arrived"),
        DeliveryState.CARRIED: N_("being sent in another message"),
        DeliveryState.SENT: N_("sent"),
        DeliveryState.CANCELLED: N_("no longer wanted"),
        DeliveryState.EXPIRED: N_("too late"),
        DeliveryState.DEAD: N_("could not be sent"),
    },
    ExperienceState: {
        ExperienceState.DRAFT: N_("draft"),
        ExperienceState.CONTRIBUTED: N_("handed in"),
        ExperienceState.APPROVED: N_("approved"),
        ExperienceState.WITHDRAWN: N_("withdrawn"),
        ExperienceState.ERASED: N_("erased"),
    },
    MeetingKind: KIND_NAMES,
    MeetingState: MEETING_STATES,
    MemberKind: MEMBER_KINDS,
    MembershipState: MEMBERSHIP_STATES,
    PersonState: {
        PersonState.REQUESTED: N_("has asked to join"),
        PersonState.CONFIRMED: N_("confirmed"),
        PersonState.DECLINED: N_("declined"),
        PersonState.LEFT: N_("has left"),
    },
    Reply: REPLY_NAMES,
    RequestState: {
        RequestState.OPEN: N_("waits for an answer"),
        RequestState.TAKEN_BACK: N_("taken back"),
        RequestState.CONFIRMED: N_("confirmed"),
        RequestState.DECLINED: N_("declined"),
    },
    Role: ROLE_NAMES,
    SwapState: {
        SwapState.ASKED: N_("waits for an answer"),
        SwapState.ACCEPTED: N_("accepted"),
        SwapState.DECLINED: N_("declined"),
        SwapState.WITHDRAWN: N_("withdrawn"),
    },
}
_EVENTS: Final = {
    "created": N_("created"),
    "deleted": N_("deleted"),
    "erased": N_("erased"),
    "words erased": N_("words erased"),
    "read": N_("read"),
}
"""What is recorded of a whole row, or of somebody who read."""
_OURS: Final = ("deliveries.about", "waiting_asks.ask")
"""Of these only what has a name is told: the rest are marks of our own."""
_DOERS: Final = {
    "load": N_("a plan file"),
    "slack": N_("Slack"),
    "erase": N_("whoever runs the bot"),
    "forget": N_("the time that data are kept"),
    "registrar": N_("the registrar"),
    "person": N_("somebody whose data are erased"),
}
"""What changed something when nobody in Slack did."""


def field_in_words(say: Say, field: str) -> str:
    """What a field is called, for a file or a terminal."""
    if field in _NAMES:
        return say.plain(_NAMES[field])
    label = say.plain(_LABELS[field]) if field in _LABELS else field
    return label[:1].lower() + label[1:]


def value_in_words(
    say: Say, noun: str, field: str, value: Any, zone: tzinfo = STOCKHOLM, *, in_digits: bool = False
) -> str:
    """What stands in a field of a noun, for a file or a terminal; empty: nothing. `in_digits`: days and hours as a
    program reads them."""
    column = TABLE_OF[noun].columns.get(field) if noun in TABLE_OF else None
    if column is not None and str(column) == "people.muted":
        return ", ".join(_key(say, each) for each in value or ())
    if column is not None and column.name == "content" and isinstance(value, Mapping):
        return _pairs(say, {name: value_in_words(say, "Experience", name, each) for name, each in value.items()})
    if str(column) in _OURS and isinstance(value, Mapping):
        return _pairs(say, {name: each for name, each in value.items() if name in _NAMES})
    if field == "consents" and isinstance(value, list | tuple):
        return ", ".join(say.plain(CONSENT_CHOICES[each]) for each in value if each in CONSENT_CHOICES)
    if value is None or isinstance(value, bool):
        return "" if value is None else say.plain(N_("yes")) if value else say.plain(N_("no"))
    if column is None or not isinstance(value, str | int | date | time):
        return say.plain(_EVENTS[value]) if str(value) in _EVENTS else _plain(say, value)
    if column.foreign_keys and isinstance(value, int):
        return f"#{value}"
    return _of_column(say, column, value, _in_digits if in_digits else partial(_moment, say), zone)


def doer_in_words(say: Say, by: str) -> str:
    """Who did it, by name, or what did, for a file or a terminal."""
    return say.plain(_DOERS[by]) if by in _DOERS else by


def kind_in_words(say: Say, kind: str) -> str:
    """What a message from the bot is about, for a file or a terminal."""
    return say.plain(declared.jobs[kind].about) if kind in declared.jobs else noun_in_words(say, "Delivery")


def _of_column(
    say: Say, column: Column[Any], value: Any, moment: Callable[[date | time, tzinfo], str], zone: tzinfo
) -> str:
    kind = getattr(column.type, "enum_class", None)
    if kind is not None:
        name = _VALUES[kind].get(value, "")
        return say.plain(name) if name else str(value)
    if str(column) in ("networks.language", "people.language"):
        return LANGUAGE_NAMES.get(str(value), str(value))
    if str(column) in ("changes.noun", "erasures.noun"):
        return noun_in_words(say, str(value))
    if str(column) == "answers.part":
        return unescape(part_in_words(say, MeetingPart.read(str(value))))
    if str(column) == "changes.field":
        return field_in_words(say, str(value))
    if str(column) == "deliveries.kind":
        return kind_in_words(say, str(value))
    if isinstance(value, str) and not isinstance(column.type, String | Integer):
        read = next((kind for kind in (date, datetime, time) if _reads(kind, value)), None)
        value = read.fromisoformat(value) if read else value
    if column.name == "month" and isinstance(value, date) and moment is not _in_digits:
        return month(value, say.code)
    return moment(value, zone) if isinstance(value, date | time) else str(value)


def _moment(say: Say, value: date | time, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return plain_moment(value, say.code, zone)
    return hour(value, say.code) if isinstance(value, time) else plain_day(value, say.code)


def _in_digits(value: date | time, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _reads(kind: Any, value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _plain(say: Say, value: Any) -> str:
    """Lists and settings in words; of a message what it says."""
    if isinstance(value, Mapping):
        if "blocks" in value and isinstance(value.get("text"), str):
            return unescape(value["text"])
        return _pairs(say, value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_plain(say, each) for each in value)))
    if isinstance(value, bool):
        return say.plain(N_("yes")) if value else say.plain(N_("no"))
    return "" if value is None else str(value)


def _pairs(say: Say, values: Mapping[str, Any]) -> str:
    named = ((_key(say, name), _plain(say, each)) for name, each in values.items())
    return "; ".join(f"{name}: {each}" for name, each in named if each)


def _key(say: Say, key: str) -> str:
    if key in DAYS_BEFORE or key in declared.jobs:
        return say.plain(declared.jobs[key].about if key in declared.jobs else DAYS_BEFORE[key].label)
    return field_in_words(say, key)
