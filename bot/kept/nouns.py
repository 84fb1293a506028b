"""What the nouns are called to who reads the record or what is known of them."""

from __future__ import annotations

from typing import Final

from bot.db import Base
from bot.language import N_, Say

_NAMES: Final = {
    "AccessNeed": N_("Need of food or access"),
    "Activity": N_("Activity"),
    "Answer": N_("Answer to a meeting"),
    "Attachment": N_("File of an experience"),
    "Attendance": N_("Who came"),
    "BegunChange": N_("Begun change"),
    "Change": N_("Line in the record"),
    "ChapterText": N_("Text of the report"),
    "ChecklistItem": N_("Item on a host's list"),
    "BegunNetwork": N_("Network not begun yet"),
    "CoAuthor": N_("Co-author"),
    "DayAnswer": N_("Answer to proposed days"),
    "DayProposal": N_("Proposed days"),
    "Decision": N_("Decision on the agreement"),
    "Delivery": N_("Message from the bot"),
    "DoneAtMember": N_("Noted as done"),
    "Erasure": N_("Erasing"),
    "Experience": N_("Experience"),
    "ExperienceVersion": N_("Earlier version of an experience"),
    "Fee": N_("Fee for a year"),
    "Feed": N_("Calendar address"),
    "HostingTurn": N_("Turn to host"),
    "Invited": N_("One who is invited"),
    "JoinRequest": N_("Request to join"),
    "Mandate": N_("Term of office"),
    "Meeting": N_("Meeting"),
    "MeetingDraft": N_("Draft of a meeting"),
    "Member": N_("Member"),
    "Membership": N_("Part in a period"),
    "Network": N_("Network"),
    "NetworkChoice": N_("Chosen network"),
    "Period": N_("Period"),
    "Person": N_("Person"),
    "PlanEdit": N_("Change of the plan that can be undone"),
    "ProgrammeItem": N_("Item of a programme"),
    "Reminding": N_("Reminder to the silent"),
    "ReviewNote": N_("Review comment"),
    "SeatEdit": N_("Change of seats that can be undone"),
    "SlackUser": N_("Slack account"),
    "Step": N_("Step"),
    "SwapRequest": N_("Request to swap"),
    "Theme": N_("Theme"),
    "ThemeVote": N_("Vote for a theme"),
    "WaitingAsk": N_("Waiting question"),
    "WaitingChange": N_("Change not told yet"),
}
NOUN_OF: Final = {mapper.local_table.name: mapper.class_.__name__ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
"""Each table's noun."""
TABLE_OF: Final = {noun: Base.metadata.tables[table] for table, noun in NOUN_OF.items()}


def noun_in_words(say: Say, noun: str) -> str:
    """What a noun is called; one that has no name yet by that of its class."""
    return say(_NAMES[noun]) if noun in _NAMES else noun
