"""How a message about a meeting reads when it is over: it no longer holds, or its answers are closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.feature.declare import Run, Worded, over
from bot.language import Say
from bot.meetings.rules import facts_of
from bot.reminders.affairs import SPEAK_OF_MEETINGS
from bot.reminders.invitations import answers_closed, outdated
from bot.reminders.posts import affairs_of, replies_to
from bot.reminders.rules import changed, matters_until


@over(*SPEAK_OF_MEETINGS)
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """One that spoke of other days, of another place or host, is struck out; an invitation says how many come."""
    meeting = affairs_of(run).meeting(message.about.get("meeting", ""))
    if meeting is None or "days" not in message.about:
        return None
    if changed(message.about, facts_of(meeting)):
        return partial(outdated, prefix=run.prefix, meeting=meeting, before=message.about)
    if message.kind != "invitation" or run.now < matters_until(meeting, run.zone):
        return None
    return partial(answers_closed, meeting=meeting, who=replies_to(run, meeting))
