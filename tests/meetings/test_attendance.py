"""/natverk närvaro: planned and actual attendance over a period, in words, as a table, a picture and a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.messages import Message
from bot.drawing.picture import png_of
from bot.language import speak
from bot.meetings.attendance import MemberShare, PeriodAttendance, Share
from bot.meetings.attendance_files import attendance_files, csv_of, harmless, rows_of
from bot.meetings.attendance_view import attendance
from bot.models import (
    Answer,
    Attendance,
    MeetingKind,
    MeetingState,
    Membership,
    MembershipState,
    Period,
    Person,
    PersonState,
    Reply,
    Role,
)
from bot.report.quotes import share_of
from bot.text import clean
from tests.world import NOW, World, blocks_of, labels, table_of, words_of

JANUARY, OCTOBER = date(2020, 1, 20), date(2020, 2, 3)


@pytest.fixture
def held(world: World):
    """Two meetings that have been: of the officials, and of all; who came is noted for the second."""
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.deputy = world.person("Suppleant", Role.DEPUTY, world.gavle, deputy_for_id=world.elected.person_id)
    sit(world, world.orebro)
    world.first = world.meeting(MeetingKind.OFFICIALS, first_day=JANUARY)
    world.second = world.meeting(first_day=OCTOBER, host=world.gavle)
    said(world, world.first, world.official, Reply.YES)
    said(world, world.second, world.official, Reply.DIGITAL)
    said(world, world.second, world.deputy, Reply.YES)
    came(world, world.second, world.gavle, Role.ELECTED, True)
    came(world, world.second, world.gavle, Role.OFFICIAL, False)
    came(world, world.second, world.orebro, Role.OFFICIAL, True)
    return world


def sit(world: World, member: int) -> None:
    """Somebody in each of a member's seats."""
    for role in (Role.ELECTED, Role.OFFICIAL):
        world.person(f"{role} {member}", role, member)


def said(world: World, meeting: int, who, reply: Reply) -> None:
    world.add(Answer(meeting_id=meeting, person_id=who.person_id, reply=reply, answered_at=NOW))


def came(world: World, meeting: int, member: int, role: Role, there: bool) -> None:
    world.add(Attendance(meeting_id=meeting, member_id=member, role=role, came=there, noted_at=NOW))


def cells(shown, member: str) -> list[str]:
    """What stands in a member's row of the table."""
    return next(cells for name, *cells in table_of(shown) if name == member)


def test_each_member_and_role_is_counted_as_planned_and_as_come(held):
    shown = held.ask(held.official, "/natverk närvaro")
    assert cells(shown, "Gävle") == ["1/1", "1/1", "2/2", "0/1"]
    assert cells(shown, "Örebro") == ["0/1", "–", "0/2", "1/1"]
    words = words_of(shown)
    assert "anmälda 50 % (1 av 2)" in words and "kom 50 % (1 av 2)" in words
    assert "2 hållna möten, närvaro noterad för 1" in words


def test_a_deputy_who_does_not_come_after_all_takes_no_seat(held):
    """The elected named a deputy, who said no: that seat was not to be taken."""
    with held.database.writing() as session:
        session.query(Answer).filter_by(person_id=held.deputy.person_id).update({"reply": Reply.NO})
    held.add(Answer(meeting_id=held.second, person_id=held.elected.person_id, reply=Reply.DEPUTY, answered_at=NOW,
                    deputy_id=held.deputy.person_id))  # fmt: skip
    assert cells(held.ask(held.official, "/natverk närvaro"), "Gävle") == ["0/1", "1/1", "2/2", "0/1"]


def test_what_somebody_said_who_has_left_still_counts_and_a_newcomer_takes_over_nothing(held):
    with held.database.writing() as session:
        session.get_one(Person, held.official.person_id).state = PersonState.LEFT
    held.person("Ny tjänsteperson, Gävle", Role.OFFICIAL, held.gavle)
    assert cells(held.ask(held.coordinator, "/natverk närvaro"), "Gävle") == ["1/1", "1/1", "2/2", "0/1"]


def test_a_member_that_joined_midway_counts_from_then_and_a_pair_as_one(held):
    pair = member_of(held, "Degerfors/Karlskoga", MembershipState.ACTIVE, starts=date(2020, 2, 1))
    sit(held, pair.member_id)
    held.add(pair)
    assert cells(held.ask(held.official, "/natverk närvaro"), "Degerfors/Karlskoga") == ["0/1", "–", "0/1", "–"]


def test_a_seat_nobody_held_is_not_invited_and_one_whose_holder_left_later_was(held):
    gone = held.person("Tjänsteperson, Haninge", Role.OFFICIAL, held.member("Haninge"))
    shown = held.ask(held.official, "/natverk närvaro")
    assert cells(shown, "Haninge") == ["–", "–", "0/2", "–"] and "anmälda 50 % (1 av 2)" in words_of(shown)
    with held.database.writing() as session:
        person = session.get_one(Person, gone.person_id)
        person.state, person.left_at = PersonState.LEFT, NOW.replace(month=1, day=25)
    assert cells(held.ask(held.official, "/natverk närvaro"), "Haninge") == ["–", "–", "0/1", "–"]


