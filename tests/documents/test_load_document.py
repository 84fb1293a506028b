"""`natverksbot load PLAN.docx`: what is shown, asked and stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.errors import CannotWork
from bot.terminal import printing
from bot.terminal.files import show_plan
from tests.databases import empty
from tests.documents.written import PLAN, as_the_source, document, put_table, saved


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'natverksbot.db'}")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    empty(tmp_path / "natverksbot.db").engine.dispose()
    (tmp_path / "plan.docx").write_bytes(saved(as_the_source()))
    return tmp_path


def rows(folder: Path, query: str) -> list[Any]:
    engine = create_engine(f"sqlite:///{folder / 'natverksbot.db'}")
    with engine.connect() as connection:
        found = [tuple(each) for each in connection.execute(text(query))]
    engine.dispose()
    return found


def load(name: str = "plan.docx", **options: Any) -> None:
    printing.load(Path(name), None, options.pop("dry_run", False), options.pop("yes", False), **options)


def test_nothing_is_stored_before_somebody_agrees(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(dry_run=True)
    with pytest.raises(CannotWork, match=r"Ingenting sparades\. .*--yes"):
        load()
    out = capsys.readouterr().out
    assert rows(folder, "select * from networks") == []
    assert "Aktivitet 7: Använda hemsidan" in out
    assert "Möte: Maj 2020, Partnerskapsträff, digitalt, värd Degerfors/Karlskoga" in out
    assert "stycke 2: ”Partnerskapet består av 9 kommuner" in out
    load(yes=True)
    assert rows(folder, "select count(*) from activities") == [(7,)]
    assert rows(folder, "select key from networks") == [("partnerskapet-for-barnets-rattigheter-i-praktiken",)]
    capsys.readouterr()
    load(yes=True)
    assert "Inget att ändra" in capsys.readouterr().out


def test_a_document_of_a_known_network_takes_nothing_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printing.load(PLAN, None, False, True)
    capsys.readouterr()
    show_plan("", "")
    before = capsys.readouterr().out
    load(yes=True)
    assert "Inget att ändra" in capsys.readouterr().out
    show_plan("", "")
    assert capsys.readouterr().out == before
    assert "Östersund" in before and "host_reason" in before


def test_what_the_document_does_not_say_is_asked_for(folder: Path) -> None:
    new = document("Arbetsplan")
    put_table(new, [("Vad", "När"), ("Träffas och lära av varandra", "Maj")])
    Path("plan.docx").write_bytes(saved(new))
    with pytest.raises(CannotWork) as refused:
        load(yes=True)
    assert "--network-name" in str(refused.value) and "--period" in str(refused.value)
    load(yes=True, network="Barnens nätverk", period="2026")
    assert rows(folder, "select name, starts, ends from periods") == [("2026", "2026-01-01", "2026-12-31")]
    assert rows(folder, "select title from activities") == [("Träffas och lära av varandra",)]


def test_a_file_that_is_none_or_not_there_is_one_sentence(folder: Path) -> None:
    (folder / "plan.xlsx").write_bytes(b"Arbetsplan")
    with pytest.raises(CannotWork, match=r"plan\.xlsx is no Word or Excel file"):
        load("plan.xlsx", yes=True)
    with pytest.raises(CannotWork, match=r"There is no file none\.docx\."):
        load("none.docx", yes=True)
    assert rows(folder, "select * from networks") == []
