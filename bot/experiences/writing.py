"""Saves what stands in the experience form: as an experience, a draft or a begun change.

What is wrong is refused at its field. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import orjson

from bot.dates.in_words import understood
from bot.dates.typed import AmbiguousDate, NotADate, is_counted_from_today, parse_date
from bot.experiences import store as experiences_store
from bot.experiences.fields import FIELDS, ExperienceField
from bot.experiences.form import (
    KEPT,
    MOST_FILES,
    ChangeValue,
    ContributeValue,
    ExperienceEntry,
    FormChoices,
    Origin,
    as_it_stands,
    content_of,
    entry_of,
    files_in,
    files_of,
)
from bot.experiences.rules import (
    AUTHOR_ALLOWS,
    CONSENTS,
    consents,
    content,
    is_theirs,
    may_allow,
    may_change,
    may_read,
    reader_of,
)
from bot.experiences.search import searchable
from bot.feature.call import Call, FieldRefusal, Refusal, SlackFile
from bot.feature.values import LONGEST_NUMBER
from bot.language import N_
from bot.models import (
    Attachment,
    BegunChange,
    CoAuthor,
    Experience,
    ExperienceState,
    ExperienceVersion,
    Member,
    Network,
)
from bot.models.experiences import READABLE
from bot.network import store as network_store
from bot.network.plan import seasons_of

TWO_TIMES: Final = {
    "day_or_month": N_("“{date}” can be two dates. Write the month in letters, as in 4 May {year}."),
    "readings": N_("“{date}” could mean two times. Write the year with four digits, as in 4 May {year} or May {year}."),
    "weekday": N_("The weekday and the date in “{date}” do not match. Write the one that is right."),
}
"""What is said of a time that can be two, by the doubt."""
NO_TIME: Final = {
    "impossible": N_("There is no date “{date}”. Write a day as in 14 May {year}, or just the month."),
    "backwards": N_("“{date}” ends before it begins. Write the days in order, as in 14–15 May {year}."),
    "out_of_range": N_("“{date}” is far off. Write when it was, as in May {year}."),
}
NOT_YET: Final = N_("“{date}” is still to come. Write when it was, as in May {year}.")
READ_OTHERWISE: Final = N_("“{date}” means another time to whoever reads it later. Write which you mean, as in {day}.")


def write_texts(call: Call, experience: Experience) -> None:
    """Put the texts and the activity in, and what search reads of them."""
    texts = {each.name: text_in(call, each) for each in FIELDS}
    for each in FIELDS:
        if each.refusal and not texts[each.name]:
            raise FieldRefusal(each.name, each.refusal)
    if "yes" not in call.fields.chosen("no_child"):
        raise FieldRefusal("no_child", N_("Confirm that no child can be recognised; change the text if one can."))
    if experience.state is ExperienceState.DRAFT or texts["time"] != experience.time:
        _refuse_doubtful_time(call, texts["time"])
    for name, text in texts.items():
        if getattr(experience, name) != text:
            setattr(experience, name, text)
    experience.no_child_recognised = True
    experience.changed_at = call.now
    experience.search_text = searchable(texts["title"], [text for name, text in texts.items() if name != "title"])


def text_in(call: Call, field: ExperienceField) -> str:
    """What stands in a field, not longer than it may be."""
    text = field.in_one_piece(call.fields.text(field.name))
    if len(text) > field.longest:
        raise FieldRefusal(
            field.name,
            N_("This is {count} characters long; at most {most} fit. Shorten it, or contribute two experiences."),
            count=len(text),
            most=field.longest,
        )
    return text


def _refuse_doubtful_time(call: Call, text: str) -> None:
    """When it was is said in the author's own words; words that are a date must be one that has been, and not
    counted from the day they are written, as nobody who reads them knows it."""
    try:
        read = parse_date(text, call.today, towards="past", seasons=seasons_of(call.network))
    except AmbiguousDate as doubt:
        if sentence := TWO_TIMES.get(doubt.doubt):
            raise FieldRefusal("time", sentence, date=text, year=call.today.year) from doubt
        return
    except NotADate as refused:
        if sentence := NO_TIME.get(refused.reason):
            raise FieldRefusal("time", sentence, date=text, year=call.today.year) from refused
        return
    if is_counted_from_today(text, call.today):
        day = understood(read.span, read.kind, call.say.code)
        raise FieldRefusal("time", READ_OTHERWISE, date=text, day=day)
    if read.reach.first > call.today:
        raise FieldRefusal("time", NOT_YET, date=text, year=call.today.year)


def write_activity(call: Call, experience: Experience) -> None:
    """Put the chosen activity in: one of the experience's own period, the one it had, or none."""
    chosen = call.fields.text("activity")
    offered = experiences_store.activities_for(call.session, experience)
    activity = next((each for each in offered if str(each.id) == chosen), None)
    if chosen and activity is None:
        raise FieldRefusal("activity", N_("That activity is not in the plan. Choose one from the menu."))
    experience.activity_id = activity.id if activity else None


