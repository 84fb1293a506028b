"""A period's attendance as files: a table for spreadsheets, and a chart.

The chart has a bar for each member and role that shows how many came, and a mark for how many were to come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from bot.blocks.messages import File
from bot.drawing.picture import png_of
from bot.drawing.sheet import INK, Sheet
from bot.language import N_, Say, fold, per_cent, whole_per_cent
from bot.meetings.attendance import MemberShare, PeriodAttendance, Share
from bot.meetings.attendance_view import ROLES
from bot.models import Period, Role
from bot.text import clean

WIDTH: Final = 860
LEFT: Final = 230
BAR: Final = 400
GAP: Final = 14
BAR_HEIGHT: Final = 17
TOP: Final = 118
GREY: Final = "#57606a"
EMPTY: Final = "#e7ebef"
COLOURS: Final[Mapping[Role, str]] = {Role.ELECTED: "#1d4f63", Role.OFFICIAL: "#a3470f"}
"""Each at least 4.5 to 1 against white."""


@dataclass(frozen=True)
class AttendanceTexts:
    """What stands in the picture, in the reader's language."""

    title: str
    subtitle: str
    roles: Mapping[Role, str]
    planned: str
    of: str
    """How a count is written: "{came} of {noted}"."""
    nothing: str


def chart(texts: AttendanceTexts, rows: Sequence[MemberShare], roles: Sequence[Role]) -> str:
    """Draw the chart as SVG."""
    row_height = (BAR_HEIGHT + 3) * len(roles) + GAP
    sheet = Sheet(WIDTH, TOP + row_height * len(rows) + 12)
    sheet.text(texts.title, 24, 24, 40, room=WIDTH - 48, bold=True)
    sheet.text(texts.subtitle, 15, 24, 66, room=WIDTH - 48, fill=GREY)
    _legend(sheet, texts, roles)
    for number, row in enumerate(rows):
        _member(sheet, texts, row, roles, TOP + number * row_height)
    return sheet.svg(texts.title, texts.subtitle)


def _legend(sheet: Sheet, texts: AttendanceTexts, roles: Sequence[Role]) -> None:
    x = 24.0
    for role in roles:
        sheet.rectangle(x, 84, 16, 16, fill=COLOURS[role])
        sheet.text(texts.roles[role], 14, x + 23, 97, room=WIDTH - x - 23)
        x += 45 + 8.6 * len(texts.roles[role])
    sheet.rectangle(x + 6, 82, 3, 20, fill=INK)
    sheet.text(texts.planned, 14, x + 18, 97, room=WIDTH - x - 18)


def _member(sheet: Sheet, texts: AttendanceTexts, row: MemberShare, roles: Sequence[Role], top: float) -> None:
    middle = top + (BAR_HEIGHT + 3) * len(roles) / 2 + 4
    sheet.text(row.member, 15, LEFT - 12, middle, room=LEFT - 12, anchor="end")
    for number, role in enumerate(roles):
        share = row.shares[role]
        if share.is_known:
            _bar(sheet, texts, share, COLOURS[role], top + number * (BAR_HEIGHT + 3))


def _bar(sheet: Sheet, texts: AttendanceTexts, share: Share, colour: str, top: float) -> None:
    sheet.rectangle(LEFT, top, BAR, BAR_HEIGHT, fill=EMPTY)
    if share.came_part:
        sheet.rectangle(LEFT, top, BAR * share.came_part, BAR_HEIGHT, fill=colour)
    if share.planned_part is not None:
        sheet.rectangle(LEFT + BAR * share.planned_part - 1.5, top - 1, 3, BAR_HEIGHT + 2, fill=INK)
    count = texts.of.format(came=share.came, noted=share.recorded) if share.recorded else texts.nothing
    sheet.text(count, 13, LEFT + BAR + 12, top + 13.5, room=WIDTH - LEFT - BAR - 12)


HEADINGS: Final = (
    N_("Member"),
    N_("Role"),
    N_("Invited to"),
    N_("Planned"),
    N_("Planned, percent"),
    N_("Noted"),
    N_("Noted as there"),
    N_("Came, percent"),
)
LONGEST_ALT: Final = 900


def attendance_files(say: Say, period: Period, counts: PeriodAttendance) -> tuple[File, ...]:
    """A period's attendance as a picture and as a table; each is made when it is sent."""
    called = fold(say.plain("attendance"))
    name = f"{called}-" + "".join(each if each.isalnum() else "-" for each in period.name)
    title = say.plain("Attendance {period}", period=period.name)
    texts = _chart_texts(say, title, counts)
    picture = File(
        f"{name}.png",
        lambda: png_of(chart(texts, counts.rows, counts.roles)),
        alt_text(say, title, counts),
        title,
    )
    described = say.plain("A table of who was to come and who came, for each member and role.")
    table = File(f"{name}.csv", lambda: csv_of(rows_of(say, counts)), described, title)
    return (picture, table)


def _chart_texts(say: Say, title: str, counts: PeriodAttendance) -> AttendanceTexts:
    return AttendanceTexts(
        title=title,
        subtitle=say.plain("{noted} of {meetings} meetings held are noted", noted=counts.recorded,
                           meetings=counts.meetings),
        roles={role: say.plain(name) for role, name in ROLES.items()},
        planned=say.plain("were to come"),
        of=say.plain("{came} of {noted} came", came="{came}", noted="{noted}"),
        nothing=say.plain("not noted"),
    )  # fmt: skip


def alt_text(say: Say, title: str, counts: PeriodAttendance) -> str:
    """The chart in words: the totals, then each member while there is room."""
    of_roles = [(role, counts.total(role)) for role in counts.roles]
    totals = [f"{say.plain(ROLES[role])}: {per_cent(say, share.came, share.recorded)}" for role, share in of_roles]
    text = say.plain("Bar chart. {title}, share that came. {totals}.", title=title, totals=", ".join(totals))
    for row in counts.rows:
        parts = [
            f"{say.plain(ROLES[role])} {row.shares[role].came}/{row.shares[role].recorded}"
            for role in counts.roles
            if row.shares[role].recorded
        ]
        more = f" {row.member}: {', '.join(parts)}." if parts else ""
        if len(text) + len(more) > LONGEST_ALT:
            return text + " …"
        text += more
    return text


def rows_of(say: Say, counts: PeriodAttendance) -> list[list[object]]:
    """The table for a spreadsheet: a row for each member and role, percents as whole numbers."""
    rows: list[list[object]] = [[say.plain(each) for each in HEADINGS]]
    for each in counts.rows:
        for role in counts.roles:
            share = each.shares[role]
            planned, came = _whole(share.planned, share.invited), _whole(share.came, share.recorded)
            rows.append([each.member, say.plain(ROLES[role]), share.invited, share.planned, planned,
                         share.recorded, share.came, came])  # fmt: skip
    return rows


def _whole(part: int, whole: int) -> object:
    share = whole_per_cent(part, whole)
    return "" if share is None else share


FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as Swedish spreadsheet programs expect them: semicolons, UTF-8 with its mark."""
    paper = StringIO()
    csv.writer(paper, delimiter=";", lineterminator="\r\n").writerows(
        [[harmless(each) for each in row] for row in rows]
    )
    return paper.getvalue().encode("utf-8-sig")


def harmless(value: object) -> object:
    """A cell that no program runs: text that begins like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    value = clean(value)
    return f"'{value}" if value.startswith(FORMULA_BEGINS) or value.lstrip().startswith(FORMULA_BEGINS) else value
