"""Activities are added, changed and taken out in forms, and open questions answered; the plan written says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.activities.wording import (
    SAME,
    ActivityFields,
    lines_of,
    responsible_of,
    with_activity,
    without_activity,
    worded,
)
from bot.feature.call import FieldRefusal
from bot.models import Activity, Coordination, Delivery, Period, Role, Step
from bot.plan.editing import UNDONE_WITHIN, read_again
from bot.plan.load import apply
from bot.plan.nouns import Plan, PlannedActivity, PlannedMember, PlannedNetwork, PlannedPeriod, PlannedStep
from bot.plan.reading import plan_of
from bot.plan.writing import as_file, written
from bot.text import clean
from tests.experiences.test_experience import contribute
from tests.world import NOW, World, labels, prefilled, refuse_what_slack_does_not_take, words_of

NEW = {"title": "Skriva en rapport", "how": "Samla exempel (hösten 2020, löpande)\nWorkshop (digital)\nSkriva",
       "when": "våren 2021"}  # fmt: skip


@pytest.fixture
def official(world: World):
    world.gavle, world.haninge = world.member("Gävle"), world.member("Haninge")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def loads_unchanged(world: World) -> bool:
    with world.database.writing() as session:
        period = session.scalars(select(Period)).first()
        return not apply(session, plan_of(written(session, period.network, period), "p"), NOW)


def test_an_activity_is_added_and_it_says_how_its_times_are_read(world, official):
    form = world.ask(world.coordinator, "/aktiviteter ny").answer
    refuse_what_slack_does_not_take(form)
    done = world.send(world.coordinator, form, **NEW)
    refuse_what_slack_does_not_take(done.answer)
    words = words_of(done)
    assert "”hösten 2020, löpande” tolkas som: juli–december 2020, löpande till den 31 december 2021." in words
    assert "1. Skriva en rapport" in words
    assert [(each.title, each.when, each.ongoing) for each in world.rows(Step)] == [
        ("Samla exempel", "hösten 2020, löpande", True)
    ]
    assert world.rows(Activity)[0].how == ["Samla exempel", "Workshop (digital)", "Skriva"]
    assert loads_unchanged(world)
    world.click(world.coordinator, done, "Ångra")
    assert not world.rows(Activity) and not world.rows(Step)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("when", "nästa vecka kanske"), ("when", "hösten 2031"), ("how", "Samla (hösten 2031)"), ("how", "Samla\nSamla"),
     ("how", "x" * 301)],
)  # fmt: skip
def test_what_is_not_understood_is_said_at_its_field_and_nothing_is_lost(world, official, field, typed):
    form = world.ask(world.coordinator, "/aktiviteter ny").answer
    refused = world.send(world.coordinator, form, **{**NEW, field: typed})
    assert (
        refused.field_errors.keys() == {field}
        and not refused.field_errors[field][:1].islower()
        and "2031-" not in refused.field_errors[field]
        and not world.rows(Activity)
    )


def test_an_activity_is_reworded_and_keeps_what_is_done_and_who_answers(world, official):
    world.activity(
        3, "Samla", {"title": "Samla exempel", "when": "våren 2020", "starts": date(2020, 1, 1),
                     "ends": date(2020, 6, 30), "done_at": NOW, "member_id": world.gavle},
        how=["Samla exempel", "Berätta"], when="",
    )  # fmt: skip
    form = world.ask(world.coordinator, "/aktiviteter 3 ändra").answer
    assert prefilled(form)["how"] == "Samla exempel (våren 2020)\nBerätta"
    done = world.send(world.coordinator, form, title="Samla och berätta",
                      how="Samla många exempel (våren 2020)\nBerätta (hösten 2020)")  # fmt: skip
    assert done.changed, words_of(done)
    assert "Samla och berätta" in words_of(done) and "”hösten 2020” tolkas som" in words_of(done)
    assert "våren 2020” tolkas" not in words_of(done)
    first, second = sorted(world.rows(Step), key=lambda each: each.position)
    assert (first.title, first.done_at, first.member_id) == ("Samla många exempel", NOW, world.gavle)
    assert (second.title, second.when) == ("Berätta", "hösten 2020")
    assert loads_unchanged(world)


def test_a_form_that_is_sent_unchanged_changes_nothing(world, official):
    world.activity(
        1, "Lagen", {"title": "Läs (2020)", "when": "löpande", "ongoing": True}, how=["Läs (2020)", "Prata"],
        when="löpande", comment="Ett.\nTvå.", open_question="Vem?",
    )  # fmt: skip
    with world.database.writing() as session:
        period = session.scalars(select(Period)).first()
        apply(session, plan_of(written(session, period.network, period), "p"), NOW)
    done = world.send(world.coordinator, world.ask(world.coordinator, "/aktiviteter 1 ändra").answer)
    assert "Ingenting ändrades" in words_of(done)


def test_who_answers_is_chosen_for_all_of_it_also_without_a_time(world, official):
    form = world.ask(world.coordinator, "/aktiviteter ny").answer
    world.send(world.coordinator, form, title="Webben", responsible="2")
    (step,) = world.rows(Step)
    assert (step.title, step.member_id, step.ongoing) == ("", world.haninge, True) and loads_unchanged(world)
    form = world.ask(world.coordinator, "/aktiviteter 1 ändra").answer
    world.send(world.coordinator, form, responsible="-")
    assert not world.rows(Step) and loads_unchanged(world)


def test_it_is_to_be_done_at_every_member(world, official):
    world.activity(1, "Ett samtal")
    world.send(world.coordinator, world.ask(world.coordinator, "/aktiviteter 1 ändra").answer, each_member=("yes",))
    assert world.rows(Activity)[0].each_member and loads_unchanged(world)
    assert "Klart hos Gävle" in labels(world.ask(official, "/aktiviteter 1"))


def test_an_activity_is_taken_out_when_asked_and_comes_back_when_undone(world, official):
    world.activity(1, "Lagen", {"title": "Läs", "when": "löpande", "ongoing": True}, how=["Läs"], when="löpande")
    form = world.click(world.coordinator, world.ask(world.coordinator, "/aktiviteter 1"), "Ta bort aktiviteten")
    refuse_what_slack_does_not_take(form.answer)
    done = world.send(world.coordinator, form.answer)
    assert not world.rows(Activity) and loads_unchanged(world)
    world.click(world.coordinator, done, "Ångra")
    assert [each.title for each in world.rows(Activity)] == ["Lagen"] and len(world.rows(Step)) == 1


def test_one_with_experiences_or_noted_as_done_stays(world, official):
    world.activity(1, "Lagen")
    contribute(world, official, activity="1")
    shown = world.press(world.coordinator, "activity.remove", "1")
    assert shown.refused and "ligger kvar i planen" in words_of(shown)
    done = world.activity(2, "Klar", done_at=NOW)
    assert world.press(world.coordinator, "activity.remove", str(done)).refused


def test_only_the_coordinator_changes_and_not_what_is_over(world, official):
    world.activity(1, "Lagen")
    assert world.ask(official, "/aktiviteter ny").refused and world.ask(official, "/aktiviteter 1 ändra").refused
    for name in ("activity.change", "activity.remove", "activity.steps", "activity.step", "manage.activities"):
        assert world.press(official, name, "1").refused
    world.add(
        Period(
            network_id=world.network_id,
            name="2022",
            starts=date(2022, 1, 1),
            ends=date(2022, 12, 31),
            coordination=Coordination.COORDINATOR,
        )
    )
    world.now = world.now.replace(year=2022, month=6)
    assert world.press(world.coordinator, "activity.change", "1.0").refused
    assert world.ask(world.coordinator, "/aktiviteter ändra").refused


def test_an_open_question_is_answered_by_an_official_and_taken_back(world, official):
    world.activity(6, "Rapporten", open_question="Vem skriver?")
    card = world.ask(official, "/aktiviteter 6")
    assert "Öppen fråga" in words_of(card)
    form = world.click(official, card, "Besvara frågan").answer
    refuse_what_slack_does_not_take(form)
    done = world.send(official, form, answer="Haninge skriver.")
    words = words_of(done)
    assert "Öppen fråga" not in words and "Haninge skriver." in words and "av Tjänsteperson, Gävle" in words
    activity = world.rows(Activity)[0]
    assert (activity.answered_by_id, activity.answered_at) == (official.person_id, world.now)
    assert loads_unchanged(world) and [each.kind for each in world.rows(Delivery)] == ["edit"]
    again = world.send(official, world.press(official, "activity.answer", "1").answer)
    assert "Ingenting ändrades" in words_of(again)
    back = world.click(official, done, "Ångra")
    assert back.changed and "Öppen fråga" in words_of(back)
    assert not world.rows(Activity)[0].answer and world.rows(Activity)[0].answered_by_id is None


def test_an_answer_is_not_taken_back_late_or_over_what_somebody_else_has_changed(world, official):
    world.activity(6, "Rapporten", open_question="Vem skriver?")
    done = world.send(official, world.press(official, "activity.answer", "1").answer, answer="Haninge.")
    changed = world.send(world.coordinator, world.ask(world.coordinator, "/aktiviteter 6 ändra").answer, when="löpande")
    assert world.click(official, done, "Ångra").overtaken
    assert world.press(official, "answer.undo", "2").overtaken  # of the coordinator's change
    assert world.press(official, "answer.undo", "99").overtaken
    world.click(world.coordinator, changed, "Ångra")
    world.now += UNDONE_WITHIN + timedelta(minutes=1)
    assert world.click(official, done, "Ångra").overtaken and world.rows(Activity)[0].answer == "Haninge."


def test_who_is_not_to_answer_does_not(world, official):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.activity(6, "Rapporten", open_question="Vem skriver?")
    world.activity(7, "Webben")
    assert "Besvara frågan" not in labels(world.ask(elected, "/aktiviteter 6"))
    assert world.press(elected, "activity.answer", "1").refused
    assert world.press(official, "activity.answer", "2").refused


def test_thirty_activities_are_listed_in_pages_to_change(world, official):
    for number in range(1, 31):
        world.activity(number, f"Aktivitet nummer {number}")
    shown = world.click(world.coordinator, world.ask(world.coordinator, "/natverk administrera"), "Aktiviteter")
    pages = [shown, *world.pages(world.coordinator, shown)]
    assert sum(labels(each).count("Ändra") for each in pages) >= 30
    assert world.click(world.coordinator, shown, "Lägg till en aktivitet").answer.name == "activity.change"


PERIOD = PlannedPeriod("2020-2021", date(2020, 1, 1), date(2021, 12, 31))
words = st.text("abc ()2020åäö.:-\"'#[]{}", min_size=1, max_size=30).map(str.strip).filter(bool)
whens = st.sampled_from(["", "löpande", "hösten 2020", "Jan 2020, vår 2021", "2021"])
steps = st.lists(st.builds(PlannedStep, words, whens, st.sampled_from(["", "Gävle"])), max_size=4,
                 unique_by=lambda each: each.what)  # fmt: skip
titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    lambda text: " ".join(clean(text).split())).filter(bool)  # fmt: skip


def plan_with(*activities: PlannedActivity) -> Plan:
    return read_again(Plan(PlannedNetwork("n", "N"), PERIOD, members=(PlannedMember("Gävle"),), activities=activities))


@given(steps, whens, st.sampled_from(["", "Gävle"]), titles)
def test_a_form_as_it_was_opened_leaves_the_plan_as_it_was(how, when, responsible, title):
    plan = plan_with(PlannedActivity(1, title, tuple(how), when, responsible=responsible))
    (activity,) = plan.activities
    lines = lines_of(activity)
    if len(set(lines.splitlines())) < len(how):
        return  # two lines that read alike
    typed = ActivityFields(activity.title, "", lines, activity.when, responsible_of(activity), "", "", False)
    after = read_again(with_activity(plan, 1, typed))
    (again,) = after.activities
    assert [(each.what, each.when) for each in again.how] == [(each.what, each.when) for each in activity.how]
    assert (again.when, again.title) == (activity.when, activity.title)
    assert [(each.what, each.when, each.responsible, each.days) for each in again.steps] == [
        (each.what, each.when, each.responsible, each.days) for each in activity.steps
    ]


@given(st.text(max_size=200), st.text(max_size=40))
def test_whatever_is_typed_is_refused_at_a_field_or_makes_a_plan_that_is_read(how, when):
    plan = plan_with(PlannedActivity(1, "Titel"))
    try:
        after = worded(plan.activities[0], ActivityFields("Titel", "", how, when, "", "", "", False), plan)
    except FieldRefusal as refused:
        assert refused.field in ("how", "when")
        return
    assert len(after.how) <= len(how.splitlines())


def test_taking_out_leaves_the_others():
    plan = plan_with(PlannedActivity(1, "Ett"), PlannedActivity(2, "Två"))
    assert [each.number for each in without_activity(plan, 1).activities] == [2]
    assert as_file(without_activity(plan, 9)) == as_file(plan)


@pytest.mark.parametrize(
    ("names", "shown"), [((), ""), (("", ""), ""), (("Gävle", "Gävle"), "Gävle"), (("Gävle", ""), SAME)]
)
def test_who_answers_is_shown_when_it_is_the_same_for_all_of_it(names, shown):
    how = tuple(PlannedStep(f"Steg {n}", "löpande", each) for n, each in enumerate(names))
    (activity,) = plan_with(PlannedActivity(1, "Titel", how)).activities
    assert responsible_of(activity) == shown


def test_a_choice_for_all_replaces_what_each_step_had_and_none_leaves_it():
    how = (PlannedStep("Samla", "löpande", "Gävle"), PlannedStep("Skriva", "2021"))
    plan = plan_with(PlannedActivity(1, "Titel", how))
    for chosen, after in ((SAME, ["Gävle", ""]), ("", ["", ""]), ("Gävle", ["Gävle", "Gävle"])):
        typed = ActivityFields("Titel", "", "Samla (löpande)\nSkriva (2021)\nNytt", "", chosen, "", "", False)
        (activity,) = read_again(with_activity(plan, 1, typed)).activities
        assert [each.responsible for each in activity.steps] == after
