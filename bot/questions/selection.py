"""Which meetings a question is about, by the kind, the time and the hosts it names. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dates.typed import AmbiguousDate
from bot.dates.when import FIRST_YEAR, LAST_YEAR, local_day
from bot.feature.call import Call, Refusal
from bot.intents.reading import Utterance
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.rules import in_order, is_to_come, roles_invited, span_of, to_come, took_place
from bot.models import Meeting, MeetingKind, MeetingState, Role

KINDS: Final = {
    Sign.PARTNERSHIP: MeetingKind.PARTNERSHIP,
    Sign.OFFICIALS_MEETING: MeetingKind.OFFICIALS,
    Sign.STUDY_VISIT: MeetingKind.STUDY_VISIT,
    Sign.WORKING_GROUP: MeetingKind.WORKING_GROUP,
    Sign.SEMINAR: MeetingKind.SEMINAR,
}
MEETINGS: Final = (Sign.MEETING, Sign.MEET, *KINDS)
"""The signs that stand for a meeting."""
WHICH_ONE: Final = (Sign.NEXT, Sign.LAST, Sign.FINAL, Sign.AFTER, Sign.AND_AFTER, Sign.DATE, Sign.MEMBER)
PEOPLE_COME: Final = {Sign.COME, Sign.ANSWERED, Sign.MY_ANSWER, Sign.SIGN_UP, Sign.INSTEAD}
"""With these "officials" are those who come, not those whose meeting it is; the elected come to few others."""
AROUND: Final = (
    *MEETINGS, *WHICH_ONE, Sign.BEFORE, Sign.WAS, Sign.OFFICIALS, Sign.ELECTED, Sign.SEAT, Sign.DEPUTY, Sign.MEMBERS,
    Sign.ALL, Sign.HAPPENS, Sign.LIST, Sign.DIGITAL, Sign.AGREEMENT,
)  # fmt: skip
"""Signs that say which meeting, and so stand in every question about one."""


@dataclass(frozen=True)
class Selection:
    """The meetings a question is about, the likeliest first."""

    meetings: tuple[Meeting, ...]
    is_narrowed: bool
    """Whether the question names a kind, a time or a host; else any meeting to come will do."""
    is_past: bool = False
    beside: tuple[Meeting, ...] = ()
    """All that are planned at the time the question names, whatever else it names."""
    whatever_state: tuple[Meeting, ...] = ()
    """All of the kind, the hosts and the time the question names, first to last: also cancelled ones."""
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


def kinds_of(utterance: Utterance) -> Collection[MeetingKind]:
    """The kinds of meetings a question names, none where it names none. "When do the officials meet" names one, the
    elected those they are invited to."""
    signs = utterance.signs
    if _is_of_elected(utterance):
        return frozenset(MeetingKind)
    if Sign.OFFICIALS in signs and signs & {Sign.MEETING, Sign.MEET} and not signs & PEOPLE_COME:
        return (MeetingKind.OFFICIALS,)
    return [kind for sign, kind in KINDS.items() if sign in signs][:1]


def _is_of_elected(utterance: Utterance) -> bool:
    return Sign.ELECTED in utterance.signs and bool(utterance.signs & {Sign.MEETING, Sign.MEET, *PEOPLE_COME})


def hosts_of(utterance: Utterance) -> tuple[int, ...]:
    """The members whose meetings a question is about; who comes to one is no host."""
    return utterance.place if utterance.signs & PEOPLE_COME else utterance.who


def select(meetings: Iterable[Meeting], utterance: Utterance, now: datetime, zone: ZoneInfo) -> Selection:
    """The meetings a question is about. A named time means every meeting in it, past or to come, unless it asks for
    what is left or has been; else those to come, or the last ones when it asks for what has been. Cancelled ones only
    when nothing else is there at that time."""
    ordered, kinds, hosts, signs = in_order(meetings), kinds_of(utterance), hosts_of(utterance), utterance.signs
    fitting = [each for each in ordered if not kinds or each.kind in kinds]
    if _is_of_elected(utterance):
        fitting = [each for each in fitting if Role.ELECTED in roles_invited(each)]
    if hosts and signs & {Sign.AFTER, Sign.BEFORE} and utterance.when is None:
        planned = [each for each in fitting if each.state is MeetingState.PLANNED]
        return Selection(_beside_theirs(utterance, planned, now, zone), is_narrowed=True)
    if hosts:
        fitting = [each for each in fitting if each.host is not None and each.host.id in hosts]
    is_narrowed = bool(kinds or hosts) or utterance.when is not None
    asks_for_past = utterance.is_past and Sign.NEXT not in signs
    coming = [each for each in fitting if is_to_come(each, now, zone)]
    if utterance.when is not None:
        there = _at(utterance, ordered, now, zone)
        beside = tuple(each for each in there if each.state is MeetingState.PLANNED)
        at_that_time = [each for each in there if each in fitting]
        whatever_state = tuple(at_that_time)
        if Sign.OPEN in signs:
            at_that_time = [each for each in at_that_time if each in coming]
        elif asks_for_past:
            at_that_time = [each for each in at_that_time if each not in coming] or at_that_time
        planned = [each for each in at_that_time if each.state is MeetingState.PLANNED]
        if signs & {Sign.FINAL, Sign.BEFORE}:
            planned = planned[::-1]
        has_been = bool(planned) and not any(each in coming for each in planned)
        return Selection(tuple(planned or at_that_time), is_narrowed, has_been, beside, whatever_state)
    if asks_for_past:
        past = [each for each in fitting if each.state is MeetingState.PLANNED and each not in coming]
        known = [each for each in past if took_place(each, now, zone)] if Sign.HOW_MANY not in signs else []
        those = tuple(known or past) if Sign.FIRST in signs else tuple(reversed(known or past))
        return Selection(those, is_narrowed, is_past=True, whatever_state=tuple(fitting))
    ahead = reversed(coming) if Sign.FINAL in signs else next_ones(coming, utterance)
    return Selection(tuple(ahead), is_narrowed, whatever_state=tuple(fitting))


def wants_one(utterance: Utterance) -> bool:
    """Whether the first or last of a time is asked for, or the one after or before it: "mötet efter majmötet"."""
    when, signs = utterance.when, utterance.signs
    if when is None or Sign.ALL in signs:
        return False
    return bool(signs & {Sign.FIRST, Sign.FINAL, Sign.BEFORE}) or (Sign.AFTER in signs and when.side == "after")


def next_ones(coming: Sequence[Meeting], utterance: Utterance) -> Sequence[Meeting]:
    """Those to come; where a question asks for the one after the next only from that on, or the two."""
    if Sign.AND_AFTER in utterance.signs:
        return coming[:2]
    return coming[1:] if Sign.AFTER in utterance.signs else coming


def _beside_theirs(
    utterance: Utterance, planned: Sequence[Meeting], now: datetime, zone: ZoneInfo
) -> tuple[Meeting, ...]:
    """Those after the next that some members host, or before it, the nearest first; or beside the last they hosted."""
    turn = turn_of(planned, hosts_of(utterance), now, zone)
    if turn is None:
        return ()
    return tuple(planned[turn + 1 :] if Sign.AFTER in utterance.signs else reversed(planned[:turn]))


def turn_of(meetings: Sequence[Meeting], hosts: Collection[int], now: datetime, zone: ZoneInfo) -> int | None:
    """The place of the next meeting to come that some members host, else of the latest they hosted; None without."""
    theirs = [n for n, each in enumerate(meetings) if each.host is not None and each.host.id in hosts]
    return next((n for n in theirs if is_to_come(meetings[n], now, zone)), theirs[-1] if theirs else None)


def _at(utterance: Utterance, meetings: Sequence[Meeting], now: datetime, zone: ZoneInfo) -> list[Meeting]:
    """Those at the time a question names. Before or after one only what surely is; and before one to come only those to
    come, when there are any to ask of."""
    assert utterance.when is not None
    reach, side = utterance.when.reach, utterance.when.side
    is_open = side in ("before", "until") and Sign.BEFORE not in utterance.signs
    if is_open and not utterance.is_past and reach.last >= local_day(now, zone):
        meetings = [each for each in meetings if is_to_come(each, now, zone)] or meetings
    if side in ("before", "after"):
        meetings = [each for each in meetings if reach.covers(span_of(each))]
    return [each for each in meetings if span_of(each).overlaps(reach)]


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
        raise Refusal(N_("“{date}” falls in different weeks in different municipalities. Write the week, as in week"
                         " 8."),
                      date=doubt.text)  # fmt: skip
    if doubt is not None and doubt.reason in ("unknown", "vague"):
        raise Refusal(N_("I do not understand the time “{date}”. Write it as in 14 May {year}, week 21 or May {year}."),
                      date=doubt.text, year=year)  # fmt: skip
    if doubt is not None and doubt.reason == "out_of_range":
        raise Refusal(N_("“{date}” is outside {first}–{last}, the years I can answer for."),
                      date=doubt.text, first=FIRST_YEAR, last=LAST_YEAR)  # fmt: skip
    if doubt is not None:
        raise Refusal(
            N_("There is no date “{date}”. Write a day as in 14 May {year}, or just the month."),
            date=doubt.text,
            year=year,
        )
