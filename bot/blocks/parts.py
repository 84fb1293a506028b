"""The parts that views are made of, over slack_sdk's typed blocks: texts, blocks, buttons and menus, fields, names.

Texts come as `Text` (escaped); a plain str is escaped here. What is too long for Slack is cut with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DividerBlock,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)

from bot.language import Say, Text, clip, escape, fold, lines, unescape

LONGEST_SECTION: Final = 2900
LONGEST_PARAGRAPH: Final = 2400
"""Signs of short lines that share a paragraph."""
LONGEST_FACT: Final = 1900
"""Signs of one of the facts that stand in two columns, or of small words."""
IN_A_ROW: Final = 100
AT_A_GLANCE: Final = 8
"""Options of a menu in a form that are found without searching; a longer one is searched."""
Choice = tuple[str, object]
"""A value and what it is called."""


# texts


def markdown(text: object, longest: int = LONGEST_SECTION) -> MarkdownTextObject:
    """Slack's markup; addresses in it do not become links by themselves."""
    return MarkdownTextObject(text=clip(text, longest), verbatim=True)


def plain(text: object, longest: int = 75) -> PlainTextObject:
    """Plain words, for buttons, labels and menus."""
    return PlainTextObject(text=clip(text, longest), emoji=True)


# blocks


def header(text: object) -> HeaderBlock:
    """A heading, on one line."""
    return HeaderBlock(text=plain(Text(" ".join(escape(text).split())), 150))


def section(
    text: object, accessory: ButtonElement | OverflowMenuElement | StaticSelectElement | None = None
) -> SectionBlock:
    """A paragraph, with a button or menu beside it if given."""
    return SectionBlock(text=markdown(text), accessory=accessory)


def facts(pairs: Iterable[tuple[object, object]]) -> SectionBlock:
    """Up to ten short facts in two columns: what, and under it the fact. Those with nothing to say are left out."""
    texts = [markdown(lines(Text(f"*{escape(what)}*"), fact), LONGEST_FACT) for what, fact in pairs if fact]
    return SectionBlock(fields=texts[:10])


def context(*texts: object) -> ContextBlock:
    """Small grey words under something."""
    return ContextBlock(elements=[markdown(text, LONGEST_FACT) for text in texts[:10]])


def divider() -> DividerBlock:
    """A thin line."""
    return DividerBlock()


# buttons and menus


def button(
    name: str, label: object, value: object = "", *, style: str | None = None, sure: ConfirmObject | None = None
) -> ButtonElement:
    """A button that calls the @button of that name with that value. `style`: primary or danger."""
    about = str(value).partition(SHOWN)[0]
    return ButtonElement(
        text=plain(label), action_id=f"{name}:{about}", value=str(value) or None, style=style, confirm=sure
    )


SHOWN: Final = "~"
"""In a button's value, between what it is about and what was shown of that."""


def are_you_sure(say: Say, title: object, text: object, yes: object) -> ConfirmObject:
    """Ask once more before something that cannot easily be undone."""
    return ConfirmObject(
        title=plain(title, 100), text=plain(text, 300), confirm=plain(yes, 30), deny=plain(say("Cancel"), 30)
    )


def menu(name: str, label: object, choices: Sequence[Choice], chosen: str | None = None) -> StaticSelectElement:
    """A menu in a message; a choice calls the @button of that name. A long one stands in a form instead."""
    groups = _grouped(_options(choices))
    return StaticSelectElement(
        placeholder=plain(label, 150), action_id=name, **groups, initial_option=_chosen(choices, chosen)
    )


class SearchedMenu(ExternalDataSelectElement):
    """A menu that is searched: Slack asks for what fits the letters that are typed in it."""

    choices: Sequence[Choice] = ()
    at_once: int = IN_A_ROW
    """How many are offered before anything is typed."""


class SearchedMultiMenu(ExternalDataMultiSelectElement):
    """The same, where several may be chosen."""

    choices: Sequence[Choice] = ()
    at_once: int = IN_A_ROW


