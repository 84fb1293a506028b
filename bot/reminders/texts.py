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

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, header, section
from bot.dates.in_words import from_today, plain_day, span
from bot.feature.next_step import typed
from bot.feature.pages import whole_names
from bot.hosting.fees import FeeValue, MemberFee
from bot.hosting.rules import Troika
from bot.language import N_, Say, Text, bold, clip, in_thousands, joined, lines
from bot.meetings.card import suggest_days_button
from bot.meetings.reminder import Reminder, meeting_and_when, name_and_days, names_of, reminder
from bot.meetings.rules import has_days, span_of
from bot.models import Activity, Experience, Mandate, Meeting, Member, Period, Role, Theme
from bot.network.history import MemberHistory, Stage
from bot.network.people import no_part

LONGEST_LIST: Final = 1800
"""Signs of a list in a message that has a way to the whole."""


def dates_wanted(say: Say, about: Reminder, meeting: Meeting, *, is_host: bool) -> Message:
    """Which days will it be? `is_host`: said to whoever is to choose them. Whose errand it is stands there, also in the
    channel, which hears it where neither a host nor a coordinator can be reached."""
    lead = joined(" ", [say("Days are wanted:"), name_and_days(say, meeting)])
    if meeting.host is not None:
        source = N_("{host} hosts and has not set the days yet. Ask how it goes, or set them here.")
        if is_host:
            source = N_("{host} hosts: choose the days and set them here, so that all can keep them free.")
        ask = say(source, host=meeting.host_name)
    elif about.is_personal:
        source = N_("No host is chosen, so it falls to you to choose the days. Set them here, so that all can keep them"
                    " free.")  # fmt: skip
        ask = say(source)
    else:
        ask = say(
            "No host is chosen and no coordinator is known in Slack. Agree here on who chooses the days; whoever"
            " administers the workspace names a coordinator with `{command}`.",
            command=about.command(say, "natverk", "network", say("manage")),
        )
    return reminder(
        say,
        about,
        lines(lead, ask),
        buttons=[
            button("meeting.change", say("Set the days"), meeting.id, style="primary"),
            suggest_days_button(say, meeting),
        ],
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
    when = span(span_of(coming), say.code) if coming is not None else ""
    if coming is None:
        lead = say("*Suggest themes* for the next partnership meeting.")
    elif has_days(coming):
        lead = say("*Suggest themes* for the partnership meeting {days}.", days=when)
    else:
        lead = say("*Suggest themes* for the partnership meeting in {month}.", month=when)
    chosen = span(span_of(meeting), say.code)
    if has_days(meeting):
        then = say("The officials choose on {days}.", days=chosen)
    else:
        then = say("The officials choose in {month}.", month=chosen)
    rows = whole_names(say, [Text("• ") + each.text for each in themes], LONGEST_LIST, "\n")
    suggestions = [bold(say("Suggested so far")), rows] if rows else []
    buttons = [button("theme.new", say("Suggest a theme"), style="primary"), *_show_all(say, themes)]
    return reminder(say, about, lines(joined(" ", [lead, then]), *suggestions), buttons=buttons)


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


def period_to_close(say: Say, about: Reminder, period: Period, *, has_next: bool) -> Message:
    """A period has ended and nobody has closed it."""
    lead = say("The period {period} ended on {day}, and nobody has noted that it is closed.", period=bold(period.name),
               day=plain_day(period.ends, say.code))  # fmt: skip
    rests = say("No next period is begun. When this one is closed the network rests, until the next begins.")
    ask = say("Close it: the channel is thanked with the figures that are known, you see what is still open, and you"
              " get the report and the plan file for the archive.")  # fmt: skip
    buttons = [button("period.closing", say("Close the period"), period.id, style="primary")]
    if not has_next:
        buttons.append(button("manage.show", say("Begin the next period"), period.id))
    return reminder(say, about, lines(lead, ask, "" if has_next else rests), buttons=buttons)


def period_is_closed(say: Say, period: Period) -> Message:
    """What is left of the question when somebody has closed it."""
    day = plain_day(period.closed_on, say.code) if period.closed_on else ""
    text = say("The period {period} was closed on {day}.", period=bold(period.name), day=day)
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
    return reminder(say, about, lines(lead, ask), buttons=_to_join(say, about, command))


def _to_join(say: Say, about: Reminder, command: str) -> list[ButtonElement]:
    """The way in for whoever is new, where they read it."""
    return [] if about.is_personal else [typed(say("Join the network"), command)]


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
    return reminder(say, about, lines(lead, goes_to, ask), buttons=_to_join(say, about, command))


def invoice(say: Say, about: Reminder, year: int, amount: int, *, pays: bool) -> Message:
    """The year's fee, when its invoice comes (domain 8). `pays`: to a member, or the channel; otherwise to a
    coordinator."""
    lead = say(
        "The fee for the coordination in {year} is {kronor} kr a member.", year=year, kronor=in_thousands(amount)
    )
    more = say("See to it that the invoice is paid when it comes.") if pays else say(OFFICIALS_TOO)
    return reminder(say, about, lines(lead, more))


def budget(say: Say, about: Reminder, year: int, amount: int, ends: date | None, *, pays: bool) -> Message:
    """The coming year's fee, while its budget is made. `ends`: the last day of the agreement when nothing is known of
    that year, and the fee is that of the year before."""
    if ends is None:
        source = N_("The fee for the coordination in {year} is {kronor} kr a member.")
        lead = say(source, year=year, kronor=in_thousands(amount))
        ask = say("Now is the time to put it in the budget for {year}.", year=year)
    else:
        lead = say(
            "The fee for the coordination is {kronor} kr a member this year. The agreement ends on {day}, and nobody"
            " has noted what holds after it.",
            kronor=in_thousands(amount), day=plain_day(ends, say.code),
        )  # fmt: skip
        ask = say("If you mean to go on, think of it in the budget for {year}.", year=year)
    return reminder(say, about, lines(lead, ask if pays else say(OFFICIALS_TOO)))


def fees_not_noted(say: Say, about: Reminder, period: int, year: int, fees: Sequence[MemberFee]) -> Message:
    """Who is noted as having paid no fee a while after it fell due, to who coordinates."""
    lead = say("Nobody has noted the fee for {year} as paid by {members}.", year=year,
               members=names_of(say, [each.membership.member for each in fees]))  # fmt: skip
    way = [button("fees.show", say("Fees {year}", year=year), FeeValue(period, year))]
    return reminder(say, about, lines(lead, say("Note what you know.")), buttons=way)


OFFICIALS_TOO: Final = N_("The members' officials are reminded of it too.")


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
    every = about.command(say, "mote", "meeting", say("list"))
    dates += _rest(say, len(coming), every)
    overdue = [Text(f"{each.number}. ") + clip(each.title, 200) for each in late[:MOST]]
    all_late = about.command(say, "aktiviteter", "activities", say("late"))
    overdue += _rest(say, len(late), all_late)
    experiences = [Text(f"• #{each.id} ") + joined(" – ", [each.title, each.member_name]) for each in new[:MOST]]
    search = about.command(say, "erfarenhet", "experience", say("search"))
    experiences += _rest(say, len(new), search)
    if more_inside:
        experiences.append(say.many("{count} more, for members only.", "{count} more, for members only.", more_inside))
    parts = [
        lines(bold(say("Coming dates")), *(dates or [say("No meeting is planned.")])),
        lines(bold(say("Late activities")), *overdue) if overdue else "",
        lines(bold(say("New experiences")), *experiences) if experiences else "",
    ]
    text = lines(bold(say("The week in the network")), *parts)
    more = [
        typed(label, command)
        for rows, label, command in (
            (coming, say("All meetings"), every),
            (late, say("Late activities"), all_late),
            (new, say("Search experiences"), search),
        )
        if len(rows) > MOST
    ]
    blocks = [header(say("The week in the network")), *(section(each) for each in parts if each)]
    return Message(text, [*blocks, *([actions(*more)] if more else [])])


def _rest(say: Say, count: int, command: str) -> list[Text]:
    """How many more there are than stand here, and the command that shows them."""
    return [say("{count} more are shown by `{command}`.", count=count - MOST, command=command)] if count > MOST else []
