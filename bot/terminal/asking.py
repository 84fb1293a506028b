"""How a command asks whoever sits at the terminal, and what it does where nobody does."""

from __future__ import annotations

import sys
from typing import Final

import typer

from bot.errors import CannotWork
from bot.language import N_, Say

YES: Final = ("y", "yes", "j", "ja")
ANSWERS: Final = N_("(yes/no)")
NOBODY: Final = N_("There is nobody to ask here; --yes answers yes.")


def can_ask() -> bool:
    """Whether somebody sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_yes(say: Say, question: str) -> bool:
    """Ask one question; whatever is no yes is a no."""
    typer.echo(f"{question} {say.plain(ANSWERS)} ", nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in YES


def see_agreed(say: Say, *questions: str, otherwise: str, yes: bool) -> None:
    """Go on only when every question is answered yes, by `yes` or at the terminal; else CannotWork with `otherwise`."""
    if yes:
        return
    if not can_ask():
        raise CannotWork(f"{otherwise} {say.plain(NOBODY)}")
    if not all(is_yes(say, each) for each in questions):
        raise CannotWork(otherwise)
