"""The life of an experience: announced, commented, approved, changed again, withdrawn."""

from __future__ import annotations

import re
import sqlite3
from datetime import date

import pytest
from sqlalchemy import select

from bot.models import Coordination, Delivery, DeliveryState, Experience, ExperienceState, Period, ReviewNote, Role
from bot.terminal.playground import CHANNEL, COORDINATOR
from tests.experiences.test_experience import contribute
from tests.playground.test_playground_run import OFFICIAL, playing, user_named
from tests.world import World, labels, words_of


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def other(world: World):
    world.orebro = world.member("Örebro")
    return world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)


def told(world, to):
    return [each for each in world.rows(Delivery) if each.to == to]


def test_what_is_ticked_for_a_colleague_holds_when_they_have_said_yes_and_they_alone_bring_it_back(world, official):
    colleague = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    contribute(world, official, author=str(colleague.person_id), consents=("publication", "research"))
    row = world.row(Experience, 1)
    assert (row.may_publish, row.may_research) == (False, False) and not told(world, "UCOORD")
    (asked,) = [each.message for each in told(world, colleague.slack_id)]
    assert "bara om du själv säger ja" in asked["text"]
    assert world.press(official, "experience.consent", "1.publication.yes").refused
    for consent in ("publication", "research"):
        (shown,) = [
            each["value"]
            for block in asked["blocks"]
            for each in block.get("elements", ())
            if f".{consent}.yes" in each.get("value", "")
        ]
        assert not world.press_once(colleague, "experience.consent", shown).refused
    row = world.row(Experience, 1)
    assert (row.may_publish, row.may_research) == (True, True) and told(world, "UCOORD")
    world.press(colleague, "experience.consent", "1.research.no")
    world.press(colleague, "experience.withdraw", "1")
    assert world.press(official, "experience.restore", "1").refused
    assert "Återställ" not in labels(world.ask(official, "/erfarenhet 1"))
    assert not world.press(colleague, "experience.restore", "1").refused


def test_a_coordinator_who_approves_their_own_says_so_and_the_others_hear_it(world):
    other = world.person("Samordnare två", Role.COORDINATOR)
    contribute(world, world.coordinator, consents=("publication",))
    shown = world.press(world.coordinator, "experience.approve", "1")
    assert "Godkänd för publicering, av författaren själv." in words_of(shown)
    assert "godkänd av författaren själv" in told(world, other.slack_id)[-1].message["text"]


def test_what_may_be_published_waits_first_and_is_approved_and_the_author_told(world, official):
    contribute(world, official, title="Bara inne")
    contribute(world, official, title="Får spridas", consents=("publication",))
    shown = world.ask(world.coordinator, "/erfarenhet granska")
    assert words_of(shown).index("Får spridas") < words_of(shown).index("Bara inne")
    shown = world.click(world.coordinator, shown, "Visa")
    shown = world.click(world.coordinator, shown, "Godkänn för publicering")
    assert "är godkänd för publicering" in words_of(shown)
    saved = world.row(Experience, 2)
    assert saved.state is ExperienceState.APPROVED and saved.approved_at == world.now and saved.approved_by_id
    (message,) = told(world, official.slack_id)
    assert "har godkänt din erfarenhet #2" in message.message["text"]
    assert "Får spridas" not in words_of(world.ask(world.coordinator, "/experience review"))


def test_what_its_author_keeps_inside_cannot_be_approved(world, official):
    contribute(world, official)
    assert "Godkänn för publicering" not in labels(world.ask(world.coordinator, "/erfarenhet 1"))
    assert world.press(world.coordinator, "experience.approve", "1").refused
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED


def test_others_do_not_review(world, official, other):
    contribute(world, official, consents=("publication",))
    assert world.ask(other, "/erfarenhet granska").refused and world.ask(world.stranger, "/erfarenhet granska").refused
    for who in (official, other, world.stranger, world.newcomer):
        for name in ("approve", "unapprove", "comment"):
            assert world.press(who, f"experience.{name}", "1").refused
    form = world.press(world.coordinator, "experience.comment", "1").answer
    assert world.send(other, form, note="Förfalskad").refused and not world.rows(ReviewNote)


def test_in_a_troika_the_hosts_review(world, official, other):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).coordination = Coordination.TROIKA
    contribute(world, official, consents=("publication",))
    assert world.press(other, "experience.approve", "1").refused
    world.meeting(month=date(2020, 5, 1), host=world.orebro)
    assert "är godkänd" in words_of(world.press(other, "experience.approve", "1"))


