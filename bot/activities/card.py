"""How one activity looks: how and when, its steps with their buttons, and its experiences (domain 13-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.activities.load import ActivityCard, AtMembers, Today, Which
from bot.activities.rules import (
    ActivityState,
    at_members,
    done_since,
    goes_on,
    is_late,
    late_steps,
    open_question_of,
    state_of,
    time_in_words,
    words_of,
)
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, facts, header, section
from bot.dates.in_words import plain_day, span
from bot.dates.when import local_day
from bot.experiences.card import contribute_button
from bot.feature.pages import Listing, Row, again, in_rows, pieces, whole_names
from bot.feature.values import ButtonValue, as_shown
from bot.language import Say, Text, bold, clip, escape, joined, lines, swedish_order
from bot.models import Activity, DoneAtMember, Experience, Period, Person, Step
from bot.network.membership import MembersOfPeriod, Part, is_over
from bot.network.people import part_of_member
from bot.network.periods import PeriodValue, Shown

LONGEST_LATE: Final = 500


@dataclass(frozen=True)
class AtMember(ButtonValue):
    """An activity at a member, as a button carries it."""

    activity: int
    member: int


@dataclass(frozen=True)
class Group:
    """Activities under a heading of their own."""

    title: Text
    activities: Sequence[Activity]
    note: Text | None = None


class ActivityRows:
    """Writes activities for one reader on one day: a row for each, and the same in words."""

    def __init__(self, say: Say, today: Today, *, marks_ended: bool = False) -> None:
        self._say, self._today = say, today
        self._marks_ended = marks_ended
        self.rows: list[Row] = []
        self.words: list[Text] = []

    def group(self, group: Group) -> None:
        """Write a heading with its activities, by their goals."""
        headings = [lines(bold(group.title), group.note or "")] if group.title else []
        for goal, under in groupby(group.activities, key=lambda each: each.goal):
            headings += [bold(goal.title)] if goal is not None else []
            for each in under:
                self._row(headings, each)
                headings = []

    def _row(self, headings: Sequence[Text], activity: Activity) -> None:
        """A heading stays with the first under it."""
        say, mark = self._say, self._mark(activity)
        state = state_in_words(say, activity, self._today)
        text = lines(bold(titled(activity)), joined(" · ", [when_of(say, activity), state]), mark)
        show = button("activity.show", say("Show"), activity.id)
        self.rows.append([*map(section, headings), section(text, show)])
        self.words.append(lines(*headings, joined(" · ", [titled(activity), when_of(say, activity), state, mark])))

    def _mark(self, activity: Activity) -> Text:
        """What is late, while it still can be done, or was not done in time when its period has ended."""
        say, day, seasons = self._say, self._today.day, self._today.seasons
        is_open = state_of(activity, day) is ActivityState.OPEN
        late = late_steps(activity, day, seasons) if is_open or self._marks_ended else []
        steps = whole_names(say, [step_named(say, each) for each in late], LONGEST_LATE)
        if not late:
            return Text("")
        return say("⚠️ Late: {steps}", steps=steps) if is_open else say(
            "⚠️ Not marked as done in time: {steps}", steps=steps)  # fmt: skip


def titled(activity: Activity) -> Text:
    """Its number and title."""
    return Text(f"{activity.number}. ") + activity.title


LONGEST_WHEN: Final = 150
"""Signs of the plan's words for a time, where they stand in a line."""


def when_of(say: Say, activity: Activity) -> Text:
    """When; without any words for it, it goes on through the period."""
    return clip(_time(say, activity.when, activity), LONGEST_WHEN) or say("the whole period")


def _time(say: Say, when: str, activity: Activity) -> str:
    return time_in_words(when, activity.period.days, say.code)


def step_named(say: Say, step: Step) -> Text:
    """A step by its title and its time."""
    when = clip(_time(say, step.when, step.activity), 60)
    when = Text(f"({when})") if when and step.title else when
    return joined(" ", [step.title, when])


def state_in_words(say: Say, activity: Activity, today: Today) -> Text:
    """Open, done and since when, or what its period makes of it."""
    match state_of(activity, today.day):
        case ActivityState.OPEN:
            return joined(", ", [say("open"), _at_how_many(say, activity, today)])
        case ActivityState.DONE if (since := done_since(activity, today.day)) is not None:
            return say("✓ done {day}", day=plain_day(local_day(since, today.zone), say.code))
        case ActivityState.COMING:
            return say("opens {day}", day=plain_day(activity.period.starts, say.code))
    if activity.each_member:
        return _at_how_many(say, activity, today)
    if goes_on(activity):
        return say("went on through the whole period")
    return say("not noted as done when the period ended")


