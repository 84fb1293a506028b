"""How a message about a meeting reads when it is over: it no longer holds, or its answers are closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.feature.declare import Run, Worded, over
from bot.language import Say
from bot.meetings.rules import speaks_of
from bot.reminders.affairs import SPEAK_OF_MEETINGS
from bot.reminders.invitations import answers_closed, not_current, outdated, soon_begun, summary_closed
from bot.reminders.posts import affairs_of, facts_to, replies_to
from bot.reminders.rules import INVITED, changed, matters_until

FOR_ONE = ("dates", "checklist", "deputy")
"""Kinds that ask one to do something before it begins; what was answered is nothing to them."""


@over(*SPEAK_OF_MEETINGS)
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """One that spoke of other days, of another place or host, is struck out, and one of a month in which the days are
    set by now; when its meeting has begun nothing asks or says how far away it is, but what was answered; nor does what
    is no longer said while the meeting is to come, or was said to who is no longer invited."""
    meeting = affairs_of(run).meeting(message.about.get("meeting", ""))
    if meeting is None or "days" not in message.about:
        return None
    facts = facts_to(run, meeting, message.to)
    if message.about.get(INVITED) == INVITED != facts[INVITED]:
        return partial(not_current, meeting=meeting)
    speaks_of_month = message.kind not in FOR_ONE and message.about["days"] != speaks_of(meeting)
    if speaks_of_month or changed(message.about, facts):
        return partial(outdated, meeting=meeting, before=message.about)
    if run.now < matters_until(meeting, run.zone):
        return partial(not_current, meeting=meeting)
    if message.kind in FOR_ONE:
        return partial(not_current, meeting=meeting)
    if message.kind == "soon" and message.key.split("/")[2] == "link":
        return None
    who = replies_to(run, meeting)
    if message.kind in ("soon", "coming"):
        return partial(soon_begun, meeting=meeting, who=who, programme=affairs_of(run).programme(meeting))
    return partial(summary_closed if message.kind == "summary" else answers_closed, meeting=meeting, who=who)
