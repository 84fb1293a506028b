"""On days in no period: what is said is what was when one ended, and what will be when the next begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.models import Member, Membership, Network, Period, Role
from bot.network.membership import periods_around
from bot.website.published import gather
from tests.databases import fill_alike
from tests.network.test_periods import load_both
from tests.world import World, words_of

BEFORE, GAP, RUNS, AFTER = (
    datetime(*day, 8, tzinfo=UTC) for day in ((2015, 6, 1), (2019, 12, 10), (2020, 5, 1), (2022, 2, 1))
)
ENDED = "Perioden 2016-2019 tog slut den 31 oktober 2019."
BEGINS = "Perioden 2020-2021 börjar den 1 januari 2020."
FIRST = "Perioden 2016-2019 börjar den 1 januari 2016."
LAST = "Perioden 2020-2021 tog slut den 31 december 2021."


class Gap(World):
    """The Partnership whose first period ended two months before the second begins, in which Uppsala has a new name."""

    def __init__(self, database):
        super().__init__(database)
        fill_alike(database, load_both)
        with database.writing() as session:
            _part(session)
        with database.reading() as session:
            self.network_id = session.scalars(select(Network.id)).one()
            self.members = {each.name: each.id for each in session.scalars(select(Member))}
        self.official = self.person("Tjänsteperson, Gävle", Role.OFFICIAL, self.members["Gävle"])

    def published(self) -> str:
        with self.database.reading() as session:
            return gather(session, session.get_one(Network, self.network_id), self.now).members_in_number


def _part(session):
    first = session.scalars(select(Period).where(Period.name == "2016-2019")).one()
    first.ends = date(2019, 10, 31)
    renamed = session.scalars(select(Member).where(Member.name == "Uppsala")).one()
    renamed.keep([first.id], "name", "Uppsala")
    renamed.name = "Uppsala med omnejd"
    late = session.scalars(
        select(Membership).join(Member).where(Member.name == "Örebro", Membership.period_id != first.id)
    ).one()
    late.starts = date(2020, 9, 1)


@pytest.fixture
def world(database) -> Gap:
    return Gap(database)


@pytest.mark.parametrize(
    ("now", "says"),
    [(BEFORE, [FIRST]), (GAP, [ENDED, BEGINS]), (RUNS, []), (AFTER, [LAST])],
    ids=["before", "gap", "runs", "after"],
)
def test_every_list_count_and_answer_says_when_it_is_so(world, now, says):
    world.now = now
    shown = [
        *(words_of(world.ask(world.official, each)) for each in ("/natverk", "/natverk medlemmar", "/vardskap")),
        *(words_of(world.say(world.official, each)) for each in ("vilka är medlemmar?", "vem samordnar?")),
        words_of(world.home(world.official)),
    ]
    for words in (*shown, world.published()):
        assert [each for each in (FIRST, ENDED, BEGINS, LAST) if each in words] == says, words
    nothing_is_open = words_of(world.ask(world.official, "/aktiviteter"))
    assert ("ingen aktivitet" in nothing_is_open) == bool(says) and (BEGINS in nothing_is_open) == (now is GAP)


def test_whether_one_takes_part_is_said_of_the_period_that_ended_and_of_the_one_that_begins(world):
    world.now = GAP
    for name, then, later in (
        ("Gävle", "*Gävle* deltog då.", "*Gävle* deltar då."),
        ("Trelleborg", "*Trelleborg* deltog då.", "*Trelleborg* har inte beslutat om sin medverkan."),
        ("Östersund", "*Östersund* deltog då.", "*Östersund* deltar inte då."),
        ("Örebro", "*Örebro* deltog då.", "*Örebro* deltar från och med den 1 september 2020."),
        ("Uppsala", "*Uppsala* deltog då.", "*Uppsala med omnejd* deltar då."),
    ):
        words = words_of(world.say(world.official, f"är {name} med?"))
        assert f"{ENDED} {then} {BEGINS} {later}" in words and "Ja" not in words
    assert "Ja, *Gävle* deltar." not in words_of(world.say(world.official, "är Malmö med?"))
    world.now = AFTER
    assert f"{LAST} *Trelleborg* deltog inte då." in words_of(world.say(world.official, "är Trelleborg med?"))
    world.now = RUNS
    assert "Ja, *Gävle* deltar." in words_of(world.say(world.official, "är Gävle med?"))


def test_days_between_two_periods_are_no_membership(world):
    answers = {
        "är Gävle med i november 2019?": ["i november 2019. *Gävle* är med i perioden före och i perioden efter."],
        "är Gävle med 2019?": ["januari–oktober 2019", "Resten av tiden ligger inte i någon period."],
        "var Örebro med i november 2019?": ["Nej, *Örebro* del", "inte i november 2019"],
        "var Trelleborg med i november 2019?": ["Inget beslut av *Trelleborg* är känt för den tiden."],
        "vilka var med 2019?": ["Gävle (januari–oktober 2019)"],
        "vilka var med 2019-2020?": ["Gävle (januari–oktober 2019, 2020)"],
    }
    for world.now in (GAP, RUNS, AFTER):
        for asked, told in answers.items():
            words = words_of(world.say(world.official, asked))
            assert all(each in words for each in told), (world.now, asked, words)
    world.now = AFTER
    words = words_of(world.say(world.official, "är Gävle med i januari 2022?"))
    assert "Ingen inläst plan säger" in words and LAST in words, words


def test_each_period_has_its_own_names_and_counts(world):
    world.now = GAP
    glance, members = (words_of(world.ask(world.official, each)) for each in ("/natverk", "/natverk medlemmar"))
    assert "Medlemmar till och med den 31 oktober 2019 (10)" in glance
    assert "Medlemmar från och med den 1 januari 2020 (7)" in glance
    assert glance.count("Uppsala,") == 1 and "Uppsala med omnejd, Västerås" in glance
    assert f"{BEGINS} Då deltar 7 delegationer, 8 kommuner. Angered" in members
    assert world.published() == (
        f"{ENDED} Då deltog 10 delegationer, 11 kommuner. {BEGINS} Då deltar 7 delegationer, 8 kommuner."
    )
    assert "• 1 januari 2020: perioden 2020-2021 börjar" in words_of(world.home(world.official))
    order = words_of(world.ask(world.official, "/vardskap turordning"))
    assert "Trelleborg" not in order and "Uppsala med omnejd" in order


DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@given(st.lists(st.integers(1, 20), max_size=6), DAYS)
def test_a_day_has_the_period_that_runs_or_those_around_it(lengths, day):
    """Every second length is a gap."""
    periods, first = [], date(2020, 1, 5)
    for n, length in enumerate(lengths):
        if n % 2 == 0:
            periods.append(Period(name=str(n), starts=first, ends=first + timedelta(days=length - 1)))
        first += timedelta(days=length)
    around = periods_around(periods, day)
    runs = [each for each in periods if day in each.days]
    before = [each for each in periods if each.ends < day]
    after = [each for each in periods if each.starts > day]
    assert around == (runs or [*before[-1:], *after[:1]])
