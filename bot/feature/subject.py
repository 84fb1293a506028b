"""What a button or form decides about, where that can change between its being read and its being pressed or sent.

The value carries a digest of what was shown (`as_shown`); before it does its part, things are looked at again.
Where they have changed, or it does not tell, the new state is shown and nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Final

from slack_sdk.models.blocks import Block, InputBlock

from bot.blocks.filled import begins_with, in_words, is_typed, name_of, with_typed
from bot.blocks.messages import Form, Message
from bot.blocks.parts import SHOWN, section
from bot.feature.call import Answer, AskedAgain, Call, Does
from bot.feature.pages import framed, pieces
from bot.feature.values import as_shown, digest_of, shown_in
from bot.language import N_, Say, Text, bold

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
                raise asked_anew(call, anew, above)
            return framed(anew, above=above, text=sentence)

        return decide


def asked_anew(call: Call, anew: Form, above: Sequence[Block]) -> AskedAgain:
    """A form as it is now, with what was typed in it, and above that what has changed."""
    return AskedAgain(replace(anew, blocks=[*above, *with_typed(anew.blocks, call.fields.values)]))


CHANGED_WHILE_WRITING: Final = N_(
    "Somebody has changed this since you opened it, so nothing has been saved yet. What you filled in is still"
    " here; send it again if it should stand."
)


def opened(form: Form, *facts: object) -> Form:
    """A form that writes over what stands: it carries a digest of what its fields began with, and of what else
    matters to who sends it."""
    begun = ((name_of(each), begins_with(each)) for each in form.blocks if isinstance(each, InputBlock))
    return replace(form, about=as_shown(form.about, *begun, *facts))


@dataclass(frozen=True)
class Redrawn:
    """How a form is drawn once more from what it carries: what is out of sight in it is as it stands there."""

    draw: Does
    """The same form with what stands now."""

    def value_in(self, carried: str) -> str:
        """What the form is about, of what it carries."""
        return carried

    def guard(self, does: Does) -> Does:
        """Let it do its part."""
        return does


@dataclass(frozen=True)
class AsOpened(Redrawn):
    """What a form writes over, as it stood when the form was opened: nobody overwrites what they have not seen. What it
    draws is `opened`, and refuses as the form does."""

    def value_in(self, carried: str) -> str:
        """What the form is about, without the digest of what it began with."""
        return shown_in(carried)[0]

    def guard(self, does: Does) -> Does:
        """Let it do its part only while the fields would begin as they did; else show what stands there now, and keep
        what was typed."""

        @wraps(does)
        def decide(call: Call) -> Answer:
            value, shown = shown_in(call.value)
            call = replace(call, value=value)
            now = self.draw(call)
            if not isinstance(now, Form):
                return now
            if shown_in(now.about)[1] != shown:
                raise changed_while_writing(call, now)
            try:
                return does(call)
            except AskedAgain as asked:
                about = f"{shown_in(asked.form.about)[0]}{SHOWN}{shown}"
                raise AskedAgain(replace(asked.form, about=about)) from asked

        return decide


@dataclass(frozen=True)
class InOpened(AsOpened):
    """The same of a button that stands in such a form: it is what the form carries that says how it was opened."""

    def guard(self, does: Does) -> Does:
        """Let it do its part only while the form could be sent; else the form says what it would say then."""
        decide = super().guard(does)

        @wraps(does)
        def press(call: Call) -> Answer:
            try:
                return decide(replace(call, value=call.fields.about))
            except AskedAgain as asked:
                return asked.form

        return press


def changed_while_writing(call: Call, now: Form) -> AskedAgain:
    """A form as it is now, with what was typed in it, and above that what stands in each field that says otherwise."""
    fields = [each for each in now.blocks if isinstance(each, InputBlock)]
    others = [_field_now(call.say, each) for each in fields if not is_typed(each, call.fields.values)]
    return asked_anew(
        call, now, [section(each) for row in ([call.say(CHANGED_WHILE_WRITING)], *others) for each in row]
    )


def _field_now(say: Say, field: InputBlock) -> list[Text]:
    label = bold(Text(field.label.text if field.label else ""))
    first, *rest = pieces(in_words(say, field)) or [Text("–")]
    return [say("Now under {field}: {value}", field=label, value=first), *rest]
