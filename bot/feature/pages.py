"""What is longer than a message takes, page by page: counted in blocks and in signs, nothing left out.

Whoever draws hands over every row; which of them stand on a page is decided here and nowhere else. A page says which
rows it shows and of how many, and has buttons to the rest, which have the whole drawn anew (`Turn`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from typing import ClassVar, Final

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.blocks.messages import LONGEST_ALL, MOST_BLOCKS, MOST_FORM_BLOCKS, File, Form, Home, Message, signs_of
from bot.blocks.parts import LONGEST_PARAGRAPH, actions, context, plain, section
from bot.blocks.table_or_lines import TableOrLines
from bot.feature.values import ButtonValue
from bot.language import Say, Text, between_names, escape, joined, lines

LONGEST_PIECE: Final = 2600
"""Signs of one piece of a long text."""
KEPT_FREE: Final = 300
"""Signs for the words and buttons that turn the page."""
LONGEST_AGAIN: Final = 1900
"""Signs of the words that are asked again; a button carries 2,000."""
MORE: Final = "more"
"""The name of the buttons that turn the page."""

NOTHING: Final = Text("")
Answered = Message | Form | Home | None
Row = Text | Block | Sequence[Block]
"""Words, which share a paragraph with those beside them, or blocks, which stay together."""


@dataclass(frozen=True)
class Turn(ButtonValue):
    """Which page to show, of what: the button that draws it and its value. Without a name: the words asked."""

    between: ClassVar[str] = " "
    page: int
    name: str
    value: str = ""


def again(name: str, value: object = "") -> Turn:
    """How something is drawn anew: by the @button of that name with that value, which only reads."""
    return Turn(1, name, str(value))


def asked_again(words: str) -> Turn:
    """How the answer to plain words is drawn anew: by asking again."""
    return Turn(1, "", words[:LONGEST_AGAIN])


class Place(StrEnum):
    """Where what is pressed stands."""

    LIST = "list"
    CARD = "card"
    """What was opened from a list."""


@dataclass(frozen=True)
class ListPlace(ButtonValue):
    """Where what is pressed stands, and how the list is drawn anew, as the id of its block carries it."""

    between: ClassVar[str] = " "
    place: Place | None
    row: int
    turn: str


LONGEST_STANDING: Final = 200
"""Signs; an id of a block has 255, and the network's mark stands before."""


def offers_more(blocks: Iterable[Block]) -> bool:
    """Whether there is something to press in any of the blocks."""
    return any(isinstance(each, ActionsBlock) or getattr(each, "accessory", None) is not None for each in blocks)


def standing(blocks: Iterable[Block], place: Place, turn: Turn) -> Iterator[Block]:
    """Blocks that tell where they stand to whoever presses something in them."""
    for row, each in enumerate(blocks):
        told = str(ListPlace(place, row, str(turn)))
        if offers_more([each]) and each.block_id is None and len(told) <= LONGEST_STANDING:
            knowing = copy(each)
            knowing.block_id = told
            yield knowing
        else:
            yield each


def with_way_back(say: Say, message: Message, turn: Turn) -> Message:
    """What was opened from a list, with a button back to the same page of it."""
    back = ButtonElement(text=plain(say("Back to the list")), action_id=f"{MORE}:back", value=str(turn))
    message = framed(message, below=[actions(back)])
    return replace(message, blocks=list(standing(message.blocks, Place.CARD, turn)))


