"""What the bot answers with: `Message`, `Form` and `Home`, checked against Slack's limits when they are written.

slack_sdk's classes know most limits; what they let pass (51 blocks, long fields, duplicate ids, markup in headers,
empty alt texts) is checked here, so that a test meets it before Slack does.

Blocks are written as dictionaries here: the SDK's own `to_dict` takes 1.0 ms for the card of /mote, this 0.13 ms. The
tests hold every block that is drawn in them to what the SDK would have written. A table is drawn as lines in `payload`
and everywhere but in `Message.tabled`, which the door sends where Slack takes tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import ActionsBlock, Block, RichTextBlock, RichTextElement

from bot.blocks.parts import SearchedMenu, SearchedMultiMenu, has_more
from bot.blocks.table_or_lines import TableOrLines
from bot.language import Text, whole_lines


def render(thing: JsonObject) -> dict[str, Any]:
    """A block or a part of one as Slack reads it; SlackObjectFormationError when Slack would not take it."""
    kind = type(thing)
    if _writes_itself(kind):
        return thing.to_dict()
    values = ((name, getattr(thing, name, None)) for name in sorted(thing.attributes))
    rendered = {name: _value(value) for name, value in values if not _is_empty(value)}
    for name, most in _limits(kind):
        if name in rendered and _length(rendered[name]) > most:
            raise SlackObjectFormationError(f"{name} of {kind.__name__} cannot exceed {most}")
    if rendered.get("type") == "section" and not ("text" in rendered or "fields" in rendered):
        raise SlackObjectFormationError("a section needs text or fields")
    return rendered


@cache
def _writes_itself(kind: type[JsonObject]) -> bool:
    """Options and confirmations have a `to_dict` of their own; in rich text what is empty is written too."""
    return kind.to_dict is not JsonObject.to_dict or issubclass(kind, RichTextBlock | RichTextElement)


def _is_empty(value: Any) -> bool:
    return value is None or (not value and hasattr(value, "__len__"))


def _value(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    return render(value) if isinstance(value, JsonObject) else value


@cache
def _limits(kind: type[JsonObject]) -> tuple[tuple[str, int], ...]:
    """How long each attribute may be, as the SDK's class says: `text_max_length`."""
    ending = "_max_length"
    return tuple((name.removesuffix(ending), getattr(kind, name)) for name in dir(kind) if name.endswith(ending))


def _length(value: Any) -> int:
    """Of a list its items; of words, also inside a text object, their characters."""
    return len(value["text"] if isinstance(value, dict) else value)


MOST_BLOCKS = 50
MOST_FORM_BLOCKS = 100
LONGEST_TEXT = 3000
LONGEST_ALL = 10_000


NOTICE: Final = "notice"
"""The name of a form that only tells something: what is pressed in it is answered in its place."""


class LimitExceeded(ValueError):
    """A message or form is larger than Slack takes: a fault of ours, never of the person's."""


@dataclass(frozen=True)
class File:
    """A file that comes after an answer, in a direct message to whoever asked. A post carries none.

    `make` is called after the acknowledgement, in a thread, when the session is closed: what it needs from the
    database is read before. `alt` tells in words what a picture shows, `title` is what Slack shows as its name.
    """

    name: str
    make: Callable[[], bytes]
    alt: str
    title: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or "/" in self.name:
            raise LimitExceeded(f"a file needs a plain name: {self.name!r}")
        if not self.alt.strip():
            raise LimitExceeded("a file lacks its alt text")


