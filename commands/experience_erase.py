"""Erase an experience for good: asked twice, the reason kept and the words not."""

from __future__ import annotations

from bot.experiences import store as experiences_store
from bot.experiences.card import REASONS, erase_form, receipt_of_erasing
from bot.experiences.erasing import erase
from bot.experiences.posts import tell_of_erasing
from bot.experiences.rules import may_erase
from bot.experiences.writing import experience_of, refuse_erased
from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Experience

NOT_YOURS_TO_ERASE = N_("Only its author and the coordinator can erase an experience. Nothing was changed.")


@button("experience.erase", by=By.AUTHOR)
def ask_to_erase(call: Call) -> Answer:
    """Say what goes, and ask why."""
    return erase_form(call.say, experience_to_erase(call, number_in(call.value)))


@form("experience.erase", by=By.AUTHOR, about=AsOpened(ask_to_erase))
def erased(call: Call) -> Answer:
    """Erase it, and tell its author when somebody else has."""
    experience = experience_to_erase(call, number_in(call.value))
    reasons = {each.value: each for each in REASONS}
    because = reasons.get(call.fields.text("because"))
    if because is None:
        raise FieldRefusal("because", N_("Choose why it is erased."))
    author, had_files = experience.author, bool(experience.attachments)
    erase(call.session, experience, call.user.id, because, call.now)
    tell_of_erasing(call, experience, author, because)
    return receipt_of_erasing(call.say, experience.id, had_files=had_files)


def experience_to_erase(call: Call, number: int) -> Experience:
    """The experience of that number, if the asker may erase it; a coordinator also what is withdrawn."""
    experience = experiences_store.experience(call.session, call.network, number)
    if experience is not None:
        refuse_erased(experience)
    if experience is None or not may_erase(experience, call.author, call.is_coordinator):
        experience_of(call, number)
        raise Refusal(NOT_YOURS_TO_ERASE)
    return experience
