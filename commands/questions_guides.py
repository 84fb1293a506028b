"""Plain questions that something else answers better than words: a card, a list, or the button that opens it."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, question
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.show import nothing_to_come, show_themes
from bot.questions.meetings import AROUND, MEETINGS, asked_by, none_fits
from bot.questions.work import Guide, answer_with_buttons, guided

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
    """The meeting meant, else the next, with its buttons, which are the answer."""
    asked, coming = asked_by(call), meetings_store.coming_meetings(call.session, call.network, call.now)
    meant = [each for each in asked.meetings if each in coming] if asked.is_narrowed else coming
    if not coming:
        return nothing_to_come(call)
    return answer_with_buttons(call, meant[0], is_next=meant[0] is coming[0]) if meant else none_fits(call, asked)


@question(
    "themes",
    example=N_("Which themes are suggested?"),
    recognises=any_of(
        pattern(S.SUGGEST, S.PROGRAMME, takes=(*AROUND, *_ASKS, S.ABOUT, S.WHO), never=[S.WHEN]),
    ),
)
def which_themes(call: Call) -> Answer:
    """The themes that wait, where one votes and suggests; in a channel, where to do that."""
    return show_themes(call) if call.is_private else guided(call, THEMES)


THEMES = Guide(N_("The themes suggested are shown by `{command}`; there you vote and suggest your own."),
               ("mote tema", "meeting theme"), "theme.list", N_("Show the themes"))  # fmt: skip


@question(
    "calendar",
    example=N_("How do I get the meetings into my calendar?"),
    recognises=any_of(
        pattern(S.CALENDAR, takes=(*AROUND, *_ASKS, S.LINK, S.CONTRIBUTE, *_DO)),
        pattern(S.CALENDAR, (S.HOW, S.LINK, *MEETINGS, S.CONTRIBUTE, S.MY),
                takes=(*AROUND, *_ASKS, S.LINK, S.CONTRIBUTE, *_DO)),
    ),
)  # fmt: skip
def into_my_calendar(call: Call) -> Answer:
    """How the meetings come into one's own calendar."""
    return guided(call, CALENDAR)


CALENDAR = Guide(
    N_("Press the button, or write `{command}`: you get the meetings as a calendar file, and an address of your own "
       "that your calendar can follow."),
    ("mote kalender", "meeting calendar"), "calendar.get", N_("Get the calendar"),
)  # fmt: skip


@question(
    "attendance",
    example=N_("What has the attendance been?"),
    recognises=any_of(
        pattern(S.ATTENDANCE, takes=(*_ASKS, S.WAS, S.LAST, S.MEMBERS, S.AGREEMENT, S.DATE),
                never=[S.NEXT, S.MEETING]),
        pattern(S.ATTENDANCE, (S.HOW, S.WHICH, S.WHAT, S.MEMBERS), takes=(*_ASKS, S.WAS, S.LAST, S.AGREEMENT, S.COME),
                never=[S.NEXT]),
        pattern(S.COME, (S.WAS, S.LAST), S.NOT, takes=(*_ASKS, *AROUND, S.WHO), never=[S.NEXT, S.MY]),
    ),
)  # fmt: skip
def what_attendance(call: Call) -> Answer:
    """Who was to come and who came, over the period."""
    return guided(call, ATTENDANCE)


ATTENDANCE = Guide(N_("Who was to come and who came is shown by `{command}`, per member and role."),
                   ("natverk närvaro", "network attendance"), "attendance.show", N_("Show the attendance"))  # fmt: skip


@question(
    "wheel",
    example=N_("Show the annual wheel"),
    recognises=any_of(pattern(S.WHEEL, takes=(*_ASKS, S.TELL, S.DATE, S.HAPPENS))),
)
def annual_wheel(call: Call) -> Answer:
    """The year as a picture."""
    return guided(call, WHEEL)


WHEEL = Guide(N_("The year as a picture comes with `{command}`."), ("natverk årshjul", "network wheel"),
              "network.wheel", N_("Show the annual wheel"))  # fmt: skip


