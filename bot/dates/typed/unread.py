"""Refuses what stands in a sentence as a time and is not understood: beside a date that is read, or alone.

Nothing is read here. What is refused is told by rules: words for parts of a time, for how often, for about when and
for all but; words put together of a time and a part of it; figures that look like a date or a year.
"""

from __future__ import annotations

from bot.dates.typed.parts import NamedSpan, NotADate
from bot.dates.typed.sentences import is_case_number, is_numbered, stands_free
from bot.dates.typed.words import (
    BEFORE_A_DATE,
    COUNTED,
    HALVES,
    QUARTERS,
    SEASONS,
    SPELLED_ORDINALS,
    UNITS,
    WEEKENDS,
    WEEKS,
    DateTokens,
    Phrases,
    months,
    weekdays,
)
from bot.dates.when import FIRST_YEAR, LAST_YEAR

_PARTS = frozenset(
    {"borjan", "mitten", "slutet", "inledningen", "halvan", "halften", "veckan", "veckorna", "dagarna", "helgen",
     "helgerna", "manaderna", "beginning", "start", "middle", "end", "weeks", "days", "weekend", "mid"}
)  # fmt: skip
_OFTEN = frozenset({"varje", "varannan", "vartannat", "every", "each", "other", "varenda"})
_ABOUT = frozenset({"kring", "runt", "omkring", "cirka", "ca", "ungefar", "around", "circa", "roughly"})
_ALL_BUT = frozenset({"utom", "forutom", "exklusive", "except", "besides"})
_OTHER_THAN = frozenset({"foljande", "harom", "pafoljande", "following", "forrforra", "nastnasta", "stilla"})
_NOT_BEFORE = _PARTS | _OFTEN | _ABOUT | _ALL_BUT | _OTHER_THAN
_AFTERWARDS = frozenset({"darpa", "darefter", "dessforinnan", "thereafter", "varje", "varannan", "vartannat", "every"})
_BESIDE = frozenset({"efter", "fore", "innan", "after", "before"})
_OTHER_YEARS = Phrases(dict.fromkeys(
    ("aret darpa", "aret efter", "aret innan", "aret fore", "foljande ar", "the following year", "the year after",
     "the year before"), True
))  # fmt: skip
_VAGUE = Phrases(dict.fromkeys(
    ("haromdagen", "haromkvallen", "haromveckan", "haromsistens", "harom dagen", "om ett tag", "om ett litet tag",
     "om en stund", "om en tid", "om nagon tid", "pa ett tag", "ett tag sedan", "inom kort", "inom en snar framtid",
     "i framtiden", "pa sistone", "pa senaste tiden", "sa smaningom", "forr eller senare", "lange sedan", "lange sen",
     "in a while", "a while ago", "recently", "lately", "long ago", "some time ago", "in the future",
     "in the near future", "the other day", "the other week", "sooner or later", "narmaste tiden", "senaste tiden",
     "kommande tiden", "senare tid", "half term", "half - term", "school holidays", "bank holiday", "turn of the month",
     "i advent"), True
))  # fmt: skip
_ENGLISH_UNITS = frozenset({"week", "weeks", "fortnight", "month", "months", "days"})
_HOLIDAYS = frozenset({"holiday", "holidays", "break"})
_NTH = frozenset({*SPELLED_ORDINALS, "sista", "siste"})
_PARTS_OF_YEARS = QUARTERS | HALVES
_SMALL_WORDS = BEFORE_A_DATE | {"-", "av"}
_ROMAN = frozenset({"ii", "iii", "iv", "vii", "viii", "ix", "xi", "xii"})
_SAME = frozenset({"samma", "same"})
_NTH_WHAT = frozenset({"vecka", "veckan", "week", "manaden", "month", "helgen", "weekend"})
_AGO = frozenset({"sedan", "sen"})
_FURTHEST_OPENING = 5
_ASKS_WHICH = frozenset(
    {"vilka", "vilken", "vilket", "manga", "fa", "which", "what", "many", "few", "mest", "en", "ett", "nagon", "a"}
)  # fmt: skip
_TIMES = frozenset(
    {*months(), *SEASONS, "vinter", "jul", "pask", "pingst", "midsommar", "manads", "kvartals", "termins", "halvars",
     "vecko", "arbets", "nyars", "valborgs", "valborgsmasso", "tretton", "trettondags", "dymmel"}
)  # fmt: skip
_THEIR_PARTS = frozenset(
    {"dagar", "dagarna", "vecka", "veckan", "veckor", "veckorna", "manad", "manaden", "manaderna",
     "halvar", "halvaret", "skiftet", "skifte", "helg", "helgen", "helger", "helgerna", "kvall", "kvallen", "kvallar",
     "kvallarna", "slutet", "sasongen"}
)  # fmt: skip
_PUT_TOGETHER = (
    frozenset(time + part for time in _TIMES for part in _THEIR_PARTS)
    | frozenset(how + time for how in ("sen", "for", "hog", "mid") for time in (*SEASONS, "vinter", "vintern"))
    | {"midvecka", "weekdays", "weeknights", "midweek", "fortnight"}
) - {"forvar"}
"""As in månadsskiftet, sommarhalvåret, vardagar, julveckan, sensommaren."""


