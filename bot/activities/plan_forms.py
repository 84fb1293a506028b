"""How what is changed of activities looks: the forms, what was understood of the times, and the list to change from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.activities.card import titled, when_of
from bot.activities.rules import words_of
from bot.activities.wording import SAME, ActivityFields, lines_of, responsible_of
from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    button,
    choice_field,
    context,
    header,
    more_fields,
    section,
    text_field,
    ticks_field,
)
from bot.dates.in_words import plain_day, span
from bot.dates.typed import NamedSpan
from bot.dates.when import Span
from bot.feature.pages import Listing, Row, again, pieces
from bot.feature.subject import opened
from bot.feature.values import as_shown
from bot.language import Say, Text, bold, clip, joined, lines
from bot.models import Activity, MembershipState, Period
from bot.plan.checks import LONGEST_TITLE
from bot.plan.managing import NEW, InPeriod
from bot.plan.nouns import Plan, PlannedActivity

NOBODY: Final = "-"
LONGEST_TEXT: Final = 3000


def activity_form(say: Say, plan: Plan, planned: PlannedActivity | None, value: InPeriod) -> Form:
    """What an activity is, how, when, and who answers for it."""
    shown = planned or PlannedActivity(0, "")
    goals: list[Choice] = [(str(n), each.title) for n, each in enumerate(plan.goals, 1)]
    goal = next((str(n) for n, each in enumerate(plan.goals, 1) if each.title == shown.goal), None)
    each_member: list[Choice] = [("yes", say("To be done at every member"))]
    blocks: list[Block] = [
        text_field("title", say("What is to be done"), value=shown.title, most=LONGEST_TITLE),
        *([choice_field("goal", say("Goal"), goals, chosen=goal, optional=True)] if goals else []),
        text_field("how", say("How"), value=lines_of(shown), long=True, optional=True, most=LONGEST_TEXT,
                   hint=say("One line for each step; if it has a time of its own, that comes last in brackets: Collect"
                            " examples (autumn {year})", year=plan.period.starts.year)),
        text_field("when", say("When"), value=shown.when, optional=True, most=100,
                   hint=say("For example: autumn {year}, ongoing", year=plan.period.starts.year)),
        _responsible(say, plan, responsible_of(shown)),
        text_field("open_question", say("Open question"), value="\n".join(shown.open_question), long=True,
                   optional=True, most=LONGEST_TEXT),
        more_fields(say),
        text_field("comment", say("Comment"), value="\n".join(shown.comment), long=True, optional=True,
                   most=LONGEST_TEXT),
        ticks_field("each_member", say("Members"), each_member, chosen=["yes"] if shown.each_member else []),
    ]  # fmt: skip
    title = say("Activity {number}", number=planned.number) if planned else say("A new activity")
    return opened(Form("activity.change", title, blocks, say("Save"), say("Cancel"), str(value)))


def _responsible(say: Say, plan: Plan, chosen: str) -> Block:
    names = [each.name for each in plan.members if each.state is MembershipState.ACTIVE]
    choices: list[Choice] = [(str(n), name) for n, name in enumerate(names, 1)]
    choices.insert(0, (NOBODY, say("nobody in particular")))
    if chosen == SAME:
        choices.insert(1, (SAME, say("different for each step")))
    value = chosen if chosen == SAME else str(names.index(chosen) + 1) if chosen in names else NOBODY
    return choice_field("responsible", say("Responsible"), choices, chosen=value)


def responsible_in(plan: Plan, value: str) -> str:
    """The member that was chosen."""
    names = [each.name for each in plan.members if each.state is MembershipState.ACTIVE]
    if value == SAME:
        return SAME
    return names[int(value) - 1] if value.isdecimal() and 0 < int(value) <= len(names) else ""


def goal_in(plan: Plan, value: str) -> str:
    """The goal that was chosen, by its title."""
    return plan.goals[int(value) - 1].title if value.isdecimal() and 0 < int(value) <= len(plan.goals) else ""


def understood(say: Say, times: Sequence[tuple[str, Sequence[NamedSpan]]], period: Span) -> Text:
    """What each time that was typed is read as."""
    return lines(*(
        say("“{typed}” is read as: {times}.", typed=typed, times=_times(say, read, period))
        for typed, read in times if read
    ))  # fmt: skip


def _times(say: Say, read: Sequence[NamedSpan], period: Span) -> str:
    last = plain_day(period.last, say.code)
    return ", ".join(
        say.plain("ongoing until {last}", last=last) if each.kind == "ongoing" else span(each.span, say.code)
        for each in read
    )


def removal_form(say: Say, activity: Activity) -> Form:
    """Whether an activity is to be taken out of the plan."""
    steps = say.many("Its step goes with it.", "Its {count} steps go with it.", len(activity.steps))
    blocks: list[Block] = [
        section(lines(bold(clip(titled(activity), 300)), steps if activity.steps else "")),
        context(say("It can be undone for ten minutes.")),
    ]
    about, title = as_shown(activity.id, *words_of(activity)), say("Take out the activity")
    return Form("activity.remove", title, blocks, say("Take out"), say("Back"), about)


def answer_form(say: Say, activity: Activity) -> Form:
    """The open question, and a field for what was decided."""
    question = [section(each) for each in pieces(activity.open_question)]
    blocks: list[Block] = [
        *question,
        text_field("answer", say("Answer"), value=activity.answer, long=True, optional=True, most=LONGEST_TEXT,
                   hint=say("Leave it empty while the question is open.")),
    ]  # fmt: skip
    form = Form("activity.answer", say("Open question"), blocks, say("Save"), say("Cancel"), str(activity.id))
    return opened(form, activity.open_question)


def activities_to_manage(say: Say, period: Period, activities: Sequence[Activity]) -> Message:
    """Every activity of a period with a way to change it, and a way to add one."""
    title = say("Activities {period}", period=period.name)
    words = [_in_list(say, each) for each in activities]
    rows: list[Row] = [
        [section(text, button("activity.change", say("Change"), InPeriod(each.id, period.id)))]
        for text, each in zip(words, activities, strict=True)
    ]
    none = [say("No activity yet.")]
    new = button("activity.change", say("Add an activity"), InPeriod(NEW, period.id), style="primary")
    return Listing(
        say=say, text=title, rows=rows or none, words=words or none, again=again("manage.activities", period.id),
        head=[header(title)], foot=[actions(new)],
    ).page()  # fmt: skip


def _in_list(say: Say, activity: Activity) -> Text:
    goal = clip(activity.goal.title, 100) if activity.goal else Text("")
    return lines(bold(clip(titled(activity), 200)), joined(" · ", [goal, when_of(say, activity)]))


def fields_typed(plan: Plan, texts: dict[str, str], *, each_member: bool) -> ActivityFields:
    """What was typed and chosen, in the plan's own words."""
    return ActivityFields(
        title=texts["title"], goal=goal_in(plan, texts["goal"]), how=texts["how"], when=texts["when"],
        responsible=responsible_in(plan, texts["responsible"]), open_question=texts["open_question"],
        comment=texts["comment"], each_member=each_member,
    )  # fmt: skip
