"""The `natverksbot` program: runs what was typed, and turns what goes wrong into a sentence and an exit status.

Exit status: 0 done, 1 the job could not be done (one sentence on standard error), 2 wrong usage.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Final, NoReturn, TextIO

from bot.terminal.start import run

UNWRITABLE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What writing to a full disk, or one that is gone, ends in."""


def main() -> NoReturn:
    """Run what was typed; the job's own faults become one sentence and status 1."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal that lacks å ä ö
    try:
        status = _run()
        sys.stdout.flush()
        sys.exit(status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _let_output_go()
        sys.exit(0)  # whoever read our output has gone (`natverksbot preview | head`): nothing is wrong
    except OSError as fault:
        if fault.errno not in UNWRITABLE:
            raise
        _let_output_go()
        sys.stderr.write(f"The output cannot be written: {fault.strerror}.\n")
    except Exception as fault:  # the last door: what is known is one sentence, anything else a bug with its traceback
        if not (sentences := _sentences(fault)):
            raise
        sys.stderr.write(f"{sentences}\n")
    sys.exit(1)


def _run() -> int:
    """Run it; gives the exit status."""
    if sys.argv[1:] == ["run"]:
        run()  # takes no words; without what reads them the bot is ready sooner and smaller
        return 0
    from bot.terminal.commands import app

    try:
        app(prog_name="natverksbot")
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # which is no fault here; Click gives it status 1
            return 0
        return end.code if isinstance(end.code, int) else 0
    return 0


def _sentences(fault: Exception) -> str:
    from bot.config import SettingsRefused, terminal_language
    from bot.errors import CannotWork
    from bot.language import speak
    from bot.plan.errors import PlanRefused

    if isinstance(fault, SettingsRefused):
        return f"{fault} Settings stand in the environment or in .env; .env.example has a line for each."
    if isinstance(fault, (PlanRefused, CannotWork)):
        return fault.in_words(speak(terminal_language()))
    return ""


def _nowhere() -> TextIO:
    """In place of a stream that whoever started us has closed."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _let_output_go() -> None:
    """What is still to be written goes nowhere; else Python would try again at its end, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
