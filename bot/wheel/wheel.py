"""Draws the annual wheel: months around, meetings on the rim with their hosts beside, activities as rings within.

Everything is placed by measure: names are wrapped or shortened where they stand, never smaller than they can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from bot.drawing.picture import png_of
from bot.drawing.sheet import INK, Point, Sheet, point
from bot.drawing.text import drawable, width
from bot.models import MeetingKind
from bot.wheel.beside import write_beside
from bot.wheel.model import Bow, Ring, Wheel, angle_of, end_of

WIDTH: Final = 2000
CENTRE: Final = (1000.0, 690.0)
RIM: Final = 480.0
"""Where the meetings' marks stand."""
MONTHS: Final = (412.0, 456.0)
RINGS: Final = 404.0
HUB: Final = 150.0
WHEEL_ENDS: Final = 1225
MOST_ROWS: Final = 12
WIDEST_ROW: Final = 36.0
MOST_AT_ONCE: Final = 4
"""How many steps of one activity are drawn for the same time; all stand in the list."""
KEY_ROW: Final = 34
MARGIN: Final = 48

DEEP: Final = "#12394a"
SOFT: Final = "#4a5963"
WHITE: Final = "#ffffff"
LINE: Final = "#6d7c86"
MONTH_LINE: Final = "#c2ccd2"
OPEN: Final = ("#e4eff3", "#eceaf6")
STEP: Final = "#9fcbd8"
REPORT_OPEN: Final = "#fbeed3"
REPORT: Final = "#f2c25c"
KINDS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: "#0b5a6e",
    MeetingKind.OFFICIALS: "#8a3b12",
    MeetingKind.STUDY_VISIT: "#35622b",
    MeetingKind.WORKING_GROUP: "#6a3d9a",
    MeetingKind.SEMINAR: "#1f4fa3",
    MeetingKind.OTHER: "#5b5b5b",
}
"""At least 4.5 to 1 against white, as all that is written; whoever sees no colours has the shapes."""
CORNERS: Final[Mapping[MeetingKind, int]] = {
    MeetingKind.PARTNERSHIP: 0,
    MeetingKind.OFFICIALS: 4,
    MeetingKind.STUDY_VISIT: 3,
    MeetingKind.WORKING_GROUP: 6,
    MeetingKind.SEMINAR: 5,
    MeetingKind.OTHER: 8,
}

Legend = tuple[str, Callable[[Point], None]]
"""What a sign means, and what draws it at a place."""


def wheel_svg(wheel: Wheel, description: str = "") -> str:
    """The picture as SVG; `description` says the same in words."""
    return drawn(wheel).svg(f"{wheel.words.title}: {wheel.network}", description)


def wheel_png(wheel: Wheel) -> bytes:
    """The picture as PNG."""
    return png_of(wheel_svg(wheel), zoom=1)


def drawn(wheel: Wheel) -> Sheet:
    """The whole sheet."""
    shown = rows_of(wheel.rings)
    sheet = Sheet(WIDTH, WHEEL_ENDS + _key_height(len(shown), len(wheel.rings)))
    _heading(sheet, wheel)
    _months(sheet, wheel)
    _hub(sheet, wheel, _rings(sheet, shown))
    _marks(sheet, wheel)
    _key(sheet, wheel, [ring for ring, _ in shown])
    return sheet


def rows_of(rings: tuple[Ring, ...]) -> list[tuple[Ring, list[list[Bow]]]]:
    """The activities that have room, each with its steps on as many rows as it takes for none to cover another."""
    shown: list[tuple[Ring, list[list[Bow]]]] = []
    taken = 0
    for ring in rings:
        rows: list[list[Bow]] = []
        for bow in sorted(ring.bows, key=lambda each: (each.first, each.last)):
            row = next((each for each in rows if each[-1].last < bow.first), None)
            if row is not None:
                row.append(bow)
            elif len(rows) < MOST_AT_ONCE:
                rows.append([bow])
        rows = rows or [[]]
        if taken + len(rows) > MOST_ROWS:
            break
        taken += len(rows)
        shown.append((ring, rows))
    return shown


def _heading(sheet: Sheet, wheel: Wheel) -> None:
    """The network's name, and under it what the signs mean."""
    middle, room = WIDTH / 2, WIDTH - 2 * MARGIN
    sheet.text(wheel.network, 42, middle, 74, room=room, anchor="middle", bold=True, fill=DEEP)
    signs = list(_signs(sheet, wheel))
    size = next(each for each in range(20, 9, -1) if _wide(signs, each) <= room or each == 10)
    x = middle - _wide(signs, size) / 2
    for words, draw in signs:
        draw((x + 12, 122.0))
        sheet.text(words, size, x + 34, 129, room=room)
        x += _wide([(words, draw)], size)


