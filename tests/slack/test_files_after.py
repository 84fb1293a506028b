"""Files and pictures are made after the acknowledgement: none of what makes them is needed to answer."""

from __future__ import annotations

import sys
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.blocks.messages import Message
from bot.models import Attendance, Meeting, Member, Role
from tests.plan_world import PlanWorld
from tests.world import NOW

MAKERS = ("resvg_py", "drawsvg", "icalendar", "docx", "typst")
"""What draws pictures and writes files, and takes its time."""
MAKING = ("bot.drawing", "bot.wheel", "bot.calendar.file", "bot.report.writers.docx", "bot.report.writers.pdf")
"""Our own modules around them, with those that import these at their top: the charts."""
CHARTS = ("bot.activities.coverage_chart", "bot.meetings.attendance_files")


@pytest.mark.parametrize(
    "typed", ["/mote kalender", "/natverk årshjul", "/natverk närvaro", "/aktiviteter täckning", "/natverk rapport"]
)
def test_a_command_with_files_is_answered_without_what_makes_them(database, monkeypatch, typed):
    world = PlanWorld(database)
    world.now = datetime(2020, 12, 1, 9, tzinfo=NOW.tzinfo)
    with database.reading() as session:
        may, member = min(session.scalars(select(Meeting.id))), min(session.scalars(select(Member.id)))
    world.add(Attendance(meeting_id=may, member_id=member, role=Role.OFFICIAL, came=True, noted_at=world.now))
    for each in MAKERS:
        monkeypatch.setitem(sys.modules, each, None)
    for each in [name for name in sys.modules if name.startswith(MAKING + CHARTS)]:
        monkeypatch.delitem(sys.modules, each)  # what has been imported has what it needs
    answered = world.ask(world.coordinator, typed)
    assert isinstance(answered.answer, Message) and not answered.refused and answered.answer.files
    for file in answered.answer.files:
        if not file.name.endswith(".csv"):
            with pytest.raises(ImportError):
                file.make()
