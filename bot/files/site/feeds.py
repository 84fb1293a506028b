"""What is published as feeds: JSON Feed 1.1 and RSS 2.0. Texts are plain text, or paragraphs of escaped text."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from bot.files.report.document import paragraphs
from bot.files.site.pages import excerpt
from bot.files.site.published import Published, Told
from bot.language import speak

MOST: Final = 100
"""How many of the newest a feed holds."""
ATOM: Final = "http://www.w3.org/2005/Atom"

Address = Callable[[str], str]
"""From a page's path to its whole address, "https://…"."""


def json_feed(published: Published, address: Address) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org)."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(published),
        "home_page_url": address(""),
        "feed_url": address("feed.json"),
        "description": published.aim,
        "language": published.language,
        "items": [_item(published, each, address) for each in published.experiences[:MOST]],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _item(published: Published, told: Told, address: Address) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": identity(published, told),
        "url": address(str(told.number)),
        "title": told.title,
        "content_text": _text(published, told),
        "summary": excerpt(told.did),
        "date_published": told.published.astimezone(UTC).isoformat(),
        "date_modified": told.changed.astimezone(UTC).isoformat(),
        "language": published.language,
    }
    if told.member is not None:
        item["authors"] = [{"name": told.member.name}]
    if told.activity is not None:
        item["tags"] = [told.activity.name]
    return item


def rss(published: Published, address: Address) -> bytes:
    """RSS 2.0; a description is HTML there, so its text is escaped before the XML escapes it again."""
    ElementTree.register_namespace("atom", ATOM)
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, text in (
        ("title", _title(published)),
        ("link", address("")),
        ("description", published.aim or _title(published)),
        ("language", published.language),
    ):
        ElementTree.SubElement(channel, name).text = text
    itself = {"href": address("feed.xml"), "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{ATOM}}}link", itself)
    for each in published.experiences[:MOST]:
        _rss_item(channel, published, each, address)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _rss_item(channel: ElementTree.Element, published: Published, told: Told, address: Address) -> None:
    item = ElementTree.SubElement(channel, "item")
    ElementTree.SubElement(item, "title").text = told.title
    ElementTree.SubElement(item, "link").text = address(str(told.number))
    ElementTree.SubElement(item, "guid", isPermaLink="false").text = identity(published, told)
    ElementTree.SubElement(item, "pubDate").text = format_datetime(told.published.astimezone(UTC), usegmt=True)
    for name in (told.member.name if told.member else "", told.activity.name if told.activity else ""):
        if name:
            ElementTree.SubElement(item, "category").text = name
    parts = paragraphs(_text(published, told))
    ElementTree.SubElement(item, "description").text = "".join(f"<p>{html.escape(each)}</p>" for each in parts)


def identity(published: Published, told: Told) -> str:
    """What an experience is known by to who follows a feed: the same wherever the feed is reached."""
    return uuid5(NAMESPACE_URL, f"natverksbot/{published.key}/{told.number}").urn


def _title(published: Published) -> str:
    return speak(published.language).plain("Experiences from {network}", network=published.network)


def _text(published: Published, told: Told) -> str:
    """An experience in plain text."""
    say = speak(published.language)
    parts = [told.did]
    parts += [f"{say.plain('What came of it')}: {told.result}"] if told.result else []
    parts += [f"{say.plain('What was learned')}: {told.learned}"] if told.learned else []
    parts += ["\n".join(told.links)] if told.links else []
    return "\n\n".join(parts)
