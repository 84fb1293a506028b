"""How a period that is closed looks: what is known of it and still open, the thanks in the channel, what goes to the
archive. Nothing is counted that nobody has noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import File, Message
from bot.blocks.parts import actions, button, context, header, section
from bot.dates.in_words import plain_day
from bot.feature.pages import whole_names
from bot.feature.values import as_shown
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.models import Period
from bot.report.closing import Closing
from bot.report.model import Audience
from bot.report.view import ReportValue

LONGEST_NAMES: Final = 800
"""Signs of a list of members."""
ARCHIVE: Final = N_(
    "For the archive: the final report, the plan file, and all else that is stored, which whoever runs the bot writes"
    " to a folder with `natverksbot export`."
)


def before_closing(say: Say, closing: Closing) -> Message:
    """What is known of the period and what is still open, with the way to close it."""
    period, title = closing.period, say("Close the period {period}", period=closing.period.name)
    first = [button("period.close", say("Close the period"), as_shown(period.id, *closing.facts), style="primary")]
    blocks = [
        header(title), section(known(say, closing)), section(open_still(say, closing)), context(say(ARCHIVE)),
        actions(*first, *_files(say, period)),
    ]  # fmt: skip
    what = _what_follows(say, closing)
    return Message(lines(title, what), [*blocks[:1], section(what), *blocks[1:]])


def _files(say: Say, period: Period) -> list[ButtonElement]:
    value = str(ReportValue(Audience.INTERNAL, period.name))
    return [
        button("report.make", say("The final report (Word)"), value),
        button("period.file", say("The plan file"), period.id),
    ]


def _what_follows(say: Say, closing: Closing) -> Text:
    """What is done when it is closed."""
    thanks = say("The channel is thanked, with the figures below.")
    if closing.following is not None:
        return joined(" ", [thanks, say("The next period is {period}.", period=closing.following.name)])
    rests = say("No next period is begun: the network then rests, and nobody is reminded of anything, until one is.")
    return joined(" ", [thanks, rests])


def known(say: Say, closing: Closing) -> Text:
    """The period's figures, as far as anybody has noted them."""
    data = closing.data
    rows = [say.many("{count} member has taken part", "{count} members have taken part", len(data.took_part))]
    rows.append(_meetings(say, closing))
    came, seats = closing.came
    nobody = say("Nobody has noted who came to the meetings")
    rows.append(say("{came} of {seats} seats were taken at the meetings where that is noted", came=came, seats=seats)
                if seats else nobody)  # fmt: skip
    if data.activities:
        rows.append(say("{done} of {count} activities are noted as done", done=closing.finished,
                        count=len(data.activities)))  # fmt: skip
    rows.append(say.many("{count} experience", "{count} experiences", data.contributed) if data.contributed
                else say("No experience is contributed"))  # fmt: skip
    if closing.published:
        rows.append(say("{count} of them published", count=closing.published))
    return lines(*(Text("• ") + each for each in rows))


def _meetings(say: Say, closing: Closing) -> Text:
    held, unknown = len(closing.data.held), len(closing.data.not_recorded)
    noted = say.many("{count} meeting is noted as held", "{count} meetings are noted as held", held)
    noted = noted if held else say("No meeting is noted as held")
    rest = say.many("of {count} nobody has noted whether it was", "of {count} nobody has noted whether they were",
                    unknown)  # fmt: skip
    return joined(", ", [noted, rest if unknown else ""])


def open_still(say: Say, closing: Closing) -> Text:
    """What nobody has noted as done, or decided."""
    rows = []
    if closing.not_finished:
        numbers = ", ".join(map(str, closing.not_finished))
        rows.append(say("Not noted as done: activity {numbers}", numbers=numbers))
    if closing.without_experience:
        rows.append(say("No experience from {members}", members=_names(say, closing.without_experience)))
    if closing.data.not_recorded:
        rows.append(say("Nobody has noted whether all meetings were held"))
    if closing.undecided:
        rows.append(
            say("No decision on the next period is noted for {members}", members=_names(say, closing.undecided))
        )
    for year, names in closing.not_paid.items():
        who = _names(say, names)
        rows.append(say("Nobody has noted the fee for {year} as paid by {members}", year=year, members=who))
    title = bold(say("Still open"))
    return lines(title, *(Text("• ") + each for each in rows)) if rows else lines(title, say("Nothing that is noted."))


def _names(say: Say, names: Sequence[str]) -> Text:
    return whole_names(say, [escape(each) for each in names], LONGEST_NAMES)


def thanks(say: Say, closing: Closing) -> Message:
    """What the channel reads when a period is closed."""
    period = closing.period
    lead = say("The period {period} is closed. Thank you, all who have taken part!", period=bold(period.name))
    words = lines(lead, known(say, closing), _goes_on(say, closing))
    return Message(words, [section(words)])


def _goes_on(say: Say, closing: Closing) -> Text:
    if closing.following is not None:
        day = plain_day(closing.following.starts, say.code)
        return say("The next period, {period}, begins on {day}.", period=closing.following.name, day=day)
    return say("The network rests from {day}, until a next period begins.", day=_rests_from(say, closing))


def _rests_from(say: Say, closing: Closing) -> str:
    first = closing.rests_from
    return plain_day(first, say.code) if first else ""


def is_closed(say: Say, closing: Closing, files: Sequence[File]) -> Message:
    """What whoever closed it reads, with the files for the archive and a way to take it back."""
    said = lines(
        say("The period {period} is closed.", period=bold(closing.period.name)), _goes_on(say, closing),
        say("The final report and the plan file come in a direct message from me, for the archive."),
    )  # fmt: skip
    undo = button("period.open", say("Undo"), as_shown(closing.period.id, closing.period.closed_on))
    blocks = [section(said, undo), section(open_still(say, closing)), context(say(ARCHIVE))]
    return Message(said, blocks, files=tuple(files))


def is_open_again(say: Say, period: Period) -> Message:
    """What is said when it is taken back."""
    words = say("The period {period} is no longer closed.", period=bold(period.name))
    return Message(words, [section(words)])


def file_comes(say: Say, period: Period, file: File) -> Message:
    """That the plan file comes."""
    words = say("The plan file of {period} comes in a direct message from me.", period=period.name)
    return Message(words, [section(words)], files=(file,))
