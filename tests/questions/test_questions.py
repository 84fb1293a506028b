"""Plain questions: what people write is understood as what they mean, or not at all; and those about meetings."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.features import find_features
from bot.intents.matching import ENOUGH
from bot.intents.reading import Entities, Utterance, language_of, utterances_of
from bot.intents.vocabulary import FILE, Sign, VocabularyError, read_vocabulary, vocabulary
from bot.language import speak
from bot.models import MeetingKind, Role
from tests.patience import within
from tests.plan_world import PlanWorld
from tests.playground.faulty_slack import FaultySlack
from tests.questions.asked_phrases import NOT_OURS, PHRASES
from tests.running_bot import play_with_bot, running
from tests.world import World, labels, words_of

MEMBERS = (
    (1, ("Borlänge",)), (2, ("Degerfors/Karlskoga", "Degerfors", "Karlskoga")),
    (3, ("Angered stadsdel/Göteborg", "Göteborg")), (4, ("Gävle",)), (5, ("Haninge",)), (6, ("Uppsala",)),
    (7, ("Västerås",)), (8, ("Örebro",)), (9, ("Trelleborg",)), (10, ("Östersund",)),
)  # fmt: skip
ACTIVITIES = (
    (1, "Ta del av kunskap kring barnkonventionen som lag"),
    (2, "Följa vad det innebär i det kommunala perspektivet med barnkonventionen som lag"),
    (3, "Aktivt lyfta fram barnrättsperspektivet i mål, styrning och ledning"),
    (4, "Arbeta fördjupande med prövning av barnets bästa"),
    (5, "Utveckla våra arbetssätt för att låta barn och unga komma till tals"),
    (6, "Dokumentera våra erfarenheter i en rapport"),
    (7, "Använda hemsidan som ett sätt att sprida partnerskapets erfarenheter"),
)
KNOWN = Entities(date(2020, 2, 10), MEMBERS, ACTIVITIES)
DECLARED = find_features()
NAMES = {name: number for number, names in MEMBERS for name in names}


def understood(text: str) -> tuple[str, Utterance, int]:
    """The question a text is understood as ("" for none), what was utterance, and the points."""
    best = DECLARED.likeliest(utterances_of(text, KNOWN))[0]
    return (best.question.name if best.score >= ENOUGH else ""), best.utterance, best.score


def lines_of(text: str) -> list[str]:
    return [each for each in map(str.strip, text.splitlines()) if each]


def table() -> list[tuple[str, str, str]]:
    """Phrase, what else must be understood, and the question."""
    rows = []
    for name, phrases in PHRASES.items():
        for line in lines_of(phrases):
            phrase, _, more = line.partition(" | ")
            rows.append((phrase, more, name))
    return rows


# what is understood


@pytest.mark.parametrize(("phrase", "more", "question"), table(), ids=lambda value: str(value)[:60])
def test_what_people_write_is_understood_as_what_they_mean(phrase, more, question):
    member = re.search(r" \(([^)]*)\)", phrase)
    got, utterance, _ = understood(phrase.replace(member[0], "") if member else phrase)
    assert got == question, sorted(utterance.signs)
    if member:
        assert NAMES[member[1]] in utterance.who
    if more.startswith("#"):
        assert utterance.number == int(more[1:]) or utterance.activities == (int(more[1:]),)


def test_the_table_is_long_enough_to_mean_something():
    assert len(table()) >= 150 and len(lines_of(NOT_OURS)) >= 40


@pytest.mark.parametrize("text", lines_of(NOT_OURS))
def test_what_is_not_ours_is_not_answered(text):
    got, utterance, points = understood(text)
    assert got == "", (got, points, sorted(utterance.signs), utterance.unknown)


@pytest.mark.parametrize("name", [each for each, question in DECLARED.questions.items() if question.example])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_example_in_help_and_on_buttons_is_understood_as_itself(name, language):
    assert understood(speak(language).plain(DECLARED.questions[name].example))[0] == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("När är nästa möte?", "sv"), ("nar ar nasta mote", "sv"), ("When is the next meeting?", "en"),
        ("who hosts", "en"),
        ("vem e värd", "sv"), ("Gävle", "sv"), ("2020", ""), ("", ""), ("hi! vem är värd i maj?", "sv"),
        ("activities", "en"), ("aktiviteter", "sv"), ("Who is the contact in Gävle?", "en"),
        ("is Gävle attending", "en"), ("sign me up", "en"), ("kommer Gävle", "sv"),
    ],
)  # fmt: skip
def test_the_language_of_a_question_is_told(text, language):
    assert language_of(text) == language


# the file of words


def test_the_words_of_the_file_are_looked_up_as_they_are_typed():
    words = read_vocabulary(
        "# words\n\ncompound sv: möte, träffen\nwhen sv: När, vilken\tdag,\n årets-\nnoise en: what's\n"
    )
    assert words.words["nar"] is Sign.WHEN and words.phrases["what", "s"] is None
    assert words.words["aretsmote"] is words.words["aretstraffen"] is Sign.WHEN and "arets-" not in words.words
    assert {"nar", "vilken", "dag"} <= words.languages["sv"] and not words.languages["en"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("when sv: när\nwho sv: vem, när", 2, "“nar” stands under “when” as well"),
        ("who sv: vem,\n  när\n\nnoise sv: att, när", 4, "“nar” stands under “who” as well"),
        ("noise sv: att\nwho sv: vem,\n  att", 3, "“att” stands under “noise” as well"),
        ("when sv när", 1, "a colon is missing"),
        ("  när", 1, "“” is no sign and language"),
        ("when: när", 1, "“when” is no sign and language"),
        ("when fi: milloin", 1, "“when fi” is no sign and language"),
        ("wehn sv: när", 1, "no sign is called “wehn”"),
        ("also wehn sv: när", 1, "no sign is called “wehn”"),
        ("spoken: vicka", 1, "“vicka” says not what it stands for"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(text, line, reason):
    with pytest.raises(VocabularyError, match=rf"vocabulary.txt, line {line}: {re.escape(reason)}"):
        read_vocabulary(text)


def test_every_sign_that_a_word_can_be_has_words_of_both_languages():
    text = FILE.read_text(encoding="utf-8")
    of_entities = {Sign.DATE, Sign.MEMBER, Sign.NUMBER, Sign.NAMED, Sign.TOPIC, Sign.BEFORE}
    for sign in set(Sign) - of_entities:
        assert f"\n{sign} sv: " in text and f"\n{sign} en: " in text, sign
    assert not of_entities & set(vocabulary().words.values())


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("vilka temaförslagen har kommit", "themes"), ("deltagarstatistik", "attendance"),
        ("nä e nästa möte", "meeting"),
        ("vem va värd förra gången", "host"), ("Vem är värdinna på krogen?", ""), ("cheers mate", ""),
        ("when is the invitation", ""), ("hur stavas erfarenhet", ""),
    ],
)  # fmt: skip
def test_other_endings_compounds_and_speech_are_known_and_lookalikes_are_not(text, question):
    assert understood(text)[0] == question


def test_a_greeting_with_something_unknown_after_it_is_no_greeting():
    assert understood("Hej!")[0] == "hello"
    assert understood("Hej! Kan du skicka fakturan?")[0] == ""
    assert understood("Hej! Jag tar tåget. När är nästa möte?")[0] == "meeting"


def test_vard_with_a_ring_is_care_and_not_a_host():
    assert understood("vem är värd")[0] == understood("vem är vard")[0] == "host"
    assert understood("vem har vårdnaden i november")[0] == ""
    assert understood("när är nästa vårdmöte")[0] == ""


def test_a_month_may_be_misspelled_and_a_season_lack_its_dots():
    assert understood("vem är värd i novmber")[1].when.span.first == date(2020, 11, 1)
    assert understood("vilka moten ar det i host")[1].when.span.first == date(2020, 7, 1)
    assert understood("när är majmötet")[1].when.span.first == date(2020, 5, 1)


WORDS = """när är nästa möte var vem värd i november maj 04/05 31 februari hur länge inte svarat aktivitet 6 om hej tack
    erfarenheter sök Gävle Uppsala . ? ! och the host in who när vår höst #12 sexan efter med"""
