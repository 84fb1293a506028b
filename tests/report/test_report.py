# ruff: noqa: E501  (hostile text reads best in one piece)
"""The final report: what it tells to whom, in four kinds of file, always the same, whatever was typed."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from sqlalchemy import select

from bot.db import Database, open_engine
from bot.experiences.fields import NAMES
from bot.migrations import bring_up_to_date
from bot.models import (
    Activity,
    Challenge,
    ChapterText,
    Experience,
    Meeting,
    Member,
    Membership,
    Network,
    PeerReview,
    Period,
    Person,
    Role,
)
from bot.plan.load import apply
from bot.plan.reading import read_plan
from bot.report import content_of
from bot.report.document import Bullets, Byline, Labelled, Paragraph, Quote, with_next
from tests.databases import compiling_once
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.report.report_world import AFTER, PLAN, play, world

HOSTILE = (
    "<script>alert(1)</script> =HYPERLINK(\"http://ont.se\") <!channel> &amp; ]]> {{ 7*7 }} #import \"x\" $x$ *b* _i_ [l](javascript:x) "
    "\x00\x07\x1b\u202e\ufffe\ud800 😀 你好 العربية |a|b| `c` <!-- \\ % @cite // /* \u2028 # = - + 1. ~"
)  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The whole period, read by every test and changed by none."""
    return fresh(tmp_path_factory.mktemp("report") / "played.db")


