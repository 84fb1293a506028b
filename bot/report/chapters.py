"""The report's chapters in their order, each made of blocks from the gathered data; their titles are here too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.activities.rules import time_in_words
from bot.dates.in_words import is_swedish
from bot.experiences.personal_data import LEFT_OUT
from bot.language import N_, Say, between_names
from bot.meetings.card import not_noted
from bot.models import Role
from bot.network.membership import municipalities_apart
from bot.report.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figures,
    Heading,
    Labelled,
    Link,
    Paragraph,
    Table,
    linked,
    whole_table,
)
from bot.report.model import (
    Audience,
    MemberDecision,
    ReportData,
    ReportedActivity,
    ReportedExperience,
    ReportedMeeting,
    ReportedMember,
    ReportedReview,
    ReportedStep,
)
from bot.report.quotes import (
    activity_key,
    coverage_mark,
    day_of,
    days_of,
    experience_anchor,
    experience_blocks,
    meeting_name,
    member_key,
    place_of,
    share_of,
    state_of_activity,
    state_of_meeting,
    state_of_member,
    years,
)


def meetings(data: ReportData, say: Say) -> list[Block]:
    """The meetings with hosts, themes and attendance."""
    blocks: list[Block] = []
    if data.meetings:
        head = tuple(say.plain(each) for each in (N_("When"), N_("Meeting"), N_("Host"), N_("Where"), N_("State")))
        rows = tuple(_meeting(each, say) for each in data.meetings)
        blocks.append(whole_table(say.plain("The period's meetings"), head, rows, (6, 6, 6, 4, 2)))
    themes = [
        f"{meeting_name(each, say)}, {days_of(each.days, say)}: {'; '.join(each.themes)}"
        for each in data.meetings
        if each.themes
    ]
    if themes:
        blocks += [Heading(2, say.plain("Themes"), "themes"), Bullets(tuple(themes))]
    return blocks + _attendance(data, say)


def _meeting(meeting: ReportedMeeting, say: Say) -> tuple[str, ...]:
    return (
        days_of(meeting.days, say),
        meeting_name(meeting, say),
        meeting.host,
        place_of(meeting, say),
        state_of_meeting(meeting, say),
    )


def _attendance(data: ReportData, say: Say) -> list[Block]:
    meetings = [each for each in data.meetings if each.seats]
    if not meetings:
        return []
    names = {Role.ELECTED: say.plain("Elected representatives"), Role.OFFICIAL: say.plain("Officials")}
    by_role = [
        f"{names[role]}: {share_of(came, seats, say)} ({came}/{seats})"
        for role, (came, seats) in data.seats_by_role.items()
    ]
    return [
        Heading(2, say.plain("Attendance"), "attendance"),
        Bullets(tuple(by_role)),
        _shares(meetings, say),
    ]


def _shares(meetings: list[ReportedMeeting], say: Say) -> Table:
    rows = tuple(
        (
            f"{meeting_name(each, say)}, {days_of(each.days, say)}",
            f"{each.came}/{each.seats}",
            share_of(each.came, each.seats, say),
        )
        for each in meetings
    )
    head = (say.plain("Meeting"), say.plain("Came"), say.plain("Share"))
    return Table(say.plain("Attendance at each meeting where it was noted"), head, rows, (6, 2, 2))


def challenges(data: ReportData, say: Say) -> list[Block]:
    """What each member has taken on."""
    blocks: list[Block] = []
    for member in data.members:
        if member.challenges:
            blocks.append(Heading(2, member.name, f"challenges-{member.id}"))
            blocks += [Labelled(title, text) for title, text in member.challenges]
    return blocks


def reviews(data: ReportData, say: Say) -> list[Block]:
    """Each peer review."""
    return [block for n, each in enumerate(data.reviews, 1) for block in _review(n, each, say)]


def _review(n: int, review: ReportedReview, say: Say) -> list[Block]:
    held = day_of(review.held_on, say) if review.held_on else say.plain("nobody has noted")
    facts = [
        (say.plain("Reviewed by"), ", ".join(review.reviewers)),
        (say.plain("Challenge"), review.challenge),
        (say.plain("Held"), held),
        (say.plain("Found"), review.report),
    ]
    return [Heading(2, review.member, f"review-{n}"), *(Labelled(label, text) for label, text in facts if text)]


def coming(data: ReportData, say: Say) -> list[Block]:
    """What the boards decided and what is left."""
    blocks: list[Block] = []
    if data.next_decisions:
        blocks.append(_decisions(data.next_decisions, say))
    return blocks + (_left(data, say) if data.audience is Audience.INTERNAL else [])


def _decisions(decisions: Sequence[MemberDecision], say: Say) -> Table:
    """What the members' boards decided, or are to decide."""
    rows = tuple(
        (
            each.member,
            each.body,
            each.outcome,
            each.case_number,
            day_of(each.decided_on, say) if each.decided_on else "",
        )
        for each in decisions
    )
    head = tuple(say.plain(each) for each in (N_("The member"), N_("Board"), N_("Decision"), N_("Case"), N_("Day")))
    return whole_table(say.plain("Decisions and proposals in the members' boards"), head, rows, (3, 4, 6, 3, 3))


