"""Erases an experience for good: no word of it stays, in the database or in what the bot has written in Slack."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.experiences import store as experiences_store
from bot.experiences.fields import NAMES
from bot.experiences.notices import ANSWERED_WITH_IT, NAMED_IT, erased
from bot.experiences.rules import content
from bot.experiences.writing import ERASED
from bot.language import speak
from bot.models import Because, BegunChange, Change, Experience, ExperienceState, ExperienceVersion, Network
from bot.models.words import UNRECORDED
from bot.network.erasure import note_erasure, wait_for_erasing
from bot.outbox.deliveries import ANSWER, FILE
from bot.outbox.deliveries import erase as erase_message
from bot.outbox.follow import NO_LONGER, draw_without
from bot.outbox.preview import receivers


def erase(session: Session, experience: Experience, by: str, because: Because, now: datetime) -> None:
    """Empty it and all that belongs to it. Its row stays, so that its number is no other's and its page says that it
    is gone."""
    session.flush()
    wait_for_erasing(session, alone=True)
    session.refresh(experience)
    _keep_where_it_stood(session, experience, now)
    for each in (*experience.attachments, *experience.co_authors, *experience.notes):
        session.delete(each)
    for begun in session.query(BegunChange).where(BegunChange.experience_id == experience.id):
        session.delete(begun)
    for name in NAMES:
        setattr(experience, name, "")
    experience.search_text = ""
    experience.state, experience.changed_at = ExperienceState.ERASED, now
    experience.may_publish = experience.may_research = False
    experience.author_id = experience.written_by_id = None
    experience.approved_at = experience.approved_by_id = None
    session.flush()
    session.execute(
        update(Change)
        .where(Change.noun == "Experience", Change.row == experience.id, Change.field.in_(_UNRECORDED))
        .values(before=None, after=None)
    )
    _erase_messages(session, experience, now)
    note_erasure(session, "Experience", experience.id, by, because, now)


_UNRECORDED: Final = [each.partition(".")[2] for each in UNRECORDED if each.startswith("experiences.")]
"""What an earlier version copied into the record."""
_OUTER: Final = ("state", "consents", "activity_id", "member_id")
"""What stays of a version: whether it was published, and where it belonged."""


def _keep_where_it_stood(session: Session, experience: Experience, now: datetime) -> None:
    now_version = ExperienceVersion(experience_id=experience.id, number=experience.version, content=content(experience))
    now_version.changed_at = now
    session.add(now_version)
    session.flush()
    session.refresh(experience, ["versions", "attachments", "co_authors", "notes"])
    for each in experience.versions:
        each.content = {name: each.content[name] for name in _OUTER if name in each.content}
        each.changed_by_id = None


def _erase_messages(session: Session, experience: Experience, now: datetime) -> None:
    network = session.get_one(Network, experience.network_id)
    wishes = receivers(session, network)
    number = str(experience.id)
    for each in experiences_store.messages_that_hold(session, network, experience):
        is_about = each.about.get("experience") == number
        say = speak(wishes.language_of(each.to))
        if not is_about and each.closed_at is None and each.message is None:
            draw_without(each, Message(say(NO_LONGER)).payload)  # a list that named it, without it
            continue
        listed = ANSWERED_WITH_IT if each.kind in (ANSWER, FILE) else NAMED_IT
        erase_message(session, each, erased(say, ERASED if is_about else listed, experience.id), now)
