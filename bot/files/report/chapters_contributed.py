"""The report's chapters on what was contributed: by activity, by member, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.files.report.document import Block, Bullets, Heading, Labelled, Link, Paragraph, Table
from bot.files.report.model import ActivityTold, Audience, ExperienceTold, MemberTold, Told
from bot.files.report.telling import (
    activity_key,
    coverage_mark,
    days_of,
    experience_anchor,
    experience_blocks,
    meeting_name,
    member_key,
)
from bot.language import Say

MOST_COLUMNS: Final = 12
"""How many activities a table of who contributed what has room for."""


def activities(told: Told, say: Say) -> list[Block]:
    """How each activity went, with its experiences."""
    blocks = [block for each in told.activities for block in _activity(told, each, say)]
    if told.other_experiences:
        blocks.append(Heading(2, say.plain("Experiences beside the plan's activities"), "activity-other"))
        blocks += experience_blocks(told.other_experiences, say)
    return blocks


def _activity(told: Told, activity: ActivityTold, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"{activity.number}. {activity.title}", f"activity-{activity.number}")]
    written = told.editorial.get(activity_key(activity.number), "")
    if written:
        blocks.append(Paragraph(written))
    if activity.when:
        blocks.append(Labelled(say.plain("When"), activity.when))
    steps = [_step(each.title, each.when, each.is_done, say) for each in activity.steps] or list(activity.how)
    if steps:
        blocks.append(Bullets(tuple(steps)))
    if activity.comment:
        blocks.append(Labelled(say.plain("Comment"), activity.comment))
    if not activity.experiences:
        none = say.plain("No experience that may be told here has been contributed to this activity.")
        return [*blocks, Paragraph(none, is_small=True)]
    return [*blocks, *experience_blocks(activity.experiences, say)]


def _step(title: str, when: str, is_done: bool, say: Say) -> str:
    told = f"{title} ({when})" if when else title
    return say.plain("{step} – done", step=told) if is_done else told


def members(told: Told, say: Say) -> list[Block]:
    """A part for each member."""
    return [block for each in told.active for block in _member(told, each, say)]


def _member(told: Told, member: MemberTold, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, member.name, f"member-{member.id}")]
    written = told.editorial.get(member_key(member.id), "")
    blocks += [Paragraph(each) for each in (written, member.page_text) if each]
    hosted = [f"{meeting_name(each, say)}, {days_of(each.days, say)}" for each in member.hosted if each.is_held]
    if hosted:
        blocks.append(Labelled(say.plain("Has hosted"), "; ".join(hosted)))
    if member.seats and told.audience is Audience.INTERNAL:
        came = say.plain("{came} of {seats} seats filled", came=member.came, seats=member.seats)
        blocks.append(Labelled(say.plain("Attendance"), came))
    if not member.experiences:
        none = say.plain("No experience from this member may be told here yet.")
        return [*blocks, Paragraph(none, is_small=True)]
    listed = tuple(_listed(each, say) for each in member.experiences)
    return [*blocks, Labelled(say.plain("Has contributed"), ""), Bullets(listed)]


def _listed(experience: ExperienceTold, say: Say) -> Link:
    """An experience's title that leads to where it is told."""
    to = f"#{experience_anchor(experience)}"
    if experience.activity is None:
        return Link(f"{experience.title} (#{experience.number})", to)
    activity = say.plain("activity {number}", number=experience.activity)
    return Link(f"{experience.title} (#{experience.number}, {activity})", to)


def coverage(told: Told, say: Say) -> list[Block]:
    """Which member has contributed to which activity, and what is missing (domain 17)."""
    if not told.activities or not told.active:
        return []
    blocks: list[Block] = [
        Paragraph(say.plain("The table counts the experiences of each member for each activity; – means none yet."))
    ]
    numbers = [each.number for each in told.activities]
    for first in range(0, len(numbers), MOST_COLUMNS):
        blocks.append(_counted(told, numbers[first : first + MOST_COLUMNS], first + MOST_COLUMNS >= len(numbers), say))
    return blocks + (_missing(told, say) if told.audience is Audience.INTERNAL else [])


def _counted(told: Told, numbers: Sequence[int], is_last: bool, say: Say) -> Table:
    """The counts for some of the activities; the last table also counts what belongs to none."""
    head = [say.plain("The member"), *map(str, numbers), *([say.plain("Other")] if is_last else [])]
    rows = [(each.name, *_counts(each, numbers), *([_other(told, each)] if is_last else [])) for each in told.active]
    widths = (8, *(1 for _ in numbers), *([2] if is_last else []))
    return Table(say.plain("Experiences by member and activity number"), tuple(head), tuple(rows), widths)


def _counts(member: MemberTold, numbers: Sequence[int]) -> list[str]:
    return [coverage_mark(sum(one.activity == number for one in member.experiences)) for number in numbers]


def _other(told: Told, member: MemberTold) -> str:
    numbers = {each.number for each in told.activities}
    return coverage_mark(sum(one.activity not in numbers for one in member.experiences))


def _missing(told: Told, say: Say) -> list[Block]:
    blocks: list[Block] = []
    missing = [each.name for each in told.active if not each.experiences]
    untouched = [f"{each.number}. {each.title}" for each in told.activities if not each.experiences]
    if missing:
        blocks.append(Labelled(say.plain("Members that have not contributed yet"), ", ".join(missing)))
    if untouched:
        blocks += [Labelled(say.plain("Activities without experiences yet"), ""), Bullets(tuple(untouched))]
    return blocks
