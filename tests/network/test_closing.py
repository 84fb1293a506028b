"""A period that has ended is closed by the coordinator: thanked for, with what is known; with no next, all rests."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Attendance, Delivery, DeliveryState, Fee, Membership, Network, Period, Role
from bot.network.closing import may_be_closed, rests, rests_from, to_close
from bot.plan.reading import plan_of
from tests.experiences.test_experience import contribute
from tests.reminders.played import told
from tests.world import World, labels, refuse_what_slack_does_not_take, words_of

ENDED = datetime(2022, 1, 10, 8, tzinfo=UTC)
LAST = "Perioden 2020–2021 tog slut den 31 december 2021."
RESTS = "Nätverket vilar sedan den 10 januari 2022, tills en ny period börjar."


@pytest.fixture
def gavle(world: World) -> int:
    world.now = ENDED
    return world.member("Gävle")


def before(world: World):
    return world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"),
                       "Avsluta perioden 2020–2021")  # fmt: skip


def close(world: World):
    return world.click(world.coordinator, before(world), "Avsluta perioden")


def the_period(world: World) -> Period:
    return world.rows(Period)[0]


def test_it_is_closed_with_thanks_in_the_channel_and_the_files_for_the_archive(world, gavle):
    shown = before(world)
    refuse_what_slack_does_not_take(shown.answer)
    assert "Då vilar nätverket" in words_of(shown) and "Ingen erfarenhet från Gävle" in words_of(shown)
    done = world.click(world.coordinator, shown, "Avsluta perioden")
    refuse_what_slack_does_not_take(done.answer)
    assert the_period(world).closed_on == date(2022, 1, 10) and the_period(world).closed_by_id is not None
    [thanks] = [each for each in world.rows(Delivery) if each.kind == "closed"]
    assert thanks.to == "channel" and thanks.due_at >= ENDED + timedelta(minutes=10)
    assert "Tack till alla" in thanks.message["text"] and "vilar från och med den 10 januari" in thanks.message["text"]
    report, plan = done.answer.files
    assert Document(io.BytesIO(report.make())).paragraphs and plan.name == "test-2020-2021.yaml"
    assert plan_of(plan.make().decode(), "p").period.name == "2020–2021"


def test_what_nobody_has_noted_is_counted_as_nothing(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(host=gavle, month=date(2020, 5, 1))
    held = world.meeting(host=gavle, first_day=date(2020, 11, 10), took_place=True)
    world.activity(1, "Lyssna", {"title": "Läs", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)})
    words = words_of(before(world))
    assert "1 möte är noterat som hållet, för 1 har ingen noterat om det blev av" in words
    assert "Ingen har noterat vilka som kom till mötena" in words and "0 av 1 aktiviteter" in words
    assert "aktivitet 1" in words and "Ingen erfarenhet är lämnad" in words
    contribute(world, official)
    world.add(Attendance(meeting_id=held, member_id=gavle, role=Role.OFFICIAL, came=True, noted_at=ENDED))
    words = words_of(before(world))
    assert "1 av 1 platser" in words and "1 erfarenhet" in words and "Ingen erfarenhet" not in words


def test_a_fee_that_nobody_has_noted_as_paid_is_open(world, gavle):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    words = words_of(before(world))
    assert "Ingen har noterat att Gävle har betalat avgiften för 2020" in words and "avgiften för 2021" in words
    row = world.rows(Membership)[0]
    world.add(Fee(membership_id=row.id, year=2020, paid_on=date(2020, 2, 1)))
    assert "avgiften 2020" not in words_of(before(world)) and "avgiften för 2021" in words_of(before(world))


def test_the_network_rests_and_says_so_everywhere_until_a_next_period(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    asked = ("/natverk", "/natverk medlemmar", "/mote", "/mote lista", "/vardskap")
    assert not any(RESTS in words_of(world.ask(official, each)) for each in asked)
    close(world)
    for each in asked:
        assert f"{LAST} {RESTS}" in words_of(world.ask(official, each)), each
    for each in ("vilka är medlemmar?", "när är nästa möte?", "vem samordnar?"):
        assert RESTS in words_of(world.say(official, each)), each
    assert RESTS in words_of(world.home(official))
    world.add(Period(network_id=world.network_id, name="2023", starts=date(2023, 1, 1), ends=date(2023, 12, 31),
                     coordination="coordinator"))  # fmt: skip
    for each in asked:
        assert "vilar" not in words_of(world.ask(official, each)), each


def test_nobody_is_reminded_while_it_rests_and_a_next_period_wakes_it(world):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(host=gavle, first_day=date(2022, 6, 14))
    years = ("2022-01-11", "2022-12-31")
    assert told(world, "invitation", *years)
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).closed_on = date(2022, 1, 10)
    assert told(world, "invitation", *years) == [] and told(world, "closing", "2022-01-01", "2022-12-31") == []
    world.add(Period(network_id=world.network_id, name="2022", starts=date(2022, 1, 1), ends=date(2022, 12, 31),
                     coordination="coordinator"))  # fmt: skip
    assert told(world, "invitation", *years)


def test_the_coordinator_is_asked_once_on_the_working_day_after_its_last(world):
    world.member("Gävle")
    [asked] = told(world, "closing", "2021-01-01", "2023-12-31")
    assert asked.to == "UCOORD" and str(asked.at.date()) == "2022-01-10"
    assert "ingen har noterat att den är avslutad" in asked.text and "Ingen nästa period är upplagd" in asked.text
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).closed_on = date(2021, 12, 15)
    assert told(world, "closing", "2021-01-01", "2023-12-31") == []


def test_it_is_undone_and_the_channel_hears_nothing(world, gavle):
    done = close(world)
    undone = world.click(world.coordinator, done, "Ångra")
    assert the_period(world).closed_on is None and "inte längre avslutad" in words_of(undone)
    assert [each.state for each in world.rows(Delivery) if each.kind == "closed"] == [DeliveryState.CANCELLED]
    world.now += timedelta(minutes=1)
    close(world)
    assert len({each.key for each in world.rows(Delivery) if each.kind == "closed"}) == 2
    again = world.ask(world.coordinator, "/natverk administrera")
    world.click(world.coordinator, again, "Öppna perioden igen")
    assert the_period(world).closed_on is None


def test_it_is_closed_once_and_as_it_was_shown(world, gavle):
    shown = before(world)
    other = before(world)
    close(world)
    late = world.click(world.coordinator, shown, "Avsluta perioden")
    assert late.refused and "redan avslutad" in words_of(late)
    world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Öppna perioden igen")
    world.member("Uppsala")
    stale = world.click(world.coordinator, other, "Avsluta perioden")
    assert the_period(world).closed_on is None and "Uppsala" in words_of(stale)


def test_a_period_that_runs_on_is_not_closed_and_nobody_else_closes_any(world, gavle):
    world.now = datetime(2021, 11, 1, 8, tzinfo=UTC)
    assert "Avsluta perioden 2020–2021" not in labels(world.ask(world.coordinator, "/natverk administrera"))
    refused = world.press(world.coordinator, "period.closing", str(world.period_id))
    assert refused.refused and "löper till och med den 31 december 2021" in words_of(refused)
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    for name in ("period.closing", "period.close", "period.open", "period.file"):
        assert world.press(official, name, str(world.period_id)).refused


def test_in_its_last_month_it_is_closed_and_rests_when_it_has_ended(world):
    world.member("Gävle")
    world.now = datetime(2021, 12, 10, 8, tzinfo=UTC)
    done = close(world)
    assert "vilar från och med den 1 januari 2022" in words_of(done)
    assert "vilar" not in words_of(world.ask(world.coordinator, "/natverk"))


def test_an_ended_period_says_when_it_was_closed_or_that_nobody_has_noted_it(world, gavle):
    assert "ingen har noterat att den är avslutad" in words_of(world.ask(world.coordinator, "/natverk 2020–2021"))
    close(world)
    assert "avslutad den 10 januari 2022" in words_of(world.ask(world.coordinator, "/natverk 2020–2021"))


def test_the_plan_file_comes_alone(world, gavle):
    done = world.click(world.coordinator, before(world), "Planfilen")
    assert [each.name for each in done.answer.files] == ["test-2020-2021.yaml"]


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 2000), st.none() | DAYS, DAYS)
def test_a_network_rests_from_when_its_last_period_is_over_and_closed(first, length, closed_on, day):
    period = Period(name="x", starts=first, ends=first + timedelta(days=length), closed_on=closed_on)
    network = Network(key="x", name="x", periods=[period])
    begins = rests_from(network)
    assert (begins is None) == (closed_on is None)
    assert rests(network, day) == (closed_on is not None and day > period.ends and day >= closed_on)
    assert may_be_closed(period, day) == (closed_on is None and (period.ends - day).days <= 30)
    assert to_close([period], day) in (None, period) and to_close([], day) is None


def test_the_one_before_is_closed_while_the_next_runs(world, gavle):
    world.add(Period(network_id=world.network_id, name="2022", starts=date(2022, 1, 1), ends=date(2022, 12, 31),
                     coordination="coordinator"))  # fmt: skip
    done = close(world)
    assert "Nästa period, 2022, börjar den 1 januari 2022." in words_of(done) and "vilar" not in words_of(done)
