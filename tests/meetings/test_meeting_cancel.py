"""A meeting is cancelled once it is said how many hear of it, stands struck out, and is taken up again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Answer, Meeting, MeetingState, Reply, Role
from tests.outbox.lives import living
from tests.outbox.said import untrue
from tests.world import World, labels, words_of

MAY, JUNE = date(2020, 5, 14), date(2020, 6, 9)
WHY = "Lokalen är översvämmad"


@pytest.fixture
def official(world: World):
    gavle = world.member("Gävle")
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    for day in (MAY, JUNE):
        world.meeting(first_day=day, host=gavle)
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def test_it_stands_struck_out_without_a_number_until_it_is_taken_up_again(world, official):
    world.press(official, "meeting.answer", "1.yes")
    form = world.click(official, world.ask(official, "/mote 1"), "Ställ in mötet").answer
    assert "Ingen har fått veta något om mötet än." in words_of(form) and form.close == "Tillbaka"
    assert world.press(world.other, "meeting.cancel", "1").refused
    assert world.send(world.other, form, because=WHY).refused
    assert WHY in words_of(world.send(official, form, because=WHY))
    assert world.send(official, form, view="VLATE").refused, "it is cancelled already"
    listed = world.ask(official, "/mote lista")
    words = words_of(listed)
    assert "Inställt: ~" in words and words.index("14 maj") < words.index("1.* *Partnerskapsträff* · 9 juni")
    assert "Ta upp igen" not in labels(world.ask(world.other, "/mote lista"))
    assert "9 juni" in words_of(world.ask(official, "/mote")) and world.ask(official, "/mote 2").refused
    again = words_of(world.click(official, listed, "Ta upp igen"))
    assert "Mötet blir av ändå. Svaren som redan är givna gäller." in again and WHY not in again
    assert [each.reply for each in world.rows(Answer)] == [Reply.YES]
    assert world.press(official, "meeting.again", "1").overtaken
    assert "2.* *Partnerskapsträff* · 9 juni" in words_of(world.ask(official, "/mote lista"))


def test_the_last_meeting_that_is_cancelled_is_still_in_the_list(world):
    world.meeting(first_day=MAY)
    world.cancel(world.coordinator, 1)
    assert "Ta upp igen" in labels(world.ask(world.coordinator, "/mote lista"))


def test_one_whose_days_have_passed_is_taken_up_on_new_ones(world, official):
    world.cancel(official, 1)
    world.now = datetime(2020, 6, 1, 8, tzinfo=UTC)
    assert "14 maj" not in words_of(world.ask(official, "/mote lista"))
    shown = world.press(official, "meeting.show", "1")
    form = world.click(official, shown, "Ta upp igen").answer
    assert "Om du sparar blir det av ändå." in words_of(form) and "Ställ in mötet" not in labels(form)
    assert not world.send(official, form, first_day=date(2020, 9, 1), last_day=None).refused
    row = world.row(Meeting, 1)
    assert (row.state, row.first_day) == (MeetingState.PLANNED, date(2020, 9, 1))


def test_who_changes_a_meeting_that_somebody_cancels_meanwhile_is_told(world, official):
    form = world.press(official, "meeting.change", "1").answer
    world.cancel(world.coordinator, 1)
    late = world.send(official, form, place="Slottet")
    assert "Om du sparar blir det av ändå." in words_of(late) and not late.changed
    assert world.row(Meeting, 1).state is MeetingState.CANCELLED


def test_all_who_were_told_hear_once_why_and_once_that_it_takes_place_after_all():
    with living(timedelta(minutes=5)) as life:
        coordinator = life.people["Samordnare"]
        life.passes(hours=2)
        form = life.world.press(coordinator, "meeting.cancel", "1").answer
        told = {each.to for each in life.stands() if each.about.get("meeting") == "1"}
        assert f"{len(told - {'channel'})} personer och kanalen får veta." in words_of(form)
        life.world.send(coordinator, form, because=WHY)
        life.passes(minutes=6)
        why = [each.to for each in life.stands() if WHY in each.text]
        again = life.world.click(coordinator, life.world.ask(coordinator, "/mote lista"), "Ta upp igen")
        assert labels(again)[:3] == ["Visa", "Skicka nu", "Ångra"] and "Kommande möten" in words_of(again)
        life.passes(minutes=6)
        changes = [each for each in life.stands() if each.about.get("meeting") == "1" and each.kind == "change"]
        assert {each.to for each in changes} == told and len(changes) == 2 * len(told)
        assert {*why} == told and len(why) == len(told)
        assert sum("ändå" in each.text or "after all" in each.text for each in changes) == len(told)
        assert untrue(life) == []