def _at_how_many(say: Say, activity: Activity, today: Today) -> Text:
    """At how many members it is noted as done, where every one has it to do."""
    noted, lacking = at_members(activity, today.day) if activity.each_member else ([], [])
    count, of = len(noted), len(noted) + len(lacking)
    return say("noted as done at {done} of {members} members", done=count, members=of) if of else Text("")


def period_in_words(say: Say, period: Period) -> Text:
    """A period by its years, or its days when it is no whole years."""
    return Text(span(period.days, say.code))


LONGEST_HEADER: Final = 150


def activity_card(say: Say, card: ActivityCard, happened: Text | None = None) -> Message:
    """One activity in full; `happened` says what a click has just done."""
    activity = card.activity
    rows: list[Row] = [section(happened)] if happened else []
    if len(titled(activity)) > LONGEST_HEADER:
        rows.append(section(bold(activity.title)))
    if len(activity.when) > LONGEST_WHEN:
        rows += _headed(say("When"), [_time(say, activity.when, activity)])
    rows += _how(say, card)
    rows += _headed(say("Comment"), [activity.comment])
    rows += _question(say, card)
    rows += _at_members(say, card)
    rows += [section(each) for each in in_rows(_experiences(say, card), "\n")]
    return Listing(
        say=say,
        text=_text(say, card, happened),
        rows=rows,
        words=(),
        count=0,
        again=again("activity.show", activity.id),
        head=[header(titled(activity)), _facts(say, card)],
        foot=[actions(*_buttons(say, card)), *([actions(*_ways_to_change(say, activity))] if card.may_change else [])],
    ).page()


def _question(say: Say, card: ActivityCard) -> list[Row]:
    """What is to be decided; once it is, what, and when and by whom it was noted."""
    activity = card.activity
    if open_question_of(activity):
        return _headed(say("Open question"), [activity.open_question])
    at = plain_day(local_day(activity.answered_at, card.today.zone), say.code) if activity.answered_at else ""
    noted = say("noted {day}", day=at) if at else Text("")
    by = say("by {name}", name=card.answered_by.name) if card.answered_by and at else Text("")
    note = joined(" ", [noted, by])
    answer = [*_headed(say("Answer"), [activity.answer]), *([[section(Text("_") + note + Text("_"))]] if note else [])]
    return [*_headed(say("Question"), [activity.open_question]), *(answer if activity.answer else [])]


LONGEST_MEMBERS: Final = 1500


def _at_members(say: Say, card: ActivityCard) -> list[Row]:
    """Where it is done and where nobody has noted it, when every member has it to do."""
    if card.at is None:
        return []
    done = whole_names(say, [_done_at(say, card, each) for each in card.at.noted], LONGEST_MEMBERS)
    lacking = whole_names(say, [escape(each.name) for each in card.at.lacking], LONGEST_MEMBERS)
    return [section(lines(
        bold(say("To be done at every member")),
        say("Noted as done: {members}.", members=done) if card.at.noted else "",
        say("Nobody has noted it for: {members}.", members=lacking) if card.at.lacking else "",
    ))]  # fmt: skip


def _done_at(say: Say, card: ActivityCard, noted: DoneAtMember) -> Text:
    day = plain_day(local_day(noted.done_at, card.today.zone), say.code)
    return escape(noted.member.name_in(card.activity.period_id)) + Text(f" ({day})")


def _headed(title: Text, texts: Sequence[str]) -> list[Row]:
    """Texts under a title, whole; nothing when they are empty."""
    whole = [piece for each in texts for piece in pieces(each)]
    return [section(each) for each in in_rows([bold(title), *whole], "\n")] if whole else []


def _text(say: Say, card: ActivityCard, happened: Text | None) -> Text:
    """The activity in so many words as a notification takes."""
    activity = card.activity
    state = state_in_words(say, activity, card.today)
    line = joined(" · ", [bold(titled(activity)), when_of(say, activity), state])
    steps = [Text(" · ".join(_step_text(say, card, each).split("\n"))) for each in activity.steps]
    return lines(happened or "", line, *steps)


def _facts(say: Say, card: ActivityCard) -> Block:
    activity = card.activity
    by = say("marked by {name}", name=card.marked_by.name) if card.marked_by else ""
    return facts(
        [
            (say("When"), when_of(say, activity)),
            (say("State"), lines(state_in_words(say, activity, card.today), by)),
            (say("Goal"), activity.goal.title if activity.goal else ""),
            (say("Period"), period_in_words(say, activity.period)),
        ]
    )


