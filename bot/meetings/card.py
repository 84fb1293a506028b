"""How a meeting looks: in one line, in full with its seats and buttons, and in a list with others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import LONGEST_FACT, actions, button, context, divider, facts, header, rest_menu, section
from bot.dates.in_words import hour, hours, span, span_from_today
from bot.dates.when import Span
from bot.feature.pages import LONGEST_PIECE, Listing, Row, again, in_rows, pieces
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings import seats_view
from bot.meetings.invited import invited_in_words
from bot.meetings.load import REMIND, MeetingCard
from bot.meetings.outcome import OUTCOMES, outcome_buttons, said_by, what_became
from bot.meetings.partly import MeetingPart, whole_of
from bot.meetings.partly_view import in_brackets, part_in_words, partly, parts_in_numbers
from bot.meetings.rules import (
    NOT_OVER,
    AgendaItem,
    MeetingOutcome,
    decided_about,
    has_days,
    has_passed,
    in_order,
    is_in_a_room,
    roles_invited,
    span_of,
    when_and_where,
)
from bot.meetings.seats import Awaited, PersonReply, Seats, is_of_member
from bot.meetings.waiting_view import goes_out, waiting_rows
from bot.models import COMES, Meeting, MeetingKind, MeetingState, Period, Person, ProgrammeItem, Reply, Role
from bot.network.people import way_in
from bot.network.periods import PeriodValue, Shown

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


def reply_in_words(say: Say, reply: Reply, part: MeetingPart | None) -> Text:
    """What somebody has answered, and to what of the meeting when that is not all."""
    return joined(" ", [say(REPLY_NAMES[reply]), in_brackets(part_in_words(say, part))])


THE: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: N_("the partnership meeting"),
    MeetingKind.OFFICIALS: N_("the officials' meeting"),
    MeetingKind.STUDY_VISIT: N_("the study visit"),
    MeetingKind.WORKING_GROUP: N_("the working group's meeting"),
    MeetingKind.SEMINAR: N_("the knowledge seminar"),
    MeetingKind.OTHER: N_("the meeting"),
}

ASKED: Final = (Reply.YES, Reply.NO, Reply.MAYBE)
"""What the buttons in sight say."""


@dataclass(frozen=True)
class AnswerButton(ButtonValue):
    """A button that answers at once: the meeting's row and the answer."""

    meeting: int
    reply: Reply | None


def title_of(say: Say, meeting: Meeting) -> Text:
    """What a meeting is called: its own title, else its kind."""
    return escape(meeting.title) if meeting.title else say(KIND_NAMES[meeting.kind])


def the_meeting(say: Say, meeting: Meeting, days: str = "") -> Text:
    """A meeting inside a sentence: "partnerskapsträffen i maj 2020". `days`: those of it that are spoken of."""
    name = say("“{title}”", title=meeting.title) if meeting.title else say(THE[meeting.kind])
    days = days or span(span_of(meeting), say.code)
    if has_days(meeting):
        return say("{meeting} on {days}", meeting=name, days=days)
    return say("{meeting} in {month}", meeting=name, month=days)


def when_of(say: Say, meeting: Meeting, *, is_over: bool = False) -> Text:
    """When it is, or was: its days and hours, or its month while only that is known."""
    days = span(span_of(meeting), say.code)
    if not has_days(meeting):
        return say("{month} (days not noted)", month=days) if is_over else say("{month} (days not set yet)", month=days)
    if meeting.starts is None:
        return escape(days)
    return escape(f"{days} {hours(meeting.starts, meeting.ends, say.code)}")


def away(say: Say, meeting: Meeting, today: date, *, is_over: bool = False) -> str:
    """How far away it is, or which of its days this is, once they are set; nothing of one that is cancelled."""
    if not has_days(meeting) or meeting.state is MeetingState.CANCELLED:
        return ""
    days = span_of(meeting)
    return span_from_today(Span.day(days.last) if is_over else days, today, say.code)


def where_of(say: Say, meeting: Meeting) -> Text:
    """Where it is: the place, digital, both, or not said yet."""
    return where_if_known(say, meeting) or say("not set yet")


def where_if_known(say: Say, meeting: Meeting) -> Text:
    """The same, for where it stands beside the days: empty when it is not said yet."""
    return joined(", ", [say("digital") if meeting.digital else "", meeting.place])


AWAY: Final = N_("does not take part in the network then")
"""Of the host of a meeting to come."""