def with_receipt(listed: Message, done: Message) -> Message:
    """A list drawn anew, with what was done above it: its first line, or what it says is its receipt."""
    receipt = Text(done.text.partition("\n")[0])
    return framed(listed, above=done.receipt or [section(receipt)], text=receipt)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Everything there is to show, with what stands above and under it on every page."""

    say: Say
    text: Text
    """Makes sense alone; the words of the rows follow it."""
    rows: Sequence[Row]
    words: Sequence[Text] | None = None
    """Each row in words, for where no blocks are read; None: those that are words."""
    again: Turn | None = None
    """None: by the words that were asked, which only the door knows."""
    head: Sequence[Block] = ()
    foot: Sequence[Block] = ()
    count: int | None = None
    """How many of the rows, the first, are things one counts; None: all. The others are parts of what there is."""
    files: tuple[File, ...] = ()
    is_at_row: bool = False
    """Whether its page was chosen for a row, and is not the first for want of another."""
    at: int = 1
    """The page that is shown."""

    def page(self, number: int = 1) -> Message:
        """A page of it, or the nearest there is; files come with the first."""
        shown, blocks, _ = self._cut(number, MOST_BLOCKS)
        words = self.words if self.words is not None else [each if isinstance(each, Text) else "" for each in self.rows]
        text = lines(self.text, *words[shown.start : shown.stop])
        files = self.files if shown.start == 0 else ()
        return Message(text, blocks, files=files, listing=replace(self, at=number))

    @property
    def has_pages(self) -> bool:
        """Whether one message does not hold it."""
        return len(self._pages(MOST_BLOCKS)) > 1

    def around(self, row: int) -> Message:
        """The page where that row stands."""
        pages = self._pages(MOST_BLOCKS)
        at = next((number for number, each in enumerate(pages, 1) if row in each), 1)
        return replace(self, is_at_row=True).page(at)

    def form(self, make: Callable[[Sequence[Block]], Form], number: int = 1) -> Form:
        """The same in a window of its own, which `make` makes of a page's blocks."""
        _, blocks, is_all = self._cut(number, MOST_FORM_BLOCKS)
        made = make(blocks)
        return made if is_all else replace(made, turn=partial(self.form, make))

    def _cut(self, number: int, most: int) -> tuple[range, list[Block], bool]:
        pages = self._pages(most)
        page = min(max(number, 1), len(pages))
        shown = pages[page - 1]
        others = self._turning(pages, page) if len(pages) > 1 else ()
        blocks = [*self.head, *self._rows(shown, page), *others, *self.foot]
        return shown, blocks, len(pages) == 1

    def _rows(self, shown: range, page: int) -> Iterator[Block]:
        """The rows of a page; what is pressed in one knows the list."""
        drawn = _drawn(self.rows[shown.start : shown.stop])
        return standing(drawn, Place.LIST, replace(self.again, page=page)) if self.again is not None else drawn

    def _pages(self, most: int) -> list[range]:
        around = len(self.head) + len(self.foot)
        return cut(self._sizes, most - around, LONGEST_ALL - signs_of([*self.head, *self.foot]))

    @cached_property
    def _sizes(self) -> list[tuple[int, int]]:
        return [_size(each) for each in self.rows]

    def _turning(self, pages: Sequence[range], page: int) -> Iterator[Block]:
        shown = pages[page - 1]
        count = len(self.rows) if self.count is None else self.count
        draw = partial(_button, self.again) if self.again is not None else None
        return turning(self.say, page, len(pages), draw, range(shown.start, min(shown.stop, count)), count)


def turned(message: Message, page: int) -> Message:
    """Another page of what a message is a page of; the files came with the first answer."""
    listing: Listing = message.listing
    return replace(listing, files=()).page(page)


def turned_by(answer: Answered, turn: Turn) -> Answered:
    """An answer whose further pages are reached in that way, unless it knows one of its own."""
    listing: Listing | None = getattr(answer, "listing", None)
    if listing is None or listing.again is not None or not listing.has_pages:
        return answer
    return replace(listing, again=turn).page()


def framed(
    message: Message, *, above: Sequence[Block] = (), below: Sequence[Block] = (), text: Text = NOTHING
) -> Message:
    """A message with more above and under it, on every page; the same page is shown."""
    listing: Listing | None = message.listing
    if listing is None:
        return replace(message, text=lines(text, Text(message.text)), blocks=[*above, *message.blocks, *below])
    head, foot = [*above, *listing.head], [*listing.foot, *below]
    return replace(listing, text=lines(text, listing.text), head=head, foot=foot).page(listing.at)


DrawButton = Callable[[Text, int], ButtonElement]
"""A button of that label to the page of that number."""
NO_ROWS: Final = range(0)


def turning(
    say: Say, page: int, pages: int, draw: DrawButton | None, shown: range = NO_ROWS, count: int = 0
) -> Iterator[Block]:
    """Which of so many rows a page shows, or which part, and the buttons to the others."""
    if shown:
        yield context(say("Showing {first}–{last} of {count}", first=shown.start + 1, last=shown.stop, count=count))
    else:
        yield context(say("Part {part} of {last}", part=page, last=pages))
    if draw is not None:
        more = say("Show more") if shown and shown.stop < count else say("Read on")
        back = [draw(say("Previous"), page - 1)] if page > 1 else []
        yield actions(*back, *([draw(more, page + 1)] if page < pages else []))


