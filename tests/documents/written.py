"""The work plan of 2020-2021 as municipalities might have written it: its words, in Word and in several shapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

from bot.plan.nouns import Plan
from bot.plan.reading import read_plan

PLAN = Path(__file__).parent.parent.parent / "bot" / "plans" / "partnerskapet-2020-2021.yaml"
TITLE = "Arbetsplan - Partnerskapet för barnets rättigheter i praktiken 2020-2021"
MEMBERS = (
    "Partnerskapet består av 9 kommuner som arbetar utifrån en gemensam överenskommelse som antagits i respektive "
    "kommunstyrelse eller motsvarande. De medverkande kommunerna är: Borlänge, Degerfors/Karlskoga, "
    "Angered stadsdel/Göteborg, Gävle, Haninge, Uppsala, Västerås och Örebro."
)
AREAS = (
    "Utbildning/fortbildning kring lagen om barns rättigheter",
    "Lagens påverkan på kommunernas arbete",
    "Metodutveckling för att omsätta lagen i praktiken",
    "Spridning av kunskap om konkreta arbetsätt eller speciella projekt, inom såväl som utanför partnerskapet",
)
EXCHANGE = "Erfarenhetsutbyte mellan partnerskapets kommuner"
HEADS = ("Aktiviteter", "Hur", "När", "Kommentar")
ACTIVITIES = (
    (
        "1. Ta del av kunskap kring barnkonventionen som lag",
        "Samtal om kartläggning för hur svensk lag är anpassad till BK\nVägledning vid tolkning och tillämpning av BK\n"
        "Följa domar\nMed mera",
        "Jan 2020\nHöst 2020\nLöpande",
        "Information från BO om vägledningen\nLöpande följa utvecklingen inom området",
    ),
    (
        "2. Följa vad det innebär i det kommunala perspektivet med barnkonventionen som lag",
        EXCHANGE,
        "Löpande",
        "",
    ),
    (
        "3. Aktivt lyfta fram barnrättsperspektivet i mål, styrning och ledning",
        EXCHANGE,
        "Höst 2020 samt löpande",
        "BK koppling till styrkedjan med långsiktig förankring",
    ),
    (
        "4. Arbeta fördjupande med prövning av barnets bästa",
        f"{EXCHANGE}\nKunskapsinhämtning",
        "Löpande",
        "Av extern aktör",
    ),
    (
        "5. Utveckla våra arbetssätt för att låta barn och unga komma till tals",
        f"{EXCHANGE}\nOmvärldsspaning",
        "Löpande",
        "",
    ),
    (
        "6. Dokumentera våra erfarenheter i en rapport",
        "Samla in kommunernas erfarenheter\nBesluta om rapportens innehåll\nSlutföra rapporten",
        "Löpande\nVår 2021\nHöst 2021",
        "Diskutera vem som skriver rapporten",
    ),
    (
        "7. Använda hemsidan som ett sätt att sprida partnerskapets erfarenheter",
        "Varje kommun uppdaterar information på partnerskapets hemsida",
        "Löpande",
        "",
    ),
)
MONTHS = ("", "Januari", "Maj", "September", "November")
TIMETABLE = (
    MONTHS,
    ("2020", "Tjänstepersonsmöte", "Partnerskapsträff (digital) Karlskoga/Degerfors", "Tjänstepersonsmöte",
     "Partnerskapsträff Uppsala"),
    ("2021", "Tjänstepersonsmöte", "Partnerskapsträff Karlskoga/Degerfors", "Tjänstepersonsmöte",
     "Partnerskapsträff Örebro"),
)  # fmt: skip
MEETINGS = (
    ("Januari 2020", "Tjänstepersonsmöte", ""),
    ("Maj 2020", "Partnerskapsträff, digital", "Karlskoga/Degerfors"),
    ("September 2020", "Tjänstepersonsmöte", ""),
    ("November 2020", "Partnerskapsträff", "Uppsala"),
    ("Januari 2021", "Tjänstepersonsmöte", ""),
    ("Maj 2021", "Partnerskapsträff", "Karlskoga/Degerfors"),
    ("September 2021", "Tjänstepersonsmöte", ""),
    ("November 2021", "Partnerskapsträff", "Örebro"),
)
Rows = Sequence[Sequence[str]]


@cache
def as_planned() -> Plan:
    """The same, from the plan file that ships."""
    return read_plan(PLAN)


def saved(document: Any) -> bytes:
    """What a document or workbook is as a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def put_table(document: Any, rows: Rows) -> Any:
    """A table with these texts; each line of a text a paragraph."""
    table = document.add_table(len(rows), max(map(len, rows)))
    cells = table._cells
    for i, text in enumerate(text for row in rows for text in row):
        fill(cells[i], text)
    return table


