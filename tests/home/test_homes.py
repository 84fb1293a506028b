"""Home tabs that follow what others change: which are published, how fast, in what order."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise

from aiohttp import ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.homes import KEPT_SECONDS, MOST_KEPT, PACE_SECONDS, REST_SECONDS, Homes
from tests.outbox import virtual_time


class Wall:
    """What Slack shows of each tab, when it was published, and what it would look like now."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.published: list[tuple[float, str]] = []
        self.refused: list[Exception] = []
        self.homes = Homes(self.render, self.publish, lambda: asyncio.get_running_loop().time())

    async def render(self, user_id: str, team: str) -> dict[str, str]:
        await asyncio.sleep(0.01)
        return {"text": self.now.get(user_id, "")}

    async def publish(self, user_id: str, view) -> None:
        looks = view["text"]
        await asyncio.sleep(0.1)
        self.published.append((asyncio.get_running_loop().time(), user_id))
        if self.refused:
            raise self.refused.pop()
        self.shown[user_id] = looks

    async def open(self, *who: str) -> None:
        for each in who:
            self.homes.opened(each, "T1")
            await self.homes.show(each)
        self.published.clear()


def told(story) -> None:
    virtual_time.run(story(Wall()))


def test_only_those_whose_tab_looks_different_get_it_anew_the_last_opened_first():
    async def story(wall: Wall) -> None:
        await wall.open("U1", "U2", "U3")
        wall.now |= {"U1": "ett", "U3": "tre", "U9": "aldrig öppnad"}
        wall.homes.hear(1)
        await asyncio.sleep(60)
        assert [who for _, who in wall.published] == ["U3", "U1"] and "U9" not in wall.shown
        wall.homes.hear(1)
        await asyncio.sleep(60)
        assert len(wall.published) == 2

    told(story)


def test_two_hundred_tabs_are_published_at_the_pace_slack_takes_and_a_burst_of_changes_is_few_rounds():
    async def story(wall: Wall) -> None:
        who = [f"U{n}" for n in range(200)]
        await wall.open(*who)
        for n in range(40):
            wall.now = dict.fromkeys(who, f"{n}")
            wall.homes.hear(n)
            await asyncio.sleep(0.5)
        await asyncio.sleep(3600)
        times = [at for at, _ in wall.published]
        assert all(later - earlier >= PACE_SECONDS for earlier, later in pairwise(times))
        assert set(wall.shown.values()) == {"39"} and max(Counter(who for _, who in wall.published).values()) <= 2

    told(story)


def test_told_to_wait_it_waits_and_what_was_not_taken_comes_at_the_next_change():
    async def story(wall: Wall) -> None:
        await wall.open("U1", "U2")
        response = SlackResponse(client=None, http_verb="POST", api_url="", req_args={}, data={"error": "ratelimited"},
                                 headers={"Retry-After": "30"}, status_code=429)  # fmt: skip
        wall.refused.append(SlackApiError("ratelimited", response))
        wall.now = {"U1": "ett", "U2": "två"}
        wall.homes.hear(1)
        await asyncio.sleep(60)
        (first, _), (second, _) = wall.published
        assert second - first >= 30 and wall.shown["U1"] == "ett" and wall.shown["U2"] == ""
        wall.homes.hear(2)
        await asyncio.sleep(60)
        assert wall.shown["U2"] == "två"

    told(story)


def test_a_line_that_breaks_stops_nobody_elses_tab():
    async def story(wall: Wall) -> None:
        await wall.open("U1", "U2", "U3")
        wall.refused += [TimeoutError(), ServerDisconnectedError()]
        wall.now = dict.fromkeys(("U1", "U2", "U3"), "nytt")
        wall.homes.hear(1)
        await asyncio.sleep(60)
        assert wall.shown == {"U1": "nytt", "U2": "", "U3": ""}

    told(story)


def test_an_older_look_is_never_published_over_a_newer_one():
    async def story(wall: Wall) -> None:
        await wall.open("U1")
        wall.now["U1"] = "gammalt"
        wall.homes.hear(1)
        await asyncio.sleep(0.05)
        wall.now["U1"] = "nytt"
        await wall.homes.show("U1")
        await asyncio.sleep(REST_SECONDS * 3)
        assert wall.shown["U1"] == "nytt"

    told(story)


def test_who_opened_it_long_ago_or_before_very_many_others_is_left_alone():
    async def story(wall: Wall) -> None:
        await wall.open("U1")
        await asyncio.sleep(KEPT_SECONDS + 1)
        await wall.open(*(f"V{n}" for n in range(MOST_KEPT + 5)))
        wall.now = {"U1": "nytt", "V0": "nytt", f"V{MOST_KEPT}": "nytt"}
        wall.homes.hear(1)
        await asyncio.sleep(60)
        assert [who for _, who in wall.published] == [f"V{MOST_KEPT}"]

    told(story)


def test_when_the_bot_stops_the_round_stops():
    async def story(wall: Wall) -> None:
        await wall.open("U1", "U2")
        wall.now = {"U1": "nytt", "U2": "nytt"}
        wall.homes.hear(1)
        await asyncio.sleep(0.2)
        await wall.homes.stop()
        await asyncio.sleep(60)
        assert len(wall.published) == 1

    told(story)
