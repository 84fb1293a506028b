"""Plain questions about the network: agreement, members, contacts, coordination, joining; help and greetings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dates.typed import NamedSpan
from bot.dates.when import Span
from bot.feature.declare import Answer, By, Call, Refusal, button, declared, question
from bot.feature.pages import again, turned_by
from bot.home.agreement import CONDITIONS, LAWS, parts_of
from bot.home.help import explainer
from bot.home.show import show_agreement, show_period
from bot.hosting.coordination import HeadedRows, coordination, costs_of, words_of_plan
from bot.hosting.load import Coordinators
from bot.intents.matching import any_of, pattern
from bot.intents.reading import utterances_of
from bot.intents.vocabulary import Sign
from bot.language import LANGUAGES, N_, Text, bold, speak
from bot.meetings import store as meetings_store
from bot.models import Member, Period
from bot.network import store as network_store
from bot.network.membership import MembersOfPeriod, periods_around
from bot.network.people import around_in_words, when_in_words
from bot.network.periods import Shown
from bot.network.plan import entities_of
from bot.network.show import show_members
from bot.questions.answering import answer_for_dates
from bot.questions.meetings import holding_today
from bot.questions.network import (
    agreement,
    contacts,
    how_many_people,
    how_to_join,
    in_roles,
    no_such_member,
    roles_asked,
    vacancies,
    who_speaks,
    who_takes_part,
    whose_deputy,
)
from bot.questions.people import coordinated
from bot.questions.selection import refuse_doubtful_date
from bot.questions.show import histories, members_then
from bot.questions.taking_part import at_their_stage, no_period_then, taking_part, who_takes_no_part
from bot.questions.view import DateButton, QuestionButton, ask_alone, not_for_them, paragraph, several, to_you_alone
from bot.questions.which_period import from_its_plan, other_period, period_asked, period_beside

S = Sign
_SEATS = (S.OFFICIALS, S.ELECTED, S.SEAT, S.DEPUTY)
_NOT_VACANT = (S.ANSWERED, S.COME, S.MEETING, S.MEET, S.NEXT, S.WITH, S.DATE, S.INSTEAD, S.MEMBER, S.CONTRIBUTED)
_PERIODS = (S.YEARS, S.AGREEMENT)
_AROUND_PART = (
    S.NETWORK, S.OPEN, S.NOT, S.WHEN, S.HOW_LONG, S.WAS, S.LAST, S.NEXT, S.BEGINS, S.ENDS, S.JOIN, S.AGREEMENT,
    S.MEMBERS, S.ALL, S.WITH, S.GONE, S.DATE,
)  # fmt: skip
"""What may be asked of a member's part in the network, beside whether it takes part."""
_NOT_PART = (
    S.MEETING, S.MEET, S.HOST, S.ACTIVITY, S.EXPERIENCE, S.CONTRIBUTE, S.CONTRIBUTED, S.CONTACT, S.ANSWERED,
    S.WORKED, S.RESPONSIBLE, S.CALENDAR, S.HAPPENS, S.WHERE,
)  # fmt: skip
_OF_MANY = (S.WHICH, S.WHO, S.HOW_MANY)
_OF_ALL = (*_OF_MANY, S.WHEN, S.HOW_LONG, S.AGREEMENT)
_NOT_ALONE = (
    S.NEXT, S.LAST, S.COME, S.NUMBER, S.NAMED, S.DONE, S.LATE, S.TO_DO, S.MY_TO_DO, S.COSTS, S.SEAT, S.ELECTED,
    S.OFFICIALS, S.DEPUTY, S.PERSONS, S.COORDINATES, S.SUGGEST, S.PROGRAMME, S.ATTENDANCE, S.LASTS, *_NOT_PART,
)  # fmt: skip
"""What a question without a member's name asks of instead."""
_AROUND_COORDINATION = (
    S.RESPONSIBLE, S.OPEN, S.NEXT, S.WITH, S.LAST, S.WAS, S.DATE, S.AGREEMENT,
)  # fmt: skip
_AROUND_AGREEMENT = (
    S.AGREEMENT, S.WHICH, S.HOW, S.ENDS, S.BEGINS, S.ABOUT, S.MEMBERS, S.JOIN, S.WITH, S.DATE, S.WAS, S.LAST, S.NEXT,
    S.TO_DO, S.OPEN, S.ALL,
)  # fmt: skip
_NOT_AGREEMENT = (S.MEETING, S.MEET, S.ACTIVITY, S.EXPERIENCE, S.RESPONSIBLE)
_NOT_PERIOD = (S.ACTIVITY, S.TO_DO, S.MY_TO_DO, S.COME)


