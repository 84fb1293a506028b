"""A network that is begun: what somebody writes of it, or a document says, as a plan, and how that is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Final

from bot.blocks.messages import Message
from bot.documents.pieces import Phrase
from bot.documents.saying import member_in, named_by_years
from bot.documents.understood import NO_NAME, NO_PERIOD, Understood, key_of, read_document
from bot.errors import CannotWork
from bot.feature.call import Call, FieldRefusal, Overtaken, Refusal
from bot.feature.declare import CHANNEL
from bot.feature.post import Post
from bot.feature.values import number_in
from bot.language import N_, Say
from bot.models import BegunNetwork, MemberKind, MembershipState, Network, Person, Role
from bot.municipalities import municipalities, nearest
from bot.network import store as network_store
from bot.network.seats import seat_as_coordinator
from bot.network.show import refuse_taken
from bot.outbox.deliveries import tell_as_they_read
from bot.plan.checks import LONGEST_NAME
from bot.plan.editing import NAME, read_again
from bot.plan.errors import PlanRefused, at_field
from bot.plan.load import apply
from bot.plan.nouns import Plan, PlannedActivity, PlannedMember, PlannedNetwork, PlannedPeriod
from bot.plan.period_forms import coordination_in, days_in
from bot.plan.reading import PLANS, plan_of, read_plan
from bot.plan.writing import as_file

NO_LONGER: Final = N_(
    "This network has already been begun, or what was understood was thrown away. What was understood of"
    " a document is kept for three days."
)
NOT_FETCHED: Final = N_("Slack did not hand over {file} in time. Choose it again.")
_FILLED_IN: Final = {
    NO_NAME: ("name", N_("The document does not say what the network is called. Write it here.")),
    NO_PERIOD: ("period", N_("The document does not say which years the period covers. Write them here: 2026-2027.")),
}
BEGUN: Final = "network_begun"
"""Where the session keeps which network was begun in it."""
GREETED_FOR: Final = timedelta(days=7)
NO_CHANNEL: Final = N_("Choose the channel in which the network is to be.")
NAME_TAKEN: Final = N_("There is a network called {name} already. It is changed with `{command}`.")
NEARLY: Final = N_("“{name}” is not a municipality. Perhaps {meant}?")
NO_ACTIVITY: Final = N_("Write a number, a title and perhaps a time: “3. Study visit | May 2027”, not “{line}”.")
_ACTIVITY: Final = re.compile(r"(\d{1,4})\s*[.):]\s*([^|]+?)\s*(?:\|(.*))?")


@dataclass(frozen=True)
class Understanding:
    """What was understood of a document, until somebody says yes."""

    row: BegunNetwork
    plan: Plan
    """What the row keeps as a file."""

    def lines(self, say: Say) -> list[str]:
        """The same, line by line."""
        return Understood(self.plan, (), ()).preview(say)

    @property
    def not_understood(self) -> Sequence[str]:
        """What was not, line by line."""
        return tuple(self.row.not_understood.get("lines", ()))


def members_in(text: str, known: Sequence[PlannedMember] = ()) -> tuple[PlannedMember, ...]:
    """The members that somebody writes, one a line or with commas between: municipalities, two with a stroke between,
    districts with their city, and others by their name. Those `known` stay what they are. FieldRefusal at "members" for
    what is nearly a municipality."""
    there = {each.name: each for each in known}
    return tuple(dict.fromkeys(there.get(each) or _member(each) for each in _names_in(text)))


def _names_in(text: str) -> Iterator[str]:
    """One a line or between commas, without the marks of a list."""
    return (each for line in re.split(r"[\n;,]", text) if (each := line.strip(" \t.•*–-")))


def _member(name: str) -> PlannedMember:
    named = member_in(name, Phrase(""))
    if named is None:
        if meant := nearest(name, municipalities()):
            raise FieldRefusal("members", NEARLY, name=name, meant=meant)
        return PlannedMember(name, kind=MemberKind.ACTOR)
    member = named.member
    return PlannedMember(
        member["name"], kind=MemberKind(member["kind"]), municipalities=tuple(member.get("municipalities") or ()),
        state=MembershipState(member.get("state") or MembershipState.ACTIVE),
    )  # fmt: skip


def plan_of_form(call: Call) -> Plan:
    """The plan that the form of a new network says. FieldRefusal for what is wrong in it."""
    fields, (starts, ends) = call.fields, days_in(call)
    plan = Plan(
        network=PlannedNetwork(key="", name=fields.text("name"), language=call.say.code),
        period=PlannedPeriod(named_by_years(starts, ends), starts, ends, coordination_in(fields.text("coordination"))),
        members=members_in(fields.text("members")),
    )
    return checked(call, plan, channel_in_form(call))


def plan_put_right(call: Call, plan: Plan) -> Plan:
    """A document's plan with what the form says otherwise: name, channel, days, members, activities and their times.
    FieldRefusal for what is wrong in it."""
    fields, (starts, ends) = call.fields, days_in(call)
    days = (plan.period.starts, plan.period.ends)
    period = replace(plan.period, starts=starts, ends=ends,
                     name=plan.period.name if (starts, ends) == days else named_by_years(starts, ends))  # fmt: skip
    members = members_in(fields.text("members"), plan.members)
    activities = plan.activities
    if "activities" in fields.values:
        activities = activities_in(fields.text("activities"), plan.activities)
    network = replace(plan.network, name=fields.text("name"))
    plan = replace(plan, network=network, period=period, members=members, activities=activities)
    return checked(call, plan, channel_in_form(call))


def activity_line(activity: PlannedActivity) -> str:
    """An activity as it stands in the form that puts a document right."""
    when = f" | {activity.when}" if activity.when else ""
    return f"{activity.number}. {activity.title}{when}"


def activities_in(text: str, known: Sequence[PlannedActivity]) -> tuple[PlannedActivity, ...]:
    """The activities, one a line: "3. What it is called | hösten 2026". What else a document says of one of them stays.
    FieldRefusal at "activities" where a line has no number or no title."""
    by_number = {each.number: each for each in known}
    activities = []
    for line in filter(None, map(str.strip, text.splitlines())):
        read = _ACTIVITY.fullmatch(line)
        if read is None:
            raise FieldRefusal("activities", NO_ACTIVITY, line=line[:60])
        number = int(read[1])
        there = by_number.get(number, PlannedActivity(number, ""))
        activities.append(replace(there, title=read[2].strip(), when=(read[3] or "").strip()))
    return tuple(activities)


def checked(call: Call, plan: Plan, channel: str) -> Plan:
    """The plan of a new network in a channel, with a key of its own, checked as a file is. FieldRefusal at the
    field that is wrong."""
    name = plan.network.name.casefold()
    named = [each for each in network_store.networks(call.session) if each.name.casefold() == name]
    if named:
        raise FieldRefusal("name", NAME_TAKEN, name=named[0].name,
                           command=call.command("natverk administrera", "network manage"))  # fmt: skip
    key = key_of(plan.network.name)
    number = 2
    while network_store.network_by_key(call.session, key):
        key, number = f"{key_of(plan.network.name)[:55]}-{number}", number + 1
    try:
        return read_again(replace(plan, network=replace(plan.network, key=key, channel=channel)))
    except PlanRefused as refused:
        field = "name" if len(name) > LONGEST_NAME or not plan.members else "members"
        raise at_field(field, refused) from refused


def channel_in_form(call: Call) -> str:
    """The channel that is chosen; FieldRefusal where it is none, or another network's."""
    channel = call.fields.text("channel")
    if not channel:
        raise FieldRefusal("channel", NO_CHANNEL)
    refuse_taken(call, channel)
    return channel


