"""Who reviews experiences before they are published: the coordinator, or the coordination group (domain 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.experiences import store as experiences_store
from bot.experiences.rules import Traces, says_the_same, traces_of
from bot.experiences.writing import experience_of
from bot.feature.call import Call, Overtaken, Refusal
from bot.feature.post import Run
from bot.hosting.rules import coordination_group
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.models import Experience, ExperienceState, Member
from bot.models.experiences import READABLE
from bot.network import store as network_store
from bot.network.membership import speaks_for

NOT_A_REVIEWER = N_("The coordinator or the coordination group reviews experiences. Nothing was changed.")


def may_review(call: Call) -> bool:
    """A coordinator; in a period with a troika also whoever speaks for one of its members."""
    if call.is_coordinator:
        return True
    return call.member_of is not None and any(speaks_for(call.member_of, each.id) for each in group_members(call))


def group_members(call: Call | Run) -> tuple[Member, ...]:
    """The members of the coordination group now; none in a period with a coordinator."""
    period = network_store.period_at(call.session, call.network, call.today)
    meetings = meetings_store.all_meetings(call.session, call.network)
    group = coordination_group(period, meetings, call.now, call.zone)
    return group.members if group is not None else ()


def group_voices(call: Call | Run) -> list[str]:
    """Slack ids of those who speak for the members of the coordination group now."""
    voices = network_store.voices(call.session, call.network, call.today)
    return [voices[each.id].slack_id or "" for each in group_members(call) if each.id in voices]


def reviewers(call: Call, experience: Experience) -> list[str]:
    """Slack ids of those who review an experience: the coordinators, in a troika also its members' voices; never who
    wrote it."""
    people = [*call.coordinators(), *group_voices(call)]
    author = experience.author.slack_id if experience.author else None
    return [each for each in dict.fromkeys(people) if each and each not in (author, call.user.id)]


def experience_to_review(call: Call, number: int) -> Experience:
    """The contributed experience of that number, if the asker reviews."""
    if not may_review(call):
        raise Refusal(NOT_A_REVIEWER)
    experience = experience_of(call, number)
    if experience.state not in READABLE:
        sentence = N_("The experience #{number} is not contributed, so it cannot be reviewed.")
        raise Overtaken(sentence, "experience.show", experience.id, number=experience.id)
    return experience


def review_traces(call: Call, experience: Experience) -> Traces:
    """What is to be looked at before an experience is approved."""
    return traces_of(experience, experiences_store.known_names(call.session, call.network))


def send_back(experience: Experience) -> bool:
    """Let an approved experience wait for approval again; False when it was not approved."""
    if experience.state is not ExperienceState.APPROVED:
        return False
    experience.state = ExperienceState.CONTRIBUTED
    experience.approved_at = experience.approved_by_id = None
    return True


def waits_anew(experience: Experience, *, was_open: bool, is_sent_back: bool, before: Mapping[str, Any]) -> bool:
    """Whether those who review are to look: it may be published now, was approved, or they have asked of it."""
    if not experience.may_publish or experience.state is not ExperienceState.CONTRIBUTED:
        return False
    return not was_open or is_sent_back or (bool(experience.notes) and not says_the_same(before, experience))
