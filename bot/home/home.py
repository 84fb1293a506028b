"""The app's Home tab: what its reader has to answer or do, and how things stand; by role, and for newcomers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities.card import state_in_words, titled
from bot.activities.load import Which
from bot.activities.rules import last_day_of
from bot.blocks.messages import Form, Home, LimitExceeded
from bot.blocks.parts import actions, button, context, divider, header, rest_menu, section, text_field
from bot.dates.in_words import plain_day, span
from bot.dates.when import Span
from bot.feature.declare import By, offered
from bot.feature.pages import in_rows
from bot.home.coordinator import for_coordinator
from bot.home.load import HomePage, KeyDates
from bot.home.network import rest
from bot.home.todo import all_to_do, todo
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings.card import (
    AWAY,
    answer_buttons,
    answers_in_numbers,
    away,
    deputy_button,
    in_one_line,
    lacks_deputy,
    own_answer,
    replied,
)
from bot.meetings.rules import span_of, stands_on
from bot.models import Activity, Meeting, PersonState, Step
from bot.network.membership import is_over
from bot.network.people import (
    KEEPS_SEAT,
    again_button,
    asked_as,
    in_network_as,
    join_button,
    members_in_words,
    take_back,
)

MOST_ACTIVITIES: Final = 8
MOST_DATES: Final = 9
MOST_HOSTS: Final = 4
MOST_DOORS: Final = 5
"""Ways to everything else that are in sight."""


def next_meeting(say: Say, page: HomePage) -> list[Block]:
    """The next meeting with buttons to answer."""
    if page.next is None:
        return [section(lines(bold(say("Next meeting")), say("No meeting is planned.")))]
    meeting, own = page.next.meeting, page.next.own
    when = away(say, meeting, page.today.day)
    title = say("Going on now") if page.next.is_going_on else say("Next meeting")
    blocks: list[Block] = [section(lines(bold(title), in_one_line(say, meeting), when))]
    row = [button("meeting.show", say("Show the meeting"), meeting.id)]
    if page.next.may_answer:
        numbers = answers_in_numbers(say, page.next.seats)
        blocks.append(section(lines(numbers, own_answer(say, own, page.next.awaited, page.next.may_answer))))
        deputy = [deputy_button(say, meeting)] if lacks_deputy(own, page.me) else []
        row = [*answer_buttons(say, meeting, *replied(own)), *deputy, *row]
    return [*blocks, actions(*row)]


def my_member(say: Say, page: HomePage) -> list[Block]:
    """One's member: its activities and its newest experiences."""
    member = page.me.member if page.me else None
    if member is None:
        return []
    rows = [_activity(say, page, each, member.id) for each in page.work.open[:MOST_ACTIVITIES]]
    more = lines(*rest(say, len(page.work.open) - len(rows), say("My activities")))
    none = say("No activity is open now.") if not rows else ""
    activities = section(lines(bold(clip(member.name, 100)), *rows, more, none))
    row = actions(
        button("activity.list", say("My activities"), Which.MINE), button("experience.mine", say("My experiences"), "")
    )
    return [activities, *_experiences(say, page), row]


def _activity(say: Say, page: HomePage, activity: Activity, member_id: int) -> Text:
    """An open activity, and whether one's member has contributed to it."""
    late = say("late") if activity in page.work.late else ""
    contributed = say("you have contributed") if page.work.has_contributed(member_id, activity) else ""
    state = state_in_words(say, activity, page.today)
    return joined(" · ", [clip(titled(activity), 120), late or state, contributed])


def _experiences(say: Say, page: HomePage) -> list[Block]:
    if not page.experiences:
        return []
    rows = [Text(f"#{each.id} ") + clip(each.title, 120) for each in page.experiences]
    return [section(lines(bold(say("Your newest experiences")), *rows))]


def _host(say: Say, meeting: Meeting, *, is_away: bool) -> Text:
    host = clip(meeting.host_name, 60) if meeting.host else say("no host yet")
    when_and_who = joined(" – ", [span(span_of(meeting), say.code), host])
    return joined(" · ", [when_and_who, say(AWAY) if is_away else ""])


