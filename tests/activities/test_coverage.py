"""/aktiviteter täckning: the matrix of members and activities, its picture, and asking those missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Delivery, ExperienceState, Network, Role
from bot.playground.strict.blocks import check_blocks
from bot.report.research import research
from tests.outbox.test_follow import buttons, follow, post
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.website.published_world import fetched, publish
from tests.world import NOW, World, blocks_of, blocks_read, labels, words_of


@pytest.fixture
def full(world: World):
    world.law, world.aim = world.activity(1, "Lagen"), world.activity(2, "Mål")
    world.gavle, world.orebro, world.haninge = (world.member(each) for each in ("Gävle", "Örebro", "Haninge"))
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Örebro", Role.ELECTED, world.orebro)
    publish(world, 1, member_id=world.gavle, activity_id=world.law)
    publish(world, 2, member_id=world.gavle, activity_id=world.law, state=ExperienceState.CONTRIBUTED)
    publish(world, 3, member_id=world.orebro, activity_id=world.aim, state=ExperienceState.DRAFT)
    publish(world, 4, member_id=world.orebro, state=ExperienceState.WITHDRAWN)
    return world


def rows(shown) -> dict[str, str]:
    """What stands in each member's line."""
    lines = [each.split("*: ") for each in blocks_read([shown]).splitlines() if "*: " in each]
    return {name.lstrip("*"): what for name, what in lines}


def test_a_line_for_each_member_tells_contributed_drafted_and_missing(full):
    publish(full, 5, member_id=full.gavle, activity_id=full.aim)
    publish(full, 6, member_id=full.gavle)
    shown = full.ask(full.coordinator, "/aktiviteter täckning")
    assert rows(shown) == {"Gävle": "1 (2), 2, utan aktivitet", "Örebro": "utkast: 2"}
    assert "2 av 6 rutor" in words_of(shown) and "Inget från: Haninge, Örebro" in words_of(shown)


def test_drafts_are_for_the_coordinator_only_and_guests_see_nothing(full):
    shown = full.ask(full.official, "/activities coverage")
    assert "Örebro" not in rows(shown) and "draft" not in words_of(shown)
    assert "Fråga dem som saknas" not in labels(shown)
    assert full.ask(full.stranger, "/aktiviteter tackning").refused
    assert full.press(full.official, "coverage.chase").refused


def test_the_picture_can_be_made_and_says_what_it_shows(full):
    (file,) = full.ask(full.coordinator, "/aktiviteter täckning").answer.files
    assert file.make().startswith(b"\x89PNG") and "1 av 6" in file.alt


def test_asking_reaches_one_of_each_member_once_a_fortnight(full):
    shown = full.ask(full.coordinator, "/aktiviteter täckning")
    answered = words_of(full.click(full.coordinator, shown, "Fråga dem som saknas"))
    assert "Tillfrågade nu: Gävle, Örebro" in answered and "Ingen i Slack att fråga: Haninge" in answered
    first, second = full.rows(Delivery)
    assert {first.to, second.to} == {full.official.slack_id, full.elected.slack_id}
    assert "2. Mål" in first.message["text"] and "1. Lagen" not in first.message["text"]
    full.now = NOW + timedelta(days=13)
    assert "Redan tillfrågade" in words_of(full.click(full.coordinator, shown, "Fråga dem som saknas"))
    assert len(full.rows(Delivery)) == 2
    full.now = NOW + timedelta(days=14)
    full.click(full.coordinator, shown, "Fråga dem som saknas")
    assert len(full.rows(Delivery)) == 4


def test_who_has_contributed_everything_is_not_asked(full):
    publish(full, 5, member_id=full.gavle, activity_id=full.aim)
    full.press(full.coordinator, "coverage.chase")
    assert [each.to for each in full.rows(Delivery)] == [full.elected.slack_id]


def test_the_question_opens_the_form_with_the_activity_chosen(full):
    full.press(full.coordinator, "coverage.chase")
    message = next(each.message for each in full.rows(Delivery) if each.to == full.official.slack_id)
    pressed = message["blocks"][1]["elements"][0]
    assert "Aktivitet i planen" in words_of(full.press(full.official, pressed["action_id"], pressed["value"]))


