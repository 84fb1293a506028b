"""How reminders of a meeting look: the invitation, the question again, who comes, soon, the link, and what changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from slack_sdk.models.blocks import ButtonElement, SectionBlock

from bot.blocks.messages import Message
from bot.blocks.parts import LONGEST_PARAGRAPH, button, rest_menu, section
from bot.dates.in_words import hour, span
from bot.feature.pages import in_rows, pieces, whole_names
from bot.feature.values import as_shown
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.meetings.card import (
    NOT_ANSWERED,
    AnswerButton,
    answer_buttons,
    host_of,
    in_one_line,
    numbers,
    remind_button,
    reply_in_words,
    title_of,
    when_of,
    where_of,
)
from bot.meetings.invited import chosen_in_words
from bot.meetings.partly import said_in
from bot.meetings.partly_view import parts_in_numbers
from bot.meetings.receipt import ANSWER, receipt
from bot.meetings.reminder import (
    Reminder,
    in_numbers,
    meeting_and_when,
    name_and_days,
    names_by_reply,
    reminder,
    silent_row,
)
from bot.meetings.rules import Facts, has_days, when_and_where
from bot.meetings.seats import Awaited, Seats
from bot.models import COMES, Answer, Meeting, MeetingState, Person, ProgrammeItem, Reply, Role
from bot.reminders.rules import INVITED, days_of_fact


def invitation(say: Say, about: Reminder, meeting: Meeting, mine: Answer | None, who: Seats) -> Message:
    """The invitation in person, with buttons to answer; once it is answered the receipt."""
    if (said := _receipt(say, about, meeting, mine, who)) is not None:
        return said
    lead = joined(" ", [say("You are invited:"), in_one_line(say, meeting)])
    sentence = lines(lead, _days_follow(say, meeting), _note(meeting), _ask(say, meeting, mine))
    row = [*_buttons(say, meeting, mine), *_show_if_long(say, meeting)]
    return reminder(say, about, sentence, buttons=row)


def _receipt(say: Say, about: Reminder, meeting: Meeting, mine: Answer | None, who: Seats) -> Message | None:
    """What is left of a question that has been answered since it was asked."""
    return receipt(say, meeting, who, mine.person_id) if mine is not None and about.is_answered(mine) else None


def _buttons(say: Say, meeting: Meeting, mine: Answer | None) -> list[ButtonElement]:
    """The answers, which leave the receipt where the question stands."""
    return answer_buttons(say, meeting, mine.reply if mine else None, said_in(mine), name=ANSWER)


def _ask(say: Say, meeting: Meeting, mine: Answer | None) -> Text:
    """Can you come? Or does what was answered still hold, perhaps before these days were known?"""
    if mine is None:
        return say("Can you come?")
    reply = reply_in_words(say, mine.reply, said_in(mine))
    if meeting.days_set_at is not None and mine.answered_at < meeting.days_set_at:
        return say("You answered *{reply}* before these days were set. Does it hold for them?", reply=reply)
    return say("You have answered *{reply}*. Change it below if it no longer holds.", reply=reply)


def invitation_in_channel(say: Say, about: Reminder, meeting: Meeting, who: Seats) -> Message:
    """The invitation for everybody to see, in one line with how many have answered what by now; a button answers for
    the one who presses it."""
    line = joined(" · ", [in_one_line(say, meeting), joined(", ", _counts(say, who))])
    row = [*_buttons(say, meeting, None), rest_menu(say, [button("meeting.show", say("Show the meeting"), meeting.id)])]
    whom = whole_names(say, chosen_in_words(say, meeting), LONGEST_WHOM)
    lead = say("Invitation to {whom}:", whom=whom) if whom else say("Invitation:")
    return reminder(say, about, joined(" ", [lead, line]), buttons=row)


LONGEST_WHOM: Final = 300


def _counts(say: Say, who: Seats) -> list[Text]:
    """How many seats have answered what, in words; nothing of an answer that none has given."""
    yes, no, maybe = (len(who.answered(each)) for each in (Reply.YES, Reply.NO, Reply.MAYBE))
    unheard, silent = len(who.not_heard()), len(who.missing())
    counted = [
        (yes, say.many("{count} comes", "{count} come", yes)),
        (maybe, say.many("{count} may come", "{count} may come", maybe)),
        (no, say.many("{count} cannot", "{count} cannot", no)),
        (unheard, say("Deputy not heard from {count}", count=unheard)),
        (silent, say.many("{count} has not answered", "{count} have not answered", silent)),
    ]
    return [words for count, words in counted if count]


def _days_follow(say: Say, meeting: Meeting) -> Text:
    if has_days(meeting):
        return Text("")
    return say("Keep the month in mind; you will hear when the days are set.")


def _note(meeting: Meeting) -> Text:
    """What there is to know, or how it begins; the meeting's card has the whole."""
    begins, *further = pieces(meeting.note, LONGEST_NOTE) or [Text("")]
    return begins + "…" if further else begins


