"""How a meeting looks: in one line, in full with its seats and buttons, and in a list with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import LimitExceeded, Message
from bot.blocks.parts import actions, button, context, divider, facts, fitting, header, section
from bot.dates.in_words import from_today, hour, hours, span
from bot.feature.values import ButtonValue
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings import seats_view
from bot.meetings.load import MeetingCard
from bot.meetings.rules import AgendaItem, MeetingOutcome, has_days, roles_invited, span_of
from bot.meetings.seats import Awaited, PersonReply, Seats, is_of_member
from bot.models import Meeting, MeetingKind, MeetingState, Period, Person, ProgrammeItem, Reply, Role

KIND_NAMES: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: N_("Partnership meeting"),
    MeetingKind.OFFICIALS: N_("Officials' meeting"),
    MeetingKind.STUDY_VISIT: N_("Study visit"),
    MeetingKind.WORKING_GROUP: N_("Working group"),
    MeetingKind.SEMINAR: N_("Knowledge seminar"),
    MeetingKind.OTHER: N_("Other meeting"),
}
OUTCOMES: Final[Mapping[MeetingOutcome, str]] = {
    MeetingOutcome.TO_COME: N_("planned"),
    MeetingOutcome.TOOK_PLACE: N_("held"),
    MeetingOutcome.DID_NOT_TAKE_PLACE: N_("did not take place"),
    MeetingOutcome.NOT_RECORDED: N_("nobody has noted"),
}
REPLY_NAMES: Final[Mapping[Reply, str]] = {
    Reply.YES: N_("Yes"),
    Reply.NO: N_("No"),
    Reply.MAYBE: N_("Maybe"),
    Reply.DIGITAL: N_("Yes, digitally"),
    Reply.DEPUTY: N_("My deputy comes"),
}


MOST_ITEMS: Final = 14
LONGEST_NOTE: Final = 1200


@dataclass(frozen=True)
class AnswerButton(ButtonValue):
    """A button that answers at once: the meeting's row and the answer."""

    meeting: int
    reply: Reply | None


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
    return escape(meeting.host_name)


def in_one_line(say: Say, meeting: Meeting) -> Text:
    """A meeting in one line that makes sense alone."""
    host = say("host: {name}", name=meeting.host_name) if meeting.host else ""
    where = where_of(say, meeting) if meeting.digital or meeting.place else ""
    return joined(" · ", [bold(title_of(say, meeting)), when_of(say, meeting), where, host])


def meeting_card(say: Say, card: MeetingCard) -> Message:
    """One meeting in full, with the answers and buttons to answer."""
    meeting = card.meeting
    notes = lines(themes_line(say, card.themes), clip(meeting.note, LONGEST_NOTE))
    head: list[Block] = [header(title_of(say, meeting)), _facts(say, card), *([section(notes)] if notes else [])]
    if meeting.state is MeetingState.CANCELLED:
        head.append(section(say("*The meeting is cancelled.*")))
        return Message(lines(say("Cancelled:"), in_one_line(say, meeting)), head)
    agenda = programme(say, card.programme)
    own = say(card.out[0], member=card.out[1]) if card.out else own_answer(say, card.mine, card.awaited)
    answers = lines(came_line(say, card.came), answers_in_numbers(say, card.seats), own)
    body = [*([section(agenda)] if agenda else []), section(answers), *seats_view.grid(say, card.seats),
            *seats_view.under_the_grid(say, card.seats)]  # fmt: skip
    lead = say("Next meeting:") if card.is_next else say("Meeting:")
    text = lines(Text(f"{lead} {in_one_line(say, meeting)}"), answers, seats_view.coming_in_words(say, card.seats),
                 seats_view.missing(say, card.seats))  # fmt: skip
    try:
        return Message(text, [*head, *body, *_buttons(say, card)])
    except LimitExceeded:
        much = context(say("There is more about this meeting than fits here."))
        return Message(text, [*head, section(answers), much, *_buttons(say, card)])


def _facts(say: Say, card: MeetingCard) -> Block:
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


