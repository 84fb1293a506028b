"""/vardskap: who hosted, hosts and will host, and who coordinates; the rules of the troika."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.dates.when import STOCKHOLM, MovedClock, add_months
from bot.hosting.rules import is_on_fixed_term, order_of, troika
from bot.models import (
    Coordination,
    HostingTurn,
    Meeting,
    MeetingKind,
    MeetingState,
    Member,
    Membership,
    Network,
    Period,
    PersonState,
    Role,
    SlackUser,
)
from bot.plan.load import apply
from bot.plan.reading import read_plan
from bot.slack.directory import Directory
from tests.playground.playground_world import client, play
from tests.world import NOW, World, blocks_read, labels, words_of

PLANS = Path(__file__).parent.parent.parent / "bot" / "plans"


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=UTC)


def load(world: World, *names: str) -> None:
    """Load shipped plans in place of the world's own period."""
    with world.database.writing() as session:
        session.execute(delete(Network))
    with world.database.writing() as session:
        for name in names:
            apply(session, read_plan(PLANS / f"{name}.yaml"), world.now, channel="C0NETWORK")
        world.network_id = session.query(Network.id).filter_by(channel="C0NETWORK").scalar()


def run_as_troika(world: World) -> None:
    with world.database.writing() as session:
        session.get(Period, world.period_id).coordination = Coordination.TROIKA


def parts_of(text: str) -> dict[str, list[str]]:
    """The headings of an answer with the lines under each."""
    parts: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line.startswith("*") and line.endswith("*"):
            parts[line.strip("*")] = []
        else:
            parts.setdefault(next(reversed(parts), ""), []).append(line)
    return parts


@pytest.fixture
def four(world: World):
    """Four members, each host of one partnership meeting: November 2019, May and November 2020, May 2021."""
    world.hosts = [world.member(name) for name in ("Gävle", "Haninge", "Uppsala", "Örebro")]
    months = [date(2019, 11, 1), date(2020, 5, 1), date(2020, 11, 1), date(2021, 5, 1)]
    world.meetings = [
        world.meeting(month=month, host=host, took_place=True) for month, host in zip(months, world.hosts, strict=True)
    ]
    return world


def test_who_hosted_hosts_and_will_host_stands_in_order(four):
    parts = parts_of(four.ask(four.newcomer, "/vardskap").answer.text)
    assert parts["Har varit värdar"] == ["• november 2019 – *Gävle*"]
    assert parts["Nästa värd"] == ["• maj 2020 – *Haninge*"]
    assert parts["Kommande värdar"] == ["• november 2020 – *Uppsala*", "• maj 2021 – *Örebro*"]


def test_hosting_answers_in_english(four):
    parts = parts_of(four.ask(four.newcomer, "/hosting").answer.text)
    assert parts["Hosts next"] == ["• May 2020 – *Haninge*"] and "Will host" in parts


@pytest.mark.parametrize(
    ("now", "past", "following", "later"),
    [
        (on(2020, 1, 7), [], "maj 2020 – *Degerfors/Karlskoga* · digitalt", ["Uppsala", "Degerfors", "Örebro"]),
        (on(2020, 10, 1), ["maj 2020"], "november 2020 – *Uppsala*", ["maj 2021", "november 2021"]),
        (on(2021, 6, 1), ["maj 2020", "november 2020", "maj 2021"], "november 2021 – *Örebro*", []),
        (on(2021, 12, 15), ["maj 2020", "november 2020", "maj 2021", "november 2021"], "efter november 2021", []),
    ],
)  # fmt: skip
def test_the_real_plans_hosts_through_two_years(world, now, past, following, later):
    load(world, "partnerskapet-2020-2021")
    for each in world.rows(Meeting):
        world.change(each.id, took_place=True)
    world.now = now
    parts = parts_of(world.ask(world.newcomer, "/vardskap").answer.text)
    assert [each.split(" – ")[0] for each in parts.get("Har varit värdar", [])] == [f"• {each}" for each in past]
    assert following in parts["Nästa värd"][0]
    rows = parts.get("Kommande värdar", [])
    assert len(rows) == len(later) and all(name in row for name, row in zip(later, rows, strict=True))


