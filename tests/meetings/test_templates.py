"""The first menu of a new meeting's form fills in what is usual for a kind of meeting; what was typed stays."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.blocks.messages import Form
from bot.language import speak
from bot.meetings.rules import has_dinner, read_programme
from bot.meetings.templates import TEMPLATES
from bot.models import Meeting, ProgrammeItem, Role
from bot.slack.payloads import form_payload
from bot.slack.replies import acknowledgement
from tests.world import Somebody, World, prefilled, refuse_what_slack_does_not_take, typed_in, words_of

DAY = date(2020, 5, 14)


@pytest.fixture(autouse=True)
def official(world: World) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def new(world: World, who: Somebody | None = None) -> Form:
    form = world.ask(who or world.coordinator, "/mote ny").answer
    assert isinstance(form, Form)
    return form


def choose(world: World, form: Form, kind: str, who: Somebody | None = None, **typed: object) -> Form:
    chosen = world.press_in(who or world.coordinator, form, "kind", kind, kind=kind, **typed).answer
    assert isinstance(chosen, Form)
    refuse_what_slack_does_not_take(chosen)
    assert len(typed_in(chosen)) <= 6 or chosen.is_open
    return chosen


def programme(world: World, meeting: Meeting) -> list[tuple[int, str]]:
    rows = [each for each in world.rows(ProgrammeItem) if each.meeting_id == meeting.id]
    return [(each.day, each.title) for each in sorted(rows, key=lambda each: each.position)]


def test_nothing_is_filled_in_until_it_is_chosen(world):
    held = prefilled(new(world))
    assert (held["starts"], held["ends"], held["digital"], held["programme"]) == (None, None, (), "")
    assert set(typed_in(new(world))) == {"kind", "host", "first_day", "last_day", "month", "place"}


def test_a_meeting_of_two_days_is_planned_with_two_fields(world):
    form = choose(world, new(world), "two_days")
    assert "kl. 10.00 första dagen till 15.00 den sista" in words_of(form)
    assert not world.send(world.coordinator, form, first_day=DAY, place="Slottet").refused
    meeting = world.rows(Meeting)[-1]
    assert (meeting.kind, meeting.first_day, meeting.last_day) == ("partnership", DAY, date(2020, 5, 15))
    assert (meeting.starts, meeting.ends, meeting.digital) == (time(10), time(15), False)
    items = programme(world, meeting)
    assert items[0] == (1, "Fika och välkomna") and items[-1] == (2, "Till nästa gång") and (1, "Middag") in items
    assert has_dinner(Meeting(programme_titles="\n".join(title for _, title in items)))


def test_one_day_of_two_is_asked_about_in_sight_of_the_programme(world):
    count = len(world.rows(Meeting))
    form = choose(world, new(world), "two_days")
    asked = world.send(world.coordinator, form, first_day=DAY, last_day=DAY)
    assert asked.refused and "Dag 2" in words_of(asked) and len(world.rows(Meeting)) == count
    assert "programme" in typed_in(asked.answer)
    assert not world.send(world.coordinator, asked.answer, programme="10.00 Fika").refused


def test_what_was_typed_stays_and_what_was_filled_in_is_exchanged(world):
    whole = world.more(world.coordinator, choose(world, new(world), "two_days"), first_day=DAY)
    other = choose(world, whole, "digital_officials", starts=time(8, 15), note="Ta med stövlar")
    held = typed_in(other)
    assert other.is_open and (held["first_day"], held["starts"], held["ends"]) == (DAY, time(8, 15), time(11, 30))
    assert held["digital"] == ("digital",) and "Förbereda dagarna" in held["programme"]
    assert held["note"] == "Ta med stövlar" and "Middag" not in held["programme"]
    back = typed_in(choose(world, other, "partnership"))
    assert (back["starts"], back["ends"], back["digital"], back["programme"]) == (time(8, 15), None, (), "")
    blocks = [{each["block_id"] for each in form.rendered if each["type"] == "input"} for form in (whole, other)]
    assert {"ends/two_days", "digital/two_days"} <= blocks[0] and "ends/digital_officials" in blocks[1]
    assert "first_day" in blocks[0] & blocks[1], "Slack keeps what stands in a field that it knows"


def test_a_study_visit_has_those_chosen_in_sight_and_what_would_go_out_of_it_stays_there(world):
    visit = choose(world, new(world), "study_visit", place="Biblioteket")
    assert "invited" in typed_in(visit) and not visit.is_open and typed_in(visit)["place"] == "Biblioteket"
    shown = typed_in(choose(world, new(world), "study_visit", month="2020-05-01"))
    assert shown["month"] == "2020-05-01" and "invited" in shown


def test_an_official_gets_no_template_of_the_coordinators(world, official):
    form = new(world, official)
    assert "två dagar" not in words_of(form)
    forged = choose(world, form, "two_days", official)
    assert forged.about == form.about and prefilled(forged)["programme"] == ""
    assert world.send(official, form, kind="two_days", first_day=DAY).field_errors.keys() == {"kind"}


def test_a_day_that_is_asked_about_keeps_what_was_filled_in(world):
    far = world.send(world.coordinator, choose(world, new(world), "two_days"), first_day=date(2029, 5, 14))
    assert far.refused and prefilled(far.answer)["ends"] == time(15) and typed_in(far.answer)["kind"] == "two_days"
    assert not world.send(world.coordinator, far.answer).refused
    assert world.rows(Meeting)[-1].last_day == date(2029, 5, 15)


def test_what_is_wrong_is_said_at_the_block_in_which_the_field_stands(world):
    form = choose(world, new(world), "digital_officials")
    refused = world.send(world.coordinator, form, first_day=DAY, ends=time(9))
    values = {"ends/digital_officials": {"ends": {"type": "timepicker", "selected_time": "09:00"}}}
    ask = form_payload({"view": {"callback_id": "meeting.plan", "state": {"values": values}}}, "form")
    assert list(acknowledgement(ask, refused)["errors"]) == ["ends/digital_officials"]


def test_the_programme_is_the_same_in_both_languages_and_in_the_networks():
    for template in TEMPLATES.values():
        read, english = (read_programme(speak(code).plain(template.programme), template.days) for code in ("sv", "en"))
        assert [(each.day, each.starts) for each in read] == [(each.day, each.starts) for each in english]
        assert read != english and read[0].starts == template.starts
        days = [each.day for each in read]
        assert days == sorted(days) and days[-1] == template.days
