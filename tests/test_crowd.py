"""Many at once, over a real socket and on SQLite: each is acknowledged within a second, none is refused."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from bot.models import Answer, Person
from bot.playground import Posted, WorkspaceUser
from tests.patience import PATIENCE, least_of
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import TEAM, fill, play_with_bot, running

PRESSING = [f"U{n}" for n in range(100, 160)]
WRITING = [f"U{n}" for n in range(100, 250)]
WORDS = "ja"
CROWD = replace(TEAM, users=(*TEAM.users, *(WorkspaceUser(each, "Tjänsteperson") for each in WRITING)))


def test_sixty_who_press_and_many_more_who_write_are_acknowledged_within_a_second_and_answered_once(
    tmp_path: Path,
) -> None:
    database = fill(tmp_path)
    with database.writing() as session:
        first = session.scalars(select(Person)).one()
        seat = {"network_id": first.network_id, "role": first.role, "member_id": first.member_id}
        session.add_all(Person(**seat, slack_id=each, name="Tjänsteperson") for each in PRESSING)

    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            await asyncio.gather(*(slack.command(each, "C1", "/mote") for each in PRESSING))
            await slack.wait_for(lambda: len(cards(slack)) == len(PRESSING), 15 * PATIENCE)
            assert await least_of(1000, lambda: slowest_press(slack)) < 1000
            assert await least_of(1000, lambda: slowest_words(slack)) < 1000

    play_with_bot(story, team=CROWD)
    with database.reading() as session:
        answered = session.scalars(select(Person.slack_id).join(Answer, Answer.person_id == Person.id)).all()
    assert sorted(map(str, answered)) == PRESSING


def cards(slack: FaultySlack) -> dict[str, Posted]:
    """Each one's card as it stands now."""
    return {str(each.only_for): each for each in slack.messages("C1", ephemeral=True)}


def answers(card: Posted) -> dict[str, bool]:
    """The answer buttons in a card, and which is theirs."""
    there = [each for block in card.blocks for each in block.get("elements", ())]
    buttons = [each for each in there if str(each.get("action_id")).startswith("meeting.answer:")]
    return {each["action_id"]: each["text"]["text"].startswith("✓") for each in buttons}


async def slowest_press(slack: FaultySlack) -> float:
    """All press an answer that is not theirs, and see that it is; milliseconds to the last acknowledgement."""
    before = cards(slack)
    chosen = {each: next(name for name, mine in answers(before[each]).items() if not mine) for each in PRESSING}
    outcomes = await asyncio.gather(*(slack.click(each, before[each], chosen[each]) for each in PRESSING))
    await slack.wait_for(lambda: all(before[each] is not card for each, card in cards(slack).items()), 15 * PATIENCE)
    assert all(answers(card)[chosen[each]] for each, card in cards(slack).items())
    return max(each.ack_ms for each in outcomes)


async def slowest_words(slack: FaultySlack) -> float:
    """All write to the bot, and have one answer each."""
    rooms = {each: slack.local.team.direct(each) for each in WRITING}
    before = {each: len(room.messages) for each, room in rooms.items()}
    slack.post.delivered.clear()

    def written(each: str) -> int:
        return len(rooms[each].messages) - before[each]

    for each, room in rooms.items():
        await slack.say(each, room.id, WORDS)
    await slack.wait_for(lambda: all(written(each) >= 2 for each in WRITING), 30 * PATIENCE)
    await slack.post.idle()
    assert {written(each) for each in WRITING} == {2}
    asked = [each for each in slack.delivered if each.envelope.payload["event"].get("text") == WORDS]
    assert len(asked) == len(WRITING), "acknowledged late, or never"
    return max(each.ms or math.inf for each in asked)