def test_an_exception_from_the_order_comes_with_its_reason(world):
    load(world, "partnerskapet-2020-2021")
    words = words_of(world.ask(world.newcomer, "/vardskap"))
    assert "Planen: ”Värd igen, eftersom träffen i maj 2020 blev digital”" in words


def test_a_meeting_going_on_has_its_host_now(four):
    with four.database.writing() as session:
        meeting = session.get(Meeting, four.meetings[1])
        meeting.first_day, meeting.last_day, meeting.starts = date(2020, 5, 14), date(2020, 5, 15), time(10)
    four.now = datetime(2020, 5, 14, 7, 59, tzinfo=UTC)
    assert parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Nästa värd"] == ["• 14–15 maj 2020 – *Haninge*"]
    four.now = datetime(2020, 5, 14, 8, 0, tzinfo=UTC)
    assert "Värd nu" in parts_of(four.ask(four.newcomer, "/vardskap").answer.text)


def test_a_partnership_meeting_without_host_is_told_and_a_cancelled_one_is_not(four):
    four.meeting(month=date(2021, 11, 1))
    with four.database.writing() as session:
        session.get(Meeting, four.meetings[2]).state = MeetingState.CANCELLED
    rows = parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Kommande värdar"]
    assert rows == ["• maj 2021 – *Örebro*", "• november 2021 – ingen värd vald än"]


def test_a_seminar_with_a_host_is_told_with_its_kind(four):
    four.meeting(MeetingKind.SEMINAR, month=date(2020, 9, 1), host=four.hosts[0], title="Barnrätt i budget")
    assert "september 2020 – *Gävle* · Barnrätt i budget" in four.ask(four.newcomer, "/vardskap").answer.text


def test_turns_without_a_meeting_stand_in_their_order(four):
    for position, member in ((2, four.hosts[0]), (1, four.hosts[3])):
        four.add(HostingTurn(network_id=four.network_id, member_id=member, position=position))
    assert parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Därefter i tur"] == ["Örebro, Gävle"]


@pytest.mark.parametrize("plan", ["partnerskapet-2016-2019", "regionalt-natverk-2013-2015"])
def test_a_plan_without_turns_says_how_they_come_and_who_would_coordinate(world, plan):
    load(world, plan)
    words = words_of(world.ask(world.newcomer, "/vardskap"))
    assert "/mote ny" in words and "Värdarna för föregående, nuvarande och nästa partnerskapsträff" in words
    assert "gruppen kan inte visas" in words


def test_without_any_plan_at_all_it_answers_too(world):
    with world.database.writing() as session:
        session.execute(delete(Period))
    assert "Planen har inga värdskap" in words_of(world.ask(world.newcomer, "/vardskap"))


# the coordination group


def test_the_troika_is_previous_current_and_next_host_and_the_current_leads(four):
    run_as_troika(four)
    group = parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Samordningsgrupp"]
    assert group[1:] == [
        "• *Gävle* – föregående värd, november 2019",
        "• *Haninge* – nuvarande värd, leder arbetet, maj 2020",
        "• *Uppsala* – nästa värd, november 2020",
    ]


@pytest.mark.parametrize(
    ("now", "why", "without"),
    [
        (on(2019, 6, 1), "Ingen tidigare partnerskapsträff är noterad", "föregående värd,"),
        (on(2021, 3, 1), "Ingen partnerskapsträff är planerad efter", "nästa värd,"),
        (
            on(2021, 7, 1),
            "Tiden för alla planerade partnerskapsträffar i perioden 2020–2021 har",
            "leder arbetet",
        ),
    ],
)
def test_at_the_ends_the_group_has_two_and_says_why(four, now, why, without):
    run_as_troika(four)
    four.now = now
    group = parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Samordningsgrupp"]
    assert sum(each.startswith("• ") for each in group) == 2
    assert any(why in each for each in group) and not any(without in each for each in group)


def test_a_host_of_the_group_that_has_left_or_comes_later_is_marked(four):
    run_as_troika(four)
    with four.database.writing() as session:
        left, _, later, _ = session.scalars(select(Membership).order_by(Membership.id))
        left.ends, later.starts = date(2020, 1, 31), date(2020, 9, 1)
    group = parts_of(four.ask(four.newcomer, "/vardskap").answer.text)["Samordningsgrupp"]
    assert group[1].endswith("november 2019, har lämnat"), group
    assert group[2].endswith("leder arbetet, maj 2020"), group
    assert group[3].endswith("november 2020, deltar från och med 1 september 2020"), group


