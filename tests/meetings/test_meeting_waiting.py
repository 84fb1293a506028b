"""What somebody does to a meeting waits before many hear of it: it is looked at, sent at once, or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form
from bot.dates.when import STOCKHOLM
from bot.features import find_features
from bot.language import speak
from bot.meetings.store import forget_waiting
from bot.meetings.waiting import FIELDS, Waits, as_it_stands, put_back
from bot.meetings.waiting_view import goes_out
from bot.models import (
    Change,
    HostingTurn,
    Invites,
    Meeting,
    MeetingKind,
    MeetingState,
    Network,
    Person,
    PersonState,
    WaitingChange,
)
from bot.network.hours import Hours
from bot.outbox.preview import preview
from bot.slack.answering import Response
from tests.outbox.lives import BEGIN, Life, coordinators, living
from tests.outbox.said import untrue
from tests.world import labels, words_of

REGRET = timedelta(minutes=5)
MAY = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "place": "Slottet"}
TO_ALL = "till 5 personer och kanalen"


@pytest.fixture
def life() -> Iterator[Life]:
    """A meeting in May, whose days are not set; it is nine o'clock."""
    with living(REGRET) as life:
        yield life


def change(life: Life, number: int = 3, who: str = "Samordnare", **values: Any) -> Response:
    form = life.world.ask(life.people[who], f"/mote ändra {number}").answer
    assert isinstance(form, Form)
    return life.world.send(life.people[who], form, **values)


def cancel(life: Life, number: int = 3) -> Response:
    return life.world.cancel(life.people["Samordnare"], number)


def click(life: Life, answered: Response, label: str, who: str = "Samordnare") -> Response:
    return life.world.click(life.people[who], answered, label)


def told(life: Life, to: str = "channel", meeting: str = "3") -> list[str]:
    """What somebody has been told of a meeting, first to last, by how it begins."""
    there = [each for each in life.stands() if each.to == to and each.about.get("meeting") == meeting]
    return [each.text.partition("\n")[0] for each in there]


def stands(life: Life) -> dict[str, Any]:
    row = life.world.row(Meeting, 3)
    return {name: getattr(row, name) for name in FIELDS}


def foretold(life: Life) -> set[tuple[str, str]]:
    with life.database.reading() as session:
        network = session.get_one(Network, life.world.network_id)
        jobs = find_features().jobs.values()
        soon = preview(session, jobs, [network], since=life.now(), until=life.now() + timedelta(hours=1),
                       coordinators=coordinators)  # fmt: skip
    return {(each.to, each.kind) for each in soon}


def test_it_waits_says_when_and_to_how_many_and_one_message_says_all_of_it(life):
    life.passes(hours=2)
    before = told(life)
    answered = change(life, **MAY)
    assert f"Går ut 11.08 {TO_ALL}." in words_of(answered)
    assert labels(answered)[:3] == ["Visa", "Skicka nu", "Ångra"]
    life.passes(minutes=1)
    assert told(life) == before and untrue_of_others(life) == []
    assert len([each for each in foretold(life) if each[1] == "invitation"]) == 6
    corrected = change(life, place="Teatern")
    assert "Går ut 11.12" in words_of(corrected)
    life.passes(minutes=6)
    (old, new) = told(life)
    assert old.startswith("~") and "Teatern" in new and "14–15 maj" in new and "Slottet" not in new
    sala = life.people["Tjänsteperson, Sala"].slack_id
    assert [each.kind for each in life.stands() if each.to == sala and each.about.get("meeting") == "3"] == [
        "invitation", "invitation",
    ]  # fmt: skip
    assert untrue(life) == []


def untrue_of_others(life: Life) -> list[str]:
    return [each for each in untrue(life) if "maj" not in each and "May" not in each]


def test_what_is_shown_is_what_goes_out(life):
    answered = change(life, **MAY)
    look = click(life, answered, "Visa")
    assert TO_ALL in words_of(look) and labels(look)[-2:] == ["Skicka nu", "Ångra"]
    sent = click(life, look, "Skicka nu")
    assert "Det går ut nu." in words_of(sent) and "Ångra" not in labels(sent)
    life.passes(minutes=0)
    for each in life.stands():
        if each.about.get("meeting") == "3" and each.kind == "invitation" and not each.text.startswith("~"):
            assert each.text.partition("\n")[0] in words_of(look)


