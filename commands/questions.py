"""Plain questions about meetings and hosts: the next, where, how long until, who hosts, who comes, one's own answer."""

from __future__ import annotations

from collections.abc import Callable

from bot import store
from bot.declare import Answer, Call, Message, question
from bot.language import N_, Text, bold
from bot.meant import refuse_doubtful_date
from bot.models import Meeting
from bot.rules.asked_for import any_of, pattern
from bot.rules.asked_meetings import MEETINGS, Asked, kind_asked, meetings_asked
from bot.rules.asked_words import Sign
from bot.rules.hosting import order_of
from bot.rules.meetings import is_to_come
from bot.views.asked_meetings import (
    coming_told,
    countdown_told,
    host_told,
    in_that_time,
    last_meeting_told,
    meeting_told,
    meetings_told,
    no_such_meeting,
    own_answer_told,
    sentence,
    silent_told,
    told,
    where_told,
)
from bot.views.hosting import hosting_for
from bot.views.meeting_list import nothing_to_come

S = Sign
_WHICH_ONE = (S.NEXT, S.LAST, S.FINAL, S.AFTER, S.DATE, S.MEMBER)
_AROUND = (
    *MEETINGS, *_WHICH_ONE, S.WAS, S.OFFICIALS, S.SEAT, S.MEMBERS, S.ALL, S.HAPPENS, S.LIST, S.DIGITAL,
)  # fmt: skip
"""Signs that say which meeting, and so stand in every question about one."""
_NOT_WHEN = (S.WHERE, S.DIGITAL, S.LINK, S.JOIN, S.WHO, S.CONTRIBUTE, S.CHANGES)
"""Signs of another question about a meeting, or of a wish."""


# when


@question(
    "meeting",
    example=N_("When is the next meeting?"),
    recognises=any_of(
        pattern(
            (S.WHEN, S.HOW_LONG),
            MEETINGS,
            takes=(*_AROUND, S.WHERE, S.BEGINS, S.ENDS, S.WHICH),
            never=[S.HOW_LONG, S.WHO],
        ),
        pattern(
            (*_WHICH_ONE, S.LIST, S.HAPPENS),
            MEETINGS,
            takes=(*_AROUND, S.WHICH, S.HOW_MANY, S.WHEN),
            never=_NOT_WHEN,
        ),
        pattern(
            MEETINGS,
            takes=(*_AROUND, S.WHICH, S.HOW_MANY, S.BEGINS, S.ENDS),
            never=_NOT_WHEN,
        ),
        pattern(S.WHEN, (S.NEXT, S.LAST), takes=(*_AROUND, S.WHERE)),
        pattern(S.HAPPENS, (S.DATE, S.NEXT, S.WHICH, S.WHAT), takes=(*_AROUND, S.WHEN)),
        pattern(S.WHEN, S.MEMBER, S.COME, takes=_AROUND, never=[S.ANSWERED]),
    ),
)
def when_is_it(call: Call) -> Answer:
    """The meeting asked for, or all of them when several fit a time."""
    refuse_doubtful_date(call)
    asked, coming = _asked(call), store.coming_meetings(call.session, call.network, call.now)
    if not asked.meetings:
        return _none_fits(call, asked, coming)
    if len(asked.meetings) > 1 and (call.heard.when is not None or _wants_all(call)):
        shown = asked.meetings if not asked.is_past or call.heard.when else tuple(reversed(asked.meetings))
        return meetings_told(call, shown, _title(call))
    first = asked.meetings[0]
    if asked.is_past and call.heard.when is None:
        return last_meeting_told(call, first)
    return meeting_told(call, first, is_next=bool(coming) and first is coming[0])


def _asked(call: Call) -> Asked:
    meetings = store.all_meetings(call.session, call.network)
    return meetings_asked(meetings, call.heard, call.now, call.zone)


def _wants_all(call: Call) -> bool:
    return bool(call.heard.signs & {S.LIST, S.ALL, S.HOW_MANY}) or (
        S.WHICH in call.heard.signs and not call.heard.signs & {S.NEXT, S.FINAL, S.LAST, S.AFTER}
    )


def _title(call: Call) -> Text:
    say = call.say
    return sentence(say("Meetings {time}", time=in_that_time(call))) if call.heard.when else say("Meetings to come")


def _none_fits(call: Call, asked: Asked, coming: list[Meeting]) -> Message:
    say = call.say
    if asked.is_past and not asked.is_narrowed:
        return told(say("No meeting has been yet."))
    if call.heard.when is not None:
        what = say("No meeting is planned {time}.", time=in_that_time(call))
    elif call.heard.who:
        what = say("{member} hosts no meeting that is planned.", member=_names(call))
    elif kind_asked(call.heard) is not None or coming:
        what = say("No such meeting is planned.")
    else:
        return nothing_to_come(call)
    return no_such_meeting(call, coming, what)


