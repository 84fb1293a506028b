"""What a host is asked for by itself: the days, what is left to see to, and who came."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.messages import Message
from bot.blocks.parts import button
from bot.dates.in_words import span
from bot.hosting.rules import Troika
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.meetings.reminder import Reminder, held, meeting_and_when, reminder
from bot.meetings.rules import has_days, span_of
from bot.models import Meeting, Theme

MOST_THEMES = 10


def dates_wanted(say: Say, about: Reminder, meeting: Meeting, *, is_host: bool) -> Message:
    """Which days will it be? `is_host`: said to whoever is to choose them."""
    lead = joined(" ", [say("Days are wanted:"), held(say, meeting)])
    if meeting.host is None:
        ask = say("Choose the days and set them here, so that all can keep them free.")
    elif not is_host:
        ask = say(
            "{host} hosts and has not set the days yet. Ask how it goes, or set them here.", host=meeting.host.name
        )
    else:
        ask = say(
            "{host} hosts: choose the days and set them here, so that all can keep them free.", host=meeting.host.name
        )
    return reminder(
        say,
        about,
        lines(lead, ask),
        buttons=[button("meeting.change", say("Set the days"), meeting.id, style="primary")],
    )


def who_came(say: Say, about: Reminder, meeting: Meeting) -> Message:
    """After a meeting: who came?"""
    lead = joined(" ", [say("Who came?"), held(say, meeting)])
    ask = say("Note it while you remember: the answers are filled in already, you change what turned out otherwise.")
    buttons = [button("attendance.note", say("Note who came"), meeting.id, style="primary")]
    return reminder(say, about, lines(lead, ask), buttons=buttons)


def handover(
    say: Say, about: Reminder, held_meeting: Meeting, group: Troika, coordinators: Sequence[str], *, leads_itself: bool
) -> Message:
    """The day after: thanks to the host, who coordinates now, and what falls to each (domain 6).

    `leads_itself`: the hosts coordinate; otherwise a coordinator does, whose names `coordinators` are.
    """
    host = clip(held_meeting.host.name, 100) if held_meeting.host else ""
    new = say("A new coordination group after") if leads_itself else say("The hosting goes on after")
    lead = joined(" ", [new, held(say, held_meeting)])
    thanks = say("Thank you {host} for hosting.", host=host) if host else ""
    rows = [*_falls_to(say, held_meeting, group, leads_itself=leads_itself), *_coordinator(say, coordinators)]
    return reminder(say, about, lines(lead, thanks, *rows), buttons=[])


def _falls_to(say: Say, held_meeting: Meeting, group: Troika, *, leads_itself: bool) -> list[Text]:
    rows = []
    if held_meeting.host:
        name = bold(clip(held_meeting.host.name, 100))
        rows.append(say("{host}, host last time: notes who came and hands over what was learned.", host=name))
    rows += [
        _next_row(say, group.current, leads_itself=leads_itself),
        _later_row(say, group, leads_itself=leads_itself),
    ]
    return [each for each in rows if each]


def _next_row(say: Say, meeting: Meeting, *, leads_itself: bool) -> Text:
    when = span(span_of(meeting), say.code)
    if meeting.host is None:
        return say("No host is chosen yet for {when}: the coordinator chooses one.", when=when)
    name = bold(clip(meeting.host.name, 100))
    if has_days(meeting):
        source = N_("{host}, host {when}: leads the group and prepares the days.")
        alone = N_("{host}, host {when}: prepares the days.")
    else:
        source = N_("{host}, host {when}: leads the group, sets the days and prepares them.")
        alone = N_("{host}, host {when}: sets the days and prepares them.")
    return say(source if leads_itself else alone, host=name, when=when)


def _later_row(say: Say, group: Troika, *, leads_itself: bool) -> Text:
    meeting = group.next
    if meeting is None or meeting.host is None:
        return Text("")
    name, when = bold(clip(meeting.host.name, 100)), span(span_of(meeting), say.code)
    is_new = leads_itself and meeting.host not in [each.host for each in (group.previous, group.current) if each]
    source = N_("{host}, host {when}: takes part and learns how it is done.")
    return say(source if is_new else N_("{host}, host {when}: takes over after that."), host=name, when=when)


def _coordinator(say: Say, names: Sequence[str]) -> list[Text]:
    if not names:
        return []
    return [say("{name}, coordinator: keeps it all together.", name=bold(joined(", ", names)))]


def themes_wanted(
    say: Say, about: Reminder, meeting: Meeting, coming: Meeting | None, themes: Sequence[Theme]
) -> Message:
    """Before an officials' meeting: which themes should the coming partnership meeting have? (domain 10)"""
    lead = joined(" ", [say("Themes are wanted before"), meeting_and_when(say, meeting, about.today)])
    if coming is not None:
        ask = say("What should the next partnership meeting ({when}) be about?", when=span(span_of(coming), say.code))
    else:
        ask = say("What should the next partnership meeting be about?")
    command = about.command(say, "mote", "meeting", say("theme"))
    how = say("Suggest one below, or with `{command} your text`.", command=command)
    rows = [Text("• ") + clip(each.text, 150) for each in themes[:MOST_THEMES]]
    known = [bold(say("Suggested so far")), *rows] if rows else []
    buttons = [button("theme.new", say("Suggest a theme"), style="primary")]
    return reminder(say, about, lines(lead, ask, how, *known), buttons=buttons)
