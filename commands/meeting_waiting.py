"""What waits before many hear of it: it is looked at, sent at once, or taken back."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.parts import section
from bot.feature.declare import Answer, By, Call, Message, Overtaken, Subject, button
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.meetings.drafts_view import go_on_button
from bot.meetings.rules import may_go_on
from bot.meetings.show import show_meeting
from bot.meetings.store import meeting_of
from bot.meetings.waiting import Waits
from bot.meetings.waiting_view import GONE_OUT
from bot.network import store as network_store
from bot.reminders.regret import hearers, take_back, what_goes_out
from bot.reminders.regret_view import GOES_NOW, as_it_goes_out, taken_back


def waiting_of(call: Call) -> Waits:
    """What waits of the button's meeting; refused when it has gone out."""
    meeting = meeting_of(call, number_in(call.value))
    waits = Waits.load(call, meeting)
    if waits is None:
        raise Overtaken(GONE_OUT, "meeting.show", meeting.id)
    return waits


WAITING = Subject(
    facts=lambda call: waiting_of(call).decided, show=lambda call: show_meeting(call, waiting_of(call).meeting)
)


@button("waiting.look", by=By.HOST)
def look(call: Call) -> Answer:
    """Just what will be said, and to whom as things are now."""
    waits = waiting_of(call)
    posts = what_goes_out(call, waits.meeting, waits.goes)
    people, in_channel = hearers(posts)
    waits = replace(waits, people=people, in_channel=in_channel)
    languages = network_store.languages(call.session, call.network)
    return as_it_goes_out(call.say, waits, posts, lambda to: languages.get(to, call.network.language))


@button("waiting.send", by=By.HOST, writes=True, about=WAITING)
def send(call: Call) -> Answer:
    """Let it go out now."""
    waits = waiting_of(call)
    waits.row.goes_at = call.now
    call.session.flush()
    said = call.say(GOES_NOW)
    return framed(show_meeting(call, waits.meeting), above=[section(said)], text=said)


@button("waiting.undo", by=By.HOST, writes=True, about=WAITING)
def undo(call: Call) -> Answer:
    """Take back what was done; nothing is sent."""
    waits = waiting_of(call)
    is_new = waits.row.before is None
    draft = take_back(call, waits)
    theirs = draft if draft is not None and may_go_on(draft, call.person, call.is_coordinator) else None
    said = taken_back(call.say, is_new=is_new, is_draft=draft is not None)
    if is_new:
        return Message(said, [section(said, go_on_button(call.say, theirs) if theirs else None)])
    return framed(show_meeting(call, waits.meeting), above=[section(said)], text=said)