def test_what_is_shown_says_how_many_hear_of_it_as_things_are_now(life):
    answered = change(life, **MAY)
    left = life.people["Förtroendevald, Sala"].person_id
    with life.database.writing() as session:
        session.get_one(Person, left).state = PersonState.LEFT
    look = words_of(click(life, answered, "Visa"))
    assert "till 4 personer och kanalen" in look and TO_ALL not in look


def test_taken_back_nothing_was_sent_and_all_is_as_it_was(life):
    life.passes(hours=2)
    stood, before = stands(life), [each.text for each in life.stands()]
    change(life, **MAY)
    life.passes(minutes=1)
    answered = cancel(life)
    assert TO_ALL in words_of(answered)
    undone = click(life, answered, "Ångra")
    assert "Ångrat. Ingenting har skickats" in words_of(undone) and "Ångra" not in labels(undone)
    assert stands(life) == stood and life.world.rows(WaitingChange) == []
    life.passes(hours=3)
    assert [each.text for each in life.stands()] == before and untrue(life) == []


def test_what_has_gone_out_is_not_taken_back(life):
    answered = change(life, **MAY)
    life.world.now += timedelta(minutes=6)
    late = click(life, answered, "Ångra")
    assert words_of(late).startswith("Det har gått ut. Ändra mötet igen") and not late.changed
    assert life.world.row(Meeting, 3).place == "Slottet" and "Ångra" not in labels(late)


def test_others_who_may_change_it_see_it_and_stop_it_and_nobody_else(life):
    host, other = "Tjänsteperson, Uppsala", "Tjänsteperson, Sala"
    answered = change(life, **MAY)
    assert TO_ALL in words_of(life.world.home(life.people[host]))
    assert "Går ut" not in words_of(life.world.home(life.people[other]))
    assert "Går ut" not in words_of(life.world.ask(life.people[other], "/mote 3"))
    refused = life.world.press(life.people[other], "waiting.undo", "3")
    assert not refused.changed and life.world.row(Meeting, 3).place == "Slottet"
    click(life, life.world.ask(life.people[host], "/mote 3"), "Ångra", host)
    assert life.world.row(Meeting, 3).place == ""
    assert "finns" not in words_of(click(life, answered, "Ångra")), "what was taken back is shown as it is"


def test_who_reads_what_is_so_no_longer_takes_back_nothing(life):
    first = change(life, **MAY)
    change(life, place="Teatern")
    shown = click(life, first, "Ångra")
    assert "Ändrad sedan du läste den" in words_of(shown) and life.world.row(Meeting, 3).place == "Teatern"
    with life.database.writing() as session:
        session.get_one(Meeting, 3).sequence += 1
    now = life.world.ask(life.people["Samordnare"], "/mote 3")
    assert "Skicka nu" in labels(now) and "Ångra" not in labels(now), "what else was changed is not put back"


def test_a_meeting_that_was_planned_is_gone_and_its_host_in_turn_again(life):
    life.world.add(HostingTurn(network_id=life.world.network_id, member_id=1, position=4))
    form = life.world.ask(life.people["Samordnare"], "/mote ny").answer
    assert isinstance(form, Form)
    answered = life.world.send(
        life.people["Samordnare"], form, kind="partnership", first_day=date(2020, 9, 9), host="1"
    )
    assert TO_ALL in words_of(answered)
    undone = click(life, answered, "Ångra")
    assert "mötet är inte planerat" in words_of(undone) and len(life.world.rows(Meeting)) == 3
    turn = life.world.rows(HostingTurn)[-1]
    assert (turn.position, turn.meeting_id, turn.member_id) == (4, None, 1)
    assert life.world.rows(Change)[-1].after in ("deleted", None, 4)


def test_at_night_it_waits_for_the_morning_and_may_be_taken_back_until_then(life):
    life.passes(hours=12)
    answered = change(life, **MAY)
    assert f"Går ut i morgon 09.00 {TO_ALL}." in words_of(answered) and "Skicka nu" not in labels(answered)
    life.passes(hours=2)
    before = told(life)
    assert "maj 2020" in before[0] and len(before) == 1
    click(life, answered, "Ångra")
    life.passes(hours=24)
    assert told(life) == before


def test_what_cannot_wait_does_not(life):
    life.world.now = datetime(2020, 3, 25, 17, 43, tzinfo=UTC)  # the meeting begins at midnight
    answered = cancel(life, 1)
    assert "Går ut" not in words_of(answered) and life.world.rows(WaitingChange) == []


