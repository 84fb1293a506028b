"""/natverk rapport: the final report as a Word file; /natverk kapitel: the texts an editor writes for it."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, form, word
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_, fold, speak
from bot.models import ChapterText, Period
from bot.network import store as network_store
from bot.report import store as report_store
from bot.report.chapters import editable
from bot.report.file import data_of, word_file
from bot.report.model import Audience
from bot.report.view import (
    LONGEST_CHAPTER,
    ChapterValue,
    ReportValue,
    chapter_form,
    chapter_saved,
    chapter_texts,
    report_comes,
)

AUDIENCES = {
    Audience.INTERNAL: ("intern", "internal", "inside"),
    Audience.PUBLIC: ("publik", "offentlig", "public"),
    Audience.RESEARCH: ("forskning", "research"),
}
NO_PERIOD = N_("The network has no period yet, so there is nothing to report on.")


@word(
    "natverk",
    "rapport",
    "report",
    about=N_("The final report as a Word file, for the coordinator"),
    argument=N_("<internal|public|research> <period>"),
    by=By.COORDINATOR,
)
def report(call: Call) -> Answer:
    """The report for the audience and the period that are named, else for the network itself on its present one."""
    return report_for(call, *audience_and_period(call, call.words))


@button("report.make", by=By.COORDINATOR)
def report_here(call: Call) -> Answer:
    """The same, from a button."""
    value = ReportValue.read(call.value)
    return report_for(call, value.audience or Audience.INTERNAL, period_named(call, value.period))


def report_for(call: Call, audience: Audience, period: Period) -> Answer:
    """That it comes, with the file; it is read now and written after the acknowledgement."""
    data = data_of(call, period, audience)
    return report_comes(call.say, data, period, word_file(call, data))


def audience_and_period(call: Call, words: str) -> tuple[Audience, Period]:
    """The audience and the period that some words name; Refusal for words that name neither."""
    audience, rest = Audience.INTERNAL, []
    for each in words.split():
        one = next((one for one, names in AUDIENCES.items() if fold(each) in names), None)
        audience = one or audience
        rest += [] if one else [each]
    return audience, period_named(call, " ".join(rest))


def period_named(call: Call, name: str) -> Period:
    """The period of a name or a year; without one the period that runs, or ran last."""
    if not name:
        return period_now(call)
    period = network_store.period_meant(call.session, call.network, name)
    if period is None:
        periods = network_store.periods(call.session, call.network)
        raise Refusal(
            N_(
                "“{word}” is neither whom the report is for (`intern`, `publik`, `forskning`) nor a period ({periods})."
            ),
            word=name[:40],
            periods=", ".join(each.name for each in periods) or "–",
        )
    return period


def period_now(call: Call) -> Period:
    """The period that runs, or ran last."""
    period = network_store.period_at(call.session, call.network, call.today)
    if period is None:
        raise Refusal(NO_PERIOD)
    return period


@word(
    "natverk", "kapitel", "chapters", about=N_("Write texts for the report's chapters, for the coordinator"),
    argument="<period>", by=By.COORDINATOR,
)  # fmt: skip
def chapters(call: Call) -> Answer:
    """Every chapter with the text written for it, of the period that is named or runs."""
    return chapters_of(call, audience_and_period(call, call.words)[1])


@button("report.chapters", by=By.COORDINATOR)
def chapters_here(call: Call) -> Answer:
    """The same, from a button."""
    return chapters_of(call, audience_and_period(call, call.value)[1])


def chapters_of(call: Call, period: Period) -> Answer:
    """A period's chapters, and the parts of them that can have a text of their own."""
    return chapter_texts(call.say, period, titles_now(call, period), texts_of(call, period))


def titles_now(call: Call, period: Period) -> dict[str, str]:
    """What can have a text, by the key it is kept under."""
    return editable(data_of(call, period), speak(call.network.language))


def texts_of(call: Call, period: Period) -> dict[str, ChapterText]:
    """What is written so far, by chapter."""
    return {each.chapter: each for each in report_store.chapter_texts(call.session, period)}


@button("report.chapter", by=By.COORDINATOR)
def chapter(call: Call) -> Answer:
    """The form for one chapter's text; an old button names no period and means the one that runs."""
    value = ChapterValue.read(call.value)
    period = period_of(call, number_in(value.period)) if value.period else period_now(call)
    key = value.key
    return chapter_form(call.say, period, key, title_of(call, period, key), texts_of(call, period).get(key))


def period_of(call: Call, period_id: int) -> Period:
    """The network's period of that id."""
    periods = network_store.periods(call.session, call.network)
    period = next((each for each in periods if each.id == period_id), None)
    if period is None:
        raise Refusal(NO_PERIOD)
    return period


def title_of(call: Call, period: Period, key: str) -> str:
    """A chapter's title; Refusal for one that is none."""
    title = titles_now(call, period).get(key)
    if title is None:
        raise Refusal(N_("The report has no such chapter."))
    return title


@form("report.chapter", by=By.COORDINATOR, about=AsOpened(chapter))
def save_chapter(call: Call) -> Answer:
    """Keep the text; an empty one takes it away."""
    value = ChapterValue.read(call.value)
    key, period = value.key, period_of(call, number_in(value.period))
    title, now = title_of(call, period, key), texts_of(call, period).get(key)
    text = call.fields.text("text")
    if len(text) > LONGEST_CHAPTER:
        raise FieldRefusal("text", N_("At most {most} characters fit. Shorten it."), most=LONGEST_CHAPTER)
    keep_text(call, period, key, text, now)
    return chapter_saved(call.say, period, title, is_there=bool(text))


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
