"""The final report as a Word file that Slack brings, for whoever gives it."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.blocks.messages import File
from bot.feature.call import Call
from bot.language import N_, speak
from bot.models import Period
from bot.report import WRITERS
from bot.report.chapters import compose
from bot.report.gathering import gather
from bot.report.model import Audience, ReportData

WORD: Final = ".docx"
FILES: Final = {
    Audience.INTERNAL: N_("final-report-internal"),
    Audience.PUBLIC: N_("final-report-public"),
    Audience.RESEARCH: N_("final-report-research"),
}
"""What the file is called, in the network's language as all in it."""


def data_of(call: Call, period: Period, audience: Audience = Audience.INTERNAL) -> ReportData:
    """All that a report on a period tells."""
    return gather(call.session, call.network, period, now=call.now, audience=audience)


def word_file(call: Call, data: ReportData) -> File:
    """The report; it is read now and written after the acknowledgement."""
    say = speak(call.network.language)
    document, name = compose(data, say), say.plain(FILES[data.audience]) + WORD
    return File(name, partial(WRITERS[WORD], document), alt=f"{document.title} – {document.subtitle}", title=name)
