"""Search among experiences: one function for SQLite (FTS5, trigrams) and PostgreSQL (pg_trgm).

The two only differ in how they find the rows that hold the words; how these are ranked is the same SQL. A very common
word is not ranked over everything: the newest `PROBED` rows that hold it are, which keeps any search fast.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import String, TextClause, bindparam, text
from sqlalchemy.dialects import registry
from sqlalchemy.orm import Session, aliased

from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, find_date, parse_date
from bot.dates.when import FIRST_YEAR, LAST_YEAR, ONE_DAY, Seasons, Span, add_months, moment
from bot.db import Moment
from bot.experiences.rules import Reader
from bot.feature.values import ButtonValue, number_in
from bot.intents.names import member_words, namings_in, spellings_of
from bot.intents.reading import Entities
from bot.language import fold
from bot.models import Experience, Network
from bot.models.experiences import READABLE
from bot.text import clean, one_line

MOST_TERMS: Final = 8
LONGEST_QUERY: Final = 120
SHORTEST_STEM: Final = 3
"""FTS5's trigrams and pg_trgm find nothing shorter."""
TITLE_ENDS: Final = "\n"
"""Stands between the title and the rest in what search reads."""

_WORD: Final = re.compile(r"[^\W_]+")
_QUALITY: Final = re.compile(r"(\w{3,}het)(?:s|ens?|ers?|ernas?)?$")
_DEFINITE: Final = re.compile(r"(?<=\w{4})(?:ans?|ets?)$")
_COMMON: Final = frozenset(
    """alla allt an and are att av blev bli da de dem den det detta dig din du efter eller en er ett for fran fore gor
    ha han har hon hos hur i inte is jag kan man med men mig min nar ni nu och of om oss pa sa sedan ska som the
    till to under upp ut vad var varit vi via vid vilka vilken ar at in on with what how we when who""".split()  # noqa: SIM905  (a page of quotes reads worse)
)
"""Words so common that they say nothing, folded."""


@dataclass(frozen=True)
class Term:
    """One word looked for: as it was typed (folded), and the part of it that all its forms share."""

    word: str
    stem: str


def words(text: str) -> list[str]:
    """The words of a text, small and without dots."""
    return _WORD.findall(fold(unicodedata.normalize("NFKC", clean(text))))


def searchable(title: str, texts: Iterable[str]) -> str:
    """What search reads of an experience: the title's words, then all others, a space around each."""
    return f" {' '.join(words(title))} {TITLE_ENDS} {' '.join(word for text in texts for word in words(text))} "


def terms(query: str) -> tuple[Term, ...]:
    """What to look for; common words only when there is nothing else. Whatever was typed, none is a syntax error."""
    query = one_line(query)[:LONGEST_QUERY]
    typed = list(dict.fromkeys(words(query)))
    telling = [each for each in typed if each not in _COMMON] or typed
    raw = {fold(each): each for each in _WORD.findall(unicodedata.normalize("NFKC", query).casefold())}
    return tuple(Term(word, _stem(raw.get(word, word), word)) for word in telling[:MOST_TERMS])


def _stem(raw: str, word: str) -> str:
    """What all forms of a word share: Snowball's Swedish stem, with two departures. -het stays, which Snowball takes
    off with what stands before it ("rättigheter" becomes "rätt"); -an and -et go, which Snowball leaves."""
    if quality := _QUALITY.match(raw):
        return fold(quality[1])
    from snowballstemmer import stemmer  # only who searches needs it; it keeps state, so each call has its own

    stem = fold(_DEFINITE.sub("", stemmer("swedish").stemWord(raw)))
    return stem if len(stem) >= SHORTEST_STEM and stem in word else word


PROBED: Final = 2000


@dataclass(frozen=True)
class Hits:
    """The hits of one page, best first. `all_words`: every word stands in each; else at least one does."""

    ids: tuple[int, ...]
    total: int
    """How many there are; `PROBED` means that many or more."""
    all_words: bool = True


@dataclass(frozen=True)
class WithinTime:
    """A time that is searched: what authors wrote that lies in it, all they wrote that names a time, and the moments
    between which the others were contributed."""

    texts: tuple[str, ...]
    dated: tuple[str, ...]
    starts: datetime
    ends: datetime

    @classmethod
    def of(
        cls, span: Span, written: Iterable[str], today: date, zone: ZoneInfo, seasons: Seasons | None = None
    ) -> WithinTime:
        """The time of those days, among the times that authors wrote."""
        named = {text: days for text in written if (days := _days_written(text, today, seasons))}
        within = tuple(text for text, days in named.items() if days.overlaps(span))
        return cls(within, tuple(named), moment(span.first, time(), zone), moment(span.last + ONE_DAY, time(), zone))


_YEARS: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