def write_consents(call: Call, experience: Experience) -> tuple[str, ...]:
    """Put the consents in. The author alone gives one; others may only take them back. Gives back what whoever typed
    it ticked for its author, which holds when the author has said yes."""
    wanted = tuple(each for each in CONSENTS if each in call.fields.chosen("consents"))
    now = consents(experience) if experience.state is not ExperienceState.DRAFT else ()
    more = tuple(each for each in wanted if each not in now)
    if not more or may_allow(experience, call.writer):
        allow(experience, wanted)
        return ()
    if not is_theirs(experience, call.writer.id):
        raise FieldRefusal("consents", AUTHOR_ALLOWS)
    allow(experience, tuple(each for each in wanted if each in now))
    return more


def allow(experience: Experience, wanted: tuple[str, ...]) -> None:
    """Allow exactly this."""
    experience.may_publish = "publication" in wanted
    experience.may_research = "research" in wanted


def write_co_authors(call: Call, experience: Experience) -> None:
    """Put in who took part in the writing: people of the experience's own member, its author left out. Who took part
    and can no longer be chosen stays."""
    member = call.session.get(Member, experience.member_id) if experience.member_id else None
    colleagues = {
        str(each.id): each.id for each in experiences_store.colleagues(call.session, call.network, member, call.today)
    }
    chosen = {colleagues[each] for each in call.fields.chosen("co_authors") if each in colleagues}
    chosen.discard(experience.author_id or 0)
    now = {each.person_id: each for each in experience.co_authors}
    chosen |= {each for each in now if str(each) not in colleagues and each != experience.author_id}
    if set(now) != chosen:
        still = [each for person, each in now.items() if person in chosen]
        experience.co_authors = still + [CoAuthor(person_id=each) for each in sorted(chosen - set(now))]


def write_files(call: Call, experience: Experience, before: Iterable[SlackFile]) -> None:
    """Put in which files belong to it. `before`: those the form had."""
    files = files_in(ticked(call), before, call.fields.files)
    if len(files) > MOST_FILES:
        raise FieldRefusal(_files_field(call), N_("At most {most} files fit. Leave some out."), most=MOST_FILES)
    put_files(experience, files)


def _files_field(call: Call) -> str:
    """Where files were added: the field has another name each time the form is drawn with other files."""
    values = call.fields.values
    return next(
        (name for name, each in values.items() if isinstance(each, tuple) and set(each) & set(call.fields.files)),
        "files",
    )


def ticked(call: Call) -> list[str]:
    """The files that the form showed and that are to stay."""
    names = (name for name in call.fields.values if name.startswith(KEPT))
    return [each for name in names for each in call.fields.chosen(name)]


def put_files(experience: Experience, files: Sequence[SlackFile]) -> None:
    """Make its references those, keeping the rows of those that stay."""
    now = {each.slack_file_id: each for each in experience.attachments}
    if list(now) != [each.id for each in files]:
        experience.attachments = [now.get(each.id) or _reference(each) for each in files]


