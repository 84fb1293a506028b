"""/vardskap byt: the form, the question to the other member, its answers, and who is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.blocks.messages import Form, Message
from bot.hosting.rules import give_host
from bot.models import (
    Delivery,
    HostingTurn,
    Meeting,
    MeetingState,
    Member,
    Membership,
    Network,
    Person,
    PersonState,
    Role,
    SwapRequest,
    SwapState,
)
from tests.world import NOW, World, blocks_of, labels, prefilled, words_of


@pytest.fixture
def gavle(world: World):
    """Gävle hosts in May 2020, Uppsala in November, Örebro in May 2021; each has its official and its elected."""
    world.ids = {name: world.member(name) for name in ("Gävle", "Uppsala", "Örebro", "Haninge")}
    world.may = world.meeting(month=date(2020, 5, 1), host=world.ids["Gävle"])
    world.november = world.meeting(month=date(2020, 11, 1), host=world.ids["Uppsala"])
    world.later = world.meeting(month=date(2021, 5, 1), host=world.ids["Örebro"])
    world.elected = {n: world.person(f"Förtroendevald, {n}", Role.ELECTED, i) for n, i in world.ids.items()}
    world.officials = {n: world.person(f"Tjänsteperson, {n}", Role.OFFICIAL, i) for n, i in world.ids.items()}
    return world.officials["Gävle"]


def hosts(world: World) -> list[str]:
    """Who hosts, by meeting."""
    with world.database.reading() as session:
        return [each.host.name for each in session.query(Meeting).order_by(Meeting.id) if each.host]


def options(form: Form, field: str) -> dict[str, str]:
    """A menu's choices: what they are called, and their values."""
    if field in form.searched:
        return {str(label): value for value, label in form.searched[field].choices}
    block = next(each for each in form.rendered if each.get("block_id") == field)
    return {each["text"]["text"]: each["value"] for each in block["element"]["options"]}


def ask(world: World, who, other: str = "november 2020 – Uppsala", *, turn: str | None = None, **more):
    """Send the form that asks for a swap."""
    form = world.ask(who, "/vardskap byt").answer
    assert isinstance(form, Form), form
    more["turn"] = options(form, "turn")[turn] if turn else prefilled(form)["turn"]
    return world.send(who, form, other=options(form, "other")[other], **more)


def told(world: World, who, state: str = "") -> list[Delivery]:
    """What waits to be sent to somebody."""
    return [each for each in world.rows(Delivery) if each.to == who.slack_id and f"/{state}" in each.key]


def click(world: World, who, label: str, receiver=None):
    """Press a button of the direct message somebody got."""
    delivery = told(world, receiver or who, "asked")[-1]
    found = [
        each for block in delivery.message["blocks"] for each in block.get("elements", ())
        if isinstance(each, dict) and each.get("text", {}).get("text") == label
    ]  # fmt: skip
    return world.press(who, found[0]["action_id"], found[0]["value"])


def test_the_form_offers_my_coming_turns_and_those_of_others(world, gavle):
    form = world.ask(gavle, "/vardskap byt").answer
    assert list(options(form, "turn")) == ["maj 2020 – Gävle"]
    assert list(options(form, "other")) == ["november 2020 – Uppsala", "maj 2021 – Örebro"]
    english = world.ask(gavle, "/hosting swap").answer
    assert next(iter(options(english, "other"))) == "November 2020 – Uppsala"


def test_the_other_members_people_are_asked_with_buttons_the_official_first(world, gavle):
    answered = ask(world, gavle, note="Vår lokal <byggs> om\n& till")
    assert "Tjänsteperson, Uppsala och Förtroendevald, Uppsala" in words_of(answered)
    assert "Inget ändras förrän de svarar ja" in words_of(answered)
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    deliveries = world.rows(Delivery)
    assert [each.to for each in deliveries] == [
        world.officials["Uppsala"].slack_id, world.elected["Uppsala"].slack_id,
    ]  # fmt: skip
    text = deliveries[0].message["text"]
    assert "Gävle frågar om Uppsala vill byta värdskap" in text and "lokal &lt;byggs&gt; om &amp; till" in text
    assert "Då blir Uppsala värd *maj 2020* och Gävle värd *november 2020*" in text
    assert deliveries[0].due_at == NOW and deliveries[0].useful_until > NOW
    assert not any(name in each.key for each in deliveries for name in ("Gävle", "Uppsala"))


