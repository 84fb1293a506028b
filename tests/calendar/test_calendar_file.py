"""/mote kalender: the file, as another library and Outlook read it, and the own address."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Message
from bot.calendar.entries import address_in_slack, entries_for
from bot.calendar.feeds import Mention
from bot.calendar.file import Entry, Status, calendar_file
from bot.dates.when import STOCKHOLM, moment
from bot.language import speak
from bot.models import (
    Answer,
    Delivery,
    DeliveryState,
    Feed,
    Meeting,
    MeetingKind,
    MeetingState,
    Network,
    PersonState,
    ProgrammeItem,
    Reply,
    Role,
    Theme,
)
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.terminal.playground import COORDINATOR, DEFAULT_PLAN, GUEST, Play
from bot.text import clean
from tests.calendar.calendar_read import event, events, refuse_what_outlook_refuses, unfolded
from tests.plan_world import PLAN, PlanWorld
from tests.playground.playground_world import client, play
from tests.world import NOW, WORKSPACE, World, labels, words_of

MAY = date(2020, 5, 14)
ENTRY = Entry(
    "meeting-1@test.natverksbot", 0, NOW, "Träff", moment(MAY, 9), moment(MAY + timedelta(days=1), 15), link=""
)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def written(world: World, person=None, language: str = "sv") -> bytes:
    """The network's whole calendar."""
    from bot.models import Person

    with world.database.reading() as session:
        network = session.get(Network, world.network_id)
        whose = session.get(Person, person.person_id) if person else None
        entries = entries_for(session, network, speak(language), whose, workspace=WORKSPACE)
    data = calendar_file("Testnätverket", language, entries)
    refuse_what_outlook_refuses(data)
    return data


# when it is


def test_a_meeting_of_two_days_with_hours_is_one_entry_from_the_first_hour_to_the_last(world):
    world.meeting(first_day=MAY, last_day=MAY + timedelta(days=1), starts=time(9), ends=time(15))
    read = event(written(world))
    assert read.dtstart.value == datetime(2020, 5, 14, 9, tzinfo=STOCKHOLM)
    assert read.dtend.value == datetime(2020, 5, 15, 15, tzinfo=STOCKHOLM)
    assert read.status.value == "CONFIRMED" and read.transp.value == "OPAQUE"


def test_without_hours_the_end_is_the_day_after_the_last(world):
    world.meeting(first_day=MAY, last_day=MAY + timedelta(days=1))
    read = event(written(world))
    assert (read.dtstart.value, read.dtend.value) == (date(2020, 5, 14), date(2020, 5, 16))
    assert "DTSTART;VALUE=DATE:20200514" in unfolded(written(world))
    assert "BEGIN:VTIMEZONE" not in unfolded(written(world))


def test_a_meeting_known_by_its_month_is_a_tentative_note_that_takes_no_time(world):
    world.meeting(month=date(2020, 12, 1))
    read = event(written(world))
    assert (read.dtstart.value, read.dtend.value) == (date(2020, 12, 1), date(2020, 12, 2))
    assert read.status.value == "TENTATIVE" and read.transp.value == "TRANSPARENT"
    assert read.summary.value == "Partnerskapsträff i december 2020, dagarna är inte bestämda än"
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in unfolded(written(world))


@pytest.mark.parametrize(
    ("starts", "ends", "last"),
    [
        (time(9), None, time(17)),
        (time(16, 30), None, time(17)),
        (time(18), None, time(19)),
        (time(9), time(9), time(10)),
    ],
)
def test_an_end_that_is_not_said_is_five_in_the_afternoon_or_an_hour_later(world, starts, ends, last):
    world.meeting(first_day=MAY, starts=starts, ends=ends)
    assert event(written(world)).dtend.value.time() == last


@pytest.mark.parametrize("day", [date(2020, 3, 29), date(2020, 10, 25), date(2021, 1, 7), date(2021, 7, 1)])
def test_hours_are_those_of_the_wall_clock_in_summer_and_winter(world, day):
    world.meeting(first_day=day, starts=time(9), ends=time(16))
    begins = event(written(world)).dtstart.value
    assert begins.astimezone(UTC) == moment(day, 9) and begins.hour == 9


