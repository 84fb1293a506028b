"""Who answers for a step of an activity: its member through the plan, a person in a row of their own (domain 15)."""

from __future__ import annotations

from bot.activities.show import activity_of_button, step_of
from bot.activities.step_forms import (
    StepUndo,
    answers_now,
    step_form,
    steps_to_manage,
    with_responsible,
    you_answer,
)
from bot.feature.declare import Answer, By, Call, Form, Overtaken, Refusal, button, form
from bot.feature.post import Post
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_, Text, lines
from bot.models import Person, PlanEdit, Step
from bot.network import store as network_store
from bot.plan import store as plan_store
from bot.plan.editing import NOT_UNDONE, TOLD_FOR, edit_by, is_too_late, minute_of, told_at, undo
from bot.plan.managing import in_words, just_changed
from bot.plan.show import changeable


@button("activity.steps", by=By.COORDINATOR)
def steps(call: Call) -> Answer:
    """Every step with who answers for it."""
    return steps_to_manage(call.say, activity_of_button(call))


def meant(call: Call, row: int) -> Step:
    """The step, if its period's plan can be changed."""
    step = step_of(call, row)
    if step.activity.period not in changeable(call):
        raise Refusal(
            N_("The period {period} is over, so its plan is no longer changed."), period=step.activity.period.name
        )
    return step


@button("activity.step", by=By.COORDINATOR)
def step_now(call: Call) -> Form:
    """The form, as it is now."""
    step = meant(call, number_in(call.value))
    members = network_store.members_of(call.session, step.activity.period, call.today).taking_part
    return step_form(call.say, step, members, people(call, step))


def people(call: Call, step: Step) -> list[Person]:
    """Who may answer for it: everybody who takes part, and whoever does now."""
    there = network_store.people_on(call.session, call.network, call.today)
    return there if step.person is None or step.person in there else [step.person, *there]


@form("activity.step", by=By.COORDINATOR, about=AsOpened(step_now))
def save(call: Call) -> Answer:
    """Let a member or a person answer for it; whoever it is hears of it when it can no longer be undone."""
    step = meant(call, number_in(call.value))
    person = next((each for each in people(call, step) if str(each.id) == call.fields.text("person")), None)
    member = person.member_id if person and person.member_id else number_in(call.fields.text("member"))
    memberships = network_store.memberships(call.session, step.activity.period)
    name = next((each.name for each in memberships if each.member_id == member), "")
    edited = edit_by(call, step.activity.period, lambda plan: with_responsible(plan, step, name))
    former, step.person = step.person_id, person
    call.session.flush()
    if edited.row is None and former == step.person_id:
        return just_changed(call.say, steps_to_manage(call.say, step.activity), Text(""))
    told(call, step, former)
    value = StepUndo(edited.row.id if edited.row else 0, step.id, former or 0, minute_of(call.now))
    said = lines(in_words(call.say, edited.changes), answers_now(call.say, step))
    return just_changed(call.say, steps_to_manage(call.say, step.activity), said, value, "step.undo")


def told(call: Call, step: Step, former: int | None) -> None:
    """Let the person who is to answer for it hear so, unless it is who chose them."""
    plan_store.withdraw(call.session, f"step/{step.id}/%")
    person = step.person
    if person is None or person.id == former or not person.slack_id or person.slack_id == call.user.id:
        return
    due = told_at(call)
    key = f"step/{step.id}/{person.id}/{int(call.now.timestamp())}"
    call.post(Post(key, "edit", person.slack_id, due, due + TOLD_FOR, lambda say: you_answer(say, step)))


@button("step.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Let whoever answered for it before do so again, while nothing else has changed."""
    value = StepUndo.read(call.value)
    step = meant(call, value.step)
    if is_too_late(value.minute, call.now):
        raise Overtaken(NOT_UNDONE, "activity.list")
    if value.edit:
        undo(call, call.session.get(PlanEdit, value.edit))
    step.person = call.session.get(Person, value.person) if value.person else None
    plan_store.withdraw(call.session, f"step/{step.id}/%")
    call.session.flush()
    return just_changed(call.say, steps_to_manage(call.say, step.activity), answers_now(call.say, step))
