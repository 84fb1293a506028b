"""Who coordinates a period, and what its agreement says of costs, in words (domain 6, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.blocks.parts import LONGEST_PARAGRAPH
from bot.dates.in_words import plain_day, span
from bot.feature.pages import in_rows, pieces, whole_names
from bot.hosting.load import Coordinators
from bot.hosting.rules import Troika
from bot.language import N_, Say, Text, between_names, bold, clip, escape, in_thousands, joined, lines
from bot.meetings.rules import span_of
from bot.models import Meeting, Period
from bot.network.membership import MembersOfPeriod, is_over
from bot.network.people import part_of_member

LONGEST_ROW: Final = 1500
_COORDINATOR: Final = (N_("No coordinator is noted yet."), N_("A coordinator."), N_("Coordinator: {names}"))
"""Where nobody is named, where nobody may be named, and with names."""
_ON_FIXED_TERM: Final = (
    N_("A coordinator on a fixed term; nobody is noted yet."),
    N_("A coordinator on a fixed term."),
    N_("A coordinator on a fixed term: {names}"),
)


@dataclass(frozen=True)
class HeadedRows:
    """A heading with its lines."""

    title: Text
    rows: Sequence[Text] = field(default_factory=tuple)

    @property
    def text(self) -> Text:
        return lines(bold(self.title), *self.rows)

    def in_rows(self) -> list[Text]:
        """The same, where a list can cut between."""
        return in_rows([bold(self.title), *self.rows], "\n", longest=LONGEST_PARAGRAPH)


def coordination(say: Say, group: Coordinators) -> HeadedRows:
    """Who coordinates, by the period's model (domain 6)."""
    if group.is_troika:
        return HeadedRows(say("Coordination group"), _troika(say, group.troika, group.of))
    nobody, somebody, named = _ON_FIXED_TERM if group.is_on_fixed_term else _COORDINATOR
    if not group.people:
        return HeadedRows(say("Coordination"), [say(nobody)])
    names = [name for each in group.people if group.names and (name := _name(*each, is_private=group.is_private))]
    if not names:
        return HeadedRows(say("Coordination"), [say(somebody)])
    first, *rest = in_rows(names)
    return HeadedRows(say("Coordination"), [say(named, names=first), *rest])


def _name(slack_id: str, name: str, *, is_private: bool) -> Text:
    """A name; where the bot knows none, one that Slack shows itself, but not in a channel, where it would call them."""
    if name or not is_private:
        return escape(name)
    return Text("<@") + slack_id + Text(">")


def _troika(say: Say, group: Troika | None, of: MembersOfPeriod | None) -> list[Text]:
    rule = say("The hosts of the previous, the current and the next partnership meeting; the current host leads.")
    if group is None or of is None or not group.members:
        return [rule, say("No partnership meeting with a host is noted in the period, so nobody can be named.")]
    lead = (
        say(
            "The time of every planned partnership meeting in {period} has passed. The last group:",
            period=of.period.name,
        )
        if group.is_over
        else Text("")
    )
    rows = [
        _seat(say, say("previous host"), group.previous, of),
        _seat(say, say("host of the last meeting") if group.is_over else say("current host, leads"),
              group.current, of),
        _seat(say, say("next host"), group.next, of),
    ]  # fmt: skip
    return [each for each in (lead or rule, *rows, *_why_fewer(say, group)) if each]


def _seat(say: Say, role: Text, meeting: Meeting | None, of: MembersOfPeriod) -> Text:
    if meeting is None:
        return Text("")
    host = bold(meeting.host_name) if meeting.host else say("no host chosen yet")
    part = part_of_member(say, meeting.host.id if meeting.host else None, of)
    return Text("• ") + joined(" – ", [host, joined(", ", [role, Text(span(span_of(meeting), say.code)), part])])


def _why_fewer(say: Say, group: Troika) -> list[Text]:
    """Be honest about a group of fewer than three (domain 7)."""
    why: list[Text] = []
    if group.twice is not None:
        why.append(say.many(
            "Only {count} member in the group now: {name} hosts more than one of these meetings.",
            "Only {count} different members in the group now: {name} hosts more than one of these meetings.",
            len(group.members), name=group.twice.name,
        ))  # fmt: skip
    if group.previous is None:
        why.append(say("No earlier partnership meeting is noted in the period, so no previous host can be named."))
    if group.next is None and not group.is_over:
        why.append(say("No partnership meeting is planned after it in the period, so there is no next host."))
    return why


def words_of_plan(say: Say, period: Period | None) -> list[Text]:
    """How the plan itself puts who coordinates, as its words: they are of the day on which it was written."""
    texts = period.texts("coordination_text") if period else []
    return [row for words in texts for row in pieces(say.plain("The plan: “{words}”", words=words))]


def costs_of(say: Say, period: Period | None, today: date) -> list[HeadedRows]:
    """Who pays for what at a meeting, and the fee for coordination, as far as the agreement says (domain 8)."""
    if period is None:
        return []
    over = is_over(period, today)
    costs = {name: _terms(say, period, name) for name in COSTS if name != FEE}
    costs[FEE] = in_thousands(period.fee) if period.fee else Text("")
    terms = [say(COSTS_THEN[name] if over else COSTS[name], what=what) for name, what in costs.items() if what]
    title = say("Costs until {day}", day=plain_day(period.ends, say.code)) if over else say("Costs")
    return [HeadedRows(title, terms)] if terms else []


FEE: Final = "fee"
COSTS: Final = {
    "host_pays": N_("The host pays for {what}."),
    "others_pay": N_("The others pay for {what} themselves."),
    "everyone_pays": N_("Everybody, the host too, pays for their own: {what}."),
    FEE: N_("Each member pays {what} kronor a year for coordination."),
}
COSTS_THEN: Final = {
    "host_pays": N_("The host paid for {what}."),
    "others_pay": N_("The others paid for {what} themselves."),
    "everyone_pays": N_("Everybody, the host too, paid for their own: {what}."),
    FEE: N_("Each member paid {what} kronor a year for coordination."),
}
"""The same of a period that has ended."""


USUAL_COSTS: Final = {
    "lokal": N_("the room"),
    "fika": N_("coffee"),
    "lunch": N_("lunch"),
    "middag": N_("dinner"),
    "kost": N_("food"),
    "resor": N_("travel"),
    "resa": N_("the journey"),
    "logi": N_("lodging"),
    "eventuell logi": N_("any lodging"),
}
"""What agreements usually say that somebody pays for, as they call it; other things are named as they stand."""


def _terms(say: Say, period: Period, name: str) -> Text:
    """A list of the agreement in words: "lokal, fika, lunch och middag"."""
    named = period.texts(name)
    items = [say(USUAL_COSTS[each]) if each in USUAL_COSTS else clip(each, 200) for each in named]
    return in_a_row(say, items)


def in_a_row(say: Say, items: Sequence[Text]) -> Text:
    """Names or things after one another, with "and" before the last, or how many more there are than have room."""
    if len(items) < 2:
        return joined("", items)
    if sum(map(len, items)) > LONGEST_ROW:
        return whole_names(say, items, LONGEST_ROW)
    return say("{first} and {last}", first=joined(between_names(items), items[:-1]), last=items[-1])