def _members(call: Call) -> list[MembersOfPeriod]:
    return network_store.members_around(call.session, call.network, call.today)


def _when(call: Call) -> Text:
    """Which period has ended and which begins, where none runs, or when another that is asked of ended or begins: what
    is answered from a plan says so."""
    if (other := other_period(call)) is not None:
        return when_in_words(call.say, other, call.today)
    around = periods_around(network_store.periods(call.session, call.network), call.today)
    return around_in_words(call.say, around, call.today)


def _is_a_name(call: Call) -> bool:
    """Whether the unknown words look like a place: "Malmö"."""
    topic = call.utterance.topic
    return bool(call.utterance.outsiders) or (call.utterance.strange == 0 and topic[:1].isupper())


@question(
    "period",
    example=N_("When does the agreement end?"),
    recognises=any_of(
        pattern(
            S.AGREEMENT,
            (S.ENDS, S.BEGINS, S.HOW_LONG, S.LASTS),
            takes=(S.WHEN, S.OPEN, S.NEXT, S.ENDS, S.BEGINS),
            never=_NOT_PERIOD,
        ),
        pattern(S.AGREEMENT, (S.ENDS, S.BEGINS), S.WHEN, takes=(S.NEXT, S.LAST, S.WAS, S.DATE), never=_NOT_PERIOD),
        pattern(S.AGREEMENT, (S.WHEN, S.WHICH, S.WHAT), takes=(S.OPEN, S.NEXT, S.HOW_LONG, S.ENDS), never=_NOT_PERIOD),
        pattern(S.AGREEMENT, takes=(S.OPEN, S.ABOUT, S.LAST), never=[S.MEMBERS, S.WITH, *_NOT_PERIOD]),
        pattern(
            S.ENDS, (S.WHEN, S.WHAT), never=[S.MEMBER, S.MEETING, S.NAMED, S.DATE, S.TOPIC, *_NOT_PART, *_NOT_PERIOD]
        ),
        pattern(S.NETWORK, (S.ENDS, S.OPEN), (S.WHEN, S.HOW_LONG), takes=(S.OPEN, S.ENDS)),
        pattern(S.RENEW, takes=(S.AGREEMENT, S.WHEN, S.NETWORK, S.NEXT), never=[S.MEETING, S.ACTIVITY, S.MEMBER]),
        pattern(S.RENEW, (S.AGREEMENT, S.NETWORK), takes=(S.WHEN, S.NETWORK, S.NEXT)),
    ),
)
def when_does_it_end(call: Call) -> Answer:
    """When the period of the agreement ends."""
    refuse_doubtful_date(call)
    when, periods = call.utterance.when, network_store.periods(call.session, call.network)
    if when is not None and not any(each.days.overlaps(when.reach) for each in periods):
        return several(call, no_period_then(call, periods, when.reach), count=0)
    other = other_period(call)
    return agreement(call, period_asked(call), Text("") if other else _when(call))


