"""/vardskap turordning: the coordinator moves who hosts after the planned meetings, takes out and puts in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.hosting.rules import Move, moved
from bot.models import (
    Coordination,
    Delivery,
    DeliveryState,
    HostingTurn,
    Member,
    Membership,
    MembershipState,
    Period,
    Role,
)
from bot.plan.editing import UNDONE_WITHIN
from bot.plan.load import apply
from bot.plan.reading import PlanRefused, plan_of
from bot.plan.writing import written
from bot.slack.answering import Response
from tests.databases import in_memory
from tests.world import NOW, World, elements, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def three(world: World) -> World:
    """Borlänge, Gävle and Uppsala stand in turn, and Örebro hosts in May."""
    world.ids = {name: world.member(name) for name in ("Borlänge", "Gävle", "Uppsala", "Örebro")}
    for name in ("Borlänge", "Gävle", "Uppsala"):
        place = len(world.rows(HostingTurn)) + 1
        world.add(HostingTurn(network_id=world.network_id, member_id=world.ids[name], position=place))
    world.meeting(month=date(2020, 5, 1), host=world.ids["Örebro"])
    return world


def shown(world: World) -> Response:
    return world.click(world.coordinator, world.ask(world.coordinator, "/vardskap turordning"), "Ändra turordningen")


def queue(world: World) -> list[str]:
    turns = sorted((each for each in world.rows(HostingTurn) if each.meeting_id is None), key=lambda row: row.position)
    return [world.row(Member, each.member_id).name for each in turns]


def chosen(world: World, answer: Response, place: int, label: str) -> Response:
    """What the coordinator gets who chooses that behind the dots of that place."""
    return world.press(world.coordinator, *of_place(answer, place)[label].split(" ", 1))


def of_place(answer: Response, place: int) -> dict[str, str]:
    """What stands behind the dots of that place."""
    values: dict[str, str] = [each["values"] for each in elements(answer) if each["type"] == "overflow"][place - 1]
    return values


def put_in(world: World, answer: Response, name: str, place: int = 0) -> Response:
    form = world.click(world.coordinator, answer, "Lägg till en medlem i turordningen").answer
    refuse_what_slack_does_not_take(form)
    return world.send(world.coordinator, form, member=str(world.ids[name]), place=str(place))


def file_of(world: World, period: str = "") -> str:
    with world.database.reading() as session:
        rows = session.scalars(select(Period).order_by(Period.starts)).all()
        row = next((each for each in rows if each.name == period), rows[0])
        return written(session, row.network, row)


def load(world: World, text: str) -> list[str]:
    with world.database.writing() as session:
        return [str(each) for each in apply(session, plan_of(text, "p"), NOW)]


def told(world: World) -> list[str]:
    rows = [each for each in world.rows(Delivery) if each.kind == "edit" and each.state is DeliveryState.PENDING]
    return [each.message["text"] for each in rows]


@given(st.lists(st.integers(), min_size=1, max_size=12), st.data())
def test_whoever_is_moved_goes_one_place_or_first_and_nobody_else_changes_order(turns: list[int], data) -> None:
    place, move = data.draw(st.integers(0, len(turns) - 1)), data.draw(st.sampled_from(Move))
    rest = [*turns[:place], *turns[place + 1 :]]
    now = moved(turns, place, move)
    if move is Move.OUT:
        assert now == rest
        return
    at = {Move.UP: max(place - 1, 0), Move.DOWN: min(place + 1, len(rest)), Move.FIRST: 0}[move]
    assert now[at] == turns[place] and [*now[:at], *now[at + 1 :]] == rest


def test_the_coordinator_moves_takes_out_and_puts_in_and_the_plan_says_so(three):
    answer = shown(three)
    assert "maj 2020 – Partnerskapsträff – Örebro" in words_of(answer).replace("*", "")
    answer = chosen(three, answer, 3, "Flytta upp")
    assert queue(three) == ["Borlänge", "Uppsala", "Gävle"] and "3. *Gävle*" in words_of(answer)
    answer = chosen(three, answer, 1, "Flytta ned")
    answer = chosen(three, answer, 3, "Flytta först")
    assert queue(three) == ["Gävle", "Uppsala", "Borlänge"]
    answer = put_in(three, chosen(three, answer, 2, "Ta bort"), "Örebro", place=1)
    put_in(three, answer, "Uppsala")
    assert queue(three) == ["Örebro", "Gävle", "Borlänge", "Uppsala"]
    assert "queue:\n- Örebro\n- Gävle\n- Borlänge\n- Uppsala\n" in file_of(three)
    assert load(three, file_of(three)) == []


def test_what_nobody_needs_is_not_offered_at_the_ends(three):
    first, last = (list(of_place(shown(three), place)) for place in (1, 3))
    assert first == ["Flytta ned", "Ta bort"] and last == ["Flytta upp", "Flytta först", "Ta bort"]


def test_moves_in_a_row_are_undone_and_told_as_one(three):
    answer = chosen(three, chosen(three, shown(three), 3, "Flytta upp"), 2, "Flytta upp")
    change = "Turordning för värdskap: nu Uppsala, Borlänge, Gävle (förut: Borlänge, Gävle, Uppsala)."
    assert change in words_of(answer) and len(told(three)) == 1 and change in told(three)[0]
    back = three.click(three.coordinator, answer, "Ångra")
    assert queue(three) == ["Borlänge", "Gävle", "Uppsala"] and told(three) == []
    assert "Därefter i tur" in words_of(back) and "Ångra" not in labels(back)


def test_who_moves_back_what_they_moved_has_nothing_to_undo_and_nobody_hears_of_it(three):
    answer = chosen(three, chosen(three, shown(three), 3, "Flytta upp"), 3, "Flytta upp")
    assert queue(three) == ["Borlänge", "Gävle", "Uppsala"] and told(three) == [] and "Ångra" not in labels(answer)


def test_what_another_or_something_else_has_changed_meanwhile_is_told_by_itself(three):
    other = three.person("Samordnare två", Role.COORDINATOR)
    answer = chosen(three, shown(three), 3, "Flytta upp")
    three.press(other, *of_place(answer, 3)["Flytta upp"].split(" ", 1))
    assert len(told(three)) == 2
    form = three.press(three.coordinator, "manage.network", "").answer
    three.send(three.coordinator, form, name="Nytt namn")
    assert len(told(three)) == 3
    chosen(three, shown(three), 1, "Ta bort")
    assert len(told(three)) == 4
    three.now += UNDONE_WITHIN + timedelta(minutes=1)
    chosen(three, shown(three), 1, "Ta bort")
    assert len(told(three)) == 5


def test_whose_order_is_another_by_now_moves_nobody(three):
    old = shown(three)
    chosen(three, old, 1, "Ta bort")
    late = chosen(three, old, 1, "Flytta ned")
    assert "ändrad sedan du läste den" in words_of(late).casefold() and queue(three) == ["Gävle", "Uppsala"]
    form = three.press(three.coordinator, "queue.put_in", "").answer
    chosen(three, shown(three), 1, "Ta bort")
    stale = three.send(three.coordinator, form, member=str(three.ids["Borlänge"]), place="2")
    assert stale.refused and queue(three) == ["Uppsala"]


def test_nobody_else_may_and_what_is_forged_changes_nothing(three):
    official = three.person("Tjänsteperson, Gävle", Role.OFFICIAL, three.ids["Gävle"])
    assert "Ändra turordningen" not in labels(three.ask(official, "/vardskap turordning"))
    for name in ("queue.show", "queue.move", "queue.put_in", "queue.undo"):
        assert three.press(official, name, "1.up").refused
    for forged in ("", "1.up", "99.out~0", "x" * 3000):
        assert not three.press_once(three.coordinator, "queue.move", forged).changed
    form = three.press(three.coordinator, "queue.put_in", "").answer
    assert three.send(three.coordinator, form, member="99", place="0").field_errors.keys() == {"member"}
    assert queue(three) == ["Borlänge", "Gävle", "Uppsala"]


def test_it_is_reached_from_administrera_and_leads_to_the_form_of_a_coming_meeting(three):
    answer = three.click(
        three.coordinator, three.ask(three.coordinator, "/natverk administrera"), "Turordning för värdskap"
    )
    assert three.click(three.coordinator, answer, "Ändra").answer.title == "Ändra mötet"


def test_who_has_left_stands_there_with_that_said_and_can_be_taken_out(three):
    with three.database.writing() as session:
        part = session.query(Membership).filter_by(member_id=three.ids["Gävle"]).one()
        part.state, part.ends = MembershipState.LEFT, three.now.date() - timedelta(days=1)
    answer = shown(three)
    assert "2. *Gävle* – " in words_of(answer)
    assert "Gävle" not in str(three.press(three.coordinator, "queue.put_in", "").answer.blocks[0].to_dict())
    assert load(three, file_of(three)) == []
    chosen(three, answer, 2, "Ta bort")
    assert queue(three) == ["Borlänge", "Uppsala"]


def test_the_file_of_the_last_period_has_the_queue_and_who_is_not_in_it_is_named(three):
    with three.database.writing() as session:
        period = Period(network_id=three.network_id, name="2022-2023", starts=date(2022, 1, 1), ends=date(2023, 12, 31),
                        coordination=Coordination.COORDINATOR)  # fmt: skip
        session.add(period)
        session.flush()
        names = ("Gävle", "Uppsala")
        session.add_all(Membership(period_id=period.id, member_id=three.ids[name]) for name in names)
    assert "queue:" not in file_of(three) and "queue:\n- Gävle\n- Uppsala\n" in file_of(three, "2022-2023")
    answer = shown(three)
    assert "Står också i tur, men ingår inte i perioden 2022-2023: Borlänge." in words_of(answer)
    chosen(three, answer, 2, "Flytta upp")
    assert queue(three) == ["Uppsala", "Gävle", "Borlänge"]
    assert load(three, file_of(three)) == load(three, file_of(three, "2022-2023")) == []
    assert queue(three) == ["Uppsala", "Gävle", "Borlänge"]


def with_queue(text: str, *names: str) -> str:
    return text.partition("queue:")[0] + "queue: [" + ", ".join(names) + "]\n"


def test_a_file_sets_the_queue_and_what_somebody_has_moved_since_stays(three):
    file = with_queue(file_of(three), "Borlänge", "Gävle", "Uppsala")
    assert load(three, file) == []
    assert load(three, with_queue(file, "Gävle", "Gävle", "Örebro")) and queue(three) == ["Gävle", "Gävle", "Örebro"]
    chosen(three, shown(three), 1, "Ta bort")
    assert load(three, with_queue(file, "Gävle", "Gävle", "Örebro")) == []
    [kept] = load(three, with_queue(file, "Uppsala"))
    assert "stays Gävle, Örebro" in kept and queue(three) == ["Gävle", "Örebro"]
    assert load(three, file.partition("queue:")[0]) == [] and queue(three) == ["Gävle", "Örebro"]


def test_a_file_whose_queue_names_no_member_says_the_line(three):
    with pytest.raises(PlanRefused, match="Malmö") as refused:
        load(three, with_queue(file_of(three), "Gävle", "Malmö"))
    assert refused.value.faults[0].line


@given(orders=st.lists(st.permutations(["Borlänge", "Gävle", "Uppsala"]), min_size=1, max_size=3))
def test_the_rows_behind_the_queue_stay_whatever_order_a_file_gives(orders: Sequence[Sequence[str]]) -> None:
    world = World(in_memory())
    ids = {name: world.member(name) for name in ("Borlänge", "Gävle", "Uppsala")}
    world.add(*(HostingTurn(network_id=world.network_id, member_id=each, position=each) for each in ids.values()))
    before = {each.id for each in world.rows(HostingTurn)}
    for names in (list(ids), *orders):
        load(world, with_queue(file_of(world), *names))
        assert queue(world) == list(names) and {each.id for each in world.rows(HostingTurn)} == before


def test_the_queue_goes_on_into_the_next_period_begun_from_this_one_and_back_when_that_is_undone(three):
    three.now += timedelta(days=500)
    manage = three.ask(three.coordinator, "/natverk administrera")
    form = three.click(three.coordinator, manage, "Lägg upp nästa period").answer
    begun = three.send(three.coordinator, form, name="2022–2023", members=("Gävle", "Uppsala"))
    assert "queue:" not in file_of(three) and "queue:\n- Gävle\n- Uppsala\n" in file_of(three, "2022–2023")
    three.click(three.coordinator, begun, "Ångra")
    assert "queue:\n- Borlänge\n- Gävle\n- Uppsala\n" in file_of(three)


def test_who_has_not_decided_about_the_next_period_may_stand_in_turn(three):
    three.now += timedelta(days=500)
    manage = three.ask(three.coordinator, "/natverk administrera")
    three.send(three.coordinator, three.click(three.coordinator, manage, "Lägg upp nästa period").answer)
    answer = put_in(three, shown(three), "Örebro", place=1)
    assert queue(three) == ["Örebro", "Borlänge", "Gävle", "Uppsala"]
    assert "1. *Örebro* – beslut" in words_of(answer) and load(three, file_of(three, "2022–2023")) == []