@cache
def whole_period() -> bytes:
    """A database file with the whole period in it, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        database = world(f"sqlite:///{folder}/played.db")
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.engine.dispose()
        return (Path(folder) / "played.db").read_bytes()


def fresh(path: Path) -> Database:
    path.write_bytes(whole_period())
    return Database(compiling_once(open_engine(f"sqlite:///{path}")))


def made(
    database: Database, ending: str, *, audience: str = "internal", now=AFTER, language: str | None = None
) -> bytes:
    with database.reading() as session:
        network = session.scalars(select(Network)).one()
        period = session.scalars(select(Period)).one()
        return content_of(session, network, period, ending, now=now, audience=audience, language=language)


def text_in(content: bytes, ending: str) -> str:
    """Everything a reader of the file sees."""
    if ending == ".docx":
        body = docx.Document(io.BytesIO(content)).element.body
        return "\n".join("".join(one.text or "" for one in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))
    if ending == ".pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext is not installed here")
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, stdout=subprocess.PIPE, check=True)
        return re.sub(r"-\n\s*", "", done.stdout.decode())
    return content.decode()


ENDINGS = (".docx", ".html", ".pdf", ".md")


def test_the_same_data_give_the_same_bytes_on_another_day_and_another_machine(played, tmp_path):
    names = [str(tmp_path / f"again{ending}") for ending in ENDINGS]
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-m", "tests.report.report_world", *names], check=True, env=elsewhere)
    for ending in ENDINGS:
        later = made(played, ending, now=AFTER + timedelta(days=3, seconds=7))
        assert later == (tmp_path / f"again{ending}").read_bytes(), ending


@pytest.mark.postgres
def test_postgres_gives_the_same_bytes(played, postgres):  # noqa: F811
    with postgres.writing() as session:
        play(session)
    for ending in (".docx", ".md"):
        assert made(postgres, ending) == made(played, ending), ending


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_report_tells_the_whole_period(played, ending):
    text = " ".join(text_in(made(played, ending), ending).split())
    for each in (
        "Slutrapport 2020–2021",
        "Partnerskapet för barnets rättigheter i praktiken",
        "Utveckla våra arbetssätt för att låta barn och unga komma till tals",
        "Barnkonsekvensanalyser i tre steg",
        "Angered stadsdel/Göteborg",
        "Partnerskapet har gått från ord till vana",
        "Kollegiala granskningar",
        "inget beslut noterades",
        "Diskutera vem som skriver rapporten",
    ):
        assert each in text, each


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("audience", "allowed"), [("public", "is_published"), ("research", "may_research")])
def test_each_audience_reads_only_what_authors_allow(tmp_path, ending, audience, allowed):
    database = fresh(tmp_path / "consents.db")
    with database.writing() as session:
        for each in session.scalars(select(Experience)):
            each.title = f"Titel{each.id:03}slut"
            marks = {True: f"tillåten{each.id:03}", False: f"hemlig{each.id:03}"}
            each.did = marks[getattr(each, allowed)]
            each.search_text = ""
    text = text_in(made(database, ending, audience=audience), ending)
    assert "tillåten" in text and "hemlig" not in text
    with database.reading() as session:
        for each in session.scalars(select(Experience)):
            assert (f"Titel{each.id:03}slut" in text) == getattr(each, allowed)


def test_a_consent_taken_back_or_an_experience_withdrawn_is_gone_at_once(tmp_path):
    database = fresh(tmp_path / "taken.db")
    with database.writing() as session:
        first, second = session.scalars(select(Experience).where(Experience.may_publish).limit(2))
        first.did, second.did = "förstaordet", "andraordet"
    assert "förstaordet" in text_in(made(database, ".md", audience="public"), ".md")
    with database.writing() as session:
        session.get(Experience, first.id).may_publish = False
        session.get(Experience, second.id).state = "withdrawn"
    for ending in ENDINGS:
        text = text_in(made(database, ending, audience="public"), ending)
        assert "förstaordet" not in text and "andraordet" not in text


def test_the_numbers_of_a_filtered_report_are_those_of_the_whole_period(played):
    text = " ".join(text_in(made(played, ".md", audience="public"), ".md").split())
    with played.reading() as session:
        everything = list(session.scalars(select(Experience)))
        public = [each for each in everything if each.is_published]
        assert public == list(session.scalars(select(Experience).where(Experience.is_published)))
    assert f"bidrog med {len(everything)} erfarenheter" in text and f"; {len(public)} återges här" in text
    assert "8 av 8 medlemmar" in text or "7 av 8 medlemmar" in text
    assert "De som inte återges här är också räknade." in text
    inside = " ".join(text_in(made(played, ".md"), ".md").split())
    assert "; " + str(len(public)) + " återges här" not in inside and "också räknade" not in inside


def test_what_is_not_approved_is_counted_and_not_told(tmp_path):
    database = fresh(tmp_path / "waits.db")
    with database.writing() as session:
        each = session.scalars(select(Experience).where(Experience.is_published)).first()
        each.state, each.did = "contributed", "väntarordet"
    text = text_in(made(database, ".md", audience="public"), ".md")
    assert "väntarordet" not in text and "inte är godkända än: 1" in text


def test_reassurances_are_given_only_where_they_are_so(tmp_path):
    database = fresh(tmp_path / "sure.db")
    assert "inget barn kan kännas igen" in text_in(made(database, ".md"), ".md")
    with database.writing() as session:
        network = session.scalars(select(Network)).one()
        one = session.scalars(select(Experience).where(Experience.is_published, Experience.may_research)).first()
        session.add(Person(network_id=network.id, name="Etta Exempelsson", role=Role.OFFICIAL))
    assert "nämns vid namn" in text_in(made(database, ".md"), ".md")
    with database.writing() as session:
        each = session.get(Experience, one.id)
        each.no_child_recognised, each.learned = False, "Fråga Etta Exempelsson, 070-174 06 05."
    for audience in ("internal", "public", "research"):
        text = text_in(made(database, ".md", audience=audience), ".md")
        assert "inget barn kan kännas igen" not in text and "nämns vid namn" not in text
        assert ("Exempelsson" in text or "174 06" in text) == (audience != "research")


def test_what_comes_next_is_about_a_period_that_comes(tmp_path):
    database = fresh(tmp_path / "next.db")
    text = text_in(made(database, ".md"), ".md")
    assert "föreslås besluta" in text and text.index("föreslås besluta") < text.index("## Plan, mål och aktiviteter")
    assert "föreslås besluta" not in text[text.rindex("## Det som kommer härnäst") :]


def test_what_is_for_the_inside_stays_there(played):
    for audience in ("public", "research"):
        text = text_in(made(played, ".html", audience=audience), ".html")
        for each in ("Att nå barn som sällan hörs", "Granskarna föreslog", "platser besatta", "som inte har bidragit"):
            assert each not in text, each
            assert each in text_in(made(played, ".html"), ".html")


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_person_is_named(tmp_path, ending):
    database = fresh(tmp_path / "people.db")
    with database.writing() as session:
        network, member = session.scalars(select(Network)).one(), session.scalars(select(Member)).first()
        person = Person(network_id=network.id, name="Tjänsteperson Etta", role=Role.OFFICIAL, member_id=member.id)
        session.add(person)
        session.flush()
        for each in session.scalars(select(Experience)):
            each.author_id = person.id
    assert "Etta" not in text_in(made(database, ending), ending)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The period with hostile text in every field of it."""
    database = fresh(tmp_path_factory.mktemp("hostile") / "hostile.db")
    text = HOSTILE.replace("\x00", "").replace("\ud800", "")
    with database.writing() as session:
        for noun, fields in (
            (Experience, NAMES),
            (Activity, ("title", "when", "comment", "open_question")),
            (ChapterText, ("text",)),
            (Challenge, ("title", "text")),
            (PeerReview, ("report",)),
            (Network, ("aim", "website")),
        ):
            for each in session.scalars(select(noun)):
                for field in fields:
                    setattr(each, field, text)
        for each in session.scalars(select(Member)):
            each.page_text, each.name = text, f"{each.name} {text[:60]}"
    return database


