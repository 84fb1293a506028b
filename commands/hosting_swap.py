"""/vardskap byt: ask another member to swap hosting; they answer, and everybody concerned is told (domain 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.feature.declare import (
    Answer,
    By,
    Call,
    FieldRefusal,
    Form,
    Message,
    Overtaken,
    Post,
    Refusal,
    Run,
    Worded,
    button,
    form,
    grave,
    redraws,
    word,
)
from bot.feature.subject import Subject
from bot.feature.values import number_in
from bot.hosting import store as hosting_store
from bot.hosting.rules import may_be_swapped, swap
from bot.hosting.swap import (
    AT_ONCE,
    LONGEST_NOTE,
    TurnChoice,
    days_shown,
    first_day,
    outcome,
    question,
    request_sent,
    swap_form,
)
from bot.language import N_, Say
from bot.meetings.rules import swap_closes_at
from bot.meetings.waiting import as_it_stands as as_it_stood
from bot.models import HostingTurn, Reply, SwapRequest, SwapState
from bot.network.membership import speaks_for
from bot.reminders.regret import hold_back

KIND = "swap"
CHANGED = N_("This turn has changed since the form was opened. Close it and open it again to see how.")
NOBODY_CAN = N_(
    "No turns can be swapped: in every possible swap, one of the members does not take part in the network when"
    " the other's meeting is held."
)
ALREADY = {
    SwapState.ACCEPTED: N_("This swap has already been made. `{command}` shows who hosts when."),
    SwapState.DECLINED: N_("This request has already been declined. Nothing was changed."),
    SwapState.WITHDRAWN: N_("This request has been taken back. Nothing was changed."),
}


@word("vardskap", "byt", "swap", about=N_("Ask another member to swap hosting, in a form"), by=By.HOST)
def ask_to_swap(call: Call) -> Answer:
    """The form, with the turns that can be swapped."""
    return form_for(call)


@button("hosting.swap", by=By.HOST)
def swap_button(call: Call) -> Answer:
    """The same form, from the overview."""
    return form_for(call)


def form_for(call: Call) -> Form:
    """The form for the asker, or why there is nothing to swap."""
    turns = swappable(call)
    mine = own_of(call, turns)
    if not turns:
        raise Refusal(N_("No coming meeting has a host, so there is nothing to swap."))
    if not call.is_coordinator:
        refuse_without_turn(call, mine)
    given = {each.id for each in (turns if call.is_coordinator else mine)}
    pairs = [each for each in hosting_store.exchanges(call.session, call.network, turns) if each[0] in given]
    to_give, to_take = {turn for turn, _ in pairs}, {other for _, other in pairs}
    first = [each for each in turns if each.id in to_give]
    others = [each for each in turns if each.id in to_take]
    if not first and {each.member_id for each in turns} <= {each.member_id for each in turns if each.id in given}:
        raise Refusal(N_("No other member has a coming turn to host, so there is nobody to swap with."))
    if not first:
        raise Refusal(NOBODY_CAN)
    return swap_form(call.say, first, others,
                     own=next((each for each in mine if each in first), None), decides=call.is_coordinator)  # fmt: skip


def refuse_without_turn(call: Call, mine: Sequence[HostingTurn]) -> None:
    """Only a member that is to host has something to swap."""
    if call.answerer.member_id is None:
        raise Refusal(N_("You belong to no member, so you have no turn to swap. The coordinator can swap for others."))
    if not mine:
        member = call.answerer.member.name if call.answerer.member else ""
        raise Refusal(N_("{member} has no coming turn to host, so there is nothing to swap."), member=member)


def swappable(call: Call) -> list[HostingTurn]:
    """The turns of meetings that have not begun, first to last."""
    turns = hosting_store.turns(call.session, call.network)
    open_ones = [each for each in turns if may_be_swapped(each, call.now, call.zone)]
    return sorted(open_ones, key=lambda each: (first_day(each), each.id))


def own_of(call: Call, turns: Iterable[HostingTurn]) -> list[HostingTurn]:
    """Those of the asker's own member."""
    return [each for each in turns if speaks_for(call.host, each.member_id)]


