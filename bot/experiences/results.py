"""How search results look: each with its number and the words around what was looked for, and menus to narrow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from bot.blocks.messages import Form, Message, signs_of
from bot.blocks.parts import Choice, actions, button, choice_field, context, header, menu, section
from bot.dates.in_words import plain_day, span
from bot.dates.when import FIRST_YEAR, LAST_YEAR, Span
from bot.experiences.card import PageValue, origin, titles
from bot.experiences.fields import BODY, FACTS, parts, texts_of
from bot.experiences.load import HITS_PER_PAGE, SearchChoices, SearchPage
from bot.experiences.search import PROBED, Query, Term
from bot.feature.call import Call
from bot.feature.pages import Place, again, standing, turning
from bot.language import Say, Text, bold, clip, escape, fold, joined, lines
from bot.models import Experience

NARROW: Final = "experience.narrow"
LONGEST_MENUS: Final = 1500
"""Signs in menus that stand under the hits; longer menus stand in a window of their own."""
LONGEST_ROW: Final = 900


def narrowing_row(say: Say, query: Query, choices: SearchChoices, *beside: ButtonElement) -> list[Block]:
    """The menus that narrow a search, or the button to them where they are long."""
    narrow = actions(*menus(say, query, choices), *beside)
    if signs_of(narrow) > LONGEST_MENUS:
        narrow = actions(button("experience.narrower", say("Narrow the search"), query), *beside)
    return [narrow] if narrow.elements else []


def narrow_form(say: Say, query: Query, choices: SearchChoices) -> Form:
    """The same in a window: whose, of which activity, of which year."""
    named: list[tuple[str, Text, Sequence[tuple[int, str]], int | None]] = [
        ("member", say("Member"), choices.members, query.member),
        ("activity", say("Activity"), choices.activities, query.activity),
        (
            "year",
            say("Year"),
            [(year, str(year)) for year in choices.years],
            query.time.first.year if query.time else None,
        ),
    ]
    fields: list[Block] = [
        choice_field(name, label, [(str(n), text) for n, text in there], chosen=str(now or "") or None, optional=True)
        for name, label, there, now in named
        if there
    ]
    return Form("experience.narrower", say("Narrow the search"), fields, say("Search"), say("Cancel"), str(query))


def menus(say: Say, query: Query, choices: SearchChoices) -> list[StaticSelectElement]:
    """Whose, of which activity, of which year; each choice carries the whole search along."""
    members = [(replace(query, member=number), name) for number, name in choices.members]
    activities = [(replace(query, activity=number), name) for number, name in choices.activities]
    years = [(replace(query, time=Span.year(year)), str(year)) for year in choices.years]
    rows = [
        _menu("member", say("Member"), query, (replace(query, member=None), say("All members")), members),
        _menu("activity", say("Activity"), query, (replace(query, activity=None), say("All activities")), activities),
        _menu("year", say("Year"), query, (replace(query, time=None), say("All years")), years),
    ]
    return [each for each in rows if each is not None]


def _menu(
    name: str, label: Text, query: Query, wider: tuple[Query, Text], narrower: Sequence[tuple[Query, str]]
) -> StaticSelectElement | None:
    if not narrower:
        return None
    rows: list[Choice] = [(str(each), text) for each, text in (wider, *narrower)]
    return menu(f"{NARROW}:{name}", label, rows, chosen=str(query) if query != wider[0] else None)


def narrowing(say: Say, query: Query, choices: SearchChoices) -> Text:
    """To what a search is narrowed: "Gävle · aktivitet 3 · 2020"."""
    activity = say("activity {number}", number=query.activity) if query.activity is not None else ""
    return joined(" · ", [clip(choices.member_name(query.member), 100), activity, _time(say, query.time)])


def _time(say: Say, days: Span | None) -> Text | str:
    """The days in words, "juli–december 2020"; with an end that is open the day at the other."""
    if days is None:
        return ""
    if days.last.year == LAST_YEAR:
        return say("from {time} on", time=plain_day(days.first, say.code))
    if days.first.year == FIRST_YEAR:
        return say("until {time}", time=plain_day(days.last, say.code))
    return span(days, say.code)


AROUND: Final = 90
"""Characters on each side of a word that was looked for."""


def listed(say: Say, page: SearchPage, instead: Query | None) -> Message:
    """The hits of one page. `instead`: a wider search to offer beside them."""
    title, narrowed = _title(say, page), narrowing(say, page.query, page.choices)
    blocks: list[Block] = [header(title), *([context(narrowed)] if narrowed else [])]
    if not page.hits.all_words:
        blocks.append(context(say("None holds all the words, so these hold at least one of them.")))
    rows = [
        section(
            clip(lines(bold(each.title), origin(say, each, page.viewer), snippet(each, page.terms)), LONGEST_ROW),
            button("experience.show", say("Show"), each.id),
        )
        for each in page.experiences
    ]
    blocks += standing(rows, Place.LIST, again("experience.found", PageValue(page.number, str(page.query))))
    blocks += _turning(say, page)
    more = only_inside(say, page)
    blocks += [context(more)] if more else []
    beside = (
        [button("experience.found", say("Search for the words instead"), str(PageValue(1, str(instead))))]
        if instead
        else []
    )
    blocks += narrowing_row(say, page.query, page.choices, *beside)
    return Message(lines(title, narrowed, *titles(say, page.experiences), more), blocks)


def only_inside(say: Say, page: SearchPage) -> Text:
    """How many more hits stay inside the network; nothing when the reader may read them all."""
    return say.many("{count} more stays inside the network and is read by its confirmed people.",
                    "{count} more stay inside the network and are read by its confirmed people.",
                    page.only_inside) if page.only_inside else Text("")  # fmt: skip


def _turning(say: Say, page: SearchPage) -> Iterator[Block]:
    """The database has cut the page; the buttons are those of every list."""
    if page.pages > 1:
        first, query = (page.number - 1) * HITS_PER_PAGE, str(page.query)
        yield from turning(
            say, page.number, page.pages,
            lambda label, number: button("experience.found", label, PageValue(number, query)),
            range(first, first + len(page.experiences)), page.hits.total,
        )  # fmt: skip


def _title(say: Say, page: SearchPage) -> Text:
    words, total = page.query.words, page.hits.total
    if total >= PROBED:
        return say("The newest {count} experiences with “{words}”", count=PROBED, words=words)
    if not words:
        return say.many("{count} experience", "{count} experiences", total)
    return say.many("{count} experience with “{words}”", "{count} experiences with “{words}”", total, words=words)


def nothing(call: Call, page: SearchPage) -> Message:
    """Nothing holds any of the words: say what may help."""
    own = call.command("erfarenhet", "experience", call.say("mine"))
    query, narrowed = page.query, narrowing(call.say, page.query, page.choices)
    if query.words:
        sentence = call.say(
            "No experience with “{words}” was found. Try another word, or a part of it. `{command}` shows your own.",
            words=query.words,
            command=own,
        )
    else:
        sentence = call.say("No experience was found. `{command}` shows your own.", command=own)
    sentence = lines(sentence, only_inside(call.say, page))
    row = narrowing_row(call.say, query, page.choices) if query.is_narrowed else []
    return Message(lines(sentence, narrowed), [section(sentence), *([context(narrowed)] if narrowed else []), *row])


def what_to_search(call: Call, choices: SearchChoices) -> Message:
    """Nothing was asked for: say how one asks."""
    command = call.command("erfarenhet", "experience", call.say("search"))
    sentence = call.say(
        "Write what you are looking for, for example `{command} skolval`. A member, a year or an activity narrows the"
        " search: `{command} skolval Gävle {year}`.",
        command=command,
        year=call.today.year,
    )
    write = button("home.search", call.say("Search experiences"), style="primary")
    return Message(sentence, [section(sentence), actions(write), *narrowing_row(call.say, Query(), choices)])


def snippet(experience: Experience, terms: Sequence[Term]) -> Text:
    """The words around the first that was looked for, in bold the word itself; else how the text begins."""
    for _, text in parts(texts_of(experience), (*BODY, *FACTS)):
        flat = " ".join(text.split())
        at = _first(flat, terms)
        if at is not None:
            return _around(flat, at)
    return clip(" ".join(experience.did.split()), 2 * AROUND)


def _first(text: str, terms: Sequence[Term]) -> int | None:
    folded = "".join(one if len(one := fold(sign)) == 1 else sign for sign in text)
    places = [folded.find(each.stem) for each in terms]
    return min((each for each in places if each >= 0), default=None)


def _around(text: str, at: int) -> Text:
    """The word that holds that place, in bold, with what stands around it."""
    first = text.rfind(" ", 0, at) + 1
    last = text.find(" ", at)
    last = len(text) if last < 0 else last
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    lead = "…" + before.partition(" ")[2] if first > AROUND else before
    tail = after.rpartition(" ")[0] + "…" if last + AROUND < len(text) else after
    return joined("", [escape(lead), bold(text[first:last][:120]), escape(tail)])
