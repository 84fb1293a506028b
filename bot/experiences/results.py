"""How search results look: each with its number and the words around what was looked for, and menus to narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from bot.blocks.messages import Message
from bot.blocks.parts import Choice, actions, button, context, header, menu, section
from bot.experiences import store as experiences_store
from bot.experiences.card import number_of, origin, pages_row
from bot.experiences.fields import BODY, FACTS, parts, texts_of
from bot.experiences.rules import reader_of
from bot.experiences.search import LONGEST_QUERY, PROBED, Asked, Hits, Term, Within, read, search, terms, write
from bot.feature.call import Call
from bot.language import Text, bold, clip, escape, fold, joined, lines, swedish_order
from bot.models import Experience, Member
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import entities_of

MOST_CHOICES: Final = 99
NARROW: Final = "experience.narrow"


def menus(call: Call, asked: Asked) -> list[StaticSelectElement]:
    """Whose, of which activity, of which year; each choice carries the whole search along."""
    say = call.say
    found = [
        _menu("member", say("Member"), asked, replace(asked, member=None), say("All members"), _members(call, asked)),
        _menu("activity", say("Activity"), asked, replace(asked, activity=None), say("All activities"),
              _activity_menu(call, asked)),
        _menu("year", say("Year"), asked, replace(asked, year=None), say("All years"), _years(call, asked)),
    ]  # fmt: skip
    return [each for each in found if each is not None]


def _menu(
    name: str, label: Text, asked: Asked, wider: Asked, all_of_them: Text, choices: Sequence[tuple[Asked, str]]
) -> StaticSelectElement | None:
    if not choices:
        return None
    rows: list[Choice] = [
        (write(wider), all_of_them),
        *((write(each), words) for each, words in choices[:MOST_CHOICES]),
    ]
    return menu(f"{NARROW}:{name}", label, rows, chosen=write(asked) if asked != wider else None)


def _members(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    members: Sequence[Member] = sorted(call.network.members, key=lambda each: swedish_order(each.name))
    return [(replace(asked, member=each.id), each.name) for each in members]


def _activity_menu(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    period = network_store.period_at(call.session, call.network, call.today)
    now = plan.activities(call.session, period)
    return [(replace(asked, activity=each.number), f"{each.number}. {each.title}") for each in now]


def _years(call: Call, asked: Asked) -> list[tuple[Asked, str]]:
    """From the first period's first year to this one, the last first."""
    periods = network_store.periods(call.session, call.network)
    first = min((each.starts.year for each in periods), default=call.today.year)
    return [(replace(asked, year=each), str(each)) for each in range(call.today.year, first - 1, -1)]


def said(call: Call, asked: Asked) -> Text:
    """To what a search is narrowed: "Gävle · aktivitet 3 · 2020"."""
    member = next((each.name for each in call.network.members if each.id == asked.member), "")
    activity = call.say("activity {number}", number=asked.activity) if asked.activity is not None else ""
    return joined(" · ", [clip(member, 100), activity, str(asked.year or "")])


PER_PAGE = 8


@dataclass(frozen=True)
class Found:
    """One page of what was found, with what was looked for."""

    asked: Asked
    terms: tuple[Term, ...]
    hits: Hits
    shown: Sequence[Experience]
    page: int


def find(call: Call, asked: Asked, page: int) -> Found:
    """One page of what answers it, best first; without words the newest first."""
    looked_for, page = terms(asked.words), max(page, 1)
    hits = search(
        call.session, call.network, reader_of(call), looked_for,
        within=_within(call, asked), skip=(page - 1) * PER_PAGE, most=PER_PAGE,
    )  # fmt: skip
    return Found(asked, looked_for, hits, experiences_store.in_this_order(call.session, hits.ids), page)


def _within(call: Call, asked: Asked) -> Within:
    year = asked.year
    return Within(
        member=asked.member,
        activities=None if asked.activity is None else _activity_ids(call, asked.activity),
        year=year,
        year_starts=datetime(year, 1, 1, tzinfo=call.zone) if year else None,
        year_ends=datetime(year + 1, 1, 1, tzinfo=call.zone) if year else None,
    )


def _activity_ids(call: Call, number: int) -> tuple[int, ...]:
    """The activities of that number, of whatever period."""
    return tuple(each.id for each in plan.all_activities(call.session, call.network) if each.number == number)


AROUND: Final = 90
"""Characters shown on each side of a word that was found."""


