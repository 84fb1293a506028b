"""What is true of experiences: who may read and change them, what a version holds (domain 16-19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.experiences.fields import FIELDS, NAMES, ExperienceField, parts, texts_of
from bot.experiences.personal_data import KnownNames
from bot.feature.call import Call
from bot.language import N_
from bot.models import Experience, ExperienceState, Person, Role
from bot.models.experiences import READABLE

CONSENTS: Final = ("publication", "research")
"""What an author may allow beyond the network; each by itself, neither by default (domain 16)."""


@dataclass(frozen=True)
class Reader:
    """Who wants to read."""

    person_id: int | None = None
    is_inside: bool = False


def may_read(experience: Experience, reader: Reader) -> bool:
    """Whoever is inside reads what is contributed; others what is published; its author also the rest."""
    if is_theirs(experience, reader.person_id):
        return True
    return experience.is_published or (reader.is_inside and experience.state in READABLE)


def is_theirs(experience: Experience, person_id: int | None) -> bool:
    """Whether somebody is its author or wrote it for them."""
    return person_id is not None and person_id in (experience.author_id, experience.written_by_id)


def took_part(experience: Experience, person_id: int | None) -> bool:
    """Whether somebody is its author, wrote it for them, or wrote it together with them."""
    together = (each.person_id for each in experience.co_authors)
    return is_theirs(experience, person_id) or (person_id is not None and person_id in together)


def may_decide(experience: Experience, person: Person | None, is_coordinator: bool) -> bool:
    """Who withdraws it and alters its consents: its author and who wrote it for them, whatever has become of their
    seat since, and the coordinator while it is not withdrawn; guests never."""
    if is_coordinator and experience.state in READABLE:
        return True
    return person is not None and person.role is not Role.GUEST and is_theirs(experience, person.id)


AUTHOR_ALLOWS: Final = N_("Only the author can allow more than before. You can take back.")


def may_allow(experience: Experience, person: Person | None) -> bool:
    """Who allows more than before and brings back what is withdrawn: its author alone; whoever typed it for somebody
    without an account in Slack does it for them."""
    author = experience.author
    if person is None or author is None or author.slack_id is None:
        return person is not None and is_theirs(experience, person.id)
    return person.id == author.id


def may_change(experience: Experience, person: Person | None, is_coordinator: bool) -> bool:
    """Who changes its words: the same, and while it is contributed also its co-authors."""
    if may_decide(experience, person, is_coordinator):
        return True
    if person is None or person.role is Role.GUEST or experience.state not in READABLE:
        return False
    return took_part(experience, person.id)


def may_erase(experience: Experience, person: Person | None, is_coordinator: bool) -> bool:
    """Who erases it for good: its author, also one who has left, and the coordinator; who wrote it for somebody only
    when that author has no account to say it with. Of a draft nothing is left when it is thrown away."""
    if experience.state in (ExperienceState.DRAFT, ExperienceState.ERASED):
        return False
    if is_coordinator or person is None:
        return is_coordinator
    wrote_it_for = experience.written_by_id == person.id and (
        experience.author is None or experience.author.slack_id is None
    )
    return experience.author_id == person.id or wrote_it_for


def consents(experience: Experience) -> tuple[str, ...]:
    """What its author has allowed."""
    return tuple(
        name for name, given in zip(CONSENTS, (experience.may_publish, experience.may_research), strict=True) if given
    )


def says_the_same(before: Mapping[str, Any], experience: Experience) -> bool:
    """Whether an experience says what it said when its `content` was taken; consents and state aside."""
    now = content(experience)
    return all(before[name] == now[name] for name in (*NAMES, "activity_id"))


def content(experience: Experience) -> dict[str, Any]:
    """All that a version keeps: the texts, whose it is, the consents and the state."""
    return texts_of(experience) | {
        "activity_id": experience.activity_id,
        "member_id": experience.member_id,
        "author_id": experience.author_id,
        "consents": list(consents(experience)),
        "files": [each.name for each in experience.attachments],
        "state": experience.state.value,
    }


def as_read(experience: Experience, traces: Traces) -> tuple[object, ...]:
    """All of an experience that somebody who decides about it has read, with what was pointed out to them: whatever of
    it changes, they read it anew."""
    return (*_read(experience).values(), *each_of(traces))


def _read(experience: Experience) -> dict[str, Any]:
    """What is read of it. Its state and consents are what is decided, each by itself."""
    return {name: value for name, value in content(experience).items() if name not in ("state", "consents")}


def rewritten_at(experience: Experience) -> datetime | None:
    """When it last came to read otherwise than it did; None: it reads as it was handed in."""
    now = _read(experience)
    others = (each for each in experience.versions if now != {name: each.content.get(name, now[name]) for name in now})
    return max((each.changed_at for each in others), default=None)


Traces = Mapping[ExperienceField, tuple[str, ...]]
"""What seems to point out a person, field by field; empty where nothing does."""


def traces_of(experience: Experience, known: KnownNames) -> Traces:
    """What in an experience is to be looked at before it is approved; nothing in what does not wait for that. An
    address or a year only looks like a number of somebody's, so there only names are."""
    if not experience.may_publish or experience.state is not ExperienceState.CONTRIBUTED:
        return {}
    texts = [(field, [text]) for field, text in parts(texts_of(experience), FIELDS)]
    traces = {field: (known.traces if field.may_name_persons else known.named_in)(text) for field, text in texts}
    return {field: each for field, each in traces.items() if each}


def each_of(traces: Traces) -> list[str]:
    """The same one after another, each with its field."""
    return [f"{field.name} {each}" for field, found in traces.items() for each in found]


def links_of(typed: str) -> tuple[str, ...]:
    """The links of an experience, one from each line that has something on it."""
    return tuple(each.strip() for each in typed.split("\n") if each.strip())


def reader_of(call: Call) -> Reader:
    """Who reads the answer: in a channel everybody there, so only what is published, whoever asks."""
    if not call.is_private:
        return Reader()
    return Reader(call.author.id if call.author else None, call.is_inside)