_words = st.sampled_from(WORDS.split())


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(_words, max_size=25).map(" ".join)))
@example("\ud800 när är mötet")
@example("efter")
@example("aktivitet")
@example("med")
def test_whatever_is_written_is_read_without_a_fault(text):
    utterances = utterances_of(text, KNOWN)
    assert all(0 <= each.score <= 100 for each in DECLARED.likeliest(utterances))
    assert language_of(text) in ("", "sv", "en")


@pytest.mark.parametrize(
    "piece", ["1-", "a ", "maj ", "? ", "när är ", "möte. ", "nästa ", "\u0316", "x", "hur länge ", "qwzx ", "åäö "]
)
def test_four_thousand_characters_are_read_at_once(piece):
    text = (piece * 4000)[:4000]
    understood(text)
    assert within(0.005, lambda: understood(text))


# the real plan


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


def at(plan: PlanWorld, day: str) -> PlanWorld:
    plan.now = datetime.fromisoformat(day).replace(hour=8, tzinfo=UTC)
    return plan


def said(plan: PlanWorld, words: str, **how: bool) -> str:
    return words_of(plan.say(plan.official, words, **how))


DAYS = ("2020-02-10", "2020-10-01", "2021-06-01", "2022-01-10")


@pytest.mark.parametrize(
    ("day", "question", "expected"),
    [
        (DAYS[0], "När är nästa möte?", "maj 2020"),
        (DAYS[1], "När är nästa möte?", "november 2020"),
        (DAYS[2], "När är nästa möte?", "september 2021"),
        (DAYS[3], "När är nästa möte?", "Inget möte är planerat efter november 2021"),
        (DAYS[0], "När är partnerskapsträffen i november?", "november 2020"),
        (DAYS[0], "When is the next officials' meeting?", "September 2020"),
        (DAYS[0], "när ses vi i Uppsala", "november 2020"),
        (DAYS[0], "när är mötet efter Uppsala", "*Tjänstepersonsmöte* · januari 2021"),
        (DAYS[0], "när är mötet efter Örebro", "Inget sådant möte är planerat."),
        (DAYS[1], "har vi nåt möte i vår eller", "*Möten våren 2021*"),
        (DAYS[1], "finns det möte i mars?", "Inget möte är planerat i mars 2021"),
        (DAYS[2], "när var det vi skulle ses igen", "september 2021"),
        (DAYS[2], "vilka möten har varit", "*Möten som har varit*"),
        (DAYS[2], "vad hade förra mötet för tema", "finns antecknat för partnerskapsträffen i maj 2021."),
        (DAYS[2], "när var förra mötet", "Senast hölls partnerskapsträffen i maj 2021."),
        (DAYS[0], "Var är nästa möte?", "Partnerskapsträffen i maj 2020 hålls digitalt."),
        (DAYS[1], "Var är nästa möte?", "Uppsala är värd."),
        (DAYS[0], "hur länge är det kvar till nästa möte", "81 dagar"),
        (DAYS[0], "vem är värd 04/05?", "kan vara två olika datum"),
        (DAYS[0], "vem är värd den 31 februari?", "finns inte som datum"),
        (DAYS[0], "när är mötet fredag 14 maj 2020", "infaller inte på den veckodagen"),
    ],
)  # fmt: skip
def test_the_real_plan_is_answered_from(read_plan, day, question, expected):
    assert expected in said(at(read_plan, day), question)


