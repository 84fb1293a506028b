"""Answers about the network: its agreement, its members and their contacts, how one joins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import actions, section
from bot.dates.in_words import from_today, plain_day, span
from bot.feature.call import Call
from bot.feature.pages import in_rows, pieces
from bot.intents.vocabulary import Sign
from bot.language import N_, Say, Text, bold, escape, joined
from bot.models import Member, Period, Person, Role
from bot.network.membership import SEATS, MembersOfPeriod, holder, is_over, spokesperson_of
from bot.network.people import (
    ROLE_NAMES,
    already_in,
    delegations_in_number,
    join_button,
    members_in_words,
    others_in_words,
)
from bot.questions.view import paragraph, several

S = Sign


def agreement(call: Call, period: Period | None, around: Text) -> Message:
    """When the agreement, or a period without one, began or ends, and how far away that is. `around`: which
    period has ended and which begins, where none runs."""
    say = call.say
    if period is None:
        return paragraph(say("No period is loaded yet, so no agreement is known."))
    days, last = span(period.days, say.code), plain_day(period.ends, say.code)
    away = from_today(period.ends, call.today, say.code)
    title = [bold(each) for each in pieces(period.agreement)]
    if S.BEGINS in call.utterance.signs:
        first, since = plain_day(period.starts, say.code), from_today(period.starts, call.today, say.code)
        begins = N_("The period {period} began on {day}, {away}.")
        if call.today < period.starts:
            begins = N_("The period {period} begins on {day}, {away}.")
        return several(call, [*title, say(begins, period=days, day=first, away=since), around], count=0)
    if is_over(period, call.today):
        bare, agreed = (
            N_("The period {period} ended on {day}, {away}."),
            N_("The agreement for {period} ended on {day}, {away}."),
        )
    else:
        bare, agreed = (
            N_("The period {period} ends on {day}, {away}."),
            N_("The agreement for {period} ends on {day}, {away}."),
        )
    ends = say(agreed if title else bare, period=days, day=last, away=away)
    return several(call, [*title, ends, around], count=0)


ROLES_ASKED: Final = {S.ELECTED: Role.ELECTED, S.OFFICIALS: Role.OFFICIAL, S.DEPUTY: Role.DEPUTY}


def roles_asked(call: Call) -> list[Role]:
    """The roles that a question names; none where it asks of whoever it may be."""
    return [role for sign, role in ROLES_ASKED.items() if sign in call.utterance.signs]


def contacts(call: Call, members: Sequence[Member], people: Sequence[Person]) -> Message:
    """Who sits for some members: in the roles asked of, also where nobody does."""
    return several(call, [row for each in members for row in _contact(call, each, people)], count=0)


def _contact(call: Call, member: Member, people: Sequence[Person]) -> list[Text]:
    say, asked = call.say, roles_asked(call)
    roles = asked or [*SEATS, Role.DEPUTY]
    rows = [
        Text("• ") + joined(": ", [say(ROLE_NAMES[role]), name])
        for role in roles
        for name in _in_role(call, member, people, role, is_asked=role in asked)
    ]
    nobody = [] if rows else [say("Nobody from {member} has joined yet.", member=member.name)]
    return [bold(member.name), *rows, *nobody]


def _in_role(call: Call, member: Member, people: Sequence[Person], role: Role, *, is_asked: bool) -> list[Text]:
    """Who has a role for a member; where it is asked of, also that nobody has."""
    say, seated = call.say, holder(people, member.id, role)
    there = [seated] if seated else []
    if role is Role.DEPUTY:
        there = [
            each for each in people if each.role is role and each.member_id == member.id and _is_theirs(call, each)
        ]
    names = [_person(call, each) for each in there]
    if is_asked and not names:
        names = [say("none is noted") if role is Role.DEPUTY else say("_vacant_")]
    return names


def _is_theirs(call: Call, deputy: Person) -> bool:
    """Whether a deputy is the asker's own, where "my deputy" is asked of."""
    is_mine = S.MY in call.utterance.signs and call.person is not None and call.person.role in SEATS
    return not is_mine or call.person is None or deputy.deputy_for_id in (None, call.person.id)


def whose_deputy(call: Call) -> Message:
    """Whom the asker stands in for."""
    say, me = call.say, call.confirmed
    if me is None or me.role is not Role.DEPUTY:
        return paragraph(say("You are not noted as anybody's deputy."))
    if me.deputy_for is None:
        return paragraph(say("It is not noted whose deputy you are."))
    return paragraph(say("You are the deputy of {name}.", name=_person(call, me.deputy_for)))


def in_roles(call: Call, members: Sequence[Member], people: Sequence[Person], roles: Sequence[Role]) -> Message:
    """Who has some roles, for each member."""
    rows = list[Text]()
    for role in roles:
        names = [(each, _in_role(call, each, people, role, is_asked=True)) for each in members]
        lines = [Text("• ") + joined(": ", [each.name, joined(", ", there)]) for each, there in names]
        rows += [bold(call.say(ROLE_NAMES[role])), *lines]
    return several(call, rows, count=0)


