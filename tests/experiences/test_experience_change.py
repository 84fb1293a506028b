"""Changing an experience, withdrawing and restoring it: by whom, with every version kept."""

from __future__ import annotations

import pytest

from bot.feature.call import Fields
from bot.models import BegunChange, Delivery, Experience, ExperienceState, ExperienceVersion, Role
from bot.slack.payloads import Ask, Who
from tests.experiences.test_experience import contribute
from tests.world import World, labels, prefilled, words_of


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def other(world: World):
    return world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))


def form_of(world, who, number=1):
    return world.press(who, "experience.change", str(number)).answer


def test_a_change_keeps_the_version_before(world, official):
    contribute(world, official, title="Första", consents=("research",))
    answered = world.send(official, form_of(world, official), title="Andra", consents=())
    assert "#1" in words_of(answered)
    assert world.row(Experience, 1).title == "Andra"
    (kept,) = world.rows(ExperienceVersion)
    assert kept.content["title"] == "Första" and kept.content["consents"] == ["research"]


def test_a_stale_change_is_said_and_overwrites_nothing(world, official):
    contribute(world, official)
    form = form_of(world, official)
    world.send(official, form, title="Andra")
    answered = world.send(official, form, title="Tredje")
    assert answered.refused and world.row(Experience, 1).title == "Andra"
    assert "Andra" in words_of(answered) and prefilled(answered.answer)["title"] == "Tredje"


def test_others_cannot_change_or_withdraw(world, official, other):
    contribute(world, official)
    form = form_of(world, official)
    assert world.press(other, "experience.change", "1").refused
    assert world.send(other, form, title="Kapad").refused
    assert world.press(other, "experience.withdraw", "1").refused
    assert world.press(other, "experience.consent", "1.publication.yes").refused
    saved = world.row(Experience, 1)
    assert saved.version == 1 and not saved.may_publish


def test_what_is_withdrawn_is_gone_for_others_and_its_author_restores_it(world, official, other):
    shown = contribute(world, official, title="Skolval")
    world.click(official, shown, "Dra tillbaka")
    assert world.ask(other, "/erfarenhet 1").refused
    shown = world.ask(world.coordinator, "/erfarenhet 1")
    assert labels(shown) == ["Radera för gott"] and "Skolval" not in words_of(shown), "to be erased, not read"
    for who in (other, world.coordinator):
        assert "Ingen erfarenhet" in words_of(world.ask(who, "/erfarenhet sök skolval"))
    assert "Ingen erfarenhet" in words_of(world.ask(official, "/erfarenhet sök skolval"))
    mine = world.ask(official, "/erfarenhet mina")
    assert "Tillbakadragen" in words_of(mine) and "Ändra" not in labels(mine)
    assert "Du har bidragit" not in words_of(mine)
    assert world.press(official, "experience.change", "1").refused
    world.click(official, mine, "Återställ")
    assert world.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    assert "Skolval" in words_of(world.ask(other, "/erfarenhet sök skolval"))
    assert [each.content["state"] for each in world.rows(ExperienceVersion)] == ["contributed", "withdrawn"]


def test_withdrawing_twice_is_once(world, official):
    contribute(world, official)
    for _ in range(2):
        world.press(official, "experience.withdraw", "1")
    assert len(world.rows(ExperienceVersion)) == 1


def test_a_coordinator_changes_and_withdraws_and_the_author_hears_of_it(world, official):
    contribute(world, official)
    assert not world.send(world.coordinator, form_of(world, world.coordinator), title="Rättad").refused
    world.press(world.coordinator, "experience.withdraw", "1")
    told = [each.message["text"] for each in world.rows(Delivery) if each.to == official.slack_id]
    assert len(told) == 2 and "Rättad" in told[0] and "återställa" in told[1]


def test_only_the_author_gives_a_consent_others_may_take_it_back(world, official):
    contribute(world, official, consents=("publication",))
    assert world.press(world.coordinator, "experience.consent", "1.research.yes").refused
    answered = world.send(world.coordinator, form_of(world, world.coordinator), consents=("publication", "research"))
    assert list(answered.field_errors) == ["consents"]
    world.press(world.coordinator, "experience.consent", "1.publication.no")
    saved = world.row(Experience, 1)
    assert not saved.may_publish and not saved.may_research


def test_who_left_the_network_still_withdraws_what_is_theirs_and_nothing_else(world, official, other):
    from bot.models import Person, PersonState

    contribute(world, official)
    contribute(world, other)
    with world.database.writing() as session:
        session.get(Person, official.person_id).state = PersonState.LEFT
    assert "Dra tillbaka" in labels(world.ask(official, "/erfarenhet 1"))
    assert "Dra tillbaka" not in labels(world.ask(official, "/erfarenhet 2"))
    assert world.press(official, "experience.withdraw", "2").refused
    assert not world.press(official, "experience.withdraw", "1").refused
    assert world.row(Experience, 1).state is ExperienceState.WITHDRAWN
    assert world.ask(official, "/erfarenhet").refused


def type_in(world, who, form, name="did", view="V1", **values):
    """What Slack sends at a pause in the typing: the whole form as it stands."""
    fields = Fields({**prefilled(form), **values}, form.about)
    return world.press(who, name, view=view, container="view", fields=fields)