def _how(say: Say, card: ActivityCard) -> list[Row]:
    """The steps, each with its button, and the lines of the plan's "how" that are no steps."""
    steps = card.activity.steps
    titles = {each.title for each in steps}
    others = [f"• {each}" for each in card.activity.how if each not in titles]
    if not steps:
        return _headed(say("How"), others)
    rows: list[Row] = [
        section(_step_text(say, card, each), _step_button(say, each) if _is_marked_itself(card, each) else None)
        for each in steps
    ]
    whole = [piece for each in others for piece in pieces(each)]
    return [section(bold(say("How"))), *rows, *(section(each) for each in in_rows(whole, "\n"))]


def _is_marked_itself(card: ActivityCard, step: Step) -> bool:
    """Whether the asker marks a step as done; the whole of what every member has to do is noted member by member."""
    return card.may_mark and (step.title != "" or card.at is None)


def _step_text(say: Say, card: ActivityCard, step: Step) -> Text:
    box = Text("☑ ") if step.done_at else Text("☐ ")
    state = _step_state(say, card, step)
    return box + lines(
        step_title(say, step),
        joined(" · ", [clip(_time(say, step.when, card.activity), LONGEST_WHEN), state, _whose(say, card, step)]),
    )


def _step_state(say: Say, card: ActivityCard, step: Step) -> Text:
    if step.done_at is not None:
        return say("done {day}", day=plain_day(local_day(step.done_at, card.today.zone), say.code))
    if is_late(step, card.activity, card.today.day, card.today.seasons):
        is_past = is_over(card.activity.period, card.today.day)
        return say("⚠️ not marked as done in time") if is_past else say("⚠️ late")
    return Text("")


def _whose(say: Say, card: ActivityCard, step: Step) -> Text:
    """Who answers for a step (domain 15), or did in a period that has ended; whether they take part in it."""
    name = who_answers(step, names_people=card.names_people)
    if not name:
        return Text("")
    part = card.of.part(member_answering(step))
    if part not in (Part.NOW, Part.LATER):
        return say("{name} is noted as responsible, but does not take part", name=name)
    if part is Part.LATER:
        return joined(", ", [say("{name} is responsible", name=name), part_of_step(say, step, card.of)])
    if is_over(card.activity.period, card.today.day):
        return say("{name} was responsible", name=name)
    return say("{name} is responsible", name=name)


def member_answering(step: Step) -> int | None:
    """The member that answers for a step, itself or by one of its people (row number)."""
    return (step.person or step).member_id


def part_of_step(say: Say, step: Step, of: MembersOfPeriod) -> Text:
    """From when whoever answers for a step takes part in its period, or that they do not; nothing where they do."""
    part = of.part(member_answering(step))
    if part is Part.LATER:
        return part_of_member(say, member_answering(step), of)
    return Text("") if part is Part.NOW else say("does not take part")


def who_answers(step: Step, *, names_people: bool) -> str:
    """The name of who answers for a step: a person's, or for who is not inside their member's."""
    if step.person is None:
        return step.member_name
    return step.person.name if names_people else step.person.member_name


def _step_button(say: Say, step: Step) -> ButtonElement:
    if step.done_at is not None:
        return button("step.reopen", say("Open again"), as_shown(step.id, *words_of(step)))
    return button("step.done", say("Done"), as_shown(step.id, *words_of(step)))


def _buttons(say: Say, card: ActivityCard) -> list[ButtonElement]:
    activity = card.activity
    row = [contribute_button(say, activity.id)] if card.may_contribute else []
    if card.at is not None:
        row += _note_buttons(say, card.at)
    elif card.may_mark and activity.done_at is None:
        row.append(button("activity.done", say("The activity is done"), as_shown(activity.id, *words_of(activity))))
    elif card.may_mark:
        row.append(button("activity.reopen", say("Open again"), as_shown(activity.id, *words_of(activity))))
    if card.may_answer and activity.open_question:
        label = say("Change the answer") if activity.answer else say("Answer the question")
        row.append(button("activity.answer", label, activity.id))
    if card.today.day in activity.period.days:
        return [*row, button("activity.list", say("To the list"), Which.OPEN)]
    value = PeriodValue(Shown.ACTIVITIES, activity.period_id)
    return [*row, button("periods.show", say("To the list"), str(value))]


def _ways_to_change(say: Say, activity: Activity) -> list[ButtonElement]:
    """What the coordinator changes of it."""
    steps = [button("activity.steps", say("Responsible for steps"), activity.id)] if activity.steps else []
    return [
        button("activity.change", say("Change the activity"), activity.id),
        *steps,
        button("activity.remove", say("Take out the activity"), activity.id),
    ]


