"""A draft: what stands in the experience form before it is sent, kept so that closing it loses nothing."""

from __future__ import annotations

from bot import store, store_experiences
from bot.call import Call
from bot.experience_written import allow, new_experience, write_co_authors
from bot.models import Experience, ExperienceState
from bot.rules.experiences import CONSENTS, LONGEST, TEXTS, is_theirs
from bot.views.experience_form import DRAFT, Offered


def draft_meant(call: Call, about: str) -> Experience | None:
    """The asker's draft that a form carries along, or that was made while it was written in."""
    number = about.removeprefix(DRAFT)
    found = store_experiences.experience(call.session, call.network, number) if about.startswith(DRAFT) else None
    found = found or store_experiences.sent_with(call.session, call.form_key)
    person = call.member_of
    if found is None or person is None or not is_theirs(found, person.id) or found.network_id != call.network.id:
        return None
    return found if found.state is ExperienceState.DRAFT else None


def keep_draft(call: Call, about: str) -> Experience | None:
    """Keep what stands in the form as far as it can be kept; nothing is refused. None: there is nothing to keep."""
    draft = draft_meant(call, about)
    texts = {name: call.fields.text(name)[: LONGEST[name]] for name in TEXTS}
    if not any(texts.values()):
        return draft
    if draft is None:
        if store_experiences.sent_with(call.session, call.form_key) is not None:
            return None  # sent already: what comes late must not bring it back
        draft = _new_draft(call)
    for name, text in texts.items():
        if getattr(draft, name) != text:
            setattr(draft, name, text)
    _keep_choices(call, draft)
    draft.changed_at = call.now
    call.session.flush()
    return draft


def _new_draft(call: Call) -> Experience:
    period = store.period_at(call.session, call.network, call.today)
    draft = new_experience(call, call.network, period.id if period else None)
    draft.state = ExperienceState.DRAFT
    draft.title = draft.did = ""
    call.session.add(draft)
    return draft


def _keep_choices(call: Call, draft: Experience) -> None:
    """Keep what is chosen where it can be: what is wrong is said when the form is sent."""
    chosen = call.fields.text("activity")
    offered = store_experiences.activities_of(call.session, draft.period_id)
    draft.activity_id = next((each.id for each in offered if str(each.id) == chosen), None)
    allow(draft, tuple(each for each in CONSENTS if each in call.fields.chosen("consents")))
    draft.no_child_recognised = "yes" in call.fields.chosen("no_child")
    author = next((each for each in offered_to(call).people if str(each.id) == call.fields.text("author")), None)
    draft.author_id = author.id if author else call.me.id
    draft.written_by_id = call.me.id if author else None
    write_co_authors(call, draft)


def offered_to(call: Call) -> Offered:
    """What the asker may choose from: the period's activities, and for and with whom they may write."""
    period = store.period_at(call.session, call.network, call.today)
    me = call.member_of
    member = me.member if me else None
    colleagues = store_experiences.colleagues(call.session, call.network, member)
    others = [each for each in colleagues if me is None or each.id != me.id]
    return Offered(
        activities=store_experiences.activities_of(call.session, period.id if period else None),
        people=others,
        with_whom=others,
        members=store.active_members(call.session, period) if call.is_coordinator and member is None else (),
    )