@question(
    "contact",
    example=N_("Who are the contact persons?"),
    holds_today=True,
    recognises=any_of(
        pattern(S.CONTACT, S.MEMBER, takes=(S.WHO, S.HOW, S.MEMBERS, *_SEATS, S.WHICH, S.WITH)),
        pattern(S.WORKED, S.WHO, S.MEMBER, takes=(S.WITH,), never=[S.TOPIC, S.HOST]),
        pattern(S.WITH, S.WHO, S.MEMBER, takes=(S.NETWORK,), never=[S.DATE, S.NOT, S.GONE, S.AGREEMENT, *_NOT_PART]),
        pattern(_SEATS, S.MEMBER, takes=(S.WHO, S.WHICH, S.CONTACT, S.MEMBERS, S.ABOUT)),
        pattern(S.CONTACT, S.TOPIC, (S.WHO, S.HOW), about=True, never=[S.MEMBER]),
        pattern(
            (S.CONTACT, *_SEATS),
            (S.WHO, S.WHICH, S.LIST, S.HOW),
            takes=(S.MEMBERS, S.CONTACT),
            never=[S.MEETING, S.MEET, S.ANSWERED, S.MEMBER, S.NAMED, S.CALENDAR],
        ),
    ),
)
def whom_to_contact(call: Call) -> Answer:
    """Who sits for a member; without its name, for all."""
    people = network_store.people_on(call.session, call.network, call.today) if call.is_inside else []
    if whose := call.utterance.who or _own_member_asked_for(call):
        members: list[Member] = [each for each in call.network.members if each.id in whose]
        if not {each.id for each in _members_today(call)} & set(whose):
            return taking_part(call, histories(call, whose), None)
        if not call.is_inside:
            raise call.is_not_for_them(By.INSIDE)
        return contacts(call, members, people)
    if call.utterance.unknown:
        return no_such_member(call, _members(call)) if _is_a_name(call) else None
    if call.is_inside and (roles := roles_asked(call)):
        return in_roles(call, _members_today(call), people, roles)
    return show_members(call, first=ask_alone(call) or None)


def _members_today(call: Call) -> list[Member]:
    return network_store.members_on(call.session, call.network, call.today)


@question(
    "spokesperson",
    holds_today=True,
    recognises=any_of(
        pattern(
            S.SPOKESPERSON,
            takes=(S.WHO, S.WHICH, S.HOW, S.CONTACT, S.NETWORK, S.ELECTED, S.HOST, S.WITH),
            never=[S.MEETING, S.MEMBER, S.DATE, S.NUMBER],
        ),
    ),
)
def who_is_spokesperson(call: Call) -> Answer:
    """Who speaks for the network in political matters."""
    if not call.is_inside:
        return not_for_them(call, By.INSIDE)
    return who_speaks(call, network_store.people_on(call.session, call.network, call.today))


@question(
    "vacancies",
    holds_today=True,
    recognises=any_of(
        pattern((S.NOT, S.VACANT), _SEATS, S.MEMBERS, takes=(S.WHICH, S.WHO, S.HOW_MANY, S.OPEN), never=_NOT_VACANT),
        pattern((S.NOT, S.VACANT), _SEATS, (S.WHICH, S.HOW_MANY), takes=(S.MEMBERS, S.OPEN), never=_NOT_VACANT),
        pattern(
            S.VACANT,
            (S.WHICH, S.WHERE, S.HOW_MANY),
            takes=(*_SEATS, S.MEMBERS, S.OPEN, S.ATTENDANCE),
            never=_NOT_VACANT,
        ),
    ),
)
def which_seats_are_vacant(call: Call) -> Answer:
    """Which members lack somebody in a role."""
    people = network_store.people_on(call.session, call.network, call.today)
    return vacancies(call, _members_today(call), people)


@question(
    "people",
    holds_today=True,
    recognises=any_of(
        pattern(
            (*_SEATS, S.PERSONS),
            S.HOW_MANY,
            takes=(S.WITH, S.NETWORK, S.MEMBERS, S.JOIN, S.ALL),
            never=[S.ANSWERED, S.COME, S.MEETING, S.MEET, S.NEXT, S.MEMBER, S.NOT, S.VACANT, S.HOST, S.ACTIVITY],
        ),
        pattern((*_SEATS, S.PERSONS), S.HOW_MANY, (S.WITH, S.NETWORK), never=[S.COME, S.MEETING, S.NEXT, S.MEMBER]),
    ),
)
def how_many_are_in(call: Call) -> Answer:
    """How many have joined, by role."""
    return how_many_people(call, network_store.people_on(call.session, call.network, call.today))


