"""What a button or form decides about, where that can change between its being read and its being pressed or sent.

The value carries a digest of what was shown (`as_shown`); before it does its part, things are looked at again.
Where they have changed, or it does not tell, the new state is shown and nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Final

from bot.blocks.messages import Form, Message
from bot.blocks.parts import section
from bot.feature.call import Answer, AskedAgain, Call, Does
from bot.feature.pages import framed
from bot.feature.values import digest_of, shown_in
from bot.language import N_, Text

CHANGED_SINCE: Final = N_("This has changed since you read it. Here is how it is now; nothing was done.")


def it_has_changed(call: Call) -> Text:
    """What is said above the new state."""
    return call.say(CHANGED_SINCE)


@dataclass(frozen=True)
class Subject:
    """What a button or form decides about, where that can change after it was shown."""

    facts: Callable[[Call], tuple[object, ...]]
    """All of it that matters to who decides, as it is now: what the view handed to `as_shown`. Refuses as the button
    does."""
    show: Callable[[Call], Message | Form]
    """The same drawn anew, with its buttons; a form with its fields, in which what was typed stays."""
    changed: Callable[[Call], Text] = it_has_changed

    def guard(self, does: Does) -> Does:
        """Let it do its part only while things are as they were shown; else show how they are."""

        @wraps(does)
        def decide(call: Call) -> Answer:
            value, shown = shown_in(call.value)
            call = replace(call, value=value)
            if shown == digest_of(*self.facts(call)):
                return does(call)
            sentence = self.changed(call)
            anew, above = self.show(call), [section(sentence)] if sentence else []
            if isinstance(anew, Form):
                raise AskedAgain(replace(anew, blocks=[*above, *anew.blocks]))
            return framed(anew, above=above, text=sentence)

        return decide
