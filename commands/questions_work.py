"""Plain questions about the plan's activities and about experiences."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.activities.card import activity_card
from bot.activities.list import activity_list, no_activities
from bot.activities.load import ActivityCard, ActivityList, Which, new_command
from bot.activities.rules import is_at_work, late_steps
from bot.dates.when import Span
from bot.experiences import store as experiences_store
from bot.experiences.rules import reader_of
from bot.experiences.search import Query, query_of, search, terms
from bot.experiences.show import hits_for, hits_within, show
from bot.feature.declare import Answer, Call, Message, question
from bot.home.load import HomePage
from bot.home.todo import todo_list
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.models import Activity, Member, Period
from bot.network import plan
from bot.network import store as network_store
from bot.network.membership import MembersOfPeriod
from bot.network.periods import Shown
from bot.network.plan import entities_of
from bot.questions.meetings import holding_today
from bot.questions.selection import refuse_doubtful_date
from bot.questions.view import answers_together, paragraph, to_you_alone
from bot.questions.which_period import from_its_plan, other_period, period_asked
from bot.questions.work import (
    activities_in_time,
    done_of,
    experiences_in_brief,
    how_to_contribute,
    late_steps_of,
    no_such_activity,
    responsible_for,
    several_activities,
    steps_of,
)

S = Sign
_NOT_OUR_WORK = (S.HOST, S.COME, S.ANSWERED, S.MEETING, S.CONTACT, S.WHEN, S.EXPERIENCE)
_NOT_THEIRS = (S.NUMBER, S.NAMED, S.WORKED, S.EXPERIENCE, S.TOPIC, S.MEETING, S.CONTACT)
_NOT_A_SEARCH = (S.WHEN, S.WHERE, S.MEETING, S.WHO, S.HOW, S.MY, S.HOST, S.COME, S.NOT)
_NOT_DONE = (S.MEETING, S.MEET, S.NUMBER, S.NAMED, S.NOT, S.HOST, S.COME, S.MY, S.WHEN, S.WHO, S.DATE, S.MEMBER)
_NOT_ALL_DONE = (S.NUMBER, S.NOT, S.NAMED, S.OPEN, S.LATE)
_NOT_ITS_STATE = (S.WHO, S.WHICH, S.CONTRIBUTE, S.EXPERIENCE, S.MEETING, S.MEET, S.HOST, S.COME, S.MY, S.MEMBER)
_ABOUT = (S.ABOUT, S.STEP, S.WHICH, S.WHEN, S.HOW, S.LIST, S.HOW_MANY, S.DATE)


@question(
    "activities.open",
    example=N_("Which activities are open?"),
    recognises=any_of(
        pattern(S.ACTIVITY, S.OPEN, takes=(*_ABOUT, S.ALL, S.HAPPENS, S.TO_DO, S.NOT, S.DONE), never=[S.NUMBER]),
        pattern(
            S.ACTIVITY,
            (S.WHICH, S.WHAT, S.LIST, S.TELL, S.HOW_MANY),
            takes=(*_ABOUT, S.HAPPENS, S.TO_DO, S.WITH),
            never=[S.NUMBER, S.LATE, S.DONE, S.MY],
        ),
        pattern(S.ACTIVITY, S.NOT, takes=(*_ABOUT, S.DONE), never=[S.NUMBER, S.LATE]),
        pattern(S.ACTIVITY, S.NOT, S.DONE, takes=_ABOUT),
        pattern(S.TO_DO, (S.OPEN, S.AGREEMENT), takes=(*_ABOUT, S.OPEN, S.WHAT, S.ENDS, S.AGREEMENT), never=[S.MY]),
        pattern(S.ACTIVITY, takes=_ABOUT, never=[S.NUMBER]),
        pattern(S.TO_DO, S.WHAT, takes=_ABOUT, never=[S.MY]),
        pattern(
            S.WORKED,
            (S.WHAT, S.OPEN, S.WHICH),
            takes=(*_ABOUT, S.OPEN),
            never=[S.MEMBER, S.TOPIC, S.NAMED, S.OTHERS, S.MY],
        ),
        pattern(S.DEADLINE, takes=(*_ABOUT, S.NEXT), never=[S.NUMBER, S.NAMED, S.MEETING]),
        pattern(
            S.DEADLINE, (S.WHICH, S.WHEN, S.WHAT, S.NEXT, S.LIST), takes=(*_ABOUT, S.NEXT), never=[S.NUMBER, S.NAMED]
        ),
    ),
)
def which_are_open(call: Call) -> Answer:
    """The open activities; those of a time, when the question names one."""
    return _in_time(call) or _list(call, Which.OPEN)


@question(
    "activities.late",
    example=N_("Which activities are late?"),
    recognises=any_of(
        pattern(S.ACTIVITY, S.LATE, takes=(*_ABOUT, S.NOT, S.ALL, S.WHO, S.MEMBER, S.RESPONSIBLE)),
        pattern(
            S.LATE, (S.WHICH, S.WHAT, S.STEP, S.FIND), takes=(*_ABOUT, S.TO_DO, S.MEMBER), never=[S.MEETING, S.ANSWERED]
        ),
        pattern(S.LATE, takes=(*_ABOUT, S.MEMBER), never=[S.MEETING, S.ANSWERED, S.COME, S.EXPERIENCE, S.MY]),
    ),
)
def which_are_late(call: Call) -> Answer:
    """The late activities; of members by name the late steps that are theirs, and where none is, those of all."""
    of_all = _list(call, Which.LATE)
    if call.utterance.who and (period := period_asked(call)):
        seasons = plan.seasons_of(call.network)
        late = [(each, step) for each in _activities(call) for step in late_steps(each, call.today, seasons)]
        of_all = late_steps_of(call, _members_of(call, period), late, _named(call), of_all)
    return of_all if other_period(call) else holding_today(call, of_all)


@question(
    "activities.all",
    example=N_("Show all activities"),
    recognises=any_of(
        pattern(S.ACTIVITY, S.ALL, takes=(*_ABOUT, S.HAPPENS), never=[S.NUMBER, S.OPEN, S.LATE]),
        pattern(
            (S.WORKED, S.ACTIVITY, S.TO_DO),
            S.AGREEMENT,
            (S.LAST, S.NEXT),
            (S.WHAT, S.WHICH, S.WE),
            takes=(*_ABOUT, S.WAS),
            never=[S.MEMBER, S.MEETING, S.EXPERIENCE, S.OTHERS],
        ),
        pattern(S.ACTIVITY, S.DONE, S.DATE, takes=_ABOUT, never=_NOT_ALL_DONE),
    ),
)
def all_activities(call: Call) -> Answer:
    """All activities, also those done; those of a time or of the last period, when the question names one."""
    return _in_time(call) or _list(call, Which.ALL)


@question(
    "activities.done",
    example=N_("Which activities are done?"),
    recognises=any_of(
        pattern(S.ACTIVITY, S.DONE, takes=(*_ABOUT, S.WAS), never=[*_NOT_ALL_DONE, S.DATE, S.MY]),
        pattern(S.DONE, (S.WHAT, S.STEP), takes=(*_ABOUT, S.WAS), never=_NOT_DONE),
    ),
)
def which_are_done(call: Call) -> Answer:
    """The activities that are marked as done, and the steps of others, in the period asked of."""
    activities = _activities(call)
    return from_its_plan(call, done_of(call, activities)) if activities else no_activities(call.say, new_command(call))


@question(
    "activities.mine",
    example=N_("Which activities are mine?"),
    holds_today=True,
    recognises=any_of(
        pattern(S.ACTIVITY, S.MY, takes=(*_ABOUT, S.OPEN, S.TO_DO, S.RESPONSIBLE, S.ALL), never=[S.NUMBER, S.LATE]),
        pattern(S.MY, S.RESPONSIBLE, (S.WHAT, S.FIND), takes=_ABOUT),
        pattern(S.MY, S.RESPONSIBLE, S.ACTIVITY, takes=_ABOUT, never=[S.WHO, S.NUMBER, S.NAMED, S.MEMBER]),
        pattern(S.WE, S.RESPONSIBLE, S.ACTIVITY, takes=_ABOUT, never=[S.WHO, S.NUMBER, S.NAMED, S.MEMBER]),
        pattern(S.MY, S.LATE, (S.WHAT, S.FIND), takes=(*_ABOUT, S.WHAT), never=[S.COME, S.MEETING, S.WORKED]),
        pattern(S.MY, S.NEXT, S.WHAT, takes=_ABOUT, never=[S.MEETING, S.COME, S.HOST, S.WHEN, S.WHERE]),
        pattern(S.MY, S.TO_DO, takes=(*_ABOUT, S.WHAT, S.OPEN)),
        pattern(S.OURS, S.WHAT, takes=_ABOUT, never=_NOT_OUR_WORK),
        pattern(S.OURS, S.WHAT, (S.CONTRIBUTE, S.TO_DO, S.RESPONSIBLE), takes=_ABOUT, never=[S.HOST]),
        pattern(S.MY_TO_DO, takes=(*_ABOUT, S.WHAT, S.ACTIVITY)),
    ),
)
def which_are_mine(call: Call) -> Answer:
    """The asker's own, or all that waits for them; never where others read it."""
    signs = call.utterance.signs
    if signs & {S.TO_DO, S.MY_TO_DO} and not signs & {S.ACTIVITY, S.RESPONSIBLE}:
        say = call.say
        if not call.is_private:
            return paragraph(say("I tell that to you alone: write to me directly, or see “To do” on my Home tab."))
        return todo_list(say, HomePage.load(call))
    if not call.is_private:
        return to_you_alone(call, "aktiviteter mina", "activities mine")
    return activity_list(call.say, ActivityList.load(call, Which.MINE))