def test_a_comment_reaches_the_author_and_stands_in_the_experience(world, official, other):
    contribute(world, official)
    form = world.press(world.coordinator, "experience.comment", "1").answer
    assert world.send(world.coordinator, form, note="").field_errors
    answered = world.send(world.coordinator, form, kind="more", note="Vad sa <barnen> själva?")
    assert "får ett meddelande" in words_of(answered)
    world.send(world.coordinator, world.press(world.coordinator, "experience.comment", "1").answer, note="Tack")
    first, second = told(world, official.slack_id)
    assert "ber om ett tillägg" in first.message["text"] and "&lt;barnen&gt;" in first.message["text"]
    assert "kommenterar" in second.message["text"] and second.about["thread"] == first.key
    assert "Vad sa <barnen> själva?" in words_of(world.ask(official, "/erfarenhet 1"))
    assert "Vad sa" not in words_of(world.ask(other, "/erfarenhet 1"))


def test_changing_the_text_of_what_is_approved_sends_it_back_and_consents_alone_do_not(world, official):
    contribute(world, official, consents=("publication",))
    world.press(world.coordinator, "experience.approve", "1")
    world.send(official, world.press(official, "experience.change", "1").answer, consents=("publication", "research"))
    assert world.row(Experience, 1).state is ExperienceState.APPROVED
    answered = world.send(official, world.press(official, "experience.change", "1").answer, did="Ny text")
    assert "godkänts på nytt" in words_of(answered)
    saved = world.row(Experience, 1)
    assert saved.state is ExperienceState.CONTRIBUTED and saved.approved_at is None and saved.approved_by_id is None


def test_taking_publication_back_takes_the_approval_along(world, official):
    contribute(world, official, consents=("publication",))
    world.press(world.coordinator, "experience.approve", "1")
    shown = world.ask(official, "/erfarenhet 1")
    shown = world.click(official, shown, "Tillåt inte publicering")
    world.click(official, shown, "Tillåt publicering")
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED, "given again it waits for approval again"


def test_an_approval_can_be_taken_back(world, official):
    contribute(world, official, consents=("publication",))
    world.press(world.coordinator, "experience.approve", "1")
    world.click(world.coordinator, world.ask(world.coordinator, "/erfarenhet 1"), "Ta tillbaka godkännandet")
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    assert "inte längre publicerad" in told(world, official.slack_id)[-1].message["text"]


def test_the_channel_reads_an_excerpt_only_of_what_may_be_published(world, official):
    contribute(world, official, title="Bara inne", did="Hemligheten")
    contribute(world, official, title="Får <spridas>", did="Berättelsen " * 100, consents=("publication",))
    inside, open_one = (each.message["text"] for each in told(world, "channel"))
    assert "Gävle, #1" in inside and "Bara inne" not in inside and "Hemligheten" not in inside
    assert "Får &lt;spridas&gt;" in open_one and "Berättelsen" in open_one and len(open_one) < 700


def test_the_network_can_do_without_announcements(world, official):
    form = world.ask(world.coordinator, "/natverk inställningar").answer
    world.send(world.coordinator, form, announce=())
    contribute(world, official)
    assert not told(world, "channel")


@pytest.mark.parametrize("name", ["Dra tillbaka", "Tillåt inte publicering"])
def test_an_announcement_that_still_waits_goes_with_the_consent(world, official, name):
    shown = contribute(world, official, consents=("publication",))
    world.click(official, shown, name)
    assert [each.state for each in told(world, "channel")] == [DeliveryState.CANCELLED]


def test_who_withdraws_reads_who_still_sees_it_and_who_restores_it(world, official):
    mine = words_of(contribute(world, official))
    theirs = words_of(world.ask(world.coordinator, "/erfarenhet 1"))
    assert "för alla utom dig" in mine and "Du kan återställa den" in mine
    assert "för alla utom författaren" in theirs and "Författaren kan återställa den" in theirs
    assert "Du kan" not in theirs


def test_many_wait_on_pages(world, official):
    for n in range(20):
        contribute(world, official, title=f"{n} " + "lång rubrik " * 11)
    shown = world.ask(world.coordinator, "/erfarenhet granska")
    assert "20 erfarenheter väntar" in words_of(shown)
    pages = world.pages(world.coordinator, shown)
    titles = [int(n) for page in pages for n in re.findall(r"^\*(\d+) lång", words_of(page), re.MULTILINE)]
    assert sorted(titles) == list(range(20))


