"""/aktiviteter: the open activities, the other lists, one with its steps, and marking as done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.activities.rules import ActivityState, late_steps, open_ones, state_of, time_in_words
from bot.blocks.messages import Form
from bot.dates.when import Seasons
from bot.models import (
    Activity,
    Experience,
    ExperienceState,
    Goal,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    Role,
    Step,
)
from bot.network.plan import seasons_of
from bot.plan.load import apply
from bot.plan.reading import read_plan
from tests.world import NOW, World, blocks_of, blocks_read, labels, prefilled, words_of

PLANS = Path(__file__).parent.parent.parent / "bot" / "plans"
JANUARY = {"title": "Samtal om kartläggning", "when": "Jan 2020", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)}
SPRING = {"title": "Besluta om innehåll", "when": "Vår 2021", "starts": date(2021, 1, 1), "ends": date(2021, 6, 30)}
ONGOING = {"title": "Följa domar", "when": "Löpande", "ongoing": True}


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=UTC)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


@pytest.fixture
def report(world: World, official) -> int:
    """The report activity, number 6, with an ongoing step and one in spring."""
    return world.activity(6, "Dokumentera i en rapport", ONGOING, SPRING, when="Löpande, Vår 2021")


def load(world: World, name: str) -> None:
    """Load one of the shipped plans in place of the world's own period."""
    with world.database.writing() as session:
        session.execute(delete(Network))
    with world.database.writing() as session:
        apply(session, read_plan(PLANS / f"{name}.yaml"), world.now, channel="C0NETWORK")


# the lists


def test_an_open_activity_is_told_with_number_title_time_and_state(world, official, report):
    answered = world.ask(official, "/aktiviteter")
    for each in ("6. Dokumentera i en rapport", "Löpande, Vår 2021", "öppen"):
        assert each in answered.answer.text and each in words_of(answered)


def test_activities_answers_in_english(world, official, report):
    words = words_of(world.ask(official, "/activities"))
    assert "Open activities 2020–2021" in words and "open" in words and "öppen" not in words


@pytest.mark.parametrize(
    ("now", "numbers"),
    [
        (on(2020, 1, 1), range(1, 8)),
        (on(2020, 2, 10), range(1, 8)),
        (on(2020, 10, 1), range(1, 8)),
        (on(2021, 12, 31), range(1, 8)),
        (on(2022, 1, 1), ()),
        (on(2022, 1, 10), ()),
    ],
)
def test_all_seven_of_2020_2021_are_open_through_the_period_and_none_after_it(world, now, numbers):
    load(world, "partnerskapet-2020-2021")
    world.now = now
    assert numbers_in(world.ask(world.newcomer, "/aktiviteter").answer.text) == list(numbers)
    assert numbers_in(world.ask(world.newcomer, "/aktiviteter alla").answer.text) == list(range(1, 8))


def numbers_in(text: str) -> list[int]:
    """The numbers that begin a row."""
    return [int(each.split(".")[0]) for each in text.split("\n") if each.split(".")[0].isdecimal()]


@pytest.mark.parametrize(
    ("now", "numbers"),
    [(on(2020, 1, 20), []), (on(2020, 2, 10), [1]), (on(2020, 10, 1), [1]), (on(2021, 6, 30), [1]),
     (on(2021, 9, 20), [1, 6])],
)  # fmt: skip
def test_late_is_what_has_a_step_whose_time_has_passed(world, now, numbers):
    load(world, "partnerskapet-2020-2021")
    world.now = now
    for typed in ("/aktiviteter sena", "/aktiviteter SENA", "/activities late"):
        assert numbers_in(world.ask(world.newcomer, typed).answer.text) == numbers


def test_a_done_step_is_late_no_longer(world, official):
    world.activity(1, "Ta del av kunskap", JANUARY, ONGOING, when="Jan 2020, löpande")
    shown = world.ask(official, "/aktiviteter sena")
    assert "Samtal om kartläggning (Jan 2020)" in words_of(shown)
    card = world.click(official, shown, "Visa")
    world.click(official, card, "Klar")
    assert "Ingen aktivitet är försenad" in words_of(world.ask(official, "/aktiviteter sena"))