def close(world, who, form):
    """What Slack sends when a form is closed: nothing of what stood in it."""
    ask = Ask(kind="closed", name=form.name, who=Who(who.slack_id), value=form.about, view="V1", once="closed/V1")
    return world.answering.answer(ask, who.user, world.now)


def test_a_change_that_is_closed_is_kept_beside_the_experience_and_gone_on_with(world, official, other):
    contribute(world, official, title="Skolval", consents=("publication",))
    form = form_of(world, official)
    assert form.tells_close
    type_in(world, official, form, title="Skolval för fler", did="Halv mening", consents=())
    closed = close(world, official, form)
    assert "Din ändring av ”Skolval” finns kvar" in words_of(closed) and "Fortsätt ändra" in labels(closed)
    saved = world.row(Experience, 1)
    assert (saved.title, saved.may_publish, saved.version) == ("Skolval", True, 1)
    assert "Halv mening" not in words_of(world.ask(official, "/erfarenhet 1"))
    assert (
        "Halv" not in words_of(world.ask(other, "/erfarenhet 1")) + words_of(world.ask(other, "/erfarenhet halv"))[40:]
    )
    mine = world.ask(official, "/erfarenhet mina")
    assert "Du har börjat på en ändring" in words_of(mine)
    again = world.click(official, mine, "Fortsätt ändra").answer
    assert "Inget ändras förrän du sparar" in words_of(again)
    held = prefilled(again)
    assert (held["title"], held["did"], held["consents"]) == ("Skolval för fler", "Halv mening", ())
    world.send(official, again, view="V2", did="Hel mening")
    assert world.row(Experience, 1).did == "Hel mening" and not world.rows(BegunChange)


def test_what_arrives_after_the_change_was_saved_brings_nothing_back(world, official):
    contribute(world, official)
    form = form_of(world, official)
    world.send(official, form, view="V1", did="Sparad")
    type_in(world, official, form, did="Försenad")
    assert close(world, official, form).answer is None and not world.rows(BegunChange)


def test_a_form_that_is_opened_and_closed_unchanged_keeps_nothing(world, official):
    contribute(world, official, author="")
    form = form_of(world, official)
    type_in(world, official, form)
    assert close(world, official, form).answer is None and not world.rows(BegunChange)


def test_a_begun_change_can_be_thrown_away(world, official):
    contribute(world, official)
    type_in(world, official, form_of(world, official), did="Ångrat")
    answered = world.click(official, world.ask(official, "/erfarenhet 1"), "Ta bort ändringen")
    assert "är som den var" in words_of(answered) and "Ångrat" not in words_of(answered)
    assert not world.rows(BegunChange) and "Ändra" in labels(answered)


def test_two_who_wrote_together_change_at_once_nothing_is_overwritten_and_nothing_lost(world, official):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    contribute(world, official, co_authors=(str(elected.person_id),))
    assert "Ändra" in labels(world.ask(elected, "/erfarenhet mina"))
    hers, his = form_of(world, elected), form_of(world, official)
    type_in(world, elected, hers, did="Hennes text", view="VHERS")
    world.send(official, his, did="Hans text")
    answered = world.send(elected, hers, did="Hennes text", view="VHERS")
    assert "Hans text" in words_of(answered) and prefilled(answered.answer)["did"] == "Hennes text"
    assert answered.refused and world.row(Experience, 1).did == "Hans text"
    again = form_of(world, elected)
    assert prefilled(again)["did"] == "Hennes text" and "Någon annan har ändrat" in words_of(again)
    world.send(elected, again)
    assert world.row(Experience, 1).did == "Hennes text"
    assert [each.content["did"] for each in world.rows(ExperienceVersion)][-1] == "Hans text"


def test_who_wrote_together_changes_the_words_but_the_author_decides(world, official):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    contribute(world, official, co_authors=(str(elected.person_id),))
    assert not {"Dra tillbaka", "Tillåt publicering"} & set(labels(world.ask(elected, "/erfarenhet 1")))
    assert world.press(elected, "experience.withdraw", "1").refused
    assert world.press(elected, "experience.consent", "1.publication.yes").refused
    assert world.send(elected, form_of(world, elected), consents=("publication",)).field_errors
    world.press(official, "experience.withdraw", "1")
    assert world.press(elected, "experience.change", "1").refused
    assert "#1" not in words_of(world.ask(elected, "/erfarenhet mina"))


def test_others_cannot_leave_a_begun_change_or_see_one(world, official, other):
    contribute(world, official)
    form = form_of(world, official)
    type_in(world, official, form, did="Min halva")
    type_in(world, other, form, did="Kapad", view="V9")
    assert len(world.rows(BegunChange)) == 1
    assert world.press(other, "experience.drop_change", "1").refused and world.rows(BegunChange)
    theirs = world.press(world.coordinator, "experience.change", "1").answer
    assert "Min halva" not in str(theirs.rendered)


def test_the_button_in_the_form_keeps_the_change_and_says_so(world, official):
    contribute(world, official)
    form = form_of(world, official)
    answered = type_in(world, official, form, name="experience.draft", title="Ny rubrik")
    assert "Din ändring finns kvar" in words_of(answered) and prefilled(answered.answer)["title"] == "Ny rubrik"
    assert answered.answer.about == form.about
    assert "Inget skiljer sig" in words_of(type_in(world, official, form, name="experience.draft"))
