"""The forms of a meeting: its plan, its programme, answers by deputy or for somebody else, diet and access needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, InputBlock

from bot.blocks.filled import anew, name_of, with_typed
from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    are_you_sure,
    button,
    choice_field,
    context,
    day_field,
    more_fields,
    section,
    text_field,
    ticks_field,
    time_field,
)
from bot.dates.in_words import day, month, plain_day
from bot.dates.when import ONE_DAY, add_months
from bot.feature.pages import Listing, Row, again, in_rows, pieces
from bot.feature.subject import opened
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings.card import REPLY_NAMES, in_one_line
from bot.meetings.invited import CanBeInvited, invited_fields
from bot.meetings.partly import DINNER, Whole, whole_of
from bot.meetings.rules import (
    LONGEST_NEED,
    FarOff,
    days_of,
    decided_about,
    span_of,
    when_and_where,
    write_programme,
)
from bot.meetings.seats import SeatValue, Sitting
from bot.meetings.seats_view import seat_name
from bot.meetings.templates import FILLED, filled_in_words, in_sight_of, kind_choices
from bot.meetings.waiting_view import whom_in_words
from bot.models import AccessNeed, Meeting, MeetingDraft, MeetingKind, MeetingState, Member, Person, Reply
from bot.network.people import seat_of


def _as_shown(meeting: Meeting) -> str:
    """What a form carries that says who comes to a meeting: which, and the days and place it stood with."""
    return as_shown(meeting.id, *when_and_where(meeting))


def deputy_form(say: Say, meeting: Meeting, deputies: Sequence[Person]) -> Form:
    """Name the deputy who comes: one the bot knows, or anybody by name."""
    blocks: list[Block] = [section(in_one_line(say, meeting))]
    if deputies:
        choices: list[Choice] = [(str(each.id), each.name) for each in deputies]
        blocks.append(choice_field("deputy", say("Deputy"), choices, optional=True))
    hint = say("The bot asks deputies who are in Slack. Somebody who is not, you ask yourself.")
    label = say("Somebody else, by name") if deputies else say("The deputy's name")
    blocks.append(text_field("name", label, optional=bool(deputies), hint=hint, most=100))
    return Form("answer.deputy", say("My deputy attends"), blocks, say("Save"), say("Cancel"), _as_shown(meeting))


@dataclass(frozen=True)
class Represented:
    """For whom somebody may answer: people, and seats whose holder is not known by name."""

    people: Sequence[Person]
    vacant: Sequence[Sitting]

    def choices(self, say: Say) -> list[Choice]:
        """Them all, by what they are called in the form's menu."""
        people: list[Choice] = [(str(each.id), lines(each.name)) for each in self.people]
        empty: list[Choice] = [
            (str(SeatValue(each.member_id, each.role)), say("{seat}, not in Slack", seat=seat_name(say, each)))
            for each in self.vacant
        ]
        return people + empty


def answer_for_form(say: Say, meeting: Meeting, represented: Represented) -> Form:
    """Answer for somebody who is seldom or never in Slack."""
    replies: list[Choice] = [
        (each.value, say(REPLY_NAMES[each]) if each is not Reply.DEPUTY else say("The deputy attends"))
        for each in Reply
    ]
    blocks: list[Block] = [
        section(in_one_line(say, meeting)),
        choice_field("person", say("For whom"), represented.choices(say), placeholder=say("Choose a person or a seat")),
        choice_field("reply", say("Answer"), replies, placeholder=say("Choose an answer")),
    ]
    if represented.vacant:
        hint = say("Only for a seat that nobody holds in Slack.")
        blocks.append(text_field("name", say("Name"), optional=True, hint=hint, most=100))
    if (whole := whole_of(meeting)) is not None:
        blocks.append(_parts_field(say, meeting, whole, whole.parts, say("Comes to, if yes"), optional=True))
    blocks.append(
        text_field("deputy_name", say("The deputy's name, if a deputy attends"), optional=True, most=100)
    )  # fmt: skip
    return Form("answer.for", say("Answer for …"), blocks, say("Save"), say("Cancel"), _as_shown(meeting))


