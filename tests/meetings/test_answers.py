"""Answers per seat: by a deputy, for somebody else, digitally; food and accessibility; who comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.blocks.messages import Form, Message
from bot.language import speak
from bot.meetings import store as meetings_store
from bot.meetings.seats_view import seats_table
from bot.models import (
    AccessNeed,
    Answer,
    Change,
    Delivery,
    Meeting,
    MeetingKind,
    Membership,
    MembershipState,
    Network,
    Person,
    PersonState,
    Reply,
    Role,
    Theme,
    ThemeVote,
)
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import NOW, World, blocks_of, elements, labels, words_of

DAY = (NOW + timedelta(days=30)).date()


@pytest.fixture
def seats(world: World):
    """Two members with both seats each, and a deputy for one of the elected."""
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=world.elected.person_id)
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    world.gavle, world.orebro = gavle, orebro
    world.at = world.meeting(first_day=DAY, host=orebro)
    return world


def row_of(seats: World, member: str) -> str:
    """A member's row among all seats."""
    shown = seats.press(seats.other, "meeting.seats", str(seats.at))
    line = next(line for line in words_of(shown).splitlines() if line.startswith(f"*{member}*: "))
    return line.replace("*", "").replace(":", "").replace(" · ", " ")


def told(world: World, somebody) -> list[str]:
    """What somebody has been sent directly."""
    return [each.message["text"] for each in world.rows(Delivery) if each.to == somebody.slack_id]


def test_all_seats_show_both_seats_of_every_member_with_sign_and_word_and_lead_back(seats):
    seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Nej")
    card = seats.click(seats.official, seats.ask(seats.official, "/mote"), "Kanske")
    assert not [each for each in blocks_of(card) if each["type"] == "table"] and "vakant" not in words_of(card)
    shown = seats.click(seats.official, card, "Alla platser")
    assert "Förtroendevald · Tjänsteperson\n" in words_of(shown) and "– har inte svarat än" in words_of(shown)
    assert row_of(seats, "Gävle").split() == ["Gävle", "✗", "nej", "?", "kanske"]
    assert row_of(seats, "Örebro").split() == ["Örebro", "vakant", "–"]
    assert words_of(seats.click(seats.official, shown, "Tillbaka till mötet")) == words_of(card)
    listed = seats.click(seats.official, seats.ask(seats.official, "/mote lista"), "Visa")
    for label in ("Alla platser", "Tillbaka till mötet", "Tillbaka till listan"):
        listed = seats.click(seats.official, listed, label)
    assert "Kommande möten" in words_of(listed)


def test_who_comes_stands_in_lines_with_members_named_once_and_no_line_for_nobody(seats):
    for who, reply in ((seats.elected, "Nej"), (seats.official, "Kanske")):
        shown = seats.click(who, seats.ask(who, "/mote"), reply)
    assert words_of(shown).splitlines()[-3:] == [
        "*Kanske (1):* Gävle (tjänsteperson)",
        "*Kommer inte (1):* Gävle (förtroendevald)",
        "*Har inte svarat (1):* Örebro (tjänsteperson)",
    ]
    for who in (seats.elected, seats.official):
        shown = seats.click(who, seats.ask(who, "/mote"), "Ja")
    assert words_of(shown).splitlines()[-2:] == ["*Kommer (2):* Gävle", "*Har inte svarat (1):* Örebro (tjänsteperson)"]
    assert words_of(shown).splitlines()[:4] == [
        "Möte: *Partnerskapsträff* · 11 mars 2020 · värd: Örebro", "Svar: Ja 2 · Nej 0 · Kanske 0",
        "Ditt svar: *Ja*", "*Kommer (2):* Gävle",
    ]  # fmt: skip


def test_where_nobody_has_answered_one_sentence_says_it(seats):
    for who in (seats.other, seats.newcomer):
        words = words_of(seats.ask(who, "/mote"))
        assert words.count("Ingen av de 3 som har plats i mötet har svarat än.") == 2, "in the notification and on it"
        assert "Ja 0" not in words and "Har inte svarat (" not in words


