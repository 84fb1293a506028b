"""/natverk administrera: days, agreement and ways of working of a period are changed, each in the one that is meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.db import Database
from bot.models import Coordination, Network, Period
from bot.plan.nouns import PlannedAgreement, PlannedPeriod
from bot.plan.period_forms import LONGEST_FIELD, TERMS, in_field
from tests.databases import fill_alike
from tests.network.test_periods import load_both
from tests.plan.test_writing import texts
from tests.world import World, labels, refuse_what_slack_does_not_take, words_of


class Both(World):
    """The Partnership with both its periods, of which the first is in force."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        fill_alike(database, load_both)
        self.network_id = self.rows(Network)[0].id
        self.now = self.now.replace(year=2019)


@pytest.fixture
def both(database) -> Both:
    return Both(database)


def terms(world: World, name: str) -> dict[str, object]:
    return next(each for each in world.rows(Period) if each.name == name).terms


def test_all_that_a_plan_says_of_a_period_can_be_changed_in_a_form():
    own = {"name", "starts", "ends", "coordination", "title", "fee", "conditions", "final_report"}
    in_forms = own | {each.name for _, there in TERMS.values() for each in there}
    said = {*PlannedPeriod.__dataclass_fields__, *PlannedAgreement.__dataclass_fields__} - {"line", "lines"}
    assert in_forms == said


def test_the_agreement_is_written_and_read(world):
    form = world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Överenskommelse")
    refuse_what_slack_does_not_take(form.answer)
    sent = {"adopted_by": "Kommunstyrelsen", "text": "Ett.\n\nTvå.", "laws": "Barnkonventionen", "host_pays": "Lokal",
            "others_pay": "Resa", "everyone_pays": "", "across_election": "2022"}  # fmt: skip
    refused = world.send(world.coordinator, form.answer, **sent, revised_after_years="snart")
    assert refused.field_errors == {"revised_after_years": "Skriv ett heltal från 1 till 20."}
    done = world.send(world.coordinator, form.answer, **sent, revised_after_years="2")
    assert "Ångra" in labels(done)
    period = world.rows(Period)[0]
    assert (period.terms["text"], period.terms["across_election"]) == (["Ett.", "Två."], 2022)
    assert period.terms["revised_after_years"] == 2 and "everyone_pays" not in period.terms
    assert "Barnkonventionen" in words_of(world.ask(world.coordinator, "/natverk överenskommelse"))
    world.click(world.coordinator, done, "Ångra")
    assert world.rows(Period)[0].terms == {}


def test_the_ways_of_working_are_written(world):
    form = world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Arbetssätt")
    world.send(world.coordinator, form.answer, meetings_a_year="2", days_a_meeting="2", strategy="Lära av varandra")
    assert world.rows(Period)[0].terms == {"meetings_a_year": 2, "days_a_meeting": 2, "strategy": ["Lära av varandra"]}


def test_what_is_there_is_seen_in_short_and_the_next_period_is_reached_from_the_one_in_force(both):
    shown = both.ask(both.coordinator, "/natverk administrera")
    refuse_what_slack_does_not_take(shown.answer)
    assert "2016-2019" in words_of(shown) and "1 januari 2016 till och med den 31 december 2019" in words_of(shown)
    later = both.click(both.coordinator, shown, "Till perioden 2020-2021")
    assert "4 av 4 partnerskapsträffar" in words_of(later) and "Till perioden 2016-2019" in labels(later)
    form = both.click(both.coordinator, later, "Period").answer
    done = both.send(both.coordinator, form, coordination="troika")
    by_name = {each.name: each for each in both.rows(Period)}
    assert by_name["2020-2021"].coordination is Coordination.TROIKA and "Till perioden 2016-2019" in labels(done)
    members = both.click(both.coordinator, later, "Medlemmar")
    member = both.click(both.coordinator, members, "Ändra").answer
    told = both.send(both.coordinator, member, note="Ny kontaktperson")
    assert "Medlemmar 2020-2021" in words_of(told) and "Ny kontaktperson" in texts(both.database)["2020-2021"]
    assert "Ny kontaktperson" not in texts(both.database)["2016-2019"]


def test_a_period_that_is_over_is_changed_no_more(both):
    first = both.rows(Period)[0].id
    both.now = both.now.replace(year=2020)
    shown = both.press(both.coordinator, "manage.show", str(first))
    assert "2020-2021" in words_of(shown) and "är slut" in words_of(shown)


def test_saving_a_form_unchanged_changes_nothing_of_either_period(both):
    both.send(both.coordinator, both.press(both.coordinator, "manage.network").answer)  # who coordinates is known now
    before = texts(both.database)
    for each in both.rows(Period):
        for name in ("manage.period", *TERMS, "manage.network"):
            form = both.press(both.coordinator, name, str(each.id)).answer
            assert "Ingenting ändrades" in words_of(both.send(both.coordinator, both.more(both.coordinator, form)
                                                              if form.is_folded else form))  # fmt: skip
    assert texts(both.database) == before


def test_a_text_longer_than_a_form_takes_stays_whole(world):
    long = ["o" * (LONGEST_FIELD - 1), "slutet"]
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).terms = {"text": long}
    form = world.press(world.coordinator, "manage.agreement").answer
    world.send(world.coordinator, form, adopted_by="Kommunstyrelsen")
    assert world.rows(Period)[0].terms == {"text": long, "adopted_by": "Kommunstyrelsen"}
    form = world.press(world.coordinator, "manage.agreement").answer
    assert world.send(world.coordinator, form, text="Kort").field_errors.keys() == {"text"}


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()), st.tuples(st.text())))
def test_anything_has_a_text_for_its_field(value):
    assert isinstance(in_field(value), str)


def test_days_in_order(world):
    form = world.press(world.coordinator, "manage.period").answer
    refused = world.send(world.coordinator, form, starts=date(2022, 1, 1))
    assert refused.field_errors == {"ends": "Sista dagen ska komma efter den första."}
