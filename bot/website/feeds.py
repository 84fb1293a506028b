"""What is published, as JSON Feed 1.1 and RSS 2.0.

One network's or several's. Texts are plain text, or paragraphs of escaped text.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from bot.experiences.fields import ExperienceField, Style
from bot.experiences.rules import links_of
from bot.language import Say, speak
from bot.report.document import paragraphs
from bot.website.pages import excerpt
from bot.website.published import Published, PublishedExperience

MOST: Final = 100
"""How many of the newest a feed holds."""
ATOM: Final = "http://www.w3.org/2005/Atom"

Address = Callable[[str], str]
"""From a page's path to its whole address, "https://…"."""


@dataclass(frozen=True)
class Source:
    """What one network publishes, and where its pages are."""

    published: Published
    address: Address


def json_feed(sources: Sequence[Source], address: Address) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org) of all sources together."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(sources),
        "home_page_url": address(""),
        "feed_url": address("feed.json"),
        "description": _about(sources),
        "language": sources[0].published.language,
        "items": [_item(source.published, one, source.address) for source, one in _newest(sources)],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _newest(sources: Sequence[Source]) -> list[tuple[Source, PublishedExperience]]:
    """The newest of all, the last approved first."""
    everything = [(source, one) for source in sources for one in source.published.experiences]
    return sorted(everything, key=lambda each: (each[1].published, each[1].number), reverse=True)[:MOST]


def _item(published: Published, one: PublishedExperience, address: Address) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": identity(published, one),
        "url": address(str(one.number)),
        "title": one.title,
        "content_text": _text(published, one),
        "summary": excerpt(one.did),
        "date_published": one.published.astimezone(UTC).isoformat(),
        "date_modified": one.changed.astimezone(UTC).isoformat(),
        "language": published.language,
    }
    if one.member is not None:
        item["authors"] = [{"name": one.member.name}]
    if one.activity is not None:
        item["tags"] = [one.activity.name]
    return item


def rss(sources: Sequence[Source], address: Address) -> bytes:
    """RSS 2.0 of all sources together; a description is HTML there: its text is escaped before the XML escapes it."""
    ElementTree.register_namespace("atom", ATOM)
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, text in (
        ("title", _title(sources)),
        ("link", address("")),
        ("description", _about(sources) or _title(sources)),
        ("language", sources[0].published.language),
    ):
        ElementTree.SubElement(channel, name).text = text
    itself = {"href": address("feed.xml"), "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{ATOM}}}link", itself)
    for source, one in _newest(sources):
        _rss_item(channel, source.published, one, source.address)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _rss_item(channel: ElementTree.Element, published: Published, one: PublishedExperience, address: Address) -> None:
    item = ElementTree.SubElement(channel, "item")
    ElementTree.SubElement(item, "title").text = one.title
    ElementTree.SubElement(item, "link").text = address(str(one.number))
    ElementTree.SubElement(item, "guid", isPermaLink="false").text = identity(published, one)
    ElementTree.SubElement(item, "pubDate").text = format_datetime(one.published.astimezone(UTC), usegmt=True)
    for name in (
        one.member.name if one.member else "",
        one.activity.name if one.activity else "",
    ):
        if name:
            ElementTree.SubElement(item, "category").text = name
    parts = paragraphs(_text(published, one))
    ElementTree.SubElement(item, "description").text = "".join(f"<p>{html.escape(each)}</p>" for each in parts)


def identity(published: Published, one: PublishedExperience) -> str:
    """What an experience is known by to who follows a feed: the same wherever the feed is reached."""
    return uuid5(NAMESPACE_URL, f"natverksbot/{published.key}/{one.number}").urn


def _title(sources: Sequence[Source]) -> str:
    say = speak(sources[0].published.language)
    if len(sources) > 1:
        return say.plain("Experiences")
    return say.plain("Experiences from {network}", network=sources[0].published.network)


def _about(sources: Sequence[Source]) -> str:
    if len(sources) > 1:
        return ", ".join(each.published.network for each in sources)
    return sources[0].published.aim


def _text(published: Published, one: PublishedExperience) -> str:
    """An experience in plain text."""
    say = speak(published.language)
    return "\n\n".join(_paragraph(field, text, say) for field, text in one.body)


def _paragraph(field: ExperienceField, text: str, say: Say) -> str:
    match field.style:
        case Style.STORY:
            return text
        case Style.LINKS:
            return "\n".join(links_of(text))
        case _:
            return f"{say.plain(field.label)}: {text}"
