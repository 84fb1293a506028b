"""Small claims about fields, said as Slack says them: `must be a string [json-pointer:/blocks/0/text]`."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

Findings = list[str]


def report(findings: Findings, what: str, at: str) -> None:
    findings.append(f"{what} [json-pointer:{at}]")


def kind_of(value: Any) -> str:
    """The `type` of an object, or a word for there being none."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else str(kind)


def check_fields(value: dict[str, Any], allowed: Set[str], needed: Set[str], at: str, findings: Findings) -> bool:
    """Refuse fields Slack does not know and miss those it needs; True when all needed ones are there."""
    if not value.keys() <= allowed:
        for name in sorted(value.keys() - allowed):
            report(findings, f"invalid additional property: {name}", at)
    if value.keys() >= needed:
        return True
    for name in sorted(needed - value.keys()):
        report(findings, f"missing required field: {name}", at)
    return False


def check_string(value: Any, most: int, at: str, findings: Findings, *, least: int = 1) -> None:
    """A string of `least` to `most` characters."""
    if type(value) is not str:
        report(findings, "must be a string", at)
    elif len(value) > most:
        report(findings, f"must be less than {most + 1} characters", at)
    elif len(value) < least:
        report(findings, f"must be more than {least - 1} characters", at)


def check_strings(
    value: dict[str, Any], limits: dict[str, int], at: str, findings: Findings, *, least: int = 1
) -> None:
    """Those of the named fields that are there, each within its limit."""
    for name, most in limits.items():
        if name in value:
            check_string(value[name], most, f"{at}/{name}", findings, least=least)


def check_flags(value: dict[str, Any], names: tuple[str, ...], at: str, findings: Findings) -> None:
    for name in names:
        if name in value and type(value[name]) is not bool:
            report(findings, "must be a boolean", f"{at}/{name}")


def check_list(value: Any, least: int, most: int, at: str, findings: Findings) -> bool:
    """A list of `least` to `most` things; True when it is worth looking inside."""
    if not isinstance(value, list):
        report(findings, "must be an array", at)
        return False
    if len(value) > most:
        report(findings, f"no more than {most} items allowed", at)
        return False
    if len(value) < least:
        report(findings, f"no less than {least} items allowed" if least else "must not be empty", at)
        return False
    return True
