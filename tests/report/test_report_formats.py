"""The report's files as other libraries read them: PDF/UA-1 by pypdf, Word's format by openxml-audit."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from sqlalchemy import select

from bot.db import Database
from bot.models import Experience, Member
from bot.report.document import Bullets, Chapter, Document, Link, Paragraph, Table, linked, words_of
from bot.report.writers import pdf as typesetter
from tests.report.pdf_read import Tagged, plain
from tests.report.report_world import world
from tests.report.test_report import HOSTILE, made, text_in

KNOWN = frozenset(
    [
        *("Document", "Part", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR"),
        *("TH", "TD", "Caption", "Span", "Link", "BlockQuote", "TOC", "TOCI", "Reference", "Figure", "Note"),
    ]
)
"""The standard's kinds of element that a report may hold."""


ODD_ADDRESSES = (
    "https://exempel.se/[a]{b}|c^d`", "https://åäö.se/vägen?hit=då#å", "https://", "https://[::1", "http://a:b@c.se",
    "https://exempel.se:99999/x", "https://exempel.se/%zz", "https://exempel.se/" + "x" * 3000, "https://x..se/",
    "https://exempel.se/\u202e", "http://exempel.se:80a", "https://exempel.se/a#b#c", "https://" + "å" * 80 + ".se",
)  # fmt: skip


@pytest.fixture(scope="module")
def played() -> Database:
    """The whole period, with one experience and one member of hostile words."""
    database, text = world(), HOSTILE.replace("\x00", "").replace("\ud800", "")
    with database.writing() as session:
        one = session.scalars(select(Experience)).first()
        one.title = one.did = one.learned = text
        one.links = "\n".join(ODD_ADDRESSES)
        session.scalars(select(Member)).first().page_text = text
    return database


UNBROKEN = ("x" * 3000, "xxxxxxxxxx " * 270, "https://exempel.se/" + "x" * 2900, "_" * 3000, "漢" * 999, "^😀" * 999)
"""What has nowhere to end a line, or everywhere."""
WIDEST = 100
"""Signs that have room on a line."""


def parted(text: str) -> dict[str, Any]:
    return typesetter._breakable({"text": [text], "to": text})


@given(st.text(alphabet="aé\u0301漢😀/- ", min_size=20))
def test_a_long_row_of_signs_gets_places_to_end_a_line_and_nothing_else_changes(text):
    now = parted(text)
    assert now["to"] == text and now["text"][0].replace(typesetter.BREAK, "") == text
    for run in re.split(rf"[\s{typesetter.BREAK}]", now["text"][0]):
        assert sum(category(sign)[0] != "M" for sign in run) <= typesetter.LONGEST_RUN


@pytest.mark.parametrize("text", UNBROKEN)
def test_no_row_of_signs_is_too_long_for_a_line(text):
    assert max(map(len, re.split(rf"[ {typesetter.BREAK}]", parted(text)["text"][0]))) <= typesetter.LONGEST_RUN


def test_no_word_is_parted_where_lines_are_weighed_against_each_other():
    """Both together take minutes for a row of one letter."""
    template = typesetter.TEMPLATE.read_text("utf-8")
    head, _, table = template.partition("#let tabled")
    assert "hyphenate: false" in head and 'linebreaks: "optimized"' in head and "hyphenate: true" not in head
    assert template.count("hyphenate: true") == 1 and 'linebreaks: "simple"' in table.partition("#let bare")[0]


def test_text_without_a_blank_stays_on_the_pdfs_page():
    blocks = (*map(Paragraph, UNBROKEN), Table("T", ("A", "B"), (("a", UNBROKEN[0]),), (1, 1)))
    chapter = Chapter("k", "R" * 200, (*blocks, Bullets((Link(UNBROKEN[2], UNBROKEN[2]),))))
    day = date(2021, 1, 1)
    content = typesetter.pdf(Document("T" * 140, "U" * 140, "F", "sv-SE", ("O" * 140,), day, "I", "F", (chapter,)))
    lines = text_in(content, ".pdf").replace(typesetter.BREAK, "").splitlines()
    assert sum(line.count("x") for line in lines) > 4 * 2700
    assert max(len(run) for line in lines for run in re.split(r"\s{2,}", line)) < WIDEST


def test_a_pdf_that_takes_too_long_is_left(played, monkeypatch):
    done = Event()
    monkeypatch.setattr(typesetter, "MOST_SECONDS", 0.01)
    monkeypatch.setattr(typesetter, "_compiled", lambda *what: bytes(done.wait()))
    with pytest.raises(typesetter.TooSlow):
        made(played, ".pdf")
    done.set()


