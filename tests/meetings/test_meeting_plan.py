"""/mote ny, /mote ändra: the form that plans a meeting or changes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.blocks.messages import Form
from bot.models import Coordination, Meeting, Membership, Period, Role
from tests.world import World, prefilled, words_of

MAY = date(2020, 5, 1)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_coordinator_plans_a_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    assert isinstance(form, Form)
    answered = world.send(
        world.coordinator, form, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), starts=time(9), ends=time(16),
        host=str(world.gavle), place="Folkets hus",
    )  # fmt: skip
    assert not answered.field_errors, answered.field_errors
    words = words_of(world.ask(official, "/mote"))
    assert "14–15 maj 2020 kl. 09.00–16.00" in words and "Folkets hus" in words and "Gävle" in words


def test_the_same_form_twice_makes_one_meeting(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    for _ in range(2):
        world.send(world.coordinator, form, view="VSAME", first_day=date(2020, 5, 14))
    assert len(world.rows(Meeting)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "first_day"),
        ({"last_day": date(2020, 5, 15)}, "first_day"),
        ({"first_day": date(2020, 5, 15), "last_day": date(2020, 5, 14)}, "last_day"),
        ({"first_day": date(2020, 2, 9)}, "first_day"),
        ({"first_day": date(2020, 5, 14), "starts": time(9), "ends": time(8)}, "ends"),
        ({"first_day": date(2020, 5, 14), "ends": time(8)}, "starts"),
        ({"first_day": date(2020, 5, 14), "link": "javascript:alert(1)"}, "link"),
        ({"first_day": date(2020, 5, 14), "link": "https://" + "x" * 3001}, "link"),
        ({"first_day": date(2020, 5, 14), "title": "x" * 3001}, "title"),
        ({"first_day": date(2020, 5, 14), "place": "x" * 3001}, "place"),
        ({"first_day": date(2020, 5, 14), "note": "x" * 3001}, "note"),
        ({"month": "maj"}, "month"),
        ({"first_day": date(2020, 5, 14), "kind": "party"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, official, values, field):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, **values)
    assert list(answered.field_errors) == [field]
    assert not world.rows(Meeting)


@pytest.mark.parametrize(
    ("link", "said"),
    [("a.se/möte", "den börjar med https://"), ("https://a.se/Åke från Västerås", "inga mellanslag"),
     ("https://a.se/<x>", "inga < > |")],
)  # fmt: skip
def test_what_is_wrong_with_a_link_is_what_is_said(world, link, said):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, first_day=date(2020, 5, 14), link=link)
    assert said in answered.field_errors["link"]


FAR_OFF = [
    ({"first_day": date(2029, 5, 14)}, "14 maj 2029", "mer än tre år"),
    ({"first_day": date(2023, 2, 10)}, "10 februari 2023", "mer än tre år"),
    ({"first_day": date(2022, 1, 1)}, "1 januari 2022", "efter periodens sista dag"),
    ({"first_day": date(2021, 12, 31), "last_day": date(2022, 1, 2)}, "2 januari 2022", "efter periodens sista dag"),
    ({"month": "2022-03-01"}, "mars 2022", "efter periodens sista dag"),
]


@pytest.mark.parametrize(("values", "day", "why"), FAR_OFF)
def test_a_day_far_off_is_asked_about_before_the_meeting_is_planned(world, official, values, day, why):
    form = world.ask(world.coordinator, "/mote ny").answer
    typed = {"place": "Folkets hus", "title": "Långt fram", "host": str(world.gavle), **values}
    asked = world.send(world.coordinator, form, view="VASKED", **typed)
    assert isinstance(asked.answer, Form) and not asked.field_errors and not world.rows(Meeting)
    words = words_of(asked.answer)
    assert f"*{day}* är {why}" in words and "skicka formuläret en gång till om det stämmer" in words
    assert {name: prefilled(asked.answer)[name] for name in typed} == typed, "what was typed stays"
    assert not world.send(world.coordinator, asked.answer, view="VASKED").refused
    assert [each.title for each in world.rows(Meeting)] == ["Långt fram"]


def test_what_is_said_of_one_day_says_nothing_of_another(world, official):
    form = world.ask(world.coordinator, "/mote ny").answer
    asked = world.send(world.coordinator, form, first_day=date(2029, 5, 14)).answer
    again = world.send(world.coordinator, asked, first_day=date(2092, 5, 14)).answer
    assert "*14 maj 2092*" in words_of(again) and not world.rows(Meeting)


def test_a_change_is_asked_about_only_when_it_moves_the_meeting(world, official):
    world.meeting(month=date(2022, 3, 1), place="Gävle")
    form = world.ask(world.coordinator, "/mote ändra").answer
    assert not world.send(world.coordinator, form, place="Uppsala").refused
    form = world.ask(world.coordinator, "/mote ändra").answer
    asked = world.send(world.coordinator, form, first_day=date(2022, 3, 4), place="Örebro").answer
    assert isinstance(asked, Form) and asked.title == form.title and world.row(Meeting, 1).place == "Uppsala"
    assert prefilled(asked)["place"] == "Örebro"
    assert not world.send(world.coordinator, asked).refused
    assert (world.row(Meeting, 1).place, world.row(Meeting, 1).first_day) == ("Örebro", date(2022, 3, 4))


@pytest.mark.parametrize("values", [{"first_day": date(2999, 5, 14)}, {"month": "2999-05-01"}])
def test_the_year_2999_is_refused_at_its_field(world, official, values):
    form = world.ask(world.coordinator, "/mote ny").answer
    answered = world.send(world.coordinator, form, **values)
    assert list(answered.field_errors) == list(values) and "2999" in str(answered.field_errors)
    assert not world.rows(Meeting)


def test_a_stale_change_is_said_and_overwrites_nothing(world, official):
    world.meeting(month=MAY, place="Gävle")
    form = world.ask(world.coordinator, "/mote ändra").answer
    world.send(world.coordinator, form, place="Uppsala")
    answered = world.send(world.coordinator, form, place="Örebro")
    assert answered.refused and world.row(Meeting, 1).place == "Uppsala"


def test_the_hosts_people_change_their_meeting_and_others_do_not(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.meeting(month=MAY, host=world.gavle)
    form = world.ask(official, "/mote andra").answer
    assert isinstance(form, Form)
    assert world.ask(other, "/mote ändra").refused
    assert world.send(other, form, first_day=date(2020, 5, 14)).refused
    assert not world.send(official, form, first_day=date(2020, 5, 14)).refused
    assert world.row(Meeting, 1).last_day == date(2020, 5, 14)


ABSENT = "Gävle deltar inte i nätverket 1 september 2020 och kan därför inte vara värd då."


AWAY = "deltar inte i nätverket då"


def leaves(world, day):
    with world.database.writing() as session:
        session.get(Membership, world.gavle).ends = day


@pytest.mark.parametrize(
    ("values", "field"), [({"first_day": date(2020, 9, 1)}, "first_day"), ({"month": "2020-09-01"}, "month")]
)
def test_no_meeting_is_moved_to_a_day_on_which_its_host_takes_no_part(world, official, values, field):
    world.meeting(month=MAY, host=world.gavle)
    leaves(world, date(2020, 8, 31))
    sent = world.send(official, world.ask(official, "/mote ändra 1").answer, **values)
    assert sent.field_errors == {field: ABSENT}
    form = world.ask(world.coordinator, "/mote ändra 1").answer
    assert world.send(world.coordinator, replace(form, is_open=True), **values).field_errors == {"host": ABSENT}
    assert world.row(Meeting, 1).month == MAY


def test_a_meeting_whose_host_takes_no_part_any_more_says_so_and_is_changed_otherwise(world, official):
    world.meeting(first_day=date(2020, 9, 1), host=world.gavle)
    leaves(world, date(2020, 8, 31))
    form = world.ask(world.coordinator, "/mote ändra 1").answer
    assert ABSENT in words_of(form)
    card, hosting, then = (
        words_of(world.ask(official, each)) for each in ("/mote", "/vardskap", "/vardskap 2020–2021")
    )
    assert f"1 september 2020 – Gävle · {AWAY}" in words_of(world.home(official))
    assert f"Gävle\n{AWAY}" in card and f"*Gävle* · {AWAY}" in hosting and f"*Gävle* · {AWAY}" in then
    assert not world.send(world.coordinator, form, place="Uppsala").refused
    assert world.row(Meeting, 1).place == "Uppsala"


def test_a_member_that_leaves_within_a_month_hosts_a_meeting_of_that_month(world, official):
    leaves(world, date(2020, 8, 10))
    form = world.ask(world.coordinator, "/mote ny").answer
    assert not world.send(world.coordinator, form, month="2020-08-01", host=str(world.gavle)).refused
    assert not any(AWAY in words_of(world.ask(official, each)) for each in ("/mote", "/vardskap"))
    again = world.send(world.coordinator, form, view="VDAY", first_day=date(2020, 8, 11), host=str(world.gavle))
    assert list(again.field_errors) == ["host"]


def test_a_day_between_two_periods_is_asked_about_with_whose_members_are_invited(world, official):
    world.add(Period(network_id=world.network_id, name="2022-2023", starts=date(2022, 3, 1), ends=date(2023, 12, 31),
                     coordination=Coordination.TROIKA))  # fmt: skip
    form = world.ask(world.coordinator, "/mote ny").answer
    asked = world.send(world.coordinator, form, first_day=date(2022, 1, 10))
    words = words_of(asked)
    assert "*10 januari 2022* ligger" in words, words
    assert "inte i någon period; medlemmarna i 2020–2021 bjuds in" in words, words
    assert not world.rows(Meeting)
    planned = world.send(world.coordinator, asked.answer)
    lies = "Mötet ligger inte i någon period"
    assert f"{lies}; medlemmarna i 2020–2021 bjuds in." in words_of(planned)
    inside = world.meeting(first_day=date(2021, 12, 31))
    assert lies not in words_of(world.press(world.coordinator, "meeting.show", str(inside)))
    world.now = datetime(2022, 1, 11, 8, tzinfo=UTC)
    over = words_of(world.press(world.coordinator, "meeting.show", "1"))
    assert f"{lies}." in over and "bjuds in" not in over, over
