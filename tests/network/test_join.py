"""/natverk gå med: asking, being confirmed or declined, replacing, leaving."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.blocks.messages import Form, Message
from bot.dates.in_words import plain_day
from bot.feature.call import Fields, User
from bot.feature.declare import Run, declared
from bot.feature.values import as_shown
from bot.language import speak
from bot.models import (
    Coordination,
    Delivery,
    JoinRequest,
    Meeting,
    Member,
    MemberKind,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    RequestState,
    Role,
)
from bot.network import store as network_store
from bot.slack.payloads import Ask, Who
from bot.slack.replies import in_window
from tests.world import Somebody, World, elements, labels, prefilled, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


def ask_to_join(world: World, who: Somebody, member: int | None, role: str = "official"):
    form = world.ask(who, "/natverk gå med").answer
    assert isinstance(form, Form)
    return world.send(who, form, member=str(member or ""), role=role)


def about(world: World, who: Somebody) -> str:
    """What the buttons about somebody's latest request carry now."""
    with world.database.reading() as session:
        requests = [each for each in session.query(JoinRequest) if each.person.slack_id == who.slack_id]
        applicant = network_store.applicant(session, requests[-1].person.network, requests[-1].id)
        return as_shown(requests[-1].id, *applicant.facts)


def confirm(world: World, who: Somebody):
    return world.press(world.coordinator, "join.confirm", about(world, who))


def decline(world: World, who: Somebody, **fields: str):
    return world.send(
        world.coordinator, world.press(world.coordinator, "join.decline", about(world, who)).answer, **fields
    )


def person_of(world: World, who: Somebody) -> Person:
    return next(each for each in world.rows(Person) if each.slack_id == who.slack_id)


def test_a_request_reaches_the_coordinator_with_a_button_and_waits(world, gavle):
    words = words_of(ask_to_join(world, world.newcomer, gavle))
    assert "tjänsteperson för Gävle" in words
    [delivery] = world.rows(Delivery)
    assert delivery.to == "UCOORD" and "Ny tjänsteperson vill gå med" in delivery.message["text"]
    assert "Bekräfta" in str(delivery.message["blocks"])
    [person] = world.rows(Person)
    assert person.state is PersonState.REQUESTED
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    assert "Bekräfta" in labels(shown) and "Ny tjänsteperson" in words_of(shown)


