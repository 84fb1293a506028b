"""How a network is begun: the three ways, their forms, what was understood of a document, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    actions,
    button,
    channel_field,
    choice_field,
    context,
    day_field,
    header,
    plain,
    section,
    text_field,
)
from bot.documents.beginning import Understanding, activity_line
from bot.documents.opening import DOCUMENTS
from bot.feature.next_step import typed
from bot.feature.pages import Listing, Row, again
from bot.feature.values import as_shown
from bot.language import N_, Say, Text, bold, escape, lines
from bot.models import Coordination
from bot.network.people import COORDINATION_NAMES, Command
from bot.plan.checks import LONGEST_NAME

NEXT: Final = N_(
    "If I am not in the channel yet, write `{invite}` there. Those who sit for the members join with"
    " `{join}`, and you confirm them."
)
LONGEST_FIELD: Final = 3000
MEMBERS_HINT: Final = N_("One on each line: Gävle, Degerfors/Karlskoga, Angered stadsdel/Göteborg.")
ACTIVITIES_HINT: Final = N_(
    "One on each line: number, title and, after a vertical bar, when: “3. Study visit | May 2027”."
)


def ways_to_begin(say: Say) -> Message:
    """The three ways."""
    title = say("Begin a network")
    words = lines(
        say("A network has a channel, a period and members, and often a work plan. There are three ways to begin:"),
        say("• *From a work plan* in Word or Excel. You see what was understood before anything is stored."),
        say("• *From scratch*: name, channel, days and members. You fill in the rest when you like."),
        say("• *With an example*: a real network’s plan to look around in."),
    )
    ways = actions(
        button("begin.document", say("From a work plan"), style="primary"),
        button("begin.scratch", say("From scratch")),
        button("begin.example", say("With an example")),
    )
    return Message(lines(title, words), [header(title), section(words), ways])


def scratch_form(say: Say, channel: str | None, today: date) -> Form:
    """Six fields."""
    models: list[Choice] = [(each.value, say(name)) for each, name in COORDINATION_NAMES.items()]
    blocks: list[Block] = [
        text_field("name", say("What is the network called?"), most=LONGEST_NAME),
        channel_field("channel", say("Channel"), chosen=channel),
        *_days(say, date(today.year, 1, 1), date(today.year + 1, 12, 31)),
        choice_field("coordination", say("Coordinated by"), models, chosen=Coordination.COORDINATOR.value),
        _members(say, ""),
    ]
    return Form("begin.scratch", say("A new network"), blocks, say("Begin"), say("Cancel"))


def _days(say: Say, starts: date, ends: date) -> list[Block]:
    return [
        day_field("starts", say("First day of the period"), value=starts),
        day_field("ends", say("Its last day"), value=ends),
    ]


def _members(say: Say, names: str) -> Block:
    hint = say(MEMBERS_HINT)
    return text_field("members", say("Members"), value=names, long=True, optional=True, hint=hint, most=LONGEST_FIELD)


def document_form(say: Say, channel: str | None) -> Form:
    """The file and the channel; name and years where the document does not say them."""
    kinds = [each.removeprefix(".") for each in DOCUMENTS]
    file = FileInputElement(action_id="file", filetypes=kinds, max_files=1)
    hint = say("Only where the document does not say it.")
    blocks: list[Block] = [
        InputBlock(block_id="file", label=plain(say("Work plan in Word or Excel")), element=file),
        channel_field("channel", say("Channel"), chosen=channel),
        text_field("name", say("What is the network called?"), optional=True, most=LONGEST_NAME, hint=hint),
        text_field("period", say("Years of the period"), optional=True, most=60, hint=hint),
    ]
    return Form("begin.document", say("From a work plan"), blocks, say("Show"), say("Cancel"))


def example_form(say: Say, channel: str | None, plans: Sequence[Choice]) -> Form:
    """Which plan, and where."""
    blocks: list[Block] = [
        context(say("Its period ended years ago, so no reminders come from it.")),
        choice_field("plan", say("Plan"), plans, chosen=str(plans[0][0])),
        channel_field("channel", say("Channel"), chosen=channel),
    ]
    return Form("begin.example", say("With an example"), blocks, say("Begin"), say("Cancel"))


def preview_of(say: Say, shown: Understanding) -> Message:
    """What was understood, line by line, and what was not, in the document’s own words."""
    title, row = say("This is what was understood"), shown.row.id
    rows: list[Row] = [escape(each.strip()) for each in shown.lines(say)]
    if shown.not_understood:
        rows += [bold(say("Not understood, and left out:")), *map(escape, shown.not_understood)]
    where = say("For {channel}. Nothing is stored in it before you say yes.", channel=_link(shown.plan.network.channel))
    ways = actions(
        button("begin.yes", say("Begin the network"), as_shown(row, shown.row.plan), style="primary"),
        button("begin.mend", say("Put right"), row),
        button("begin.cancel", say("Cancel"), row),
    )
    return Listing(
        say=say, text=title, rows=rows, count=0, again=again("begin.preview", row),
        head=[header(title), context(where)], foot=[ways],
    ).page()  # fmt: skip


def mend_form(say: Say, shown: Understanding) -> Form:
    """What was understood, to be put right."""
    plan = shown.plan
    activities = "\n".join(map(activity_line, plan.activities))
    blocks: list[Block] = [
        text_field("name", say("What is the network called?"), value=plan.network.name, most=LONGEST_NAME),
        channel_field("channel", say("Channel"), chosen=plan.network.channel or None),
        *_days(say, plan.period.starts, plan.period.ends),
        _members(say, "\n".join(each.name for each in plan.members)),
    ]
    if len(activities) <= LONGEST_FIELD:
        blocks.append(
            text_field("activities", say("Activities"), value=activities, long=True, optional=True,
                       hint=say(ACTIVITIES_HINT), most=LONGEST_FIELD)
        )  # fmt: skip
    return Form("begin.mend", say("Put right"), blocks, say("Show"), say("Cancel"), str(shown.row.id))


def begun(say: Say, name: str, channel: str, command: Command, *, is_example: bool = False) -> Message:
    """What whoever began it reads, and does next."""
    words = lines(
        say("✓ {name} is now in {channel}, and you coordinate it.", name=name, channel=_link(channel)),
        say("It is an example: its period is over.") if is_example else "",
        say(NEXT, invite="/invite @Nätverksbot", join=command("natverk gå med", "network join")),
    )  # fmt: skip
    ways = actions(
        typed(say("Manage the network"), command("natverk administrera", "network manage")),
        typed(say("Plan a meeting"), command("mote ny", "meeting new")),
    )
    return Message(words, [section(words), ways])


def _link(channel: str) -> Text:
    return escape(channel) if channel.startswith("#") else Text(f"<#{channel}>")


def cancelled(say: Say) -> Message:
    """What is read in place of what was understood."""
    words = say("Nothing was stored.")
    return Message(words, [section(words), actions(button("begin.show", say("Begin a network")))])
