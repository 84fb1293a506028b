"""How a swap of hosting looks: the form, the question to the other member, and what both sides read when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, choice_field, section, text_field
from bot.dates.in_words import span
from bot.feature.values import ButtonValue, as_shown
from bot.hosting.coordination import in_a_row
from bot.language import Say, Text, bold, clip, escape, lines
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Member, SwapRequest, SwapState

ASK, AT_ONCE = "ask", "now"
LONGEST_NOTE = 400


def days_of(say: Say, turn: HostingTurn) -> Text:
    """When the meeting of a turn is."""
    return Text(span(span_of(turn.meeting), say.code)) if turn.meeting else say("no meeting yet")


@dataclass(frozen=True)
class TurnChoice(ButtonValue):
    """A turn as the form's menus carry it, so that what has changed since is noticed: row, member and first day."""

    turn: int
    member: int
    day: str

    @classmethod
    def of(cls, turn: HostingTurn) -> TurnChoice:
        """A turn as it is now."""
        return cls(turn.id, turn.member_id, first_day(turn))


def days_shown(request: SwapRequest) -> tuple[object, ...]:
    """What somebody says yes or no to: when the two meetings are."""
    return first_day(request.turn), first_day(request.other_turn)


def first_day(turn: HostingTurn) -> str:
    """The first day of its meeting, as a button carries it."""
    return f"{span_of(turn.meeting).first:%Y%m%d}" if turn.meeting else "0"


def swap_form(
    say: Say, mine: Sequence[HostingTurn], others: Sequence[HostingTurn], *, own: HostingTurn | None, decides: bool
) -> Form:
    """The form that asks for a swap; the coordinator's can also make one at once."""
    blocks: list[Block] = [
        choice_field("turn", say("Turn to give away") if decides else say("Your turn"), _choices(say, mine),
                     chosen=str(TurnChoice.of(own)) if own else None, placeholder=say("Choose a turn")),
        choice_field("other", say("Swap it with"), _choices(say, others), placeholder=say("Choose a turn"),
                     hint=say("The meetings keep their dates; the hosts change places.")),
    ]  # fmt: skip
    if decides:
        ways: list[Choice] = [
            (ASK, say("Ask the other member first")),
            (AT_ONCE, say("Swap at once; both have agreed")),
        ]
        blocks.append(choice_field("way", say("How"), ways, chosen=ASK))
    blocks.append(
        text_field("note", say("A few words to the other member"), optional=True, long=True, most=LONGEST_NOTE)
    )
    return Form("hosting.swap", say("Swap hosting"), blocks, submit=say("Send"), close=say("Cancel"))


def _choices(say: Say, turns: Sequence[HostingTurn]) -> list[Choice]:
    return [(str(TurnChoice.of(each)), Text(f"{days_of(say, each)} – ") + clip(each.member.name, 40)) for each in turns]


def _exchange(say: Say, request: SwapRequest) -> Text:
    """What would be swapped, in a sentence that says who would host when."""
    return say(
        "{other} would host {day}, and {member} would host {other_day}.",
        member=name_of(request.member),
        other=name_of(request.other_member),
        day=bold(days_of(say, request.turn)),
        other_day=bold(days_of(say, request.other_turn)),
    )


def _request(say: Say, request: SwapRequest) -> Text:
    return say(
        "{member} asks {other} to swap hosting.",
        member=name_of(request.member),
        other=name_of(request.other_member),
    )


def name_of(member: Member | None) -> Text:
    """A member's name; members that asked stay, but names are clipped to fit."""
    return clip(member.name, 60) if member else Text("?")


def _note(say: Say, request: SwapRequest) -> Text:
    return say("They write: {note}", note=clip(request.note, LONGEST_NOTE)) if request.note else Text("")


def question(say: Say, request: SwapRequest, *, on_behalf: bool = False) -> Message:
    """What the other member's people are asked; `on_behalf`: the coordinator, as nobody there is in Slack."""
    nobody = (
        say("Nobody from {other} is in Slack. Ask them, and answer here for them.", other=name_of(request.other_member))
        if on_behalf
        else ""
    )
    text = lines(_request(say, request), _exchange(say, request), _note(say, request), nobody)
    return Message(text, [section(text), actions(*request_buttons(say, request))])


def request_buttons(say: Say, request: SwapRequest) -> list[ButtonElement]:
    """Yes and no; they carry the days that were shown."""
    value = as_shown(request.id, *days_shown(request))
    return [
        button("hosting.accept", say("Yes, we swap"), value, style="primary"),
        button("hosting.decline", say("No"), value),
    ]


def request_blocks(say: Say, request: SwapRequest, *, may_answer: bool, may_withdraw: bool) -> list[Block]:
    """An open request in the overview, for those who can answer it or take it back; nothing for others."""
    buttons: list[ButtonElement] = []
    if may_answer:
        buttons += request_buttons(say, request)
    if may_withdraw:
        buttons.append(button("hosting.withdraw", say("Take the request back"), request.id))
    if not buttons:
        return []
    text = lines(_request(say, request), _exchange(say, request), _note(say, request))
    return [section(text), actions(*buttons)]


def request_sent(say: Say, request: SwapRequest, names: Sequence[str]) -> Message:
    """To whoever asks: whom the question has gone to."""
    if names:
        whom = say("The question has gone to {names}.", names=in_a_row(say, [*map(escape, names)]))
    else:
        whom = say("Nobody from {other} is in Slack, so the question has gone to the coordinator.",
                   other=name_of(request.other_member))  # fmt: skip
    text = lines(whom, _exchange(say, request), say("Nothing is changed until they say yes."))
    back = button("hosting.withdraw", say("Take the request back"), request.id)
    return Message(text, [section(text), actions(back)])


def outcome(say: Say, request: SwapRequest) -> Message:
    """What both sides and the coordinator read when it is decided: what happened then, for turns are swapped again."""
    member, other = name_of(request.member), name_of(request.other_member)
    days, other_days = bold(days_of(say, request.turn)), bold(days_of(say, request.other_turn))
    if request.state is SwapState.ACCEPTED:
        text = say("Hosting is swapped: {other} took over {day}, and {member} took over {other_day}.",
                   other=other, day=days, member=member, other_day=other_days)  # fmt: skip
    elif request.state is SwapState.DECLINED:
        text = say("{other} declined to swap hosting: {member} kept {day}, and {other} kept {other_day}.",
                   other=other, day=days, member=member, other_day=other_days)  # fmt: skip
    else:
        text = say("{member} has taken back the request to swap hosting: {member} kept {day}, and {other} kept "
                   "{other_day}.",
                   other=other, day=days, member=member, other_day=other_days)  # fmt: skip
    return Message(text, [section(text)])