def test_who_coordinates_is_the_same_wherever_it_is_said(world):
    """The coordinator is named by the installer alone."""
    with world.database.writing() as session:
        session.get(Period, world.period_id).coordination = Coordination.COORDINATOR
    for ask in (world.ask(world.coordinator, "/vardskap"), world.say(world.coordinator, "vem samordnar?")):
        assert "ordnare: " in words_of(ask)
    assert "ingen samordnare är noterad" not in words_of(world.ask(world.coordinator, "/natverk"))


def test_the_group_is_of_the_hosts_of_the_period_itself(world):
    """The plan of 2016-2019 has no meetings, and the next period has a coordinator."""
    load(world, "partnerskapet-2016-2019", "partnerskapet-2020-2021")
    world.now = on(2019, 12, 20)
    for words in (
        words_of(world.ask(world.newcomer, "/vardskap")),
        words_of(world.say(world.newcomer, "vem samordnar?")),
    ):
        assert "Ingen partnerskapsträff med värd är noterad i perioden" in words
        assert "nuvarande värd, leder" not in words and "föregående värd," not in words


def test_a_host_twice_makes_a_group_of_two_and_that_is_said(world):
    load(world, "partnerskapet-2020-2021")
    with world.database.writing() as session:
        session.query(Period).update({"coordination": Coordination.TROIKA})
    world.now = on(2020, 10, 1)
    words = words_of(world.ask(world.newcomer, "/vardskap"))
    assert "Bara 2 olika medlemmar ingår: Degerfors/Karlskoga är värd för mer än en av träffarna" in words


def test_around_uppsala_in_november_2020_the_troika_has_two_different_members(world):
    load(world, "partnerskapet-2020-2021")
    with world.database.reading() as session:
        group = troika(session.query(Meeting), on(2020, 10, 1), STOCKHOLM)
        assert [each.name for each in group.members] == ["Uppsala", "Degerfors/Karlskoga"]
        assert group.twice.name == "Degerfors/Karlskoga"


def test_the_coordinator_is_on_a_fixed_term_only_where_the_plan_says_so(world):
    period = Period(terms={})
    for words, is_so in (
        ("En samordnare anställd på visstid.", True),
        ("A fixed-term post", True),
        ("En av oss", False),
    ):
        period.terms = {"coordination_text": words}
        assert is_on_fixed_term(period) is is_so
    load(world, "partnerskapet-2020-2021")
    assert "Samordnare på visstid: " in words_of(world.ask(world.coordinator, "/vardskap"))


def test_the_coordinator_is_named(four):
    four.person("Samordnare i nätverket", Role.COORDINATOR)
    four.person("Nästa", Role.COORDINATOR, state=PersonState.REQUESTED)
    words = words_of(four.ask(four.coordinator, "/vardskap"))
    assert "Samordnare: Samordnare i nätverket" in words and "Nästa," not in words


def test_without_the_role_those_who_may_administer_are_named(four):
    assert "Samordnare: <@UCOORD>" in four.ask(four.coordinator, "/vardskap").answer.text
    four.add(SlackUser(id="UCOORD", name="Samordnaren <själv>", told_at=NOW))
    assert "Samordnaren &lt;själv&gt;" in four.ask(four.coordinator, "/vardskap").answer.text


def test_without_anybody_to_name_that_is_said(database):
    world = World(database, coordinators=())
    assert "Ingen samordnare är noterad än" in words_of(world.ask(world.newcomer, "/vardskap"))


def test_the_plans_own_words_on_coordination_stand_below(world):
    load(world, "partnerskapet-2020-2021")
    assert "samordnare anställd på visstid" in words_of(world.ask(world.newcomer, "/vardskap"))