def _button(turn: Turn, label: Text, page: int) -> ButtonElement:
    """Two on a page have two names, and neither is longer than Slack takes."""
    return ButtonElement(text=plain(label), action_id=f"{MORE}:{page}", value=str(replace(turn, page=page)))


def cut(sizes: Sequence[tuple[int, int]], blocks: int, signs: int) -> list[range]:
    """Which rows stand on which page, where a page has room for so many blocks and signs; every row once, at least one
    a page. A row's size is its blocks, none when it is words, and its signs."""
    whole = _Page(blocks, signs)
    if all(whole.takes(each) for each in sizes):
        return [range(len(sizes))]
    first, pages, page = 0, list[range](), _Page(blocks - 2, signs - KEPT_FREE)
    for place, size in enumerate(sizes):
        if not page.takes(size) and place > first:
            pages.append(range(first, place))
            first, page = place, _Page(blocks - 2, signs - KEPT_FREE)
            page.takes(size)
    return [*pages, range(first, len(sizes))]


@dataclass
class _Page:
    """The room that is left on a page."""

    blocks: int
    signs: int
    paragraph: int = LONGEST_PARAGRAPH
    """Signs of the paragraph that is being filled; full: a new one is begun."""

    def takes(self, size: tuple[int, int]) -> bool:
        """Put a row of so many blocks (0: words) and signs on it; whether there was room."""
        blocks, signs = size
        self.paragraph = self.paragraph + signs if not blocks else LONGEST_PARAGRAPH
        if not blocks and self.paragraph > LONGEST_PARAGRAPH:
            blocks, self.paragraph = 1, signs
        self.blocks, self.signs = self.blocks - blocks, self.signs - signs
        return self.blocks >= 0 and self.signs >= 0


def _size(row: Row) -> tuple[int, int]:
    if isinstance(row, Text):
        return 0, len(row) + 1
    blocks = row.sections if isinstance(row, TableOrLines) else _blocks(row)
    return len(blocks), signs_of(list(blocks))


def _blocks(row: Block | Sequence[Block]) -> Sequence[Block]:
    return [row] if isinstance(row, Block) else row


def _drawn(rows: Iterable[Row]) -> Iterator[Block]:
    """The rows as blocks, words in as few paragraphs as hold them."""
    paragraph: list[Text] = []
    for each in rows:
        is_full = sum(len(row) + 1 for row in (*paragraph, each if isinstance(each, Text) else "")) > LONGEST_PARAGRAPH
        if paragraph and (is_full or not isinstance(each, Text)):
            yield section(lines(*paragraph))
            paragraph = []
        if isinstance(each, Text):
            paragraph.append(each)
        else:
            yield from _blocks(each)
    if paragraph:
        yield section(lines(*paragraph))


def pieces(text: str, longest: int = LONGEST_PIECE, safe: Callable[[str], Text] = escape) -> list[Text]:
    """Cut a text, between lines or words where it can, so that each piece fits when it is made `safe`."""
    parts: list[Text] = []
    while text:
        most = longest
        while (over := len(escape(text[:most])) - longest) > 0:
            most -= max(1, over // 5)
        if most < len(text):
            most = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most)) + 1 or most
        parts.append(safe(text[:most].strip("\n")))
        text = text[most:]
    return [each for each in parts if each.strip()]


def in_rows(texts: Iterable[object], between: str = "", lead: Text | str = "", longest: int = 1200) -> list[Text]:
    """Names, or lines, after one another in as few rows as a list can cut between; none when there are none."""
    rows, every = list[Text](), list(map(escape, texts))
    between = between or between_names(every)
    for text in every:
        if rows and len(rows[-1]) + len(text) < longest:
            rows[-1] = joined(between, [rows[-1], text])
        else:
            rows.append(text if rows else joined(" ", [lead, text]))
    return rows


def whole_names(say: Say, names: Sequence[Text], longest: int, between: str = "") -> Text:
    """Names in a row, none cut in the middle; of those that have no room, how many there are."""
    used, room, between = 0, 0, between or between_names(names)
    for used, name in enumerate(names, 1):
        room += len(name) + len(between)
        if room > longest and used > 1:
            return joined(between, [*names[: used - 1], say("… and {left} more.", left=len(names) - used + 1)])
    return joined(between, names)
