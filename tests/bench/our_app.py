"""The bot as it is, at noon on the day the bench asks about: the only thing changed is the clock."""

from __future__ import annotations

import sys

from bot import cli
from bot.dates import when
from tests.bench.scene import NOON

when.SystemClock.now = when.MovedClock(NOON).now  # type: ignore[method-assign]
sys.argv[1:] = ["run"]
cli.main()