def who_speaks(call: Call, people: Sequence[Person]) -> Message:
    """Who is spokesperson in political matters."""
    speaks = spokesperson_of(people)
    if speaks is None:
        return paragraph(call.say("No spokesperson in political matters is noted."))
    name = joined(", ", [_person(call, speaks), speaks.member_name])
    return paragraph(call.say("Spokesperson in political matters: {name}.", name=name))


VACANT: Final = {
    Role.ELECTED: (N_("No elected representative is noted for:"), N_("Every member has an elected representative.")),
    Role.OFFICIAL: (N_("No official is noted for:"), N_("Every member has an official.")),
    Role.DEPUTY: (N_("No deputy is noted for:"), N_("Every member has a deputy.")),
}


def vacancies(call: Call, members: Sequence[Member], people: Sequence[Person]) -> Message:
    """Which members lack somebody in the roles asked of, or in any seat."""
    rows = list[Text]()
    for role in roles_asked(call) or SEATS:
        filled = {each.member_id for each in people if each.role is role}
        lead, none = VACANT[role]
        names = [each.name for each in members if each.id not in filled]
        rows += in_rows(names, lead=bold(call.say(lead))) or [call.say(none)]
    return several(call, rows, count=0)


def how_many_people(call: Call, people: Sequence[Person]) -> Message:
    """How many have joined, by role; only of the roles asked of where there are any."""
    say, asked = call.say, roles_asked(call)
    counts = {role: sum(each.role is role for each in people) for role in Role}
    numbers = joined(", ", [_in_number(say, role, counts[role]) for role in asked or Role if asked or counts[role]])
    if asked:
        return paragraph(say("{number} in the network.", number=numbers))
    everybody = say.many("{count} person in the network", "{count} people in the network", len(people))
    return paragraph(joined(": ", [everybody, numbers]) + Text("."))


def _in_number(say: Say, role: Role, count: int) -> Text:
    match role:
        case Role.ELECTED:
            return say.many("{count} elected representative", "{count} elected representatives", count)
        case Role.OFFICIAL:
            return say.many("{count} official", "{count} officials", count)
        case Role.DEPUTY:
            return say.many("{count} deputy", "{count} deputies", count)
        case Role.COORDINATOR:
            return say.many("{count} coordinator", "{count} coordinators", count)
        case Role.GUEST:
            return say.many("{count} guest", "{count} guests", count)


def _person(call: Call, person: Person) -> Text:
    """Their name; for one who asks alone a link to write to them, which in a channel would call them."""
    name = escape(person.name)
    if not person.slack_id or not call.is_private:
        return name
    return joined(" ", [name, Text("(<@") + person.slack_id + Text(">)")])


def no_such_member(call: Call, around: Sequence[MembersOfPeriod]) -> Message:
    """Nobody of that name is a member: those who are."""
    say, outsiders = call.say, joined(", ", [bold(each) for each in call.utterance.outsiders])
    unknown = say("I know no member of that name.")
    if outsiders:
        unknown = say("I do not know {name} in this network.", name=outsiders)
    there = [each for each in around if each.taking_part]
    if not there:
        return paragraph(say("No members have been loaded yet."))
    if [each.day for each in there] == [call.today]:
        names = [each.name for each in there[0].taking_part]
        return several(call, in_rows(names, lead=joined(" ", [unknown, say("These are the members:")])), count=0)
    rows = [unknown, *(row for each in there for row in _names(call, each))]
    return several(call, rows, count=0)


def who_takes_part(call: Call, around: Sequence[MembersOfPeriod]) -> Message:
    """Which members take part, and whose decision waits; where no period runs those of the one that ended and of the
    one that begins."""
    if not any(each.all for each in around):
        return paragraph(call.say("No members have been loaded yet."))
    return several(call, [row for each in around for row in _names(call, each)], count=0)


def _names(call: Call, members: MembersOfPeriod) -> list[Text]:
    say, there = call.say, members.taking_part
    both = delegations_in_number(say, there)
    count = say.many("{count} member takes part:", "{count} members take part:", len(there))
    count = say("{members} take part:", members=both) if both else count
    if members.day != call.today:
        count = members_in_words(say, members)
    return [*in_rows([each.name for each in there], lead=bold(count)), *in_rows(others_in_words(say, members), "; ")]


def how_to_join(call: Call) -> Message:
    """How one joins, with the button; who is in already gets what they are, who was what they were."""
    say = call.say
    if call.confirmed is not None and call.is_private:
        out = call.takes_no_part() if call.is_out else None
        return already_in(say, call.confirmed, out)
    how = say(
        "Press the button, or write `{command}`: choose your municipality and your role. The coordinator confirms.",
        command=call.command("natverk gå med", "network join"),
    )
    text = joined(" ", [call.seat_lost() if call.is_private else "", how])
    return Message(text, [section(text), actions(join_button(say))])