def test_all_meetings_of_a_time_are_listed(plan):
    words = said(plan, "vilka möten har vi i höst?")
    assert "Möten hösten 2020" in words and "september 2020" in words and "november 2020" in words
    assert "maj 2020" not in words


def test_a_meeting_with_days_is_counted_down_to_the_day(world: World):
    who = world.person("Tjänsteperson", Role.OFFICIAL, world.member("Gävle"))
    world.meeting(first_day=date(2020, 2, 12), place="Stadshuset <Gävle>", digital=True)
    assert "Det är 2 dagar kvar till partnerskapsträffen 12 februari 2020." in words_of(
        world.say(who, "hur många dagar är det kvar till mötet")
    )
    assert "Stadshuset <Gävle>, och digitalt" in words_of(world.say(who, "var är mötet"))
    world.now = world.now.replace(day=12)
    assert "är i dag" in words_of(world.say(who, "hur länge är det kvar till mötet"))


# in public


def test_nothing_of_the_askers_own_is_told_where_others_read(plan):
    plan.click(plan.official, plan.say(plan.official, "när är nästa möte"), "Ja")
    for question in ("När är nästa möte?", "Vem är värd?", "Vem kommer?", "Vilka har inte svarat?", "Var är mötet?"):
        words = said(plan, question, direct=False)
        assert "Ditt svar" not in words and "Du har" not in words, words
    assert "bara till dig" in said(plan, "Har jag svarat?", direct=False)
    assert "maj 2020" in said(plan, "När är nästa möte?", direct=False)
    assert not labels(plan.say(plan.official, "När är nästa möte?", direct=False))