def searched_menu(
    name: str, label: object, choices: Sequence[Choice], initial: Option | None = None, at_once: int = IN_A_ROW
) -> SearchedMenu:
    """A menu in a window that is searched, however short; a choice calls the @button of that name."""
    words = plain(label, 150) if label else None
    made = SearchedMenu(action_id=name, initial_option=initial, placeholder=words, min_query_length=0)
    made.choices, made.at_once = choices, at_once
    return made


def is_searched(choices: Sequence[Choice]) -> bool:
    """Whether a form's menu of these is searched."""
    return len(choices) > AT_A_GLANCE


def offered(menu: SearchedMenu | SearchedMultiMenu, typed: str) -> list[Option]:
    """What a searched menu shows for the letters typed: the shortest first, so that each can be typed out."""
    words, choices = fold(typed).split(), menu.choices
    if not words:
        return _options(choices[: menu.at_once])
    named = [(fold(unescape(str(each[1]))), each) for each in choices]
    fitting = [(name, each) for name, each in named if all(word in name for word in words)]
    fitting.sort(key=lambda pair: (not pair[0].startswith(words[0]), len(pair[0])))
    return _options([each for _, each in fitting[:IN_A_ROW]])


def _options(choices: Sequence[Choice]) -> list[Option]:
    return [Option(value=value, text=plain(label)) for value, label in choices]


def _grouped(options: Sequence[Option]) -> dict[str, Any]:
    """A menu's options; more than Slack takes in a row stand in groups, named by their first and last."""
    if len(options) <= IN_A_ROW:
        return {"options": options}
    groups = [options[start : start + IN_A_ROW] for start in range(0, len(options), IN_A_ROW)]
    return {"option_groups": [OptionGroup(label=_from_to(each), options=each) for each in groups]}


def _from_to(options: Sequence[Option]) -> PlainTextObject:
    first, last = (clip(Text(each.text), 35) for each in (options[0], options[-1]))
    return plain(Text(f"{first} – {last}"))


def _chosen(choices: Sequence[Choice], chosen: str | None) -> Option | None:
    return next(iter(_options([each for each in choices if chosen and each[0] == chosen])), None)


def overflow(name: str, choices: Sequence[Choice]) -> OverflowMenuElement:
    """The three dots: up to five further things to do; calls the @button of that name."""
    return OverflowMenuElement(action_id=name, options=_options(choices))


DOES: Final = "does"
"""The name of the menus whose options are buttons: what is chosen is done as if its button were pressed."""
MOST_IN_DOTS: Final = 5
"""Options behind three dots."""


def rest_menu(say: Say, buttons: Sequence[ButtonElement]) -> OverflowMenuElement | StaticSelectElement:
    """Buttons that are seldom pressed, in one menu: three dots, or "More …" where they are too many for those."""
    choices: list[Choice] = [
        (f"{(each.action_id or '').partition(':')[0]} {each.value or ''}", Text(each.text.text if each.text else ""))
        for each in buttons
    ]
    return overflow(DOES, choices) if len(choices) <= MOST_IN_DOTS else menu(DOES, say("More …"), choices)


def actions(
    *elements: ButtonElement | StaticSelectElement | SearchedMenu | OverflowMenuElement | CheckboxesElement,
) -> ActionsBlock:
    """A row of buttons and menus."""
    return ActionsBlock(elements=list(elements))


# fields of forms

MORE_FIELDS: Final = "form.more"
"""The button behind which the rest of a form's fields stand."""


def more_fields(say: Say) -> ActionsBlock:
    """The button that brings the fields below it in a form into sight; they are left as they are until then."""
    return actions(button(MORE_FIELDS, say("More fields")))


def has_more(block: Block) -> bool:
    """Whether it is that button."""
    elements = block.elements if isinstance(block, ActionsBlock) else ()
    return any((getattr(each, "action_id", "") or "").partition(":")[0] == MORE_FIELDS for each in elements)


def text_field(
    name: str,
    label: object,
    *,
    value: str = "",
    long: bool = False,
    optional: bool = False,
    hint: object = "",
    most: int = 3000,
) -> InputBlock:
    """A field to type in; `value` is raw text, as it was typed."""
    return InputBlock(
        block_id=name,
        label=plain(label, 2000),
        hint=plain(hint, 2000) if hint else None,
        optional=optional,
        element=PlainTextInputElement(
            action_id=name, initial_value=value[:most] or None, multiline=long, max_length=most
        ),
    )