def _own_member(call: Call) -> tuple[int, ...]:
    """The asker's own member, if they have one."""
    return (call.person.member_id,) if call.person and call.person.member_id else ()


def _own_member_asked_for(call: Call) -> tuple[int, ...]:
    """The same, when they ask for "my deputy" or "our politician"."""
    is_own = call.utterance.signs & {S.MY, S.OURS, S.WE} and call.utterance.signs & {*_SEATS}
    return _own_member(call) if is_own else ()


@question(
    "replaces",
    recognises=any_of(pattern(S.REPLACES, takes=(S.WHO, S.WHICH, S.MY, S.MEETING), never=[S.HOST, S.INSTEAD])),
)
def whom_do_i_replace(call: Call) -> Answer:
    """Whose deputy the asker is; never where others read it."""
    if not call.is_private:
        return to_you_alone(call, "natverk medlemmar", "network members")
    return whose_deputy(call)


@question(
    "coordinator",
    example=N_("Who coordinates the network?"),
    recognises=any_of(
        pattern(S.COORDINATES, takes=(S.WHO, S.WHICH, S.CONTACT, S.HOW, S.WHEN, *_AROUND_COORDINATION)),
        pattern(S.COORDINATES, (S.WHO, S.WHICH), takes=(S.CONTACT, *_AROUND_COORDINATION)),
        pattern(S.RESPONSIBLE, S.WHO, S.NETWORK, never=[S.ACTIVITY, S.NUMBER, S.NAMED]),
    ),
)
def who_coordinates(call: Call) -> Answer:
    """Who keeps the network together, by the period's model; of another period what is noted of it."""
    refuse_doubtful_date(call)
    meetings = meetings_store.all_meetings(call.session, call.network)
    if (other := other_period(call)) is not None:
        return coordinated(call, other, [each for each in meetings if each.period_id == other.id])
    period = period_asked(call)
    group = Coordinators.load(call, period, meetings)
    part, alone = coordination(call.say, group), ask_alone(call) if group.people else Text("")
    rows = [_when(call), *part.rows, *words_of_plan(call.say, period), alone]
    answer = several(call, rows, bold(part.title), count=0)
    return holding_today(call, answer)