def sent(world, key, ts):
    """Let a message have gone out."""
    with world.database.writing() as session:
        row = session.scalars(select(Delivery).where(Delivery.key == key)).one()
        row.state, row.ts, row.channel, row.sent_at = DeliveryState.SENT, ts, "D1", world.now


def test_those_who_review_are_asked_to_look_at_what_may_be_published(world, official):
    contribute(world, official, title="Bara inne")
    assert not told(world, "UCOORD")
    contribute(world, official, title="Får <spridas>", consents=("publication",))
    (asked,) = told(world, "UCOORD")
    assert "#2 från Gävle får publiceras och väntar" in asked.message["text"]
    assert "Får &lt;spridas&gt;" in asked.message["text"] and asked.kind == "experience_to_review"
    world.press(official, "experience.consent", "1.publication.yes")
    assert "#1" in told(world, "UCOORD")[-1].message["text"]


def test_in_a_troika_the_voices_of_its_members_are_asked_too_but_not_the_author(world, official, other):
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).coordination = Coordination.TROIKA
    world.meeting(month=date(2020, 5, 1), host=world.orebro)
    world.meeting(month=date(2020, 11, 1), host=world.gavle)
    contribute(world, official, consents=("publication",))
    assert len(told(world, other.slack_id)) == 1 and not told(world, official.slack_id)


def test_a_review_is_a_conversation_in_threads(world, official, other):
    contribute(world, official, consents=("publication",))
    sent(world, "experience/1/review/UCOORD", "10.1")
    answered = world.say(world.coordinator, "Vilka aktiviteter gällde det?", thread="10.1")
    assert "får ett meddelande" in words_of(answered), "in a thread it is no question to the bot"
    (note,) = told(world, official.slack_id)
    assert "Samordnare kommenterar" in note.message["text"] and "Vilka aktiviteter" in note.message["text"]
    sent(world, note.key, "20.1")
    answered = world.say(official, "Alla <sju>", thread="20.1")
    assert "får läsa ditt svar" in words_of(answered)
    back = told(world, "UCOORD")[-1]
    assert "Tjänsteperson, Gävle, som har skrivit" in back.message["text"] and "&lt;sju&gt;" in back.message["text"]
    assert back.about["thread"] == "experience/1/review/UCOORD"
    world.say(world.coordinator, "Tack, då godkänner jag", thread="10.1")
    assert told(world, official.slack_id)[-1].about["thread"] == note.key
    assert [each.text for each in world.rows(ReviewNote)] == [
        "Vilka aktiviteter gällde det?", "Alla <sju>", "Tack, då godkänner jag",
    ]  # fmt: skip
    for who in (official, world.coordinator):
        words = words_of(world.ask(who, "/erfarenhet 1"))
        assert (
            "Samordnare, 10 februari 2020: Tack, då" in words
            and "Tjänsteperson, Gävle, 10 februari 2020: Alla" in words
        )
    assert "Tack, då" not in words_of(world.ask(other, "/erfarenhet 1"))


def test_an_answer_in_a_thread_is_only_for_those_in_the_conversation(world, official, other):
    contribute(world, official, consents=("publication",))
    sent(world, "experience/1/review/UCOORD", "10.1")
    for who in (other, world.stranger, world.newcomer, official):
        world.say(who, "Kapad kommentar", thread="10.1")
    world.say(world.coordinator, "I en kanal", thread="10.1", direct=False)
    assert not world.rows(ReviewNote)
    assert world.say(world.coordinator, "x" * 1600, thread="10.1").refused
    world.press(official, "experience.withdraw", "1")
    assert world.say(world.coordinator, "För sent", thread="10.1").refused
    assert not world.rows(ReviewNote)


def test_an_answer_to_what_nobody_knows_to_have_arrived_is_asked_for_again(world, official):
    contribute(world, official, consents=("publication",))
    with world.database.writing() as session:
        session.scalars(select(Delivery).where(Delivery.to == "UCOORD")).one().state = DeliveryState.UNCERTAIN
    assert "Skriv det igen om en minut" in words_of(world.say(world.coordinator, "Bra", thread="10.1"))
    assert "Skriv det igen" not in words_of(world.say(world.coordinator, "hjälp"))
    assert not world.rows(ReviewNote)


def test_an_answer_that_slack_sends_twice_is_one_comment(world, official):
    contribute(world, official, consents=("publication",))
    sent(world, "experience/1/review/UCOORD", "10.1")
    for _ in range(2):
        world.say(world.coordinator, "En gång", thread="10.1", once="event/E1")
    assert len(world.rows(ReviewNote)) == 1


