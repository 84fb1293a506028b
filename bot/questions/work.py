"""Answers to plain questions about the plan and experiences: who answers for what, how one contributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.activities.card import step_title, titled, when_of
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.experiences.card import contribute_button, number_of
from bot.feature.call import Call
from bot.language import N_, Text, bold, clip, joined, lines
from bot.meetings.show import show_meeting
from bot.models import Activity, Experience, Meeting, Member
from bot.questions.meetings import the_meeting, told


def responsible_told(call: Call, activity: Activity) -> Message:
    """Who answers for an activity's steps, or that nobody is named yet."""
    say = call.say
    rows = [
        Text("• ") + joined(" – ", [step_title(say, each), bold(clip(name, 80))])
        for each in activity.steps
        if (name := each.person.name if each.person else each.member.name if each.member else "")
    ]
    nobody = say("Nobody is named as answering for it yet; every member takes part.") if not rows else ""
    question = (
        say("Open question: {question}", question=clip(activity.open_question, 300)) if activity.open_question else ""
    )
    text = lines(bold(titled(activity)), *rows[:20], nobody, question)
    return Message(text, [section(text), actions(button("activity.show", say("Show"), activity.id))])


def theirs_told(call: Call, activities: Sequence[Activity], members: Sequence[Member]) -> Message:
    """The steps that members answer for, themselves or by one of their people."""
    say = call.say
    rows = [
        Text("• ") + joined(" – ", [bold(clip(member.name, 80)), titled(activity), step_title(say, step)])
        for activity in activities
        for step in activity.steps
        if (member := step.member or (step.person.member if step.person else None)) is not None
        and (not members or member in members)
    ]
    names = joined(", ", [clip(each.name, 80) for each in members[:4]])
    if not rows and members:
        return told(say("No step is given to {member}; every member takes part in all activities.", member=bold(names)))
    return told(*rows[:20]) if rows else told(say("No step is given to a member yet; all take part in all activities."))


def several_activities(call: Call, activities: Sequence[Activity]) -> Message:
    """Several activities fit what was named: choose."""
    say = call.say
    title = say("Several activities fit. Which do you mean?")
    rows = [joined(" · ", [bold(titled(each)), when_of(say, each)]) for each in activities[:10]]
    show = [
        section(row, button("activity.show", say("Show"), each.id)) for row, each in zip(rows, activities, strict=False)
    ]
    return Message(lines(title, *rows), [section(title), *show])


def how_to_contribute(call: Call) -> Message:
    """How one contributes an experience, with the button that opens the form."""
    say = call.say
    text = lines(
        say("Press the button, or write `{command}`. The form asks what you did, what came of it and what you learned.",
            command=call.command("erfarenhet", "experience")),
        say("It stays inside the network unless you allow more, and no child may be recognisable in it."),
    )  # fmt: skip
    if not call.may_write:
        refused = say("Only confirmed members contribute. Join first with `{command}`.",
                      command=call.command("natverk gå med", "network join"))  # fmt: skip
        return Message(lines(text, refused), [section(text), section(refused)])
    return Message(text, [section(text), actions(contribute_button(say))])


def experiences_told(call: Call, found: Sequence[Experience]) -> Message:
    """How many experiences there are to read, the newest, and how one searches."""
    say = call.say
    if not found:
        none = say("No experience that you can read has been contributed yet.")
        return Message(none, [section(none)])
    newest = [Text("• ") + joined(" ", [number_of(each), clip(each.title, 120)]) for each in found[::-1][:5]]
    text = lines(
        say.many("{count} experience has been contributed.", "{count} experiences have been contributed.", len(found)),
        bold(say("The newest")), *newest,
        say("Search with `{command}`.", command=call.command("erfarenhet sök skolval", "experience search school")),
    )  # fmt: skip
    return Message(text, [section(text)])


class Guide(NamedTuple):
    """Where something is found."""

    sentence: str
    """With the place for `{command}`."""
    command: tuple[str, str]
    """Swedish and English, without the slash."""
    action: str
    """The button that does the same."""
    label: str


def guided(call: Call, guide: Guide) -> Message:
    """The sentence; the button only where nobody else presses it."""
    text = call.say(guide.sentence, command=call.command(*guide.command))
    if not call.is_private:
        return told(text)
    return Message(text, [section(text), actions(button(guide.action, call.say(guide.label)))])


HOW_TO_ANSWER = N_("Answer with the buttons below.")


def answer_with_buttons(call: Call, meeting: Meeting, *, is_next: bool) -> Message:
    """The meeting's card, whose buttons answer; in a channel the command that shows it."""
    say = call.say
    if not call.is_private:
        return told(say("You answer for {meeting} with `{command}`.", meeting=the_meeting(say, meeting),
                        command=call.command("mote", "meeting")))  # fmt: skip
    card = show_meeting(call, meeting, is_next=is_next)
    lead = say(HOW_TO_ANSWER) if call.may_write else ""
    return Message(card.text, [*([section(lead)] if lead else []), *card.blocks])