@question(
    "members",
    example=N_("Which municipalities are members?"),
    recognises=any_of(
        pattern(
            S.MEMBERS,
            (S.WHICH, S.WHO, S.HOW_MANY, S.LIST, S.TELL),
            takes=(S.WITH, S.ALL, S.OPEN, S.JOIN, S.DATE, S.WAS, S.LAST),
        ),
        pattern(S.MEMBERS, takes=(S.LIST, S.ALL, S.WITH), never=[S.MY]),
        pattern(S.WITH, S.HOW_MANY, takes=(S.NETWORK, S.MEMBERS), never=[S.MEETING, S.MEET, S.NEXT, S.DATE, S.OPEN]),
        pattern(S.WITH, (S.WHICH, S.WHO), never=[S.DATE, S.MEMBER, S.TOPIC, S.MY, *_NOT_ALONE]),
        pattern(S.WE, S.HOW_MANY, takes=(S.DATE, S.WAS, *_PERIODS), never=[S.OPEN, S.TOPIC, S.MY, *_NOT_ALONE]),
        pattern(S.GONE, (S.WE, S.OURS), takes=_AROUND_PART, never=[*_OF_MANY, S.MEMBER, *_NOT_ALONE]),
        pattern(S.WITH, (S.WE, S.OURS), takes=_AROUND_PART, never=[*_OF_ALL, S.MEMBER, *_NOT_ALONE]),
        pattern((S.WITH, S.MEMBERS), _PERIODS, (S.WHICH, S.WHO, S.HOW_MANY), takes=_AROUND_PART, never=_NOT_PART),
        pattern((S.WITH, S.COME), S.MEMBERS, _PERIODS, takes=(S.WHICH, S.HOW_MANY, *_AROUND_PART), never=_NOT_PART),
        pattern(S.WITH, S.NOT, (S.WHICH, S.WHO, S.HOW_MANY), takes=_AROUND_PART, never=[S.NEXT, S.DATE, *_NOT_PART]),
        pattern(S.BEGINS, S.MEMBER, S.WHEN, takes=_AROUND_PART, never=[S.AGREEMENT, *_NOT_PART]),
        pattern(S.WITH, S.MEMBER, S.WHEN, takes=(S.COME, *_AROUND_PART), never=_NOT_PART),
        pattern(S.RETURNS, S.MEMBER, S.WHEN, takes=(S.COME, *_AROUND_PART), never=_NOT_PART),
        pattern(S.RETURNS, S.MEMBER, takes=(S.COME, *_AROUND_PART), never=_NOT_PART),
        pattern(S.WITH, S.NETWORK, (S.WHICH, S.WHO, S.HOW_MANY), takes=(S.MEMBERS, S.ALL), never=[S.MEETING]),
        pattern((S.WITH, S.MEMBERS, S.GONE), S.MEMBER, takes=_AROUND_PART, never=[S.WHO, S.COME, *_NOT_PART]),
        pattern(
            (S.WITH, S.MEMBERS, S.GONE), S.MEMBER, S.YEARS, takes=(S.COME, *_AROUND_PART), never=[S.WHO, *_NOT_PART]
        ),
        pattern(S.COME, S.MEMBER, S.YEARS, takes=_AROUND_PART, never=[S.WHO, *_NOT_PART]),
        pattern(S.COME, S.MEMBER, S.NOT, takes=_AROUND_PART, never=[S.WHO, *_NOT_PART]),
        pattern(S.ENDS, S.MEMBER, (S.WHEN, S.HOW_LONG), takes=_AROUND_PART, never=[S.AGREEMENT, S.COME, *_NOT_PART]),
        pattern((S.WITH, S.MEMBERS, S.GONE), S.MEMBER, S.NOT, takes=_AROUND_PART, never=[S.WHO, S.COME, *_NOT_PART]),
        pattern(
            (S.GONE, S.UNDECIDED, S.NEWCOMERS),
            (S.WHICH, S.WHO, S.HOW_MANY, S.MEMBERS, S.FIND),
            takes=(S.MEMBERS, *_AROUND_PART),
            never=[S.MEMBER, S.COME, S.TOPIC, *_NOT_PART],
        ),
        pattern(S.UNDECIDED, S.MEMBER, takes=_AROUND_PART, never=[S.WHO, S.COME, *_NOT_PART]),
        pattern(
            S.COME,
            S.NETWORK,
            (S.WHICH, S.WHO, S.HOW_MANY),
            takes=(S.MEMBERS, S.ALL),
            never=[S.MEETING, S.MEET, S.DATE, S.NEXT],
        ),
        pattern(
            (S.WITH, S.MEMBERS),
            S.TOPIC,
            about=True,
            takes=_AROUND_PART,
            never=[S.WHO, S.WHICH, S.MEMBER, S.HOW, S.HELP, S.HOW_MANY, *_NOT_PART],
        ),
        pattern(S.GONE, S.TOPIC, about=True, takes=_AROUND_PART, never=[S.WHO, S.WHICH, S.WHEN, S.MEMBER, *_NOT_PART]),
        pattern(S.JOIN, S.MEMBER, takes=(S.NETWORK, S.MEMBERS), never=[S.HOW, S.MY, S.MY_TO_DO, S.WHO]),
        pattern(S.COME, S.MEMBERS, S.NETWORK, takes=(S.WHICH, S.ALL), never=[S.MEETING, S.MEET, S.DATE, S.NEXT]),
        pattern(S.MEMBER, S.NETWORK, takes=(S.OPEN,), never=[S.WHO, S.WHEN, S.MEETING, S.HOST, S.CONTACT, S.TOPIC]),
        pattern(S.NETWORK, (S.HOW_MANY, S.WHO), takes=(S.MEMBERS,), never=[S.WHEN, S.MEETING, S.HOST]),
    ),
)
def which_members(call: Call) -> Answer:
    """Which members take part; whether one does, did or will, by its name."""
    if call.utterance.who:
        return _whether_they_take_part(call)
    signs = call.utterance.signs
    if signs & {S.WE, S.OURS} and signs & {S.WITH, S.GONE} and not signs & {*_OF_MANY, S.MEMBERS, S.NETWORK}:
        return _whether_we_take_part(call)
    if call.utterance.outsiders or call.utterance.unknown:
        return no_such_member(call, _members(call)) if _is_a_name(call) else None
    refuse_doubtful_date(call)
    if call.utterance.signs & {S.GONE, S.UNDECIDED, S.NEWCOMERS} and S.NOT not in call.utterance.signs:
        return at_their_stage(call, histories(call, [each.id for each in call.network.members]))
    if (when := _time_asked(call)) and when.reach != Span.day(call.today):
        return members_then(replace(call, utterance=replace(call.utterance, when=when)), when.reach)
    if S.NOT in call.utterance.signs and S.GONE not in call.utterance.signs:
        return who_takes_no_part(call, _members(call))
    return who_takes_part(call, _members(call))


