"""/vardskap lista: due days counted back, ticks, own things, who sees it, and what is handed over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.models import ChecklistItem, Coordination, Delivery, HostingTurn, Period, Role
from tests.outbox.test_follow import follow, post
from tests.world import World, blocks_of, labels, prefilled, words_of

MAY, NOVEMBER = date(2020, 5, 14), date(2020, 11, 12)


@pytest.fixture
def hosts(world: World):
    """Gävle hosts in May and Örebro in November; Uppsala nothing."""
    world.gavle, world.orebro, world.uppsala = (world.member(each) for each in ("Gävle", "Örebro", "Uppsala"))
    world.host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.following = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)
    world.other = world.person("Tjänsteperson, Uppsala", Role.OFFICIAL, world.uppsala)
    world.may = world.meeting(first_day=MAY, last_day=date(2020, 5, 15), host=world.gavle)
    world.november = world.meeting(first_day=NOVEMBER, last_day=date(2020, 11, 13), host=world.orebro)
    return world


def test_everything_has_its_day_counted_back(hosts):
    words = words_of(hosts.ask(hosts.host, "/vardskap lista"))
    assert "Lokal – senast 14 februari 2020" in words and "Lunch – senast 14 april 2020" in words
    assert "14–15 maj 2020" in words
    hosts.now = hosts.now.replace(day=20)
    assert "Lokal – försenat, skulle vara klart 14 februari 2020" in words_of(hosts.ask(hosts.host, "/vardskap lista"))


def test_it_is_said_in_english_too(hosts):
    words = words_of(hosts.ask(hosts.host, "/hosting checklist"))
    assert "Venue – by 14 February 2020" in words and "Left to see to" in words


def test_a_tick_keeps_the_days_and_the_buttons(hosts):
    shown = hosts.click(hosts.host, hosts.ask(hosts.host, "/vardskap lista"), "Klar")
    assert "✓ ~Lokal~" in words_of(shown) and "Lunch – senast" in words_of(shown)
    assert "Lägg till eller ta bort" in labels(shown)


def test_own_things_are_put_on_ticked_and_taken_off(hosts):
    form = hosts.click(hosts.host, hosts.ask(hosts.host, "/vardskap lista"), "Lägg till eller ta bort").answer
    shown = hosts.send(hosts.host, form, title="Boka  <buss> & guide", due=date(2020, 5, 1))
    assert "Boka <buss> & guide – senast 1 maj 2020" in words_of(shown) and "<buss>" not in shown.answer.text
    assert "står redan" in str(hosts.send(hosts.host, form, title="BOKA <buss> & guide").field_errors)
    form = hosts.click(hosts.host, shown, "Lägg till eller ta bort").answer
    token = next(each["value"] for each in form.rendered[-1]["element"]["options"])
    assert "Boka" not in words_of(hosts.send(hosts.host, form, off=(token,)))
    assert not hosts.rows(ChecklistItem)


def test_without_a_day_it_is_thirty_days_before(hosts):
    form = hosts.press(hosts.host, "checklist.edit", str(hosts.may)).answer
    assert "Namnskyltar – senast 14 april 2020" in words_of(hosts.send(hosts.host, form, title="Namnskyltar"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"title": "Buss", "due": date(2020, 5, 15)}, "due"),
        ({"title": "Buss", "due": date(2018, 5, 1)}, "due"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(hosts, values, field):
    form = hosts.press(hosts.host, "checklist.edit", str(hosts.may)).answer
    assert field in hosts.send(hosts.host, form, **values).field_errors
    assert not hosts.rows(ChecklistItem)


def test_a_list_of_forty_is_full_and_fits(hosts):
    for n in range(40):
        hosts.add(ChecklistItem(meeting_id=hosts.may, position=n, title=f"{n} " + "sak & " * 22, days_before=n))
    assert len(blocks_of(hosts.ask(hosts.host, "/vardskap lista"))) <= 50
    form = hosts.press(hosts.host, "checklist.edit", str(hosts.may)).answer
    assert "full" in str(hosts.send(hosts.host, form, title="Buss").field_errors)


def test_each_sees_the_list_of_their_own_turn_and_the_coordinator_the_next(hosts):
    assert "14–15 maj" in words_of(hosts.ask(hosts.coordinator, "/vardskap lista"))
    assert "12–13 november" in words_of(hosts.ask(hosts.following, "/vardskap lista"))
    assert "ingen värdlista för dig" in words_of(hosts.ask(hosts.other, "/vardskap lista"))
    for who in (hosts.stranger, hosts.newcomer):
        assert hosts.ask(who, "/vardskap lista").refused


def test_others_neither_see_nor_change_it(hosts):
    for name in ("checklist.show", "checklist.edit", "handover.write"):
        assert hosts.press(hosts.other, name, str(hosts.may)).refused, name
        assert hosts.press(hosts.host, name, "99").refused
    form = hosts.press(hosts.host, "checklist.edit", str(hosts.may)).answer
    assert hosts.send(hosts.other, form, title="Buss").field_errors and not hosts.rows(ChecklistItem)


def test_the_coordination_group_reads_and_only_the_host_ticks(hosts):
    with hosts.database.writing() as session:
        session.get(Period, hosts.period_id).coordination = Coordination.TROIKA
    shown = hosts.press(hosts.following, "checklist.show", str(hosts.may))
    assert "Lokal" in words_of(shown) and labels(shown) == []
    assert hosts.press(hosts.other, "checklist.show", str(hosts.may)).refused


def test_it_is_reached_from_the_meeting_and_from_hosting(hosts):
    for asked in ("/mote", "/vardskap"):
        shown = hosts.click(hosts.host, hosts.ask(hosts.host, asked), "Värdens lista")
        assert "Lokal – senast" in words_of(shown)
        assert "Värdens lista" not in labels(hosts.ask(hosts.other, asked))


def test_what_is_handed_over_stands_in_the_next_hosts_list_and_is_told_once(hosts):
    shown = hosts.ask(hosts.host, "/vardskap lista")
    form = hosts.click(hosts.host, shown, "Skriv till nästa värd").answer
    kept = hosts.send(hosts.host, form, notes="Boka <hotell> tidigt")
    assert "Örebro, som är värd 12–13 november 2020" in words_of(kept)
    form = hosts.click(hosts.host, shown, "Skriv till nästa värd").answer
    hosts.send(hosts.host, form, notes="Boka <hotell> i god tid")
    words = words_of(hosts.ask(hosts.following, "/vardskap lista"))
    assert "Från Gävle, värd 14–15 maj 2020" in words and "Boka <hotell> i god tid" in words
    assert [each.to for each in hosts.rows(Delivery)] == [hosts.following.slack_id]
    form = hosts.click(hosts.host, shown, "Skriv till nästa värd").answer
    assert "inget överlämnat" in words_of(hosts.send(hosts.host, form, notes=""))


def test_the_last_host_hands_over_to_whoever_comes(hosts):
    form = hosts.press(hosts.following, "handover.write", str(hosts.november)).answer
    assert "när en värd är vald" in words_of(hosts.send(hosts.following, form, notes="Allt gick bra"))


def test_notes_written_at_the_same_time_are_not_overwritten(hosts):
    first = hosts.press(hosts.host, "handover.write", str(hosts.may)).answer
    second = hosts.press(hosts.coordinator, "handover.write", str(hosts.may)).answer
    hosts.send(hosts.host, first, notes="Ett")
    stale = hosts.send(hosts.coordinator, second, notes="Två").answer
    assert "Ett" in words_of(stale) and prefilled(stale)["notes"] == "Två"
    assert hosts.send(hosts.host, stale, notes="x" * 2001).field_errors
    assert hosts.rows(HostingTurn)[0].handover == "Ett"


def test_a_meeting_without_host_hands_nothing_over(hosts):
    alone = hosts.meeting(first_day=date(2020, 6, 1))
    assert hosts.press(hosts.coordinator, "handover.write", str(alone)).refused


def test_what_was_handed_over_follows_what_is_written_until_the_host_is_another(hosts):
    form = hosts.press(hosts.host, "handover.write", str(hosts.may)).answer
    hosts.send(hosts.host, form, notes="Boka hotell i god tid")
    post(hosts)
    assert follow(hosts) == {}
    form = hosts.press(hosts.host, "handover.write", str(hosts.may)).answer
    hosts.send(hosts.host, form, notes="Boka buss")
    changed = follow(hosts)[hosts.following.slack_id]
    assert "Boka buss" in changed["text"] and "hotell" not in str(changed)
    with hosts.database.writing() as session:
        session.query(HostingTurn).filter(HostingTurn.meeting_id == hosts.november).one().member_id = hosts.uppsala
    hosts.now += timedelta(minutes=5)
    changed = follow(hosts)[hosts.following.slack_id]
    assert "stängt för dig" in changed["text"] and "buss" not in str(changed)