def test_the_activities_of_2016_2019_stand_under_their_three_goals(world):
    load(world, "partnerskapet-2016-2019")
    world.now = on(2018, 3, 1)
    words = world.ask(world.newcomer, "/aktiviteter").answer.text.split("\n")
    goals = [n for n, each in enumerate(words) if each.startswith("*")]
    assert [later - n - 1 for n, later in zip(goals, [*goals[1:], len(words)], strict=True)] == [3, 3, 5]
    assert "Den nationella styrningen" in words[goals[1]]
    assert "hela perioden" in words[-1]


def test_after_the_period_a_sentence_helps(world, official, report):
    world.now = on(2022, 1, 10)
    words = words_of(world.ask(official, "/aktiviteter"))
    assert "tog slut den 31 december 2021" in words and "/aktiviteter alla" in words and "Dokumentera" not in words
    assert "inte noterad som klar när perioden tog slut" in words_of(world.ask(official, "/aktiviteter alla"))
    assert "inte som klart i tid" in words_of(world.ask(official, "/aktiviteter sena"))


def test_before_the_period_nothing_is_open(world, official, report):
    world.now = on(2019, 12, 1)
    assert "börjar den 1 januari 2020" in words_of(world.ask(official, "/aktiviteter"))
    assert "öppnar 1 januari 2020" in words_of(world.ask(official, "/aktiviteter alla"))


def test_when_all_are_done_that_is_said(world, official, report):
    world.ask(official, "/aktiviteter 6 klar")
    assert "alla 1 i planen för 2020–2021 är klara" in words_of(world.ask(official, "/aktiviteter"))


def test_a_plan_without_activities_says_how_they_come(world, official):
    for typed in ("", " alla", " mina", " sena", " 3", " 3 klar"):
        assert "Arbetsplanen har inga aktiviteter än" in words_of(world.ask(official, "/aktiviteter" + typed)), typed


def test_all_lists_ended_periods_too_the_latest_first(world, official, report):
    before = world.add(
        Period(network_id=world.network_id, name="2016–2019", starts=date(2016, 1, 1), ends=date(2019, 12, 31),
               coordination="troika", focus=["Barns inflytande"])
    )  # fmt: skip
    goal = world.add(Goal(period_id=before, position=1, title="Lokalt"))
    world.add(Activity(period_id=before, number=6, title="sprida kunskap", goal_id=goal))
    text = world.ask(official, "/aktiviteter alla").answer.text
    assert text.index("Dokumentera") < text.index("Perioden 2016–2019") < text.index("sprida kunskap")
    assert "sprida" not in words_of(world.ask(official, "/aktiviteter"))
    shown = world.click(official, world.ask(official, "/aktiviteter alla"), "Visa", nth=1)
    assert "sprida kunskap" in words_of(shown) and "2016–2019" in words_of(shown)


def test_mine_are_those_i_answer_for_and_those_my_member_lacks(world, official, report):
    orebro = world.member("Örebro")
    world.activity(1, "Vår", {"title": "Steg", "member_id": world.gavle})
    world.activity(2, "Deras", {"title": "Steg", "member_id": orebro})
    world.activity(3, "Skriven")
    contribute(world, official, 4, "Vi skrev")
    text = world.ask(official, "/aktiviteter mina").answer.text
    lacks = "Inget bidrag från Gävle till de här aktiviteterna än"
    order = ["Du eller Gävle ansvarar", "1. Vår", lacks, "2. Deras", "6. Dokumentera",
             "Gävle har bidragit", "3. Skriven"]  # fmt: skip
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def contribute(world: World, who, activity_id: int, title: str, **more) -> int:
    """An experience of somebody's member."""
    person = world.row(Person, who.person_id)
    values = {"state": ExperienceState.CONTRIBUTED, "did": "…"} | more
    return world.add(
        Experience(network_id=world.network_id, member_id=person.member_id, author_id=person.id, title=title,
                   activity_id=activity_id, created_at=NOW, changed_at=NOW, **values)
    )  # fmt: skip