def hosting(say: Say, page: HomePage) -> list[Block]:
    """Who hosts next, and one's own turn."""
    if not page.hosting:
        return []
    rows = [_host(say, each, is_away=each.id in page.away) for each in page.hosting[:MOST_HOSTS]]
    more = rest(say, len(page.hosting) - len(rows), say("Who hosts"))
    blocks: list[Block] = [section(lines(bold(say("Hosting")), *(Text("• ") + each for each in rows), *more))]
    if page.may_swap:
        blocks.append(actions(button("hosting.swap", say("Swap hosting"))))
    return blocks


def dates(say: Say, page: HomePage) -> list[Block]:
    """The period's key dates, the first of them all without a gap: meetings, what is to be done by when, its end."""
    meetings, activities = say("All meetings"), say("Activities")
    rows = [(stands_on(each), in_one_line(say, each), meetings) for each in page.coming]
    rows += [(day, sentence, activities) for day, sentence in _steps(say, page.key_dates)]
    rows += [(day, sentence, Text("")) for day, sentence in _periods(say, page.key_dates)]
    rows.sort(key=lambda row: row[0])
    sentences = [Text("• ") + sentence for _, sentence, _ in rows[:MOST_DATES]]
    left = Counter(button for _, _, button in rows[MOST_DATES:])
    sentences += [line for button in (meetings, activities) for line in rest(say, left[button], button)]
    return [section(each) for each in in_rows([bold(say("Dates")), *sentences], "\n")] if sentences else []


def dates_within(say: Say, dates: KeyDates, reach: Span) -> list[Text]:
    """Those of the key dates in a time that are no meetings."""
    rows = sorted([*_steps(say, dates), *_periods(say, dates)], key=lambda row: row[0])
    return [sentence for day, sentence in rows if reach.covers(Span.day(day))]


def _periods(say: Say, dates: KeyDates) -> Iterator[tuple[date, Text]]:
    """When the period ends, and the next begins."""
    period = dates.period
    if period is not None and not is_over(period, dates.today.day):
        day = plain_day(period.ends, say.code)
        yield period.ends, say("{day}: the period {period} ends", day=day, period=period.name)
    for each in (members.period for members in dates.around if members.period.starts > dates.today.day):
        day = plain_day(each.starts, say.code)
        yield each.starts, say("{day}: the period {period} begins", day=day, period=each.name)


def _steps(say: Say, dates: KeyDates) -> list[tuple[date, Text]]:
    """The steps whose time ends, the next first."""
    today, seasons = dates.today.day, dates.today.seasons
    ends = [
        (day, activity, step)
        for activity in dates.open
        for step in activity.steps
        if step.done_at is None and (day := last_day_of(step, activity.period, seasons)) is not None and day >= today
    ]
    ends.sort(key=lambda each: (each[0], each[1].number))
    return [(day, _step(say, day, activity, step)) for day, activity, step in ends]


def _step(say: Say, day: date, activity: Activity, step: Step) -> Text:
    title = clip(step.title or activity.title, 100)
    return say("by {day}: activity {number}, {step}", day=plain_day(day, say.code), number=activity.number, step=title)


def doors(say: Say, page: HomePage, *, is_whole: bool = True) -> list[Block]:
    """The way to every form and list, so that nobody needs to know a command: a few buttons, the rest in one menu.
    `is_whole`: whether all of the tab found room above them."""
    writes = By.CONFIRMED in page.allowed
    ways = [
        *([button("experience.new", say("Contribute an experience"), "home", style="primary")] if writes else []),
        button("theme.new", say("Suggest a theme")),
        *([button("meeting.new", say("Plan a meeting"))] if page.may_plan else []),
        button("home.search", say("Search experiences")),
        button("meeting.list", say("All meetings")),
        button("activity.list", say("Activities"), "open"),
        button("hosting.show", say("Who hosts")),
        *([button("theme.list", say("Themes"))] if page.is_inside else []),
        button("network.members", say("Members")),
        button("attendance.show", say("Attendance")),
        button("network.wheel", say("The year")),
        button("calendar.get", say("Calendar file")),
    ]
    if page.me is not None and page.me.member is not None:
        ways.append(button("website.texts", say("Our part of the website")))
    ways += [button("network.settings", say("Settings")), button("my_data.show", say("My data"))]
    if page.me is not None:
        ways.append(again_button(say))
    there = offered(ways, page.allowed)
    row = actions(*there[:MOST_DOORS], rest_menu(say, there[MOST_DOORS:]))
    how = say(
        "You can also write to me in plain words, here under Messages. `{command}` shows every command.",
        command=page.help_command,
    )
    much = "" if is_whole else say("Not everything fits above; these buttons show it all.")
    return [section(lines(bold(say("Everything else")), much)), row, context(how)]


