"""What somebody can do with an experience: change, withdraw, restore, allow more or less, go on with what is begun."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.parts import are_you_sure, button
from bot.feature.call import Call
from bot.language import N_, Say
from bot.models import Experience, ExperienceState
from bot.rules.experiences import CONSENTS, consents, is_theirs, may_change, may_decide

_ALLOW: Final = {"publication": N_("Allow publication"), "research": N_("Allow research")}
_FORBID: Final = {"publication": N_("Take back publication"), "research": N_("Take back research")}


def own_buttons(
    call: Call, experience: Experience, *, is_begun: bool, with_consents: bool = True
) -> list[ButtonElement]:
    """The buttons for who may change or withdraw it; none for others. `is_begun`: they have begun a change."""
    say, number = call.say, experience.id
    if not may_change(experience, call.member_of, call.is_coordinator):
        return []
    if experience.state is ExperienceState.WITHDRAWN:
        return [button("experience.restore", say("Restore"), number, style="primary")]
    if experience.state is ExperienceState.DRAFT:
        return [button("experience.continue", say("Go on writing"), number, style="primary"), _discard(say, number)]
    decides = may_decide(experience, call.member_of, call.is_coordinator)
    return [
        *(_consent_buttons(call, experience) if decides and with_consents else ()),
        *change_buttons(say, number, is_begun),
        *([_withdraw(say, number)] if decides else ()),
    ]


def change_buttons(say: Say, number: int, is_begun: bool) -> list[ButtonElement]:
    """To change it; when a change is begun, to go on with that or throw it away."""
    if not is_begun:
        return [button("experience.change", say("Change"), number)]
    sure = are_you_sure(
        say,
        say("Throw the change away?"),
        say("What you have begun to change is gone. The experience stays as it is."),
        say("Throw away"),
    )
    return [
        button("experience.change", say("Go on changing"), number, style="primary"),
        button("experience.drop_change", say("Throw the change away"), number, sure=sure),
    ]


def _consent_buttons(call: Call, experience: Experience) -> list[ButtonElement]:
    """Giving consent is the author's own; taking it back the coordinator's too."""
    given = consents(experience)
    is_own = is_theirs(experience, call.person.id if call.person else None)
    return [
        button(
            "experience.consent",
            call.say(_FORBID[each] if each in given else _ALLOW[each]),
            f"{experience.id}.{each}.{'no' if each in given else 'yes'}",
        )
        for each in CONSENTS
        if is_own or each in given
    ]


def _discard(say: Say, number: int) -> ButtonElement:
    sure = are_you_sure(
        say, say("Throw the draft away?"), say("What you have written in it is gone."), say("Throw away")
    )
    return button("experience.discard", say("Throw away"), number, style="danger", sure=sure)


def _withdraw(say: Say, number: int) -> ButtonElement:
    sure = are_you_sure(
        say,
        say("Withdraw the experience?"),
        say("It disappears for everybody but you, also where it is published. You can restore it."),
        say("Withdraw"),
    )
    return button("experience.withdraw", say("Withdraw"), number, style="danger", sure=sure)
