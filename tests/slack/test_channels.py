"""A network loaded with `--channel '#name'` is answered for in that channel before the bot has posted there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.models import Coordination, Meeting, MeetingKind, Network, Period
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import fill, finished, play_with_bot, running, until

PLAN = """network: {key: annat, name: Det andra nätverket}
period: {name: "2090", starts: 2090-01-01, ends: 2090-12-31}
"""


def channels(folder: Path) -> list[str | None]:
    database = fill_opened(folder)
    with database.reading() as session:
        names = [each.channel for each in session.query(Network).order_by(Network.id)]
    database.engine.dispose()
    return names


def fill_opened(folder: Path):
    from bot.db import Database, open_engine

    return Database(open_engine(f"sqlite:///{folder / 'natverksbot.db'}"))


def with_a_second_network(folder: Path, channel: str) -> None:
    database = fill(folder)
    with database.writing() as session:
        session.get_one(Network, 1).channel = "C1"
        network = Network(key="annat", name="Det andra nätverket", channel=channel, settings={})
        period = Period(
            network=network, name="2090", starts=date(2090, 1, 1), ends=date(2090, 12, 31),
            coordination=Coordination.COORDINATOR,
        )  # fmt: skip
        session.add(period)
        session.flush()
        session.add(
            Meeting(network_id=network.id, period_id=period.id, kind=MeetingKind.PARTNERSHIP, month=date(2090, 11, 1))
        )
    database.engine.dispose()


def test_the_second_networks_channel_answers_for_it_from_the_first_moment(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        with_a_second_network(tmp_path, f"#\u200b{slack.local.team.room('C2').name}")
        async with running(slack, tmp_path):
            assert "november 2090" in (await slack.command("U2", "C2", "/mote")).words
            assert "maj 2090" in (await slack.command("U2", "C1", "/mote")).words
        assert channels(tmp_path) == ["C1", "C2"]

    play_with_bot(story)


def test_a_channel_loaded_by_name_while_a_token_is_there_is_kept_by_its_id(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
        name = f"#{slack.local.team.room('C2').name}"
        status, _, err = await finished(slack, tmp_path, "load", "plan.yaml", "--channel", name)
        assert (status, err) == (0, "") and channels(tmp_path) == ["C2"]
        _, out, _ = await finished(slack, tmp_path, "load", "plan.yaml", "--channel", name)
        assert "Nothing to change" in out
        status, _, err = await finished(slack, tmp_path, "load", "plan.yaml", "--channel", "#finns-inte")
        assert status == 0 and "shows the bot no channel #finns-inte" in err
        assert channels(tmp_path) == ["#finns-inte"]

    play_with_bot(story)


def test_when_slack_does_not_tell_the_bot_starts_all_the_same(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        with_a_second_network(tmp_path, "#finns-inte")
        async with running(slack, tmp_path) as bot:

            async def is_well() -> bool:
                return (await bot.health())[0] == 200

            assert await until(is_well)

    play_with_bot(story)