def _time_asked(call: Call) -> NamedSpan | None:
    """The days a question names, or those of the period before or after."""
    if call.utterance.when is None and (beside := period_beside(call)):
        return NamedSpan(beside.days, "days")
    return call.utterance.when


def _whether_they_take_part(call: Call) -> Answer:
    """At the time asked of."""
    refuse_doubtful_date(call)
    when = _time_asked(call)
    call = replace(call, utterance=replace(call.utterance, when=when))
    return taking_part(call, histories(call, call.utterance.who), when.reach if when else None)


def _whether_we_take_part(call: Call) -> Answer:
    """The same of the asker's own member; who has none is told how one joins."""
    own = _own_member(call)
    if not own:
        return how_to_join(call)
    return _whether_they_take_part(replace(call, utterance=replace(call.utterance, who=own)))


@question(
    "join",
    example=N_("How do I join?"),
    recognises=any_of(
        pattern(S.JOIN, takes=(S.ABOUT, S.HOW, S.MEMBERS, S.WHERE, S.MEMBER), never=[S.WHO, S.WHICH]),
        pattern(
            S.JOIN,
            (S.HOW, S.MY, S.MY_TO_DO),
            takes=(S.ABOUT, S.MY_TO_DO, S.WHAT, S.MEMBERS, S.WHERE, S.MEMBER),
            never=[S.WHICH],
        ),
        pattern(
            S.WITH, (S.HOW, S.MY), takes=(S.NETWORK, S.WHERE, S.MEMBERS), never=[S.MEETING, S.WHO, S.WHICH, S.NUMBER]
        ),
    ),
)
def how_do_i_join(call: Call) -> Answer:
    """How one joins."""
    return how_to_join(call)


@question(
    "costs",
    example=N_("Who pays for what?"),
    recognises=any_of(
        pattern(
            S.COSTS,
            (S.WHO, S.WHAT, S.HOW, S.HOW_MANY, S.WHICH),
            takes=(S.MEETING, S.HOST, S.WITH, S.MEMBERS, S.AGREEMENT, S.JOIN, S.EXPENSE, S.COORDINATES),
        ),
    ),
)
def who_pays(call: Call) -> Answer:
    """Who pays for what, as the agreement says, or that of the period asked of did."""
    return _of_agreement(
        call,
        lambda period: costs_of(call.say, period, call.today),
        N_("The plan for {period} does not say who pays for what."),
    )


@question(
    "conditions",
    example=N_("Which conditions hold?"),
    recognises=any_of(pattern(S.CONDITIONS, takes=_AROUND_AGREEMENT, never=_NOT_AGREEMENT)),
)
def which_conditions(call: Call) -> Answer:
    """On which conditions the members take part."""
    return _of_agreement(
        call,
        lambda period: parts_of(call.say, period, CONDITIONS),
        N_("The plan for {period} does not say on which conditions one takes part."),
    )


