"""What is true of hosting: whose turn it is, and who coordinates (domain 6, 7)."""

from __future__ import annotations

from bot.models import HostingTurn, Meeting, Member


def give_host(meeting: Meeting, member: Member | None) -> None:
    """Let a member host a meeting, or nobody."""
    if member is None:
        meeting.turn = None
    elif meeting.turn is None:
        meeting.turn = HostingTurn(network_id=meeting.network_id, period_id=meeting.period_id, member=member)
    elif meeting.turn.member_id != member.id:
        meeting.turn.member = member
