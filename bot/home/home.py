"""The app's Home tab: what its reader has to answer or do, and how things stand; by role, and for newcomers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.activities.card import state_in_words, titled
from bot.activities.load import Today
from bot.activities.rules import last_day_of
from bot.blocks.messages import Form, Home, LimitExceeded
from bot.blocks.parts import actions, button, context, divider, header, section, text_field
from bot.dates.in_words import plain_day, span
from bot.experiences.rules import may_read, reader_of
from bot.feature.call import Call
from bot.home import seen as home_seen
from bot.home.coordinator import for_coordinator
from bot.home.seen import Seen
from bot.home.todo import next_of, todo
from bot.hosting.rules import may_be_swapped
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings.card import answer_buttons, answers_line, away, in_one_line
from bot.meetings.rules import is_to_come, may_plan, span_of
from bot.models import Activity, MeetingKind, Member, PersonState, Step
from bot.network.membership import speaks_for
from bot.network.people import seat_of
from bot.network.plan import seasons_of

MOST_ACTIVITIES: Final = 8
MOST_DATES: Final = 6
MOST_STEPS: Final = 3
MOST_HOSTS: Final = 4


def next_meeting(seen: Seen) -> list[Block]:
    """The next meeting with buttons to answer."""
    call, say, meeting = seen.call, seen.call.say, next_of(seen)
    if meeting is None:
        return [section(lines(bold(say("Next meeting")), say("No meeting is planned.")))]
    seats = meetings_store.seats(call.session, call.network, meeting)
    own = seats.own(call.person.id) if call.person else None
    blocks: list[Block] = [
        section(lines(bold(say("Next meeting")), in_one_line(say, meeting), away(say, meeting, call.today)))
    ]
    row = [button("meeting.show", say("Show the meeting"), meeting.id)]
    if call.may_write and is_to_come(meeting, call.now, call.zone):
        blocks.append(section(answers_line(say, seats.counts(), own)))
        row = [*answer_buttons(say, meeting, own.reply if own else None), *row]
    return [*blocks, actions(*row)]


def my_member(seen: Seen) -> list[Block]:
    """One's member: its activities and its newest experiences."""
    me = seen.call.member_of
    if me is None or me.member is None:
        return []
    say, shown = seen.call.say, seen.open_activities[:MOST_ACTIVITIES]
    rows = [_activity(seen, number, me.member.id) for number in range(len(shown))]
    left = len(seen.open_activities) - len(shown)
    more = say("… and {left} more.", left=left) if left else ""
    none = say("No activity is open now.") if not rows else ""
    activities = section(lines(bold(clip(me.member.name, 100)), *rows, more, none))
    row = actions(
        button("activity.list", say("My activities"), "mine"), button("experience.mine", say("My experiences"), "")
    )
    return [activities, *_experiences(say, seen, me.member), row]


def _activity(seen: Seen, place: int, member_id: int) -> Text:
    """An open activity, and whether one's member has contributed to it."""
    activity = seen.open_activities[place]
    has = member_id in seen.contributors.get(activity.id, ())
    late = seen.call.say("late") if activity in seen.late_activities else ""
    told = seen.call.say("you have contributed") if has else ""
    state = state_in_words(seen.call.say, activity, Today.of(seen.call))
    return joined(" · ", [clip(titled(activity), 120), late or state, told])


def _experiences(say: Say, seen: Seen, member: Member) -> list[Block]:
    reader = reader_of(seen.call)
    found = [each for each in home_seen.latest_experiences(seen.call.session, member) if may_read(each, reader)]
    if not found:
        return []
    rows = [Text(f"#{each.id} ") + clip(each.title, 120) for each in found]
    return [section(lines(bold(say("Your newest experiences")), *rows))]


def hosting(seen: Seen) -> list[Block]:
    """Who hosts next, and one's own turn."""
    say, coming = seen.call.say, seen.order.coming
    if not coming:
        return []
    rows = [
        joined(" – ", [span(span_of(each), say.code), clip(each.host.name, 60) if each.host else say("no host yet")])
        for each in coming[:MOST_HOSTS]
    ]
    blocks: list[Block] = [section(lines(bold(say("Hosting")), *(Text("• ") + each for each in rows)))]
    turns = [each.turn for each in coming if each.turn and may_be_swapped(each.turn, seen.call.now, seen.call.zone)]
    mine = any(speaks_for(seen.call.member_of, each.member_id) for each in turns) or seen.call.is_coordinator
    if mine and len({each.member_id for each in turns}) > 1:
        blocks.append(actions(button("hosting.swap", say("Swap hosting"))))
    return blocks


def dates(seen: Seen) -> list[Block]:
    """The period's key dates, the first first: meetings, what is to be done by when, and its end."""
    say = seen.call.say
    rows = [(span_of(each).last, in_one_line(say, each)) for each in seen.coming[:MOST_DATES]] + _steps(seen)
    if seen.period is not None and seen.period.ends >= seen.call.today:
        day = plain_day(seen.period.ends, say.code)
        rows.append((seen.period.ends, say("{day}: the period {period} ends", day=day, period=seen.period.name)))
    told = [Text("• ") + words for _, words in sorted(rows, key=lambda each: each[0])]
    return [section(lines(bold(say("Dates")), *told))] if told else []


