"""How search results look: each with its number and the words around what was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot import store_experiences
from bot.call import Call
from bot.language import Text, bold, clip, escape, fold, joined, lines
from bot.meant import reader_of
from bot.messages import Message
from bot.models import Experience
from bot.rules.search_words import LONGEST_QUERY, Term, terms
from bot.search import PROBED, Hits, search
from bot.views.experiences import number_of, origin, pages_row
from bot.views.parts import button, context, header, section

PER_PAGE: Final = 8
AROUND: Final = 90
"""Characters shown on each side of a word that was found."""


def hits_for(call: Call, words: str, page: int) -> Message:
    """One page of what holds the words, as the asker may read it; or what helps when nothing does."""
    looked_for = terms(words)
    if not looked_for:
        return nothing_found(call, words) if words else what_to_search(call)
    skip = (max(page, 1) - 1) * PER_PAGE
    hits = search(call.session, call.network, reader_of(call), looked_for, skip=skip, most=PER_PAGE)
    shown = store_experiences.in_this_order(call.session, hits.ids)
    if not shown:
        return nothing_found(call, words)
    return found(call, " ".join(words.split()), looked_for, hits, shown, max(page, 1))


def found(call: Call, query: str, terms: Sequence[Term], hits: Hits, shown: Sequence[Experience], page: int) -> Message:
    """One page of what was found, best first."""
    say, asked = call.say, query[:LONGEST_QUERY]
    title = _title(call, asked, hits)
    blocks: list[Block] = [header(title)]
    if not hits.all_words:
        blocks.append(context(say("None holds all the words, so these hold at least one of them.")))
    for each in shown:
        row = lines(bold(clip(each.title, 200)), origin(call, each), snippet(each, terms))
        blocks.append(section(row, button("experience.show", say("Show"), each.id)))
    blocks += pages_row(say, "experience.found", page, -(-hits.total // PER_PAGE), asked)
    listed = (Text(f"{number_of(each)} {clip(each.title, 150)}") for each in shown)
    return Message(lines(title, *listed), blocks)


def _title(call: Call, asked: str, hits: Hits) -> Text:
    if hits.total >= PROBED:
        return call.say("The newest {count} experiences with “{words}”", count=PROBED, words=asked)
    return call.say.many(
        "{count} experience with “{words}”", "{count} experiences with “{words}”", hits.total, words=asked
    )


def nothing_found(call: Call, query: str) -> Message:
    """Nothing holds any of the words: say what may help."""
    own = call.command("erfarenhet", "experience", call.say("mine"))
    sentence = call.say(
        "No experience with “{words}” was found. Try another word, or a part of it. `{command}` shows your own.",
        words=query[:LONGEST_QUERY],
        command=own,
    )
    return Message(sentence, [section(sentence)])


def what_to_search(call: Call) -> Message:
    """Nothing was asked for: say how one asks."""
    command = call.command("erfarenhet", "experience", call.say("search"))
    sentence = call.say("Write what you look for, for example `{command} skolval`.", command=command)
    return Message(sentence, [section(sentence)])


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
