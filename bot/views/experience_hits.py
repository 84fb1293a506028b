"""How search results look: each with its number and the words around what was looked for, and menus to narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, header, section
from bot.experience_found import PER_PAGE, Found, find
from bot.feature.call import Call
from bot.language import Text, bold, clip, escape, fold, joined, lines
from bot.models import Experience
from bot.network.plan import names_known
from bot.rules.search_asked import Asked, read, write
from bot.rules.search_words import LONGEST_QUERY, Term
from bot.search import PROBED
from bot.views.experience_narrowing import menus, said
from bot.views.experiences import number_of, origin, pages_row

AROUND: Final = 90
"""Characters shown on each side of a word that was found."""


def hits_for(call: Call, typed: str, page: int) -> Message:
    """One page of what was asked for in words, as the asker may read it. A name or a year that narrows it to nothing
    is looked for as a word instead."""
    typed = " ".join(typed.split())[:LONGEST_QUERY]
    asked, as_words = read(typed, names_known(call).members), Asked(typed)
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
    for text in (experience.did, experience.result, experience.learned, experience.links, experience.time):
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