def test_who_asked_for_more_reads_in_the_thread_that_it_has_changed(world, official):
    contribute(world, official, consents=("publication",))
    world.send(official, world.press(official, "experience.change", "1").answer, did="Bättre innan någon frågat")
    assert len(told(world, "UCOORD")) == 1
    form = world.press(world.coordinator, "experience.comment", "1").answer
    world.send(world.coordinator, form, kind="more", note="Vad sa barnen?")
    world.send(official, world.press(official, "experience.change", "1").answer, did="Barnen sa ja")
    again = told(world, "UCOORD")[-1]
    assert "ändrade erfarenheten #1" in again.message["text"]
    assert again.about["thread"] == "experience/1/review/UCOORD"
    world.press(world.coordinator, "experience.approve", "1")
    world.send(official, world.press(official, "experience.change", "1").answer, did="Ändrad efter godkännandet")
    assert len(told(world, "UCOORD")) == 3


def test_from_the_playground_a_review_is_talked_about_in_threads_with_a_file_beside(tmp_path):
    async def scene(play) -> None:
        slack, author, coordinator = play.slack, user_named(play, OFFICIAL), COORDINATOR.id
        direct = {who: slack.local.team.direct(who).id for who in (author, coordinator)}

        def read(who, words):
            """The message with those words, once the bot knows too that it stands there."""
            return next((each for each in slack.messages(direct[who]) if words in each.text and is_noted(each)), None)

        def is_noted(message):
            with sqlite3.connect(next(tmp_path.rglob("*.db"))) as database:
                key = message.metadata["event_payload"]["key"]
                noted = database.execute("SELECT state FROM deliveries WHERE key = ?", [key]).fetchone()
            return noted == ("sent",)

        def named(who, begins):
            return [
                each["block_id"] for each in slack.local.views.top(who).blocks if each["block_id"].startswith(begins)
            ]

        def kept(who, many):
            ticks = named(who, "kept_files")
            blocks = {each["block_id"]: each for each in slack.local.views.top(who).blocks}
            return [each for each in ticks if len(blocks[each]["element"]["options"]) == many]

        await slack.command(author, CHANNEL.id, "/erfarenhet")
        form = await slack.wait_for(lambda: slack.local.views.top(author), 10)
        given = {"files": [slack.give_file(author, "plan.pdf", b"x")]}
        fields = {"title": "Skolval", "did": "Eleverna valde.", "consents": ["publication"], "no_child": ["yes"]}
        slack.fill_in(form, {name: {name: each} for name, each in (fields | {"files": given}).items()})
        await slack.click(author, form.id, "experience.draft:")
        (ticks,) = await slack.wait_for(lambda: kept(author, 1), 10)
        (adding,) = named(author, "files")
        more = {adding: {adding: {"files": [slack.give_file(author, "bild.png", b"x")]}}}
        slack.fill_in(slack.local.views.top(author), more | {ticks: {ticks: []}})
        await slack.click(author, form.id, "experience.draft:")
        await slack.wait_for(lambda: kept(author, 1) not in ([], [ticks]), 10)
        await slack.submit(author, form.id, {})
        asked = await slack.wait_for(lambda: read(coordinator, "#1 från Gävle får publiceras"), 30)
        await slack.say(coordinator, direct[coordinator], "Hur många var med?", asked.ts)
        told = await slack.wait_for(lambda: read(author, "Hur många var med?"), 30)
        await slack.say(author, direct[author], "Alla sju klasser.", told.ts)
        back = await slack.wait_for(lambda: read(coordinator, "Alla sju klasser."), 30)
        assert back.thread_ts == asked.ts and "som har skrivit" in back.text
        shown = await slack.command(author, CHANNEL.id, "/erfarenhet 1")
        assert "bild.png" in shown.words and "plan.pdf" not in shown.words, "the first was left out"
        assert "Hur många var med?" in shown.words
        await slack.click(author, shown.message, "experience.withdraw:1")
        await slack.wait_for(lambda: read(coordinator, "#1 från Gävle är tillbakadragen"), 30)

        def is_untold():
            return not [each for each in slack.messages(CHANNEL.id) if "Skolval" in each.text and not each.is_ephemeral]

        await slack.wait_for(is_untold, 30)  # changes of messages go in no order

    playing(tmp_path)(scene)
