"""Who hears what about an experience, and when.

The channel hears of a new one, its author of what others do; those who review it, and all in the conversation about it,
by direct messages alone, in threads, so nobody else reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from bot.blocks.messages import Message
from bot.experiences import store as experiences_store
from bot.experiences.card import REASONS
from bot.experiences.notices import (
    ANNOUNCED,
    TO_REVIEW,
    announcement,
    author_notice,
    changed_again,
    face_announced,
    face_to_review,
    note_notice,
    to_look_at,
)
from bot.experiences.personal_data import KnownNames
from bot.experiences.reviewers import reviewers
from bot.feature.call import Call
from bot.feature.post import CHANNEL, Post
from bot.language import N_, Say
from bot.models import Because, DeliveryState, Experience, Person, ReviewNote
from bot.network import store as network_store
from bot.outbox.deliveries import THREAD

NOTE: Final = "experience_note"
NEWS_IS_USEFUL: Final = timedelta(days=7)
NOTICE_IS_USEFUL: Final = timedelta(days=14)
REVIEW_IS_USEFUL: Final = timedelta(days=30)


def announce(call: Call, experience: Experience) -> None:
    """Tell the channel of a new experience, unless the network's settings say no."""
    if not call.network.settings.get("announce", True):
        return
    known = experiences_store.known_names(call.session, call.network)

    def write(say: Say) -> Message:
        return announcement(say, call.prefix, experience, known)

    face = face_announced(experience, known)
    call.post(_post(call, experience, "announced", ANNOUNCED, CHANNEL, write, NEWS_IS_USEFUL, face=face))


def take_back(call: Call, experience: Experience) -> None:
    """Do not announce what has not been announced yet and must not be any longer as it was."""
    for each in experiences_store.pending(call.session, call.network, ANNOUNCED):
        if each.about.get("experience") == str(experience.id):
            each.state = DeliveryState.CANCELLED


WRITTEN: Final = N_(
    "{name} wrote the experience #{number}, “{title}”, on your behalf. You can read, change and withdraw it."
)
CHANGED: Final = N_("{name} changed your experience #{number}, “{title}”. Earlier versions are kept.")
WITHDRAWN: Final = N_(
    "{name} withdrew your experience #{number}, “{title}”. You can restore it as long as it is withdrawn."
)


def tell_author(call: Call, experience: Experience, sentence: str, waiting: Sequence[str] = ()) -> None:
    """Tell the author what somebody else did with their experience; who did it themselves hears nothing. `waiting`:
    what was ticked for them, which holds when they have said yes."""
    author = experience.author
    if author is None or author.slack_id is None or author.id == call.writer.id:
        return
    write = partial(author_notice, sentence=sentence, experience=experience, waiting=waiting, name=call.writer.name)
    key, kind = f"{experience.version}/author/{author.id}", "experience_changed"
    call.post(_post(call, experience, key, kind, author.slack_id, write, NOTICE_IS_USEFUL))


ERASED_BY: Final = N_("{name} has erased your experience #{number} for good. Reason: {reason}.")


def tell_of_erasing(call: Call, experience: Experience, author: Person | None, because: Because) -> None:
    """Tell the author that somebody else has erased their experience, and why; never what stood in it."""
    _tell_of_erasing(call, experience, author, "erased", ERASED_BY, because)


WORDS_ERASED_BY: Final = N_("{name} has erased words in your experience #{number} for good. Reason: {reason}.")


def tell_of_erased_words(call: Call, experience: Experience, because: Because) -> None:
    """Tell the author that somebody else has erased words in what they wrote, and why; never which."""
    key = f"{experience.version}/words_erased"
    _tell_of_erasing(call, experience, experience.author, key, WORDS_ERASED_BY, because)


def _tell_of_erasing(
    call: Call, experience: Experience, author: Person | None, key: str, sentence: str, because: Because
) -> None:
    if author is None or author.slack_id is None or author.slack_id == call.user.id:
        return
    name, number = call.user.name if call.author is None else call.author.name, experience.id

    def write(say: Say) -> Message:
        return Message(say(sentence, name=name, number=number, reason=say(REASONS[because])))

    kind = "experience_erased"
    call.post(_post(call, experience, f"{key}/{author.id}", kind, author.slack_id, write, NOTICE_IS_USEFUL))


