"""The public pages and feeds as files in a folder, for a website elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.website.feeds import Source, json_feed, rss
from bot.website.pages import ALL, all_pages, html
from bot.website.published import Published


def files_of(published: Published, address: str) -> dict[str, bytes]:
    """Every file of the site, by its path in the folder. `address` is where the folder will be reached."""
    home = address.rstrip("/")
    files = {_file(page.path): html(published, page, _from(page.path)) for page in all_pages(published)}

    def whole(path: str) -> str:
        return f"{home}/{_file(path)}" if path else f"{home}/"

    sources = [Source(published, whole)]
    return files | {"feed.json": json_feed(sources, whole), "feed.xml": rss(sources, whole)}


def write_site(published: Published, folder: Path, address: str) -> int:
    """Write the site, and take away pages of ours that are no longer published; tell how many files there are now.

    Raises OSError when the folder cannot be written.
    """
    files = files_of(published, address)
    for each in _ours(folder):
        if str(each.relative_to(folder)) not in files:
            each.unlink()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return len(files)


def _ours(folder: Path) -> list[Path]:
    """The pages an earlier run may have written: named by a number, and the list of all."""
    pages = [each for part in (".", "members", "activities") for each in (folder / part).glob("*.html")]
    return [each for each in pages if each.stem.isdecimal() or each == folder / f"{ALL}.html"]


def _file(path: str) -> str:
    if not path:
        return "index.html"
    return path if path.startswith("feed.") else f"{path}.html"


def _from(page: str) -> Callable[[str], str]:
    """Links from a page to others, relative to it, so that the folder may lie anywhere."""
    up = "../" * page.count("/")
    return lambda path: up + _file(path)