@form("hosting.swap", by=By.HOST)
def save_request(call: Call) -> Answer:
    """Ask the other member; or, for the coordinator who says so, swap at once."""
    turns = swappable(call)
    turn = turn_in(call, "turn", turns)
    other = turn_in(call, "other", turns)
    if not call.is_coordinator and turn not in own_of(call, turns):
        raise FieldRefusal("turn", N_("That is not a turn of your member."))
    if turn.member_id == other.member_id:
        raise FieldRefusal("other", N_("Choose a turn of another member."))
    if not hosting_store.may_exchange(call.session, call.network, turn, other):
        raise FieldRefusal(
            "other", N_("One of the members does not take part in the network when the other's meeting is held.")
        )
    refuse_if_waiting(call, turn, other)
    note = " ".join(call.fields.text("note").split())
    if len(note) > LONGEST_NOTE:
        raise FieldRefusal("note", N_("Write at most {most} characters."), most=LONGEST_NOTE)
    request = SwapRequest(
        turn=turn, other_turn=other, member=turn.member, other_member=other.member, asked_by_id=call.answerer.id,
        asked_at=call.now, note=note, form_key=call.form_key,
    )  # fmt: skip
    call.session.add(request)
    call.session.flush()
    if call.is_coordinator and call.fields.text("way") == AT_ONCE:
        return decide(call, request, SwapState.ACCEPTED)
    return ask(call, request)


def turn_in(call: Call, field: str, turns: Sequence[HostingTurn]) -> HostingTurn:
    """The turn chosen in a menu, unless it has changed since it was shown or its meeting has begun."""
    choice = call.fields.text(field)
    if not choice:
        raise FieldRefusal(field, N_("Choose a turn."))
    turn = next((each for each in turns if TurnChoice.of(each) == TurnChoice.read(choice)), None)
    if turn is None:
        raise FieldRefusal(field, CHANGED)
    return turn


def refuse_if_waiting(call: Call, *turns: HostingTurn) -> None:
    """A turn is in one open request at a time, so that two yeses cannot cross."""
    opened = hosting_store.open_requests(call.session, call.network, call.now)
    waiting = {turn.id for each in opened for turn in (each.turn, each.other_turn)}
    for field, turn in zip(("turn", "other"), turns, strict=True):
        if turn.id in waiting:
            raise FieldRefusal(
                field,
                N_("A request to swap this turn is already waiting for an answer. `{command}` shows it."),
                command=call.command("vardskap", "hosting"),
            )


def ask(call: Call, request: SwapRequest) -> Answer:
    """Ask the other member's people; the coordinator when none of them is in Slack."""
    people = hosting_store.voices(call.session, call.network, request.other_member_id, call.today)
    ids = tuple(each.slack_id for each in people if each.slack_id) or call.coordinators()
    if not ids:
        raise Refusal(N_("Nobody of that member is in Slack, and no coordinator is known. Ask them directly."))
    about = {"request": str(request.id), "on_behalf": "" if people else "yes"}
    post(call, request, ids, lambda say: question(say, request, on_behalf=not people), about)
    return request_sent(call.say, request, [each.name for each in people])


@redraws(KIND)
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """The question, while it can be answered; then what came of it. What came of it stays as it is."""
    request = hosting_store.swap_request(run.session, run.network, number_in(message.about.get("request", "")))
    if request is None:
        return None
    if request.state is not SwapState.ASKED:
        return lambda say: outcome(say, request)
    on_behalf = bool(message.about.get("on_behalf"))
    can_be_made = hosting_store.can_be_made(run.session, run.network, request, run.now)
    return (lambda say: question(say, request, on_behalf=on_behalf)) if can_be_made else None


def post(
    call: Call,
    request: SwapRequest,
    to: Iterable[str],
    write: Callable[[Say], Message],
    about: Mapping[str, str] | None = None,
) -> None:
    """Tell some people, each once for each state of the request."""
    until = useful_until(call, request)
    for slack_id in dict.fromkeys(to):
        key = f"{KIND}/{request.id}/{request.state}/{slack_id}"
        call.post(
            Post(key=key, kind=KIND, to=slack_id, due=call.now, useful_until=until, write=write, about=about or {})
        )


def useful_until(call: Call, request: SwapRequest) -> datetime:
    """Until the first of the two meetings begins."""
    meetings = [each.meeting for each in (request.turn, request.other_turn) if each.meeting]
    return min(swap_closes_at(each, call.zone) for each in meetings)


