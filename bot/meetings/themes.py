"""Rules of themes: how they are ranked, who may choose and withdraw them (domain 10).

Everybody who is confirmed may suggest and vote, deputies too: `writes=True` where it is declared sees to that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from bot.language import fold
from bot.models import Person, PersonState, Role, Theme

LONGEST: Final = 200


def votes_for(theme: Theme, voters: Collection[int]) -> int:
    """How many votes a theme has from those who take part (person ids)."""
    return sum(each.person_id in voters for each in theme.votes)


def ranked(themes: Iterable[Theme], voters: Collection[int]) -> list[Theme]:
    """Those with most votes from those who take part first; among equals the one suggested first."""
    return sorted(themes, key=lambda each: (-votes_for(each, voters), each.id))


def same(themes: Iterable[Theme], text: str) -> Theme | None:
    """The theme that says the same already, whatever its case, accents and spaces."""
    return next((each for each in themes if _simple(each.text) == _simple(text)), None)


def _simple(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".!?")


def has_voted(theme: Theme, person: Person | None) -> bool:
    """Whether somebody has voted for it."""
    return person is not None and any(each.person_id == person.id for each in theme.votes)


def may_choose(person: Person | None, is_coordinator: bool) -> bool:
    """The officials choose the themes of the partnership meeting (domain 10); the coordinator may too."""
    is_official = person is not None and person.role is Role.OFFICIAL and person.state is PersonState.CONFIRMED
    return is_coordinator or is_official


def may_withdraw(theme: Theme, person: Person | None, is_coordinator: bool) -> bool:
    """Whoever suggested it takes it back while it is not chosen; the coordinator any."""
    if theme.meeting_id is not None:
        return False
    return is_coordinator or (person is not None and theme.suggested_by_id == person.id)
