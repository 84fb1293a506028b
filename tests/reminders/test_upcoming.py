"""/natverk kommande: what will be sent when and to whom, for the coordinator only."""

from __future__ import annotations

from datetime import date, timedelta

from bot.blocks.messages import Message
from bot.models import Network, Role
from bot.outbox.deliveries import MARK, tell
from tests.world import NOW, World, words_of


def test_the_coordinator_sees_what_goes_out_when_and_to_whom(world: World):
    gavle = world.member("Gävle")
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(month=date(2020, 5, 1), host=gavle)
    words = words_of(world.ask(world.coordinator, "/natverk kommande"))
    assert "måndag 2 mars 2020 09.00" in words and "Tjänsteperson, Gävle" in words and "<#C0NETWORK>" in words
    assert "Inbjudan: Partnerskapsträff" in words


def test_the_same_to_many_is_one_row_whoever_gets_something_else_then(world):
    members = [world.member(name) for name in ("Gävle", "Uppsala", "Örebro")]
    for member in members:
        world.person("Tjänsteperson", Role.OFFICIAL, member)
        world.person("Förtroendevald", Role.ELECTED, member)
    world.meeting(month=date(2020, 5, 1), host=members[1])
    words = words_of(world.ask(world.coordinator, "/natverk kommande"))
    assert words.count("Du är inbjuden") == 2 and "Kvar att ordna" in words  # once in the text, once in the blocks


def test_a_number_of_weeks_can_be_given(world):
    world.meeting(month=date(2020, 11, 1))
    assert "Inget går ut" in words_of(world.ask(world.coordinator, "/natverk kommande 2"))
    words = words_of(world.ask(world.coordinator, "/network coming 40"))
    assert "the coming 40 weeks" in words and "Dagarna behöver bestämmas" in words  # as the receiver reads


def test_what_changes_a_message_that_stands_is_no_message(world):
    with world.database.writing() as session:
        network = session.get_one(Network, world.network_id)
        for kind, words in ((MARK, "Struket"), ("told", "Nytt")):
            tell(session, network, key=f"{kind}/1", kind=kind, to="UCOORD", message=Message(words), now=NOW)
    words = words_of(world.ask(world.coordinator, "/natverk kommande"))
    assert "Nytt" in words and "Struket" not in words


def test_others_are_refused(world):
    official = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    for who in (official, world.stranger, world.newcomer):
        assert world.ask(who, "/natverk kommande").refused


def test_a_year_of_a_large_network_fits(world):
    for n in range(40):
        member = world.member(f"Kommun {n} " + "lång " * 30)
        world.person("Tjänsteperson " * 12, Role.OFFICIAL, member)
        world.meeting(first_day=date(2020, 4, 1) + timedelta(days=7 * n), host=member, title="Ett långt namn " * 12)
    assert "natverksbot preview" in words_of(world.ask(world.coordinator, "/natverk kommande 52"))
