"""Who came: the seats of a meeting, and who was expected in them (domain 9)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.models import Answer, Member, Reply, Role

Seat = tuple[Member, Role]
COMING = (Reply.YES, Reply.DIGITAL, Reply.DEPUTY)


def expected(answers: Iterable[Answer]) -> set[tuple[int, Role]]:
    """The seats (member id and role) whose holders said that they or their deputy would come."""
    return {
        (each.person.member_id, each.person.role)
        for each in answers
        if each.reply in COMING and each.person.member_id is not None
    }
