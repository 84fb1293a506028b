"""What an author hears when somebody else wrote for them, changed or withdrew their experience."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.feature.call import Call
from bot.feature.post import Post
from bot.language import N_, Say
from bot.models import Experience

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
