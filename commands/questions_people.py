"""Plain questions about people at meetings: who hosts, who comes, who has not answered, one's own answer."""

from __future__ import annotations

from collections.abc import Collection

from bot.dates.typed import NamedSpan
from bot.feature.declare import Answer, Call, Message, question
from bot.hosting.card import hosting_card
from bot.hosting.load import HostingCard
from bot.hosting.rules import order_of
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_, Text, bold, joined
from bot.meetings import store as meetings_store
from bot.meetings.rules import has_days, is_going_on, is_to_come, span_of
from bot.meetings.show import show_meeting
from bot.models import Meeting
from bot.network.history import Stage
from bot.network.membership import SEATS
from bot.questions.meetings import hosted_nothing, hosts_nothing, none_fits, none_then, nothing_to_come
from bot.questions.network import roles_asked
from bot.questions.people import SeatsAsked, host_of, invited, silent
from bot.questions.selection import (
    AROUND,
    MEETINGS,
    PEOPLE_COME,
    WHICH_ONE,
    Selection,
    kinds_of,
    next_ones,
    refuse_doubtful_date,
    turn_of,
    wants_one,
)
from bot.questions.show import about_seats, about_those, histories, members_then, show_who_comes
from bot.questions.taking_part import FACTS
from bot.questions.view import answers_together, paragraph, several, to_you_alone
from bot.questions.which_period import of_the_last_period

S = Sign
_AROUND_HOST = (*AROUND, S.BEFORE)
_NOT_SILENT = (S.COME, S.HOST, S.ACTIVITY, S.EXPERIENCE, S.NAMED, S.WORKED, S.CONTRIBUTED, S.CONTRIBUTE)
_NOT_PEOPLE = (S.NAMED, S.ACTIVITY, S.NUMBER, S.EXPERIENCE)
_NOT_MY_SEAT = (S.WHO, S.WHICH, S.WHEN, S.HOW_MANY, S.HOST, S.MEMBER, S.YEARS, S.NETWORK, S.HOW, *_NOT_PEOPLE)


# who hosts


@question(
    "host",
    example=N_("Who hosts next time?"),
    recognises=any_of(
        pattern(S.RESPONSIBLE, MEETINGS, (S.WHO, S.WHICH), takes=_AROUND_HOST, never=[S.ACTIVITY, S.NUMBER, S.NAMED]),
        pattern(
            S.HOST,
            takes=(*_AROUND_HOST, S.WHO, S.WHICH, S.WHEN, S.COME, S.BEGINS, S.HOW_MANY),
            never=[S.CHANGES, S.ERRAND],
        ),
        pattern(S.HOST, (S.OURS, S.WE, S.MY), takes=(*_AROUND_HOST, S.WHEN), never=[S.CHANGES, S.ERRAND, S.WHO]),
        pattern(
            (S.AFTER, S.BEFORE),
            S.MEMBER,
            (S.WHO, S.WHICH),
            takes=_AROUND_HOST,
            never=[S.COME, S.ANSWERED, *_NOT_PEOPLE],
        ),
        pattern(
            S.HOST,
            (S.WHO, S.WHICH, S.WHEN, S.WHERE, *WHICH_ONE),
            takes=(*_AROUND_HOST, S.WHO, S.WHICH, S.WHEN, S.COME, S.RESPONSIBLE),
        ),
    ),
)
def who_hosts(call: Call) -> Answer:
    """Who hosts the meeting: at a time, next, after that, last; or when a member hosts."""
    refuse_doubtful_date(call)
    call = of_the_last_period(call)
    order = order_of(meetings_store.all_meetings(call.session, call.network), call.now, call.zone)
    if call.utterance.when is not None or kinds_of(call.utterance):
        return _host_of_those(call)
    if call.utterance.who and call.utterance.signs & {S.AFTER, S.BEFORE}:
        return _beside_theirs(call, [*order.over, *order.coming])
    whose = _whose_turn(call)
    if whose and S.AFTER not in call.utterance.signs:
        return _turns_of(call, [*order.over, *order.coming], whose)
    if call.utterance.is_past and S.NEXT not in call.utterance.signs:
        if call.utterance.signs & {S.WHICH, S.HOW_MANY, S.ALL} and order.over:
            return several(call, [host_of(call, each) for each in order.over])
        latest = order.past or order.not_recorded
        none = call.say("Nobody has noted that any member has hosted a meeting.")
        asked = 0 if S.FIRST in call.utterance.signs else -1
        return paragraph(host_of(call, latest[asked]) if latest else none)
    if call.is_private and call.utterance.signs & {S.LIST, S.ALL}:
        return hosting_card(call.say, HostingCard.load(call))
    hosted = [each for each in order.coming if each.host is not None]
    if S.NEXT in call.utterance.signs:
        hosted = [each for each in hosted if not is_going_on(each, call.now, call.zone)]
    turns = next_ones(hosted, call.utterance)
    if not turns:
        return _no_host_to_come(call, hosted, order.over)
    many = S.AND_AFTER in call.utterance.signs or (
        S.WHICH in call.utterance.signs and not call.utterance.signs & {S.NEXT, S.AFTER}
    )
    return several(call, [host_of(call, each) for each in (turns if many else turns[:1])])


