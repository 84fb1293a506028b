"""What is published: pages, feeds and the static site, read by other libraries and in a browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import aiohttp
import feedparser
import jsonfeed
import pytest

from bot.experiences.fields import NAMES
from bot.models import Activity, Experience, ExperienceState, Member, Network, Period, Role
from bot.website.published import gather
from bot.website.site import files_of, write_site
from tests.experiences.test_experience import contribute
from tests.website.published_world import HOSTILE, at_the_door, fetched, publish
from tests.world import NOW, World


@pytest.fixture
def full(world: World):
    """Two members, an activity, three published, and some that are not."""
    world.gavle = world.member("Gävle", page_text="Så arbetar Gävle.\n\nMed barn.")
    world.orebro = world.member("Örebro")
    world.law = world.activity(1, "Lagen i vardagen", how=["Kurser"])
    publish(world, 1, member_id=world.gavle, activity_id=world.law, learned="Börja tidigt.", time="våren 2020",
            links="https://exempel.se/1\njavascript:alert(1)")  # fmt: skip
    publish(world, 2, member_id=world.gavle)
    publish(world, 3)
    publish(world, 4, title="Ej godkänd", state=ExperienceState.CONTRIBUTED, approved_at=None)
    publish(world, 5, title="Utan samtycke", may_publish=False)
    publish(world, 6, title="Utkast", state=ExperienceState.DRAFT, approved_at=None)
    return world


def site_of(world: World, address: str = "https://exempel.se/erfarenheter") -> dict[str, bytes]:
    with world.database.reading() as session:
        return files_of(gather(session, session.get(Network, world.network_id), world.now), address)


def test_only_what_is_approved_and_allowed_is_shown(full):
    status, page, headers = fetched(full, "/experiences")
    assert status == 200 and headers["Content-Type"].startswith("text/html")
    for each in ("Rubrik 1", "Rubrik 2", "Rubrik 3", "Gävle", "Örebro", "1. Lagen i vardagen"):
        assert each in page
    everything = b"".join(site_of(full).values()).decode()
    for each in ("Ej godkänd", "Utan samtycke", "Utkast"):
        assert each not in page and each not in everything
    for number in (4, 5, 6, 99):
        assert fetched(full, f"/experiences/{number}")[0] == 404


def test_an_experience_a_member_and_an_activity_have_their_pages(full):
    _, page, _ = fetched(full, "/experiences/1")
    for each in ("Vi hörde barn 1.", "Börja tidigt.", "våren 2020", 'href="https://exempel.se/1"'):
        assert each in page
    assert 'href="javascript' not in page and "javascript:alert(1)" in page
    _, member, _ = fetched(full, f"/experiences/members/{full.gavle}")
    assert "Så arbetar Gävle." in member and "Rubrik 1" in member and "Rubrik 3" not in member
    _, activity, _ = fetched(full, f"/experiences/activities/{full.law}")
    assert "Rubrik 1" in activity and "Rubrik 2" not in activity and "Kurser" in activity


MISSING = ("x", "all", "1/2", "members/99", "members/", "activities/x", "../etc", "٣", "1.html", "9" * 30, "01")


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_404(full, path):
    assert fetched(full, f"/experiences/{path}")[0] == 404


def test_without_a_network_there_are_no_pages(database):
    world = World.__new__(World)
    world.database, world.now = database, NOW
    assert fetched(world, "/experiences")[0] == 404


def test_what_one_has_already_is_not_sent_again_until_it_changes(full):
    async def story(session, home):
        for path in ("", "/1", "/feed.json", "/feed.xml"):
            async with session.get(f"{home}/experiences{path}") as answer:
                tag = {"If-None-Match": answer.headers["Etag"]}
                assert answer.headers["Cache-Control"] == "no-cache"
            async with session.get(f"{home}/experiences{path}", headers=tag) as answer:
                assert (answer.status, await answer.read(), answer.headers["Etag"]) == (304, b"", tag["If-None-Match"])
            with full.database.writing() as changing:
                changing.get_one(Experience, 1).title += "!"
            async with session.get(f"{home}/experiences{path}", headers=tag) as answer:
                assert answer.status == 200

    at_the_door(full, story)


def test_what_was_published_and_no_longer_is_is_410(full):
    official = full.person("Tjänsteperson, Gävle", Role.OFFICIAL, full.gavle)
    contribute(full, official, title="Flyktig", consents=("publication",))
    number = len(full.rows(Experience))
    assert fetched(full, f"/experiences/{number}")[0] == 404, "never approved: nobody learns that it exists"
    full.press(full.coordinator, "experience.approve", str(number))
    _, _, headers = fetched(full, f"/experiences/{number}")
    full.press(official, "experience.withdraw", str(number))
    status, page, _ = fetched(full, f"/experiences/{number}", **{"If-None-Match": headers["Etag"]})
    assert status == 410 and "Flyktig" not in page and "inte längre publicerad" in page
    for path in ("", "/feed.json", "/feed.xml", f"/members/{full.gavle}"):
        assert "Flyktig" not in fetched(full, f"/experiences{path}")[1]


def test_the_pages_carry_no_scripts_and_may_be_embedded(full):
    _, page, headers = fetched(full, "/experiences/1")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors *" in policy and "<script" not in page.lower()
    assert headers["X-Content-Type-Options"] == "nosniff"


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("a", "link"):
            self.found += [value for name, value in attrs if name == "href" and not value.startswith("#")]


def test_every_link_at_the_door_leads_somewhere(full):
    async def story(session: aiohttp.ClientSession, home: str) -> int:
        seen, waiting = set(), [f"{home}/experiences"]
        while waiting:
            address = waiting.pop()
            seen.add(address)
            async with session.get(address) as answer:
                assert answer.status == 200, address
                found = Links(await answer.text()).found if "html" in answer.headers["Content-Type"] else []
            whole = {urljoin(address, each) for each in found}
            waiting += [each for each in whole - seen if each.startswith(home) and each not in waiting]
        return len(seen)

    assert at_the_door(full, story) == 1 + 3 + 2 + 1 + 2
    another_network(full)
    assert at_the_door(full, story) == (1 + 2) + (1 + 3 + 2 + 1 + 2) + (1 + 1 + 2)


def test_every_link_in_the_folder_leads_to_a_file(full, tmp_path):
    folder = tmp_path / "site"
    with full.database.reading() as session:
        network = session.get(Network, full.network_id)
        count = write_site(gather(session, network, full.now), folder, "https://x.se").count
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert len(files) - 1 == count == 9, "and the list of them"
    for each in folder.rglob("*.html"):
        for link in Links(each.read_text()).found:
            assert link.startswith("https://exempel.se") or (each.parent / link).resolve().is_file(), (each, link)


def test_the_folder_written_again_loses_what_is_withdrawn(full, tmp_path):
    folder = tmp_path / "site"
    for state, there in ((ExperienceState.APPROVED, True), (ExperienceState.WITHDRAWN, False)):
        with full.database.writing() as session:
            session.get_one(Experience, 3).state = state
        with full.database.reading() as session:
            files = write_site(gather(session, session.get(Network, full.network_id), full.now), folder, "https://x.se")
        assert (folder / "3.html").exists() is there and files.removed == (() if there else ("3.html",))
        (folder / "2020.html").write_text("kommunens egen sida")
    assert (folder / "2020.html").read_text() == "kommunens egen sida"


def test_the_rss_is_read_by_another_library(full):
    read = feedparser.parse(fetched(full, "/experiences/feed.xml")[1])
    assert not read.bozo and read.version == "rss20" and read.feed.language == "sv"
    assert sorted(each.title for each in read.entries) == ["Rubrik 1", "Rubrik 2", "Rubrik 3"]
    first = next(each for each in read.entries if each.title == "Rubrik 1")
    assert first.link.endswith("/experiences/1") and first.published_parsed[:3] == (2020, 2, 10)
    assert first.id.startswith("urn:uuid:") and not first.guidislink
    assert {each.term for each in first.tags} == {"Gävle", "1. Lagen i vardagen"} and "Börja tidigt." in first.summary


def test_the_json_feed_holds_what_its_version_asks_for(full):
    _, text, headers = fetched(full, "/experiences/feed.json")
    feed = json.loads(text)
    assert headers["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"].endswith("/experiences/feed.json")
    read = jsonfeed.Feed.parse_string(text)
    assert sorted(each.title for each in read.items) == ["Rubrik 1", "Rubrik 2", "Rubrik 3"]
    assert len({each.id for each in read.items}) == 3 and read.home_page_url.endswith("/experiences")
    for each in feed["items"]:
        assert (
            each["url"].startswith("http://127.0.0.1:")
            and each["content_text"]
            and each["date_published"][-6:] == "+00:00"
        )
        known = "id url title content_text summary date_published date_modified language authors tags"
        assert set(each) <= set(known.split())


def ids(text: str) -> set[str]:
    return {each["id"] for each in json.loads(text)["items"]}


def test_an_experience_is_the_same_to_who_follows_it_wherever_the_feed_is(full):
    feed, rss = fetched(full, "/experiences/feed.json")[1], fetched(full, "/experiences/feed.xml")[1]
    assert ids(feed) == ids(site_of(full)["feed.json"].decode()) == {each.id for each in feedparser.parse(rss).entries}
    another_network(full)
    assert ids(feed) == ids(fetched(full, "/experiences/test/feed.json")[1])


def another_network(world: World) -> int:
    """A second network with something published; gives its number."""
    other: int = world.add(Network(key="annat", name="Ett annat nätverk", settings={}))
    here, world.network_id = world.network_id, other
    number = publish(world, 7, title="Annans rubrik", period_id=None)
    world.network_id = here
    return number


def test_several_networks_have_their_own_pages(full):
    assert "Rubrik 1" in fetched(full, "/experiences/test")[1], "the key works for a single one too"
    other = another_network(full)
    status, choice, _ = fetched(full, "/experiences")
    assert status == 200 and 'href="/experiences/test"' in choice and 'href="/experiences/annat"' in choice
    assert 'href="/experiences/test/1">Rubrik 1' in choice and f'href="/experiences/annat/{other}">Annans' in choice
    for path, there, elsewhere in (
        ("/test", "Rubrik 1", "Annans rubrik"), ("/annat", "Annans rubrik", "Rubrik 1"),
        ("/test/feed.json", "/experiences/test/1", "Annans"),
        ("/annat/feed.xml", f"/experiences/annat/{other}", "Rubrik 1"),
    ):  # fmt: skip
        status, page, _ = fetched(full, f"/experiences{path}")
        assert status == 200 and there in page and elsewhere not in page
    assert fetched(full, f"/experiences/test/{other}")[0] == 404, "never through another network's address"
    assert fetched(full, "/experiences/tredje")[0] == 404


def test_addresses_from_before_there_were_several_networks_lead_on(full):
    other = another_network(full)

    async def story(session: aiohttp.ClientSession, home: str) -> None:
        for path, to in (
            ("1", "test/1"), (str(other), f"annat/{other}"), (f"members/{full.gavle}", f"test/members/{full.gavle}"),
        ):  # fmt: skip
            async with session.get(f"{home}/experiences/{path}", allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (301, f"/experiences/{to}")
        async with session.get(f"{home}/experiences/4", allow_redirects=False) as answer:
            assert answer.status == 404, "what is not published leads nowhere"

    at_the_door(full, story)


def test_who_followed_one_network_goes_on_with_it_where_there_are_several(full):
    before = ids(fetched(full, "/experiences/feed.json")[1])
    other = another_network(full)
    text, rss = fetched(full, "/experiences/feed.json")[1], feedparser.parse(fetched(full, "/experiences/feed.xml")[1])
    assert before < ids(text) == {each.id for each in rss.entries} and not rss.bozo and len(ids(text)) == 4
    addresses = {each["url"].partition("/experiences/")[2] for each in json.loads(text)["items"]}
    assert addresses == {"test/1", "test/2", "test/3", f"annat/{other}"}


def test_the_public_address_is_used_where_one_is_set(full):
    async def story(session, home):
        async with session.get(home + "/experiences/feed.json") as answer:
            feed = await answer.text()
        async with session.get(home + "/experiences") as answer:
            return feed, await answer.text()

    feed, page = at_the_door(full, story, public_url="https://bot.exempel.se/natverk")
    assert "https://bot.exempel.se/natverk/experiences/1" in feed and 'href="/natverk/experiences/1"' in page


def test_hostile_text_is_only_text_on_pages_and_in_feeds(full):
    hostile = {
        Experience: NAMES, Network: ("name", "aim", "website"),
        Member: ("name", "page_text"), Activity: ("title",), Period: ("name",),
    }  # fmt: skip
    with full.database.writing() as session:
        for noun, names in hostile.items():
            for name in names:
                setattr(session.get_one(noun, 1), name, HOSTILE)
        session.get_one(Activity, 1).how = [HOSTILE]
    files = site_of(full)
    for name, content in files.items():
        text = content.decode()
        assert "<script" not in text.replace("\\u003c", "<") or name == "feed.json", name
        assert "<img" not in text or name == "feed.json", name
        assert "\x00" not in text and "\x1b" not in text and "49" not in re.sub("2049|urn:uuid:[0-9a-f-]+", "", text)
    read = feedparser.parse(files["feed.xml"].decode(), sanitize_html=False)
    assert not read.bozo
    told = next(each for each in read.entries if each.link.endswith("/1.html"))
    assert "&lt;script&gt;" in told.summary and "<script" not in told.summary
    item = next(each for each in json.loads(files["feed.json"])["items"] if each["url"].endswith("/1.html"))
    assert "content_html" not in item, "plain text only: nothing in it is read as HTML"


def test_everything_published_can_be_reached_also_what_is_old_and_belongs_nowhere(full):
    for n in range(30):
        publish(full, 10 + n)

    async def story(session: aiohttp.ClientSession, home: str) -> set[str]:
        async with session.get(f"{home}/experiences") as answer:
            assert 'href="/experiences/all">Alla 33 erfarenheter' in await answer.text()
        async with session.get(f"{home}/experiences/all") as answer:
            return set(Links(await answer.text()).found)

    listed = at_the_door(full, story)
    assert len([each for each in listed if each.rpartition("/")[2].isdecimal()]) == 33
    assert "all.html" in site_of(full)


def test_english_networks_have_english_pages(full):
    with full.database.writing() as session:
        session.get_one(Network, full.network_id).language = "en"
    _, page, _ = fetched(full, "/experiences/1")
    assert '<html lang="en">' in page and "What was done" in page and "Vad som gjordes" not in page