def test_it_can_be_asked_in_english_and_from_home(held):
    assert "Attendance 2020–2021" in words_of(held.ask(held.official, "/network attendance"))
    assert "Närvaro 2020–2021" in words_of(held.press(held.official, "attendance.show"))


def test_meetings_to_come_and_cancelled_ones_do_not_count(held):
    held.meeting(first_day=(NOW + timedelta(days=3)).date())
    held.meeting(first_day=JANUARY, state=MeetingState.CANCELLED)
    assert cells(held.ask(held.official, "/natverk närvaro"), "Gävle") == ["1/1", "1/1", "2/2", "0/1"]


def test_a_meeting_going_on_counts_once_it_is_noted(held):
    today = held.meeting(first_day=NOW.date(), last_day=NOW.date() + timedelta(days=1))
    assert cells(held.ask(held.official, "/natverk närvaro"), "Gävle")[0] == "1/1"
    came(held, today, held.gavle, Role.ELECTED, True)
    assert cells(held.ask(held.official, "/natverk närvaro"), "Gävle")[:2] == ["1/1", "2/2"], (
        "nobody has answered to the one of today"
    )


def test_a_member_that_left_counts_until_then_and_one_that_waits_not_at_all(held):
    left, waits = (
        member_of(held, "Östersund", MembershipState.LEFT, ends=date(2020, 1, 31)),
        member_of(held, "Trelleborg", MembershipState.PENDING),
    )
    sit(held, left.member_id)
    sit(held, waits.member_id)
    held.add(left, waits)
    shown = held.ask(held.official, "/natverk närvaro")
    assert cells(shown, "Östersund") == ["–", "–", "0/1", "–"]
    assert "Trelleborg" not in words_of(shown)


def member_of(world: World, name: str, state: MembershipState, **more) -> Membership:
    from bot.models import Member

    member = world.add(Member(network_id=world.network_id, name=name))
    return Membership(period_id=world.period_id, member_id=member, state=state, **more)


def test_another_period_is_named(held):
    held.add(Period(network_id=held.network_id, name="2016–2019", starts=date(2016, 1, 1), ends=date(2019, 12, 31),
                    coordination="troika"))  # fmt: skip
    assert "Närvaro 2020–2021" in words_of(held.ask(held.official, "/natverk narvaro 2020-2021"))
    assert "Ingen har noterat att något möte under 2016–2019 hölls" in words_of(
        held.ask(held.official, "/natverk närvaro 2016 - 2019")
    )
    refused = held.ask(held.official, "/natverk närvaro <!channel>")
    assert refused.refused and "2020–2021, 2016–2019" in words_of(refused)
    assert "<!channel>" not in refused.answer.text


def test_with_nothing_held_a_sentence_says_what_comes(world):
    assert "värden vilka som kom" in words_of(world.ask(world.coordinator, "/natverk närvaro"))
    world.now = NOW.replace(year=2019)
    assert "2020–2021" in words_of(world.ask(world.coordinator, "/natverk närvaro"))
    assert world.ask(world.stranger, "/natverk närvaro").refused


def test_a_picture_follows_with_words_for_those_who_do_not_see_it(held):
    picture = held.ask(held.official, "/natverk närvaro").answer.files[0]
    assert picture.name == "narvaro-2020-2021.png" and picture.make().startswith(b"\x89PNG")
    assert "Förtroendevalda: 100 %" in picture.alt and "Gävle: Förtroendevalda 1/1, Tjänstepersoner 0/1." in picture.alt


def test_the_font_comes_along():
    def png(words: str) -> bytes:
        return png_of(
            '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
            f'<text x="5" y="25" font-family="DejaVu Sans">{words}</text></svg>'
        )

    assert len({png(""), png("Närvaro"), png("Narvaro")}) == 3


