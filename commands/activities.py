"""/aktiviteter: the open activities, the other lists, a single activity, marking as done (domain 13-15)."""

from __future__ import annotations

from bot.activities.card import DoneMark, activity_marked, reopened, step_marked, step_title
from bot.activities.list import activity_list, no_activities
from bot.activities.load import ActivityList, AtMembers, Which, new_command
from bot.activities.rules import mark_done, may_mark, reopen, words_of
from bot.activities.show import (
    activity_of_button,
    note_done_at,
    number_typed,
    numbered,
    refuse_when_over,
    show_card,
    show_members_to_note,
    step_of,
)
from bot.dates.in_words import plain_day
from bot.dates.when import local_day
from bot.feature.declare import Answer, Call, Message, Overtaken, Refusal, button, command, number, word
from bot.feature.subject import Subject
from bot.feature.values import number_in
from bot.home.show import known_period, show_period, with_earlier_periods
from bot.language import N_, clip
from bot.models import Activity, Step
from bot.network import plan
from bot.network import store as network_store
from bot.network.periods import Shown


@command(
    "aktiviteter",
    "activities",
    about=N_("The open activities with their time and state"),
    in_time=N_("Which activities are there"),
    label=N_("What is to be done?"),
    first=10,
)
def open_activities(call: Call) -> Answer:
    """Those that are open now."""
    return show_list(call, Which.OPEN)


@word(
    "aktiviteter",
    "alla",
    "all",
    about=N_("All activities, also those done and those of ended periods"),
    argument="<period>",
    label=N_("All activities"),
)
def every_activity(call: Call) -> Answer:
    """Those of every period, or of the one whose name is typed."""
    return show_list(call, Which.ALL, Shown.ACTIVITIES)


@word("aktiviteter", "mina", "mine", about=N_("What you and your member answer for, and where your experiences lack"))
def my_activities(call: Call) -> Answer:
    """Those the asker has to do with."""
    return show_list(call, Which.MINE)


@word("aktiviteter", "sena", "late", about=N_("Activities with a step whose time has passed"), argument="<period>")
def late_activities(call: Call) -> Answer:
    """Those with a late step, today or in the period whose name is typed."""
    return show_list(call, Which.LATE, Shown.LATE)


@button("activity.list")
def another_list(call: Call) -> Answer:
    """The list a button leads to."""
    return show_list(call, Which(call.value) if call.value in set(Which) else Which.OPEN)


def show_list(call: Call, which: Which, then: Shown | None = None) -> Message:
    """A list as the asker sees it; `then`: what of the period whose name is typed."""
    if then and call.words:
        return show_period(call, known_period(call, call.words), then)
    return with_earlier_periods(call, activity_list(call.say, ActivityList.load(call, which)), Shown.ACTIVITIES)


@number("aktiviteter", about=N_("One activity: its steps and experiences"), argument=N_("<n> <period>"))
def one_activity(call: Call) -> Answer:
    """The activity of that number in the current plan, or in that of the period that is named after it."""
    whole = network_store.period_named(call.session, call.network, f"{call.value} {call.words}")
    if whole is not None:  # a period's name may be a number, or begin with one
        return show_period(call, whole, Shown.ACTIVITIES)
    period = network_store.period_meant(call.session, call.network, call.words) if call.words else None
    activity = numbered(call, call.value, period)
    if activity is None:
        return no_activities(call.say, new_command(call))
    if call.words and period is None:
        raise Refusal(
            N_("I know activity {number}, but not “{word}” after it. `{command}` marks it as done."),
            number=activity.number,
            word=clip(call.words, 60),
            command=call.command(f"aktiviteter {activity.number} klar", f"activities {activity.number} done"),
        )
    return show_card(call, activity)


@button("activity.show")
def show(call: Call) -> Answer:
    """The activity of a list's button."""
    return show_card(call, activity_of_button(call))