def test_a_network_elsewhere_keeps_the_moment(world):
    with world.database.writing() as session:
        session.get(Network, world.network_id).timezone = "Europe/Helsinki"
    world.meeting(first_day=MAY, starts=time(9), ends=time(16))
    assert event(written(world)).dtstart.value.astimezone(UTC) == datetime(2020, 5, 14, 6, tzinfo=UTC)


# what it says


def test_an_entry_says_where_who_hosts_the_link_the_programme_and_the_own_answer(world, official):
    meeting = world.meeting(
        first_day=MAY,
        last_day=MAY + timedelta(days=1),
        starts=time(9),
        place="Slottet, Gävle",
        digital=True,
        link="https://digital.example/a?b=1&c=2",
        note="Ta med;\nväst & stövlar",
        host=world.gavle,
        title="Vårträff",
    )
    world.add(
        ProgrammeItem(meeting_id=meeting, position=1, day=2, starts=time(8, 30), title="Frukost"),
        ProgrammeItem(meeting_id=meeting, position=2, day=1, starts=time(9), title="Välkomna", who="värden"),
        Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.YES, answered_at=NOW),
    )
    read = event(written(world, official))
    assert read.summary.value == "Vårträff" and read.location.value == "digitalt, Slottet, Gävle"
    assert read.url.value == "https://digital.example/a?b=1&c=2"
    assert read.description.value == (
        "När mötet slutar är inte bestämt; sluttiden här är en gissning.\nPartnerskapsträff\nVärd: Gävle\n"
        "Digitalt: https://digital.example/a?b=1&c=2\nTa med;\nväst & stövlar\nDitt svar: Ja\n\n"
        "Program\ntorsdag 14 maj 2020\n09.00 Välkomna (värden)\nfredag 15 maj 2020\n08.30 Frukost"
    )
    assert "Ditt svar" not in event(written(world)).description.value
    assert "Host: Gävle" in event(written(world, language="en")).description.value


def test_who_has_said_no_has_the_time_free(world, official):
    meeting = world.meeting(first_day=MAY, starts=time(9))
    world.add(Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.NO, answered_at=NOW))
    assert event(written(world, official)).transp.value == "TRANSPARENT"
    assert event(written(world)).transp.value == "OPAQUE"


def test_the_time_is_busy_for_who_comes_tentative_for_perhaps_and_free_for_the_rest(world, official):
    meeting = world.meeting(first_day=MAY, starts=time(9))
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, world.gavle, deputy_for_id=official.person_id)
    assert {event(written(world, each)).transp.value for each in (official, deputy)} == {"TRANSPARENT"}
    answer = world.add(Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.MAYBE, answered_at=NOW))
    assert "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE" in unfolded(written(world, official))
    with world.database.writing() as session:
        each = session.get(Answer, answer)
        each.reply, each.deputy_id = Reply.DEPUTY, deputy.person_id
    assert event(written(world, official)).transp.value == "TRANSPARENT"
    assert "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE" in unfolded(written(world, deputy))
    assert "Du är tillfrågad att ersätta Tjänsteperson, Gävle." in event(written(world, deputy)).description.value
    with world.database.writing() as session:
        session.get(Answer, answer).answered_by_id = deputy.person_id
    assert "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in unfolded(written(world, deputy))
    assert "Du ersätter Tjänsteperson, Gävle." in event(written(world, deputy)).description.value


def test_an_entry_links_back_to_the_last_message_in_the_channel_else_to_the_own(world, official):
    meeting = world.meeting(first_day=MAY)

    def sent(key: str, to: str, channel: str, ts: str, state: DeliveryState = DeliveryState.SENT) -> None:
        world.add(
            Delivery(
                network_id=world.network_id,
                key=key,
                kind="meeting",
                to=to,
                due_at=NOW,
                sent_at=NOW,
                channel=channel,
                ts=ts,
                state=state,
                about={"meeting": str(meeting)},
            )
        )

    assert "slack.com" not in getattr(event(written(world, official)), "description", MAY).__str__()
    sent("a", official.slack_id, "D1", "100.1")
    sent("b", "UOTHER", "D2", "100.2")
    sent("c", "channel", "C1", "100.3", DeliveryState.UNCERTAIN)
    assert f"{WORKSPACE}/archives/D1/p1001" in event(written(world, official)).description.value
    sent("d", "channel", "C1", "99.1")
    sent("e", "channel", "C1", "99.2")
    assert f"{WORKSPACE}/archives/C1/p992" in event(written(world, official)).description.value
    assert "D1" not in event(written(world)).description.value


