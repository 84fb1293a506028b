"""The public pages and the report's page in a real browser: axe-core's WCAG rules, narrow and wide, light and dark, by
keyboard, embedded in another page, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select

from bot.models import Experience, ExperienceState, Network, Period
from bot.report import content_of
from bot.website.published import gather
from bot.website.site import write_site
from tests.playground.browser_world import CHROMIUM
from tests.report.report_world import AFTER, world

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
PAGES = ("report.html", "index.html", "all.html", "12.html", "members/1.html", "activities/4.html")
LOOKS = (("light", 360, PAGES), ("dark", 320, PAGES[1:]))
MOST_BYTES = 40_000
"""What a page of the site may weigh; it needs nothing else."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole period's site and report; one title is a very long word."""
    folder, database = tmp_path_factory.mktemp("site"), world(how_many=22)
    with database.writing() as session:
        for each in session.scalars(select(Experience)):
            each.may_publish, each.state, each.approved_at = True, ExperienceState.APPROVED, each.created_at
        session.get_one(Experience, 12).title += " " + "Ett_mycket_långt_ord" * 12
    with database.reading() as session:
        network, period = session.scalars(select(Network)).one(), session.scalars(select(Period)).one()
        write_site(gather(session, network, AFTER), folder, "https://exempel.se")
        (folder / "report.html").write_bytes(content_of(session, network, period, ".html", now=AFTER))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize(("scheme", "width", "names"), LOOKS)
def test_the_pages_pass_an_automatic_accessibility_check(folder, browser, scheme, width, names):
    page = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    ).new_page()
    for name in names:
        page.goto((folder / name).as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, (name, found.generate_report())
        passed = {each["id"] for each in found.response["passes"]}
        assert {"color-contrast", "html-has-lang", "document-title", "heading-order", "landmark-one-main"} <= passed
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_who_uses_the_keyboard_comes_straight_to_the_text_and_sees_where_they_are(folder, browser):
    page = browser.new_page()
    for name in ("report.html", "index.html"):
        page.goto((folder / name).as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), "the way past is seen"
        page.keyboard.press("Enter")
        assert page.url.endswith("#text")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_pages_are_light_and_need_nothing_from_elsewhere(folder, browser):
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES[1:]:
        assert (folder / name).stat().st_size < MOST_BYTES, name
        page.goto((folder / name).as_uri())
    assert len(asked) == len(PAGES) - 1, "one request for each page"


def test_printed_the_report_begins_its_long_chapters_on_new_pages(folder, browser):
    page = browser.new_page()
    page.goto((folder / "report.html").as_uri())
    page.emulate_media(media="print")
    broken = page.evaluate("[...document.querySelectorAll('.page')].map(e => getComputedStyle(e).breakBefore)")
    assert len(broken) == 4 and set(broken) == {"page"}
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