def understood_in(call: Call) -> Understanding:
    """What the document in a form says, kept until somebody says yes. FieldRefusal at the field that is wrong."""
    channel, (file, content) = channel_in_form(call), _file_in(call)
    try:
        read = read_document(content, file, network=call.fields.text("name"), period=call.fields.text("period"))
    except CannotWork as refused:
        raise FieldRefusal("file", refused.sentence, **refused.values) from refused
    if read.plan is None:
        raise FieldRefusal(*_missing(read.missing[0]))
    plan = checked(call, read.plan, channel)
    row = BegunNetwork(slack_id=call.user.id, at=call.now, plan=as_file(plan),
                       not_understood={"lines": read.not_understood(call.say)})  # fmt: skip
    call.session.add(row)
    call.session.flush()
    return Understanding(row, plan)


def _missing(what: Phrase) -> tuple[str, str]:
    """The field where what a document leaves out is filled in, and what is said there."""
    return _FILLED_IN.get(what.sentence, ("file", what.sentence))


def _file_in(call: Call) -> tuple[str, bytes]:
    file = next(iter(call.fields.files), None)
    if file is None:
        raise FieldRefusal("file", N_("Choose a file in Word or Excel."))
    if file.content is None:
        raise FieldRefusal("file", NOT_FETCHED, file=file.name)
    return file.name, file.content


def understanding(call: Call) -> Understanding:
    """What was understood, by its number in `call.value`; nobody sees another’s. Overtaken when it is gone."""
    row = call.session.get(BegunNetwork, number_in(call.value))
    if row is None or row.slack_id != call.user.id:
        raise Overtaken(NO_LONGER, "begin.show")
    return Understanding(row, plan_of(row.plan, NAME))


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """The plans that come along: what each is called as a file, and in words."""
    plans = {each.stem: read_plan(each) for each in sorted(PLANS.glob("*.yaml"))}
    plans = dict(sorted(plans.items(), key=lambda each: each[1].period.starts, reverse=True))
    return tuple((stem, f"{plan.network.name}, {plan.period.name}") for stem, plan in plans.items())


def example(call: Call) -> Plan:
    """The plan that is chosen in a form; its meetings and all."""
    stem = call.fields.text("plan")
    if stem not in dict(examples()):
        raise FieldRefusal("plan", N_("Choose one of the plans."))
    return checked(call, read_plan(PLANS / f"{stem}.yaml"), channel_in_form(call))


def begin(call: Call, plan: Plan, hello: Callable[[Say], Message]) -> Network:
    """Load the plan of a new network, with whoever begins it as its coordinator, and say `hello` in its channel."""
    if network_store.network_by_key(call.session, plan.network.key):
        manage = call.command("natverk administrera", "network manage")
        raise Refusal(NAME_TAKEN, name=plan.network.name, command=manage)
    apply(call.session, plan, call.now, new_members=True)
    network = network_store.network_by_key(call.session, plan.network.key)
    assert network is not None, "a plan was loaded"
    call.session.info[BEGUN] = network.id
    person = Person(network_id=network.id, slack_id=call.user.id, name=call.user.name or call.user.id,
                    role=Role.COORDINATOR)  # fmt: skip
    seat_as_coordinator(call.session, network, person, call.user.id, call.now)
    post = Post(f"begun/{network.id}", "begun", CHANNEL, call.now, call.now + GREETED_FOR, hello)
    tell_as_they_read(call.session, network, call.now, post)
    return network
