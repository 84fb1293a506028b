"""How the seats at a meeting look: a grid of members and roles, who has not answered, who sends a deputy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.parts import cell, context
from bot.blocks.table_or_lines import TableOrLines
from bot.feature.pages import in_rows
from bot.language import N_, Say, Text, bold, escape, joined
from bot.meetings.seats import PersonReply, Seats, Sitting, Standing
from bot.models import Role

SIGNS: Final[Mapping[Standing, str]] = {
    Standing.YES: "✓",
    Standing.DIGITAL: "✓",
    Standing.DEPUTY: "✓",
    Standing.NOT_HEARD: "?",
    Standing.MAYBE: "?",
    Standing.NO: "✗",
    Standing.SILENT: "–",
    Standing.VACANT: " ",
}
WORDS: Final[Mapping[Standing, str]] = {
    Standing.YES: N_("yes"),
    Standing.DIGITAL: N_("digitally"),
    Standing.DEPUTY: N_("the deputy"),
    Standing.NOT_HEARD: N_("deputy not heard from"),
    Standing.MAYBE: N_("maybe"),
    Standing.NO: N_("no"),
    Standing.SILENT: "",
    Standing.VACANT: N_("vacant"),
}
COLUMNS: Final[Mapping[Role, str]] = {Role.ELECTED: N_("Elected"), Role.OFFICIAL: N_("Official")}
SEATS_OF: Final[Mapping[Role, str]] = {
    Role.ELECTED: N_("{member} (elected)"),
    Role.OFFICIAL: N_("{member} (official)"),
}

MOST_MISSING: Final = 16
LONGEST_MISSING: Final = 1000
"""Signs of names that stand in one row with those of the other group."""


def grid(say: Say, seats: Seats, *, is_over: bool = False) -> list[Block]:
    """Every member in a line, with what each of its seats has said. Nothing when nobody holds a seat, or when nobody
    had answered to what is over."""
    if not seats.has_holders or (is_over and not seats.replies):
        return []
    legend = _legend(say, seats, is_over)
    return [*seats_table(say, seats).sections, *([context(legend)] if legend else [])]


def seats_table(say: Say, seats: Seats) -> TableOrLines:
    """Every member in a row, each role in a column: a sign and a word."""
    roles = [say(COLUMNS[each]) for each in dict.fromkeys(each.role for each in seats.sittings)]
    cells: dict[int, list[str]] = {}
    for each, standing in seats.standings:
        cells.setdefault(each.member_id, [cell(each.member)]).append(_cell(say, standing))
    rows = list(cells.values())
    lines = [joined(": ", [bold(name), joined(" · ", said)]) for name, *said in rows]
    return TableOrLines([say("Member"), *roles], rows, [joined(" · ", roles), *lines])


def _cell(say: Say, standing: Standing) -> str:
    word = say.plain(WORDS[standing]) if WORDS[standing] else ""
    return f"{SIGNS[standing]} {word}".rstrip()


def _legend(say: Say, seats: Seats, is_over: bool) -> Text:
    """What the bare sign means, where it stands; that no answer is waited for, where that is so."""
    if seats.missing():
        return say("– did not answer") if is_over else say("– has not answered yet")
    return say("Everybody has answered.") if seats.all_have_answered else Text("")


def missing(say: Say, seats: Seats) -> Text:
    """Who has not answered, by seat, the first of them; empty when nobody is missing."""
    return joined(" ", missing_rows(say, seats, most=MOST_MISSING))


def missing_rows(say: Say, seats: Seats, *, most: int | None = None, is_over: bool = False) -> list[Text]:
    """Who has not answered, by seat, in rows, or had not when it was over; `most`: of each group so many names, and how
    many more there are."""
    silent = seats.missing()
    if not silent:
        return []
    if len(silent) > 2 and len(silent) == sum(each.person_id is not None for each in seats.sittings):
        if is_over:
            return [say("None of the {count} who had a seat at the meeting answered.", count=len(silent))]
        return [say("None of the {count} who have a seat at the meeting has answered yet.", count=len(silent))]
    lead = bold(say("Have not answered ({count}):", count=len(silent)))
    single, both = _grouped(say, silent, len({each.role for each in seats.sittings}))
    if most is not None:
        single, both = _some(say, single, most), _some(say, both, most)
    if both and len(SEATS_OF.keys() & {each.role for each in seats.sittings}) > 1:
        both = [joined(" ", [say("both seats:"), both[0]]), *both[1:]]
    parts = [joined(", ", each) for each in (single, both)]
    if sum(map(len, parts)) < LONGEST_MISSING:
        return [joined(" ", [lead, joined("; ", parts)])]
    return [*in_rows(single, lead=lead), *in_rows(both, lead="" if single else lead)]


def _grouped(say: Say, silent: Sequence[Sitting], roles: int) -> tuple[list[Text], list[Text]]:
    """By seat; members all of whose seats are missing are named once, apart."""
    seats_of = Counter(each.member_id for each in silent)
    whole = [each for each in silent if seats_of[each.member_id] == roles]
    single = [seat_name(say, each) for each in silent if seats_of[each.member_id] < roles]
    return single, list({each.member_id: escape(cell(each.member, 40)) for each in whole}.values())


def _some(say: Say, names: list[Text], most: int) -> list[Text]:
    return [*names[:most], say("… and {left} more.", left=len(names) - most)] if len(names) > most else names


def seat_name(say: Say, sitting: Sitting) -> Text:
    """A seat in words: "Gävle (tjänsteperson)"."""
    return say(SEATS_OF[sitting.role], member=cell(sitting.member, 40))


def deputies(say: Say, seats: Seats) -> list[Text]:
    """Who comes for whom, and whether the deputy has said so themselves."""
    rows = [_deputy(say, reply, has_answered) for reply, has_answered in seats.deputies() if reply.deputy]
    return in_rows(rows, " · ", bold(say("Deputies:")))


def _deputy(say: Say, reply: PersonReply, has_answered: bool) -> Text:
    names = {"deputy": reply.deputy, "name": reply.name}
    if has_answered:
        return say("{deputy} for {name}", **names)
    if not reply.deputy_in_slack:
        return say("{deputy} for {name} (not in Slack, so {name} needs to ask them)", **names)
    return say("{deputy} for {name}, asked", **names)


def others(say: Say, seats: Seats, *, is_over: bool = False) -> list[Text]:
    """Who else comes, or had said so, beside the seats."""
    lead = say("Had also said yes:") if is_over else say("Also coming:")
    return in_rows([each.name for each in seats.others_coming()], lead=bold(lead))


def under_the_grid(say: Say, seats: Seats, *, is_over: bool = False) -> list[Text]:
    """Who is missing, as long as an answer is waited for, who comes for whom, who else comes."""
    missing = [] if is_over else missing_rows(say, seats)
    return [*missing, *deputies(say, seats), *others(say, seats, is_over=is_over)]


def coming_in_words(say: Say, seats: Seats) -> Text:
    """Which seats are to be taken, for those who do not see the grid."""
    names = [seat_name(say, each) for each in seats.coming()]
    return joined(" ", [say("Coming:"), joined(", ", _some(say, names, MOST_MISSING))]) if names else Text("")
