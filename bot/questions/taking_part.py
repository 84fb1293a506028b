"""Answers about members in the network: whether one takes part, has left or comes, since when, until when; and which
took part at a time, or do not.

Yes or no follows from what was asked, and is left out where nobody knows and where it is not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.blocks.messages import Message
from bot.dates.in_words import plain_day, span
from bot.dates.when import Span
from bot.feature.call import Call
from bot.feature.pages import in_rows
from bot.intents.vocabulary import Sign
from bot.language import N_, Text, bold, joined
from bot.models import Member, MemberKind, Membership, Period
from bot.network.history import MemberHistory, Stage
from bot.network.membership import (
    MembersOfPeriod,
    Part,
    day_within,
    has_left_sometime,
    is_over,
    part_on,
    periods_around,
)
from bot.network.people import PART_NOTES, in_number, others_in_words, part_in_words, when_in_words
from bot.questions.meetings import in_that_time
from bot.questions.view import several

S = Sign
FACTS: Final[Mapping[Stage, str]] = {
    Stage.IN: N_("{member} takes part."),
    Stage.COMES: N_("{member} takes part from {day}."),
    Stage.UNDECIDED: N_("{member} has yet to decide."),
    Stage.HAS_LEFT: N_("{member} has left."),
    Stage.NEVER_IN: N_("{member} does not take part."),
    Stage.UNKNOWN: N_("No loaded plan says whether {member} takes part."),
}
YES: Final = N_("Yes, {fact}")
YES_AFTER_ALL: Final = N_("Indeed, {fact}")
"""To a question with "not" in it."""
NO: Final = N_("No, {fact}")
NOT_YET: Final = N_("Not yet: {fact}")
IS_IT_IN: Final = {
    Stage.IN: YES, Stage.COMES: NOT_YET, Stage.UNDECIDED: NOT_YET, Stage.HAS_LEFT: NO,
    Stage.NEVER_IN: NO,
}  # fmt: skip
PARTLY: Final = N_("Only a city district: {fact}")
"""To a question about the whole city."""
THEN: Final = N_("{member} took part then.")
NOT_THEN: Final = N_("{member} did not take part then.")
FROM_THEN: Final[Mapping[Part, str]] = {
    Part.NOW: N_("{member} takes part then."),
    Part.LATER: N_("{member} takes part from {day}."),
    Part.UNDECIDED: N_("{member} has yet to decide."),
    Part.PAST: N_("{member} does not take part then."),
    Part.ABSENT: N_("{member} does not take part then."),
}
IN_BOTH: Final = N_("{member} is in the period before and in the one after.")
PARTS_WITHOUT: Final = (Part.LATER, Part.PAST, Part.ABSENT)
HAS_IT_LEFT: Final = {Stage.IN: NO, Stage.COMES: NO, Stage.HAS_LEFT: YES, Stage.NEVER_IN: NO}


def taking_part(call: Call, asked: Sequence[tuple[Member, MemberHistory]], days: Span | None) -> Message:
    """Whether some members take part: on the days asked of, else today."""
    return several(call, [joined(" ", _answer(call, *each, days)) for each in _meant(asked)])


def _meant(asked: Sequence[tuple[Member, MemberHistory]]) -> list[tuple[Member, MemberHistory]]:
    """Without those whose municipalities another of them has, which takes part when they do not: "Karlskoga" is the
    pair of today, not what it was by itself."""
    there = [member for member, history in asked if history.stage is Stage.IN]
    taken = {name for member in there for name in member.municipalities}
    return [each for each in asked if each[0] in there or not taken.issuperset(each[0].municipalities or [""])]


def _answer(call: Call, member: Member, history: MemberHistory, days: Span | None) -> list[Text]:
    name, asks_of_leaving = bold(member.name), S.GONE in call.utterance.signs
    if days is not None and not asks_of_leaving:
        return _at_that_time(call, member, history, days)
    if days is None and _is_told_of_periods(call, history):
        return _around_today(call, name, history)
    fact, lead = _fact(call, name, history), _lead(call, history)
    if lead and days is None:
        fact = _led(call, member, lead, fact)
    wants_all = days is not None or call.utterance.is_open or bool(call.utterance.signs & {S.WAS, S.LAST, S.BEGINS})
    is_news = _is_told(call) and asks_of_leaving and history.stage is not Stage.HAS_LEFT
    noted = call.say("That a member leaves is noted in the network's plan, not here.") if is_news else Text("")
    return [fact, *_days_known(call, history, wants_all=wants_all), noted]


def _is_told(call: Call) -> bool:
    """Whether it is said and not asked: "Gävle lämnar nätverket"."""
    return call.utterance.begins_with_name and "?" not in call.words


def _is_told_of_periods(call: Call, history: MemberHistory) -> bool:
    """Whether what a member is today is said of the period that ended and of the one that begins: none runs."""
    runs = any(call.today in each.days for each in history.periods)
    return not runs and history.stage in (Stage.IN, Stage.COMES, Stage.UNDECIDED)


def _around_today(call: Call, name: Text, history: MemberHistory) -> list[Text]:
    return [_around(call, name, history, each) for each in periods_around(history.periods, call.today)]


def _around(call: Call, name: Text, history: MemberHistory, period: Period) -> Text:
    """Whether the member took part when a period ended, or takes part when it begins, where no period runs."""
    say, own = call.say, history.own.get(period.id)
    when = when_in_words(say, period, call.today)
    if own is None and not period.memberships:
        return when
    part = part_on(own, day_within(period, call.today)) if own else Part.ABSENT
    words = FROM_THEN[part] if not is_over(period, call.today) else THEN if part is Part.NOW else NOT_THEN
    first = plain_day(own.starts, say.code) if own and own.starts else ""
    return joined(" ", [when, say(words, member=bold(own.name) if own else name, day=first)])


def _lead(call: Call, history: MemberHistory) -> str | None:
    """Yes, no or not yet; None where that answers nothing: what has been is asked, or nobody knows."""
    signs, stage = call.utterance.signs, history.stage
    if _is_told(call):
        return None
    if S.GONE in signs:
        return NOT_YET if stage is Stage.IN and history.last_day else HAS_IT_LEFT.get(stage)
    has_no_answer = signs & {S.WAS, S.LAST} or (signs & {S.NOT, S.UNDECIDED} and stage is Stage.UNDECIDED)
    return None if has_no_answer else IS_IT_IN.get(stage)


def _fact(call: Call, name: Text, history: MemberHistory) -> Text:
    day = plain_day(history.next_first, call.say.code) if history.next_first else ""
    return call.say(FACTS[history.stage], member=name, day=day)


def absent_on(call: Call, asked: Sequence[tuple[Member, MemberHistory]], day: date) -> list[Text]:
    """Of members that take no part on a day, that they do not, and the last day that is known."""
    rows = []
    for member, history in asked:
        part = history.part(day)
        if part is None or part is Part.BETWEEN:
            words = FACTS[Stage.UNKNOWN] if part is None else IN_BOTH
        else:
            words = NOT_THEN if part in PARTS_WITHOUT and day < call.today else FROM_THEN[part]
        first = plain_day(history.next_first, call.say.code) if history.next_first else ""
        fact = call.say(words, member=bold(member.name), day=first)
        rows.append(joined(" ", [fact, *_days_known(call, history, wants_all=False)]))
    return rows


def _led(call: Call, member: Member, lead: str, fact: Text) -> Text:
    """The fact after yes or no, where that is asked for."""
    if call.utterance.is_open:
        return fact
    if (
        member.kind is MemberKind.DISTRICT
        and call.utterance.in_full.intersection(member.municipalities)
        and lead == YES
    ):
        return call.say(PARTLY, fact=fact)
    return call.say(YES_AFTER_ALL if lead == YES and S.NOT in call.utterance.signs else lead, fact=fact)


def _days_known(call: Call, history: MemberHistory, *, wants_all: bool) -> list[Text]:
    """The days of its part that are known: the last, and with `wants_all` the first and when the period ends."""
    say, rows = call.say, list[Text]()
    is_in, begun, last = history.stage is Stage.IN, history.begun, history.last_day
    if is_in and begun and wants_all:
        rows.append(_since(call, history, begun[-1]))
    if is_in and last:
        rows.append(say("The last day is {day}.", day=plain_day(last, say.code)))
    elif is_in and wants_all:
        sentence = (
            N_("The period ended on {day}.")
            if is_over(history.period, history.today)
            else N_("The period ends on {day}.")
        )
        rows.append(say(sentence, day=plain_day(history.period.ends, say.code)))
    if history.stage is Stage.HAS_LEFT:
        rows.append(
            say("The last day was {day}.", day=plain_day(last, say.code))
            if last
            else say("Which day that was is not noted.")
        )
    before = begun[:-1] if is_in else begun
    if before and (wants_all or not is_in):
        rows.append(say("It took part {days}.", days=joined(", ", [span(each, say.code) for each in before])))
    if history.year_before_periods and (wants_all or not is_in):
        rows.append(
            say("It first took part in {year}, according to the network’s plan.", year=history.year_before_periods)
        )
    return rows


def _since(call: Call, history: MemberHistory, stay: Span) -> Text:
    """Since when a member takes part, as far as anybody knows."""
    day = plain_day(stay.first, call.say.code)
    if history.knows_first(stay):
        return call.say("It has taken part since {day}.", day=day)
    if history.is_written(stay):
        return call.say("Which day it began is not noted.")
    return call.say("It has taken part since at least {day}.", day=day)


def _at_that_time(call: Call, member: Member, history: MemberHistory, days: Span) -> list[Text]:
    """What is known of the days asked of; and what the member is today, where not all of them are known."""
    name = bold(member.name)
    say, time, is_past = call.say, in_that_time(call), days.last < call.today
    stretches = history.stretches(days)
    parts = {part for _, part in stretches}
    there = [row for row, part in stretches if part is Part.NOW]
    if parts == {Part.NOW}:
        fact = say("{member} took part {time}.", member=name, time=time) if is_past else say(
            "{member} takes part {time}.", member=name, time=time)  # fmt: skip
        return [_led(call, member, YES, fact)]
    today = [_fact(call, name, history), *_days_known(call, history, wants_all=False)]
    is_between = _is_told_of_periods(call, history)
    if is_between:
        today = _around_today(call, name, history)
    if there:
        rows = joined(", ", [span(each, say.code) for each in there])
        partly = N_("Partly: {member} took part {days}.") if is_past else N_("Partly: {member} takes part {days}.")
        if call.utterance.is_open:
            partly = N_("{member} took part {days}.") if is_past else N_("{member} takes part {days}.")
        rest = say("No loaded plan says anything about the rest of the time.") if None in parts else Text("")
        if parts == {Part.NOW, Part.BETWEEN}:
            rest = say("The rest of the time is in no period.")
        return [say(partly, member=name, days=rows), rest]
    if parts == {Part.BETWEEN}:
        return [_in_no_period(call, days), say(IN_BOTH, member=name)]
    if ended := _as_it_ended(call, name, history, days):
        return ended
    if None in parts:
        return [_unknown(call, days), *today]
    if Part.UNDECIDED in parts:
        return [say("No decision by {member} is known for that time.", member=name), *today]
    fact = say("{member} did not take part {time}.", member=name, time=time) if is_past else say(
        "{member} does not take part {time}.", member=name, time=time)  # fmt: skip
    is_told = is_between or history.stage is Stage.HAS_LEFT
    return [_led(call, member, NO, fact), *(today if is_told else _days_known(call, history, wants_all=True))]


def no_period_then(call: Call, periods: Sequence[Period], days: Span) -> list[Text]:
    """That no period runs on some days, and which begins next; or that no loaded plan says anything of them."""
    around = periods_around(periods, days.first)
    if len(around) != 2 or around[1].starts <= days.last:
        return [_unknown(call, days)]
    following = around[1]
    begins = N_("The next began on {day}.") if following.starts <= call.today else N_("The next begins on {day}.")
    return [_in_no_period(call, days), call.say(begins, day=plain_day(following.starts, call.say.code))]


def _as_it_ended(call: Call, name: Text, history: MemberHistory, days: Span) -> list[Text]:
    """What an ended period's plan says of a member that had left, nobody knows when, or had not decided; else
    nothing."""
    asked = [each for each in history.periods if each.days.overlaps(days)]
    if not asked or not is_over(asked[-1], call.today) or (own := history.own.get(asked[-1].id)) is None:
        return []
    if has_left_sometime(own):
        left = call.say("{member} had left when the period {period} ended.", member=name, period=asked[-1].name)
        return [left, call.say("Which day that was is not noted.")]
    undecided = call.say("No decision by {member} was noted in the period {period}.",
                         member=name, period=asked[-1].name)  # fmt: skip
    return [undecided] if part_on(own, asked[-1].ends) is Part.UNDECIDED else []


def _in_no_period(call: Call, days: Span) -> Text:
    runs = N_("No period ran {time}.") if days.last < call.today else N_("No period runs {time}.")
    return call.say(runs, time=in_that_time(call))


def _unknown(call: Call, days: Span) -> Text:
    if days.last < call.today:
        return call.say("No loaded plan says how it was {time}.", time=in_that_time(call))
    return call.say("No loaded plan says how it is {time}.", time=in_that_time(call))


def who_took_part(call: Call, every: Sequence[MembersOfPeriod], days: Span) -> Message:
    """Which members take part on some days, with the days of those that did a part of the time, and what is known of
    the others. `every`: those of each period, first to last."""
    say, time, is_past = call.say, in_that_time(call), days.last < call.today
    periods = [each.period for each in every]
    within = {each.period.id: each for each in every if each.period.days.overlaps(days)}
    own: dict[int, dict[int, Membership]] = {}
    for of in every:
        for membership in of.all:
            own.setdefault(membership.member_id, {})[of.period.id] = membership
    asked = dict.fromkeys(each.member_id for of in within.values() for each in of.all)
    if not asked:
        return several(call, no_period_then(call, periods, days), count=0)
    there, counted, others = list[Text](), list[Membership](), list[Text]()
    for theirs in (own[each] for each in asked):
        parts = MemberHistory(periods, theirs, call.today).stretches(days)
        known = [row for row, part in parts if part is Part.NOW]
        is_whole = all(part in (Part.NOW, None) for _, part in parts)
        latest, last = [each for each in theirs.items() if each[0] in within][-1]
        if known:
            row = joined(", ", [span(each, say.code) for each in known])
            when = Text("") if is_whole else Text("(") + row + Text(")")
            counted.append(last)
            there.append(joined(" ", [last.name, when]))
        else:
            others.append(joined(" – ", [last.name, _instead(call, last, within[latest], days)]))
    lead = N_("{members} took part {time}:") if is_past else N_("{members} take part {time}:")
    said = bold(say(lead, members=in_number(say, counted), time=time))
    return several(call, [*in_rows(there, lead=said), *in_rows(others, "; ")], count=0)


def _instead(call: Call, own: Membership, of: MembersOfPeriod, days: Span) -> Text:
    """What the part is of a member that takes none on some days: of one that takes part today until or from when."""
    say = call.say
    if own.starts and days.last < own.starts and part_on(own, of.day) is Part.NOW:
        return say(PART_NOTES[Part.LATER], day=plain_day(own.starts, say.code))
    if own.ends and own.ends < days.first and part_on(own, of.day) is Part.NOW:
        return say("takes part until {day}", day=plain_day(own.ends, say.code))
    return part_in_words(say, own, of)


def at_their_stage(call: Call, every: Sequence[tuple[Member, MemberHistory]]) -> Message:
    """Which members have left or are to, have not decided, or have come or are to: of the time asked of, and else of
    those who have come only in the period of today."""
    say, when, signs, every = call.say, call.utterance.when, call.utterance.signs, _meant(every)
    reach = when.reach if when else None

    def then(day: date | None) -> bool:
        return reach is None or (day is not None and day in reach)

    if S.UNDECIDED in signs:
        names = [member.name for member, history in every if history.stage is Stage.UNDECIDED]
        return _those(call, [(say("Have yet to decide:"), names)], say("No member still has to decide."))
    if S.GONE in signs:
        left = [
            _with_last_day(call, *each) for each in every if each[1].stage is Stage.HAS_LEFT and then(each[1].last_day)
        ]
        leaving = [
            _with_last_day(call, *each)
            for each in every
            if each[1].stage is Stage.IN and each[1].last_day and then(each[1].last_day)
        ]
        none = (
            say("No member is noted as leaving {time}.", time=in_that_time(call))
            if when
            else say("No member is noted as leaving.")
        )
        return _those(call, [(say("Have left:"), left), (say("Will leave:"), leaving)], none)
    new = [(member, first) for member, history in every if (first := _first_day(history, reach))]
    rows = [say("{member} (from {day})", member=member.name, day=plain_day(first, say.code)) for member, first in new]
    unknown = [member.name for member, history in every if _began_sometime(history, reach)]
    none = (
        say("No member is noted as new {time}.", time=in_that_time(call)) if when else say("No member is noted as new.")
    )
    not_noted = in_rows(unknown, lead=bold(say("Which day these joined is not noted:")))
    return several(call, [*(in_rows(rows, lead=bold(say("New members:"))) or [none]), *not_noted], count=0)


def _with_last_day(call: Call, member: Member, history: MemberHistory) -> Text:
    if history.last_day is None:
        return call.say("{member} (the day is not noted)", member=member.name)
    return call.say(
        "{member} (the last day: {day})", member=member.name, day=plain_day(history.last_day, call.say.code)
    )


def _first_day(history: MemberHistory, reach: Span | None) -> date | None:
    """The first day of a member that came on the days asked of, and else of one that had not taken part before the
    period of today; None where it is not known."""
    stays = history.stays
    if not stays or not history.knows_first(stays[0]):
        return None
    first = stays[0].first
    is_new = first >= history.period.starts and first > history.periods[0].starts
    return first if (is_new if reach is None else first in reach) else None


def _began_sometime(history: MemberHistory, reach: Span | None) -> bool:
    """Whether a member may have come on those days: somebody joined for it, and nobody has noted since when."""
    stays = history.stays
    return bool(stays) and history.is_written(stays[0]) and (reach or history.period.days).overlaps(stays[0])


def _those(call: Call, groups: Sequence[tuple[Text, Sequence[Text | str]]], none: Text) -> Message:
    rows = [row for lead, names in groups for row in in_rows(names, lead=bold(lead))]
    return several(call, rows or [none], count=0)


def who_takes_no_part(call: Call, around: Sequence[MembersOfPeriod]) -> Message:
    """Which members of the plan do not take part, and why."""
    say, rows = call.say, list[Text]()
    for members in around:
        none = (
            [say("All members in the plan for {period} take part.", period=members.period.name)] if members.all else []
        )
        lead = say("Named in the plan for {period} but not taking part:", period=members.period.name)
        rows += [
            when_in_words(say, members.period, call.today),
            *(in_rows(others_in_words(say, members), "; ", lead=bold(lead)) or none),
        ]
    return several(call, [each for each in rows if each], count=0)
