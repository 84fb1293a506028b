"""What stands in Slack about an experience and follows it when it changes: the announcement in the channel, and the
message that asks a reviewer to look at it. When what it shows, its `face`, is another, it is drawn anew.

The channel may hold guests, so only what may be published is shown there in words; of the rest, that it is there.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, select

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, section
from bot.experiences.rules import personal_data
from bot.feature.call import Call
from bot.feature.post import CHANNEL, Post
from bot.language import N_, Say, Text, bold, clip, lines
from bot.models import Delivery, DeliveryState, Experience, ExperienceState
from bot.models.experiences import READABLE

ANNOUNCED: Final = "experience_announced"
TO_REVIEW: Final = "experience_to_review"
EXCERPT: Final = 280


def face_announced(experience: Experience) -> str:
    """What the announcement shows of it."""
    if experience.state not in READABLE:
        return "gone"
    return _seen(experience) if _may_be_quoted(experience) else f"inside {_number(experience)}"


def announcement(say: Say, prefix: str, experience: Experience) -> Message:
    """What the channel reads of an experience as it is now."""
    number, whose = experience.id, _whose(experience)
    if experience.state not in READABLE:
        text = say("The experience #{number} from {member} has been withdrawn.", member=whose, number=number)
        return Message(text, [section(text)])
    words = {"sv": "erfarenhet", "en": "experience"}[say.code]
    new = say("A new experience from {member}, #{number}.", member=whose, number=number)
    about = say("It belongs to activity {number}.", number=_number(experience)) if experience.activity else Text("")
    read = say("Read it with `{command}`.", command=f"/{prefix}{words} {number}")
    shown = (bold(experience.title), _excerpt(experience)) if _may_be_quoted(experience) else ()
    text = lines(new, *shown, about, read)
    return Message(text, [section(text)])


def _may_be_quoted(experience: Experience) -> bool:
    """In the channel: what may be published, unless there seem to be numbers or addresses of persons in it."""
    return experience.may_publish and not personal_data((experience.title, experience.did))


def face_to_review(experience: Experience) -> str:
    """What a reviewer's message shows of it."""
    if experience.state not in READABLE:
        return "gone"
    state = experience.state.value if experience.may_publish else "inside"
    return f"{state} {_seen(experience)}"


def to_look_at(say: Say, prefix: str, experience: Experience) -> Message:
    """What a reviewer reads of an experience as it is now, with what can be done."""
    number, whose = experience.id, _whose(experience)
    if experience.state not in READABLE:
        text = say("The experience #{number} from {member} has been withdrawn.", member=whose, number=number)
        return Message(text, [section(text)])
    lead = say(_lead(experience), member=whose, number=number)
    text = lines(lead, bold(experience.title), _excerpt(experience))
    row = [button("experience.show", say("Read it"), number)]
    if experience.state is ExperienceState.CONTRIBUTED and experience.may_publish:
        row.append(button("experience.approve", say("Approve for publication"), number, style="primary"))
    how = say("Answer in the thread, and the author and the other reviewers read what you write.")
    return Message(lines(text, how), [section(text), actions(*row), context(how)])


def _lead(experience: Experience) -> str:
    if experience.state is ExperienceState.APPROVED:
        return APPROVED
    return WAITS if experience.may_publish else KEPT_INSIDE


APPROVED: Final = N_("The experience #{number} from {member} is approved for publication.")
WAITS: Final = N_("The experience #{number} from {member} may be published and waits for somebody to approve it.")
KEPT_INSIDE: Final = N_(
    "The experience #{number} from {member} stays inside the network now: there is nothing to approve."
)


def _seen(experience: Experience) -> str:
    whole = "\n".join((experience.title, _excerpt(experience), _number(experience), _whose(experience)))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _excerpt(experience: Experience) -> Text:
    return clip(" ".join(experience.did.split()), EXCERPT)


def _number(experience: Experience) -> str:
    return str(experience.activity.number) if experience.activity else ""


def _whose(experience: Experience) -> str:
    return experience.member.name if experience.member else experience.network.name


USEFUL: Final = timedelta(days=7)

_waiting = select(Delivery).where(
    Delivery.network_id == bindparam("network"), Delivery.kind == ANNOUNCED, Delivery.state == DeliveryState.PENDING
)


def announce(call: Call, experience: Experience) -> None:
    """Tell the channel of a new experience, unless the network's settings say no."""
    if not call.network.settings.get("announce", True):
        return
    call.post(
        Post(
            key=f"experience/{experience.id}/announced",
            kind=ANNOUNCED,
            to=CHANNEL,
            due=call.now,
            useful_until=call.now + USEFUL,
            write=lambda say: announcement(say, call.prefix, experience),
            about={"experience": str(experience.id), "face": face_announced(experience)},
        )
    )


def take_back(call: Call, experience: Experience) -> None:
    """Do not announce what has not been announced yet and must not be any longer as it was."""
    for each in call.session.scalars(_waiting, {"network": call.network.id}):
        if each.about.get("experience") == str(experience.id):
            each.state = DeliveryState.CANCELLED


USEFUL_DAYS: Final = 14

WRITTEN: Final = N_(
    "{name} wrote the experience #{number}, “{title}”, on your behalf. You can read, change and withdraw it."
)
CHANGED: Final = N_("{name} changed your experience #{number}, “{title}”. Earlier versions are kept.")
WITHDRAWN: Final = N_("{name} withdrew your experience #{number}, “{title}”. You can restore it.")


def tell_author(call: Call, experience: Experience, sentence: str) -> None:
    """Tell the author what somebody else did with their experience; who did it themselves hears nothing."""
    author = experience.author
    if author is None or author.slack_id is None or author.id == call.me.id:
        return
    number, title, name = experience.id, experience.title, call.me.name

    def write(say: Say) -> Message:
        said = say(sentence, name=name, number=number, title=title)
        return Message(said, [section(said), actions(button("experience.show", say("Show"), number))])

    call.post(
        Post(
            key=f"experience/{number}/{experience.version}/author/{author.id}",
            kind="experience_changed",
            to=author.slack_id,
            due=call.now,
            useful_until=call.now + timedelta(days=USEFUL_DAYS),
            write=write,
            about={"experience": str(number)},
        )
    )