def test_who_coordinates_without_having_done_anything_yet_gets_the_forms_they_are_offered(seats):
    seats.change(seats.at, last_day=DAY + timedelta(days=1))
    for name in ("answer.part", "answer.needs"):
        assert isinstance(seats.press(seats.coordinator, name, str(seats.at)).answer, Form), name


def test_who_has_no_seat_reads_how_to_get_one_where_nothing_else_can_be_pressed(seats):
    reader = seats.person("Läsare", Role.GUEST)
    assert "Gå med i nätverket" in labels(seats.ask(seats.newcomer, "/mote"))
    assert "Byt kommun eller roll" in labels(seats.ask(reader, "/mote"))
    assert "Gå med i nätverket" not in labels(seats.ask(seats.elected, "/mote"))
    for typed in ("/mote", "/mote lista", "/natverk period", "/vardskap", "/aktiviteter"):
        assert labels(seats.ask(seats.newcomer, typed)), typed
    assert labels(seats.say(seats.newcomer, "vem är värd för nästa möte?")) == ["Gå med i nätverket"]
    assert not labels(seats.say(seats.elected, "vem är värd för nästa möte?"))


def test_a_member_whose_seats_are_both_missing_is_named_once(seats):
    seats.click(seats.other, seats.ask(seats.other, "/mote"), "Ja")
    assert "Har inte svarat (2):* Gävle" in words_of(seats.ask(seats.other, "/mote"))


def in_sight(answer) -> list[str]:
    """The labels of the buttons that stand beside the menu."""
    return [label for each in elements(answer) if not each["action_id"].startswith("does") for label in each["labels"]]


@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("answer", [None, "Ja", "Nej", "Kanske"])
def test_an_elected_has_at_most_five_buttons_in_sight_and_who_keeps_the_meeting_seven(seats, days, answer):
    seats.change(seats.at, last_day=DAY + timedelta(days=days), note="Rad\n" * 5)
    for who, most in ((seats.elected, 5), (seats.official, 5), (seats.other, 7), (seats.coordinator, 7)):
        shown = seats.ask(who, "/mote")
        if answer and who is not seats.coordinator:
            shown = seats.click(who, shown, answer)
        assert len(in_sight(shown)) <= most and len(labels(shown)) > len(in_sight(shown))
        assert len(set(labels(shown))) == len(labels(shown)), "each of them once"
        assert ("Lägg i kalendern" in in_sight(shown)) is (answer == "Ja" and who is not seats.coordinator)
        assert "Svara åt …" not in in_sight(shown) and "Alla platser" not in in_sight(shown)


def test_what_one_most_often_needs_now_stands_beside_the_answers(seats):
    seats.change(seats.at, first_day=None, last_day=None, month=DAY.replace(day=1))
    assert in_sight(seats.ask(seats.other, "/mote"))[3:] == ["Ange dagarna", "Värdens lista"]
    assert "Ändra mötet" not in labels(seats.ask(seats.other, "/mote")), "it is the same form"
    seats.change(seats.at, first_day=DAY, last_day=DAY)
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Nej")
    assert in_sight(shown) == ["Ja", "✓ Nej", "Kanske", "Min suppleant kommer"]
    seats.now = NOW + timedelta(days=31)
    over = seats.press(seats.other, "meeting.show", str(seats.at))
    assert "Notera vilka som kom" in in_sight(over) and "Ja" not in labels(over)
    assert "Ingen av" not in words_of(over) and "Har inte svarat" not in words_of(over)
    seats.change(seats.at, state="cancelled")
    cancelled = seats.press(seats.other, "meeting.show", str(seats.at))
    assert labels(cancelled) == ["Ta upp igen"] and "*Mötet är inställt.*" in words_of(cancelled)


def test_the_officials_meeting_has_their_column_only(seats):
    seats.meeting(MeetingKind.OFFICIALS, first_day=DAY - timedelta(days=2))
    words = words_of(seats.ask(seats.official, "/mote"))
    assert "Tjänstepersonsmöte" in words and "Förtroendevald" not in words


