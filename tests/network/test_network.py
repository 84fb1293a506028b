"""/natverk: the network at a glance, members, settings."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.blocks.messages import Form, Message
from bot.feature.call import User
from bot.language import speak
from bot.models import Account, Member, MemberKind, Membership, MembershipState, Network, Person, Role, SlackUser
from bot.network.people import in_number
from bot.network.store import language_of, networks
from bot.outbox.preview import receivers
from tests.world import NOW, World, blocks_of, words_of


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def test_the_network_at_a_glance(world, official):
    world.meeting(month=date(2020, 5, 1), host=world.gavle)
    words = words_of(world.ask(official, "/natverk"))
    for each in ("Testnätverket", "2020–2021", "Medlemmar (1)", "Gävle", "maj 2020"):
        assert each in words, words


def test_where_only_an_elected_has_joined_no_official_has(world):
    world.person("Förtroendevald, Gävle", Role.ELECTED, world.member("Gävle"))
    words = words_of(world.ask(world.coordinator, "/natverk"))
    assert "Ingen tjänsteperson har gått med än." in words and "Ingen har gått med" not in words


def test_the_first_day_without_anything(world):
    words = words_of(world.ask(world.coordinator, "/natverk"))
    assert "Inget möte är planerat." in words and "Ingen har gått med än." in words


def test_members_with_seats_vacancies_and_those_who_left(world, official):
    ostersund = world.member("Östersund")
    with world.database.writing() as session:
        membership = session.query(Membership).filter_by(member_id=ostersund).one()
        membership.state = MembershipState.LEFT
    words = words_of(world.ask(official, "/natverk medlemmar"))
    assert "tjänsteperson: Tjänsteperson, Gävle" in words and "förtroendevald: _vakant_" in words
    assert "*Östersund* – har lämnat" in words


def test_forty_members_with_long_names_fit(world):
    for n in range(40):
        member = world.member(f"Kommunen med det mycket långa namnet nummer {n} " + "å" * 60)
        world.person("Tjänsteperson med långt namn " + "x" * 80, Role.OFFICIAL, member)
        world.person("Förtroendevald med långt namn " + "x" * 80, Role.ELECTED, member)
    for typed in ("/natverk", "/natverk medlemmar"):
        answered = world.ask(world.coordinator, typed)
        assert isinstance(answered.answer, Message) and not answered.refused
        assert len(blocks_of(answered)) <= 50
    pages = world.pages(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"))
    rows = re.findall(r"^\*Kommunen .* nummer (\d+) å+\*", "\n".join(map(words_of, pages)), re.MULTILINE)
    assert sorted(map(int, rows)) == list(range(40)) and "av 40" in words_of(pages[0])


def test_a_saved_language_wins(world, official):
    form = world.ask(official, "/natverk inställningar").answer
    assert isinstance(form, Form)
    world.send(official, form, language="en")
    assert "Members (1)" in words_of(world.ask(official, "/natverk"))
    world.send(official, world.ask(official, "/natverk inställningar").answer, language="network")
    assert world.row(Person, official.person_id).language is None


@pytest.mark.parametrize(
    ("account", "locale", "chosen", "read"),
    [(Account.GUEST, "en-US", None, "en"), (Account.OTHER, "en-GB", None, "en"), (Account.GUEST, "en-US", "sv", "sv"),
     (Account.GUEST, "sv-SE", None, "sv"), (Account.MEMBER, "en-US", None, "sv"),
     (Account.MEMBER, "sv-SE", "en", "en")],
)  # fmt: skip
def test_what_somebody_is_answered_and_sent_is_in_one_language(world, official, account, locale, chosen, read):
    who = official.slack_id
    world.add(SlackUser(id=who, name="Tjänsteperson, Gävle", account=account, locale=locale, told_at=NOW))
    with world.database.writing() as session:
        session.get_one(Person, official.person_id).language = chosen
    with world.database.reading() as session:
        (network,) = networks(session)
        sent = {language_of(session, network, who), receivers(session, network).language_of(who)}
    answered = chosen or User(who, account=account, locale=locale).language or "sv"
    assert sent == {answered} == {read}


def test_only_the_coordinator_changes_the_networks_settings(world, official):
    form = world.ask(world.coordinator, "/natverk installningar").answer
    world.send(official, form, hour="7", digest=("on",))
    assert world.row(Network, 1).settings == {}
    world.send(world.coordinator, form, hour="8", digest=("on",))
    assert world.row(Network, 1).settings == {"hour": 8, "digest": True, "announce": True}


def test_only_what_reaches_a_person_can_be_muted(world, official):
    form = world.ask(official, "/natverk inställningar").answer
    kinds = {value for value, _ in form.searched["muted"].choices}
    assert "silent" in kinds and not {"soon", "agreement", "handover", "digest", "invitation", "change"} & kinds
    world.send(official, form, muted=("silent", "soon", "invitation"))
    assert world.row(Person, official.person_id).muted == ["silent"]


def test_help_explains_every_command(world, official):
    words = words_of(world.click(official, world.ask(official, "/natverk hjälp"), "Alla kommandon"))
    for each in ("/mote", "/natverk gå med", "/mote ändra"):
        assert each in words
    assert "/meeting list" in words_of(world.ask(official, "/network help all"))


def test_an_unknown_word_is_answered_with_those_that_work(world, official):
    words = words_of(world.ask(official, "/natverk medlemar"))
    assert "Menade du `/natverk medlemmar`?" in words and "gå med" in words
    assert "&lt;!channel&gt;" in world.ask(official, "/natverk <!channel>").answer.text


def test_a_pair_is_one_delegation_and_two_municipalities_and_both_are_said(world, official):
    world.member("Degerfors/Karlskoga", kind=MemberKind.PAIR)
    with world.database.writing() as session:
        pair = session.query(Member).filter_by(name="Degerfors/Karlskoga").one()
        pair.municipalities = ["Degerfors", "Karlskoga"]
    for typed in ("/natverk", "/natverk medlemmar"):
        assert "2 delegationer, 3 kommuner" in words_of(world.ask(official, typed)), typed
    for asked in ("hur många är med?", "vilka kommuner är medlemmar?"):
        assert "2 delegationer, 3 kommuner deltar" in words_of(world.say(official, asked)), asked
    assert "2 delegationer, 3 kommuner" in words_of(world.home(official))


M = MemberKind.MUNICIPALITY


@pytest.mark.parametrize(
    "members, said",
    [
        ([("Gävle", M, ["Gävle"])], "1 medlem"),
        ([("Gävle", M, ["Gävle"]), ("Angered", MemberKind.DISTRICT, ["Göteborg"])], "2 medlemmar"),
        ([("A", MemberKind.DISTRICT, ["Göteborg"]), ("Göteborg", M, ["Göteborgs stad"])], "2 delegationer, 1 kommun"),
        ([("Gävle", M, ["Gävle"]), ("Rädda Barnen", MemberKind.ACTOR, [])], "2 delegationer, 1 kommun"),
        ([("Region Skåne", M, ["Region Skåne"]), ("Lund", M, ["Lund"])], "2 delegationer, 1 kommun"),
        ([("Gävle", M, ["Gävle"]), ("Höjden", MemberKind.DISTRICT, [])], "2 medlemmar"),
        ([("B/C", MemberKind.PAIR, ["B", "C"]), ("Rädda Barnen", MemberKind.ACTOR, [])], "2 delegationer, 2 kommuner"),
        ([("B/C", MemberKind.PAIR, ["B", "C"]), ("Region Skåne", M, ["Region Skåne"])], "2 delegationer, 2 kommuner"),
        ([("Rädda Barnen", MemberKind.ACTOR, []), ("Region Skåne", M, ["Region Skåne"])], "2 medlemmar"),
    ],
)
def test_municipalities_are_counted_where_they_are_known(members, said):
    there = [Member(name=name, kind=kind, municipalities=municipalities) for name, kind, municipalities in members]
    assert in_number(speak("sv"), there) == said


def test_the_spokesperson_stands_at_a_glance_for_who_is_inside_and_answers_who_it_is(world, official):
    world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle, spokesperson=True)
    assert "*Talesperson:* Förtroendevald, Gävle, Gävle" in words_of(world.ask(official, "/natverk"))
    said = words_of(world.say(official, "vem är talesperson?"))
    assert "Talesperson i politiska frågor: Förtroendevald, Gävle" in said
    assert "Förtroendevald, Gävle" not in words_of(world.ask(world.newcomer, "/natverk"))
    assert "Förtroendevald, Gävle" not in words_of(world.say(world.newcomer, "vem är talesperson?"))


def test_without_a_spokesperson_none_is_made_up(world, official):
    assert "Talesperson" not in words_of(world.ask(official, "/natverk"))
    assert words_of(world.say(official, "vem är talesperson?")).startswith(
        "Ingen talesperson i politiska frågor är noterad."
    )
