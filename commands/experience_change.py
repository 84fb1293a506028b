"""Change an experience, allow more or less, withdraw it and restore it. Every version is kept."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.experiences import store as experiences_store
from bot.experiences.card import ConsentValue, change_kept
from bot.experiences.form import ChangeValue, ExperienceEntry, as_it_stands, change_form, entry_of
from bot.experiences.posts import CHANGED, WITHDRAWN, ask_reviewers, take_back, tell_author
from bot.experiences.reviewers import send_back, waits_anew
from bot.experiences.rules import (
    AUTHOR_ALLOWS,
    CONSENTS,
    consents,
    content,
    is_theirs,
    may_allow,
    may_change,
    may_decide,
    says_the_same,
)
from bot.experiences.show import about_experience, show, thanks
from bot.experiences.writing import (
    allow,
    choices_in_change,
    drop_change,
    experience_of,
    experience_to_change,
    files_of_change,
    keep_change,
    keep_version,
    write_activity,
    write_co_authors,
    write_consents,
    write_files,
    write_texts,
)
from bot.feature.declare import Answer, By, Call, Form, Overtaken, Refusal, button, closed, form
from bot.feature.subject import Redrawn, changed_while_writing
from bot.feature.values import number_in
from bot.language import N_
from bot.models import BegunChange, Experience, ExperienceState

NOT_YOURS = N_("Only its author and the coordinator can change an experience. Nothing was changed.")
NOT_YOURS_TO_DECIDE = N_(
    "Only its author and the coordinator can withdraw it or alter its consents. Nothing was changed."
)
AUTHOR_RESTORES = N_("Only its author restores an experience that is withdrawn. Nothing was changed.")
IS_DRAFT = N_("That is a draft still. Go on with it from `{command}`.")
IS_WITHDRAWN = N_("The experience is withdrawn. Restore it first; you find it with `{command}`.")


@button("experience.change", by=By.AUTHOR)
def change(call: Call) -> Answer:
    """The form with what the experience says now, or with the change of it that was begun."""
    return begun_or_standing(call, theirs_to_change(call, number_in(call.value)))


def begun_or_standing(call: Call, experience: Experience) -> Form:
    """The form with the change of it that was begun, or with what it says now."""
    refuse_withdrawn(call, experience)
    begun = experiences_store.begun_change(call.session, experience, call.author)
    entry = entry_of(begun.content) if begun else as_it_stands(experience)
    return form_of(call, experience, entry, note_on(call, experience, begun))


def form_of(call: Call, experience: Experience, entry: ExperienceEntry, note: str = "") -> Form:
    """The form that changes an experience as it is now."""
    about = str(ChangeValue(experience.id, experience.version))
    return change_form(call.say, entry, choices_in_change(call, experience), about=about, note=note)


def note_on(call: Call, experience: Experience, begun: BegunChange | None) -> str:
    """What whoever goes on with a change should know first."""
    if begun is None:
        return ""
    if begun.of_version == experience.version:
        return call.say("This is the change you have begun. Nothing is changed before you save.")
    command = call.command("erfarenhet", "experience", str(experience.id))
    return call.say(
        "This is the change you have begun. Somebody else has changed the experience since then: `{command}` shows how "
        "it reads now. If you save, what stands here takes its place.",
        command=command,
    )


def begun_so_far(call: Call) -> Answer:
    """The form as it was begun, of what it carries."""
    return begun_or_standing(call, theirs_to_change(call, ChangeValue.read(call.value).experience))


@form("experience.change", by=By.AUTHOR, about=Redrawn(begun_so_far))
def changed(call: Call) -> Answer:
    """Keep the change, and the version before it; a form that is older than the experience is asked about again."""
    value = ChangeValue.read(call.value)
    experience = theirs_to_change(call, value.experience)
    refuse_withdrawn(call, experience)
    if experience.version != value.version:
        raise changed_while_writing(call, form_of(call, experience, as_it_stands(experience)))
    keep_version(call, experience)
    before, was_open = content(experience), experience.may_publish
    waiting = write_all(call, experience)
    is_as_open = experience.may_publish and says_the_same(before, experience)
    is_sent_back = not is_as_open and send_back(experience)
    if was_open and not is_as_open:
        take_back(call, experience)
    call.session.flush()
    call.session.refresh(experience, ["activity"])
    tell_author(call, experience, CHANGED, waiting)
    if waits_anew(experience, was_open=was_open, is_sent_back=is_sent_back, before=before):
        ask_reviewers(call, experience)
    return thanks(call, experience, is_new=False, is_sent_back=is_sent_back, waits=bool(waiting))


def write_all(call: Call, experience: Experience) -> tuple[str, ...]:
    """Put everything in that stands in the form; the change that was begun is done with. Gives back what its author is
    asked to allow."""
    begun = experiences_store.begun_change(call.session, experience, call.writer)
    write_texts(call, experience)
    write_activity(call, experience)
    waiting = write_consents(call, experience)
    write_co_authors(call, experience)
    write_files(call, experience, files_of_change(experience, begun))
    drop_change(call, begun)
    return waiting


@closed("experience.change", by=By.AUTHOR)
def change_closed(call: Call) -> Answer:
    """Say where what stood in the form is now."""
    value = ChangeValue.read(call.value)
    keep_change(call, value)
    experience = experience_to_change(call, value)
    begun = experiences_store.begun_change(call.session, experience, call.writer) if experience else None
    return change_kept(call.say, experience) if experience and begun else None


@button("experience.drop_change", by=By.AUTHOR, writes=True)
def drop_begun(call: Call) -> Answer:
    """Forget the change that was begun; the experience stays as it is."""
    experience = theirs_to_change(call, number_in(call.value))
    drop_change(call, experiences_store.begun_change(call.session, experience, call.writer))
    gone = call.say("The change you had begun is thrown away. The experience is as it was.")
    return show(call, experience, lead=[gone])


def consented(call: Call) -> Experience:
    """The experience whose consent a button gives or takes back, if the asker may."""
    value = ConsentValue.read(call.value)
    experience = theirs_to_decide(call, value.experience)
    refuse_withdrawn(call, experience)
    if value.consent not in CONSENTS or value.answer not in ("yes", "no"):
        raise Refusal(N_("That is not a consent the bot knows."))
    is_more = value.answer == "yes" and value.consent not in consents(experience)
    if is_more and not may_allow(experience, call.writer):
        raise Refusal(AUTHOR_ALLOWS)
    return experience


@button("experience.consent", by=By.AUTHOR, writes=True, about=about_experience(consented))
def consent(call: Call) -> Answer:
    """Allow one thing or take it back, at once."""
    experience, value = consented(call), ConsentValue.read(call.value)
    name, allows = value.consent, value.answer == "yes"
    before = set(consents(experience))
    new = before | {name} if allows else before - {name}
    if new != before:
        keep_version(call, experience)
        allow(experience, tuple(new))
        if "publication" not in new:
            send_back(experience)
            take_back(call, experience)
        experience.changed_at = call.now
        call.session.flush()
        tell_author(call, experience, CHANGED)
        if name == "publication" and allows:
            ask_reviewers(call, experience)
    return thanks(call, experience, is_new=False)


def decided(call: Call) -> Experience:
    """The button's experience, contributed or withdrawn, if the asker may withdraw it."""
    experience = theirs_to_decide(call, number_in(call.value))
    if experience.state is not ExperienceState.WITHDRAWN:
        refuse_withdrawn(call, experience)
    return experience