def host_of(say: Say, meeting: Meeting) -> Text:
    """Who hosts it; a meeting of the officials needs no host."""
    return escape(meeting.host_name)


def in_one_line(say: Say, meeting: Meeting, *, is_over: bool = False) -> Text:
    """A meeting in one line that makes sense alone."""
    host = say("host: {name}", name=meeting.host_name) if meeting.host else ""
    when, where = when_of(say, meeting, is_over=is_over), where_if_known(say, meeting)
    return joined(" · ", [bold(title_of(say, meeting)), when, where, host])


def lead_of(say: Say, outcome: MeetingOutcome, *, is_next: bool) -> Text:
    """What stands before a meeting in a line: that it is the next, unless it goes on."""
    if outcome is MeetingOutcome.GOING_ON:
        return say("Going on now:")
    return say("Next meeting:") if is_next else say("Meeting:")


def meeting_card(say: Say, card: MeetingCard) -> Message:
    """One meeting on a phone's screen: what it is, one's own answer with the buttons, then who comes."""
    meeting, is_off = card.meeting, card.meeting.state is MeetingState.CANCELLED
    lead = say("Cancelled:") if is_off else lead_of(say, card.outcome, is_next=card.is_next)
    off = lines(say("*The meeting is cancelled.*"), meeting.cancelled_because)
    said = off if is_off else _answers(say, card)
    who = [] if is_off else _who_comes(say, card)
    about, is_whole = in_short(_about(say, card))
    waits = goes_out(say, card.waits) if card.waits else ""
    first = joined(" ", [lead, in_one_line(say, meeting, is_over=card.is_over)])
    shown = lines(*_beside(say, card), about)
    blocks = [
        header(title_of(say, meeting)),
        _facts(say, card),
        *waiting_rows(say, card.waits),
        *([section(shown)] if shown else []),
        section(said),
        *_buttons(say, card, is_off=is_off, is_whole=is_whole),
        *map(section, who),
    ]
    return Message(lines(first, waits, said, *who), blocks)


def _answers(say: Say, card: MeetingCard) -> Text:
    """What became of it, once it is over, how many came, how many have answered what, and what one has oneself."""
    became = joined(
        " ", [what_became(say, card.meeting, card.outcome), said_by(say, card.meeting, card.said_by, card.zone)]
    )
    may_answer = card.may_answer
    own = (
        say(card.out.sentence, **card.out.values) if card.out else own_answer(say, card.mine, card.awaited, may_answer)
    )
    return lines(became, came_line(say, card.came), answers_in_numbers(say, card.seats, is_over=card.is_over), own)


def _who_comes(say: Say, card: MeetingCard) -> list[Text]:
    """Who has answered what, for who reads names; for the host also how many come when."""
    keeps = card.needs is not None
    parts = [parts_in_numbers(say, card.seats, card.meeting), *partly(say, card.seats)] if keeps else []
    names = seats_view.who_comes(say, card.seats, is_over=card.is_over) if card.names_seats else []
    return in_rows([each for each in (*names, *parts) if each], "\n", longest=LONGEST_PIECE)


MOST_IN_SHORT: Final = 4
"""Lines of what a meeting is about, on its card."""
LONGEST_IN_SHORT: Final = 120


def in_short(about: Sequence[Text]) -> tuple[Text, bool]:
    """The first lines of what a meeting is about, and whether that is all of it."""
    whole = [Text(each) for text in about for each in text.split("\n") if each.strip()]
    short = [clip(each, LONGEST_IN_SHORT) for each in whole[:MOST_IN_SHORT]]
    return lines(*short, Text("…") if len(whole) > MOST_IN_SHORT else ""), short == whole


def _about(say: Say, card: MeetingCard) -> list[Text]:
    """Themes, what to know, programme."""
    return [*themes_rows(say, card.themes), *pieces(card.meeting.note), *programme(say, card.programme)]


def _beside(say: Say, card: MeetingCard) -> list[Text]:
    """Its link when that is too long to stand beside the place, and that it lies in no period."""
    link = [] if _stands_by_the_place(say, card.meeting) else [_link(card.meeting)]
    return [*link, *_outside_periods(say, card)]


def whole_programme(say: Say, card: MeetingCard) -> Message:
    """All that a meeting is about, with a way back to its card."""
    rows: list[Row] = list(map(section, in_rows(_about(say, card), "\n")))
    return _behind_the_card(say, card, "meeting.programme", rows)