def test_nobody_in_the_network_means_no_grid(world):
    world.member("Gävle")
    world.meeting(first_day=DAY)
    assert "```" not in words_of(world.ask(world.coordinator, "/mote"))


def test_to_attend_digitally_is_one_click_and_counts_as_coming(seats):
    shown = seats.click(seats.official, seats.ask(seats.official, "/mote"), "Deltar digitalt")
    assert "Ja 1" in words_of(shown) and "Ditt svar: *Ja, digitalt*" in words_of(shown)
    assert "✓ digitalt" in row_of(seats, "Gävle") and "✓ Deltar digitalt" in labels(shown)


def test_a_wholly_digital_meeting_is_not_attended_digitally_besides(seats):
    seats.meeting(first_day=DAY - timedelta(days=1), digital=True)
    assert "Deltar digitalt" not in labels(seats.ask(seats.official, "/mote"))


def test_the_three_answers_stand_first(seats):
    assert labels(seats.ask(seats.official, "/mote"))[:3] == ["Ja", "Nej", "Kanske"]
    assert labels(seats.ask(seats.official, "/meeting"))[:3] == ["Yes", "No", "Maybe"]


def test_the_only_deputy_is_noted_and_asked_at_once(seats):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer")
    words = words_of(shown)
    assert "Ditt svar: *Min suppleant kommer* – Suppleant, Gävle" in words and "Ja 0" in words
    assert "Suppleant, Gävle för Förtroendevald, Gävle, tillfrågad" in words
    assert "? suppleant utan besked" in row_of(seats, "Gävle")
    assert "Kan du komma?" in told(seats, seats.deputy)[0]


def asked(world: World, answer: int, reply: str):
    """What the deputy's own button answers."""
    return world.press(world.deputy, f"deputy.answer:{answer}.{reply}", f"{answer}.{reply}")


@pytest.mark.parametrize("by_button", [True, False])
def test_a_deputy_who_says_yes_is_counted_once(seats, by_button):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer")
    asked(seats, 1, "yes") if by_button else seats.click(seats.deputy, shown, "Ja")
    shown = seats.ask(seats.deputy, "/mote")
    assert "Ja 1" in words_of(shown) and "tillfrågad" not in words_of(shown) and "Ditt svar: *Ja*" in words_of(shown)
    assert "kommer i ditt ställe" in told(seats, seats.elected)[-1]


@pytest.mark.parametrize("by_button", [True, False])
def test_a_deputy_who_cannot_come_is_told_to_whom_they_replace(seats, by_button):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer")
    asked(seats, 1, "no") if by_button else seats.click(seats.deputy, shown, "Nej")
    shown = seats.ask(seats.elected, "/mote")
    assert "✗ nej" in row_of(seats, "Gävle") and "Ja 0" in words_of(shown)
    assert "kan inte heller komma" in told(seats, seats.elected)[-1]


def test_a_deputy_who_had_said_yes_already_is_not_asked(seats):
    shown = seats.click(seats.deputy, seats.ask(seats.deputy, "/mote"), "Ja")
    shown = seats.click(seats.elected, shown, "Nej")
    seats.press(seats.elected, "answer.deputy", str(seats.at))
    assert not told(seats, seats.deputy) and "tillfrågad" not in words_of(seats.ask(seats.elected, "/mote"))


def test_who_comes_after_all_lets_the_deputy_know(seats):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer")
    seats.now += timedelta(hours=1)
    seats.click(seats.elected, shown, "Ja")
    assert "behöver inte längre komma" in told(seats, seats.deputy)[-1]
    seats.now += timedelta(hours=1)
    seats.click(seats.elected, shown, "✓ Min suppleant kommer")
    assert len(told(seats, seats.deputy)) == 3


def test_the_same_answer_twice_asks_the_deputy_once(seats):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer")
    seats.now += timedelta(hours=1)
    seats.click(seats.elected, shown, "✓ Min suppleant kommer")
    assert len(told(seats, seats.deputy)) == 1