@pytest.mark.parametrize("activities", [7, 60])
def test_forty_members_with_long_and_hostile_names_fit(world, activities):
    for n in range(activities):
        world.activity(n + 1, "Aktivitet " * 19)
    for n in range(40):
        member = world.member(f"{n} ```<!channel>& " * 12)
        world.person(f"Tjänsteperson {n}", Role.OFFICIAL, member)
    shown = world.ask(world.coordinator, "/aktiviteter täckning")
    pages = world.pages(world.coordinator, shown)
    assert "<!channel>" not in str([blocks_of(each) for each in pages])
    words = blocks_read(pages)
    assert all(f"{n} ```<" in words for n in range(40))
    findings: list[str] = []
    (file,) = shown.answer.files
    assert file.make().startswith(b"\x89PNG")
    answered = world.press(world.coordinator, "coverage.chase")
    assert not answered.refused and len(world.rows(Delivery)) == 40
    for each in world.rows(Delivery):
        check_blocks(each.message["blocks"], "message", findings)
    assert not findings


def test_without_a_plan_it_says_so(world):
    assert "inga aktiviteter" in words_of(world.ask(world.coordinator, "/aktiviteter täckning"))


def test_postgresql_answers_the_same(postgres):  # noqa: F811
    world = World(postgres)
    gavle, law = world.member("Gävle"), world.activity(1, "Lagen")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    publish(world, 1, member_id=gavle, state=ExperienceState.DRAFT, activity_id=law)
    shown = world.ask(world.coordinator, "/aktiviteter täckning")
    assert rows(shown) == {"Gävle": "utkast: 1"}
    assert "Tillfrågade nu: Gävle" in words_of(world.press(world.coordinator, "coverage.chase"))
    publish(world, 2, member_id=gavle, activity_id=law)
    publish(world, 3, member_id=gavle, state=ExperienceState.CONTRIBUTED)
    assert "Rubrik 3" in words_of(world.ask(world.coordinator, "/erfarenhet granska"))
    assert fetched(world, "/experiences/2")[0] == 200 and fetched(world, "/experiences/3")[0] == 404
    with postgres.reading() as session:
        network = session.get_one(Network, world.network_id)
        assert b"Rubrik 2" in research(session, network, ".csv")[".csv"]


def test_the_coordinators_home_shows_it_and_others_do_not(full):
    shown = full.home(full.coordinator)
    assert "1 av 6 rutor" in words_of(shown) and rows(shown)["Gävle"] == "1 (2)"
    assert "rutor" not in words_of(full.home(full.official))


def test_forty_members_and_thirty_activities_with_long_names_fit_the_home_tab(world):
    for n in range(30):
        world.activity(n + 1, "Aktivitet med ett mycket långt namn & tecken " * 4)
    for n in range(40):
        member = world.member(f"{n} Kommunalförbundet för samverkan `i` länet " * 4)
        world.person("Tjänsteperson " + "med långt namn " * 5, Role.OFFICIAL, member)
    shown = world.home(world.coordinator)
    assert "0 av 1200 rutor" in words_of(shown) and "Inget från: " in words_of(shown) and " till." in words_of(shown)
    (file,) = world.ask(world.coordinator, "/aktiviteter täckning").answer.files
    assert file.make().startswith(b"\x89PNG")


def test_the_question_follows_what_is_missing_and_is_closed_after_a_fortnight(full):
    full.press(full.coordinator, "coverage.chase")
    post(full)
    assert follow(full) == {}
    publish(full, 5, member_id=full.gavle, activity_id=full.aim)
    changed = follow(full)
    assert set(changed) == {full.official.slack_id} and "alla öppna aktiviteter" in str(changed)
    full.now += timedelta(days=14)
    closed = follow(full)[full.elected.slack_id]
    assert buttons(closed) == [] and "inte längre aktuellt" in str(closed)