@question(
    "activities.member",
    example=N_("Which activities do the members answer for?"),
    recognises=any_of(
        pattern(S.ACTIVITY, S.MEMBER, takes=(*_ABOUT, S.OPEN, S.RESPONSIBLE, S.ALL, S.TO_DO), never=_NOT_THEIRS),
        pattern(S.ACTIVITY, S.MEMBER, (S.RESPONSIBLE, S.WHICH), takes=(*_ABOUT, S.OPEN, S.ALL), never=_NOT_THEIRS),
        pattern(S.RESPONSIBLE, S.MEMBER, S.WHAT, takes=_ABOUT, never=_NOT_THEIRS),
        pattern(S.ACTIVITY, S.MEMBERS, S.RESPONSIBLE, takes=_ABOUT, never=_NOT_THEIRS),
    ),
)
def which_are_theirs(call: Call) -> Answer:
    """The activities of which a member answers for a step; without a name, of all."""
    activities = _activities(call)
    steps = [(each, step) for each in activities for step in each.steps]
    if not activities:
        return no_activities(call.say, new_command(call))
    return from_its_plan(call, steps_of(call, _members_of(call, activities[0].period), steps, _named(call)))


@question(
    "responsible",
    example=N_("Who answers for activity 1?"),
    recognises=any_of(
        pattern(S.RESPONSIBLE, (S.ACTIVITY, S.NUMBER, S.NAMED), takes=(*_ABOUT, S.WHO, S.NUMBER, S.DONE)),
        pattern(S.WHO, S.ACTIVITY, S.NUMBER, takes=_ABOUT),
        pattern(S.CONTACT, S.NAMED, S.WHO, takes=_ABOUT, never=[S.MEMBER]),
        pattern(S.RESPONSIBLE, (S.WHO, S.WHICH), (S.ACTIVITY, S.NUMBER, S.NAMED), takes=(*_ABOUT, S.NUMBER)),
    ),
)
def who_answers_for(call: Call) -> Answer:
    """Who answers for an activity's steps; all that are open, when nobody says which activity."""
    return from_its_plan(call, _about_one(call, responsible_for) or _list(call, Which.OPEN))


