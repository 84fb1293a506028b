"""How proposed days look: the question with its buttons, who can which, the line for the channel, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, cell, context, header, section
from bot.blocks.table_or_lines import TableOrLines
from bot.dates.in_words import short_span, span, weekdays_and_span
from bot.feature.pages import Listing, Row, again
from bot.feature.values import as_shown
from bot.language import Say, Text, bold, joined, lines
from bot.meetings.card import in_one_line, suggest_days_button, the_meeting, title_of
from bot.meetings.reminder import Reminder, later_menu, name_and_days, reminder
from bot.meetings.seats import Seats, Sitting
from bot.meetings.seats_view import COLUMNS, names_of
from bot.meetings.waiting_view import at_in_words
from bot.models import DayProposal, Meeting
from bot.polls.rules import DayWish, Poll, PollState, Suits, span_of_proposal

THERE: Final = "days.can"
"""The button that says so where the bot asked, and leaves the question there with what was said."""
HERE: Final = "days.say"
"""The same where it is looked at."""
SIGNS: Final = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True)
class PollCard:
    """Proposed days as one person sees them."""

    poll: Poll
    state: PollState
    today: date
    """The day where the network is."""
    goes: datetime | None = None
    """When it is asked, on the network's clock, where that is still to come."""
    may_go_now: bool = False
    """Whether people may be disturbed before then."""
    names: bool = False
    """Whether they read who can which, or only how many."""
    may_decide: bool = False
    me: int = 0
    """The person, where they are one of those asked; 0: they are not."""

    @property
    def is_open(self) -> bool:
        return self.state is PollState.OPEN


# the question


def question(say: Say, about: Reminder, poll: Poll, person_id: int) -> Message:
    """Which days can you? To one of those asked; once answered it says what they have said."""
    later = [] if poll.has_answered(person_id) else [later_menu(say, about)]
    return asks(say, poll, person_id, about.today, later=later)


def asks(
    say: Say, poll: Poll, person_id: int, today: date, name: str = THERE, later: Sequence[OverflowMenuElement] = ()
) -> Message:
    """The same without a way to put it off, unless `later` has one: what was said has a tick, and is said otherwise by
    another press."""
    rows = list(question_rows(say, poll, person_id, today, name, later))
    days = [Text("• ") + weekdays_and_span(span_of_proposal(each), say.code) for each in poll.to_come(today)]
    return Message(lines(_lead(say, poll), own_days(say, poll, person_id), *days), rows)


def question_rows(
    say: Say, poll: Poll, person_id: int, today: date, name: str, later: Sequence[OverflowMenuElement] = ()
) -> Iterator[Block]:
    """The question, each alternative with its button, and the one that none suits."""
    yield section(lines(_lead(say, poll), own_days(say, poll, person_id)))
    for each in poll.to_come(today):
        can = bool(poll.said(person_id, each))
        value = DayWish(each.id, Suits.CANNOT if can else Suits.CAN)
        days = short_span(span_of_proposal(each), say.code)
        label, style = (f"✓ {days}", "primary") if can else (days, None)
        yield section(
            weekdays_and_span(span_of_proposal(each), say.code), button(name, Text(label), value, style=style)
        )
    yield actions(button(name, _none_suits(say, poll, person_id), DayWish(poll.id, Suits.NONE)), *later)


def _lead(say: Say, poll: Poll) -> Text:
    return joined(" ", [bold(say("Which days can you?")), name_and_days(say, poll.meeting)])


def _none_suits(say: Say, poll: Poll, person_id: int) -> Text:
    label = say("None of them suits")
    is_so = poll.has_answered(person_id) and not _own(poll, person_id)
    return Text(f"✓ {label}") if is_so else label


def _own(poll: Poll, person_id: int) -> list[DayProposal]:
    return [each for each in poll.proposals if poll.said(person_id, each)]