def _note_buttons(say: Say, at: AtMembers) -> list[ButtonElement]:
    """To note it for one's own member; for the coordinator the list of all."""
    own = next((each.name for each in at.activity.period.memberships if each.member_id == at.own), "")
    name = clip(own, 40)
    label = say("Not done at {member}", member=name) if at.is_own_noted else say("Done at {member}", member=name)
    row = [note_button(at.activity, at.own, label, is_noted=at.is_own_noted)] if at.own else []
    if at.may_note_all:
        row.append(button("activity.members", say("Note for the members"), at.activity.id))
    return row


def note_button(activity: Activity, member: int, label: Text, *, is_noted: bool) -> ButtonElement:
    """Notes that an activity is done at a member, or takes that back."""
    value = as_shown(AtMember(activity.id, member), *words_of(activity), is_noted)
    return button("activity.not_at" if is_noted else "activity.at", label, value)


def members_to_note(say: Say, at: AtMembers, today: Today) -> Message:
    """Every member that has an activity to do, each with a button to note it or take that back."""
    period = at.activity.period_id
    names: list[tuple[str, int, datetime | None]] = [
        (each.member.name_in(period), each.member_id, each.done_at) for each in at.noted
    ]
    names += [(each.name, each.member_id, None) for each in at.lacking]
    names.sort(key=lambda each: swedish_order(each[0]))
    words = [_noted(say, name, done_at, today) for name, _, done_at in names]
    rows: list[Row] = [
        section(
            line,
            note_button(at.activity, member, say("Open again") if done_at else say("Done"), is_noted=bool(done_at)),
        )
        for line, (_, member, done_at) in zip(words, names, strict=True)
    ]
    title = titled(at.activity)
    return Listing(
        say=say, text=title, rows=rows, words=words, again=again("activity.members", at.activity.id),
        head=[header(title)], foot=[actions(button("activity.show", say("To the activity"), at.activity.id))],
    ).page()  # fmt: skip


def _noted(say: Say, name: str, done_at: datetime | None, today: Today) -> Text:
    if done_at is None:
        return joined(" – ", [bold(clip(name, 100)), say("nobody has noted it")])
    day = plain_day(local_day(done_at, today.zone), say.code)
    return joined(" – ", [bold(clip(name, 100)), say("✓ done {day}", day=day)])


def _experiences(say: Say, card: ActivityCard) -> list[Text]:
    """How many members have contributed, and what."""
    return [bold(say("Experiences")), _coverage(say, card), *map(_experience, card.experiences)]


def _experience(experience: Experience) -> Text:
    whose = experience.member_name
    return Text(f"• *#{experience.id}* ") + joined(" – ", [" ".join(experience.title.split()), whose])


def _coverage(say: Say, card: ActivityCard) -> Text:
    if not card.members:
        return say.many("{count} member has contributed.", "{count} members have contributed.", card.contributed)
    return say("{given} of {members} members have contributed.", given=card.contributed, members=card.members)


@dataclass(frozen=True)
class DoneMark:
    """What marking something as done came to: whether it was changed by this, who marked it and which day."""

    changed: bool
    by: Person | None
    day: str


def activity_marked(say: Say, activity: Activity, mark: DoneMark) -> Text:
    """Say that an activity is done now, or was before."""
    number = activity.number
    if mark.changed:
        return say("Activity {number} is now marked as done.", number=number)
    if mark.by is None:
        return say("Activity {number} was already marked as done.", number=number)
    name = mark.by.name
    return say("Activity {number} was already marked as done by {name}, {day}.", number=number, name=name, day=mark.day)


def step_marked(say: Say, step: Step, mark: DoneMark) -> Text:
    """Say that a step is done now, or was before."""
    title = step_title(say, step)
    if mark.changed:
        return say("“{step}” is now marked as done.", step=title)
    if mark.by is None:
        return say("“{step}” was already marked as done.", step=title)
    return say("“{step}” was already marked as done by {name}, {day}.",
               step=title, name=mark.by.name, day=mark.day)  # fmt: skip


def step_title(say: Say, step: Step) -> Text:
    """What a step is called; one without words is the activity's own time."""
    return escape(step.title) or say("The whole activity")


def reopened(say: Say, title: Text, *, changed: bool) -> Text:
    """What opening something again came to."""
    if changed:
        return say("“{title}” is open again.", title=title)
    return say("“{title}” was open already.", title=title)
