"""The lists of activities: the open ones, all, one's own, the late (domain 13-15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block

from bot.activities.card import Group, Rows, period_named
from bot.activities.rules import late_steps, mine, open_ones
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, header, section, whole_lines
from bot.dates.in_words import plain_day
from bot.feature.call import Call
from bot.language import Say, Text, clip, joined, lines
from bot.models import Activity, Period
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of


def open_for(call: Call) -> Message:
    """The open activities, or why none is."""
    say, period = call.say, network_store.period_at(call.session, call.network, call.today)
    found = plan.activities(call.session, period)
    opened = open_ones(found, call.today)
    if period is None or not opened:
        return _nothing_open(call, period, found)
    late = sum(bool(late_steps(each, call.today, seasons_of(call.network))) for each in opened)
    counted = [
        say.many("{count} open", "{count} open", len(opened)),
        say.many("{count} late", "{count} late", late) if late else "",
        say.many("{count} done", "{count} done", len(found) - len(opened)) if len(found) > len(opened) else "",
    ]
    title = say("Open activities {period}", period=period_named(say, period))
    return _list(call, title, joined(" · ", counted), [Group(Text(""), opened)], but="open")


def _nothing_open(call: Call, period: Period | None, found: Sequence[Activity]) -> Message:
    say = call.say
    if period is None or not found:
        return no_activities(call)
    command = call.command("aktiviteter alla", "activities all")
    values = {"period": period_named(say, period), "command": command, "count": len(found)}
    if call.today > period.ends:
        day = plain_day(period.ends, say.code)
        text = say("The period {period} ended on {day}, so no activity is open. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    elif call.today < period.starts:
        day = plain_day(period.starts, say.code)
        text = say("The period {period} begins on {day}; no activity is open before. `{command}` shows all {count}.",
                   day=day, **values)  # fmt: skip
    else:
        text = say("No activity is open: all {count} in the plan for {period} are done. `{command}` shows them.",
                   **values)  # fmt: skip
    return Message(text, [section(text), _doors(say, but="open")])


def no_activities(call: Call) -> Message:
    """Say that there are none, and how there come to be."""
    sentence = call.say(
        "No activities are in the work plan yet. They come with the plan file; the coordinator sees to it that it is "
        "loaded."
    )
    return Message(sentence, [section(sentence)])


def all_for(call: Call) -> Message:
    """All activities, also those done and those of periods that have ended."""
    say, found = call.say, plan.all_activities(call.session, call.network)
    if not found:
        return no_activities(call)
    groups = [_of_period(say, list(under)) for _, under in groupby(found, key=lambda each: each.period_id)]
    return _list(call, say("All activities"), Text(""), groups, but="all")


def _of_period(say: Say, activities: Sequence[Activity]) -> Group:
    period = activities[0].period
    areas = joined(" · ", [clip(each, 120) for each in period.focus[:8]])
    note = say("Focus: {areas}", areas=areas) if areas else None
    return Group(say("The period {period}", period=period_named(say, period)), activities, note)


def late_for(call: Call) -> Message:
    """Activities with a step whose time has passed and that nobody has marked as done."""
    say, period = call.say, network_store.period_at(call.session, call.network, call.today)
    found = plan.activities(call.session, period)
    if period is None or not found:
        return no_activities(call)
    late = [each for each in found if late_steps(each, call.today, seasons_of(call.network))]
    if not late:
        sentence = say("No activity is late.")
        return Message(sentence, [section(sentence), _doors(say, but="late")])
    over = call.today > period.ends
    note = _was_left(say, period) if over else say("Their time has passed, and they are not marked as done.")
    return _list(call, say("Late activities"), note, [Group(Text(""), late)], but="late")


def _was_left(say: Say, period: Period) -> Text:
    return say(
        "The period {period} ended on {day}. This was not marked as done in time.",
        period=period_named(say, period),
        day=plain_day(period.ends, say.code),
    )


def mine_for(call: Call) -> Message:
    """What the asker has to do with the activities of the period."""
    say, person = call.say, call.person
    period = network_store.period_at(call.session, call.network, call.today)
    found = plan.activities(call.session, period)
    if not found:
        return no_activities(call)
    if person is None:
        return _said(say("You have no seat in the network yet, so no activity is yours. `{command}` shows those open.",
                         command=call.command("aktiviteter", "activities")))  # fmt: skip
    member = clip(person.member.name, 80) if person.member else Text("")
    sorted_out = mine(found, person, plan.contributors(call.session, period), call.today)
    groups = [
        Group(say("You or {member} answer for a step", member=member or say("your member")), sorted_out.answered_for),
        Group(say("Nothing from {member} yet", member=member), sorted_out.waiting),
        Group(say("{member} has contributed", member=member), sorted_out.contributed),
    ]
    if not any(each.activities for each in groups):
        return _said(_nothing_mine(call, member))
    add = call.command("erfarenhet", "experience")
    note = say("Every member contributes to the report. Write with `{command}`.", command=add)
    return _list(call, say("My activities"), note, groups, but="mine")


def _nothing_mine(call: Call, member: Text) -> Text:
    if member:
        command = call.command("aktiviteter alla", "activities all")
        return call.say(
            "You answer for no step, and no open activity waits for {member}. `{command}` shows all.",
            member=member,
            command=command,
        )
    return call.say(
        "You answer for no step, and you have no member that could contribute. `{command}` shows those open.",
        command=call.command("aktiviteter", "activities"),
    )


def _said(sentence: Text) -> Message:
    return Message(sentence, [section(sentence)])


def _list(call: Call, title: Text, note: Text, groups: Iterable[Group], *, but: str) -> Message:
    say, rows = call.say, Rows(call, marks_ended=but == "late")
    groups = [each for each in groups if each.activities]
    for each in groups:
        rows.group(each)
    one = call.command("aktiviteter", "activities", str(groups[0].activities[0].number))
    hint = say("`{command}` shows one with its steps and experiences.", command=one)
    if rows.left_out:
        hint = joined(" ", [say("There are more than fit here."), hint])
    blocks = [header(title), *([section(note)] if note else []), *rows.blocks, context(hint), _doors(say, but=but)]
    return Message(whole_lines(lines(title, note, *rows.short)), blocks)


def _doors(say: Say, *, but: str) -> Block:
    """Buttons to the other lists."""
    names = {
        "open": say("Open activities"),
        "mine": say("My activities"),
        "late": say("Late activities"),
        "all": say("All activities"),
    }
    return actions(*(button("activity.list", label, name) for name, label in names.items() if name != but))
