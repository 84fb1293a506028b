"""The report's chapters on what was held and what is left: meetings, challenges, reviews, what comes next."""

from __future__ import annotations

from bot.files.report.document import Block, Bullets, Heading, Labelled, Paragraph, Table, whole_table
from bot.files.report.model import Audience, MeetingTold, ReviewTold, Told
from bot.files.report.telling import (
    day_of,
    days_of,
    meeting_name,
    per_cent,
    place_of,
    state_of_meeting,
)
from bot.language import N_, Say
from bot.models import Role


def meetings(told: Told, say: Say) -> list[Block]:
    """The meetings with hosts, themes and attendance."""
    blocks: list[Block] = []
    if told.meetings:
        head = tuple(say.plain(each) for each in (N_("When"), N_("Meeting"), N_("Host"), N_("Where"), N_("State")))
        rows = tuple(_meeting(each, say) for each in told.meetings)
        blocks.append(whole_table(say.plain("The period's meetings"), head, rows, (6, 6, 6, 4, 2)))
    themes = [
        f"{meeting_name(each, say)}, {days_of(each.days, say)}: {'; '.join(each.themes)}"
        for each in told.meetings
        if each.themes
    ]
    if themes:
        blocks += [Heading(2, say.plain("Themes"), "themes"), Bullets(tuple(themes))]
    return blocks + _attendance(told, say)


def _meeting(meeting: MeetingTold, say: Say) -> tuple[str, ...]:
    return (
        days_of(meeting.days, say),
        meeting_name(meeting, say),
        meeting.host,
        place_of(meeting, say),
        state_of_meeting(meeting, say),
    )


def _attendance(told: Told, say: Say) -> list[Block]:
    noted = [each for each in told.held if each.seats]
    if not noted:
        return []
    names = {Role.ELECTED: say.plain("Elected representatives"), Role.OFFICIAL: say.plain("Officials")}
    by_role = [
        f"{names[role]}: {per_cent(came, seats, say)} ({came}/{seats})"
        for role, (came, seats) in told.seats_by_role.items()
    ]
    return [
        Heading(2, say.plain("Attendance"), "attendance"),
        Paragraph(say.plain("High attendance of all is what the network calls its success factor.")),
        Bullets(tuple(by_role)),
        _shares(noted, say),
    ]


def _shares(noted: list[MeetingTold], say: Say) -> Table:
    rows = tuple(
        (
            f"{meeting_name(each, say)}, {days_of(each.days, say)}",
            f"{each.came}/{each.seats}",
            per_cent(each.came, each.seats, say),
        )
        for each in noted
    )
    head = (say.plain("Meeting"), say.plain("Came"), say.plain("Share"))
    return Table(say.plain("Attendance at each meeting where it was noted"), head, rows, (6, 2, 2))


def challenges(told: Told, say: Say) -> list[Block]:
    """What each member has taken on."""
    blocks: list[Block] = []
    for member in told.members:
        if member.challenges:
            blocks.append(Heading(2, member.name, f"challenges-{member.id}"))
            blocks += [Labelled(title, text) for title, text in member.challenges]
    return blocks


def reviews(told: Told, say: Say) -> list[Block]:
    """Each peer review."""
    return [block for n, each in enumerate(told.reviews, 1) for block in _review(n, each, say)]


def _review(n: int, review: ReviewTold, say: Say) -> list[Block]:
    held = day_of(review.held_on, say) if review.held_on else say.plain("not held yet")
    facts = [
        (say.plain("Reviewed by"), ", ".join(review.reviewers)),
        (say.plain("Challenge"), review.challenge),
        (say.plain("Held"), held),
        (say.plain("Found"), review.report),
    ]
    return [Heading(2, review.member, f"review-{n}"), *(Labelled(label, text) for label, text in facts if text)]


def coming(told: Told, say: Say) -> list[Block]:
    """What the boards decided and what is left."""
    blocks: list[Block] = []
    decided = tuple(
        (each.name, body, outcome, case, day_of(day, say) if day else "")
        for each in told.members
        for body, outcome, case, day in each.decisions
    )
    if decided:
        head = tuple(say.plain(each) for each in (N_("The member"), N_("Board"), N_("Decision"), N_("Case"), N_("Day")))
        caption = say.plain("Decisions and proposals in the members' boards")
        blocks.append(whole_table(caption, head, decided, (3, 4, 6, 3, 3)))
    return blocks + (_left(told, say) if told.audience is Audience.INTERNAL else [])


def _left(told: Told, say: Say) -> list[Block]:
    questions = tuple(f"{each.number}. {each.open_question}" for each in told.activities if each.open_question)
    undone = tuple(f"{each.number}. {each.title}" for each in told.activities if not each.is_done)
    blocks: list[Block] = []
    if questions:
        blocks += [Labelled(say.plain("Open questions in the plan"), ""), Bullets(questions)]
    if undone:
        blocks += [Labelled(say.plain("Activities not marked as done"), ""), Bullets(undone)]
    return blocks
