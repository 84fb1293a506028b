"""Who answers for each step of an activity, a member or a person (domain 15): how it looks to who changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block

from bot.activities.card import step_named, step_title, titled, who_answers
from bot.activities.plan_forms import NOBODY
from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, choice_field, header, section
from bot.feature.pages import Listing, Row, again
from bot.feature.subject import opened
from bot.feature.values import ButtonValue
from bot.language import Say, Text, bold, clip, joined, lines
from bot.models import Activity, Membership, Person, Step
from bot.plan.nouns import Plan


@dataclass(frozen=True)
class StepUndo(ButtonValue):
    """What is taken back: the change of the plan, if any, and who answered for the step before."""

    edit: int
    step: int
    person: int
    minute: int
    """When it was changed, in minutes of the clock."""


def steps_to_manage(say: Say, activity: Activity) -> Message:
    """Every step with who answers for it, and a way to change that."""
    words = [lines(bold(clip(step_named(say, each) or step_title(say, each), 300)), _whose(say, each))
             for each in activity.steps]  # fmt: skip
    rows: list[Row] = [
        section(text, button("activity.step", say("Change"), each.id))
        for text, each in zip(words, activity.steps, strict=True)
    ]
    title = titled(activity)
    return Listing(
        say=say, text=title, rows=rows, words=words, again=again("activity.steps", activity.id), head=[header(title)],
        foot=[actions(button("activity.show", say("To the activity"), activity.id))],
    ).page()  # fmt: skip


def _whose(say: Say, step: Step) -> Text:
    name = who_answers(step, names_people=True)
    return say("{name} is responsible", name=name) if name else say("nobody is noted as answering for it")


def step_form(say: Say, step: Step, members: Sequence[Membership], people: Sequence[Person]) -> Form:
    """Which member answers for a step, or which person."""
    nobody: Choice = (NOBODY, say("nobody in particular"))
    theirs: list[Choice] = [nobody, *((str(each.member_id), each.name) for each in members)]
    persons: list[Choice] = [
        nobody,
        *((str(each.id), joined(", ", [each.name, each.member_name if each.member_id else ""])) for each in people),
    ]
    blocks: list[Block] = [
        section(bold(clip(step_named(say, step) or step_title(say, step), 300))),
        choice_field("member", say("Member"), theirs, chosen=str(step.member_id or NOBODY)),
        choice_field("person", say("Person"), persons, chosen=str(step.person_id or NOBODY),
                     hint=say("Whoever is chosen answers for it, together with their member.")),
    ]  # fmt: skip
    return opened(Form("activity.step", say("Responsible"), blocks, say("Save"), say("Cancel"), str(step.id)))


def answers_now(say: Say, step: Step) -> Text:
    """Who answers for a step now."""
    name, title = who_answers(step, names_people=True), step_title(say, step)
    if not name:
        return say("Nobody in particular answers for “{step}” now.", step=title)
    return say("{name} answers for “{step}” now.", name=name, step=title)


def you_answer(say: Say, step: Step) -> Message:
    """What the person hears who is to answer for a step."""
    activity = step.activity
    text = say("You are noted as responsible for “{step}” in activity {activity}.", step=step_named(say, step)
               or step_title(say, step), activity=titled(activity))  # fmt: skip
    return Message(text, [section(text, button("activity.show", say("Show"), activity.id))])


def with_responsible(plan: Plan, step: Step, name: str) -> Plan:
    """The plan in which a member answers for a step."""
    number, title = step.activity.number, step.title
    return replace(plan, activities=tuple(
        each if each.number != number
        else replace(each, responsible=name) if not title
        else replace(each, how=tuple(
            replace(line, responsible=name) if line.what == title else line for line in each.how
        ))
        for each in plan.activities
    ))  # fmt: skip