@question(
    "experiences.mine",
    example=N_("Which experiences are mine?"),
    recognises=any_of(
        pattern(S.EXPERIENCE, S.MY, takes=(*_ASKS, S.WORKED, S.CONTRIBUTED), never=_NOT_OWN),
        pattern(S.EXPERIENCE, S.MY, (S.WHICH, S.LIST, S.WORKED, S.CONTRIBUTED),
                takes=(*_ASKS, S.WORKED, S.CONTRIBUTED), never=_NOT_OWN),
    ),
)  # fmt: skip
def my_experiences(call: Call) -> Answer:
    """The asker's own, to change or withdraw."""
    return guided(call, MINE)


MINE = Guide(N_("Your own experiences are shown by `{command}`; there you change and withdraw them."),
             ("erfarenhet mina", "experience mine"), "experience.mine", N_("Show mine"))  # fmt: skip


@question(
    "checklist",
    example=N_("What does the host see to?"),
    recognises=any_of(
        pattern(S.CHECKLIST, takes=(*_ASKS, S.HOST, S.NEXT, *MEETINGS)),
        pattern(S.CHECKLIST, (S.HOST, S.WHAT), takes=(*_ASKS, S.HOST, S.NEXT, S.OURS, *MEETINGS)),
        pattern(S.HOST, S.TO_DO, takes=(*_ASKS, S.OURS, *MEETINGS), never=[S.WHO, S.WHEN]),
    ),
)
def what_the_host_does(call: Call) -> Answer:
    """The host's list."""
    return guided(call, CHECKLIST)


CHECKLIST = Guide(N_("What the host sees to, and by when, is shown by `{command}`."),
                  ("vardskap lista", "hosting checklist"), "hosting.show", N_("Show the hosting"))  # fmt: skip


@question(
    "coverage",
    example=N_("Who has contributed to the report?"),
    recognises=any_of(
        pattern(S.CONTRIBUTED, (S.WHO, S.WHICH, S.NOT, S.HOW_MANY, S.MEMBERS),
                takes=(*_ASKS, S.NOT, S.MEMBERS, S.ACTIVITY, S.WHO, S.NUMBER, S.EXPERIENCE, S.WHICH), never=[S.MY]),
    ),
)  # fmt: skip
def who_has_contributed(call: Call) -> Answer:
    """Which member has contributed to which activity, and what is missing."""
    return guided(call, COVERAGE)


COVERAGE = Guide(N_("Which member has contributed to which activity, and what is missing, is shown by `{command}`."),
                 ("aktiviteter täckning", "activities coverage"), "coverage.show",
                 N_("Show who has contributed"))  # fmt: skip


@question(
    "swap",
    example=N_("How do we swap hosting?"),
    recognises=any_of(pattern(S.CHANGES, S.HOST, takes=(*AROUND, *_ASKS, S.MEMBERS, S.OTHERS, S.OURS, S.WITH))),
)
def how_to_swap(call: Call) -> Answer:
    """How two members swap their turns."""
    return guided(call, SWAP)


SWAP = Guide(N_("You ask another member to swap hosting with `{command}`; they say yes or no."),
             ("vardskap byt", "hosting swap"), "hosting.swap", N_("Ask to swap"))  # fmt: skip


@question(
    "settings",
    example=N_("How do I change language and reminders?"),
    recognises=any_of(
        pattern(S.SETTINGS, takes=(*_ASKS, *_DO, S.ENDS)),
        pattern(S.SETTINGS, (S.HOW, *_DO), takes=(*_ASKS, *_DO, S.ENDS, S.MY)),
    ),
)
def my_settings(call: Call) -> Answer:
    """Where one chooses language and reminders."""
    return guided(call, SETTINGS)


SETTINGS = Guide(N_("You choose your language and which reminders you get with `{command}`."),
                 ("natverk inställningar", "network settings"), "network.settings", N_("Settings"))  # fmt: skip
