"""Forms whose fields do not all stand in sight: what is out of sight is left as it is, whatever is done in the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block, InputBlock

from bot.blocks.filled import is_typed, name_of, untouched, with_typed
from bot.blocks.messages import Form
from bot.blocks.parts import section
from bot.feature.call import AskedAgain, Call, FieldRefusal, Fields
from bot.feature.subject import Redrawn
from bot.language import Text, bold, joined


@dataclass(frozen=True)
class Folded:
    """A form somebody writes in, with all its fields as they stand now."""

    form: Form

    @classmethod
    def drawn(cls, call: Call, how: object) -> Folded | None:
        """The form as it is declared to be drawn; None where it is none any longer."""
        if not isinstance(how, Redrawn):
            return None
        about = call.fields.about
        form = how.draw(replace(call, value=how.value_in(about), words="", fields=Fields()))
        return cls(replace(form, about=about)) if isinstance(form, Form) else None

    def completed(self, fields: Fields) -> Fields:
        """All that stands in the form: what was typed in sight, and the rest as it is."""
        inputs = (each for each in self.form.blocks if isinstance(each, InputBlock))
        return replace(fields, values={**{name_of(each): untouched(each) for each in inputs}, **fields.values})

    def whole(self, fields: Fields, above: Block | None = None) -> Form:
        """The form with all its fields in sight and what was typed in them."""
        blocks = with_typed(self.form.blocks, fields.values)
        return replace(self.form, blocks=[*([above] if above else []), *blocks], is_open=True)

    def shown(self, call: Call, refusal: FieldRefusal) -> AskedAgain | None:
        """What is wrong in a field that is out of sight is said above the whole form; None: it is in sight."""
        fields = (each for each in self.form.blocks if isinstance(each, InputBlock))
        field = next((each for each in fields if name_of(each) == refusal.field), None)
        if field is None or field.label is None or refusal.field in call.fields.values:
            return None
        sentence = joined(": ", [bold(Text(field.label.text)), call.say(refusal.sentence, **refusal.values)])
        return AskedAgain(self.whole(call.fields, section(sentence)))


def touched_in(form: Form, typed: Mapping[str, object]) -> dict[str, object]:
    """What was typed that is not what the form begins with, by field."""
    fields = {name_of(each): each for each in form.blocks if isinstance(each, InputBlock)}
    return {name: typed[name] for name in fields if name in typed and not is_typed(fields[name], typed)}


def refilled(before: Form, after: Form, typed: Mapping[str, object]) -> Form:
    """A form that begins otherwise than before: what somebody had typed stays, and is in sight; the rest is anew."""
    touched = touched_in(before, typed)
    filled = replace(after, blocks=with_typed(after.blocks, touched))
    in_sight = {each["element"]["action_id"] for each in filled.rendered if each["type"] == "input"}
    return replace(filled, is_open=not touched.keys() <= in_sight)
