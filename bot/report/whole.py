"""Files written whole or not at all: beside their place first, then moved there."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.db import PRIVATE


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write a file; what stood there stays until all of the new stands. Raises OSError when it cannot be written."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    place = Path(os.path.realpath(path))
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
