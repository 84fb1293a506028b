"""How a meeting looks: in a line, and in full with its seats and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot import store_answers
from bot.call import Call
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.messages import Message
from bot.models import Meeting, MeetingKind, MeetingState, Person, Reply, Role
from bot.rules.meetings import has_days, is_to_come, may_change, roles_invited, span_of
from bot.rules.seats import Given, Seats, is_of_member, sees_needs
from bot.views import seats as seats_view
from bot.views.parts import actions, button, facts, header, section
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
    seats: Seats
    mine: Given | None = None
    me: Person | None = None
    may_answer: bool = False
    may_answer_more: bool = False
    """Whether they may also answer in other ways and for others, and say what they need."""
    is_coordinator: bool = False
    may_change: bool = False
    needs: int | None = None
    """How many have said what they need; None: not for this person to know."""
    is_next: bool = True


def card_for(call: Call, meeting: Meeting, *, is_next: bool = False) -> Message:
    """A meeting as the asker sees it."""
    return meeting_card(call.say, card_of(call, meeting, is_next=is_next))


def card_of(call: Call, meeting: Meeting, *, is_next: bool = False) -> Card:
    """What is on a meeting's card for the asker."""
    seats = store_answers.seats(call.session, call.network, meeting)
    can_be_answered = is_to_come(meeting, call.now, call.zone)
    host_id = meeting.host.id if meeting.host else None
    shows_needs = call.is_private and sees_needs(call.member_of, host_id, call.is_coordinator)
    return Card(
        meeting=meeting,
        today=call.today,
        seats=seats,
        mine=seats.own(call.person.id) if call.person and call.is_private else None,
        me=call.member_of,
        may_answer=not call.user.is_outside and can_be_answered,
        may_answer_more=call.may_write and call.is_private and can_be_answered,
        is_coordinator=call.is_coordinator,
        may_change=may_change(meeting, call.member_of, call.is_coordinator),
        needs=store_answers.count_needs(call.session, meeting) if shows_needs else None,
        is_next=is_next,
    )


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


def away(say: Say, meeting: Meeting, today: date) -> str:
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
    answers = answers_line(say, card.seats.counts(), card.mine)
    blocks += [section(answers), *seats_view.grid(say, card.seats), *seats_view.under_the_grid(say, card.seats)]
    lead = say("Next meeting:") if card.is_next else say("Meeting:")
    text = lines(Text(f"{lead} {in_one_line(say, meeting)}"), answers, seats_view.coming_in_words(say, card.seats),
                 seats_view.missing(say, card.seats))  # fmt: skip
    return Message(text, [*blocks, *_buttons(say, card)])


def _facts(say: Say, card: Card) -> Block:
    meeting = card.meeting
    when = lines(when_of(say, meeting), away(say, meeting, card.today))
    link = Text(f"<{escape(meeting.link)}>") if meeting.link else ""
    return facts(
        [
            (say("When"), when),
            (say("Where"), lines(where_of(say, meeting), link)),
            (say("Host"), host_of(say, meeting)),
            (say("Kind"), say(KIND_NAMES[meeting.kind]) if meeting.title else ""),
        ]
    )


def answers_line(say: Say, counts: Mapping[Reply, int], mine: Given | None) -> Text:
    """How many have answered what, and one's own answer."""
    numbers = [f"{say(REPLY_NAMES[each])} {counts.get(each, 0)}" for each in (Reply.YES, Reply.NO, Reply.MAYBE)]
    return lines(joined(" ", [say("Answers:"), joined(" · ", numbers)]), own_answer(say, mine))


def own_answer(say: Say, mine: Given | None) -> Text:
    """What one has answered oneself."""
    if mine is None:
        return say("You have not answered yet.")
    own = say("Your answer: *{reply}*", reply=say(REPLY_NAMES[mine.reply]))
    return joined(" – ", [own, mine.deputy]) if mine.reply is Reply.DEPUTY and mine.deputy else own


def _buttons(say: Say, card: Card) -> list[Block]:
    rows = [
        answer_buttons(say, card.meeting, card.mine.reply if card.mine else None) if card.may_answer else [],
        more_buttons(say, card) if card.may_answer_more else [],
        _keeping_buttons(say, card),
    ]
    return [actions(*each) for each in rows if each]


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


def more_buttons(say: Say, card: Card) -> list[ButtonElement]:
    """The other ways to answer; those that make no sense for this person are left out."""
    meeting, mine = card.meeting, card.mine.reply if card.mine else None
    found: list[ButtonElement] = []
    if meeting.place or not meeting.digital:
        label = say("I attend digitally")
        found.append(
            button("meeting.answer", f"✓ {label}" if mine is Reply.DIGITAL else label, f"{meeting.id}.digital")
        )
    if holds_seat(card.me):
        label = say("My deputy attends")
        found.append(button("answer.deputy", f"✓ {label}" if mine is Reply.DEPUTY else label, meeting.id))
    if card.is_coordinator or (_is_official(card.me) and Role.ELECTED in roles_invited(meeting.kind)):
        found.append(button("answer.for", say("Answer for …"), meeting.id))
    return [*found, button("answer.needs", say("Food and accessibility"), meeting.id)]


def holds_seat(person: Person | None) -> bool:
    """Whether a deputy may come instead of somebody."""
    return is_of_member(person) and person is not None and person.role is not Role.DEPUTY


def _is_official(person: Person | None) -> bool:
    return is_of_member(person) and person is not None and person.role is Role.OFFICIAL


def _keeping_buttons(say: Say, card: Card) -> list[ButtonElement]:
    """What the host's people and the coordinator do."""
    found = [button("meeting.change", say("Change the meeting"), card.meeting.id)] if card.may_change else []
    if card.needs:
        found.append(button("answer.needs_told", say("What people need ({count})", count=card.needs), card.meeting.id))
    return found