def test_a_step_of_ones_own_is_mine_also_without_a_member(world, official, report):
    world.activity(1, "Min", {"title": "Steg", "person_id": 1})
    lone = world.person("Samordnare", Role.COORDINATOR)
    world.activity(2, "Samordnarens", {"title": "Steg", "person_id": lone.person_id})
    assert "Min" in words_of(world.ask(official, "/aktiviteter mina"))
    words = words_of(world.ask(lone, "/aktiviteter mina"))
    assert "Samordnarens" in words and "Dokumentera" not in words
    assert "ingen plats i nätverket" in words_of(world.ask(world.newcomer, "/aktiviteter mina"))


def test_when_nothing_is_mine_that_is_said(world, official, report):
    world.now = on(2022, 1, 10)
    assert "ingen öppen aktivitet väntar på Gävle" in words_of(world.ask(official, "/aktiviteter mina"))
    lone = world.person("Kansliet", Role.OFFICIAL)
    assert "inte till någon medlem" in words_of(world.ask(lone, "/aktiviteter mina"))


def test_the_lists_lead_to_one_another(world, official, report):
    shown = world.ask(official, "/aktiviteter")
    for label, wanted in (("Mina aktiviteter", "Inget bidrag"), ("Alla aktiviteter", "Perioden 2020–2021"),
                          ("Försenade aktiviteter", "Ingen aktivitet är försenad")):  # fmt: skip
        assert wanted in words_of(world.click(official, shown, label))
    assert "Öppna aktiviteter" in words_of(world.press(official, "activity.list", "nonsense"))
    assert "Mina aktiviteter" not in labels(world.ask(world.newcomer, "/aktiviteter")), "nothing is theirs"


# one activity


def test_one_activity_is_told_with_how_when_comment_question_steps_and_experiences(world, official):
    activity = world.activity(
        1, "Ta del av kunskap", JANUARY, ONGOING, when="Jan 2020, löpande", comment="Information från BO",
        how=["Samtal om kartläggning", "Följa domar", "Med mera"], open_question="Vem skriver?",
    )  # fmt: skip
    number = contribute(world, official, activity, "Barnkonsekvensanalys i nämnden")
    words = words_of(world.ask(official, "/aktiviteter 1"))
    for each in ("1. Ta del av kunskap", "Jan 2020, löpande", "Information från BO", "Vem skriver?", "• Med mera",
                 "☐ Samtal om kartläggning", "Jan 2020 · ⚠️ försenat", f"*#{number}* Barnkonsekvensanalys", "– Gävle",
                 "1 av 1 medlemmar har bidragit"):  # fmt: skip
        assert each in words, each
    assert words.count("Följa domar") == 2, "once in the text, once among the steps, not again under how"


def test_drafts_and_what_is_withdrawn_are_not_shown_or_counted(world, official, report):
    for state in (ExperienceState.DRAFT, ExperienceState.WITHDRAWN):
        contribute(world, official, report, "Hemligt", state=state)
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    words = words_of(world.ask(other, "/aktiviteter 6"))
    assert "Hemligt" not in words and "0 av 2 medlemmar" in words


def test_who_is_not_confirmed_sees_only_what_is_published(world, official, report):
    contribute(world, official, report, "Bara här")
    contribute(world, official, report, "För alla", may_publish=True, state=ExperienceState.APPROVED)
    words = words_of(world.ask(world.stranger, "/aktiviteter 6"))
    assert "För alla" in words and "Bara här" not in words


def test_a_number_that_is_not_there_is_said_with_those_that_are(world, official, report):
    world.activity(7, "Hemsidan")
    answered = world.ask(official, "/aktiviteter 99")
    assert answered.refused and "6 till 7" in words_of(answered)
    assert "6. Dokumentera" in words_of(world.ask(official, "/aktiviteter #6"))