def test_yes_swaps_the_hosts_and_tells_both_sides_and_the_coordinator(world, gavle):
    ask(world, gavle)
    answered = click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"]
    assert "Värdskapet är bytt: Uppsala tog över *maj 2020* och Gävle tog över *november 2020*" in words_of(answered)
    request = world.rows(SwapRequest)[0]
    assert request.state is SwapState.ACCEPTED and request.decided_at == NOW
    assert request.decided_by_id == world.officials["Uppsala"].person_id
    for who in (gavle, world.elected["Gävle"], world.elected["Uppsala"], world.coordinator):
        assert len(told(world, who, "accepted")) == 1, who
    assert not told(world, world.officials["Uppsala"], "accepted") and not told(world, world.officials["Örebro"])
    meetings = world.rows(Meeting)
    assert [each.month for each in meetings] == [date(2020, 5, 1), date(2020, 11, 1), date(2021, 5, 1)]
    assert [each.sequence for each in meetings] == [1, 1, 0]
    assert "maj 2020 – *Uppsala* · bytt med Gävle" in words_of(world.ask(gavle, "/vardskap"))


def test_swapped_back_is_no_longer_said_to_be_swapped(world, gavle):
    ask(world, gavle)
    click(world, world.officials["Uppsala"], "Ja, vi byter")
    ask(world, gavle, "maj 2020 – Uppsala")
    click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    assert "bytt med" not in words_of(world.ask(gavle, "/vardskap"))


def test_a_reason_for_the_order_goes_with_the_swap(world, gavle):
    with world.database.writing() as session:
        session.get(Meeting, world.november).turn.reason = "Värd igen"
    ask(world, gavle)
    click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert "Värd igen" not in words_of(world.ask(gavle, "/vardskap"))


def test_a_reason_for_the_order_goes_when_another_host_is_chosen():
    turn = HostingTurn(member=Member(id=1, name="Gävle"), member_id=1, reason="Värd igen")
    give_host(Meeting(month=date(2020, 11, 1), turn=turn), Member(id=2, name="Uppsala"))
    assert (turn.member.name, turn.reason) == ("Uppsala", "")


def test_no_changes_nothing_and_tells_both_sides_and_the_coordinator(world, gavle):
    ask(world, gavle)
    answered = click(world, world.elected["Uppsala"], "Nej")
    assert "Uppsala avböjde" in words_of(answered) and hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    for who in (gavle, world.officials["Uppsala"], world.coordinator):
        assert len(told(world, who, "declined")) == 1
    assert world.rows(SwapRequest)[0].state is SwapState.DECLINED


def test_whoever_asked_takes_it_back_and_the_old_buttons_do_nothing(world, gavle):
    answered = ask(world, gavle)
    withdrawn = world.click(gavle, answered, "Ta tillbaka frågan")
    assert "tagit tillbaka" in words_of(withdrawn) and len(told(world, world.officials["Uppsala"], "withdrawn")) == 1
    for label in ("Ja, vi byter", "Nej"):
        late = click(world, world.officials["Uppsala"], label)
        assert late.refused and "tagits tillbaka" in words_of(late)
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    assert ask(world, gavle).answer, "and it can be asked again"


def test_only_the_asking_member_takes_it_back(world, gavle):
    answered = ask(world, gavle)
    for who in (world.officials["Uppsala"], world.officials["Örebro"], world.stranger):
        assert world.click(who, answered, "Ta tillbaka frågan").refused
    assert world.rows(SwapRequest)[0].state is SwapState.ASKED
    assert not world.click(world.elected["Gävle"], answered, "Ta tillbaka frågan").refused


def test_the_asking_member_and_a_third_cannot_answer(world, gavle):
    ask(world, gavle)
    cases = {
        gavle: "så Uppsala svarar",
        world.elected["Gävle"]: "så Uppsala svarar",
        world.officials["Örebro"]: "Bara Uppsala kan svara",
        world.stranger: "ingen plats",
        world.newcomer: "",
        world.person("Ny", Role.OFFICIAL, world.ids["Uppsala"], state=PersonState.REQUESTED): "",
    }
    for who, words in cases.items():
        answered = click(world, who, "Ja, vi byter", receiver=world.officials["Uppsala"])
        assert answered.refused and words in words_of(answered), who
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"] and world.rows(SwapRequest)[0].state is SwapState.ASKED