def refuse_beside(line: DateTokens, i: int, read: tuple[NamedSpan, int]) -> None:
    """Refuse what is read at `i` where something beside it says which time it is, and is not understood:
    "veckan efter midsommar", "varannan torsdag", "månadsskiftet maj/juni", "den 32 maj"."""
    end = read[1]
    if _OTHER_YEARS.at(line, end)[0] is not None:
        raise NotADate(line.typed(i, end - i + 3), "vague")
    _refuse_counted_before(line, i, end)
    _refuse_what_follows(line, i, read)
    _refuse_part_before(line, i, read)


def _refuse_counted_before(line: DateTokens, i: int, end: int) -> None:
    """Refuse a day that its month has not, and a time counted from another that stands right before it."""
    back = line.word(i - 1)
    if (number := line.tokens[i - 1].number if i else None) and 31 < number < 100 and line.word(i) in months():
        raise NotADate(line.typed(i - 1, 2), "impossible")  # "den 32 maj"
    if line.word(i) in ("on", "from") and back in _ENGLISH_UNITS:  # "a week on Thursday"
        raise NotADate(line.typed(i - 1, end - i + 1), "unknown")
    if line.word(i) in _BESIDE and (back in UNITS or back in weekdays() or back in WEEKENDS):
        raise NotADate(line.typed(i - 1, 4), "unknown")


def _refuse_what_follows(line: DateTokens, i: int, read: tuple[NamedSpan, int]) -> None:
    """Refuse a time after which more is said of which it is: "fredag 8 dagar", "v. 20, 21", "veckan efter"."""
    (named, end), last, after = read, line.word(read[1] - 1), line.word(read[1])
    if after in _HOLIDAYS:
        raise NotADate(line.typed(i, end - i + 1), "varies")
    is_in_days = UNITS.get(line.word(end + 1)) in ("day", "week") and after.isdecimal() and last in weekdays()
    is_a_week_later = named.kind == "day" and after == "week"  # "Monday week"
    is_row = named.kind == "week" and after == "," and line.number(end + 1, 53) and not line.word(end + 2).isalpha()
    is_counted_from = after in _AFTERWARDS or (after in _BESIDE and (last in UNITS or last in WEEKENDS))
    if is_in_days or is_a_week_later or is_row or is_counted_from:
        raise NotADate(line.typed(i, end - i + 2), "unknown")


def _refuse_part_before(line: DateTokens, i: int, read: tuple[NamedSpan, int]) -> None:
    """Refuse a time before which, small words aside, stands which part of it is meant, how often or about when."""
    (named, end), start = read, i
    while start > 0 and line.word(start - 1) in _SMALL_WORDS:
        start -= 1
    before = line.word(start - 1)
    is_day = named.kind == "month" and start == i and line.number(i - 1, 31) is not None  # "14 nästa månad"
    is_row = named.kind == "year" and line.number(i - 1, 12) is not None and line.number(i - 2, 31) is not None
    if is_day or is_row or line.word(start - 2) in _SAME:
        start -= 1 if is_day else 2
        raise NotADate(line.typed(start, end - start), "unknown")
    is_nth = (start == i or named.kind == "month") and before in _NTH
    is_part = before in _PUT_TOGETHER or (start == i and before in _PARTS_OF_YEARS)
    if named.kind == "year" and start == i and before in _ROMAN:  # "XI 2021"
        raise NotADate(line.typed(start - 1, end - start + 1), "unknown")
    if before in _NOT_BEFORE or ((is_nth or is_part) and line.word(start - 2) not in _ASKS_WHICH):
        raise NotADate(line.typed(start - 1, end - start + 1), "unknown")


def refuse_glued(line: DateTokens, i: int, end: int) -> None:
    """Refuse a time in words that goes on after a sign, as in v. 8/9, jan/feb/mars, 1 maj-helgen; not Maj-Britt."""
    more = line.word(end + 1)
    is_named = any(line.word(place).isalpha() for place in range(i, end)) and not line.close(i - 1, "/-.@_")
    if is_named and line.close(end, "/-") and (more.isdecimal() or more in _TIMES or more in WEEKENDS):
        raise NotADate(line.typed(i, end - i + 2), "unknown")


def refuse_decade(line: DateTokens, i: int) -> None:
    """Refuse 90-talet."""
    if line.word(i).isdecimal() and line.word(i + 1) == "-" and line.word(i + 2) in ("tal", "talet"):
        raise NotADate(line.typed(i, 3), "unknown")


def refuse_pair(line: DateTokens, i: int) -> None:
    """Refuse two numbers that a line joins and that may be a day and its month, or a month and its year: 14-5, 21-05,
    2021-5. Not "klass 4-6", "2-3 personer", "kl 9-16"."""
    one, other = line.number(i, 9999, digits=4), line.number(i + 2, 9999, digits=4)
    if one is None or other is None or not line.close(i + 1, "-") or is_case_number(line, i, i + 3):
        return
    is_part = line.close(i - 1, "-/.@_:") or line.close(i + 3, "-/.:") or line.word(i + 3).isalpha()
    if is_part or line.word(i - 1) in _HOURS:
        return
    low, high = sorted((one, other))
    is_zero_padded = any(line.word(at).startswith("0") for at in (i, i + 2))
    is_date = low <= 12 and (12 < high <= 31 or 1900 < high < 2200 or (is_zero_padded and high <= 31))
    if is_date:
        raise NotADate(line.typed(i, 3), "unknown")