@question(
    "laws",
    example=N_("Which laws does the agreement build on?"),
    recognises=any_of(pattern(S.LAWS, takes=_AROUND_AGREEMENT, never=_NOT_AGREEMENT)),
)
def which_laws(call: Call) -> Answer:
    """Which laws and documents the agreement builds on."""
    return _of_agreement(
        call,
        lambda period: parts_of(call.say, period, LAWS),
        N_("The plan for {period} does not say which laws it builds on."),
    )


def _of_agreement(call: Call, parts_in: Callable[[Period], list[HeadedRows]], silent: str) -> Answer:
    """Some parts of the agreement of the period asked of; `silent`: what is said where it has none of them."""
    refuse_doubtful_date(call)
    period = period_asked(call)
    if period is None:
        return None
    parts = parts_in(period)
    if not parts:
        return paragraph(call.say(silent, period=period.name))
    rows = [_when(call), *(row for each in parts for row in each.in_rows())]
    return from_its_plan(call, several(call, rows, count=0))


@question(
    "agreement",
    example=N_("What does the agreement say?"),
    recognises=any_of(pattern(S.AGREED, takes=_AROUND_AGREEMENT, never=_NOT_AGREEMENT)),
)
def what_is_agreed(call: Call) -> Answer:
    """All of the agreement of the period asked of."""
    refuse_doubtful_date(call)
    other = other_period(call)
    return show_period(call, other, Shown.AGREEMENT) if other else from_its_plan(call, show_agreement(call))


# about the bot itself


@question(
    "help",
    example=N_("What can you do?"),
    recognises=any_of(
        pattern(
            S.HELP, whole=True, takes=(S.HOW, S.NOT, S.WITH, S.ABOUT, S.CONTACT, S.WHICH, S.ANSWERED), never=[S.THANKS]
        )
    ),
)
def what_can_you_do(call: Call) -> Answer:
    """Everything one can ask and type."""
    return explainer(declared.command_list(), declared.questions.values())(call, "")


@question(
    "thanks", recognises=any_of(pattern(S.THANKS, whole=True, takes=(S.HELP, S.ANSWERED, S.TELL, S.MEET, S.HELLO)))
)
def thanks(call: Call) -> Answer:
    """A short reply."""
    return paragraph(call.say("You are welcome."))


@question("hello", recognises=any_of(pattern(S.HELLO, whole=True)))
def hello(call: Call) -> Answer:
    """A short reply that says what one may ask."""
    return paragraph(call.say("Hello! Ask me for example “{first}” or “{second}”. `{command}` shows all I can answer.",
                         first=call.say("When is the next meeting?"), second=call.say("Which activities are open?"),
                         command=call.command("natverk hjälp", "network help")))  # fmt: skip


@button("question.when")
def ask_for_date(call: Call) -> Answer:
    """Answer a question for one of the dates it may mean."""
    value = DateButton.read(call.value)
    if value.meant is None or value.language not in LANGUAGES:
        raise Refusal(N_("That question is no longer among those I answer. Write `help` to see which are."))
    saved = call.person.language if call.person else None
    call = replace(call, say=speak(saved or value.language), words=value.words)
    return turned_by(answer_for_dates(declared, call, (value.meant,)), again("question.when", str(value)))


@button("question.ask")
def ask_this(call: Call) -> Answer:
    """Ask the question of a button, in the language it is written in."""
    value = QuestionButton.read(call.value)
    chosen = declared.questions.get(value.name)
    if chosen is None or value.language not in LANGUAGES:
        raise Refusal(N_("That question is no longer among those I answer. Write `help` to see which are."))
    saved = call.person.language if call.person else None
    say = speak(saved or value.language)
    _, utterance = chosen.recognises(utterances_of(say.plain(chosen.example), entities_of(call)))
    return turned_by(chosen.does(replace(call, say=say, utterance=utterance)), again("question.ask", str(value)))