def fill(cell: Any, text: str) -> None:
    """Write a cell, a paragraph for each line."""
    for i, line in enumerate(text.split("\n")):
        if i:
            cell.add_paragraph(line)
        else:
            cell.paragraphs[0].text = line


def document(title: str = TITLE) -> Any:
    """A document with its title."""
    new = Document()
    new.add_heading(title, 0)
    return new


def as_the_source() -> Any:
    """As the source has it: headings, members in the text, areas as bullets, two tables."""
    new = document()
    new.add_paragraph(MEMBERS)
    new.add_heading("Inriktning för Partnerskapet 2020-2021", 1)
    for area in AREAS:
        new.add_paragraph(area, style="List Bullet")
    new.add_heading("Aktivitetsplan", 1)
    put_table(new, [HEADS, *ACTIVITIES])
    new.add_heading("Tidplan", 1)
    put_table(new, TIMETABLE)
    return new


def with_other_columns() -> Any:
    """Other words and another order; numbers of their own; the table goes on after a page; a table of meetings."""
    new = Document()
    new.add_paragraph("Partnerskapet för barnets rättigheter i praktiken", style="Title")
    new.add_paragraph("Verksamhetsplan 2020–2021")
    new.add_paragraph("Fokusområden").runs[0].bold = True
    for area in AREAS:
        new.add_paragraph(f"- {area}")
    new.add_heading("Medverkande kommuner", 1)
    for name in ("Borlänge kommun", "Degerfors/Karlskoga", "Angered stadsdel/Göteborg", "Gävle kommun",
                 "Haninge kommun", "Uppsala kommun", "Västerås stad", "Örebro kommun"):  # fmt: skip
        new.add_paragraph(name, style="List Bullet")
    new.add_heading("Insatser", 1)
    heads = ("Nr", "Anmärkning", "Tidplan", "Insats", "Metod")
    rows = [(row[0][0], row[3], row[2], row[0][3:], row[1]) for row in ACTIVITIES]
    put_table(new, [heads, *rows[:3]])
    new.add_paragraph("Partnerskapet för barnets rättigheter i praktiken")
    put_table(new, rows[3:])
    new.add_heading("Mötesplan", 1)
    put_table(new, [("Möte", "Värd", "Datum"), *[(what, host, when) for when, what, host in MEETINGS]])
    return new