def _whose_turn(call: Call) -> tuple[int, ...]:
    """The members by name; or the asker's own, who says "our turn" or "when do we host"."""
    asks_for_somebody = call.utterance.signs & {S.WHO, S.WHICH, S.LIST, S.WHERE}
    own = call.person.member_id if call.person else None
    if call.utterance.who or own is None or asks_for_somebody or not call.utterance.signs & {S.OURS, S.WE, S.MY}:
        return call.utterance.who
    return (own,)


def _beside_theirs(call: Call, order: list[Meeting]) -> Message:
    """Who hosts before or after a member: its next turn, else its latest."""
    hosted = [each for each in order if each.host is not None]
    turn = turn_of(hosted, call.utterance.who, call.now, call.zone)
    if turn is None:
        return paragraph(hosts_nothing(call, call.utterance.who))
    if S.BEFORE not in call.utterance.signs:
        following = hosted[turn + 1 :]
        return paragraph(host_of(call, following[0])) if following else _none_after(call, hosted[turn])
    none = call.say("No host is noted for any meeting before that.")
    return paragraph(host_of(call, hosted[turn - 1])) if turn else paragraph(host_of(call, hosted[turn]), none)


def _host_of_those(call: Call) -> Message:
    """The hosts of the meetings at a time or of a kind."""
    selection = Selection.load(call)
    hosted = [each for each in selection.beside if each.host is not None]
    if not selection.meetings and hosted and call.utterance.who:
        return several(call, [host_of(call, each) for each in hosted], none_then(call))
    if not selection.meetings:
        return none_fits(call, selection)
    meetings = selection.meetings if call.utterance.when is not None else selection.meetings[:1]
    hosted = [each for each in meetings if each.host is not None]
    if hosted and wants_one(call.utterance):
        return paragraph(host_of(call, hosted[0]))
    until = max(span_of(each).last for each in meetings)
    further = [each for each in selection.coming if each.host is not None and span_of(each).last > until]
    those = hosted or [*meetings, *further[:1]]
    return several(call, [joined(" ", [host_of(call, each), _days_unset(call, each)]) for each in those])


def _days_unset(call: Call, meeting: Meeting) -> Text:
    """That a meeting to come has only its month, where days in it are asked of."""
    when = call.utterance.when
    is_known = has_days(meeting) or not is_to_come(meeting, call.now, call.zone)
    if when is None or is_known or when.reach.covers(span_of(meeting)) or not span_of(meeting).overlaps(when.reach):
        return Text("")
    return call.say("Only its month is set yet, not the days.")


def _turns_of(call: Call, hosted: list[Meeting], whose: Collection[int]) -> Message:
    """When members host: those to come, else those that have been."""
    turns = [each for each in hosted if each.host is not None and each.host.id in whose]
    to_come = [each for each in turns if is_to_come(each, call.now, call.zone)]
    past = [each for each in turns if each not in to_come]
    if call.utterance.is_past and not past:
        return paragraph(hosted_nothing(call, whose), *(host_of(call, each) for each in to_come[:1]))
    theirs = turns if call.utterance.is_past else to_come or turns
    none = [] if call.utterance.is_past or to_come else [*_left(call, whose), hosts_nothing(call, whose)]
    return several(call, [*none, *(host_of(call, each) for each in theirs)], count=0)


