"""Saves an answer to a meeting and tells those it concerns.

A deputy who is named, and whoever a deputy replaces.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from bot.feature.call import Call, FieldRefusal, Overtaken
from bot.feature.post import Post
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.deputies import TELLS, Told
from bot.meetings.partly import MeetingPart, part_of
from bot.meetings.rules import LONGEST_NEED, facts_of, is_to_come, span_of, speaks_of, swap_closes_at
from bot.meetings.store import meeting_of
from bot.models import COMES, AccessNeed, Answer, Meeting, MeetingState, Person, Reply, Role
from bot.network import store as network_store

KIND = "deputy"


def open_meeting(call: Call, meeting_id: int) -> Meeting:
    """The meeting a button or form is about, while it can still be answered, for who may."""
    meeting = meeting_to_answer(call, meeting_id)
    refuse_if_away(call, meeting)
    return meeting


def meeting_to_answer(call: Call, meeting_id: int) -> Meeting:
    """The meeting a button or form is about, while it can still be answered."""
    meeting = meeting_of(call, meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        raise Overtaken(N_("The meeting is cancelled, so your answer was not noted."), "meeting.show", meeting.id)
    if not is_to_come(meeting, call.now, call.zone):
        raise Overtaken(N_("The meeting's time has passed, so your answer was not noted."), "meeting.show", meeting.id)
    return meeting


def refuse_if_away(call: Call, meeting: Meeting) -> None:
    """Whoever's member takes no part on the meeting's day does not answer it."""
    if call.is_coordinator:
        return
    takes_part = network_store.days_of(call.session, call.network, call.answerer)
    if not takes_part(span_of(meeting).first):
        raise meetings_store.why_away(call, call.answerer, meeting)


def note_answer(
    call: Call,
    meeting: Meeting,
    person: Person,
    reply: Reply,
    deputy: Person | None = None,
    part: MeetingPart | None = None,
) -> None:
    """Keep one answer for each person and meeting, the last; by whom it was given is kept too. A yes is to all of the
    meeting, unless to a `part`."""
    meetings_store.wait_for_turn(call.session, person)
    by = call.answerer
    answer = meetings_store.answer(call.session, meeting, person)
    deputy_before = answer.deputy if answer is not None else None
    if answer is None:
        answer = Answer(meeting_id=meeting.id, person_id=person.id)
        call.session.add(answer)
    before = (answer.reply, answer.deputy_id)
    answer.reply, answer.deputy_id, answer.part = reply, deputy.id if deputy else None, str(part or "")
    answer.answered_at, answer.answered_by_id = call.now, by.id
    call.session.flush()
    if before == (answer.reply, answer.deputy_id):
        return
    if deputy_before is not None and deputy_before is not deputy:
        _tell(call, answer, deputy_before, Told.FREE, deputy_before)
    if deputy is not None and deputy_before is not deputy:
        _ask(call, meeting, deputy, answer)
    if person.role is Role.DEPUTY and reply is not Reply.MAYBE:
        _settle(call, meetings_store.naming(call.session, meeting, person), person, comes=reply in COMES)


def note_part(call: Call, meeting: Meeting, person: Person, days: Collection[int], dinner: bool | None) -> None:
    """Note a yes to some days of a meeting, counted from 1, and to its dinner or not; `dinner` None: nothing is said of
    it. All of it is a plain yes."""
    note_answer(call, meeting, person, Reply.YES, part=part_of(meeting, days, dinner))


def needs_too(call: Call, meeting: Meeting, wrote: str) -> str:
    """What somebody has said they need at a meeting, with what they have written since."""
    mine = meetings_store.need(call.session, meeting, call.author) if call.author else None
    before = mine.text if mine is not None else ""
    return before if wrote in before else f"{before}\n{wrote}".strip()


def keep_need(call: Call, meeting: Meeting, text: str) -> None:
    """Keep what whoever writes needs at a meeting; an empty text takes it back."""
    if len(text) > LONGEST_NEED:
        raise FieldRefusal("needs", N_("Write at most {most} characters."), most=LONGEST_NEED)
    meetings_store.wait_for_turn(call.session, call.writer)
    mine = meetings_store.need(call.session, meeting, call.writer)
    if mine is not None and not text:
        call.session.delete(mine)
    elif mine is not None:
        mine.text = text
    elif text:
        call.session.add(AccessNeed(meeting_id=meeting.id, person_id=call.answerer.id, text=text))


def take_back(call: Call, meeting: Meeting, reply: Reply) -> bool:
    """Let one's own answer be none again, while it is just that, names no deputy, and is not of a deputy whom others
    count on; tells whether it was."""
    meetings_store.wait_for_turn(call.session, call.answerer)
    answer = meetings_store.answer(call.session, meeting, call.answerer)
    if answer is None or answer.reply is not reply or answer.deputy_id is not None or answer.part:
        return False
    if meetings_store.naming(call.session, meeting, call.answerer):
        return False
    call.session.delete(answer)
    call.session.flush()
    return True


def _ask(call: Call, meeting: Meeting, deputy: Person, answer: Answer) -> None:
    """Ask a deputy; one who has said on their own that they come need not be asked."""
    own = meetings_store.answer(call.session, meeting, deputy)
    if own is not None and own.reply in COMES:
        answer.answered_by_id = deputy.id
    else:
        _tell(call, answer, deputy, Told.ASK, deputy)


def stand_in(call: Call, answer: Answer, *, comes: bool) -> None:
    """A deputy answers the question whether they come: what they had said of themselves says so too."""
    own = meetings_store.answer(call.session, answer.meeting, call.answerer)
    if own is not None:
        own.reply, own.answered_at, own.answered_by_id = Reply.YES if comes else Reply.NO, call.now, call.answerer.id
        own.part = own.part if comes else ""
    _settle(call, [answer], call.answerer, comes=comes)


def _settle(call: Call, naming: Sequence[Answer], deputy: Person, *, comes: bool) -> None:
    """A deputy has answered: what it means for those who have named them, and let them know."""
    for each in naming:
        each.reply = Reply.DEPUTY if comes else Reply.NO
        each.deputy = deputy if comes else None
        each.answered_at, each.answered_by_id = call.now, deputy.id
        _tell(call, each, deputy, Told.COMES if comes else Told.STAYS, each.person)


def stand_down(call: Call, deputy: Person) -> None:
    """A deputy is one no longer: whoever has named them for a meeting to come hears that they do not come."""
    for meeting in meetings_store.coming_meetings(call.session, call.network, call.now):
        _settle(call, meetings_store.naming(call.session, meeting, deputy), deputy, comes=False)


def _tell(call: Call, answer: Answer, deputy: Person, told: Told, to: Person) -> None:
    """Tell somebody in Slack; who is not there is told by those who answer for them."""
    if to.slack_id is None or to.slack_id == call.user.id:
        return
    meeting = answer.meeting
    key = f"{KIND}/{meeting.id}/{told}/{to.slack_id}/{speaks_of(meeting)}/{call.now:%Y%m%d%H%M%S%f}"
    until = swap_closes_at(meeting, call.zone)
    about = {
        "meeting": str(meeting.id), **facts_of(meeting), "answer": str(answer.id), "deputy": str(deputy.id),
        "told": told.value,
    }  # fmt: skip
    write = partial(TELLS[told], answer=answer, deputy=deputy)
    call.post(Post(key=key, kind=KIND, to=to.slack_id, due=call.now, useful_until=until, write=write, about=about))


def new_deputy(call: Call, person: Person, name: str) -> Person:
    """A deputy who is not in Slack: known by name only, answered for by others."""
    return _newcomer(call, Person(role=Role.DEPUTY, member_id=person.member_id, deputy_for_id=person.id, name=name))


def new_holder(call: Call, member_id: int, role: Role, name: str) -> Person:
    """Somebody who holds a seat and is not in Slack."""
    return _newcomer(call, Person(role=role, member_id=member_id, name=name))


def _newcomer(call: Call, person: Person) -> Person:
    person.network_id, person.confirmed_at = call.network.id, call.now
    call.session.add(person)
    call.session.flush()
    return person
