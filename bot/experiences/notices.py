"""How messages about an experience look: to the channel, to its reviewers, to its author.

The announcement and the request follow the experience: when what one shows, its `face`, is another, the message is
drawn anew (jobs/experience_marks.py). The channel may hold guests, so only what may be published is shown there in
words; of the rest, that it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, section
from bot.dates.in_words import plain_day
from bot.dates.when import local_day
from bot.experiences.card import allow_button, approve_button, traces_in_words
from bot.experiences.personal_data import KnownNames
from bot.experiences.rules import as_read, rewritten_at, traces_of
from bot.feature.call import command_as_typed
from bot.feature.values import digest_of
from bot.language import N_, Say, Text, bold, clip, escape, lines
from bot.models import Experience, ExperienceState
from bot.models.experiences import READABLE

ANNOUNCED: Final = "experience_announced"
TO_REVIEW: Final = "experience_to_review"
EXCERPT: Final = 280


def face_announced(experience: Experience, known: KnownNames) -> str:
    """What the announcement shows of it."""
    if experience.state not in READABLE:
        return "gone"
    return _digest(experience) if _may_be_quoted(experience, known) else f"inside {_number(experience)}"


def announcement(say: Say, prefix: str, experience: Experience, known: KnownNames) -> Message:
    """What the channel reads of an experience as it is now."""
    number, whose = experience.id, _whose(experience)
    if experience.state not in READABLE:
        text = say("The experience #{number} from {member} has been withdrawn.", member=whose, number=number)
        return Message(text, [section(text)])
    new = say("A new experience from {member}, #{number}.", member=whose, number=number)
    about = say("It belongs to activity {number}.", number=_number(experience)) if experience.activity else Text("")
    command = command_as_typed(prefix, say, "erfarenhet", "experience")
    read = say("Read it with `{command}`.", command=f"{command} {number}")
    quoted = (bold(experience.title), _excerpt(experience)) if _may_be_quoted(experience, known) else ()
    text = lines(new, *quoted, about, read)
    return Message(text, [section(text)])


def _may_be_quoted(experience: Experience, known: KnownNames) -> bool:
    """In the channel: what may be published, unless something in it seems to point out a person."""
    return experience.may_publish and not known.traces((experience.title, experience.did))


def face_to_review(experience: Experience, known: KnownNames) -> str:
    """What a reviewer's message shows of it."""
    if experience.state not in READABLE:
        return "gone"
    state = experience.state.value if experience.may_publish else "inside"
    return f"{state} {digest_of(*as_read(experience, traces_of(experience, known)), _whose(experience))}"


def to_look_at(say: Say, prefix: str, experience: Experience, known: KnownNames) -> Message:
    """What a reviewer reads of an experience as it is now, with what to look at and what can be done."""
    number, whose = experience.id, _whose(experience)
    if experience.state not in READABLE:
        text = say("The experience #{number} from {member} has been withdrawn.", member=whose, number=number)
        return Message(text, [section(text)])
    lead = say(_lead(experience), member=whose, number=number)
    traces = traces_of(experience, known)
    text = lines(lead, _changed(say, experience), bold(experience.title), _excerpt(experience))
    look = traces_in_words(say, traces)
    row = [button("experience.show", say("Read it"), number)]
    if experience.state is ExperienceState.CONTRIBUTED and experience.may_publish:
        row.append(approve_button(say, experience, traces))
    how = say("Answer in the thread, and the author and the other reviewers read what you write.")
    parts = [section(text), *([section(look)] if look else []), actions(*row), context(how)]
    return Message(lines(text, look, how), parts)


def _changed(say: Say, experience: Experience) -> Text:
    """That it reads otherwise than when it was contributed, wherever in it that is."""
    at = rewritten_at(experience)
    if at is None:
        return Text("")
    day = plain_day(local_day(at, ZoneInfo(experience.network.timezone)), say.code)
    return say("Changed since it was contributed, last on {day}.", day=day)


def _lead(experience: Experience) -> str:
    if experience.state is ExperienceState.APPROVED:
        return APPROVED
    return WAITS if experience.may_publish else KEPT_INSIDE


APPROVED: Final = N_("The experience #{number} from {member} is approved for publication.")
WAITS: Final = N_("The experience #{number} from {member} may be published and waits for somebody to approve it.")
KEPT_INSIDE: Final = N_(
    "The experience #{number} from {member} stays inside the network now: there is nothing to approve."
)


def _digest(experience: Experience) -> str:
    whole = "\n".join((experience.title, _excerpt(experience), _number(experience), _whose(experience)))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _excerpt(experience: Experience) -> Text:
    return clip(" ".join(experience.did.split()), EXCERPT)


def _number(experience: Experience) -> str:
    return str(experience.activity.number) if experience.activity else ""


def _whose(experience: Experience) -> str:
    return experience.member_name or experience.network.name


def author_notice(
    say: Say, sentence: str, experience: Experience, *, name: str, waiting: Sequence[str] = ()
) -> Message:
    """What its author reads of what somebody else did with an experience, and what they are asked to allow."""
    ask = say(IS_IT_ALLOWED, name=name) if waiting else Text("")
    text = lines(say(sentence, number=experience.id, title=experience.title, name=name), ask)
    row = [allow_button(say, experience, each) for each in waiting]
    return Message(text, [section(text), actions(*row, button("experience.show", say("Show"), experience.id))])


IS_IT_ALLOWED: Final = N_("{name} has ticked on your behalf what stands below. It holds only if you say yes yourself.")


def changed_again(say: Say, name: str, experience: Experience) -> Message:
    """What a reviewer reads who was asked before."""
    text = say(CHANGED_AGAIN, name=name, number=experience.id, title=experience.title)
    return Message(text, [section(text), actions(button("experience.show", say("Read it"), experience.id))])


CHANGED_AGAIN: Final = N_(
    "{name} changed the experience #{number}, “{title}”, while it waited for somebody to approve it."
)


def note_notice(say: Say, lead: Text, text: str, experience_id: int) -> Message:
    """A note as those in the conversation read it: who says what of which experience."""
    note = lines(lead, escape(text))
    how = say("Answer in the thread, and the others in the conversation read what you write.")
    show = actions(button("experience.show", say("Show"), experience_id))
    return Message(lines(note, how), [section(note), show, context(how)])


NAMED_IT: Final = N_("This message named the experience #{number}, which has been erased.")
ANSWERED_WITH_IT: Final = N_("This answer may have held words of the experience #{number}, which has been erased.")


def erased(say: Say, sentence: str, number: int) -> Message:
    """What a message says whose words are erased."""
    text = say(sentence, number=number)
    return Message(text, [section(text)])
