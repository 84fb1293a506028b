from __future__ import annotations

import gc
import sys


def run() -> None:
    """Run the bot on Slack until it is told to stop."""
    gc.disable()  # a fifth of the time until the bot is ready; `run_bot` turns it on again
    from bot.config import read_settings
    from bot.logs import start_logging
    from bot.terminal.running import leave_quietly_when_told, run_bot

    leave_quietly_when_told()
    settings = read_settings(for_slack=True)
    start_logging(sys.stdout, settings.log_level)
    run_bot(settings)