# how it follows changes


def test_a_change_keeps_the_name_and_raises_the_sequence_and_the_stamp(world, official):
    world.meeting(first_day=MAY, starts=time(9), ends=time(16))
    before = event(written(world))
    form = world.ask(world.coordinator, "/mote ändra").answer
    world.now = NOW + timedelta(days=3)
    world.send(world.coordinator, form, first_day=MAY + timedelta(days=7), last_day=None)
    after = event(written(world))
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstamp.value > before.dtstamp.value
    assert after.dtstart.value.date() == MAY + timedelta(days=7)


WAYS: list[tuple[str, Callable[[World], object]]] = [
    *(
        (name, lambda world, field=field: world.send(world.coordinator, world.press(world.coordinator, "meeting.change",
                                                                                    "1").answer, **field))
        for name, field in {
            "place": {"place": "Slottet"}, "link": {"link": "https://x.example"}, "digital": {"digital": ("digital",)},
            "hours": {"starts": time(10)}, "note": {"note": "Ta med stövlar"}, "title": {"title": "Vårträff"},
            "kind": {"kind": "seminar"}, "days": {"last_day": MAY + timedelta(days=1)}, "host": {"host": "2"},
        }.items()
    ),
    ("state", lambda world: world.cancel(world.coordinator, 1)),
    ("programme", lambda world: world.send(world.coordinator, world.press(world.coordinator, "programme.edit",
                                                                          "1").answer, programme="09.00 Inledning")),
    ("theme", lambda world: world.send(world.coordinator, world.press(world.coordinator, "theme.choose", "1").answer,
                                       themes=("1",))),
]  # fmt: skip
"""Every way to change what a calendar shows of a meeting."""


@pytest.mark.parametrize("change", [each for _, each in WAYS], ids=[name for name, _ in WAYS])
def test_every_change_that_shows_raises_the_sequence_and_both_stamps(world, official, change):
    orebro = world.member("Örebro")
    world.meeting(first_day=MAY, starts=time(9), ends=time(16), host=world.gavle, place="Gävle")
    world.add(Theme(network_id=world.network_id, text="Barnbokslut", suggested_at=NOW))
    before = event(written(world))
    world.now = NOW + timedelta(days=3)
    assert orebro == 2 and not change(world).refused
    after = event(written(world))
    assert after.serialize() != before.serialize() and int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.dtstamp.value == after.last_modified.value == world.now.replace(microsecond=0) > before.dtstamp.value


def test_another_host_in_the_plan_file_is_news_for_that_meeting_alone(database):
    world = PlanWorld(database)
    text = PLAN.read_text("utf-8")
    before = {each.uid.value: each for each in events(written(world))}
    later = NOW + timedelta(days=2)
    with database.writing() as session:
        apply(session, plan_of(text.replace("host: Uppsala", "host: Gävle"), "ändrad.yaml"), later)
    changed = [each for each in events(written(world)) if each.serialize() != before[each.uid.value].serialize()]
    assert [(int(each.sequence.value), each.dtstamp.value) for each in changed] == [(1, later)]


def test_a_cancelled_meeting_stays_and_says_so(world):
    world.meeting(first_day=MAY, starts=time(9))
    world.cancel(world.coordinator, 1)
    read = event(written(world))
    assert read.status.value == "CANCELLED" and read.summary.value == "INSTÄLLT: Partnerskapsträff"
    assert read.transp.value == "TRANSPARENT" and int(read.sequence.value) >= 1


def test_the_same_meetings_give_the_same_bytes_whatever_the_clock_says(world, official):
    for n in range(3):
        world.meeting(first_day=MAY + timedelta(days=n), starts=time(9))
    first = written(world, official)
    world.now = NOW + timedelta(days=99)
    assert written(world, official) == first


def test_the_calendar_names_itself_and_says_how_often_to_ask(world):
    world.meeting(first_day=MAY, starts=time(9))
    lines = unfolded(written(world))
    for each in (
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Testnätverket",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "TZID:Europe/Stockholm",
        "VERSION:2.0",
        "X-WR-TIMEZONE:Europe/Stockholm",
    ):
        assert each in lines, each
    assert not any(each.startswith(("ORGANIZER", "ATTENDEE")) for each in lines)


TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from(",;\\:\n\r\t\"'\x00\x0b\x85\u2028\u202e🎉é漢"), st.just("\ud800")),
    max_size=120,
)


@settings(max_examples=300)
@given(summary=TEXTS, location=TEXTS, description=TEXTS, link=TEXTS, name=TEXTS)
def test_any_text_comes_back_as_it_was_typed(summary, location, description, link, name):
    entry = replace(ENTRY, summary=summary, location=location, description=description, link=link)
    data = calendar_file(name, "sv", [entry])
    refuse_what_outlook_refuses(data)
    read = event(data)
    assert read.summary.value == (" ".join(clean(summary).split()) or "–")
    assert getattr(read, "description", None) is None or read.description.value == clean(description)
    assert not hasattr(read, "location") or read.location.value == " ".join(clean(location).split())
    assert hasattr(read, "description") == bool(clean(description))


@settings(max_examples=60)
@given(
    st.integers(0, 2**31 - 1), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 23), st.sampled_from(Status)
)
def test_any_moment_comes_back(sequence, day, at, status):
    begins = moment(day, at)
    entry = replace(ENTRY, sequence=sequence, begins=begins, ends=begins + timedelta(hours=30), status=status)
    read = event(calendar_file("x", "sv", [entry]))
    assert read.dtstart.value.replace(fold=0).astimezone(UTC) == begins
    assert (int(read.sequence.value), read.status.value) == (sequence, status)


def test_only_web_addresses_become_links():
    for link in ("javascript:alert(1)", "https://a b", "https://x\r\nATTENDEE:mailto:a@b", "file:///etc/passwd"):
        assert not hasattr(event(calendar_file("x", "sv", [replace(ENTRY, link=link)])), "url"), link


# asking for it


def file_in(answered):
    assert isinstance(answered.answer, Message)
    (file,) = answered.answer.files
    return file


def test_the_file_holds_the_meetings_to_come_also_the_cancelled(world, official):
    world.meeting(first_day=NOW.date() - timedelta(days=1), title="Förbi")
    world.meeting(first_day=MAY, title="Kommer")
    world.meeting(first_day=MAY, title="Inställd", state=MeetingState.CANCELLED)
    answered = world.ask(official, "/mote kalender")
    file = file_in(answered)
    assert {each.summary.value for each in events(file.make())} == {"Kommer", "INSTÄLLT: Inställd"}
    assert file.name == "test-moten.ics" and "2 möten" in words_of(answered)


def test_a_number_gives_that_meeting_alone(world, official):
    world.meeting(first_day=MAY, title="Ett")
    world.meeting(first_day=MAY + timedelta(days=1), title="Två")
    assert event(file_in(world.ask(official, "/mote kalender 2")).make()).summary.value == "Två"
    for wrong in ("3", "0", "-1", "hej", "9" * 400, "²"):
        answered = world.ask(official, f"/mote kalender {wrong}")
        assert answered.refused and "från 1 till 2" in words_of(answered), wrong


def test_english_asks_and_is_answered_in_english(world, official):
    world.meeting(first_day=MAY)
    answered = world.ask(official, "/meeting calendar")
    assert "calendar file with 1 meeting" in words_of(answered) and file_in(answered).name == "test-meetings.ics"
    assert event(file_in(answered).make()).summary.value == "Partnership meeting"


def address_in(answered) -> str:
    found = set(re.findall(r"\S*/calendar/([\w-]+)\.ics", words_of(answered)))
    assert len(found) == 1, words_of(answered)
    return found.pop()


def test_the_own_address_is_shown_once_and_only_its_hash_is_kept(world, official):
    world.meeting(first_day=MAY)
    secret = address_in(world.ask(official, "/mote kalender"))
    assert len(secret) >= 40
    (feed,) = world.rows(Feed)
    assert secret not in repr(vars(feed)) and feed.person_id == official.person_id
    again = words_of(world.ask(official, "/mote kalender"))
    assert "/calendar/" not in again and "sedan den 10 februari 2020" in again
    assert len(world.rows(Feed)) == 1


