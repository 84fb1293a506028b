"""How attendance over a period looks: in words, as a table, as a picture, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import Choice, aligned, cell, choices_field, context, facts, header, section, tables
from bot.drawing.picture import png_of
from bot.feature.call import Fields
from bot.language import N_, Say, Text, clip, fold, joined, lines
from bot.meetings.attendance import Attended, Share
from bot.meetings.attendance_files import Words, chart, csv_of
from bot.meetings.reminder import held as meeting_held
from bot.models import Meeting, Member, Period, Role

ROLES: Final[Mapping[Role, str]] = {Role.ELECTED: N_("Elected representatives"), Role.OFFICIAL: N_("Officials")}
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
MOST_ROWS: Final = 60
LONGEST_ALT: Final = 900


def attendance(say: Say, period: Period, attended: Attended) -> Message:
    """Planned and actual attendance, per member and role; the picture and the table follow in person."""
    title = say("Attendance {period}", period=period.name)
    totals = [(say(ROLES[role]), _total(say, attended.total(role))) for role in attended.roles]
    counted = say.many(
        "{count} meeting held, attendance noted for {noted}", "{count} meetings held, attendance noted for {noted}",
        attended.meetings, noted=attended.noted,
    )  # fmt: skip
    blocks: list[Block] = [header(title), context(counted), facts(totals)]
    blocks += [section(each) for each in tables(_lines(say, attended), heading=2)]
    left = len(attended.rows) - MOST_ROWS
    more = say.many("and {count} more member", "and {count} more members", left) if left > 0 else ""
    follows = say("A chart and a file for spreadsheets follow in your direct messages from me.")
    explained = say("Planned: answered that they or their deputy come. Came: noted by the host.")
    blocks.append(context(joined(" ", [explained, more, follows])))
    words = lines(title, *(joined(": ", [name, " ".join(total.split())]) for name, total in totals))
    return Message(words, blocks, files=_files(say, period, attended))


def _total(say: Say, share: Share) -> Text:
    planned = say("planned {part} ({count} of {all})", part=percent(share.planned_part), count=share.planned,
                  all=share.invited)  # fmt: skip
    if not share.noted:
        return lines(planned, say("nobody has noted who came yet"))
    came = say("came {part} ({count} of {all})", part=percent(share.came_part), count=share.came, all=share.noted)
    return lines(came, planned)


def percent(part: float | None) -> str:
    """A part as whole percent, "75 %"; a dash when there is none."""
    return "–" if part is None else f"{round(part * 100)} %"


def _lines(say: Say, attended: Attended) -> list[Text]:
    """Two lines of heading, then a line for each member."""
    roles = attended.roles
    above = ["", *(name for role in roles for name in (say.plain(ROLES[role]), ""))]
    under = ["", *(name for _ in roles for name in (say.plain("said yes"), say.plain("came")))]
    rows = [
        [cell(each.member), *(said for role in roles for said in _cells(each.shares[role]))]
        for each in attended.rows[:MOST_ROWS]
    ]
    return aligned([above, under, *rows])


def _cells(share: Share) -> tuple[str, str]:
    """As in "2/3"; a dash where there is nothing to count."""
    planned = f"{share.planned}/{share.invited}" if share.invited else "–"
    return planned, f"{share.came}/{share.noted}" if share.noted else "–"


def _files(say: Say, period: Period, attended: Attended) -> tuple[File, ...]:
    called = fold(say.plain("attendance"))
    name = f"{called}-" + "".join(each if each.isalnum() else "-" for each in period.name)
    title = say.plain("Attendance {period}", period=period.name)
    words = _words(say, title, attended)
    picture = File(
        f"{name}.png",
        lambda: png_of(chart(words, attended.rows, attended.roles)),
        alt_text(say, title, attended),
        title,
    )
    described = say.plain("A table of who was to come and who came, for each member and role.")
    table = File(f"{name}.csv", lambda: csv_of(rows_of(say, attended)), described, title)
    return (picture, table)


def _words(say: Say, title: str, attended: Attended) -> Words:
    return Words(
        title=title,
        subtitle=say.plain("{noted} of {meetings} meetings held are noted", noted=attended.noted,
                           meetings=attended.meetings),
        roles={role: say.plain(name) for role, name in ROLES.items()},
        planned=say.plain("were to come"),
        of=say.plain("{came} of {noted} came", came="{came}", noted="{noted}"),
        nothing=say.plain("not noted yet"),
    )  # fmt: skip


def alt_text(say: Say, title: str, attended: Attended) -> str:
    """The chart in words: the totals, then each member while there is room."""
    totals = [
        f"{say.plain(ROLES[role])}: {percent(attended.total(role).came_part)}" for role in attended.roles
    ]  # fmt: skip
    told = say.plain("Bar chart. {title}, share that came. {totals}.", title=title, totals=", ".join(totals))
    for row in attended.rows:
        parts = [
            f"{say.plain(ROLES[role])} {row.shares[role].came}/{row.shares[role].noted}"
            for role in attended.roles
            if row.shares[role].invited
        ]
        more = f" {row.member}: {', '.join(parts)}."
        if len(told) + len(more) > LONGEST_ALT:
            return told + " …"
        told += more
    return told


def rows_of(say: Say, attended: Attended) -> list[list[object]]:
    """The table for a spreadsheet: a row for each member and role, percents as whole numbers."""
    rows: list[list[object]] = [[say.plain(each) for each in HEADINGS]]
    for each in attended.rows:
        for role in attended.roles:
            share = each.shares[role]
            rows.append([each.member, say.plain(ROLES[role]), share.invited, share.planned, _whole(share.planned_part),
                         share.noted, share.came, _whole(share.came_part)])  # fmt: skip
    return rows


def _whole(part: float | None) -> object:
    return "" if part is None else round(part * 100)


def nothing_held(say: Say, period: Period | None) -> Message:
    """No meeting has been held that could be counted."""
    if period is None:
        sentence = say("No period is loaded, so there is no attendance to show.")
    else:
        sentence = say(
            "No meeting of {period} has been held yet, so there is no attendance to show. After each meeting the host "
            "notes who came.",
            period=period.name,
        )
    return Message(sentence, [section(sentence)])


Seat = tuple[Member, Role]
LABELS: Final = {Role.ELECTED: N_("Elected representatives who came"), Role.OFFICIAL: N_("Officials who came")}


def came_form(
    say: Say, meeting: Meeting, seats: Sequence[Seat], ticked: Collection[tuple[int, Role]], version: str
) -> Form:
    """A menu for each role with every member; those expected are chosen already. `version`: what was noted when it was
    opened."""
    menus = [_menu(say, role, held, ticked) for role in LABELS if (held := [each for each in seats if each[1] is role])]
    hint = say("Whoever said they would come is chosen already; a deputy counts for the one they replace.")
    return Form(
        name="attendance.noted",
        title=say("Note who came"),
        blocks=[section(meeting_held(say, meeting)), *menus, context(hint)],
        submit=say("Save"),
        close=say("Cancel"),
        about=f"{meeting.id}.{version}",
    )


def _menu(say: Say, role: Role, seats: Sequence[Seat], ticked: Collection[tuple[int, Role]]) -> Block:
    choices: list[Choice] = [(value_of(member, role), clip(member.name, 70)) for member, _ in seats]
    chosen = [value_of(member, role) for member, _ in seats if (member.id, role) in ticked]
    return choices_field(f"came.{role}", say(LABELS[role]), choices, chosen=chosen)


def ticked_in(fields: Fields) -> Collection[str]:
    """What is chosen in the form's menus, to be asked with `value_of`."""
    return {value for name in fields.values if name.startswith("came.") for value in fields.chosen(name)}


def value_of(member: Member, role: Role) -> str:
    """A seat as the form's menus carry it."""
    return f"{member.id}.{role}"


def noted_so_far(say: Say, meeting: Meeting, came: int, seats: int) -> Message:
    """That it is noted."""
    text = lines(meeting_held(say, meeting), say("Noted: {came} of {seats} seats were taken.", came=came, seats=seats))
    return Message(text, [section(text)])