@lru_cache(maxsize=4096)
def _days_written(text: str, today: date, seasons: Seasons | None) -> Span | None:
    """The days that an author's words name whenever they are read; None for "i våras", which depends on when it was."""
    readings = []
    for day in (today, add_months(today, -12)):
        with suppress(NotADate, AmbiguousDate):
            readings.append(find_date(text, day, towards="past", seasons=seasons))
    if len(readings) == 2 and readings[0] == readings[1] and readings[0]:
        return readings[0].reach
    years = [int(each) for each in _YEARS.findall(text)]
    return Span(Span.year(min(years)).first, Span.year(max(years)).last) if years else None


@dataclass(frozen=True)
class Within:
    """What is searched: all, or one member's, of certain activities, of a time. The time is the one that its author
    wrote; where none is written, the day on which it was contributed."""

    member: int | None = None
    activities: tuple[int, ...] | None = None
    time: WithinTime | None = None

    @property
    def shape(self) -> tuple[bool, int, bool]:
        """Which conditions there are; each shape has a statement of its own."""
        return self.member is not None, -1 if self.activities is None else len(self.activities), self.time is not None

    def values(self) -> dict[str, Any]:
        """The values of its conditions."""
        values: dict[str, Any] = {f"activity{n}": each for n, each in enumerate(self.activities or ())}
        if self.member is not None:
            values["member"] = self.member
        if self.time is not None:
            values |= {"texts": self.time.texts, "dated": self.time.dated, "starts": self.time.starts,
                       "ended": self.time.ends}  # fmt: skip
        return values


EVERYTHING: Final = Within()


def search(
    session: Session,
    network: Network,
    reader: Reader,
    terms: Sequence[Term],
    *,
    within: Within = EVERYTHING,
    skip: int = 0,
    most: int = 8,
) -> Hits:
    """Find what holds all the words, else any of them, or without words the newest; only what the reader may read."""
    if not terms and within == EVERYTHING:
        return Hits((), 0)
    lookup = _Lookup(session.get_bind().dialect.name, network, reader, tuple(terms), within, skip, most)
    hits = _hits(session, lookup, all_words=True)
    return hits if hits.total or len(terms) < 2 else _hits(session, lookup, all_words=False)


@dataclass(frozen=True)
class _Lookup:
    dialect: str
    network: Network
    reader: Reader
    terms: tuple[Term, ...]
    within: Within
    skip: int
    most: int


def _hits(session: Session, lookup: _Lookup, *, all_words: bool) -> Hits:
    long = tuple(len(each.stem) >= SHORTEST_STEM for each in lookup.terms)
    rows = session.execute(
        _statement(lookup.dialect, long, lookup.reader.is_inside, all_words, lookup.within.shape),
        _values(lookup.network, lookup.terms, all_words)
        | lookup.within.values()
        | {"skip": lookup.skip, "most": lookup.most}
        | ({} if lookup.reader.is_inside else {"reader": lookup.reader.person_id}),
    ).all()
    return Hits(tuple(row.id for row in rows), rows[0].total if rows else 0, all_words)


def _values(network: Network, terms: Sequence[Term], all_words: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"network": network.id, "probed": PROBED}
    if not terms:
        return values
    values["ends"] = TITLE_ENDS
    for n, each in enumerate(terms):
        pattern = each.stem if len(each.stem) >= SHORTEST_STEM else f" {each.word} "
        values |= {f"inside{n}": pattern, f"start{n}": f" {each.stem}", f"whole{n}": f" {each.word} "}
        values[f"like{n}"] = f"%{pattern}%"
    quoted = [f'"{each.stem}"' for each in terms if len(each.stem) >= SHORTEST_STEM]
    return values | {"match": (" AND " if all_words else " OR ").join(quoted)}


@lru_cache(maxsize=256)
def _statement(
    dialect: str, long: tuple[bool, ...], is_inside: bool, all_words: bool, shape: tuple[bool, int, bool]
) -> TextClause:
    """The query for so many words: the newest rows that hold them, then their rank."""
    holds = (_held_in_sqlite if dialect == "sqlite" else _held_in_postgresql)(long, all_words)
    newest = "w.rowid" if "experience_words w" in holds else "e.id"
    states = ", ".join(f"'{each.value}'" for each in READABLE)
    contributed = f"e.state IN ({states})"
    theirs = f"({contributed} AND :reader IN (e.author_id, e.written_by_id))"
    readable = contributed if is_inside else f"({_published(dialect)} OR {theirs})"
    score = " + ".join(_score(n, "instr" if dialect == "sqlite" else "strpos") for n in range(len(long)))
    best = f"{score} DESC, " if score else ""
    made = text(f"""
        WITH held AS (
            SELECT e.id, e.search_text AS t FROM {holds}
            AND e.network_id = :network AND {readable} {_narrowed(*shape)}
            ORDER BY {newest} DESC LIMIT :probed
        )
        SELECT id, count(*) OVER () AS total FROM held ORDER BY {best}id DESC LIMIT :most OFFSET :skip
    """)
    if not shape[2]:
        return made
    return made.bindparams(
        bindparam("starts", type_=Moment), bindparam("ended", type_=Moment),
        bindparam("texts", type_=String, expanding=True), bindparam("dated", type_=String, expanding=True),
    )  # fmt: skip