@question(
    "activity",
    example=N_("What is activity 1 about?"),
    recognises=any_of(
        pattern(S.NUMBER, (S.TELL, S.HOW), takes=(*_ABOUT, S.DONE), never=[S.EXPERIENCE, S.MEETING, S.COME]),
        pattern(S.ACTIVITY, S.NUMBER, takes=(*_ABOUT, S.DONE, S.LATE, S.OPEN, S.ENDS, S.BEGINS)),
        pattern(S.NAMED, S.DONE, takes=_ABOUT, never=_NOT_ITS_STATE),
        pattern(S.ACTIVITY, S.NAMED, (S.ABOUT, S.TELL, S.HOW, S.WHEN), takes=(*_ABOUT, S.DONE, S.LATE, S.OPEN)),
        pattern(
            S.NAMED,
            (S.WHEN, S.HOW, S.TELL, S.DEADLINE),
            never=[S.CONTRIBUTE],
            takes=(
                *_ABOUT,
                S.DONE,
                S.LATE,
                S.ENDS,
                S.BEGINS,
                S.HAPPENS,
                S.ACTIVITY,
                S.DEADLINE,
                S.FINAL,
                S.COME,
                S.WHAT,
                S.WORKED,
                S.PROGRAMME,
            ),
        ),
    ),
)
def about_activity(call: Call) -> Answer:
    """One activity, by its number or by words of its title."""
    card = _about_one(call, lambda call, activity: activity_card(call.say, ActivityCard.load(call, activity)))
    return from_its_plan(call, card) if card else None