def themes_line(say: Say, themes: Sequence[str]) -> Text:
    """What it is about, once that is chosen."""
    texts = clip(joined("; ", [clip(each, 200) for each in themes]), 600)
    return joined(" ", [bold(say("Theme:")), texts]) if texts else Text("")


def programme(say: Say, items: Sequence[AgendaItem | ProgrammeItem]) -> Text:
    """The programme, given in its order, under its heading; the days apart when there are several. Empty when there is
    none."""
    if not items:
        return Text("")
    first = items[:MOST_ITEMS]
    several = len({each.day for each in items}) > 1
    rows: list[Text] = [bold(say("Programme"))]
    last = 0
    for each in first:
        if several and each.day != last:
            rows.append(say("_Day {number}_", number=each.day))
            last = each.day
        rows.append(_item(say, each))
    left = len(items) - len(first)
    return lines(*rows, say("… and {left} more.", left=left) if left else "")


def _item(say: Say, item: AgendaItem | ProgrammeItem) -> Text:
    at = hour(item.starts, say.code) if item.starts else ""
    what = joined(" – ", [clip(item.title, 90), clip(item.who, 50)])
    return joined(" ", [at, what]) if at else Text("• ") + what


def came_line(say: Say, came: tuple[int, int] | None) -> Text:
    """How many came, once that is recorded."""
    return say("Noted: {came} of {seats} seats were taken.", came=came[0], seats=came[1]) if came else Text("")


def answers_in_numbers(say: Say, seats: Seats) -> Text:
    """How many have answered what."""
    return joined(" ", [say("Answers:"), joined(" · ", numbers(say, seats))])


def numbers(say: Say, seats: Seats) -> list[Text]:
    """How many seats have answered what; who comes and holds none is named apart."""
    yes, no, maybe = (
        Text(f"{say(REPLY_NAMES[each])} {len(seats.answered(each))}") for each in (Reply.YES, Reply.NO, Reply.MAYBE)
    )
    others = seats.others_coming()
    coordinators = sum(each.role is Role.COORDINATOR for each in others)
    without = len(others) - coordinators
    beside = [
        say.many("and the coordinator", "and {count} coordinators", coordinators) if coordinators else "",
        say.many("and {count} without a seat", "and {count} without a seat", without) if without else "",
    ]
    return [joined(" ", [yes, *beside]), no, maybe]


NOT_ANSWERED: Final[Mapping[Awaited, str]] = {
    Awaited.SEAT: N_("You have not answered yet."),
    Awaited.DEPUTY: N_("You are asked to come as a deputy."),
    Awaited.REPLACED: N_("Your deputy comes in your place."),
    Awaited.NOBODY: N_("No seat waits for your answer."),
}


def own_answer(say: Say, mine: PersonReply | None, awaited: Awaited | None) -> Text:
    """What one has answered oneself, or whether that is waited for."""
    if mine is None:
        return say(NOT_ANSWERED[awaited]) if awaited else Text("")
    own = say("Your answer: *{reply}*", reply=say(REPLY_NAMES[mine.reply]))
    if mine.reply is not Reply.DEPUTY or not mine.deputy:
        return own
    must_ask = "" if mine.deputy_in_slack else say("not in Slack, so you need to ask yourself")
    return joined(" – ", [own, joined(", ", [mine.deputy, must_ask])])


def _buttons(say: Say, card: MeetingCard) -> list[Block]:
    rows = [
        answer_buttons(say, card.meeting, card.mine.reply if card.mine else None) if card.may_answer else [],
        more_buttons(say, card) if card.may_answer_more else [],
        [_needs_button(say, card.meeting)] if card.has_own_need else [],
        _keeping_buttons(say, card),
    ]
    return [actions(*each) for each in rows if each]