class Seen(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(content: bytes) -> Seen:
    page = Seen()
    page.feed(content.decode())
    return page


def test_hostile_text_is_only_text_in_html(hostile):
    page = seen(made(hostile, ".html"))
    assert not [each for each, _ in page.elements if each in ("script", "img", "iframe", "object")]
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "#").startswith("javascript")
    assert any("<script>alert(1)</script>" in each for each in page.words), "it is shown as it was typed"


def test_hostile_text_is_only_text_in_markdown(hostile):
    text = text_in(made(hostile, ".md"), ".md")
    assert "<script" not in text and "<!" not in text and not re.search(r"(?<!\\)\]\(javascript", text)
    assert not re.search(r"^\s*[=+]", text, re.MULTILINE)


def test_hostile_text_is_only_text_in_word(hostile):
    content = made(hostile, ".docx")
    text = text_in(content, ".docx")
    assert "<script>alert(1)</script>" in text and "\x07" not in text
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", parts.read("word/document.xml").decode())
        assert {each.split()[0] for each in fields} == {"TOC", "PAGEREF"}
        assert "http://ont.se" not in parts.read("word/_rels/document.xml.rels").decode()


def test_hostile_text_is_only_text_in_pdf(hostile):
    text = " ".join(text_in(made(hostile, ".pdf"), ".pdf").split())
    assert "<script>alert(1)</script>" in text and "□" in text and "العربية"[:2] not in "□"