def _names(call: Call) -> Text:
    named = {each.id: each.name for each in call.network.members}
    return bold(" / ".join(named[each] for each in call.heard.who if each in named))


# where


@question(
    "where",
    example=N_("Where is the next meeting?"),
    recognises=any_of(
        pattern(S.WHERE, MEETINGS, takes=_AROUND),
        pattern(S.WHERE, (S.NEXT, S.LAST, S.DATE), takes=_AROUND, never=[S.MEMBER]),
        pattern((S.DIGITAL, S.LINK), MEETINGS, takes=(*_AROUND, S.WHERE, S.LINK, S.JOIN, S.HOW)),
        pattern(S.LINK, takes=(*_AROUND, S.WHERE)),
        pattern(S.JOIN, MEETINGS, S.HOW, takes=_AROUND),
    ),
)
def where_is_it(call: Call) -> Answer:
    """Where the meeting asked for is."""
    return _one(call, where_told)


@question(
    "countdown",
    example=N_("How long is it until the next meeting?"),
    recognises=any_of(pattern(S.HOW_LONG, (*MEETINGS, S.NEXT), takes=(*_AROUND, S.OPEN), never=[S.AGREEMENT])),
)
def how_long_until(call: Call) -> Answer:
    """How many days are left."""
    return _one(call, countdown_told)


def _one(call: Call, show: Callable[[Call, Meeting], Message]) -> Answer:
    """The first meeting that fits, shown; or that none does."""
    refuse_doubtful_date(call)
    asked = _asked(call)
    if not asked.meetings:
        return _none_fits(call, asked, store.coming_meetings(call.session, call.network, call.now))
    return show(call, asked.meetings[0])


# who hosts


@question(
    "host",
    example=N_("Who hosts next time?"),
    recognises=any_of(
        pattern(S.RESPONSIBLE, MEETINGS, (S.WHO, S.WHICH), takes=_AROUND, never=[S.ACTIVITY, S.NUMBER, S.NAMED]),
        pattern(S.HOST, takes=(*_AROUND, S.WHO, S.WHICH, S.WHEN, S.COME, S.BEGINS)),
        pattern(S.HOST, (S.WHO, S.WHICH, S.WHEN, *_WHICH_ONE), takes=(*_AROUND, S.WHO, S.WHICH, S.WHEN, S.COME)),
    ),
)
def who_hosts(call: Call) -> Answer:
    """Who hosts the meeting asked for: at a time, next, after that, last; or when a member hosts."""
    refuse_doubtful_date(call)
    order = order_of(store.all_meetings(call.session, call.network), call.now, call.zone)
    if call.heard.when is not None or kind_asked(call.heard) is not None:
        return _host_of_those(call)
    if call.heard.who and S.AFTER not in call.heard.signs:
        return _turns_of(call, [*order.past, *order.coming])
    if call.heard.is_past and S.NEXT not in call.heard.signs:
        if S.WHICH in call.heard.signs and order.past:
            return told(*(host_told(call, each) for each in order.past[-8:]))
        return told(host_told(call, order.past[-1]) if order.past else call.say("Nobody has hosted a meeting yet."))
    if call.is_private and call.heard.signs & {S.LIST, S.ALL}:
        return hosting_for(call)
    hosted = [each for each in order.coming if each.host is not None]
    shown = _after(call, hosted) if S.AFTER in call.heard.signs else hosted
    if not shown:
        return _no_host_to_come(call, hosted, order.past)
    many = S.WHICH in call.heard.signs and not call.heard.signs & {S.NEXT, S.AFTER}
    return told(*(host_told(call, each) for each in (shown[:8] if many else shown[:1])))


def _after(call: Call, hosted: list[Meeting]) -> list[Meeting]:
    """Those after the next, or after the member that was named."""
    theirs = [n for n, each in enumerate(hosted) if each.host is not None and each.host.id in call.heard.who]
    return hosted[(theirs[0] if theirs else 0) + 1 :]


def _host_of_those(call: Call) -> Message:
    """The hosts of the meetings at a time or of a kind."""
    asked, coming = _asked(call), store.coming_meetings(call.session, call.network, call.now)
    if not asked.meetings:
        return _none_fits(call, asked, coming)
    shown = asked.meetings[:8] if call.heard.when is not None else asked.meetings[:1]
    hosted = [each for each in shown if each.host is not None]
    further = next((each for each in coming if each.host is not None), None) if not hosted else None
    return told(*(host_told(call, each) for each in hosted or shown), host_told(call, further) if further else "")


