"""How coverage looks: who has contributed to what, a line for each member, and the question to those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.activities.coverage import Coverage
from bot.activities.load import CoverageOfPeriod, Which
from bot.blocks.messages import File, Message
from bot.blocks.parts import actions, are_you_sure, button, cell, context, header, section
from bot.feature.pages import Listing, Row, again, in_rows, whole_names
from bot.language import Say, Text, bold, escape, joined, lines
from bot.models import Activity, Member

MOST_AT_A_GLANCE: Final = 20
MOST_ASKED_OF: Final = 5


def title_of(say: Say, shown: CoverageOfPeriod) -> Text:
    """What the matrix is called."""
    return say("Who has contributed to what, {period}", period=shown.period.name)


def share_of(say: Say, coverage: Coverage) -> Text:
    """How much of the matrix holds something."""
    return say("{count} of {cells} squares hold an experience.", count=coverage.covered, cells=coverage.squares)


def coverage_card(say: Say, shown: CoverageOfPeriod, picture: File | None) -> Message:
    """A line for each member with what the numbers mean, the picture of it, and for the coordinator a button that asks
    those missing."""
    coverage, shows_drafts = shown.coverage, shown.for_coordinator
    title, share = title_of(say, shown), share_of(say, coverage)
    chases = shown.may_chase and coverage.members and coverage.activities
    silent = [escape(each.name) for each in coverage.silent()]
    missing = _missing(say, coverage)
    rows: list[Row] = [*member_rows(say, coverage, shows_drafts), context(_key(say, shows_drafts))]
    names = in_rows(silent, lead=say("Nothing from:"))
    return Listing(
        say=say,
        text=lines(title, share, missing),
        rows=[*rows, *([section(missing)] if len(names) == 1 else map(section, names))],
        words=(),
        count=0,
        again=again("coverage.show", shown.period.name),
        head=[header(title), section(share)],
        foot=[actions(_chase(say))] if chases else [],
        files=(picture,) if picture else (),
    ).page()


def member_rows(say: Say, coverage: Coverage, shows_drafts: bool) -> list[Text]:
    """A line for each member of which there is something: to which activities, by number."""
    rows = [(each, _in_activities(say, coverage, each, shows_drafts)) for each in coverage.members]
    return [joined(": ", [bold(cell(each.name)), something]) for each, something in rows if something]


def _in_activities(say: Say, coverage: Coverage, member: Member, shows_drafts: bool) -> Text:
    cells = [(escape(each.number), coverage.cell(member, each)) for each in coverage.activities]
    cells.append((say("no activity"), coverage.cell(member, None)))
    done = [_counted(name, each.contributed) for name, each in cells if each.contributed]
    begun = [_counted(name, each.drafted) for name, each in cells if each.drafted and shows_drafts]
    drafts = say("drafts: {activities}", activities=joined(", ", begun)) if begun else ""
    return joined(" · ", [joined(", ", done), drafts])


def _missing(say: Say, coverage: Coverage) -> Text:
    silent = [escape(each.name) for each in coverage.silent()]
    return say("Nothing from: {members}.", members=whole_names(say, silent, 1200)) if silent else Text("")


def _counted(name: Text, count: int) -> Text:
    return Text(f"{name} ({count})") if count > 1 else name


def at_a_glance(say: Say, coverage: Coverage) -> list[Block]:
    """The first members with what is missing, for the coordinator's Home tab; nothing without members and plan."""
    if not coverage.members or not coverage.activities:
        return []
    lead = lines(bold(say("Who has contributed to what")), share_of(say, coverage))
    rows = member_rows(say, coverage, shows_drafts=True)
    left = len(rows) - MOST_AT_A_GLANCE
    more = say("… and {count} more members.", count=left) if left > 0 else ""
    key = joined(" ", [more, _key(say, shows_drafts=True)])
    return [section(lead), section(lines(*rows[:MOST_AT_A_GLANCE], _missing(say, coverage))), context(key)]


def _key(say: Say, shows_drafts: bool) -> Text:
    """What the numbers mean."""
    what = say("The numbers are those of the activities; in brackets how many experiences, when they are several.")
    begun = say("Only you see drafts here.") if shows_drafts else ""
    return joined(" ", [what, begun])


def _chase(say: Say) -> ButtonElement:
    sure = are_you_sure(
        say,
        say("Ask those missing?"),
        say("Each member that lacks something gets one friendly question, at most once a fortnight."),
        say("Ask"),
    )
    return button("coverage.chase", say("Ask those missing"), style="primary", sure=sure)


def nothing_to_cover(say: Say) -> Message:
    """No members or no activities yet."""
    sentence = say("The current plan has no members or no activities yet, so there is nothing to cover.")
    return Message(sentence, [section(sentence)])


def question_to_member(say: Say, member: str, lacking: Sequence[Activity]) -> Message:
    """The friendly question to somebody of a member."""
    lead = say("The network lacks experiences from {member} in these open activities. Two minutes are enough.",
               member=member)  # fmt: skip
    rows = [Text(f"{each.number}. {escape(each.title)}") for each in lacking[:MOST_ASKED_OF]]
    left = len(lacking) - len(rows)
    more = say("… and {count} more.", count=left) if left > 0 else ""
    buttons = [
        button("experience.new", say("Contribute to activity {number}", number=each.number), each.id)
        for each in lacking[:MOST_ASKED_OF]
    ]
    if left > 0:
        buttons.append(button("activity.list", say("My activities"), Which.MINE))
    text = lines(lead, *rows, more)
    return Message(text, [section(text), actions(*buttons)])


def nothing_is_missing(say: Say, member: str) -> Message:
    """What the question becomes when all it asked for is there."""
    sentence = say("{member} has contributed to every open activity now. Thank you.", member=member)
    return Message(sentence, [section(sentence)])


def chase_outcome(say: Say, asked_now: Sequence[str], lately: Sequence[str], unreached: Sequence[str]) -> Message:
    """Whom the question went to, and whom not, and why."""
    asked, before, nobody = (whole_names(say, [*map(escape, each)], 2000) for each in (asked_now, lately, unreached))
    rows = [
        say("Asked now: {members}.", members=asked) if asked else say("Nobody was asked now."),
        say("Asked within a fortnight already: {members}.", members=before) if before else "",
        say("Nobody in Slack to ask: {members}.", members=nobody) if nobody else "",
    ]
    whole = button("coverage.show", say("Who has contributed to what"))
    return Message(lines(*rows), [*(section(each) for each in rows if each), actions(whole)])
