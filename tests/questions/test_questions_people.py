"""Plain questions about people at meetings, on the real plan: who hosts, who comes, who has not answered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import Answer, Meeting, Reply, Role
from tests.plan_world import PlanWorld
from tests.world import words_of

DAYS = ("2020-02-10", "2020-10-01", "2021-06-01", "2022-01-10")


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


def said(plan: PlanWorld, words: str, **how: bool) -> str:
    return words_of(plan.say(plan.official, words, **how))


@pytest.mark.parametrize(
    ("day", "question", "expected"),
    [
        (DAYS[0], "Vem är värd?", "*Degerfors/Karlskoga* är värd för partnerskapsträffen i maj 2020."),
        (DAYS[0], "Vem är värd i november?", "*Uppsala* är värd"),
        (DAYS[0], "Who hosts in November?", "*Uppsala* hosts the partnership meeting in November 2020."),
        (DAYS[0], "vem är värd i september", "Tjänstepersonsmötet i september 2020 har ingen värd."),
        (DAYS[0], "vem är värd efter det", "*Uppsala* är värd"),
        (DAYS[0], "vem är värd efter Uppsala", "*Degerfors/Karlskoga* är värd för partnerskapsträffen i maj 2021."),
        (DAYS[0], "vem tar över värdskapet efter Örebro", "*Örebro* är värd för partnerskapsträffen i november 2021."),
        (DAYS[2], "vem blir värd efter Uppsala", "*Degerfors/Karlskoga* var värd för partnerskapsträffen i maj 2021."),
        (DAYS[0], "vem är värd efter Gävle", "*Gävle* är inte värd för något planerat möte."),
        (DAYS[2], "vem var värd innan Örebro", "*Degerfors/Karlskoga* var värd för partnerskapsträffen i maj 2021."),
        (DAYS[0], "who hosts before Uppsala", "*Degerfors/Karlskoga* hosts the partnership meeting in May 2020."),
        (DAYS[0], "vem är värd före Karlskoga", "Ingen värd är antecknad för mötena dessförinnan."),
        (DAYS[0], "vem kommer efter Uppsala", "Jag är inte säker på vad du frågar efter."),
        (DAYS[0], "vem var värd senast?", "Ingen har noterat att någon medlem har varit värd för ett möte."),
        (DAYS[2], "vem var värd senast?", "*Degerfors/Karlskoga* var värd för partnerskapsträffen i maj 2021."),
        (DAYS[2], "vem är värd efter det", "Ingen värd är utsedd för mötena därefter."),
        (DAYS[3], "vem är värd?", "Ingen värd är utsedd för något kommande möte."),
        (DAYS[0], "när är Gävle värd?", "*Gävle* är inte värd för något planerat möte."),
        (DAYS[2], "när var Uppsala värd?", "*Uppsala* var värd för partnerskapsträffen i november 2020."),
        (DAYS[0], "har Örebro varit värd?", "Ingen har noterat att *Örebro* har varit värd för något möte."),
        (DAYS[0], "har Örebro varit värd?", "*Örebro* är värd för partnerskapsträffen i november 2021."),
        (DAYS[2], "vem svarade för värdskapet vid förra träffen", "*Degerfors/Karlskoga* var värd"),
        (DAYS[2], "vilka förtroendevalda kommer?", "Partnerskapsträffen i november 2021"),
        (DAYS[2], "vilka tjänstepersoner kommer?", "Tjänstepersonsmötet i september 2021"),
        (DAYS[2], "vem har varit värd flest gånger", "*Uppsala* var värd"),
        (DAYS[2], "did Gävle answer?", "September 2021"),
        (DAYS[0], "vi kan inte delta i november", "Möte: *Partnerskapsträff* · november 2020"),
        (DAYS[0], "jag vill anmäla mig i augusti", "Inget möte är planerat i augusti 2020."),
        (DAYS[0], "har jag svarat för november", "Möte: *Partnerskapsträff* · november 2020"),
        (DAYS[0], "har jag tackat ja till mötet i juli", "Inget möte är planerat i juli 2020."),
        (DAYS[0], "jag kan inte komma", "Nästa möte: *Partnerskapsträff* · maj 2020"),
        (DAYS[0], "är Göteborg med på nästa träff", "Angered stadsdel/Göteborg (förtroendevald): vakant"),
        (DAYS[0], "vilka tar över efter Uppsala", "*Degerfors/Karlskoga* är värd för partnerskapsträffen i maj 2021."),
        (DAYS[0], "vem ersätter mig om jag inte kan", "Min suppleant kommer"),
        (DAYS[0], "Vem kommer?", "Ingen har svarat än."),
        (DAYS[0], "Vilka har inte svarat?", "Gävle (tjänsteperson), Örebro (förtroendevald)"),
        (DAYS[0], "Har jag svarat?", "Du har inte svarat än."),
        (DAYS[3], "vem kommer?", "Inget möte är planerat efter"),
    ],
)  # fmt: skip
def test_the_real_plan_is_answered_from(read_plan, day, question, expected):
    read_plan.now = datetime.fromisoformat(day).replace(hour=8, tzinfo=UTC)
    assert expected in said(read_plan, question)


def test_all_hosts_are_told_when_several_are_asked_for(plan):
    words = said(plan, "vilka är värdar?")
    assert words.index("maj 2020") < words.index("november 2020") < words.index("maj 2021") < words.index("Örebro")
    assert "Värdskap" in said(plan, "visa en lista över alla värdar")
    assert "Värdskap" in said(plan, "värdskapsordning")


def test_own_answers_are_told_and_those_of_seats_counted(plan):
    shown = plan.say(plan.official, "när är nästa möte")
    plan.click(plan.official, shown, "Ja")
    assert len(plan.rows(Answer)) == 1
    assert "Ditt svar: *Ja*" in said(plan, "har jag svarat?")
    coming = said(plan, "vem kommer?")
    assert "Gävle (tjänsteperson)" in coming and "Ja 1" in coming
    assert "Gävle" not in said(plan, "vilka har inte svarat?")


def test_who_cannot_come_in_a_month_answers_for_the_meeting_of_that_month(plan):
    plan.click(plan.official, plan.say(plan.official, "vi kan inte delta i november"), "Nej")
    (answer,) = plan.rows(Answer)
    assert answer.reply is Reply.NO and plan.row(Meeting, answer.meeting_id).month == date(2020, 11, 1)


def test_who_has_not_answered_is_told_by_seat_and_also_that_all_have(plan):
    for who in (plan.official, plan.elected):
        plan.click(who, plan.say(who, "när är nästa möte"), "Nej")
    assert {each.reply for each in plan.rows(Answer)} == {Reply.NO}
    assert "Alla som har en plats har svarat." in said(plan, "vilka har inte svarat?")
    assert "*Kommer inte:* Gävle (tjänsteperson), Örebro (förtroendevald)" in said(plan, "vem kommer?")


def test_people_beside_the_seats_are_named_only_in_private(plan):
    guest = plan.person("Samordnaren", Role.COORDINATOR)
    plan.click(guest, plan.say(guest, "när är nästa möte"), "Ja")
    assert "Samordnaren" in said(plan, "vem kommer?")
    assert "Samordnaren" not in said(plan, "vem kommer?", direct=False)


def test_without_seats_nobody_can_answer(world):
    world.meeting()
    assert "Ingen har någon plats än" in words_of(world.say(world.coordinator, "vilka har inte svarat?"))
