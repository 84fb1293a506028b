"""Starts `natverksbot run` quickly and with little memory, by importing late."""

from __future__ import annotations

import gc
import importlib
import sys


def run() -> None:
    """Run the bot on Slack until it is told to stop."""
    gc.disable()  # a fifth of the time until the bot is ready; `run_bot` turns it on again
    _load_structlog_without_rich()
    from bot.config import read_settings
    from bot.logs import start_logging
    from bot.terminal.running import leave_quietly_on_signal, run_bot

    leave_quietly_on_signal()
    settings = read_settings(for_slack=True)
    start_logging(sys.stdout, settings.log_level)
    run_bot(settings)


def _load_structlog_without_rich() -> None:
    """structlog loads rich wherever it is installed, 3 MB and 50 ms for tables the bot's log never draws."""
    if "structlog" not in sys.modules:
        sys.modules["rich"] = None  # type: ignore[assignment]  # "not installed", as Python writes it
        importlib.import_module("structlog")
        del sys.modules["rich"]
