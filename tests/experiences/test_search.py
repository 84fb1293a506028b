"""Search on both databases gives the same, and stays fast when a very common word stands in many rows."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, text, update

from bot.dates.when import STOCKHOLM, Span, steady
from bot.db import Database, open_engine
from bot.experiences.rules import Reader
from bot.experiences.search import EVERYTHING, PROBED, Within, WithinTime, search, searchable, terms
from bot.migrations import bring_up_to_date
from bot.models import Experience, ExperienceState, Network, Person, Role
from tests.patience import min_until
from tests.postgres import new_database, postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import NOW

TEXTS = {
    "Så gör vi barnkonsekvensanalyser": "En mall i tre steg, prövad i skolan.",
    "Skolval för alla": "Eleverna valde. Åtta skolor deltog.",
    "Budget med barnperspektiv": "En konsekvensanalys gjordes av budgeten; skolval nämns.",
    "Örtagården": "Ungdomarna planterade.",
    "100 % av förskolorna_": 'It\'s "done" a:b, IT-stöd.',
}
ASKED = ("konsekvensanalys", "skolan", "elever", "örtagård", "ortagard", "it", "%", "_", "a:b", "skolval budget", "100",
         "budget rymdfart", "och", "år", "förskola")  # fmt: skip


def fill(database: Database, many: int = 0) -> Network:
    """A network with the texts, and so many rows that all hold one word."""
    with database.writing() as session:
        network = Network(key="n", name="N", settings={})
        session.add(network)
        session.flush()
        kept = [(title, did, searchable(title, [did])) for title, did in TEXTS.items()]
        long = "Barnen i kommunen. " * 40
        like = searchable("Barn 0", [long])  # once for all: they differ in their number only
        kept += [(f"Barn {n}", long, like.replace(" 0 ", f" {n} ", 1)) for n in range(many)]
        session.execute(
            insert(Experience),
            [
                {
                    "network_id": network.id, "title": title, "did": did, "created_at": NOW, "changed_at": NOW,
                    "search_text": text, "may_publish": n % 2 == 0, "version": 1,
                    "state": ExperienceState.APPROVED if n % 4 == 0 else ExperienceState.CONTRIBUTED,
                }
                for n, (title, did, text) in enumerate(kept)
            ],
        )  # fmt: skip
    return network


def found(
    database: Database, network: Network, asked: str, within: Within = EVERYTHING, *, is_inside: bool = True,
    by: int | None = None,
) -> tuple[int, ...]:  # fmt: skip
    with database.reading() as session:
        return search(session, network, Reader(by, is_inside), terms(asked), within=within, most=50).ids


def test_both_databases_find_the_same_in_the_same_order(database, postgres):  # noqa: F811
    here, there = fill(database), fill(postgres)
    for asked in ASKED:
        for is_inside in (True, False):
            one = found(database, here, asked, is_inside=is_inside)
            assert one == found(postgres, there, asked, is_inside=is_inside), asked
    assert found(database, here, "konsekvensanalys") == (1, 3)


def test_both_databases_give_an_author_outside_what_is_theirs(database, postgres):  # noqa: F811
    for each in (database, postgres):
        network = fill(each)
        with each.writing() as session:
            author, writer = (
                Person(network_id=network.id, name=name, role=Role.OFFICIAL) for name in ("Författare", "Skrivare")
            )
            session.add_all([author, writer])
            session.flush()
            session.execute(update(Experience).where(Experience.id == 2).values(author_id=author.id))
            session.execute(update(Experience).where(Experience.id == 3).values(written_by_id=writer.id))
        outside = [found(each, network, "skolval", is_inside=False, by=by) for by in (author.id, writer.id, None)]
        assert outside == [(2,), (3,), ()]


def test_both_databases_narrow_alike(database, postgres):  # noqa: F811
    def within(span):
        return Within(time=WithinTime.of(span, ["", "hösten 2019"], NOW.date(), STOCKHOLM))

    this_year = within(Span.year(2020))
    for each in (database, postgres):
        network = fill(each)
        with each.writing() as session:
            session.execute(update(Experience).where(Experience.id == 2).values(time="hösten 2019"))
        assert found(each, network, "skolval", this_year) == (3,)
        assert found(each, network, "", this_year) == (5, 4, 3, 1)
        assert found(each, network, "", this_year, is_inside=False) == (5, 1)
        assert (
            found(each, network, "", within(Span.year(2019)))
            == found(each, network, "", within(Span.months(2019, 9, 10)))
            == (2,)
        )
        assert found(each, network, "", within(Span.months(2019, 1, 6))) == ()
        for nobody in (Within(member=7), Within(activities=()), Within(activities=(1, 2))):
            assert found(each, network, "skolval", nobody) == found(each, network, "", nobody) == ()


def test_without_the_right_to_install_trigrams_search_still_finds(postgres_server):  # noqa: F811
    url = new_database(postgres_server)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS weak"))
        connection.execute(text("CREATE ROLE weak LOGIN"))
        connection.execute(text("GRANT CREATE ON SCHEMA public TO weak"))
        connection.execute(text(f"REVOKE CREATE ON DATABASE {engine.url.database} FROM PUBLIC"))
    engine.dispose()
    weak = open_engine(url.replace("//test@", "//weak@"))
    bring_up_to_date(weak)
    with weak.connect() as connection:
        assert not connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"))
    database = Database(weak)
    network = fill(database)
    assert found(database, network, "konsekvensanalyser") == (1, 3)
    weak.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_word_in_every_row_is_found_fast_and_a_rare_one_among_them(kind, request):
    database = request.getfixturevalue("database" if kind == "sqlite" else "postgres")
    network = fill(database, many=20_000)
    for asked in ("barn", "skolval", "barn kommun", "barn rymdfart"):

        def seconds(asked: str = asked) -> float:
            began = steady()
            with database.reading() as session:
                hits = search(session, network, Reader(is_inside=True), terms(asked))
            assert hits.ids and hits.total <= PROBED
            return steady() - began

        assert min_until(1.0, seconds) < 1.0, asked
    assert found(database, network, "skolval")[0] == 2