def merged() -> Any:
    """An activity over several rows, a heading over the whole table, months under their years, a time for two rows."""
    new = document("Handlingsplan för Partnerskapet för barnets rättigheter i praktiken, perioden 2020-2021")
    new.add_paragraph(MEMBERS)
    new.add_paragraph("Inriktning")
    for number, area in enumerate(AREAS, 1):
        new.add_paragraph(f"{number}. {area}")
    rows: list[list[str]] = [["Aktivitetsplan", "", "", ""], list(HEADS)]
    spans = []
    for title, how, when, comment in ACTIVITIES:
        whens = when.split("\n")
        lines = how.split("\n") if len(whens) > 1 else [how]
        spans.append((len(rows), len(lines)))
        for i, line in enumerate(lines):
            rows.append([title if not i else "", line, whens[i] if i < len(whens) else "", comment if not i else ""])
    table = put_table(new, rows)
    table.cell(0, 0).merge(table.cell(0, 3))
    for first, length in spans:
        for column in (0, 3):
            table.cell(first, column).merge(table.cell(first + length - 1, column))
    first = spans[3][0]  # activities 4 and 5 are both ongoing
    table.cell(first, 2).paragraphs[0].text, table.cell(first + 1, 2).paragraphs[0].text = "Löpande", ""
    table.cell(first, 2).merge(table.cell(first + 1, 2))
    new.add_paragraph("Tidplan")
    years = ("", "2020", "", "", "", "2021", "", "", "")
    kinds = ("Tjänstepersonsmöte", "X", "", "X", "", "X", "", "X", "")
    hosts = (
        "Partnerskapsträff",
        "",
        "Karlskoga/Degerfors (digital)",
        "",
        "Uppsala",
        "",
        "Karlskoga/Degerfors",
        "",
        "Örebro",
    )
    table = put_table(new, [years, ("", *MONTHS[1:], *MONTHS[1:]), kinds, hosts])
    table.cell(0, 1).merge(table.cell(0, 4))
    table.cell(0, 5).merge(table.cell(0, 8))
    return new


def as_lists() -> Any:
    """No table at all: numbered activities with bullets, and the meetings as lines under their years."""
    new = document()
    new.add_paragraph(MEMBERS)
    new.add_heading("Prioriterade områden", 1)
    for area in AREAS:
        new.add_paragraph(area, style="List Number")
    new.add_heading("Aktiviteter", 1)
    for title, how, when, comment in ACTIVITIES:
        new.add_paragraph(title[3:], style="List Number")
        whens = when.split("\n")
        for i, line in enumerate(how.split("\n")):
            time = f" ({whens[i].lower()})" if len(whens) > 1 and i < len(whens) else ""
            new.add_paragraph(line + time, style="List Bullet 2")
        if len(whens) == 1:
            new.add_paragraph(f"När: {when}", style="List Bullet 2")
        for line in comment.split("\n") if comment else ():
            new.add_paragraph(f"Kommentar: {line}", style="List Bullet 2")
    new.add_heading("Kalendarium", 1)
    for year in ("2020", "2021"):
        new.add_heading(year, 2)
        for when, what, host in MEETINGS:
            if year in when:
                new.add_paragraph(f"{when.split()[0]}: {what}{', värd ' if host else ''}{host}", style="List Bullet")
    return new


def in_english() -> Any:
    """In English, one table for meetings without a heading of its own."""
    new = Document()
    new.add_heading("Work plan 2020-2021", 0)
    new.add_paragraph("Name of the network: Partnerskapet för barnets rättigheter i praktiken")
    new.add_paragraph("The participating municipalities are Borlänge, Degerfors/Karlskoga, Angered stadsdel/Göteborg, "
                      "Gävle, Haninge, Uppsala, Västerås and Örebro.")  # fmt: skip
    new.add_heading("Focus areas", 1)
    for area in AREAS:
        new.add_paragraph(area, style="List Bullet")
    new.add_heading("Activities", 1)
    words = {"Löpande": "Ongoing", "Höst": "Autumn", "Vår": "Spring", "samt löpande": "and ongoing",
             }  # fmt: skip
    rows = [("What", "When", "Comments", "How"), *[(row[0], row[2], row[3], row[1]) for row in ACTIVITIES]]
    for old, word in words.items():
        rows = [(what, when.replace(old, word), comment, how) for what, when, comment, how in rows]
    put_table(new, rows)
    new.add_heading("Calendar", 1)
    english = {"Januari": "January", "Maj": "May", "Tjänstepersonsmöte": "Officials' meeting",
               "Partnerskapsträff": "Partnership meeting", ", digital": " (online)"}  # fmt: skip
    rows = [tuple(each) for each in MEETINGS]
    for old, word in english.items():
        rows = [tuple(cell.replace(old, word) for cell in row) for row in rows]
    put_table(new, rows)
    return new


SHAPES = {each.__name__: each for each in (as_the_source, with_other_columns, merged, as_lists, in_english)}


# the same in Excel


