"""Change an experience, allow more or less, withdraw it and restore it. Every version is kept."""

from __future__ import annotations

from bot import store_experiences
from bot.announcing import take_back
from bot.declare import Answer, By, Call, Refusal, button, form
from bot.experience_written import allow, keep_version, write_activity, write_co_authors, write_consents, write_texts
from bot.language import N_
from bot.meant import experience_meant
from bot.messages import Message
from bot.models import Experience, ExperienceState
from bot.reviewing import send_back
from bot.rules.experiences import CONSENTS, consents, content, is_theirs, may_change, says_the_same
from bot.views.experience_form import Offered, experience_form
from bot.views.experience_told import CHANGED, WITHDRAWN, tell_author
from bot.views.experiences import card, thanks
from bot.views.parts import section

CHANGED_MEANWHILE = N_("Somebody changed this experience while you wrote. Close the form and open it again to see how.")
NOT_YOURS = N_("Only its author and the coordinator can change an experience. Nothing was changed.")
IS_DRAFT = N_("That is a draft still. Go on with it from `{command}`.")
IS_WITHDRAWN = N_("The experience is withdrawn. Restore it first; you find it with `{command}`.")


@button("experience.change", by=By.CONFIRMED)
def change(call: Call) -> Answer:
    """The form with what the experience says now."""
    experience = theirs_to_change(call, call.value)
    refuse_withdrawn(call, experience)
    activities = store_experiences.activities_of(call.session, experience.period_id)
    colleagues = store_experiences.colleagues(call.session, call.network, experience.member)
    others = [each for each in colleagues if each.id != experience.author_id]
    return experience_form(call.say, experience, Offered(activities=activities, with_whom=others))


@form("experience.change")
def changed(call: Call) -> Answer:
    """Keep the change, and the version before it; a form that is older than the experience is refused."""
    experience_id, _, version = call.value.partition(".")
    experience = theirs_to_change(call, experience_id)
    refuse_withdrawn(call, experience)
    if str(experience.version) != version:
        raise Refusal(CHANGED_MEANWHILE)
    keep_version(call, experience)
    before, was_open = content(experience), experience.may_publish
    write_texts(call, experience)
    write_activity(call, experience)
    write_consents(call, experience)
    write_co_authors(call, experience)
    is_sent_back = not (experience.may_publish and says_the_same(before, experience)) and send_back(experience)
    if was_open and not (experience.may_publish and says_the_same(before, experience)):
        take_back(call, experience)
    call.session.flush()
    call.session.refresh(experience, ["activity"])
    tell_author(call, experience, CHANGED)
    return thanks(call, experience, is_new=False, is_sent_back=is_sent_back)


@button("experience.consent", writes=True)
def consent(call: Call) -> Answer:
    """Allow one thing or take it back, at once."""
    experience_id, _, rest = call.value.partition(".")
    name, _, wanted = rest.partition(".")
    experience = theirs_to_change(call, experience_id)
    refuse_withdrawn(call, experience)
    if name not in CONSENTS or wanted not in ("yes", "no"):
        raise Refusal(N_("That is not a consent the bot knows."))
    given = set(consents(experience))
    if wanted == "yes" and name not in given and not is_theirs(experience, call.me.id):
        raise Refusal(N_("Only the author can allow more than before. You can take back."))
    new = given | {name} if wanted == "yes" else given - {name}
    if new != given:
        keep_version(call, experience)
        allow(experience, tuple(new))
        if "publication" not in new:
            send_back(experience)
            take_back(call, experience)
        experience.changed_at = call.now
        call.session.flush()
        tell_author(call, experience, CHANGED)
    return thanks(call, experience, is_new=False)


@button("experience.withdraw", writes=True)
def withdraw(call: Call) -> Answer:
    """Take it away for everybody but its author."""
    experience = theirs_to_change(call, call.value)
    if experience.state is not ExperienceState.WITHDRAWN:
        refuse_withdrawn(call, experience)
        keep_version(call, experience)
        experience.state, experience.withdrawn_at = ExperienceState.WITHDRAWN, call.now
        experience.approved_at = experience.approved_by_id = None
        take_back(call, experience)
        call.session.flush()
        tell_author(call, experience, WITHDRAWN)
    gone = call.say("The experience #{number} is withdrawn.", number=experience.id)
    return card(call, experience, lead=[gone]) if is_theirs(experience, call.me.id) else Message(gone, [section(gone)])


@button("experience.restore", writes=True)
def restore(call: Call) -> Answer:
    """Bring back what was withdrawn, with the consents it had; it has to be approved anew."""
    experience = theirs_to_change(call, call.value)
    if experience.state is ExperienceState.WITHDRAWN:
        keep_version(call, experience)
        experience.state, experience.withdrawn_at = ExperienceState.CONTRIBUTED, None
        call.session.flush()
    return card(call, experience, lead=[call.say("The experience #{number} is there again.", number=experience.id)])


def theirs_to_change(call: Call, experience_id: str) -> Experience:
    """The experience of that number, if the asker may change it."""
    experience = experience_meant(call, experience_id)
    if not may_change(experience, call.member_of, call.is_coordinator):
        raise Refusal(NOT_YOURS)
    return experience


def refuse_withdrawn(call: Call, experience: Experience) -> None:
    """What is withdrawn is restored before it is changed; a draft is gone on with instead."""
    if experience.state is ExperienceState.DRAFT:
        raise Refusal(IS_DRAFT, command=call.command("erfarenhet", "experience", call.say("mine")))
    if experience.state is ExperienceState.WITHDRAWN:
        raise Refusal(IS_WITHDRAWN, command=call.command("erfarenhet", "experience", call.say("mine")))
