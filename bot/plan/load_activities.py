"""Loads a plan's goals, activities and steps (domain 13-15). What people have marked as done is never touched."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.language import N_
from bot.models import Activity, Goal, Period, Step
from bot.plan import store as plan_store
from bot.plan.changes import AWAY, CHANGED, IN_USE, STAYS, Named
from bot.plan.load_network import Members
from bot.plan.merge import Merge, Wish, paired
from bot.plan.nouns import Plan, PlannedActivity, PlannedGoal, PlannedStep


def load_work(merge: Merge, plan: Plan, period: Period, members: Members) -> None:
    """Bring goals, activities and steps in line with the plan."""
    goals = _goals(merge, plan, period)
    rows = plan_store.rows_of(merge.session, Activity, period_id=period.id)
    pairs = paired(plan.activities, rows, _is_unchanged, _has_title, _has_number)
    _renumber(merge, [(planned, row) for planned, row in pairs if row is not None])
    for planned, row in pairs:
        if row is None and merge.taken_away("activities", Wish("title", {"title": planned.title}), rows):
            merge.report(AWAY, _titled(planned))
            continue
        activity = _activity(merge, planned, row, goals.get(planned.goal), period)
        _steps(merge, planned, activity, members)
    for row in merge.gone("activities", rows):
        _drop_activity(merge, row)
    for goal in merge.gone("goals", plan_store.rows_of(merge.session, Goal, period_id=period.id)):
        merge.remove(goal, _goal_thing(goal.title))


def _goals(merge: Merge, plan: Plan, period: Period) -> dict[str, Goal]:
    rows = plan_store.rows_of(merge.session, Goal, period_id=period.id)
    planned = list(enumerate(plan.goals, start=1))
    goals: dict[str, Goal] = {}
    for (position, each), row in paired(planned, rows, _is_goal, _has_position):
        wishes = [Wish("title", {"title": each.title}), Wish("position", {"position": position})]
        if row is None:
            row = Goal(period_id=period.id)
            merge.add("goals", row, _goal_thing(each.title), wishes)
        else:
            merge.change("goals", row, _goal_thing(each.title), wishes)
        goals[each.title] = row
    return goals


def _is_goal(planned: tuple[int, PlannedGoal], row: Goal) -> bool:
    return planned[1].title == row.title


def _has_position(planned: tuple[int, PlannedGoal], row: Goal) -> bool:
    return planned[0] == row.position


def _goal_thing(title: str) -> Named:
    return Named(N_("the goal {title}"), {"title": title})


def _is_unchanged(planned: PlannedActivity, row: Activity) -> bool:
    return planned.title == row.title and planned.number == row.number


def _has_title(planned: PlannedActivity, row: Activity) -> bool:
    return planned.title == row.title


def _has_number(planned: PlannedActivity, row: Activity) -> bool:
    return planned.number == row.number


def _renumber(merge: Merge, pairs: list[tuple[PlannedActivity, Activity]]) -> None:
    """Give activities their new numbers; two may change places, so all of them first let go of their old ones."""
    moved = [(planned, row, row.number) for planned, row in pairs if planned.number != row.number]
    for _, row, _ in moved:
        row.number = -row.id
    merge.session.flush()
    for planned, row, before in moved:
        row.number = planned.number
        merge.report(CHANGED, _thing(planned), field="number", before=before, after=planned.number)
    merge.session.flush()


def _thing(planned: PlannedActivity) -> Named:
    return Named(N_("activity {number}"), {"number": planned.number})


def _titled(planned: PlannedActivity) -> Named:
    return Named(N_("activity {number}, {title}"), {"number": planned.number, "title": planned.title})


def _activity(
    merge: Merge, planned: PlannedActivity, row: Activity | None, goal: Goal | None, period: Period
) -> Activity:
    wishes = [
        Wish("title", {"title": planned.title}),
        Wish("goal", {"goal": goal}),
        Wish("how", {"how": [each.what for each in planned.how]}),
        Wish("when", {"when": planned.when}),
        Wish("comment", {"comment": "\n".join(planned.comment)}),
        Wish("open_question", {"open_question": "\n".join(planned.open_question)}),
        Wish("answer", {"answer": "\n".join(planned.answer)}),
        Wish("each_member", {"each_member": planned.each_member}),
    ]
    if row is None:
        row = Activity(period_id=period.id, number=planned.number)
        merge.add("activities", row, _titled(planned), wishes)
        return row
    if "answer" in merge.change("activities", row, _thing(planned), wishes):
        row.answered_at, row.answered_by_id = (merge.now, None) if row.answer else (None, None)
    return row


def _steps(merge: Merge, planned: PlannedActivity, activity: Activity, members: Members) -> None:
    rows = plan_store.rows_of(merge.session, Step, activity_id=activity.id)
    numbered = list(enumerate(planned.steps, start=1))
    for (position, each), row in paired(numbered, rows, _is_step, _says_step, _step_position):
        thing = Named(N_("activity {number}, step {step}"), {"number": planned.number, "step": each.what or position})
        wishes = _step_wishes(each, position, members)
        if row is None:
            merge.add("steps", Step(activity_id=activity.id), thing, wishes)
        else:
            _change_step(merge, row, thing, wishes)
    for row in merge.gone("steps", rows):
        thing = Named(N_("activity {number}, step {step}"), {"number": planned.number, "step": row.title})
        merge.report(IN_USE if merge.by_hand else STAYS, thing) if row.done_at else merge.remove(row, thing)


def _change_step(merge: Merge, row: Step, thing: Named, wishes: list[Wish]) -> None:
    """A person who answers for it does so no more when the plan says another member than theirs."""
    is_anothers = "responsible" in merge.change("steps", row, thing, wishes)
    if is_anothers and row.person is not None and row.person.member is not row.member:
        row.person = None


def _step_wishes(step: PlannedStep, position: int, members: Members) -> list[Wish]:
    """An ongoing step has no last day, also when it begins with a time of its own ("höst 2020 samt löpande")."""
    starts = step.days.first if step.days else None
    ends = step.days.last if step.days and not step.ongoing else None
    return [
        Wish("what", {"title": step.what}),
        Wish("when", {"when": step.when, "starts": starts, "ends": ends, "ongoing": step.ongoing}),
        Wish("responsible", {"member": members.row(step.responsible)}),
        Wish("position", {"position": position}),
    ]


def _is_step(planned: tuple[int, PlannedStep], row: Step) -> bool:
    return planned[1].what == row.title and planned[0] == row.position


def _says_step(planned: tuple[int, PlannedStep], row: Step) -> bool:
    return planned[1].what == row.title


def _step_position(planned: tuple[int, PlannedStep], row: Step) -> bool:
    return planned[0] == row.position


def is_in_use(session: Session, activity: Activity) -> bool:
    """Whether something hangs on an activity that people have done, so that it stays."""
    steps = plan_store.rows_of(session, Step, activity_id=activity.id)
    is_done = activity.done_at or any(step.done_at for step in steps)
    return bool(is_done) or plan_store.is_used(session, activity, but=("steps",))


def _drop_activity(merge: Merge, activity: Activity) -> None:
    thing = Named(N_("activity {number}"), {"number": activity.number})
    steps = plan_store.rows_of(merge.session, Step, activity_id=activity.id)
    if is_in_use(merge.session, activity):
        merge.report(STAYS, thing)
        return
    for step in steps:
        merge.session.delete(step)
    merge.session.flush()
    merge.remove(activity, thing)