def _published(dialect: str) -> str:
    """The condition that `is_published` is, for rows called e."""
    condition = aliased(Experience, name="e").is_published
    return str(condition.compile(dialect=registry.load(dialect)(), compile_kwargs={"literal_binds": True}))


def _narrowed(by_member: bool, activities: int, by_time: bool) -> str:
    conditions = ["AND e.member_id = :member"] if by_member else []
    if activities >= 0:
        conditions.append(f"AND e.activity_id IN ({', '.join(f':activity{n}' for n in range(activities)) or 'NULL'})")
    if by_time:
        conditions.append(
            "AND (e.time IN :texts OR (e.time NOT IN :dated AND e.created_at >= :starts AND e.created_at < :ended))"
        )
    return " ".join(conditions)


def _held_in_sqlite(long: tuple[bool, ...], all_words: bool) -> str:
    """Words of three letters or more come from the index, which CROSS JOIN makes the first to be read; shorter ones
    are looked for in the rows."""
    if not long:
        return "experiences e WHERE 1 = 1"
    likes = [f"e.search_text LIKE :like{n}" for n, is_long in enumerate(long) if not is_long]
    if not any(long) or (likes and not all_words):
        every = [f"e.search_text LIKE :like{n}" for n in range(len(long))]
        return f"experiences e WHERE ({_joined(every, all_words)})"
    short = f"AND {_joined(likes, all_words)}" if likes else ""
    return (
        "experience_words w CROSS JOIN experiences e ON e.id = w.rowid "
        f"WHERE experience_words MATCH :match {short}"
    )  # fmt: skip


def _held_in_postgresql(long: tuple[bool, ...], all_words: bool) -> str:
    likes = [f"e.search_text LIKE :like{n}" for n in range(len(long))]
    return f"experiences e WHERE ({_joined(likes, all_words) or '1 = 1'})"


def _joined(conditions: Sequence[str], all_words: bool) -> str:
    return (" AND " if all_words else " OR ").join(conditions)


def _score(n: int, position: str) -> str:
    """How well a row answers one word: in the title, as a word of its own, at a word's start, how often."""
    title_ends = f"{position}(t, :ends)"
    return f"""(
        CASE WHEN {position}(t, :inside{n}) BETWEEN 1 AND {title_ends} THEN 8 ELSE 0 END
        + CASE WHEN {position}(t, :start{n}) BETWEEN 1 AND {title_ends} THEN 3 ELSE 0 END
        + CASE WHEN {position}(t, :whole{n}) > 0 THEN 3 ELSE 0 END
        + CASE WHEN {position}(t, :start{n}) > 0 THEN 2 ELSE 0 END
        + CASE WHEN {position}(t, :inside{n}) > 0 THEN 2 ELSE 0 END
        + (length(t) - length(replace(t, :inside{n}, ''))) / length(:inside{n}) * 1.0
          / (4 + (length(t) - length(replace(t, :inside{n}, ''))) / length(:inside{n})) * 4
    )"""


_ACTIVITY: Final = re.compile(r"(?<!\w)(?:aktivitet(?:en)?|activity)\s+(?:nr\.?\s*|nummer\s+|#)?(\d{1,3})(?!\w)", re.I)
_TYPED: Final = re.compile(r"\S+")
_EDGES: Final = "\"'”“.,:;!?()"
_BEFORE_NAMES: Final = frozenset(["i", "fran", "from", "in", "av", "by", "of", "hos"])
"""Small words that go with a name or time that is taken out."""
_AFTER_NAMES: Final = frozenset(["kommun", "kommuns", "stad", "stads", "stadsdel", "municipality"])


@dataclass(frozen=True)
class Query(ButtonValue):
    """What is looked for. `member` is a row number, `activity` the number in the plan."""

    words: str = ""
    member: int | None = None
    activity: int | None = None
    time: Span | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return any(each is not None for each in (self.member, self.activity, self.time))

    def __str__(self) -> str:
        """As buttons and menus carry it: what it is narrowed to, then the words."""
        narrowed = (self.member, self.activity, _time_carried(self.time) if self.time else None)
        return ".".join([*("" if each is None else str(each) for each in narrowed), self.words[:LONGEST_QUERY]])

    @classmethod
    def read(cls, text: str) -> Query:
        """What a button carries; anything else is words."""
        parts = text.split(".", 3)
        if len(parts) < 4 or not all(not each or number_in(each) for each in parts[:2]):
            return cls(text[:LONGEST_QUERY])
        member, activity = (number_in(each) or None for each in parts[:2])
        try:
            return cls(parts[3][:LONGEST_QUERY], member, activity, _carried_time(parts[2]) if parts[2] else None)
        except ValueError:
            return cls(text[:LONGEST_QUERY])