def test_a_deputy_who_comes_fills_the_seat_of_who_said_no(seats):
    shown = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Nej")
    shown = seats.click(seats.deputy, shown, "Ja")
    assert "✓ suppleant" in row_of(seats, "Gävle")


def test_without_a_known_deputy_the_form_asks_for_a_name(seats):
    shown = seats.ask(seats.official, "/mote")
    form = seats.click(seats.official, shown, "Min suppleant kommer").answer
    assert isinstance(form, Form)
    assert seats.send(seats.official, form, name="  ").field_errors
    shown = seats.send(seats.official, form, name="Kollega  på kontoret")
    assert "Kollega på kontoret finns inte i Slack" in words_of(shown)
    person = seats.rows(Person)[-1]
    assert (person.slack_id, person.role, person.deputy_for_id) == (None, Role.DEPUTY, seats.official.person_id)
    shown = seats.ask(seats.official, "/mote")
    assert "Min suppleant kommer* – Kollega på kontoret" in words_of(shown)
    assert "Kollega på kontoret" in words_of(seats.click(seats.official, shown, "✓ Min suppleant kommer"))
    assert len(seats.rows(Person)) == 5


def test_with_two_deputies_one_is_chosen(seats):
    seats.person("Suppleant två, Gävle", Role.DEPUTY, seats.gavle, deputy_for_id=seats.elected.person_id)
    form = seats.click(seats.elected, seats.ask(seats.elected, "/mote"), "Min suppleant kommer").answer
    assert seats.send(seats.elected, form).field_errors
    assert seats.send(seats.elected, form, deputy=str(seats.official.person_id)).field_errors
    shown = seats.send(seats.elected, form, deputy=str(seats.deputy.person_id))
    assert "Suppleant, Gävle är tillfrågad om att komma i ditt ställe" in words_of(shown)
    assert "– Suppleant, Gävle" in words_of(seats.ask(seats.elected, "/mote"))


def test_who_holds_no_seat_sends_no_deputy(seats):
    for who in (seats.deputy, seats.coordinator):
        assert "Min suppleant kommer" not in labels(seats.ask(who, "/mote"))
        assert seats.press(who, "answer.deputy", str(seats.at)).refused
    assert not seats.rows(Answer)


def test_an_official_answers_for_their_elected(seats):
    form = seats.click(seats.official, seats.ask(seats.official, "/mote"), "Svara åt …").answer
    assert "Förtroendevald, Gävle" in labels(form) and "Tjänsteperson, Örebro" not in labels(form)
    shown = seats.send(seats.official, form, person=str(seats.elected.person_id), reply="yes")
    assert row_of(seats, "Gävle").split()[1:] == ["✓", "ja", "–"]
    assert "Du har inte svarat än" in words_of(shown)
    given = seats.rows(Answer)[0]
    assert (given.person_id, given.answered_by_id) == (seats.elected.person_id, seats.official.person_id)


def test_an_elected_answers_for_nobody_and_nobody_for_a_colleague_in_slack(seats):
    assert "Svara åt …" not in labels(seats.ask(seats.elected, "/mote"))
    assert seats.press(seats.elected, "answer.for", str(seats.at)).refused
    form = seats.click(seats.official, seats.ask(seats.official, "/mote"), "Svara åt …").answer
    for somebody in (seats.other, seats.official, seats.deputy):
        assert "person" in seats.send(seats.official, form, person=str(somebody.person_id), reply="yes").field_errors
    assert not seats.rows(Answer)


def test_a_seat_nobody_holds_in_slack_is_answered_for_by_name(seats):
    form = seats.click(seats.other, seats.ask(seats.other, "/mote"), "Svara åt …").answer
    seat = f"{seats.orebro}.elected"
    assert "name" in seats.send(seats.other, form, person=seat, reply="yes").field_errors
    shown = seats.send(seats.other, form, person=seat, reply="maybe", name="Ledamot i styrelsen")
    assert row_of(seats, "Örebro").split()[1:] == ["?", "kanske", "–"]
    assert (
        "person" in seats.send(seats.other, form, person=f"{seats.gavle}.elected", reply="yes", name="X").field_errors
    )
    form = seats.click(seats.other, shown, "Svara åt …").answer
    assert "Ledamot i styrelsen" in labels(form)


