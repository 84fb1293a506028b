"""Answers about experiences that several commands share: load, then show.

Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.experiences import card, results
from bot.experiences import store as experiences_store
from bot.experiences.fields import texts_of
from bot.experiences.load import ExperienceCard, OwnExperiences, SearchChoices, SearchPage
from bot.experiences.rules import Traces, as_read
from bot.experiences.search import LONGEST_QUERY, Query, query_of
from bot.feature.call import Call
from bot.feature.subject import Subject, it_has_changed
from bot.language import N_, Text
from bot.models import Experience
from bot.network.plan import entities_of


def show(call: Call, experience: Experience, *, lead: Sequence[Text] = ()) -> Message:
    """One experience in full."""
    return card.experience_card(call.say, ExperienceCard.load(call, experience), lead=lead)


def about_experience(
    experience: Callable[[Call], Experience],
    traces: Callable[[Call, Experience], Traces] = lambda call, experience: {},
    changed: Callable[[Call], Text] = it_has_changed,
) -> Subject:
    """What a button decides about an experience: all of it that was read, and what was pointed out."""

    def facts(call: Call) -> tuple[object, ...]:
        this = experience(call)
        return as_read(this, traces(call, this))

    return Subject(facts=facts, show=lambda call: show(call, experience(call)), changed=changed)


AUTHOR_IS_ASKED: Final = N_("What you ticked on behalf of {name} holds when they have said yes; they are asked.")


def thanks(
    call: Call, experience: Experience, *, is_new: bool, is_sent_back: bool = False, waits: bool = False
) -> Message:
    """The same, with thanks, what was allowed, and warnings of what perhaps should not stand there. `waits`: whether
    its author is asked to allow more."""
    named = experiences_store.known_names(call.session, call.network).named_in(texts_of(experience).values())
    lead = card.thanks(call.say, experience, named, is_new=is_new, is_sent_back=is_sent_back)
    if waits:
        lead.append(call.say(AUTHOR_IS_ASKED, name=experience.author.name if experience.author else ""))
    return show(call, experience, lead=lead)


def show_own(call: Call) -> Message:
    """The asker's own experiences, or how one contributes."""
    own = OwnExperiences.load(call)
    return card.own_experiences(call.say, own) if own else card.none_of_own(call)


def hits_for(call: Call, typed: str, number: int) -> Message:
    """One page of what was asked for in words, as the asker may read it. A name or a year that narrows it to nothing
    is looked for as a word instead."""
    typed = " ".join(typed.split())[:LONGEST_QUERY]
    query, as_words = query_of(typed, entities_of(call)), Query(typed)
    page = SearchPage.load(call, query, number)
    if not query.is_narrowed:
        return _results(call, page)
    if not page.experiences and (wider := SearchPage.load(call, as_words, number)).experiences:
        return _results(call, wider)
    return _results(call, page, instead=as_words)


def hits_within(call: Call, query: Query, number: int) -> Message:
    """The same for what a button or menu asks for: just that."""
    return _results(call, SearchPage.load(call, query, number))


def _results(call: Call, page: SearchPage, instead: Query | None = None) -> Message:
    """What there is, or what helps when there is nothing."""
    if page.experiences:
        return results.listed(call.say, page, instead)
    if not page.query.words and not page.query.is_narrowed:
        return results.what_to_search(call, SearchChoices.load(call))
    return results.nothing(call, page)