def hits_for(call: Call, typed: str, page: int) -> Message:
    """One page of what was asked for in words, as the asker may read it. A name or a year that narrows it to nothing
    is looked for as a word instead."""
    typed = " ".join(typed.split())[:LONGEST_QUERY]
    asked, as_words = read(typed, entities_of(call).members), Asked(typed)
    found = find(call, asked, page)
    if not asked.is_narrowed:
        return told(call, found)
    if not found.shown and (wider := find(call, as_words, page)).shown:
        return told(call, wider)
    words_instead = button("experience.found", call.say("Search for the words instead"), f"1.{write(as_words)}")
    return told(call, found, [words_instead])


def hits_within(call: Call, asked: Asked, page: int) -> Message:
    """The same for what a button or menu asks for: just that."""
    return told(call, find(call, asked, page))


def told(call: Call, found: Found, beside: Sequence[ButtonElement] = ()) -> Message:
    """What was found, or what helps when nothing was."""
    if found.shown:
        return _listed(call, found, beside)
    if not found.asked.words and not found.asked.is_narrowed:
        return what_to_search(call)
    return _nothing(call, found)


def _listed(call: Call, found: Found, beside: Sequence[ButtonElement]) -> Message:
    say, asked = call.say, found.asked
    title, narrowed = _title(call, found), said(call, asked)
    blocks: list[Block] = [header(title), *([context(narrowed)] if narrowed else [])]
    if not found.hits.all_words:
        blocks.append(context(say("None holds all the words, so these hold at least one of them.")))
    for each in found.shown:
        row = lines(bold(clip(each.title, 200)), origin(call, each), snippet(each, found.terms))
        blocks.append(section(row, button("experience.show", say("Show"), each.id)))
    blocks += pages_row(say, "experience.found", found.page, -(-found.hits.total // PER_PAGE), write(asked))
    blocks.append(actions(*menus(call, asked), *beside))
    rows = (Text(f"{number_of(each)} {clip(each.title, 150)}") for each in found.shown)
    return Message(lines(title, narrowed, *rows), blocks)


def _title(call: Call, found: Found) -> Text:
    words, total = found.asked.words, found.hits.total
    if total >= PROBED:
        return call.say("The newest {count} experiences with “{words}”", count=PROBED, words=words)
    if not words:
        return call.say.many("{count} experience", "{count} experiences", total)
    return call.say.many("{count} experience with “{words}”", "{count} experiences with “{words}”", total, words=words)


def _nothing(call: Call, found: Found) -> Message:
    """Nothing holds any of the words: say what may help."""
    own = call.command("erfarenhet", "experience", call.say("mine"))
    asked, narrowed = found.asked, said(call, found.asked)
    if asked.words:
        sentence = call.say(
            "No experience with “{words}” was found. Try another word, or a part of it. `{command}` shows your own.",
            words=asked.words,
            command=own,
        )
    else:
        sentence = call.say("No experience was found. `{command}` shows your own.", command=own)
    row = [actions(*menus(call, asked))] if asked.is_narrowed else []
    return Message(lines(sentence, narrowed), [section(sentence), *([context(narrowed)] if narrowed else []), *row])


def what_to_search(call: Call) -> Message:
    """Nothing was asked for: say how one asks."""
    command = call.command("erfarenhet", "experience", call.say("search"))
    sentence = call.say(
        "Write what you look for, for example `{command} skolval`. A member, a year or an activity narrows it: "
        "`{command} skolval Gävle 2020`.",
        command=command,
    )
    return Message(sentence, [section(sentence), actions(*menus(call, Asked()))])


def snippet(experience: Experience, terms: Sequence[Term]) -> Text:
    """The words around the first that was looked for, in bold what was found; else how the text begins."""
    for _, text in parts(texts_of(experience), (*BODY, *FACTS)):
        flat = " ".join(text.split())
        at = _first(flat, terms)
        if at is not None:
            return _around(flat, at)
    return clip(" ".join(experience.did.split()), 2 * AROUND)


def _first(text: str, terms: Sequence[Term]) -> int | None:
    folded = "".join(one if len(one := fold(sign)) == 1 else sign for sign in text)
    found = [folded.find(each.stem) for each in terms]
    return min((each for each in found if each >= 0), default=None)


def _around(text: str, at: int) -> Text:
    """The word that holds that place, in bold, with what stands around it."""
    first = text.rfind(" ", 0, at) + 1
    last = text.find(" ", at)
    last = len(text) if last < 0 else last
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    lead = "…" + before.partition(" ")[2] if first > AROUND else before
    tail = after.rpartition(" ")[0] + "…" if last + AROUND < len(text) else after
    return joined("", [escape(lead), bold(text[first:last][:120]), escape(tail)])