def test_the_second_click_is_refused_whatever_it_says(world, gavle):
    ask(world, gavle)
    click(world, world.officials["Uppsala"], "Ja, vi byter")
    for label in ("Ja, vi byter", "Nej"):
        answered = click(world, world.elected["Uppsala"], label)
        assert answered.refused and "redan gjort" in words_of(answered)
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"]


def test_a_turn_is_asked_for_once_at_a_time(world, gavle):
    ask(world, gavle)
    assert list(ask(world, gavle, "maj 2021 – Örebro").field_errors) == ["turn"]
    second = ask(world, world.officials["Örebro"], "november 2020 – Uppsala")
    assert list(second.field_errors) == ["other"] and "väntar redan" in words_of(second)
    assert len(world.rows(SwapRequest)) == 1


def test_the_same_form_twice_asks_once(world, gavle):
    form = world.ask(gavle, "/vardskap byt").answer
    for _ in range(2):
        world.send(gavle, form, view="VSAME", other=options(form, "other")["november 2020 – Uppsala"])
    assert len(world.rows(SwapRequest)) == 1 and len(told(world, world.officials["Uppsala"])) == 1


def test_when_the_meeting_has_begun_or_is_cancelled_a_yes_is_refused(world, gavle):
    ask(world, gavle)
    with world.database.writing() as session:
        session.get(Meeting, world.november).state = MeetingState.CANCELLED
    assert click(world, world.officials["Uppsala"], "Ja, vi byter").refused
    with world.database.writing() as session:
        session.get(Meeting, world.november).state = MeetingState.PLANNED
    world.now = NOW.replace(month=6)
    answered = click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert answered.refused and "inget kvar att byta" in words_of(answered)
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    assert "Ja, vi byter" not in labels(world.ask(world.officials["Uppsala"], "/vardskap"))


def test_when_a_turn_has_got_another_host_meanwhile_a_yes_is_refused(world, gavle):
    ask(world, gavle)
    with world.database.writing() as session:
        session.get(Meeting, world.may).turn.member_id = world.ids["Haninge"]
    assert click(world, world.officials["Uppsala"], "Ja, vi byter").refused
    assert hosts(world) == ["Haninge", "Uppsala", "Örebro"]


def test_when_a_meeting_is_moved_meanwhile_it_is_asked_anew_before_anything_changes(world, gavle):
    ask(world, gavle)
    with world.database.writing() as session:
        meeting = session.get(Meeting, world.may)
        meeting.first_day, meeting.last_day = date(2020, 5, 14), date(2020, 5, 15)
    answered = click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert "har flyttats" in words_of(answered) and "14–15 maj 2020" in words_of(answered)
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    world.click(world.officials["Uppsala"], answered, "Ja, vi byter")
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"]


def test_what_changed_while_the_form_was_open_is_said_at_its_field(world, gavle):
    form = world.ask(gavle, "/vardskap byt").answer
    chosen = options(form, "other")["november 2020 – Uppsala"]
    with world.database.writing() as session:
        session.get(Meeting, world.november).turn.member_id = world.ids["Haninge"]
    assert list(world.send(gavle, form, other=chosen).field_errors) == ["other"]
    with world.database.writing() as session:
        session.get(Meeting, world.may).turn.member_id = world.ids["Örebro"]
    assert list(world.send(gavle, form, other=chosen).field_errors) == ["turn"]
    assert not world.rows(SwapRequest)


@pytest.mark.parametrize("forged", ["", "1", "99.1.20200501", "1.1", "2.2.20201101.x", "9" * 3000, "<!channel>"])
def test_forged_choices_are_refused_at_their_field(world, gavle, forged):
    form = world.ask(gavle, "/vardskap byt").answer
    right = options(form, "other")["november 2020 – Uppsala"]
    assert list(world.send(gavle, form, turn=forged, other=right).field_errors) == ["turn"]
    assert list(world.send(gavle, form, other=forged).field_errors) == ["other"]
    assert not world.rows(SwapRequest)