def test_a_new_address_closes_the_old_and_none_can_be_had_too(world, official):
    world.meeting(first_day=MAY)
    shown = world.ask(official, "/mote kalender")
    first = address_in(shown)
    renewed = world.click(official, shown, "Ny adress")
    assert address_in(renewed) != first
    assert [each.revoked_at is None for each in world.rows(Feed)] == [False, True]
    closed = world.click(official, renewed, "Stäng av")
    assert labels(closed) == ["Skapa en adress"] and all(each.revoked_at for each in world.rows(Feed))
    assert address_in(world.click(official, closed, "Skapa en adress"))


def test_where_the_bot_is_not_known_to_be_reached_no_address_is_made_and_the_file_comes(world, official, monkeypatch):
    monkeypatch.setattr(world.answering, "_address", "")
    world.meeting(first_day=MAY)
    shown = world.ask(official, "/mote kalender")
    assert event(file_in(shown).make()) and not labels(shown) and not world.rows(Feed)
    assert "PUBLIC_URL" in words_of(shown) and ".ics" not in words_of(shown)
    assert "PUBLIC_URL" in words_of(world.press(official, "calendar.renew")) and not world.rows(Feed)


def test_a_click_that_slack_sends_again_renews_once(world, official):
    world.ask(official, "/mote kalender")
    for _ in range(3):
        world.press(official, "calendar.renew", once="click/same")
    assert len(world.rows(Feed)) == 2


def test_guests_strangers_and_the_unconfirmed_get_the_file_but_no_address(world, official):
    world.meeting(first_day=MAY)
    waiting = world.person("Ny", Role.OFFICIAL, world.gavle, state=PersonState.REQUESTED)
    guest = world.person("Gäst", Role.GUEST)
    for who in (world.stranger, world.newcomer, waiting, guest):
        answered = world.ask(who, "/mote kalender")
        assert event(file_in(answered).make()) and "/calendar/" not in words_of(answered)
        assert set(labels(answered)) <= {"Gå med i nätverket"}
        assert world.press(who, "calendar.renew").refused and world.press(who, "calendar.close").refused
    assert not world.rows(Feed)


def test_without_meetings_there_is_no_file_but_a_sentence_and_the_address(world, official):
    answered = world.ask(official, "/mote kalender")
    assert "Inget möte är planerat" in words_of(answered) and not answered.answer.files
    assert address_in(answered)
    assert "Inget möte är planerat" in words_of(world.ask(world.stranger, "/mote kalender"))


def test_forty_meetings_with_long_names_fit(world, official):
    for n in range(60):
        world.meeting(MeetingKind.OTHER, first_day=MAY + timedelta(days=n), title="Långt namn 🎉 " * 15, starts=time(9))
    assert len(events(file_in(world.ask(official, "/mote kalender")).make())) == 60
    assert len(world.rows(Meeting)) == 60


def with_files(slack, who: str) -> list:
    """What stands in somebody's direct messages with files."""
    return [each for each in slack.direct_messages(who) if each.files]


def test_in_slack_the_file_comes_in_a_direct_message_after_the_answer(tmp_path):
    async def story() -> None:
        running = Play(DEFAULT_PLAN, NOW, 0, tmp_path)
        await running.start()
        try:
            for who in (COORDINATOR.id, GUEST.id):
                outcome = await running.slack.command(who, "C0PARTNERSKAP", "/mote kalender")
                assert outcome is not None
                await running.slack.wait_for(
                    lambda who=who: any(each.files for each in running.slack.direct_messages(who))
                )
                (message,) = (each for each in running.slack.direct_messages(who) if each.files)
                (file,) = message.files
                data = running.slack.local.uploads[file["id"]].content
                refuse_what_outlook_refuses(data)
                assert len(events(data)) == 7 and file["name"].endswith(".ics") and file["alt_txt"]
        finally:
            await running.stop()

    asyncio.run(story())


def test_the_link_back_is_the_address_slack_itself_gives_a_message(tmp_path):
    async def story(slack) -> None:
        web = client(slack)
        ts = (await web.chat_postMessage(channel="C1", text="Inbjudan"))["ts"]
        workspace = (await web.auth_test())["url"].rstrip("/")
        address = address_in_slack(workspace, Mention("C1", ts, NOW))
        assert address == (await web.chat_getPermalink(channel="C1", message_ts=ts))["permalink"]
        async with ClientSession() as session, session.get(address, allow_redirects=False) as answer:
            assert answer.headers["Location"] == f"/#C1/{ts}"

    play(story)
