"""Where words of a person or of an experience can be: every column that holds text or JSON, each in one class.

Erasing, the record and `docs/personuppgifter.md` go by this list. A new column is put in here; a test says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, Column, Enum, String

from bot.db import Base


class Holds(StrEnum):
    """What stands in a column, which decides what becomes of it."""

    EXPERIENCE = "experience"
    """What an author wrote. Erased with the experience, and never in the record."""
    PERSON = "person"
    """What is said of somebody. Erased with the person, and never in the record."""
    ACCOUNT = "account"
    """Who somebody is in Slack and here. Erased with the person alone, and never in the record."""
    COPY = "copy"
    """What is said again elsewhere: messages, the record, what waits. Gone through whatever is erased."""
    PROSE = "prose"
    """What people write freely of the network. It is the network's: changed where it stands, and never in the record.
    Where an erased person's name stands in it is told."""
    FACT = "fact"
    """What the network decides: places, titles, what is to be done. The record keeps it as it was."""
    NAME = "name"
    """What the network, its periods and members are called and reached by. The record keeps it as it was."""
    CODE = "code"
    """No words of anybody: keys, kinds, marks of our own."""


COLUMNS: Final[dict[Holds, str]] = {
    Holds.EXPERIENCE: """
        experiences: title did target_group result learned links time search_text
        experience_versions: content
        begun_changes: content
        review_notes: text
        attachments: slack_file_id name mimetype link
    """,
    Holds.PERSON: """
        people: name
        access_needs: text
        mandates: role case_number condition
    """,
    Holds.ACCOUNT: """
        people: slack_id language muted
        slack_users: id name locale
        network_choices: slack_id place
        feeds: secret_hash
    """,
    Holds.COPY: """
        deliveries: key to message about shown channel ts error
        changes: by before after
        erasures: by
        join_requests: decided_by
        waiting_asks: slack_id ask
        plan_edits: before
        begun_networks: slack_id plan not_understood
        seat_edits: before
    """,
    Holds.PROSE: """
        networks: aim
        periods: agreement loaded
        memberships: note
        members: page_text
        activities: answer comment open_question
        challenges: text
        chapter_texts: text
        meetings: note cancelled_because
        meeting_drafts: fields
        hosting_turns: reason handover
        swap_requests: note
        join_requests: asks_for reason
        checklist_items: note
        peer_reviews: report
    """,
    Holds.FACT: """
        networks: settings
        periods: focus terms
        goals: title
        activities: title how when
        steps: title when
        challenges: title
        decisions: body case_number outcome
        meetings: title place link
        waiting_changes: before
        programme_items: title who
        checklist_items: title
        themes: text
    """,
    Holds.NAME: """
        networks: name website channel language timezone kept
        members: name municipalities kept
        periods: name
    """,
    Holds.CODE: """
        changes: noun field
        erasures: noun
        networks: key
        seen: key
        plan_edits: after
        seat_edits: after
        slack_users: unreachable_why
        answers: part
        not_taken: what
        deliveries: kind claimed_by
        experiences: form_key
        chapter_texts: chapter
        meetings: key form_key
        meeting_drafts: begun form_key
        checklist_items: key
        swap_requests: form_key
    """,
}


def _by_column() -> Iterator[tuple[str, Holds]]:
    for holds, tables in COLUMNS.items():
        for line in tables.strip().splitlines():
            table, _, names = line.strip().partition(": ")
            yield from ((f"{table}.{name}", holds) for name in names.split())


WORDS: Final = dict(_by_column())
"""What each column holds, by "table.column"."""
UNRECORDED: Final = frozenset(
    name for name, holds in WORDS.items() if holds in (Holds.EXPERIENCE, Holds.PERSON, Holds.ACCOUNT, Holds.PROSE)
)
"""Of these the record says that they changed, never what stood there."""


def columns_with_words() -> Iterator[Column[object]]:
    """Every column of every noun that can hold words."""
    for table in Base.metadata.sorted_tables:
        for each in table.columns:
            if isinstance(each.type, String | JSON) and not isinstance(each.type, Enum):
                yield each


def columns_that_hold(*kinds: Holds) -> Iterator[Column[object]]:
    """Those of certain classes."""
    return (each for each in columns_with_words() if WORDS.get(str(each)) in kinds)