# not understood


def test_what_is_not_understood_gets_three_questions_as_buttons_that_ask_them(plan):
    answered = plan.say(plan.official, "november uppsala kanske?")
    assert len(labels(answered)) == 3
    pressed = plan.click(plan.official, answered, labels(answered)[0])
    assert not pressed.refused and "Menar du" not in words_of(pressed)


def test_the_likeliest_question_is_offered_first(plan):
    assert labels(plan.say(plan.official, "mötet och värdskapet med kommunstyrelsens kansli"))[0] in (
        "När är nästa möte?", "Vem är värd nästa gång?"
    )  # fmt: skip


def test_a_button_asks_in_its_own_language_unless_another_is_saved(plan):
    answered = plan.say(plan.official, "please cancel the next meeting with the dishwashers")
    assert "When is the next meeting?" in labels(answered)
    assert "Partnership meeting" in words_of(plan.click(plan.official, answered, "When is the next meeting?"))
    swedish = plan.person("Tjänsteperson, Haninge", Role.OFFICIAL, plan.members["Haninge"], language="sv")
    assert "Partnerskapsträff" in words_of(plan.click(swedish, answered, "When is the next meeting?"))


@pytest.mark.parametrize("value", ["", "sv", "sv.", "xx.host", "sv.nothing", ".", "sv.host.more", "9" * 3000])
def test_a_forged_question_button_is_refused(plan, value):
    assert plan.press(plan.official, "question.ask", value).refused


@pytest.mark.parametrize("name", sorted(DECLARED.questions))
def test_every_question_has_its_empty_state(world, name):
    phrase = lines_of(PHRASES[name])[0].partition(" | ")[0]
    for who in (world.coordinator, world.newcomer, world.stranger):
        for direct in (True, False):
            answered = world.say(who, re.sub(r" \([^)]*\)", "", phrase), direct=direct)
            assert not answered.refused and words_of(answered).strip()


def test_the_answer_follows_the_language_of_the_question_and_a_saved_choice_wins(plan):
    assert "Next meeting" in said(plan, "When is the next meeting?")
    assert "Nästa möte" in said(plan, "När är nästa möte?")
    english = plan.person("Official, Uppsala", Role.OFFICIAL, plan.members["Uppsala"], language="en")
    assert "Next meeting" in words_of(plan.say(english, "När är nästa möte?"))


def test_a_past_officials_meeting_is_found_by_its_month(plan):
    words = said(at(plan, "2020-10-01"), "när var mötet i januari?")
    assert "Tjänstepersonsmötet i januari 2020 har varit." in words


def test_only_the_named_kind_is_told(plan):
    world = at(plan, "2020-06-10")
    world.meeting(MeetingKind.STUDY_VISIT, first_day=date(2020, 6, 12), place="Gävle")
    assert "Studiebesök" in said(world, "när är studiebesöket")
    assert "november 2020" in said(world, "när är partnerskapsträffen")


# several questions


def test_several_questions_are_answered_together_and_the_second_is_about_the_same_time(plan):
    words = said(plan, "Hej! När är mötet i november? Vem är värd? Och när går avtalet ut?")
    assert "november 2020" in words and "*Uppsala* är värd för partnerskapsträffen i november 2020" in words
    assert "31 december 2021" in words and words.index("Uppsala") < words.index("31 december")


def test_what_stands_between_questions_is_no_question_and_one_thing_is_told_once(plan):
    assert said(plan, "Jag tar tåget. När är nästa möte? Tack!") == said(plan, "När är nästa möte?")
    assert said(plan, "När är nästa möte? Har jag svarat?").count("Ditt svar") <= 1


