"""The network's life in the playground, over real sockets: the bot beside the local Slack, as a person meets it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.dates.when import moment
from bot.playground import PlaygroundError
from bot.terminal.playground import CHANNEL, COORDINATOR, DEFAULT_PLAN, GUEST, NEWCOMER, PLANS, Play
from tests.patience import ACKNOWLEDGED_MS
from tests.playground.faulty_slack import FaultySlack

OFFICIAL, ELECTED = "Tjänsteperson, Gävle", "Förtroendevald, Örebro"
COMMANDS = ("/mote", "/vardskap", "/aktiviteter", "/natverk")


def playing(tmp_path: Path, plan: Path | None = DEFAULT_PLAN, day: str = "2020-01-07"):
    """Run an async test with the playground and its bot."""

    def run(scene: Callable[[Play], Awaitable[None]]) -> None:
        async def whole() -> None:
            play = Play(plan, moment(datetime.fromisoformat(day).date(), 9), 0, tmp_path)
            play.kind = FaultySlack
            await play.start()
            try:
                await scene(play)
            finally:
                await play.stop()

        asyncio.run(whole())

    return run


def user_named(play: Play, name: str) -> str:
    return next(each.id for each in play.slack.team.users.values() if each.name == name)


def go_to(play: Play, day: str) -> None:
    play.clock.time.set(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC))


SEEN = {
    "2020-02-10": {"/mote": "maj 2020", "/vardskap": "Degerfors/Karlskoga", "/aktiviteter": "Ta del av kunskap"},
    "2020-10-01": {"/mote": "november 2020", "/vardskap": "Uppsala", "/aktiviteter": "Dokumentera våra erfarenheter"},
    "2021-06-01": {"/mote": "september 2021", "/vardskap": "Örebro", "/aktiviteter": "Använda hemsidan"},
    "2021-12-20": {"/mote": "Inget möte är planerat efter", "/vardskap": "Örebro", "/aktiviteter": "komma till tals"},
}


@pytest.mark.parametrize("day", SEEN)
def test_each_command_answers_each_role_on_each_day(tmp_path, day):
    async def scene(play: Play) -> None:
        go_to(play, day)
        for who in (COORDINATOR.name, OFFICIAL, ELECTED):
            for command in COMMANDS:
                outcome = await play.slack.command(user_named(play, who), CHANNEL.id, command)
                expected = SEEN[day].get(command, "Partnerskapet för barnets rättigheter i praktiken")
                assert expected in outcome.words, (who, command, outcome.words)
                assert outcome.ack_ms < ACKNOWLEDGED_MS
            await play.slack.command(user_named(play, who), CHANNEL.id, "/erfarenhet")
            await play.slack.wait_for(lambda who=who: play.slack.modal(user_named(play, who)), 3)

    playing(tmp_path)(scene)


def test_a_newcomer_joins_and_the_coordinator_confirms(tmp_path):
    async def scene(play: Play) -> None:
        slack = play.slack

        def saying(words, who):
            return [each for each in slack.direct_messages(who.id) if words in each.text]

        await slack.command(NEWCOMER.id, CHANNEL.id, "/natverk gå med")
        await slack.wait_for(lambda: slack.modal(NEWCOMER.id), 3)
        view = slack.modal(NEWCOMER.id)
        (member,) = (await slack.suggest(NEWCOMER.id, view["id"], "member", "trelle"))["options"]
        outcome = await slack.submit(
            NEWCOMER.id, view["id"], {"member": {"member": member}, "role": {"role": "official"}}
        )
        assert not outcome.errors
        (asked,) = await slack.wait_for(lambda: saying("vill gå med som tjänsteperson för Trelleborg", COORDINATOR))
        button = next(
            each for block in asked.blocks for each in block.get("elements", ()) if "confirm" in each["action_id"]
        )
        refused = await slack.command(NEWCOMER.id, CHANNEL.id, "/natverk inställningar")
        assert "bekräftat dig än" in refused.words
        await slack.click(COORDINATOR.id, asked, button["action_id"])
        await slack.wait_for(lambda: saying("Du har bekräftats som", NEWCOMER))

    playing(tmp_path)(scene)


def test_a_click_answers_and_the_message_shows_it(tmp_path):
    async def scene(play: Play) -> None:
        slack, official = play.slack, user_named(play, OFFICIAL)
        outcome = await slack.command(official, CHANNEL.id, "/mote")
        row = next(block for block in outcome.blocks if block["type"] == "actions")
        await slack.click(official, outcome.message, row["elements"][0]["action_id"])
        await slack.wait_for(lambda: "Ja 1" in str(slack.messages(CHANNEL.id, ephemeral=True)[-1].blocks), 3)

    playing(tmp_path)(scene)


def test_a_guest_who_is_not_confirmed_reads_and_is_refused_in_words_and_may_ask_to_join(tmp_path):
    async def scene(play: Play) -> None:
        slack = play.slack
        assert "May 2020" in (await slack.command(GUEST.id, CHANNEL.id, "/meeting 2")).words
        assert "no seat in the network" in (await slack.command(GUEST.id, CHANNEL.id, "/meeting new")).words
        assert not (await slack.command(GUEST.id, CHANNEL.id, "/network join")).words  # a form

    playing(tmp_path)(scene)


def test_an_experience_is_contributed_found_and_shown(tmp_path):
    async def scene(play: Play) -> None:
        slack, official = play.slack, user_named(play, OFFICIAL)
        await slack.command(official, CHANNEL.id, "/erfarenhet")
        await slack.wait_for(lambda: slack.modal(official), 3)
        view = slack.modal(official)
        confirmation = next(
            block
            for block in view["blocks"]
            if block.get("element", {}).get("type") == "checkboxes" and not block["optional"]
        )
        option = confirmation["element"]["options"][0]["value"]
        name = confirmation["block_id"]
        values = {
            "title": {"title": "Barnkonsekvensanalyser i nämnden"},
            "did": {"did": "Vi prövade en gemensam metod med <!channel>."},
            name: {name: [option]},
        }
        outcome = await slack.submit(official, view["id"], values)
        assert not outcome.errors, outcome.errors
        await slack.wait_for(lambda: any("#1" in each.text for each in slack.messages(CHANNEL.id, ephemeral=True)), 3)
        found = await slack.command(user_named(play, ELECTED), CHANNEL.id, "/experience search konsekvensanalys")
        assert "Barnkonsekvensanalyser" in found.words and "<!channel>" not in str(found.blocks)
        shown = await slack.command(user_named(play, ELECTED), CHANNEL.id, "/erfarenhet 1")
        assert "gemensam metod" in shown.words

    playing(tmp_path)(scene)


@pytest.mark.parametrize("plan", sorted(each.name for each in PLANS.glob("*.yaml")))
def test_every_plan_can_be_played(tmp_path, plan):
    year = int(plan.rsplit("-", 2)[1])

    async def scene(play: Play) -> None:
        for command in COMMANDS:
            outcome = await play.slack.command(COORDINATOR.id, CHANNEL.id, command)
            assert outcome.words and "Referens" not in outcome.words
        for move in ("day", "week", "next"):
            before = play.clock.now()
            assert await play.clock.move(move) > before

    playing(tmp_path, PLANS / plan, f"{year}-01-07")(scene)


def test_time_waits_until_what_is_due_has_gone_out_and_goes_on_when_it_cannot(tmp_path):
    async def scene(play: Play) -> None:
        while play.clock.now() < datetime(2020, 1, 15, 8, 0, tzinfo=UTC):
            before = play.slack.team.next_ts()
            await play.clock.move("next")
            assert play.slack.team.said_since(before), "the next thing that happens is one that is seen"
        fee = [each for each in play.slack.direct_messages(COORDINATOR.id) if "Avgiften" in each.text]
        assert len(fee) == 1 and play.clock.now() < datetime(2020, 1, 15, 8, 1, tzinfo=UTC)
        assert all(play.slack.direct_messages(user_named(play, name)) for name in (OFFICIAL, "Tjänsteperson, Örebro"))
        play.slack.faults.refuse("chat.postMessage", "fatal_error")
        before = play.clock.now()
        await play.clock.move("next")
        assert play.clock.now() - before > timedelta(hours=1)
        before = play.clock.now()
        await play.clock.move("next")
        assert play.clock.now() - before > timedelta(hours=1)

    playing(tmp_path)(scene)


def test_what_slack_does_not_know_it_refuses(tmp_path):
    async def scene(play: Play) -> None:
        with pytest.raises(PlaygroundError):
            await play.slack.command(COORDINATOR.id, CHANNEL.id, "/finns-inte")

    playing(tmp_path)(scene)


FAULTS = {
    "429": lambda faults: faults.limit("views.open", 30),
    "500": lambda faults: faults.server_error("views.open"),
    "half an answer": lambda faults: faults.truncate("views.open"),
    "an error": lambda faults: faults.refuse("views.open", "internal_error"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_when_slack_does_not_open_a_form_the_person_gets_an_apology_with_a_reference(tmp_path, fault):
    async def scene(play: Play) -> None:
        FAULTS[fault](play.slack.faults)
        await play.slack.command(COORDINATOR.id, CHANNEL.id, "/mote ny")
        await play.slack.wait_for(
            lambda: any("Referens:" in each.text for each in play.slack.messages(CHANNEL.id, ephemeral=True)), 5
        )

    playing(tmp_path)(scene)
