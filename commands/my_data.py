"""/natverk mina uppgifter: all that is known of oneself, as a file; and the way to have it erased."""

from __future__ import annotations

from contextlib import ExitStack

from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, form, word
from bot.kept.person import erase_person, known_of, people_of
from bot.kept.view import ERASE, KEEP, erase_me_form, erased_me, nothing_known, own_data
from bot.language import N_
from bot.models import Because
from bot.network.seats import keeping_a_coordinator

UNKNOWN = N_("Nothing is known of you here, so nothing was erased.")


@word("natverk", "mina uppgifter", "my data", about=N_("All that is known of you, and how it is erased"))
@button("my_data.show")
def my_data(call: Call) -> Answer:
    """Everything in every network, for whoever asks about themselves."""
    known = known_of(call.session, call.user.id)
    return own_data(call.say, known) if known else nothing_known(call.say)


@button("my_data.erase")
def ask_to_be_erased(call: Call) -> Answer:
    """Say what goes, and ask about one's experiences."""
    refuse_unknown(call)
    return erase_me_form(call.say)


@form("my_data.erase", by=By.ANYONE)
def erased(call: Call) -> Answer:
    """Erase whoever sends it, and nobody else."""
    refuse_unknown(call)
    chosen = call.fields.text("experiences")
    if chosen not in (ERASE, KEEP):
        raise FieldRefusal("experiences", N_("Choose what becomes of your experiences."))
    who, keeps = call.user.id, chosen == KEEP
    with ExitStack() as stays:
        for each in people_of(call.session, who):
            stays.enter_context(keeping_a_coordinator(call, each))
        left = erase_person(call.session, who, who, Because.ASKED, call.now, keeps_experiences=keeps)
    return erased_me(call.say, left)


def refuse_unknown(call: Call) -> None:
    """Whoever has been erased already has nothing more to erase."""
    if not known_of(call.session, call.user.id):
        raise Refusal(UNKNOWN)
