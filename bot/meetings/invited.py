"""Who is invited to a meeting, in words and in its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import InputBlock

from bot.blocks.parts import LONGEST_FACT, Choice, choice_field, choices_field
from bot.feature.pages import whole_names
from bot.feature.values import ButtonValue
from bot.language import N_, Say, Text, escape, swedish_order
from bot.meetings.rules import Chosen, invites_of, members_chosen, usual_invites
from bot.meetings.seats_view import SEATS_OF
from bot.models import Invites, Meeting, Member, Person, PersonState
from bot.network.membership import SEATS

INVITES_NAMES: Final[Mapping[Invites, str]] = {
    Invites.ALL: N_("Both seats of every member"),
    Invites.OFFICIALS: N_("Only the officials"),
    Invites.CHOSEN: N_("Those chosen"),
}


def invited_in_words(say: Say, meeting: Meeting) -> Text:
    """Who is invited, where it is not as meetings of its kind usually do."""
    invites = invites_of(meeting)
    if invites is Invites.CHOSEN:
        return whole_names(say, chosen_in_words(say, meeting), LONGEST_FACT // 2)
    return say(INVITES_NAMES[invites]) if invites is not usual_invites(meeting.kind) else Text("")


def chosen_in_words(say: Say, meeting: Meeting) -> list[Text]:
    """The members that are chosen for a meeting, and the seats of one person; its host. None of one for all."""
    if invites_of(meeting) is not Invites.CHOSEN:
        return []
    there = [*(each.member for each in meeting.invited), meeting.host]
    chosen = members_chosen(meeting)
    members = {each.name_in(meeting.period_id) for each in there if each is not None and each.id in chosen}
    people = (each.person for each in meeting.invited if each.person is not None)
    seats = {
        say(SEATS_OF[each.role], member=each.member_name)
        for each in people
        if each.state is PersonState.CONFIRMED and each.role in SEATS and each.member_id not in chosen
    }
    return sorted([*map(escape, members), *seats], key=swedish_order)


@dataclass(frozen=True)
class OneInvited(ButtonValue):
    """One of those who can be chosen, as the form's menu carries it: a member's row or a person's, and 0."""

    member: int = 0
    person: int = 0

    @property
    def chosen(self) -> Chosen:
        """As a meeting keeps it."""
        return self.member or None, self.person or None


@dataclass(frozen=True)
class CanBeInvited:
    """The members that take part now or later, and who sits for them."""

    members: Sequence[Member]
    people: Sequence[Person]

    def choices(self, say: Say) -> list[Choice]:
        """Them all, by what they are called in the form's menu: each member, then its people."""
        choices: list[Choice] = []
        for each in self.members:
            both: Choice = (str(OneInvited(member=each.id)), say("{member}, both seats", member=each.name))
            theirs = sorted((one for one in self.people if one.member_id == each.id), key=lambda one: one.role)
            choices += [both, *((str(OneInvited(person=one.id)), _in_menu(say, one)) for one in theirs)]
        return choices


def _in_menu(say: Say, person: Person) -> Text:
    seat = say(SEATS_OF[person.role], member=person.member_name)
    return say("{seat}: {name}", seat=seat, name=person.name)


def invited_fields(say: Say, meeting: Meeting, can_be: CanBeInvited) -> list[InputBlock]:
    """The menu of whose seats are invited, and the one of who is chosen."""
    invites: list[Choice] = [(each.value, say(words)) for each, words in INVITES_NAMES.items()]
    usual = say(
        "If you leave it empty everybody is invited to a partnership meeting and the officials to theirs. To a study "
        "visit, a working group and a seminar those are invited whom you choose."
    )
    chosen = [str(OneInvited(each.member_id or 0, each.person_id or 0)) for each in meeting.invited]
    who = say("Members with both their seats, or one person. The host is always invited.")
    return [
        choice_field("invites", say("Who is invited"), invites, chosen=meeting.invites, optional=True, hint=usual),
        choices_field("invited", say("Those chosen"), can_be.choices(say), chosen=chosen, hint=who),
    ]
