"""What stands in the form of an experience, wherever it comes from: nothing yet, a message, a draft, an experience, or
a change that was begun and not sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from zlib import crc32

from bot.feature.call import SlackFile
from bot.models import Experience
from bot.rules.experiences import TEXTS, consents

MOST_FILES: Final = 10
"""As many as Slack's own field takes."""


@dataclass(frozen=True)
class Written:
    """The form's fields as the form names them."""

    title: str = ""
    did: str = ""
    result: str = ""
    learned: str = ""
    links: str = ""
    time: str = ""
    activity: str = ""
    author: str = ""
    co_authors: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    no_child: bool = False
    files: tuple[SlackFile, ...] = ()

    @property
    def files_mark(self) -> str:
        """What tells this set of files from another, for names of fields."""
        return f"{crc32(' '.join(each.id for each in self.files).encode()):08x}" if self.files else ""

    @property
    def has_words(self) -> bool:
        """Whether anything is written that is worth keeping."""
        return any(getattr(self, name) for name in TEXTS) or bool(self.files)


def as_it_stands(experience: Experience) -> Written:
    """What an experience or a draft holds."""
    return Written(
        **{name: getattr(experience, name) or "" for name in TEXTS},
        activity=str(experience.activity_id or ""),
        author=str(experience.author_id or "") if experience.written_by_id else "",
        co_authors=tuple(sorted(str(each.person_id) for each in experience.co_authors)),
        consents=consents(experience),
        no_child=experience.no_child_recognised,
        files=files_of(experience),
    )


def files_of(experience: Experience) -> tuple[SlackFile, ...]:
    """The files that belong to an experience, in the order they came."""
    return tuple(SlackFile(each.slack_file_id, each.name, each.mimetype, each.link) for each in experience.attachments)


def to_keep(written: Written) -> dict[str, Any]:
    """As it is stored."""
    return asdict(written)


def kept(content: Mapping[str, Any]) -> Written:
    """As it was stored."""
    return Written(
        **{name: str(content.get(name, "")) for name in (*TEXTS, "activity", "author")},
        co_authors=tuple(content.get("co_authors", ())),
        consents=tuple(content.get("consents", ())),
        no_child=bool(content.get("no_child")),
        files=tuple(SlackFile(**each) for each in content.get("files", ())),
    )


def files_in(chosen: Sequence[str], known: Iterable[SlackFile], given: Iterable[SlackFile]) -> tuple[SlackFile, ...]:
    """The files of a form: of those it showed the ones still ticked, and those given in it; each once."""
    ticked = [each for each in known if each.id in chosen]
    return tuple({each.id: each for each in (*ticked, *given)}.values())
