"""What stands in the experience form before it is sent, kept so that closing it loses nothing: a new experience as a
draft, a change of a contributed one beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import orjson

from bot import store_experiences
from bot.experience_written import allow, new_experience, put_files, ticked, write_co_authors
from bot.feature.call import Call, SlackFile
from bot.models import BegunChange, Experience, ExperienceState
from bot.models.experiences import READABLE
from bot.network import store as network_store
from bot.rules.experiences import CONSENTS, LONGEST, TEXTS, is_theirs, may_change
from bot.rules.written import MOST_FILES, Written, as_it_stands, files_in, files_of, kept, to_keep
from bot.views.experience_form import DRAFT, MESSAGE, Offered

LONGEST_CARRIED: Final = 1800
"""Characters of a message's files that a form carries along."""


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
    written = written_now(call, [*(files_of(draft) if draft else ()), *files_carried(about)])
    if not written.has_words:
        return draft
    if draft is None:
        if store_experiences.sent_with(call.session, call.form_key) is not None:
            return None  # sent already: what comes late must not bring it back
        draft = _new_draft(call)
    for name in TEXTS:
        if getattr(draft, name) != getattr(written, name):
            setattr(draft, name, getattr(written, name))
    _keep_choices(call, draft, written)
    draft.changed_at = call.now
    call.session.flush()
    return draft


def _new_draft(call: Call) -> Experience:
    period = network_store.period_at(call.session, call.network, call.today)
    draft = new_experience(call, call.network, period.id if period else None)
    draft.state = ExperienceState.DRAFT
    draft.title = draft.did = ""
    call.session.add(draft)
    return draft


def _keep_choices(call: Call, draft: Experience, written: Written) -> None:
    """Keep what is chosen where it can be: what is wrong is said when the form is sent."""
    offered = store_experiences.activities_of(call.session, draft.period_id)
    draft.activity_id = next((each.id for each in offered if str(each.id) == written.activity), None)
    allow(draft, written.consents)
    draft.no_child_recognised = written.no_child
    author = next((each for each in offered_to(call).people if str(each.id) == written.author), None)
    draft.author_id = author.id if author else call.me.id
    draft.written_by_id = call.me.id if author else None
    put_files(draft, written.files)
    write_co_authors(call, draft)


def written_now(call: Call, known: Iterable[SlackFile]) -> Written:
    """What stands in the form, cut where it is too long. `known`: the files it showed."""
    fields = call.fields
    return Written(
        **{name: fields.text(name)[: LONGEST[name]] for name in TEXTS},
        activity=fields.text("activity"),
        author=fields.text("author"),
        co_authors=tuple(sorted(fields.chosen("co_authors"))),
        consents=tuple(each for each in CONSENTS if each in fields.chosen("consents")),
        no_child="yes" in fields.chosen("no_child"),
        files=files_in(ticked(call), known, fields.files)[:MOST_FILES],
    )


def carry_files(files: Iterable[SlackFile]) -> str:
    """What a form made of a message carries along: its files, as many as fit."""
    rows = [[each.id, each.name, each.mimetype, each.link] for each in files]
    while rows and len(orjson.dumps(rows)) > LONGEST_CARRIED:
        rows.pop()
    return MESSAGE + orjson.dumps(rows).decode() if rows else ""


def files_carried(about: str) -> list[SlackFile]:
    """The files of the message that a form was made of; somebody else's words give none."""
    if not about.startswith(MESSAGE):
        return []
    try:
        return [SlackFile(*map(str, each)) for each in orjson.loads(about.removeprefix(MESSAGE))[:MOST_FILES]]
    except (ValueError, TypeError):
        return []


def change_meant(call: Call, about: str) -> Experience | None:
    """The contributed experience that a form changes, if the asker may change it."""
    found = store_experiences.experience(call.session, call.network, about.partition(".")[0])
    if found is None or found.state not in READABLE:
        return None
    return found if may_change(found, call.member_of, call.is_coordinator) else None


def keep_change(call: Call, about: str) -> BegunChange | None:
    """Keep what stands in the form of a change beside the experience, which stays as it is. None: nothing differs."""
    experience, version = change_meant(call, about), about.partition(".")[2]
    if experience is None or not version.isdecimal():
        return None
    if store_experiences.changed_by(call.session, experience, int(version[:9]), call.me):
        return None  # sent already: what comes late must not bring it back
    begun = store_experiences.begun_change(call.session, experience, call.me)
    written = written_now(call, files_of_change(experience, begun))
    if not written.has_words:
        return begun
    if written == replace(as_it_stands(experience), author=""):
        drop_change(call, begun)
        return None
    if begun is None:
        begun = BegunChange(experience_id=experience.id, person_id=call.me.id)
        call.session.add(begun)
    begun.of_version, begun.content, begun.changed_at = int(version[:9]), to_keep(written), call.now
    call.session.flush()
    return begun


def drop_change(call: Call, begun: BegunChange | None) -> None:
    """Forget a change that was begun."""
    if begun is not None:
        call.session.delete(begun)
        call.session.flush()


def files_of_change(experience: Experience, begun: BegunChange | None) -> list[SlackFile]:
    """The files that the form of a change shows."""
    return [*files_of(experience), *(kept(begun.content).files if begun else ())]


def offered_to(call: Call) -> Offered:
    """What the asker may choose from: the period's activities, and for and with whom they may write."""
    period = network_store.period_at(call.session, call.network, call.today)
    me = call.member_of
    member = me.member if me else None
    colleagues = store_experiences.colleagues(call.session, call.network, member)
    others = [each for each in colleagues if me is None or each.id != me.id]
    return Offered(
        activities=store_experiences.activities_of(call.session, period.id if period else None),
        people=others,
        with_whom=others,
        members=network_store.active_members(call.session, period) if call.is_coordinator and member is None else (),
    )


def offered_in_change(call: Call, experience: Experience) -> Offered:
    """What may be chosen in changing an experience: its own period's activities, and its member's people."""
    colleagues = store_experiences.colleagues(call.session, call.network, experience.member)
    return Offered(
        activities=store_experiences.activities_of(call.session, experience.period_id),
        with_whom=[each for each in colleagues if each.id != experience.author_id],
    )
