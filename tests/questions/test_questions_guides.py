"""Plain questions that a card, a list or a button answers: how to answer, themes, calendar, attendance and the like."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.models import Meeting, Theme
from tests.plan_world import PlanWorld
from tests.world import NOW, labels, words_of


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


@pytest.mark.parametrize(
    ("question", "command", "label"),
    [
        ("Hur får jag in mötena i min kalender?", "/mote kalender", "Hämta kalendern"),
        ("Hur ser närvaron ut under perioden?", "/natverk närvaro", "Visa närvaron"),
        ("Kan du visa årshjulet?", "/natverk årshjul", "Visa årshjulet"),
        ("Vilka erfarenheter har jag bidragit med?", "/erfarenhet mina", "Visa mina"),
        ("Hur byter vi värdskap med en annan kommun?", "/vardskap byt", "Fråga om byte"),
        ("Hur stänger jag av påminnelser?", "/natverk inställningar", "Inställningar"),
    ],
)
def test_a_question_names_the_command_and_its_button_does_the_same(plan, question, command, label):
    answered = plan.say(plan.official, question)
    assert command in words_of(answered) and labels(answered) == [label]
    pressed = plan.click(plan.official, answered, label)
    assert "gör inget längre" not in words_of(pressed)
    public = plan.say(plan.official, question, direct=False)
    assert command in words_of(public) and not labels(public)


def test_who_says_that_they_cannot_come_gets_the_buttons_that_answer(plan):
    answered = plan.say(plan.official, "Jag kan tyvärr inte komma")
    assert "ingenting har ändrats" in words_of(answered)
    assert "Ditt svar: *Nej*" in words_of(plan.click(plan.official, answered, "Nej"))
    assert "partnerskapsträffen i maj 2020 med `/mote`" in words_of(
        plan.say(plan.official, "hur anmäler jag mig?", direct=False)
    )


def test_what_is_suggested_is_told_for_which_meeting_and_what_is_chosen(plan):
    for n in range(60):
        plan.add(Theme(network_id=plan.network_id, text=f"Barn i plan {n}", suggested_at=NOW))
    for words in ("vilka teman finns?", "finns det några teman?", "vad är temat på nästa möte?"):
        said = words_of(plan.say(plan.official, words))
        assert "60 teman är föreslagna till partnerskapsträffen, maj 2020:" in said
        assert "Inget tema eller program är bestämt än" in said and "• Barn i plan 0 · 0 röster" in said
    assert "Inget tema är valt till maj 2020 än." in words_of(plan.ask(plan.official, "/mote tema"))
    may = next(each for each in plan.rows(Meeting) if each.month.isoformat()[:7] == "2020-05")
    with plan.database.writing() as session:
        session.scalars(select(Theme)).first().meeting_id = may.id
    assert "Valt till maj 2020:* Barn i plan 0" in words_of(plan.ask(plan.official, "/mote tema"))
    said = words_of(plan.say(plan.official, "vilka teman finns?"))
    assert "59 teman är föreslagna" in said and "Barn i plan 0" in said
    outside = words_of(plan.say(plan.stranger, "vilka teman finns?"))
    assert (
        "Teman kan läsas av den som är med" in outside and "Barn i plan" not in outside and "/mote tema" not in outside
    )


@pytest.mark.parametrize("words", ["har Gävle bidragit?", "har vi bidragit?", "har Gävle skrivit något?"])
def test_what_a_member_has_contributed_is_told(plan, words):
    assert "ingen erfarenhet från *Gävle*" in words_of(plan.say(plan.official, words))


def test_themes_are_listed_with_the_form_that_suggests_one(plan):
    assert "Ingen har föreslagit något tema än" in words_of(plan.say(plan.official, "jag har ett förslag på tema"))
    assert "/mote tema" in words_of(plan.say(plan.official, "vilka teman är föreslagna?", direct=False))
