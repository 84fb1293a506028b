"""/mote tema: suggestions, votes, the officials' choice, and what carries over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.models import Change, MeetingKind, MeetingState, PersonState, Role, Theme, ThemeVote
from tests.world import NOW, World, blocks_of, labels, prefilled, words_of

DAY = (NOW + timedelta(days=30)).date()


@pytest.fixture
def people(world: World):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    world.at = world.meeting(first_day=DAY)
    return world


def votes(world: World) -> list[tuple[int, int]]:
    return sorted((each.theme_id, each.person_id) for each in world.rows(ThemeVote))


def test_a_suggestion_is_kept_with_its_first_vote(people):
    shown = people.ask(people.elected, "/mote tema Barns  delaktighet & <makt>")
    words = words_of(shown)
    assert "”Barns delaktighet & <makt>” står på listan" in words and "1 röst · föreslaget av Gävle" in words
    assert "<makt>" not in shown.answer.text
    assert [each.text for each in people.rows(Theme)] == ["Barns delaktighet & <makt>"]


def test_without_words_the_list_is_shown_also_in_english(people):
    assert "Ingen har föreslagit något tema än" in words_of(people.ask(people.elected, "/mote tema"))
    people.ask(people.elected, "/meeting theme Hearing children")
    assert "1 vote" in words_of(people.ask(people.official, "/meeting theme"))


def test_one_vote_a_person_which_can_be_taken_back(people):
    shown = people.ask(people.elected, "/mote tema Trygghet")
    old = people.ask(people.official, "/mote tema")
    for _ in range(2):
        shown = people.click(people.official, old, "Rösta")
    assert "2 röster" in words_of(shown) and len(votes(people)) == 2
    shown = people.click(people.official, shown, "✓ Ta tillbaka min röst")
    assert "1 röst" in words_of(shown)
    people.press(people.official, "theme.vote", "1.off")
    assert votes(people) == [(1, people.elected.person_id)]


def test_the_same_suggestion_again_is_a_vote(people):
    people.ask(people.elected, "/mote tema Barnets bästa")
    assert "står redan på listan" in words_of(people.ask(people.official, "/mote tema BARNETS  BASTA."))
    assert len(people.rows(Theme)) == 1 and len(votes(people)) == 2


def test_those_with_most_votes_stand_first(people):
    people.ask(people.elected, "/mote tema Ett")
    people.ask(people.elected, "/mote tema Två")
    shown = people.press(people.official, "theme.vote", "2.on")
    assert words_of(shown).index("*1.* Två") < words_of(shown).index("*2.* Ett")


def test_the_officials_choose_and_the_rest_carry_over(people):
    for text in ("Ett", "Två", "Tre"):
        people.ask(people.elected, f"/mote tema {text}")
    form = people.click(people.official, people.ask(people.official, "/mote tema"), f"Välj till {DAY.day} mars 2020")
    shown = people.send(people.official, form.answer, themes=("2", "3"))
    assert "Valt till 11 mars 2020:* Två; Tre" in words_of(shown) and "*1.* Ett" in words_of(shown)
    assert "Tema:* Två; Tre" in words_of(people.ask(people.elected, "/mote"))
    assert "Två" not in words_of(people.ask(people.stranger, "/mote"))
    form = people.click(people.official, people.ask(people.official, "/mote"), "Välj teman").answer
    people.send(people.official, form, themes=("3",))
    assert [each.meeting_id for each in people.rows(Theme)] == [None, None, people.at]


def test_a_choice_made_meanwhile_is_not_overwritten(people):
    people.ask(people.elected, "/mote tema Ett")
    first = people.press(people.official, "theme.choose", str(people.at)).answer
    second = people.press(people.coordinator, "theme.choose", str(people.at)).answer
    people.send(people.official, first, themes=("1",))
    stale = people.send(people.coordinator, second, themes=()).answer
    assert "Nu under *Teman*: Ett" in words_of(stale) and not prefilled(stale)["themes"]
    assert people.rows(Theme)[0].meeting_id == people.at


def test_only_officials_and_the_coordinator_choose(people):
    people.ask(people.elected, "/mote tema Ett")
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    assert not [each for each in labels(people.ask(people.elected, "/mote tema")) if each.startswith("Välj till")]
    assert people.press(people.elected, "theme.choose", str(people.at)).refused
    assert people.send(people.elected, form, themes=("1",)).field_errors
    assert people.rows(Theme)[0].meeting_id is None


def test_a_chosen_theme_takes_no_votes_and_a_past_or_cancelled_meeting_no_themes(people):
    people.ask(people.elected, "/mote tema Ett")
    people.send(people.official, people.press(people.official, "theme.choose", str(people.at)).answer, themes=("1",))
    assert not people.press(people.official, "theme.vote", "1.on").changed
    people.ask(people.elected, "/mote tema Två")
    past = people.meeting(first_day=NOW.date() - timedelta(days=3))
    cancelled = people.meeting(first_day=DAY, state=MeetingState.CANCELLED)
    for meeting in (past, cancelled):
        assert people.press(people.official, "theme.choose", str(meeting)).refused


@pytest.mark.parametrize("value", ["", "1", "99.on", "x.on", "1.nonsense", "9" * 5000])
def test_forged_votes_count_nothing(people, value):
    people.ask(people.elected, "/mote tema Ett")
    people.press(people.official, "theme.vote", value)
    assert votes(people) == [(1, people.elected.person_id)]


def test_forged_choices_are_refused(people):
    people.ask(people.elected, "/mote tema Ett")
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    assert people.send(people.official, form, themes=("1", "77")).field_errors
    assert people.rows(Theme)[0].meeting_id is None


def test_whoever_suggested_takes_it_back(people):
    people.ask(people.elected, "/mote tema Ett")
    assert "Ta tillbaka förslag" not in labels(people.ask(people.official, "/mote tema"))
    assert people.press(people.official, "theme.withdraw").refused
    form = people.click(people.elected, people.ask(people.elected, "/mote tema"), "Ta tillbaka förslag").answer
    assert people.send(people.official, form, theme="1").field_errors
    assert "”Ett” är tillbakataget" in words_of(people.send(people.elected, form, theme="1"))
    assert "Ingen har föreslagit" in words_of(people.ask(people.official, "/mote tema"))
    assert not people.press(people.official, "theme.vote", "1.on").changed


def test_the_form_suggests_too(people):
    form = people.click(people.elected, people.ask(people.elected, "/mote tema"), "Föreslå ett tema").answer
    assert people.send(people.elected, form, text="  ").field_errors
    assert people.send(people.elected, form, text="x" * 201).field_errors
    assert "på listan" in words_of(people.send(people.elected, form, text="Skolval\noch annat"))
    assert people.rows(Theme)[0].text == "Skolval och annat"


def test_the_unconfirmed_neither_read_nor_suggest_and_a_guest_of_the_network_reads(people):
    people.ask(people.elected, "/mote tema Ett")
    waiting = people.person("Ny", Role.OFFICIAL, state=PersonState.REQUESTED)
    for who in (people.stranger, waiting, people.newcomer):
        assert people.ask(who, "/mote tema").refused and people.press(who, "theme.list").refused
        assert people.ask(who, "/mote tema Två").refused and people.press(who, "theme.vote", "1.on").refused
    guest = people.person("Gäst", Role.GUEST)
    assert "Ett" in words_of(people.ask(guest, "/mote tema")) and labels(people.ask(guest, "/mote tema")) == []
    assert people.ask(guest, "/mote tema Två").refused
    assert len(people.rows(Theme)) == 1 and len(votes(people)) == 1


def test_too_long_a_theme_is_refused_in_words(people):
    assert "högst 200 tecken" in words_of(people.ask(people.elected, "/mote tema " + "x" * 201))
    assert not people.rows(Theme)


def test_the_officials_meeting_leads_to_the_list(people):
    people.meeting(MeetingKind.OFFICIALS, first_day=DAY - timedelta(days=10))
    shown = people.click(people.official, people.ask(people.official, "/mote"), "Föreslagna teman")
    assert "Ingen har föreslagit något tema än" in words_of(shown)


def suggest_many(people, count: int) -> None:
    people.add(
        *(Theme(network_id=people.network_id, text=f"{n} " + "& <lång>" * 23, suggested_at=NOW) for n in range(count))
    )


def test_sixty_long_themes_fit(people):
    suggest_many(people, 60)
    answered = people.ask(people.official, "/mote tema")
    assert len(blocks_of(answered)) <= 50 and "Visa fler" in labels(answered) and "av 60" in words_of(answered)
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    assert people.send(people.official, form, themes=tuple(str(n) for n in range(1, 61))).answer
    assert people.ask(people.official, "/mote").answer


def test_every_theme_can_be_read_and_voted_for_however_many_there_are(people):
    suggest_many(people, 130)
    pages = people.pages(people.official, people.ask(people.official, "/mote tema"))
    places = [n for page in pages for n in re.findall(r"^\*(\d+)\.\*", words_of(page), re.MULTILINE)]
    assert places == [str(n) for n in range(1, 131)]
    voted = people.click(people.official, pages[-1], "Rösta", nth=-1)
    assert "*1.*" in words_of(voted) and labels(voted).count("✓ Ta tillbaka min röst") == 1
    back = people.click(people.official, pages[-1], "Föregående")
    assert labels(back).count("Rösta") == labels(pages[-2]).count("Rösta")
    for forged in ("-1", "9" * 400, "²", "x", "999"):
        assert "*1.*" in words_of(people.press(people.official, "theme.list", forged))


def test_however_many_there_are_each_can_be_chosen_and_taken_back(people):
    suggest_many(people, 130)
    last = people.pages(people.elected, people.ask(people.elected, "/mote tema"))[-1]
    people.click(people.elected, last, "Rösta", nth=-1)
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    options = [value for value, _ in form.blocks[1].element.choices]  # searched by what is typed
    assert options[0] == "130" and sorted(options, key=int) == [str(n) for n in range(1, 131)]
    assert people.send(people.official, form, themes=("130", "1")).answer
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    assert prefilled(form)["themes"] == ("1", "130")
    people.send(people.official, form, themes=("1",))
    assert [each.id for each in people.rows(Theme) if each.meeting_id] == [1]
    withdraw = people.press(people.coordinator, "theme.withdraw").answer
    assert len(withdraw.blocks[0].element.choices) == 129


def test_the_record_says_who_suggested_chose_and_took_back_but_not_who_voted(people):
    people.ask(people.elected, "/mote tema Barnbokslut")
    people.ask(people.official, "/mote tema Skolval")
    form = people.press(people.official, "theme.choose", str(people.at)).answer
    people.send(people.official, form, themes=("1",))
    people.send(people.official, people.press(people.official, "theme.withdraw").answer, theme="2")
    told = [(each.by, each.row, each.field) for each in people.rows(Change) if each.noun.startswith("Theme")]
    assert told == [
        (people.elected.slack_id, 1, ""),
        (people.official.slack_id, 2, ""),
        (people.official.slack_id, 1, "meeting_id"),
        (people.official.slack_id, 2, "withdrawn_at"),
    ]


def test_another_networks_theme_is_not_to_be_had(people):
    from bot.models import Network

    other = people.add(Network(key="other", name="Annat", settings={}))
    theme = people.add(Theme(network_id=other, text="Hemligt", suggested_at=NOW))
    assert not people.press(people.official, "theme.vote", f"{theme}.on").changed
    assert "Hemligt" not in words_of(people.ask(people.official, "/mote tema"))
