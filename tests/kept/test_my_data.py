"""What is known of a person: read by themselves, and erased so that nobody can tell who they were."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update

from bot.kept.person import known_of, let_words_go, rename
from bot.models import (
    AccessNeed,
    Answer,
    Delivery,
    DeliveryState,
    Erasure,
    Experience,
    ExperienceState,
    Feed,
    Meeting,
    Network,
    NetworkChoice,
    Person,
    PersonState,
    Reply,
    Role,
    SlackUser,
    WaitingAsk,
)
from bot.network.erasure import sweep
from bot.outbox.deliveries import MARK
from tests.experiences.test_experience import contribute
from tests.experiences.test_experience_erase import bytes_of, words_in
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import NOW, World, labels, words_of

NAME = "Signhild Åkerö"


def lived(database):
    """Somebody who has answered, written, asked, been asked about and left traces wherever there are some."""
    world = World(database)
    gavle = world.member("Gävle")
    her = world.person(NAME, Role.OFFICIAL, gavle)
    world.at = world.meeting(host=gavle)
    world.press(her, "meeting.answer", f"{world.at}.yes")
    world.ask(her, "/mote kalender")
    contribute(world, her, consents=("publication",))
    world.send(world.coordinator, world.press(world.coordinator, "experience.change", "1").answer, title="Bättre")
    world.press(her, "experience.withdraw", "1")
    contribute(world, her, title="Den andra", consents=("publication",))
    world.click(world.coordinator, world.ask(world.coordinator, "/erfarenhet 2"), "Godkänn för publicering")
    world.send(her, world.press(her, "experience.change", "2").answer, did="Ändrat")
    world.add(AccessNeed(meeting_id=world.at, person_id=her.person_id, text="Nötallergi"))
    world.add(WaitingAsk(slack_id=her.slack_id, ask={"words": NAME}, at=NOW))
    with world.database.writing() as session:
        session.add(SlackUser(id=her.slack_id, name=NAME, told_at=NOW))
        session.add(NetworkChoice(slack_id=her.slack_id, place="", network_id=world.network_id))
    return world, her


def traces(world, her):
    """The columns where her name or Slack id stands."""
    return {
        name
        for name, words in words_in(world.database).items()
        if NAME in words or json.dumps(NAME)[1:-1] in words or her.slack_id in words
    }


def erased(world, her, experiences="erase"):
    shown = world.ask(her, "/natverk mina uppgifter")
    assert "Radera mig" in labels(shown)
    return world.send(her, world.click(her, shown, "Radera mig").answer, experiences=experiences)


def test_one_gets_all_that_is_known_of_oneself_as_a_file_and_as_json(database):
    world, her = lived(database)
    answered = world.ask(her, "/network my data")
    assert "Answer to a meeting: 1" in words_of(answered)
    read, data = (each.make() for each in answered.answer.files)
    known = json.loads(data)
    assert known["people"][0]["name"] == NAME and len(known["experiences"]) == 2 and known["feeds"]
    assert "secret_hash" not in str(known) and "Nötallergi" in read.decode()
    assert "author_id" not in read.decode() and "  state: handed in" in read.decode()
    assert known["deliveries"] and known["changes"] and known["access_needs"]
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    assert NAME not in str(known_of_in(world, other)) and "Skolval" not in str(known_of_in(world, other))


def known_of_in(world, who):
    with world.database.reading() as session:
        return known_of(session, who.slack_id)


def test_name_and_slack_id_go_everywhere_and_what_was_done_stays(database):
    world, her = lived(database)
    assert {"people.name", "deliveries.message", "changes.by", "slack_users.name"} <= traces(world, her)
    assert world.send(her, world.press(her, "my_data.erase").answer, experiences="").field_errors
    assert "raderade" in words_of(erased(world, her))
    assert traces(world, her) == set()
    person = world.row(Person, her.person_id)
    assert (person.name, person.state) == ("tidigare tjänsteperson, Gävle", PersonState.LEFT)
    assert [each.person_id for each in world.rows(Answer)] == [her.person_id]
    assert {each.state for each in world.rows(Experience)} == {ExperienceState.ERASED}
    assert not world.rows(Feed) and not world.rows(AccessNeed)
    assert not [each for each in world.rows(Delivery) if each.to == her.slack_id]
    assert sweep(database, NOW)
    assert NAME.encode() not in bytes_of(database) and her.slack_id.encode() not in bytes_of(database)
    assert world.press(her, "my_data.erase").refused


def test_on_a_server_no_column_holds_name_or_slack_id(postgres):  # noqa: F811
    world, her = lived(postgres)
    erased(world, her)
    assert traces(world, her) == set()


def test_with_a_yes_the_experiences_stay_without_the_name(database):
    world, her = lived(database)
    erased(world, her, "keep")
    assert traces(world, her) == set()
    states = [each.state for each in world.rows(Experience)]
    assert states == [ExperienceState.WITHDRAWN, ExperienceState.CONTRIBUTED]
    assert "tidigare tjänsteperson, Gävle" in words_of(world.ask(world.coordinator, "/erfarenhet 2"))


def test_a_forged_form_erases_only_who_sends_it(database):
    world, her = lived(database)
    form = world.press(her, "my_data.erase").answer
    assert world.send(world.stranger, form, experiences="erase").refused
    assert world.row(Person, her.person_id).name == NAME


@pytest.mark.parametrize("who", ["stranger", "newcomer"])
def test_who_is_not_known_is_told_so(world, who):
    assert "vet inget om dig" in words_of(world.ask(getattr(world, who), "/natverk mina uppgifter"))


def stood(world, key, **more):
    """A message that a job laid out, and that is over."""
    return Delivery(
        network_id=world.network_id, key=key, kind="summary", to="UCOORD", state=DeliveryState.SENT, due_at=NOW,
        sent_at=NOW, channel="D1", ts=key, closed_at=NOW, shown={"text": f"Ja: {NAME}", "blocks": []}, **more,
    )  # fmt: skip


def test_what_is_over_says_in_slack_that_it_is_erased_also_when_its_words_are_forgotten(database):
    world, her = lived(database)
    world.add(stood(world, "lately"), stood(world, "long ago"), stood(world, "of nobody"))
    with database.writing() as session:
        rows = {each.key: each for each in session.query(Delivery).filter(Delivery.kind == "summary")}
        rows["of nobody"].shown = {"text": "Ja: 4", "blocks": []}
        let_words_go(session, [rows["long ago"], rows["of nobody"]])
        assert rows["long ago"].shown is None and rows["of nobody"].about == {}
        numbers = {str(each.id): key for key, each in rows.items()}
    erased(world, her)
    marks = [each for each in world.rows(Delivery) if each.kind == MARK and each.about["marks"] in numbers]
    assert {numbers[each.about["marks"]] for each in marks} == {"lately", "long ago"}
    assert all("är raderade" in each.message["text"] for each in marks) and traces(world, her) == set()


def test_a_name_that_begins_others_words_and_one_from_before_it_was_changed_are_told_apart(database):
    world = World(database)
    anna = world.person("Anna", Role.OFFICIAL, world.member("Gävle"))
    world.add(stood(world, "other"), stood(world, "hers"), stood(world, "short"))
    world.add(SlackUser(id=anna.slack_id, name="Anna", told_at=NOW), Person(network_id=world.network_id, name="Anna",
              role=Role.DEPUTY))  # fmt: skip
    said = {"other": "Annat, Annandag, Johanna", "hers": "Annas svar: Anna", "short": "Ja: Bo, Boende"}
    with database.writing() as session:
        rows = {each.key: each for each in session.query(Delivery).filter(Delivery.kind == "summary")}
        for key, text in said.items():
            rows[key].shown = {"text": text, "blocks": []}
        rename(session, anna.slack_id, "Bo", NOW)
        session.get_one(SlackUser, anna.slack_id).name = "Bo"
        rows["other"].shown = {"text": "Boende, Annat", "blocks": []}
    told = erased(world, anna)
    kept = {each.key: each.shown for each in world.rows(Delivery) if each.key in said}
    assert kept["other"] and not kept["hers"] and not kept["short"]
    assert "står kvar" not in words_of(told), "the deputy that was typed by name bears the name from before"


def test_where_the_name_still_stands_is_told_and_who_is_only_an_account_is_erased_too(database):
    world, her = lived(database)
    world.add(Person(network_id=world.network_id, name=NAME, role=Role.DEPUTY))
    assert "står kvar i det som andra har skrivit: Person." in words_of(erased(world, her))
    world.add(SlackUser(id=world.stranger.slack_id, name="Någon utifrån", told_at=NOW))
    assert not erased(world, world.stranger).refused
    assert not [each for each in world.rows(SlackUser) if each.id == world.stranger.slack_id]
    assert [each.noun for each in world.rows(Erasure)][-1] == "SlackUser"


def test_a_list_is_not_drawn_anew_where_others_words_would_name_her_again(database):
    world, her = lived(database)
    world.add(stood(world, "open"))
    with database.writing() as session:
        session.execute(update(Delivery).where(Delivery.key == "open").values(closed_at=None))
        session.execute(update(Meeting).values(note=f"Ring {NAME}"))
    erased(world, her)
    (open_one,) = [each for each in world.rows(Delivery) if each.key == "open"]
    assert open_one.kind == "erased" and traces(world, her) == {"meetings.note"}


def test_a_deputy_who_is_erased_comes_no_longer_and_whoever_named_them_hears_it_without_the_name(world):
    gavle = world.member("Gävle")
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    deputy = world.person(NAME, Role.DEPUTY, gavle, deputy_for_id=elected.person_id)
    world.add(Answer(meeting_id=world.meeting(first_day=NOW.date().replace(month=5), host=gavle), reply=Reply.DEPUTY,
                     person_id=elected.person_id, deputy_id=deputy.person_id, answered_at=NOW))  # fmt: skip
    assert not erased(world, deputy).refused
    [answer], [told] = world.rows(Answer), world.rows(Delivery)
    assert (answer.reply, answer.deputy_id, told.to) == (Reply.NO, None, elected.slack_id)
    assert "tidigare suppleant, Gävle kan inte heller komma" in told.message["text"] and not traces(world, deputy)


def test_the_last_coordinator_of_any_network_is_erased_when_there_is_another(database):
    world = World(database, coordinators=())
    her = world.person(NAME, Role.COORDINATOR)
    other = world.add(Network(key="other", name="Ett annat", channel="C0OTHER", settings={}))
    world.add(Person(network_id=other, slack_id=her.slack_id, name=NAME, role=Role.COORDINATOR))
    world.person("Samordnare", Role.COORDINATOR)
    no = erased(world, her)
    assert f"{NAME} är nätverkets sista samordnare" in no.field_errors["experiences"]
    assert {each.state for each in world.rows(Person)} == {PersonState.CONFIRMED}
    world.add(Person(network_id=other, slack_id="UNEXT", name="Nästa", role=Role.COORDINATOR))
    assert not erased(world, her).refused
