"""Invitation: when the days are set or 60 days before, to the channel and to both seats, with buttons."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.feature.values import shown_in
from bot.models import Answer, MeetingKind, PersonState, Reply, Role
from bot.reminders.rules import EARLIEST_INVITATION
from bot.slack.payloads import button_payload
from tests.reminders.played import CHANNEL_ID, days, posts, told
from tests.world import NOW, World

YEAR = ("2020-01-07", "2020-12-31")
SET_AT = datetime(2020, 2, 12, 10, 30, tzinfo=UTC)


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


def test_channel_and_both_seats_are_invited_60_days_before_a_month(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    elected = world.person("Förtroendevald", Role.ELECTED, gavle)
    world.person("Suppleant", Role.DEPUTY, gavle)
    world.person("Ny", Role.OFFICIAL, gavle, state=PersonState.REQUESTED)
    world.meeting(month=date(2020, 5, 1))
    invited = told(world, "invitation", *YEAR)
    assert {each.to for each in invited} == {CHANNEL_ID, official.slack_id, elected.slack_id}
    assert days(invited) == ["2020-03-02"]
    assert len({each.key for each in invited}) == len(invited)


def test_they_are_invited_when_the_days_are_set(world, gavle):
    world.meeting(first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), days_set_at=SET_AT)
    (invited,) = told(world, "invitation", *YEAR)
    assert invited.at == SET_AT and "14–15 maj 2020" in invited.text


def test_days_set_at_night_are_told_in_the_morning(world):
    world.meeting(first_day=date(2020, 5, 14), days_set_at=datetime(2020, 2, 14, 22, 0, tzinfo=UTC))
    (invited,) = told(world, "invitation", *YEAR)
    assert f"{invited.at:%a %Y-%m-%d %H}" == "Mon 2020-02-17 09"


def test_a_whole_plan_of_days_does_not_invite_to_all_of_it_at_once(world):
    world.meeting(first_day=date(2020, 5, 14), days_set_at=SET_AT)
    world.meeting(first_day=date(2020, 11, 12), days_set_at=SET_AT)
    invited = told(world, "invitation", *YEAR)
    assert [each.at.date() for each in invited] == [date(2020, 2, 12), date(2020, 5, 15)]
    assert (date(2020, 11, 12) - invited[1].at.date()).days >= EARLIEST_INVITATION


def test_only_officials_are_invited_in_person_to_an_officials_meeting(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    world.person("Förtroendevald", Role.ELECTED, gavle)
    world.meeting(MeetingKind.OFFICIALS, month=date(2020, 9, 1))
    assert {each.to for each in told(world, "invitation", *YEAR)} == {CHANNEL_ID, official.slack_id}


def test_who_joins_later_is_invited_then(world, gavle):
    joined = datetime(2020, 4, 6, 12, 0, tzinfo=UTC)
    late = world.person("Ny", Role.OFFICIAL, gavle, confirmed_at=joined)
    world.meeting(month=date(2020, 5, 1))
    assert [each.at for each in told(world, "invitation", *YEAR) if each.to == late.slack_id] == [joined]


def test_one_button_answers_and_ones_answer_is_shown(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    meeting = world.meeting(month=date(2020, 5, 1))
    payload = posts(world, "invitation", *YEAR)[-1]
    buttons = payload["blocks"][-1]["elements"]
    values = [shown_in(each["value"])[0] for each in buttons[:3]]
    assert values == [
        f"{meeting}.yes",
        f"{meeting}.no",
        f"{meeting}.maybe",
    ]
    assert not world.press(official, buttons[0]["action_id"], buttons[0]["value"]).refused
    assert [each.reply for each in world.rows(Answer)] == [Reply.YES]
    assert "Du har svarat *Ja*" in posts(world, "invitation", *YEAR)[-1]["text"]


def test_who_answered_for_the_month_is_asked_whether_it_holds_for_the_days(world, gavle):
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    meeting = world.meeting(first_day=date(2020, 5, 14), days_set_at=SET_AT)
    world.add(Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.YES, answered_at=NOW))
    (mine,) = [each for each in told(world, "invitation", *YEAR) if each.to == official.slack_id]
    assert "Du svarade *Ja* innan de här dagarna bestämdes." in mine.text


def test_a_cancelled_or_past_meeting_is_not_invited_to(world):
    world.meeting(month=date(2020, 5, 1), state="cancelled")
    world.meeting(first_day=date(2020, 1, 14), days_set_at=NOW)
    assert told(world, "invitation", *YEAR) == []


def test_what_somebody_typed_is_shown_as_text(world):
    world.meeting(month=date(2020, 5, 1), title="<!channel> & co", note="<@U1>")
    (payload,) = posts(world, "invitation", *YEAR)
    assert "<!channel>" not in str(payload) and "<@U1>" not in str(payload)
    assert "<!channel> & co" in told(world, "invitation", *YEAR)[0].text


@pytest.mark.parametrize(
    ("container", "seen"),
    [
        ({"type": "message", "channel_id": "C1", "is_ephemeral": False}, True),
        ({"type": "message", "channel_id": "C1", "is_ephemeral": True}, False),
        ({"type": "message", "channel_id": "D1", "is_ephemeral": False}, False),
        ({}, False),
    ],
)
def test_one_persons_click_does_not_replace_the_channels_invitation(container, seen):
    body = {"actions": [{"action_id": "meeting.answer:1.yes", "value": "1.yes"}], "container": container}
    assert button_payload(body).seen_by_all is seen