def _left(data: ReportData, say: Say) -> list[Block]:
    questions = tuple(f"{each.number}. {each.open_question}" for each in data.activities if each.open_question)
    undone = tuple(
        f"{each.number}. {each.title}" for each in data.activities if each.can_be_finished and not each.is_finished
    )
    blocks: list[Block] = []
    if questions:
        blocks += [Labelled(say.plain("Open questions in the plan"), ""), Bullets(questions)]
    if undone:
        blocks += [Labelled(say.plain("Activities not marked as done"), ""), Bullets(undone)]
    return blocks


MOST_COLUMNS: Final = 12
"""How many activities a table of who contributed what has room for."""


def activities(data: ReportData, say: Say) -> list[Block]:
    """How each activity went, with its experiences."""
    blocks = [block for each in data.activities for block in _activity(data, each, say)]
    if data.other_experiences:
        blocks.append(Heading(2, say.plain("Experiences beside the plan's activities"), "activity-other"))
        blocks += experience_blocks(data.other_experiences, say)
    return blocks


def _activity(data: ReportData, activity: ReportedActivity, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"{activity.number}. {activity.title}", f"activity-{activity.number}")]
    editorial = data.editorial.get(activity_key(activity.number), "")
    if editorial:
        blocks.append(Paragraph(editorial))
    if activity.when:
        blocks.append(Labelled(say.plain("When"), time_in_words(activity.when, data.days, say.code)))
    steps = [_step(data, each, say) for each in activity.steps] or list(activity.how)
    if steps:
        blocks.append(Bullets(tuple(steps)))
    if activity.comment:
        blocks.append(Labelled(say.plain("Comment"), activity.comment))
    shares = _count_here(activity.contributed, len(activity.experiences), say)
    return [*blocks, *shares, *experience_blocks(activity.experiences, say)]


def _count_here(contributed: int, here: int, say: Say) -> list[Block]:
    """How many were contributed, where not all of them are told here."""
    if not contributed:
        return [Paragraph(say.plain("No experience has been contributed here."), is_small=True)]
    if here == contributed:
        return []
    count = say.many(
        "{count} experience was contributed; {here} told here.",
        "{count} experiences were contributed; {here} told here.",
        contributed,
        here=here,
    )
    return [Paragraph(str(count), is_small=True)]


def _step(data: ReportData, each: ReportedStep, say: Say) -> str:
    when = time_in_words(each.when, data.days, say.code)
    step = f"{each.title} ({when})" if when else each.title
    return say.plain("{step} – done", step=step) if each.is_done else step


def members(data: ReportData, say: Say) -> list[Block]:
    """A part for each member."""
    return [block for each in data.took_part for block in _member(data, each, say)]


def _member(data: ReportData, member: ReportedMember, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(2, member.name, f"member-{member.id}")]
    editorial = data.editorial.get(member_key(member.id), "")
    blocks += [Paragraph(each) for each in (editorial, member.page_text) if each]
    hosted = [f"{meeting_name(each, say)}, {days_of(each.days, say)}" for each in member.hosted if each in data.held]
    if hosted:
        blocks.append(Labelled(say.plain("Has hosted"), "; ".join(hosted)))
    if member.seats and data.audience is Audience.INTERNAL:
        came = str(
            say.many("{came} of {count} seat filled", "{came} of {count} seats filled", member.seats, came=member.came)
        )
        blocks.append(Labelled(say.plain("Attendance"), came))
    blocks += _count_here(member.total, len(member.experiences), say)
    if not member.experiences:
        return blocks
    links = tuple(_link_to(each, say) for each in member.experiences)
    return [*blocks, Labelled(say.plain("Has contributed"), ""), Bullets(links)]