def _show_if_long(say: Say, meeting: Meeting) -> list[ButtonElement]:
    """The way to the whole, when what there is to know does not stand in the message."""
    is_long = len(pieces(meeting.note, LONGEST_NOTE)) > 1
    return [button("meeting.show", say("Show the meeting"), meeting.id)] if is_long else []


LONGEST_NOTE: Final = 800


def not_answered(say: Say, about: Reminder, meeting: Meeting, mine: Answer | None, who: Seats) -> Message:
    """The question again, to who has not answered; once they have, the receipt."""
    if (said := _receipt(say, about, meeting, mine, who)) is not None:
        return said
    which = meeting_and_when(say, meeting, about.counts_from)
    sentence = lines(joined(" ", [say("You have not answered yet:"), which]), say("Can you come?"))
    return reminder(say, about, sentence, buttons=_buttons(say, meeting, None))


def summary(say: Say, about: Reminder, meeting: Meeting, who: Seats, *, can_remind: bool) -> Message:
    """Who comes and who has not answered, for the host and the coordinator."""
    which = meeting_and_when(say, meeting, about.counts_from)
    text = lines(
        joined(" ", [say("Who comes:"), which]),
        in_numbers(say, who),
        parts_in_numbers(say, who, meeting),
        silent_row(say, who),
    )
    more = [section(each) for each in in_rows(names_by_reply(say, who), "\n")]
    remind = [remind_button(say, meeting)] if can_remind else []
    row = [*remind, button("meeting.show", say("Show the meeting"), meeting.id)]
    return reminder(say, about, text, *more, buttons=row)


def soon(say: Say, about: Reminder, meeting: Meeting, who: Seats, programme: Sequence[ProgrammeItem]) -> Message:
    """A week or a day before, for everybody: when, where, programme, who comes."""
    lead = joined(" ", [say("Soon:"), meeting_and_when(say, meeting, about.counts_from)])
    text = lines(lead, _note(meeting), _link_now(say, meeting), in_numbers(say, who) if who.has_holders else "")
    more = _programme_part(say, programme)
    return reminder(say, about, text, *more, buttons=[button("meeting.show", say("Show the meeting"), meeting.id)])


def _programme_part(say: Say, programme: Sequence[ProgrammeItem]) -> list[SectionBlock]:
    items = whole_names(say, _programme(say, programme), LONGEST_PARAGRAPH, "\n")
    return [section(lines(bold(say("Programme")), items))] if programme else []


def _programme(say: Say, items: Sequence[ProgrammeItem]) -> list[Text]:
    several = len({each.day for each in items}) > 1
    rows = []
    for each in items:
        day = say("day {number}", number=each.day) if several else ""
        at = hour(each.starts, say.code) if each.starts else ""
        rows.append(joined(" · ", [joined(" ", [day, at]), each.title, each.who]))
    return rows


