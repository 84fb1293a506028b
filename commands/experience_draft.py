"""Drafts of experiences: saved while writing, continued, discarded."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.experiences import store as experiences_store
from bot.experiences.card import draft_kept
from bot.experiences.form import (
    KEPT_WHILE_TYPING,
    ChangeValue,
    ContributeValue,
    ExperienceEntry,
    Origin,
    as_it_stands,
    change_form,
    entry_of,
    experience_form,
)
from bot.experiences.load import Viewer
from bot.experiences.rules import is_theirs
from bot.experiences.writing import (
    choices_for,
    choices_in_change,
    experience_of,
    experience_to_change,
    keep_change,
    keep_draft,
)
from bot.feature.declare import Answer, By, Call, Overtaken, Refusal, button, closed
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Experience, ExperienceState

NOT_A_DRAFT = N_("That draft is no longer there; perhaps it is contributed already. `{command}` shows your own.")

NOT_TO_CHANGE = N_("That experience can no longer be changed here. Look it up with `{command}`.")


def keep(call: Call) -> Answer:
    """Keep what is written while its author writes; nothing is shown."""
    about = call.fields.about
    if contributes(about):
        keep_draft(call, about)
    else:
        keep_change(call, ChangeValue.read(about))
    return None


for name in KEPT_WHILE_TYPING:
    button(name, by=By.AUTHOR, writes=True)(keep)


@button("experience.draft", by=By.AUTHOR, writes=True)
def save_draft(call: Call) -> Answer:
    """Keep what is written, and say so in the form."""
    about = call.fields.about
    return draft_saved(call, about) if contributes(about) else change_saved(call, about)


def draft_saved(call: Call, about: str) -> Answer:
    """The form that contributes, with where its draft is found."""
    draft = keep_draft(call, about)
    if draft is None:
        note = call.say("There is nothing to keep yet: write a title or a text first.")
        return experience_form(call.say, ExperienceEntry(), choices_for(call), about=about, note=note)
    command = call.command("erfarenhet", "experience", call.say("mine"))
    note = call.say("Kept as a draft that only you see. You find it with `{command}`.", command=command)
    choices = choices_for(call, draft)
    return experience_form(call.say, as_it_stands(draft), choices, about=draft_value(draft), note=note)


def change_saved(call: Call, about: str) -> Answer:
    """The form that changes, with where the change is found."""
    value = ChangeValue.read(about)
    experience = experience_to_change(call, value)
    if experience is None:
        raise Refusal(NOT_TO_CHANGE, command=call.command("erfarenhet mina", "experience mine"))
    keep_change(call, value)
    begun = experiences_store.begun_change(call.session, experience, call.writer)
    command = call.command("erfarenhet", "experience", call.say("mine"))
    note = call.say(
        "Your change is kept; only you see it, and the experience stays as it is until you save. You find it with "
        "`{command}`.",
        command=command,
    )
    same = call.say("Nothing differs from what the experience says already, so there is nothing to keep.")
    entry = entry_of(begun.content) if begun else as_it_stands(experience)
    return change_form(
        call.say,
        entry,
        choices_in_change(call, experience),
        about=about,
        note=note if begun else same,
    )


@closed("experience.contribute", by=By.AUTHOR)
def form_closed(call: Call) -> Answer:
    """Keep what stood in the form as far as Slack tells it, and say where it is."""
    draft = keep_draft(call, call.value)
    return draft_kept(call.say, draft, Viewer.of(call)) if draft is not None else None


@button("experience.continue", by=By.AUTHOR)
def go_on(call: Call) -> Answer:
    """The form with what the draft says."""
    draft = own_draft(call)
    return experience_form(call.say, as_it_stands(draft), choices_for(call, draft), about=draft_value(draft))


@button("experience.discard", by=By.AUTHOR, writes=True)
def discard(call: Call) -> Answer:
    """Throw the draft away."""
    call.session.delete(own_draft(call))
    sentence = call.say("The draft is thrown away.")
    return Message(sentence, [section(sentence)])


def own_draft(call: Call) -> Experience:
    """The asker's draft of that number."""
    experience = experience_of(call, number_in(call.value))
    if experience.state is not ExperienceState.DRAFT or not is_theirs(experience, call.writer.id):
        own = call.command("erfarenhet", "experience", call.say("mine"))
        raise Overtaken(NOT_A_DRAFT, "experience.mine", command=own)
    return experience


def contributes(about: str) -> bool:
    """Whether a form contributes, and does not change what is contributed already."""
    return not about or ContributeValue.read(about).origin is not None


def draft_value(draft: Experience) -> str:
    """What the form carries along that goes on with a draft."""
    return str(ContributeValue(Origin.DRAFT, str(draft.id)))