def _link_to(experience: ReportedExperience, say: Say) -> Link:
    """An experience's title that leads to where it is told."""
    to = f"#{experience_anchor(experience)}"
    if experience.activity is None:
        return Link(f"{experience.title} (#{experience.number})", to)
    activity = say.plain("activity {number}", number=experience.activity)
    return Link(f"{experience.title} (#{experience.number}, {activity})", to)


def coverage(data: ReportData, say: Say) -> list[Block]:
    """Which member has contributed to which activity, and what is missing (domain 17)."""
    if not data.activities or not data.took_part:
        return []
    counts = say.plain("The table counts the experiences of each member for each activity; – means none.")
    rest = say.plain("It also counts those that are not told here.") if _tells_less(data) else ""
    blocks: list[Block] = [Paragraph(" ".join(each for each in (counts, rest) if each))]
    numbers = [each.number for each in data.activities]
    for first in range(0, len(numbers), MOST_COLUMNS):
        blocks.append(_counted(data, numbers[first : first + MOST_COLUMNS], first + MOST_COLUMNS >= len(numbers), say))
    return blocks + (_missing(data, say) if data.audience is Audience.INTERNAL else [])


def _counted(data: ReportData, numbers: Sequence[int], is_last: bool, say: Say) -> Table:
    """The counts for some of the activities; the last table also counts what belongs to none."""
    head = [say.plain("The member"), *map(str, numbers), *([say.plain("Other")] if is_last else [])]
    rows = [(each.name, *_counts(each, numbers), *([_other(data, each)] if is_last else [])) for each in data.took_part]
    widths = (8, *(1 for _ in numbers), *([2] if is_last else []))
    return Table(say.plain("Experiences by member and activity number"), tuple(head), tuple(rows), widths)


def _counts(member: ReportedMember, numbers: Sequence[int]) -> list[str]:
    return [coverage_mark(member.contributed.get(number, 0)) for number in numbers]


def _other(data: ReportData, member: ReportedMember) -> str:
    numbers = {each.number for each in data.activities}
    return coverage_mark(sum(count for number, count in member.contributed.items() if number not in numbers))


def _missing(data: ReportData, say: Say) -> list[Block]:
    blocks: list[Block] = []
    missing = [each.name for each in data.took_part if not each.total]
    untouched = [f"{each.number}. {each.title}" for each in data.activities if not each.contributed]
    if missing:
        blocks.append(Labelled(say.plain("Members that have not contributed"), between_names(missing).join(missing)))
    if untouched:
        blocks += [Labelled(say.plain("Activities without experiences"), ""), Bullets(tuple(untouched))]
    return blocks


FOR: Final = {
    Audience.INTERNAL: N_("For the network itself. Not to be spread further as it is."),
    Audience.PUBLIC: N_("For everybody. It holds the experiences that are approved for publication."),
    Audience.RESEARCH: N_("For research. It holds the experiences whose authors allow research."),
}
LONG: Final = frozenset(["summary", "activities", "members", "meetings"])
"""The chapters that begin on a page of their own."""


def compose(data: ReportData, say: Say) -> Document:
    """The whole report; a chapter with nothing in it is left out."""
    chapters = [_chapter(data, key, say.plain(title), make(data, say)) for key, (title, make) in CHAPTERS.items()]
    days = days_of(data.days, say)
    return Document(
        title=say.plain("Final report {period}", period=years(data.period) or days),
        subtitle=data.network,
        author=data.network,
        language="sv-SE" if say.code == "sv" else "en-GB",
        about=_title_lines(data, say),
        as_of=data.as_of,
        contents=say.plain("Contents"),
        skip=say.plain("To the text"),
        chapters=tuple(each for each in chapters if each.blocks),
    )


def editable(data: ReportData, say: Say) -> dict[str, str]:
    """Everything an editor may write a text for, by key: the chapters, also those that have nothing in them yet, then
    each activity, then each member."""
    whole = {key: say.plain(title) for key, (title, _) in CHAPTERS.items()}
    whole |= {activity_key(each.number): f"{each.number}. {each.title}" for each in data.activities}
    return whole | {member_key(each.id): each.name for each in data.took_part}