def all_seats(say: Say, card: MeetingCard) -> Message:
    """What each seat has answered, with a way back to the card."""
    rows: list[Row] = [*seats_view.seats_table(say, card.seats).parts]
    legend = seats_view.legend(say, card.seats, is_over=card.is_over)
    return _behind_the_card(say, card, "meeting.seats", [*rows, *([context(legend)] if legend else [])])


def _behind_the_card(say: Say, card: MeetingCard, name: str, rows: Sequence[Row]) -> Message:
    meeting = card.meeting
    title = in_one_line(say, meeting, is_over=card.is_over)
    back = actions(button("meeting.show", say("Back to the meeting"), meeting.id))
    turn = again(name, meeting.id)
    return Listing(
        say=say, text=title, rows=rows, again=turn, head=[section(title)], foot=[back], count=0
    ).page()  # fmt: skip


def _outside_periods(say: Say, card: MeetingCard) -> list[Text]:
    """That it lies in no period, and whose members are invited as long as it is to come."""
    if card.whose is None:
        return []
    if card.is_over:
        return [say("The meeting is in no period.")]
    return [say("The meeting is in no period; the members of {period} are invited.", period=card.whose.name)]


def _facts(say: Say, card: MeetingCard) -> Block:
    meeting = card.meeting
    when = lines(when_of(say, meeting, is_over=card.is_over), away(say, meeting, card.today, is_over=card.is_over))
    where = where_of(say, meeting) if meeting.place or meeting.digital or not card.is_over else ""
    link = _link(meeting) if _stands_by_the_place(say, meeting) else ""
    return facts(
        [
            (say("When"), when),
            (say("Where"), lines(where, link)),
            (say("Host"), lines(host_of(say, meeting), say(AWAY) if card.host_is_away else "")),
            (say("Kind"), say(KIND_NAMES[meeting.kind]) if meeting.title else ""),
            (say("Invited"), invited_in_words(say, meeting)),
        ]
    )


def _link(meeting: Meeting) -> Text:
    return Text(f"<{escape(meeting.link)}>") if meeting.link else Text("")


def _stands_by_the_place(say: Say, meeting: Meeting) -> bool:
    return len(where_of(say, meeting)) + len(_link(meeting)) < LONGEST_FACT - 50


def themes_rows(say: Say, themes: Sequence[str]) -> list[Text]:
    """What it is about, once that is chosen."""
    return in_rows(themes, "; ", bold(say("Theme:")))


def programme(say: Say, items: Sequence[AgendaItem | ProgrammeItem]) -> list[Text]:
    """The lines of the programme, given in its order, under its heading; the days apart when there are several. None
    when there is none."""
    if not items:
        return []
    several = len({each.day for each in items}) > 1
    rows: list[Text] = [bold(say("Programme"))]
    last = 0
    for each in items:
        if several and each.day != last:
            rows.append(say("_Day {number}_", number=each.day))
            last = each.day
        rows.append(_item(say, each))
    return rows


def _item(say: Say, item: AgendaItem | ProgrammeItem) -> Text:
    at = hour(item.starts, say.code) if item.starts else ""
    what = joined(" – ", [item.title, item.who])
    return joined(" ", [at, what]) if at else Text("• ") + what


def came_line(say: Say, came: tuple[int, int] | None) -> Text:
    """How many came, once that is recorded."""
    return say("Noted: {came} of {seats} seats were taken.", came=came[0], seats=came[1]) if came else Text("")


def answers_in_numbers(say: Say, seats: Seats, *, is_over: bool = False) -> Text:
    """How many have answered what; of a meeting that is over, how many had; that nobody has, where that is so."""
    if not seats.replies:
        return seats_view.nobody_has(say, seats, is_over=is_over)
    lead = say("Answers before the meeting:") if is_over else say("Answers:")
    return joined(" ", [lead, joined(" · ", numbers(say, seats))])


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
    unknown = say("Deputy not heard from {count}", count=len(seats.not_heard())) if seats.not_heard() else Text("")
    return [each for each in (joined(" ", [yes, *beside]), no, maybe, unknown) if each]


NOT_ANSWERED: Final[Mapping[Awaited, str]] = {
    Awaited.SEAT: N_("You have not answered yet."),
    Awaited.DEPUTY: N_("You have been asked to come as a deputy."),
    Awaited.REPLACED: N_("Your deputy comes in your place."),
    Awaited.NOBODY: N_("You have no seat at the meeting."),
}


