"""Answers about the plan and experiences: who answers for what, how one contributes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.activities.card import part_of_step, step_title, titled, when_of, who_answers
from bot.activities.load import ActivityCard
from bot.activities.rules import done_since
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.experiences.card import contribute_button, number_of
from bot.feature.call import Call
from bot.feature.pages import Row, framed, in_rows, pieces, whole_names
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.models import Activity, Experience, Member, Period, Step
from bot.network.membership import MembersOfPeriod, is_over
from bot.network.people import when_in_words
from bot.questions.meetings import in_that_time, names_of, sentence
from bot.questions.view import ask_alone, not_for_them, paragraph, several


def responsible_for(call: Call, activity: Activity) -> Message:
    """Who answers for an activity's steps, or that nobody is named yet."""
    say, card = call.say, ActivityCard.load(call, activity)
    rows: list[Row] = [
        Text("• ") + joined(" – ", [step_title(say, each), bold(name), part_of_step(say, each, card.of)])
        for each in activity.steps
        if (name := who_answers(each, names_people=call.is_inside))
    ]
    count = len(rows)
    if not rows:
        none = N_("Nobody is noted as responsible yet; every member takes part.")
        if is_over(activity.period, call.today):
            none = N_("Nobody was noted as responsible; every member took part.")
        rows.append(say(none))
    are_people = any(each.person is not None for each in activity.steps)
    rows = [*_over(call, activity.period), *rows, *([ask_alone(call)] if are_people else [])]
    question, answer = pieces(activity.open_question), pieces(activity.answer)
    rows += in_rows(question, "\n", say("Question:") if answer else say("Open question:")) if question else []
    rows += in_rows(answer, "\n", say("Answer:")) if answer else []
    show = actions(button("activity.show", say("Show"), activity.id))
    return several(call, rows, bold(titled(activity)), count=count, foot=[show])


def late_steps_of(
    call: Call,
    of: MembersOfPeriod,
    late: Sequence[tuple[Activity, Step]],
    members: Sequence[Member],
    of_all: Message,
) -> Message:
    """The late steps that members answer for; where none is, that, and what is late for all."""
    say = call.say
    if rows := _of_members(call, of, late, members):
        return several(call, [*_over(call, of.period), *rows], bold(say("Late steps")), count=len(rows))
    none = N_("No late step is assigned to {member}; every member takes part in all activities.")
    if is_over(of.period, call.today):
        none = N_("No late step was assigned to {member}; every member took part in all activities.")
    said = say(none, member=_names(say, members))
    return framed(of_all, above=[section(said)], text=said)


def _over(call: Call, period: Period) -> list[Text]:
    """When the period asked of ended or begins, where it does not run."""
    when = when_in_words(call.say, period, call.today)
    return [when] if when else []


def _of_members(
    call: Call, of: MembersOfPeriod, steps: Sequence[tuple[Activity, Step]], members: Sequence[Member]
) -> list[Text]:
    """The steps that members, or any where none is named, answer for, themselves or by one of their people."""
    say = call.say
    return [
        Text("• ")
        + joined(
            " – ",
            [
                bold(member.name),
                titled(activity),
                step_title(say, step),
                part_of_step(say, step, of),
            ],
        )
        for activity, step in steps
        if (member := step.member or (step.person.member if step.person else None)) is not None
        and (not members or member in members)
    ]


def steps_of(
    call: Call, of: MembersOfPeriod, steps: Sequence[tuple[Activity, Step]], members: Sequence[Member]
) -> Message:
    """The steps that members answer for; or that none is given to them."""
    say, rows = call.say, _of_members(call, of, steps, members)
    over, has_ended = _over(call, of.period), is_over(of.period, call.today)
    if rows:
        return several(call, [*over, *rows], count=len(rows))
    if members:
        none = N_("No step was assigned to {member}; every member took part in all activities.") if has_ended else N_(
            "No step is assigned to {member}; every member takes part in all activities.")  # fmt: skip
        return paragraph(*over, say(none, member=_names(say, members)))
    none = N_("No step was given to a member; all took part in all activities.") if has_ended else N_(
        "No step is given to a member yet; all take part in all activities.")  # fmt: skip
    return paragraph(*over, say(none))