def test_the_coordinator_answers_for_all_also_with_a_deputy(seats):
    form = seats.click(seats.coordinator, seats.ask(seats.coordinator, "/mote"), "Svara åt …").answer
    shown = seats.send(seats.coordinator, form, person=str(seats.elected.person_id), reply="deputy")
    assert "? suppleant utan besked" in row_of(seats, "Gävle")
    answered = seats.send(seats.coordinator, form, person=str(seats.other.person_id), reply="deputy")
    assert "deputy_name" in answered.field_errors
    answered = seats.send(seats.coordinator, form, person=str(seats.deputy.person_id), reply="deputy")
    assert "reply" in answered.field_errors
    assert "reply" in seats.send(seats.coordinator, form, person=str(seats.other.person_id), reply="").field_errors
    shown = seats.send(
        seats.coordinator, form, person=str(seats.other.person_id), reply="deputy", deputy_name="En kollega"
    )
    assert "En kollega för Tjänsteperson, Örebro" in words_of(shown)


def test_what_somebody_needs_is_kept_changed_and_taken_back(seats):
    shown = seats.ask(seats.elected, "/mote")
    form = seats.click(seats.elected, shown, "Mat och tillgänglighet").answer
    seats.send(seats.elected, form, needs="Vegetariskt <!channel>")
    form = seats.click(seats.elected, shown, "Mat och tillgänglighet").answer
    assert "Vegetariskt <!channel>" in str(form.rendered[-1])
    seats.send(seats.elected, form, needs="Hörslinga")
    assert [each.text for each in seats.rows(AccessNeed)] == ["Hörslinga"]
    assert "Hörslinga" not in words_of(seats.ask(seats.official, "/mote"))
    assert "needs" in seats.send(seats.elected, form, needs="x" * 501).field_errors
    assert "Inget är noterat" in words_of(seats.send(seats.elected, form, needs=""))
    assert not seats.rows(AccessNeed)


def test_only_the_host_and_the_coordinator_see_what_people_need(seats):
    form = seats.press(seats.elected, "answer.needs", str(seats.at)).answer
    seats.send(seats.elected, form, needs="Glutenfritt & *utan* <!channel>")
    for who in (seats.elected, seats.official, seats.deputy):
        assert not [each for each in labels(seats.ask(who, "/mote")) if "(1)" in each]
        assert seats.press(who, "answer.needs_told", str(seats.at)).refused
    for who in (seats.other, seats.coordinator):
        form = seats.click(who, seats.ask(who, "/mote"), "Mat och tillgänglighet: svar (1)").answer
        assert isinstance(form, Form) and "Glutenfritt & *utan* <!channel>" in words_of(form)
        assert "<!channel>" not in str(form.rendered)
    assert seats.press(seats.stranger, "answer.needs_told", str(seats.at)).refused
    read = [(each.by, each.row, each.after) for each in seats.rows(Change) if each.field == "needs"]
    assert read == [(who.slack_id, seats.at, "read") for who in (seats.other, seats.coordinator)]


def test_what_somebody_needs_who_does_not_come_or_has_left_is_nobodys_business(seats):
    form = seats.press(seats.elected, "answer.needs", str(seats.at)).answer
    seats.send(seats.elected, form, needs="Glutenfritt")
    for reply, is_told in (("no", False), ("maybe", True), ("yes", True)):
        seats.press(seats.elected, "meeting.answer", f"{seats.at}.{reply}")
        shown = seats.press(seats.coordinator, "answer.needs_told", str(seats.at))
        assert ("Glutenfritt" in words_of(shown)) is is_told, reply
        card = " ".join(labels(seats.ask(seats.coordinator, "/mote")))
        assert ("svar (1)" in card) is is_told, card
    with seats.database.writing() as session:
        session.get_one(Person, seats.elected.person_id).state = PersonState.LEFT
    assert seats.press(seats.coordinator, "answer.needs_told", str(seats.at)).refused
    with seats.database.writing() as session:
        assert meetings_store.forget_needs(session, NOW) == 1
    assert not seats.rows(AccessNeed)
    assert "Glutenfritt" not in str([vars(each) for each in seats.rows(Change)])


