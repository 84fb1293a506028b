"""What is decided in a list leaves the list, with the receipt on top; what is opened from one has a way back."""

from __future__ import annotations

import pytest

from bot.models import PersonState, Role
from bot.slack.payloads import form_payload
from bot.slack.replies import form_in
from tests.experiences.test_experience import contribute
from tests.world import CHANNEL_ID, blocks_of, labels, words_of

BACK = "Tillbaka till listan"


@pytest.fixture
def official(world):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def test_withdrawing_one_of_ones_own_leaves_the_others_under_the_receipt(world, official):
    for title in ("Skolval", "Lovdagar", "Elevråd"):
        contribute(world, official, title=title)
    left = world.click(official, world.ask(official, "/erfarenhet mina"), "Dra tillbaka", nth=1)
    words = words_of(left)
    assert words.startswith("Erfarenheten #2 är tillbakadragen.") and all(
        each in words for each in ("Skolval", "Elevråd")
    )
    assert "Erfarenheten #2 är tillbakadragen." in str(blocks_of(left)[0])
    assert labels(left).count("Dra tillbaka") == 2 and "Återställ" in labels(left)


@pytest.mark.parametrize(
    "typed", ["/erfarenhet mina", "/erfarenhet sök skolval", "/erfarenhet granska", "/mote lista", "/aktiviteter"]
)
def test_whatever_is_opened_from_a_list_has_a_way_back(world, official, typed):
    contribute(world, official, title="Skolval", consents=("publication",))
    world.meeting()
    world.activity(1, "Lagen")
    listed = world.ask(world.coordinator if "granska" in typed else official, typed)
    who = world.coordinator if "granska" in typed else official
    shown = world.click(who, listed, "Visa")
    assert words_of(world.click(who, shown, BACK)) == words_of(listed)


def test_a_card_keeps_its_way_back_when_something_is_decided_on_it(world, official):
    world.meeting()
    shown = world.click(official, world.click(official, world.ask(official, "/mote lista"), "Visa"), "Ja")
    assert "✓ Ja" in labels(shown) and BACK in labels(shown)


def test_a_list_that_is_gone_or_forged_is_no_list(world, official):
    contribute(world, official)
    for stands in ("list 0 1 experience.withdraw 1", "list 0 1 x", "card", "list 0 1 join.confirm 1", "list 0 1"):
        shown = world.press(official, "experience.show", "1", stands_in=stands)
        assert not shown.refused and BACK not in labels(shown)


def test_what_is_decided_on_a_later_page_leaves_that_page(world, official):
    for n in range(30):
        world.person(f"Tjänsteperson {n}", Role.OFFICIAL, world.member(f"Kommun {n:02}"))
    first = world.ask(world.coordinator, "/natverk medlemmar")
    later = world.click(world.coordinator, first, "Visa fler")
    ended = world.click(world.coordinator, later, "Avsluta plats")
    assert ended.changed and words_of(ended).startswith("Tjänsteperson ")
    assert "Föregående" in labels(ended)
    again = world.click(world.coordinator, later, "Avsluta plats")
    assert not again.changed and "inget gjordes" in words_of(again) and "Föregående" in labels(again)


def test_a_form_that_a_list_opened_leaves_that_page_of_it(world):
    for n in range(40):
        world.person(f"Gäst {n:02}", Role.GUEST, state=PersonState.REQUESTED)
    first = world.ask(world.coordinator, "/natverk medlemmar")
    later = world.click(world.coordinator, first, "Läs vidare")
    asked = world.click(world.coordinator, later, "Avslå")
    view = form_in(asked, asked.answer, CHANNEL_ID)
    assert form_payload({"view": view}, "form").stands_in == asked.stands_in.strip() != ""
    declined = world.send(world.coordinator, asked, reason="Nej")
    assert declined.changed and "begäran från Gäst" in words_of(declined).splitlines()[0]
    assert "Föregående" in labels(declined)
    late = world.click(world.coordinator, later, "Bekräfta")
    assert not late.changed and "har avslagit" in words_of(late).splitlines()[0] and "Föregående" in labels(late)


def test_a_vote_for_what_has_been_taken_back_shows_what_there_is(world, official):
    for theme in ("Skolval", "Elevråd"):
        world.ask(official, f"/mote tema {theme}")
    shown = world.ask(official, "/mote tema")
    form = world.press(official, "theme.withdraw").answer
    world.send(official, form, theme="1")
    late = world.click(official, shown, "✓ Ta tillbaka min röst")
    assert not late.changed and "går inte att rösta på" in words_of(late) and "Elevråd" in words_of(late)
    assert "Skolval" not in words_of(late)
    kept = world.click(official, late, "✓ Ta tillbaka min röst")
    assert kept.changed and words_of(kept).startswith("Din röst på ”Elevråd” är tillbakatagen.")