def _reference(file: SlackFile) -> Attachment:
    return Attachment(slack_file_id=file.id, name=file.name, mimetype=file.mimetype, link=file.link)


def keep_version(call: Call, experience: Experience) -> None:
    """Keep the experience as it was before this change."""
    call.session.add(
        ExperienceVersion(
            experience_id=experience.id,
            number=experience.version,
            content=content(experience),
            changed_by_id=call.author.id if call.author else None,
            changed_at=call.now,
        )
    )


def new_experience(call: Call, network: Network, period_id: int | None) -> Experience:
    """An experience of whoever writes, with nothing in it yet."""
    return Experience(
        network_id=network.id,
        period_id=period_id,
        author_id=call.me.id,
        member_id=call.me.member_id,
        form_key=call.form_key,
        created_at=call.now,
        changed_at=call.now,
    )


def experience_of(call: Call, number: int) -> Experience:
    """The experience of that number, if the asker may read it; others do not learn that it exists."""
    experience = experiences_store.experience(call.session, call.network, number)
    if experience is not None:
        refuse_erased(experience)
    if experience is None or not may_read(experience, reader_of(call)):
        raise Refusal(
            N_("There is no experience #{number} that you can read. Find others with `{command}`."),
            number=str(number)[:LONGEST_NUMBER],
            command=call.command("erfarenhet", "experience", call.say("search")),
        )
    return experience


ERASED: Final = N_("The experience #{number} has been erased.")


def refuse_erased(experience: Experience) -> None:
    """Of what is erased nothing is left to read or to change."""
    if experience.state is ExperienceState.ERASED:
        raise Refusal(ERASED, number=experience.id)


LONGEST_CARRIED: Final = 1800
"""Characters of a message's files that a form carries along."""


def draft_of(call: Call, about: str) -> Experience | None:
    """The asker's draft that a form carries along, or that was made while it was written in."""
    draft = experiences_store.experience(call.session, call.network, ContributeValue.read(about).draft)
    draft = draft or experiences_store.sent_with(call.session, call.form_key)
    person = call.author
    if draft is None or person is None or not is_theirs(draft, person.id) or draft.network_id != call.network.id:
        return None
    return draft if draft.state is ExperienceState.DRAFT else None


def keep_draft(call: Call, about: str) -> Experience | None:
    """Keep what stands in the form as far as it can be kept; nothing is refused. None: there is nothing to keep."""
    draft = draft_of(call, about)
    entry = entry_now(call, [*(files_of(draft) if draft else ()), *files_of_message(about)])
    if not entry.has_words:
        return draft
    if draft is None:
        if experiences_store.sent_with(call.session, call.form_key) is not None:
            return None  # sent already: what comes late must not bring it back
        draft = _new_draft(call)
    for name, text in entry.texts.items():
        if getattr(draft, name) != text:
            setattr(draft, name, text)
    _keep_choices(call, draft, entry)
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


def _keep_choices(call: Call, draft: Experience, entry: ExperienceEntry) -> None:
    """Keep what is chosen where it can be: what is wrong is said when the form is sent."""
    offered = experiences_store.activities_for(call.session, draft)
    draft.activity_id = next((each.id for each in offered if str(each.id) == entry.activity), None)
    allow(draft, entry.consents)
    draft.no_child_recognised = entry.no_child
    author = next((each for each in choices_for(call).people if str(each.id) == entry.author), None)
    draft.author_id = author.id if author else call.writer.id
    draft.written_by_id = call.writer.id if author else None
    put_files(draft, entry.files)
    write_co_authors(call, draft)


def entry_now(call: Call, before: Iterable[SlackFile]) -> ExperienceEntry:
    """What stands in the form, cut where it is too long. `before`: the files it had."""
    fields = call.fields
    return ExperienceEntry(
        texts={each.name: fields.text(each.name)[: each.longest] for each in FIELDS},
        activity=fields.text("activity"),
        author=fields.text("author"),
        co_authors=tuple(sorted(fields.chosen("co_authors"))),
        consents=tuple(each for each in CONSENTS if each in fields.chosen("consents")),
        no_child="yes" in fields.chosen("no_child"),
        files=files_in(ticked(call), before, fields.files)[:MOST_FILES],
    )


