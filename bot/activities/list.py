"""How the lists of activities look: the open ones, all, one's own, the late (domain 13-15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities.card import ActivityRows, Group, period_in_words
from bot.activities.load import ActivityList, Which
from bot.activities.rules import late_ones, open_ones
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, header, section
from bot.dates.in_words import plain_day
from bot.feature.pages import Listing, again, whole_names
from bot.language import Say, Text, clip, escape, joined, lines
from bot.models import Activity, Period
from bot.network.membership import is_over
from bot.network.people import around_in_words
from bot.network.periods import PeriodValue

LONGEST_FOCUS: Final = 1500


def activity_list(say: Say, shown: ActivityList) -> Message:
    """A list of activities, or why there is nothing in it."""
    if not shown.activities:
        return no_activities(say, shown.new_command)
    match shown.which:
        case Which.ALL:
            return _all(say, shown)
        case Which.MINE:
            return _mine(say, shown)
        case Which.LATE if shown.period is not None:
            return _late(say, shown, shown.period)
        case Which.OPEN if shown.period is not None:
            return _open(say, shown, shown.period)
    return no_activities(say, shown.new_command)


def no_activities(say: Say, command: str) -> Message:
    """Say that there are none, and how there come to be."""
    return _sentence(
        say(
            "No activities are in the work plan yet. The coordinator adds them with `{command}`, or in one go from"
            " a plan file.",
            command=command,
        )
    )


def _open(say: Say, shown: ActivityList, period: Period) -> Message:
    today, activities = shown.today, shown.activities
    opened = open_ones(activities, today.day)
    if not opened:
        return _nothing_open(say, shown, period)
    late = len(late_ones(opened, today.day, today.seasons))
    done = len(activities) - len(opened)
    counts = [
        say.many("{count} open", "{count} open", len(opened)),
        say.many("{count} late", "{count} late", late) if late else "",
        say.many("{count} done", "{count} done", done) if done else "",
    ]
    title = say("Open activities {period}", period=period_in_words(say, period))
    return _list(say, shown, title, joined(" · ", counts), [Group(Text(""), opened)])


def _nothing_open(say: Say, shown: ActivityList, period: Period) -> Message:
    values = {
        "period": period_in_words(say, period),
        "command": shown.all_command,
        "count": len(shown.activities),
    }
    if is_over(period, shown.today.day):
        day = plain_day(period.ends, say.code)
        text = say("The period {period} ended on {day}, so no activity is open. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    elif shown.today.day < period.starts:
        day = plain_day(period.starts, say.code)
        text = say("The period {period} begins on {day}; no activity is open before. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    else:
        text = say("No activity is open: all {count} in the plan for {period} are done. `{command}` shows them.",
                   **values)  # fmt: skip
    text = lines(text, around_in_words(say, [each for each in shown.around if each is not period], shown.today.day))
    return Message(text, [section(text), *_doors(say, shown)])


def _all(say: Say, shown: ActivityList) -> Message:
    """Also those done and those of periods that have ended."""
    by_period = groupby(shown.activities, key=lambda each: each.period_id)
    groups = [_of_period(say, list(activities)) for _, activities in by_period]
    title = say("Activities {period}", period=shown.period.name) if shown.period else say("All activities")
    return _list(say, shown, title, Text(""), groups)


def _of_period(say: Say, activities: Sequence[Activity]) -> Group:
    period = activities[0].period
    areas = whole_names(say, [clip(each, 300) for each in period.focus], LONGEST_FOCUS, " · ")
    note = say("Focus: {areas}", areas=areas) if areas else None
    return Group(say("The period {period}", period=period_in_words(say, period)), activities, note)


def _late(say: Say, shown: ActivityList, period: Period) -> Message:
    """Those with a step whose time has passed and that nobody has marked as done."""
    today = shown.today
    late = late_ones(shown.activities, today.day, today.seasons)
    over = is_over(period, today.day)
    if not late:
        sentence = _none_was_late(say, period) if over else say("No activity is late.")
        return Message(sentence, [section(sentence), *_doors(say, shown)])
    note = was_left(say, period) if over else say("Their time has passed, and they are not marked as done.")
    return _list(say, shown, say("Late activities"), note, [Group(Text(""), late)])


def _none_was_late(say: Say, period: Period) -> Text:
    return say(
        "No activity was late when the period {period} ended on {day}.",
        period=period_in_words(say, period),
        day=plain_day(period.ends, say.code),
    )


def was_left(say: Say, period: Period) -> Text:
    """What is said over the activities that were late when their period ended."""
    return say(
        "The period {period} ended on {day}. This was not marked as done in time.",
        period=period_in_words(say, period),
        day=plain_day(period.ends, say.code),
    )


def _mine(say: Say, shown: ActivityList) -> Message:
    """What the asker has to do with the activities of the period."""
    if shown.mine is None and shown.out is not None:
        return _sentence(say(shown.out.sentence, **shown.out.values))
    if shown.mine is None:
        return _sentence(say("You have no seat in the network, so no activity is yours. `{command}` shows those"
                             " open.", command=shown.command))  # fmt: skip
    member = escape(shown.member.name) if shown.member else Text("")
    groups = [
        Group(say("To be done at {member}; nobody has noted it yet", member=member), shown.mine.to_note),
        Group(
            say("You or {member} are responsible for a step", member=member or say("your member")),
            shown.mine.answered_for,
        ),
        Group(say("Nothing from {member} to these activities yet", member=member), shown.mine.waiting),
        Group(say("{member} has contributed", member=member), shown.mine.contributed),
    ]
    if not any(each.activities for each in groups):
        return _sentence(_nothing_mine(say, shown, member))
    note = say("Every member contributes to the report.")
    if shown.may_write:
        note = say("Every member contributes to the report. Write with `{command}`.", command=shown.contribute_command)
    return _list(say, shown, say("My activities"), note, groups)


def _nothing_mine(say: Say, shown: ActivityList, member: Text) -> Text:
    if member:
        return say(
            "You answer for no step, and no open activity waits for {member}. `{command}` shows all.",
            member=member,
            command=shown.all_command,
        )
    return say(
        "You answer for no step, and you have no member that could contribute. `{command}` shows those open.",
        command=shown.command,
    )


def _sentence(sentence: Text) -> Message:
    return Message(sentence, [section(sentence)])


def _list(say: Say, shown: ActivityList, title: Text, note: Text, groups: Iterable[Group]) -> Message:
    written = ActivityRows(say, shown.today, marks_ended=shown.which is Which.LATE)
    groups = [each for each in groups if each.activities]
    for each in groups:
        written.group(each)
    hint = say("`{command}` shows one with its steps and experiences.",
               command=_how_to_see(shown, groups[0].activities[0]))  # fmt: skip
    turn = again("activity.list", shown.which)
    if shown.then is not None and shown.period is not None:
        turn = again("periods.show", PeriodValue(shown.then, shown.period.id))
    return Listing(
        say=say,
        text=lines(title, note),
        rows=written.rows,
        words=written.words,
        again=turn,
        head=[header(title), *([section(note)] if note else [])],
        foot=[context(hint), *_doors(say, shown)],
    ).page()


def _how_to_see(shown: ActivityList, activity: Activity) -> str:
    """The command that shows an activity; one of another period is named with it."""
    is_todays = shown.today.day in activity.period.days
    return f"{shown.command} {activity.number}" + ("" if is_todays else f" {activity.period.name}")


def _doors(say: Say, shown: ActivityList) -> list[Block]:
    """Buttons to the other lists of today; a period that was asked for has ways of its own."""
    if shown.then is not None:
        return []
    names = {
        Which.OPEN: say("Open activities"),
        Which.MINE: say("My activities"),
        Which.LATE: say("Late activities"),
        Which.ALL: say("All activities"),
    }
    if not shown.has_seat:
        del names[Which.MINE]
    return [actions(*(button("activity.list", names[each], each) for each in names if each is not shown.which))]