@dataclass(frozen=True)
class Message:
    """An answer or a post. `text` makes sense alone and is cut after a whole line where Slack advises less; `public`
    shows an answer to the whole channel; `files` follow an answer in person; `listing` is the whole of which it is a
    page, if it is one (bot/feature/pages.py); `in_place`: what was pressed reads so from now on, also where it is a
    message that the outbox keeps as it should read; `receipt`: what of it stays above the list it was done in, where
    that is more than its first line."""

    text: str
    blocks: Sequence[Block] = ()
    public: bool = False
    files: tuple[File, ...] = ()
    listing: Any = field(default=None, repr=False, compare=False)
    in_place: bool = False
    receipt: Sequence[Block] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise LimitExceeded("a message lacks its text")
        object.__setattr__(self, "text", whole_lines(Text(self.text), LONGEST_TEXT))

    @cached_property
    def payload(self) -> dict[str, Any]:
        """As Slack takes it; LimitExceeded when it does not. Written when it is asked for: a message that another is
        made of, or of which only the words are shown, needs none."""
        rendered = _rendered(self.blocks, MOST_BLOCKS, with_menus=True)
        return {"text": self.text, "blocks": rendered} if rendered else {"text": self.text}

    @cached_property
    def tabled(self) -> dict[str, Any] | None:
        """With its first table as Slack's own, where the others stand as lines; None: it has none that Slack takes."""
        table = next((each for each in self.blocks if isinstance(each, TableOrLines) and each.is_taken), None)
        if table is None:
            return None
        try:
            return {"text": self.text, "blocks": _rendered(self.blocks, MOST_BLOCKS, with_menus=True, table=table)}
        except LimitExceeded:
            return None

    @property
    def fits(self) -> bool:
        """Whether Slack takes it."""
        try:
            return bool(self.payload)
        except LimitExceeded:
            return False


