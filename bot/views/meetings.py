"""How meetings look: one at a time, in a list, and the form that plans or changes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot import store
from bot.call import Call
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.messages import Message
from bot.models import Meeting, MeetingKind, MeetingState, Reply
from bot.rules.meetings import counted, has_days, is_to_come, may_change, span_of
from bot.views.parts import (
    actions,
    button,
    context,
    divider,
    facts,
    fitting,
    header,
    section,
)
from bot.words_for_time import from_today, hours, span

KIND_NAMES: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: N_("Partnership meeting"),
    MeetingKind.OFFICIALS: N_("Officials' meeting"),
    MeetingKind.STUDY_VISIT: N_("Study visit"),
    MeetingKind.WORKING_GROUP: N_("Working group"),
    MeetingKind.SEMINAR: N_("Knowledge seminar"),
    MeetingKind.OTHER: N_("Other meeting"),
}
REPLY_NAMES: Final[Mapping[Reply, str]] = {
    Reply.YES: N_("Yes"),
    Reply.NO: N_("No"),
    Reply.MAYBE: N_("Maybe"),
    Reply.DIGITAL: N_("Yes, digitally"),
    Reply.DEPUTY: N_("My deputy comes"),
}


@dataclass(frozen=True)
class Card:
    """A meeting as one person sees it."""

    meeting: Meeting
    today: date
    counts: Mapping[Reply, int] = field(default_factory=dict)
    mine: Reply | None = None
    may_answer: bool = False
    may_change: bool = False
    is_next: bool = True


def card_for(call: Call, meeting: Meeting, *, is_next: bool = False) -> Message:
    """A meeting as the asker sees it."""
    replies = store.replies(call.session, meeting)
    mine = replies.get(call.person.id) if call.person and call.is_private else None
    card = Card(
        meeting=meeting,
        today=call.today,
        counts=counted(replies.values()),
        mine=mine,
        may_answer=not call.user.is_outside and is_to_come(meeting, call.now, call.zone),
        may_change=may_change(meeting, call.member_of, call.is_coordinator),
        is_next=is_next,
    )
    return meeting_card(call.say, card)


def nothing_to_come(call: Call) -> Message:
    """Say that nothing is planned, and how it comes to be."""
    held = [each for each in store.all_meetings(call.session, call.network) if each.state is MeetingState.PLANNED]
    return no_meetings(call.say, held[-1] if held else None, call.command("mote", "meeting", call.say("new")))


def title_of(say: Say, meeting: Meeting) -> Text:
    """What a meeting is called: its own title, else its kind."""
    return escape(meeting.title) if meeting.title else say(KIND_NAMES[meeting.kind])


def when_of(say: Say, meeting: Meeting) -> Text:
    """When it is: its days and hours, or its month while only that is known."""
    days = span(span_of(meeting), say.code)
    if not has_days(meeting):
        return say("{month} (days not set yet)", month=days)
    if meeting.starts is None:
        return escape(days)
    return escape(f"{days} {hours(meeting.starts, meeting.ends, say.code)}")


def _away(say: Say, meeting: Meeting, today: date) -> str:
    """How far away it is, once its days are set."""
    return from_today(span_of(meeting).first, today, say.code) if has_days(meeting) else ""


def where_of(say: Say, meeting: Meeting) -> Text:
    """Where it is: the place, digital, both, or not said yet."""
    parts = [say("digital") if meeting.digital else "", meeting.place]
    return joined(", ", parts) or say("not set yet")


def host_of(say: Say, meeting: Meeting) -> Text:
    """Who hosts it; a meeting of the officials needs no host."""
    return escape(meeting.host.name) if meeting.host else Text("")


def in_one_line(say: Say, meeting: Meeting) -> Text:
    """A meeting in one line that makes sense alone."""
    host = say("host: {name}", name=meeting.host.name) if meeting.host else ""
    where = where_of(say, meeting) if meeting.digital or meeting.place else ""
    return joined(" · ", [bold(title_of(say, meeting)), when_of(say, meeting), where, host])


def meeting_card(say: Say, card: Card) -> Message:
    """One meeting in full, with the answers and buttons to answer."""
    meeting = card.meeting
    blocks: list[Block] = [header(title_of(say, meeting)), _facts(say, card)]
    if meeting.note:
        blocks.append(section(meeting.note))
    if meeting.state is MeetingState.CANCELLED:
        blocks.append(section(say("*The meeting is cancelled.*")))
        return Message(lines(say("Cancelled:"), in_one_line(say, meeting)), blocks)
    blocks += [section(answers_line(say, card.counts, card.mine)), *_buttons(say, card)]
    lead = say("Next meeting:") if card.is_next else say("Meeting:")
    return Message(Text(f"{lead} {in_one_line(say, meeting)}"), blocks)


def _facts(say: Say, card: Card) -> Block:
    meeting = card.meeting
    when = lines(when_of(say, meeting), _away(say, meeting, card.today))
    link = Text(f"<{escape(meeting.link)}>") if meeting.link else ""
    return facts(
        [
            (say("When"), when),
            (say("Where"), lines(where_of(say, meeting), link)),
            (say("Host"), host_of(say, meeting)),
            (say("Kind"), say(KIND_NAMES[meeting.kind]) if meeting.title else ""),
        ]
    )


def answers_line(say: Say, counts: Mapping[Reply, int], mine: Reply | None) -> Text:
    """How many have answered what, and one's own answer."""
    numbers = [f"{say(REPLY_NAMES[each])} {counts.get(each, 0)}" for each in (Reply.YES, Reply.NO, Reply.MAYBE)]
    own = say("Your answer: *{reply}*", reply=say(REPLY_NAMES[mine])) if mine else say("You have not answered yet.")
    return lines(joined(" ", [say("Answers:"), joined(" · ", numbers)]), own)


