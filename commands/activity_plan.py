"""/aktiviteter ny, ändra: activities are added, changed and taken out, and open questions answered; by the plan."""

from __future__ import annotations

from bot.activities.list import no_activities
from bot.activities.load import may_answer, new_command
from bot.activities.plan_forms import (
    activities_to_manage,
    activity_form,
    answer_form,
    fields_typed,
    removal_form,
    understood,
)
from bot.activities.rules import words_of
from bot.activities.show import activity_of, number_typed, numbered, show_card
from bot.activities.wording import answer_alone, answered, next_number, times_typed, with_activity, without_activity
from bot.feature.declare import Answer, By, Call, Form, Message, Overtaken, Refusal, button, form, word
from bot.feature.subject import AsOpened, Subject
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Activity, Period, PlanEdit
from bot.network import plan
from bot.plan.editing import NOT_UNDONE, UNDONE_WITHIN, plan_before, plan_now, undo
from bot.plan.load_activities import is_in_use
from bot.plan.managing import NEW, InPeriod, in_words, just_changed
from bot.plan.show import changeable, changed, the_period


@word("aktiviteter", "ny", "new", about=N_("Add an activity to the work plan"), by=By.COORDINATOR,
      label=N_("Add an activity"))  # fmt: skip
def new(call: Call) -> Answer:
    """The empty form."""
    return form_of(call, InPeriod(NEW, the_period(call).id))


@word("aktiviteter", "ändra", "change", argument="<n>", by=By.COORDINATOR,
      about=N_("Change an activity of the work plan; the number may also come first"))  # fmt: skip
def change_numbered(call: Call) -> Answer:
    """The form of the activity of that number."""
    typed = number_typed(call.words)
    if not typed:
        raise Refusal(N_("Say which activity is to be changed, by its number: `{command}`"),
                      command=call.command("aktiviteter 6 ändra", "activities 6 change"))  # fmt: skip
    activity = numbered(call, typed)
    return no_activities(call.say, new_command(call)) if activity is None else form_of(call, InPeriod(activity.id, 0))


@button("manage.activities", by=By.COORDINATOR)
def all_of_them(call: Call) -> Answer:
    """Every activity of a period with a way to change it."""
    return list_of(call, the_period(call, number_in(call.value)))


def list_of(call: Call, period: Period) -> Message:
    """The same, for what is done from it."""
    return activities_to_manage(call.say, period, plan.activities(call.session, period))


@button("activity.change", by=By.COORDINATOR)
def open_form(call: Call) -> Form:
    """The form, as the activity is now."""
    return form_of(call, InPeriod.read(call.value))


def form_of(call: Call, value: InPeriod) -> Form:
    """The same of an activity, or of a new one in a period."""
    activity, period = meant(call, value)
    there = plan_now(call.session, period)
    planned = next((each for each in there.activities if activity and each.number == activity.number), None)
    return activity_form(call.say, there, planned, InPeriod(value.row, period.id))


def meant(call: Call, value: InPeriod) -> tuple[Activity | None, Period]:
    """The activity that is changed, None for a new one, and its period, if it still can be changed."""
    if value.row == NEW:
        return None, the_period(call, value.period)
    activity = activity_of(call, value.row)
    refuse_unless_changeable(call, activity)
    return activity, activity.period


def refuse_unless_changeable(call: Call, activity: Activity) -> None:
    """A period that is over keeps its plan."""
    if activity.period not in changeable(call):
        raise Refusal(N_("The period {period} is over, so its plan is no longer changed."), period=activity.period.name)


@form("activity.change", by=By.COORDINATOR, about=AsOpened(open_form))
def save(call: Call) -> Answer:
    """Change an activity, or add one; what was understood of its times is said."""
    activity, period = meant(call, InPeriod.read(call.value))
    there, fields = plan_now(call.session, period), call.fields
    number = activity.number if activity else next_number(there)
    names = ("title", "goal", "how", "when", "responsible", "open_question", "comment")
    typed = fields_typed(there, {each: fields.text(each) for each in names},
                         each_member="yes" in fields.chosen("each_member"))  # fmt: skip
    after = with_activity(there, number, typed)
    receipt = understood(call.say, times_typed(there, after, number), period.days)

    def show(call: Call) -> Message:
        row = next(each for each in plan.activities(call.session, period) if each.number == number)
        return show_card(call, row, receipt or None)

    return changed(call, "title", lambda now: with_activity(now, number, typed), show, period)


@button("activity.remove", by=By.COORDINATOR)
def ask_to_remove(call: Call) -> Form:
    """Whether it is to be taken out."""
    return removal_form(call.say, to_remove(call))


def to_remove(call: Call) -> Activity:
    """The activity, if it can be taken out: nothing of what people have done for it hangs on it."""
    activity = activity_of(call, number_in(call.value))
    refuse_unless_changeable(call, activity)
    if is_in_use(call.session, activity):
        raise Refusal(
            N_("Activity {number} stays in the plan: it has experiences, or something of it is noted as done. It can be"
               " changed, and marked as done."), number=activity.number)  # fmt: skip
    return activity


REMOVES = Subject(
    facts=lambda call: words_of(to_remove(call)), show=lambda call: removal_form(call.say, to_remove(call))
)


@form("activity.remove", by=By.COORDINATOR, about=REMOVES)
def remove(call: Call) -> Answer:
    """Take it out of the plan."""
    activity = to_remove(call)
    number, period = activity.number, activity.period
    return changed(call, "", lambda now: without_activity(now, number), lambda call: list_of(call, period), period)


def to_answer(call: Call) -> Activity:
    """The activity, if the asker may answer its open question."""
    activity = activity_of(call, number_in(call.value))
    if not may_answer(call, activity):
        raise Refusal(N_("The officials and the coordinator note the answer, while the period runs."))
    if not activity.open_question:
        raise Refusal(N_("Activity {number} has no open question."), number=activity.number)
    return activity


@button("activity.answer", by=By.CONFIRMED)
def ask_answer(call: Call) -> Form:
    """The question with a field for the answer."""
    return answer_form(call.say, to_answer(call))


@form("activity.answer", about=AsOpened(ask_answer))
def save_answer(call: Call) -> Answer:
    """Note what was decided, and by whom it was noted; an empty answer leaves the question open."""
    activity, typed = to_answer(call), call.fields.text("answer")

    def show(call: Call) -> Message:
        if activity.answered_at == call.now and call.member_of:
            activity.answered_by_id = call.member_of.id
        return show_card(call, activity)

    return changed(call, "answer", lambda now: answered(now, activity.number, typed), show, activity.period,
                   undone_by="answer.undo")  # fmt: skip


def answer_changed(call: Call, row: PlanEdit | None) -> Activity:
    """The activity of which only the answer was changed, if the asker may answer."""
    number = answer_alone(plan_before(row), plan_now(call.session, row.period)) if row else 0
    there = plan.activities(call.session, row.period) if row and row.network_id == call.network.id else []
    activity = next((each for each in there if each.number == number), None)
    if activity is None or row is None or call.now - row.at > UNDONE_WITHIN or not may_answer(call, activity):
        raise Overtaken(NOT_UNDONE, "activity.list")
    return activity


@button("answer.undo", writes=True)
def take_answer_back(call: Call) -> Answer:
    """Let the question be answered as before, while nothing else of the plan has changed."""
    row = call.session.get(PlanEdit, number_in(call.value))
    activity = answer_changed(call, row)
    changes = undo(call, row)
    return just_changed(call.say, show_card(call, activity), in_words(call.say, changes))