def _in_time(call: Call) -> Message | None:
    """The activities of every period that have a step at the time of the question; None: it names none but today."""
    refuse_doubtful_date(call)
    when = call.utterance.when
    if when is None or when.reach == Span.day(call.today):
        return None
    seasons = plan.seasons_of(call.network)
    every = plan.all_activities(call.session, call.network)
    return activities_in_time(call, [each for each in every if is_at_work(each, when.reach, seasons)])


def _about_one(call: Call, show: Callable[[Call, Activity], Message]) -> Message | None:
    """The activity with the number or the words of the question, shown; a choice of several. None: it names none."""
    utterance, activities = call.utterance, _activities(call)
    numbers = (utterance.number,) if utterance.number is not None else utterance.activities
    fitting = [each for each in activities if each.number in numbers]
    if fitting:
        return show(call, fitting[0]) if len(fitting) == 1 else several_activities(call, fitting)
    if utterance.number is None:
        return None
    return no_such_activity(call, activities) if activities else no_activities(call.say, new_command(call))


def _activities(call: Call) -> list[Activity]:
    """Those of the plan that is asked of."""
    refuse_doubtful_date(call)
    return plan.activities(call.session, period_asked(call))


def _members_of(call: Call, period: Period) -> MembersOfPeriod:
    return network_store.members_of(call.session, period, call.today)


def _named(call: Call) -> list[Member]:
    return [each for each in call.network.members if each.id in call.utterance.who]


def _list(call: Call, which: Which) -> Message:
    """A list of the activities; those of another period, when the question names one."""
    refuse_doubtful_date(call)
    if (other := other_period(call)) is not None:
        then = Shown.LATE if which is Which.LATE else Shown.ACTIVITIES
        return activity_list(call.say, ActivityList.of_period(call, other, then))
    return activity_list(call.say, ActivityList.load(call, which))


# experiences


@question(
    "contribute",
    example=N_("How do I contribute an experience?"),
    is_for=lambda call: call.may_write,
    recognises=any_of(
        pattern(S.CONTRIBUTE, S.EXPERIENCE, takes=(S.HOW, S.WHERE, S.NAMED, S.ABOUT, S.WHEN), never=[S.WHO, S.WHICH]),
        pattern(S.CONTRIBUTE, (S.HOW, S.WHERE), takes=(S.EXPERIENCE, S.ABOUT), never=[S.ACTIVITY, S.MEETING, S.NAMED]),
        pattern(S.NEW, takes=(S.HOW, S.MY, S.CONTRIBUTE)),
        pattern(S.EXPERIENCE, S.HOW, (S.MY,), takes=(S.WHERE,), never=[S.HOW_MANY]),
    ),
)
def how_do_i_contribute(call: Call) -> Answer:
    """How one contributes."""
    return how_to_contribute(call)


@question(
    "contributed",
    recognises=any_of(
        pattern(
            S.CONTRIBUTED,
            (S.MEMBER, S.WE, S.OURS),
            takes=(S.EXPERIENCE, S.NOT, S.ALL, S.HOW_MANY, S.WHICH, S.LAST, S.WORKED, S.DATE),
            never=[S.WHO, S.MY, S.ACTIVITY, S.NUMBER],
        ),
    ),
)
def whether_they_have_contributed(call: Call) -> Answer:
    """What members have contributed that the asker may read; the asker's own where none is named."""
    refuse_doubtful_date(call)
    whose, when = call.utterance.who or _own(call), call.utterance.when
    if when is None:
        return _contributed_by(call, whose)
    answers = [hits_within(call, Query(member=each, time=when.reach), 1) for each in whose or (None,)]
    return answers_together(answers) or answers[0]


def _own(call: Call) -> tuple[int, ...]:
    """The asker's own member."""
    return (call.confirmed.member_id,) if call.confirmed and call.confirmed.member_id else ()


def _contributed_by(call: Call, members: Collection[int]) -> Message:
    """The experiences of some members, or of all, that the asker may read, in brief."""
    readable = experiences_store.contributed(call.session, call.network, reader_of(call))
    theirs = [each for each in readable if each.member_id in members]
    return experiences_in_brief(call, theirs if members else readable, members)