def _buttons(say: Say, card: Card) -> list[Block]:
    blocks: list[Block] = []
    if card.may_answer:
        blocks.append(actions(*answer_buttons(say, card.meeting, card.mine)))
    if card.may_change:
        blocks.append(actions(button("meeting.change", say("Change the meeting"), card.meeting.id)))
    return blocks


def answer_buttons(say: Say, meeting: Meeting, mine: Reply | None) -> list[ButtonElement]:
    """Yes, no, maybe; one's own answer has a tick."""
    return [
        button(
            "meeting.answer",
            f"✓ {say(REPLY_NAMES[each])}" if each is mine else say(REPLY_NAMES[each]),
            f"{meeting.id}.{each}",
            style="primary" if each is mine else None,
        )
        for each in (Reply.YES, Reply.NO, Reply.MAYBE)
    ]


def no_meetings(say: Say, last: Meeting | None, how_to_add: str) -> Message:
    """Nothing is to come: say so, what was last, and how one is added."""
    if last is None:
        sentence = say("No meeting is planned yet. A coordinator adds the first with `{command}`.", command=how_to_add)
    else:
        sentence = say(
            "No meeting is planned after {days}. A coordinator adds one with `{command}`.",
            days=span(span_of(last), say.code),
            command=how_to_add,
        )
    return Message(sentence, [section(sentence)])


def meeting_list(say: Say, meetings: Sequence[Meeting], today: date, *, change: bool = False) -> Message:
    """The meetings to come, each in a line with the number one types to see it."""
    title = say("Meetings to come")
    rows: list[Block] = [
        section(
            lines(Text(f"*{number}.* {in_one_line(say, each)}"), _away(say, each, today)),
            button("meeting.change", say("Change"), each.id)
            if change
            else button("meeting.show", say("Show"), each.id),
        )
        for number, each in enumerate(meetings, 1)
    ]
    more = context(say("There are more meetings than fit here."))
    text = lines(title, *(Text(f"{n}. {in_one_line(say, each)}") for n, each in enumerate(meetings[:20], 1)))
    return Message(text, [header(title), divider(), *fitting(rows, more, 46)])
