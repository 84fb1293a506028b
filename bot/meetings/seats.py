"""The seats at a meeting: who sits where, what each seat has answered, and who may answer for whom (domain 3, 9, 22).
Rules only, nothing is read here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from bot.feature.values import ButtonValue
from bot.meetings.partly import MeetingPart
from bot.models import COMES, Answer, Person, PersonState, Reply, Role
from bot.network.membership import speaks_for, takes_part_as


class Standing(StrEnum):
    """What is known of a seat, from its holder's answer or the deputy's."""

    YES = "yes"
    DIGITAL = "digital"
    DEPUTY = "deputy"
    """Whoever holds it does not come, and their deputy does."""
    NOT_HEARD = "not_heard"
    """A deputy is named, asked or not, of whom nobody has said whether they come."""
    MAYBE = "maybe"
    NO = "no"
    SILENT = "silent"
    VACANT = "vacant"
    """Nobody holds it."""


class Awaited(StrEnum):
    """As what somebody's answer is waited for, when they have given none."""

    SEAT = "seat"
    """They hold a seat of which nothing is known."""
    DEPUTY = "deputy"
    """They are named as deputy."""
    REPLACED = "replaced"
    """It is not: they hold a seat, and their deputy comes."""
    NOBODY = "nobody"
    """It is not: no seat is theirs to answer for."""


COMING: Final = frozenset({Standing.YES, Standing.DIGITAL, Standing.DEPUTY})
COUNTS_AS: Final[Mapping[Standing, Reply]] = {
    **dict.fromkeys(COMING, Reply.YES),
    Standing.NO: Reply.NO,
    Standing.MAYBE: Reply.MAYBE,
}


@dataclass(frozen=True)
class SeatValue(ButtonValue):
    """A seat as a form's menu carries it: the member's row and the role."""

    member: int
    role: Role | None


@dataclass(frozen=True)
class Sitting:
    """A member's seat, and who holds it now."""

    member_id: int
    member: str
    role: Role
    person_id: int | None = None
    person: str = ""


@dataclass(frozen=True)
class PersonReply:
    """What one person has answered to a meeting."""

    person_id: int
    name: str
    role: Role
    reply: Reply
    deputy_id: int | None = None
    deputy: str = ""
    deputy_for_id: int | None = None
    by_id: int | None = None
    """Who gave the answer, when somebody else did: a deputy who was asked answers for whom they replace."""
    deputy_in_slack: bool = True
    """Whether the deputy who was named can be asked in Slack."""
    seat: tuple[int | None, Role | None] | None = None
    """The seat they hold or stand in for, by member and role, as far as it is known."""
    part: MeetingPart | None = None
    """What of the meeting they come to; None: all of it."""
    has_need: bool = False
    """Whether they have said what they need there."""

    @property
    def is_settled(self) -> bool:
        """Whether the deputy who was named has said so themselves."""
        return self.deputy_id is not None and self.deputy_id == self.by_id


