"""Sweden's public holidays, by the law on them (1989:253); a test holds them to the `holidays` package.

The package brings every country's: 19 MB and a third of a second for fourteen days a year.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from dateutil.easter import easter

FIXED: Final = ((1, 1), (1, 6), (5, 1), (12, 25), (12, 26))
FROM_EASTER: Final = (-2, 0, 1, 39, 49)
"""Good Friday, Easter Day and Monday, Ascension Day, Whit Sunday."""
SATURDAY: Final = 5


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """The year's public holidays, those on Sundays too; since 2005 the sixth of June in the place of Whit Monday."""
    easter_day = easter(year)
    return frozenset(
        {
            *(date(year, month, day) for month, day in FIXED),
            *(easter_day + timedelta(days=days) for days in FROM_EASTER),
            date(year, 6, 6) if year >= 2005 else easter_day + timedelta(days=50),
            _saturday_from(date(year, 6, 20)),
            _saturday_from(date(year, 10, 31)),
        }
    )


def as_sundays(year: int) -> frozenset[date]:
    """The eves that the law on annual leave counts as Sundays: Midsummer's, Christmas and New Year's (1977:480)."""
    midsummer = _saturday_from(date(year, 6, 20))
    return frozenset({midsummer - timedelta(days=1), date(year, 12, 24), date(year, 12, 31)})


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)