# when and whose


@pytest.mark.parametrize(
    ("day", "question", "expected", "never"),
    [
        (DAYS[0], "när är mötet i maj nästa år?", "maj 2021", "maj 2020"),
        (DAYS[0], "vem är värd för höstens träff", "november 2020", "maj 2020"),
        (DAYS[0], "vilka möten har vi före sommaren?", "maj 2020", "november"),
        (DAYS[0], "any meetings before Christmas?", "November 2020", "2021"),
        (DAYS[1], "vilka möten har vi efter jul?", "januari 2021", "november 2020"),
        (DAYS[0], "vem är värd efter november?", "maj 2021", "2020"),
        (DAYS[1], "vad hände i januari?", "januari 2020", "2021"),
        (DAYS[0], "vilka möten var det förra året?", "Inget möte är noterat 2019", "planerat"),
        (DAYS[0], "visa de närmaste mötena", "november 2021", "inte säker"),
        (DAYS[0], "vem är inte värd?", "inte säker", "Karlskoga"),
        (DAYS[0], "när är vi värdar?", "Gävle* är inte värd", "Uppsala"),
        (DAYS[2], "har Haninge varit värd?", "Ingen har noterat att *Haninge* har varit värd", "planerat"),
        (DAYS[0], "har Örebro svarat?", "Örebro (förtroendevald): har inte svarat än", "november"),
        (DAYS[0], "kommer Uppsala?", "maj 2020", "november"),
        (DAYS[3], "kommer Uppsala?", "Inget möte är planerat efter", "värd för"),
        (DAYS[0], "vilka kommer till Uppsala?", "november 2020", "maj"),
        (DAYS[0], "vilka tjänstepersoner kommer på nästa möte?", "maj 2020", "september"),
    ],
)  # fmt: skip
def test_the_meeting_and_the_member_that_were_meant(read_plan, day, question, expected, never):
    words = said(at(read_plan, day), question)
    assert expected in words and never not in words


def test_our_turn_is_the_askers_members(plan):
    assert "november 2021" in words_of(plan.say(plan.elected, "när är det vår tur att vara värd?"))


# through Slack


def test_a_mention_is_answered_in_its_thread_and_a_direct_message_beside_it(tmp_path):
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            asked = (await slack.say("U2", "C1", "@Nätverksbot när är nästa möte?")).message
            await slack.say("U2", "D2", "har jag svarat?")
            await slack.wait_for(lambda: len(slack.messages("D2")) == 2 and len(slack.messages("C1")) == 2)
        public, private = slack.messages("C1")[-1], slack.messages("D2")[-1]
        assert asked is not None and public.thread_ts == asked.ts and not private.thread_ts
        assert "3–4 maj 2090" in public.text and "Du har inte svarat" not in public.text
        assert "Du har inte svarat än." in private.text

    play_with_bot(story)


def test_a_mention_in_a_thread_stays_there_and_bots_and_put_right_messages_are_let_be(tmp_path):
    """Slack sends a mention again, with a new event id, when its message is edited."""

    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            first = (await slack.say("U2", "C1", "vi pratar om mötet")).message
            assert first is not None
            asked = (await slack.say("U2", "C1", "@Nätverksbot när är nästa möte?", first.ts)).message
            assert asked is not None
            await slack.wait_for(lambda: len(slack.messages("C1")) == 3)
            mention = {"channel": "C1", "text": f"<@{slack.local.team.seed.bot_user_id}> när är nästa möte?"}
            slack.local.tell(
                {"type": "app_mention", "user": "U2", "ts": asked.ts, "edited": {"user": "U2", "ts": "9.9"}, **mention}
            )
            slack.local.tell({"type": "app_mention", "user": "U9", "bot_id": "BOTHER", "ts": "9.8", **mention})
            slack.local.tell(
                {"type": "app_mention", "user": "U2", "ts": first.ts, "edited": {"user": "U2", "ts": "9.9"}, **mention}
            )
            await slack.wait_for(lambda: len(slack.messages("C1")) == 4)
        answered, became_a_mention = slack.messages("C1")[2:]
        assert answered.thread_ts == first.ts and became_a_mention.thread_ts == first.ts

    play_with_bot(story)