@question(
    "experiences",
    example=N_("Are there experiences about the best interests of the child?"),
    recognises=any_of(
        pattern(
            S.EXPERIENCE,
            S.TOPIC,
            takes=(S.SEARCH, S.WHICH, S.WHO, S.ABOUT, S.MEMBER, S.WORKED, S.NUMBER, S.ALL, S.WITH, S.ACTIVITY),
            never=[S.HOW_MANY, S.CONTRIBUTE, S.MY, S.HOW],
            about=True,
        ),
        pattern(S.SEARCH, S.TOPIC, takes=(S.ABOUT, S.EXPERIENCE, S.MEMBER, S.WHO), about=True),
        pattern(
            S.WORKED,
            S.TOPIC,
            (S.WHO, S.FIND, S.WHAT, S.WHICH, S.MEMBER, S.OTHERS, S.ABOUT),
            takes=(S.ABOUT, S.WHO, S.MEMBERS, S.MEMBER, S.HOW, S.OTHERS),
            about=True,
        ),
        pattern(S.WORKED, S.MEMBER, S.WHAT, takes=(S.ABOUT, S.EXPERIENCE)),
        pattern(S.EXPERIENCE, S.MEMBER, takes=(S.WHICH, S.HOW_MANY, S.ALL, S.LIST, S.WORKED), never=[S.CONTRIBUTE]),
        pattern(S.FIND, S.ABOUT, S.TOPIC, takes=(S.WHO, S.EXPERIENCE), about=True, never=_NOT_A_SEARCH),
        pattern(S.OTHERS, S.ABOUT, S.TOPIC, takes=(S.WHAT, S.HOW, S.MEMBERS), about=True, never=[S.MEETING, S.WHO]),
        pattern(S.WORKED, S.OTHERS, takes=(S.WHAT, S.HOW, S.WHICH, S.ABOUT, S.MEMBERS), about=True),
        pattern(
            S.EXPERIENCE,
            S.DATE,
            takes=(S.WHICH, S.WHAT, S.HOW_MANY, S.ALL, S.LIST, S.WHERE, S.MEMBER, S.MEMBERS, S.SEARCH, S.WAS, S.LAST),
            never=[S.MY, S.MEETING, S.CONTRIBUTE, S.HOW],
        ),
        pattern(S.EXPERIENCE, S.OTHERS, takes=(S.WHAT, S.HOW, S.WHICH, S.ABOUT, S.MEMBERS), about=True),
        pattern(S.EXPERIENCE, S.NUMBER, takes=(S.ABOUT,), never=[S.ACTIVITY]),
        pattern(S.EXPERIENCE, takes=(S.WHICH, S.HOW_MANY, S.LAST, S.NEXT, S.ALL, S.LIST, S.WHERE), never=[S.MY]),
        pattern(S.WORKED, (S.MEMBERS, S.OTHERS), S.HOW, S.TOPIC, takes=(S.ABOUT,), about=True),
        pattern(S.EXPERIENCE, (S.HOW_MANY, S.WHICH, S.LAST, S.LIST), takes=(S.ALL, S.WHERE, S.COME, S.WHO)),
    ),
)
def experiences_about(call: Call) -> Answer:
    """Search experiences; the one of a number; without a subject the newest."""
    reader = reader_of(call)
    if call.utterance.number is not None and S.ACTIVITY not in call.utterance.signs:
        one = experiences_store.experience(call.session, call.network, call.utterance.number)
        readable = experiences_store.contributed(call.session, call.network, reader)
        if one is not None and one in readable:
            return show(call, one)
    refuse_doubtful_date(call)
    when = call.utterance.when
    if when is not None and not call.utterance.topic:
        query = query_of(call.words, entities_of(call))
        return hits_within(call, replace(query, words="", time=query.time or when.reach), 1)
    if call.utterance.topic and len(call.utterance.who) == 1 and S.EXPERIENCE in call.utterance.signs:
        return hits_within(call, Query(words=call.utterance.topic, member=call.utterance.who[0]), 1)
    if call.utterance.topic:
        return hits_for(call, call.utterance.topic, 1) if _is_a_search(call) else None
    return _contributed_by(call, call.utterance.who or (_own(call) if call.utterance.signs & {S.WE, S.OURS} else ()))


def _is_a_search(call: Call) -> bool:
    """Whether a word says that experiences are looked for; else only a hit shows that it is so."""
    if call.utterance.signs & {S.EXPERIENCE, S.SEARCH, S.WORKED}:
        return True
    return bool(search(call.session, call.network, reader_of(call), terms(call.utterance.topic), skip=0, most=1).ids)
