"""Quiet weeks: what goes out by itself comes before them, what follows a meeting after them; what is asked for goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dates.when import STOCKHOLM, is_working_day, local_day
from bot.models import Network
from bot.network.hours import LONGEST_OFFSET, NEAR, Hours, quiet_of
from bot.network.quiet import NEVER, USUAL, NotQuiet, quiet_in
from bot.plan.load import apply
from bot.plan.reading import PlanRefused, plan_of
from tests.reminders.played import days, told
from tests.world import NOW, World, prefilled

HOURS = Hours(9, STOCKHOLM, quiet_in(USUAL))
DAYS = st.dates(date(2012, 1, 1), date(2030, 12, 31))
FROM = {date(2020, 12, 30), date(2021, 1, 7), date(2020, 7, 6), date(2020, 8, 2), date(2021, 7, 12), date(2021, 8, 8)}
NOT = {date(2020, 12, 29), date(2021, 1, 8), date(2020, 7, 5), date(2020, 8, 3), date(2021, 7, 11), date(2021, 8, 9)}


@pytest.mark.parametrize(
    ("typed", "text"),
    [("30 december–7 januari, vecka 28–31", USUAL), ("30/12-7/1; weeks 28-31", USUAL),
     ("30 Dec. – 7 Jan., v.28-31", USUAL),
     ("v 44", "v44-44"), ("inga", "none"), ("None", "none"), ("1.8-14 augusti", None),
     ("vecka 54", None), ("31/2-3/3", None),
     ("v1-5, v6-10", None), ("vecka 1-20", None), ("sommaren", None), ("1/1-31/12", None)],
)  # fmt: skip
def test_they_are_read_as_people_write_them(typed, text):
    if text is None:
        with pytest.raises(NotQuiet):
            quiet_in(typed)
        return
    quiet = quiet_in(typed)
    assert quiet.text == text
    assert quiet == quiet_in(quiet.text) == quiet_in(quiet.in_words("sv")) == quiet_in(quiet.in_words("en"))


def test_the_usual_ones_are_over_new_year_and_in_the_middle_of_summer():
    quiet = quiet_of(Network(settings={}))
    assert all(each in quiet for each in FROM) and not any(each in quiet for each in NOT)
    assert quiet_of(Network(settings={"quiet": "none"})) == NEVER
    assert quiet_of(Network(settings={"quiet": "what nobody reads"})) == quiet


@given(DAYS, st.integers(1, LONGEST_OFFSET))
@example(date(2020, 8, 3), 1)
@example(date(2021, 1, 8), 7)
@example(date(2020, 7, 20), 7)
def test_what_comes_before_a_day_comes_then_or_earlier_and_not_in_them(day, days):
    usual, due = Hours(9, STOCKHOLM).before(day, days), HOURS.before(day, days)
    came = local_day(due)
    assert is_working_day(came) and (came < day or days < 5)
    if local_day(usual) not in HOURS.quiet:
        assert due == usual
    elif days > NEAR:
        assert due < usual and not HOURS.is_quiet(due)
    else:
        assert day - came <= timedelta(days=NEAR), "too early for what is near"
        assert not HOURS.is_quiet(due) or all(
            not is_working_day(each) or each in HOURS.quiet
            for each in (local_day(usual) + timedelta(days=n) for n in range((day - local_day(usual)).days))
        ), "people were there before it, and it came while they were away"


@given(DAYS, st.integers(1, 10))
def test_what_follows_a_day_waits_until_people_are_back(day, working_days):
    due = local_day(HOURS.after(day, working_days))
    assert is_working_day(due) and due not in HOURS.quiet
    between = [day + timedelta(days=each) for each in range(1, (due - day).days + 1)]
    assert len([each for each in between if is_working_day(each) and each not in HOURS.quiet]) == working_days


def test_what_was_late_waits_until_people_are_back_where_it_is_of_use_then():
    due, now = HOURS.on(date(2020, 7, 3)), datetime(2020, 7, 15, 10, tzinfo=UTC)
    assert HOURS.when_late(due, now, datetime(2020, 9, 1, tzinfo=UTC)) == HOURS.asked_for(date(2020, 8, 3))
    assert HOURS.when_late(due, now, datetime(2020, 7, 20, tzinfo=UTC)) == due
    meant_for_then = HOURS.asked_for(date(2020, 7, 14))
    assert HOURS.when_late(meant_for_then, now, datetime(2020, 9, 1, tzinfo=UTC)) == meant_for_then


def test_the_coordinator_sets_them(world: World):
    form = world.ask(world.coordinator, "/natverk inställningar").answer
    world.send(world.coordinator, form, quiet="sommaren")
    assert "quiet" not in world.row(Network, 1).settings
    world.send(world.coordinator, form, quiet="vecka 8, 1 juli–1 augusti")
    assert world.row(Network, 1).settings["quiet"] == "1/7-1/8, v8-8"
    form = world.ask(world.coordinator, "/natverk inställningar").answer
    assert prefilled(form)["quiet"] == "1 juli–1 augusti, vecka 8"
    world.send(world.coordinator, form, quiet="")
    assert "quiet" not in world.row(Network, 1).settings


def test_the_bot_keeps_quiet_in_them_and_tells_afterwards(world: World):
    world.settings(digest=True)
    assert days(told(world, "digest", "2020-06-25", "2020-08-10")) == ["2020-06-29", "2020-08-03", "2020-08-10"]
    world.settings(digest=True, quiet="none")
    assert "2020-07-13" in days(told(world, "digest", "2020-06-25", "2020-08-10"))


PLAN = """
network: {{key: natet, name: Nätet, reminders: {{quiet: "{quiet}"}}}}
period: {{name: 2020–2021, starts: 2020-01-01, ends: 2021-12-31}}
members: [Gävle]
"""


def test_a_plan_file_sets_them(database):
    with database.writing() as session:
        apply(session, plan_of(PLAN.format(quiet="vecka 29–30"), "natet.yaml"), NOW)
        assert session.get_one(Network, 1).settings == {"quiet": "v29-30"}
        apply(session, plan_of(PLAN.format(quiet="inga"), "natet.yaml"), NOW)
        assert session.get_one(Network, 1).settings == {"quiet": "none"}
    with pytest.raises(PlanRefused, match=r"v\. 28–31"):
        plan_of(PLAN.format(quiet="hela sommaren"), "natet.yaml")