@pytest.mark.parametrize("typed", ["/aktiviteter 6 kanske", "/aktiviteter 6 " + "<!channel> " * 900, "/activities 6 ☃"])
def test_a_word_not_known_after_the_number_is_answered_with_the_one_that_works(world, official, report, typed):
    answered = world.ask(official, typed)
    assert answered.refused and "<!channel>" not in answered.answer.text
    assert "6 klar" in words_of(answered) or "6 done" in words_of(answered)
    assert world.row(Activity, report).done_at is None


def test_the_experience_form_opens_with_the_activity_chosen(world, official, report):
    form = world.click(official, world.ask(official, "/aktiviteter 6"), "Bidra med en erfarenhet").answer
    assert isinstance(form, Form) and str(report) in prefilled(form).values()
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    assert "Bidra med en erfarenhet" in labels(world.ask(elected, "/aktiviteter 6"))
    assert "Bidra med en erfarenhet" not in labels(world.ask(world.newcomer, "/aktiviteter 6"))


# done


@pytest.mark.parametrize(
    "typed",
    ["/aktiviteter 6 klar", "/activities 6 done", "/aktiviteter 6 DONE", "/aktiviteter klar 6", "/activities 6 Klar"],
)
def test_an_official_marks_an_activity_as_done(world, official, report, typed):
    world.ask(official, typed)
    kept = world.row(Activity, report)
    assert kept.done_at == NOW and kept.done_by_id == official.person_id


def test_whoever_marked_it_first_stays(world, official, report):
    world.ask(official, "/aktiviteter 6 klar")
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    world.now += timedelta(days=2)
    words = words_of(world.ask(other, "/aktiviteter 6 klar"))
    assert "redan den 10 februari 2020, av Tjänsteperson, Gävle" in words
    assert world.row(Activity, report).done_by_id == official.person_id


def test_the_button_marks_it_and_another_opens_it_again(world, official, report):
    shown = world.click(official, world.ask(official, "/aktiviteter 6"), "Aktiviteten är klar")
    assert "✓ klar 10 februari 2020" in words_of(shown) and "markerad av Tjänsteperson, Gävle" in words_of(shown)
    again = world.click(official, shown, "Öppna igen")
    kept = world.row(Activity, report)
    assert kept.done_at is None and kept.done_by_id is None and "öppet igen" in words_of(again)
    assert "var redan öppet" in words_of(world.click(official, shown, "Öppna igen"))


def test_a_step_is_marked_by_its_button_and_opened_again(world, official, report):
    shown = world.click(official, world.ask(official, "/aktiviteter 6"), "Klar", nth=1)
    ongoing, spring = world.rows(Step)
    assert ongoing.done_at is None and spring.done_at == NOW and spring.done_by_id == official.person_id
    assert "☑ Besluta om innehåll" in words_of(shown) and "klart 10 februari 2020" in words_of(shown)
    world.click(official, shown, "Öppna igen")
    assert world.rows(Step)[1].done_at is None
    assert world.row(Activity, report).done_at is None


def test_the_coordinator_marks_too(world, official, report):
    world.ask(world.coordinator, "/aktiviteter 6 klar")
    assert world.row(Activity, report).done_at == NOW


def test_others_read_and_have_no_buttons_and_forged_clicks_change_nothing(world, official, report):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    waiting = world.person("Ny", Role.OFFICIAL, world.gavle, state=PersonState.REQUESTED)
    guest = world.person("Gäst", Role.GUEST)
    for who in (elected, waiting, guest, world.stranger, world.newcomer):
        shown = world.ask(who, "/aktiviteter 6")
        assert "6. Dokumentera" in words_of(shown)
        assert not {"Klar", "Aktiviteten är klar", "Öppna igen"} & set(labels(shown))
        assert world.ask(who, "/aktiviteter 6 klar").refused
        for name, value in (("activity.done", report), ("step.done", 1), ("activity.reopen", report),
                            ("step.reopen", 1)):  # fmt: skip
            assert world.press(who, name, str(value)).refused
    assert world.row(Activity, report).done_at is None and all(each.done_at is None for each in world.rows(Step))


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "99", "9" * 4000, "1.2", "٣", "1; drop table steps"])
def test_a_forged_value_is_refused_in_words(world, official, report, value):
    for name in ("activity.done", "activity.reopen", "activity.show", "step.done", "step.reopen"):
        answered = world.press(official, name, value)
        assert answered.refused and "Referens" not in words_of(answered)