def test_the_table_for_spreadsheets_has_a_row_for_each_member_and_role(held):
    table = held.ask(held.official, "/natverk närvaro").answer.files[1]
    rows = list(csv.reader(io.StringIO(table.make().decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Gävle", "Förtroendevalda", "1", "1", "100", "1", "1", "100"]
    assert len(rows) == 5


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", " =HYPERLINK(1)", "\n=1"])
def test_no_cell_is_a_formula(text):
    row = next(csv.reader(io.StringIO(csv_of([[text]]).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert row[0] == f"'{clean(text)}"


@given(st.text())
def test_a_cell_never_begins_like_a_formula(text):
    told = str(harmless(text))
    assert not told.lstrip().startswith(("=", "+", "-", "@")) and told.endswith(clean(text))


def test_a_member_with_a_formula_for_a_name_is_harmless_everywhere(held):
    sit(held, held.member("=HYPERLINK(1) <b> & `x`"))
    shown = held.ask(held.official, "/natverk närvaro")
    picture, table = shown.answer.files
    assert picture.make() and b"'=HYPERLINK" in table.make() and "<b>" not in shown.answer.text


def test_sixty_members_with_long_names_fit(held):
    for n in range(70):
        held.member(f"{n} " + "Mycket långt & kommunnamn " * 8)
    answered = held.ask(held.official, "/natverk närvaro")
    assert isinstance(answered.answer, Message) and len(blocks_of(answered)) <= 50
    assert len(answered.answer.files[0].alt) < 1000 and answered.answer.files[0].make()


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 8, "13 %"), (5, 8, "63 %"), (1, 200, "1 %"), (0, 0, "–")])
def test_a_share_is_the_same_in_attendance_in_its_files_and_in_the_report(part, whole, share):
    """Halves go up everywhere."""
    counts = PeriodAttendance((MemberShare("Gävle", {Role.OFFICIAL: Share(part, whole, part, whole)}),), 1, 1,
                              (Role.OFFICIAL,))  # fmt: skip
    say, period = speak("sv"), Period(name="2020-2021")
    number = share.removesuffix(" %") if whole else ""
    assert f": {share}." in attendance_files(say, period, counts)[0].alt
    assert [str(rows_of(say, counts)[1][each]) for each in (4, 7)] == [number, number]
    assert share_of(part, whole, say) == share.replace(" ", "\u00a0")
    if whole:
        assert words_of(attendance(say, period, counts, (), ())).count(f" {share} (") == 4


def test_shares_of_nothing_are_none():
    assert Share().planned_part is None and Share().came_part is None
    assert (Share(1, 2, 1, 1) + Share(1, 2, 0, 1)).came_part == 0.5


def test_a_meeting_of_which_only_that_it_was_held_is_known_is_told_as_just_that(world: World):
    world.member("Gävle")
    world.meeting(first_day=JANUARY, took_place=True)
    answered = world.ask(world.coordinator, "/natverk närvaro")
    words = words_of(answered)
    assert not answered.refused and "ingen svarade i förväg" in words and "ingen har noterat vilka" in words
    assert "Gävle" not in words and not table_of(answered) and not answered.answer.files


def test_who_came_is_shown_also_where_nobody_answered_beforehand(world: World):
    gavle = world.member("Gävle")
    meeting = world.meeting(first_day=JANUARY)
    came(world, meeting, gavle, Role.OFFICIAL, True)
    answered = world.ask(world.coordinator, "/natverk närvaro")
    picture = answered.answer.files[0]
    assert "Gävle" in words_of(answered) and "1/1" in picture.alt


def test_a_meeting_held_of_which_nothing_is_noted_is_said_not_to_be_counted(held):
    assert "Inte medräknat" not in words_of(held.ask(held.official, "/natverk närvaro"))
    held.meeting(first_day=date(2020, 1, 8), host=held.orebro)
    words = words_of(held.ask(held.official, "/natverk närvaro"))
    assert "3 hållna möten, närvaro noterad för 1" in words
    line = next(each for each in words.splitlines() if each.startswith("Inte medräknat"))
    assert "8 januari 2020" in line and "värd: Örebro" in line and words.count("Inte medräknat") == 1


def test_what_nobody_has_noted_is_told_and_whoever_may_note_it_can(world):
    """Nothing is known of a seat: no empty table and no files, but which meetings lack what."""
    gavle = world.member("Gävle")
    host, other = world.person("Värd", Role.OFFICIAL, gavle), world.person("Gäst", Role.GUEST)
    month = world.meeting(month=date(2020, 1, 1), host=gavle)
    words = words_of(world.ask(other, "/natverk närvaro"))
    assert "Ingen har noterat att något möte" in words and "ingen har noterat om mötet blev av" in words
    shown = world.ask(host, "/natverk närvaro")
    assert labels(shown)[0] == "Ja, mötet blev av" and labels(world.ask(other, "/natverk närvaro")) == []
    world.change(month, took_place=True)
    shown = world.ask(host, "/natverk närvaro")
    assert not table_of(shown) and not shown.answer.files and "diagram" not in words_of(shown)
    assert labels(shown) == ["Notera vilka som kom"] and labels(world.ask(other, "/natverk närvaro")) == []
    came(world, month, gavle, Role.OFFICIAL, True)
    assert labels(world.ask(host, "/natverk närvaro")) == []


def test_a_meeting_that_was_answered_but_not_noted_is_told(held):
    words = words_of(held.ask(held.official, "/natverk närvaro"))
    assert "Ingen har noterat vilka som kom: " in words and words.count("Ingen har noterat vilka") == 1
