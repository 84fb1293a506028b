"""What stands to the left and right of the annual wheel: each meeting with its date, title, host and place.

Each text comes as near its mark as the others let it; when there are many they become shorter, and at last the rest is
counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.drawing.sheet import Point, Sheet, point
from bot.drawing.text import drawable, shortened, wrapped
from bot.models import MeetingKind
from bot.wheel.model import MeetingMark, Wheel

TOP: Final = 180.0
BOTTOM: Final = 1200.0
AWAY: Final = 548.0
"""How far from the wheel's middle the texts begin."""
REACH: Final = 540.0
DETAIL: Final = "#37434b"
Pointer = tuple[MeetingMark, float, tuple[Point, ...]]
"""A meeting, its angle, and the way from its mark to its text."""


@dataclass(frozen=True)
class Manner:
    """How much is said of each meeting, and how large: full where there is room, one line where there are many."""

    title: float
    details: float
    title_lines: int
    detail_lines: int
    between: float


MANNERS: Final = (
    Manner(24, 21, 2, 2, 28),
    Manner(20, 17, 2, 1, 16),
    Manner(18, 16, 1, 1, 10),
    Manner(17, 0, 1, 0, 6),
    Manner(15, 0, 1, 0, 5),
)


@dataclass(frozen=True)
class Note:
    """What is written of one meeting."""

    mark: MeetingMark
    angle: float
    title: tuple[str, ...]
    details: tuple[str, ...]
    height: float


def write_beside(
    sheet: Sheet,
    wheel: Wheel,
    angles: Sequence[float],
    colours: Mapping[MeetingKind, str],
    centre: Point,
    margin: float,
) -> list[Pointer]:
    """Write all meetings; gives for each that had room its angle and the line's further way to its text."""
    room = centre[0] - AWAY - margin
    lines: list[Pointer] = []
    for side in (1, -1):
        here = [each for each in zip(wheel.marks, angles, strict=True) if (each[1] < 180) == (side == 1)]
        here.sort(key=lambda each: side * each[1])
        lines += _write_side(sheet, wheel, here, colours, centre, room, side)
    return lines


def _write_side(
    sheet: Sheet,
    wheel: Wheel,
    marks: Sequence[tuple[MeetingMark, float]],
    colours: Mapping[MeetingKind, str],
    centre: Point,
    room: float,
    side: int,
) -> list[Pointer]:
    manner, notes, left_out = _fitting(marks, room)
    wanted = [point(centre, REACH, each.angle)[1] - each.height / 2 for each in notes]
    end = BOTTOM - (40 if left_out else 0)
    tops = spread(wanted, [each.height + manner.between for each in notes], TOP, end + manner.between)
    x = centre[0] + side * AWAY
    anchor = "start" if side == 1 else "end"
    lines: list[Pointer] = []
    for note, top in zip(notes, tops, strict=True):
        _write(sheet, note, manner, x, top, room, anchor, colours[note.mark.kind])
        y = top + manner.title * 0.55
        lines.append((note.mark, note.angle, ((x - side * 26, y), (x - side * 8, y))))
    if left_out:
        sheet.text(wheel.words.more_meetings(left_out), 17, x, BOTTOM, room=room, anchor=anchor, fill=DETAIL)
    return lines


def _write(
    sheet: Sheet, note: Note, manner: Manner, x: float, top: float, room: float, anchor: str, colour: str
) -> None:
    y = top
    for n, line in enumerate(note.title):
        bold = n > 0 or manner.title_lines == 1
        sheet.text(line, manner.title, x, y + 0.82 * manner.title, room=room, anchor=anchor, bold=bold, fill=colour)
        y += 1.24 * manner.title
    for line in note.details:
        sheet.text(line, manner.details, x, y + 0.82 * manner.details, room=room, anchor=anchor, fill=DETAIL)
        y += 1.28 * manner.details


def _fitting(marks: Sequence[tuple[MeetingMark, float]], room: float) -> tuple[Manner, list[Note], int]:
    """The fullest manner in which all have room; in the shortest, as many as have, and how many are left out."""
    for manner in MANNERS:
        notes = [_note(mark, angle, manner, room) for mark, angle in marks]
        if sum(each.height + manner.between for each in notes) - manner.between <= BOTTOM - TOP:
            return manner, notes, 0
    count = int((BOTTOM - 40 - TOP) // (notes[0].height + manner.between))
    return manner, notes[:count], len(notes) - count


def _note(mark: MeetingMark, angle: float, manner: Manner, room: float) -> Note:
    when, title, details = drawable(mark.when), drawable(mark.title), drawable(mark.details)
    if manner.title_lines > 1:
        upper = [shortened(when, manner.title, room)]
        upper += wrapped(title, manner.title, room, manner.title_lines, bold=True)
    else:
        texts = (when, title) if manner.detail_lines else (when, title, details)
        upper = [shortened(" · ".join(each for each in texts if each), manner.title, room, bold=True)]
    lower = wrapped(details, manner.details, room, manner.detail_lines) if manner.detail_lines else []
    height = 1.24 * manner.title * len(upper) + 1.28 * manner.details * len(lower)
    return Note(mark, angle, tuple(upper), tuple(lower), height)


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places in the given order, each as near the wanted one as can be, none on another, all between top and bottom.

    Those in each other's way are moved as one, by as little as helps all of them (pool adjacent violators).
    """
    offsets = [sum(heights[:n]) for n in range(len(heights))]
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    highest = bottom - sum(heights)
    flat = [min(max(mean, top), max(highest, top)) for mean, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(flat, offsets, strict=True)]
