"""Reads calendar files with another library (vobject) than the one that writes them, and by the letter of RFC 5545."""

from __future__ import annotations

import re
from typing import Any

import vobject


def events(written: bytes) -> list[Any]:
    """The events of a calendar file, by their UIDs."""
    return sorted(vobject.readOne(written.decode()).contents.get("vevent", []), key=lambda each: each.uid.value)


def event(written: bytes) -> Any:
    """The only event of a calendar file."""
    (only,) = events(written)
    return only


def unfolded(written: bytes) -> list[str]:
    """The lines of a calendar file, put together again."""
    return written.decode().replace("\r\n ", "").split("\r\n")[:-1]


def refuse_what_outlook_refuses(written: bytes) -> None:
    """CRLF, at most 75 octets and whole characters in each line, known time zones only, nothing unprintable."""
    assert written.endswith(b"END:VCALENDAR\r\n")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
        line.decode()
    text = written.decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)
    explained = set(re.findall(r"(?m)^TZID:(.+)\r$", text))
    used = set(re.findall(r"TZID=([^:;]+)[:;]", "\n".join(each for each in unfolded(written) if each.startswith("DT"))))
    assert used <= explained
    for each in unfolded(written):
        assert re.match(r"[A-Z-]+[:;]", each), each