def own_answer(say: Say, mine: PersonReply | None, awaited: Awaited | None, may_answer: bool) -> Text:
    """What one has answered oneself, or whether that is waited for, or `may_answer` without a seat."""
    if mine is None and awaited is Awaited.NOBODY and may_answer:
        return say("You have no seat at the meeting, but can answer for yourself.")
    if mine is None:
        return say(NOT_ANSWERED[awaited]) if awaited else Text("")
    own = say("Your answer: *{reply}*", reply=reply_in_words(say, mine.reply, mine.part))
    if mine.reply is not Reply.DEPUTY or not mine.deputy:
        return own
    must_ask = "" if mine.deputy_in_slack else say("not in Slack, so you need to ask them yourself")
    return joined(" – ", [own, joined(", ", [mine.deputy, must_ask])])


MOST_IN_SIGHT: Final = 5
MOST_FOR_KEEPERS: Final = 7
"""Buttons that are seen at once, beside the menu of all others; of the latter for who changes the meeting."""


def _buttons(say: Say, card: MeetingCard, *, is_off: bool, is_whole: bool) -> list[Block]:
    """One's answer, then what one most often needs now, as far as there is room; the others in one menu."""
    whole = [] if is_whole else [button("meeting.programme", say("The whole programme"), card.meeting.id)]
    answers = answer_buttons(say, card.meeting, *replied(card.mine)) if card.may_answer else []
    taken_up = [again_button(say, card.meeting, card.today)] if card.may_change else []
    now = taken_up if is_off else _needed_now(say, card)
    waits = sum(len(each.elements) for each in waiting_rows(say, card.waits) if isinstance(each, ActionsBlock))
    room = max((MOST_FOR_KEEPERS if card.may_change else MOST_IN_SIGHT) - len(answers) - waits, 0)
    shown = {each.action_id for each in now[:room]}
    others = [*now[room:], *whole, *([] if is_off else _seldom(say, card))]
    rest = list({each.action_id: each for each in others if each.action_id not in shown}.values())
    row = [*answers, *now[:room], *([rest_menu(say, rest)] if rest else [])]
    return [actions(*row)] if row else []


def _needed_now(say: Say, card: MeetingCard) -> list[ButtonElement]:
    """What is most often pressed as things are, the first first."""
    meeting, mine = card.meeting, card.mine.reply if card.mine else None
    is_unsaid = card.may_change and card.outcome is MeetingOutcome.NOT_RECORDED
    row = outcome_buttons(say, meeting, card.outcome) if is_unsaid else []
    if card.may_note and card.came is None:
        row.append(button("attendance.note", say("Note who came"), meeting.id))
    if card.may_change and card.outcome is MeetingOutcome.TO_COME and not has_days(meeting):
        row.append(button("meeting.change", say("Set the days"), meeting.id))
    if card.may_answer and mine in COMES:
        row += [calendar_button(say, meeting), needs_button(say, meeting)]
    if card.may_answer and lacks_deputy(card.mine, card.me):
        row.append(deputy_button(say, meeting))
    if card.has_own_need:
        row.append(needs_button(say, meeting))
    if card.may_remind:
        row.append(remind_button(say, meeting))
    if card.keeps_list:
        row.append(button("checklist.show", say("The host's list"), meeting.id))
    return [*row, *(way_in(say, card.me) if card.is_seatless else [])]


def _seldom(say: Say, card: MeetingCard) -> list[ButtonElement]:
    """All else one may do: other ways to answer, all seats, and what the host, officials and coordinator see to."""
    seats = card.names_seats and card.seats.has_holders and (card.seats.replies or not card.is_over)
    return [
        *(more_buttons(say, card) if card.may_answer else []),
        *([button("meeting.seats", say("All seats"), card.meeting.id)] if seats else []),
        *_keeping_buttons(say, card),
        *(outcome_buttons(say, card.meeting, card.outcome) if card.may_change else []),
    ]


def replied(mine: PersonReply | None) -> tuple[Reply | None, MeetingPart | None]:
    """What somebody has answered, and to what of the meeting."""
    return (mine.reply, mine.part) if mine is not None else (None, None)