@dataclass(frozen=True)
class Seats:
    """The seats a meeting is for, member by member, and all answers to it."""

    sittings: tuple[Sitting, ...] = ()
    replies: Mapping[int, PersonReply] = field(default_factory=dict)
    members: frozenset[int] = frozenset()
    """The members that take part when the meeting is, invited or not."""

    def standing(self, sitting: Sitting) -> Standing:
        """The state of a seat: its holder's answer, or that of the deputy who comes instead; also of one whose holder
        has left."""
        if sitting.person_id is None:
            return Standing.DEPUTY if (sitting.member_id, sitting.role) in self._filled else Standing.VACANT
        own = self.replies.get(sitting.person_id)
        if own is not None and own.reply is Reply.DEPUTY:
            return _by_deputy(own, self.replies.get(own.deputy_id or 0))
        if (own is None or own.reply is Reply.NO) and sitting.person_id in self._replaced:
            return Standing.DEPUTY
        return Standing(own.reply.value) if own is not None else Standing.SILENT

    @cached_property
    def standings(self) -> tuple[tuple[Sitting, Standing], ...]:
        """Each seat with what it has come to."""
        return tuple((each, self.standing(each)) for each in self.sittings)

    @property
    def has_holders(self) -> bool:
        """Whether anybody holds one of the seats."""
        return any(each.person_id is not None for each in self.sittings)

    @cached_property
    def _replaced(self) -> frozenset[int | None]:
        """For whom a deputy comes, whether or not they were asked to."""
        return frozenset(each.deputy_for_id for each in self.replies.values() if each.reply in COMES)

    @cached_property
    def _filled(self) -> frozenset[tuple[int | None, Role | None] | None]:
        """The seats that a deputy comes to."""
        return frozenset(each.seat for each in self.replies.values() if each.deputy_for_id and each.reply in COMES)

    def answered(self, reply: Reply) -> tuple[Sitting, ...]:
        """The seats whose answer counts as yes, no or maybe: who comes digitally, or whose deputy comes, as yes."""
        return tuple(each for each, standing in self.standings if COUNTS_AS.get(standing) is reply)

    def missing(self) -> tuple[Sitting, ...]:
        """The seats that somebody holds who has not answered."""
        return tuple(each for each, standing in self.standings if standing is Standing.SILENT)

    def not_heard(self) -> tuple[Sitting, ...]:
        """The seats whose holder sends a deputy of whom nobody knows whether they come."""
        return tuple(each for each, standing in self.standings if standing is Standing.NOT_HEARD)

    @property
    def all_have_answered(self) -> bool:
        """Whether somebody holds a seat, and no answer is waited for: of a holder or of a deputy who was asked."""
        return self.has_holders and not self.missing() and all(answered for _, answered in self.deputies())

    def takes_part(self, person: Person) -> bool:
        """Whether somebody takes part when the meeting is: the members' people, and those who sit for no member."""
        return takes_part_as(person, self.members)

    @cached_property
    def roles_of(self) -> Mapping[int, frozenset[Role]]:
        """Which of its seats a member is invited with, by member."""
        members = {each.member_id for each in self.sittings}
        return {one: frozenset(each.role for each in self.sittings if each.member_id == one) for one in members}

    def awaited(self, person_id: int) -> Awaited:
        """As what an answer is waited for of somebody who has given none."""
        for each, standing in self.standings:
            if each.person_id == person_id:
                return Awaited.SEAT if standing is Standing.SILENT else Awaited.REPLACED
        named = any(each.deputy_id == person_id for each in self.replies.values())
        return Awaited.DEPUTY if named else Awaited.NOBODY

    def coming(self) -> tuple[Sitting, ...]:
        """The seats that are to be taken."""
        return self.answered(Reply.YES)

    @cached_property
    def comers(self) -> tuple[PersonReply | None, ...]:
        """Whoever comes, with a seat or without; None for a deputy who has said it with others' answer alone."""
        return (*map(self._comer, self.coming()), *self.others_coming())

    def _comer(self, sitting: Sitting) -> PersonReply | None:
        """Who comes to a seat that is to be taken."""
        own = self.replies.get(sitting.person_id or 0)
        if own is not None and own.reply in COMES:
            return own
        named, seat = own.deputy_id if own is not None else None, (sitting.member_id, sitting.role)
        deputies = (each for each in self.replies.values() if each.deputy_for_id and each.reply in COMES)
        return next((each for each in deputies if each.person_id == named or each.seat == seat), None)

    def is_taken_by(self, sitting: Sitting, person_id: int) -> bool:
        """Whether somebody comes to a seat that is to be taken, as its holder or instead."""
        comer, own = self._comer(sitting), self.replies.get(sitting.person_id or 0)
        if comer is not None:
            return comer.person_id == person_id
        return own is not None and own.deputy_id == person_id

    def on_day(self, day: int) -> int:
        """How many come on a day of the meeting, counted from 1: who has said yes to it, or to all."""
        return sum(each is None or each.part is None or day in each.part.days for each in self.comers)

    def at_dinner(self) -> int:
        """How many come to its dinner: the same, but not who takes part digitally."""
        there = (each for each in self.comers if each is None or each.reply is not Reply.DIGITAL)
        return sum(each is None or each.part is None or bool(each.part.dinner) for each in there)

    def partly(self) -> tuple[PersonReply, ...]:
        """Who comes to a part of it, or has said so of other days."""
        return tuple(each for each in self.comers if each is not None and each.part is not None)

    def own(self, person_id: int) -> PersonReply | None:
        """What somebody has answered; a deputy who was asked and comes has answered yes."""
        settled = (each for each in self.replies.values() if each.deputy_id == person_id and each.is_settled)
        return self.replies.get(person_id) or next(
            (PersonReply(person_id, each.deputy, Role.DEPUTY, Reply.YES) for each in settled), None
        )

    def stands_in(self, answer: Answer | PersonReply) -> bool:
        """Whether the deputy whom an answer sends has said that they come."""
        own = self.own(answer.deputy_id) if answer.deputy_id is not None and answer.reply is Reply.DEPUTY else None
        return own is not None and own.reply in COMES

    def deputies(self) -> tuple[tuple[PersonReply, bool], ...]:
        """Who has named a deputy, and whether that deputy has answered."""
        absent = [each for each in self.replies.values() if each.deputy_id is not None]
        return tuple((each, each.is_settled or each.deputy_id in self.replies) for each in absent)

    def others_coming(self) -> tuple[PersonReply, ...]:
        """Who comes and neither holds one of the seats nor comes for somebody who does."""
        holders = {each.person_id for each in self.sittings}
        filled = {(each.member_id, each.role) for each in self.sittings if each.person_id is None} & self._filled
        in_place = {self.replies[each].deputy_id for each in holders & self.replies.keys() if each is not None}
        return tuple(
            each
            for each in self.replies.values()
            if each.reply in COMES
            and each.person_id not in holders | in_place
            and (each.deputy_for_id is None or (each.deputy_for_id not in holders and each.seat not in filled))
        )


