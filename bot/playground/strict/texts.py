"""Text objects, options and confirmations."""

from __future__ import annotations

from typing import Any

from bot.playground.strict.findings import (
    Findings,
    check_fields,
    check_flags,
    check_list,
    check_string,
    kind_of,
    report,
)

PLAIN = frozenset({"plain_text"})
ANY = frozenset({"plain_text", "mrkdwn"})
FIELDS = {"plain_text": frozenset({"type", "text", "emoji"}), "mrkdwn": frozenset({"type", "text", "verbatim"})}
NEEDED = frozenset({"type", "text"})

OPTION = frozenset({"text", "value", "description", "url"})
CONFIRM = frozenset({"title", "text", "confirm", "deny", "style"})
NONE: frozenset[str] = frozenset()


def check_text(value: Any, most: int, at: str, findings: Findings, kinds: frozenset[str] = ANY) -> None:
    """A text object of one of the kinds, with 1 to `most` characters."""
    if not isinstance(value, dict):
        report(findings, "must provide an object", at)
        return
    kind, text = kind_of(value), value.get("text")
    if kind not in kinds:
        report(findings, f"unsupported type: {kind}" if kind not in ANY else f"must be one of: {', '.join(kinds)}", at)
    elif type(text) is str and 0 < len(text) <= most and value.keys() == NEEDED:
        return
    elif check_fields(value, FIELDS[kind], NEEDED, at, findings):
        check_string(text, most, f"{at}/text", findings)
        check_flags(value, ("emoji", "verbatim"), at, findings)


def check_texts(value: dict[str, Any], limits: dict[str, int], at: str, findings: Findings) -> None:
    """Those of the named plain texts that are there."""
    for name, most in limits.items():
        if name in value:
            check_text(value[name], most, f"{at}/{name}", findings, PLAIN)


def check_option(value: Any, at: str, findings: Findings, kinds: frozenset[str], *, may_link: bool = False) -> None:
    if not isinstance(value, dict):
        report(findings, "must provide an object", at)
        return
    if not check_fields(value, OPTION if may_link else OPTION - {"url"}, frozenset({"text", "value"}), at, findings):
        return
    check_text(value["text"], 75, f"{at}/text", findings, kinds)
    check_string(value["value"], 150, f"{at}/value", findings)
    if "description" in value:
        check_text(value["description"], 75, f"{at}/description", findings, kinds)
    if "url" in value:
        check_string(value["url"], 3000, f"{at}/url", findings)


def check_options(
    value: Any, most: int, at: str, findings: Findings, kinds: frozenset[str] = PLAIN, *, may_link: bool = False
) -> None:
    """1 to `most` options, none with another's value."""
    if not check_list(value, 1, most, at, findings):
        return
    for number, option in enumerate(value):
        check_option(option, f"{at}/{number}", findings, kinds, may_link=may_link)
    values = [option.get("value") for option in value if isinstance(option, dict)]
    if len(set(map(str, values))) < len(values):
        report(findings, "option values must be unique", at)


def check_option_groups(value: Any, at: str, findings: Findings) -> None:
    if not check_list(value, 1, 100, at, findings):
        return
    for number, group in enumerate(value):
        here = f"{at}/{number}"
        if not isinstance(group, dict):
            report(findings, "must provide an object", here)
        elif check_fields(group, frozenset({"label", "options"}), frozenset({"label", "options"}), here, findings):
            check_text(group["label"], 75, f"{here}/label", findings, PLAIN)
            check_options(group["options"], 100, f"{here}/options", findings)


def check_confirm(value: Any, at: str, findings: Findings) -> None:
    """The question asked before an action counts."""
    if not isinstance(value, dict):
        report(findings, "must provide an object", at)
        return
    check_fields(value, CONFIRM, CONFIRM - {"style"}, at, findings)
    for name, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        if name in value:
            check_text(value[name], most, f"{at}/{name}", findings, PLAIN)
    if "text" in value:
        check_text(value["text"], 300, f"{at}/text", findings)
    check_style(value, at, findings)


def check_style(value: dict[str, Any], at: str, findings: Findings) -> None:
    if value.get("style", "primary") not in ("primary", "danger"):
        report(findings, "must be one of: primary, danger", f"{at}/style")