def test_an_activity_of_another_network_is_not_there(world, official, report):
    elsewhere = world.add(Network(key="other", name="Annat", settings={}))
    period = world.add(
        Period(network_id=elsewhere, name="x", starts=date(2020, 1, 1), ends=date(2021, 12, 31), coordination="troika")
    )
    theirs = world.add(Activity(period_id=period, number=1, title="Deras hemlighet"))
    step = world.add(Step(activity_id=theirs, position=1))
    for name, value in (("activity.show", theirs), ("activity.done", theirs), ("step.done", step)):
        assert world.press(official, name, str(value)).refused
    assert "Deras" not in words_of(world.ask(official, "/aktiviteter alla"))


def test_klar_without_a_number_says_how(world, official, report):
    for typed in ("/aktiviteter klar", "/aktiviteter klar sex", "/aktiviteter klar " + "9" * 300):
        answered = world.ask(official, typed)
        assert answered.refused and "/aktiviteter 6 klar" in words_of(answered)


# limits


def test_sixty_activities_with_long_texts_are_all_shown(world, official):
    for n in range(1, 61):
        world.activity(n, "Ett mycket långt <namn> & " * 9, JANUARY | {"title": "Steg " * 40}, when="Jan 2020 " * 20)
    for typed in ("/aktiviteter", "/aktiviteter alla", "/aktiviteter mina", "/aktiviteter sena"):
        pages = world.pages(official, world.ask(official, typed))
        rows = [each["text"]["text"] for page in pages for each in blocks_of(page) if "accessory" in each]
        assert [int(each[1:].partition(".")[0]) for each in rows] == list(range(1, 61)), typed
        assert "av 60" in words_of(pages[0]) and all(each.count("namn") == 9 for each in rows)


def test_an_activity_with_forty_long_steps_comments_and_experiences_is_shown_whole(world, official):
    step = {"title": "<Steg> & " * 60, "when": "Löpande " * 30, "ongoing": True}
    activity = world.activity(
        1, "T" * 400, *[step] * 40, how=["Hur & " * 200] * 40, comment="K< " * 1600, open_question="Ö& " * 1600,
        when="När " * 300,
    )  # fmt: skip
    for n in range(40):
        contribute(world, official, activity, f"Erfarenhet {n} " * 40)
    pages = world.pages(official, world.ask(official, "/aktiviteter 1"))
    texts = blocks_read(pages)
    assert sum(labels(each).count("Klar") for each in pages) == 40 and texts.count("K<") == 1600
    assert texts.count("Ö&") == 1600 and [f"*#{n}*" in texts for n in range(1, 41)] == [True] * 40


def test_what_is_written_in_a_plan_injects_nothing(world, official):
    world.activity(1, "<!channel> *hej*", {"title": "<https://x.se|klicka>"}, comment="<@U1>")
    for typed in ("/aktiviteter", "/aktiviteter 1"):
        assert "<" not in str(world.ask(official, typed).answer.payload).replace("&lt;", "")


# rules

PERIOD = Period(name="p", starts=date(2020, 1, 1), ends=date(2021, 12, 31))


def test_spring_ends_when_the_network_says(world):
    activity = Activity(number=1, title="", period=PERIOD, steps=[Step(when="Vår 2021", ends=date(2021, 6, 30))])
    own = seasons_of(Network(settings={"seasons": {"spring": [1, 5]}}))
    assert not late_steps(activity, date(2021, 6, 1), Seasons()) and late_steps(activity, date(2021, 7, 1), Seasons())
    assert late_steps(activity, date(2021, 6, 1), own)
    assert own.autumn == Seasons().autumn


