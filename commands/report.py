"""/natverk rapport: the final report as a Word file; /natverk kapitel: the texts an editor writes for its chapters."""

from __future__ import annotations

from functools import partial

from bot import store, store_report
from bot.declare import Answer, By, Call, FieldRefusal, Refusal, button, form, word
from bot.files.report import WRITERS
from bot.files.report.chapters import compose
from bot.files.report.document import Document
from bot.files.report.model import Audience, gather
from bot.language import N_, fold, speak
from bot.messages import File
from bot.models import ChapterText, Period
from bot.views.report import LONGEST_CHAPTER, chapter_form, chapter_saved, chapter_texts, report_comes

AUDIENCES = {
    Audience.INTERNAL: ("intern", "internal", "inside"),
    Audience.PUBLIC: ("publik", "offentlig", "public"),
    Audience.RESEARCH: ("forskning", "research"),
}
WORD = ".docx"
NO_PERIOD = N_("The network has no period yet, so there is nothing to report on.")
CHANGED_MEANWHILE = N_("Somebody else wrote this chapter meanwhile. Close the form and open it again to see how.")


@word(
    "natverk",
    "rapport",
    "report",
    about=N_("The final report as a Word file, for the coordinator"),
    argument="<intern|publik|forskning>",
    by=By.COORDINATOR,
)
def report(call: Call) -> Answer:
    """The report for the audience that is named, else for the network itself."""
    return report_for(call, audience_meant(call.words))


@button("report.make", by=By.COORDINATOR)
def report_here(call: Call) -> Answer:
    """The same, from a button."""
    return report_for(call, audience_meant(call.value))


def audience_meant(words: str) -> Audience:
    """The audience of a word; Refusal for one nobody knows."""
    wanted = fold(words.strip())
    for audience, names in AUDIENCES.items():
        if wanted in names or (not wanted and audience is Audience.INTERNAL):
            return audience
    raise Refusal(N_("The report is for `intern`, `publik` or `forskning`, not for “{word}”."), word=words[:40])


def report_for(call: Call, audience: Audience) -> Answer:
    """That it comes, with the file; it is read now and written after the acknowledgement."""
    document = document_now(call, period_now(call), audience)
    name = f"slutrapport-{audience.value}{WORD}"
    file = File(name, partial(WRITERS[WORD], document), alt=f"{document.title} – {document.subtitle}", title=name)
    return report_comes(call.say, audience, file)


def document_now(call: Call, period: Period, audience: Audience) -> Document:
    """The whole report of a period, in words."""
    told = gather(call.session, call.network, period, now=call.now, audience=audience)
    return compose(told, speak(call.network.language))


def period_now(call: Call) -> Period:
    """The period that runs, or ran last."""
    period = store.period_at(call.session, call.network, call.today)
    if period is None:
        raise Refusal(NO_PERIOD)
    return period


@word(
    "natverk", "kapitel", "chapters", about=N_("Write texts for the report's chapters, for the coordinator"),
    by=By.COORDINATOR,
)  # fmt: skip
@button("report.chapters", by=By.COORDINATOR)
def chapters(call: Call) -> Answer:
    """Every chapter with the text written for it."""
    period = period_now(call)
    titles = [(each.key, each.title) for each in document_now(call, period, Audience.INTERNAL).chapters]
    return chapter_texts(call.say, titles, written_now(call, period))


def written_now(call: Call, period: Period) -> dict[str, ChapterText]:
    """What is written so far, by chapter."""
    return {each.chapter: each for each in store_report.chapter_texts(call.session, period)}


@button("report.chapter", by=By.COORDINATOR)
def chapter(call: Call) -> Answer:
    """The form for one chapter's text."""
    period = period_now(call)
    title = title_of(call, period, call.value)
    return chapter_form(call.say, period, call.value, title, written_now(call, period).get(call.value))


def title_of(call: Call, period: Period, key: str) -> str:
    """A chapter's title; Refusal for one that is none."""
    found = document_now(call, period, Audience.INTERNAL).chapters
    title = next((each.title for each in found if each.key == key), None)
    if title is None:
        raise Refusal(N_("The report has no such chapter."))
    return title


@form("report.chapter", by=By.COORDINATOR)
def chapter_written(call: Call) -> Answer:
    """Keep the text; an empty one takes it away. One that somebody else wrote meanwhile is not overwritten."""
    key, _, rest = call.value.partition(" ")
    period_id, _, version = rest.partition(" ")
    period = next((each for each in store.periods(call.session, call.network) if str(each.id) == period_id), None)
    if period is None:
        raise Refusal(NO_PERIOD)
    title, now = title_of(call, period, key), written_now(call, period).get(key)
    if version != (now.changed_at.isoformat() if now else ""):
        raise Refusal(CHANGED_MEANWHILE)
    text = call.fields.text("text")
    if len(text) > LONGEST_CHAPTER:
        raise FieldRefusal("text", N_("At most {most} characters fit. Shorten it."), most=LONGEST_CHAPTER)
    keep_text(call, period, key, text, now)
    return chapter_saved(call.say, title, is_there=bool(text))


def keep_text(call: Call, period: Period, key: str, text: str, now: ChapterText | None) -> None:
    """Write, change or take away a chapter's text."""
    if not text:
        if now is not None:
            call.session.delete(now)
        return
    if now is None:
        now = ChapterText(period_id=period.id, chapter=key)
        call.session.add(now)
    now.text, now.changed_by_id, now.changed_at = text, call.me.id, call.now
