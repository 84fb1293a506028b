"""The report's chapters, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.files.report.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figures,
    Heading,
    Labelled,
    Paragraph,
    Table,
)
from bot.files.report.model import ActivityTold, Audience, ExperienceTold, MeetingTold, MemberTold, Told
from bot.files.report.telling import (
    coverage_mark,
    day_of,
    days_of,
    experience_blocks,
    kind_of,
    meeting_name,
    per_cent,
    place_of,
    state_of_activity,
    state_of_meeting,
    state_of_member,
)
from bot.language import N_, Say
from bot.models import Role

FOR: Final = {
    Audience.INTERNAL: N_("For the network itself. Not to be spread further as it is."),
    Audience.PUBLIC: N_("For everybody. It holds the experiences whose authors allow publication."),
    Audience.RESEARCH: N_("For research. It holds the experiences whose authors allow research."),
}


def compose(told: Told, say: Say) -> Document:
    """The whole report."""
    makers = (
        _summary,
        _network,
        _plan,
        _activities,
        _members,
        _meetings,
        _challenges,
        _reviews,
        _coverage,
        _next,
        _about,
    )
    chapters = [make(told, say) for make in makers]
    days = days_of(told.days, say)
    return Document(
        title=say.plain("Final report {period}", period=told.period or days),
        subtitle=told.network,
        author=told.network,
        language="sv-SE" if say.code == "sv" else "en-GB",
        about=(
            say.plain("The period {days}", days=days),
            say.plain(FOR[told.audience]),
            say.plain("From what was known on {day}", day=day_of(told.as_of, say)),
        ),
        as_of=told.as_of,
        contents=say.plain("Contents"),
        skip=say.plain("To the text"),
        chapters=tuple(each for each in chapters if each.blocks),
    )


def _chapter(told: Told, key: str, title: str, blocks: Iterable[Block]) -> Chapter:
    """A chapter, with its editorial text first."""
    written = told.editorial.get(key, "")
    return Chapter(key, title, (*((Paragraph(written),) if written else ()), *blocks))


def _summary(told: Told, say: Say) -> Chapter:
    with_experience = [each for each in told.active if each.experiences]
    touched = [each for each in told.activities if each.experiences]
    came, seats = sum(each.came for each in told.held), sum(each.seats for each in told.held)
    sentence = say.plain(
        "During the period {held} of {planned} meetings were held. {contributing} of {members} members contributed "
        "{experiences} experiences, to {touched} of the plan's {activities} activities.",
        held=len(told.held),
        planned=len(told.meetings),
        contributing=len(with_experience),
        members=len(told.active),
        experiences=len(told.experiences),
        touched=len(touched),
        activities=len(told.activities),
    )
    figures = [
        (str(len(told.active)), say.plain("members")),
        (str(len(told.held)), say.plain("meetings held")),
        (per_cent(came, seats, say), say.plain("attendance")) if seats else ("", ""),
        (f"{sum(each.is_done for each in told.activities)}/{len(told.activities)}", say.plain("activities done")),
        (str(len(told.experiences)), say.plain("experiences")),
        (str(sum(each.held_on is not None for each in told.reviews)), say.plain("peer reviews")),
    ]
    return _chapter(
        told, "summary", say.plain("Summary"),
        [Paragraph(sentence), Figures(tuple(each for each in figures if each[0]))],
    )  # fmt: skip


def _network(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = [Paragraph(each) for each in (told.aim, *told.terms.get("background", ())) if each]
    agreement = [told.agreement, *told.terms.get("adopted_by", ()), *told.terms.get("laws", ())]
    pairs = [
        (say.plain("Agreement"), " · ".join(each for each in agreement if each)),
        (say.plain("Coordination"), " ".join(told.terms.get("coordination_text", ()))),
        (say.plain("Website"), told.website),
    ]
    blocks += [Labelled(label, text) for label, text in pairs if text]
    blocks += [Paragraph(each) for each in told.terms.get("ways_of_working", ())]
    rows = tuple((each.name, ", ".join(each.municipalities), state_of_member(each, say)) for each in told.members)
    if rows:
        head = (say.plain("The member"), say.plain("Municipalities"), say.plain("Takes part"))
        blocks.append(Table(say.plain("The members during the period"), head, rows, (3, 3, 2)))
    return _chapter(told, "network", say.plain("The network"), blocks)


def _plan(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = []
    if told.focus:
        blocks += [Heading(2, say.plain("Focus areas"), "focus"), Bullets(told.focus)]
    head = tuple(say.plain(each) for each in (N_("No."), N_("Activity"), N_("When"), N_("State"), N_("Experiences")))
    for n, goal in enumerate(dict.fromkeys(each.goal for each in told.activities), 1):
        title = goal or say.plain("Activities")
        rows = tuple(
            (str(each.number), each.title, each.when, state_of_activity(each, say), str(len(each.experiences)))
            for each in told.activities
            if each.goal == goal
        )
        blocks += [
            Heading(2, title, f"goal-{n}"),
            Table(say.plain("The plan's activities"), head, rows, (3, 17, 10, 7, 8)),
        ]
    return _chapter(told, "plan", say.plain("Plan, goals and activities"), blocks)


def _activities(told: Told, say: Say) -> Chapter:
    blocks = [block for each in told.activities for block in _activity(told, each, say)]
    if told.other_experiences:
        blocks.append(Heading(2, say.plain("Experiences beside the plan's activities"), "activity-other"))
        blocks += experience_blocks(told.other_experiences, say)
    return _chapter(told, "activities", say.plain("How each activity went"), blocks)


def _activity(told: Told, activity: ActivityTold, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"{activity.number}. {activity.title}", f"activity-{activity.number}")]
    written = told.editorial.get(f"activity/{activity.number}", "")
    if written:
        blocks.append(Paragraph(written))
    if activity.when:
        blocks.append(Labelled(say.plain("When"), activity.when))
    steps = [_step(each.title, each.when, each.is_done, say) for each in activity.steps] or list(activity.how)
    if steps:
        blocks.append(Bullets(tuple(steps)))
    if activity.comment:
        blocks += [Paragraph(activity.comment)]
    if not activity.experiences:
        none = say.plain("No experience that may be told here has been contributed to this activity.")
        return [*blocks, Paragraph(none, is_source=True)]
    return [*blocks, *experience_blocks(activity.experiences, say)]


def _step(title: str, when: str, is_done: bool, say: Say) -> str:
    told = f"{title} ({when})" if when else title
    return say.plain("{step} – done", step=told) if is_done else told


def _members(told: Told, say: Say) -> Chapter:
    blocks = [block for n, each in enumerate(told.active, 1) for block in _member(told, n, each, say)]
    return _chapter(told, "members", say.plain("The members"), blocks)


def _member(told: Told, n: int, member: MemberTold, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, member.name, f"member-{n}")]
    written = told.editorial.get(f"member/{member.name}", "")
    blocks += [Paragraph(each) for each in (written, member.page_text) if each]
    hosted = [f"{meeting_name(each, say)}, {days_of(each.days, say)}" for each in member.hosted if each.is_held]
    if hosted:
        blocks.append(Labelled(say.plain("Has hosted"), "; ".join(hosted)))
    if member.seats and told.audience is Audience.INTERNAL:
        came = say.plain("{came} of {seats} seats filled", came=member.came, seats=member.seats)
        blocks.append(Labelled(say.plain("Attendance"), came))
    if member.experiences:
        blocks.append(Labelled(say.plain("Has contributed"), ""))
        blocks.append(Bullets(tuple(_listed(each, say) for each in member.experiences)))
    else:
        none = say.plain("No experience from this member may be told here yet.")
        blocks.append(Paragraph(none, is_source=True))
    return blocks


def _listed(experience: ExperienceTold, say: Say) -> str:
    if experience.activity is None:
        return f"{experience.title} (#{experience.number})"
    activity = say.plain("activity {number}", number=experience.activity)
    return f"{experience.title} (#{experience.number}, {activity})"


def _meetings(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = []
    if told.meetings:
        head = tuple(say.plain(each) for each in (N_("When"), N_("Meeting"), N_("Host"), N_("Where"), N_("State")))
        rows = tuple(_meeting(each, say) for each in told.meetings)
        blocks.append(Table(say.plain("The period's meetings"), head, rows, (5, 6, 5, 3, 3)))
    themes = [
        f"{meeting_name(each, say)}, {days_of(each.days, say)}: {'; '.join(each.themes)}"
        for each in told.meetings
        if each.themes
    ]
    if themes:
        blocks += [Heading(2, say.plain("Themes"), "themes"), Bullets(tuple(themes))]
    blocks += _attendance(told, say)
    return _chapter(told, "meetings", say.plain("Meetings and themes"), blocks)


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
    rows = tuple(
        (
            f"{kind_of(each, say)}, {days_of(each.days, say)}",
            f"{each.came}/{each.seats}",
            per_cent(each.came, each.seats, say),
        )
        for each in noted
    )
    head = (say.plain("Meeting"), say.plain("Came"), say.plain("Share"))
    return [
        Heading(2, say.plain("Attendance"), "attendance"),
        Paragraph(say.plain("High attendance of all is what the network calls its success factor.")),
        Bullets(tuple(by_role)),
        Table(say.plain("Attendance at each meeting where it was noted"), head, rows, (6, 2, 2)),
    ]


def _challenges(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = []
    for n, member in enumerate(each for each in told.members if each.challenges):
        blocks.append(Heading(2, member.name, f"challenges-{n + 1}"))
        blocks += [Labelled(title, text) for title, text in member.challenges]
    return _chapter(told, "challenges", say.plain("Strengths and challenges"), blocks)


def _reviews(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = []
    for n, each in enumerate(told.reviews, 1):
        blocks.append(Heading(2, each.member, f"review-{n}"))
        pairs = [
            (say.plain("Reviewed by"), ", ".join(each.reviewers)),
            (say.plain("Challenge"), each.challenge),
            (say.plain("Held"), day_of(each.held_on, say) if each.held_on else say.plain("not held yet")),
        ]
        blocks += [Labelled(label, text) for label, text in pairs if text]
        if each.report:
            blocks.append(Paragraph(each.report))
    return _chapter(told, "reviews", say.plain("Peer reviews"), blocks)


def _coverage(told: Told, say: Say) -> Chapter:
    """Which member has contributed to which activity, and what is missing (domain 17)."""
    if not told.activities or not told.active:
        return _chapter(told, "coverage", say.plain("Who has contributed to what"), [])
    head = (say.plain("The member"), *(str(each.number) for each in told.activities), say.plain("Other"))
    rows = tuple((each.name, *_row(told, each)) for each in told.active)
    blocks: list[Block] = [
        Paragraph(say.plain("The table counts the experiences of each member for each activity; – means none yet.")),
        Table(
            say.plain("Experiences by member and activity number"), head, rows, (8, *(1 for _ in told.activities), 2)
        ),
    ]
    missing = [each.name for each in told.active if not each.experiences]
    untouched = [f"{each.number}. {each.title}" for each in told.activities if not each.experiences]
    if missing and told.audience is Audience.INTERNAL:
        blocks.append(Labelled(say.plain("Members that have not contributed yet"), ", ".join(missing)))
    if untouched and told.audience is Audience.INTERNAL:
        blocks += [Labelled(say.plain("Activities without experiences yet"), ""), Bullets(tuple(untouched))]
    return _chapter(told, "coverage", say.plain("Who has contributed to what"), blocks)


def _row(told: Told, member: MemberTold) -> Sequence[str]:
    numbers = [each.number for each in told.activities]
    counts = [sum(one.activity == number for one in member.experiences) for number in numbers]
    other = sum(one.activity not in numbers for one in member.experiences)
    return [coverage_mark(each) for each in (*counts, other)]


def _next(told: Told, say: Say) -> Chapter:
    blocks: list[Block] = []
    decided = tuple(
        (each.name, body, outcome, case, day_of(day, say) if day else "")
        for each in told.members
        for body, outcome, case, day in each.decisions
    )
    if decided:
        head = tuple(say.plain(each) for each in (N_("The member"), N_("Board"), N_("Decision"), N_("Case"), N_("Day")))
        blocks.append(Table(say.plain("What the members' boards have decided"), head, decided, (3, 4, 6, 3, 3)))
    if told.audience is Audience.INTERNAL:
        blocks += _left(told, say)
    return _chapter(told, "next", say.plain("What comes next"), blocks)


def _left(told: Told, say: Say) -> list[Block]:
    questions = tuple(f"{each.number}. {each.open_question}" for each in told.activities if each.open_question)
    undone = tuple(f"{each.number}. {each.title}" for each in told.activities if not each.is_done)
    blocks: list[Block] = []
    if questions:
        blocks += [Labelled(say.plain("Open questions in the plan"), ""), Bullets(questions)]
    if undone:
        blocks += [Labelled(say.plain("Activities not marked as done"), ""), Bullets(undone)]
    return blocks


def _about(told: Told, say: Say) -> Chapter:
    sentences = [
        say.plain(FOR[told.audience]),
        say.plain(
            "It was written from what the members contributed and what was known on {day}.", day=day_of(told.as_of, say)
        ),
        say.plain("Every author has confirmed that no child can be recognised. No persons are named."),
    ]
    if told.left_out:
        kept = say.plain("{count} further experiences are not told here, as their authors wish.", count=told.left_out)
        sentences.append(kept)
    return _chapter(told, "about", say.plain("About this report"), [Paragraph(each) for each in sentences])
