"""How the seats at a meeting look: who comes in lines, a table of members and roles, who sends a deputy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.blocks.parts import cell
from bot.blocks.table_or_lines import TableOrLines
from bot.feature.pages import in_rows, whole_names
from bot.language import N_, Say, Text, bold, escape, joined
from bot.meetings.seats import COMING, PersonReply, Seats, Sitting, Standing
from bot.models import Role
from bot.network.membership import SEATS

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

LONGEST_NAMES: Final = 300
"""Signs of the names of one group, on a card."""

GROUPS: Final[Sequence[tuple[str, Collection[Standing]]]] = (
    (N_("Coming ({count}):"), COMING),
    (N_("Maybe ({count}):"), (Standing.MAYBE,)),
    (N_("Not coming ({count}):"), (Standing.NO,)),
    (N_("Deputy not heard from ({count}):"), (Standing.NOT_HEARD,)),
)
HAD_SAID_YES: Final = ((N_("Had answered yes ({count}):"), COMING),)


def who_comes(say: Say, seats: Seats, *, is_over: bool = False) -> list[Text]:
    """Who has answered what, a line for each group there is somebody in, who comes for whom and beside the seats, and
    who has not answered as long as that is waited for and some have; of what is over, who had said yes."""
    rows = [_group(say, seats, *each) for each in (HAD_SAID_YES if is_over else GROUPS)]
    rows += [*deputies(say, seats), *others(say, seats, is_over=is_over)]
    all_have = say("Everybody has answered.") if seats.all_have_answered and not is_over else Text("")
    silent = Text("") if is_over or not seats.replies else missing(say, seats)
    return [each for each in (*rows, silent, all_have) if each]


def _group(say: Say, seats: Seats, lead: str, standings: Collection[Standing]) -> Text:
    those = [each for each, standing in seats.standings if standing in standings]
    names = whole_names(say, names_of(say, seats, those), LONGEST_NAMES)
    return joined(" ", [bold(say(lead, count=len(those))), names]) if those else Text("")


def names_of(say: Say, seats: Seats, those: Sequence[Sitting]) -> list[Text]:
    """Some of the seats by name; members all of whose seats are among them are named once."""
    seats_of, among = (Counter(each.member_id for each in every) for every in (seats.sittings, those))
    is_whole = {each for each, count in among.items() if count == seats_of[each]}
    names = {
        (each.member_id, "" if each.member_id in is_whole else each.role): (
            escape(cell(each.member, 40)) if each.member_id in is_whole else seat_name(say, each)
        )
        for each in those
    }
    return list(names.values())


def seats_table(say: Say, seats: Seats) -> TableOrLines:
    """Every member in a row, each role in a column: a sign and a word."""
    in_order = [each for each in SEATS if any(each in there for there in seats.roles_of.values())]
    roles, names = [say(COLUMNS[each]) for each in in_order], {each.member_id: each.member for each in seats.sittings}
    cells = {(each.member_id, each.role): _cell(say, standing) for each, standing in seats.standings}
    not_invited = say.plain("not invited")
    rows = [
        [cell(name), *(cells.get((member, role), not_invited) for role in in_order)] for member, name in names.items()
    ]
    lines = [joined(": ", [bold(name), joined(" · ", said)]) for name, *said in rows]
    return TableOrLines([say("The member"), *roles], rows, [joined(" · ", roles), *lines])


def _cell(say: Say, standing: Standing) -> str:
    word = say.plain(WORDS[standing]) if WORDS[standing] else ""
    return f"{SIGNS[standing]} {word}".rstrip()


def legend(say: Say, seats: Seats, *, is_over: bool) -> Text:
    """What the bare sign means, where it stands."""
    if not seats.missing():
        return Text("")
    return say("– did not answer") if is_over else say("– has not answered yet")


def missing(say: Say, seats: Seats) -> Text:
    """Who has not answered, by seat, the first of them; empty when nobody is missing."""
    return _none_of(say, seats) or _group(say, seats, HAVE_NOT_ANSWERED, (Standing.SILENT,))


def nobody_has(say: Say, seats: Seats, *, is_over: bool = False) -> Text:
    """That nobody has answered, in place of how many have answered what."""
    nobody = say("Nobody answered before the meeting.") if is_over else say("Nobody has answered yet.")
    return _none_of(say, seats, is_over=is_over) or nobody


HAVE_NOT_ANSWERED: Final = N_("Have not answered ({count}):")


def missing_rows(say: Say, seats: Seats, *, is_over: bool = False) -> list[Text]:
    """All who have not answered, by seat, in rows, or had not when it was over."""
    if none := _none_of(say, seats, is_over=is_over):
        return [none]
    silent = seats.missing()
    return in_rows(names_of(say, seats, silent), lead=bold(say(HAVE_NOT_ANSWERED, count=len(silent))))


def _none_of(say: Say, seats: Seats, *, is_over: bool = False) -> Text:
    """That nobody has answered, in one sentence, where they are several; else nothing."""
    silent = len(seats.missing())
    if silent <= 2 or silent < sum(each.person_id is not None for each in seats.sittings):
        return Text("")
    if is_over:
        return say("None of the {count} who had a seat at the meeting answered.", count=silent)
    return say("None of the {count} who have a seat at the meeting has answered yet.", count=silent)


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
