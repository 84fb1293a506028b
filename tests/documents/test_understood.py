"""What is taken from a document, and what is reported instead: rules, each with the smallest document that shows it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.documents.headings import column, month_of
from bot.documents.pieces import DocumentRefused, Grid, GridCell, Phrase, Piece, TextLine, squared
from bot.documents.saying import NO_CONTACTS
from bot.documents.understood import MOST_ROWS, Understood, read_document, understand
from bot.language import speak
from bot.plan.nouns import Plan
from bot.text import clean
from tests.documents.written import document, put_table, saved

EN = speak("en")
AT = Phrase("here")
BASE = "Arbetsplan för Barnens nätverk 2026-2027"
HEADS = ("Aktivitet", "Hur", "När", "Ansvarig")


def read(made: Any, name: str = "plan.docx", **said: str) -> Understood:
    return read_document(saved(made), name, **said)


def plan_in(made: Any, **said: str) -> Plan:
    plan = read(made, **said).plan
    assert plan is not None
    return plan


def left_in(made: Any) -> list[str]:
    return read(made).not_understood(EN)


def with_table(*rows: tuple[str, ...], title: str = BASE, members: bool = True) -> Any:
    new = document(title)
    if members:
        new.add_paragraph("Medverkande kommuner är Gävle, Haninge och Örebro.")
    put_table(new, rows)
    return new


def in_a_book(*rows: tuple[Any, ...]) -> Any:
    book = Workbook()
    book.active.append((BASE,))
    book.active.append(())
    for row in rows:
        book.active.append(row)
    return book


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("Maj", "no year is said"),
        ("våren", "no year is said"),
        ("maj 2031", "lies outside the period"),
        ("när vi hinner", "is not understood"),
        ("2 gånger per år", "is not understood"),
    ],
)
def test_a_time_that_is_not_said_is_none(when: str, why: str) -> None:
    made = with_table(HEADS, ("Lära", "Samtal", when, ""))
    (activity,) = plan_in(made).activities
    assert activity.when == "" and not activity.steps
    (line,) = left_in(made)
    assert line.startswith(f"table 1, row 2: “{when}” – ") and why in line


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("Löpande", None, None),
        ("maj 2026", "2026-05-01", "2026-05-31"),
        ("senast maj 2027", "2026-01-01", "2027-05-31"),
        ("från maj 2027", "2027-05-01", "2027-12-31"),
        ("Q1 2027", "2027-01-01", "2027-03-31"),
        ("maj och september 2027", "2027-05-01", "2027-09-30"),
        ("2026-05-14", "2026-05-14", "2026-05-14"),
    ],
)
def test_a_time_that_is_said_is_taken(when: str, first: str | None, last: str | None) -> None:
    made = with_table(HEADS, ("Lära", "Samtal", when, ""))
    (step,) = plan_in(made).activities[0].steps
    assert (step.days and (str(step.days.first), str(step.days.last))) == (first and (first, last))
    assert left_in(made) == []


def test_a_month_needs_no_year_where_the_period_has_one() -> None:
    made = with_table(HEADS, ("Lära", "Samtal", "Maj", ""), title="Verksamhetsplan Barnens nätverk 2026")
    assert str(plan_in(made).activities[0].steps[0].days.first) == "2026-05-01"  # type: ignore[union-attr]


def test_who_is_responsible_is_a_member_or_reported_and_a_person_not_by_name() -> None:
    made = with_table(
        HEADS,
        ("Ett", "", "", "Gävle kommun"),
        ("Två", "", "", "Samordnaren"),
        ("Tre", "", "", "Fiktiva Personsson"),
        ("Fyra", "", "", "Haninge"),
    )
    assert [each.responsible for each in plan_in(made).activities] == ["Gävle", "", "", "Haninge"]
    left = left_in(made)
    assert left[0] == "table 1, row 3: “Samordnaren” – is no member in the document"
    assert "persons are not taken in" in left[1] and "Fiktiva" not in "".join(left)


def test_a_table_of_contacts_gives_members_and_no_persons() -> None:
    made = with_table(
        ("Kommun", "Förtroendevald", "Tjänsteperson", "E-post"),
        ("Gävle", "Fiktiva Personsson", "Påhittad Personsson", "nagon@example.org"),
        ("Region Gävleborg", "Fiktiva Personsson", "", ""),
        members=False,
    )
    plan, left = plan_in(made), left_in(made)
    assert [(each.name, each.kind) for each in plan.members] == [
        ("Gävle", "municipality"),
        ("Region Gävleborg", "actor"),
    ]
    assert len(left) == 2 and not re.search("Personsson|example", "".join(left) + repr(plan))


def test_lines_with_addresses_and_numbers_of_people_stay_out() -> None:
    made = with_table(HEADS, ("Ring 026-17 80 00 och fråga", "", "", ""))
    made.add_paragraph("Kontakt: nagon@example.org")
    made.add_heading("Kontaktpersoner", 1)
    made.add_paragraph("Fiktiva Personsson, Gävle")
    understood = read(made)
    assert len(understood.left) == 3 and not [each.words for each in understood.left if each.words]


def test_goals_head_their_activities() -> None:
    new = document(BASE)
    new.add_heading("Mål 1: Barn får komma till tals", 1)
    put_table(new, [("Vad", "När"), ("Fråga barnen", "löpande")])
    new.add_heading("Vi lär av varandra", 1)
    put_table(new, [("Vad", "När"), ("Träffas i smågrupper", "hösten 2026")])
    table = put_table(new, [("Vad", "När"), ("Kunskap sprids", ""), ("Skriva", ""), ("Läsa", "")])
    table.cell(1, 0).merge(table.cell(1, 1))
    put_table(new, [("Mål", "Åtgärd"), ("Alla är med", "Bjuda in"), ("", "Följa upp")])
    new.add_heading("Övrigt som ingen läser", 1)
    assert [(each.number, each.title, each.goal) for each in plan_in(new).activities] == [
        (1, "Fråga barnen", "Barn får komma till tals"),
        (2, "Träffas i smågrupper", "Vi lär av varandra"),
        (3, "Skriva", "Kunskap sprids"),
        (4, "Läsa", "Kunskap sprids"),
        (5, "Bjuda in", "Alla är med"),
        (6, "Följa upp", "Alla är med"),
    ]
    assert left_in(new) == ["paragraph 4: “Övrigt som ingen läser”"]


def test_goals_and_activities_are_lists_and_the_title_is_the_networks_name() -> None:
    """As the network has them that has no table."""
    new = document("Partnerskapet för barnets rättigheter i praktiken")
    new.add_heading("Mål för Partnerskapet 2016-2019", 1)
    goals = ("Barnets rättigheter stärks lokalt", "Den nationella styrningen får genomslag", "Alla vet mer")
    for goal in goals:
        new.add_paragraph(goal, style="List Bullet")
    new.add_heading("Aktiviteter för genomförande av målen", 1)
    for goal, title in zip(goals, ("utveckla en gemensam metod", "ta del av strategin"), strict=False):
        new.add_paragraph(f"{goal} genom att")
        new.add_paragraph(title, style="List Bullet")
    plan = plan_in(new)
    assert (plan.network.name, plan.period.name) == ("Partnerskapet för barnets rättigheter i praktiken", "2016-2019")
    assert tuple(each.title for each in plan.goals) == goals
    assert [(each.title, each.goal) for each in plan.activities] == [
        ("utveckla en gemensam metod", goals[0]),
        ("ta del av strategin", goals[1]),
    ]
    assert left_in(new) == [] and f"Goal: {goals[2]}" in read(new).preview(EN)


def test_months_with_marks_are_the_times_of_activities() -> None:
    made = with_table(
        ("Aktivitet 2026", "Januari", "Februari", "Mars", "Maj"),
        ("Skriva", "x", "X", "", "x"),
        ("Läsa", "", "", "", ""),
        ("Nätverksträff", "", "14-15 Gävle", "", ""),
        title="Arbetsplan Barnens nätverk 2026",
    )
    plan = plan_in(made)
    assert [(each.title, each.when) for each in plan.activities] == [("Skriva", "januari-februari 2026, maj 2026")]
    (meeting,) = plan.meetings
    assert (str(meeting.days and meeting.days.first), meeting.host) == ("2026-02-14", "Gävle")
    assert left_in(made) == ["table 1, row 3: “Läsa” – no month has a mark; colours are not read"]


def test_a_meeting_without_a_year_or_a_host_that_is_no_member_is_reported() -> None:
    made = with_table(
        ("Möte", "När", "Värd"), ("Nätverksträff", "maj", "Gävle"), ("Nätverksträff", "maj 2027", "Kiruna")
    )
    assert [(each.when, each.host) for each in plan_in(made).meetings] == [("maj 2027", "")]
    assert left_in(made) == [
        "table 1, row 2: “maj: Nätverksträff” – no year is said",
        "table 1, row 3: “Kiruna” – is no member in the document",
    ]


def test_a_column_that_the_plan_has_no_place_for_is_reported_with_its_head() -> None:
    made = with_table(("Insats", "Indikator", "Tid"), ("Fråga barnen", "80 procent", "2026"), ("Svara", "", "2027"))
    assert [each.title for each in plan_in(made).activities] == ["Fråga barnen", "Svara"]
    assert left_in(made) == ["table 1, row 2: “Indikator: 80 procent”"]


def test_what_the_plan_refuses_is_taken_out_with_the_reason() -> None:
    made = with_table(HEADS, ("Kort", "", "", ""), ("L" * 400, "", "", ""))
    made.add_paragraph("Medlemmar är Gävle och Haninge.")
    assert [each.title for each in plan_in(made).activities] == ["Kort"]
    (line,) = left_in(made)
    assert line.startswith("table 1, row 3: “LLL") and line.endswith("“title” is one line of at most 300 characters.")


def test_chapters_with_a_place_in_the_plan_are_kept_in_their_words() -> None:
    new = document(BASE)
    for head, text in (("Syfte", "Att lära."), ("Bakgrund", "Det började 2004."), ("Arbetsformer", "Vi möts."),
                       ("Slutrapport", "Den skrivs 2027.")):  # fmt: skip
        new.add_heading(head, 1)
        new.add_paragraph(text)
    put_table(new, [("Vad", "När"), ("Ett", "2026")])
    plan = plan_in(new)
    assert (plan.network.aim, plan.period.background, plan.period.ways_of_working, plan.period.final_report) == (
        "Att lära.",
        ("Det började 2004.",),
        ("Vi möts.",),
        "Den skrivs 2027.",
    )


@pytest.mark.parametrize(
    ("lines", "name", "period"),
    [
        (["Arbetsplan 2026–2027", "Barnens nätverk"], "Barnens nätverk", "2026-2027"),
        (["Barnens nätverk", "Verksamhetsplan 2026/27"], "Barnens nätverk", "2026-2027"),
        (["Handlingsplan för Barnens nätverk", "Period: 2026-03-01 - 2027-02-28"], "Barnens nätverk", "2026-2027"),
        (["Barnens nätverk – verksamhetsplan för 2026"], "Barnens nätverk", "2026"),
        (["Nätverk: Barnens nätverk", "Inriktning för perioden 2026 till 2027"], "Barnens nätverk", "2026-2027"),
    ],
)
def test_the_name_and_the_period_are_read_where_they_stand(lines: list[str], name: str, period: str) -> None:
    new = document(lines[0])
    for line in lines[1:]:
        new.add_paragraph(line)
    put_table(new, [("Vad", "När"), ("Ett", "2026")])
    plan = plan_in(new)
    assert (plan.network.name, plan.period.name) == (name, period)
    if "-03-01" in lines[-1]:
        assert str(plan.period.starts) == "2026-03-01"


def test_what_is_missing_is_said_and_nothing_guessed() -> None:
    new = document("Arbetsplan")
    put_table(new, [("Vad", "När"), ("Ett", "maj")])
    understood = read(new)
    assert understood.plan is None and len(understood.missing) == 2
    assert read(new, network="Barnens nätverk", period="2026").plan is not None
    assert read(document(BASE)).missing


def test_a_period_without_a_year_is_none() -> None:
    assert read(document(BASE), period="våren").missing == read(document("Arbetsplan"), network="N").missing


def test_months_beside_the_member_that_hosts() -> None:
    made = with_table(("", "Maj 2026", "November 2026"), ("Gävle", "Nätverksträff", ""), ("Örebro", "", "Studiebesök"))
    assert [(each.when, each.kind, each.host) for each in plan_in(made).meetings] == [
        ("Maj 2026", "partnership", "Gävle"),
        ("November 2026", "study_visit", "Örebro"),
    ]
    assert left_in(made) == []


def test_beside_a_member_stands_what_is_reported_and_a_person_not_by_name() -> None:
    new = document(BASE)
    new.add_heading("Medlemmar", 1)
    for line in ("Gävle: Fiktiva Personsson", "Haninge (har inte beslutat)", "Örebro - Region Örebro län", "vännerna"):
        new.add_paragraph(line, style="List Bullet")
    assert [(each.name, each.state) for each in plan_in(new).members] == [
        ("Gävle", "active"),
        ("Haninge", "pending"),
        ("Örebro", "active"),
    ]
    assert [each.words for each in read(new).left] == ["", "har inte beslutat", "Region Örebro län", "vännerna"]


def test_excel_says_what_is_hidden_or_has_no_value() -> None:
    book = in_a_book(("Vad", "När"), ("Ett", "=A1&B1"), ("Två", "#REF!"))
    book.active["B5"].data_type = "e"
    hidden = book.create_sheet("Gömd")
    hidden.append(("Hemligt",))
    hidden.sheet_state = "hidden"
    understood = read(book, "plan.xlsx")
    assert understood.plan is not None and [each.title for each in understood.plan.activities] == ["Ett", "Två"]
    left = understood.not_understood(EN)
    assert left == [
        "sheet Sheet, cell B4: “=A1&B1” – the formula has no value; open the file in Excel and save it",
        "sheet Sheet, cell B5: “#REF!” – the formula ends in a fault",
        "sheet Gömd: is hidden, and not read",
    ]


def test_what_would_grow_without_end_is_refused() -> None:
    book = in_a_book(("Vad", "När"), ("Ett", "2026"))
    book.active.merged_cells.add("A10:XFD1048576")
    with pytest.raises(DocumentRefused):
        read(book, "plan.xlsx")
    new = document(BASE)
    for _ in range(MOST_ROWS):
        new._body._element.insert(0, new._body._element.makeelement(new._body._element[0].tag))
    new.add_paragraph("x" * 250_000)
    with pytest.raises(DocumentRefused):
        read(new)
    far = in_a_book(("Vad", "När"), ("Ett", "2026"))
    far.active["XFD1048576"] = "längst bort"
    assert read(far, "plan.xlsx").plan is not None


WORDS = st.sampled_from(
    ["Aktivitet", "Vad", "Hur", "När", "Kommentar", "Ansvarig", "Mål", "Värd", "Möte", "Kommun", "Maj",
     "Januari 2026", "2026", "2027", "x", "löpande", "maj 2026", "Gävle", "Nätverksträff Gävle", "1. Ett",
     "Medlemmar är Gävle, Örebro.", "Period: 2026", "Inriktning", "- punkt", "När: 2026", "=1+1", "<b>&amp;",
     "a\x0b\u202eb", "\ud800", "@channel <!here>", "Arbetsplan", "", "~", "Mål 1: Lära", "Aktiviteter",
     "Tidplan 2026", "999. ", "Maj (maj (maj", "((((", "Aktivitetsplan", "Kontaktpersoner", "Nätverk: Annat",
     "maj och", "{file}", "%s", "- - -", ": : :", "fullt ut!", "# nr"]
)  # fmt: skip
ODD = st.sampled_from(
    ["å" * 6_000, "1" * 40, "a-" * 300, "(" * 500, "0 " * 3_000, "och " * 900, "x(" * 900 + ")", "9" * 9_000]
)
TEXTS = st.one_of(WORDS, ODD, st.text(max_size=30))
NONSENSE = st.text("qzwåö", min_size=5, max_size=12)


def pieces_of(rows: list[list[str]], levels: list[int]) -> list[Piece]:
    """Rows of one text as lines, of more as tables of their own."""
    pieces: list[Piece] = [TextLine(BASE, AT, level=1)]
    for i, (row, level) in enumerate(zip(rows, levels, strict=True)):
        cells = [
            GridCell(clean(each), AT, is_continued=level == 3 and not clean(each), width=1 + level % 2) for each in row
        ]
        if len(row) == 1 and cells[0].line:
            pieces.append(
                TextLine(cells[0].line, AT, level % 3, is_item=i % 2 > 0, is_numbered=level == 3, depth=level % 2)
            )
        elif isinstance(pieces[-1], Grid):
            pieces[-1] = squared([*map(list, pieces[-1].rows), cells])
        else:
            pieces.append(squared([cells]))
    return pieces


LEVELS = st.lists(st.integers(0, 5), min_size=12, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=5), max_size=12), LEVELS)
def test_whatever_stands_in_a_document_can_be_read_and_shown(rows: list[list[str]], levels: list[int]) -> None:
    understood = understand(pieces_of(rows, levels[: len(rows)]), [], "plan.docx")
    for say in (EN, speak("sv")):
        assert all(isinstance(each, str) and each for each in understood.preview(say) + understood.not_understood(say))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.one_of(WORDS, NONSENSE), min_size=1, max_size=5), max_size=12), LEVELS)
def test_nothing_is_thrown_away_silently(rows: list[list[str]], levels: list[int]) -> None:
    """What nobody can understand is in the plan in its own words, or is reported, or the document has no plan in it."""
    understood = understand(pieces_of(rows, levels[: len(rows)]), [], "plan.docx")
    told = "\n".join(understood.preview(EN) + understood.not_understood(EN))
    below_heads = [row for row in rows if not any(map(column, row)) and not any(map(month_of, row))]
    for text in (each for row in below_heads for each in row if set(each) <= set("qzwåö") and len(each) > 4):
        assert understood.plan is None or text in told or NO_CONTACTS.in_words(EN) in told, (text, told)
