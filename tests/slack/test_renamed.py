"""A name that is changed in Slack, and an account that is closed there."""

from __future__ import annotations

from bot.models import Change, Person, Role, SlackUser
from bot.slack.directory import Directory
from tests.playground.playground_world import client, play
from tests.world import NOW, words_of


class Standing:
    def now(self):
        return NOW


def test_a_new_name_in_slack_is_taken_where_the_old_one_came_from_there(world):
    gavle = world.member("Gävle")
    theirs = world.person("Namn Förut", Role.OFFICIAL, gavle)
    chosen = world.person("Tjänsteperson, Gävle", Role.ELECTED, gavle)
    for each in (theirs, chosen):
        world.add(SlackUser(id=each.slack_id, name="Namn Förut", told_at=NOW))

    async def story(slack) -> None:
        directory = Directory(client(slack), world.database, Standing())
        for each in (theirs, chosen):
            await directory.hear({"id": each.slack_id, "profile": {"display_name": "Namn\nNu"}})
        await directory.hear({"id": "UNOBODY", "profile": {"display_name": "Okänd"}})

    play(story)
    assert [each.name for each in world.rows(Person)] == ["Namn Nu", "Tjänsteperson, Gävle"]
    assert [(each.by, each.field) for each in world.rows(Change)] == [("slack", "name")]
    assert {each.name for each in world.rows(SlackUser)} == {"Namn Nu"}


def test_the_coordinator_sees_whose_account_is_closed_and_nobody_else_does(world):
    gone = world.person("Namn Stängd", Role.OFFICIAL, world.member("Gävle"))
    other = world.person("Namn Annan", Role.ELECTED, world.member("Örebro"))
    assert "Stängda konton" not in str(world.ask(world.coordinator, "/natverk medlemmar").answer.blocks)
    world.add(SlackUser(id=gone.slack_id, name="Namn Stängd", is_gone=True, told_at=NOW))
    assert "Stängda konton i Slack: Namn Stängd" in words_of(world.ask(world.coordinator, "/natverk medlemmar"))
    assert "Stängda konton" not in words_of(world.ask(other, "/natverk medlemmar"))