def put_rows(sheet: Any, rows: Rows, first: int = 0) -> int:
    """Write rows below what stands there, after an empty one; gives the number of the first."""
    top = first or sheet.max_row + (2 if sheet.max_row > 1 or sheet["A1"].value else 0)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text:
                sheet.cell(top + i, 1 + j, int(text) if text.isdecimal() else text)
    return top


def lines(*texts: str) -> Rows:
    return [[each] for each in texts]


def in_one_sheet() -> Any:
    """Everything below one another, as the source has it."""
    book = Workbook()
    sheet = book.active
    put_rows(sheet, lines(TITLE, MEMBERS), 1)
    put_rows(sheet, lines("Inriktning för Partnerskapet 2020-2021", *AREAS))
    put_rows(sheet, lines("Aktivitetsplan"))
    put_rows(sheet, [HEADS, *ACTIVITIES])
    put_rows(sheet, [("Tidplan",), *TIMETABLE])
    return book


def in_sheets() -> Any:
    """A sheet for each part, other columns, dates in the heads of months, a sheet for each year."""
    book = Workbook()
    first = book.active
    first.title = "Om nätverket"
    put_rows(first, [("Nätverk", "Partnerskapet för barnets rättigheter i praktiken"), ("Period", "2020-2021")], 1)
    names = ("Borlänge", "Degerfors/Karlskoga", "Angered stadsdel/Göteborg", "Gävle", "Haninge", "Uppsala", "Västerås",
             "Örebro")  # fmt: skip
    put_rows(book.create_sheet("Medlemmar"), [("Kommun",), *[(name,) for name in names]], 1)
    put_rows(book.create_sheet("Fokusområden"), lines(*AREAS), 1)
    heads = ("Nr", "Åtgärd", "Kommentar", "Metod", "Tid")
    put_rows(book.create_sheet("Åtgärder"), [heads, *[(r[0][0], r[0][3:], r[3], r[1], r[2]) for r in ACTIVITIES]], 1)
    for year in (2020, 2021):
        sheet = book.create_sheet(f"Möten {year}")
        for column, month in enumerate((1, 5, 9, 11), 2):
            sheet.cell(1, column, datetime(year, month, 1)).number_format = "mmm-yy"  # noqa: DTZ001  as Excel's own
        row = [(what, host) for when, what, host in MEETINGS if str(year) in when]
        hosts = [f"{host}, digital" if "digital" in what else host for what, host in row]
        put_rows(sheet, [("Tjänstepersonsmöte", *["" if host else "x" for host in hosts])], 2)
        put_rows(sheet, [("Partnerskapsträff", *hosts)], 3)
    return book


def merged_in_excel() -> Any:
    """An activity over several rows, each with its own time; a time for two activities; a goal over the whole table."""
    book = Workbook()
    sheet = book.active
    put_rows(sheet, lines(TITLE, MEMBERS), 1)
    put_rows(sheet, lines("Inriktning", *[f"- {area}" for area in AREAS]))
    rows: list[Sequence[str]] = [("Aktivitetsplan 2020-2021",), HEADS]
    spans = []
    for title, how, when, comment in ACTIVITIES:
        whens = when.split("\n")
        parts = how.split("\n") if len(whens) > 1 else [how]
        spans.append((len(rows), len(parts)))
        for i, part in enumerate(parts):
            rows.append((title if not i else "", part, whens[i] if i < len(whens) else "", comment if not i else ""))
    top = put_rows(sheet, rows)
    sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=4)
    for first, length in spans:
        for column in (1, 4):
            if length > 1:
                sheet.merge_cells(start_row=top + first, end_row=top + first + length - 1, start_column=column,
                                  end_column=column)  # fmt: skip
    first = top + spans[3][0]
    sheet.cell(first + 1, 3).value = None
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=3, end_column=3)
    put_rows(sheet, [("När", "Vad", "Värd"), *MEETINGS])
    return book


BOOKS = {each.__name__: each for each in (in_one_sheet, in_sheets, merged_in_excel)}
