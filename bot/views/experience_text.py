"""The text of an experience in pieces that Slack takes, its links, and the files that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.language import N_, Say, Text, bold, clip, escape, lines
from bot.models import Experience

LONGEST_PIECE: Final = 2600
LONGEST_PART: Final = 8000
"""Characters of one part of a long experience; Slack takes about 10,000 in all blocks together."""
LONGEST_FILE: Final = 80
LONGEST_LINK: Final = 400
FILES_IN_PIECE: Final = 5

LABELS: Final = {
    "did": N_("What was done"),
    "result": N_("What came of it"),
    "learned": N_("What was learned"),
    "links": N_("Links"),
}


def parts_of(say: Say, experience: Experience, *, with_files: bool) -> list[list[Text]]:
    """Its texts in pieces Slack takes, and those in parts that fit one message."""
    parts: list[list[Text]] = [[]]
    for each in (*_texts(say, experience), *(_files(say, experience) if with_files else ())):
        if parts[-1] and sum(map(len, parts[-1])) + len(each) > LONGEST_PART:
            parts.append([])
        parts[-1].append(each)
    return parts


def _texts(say: Say, experience: Experience) -> Iterator[Text]:
    for name, label in LABELS.items():
        for nth, piece in enumerate(pieces(getattr(experience, name), links=name == "links")):
            yield lines(bold(say(label)), piece) if nth == 0 else piece


def pieces(text: str, *, links: bool = False, longest: int = LONGEST_PIECE) -> list[Text]:
    """Cut a text, between lines or words where it can, so that each piece fits when it is escaped."""
    cut: list[Text] = []
    while text:
        most = longest
        while len(escape(text[:most])) > longest:
            most -= max(1, (len(escape(text[:most])) - longest) // 5)
        if most < len(text):
            most = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most)) + 1 or most
        cut.append(linked(text[:most]) if links else escape(text[:most].strip("\n")))
        text = text[most:]
    return [each for each in cut if each.strip()]


def linked(text: str) -> Text:
    """Lines of addresses, those of the web as links."""
    return lines(*(Text(f"<{escape(each)}>") if is_web_address(each) else each for each in text.split("\n")))


def is_web_address(line: str) -> bool:
    """Whether a line is an address and nothing else, so that it can safely be made a link."""
    return line.startswith(("https://", "http://")) and not set(line) & set(" <>|")


def _files(say: Say, experience: Experience) -> Iterator[Text]:
    """The files that belong to it, as links to where Slack shows them to those who may see them."""
    names = [_file(say, each.name, each.link) for each in experience.attachments]
    for n in range(0, len(names), FILES_IN_PIECE):
        rows = names[n : n + FILES_IN_PIECE]
        yield lines(bold(say("Files in Slack")), *rows) if n == 0 else lines(*rows)


def _file(say: Say, name: str, link: str) -> Text:
    shown, to = clip(name, LONGEST_FILE) or say("File"), escape(link)
    return Text(f"• <{to}|{shown}>") if is_web_address(link) and len(to) <= LONGEST_LINK else Text(f"• {shown}")