OWN_APPROVED: Final = N_(
    "{name} approved their own experience #{number}, “{title}”, for publication (approved by its author)."
)


def tell_of_own_approval(call: Call, experience: Experience) -> None:
    """Whoever else reviews hears that an experience was approved by who wrote it."""
    threads = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW,))
    for whom in reviewers(call, experience):
        write = partial(author_notice, sentence=OWN_APPROVED, experience=experience, name=call.writer.name)
        call.post(
            _post(call, experience, f"own/{whom}/{experience.version}", NOTE, whom, write, **_under(threads.get(whom)))
        )


def ask_reviewers(call: Call, experience: Experience) -> None:
    """Ask for a look at what may be published; who was asked before reads in the thread that it has changed."""
    threads = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW,))
    known = experiences_store.known_names(call.session, call.network)
    for whom in reviewers(call, experience):
        asked = whom in threads
        post = _again(call, experience, whom, threads[whom]) if asked else _first(call, experience, known, whom)
        call.post(post)


def _first(call: Call, experience: Experience, known: KnownNames, whom: str) -> Post:
    def write(say: Say) -> Message:
        return to_look_at(say, call.prefix, experience, known)

    return _post(call, experience, f"review/{whom}", TO_REVIEW, whom, write, face=face_to_review(experience, known))


def _again(call: Call, experience: Experience, whom: str, thread: str) -> Post:
    write = partial(changed_again, name=call.writer.name, experience=experience)
    return _post(call, experience, f"review/{whom}/{experience.version}", NOTE, whom, write, **_under(thread))


def tell_of_note(call: Call, experience: Experience, note: ReviewNote, sentence: str) -> None:
    """Let everybody in the conversation read a note: the author, the reviewers, and who has written in it."""
    threads = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW, NOTE))
    for whom in listeners(call, experience):
        call.post(_note(call, experience, note, sentence, whom, threads.get(whom)))


def listeners(call: Call, experience: Experience) -> list[str]:
    """Slack ids of those in the conversation, without who speaks."""
    author = experience.author.slack_id if experience.author else None
    receivers = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW,))
    by = {each.by_id for each in experience.notes}
    speakers = {each.slack_id for each in network_store.people(call.session, call.network) if each.id in by}
    others = [each for each in reviewers(call, experience) if each in receivers or each in speakers]
    return [each for each in dict.fromkeys([author, *others]) if each and each != call.user.id]


def _note(call: Call, experience: Experience, note: ReviewNote, sentence: str, whom: str, thread: str | None) -> Post:
    name, number, title, text = call.writer.name, experience.id, experience.title, note.text

    def write(say: Say) -> Message:
        return note_notice(say, say(sentence, name=name, number=number, title=title), text, number)

    return _post(call, experience, f"note{note.id}/{whom}", NOTE, whom, write, **_under(thread))


def _under(thread: str | None) -> dict[str, str]:
    """What makes it stand in a thread, where there is one."""
    return {THREAD: thread} if thread else {}


def _post(
    call: Call,
    experience: Experience,
    key: str,
    kind: str,
    whom: str,
    write: Callable[[Say], Message],
    is_useful: timedelta = REVIEW_IS_USEFUL,
    /,
    **about: str,
) -> Post:
    return Post(
        key=f"experience/{experience.id}/{key}",
        kind=kind,
        to=whom,
        due=call.now,
        useful_until=call.now + is_useful,
        write=write,
        about={"experience": str(experience.id), **about},
    )


COMMENTED: Final = N_("{name} comments on the experience #{number}, “{title}”:")
ASKED: Final = N_("{name} asks for more in the experience #{number}, “{title}”, before it is published:")
ANSWERED: Final = N_("{name}, who wrote the experience #{number}, “{title}”, answers:")
