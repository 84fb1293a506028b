"""The agreement as it reads; and that it ends: 180, 90 and 30 days before, in the channel, unless all have decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from bot.feature.declare import CHANNEL, Run
from bot.language import speak
from bot.meetings.reminder import Reminder
from bot.models import Coordination, Decision, Membership, MembershipState, Period
from bot.network import store as network_store
from bot.reminders.texts import agreement_ends
from jobs.agreement import reads
from tests.reminders.played import CHANNEL_ID, days, told
from tests.world import NOW, labels, words_of

YEARS = ("2020-01-07", "2022-02-01")
DECIDED = date(2021, 5, 4)


def following(world, *members):
    """The next period, with members in it, each in a state and with the day of its board's decision."""
    period = world.add(
        Period(
            network_id=world.network_id, name="2022–2024", starts=date(2022, 1, 1), ends=date(2024, 12, 31),
            coordination=Coordination.COORDINATOR,
        )
    )  # fmt: skip
    for member, state, day in members:
        row = world.add(Membership(period_id=period, member_id=member, state=state))
        world.add(Decision(membership_id=row, body="Kommunstyrelsen", decided_on=day, outcome="föreslås fortsätta"))


def test_the_channel_hears_it_three_times(world):
    world.member("Gävle")
    said = told(world, "agreement", *YEARS)
    assert days(said) == ["2021-07-02", "2021-10-01", "2021-12-01"] and {each.to for each in said} == {CHANNEL_ID}
    assert "31 december 2021" in said[0].text and "diarienummer" in said[0].text
    assert "dags nu" in said[2].text and "god tid" not in said[2].text
    assert "noterat" not in said[0].text


@pytest.mark.parametrize(
    ("state", "day"), [(MembershipState.ACTIVE, DECIDED), (MembershipState.LEFT, None)], ids=["goes on", "has left"]
)
def test_when_a_decision_is_noted_for_all_nothing_is_said(world, state, day):
    following(world, (world.member("Gävle"), state, day))
    assert told(world, "agreement", *YEARS) == []


@pytest.mark.parametrize(
    ("state", "day"),
    [(MembershipState.ACTIVE, None), (MembershipState.PENDING, None), (MembershipState.PENDING, DECIDED)],
)
def test_that_a_plan_names_a_member_or_a_board_is_to_decide_is_no_decision(world, state, day):
    following(world, (world.member("Gävle"), state, day))
    text = told(world, "agreement", *YEARS)[2].text
    assert "Ingen har noterat att någon medlem har beslutat om nästa" in text and "dags nu" in text


def test_whose_decision_is_noted_is_named_and_of_the_rest_that_nobody_has_noted_any(world):
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    world.member("Åmål")
    following(world, (gavle, MembershipState.ACTIVE, DECIDED), (orebro, MembershipState.ACTIVE, None))
    text = told(world, "agreement", *YEARS)[0].text
    assert "noterat för Gävle. Ingen har noterat något för Åmål, Örebro." in text


@pytest.mark.parametrize("stands", [False, True], ids=["the day it goes out", "later"])
def test_how_far_away_it_is_stands_only_on_the_day_it_goes_out(stands):
    period, about = Period(name="2020–2021", ends=date(2021, 12, 31)), date(2021, 10, 2)
    sent = datetime(2021, 10, 1 if stands else 2, 9, tzinfo=UTC)
    reminder = Reminder("key", "agreement", CHANNEL, about, sent_at=sent)
    text = agreement_ends(speak("sv"), reminder, period, None, is_late=False).text
    assert ("(om 90 dagar)" in text) is not stands and "31 december 2021" in text


@pytest.mark.parametrize(("day", "reads_so"), [(31, None), (32, "gick ut den 31 december 2021")])
def test_when_it_has_ended_nobody_is_asked_to_decide_any_more(world, day, reads_so):
    now = datetime(2021, 12, day, 12, tzinfo=UTC) if day < 32 else datetime(2022, 1, 1, tzinfo=UTC)
    with world.database.reading() as session:
        network = network_store.networks(session)[0]
        run = Run(session=session, network=network, now=now, since=now, until=now, coordinators=())
        write = reads(run, SimpleNamespace(key=f"agreement/{world.period_id}/30/channel/2021-12-31"))
        assert (write is None) if reads_so is None else reads_so in write(speak("sv")).text


