"""How themes look: the ranked list with buttons to vote, and the forms that suggest, choose and take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, choice_field, choices_field, context, header, section, text_field
from bot.dates.in_words import span
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings import store as meetings_store
from bot.meetings import themes as meetings_themes
from bot.meetings.rules import span_of
from bot.meetings.themes import LONGEST, has_voted, may_choose, may_withdraw, ranked
from bot.models import Meeting, MeetingKind, Theme

MOST_SHOWN: Final = 30
LONGEST_SHOWN: Final = 200


def themes_for(call: Call, *, first: str = "", around: Theme | None = None, page: int = 0) -> Message:
    """The themes that wait, ranked, as the asker sees them: a page of them, or the page where one theme stands. `first`
    says what was just done."""
    say, themes = call.say, ranked(meetings_themes.waiting(call.session, call.network))
    meeting = next_with_theme(call)
    begin = _begin(themes, around, page)
    rows = [_row(call, place, each) for place, each in enumerate(themes[begin : begin + MOST_SHOWN], begin + 1)]
    title = say("Themes suggested")
    none = say("Nobody has suggested a theme yet.") if not themes else ""
    already = chosen_line(say, meeting, meetings_themes.chosen(call.session, meeting)) if meeting else Text("")
    how = say("Suggest one with `{command}`.", command=_command(call))
    told = [
        Text(f"{place}. {_votes(say, each)} · {clip(each.text, 120)}")
        for place, each in enumerate(themes[begin : begin + 15], begin + 1)
    ]
    blocks: list[Block] = [header(title)]
    blocks += [section(each) for each in (first, already, none) if each]
    blocks += [*rows, *_pages(say, len(themes), begin), context(how), *_buttons(call, themes, meeting)]
    return Message(lines(first, title, *told, none, already, how), blocks)


def _begin(themes: Sequence[Theme], around: Theme | None, page: int) -> int:
    """The place, from 0, of the first theme on the page."""
    place = themes.index(around) if around in themes else page * MOST_SHOWN
    return place // MOST_SHOWN * MOST_SHOWN if place < len(themes) else 0


def _pages(say: Say, count: int, begin: int) -> list[Block]:
    """Buttons to the pages before and after, where there are any."""
    page = begin // MOST_SHOWN
    row = [button("theme.list", say("Previous"), page - 1)] if begin else []
    left = count - begin - MOST_SHOWN
    if left > 0:
        row.append(button("theme.list", say("{count} more", count=left), page + 1))
    return [actions(*row)] if row else []


def _command(call: Call) -> Text:
    return Text(f"{call.command('mote tema', 'meeting theme')} …")


def next_with_theme(call: Call) -> Meeting | None:
    """The meeting themes are for: the next partnership meeting."""
    coming = meetings_store.coming_meetings(call.session, call.network, call.now)
    return next((each for each in coming if each.kind is MeetingKind.PARTNERSHIP), None)


def _row(call: Call, place: int, theme: Theme) -> Block:
    say = call.say
    by = theme.suggested_by
    whose = (by.member.name if by.member else by.name) if by else ""
    text = lines(
        Text(f"*{place}.* {clip(theme.text, LONGEST_SHOWN)}"),
        joined(" · ", [_votes(say, theme), say("suggested by {name}", name=clip(whose, 40)) if whose else ""]),
    )
    if not call.may_write:
        return section(text)
    mine = has_voted(theme, call.member_of)
    label = say("✓ Take back my vote") if mine else say("Vote")
    return section(text, button("theme.vote", label, f"{theme.id}.{'off' if mine else 'on'}"))


def _votes(say: Say, theme: Theme) -> Text:
    return say.many("{count} vote", "{count} votes", len(theme.votes))


def _buttons(call: Call, themes: Sequence[Theme], meeting: Meeting | None) -> list[Block]:
    if not call.may_write:
        return []
    say = call.say
    row: list[ButtonElement] = [button("theme.new", say("Suggest a theme"))]
    if meeting is not None and may_choose(call.member_of, call.is_coordinator):
        row.append(button("theme.choose", say("Choose for {when}", when=span(span_of(meeting), say.code)), meeting.id))
    if any(may_withdraw(each, call.member_of, call.is_coordinator) for each in themes):
        row.append(button("theme.withdraw", say("Take back a suggestion")))
    return [actions(*row)]


def chosen_line(say: Say, meeting: Meeting, themes: Sequence[Theme]) -> Text:
    """What a meeting is to be about."""
    if not themes:
        return Text("")
    lead = bold(say("Chosen for {when}:", when=span(span_of(meeting), say.code)))
    return joined(" ", [lead, themes_in_words(themes)])


def themes_in_words(themes: Sequence[Theme]) -> Text:
    """A meeting's themes in a row."""
    return clip(joined("; ", [clip(each.text, LONGEST_SHOWN) for each in themes]), 1000)


def theme_form(say: Say, text: str = "") -> Form:
    """Suggest a theme; the text may come from a message."""
    hint = say("A sentence that says what the meeting would be about. Others vote for it.")
    field = text_field("text", say("Theme"), value=" ".join(text.split()), long=True, hint=hint, most=LONGEST)
    return Form("theme.new", say("Suggest a theme"), [field], say("Save"), say("Cancel"))


def choose_form(say: Say, meeting: Meeting, themes: Sequence[Theme], chosen: Sequence[Theme]) -> Form:
    """Choose a meeting's themes among those that wait; those not chosen go on waiting."""
    choices: list[Choice] = [(str(each.id), joined(" · ", [each.text, _votes(say, each)])) for each in themes]
    first = [Text(f"• {clip(each.text, LONGEST_SHOWN)} ({_votes(say, each)})") for each in ranked(themes)[:12]]
    lead = lines(bold(say("For {when}; most votes first:", when=span(span_of(meeting), say.code))), *first)
    hint = say("Those that are not chosen stay on the list for the next meeting.")
    menu = choices_field("themes", say("Themes"), choices, chosen=[str(each.id) for each in chosen], hint=hint)
    title, about = say("Choose themes"), f"{meeting.id}.{'-'.join(sorted(str(each.id) for each in chosen))}"
    return Form("theme.choose", title, [section(lead), menu], say("Save"), say("Cancel"), about)


def withdraw_form(say: Say, themes: Sequence[Theme]) -> Form:
    """Take a suggestion back."""
    choices: list[Choice] = [(str(each.id), each.text) for each in themes]
    menu = choice_field("theme", say("Theme"), choices, placeholder=say("Choose a theme"))
    return Form("theme.withdraw", say("Take back a suggestion"), [menu], say("Take back"), say("Cancel"))
