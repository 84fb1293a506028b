"""What is published, as frozen values: approved experiences whose authors let them be published.

No person's name is among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.experiences import store as experiences_store
from bot.language import Say, joined, speak, swedish_order, unescape
from bot.models import Activity, Experience, Member, Network
from bot.network.membership import MembersOfPeriod
from bot.network.people import members_in_words
from bot.report.experience_text import ExperienceText, clean_texts
from bot.text import clean
from bot.website import store as website_store


@dataclass(frozen=True)
class Shelf:
    """A member or an activity, under which experiences stand."""

    id: int
    name: str
    about: str = ""
    """A member's own page text; how an activity is done."""
    period: str = ""


@dataclass(frozen=True)
class PublishedExperience(ExperienceText):
    """One experience as everybody may read it."""

    member: Shelf | None
    activity: Shelf | None
    published: datetime
    """When it was approved; aware."""
    changed: datetime


@dataclass(frozen=True)
class Published:
    """All that a network publishes, the last approved first."""

    key: str
    """The network's in its plan file, which never changes."""
    network: str
    aim: str
    website: str
    language: str
    timezone: str
    experiences: tuple[PublishedExperience, ...]
    members: tuple[Shelf, ...]
    """Those that take part now, and those that something published comes from; in Swedish order."""
    members_in_number: str
    """How many members take part now."""
    activities: tuple[Shelf, ...]
    """Those that something published belongs to, the latest period first."""

    def of_member(self, member_id: int) -> tuple[PublishedExperience, ...]:
        """What comes from a member."""
        return tuple(each for each in self.experiences if each.member is not None and each.member.id == member_id)

    def of_activity(self, activity_id: int) -> tuple[PublishedExperience, ...]:
        """What belongs to an activity."""
        return tuple(each for each in self.experiences if each.activity is not None and each.activity.id == activity_id)


def gather(session: Session, network: Network, now: datetime) -> Published:
    """Everything a network publishes now."""
    rows = experiences_store.published(session, network)
    around = website_store.members_now(session, network, now)
    members = {each.member_id: each.member for of_period in around for each in of_period.taking_part}
    members |= {each.member.id: each.member for each in rows if each.member is not None}
    activities = {each.activity.id: each.activity for each in rows if each.activity is not None}
    experiences = tuple(_experience(each) for each in rows)
    in_order = sorted(activities.values(), key=lambda each: (-each.period.starts.toordinal(), each.number))
    return Published(
        key=network.key,
        network=clean(network.name),
        aim=clean(network.aim),
        website=clean(network.website),
        language=network.language,
        timezone=network.timezone,
        experiences=experiences,
        members=tuple(_member(each) for each in sorted(members.values(), key=lambda each: swedish_order(each.name))),
        members_in_number=_in_number(speak(network.language), around),
        activities=tuple(_activity(each) for each in in_order),
    )


def _in_number(say: Say, around: Sequence[MembersOfPeriod]) -> str:
    return unescape(joined(" ", [members_in_words(say, each) for each in around if each.taking_part]))


def _experience(experience: Experience) -> PublishedExperience:
    return PublishedExperience(
        number=experience.id,
        texts=clean_texts(experience),
        member=_member(experience.member, experience.period_id) if experience.member else None,
        activity=_activity(experience.activity) if experience.activity else None,
        published=experience.approved_at or experience.created_at,
        changed=max(experience.changed_at, experience.approved_at or experience.created_at),
    )


def _member(member: Member, period_id: int | None = None) -> Shelf:
    """A member as it is called today, or was in a period."""
    return Shelf(member.id, clean(member.name_in(period_id)), clean(member.page_text))


def _activity(activity: Activity) -> Shelf:
    how = "\n\n".join(clean(str(each)) for each in activity.how if each)
    return Shelf(activity.id, f"{activity.number}. {clean(activity.title)}", how, clean(activity.period.name))