HomePart = Callable[[Say, HomePage], list[Block]]
PARTS: Final[Sequence[HomePart]] = (my_member, hosting, dates)
"""What may be left out, the last first, when there is more than Slack takes."""


def home_tab(say: Say, page: HomePage) -> Home:
    """The Home tab as the reader needs it."""
    greeting, first = _greeting(say, page), next_meeting(say, page)
    if not page.is_inside:
        parts = [part for part in (first, dates(say, page), doors(say, page)) if part]
        return Home([*greeting, *_how_to_join(say, page), *_divided(parts)])
    top = [*greeting, *first, *_todo(say, page)]
    if page.coordinator is not None:
        top += [divider(), *for_coordinator(say, page.coordinator, page.work.late, page.today.day)]
    for count in range(len(PARTS), -1, -1):
        parts = [blocks for part in PARTS[:count] if (blocks := part(say, page))]
        try:
            return Home([*top, *_divided([*parts, doors(say, page, is_whole=count == len(PARTS))])])
        except LimitExceeded:
            continue
    return Home([*greeting, *first, *_divided([[all_to_do(say)], doors(say, page, is_whole=False)])])


def _divided(parts: Sequence[list[Block]]) -> list[Block]:
    """The parts, each with a line above."""
    return [block for part in parts for block in (divider(), *part)]


def _greeting(say: Say, page: HomePage) -> list[Block]:
    """Where one is, and as whom."""
    seat = in_network_as(say, page.me) if page.me else ""
    keeps = page.waits if page.waits is not None and page.waits.person.state is PersonState.CONFIRMED else None
    asked = joined(" ", [asked_as(say, keeps), say(KEEPS_SEAT)]) if keeps else ""
    buttons = [button("network.switch", say("Switch network"))] if page.has_others else []
    buttons += [take_back(say, keeps)] if keeps else []
    note = lines(*(members_in_words(say, each) for each in page.around if each.all), seat, asked)
    return [header(page.network.name), *([context(note)] if note else []), *([actions(*buttons)] if buttons else [])]


def _todo(say: Say, page: HomePage) -> list[Block]:
    waits_above = page.next is not None and page.next.waits
    nothing = [] if waits_above else [section(say("Nothing waits for you just now."))]
    rows = todo(say, page) or nothing
    return [divider(), section(bold(say("To do"))), *rows] if rows else []


def _how_to_join(say: Say, page: HomePage) -> list[Block]:
    """For those who are not in: what the network is, and how one joins."""
    aim = clip(page.network.aim, 600)
    own = [button("experience.mine", say("My experiences"), "")] if page.has_written else []
    if page.out is not None and page.person is not None:
        seat = in_network_as(say, page.person, is_out=True)
        reads = say(page.out.sentence, **page.out.values)
        row = actions(*own, again_button(say))
        return [section(lines(aim, bold(seat), reads)), row]
    if page.waits is not None:
        then = say("The coordinator has been told and confirms. Until then you can read and search.")
        return [section(lines(aim, bold(asked_as(say, page.waits)), then)), actions(*own, take_back(say, page.waits))]
    how = say("Choose your municipality and role; the coordinator confirms. Until then you can read and search.")
    stands = page.seat_lost or say("You are not in the network yet.")
    return [section(lines(aim, bold(stands), how)), actions(join_button(say), *own)]


def search_form(say: Say) -> Form:
    """Search experiences without knowing a command."""
    field = text_field("words", say("What do you look for?"), most=200, hint=say("Parts of words are found too."))
    return Form("home.search", say("Search experiences"), [field], say("Search"), say("Cancel"))
