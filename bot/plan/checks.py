"""What must hold between the parts of a plan: numbers and names once, hosts among the members, days in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config import CHANNEL_ID, CHANNEL_NAME, USER_ID
from bot.dates.when import FIRST_YEAR, LAST_YEAR, Span
from bot.language import LANGUAGES, N_
from bot.models import Invites, MemberKind, MembershipState
from bot.municipalities import same_name
from bot.network.hours import LONGEST_LIST, LONGEST_ON_LIST, MOST_ON_LIST, thing_of
from bot.plan.errors import PlanFaults, in_a_row, nearest, quoted
from bot.plan.fields import TOO_LONG
from bot.plan.nouns import Plan, PlannedMeeting, PlannedMember

KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}|-")
LONGEST_NAME: Final = 120
"""Characters; longer names do not fit on a button or in a menu."""
LONGEST_TITLE: Final = 300


def check(plan: Plan, faults: PlanFaults, *, members_complete: bool = True) -> None:
    """Note what does not hold. Hosts are checked when `members_complete`: all members could be read."""
    checks = _Checks(plan, faults)
    checks.network()
    checks.days()
    checks.members()
    checks.activities()
    checks.goals()
    checks.meetings()
    if members_complete:
        checks.hosts()
        checks.queue()


class _Checks:
    def __init__(self, plan: Plan, faults: PlanFaults) -> None:
        self._plan = plan
        self._add: Callable[..., None] = faults.add

    def network(self) -> None:
        network = self._plan.network
        if not KEY.fullmatch(network.key):
            sentence = N_("“key” is made of small letters a-z, digits and hyphens, not “{found}”.")
            self._add(network.at("key"), sentence, found=quoted(network.key))
        if network.language not in ("", *LANGUAGES):
            sentence = N_("“{name}” is one of {allowed}, not “{found}”.")
            self._add(
                network.at("language"),
                sentence,
                name="language",
                allowed=in_a_row(LANGUAGES),
                found=quoted(network.language),
            )
        if network.timezone and not _is_a_zone(network.timezone):
            sentence = N_("“timezone” is a name such as Europe/Stockholm, not “{found}”.")
            self._add(network.at("timezone"), sentence, found=quoted(network.timezone))
        self._fits("name", network.name, network.at("name"), LONGEST_NAME)
        for each in network.coordinators:
            if not USER_ID.fullmatch(each):
                sentence = N_("“coordinators” has {found}, which is no Slack user id; they look like U0123ABCD.")
                self._add(network.at("coordinators"), sentence, found=quoted(each))
        if not (CHANNEL_ID.fullmatch(network.channel) or CHANNEL_NAME.fullmatch(network.channel or "-")):
            sentence = N_("“channel” is a channel’s id (C0123ABCD) or its #name, not “{found}”.")
            self._add(network.at("channel"), sentence, found=quoted(network.channel))
        self._host_list()

    def _host_list(self) -> None:
        """As many things, and as long, as the form takes in which the coordinator changes them."""
        network = self._plan.network
        line, things = network.at("host_list"), network.host_list
        if len(things) > MOST_ON_LIST:
            self._add(line, TOO_LONG, name="host_list", most=MOST_ON_LIST)
        for each in things:
            self._fits("host_list", thing_of(each), line, LONGEST_ON_LIST)
        if sum(len(each) + 7 for each in things) > LONGEST_LIST:
            self._add(line, N_("“{name}” has more than {most} characters."), name="host_list", most=LONGEST_LIST)

    def days(self) -> None:
        """Every row of days in order, and within the years a network can speak of."""
        period = self._plan.period
        for name, day in (("starts", period.starts), ("ends", period.ends)):
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                sentence = N_("the year of {day} lies outside {first}-{last}.")
                self._add(period.at(name), sentence, day=day, first=FIRST_YEAR, last=LAST_YEAR)
        self._fits("name", period.name, period.at("name"), LONGEST_NAME)
        for member in self._plan.members:
            self._in_order(member.starts, member.ends, member.at("ends"))
            for mandate in member.mandates:
                self._in_order(mandate.starts, mandate.ends, mandate.at("ends"))

    def _in_order(self, starts: date | None, ends: date | None, line: int) -> None:
        if starts and ends and ends < starts:
            self._add(line, N_("“ends” ({ends}) lies before “starts” ({starts})."), starts=starts, ends=ends)

    def members(self) -> None:
        by_name: dict[str, PlannedMember] = {}
        for member in self._plan.members:
            self._fits("name", member.name, member.at("name"), LONGEST_NAME)
            first = next(
                (other for name, other in by_name.items() if any(same_name(name, one) for one in member.names)), None
            )
            if first is not None:
                sentence = N_("the member {name} stands twice (first on line {first}).")
                self._add(member.at("name"), sentence, name=quoted(member.name), first=first.at("name"))
            by_name |= dict.fromkeys(member.names, member)
            if member.kind is MemberKind.PAIR and len(member.municipalities) != 2:
                sentence = N_("a pair names its two in “municipalities”: [Degerfors, Karlskoga].")
                self._add(member.at("kind"), sentence)

    def activities(self) -> None:
        line_of: dict[int, int] = {}
        for activity in self._plan.activities:
            self._fits("title", activity.title, activity.at("title"), LONGEST_TITLE)
            for step in activity.steps:
                self._fits("what", step.what, step.at("what"), LONGEST_TITLE)
                self._is_member(step.responsible, step.at("responsible"))
            if activity.answer and not activity.open_question:
                self._add(activity.at("answer"), N_("“answer” stands without an “open_question”."))
            if activity.number in line_of:
                sentence = N_(
                    "activity number {number} stands twice (first on line {first}); give each its own number."
                )
                self._add(activity.at("number"), sentence, number=activity.number, first=line_of[activity.number])
            line_of.setdefault(activity.number, activity.at("number"))

    def goals(self) -> None:
        self._once(((goal.title, goal.at("title")) for goal in self._plan.goals), N_("the goal {name} stands twice."))
        for goal in self._plan.goals:
            self._fits("title", goal.title, goal.at("title"), LONGEST_TITLE)

    def meetings(self) -> None:
        sentence = N_("two meetings are called {name}; give each its own “key”.")
        self._once(((each.key, each.at("key")) for each in self._plan.meetings if each.key), sentence)
        for meeting in self._plan.meetings:
            self._fits("title", meeting.title, meeting.at("title"), LONGEST_NAME)
            self._fits("place", meeting.place, meeting.at("place"), LONGEST_TITLE)
            self._fits("key", meeting.key, meeting.at("key"), LONGEST_NAME)

    def hosts(self) -> None:
        for meeting in self._plan.meetings:
            self._is_member(meeting.host, meeting.at("host"))
            self._is_there(meeting)
            for name in meeting.invited:
                if not USER_ID.fullmatch(name):
                    self._is_member(name, meeting.at("invited"))
            is_chosen = meeting.invites in (None, Invites.CHOSEN)
            if meeting.invited and not is_chosen:
                self._add(meeting.at("invites"), N_("“invited” names some, and “invites” says {found}."),
                          found=meeting.invites)  # fmt: skip
            if meeting.invites is Invites.CHOSEN and not meeting.invited:
                self._add(meeting.at("invites"), N_("“invites: chosen” stands without “invited”."))
            if meeting.host_reason and not meeting.host:
                self._add(meeting.at("host_reason"), N_("“host_reason” stands without a “host”."))

    def queue(self) -> None:
        """Whoever has not decided yet may stand in turn."""
        for each in self._plan.queue:
            if self._plan.member(each.member) is None:
                self._no_member(each.member, each.at("member"))

    def _is_member(self, name: str, line: int) -> None:
        if not name:
            return
        member = self._plan.member(name)
        if member is None:
            self._no_member(name, line)
        elif member.state is MembershipState.PENDING:
            sentence = N_(
                "{name} does not take part in this period (decision pending) and can be neither host nor responsible."
            )
            self._add(line, sentence, name=quoted(name))

    def _is_there(self, meeting: PlannedMeeting) -> None:
        """A host takes part on the first day of its meeting, or its month; one that has left had hosted before."""
        member = self._plan.member(meeting.host) if meeting.host else None
        first, last = (meeting.days.first, meeting.days.first) if meeting.days else (meeting.month, meeting.month)
        if member is None or meeting.month == date.min:
            return
        if not meeting.days:
            last = Span.month(meeting.month.year, meeting.month.month).last
        if (member.ends is not None and member.ends < first) or (member.starts is not None and member.starts > last):
            sentence = N_(
                "{name} does not take part when this meeting is held (its days: {starts} – {ends}) and cannot host it."
            )
            days = {"starts": member.starts or "…", "ends": member.ends or "…"}
            self._add(meeting.at("host"), sentence, name=quoted(member.name), **days)

    def _no_member(self, name: str, line: int) -> None:
        active = [each for each in self._plan.members if each.state is MembershipState.ACTIVE]
        if not active:
            self._add(line, N_("{name} is no member: the plan lists none that takes part."), name=quoted(name))
            return
        near = nearest(name, [one for each in active for one in each.names])
        sentence = N_("{name} is no member; members are {allowed}.")
        if near:
            sentence = N_("{name} is no member; perhaps {meant}? Members are {allowed}.")
        allowed = in_a_row(each.name for each in active)
        self._add(line, sentence, name=quoted(name), meant=near, allowed=allowed)

    def _once(self, named: Iterable[tuple[str, int]], sentence: str) -> None:
        names: set[str] = set()
        for name, line in named:
            if name in names:
                self._add(line, sentence, name=quoted(name))
            names.add(name)

    def _fits(self, field: str, text: str, line: int, most: int) -> None:
        if len(text) > most or "\n" in text:
            sentence = N_("“{name}” is one line of at most {most} characters.")
            self._add(line, sentence, name=field, most=most)


def _is_a_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
