"""The final report, as Word, PDF, HTML or Markdown (domain 17). The same data give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bot.language import N_, speak
from bot.models import Network, Period
from bot.report.chapters import compose
from bot.report.document import Document
from bot.report.gathering import gather
from bot.report.model import Audience
from bot.report.whole import write_whole

Writer = Callable[[Document], bytes]


def _docx(document: Document) -> bytes:
    from bot.report.writers.docx import docx

    return docx(document)


def _html(document: Document) -> bytes:
    from bot.report.writers.html import html

    return html(document)


def _pdf(document: Document) -> bytes:
    from bot.report.writers.pdf import pdf

    return pdf(document)


def _markdown(document: Document) -> bytes:
    from bot.report.writers.markdown import markdown

    return markdown(document)


WRITERS: Final[Mapping[str, Writer]] = {".docx": _docx, ".html": _html, ".pdf": _pdf, ".md": _markdown}
"""By the file's ending; what a writer needs is imported when it is used."""
WORD_ASKS: Final = N_("Word asks whether to update fields: answer yes, and the contents get their page numbers.")
"""What to tell whoever gets a Word file."""


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
    """One period's report as a file of that ending, in the network's language unless another is given."""
    data = gather(session, network, period, now=now, audience=Audience(audience))
    return WRITERS[ending](compose(data, speak(language or network.language)))


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
    """Write one period's report, its kind given by the name's ending. Raises OSError when it cannot be written."""
    content = content_of(session, network, period, out.suffix.lower(), now=now, audience=audience, language=language)
    write_whole(out, content)
