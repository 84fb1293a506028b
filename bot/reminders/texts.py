"""The wording of every reminder, but for those that say who comes.

To hosts, about the plan, the agreement, mandates, the fee, experiences and the report, and the Monday digest. Those
that ask or say who comes stand in invitations.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.activities.rules import time_in_words
from bot.blocks.messages import Message
from bot.blocks.parts import button, header, section
from bot.dates.in_words import from_today, plain_day, span
from bot.feature.pages import whole_names
from bot.hosting.rules import Troika
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings.reminder import Reminder, meeting_and_when, name_and_days, names_of, reminder
from bot.meetings.rules import has_days, span_of
from bot.models import Activity, Experience, Mandate, Meeting, Member, Period, Role, Step, Theme
from bot.network.history import MemberHistory, Stage
from bot.network.people import no_part

LONGEST_LIST: Final = 1800
"""Signs of a list in a message that has a way to the whole."""


def dates_wanted(say: Say, about: Reminder, meeting: Meeting, *, is_host: bool) -> Message:
    """Which days will it be? `is_host`: said to whoever is to choose them."""
    lead = joined(" ", [say("Days are wanted:"), name_and_days(say, meeting)])
    if meeting.host is None:
        ask = say("Choose the days and set them here, so that all can keep them free.")
    elif not is_host:
        ask = say(
            "{host} hosts and has not set the days yet. Ask how it goes, or set them here.", host=meeting.host_name
        )
    else:
        ask = say(
            "{host} hosts: choose the days and set them here, so that all can keep them free.", host=meeting.host_name
        )
    return reminder(
        say,
        about,
        lines(lead, ask),
        buttons=[button("meeting.change", say("Set the days"), meeting.id, style="primary")],
    )


def who_came(say: Say, about: Reminder, meeting: Meeting, *, are_filled_in: bool) -> Message:
    """After a meeting: who came? `are_filled_in`: somebody has answered, so that those who said yes are chosen."""
    lead = joined(" ", [say("Who came?"), name_and_days(say, meeting)])
    if are_filled_in:
        ask = say(
            "Note it while you remember: the answers are filled in already, you change what turned out otherwise."
        )
    else:
        ask = say("Note it while you remember. Nobody answered beforehand, so nobody is chosen yet.")
    buttons = [button("attendance.note", say("Note who came"), meeting.id, style="primary")]
    return reminder(say, about, lines(lead, ask), buttons=buttons)


@dataclass(frozen=True)
class AfterMeeting:
    """A meeting whose time has passed, and whether it is known to have taken place."""

    meeting: Meeting
    took_place: bool


def handover(
    say: Say, about: Reminder, after: AfterMeeting, group: Troika, *, leads_itself: bool, has_coordinator: bool
) -> Message:
    """The day after: thanks to the host, who coordinates now, and what falls to each (domain 6).

    `leads_itself`: the hosts coordinate; otherwise a coordinator does, who is not named where all in the channel read.
    """
    host = clip(after.meeting.host_name, 100)
    lead = _goes_on(say, after, leads_itself=leads_itself)
    thanks = say("Thank you {host} for hosting.", host=host) if host and after.took_place else ""
    rows = _falls_to(say, after, group, leads_itself=leads_itself)
    if has_coordinator and not leads_itself:
        rows.append(say("The coordinator keeps it all together."))
    return reminder(say, about, lines(lead, thanks, *rows), buttons=[])


def _goes_on(say: Say, after: AfterMeeting, *, leads_itself: bool) -> Text:
    """That the hosting goes on; after the meeting only where somebody knows that there was one."""
    meeting = name_and_days(say, after.meeting)
    if not after.took_place:
        passed = N_("The time of {meeting} has passed. The hosting moves on:")
        return say(N_("The time of {meeting} has passed. The coordination group now:") if leads_itself else passed,
                   meeting=meeting)  # fmt: skip
    new = say("A new coordination group after") if leads_itself else say("The hosting goes on after")
    return joined(" ", [new, meeting])


def _falls_to(say: Say, after: AfterMeeting, group: Troika, *, leads_itself: bool) -> list[Text]:
    rows = []
    if after.meeting.host and after.took_place:
        name = bold(clip(after.meeting.host_name, 100))
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
    name = bold(clip(meeting.host_name, 100))
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
    name, when = bold(clip(meeting.host_name, 100)), span(span_of(meeting), say.code)
    is_new = leads_itself and meeting.host not in [each.host for each in (group.previous, group.current) if each]
    source = N_("{host}, host {when}: takes part and learns how it is done.")
    return say(source if is_new else N_("{host}, host {when}: takes over after that."), host=name, when=when)


def themes_wanted(
    say: Say, about: Reminder, meeting: Meeting, coming: Meeting | None, themes: Sequence[Theme]
) -> Message:
    """Before an officials' meeting: which themes should the coming partnership meeting have? (domain 10)"""
    lead = joined(" ", [say("Themes are wanted before"), meeting_and_when(say, meeting, about.counts_from)])
    if coming is not None:
        ask = say("What should the next partnership meeting ({when}) be about?", when=span(span_of(coming), say.code))
    else:
        ask = say("What should the next partnership meeting be about?")
    command = about.command(say, "mote", "meeting", say("theme"))
    how = say("Suggest one below, or with `{command} your text`.", command=command)
    rows = whole_names(say, [Text("• ") + each.text for each in themes], LONGEST_LIST, "\n")
    suggestions = [bold(say("Suggested so far")), rows] if rows else []
    buttons = [button("theme.new", say("Suggest a theme"), style="primary"), *_show_all(say, themes)]
    return reminder(say, about, lines(lead, ask, how, *suggestions), buttons=buttons)


