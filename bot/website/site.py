"""The public pages and feeds as files in a folder, for a website elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.report.whole import write_whole
from bot.website.feeds import Source, json_feed, rss
from bot.website.pages import all_pages, html
from bot.website.published import Published


def files_of(published: Published, address: str) -> dict[str, bytes]:
    """Every file of the site, by its path in the folder. `address` is where the folder will be reached."""
    home = address.rstrip("/")
    files = {_file(page.path): html(published, page, _from(page.path)) for page in all_pages(published)}

    def whole(path: str) -> str:
        return f"{home}/{_file(path)}" if path else f"{home}/"

    sources = [Source(published, whole)]
    return files | {"feed.json": json_feed(sources, whole), "feed.xml": rss(sources, whole)}


OWN: Final = ".natverksbot-site.json"
"""In the folder: the files in it that were made here, by their paths."""
READ_BY_ALL: Final = 0o644


class NotOurs(Exception):
    """The folder holds files that were not made here, and which they are."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


@dataclass(frozen=True)
class SiteFiles:
    """What a site came to."""

    count: int
    removed: tuple[str, ...]
    """Pages made here before that are no longer published."""


def write_site(published: Published, folder: Path, address: str, *, force: bool = False) -> SiteFiles:
    """Write the site, and take away pages made here before that are no longer published.

    Raises NotOurs for files that were made elsewhere, unless `force`; OSError when the folder cannot be written.
    """
    files = files_of(published, address)
    own = _own(folder)
    strangers = _strangers(folder, own, files)
    if strangers and not force:
        raise NotOurs(strangers)
    folder.mkdir(parents=True, exist_ok=True)
    _keep_list(folder, {*(own or ()), *files})
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, content, READ_BY_ALL)
    removed = sorted(name for name in own or () if name not in files and (folder / name).is_file())
    for name in removed:
        (folder / name).unlink()
    _keep_list(folder, files)
    return SiteFiles(len(files), tuple(removed))


def _keep_list(folder: Path, names: Iterable[str]) -> None:
    write_whole(folder / OWN, (json.dumps(sorted(names), indent=1) + "\n").encode(), READ_BY_ALL)


def _own(folder: Path) -> set[str] | None:
    """The files that were made here before; None where nothing says so."""
    try:
        names = json.loads((folder / OWN).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    if not isinstance(names, list):
        return None
    return {each for each in names if isinstance(each, str) and _PAGE.fullmatch(each)}


def _strangers(folder: Path, own: set[str] | None, files: Iterable[str]) -> list[str]:
    """What was not made here: all that stands in a folder without a list of ours, else what would be written over."""
    if own is None:
        return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return sorted(name for name in files if name not in own and (folder / name).exists())


_PAGE: Final = re.compile(r"(?:(?:members|activities)/)?[a-z0-9]+\.html|feed\.(?:json|xml)")
"""What a file of ours is called; nothing else in a list is touched."""


def _file(path: str) -> str:
    if not path:
        return "index.html"
    return path if path.startswith("feed.") else f"{path}.html"


def _from(page: str) -> Callable[[str], str]:
    """Links from a page to others, relative to it, so that the folder may lie anywhere."""
    up = "../" * page.count("/")
    return lambda path: up + _file(path)
