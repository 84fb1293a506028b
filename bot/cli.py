"""The `natverksbot` program: runs what was typed, and turns what goes wrong into a sentence and an exit status.

Exit status: 0 done, 1 the job could not be done (one sentence on standard error), 2 wrong usage.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from bot.terminal.start import run


def main() -> NoReturn:
    """Run what was typed; the job's own faults become one sentence and status 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal that lacks å ä ö
    try:
        if sys.argv[1:] == ["run"]:
            run()  # takes no words; without what reads them the bot is ready sooner and smaller
        else:
            from bot.terminal.commands import app

            app(prog_name="natverksbot")
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _nobody_reads()
    except Exception as fault:  # the last door: what is known is one sentence, anything else a bug with its traceback
        if not (sentences := _sentences(fault)):
            raise
        sys.stderr.write(f"{sentences}\n")
    sys.exit(1)


def _sentences(fault: Exception) -> str:
    from bot.config import SettingsRefused, terminal_language
    from bot.errors import CannotWork
    from bot.language import speak
    from bot.plan.errors import PlanRefused

    if isinstance(fault, SettingsRefused):
        return f"{fault} Settings stand in the environment or in .env; .env.example has a line for each."
    if isinstance(fault, PlanRefused):
        return fault.in_words(speak(terminal_language()))
    return str(fault) if isinstance(fault, CannotWork) else ""


def _nobody_reads() -> NoReturn:
    """Whoever read our output has gone (`natverksbot preview | head`): nothing is wrong."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
