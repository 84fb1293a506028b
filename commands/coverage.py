"""/aktiviteter täckning: which member has contributed to which activity; the coordinator asks those missing."""

from __future__ import annotations

from bot.activities import coverage as activities_coverage
from bot.activities.coverage import CHASE, CHASED_AGAIN_AFTER, Coverage, may_chase
from bot.activities.coverage_view import asked_for, chased, covered, nothing_to_cover
from bot.blocks.messages import Message
from bot.feature.declare import Answer, By, Call, Post, button, word
from bot.language import N_, Say
from bot.models import Activity, Member, Period, Person
from bot.network import store as network_store


@word("aktiviteter", "täckning", "coverage", about=N_("Who has contributed to what"), by=By.INSIDER)
@button("coverage.show", by=By.INSIDER)
def coverage(call: Call) -> Answer:
    """The matrix of the current period."""
    period, seen = seen_now(call)
    if period is None or seen is None or not seen.members or not seen.activities:
        return nothing_to_cover(call.say)
    return covered(call, period, seen)


def seen_now(call: Call) -> tuple[Period | None, Coverage | None]:
    """The current period and its coverage."""
    period = network_store.period_at(call.session, call.network, call.today)
    return period, activities_coverage.coverage_of(call.session, period) if period else None


@button("coverage.chase", by=By.COORDINATOR, writes=True)
def chase(call: Call) -> Answer:
    """Ask each member that lacks something, unless it was asked within a fortnight."""
    period, seen = seen_now(call)
    if period is None or seen is None:
        return nothing_to_cover(call.say)
    last = activities_coverage.last_chased(call.session, call.network)
    voices = network_store.voices(call.session, call.network)
    asked: list[str] = []
    lately: list[str] = []
    unreached: list[str] = []
    for member in seen.members:
        lacking, voice = seen.lacking(member, call.today), voices.get(member.id)
        if not lacking:
            continue
        if not may_chase(last.get(member.id), call.now):
            lately.append(member.name)
        elif voice is None:
            unreached.append(member.name)
        else:
            call.post(question_to(call, voice, member, lacking))
            asked.append(member.name)
    return chased(call.say, asked, lately, unreached)


def question_to(call: Call, voice: Person, member: Member, lacking: list[Activity]) -> Post:
    """The question to a member's voice."""
    name, to = member.name, voice.slack_id or ""

    def write(say: Say) -> Message:
        return asked_for(say, name, lacking)

    return Post(
        key=f"{CHASE}/{member.id}/{to}/{call.today}",
        kind=CHASE,
        to=to,
        due=call.now,
        useful_until=call.now + CHASED_AGAIN_AFTER,
        write=write,
        about={"member": str(member.id)},
    )