def part_form(say: Say, meeting: Meeting, whole: Whole, chosen: Sequence[str], needs: str) -> Form:
    """Which days, and the dinner, somebody comes to, and what they need there."""
    hint = say("If you come to nothing of it, answer no instead.")
    who = say("Only the host and the coordinator see this. It is deleted two weeks after the meeting.")
    blocks: list[Block] = [
        section(in_one_line(say, meeting)),
        _parts_field(say, meeting, whole, chosen, say("I come to"), hint=hint),
        text_field(
            "needs", say("Food and accessibility"), value=needs, long=True, optional=True, hint=who, most=LONGEST_NEED
        ),
    ]
    return Form("answer.part", say("Only a part"), blocks, say("Save"), say("Cancel"), _as_shown(meeting))


def _parts_field(
    say: Say, meeting: Meeting, whole: Whole, chosen: Sequence[str], label: Text, *, optional: bool = False,
    hint: object = "",
) -> InputBlock:  # fmt: skip
    """The days and the dinner, to tick."""
    first = span_of(meeting).first
    days = [day(first + number * ONE_DAY, say.code) for number in range(whole.days)]
    boxes: list[Choice] = [
        (str(number), say("Day {number}, {day}", number=number, day=each)) for number, each in enumerate(days, 1)
    ]
    boxes += [(DINNER, say("Dinner"))] if whole.dinner else []
    return ticks_field("parts", label, boxes, chosen=chosen, optional=optional, hint=hint)


def needs_form(say: Say, meeting: Meeting, now: str) -> Form:
    """Ask what somebody needs; say who reads it and for how long it is kept."""
    who = say("Only the host and the coordinator see this. It is deleted two weeks after the meeting.")
    hint = say("For example: vegetarian, step-free access, hearing loop. Leave it empty if you need nothing.")
    field = text_field(
        "needs", say("What you need"), value=now, long=True, optional=True, hint=hint, most=LONGEST_NEED
    )  # fmt: skip
    blocks: list[Block] = [section(in_one_line(say, meeting)), section(who), field]
    return Form(
        "answer.needs", say("Food and accessibility"), blocks, say("Save"), say("Cancel"), str(meeting.id)
    )  # fmt: skip


def needs_saved(say: Say, needs: str) -> Message:
    """Confirm what was saved, or that nothing is."""
    sentence = (
        say("Noted. Only the host and the coordinator see it, and it is deleted two weeks after the meeting.")
        if needs
        else say("Nothing is noted about food or accessibility for you.")
    )
    return Message(sentence, [section(sentence)])


def needs_list(say: Say, meeting: Meeting, needs: Sequence[AccessNeed]) -> Form:
    """What everybody needs, in a window of its own: it is never left standing in a conversation."""
    until = say("Deleted two weeks after the meeting. Please do not copy it further than needed.")
    rows: list[Row] = [
        [*map(section, in_rows([bold(each.person.name), seat_of(say, each.person), *pieces(each.text)], "\n"))]
        for each in needs
    ]
    turn = again("answer.needs_told", meeting.id)
    listing = Listing(
        say=say, text=say("What people need"), rows=rows, again=turn,
        head=[section(in_one_line(say, meeting))], foot=[context(until)],
    )  # fmt: skip
    return listing.form(lambda blocks: Form("answer.needs_told", say("What people need"), blocks))


@dataclass(frozen=True)
class FarOffDay:
    """A day, or the first of a month, that is asked about before a meeting is planned on it."""

    day: date
    why: FarOff
    is_month: bool = False
    period: str = ""
    """Whose members take part on it; none of a day that has been."""

    def named(self, say: Say) -> str:
        """The day or month in words."""
        return month(self.day, say.code) if self.is_month else plain_day(self.day, say.code)


_WHY_ASKED: Final = {
    FarOff.YEARS: N_("*{day}* is more than three years ahead. Change it, or send the form once more if it is right."),
    FarOff.AFTER_PERIODS: N_(
        "*{day}* is after the last day of the period. Change it, or send the form once more if it is right."
    ),
    FarOff.IN_NO_PERIOD: N_(
        "*{day}* is in no period; the members of {period} are invited. Change it, or send the form once more if it is"
        " right."
    ),
}


