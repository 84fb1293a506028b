"""Plain questions that something else answers better than words: a card, a list, or the button that opens it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from bot.calendar.feeds import may_have_address
from bot.feature.declare import Answer, Call, Message, question
from bot.feature.pages import framed
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_, Text
from bot.meetings.show import reads_themes, show_themes
from bot.questions.meetings import none_fits, nothing_to_come
from bot.questions.selection import AROUND, MEETINGS, Selection
from bot.questions.show import show_how_to_answer, show_one
from bot.questions.view import Guide, guide, not_for_them, paragraph
from bot.questions.which_period import other_period

S = Sign
_NOT_MINE = (
    S.LATE, S.WHO, S.WHICH, S.WHEN, S.MEMBER, S.MEMBERS, S.HOW, S.HOW_MANY, S.FIND, S.NETWORK, S.ANSWERED,
)  # fmt: skip
_NOT_OWN = (S.WANTS, S.SEARCH, S.NUMBER, S.HOW, S.CONTRIBUTE, S.NEW, S.OTHERS)
_DO = (S.CHANGES, S.ERRAND)
_ASKS = (S.HOW, S.WHERE, S.WHAT, S.WHICH, S.LIST, S.ALL, S.OPEN)
"""Signs that stand beside a wish."""


@question(
    "answer",
    example=N_("How do I answer the invitation?"),
    recognises=any_of(
        pattern(S.SIGN_UP, takes=(*AROUND, *_ASKS, S.COME), never=[S.NETWORK, S.WHO]),
        pattern(S.SIGN_UP, (*MEETINGS, S.HOW), takes=(*AROUND, *_ASKS, S.COME), never=[S.NETWORK, S.WHO]),
        pattern(S.ANSWERED, S.HOW, takes=(*AROUND, S.COME), never=[S.MEMBER, S.WHO, S.LATE]),
        pattern(S.MY_ANSWER, S.CHANGES, takes=AROUND),
        pattern(S.COME, (S.NOT, S.WANTS), takes=AROUND, never=_NOT_MINE),
        pattern(S.COME, (S.NOT, S.WANTS), S.MY, takes=AROUND, never=_NOT_MINE),
        pattern(S.COME, S.MY, takes=AROUND, never=_NOT_MINE),
        pattern(S.INSTEAD, takes=(*AROUND, *_ASKS, S.COME, S.NOT, S.WHO, S.WANTS)),
        pattern(S.INSTEAD, S.COME, takes=(*AROUND, *_ASKS, S.NOT, S.WHO, S.WANTS), about=True),
    ),
)
def how_do_i_answer(call: Call) -> Answer:
    """The way to answer."""
    return to_answer(call)


def to_answer(call: Call) -> Message:
    """The likeliest meeting to come, else the next, with its buttons, which are the answer."""
    selection = Selection.load(call)
    coming = selection.coming
    if not coming:
        return nothing_to_come(call, selection)
    meetings = [each for each in selection.meetings if each in coming] if selection.is_narrowed else coming
    if not meetings:
        return show_one(call, selection.meetings[0]) if selection.meetings else none_fits(call, selection)
    return show_how_to_answer(call, meetings[0], is_next=selection.is_next(meetings[0]))


@question(
    "answer_by",
    example=N_("How long can I answer?"),
    recognises=any_of(
        pattern(S.ANSWER_BY, takes=(*AROUND, S.WHEN, S.WHICH, S.DEADLINE, S.FINAL), never=[S.ACTIVITY, S.WHO]),
        pattern(S.ANSWER_BY, (*MEETINGS, S.WHEN), takes=(*AROUND, S.WHICH, S.DEADLINE), never=[S.ACTIVITY, S.WHO]),
        pattern((S.ANSWERED, S.SIGN_UP), (S.HOW_LONG, S.DEADLINE), takes=(*AROUND, S.WHEN), never=[S.ACTIVITY, S.WHO]),
        pattern((S.ANSWERED, S.SIGN_UP), S.WHEN, (S.MY, S.WE), takes=AROUND, never=[S.WHO, S.MEMBER, S.WAS, S.LAST]),
    ),
)
def until_when(call: Call) -> Answer:
    """That one answers until the meeting is over, with the way to answer."""
    when = call.utterance.when
    if when is not None and when.reach.last < call.today:
        call = replace(call, utterance=replace(call.utterance, when=None))
    text = call.say("There is no last day to answer: answers are taken until the meeting is over.")
    return framed(to_answer(call), above=paragraph(text).blocks, text=text)


THEMES: Final = Guide(
    name="themes",
    example=N_("Which themes are suggested?"),
    answer=N_("The themes suggested are shown by `{command}`; there you vote and suggest your own."),
    command=("mote tema", "meeting theme"),
    button=("theme.list", N_("Show the themes")),
    recognises=any_of(
        pattern(S.SUGGEST, S.PROGRAMME, takes=(*AROUND, *_ASKS, S.ABOUT, S.WHO), never=[S.WHEN]),
    ),
)


@question(THEMES.name, example=THEMES.example, recognises=THEMES.recognises, is_for=reads_themes)
def which_themes(call: Call) -> Answer:
    """The themes that wait, where one votes and suggests; in a channel, where to do that."""
    if not reads_themes(call):
        return not_for_them(call)
    return show_themes(call) if call.is_private else guide(call, THEMES)


def own_address_too(call: Call) -> Text:
    """That there is an own calendar address, for who may have one."""
    if not (call.address and may_have_address(call)):
        return Text("")
    return call.say("You also get an address of your own that your calendar can follow.")


GUIDES: Final = (
    Guide(
        name="calendar",
        example=N_("How do I get the meetings into my calendar?"),
        answer=N_("Press the button, or write `{command}`: you get the meetings as a calendar file."),
        further=own_address_too,
        command=("mote kalender", "meeting calendar"),
        button=("calendar.get", N_("Get the calendar")),
        recognises=any_of(
            pattern(S.CALENDAR, takes=(*AROUND, *_ASKS, S.LINK, S.CONTRIBUTE, *_DO)),
            pattern(
                S.CALENDAR,
                (S.HOW, S.LINK, *MEETINGS, S.CONTRIBUTE, S.MY),
                takes=(*AROUND, *_ASKS, S.LINK, S.CONTRIBUTE, *_DO),
            ),
        ),
    ),
    Guide(
        name="attendance",
        example=N_("What has the attendance been?"),
        answer=N_("Who was to come and who came is shown by `{command}`, per member and role."),
        command=("natverk närvaro", "network attendance"),
        button=("attendance.show", N_("Show the attendance")),
        recognises=any_of(
            pattern(
                S.ATTENDANCE, takes=(*_ASKS, S.WAS, S.LAST, S.MEMBERS, S.AGREEMENT, S.DATE), never=[S.NEXT, S.MEETING]
            ),
            pattern(
                S.ATTENDANCE,
                (S.HOW, S.WHICH, S.WHAT, S.MEMBERS),
                takes=(*_ASKS, S.WAS, S.LAST, S.AGREEMENT, S.COME),
                never=[S.NEXT],
            ),
            pattern(S.COME, (S.WAS, S.LAST), S.NOT, takes=(*_ASKS, *AROUND, S.WHO), never=[S.NEXT, S.MY, S.DATE]),
        ),
    ),
    Guide(
        name="wheel",
        example=N_("Show the annual wheel"),
        answer=N_("The year as a picture comes with `{command}`."),
        command=("natverk årshjul", "network wheel"),
        button=("network.wheel", N_("Show the annual wheel")),
        recognises=any_of(pattern(S.WHEEL, takes=(*_ASKS, S.TELL, S.DATE, S.HAPPENS))),
    ),
    Guide(
        name="experiences.mine",
        example=N_("Which experiences are mine?"),
        answer=N_("Your own experiences are shown by `{command}`; there you change and withdraw them."),
        command=("erfarenhet mina", "experience mine"),
        button=("experience.mine", N_("Show mine")),
        recognises=any_of(
            pattern(S.EXPERIENCE, S.MY, takes=(*_ASKS, S.WORKED, S.CONTRIBUTED), never=_NOT_OWN),
            pattern(S.CONTRIBUTED, S.MY, takes=(*_ASKS, S.NOT, S.EXPERIENCE), never=[S.WHO, S.MEMBER, S.OTHERS]),
            pattern(S.WORKED, S.MY, S.WHAT, takes=(S.WAS,), never=[*_NOT_OWN, S.TOPIC, S.MEETING, S.ACTIVITY, S.NAMED]),
            pattern(
                S.EXPERIENCE,
                S.MY,
                (S.WHICH, S.LIST, S.WORKED, S.CONTRIBUTED),
                takes=(*_ASKS, S.WORKED, S.CONTRIBUTED),
                never=_NOT_OWN,
            ),
        ),
    ),
    Guide(
        name="checklist",
        example=N_("What does the host see to?"),
        answer=N_("What the host sees to, and by when, is shown by `{command}`."),
        command=("vardskap lista", "hosting checklist"),
        button=("hosting.show", N_("Show the hosting")),
        recognises=any_of(
            pattern(S.CHECKLIST, takes=(*_ASKS, S.HOST, S.NEXT, *MEETINGS)),
            pattern(S.CHECKLIST, (S.HOST, S.WHAT), takes=(*_ASKS, S.HOST, S.NEXT, S.OURS, *MEETINGS)),
            pattern(S.HOST, S.TO_DO, takes=(*_ASKS, S.OURS, *MEETINGS), never=[S.WHO, S.WHEN]),
        ),
    ),
    Guide(
        name="coverage",
        example=N_("Who has contributed to the report?"),
        answer=N_("Which member has contributed to which activity, and what is missing, is shown by `{command}`."),
        command=("aktiviteter täckning", "activities coverage"),
        button=("coverage.show", N_("Show who has contributed")),
        of_period=other_period,
        recognises=any_of(
            pattern(
                S.CONTRIBUTED,
                (S.WHO, S.WHICH, S.NOT, S.HOW_MANY, S.MEMBERS, S.ALL, S.FIND),
                takes=(*_ASKS, S.NOT, S.MEMBERS, S.ACTIVITY, S.WHO, S.NUMBER, S.EXPERIENCE, S.WHICH),
                never=[S.MY, S.MEMBER],
            ),
            pattern(
                S.CONTRIBUTED,
                (S.ACTIVITY, S.NUMBER, S.NAMED),
                takes=(*_ASKS, S.NOT, S.MEMBER, S.WE, S.OURS, S.ACTIVITY, S.NUMBER, S.EXPERIENCE),
                never=[S.MY],
            ),
        ),
    ),
    Guide(
        name="swap",
        example=N_("How do we swap hosting?"),
        answer=N_("You ask another member to swap hosting with `{command}`; they say yes or no."),
        command=("vardskap byt", "hosting swap"),
        button=("hosting.swap", N_("Ask to swap")),
        recognises=any_of(pattern(S.CHANGES, S.HOST, takes=(*AROUND, *_ASKS, S.MEMBERS, S.OTHERS, S.OURS, S.WITH))),
    ),
    Guide(
        name="settings",
        example=N_("How do I change language and reminders?"),
        answer=N_("You choose your language and which reminders you get with `{command}`."),
        command=("natverk inställningar", "network settings"),
        button=("network.settings", N_("Settings")),
        recognises=any_of(
            pattern(S.SETTINGS, takes=(*_ASKS, *_DO, S.ENDS)),
            pattern(S.SETTINGS, (S.HOW, *_DO), takes=(*_ASKS, *_DO, S.ENDS, S.MY)),
        ),
    ),
)
for each in GUIDES:
    question(each.name, example=each.example, recognises=each.recognises, is_for=each.is_for)(partial(guide, to=each))