def coming(
    say: Say,
    about: Reminder,
    meeting: Meeting,
    me: Person,
    who: Seats,
    programme: Sequence[ProgrammeItem],
) -> Message:
    """Some days before, to who has said yes: when, where, programme, who else comes, and a way out; the receipt, once
    they have said otherwise."""
    mine = who.own(me.id)
    if mine is not None and mine.reply not in COMES and (said := receipt(say, meeting, who, me.id)) is not None:
        return said
    lead = joined(" ", [say("You are coming:"), meeting_and_when(say, meeting, about.counts_from)])
    part = say("You have answered *{reply}*.", reply=reply_in_words(say, mine.reply, mine.part)) if mine else ""
    text = lines(lead, part, _note(meeting), _link_now(say, meeting))
    others = who_else(say, who, me.id)
    more = [*map(section, in_rows(others, "\n")), *_programme_part(say, programme)]
    way_out = as_shown(AnswerButton(meeting.id, Reply.NO), *when_and_where(meeting))
    buttons = [
        button(ANSWER, say("I cannot come after all"), way_out),
        button("meeting.show", say("Show the meeting"), meeting.id),
    ]
    return reminder(say, about, text, *more, buttons=buttons)


LONGEST_NAMES: Final = 1200
"""Signs of the names of one group, so that the programme stands in the same message."""
ONLY: Final = {Role.ELECTED: N_("Only the elected:"), Role.OFFICIAL: N_("Only the official:")}


def who_else(say: Say, who: Seats, person_id: int) -> list[Text]:
    """The members that come beside somebody: each once, by which of its seats; then who comes without one."""
    seats = [each for each in who.coming() if not who.is_taken_by(each, person_id)]
    roles: dict[str, set[Role]] = {}
    for each in seats:
        roles.setdefault(each.member, set()).add(each.role)
    all_of = {each.member: who.roles_of[each.member_id] for each in seats}
    whole = [escape(name) for name, there in roles.items() if there == all_of[name]]
    rows = [whole_names(say, whole, LONGEST_NAMES)] if whole else []
    for role, lead in ONLY.items():
        names = [escape(name) for name, there in roles.items() if there == {role} != all_of[name]]
        rows += [joined(" ", [say(lead), whole_names(say, names, LONGEST_NAMES)])] if names else []
    beside = [escape(each.name) for each in who.others_coming() if each.person_id != person_id]
    rows += [whole_names(say, beside, LONGEST_NAMES)] if beside else []
    return [bold(say("Also coming")), *rows] if rows else []


def _link_now(say: Say, meeting: Meeting) -> Text:
    """The link, where it is known."""
    return joined(" ", [say("Link:"), Text(f"<{escape(meeting.link)}>")]) if meeting.link else Text("")


def link(say: Say, about: Reminder, meeting: Meeting) -> Message:
    """Right before a digital meeting: how to get in."""
    which = in_one_line(say, meeting)
    address = Text(f"<{escape(meeting.link)}>")
    return reminder(say, about, lines(joined(" ", [say("Here is the link:"), which]), address))


def change(
    say: Say,
    about: Reminder,
    meeting: Meeting,
    names: Collection[str],
    before: Facts,
    mine: Answer | None,
    awaited: Awaited,
    who: Seats,
) -> Message:
    """What has changed in a meeting, what it was, and what one has answered. `names`: the facts that changed; only
    whoever is awaited is asked."""
    if meeting.state is MeetingState.CANCELLED:
        lead = joined(" ", [say("Cancelled:"), in_one_line(say, meeting)])
        nothing = say("The meeting does not take place. You need not do anything.")
        return reminder(say, about, lines(lead, _days_told(say, names, before), meeting.cancelled_because, nothing))
    if INVITED in names:
        return _invited_or_not(say, about, meeting, mine, is_invited=before[INVITED] != INVITED)
    again = say("It takes place after all.") if "state" in names else ""
    text = lines(
        joined(" ", [_lead(say, names), in_one_line(say, meeting)]), again, *_rows(say, meeting, names, before)
    )
    if "days" not in names and "hours" not in names:
        return reminder(say, about, text, buttons=[button("meeting.show", say("Show the meeting"), meeting.id)])
    if (said := _receipt(say, about, meeting, mine, who)) is not None:
        return said
    if mine is None:
        ask = say(NOT_ANSWERED[awaited] if awaited in (Awaited.REPLACED, Awaited.NOBODY) else N_("Can you come?"))
    else:
        reply = reply_in_words(say, mine.reply, said_in(mine))
        ask = say("You have answered *{reply}*. Change it below if it no longer holds.", reply=reply)
    return reminder(say, about, lines(text, ask), buttons=_buttons(say, meeting, mine))


