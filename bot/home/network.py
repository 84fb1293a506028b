"""How the network looks at a glance, and the form for settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    button,
    choice_field,
    choices_field,
    context,
    facts,
    header,
    more_fields,
    section,
    text_field,
    ticks_field,
)
from bot.dates.in_words import plain_day, span
from bot.feature.declare import offered
from bot.feature.pages import Listing, Row, again, pieces, whole_names
from bot.feature.subject import opened
from bot.home.agreement import is_loaded, kept_together
from bot.home.load import Glance
from bot.language import LANGUAGE_NAMES, N_, Say, Text, bold, escape, joined, lines, swedish_order
from bot.meetings.card import in_one_line
from bot.models import Network, Person, Role
from bot.network.hours import FIRST_HOUR, LAST_HOUR, Hours, quiet_of
from bot.network.membership import MembersOfPeriod, is_over, spokesperson_of
from bot.network.people import around_in_words, delegations_in_number, join_button, members_in_words
from bot.network.quiet import LONGEST_TYPED, NEVER, USUAL, quiet_in

MOST_CONTACTS: Final = 14
MOST_DATES: Final = 4


def glance(say: Say, shown: Glance) -> Message:
    """The network at a glance: period, members, contacts, coming dates."""
    rows: list[Row] = [section(each) for each in pieces(shown.network.aim)]
    rows.append(facts(_facts(say, shown)))
    dates = [Text("• ") + in_one_line(say, each) for each in shown.coming[:MOST_DATES]]
    dates += rest(say, len(shown.coming) - MOST_DATES, say("All meetings"))
    rows.append(section(lines(bold(say("Coming dates")), *(dates or [say("No meeting is planned.")]))))
    rows += [_contacts(say, shown.people)] if shown.people is not None else []
    period = next((each.period.name for each in shown.around if each.day == shown.today), "")
    members = lines(*(members_in_words(say, each) for each in shown.around))
    first = in_one_line(say, shown.coming[0]) if shown.coming else say("No meeting is planned.")
    return Listing(
        say=say, text=lines(joined(" · ", [bold(shown.network.name), period, members]), first), rows=rows, words=(),
        count=0, again=again("network.show"), head=[header(shown.network.name)], foot=[actions(*_doors(say, shown))],
    ).page()  # fmt: skip


def _facts(say: Say, shown: Glance) -> list[tuple[object, object]]:
    period = shown.period
    if period is None:
        return [(say("Period"), say("no period is loaded"))]
    days = span(period.days, say.code)
    when = around_in_words(say, [each.period for each in shown.around], shown.today)
    return [
        (say("Period"), lines(days, when)),
        kept_together(
            say,
            period,
            is_over=is_over(period, shown.today),
            is_anybody_noted=shown.has_coordinator,
        ),
        *(_members(say, each) for each in shown.around),
        (say("Open activities"), str(shown.open_activities)),
    ]


def _members(say: Say, members: MembersOfPeriod) -> tuple[object, object]:
    """Who takes part, or did when the period ended, or will when it begins."""
    there, period = members.taking_part, members.period
    title = say("Members ({count})", count=len(there))
    if is_over(period, members.today):
        title = say("Members until {day} ({count})", day=plain_day(period.ends, say.code), count=len(there))
    elif period.starts > members.today:
        title = say("Members from {day} ({count})", day=plain_day(period.starts, say.code), count=len(there))
    names = whole_names(say, [escape(each.name) for each in there], 1500)
    return title, lines(delegations_in_number(say, there), names or say("none loaded"))


def _contacts(say: Say, people: Sequence[Person]) -> Block:
    """The coordinator and each member's official; the rest is in the list of members."""
    coordinators = [escape(each.name) for each in people if each.role is Role.COORDINATOR]
    officials = [each for each in people if each.role is Role.OFFICIAL and each.member]
    officials.sort(key=lambda each: swedish_order(each.member.name if each.member else ""))
    rows = [joined(" ", [bold(say("Coordinator") + ":"), whole_names(say, coordinators, 500)])] if coordinators else []
    rows += [
        joined(" ", [Text("• ") + (each.member.name if each.member else "") + ":", each.name])
        for each in officials[:MOST_CONTACTS]
    ]
    rows = [*rows, *rest(say, len(officials) - MOST_CONTACTS, say("Members"))]
    speaks = spokesperson_of(people)
    rows += (
        [joined(" ", [bold(say("Spokesperson") + ":"), joined(", ", [speaks.name, speaks.member_name])])]
        if speaks
        else []
    )
    nobody = N_("No official has joined yet.") if people else N_("Nobody has joined yet.")
    return section(lines(bold(say("Contacts")), *(rows or [say(nobody)])))