def own_days(say: Say, poll: Poll, person_id: int) -> Text:
    """What somebody has said; or what to do."""
    if not poll.has_answered(person_id):
        return say("Press every alternative that suits you.")
    days = joined(", ", [short_span(span_of_proposal(each), say.code) for each in _own(poll, person_id)])
    if not days:
        return say("You have answered that none of them suits. Press again if that changes.")
    return say("You can {days} – press again if that changes.", days=bold(days))


# who can which


def poll_card(say: Say, card: PollCard) -> Message:
    """The alternatives with who can which, and what the reader may do: say what suits them, or decide."""
    poll = card.poll
    title = say("Proposed days")
    about = lines(in_one_line(say, poll.meeting), _what_became(say, card))
    rows: list[Row] = list(who_can(say, poll).parts) if card.names else [*_in_numbers(say, poll)]
    legend = [context(_legend(say, poll))] if card.names else []
    return Listing(
        say=say, text=lines(title, about, *_in_numbers(say, poll)), rows=rows, words=(),
        again=again("days.show", poll.meeting.id), head=[header(title), section(about)],
        foot=[*legend, *(_buttons(say, card) if card.is_open else ())], count=0,
    ).page()  # fmt: skip


def _what_became(say: Say, card: PollCard) -> Text:
    if not card.is_open:
        return _outcome(say, card.poll, card.state)
    if card.goes is not None:
        return say("The question goes out {when}.", when=at_in_words(say, card.goes, card.today))
    return how_many(say, card.poll)


def how_many(say: Say, poll: Poll) -> Text:
    """How many have answered."""
    asked = len(poll.asked)
    if asked and not poll.silent:
        return say("Everybody has answered.")
    return say("{count} of {all} have answered.", count=asked - len(poll.silent), all=asked)


def _in_numbers(say: Say, poll: Poll) -> list[Text]:
    """How many can on each."""
    return [joined(": ", [_days(say, each), _count(say, poll, each)]) for each in poll.proposals]


def _days(say: Say, proposal: DayProposal) -> Text:
    return bold(Text(weekdays_and_span(span_of_proposal(proposal), say.code)))


def _count(say: Say, poll: Poll, proposal: DayProposal) -> Text:
    return say.many("{count} can", "{count} can", len(poll.who(proposal, can=True)))


def who_can(say: Say, poll: Poll) -> TableOrLines:
    """Every member in a row and every alternative in a column; as lines every alternative with its members."""
    heading = [say("The member"), *(short_span(span_of_proposal(each), say.code) for each in poll.proposals)]
    cells: dict[int, list[str]] = {}
    for sitting in poll.sittings:
        row = cells.setdefault(sitting.member_id, [cell(sitting.member), *("" for _ in poll.proposals)])
        said = [
            SIGNS[poll.said(sitting.person_id, each)] if sitting.person_id is not None else " "
            for each in poll.proposals
        ]
        row[1:] = [
            f"{before} {sign}".strip(" ") if before else sign for before, sign in zip(row[1:], said, strict=True)
        ]
    sums = [say("Can"), *(str(len(poll.who(each, can=True))) for each in poll.proposals)]
    return TableOrLines(heading, [*cells.values(), sums], [*_lines(say, poll)])


def _lines(say: Say, poll: Poll) -> Iterator[Text]:
    for each in poll.proposals:
        can, cannot = (_names(say, poll, poll.who(each, can=answer)) for answer in (True, False))
        yield lines(
            joined(": ", [_days(say, each), _count(say, poll, each)]),
            joined(": ", [say("Can"), can]) if can else "",
            joined(": ", [say("Cannot"), cannot]) if cannot else "",
        )
    if poll.silent:
        yield joined(" ", [bold(say("Have not answered ({count}):", count=len(poll.silent))),
                           _names(say, poll, poll.silent)])  # fmt: skip


def _names(say: Say, poll: Poll, sittings: Sequence[Sitting]) -> Text:
    return joined(", ", names_of(say, Seats(tuple(poll.sittings)), sittings))


