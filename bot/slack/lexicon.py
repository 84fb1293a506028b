"""Recognises which of a command's words was typed: Swedish or English, any case, with or without å ä ö."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.feature.declare import Command, Word
from bot.language import fold

_YEARS: Final = re.compile(r"\d{4}\s*[-–—]\s*\d{2,4}\s*$")
"""A period as it is mostly called: years, no number."""
_NUMBER: Final = re.compile(r"#?(\d{1,9})(?:\s+|$)")
HELP: Final = ("hjalp", "help", "?")


@dataclass(frozen=True)
class Typed:
    """What was understood: the word, its number if it takes one, and the rest."""

    word: Word | None
    number: str = ""
    rest: str = ""
    wants_help: bool = False

    @property
    def after_number(self) -> str:
        """The rest without the number it begins with, where the word takes one: "6 2020-2021"."""
        numbered = _NUMBER.match(self.rest) if self.word and self.word.takes_number else None
        return self.rest[numbered.end() :] if numbered else self.rest


class Lexicon:
    """Finds commands by either name and words by either language."""

    def __init__(self, commands: Sequence[Command], prefix: str = "") -> None:
        self.commands = tuple(commands)
        self.by_name = {prefix + name: command for command in commands for name in (command.sv, command.en)}
        self.english = {prefix + command.en for command in commands}
        self._words = {command.sv: _longest_first(command) for command in commands}

    def understand(self, command: Command, typed: str) -> Typed:
        """Find the word that was typed; none: an unknown one."""
        if not typed:
            return Typed(command.alone)
        if typed_word := self._word(command, typed):
            return typed_word
        if _simple(typed).split(" ", 1)[0] in HELP:
            return Typed(None, rest=_after(typed, 1), wants_help=True)
        if command.otherwise and _YEARS.match(typed):
            return Typed(command.otherwise, rest=typed)
        if command.number and (numbered := _NUMBER.match(typed)):
            return self._numbered(command, command.number, numbered[1], typed[numbered.end() :].strip())
        return Typed(command.otherwise, rest=typed)

    def _word(self, command: Command, typed: str) -> Typed | None:
        folded = _simple(typed)
        for name, word in self._words[command.sv]:
            if folded == name or folded.startswith(name + " "):
                return Typed(word, rest=_after(typed, name.count(" ") + 1))
        return None

    def _numbered(self, command: Command, alone: Word, number: str, rest: str) -> Typed:
        """A word that takes a number is understood after it too: `6 klar` is `klar 6`."""
        after = self._word(command, rest)
        if after and after.word and after.word.takes_number:
            return Typed(after.word, rest=f"{number} {after.rest}".strip())
        return Typed(alone, number, rest)


def _longest_first(command: Command) -> list[tuple[str, Word]]:
    pairs = [(_simple(name), word) for word in command.words for name in (word.sv, word.en)]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=512)
def _simple(typed: str) -> str:
    return " ".join(fold(typed[:200]).split())


def _after(typed: str, words: int) -> str:
    parts = typed.split(None, words)
    return parts[words] if len(parts) > words else ""