def answer_buttons(
    say: Say, meeting: Meeting, mine: Reply | None, part: MeetingPart | None = None, *, name: str = "meeting.answer"
) -> list[ButtonElement]:
    """Yes, no, maybe, and a part of it where it has parts; one's own answer has a tick. `name`: what draws what is
    shown then, the card or a receipt."""
    row = [
        _answer_button(
            name,
            say(REPLY_NAMES[each]),
            as_shown(AnswerButton(meeting.id, each), *when_and_where(meeting)),
            is_mine=each is mine and part is None,
        )
        for each in ASKED
    ]
    if whole_of(meeting) is not None:
        is_mine = part is not None and not part.is_unknown
        row.append(_answer_button("answer.part", say("Only a part"), meeting.id, is_mine=is_mine))
    return row


def _answer_button(name: str, label: Text, value: object, *, is_mine: bool) -> ButtonElement:
    return button(name, f"✓ {label}" if is_mine else label, value, style="primary" if is_mine else None)


def answer_taken_back(say: Say, meeting: Meeting) -> Message:
    """That one has not answered any more, with the buttons to."""
    text = lines(say("Your answer is taken back."), in_one_line(say, meeting))
    return Message(text, [section(text), actions(*answer_buttons(say, meeting, None))])


def more_buttons(say: Say, card: MeetingCard) -> list[ButtonElement]:
    """The other ways to answer; those that make no sense for this person are left out."""
    meeting, mine = card.meeting, card.mine.reply if card.mine else None
    row: list[ButtonElement] = []
    if is_in_a_room(meeting):
        label = say("I attend digitally")
        value = as_shown(AnswerButton(meeting.id, Reply.DIGITAL), *when_and_where(meeting))
        row.append(button("meeting.answer", f"✓ {label}" if mine is Reply.DIGITAL else label, value))
    if holds_seat(card.me):
        row.append(deputy_button(say, meeting, is_mine=mine is Reply.DEPUTY))
    if card.is_coordinator or (_is_official(card.me) and Role.ELECTED in roles_invited(meeting)):
        row.append(button("answer.for", say("Answer for …"), meeting.id))
    return [*row, needs_button(say, meeting), calendar_button(say, meeting)]


def lacks_deputy(mine: PersonReply | None, me: Person | None) -> bool:
    """Whether somebody who holds a seat has said no."""
    return mine is not None and mine.reply is Reply.NO and holds_seat(me)


def deputy_button(say: Say, meeting: Meeting, *, name: str = "answer.deputy", is_mine: bool = False) -> ButtonElement:
    """A deputy comes instead of one."""
    label = say("My deputy attends")
    return button(name, f"✓ {label}" if is_mine else label, as_shown(meeting.id, *when_and_where(meeting)))


def calendar_button(say: Say, meeting: Meeting) -> ButtonElement:
    """The meeting for one's own calendar."""
    return button("calendar.get", say("Add to my calendar"), meeting.id)


def suggest_days_button(say: Say, meeting: Meeting) -> ButtonElement:
    """Days to choose between, for those invited to say which suit."""
    label = say("Suggest other days") if has_days(meeting) else say("Suggest days")
    return button("days.propose", label, meeting.id)


@dataclass(frozen=True)
class NeedsButton(ButtonValue):
    """A button that asks what somebody needs at a meeting."""

    between: ClassVar[str] = " "
    meeting: int
    wrote: str = ""
    """What they have written of it already."""


def needs_button(say: Say, meeting: Meeting, wrote: str = "") -> ButtonElement:
    """What one needs there."""
    return button(
        "answer.needs", say("Food and accessibility"), NeedsButton(meeting.id, wrote) if wrote else meeting.id
    )


def remind_button(say: Say, meeting: Meeting) -> ButtonElement:
    """For the host and the coordinator: ask the silent again."""
    return button(REMIND, say("Remind them"), as_shown(meeting.id, *when_and_where(meeting)))


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
        if not card.is_over:
            row.append(suggest_days_button(say, meeting))
        row.append(button("programme.edit", say("Write the programme"), meeting.id))
    if card.may_change and card.outcome in NOT_OVER:
        row.append(button("meeting.cancel", say("Cancel the meeting"), meeting.id))
    if card.may_choose:
        row.append(button("theme.choose", say("Choose themes"), meeting.id))
    if card.may_answer and meeting.kind is MeetingKind.OFFICIALS:
        row.append(button("theme.list", say("Themes suggested"), meeting.id))
    if card.needs:
        row.append(button("answer.needs_told", say("What people need ({count})", count=card.needs), meeting.id))
    if card.may_note:
        row.append(button("attendance.note", say("Note who came"), meeting.id))
    return row


