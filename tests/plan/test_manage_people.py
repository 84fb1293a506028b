"""/natverk administrera, Personer: who sits where is changed in a form, told to whom it concerns, and undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.kept.person import erase_person
from bot.models import Answer, Because, Change, Delivery, DeliveryState, Person, PersonState, Reply, Role, SeatEdit
from bot.plan.editing import UNDONE_WITHIN
from bot.slack.answering import Response
from tests.world import Somebody, World, elements, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


@pytest.fixture
def official(world: World, gavle: int) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def listed(world: World) -> Response:
    return world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Personer")


def change(world: World, who: Somebody | int, **values: object) -> Response:
    """Open somebody's form, as the list's button does, and send it."""
    row = who if isinstance(who, int) else who.person_id
    form = world.press(world.coordinator, "manage.person", f"{row}.0.").answer
    refuse_what_slack_does_not_take(form)
    return world.send(world.coordinator, form, **values)


def note(world: World, **values: object) -> Response:
    form = world.click(world.coordinator, listed(world), "Lägg till en person").answer
    return world.send(world.coordinator, form, **values)


def called(world: World, name: str) -> Person:
    return next(each for each in world.rows(Person) if each.name == name)


def told(world: World, state: DeliveryState = DeliveryState.PENDING) -> list[Delivery]:
    return [each for each in world.rows(Delivery) if each.kind == "join" and each.state is state]


def test_every_member_stands_with_its_two_seats_also_the_empty_ones(world, gavle, official):
    world.member("Uppsala")
    world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=official.person_id)
    shown = listed(world)
    refuse_what_slack_does_not_take(shown.answer)
    words = words_of(shown)
    assert words.index("Tjänsteperson, Gävle") < words.index("Suppleant, Gävle") < words.index("*Uppsala*")
    assert labels(shown).count("Lägg till") == 3 and labels(shown).count("Ändra") == 2
    assert "Ingen talesperson" in words and "kontaktperson" in words


def test_somebody_who_is_not_in_slack_is_noted_in_an_empty_seat_and_counted(world, gavle, official):
    form = world.click(world.coordinator, listed(world), "Lägg till").answer
    done = world.send(world.coordinator, form, name="Förtroendevald, Gävle")
    assert "Förtroendevald, Gävle är nu förtroendevald för Gävle" in words_of(done)
    noted = called(world, "Förtroendevald, Gävle")
    assert (noted.role, noted.member_id, noted.slack_id, noted.state) == (
        Role.ELECTED,
        gavle,
        None,
        PersonState.CONFIRMED,
    )
    assert told(world) == [] and "Förtroendevald, Gävle" in words_of(world.ask(official, "/natverk medlemmar"))
    world.click(world.coordinator, done, "Ångra")
    assert "Förtroendevald, Gävle" not in {each.name for each in world.rows(Person)} and world.rows(SeatEdit) == []


def test_a_seat_that_is_taken_is_refused_by_name_with_what_works(world, gavle, official):
    taken = note(world, name="En till", role="official", member=str(gavle))
    assert taken.field_errors.keys() == {"role"}
    for each in ("Tjänsteperson, Gävle är redan tjänsteperson för Gävle", "Välj suppleant"):
        assert each in taken.field_errors["role"]
    done = note(world, name="En till", role="deputy.official", member=str(gavle))
    assert not done.field_errors and called(world, "En till").deputy_for_id == official.person_id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " ", "role": "guest"}, "name"),
        ({"name": "N", "role": "official", "member": None}, "member"),
        ({"name": "N", "role": "guest", "spokesperson": ("on",)}, "spokesperson"),
        ({"name": "N", "role": "coordinator"}, "role"),
        ({"name": "N", "role": "none"}, "role"),
        ({"name": "N", "role": "\ud800"}, "role"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, gavle, values, field):
    assert note(world, **{"member": None, **values}).field_errors.keys() == {field}
    assert world.rows(Person) == [] and world.rows(SeatEdit) == []


def test_somebody_moves_to_another_seat_and_hears_of_it_when_it_can_no_longer_be_undone(world, gavle, official):
    uppsala = world.member("Uppsala")
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=official.person_id)
    waits = world.person("Suppleant, Uppsala", Role.DEPUTY, uppsala)
    done = change(world, official, member=str(uppsala), role="elected", name="Förtroendevald, Uppsala")
    moved = world.row(Person, official.person_id)
    assert (moved.role, moved.member_id) == (Role.ELECTED, uppsala)
    assert world.row(Person, deputy.person_id).deputy_for_id is None
    assert world.row(Person, waits.person_id).deputy_for_id == official.person_id
    [news] = told(world)
    assert news.to == official.slack_id and news.due_at == world.now + UNDONE_WITHIN
    for each in ("förtroendevald för Uppsala", "inte längre tjänsteperson för Gävle", "Förtroendevald, Uppsala"):
        assert each in news.message["text"]
    assert "Förtroendevald, Uppsala" not in news.key
    undone = world.click(world.coordinator, done, "Ångra")
    assert "Ändringen är ångrad" in words_of(undone) and "Ångra" not in labels(undone)
    back = world.row(Person, official.person_id)
    assert (back.role, back.member_id, back.name) == (Role.OFFICIAL, gavle, "Tjänsteperson, Gävle")
    assert world.row(Person, deputy.person_id).deputy_for_id == official.person_id
    assert world.row(Person, waits.person_id).deputy_for_id is None
    assert told(world) == []
    assert any(
        each.noun == "Person" and each.field == "role" and each.after == "elected" for each in world.rows(Change)
    )


def test_it_is_not_undone_later_nor_when_they_have_changed_since_but_others_may_have(world, gavle, official):
    late = change(world, official, name="Ett")
    world.now += UNDONE_WITHIN + timedelta(minutes=1)
    assert world.click(world.coordinator, late, "Ångra").refused and world.row(Person, official.person_id).name == "Ett"
    first = change(world, official, name="Två")
    note(world, name="Gäst", role="guest", member=None)
    second = change(world, official, name="Tre")
    assert world.click(world.coordinator, first, "Ångra").refused
    world.click(world.coordinator, second, "Ångra")
    assert world.row(Person, official.person_id).name == "Två"


def test_there_is_one_spokesperson_among_the_elected_and_both_hear_of_a_change(world, gavle):
    first = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    second = world.person("Förtroendevald, Uppsala", Role.ELECTED, world.member("Uppsala"))
    change(world, first, spokesperson=("on",))
    done = change(world, second, spokesperson=("on",))
    speaks = {each.id for each in world.rows(Person) if each.spokesperson}
    assert speaks == {second.person_id} and {each.to for each in told(world)} == {first.slack_id, second.slack_id}
    assert "Talesperson i politiska frågor: Förtroendevald, Uppsala, Uppsala." in words_of(done)
    assert "(talesperson)" in words_of(world.ask(first, "/natverk medlemmar"))
    world.click(world.coordinator, done, "Ångra")
    assert {each.id for each in world.rows(Person) if each.spokesperson} == {first.person_id}
    change(world, first, role="none")
    assert not any(each.spokesperson for each in world.rows(Person))


def test_a_seat_ends_in_the_form_and_whom_its_deputy_was_to_replace_keeps_their_deputy_when_it_is_undone(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=official.person_id)
    meeting = world.meeting(first_day=date(2020, 5, 14))
    world.add(Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.DEPUTY, deputy_id=deputy.person_id,
                     answered_at=world.now, answered_by_id=deputy.person_id))  # fmt: skip
    done = change(world, deputy, role="none")
    assert world.row(Person, deputy.person_id).state is PersonState.LEFT and world.rows(Answer)[0].reply is Reply.NO
    assert {each.to for each in world.rows(Delivery)} == {official.slack_id, deputy.slack_id}
    assert all(each.due_at == world.now + UNDONE_WITHIN for each in world.rows(Delivery))
    world.click(world.coordinator, done, "Ångra")
    [answer] = world.rows(Answer)
    assert (answer.reply, answer.deputy_id) == (Reply.DEPUTY, deputy.person_id)
    assert world.row(Person, deputy.person_id).state is PersonState.CONFIRMED
    assert {each.state for each in world.rows(Delivery)} == {DeliveryState.CANCELLED}


def test_the_last_coordinator_stays(database):
    world = World(database, coordinators=())
    boss = world.person("Samordnare, förbundet", Role.COORDINATOR)
    form = world.press(boss, "manage.person", f"{boss.person_id}.0.").answer
    for role in ("guest", "none"):
        assert "sista samordnare" in words_of(world.send(boss, form, role=role))
    assert world.row(Person, boss.person_id).role is Role.COORDINATOR


def test_an_account_is_chosen_for_who_was_not_in_slack_unless_somebody_has_it(world, gavle, official):
    note(world, name="Förtroendevald, Gävle", role="elected", member=str(gavle))
    row = called(world, "Förtroendevald, Gävle").id
    assert change(world, row, account=official.slack_id).field_errors.keys() == {"account"}
    waits = world.person("Någon", Role.GUEST, state=PersonState.REQUESTED)
    assert change(world, row, account=waits.slack_id).field_errors.keys() == {"account"}
    change(world, row, account="U0NYTT")
    assert world.row(Person, row).slack_id == "U0NYTT" and [each.to for each in told(world)] == ["U0NYTT"]


def test_who_was_in_before_comes_back_by_their_account_and_goes_again_when_it_is_undone(world, gavle):
    gone = world.person("Tjänsteperson, förr", Role.OFFICIAL, gavle, state=PersonState.LEFT, left_at=world.now)
    done = note(world, name="Tjänsteperson, nu", role="official", member=str(gavle), account=gone.slack_id)
    assert world.row(Person, gone.person_id).state is PersonState.CONFIRMED
    assert [each.name for each in world.rows(Person)].count("Tjänsteperson, nu") == 1
    world.click(world.coordinator, done, "Ångra")
    back = world.row(Person, gone.person_id)
    assert (back.state, back.name) == (PersonState.LEFT, "Tjänsteperson, förr")


def test_what_somebody_has_asked_for_is_decided_first(world, gavle, official):
    uppsala = world.member("Uppsala")
    world.send(official, world.press(official, "join.again").answer, member=str(uppsala), role="official")
    moved = change(world, official, role="elected")
    assert "har bett att få bli tjänsteperson för Uppsala" in moved.field_errors["role"]
    assert not change(world, official, name="Nytt namn").field_errors


def test_what_changes_nothing_is_told_to_nobody(world, official):
    done = change(world, official)
    assert "Ingenting ändrades" in words_of(done) and "Ångra" not in labels(done)
    assert told(world) == [] and world.rows(SeatEdit) == []


def test_among_forty_members_one_pages_and_finds(world):
    rows = [world.member(f"Kommun {each}") for each in range(40)]
    people = [world.person(f"Tjänsteperson {each}", Role.OFFICIAL, member) for each, member in enumerate(rows)]
    pages = world.pages(world.coordinator, listed(world))
    assert 1 < len(pages) < 6
    assert sum(labels(each).count("Ändra") for each in pages) == 40
    form = world.click(world.coordinator, pages[0], "Sök").answer
    refuse_what_slack_does_not_take(form)
    for who in (f"{rows[7]}.0", f"{rows[7]}.{people[7].person_id}"):
        shown = world.send(world.coordinator, form, whom=who)
        assert labels(shown).count("Ändra") == 1 and "Tjänsteperson 7" in words_of(shown)
    assert labels(world.click(world.coordinator, shown, "Visa alla")).count("Ändra") > 1


def test_nobody_else_may(world, official):
    for name in ("manage.people", "manage.person", "manage.find_person"):
        assert world.press(official, name, "").refused
    value = next(
        v
        for each in elements(listed(world))
        if each["action_id"].startswith("manage.person:")
        for v in each["values"].values()
    )
    assert world.press(official, "manage.person", value).refused


def test_what_can_be_undone_keeps_no_word_of_who_is_erased(world, official):
    done = change(world, official, name="Nytt namn")
    with world.database.writing() as session:
        erase_person(session, official.slack_id, "test", Because.ASKED, world.now, keeps_experiences=True)
    assert world.rows(SeatEdit) == [] and world.click(world.coordinator, done, "Ångra").refused
    assert not {official.slack_id, "Nytt namn"} & {each.name for each in world.rows(Person)}