def test_nobody_gives_away_anothers_turn_or_swaps_with_themselves(world, gavle):
    world.meeting(month=date(2021, 11, 1), host=world.ids["Gävle"])
    form = world.ask(gavle, "/vardskap byt").answer
    own, other = options(form, "turn"), options(form, "other")
    assert world.send(gavle, form, turn=other["maj 2021 – Örebro"], other=other["november 2020 – Uppsala"]).refused
    assert list(world.send(gavle, form, other=own["november 2021 – Gävle"]).field_errors) == ["other"]
    assert not world.rows(SwapRequest)


@pytest.mark.parametrize("value", ["", "x", "0", "99.1.1", "-1", "9" * 3000, "٣.1.1"])
def test_forged_buttons_are_refused_in_words(world, gavle, value):
    for name in ("hosting.accept", "hosting.decline", "hosting.withdraw"):
        answered = world.press(world.officials["Uppsala"], name, value)
        assert answered.refused and "finns inte längre" in words_of(answered)


def test_a_request_of_another_network_is_not_there(world, gavle):
    elsewhere = world.add(Network(key="other", name="Annat", settings={}))
    turn = world.add(HostingTurn(network_id=elsewhere, member_id=world.ids["Gävle"]))
    request = world.add(
        SwapRequest(turn_id=turn, other_turn_id=turn, member_id=world.ids["Gävle"],
                    other_member_id=world.ids["Uppsala"], asked_at=NOW)
    )  # fmt: skip
    assert world.press(world.officials["Uppsala"], "hosting.decline", f"{request}.0.0").refused


# the coordinator


def test_the_coordinator_swaps_at_once_for_others_and_both_are_told(world, gavle):
    answered = ask(world, world.coordinator, turn="maj 2020 – Gävle", way="now")
    assert "Värdskapet är bytt" in words_of(answered) and hosts(world) == ["Uppsala", "Gävle", "Örebro"]
    for who in (gavle, world.officials["Uppsala"]):
        assert len(told(world, who, "accepted")) == 1
    assert not told(world, world.coordinator) and not told(world, world.officials["Uppsala"], "asked")


def test_the_coordinator_asks_for_others_unless_they_say_at_once(world, gavle):
    ask(world, world.coordinator, turn="maj 2020 – Gävle")
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]
    assert "Gävle frågar" in told(world, world.officials["Uppsala"], "asked")[0].message["text"]
    click(world, world.officials["Uppsala"], "Ja, vi byter")
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"] and len(told(world, gavle, "accepted")) == 1


def test_nobody_else_swaps_at_once_with_a_forged_field(world, gavle):
    ask(world, gavle, way="now")
    assert hosts(world) == ["Gävle", "Uppsala", "Örebro"]


def test_when_nobody_of_the_other_member_is_in_slack_the_coordinator_answers_for_them(world, gavle):
    with world.database.writing() as session:
        session.query(Person).filter_by(member_id=world.ids["Uppsala"]).update({"state": PersonState.LEFT})
    assert "frågan har gått till samordnaren" in words_of(ask(world, gavle))
    assert "Ingen från Uppsala är med i Slack" in told(world, world.coordinator, "asked")[0].message["text"]
    click(world, world.coordinator, "Ja, vi byter")
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"]


def test_when_nobody_can_be_asked_that_is_said_and_nothing_kept(database):
    world = World(database, coordinators=())
    member, other = world.member("Gävle"), world.member("Uppsala")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, member)
    world.meeting(month=date(2020, 5, 1), host=member)
    world.meeting(month=date(2020, 11, 1), host=other)
    answered = ask(world, official)
    assert answered.refused and "Fråga dem direkt" in words_of(answered) and not world.rows(SwapRequest)


# nothing to swap


@pytest.mark.parametrize("who", ["Haninge", None])
def test_without_a_turn_of_ones_own_the_form_does_not_open_and_says_why(world, gavle, who):
    asker = world.officials[who] if who else world.person("Kansliet", Role.OFFICIAL)
    answered = world.ask(asker, "/vardskap byt")
    assert answered.refused and ("Haninge har inget kommande" if who else "hör inte till någon") in words_of(answered)
    assert "Byt värdskap" not in labels(world.ask(asker, "/vardskap"))


def test_without_any_turn_that_is_said(world):
    assert "Inget kommande möte har någon värd" in words_of(world.ask(world.coordinator, "/vardskap byt"))