def choice_field(
    name: str,
    label: object,
    choices: Sequence[Choice],
    *,
    chosen: str | None = None,
    optional: bool = False,
    hint: object = "",
    placeholder: object = "",
    at_once: int = IN_A_ROW,
) -> InputBlock:
    """A menu in a form. `at_once`: how many a long one offers before anything is typed."""
    initial = _chosen(choices, chosen)
    if is_searched(choices):
        return _input(name, label, searched_menu(name, placeholder, choices, initial, at_once), optional, hint)
    words, options = plain(placeholder, 150) if placeholder else None, _options(choices)
    element = StaticSelectElement(action_id=name, options=options, initial_option=initial, placeholder=words)
    return _input(name, label, element, optional, hint)


def account_field(
    name: str, label: object, *, chosen: str | None = None, optional: bool = False, hint: object = ""
) -> InputBlock:
    """A menu of everybody in Slack."""
    element = UserSelectElement(action_id=name, initial_user=chosen)
    return _input(name, label, element, optional, hint)


def channel_field(name: str, label: object, *, chosen: str | None = None, hint: object = "") -> InputBlock:
    """A menu of the channels, those that are private too."""
    among = ConversationFilter(include=["public", "private"])
    element = ConversationSelectElement(action_id=name, initial_conversation=chosen, filter=among)
    return _input(name, label, element, False, hint)


def choices_field(
    name: str,
    label: object,
    choices: Sequence[Choice],
    *,
    chosen: Sequence[str] = (),
    optional: bool = True,
    hint: object = "",
) -> InputBlock:
    """A menu in a form where several may be chosen."""
    initial = _options([each for each in choices if each[0] in chosen])
    if is_searched(choices):
        searched = SearchedMultiMenu(action_id=name, initial_options=initial or None, min_query_length=0)
        searched.choices = choices
        return _input(name, label, searched, optional, hint)
    element = StaticMultiSelectElement(action_id=name, options=_options(choices), initial_options=initial or None)
    return _input(name, label, element, optional, hint)


def ticks_field(
    name: str,
    label: object,
    choices: Sequence[Choice],
    *,
    chosen: Sequence[str] = (),
    optional: bool = True,
    hint: object = "",
) -> InputBlock:
    """Boxes to tick in a form, at most ten."""
    return _input(name, label, ticks(name, choices, chosen), optional, hint)


def ticks(name: str, choices: Sequence[Choice], chosen: Sequence[str] = ()) -> CheckboxesElement:
    """Boxes to tick, at most ten; in a message each tick calls the @button of that name with all that is ticked."""
    options = [Option(value=value, text=markdown(label, 75)) for value, label in choices]
    initial = [each for each in options if each.value in chosen]
    return CheckboxesElement(action_id=name, options=options, initial_options=initial or None)


def day_field(
    name: str, label: object, *, value: date | None = None, optional: bool = False, hint: object = ""
) -> InputBlock:
    """A date picker."""
    element = DatePickerElement(action_id=name, initial_date=value.isoformat() if value else None)
    return _input(name, label, element, optional, hint)


def time_field(
    name: str, label: object, *, value: time | None = None, optional: bool = True, hint: object = ""
) -> InputBlock:
    """A time picker."""
    element = TimePickerElement(action_id=name, initial_time=value.strftime("%H:%M") if value else None)
    return _input(name, label, element, optional, hint)


def _input(
    name: str,
    label: object,
    element: InputInteractiveElement,
    optional: bool,
    hint: object,
) -> InputBlock:
    return InputBlock(
        block_id=name,
        label=plain(label, 2000),
        element=element,
        optional=optional,
        hint=plain(hint, 2000) if hint else None,
    )


# names


def cell(words: str, longest: int = 26) -> str:
    """What fits in a table's cell or begins a line; no backtick, which would begin code. Cut in the middle, as long
    names often differ in their last word."""
    words = " ".join(words.replace("`", "'").split())
    end = longest // 3
    return words if len(words) <= longest else words[: longest - 1 - end].rstrip() + "…" + words[-end:].lstrip()