def test_the_record_says_who_changed_whose_answer_when(seats):
    seats.press(seats.elected, "meeting.answer", f"{seats.at}.yes")
    seats.now = NOW + timedelta(days=1)
    form = seats.press(seats.official, "answer.for", str(seats.at)).answer
    seats.send(seats.official, form, person=str(seats.elected.person_id), reply="no")
    told = [(each.at, each.by, each.field, each.before, each.after) for each in seats.rows(Change)]
    assert told == [
        (NOW, seats.elected.slack_id, "", None, "created"),
        (seats.now, seats.official.slack_id, "reply", "yes", "no"),
        (seats.now, seats.official.slack_id, "answered_by_id", seats.elected.person_id, seats.official.person_id),
    ]


def test_forty_long_needs_are_all_read_in_the_window(seats):
    for n in range(40):
        somebody = seats.person("Namn " * 40, Role.OFFICIAL, seats.gavle)
        seats.add(AccessNeed(meeting_id=seats.at, person_id=somebody.person_id, text=f"{n} " + "behov " * 80))
    first = seats.press(seats.coordinator, "answer.needs_told", str(seats.at))
    needs = [
        each["text"]["text"].split("\n")[-1]
        for page in seats.pages(seats.coordinator, first)
        for each in blocks_of(page)
        if "behov" in each.get("text", {}).get("text", "")
    ]
    assert needs == [f"{n} " + "behov " * 80 for n in range(40)]
    assert "Visar 1–" in words_of(first) and "av 40" in words_of(first)


def test_needs_are_forgotten_two_weeks_after_the_meeting(seats):
    month_only = seats.meeting(month=DAY.replace(day=1))
    cancelled = seats.meeting(first_day=DAY + timedelta(days=90), state="cancelled")
    for meeting in (seats.at, month_only, cancelled):
        seats.add(AccessNeed(meeting_id=meeting, person_id=seats.elected.person_id, text="Vegetariskt"))

    def forget(after: timedelta) -> list[int]:
        with seats.database.writing() as session:
            meetings_store.forget_needs(session, NOW + after)
        return [each.meeting_id for each in seats.rows(AccessNeed)]

    assert forget(timedelta(days=43)) == [seats.at, month_only]
    assert forget(timedelta(days=44)) == [month_only]
    assert forget(timedelta(days=63)) == [month_only]
    assert forget(timedelta(days=64)) == []


def test_guests_the_unconfirmed_and_strangers_answer_for_nobody(seats):
    waiting = seats.person("Ny", Role.OFFICIAL, seats.gavle, state=PersonState.REQUESTED)
    for who in (waiting, seats.stranger, seats.newcomer):
        shown = seats.ask(who, "/mote")
        assert not {"Svara åt …", "Min suppleant kommer", "Mat och tillgänglighet"} & set(labels(shown))
        for name in ("answer.deputy", "answer.for", "answer.needs", "answer.needs_told"):
            assert seats.press(who, name, str(seats.at)).refused, name


@pytest.mark.parametrize("value", ["", "0", "99", "x", "1.2", "9" * 4000, "-1"])
def test_forged_meetings_are_refused(seats, value):
    for name in ("answer.deputy", "answer.for", "answer.needs", "answer.needs_told"):
        assert seats.press(seats.coordinator, name, value).refused


def test_nothing_is_answered_after_the_meeting(seats):
    form = seats.press(seats.official, "answer.for", str(seats.at)).answer
    needs = seats.press(seats.official, "answer.needs", str(seats.at)).answer
    seats.now = NOW + timedelta(days=40)
    assert seats.send(seats.official, form, person=str(seats.elected.person_id), reply="yes").field_errors
    assert seats.send(seats.official, needs, needs="Vegetariskt").field_errors
    assert not seats.rows(Answer) and not seats.rows(AccessNeed)


