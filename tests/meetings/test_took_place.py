"""Whether a meeting took place: what is known of it, who is asked, and what is claimed of what nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.meetings.rules import MeetingOutcome, outcome_of
from bot.models import (
    Answer,
    Attendance,
    Coordination,
    Meeting,
    MeetingState,
    Period,
    Reply,
    Role,
)
from tests.reminders.played import Played, days, told
from tests.world import NOW, labels, words_of

YEAR = ("2020-01-07", "2020-12-31")
LATER = datetime(2020, 6, 15, 8, 0, tzinfo=UTC)


@given(
    month=st.dates(date(2019, 1, 1), date(2021, 12, 1)),
    has_days=st.booleans(),
    noted=st.sampled_from([None, True, False]),
    is_cancelled=st.booleans(),
)
def test_what_nobody_has_noted_is_not_known(month, has_days, noted, is_cancelled):
    day = month.replace(day=10) if has_days else None
    state = MeetingState.CANCELLED if is_cancelled else MeetingState.PLANNED
    meeting = Meeting(month=month.replace(day=1), first_day=day, last_day=day, took_place=noted, state=state)
    outcome = outcome_of(meeting, LATER, ZoneInfo("Europe/Stockholm"))
    over = day < LATER.date() if day else (month.year, month.month) < (2020, 6)
    if is_cancelled:
        assert outcome is MeetingOutcome.CANCELLED
    elif not over:
        assert outcome is MeetingOutcome.TO_COME
    elif noted is None:
        assert outcome is (MeetingOutcome.TOOK_PLACE if has_days else MeetingOutcome.NOT_RECORDED)
    else:
        assert outcome is (MeetingOutcome.TOOK_PLACE if noted else MeetingOutcome.DID_NOT_TAKE_PLACE)


def test_the_host_is_asked_then_the_coordinator_and_nobody_of_what_is_known(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    asked = told(world, "held", *YEAR)
    assert [each.to for each in asked] == [official.slack_id, "UCOORD"] and days(asked) == ["2020-06-01", "2020-06-09"]
    assert told(world, "came", *YEAR) == []
    world.add(Answer(meeting_id=may, person_id=official.person_id, reply=Reply.YES, answered_at=NOW))
    assert told(world, "held", *YEAR) == [] and len(told(world, "came", *YEAR)) == 1


def test_a_coordinator_is_asked_once_whoever_comes_to_the_seat_of_the_host_or_leaves_it(world):
    gavle = world.member("Gävle")
    world.meeting(month=date(2020, 5, 1), host=gavle)

    def asked():
        return [each.key for each in told(world, "held", *YEAR) if each.to == "UCOORD"]

    alone = asked()
    world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    assert asked() == alone and len(alone) == 1


@pytest.mark.parametrize("reply", list(Reply))
def test_only_who_said_that_they_come_speaks_for_a_meeting_without_days(world, reply):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    world.add(Answer(meeting_id=may, person_id=official.person_id, reply=reply, answered_at=NOW))
    says_nothing = reply in (Reply.NO, Reply.MAYBE)
    assert bool(told(world, "held", *YEAR)) == says_nothing
    world.now = LATER
    assert ("har noterat" in words_of(world.ask(official, "/vardskap"))) == says_nothing


@pytest.mark.parametrize("came", [True, False])
def test_only_who_came_speaks_for_a_meeting_without_days(world, came):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may = world.meeting(month=date(2020, 5, 1), host=gavle)
    world.add(Attendance(meeting_id=may, member_id=gavle, role=Role.OFFICIAL, came=came, noted_at=NOW))
    world.now = LATER
    assert ("har noterat" in words_of(world.ask(official, "/vardskap"))) == (not came)


def test_yes_with_days_or_no_is_kept_with_who_and_when(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    may, april = (world.meeting(month=date(2020, each, 1), host=gavle) for each in (5, 4))
    world.now = LATER
    form = world.press(official, "took_place.yes", str(may)).answer
    assert world.send(official, form, first_day=date(2020, 8, 4)).refused
    world.send(official, form, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15))
    row = world.row(Meeting, may)
    assert (row.took_place, row.took_place_by_id, row.took_place_at) == (True, official.person_id, LATER)
    assert (row.first_day, row.last_day) == (date(2020, 5, 14), date(2020, 5, 15))
    assert "blev inte av" in words_of(world.press(official, "took_place.no", str(april)))
    assert world.row(Meeting, april).took_place is False
    shown = words_of(world.ask(official, "/vardskap"))
    assert "14–15 maj 2020" in shown and "april 2020" not in shown


@pytest.fixture
def may(world):
    """A meeting known by its month, which is over, with the host's official, its elected and somebody else's."""
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)
    meeting = world.meeting(month=date(2020, 5, 1), host=world.gavle)
    world.now = LATER
    return meeting


def test_whoever_answers_after_somebody_else_reads_what_is_noted_in_which_seat_and_can_change_it(world, may):
    asked = world.press(world.coordinator, "meeting.show", str(may))
    world.click(world.official, asked, "Nej, det blev inte av")
    late = world.click(world.coordinator, asked, "Ja, mötet blev av")
    words = words_of(late)
    assert "Mötet blev inte av. Noterat 15 juni 2020 av tjänsteperson för Gävle." in words
    assert "Inget ändrades" in words and world.row(Meeting, may).took_place is False
    form = world.click(world.coordinator, late, "Mötet blev av").answer
    world.send(world.coordinator, form, first_day=date(2020, 5, 12), last_day=date(2020, 5, 13))
    shown = words_of(world.press(world.elected, "meeting.show", str(may)))
    assert "Mötet blev av 12–13 maj 2020. Noterat 15 juni 2020 av samordnare." in shown
    again = world.click(world.elected, world.press(world.elected, "meeting.show", str(may)), "Mötet blev inte av")
    assert "Noterat: mötet blev inte av" in words_of(again)


def test_where_it_is_noted_that_somebody_came_a_no_is_refused(world, may):
    world.add(Attendance(meeting_id=may, member_id=world.orebro, role=Role.OFFICIAL, came=True, noted_at=NOW))
    shown = world.press(world.official, "meeting.show", str(may))
    assert world.click(world.official, shown, "Mötet blev inte av").refused
    assert world.row(Meeting, may).took_place is None


def test_a_card_says_what_became_of_its_meeting_and_asks_only_those_who_may_say(world, may):
    for who in (world.official, world.elected, world.coordinator, world.other, world.newcomer):
        shown = world.press(who, "meeting.show", str(may))
        assert "Ingen har noterat om mötet blev av." in words_of(shown)
        may_say = who not in (world.other, world.newcomer)
        assert ("Ja, mötet blev av" in labels(shown)) == may_say
        assert ("Ja, mötet blev av" in labels(world.say(who, "när var mötet i maj 2020?"))) == may_say
    assert world.press(world.other, "took_place.no", str(may)).refused
    world.now = datetime(2020, 5, 31, 8, 0, tzinfo=UTC)
    assert "blev av" not in words_of(world.press(world.coordinator, "meeting.show", str(may)))


def test_it_waits_on_the_home_of_host_and_coordinator_until_somebody_says_it(world, may):
    for moment in (datetime(2020, 6, 1, 8, 0, tzinfo=UTC), datetime(2020, 12, 1, 8, 0, tzinfo=UTC)):
        world.now = moment
        for who in (world.official, world.coordinator):
            assert "Blev mötet av? *Partnerskapsträff* · maj 2020" in words_of(world.home(who))
        assert "Blev mötet av?" not in words_of(world.home(world.other))
    world.press(world.official, "took_place.no", str(may))
    for who in (world.official, world.coordinator):
        assert "Blev mötet av?" not in words_of(world.home(who))


def test_another_day_where_it_is_asked_is_one_that_has_been_or_one_to_come(world, may):
    form = world.click(world.official, world.home(world.official), "En annan dag").answer
    kept = world.send(world.official, form, first_day=date(2020, 6, 3), last_day=date(2020, 6, 4))
    assert not kept.refused and "3–4 juni 2020" in words_of(kept) and "Mötet blev av" in words_of(kept)
    assert "Blev mötet av?" not in words_of(world.home(world.official))
    assert [each.to for each in told(world, "invitation", *YEAR, now="2020-06-15")] == []
    ahead = world.meeting(month=date(2020, 9, 1), host=world.gavle)
    form = world.press(world.official, "meeting.change", str(ahead)).answer
    assert world.send(world.official, form, first_day=date(2020, 6, 3)).refused, "what is to come is on a day to come"


def test_who_came_is_answered_from_what_is_noted_and_never_from_answers(world, may):
    asked = "vilka kom i maj 2020?"
    world.add(Answer(meeting_id=may, person_id=world.other.person_id, reply=Reply.YES, answered_at=NOW))
    words = words_of(world.say(world.elected, asked))
    assert (
        "Ingen har noterat vilka som kom." in words and "Före mötet hade 1 svarat ja: Örebro (tjänsteperson)" in words
    )
    assert "Kommer" not in words
    for member, came in ((world.gavle, True), (world.orebro, False)):
        world.add(Attendance(meeting_id=may, member_id=member, role=Role.OFFICIAL, came=came, noted_at=NOW))
    words = words_of(world.say(world.elected, asked))
    assert "*Kom:* Gävle (tjänsteperson)" in words and "*Kom inte:* Örebro (tjänsteperson)" in words
    assert "svarat ja" not in words
    assert "*Kom inte:* Örebro" in words_of(world.say(world.elected, "kom Örebro till mötet i maj 2020?"))
    world.change(may, took_place=False)
    assert "Mötet blev inte av." in words_of(world.say(world.elected, asked))


def test_it_waits_on_home_however_long_ago_it_was(world, may):
    world.now = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)
    world.add(Period(network_id=world.network_id, name="2022–2023", starts=date(2022, 1, 1), ends=date(2023, 12, 31),
                     coordination=Coordination.COORDINATOR))  # fmt: skip
    assert "Blev mötet av? *Partnerskapsträff* · maj 2020" in words_of(world.home(world.coordinator))


def test_days_in_no_period_are_asked_about_before_they_are_noted(world):
    may = world.meeting(month=date(2020, 5, 1), host=world.member("Gävle"))
    world.now = LATER
    form = world.press(world.coordinator, "took_place.yes", str(may)).answer
    asked = world.send(world.coordinator, form, view="VASKED", first_day=date(2019, 5, 14)).answer
    words = words_of(asked)
    assert "*14 maj 2019* ligger inte i någon period." in words and "bjuds in" not in words
    assert world.row(Meeting, may).took_place is None
    world.send(world.coordinator, asked, view="VASKED")
    row = world.row(Meeting, may)
    assert (row.took_place, row.first_day, row.last_day) == (True, date(2019, 5, 14), date(2019, 5, 14))


def test_what_was_asked_says_what_is_noted_and_by_whom_and_follows_when_it_is_corrected(database):
    played = Played(database, datetime(2020, 5, 28, 8, 0, tzinfo=UTC))
    played.load("partnerskapet-2020-2021")
    played.fill_seats()
    played.go(datetime(2020, 6, 1, 9, 0, tzinfo=UTC), every=timedelta(hours=8))
    (asked,) = [each for each in played.sent if each.kind == "held"]
    assert "Ingen har noterat" in asked.text
    for took_place, became in ((False, "Mötet blev inte av."), (True, "Mötet blev av")):
        noted = {"took_place": took_place, "took_place_at": played.now, "took_place_by_id": 1}
        played.change(lambda session, noted=noted: session.execute(update(Meeting).values(**noted)))
        played.now += timedelta(hours=1)
        played.tick()
        (changed,) = [each for each in played.sent if each.kind == "mark" and became in each.text]
        assert "Noterat 1 juni 2020 av" in changed.text and "Ingen" not in changed.text