def _turns_of(call: Call, hosted: list[Meeting]) -> Message:
    """When a member hosts: those to come, else those that have been."""
    turns = [each for each in hosted if each.host is not None and each.host.id in call.heard.who]
    coming = [each for each in turns if is_to_come(each, call.now, call.zone)]
    shown = turns if call.heard.is_past else coming or turns
    if not shown:
        return told(call.say("{member} hosts no meeting that is planned.", member=_names(call)))
    return told(*(host_told(call, each) for each in shown[:8]))


def _no_host_to_come(call: Call, hosted: list[Meeting], past: tuple[Meeting, ...]) -> Message:
    say = call.say
    if hosted:
        return told(host_told(call, hosted[0]), say("No host is chosen for any meeting after that."))
    return told(say("No host is chosen for any meeting to come."), host_told(call, past[-1]) if past else "")


# who comes


@question(
    "coming",
    example=N_("Who is coming to the next meeting?"),
    recognises=any_of(
        pattern(S.COME, (S.WHO, S.WHICH, S.HOW_MANY), takes=(*_AROUND, S.NOT, S.ANSWERED)),
        pattern(S.COME, MEETINGS, takes=(*_AROUND, S.NOT, S.ANSWERED, S.LIST), never=[S.WHEN, S.WHERE, S.HOW_LONG]),
        pattern(S.COME, takes=(S.LIST, S.ALL), never=[S.WHEN, S.MY]),
        pattern(S.WITH, (S.WHO, S.WHICH, S.HOW_MANY), (*MEETINGS, S.NEXT, S.DATE), takes=_AROUND),
        pattern(S.ANSWERED, (S.WHO, S.WHICH, S.HOW_MANY), takes=(*_AROUND, S.COME)),
        pattern(S.ANSWERED, (S.TELL, S.LIST), takes=(*_AROUND, S.COME), never=[S.MY]),
        pattern(S.ANSWERED, MEETINGS, takes=(*_AROUND, S.COME), never=[S.MY]),
    ),
)
def who_comes(call: Call) -> Answer:
    """Which seats are taken, and what others said."""
    return _one(call, coming_told)


@question(
    "silent",
    example=N_("Who has not answered yet?"),
    recognises=any_of(
        pattern(S.ANSWERED, S.NOT, takes=(*_AROUND, S.COME, S.WHO, S.WHICH, S.HOW_MANY), never=[S.MY]),
        pattern(S.ANSWERED, S.ALL, takes=(*_AROUND, S.COME), never=[S.MY, S.WHO]),
        pattern(S.ANSWERED, S.NOT, (S.WHO, S.WHICH, S.HOW_MANY), takes=(*_AROUND, S.COME)),
        pattern(S.NOT, (S.WHO, S.WHICH), takes=(*_AROUND, S.OPEN), never=[S.COME, S.HOST, S.ACTIVITY, S.EXPERIENCE]),
    ),
)
def who_is_silent(call: Call) -> Answer:
    """Which seats have not answered."""
    return _one(call, silent_told)


@question(
    "my_answer",
    example=N_("What have I answered?"),
    recognises=any_of(
        pattern(
            S.MY, (S.ANSWERED, S.COME), takes=(*_AROUND, S.WHAT, S.NOT), never=[S.WHO, S.WHICH, S.WHEN, S.HOW_MANY]
        ),
        pattern(S.MY_ANSWER, takes=(*_AROUND, S.WHAT, S.NOT, S.ABOUT), never=[S.WHO, S.WHICH, S.WHEN, S.HOW_MANY]),
        pattern(S.MY_ANSWER, (S.WHAT, *MEETINGS), takes=(*_AROUND, S.NOT, S.ABOUT), never=[S.WHO, S.WHICH]),
        pattern(S.MY, S.ANSWERED, (S.WHAT, *MEETINGS), takes=(*_AROUND, S.COME, S.NOT), never=[S.WHO, S.WHICH]),
    ),
)
def what_have_i_answered(call: Call) -> Answer:
    """The asker's own answer; never where others read it."""
    if not call.is_private:
        return told(call.say("I tell that to you alone: write to me directly, or use `{command}`.",
                             command=call.command("mote", "meeting")))  # fmt: skip
    refuse_doubtful_date(call)
    asked = _asked(call)
    return own_answer_told(call, asked.meetings) if asked.meetings else nothing_to_come(call)
