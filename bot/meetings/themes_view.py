"""How themes look: the ranked list with buttons to vote, and the forms that suggest, choose and take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    LONGEST_SECTION,
    Choice,
    actions,
    button,
    choice_field,
    choices_field,
    context,
    header,
    section,
    text_field,
)
from bot.dates.in_words import span
from bot.feature.pages import Listing, again, in_rows, whole_names
from bot.feature.subject import opened
from bot.feature.values import ButtonValue
from bot.language import Say, Text, bold, escape, joined, lines
from bot.meetings.load import ThemeList
from bot.meetings.rules import span_of
from bot.meetings.themes import LONGEST, has_voted, may_choose, may_withdraw, ranked, votes_for
from bot.models import Meeting, Theme


class VoteWish(StrEnum):
    """What a voting button asks for."""

    VOTE = "on"
    TAKE_BACK = "off"


@dataclass(frozen=True)
class VoteButton(ButtonValue):
    """A voting button: the theme's row and what is wished."""

    theme: int
    wish: VoteWish | None


def theme_list(say: Say, listing: ThemeList, *, first: str = "", around: Theme | None = None) -> Message:
    """The themes that wait, on the page where one theme stands. `first` says what was just done."""
    themes = listing.themes
    title = say("Themes suggested")
    none = say("Nobody has suggested a theme yet.") if listing.why is None and not themes else ""
    in_words = chosen_in_words(say, listing)
    already, short = (in_words, []) if len(in_words) > 1 else ([], in_words)
    suggest = say("Suggest one with `{command}`.", command=f"{listing.how_to_suggest} …") if listing.may_write else ""
    how = suggest
    if listing.why is not None:
        why = say(listing.why.sentence, **listing.why.values)
        how = joined(" ", [why, say("Of the suggestions you see only your own.")])
    words = [
        Text(f"{place}. {_votes(say, each, listing.voters)} · {escape(each.text)}")
        for place, each in enumerate(themes, 1)
    ]
    shown = Listing(
        say=say,
        text=lines(first, title, none, *short, *(already if not themes else ()), how),
        rows=[*(_row(say, listing, place, each) for place, each in enumerate(themes, 1)), *map(section, already)],
        words=[*words, *already],
        count=len(themes),
        again=again("theme.list"),
        head=[
            *map(section, [first] if first else []),
            header(title),
            *(section(each) for each in (none, *short) if each),
        ],
        foot=[*([context(how)] if how else []), *_buttons(say, listing)],
    )
    return shown.around(themes.index(around)) if around in themes else shown.page()


def _row(say: Say, listing: ThemeList, place: int, theme: Theme) -> Block:
    by = theme.suggested_by
    whose = (by.member.name if by.member else by.name) if by else ""
    text = lines(
        Text(f"*{place}.* {escape(theme.text)}"),
        joined(" · ", [_votes(say, theme, listing.voters), say("suggested by {name}", name=whose) if whose else ""]),
    )
    if not listing.may_write:
        return section(text)
    if has_voted(theme, listing.me):
        label, wish = say("✓ Take back my vote"), VoteWish.TAKE_BACK
    else:
        label, wish = say("Vote"), VoteWish.VOTE
    return section(text, button("theme.vote", label, str(VoteButton(theme.id, wish))))


def _votes(say: Say, theme: Theme, voters: Collection[int]) -> Text:
    return say.many("{count} vote", "{count} votes", votes_for(theme, voters))


def _buttons(say: Say, listing: ThemeList) -> list[Block]:
    meeting = listing.meeting
    row: list[ButtonElement] = [button("theme.new", say("Suggest a theme"))] if listing.may_write else []
    if listing.may_write and meeting is not None and may_choose(listing.me, listing.is_coordinator):
        row.append(button("theme.choose", say("Choose for {when}", when=span(span_of(meeting), say.code)), meeting.id))
    if any(may_withdraw(each, listing.author, listing.is_coordinator) for each in listing.themes):
        row.append(button("theme.withdraw", say("Take back a suggestion")))
    return [actions(*row)] if row else []


def chosen_in_words(say: Say, listing: ThemeList) -> list[Text]:
    """What the next partnership meeting is to be about, or that nothing is chosen for it yet."""
    if listing.meeting is None:
        return []
    chosen = meeting_themes(say, listing.meeting, listing.meeting_themes)
    none = say("No theme is chosen for {when} yet.", when=span(span_of(listing.meeting), say.code))
    return chosen or [none]


def suggested_in_words(say: Say, listing: ThemeList) -> list[Text]:
    """The themes that wait, those with most votes first, and the meeting they wait for."""
    if not listing.themes:
        return []
    count, meeting = len(listing.themes), listing.meeting
    lead = say.many("{count} theme is suggested:", "{count} themes are suggested:", count)
    if meeting is not None:
        when = span(span_of(meeting), say.code)
        lead = say.many(
            "{count} theme is suggested for the partnership meeting, {when}:",
            "{count} themes are suggested for the partnership meeting, {when}:",
            count,
            when=when,
        )
    votes = [_votes(say, each, listing.voters) for each in listing.themes]
    named = [Text("• ") + escape(each.text) for each in listing.themes]
    return [bold(lead), *(joined(" · ", each) for each in zip(named, votes, strict=True))]


def meeting_themes(say: Say, meeting: Meeting, themes: Sequence[Theme]) -> list[Text]:
    """What a meeting is to be about; nothing while nothing is chosen."""
    lead = bold(say("Chosen for {when}:", when=span(span_of(meeting), say.code)))
    return in_rows([each.text for each in themes], "; ", lead)


def theme_form(say: Say, text: str = "") -> Form:
    """Suggest a theme; the text may come from a message."""
    hint = say("A sentence that says what the meeting would be about. Others vote for it.")
    field = text_field("text", say("Theme"), value=" ".join(text.split()), long=True, hint=hint, most=LONGEST)
    return Form("theme.new", say("Suggest a theme"), [field], say("Save"), say("Cancel"))


def choose_form(
    say: Say, meeting: Meeting, themes: Sequence[Theme], own: Sequence[Theme], voters: Collection[int]
) -> Form:
    """Choose a meeting's themes among its `own` and those that wait; those not chosen go on waiting."""
    choices: list[Choice] = [(str(each.id), joined(" · ", [each.text, _votes(say, each, voters)])) for each in themes]
    first = [Text(f"• {escape(each.text)} ({_votes(say, each, voters)})") for each in ranked(themes, voters)]
    lead = bold(say("For {when}; most votes first:", when=span(span_of(meeting), say.code)))
    lead = lines(lead, whole_names(say, first, LONGEST_SECTION - 200, "\n"))
    hint = say("Those that are not chosen stay on the list for the next meeting.")
    menu = choices_field("themes", say("Themes"), choices, chosen=[str(each.id) for each in own], hint=hint)
    blocks: list[Block] = [section(lead), menu]
    return opened(Form("theme.choose", say("Choose themes"), blocks, say("Save"), say("Cancel"), str(meeting.id)))


def withdraw_form(say: Say, themes: Sequence[Theme]) -> Form:
    """Take a suggestion back."""
    choices: list[Choice] = [(str(each.id), each.text) for each in themes]
    menu = choice_field("theme", say("Theme"), choices, placeholder=say("Choose a theme"))
    return Form("theme.withdraw", say("Take back a suggestion"), [menu], say("Take back"), say("Cancel"))