def _legend(say: Say, poll: Poll) -> Text:
    roles = list(dict.fromkeys(each.role for each in poll.sittings))
    signs = say("✓ can · ✗ cannot · – has not answered")
    if len(roles) < 2:
        return signs
    return joined(" · ", [say("{first} first, then {second}", first=say(COLUMNS[roles[0]]).lower(),
                              second=say(COLUMNS[roles[1]]).lower()), signs])  # fmt: skip


def _buttons(say: Say, card: PollCard) -> Iterator[Block]:
    """For who decides a button for each alternative, else one's own answer."""
    poll = card.poll
    if not card.may_decide:
        yield from question_rows(say, poll, card.me, card.today, HERE) if card.me else ()
        return
    alternatives = [(each.id, short_span(span_of_proposal(each), say.code)) for each in poll.to_come(card.today)]
    yield actions(
        *(
            button("days.decide", say("Decide on {days}", days=days), as_shown(number, *poll.facts))
            for number, days in alternatives
        )
    )
    rest = [button("days.withdraw", say("Take the proposal back"), as_shown(poll.id, *poll.facts))]
    now = [button("days.send", say("Send now"), as_shown(poll.id, *poll.facts))] if card.may_go_now else []
    own = [button("days.mine", say("Which days can you?"), poll.id)] if card.me else []
    yield actions(*now, *own, *rest)


def several_polls(say: Say, polls: Sequence[Poll]) -> Message:
    """The meetings whose days are asked about."""
    title = say("Proposed days")
    rows: list[Row] = [
        section(lines(in_one_line(say, each.meeting), how_many(say, each)),
                button("days.show", say("Show"), each.meeting.id))
        for each in polls
    ]  # fmt: skip
    words = [in_one_line(say, each.meeting) for each in polls]
    return Listing(say=say, text=title, rows=rows, words=words, again=again("days.list"), head=[header(title)]).page()


def which_meeting(say: Say, meetings: Sequence[Meeting]) -> Message:
    """For which of several meetings shall days be proposed?"""
    title = say("Suggest days")
    rows: list[Row] = [section(in_one_line(say, each), suggest_days_button(say, each)) for each in meetings]
    words = [in_one_line(say, each) for each in meetings]
    return Listing(say=say, text=title, rows=rows, words=words, again=again("days.list"), head=[header(title)]).page()


# what goes out by itself, beside the question


def in_channel(say: Say, about: Reminder, poll: Poll) -> Message:
    """One line for everybody, that follows the answers."""
    days = joined(", ", [short_span(span_of_proposal(each), say.code) for each in poll.proposals])
    lead = say("Days are proposed for {meeting}: {days}", meeting=the_meeting(say, poll.meeting), days=days)
    text = joined(" · ", [lead, how_many(say, poll)])
    return Message(text, [section(text, button("days.show", say("Show"), poll.meeting.id))])


def how_it_stands(say: Say, about: Reminder, poll: Poll) -> Message:
    """To whoever proposed: everybody has answered, or how it stands by now."""
    text = lines(to_decide(say, poll), *_in_numbers(say, poll))
    return reminder(say, about, text, buttons=[button("days.show", say("Show"), poll.meeting.id, style="primary")])


def to_decide(say: Say, poll: Poll) -> Text:
    """That the days are to be decided, and how many have answered."""
    return joined(" ", [bold(say("Decide on the days:")), name_and_days(say, poll.meeting), how_many(say, poll)])


def closed(say: Say, poll: Poll, state: PollState) -> Message:
    """What is left of each of these when it is over."""
    text = lines(title_of(say, poll.meeting), _outcome(say, poll, state))
    return Message(text, [section(text)])


def _outcome(say: Say, poll: Poll, state: PollState) -> Text:
    chosen = poll.chosen
    if chosen is not None:
        return say("The days were decided: {days}.", days=bold(span(span_of_proposal(chosen), say.code)))
    if state is PollState.WITHDRAWN:
        return say("The proposal of days has been taken back. You need not answer.")
    return say("The days are no longer asked about.")
