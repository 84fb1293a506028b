"""/mote dagar: days are proposed, those invited say which suit, and one press sets them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.meetings.seats import Sitting
from bot.models import DayAnswer, DayProposal, Meeting, MeetingKind, MeetingState, Membership, PersonState, Role
from bot.network.hours import Hours
from bot.polls.rules import Poll, PollState, usual_length
from tests.reminders.played import Played, told
from tests.world import NOW, World, labels, prefilled, table_of, words_of

ZONE = ZoneInfo("Europe/Stockholm")
MAY = date(2020, 5, 1)
FIRST, SECOND, THIRD = date(2020, 5, 14), date(2020, 5, 20), date(2020, 5, 27)


@pytest.fixture
def people(world: World):
    gavle, uppsala = world.member("Gävle"), world.member("Uppsala")
    world.host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.elected = world.person("Förtroendevald, Uppsala", Role.ELECTED, uppsala)
    world.official = world.person("Tjänsteperson, Uppsala", Role.OFFICIAL, uppsala)
    world.at = world.meeting(month=MAY, host=gavle)
    return world


def propose(world, who=None, **days):
    who = who or world.host
    form = world.press(who, "days.propose", str(world.at)).answer
    return world.send(who, form, **(days or {"first_1": FIRST, "first_2": SECOND, "first_3": THIRD}))


def answer(world, who, *pressed):
    shown = world.ask(who, "/mote dagar")
    for each in pressed:
        shown = world.click(who, shown, each)
    return shown


def days_of(world) -> tuple[date | None, date | None]:
    meeting = world.row(Meeting, world.at)
    return meeting.first_day, meeting.last_day


def test_the_host_proposes_in_a_short_form_of_the_meetings_usual_length(people):
    shown = people.ask(people.host, "/mote dagar").answer
    assert len(prefilled(shown)) == 6 and prefilled(shown)["length"] == "2"
    assert people.ask(people.official, "/mote dagar").refused
    assert people.press(people.official, "days.propose", str(people.at)).refused
    assert "Föreslå dagar" in labels(people.ask(people.host, "/mote"))
    assert "Föreslå dagar" not in labels(people.ask(people.official, "/mote"))
    assert "0 av 3 har svarat" in words_of(propose(people))
    assert next((each.first_day, each.last_day) for each in people.rows(DayProposal)) == (FIRST, date(2020, 5, 15))


@pytest.mark.parametrize(
    ("days", "field", "said"),
    [
        ({"first_1": NOW.date(), "first_2": FIRST}, "first_1", "efter i dag"),
        ({"first_1": FIRST, "first_2": FIRST}, "first_2", "redan ett alternativ"),
        ({"first_1": FIRST}, "first_2", "minst två"),
        ({"first_1": FIRST, "first_2": SECOND}, "first_2", "Gävle deltar inte i nätverket 20 maj 2020"),
        ({"first_1": FIRST, "first_2": SECOND, "length": "9"}, "length", "hur många dagar"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(people, days, field, said):
    with people.database.writing() as session:
        session.scalars(select(Membership).order_by(Membership.id)).first().ends = SECOND - timedelta(days=1)
    refused = propose(people, **({"first_2": None} | days))
    assert said in refused.field_errors[field] and not people.rows(DayProposal)


def test_a_day_far_off_is_asked_about_first(people):
    people.at = people.meeting(MeetingKind.OFFICIALS, month=MAY)
    days = {"first_1": FIRST, "first_2": date(2030, 5, 14)}
    asked = propose(people, people.coordinator, **days)
    assert (
        "*14 maj 2030* är mer än tre år framåt" in words_of(asked)
        and prefilled(asked.answer)["first_2"] == days["first_2"]
    )
    people.send(people.coordinator, asked.answer, **days)
    assert len(people.rows(DayProposal)) == 2


def test_a_press_says_which_suit_and_another_takes_it_back(people):
    propose(people)
    shown = answer(people, people.official, "14–15 maj", "27–28 maj")
    assert "Du kan *14–15 maj, 27–28 maj* – tryck igen" in words_of(shown) and "✓ 14–15 maj" in labels(shown)
    shown = people.click(people.official, shown, "✓ 14–15 maj")
    assert "Du kan *27–28 maj*" in words_of(shown)
    shown = people.click(people.official, shown, "Ingen passar")
    assert "✓ Ingen passar" in labels(shown) and "1 av 3 har svarat" in words_of(shown)
    assert [each.can for each in people.rows(DayAnswer)] == [False] * 3


def test_who_can_is_a_table_for_who_is_inside_and_numbers_for_others(people):
    propose(people)
    answer(people, people.official, "14–15 maj")
    answer(people, people.elected, "Ingen passar")
    shown = people.ask(people.host, "/mote dagar")
    assert table_of(shown) == [
        ["Medlem", "14–15 maj", "20–21 maj", "27–28 maj"],
        ["Gävle", "–", "–", "–"], ["Uppsala", "✗ ✓", "✗ ✗", "✗ ✗"], ["Kan", "1", "0", "0"],
    ]  # fmt: skip
    waiting = people.person("Ny", Role.OFFICIAL, state=PersonState.REQUESTED)
    for who in (people.stranger, waiting):
        words = words_of(people.ask(who, "/mote dagar"))
        assert "1 kan" in words and "Uppsala" not in words
    assert people.press(people.stranger, "days.say", "1.can").refused
    assert people.press(people.coordinator, "days.say", "1.can").refused, "only those invited are asked"
    assert not [each for each in labels(people.ask(people.official, "/mote dagar")) if each.startswith("Bestäm")]


def test_one_press_sets_the_days_and_the_invitation_goes(people):
    propose(people)
    played = Played(people.database, people.now)
    played.tick()
    answer(people, people.official, "14–15 maj")
    decided = people.click(people.host, people.ask(people.host, "/mote dagar"), "Bestäm 14–15 maj")
    assert "Dagarna är bestämda" in words_of(decided) and days_of(people) == (FIRST, date(2020, 5, 15))
    before = len(played.sent)
    played.now += timedelta(minutes=5)
    played.tick()
    sent = played.sent[before:]
    invited = [each for each in sent if each.kind == "invitation"]
    assert len(invited) == 4 and all("14–15 maj 2020" in each.text for each in invited)
    closed = [each for each in sent if each.kind == "mark" and "Dagarna bestämdes: *14–15 maj 2020*" in each.text]
    assert len(closed) == 4 and not any("actions" in str(each.payload) for each in closed)
    assert people.press(people.official, "days.can", "1.cannot").overtaken


def test_what_was_decided_and_taken_back_is_asked_again(database):
    world = World(database, regret=timedelta(minutes=5))
    gavle = world.member("Gävle")
    world.host = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.at = world.meeting(month=MAY, host=gavle)
    assert "Frågan går ut 09.05" in words_of(propose(world))
    played = Played(database, world.now)
    played.tick()
    assert "days" not in {each.kind for each in played.sent}, "it can be taken back before anybody hears of it"
    world.now = played.now = world.now + timedelta(minutes=5)
    played.tick()
    assert "days" in {each.kind for each in played.sent}
    decided = world.click(world.host, world.ask(world.host, "/mote dagar"), "Bestäm 20–21 maj")
    world.click(world.host, decided, "Ångra")
    assert days_of(world) == (None, None) and "Bestäm 20–21 maj" in labels(world.ask(world.host, "/mote dagar"))


def test_who_decides_sees_first_what_was_said_since(people):
    propose(people)
    shown = people.ask(people.host, "/mote dagar")
    answer(people, people.official, "Ingen passar")
    again = people.click(people.host, shown, "Bestäm 14–15 maj")
    assert "Ändrad sedan du läste den" in words_of(again) and days_of(people) == (None, None)
    people.click(people.host, again, "Bestäm 14–15 maj")
    assert days_of(people) == (FIRST, date(2020, 5, 15))


def test_what_is_taken_back_asks_nobody(people):
    propose(people)
    assert "tillbakataget" in words_of(
        people.click(people.host, people.ask(people.host, "/mote dagar"), "Ta tillbaka förslaget")
    )
    assert people.press(people.official, "days.can", "1.can").overtaken and days_of(people) == (None, None)
    people.now += timedelta(minutes=1)
    form = people.press(people.host, "days.propose", str(people.at)).answer
    propose(people, people.coordinator)
    again = people.send(people.host, form, first_1=FIRST, first_2=SECOND)
    assert "redan föreslagna" in words_of(again) and len(people.rows(DayProposal)) == 6


def test_what_was_said_where_the_bot_asked_stays_there(people):
    propose(people)
    played = Played(people.database, people.now)
    played.tick()
    pressed = people.press(people.official, "days.can", "1.can")
    assert pressed.answer.in_place and "Du kan *14–15 maj*" in words_of(pressed)
    played.now += timedelta(minutes=5)
    played.tick()
    changed = {each.to: each for each in played.sent if each.kind == "mark"}
    assert changed[people.official.slack_id].payload == pressed.answer.payload
    assert "1 av 3 har svarat" in changed["channel"].text and len(changed) == 2


def foretold(world):
    return told(world, "days", "2020-02-10", "2020-03-01", now="2020-02-10")


def parts(sent, to):
    return [(each.key.split("/")[2], f"{each.at:%m-%d}") for each in sent if each.to == to.slack_id]


def test_the_silent_are_asked_once_more_and_who_proposed_hears_how_it_stands(people):
    propose(people)
    answer(people, people.official, "14–15 maj")
    sent = foretold(people)
    assert parts(sent, people.elected) == [("asked", "02-10"), ("again", "02-17")]
    assert parts(sent, people.official) == [("asked", "02-10")]
    assert parts(sent, people.host) == [("asked", "02-10"), ("again", "02-17"), ("stands", "02-19")]
    assert "1 av 3 har svarat" in sent[-1].text and len({each.key for each in sent}) == len(sent)


def test_who_proposed_hears_at_once_when_everybody_has_answered(people):
    propose(people)
    for who in (people.official, people.elected):
        answer(people, who, "14–15 maj")
    people.press(people.host, "days.can", "2.can")
    (heard,) = [each for each in foretold(people) if "/stands/" in each.key]
    assert heard.to == people.host.slack_id and "Alla har svarat" in heard.text and heard.at.date() == NOW.date()


def test_the_question_goes_out_at_once_by_a_press(database):
    world = World(database, regret=timedelta(minutes=5))
    gavle = world.member("Gävle")
    world.host, world.at = (
        world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle),
        world.meeting(month=MAY, host=gavle),
    )
    shown = propose(world)
    played = Played(database, world.now)
    played.tick()
    assert not [each for each in played.sent if each.kind == "days"]
    assert "går ut nu" in words_of(world.click(world.host, shown, "Skicka nu"))
    played.tick()
    assert [each for each in played.sent if each.kind == "days"]
    assert "Skicka nu" not in labels(world.ask(world.host, "/mote dagar"))


def test_who_proposed_is_asked_to_decide_once_more_when_the_days_are_near(people):
    propose(people)
    sent = told(people, "days", "2020-02-10", "2020-05-13", now="2020-02-10")
    assert parts(sent, people.host)[2:] == [("stands", "02-19"), ("near", "04-29")]


@given(st.integers(1, 200), st.none() | st.integers(0, 100))
def test_it_is_decided_after_it_was_asked_and_before_the_first_of_the_days(ahead, answered):
    asked, hours = NOW.astimezone(ZONE), Hours(9, ZONE)
    first = (asked + timedelta(days=ahead)).date()
    said = (
        [DayAnswer(person_id=1, can=True, answered_at=NOW + timedelta(hours=answered))] if answered is not None else []
    )
    row = DayProposal(id=1, first_day=first, last_day=first, answers=said, goes_at=NOW)
    times = Poll(Meeting(month=MAY), [row], [Sitting(1, "Gävle", Role.OFFICIAL, 1)]).to_decide_at(hours)
    assert times["stands"] >= (NOW if said else hours.after(asked.date(), 1))
    assert times["stands"] <= hours.after(asked.date(), 7)
    assert times.get("near", first) == first or times["near"] - times["stands"] > timedelta(days=3)
    assert ahead < 40 or hours.before(first, 14) in times.values()
    assert not said or times["stands"] <= hours.soonest(said[0].answered_at)


def test_while_days_are_proposed_nobody_is_asked_to_find_some(people):
    def asked():
        return [each.to for each in told(people, "dates", "2020-02-10", "2020-04-30", now="2020-02-10")]

    before = asked()
    assert people.host.slack_id in before and "Ange dagarna" in labels(people.home(people.host))
    shown = propose(people)
    assert not asked() and "Ange dagarna" not in labels(people.home(people.host))
    people.click(people.host, shown, "Ta tillbaka förslaget")
    assert asked() == before and "Ange dagarna" in labels(people.home(people.host))


def test_which_days_are_proposed_is_asked_in_words_too(people):
    none = people.say(people.official, "Vilka dagar är föreslagna?")
    assert "Inga dagar är föreslagna" in words_of(none)
    propose(people)
    asked = people.say(people.host, "Vilka dagar är föreslagna?")
    assert words_of(asked) == words_of(people.ask(people.host, "/mote dagar")) and "Bestäm 14–15 maj" in labels(asked)


def test_the_home_tab_asks_too(people):
    propose(people)
    shown = people.home(people.official)
    assert "Vilka dagar kan du?" in words_of(shown)
    people.click(people.official, shown, "14–15 maj")
    assert "Vilka dagar kan du?" not in words_of(people.home(people.official))
    for who in (people.elected, people.host):
        people.press(who, "days.say", "1.can")
    assert "Bestäm dagarna" in words_of(people.home(people.host))


@settings(max_examples=25)
@given(st.lists(st.sampled_from([None, True, False]), min_size=1, max_size=6))
def test_everybody_is_counted_once(said):
    proposals = [DayProposal(id=number, first_day=FIRST, last_day=FIRST, answers=[]) for number in (1, 2)]
    for person, can in enumerate(said, 1):
        for each in proposals if can is not None else ():
            each.answers.append(DayAnswer(person_id=person, can=can, answered_at=NOW))
    sittings = [Sitting(each, "Gävle", Role.OFFICIAL, each) for each in range(1, len(said) + 1)]
    poll = Poll(Meeting(month=MAY), proposals, [*sittings, Sitting(99, "Vakant", Role.OFFICIAL)])
    for each in proposals:
        count = len(poll.who(each, can=True)) + len(poll.who(each, can=False)) + len(poll.silent)
        assert count == len(said) == len(poll.asked)
    assert (poll.all_answered_at is None) is (None in said)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, PollState.OPEN),
        ({"state": MeetingState.CANCELLED}, PollState.OVER),
        ({"first_day": FIRST, "last_day": FIRST, "days_set_at": NOW}, PollState.DECIDED),
        ({"first_day": THIRD, "last_day": THIRD, "days_set_at": NOW}, PollState.OVER),
        ({"first_day": THIRD, "last_day": THIRD, "days_set_at": NOW - timedelta(days=1)}, PollState.OPEN),
        ({"month": date(2020, 1, 1)}, PollState.OVER),
    ],
)
def test_a_question_is_over_by_how_its_meeting_is(changed, state):
    meeting = Meeting(month=MAY, state=MeetingState.PLANNED, kind=MeetingKind.OFFICIALS)
    for name, value in changed.items():
        setattr(meeting, name, value)
    proposals = [
        DayProposal(id=number, first_day=day, last_day=day, proposed_at=NOW, answers=[])
        for number, day in enumerate((FIRST, SECOND), 1)
    ]
    poll = Poll(meeting, proposals)
    assert poll.state(NOW, ZONE) is state
    assert poll.to_come(FIRST) == proposals[1:]
    proposals[0].withdrawn_at = NOW
    assert poll.state(NOW, ZONE) is PollState.WITHDRAWN


def test_a_meeting_takes_its_days_or_as_many_as_its_kind():
    assert usual_length(Meeting(kind=MeetingKind.PARTNERSHIP, month=MAY)) == 2
    assert usual_length(Meeting(kind=MeetingKind.SEMINAR, month=MAY)) == 1
    assert usual_length(Meeting(kind=MeetingKind.SEMINAR, month=MAY, first_day=FIRST, last_day=SECOND)) == 7
