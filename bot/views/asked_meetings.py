"""Answers to plain questions about meetings, in a sentence: when, where, how long until, who hosts, who comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.dates.in_words import span, understood
from bot.feature.call import Call
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings import store as network_store
from bot.meetings import themes as meetings_themes
from bot.meetings.card import (
    answers_line,
    away,
    card_for,
    in_one_line,
    nothing_to_come,
    programme,
    themes_line,
    where_of,
)
from bot.meetings.rules import has_days, is_to_come, span_of
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
        return card_for(call, meeting, is_next=is_next)
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
    say, when = call.say, call.heard.when
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
    themes = themes_line(say, meetings_themes.words_of_chosen(call.session, meeting))
    items = programme(say, network_store.programme(call.session, meeting))
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
