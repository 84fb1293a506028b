"""/natverk sedan: the network's history as the plans say it, and since when each member takes part."""

from __future__ import annotations

from datetime import date

import pytest

from bot.models import Member, Network, Period
from bot.plan.reading import plan_of
from tests.plan.test_manage_period import Both
from tests.plan.test_writing import load, texts
from tests.world import World, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def both(database) -> Both:
    world = Both(database)
    world.now = world.now.replace(year=2020)
    return world


def test_what_the_sources_say_of_the_past_can_be_read(both):
    shown = both.ask(both.stranger, "/natverk sedan")
    refuse_what_slack_does_not_take(shown.answer)
    words = words_of(shown)
    assert "Sedan 2004 har 10 kommuner" in words and "Trafikverkets projekt" in words
    assert "Trelleborg – från 2004, enligt nätverkets plan; 2016–2019; beslut väntar" in words.replace("*", "")
    assert "Gävle – 2016–2021" in words.replace("*", "") and "Östersund – 2016–2019; har lämnat" in words.replace(
        "*", ""
    )
    assert "2016-2019* · 2016–2019 · ingen har noterat att den är avslutad" in words
    assert "Historia" in labels(both.ask(both.stranger, "/natverk"))


@pytest.mark.parametrize(
    "asked",
    ["hur länge har Trelleborg varit med?", "när gick Trelleborg med?", "sedan när är Trelleborg med?",
     "since when is Trelleborg a member?"],
)  # fmt: skip
def test_how_long_a_member_has_been_in_is_answered_with_the_year_before_the_periods(both, asked):
    assert "2004" in words_of(both.say(both.coordinator, asked))
    assert "2004" not in words_of(both.say(both.coordinator, asked.replace("Trelleborg", "Gävle")))


@pytest.mark.parametrize("asked", ["vilken historia har nätverket?", "nätverkets historia", "berätta om nätverkets"
                                   " historia", "what is the history of the network?"])  # fmt: skip
def test_it_is_asked_for_in_words(both, asked):
    assert "Sedan 2004 har 10 kommuner" in words_of(both.say(both.coordinator, asked))


def test_nothing_loaded_is_said(world):
    with world.database.writing() as session:
        session.delete(session.get_one(Period, world.period_id))
    assert "Inget av den är inläst" in words_of(world.ask(world.coordinator, "/natverk sedan"))


def test_it_is_written_in_the_forms_and_in_the_plan_file(world: World):
    gavle = world.member("Gävle")
    form = world.press(world.coordinator, "manage.network").answer
    world.send(world.coordinator, form, history="Bildades 2004.\n\nProjektet Skolvägen 2010.")
    assert world.rows(Network)[0].settings["history"] == ["Bildades 2004.", "Projektet Skolvägen 2010."]
    member = world.press(world.coordinator, "manage.member", "1").answer
    assert world.send(world.coordinator, member, since="snart").field_errors.keys() == {"since"}
    assert world.send(world.coordinator, member, since="2030").field_errors.keys() == {"since"}
    done = world.send(world.coordinator, member, since="2004")
    assert world.row(Member, gavle).since == 2004 and "2004" in words_of(done)
    text = texts(world.database)["2020–2021"]
    assert "since: 2004" in text and "- Projektet Skolvägen 2010." in text
    assert load(world.database, plan_of(text, "p")) == []
    world.click(world.coordinator, done, "Ångra")
    assert world.row(Member, gavle).since is None
    form = world.press(world.coordinator, "manage.network").answer
    world.send(world.coordinator, form, history="")
    assert "history" not in world.rows(Network)[0].settings


def test_a_year_within_the_periods_adds_nothing(world):
    gavle = world.member("Gävle")
    with world.database.writing() as session:
        session.get_one(Member, gavle).since = 2020
    words = words_of(world.ask(world.coordinator, "/natverk sedan"))
    assert "enligt nätverkets plan" not in words and str(date(2020, 1, 1).year) in words