@dataclass(frozen=True)
class PlanValue(ButtonValue):
    """What a form with a meeting's days carries along: which meeting, 0 of a new one, and the day that was asked about,
    which is meant when the form is sent with it again; and of a new one what was chosen in the first menu, and which
    draft it goes on with."""

    meeting: int
    sure: str = ""
    begun: str = ""
    draft: int = 0


def is_it_right(say: Say, far_off: FarOffDay) -> Block:
    """Whether a day is meant that is asked about."""
    why = _WHY_ASKED[far_off.why]
    if far_off.why is FarOff.IN_NO_PERIOD and not far_off.period:
        why = N_("*{day}* is in no period. Change it, or send the form once more if it is right.")
    return section(say(why, day=far_off.named(say), period=clip(far_off.period, 40)))


LONGEST: Final = {"place": 200, "link": 500, "title": 140, "note": 2000, "because": 300}
"""How many characters each text may have."""


def plan_form(
    say: Say,
    meeting: Meeting,
    hosts: Sequence[Member],
    today: date,
    kinds: Sequence[MeetingKind],
    in_turn: Member | None = None,
    *,
    can_be_invited: CanBeInvited,
    begun: str = "",
    draft: MeetingDraft | None = None,
    asked: FarOffDay | None = None,
    note: Text | None = None,
) -> Form:
    """The form that changes a meeting, or plans a new one, which has no number yet and has `begun` as what was chosen
    in the first menu. Without hosts: who hosts cannot be changed here. `in_turn`: whose turn it is after the meetings
    that are planned. `asked`: the day that is asked about, once the form was sent; the meeting is then as the form has
    it. `draft`: what was filled in before. `note`: what is said first."""
    number = meeting.id or 0
    fields = {
        name_of(each): each
        for each in (
            _kind_field(say, meeting, kinds, begun),
            *([_host_field(say, meeting, hosts, in_turn)] if hosts else []),
            *invited_fields(say, meeting, can_be_invited),
            *_when_fields(say, meeting, today),
            *_where_fields(say, meeting),
            *([] if number else [_programme_field(say, meeting, has_days=True)]),
        )
    }
    if begun:
        fields |= {name: anew(fields[name], begun) for name in FILLED}
    typed = {name: tuple(values) for name, values in draft.fields.items()} if draft else {}
    in_sight = IN_SIGHT if number else in_sight_of(begun, meeting.kind)
    first = [fields.pop(name) for name in in_sight if name in fields]
    filled = filled_in_words(say, begun)
    cancel = [actions(button("meeting.cancel", say("Cancel the meeting"), number))]
    save = actions(button("draft.save", say("Save as draft")), *([_throw_away(say)] if draft else []))
    return opened(Form(
        name="meeting.plan",
        title=say("Change the meeting") if number else say("Plan a meeting"),
        blocks=with_typed([
            *([section(note)] if note else []), *([is_it_right(say, asked)] if asked else []),
            *first[:1], *([context(filled)] if filled else []), *first[1:], more_fields(say), *fields.values(),
            *(cancel if number and meeting.state is MeetingState.PLANNED else [] if number else [save]),
        ], typed),
        submit=say("Save") if number else say("Plan the meeting"),
        close=say("Cancel"),
        about=str(PlanValue(number, str(asked.day) if asked else "", begun, draft.id if draft else 0)),
    ), meeting.state if number else "")  # fmt: skip


def _throw_away(say: Say) -> ButtonElement:
    sure = are_you_sure(
        say, say("Throw the draft away?"), say("What you have written in it is gone."), say("Throw away")
    )
    return button("draft.discard", say("Throw away"), style="danger", sure=sure)


IN_SIGHT: Final = ("first_day", "last_day", "starts", "ends", "place", "digital")


def _kind_field(say: Say, meeting: Meeting, kinds: Sequence[MeetingKind], begun: str) -> InputBlock:
    is_new = not meeting.id
    choices = kind_choices(say, kinds, is_new=is_new)
    field = choice_field("kind", say("Kind of meeting"), choices, chosen=begun or meeting.kind.value)
    field.dispatch_action = is_new or None
    return field


