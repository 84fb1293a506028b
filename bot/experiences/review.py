"""Reviewing as a conversation: each reviewer has a message about the experience, its author has one, and what is said
of it stands in their threads. It is told by direct messages alone, so nobody else reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import actions, button, choice_field, context, header, section, text_field
from bot.experiences import store as experiences_store
from bot.experiences.card import consent_line, number_of, origin, pages_row, title_of
from bot.experiences.notices import TO_REVIEW, face_to_review, to_look_at
from bot.experiences.reviewers import group_members
from bot.feature.call import Call
from bot.feature.post import Post
from bot.language import N_, Say, Text, bold, clip, escape, lines
from bot.models import Experience, ReviewNote
from bot.network import store as network_store

PER_PAGE: Final = 8
LONGEST_NOTE: Final = 1500


def to_review(call: Call, waiting: Sequence[Experience], page: int) -> Message:
    """What is contributed and not approved: first what may be published, the oldest first."""
    say = call.say
    pages = max(1, -(-len(waiting) // PER_PAGE))
    page = min(max(page, 1), pages)
    title = say.many(
        "{count} experience waits for review", "{count} experiences wait for review", len(waiting)
    )  # fmt: skip
    blocks: list[Block] = [header(title)]
    shown = waiting[(page - 1) * PER_PAGE : page * PER_PAGE]
    for each in shown:
        row = lines(bold(clip(title_of(say, each), 200)), origin(call, each), consent_line(say, each))
        blocks.append(section(row, button("experience.show", say("Show"), each.id)))
    blocks += pages_row(say, "experience.review_list", page, pages)
    listed = (Text(f"{number_of(each)} {clip(title_of(say, each), 150)}") for each in shown)
    return Message(lines(title, *listed), blocks)


def nothing_to_review(say: Say) -> Message:
    """All that is contributed is approved, or nothing is contributed."""
    sentence = say("No experience waits for review.")
    return Message(sentence, [section(sentence)])


def note_told(say: Say, lead: Text, text: str, number: int) -> Message:
    """A note as those in the conversation read it: who says what of which experience."""
    said = lines(lead, escape(text))
    how = say("Answer in the thread, and the others in the conversation read what you write.")
    show = actions(button("experience.show", say("Show"), number))
    return Message(lines(said, how), [section(said), show, context(how)])


CHANGED_AGAIN: Final = N_(
    "{name} has changed the experience #{number}, “{title}”. It waits for somebody to approve it."
)


def comment_form(say: Say, experience: Experience) -> Form:
    """The form for a comment to the author."""
    kinds = [("comment", say("A comment only")), ("more", say("I ask for more before it is published"))]
    return Form(
        name="experience.comment",
        title=say("Comment"),
        blocks=[
            section(bold(title_of(say, experience))),
            choice_field("kind", say("What it is"), kinds, chosen="comment"),
            text_field("note", say("To the author"), long=True, most=LONGEST_NOTE),
        ],
        submit=say("Send"),
        close=say("Cancel"),
        about=str(experience.id),
    )


NOTE: Final = "experience_note"
USEFUL: Final = timedelta(days=30)


def reviewers(call: Call, experience: Experience) -> list[str]:
    """Slack ids of those who review an experience: the coordinators, in a troika also its members' voices; never who
    wrote it."""
    found = list(call.coordinators())
    voices = network_store.voices(call.session, call.network)
    found += [voices[each.id].slack_id or "" for each in group_members(call) if each.id in voices]
    author = experience.author.slack_id if experience.author else None
    return [each for each in dict.fromkeys(found) if each and each not in (author, call.user.id)]


def ask_reviewers(call: Call, experience: Experience) -> None:
    """Ask for a look at what may be published; who was asked before reads in the thread that it has changed."""
    asked = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW,))
    for whom in reviewers(call, experience):
        call.post(_again(call, experience, whom, asked[whom]) if whom in asked else _first(call, experience, whom))


def _first(call: Call, experience: Experience, whom: str) -> Post:
    def write(say: Say) -> Message:
        return to_look_at(say, call.prefix, experience)

    return _post(call, experience, f"review/{whom}", TO_REVIEW, whom, write, face=face_to_review(experience))


def _again(call: Call, experience: Experience, whom: str, thread: str) -> Post:
    def write(say: Say) -> Message:
        said = say(CHANGED_AGAIN, name=call.me.name, number=experience.id, title=experience.title)
        return Message(said, [section(said), actions(button("experience.show", say("Read it"), experience.id))])

    return _post(call, experience, f"review/{whom}/{experience.version}", NOTE, whom, write, thread=thread)


def tell_of_note(call: Call, experience: Experience, note: ReviewNote, sentence: str) -> None:
    """Let everybody in the conversation read a note: the author, the reviewers, and who has written in it."""
    threads = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW, NOTE))
    for whom in listeners(call, experience):
        call.post(_note(call, experience, note, sentence, whom, threads.get(whom, "")))


def listeners(call: Call, experience: Experience) -> list[str]:
    """Slack ids of those in the conversation, without who speaks."""
    author = experience.author.slack_id if experience.author else None
    told = experiences_store.threads(call.session, call.network, experience, (TO_REVIEW,))
    wrote = {each.by_id for each in experience.notes}
    spoke = {each.slack_id for each in network_store.people(call.session, call.network) if each.id in wrote}
    still = [each for each in reviewers(call, experience) if each in told or each in spoke]
    return [each for each in dict.fromkeys([author, *still]) if each and each != call.user.id]


def _note(call: Call, experience: Experience, note: ReviewNote, sentence: str, whom: str, thread: str) -> Post:
    name, number, title, text = call.me.name, experience.id, experience.title, note.text

    def write(say: Say) -> Message:
        return note_told(say, say(sentence, name=name, number=number, title=title), text, number)

    return _post(call, experience, f"note{note.id}/{whom}", NOTE, whom, write, **({"thread": thread} if thread else {}))


def _post(
    call: Call, experience: Experience, key: str, kind: str, whom: str, write: Callable[[Say], Message], **about: str
) -> Post:
    return Post(
        key=f"experience/{experience.id}/{key}",
        kind=kind,
        to=whom,
        due=call.now,
        useful_until=call.now + USEFUL,
        write=write,
        about={"experience": str(experience.id), **about},
    )


COMMENTED: Final = N_("{name} comments on the experience #{number}, “{title}”:")
ASKED: Final = N_("{name} asks for more in the experience #{number}, “{title}”, before it is published:")
ANSWERED: Final = N_("{name}, who wrote the experience #{number}, “{title}”, answers:")
