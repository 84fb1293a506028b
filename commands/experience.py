"""/erfarenhet: contribute an experience in a form, read one by its number, see one's own."""

from __future__ import annotations

from bot.experiences import store as experiences_store
from bot.experiences.card import only_to_erase
from bot.experiences.form import ExperienceEntry, as_it_stands, experience_form, files_of
from bot.experiences.posts import WRITTEN, announce, ask_reviewers, tell_author
from bot.experiences.rules import may_erase, may_read, reader_of
from bot.experiences.show import show, show_own, thanks
from bot.experiences.writing import (
    choices_for,
    draft_of,
    experience_of,
    files_of_message,
    new_experience,
    refuse_erased,
    write_activity,
    write_co_authors,
    write_consents,
    write_files,
    write_texts,
)
from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, command, form, number, word
from bot.feature.subject import Redrawn
from bot.feature.values import number_in
from bot.language import N_
from bot.models import Experience, ExperienceState
from bot.network import store as network_store


def may_contribute(call: Call) -> bool:
    """Whether the form is for them; who may not is told what they may do."""
    return call.may(By.CONFIRMED)


@command(
    "erfarenhet", "experience", about=N_("Contribute an experience, in a form"), is_for=may_contribute,
    label=N_("Contribute an experience"), first=8,
)  # fmt: skip
def contribute(call: Call) -> Answer:
    """The empty form; who may not contribute is told what they may do."""
    return empty_form(call)


@word("erfarenhet", "ny", "new", about=N_("The same form"), is_for=may_contribute)
def contribute_new(call: Call) -> Answer:
    """The same, for who expects a word for it."""
    return empty_form(call)


@button("experience.new")
def contribute_here(call: Call) -> Answer:
    """The form from a message, with the activity of that message chosen."""
    return empty_form(call, call.value)


def empty_form(call: Call, activity: str = "") -> Answer:
    """The form with what this person may choose."""
    if call.is_out:
        raise call.takes_no_part()
    if not may_contribute(call):
        raise Refusal(
            N_("You can read and search experiences with `{command}`, but only confirmed members contribute them."),
            command=call.command("erfarenhet", "experience", call.say("search")),
        )
    return experience_form(call.say, ExperienceEntry(activity=activity), choices_for(call))


def written_so_far(call: Call) -> Answer:
    """The form with the draft of what is written in it, or with what it was opened with."""
    draft = draft_of(call, call.value)
    entry = as_it_stands(draft) if draft else ExperienceEntry(files=tuple(files_of_message(call.value)))
    return experience_form(call.say, entry, choices_for(call, draft), about=call.value)


@form("experience.contribute", by=By.AUTHOR, about=Redrawn(written_so_far))
def contributed(call: Call) -> Answer:
    """Keep what the form says, once for each form opened. Who takes no part any longer finishes a draft of theirs."""
    before = experiences_store.sent_with(call.session, call.form_key)
    draft = draft_of(call, call.value)
    if before is not None and draft is None:
        refuse_erased(before)
        return thanks(call, before, is_new=True)
    period = network_store.period_at(call.session, call.network, call.today)
    experience = draft or new_experience(call, call.network, period.id if period else None)
    write_texts(call, experience)
    write_activity(call, experience)
    write_owner(call, experience)
    waiting = write_consents(call, experience)
    write_co_authors(call, experience)
    write_files(call, experience, [*files_of(experience), *files_of_message(call.value)])
    experience.state, experience.created_at = ExperienceState.CONTRIBUTED, call.now
    call.session.add(experience)
    call.session.flush()
    call.session.refresh(experience, ["member", "author", "activity"])
    tell_author(call, experience, WRITTEN, waiting)
    announce(call, experience)
    if experience.may_publish:
        ask_reviewers(call, experience)
    return thanks(call, experience, is_new=True, waits=bool(waiting))


def write_owner(call: Call, experience: Experience) -> None:
    """Whose it is: the writer's, or another's of the same member; a coordinator without a member writes for any."""
    choices = choices_for(call)
    experience.author_id, experience.author, experience.written_by_id = call.writer.id, call.writer, None
    author, member = call.fields.text("author"), call.fields.text("member")
    if author:
        person = next((each for each in choices.people if str(each.id) == author), None)
        if person is None:
            raise FieldRefusal("author", N_("You can write on behalf of people of your own member."))
        experience.author_id, experience.author, experience.written_by_id = person.id, person, call.writer.id
    if member:
        chosen = next((each for each in choices.members if str(each.id) == member), None)
        if chosen is None:
            raise FieldRefusal("member", N_("Choose one of the members in the menu."))
        experience.member_id = chosen.id


@number("erfarenhet", about=N_("One experience in full"), label=N_("Read the experience"))
def numbered(call: Call) -> Answer:
    """The experience of that number."""
    return shown(call, int(call.value))


@button("experience.show")
def show_this(call: Call) -> Answer:
    """The experience of a button; an old one says a part of it, after a dot."""
    return shown(call, number_in(call.value.partition(".")[0]))


def shown(call: Call, asked_for: int) -> Answer:
    """An experience as the asker may read it; what is withdrawn a coordinator may only erase."""
    hidden = experiences_store.experience(call.session, call.network, asked_for)
    if (
        hidden is not None
        and call.is_private
        and not may_read(hidden, reader_of(call))
        and may_erase(hidden, call.author, call.is_coordinator)
    ):
        return only_to_erase(call.say, hidden)
    return show(call, experience_of(call, asked_for))


@word("erfarenhet", "mina", "mine", about=N_("Your own experiences, to change or withdraw"), label=N_("My experiences"))
@button("experience.mine")
def my_own(call: Call) -> Answer:
    """All that the asker contributed."""
    return show_own(call)
