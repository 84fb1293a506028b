"""What stands in Slack about an experience follows it: withdrawn, kept inside, changed or approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from bot.blocks.messages import Message
from bot.experiences import store as experiences_store
from bot.experiences.notices import ANNOUNCED, TO_REVIEW, announcement, face_announced, face_to_review, to_look_at
from bot.experiences.personal_data import KnownNames
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.feature.post import closed_to_reader
from bot.language import N_, Say
from bot.models import Delivery, Experience
from bot.network import store as network_store
from bot.outbox.deliveries import MARK

USEFUL: Final = timedelta(days=60)
CLOSED: Final = "closed"
FACES: Final[dict[str, Callable[[Experience, KnownNames], str]]] = {
    ANNOUNCED: face_announced,
    TO_REVIEW: face_to_review,
}
DRAWN: Final[dict[str, Callable[[Say, str, Experience, KnownNames], Message]]] = {
    ANNOUNCED: announcement,
    TO_REVIEW: to_look_at,
}


@job("experience_mark", about=N_("Earlier messages about experiences that have changed"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """Each message is drawn anew when it shows something else than the experience says now, once for each change; to
    whoever may no longer read such it is closed."""
    changed = {str(each.id): each for each in experiences_store.changed_since(run.session, run.network, run.since)}
    if not changed:
        return
    known = experiences_store.known_names(run.session, run.network)
    messages = experiences_store.messages_about(run.session, run.network, (*FACES, MARK), list(changed))
    inside = network_store.readers(run.session, run.network, run.today).inside
    shows = {each.about.get("marks", ""): each.about.get("face", "") for each in messages if each.kind == MARK}
    for each in messages:
        if each.kind in FACES and "face" in each.about:
            experience = changed[each.about["experience"]]
            may_read = each.to in (CHANNEL, *run.coordinators) or each.to in inside
            face = FACES[each.kind](experience, known) if may_read else CLOSED
            if face != shows.get(str(each.id), each.about["face"]):
                drawn = partial(_draw, DRAWN[each.kind], run.prefix, experience, known)
                yield _drawn_anew(each, experience, face, drawn if may_read else closed_to_reader)


def _drawn_anew(message: Delivery, experience: Experience, face: str, write: Callable[[Say], Message]) -> Post:
    due = max(experience.changed_at, experience.approved_at or experience.changed_at)
    return Post(
        key=f"mark/{message.id}/{experience.version}",
        kind=MARK,
        to=message.to,
        due=due,
        useful_until=due + USEFUL,
        write=write,
        about={"marks": str(message.id), "experience": str(experience.id), "face": face},
    )


def _draw(
    draw: Callable[[Say, str, Experience, KnownNames], Message],
    prefix: str,
    experience: Experience,
    known: KnownNames,
    say: Say,
) -> Message:
    return draw(say, prefix, experience, known)