def _show_all(say: Say, themes: Sequence[Theme]) -> list[ButtonElement]:
    return [button("theme.list", say("Themes"))] if themes else []


A_BOARD_NEEDS: Final = 60
"""Days from when on it is late to begin with a decision."""
ROLE_OF_MANDATE = {Role.ELECTED.value: N_("elected"), Role.OFFICIAL.value: N_("official")}


@dataclass(frozen=True)
class NextAgreement:
    """The members of an agreement that ends, by whether it is noted what they decided about the next."""

    decided: Sequence[Member]
    not_noted: Sequence[Member]


def agreement_ends(
    say: Say, about: Reminder, period: Period, following: NextAgreement | None, *, is_late: bool
) -> Message:
    """The agreement ends: each member decides on going on (domain 20). `following`: None while no period comes after
    it."""
    ends, name = plain_day(period.ends, say.code), bold(period.name)
    lead = say("The agreement {period} ends on {day}.", period=name, day=ends)
    if about.counts_from:
        away = from_today(period.ends, about.counts_from, say.code)
        lead = say("The agreement {period} ends on {day} ({away}).", period=name, day=ends, away=away)
    if is_late:
        ask = say("If your member has not decided on going on yet, it is time now: boards often need two months.")
    else:
        ask = say(
            "Each member decides on going on, with a date and case number of its own."
            " Begin in good time: boards often need two months."
        )
    return reminder(say, about, lines(lead, _decisions(say, following) if following else "", ask))


def agreement_ended(say: Say, period: Period) -> Message:
    """What is left of it when the period is over."""
    ends = plain_day(period.ends, say.code)
    text = say("The agreement {period} ended on {day}.", period=bold(period.name), day=ends)
    return Message(text, [section(text)])


def _decisions(say: Say, following: NextAgreement) -> Text:
    """Whose decision on the next agreement is noted, and whose is not."""
    if not following.decided:
        return say("Nobody has noted that any member has decided on the next one.")
    decided = say("A decision on the next one is noted for {members}.", members=names_of(say, following.decided))
    rest = say("Nobody has noted one for {members}.", members=names_of(say, following.not_noted))
    return joined(" ", [decided, rest])


