"""The shipped networks played into what comes after: a next period, or rest; nothing is said twice or forgotten."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from bot.models import MeetingKind, Member, Membership, Network, Period
from bot.outbox.deliveries import MARK
from tests.plan.test_manage_period import Both
from tests.reminders.played import Played, Said
from tests.world import World, words_of

DAY = timedelta(days=1)


def at_eight(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


class Life:
    """A network whose coordinator does things in Slack, looked at once a day."""

    def __init__(self, world: World, begins: date) -> None:
        self.world, self.played = world, Played(world.database, at_eight(begins))
        self.played.fill_seats()

    def until(self, day: date) -> None:
        while self.played.now < at_eight(day):
            self.played.now += DAY
            self.played.tick()
        self.world.now = self.played.now

    def said(self, kind: str) -> list[str]:
        return [each.text for each in self.played.sent if each.says(kind)]

    def press(self, *labels: str) -> object:
        shown = self.world.ask(self.world.coordinator, "/natverk administrera")
        for each in labels:
            shown = self.world.click(self.world.coordinator, shown, each)
        return shown


def messages(played: Played) -> list[Said]:
    """What went out, without what changes a message that stands and notifies nobody."""
    return [each for each in played.sent if each.kind != MARK]


def nothing_is_said_twice(played: Played) -> None:
    keys = Counter(key for each in played.sent for key in each.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    again = ("late", "report")  # what is late, or left of the report, is asked for again while nothing is done
    once = [each for each in messages(played) if not any(map(each.says, again))]
    texts = Counter((each.to, each.text) for each in once)
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_partnership_goes_on_into_a_next_period(database):
    world = Both(database)
    life = Life(world, date(2021, 9, 25))
    life.until(date(2021, 9, 27))
    form = life.press("Lägg upp nästa period").answer
    world.send(world.coordinator, form)
    new = next(each for each in world.rows(Period) if each.name == "2022-2023")
    names = {each.id: each.name for each in world.rows(Member)}
    life.until(date(2021, 10, 6))
    assert life.said("agreement")
    for each in [each for each in world.rows(Membership) if each.period_id == new.id]:
        if names[each.member_id] != "Haninge":
            member = world.press(world.coordinator, "manage.member", f"{each.id}.{new.id}").answer
            world.send(world.coordinator, member, state="active")
    gavle = next(row for row, name in names.items() if name == "Gävle")
    world.period_id = new.id
    world.meeting(MeetingKind.PARTNERSHIP, host=gavle, first_day=date(2022, 2, 24))
    life.until(date(2022, 1, 12))
    assert len(life.said("agreement")) >= 2, "that somebody takes part is no decision that is noted"
    assert len([each for each in life.played.sent if each.says("closing")]) == 1
    closed = life.press("Avsluta perioden 2020-2021", "Avsluta perioden")
    assert "Nästa period, 2022-2023, börjar den 1 januari 2022." in words_of(closed)
    life.until(date(2022, 2, 20))
    assert len([each for each in life.played.sent if each.says("closing")]) == 1
    invited = {each.to for each in life.played.sent if each.says("invitation") and "24 februari 2022" in each.text}
    haninge = {each.to for each in life.played.sent if "Haninge" in each.text and each.says("invitation")}
    assert len(invited) > 10 and not haninge, "Haninge has not decided, and is not asked"
    nothing_is_said_twice(life.played)
    late = [each for each in life.played.sent if each.at > at_eight(date(2022, 1, 13))]
    assert late and not [each for each in late if each.says("report") or each.says("late")]


def test_the_partnership_rests_when_it_is_closed_with_no_next_period_and_is_woken_by_one(database):
    world = Both(database)
    life = Life(world, date(2021, 12, 20))
    life.until(date(2022, 1, 12))
    life.press("Avsluta perioden 2020-2021", "Avsluta perioden")
    before = len(messages(life.played))
    life.until(date(2022, 3, 10))
    assert messages(life.played)[before:] == []
    form = life.press("Lägg upp nästa period").answer
    world.send(world.coordinator, form, name="2022", starts=date(2022, 4, 1), ends=date(2022, 12, 31),
               begins_as="active")  # fmt: skip
    world.period_id = next(each.id for each in world.rows(Period) if each.name == "2022")
    world.network_id = world.rows(Network)[0].id
    world.meeting(first_day=date(2022, 4, 20), host=1)
    life.until(date(2022, 4, 5))
    assert [each for each in messages(life.played)[before:] if each.says("invitation")]
    nothing_is_said_twice(life.played)
