"""/vardskap turordning: who has hosted how often and when last, and whose turn it would be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hosting.rules import Order, hosting_shares, proposal
from bot.models import HostingTurn, Meeting, Member, Membership, MembershipState, Role
from tests.world import World, blocks_read, labels, table_of, words_of


@pytest.fixture
def five(world: World):
    """Gävle has hosted twice, Uppsala once and long ago, Haninge is to host; Borlänge and Örebro never."""
    world.ids = {name: world.member(name) for name in ("Örebro", "Uppsala", "Haninge", "Gävle", "Borlänge")}
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.ids["Gävle"])
    for month, host in ((date(2018, 5, 1), "Uppsala"), (date(2019, 5, 1), "Gävle"), (date(2019, 11, 1), "Gävle"),
                        (date(2020, 5, 1), "Haninge")):  # fmt: skip
        world.meeting(month=month, host=world.ids[host], took_place=True)
    return world


def rows(shown) -> list[list[str]]:
    """The table's rows, cell by cell."""
    return table_of(shown)[1:]


def test_those_with_the_fewest_turns_stand_first_and_of_them_whoever_had_one_longest_ago(five):
    assert rows(five.ask(five.official, "/vardskap turordning")) == [
        ["Borlänge", "0", "–", "–"],
        ["Örebro", "0", "–", "–"],
        ["Uppsala", "1", "maj 2018", "–"],
        ["Haninge", "0", "–", "maj 2020"],
        ["Gävle", "2", "november 2019", "–"],
    ]


def test_a_turn_of_which_nobody_knows_is_told_as_not_noted_and_never_as_none(five):
    five.meeting(month=date(2019, 8, 1), host=five.ids["Örebro"])
    five.meeting(month=date(2019, 3, 1), host=five.ids["Gävle"])
    shown = five.ask(five.official, "/vardskap turordning")
    table = {name: cells for name, *cells in rows(shown)}
    assert table["Örebro"] == ["0", "–", "–", "1"] and table["Gävle"] == ["2", "november 2019", "–", "1"]
    assert table["Borlänge"] == ["0", "–", "–", "–"] and "ingen har noterat om mötet blev av" in words_of(shown)


def test_the_turns_of_who_has_left_stay_without_a_place_in_the_proposal(five):
    with five.database.writing() as session:
        gavle = session.query(Membership).filter_by(member_id=five.ids["Gävle"]).one()
        gavle.state, gavle.ends = MembershipState.LEFT, five.now.date() - timedelta(days=1)
    shown = five.ask(five.coordinator, "/vardskap turordning")
    assert rows(shown)[-1] == ["Gävle", "2", "november 2019", "–"]
    words = words_of(shown)
    assert (
        "Ingår inte i nätverket den 31 december 2021 eller senare och har därför ingen plats i förslaget: Gävle."
        in words
    )
    assert "Gävle" not in words.rpartition("Förslag till nästa period")[2].partition("Ingår inte")[0]


def test_who_has_not_decided_has_no_place_and_is_not_said_to_be_out(five):
    with five.database.writing() as session:
        session.query(Membership).filter_by(member_id=five.ids["Gävle"]).one().state = MembershipState.PENDING
    words = words_of(five.ask(five.coordinator, "/vardskap turordning"))
    assert "Ingår inte i förslaget, eftersom beslut saknas: Gävle." in words and "Ingår inte i nätverket" not in words


def test_who_leaves_before_the_next_period_has_its_turns_and_no_place_and_who_comes_has_one(five):
    """Haninge hosts in May and leaves in June; Malmö comes in August and is in the proposal from the beginning."""
    malmo = five.member("Malmö")
    with five.database.writing() as session:
        part = {each.member_id: each for each in session.query(Membership)}
        part[five.ids["Haninge"]].ends, part[malmo].starts = date(2020, 6, 30), date(2020, 8, 1)
    shown = five.ask(five.coordinator, "/vardskap turordning")
    assert ["Haninge", "0", "–", "maj 2020"] in rows(shown) and ["Malmö", "0", "–", "–"] in rows(shown)
    turns = words_of(shown).rpartition("Förslag till nästa period")[2].partition("Ingår inte")[0]
    assert "Malmö" in turns and "Haninge" not in turns