def mandate_ends(say: Say, about: Reminder, mandate: Mandate) -> Message:
    """A mandate ends: who is appointed next? (domain 4)"""
    assert mandate.ends is not None
    what = joined(" ", [_role(say, mandate), f"({mandate.case_number})" if mandate.case_number else ""])
    lead = say(
        "The mandate of {member} as {what} ends on {day}.",
        member=bold(clip(mandate.member.name, 100)), what=what, day=plain_day(mandate.ends, say.code),
    )  # fmt: skip
    command = about.command(say, "natverk", "network", say("join"))
    ask = say("See to it that somebody is appointed after it. Whoever is new joins with `{command}`.", command=command)
    return reminder(say, about, lines(lead, ask))


def _role(say: Say, mandate: Mandate) -> Text:
    source = ROLE_OF_MANDATE.get(mandate.role)
    return say(source) if source else clip(mandate.role, 60)


def after_election(say: Say, about: Reminder, day: date, whom: Sequence[Member]) -> Message:
    """A general election has been: mandates may change (domain 4)."""
    lead = say("There was a general election on {day}.", day=plain_day(day, say.code))
    command = about.command(say, "natverk", "network", say("join"))
    ask = say(
        "Will your elected change at the new year? Ask your board in good time whom it appoints."
        " Whoever is new joins with `{command}`.",
        command=command,
    )
    goes_to = say("This goes to {members}.", members=names_of(say, whom)) if whom else ""
    return reminder(say, about, lines(lead, goes_to, ask))


def fee(say: Say, about: Reminder, year: int, amount: int, *, pays: bool) -> Message:
    """The year's fee (domain 8). `pays`: to a member, or the channel; otherwise to a coordinator."""
    kronor = Text(f"{amount:,}".replace(",", "\u00a0"))
    lead = say("The fee for the coordination in {year} is {kronor} kr a member.", year=year, kronor=kronor)
    if pays:
        more = say("See to it that it is in the budget and that the invoice is paid.")
    else:
        more = say("The members' officials are reminded of it too.")
    return reminder(say, about, lines(lead, more))


def part_ended(say: Say, about: Reminder, member: Member, history: MemberHistory) -> Message:
    """The receiver's member takes part no longer, or has still to decide (domain 1). `history`: seen from the first day
    on which it is so."""
    why = no_part(say, member, history)
    lead = say(why.sentence, **{**why.values, "member": bold(clip(member.name, 80))})
    return reminder(say, about, lines(lead, _what_comes(say, history)))


def _what_comes(say: Say, history: MemberHistory) -> Text:
    """What becomes of questions and answers."""
    match history.stage:
        case Stage.UNDECIDED:
            return say(
                "I ask you for nothing until it has decided. Your answers to later meetings are kept, and count if"
                " your member continues."
            )
        case Stage.COMES:
            return Text("")
    return say("I ask you for nothing more, and answers to meetings after the last day are not counted.")


def report_step(
    say: Say, about: Reminder, activity: Activity, step: Step, contributed: int, missing: Sequence[Member]
) -> Message:
    """A step of the report begins (domain 17)."""
    title = bold(clip(step.title or activity.title, 200))
    lead = say(
        "Now in the report: {step} ({when}).",
        step=title,
        when=clip(time_in_words(step.when, activity.period.days, say.code), 60) or "–",
    )
    if contributed:
        so_far = say.many("{count} experience so far.", "{count} experiences so far.", contributed)
        lack = say("Nothing yet from {members}.", members=names_of(say, missing)) if missing else Text("")
    else:
        so_far, lack = say("No member has contributed an experience yet."), Text("")
    question = joined(" ", [say("Still open:"), clip(activity.open_question, 300)]) if activity.open_question else ""
    buttons = [button("experience.new", say("Contribute an experience"))]
    return reminder(say, about, lines(lead, joined(" ", [so_far, lack]), question), buttons=buttons)


MOST_ACTIVITIES = 5