@given(st.dates(date(2018, 1, 1), date(2024, 12, 31)), st.booleans())
def test_an_activity_is_open_exactly_while_its_period_runs_and_it_is_not_done(today, is_done):
    activity = Activity(number=1, title="", period=PERIOD, done_at=NOW if is_done else None)
    runs = PERIOD.starts <= today <= PERIOD.ends
    assert (state_of(activity, today) is ActivityState.OPEN) == (runs and not is_done)
    assert bool(open_ones([activity], today)) == (runs and not is_done)


@given(st.dates(date(2020, 1, 1), date(2021, 12, 31)), st.sampled_from(["Löpande", "Höst 2020 samt löpande"]))
def test_what_is_ongoing_is_never_late(today, when):
    step = Step(when=when, ongoing=True, starts=date(2020, 7, 1))
    activity = Activity(number=1, title="", period=PERIOD, steps=[step])
    assert not late_steps(activity, today, Seasons())


@pytest.mark.parametrize(
    ("when", "meaning"),
    [("Höst 2020 samt  löpande", "autumn 2020, ongoing"), ("Jan 2020", "January 2020"), ("någon gång", "någon gång")],
)
def test_a_time_in_the_plans_words_is_told_in_english_as_what_it_means(when, meaning):
    assert time_in_words(when, PERIOD.days, "en") == meaning
    assert time_in_words(when, PERIOD.days, "sv") == " ".join(when.split())


@pytest.mark.parametrize("when", ["", "31 feb", "någon gång", "x" * 900])
def test_words_that_are_no_time_leave_the_stored_days(when):
    step = Step(when=when, ends=date(2020, 3, 1))
    activity = Activity(number=1, title="", period=PERIOD, steps=[step])
    assert late_steps(activity, date(2020, 3, 2), Seasons()) and not late_steps(activity, date(2020, 3, 1), Seasons())


def test_who_takes_no_part_is_offered_nothing_and_is_noted_as_answering_only(world, official):
    lulea = world.member("Luleå")
    lisa = world.person("Tjänsteperson, Luleå", Role.OFFICIAL, lulea)
    world.activity(1, "Samla exempel", {"title": "Fråga runt", "when": "Jan 2020", "member_id": lulea})
    umea = world.member("Umeå")
    world.activity(2, "Skriva ihop", {"title": "Skriva", "when": "Hösten 2020", "member_id": umea})
    assert "Luleå ansvarar" in words_of(world.ask(lisa, "/aktiviteter 1"))
    assert "Du eller Luleå ansvarar för ett steg" in words_of(world.ask(lisa, "/aktiviteter mina"))
    with world.database.writing() as session:
        session.scalars(select(Membership).where(Membership.member_id == lulea)).one().ends = date(2020, 1, 31)
        session.scalars(select(Membership).where(Membership.member_id == umea)).one().starts = date(2020, 10, 1)
    comes = "deltar från och med 1 oktober 2020"
    assert f"Umeå ansvarar, {comes}" in words_of(world.ask(official, "/aktiviteter 2"))
    assert f"*Umeå* – {comes}" in words_of(world.say(official, "vem ansvarar för aktivitet 2?"))
    assert comes in words_of(world.say(official, "vad ansvarar Umeå för?"))
    words = words_of(world.ask(lisa, "/aktiviteter mina"))
    assert "Luleå deltar inte längre" in words and "/erfarenhet" not in words and "ansvarar" not in words
    assert "Luleå står som ansvarig men deltar inte" in words_of(world.ask(official, "/aktiviteter 1"))
    assert "*Luleå* – deltar inte" in words_of(world.say(official, "vem ansvarar för aktivitet 1?"))
    refused = world.ask(lisa, "/natverk hemsida")
    assert refused.refused and "Luleå deltar inte längre" in words_of(refused)
    assert "/erfarenhet" not in words_of(world.ask(lisa, "/erfarenhet mina"))
    assert "/mote tema" not in words_of(world.ask(lisa, "/mote tema"))
    assert "Du är antecknad som tjänsteperson för Luleå." in words_of(world.home(lisa))