def _invited_or_not(say: Say, about: Reminder, meeting: Meeting, mine: Answer | None, *, is_invited: bool) -> Message:
    """That somebody is no longer invited, or is after all, with the answer that stands."""
    lead = say("You are invited:") if is_invited else say("You are no longer invited:")
    comes = mine is not None and mine.reply in COMES
    ask = _ask(say, meeting, mine) if is_invited or comes else say("You need not do anything.")
    buttons = _buttons(say, meeting, mine) if is_invited or comes else []
    return reminder(say, about, lines(joined(" ", [lead, in_one_line(say, meeting)]), ask), buttons=buttons)


def _days_told(say: Say, names: Collection[str], before: Facts) -> Text:
    """The days that were told last, where it was moved and cancelled before anybody heard of the move."""
    if "days" not in names:
        return Text("")
    return say("Said earlier: {days}.", days=span(days_of_fact(before["days"]), say.code))


def _lead(say: Say, names: Collection[str]) -> Text:
    return say("Moved:") if "days" in names else say("Changed:")


def _rows(say: Say, meeting: Meeting, names: Collection[str], before: Facts) -> list[Text]:
    rows = []
    if "days" in names:
        rows.append(
            say(
                "Was: {days}. Is: *{now}*.",
                days=span(days_of_fact(before["days"]), say.code),
                now=when_of(say, meeting),
            )
        )
    elif "hours" in names:
        rows.append(say("New time: *{now}*.", now=when_of(say, meeting)))
    if "where" in names:
        rows.append(say("New place: *{now}*.", now=where_of(say, meeting)))
    if "host" in names and meeting.host is not None:
        rows.append(say("New host: *{now}*.", now=host_of(say, meeting)))
    elif "host" in names:
        rows.append(say("There is no host yet."))
    return rows


def outdated(say: Say, meeting: Meeting, before: Facts) -> Message:
    """What an earlier message is changed into. It names nothing that can change again, and stands when the meeting has
    been."""
    days = Text(span(days_of_fact(before["days"]), say.code)) if "days" in before else Text("")
    what = joined(" · ", [title_of(say, meeting), days])
    text = lines(Text(f"~{' '.join(what.split())}~"), say("This no longer holds. A later message says what does."))
    return Message(text, [section(text)])


def answers_closed(say: Say, meeting: Meeting, who: Seats) -> Message:
    """What an invitation, and whatever else asks for an answer, is changed into when its meeting has begun."""
    text = lines(_what_was(say, meeting), _closed(say, meeting, who))
    return Message(text, [section(text)])


def _what_was(say: Say, meeting: Meeting) -> Text:
    """What it was about; of a month that is over nothing is said of its days, which may yet be noted."""
    return in_one_line(say, meeting) if has_days(meeting) else name_and_days(say, meeting)


def summary_closed(say: Say, meeting: Meeting, who: Seats) -> Message:
    """What became of who comes: as it was known when the meeting began."""
    parts = parts_in_numbers(say, who, meeting)
    text = lines(_what_was(say, meeting), _closed(say, meeting, who), parts, silent_row(say, who))
    return Message(text, [section(text), *map(section, in_rows(names_by_reply(say, who), "\n"))])


def soon_begun(say: Say, meeting: Meeting, who: Seats, programme: Sequence[ProgrammeItem]) -> Message:
    """What is no longer soon: what is needed while the meeting goes on, and is true when it has been."""
    closed = _closed(say, meeting, who) if who.has_holders else ""
    text = lines(in_one_line(say, meeting), _note(meeting), _link_now(say, meeting), closed)
    return Message(text, [section(text), *_programme_part(say, programme)])


def _closed(say: Say, meeting: Meeting, who: Seats) -> Text:
    """Closed here: while the meeting goes on its card still takes an answer, and counts it."""
    closed = (
        say("The answers here were closed when the meeting began")
        if has_days(meeting)
        else say("The answers are closed")
    )
    return joined(" · ", [closed, *numbers(say, who)])


def not_current(say: Say, meeting: Meeting) -> Message:
    """What is left of a message whose question is answered, or whose list is done with."""
    text = lines(name_and_days(say, meeting), say("This message is no longer current."))
    return Message(text, [section(text)])
