"""The final report, as Word, PDF, HTML or Markdown (domain 17). The same data give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot import store, store_report
from bot.db import Database
from bot.files.report.chapters import compose
from bot.files.report.document import Document
from bot.files.report.model import Audience, gather
from bot.language import N_, speak
from bot.models import Network, Period

Writer = Callable[[Document], bytes]


class ReportRefused(Exception):
    """The report cannot be made: one sentence in the source language, with its values."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence.format_map(values))
        self.sentence = sentence
        self.values = values


def _docx(document: Document) -> bytes:
    from bot.files.report.docx import docx

    return docx(document)


def _html(document: Document) -> bytes:
    from bot.files.report.html import html

    return html(document)


def _pdf(document: Document) -> bytes:
    from bot.files.report.pdf import pdf

    return pdf(document)


def _markdown(document: Document) -> bytes:
    from bot.files.report.markdown import markdown

    return markdown(document)


WRITERS: Final[Mapping[str, Writer]] = {".docx": _docx, ".html": _html, ".pdf": _pdf, ".md": _markdown}
"""By the file's ending; what a writer needs is imported when it is used."""


def report(database: Database, out: Path | str, audience: str, now: datetime) -> Path:
    """Write the report of the network that runs longest to a file, its kind given by the ending; tell where it is.

    `audience` is internal, public or research. Raises ReportRefused with one sentence.
    """
    path, chosen = Path(out), _audience(audience)
    writer_for(path)
    with database.reading() as session:
        network = store_report.network_that_runs_longest(session)
        if network is None:
            raise ReportRefused(N_("No network is loaded yet. Load one first: natverksbot load PLAN"))
        period = store.period_at(session, network, now.date())
        if period is None:
            raise ReportRefused(N_("The network has no period to report on. Load its plan: natverksbot load PLAN"))
        write_report(session, network, period, path, now=now, audience=chosen)
    return path


def write_report(
    session: Session,
    network: Network,
    period: Period,
    out: Path,
    *,
    now: datetime,
    audience: Audience | str = Audience.INTERNAL,
    language: str | None = None,
) -> None:
    """Write one period's report, in the network's language unless another is given. Raises ReportRefused."""
    content = content_of(session, network, period, out.suffix, now=now, audience=audience, language=language)
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise ReportRefused(
            N_("{path} cannot be written: {why}. Choose another folder."),
            path=out,
            why=fault.strerror or type(fault).__name__,
        ) from fault


def content_of(
    session: Session,
    network: Network,
    period: Period,
    ending: str,
    *,
    now: datetime,
    audience: Audience | str = Audience.INTERNAL,
    language: str | None = None,
) -> bytes:
    """The report's bytes, for who sends it on instead of saving it. Raises ReportRefused."""
    writer = writer_for(Path(f"report{ending}"))
    told = gather(session, network, period, now=now, audience=_audience(audience))
    return writer(compose(told, speak(language or network.language)))


def writer_for(path: Path) -> Writer:
    """The writer for a file's ending. Raises ReportRefused."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ReportRefused(
            N_("A report ends in {known}, not in “{ending}”. For example: report.docx"),
            known=", ".join(WRITERS),
            ending=path.suffix or path.name,
        )
    return writer


def _audience(name: str) -> Audience:
    try:
        return Audience(name)
    except ValueError:
        raise ReportRefused(
            N_("A report is for {known}, not for “{name}”."), known=", ".join(Audience), name=name
        ) from None