def test_until_confirmed_one_reads_but_does_not_write(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    world.meeting()
    assert "Nästa möte" in words_of(world.ask(world.newcomer, "/mote"))
    refused = world.press(world.newcomer, "meeting.answer", "1.yes")
    assert refused.refused and "bekräftat dig än" in words_of(refused)
    assert "Bekräfta" not in labels(world.ask(world.newcomer, "/natverk medlemmar"))


def test_the_coordinator_confirms_and_the_person_is_told(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    shown = world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    assert "är med som tjänsteperson för Gävle" in words_of(shown)
    person = next(each for each in world.rows(Person) if each.slack_id == "UNEW")
    assert person.state is PersonState.CONFIRMED
    assert [each.to for each in world.rows(Delivery)] == ["UCOORD", "UNEW"]
    world.meeting()
    assert not world.press(world.newcomer, "meeting.answer", "1.yes").refused


@pytest.mark.parametrize("button", ["join.confirm", "join.decline"])
def test_whoever_else_presses_changes_nothing_and_is_told(world, gavle, button):
    ask_to_join(world, world.newcomer, gavle)
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    person_id = world.rows(Person)[0].id
    for who in (other, world.newcomer, world.stranger):
        assert world.press(who, button, about(world, world.newcomer)).refused
    assert world.row(Person, person_id).state is PersonState.REQUESTED


def test_confirming_twice_is_said(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    value = about(world, world.newcomer)
    world.press(world.coordinator, "join.confirm", value)
    for button in ("join.confirm", "join.decline"):
        assert "Bekräftat av <@UCOORD>" in words_of(world.press(world.coordinator, button, value))
    assert len([each for each in world.rows(Delivery) if each.to == "UNEW"]) == 1


def test_a_declined_person_is_told_and_may_ask_again(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    decline(world, world.newcomer)
    assert world.rows(Person)[0].state is PersonState.DECLINED
    ask_to_join(world, world.newcomer, gavle, "elected")
    [person] = [each for each in world.rows(Person) if each.slack_id == "UNEW"]
    assert person.state is PersonState.REQUESTED and person.role is Role.ELECTED


def test_who_has_the_seat_leaves_it_and_the_deputy_follows(world, gavle):
    old = world.person("Förra tjänstepersonen", Role.OFFICIAL, gavle)
    deputy = world.person("Suppleant, Gävle", Role.DEPUTY, gavle, deputy_for_id=old.person_id)
    ask_to_join(world, world.newcomer, gavle)
    request = words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    assert "Ny tjänsteperson" in request
    assert "Förra tjänstepersonen" in request
    person_id = person_of(world, world.newcomer).id
    out = f"Förra tjänstepersonen (<@{old.slack_id}>) har lämnat"
    assert out in words_of(confirm(world, world.newcomer))
    assert world.row(Person, old.person_id).state is PersonState.LEFT
    assert world.row(Person, deputy.person_id).deputy_for_id == person_id


def test_a_seat_that_has_been_lost_since_is_not_said_to_be_had_and_its_end_is_told(world, gavle):
    first, second = world.newcomer, Somebody(User("UNEW2", "Nästa tjänsteperson"))
    ask_to_join(world, first, gavle)
    value = about(world, first)
    assert "är med som" in words_of(confirm(world, first))
    ask_to_join(world, second, gavle)
    assert "är med som" in words_of(confirm(world, second))
    old = words_of(world.press(world.coordinator, "join.confirm", value))
    assert "bekräftades som tjänsteperson för Gävle" in old and "sedan dess lämnat platsen" in old
    assert "är med som" not in old
    lost = (
        f"Du var med i nätverket som tjänsteperson för Gävle. Platsen upphörde den {plain_day(world.now.date(), 'sv')}"
    )
    for told in (
        world.home(first),
        world.say(first, "är jag med?"),
        world.press(first, "meeting.answer", f"{world.meeting()}.yes"),
    ):
        assert lost in words_of(told)
    assert "Du är inte med i nätverket än" in words_of(world.home(world.stranger))


def test_a_yes_puts_out_nobody_but_who_was_said_to_leave(world, gavle):
    """Another has come to sit there since the request was read."""
    world.person("Tjänsteperson", Role.OFFICIAL, gavle)
    ask_to_join(world, world.newcomer, gavle)
    read = about(world, world.newcomer)
    with world.database.writing() as session:
        before = session.query(Person).filter(Person.role == Role.OFFICIAL, Person.name == "Tjänsteperson").one()
        before.state = PersonState.LEFT
    now_there = world.person("Efterträdaren", Role.OFFICIAL, gavle)
    for name in ("join.confirm", "join.decline"):
        shown = world.press(world.coordinator, name, read)
        assert "Efterträdaren" in words_of(shown) and "inget har gjorts" in words_of(shown)
    assert person_of(world, now_there).state is PersonState.CONFIRMED
    confirm(world, world.newcomer)
    assert person_of(world, now_there).state is PersonState.LEFT


def test_a_deputy_is_tied_to_the_one_they_replace(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    assert "suppleant för tjänstepersonen, Gävle" in words_of(
        ask_to_join(world, world.newcomer, gavle, "deputy.official")
    )
    confirm(world, world.newcomer)
    deputy = person_of(world, world.newcomer)
    assert deputy.deputy_for_id == official.person_id


@pytest.mark.parametrize(
    ("member", "role", "field"),
    [(None, "official", "member"), (99, "official", "member"), (1, "king", "role"), (1, "", "role")],
)
def test_what_is_missing_is_said_at_its_field(world, gavle, member, role, field):
    assert list(ask_to_join(world, world.newcomer, member, role).field_errors) == [field]
    assert not world.rows(Person)


def test_a_coordinator_needs_no_member(world, gavle):
    assert not ask_to_join(world, world.newcomer, None, "coordinator").field_errors


def test_somebody_in_may_change_seat_or_leave(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    shown = world.ask(official, "/natverk gå med")
    assert "tjänsteperson för Gävle" in words_of(shown)
    assert "Du har lämnat nätverket" in words_of(world.click(official, shown, "Lämna nätverket"))
    assert world.row(Person, official.person_id).state is PersonState.LEFT
    world.meeting()
    assert world.press(official, "meeting.answer", "1.yes").refused
    assert world.rows(Meeting)


def test_guests_and_people_of_other_organisations_ask_to_join_as_everybody_else(world, gavle):
    form = world.ask(world.stranger, "/natverk gå med").answer
    assert not world.send(world.stranger, form, member=str(gavle), role="official").refused
    confirm(world, world.stranger)
    assert not world.ask(world.stranger, "/mote tema Skolval").refused


def test_where_no_member_is_loaded_one_writes_it(world):
    form = world.ask(world.newcomer, "/natverk join").answer
    world.send(world.newcomer, form, member_name="  Härjedalen ", role="official")
    confirm(world, world.newcomer)
    assert "Härjedalen" in words_of(world.ask(world.newcomer, "/natverk medlemmar"))
    assert "Härjedalen" in words_of(world.ask(world.newcomer, "/natverk"))


def test_nobody_writes_a_new_member_where_the_plan_has_some(world, gavle):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    refused = world.send(world.newcomer, form, member_name="Påhittad kommun", role="official")
    assert "member_name" in refused.field_errors
    assert [each.name for each in world.rows(Member)] == ["Gävle"]


def test_a_member_that_is_written_is_not_too_long_and_is_one_for_two_who_join(world):
    form = world.ask(world.newcomer, "/natverk gå med").answer
    refused = world.send(world.newcomer, form, member_name="x" * 3001, role="official")
    assert "member_name" in refused.field_errors
    two_write_are(world)


def test_two_write_the_same_member_before_any_period_is_loaded(world):
    with world.database.writing() as session:
        session.delete(session.get_one(Period, world.period_id))
    two_write_are(world)


def two_write_are(world: World) -> None:
    other = Somebody(User("UTWO", "En till"))
    for who, role in ((world.newcomer, "elected"), (other, "official")):
        answered = write_to_join(world, who, "Åre", role)
        assert not answered.refused, words_of(answered)
    first, second = (each.id for each in world.rows(Person))
    confirm(world, other)
    [member] = world.rows(Member)
    assert member.name == "Åre" and {world.row(Person, each).member_id for each in (first, second)} == {member.id}
    assert not confirm(world, world.newcomer).refused
    assert world.row(Person, first).state is PersonState.CONFIRMED
    assert len(world.rows(Member)) == 1 and len(world.rows(Membership)) == len(world.rows(Period))


def write_to_join(world: World, who: Somebody, name: str, role: str = "official"):
    form = world.ask(who, "/natverk gå med").answer
    assert isinstance(form, Form)
    return world.send(who, form, member_name=name, role=role)


def test_what_is_written_is_seen_by_the_coordinator_alone_until_it_is_confirmed(world):
    other = Somebody(User("UTWO", "En till"))
    write_to_join(world, other, "Åre")
    confirm(world, other)

    def everybody_reads() -> str:
        answers = [world.ask(other, typed) for typed in ("/natverk medlemmar", "/natverk", "/natverk gå med")]
        answers += [world.say(other, asked) for asked in ("vilka är medlemmar?", "är Fulkommun med?", "vem är värd?")]
        join = world.press(other, "join.again").answer
        return "".join(words_of(each) for each in answers) + words_of(world.home(other)) + words_of(join)

    assert "tjänsteperson för Fulkommun" in words_of(write_to_join(world, world.newcomer, "Fulkommun"))
    asked = "Fulkommun är ny här och väntar på att samordnaren bekräftar"
    assert asked in words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    assert asked in words_of(world.home(world.coordinator)) and asked in world.rows(Delivery)[-1].message["text"]
    assert "Fulkommun" not in everybody_reads() and "Åre" in everybody_reads()
    write_to_join(world, world.newcomer, "Finkommun")
    assert "Fulkommun" not in words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    decline(world, world.newcomer)
    assert "Finkommun" not in everybody_reads() and [each.name for each in world.rows(Member)] == ["Åre"]
    write_to_join(world, world.newcomer, "Finkommun")
    confirm(world, world.newcomer)
    assert "Finkommun" in everybody_reads() and "2 medlemmar" in everybody_reads()


@pytest.mark.parametrize(
    ("written", "name"),
    [("Upplands Bro", "Upplands-Bro"), ("göteborgs stad", "Göteborg"), ("Västra Götalandsregionen", None),
     ("Vasteras", "Västerås"), ("Habo", None), ("Håbo", None), ("Kommunförbundet", None)],
)  # fmt: skip
def test_a_municipality_that_is_written_gets_its_proper_name(world, written, name):
    assert not write_to_join(world, world.newcomer, written).refused
    confirm(world, world.newcomer)
    assert [each.name for each in world.rows(Member)] == [name or written]


@pytest.mark.parametrize(
    ("written", "kind", "towns"),
    [
        ("Degerfors/Karlskoga", MemberKind.PAIR, ["Degerfors", "Karlskoga"]),
        ("Degerfors och Karlskoga", MemberKind.PAIR, ["Degerfors", "Karlskoga"]),
        ("Göteborg, Angered", MemberKind.MUNICIPALITY, []),
        ("Gävle", MemberKind.MUNICIPALITY, ["Gävle"]),
    ],
)
def test_two_municipalities_that_are_written_side_by_side_are_one_delegation(world, written, kind, towns):
    write_to_join(world, world.newcomer, written)
    confirm(world, world.newcomer)
    [member] = world.rows(Member)
    assert (member.name, member.kind, list(member.municipalities)) == (written, kind, towns)


def test_what_is_nearly_a_municipality_is_asked_about_and_taken_the_second_time(world):
    for meant in ("Stokholm", "Stockholm"):
        again = write_to_join(world, world.newcomer, "Stokholm")
        assert again.refused and isinstance(again.answer, Form) and not world.rows(Person)
        assert "Menar du *Stockholm*?" in words_of(again)
        fields = prefilled(again.answer)
        assert fields["member_name"] == "Stokholm" and fields["role"] == "official"
        refuse_what_slack_does_not_take(again.answer)
        other = world.send(world.newcomer, again.answer, member_name="Gävel")
        assert isinstance(other.answer, Form) and "Menar du *Gävle*?" in words_of(other)
        assert not world.send(world.newcomer, again.answer, member_name=meant).refused
        assert [each.asks_for for each in world.rows(JoinRequest)] == [meant]
        with world.database.writing() as session:
            session.query(JoinRequest).delete()
            session.query(Person).delete()


def test_a_member_of_another_period_is_the_same_when_its_name_is_written_and_asked_about_when_nearly_so(world):
    times = {"2018–2019": "Kustnätet i söder", "2022–2023": "Norra kommunalförbundet"}
    for name, member in times.items():
        starts = date(int(name[:4]), 1, 1)
        period = world.add(Period(network_id=world.network_id, name=name, starts=starts,
                                  ends=starts + timedelta(days=729), coordination=Coordination.TROIKA))  # fmt: skip
        row = world.add(Member(network_id=world.network_id, name=member))
        world.add(Membership(period_id=period, member_id=row))
    assert "Menar du *Kustnätet i söder*?" in words_of(write_to_join(world, world.newcomer, "Kustnäten i söder"))
    write_to_join(world, world.newcomer, "kustnätet i Söder")
    assert world.rows(JoinRequest)[0].asks_for == "Kustnätet i söder"
    confirm(world, world.newcomer)
    assert len(world.rows(Member)) == 2 and "Kustnätet" in words_of(world.ask(world.newcomer, "/natverk medlemmar"))
    two = Somebody(User("UTWO", "En till"))
    write_to_join(world, two, "norra kommunalförbundet")
    assert world.rows(JoinRequest)[-1].member_id == 2 and not world.rows(JoinRequest)[-1].asks_for


def test_a_request_for_a_member_that_the_plan_has_come_not_to_name_is_not_confirmed(world):
    write_to_join(world, world.newcomer, "Fulkommun")
    world.member("Gävle")
    refused = confirm(world, world.newcomer)
    assert refused.refused and "Fulkommun är inte en av dem" in words_of(refused)
    assert world.rows(Person)[0].state is PersonState.REQUESTED and len(world.rows(Member)) == 1


def test_a_coordinator_who_has_left_or_was_declined_is_taken_in_again_when_they_do_something(world, gavle):
    for state in (PersonState.LEFT, PersonState.DECLINED):
        with world.database.writing() as session:
            for each in session.query(Person):
                session.delete(each)
        world.add(Person(network_id=world.network_id, slack_id="UCOORD", name="Samordnare", role=Role.OFFICIAL,
                         member_id=gavle, state=state))  # fmt: skip
        assert not world.say(world.coordinator, "när är nästa möte?").refused
        assert world.rows(Person)[0].state is state, "a question takes nobody in"
        assert not world.ask(world.coordinator, "/natverk inställningar").refused
        [person] = world.rows(Person)
        assert person.state is PersonState.CONFIRMED and person.role is Role.COORDINATOR


def test_an_admin_who_only_asks_does_not_become_the_network_s_coordinator(world):
    world.say(world.coordinator, "när är nästa möte?")
    assert world.rows(Person) == []


def test_the_seat_one_has_stands_until_it_is_decided_and_a_no_with_its_reason_changes_nothing(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    before = seat_of(world, official)
    form = world.press(official, "join.again").answer
    assert prefilled(form)["role"] == "official" and prefilled(form)["member"] == str(gavle)
    assert "Du behöver inte be om något" in words_of(world.send(official, form)) and not world.rows(JoinRequest)
    assert "behåller du den plats du har" in words_of(world.send(official, form, role="elected"))
    assert seat_of(world, official) == before
    assert "Tjänsteperson, Gävle är tjänsteperson för Gävle i dag" in words_of(world.home(world.coordinator))
    decline(world, official, reason="Platsen är <upptagen>")
    assert seat_of(world, official) == before
    told = world.rows(Delivery)[-1].message["text"]
    assert "Skäl: Platsen är &lt;upptagen&gt;" in told and "Din plats som tjänsteperson för Gävle påverkas inte" in told
    assert not world.rows(JoinRequest)[0].version > 2 and world.rows(JoinRequest)[0].decided_by == "UCOORD"


def seat_of(world: World, who: Somebody) -> tuple[object, ...]:
    person = person_of(world, who)
    return person.state, person.role, person.member_id


def test_what_has_changed_since_it_was_shown_is_shown_anew_and_nothing_is_done(world, gavle):
    ask_to_join(world, world.newcomer, gavle)
    old = about(world, world.newcomer)
    declining = world.press(world.coordinator, "join.decline", old).answer
    form = world.ask(world.newcomer, "/natverk gå med").answer
    assert prefilled(form)["role"] == "official" and "Ta tillbaka" in labels(form)
    world.send(world.newcomer, form, role="coordinator")
    assert [each.to for each in world.rows(Delivery)] == ["UCOORD"], "one message for each request"
    for value in (old, old.split("~")[0], f"{old}.list"):
        for name in ("join.confirm", "join.decline"):
            shown = words_of(world.press_once(world.coordinator, name, value))
            assert "har ändrats sedan du läste den" in shown and "vill gå med som samordnare" in shown
    anew = world.send(world.coordinator, declining, reason="Nej")
    assert anew.refused and prefilled(anew.answer)["reason"] == "Nej" and "som samordnare" in words_of(anew)
    assert person_of(world, world.newcomer).state is PersonState.REQUESTED
    assert "har ändrats" in words_of(world.press(world.newcomer, "join.take_back", old))
    assert not world.send(world.coordinator, anew.answer).refused
    assert person_of(world, world.newcomer).state is PersonState.DECLINED
    for forged in ("", "0", "99.1", "x.y.list", "1.-1", "9" * 30):
        assert not world.press(world.coordinator, "join.confirm", forged).changed


def test_whoever_asked_takes_it_back_and_nobody_else_and_it_can_no_longer_be_confirmed(world, gavle):
    received = ask_to_join(world, world.newcomer, gavle)
    value = about(world, world.newcomer)
    for other in (world.coordinator, world.stranger, world.person("Annan", Role.OFFICIAL, gavle)):
        assert world.press(other, "join.take_back", value).refused
    assert "Du har tagit tillbaka" in words_of(world.click(world.newcomer, received, "Ta tillbaka"))
    assert person_of(world, world.newcomer).state is PersonState.LEFT
    assert "har tagit tillbaka sin begäran" in words_of(world.press(world.coordinator, "join.confirm", value))
    again = world.press(world.newcomer, "join.take_back", value)
    assert not again.changed and "Du har tagit tillbaka" in words_of(again)
    assert world.rows(JoinRequest)[0].state is RequestState.TAKEN_BACK
    ask_to_join(world, world.newcomer, gavle)
    form = world.ask(world.newcomer, "/natverk gå med").answer
    pressed = Ask(kind="button", name="join.take_back", who=Who("UNEW"), container="view")
    window = in_window(pressed, world.click(world.newcomer, form, "Ta tillbaka"))
    assert isinstance(window, Form) and "Du har tagit tillbaka" in words_of(window)
    assert [each.state for each in world.rows(JoinRequest)] == [RequestState.TAKEN_BACK] * 2


def test_a_list_of_which_one_is_decided_stays_a_list_with_what_was_done_first(world, gavle):
    for n in range(3):
        ask_to_join(world, Somebody(User(f"U{n}ASKS", "Samma Namn")), gavle, "guest")
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    assert labels(shown).count("Bekräfta") == 3 and "<@U0ASKS>" in words_of(shown)
    confirmed = world.click(world.coordinator, shown, "Bekräfta", nth=1)
    assert labels(confirmed).count("Bekräfta") == 2
    assert "Samma Namn (<@U1ASKS>) är med som gäst" in confirmed.answer.text.splitlines()[0]
    assert "<@U1ASKS>" not in "".join(words_of(confirmed).split("Vill gå med")[1:])
    declined = world.send(world.coordinator, world.click(world.coordinator, confirmed, "Avslå"))
    assert labels(declined).count("Bekräfta") == 1
    assert "begäran från Samma Namn (<@U0ASKS>)" in declined.answer.text.splitlines()[0]
    again = world.click(world.coordinator, shown, "Bekräfta", nth=1)
    assert labels(again).count("Bekräfta") == 1 and "Bekräftat av" in words_of(again)


def test_the_coordinators_message_says_what_the_request_has_become(world, gavle):
    ask_to_join(world, world.newcomer, gavle)

    def stands(reads_by=declared.redraws) -> Message | None:
        with world.database.reading() as session:
            network = session.get_one(Network, world.network_id)
            now = world.now
            run = Run(session=session, network=network, now=now, since=now, until=now, coordinators=("UCOORD",))
            reads = reads_by["join"](run, session.get_one(Delivery, 1))
            return reads(speak("sv")) if reads else None

    assert stands().payload == world.rows(Delivery)[0].message and stands(declared.over) is None
    ask_to_join(world, world.newcomer, gavle, "elected")
    assert "som förtroendevald" in stands().text and "Bekräfta" in labels(stands())
    confirm(world, world.newcomer)
    assert "Bekräftat av <@UCOORD>" in stands().text and not labels(stands())
    world.now += timedelta(days=40)
    assert stands() is None and "bekräftades som förtroendevald för Gävle av <@UCOORD>." in stands(declared.over).text


def test_a_request_to_the_second_network_is_decided_from_its_message_and_from_no_other(world, gavle):
    """The message tells which network it belongs to, wherever it is pressed; in another nothing is found."""
    other = world.add(Network(key="other", name="Ett annat", channel="C0OTHER", settings={}))
    asked = world.press(world.newcomer, "join.open", network=other).answer
    sent = Ask(kind="form", name="join", who=Who("UNEW"), value=asked.about, network=other, view="V",
               fields=Fields({"role": "guest"}))  # fmt: skip
    assert not world.answering.answer(sent, world.newcomer.user, world.now).refused
    value, more = about(world, world.newcomer), {"channel": "D1", "ts": "1.0"}
    assert world.press(world.coordinator, "join.confirm", value, network=world.network_id, **more).refused
    assert "är med som gäst" in words_of(world.press(world.coordinator, "join.confirm", value, network=other, **more))
    [person] = [each for each in world.rows(Person) if each.slack_id == "UNEW"]
    assert person.network_id == other and person.state is PersonState.CONFIRMED


def noted(world, role, member, name, **more):
    return world.add(Person(network_id=world.network_id, name=name, role=role, member_id=member, **more))


def asks_as(world, name, **values):
    who = Somebody(User("UNYTT", name))
    world.send(who, world.ask(who, "/natverk gå med").answer, **values)
    return who


def test_who_was_noted_before_they_came_to_slack_keeps_what_is_noted_of_them(world):
    gavle = world.member("Gävle")
    row = noted(world, Role.ELECTED, gavle, "Förtroendevald, Gävle", spokesperson=True)
    deputy = noted(world, Role.DEPUTY, gavle, "Suppleant", deputy_for_id=row)
    who = asks_as(world, "Förtroendevald i Slack", member=str(gavle), role="elected")
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    assert "noterad på den platsen utan konto" in words_of(shown)
    done = world.click(world.coordinator, shown, "Det är Förtroendevald, Gävle")
    assert "✓" in words_of(done)
    person = world.row(Person, row)
    assert (person.slack_id, person.role, person.spokesperson) == (who.slack_id, Role.ELECTED, True)
    assert world.row(Person, deputy).deputy_for_id == row
    assert [each.slack_id for each in world.rows(Person)].count(who.slack_id) == 1
    assert "Förtroendevald i Slack" not in {each.name for each in world.rows(Person)}
    assert any(each.to == who.slack_id and "Välkommen" in str(each.message) for each in world.rows(Delivery))
    assert not world.ask(who, "/mote").refused


def test_somebody_else_takes_the_seat_of_who_is_noted_in_the_usual_way(world):
    gavle = world.member("Gävle")
    row = noted(world, Role.OFFICIAL, gavle, "Tjänsteperson, förra")
    asks_as(world, "Tjänsteperson, nya", member=str(gavle), role="official")
    world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    assert world.row(Person, row).state is PersonState.LEFT


def test_a_deputy_is_known_again_by_name_where_there_are_several(world):
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    first, second = (noted(world, Role.DEPUTY, gavle, each, deputy_for_id=official.person_id)
                     for each in ("Suppleant ett", "Suppleant två"))  # fmt: skip
    asks_as(world, "suppleant två", member=str(gavle), role="deputy.official")
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    world.click(world.coordinator, shown, "Det är Suppleant två")
    assert world.row(Person, second).slack_id == "UNYTT" and world.row(Person, first).slack_id is None
    assert world.row(Person, second).deputy_for_id == official.person_id


def test_who_has_been_in_before_is_nobody_who_was_noted(world):
    gavle = world.member("Gävle")
    noted(world, Role.OFFICIAL, gavle, "Tjänsteperson, Gävle")
    uppsala = world.member("Uppsala")
    asked = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, uppsala, confirmed_at=world.now)
    world.send(asked, world.press(asked, "join.again").answer, member=str(gavle), role="official")
    shown = world.ask(world.coordinator, "/natverk medlemmar")
    assert "Bekräfta" in labels(shown) and "Det är Tjänsteperson, Gävle" not in labels(shown)
    value = next(
        v for each in elements(shown) if each["action_id"].startswith("join.confirm") for v in each["values"].values()
    )
    assert world.press(world.coordinator, "join.same", value).refused