def test_forty_members_with_long_names_fit(world):
    host = world.member("Värd")
    for n in range(44):
        member = world.member(f"{n} " + "Mycket långt & <kommunnamn> `" * 7)
        for role in (Role.ELECTED, Role.OFFICIAL):
            world.person(f"{n} " + "Namn & <namn> " * 14, role, member)
    world.meeting(first_day=DAY, host=host, note="Att veta & " * 180, place="P" * 200, link="https://x/" + "y" * 480)
    answered = world.ask(world.coordinator, "/mote")
    assert isinstance(answered.answer, Message)
    answered = world.click(world.person("En", Role.OFFICIAL, host), answered, "Ja")
    assert "Ingen av de 88" not in words_of(answered) and "Har inte svarat (88)" in words_of(answered)
    assert len(blocks_of(answered)) <= 15 and "till." in words_of(answered)
    pages = world.pages(world.coordinator, world.click(world.coordinator, answered, "Alla platser"))
    assert all(f"*{n} Mycket" in "".join(map(words_of, pages)) for n in range(44))
    whole = "".join(
        map(words_of, world.pages(world.coordinator, world.click(world.coordinator, answered, "Hela programmet")))
    )
    assert whole.count("Att veta & ") >= 178
    form = world.press(world.coordinator, "answer.for", "1").answer
    assert len(labels(form)) <= 105


def test_sixty_members_and_more_are_counted(world):
    for n in range(70):
        world.person(f"Tjänsteperson {n}", Role.OFFICIAL, world.member(f"Kommun {n:02}"))
    world.meeting(first_day=DAY)
    words = "".join(map(words_of, world.pages(world.coordinator, world.press(world.coordinator, "meeting.seats", "1"))))
    assert all(f"Kommun {n:02}" in words for n in range(70))


def test_the_coordinator_who_comes_is_named_beside_the_seats(seats):
    shown = seats.click(seats.coordinator, seats.ask(seats.coordinator, "/mote"), "Ja")
    assert "Kommer också:* Samordnare" in words_of(shown) and "Ja 0 och samordnaren" in words_of(shown)


def test_answers_are_said_in_english_too(seats):
    words = words_of(seats.ask(seats.official, "/meeting"))
    assert "None of the 3 who have a seat at the meeting has answered" in words and "Yes 0" not in words
    with seats.database.reading() as session:
        met = session.get_one(Meeting, seats.at)
        table = seats_table(speak("en"), meetings_store.seats(session, session.get_one(Network, seats.network_id), met))
    assert table.heading == ["The member", "Elected", "Official"]


def test_many_clicks_at_once_are_one_answer_on_postgresql(postgres):  # noqa: F811
    world = World(postgres)
    who = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    meeting = world.meeting(first_day=DAY)
    world.add(Theme(network_id=world.network_id, text="Skolval", suggested_at=NOW))
    with ThreadPoolExecutor(8) as threads:
        clicks = [threads.submit(world.press, who, "meeting.answer", f"{meeting}.yes") for _ in range(8)]
        clicks += [threads.submit(world.press, who, "theme.vote", "1.on") for _ in range(8)]
        assert not [each for each in clicks if each.result().refused]
    assert len(world.rows(Answer)) == 1 and len(world.rows(ThemeVote)) == 1


# whose answer is waited for


REPLIES = st.sampled_from([None, *Reply])


