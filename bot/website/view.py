"""How members' own texts for the network's pages look, the form for one, and the yearly question (domain 18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import actions, button, context, header, section, text_field
from bot.dates.in_words import plain_day
from bot.experiences.personal_data import KnownNames
from bot.feature.call import FEW_REACH, Call, reaches_few
from bot.feature.next_step import typed
from bot.feature.pages import Listing, again, in_rows, pieces
from bot.feature.subject import opened
from bot.feature.values import ButtonValue, as_shown, digest_of
from bot.language import N_, Say, Text, bold, clip, lines
from bot.meetings.reminder import Reminder, names_of, reminder
from bot.models import Member
from bot.report.view import before_it_is_public


@dataclass(frozen=True)
class MemberTextValue(ButtonValue):
    """What the form carries along: whose text it is, and a digest of what was shown as pointing out a person, empty
    when nothing was."""

    between: ClassVar[str] = " "
    member: int
    shown: str = ""

    def __str__(self) -> str:
        """Without what is not said."""
        return super().__str__().rstrip()


LONGEST_PAGE: Final = 3000
EXCERPT: Final = 150


def one_text(call: Call, member: Member, known: KnownNames, *, is_theirs: bool, all_too: bool) -> Message:
    """A member's text with what in it seems to point out a person, and when it was brought up to date."""
    say = call.say
    title = say("{member} on the network's pages", member=member.name)
    texts = [*(pieces(member.page_text) or [say("Nothing is written yet.")]), *_points_out(say, member, known)]
    when = _updated(say, member, call.zone)
    row = []
    if is_theirs or call.is_coordinator:
        row.append(button("website.write", say("Write"), member.id, style="primary"))
        if member.page_text:
            row.append(confirm_button(say, member))
    row += [button("website.all", say("All members"))] if all_too else []
    return Listing(
        say=say, text=lines(title, *texts, when), rows=[section(each) for each in texts], words=(), count=0,
        again=again("website.texts"), head=[header(title)], foot=[context(when), *([actions(*row)] if row else [])],
    ).page()  # fmt: skip


def confirm_button(say: Say, member: Member) -> ButtonElement:
    """That the text which was read is right as it is."""
    return button("website.confirm", say("It is right as it is"), as_shown(member.id, member.page_text))


def _points_out(say: Say, member: Member, known: KnownNames) -> list[Text]:
    return in_rows(
        [clip(each, LONGEST_TRACE) for each in known.traces([member.page_text])], "; ", say(POINTS_OUT)
    )  # fmt: skip


LONGEST_TRACE: Final = 200
POINTS_OUT: Final = N_(":warning: Everybody can read this, and it may identify a person:")


def all_texts(call: Call, members: Sequence[Member], known: KnownNames) -> Message:
    """Every member with how its text begins and what in it seems to point out a person, for the coordinator."""
    say = call.say
    title = say("The members on the network's pages")
    rows = [
        section(
            lines(
                bold(each.name),
                clip(" ".join(each.page_text.split()), EXCERPT) or say("Nothing is written yet."),
                *_points_out(say, each, known)[:1],
                _updated(say, each, call.zone),
            ),
            button("website.write", say("Write"), each.id),
        )
        for each in members
    ]
    words, turn = [Text("• ") + each.name for each in members], again("website.all")
    return Listing(say=say, text=title, rows=rows, words=words, again=turn, head=[header(title)]).page()


def _updated(say: Say, member: Member, zone: ZoneInfo) -> Text:
    at: datetime | None = member.page_updated_at
    if at is None:
        return say("Never brought up to date here.")
    return say("Brought up to date {day}.", day=plain_day(at.astimezone(zone).date(), say.code))


def page_form(say: Say, member: Member, typed: str | None = None, traces: Sequence[str] = ()) -> Form:
    """The form for a member's text; once more with what was typed, when that seems to point out a person."""
    stands = member.page_text if typed is None else typed
    hint = say(
        "What you do for the rights of the child, and whom to turn to. Everybody can read it. No persons' names."
    )
    return opened(Form(
        name="website.page",
        title=say("Text on the pages"),
        blocks=[
            section(bold(clip(member.name, 200))),
            *map(section, before_it_is_public(say, 0, traces)),
            text_field("text", say("Text"), value=stands, long=True, optional=True, hint=hint, most=LONGEST_PAGE),
        ],
        submit=say("Save anyway") if traces else say("Save"),
        close=say("Cancel"),
        about=str(MemberTextValue(member.id, digest_of(*traces) if traces else "")),
    ))  # fmt: skip


def page_saved(call: Call, member: Member) -> Message:
    """That the text holds now, and where it is read."""
    sentence = call.say("The text for {member} is up to date.", member=member.name)
    where = (
        call.say("It is read at {address}.", address=f"{call.address}/experiences/members/{member.id}")
        if call.address
        else Text("")
    )
    text = lines(sentence, where, call.say(FEW_REACH) if reaches_few(call.address) else "")
    return Message(text, [section(text)])


def names_somebody(say: Say, name: str, member: Member, known: KnownNames) -> Message:
    """That somebody has written what seems to point out a person on the pages, for the coordinator."""
    text = lines(
        say("{name} has written a new text about {member} on the network's pages.", name=name, member=member.name),
        *_points_out(say, member, known)[:1],
    )
    row = [button("website.write", say("Change"), member.id), button("website.all", say("All members"))]
    return Message(text, [section(text), actions(*row)])


def bring_up_to_date(say: Say, about: Reminder, member: Member | None, last: date | None,
                     whom: Sequence[Member] = ()) -> Message:  # fmt: skip
    """Once a year: is the text still right? `whom`: in the channel, the members it goes to."""
    command = about.command(say, "natverk", "network", say("website"))
    if member is None:
        lead = say("Is your part of the network's pages up to date?")
        goes_to = say("This goes to {members}.", members=names_of(say, whom)) if whom else ""
        see = say("See it with `{command}`.", command=command)
        return reminder(say, about, lines(lead, goes_to, see), buttons=[typed(say("Our part of the website"), command)])
    name = bold(clip(member.name, 100))
    if member.page_text:
        lead = say("Is the text about {member} on the network's pages up to date?", member=name)
        text = clip(" ".join(member.page_text.split()), 500)
    else:
        lead = say("There is no text about {member} on the network's pages yet.", member=name)
        text = say("Write what you do for the rights of the child, and whom to turn to.")
    when = say("It was last looked over {day}.", day=plain_day(last, say.code)) if last else ""
    buttons = [button("website.write", say("Write"), member.id, style="primary")]
    if member.page_text:
        buttons.append(confirm_button(say, member))
    return reminder(say, about, lines(lead, when, text), buttons=buttons)
