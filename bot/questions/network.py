"""Answers about the network: its agreement, its members and their contacts, how one joins."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.dates.in_words import from_today, plain_day, span
from bot.feature.call import Call
from bot.feature.pages import in_rows, pieces
from bot.language import Text, bold, escape, joined
from bot.models import Member, Period, Person, Role
from bot.network.membership import SEATS, MembersOfPeriod, holder, is_over
from bot.network.people import ROLE_NAMES, already_in, delegations_in_number, members_in_words, part_in_words
from bot.questions.view import paragraph, several


def agreement(call: Call, period: Period | None, around: Text) -> Message:
    """When the agreement began and when it ends, and how far away that is. `around`: which period has ended and which
    begins, where none runs."""
    say = call.say
    if period is None:
        return paragraph(say("No period is loaded yet, so no agreement is known."))
    days, last = span(period.days, say.code), plain_day(period.ends, say.code)
    away = from_today(period.ends, call.today, say.code)
    title = [bold(each) for each in pieces(period.agreement)]
    if is_over(period, call.today):
        ended = say("The agreement for {period} ended on {day}, {away}.", period=days, day=last, away=away)
        return several(call, [*title, ended, around], count=0)
    ends = say("The agreement for {period} ends on {day}, {away}.", period=days, day=last, away=away)
    return several(call, [*title, ends, around], count=0)


def contacts(call: Call, members: Sequence[Member], people: Sequence[Person]) -> Message:
    """Who sits for a member."""
    return several(call, [row for each in members for row in _contact(call, each, people)], count=0)


def _contact(call: Call, member: Member, people: Sequence[Person]) -> list[Text]:
    say = call.say
    seats = [(role, holder(people, member.id, role)) for role in SEATS]
    deputies = [each for each in people if each.role is Role.DEPUTY and each.member_id == member.id]
    rows = [Text("• ") + joined(": ", [say(ROLE_NAMES[role]), _person(call, each)]) for role, each in seats if each]
    rows += [Text("• ") + joined(": ", [say(ROLE_NAMES[Role.DEPUTY]), _person(call, each)]) for each in deputies]
    nobody = [] if rows else [say("Nobody from {member} has joined yet.", member=member.name)]
    return [bold(member.name), *rows, *nobody]


def _person(call: Call, person: Person) -> Text:
    """Their name; for one who asks alone a link to write to them, which in a channel would call them."""
    name = escape(person.name)
    if not person.slack_id or not call.is_private or call.user.is_outside:
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
    others = [
        joined(" – ", [each.name, part_in_words(say, each, members)]) for each in members.all if each not in there
    ]
    both = delegations_in_number(say, there)
    count = say.many("{count} member takes part:", "{count} members take part:", len(there))
    count = say("{members} take part:", members=both) if both else count
    if members.day != call.today:
        count = members_in_words(say, members)
    return [*in_rows([each.name for each in there], lead=bold(count)), *in_rows(others, "; ")]


def how_to_join(call: Call) -> Message:
    """How one joins, with the button; who is in already gets what they are."""
    say = call.say
    if call.confirmed is not None and call.is_private:
        out = call.takes_no_part() if call.is_out else None
        return already_in(say, call.confirmed, out)
    text = say(
        "Press the button, or write `{command}`: choose your municipality and your role. The coordinator confirms.",
        command=call.command("natverk gå med", "network join"),
    )
    if call.user.is_outside:
        return paragraph(say("As a guest you can read everything here. To join you need an account in this workspace."))
    return Message(text, [section(text), actions(button("join.open", say("Join the network"), style="primary"))])
