"""Shortcuts: from anywhere, and from a message whose text goes into a form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.messages import Form
from bot.features import find_features
from bot.language import speak
from bot.models import Attachment, Experience, Role, Theme
from bot.slack.payloads import readable, shortcut_payload
from tests.experiences.test_experience import field_of, kept_files
from tests.patience import within
from tests.playground.test_playground_run import CHANNEL, OFFICIAL, playing, user_named
from tests.world import World, prefilled, words_of


@pytest.fixture
def official(world: World):
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


def test_they_are_called_as_people_know_them():
    labels = [speak("sv").plain(act.label) for _, act in find_features().shortcuts.values()]
    assert {"Bidra med en erfarenhet", "Nästa möte", "Spara som erfarenhet", "Gör till tema"} <= set(labels)
    assert all(len(each) <= 24 for each in labels)


def test_an_experience_is_contributed_from_anywhere(world, official):
    form = world.shortcut(official, "contribute").answer
    assert isinstance(form, Form) and form.name == "experience.contribute"
    world.send(official, form, title="Skolval", did="Vi frågade", no_child=("yes",))
    assert world.rows(Experience)[0].title == "Skolval"


def test_the_next_meeting_is_seen_by_everybody(world, official):
    assert "/mote ny" in words_of(world.shortcut(official, "next_meeting"))
    world.meeting()
    for who in (official, world.stranger, world.newcomer):
        assert "Partnerskapsträff" in words_of(world.shortcut(who, "next_meeting"))


def test_a_message_becomes_an_experience_only_when_it_is_sent(world, official):
    form = world.shortcut(official, "save_as_experience", "Vi provade <b> & barnen svarade").answer
    assert prefilled(form)["did"] == "Vi provade <b> & barnen svarade" and not world.rows(Experience)
    world.send(official, form, title="Prov", no_child=("yes",))
    assert [each.did for each in world.rows(Experience)] == ["Vi provade <b> & barnen svarade"]


def test_a_long_message_is_cut_to_what_the_form_takes(world, official):
    form = world.shortcut(official, "save_as_experience", "ord " * 2000).answer
    assert len(prefilled(form)["did"]) <= 3000


def test_a_message_becomes_a_theme(world, official):
    form = world.shortcut(official, "make_theme", "Barns\ndelaktighet i budgeten").answer
    assert prefilled(form)["text"] == "Barns delaktighet i budgeten"
    world.send(official, form)
    assert [each.text for each in world.rows(Theme)] == ["Barns delaktighet i budgeten"]


def test_the_files_of_a_message_come_along_as_references(world, official):
    told = [{"id": "F1", "name": "plan.pdf", "mimetype": "application/pdf", "permalink": "https://x.slack.com/f/F1"}]
    body = {"user": {"id": official.slack_id}, "callback_id": "save_as_experience", "channel": {"id": "C0NETWORK"},
            "message": {"ts": "1.2", "text": "Så gjorde vi", "files": [*told, {"mode": "tombstone"}, "x"]}}  # fmt: skip
    form = world.answering.answer(shortcut_payload(body), official.user, world.now).answer
    assert kept_files(form) == ("F1",)
    world.send(official, form, title="En", no_child=("yes",))
    (kept,) = world.rows(Attachment)
    assert (kept.slack_file_id, kept.name, kept.link) == ("F1", "plan.pdf", "https://x.slack.com/f/F1")
    form = world.answering.answer(shortcut_payload(body), official.user, world.now).answer
    world.send(official, form, title="Två", no_child=("yes",), **{field_of(form, "kept_files"): ()})
    assert len(world.rows(Attachment)) == 1


@pytest.mark.parametrize(
    "about", ["message.", "message.x", "message.[1]", 'message.[["F1"]]', "message.{}", "message." + "[" * 900]
)
def test_a_forged_message_of_a_form_gives_no_files_and_no_fault(world, official, about):
    form = world.shortcut(official, "save_as_experience", "text").answer
    answered = world.send(official, replace(form, about=about), title="En", no_child=("yes",), kept_files1=("F1",))
    assert "#1" in words_of(answered)


def test_only_the_confirmed_write(world, official):
    for who in (world.stranger, world.newcomer):
        for name in ("contribute", "save_as_experience", "make_theme"):
            assert world.shortcut(who, name, "text").refused


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<https://x.se|sidan> och <https://y.se>", "sidan (https://x.se) och https://y.se"),
        ("<@U1|Tjänsteperson> och <@U2>", "@Tjänsteperson och @…"),
        ("<#C1|kanalen> <!channel> <!here|here>", "#kanalen @channel @here"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_a_message_is_read_as_people_read_it(sent, read):
    assert readable(sent) == read


@pytest.mark.parametrize("text", ["<" * 40_000, "<a|" * 13_000, "<@U1|" * 8_000])
def test_the_longest_message_is_read_at_once_whatever_marks_stand_in_it(text):
    assert len(readable(text)) == len(text)
    assert within(0.5, lambda: readable(text))


def test_from_the_playground_the_next_meeting_opens_in_a_window(tmp_path):
    async def scene(play) -> None:
        slack, user = play.slack, user_named(play, OFFICIAL)
        await slack.shortcut(user, "next_meeting")
        await slack.wait_for(lambda: slack.modal(user), 3)
        assert "Tjänstepersonsmöte" in str(slack.modal(user))

    playing(tmp_path)(scene)


def test_from_the_playground_a_message_goes_into_the_form(tmp_path):
    async def scene(play) -> None:
        slack, user = play.slack, user_named(play, OFFICIAL)
        said = await slack.say(user, CHANNEL.id, "Barnen fick & tog plats")
        await slack.shortcut(user, "save_as_experience", CHANNEL.id, said.message.ts)
        await slack.wait_for(lambda: slack.modal(user), 3)
        assert "Barnen fick & tog plats" in str(slack.modal(user))

    playing(tmp_path)(scene)
