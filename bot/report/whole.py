"""Files written whole or not at all: beside their place first, then moved there."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.db import PRIVATE


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write the file that somebody named; a link is written through, as is what is no file (/dev/stdout). What stood
    there stays until all of the new stands. Raises OSError, which names that file, when it cannot be written."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
    else:
        replace_whole(Path(os.path.realpath(path)) if path.is_symlink() else path, content, mode)


def replace_whole(place: Path, content: bytes, mode: int = PRIVATE) -> None:
    """The same in that very place: a link that stands there is replaced."""
    try:
        _replace(place, content, mode)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(place)) from fault


def _replace(place: Path, content: bytes, mode: int) -> None:
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name[:40]}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            os.fchmod(beside.fileno(), mode)
            Path(beside.name).replace(place)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
