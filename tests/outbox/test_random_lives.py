"""Random lives: people answer, move, ask, withdraw and leave in any order and by any way, and once the outbox has
caught up every message in Slack says what the database says."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import update

from bot.blocks.messages import Form, Home, Message
from bot.kept.person import rename
from bot.models import Membership, MembershipState, SlackUser
from bot.slack.answering import Response
from tests.outbox.lives import SEATS, Life, Stood, living
from tests.outbox.said import AWAY, Facts, dead, untrue
from tests.world import Somebody, elements, labels, options_of, words_of

ANY = st.integers(0, 10_000)
SEATED = st.sampled_from([each[0] for each in SEATS])
ANSWERS = st.sampled_from(["Ja", "Nej", "Kanske"])
IN_ENGLISH = {"Ja": "Yes", "Nej": "No", "Kanske": "Maybe", "Deltar digitalt": "I attend digitally",
              "Min suppleant kommer": "My deputy attends"}  # fmt: skip
APOLOGIES = ("gick fel hos oss", "went wrong on our side")


class Lives(RuleBasedStateMachine):
    """Each rule is something that somebody does; time passes between."""

    @initialize()
    def begins(self) -> None:
        self.opened = ExitStack()
        self.life: Life = self.opened.enter_context(living(timedelta(minutes=5)))
        self.shown: dict[tuple[int, str], object] = {}
        self.places = 100
        self.passes(1)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            try:
                self.passes(0)
            finally:
                self.opened.close()

    # time

    @rule(hours=st.sampled_from([1, 5, 20, 24, 70, 24 * 8]))
    def passes(self, hours: int) -> None:
        """Time passes; then everything that stands is so, and some of it is tried."""
        self.life.passes(hours=hours)
        self.finds(untrue(self.life))
        self.sees()

    def sees(self) -> None:
        """Each message that stands is seen with what it speaks of as it is now."""
        facts = Facts.read(self.life)
        for each in self.life.stands():
            self.shown.setdefault((each.row, str(each.payload)), facts.subject(each))

    @rule(which=ANY)
    def tries(self, which: int) -> None:
        """What stands in Slack has buttons that do something, unless it waits to be told that they do not."""
        self.life.passes(minutes=0)
        self.sees()
        facts = Facts.read(self.life)
        stands = [each for each in self.life.stands() if each.buttons and not facts.waits(each)]
        for each in (stands[which % len(stands)], stands[-1 - which % 3]) if len(stands) > 3 else ():
            self.finds(dead(self.life, each))

    # answers

    @rule(
        who=SEATED,
        number=st.integers(1, 3),
        reply=ANSWERS | st.sampled_from(["Deltar digitalt", "Min suppleant kommer"]),
    )
    def answers_by_command(self, who: str, number: int, reply: str) -> None:
        self.clicks(self.person(who), self.asks(who, f"/mote {number}"), reply)

    @rule(who=SEATED, reply=ANSWERS, which=ANY)
    def answers_on_home(self, who: str, reply: str, which: int) -> None:
        self.clicks(self.person(who), self.life.world.home(self.person(who)), reply, which)

    @rule(who=SEATED | st.just("Suppleant, Haninge"), words=st.sampled_from(["ja", "kan inte", "maybe", "👍"]))
    def answers_in_words(self, who: str, words: str) -> None:
        self.fine(self.life.world.say(self.person(who), words))

    @rule(which=ANY, button=ANY, who=SEATED)
    def presses(self, which: int, button: int, who: str) -> None:
        """A button of a message that stands, by who reads it."""
        self.press(self.life.stands(), which, button, who)

    @rule(which=ANY, button=ANY, who=SEATED)
    def presses_what_it_was(self, which: int, button: int, who: str) -> None:
        """A button of a message as it once stood: nothing is decided when what it showed is no more."""
        before = Facts.read(self.life)
        pressed = self.press(self.life.old, which, button, who)
        if pressed is None:
            return
        stood, answered = pressed
        shown = self.shown[stood.row, str(stood.payload)]
        if shown != before.subject(stood) and not isinstance(answered.answer, Form):
            after = Facts.read(self.life)
            if before.decided != after.decided:
                self.finds([f"decided though it was otherwise: {stood} {shown} {before.subject(stood)}"])

    def press(self, among: list[Stood], which: int, button: int, who: str) -> tuple[Stood, Response] | None:
        among = [each for each in among if each.buttons]
        if not among:
            return None
        stood = among[which % len(among)]
        presser = self.life.whose(stood.to) or self.person(who)
        answered = self.life.press(presser, stood, stood.buttons[button % len(stood.buttons)])
        self.fine(answered)
        if isinstance(answered.answer, Form):
            self.fine(self.life.world.send(presser, answered.answer))
        return stood, answered

    # meetings and hosts

    @rule(number=st.integers(1, 3), days=st.integers(-10, 40), more=st.sampled_from(["", "place", "two"]))
    def moves(self, number: int, days: int, more: str) -> None:
        form = self.asks("Samordnare", f"/mote ändra {number}").answer
        if not isinstance(form, Form):
            return
        today = self.life.world.now.date()
        first = max(today + timedelta(days=1), date(2020, 3, 26) + timedelta(days=days))
        values: dict[str, Any] = {"first_day": first, "last_day": first + timedelta(days=more == "two")}
        if more == "place":
            values["place"] = f"Sal {days}"
        self.fine(self.life.world.send(self.person("Samordnare"), form, **values))

    @rule(number=st.integers(1, 3), days=st.integers(0, 9))
    def host_changes(self, number: int, days: int) -> None:
        """The host says when it is, or only its place."""
        for who in ("Tjänsteperson, Sala", "Tjänsteperson, Haninge", "Tjänsteperson, Uppsala"):
            form = self.asks(who, f"/mote ändra {number}").answer
            if isinstance(form, Form):
                self.fine(self.life.world.send(self.person(who), form, place=f"Rum {days}"))

    @rule(which=st.integers(1, 3), state=st.sampled_from(["cancelled", "planned"]))
    def is_called_off_or_on(self, which: int, state: str) -> None:
        answered = self.life.world.press(self.person("Samordnare"), "meeting.change", str(which))
        if isinstance(answered.answer, Form):
            self.fine(self.life.world.send(self.person("Samordnare"), answered.answer, state=state))

    @rule(number=st.integers(1, 4), label=st.sampled_from(["Ångra", "Skicka nu", "Visa"]), minutes=st.integers(0, 3))
    def regrets(self, number: int, label: str, minutes: int) -> None:
        """What waits is taken back, sent at once, or looked at."""
        self.life.passes(minutes=minutes)
        self.sees()
        self.clicks(self.person("Samordnare"), self.asks("Samordnare", f"/mote {number}"), label)

    @rule(number=st.integers(1, 3), days=st.integers(1, 30), label=st.sampled_from(["Ångra", "Skicka nu", ""]))
    def changes_and_regrets(self, number: int, days: int, label: str) -> None:
        """A meeting is changed twice while it waits; nothing that is taken back, or overtaken, is told."""
        first, self.places = self.life.world.now.date() + timedelta(days=days), self.places + 2
        for place in (f"Sal {self.places}.", f"Sal {self.places + 1}."):
            form = self.life.world.press(self.person("Samordnare"), "meeting.change", str(number)).answer
            if not isinstance(form, Form):
                return
            values = {"first_day": first, "last_day": first, "place": place}
            answered = self.fine(self.life.world.send(self.person("Samordnare"), form, **values))
            if "Ångra" not in labels(answered):
                return
        self.clicks(self.person("Samordnare"), answered, label)
        self.life.passes(minutes=6)
        self.sees()
        said = " ".join(each.text for each in self.life.stands())
        untold = range(self.places, self.places + 1 + (label == "Ångra"))
        self.finds([f"told though it was not to be: {each}" for each in untold if f"Sal {each}." in said])

    @rule(number=st.integers(1, 3), days=st.integers(1, 40), more=st.integers(1, 9), then=st.sampled_from(
        ["", "Bestäm", "Ta tillbaka förslaget"]
    ))  # fmt: skip
    def proposes_days(self, number: int, days: int, more: int, then: str) -> None:
        """Days are proposed, or what is proposed is decided or taken back."""
        first, who = self.life.world.now.date() + timedelta(days=days), self.person("Samordnare")
        answered = self.fine(self.life.world.press(who, "days.propose", str(number)))
        if isinstance(answered.answer, Form):
            values = {"first_1": first, "first_2": first + timedelta(days=more)}
            self.fine(self.life.world.send(who, answered.answer, **values))
        elif then and isinstance(answered.answer, Message):
            self.clicks(who, answered, next((each for each in labels(answered) if each.startswith(then)), then))

    @rule(who=SEATED, which=ANY)
    def asks_to_swap(self, who: str, which: int) -> None:
        form = self.asks(who, "/vardskap byt").answer
        if not isinstance(form, Form):
            return
        menus = {each["block_id"]: options_of(each["element"]) for each in form.rendered if each["type"] == "input"
                 and "options" in each["element"]}  # fmt: skip
        menus |= {name: [{"value": value} for value, _ in menu.choices] for name, menu in form.searched.items()}
        other = menus["other"][which % len(menus["other"])]["value"]
        self.fine(self.life.world.send(self.person(who), form, turn=menus["turn"][0]["value"], other=other))

    @rule(who=SEATED, label=st.sampled_from(["Ta tillbaka förfrågan", "Ja, vi byter", "Nej"]))
    def decides_swap_in_the_overview(self, who: str, label: str) -> None:
        self.clicks(self.person(who), self.asks(who, "/vardskap"), label)

    # who is in

    @rule(role=st.sampled_from(["official", "elected", "coordinator", "guest"]), member=st.sampled_from("123"))
    def asks_to_join(self, role: str, member: str) -> None:
        form = self.asks("Ny tjänsteperson", "/natverk gå med").answer
        if isinstance(form, Form):
            self.fine(self.life.world.send(self.person("Ny tjänsteperson"), form, role=role, member=member))

    @rule(label=st.sampled_from(["Bekräfta", "Avslå", "Avsluta plats"]), which=ANY)
    def decides_in_the_list(self, label: str, which: int) -> None:
        who = self.person("Samordnare")
        answered = self.clicks(who, self.asks("Samordnare", "/natverk medlemmar"), label, which)
        if answered is not None and isinstance(answered.answer, Form):
            self.fine(self.life.world.send(who, answered.answer))

    @rule(who=SEATED | st.just("Ny tjänsteperson"))
    def leaves(self, who: str) -> None:
        self.fine(self.life.world.press(self.person(who), "join.leave"))

    @rule(member=st.sampled_from([1, 2, 3]), back=st.booleans())
    def member_leaves(self, member: int, back: bool) -> None:
        ends = None if back else (self.life.world.now - timedelta(days=1)).date()
        state = MembershipState.ACTIVE if back else MembershipState.LEFT
        with self.life.database.writing() as session:
            session.execute(update(Membership).where(Membership.member_id == member).values(state=state, ends=ends))
            self.life.replan(session)

    @rule(who=SEATED, number=st.integers(1, 3))
    def is_called_otherwise(self, who: str, number: int) -> None:
        """Somebody changes their name in Slack."""
        name, slack_id = f"Omdöpt {number}, {who.split()[-1]}", self.person(who).slack_id
        self.life.called.add(name)
        with self.life.database.writing() as session:
            facts = Facts.read(self.life).person(slack_id) or {}
            session.merge(SlackUser(id=slack_id, name=facts["name"], told_at=self.life.world.now))
            session.flush()
            rename(session, slack_id, name, self.life.world.now)

    # experiences

    @rule(who=SEATED, consents=st.sampled_from([(), ("publication",), ("publication", "research")]), number=ANY)
    def contributes(self, who: str, consents: tuple[str, ...], number: int) -> None:
        form = self.asks(who, "/erfarenhet").answer
        if isinstance(form, Form):
            values = {"title": f"Skolval {number}", "did": f"Eleverna valde {number}.", "no_child": ("yes",)}
            self.fine(self.life.world.send(self.person(who), form, consents=consents, **values))

    @rule(who=SEATED | st.just("Samordnare"), number=st.integers(1, 3), which=ANY,
          label=st.sampled_from(["Tillåt publicering", "Tillåt inte publicering", "Dra tillbaka", "Återställ", "Ändra",
                                 "Godkänn för publicering", "Ta tillbaka godkännandet"]))  # fmt: skip
    def decides_experience(self, who: str, number: int, which: int, label: str) -> None:
        answered = self.clicks(self.person(who), self.asks(who, f"/erfarenhet {number}"), label)
        if answered is not None and isinstance(answered.answer, Form) and label == "Ändra":
            self.fine(self.life.world.send(self.person(who), answered.answer, title=f"Annat {which}"))

    # by hand

    def finds(self, wrong: list[str]) -> None:
        """What was found wrong, none of which may be."""
        assert not wrong, "\n".join(wrong)

    def person(self, name: str) -> Somebody:
        return self.life.people[name]

    def asks(self, who: str, typed: str) -> Response:
        return self.fine(self.life.world.ask(self.person(who), typed))

    def clicks(self, who: Somebody, answered: Response, label: str, which: int = 0) -> Response | None:
        """Press one of the buttons or choices in a menu called so, with a tick or without, if there are any."""
        names = (label, f"✓ {label}", IN_ENGLISH.get(label, ""), f"✓ {IN_ENGLISH.get(label, '')}")
        if not isinstance(answered.answer, Message | Home | Form):
            return None
        found = [(each, name) for each in elements(answered) for name in names if name and name in each["values"]]
        if not found:
            return None
        button, name = found[which % len(found)]
        value = button["values"][name]
        return self.fine(self.life.world.press(who, button["action_id"], value, stands_in=button["block_id"]))

    def fine(self, answered: Response) -> Response:
        words = words_of(answered)
        self.finds([words] if any(each in words for each in APOLOGIES) else [])
        return answered


def live(examples: int, steps: int) -> None:
    how = settings(max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=examples < 100,
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Lives, settings=how)


def test_whatever_happens_every_message_says_what_is_so() -> None:
    live(3, 7)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_whatever_happens_in_many_lives() -> None:
    live(400, 40)


def test_what_tells_that_a_meeting_has_moved_can_be_answered_while_it_holds() -> None:
    with living() as life:
        life.passes(hours=1)
        for day in (9, 14):
            form = life.world.ask(life.people["Samordnare"], "/mote ändra 1").answer
            assert isinstance(form, Form)
            life.world.send(life.people["Samordnare"], form, first_day=date(2020, 4, day), last_day=date(2020, 4, day))
            life.passes(minutes=3)
        told = [each for each in life.stands() if each.kind == "change" and each.to == "channel"]
        assert [len(each.buttons) for each in told] == [0, 3] and "14 april 2020" in told[1].text
        assert "gäller inte längre" in told[0].text and untrue(life) == [] and dead(life, told[1]) == []


def test_days_that_are_proposed_are_told_as_they_are_said_and_decided() -> None:
    with living() as life:
        lives = Lives.__new__(Lives)
        lives.life = life
        life.passes(hours=1)
        lives.proposes_days(1, 20, 5, "")
        life.passes(hours=24)
        asked = [each for each in life.stands() if each.kind == "days" and life.whose(each.to) is not None]
        assert asked and untrue(life) == []
        life.press(life.whose(asked[0].to), asked[0], asked[0].buttons[0])
        life.passes(hours=1)
        assert untrue(life) == [] and any("✓" in repr(each.buttons) for each in life.stands() if each.kind == "days")
        lives.proposes_days(1, 20, 5, "Bestäm")
        life.passes(hours=24)
        assert untrue(life) == [] and not [each for each in life.stands() if each.kind == "days" and each.buttons]


def test_a_meeting_that_has_begun_is_not_soon_and_who_came_back_is_not_shut_out() -> None:
    with living() as life:
        sala = life.people["Tjänsteperson, Sala"]
        lives = Lives.__new__(Lives)
        lives.life = life
        life.passes(hours=1)
        lives.member_leaves(1, back=False)
        life.passes(hours=1)
        form = life.world.ask(life.people["Samordnare"], "/mote ändra 3").answer
        assert isinstance(form, Form)
        life.world.send(life.people["Samordnare"], form, first_day=date(2020, 4, 28), last_day=date(2020, 4, 28))
        life.passes(hours=1)
        lives.member_leaves(1, back=True)
        life.passes(hours=1)
        mine = [each.text for each in life.stands() if each.to == sala.slack_id and each.about.get("meeting") == "3"]
        assert len(mine) == 2 and not any("stängt" in each for each in mine)
        life.passes(hours=24 * 18)
        assert [each.words.count("(om 7 dagar)") for each in life.stands() if each.kind == "soon"] == [0]
        life.passes(hours=24 * 4 + 6)
        with life.database.writing() as session:
            life.replan(session)
        life.passes(minutes=3)
        assert [len(each.buttons) for each in life.stands() if each.kind == "soon"] == [1]  # the next comes tomorrow
        life.passes(hours=24 * 4 - 6)
        (first, second) = [each for each in life.stands() if each.kind == "soon"]
        assert "Snart" not in first.words + second.words and "Svaren här stängdes när mötet började" in second.words
        assert untrue(life) == []


def test_how_far_away_something_is_goes_with_its_day_whenever_somebody_changed_something() -> None:
    with living() as life:
        life.passes(hours=24 * 10 + 4)
        with life.database.writing() as session:
            life.replan(session)
        assert any(AWAY.search(each.words) for each in life.stands())
        life.passes(hours=12)
        assert not any(AWAY.search(each.words) for each in life.stands())


def say_no_for(life: Life, who: Somebody) -> None:
    """The coordinator says it, so that they are asked for a deputy in a message."""
    coordinator = life.people["Samordnare"]
    form = life.world.press(coordinator, "answer.for", "1").answer
    assert not life.world.send(coordinator, form, person=str(who.person_id), reply="no").refused


def test_what_was_told_of_a_deputy_follows_both() -> None:
    with living() as life:
        lives = Lives.__new__(Lives)
        lives.life = life
        elected, deputy = life.people["Förtroendevald, Haninge"], life.people["Suppleant, Haninge"]

        def answers(label: str) -> None:
            lives.clicks(elected, lives.asks("Förtroendevald, Haninge", "/mote 1"), label)
            life.passes(hours=3)
            assert untrue(life) == []

        def stands(who: Somebody) -> list[str]:
            told = [each for each in life.stands() if each.to == who.slack_id and each.kind == "deputy"]
            return [
                each.text.partition("\n")[0]
                for each in told
                if "inte längre" not in each.text or "behöver" in each.text
            ]

        def press(who: Somebody, label: str) -> None:
            asked = next(each for each in life.stands() if each.to == who.slack_id and each.kind == "deputy"
                         and any(label in one["text"]["text"] for one in each.buttons))  # fmt: skip
            life.press(who, asked, next(each for each in asked.buttons if label in each["text"]["text"]))
            life.passes(hours=3)
            assert untrue(life) == []

        life.passes(hours=1)
        answers("Min suppleant kommer")
        assert ["Kan du komma?" in each for each in stands(deputy)] == [True]
        say_no_for(life, elected)
        life.passes(hours=3)
        assert untrue(life) == [] and stands(deputy) == [
            "Du behöver inte längre komma i stället för Förtroendevald, Haninge."
        ]
        press(elected, "Fråga")
        assert all("Kan du komma" in each for each in stands(deputy)) and len(stands(deputy)) == 1
        press(deputy, "Ja")
        assert stands(elected) == ["Suppleant, Haninge kommer i ditt ställe."]
        assert set(stands(deputy)) == {"Tack, du kommer i stället för Förtroendevald, Haninge."}
        answers("Ja")
        form = lives.asks("Samordnare", "/mote ändra 1").answer
        assert isinstance(form, Form)
        life.world.send(life.people["Samordnare"], form, first_day=date(2020, 3, 25), last_day=date(2020, 3, 26))
        life.passes(hours=20)
        (moved,) = [each for each in life.stands() if each.to == deputy.slack_id and each.kind == "change"]
        assert "Kan du komma" not in moved.text and untrue(life) == []
        assert stands(elected) == [] and all("behöver inte längre" in each for each in stands(deputy))
        life.passes(hours=24 * 26)
        assert stands(elected) == stands(deputy) == []


def test_a_deputy_who_said_no_and_is_asked_again_comes_when_they_say_yes() -> None:
    with living() as life:
        lives = Lives.__new__(Lives)
        lives.life = life
        life.passes(hours=1)
        for who, label in (("Förtroendevald", "Nej"), ("Suppleant", "Nej"), ("Förtroendevald", "Min suppleant kommer")):
            lives.clicks(life.people[f"{who}, Haninge"], lives.asks(f"{who}, Haninge", "/mote 1"), label)
            life.passes(hours=1)
        deputy = life.people["Suppleant, Haninge"]
        asked = next(each for each in life.stands() if each.to == deputy.slack_id and len(each.buttons) == 2)
        life.press(deputy, asked, asked.buttons[0])
        life.passes(hours=1)
        assert untrue(life) == []
        assert "Ditt svar: *Ja*" in words_of(lives.asks("Suppleant, Haninge", "/mote 1"))
        assert "Ja 1" in words_of(lives.asks("Förtroendevald, Haninge", "/mote 1"))


def test_of_the_questions_to_a_deputy_the_last_is_open() -> None:
    with living() as life:
        lives = Lives.__new__(Lives)
        lives.life = life
        elected, deputy = life.people["Förtroendevald, Haninge"], life.people["Suppleant, Haninge"]

        def answers(label: str) -> None:
            lives.clicks(elected, lives.asks("Förtroendevald, Haninge", "/mote 1"), label)
            life.passes(hours=1)

        def asked() -> list[Stood]:
            return [each for each in life.stands() if each.to == deputy.slack_id and each.kind == "deputy"]

        def open_ones() -> list[bool]:
            return [any(one["action_id"].startswith("deputy.answer") for one in each.buttons) for each in asked()]

        life.passes(hours=1)
        answers("Min suppleant kommer")
        say_no_for(life, elected)
        life.passes(hours=1)
        (wanted,) = [each for each in life.stands() if each.to == elected.slack_id and each.kind == "deputy"]
        life.press(elected, wanted, wanted.buttons[0])
        life.passes(hours=20)
        assert open_ones() == [False, False, True] and untrue(life) == []
        answers("Min suppleant kommer")
        assert open_ones() == [False, False, True], "the question stays where the answer is given otherwise"
        assert [dead(life, each) for each in asked()] == [[], [], []]