def test_the_page_is_accessible(played):
    page = seen(made(played, ".html"))
    tags = [each for each, _ in page.elements]
    assert page.elements[0] == ("html", {"lang": "sv-SE"})
    assert tags.count("h1") == 1 and tags.count("main") == 1 and tags.count("nav") == 1 and "title" in tags
    levels = [int(each[1]) for each in tags if re.fullmatch("h[1-6]", each)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is skipped"
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {
        attributes["href"][1:] for _, attributes in page.elements if (attributes.get("href") or "").startswith("#")
    } <= set(ids)
    assert all("scope" in attributes for each, attributes in page.elements if each == "th")
    assert tags.count("caption") == tags.count("table") > 3


def test_word_has_real_headings_contents_language_and_table_heads(played):
    content = made(played, ".docx")
    file = docx.Document(io.BytesIO(content))
    styles = {each.style.name for each in file.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Quote", "List Bullet", "Caption"} <= styles
    assert all(each.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for each in file.tables)
    assert {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    assert file.core_properties.title.startswith("Slutrapport") and file.core_properties.created.year == 2021
    xml = file.element.xml
    names = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    anchors = re.findall(r'w:hyperlink [^>]*w:anchor="([^"]+)"', xml)
    assert anchors and set(anchors) <= names and "TOC" in xml


def test_the_pdf_is_tagged_and_says_so(played):
    content = made(played, ".pdf")
    assert b"/MarkInfo" in content and b"/StructTreeRoot" in content and b"/Lang" in content
    assert b"pdfuaid" in content and content.startswith(b"%PDF-1.7")


def test_what_leads_to_something_stands_on_its_page(played):
    blocks = (Paragraph("Ord."), Labelled("Har bidragit med", ""), Bullets(("Ett",)), Byline("Gävle"), Paragraph("Mer."),
              Quote("Så.", "Gävle"), Labelled("Har varit värd för", "Maj"), Paragraph("Inget.", is_small=True))  # fmt: skip
    assert [kept for _, kept in with_next(blocks)] == [False, True, False, True, True, False, True, False]
    file = docx.Document(io.BytesIO(made(played, ".docx")))
    for before, after in pairwise(file.paragraphs):
        if after.style.name == "Quote" or before.text == "Har bidragit med":
            assert before.paragraph_format.keep_with_next, before.text
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for each in file.tables for row in each._tbl.tr_lst)


def test_it_speaks_english_too(played):
    text = text_in(made(played, ".md", language="en"), ".md")
    assert "Final report 2020–2021" in text and "Strengths and challenges" in text and "Möten och" not in text


def test_an_empty_period_gives_a_short_report(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    bring_up_to_date(engine)
    database = Database(engine)
    with database.writing() as session:
        network = Network(key="n", name="Nytt nätverk", settings={})
        session.add(network)
        session.flush()
        session.add(Period(network_id=network.id, name="2022", starts=AFTER.date(), ends=AFTER.date(),
                           coordination="coordinator"))  # fmt: skip
    for ending in ENDINGS:
        text = text_in(made(database, ending), ending)
        assert "Nytt nätverk" in text and "bekräftat" not in text and "vid namn" not in text


def test_what_is_noted_after_the_period_dates_the_report():
    database = Database(open_engine("sqlite://"))
    bring_up_to_date(database.engine)
    noted = datetime(2022, 1, 12, 12, tzinfo=UTC)
    with database.writing() as session:
        apply(session, read_plan(PLAN), AFTER)
        meeting = session.scalars(select(Meeting).order_by(Meeting.id)).first()
        assert meeting is not None
        meeting.took_place, meeting.took_place_at = True, noted
    assert "känt den 12 januari 2022" in text_in(made(database, ".md", now=noted + timedelta(days=1)), ".md")


def test_until_the_period_ends_it_is_a_draft_and_then_dated_when_it_ended(tmp_path):
    database = Database(open_engine("sqlite://"))
    bring_up_to_date(database.engine)
    with database.writing() as session:
        apply(session, read_plan(PLAN.with_name("partnerskapet-2016-2019.yaml")), AFTER)
    during = text_in(made(database, ".md", now=datetime(2019, 12, 31, 12, tzinfo=UTC)), ".md")
    assert "Utkast: perioden pågår till och med den 31 december 2019" in during and "känt den 1 januari 2016" in during
    after = text_in(made(database, ".md", now=datetime(2020, 1, 1, 12, tzinfo=UTC)), ".md")
    assert "Utkast" not in after and "känt den 31 december 2019" in after
    assert "Utveckla en gemensam arbetsmetod" in after, "a heading begins with a capital"
    assert "0 av 0" not in after and "0 erfarenheter" not in after, "what there is none of is not counted"
    assert "| Nr | Aktivitet | Läge |" in after, "a column with nothing in it is left out"


def test_forty_members_and_thirty_activities_have_room(tmp_path):
    database = fresh(tmp_path / "many.db")
    with database.writing() as session:
        network, period = session.scalars(select(Network)).one(), session.scalars(select(Period)).one()
        session.add_all(Activity(period_id=period.id, number=n, title=f"Aktivitet {n}") for n in range(8, 31))
        for n in range(32):
            member = Member(network_id=network.id, name=f"Samhällsbyggnadsförvaltningskommunalförbundet {n}")
            session.add(member)
            session.flush()
            session.add(Membership(period_id=period.id, member_id=member.id))
    tables = docx.Document(io.BytesIO(made(database, ".docx"))).tables
    counted = [each for each in tables if each.rows[0].cells[1].text.isdecimal()]
    assert [len(each.columns) for each in counted] == [13, 13, 8]
    assert {len(each.rows) for each in counted} == {41}