def _steps(seen: Seen) -> list[tuple[date, Text]]:
    """The steps whose time ends next."""
    say, today, seasons = seen.call.say, seen.call.today, seasons_of(seen.call.network)
    ends = [
        (day, activity, step)
        for activity in seen.open_activities
        for step in activity.steps
        if step.done_at is None and (day := last_day_of(step, activity.period, seasons)) is not None and day >= today
    ]
    ends.sort(key=lambda each: (each[0], each[1].number))
    return [(day, _step(say, day, activity, step)) for day, activity, step in ends[:MOST_STEPS]]


def _step(say: Say, day: date, activity: Activity, step: Step) -> Text:
    called = clip(step.title or activity.title, 100)
    return say("by {day}: activity {number}, {step}", day=plain_day(day, say.code), number=activity.number, step=called)


def doors(seen: Seen) -> list[Block]:
    """Buttons to every form and list, so that nobody needs to know a command."""
    call, say = seen.call, seen.call.say
    write: list[ButtonElement] = []
    if call.may_write:
        write = [button("experience.new", say("Contribute an experience"), "home", style="primary"),
                 button("theme.new", say("Suggest a theme"))]  # fmt: skip
        if any(may_plan(call.member_of, each, call.is_coordinator) for each in MeetingKind):
            write.append(button("meeting.new", say("Plan a meeting")))
    read = [
        button("home.search", say("Search experiences")),
        button("meeting.list", say("All meetings")),
        button("activity.list", say("Activities"), "open"),
        button("hosting.show", say("Who hosts")),
        button("theme.list", say("Themes")),
        button("network.members", say("Members")),
        button("attendance.show", say("Attendance")),
        button("network.wheel", say("The year")),
        button("calendar.get", say("Calendar file")),
    ]
    if call.may_write and call.member_of is not None and call.member_of.member is not None:
        read.append(button("website.texts", say("Our part of the website")))
    own = [button("network.settings", say("Settings"))] if call.may_write else []
    if call.member_of is not None and not call.user.is_outside:
        own.append(button("join.again", say("Change member or role")))
    rows = [each for each in (write, read, own) if each]
    return [section(bold(say("Everything else"))), *(actions(*each) for each in rows), context(_how(seen))]


def _how(seen: Seen) -> Text:
    return seen.call.say(
        "You can also write to me in plain words, here under Messages. `{command}` shows every command.",
        command=seen.call.command("natverk hjälp", "network help"),
    )


Part = Callable[[Seen], list[Block]]
PARTS: Final[Sequence[Part]] = (my_member, hosting, dates)
"""What may be left out, the last first, when there is more than Slack takes."""


def home_for(call: Call) -> Home:
    """The Home tab as the reader needs it."""
    seen = Seen(call)
    if call.member_of is None and not call.is_coordinator:
        parts = [part for part in (next_meeting(seen), dates(seen), doors(seen)) if part]
        return Home([*_greeting(call), *_how_to_join(call), *(block for part in parts for block in (divider(), *part))])
    top = [*_greeting(call), *next_meeting(seen), divider(), *_todo(seen)]
    if call.is_coordinator:
        top += [divider(), *for_coordinator(seen)]
    for shown in range(len(PARTS), -1, -1):
        more = [block for part in PARTS[:shown] if (found := part(seen)) for block in (divider(), *found)]
        try:
            return Home([*top, *more, divider(), *doors(seen)])
        except LimitExceeded:
            continue
    return Home([*_greeting(call), *next_meeting(seen), divider(), *doors(seen)])


def _greeting(call: Call) -> list[Block]:
    """Where one is, and as whom."""
    say, me = call.say, call.member_of
    seat = say("You are in the network as {seat}.", seat=seat_of(say, me)) if me else ""
    return [header(call.network.name), *([context(seat)] if seat else [])]


def _todo(seen: Seen) -> list[Block]:
    say, found = seen.call.say, todo(seen)
    return [section(bold(say("To do"))), *(found or [section(say("Nothing waits for you just now."))])]


def _how_to_join(call: Call) -> list[Block]:
    """For those who are not in: what the network is, and how one joins; for guests that they read."""
    say, aim = call.say, clip(call.network.aim, 600)
    if call.user.is_outside:
        return [
            section(
                lines(aim, say("As a guest in this workspace you can read everything here, but not change anything."))
            )
        ]
    if call.person is not None and call.person.state is PersonState.REQUESTED:
        waits = say("You have asked to join as {seat}.", seat=seat_of(say, call.person))
        told = say("The coordinator has been told and confirms. Until then you can read and search.")
        return [section(lines(aim, bold(waits), told))]
    how = say("Choose your municipality and role; the coordinator confirms. Until then you can read and search.")
    join = button("join.open", say("Join the network"), style="primary")
    return [section(lines(aim, bold(say("You are not in the network yet.")), how)), actions(join)]


def search_form(say: Say) -> Form:
    """Search experiences without knowing a command."""
    field = text_field("words", say("What do you look for?"), most=200, hint=say("Parts of words are found too."))
    return Form("home.search", say("Search experiences"), [field], say("Search"), say("Cancel"))
