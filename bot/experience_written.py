"""From what stands in the experience form to the experience; what is wrong is refused at its field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import store_experiences
from bot.dates.typed import AmbiguousDate, NotADate, parse_date
from bot.feature.call import Call, FieldRefusal, SlackFile
from bot.language import N_
from bot.models import Attachment, CoAuthor, Experience, ExperienceVersion, Member, Network
from bot.rules.experiences import CONSENTS, LONGEST, TEXTS, consents, content, is_theirs
from bot.rules.search_words import searchable
from bot.rules.written import MOST_FILES, files_in
from bot.views.experience_form import KEPT

TWO_DATES = N_("“{date}” can be two dates. Write the month in letters, as in 4 May 2020.")


def write_texts(call: Call, experience: Experience) -> None:
    """Put the texts and the activity in, and what search reads of them."""
    texts = {name: text_written(call, name) for name in TEXTS}
    if not texts["title"]:
        raise FieldRefusal("title", N_("Give the experience a title."))
    if not texts["did"]:
        raise FieldRefusal("did", N_("Write what you did."))
    if "yes" not in call.fields.chosen("no_child"):
        raise FieldRefusal("no_child", N_("Confirm that no child can be recognised; change the text if one can."))
    _refuse_two_dates(call, texts["time"])
    for name, text in texts.items():
        if getattr(experience, name) != text:
            setattr(experience, name, text)
    experience.no_child_recognised = True
    experience.changed_at = call.now
    experience.search_text = searchable(texts["title"], [texts[name] for name in TEXTS if name != "title"])


def text_written(call: Call, name: str) -> str:
    """One text, not longer than its field."""
    text = call.fields.text(name)
    text = text if name in ("did", "result", "learned", "links") else " ".join(text.split())
    if len(text) > LONGEST[name]:
        raise FieldRefusal(
            name,
            N_("This is {count} characters long; at most {most} fit. Shorten it, or contribute two experiences."),
            count=len(text),
            most=LONGEST[name],
        )
    return text


def _refuse_two_dates(call: Call, text: str) -> None:
    """When it was is said in the author's own words, but not with digits that readers take for two different days."""
    try:
        parse_date(text, call.today, towards="past")
    except AmbiguousDate as doubt:
        if doubt.doubt == "day_or_month":
            raise FieldRefusal("time", TWO_DATES, date=text) from doubt
    except NotADate:
        return


def write_activity(call: Call, experience: Experience) -> None:
    """Put the chosen activity in: one of the experience's own period, or none."""
    chosen = call.fields.text("activity")
    offered = store_experiences.activities_of(call.session, experience.period_id)
    found = next((each for each in offered if str(each.id) == chosen), None)
    if chosen and found is None:
        raise FieldRefusal("activity", N_("That activity is not in the plan. Choose one from the menu."))
    experience.activity_id = found.id if found else None


def write_consents(call: Call, experience: Experience) -> None:
    """Put the consents in. Only the author, or who writes for them, gives one; others may only take them back."""
    wanted = [each for each in CONSENTS if each in call.fields.chosen("consents")]
    more = set(wanted) - set(consents(experience))
    if more and experience.id is not None and not is_theirs(experience, call.me.id):
        raise FieldRefusal("consents", N_("Only the author can allow more than before. You can take back."))
    allow(experience, tuple(wanted))


def allow(experience: Experience, wanted: tuple[str, ...]) -> None:
    """Allow exactly this."""
    experience.may_publish = "publication" in wanted
    experience.may_research = "research" in wanted


def write_co_authors(call: Call, experience: Experience) -> None:
    """Put in who took part in the writing: confirmed people of the experience's own member, its author left out."""
    member = call.session.get(Member, experience.member_id) if experience.member_id else None
    colleagues = {str(each.id): each.id for each in store_experiences.colleagues(call.session, call.network, member)}
    chosen = {colleagues[each] for each in call.fields.chosen("co_authors") if each in colleagues}
    chosen.discard(experience.author_id or 0)
    now = {each.person_id: each for each in experience.co_authors}
    if set(now) != chosen:
        kept = [each for person, each in now.items() if person in chosen]
        experience.co_authors = kept + [CoAuthor(person_id=each) for each in sorted(chosen - set(now))]


def write_files(call: Call, experience: Experience, known: Iterable[SlackFile]) -> None:
    """Put in which files belong to it. `known`: those the form showed."""
    files = files_in(ticked(call), known, call.fields.files)
    if len(files) > MOST_FILES:
        raise FieldRefusal(_files_field(call), N_("At most {most} files fit. Leave some out."), most=MOST_FILES)
    put_files(experience, files)


def _files_field(call: Call) -> str:
    """Where files were given: the field has another name each time the form is drawn with other files."""
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
            changed_by_id=call.person.id if call.person else None,
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
