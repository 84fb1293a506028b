"""The research export: experiences whose authors let research use them, as CSV or JSON, with a codebook (domain 16).

No names of persons: no column holds one, and known names, addresses and numbers in the texts are taken out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.experiences import store as experiences_store
from bot.experiences.fields import FACTS, FIELDS, texts_of
from bot.language import N_, Say, speak
from bot.models import Experience, Network
from bot.report import store as report_store
from bot.text import clean

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula when it stands first."""

COLUMNS: Final = {
    "number": N_("The experience's number in the network's bot; the same in every export."),
    "period": N_("The period of the network's agreement."),
    "member": N_("The member (municipality, pair of municipalities, city district or other) it comes from."),
    "municipalities": N_("The municipalities of that member, with semicolons between."),
    "goal": N_("The goal or focus area of the activity."),
    "activity_number": N_("The activity's number in the plan of the period; empty: no activity."),
    "activity": N_("The activity's title."),
    **{each.name: each.codebook for each in FACTS},
    "contributed": N_("The day it was contributed, as year-month-day."),
    **{each.name: each.codebook for each in FIELDS if each not in FACTS},
}
"""What each column holds."""


def research(session: Session, network: Network, ending: str) -> dict[str, bytes]:
    """The files of the export by what is added to the name: ".json", or ".csv" and "-codebook.csv"."""
    say = speak(network.language)
    rows = rows_of(session, network)
    if ending == ".json":
        return {".json": _json(network, rows, say)}
    return {".csv": _csv(list(COLUMNS), rows), "-codebook.csv": _csv(["column", "holds"], codebook(say))}


def research_files(session: Session, network: Network, out: Path) -> dict[Path, bytes]:
    """The files of the export, where they are to stand; the codebook beside."""
    ending = out.suffix.lower()
    files = research(session, network, ending)
    return {out if added == ending else out.with_name(out.stem + added): content for added, content in files.items()}


def codebook(say: Say) -> list[dict[str, Any]]:
    """Each column with what it holds."""
    return [{"column": name, "holds": say.plain(holds)} for name, holds in COLUMNS.items()]


def rows_of(session: Session, network: Network) -> list[dict[str, Any]]:
    """One row for each experience, the first contributed first."""
    known = experiences_store.known_names(session, network)
    zone = ZoneInfo(network.timezone)

    def plain(text: str) -> str:
        return known.without(clean(text))

    experiences = report_store.for_research(session, network)
    rows = (_row(each, each.created_at.astimezone(zone).date(), plain) for each in experiences)
    return [{name: row[name] for name in COLUMNS} for row in rows]


def _row(experience: Experience, day: date, plain: Callable[[str], str]) -> dict[str, Any]:
    member, activity = experience.member, experience.activity
    return {
        "number": experience.id,
        "period": clean(experience.period.name) if experience.period else "",
        "member": clean(experience.member_name),
        "municipalities": "; ".join(
            clean(str(each)) for each in member.in_period(experience.period_id, "municipalities")
        )
        if member
        else "",
        "goal": plain(activity.goal.title) if activity and activity.goal else "",
        "activity_number": activity.number if activity else None,
        "activity": plain(activity.title) if activity else "",
        "contributed": day.isoformat(),
        **{name: plain(text) for name, text in texts_of(experience).items()},
    }


def _json(network: Network, rows: Sequence[dict[str, Any]], say: Say) -> bytes:
    export = {"network": clean(network.name), "codebook": codebook(say), "experiences": rows}
    return (json.dumps(export, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> bytes:
    """UTF-8 with its mark, which spreadsheets need to read å ä ö; a cell is never a formula."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({name: defused(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def defused(value: Any) -> Any:
    """A cell that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" \n\xa0").startswith(FORMULA):
        return f"'{value}"
    return value