def test_who_was_told_other_days_hears_of_them_when_what_was_moved_is_cancelled(life):
    life.passes(minutes=1)
    assert "Går ut" not in words_of(change(life, 1, note="Ta med skor")), "nobody hears of it"
    change(life, 1, first_day=date(2020, 4, 1), last_day=date(2020, 4, 2))
    cancel(life, 1)
    life._sleep(timedelta(hours=3))  # the bot is off, and what waited goes out once
    life.passes(minutes=1)
    (cancelled,) = [each.text for each in life.stands() if each.kind == "change" and each.to == "channel"]
    assert "Inställt" in cancelled and "Tidigare meddelat: 26–27 mars 2020." in cancelled


def test_it_is_let_go_of_in_time(life):
    change(life, **MAY)
    with life.database.writing() as session:
        forget_waiting(session, BEGIN + timedelta(days=59))
        assert session.query(WaitingChange).count() == 1
        forget_waiting(session, BEGIN + timedelta(days=61))
        assert session.query(WaitingChange).count() == 0


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2020, 3, 2, 9, 5, tzinfo=UTC), "Går ut 10.05 till 1 person."),
        (datetime(2020, 3, 2, 20, 0, tzinfo=UTC), "Går ut i morgon 09.00 till 1 person."),
        (datetime(2020, 3, 6, 20, 0, tzinfo=UTC), "Går ut måndag 9 mars 2020 09.00 till 1 person."),
    ],
)
def test_when_it_goes_out_is_said(at, said):
    hours = Hours(9, STOCKHOLM)
    row = WaitingChange(goes_at=at, people=1, in_channel=False)
    goes = hours.soonest(at).astimezone(hours.zone)
    assert goes_out(speak("sv"), Waits(row, Meeting(), goes, at.date(), 1, in_channel=False)) == said


days = st.dates(date(2019, 1, 1), date(2030, 1, 1))
meetings = st.builds(
    Meeting,
    id=st.just(1), kind=st.sampled_from(MeetingKind), state=st.sampled_from(MeetingState), month=days,
    first_day=st.none() | days, last_day=st.none() | days, starts=st.none() | st.times(), ends=st.none() | st.times(),
    days_set_at=st.none() | st.datetimes(timezones=st.just(UTC)), title=st.text(max_size=3),
    place=st.just("Slottet"), link=st.just(""), note=st.just(""), digital=st.booleans(),
    took_place=st.none() | st.booleans(), period_id=st.none() | st.integers(),
    sequence=st.just(3), invites=st.none() | st.sampled_from([Invites.ALL, Invites.OFFICIALS]),
)  # fmt: skip


@settings(max_examples=20)
@given(meetings, meetings)
def test_what_is_put_back_is_what_stood(meeting, other):
    stood = as_it_stands(other)
    put_back(meeting, stood, BEGIN)
    assert as_it_stands(meeting) == stood and meeting.sequence == 4
    assert [type(getattr(meeting, each)) for each in FIELDS] == [type(getattr(other, each)) for each in FIELDS]


def test_every_field_that_a_form_changes_is_put_back():
    columns = {each.key for each in Meeting.__table__.columns}
    ours = {"id", "network_id", "key", "created_by_id", "form_key", "version", "sequence"}
    assert columns - ours - {"took_place_by_id", "took_place_at"} == set(FIELDS)


def swaps(life: Life) -> Response:
    """The coordinator lets the hosts of the first and the last meeting change places at once."""
    form = life.world.ask(life.people["Samordnare"], "/vardskap byt").answer
    assert isinstance(form, Form)
    menus = {each["block_id"]: [one["value"] for one in each["element"]["options"]] for each in form.rendered
             if "options" in each.get("element", {})}  # fmt: skip
    return life.world.send(life.people["Samordnare"], form, turn=menus["turn"][0], other=menus["other"][-1], way="now")


def hosts(life: Life) -> dict[int | None, int]:
    return {each.meeting_id: each.member_id for each in life.world.rows(HostingTurn)}


def news(life: Life) -> list[str]:
    return [each.text for each in life.stands() if each.kind == "change"]


def test_others_hear_of_a_swap_in_a_while_and_of_one_swapped_back_never(life):
    life.passes(hours=2)
    before = hosts(life)
    swaps(life)
    life.passes(seconds=1)
    assert hosts(life) != before and news(life) == []
    card = life.world.ask(life.people["Samordnare"], "/mote")
    assert "Går ut" in words_of(card) and "Ångra" not in labels(card), "two have agreed on it"
    swaps(life)
    life.passes(minutes=10)
    assert hosts(life) == before and news(life) == []
    swaps(life)
    life.passes(minutes=10)
    assert news(life) and untrue(life) == []
