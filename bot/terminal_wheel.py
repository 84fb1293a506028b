"""`natverksbot wheel`: the annual wheel as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.config import read_settings, terminal_language
from bot.dates.when import SystemClock
from bot.language import speak
from bot.reaching import CannotWork, open_database, prepare_database, why_no_database
from bot.terminal_chosen import chosen_network, others

FORMS: Final = (".svg", ".png")
"""The endings a wheel's file may have."""


def write_wheel(out: Path, year: int | None, key: str = "") -> None:
    """Write a year's wheel to a file, and print where it is. `key`: the network's in its plan file; without one, the
    network that runs longest; without a year, today's, or the nearest that the plan has something for."""
    from bot.files import wheel_plan

    database = open_database(read_settings().database_url, must_exist=True)
    say = speak(terminal_language())
    try:
        prepare_database(database)
        with database.reading() as session:
            network = chosen_network(session, key)
            wanted = _year(wheel_plan.years_of(session, network), year, SystemClock().now().date())
            wheel_plan.write_wheel(session, network, wanted, speak(network.language), out)
            rest = others(session, network, say)
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    except OSError as fault:
        raise CannotWork(say.plain("{path} cannot be written: {fault}.", path=out, fault=fault.strerror)) from fault
    finally:
        database.engine.dispose()
    typer.echo(say.plain("The annual wheel of {year} is in {path}.", year=wanted, path=out))
    if rest and not key:
        typer.echo(rest)


def _year(years: list[int], wanted: int | None, today: date) -> int:
    if not years:
        raise CannotWork("The network has no period and no meeting, so there is no year to draw.")
    if wanted is not None and wanted not in years:
        raise CannotWork(f"The plan has nothing in {wanted}; it has for {', '.join(map(str, years))}.")
    return wanted if wanted is not None else min(years, key=lambda each: abs(each - today.year))
