"""Which meeting a plain question is about, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.intents.vocabulary import Sign
from bot.language import Text, bold
from bot.meant import refuse_doubtful_date
from bot.meetings import store as network_store
from bot.meetings.card import nothing_to_come
from bot.models import Meeting
from bot.rules.asked_meetings import PEOPLE_COME, Asked, kind_asked, meetings_asked
from bot.views.asked_meetings import in_that_time, no_such_meeting, told


def asked_by(call: Call) -> Asked:
    """The meetings that fit; a Refusal when the date in the question cannot be used."""
    refuse_doubtful_date(call)
    return meetings_asked(network_store.all_meetings(call.session, call.network), call.heard, call.now, call.zone)


def first_asked(call: Call, show: Callable[[Call, Meeting], Message]) -> Message:
    """The meeting most meant, shown; or that none fits."""
    asked = asked_by(call)
    return show(call, asked.meetings[0]) if asked.meetings else none_fits(call, asked)


def none_fits(call: Call, asked: Asked) -> Message:
    """Say that no meeting is as it was asked for, and which is next."""
    say, coming = call.say, network_store.coming_meetings(call.session, call.network, call.now)
    if asked.is_past:
        return told(say("No such meeting has been.") if asked.is_narrowed else say("No meeting has been yet."))
    if call.heard.when is not None and not call.heard.side:
        if call.heard.when.span.last < call.today:
            return told(say("No meeting was held {time}.", time=in_that_time(call)))
        what = say("No meeting is planned {time}.", time=in_that_time(call))
    elif call.heard.who and not call.heard.signs & {*PEOPLE_COME, Sign.AFTER}:
        what = hosts_none(call, call.heard.who)
    elif kind_asked(call.heard) is not None or coming:
        what = say("No such meeting is planned.")
    else:
        return nothing_to_come(call)
    return no_such_meeting(call, coming, what)


def hosted_none(call: Call, members: Collection[int]) -> Text:
    """That some members have hosted nothing."""
    return call.say("{member} has hosted no meeting.", member=_named(call, members))


def hosts_none(call: Call, members: Collection[int]) -> Text:
    """That some members host nothing."""
    return call.say("{member} hosts no meeting that is planned.", member=_named(call, members))


def _named(call: Call, members: Collection[int]) -> Text:
    names = {each.id: each.name for each in call.network.members}
    return bold(" / ".join(names[each] for each in members if each in names))