def answer_buttons(say: Say, meeting: Meeting, mine: Reply | None) -> list[ButtonElement]:
    """Yes, no, maybe; one's own answer has a tick."""
    return [
        button(
            "meeting.answer",
            f"✓ {say(REPLY_NAMES[each])}" if each is mine else say(REPLY_NAMES[each]),
            str(AnswerButton(meeting.id, each)),
            style="primary" if each is mine else None,
        )
        for each in (Reply.YES, Reply.NO, Reply.MAYBE)
    ]


def more_buttons(say: Say, card: MeetingCard) -> list[ButtonElement]:
    """The other ways to answer; those that make no sense for this person are left out."""
    meeting, mine = card.meeting, card.mine.reply if card.mine else None
    row: list[ButtonElement] = []
    if meeting.place or not meeting.digital:
        label = say("I attend digitally")
        value = str(AnswerButton(meeting.id, Reply.DIGITAL))
        row.append(button("meeting.answer", f"✓ {label}" if mine is Reply.DIGITAL else label, value))
    if holds_seat(card.me):
        label = say("My deputy attends")
        row.append(button("answer.deputy", f"✓ {label}" if mine is Reply.DEPUTY else label, meeting.id))
    if card.is_coordinator or (_is_official(card.me) and Role.ELECTED in roles_invited(meeting.kind)):
        row.append(button("answer.for", say("Answer for …"), meeting.id))
    return [*row, _needs_button(say, meeting)]


def _needs_button(say: Say, meeting: Meeting) -> ButtonElement:
    return button("answer.needs", say("Food and accessibility"), meeting.id)


def holds_seat(person: Person | None) -> bool:
    """Whether a deputy may come instead of somebody."""
    return is_of_member(person) and person is not None and person.role is not Role.DEPUTY


def _is_official(person: Person | None) -> bool:
    return is_of_member(person) and person is not None and person.role is Role.OFFICIAL


def _keeping_buttons(say: Say, card: MeetingCard) -> list[ButtonElement]:
    """What the host's people, the officials and the coordinator do."""
    meeting = card.meeting
    row: list[ButtonElement] = []
    if card.may_change:
        row.append(button("meeting.change", say("Change the meeting"), meeting.id))
        row.append(button("programme.edit", say("Write the programme"), meeting.id))
    if card.may_choose:
        row.append(button("theme.choose", say("Choose themes"), meeting.id))
    if card.may_answer_more and meeting.kind is MeetingKind.OFFICIALS:
        row.append(button("theme.list", say("Themes suggested"), meeting.id))
    if card.needs:
        row.append(button("answer.needs_told", say("What people need ({count})", count=card.needs), meeting.id))
    if card.keeps_list:
        row.append(button("checklist.show", say("The host's list"), meeting.id))
    if card.may_note:
        row.append(button("attendance.note", say("Note who came"), meeting.id))
    return row


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
            lines(Text(f"*{number}.* {in_one_line(say, each)}"), away(say, each, today)),
            button("meeting.change", say("Change"), each.id)
            if change
            else button("meeting.show", say("Show"), each.id),
        )
        for number, each in enumerate(meetings, 1)
    ]
    more = context(say("There are more meetings than fit here."))
    text = lines(title, *(Text(f"{n}. {in_one_line(say, each)}") for n, each in enumerate(meetings[:20], 1)))
    return Message(text, [header(title), divider(), *fitting(rows, more, 46)])


def meetings_of_period(say: Say, period: Period, meetings: Sequence[tuple[Meeting, MeetingOutcome]]) -> Message:
    """A period's meetings with what is known of each."""
    title = say("Meetings {period}", period=clip(period.name, 100))
    if not meetings:
        none = say("No meeting lies in the period {period}.", period=clip(period.name, 100))
        return Message(none, [section(none)])
    texts = [joined(" · ", [in_one_line(say, each), say(OUTCOMES[outcome])]) for each, outcome in meetings]
    rows: list[Block] = [
        section(text, button("meeting.show", say("Show"), each.id))
        for text, (each, _) in zip(texts, meetings, strict=True)
    ]
    more = context(say("There are more meetings than fit here."))
    return Message(lines(title, *texts[:20]), [header(title), divider(), *fitting(rows, more, 44)])
