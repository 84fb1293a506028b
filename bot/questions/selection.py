"""Which meetings a question is about, by the kind, the time and the hosts it names. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dates.typed import AmbiguousDate, NamedSpan
from bot.dates.when import FIRST_YEAR, LAST_YEAR, local_day
from bot.feature.call import Call, Refusal
from bot.intents.reading import Utterance
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.rules import in_order, is_to_come, span_of, to_come, took_place
from bot.models import Meeting, MeetingKind, MeetingState

KINDS: Final = {
    Sign.PARTNERSHIP: MeetingKind.PARTNERSHIP,
    Sign.OFFICIALS_MEETING: MeetingKind.OFFICIALS,
    Sign.STUDY_VISIT: MeetingKind.STUDY_VISIT,
    Sign.WORKING_GROUP: MeetingKind.WORKING_GROUP,
    Sign.SEMINAR: MeetingKind.SEMINAR,
}
MEETINGS: Final = (Sign.MEETING, Sign.MEET, *KINDS)
"""The signs that stand for a meeting."""
WHICH_ONE: Final = (Sign.NEXT, Sign.LAST, Sign.FINAL, Sign.AFTER, Sign.DATE, Sign.MEMBER)
PEOPLE_COME: Final = {Sign.COME, Sign.ANSWERED, Sign.MY_ANSWER, Sign.SIGN_UP, Sign.INSTEAD}
"""With these "officials" are those who come, not those whose meeting it is; the elected come to few others."""
AROUND: Final = (
    *MEETINGS, *WHICH_ONE, Sign.WAS, Sign.OFFICIALS, Sign.ELECTED, Sign.SEAT, Sign.MEMBERS, Sign.ALL, Sign.HAPPENS,
    Sign.LIST, Sign.DIGITAL, Sign.AGREEMENT,
)  # fmt: skip
"""Signs that say which meeting, and so stand in every question about one."""


@dataclass(frozen=True)
class Selection:
    """The meetings a question is about, the likeliest first."""

    meetings: tuple[Meeting, ...]
    is_narrowed: bool
    """Whether the question names a kind, a time or a host; else any meeting to come will do."""
    is_past: bool = False
    coming: tuple[Meeting, ...] = ()
    """All meetings to come, whatever the question names."""
    last_planned: Meeting | None = None
    """The last of all that are planned, past or to come."""

    @classmethod
    def load(cls, call: Call) -> Selection:
        """Read the meetings of the network and select; a Refusal when the date in the question is of no use."""
        refuse_doubtful_date(call)
        meetings = meetings_store.all_meetings(call.session, call.network)
        planned = [each for each in meetings if each.state is MeetingState.PLANNED]
        return replace(
            select(meetings, call.utterance, call.now, call.zone),
            coming=tuple(to_come(meetings, call.now, call.zone)),
            last_planned=planned[-1] if planned else None,
        )

    def is_next(self, meeting: Meeting) -> bool:
        """Whether a meeting is the next of all."""
        return bool(self.coming) and meeting is self.coming[0]


def kind_of(utterance: Utterance) -> MeetingKind | None:
    """The kind of meeting a question names. "When do the officials meet" names it too."""
    if utterance.signs & PEOPLE_COME and Sign.ELECTED not in utterance.signs:
        return next((kind for sign, kind in KINDS.items() if sign in utterance.signs), None)
    if Sign.OFFICIALS in utterance.signs and utterance.signs & {Sign.MEETING, Sign.MEET}:
        return MeetingKind.OFFICIALS
    if Sign.ELECTED in utterance.signs and utterance.signs & {Sign.MEETING, Sign.MEET, *PEOPLE_COME}:
        return MeetingKind.PARTNERSHIP
    return next((kind for sign, kind in KINDS.items() if sign in utterance.signs), None)


def select(meetings: Iterable[Meeting], utterance: Utterance, now: datetime, zone: ZoneInfo) -> Selection:
    """The meetings a question is about. A named time means every meeting in it, past or to come; else those to come,
    or the last ones when it asks for what has been. Cancelled ones only when nothing else is there at that time."""
    kind = kind_of(utterance)
    fitting = [each for each in in_order(meetings) if kind is None or each.kind is kind]
    hosts = utterance.place if utterance.signs & PEOPLE_COME else utterance.who
    if hosts and Sign.AFTER in utterance.signs and utterance.when is None:
        after = _after_theirs(hosts, [each for each in fitting if is_to_come(each, now, zone)])
        return Selection(after, is_narrowed=True)
    if hosts:
        fitting = [each for each in fitting if each.host is not None and each.host.id in hosts]
    is_narrowed = kind is not None or bool(hosts) or utterance.when is not None
    coming = [each for each in fitting if is_to_come(each, now, zone)]
    if utterance.when is not None:
        at_that_time = _at(utterance.when, fitting, () if utterance.is_past else coming, local_day(now, zone))
        planned = [each for each in at_that_time if each.state is MeetingState.PLANNED]
        has_been = bool(planned) and not any(is_to_come(each, now, zone) for each in planned)
        return Selection(tuple(planned or at_that_time), is_narrowed, has_been)
    past = [each for each in fitting if each.state is MeetingState.PLANNED and each not in coming]
    if utterance.is_past and Sign.NEXT not in utterance.signs:
        known = [each for each in past if took_place(each, now, zone)]
        return Selection(tuple(reversed(known or past)), is_narrowed, is_past=True)
    if Sign.FINAL in utterance.signs:
        return Selection(tuple(reversed(coming)), is_narrowed)
    return Selection(tuple(coming[1:] if Sign.AFTER in utterance.signs else coming), is_narrowed)


def _after_theirs(hosts: Collection[int], coming: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Those to come after the next that some members host."""
    planned = [each for each in coming if each.state is MeetingState.PLANNED]
    theirs = [n for n, each in enumerate(planned) if each.host is not None and each.host.id in hosts]
    return tuple(planned[theirs[0] + 1 :]) if theirs else ()