def _wide(signs: list[Legend], size: float) -> float:
    return sum(34 + width(drawable(words), size) + 34 for words, _ in signs)


def _signs(sheet: Sheet, wheel: Wheel) -> Iterator[Legend]:
    """What each sign that stands in the picture means, and how it is drawn."""
    words = wheel.words
    for kind in MeetingKind:
        if any(mark.kind is kind for mark in wheel.marks):
            yield words.kinds[kind], partial(_sign, sheet, 11, kind, True)
    if any(not each.has_days for each in wheel.marks):
        yield words.preliminary, partial(_hollow, sheet)
    if any(each.bows and not each.is_report for each in wheel.rings):
        yield words.step, partial(_piece, sheet, STEP)
    if any(each.is_report for each in wheel.rings):
        yield words.report, partial(_piece, sheet, REPORT)


def _hollow(sheet: Sheet, at: Point) -> None:
    sheet.circle(at, 10, fill=WHITE, stroke=INK, stroke_width=3, stroke_dasharray="4 3")


def _piece(sheet: Sheet, colour: str, at: Point) -> None:
    sheet.sector((at[0], at[1] + 27), 18, 37, -24, 24, fill=colour, stroke=LINE)


def _months(sheet: Sheet, wheel: Wheel) -> None:
    inner, outer = MONTHS
    for n, name in enumerate(wheel.words.months):
        sheet.sector(CENTRE, inner, outer, 30 * n, 30 * n + 30, fill=DEEP, stroke=WHITE, stroke_width=3)
        sheet.bent_text(name, 23, CENTRE, (inner + outer) / 2, 30 * n, 30 * n + 30, bold=True, fill=WHITE)


def _rings(sheet: Sheet, shown: list[tuple[Ring, list[list[Bow]]]]) -> float:
    """Draw the activities from the outermost in; gives the radius that is left within."""
    count = sum(len(rows) for _, rows in shown)
    high = min(WIDEST_ROW, (RINGS - HUB) / max(count, 1))
    outer = RINGS
    for n, (ring, rows) in enumerate(shown):
        inner = outer - high * len(rows)
        fill = REPORT_OPEN if ring.is_report else OPEN[n % 2]
        sheet.sector(CENTRE, inner + 1, outer - 1, angle_of(ring.first), end_of(ring.last), fill=fill, stroke=LINE)
        outer = inner
    for angle in range(0, 360, 30):
        if shown:
            sheet.line(point(CENTRE, outer, angle), point(CENTRE, RINGS, angle), stroke=MONTH_LINE, stroke_width=1.5)
    _steps(sheet, shown, high)
    return outer


def _steps(sheet: Sheet, shown: list[tuple[Ring, list[list[Bow]]]], high: float) -> None:
    middle = RINGS + high / 2
    for ring, rows in shown:
        for number, row in enumerate(rows):
            middle -= high
            for bow in row:
                _bow(sheet, ring, bow, middle, high)
            if number == 0:
                _ring_title(sheet, ring, row, middle, high)


def _bow(sheet: Sheet, ring: Ring, bow: Bow, middle: float, high: float) -> None:
    start = angle_of(bow.first)
    end = max(end_of(bow.last), start + 1.5)
    colour = REPORT if ring.is_report else STEP
    half = high / 2 - 2.5
    sheet.sector(CENTRE, middle - half, middle + half, start, end, fill=colour, stroke=LINE, stroke_width=1.2)
    words = f"{ring.number} {'✓ ' if bow.is_done else ''}{bow.text}"
    sheet.bent_text(words, _size(high), CENTRE, middle, start, min(end, start + 180), bold=ring.is_report)


def _ring_title(sheet: Sheet, ring: Ring, row: list[Bow], middle: float, high: float) -> None:
    """Write what the activity is called where no step is in the way."""
    start, end = _widest_gap(ring, row)
    at = (start + end) / 2
    half = min((end - start) / 2, 85.0)
    words = f"{ring.number} {'✓ ' if ring.is_done else ''}{ring.title}"
    sheet.bent_text(words, _size(high), CENTRE, middle, at - half, at + half)


