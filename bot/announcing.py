"""A new experience is announced in the network's channel, and the announcement taken back while it still waits.

The channel may hold guests, so only what may be published is shown there in words; of the rest, that it is there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, select

from bot.call import Call
from bot.language import Say, Text, bold, clip, lines
from bot.messages import Message
from bot.models import Delivery, DeliveryState, Experience
from bot.posts import CHANNEL, Post
from bot.views.parts import section

KIND: Final = "experience_announced"
USEFUL: Final = timedelta(days=7)
EXCERPT: Final = 280

_waiting = select(Delivery).where(
    Delivery.network_id == bindparam("network"), Delivery.kind == KIND, Delivery.state == DeliveryState.PENDING
)


def announce(call: Call, experience: Experience) -> None:
    """Tell the channel of a new experience, unless the network's settings say no."""
    if not call.network.settings.get("announce", True):
        return
    member = experience.member.name if experience.member else ""
    title, excerpt = experience.title, clip(" ".join(experience.did.split()), EXCERPT)
    number, is_open = experience.id, experience.may_publish
    activity = experience.activity.number if experience.activity else None

    def write(say: Say) -> Message:
        words = {"sv": "erfarenhet", "en": "experience"}[say.code]
        command = f"/{call.prefix}{words} {number}"
        new = say("A new experience from {member}, #{number}.", member=member or call.network.name, number=number)
        about = say("It belongs to activity {number}.", number=activity) if activity else Text("")
        read = say("Read it with `{command}`.", command=command)
        text = lines(new, bold(title), excerpt, about, read) if is_open else lines(new, about, read)
        return Message(text, [section(text)])

    call.post(
        Post(
            key=f"experience/{number}/announced",
            kind=KIND,
            to=CHANNEL,
            due=call.now,
            useful_until=call.now + USEFUL,
            write=write,
            about={"experience": str(number)},
        )
    )


def take_back(call: Call, experience: Experience) -> None:
    """Do not announce what has not been announced yet and must not be any longer as it was."""
    for each in call.session.scalars(_waiting, {"network": call.network.id}):
        if each.about.get("experience") == str(experience.id):
            each.state = DeliveryState.CANCELLED