def _left(call: Call, whose: Collection[int]) -> list[Text]:
    """That members of which turns are asked have left."""
    left = [member for member, history in histories(call, whose) if history.stage is Stage.HAS_LEFT]
    return [call.say(FACTS[Stage.HAS_LEFT], member=bold(each.name)) for each in left]


def _none_after(call: Call, last: Meeting) -> Message:
    return paragraph(host_of(call, last), call.say("No host is chosen for any meeting after that."))


def _no_host_to_come(call: Call, hosted: list[Meeting], past: tuple[Meeting, ...]) -> Message:
    if hosted:
        return _none_after(call, hosted[-1])
    return paragraph(call.say("No host is chosen for any meeting to come."), host_of(call, past[-1]) if past else "")


# who comes


@question(
    "coming",
    example=N_("Who is coming to the next meeting?"),
    recognises=any_of(
        pattern(
            S.COME,
            (S.WHO, S.WHICH, S.HOW_MANY, S.TELL),
            takes=(*AROUND, S.NOT, S.ANSWERED, S.PREPARE, S.HOW),
            never=_NOT_PEOPLE,
        ),
        pattern(S.COME, MEETINGS, takes=(*AROUND, S.NOT, S.ANSWERED, S.LIST), never=[S.WHEN, S.WHERE, S.HOW_LONG]),
        pattern(S.COME, takes=(S.LIST, S.ALL), never=[S.WHEN, S.MY, S.NOT, S.WANTS, *_NOT_PEOPLE]),
        pattern(S.COME, (S.ELECTED, S.OFFICIALS), S.DATE, takes=AROUND, never=[S.WHEN, S.MY, S.HOW, *_NOT_PEOPLE]),
        pattern(S.COME, S.ALL, takes=AROUND, never=[S.WHEN, S.MY, S.HOW, S.NETWORK, *_NOT_PEOPLE]),
        pattern(S.ATTENDANCE, S.NEXT, (*MEETINGS, S.WHAT), takes=AROUND),
        pattern(S.COME, S.MEMBER, takes=AROUND, never=[S.WHEN, S.HOST, S.WHERE, S.HOW, S.NETWORK, S.SUGGEST, S.MY]),
        pattern(S.ANSWERED, S.MEMBER, takes=(*AROUND, S.COME, S.NOT), never=[S.HOST, S.HOW, S.WHEN]),
        pattern(S.WITH, (S.WHO, S.WHICH, S.HOW_MANY), MEETINGS, takes=AROUND),
        pattern(
            S.WITH, (S.WHO, S.WHICH, S.HOW_MANY), (S.NEXT, S.LAST, S.DATE), takes=AROUND, never=[S.YEARS, S.AGREEMENT]
        ),
        pattern(S.ANSWERED, (S.WHO, S.WHICH, S.HOW_MANY), takes=(*AROUND, S.COME)),
        pattern(S.ANSWERED, (S.TELL, S.LIST), takes=(*AROUND, S.COME), never=[S.MY]),
        pattern(S.ANSWERED, MEETINGS, takes=(*AROUND, S.COME), never=[S.MY, S.WHEN]),
    ),
)
def who_comes(call: Call) -> Answer:
    """Which seats are taken, and what others said; of members by name, what theirs have come to. Who comes
    after a member may be a question of hosts as well: that is not answered."""
    if call.utterance.who and S.AFTER in call.utterance.signs:
        return None
    when = call.utterance.when
    if when is not None and S.WITH in call.utterance.signs and not call.utterance.signs & {*MEETINGS, *PEOPLE_COME}:
        return _who_is_in(call, when)
    members = tuple(each for each in call.utterance.who if each not in call.utterance.place)
    asked = SeatsAsked(members, roles_asked(call) if members else ())
    return about_those(call, lambda call, meeting: show_who_comes(call, meeting, asked))