def seats_taken(replies: Iterable[PersonReply]) -> set[tuple[int, Role]]:
    """The seats (member id and role) that were to be taken, by their holders or those who stand in for them. Whoever
    has left since counts as they did then."""
    answers = {each.person_id: each for each in replies}
    holders = {each.seat: each.person_id for each in answers.values() if each.deputy_for_id is None}
    sittings = tuple(
        Sitting(member_id, "", role, holders.get(seat, each.deputy_for_id))
        for each in answers.values()
        if (seat := each.seat) and (member_id := seat[0]) is not None and (role := seat[1]) is not None
    )
    return {(each.member_id, each.role) for each in Seats(sittings, answers).coming()}


def stood_then(state: PersonState, left_at: datetime | None, since: datetime) -> bool:
    """Whether somebody who has answered was still in the network at a moment that has been."""
    return state is not PersonState.LEFT or left_at is None or left_at >= since


def waits_for_deputy(answer: Answer, answers: Mapping[int, Answer]) -> bool:
    """Whether a deputy is named in an answer and has not said anything themselves. `answers` by person."""
    has_deputy = answer.deputy_id is not None and answer.reply in (Reply.NO, Reply.DEPUTY)
    return has_deputy and answer.answered_by_id != answer.deputy_id and answer.deputy_id not in answers


def _by_deputy(holders: PersonReply, answer: PersonReply | None) -> Standing:
    """Of a deputy who is named it is known whether they come once it is said."""
    if answer is None:
        return Standing.NOT_HEARD if holders.deputy_id is not None and not holders.is_settled else Standing.DEPUTY
    if answer.reply in COMES:
        return Standing.DEPUTY
    return Standing.MAYBE if answer.reply is Reply.MAYBE else Standing.NO


def is_of_member(person: Person | None) -> bool:
    """Whether somebody holds a seat or stands in for one who does."""
    return (
        person is not None
        and person.state is PersonState.CONFIRMED
        and person.role in (Role.ELECTED, Role.OFFICIAL, Role.DEPUTY)
    )


def may_answer_for(me: Person | None, other: Person, is_coordinator: bool) -> bool:
    """An official answers for their elected, who may seldom be in Slack, and for those of their member who never are;
    the coordinator for all (domain 22)."""
    if not is_of_member(other) or (me is not None and me.id == other.id):
        return False
    if is_coordinator:
        return True
    if me is None or me.state is not PersonState.CONFIRMED or me.role is not Role.OFFICIAL:
        return False
    return me.member_id == other.member_id and (other.role is Role.ELECTED or other.slack_id is None)


def empty_seats(sittings: Iterable[Sitting], me: Person | None, is_coordinator: bool) -> list[Sitting]:
    """The seats nobody holds that somebody may speak for: their own member's, or all of them."""
    vacant = [each for each in sittings if each.person_id is None]
    if is_coordinator:
        return vacant
    is_official = me is not None and me.role is Role.OFFICIAL and me.state is PersonState.CONFIRMED
    return [each for each in vacant if is_official and me is not None and each.member_id == me.member_id]


def sees_needs(me: Person | None, host_id: int | None, is_coordinator: bool) -> bool:
    """Diet and access needs are for the host's people and the coordinator only."""
    return is_coordinator or speaks_for(me, host_id)
