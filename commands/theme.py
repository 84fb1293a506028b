"""/mote tema: suggest a theme, vote, choose for a meeting; what is not chosen waits for the next (domain 10)."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, FieldRefusal, Overtaken, Refusal, button, form, word
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.rules import is_to_come
from bot.meetings.show import reads_themes, show_themes
from bot.meetings.store import meeting_of
from bot.meetings.themes import LONGEST, may_choose, may_withdraw, ranked, same
from bot.meetings.themes_view import VoteButton, VoteWish, choose_form, theme_form, withdraw_form
from bot.models import Meeting, Theme, ThemeVote

TOO_LATE = N_("That theme has been chosen for a meeting or taken back, so it takes no more votes.")


@word(
    "mote",
    "tema",
    "theme",
    about=N_("Suggest a theme for the next partnership meeting; alone: the suggestions, to vote for"),
    argument="<text>",
    by=By.ANYONE,
    writes=True,
    label=N_("Suggested themes"),
    first=12,
    first_for=lambda call: call.may_write,
)
def theme(call: Call) -> Answer:
    """Keep a suggestion, with its first vote; without words the list."""
    if not call.words:
        return themes(call)
    if not call.may_write:
        raise call.is_not_for_them()
    text = " ".join(call.words.split())
    if len(text) > LONGEST:
        raise Refusal(N_("A theme has at most {most} characters; this one has {count}."), most=LONGEST, count=len(text))
    return suggest(call, text)


@button("theme.list")
def themes(call: Call) -> Answer:
    """The list; for who is not inside what they have suggested themselves, if anything."""
    if not reads_themes(call):
        raise call.is_not_for_them()
    return show_themes(call)


@button("theme.new", by=By.CONFIRMED)
def new(call: Call) -> Answer:
    """The form that suggests one."""
    return theme_form(call.say)


@form("theme.new")
def save_new(call: Call) -> Answer:
    """Keep what the form says."""
    text = " ".join(call.fields.text("text").split())
    if not text:
        raise FieldRefusal("text", N_("Write what the theme is."))
    if len(text) > LONGEST:
        raise FieldRefusal("text", N_("Write at most {most} characters."), most=LONGEST)
    return suggest(call, text)


def suggest(call: Call, text: str) -> Answer:
    """Keep a new theme, or vote for the one that says the same."""
    there = same(meetings_store.themes_waiting(call.session, call.network), text)
    if there is None:
        there = Theme(network_id=call.network.id, text=text, suggested_by_id=call.me.id, suggested_at=call.now)
        call.session.add(there)
        call.session.flush()
        thanks = call.say("Thank you. The theme “{text}” is on the list, with your vote.", text=text)
    else:
        thanks = call.say("“{text}” is on the list already; it has your vote now.", text=there.text)
    keep_vote(call, there)
    return show_themes(call, first=thanks, around=there)


def keep_vote(call: Call, theme: Theme) -> None:
    """One vote a person and theme."""
    meetings_store.wait_for_turn(call.session, call.me)
    if meetings_store.vote(call.session, theme, call.me) is None:
        theme.votes.append(ThemeVote(person_id=call.me.id))
        call.session.flush()


@button("theme.vote", writes=True)
def vote(call: Call) -> Answer:
    """Give a vote or take it back, as the button said."""
    value = VoteButton.read(call.value)
    theme = meetings_store.theme(call.session, call.network, value.theme)
    if theme is None or theme.meeting_id is not None:
        return show_themes(call, first=call.say(TOO_LATE))
    if value.wish is VoteWish.VOTE:
        keep_vote(call, theme)
        return show_themes(call, first=call.say("Your vote for “{text}” is counted.", text=theme.text), around=theme)
    mine = meetings_store.vote(call.session, theme, call.me)
    if mine is not None:
        theme.votes.remove(mine)
        call.session.flush()
    return show_themes(call, first=call.say("Your vote for “{text}” is taken back.", text=theme.text), around=theme)


# choosing


@button("theme.choose", by=By.CONFIRMED)
def choose(call: Call) -> Answer:
    """The form that chooses for a meeting."""
    meeting = meeting_to_choose_for(call, number_in(call.value))
    own = meetings_store.themes(call.session, meeting)
    voters = meetings_store.voters(call.session, call.network, call.today)
    offered = [*own, *ranked(meetings_store.themes_waiting(call.session, call.network), voters)]
    if not offered:
        command = call.command("mote tema", "meeting theme")
        raise Refusal(N_("There is no theme to choose from yet. Suggest one with `{command}`."), command=command)
    return choose_form(call.say, meeting, offered, own, voters)


@form("theme.choose", about=AsOpened(choose))
def save_choice(call: Call) -> Answer:
    """Give the meeting the themes of the form; the rest go on waiting."""
    meeting = meeting_to_choose_for(call, number_in(call.value))
    own = meetings_store.themes(call.session, meeting)
    choice = set(call.fields.chosen("themes"))
    offered = [*own, *meetings_store.themes_waiting(call.session, call.network)]
    if not choice <= {str(each.id) for each in offered}:
        raise FieldRefusal("themes", TOO_LATE)
    for each in offered:
        each.meeting_id = meeting.id if str(each.id) in choice else None
    if {str(each.id) for each in own} != choice:
        meeting.sequence += 1
    call.session.flush()
    return show_themes(call, first=call.say("The choice is saved."))


def meeting_to_choose_for(call: Call, meeting_id: int) -> Meeting:
    """The meeting, while it is to come and the asker may choose."""
    if not may_choose(call.member_of, call.is_coordinator):
        raise Refusal(N_("The officials choose the themes. You can vote for those you want."))
    meeting = meeting_of(call, meeting_id)
    if not is_to_come(meeting, call.now, call.zone):
        sentence = N_("The meeting's time has passed or it is cancelled, so its themes stay as they are.")
        raise Overtaken(sentence, "meeting.show", meeting.id)
    return meeting


# taking back


@button("theme.withdraw", by=By.AUTHOR)
def withdraw(call: Call) -> Answer:
    """The form with the suggestions the asker may take back."""
    mine = withdrawable(call)
    if not mine:
        raise Refusal(N_("You have no suggestion to take back."))
    return withdraw_form(call.say, mine)


def withdrawable(call: Call) -> list[Theme]:
    """Those the asker may take back: their own, then those with the fewest votes."""
    voters = meetings_store.voters(call.session, call.network, call.today)
    waiting = reversed(ranked(meetings_store.themes_waiting(call.session, call.network), voters))
    theirs = [each for each in waiting if may_withdraw(each, call.author, call.is_coordinator)]
    return sorted(theirs, key=lambda each: not may_withdraw(each, call.author, is_coordinator=False))


@form("theme.withdraw", by=By.AUTHOR)
def save_withdrawal(call: Call) -> Answer:
    """Take the chosen one back."""
    theme = next((each for each in withdrawable(call) if str(each.id) == call.fields.text("theme")), None)
    if theme is None:
        raise FieldRefusal("theme", N_("Choose a suggestion of your own that waits."))
    theme.withdrawn_at = call.now
    call.session.flush()
    return show_themes(call, first=call.say("“{text}” has been taken back.", text=theme.text))