def rest(say: Say, left: int, button: Text) -> list[Text]:
    """How many more there are than stand here, and the button that shows them."""
    return [say("… and {left} more, under “{button}”.", left=left, button=button)] if left > 0 else []


def _doors(say: Say, shown: Glance) -> list[ButtonElement]:
    first = [] if shown.has_asked_to_join else [join_button(say)]
    return [
        *first,
        button("network.members", say("Members")),
        *([button("network.agreement", say("The agreement"))] if shown.period and is_loaded(shown.period) else []),
        button("meeting.list", say("All meetings")),
        *offered([button("network.settings", say("Settings"))], shown.allowed),
    ]


def settings_form(
    say: Say, person: Person, kinds: Sequence[tuple[str, str]], network: Network | None, more: str = ""
) -> Form:
    """One's own settings; with a network, also the network's (for a coordinator). `more`: the command for the rest."""
    blocks: list[Block] = [
        choice_field(
            "language",
            say("My language"),
            [("network", say("As the network's")), *LANGUAGE_NAMES.items()],
            chosen=person.language or "network",
        )
    ]
    if kinds:
        choices: list[Choice] = [(kind, say(about)) for kind, about in kinds]
        blocks.append(
            choices_field(
                "muted",
                say("Reminders I do not want"),
                choices,
                chosen=person.muted,
                hint=say("Invitations and changes always come."),
            )
        )
    blocks += _network_fields(say, network, more) if network else []
    return opened(Form("settings", say("Settings"), blocks, say("Save"), say("Cancel")))


def _network_fields(say: Say, network: Network, more: str) -> list[Block]:
    hours: list[Choice] = [
        (str(each), say("{hour}:00", hour=f"{each:02}")) for each in range(FIRST_HOUR, LAST_HOUR + 1)
    ]
    new: list[Choice] = [("on", say("Announce new experiences in the channel"))]
    weekly: list[Choice] = [("on", say("Send a digest to the channel on Mondays"))]
    return [
        header(say("For the whole network")),
        context(say("Only coordinators see and change this.")),
        choice_field("hour", say("Reminders go out at"), hours, chosen=str(Hours.of(network).hour)),
        text_field(
            "quiet",
            say("Quiet weeks"),
            value=quiet_of(network).in_words(say.code),
            optional=True,
            most=LONGEST_TYPED,
            hint=say(
                "What would come then comes before. Usually {usual}; “{none}” where people are never away.",
                usual=quiet_in(USUAL).in_words(say.code),
                none=NEVER.in_words(say.code),
            ),
        ),
        ticks_field("digest", say("Digest"), weekly, chosen=["on"] if network.settings.get("digest") else []),
        ticks_field(
            "announce", say("Experiences"), new, chosen=["on"] if network.settings.get("announce", True) else []
        ),
        context(
            say("When each reminder comes, and what is on every host's list, is set with `{command}`.", command=more)
        ),
        more_fields(say),
        choice_field(
            "network_language", say("The network's language"), list(LANGUAGE_NAMES.items()), chosen=network.language
        ),
    ]


def settings_saved(say: Say) -> Message:
    """That the settings are saved."""
    sentence = say("Your settings are saved.")
    return Message(sentence, [section(sentence)])