@button("experience.withdraw", by=By.AUTHOR, writes=True, about=about_experience(decided))
def withdraw(call: Call) -> Answer:
    """Take it away for everybody but its author."""
    experience = decided(call)
    if experience.state is not ExperienceState.WITHDRAWN:
        keep_version(call, experience)
        experience.state, experience.withdrawn_at = ExperienceState.WITHDRAWN, call.now
        experience.approved_at = experience.approved_by_id = None
        experience.changed_at = call.now
        take_back(call, experience)
        call.session.flush()
        tell_author(call, experience, WITHDRAWN)
    gone = call.say("The experience #{number} is withdrawn.", number=experience.id)
    return (
        show(call, experience, lead=[gone]) if is_theirs(experience, call.writer.id) else Message(gone, [section(gone)])
    )


def restored(call: Call) -> Experience:
    """The button's experience, if the asker may bring it back: what its author withdrew, its author alone."""
    experience = decided(call)
    if experience.state is ExperienceState.WITHDRAWN and not may_allow(experience, call.writer):
        raise Refusal(AUTHOR_RESTORES)
    return experience


@button("experience.restore", by=By.AUTHOR, writes=True, about=about_experience(restored))
def restore(call: Call) -> Answer:
    """Bring back what was withdrawn, with the consents it had; it has to be approved anew."""
    experience = restored(call)
    if experience.state is ExperienceState.WITHDRAWN:
        keep_version(call, experience)
        experience.state, experience.withdrawn_at = ExperienceState.CONTRIBUTED, None
        experience.changed_at = call.now
        call.session.flush()
        if experience.may_publish:
            ask_reviewers(call, experience)
    return show(call, experience, lead=[call.say("The experience #{number} is there again.", number=experience.id)])


def theirs_to_change(call: Call, number: int) -> Experience:
    """The experience of that number, if the asker may change it."""
    experience = experience_of(call, number)
    if not may_change(experience, call.author, call.is_coordinator):
        raise Refusal(NOT_YOURS)
    return experience


def theirs_to_decide(call: Call, number: int) -> Experience:
    """The experience of that number, if the asker may withdraw it and alter its consents."""
    experience = experience_of(call, number)
    if not may_decide(experience, call.author, call.is_coordinator):
        raise Refusal(NOT_YOURS_TO_DECIDE)
    return experience


def refuse_withdrawn(call: Call, experience: Experience) -> None:
    """What is withdrawn is restored before it is changed; a draft is gone on with instead."""
    own = call.command("erfarenhet", "experience", call.say("mine"))
    if experience.state is ExperienceState.DRAFT:
        raise Overtaken(IS_DRAFT, "experience.mine", command=own)
    if experience.state is ExperienceState.WITHDRAWN:
        raise Overtaken(IS_WITHDRAWN, "experience.show", experience.id, command=own)