LOADED = {
    "agreement": ("Överenskommelse om medverkan", "title"), "fee": (10_000, "kostar 10\u00a0000 kronor"),
    "adopted_by": ("varje nämnd", "*Antagen av*"), "text": (["Åtar sig"], "*Vad den säger*"),
    "conditions": (["En plan tas fram"], "*Villkor*\n• En plan"), "laws": (["Lag 2018:1197"], "bygger på*\n• Lag 2018"),
    "strategy": (["Synergi"], "*Strategi*"), "coordination_text": ("Tre kommuner", "*Samordnas av*"),
    "meetings_a_year": (2, "2 om året"), "days_a_meeting": (1, "1 dag var"), "host_pays": (["lokal"], "Värden står"),
    "everyone_pays": (["kost"], "egna kostnader: kost"), "across_election": (2014, "*Löper över valet*\n2014"),
    "revised_after_years": (2, "*Planen kan revideras*\nefter 2 år"), "final_report": ("Tas fram", "*Slutrapport*"),
    "peer_review": ("Alla granskas", "*Kollegial granskning*"), "ways_of_working": (["Ofta"], "*Arbetssätt*"),
    "background": (["Sedan 2004"], "*Bakgrund*"),
}  # fmt: skip
"""What a plan may say of an agreement, each with words that stand there when it does, and only then."""


def put(period, name):
    """Let a period's plan say one of them."""
    if name in ("agreement", "fee"):
        setattr(period, name, LOADED[name][0])
    else:
        period.terms = {**period.terms, name: LOADED[name][0]}


def test_all_that_is_loaded_of_an_agreement_reads_and_nothing_that_is_not(world):
    def read():
        return words_of(world.ask(world.stranger, "/natverk överenskommelse"))

    assert "Inget av vad den säger är inläst." in read() and "samordnare" not in read()
    for name, (value, expected) in LOADED.items():
        expected = value if name == "agreement" else expected
        assert expected not in read(), name
        with world.database.writing() as session:
            put(session.get_one(Period, world.period_id), name)
        assert expected in read(), name


def test_a_long_one_is_read_page_by_page(world):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).terms = {"text": [f"Stycke {n}. " + "ord " * 500 for n in range(12)]}
    pages = world.pages(world.stranger, world.ask(world.stranger, "/natverk överenskommelse"))
    assert len(pages) > 1 and [n for n in range(12) if f"Stycke {n}." not in "".join(map(words_of, pages))] == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("vilka villkor gäller?", "*Villkor*\n• Kostnaden för samordning"), ("vilka lagar bygger den på?", "Lag 2018"),
     ("vad säger överenskommelsen?", "Antagen av"), ("vad kostar det?", "*Kostnader*\nVärden står för"),
     ("vem betalar maten?", "*Kostnader*\nVärden står för"), ("what are the conditions?", "*Conditions*")],
)  # fmt: skip
def test_plain_questions_are_answered_from_it_in_the_same_words(read_plan, typed, expected):
    read_plan.now = NOW
    whole = words_of(read_plan.ask(read_plan.official, "/natverk överenskommelse"))
    english = words_of(read_plan.ask(read_plan.official, "/network agreement"))
    shown = words_of(read_plan.say(read_plan.official, typed))
    assert expected in shown and expected in whole + english


def test_what_it_does_not_say_is_told_so_and_its_button_stands_only_where_something_is_loaded(world):
    for typed, expected in (("vilka villkor gäller?", "säger inte på vilka"), ("vilka lagar bygger den på?", "lagar")):
        assert "Planen för 2020–2021 säger inte" in words_of(world.say(world.stranger, typed)), expected
    assert "Överenskommelsen" not in labels(world.ask(world.stranger, "/natverk"))
    with world.database.writing() as session:
        put(session.get_one(Period, world.period_id), "conditions")
    shown = world.click(world.stranger, world.ask(world.stranger, "/natverk"), "Överenskommelsen")
    assert "En plan tas fram" in words_of(shown)