def after_meeting(
    say: Say, about: Reminder, after: AfterMeeting, activities: Sequence[Activity], whom: Sequence[Member] = ()
) -> Message:
    """After a meeting: what did you learn? Where nobody knows that it took place: what have you learned?

    `whom`: in the channel, the members it goes to.
    """
    if after.took_place:
        lead = joined(" ", [say("What did you learn?"), name_and_days(say, after.meeting)])
    else:
        lead = say("What have you learned in your work lately?")
    ask = say("Share an experience while it is fresh: two minutes are enough, and it goes into the report.")
    return _ask_for_experiences(say, about, lines(lead, _to(say, whom), ask), activities)


def nothing_yet(
    say: Say, about: Reminder, activities: Sequence[Activity], year: int, whom: Sequence[Member] = ()
) -> Message:
    """Once a quarter: the open activities without anything from the member that year, which it may outlive."""
    if about.is_personal:
        lead = say("Your member has not contributed any experience in {year} to these open activities.", year=year)
    else:
        lead = say("The open activities wait for experiences from {year}.", year=year)
    ask = say("What have you tried, and what came of it? Choose an activity and tell it in two minutes.")
    return _ask_for_experiences(say, about, lines(lead, _to(say, whom), ask), activities)


def _to(say: Say, members: Sequence[Member]) -> Text:
    return say("This goes to {members}.", members=names_of(say, members)) if members else Text("")


def _ask_for_experiences(say: Say, about: Reminder, text: Text, activities: Sequence[Activity]) -> Message:
    shown = activities[:MOST_ACTIVITIES]
    rows = [Text(f"{each.number}. {escape(each.title)}") for each in shown]
    left = len(activities) - len(shown)
    command = about.command(say, "aktiviteter", "activities")
    more = say("{count} more are shown by `{command}`.", count=left, command=command) if left else ""
    return reminder(say, about, lines(text, *rows, more), buttons=_buttons(say, shown))


def _buttons(say: Say, activities: Sequence[Activity]) -> list[ButtonElement]:
    """One for each activity, or one for an experience of anything."""
    label = N_("Contribute to activity {number}")
    several = [button("experience.new", say(label, number=each.number), each.id) for each in activities]
    return several or [button("experience.new", say("Contribute an experience"), style="primary")]


MOST = 5


def digest(
    say: Say,
    about: Reminder,
    coming: Sequence[Meeting],
    late: Sequence[Activity],
    new: Sequence[Experience],
    more_inside: int,
) -> Message:
    """The week in one message. `new`: what may be published; `more_inside`: how many more are for members only."""
    dates = [Text("• ") + meeting_and_when(say, each, about.counts_from) for each in coming[:MOST]]
    dates += _rest(say, len(coming), about.command(say, "mote", "meeting", say("list")))
    overdue = [Text(f"{each.number}. ") + each.title for each in late[:MOST]]
    overdue += _rest(say, len(late), about.command(say, "aktiviteter", "activities", say("late")))
    experiences = [Text(f"• #{each.id} ") + joined(" – ", [each.title, each.member_name]) for each in new[:MOST]]
    experiences += _rest(say, len(new), about.command(say, "erfarenhet", "experience", say("search")))
    if more_inside:
        experiences.append(say.many("{count} more, for members only.", "{count} more, for members only.", more_inside))
    parts = [
        lines(bold(say("Coming dates")), *(dates or [say("No meeting is planned.")])),
        lines(bold(say("Late activities")), *overdue) if overdue else "",
        lines(bold(say("New experiences")), *experiences) if experiences else "",
    ]
    text = lines(bold(say("The week in the network")), *parts)
    return Message(text, [header(say("The week in the network")), *(section(each) for each in parts if each)])


def _rest(say: Say, count: int, command: str) -> list[Text]:
    """How many more there are than stand here, and the command that shows them."""
    return [say("{count} more are shown by `{command}`.", count=count - MOST, command=command)] if count > MOST else []
