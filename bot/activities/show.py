"""An activity's card and what is noted on it, for all that is done there."""

from __future__ import annotations

from bot.activities.card import AtMember, activity_card, members_to_note
from bot.activities.load import ActivityCard, AtMembers, Today
from bot.activities.rules import can_be_marked, may_note, note_at, take_back_at
from bot.dates.in_words import plain_day
from bot.feature.declare import Call, Message, Overtaken, Refusal
from bot.feature.values import number_in
from bot.language import N_, Text
from bot.models import Activity, Membership, Period, Step
from bot.network import plan
from bot.network import store as network_store
from bot.network.membership import day_within, takes_part

GONE = N_("That activity is no longer there. See those there are with `{command}`.")


def show_card(call: Call, activity: Activity, happened: Text | None = None) -> Message:
    """An activity as the asker sees it; `happened` says what a click has just done."""
    return activity_card(call.say, ActivityCard.load(call, activity), happened)


def activity_of(call: Call, row: int) -> Activity:
    """The activity of that row number."""
    activity = plan.activity(call.session, call.network, row)
    if activity is None:
        raise Overtaken(GONE, "activity.list", command=call.command("aktiviteter", "activities"))
    return activity


def number_typed(words: str) -> str:
    """The number that words begin with; empty where they do not."""
    typed = words.removeprefix("#").split(" ", 1)[0]
    return typed if typed.isascii() and typed.isdecimal() and len(typed) < 10 else ""


def numbered(call: Call, typed: str, period: Period | None = None) -> Activity | None:
    """The activity of that number in a period's plan, today's unless another is given; None when the plan has none."""
    period = period or network_store.period_at(call.session, call.network, call.today)
    activities = plan.activities(call.session, period)
    activity = next((each for each in activities if each.number == int(typed)), None)
    if activities and activity is None:
        raise Refusal(
            N_("There is no activity number {number}; they are numbered {first} to {last}."),
            number=int(typed),
            first=activities[0].number,
            last=activities[-1].number,
        )
    return activity


def activity_of_button(call: Call) -> Activity:
    """The activity a button stands for."""
    return activity_of(call, number_in(call.value))


def step_of(call: Call, row: int) -> Step:
    """The step of that row number."""
    found = plan.step(call.session, call.network, row)
    if found is None:
        raise Overtaken(GONE, "activity.list", command=call.command("aktiviteter", "activities"))
    return found[1]


def refuse_when_over(call: Call, activity: Activity) -> None:
    """What is done stands as it was when the period ended."""
    if not can_be_marked(activity, call.today):
        raise Refusal(
            N_("The period {period} ended on {day}, so its activities stand as they ended. Nothing was changed."),
            period=activity.period.name,
            day=plain_day(activity.period.ends, call.say.code),
        )


def at_member(call: Call) -> tuple[Activity, Membership]:
    """The activity and the member of a button, if the asker notes what is done there."""
    value = AtMember.read(call.value)
    activity = activity_of(call, value.activity)
    refuse_when_over(call, activity)
    there = {each.member_id: each for each in activity.period.memberships}
    own = there.get(value.member)
    if not activity.each_member or own is None or not takes_part(own, day_within(activity.period, call.today)):
        raise Overtaken(N_("That member does not have this activity to do."), "activity.list")
    if not may_note(call.member_of, call.is_coordinator, own.member_id):
        sentence = N_("Those who sit for {member}, and the coordinator, note what is done there. Nothing was changed.")
        raise Refusal(sentence, member=own.name)
    return activity, own


def note_done_at(call: Call, activity: Activity, own: Membership) -> Text:
    """Note that an activity is done at a member; what that came to."""
    values = {"number": activity.number, "member": own.name}
    changed = note_at(activity, own.member_id, call.me, call.now)
    call.session.flush()
    if changed:
        return call.say("Activity {number} is now noted as done at {member}.", **values)
    return call.say("Activity {number} was already noted as done at {member}.", **values)


def take_back_done_at(call: Call, activity: Activity, own: Membership) -> Text:
    """Take that back; what that came to."""
    values = {"number": activity.number, "member": own.name}
    changed = take_back_at(activity, own.member_id)
    call.session.flush()
    if changed:
        return call.say("Activity {number} is no longer noted as done at {member}.", **values)
    return call.say("Activity {number} was not noted as done at {member}.", **values)


def show_members_to_note(call: Call, activity: Activity) -> Message:
    """Every member that has the activity to do, for the coordinator to note it."""
    return members_to_note(call.say, AtMembers.load(call, activity), Today.of(call))