def again_button(say: Say, meeting: Meeting, today: date) -> ButtonElement:
    """Takes a cancelled meeting up again; once its days have passed, in the form with new ones."""
    label, value = say("Take up again"), as_shown(meeting.id, *decided_about(meeting))
    if has_passed(meeting, today):
        return button("meeting.change", label, meeting.id)
    return button("meeting.again", label, value)


def no_meetings(say: Say, last: Meeting | None, how_to_add: str, at_rest: Text) -> Message:
    """Nothing is to come: say so, what was last, and how one is added; or that the network is at rest."""
    if at_rest:
        sentence = at_rest
    elif last is None:
        sentence = say("No meeting is planned. A coordinator adds one with `{command}`.", command=how_to_add)
    else:
        sentence = say(
            "No meeting is planned after {days}. A coordinator adds one with `{command}`.",
            days=span(span_of(last), say.code),
            command=how_to_add,
        )
    return Message(sentence, [section(sentence)])


def meeting_list(
    say: Say, meetings: Sequence[Meeting], today: date, cancelled: Mapping[Meeting, bool] | None = None, *,
    change: bool = False, drafts: Sequence[tuple[Text, ButtonElement]] = (),
) -> Message:  # fmt: skip
    """The meetings to come, each in a line with the number one types to see it; those that are `cancelled` struck out
    among them, without a number, and whether one may take them up again. `drafts`: one's own last, with their
    buttons."""
    title, off = say("Meetings to come"), cancelled or {}
    numbers_of = {each.id: number for number, each in enumerate(meetings, 1)}
    there = [*meetings, *off] if not off else in_order([*meetings, *off])
    rows: list[Row] = [
        section(
            lines(_numbered(say, each, numbers_of), away(say, each, today)),
            button("meeting.change", say("Change"), each.id)
            if change
            else again_button(say, each, today) if off.get(each) else button("meeting.show", say("Show"), each.id),
        )
        for each in there
    ]  # fmt: skip
    rows += [section(*each) for each in drafts]
    words = [Text(_numbered(say, each, numbers_of).replace("*", "", 2)) for each in there]
    words += [text for text, _ in drafts]
    turn = again("meeting.changes" if change else "meeting.list")
    return Listing(
        say=say, text=title, rows=rows, words=words, again=turn, head=[header(title), divider()]
    ).page()  # fmt: skip


def _numbered(say: Say, meeting: Meeting, numbers_of: Mapping[int, int]) -> Text:
    line = in_one_line(say, meeting)
    number = numbers_of.get(meeting.id)
    return Text(f"*{number}.* {line}") if number else joined(" ", [say("Cancelled:"), Text(f"~{line}~")])


def not_noted(say: Say, unknown: int, planned: int) -> Text:
    """That nobody has noted whether so many of a period's planned meetings took place; nothing when none."""
    if not unknown:
        return Text("")
    if unknown == planned:
        return say.many("Nobody has noted whether the period's meeting took place.",
                        "Nobody has noted whether the period's {count} meetings took place.", planned)  # fmt: skip
    return say("Nobody has noted whether {unknown} of the period's {planned} meetings took place.",
               unknown=unknown, planned=planned)  # fmt: skip


def held_in_number(say: Say, outcomes: Collection[MeetingOutcome]) -> Text:
    """How many of a period's meetings are known to have been held, and of how many nobody has noted it."""
    held, planned = sum(each is MeetingOutcome.TOOK_PLACE for each in outcomes), len(outcomes)
    unknown = sum(each is MeetingOutcome.NOT_RECORDED for each in outcomes)
    known = say("{held} of {count}", held=held, count=planned) if held or not unknown else Text("")
    return lines(known, not_noted(say, unknown, planned))


def meetings_of_period(say: Say, period: Period, meetings: Sequence[tuple[Meeting, MeetingOutcome]]) -> Message:
    """A period's meetings with what is known of each."""
    title = say("Meetings {period}", period=period.name)
    if not meetings:
        none = say("There is no meeting in the period {period}.", period=period.name)
        return Message(none, [section(none)])
    words = [
        joined(" · ", [in_one_line(say, each, is_over=outcome not in NOT_OVER), say(OUTCOMES[outcome])])
        for each, outcome in meetings
    ]
    rows = [
        section(text, button("meeting.show", say("Show"), each.id))
        for text, (each, _) in zip(words, meetings, strict=True)
    ]
    turn = again("periods.show", PeriodValue(Shown.MEETINGS, period.id))
    return Listing(
        say=say, text=title, rows=rows, words=words, again=turn, head=[header(title), divider()]
    ).page()  # fmt: skip