@word(
    "aktiviteter",
    "klar",
    "done",
    argument="<n>",
    about=N_("Mark an activity as done; the number may also come first"),
    writes=True,
)
def number_is_done(call: Call) -> Answer:
    """Mark the activity of that number as done."""
    typed = number_typed(call.words)
    if not typed:
        raise Refusal(
            N_("Say which activity is done, by its number: `{command}`"),
            command=call.command("aktiviteter 6 klar", "activities 6 done"),
        )
    activity = numbered(call, typed)
    if activity is None:
        return no_activities(call.say, new_command(call))
    return done_at_own(call, activity) if activity.each_member else done(call, activity)


def done_at_own(call: Call, activity: Activity) -> Answer:
    """Note what every member has to do at the asker's own; the coordinator chooses at which."""
    at = AtMembers.load(call, activity)
    own = next((each for each in activity.period.memberships if each.member_id == at.own), None)
    if own is not None:
        return show_card(call, activity, note_done_at(call, activity, own))
    refuse_when_over(call, activity)
    if not at.may_note_all:
        raise Refusal(N_("Whoever sits for a member notes that this is done there. Nothing was changed."))
    return show_members_to_note(call, activity)


def markable_activity(call: Call) -> Activity:
    """The button's activity, if the asker marks what is done."""
    activity = activity_of_button(call)
    refuse_unless_markable(call, activity)
    return activity


def markable_step(call: Call) -> tuple[Activity, Step]:
    """The button's step with its activity, if the asker marks what is done."""
    step = step_of(call, number_in(call.value))
    activity = step.activity
    refuse_unless_markable(call, activity)
    return activity, step


def whole_activity(call: Call) -> Activity:
    """The button's activity, if it is marked as done as a whole."""
    activity = markable_activity(call)
    if activity.each_member:
        raise Overtaken(N_("This is noted as done member by member."), "activity.list")
    return activity


ACTIVITY = Subject(
    facts=lambda call: words_of(whole_activity(call)), show=lambda call: show_card(call, markable_activity(call))
)
STEP = Subject(
    facts=lambda call: words_of(markable_step(call)[1]), show=lambda call: show_card(call, markable_step(call)[0])
)


@button("activity.done", writes=True, about=ACTIVITY)
def this_is_done(call: Call) -> Answer:
    """Mark the button's activity as done."""
    return done(call, activity_of_button(call))


@button("activity.reopen", writes=True, about=ACTIVITY)
def open_this_again(call: Call) -> Answer:
    """Take back that the button's activity is done."""
    activity = markable_activity(call)
    changed = reopen(activity)
    call.session.flush()
    return show_card(call, activity, reopened(call.say, clip(activity.title, 200), changed=changed))


@button("step.done", writes=True, about=STEP)
def step_is_done(call: Call) -> Answer:
    """Mark the button's step as done."""
    activity, step = markable_step(call)
    return show_card(call, activity, step_marked(call.say, step, marked(call, step)))


@button("step.reopen", writes=True, about=STEP)
def open_step_again(call: Call) -> Answer:
    """Take back that the button's step is done."""
    activity, step = markable_step(call)
    changed = reopen(step)
    call.session.flush()
    return show_card(call, activity, reopened(call.say, step_title(call.say, step), changed=changed))


def done(call: Call, activity: Activity) -> Answer:
    """Mark an activity as done; who said so first stays."""
    refuse_unless_markable(call, activity)
    return show_card(call, activity, activity_marked(call.say, activity, marked(call, activity)))


def marked(call: Call, thing: Activity | Step) -> DoneMark:
    """Mark as done, and tell what that came to."""
    changed = mark_done(thing, call.me, call.now)
    call.session.flush()
    day = plain_day(local_day(thing.done_at, call.zone), call.say.code) if thing.done_at else ""
    return DoneMark(changed, plan.who_marked(call.session, thing), day)


def refuse_unless_markable(call: Call, activity: Activity) -> None:
    """Officials and the coordinator mark, until the period's last day."""
    if not may_mark(call.member_of, call.is_coordinator):
        raise Refusal(N_("The officials and the coordinator mark what is done. Nothing was changed."))
    refuse_when_over(call, activity)
