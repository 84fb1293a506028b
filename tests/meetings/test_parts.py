"""An answer may be for some days of a meeting and for its dinner: said in one form, counted for the host."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.entries import entries_for
from bot.intents.part_said import part_said_in
from bot.kept.fields import field_in_words, value_in_words
from bot.language import speak
from bot.meetings.partly import MeetingPart, part_meant, part_of, part_said, whole_of
from bot.meetings.reminder import Reminder
from bot.meetings.rules import has_dinner
from bot.meetings.seats import Seats
from bot.models import AccessNeed, Answer, Change, Meeting, MeetingKind, Network, Person, Reply, Role
from bot.reminders.invitations import invitation
from tests.reminders.played import told
from tests.world import NOW, World, labels, prefilled, words_of

DAY = date(2020, 5, 14)


def meeting_of(days: int | None, *titles: str) -> Meeting:
    """A meeting of so many days, whose programme has these lines."""
    meeting = Meeting(kind=MeetingKind.PARTNERSHIP, month=DAY.replace(day=1), place="")
    if days:
        meeting.first_day, meeting.last_day = DAY, DAY + timedelta(days=days - 1)
    meeting.programme_titles = "\n".join(titles) or None
    return meeting


@pytest.mark.parametrize(
    ("days", "titles", "dinner"),
    [
        (2, (), True),
        (1, (), False),
        (None, (), False),
        (2, ("Inledning", "Förmiddag: samtal", "Eftermiddagskaffe"), False),
        (2, ("Inledning", "Gemensam middag"), True),
        (1, ("Nätverksmiddag på rådhuset",), True),
        (1, ("Dinner",), True),
    ],
)
def test_there_is_a_dinner_when_the_programme_has_one_or_several_days_have_no_programme(days, titles, dinner):
    assert has_dinner(meeting_of(days, *titles)) is dinner


def test_a_wholly_digital_meeting_has_no_dinner():
    meeting = meeting_of(2)
    meeting.digital, meeting.place = True, ""
    assert not has_dinner(meeting)
    meeting.place = "Rådhuset"
    assert has_dinner(meeting)


@pytest.mark.parametrize(
    ("days", "titles", "parts"),
    [
        (2, (), ("1", "2", "dinner")),
        (2, ("Inledning",), ("1", "2")),
        (1, ("Middag",), ("1", "dinner")),
        (1, (), None),
        (None, (), None),
        (10, (), None),
    ],
)
def test_there_are_parts_where_there_is_something_to_choose(days, titles, parts):
    whole = whole_of(meeting_of(days, *titles))
    assert (whole.parts if whole else None) == parts


days = st.integers(1, 9)
said = st.builds(MeetingPart, days, st.frozensets(days), st.none() | st.booleans())


@given(said)
def test_what_the_column_keeps_is_read_as_it_was_written(part):
    assert MeetingPart.read(str(part)) == part


@given(st.integers(2, 9), st.integers(1, 9), st.frozensets(days, min_size=1), st.booleans())
def test_a_part_holds_as_long_as_the_number_of_days_is_the_same(before, now, chosen, dinner):
    part = part_of(meeting_of(before), chosen, dinner)
    moved = part_said(meeting_of(now), str(part or ""))
    if part is None:
        assert moved is None and chosen >= set(range(1, before + 1)) and dinner
    elif before == now:
        assert moved == part
    else:
        assert moved is not None and moved.is_unknown


@pytest.mark.parametrize(
    ("days", "titles", "words", "part"),
    [
        (2, (), "bara fredagen", ({2}, None)),
        (2, (), "ja, vegan", ({1, 2}, True)),
        (2, (), "bara middagen", (set(), True)),
        (2, ("Inledning",), "inte middagen", None),
        (2, (), "bara lördagen", None),
        (1, (), "kommer på torsdagen", ({1}, None)),
        (1, ("Middag",), "dag 1 utan middag", ({1}, False)),
        (1, (), "inte torsdagen", None),
        (1, (), "ja, båda dagarna", None),
        (3, (), "ja, båda dagarna", None),
        (8, (), "bara fredagen", ({2}, None)),
        (8, (), "bara torsdagen", None),
        (12, (), "bara dag 2", None),
        (12, (), "ja, alla dagar", (set(range(1, 13)), True)),
        (None, (), "ja, vegan", (set(), True)),
        (None, (), "bara fredagen", None),
        (None, (), "bara middagen", None),
    ],
)
def test_what_is_meant_is_a_part_that_the_meeting_has(days, titles, words, part):
    assert part_meant(meeting_of(days, *titles), part_said_in(words)) == part


@pytest.fixture
def two_days(world: World) -> World:
    """A meeting of two days, its host, an elected, and the coordinator."""
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.host = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)
    world.at = world.meeting(
        host=world.orebro,
        first_day=DAY,
        last_day=DAY + timedelta(days=1),
        starts=time(12),
        ends=time(15),
        days_set_at=NOW,
    )
    return world


def test_who_answers_for_another_says_the_part_in_the_same_form(two_days):
    form = two_days.press(two_days.coordinator, "answer.for", str(two_days.at))
    assert prefilled(form.answer)["parts"] == ("1", "2", "dinner"), "all of it is a plain yes"
    who = str(two_days.elected.person_id)
    nothing = two_days.send(two_days.coordinator, form, person=who, reply="yes", parts=())
    assert "Kryssa i vad personen kommer till" in nothing.field_errors["parts"]
    two_days.send(two_days.coordinator, form, person=who, reply="yes", parts=("1", "dinner"))
    assert [(each.reply, each.part) for each in two_days.rows(Answer)] == [(Reply.YES, "2:1+dinner")]
    two_days.send(two_days.coordinator, form, person=who, reply="maybe", parts=("1",))
    assert [(each.reply, each.part) for each in two_days.rows(Answer)] == [(Reply.MAYBE, "")]


def opened(world: World, who, shown=None):
    return world.click(who, shown or world.ask(who, "/mote"), "Bara en del")


def test_only_day_2_and_vegetarian_takes_four_presses_from_the_invitation(two_days):
    with two_days.database.reading() as session:
        about = Reminder("key", "invitation", two_days.elected.slack_id, NOW.date())
        invited = invitation(speak("sv"), about, session.get_one(Meeting, two_days.at), None, Seats())
    form = opened(two_days, two_days.elected, invited)
    assert labels(form) == ["Dag 1, torsdag 14 maj 2020", "Dag 2, fredag 15 maj 2020", "Middag"]
    assert prefilled(form.answer) == {"parts": (), "needs": ""}, "the button, a box, the field and to send it: four"
    said = two_days.send(two_days.elected, form, parts=("2",), needs="Vegetarisk mat")
    assert "✓ Du kommer till partnerskapsträffen fredag 15 maj 2020 (bara dag 2, inte middagen)." in words_of(said)
    assert "Dina önskemål om mat och tillgänglighet är noterade." in words_of(said)
    shown = two_days.ask(two_days.elected, "/mote")
    assert "Ditt svar: *Ja (bara dag 2, inte middagen)*" in words_of(shown)
    assert "✓ Bara en del" in labels(shown) and "Ja" in labels(shown)
    (answer,), (need,) = two_days.rows(Answer), two_days.rows(AccessNeed)
    assert (answer.reply, answer.part, need.text) == (Reply.YES, "2:2-dinner", "Vegetarisk mat")
    form = two_days.click(two_days.elected, shown, "✓ Bara en del")
    assert prefilled(form.answer) == {"parts": ("2",), "needs": "Vegetarisk mat"}
    shown = two_days.send(two_days.elected, form, needs="")
    assert "bara dag 2" in words_of(shown) and not two_days.rows(AccessNeed)
    said = two_days.click(two_days.elected, shown, "Ja")
    assert said.answer.text == "✓ Du kommer till partnerskapsträffen 14–15 maj 2020." and "Ja" not in labels(said)
    shown = two_days.ask(two_days.elected, "/mote")
    assert "Ditt svar: *Ja*" in words_of(shown) and "✓ Ja" in labels(shown)
    assert two_days.row(Answer, answer.id).part == ""
    form = opened(two_days, two_days.elected, shown)
    assert prefilled(form.answer)["parts"] == ("1", "2", "dinner")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("1", "2", "dinner"), "Ja"),
        (("1", "2"), "Ja (inte middagen)"),
        (("1", "dinner"), "Ja (bara dag 1 och middagen)"),
        (("dinner",), "Ja (bara middagen)"),
        (("2", "9", "x"), "Ja (bara dag 2, inte middagen)"),
    ],
)
def test_the_answer_names_its_parts(two_days, parts, words):
    two_days.send(two_days.elected, opened(two_days, two_days.elected), parts=parts)
    shown = two_days.ask(two_days.elected, "/mote")
    assert f"Ditt svar: *{words}*" in words_of(shown)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"parts": ()}, "svara nej i stället"),
        ({"parts": ("9",)}, "svara nej i stället"),
        ({"parts": ("2",), "needs": "x" * 501}, "högst 500 tecken"),
    ],
)
def test_nothing_ticked_and_too_long_a_need_are_refused_at_the_field(two_days, filled, said):
    shown = two_days.send(two_days.elected, opened(two_days, two_days.elected), **filled)
    assert said in "".join(shown.field_errors.values())
    assert not two_days.rows(Answer) and not two_days.rows(AccessNeed)


def test_a_meeting_without_parts_has_no_such_button(two_days):
    form = opened(two_days, two_days.elected)
    two_days.change(two_days.at, last_day=DAY)
    assert "Bara en del" not in labels(two_days.ask(two_days.elected, "/mote"))
    late = two_days.send(two_days.elected, form, parts=("2",))
    assert "Det finns inga delar att välja mellan" in words_of(late) and not two_days.rows(Answer)


def test_the_host_sees_how_many_come_each_day_and_to_the_dinner(two_days):
    two_days.send(two_days.elected, opened(two_days, two_days.elected), parts=("2",))
    two_days.click(two_days.host, two_days.ask(two_days.host, "/mote"), "Ja")
    digital = two_days.person("Förtroendevald, Örebro", Role.ELECTED, two_days.orebro)
    two_days.click(digital, two_days.ask(digital, "/mote"), "Deltar digitalt")
    counted = "dag 1: 2 · dag 2: 3 · middag: 1 (räknat på dem som svarat ja)"
    partly = "Bara en del:* Förtroendevald, Gävle (bara dag 2, inte middagen)"
    for who in (two_days.host, two_days.coordinator):
        assert counted in (words := words_of(two_days.ask(who, "/mote"))) and partly in words
    assert "dag 1: 2" not in words_of(two_days.ask(two_days.elected, "/mote"))
    assert counted in told(two_days, "summary", "2020-02-01", "2020-05-14")[0].text
    assert counted in (words := told(two_days, "checklist", "2020-05-06", "2020-05-14")[0].text) and partly in words
    invited = {each.to: each.text for each in told(two_days, "invitation", "2020-02-01", "2020-05-14")}
    assert "Du har svarat *Ja (bara dag 2, inte middagen)*" in invited[two_days.elected.slack_id]


def test_a_deputys_part_counts_for_the_seat(two_days):
    deputy = two_days.person("Suppleant, Gävle", Role.DEPUTY, two_days.gavle, deputy_for_id=two_days.elected.person_id)
    two_days.send(deputy, opened(two_days, deputy), parts=("1", "dinner"))
    assert "dag 1: 1 · dag 2: 0 · middag: 1" in words_of(two_days.ask(two_days.host, "/mote"))


def test_a_meeting_that_moves_keeps_the_parts_and_one_that_grows_asks_for_them(two_days):
    two_days.send(two_days.elected, opened(two_days, two_days.elected), parts=("2",))
    two_days.change(two_days.at, first_day=DAY + timedelta(days=7), last_day=DAY + timedelta(days=8))
    assert "Ja (bara dag 2, inte middagen)" in words_of(two_days.ask(two_days.elected, "/mote"))
    two_days.change(two_days.at, last_day=DAY + timedelta(days=9))
    shown = two_days.ask(two_days.elected, "/mote")
    assert "Ja (en del av mötet, innan antalet dagar ändrades)" in words_of(shown) and "Bara en del" in labels(shown)
    words = words_of(two_days.ask(two_days.host, "/mote"))
    assert "Ja 1" in words and "dag 1: 0 · dag 2: 0 · dag 3: 0 · middag: 0" in words
    assert prefilled(opened(two_days, two_days.elected).answer)["parts"] == ()


def test_a_programme_that_is_written_says_whether_there_is_a_dinner(two_days):
    card = two_days.ask(two_days.host, "/mote")
    for text, has in (("09.00 Inledning", False), ("19.00 Middag på slottet", True)):
        form = two_days.click(two_days.host, card, "Skriv programmet")
        card = two_days.send(two_days.host, form, programme=text)
        assert ("Middag" in labels(opened(two_days, two_days.host, card))) is has


def test_the_record_says_it_in_words_and_ones_calendar_has_ones_day(two_days):
    two_days.click(two_days.elected, two_days.ask(two_days.elected, "/mote"), "Ja")
    two_days.send(two_days.elected, opened(two_days, two_days.elected), parts=("2", "dinner"))
    (change,) = [each for each in two_days.rows(Change) if each.field == "part"]
    assert value_in_words(speak("sv"), change.noun, change.field, change.after) == "bara dag 2 och middagen"
    assert field_in_words(speak("sv"), change.field) == "bara en del"
    with two_days.database.reading() as session:
        network, person = session.get(Network, two_days.network_id), session.get(Person, two_days.elected.person_id)
        (own,), (all_,) = (entries_for(session, network, speak("sv"), each) for each in (person, None))
    assert (own.begins, own.ends) == (DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert "Ja (bara dag 2 och middagen)" in own.description and all_.begins.day == DAY.day
