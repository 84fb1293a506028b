"""/aktiviteter täckning: which member has contributed to which activity; the coordinator asks those missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.activities import store as activities_store
from bot.activities.coverage import CHASE, CHASED_AGAIN_AFTER, Coverage, may_chase
from bot.activities.coverage import coverage as coverage_of
from bot.activities.coverage_chart import picture_of
from bot.activities.coverage_view import (
    chase_outcome,
    coverage_card,
    nothing_is_missing,
    nothing_to_cover,
    question_to_member,
    share_of,
    title_of,
)
from bot.activities.load import CoverageOfPeriod
from bot.blocks.messages import Message
from bot.feature.declare import Answer, By, Call, Post, Run, Worded, button, redraws, word
from bot.feature.post import closed_to_reader
from bot.home.show import period_typed
from bot.hosting import store as hosting_store
from bot.language import N_, Say
from bot.models import Activity, Member, Person
from bot.network import store as network_store


@word(
    "aktiviteter",
    "täckning",
    "coverage",
    about=N_("Who has contributed to what"),
    argument=N_("<year or period>"),
    by=By.INSIDE,
)
@button("coverage.show", by=By.INSIDE)
def coverage(call: Call) -> Answer:
    """The matrix of the current period, or of the one whose name or year is typed."""
    period = period_typed(call, call.words or call.value)
    shown = CoverageOfPeriod.load(call, period) if period else None
    if shown is None or not shown.coverage.members or not shown.coverage.activities:
        return nothing_to_cover(call.say)
    title = title_of(call.say, shown)
    alt = f"{title}. {share_of(call.say, shown.coverage)}"
    picture = picture_of(call.say, shown.coverage, str(title), alt, shows_drafts=shown.for_coordinator)
    return coverage_card(call.say, shown, picture)


@button("coverage.chase", by=By.COORDINATOR, writes=True)
def chase(call: Call) -> Answer:
    """Ask each member that lacks something, unless it was asked within a fortnight."""
    period = period_typed(call, "")
    if period is None:
        return nothing_to_cover(call.say)
    coverage = activities_store.coverage_of(call.session, period, call.today)
    last = activities_store.last_chased(call.session, call.network)
    voices = network_store.voices(call.session, call.network, call.today)
    asked_now: list[str] = []
    lately: list[str] = []
    unreached: list[str] = []
    for member in coverage.members:
        lacking, voice = coverage.lacking(member, call.today), voices.get(member.id)
        if not lacking:
            continue
        if not may_chase(last.get(member.id), call.now):
            lately.append(member.name)
        elif voice is None:
            unreached.append(member.name)
        else:
            call.post(question_to(call, voice, member, lacking))
            asked_now.append(member.name)
    return chase_outcome(call.say, asked_now, lately, unreached)


def question_to(call: Call, voice: Person, member: Member, lacking: list[Activity]) -> Post:
    """The question to a member's voice."""
    name, to = member.name, voice.slack_id or ""

    def write(say: Say) -> Message:
        return question_to_member(say, name, lacking)

    return Post(
        key=f"{CHASE}/{member.id}/{to}/{call.today}",
        kind=CHASE,
        to=to,
        due=call.now,
        useful_until=call.now + CHASED_AGAIN_AFTER,
        write=write,
        about={"member": str(member.id)},
    )


@redraws(CHASE)
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What is still missing of the member, for those who sit for it, until it may be asked again."""
    coverage = _coverage_of(run)
    member = next((each for each in coverage.members if str(each.id) == message.about["member"]), None)
    if member is None or may_chase(message.sent_at, run.now):
        return None
    voices = hosting_store.voices(run.session, run.network, member.id, run.today)
    if message.to not in [each.slack_id for each in voices]:
        return closed_to_reader
    name, lacking = member.name, coverage.lacking(member, run.today)
    return lambda say: question_to_member(say, name, lacking) if lacking else nothing_is_missing(say, name)


def _coverage_of(run: Run) -> Coverage:
    """That of today's period, read once for all questions of a run."""
    known: Coverage | None = run.shared.get(CHASE)
    if known is None:
        period = network_store.period_at(run.session, run.network, run.today)
        empty = coverage_of((), (), (), ())
        known = run.shared[CHASE] = activities_store.coverage_of(run.session, period, run.today) if period else empty
    return known