def carry_files(files: Iterable[SlackFile]) -> str:
    """What a form made of a message carries along: its files, as many as fit."""
    rows = [[each.id, each.name, each.mimetype, each.link] for each in files]
    while rows and len(orjson.dumps(rows)) > LONGEST_CARRIED:
        rows.pop()
    return str(ContributeValue(Origin.MESSAGE, orjson.dumps(rows).decode())) if rows else ""


def files_of_message(about: str) -> list[SlackFile]:
    """The files of the message that a form was made of; somebody else's words give none."""
    value = ContributeValue.read(about)
    if value.origin is not Origin.MESSAGE:
        return []
    try:
        return [SlackFile(*map(str, each)) for each in orjson.loads(value.rest)[:MOST_FILES]]
    except (ValueError, TypeError):
        return []


def experience_to_change(call: Call, value: ChangeValue) -> Experience | None:
    """The contributed experience that a form changes, if the asker may change it."""
    experience = experiences_store.experience(call.session, call.network, value.experience)
    if experience is None or experience.state not in READABLE:
        return None
    return experience if may_change(experience, call.author, call.is_coordinator) else None


def keep_change(call: Call, value: ChangeValue) -> BegunChange | None:
    """Keep what stands in the form of a change beside the experience, which stays as it is. None: nothing differs."""
    experience = experience_to_change(call, value)
    if experience is None or not value.version:
        return None
    if experiences_store.changed_by(call.session, experience, value.version, call.writer):
        return None  # sent already: what comes late must not bring it back
    begun = experiences_store.begun_change(call.session, experience, call.writer)
    entry = entry_now(call, files_of_change(experience, begun))
    if not entry.has_words:
        return begun
    if entry == replace(as_it_stands(experience), author=""):
        drop_change(call, begun)
        return None
    if begun is None:
        begun = BegunChange(experience_id=experience.id, person_id=call.writer.id)
        call.session.add(begun)
    begun.of_version, begun.content, begun.changed_at = value.version, content_of(entry), call.now
    call.session.flush()
    return begun


def drop_change(call: Call, begun: BegunChange | None) -> None:
    """Forget a change that was begun."""
    if begun is not None:
        call.session.delete(begun)
        call.session.flush()


def files_of_change(experience: Experience, begun: BegunChange | None) -> list[SlackFile]:
    """The files that the form of a change shows."""
    return [*files_of(experience), *(entry_of(begun.content).files if begun else ())]


def choices_for(call: Call, draft: Experience | None = None) -> FormChoices:
    """What the asker may choose from: the activities of the period, or of the draft's, and for and with whom they may
    write."""
    period = network_store.period_at(call.session, call.network, call.today)
    me = call.member_of
    member = me.member if me else None
    colleagues = experiences_store.colleagues(call.session, call.network, member, call.today)
    others = [each for each in colleagues if me is None or each.id != me.id]
    return FormChoices(
        year=call.today.year,
        activities=experiences_store.activities_for(call.session, draft)
        if draft
        else experiences_store.activities_of(call.session, period.id if period else None),
        people=others,
        with_whom=others,
        members=network_store.members_on(call.session, call.network, call.today)
        if call.is_coordinator and member is None
        else (),
    )


def choices_in_change(call: Call, experience: Experience) -> FormChoices:
    """What may be chosen in changing an experience: its own period's activities and the one it has, and its member's
    people."""
    colleagues = experiences_store.colleagues(call.session, call.network, experience.member, call.today)
    return FormChoices(
        year=call.today.year,
        activities=experiences_store.activities_for(call.session, experience),
        with_whom=[each for each in colleagues if each.id != experience.author_id],
    )
