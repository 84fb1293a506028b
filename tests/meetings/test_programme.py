"""The programme of a meeting: typed a line for each item, read, refused at the field, shown on the card."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.rules import MOST_LINES, AgendaItem, NotALine, read_programme, write_programme
from bot.models import Change, Meeting, ProgrammeItem, Role
from tests.world import NOW, World, blocks_of, labels, prefilled, words_of

DAY = (NOW + timedelta(days=30)).date()
TYPED = """
09.00 Inledning – Samordnare
kl 9.30–10.15 Barnkonsekvensanalys i praktiken - en övning – Tjänsteperson, Gävle
3 kommuner berättar

Dag 2
08:30: Studiebesök
12.00
"""


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("09.00 Inledning – Samordnare", AgendaItem(1, time(9), "Inledning", "Samordnare")),
        ("9:15 Fika", AgendaItem(1, time(9, 15), "Fika", "")),
        ("kl. 13 Lunch - i matsalen - Värden", AgendaItem(1, time(13), "Lunch – i matsalen", "Värden")),
        ("9–10 Samtal", AgendaItem(1, time(9), "Samtal", "")),
        ("3 kommuner berättar", AgendaItem(1, None, "3 kommuner berättar", "")),
        ("2020 års arbete", AgendaItem(1, None, "2020 års arbete", "")),
        ("Mingel", AgendaItem(1, None, "Mingel", "")),
        ("  10.00   Kaffe  ", AgendaItem(1, time(10), "Kaffe", "")),
    ],
)
def test_a_line_is_a_time_a_thing_and_who(line, item):
    assert read_programme(line, 2) == [item]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("09.00 A\n25.00 B", 2, "time"),
        ("12.00", 1, "empty"),
        ("09.00 A\n\n09.75 B", 3, "time"),
        ("Dag 3\nA", 1, "day"),
        ("Dag 0", 1, "day"),
        ("x" * 201, 1, "long"),
        ("A – " + "x" * 101, 1, "long"),
        ("A\n" * (MOST_LINES + 1), MOST_LINES + 1, "many"),
        ("– ", 1, "empty"),
    ],
)
def test_what_is_no_item_is_told_with_its_line(text, line, why):
    with pytest.raises(NotALine) as no:
        read_programme(text, 2)
    assert (no.value.number, no.value.why) == (line, why)


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        items = read_programme(text, None)
    except NotALine:
        return
    assert all(each.title for each in items)


words = st.text("abcåäö ", min_size=1, max_size=20).map(lambda each: " ".join(each.split())).filter(bool)


@given(st.lists(st.tuples(st.integers(1, 3), st.none() | st.times(), words, st.just("") | words), max_size=20))
def test_what_is_written_is_read_the_same_again(drawn):
    drawn = sorted(drawn, key=lambda each: each[0])
    items = [
        ProgrammeItem(position=n, day=day, starts=at and at.replace(second=0, microsecond=0), title=title, who=who)
        for n, (day, at, title, who) in enumerate(drawn)
    ]
    read = read_programme(write_programme(items, "Dag"), 3)
    assert read == [AgendaItem(each.day, each.starts, each.title, each.who) for each in items]


@pytest.fixture
def host(world: World):
    world.gavle = world.member("Gävle")
    world.at = world.meeting(first_day=DAY, last_day=DAY + timedelta(days=1), host=world.gavle)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_host_writes_it_and_everybody_reads_it_and_who_is_inside_also_who_speaks(world, host):
    form = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    world.send(host, form, programme=TYPED.replace("12.00\n", ""))
    stranger = words_of(world.ask(world.stranger, "/mote"))
    assert "09.00 Inledning" in stranger and "Inledning – Samordnare" not in stranger
    card = world.ask(host, "/mote")
    assert "09.30" in words_of(card) and "• 3 kommuner berättar" not in words_of(card), "four lines, the rest behind it"
    whole = world.click(host, card, "Hela programmet")
    words = words_of(whole)
    assert words_of(world.click(host, whole, "Tillbaka till mötet")).splitlines()[1:] == words_of(card).splitlines()[1:]
    assert "08.30 Studiebesök" in words_of(
        world.click(world.stranger, world.ask(world.stranger, "/mote"), "Hela programmet")
    )
    for each in ("*Program*", "_Dag 1_", "09.00 Inledning – Samordnare", "• 3 kommuner berättar", "08.30 Studiebesök"):
        assert each in words, words
    assert "09:00 Inledning" in words_of(world.ask(host, "/meeting"))
    assert world.row(Meeting, world.at).sequence == 1


def test_it_opens_again_as_it_was_and_can_be_emptied(world, host):
    form = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    world.send(host, form, programme="09.00 Inledning – Samordnare\nDag 2\nFika")
    form = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    assert prefilled(form)["programme"] == "09.00 Inledning – Samordnare\n\nDag 2\nFika"
    world.send(host, form, programme="")
    assert not world.rows(ProgrammeItem) and "*Program*" not in words_of(world.ask(host, "/mote"))


def test_a_wrong_line_is_refused_at_the_field(world, host):
    form = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    errors = world.send(host, form, programme=TYPED).field_errors
    assert errors == {"programme": "Rad 8: ”12.00” säger inte vad som händer."}
    assert "Rad 1: mötet har ingen ”Dag 3”" in str(world.send(host, form, programme="Dag 3\nA").field_errors)
    assert not world.rows(ProgrammeItem)


def test_a_stale_programme_is_shown_beside_what_stands(world, host):
    first = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    second = world.press(world.coordinator, "programme.edit", str(world.at)).answer
    world.send(host, first, programme="Ett")
    stale = world.send(world.coordinator, second, programme="Två").answer
    assert "Nu under *Program*: Ett" in words_of(stale) and prefilled(stale)["programme"] == "Två"
    assert [each.title for each in world.rows(ProgrammeItem)] == ["Ett"]


def test_only_those_who_may_change_the_meeting_write_it(world, host):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    assert "Skriv programmet" not in labels(world.ask(other, "/mote"))
    for who in (other, world.stranger, world.newcomer):
        assert world.press(who, "programme.edit", str(world.at)).refused
    form = world.press(host, "programme.edit", str(world.at)).answer
    assert world.send(other, form, programme="Ett").field_errors
    assert not world.rows(ProgrammeItem)


def test_a_long_programme_fits_and_nothing_in_it_is_a_link_or_an_alarm(world, host):
    form = world.press(host, "programme.edit", str(world.at)).answer
    world.send(host, form, programme="<!channel> & <b>\n" + "\n".join(f"{n % 24:02}.00 {'å' * 40}" for n in range(59)))
    pages = world.pages(host, world.click(host, world.ask(host, "/mote"), "Hela programmet"))
    assert sum(words_of(each).count("å" * 40) for each in pages) == 59
    assert "<!channel>" not in str([blocks_of(each) for each in pages])


def test_a_programme_sent_again_unchanged_is_no_news_for_calendars(world, host):
    form = world.click(host, world.ask(host, "/mote"), "Skriv programmet").answer
    world.send(host, form, programme="09.00 Inledning – Samordnare\nFika")
    world.send(host, world.press(host, "programme.edit", str(world.at)).answer)
    assert world.row(Meeting, world.at).sequence == 1


def test_the_record_shows_who_changed_which_item_when(world, host):
    for typed in ("09.00 Inledning\nFika\nAvslut", "09.30 Inledning\nFika"):
        world.send(host, world.press(host, "programme.edit", str(world.at)).answer, programme=typed)
    told = [(each.by, each.field, each.before, each.after) for each in world.rows(Change)
            if each.noun == "ProgrammeItem"]  # fmt: skip
    assert told[:3] == [(host.slack_id, "", None, "created")] * 3
    assert set(told[3:]) == {
        (host.slack_id, "starts", "09:00:00", "09:30:00"),
        (host.slack_id, "", "Avslut", "deleted"),
    }