def _time_carried(days: Span) -> str:
    """As a button carries it: a year, or a first and a last day."""
    if days == Span.year(days.first.year):
        return str(days.first.year)
    return f"{days.first:%Y%m%d}-{days.last:%Y%m%d}"


def _carried_time(text: str) -> Span:
    first, _, last = text.partition("-")
    days = Span(date.fromisoformat(first), date.fromisoformat(last)) if last else Span.year(int(text))
    if not FIRST_YEAR <= days.first.year <= days.last.year <= LAST_YEAR:
        raise ValueError(text)
    return days


def _with_names_whole(typed: str, members: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[str, list[Named]]:
    """What was typed, with a mark and a number for each name of one member or of none; and these names, as typed."""
    words = list(_WORD.finditer(typed))
    pieces, whole, end = [], list[Named](), 0
    for at, naming in namings_in([each[0] for each in words], spellings_of(members)).items():
        if len(naming.members) < 2:
            first, last = words[at].start(), words[at + naming.length - 1].end()
            pieces += [typed[end:first], f" {_NAME}{len(whole)} "]
            whole.append((typed[first:last], set(naming.members)))
            end = last
    return "".join([*pieces, typed[end:]]), whole


Named = tuple[str, set[int]]
_NAME: Final = "\0"
"""Stands before the number of a name that was found whole; nobody can type it."""


def _without_time(typed: str, entities: Entities) -> tuple[Span | None, str]:
    """The time that was typed, and the words without it; what may be several times, or none, is left as words."""
    words, reads = typed.split(), partial(parse_date, today=entities.today, towards="past", seasons=entities.seasons)
    with suppress(NotADate, AmbiguousDate):
        meant = find_date(typed, entities.today, towards="past", seasons=entities.seasons)
        for first, last in _rows(len(words)) if meant else ():
            with suppress(NotADate, AmbiguousDate):
                if reads(" ".join(words[first:last])) == meant:
                    return _taken_out(words, first, last, meant, reads)
    return None, typed


def _rows(count: int) -> Iterator[tuple[int, int]]:
    """All rows of so many words, the longest first."""
    return ((first, first + length) for length in range(count, 0, -1) for first in range(count - length + 1))


def _taken_out(
    words: Sequence[str], first: int, last: int, meant: NamedSpan, reads: Callable[[str], NamedSpan]
) -> tuple[Span, str]:
    if fold(words[first]) in _OF_A_TIME and last > first + 1:  # "från 2020" is of it
        with suppress(NotADate, AmbiguousDate):
            meant = reads(" ".join(words[first + 1 : last]))
    before = list(words[:first])
    while before and fold(before[-1]) in _BEFORE_NAMES:
        before.pop()
    return meant.reach, " ".join([*before, *words[last:]])


_OF_A_TIME: Final = frozenset(["fran", "from"])


def query_of(typed: str, entities: Entities) -> Query:
    """What was typed; names of members, a time and "activity 3" narrow the search instead of being looked for."""
    typed = one_line(typed)[:LONGEST_QUERY]
    activity = _ACTIVITY.search(typed)
    if activity:
        typed = f"{typed[: activity.start()]} {typed[activity.end() :]}"
    days, typed = _without_time(typed, entities)
    owners = tuple((number, tuple(each)) for number, each in entities.members)
    names = member_words(owners)
    typed, whole = _with_names_whole(typed, owners)
    left: list[str] = []
    member = None
    is_beside_name = False
    for raw in _TYPED.findall(typed):
        bare = raw.strip(_EDGES)
        if raw[0] == _NAME:
            raw, whose = whole[int(raw[1:])]
        else:
            whose = {number for part in re.split(r"[/-]", fold(bare)) for number in names.get(part, ())}
        if not bare and is_beside_name:
            continue  # a comma behind a name
        if len(whose) == 1 and member in (None, *whose):
            member = whose.pop()
        elif member is not None and is_beside_name and fold(bare) in _AFTER_NAMES:
            pass
        else:
            left.append(raw)
            is_beside_name = False
            continue
        is_beside_name = True
        if left and fold(left[-1]) in _BEFORE_NAMES:
            left.pop()
    return Query(" ".join(left), member, int(activity[1]) if activity else None, days)
