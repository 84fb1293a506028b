"""What the report's chapters share: days, states and shares in words, and the blocks of an experience."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.dates.in_words import plain_day, span
from bot.dates.when import Span
from bot.experiences.fields import ExperienceField, Style
from bot.experiences.rules import links_of
from bot.language import N_, Say, per_cent
from bot.meetings.card import KIND_NAMES
from bot.meetings.outcome import OUTCOMES
from bot.network.membership import Part
from bot.network.people import PARTS_THEN
from bot.report.document import Block, Bullets, Byline, Heading, Labelled, Paragraph, Quote, linked
from bot.report.model import ReportedActivity, ReportedExperience, ReportedMeeting, ReportedMember

PARTS: Final = {
    Part.NOW: N_("takes part"),
    Part.LATER: N_("takes part later"),
    Part.UNDECIDED: N_("has not decided yet"),
    Part.PAST: N_("has left"),
}
"""Of a period that runs; of one that has ended see PARTS_THEN."""


def activity_key(number: int) -> str:
    """Under which an editor's text for an activity is kept."""
    return f"activity/{number}"


def member_key(member_id: int) -> str:
    """Under which an editor's text for a member is kept."""
    return f"member/{member_id}"


def years(name: str) -> str:
    """A name with its years written as a book writes them: 2020–2021."""
    return re.sub(r"(?<=\b\d{4})-(?=\d{4}\b)", "–", name)


def days_of(days: Span, say: Say) -> str:
    """Days in words."""
    return span(days, say.code)


def day_of(day: date, say: Say) -> str:
    """A day in words."""
    return plain_day(day, say.code)


def kind_of(meeting: ReportedMeeting, say: Say) -> str:
    """What kind of meeting it is."""
    return say.plain(KIND_NAMES[meeting.kind])


def meeting_name(meeting: ReportedMeeting, say: Say) -> str:
    """What a meeting is called."""
    return meeting.title or kind_of(meeting, say)


def place_of(meeting: ReportedMeeting, say: Say) -> str:
    """Where it is."""
    return ", ".join(each for each in (say.plain("digital") if meeting.is_digital else "", meeting.place) if each)


def state_of_meeting(meeting: ReportedMeeting, say: Say) -> str:
    """Held, planned, going on, cancelled, or what is not known."""
    return say.plain(OUTCOMES[meeting.outcome])


def state_of_activity(activity: ReportedActivity, say: Say, *, is_over: bool) -> str:
    """Done, or how many of its parts that can be finished are; what goes on is never left undone. `is_over`: its
    period has ended."""
    if activity.is_finished:
        return say.plain("done")
    if activity.done_at:
        done, members = activity.done_at, activity.to_do_at
        return say.plain("noted as done at {done} of {members} members", done=done, members=members)
    if not activity.can_be_finished:
        return say.plain("went on through the whole period") if is_over else say.plain("ongoing")
    if activity.finished:
        return say.plain("{done} of {steps} steps done", done=activity.finished, steps=activity.to_finish)
    if is_over:
        return say.plain("not noted as done when the period ended")
    return say.plain("ongoing") if activity.goes_on else say.plain("not marked as done")


def state_of_member(member: ReportedMember, period: Span, say: Say, *, is_over: bool) -> str:
    """Whether a member takes part, or took part when its period has ended, and on which days where these are not the
    whole period's."""
    part = PARTS_THEN[member.part] if member.stay is None else N_("took part")
    state = say.plain(part if is_over else PARTS[member.part])
    return state if member.stay in (None, period) else f"{state} ({days_of(member.stay, say)})"


def share_of(part: int, whole: int, say: Say) -> str:
    """A share, never broken over two lines."""
    return per_cent(say, part, whole).replace(" ", "\u00a0")


def coverage_mark(count: int) -> str:
    """A count in the table of who contributed to what."""
    return str(count) if count else "–"


def experience_blocks(experiences: Iterable[ReportedExperience], say: Say) -> list[Block]:
    """Experiences one after the other, each with its member and day."""
    return [block for each in experiences for block in _experience(each, say)]


def experience_anchor(experience: ReportedExperience) -> str:
    """Where in the report an experience is told."""
    return f"experience-{experience.number}"


def _experience(experience: ReportedExperience, say: Say) -> list[Block]:
    day = day_of(experience.day, say)
    source = ", ".join(each for each in (experience.member, day) if each)
    contributed = say.plain("contributed {day}", day=day)
    where = " · ".join(
        each for each in (experience.member, *experience.facts, contributed, f"#{experience.number}") if each
    )
    head: list[Block] = [Heading(3, experience.title, experience_anchor(experience)), Byline(where)]
    return [*head, *(block for field, text in experience.body for block in _paragraph(field, text, source, say))]


def _paragraph(field: ExperienceField, text: str, source: str, say: Say) -> list[Block]:
    """One of its texts, set as its field is."""
    label = say.plain(field.label)
    match field.style:
        case Style.STORY:
            return [Paragraph(text)]
        case Style.ADVICE:
            return [Quote(text, source)]
        case Style.LINKS:
            return [Labelled(label, ""), Bullets(tuple(map(linked, links_of(text))))]
        case _:
            return [Labelled(label, text)]
