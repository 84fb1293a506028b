"""Words that are wholly an answer press the button of what was asked last; nothing else is taken as one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.app import Bot
from bot.config import Settings
from bot.feature.declare import CHANNEL
from bot.intents.said import COURTESIES, EMOJI, NODS, PHRASES, SIGNS, begins_as_answer, said_by, said_in
from bot.kept.answers import Answered, keep_answer
from bot.language import Say, speak
from bot.meetings.deputies import asks_to_stand_in, nobody_comes, wants_deputy
from bot.meetings.outcome_view import did_it_take_place
from bot.meetings.reminder import Reminder
from bot.meetings.seats import Seats
from bot.models import (
    AccessNeed,
    Answer,
    Delivery,
    DeliveryState,
    Meeting,
    MeetingState,
    Network,
    Person,
    PersonState,
    Reply,
    Role,
)  # fmt: skip
from bot.network import store as network_store
from bot.network.people import request_to_join
from bot.outbox.deliveries import delivery_row
from bot.playground import HandClock
from bot.reminders.invitations import invitation
from bot.slack.answering import Response
from bot.slack.payloads import REMOVED, Ask, Who, reaction_payload
from tests.databases import empty
from tests.plan_world import PlanWorld
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.running_bot import play_with_bot, url_in
from tests.world import CHANNEL_ID, Somebody, World, labels, prefilled, words_of

ALL = [(reply, each) for reply, phrases in PHRASES.items() for each in (*phrases, *SIGNS[reply])]
ALL += [(Reply.YES, each) for each in NODS]
MORE = (
    "ja, vegetarian", "ja men jag är allergisk mot nötter", "kommer men bara dag 2", "bara första dagen", "ja nej",
    "nej kanske", "jag kommer, men kan inte", "inte nej", "ja, två personer", "no host", "i do not",
    "yes but digitally",
    "jag kommer inte nej ja", "ja?", "kommer jag?", "ok?", "ja 12", "tack", "hej", "🙂", "", " ",
)  # fmt: skip


# what is an answer


@given(
    st.sampled_from(ALL),
    st.sampled_from(("", ".", "!", "…", " 🙂", " :blush:", ", tack")),
    st.sampled_from((str, str.upper, str.title)),
)
def test_every_phrase_is_an_answer_in_any_case_and_with_signs_around_it(said, sign, case) -> None:
    reply, phrase = said
    taken = said_in(case(phrase) + sign)
    assert taken is not None and taken.reply is reply
    assert taken.is_nod == (phrase in NODS)


@given(
    st.lists(st.sampled_from(ALL), min_size=1, max_size=3),
    st.sampled_from(("vegetarian", "dag", "2", "men", "nötter", "inte heller", "#", "www")),
    st.integers(0, 3),
)
def test_what_holds_a_word_more_is_none(said, word, at) -> None:
    phrases = [each for _, each in said]
    assert said_in(" ".join([*phrases[:at], word, *phrases[at:]])) is None


@given(st.text(max_size=200))
@example("👍🏽 👎")
@example("det går bra " * 9 + "x")
def test_any_text_is_one_answer_or_none(text: str) -> None:
    taken = said_in(text)
    known = {sign for signs in SIGNS.values() for sign in signs} | set("".join(phrase for _, phrase in ALL))
    assert taken is None or set(text.casefold()) & known
    begins_as_answer(text)


@pytest.mark.parametrize("text", MORE)
def test_more_than_an_answer_is_none(text: str) -> None:
    assert said_in(text) is None


def test_an_emoji_is_an_answer_as_slack_writes_it_with_any_colour_of_skin() -> None:
    for name, sign in EMOJI.items():
        taken = said_in(f":{name}::skin-tone-4:")
        assert (taken.reply if taken else None) is said_by(f"{name}::skin-tone-4") is said_by(name), name
        assert (sign in COURTESIES) == (said_by(name) is None)
    assert said_in("👍🏿").reply is Reply.YES and said_by("tada") is None and said_by("") is None


# what it presses


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


_at = itertools.count(1)


def stands(world: World, to: str, write: Any, kind: str = "invitation") -> str:
    """Let a message of the bot's stand in Slack, in a direct message or the network's channel; its ts."""
    ts, channel = f"1581321600.{next(_at):06d}", CHANNEL_ID if to == CHANNEL else "D1"
    with world.database.writing() as session:
        message = write(session, speak("sv"), Reminder(kind, "silent", to, world.now.date()))
        row = delivery_row(world.network_id, f"{kind}/{ts}", kind, to, world.now, None, {})
        there = {"state": DeliveryState.SENT, "sent_at": world.now, "channel": channel, "ts": ts}
        session.add(Delivery(**{**row, **there}, shown=message.payload))
    return ts


def invited(world: World, to: str, meeting: int) -> str:
    """An invitation."""
    return stands(
        world, to, lambda session, say, about: invitation(say, about, session.get_one(Meeting, meeting), None, Seats())
    )


def kept(world: World, who: Somebody, answered: Response) -> str:
    """What was answered stands in Slack, as the gateway keeps it."""
    ts = f"1581321600.{next(_at):06d}"
    with world.database.writing() as session:
        said = Answered(world.network_id, "D1", ts, who.slack_id, answered.answer.payload, (), answered.as_of)
        keep_answer(session, said, world.now)
    return ts


def coming(world: World) -> list[int]:
    """The two meetings to come that all are asked to."""
    with world.database.reading() as session:
        found = session.scalars(select(Meeting).where(Meeting.month > date(2020, 3, 1)).order_by(Meeting.month))
        return [each.id for each in found if each.kind == "partnership"][:2]


def replies(world: World) -> dict[int, Reply]:
    return {each.meeting_id: each.reply for each in world.rows(Answer)}


@pytest.mark.parametrize(
    ("text", "reply"), [("Ja!", Reply.YES), ("kan inte", Reply.NO), ("kanske", Reply.MAYBE), ("👍", Reply.YES)]
)
def test_words_answer_what_was_asked_last_as_its_button_does(plan: PlanWorld, text: str, reply: Reply) -> None:
    first, second = coming(plan)
    for each in (first, second):
        invited(plan, plan.elected.slack_id, each)
    answered = plan.say(plan.elected, text)
    assert replies(plan) == {second: reply} and not answered.refused and not answered.alone
    with plan.database.reading() as session:
        assert f"{session.get_one(Meeting, second).month:%Y}" in words_of(answered)
    plan.say(plan.elected, "Nej")
    assert replies(plan) == {second: Reply.NO}


def test_a_part_in_words_is_noted_with_its_receipt_and_what_was_said_already_is_told_so(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": plan.now}
    plan.change(meeting, **days, digital=True)
    invited(plan, plan.elected.slack_id, meeting)
    assert "mer än ett svar" in words_of(plan.say(plan.elected, "inte middagen")), "a digital meeting has none"
    plan.change(meeting, digital=False)
    invited(plan, plan.elected.slack_id, meeting)
    said = plan.say(plan.elected, "kommer men bara dag 2, inte middagen")
    assert "fredag 15 maj 2020" in words_of(said) and "(bara dag 2, inte middagen)" in words_of(said)
    kept(plan, plan.elected, said)
    said = plan.say(plan.elected, "ja")
    assert "✓ Du kommer" in words_of(said) and plan.rows(Answer)[0].part == ""
    kept(plan, plan.elected, said)
    again = plan.say(plan.elected, "Ja!")
    assert "Du har redan svarat *Ja*." in words_of(again) and "Ändra svar" in labels(again) and not again.changed
    assert "mer än ett svar" in words_of(plan.say(plan.elected, "bara dag 3"))
    plan.change(meeting, last_day=date(2020, 5, 16))
    assert "flyttat" in words_of(plan.say(plan.elected, "bara dag 3")) and plan.rows(Answer)[0].part == ""


def test_what_somebody_eats_is_noted_with_their_answer_and_told_to_them_alone(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": plan.now}
    plan.change(meeting, **days, digital=False)
    invited(plan, plan.elected.slack_id, meeting)
    said = plan.say(plan.elected, "Ja, bara fredagen, inte middagen. Äter <vegetariskt> & inga nötter")
    assert not said.changed and said.alone, "a sign that is not understood"
    said = plan.say(plan.elected, "Ja, bara fredagen, inte middagen. Äter vegetariskt, inga nötter")
    assert "fredag 15 maj 2020" in words_of(said) and "(bara dag 2, inte middagen)" in words_of(said)
    assert "Mat och tillgänglighet*: Äter vegetariskt, inga nötter" in words_of(said) and said.alone
    assert "Ändra svar" in labels(said) and replies(plan) == {meeting: Reply.YES}
    assert [each.text for each in plan.rows(AccessNeed)] == ["Äter vegetariskt, inga nötter"]
    assert not plan.say(plan.elected, "kommer på torsdagen").alone
    plan.say(plan.elected, "yes but I am vegan, inga nötter")
    assert [each.text for each in plan.rows(AccessNeed)] == ["Äter vegetariskt, inga nötter\nI am vegan, inga nötter"]
    assert replies(plan) == {meeting: Reply.YES} and plan.rows(Answer)[0].part == ""


def test_food_that_is_understood_in_part_stands_in_the_form_already(plan: PlanWorld) -> None:
    meeting, wrote = coming(plan)[0], "Ja, men jag är vegan. Och har en hund?".replace("?", "")
    invited(plan, plan.elected.slack_id, meeting)
    plan.add(AccessNeed(meeting_id=meeting, person_id=plan.elected.person_id, text="Hörslinga"))
    again = plan.say(plan.elected, wrote)
    assert again.alone and not plan.rows(Answer) and len(plan.rows(AccessNeed)) == 1
    form = plan.click(plan.elected, again, "Mat och tillgänglighet")
    assert prefilled(form.answer) == {"needs": f"Hörslinga\n{wrote}"}
    plan.send(plan.elected, form)
    assert plan.rows(AccessNeed)[0].text == f"Hörslinga\n{wrote}"
    other = plan.say(plan.elected, "ja, men jag tar med en hund")
    assert labels(other).count("Mat och tillgänglighet") == labels(again).count("Mat och tillgänglighet") - 1
    long = plan.say(plan.elected, "ja, vegan " + "och så vidare " * 40)
    assert long.alone and not plan.click(plan.elected, long, "Ja").refused


def test_a_day_alone_is_an_answer_to_what_was_said_last_and_else_a_question(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    plan.change(meeting, first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), days_set_at=plan.now)
    invited(plan, plan.elected.slack_id, meeting)
    assert "mer än ett svar" not in words_of(plan.say(plan.elected, "12 november 2020")) and not plan.rows(Answer)
    assert "(bara dag 2" in words_of(plan.say(plan.elected, "15 maj"))
    stands(plan, plan.elected.slack_id, lambda session, say, about: nobody_comes(say), kind="soon")
    plan.say(plan.elected, "14 maj")
    assert plan.rows(Answer)[0].part == "2:2"


def test_where_nothing_was_asked_nothing_changes_and_the_next_meeting_is_shown(plan: PlanWorld) -> None:
    answered = plan.say(plan.elected, "ja")
    assert (
        not plan.rows(Answer)
        and "inte frågat" in words_of(answered)
        and {"Ja", "Nej", "Kanske"} <= set(labels(answered))
    )
    kept(plan, plan.elected, answered)
    plan.say(plan.elected, "ja")
    assert len(plan.rows(Answer)) == 1
    outside = plan.say(plan.stranger, "ja")
    assert (
        "inte frågat" in words_of(outside) and labels(outside) == ["Gå med i nätverket"] and len(plan.rows(Answer)) == 1
    )


def test_a_nod_answers_only_what_was_said_last(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    invited(plan, plan.elected.slack_id, meeting)
    stands(plan, plan.elected.slack_id, lambda session, say, about: nobody_comes(say), kind="soon")
    for each in ("ok", "👍", "Vi ses!"):
        assert "inte frågat" in words_of(plan.say(plan.elected, each))
    assert not plan.rows(Answer)
    plan.say(plan.elected, "ok, jag kommer")
    assert replies(plan) == {meeting: Reply.YES}


@pytest.mark.parametrize(
    "text",
    [
        "Ja, vegetarian och en hund",
        "nej, vegan",
        "kommer men bara dag 2",
        "bara fredagen",
        "ja, dag 2, vegan",
        "nej ja",
    ],
)
def test_more_than_an_answer_is_not_taken_and_the_question_is_shown_again(plan: PlanWorld, text: str) -> None:
    first = coming(plan)[0]
    invited(plan, plan.elected.slack_id, first)
    answered = plan.say(plan.elected, text)
    assert not plan.rows(Answer) and not plan.rows(AccessNeed)
    assert "mer än ett svar" in words_of(answered) and {"Ja", "Nej", "Kanske"} <= set(labels(answered))
    plan.click(plan.elected, answered, "Ja")
    assert replies(plan) == {first: Reply.YES}
    assert not plan.say(plan.elected, "ja, när är nästa möte").alone and "mer än ett svar" not in words_of(
        plan.say(plan.elected, "ja, när är nästa möte")
    )


def test_what_is_pressed_in_words_is_what_was_seen_and_by_who_may(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    invited(plan, plan.elected.slack_id, meeting)
    invited(plan, plan.stranger.slack_id, meeting)
    assert plan.say(plan.stranger, "ja").refused
    plan.change(meeting, first_day=date(2020, 6, 9), last_day=date(2020, 6, 9))
    assert "flyttat" in words_of(plan.say(plan.elected, "ja")) and not plan.rows(Answer)
    plan.change(meeting, state=MeetingState.CANCELLED)
    assert "inställt" in words_of(plan.say(plan.elected, "ja")) and not plan.rows(Answer)


def test_the_same_event_counts_once(plan: PlanWorld) -> None:
    invited(plan, plan.elected.slack_id, coming(plan)[0])
    assert plan.say(plan.elected, "ja", once="event/1").changed
    assert plan.say(plan.elected, "ja", once="event/1").answer is None


def test_a_thread_answers_what_it_is_about_and_in_the_channel_to_who_asks_alone(plan: PlanWorld) -> None:
    first, second = coming(plan)
    head, in_channel = invited(plan, plan.elected.slack_id, first), invited(plan, CHANNEL, first)
    invited(plan, plan.elected.slack_id, second)
    plan.say(plan.elected, "ja", thread=head)
    assert replies(plan) == {first: Reply.YES}
    mention = Ask("words", "words", Who(plan.elected.slack_id), CHANNEL_ID, words="nej", thread=in_channel)
    answered = plan.answering.answer(mention, plan.elected.user, plan.now)
    assert replies(plan) == {first: Reply.NO} and answered.alone
    refused = plan.answering.answer(replace(mention, who=Who("USTRANGER")), plan.stranger.user, plan.now)
    assert refused.refused and refused.alone
    elsewhere = plan.answering.answer(replace(mention, words="ja", thread=""), plan.elected.user, plan.now)
    assert replies(plan) == {first: Reply.NO} and not elsewhere.alone
    part = plan.answering.answer(replace(mention, words="ja, vegan"), plan.elected.user, plan.now)
    assert part.alone and "vegan" in words_of(part) and replies(plan) == {first: Reply.YES}


# other questions


def test_whether_it_took_place_is_answered_by_a_word_and_not_by_who_comes(plan: PlanWorld) -> None:
    plan.change(coming(plan)[0], took_place=None, month=date(2020, 1, 1), first_day=None, last_day=None)
    ask = lambda session, say, about: did_it_take_place(say, about, session.get_one(Meeting, coming_id))  # noqa: E731
    coming_id = next(each.id for each in plan.rows(Meeting) if each.took_place is None)
    stands(plan, plan.coordinator.slack_id, ask, kind="took_place")
    again = plan.say(plan.coordinator, "jag kommer")
    assert plan.row(Meeting, coming_id).took_place is None and "inte frågat" in words_of(again)
    assert "mer än ett svar" in words_of(plan.say(plan.coordinator, "ja men bara dag 1"))
    assert "blev av" in words_of(plan.say(plan.coordinator, "Ja"))
    assert plan.row(Meeting, coming_id).took_place is True


def test_a_deputy_answers_in_words_and_whom_to_ask_is_pressed(plan: PlanWorld) -> None:
    orebro, meeting = plan.members["Örebro"], coming(plan)[0]
    deputy = plan.person("Suppleant, Örebro", Role.DEPUTY, orebro, deputy_for_id=plan.elected.person_id)
    answer = plan.add(
        Answer(
            meeting_id=meeting,
            person_id=plan.elected.person_id,
            reply=Reply.NO,
            deputy_id=deputy.person_id,
            answered_at=plan.now,
        )
    )

    def wants(session: Any, say: Say, about: Reminder) -> Any:
        return wants_deputy(say, about, session.get_one(Meeting, meeting), [session.get_one(Person, deputy.person_id)])

    stands(plan, plan.elected.slack_id, wants, kind="deputy")
    again = plan.say(plan.elected, "ja")
    assert not again.changed and "knapp" in words_of(again) and {"Ingen kommer", "✓ Nej"} <= set(labels(again))
    invited(plan, plan.elected.slack_id, meeting)
    stands(plan, plan.elected.slack_id, wants, kind="deputy")
    assert "mer än ett svar" in words_of(plan.say(plan.elected, "ja, men jag vet inte vem"))
    stands(
        plan,
        deputy.slack_id,
        lambda session, say, about: asks_to_stand_in(say, session.get_one(Answer, answer)),
        kind="deputy",
    )
    assert "i stället för" in words_of(plan.say(deputy, "ja, jag kommer"))
    assert plan.row(Answer, answer).reply is Reply.DEPUTY
    plan.say(plan.elected, "jag har förhinder")
    assert plan.row(Answer, answer).reply is Reply.NO, "who says that they cannot come does not answer which deputy"


def test_who_joins_is_confirmed_by_a_press_alone(plan: PlanWorld) -> None:
    asker = plan.person("Ny", Role.ELECTED, plan.members["Gävle"], state=PersonState.REQUESTED)

    def asks(session: Any, say: Say, about: Reminder) -> Any:
        return request_to_join(say, network_store.applicants(session, session.get_one(Network, plan.network_id))[0])

    stands(plan, plan.coordinator.slack_id, asks, kind="join")
    again = plan.say(plan.coordinator, "ja")
    assert plan.row(Person, asker.person_id).state is PersonState.REQUESTED and "Bekräfta" in labels(again)
    plan.click(plan.coordinator, again, "Bekräfta")
    assert plan.row(Person, asker.person_id).state is PersonState.CONFIRMED


# reactions


def react(
    world: World, who: Somebody, ts: str, name: str, *, others: tuple[str, ...] | None = None, once: str = "",
    at: str = CHANNEL_ID,
) -> Response:  # fmt: skip
    """Put a reaction on a message; or take it away, while `others` of theirs stand there."""
    kind, item = "reaction_added" if others is None else REMOVED, {"channel": at, "ts": ts}
    event = {"type": kind, "user": who.slack_id, "reaction": name, "item": item}
    ask = replace(reaction_payload({"event_id": once, "event": event}), chosen=others or ())
    return world.answering.answer(ask, who.user, world.now)


def test_a_reaction_on_what_is_over_is_told_so(plan: PlanWorld) -> None:
    ts = invited(plan, CHANNEL, coming(plan)[0])
    with plan.database.writing() as session:
        session.execute(update(Delivery).where(Delivery.ts == ts).values(closed_at=plan.now, shown=None))
    over = react(plan, plan.elected, ts, "+1")
    assert "är över" in words_of(over) and not plan.rows(Answer)
    assert react(plan, plan.elected, ts, "+1", others=()).answer is None
    assert react(plan, plan.elected, ts, "tada").answer is None


def test_a_reaction_presses_the_button_and_taken_away_takes_its_answer_back(plan: PlanWorld) -> None:
    meeting, who = coming(plan)[0], plan.elected
    ts = invited(plan, CHANNEL, meeting)
    said = {"+1": Reply.YES, "-1::skin-tone-2": Reply.NO, "thinking_face": Reply.MAYBE, "x": Reply.NO}
    for name, reply in said.items():
        assert react(plan, who, ts, name).changed and replies(plan) == {meeting: reply}
    for name in ("tada", "eyes", "", "+11"):
        assert react(plan, who, ts, name).answer is None
    assert react(plan, who, "1.2", "+1").answer is None
    assert react(plan, who, ts, "+1", others=()).answer is None, "it is no longer what that one said"
    assert react(plan, who, ts, "x", others=("-1", "tada")).answer is None, "another stands"
    assert replies(plan) == {meeting: Reply.NO}
    back = react(plan, who, ts, "x", others=("tada",))
    assert back.changed and not replies(plan) and {"Ja", "Nej", "Kanske"} <= set(labels(back))
    assert react(plan, who, ts, "+1", once="e1").changed and react(plan, who, ts, "+1", once="e1").answer is None
    assert react(plan, plan.stranger, ts, "+1").refused and len(plan.rows(Answer)) == 1


def test_where_two_invitations_came_as_one_nothing_is_noted_that_may_be_meant_for_the_other(plan: PlanWorld) -> None:
    first, second = coming(plan)
    days = {"first_day": date(2020, 5, 14), "last_day": date(2020, 5, 15), "days_set_at": plan.now}
    plan.change(first, **days)
    ts = invited(plan, plan.elected.slack_id, first)
    invited(plan, plan.elected.slack_id, second)
    with plan.database.writing() as session:
        session.execute(update(Delivery).values(ts=ts))
    in_words = [plan.say(plan.elected, each) for each in ("ja", "bara dag 2")]
    for said in (*in_words, react(plan, plan.elected, ts, "+1", at="D1")):
        assert not replies(plan) and labels(said).count("Ja") == 2, "both are asked again"
    plan.click(plan.elected, said, "Ja")
    assert replies(plan) == {first: Reply.YES}
    assert react(plan, plan.elected, ts, "+1", others=(), at="D1").answer is None
    assert replies(plan) == {first: Reply.YES}


def test_a_deputy_that_somebody_counts_on_takes_nothing_back(plan: PlanWorld) -> None:
    meeting = coming(plan)[0]
    deputy = plan.person("Suppleant", Role.DEPUTY, plan.members["Örebro"], deputy_for_id=plan.elected.person_id)
    named = {"reply": Reply.DEPUTY, "deputy_id": deputy.person_id, "answered_at": plan.now}
    plan.add(Answer(meeting_id=meeting, person_id=plan.elected.person_id, **named))
    ts = invited(plan, CHANNEL, meeting)
    react(plan, deputy, ts, "+1")
    assert react(plan, deputy, ts, "+1", others=()).answer is None and len(plan.rows(Answer)) == 2


def test_over_sockets_the_answer_is_told_to_who_reacts_alone_and_the_message_follows(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        world = World(empty(tmp_path / "natverksbot.db"), coordinators=("U1",))
        gavle = world.member("Gävle")
        world.add(Person(network_id=world.network_id, slack_id="U2", name="Ö", role=Role.ELECTED, member_id=gavle))
        with world.database.writing() as session:
            session.get_one(Network, world.network_id).channel = "C1"
        world.meeting(host=gavle, first_day=(NOW + timedelta(days=40)).date(), days_set_at=NOW)
        how = {"slack_bot_token": slack.bot_token, "slack_app_token": slack.app_token, "slack_api_url": slack.api_url}
        bot = Bot(Settings(database_url=url_in(tmp_path), coordinators="U1", port=0, **how), HandClock(NOW))
        await bot.start()

        def only_for(user: str) -> list[Any]:
            return [each for each in slack.team.room("C1").messages.values() if each.only_for == user]

        def invitation() -> Any:
            return slack.messages("D2")[0]

        try:
            await slack.wait_for(lambda: slack.messages("D2") and slack.messages("C1"), 20)
            await slack.react("U2", "C1", slack.messages("C1")[0].ts, "+1")
            await slack.wait_for(lambda: only_for("U2") and "✓ Du kommer" in repr(invitation().blocks), 20)
            await slack.react("U4", "C1", slack.messages("C1")[0].ts, "+1")
            await slack.wait_for(lambda: "ingen plats" in repr(only_for("U4")), 20)
            for name in ("+1", "white_check_mark"):
                await slack.react("U2", "D2", invitation().ts, name)
                await slack.post.idle()
            await slack.react("U2", "D2", invitation().ts, "+1")
            await slack.post.idle()
            assert replies(world)
            await slack.react("U2", "D2", invitation().ts, "white_check_mark")
            await slack.wait_for(lambda: not replies(world), 20)
            assert len(slack.team.room("D2").messages) == 1, "the message itself says it"
            await slack.say("U2", "C1", "@Nätverksbot kan inte", thread_ts=slack.messages("C1")[0].ts)
            await slack.wait_for(lambda: len(only_for("U2")) == 2, 20)
            assert only_for("U2")[-1].thread_ts and set(replies(world).values()) == {Reply.NO}
        finally:
            await bot.stop()

    play_with_bot(story)
