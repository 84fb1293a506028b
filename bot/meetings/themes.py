"""What is true of themes: how they are ranked, who may choose and withdraw them (domain 10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.db import rows
from bot.language import fold
from bot.models import Meeting, Network, Person, PersonState, Role, Theme, ThemeVote

LONGEST: Final = 200


def ranked(themes: Iterable[Theme]) -> list[Theme]:
    """Those with most votes first; among equals the one suggested first."""
    return sorted(themes, key=lambda each: (-len(each.votes), each.id))


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


_parts = (selectinload(Theme.votes), joinedload(Theme.suggested_by).joinedload(Person.member))
_open = (
    select(Theme)
    .where(Theme.network_id == bindparam("network"), Theme.withdrawn_at.is_(None), Theme.meeting_id.is_(None))
    .options(*_parts)
    .order_by(Theme.id)
)
_chosen = (
    select(Theme)
    .where(Theme.meeting_id == bindparam("meeting"), Theme.withdrawn_at.is_(None))
    .options(*_parts)
    .order_by(Theme.id)
)
_words = (
    select(Theme.text).where(Theme.meeting_id == bindparam("meeting"), Theme.withdrawn_at.is_(None)).order_by(Theme.id)
)
_all_words = (
    select(Theme.meeting_id, Theme.text)
    .where(Theme.network_id == bindparam("network"), Theme.meeting_id.is_not(None), Theme.withdrawn_at.is_(None))
    .order_by(Theme.id)
)
_theme = select(Theme).where(Theme.id == bindparam("id")).options(*_parts)
_vote = select(ThemeVote).where(ThemeVote.theme_id == bindparam("theme"), ThemeVote.person_id == bindparam("person"))


def waiting(session: Session, network: Network) -> list[Theme]:
    """What has been suggested and not been chosen for a meeting, with votes and by whom."""
    return list(session.scalars(_open, {"network": network.id}))


def chosen(session: Session, meeting: Meeting) -> list[Theme]:
    """The themes of a meeting."""
    return list(session.scalars(_chosen, {"meeting": meeting.id}))


def words_of_chosen(session: Session, meeting: Meeting) -> tuple[str, ...]:
    """The themes of a meeting in words, for who needs not know more of them."""
    return tuple(text for (text,) in rows(session, _words, {"meeting": meeting.id}))


def words_by_meeting(session: Session, network: Network) -> dict[int, list[str]]:
    """The themes of every meeting in words, by meeting id."""
    found: dict[int, list[str]] = {}
    for meeting_id, text in rows(session, _all_words, {"network": network.id}):
        found.setdefault(meeting_id or 0, []).append(text)
    return found


def theme(session: Session, network: Network, theme_id: str) -> Theme | None:
    """A theme of this network by its row number, as a button's value carries it."""
    is_number = theme_id.isascii() and theme_id.isdecimal() and len(theme_id) < 10
    found = session.scalar(_theme, {"id": int(theme_id)}) if is_number else None
    return found if found is not None and found.network_id == network.id and found.withdrawn_at is None else None


def vote(session: Session, theme: Theme, person: Person) -> ThemeVote | None:
    """Somebody's vote for a theme."""
    return session.scalar(_vote, {"theme": theme.id, "person": person.id})
