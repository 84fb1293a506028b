"""The public pages: HTML that needs nothing from outside, without scripts; everything in it is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.dates.in_words import plain_day
from bot.experiences.rules import links_of
from bot.language import Say, speak
from bot.report.document import is_web_address, paragraphs
from bot.website.published import Published, PublishedExperience, Shelf

NEWEST: Final = 20
FEW: Final = 5
"""How many of each network's stand where several are shown."""
ALL: Final = "all"
"""Where all experiences are listed."""
EXCERPT: Final = 240

Link = Callable[[str], str]
"""From a page's path ("", "12", "members/3") to what stands in a link to it."""


@dataclass(frozen=True)
class SitePage:
    """What one page holds."""

    path: str
    title: str
    lead: str = ""
    above: str = ""
    """A small line over the title."""
    experience: PublishedExperience | None = None
    listed: Sequence[PublishedExperience] = ()
    heading: str = ""
    empty: str = ""
    members: Sequence[tuple[Shelf, int]] = ()
    activities: Sequence[tuple[Shelf, int]] = ()
    rest: str = ""
    """What the link to all of them is called, where some are left out."""


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)


def all_pages(published: Published) -> list[SitePage]:
    """Every page of the site."""
    return [
        first_page(published),
        *([list_page(published)] if len(published.experiences) > NEWEST else []),
        *(experience_page(each) for each in published.experiences),
        *(member_page(published, each) for each in published.members),
        *(activity_page(published, each) for each in published.activities),
    ]


def first_page(published: Published) -> SitePage:
    """The first page: the newest, and the ways to the rest."""
    say = speak(published.language)
    return SitePage(
        path="",
        title=say.plain("Experiences"),
        above=published.network,
        lead=published.aim,
        heading=say.plain("Newest"),
        listed=published.experiences[:NEWEST],
        rest=_all(published, say) if len(published.experiences) > NEWEST else "",
        empty=say.plain("Nothing is published yet."),
        members=[(each, len(published.of_member(each.id))) for each in published.members],
        activities=[(each, len(published.of_activity(each.id))) for each in published.activities],
    )


def list_page(published: Published) -> SitePage:
    """All experiences, the last approved first."""
    say = speak(published.language)
    return SitePage(
        path=ALL, title=_all(published, say), heading=say.plain("Newest first"), listed=published.experiences
    )


def _all(published: Published, say: Say) -> str:
    return say.plain("All {count} experiences", count=len(published.experiences))


def experience_page(experience: PublishedExperience) -> SitePage:
    """One experience."""
    return SitePage(path=str(experience.number), title=experience.title, experience=experience)


def member_page(published: Published, shelf: Shelf) -> SitePage:
    """A member with its own text and what comes from it."""
    say = speak(published.language)
    return SitePage(
        path=f"members/{shelf.id}",
        title=shelf.name,
        above=say.plain("Member"),
        lead=shelf.about,
        heading=say.plain("Experiences"),
        listed=published.of_member(shelf.id),
        empty=say.plain("Nothing is published from here yet."),
    )


def activity_page(published: Published, shelf: Shelf) -> SitePage:
    """An activity and what was learned in it."""
    say = speak(published.language)
    return SitePage(
        path=f"activities/{shelf.id}",
        title=shelf.name,
        above=say.plain("Activity in the plan {period}", period=shelf.period),
        lead=shelf.about,
        heading=say.plain("Experiences"),
        listed=published.of_activity(shelf.id),
        empty=say.plain("Nothing is published from here yet."),
    )


def gone_page(published: Published, number: int) -> SitePage:
    """Instead of an experience that is no longer published."""
    say = speak(published.language)
    lead = say.plain("Its author or the network has taken it back.")
    return SitePage(path=str(number), title=say.plain("This experience is no longer published"), lead=lead)


def html(published: Published, page: SitePage, link: Link) -> bytes:
    """A page, in UTF-8."""
    say = speak(published.language)
    text = _template("site.html.j2").render(
        site=published,
        page=page,
        words=_words(published, say),
        link=link,
        paragraphs=paragraphs,
        is_web_address=is_web_address,
        links_of=links_of,
        label=lambda field: say.plain(field.label),
        day=lambda moment: _day(published, say, moment),
        published_on=lambda moment: say.plain("published {day}", day=_day(published, say, moment)),
        excerpt=excerpt,
        all_path=ALL,
    )
    return text.encode()


def of_all(several: Sequence[tuple[Published, Link]], link: Link) -> bytes:
    """The first page of an address that several networks share: each with its newest, and the way to the rest."""
    language = several[0][0].language
    networks = [(each.network, to(""), _newest(each, to)) for each, to in several]
    title = speak(language).plain("Experiences")
    template = _template("networks.html.j2")
    return template.render(networks=networks, language=language, title=title, link=link).encode()


def _newest(published: Published, link: Link) -> list[tuple[str, str]]:
    return [(each.title, link(str(each.number))) for each in published.experiences[:FEW]]


def _words(published: Published, say: Say) -> dict[str, str]:
    """The fixed words of the template."""
    return {
        "skip": say.plain("To the text"),
        "home": say.plain("Experiences from {network}", network=published.network),
        "activity": say.plain("Activity"),
        "by_activity": say.plain("By activity"),
        "by_member": say.plain("By member"),
        "follow": say.plain("Follow what is published:"),
    }


def _day(published: Published, say: Say, moment: datetime) -> str:
    return plain_day(moment.astimezone(ZoneInfo(published.timezone)).date(), say.code)


def excerpt(text: str) -> str:
    """How a text begins, cut after a whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rpartition(" ")[0] + "…"
