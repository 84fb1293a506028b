"""Coming: five working days before, in person, to those who have said yes and nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import update

from bot.models import AccessNeed, Answer, Delivery, DeliveryState, ProgrammeItem, Reply, Role
from tests.reminders.played import days, posts, told
from tests.world import NOW, World

YEAR = ("2020-01-07", "2020-12-31")
MAY_14 = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": NOW}


@pytest.fixture
def gavle(world: World):
    world.gavle = world.member("Gävle")
    world.met = world.meeting(**MAY_14, place="Stadshuset", link="https://exempel.se/rum", starts=time(9))
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def answers(world, who, reply, at=NOW, **more):
    world.add(Answer(meeting_id=world.met, person_id=who.person_id, reply=reply, answered_at=at, **more))


def test_who_has_said_yes_hears_what_is_needed_and_who_else_comes(world, gavle):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    orebro = world.member("Örebro")
    both = [world.person(f"{role}, Örebro", role, orebro) for role in (Role.ELECTED, Role.OFFICIAL)]
    haninge = world.person("Tjänsteperson, Haninge", Role.OFFICIAL, world.member("Haninge"))
    silent = world.person("Tjänsteperson, Uppsala", Role.OFFICIAL, world.member("Uppsala"))
    for who in (gavle, *both, haninge):
        answers(world, who, Reply.YES)
    answers(world, elected, Reply.NO)
    world.add(AccessNeed(meeting_id=world.met, person_id=haninge.person_id, text="vegetarisk"))
    world.add(ProgrammeItem(meeting_id=world.met, position=1, starts=time(9), title="Barnets bästa"))
    said = told(world, "coming", *YEAR)
    assert {each.to for each in said} == {each.slack_id for each in (gavle, *both, haninge)}
    assert not {elected.slack_id, silent.slack_id} & {each.to for each in said}
    assert days(said) == ["2020-05-07"] and "Stadshuset" in said[0].text and "https://exempel.se/rum" in said[0].text
    own = next(each for each in posts(world, "coming", *YEAR) if "Bara tjänsteperson: Haninge" in str(each))
    assert "Kommer också*\\nÖrebro" in repr(own) and "Barnets bästa" in str(own) and "Uppsala" not in str(own)
    assert not any("vegetarisk" in str(each) for each in posts(world, "coming", *YEAR))


def test_a_hindrance_is_one_press_and_the_message_is_over(world, gavle):
    answers(world, gavle, Reply.YES)
    (payload,) = posts(world, "coming", *YEAR)
    button = payload["blocks"][-1]["elements"][0]
    assert button["text"]["text"] == "Jag får förhinder"
    world.press(gavle, button["action_id"], button["value"])
    assert [each.reply for each in world.rows(Answer)] == [Reply.NO] and told(world, "coming", *YEAR) == []


def test_a_deputy_who_comes_hears_it_instead_of_who_sends_them(world, gavle):
    deputy = world.person("Ersättare, Gävle", Role.DEPUTY, world.gavle, deputy_for_id=gavle.person_id)
    answers(world, gavle, Reply.DEPUTY, deputy_id=deputy.person_id)
    assert told(world, "coming", *YEAR) == [], "nobody has said that they come"
    with world.database.writing() as session:
        session.execute(update(Answer).values(answered_by_id=deputy.person_id))
    (said,) = told(world, "coming", *YEAR)
    assert said.to == deputy.slack_id


def test_who_says_yes_later_hears_it_the_working_day_after_while_the_meeting_is_to_come(world, gavle):
    answers(world, gavle, Reply.YES, datetime(2020, 5, 8, 12, tzinfo=UTC))
    assert days(told(world, "coming", *YEAR)) == ["2020-05-11"]
    with world.database.writing() as session:
        session.execute(update(Answer).values(answered_at=datetime(2020, 5, 13, 12, tzinfo=UTC)))
    assert told(world, "coming", *YEAR) == []


def test_days_known_later_are_told_at_the_next_humane_moment(world, gavle):
    answers(world, gavle, Reply.YES)
    world.change(world.met, days_set_at=datetime(2020, 5, 9, 12, tzinfo=UTC))
    assert days(told(world, "coming", *YEAR)) == ["2020-05-11"]
    world.change(world.met, first_day=None, last_day=None, days_set_at=None)
    assert told(world, "coming", *YEAR) == []


def test_what_was_told_says_what_is_answered_then(world, gavle):
    answers(world, gavle, Reply.YES)
    (said,) = told(world, "coming", *YEAR)
    world.add(
        Delivery(
            network_id=world.network_id, key=said.key, kind="coming", to=said.to, due_at=said.at, sent_at=said.at,
            useful_until=said.at, state=DeliveryState.SENT, about={"meeting": str(world.met)}, shown={},
        )
    )  # fmt: skip
    with world.database.writing() as session:
        session.execute(update(Answer).values(reply=Reply.NO))
    (payload,) = posts(world, "coming", "2020-05-07", "2020-05-08")
    assert "Du kommer inte till partnerskapsträffen" in payload["text"]