def _widest_gap(ring: Ring, row: list[Bow]) -> tuple[float, float]:
    """Where there is most room; around the top of the wheel when the whole year is free."""
    start, end = angle_of(ring.first), end_of(ring.last)
    if not row:
        return (-180.0, 180.0) if end - start > 359 else (start, end)
    edges = [start, *(each for bow in row for each in (angle_of(bow.first), max(end_of(bow.last), 0))), end]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    if end - start > 359:
        gaps = [*gaps[1:-1], (gaps[-1][0] - 360, gaps[0][1])]
    return max(gaps, key=lambda each: each[1] - each[0])


def _size(high: float) -> float:
    return round(min(18.0, high * 0.54), 1)


def _hub(sheet: Sheet, wheel: Wheel, room: float) -> None:
    radius = min(room - 10, 200.0)
    sheet.circle(CENTRE, radius, fill=DEEP)
    x, y = CENTRE
    sheet.text(str(wheel.year), 76, x, y + 16, room=1.7 * radius, anchor="middle", bold=True, fill=WHITE)
    name = wheel.words.title.replace(str(wheel.year), "").strip() or wheel.words.title
    sheet.text(name, 24, x, y + 56, room=1.5 * radius, anchor="middle", fill=WHITE)


def _marks(sheet: Sheet, wheel: Wheel) -> None:
    """The meetings: a sign on the rim, and beside the wheel what it is, with a line between them."""
    places = _places(wheel)
    lines = write_beside(sheet, wheel, places, KINDS, CENTRE, MARGIN)
    for mark, angle, to in lines:
        colour = KINDS[mark.kind]
        sheet.line(point(CENTRE, RIM, angle), point(CENTRE, RIM + 22, angle), *to, stroke=colour, stroke_width=1.6)
    size = 15.0 if len(wheel.marks) <= 16 else 10.0
    for mark, angle in zip(wheel.marks, places, strict=True):
        _sign(sheet, size, mark.kind, mark.has_days, point(CENTRE, RIM, angle))
    if not wheel.marks:
        sheet.text(wheel.words.nothing, 20, CENTRE[0], CENTRE[1] + RIM + 34, room=RIM, anchor="middle", fill=SOFT)


def _places(wheel: Wheel) -> list[float]:
    """The angle of each meeting: the middle of its days; those known by their month share the month between them."""
    angles = []
    for mark in wheel.marks:
        if mark.has_days:
            last = end_of(mark.last) if mark.last.year == mark.first.year else 360.0
            angles.append((angle_of(mark.first) + last) / 2)
        else:
            same = [each for each in wheel.marks if not each.has_days and each.first == mark.first]
            angles.append(angle_of(mark.first) + 30 * (same.index(mark) + 1) / (len(same) + 1))
    return angles


def _sign(sheet: Sheet, radius: float, kind: MeetingKind, is_set: bool, at: Point) -> None:
    """A meeting's sign: its kind's colour and shape; hollow while its days are not set."""
    colour = KINDS[kind]
    how: dict[str, object] = {"fill": colour if is_set else WHITE, "stroke": colour if not is_set else WHITE}
    how |= {"stroke_width": 3} | ({} if is_set else {"stroke_dasharray": "5 3"})
    if corners := CORNERS[kind]:
        sheet.polygon(at, radius * 1.15, corners, 45 if corners == 4 else 0, **how)
    else:
        sheet.circle(at, radius, **how)


def _key_height(shown: int, all_of_them: int) -> int:
    if not all_of_them:
        return MARGIN // 2
    rows = (shown + 1) // 2 + (shown < all_of_them)
    return 50 + KEY_ROW * rows + 28


def _key(sheet: Sheet, wheel: Wheel, shown: list[Ring]) -> None:
    """The activities by number with their whole names, in two columns."""
    if not wheel.rings:
        return
    y = WHEEL_ENDS + 10
    sheet.text(wheel.words.activities, 24, MARGIN, y, room=600, bold=True, fill=DEEP)
    half = (WIDTH - 2 * MARGIN) / 2
    rows = (len(shown) + 1) // 2
    for n, ring in enumerate(shown):
        x, line = MARGIN + half * (n // rows), y + 16 + KEY_ROW * (n % rows + 0.7)
        colour = REPORT if ring.is_report else STEP
        sheet.circle((x + 14, line - 7), 14, fill=colour, stroke=LINE)
        sheet.text(str(ring.number), 15, x + 14, line - 1.5, room=26, anchor="middle", bold=True)
        sheet.text(ring.title, 19, x + 40, line, room=half - 60)
    if left := len(wheel.rings) - len(shown):
        line = y + 16 + KEY_ROW * (rows + 0.7)
        sheet.text(wheel.words.more_activities(left), 19, MARGIN + 40, line, room=half * 2 - 60, fill=SOFT)
