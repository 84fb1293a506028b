"""Answers to plain questions about meetings, in a sentence: when, where, how long until, who hosts, who comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.dates.in_words import span, understood
from bot.dates.typed import AmbiguousDate
from bot.feature.call import Call, Refusal
from bot.intents.reading import Utterance
from bot.intents.vocabulary import Sign
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings.card import answers_line, away, in_one_line, programme, themes_line, where_of
from bot.meetings.rules import has_days, in_order, is_to_come, span_of
from bot.meetings.show import nothing_to_come, show_meeting
from bot.models import Meeting, MeetingKind, MeetingState

THE: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: N_("the partnership meeting"),
    MeetingKind.OFFICIALS: N_("the officials' meeting"),
    MeetingKind.STUDY_VISIT: N_("the study visit"),
    MeetingKind.WORKING_GROUP: N_("the working group's meeting"),
    MeetingKind.SEMINAR: N_("the knowledge seminar"),
    MeetingKind.OTHER: N_("the meeting"),
}
MOST_LISTED: Final = 12


def told(*sentences: Text | str) -> Message:
    """A few sentences and nothing else."""
    text = lines(*sentences)
    return Message(text, [section(text)])


def the_meeting(say: Say, meeting: Meeting) -> Text:
    """A meeting inside a sentence: "partnerskapsträffen i maj 2020"."""
    name = say("“{title}”", title=clip(meeting.title, 80)) if meeting.title else say(THE[meeting.kind])
    days = span(span_of(meeting), say.code)
    if has_days(meeting):
        return say("{meeting} on {days}", meeting=name, days=days)
    return say("{meeting} in {month}", meeting=name, month=days)


def sentence(text: Text) -> Text:
    """A sentence begins with a capital letter, whatever it begins with."""
    return Text(text[:1].upper() + text[1:])


# when


def meeting_told(call: Call, meeting: Meeting, *, is_next: bool) -> Message:
    """One meeting: to come, its card for the asker alone, in a channel a line without anything of theirs; or that it
    has been."""
    say = call.say
    if meeting.state is MeetingState.PLANNED and not is_to_come(meeting, call.now, call.zone):
        return told(sentence(say("{meeting} has been.", meeting=the_meeting(say, meeting))), *_was(call, meeting))
    if call.is_private:
        return show_meeting(call, meeting, is_next=is_next)
    lead = say("Next meeting:") if is_next else say("Meeting:")
    return told(Text(f"{lead} {_row(call, meeting)}"), _counts(call, meeting))


def last_meeting_told(call: Call, meeting: Meeting) -> Message:
    """Which meeting was last."""
    say = call.say
    return told(say("The last one was {meeting}.", meeting=the_meeting(say, meeting)), *_was(call, meeting))


def _was(call: Call, meeting: Meeting) -> list[Text]:
    """Where it was and who hosted it."""
    where = where_of(call.say, meeting) if meeting.place or meeting.digital else ""
    host = call.say("host: {name}", name=clip(meeting.host.name, 80)) if meeting.host else ""
    return [joined(" · ", [where, host])]


def _row(call: Call, meeting: Meeting) -> Text:
    return joined(" · ", [in_one_line(call.say, meeting), away(call.say, meeting, call.today)])


def _counts(call: Call, meeting: Meeting) -> Text:
    if not is_to_come(meeting, call.now, call.zone):
        return Text("")
    counts = meetings_store.seats(call.session, call.network, meeting).counts()
    return Text(answers_line(call.say, counts, None).split("\n")[0])


def meetings_told(call: Call, meetings: Sequence[Meeting], title: Text) -> Message:
    """Several meetings, a line each."""
    say = call.say
    rows = [Text("• ") + _row(call, each) for each in meetings[:MOST_LISTED]]
    left = len(meetings) - len(rows)
    return told(bold(title), *rows, say("… and {left} more.", left=left) if left else "")


def no_such_meeting(call: Call, coming: Sequence[Meeting], what: Text) -> Message:
    """None is planned that fits; say which is next instead."""
    if not coming:
        return Message(lines(what, (nothing := nothing_to_come(call)).text), [section(what), *nothing.blocks])
    return told(what, call.say("Next is {meeting}.", meeting=the_meeting(call.say, coming[0])))


def in_that_time(call: Call) -> Text:
    """The time that was named, in the words we read it as: "i november 2020", "hösten 2020"."""
    say, when = call.say, call.utterance.when
    assert when is not None
    named = understood(when.span, when.kind, say.code)
    if when.kind == "month" or (when.kind == "days" and when.span.is_whole_months):
        return say("in {month}", month=named)
    return say("on {days}", days=named) if when.kind in ("day", "days") else say("during {time}", time=named)


# where


def where_told(call: Call, meeting: Meeting) -> Message:
    """Where a meeting is, or that it is not settled and who would know."""
    say, which = call.say, the_meeting(call.say, meeting)
    if not is_to_come(meeting, call.now, call.zone):
        return meeting_told(call, meeting, is_next=False)
    link = Text("<") + meeting.link + Text(">") if meeting.link and meeting.digital else Text("")
    if meeting.place and meeting.digital:
        return told(
            sentence(say("{meeting}: {place}, and digitally.", meeting=which, place=clip(meeting.place, 200))), link
        )
    if meeting.digital:
        return told(sentence(say("{meeting} is digital.", meeting=which)), link or say("The link is not there yet."))
    if meeting.place:
        return told(sentence(say("{meeting}: {place}.", meeting=which, place=clip(meeting.place, 200))))
    host = say("{host} hosts it.", host=meeting.host.name) if meeting.host else ""
    return told(say("The place of {meeting} is not set yet.", meeting=which), host)


def programme_told(call: Call, meeting: Meeting) -> Message:
    """The themes and the programme of a meeting; its card for one who asks alone, where both stand."""
    say = call.say
    themes = themes_line(say, meetings_store.theme_texts(call.session, meeting))
    items = programme(say, meetings_store.programme(call.session, meeting))
    if not themes and not items and not is_to_come(meeting, call.now, call.zone):
        return told(say("No theme or programme is noted for {meeting}.", meeting=the_meeting(say, meeting)))
    if not themes and not items:
        nothing = say("No theme or programme is set yet for {meeting}.", meeting=the_meeting(say, meeting))
        return told(nothing, say("Suggest a theme with `{command}`.", command=_suggest(call)))
    return told(bold(sentence(the_meeting(say, meeting))), themes, items)


def _suggest(call: Call) -> str:
    return call.command("mote tema", "meeting theme")


# how long until


def countdown_told(call: Call, meeting: Meeting) -> Message:
    """How many days are left; with only a month known, what that means."""
    say, which = call.say, the_meeting(call.say, meeting)
    if not is_to_come(meeting, call.now, call.zone):
        return meeting_told(call, meeting, is_next=False)
    days = (span_of(meeting).first - call.today).days
    if not has_days(meeting):
        return told(_until_month(say, which, days))
    if days <= 0:
        return told(sentence(say("{meeting} is going on now.", meeting=which) if days < 0
                             else say("{meeting} is today.", meeting=which)))  # fmt: skip
    return told(say.many("{count} day is left until {meeting}.", "{count} days are left until {meeting}.", days,
                         meeting=which))  # fmt: skip


def _until_month(say: Say, which: Text, days: int) -> Text:
    unset = say("Only its month is set yet, not the days.")
    if days <= 0:
        return joined(" ", [sentence(say("{meeting} is this month.", meeting=which)), unset])
    left = say.many("{count} day is left until the month of {meeting} begins.",
                    "{count} days are left until the month of {meeting} begins.", days, meeting=which)  # fmt: skip
    return joined(" ", [left, unset])


def refuse_doubtful_date(call: Call) -> None:
    """Refuse a date that cannot be used, with what to write instead."""
    doubt = call.utterance.doubt
    if isinstance(doubt, AmbiguousDate) and doubt.doubt == "weekday":
        raise Refusal(N_("“{date}” is not on that weekday. Write the date without the weekday."), date=doubt.text)
    if isinstance(doubt, AmbiguousDate):
        raise Refusal(N_("“{date}” can be two dates. Write the month in letters, as in 4 May 2020."), date=doubt.text)
    if doubt is not None:
        raise Refusal(N_("“{date}” is no date. Write it as 14 May 2020, or just the month."), date=doubt.text)


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
class Asked:
    """The meetings that were asked for, the one most meant first."""

    meetings: tuple[Meeting, ...]
    is_narrowed: bool
    """Whether kind, time or host was named; else any to come would do."""
    is_past: bool = False


def kind_asked(utterance: Utterance) -> MeetingKind | None:
    """The kind of meeting that was named. "When do the officials meet" names it too."""
    if utterance.signs & PEOPLE_COME and Sign.ELECTED not in utterance.signs:
        return next((kind for sign, kind in KINDS.items() if sign in utterance.signs), None)
    if Sign.OFFICIALS in utterance.signs and utterance.signs & {Sign.MEETING, Sign.MEET}:
        return MeetingKind.OFFICIALS
    if Sign.ELECTED in utterance.signs and utterance.signs & {Sign.MEETING, Sign.MEET, *PEOPLE_COME}:
        return MeetingKind.PARTNERSHIP
    return next((kind for sign, kind in KINDS.items() if sign in utterance.signs), None)


def meetings_asked(meetings: Iterable[Meeting], utterance: Utterance, now: datetime, zone: ZoneInfo) -> Asked:
    """Those asked for. A named time means every meeting in it, past or to come; else those to come, or the last ones
    when it asks for what has been. Cancelled ones only when nothing else is there at that time."""
    kind = kind_asked(utterance)
    found = [each for each in in_order(meetings) if kind is None or each.kind is kind]
    hosts = utterance.place if utterance.signs & PEOPLE_COME else utterance.who
    if hosts and Sign.AFTER in utterance.signs and utterance.when is None:
        return Asked(_after_theirs(hosts, [each for each in found if is_to_come(each, now, zone)]), is_narrowed=True)
    if hosts:
        found = [each for each in found if each.host is not None and each.host.id in hosts]
    is_narrowed = kind is not None or bool(hosts) or utterance.when is not None
    coming = [each for each in found if is_to_come(each, now, zone)]
    if utterance.when is not None and utterance.side:
        return Asked(_beyond(utterance, found if utterance.is_past else coming), is_narrowed, utterance.is_past)
    if utterance.when is not None:
        at_that_time = [each for each in found if span_of(each).overlaps(utterance.when.span)]
        planned = [each for each in at_that_time if each.state is MeetingState.PLANNED]
        has_been = bool(planned) and not any(is_to_come(each, now, zone) for each in planned)
        return Asked(tuple(planned or at_that_time), is_narrowed, has_been)
    past = [each for each in found if each.state is MeetingState.PLANNED and each not in coming]
    if utterance.is_past and Sign.NEXT not in utterance.signs:
        return Asked(tuple(reversed(past)), is_narrowed, is_past=True)
    if Sign.FINAL in utterance.signs:
        return Asked(tuple(reversed(coming)), is_narrowed)
    return Asked(tuple(coming[1:] if Sign.AFTER in utterance.signs else coming), is_narrowed)


def _after_theirs(hosts: Collection[int], coming: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Those to come after the next that some members host."""
    planned = [each for each in coming if each.state is MeetingState.PLANNED]
    theirs = [n for n, each in enumerate(planned) if each.host is not None and each.host.id in hosts]
    return tuple(planned[theirs[0] + 1 :]) if theirs else ()


