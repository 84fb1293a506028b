"""Plain questions that a card, a list or a button answers: how to answer, themes, calendar, attendance and the like."""

from __future__ import annotations

import pytest

from tests.plan_world import PlanWorld
from tests.world import labels, words_of


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
    assert "Svara med knapparna nedan." in words_of(answered)
    assert "Ditt svar: *Nej*" in words_of(plan.click(plan.official, answered, "Nej"))
    assert "partnerskapsträffen i maj 2020 med `/mote`" in words_of(
        plan.say(plan.official, "hur anmäler jag mig?", direct=False)
    )


def test_themes_are_listed_with_the_form_that_suggests_one(plan):
    assert "Ingen har föreslagit något tema än" in words_of(plan.say(plan.official, "jag har ett förslag på tema"))
    assert "/mote tema" in words_of(plan.say(plan.official, "vilka teman är föreslagna?", direct=False))