def test_who_pays_for_what_stands_in_the_words_of_the_agreement(world):
    load(world, "partnerskapet-2020-2021")
    costs = parts_of(world.ask(world.newcomer, "/vardskap").answer.text)["Kostnader"]
    assert costs == [
        "Värden står för lokal, fika, lunch och middag.",
        "Övriga står själva för resor och logi.",
        "Samordningen kostar 10\u00a0000 kronor per år och medlem.",
    ]
    in_english = parts_of(world.ask(world.newcomer, "/hosting").answer.text)["Costs"]
    assert in_english[0] == "The host pays for the room, coffee, lunch and dinner."
    load(world, "regionalt-natverk-2013-2015")
    costs = parts_of(world.ask(world.newcomer, "/vardskap").answer.text)["Kostnader till och med 31 december 2015"]
    assert costs == ["Alla, även värden, stod för egna kostnader: kost, resa och eventuell logi."]


# limits


def test_forty_hosts_with_long_names_and_reasons_fit(world):
    run_as_troika(world)
    for n in range(80):
        month = add_months(date(2017, 1, 1), n)
        host = world.member(f"{n} " + "<Mycket> & långt namn " * 10)
        meeting = world.meeting(month=month, host=host, digital=True, took_place=True)
        with world.database.writing() as session:
            session.get(Meeting, meeting).turn.reason = "Skäl & <skäl> " * 40
    pages = world.pages(world.coordinator, world.ask(world.coordinator, "/vardskap"))
    lines = [line for line in blocks_read(pages).split("\n") if "Skäl" in line]
    hosts = [int(n) for line in lines for n in re.findall(r"\*(\d+) <Mycket", line)]
    assert sorted(hosts) == list(range(80)) and "och 31 tidigare" in words_of(pages[0])


def test_names_and_reasons_inject_nothing(world):
    host = world.member("<!channel>")
    meeting = world.meeting(month=date(2020, 5, 1), host=host)
    with world.database.writing() as session:
        session.get(Meeting, meeting).turn.reason = "<https://x.se|klicka> <@U1>"
    payload = str(world.ask(world.newcomer, "/vardskap").answer.payload)
    assert "<!" not in payload and "<http" not in payload and "<@U1>" not in payload


def test_strangers_read_and_have_no_buttons_but_to_join(four):
    join = ["Gå med i nätverket"]
    for who, there in ((four.stranger, join), (four.newcomer, join), (four.person("Gäst", Role.GUEST), [])):
        answered = four.ask(who, "/vardskap")
        assert "Haninge" in words_of(answered) and labels(answered) == there


# rules


@given(
    hosts=st.lists(st.integers(0, 4), min_size=1, max_size=9),
    apart=st.integers(1, 7),
    cancelled=st.sets(st.integers(0, 8)),
    days=st.integers(-800, 2200),
)
def test_the_troika_is_three_neighbours_around_the_current_meeting(hosts, apart, cancelled, days):
    now = NOW + timedelta(days=days)
    members = [Member(id=n + 1, name=f"Medlem {n}") for n in range(5)]
    meetings = []
    for n, host in enumerate(hosts):
        meeting = Meeting(
            id=n + 1, kind=MeetingKind.PARTNERSHIP, month=add_months(date(2019, 1, 1), n * apart),
            state=MeetingState.CANCELLED if n in cancelled else MeetingState.PLANNED, took_place=True,
        )  # fmt: skip
        meeting.turn = HostingTurn(id=n + 1, member=members[host])
        meetings.append(meeting)
    held = [each for each in meetings if each.state is MeetingState.PLANNED]
    group = troika(meetings, now, STOCKHOLM)
    order = order_of(meetings, now, STOCKHOLM)
    assert [*order.past, *order.coming] == held
    if group is None:
        assert not held
        return
    at = held.index(group.current)
    assert group.previous is (held[at - 1] if at else None)
    assert group.next is (held[at + 1] if at + 1 < len(held) else None)
    assert group.is_over == (not order.coming) and (group.is_over or group.current is order.coming[0])
    assert group.members[0] is group.current.host and len(set(group.members)) == len(group.members) <= 3


def test_slack_tells_at_the_start_what_the_coordinators_are_called(four):
    async def story(slack) -> None:
        await Directory(client(slack), four.database, MovedClock(NOW)).meet_admins(("U2",))

    play(story)
    assert {each.id: each.name for each in four.rows(SlackUser)} == {"U1": "Samordnare", "U2": "Tjänsteperson, Gävle"}
