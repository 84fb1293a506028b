"""The host's list: what is left, at 90 (when the days are set), 60, 30, 14 and 7 days before a two-day meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import ChecklistItem, MeetingKind, Role
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW, World, labels

YEAR = ("2020-01-07", "2020-12-31")
NOVEMBER = {"first_day": date(2020, 11, 12), "last_day": date(2020, 11, 13), "days_set_at": NOW}


@pytest.fixture
def host(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_host_hears_five_times_what_is_left(world, host):
    world.meeting(**NOVEMBER, host=world.gavle)
    left = told(world, "checklist", *YEAR)
    assert days(left) == ["2020-08-14", "2020-09-11", "2020-10-13", "2020-10-29", "2020-11-05"]
    assert {each.to for each in left} == {host.slack_id}
    for each in ("Lokal", "Fika", "Lunch", "Middag", "Program", "Inbjudan", "Kost och tillgänglighet"):
        assert each in left[0].text
    assert "Digital länk" not in left[0].text


def test_what_is_ticked_is_not_said_again_and_a_finished_list_is_silent(world, host):
    world.meeting(**NOVEMBER, host=world.gavle)
    shown = posts(world, "checklist", *YEAR)[0]
    buttons = [each["accessory"] for each in shown["blocks"] if "accessory" in each][1:]
    assert len(buttons) == 7
    answered = world.press(host, buttons[0]["action_id"], buttons[0]["value"])
    assert "Lokal" not in told(world, "checklist", *YEAR)[0].text and "Ångra" in labels(answered)
    for each in buttons[1:]:
        world.press(host, each["action_id"], each["value"])
    assert told(world, "checklist", *YEAR) == []


def test_a_digital_meeting_needs_a_link_and_no_dinner(world, host):
    world.meeting(**NOVEMBER, host=world.gavle, digital=True)
    text = told(world, "checklist", *YEAR)[0].text
    assert "Digital länk" in text and "Ljud och bild" in text and "Textning" in text
    assert not any(each in text for each in ("Middag", "Lunch", "Fika", "Kost", "Lokal"))


def test_each_reminder_says_what_is_new_since_the_last(world, host):
    world.settings(checklist=["venue (90)", "Program (60)", "Namnskyltar (14)"])
    met = world.meeting(**NOVEMBER, host=world.gavle)
    world.add(ChecklistItem(meeting_id=met, position=1, key="venue", title="", days_before=90,
                            done_at=datetime(2020, 9, 1, tzinfo=UTC)))  # fmt: skip
    ninety, sixty, thirty, fourteen, seven = (each.text.splitlines()[1:-1] for each in told(world, "checklist", *YEAR))
    assert ninety == [] and sixty == ["Dags nu: Program.", "Klart sedan förra listan: Lokal."]
    assert fourteen == ["Dags nu: Namnskyltar."]
    assert thirty == seven[:1] == ["Inget nytt sedan förra listan. Kvar är:"]


def test_meetings_of_one_day_have_no_list(world, host):
    world.meeting(first_day=date(2020, 11, 12), host=world.gavle)
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    assert told(world, "checklist", *YEAR) == []


def test_a_month_only_meeting_asks_for_its_days_first(world, host):
    world.meeting(month=date(2020, 11, 1), host=world.gavle)
    left = told(world, "checklist", *YEAR)
    assert days(left) == ["2020-09-02", "2020-10-02", "2020-10-16", "2020-10-23"]
    assert "Dagarna, Lokal" in left[0].text
    first = next(each for each in posts(world, "checklist", *YEAR)[0]["blocks"][1:])
    assert first["accessory"]["action_id"].startswith("meeting.change")


def test_the_networks_own_list_and_the_hosts_own_things(world, host):
    world.settings(checklist=["venue", "Namnskyltar <3", 7, "", "Namnskyltar <3"])
    met = world.meeting(**NOVEMBER, host=world.gavle)
    world.add(ChecklistItem(meeting_id=met, position=1, key=None, title="Tolk", days_before=45))
    text = told(world, "checklist", *YEAR)[0].text
    assert "Lokal" in text and "Namnskyltar <3" in text and "Tolk" in text and "Lunch" not in text


def test_without_people_the_coordinator_or_the_channel_hears_it(world):
    world.meeting(**NOVEMBER, host=world.member("Gävle"))
    assert {each.to for each in told(world, "checklist", *YEAR)} == {"UCOORD"}
    assert {each.to for each in told(world, "checklist", *YEAR, coordinators=())} == {CHANNEL_ID}
