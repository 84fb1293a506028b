"""Secret calendar addresses: only the hash of the secret is kept, and whoever leaves loses theirs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.models import Feed, Person, PersonState

SECRET_BYTES: Final = 32


def new_secret() -> str:
    """A secret nobody can guess, fit for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def feed_for(person: Person, secret: str, now: datetime) -> Feed:
    """A person's address with that secret."""
    return Feed(person_id=person.id, secret_hash=hash_of(secret), created_at=now)


def close_feeds(feeds: Iterable[Feed], now: datetime) -> None:
    """Let addresses answer no more."""
    for each in feeds:
        each.revoked_at = each.revoked_at or now


def still_answers(feed: Feed, is_gone: bool) -> bool:
    """Whether an address is open and its person still in the network and in Slack."""
    person = feed.person
    stays = person.state is PersonState.CONFIRMED and person.left_at is None and not is_gone
    return stays and feed.revoked_at is None
