"""The public pages and feeds as files in a folder, for a website elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.report.whole import replace_whole
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
"""In the folder: the files in it that were made here, by their paths, each with the sums of what was written."""
READ_BY_ALL: Final = 0o644


class InTheWay(Exception):
    """What stands in the folder and would be lost."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class NotOurs(InTheWay):
    """Files and links that were not made here."""


class FoldersInTheWay(InTheWay):
    """Folders where files are to stand; they are never replaced."""


class ChangedSince(InTheWay):
    """Files that were made here, and that somebody has changed since."""


@dataclass(frozen=True)
class SiteFiles:
    """What a site came to."""

    count: int
    removed: tuple[str, ...]
    """Pages made here before that are no longer published."""


def write_site(published: Published, folder: Path, address: str, *, force: bool = False) -> SiteFiles:
    """Write the site, and take away pages made here before that are no longer published.

    Raises NotOurs for what was made elsewhere and ChangedSince for what was changed, unless `force`; FoldersInTheWay;
    OSError when the folder cannot be written. The folder itself may be a link; none in it is followed.
    """
    files = files_of(published, address)
    own = _own(folder)
    if not force:
        _refuse_what_is_in_the_way(folder, own, files)
    if folders := [name for name in (OWN, *files) if not _blocks(folder, name) and (folder / name).is_dir()]:
        raise FoldersInTheWay(sorted(folders))
    removed = sorted(name for name in own or () if name not in files and _is_file(folder, name))
    ours = {name: _ours(folder, name, sums) for name, sums in (own or {}).items()}
    made = {name: sorted({*ours.get(name, ()), _sum(content)}) for name, content in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    _keep_list(folder, made | {name: ours[name] for name in removed})
    for name, content in files.items():
        if (in_the_way := _blocks(folder, name)) not in ("", name):
            (folder / in_the_way).unlink()
        (folder / name).parent.mkdir(exist_ok=True)
        replace_whole(folder / name, content, READ_BY_ALL)
    for name in removed:
        (folder / name).unlink()
    if removed:
        _keep_list(folder, made)
    return SiteFiles(len(files), tuple(removed))


Sums = Mapping[str, Sequence[str]]
"""Of each file what it may hold when nobody has changed it; none: that was not written down."""


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _blocks(folder: Path, name: str) -> str:
    """What stands where the folder of a page must be, or is a link where the page must be: nothing that we made."""
    parent, _, _ = name.rpartition("/")
    if parent and ((folder / parent).is_symlink() or (folder / parent).is_file()):
        return parent
    return name if (folder / name).is_symlink() else ""


def _is_file(folder: Path, name: str) -> bool:
    return not _blocks(folder, name) and (folder / name).is_file()


def _ours(folder: Path, name: str, sums: Sequence[str]) -> list[str]:
    """The sum of what stands there, when that was made here: it stays if the writing is broken off."""
    there = _sum((folder / name).read_bytes()) if _is_file(folder, name) else ""
    return [there] if there in sums else []


def _keep_list(folder: Path, made: Sums) -> None:
    replace_whole(folder / OWN, (json.dumps(made, indent=1, sort_keys=True) + "\n").encode(), READ_BY_ALL)


def _own(folder: Path) -> Sums | None:
    """The files that were made here before; None where nothing says so."""
    if not _is_file(folder, OWN):
        return None
    try:
        listed = json.loads((folder / OWN).read_text("utf-8"))
    except ValueError:
        return None
    if isinstance(listed, list):  # as it was written before there were sums
        listed = {each: [] for each in listed if isinstance(each, str)}
    if not isinstance(listed, dict):
        return None
    return {
        name: [*map(str, sums)] for name, sums in listed.items() if isinstance(sums, list) and _PAGE.fullmatch(name)
    }


def _refuse_what_is_in_the_way(folder: Path, own: Sums | None, files: Mapping[str, bytes]) -> None:
    """Write over nothing that was made elsewhere, all that stands in a folder without a list of ours, or changed."""
    if own is None:
        strangers = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    else:
        blocking = {_blocks(folder, name) for name in files} - {""}
        strangers = [*blocking] or [name for name in files if name not in own and (folder / name).exists()]
    if strangers:
        raise NotOurs(sorted(strangers))
    changed = [name for name, sums in (own or {}).items() if _is_changed(folder, name, sums, files.get(name))]
    if changed:
        raise ChangedSince(sorted(changed))


def _is_changed(folder: Path, name: str, sums: Sequence[str], new: bytes | None) -> bool:
    """Whether it holds something that was not written here, and is not what is to be written."""
    if not sums or not _is_file(folder, name):
        return False
    there = (folder / name).read_bytes()
    return there != new and _sum(there) not in sums


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
