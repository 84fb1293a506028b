"""What the Home tab is made of: read once, shown in several parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot import store_home
from bot.activities.rules import late_steps, open_ones
from bot.feature.call import Call
from bot.hosting.rules import Order, order_of
from bot.meetings import store as meetings_store
from bot.meetings.rules import is_for
from bot.models import Activity, Meeting, Period, Reply
from bot.network import plan
from bot.network import store as network_store
from bot.network.plan import seasons_of

REMEMBERED = timedelta(days=60)
"""How long after a meeting its host is still asked who came."""


@dataclass
class Seen:
    """The network as one person meets it; each thing is read when it is first needed."""

    call: Call

    @cached_property
    def period(self) -> Period | None:
        return network_store.period_at(self.call.session, self.call.network, self.call.today)

    @cached_property
    def coming(self) -> list[Meeting]:
        return meetings_store.coming_meetings(self.call.session, self.call.network, self.call.now)

    @cached_property
    def mine_to_answer(self) -> list[Meeting]:
        """Meetings to come that are for this person, first to last."""
        me = self.call.member_of
        return [each for each in self.coming if me is not None and is_for(me, each)]

    @cached_property
    def replies(self) -> Mapping[int, Reply]:
        """What this person has answered, by meeting."""
        me = self.call.member_of
        return store_home.my_replies(self.call.session, me) if me else {}

    @cached_property
    def order(self) -> Order:
        """Who hosted and who will host."""
        return order_of(
            meetings_store.all_meetings(self.call.session, self.call.network), self.call.now, self.call.zone
        )

    @cached_property
    def activities(self) -> Sequence[Activity]:
        return plan.activities(self.call.session, self.period)

    @cached_property
    def open_activities(self) -> list[Activity]:
        return open_ones(self.activities, self.call.today)

    @cached_property
    def late_activities(self) -> list[Activity]:
        """Those with a step whose time has passed."""
        seasons = seasons_of(self.call.network)
        return [each for each in self.open_activities if late_steps(each, self.call.today, seasons)]

    @cached_property
    def contributors(self) -> Mapping[int, set[int]]:
        """Member ids by activity id."""
        return plan.contributors(self.call.session, self.period)

    @cached_property
    def not_noted(self) -> list[Meeting]:
        """Meetings lately of which nobody has noted who came."""
        since = self.call.today - REMEMBERED
        return store_home.not_noted(self.call.session, self.call.network, since, self.call.today)