def _chapter(data: ReportData, key: str, title: str, blocks: list[Block]) -> Chapter:
    """A chapter, with its editorial text first."""
    editorial = data.editorial.get(key, "")
    return Chapter(key, title, (*((Paragraph(editorial),) if editorial else ()), *blocks), begins_page=key in LONG)


def _title_lines(data: ReportData, say: Say) -> tuple[str, ...]:
    ends = day_of(data.days.last, say)
    lines = [
        say.plain("The period {days}", days=days_of(data.days, say)),
        "" if data.is_over else say.plain("Draft: the period runs until {day}.", day=ends),
        say.plain(FOR[data.audience]),
        say.plain("From what was known on {day}", day=day_of(data.as_of, say)),
    ]
    return tuple(each for each in lines if each)


def _summary(data: ReportData, say: Say) -> list[Block]:
    sentences = [
        say.plain("It is known that {held} of the period's {planned} meetings were held.",
                  held=len(data.held), planned=len(data.meetings)) if data.held else "",
        str(not_noted(say, len(data.not_recorded), len(data.meetings))),
        *_who_contributed(data, say),
    ]  # fmt: skip
    figures = Figures(_figures(data, say))
    return [Paragraph(" ".join(each for each in sentences if each)), *([figures] if figures.items else [])]


def _who_contributed(data: ReportData, say: Say) -> list[str]:
    """How many members contributed how much to what, and how much of it is told here."""
    if not data.contributed:
        return [say.plain("Nobody has contributed an experience.")]
    contributed, here = (
        sum(each.total for each in data.took_part),
        sum(len(each.experiences) for each in data.took_part),
    )
    touched = {number for each in data.took_part for number in each.contributed} & {
        each.number for each in data.activities
    }
    of_members = say.plain(
        "{contributing} of {members} members contributed {experiences}, to {touched} of the plan's {activities} "
        "activities",
        contributing=sum(bool(each.total) for each in data.took_part),
        members=len(data.took_part),
        experiences=_experiences(contributed, say),
        touched=len(touched),
        activities=len(data.activities),
    )
    others, here_of_others = data.contributed - contributed, len(data.experiences) - here
    sentences = [_and_here(of_members, contributed, here, say)]
    if others:
        more = say.plain("{experiences} came from others than these members", experiences=_experiences(others, say))
        sentences.append(_and_here(more, others, here_of_others, say))
    return sentences


def _and_here(how_many: str, contributed: int, here: int, say: Say) -> str:
    if here == contributed:
        return say.plain("{how_many}.", how_many=how_many)
    return say.plain("{how_many}; {here} told here.", how_many=how_many, here=here)


def _experiences(count: int, say: Say) -> str:
    return str(say.many("{count} experience", "{count} experiences", count))


def _tells_less(data: ReportData) -> bool:
    """Whether something that was contributed is not told here."""
    return len(data.experiences) < data.contributed


def _figures(data: ReportData, say: Say) -> tuple[tuple[str, str], ...]:
    """The period in numbers; what there was nothing of is left out."""
    came, seats = sum(each.came for each in data.meetings), sum(each.seats for each in data.meetings)
    finished = sum(each.is_finished for each in data.activities)
    to_finish = sum(each.is_finished or each.can_be_finished for each in data.activities)
    members, held, contributed = len(data.took_part), len(data.held), data.contributed
    towns = municipalities_apart(data.took_part)
    delegations = say.many("delegation", "delegations", members) if towns else say.many("member", "members", members)
    here = len(data.experiences) if _tells_less(data) else 0
    reviewed = sum(each.held_on is not None for each in data.reviews)
    figures = [
        (members, str(members), delegations),
        (towns, str(towns), say.many("municipality", "municipalities", towns)),
        (held, str(held), say.many("meeting held", "meetings held", held)),
        (seats, share_of(came, seats, say), say.plain("attendance")),
        (finished, f"{finished}/{to_finish}", say.plain("activities done")),
        (contributed, str(contributed), say.many("experience", "experiences", contributed)),
        (here, str(here), say.plain("told here")),
        (reviewed, str(reviewed), say.many("peer review", "peer reviews", reviewed)),
    ]
    return tuple((number, str(label)) for there, number, label in figures if there)


def _words_of_plan(words: str, say: Say) -> str:
    """The plan's own, as they stood when it was written."""
    return f"{'”' if is_swedish(say.code) else '“'}{words}”" if words else ""


