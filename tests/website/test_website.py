"""Each member's own text for the network's pages, and the question once a year whether it is up to date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Delivery, Member, Role
from tests.reminders.played import CHANNEL_ID, days, told
from tests.website.published_world import fetched
from tests.world import World, labels, prefilled, words_of


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def other(world: World):
    return world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))


def test_a_member_writes_its_own_text_and_it_is_shown_on_the_site(world, official):
    shown = world.ask(official, "/natverk hemsida")
    assert "Inget är skrivet än" in words_of(shown)
    form = world.click(official, shown, "Skriv").answer
    assert "är uppdaterad" in words_of(world.send(official, form, text="Vi hör <barn> & unga.\n\nVälkommen!"))
    assert world.row(Member, world.gavle).page_updated_at == world.now
    page = fetched(world, f"/experiences/members/{world.gavle}")[1]
    assert "Vi hör &lt;barn&gt; &amp; unga." in page and "<p>Välkommen!</p>" in page
    assert prefilled(world.press(official, "website.write", str(world.gavle)).answer)["text"].startswith(
        "Vi hör <barn>"
    )


@pytest.mark.parametrize(
    ("address", "is_noted"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("http://192.168.1.20:8080", True),
        ("http://10.0.0.7", True),
        ("http://[::1]:8080", True),
        ("http://natverksbot:8080", True),
        ("https://bot.example.net", False),
        ("https://8.8.8.8", False),
        ("", False),
    ],
)
def test_an_address_that_few_reach_is_said_to_be_so_wherever_it_is_shown(world, official, address, is_noted):
    world.answering._address = address
    form = world.press(official, "website.write", str(world.gavle)).answer
    for shown in (world.send(official, form, text="Vi hör barn."), world.press(official, "calendar.get")):
        assert ("lokala nät där boten körs" in words_of(shown)) is is_noted


def test_only_who_sits_for_the_member_and_the_coordinator_write_it(world, official, other):
    form = world.press(official, "website.write", str(world.gavle)).answer
    for who in (other, world.newcomer, world.stranger):
        assert world.press(who, "website.write", str(world.gavle)).refused
        assert world.press(who, "website.confirm", str(world.gavle)).refused
        assert world.send(who, form, text="Kapad").refused
    assert world.row(Member, world.gavle).page_text == ""
    shown = world.ask(world.coordinator, "/network website")
    assert "Gävle" in words_of(shown) and "Örebro" in words_of(shown)
    world.send(world.coordinator, world.press(world.coordinator, "website.write", str(world.gavle)).answer, text="Ny")
    assert world.row(Member, world.gavle).page_text == "Ny"


def test_a_stale_or_too_long_text_overwrites_nothing(world, official):
    form = world.press(official, "website.write", str(world.gavle)).answer
    world.send(official, form, text="Först")
    stale = world.send(official, form, text="Sedan")
    assert stale.refused and "Nu under *Text*: Först" in words_of(stale) and prefilled(stale.answer)["text"] == "Sedan"
    again = world.press(official, "website.write", str(world.gavle)).answer
    assert world.send(official, again, text="x" * 3001).field_errors
    assert world.row(Member, world.gavle).page_text == "Först"


def test_it_can_be_confirmed_as_it_is(world, official):
    world.send(official, world.press(official, "website.write", str(world.gavle)).answer, text="Rätt")
    world.now += timedelta(days=300)
    world.click(official, world.ask(official, "/natverk hemsida"), "Den stämmer som den är")
    assert world.row(Member, world.gavle).page_updated_at == world.now


def test_who_sits_for_no_member_is_told_so(world, official):
    assert "ingen medlem" in words_of(world.ask(world.person("Gäst", Role.GUEST), "/natverk hemsida"))
    for who in (world.newcomer, world.stranger):
        assert world.ask(who, "/natverk hemsida").refused


def test_forty_members_fit(world):
    for n in range(60):
        world.member(f"{n} Kommun & <län> " * 10, page_text="<&>" * 900)
    pages = world.pages(world.coordinator, world.ask(world.coordinator, "/natverk hemsida"))
    assert sum(labels(each).count("Skriv") for each in pages) == 60


def test_once_a_year_the_officials_are_asked_and_who_has_none_in_the_channel(world, official):
    world.member("Haninge")
    said = told(world, "website", "2020-01-07", "2021-12-31")
    assert days(said) == ["2020-10-01", "2021-10-01"] and len(said) == 4
    personal = next(each for each in said if each.to == official.slack_id)
    assert "Gävle" in personal.text and "sidor" in personal.text
    channel = next(each for each in said if each.to != official.slack_id)
    assert channel.to in (CHANNEL_ID, "channel") and "Haninge" in channel.text and "/natverk hemsida" in channel.text


def test_who_brought_it_up_to_date_lately_is_not_asked(world, official):
    with world.database.writing() as session:
        session.get_one(Member, world.gavle).page_updated_at = datetime(2020, 6, 1, tzinfo=UTC)
    assert days(told(world, "website", "2020-01-07", "2021-12-31")) == ["2021-10-01"]


def test_no_question_after_the_period(world, official):
    assert not told(world, "website", "2022-01-07", "2022-12-31")
    assert date(2020, 10, 1).weekday() < 5 and "Skriv" in labels(world.ask(official, "/natverk hemsida"))


def test_what_may_point_out_a_person_is_shown_before_it_is_read_by_all_and_the_coordinator_hears(world, official):
    named = "Ring Tova Ekelund, 070-174 06 05"
    world.person("Tova Ekelund", Role.ELECTED, world.gavle)
    form = world.press(official, "website.write", str(world.gavle)).answer
    again = world.send(official, form, text=named)
    assert world.row(Member, world.gavle).page_text == "" and prefilled(again.answer)["text"] == named
    assert "070-174 06 05; Tova Ekelund" in words_of(again) and again.answer.submit == "Spara ändå"
    world.send(official, again.answer, text=named)
    assert world.row(Member, world.gavle).page_text == named
    (told_of,) = [each for each in world.rows(Delivery) if each.kind == "website"]
    assert told_of.to == world.coordinator.slack_id and "Tova Ekelund" in told_of.message["text"]
    for who in (official, world.coordinator):
        assert "kan peka ut en person: 070-174 06 05; Tova Ekelund" in words_of(world.ask(who, "/natverk hemsida"))
    form = world.press(official, "website.write", str(world.gavle)).answer
    assert "är uppdaterad" in words_of(world.send(official, form, text="Ring växeln"))
