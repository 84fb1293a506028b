"""How attendance looks in Slack: a period's, in words and as a table, and the form that notes who came to a meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    button,
    cell,
    choices_field,
    context,
    facts,
    header,
    section,
)
from bot.blocks.table_or_lines import TableOrLines
from bot.feature.call import Fields
from bot.feature.pages import Listing, Row, again
from bot.feature.subject import opened
from bot.language import N_, Say, Text, bold, escape, joined, lines, per_cent
from bot.meetings.attendance import MemberShare, NotNoted, PeriodAttendance, Share
from bot.meetings.card import came_line, in_one_line
from bot.meetings.outcome_view import answers_to_it
from bot.meetings.reminder import name_and_days
from bot.meetings.rules import MeetingOutcome
from bot.meetings.seats import SeatValue
from bot.meetings.seats_view import COLUMNS
from bot.models import Meeting, Member, Period, Role

ROLES: Final[Mapping[Role, str]] = {Role.ELECTED: N_("Elected representatives"), Role.OFFICIAL: N_("Officials")}


def attendance(
    say: Say, period: Period, counts: PeriodAttendance, to_note: Sequence[NotNoted], files: Sequence[File]
) -> Message:
    """Planned and actual attendance, per member and role; the picture and the table follow in person."""
    title = say("Attendance {period}", period=period.name)
    totals = [(say(ROLES[role]), _total(say, counts.total(role))) for role in counts.roles]
    held = say.many(
        "{count} meeting held, attendance noted for {noted}", "{count} meetings held, attendance noted for {noted}",
        counts.meetings, noted=counts.recorded,
    )  # fmt: skip
    table = _table(say, counts)
    follows = say("A chart and a file for spreadsheets follow in your direct messages from me.") if files else ""
    explained = say("Planned: answered that they or their deputy come. Came: noted by the host.")
    return Listing(
        say=say,
        text=lines(title, *(joined(": ", [name, " ".join(total.split())]) for name, total in totals)),
        rows=[*table.parts, *_to_note(say, to_note, counts.not_counted)],
        words=(),
        count=0,
        again=again("attendance.show", period.name),
        head=[header(title), context(held), *([facts(totals)] if totals else [])],
        foot=[context(joined(" ", [explained, follows]))],
        files=tuple(files),
    ).page()


def _to_note(say: Say, to_note: Sequence[NotNoted], not_counted: Collection[Meeting]) -> list[Row]:
    """What nobody has noted of meetings whose time has passed, with a way to note it for whoever may."""
    rows: list[Row] = []
    for each in to_note:
        words = joined(" ", [say(_what_lacks(each, not_counted)), in_one_line(say, each.meeting, is_over=True)])
        if not each.may_note:
            rows.append(section(words))
        elif each.outcome is MeetingOutcome.NOT_RECORDED:
            rows.append([section(words), actions(*answers_to_it(say, each.meeting))])
        else:
            rows.append(section(words, button("attendance.note", say("Note who came"), each.meeting.id)))
    return rows


def _what_lacks(each: NotNoted, not_counted: Collection[Meeting]) -> str:
    if each.outcome is MeetingOutcome.NOT_RECORDED:
        return N_("Not counted, as nobody has noted whether it took place:")
    if each.meeting in not_counted:
        return N_("Not counted, as nobody has answered or noted who came:")
    return N_("Nobody has noted who came:")


def _total(say: Say, share: Share) -> Text:
    planned = say("nobody answered beforehand")
    if share.invited:
        part = per_cent(say, share.planned, share.invited)
        planned = say("planned {part} ({count} of {all})", part=part, count=share.planned, all=share.invited)
    if not share.recorded:
        return lines(planned, say("nobody has noted who came"))
    part = per_cent(say, share.came, share.recorded)
    came = say("came {part} ({count} of {all})", part=part, count=share.came, all=share.recorded)
    return lines(came, planned)


def _table(say: Say, counts: PeriodAttendance) -> TableOrLines:
    """A row for each member; for each role how many had said yes, and how many came."""
    roles, said = counts.roles, (say("said yes"), say("came"))
    heading = [say("The member"), *(joined(": ", [say(COLUMNS[role]), what]) for role in roles for what in said)]
    rows = [
        [cell(each.member), *(text for role in roles for text in _cells(each.shares[role]))] for each in counts.rows
    ]
    return TableOrLines(heading, rows, [_line(say, each, roles) for each in counts.rows])


def _line(say: Say, row: MemberShare, roles: Sequence[Role]) -> Text:
    """A member in words, a line for each role."""
    return lines(bold(cell(row.member)), *(_of_role(say, role, *_cells(row.shares[role])) for role in roles))


def _of_role(say: Say, role: Role, planned: str, came: str) -> Text:
    return say("{role}: said yes {planned}, came {came}", role=say(COLUMNS[role]), planned=planned, came=came)


def _cells(share: Share) -> tuple[str, str]:
    """As in "2/3"; a dash where there is nothing to count."""
    planned = f"{share.planned}/{share.invited}" if share.invited else "–"
    return planned, f"{share.came}/{share.recorded}" if share.recorded else "–"


def no_attendance(say: Say, period: Period | None, to_note: Sequence[NotNoted] = ()) -> Message:
    """No meeting has been held that could be counted."""
    if period is None:
        sentence = say("No period is loaded, so there is no attendance to show.")
    else:
        sentence = say(
            "Nobody has noted that any meeting of {period} was held, so there is no attendance to show. After each "
            "meeting the host notes who came.",
            period=period.name,
        )
    return Listing(
        say=say, text=sentence, rows=_to_note(say, to_note, ()), words=(), count=0,
        again=again("attendance.show", period.name if period else ""), head=[section(sentence)],
    ).page()  # fmt: skip


LABELS: Final = {Role.ELECTED: N_("Elected representatives who came"), Role.OFFICIAL: N_("Officials who came")}


def came_form(
    say: Say,
    meeting: Meeting,
    seats: Sequence[tuple[Member, Role]],
    ticked: Collection[tuple[int, Role]],
    noted_at: datetime | None,
) -> Form:
    """A menu for each role with every member; those expected (`ticked`: member id and role) are chosen already."""
    menus = [
        _menu(say, role, own, ticked) for role in LABELS if (own := [each for each, kind in seats if kind is role])
    ]
    hint = say("Whoever said they would come is chosen already; a deputy counts for the one they replace.")
    return opened(Form(
        name="attendance.noted",
        title=say("Note who came"),
        blocks=[section(name_and_days(say, meeting)), *menus, *([context(hint)] if ticked else [])],
        submit=say("Save"),
        close=say("Cancel"),
        about=str(meeting.id),
    ), noted_at)  # fmt: skip


def _menu(say: Say, role: Role, members: Sequence[Member], ticked: Collection[tuple[int, Role]]) -> Block:
    choices: list[Choice] = [(str(SeatValue(each.id, role)), escape(each.name)) for each in members]
    chosen = [str(SeatValue(each.id, role)) for each in members if (each.id, role) in ticked]
    return choices_field(f"came.{role}", say(LABELS[role]), choices, chosen=chosen)


def ticked_in(fields: Fields) -> set[SeatValue]:
    """The seats that are chosen in the form's menus."""
    names = [name for name in fields.values if name.startswith("came.")]
    return {SeatValue.read(value) for name in names for value in fields.chosen(name)}


def attendance_saved(say: Say, meeting: Meeting, came: int, seats: int) -> Message:
    """Confirm how many of the seats were taken."""
    text = lines(name_and_days(say, meeting), came_line(say, (came, seats)))
    return Message(text, [section(text)])
