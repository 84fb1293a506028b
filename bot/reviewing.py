"""Who reviews experiences before they are published: the coordinator, or the coordination group (domain 6)."""

from __future__ import annotations

from bot import store
from bot.call import Call, Refusal
from bot.language import N_
from bot.meant import experience_meant
from bot.models import Coordination, Experience, ExperienceState
from bot.rules.experiences import READABLE
from bot.rules.hosting import speaks_for, troika

NOT_A_REVIEWER = N_("The coordinator or the coordination group reviews experiences. Nothing was changed.")


def may_review(call: Call) -> bool:
    """A coordinator; in a period with a troika also whoever speaks for one of its members."""
    if call.user.is_outside:
        return False
    if call.is_coordinator:
        return True
    period = store.period_at(call.session, call.network, call.today) if call.member_of else None
    if period is None or period.coordination is not Coordination.TROIKA:
        return False
    group = troika(store.all_meetings(call.session, call.network), call.now, call.zone)
    return group is not None and any(speaks_for(call.member_of, each.id) for each in group.members)


def experience_to_review(call: Call, experience_id: str) -> Experience:
    """The contributed experience of that number, if the asker reviews."""
    if not may_review(call):
        raise Refusal(NOT_A_REVIEWER)
    experience = experience_meant(call, experience_id)
    if experience.state not in READABLE:
        raise Refusal(
            N_("The experience #{number} is not contributed, so it cannot be reviewed."), number=experience.id
        )
    return experience


def send_back(experience: Experience) -> bool:
    """Let an approved experience wait for approval again; False when it was not approved."""
    if experience.state is not ExperienceState.APPROVED:
        return False
    experience.state = ExperienceState.CONTRIBUTED
    experience.approved_at = experience.approved_by_id = None
    return True
