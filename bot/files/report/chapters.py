"""The report's chapters in their order, and in words those that introduce and close it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.files.report.chapters_contributed import activities, coverage, members
from bot.files.report.chapters_held import challenges, coming, meetings, reviews
from bot.files.report.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figures,
    Heading,
    Labelled,
    Paragraph,
    linked,
    whole_table,
)
from bot.files.report.model import Audience, Told
from bot.files.report.telling import (
    activity_key,
    day_of,
    days_of,
    member_key,
    per_cent,
    state_of_activity,
    state_of_member,
    years,
)
from bot.language import N_, Say

FOR: Final = {
    Audience.INTERNAL: N_("For the network itself. Not to be spread further as it is."),
    Audience.PUBLIC: N_("For everybody. It holds the experiences whose authors allow publication."),
    Audience.RESEARCH: N_("For research. It holds the experiences whose authors allow research."),
}
LONG: Final = frozenset(["summary", "activities", "members", "meetings"])
"""The chapters that begin on a page of their own."""


def compose(told: Told, say: Say) -> Document:
    """The whole report; a chapter with nothing in it is left out."""
    chapters = [_chapter(told, key, say.plain(title), make(told, say)) for key, (title, make) in CHAPTERS.items()]
    days = days_of(told.days, say)
    return Document(
        title=say.plain("Final report {period}", period=years(told.period) or days),
        subtitle=told.network,
        author=told.network,
        language="sv-SE" if say.code == "sv" else "en-GB",
        about=_title_lines(told, say),
        as_of=told.as_of,
        contents=say.plain("Contents"),
        skip=say.plain("To the text"),
        chapters=tuple(each for each in chapters if each.blocks),
    )


def editable(told: Told, say: Say) -> dict[str, str]:
    """Everything an editor may write a text for, by key: the chapters, also those that have nothing in them yet, then
    each activity, then each member."""
    whole = {key: say.plain(title) for key, (title, _) in CHAPTERS.items()}
    whole |= {activity_key(each.number): f"{each.number}. {each.title}" for each in told.activities}
    return whole | {member_key(each.id): each.name for each in told.active}


def _chapter(told: Told, key: str, title: str, blocks: list[Block]) -> Chapter:
    """A chapter, with its editorial text first."""
    written = told.editorial.get(key, "")
    return Chapter(key, title, (*((Paragraph(written),) if written else ()), *blocks), begins_page=key in LONG)


def _title_lines(told: Told, say: Say) -> tuple[str, ...]:
    ends = day_of(told.days.last, say)
    lines = [
        say.plain("The period {days}", days=days_of(told.days, say)),
        "" if told.is_over else say.plain("Draft: the period runs until {day}.", day=ends),
        say.plain(FOR[told.audience]),
        say.plain("From what was known on {day}", day=day_of(told.as_of, say)),
    ]
    return tuple(each for each in lines if each)


def _summary(told: Told, say: Say) -> list[Block]:
    sentences = [
        say.plain("During the period {held} of {planned} meetings were held.",
                  held=len(told.held), planned=len(told.meetings)) if told.meetings else "",
        say.plain(
            "{contributing} of {members} members contributed {experiences} experiences, to {touched} of the plan's "
            "{activities} activities.",
            contributing=sum(bool(each.experiences) for each in told.active),
            members=len(told.active),
            experiences=len(told.experiences),
            touched=sum(bool(each.experiences) for each in told.activities),
            activities=len(told.activities),
        ) if told.experiences else say.plain("No experience that may be told here has been contributed."),
    ]  # fmt: skip
    figures = Figures(_figures(told, say))
    return [Paragraph(" ".join(each for each in sentences if each)), *([figures] if figures.items else [])]


def _figures(told: Told, say: Say) -> tuple[tuple[str, str], ...]:
    """The period in numbers; what there was nothing of is left out."""
    came, seats = sum(each.came for each in told.held), sum(each.seats for each in told.held)
    done = f"{sum(each.is_done for each in told.activities)}/{len(told.activities)}"
    members, held, given = len(told.active), len(told.held), len(told.experiences)
    reviewed = sum(each.held_on is not None for each in told.reviews)
    figures = [
        (members, str(members), say.many("member", "members", members)),
        (told.meetings, str(held), say.many("meeting held", "meetings held", held)),
        (seats, per_cent(came, seats, say), say.plain("attendance")),
        (told.activities, done, say.plain("activities done")),
        (given, str(given), say.many("experience", "experiences", given)),
        (told.reviews, str(reviewed), say.many("peer review", "peer reviews", reviewed)),
    ]
    return tuple((number, str(label)) for there, number, label in figures if there)


def _network(told: Told, say: Say) -> list[Block]:
    terms = told.terms
    blocks: list[Block] = [Paragraph(each) for each in (told.aim, *terms.get("background", ())) if each]
    facts = [
        (say.plain("Agreement"), years(told.agreement)),
        (say.plain("Adopted by"), ", ".join(terms.get("adopted_by", ()))),
        (say.plain("Law"), "; ".join(terms.get("laws", ()))),
        (say.plain("Coordination"), " ".join(terms.get("coordination_text", ()))),
        (say.plain("Website"), linked(told.website)),
    ]
    blocks += [Labelled(label, text) for label, text in facts if text]
    blocks += [Paragraph(each) for each in terms.get("ways_of_working", ())]
    rows = tuple((each.name, ", ".join(each.municipalities), state_of_member(each, say)) for each in told.members)
    if rows:
        head = (say.plain("The member"), say.plain("Municipalities"), say.plain("Takes part"))
        blocks.append(whole_table(say.plain("The members during the period"), head, rows, (3, 3, 2)))
    return blocks


def _plan(told: Told, say: Say) -> list[Block]:
    blocks: list[Block] = []
    if told.focus:
        blocks += [Heading(2, say.plain("Focus areas"), "focus"), Bullets(told.focus)]
    head = tuple(say.plain(each) for each in (N_("No."), N_("Activity"), N_("When"), N_("State"), N_("Experiences")))
    for n, goal in enumerate(dict.fromkeys(each.goal for each in told.activities), 1):
        rows = tuple(
            (str(each.number), each.title, each.when, state_of_activity(each, say), str(len(each.experiences)))
            for each in told.activities
            if each.goal == goal
        )
        blocks.append(Heading(2, goal or say.plain("Activities"), f"goal-{n}"))
        blocks.append(whole_table(say.plain("The plan's activities"), head, rows, (3, 17, 10, 7, 8)))
    return blocks


def _about(told: Told, say: Say) -> list[Block]:
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
    return [Paragraph(each) for each in sentences]


CHAPTERS: Final[dict[str, tuple[str, Callable[[Told, Say], list[Block]]]]] = {
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