@dataclass(frozen=True)
class Form:
    """A modal. `name` is the @form that takes it; `about` is handed back to it as `call.value`. Fields below the button
    of `more_fields` are out of sight until it is pressed (`is_open`); the first in sight is in focus."""

    name: str
    title: str
    blocks: Sequence[Block]
    submit: str = ""
    close: str = ""
    about: str = ""
    tells_close: bool = False
    """Whether the form's function for closing (`@closed`) is to hear of it."""
    is_open: bool = False
    """Whether all its fields are in sight."""
    turn: Callable[[int], Form] | None = field(default=None, repr=False, compare=False)
    """Draws another page of it, when it has several."""
    rendered: list[dict[str, Any]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for label in (self.title, self.submit, self.close):
            if len(label) > 24:
                raise LimitExceeded(f"a form's title or button has more than 24 characters: {label!r}")
        if len(self.about) > 2500:
            raise LimitExceeded("a form's `about` has more than 2500 characters")
        above, below = self._parted
        whole = _rendered([*above, *below], MOST_FORM_BLOCKS)
        if self.is_folded:
            whole = _rendered([*above, next(filter(has_more, self.blocks)), *filter(_is_row, below)], MOST_FORM_BLOCKS)
        _focus(whole, len(above) if self.is_open else 0)
        object.__setattr__(self, "rendered", whole)

    @property
    def is_folded(self) -> bool:
        """Whether it has fields that are out of sight."""
        return not self.is_open and any(map(has_more, self.blocks))

    @property
    def _parted(self) -> tuple[Sequence[Block], Sequence[Block]]:
        """What stands above the button that brings the rest into sight, and the rest."""
        at = next((n for n, each in enumerate(self.blocks) if has_more(each)), len(self.blocks))
        return self.blocks[:at], self.blocks[at + 1 :]

    @property
    def searched(self) -> Mapping[str, SearchedMenu | SearchedMultiMenu]:
        """Its searched menus, by their names."""
        elements = [each for block in self.blocks for each in (getattr(block, "element", None), *_in_row(block))]
        menus = [each for each in elements if isinstance(each, SearchedMenu | SearchedMultiMenu)]
        return {str(each.action_id): each for each in menus}


@dataclass(frozen=True)
class Home:
    """What a person sees in the app's Home tab."""

    blocks: Sequence[Block]
    rendered: list[dict[str, Any]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rendered", _rendered(self.blocks, MOST_FORM_BLOCKS))


def _is_row(block: Block) -> bool:
    return isinstance(block, ActionsBlock)


def _focus(rendered: Sequence[dict[str, Any]], start: int) -> None:
    """Put the first field from there on in focus, where Slack lets its kind be."""
    first = next((each["element"] for each in rendered[start:] if each["type"] == "input"), None)
    if first is not None and first["type"] != "file_input":
        first["focus_on_load"] = True


def _in_row(block: Block) -> Sequence[object]:
    return block.elements if isinstance(block, ActionsBlock) else ()


def _rendered(
    blocks: Sequence[Block], most: int, *, with_menus: bool = False, table: TableOrLines | None = None
) -> list[dict[str, Any]]:
    """As Slack reads them; tables as lines, but for the one `table`."""
    drawn = [part for block in blocks for part in _drawn(block, table)]
    if len(drawn) > most:
        raise LimitExceeded(f"{len(drawn)} blocks, Slack takes {most}")
    rendered = [render(block) for block in drawn]
    names: set[str] = set()
    total = sum(_checked(block, names) for block in rendered)
    if with_menus:
        total += sum(_hidden(block) for block in rendered)
    if total > LONGEST_ALL:
        raise LimitExceeded(f"{total} characters in all blocks, Slack takes about {LONGEST_ALL}")
    return rendered


def _drawn(block: Block, table: TableOrLines | None) -> Sequence[Block]:
    if not isinstance(block, TableOrLines):
        return [block]
    return [block.native] if block is table else block.sections


def _checked(block: dict[str, Any], names: set[str]) -> int:
    """Check one block and count its characters."""
    block_id = block.get("block_id")
    if block_id is not None:
        _once(f"block {block_id}", names)
    total = _all_signs(block["rows"]) if block["type"] == "table" else 0
    for text in _texts(block):
        total += len(text)
    for fields in block.get("fields", ()):
        if len(fields["text"]) > 2000:
            raise LimitExceeded("a section's field has more than 2000 characters")
    if block["type"] == "header" and block["text"]["type"] != "plain_text":
        raise LimitExceeded("a header takes plain text only")
    if block["type"] == "image" and not block.get("alt_text", "").strip():
        raise LimitExceeded("a picture lacks its alt text")
    actions: set[str] = set()
    for element in _elements(block):
        if "action_id" in element:
            _once(f"action {element['action_id']}", actions)
        if element.get("type") == "image" and not element.get("alt_text", "").strip():
            raise LimitExceeded("a picture lacks its alt text")
    return total


def signs_of(part: Any) -> int:
    """Signs of everything one reads in a block, also in its menus, as Slack counts them in a message."""
    if isinstance(part, list | tuple):
        return sum(map(signs_of, part))
    if not isinstance(part, JsonObject):
        return 0
    if _writes_itself(type(part)):
        return _all_signs(part.to_dict())
    own = getattr(part, "text", None)
    inner = (each for each in vars(part).values() if isinstance(each, list | tuple | JsonObject))
    return (len(own) if isinstance(own, str) else 0) + sum(map(signs_of, inner))


def _hidden(block: dict[str, Any]) -> int:
    """Signs in what is seen only once it is opened: the options of menus, the questions of buttons."""
    return sum(
        _all_signs(value)
        for each in _elements(block)
        for name, value in each.items()
        if name in ("options", "option_groups", "confirm", "placeholder")
    )


def _all_signs(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_all_signs, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    own = len(text) if isinstance(text, str) else 0
    return own + sum(_all_signs(each) for each in value.values() if isinstance(each, dict | list))


def _once(name: str, names: set[str]) -> None:
    if name in names:
        raise LimitExceeded(f"{name} stands twice")
    names.add(name)


def _elements(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (each for each in block.get("elements", ()) if isinstance(each, dict))
    for name in ("accessory", "element"):
        if name in block:
            yield block[name]


def _texts(block: dict[str, Any]) -> Iterator[str]:
    text = block.get("text")
    if isinstance(text, dict):
        yield text["text"]
    for each in block.get("fields", ()):
        yield each["text"]
    for each in _elements(block):
        inner = each.get("text")
        if isinstance(inner, dict):
            yield inner["text"]
        elif isinstance(inner, str):
            yield inner
