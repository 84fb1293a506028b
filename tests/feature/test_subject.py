"""What is decided by a button is what was read: made from what is declared, so that a new button is asked too."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.messages import Message
from bot.experiences.fields import FIELDS
from bot.features import find_features
from bot.models import Answer, Experience, ExperienceState, Role
from tests.experiences.test_experience import contribute
from tests.world import World, labels, words_of

DECIDES_ABOUT_NOTHING_THAT_CHANGES = {
    "answer.undo": "is refused when anything else of the plan has changed since",
    "answer.needs_told": "only reads, and keeps that it was read",
    "begin.cancel": "what one has given oneself",
    "calendar.get": "one's own address",
    "calendar.renew": "one's own address",
    "calendar.close": "one's own address",
    "coverage.chase": "asks whoever lacks something when it is pressed, and nobody twice",
    "days.can": "one's own answer, to days that nobody changes",
    "days.say": "one's own answer, to days that nobody changes",
    "decision.undo": "is refused when anything else of the plan has changed since",
    "experience.draft": "keeps what stands in the form it stands in",
    "experience.discard": "one's own draft, which nobody else changes",
    "experience.drop_change": "what one has begun oneself",
    "fees.undo": "what one has just noted, with its own time limit",
    "hosting.withdraw": "the request of one's own member, as it was sent",
    "join.leave": "one's own seat",
    "manage.undo": "is refused when anything else of the plan has changed since",
    "people.undo": "is refused when anything else of them has changed since",
    "network.settings": "opens a form",
    "queue.undo": "is refused when anything else of the plan has changed since",
    "reminder.later": "one's own reminder",
    "seat.end": "that person, whatever seat they have by then",
    "step.undo": "is refused when the plan has changed since, and sets who answered before",
    "theme.vote": "one's own vote, for a theme whose words nobody changes",
}


def test_every_button_that_decides_carries_what_was_shown_or_says_why_it_need_not():
    acts = find_features().buttons.values()
    kept = {each.name for each in acts if each.does.__name__ == "keep"}
    told = {each.name for each in acts if each.writes and each.about is None} - kept
    assert told == set(DECIDES_ABOUT_NOTHING_THAT_CHANGES)


@pytest.mark.parametrize(
    ("button", "value", "said", "way_on"),
    [
        ("activity.done", "99", "aktiviteten finns inte längre", "Visa"),
        ("experience.discard", "1", "kanske är det redan insänt", "Ändra"),
        ("experience.continue", "1", "kanske är det redan insänt", "Ändra"),
        ("deputy.ask", "1.99", "inte svarat nej till mötet", "Min suppleant kommer"),
        ("deputy.answer", "99.yes", "inte längre tillfrågad", "Visa"),
        ("hosting.withdraw", "99", "Frågan finns inte längre", "Turordning"),
        ("meeting.answer", "99.yes", "mötet finns inte längre", "Visa"),
    ],
)
def test_who_presses_what_is_so_no_longer_sees_how_it_is_now_with_its_way_on(world, button, value, said, way_on):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    world.meeting(first_day=date(2020, 5, 14))
    world.activity(1, "Lagen")
    contribute(world, official)
    late = world.press_once(official, button, value)
    assert late.overtaken and not late.changed and said in words_of(late).splitlines()[0]
    assert way_on in labels(late)


@pytest.fixture
def waiting(world: World) -> World:
    world.author = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    contribute(world, world.author, consents=("publication",))
    return world


@pytest.mark.parametrize("field", [each.name for each in FIELDS])
def test_what_was_not_read_is_not_approved_wherever_in_it_that_is(waiting, field):
    shown = waiting.ask(waiting.coordinator, "/erfarenhet 1")
    form = waiting.press(waiting.author, "experience.change", "1").answer
    waiting.send(waiting.author, form, **{field: "https://exempel.se/nytt" if field == "links" else "Något nytt"})
    again = waiting.click(waiting.coordinator, shown, "Godkänn för publicering")
    assert "ändrad sedan du läste den" in words_of(again).casefold() and not again.changed
    assert waiting.row(Experience, 1).state is ExperienceState.CONTRIBUTED
    waiting.click(waiting.coordinator, again, "Godkänn för publicering")
    assert waiting.row(Experience, 1).state is ExperienceState.APPROVED


def test_an_answer_to_other_days_or_another_place_is_asked_for_again(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    meeting = world.meeting(first_day=date(2020, 5, 14), place="Stadshuset")
    for change in ({"first_day": date(2020, 5, 20), "last_day": date(2020, 5, 20)}, {"place": "Rådhuset"}):
        shown = world.ask(official, "/mote")
        world.change(meeting, **change)
        again = world.click(official, shown, "Ja")
        assert "Mötet är flyttat till 20 maj 2020" in words_of(again)
        assert "gäller ditt svar" in words_of(again).casefold() and not world.rows(Answer)
    world.change(meeting, place="")
    again = world.click(official, again, "Ja")
    assert "Mötet är flyttat till 20 maj 2020. Gäller ditt svar" in words_of(again), "where is not known, nor said"
    world.click(official, again, "Ja")
    assert len(world.rows(Answer)) == 1


def test_a_button_that_does_not_tell_what_was_shown_shows_it(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    meeting = world.meeting(first_day=date(2020, 5, 14))
    for value in (f"{meeting}.yes", f"{meeting}.yes~", f"{meeting}.yes~{'0' * 12}"):
        shown = world.press_once(official, "meeting.answer", value)
        assert isinstance(shown.answer, Message) and "Ja" in labels(shown) and not world.rows(Answer)
