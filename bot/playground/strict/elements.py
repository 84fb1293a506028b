"""Interactive elements: buttons, menus, pickers, inputs. One table says which fields each may and must have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.parts import options_of
from bot.playground.strict.findings import (
    Findings,
    check_fields,
    check_flags,
    check_list,
    check_string,
    check_strings,
    kind_of,
    report,
)
from bot.playground.strict.texts import (
    ANY,
    PLAIN,
    check_confirm,
    check_option_groups,
    check_options,
    check_style,
    check_text,
    check_texts,
)

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
FLAGS = ("focus_on_load", "multiline", "is_decimal_allowed", "default_to_current_conversation", "response_url_enabled")
NUMBERS = {"min_length": (0, 3000), "max_length": (1, 3000), "max_selected_items": (1, 1_000_000), "max_files": (1, 10)}

Check = Callable[[dict[str, Any], str, Findings], None]


@dataclass(frozen=True)
class Kind:
    """What an element of one type may hold, beside type, action_id, confirm and the like."""

    fields: frozenset[str]
    needs: frozenset[str]
    check: Check | None = None


def _kind(fields: str, needs: str = "", check: Check | None = None) -> Kind:
    """`fields` are further ones that may be there; `needs` those that must."""
    must = frozenset(needs.split()) | {"type"}
    return Kind(frozenset(fields.split()) | must | {"action_id", "confirm"}, must, check)


def _button(value: dict[str, Any], at: str, findings: Findings) -> None:
    check_text(value["text"], 75, f"{at}/text", findings, PLAIN)
    check_strings(value, {"value": 2000}, at, findings, least=0)
    check_strings(value, {"url": 3000, "accessibility_label": 75}, at, findings)
    check_style(value, at, findings)


def _choices(most: int, kinds: frozenset[str] = PLAIN, *, may_link: bool = False) -> Check:
    """Options, or groups of them, but not both; what is chosen at first must be among them."""

    def check(value: dict[str, Any], at: str, findings: Findings) -> None:
        if ("options" in value) == ("option_groups" in value):
            report(findings, "must define either `options` or `option_groups`", at)
        elif "options" in value:
            check_options(value["options"], most, f"{at}/options", findings, kinds, may_link=may_link)
        else:
            check_option_groups(value["option_groups"], f"{at}/option_groups", findings)
        if not findings:
            _initial(value, at, findings)

    return check


def _initial(value: dict[str, Any], at: str, findings: Findings) -> None:
    chosen = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else None)
    if chosen is None:
        return
    if not check_list(chosen, 1, 100, f"{at}/initial_options", findings):
        return
    offered = [(o["text"]["text"], o["value"]) for o in options_of(value)]
    for option in chosen:
        if _sentence_of(option) not in offered:
            report(findings, "initial option must match one of the options", at)


def _sentence_of(option: Any) -> tuple[Any, Any] | None:
    """An option by its text and value; None for what is none."""
    text = option.get("text") if isinstance(option, dict) else None
    return (text.get("text"), option.get("value")) if isinstance(text, dict) else None


def _matching(field: str, shape: re.Pattern[str], say: str) -> Check:
    def check(value: dict[str, Any], at: str, findings: Findings) -> None:
        if field in value and not (isinstance(value[field], str) and shape.match(value[field])):
            report(findings, say, f"{at}/{field}")

    return check


def _moment(value: dict[str, Any], at: str, findings: Findings) -> None:
    at_first = value.get("initial_date_time", 1_000_000_000)
    if type(at_first) is not int or not 10**9 <= at_first < 10**10:
        report(findings, "must be a 10-digit UNIX timestamp", f"{at}/initial_date_time")


def _typed(value: dict[str, Any], at: str, findings: Findings) -> None:
    check_strings(value, {"initial_value": 3000}, at, findings, least=0)
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if type(least) is int and type(most) is int and least > most:
        report(findings, "min_length must not exceed max_length", at)


def _picture(value: dict[str, Any], at: str, findings: Findings) -> None:
    check_string(value["alt_text"], 2000, f"{at}/alt_text", findings)
    check_strings(value, {"image_url": 3000}, at, findings)
    if ("image_url" in value) == ("slack_file" in value):
        report(findings, "must define either `image_url` or `slack_file`", at)


def _workflow(value: dict[str, Any], at: str, findings: Findings) -> None:
    check_text(value["text"], 75, f"{at}/text", findings, PLAIN)
    check_style(value, at, findings)


COMMON = "placeholder focus_on_load"
SELECT = _kind(f"{COMMON} options option_groups initial_option", check=_choices(100))
EXTERNAL = _kind(f"{COMMON} min_query_length initial_option")
TALKS = "default_to_current_conversation filter response_url_enabled"
ELEMENTS: dict[str, Kind] = {
    "button": _kind("value url style accessibility_label", "text", _button),
    "workflow_button": _kind("style accessibility_label", "text workflow", _workflow),
    "checkboxes": _kind("initial_options focus_on_load", "options", _choices(10, ANY)),
    "radio_buttons": _kind("initial_option focus_on_load", "options", _choices(10, ANY)),
    "overflow": _kind("", "options", _choices(5, may_link=True)),
    "static_select": SELECT,
    "external_select": EXTERNAL,
    "users_select": _kind(f"{COMMON} initial_user"),
    "conversations_select": _kind(f"{COMMON} initial_conversation {TALKS}"),
    "channels_select": _kind(f"{COMMON} initial_channel response_url_enabled"),
    "multi_static_select": _kind(
        f"{COMMON} options option_groups initial_options max_selected_items", check=_choices(100)
    ),
    "multi_external_select": _kind(f"{COMMON} min_query_length initial_options max_selected_items"),
    "multi_users_select": _kind(f"{COMMON} initial_users max_selected_items"),
    "multi_conversations_select": _kind(f"{COMMON} initial_conversations max_selected_items {TALKS}"),
    "multi_channels_select": _kind(f"{COMMON} initial_channels max_selected_items"),
    "datepicker": _kind(f"{COMMON} initial_date", check=_matching("initial_date", DATE, "must be YYYY-MM-DD")),
    "timepicker": _kind(f"{COMMON} initial_time timezone", check=_matching("initial_time", TIME, "must be HH:mm")),
    "datetimepicker": _kind("initial_date_time focus_on_load", check=_moment),
    "plain_text_input": _kind(
        f"{COMMON} initial_value multiline min_length max_length dispatch_action_config", check=_typed
    ),
    "email_text_input": _kind(f"{COMMON} initial_value dispatch_action_config", check=_typed),
    "url_text_input": _kind(f"{COMMON} initial_value dispatch_action_config", check=_typed),
    "number_input": _kind(
        f"{COMMON} initial_value min_value max_value dispatch_action_config", "is_decimal_allowed", _typed
    ),
    "rich_text_input": _kind(f"{COMMON} initial_value dispatch_action_config"),
    "file_input": _kind("filetypes max_files"),
    "image": Kind(
        frozenset({"type", "alt_text", "image_url", "slack_file"}), frozenset({"type", "alt_text"}), _picture
    ),
}
INPUTS_ONLY = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"}
)
WITH_OPTIONS = frozenset({"button", "overflow", "workflow_button"})
IN_ACTIONS = frozenset(ELEMENTS) - INPUTS_ONLY - {"image"} | {"rich_text_input"}
AS_ACCESSORY = frozenset(ELEMENTS) - INPUTS_ONLY - {"datetimepicker"}
IN_INPUT = frozenset(ELEMENTS) - WITH_OPTIONS - {"image"}


def check_element(value: Any, where: frozenset[str], at: str, findings: Findings) -> None:
    """An element of a kind that may stand there."""
    if not isinstance(value, dict):
        report(findings, "must provide an object", at)
        return
    name = kind_of(value)
    if name not in where:
        report(findings, f"unsupported type: {name}", f"{at}/type")
        return
    kind = ELEMENTS[name]
    if check_fields(value, kind.fields, kind.needs, at, findings):
        if kind.check is not None:
            kind.check(value, at, findings)
        _check_common(value, at, findings)


def _check_common(value: dict[str, Any], at: str, findings: Findings) -> None:
    check_strings(value, {"action_id": 255}, at, findings)
    if "confirm" in value:
        check_confirm(value["confirm"], f"{at}/confirm", findings)
    if "placeholder" in value:
        check_texts(value, {"placeholder": 150}, at, findings)
    check_flags(value, FLAGS, at, findings)
    for name, (least, most) in NUMBERS.items():
        if name in value and (type(value[name]) is not int or not least <= value[name] <= most):
            report(findings, f"must be between {least} and {most}", f"{at}/{name}")