def _network(data: ReportData, say: Say) -> list[Block]:
    terms = data.terms
    blocks: list[Block] = [Paragraph(each) for each in (data.aim, *terms.get("background", ())) if each]
    facts = [
        (say.plain("Agreement"), years(data.agreement)),
        (say.plain("Adopted by"), ", ".join(terms.get("adopted_by", ()))),
        (say.plain("Law"), "; ".join(terms.get("laws", ()))),
        (say.plain("Coordination"), _words_of_plan(" ".join(terms.get("coordination_text", ())), say)),
        (say.plain("Website"), linked(data.website)),
    ]
    blocks += [Labelled(label, text) for label, text in facts if text]
    blocks += [Paragraph(each) for each in terms.get("ways_of_working", ())]
    rows = tuple(
        (each.name, ", ".join(each.municipalities), state_of_member(each, data.days, say, is_over=data.is_over))
        for each in data.members
    )
    if rows:
        head = (say.plain("The member"), say.plain("Municipalities"), say.plain("Taking part"))
        blocks.append(whole_table(say.plain("The members during the period"), head, rows, (3, 3, 2)))
    return [*blocks, *([_decisions(data.decisions, say)] if data.decisions else [])]


def _plan(data: ReportData, say: Say) -> list[Block]:
    blocks: list[Block] = []
    if data.focus:
        blocks += [Heading(2, say.plain("Focus areas"), "focus"), Bullets(data.focus)]
    head = tuple(say.plain(each) for each in (N_("No."), N_("Activity"), N_("When"), N_("State"), N_("Experiences")))
    for n, goal in enumerate(dict.fromkeys(each.goal for each in data.activities), 1):
        rows = tuple(
            (
                str(each.number),
                each.title,
                time_in_words(each.when, data.days, say.code),
                state_of_activity(each, say, is_over=data.is_over),
                str(each.contributed),
            )
            for each in data.activities
            if each.goal == goal
        )
        blocks.append(Heading(2, goal or say.plain("Activities"), f"goal-{n}"))
        blocks.append(whole_table(say.plain("The plan's activities"), head, rows, (3, 17, 10, 7, 8)))
    return blocks


def _about(data: ReportData, say: Say) -> list[Block]:
    sentences = [
        say.plain(FOR[data.audience]),
        say.plain("It is based on what was known on {day}.", day=day_of(data.as_of, say)),
        _on_children(data, say),
        _on_names(data, say),
        *_not_told(data, say),
    ]
    return [Paragraph(each) for each in sentences if each]


def _on_children(data: ReportData, say: Say) -> str:
    """Only what is so: that all who wrote what is told here have confirmed it."""
    if not data.experiences or not data.all_confirmed:
        return ""
    return say.plain("All who wrote the experiences told here have confirmed that no child can be recognised.")


def _on_names(data: ReportData, say: Say) -> str:
    """Only what is so: nobody of the network is named, or what was taken out."""
    if data.audience is Audience.RESEARCH and data.experiences:
        return say.plain("Where {mark} stands, the name, address or number of a person has been taken out.",
                         mark=LEFT_OUT)  # fmt: skip
    if not data.experiences or not data.knows_people or data.named:
        return ""
    return say.plain("Nobody whose name the network knows is named.")


def _not_told(data: ReportData, say: Say) -> list[str]:
    waiting = data.waiting if data.audience is Audience.PUBLIC else 0
    return [
        say.plain("Experiences not told here because their authors have not allowed it: {count}.", count=data.left_out)
        if data.left_out else "",
        say.plain("Experiences not told here because they have not been approved: {count}.", count=waiting)
        if waiting else "",
    ]  # fmt: skip


CHAPTERS: Final[dict[str, tuple[str, Callable[[ReportData, Say], list[Block]]]]] = {
    "summary": (N_("Summary"), _summary),
    "network": (N_("The network"), _network),
    "plan": (N_("Plan, goals and activities"), _plan),
    "activities": (N_("How each activity went"), activities),
    "members": (N_("The members"), members),
    "meetings": (N_("Meetings and themes"), meetings),
    "challenges": (N_("Strengths and challenges"), challenges),
    "reviews": (N_("Peer reviews"), reviews),
    "coverage": (N_("Who has contributed to what"), coverage),
    "next": (N_("What comes next"), coming),
    "about": (N_("About this report"), _about),
}
"""Each chapter's title and what makes it, by the key its editorial text is kept under."""
