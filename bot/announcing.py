"""A new experience is announced in the network's channel, and the announcement called off while it still waits.

What has been posted follows the experience by itself: `jobs/experience_marks.py`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, select

from bot.feature.call import Call
from bot.feature.post import CHANNEL, Post
from bot.models import Delivery, DeliveryState, Experience
from bot.views.experience_posted import ANNOUNCED, announcement, face_announced

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