def test_with_nobody_to_swap_with_that_is_said(world):
    member = world.member("Gävle")
    world.meeting(month=date(2020, 5, 1), host=member)
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, member)
    assert "ingen att byta med" in words_of(world.ask(official, "/vardskap byt"))


def test_guests_and_the_unconfirmed_are_refused(world, gavle):
    waiting = world.person("Ny", Role.OFFICIAL, world.ids["Gävle"], state=PersonState.REQUESTED)
    for who in (world.stranger, world.newcomer, waiting, world.person("Gäst", Role.GUEST, world.ids["Gävle"])):
        assert world.ask(who, "/vardskap byt").refused


# the overview


def test_open_requests_stand_in_the_overview_for_both_sides_only(world, gavle):
    ask(world, gavle, note="Lokalen byggs om")
    theirs = world.ask(world.officials["Uppsala"], "/vardskap")
    assert {"Ja, vi byter", "Nej"} <= set(labels(theirs)) and "Ta tillbaka frågan" not in labels(theirs)
    assert "De skriver: Lokalen byggs om" in words_of(theirs)
    assert "Ta tillbaka frågan" in labels(world.ask(gavle, "/vardskap"))
    third = world.ask(world.officials["Örebro"], "/vardskap")
    assert "Lokalen" not in words_of(third) and labels(third) == ["Byt värdskap", "Värdens lista", "Turordning"]
    world.click(world.officials["Uppsala"], theirs, "Ja, vi byter")
    assert hosts(world) == ["Uppsala", "Gävle", "Örebro"]


def test_the_overviews_button_opens_the_form(world, gavle):
    assert isinstance(world.click(gavle, world.ask(gavle, "/vardskap"), "Byt värdskap").answer, Form)


def test_each_is_told_in_their_own_language(world, gavle):
    with world.database.writing() as session:
        session.get(Person, world.officials["Uppsala"].person_id).language = "en"
    ask(world, gavle)
    assert "Gävle asks Uppsala to swap hosting" in told(world, world.officials["Uppsala"])[0].message["text"]
    assert "Gävle frågar" in told(world, world.elected["Uppsala"])[0].message["text"]


def test_long_names_notes_and_many_turns_fit(world):
    ids = [world.member(f"{n} " + "<Långt> & namn " * 14) for n in range(60)]
    for n, member in enumerate(ids):
        world.meeting(first_day=date(2020, 3, 1) + timedelta(days=n), host=member)
    official = world.person("Tjänsteperson " * 12, Role.OFFICIAL, ids[1])
    world.person("Förtroendevald " * 12, Role.ELECTED, ids[0])
    form = world.ask(official, "/vardskap byt").answer
    other = next(iter(options(form, "other").values()))
    assert isinstance(world.send(official, form, other=other, note="<!here> & " * 39).answer, Message)
    coordinators = world.ask(world.coordinator, "/vardskap")
    assert len(blocks_of(coordinators)) <= 50 and "<!here>" not in str(coordinators.answer.payload)


def test_too_long_a_note_is_refused_at_its_field(world, gavle):
    assert "note" in ask(world, gavle, note="x" * 3001).field_errors
    assert world.rows(SwapRequest) == []


def keeps_to(world, member, **days):
    with world.database.writing() as session:
        membership = session.scalars(select(Membership).where(Membership.member_id == world.ids[member])).one()
        for name, day in days.items():
            setattr(membership, name, day)


def test_a_member_that_comes_later_is_asked_answers_and_asks(world, gavle):
    keeps_to(world, "Uppsala", starts=date(2020, 5, 1))
    uppsala = world.officials["Uppsala"]
    answered = ask(world, gavle)
    assert "Frågan har gått till Tjänsteperson, Uppsala" in words_of(answered), words_of(answered)
    assert told(world, uppsala)
    assert not world.press(uppsala, "hosting.accept", str(world.rows(SwapRequest)[0].id)).refused
    assert "Byt värdskap" in words_of(world.ask(uppsala, "/vardskap"))
    assert isinstance(world.ask(uppsala, "/vardskap byt").answer, Form)


def test_that_no_two_can_change_places_is_said_as_it_is(world, gavle):
    keeps_to(world, "Gävle", ends=date(2020, 5, 31))
    refused = world.ask(gavle, "/vardskap byt")
    assert refused.refused and "inte deltar i nätverket när den andras möte hålls" in words_of(refused)
