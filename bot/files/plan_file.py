"""Opens a plan file: what is no readable text of a reasonable size is a fault, not an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.files.plan_errors import Faults
from bot.language import N_

LARGEST: Final = 200_000
"""Bytes; the fullest plan we know of has 12,000."""


def read_text(path: Path, faults: Faults) -> str | None:
    """Read a file that people wrote; None when it cannot be had, with the fault noted."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        faults.add(None, N_("there is no such file; write the path of a plan file (.yaml)."))
    except IsADirectoryError:
        faults.add(None, N_("this is a folder; write the path of a plan file (.yaml) in it."))
    except OSError as fault:
        faults.add(None, N_("the file cannot be read ({why})."), why=fault.strerror or type(fault).__name__)
    except ValueError:
        faults.add(None, N_("this is no path of a file."))
    else:
        return _decoded(raw, size, faults)
    return None


def _decoded(raw: bytes, size: int, faults: Faults) -> str | None:
    if len(raw) > LARGEST:
        most, found = f"{LARGEST // 1000} kB", f"{max(size, len(raw)) // 1000} kB"
        faults.add(None, N_("the file has {found}; a plan file has at most {most}."), found=found, most=most)
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        faults.add(line, N_("the file is not written in UTF-8; save it again with the encoding UTF-8."))
        return None
