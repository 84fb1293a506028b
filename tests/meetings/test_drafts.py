"""A new meeting that is kept as a draft: nothing that was filled in is lost, and nobody else hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.filled import values_of
from bot.blocks.messages import Form
from bot.calendar.entries import entries_for
from bot.feature.call import Call, Fields
from bot.feature.folded import touched_in
from bot.features import find_features
from bot.kept.person import as_text, erase_person, known_of
from bot.kept.retention import let_go
from bot.language import speak
from bot.meetings.forms import plan_form
from bot.meetings.invited import CanBeInvited
from bot.meetings.rules import may_go_on
from bot.meetings.store import drafts, forget_waiting
from bot.meetings.templates import TEMPLATES, begun
from bot.models import (
    Because,
    Change,
    Meeting,
    MeetingDraft,
    MeetingKind,
    Member,
    Network,
    Period,
    Person,
    PersonState,
    Role,
)
from bot.models.record import keep_record
from bot.outbox.preview import preview
from bot.plan.writing import written
from bot.report.chapters import compose
from bot.report.gathering import gather
from bot.report.model import Audience
from bot.report.writers.markdown import markdown
from tests.outbox.lives import Life, coordinators, living
from tests.plan_world import PlanWorld
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import play_with_bot, running
from tests.world import Somebody, World, in_sight, labels, typed_in, words_of

SECRET = "Sländor"
TYPED = {"kind": "seminar", "title": SECRET, "place": "Sländgården", "note": "Ta med sländhåv"}
IS_DRAFT = "Utkast: bara den som skrev det och samordnaren ser det."


@pytest.fixture
def official(world: World) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))


@pytest.fixture
def life() -> Iterator[Life]:
    with living(timedelta(minutes=5)) as life:
        yield life


def save(world: World, who: Somebody, form: Form | None = None, **typed: Any) -> Form:
    """Fill in a form, and save it as a draft; gives the form as it is then."""
    form = form or world.ask(who, "/mote ny").answer
    kept = world.press_in(who, in_sight(form, typed), "draft.save", **typed).answer
    assert isinstance(kept, Form)
    return kept


def go_on(world: World, who: Somebody) -> Form:
    form = world.click(who, world.ask(who, "/mote lista"), "Skriv vidare").answer
    assert isinstance(form, Form)
    return form


def whole(world: World, who: Somebody, form: Form) -> dict[str, Any]:
    """What stands in all its fields."""
    return typed_in(world.more(who, form))


def test_what_is_not_enough_to_plan_is_kept_and_gone_on_with(world, official):
    kept = save(world, official, **TYPED)
    assert words_of(kept).startswith("Sparat som utkast. Bara den som skrev det och samordnaren ser det.")
    assert not world.rows(Meeting) and "`/mote lista`" in words_of(kept)
    assert "Utkast: *Sländor* · Sländgården" in words_of(world.ask(official, "/mote lista"))
    again = go_on(world, official)
    assert IS_DRAFT in words_of(again) and TYPED.items() <= whole(world, official, again).items()
    save(world, official, again, first_day=date(2020, 5, 14), title="", note="")
    assert len(world.rows(MeetingDraft)) == 1
    assert "Utkast: *Kunskapsseminarium* · 14 maj 2020 · Sländgården" in words_of(world.ask(official, "/mote lista"))


TYPED_ANYHOW = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["", "Ett", "&<Två>"]),
        "place": st.sampled_from(["", "Slottet"]),
        "programme": st.sampled_from(["", "09.00 Fika – alla"]),
        "first_day": st.none() | st.dates(date(2020, 3, 1), date(2021, 3, 1)),
        "month": st.sampled_from(["2020-05-01", "2020-11-01"]),
        "starts": st.none() | st.times(time(8), time(18)).map(lambda each: each.replace(second=0, microsecond=0)),
        "digital": st.sampled_from([(), ("digital",)]),
        "invites": st.sampled_from(["all", "officials", "chosen"]),
        "host": st.sampled_from(["1", "2"]),
    },
)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([*MeetingKind, *TEMPLATES]), TYPED_ANYHOW)
def test_the_form_of_a_draft_holds_just_what_was_typed(chosen, typed):
    say, network = speak("sv"), Network(name="N")
    hosts = [Member(id=1, name="Gävle", network=network, kept={}), Member(id=2, name="Sala", network=network, kept={})]

    def form(draft: MeetingDraft | None) -> Form:
        meeting = begun(chosen, list(MeetingKind), say)
        return plan_form(
            say, meeting, hosts, date(2020, 3, 2), list(MeetingKind), can_be_invited=CanBeInvited(hosts, []),
            begun=chosen, draft=draft,
        )  # fmt: skip

    stands = typed_in(in_sight(form(None), {"note": ""})) | typed
    kept = {name: list(values_of(each)) for name, each in touched_in(form(None), stands).items()}
    assert kept.keys() <= typed.keys()
    again = typed_in(in_sight(form(MeetingDraft(id=1, begun=chosen, fields=kept)), {"note": ""}))
    assert {name: values_of(each) for name, each in again.items()} == {
        name: values_of(each) for name, each in stands.items()
    }


def test_another_kind_is_chosen_in_a_draft_and_what_was_typed_stays(world):
    save(world, world.coordinator, **TYPED)
    form = go_on(world, world.coordinator)
    other = world.press_in(world.coordinator, form, "kind", "digital_officials").answer
    stands = whole(world, world.coordinator, other)
    assert stands["title"] == SECRET and stands["starts"] == time(9, 30) and stands["kind"] == "digital_officials"
    assert not world.send(world.coordinator, other, first_day=date(2020, 5, 14)).refused
    (meeting,) = world.rows(Meeting)
    assert (meeting.kind, meeting.title, meeting.digital) == (MeetingKind.OFFICIALS, SECRET, True)


def test_the_same_button_pressed_twice_makes_one_draft(world, official):
    form = world.ask(official, "/mote ny").answer
    for _ in range(2):
        inside = {"container": "view", "form": form.name, "view": "V1", "is_folded": form.is_folded}
        world.press_once(
            official, "draft.save", fields=Fields({**typed_in(form), "kind": "seminar"}, form.about), **inside
        )
    assert len(world.rows(MeetingDraft)) == 1


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.DEPUTY])
@pytest.mark.parametrize("state", list(PersonState))
def test_who_made_it_and_the_coordinator_know_of_it(role, state):
    draft = MeetingDraft(person_id=1)
    mine, other = Person(id=1, role=role, state=state), Person(id=2, role=role, state=state)
    assert may_go_on(draft, mine, False) is (state is PersonState.CONFIRMED and role is not Role.GUEST)
    assert not may_go_on(draft, other, False) and not may_go_on(draft, None, False)
    assert may_go_on(draft, other, True) and may_go_on(draft, None, True)


def test_who_may_not_see_it_neither_opens_it_nor_writes_in_it(world, official):
    other = world.person("Tjänsteperson, Sala", Role.OFFICIAL, world.member("Sala"))
    form = save(world, official, **TYPED)
    assert SECRET not in words_of(world.ask(other, "/mote lista"))
    assert SECRET not in words_of(world.press_once(other, "draft.open", "1"))
    for late in (
        world.press_in(other, form, "draft.save", title="Mitt"),
        world.press_in(other, form, "draft.discard"),
        world.send(other, form, first_day=date(2020, 5, 14)),
    ):
        assert not late.changed and SECRET not in words_of(late)
    assert not world.rows(Meeting) and world.row(MeetingDraft, 1).fields["title"] == [SECRET]
    assert whole(world, world.coordinator, go_on(world, world.coordinator))["title"] == SECRET


@pytest.mark.parametrize("press", ["draft.save", "draft.discard", "plan"])
def test_of_two_who_write_in_it_the_second_sees_what_the_first_has_changed(world, official, press):
    save(world, official, **TYPED)
    mine, theirs = go_on(world, official), go_on(world, world.coordinator)
    save(world, world.coordinator, theirs, place="Slottet")
    if press == "plan":
        late = world.send(official, mine, first_day=date(2020, 5, 14), invites="all")
    else:
        late = world.press_in(official, in_sight(mine, {"title": ""}), press, title="Mitt")
    assert isinstance(late.answer, Form) and "Nu under *Plats*: Slottet" in words_of(late)
    assert not world.rows(Meeting) and world.row(MeetingDraft, 1).fields["place"] == ["Slottet"]
    assert whole(world, official, late.answer)["place"] == "Sländgården"


def test_planned_it_waits_and_undone_it_is_a_draft_again_with_all_that_was_filled_in(life):
    life.passes(hours=2)
    world, maker, coordinator = life.world, life.people["Tjänsteperson, Sala"], life.people["Samordnare"]
    save(world, maker, **TYPED)
    listed, before = world.ask(maker, "/mote lista"), [each.text for each in life.stands()]
    planned = world.send(coordinator, go_on(world, coordinator), invites="all", first_day=date(2020, 5, 14))
    assert "till 5 personer och kanalen." in words_of(planned) and "Ångra" in labels(planned)
    assert [each.created_by_id for each in world.rows(Meeting)][-1] == maker.person_id
    late = world.click(maker, listed, "Skriv vidare")
    assert late.overtaken and words_of(late).startswith("Mötet är redan planerat.") and "Ja" in labels(late)
    assert SECRET in words_of(late) and "Utkast" not in words_of(world.ask(maker, "/mote lista"))
    life.passes(minutes=1)
    undone = world.click(coordinator, planned, "Ångra")
    assert words_of(undone).startswith("Ångrat. Ingenting har skickats, och mötet är ett utkast igen.")
    form = world.click(coordinator, undone, "Skriv vidare").answer
    assert typed_in(form)["first_day"] == date(2020, 5, 14) and whole(world, coordinator, form)["title"] == SECRET
    life.passes(minutes=9)
    assert [each.text for each in life.stands()] == before
    world.send(coordinator, form)
    life.passes(minutes=9)
    assert any(SECRET in each.words for each in life.stands())
    for moment, left in ((world.now, 1), (world.now + timedelta(days=70), 0)):  # told, it is not a draft again
        with life.database.writing() as session:
            forget_waiting(session, moment)
            assert session.query(MeetingDraft).count() == left
    assert "finns inte längre" in words_of(world.click(maker, listed, "Skriv vidare"))


def test_thrown_away_it_is_gone_and_its_button_shows_the_list(world, official):
    form = save(world, official, **TYPED)
    listed = world.ask(official, "/mote lista")
    assert words_of(world.press_in(official, form, "draft.discard")).startswith("Utkastet är borttaget.")
    late = world.click(official, listed, "Skriv vidare")
    assert words_of(late).startswith("Utkastet finns inte längre.") and not world.rows(MeetingDraft)
    assert world.press_in(official, form, "draft.save").refused and not world.rows(MeetingDraft)


# nobody else hears of it

KNOW_OF_DRAFTS = {
    "bot/kept/person.py", "bot/kept/retention.py", "bot/meetings/drafts_view.py", "bot/meetings/forms.py",
    "bot/meetings/rules.py", "bot/meetings/store.py", "bot/models/__init__.py", "bot/models/meetings.py",
    "bot/models/record.py", "bot/reminders/regret.py", "commands/meeting_plan.py",
}  # fmt: skip


def test_who_tells_of_meetings_does_not_know_that_there_are_drafts():
    root = Path(__file__).parents[2]
    sources = [*(root / "bot").rglob("*.py"), *(root / "commands").glob("*.py"), *(root / "jobs").glob("*.py")]
    knowing = {str(each.relative_to(root)) for each in sources if "MeetingDraft" in each.read_text("utf-8")}
    assert {each for each in knowing if "migrations" not in each} - {"bot/kept/nouns.py"} == KNOW_OF_DRAFTS


def test_no_answer_message_feed_report_or_number_of_anybody_else_says_it(database):
    world = PlanWorld(database)
    maker = world.person("Tjänsteperson, Haninge", Role.OFFICIAL, world.members["Haninge"])
    world.press_in(world.coordinator, save(world, world.coordinator), "draft.discard")  # they are a person from now on
    before = told_to_others(world)
    save(world, maker, first_day=date(2020, 1, 3), **TYPED)  # a day that has been
    save(world, world.coordinator, host=str(world.members["Gävle"]), title=SECRET, month="2020-04-01")
    assert len(world.rows(MeetingDraft)) == 2 and "Utkast" in words_of(world.ask(maker, "/mote lista"))
    after = told_to_others(world)
    assert not {at: after[at] for at in after if after[at] != before[at]}
    assert SECRET not in repr(after)


def told_to_others(world: PlanWorld) -> dict[object, object]:
    """All that anybody else is told, by where."""
    told: dict[object, object] = {}
    others = (world.official, world.elected)
    for command in find_features().commands.values():
        typed = [f"/{command.sv}", *(f"/{command.sv} {each.sv}" for each in command.words if not each.writes)]
        for who in others if command.sv == "mote" else others[:1]:
            told |= {(who.user.id, each): words_of(world.ask(who, each).answer) for each in typed}
    for who in others:
        told["home", who.user.id] = words_of(world.home(who))
        told["in channel"] = words_of(world.say(world.coordinator, "Vilka möten är planerade?", direct=False))
        told["asked", who.user.id] = words_of(world.say(who, "Vilka möten är planerade i maj 2020?"))
    with world.database.reading() as session:
        network, period = session.get_one(Network, world.network_id), session.get_one(Period, world.period_id)
        jobs = find_features().jobs.values()
        soon = preview(session, jobs, [network], since=world.now, until=world.now + timedelta(days=14),
                       coordinators=coordinators)  # fmt: skip
        told["jobs"] = [(each.to, each.kind, each.text) for each in soon]
        data = gather(session, network, period, now=world.now, audience=Audience.INTERNAL)
        told["report"] = markdown(compose(data, speak("sv")))
        told["plan"] = written(session, network, period)
        told["feed"] = [each.summary for each in entries_for(session, network, speak("sv"), None)]
    return told


def test_where_others_read_the_answer_none_is_listed(world):
    save(world, world.coordinator, **TYPED)
    with world.database.reading() as session:
        network = session.get_one(Network, world.network_id)
        for alone in (True, False):
            call = replace(Call.of_nobody(session, network, world.now, print), is_coordinator=True, is_private=alone)
            assert len(drafts(call)) == alone


# what is kept of it


def test_it_goes_with_who_made_it_and_when_they_have_left_long_ago(world, official):
    save(world, official, **TYPED)
    with world.database.reading() as session:
        known = known_of(session, official.slack_id)
        assert (
            SECRET in as_text(speak("sv"), known).decode()
            and "Utkast till ett möte" in as_text(speak("sv"), known).decode()
        )
    with world.database.writing() as session:
        keep_record(session, official.slack_id, world.now)
        erase_person(session, official.slack_id, "erase", Because.ASKED, world.now, keeps_experiences=True)
    assert not world.rows(MeetingDraft)
    assert not [each for each in world.rows(Change) if SECRET in repr((each.before, each.after))]
    assert [each.after for each in world.rows(Change) if each.noun == "MeetingDraft"] == ["created"]
    other = world.person("Tjänsteperson, Sala", Role.OFFICIAL, world.member("Sala"))
    save(world, other, **TYPED)
    with world.database.writing() as session:
        person = session.get_one(Person, other.person_id)
        person.state, person.left_at = PersonState.LEFT, datetime(2020, 3, 1, tzinfo=UTC)
        keeps = SimpleNamespace(
            keep_drafts_days=180, keep_left_days=0, keep_declined_days=0, keep_feeds_days=0, keep_record_days=0,
            keep_messages_days=0,
        )  # fmt: skip
        let_go(session, keeps, datetime(2020, 6, 1, tzinfo=UTC))
        assert session.query(MeetingDraft).count() == 1
        let_go(session, keeps, datetime(2020, 9, 1, tzinfo=UTC))
    assert not world.rows(MeetingDraft)


def test_saved_and_gone_on_with_through_slack(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            await slack.command("U1", "C1", "/mote ny")
            form = await slack.wait_for(lambda: slack.local.views.top("U1"))
            await slack.click("U1", form.id, "place", selected="Sländgården")
            await slack.click("U1", form.id, "draft.save:")
            await slack.wait_for(lambda: "Sparat som utkast" in str(slack.local.views.top("U1").blocks))
            await slack.close("U1", form.id)
            mine = await slack.command("U1", "C1", "/mote lista")
            assert "Utkast:" in mine.words and mine.message is not None
            await slack.click("U1", mine.message, "draft.open:1")
            again = await slack.wait_for(lambda: slack.local.views.top("U1"))
            assert "Sländgården" in str(again.blocks)

    play_with_bot(story)
