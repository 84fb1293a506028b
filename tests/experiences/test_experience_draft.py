"""Drafts of experiences: nothing that was written is lost when the form is closed."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.blocks.messages import Form, Message
from bot.feature.call import Fields, SlackFile
from bot.models import (
    Attachment,
    CoAuthor,
    Experience,
    ExperienceState,
    Membership,
    MembershipState,
    Period,
    Person,
    PersonState,
    Role,
)
from bot.slack.payloads import Ask, Luggage, Who, button_payload, write_metadata
from tests.experiences.test_experience import contribute, field_of, kept_files
from tests.patience import ACKNOWLEDGED_MS
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import play_with_bot, running
from tests.world import World, labels, prefilled, words_of

YES = ("yes",)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def elected(world: World, official):
    return world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)


def type_in(world, who, view="V1", about="", name="did", erasing=None, **values):
    """What Slack sends at a pause in the typing."""
    return world.press(who, name, view=view, container="view", erasing=erasing, fields=Fields(values, about))


def close(world, who, view="V1", about="", **values):
    ask = Ask(kind="closed", name="experience.contribute", who=Who(who.slack_id), value=about, channel="C0NETWORK",
              fields=Fields(values), view=view, once=f"closed/{view}")  # fmt: skip
    return world.answering.answer(ask, who.user, world.now)


def test_closing_the_form_loses_nothing_though_slack_says_nothing_of_it_then(world, official):
    assert world.ask(official, "/erfarenhet").answer.tells_close
    assert type_in(world, official, did="Vi hörde").answer is None
    type_in(world, official, title="Barn hörs", did="Vi hörde alla barn.")
    answered = close(world, official)
    assert "Barn hörs" in words_of(answered) and "Skriv vidare" in labels(answered)
    (draft,) = world.rows(Experience)
    assert draft.state is ExperienceState.DRAFT and draft.did == "Vi hörde alla barn."


def test_what_slack_does_tell_when_the_form_is_closed_is_kept_too(world, official):
    close(world, official, title="Bara rubrik", consents=("research",))
    (draft,) = world.rows(Experience)
    assert (draft.title, draft.did, draft.may_research) == ("Bara rubrik", "", True)


def test_an_empty_form_leaves_no_draft(world, official):
    type_in(world, official, name="no_child", title="", did="")
    assert close(world, official).answer is None
    assert not world.rows(Experience)


def test_mine_continues_a_draft_and_sending_it_contributes_it_once(world, official, elected):
    activity = world.activity(1, "Lagen")
    whom = str(elected.person_id)
    type_in(world, official, title="Halv", activity=str(activity), consents=("research",), author=whom)
    mine = world.ask(official, "/erfarenhet mina")
    assert "Dina utkast" in words_of(mine) and "bidragit" not in words_of(mine)
    form = world.click(official, mine, "Skriv vidare").answer
    assert isinstance(form, Form)
    held = prefilled(form)
    assert (held["title"], held["activity"], held["author"]) == ("Halv", str(activity), whom)
    assert held["consents"] == ("research",)
    type_in(world, official, view="V2", about=form.about, title="Halv", did="Mer text", activity=str(activity),
            author=whom)  # fmt: skip
    assert len(world.rows(Experience)) == 1, "what is typed in a draft that is gone on with goes into that draft"
    world.send(official, form, view="V2", did="Hel text", no_child=YES)
    (saved,) = world.rows(Experience)
    assert (saved.state, saved.did, saved.author_id) == (ExperienceState.CONTRIBUTED, "Hel text", elected.person_id)
    assert saved.search_text and "#1" in words_of(world.ask(official, "/erfarenhet sök hel"))


def test_sending_the_form_makes_its_draft_the_experience_and_what_comes_late_changes_nothing(world, official):
    form = world.ask(official, "/erfarenhet").answer
    type_in(world, official, did="Halv")
    world.send(official, form, view="V1", title="Hel", did="Hel text", no_child=YES)
    type_in(world, official, did="Försenat")
    assert close(world, official, did="Försenat").answer is None
    (saved,) = world.rows(Experience)
    assert (saved.state, saved.did) == (ExperienceState.CONTRIBUTED, "Hel text")


def test_a_refused_form_keeps_everything_and_what_was_typed_is_a_draft_besides(world, official):
    form = world.ask(official, "/erfarenhet").answer
    type_in(world, official, title="En", did="Lång text")
    assert world.send(official, form, view="V1", title="En", did="Lång text").field_errors
    assert world.row(Experience, 1).did == "Lång text"


def test_the_button_in_the_form_keeps_it_and_says_so(world, official):
    answered = world.press(official, "experience.draft", view="V1", container="view", fields=Fields({"title": "Kvar"}))
    assert isinstance(answered.answer, Form) and "Sparat som utkast" in words_of(answered)
    assert prefilled(answered.answer)["title"] == "Kvar" and answered.answer.about == "draft.1"
    assert "inget att spara" in words_of(world.press(official, "experience.draft", view="V9", container="view"))


def test_a_draft_is_nobody_elses_and_counts_nowhere(world, official, elected):
    activity = world.activity(1, "Lagen")
    type_in(world, official, title="Hemlig halva", did="Hemlig", activity=str(activity), consents=("publication",))
    for who in (elected, world.coordinator, world.stranger):
        assert "Hemlig" not in words_of(world.ask(who, "/erfarenhet 1"))
        assert "Hemlig" not in words_of(world.ask(who, "/erfarenhet sök hemlig")).replace("hemlig", "")
        for name in ("continue", "discard", "change", "withdraw", "restore"):
            assert world.press(who, f"experience.{name}", "1").refused
        type_in(world, who, view="V8", about="draft.1", did="Kapad")
    assert world.row(Experience, 1).did == "Hemlig"
    for name in ("change", "withdraw", "consent"):
        assert world.press(official, f"experience.{name}", "1.research.yes" if name == "consent" else "1").refused


def test_a_draft_can_be_thrown_away_and_then_its_old_button_says_so(world, official):
    type_in(world, official, did="Text")
    mine = world.ask(official, "/erfarenhet mina")
    answered = world.click(official, mine, "Ta bort")
    assert isinstance(answered.answer, Message) and not world.rows(Experience)
    assert world.click(official, mine, "Skriv vidare").refused


def test_texts_that_are_too_long_are_kept_as_far_as_they_fit(world, official):
    type_in(world, official, title="å" * 999, did="ä" * 9999)
    assert len(world.row(Experience, 1).title) == 140 and len(world.row(Experience, 1).did) == 3000


def test_the_form_carries_its_draft_along_when_something_is_typed_in_it():
    view = {"id": "V1", "type": "modal", "private_metadata": write_metadata(Luggage("draft.5", "C1")),
            "state": {"values": {"did": {"did": {"type": "plain_text_input", "value": "Text"}}}}}  # fmt: skip
    ask = button_payload({"user": {"id": "U1"}, "view": view, "actions": [{"action_id": "did", "value": "Text"}]})
    assert (ask.fields.about, ask.fields.text("did"), ask.view) == ("draft.5", "Text", "V1")
    assert ask.channel == "C1", "where it is answered when the form is drawn anew"


def test_co_authors_are_of_the_same_member_and_shown_inside_only(world, official, elected):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    contribute(world, official, co_authors=(str(elected.person_id), str(other.person_id)), consents=("publication",))
    assert [each.person_id for each in world.rows(CoAuthor)] == [elected.person_id]
    assert "Förtroendevald, Gävle" in words_of(world.ask(other, "/erfarenhet 1"))
    assert "Förtroendevald" not in words_of(world.ask(world.stranger, "/erfarenhet 1"))
    form = world.press(official, "experience.change", "1").answer
    assert prefilled(form)["co_authors"] == (str(elected.person_id),)
    world.send(official, form, co_authors=())
    assert not world.rows(CoAuthor)


PLAN = SlackFile("F1", "plan.pdf", "application/pdf", "https://partnerskapet.slack.com/files/U1/F1/plan.pdf")
PICTURE = SlackFile("F2", "<b>elevråd</b>.png", "image/png", "https://partnerskapet.slack.com/files/U1/F2/bild.png")


def test_files_are_kept_as_references_and_shown_inside_only(world, official):
    contribute(world, official, files=(PLAN, PICTURE), consents=("publication",))
    kept = [(each.slack_file_id, each.name, each.mimetype, each.link) for each in world.rows(Attachment)]
    assert kept == [("F1", "plan.pdf", "application/pdf", PLAN.link), ("F2", PICTURE.name, "image/png", PICTURE.link)]
    shown = world.ask(official, "/erfarenhet 1")
    assert "Filer i Slack" in words_of(shown)
    raw = str(shown.answer.payload)
    assert f"<{PLAN.link}|plan.pdf>" in raw and "&lt;b&gt;elevråd&lt;/b&gt;.png>" in raw and "<b>" not in raw
    for seen in (world.ask(world.stranger, "/erfarenhet 1"), world.say(official, "erfarenhet 1", direct=False)):
        assert "plan.pdf" not in words_of(seen)


def test_a_file_can_be_left_out_later_and_the_version_before_names_it(world, official):
    contribute(world, official, files=(PLAN, PICTURE))
    form = world.press(official, "experience.change", "1").answer
    assert kept_files(form) == ("F1", "F2")
    others = {field_of(form, "kept_files"): ("F2",), field_of(form, "files"): (SlackFile("F3", "mall.docx"),)}
    world.send(official, form, **others)
    assert [each.slack_file_id for each in world.rows(Attachment)] == ["F2", "F3"]
    words = words_of(world.ask(official, "/erfarenhet 1"))
    assert "mall.docx" in words and "plan.pdf" not in words


def test_eleven_files_are_too_many(world, official):
    many = tuple(SlackFile(f"F{n}", f"{n}.pdf") for n in range(11))
    assert list(contribute(world, official, files=many).field_errors) == ["files"]
    assert not contribute(world, official, files=many[:10]).field_errors


def test_a_file_given_in_a_form_that_is_closed_is_in_its_draft_once(world, official):
    type_in(world, official, did="Text", files=(PLAN,))
    answered = world.press(official, "experience.draft", view="V1", container="view",
                           fields=Fields({"did": "Text", "files": (PLAN,)}))  # fmt: skip
    assert kept_files(answered.answer) == ("F1",)
    assert "files" not in prefilled(answered.answer), "the field has another name, so Slack draws it empty"
    world.send(official, answered.answer, view="V1", title="Hel", no_child=YES, files=(PLAN,))
    assert [each.slack_file_id for each in world.rows(Attachment)] == ["F1"]


def test_the_longest_names_and_links_of_files_fit(world, official):
    many = tuple(SlackFile(f"F{n}", "&" * 150, "", "https://x.se/" + "&" * 500) for n in range(10))
    shown = contribute(world, official, did="å " * 1500, result="ä " * 1500, learned="ö " * 1500, files=many)
    while "Läs vidare" in labels(shown):
        shown = world.click(official, shown, "Läs vidare")
    assert "Filer i Slack" in words_of(shown)


def test_a_form_that_is_closed_through_slack_leaves_a_draft_to_go_on_with(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            await slack.command("U2", "C1", "/erfarenhet")
            form = await slack.wait_for(lambda: slack.local.views.top("U2"))
            await slack.click("U2", form.id, "did", selected="Vi hörde barnen.")
            kept = await slack.click("U2", form.id, "experience.draft:")
            assert kept.ack_ms < ACKNOWLEDGED_MS
            await slack.close("U2", form.id)
            await slack.wait_for(lambda: _drafts(tmp_path) == ["Vi hörde barnen."])
            mine = await slack.command("U2", "C1", "/erfarenhet mina")
            assert "Utkast" in mine.words and mine.message is not None
            await slack.click("U2", mine.message, "experience.continue:1")
            again = await slack.wait_for(lambda: slack.local.views.top("U2"))
            assert "Vi hörde barnen." in str(again.blocks)

    play_with_bot(story)


def _drafts(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "natverksbot.db") as database:
        return [row[0] for row in database.execute("SELECT did FROM experiences WHERE state = 'draft'")]


@pytest.mark.parametrize("left", ["member", "person"])
def test_who_has_left_finishes_and_sends_a_draft_of_theirs_and_begins_none(world, official, left):
    type_in(world, official, title="Halv", did="Vi hörde")
    with world.database.writing() as session:
        if left == "member":
            session.scalar(select(Membership)).state = MembershipState.LEFT
        else:
            session.get_one(Person, official.person_id).state = PersonState.LEFT
    form = world.click(official, world.ask(official, "/erfarenhet mina"), "Skriv vidare").answer
    assert prefilled(form)["did"] == "Vi hörde"
    type_in(world, official, view="V2", about=form.about, title="Halv", did="Vi hörde alla")
    shown = world.send(official, form, view="V2", did="Vi hörde alla barn", no_child=YES)
    assert "#1" in words_of(shown)
    (sent,) = world.rows(Experience)
    assert sent.state is ExperienceState.CONTRIBUTED and sent.did == "Vi hörde alla barn"
    assert (sent.member_id, sent.author_id) == (world.gavle, official.person_id)
    assert world.ask(official, "/erfarenhet ny").refused
    assert world.send(official, form, view="V3", title="Ny", did="Ny", no_child=YES).refused
    assert len(world.rows(Experience)) == 1


def test_a_draft_is_finished_with_the_activities_of_its_own_period(world, official):
    activity = world.activity(1, "Lagen")
    type_in(world, official, title="Halv", did="Vi hörde", activity=str(activity))
    world.now = datetime(2022, 3, 1, 9, tzinfo=UTC)
    later = world.add(Period(network_id=world.network_id, name="2022-2023", starts=date(2022, 1, 1),
                             ends=date(2023, 12, 31), coordination="troika"))  # fmt: skip
    world.add(Membership(period_id=later, member_id=world.gavle))
    form = world.click(official, world.ask(official, "/erfarenhet mina"), "Skriv vidare").answer
    assert prefilled(form)["activity"] == str(activity)
    world.send(official, form, no_child=YES)
    assert world.row(Experience, 1).activity_id == activity
