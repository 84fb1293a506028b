"""Plain questions about activities and experiences, on the real plan and where there is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import Activity, Experience, ExperienceState, Meeting, ReviewNote, Step
from tests.plan_world import PlanWorld
from tests.world import labels, words_of


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


def said(plan: PlanWorld, words: str, **how: bool) -> str:
    return words_of(plan.say(plan.official, words, **how))


def contributed(plan: PlanWorld, title: str, **more: object) -> int:
    from bot.experiences.search import searchable

    values = {"did": "Vi gjorde så", "created_at": plan.now, "changed_at": plan.now} | more
    number: int = plan.add(
        Experience(
            network_id=plan.network_id,
            period_id=plan.period_id,
            title=title,
            search_text=searchable(title, [str(values["did"])]),
            **values,
        )
    )
    return number


def test_open_and_late_activities_are_listed(plan):
    assert "7 öppna" in said(plan, "vilka aktiviteter är öppna?")
    assert "Samtal om kartläggning" in said(plan, "vad är försenat?")
    plan.now = datetime(2022, 1, 10, 8, tzinfo=UTC)
    assert "tog slut den 31 december 2021" in said(plan, "vilka aktiviteter är öppna?")


def test_what_is_late_for_a_member_is_theirs_and_else_said_to_be_of_all(plan):
    words = said(plan, "vad är försenat för Gävle?")
    assert words.startswith("Inget försenat steg är tilldelat *Gävle*.") and "Försenade aktiviteter" in words
    step = next(each for each in plan.rows(Step) if each.title.startswith("Samtal om kartläggning"))
    with plan.database.writing() as session:
        session.get(Step, step.id).member_id = plan.members["Gävle"]
    theirs = said(plan, "what is late for Gävle?")
    assert "*Gävle* – 1. " in theirs and "Samtal om kartläggning" in theirs and "No late step" not in theirs
    assert "Inget försenat steg är tilldelat *Uppsala*" in said(plan, "vilka aktiviteter är Uppsala sena med?")


def test_who_answers_for_an_activity_or_that_nobody_does(plan):
    words = said(plan, "Vem ansvarar för aktivitet 6?")
    assert "Ingen ansvarig är noterad" in words and "Diskutera vem som skriver rapporten" in words
    step = next(each for each in plan.rows(Step) if each.title.startswith("Slutföra"))
    with plan.database.writing() as session:
        session.get(Step, step.id).member_id = plan.members["Haninge"]
    assert "Slutföra rapporten – *Haninge*" in said(plan, "vem skriver rapporten?")
    assert "Haninge" in said(plan, "who is responsible for the report?")


def test_an_activity_is_found_by_number_or_by_words_and_several_are_offered(plan):
    assert "6. Dokumentera" in said(plan, "hur går det med rapporten?")
    assert "3. Aktivt lyfta fram" in said(plan, "vad handlar aktivitet 3 om?")
    answered = plan.say(plan.official, "vem ansvarar för barnkonventionen?")
    assert labels(answered) == ["Visa", "Visa"]
    assert "1 till 7" in said(plan, "vem ansvarar för aktivitet 99?")


def test_my_activities_are_told_in_private_only(plan):
    assert "Mina aktiviteter" in said(plan, "vilka aktiviteter är mina?")
    assert "bara till dig" in said(plan, "vilka aktiviteter är mina?", direct=False)


def test_what_waits_for_one_is_what_home_says_and_the_next_meeting_until_it_is_answered(plan):
    lacks = "Gävle har inte bidragit med några erfarenheter till aktiviteterna 1, 2, 3, 4, 5, 6, 7 än."
    assert lacks in words_of(plan.home(plan.official))
    for asked in ("vad väntar på mig?", "har jag något att göra?", "har jag något kvar att göra?"):
        answered = plan.say(plan.official, asked)
        assert lacks in words_of(answered) and labels(answered) == ["Ja", "Nej", "Kanske", "Bidra"]
    assert labels(plan.say(plan.official, "do I have anything to do?")) == ["Yes", "No", "Maybe", "Contribute"]
    assert "Mina aktiviteter" in said(plan, "vad ansvarar jag för?")
    assert "på min flik Hem" in said(plan, "vad väntar på mig?", direct=False)
    coming = next(each for each in plan.rows(Meeting) if each.month == date(2020, 5, 1))
    plan.press(plan.official, "meeting.answer", f"{coming.id}.yes")
    assert labels(plan.say(plan.official, "vad väntar på mig?")) == ["Bidra"]


def test_how_one_contributes_with_the_button_for_who_may(plan):
    answered = plan.say(plan.official, "hur bidrar jag med en erfarenhet?")
    assert "/erfarenhet" in words_of(answered) and labels(answered) == ["Bidra med en erfarenhet"]
    assert labels(plan.say(plan.newcomer, "hur bidrar jag med en erfarenhet?")) == ["Gå med i nätverket"]


def test_experiences_are_searched_counted_and_shown(plan):
    assert "ingen erfarenhet" in said(plan, "vilka erfarenheter finns?")
    number = contributed(plan, "Skolval med barnens ögon", member_id=plan.members["Gävle"])
    contributed(
        plan,
        "Lekplatser i centrum",
        member_id=plan.members["Uppsala"],
        may_publish=True,
        state=ExperienceState.APPROVED,
    )
    assert "Skolval med" in said(plan, "finns det erfarenheter om skolval?")
    assert "2 erfarenheter som du kan läsa har kommit in." in said(plan, "hur många erfarenheter har kommit in?")
    assert "Skolval med" in said(plan, f"visa erfarenhet {number}")
    theirs = said(plan, "vilka erfarenheter har Uppsala?")
    assert "Lekplatser" in theirs and "Skolval" not in theirs
    assert "1 erfarenhet från *Uppsala* som du kan läsa har kommit in." in theirs
    assert "1 experience from *Gävle* that you can read has been contributed." in said(plan, "what has Gävle shared?")
    assert "Skolval" not in said(plan, "finns det erfarenheter från Uppsala om skolval")
    none = said(plan, "finns det erfarenheter från Örebro?")
    assert "Det finns ingen erfarenhet från *Örebro* som du kan läsa." in none and "Lekplatser" not in none
    assert "Prova ett annat ord" in said(plan, "sök ubåtar")


def test_in_a_channel_only_what_is_published_is_told(plan):
    contributed(plan, "Skolval med barnens ögon")
    contributed(plan, "Lekplatser i centrum", may_publish=True, state=ExperienceState.APPROVED)
    words = said(plan, "vilka erfarenheter finns?", direct=False)
    assert "Lekplatser" in words and "Skolval" not in words
    assert "Skolval med" not in said(plan, "finns det erfarenheter om skolval?", direct=False)


def test_without_a_plan_it_is_said_how_there_comes_to_be_one(world):
    for question in ("vilka aktiviteter är öppna?", "vad är försenat?", "vem ansvarar för aktivitet 1?", "aktivitet 2"):
        assert "en planfil" in words_of(world.say(world.coordinator, question))


def test_in_a_channel_an_activity_tells_of_nothing_that_stays_inside(plan):
    activity = next(each for each in plan.rows(Activity) if each.number == 3)
    contributed(plan, "Bara för nätverket", activity_id=activity.id, author_id=plan.official.person_id)
    contributed(plan, "Får spridas vidare", activity_id=activity.id, may_publish=True, state=ExperienceState.APPROVED)
    assert "Bara för nätverket" in said(plan, "vad handlar aktivitet 3 om?")
    words = said(plan, "vad handlar aktivitet 3 om?", direct=False)
    assert "Får spridas vidare" in words and "Bara för nätverket" not in words


def test_in_a_channel_nobody_reads_what_reviewers_wrote(plan):
    number = contributed(
        plan, "Får spridas vidare", may_publish=True, state=ExperienceState.APPROVED, author_id=plan.official.person_id
    )
    note = ReviewNote(experience_id=number, by_id=plan.official.person_id, at=plan.now, text="Skriv om slutet")
    plan.add(note)
    assert "Skriv om slutet" in said(plan, f"visa erfarenhet {number}")
    words = said(plan, f"visa erfarenhet {number}", direct=False)
    assert "Får spridas vidare" in words and "Skriv om slutet" not in words


def test_what_is_asked_of_oneself_and_of_what_is_done_is_answered_as_that(plan):
    for question in ("vilka aktiviteter är klara?", "which activities are finished?"):
        assert said(plan, question).startswith(("0 av 7 aktiviteter", "0 of 7 activities"))
    assert "/erfarenhet mina" in said(plan, "vad har jag skrivit?")
    assert "*Gävle*" in said(plan, "vilka erfarenheter har vi?")
    assert "erfarenhet" in said(plan, "vilka erfarenheter kom 2020?")
    for question in ("är vi med?", "när lämnade vi?"):
        assert "*Gävle* deltar" in said(plan, question)
    for question in ("vilka är med?", "hur många är vi?", "hur många var vi 2021?"):
        assert "8 delegationer" in said(plan, question)
    assert "took part" in said(plan, "how many were we in March 2020?") or "take part" in said(plan, "how many are we?")
    assert "Du är inte noterad som suppleant" in said(plan, "vem ersätter jag?")
    assert "Bara månaden är bestämd än" in said(plan, "vem är värd den 14 maj 2021?")
    assert "Längden" in said(plan, "vilken tid slutar det?")