@given(elected=REPLIES, official=REPLIES, other=REPLIES, deputy=REPLIES, coordinator=REPLIES, names=st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_reads_that_all_have_answered_beside_that_somebody_has_not(seats, names, **given_replies):
    if not any(each.role is Role.COORDINATOR for each in seats.rows(Person)):
        seats.chair = seats.person("Samordnare", Role.COORDINATOR)
    with seats.database.writing() as session:
        session.query(Answer).delete()
    for name, reply in given_replies.items():
        who = seats.chair if name == "coordinator" else getattr(seats, name)
        if reply is not None:
            named = seats.deputy.person_id if name == "elected" and (names or reply is Reply.DEPUTY) else None
            named = named if reply in (Reply.NO, Reply.DEPUTY) else None
            seats.add(Answer(meeting_id=seats.at, person_id=who.person_id, reply=reply, answered_at=NOW,
                             deputy_id=named))  # fmt: skip
    for who in (seats.elected, seats.deputy, seats.chair, seats.coordinator):
        for shown in (seats.ask(who, "/mote"), seats.home(who)):
            words = words_of(shown)
            assert "inte svarat än" not in words or "Alla har svarat" not in words


def test_what_is_said_of_ones_own_answer_is_what_is_waited_for(seats):
    for who in (seats.elected, seats.official, seats.other):
        assert "Du har inte svarat än." in words_of(seats.ask(who, "/mote"))
    assert "Du har ingen plats i mötet, men kan svara för egen del." in words_of(seats.ask(seats.deputy, "/mote"))
    assert "ingen plats" not in words_of(seats.ask(seats.newcomer, "/mote"))
    seats.click(seats.deputy, seats.ask(seats.deputy, "/mote"), "Ja")
    assert "Din suppleant kommer i ditt ställe." in words_of(seats.ask(seats.elected, "/mote"))
    for who in (seats.official, seats.other):
        shown = seats.click(who, seats.ask(who, "/mote"), "Ja")
    assert "Alla har svarat." in words_of(shown) and "Alla har svarat, inget" in words_of(seats.home(seats.coordinator))


def test_while_a_deputy_who_was_asked_is_silent_it_is_not_said_that_all_have_answered(seats):
    seats.add(Answer(meeting_id=seats.at, person_id=seats.elected.person_id, reply=Reply.DEPUTY, answered_at=NOW,
                     deputy_id=seats.deputy.person_id))  # fmt: skip
    for who in (seats.official, seats.other):
        shown = seats.click(who, seats.ask(who, "/mote"), "Ja")
    assert "Alla har svarat" not in words_of(shown) and "Alla har svarat" not in words_of(seats.home(seats.coordinator))
    assert "Du är tillfrågad som suppleant." in words_of(seats.ask(seats.deputy, "/mote"))


@pytest.mark.parametrize(
    ("state", "ends", "is_kept"),
    [
        (MembershipState.ACTIVE, None, True),
        (MembershipState.ACTIVE, DAY, True),
        (MembershipState.ACTIVE, DAY - timedelta(days=1), False),
        (MembershipState.LEFT, None, False),
        (MembershipState.PENDING, None, True),
    ],
)
def test_what_somebody_needs_is_forgotten_when_their_member_is_out_by_the_meeting(seats, state, ends, is_kept):
    for who in (seats.elected, seats.other):
        seats.add(AccessNeed(meeting_id=seats.at, person_id=who.person_id, text="Vegetariskt"))
    with seats.database.writing() as session:
        membership = session.scalar(select(Membership).where(Membership.member_id == seats.gavle))
        membership.state, membership.ends = state, ends
    with seats.database.writing() as session:
        assert meetings_store.forget_needs(session, NOW) == (not is_kept)
    assert [each.person_id for each in seats.rows(AccessNeed)][-1] == seats.other.person_id


@pytest.mark.parametrize("name", ["answer.deputy", "answer.for"])
def test_a_form_about_a_meeting_that_has_moved_since_is_shown_anew_and_notes_nothing(seats, name):
    who = seats.other if name == "answer.deputy" else seats.official
    form, moved = seats.press(who, name, str(seats.at)).answer, DAY + timedelta(days=1)
    seats.change(seats.at, first_day=moved, last_day=moved)
    of_another = {"person": str(seats.elected.person_id), "reply": "no"}
    typed = {"name": "Suppleant utanför"} if name == "answer.deputy" else of_another
    anew = seats.send(who, form, **typed)
    assert "Mötet är flyttat till" in words_of(anew) and not seats.rows(Answer)
    assert not seats.send(who, anew.answer, **typed).refused and len(seats.rows(Answer)) == 1