def _at(when: NamedSpan, fitting: Sequence[Meeting], coming: Sequence[Meeting], today: date) -> list[Meeting]:
    """Those at a time. Before or after one only what surely is; and before one to come only those of `coming`, when
    there are any to ask of."""
    reach = when.reach
    if when.side in ("before", "after"):
        fitting = [each for each in fitting if reach.covers(span_of(each))]
    if when.side in ("before", "until") and coming and reach.last >= today:
        fitting = [each for each in fitting if each in coming]
    return [each for each in fitting if span_of(each).overlaps(reach)]


class DoubtfulDate(Refusal):
    """The date of a question is in doubt; `offers` are what may be meant."""

    def __init__(self, doubt: AmbiguousDate, year: int) -> None:
        super().__init__(_IN_DOUBT[doubt.doubt], date=doubt.text, year=year)
        self.offers = doubt.offers
        self.are_all_meant = doubt.doubt == "several"


_IN_DOUBT: Final = {
    "day_or_month": N_("“{date}” can be two dates. Write the month in letters, as in 4 May {year}."),
    "weekday": N_("“{date}” is not on that weekday. Write the date without the weekday."),
    "readings": N_("“{date}” can mean different times."),
    "several": N_("“{date}” names several times; I answer for one at a time."),
    "rest": N_("I do not understand “{date}”. Write the year with four digits, as in May {year}."),
}


def refuse_doubtful_date(call: Call) -> None:
    """Refuse a date that is of no use, with what to write instead."""
    doubt, year = call.utterance.doubt, call.today.year
    if isinstance(doubt, AmbiguousDate):
        raise DoubtfulDate(doubt, year)
    if doubt is not None and doubt.reason == "varies":
        raise Refusal(N_("“{date}” falls in different weeks in different municipalities. Write the week, as week 8."),
                      date=doubt.text)  # fmt: skip
    if doubt is not None and doubt.reason in ("unknown", "vague"):
        raise Refusal(N_("I do not understand the time “{date}”. Write it as 14 May {year}, week 21 or May {year}."),
                      date=doubt.text, year=year)  # fmt: skip
    if doubt is not None and doubt.reason == "out_of_range":
        raise Refusal(N_("“{date}” lies outside {first}–{last}, the years I can answer for."),
                      date=doubt.text, first=FIRST_YEAR, last=LAST_YEAR)  # fmt: skip
    if doubt is not None:
        raise Refusal(
            N_("“{date}” is no date. Write it as 14 May {year}, or just the month."), date=doubt.text, year=year
        )