@pytest.fixture(scope="module")
def pdf(played) -> Tagged:
    return Tagged(made(played, ".pdf"))


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.sampled_from(ODD_ADDRESSES)))
def test_whatever_is_typed_as_a_link_is_one_or_is_words(text):
    shown = linked(text)
    assert words_of(shown) == text
    if isinstance(shown, Link):
        assert shown.to.isascii() and re.fullmatch(r"https?://[^/?#@]+([/?#].*)?", shown.to)
        assert linked(shown.to) == Link(shown.to, shown.to), "followed as it stands"


def test_the_pdf_says_what_it_is(pdf):
    assert plain(pdf.catalogue["/MarkInfo"])["/Marked"] and pdf.catalogue["/Lang"] == "sv-SE"
    assert plain(pdf.catalogue["/ViewerPreferences"])["/DisplayDocTitle"]
    about = plain(pdf.catalogue["/Metadata"]).get_data().decode()
    assert (
        "<pdfuaid:part>1</pdfuaid:part>" in about
        and "Slutrapport 2020–2021" in re.search("dc:title.*?/dc:title", about)[0]
    )
    assert not pdf.file.is_encrypted and [each.kind for each in pdf.tree.parts] == ["/Document"]


def test_the_pdfs_headings_follow_one_another_and_none_is_empty(pdf):
    headings = pdf.all(*(f"/H{n}" for n in range(1, 7)))
    levels = [int(each.kind[2]) for each in headings]
    assert levels[0] == 1 and set(levels) == {1, 2, 3}
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(each.marked or list(each.whole())[1:] for each in headings)
    assert len(plain(pdf.catalogue["/Outlines"])) and len(levels) > 90


def test_everything_painted_in_the_pdf_is_told_or_is_marked_as_ornament(pdf):
    told = {mark for each in pdf.tree.whole() for mark in each.marked}
    seen = 0
    for n, page in enumerate(pdf.file.pages):
        for mark, number in pdf.painted(page):
            assert mark == "/Artifact" or (n, number) in told, f"page {n + 1} paints what nobody is told of"
            seen += mark != "/Artifact"
    assert seen > 1000


def test_the_pdfs_tables_lists_and_pictures_are_whole(pdf):
    for table in pdf.all("/Table"):
        rows = [each for each in table.whole() if each.kind == "/TR"]
        heads = [each for each in table.whole() if each.kind == "/TH"]
        assert len({len([cell for cell in row.parts if cell.kind in ("/TH", "/TD")]) for row in rows}) == 1
        assert rows[0].parts and {each.kind for each in rows[0].parts} == {"/TH"}
        assert {each.attribute("/Scope") for each in heads} == {"/Column"}
    for each in pdf.all("/L"):
        assert {part.kind for part in each.parts} <= {"/LI", "/L", "/Caption"} and each.parts
    for each in pdf.all("/LI"):
        assert each.parts[-1].kind == "/LBody"
    assert len(pdf.all("/Table")) >= 5 and len(pdf.all("/BlockQuote")) > 40
    assert all(each.entry.get("/Alt") for each in pdf.all("/Figure", "/Formula"))


def test_the_pdfs_kinds_of_element_are_known(pdf):
    for each in pdf.tree.parts[0].whole():
        kind = each.kind if each.kind[1:] in KNOWN else pdf.roles.get(each.kind, each.kind)
        assert kind[1:] in KNOWN, kind


def test_the_pdfs_links_are_told_and_described(pdf):
    links = pdf.links()
    assert len(links) > 90 and {each["/Subtype"] for each in links} == {"/Link"}
    assert all(str(each.get("/Contents", "")).strip() and "/StructParent" in each for each in links)
    assert all(page.get("/Tabs") == "/S" for page in pdf.file.pages if page.get("/Annots"))
    assert any("exempel.se" in str(plain(each["/A"])) for each in links if "/A" in each)
    targets = set(map(str, pdf.file.named_destinations))
    assert {str(each["/Dest"]) for each in links if isinstance(each.get("/Dest"), str)} <= targets


def test_the_pdfs_fonts_are_inside_it_and_can_be_read_out(pdf):
    for name, font in pdf.fonts().items():
        described = plain(plain(font["/DescendantFonts"])[0]) if "/DescendantFonts" in font else font
        description = plain(described["/FontDescriptor"])
        assert any(f"/FontFile{n}" in description for n in ("", "2", "3")) and "/ToUnicode" in font, name


def test_word_takes_the_file_as_it_is(played, tmp_path: Path):
    path = tmp_path / "report.docx"
    path.write_bytes(made(played, ".docx"))
    found = OpenXmlValidator().validate(str(path))
    assert found.is_valid, [str(each) for each in found.errors][:5]