def request_to_answer(call: Call) -> SwapRequest:
    """The button's request, while the asker can answer it."""
    request = request_of(call, number_in(call.value))
    refuse_unless_theirs(call, request)
    refuse_unless_open(call, request)
    return request


MOVED = N_("A meeting has been moved since you were asked. This is how it is now.")
REQUEST = Subject(
    facts=lambda call: days_shown(request_to_answer(call)),
    show=lambda call: question(call.say, request_to_answer(call)),
    changed=lambda call: call.say(MOVED),
)


@button("hosting.accept", by=By.HOST, writes=True, about=REQUEST, in_words=grave(Reply.YES))
def accept(call: Call) -> Answer:
    """The other member says yes."""
    return decide(call, request_to_answer(call), SwapState.ACCEPTED)


@button("hosting.decline", by=By.HOST, writes=True, about=REQUEST, in_words=grave(Reply.NO))
def decline(call: Call) -> Answer:
    """The other member says no."""
    return decide(call, request_to_answer(call), SwapState.DECLINED)


@button("hosting.withdraw", by=By.HOST, writes=True)
def withdraw(call: Call) -> Answer:
    """Whoever asked, or somebody of the same member, takes the request back."""
    request = request_of(call, number_in(call.value))
    asker = request.asked_by_id is not None and request.asked_by_id == call.answerer.id
    if not (call.is_coordinator or asker or speaks_for(call.host, request.member_id)):
        raise Refusal(N_("Only the member that asked can take the request back."))
    if request.state is not SwapState.ASKED:
        raise already_decided(call, request)
    return decide(call, request, SwapState.WITHDRAWN)


def decide(call: Call, request: SwapRequest, state: SwapState) -> Answer:
    """Close a request, swap if it was accepted, and tell both members and the coordinators; others hear in a while."""
    request.state, request.decided_by_id, request.decided_at = state, call.answerer.id, call.now
    meetings = [each.meeting for each in (request.turn, request.other_turn) if each.meeting]
    stood = [as_it_stood(each) for each in meetings]
    if state is SwapState.ACCEPTED:
        swap(request.turn, request.other_turn)
    call.session.flush()
    if state is SwapState.ACCEPTED:
        for meeting, before in zip(meetings, stood, strict=True):
            hold_back(call, meeting, before, by_two=True)
    sides = (request.member_id, request.other_member_id)
    people = [
        each.slack_id
        for side in sides
        for each in hosting_store.voices(call.session, call.network, side, call.today)
        if each.slack_id
    ]
    others = [each for each in (*people, *call.coordinators()) if each != call.user.id]
    post(call, request, others, lambda say: outcome(say, request))
    return outcome(call.say, request)


def request_of(call: Call, request_id: int) -> SwapRequest:
    """The request a button stands for."""
    request = hosting_store.swap_request(call.session, call.network, request_id)
    if request is None:
        raise Overtaken(N_("That request is no longer there. Nothing was changed."), "hosting.show")
    return request


def refuse_unless_theirs(call: Call, request: SwapRequest) -> None:
    """The member that was asked answers; not the one that asks, nor a third."""
    if call.is_coordinator or speaks_for(call.host, request.other_member_id):
        return
    other = request.other_member.name if request.other_member else ""
    if speaks_for(call.host, request.member_id):
        raise Refusal(N_("Your member asks, so {other} answers. Nothing was changed."), other=other)
    raise Refusal(N_("Only {other} can answer this request. Nothing was changed."), other=other)


def refuse_unless_open(call: Call, request: SwapRequest) -> None:
    """A request is answered once, and only while both turns are as they were and still to come."""
    if request.state is not SwapState.ASKED:
        raise already_decided(call, request)
    if not hosting_store.can_be_made(call.session, call.network, request, call.now):
        raise Overtaken(NOTHING_LEFT, "hosting.show")


NOTHING_LEFT = N_("One of the turns has changed or its meeting has begun, so there is nothing left to swap.")


def already_decided(call: Call, request: SwapRequest) -> Overtaken:
    """What is said of a request that is asked no longer."""
    return Overtaken(ALREADY[request.state], "hosting.show", command=call.command("vardskap", "hosting"))