def _who_is_in(call: Call, when: NamedSpan) -> Message:
    """Which members take part at a time, below who comes to its meeting where it has only one: "vilka är med i
    november" may ask for either."""
    members = members_then(call, when.reach)
    if len(Selection.load(call).meetings) != 1:
        return members
    return answers_together([about_those(call, show_who_comes), members]) or members


@question(
    "invited",
    recognises=any_of(
        pattern(
            S.INVITED,
            (S.WHO, S.WHICH, S.HOW_MANY, *MEETINGS),
            takes=(*AROUND, S.WHO, S.WHICH),
            never=[S.HOST, S.COME, S.ANSWERED, S.MY, *_NOT_PEOPLE],
        ),
    ),
)
def who_is_invited(call: Call) -> Answer:
    """Which seats a meeting is for."""
    return about_seats(call, invited)


@question(
    "silent",
    example=N_("Who has not answered yet?"),
    recognises=any_of(
        pattern(S.ANSWERED, S.NOT, takes=(*AROUND, S.COME, S.WHO, S.WHICH, S.HOW_MANY), never=[S.MY]),
        pattern(S.ANSWERED, S.ALL, takes=(*AROUND, S.COME), never=[S.MY, S.WHO]),
        pattern(S.ANSWERED, S.NOT, (S.WHO, S.WHICH, S.HOW_MANY), takes=(*AROUND, S.COME)),
        pattern(
            S.NOT,
            (S.WHO, S.WHICH),
            takes=(*AROUND, S.OPEN),
            never=(*_NOT_SILENT, S.MY, S.INSTEAD, S.WAS),
        ),
    ),
)
def who_is_silent(call: Call) -> Answer:
    """Which seats have not answered."""
    return about_seats(call, silent)


@question(
    "my_answer",
    example=N_("What have I answered?"),
    recognises=any_of(
        pattern(S.MY, S.ANSWERED, takes=(*AROUND, S.COME, S.WHAT, S.NOT), never=[S.WHO, S.WHICH, S.WHEN, S.HOW_MANY]),
        pattern(
            S.MY,
            S.COME,
            (*MEETINGS, S.NEXT),
            takes=(*AROUND, S.NOT),
            never=[S.WHO, S.WHICH, S.WHEN, S.HOW_MANY, S.LATE, S.WAS],
        ),
        pattern(S.MY_ANSWER, takes=(*AROUND, S.WHAT, S.NOT, S.ABOUT, S.COME), never=[S.WHO, S.WHICH, S.WHEN]),
        pattern(S.MY_ANSWER, (S.WHAT, *MEETINGS), takes=(*AROUND, S.NOT, S.ABOUT), never=[S.WHO, S.WHICH]),
        pattern(S.MY, S.ANSWERED, (S.WHAT, *MEETINGS), takes=(*AROUND, S.COME, S.NOT), never=[S.WHO, S.WHICH]),
    ),
)
def what_have_i_answered(call: Call) -> Answer:
    """The asker's own answer; never where others read it."""
    if not call.is_private:
        return to_you_alone(call, "mote", "meeting")
    selection = Selection.load(call)
    if not selection.meetings:
        return none_fits(call, selection) if selection.coming else nothing_to_come(call, selection)
    first = selection.meetings[0]
    return show_meeting(call, first, is_next=selection.is_next(first))


@question(
    "did_i_come",
    recognises=any_of(
        pattern(S.MY, S.COME, S.WAS, takes=(*AROUND, S.NOT), never=_NOT_MY_SEAT),
        pattern(S.MY, S.WITH, S.WAS, (S.DATE, S.LAST, *MEETINGS), takes=(*AROUND, S.NOT), never=_NOT_MY_SEAT),
    ),
)
def did_i_come(call: Call) -> Answer:
    """What is noted of the asker's own seat; never where others read it."""
    if not call.is_private:
        return to_you_alone(call, "mote", "meeting")
    me = call.confirmed
    whose = me.deputy_for if me and me.deputy_for else me
    if whose is None or whose.member_id is None or whose.role not in SEATS:
        return paragraph(call.say("You have no seat of your own, so nothing is noted about you."))
    asked = SeatsAsked((whose.member_id,), (whose.role,))
    return about_those(call, lambda call, meeting: show_who_comes(call, meeting, asked))