def refuse_spaced(line: DateTokens, i: int) -> None:
    """Refuse the last two or three numbers of a line that may be a day, its month and its year: 14 5 21; and a time
    in short or in figures of which nobody knows what it is: h21, 0000, 18.11."""
    if not (line.word(i).isdecimal() or line.word(i) == "h"):
        return
    second, third = line.word(i + 1), line.word(i + 2)
    is_dotted = second == "." and line.close(i + 1, ".") and not line.word(i + 3)
    end = i + 3 if is_dotted else i + 1
    if is_numbered(line, i) or line.word(i - 1).isdecimal() or not stands_free(line, i, end):
        return
    if line.word(i) == "h" and line.number(line.skip(i + 1, "-"), 99) and len(line.word(line.skip(i + 1, "-"))) == 2:
        raise NotADate(line.typed(i, line.skip(i + 1, "-") + 1 - i), "unknown")
    if line.word(i) == "0000":
        raise NotADate(line.typed(i, 1), "out_of_range")
    before = line.word(i - 1)
    if before in WEEKS or before in months() or before in _HOURS or (not third and before in COUNTED):
        return
    one, other = line.number(i, 31), line.number(i + 2 if is_dotted else i + 1, 31)
    is_last = is_dotted or not third or (line.number(i + 2, 99) is not None and not line.word(i + 3))
    if one is None or other is None or not is_last or min(one, other) > 12:
        return
    if is_dotted and (other % 5 == 0 or len(third) < 2):  # an hour
        return
    raise NotADate(line.typed(i, 3), "unknown")


_HOURS = frozenset({"kl", "klockan", "at", "mellan", "between"})


def refuse_week(line: DateTokens, i: int) -> None:
    """Refuse a week that no year has, "vecka 60"."""
    word, number = line.word(i), line.skip(i + 1, ".")
    if word not in WEEKS or word == "w" or not line.word(number).isdecimal():
        return
    if len(word) > 1 or number > i + 1 or line.number(number, 99, digits=2) is not None:
        raise NotADate(line.typed(i, 2), "impossible")


def vague_at(line: DateTokens, i: int) -> NotADate | None:
    """The refusal of a time that no date names: häromdagen, för länge sedan, om ett tag, månadsskiftet."""
    found, end = _VAGUE.at(line, i)
    if found:
        return NotADate(line.typed(i, end - i), "vague")
    word = line.word(i)
    if word in _PUT_TOGETHER and line.word(i - 1) not in _ASKS_WHICH:
        return NotADate(line.typed(i, 1), "unknown")
    if word in _NTH_WHAT and line.word(i - 1) in _NTH:
        return NotADate(line.typed(i - 1, 2), "unknown")
    if word == "ago":
        return NotADate(line.typed(max(i - 2, 0), i + 1 - max(i - 2, 0)), "vague")
    if word in _AGO and (start := _opening(line, i)) is not None:
        return NotADate(line.typed(start, i - start + 1), "vague")
    return None


def _opening(line: DateTokens, i: int) -> int | None:
    """Where "för … sedan" begins."""
    return next((at for at in range(i - 2, max(i - _FURTHEST_OPENING, 0) - 1, -1) if line.word(at) == "for"), None)


def is_a_date(refused: NotADate, line: DateTokens, i: int) -> bool:
    """Not so for a case number (KS 13/45), a telephone number or an amount that only looked like a date on its way."""
    word = line.word(i)
    match refused.reason:
        case "varies" | "vague":
            return True
        case "out_of_range":
            return not word.isdecimal() or line.word(i + 1) in months() or _is_year(line, i)
        case "impossible" | "backwards" if line.word(i + 1) == "/":
            return _is_slashed_day(line, i)
        case "impossible" | "backwards":
            return len(word) < 8 or (word.isdecimal() and FIRST_YEAR <= int(word[:4]) <= LAST_YEAR)
    return False


def _is_year(line: DateTokens, i: int) -> bool:
    """Whether a number of four digits is a year nobody answers for, and not an amount or the number of something."""
    after = line.word(i + 1)
    return (
        line.number(i, 9999, digits=4) is not None
        and stands_free(line, i, i + 1)
        and not is_numbered(line, i)
        and not line.word(i - 1).isdecimal()
        and (not after.isalnum() or after in BEFORE_A_DATE)
    )


def _is_slashed_day(line: DateTokens, i: int) -> bool:
    """As in 31/2, 13/13-21; not 13/45, nor KS 13/13."""
    end = i + 3
    if line.close(end, "-/") and line.word(end + 1).isdecimal():
        end += 2
    days = line.number(i, 31), line.number(i + 2, 31)
    return None not in days and stands_free(line, i, end) and line.word(end) not in COUNTED
