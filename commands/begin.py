"""/natverk börja: a network is begun from a work plan, from scratch or with an example."""

from __future__ import annotations

from bot.config import CHANNEL_ID
from bot.documents.begin_view import (
    begun,
    cancelled,
    document_form,
    example_form,
    mend_form,
    preview_of,
    scratch_form,
    ways_to_begin,
)
from bot.documents.beginning import (
    Understanding,
    begin,
    checked,
    example,
    examples,
    plan_of_form,
    plan_put_right,
    understanding,
    understood_in,
)
from bot.feature.declare import Answer, By, Call, Message, Subject, button, form, word
from bot.home.greeting import greeting
from bot.language import N_
from bot.network import store as network_store
from bot.plan.nouns import Plan
from bot.plan.writing import as_file


@word("natverk", "börja", "begin", about=N_("Begin a network: from a work plan, from scratch or with an example"),
      by=By.COORDINATOR, label=N_("Begin a network"), needs_network=False)  # fmt: skip
@button("begin.show", by=By.COORDINATOR, needs_network=False)
def ways(call: Call) -> Answer:
    """The three ways."""
    return ways_to_begin(call.say)


def own_channel(call: Call) -> str | None:
    """The channel where somebody stands, unless a network has it."""
    here = call.channel or ""
    is_free = CHANNEL_ID.fullmatch(here) and not network_store.network_in_channel(call.session, here)
    return here if is_free else None


@button("begin.scratch", by=By.COORDINATOR, needs_network=False)
def from_scratch(call: Call) -> Answer:
    """The form."""
    return scratch_form(call.say, own_channel(call), call.today)


@form("begin.scratch", by=By.COORDINATOR, needs_network=False)
def begin_from_scratch(call: Call) -> Answer:
    """Begin it as the form says."""
    return begin_by(call, plan_of_form(call))


def begin_by(call: Call, plan: Plan, *, is_example: bool = False) -> Message:
    """Begin a network of a plan, and say what is next."""
    network = begin(call, plan, lambda say: greeting(say, plan.network.name, call.command))
    return begun(call.say, network.name, network.channel or "", call.command, is_example=is_example)


@button("begin.document", by=By.COORDINATOR, needs_network=False)
def from_document(call: Call) -> Answer:
    """The form that takes a file."""
    return document_form(call.say, own_channel(call))


@form("begin.document", by=By.COORDINATOR, needs_network=False, reads_files=True)
def understand(call: Call) -> Answer:
    """Read the file, and show what was understood."""
    return preview_of(call.say, understood_in(call))


@button("begin.preview", by=By.COORDINATOR, needs_network=False)
def preview(call: Call) -> Answer:
    """What was understood."""
    return preview_of(call.say, understanding(call))


def facts(call: Call) -> tuple[object, ...]:
    """What a yes is about."""
    return (understanding(call).row.plan,)


SHOWN = Subject(facts, lambda call: preview_of(call.say, understanding(call)))


@button("begin.yes", by=By.COORDINATOR, writes=True, about=SHOWN, needs_network=False)
def say_yes(call: Call) -> Answer:
    """Begin it as it was understood."""
    shown = understanding(call)
    plan = shown.plan
    done = begin_by(call, checked(call, plan, plan.network.channel))
    call.session.delete(shown.row)
    return done


@button("begin.mend", by=By.COORDINATOR, needs_network=False)
def put_right(call: Call) -> Answer:
    """The form with what was understood."""
    return mend_form(call.say, understanding(call))


@form("begin.mend", by=By.COORDINATOR, needs_network=False)
def show_put_right(call: Call) -> Answer:
    """Show it as it has been put right."""
    shown = understanding(call)
    plan = plan_put_right(call, shown.plan)
    shown.row.plan = as_file(plan)
    call.session.flush()
    return preview_of(call.say, Understanding(shown.row, plan))


@button("begin.cancel", by=By.COORDINATOR, writes=True, needs_network=False)
def cancel(call: Call) -> Answer:
    """Keep nothing of it."""
    call.session.delete(understanding(call).row)
    return cancelled(call.say)


@button("begin.example", by=By.COORDINATOR, needs_network=False)
def with_example(call: Call) -> Answer:
    """The form."""
    return example_form(call.say, own_channel(call), examples())


@form("begin.example", by=By.COORDINATOR, needs_network=False)
def begin_with_example(call: Call) -> Answer:
    """Begin it as the plan says."""
    return begin_by(call, example(call), is_example=True)
