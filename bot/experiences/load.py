"""What the views of experiences draw, as values, and how each is read from the database. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.experiences import store as experiences_store
from bot.experiences.reviewers import may_review, review_traces
from bot.experiences.rules import Reader, Traces, reader_of
from bot.experiences.search import Hits, Query, Term, Within, WithinTime, search, terms
from bot.feature.call import Call
from bot.language import swedish_order
from bot.models import Experience, Person
from bot.models.experiences import READABLE
from bot.network import plan
from bot.network import store as network_store

HITS_PER_PAGE: Final = 8


@dataclass(frozen=True)
class Viewer:
    """Who looks at experiences, and where."""

    zone: ZoneInfo
    person: Person | None
    """As whom they have written what they wrote, whatever has become of their seat since."""
    is_coordinator: bool
    is_inside: bool
    """Whether only they see it, and they are inside the network: people are named then."""
    is_private: bool

    @classmethod
    def of(cls, call: Call) -> Viewer:
        """Who asks."""
        return cls(
            zone=call.zone,
            person=call.author,
            is_coordinator=call.is_coordinator,
            is_inside=call.is_inside,
            is_private=call.is_private,
        )


@dataclass(frozen=True)
class ExperienceCard:
    """One experience as one person sees it."""

    experience: Experience
    viewer: Viewer
    reviews: bool
    """Whether they review experiences."""
    has_begun: bool
    """Whether they have begun a change of it that is not saved."""
    traces: Traces
    """For who reviews what may be published: what in it seems to point out a person."""

    @classmethod
    def load(cls, call: Call, experience: Experience) -> ExperienceCard:
        """Read what its card shows the asker."""
        begun = experiences_store.begun_change(call.session, experience, call.author)
        reviews = may_review(call)
        traces = review_traces(call, experience) if reviews else {}
        return cls(experience, Viewer.of(call), reviews=reviews, has_begun=begun is not None, traces=traces)


@dataclass(frozen=True)
class OwnExperiences:
    """Somebody's own, the last changed first."""

    experiences: Sequence[Experience]
    contributed: int
    """How many the network has from them: neither drafts nor withdrawn."""
    begun: frozenset[int]
    """Those they have begun to change."""
    viewer: Viewer

    @classmethod
    def load(cls, call: Call) -> OwnExperiences | None:
        """Read them; None: there is nothing of theirs."""
        experiences = experiences_store.theirs(call.session, call.network, call.author)
        if not experiences:
            return None
        begun = experiences_store.begun_changes(call.session, experiences, call.author)
        contributed = sum(each.state in READABLE for each in experiences)
        return cls(experiences, contributed, frozenset(begun), Viewer.of(call))


@dataclass(frozen=True)
class SearchChoices:
    """To what a search can be narrowed: members and activities with their names, and years, the last first."""

    members: Sequence[tuple[int, str]]
    activities: Sequence[tuple[int, str]]
    years: Sequence[int]

    @classmethod
    def load(cls, call: Call) -> SearchChoices:
        """The network's members, the period's activities, and the years from the first period's to this one."""
        members = sorted(call.network.members, key=lambda each: swedish_order(each.name))
        period = network_store.period_at(call.session, call.network, call.today)
        activities = plan.activities(call.session, period)
        periods = network_store.periods(call.session, call.network)
        first = min((each.starts.year for each in periods), default=call.today.year)
        return cls(
            members=[(each.id, each.name) for each in members],
            activities=[(each.number, f"{each.number}. {each.title}") for each in activities],
            years=range(call.today.year, first - 1, -1),
        )

    def member_name(self, member_id: int | None) -> str:
        """What a member is called; empty for none."""
        return dict(self.members).get(member_id, "") if member_id is not None else ""


@dataclass(frozen=True)
class SearchPage:
    """One page of what answers a search, best first; without words the newest first."""

    query: Query
    terms: tuple[Term, ...]
    hits: Hits
    experiences: Sequence[Experience]
    number: int
    choices: SearchChoices
    viewer: Viewer
    only_inside: int = 0
    """How many more there are that whoever reads this may not."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.hits.total // HITS_PER_PAGE)

    @classmethod
    def load(cls, call: Call, query: Query, number: int) -> SearchPage:
        """Search as the asker may read."""
        wanted, number, reader = terms(query.words), max(number, 1), reader_of(call)
        look = partial(search, call.session, call.network, terms=wanted, within=_within(call, query))
        hits = look(reader, skip=(number - 1) * HITS_PER_PAGE, most=HITS_PER_PAGE)
        only_inside = 0 if reader.is_inside else look(Reader(is_inside=True), most=1).total - hits.total
        experiences = experiences_store.in_this_order(call.session, hits.ids)
        choices, viewer = SearchChoices.load(call), Viewer.of(call)
        return cls(query, wanted, hits, experiences, number, choices, viewer, max(only_inside, 0))


def _within(call: Call, query: Query) -> Within:
    written = experiences_store.times_written(call.session, call.network) if query.time else ()
    return Within(
        member=query.member,
        activities=None if query.activity is None else _activity_ids(call, query.activity),
        time=WithinTime.of(query.time, written, call.today, call.zone, plan.seasons_of(call.network))
        if query.time
        else None,
    )


def _activity_ids(call: Call, number: int) -> tuple[int, ...]:
    """The activities of that number, of whatever period."""
    return tuple(each.id for each in plan.all_activities(call.session, call.network) if each.number == number)