def test_the_proposal_is_for_as_many_meetings_as_the_period_has_and_only_the_coordinator_settles_it(five):
    for month in (5, 11):
        five.meeting(month=date(2021, month, 1))
    shown = five.ask(five.official, "/hosting order")
    assert "1. Borlänge\n2. Örebro\n3. Uppsala" in words_of(shown) and "4. Haninge" in words_of(shown)
    assert "Proposal for the next period" in words_of(shown) and "Use this order" not in labels(shown)
    shown = five.ask(five.coordinator, "/vardskap turordning")
    settled = five.click(five.coordinator, shown, "Använd turordningen")
    names = [five.row(Member, each.member_id).name for each in five.rows(HostingTurn) if each.meeting_id is None]
    assert names[:3] == ["Borlänge", "Örebro", "Uppsala"] and "Därefter i tur" in words_of(settled)
    assert "Använd turordningen" not in labels(settled)
    assert "Borlänge, Örebro, Uppsala" in words_of(five.ask(five.official, "/vardskap"))


def test_what_was_seen_is_what_is_settled(five):
    shown = five.ask(five.coordinator, "/vardskap turordning")
    five.add(HostingTurn(network_id=five.network_id, member_id=five.ids["Gävle"], position=1))
    again = words_of(five.click(five.coordinator, shown, "Använd turordningen"))
    assert "Ändrad sedan du läste den" in again and "1. Gävle\n2. Borlänge" in again
    for forged in ("", "1", "99.98", "x" * 3000):
        assert not five.press_once(five.coordinator, "hosting.settle", forged).changed
    for who in (five.official, five.stranger, five.newcomer):
        assert five.click(who, shown, "Använd turordningen").refused
    assert len([each for each in five.rows(HostingTurn) if each.meeting_id is None]) == 1
    again = five.ask(five.coordinator, "/vardskap turordning")
    assert "1. Gävle\n2. Borlänge" in words_of(again)


def test_a_planned_meeting_takes_its_hosts_turn_out_of_the_queue_and_the_form_says_whose_it_is(five):
    five.click(five.coordinator, five.ask(five.coordinator, "/vardskap turordning"), "Använd turordningen")
    form = five.ask(five.coordinator, "/mote ny").answer
    assert "Närmast i tur: Borlänge" in words_of(five.more(five.coordinator, form))
    five.send(five.coordinator, form, kind="partnership", first_day=date(2020, 11, 12), host=str(five.ids["Borlänge"]))
    turns = five.rows(HostingTurn)
    waiting = [each.member_id for each in turns if each.meeting_id is None]
    assert waiting == [five.ids[name] for name in ("Örebro", "Uppsala", "Haninge")] and len(turns) == 8
    (taken,) = (each for each in turns if each.member_id == five.ids["Borlänge"])
    assert taken.meeting_id == five.rows(Meeting)[-1].id and taken.period_id == five.period_id


def test_without_members_or_hosts_it_says_what_there_is(world):
    assert world.ask(world.coordinator, "/vardskap turordning").refused
    world.member("Gävle")
    assert rows(world.ask(world.coordinator, "/vardskap turordning")) == [["Gävle", "0", "–", "–"]]


def test_two_hundred_members_with_long_names_fit(five):
    for n in range(200):
        five.member(f"{n} " + "Mycket långt & <namn> " * 8)
    pages = five.pages(five.coordinator, five.ask(five.coordinator, "/vardskap turordning"))
    words = blocks_read(pages)
    assert all(words.count(f"*{n} Mycket") == 1 for n in range(200))


@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=4), st.integers(0, 12))
def test_nobody_is_proposed_twice_and_who_has_hosted_less_never_stands_after_who_has_more(hosts, queued, most):
    members = [Member(id=n, name=f"M{n}") for n in range(6)]
    meetings = [Meeting(id=n, month=date(2020 + n, 5, 1), turn=HostingTurn(member=members[host]))
                for n, host in enumerate(hosts)]  # fmt: skip
    shared = hosting_shares(members, Order(tuple(meetings), ()))
    queue = [HostingTurn(member=members[each]) for each in dict.fromkeys(queued)]
    names = proposal(shared, queue, most)
    assert len({each.id for each in names}) == len(names) == max(min(most, 6), len(queue))
    counts = [hosts.count(each.id) for each in names[len(queue) :]]
    assert counts == sorted(counts)