def _beyond(utterance: Utterance, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Those planned before or after the time that was named."""
    assert utterance.when is not None
    when, planned = utterance.when.span, [each for each in meetings if each.state is MeetingState.PLANNED]
    if utterance.side == "before":
        return tuple(each for each in planned if span_of(each).last < when.first)
    return tuple(each for each in planned if span_of(each).first > when.last)


def asked_by(call: Call) -> Asked:
    """The meetings that fit; a Refusal when the date in the question cannot be used."""
    refuse_doubtful_date(call)
    return meetings_asked(meetings_store.all_meetings(call.session, call.network), call.utterance, call.now, call.zone)


def first_asked(call: Call, show: Callable[[Call, Meeting], Message]) -> Message:
    """The meeting most meant, shown; or that none fits."""
    asked = asked_by(call)
    return show(call, asked.meetings[0]) if asked.meetings else none_fits(call, asked)


def none_fits(call: Call, asked: Asked) -> Message:
    """Say that no meeting is as it was asked for, and which is next."""
    say, coming = call.say, meetings_store.coming_meetings(call.session, call.network, call.now)
    if asked.is_past:
        return told(say("No such meeting has been.") if asked.is_narrowed else say("No meeting has been yet."))
    if call.utterance.when is not None and not call.utterance.side:
        if call.utterance.when.span.last < call.today:
            return told(say("No meeting was held {time}.", time=in_that_time(call)))
        what = say("No meeting is planned {time}.", time=in_that_time(call))
    elif call.utterance.who and not call.utterance.signs & {*PEOPLE_COME, Sign.AFTER}:
        what = hosts_none(call, call.utterance.who)
    elif kind_asked(call.utterance) is not None or coming:
        what = say("No such meeting is planned.")
    else:
        return nothing_to_come(call)
    return no_such_meeting(call, coming, what)


def hosted_none(call: Call, members: Collection[int]) -> Text:
    """That some members have hosted nothing."""
    return call.say("{member} has hosted no meeting.", member=_named(call, members))


def hosts_none(call: Call, members: Collection[int]) -> Text:
    """That some members host nothing."""
    return call.say("{member} hosts no meeting that is planned.", member=_named(call, members))


def _named(call: Call, members: Collection[int]) -> Text:
    names = {each.id: each.name for each in call.network.members}
    return bold(" / ".join(names[each] for each in members if each in names))
