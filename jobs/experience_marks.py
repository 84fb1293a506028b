"""What stands in Slack about an experience follows it: withdrawn, kept inside, changed or approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from bot.blocks.messages import Message
from bot.experiences import store as experiences_store
from bot.experiences.notices import ANNOUNCED, TO_REVIEW, announcement, face_announced, face_to_review, to_look_at
from bot.experiences.personal_data import KnownNames
from bot.experiences.reviewers import group_voices
from bot.feature.declare import Post, Run, job
from bot.feature.post import closed_to_reader
from bot.feature.values import number_in
from bot.language import N_, Say
from bot.models import Experience
from bot.outbox.deliveries import MARK, rested

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
    whoever reviews no longer it is closed at once, and opened when they do again."""
    messages = experiences_store.messages_with_a_face(run.session, run.network, (*FACES, MARK))
    if not messages:
        return
    changed = {str(each.id): each for each in experiences_store.changed_since(run.session, run.network, run.since)}
    known, review = experiences_store.known_names(run.session, run.network), group_voices(run)
    marks = [each for each in messages if each.kind == MARK]
    shows = {each.about["marks"]: each.about["face"] for each in marks}
    times = Counter(each.about["marks"] for each in marks)
    for each in messages:
        if each.kind not in FACES:
            continue
        shown, experience = shows.get(str(each.id), each.about["face"]), changed.get(each.about["experience"])
        if not run.is_for(each.to, review):
            if shown != CLOSED:
                yield _drawn_anew(each, times, rested(run, each), CLOSED, closed_to_reader)
            continue
        due = _changed_at(experience) if experience is not None else rested(run, each)
        if experience is None and shown == CLOSED:
            experience = run.session.get(Experience, number_in(each.about["experience"]))
        face = FACES[each.kind](experience, known) if experience is not None else shown
        if experience is not None and face != shown:
            write = partial(_draw, DRAWN[each.kind], run.prefix, experience, known)
            yield _drawn_anew(each, times, due, face, write)


def _changed_at(experience: Experience) -> datetime:
    return max(experience.changed_at, experience.approved_at or experience.changed_at)


def _drawn_anew(message: Any, times: Counter[str], due: datetime, face: str, write: Callable[[Say], Message]) -> Post:
    return Post(
        key=f"{MARK}/{message.id}/{face}/{times[str(message.id)]}",
        kind=MARK,
        to=message.to,
        due=due,
        useful_until=due + USEFUL,
        write=write,
        about={"marks": str(message.id), "experience": message.about["experience"], "face": face},
    )


def _draw(
    draw: Callable[[Say, str, Experience, KnownNames], Message],
    prefix: str,
    experience: Experience,
    known: KnownNames,
    say: Say,
) -> Message:
    return draw(say, prefix, experience, known)
