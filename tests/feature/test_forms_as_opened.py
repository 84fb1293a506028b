"""Who sends a form after somebody else has changed what it writes over sees how that stands, and loses nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blocks.messages import Form
from bot.feature.subject import AsOpened
from bot.features import find_features
from bot.models import Decision, Goal, Mandate, Period, Role
from tests.experiences.test_experience import contribute
from tests.world import labels, prefilled, words_of

CHANGED = "Någon har ändrat detta sedan du öppnade det, så inget är sparat än."
COMING, HELD = "1", "2"
CASES = {
    "meeting.plan": ("meeting.change", COMING, {"place": "Rådhuset"}, {"note": "Ta bussen"}),
    "programme.edit": ("programme.edit", COMING, {"programme": "Inledning"}, {"programme": "Avslutning"}),
    "handover.write": ("handover.write", COMING, {"notes": "Lokalen är bokad"}, {"notes": "Lokalen är liten"}),
    "theme.choose": ("theme.choose", COMING, {"themes": ("1",)}, {"themes": ("2",)}),
    "took_place.days": ("took_place.yes", HELD, {"last_day": date(2020, 1, 22)}, {"last_day": date(2020, 1, 21)}),
    "attendance.noted": ("attendance.note", HELD, {"came.elected": ("1.elected",)}, {"came.elected": ()}),
    "website.page": ("website.write", "1", {"text": "Vi lyssnar"}, {"text": "Vi frågar"}),
    "report.chapter": ("report.chapter", "summary 1", {"text": "Året i korthet"}, {"text": "Vad året gav"}),
    "reminders.days": ("reminders.days", "", {"soon": "3"}, {"soon": "5"}),
    "settings": ("network.settings", "", {"hour": "8"}, {"digest": ("on",)}),
    "manage.network": ("manage.network", "", {"aim": "Lära av varandra"}, {"website": "https://exempel.se"}),
    "manage.period": ("manage.period", "", {"fee": "9000"}, {"agreement": "Överenskommelse"}),
    "manage.agreement": ("manage.agreement", "", {"text": "Vi lovar."}, {"adopted_by": "Kommunstyrelsen"}),
    "manage.ways": ("manage.ways", "", {"meetings_a_year": "2"}, {"strategy": "Lära"}),
    "manage.member": ("manage.member", "1", {"note": "Ny i år"}, {"ends": date(2021, 6, 30)}),
    "manage.person": ("manage.person", "1.0.", {"name": "Nytt namn"}, {"role": "elected"}),
    "decision.note": ("decision.note", "1.1", {"outcome": "antar"}, {"case_number": "KS 1"}),
    "mandate.note": ("mandate.note", "1.1", {"condition": "Om den antas"}, {"case_number": "KS 2"}),
    "activity.change": ("activity.change", "1.0", {"comment": "Tas upp i höst"}, {"when": "hösten 2020"}),
    "activity.answer": ("activity.answer", "1", {"answer": "Gävle"}, {"answer": "Haninge"}),
    "activity.step": ("activity.step", "1", {"member": "1"}, {"person": "1"}),
    "manage.goal": ("manage.goal", "1.1", {"title": "Barn hörs"}, {"title": "Barn lyssnas på"}),
    "manage.areas": ("manage.areas", "1", {"areas": "Kunskap"}, {"areas": "Delaktighet"}),
    "fees.note": ("fees.note", "1.2020", {"invoiced": date(2020, 1, 20)}, {"paid": date(2020, 2, 1)}),
    "experience.erase": ("experience.erase", "1", {}, {"because": "asked"}),
}


@pytest.fixture
def network(world):
    gavle = world.member("Gävle")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.second = world.person("Samordnare", Role.COORDINATOR)
    world.meeting(host=gavle, first_day=date(2020, 5, 14))
    world.meeting(host=gavle, first_day=date(2020, 1, 20), last_day=date(2020, 1, 20))
    with world.database.writing() as session:
        session.get_one(Period, world.period_id).fee = 10_000
    for theme in ("Skolval", "Elevråd"):
        world.ask(world.official, f"/mote tema {theme}")
    world.add(Goal(period_id=world.period_id, position=1, title="Ett mål"))
    world.activity(1, "Rapporten", {"title": "Samla", "when": "löpande", "ongoing": True},
                   how=["Samla"], when="löpande", open_question="Vem skriver?")  # fmt: skip
    contribute(world, world.official)
    world.add(Decision(membership_id=1, body="Kommunstyrelsen"), Mandate(member_id=gavle, role="elected"))
    return world


def opened(world, who, button, value):
    shown = world.press(who, button, value)
    return shown.answer if isinstance(shown.answer, Form) else world.click(who, shown, labels(shown)[0]).answer


def test_every_form_that_writes_over_what_stands_is_tried_here():
    forms = find_features().forms
    assert {name for name, each in forms.items() if isinstance(each.about, AsOpened)} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_who_sends_it_second_sees_what_stands_and_keeps_what_they_typed(network, name):
    button, value, first, second = CASES[name]
    one, other = (opened(network, who, button, value) for who in (network.coordinator, network.second))
    if first:
        done = network.send(network.coordinator, one, **first)
    else:
        form = network.press(network.official, "experience.change", "1").answer
        done = network.send(network.official, form, title="Ett annat namn")
    assert done.changed, words_of(done)
    stale = network.send(network.second, other, **second)
    words = words_of(stale)
    assert stale.refused and not stale.changed and CHANGED in words
    for each in first:
        assert ("Nu under" in words) is (first[each] != second.get(each))
    held = prefilled(stale.answer)
    assert {each: held[each] for each in second} == second
    again = network.send(network.second, stale.answer, **second)
    assert again.changed, words_of(again)