def _names(say: Say, members: Sequence[Member]) -> Text:
    return bold(whole_names(say, [escape(each.name) for each in members], 500))


def activities_in_time(call: Call, activities: Sequence[Activity]) -> Message:
    """The activities that are worked with at the time a question names."""
    say, time = call.say, in_that_time(call)
    if not activities:
        return paragraph(say("No activity has anything planned {time}.", time=time))
    return _rows(call, activities, sentence(say("Activities {time}", time=time)))


def done_of(call: Call, activities: Sequence[Activity]) -> Message:
    """Which of a period's activities are marked as done, and which steps of the others."""
    say, period = call.say, activities[0].period
    done = [each for each in activities if done_since(each, call.today) is not None]
    steps = [(each, step) for each in activities if each not in done for step in each.steps if step.done_at is not None]
    count = say("{count} of {all} activities in the plan for {period} are marked as done.",
                count=len(done), all=len(activities), period=period.name)  # fmt: skip
    rows = [Text("• ") + bold(titled(each)) for each in done]
    parts = [Text("• ") + joined(" – ", [titled(each), step_title(say, step)]) for each, step in steps]
    title = [bold(say("Steps done in other activities"))] if parts else []
    return several(call, [*_over(call, period), count, *rows, *title, *parts], count=0)


def several_activities(call: Call, activities: Sequence[Activity]) -> Message:
    """Several activities fit: which one is it?"""
    return _rows(call, activities, call.say("Several activities fit. Which do you mean?"))


def _rows(call: Call, activities: Sequence[Activity], title: Text) -> Message:
    say = call.say
    words = [joined(" · ", [bold(titled(each)), when_of(say, each)]) for each in activities]
    rows = [
        section(row, button("activity.show", say("Show"), each.id)) for row, each in zip(words, activities, strict=True)
    ]
    return several(call, rows, title, words=words)


def no_such_activity(call: Call, activities: Sequence[Activity]) -> Message:
    """No activity has the number of the question: the numbers there are."""
    number, first, last = call.utterance.number or 0, activities[0].number, activities[-1].number
    text = call.say("There is no activity number {number}; they are numbered {first} to {last}.",
                    number=number, first=first, last=last)  # fmt: skip
    return paragraph(text)


def how_to_contribute(call: Call) -> Message:
    """How one contributes an experience, with the button that opens the form."""
    say = call.say
    if not call.may_write:
        return not_for_them(call)
    text = lines(
        say("Press the button, or write `{command}`. The form asks what you did, what came of it and what you learned.",
            command=call.command("erfarenhet", "experience")),
        say("It stays inside the network unless you allow more, and no child may be recognisable in it."),
    )  # fmt: skip
    return Message(text, [section(text), actions(contribute_button(say))])


def experiences_in_brief(call: Call, experiences: Sequence[Experience], members: Collection[int]) -> Message:
    """How many experiences the asker may read, of `members` where they are named, the newest, and how one searches."""
    say = call.say
    if not experiences and members:
        return paragraph(say("There is no experience from {member} that you can read.",
                             member=names_of(call, members)))  # fmt: skip
    if not experiences:
        none = say("No experience that you can read has been contributed yet.")
        return Message(none, [section(none)])
    newest = [Text("• ") + joined(" ", [number_of(each), each.title]) for each in experiences[::-1][:5]]
    count = len(experiences)
    if members:
        how_many = say.many("{count} experience from {member} that you can read has been contributed.",
                            "{count} experiences from {member} that you can read have been contributed.",
                            count, member=names_of(call, members))  # fmt: skip
    else:
        how_many = say.many("{count} experience that you can read has been contributed.",
                            "{count} experiences that you can read have been contributed.",
                            count)  # fmt: skip
    text = lines(
        how_many, bold(say("The newest")), *newest,
        say("Search with `{command}`.", command=call.command("erfarenhet sök skolval", "experience search school")),
    )  # fmt: skip
    return Message(text, [section(text)])