def _host_field(say: Say, meeting: Meeting, hosts: Sequence[Member], in_turn: Member | None) -> InputBlock:
    host = meeting.host
    choices: list[Choice] = [(str(each.id), each.name) for each in hosts]
    hint = say("Next in turn: {name}", name=clip(in_turn.name, 60)) if in_turn and host is None else ""
    return choice_field(
        "host", say("Host"), choices, chosen=str(host.id) if host else None, optional=True, hint=hint
    )  # fmt: skip


def _when_fields(say: Say, meeting: Meeting, today: date) -> list[InputBlock]:
    now: date | None = meeting.month  # a new one has none yet
    start = min(now or today, today).replace(day=1)
    months: list[Choice] = [
        (each.isoformat(), month(each, say.code)) for n in range(36) for each in [add_months(start, n)]
    ]
    label = say("Month, if the days are not set yet")
    return [
        day_field("first_day", say("First day"), value=meeting.first_day, optional=True),
        day_field("last_day", say("Last day"), value=meeting.last_day, optional=True),
        choice_field(
            "month",
            label,
            months,
            chosen=now.isoformat() if now else None,
            optional=True,
            placeholder=say("Choose, or type a month"),
            at_once=12,
        ),
        time_field("starts", say("Begins the first day"), value=meeting.starts),
        time_field("ends", say("Ends the last day"), value=meeting.ends),
    ]


def _where_fields(say: Say, meeting: Meeting) -> list[InputBlock]:
    digital: list[Choice] = [("digital", say("The meeting is digital"))]
    place, link, title, note = meeting.place, meeting.link, meeting.title, meeting.note
    called = say("Without a title the meeting is called by its kind.")
    return [
        text_field("place", say("Place"), value=place, optional=True, most=LONGEST["place"]),
        ticks_field("digital", say("Form"), digital, chosen=["digital"] if meeting.digital else []),
        text_field("link", say("Link to the digital meeting"), value=link, optional=True, most=LONGEST["link"]),
        text_field("title", say("Title"), value=title, optional=True, most=LONGEST["title"], hint=called),
        text_field("note", say("More to know"), value=note, optional=True, long=True, most=LONGEST["note"]),
    ]


def cancel_form(say: Say, meeting: Meeting, people: int, *, in_channel: bool) -> Form:
    """Whether a meeting is to be cancelled: how many hear of it, and why it is."""
    whom = whom_in_words(say, people, in_channel=in_channel)
    told = say("{whom} will be told.", whom=whom) if whom else say("Nobody has been told of the meeting yet.")
    after = say("Answers stay as they are, and the meeting can be taken up again.")
    why = text_field(
        "because", say("Why"), optional=True, most=LONGEST["because"], hint=say("Is told to everybody who hears of it.")
    )
    blocks: list[Block] = [section(lines(in_one_line(say, meeting), told)), why, context(after)]
    about, title = as_shown(meeting.id, *decided_about(meeting)), say("Cancel the meeting")
    return Form("meeting.cancel", title, blocks, title, say("Back"), about)


LONGEST_PROGRAMME: Final = 3000


def programme_form(say: Say, meeting: Meeting) -> Form:
    """The programme as text, a line for each item."""
    field = _programme_field(say, meeting, has_days=(days_of(meeting) or 2) > 1)
    blocks: list[Block] = [section(in_one_line(say, meeting)), field]
    return opened(Form("programme.edit", say("Programme"), blocks, say("Save"), say("Cancel"), str(meeting.id)))


def _programme_field(say: Say, meeting: Meeting, *, has_days: bool) -> InputBlock:
    hint = say("A line for each item: time, what, and who after a dash. For example: 09.00 Welcome – the host.")
    days = say("Write Day 2 on a line of its own before what happens the second day.") if has_days else ""
    now = write_programme(meeting.programme, say.plain("Day"))
    return text_field(
        "programme",
        say("Programme"),
        value=now,
        long=True,
        optional=True,
        hint=joined(" ", [hint, days]),
        most=LONGEST_PROGRAMME,
    )
