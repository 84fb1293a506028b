"""One's own experiences, drafts and begun changes among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot import store_experiences
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, header, section
from bot.feature.call import Call
from bot.language import Text, bold, clip, lines
from bot.models import Experience, ExperienceState
from bot.views.experience_buttons import change_buttons, own_buttons
from bot.views.experiences import number_of, origin, pages_row, state_line, title_of

MINE_PER_PAGE: Final = 10


def mine(call: Call, experiences: Sequence[Experience], page: int = 1) -> Message:
    """One's own experiences, the last changed first, with buttons to change, withdraw or restore each."""
    say = call.say
    pages = max(1, -(-len(experiences) // MINE_PER_PAGE))
    page = min(max(page, 1), pages)
    shown = experiences[(page - 1) * MINE_PER_PAGE : page * MINE_PER_PAGE]
    contributed = sum(each.state is not ExperienceState.DRAFT for each in experiences)
    told = say.many("You have contributed {count} experience", "You have contributed {count} experiences", contributed)
    title = told if contributed else say("Your drafts")
    begun = store_experiences.begun_changes(call.session, shown, call.person)
    blocks: list[Block] = [header(title)]
    for each in shown:
        waits = say("You have begun a change that is not saved.") if each.id in begun else ""
        row = lines(bold(clip(title_of(say, each), 200)), origin(call, each), state_line(say, each), waits)
        own = own_buttons(call, each, is_begun=each.id in begun, with_consents=False)
        blocks += [section(row), actions(button("experience.show", say("Show"), each.id), *own)]
    blocks += pages_row(say, "experience.mine", page, pages)
    listed = (Text(f"{number_of(each)} {clip(title_of(say, each), 150)}") for each in shown)
    return Message(lines(title, *listed), blocks)


def draft_kept(call: Call, draft: Experience) -> Message:
    """The form was closed: where what stood in it is now."""
    sentence = call.say("Your draft “{title}” is kept; only you see it.", title=clip(title_of(call.say, draft), 150))
    return Message(sentence, [section(sentence), actions(*own_buttons(call, draft, is_begun=False))])


def change_kept(call: Call, experience: Experience) -> Message:
    """The form of a change was closed: where what stood in it is now."""
    title = clip(title_of(call.say, experience), 150)
    sentence = call.say(
        "Your change of “{title}” is kept; only you see it. The experience stays as it is until you save.", title=title
    )
    return Message(sentence, [section(sentence), actions(*change_buttons(call.say, experience.id, is_begun=True))])


def none_of_mine(call: Call) -> Message:
    """Nothing contributed yet: say how."""
    sentence = call.say(
        "You have not contributed any experience yet. Open the form with `{command}`.",
        command=call.command("erfarenhet", "experience"),
    )
    return Message(sentence, [section(sentence)])
