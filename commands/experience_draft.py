"""Drafts of experiences: kept while one writes, on a button and when the form is closed; gone on with, thrown away."""

from __future__ import annotations

from bot.declare import Answer, By, Call, Refusal, button, closed
from bot.experience_draft import keep_draft, offered_to
from bot.language import N_
from bot.meant import experience_meant
from bot.messages import Message
from bot.models import Experience, ExperienceState
from bot.rules.experiences import is_theirs
from bot.views.experience_form import DRAFT, experience_form
from bot.views.experiences import draft_kept
from bot.views.parts import section

NOT_A_DRAFT = N_("That draft is no longer there; perhaps it is contributed already. `{command}` shows your own.")


@button("did", writes=True)
@button("result", writes=True)
@button("learned", writes=True)
@button("consents", writes=True)
@button("no_child", writes=True)
def written(call: Call) -> Answer:
    """Keep the draft while its author writes; nothing is shown."""
    if _is_contributed_here(call.fields.about):
        keep_draft(call, call.fields.about)
    return None


@button("experience.draft", writes=True)
def save_draft(call: Call) -> Answer:
    """Keep the draft, and say so in the form."""
    draft = keep_draft(call, call.fields.about) if _is_contributed_here(call.fields.about) else None
    if draft is None:
        note = call.say("There is nothing to keep yet: write a title or a text first.")
    else:
        command = call.command("erfarenhet", "experience", call.say("mine"))
        note = call.say("Kept as a draft that only you see. You find it with `{command}`.", command=command)
    return experience_form(call.say, draft, offered_to(call), note=note)


@closed("experience.contribute")
def form_closed(call: Call) -> Answer:
    """Keep what stood in the form as far as Slack tells it, and say where it is."""
    draft = keep_draft(call, call.value)
    return draft_kept(call, draft) if draft is not None else None


@button("experience.continue", by=By.CONFIRMED)
def go_on(call: Call) -> Answer:
    """The form with what the draft says."""
    return experience_form(call.say, own_draft(call), offered_to(call))


@button("experience.discard", writes=True)
def discard(call: Call) -> Answer:
    """Throw the draft away."""
    call.session.delete(own_draft(call))
    said = call.say("The draft is thrown away.")
    return Message(said, [section(said)])


def own_draft(call: Call) -> Experience:
    """The asker's draft of that number."""
    experience = experience_meant(call, call.value)
    if experience.state is not ExperienceState.DRAFT or not is_theirs(experience, call.me.id):
        raise Refusal(NOT_A_DRAFT, command=call.command("erfarenhet", "experience", call.say("mine")))
    return experience


def _is_contributed_here(about: str) -> bool:
    """Whether a form contributes, and does not change what is contributed already."""
    return not about or about.startswith(DRAFT)
