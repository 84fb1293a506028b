"""Answers an `Ask`: finds who asks and what is declared for it, checks who may, and treats every error alike.

Runs in a thread, one transaction for each ask. The only place besides the outbox that catches everything.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog
from slack_sdk.models.blocks import ButtonElement, Option
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import MORE_FIELDS, SHOWN, actions, context, offered, section
from bot.dates.in_words import plain_day
from bot.db import Database, is_full
from bot.documents.beginning import BEGUN
from bot.feature.call import (
    TAKES_NO_PART,
    Answer,
    AskedAgain,
    By,
    Call,
    Does,
    FieldRefusal,
    Fields,
    Overtaken,
    Refusal,
    User,
    command_as_typed,
)
from bot.feature.declare import Act, Command, Declared, Word
from bot.feature.folded import Folded
from bot.feature.next_step import TYPED, with_next_steps
from bot.feature.next_step import typed as typed_button
from bot.feature.pages import (
    MORE,
    Listing,
    ListPlace,
    Place,
    Turn,
    framed,
    offers_more,
    turned,
    with_receipt,
    with_way_back,
)
from bot.feature.values import shown_in
from bot.home.greeting import greeting_before
from bot.intents.food_said import speaks_of_food
from bot.intents.part_said import part_said_in
from bot.intents.reading import language_of
from bot.intents.said import Said, begins_as_answer, has_reservation, said_by, said_in
from bot.kept.answers import Answered, keep_answer
from bot.language import N_, Say, Text, lines, speak, unescape
from bot.models import Network, NetworkChoice, Person, PersonState, Receipt, Role, WaitingAsk
from bot.models.experiences import READ
from bot.models.record import keep_record
from bot.network import store as network_store
from bot.network.choice import CHOOSE, NetworkPick, networks_named, which_network
from bot.network.erasure import last_erasing, wait_for_erasing
from bot.network.people import no_part, seat_lost, way_in
from bot.network.plan import names_of
from bot.network.store import Spot, Standpoint
from bot.outbox.bundles import parts_at
from bot.outbox.deliveries import delivery_at, is_uncertain, network_named_to, plan_anew, tell_as_they_read
from bot.questions.answering import answer_at_time, answer_words
from bot.questions.show import nothing_was_asked
from bot.slack.asked import (
    MORE_THAN_AN_ANSWER,
    OVER,
    PRESS,
    Asked,
    Press,
    asked_at,
    in_its_part,
    last_asked,
    over_at,
)
from bot.slack.lexicon import Lexicon, Typed
from bot.slack.not_taken import REFUSED_FOR, remember_refused, takes_tables
from bot.slack.payloads import LONGEST_TYPED, REMOVED, Ask, Opener, opener_of, opening, put_by, take_up
from bot.text import one_line

log = structlog.get_logger()


class Help(Protocol):
    """Explains a command (all when `command` is empty); `unknown` is what was typed and not understood; `whole`: every
    command with all its words."""

    def __call__(self, call: Call, command: str, unknown: str = "", *, whole: bool = False) -> Message: ...


NO_NETWORK: Final = N_("There is no network here yet. The coordinator begins one with `{command}`.")
CHANGED_MEANWHILE: Final = N_(
    "Somebody else changed the same thing just now, so nothing was saved. Look again and retry."
)
DATABASE_AWAY: Final = N_(
    "The bot cannot reach its database just now, so nothing was saved. Try again in a minute. Reference: {reference}"
)
DISK_FULL: Final = N_(
    "The disk of the bot's database is full, so nothing was saved. Tell those who run the bot to make room, and try"
    " again then. Reference: {reference}"
)
APOLOGY: Final = N_(
    "Something went wrong on our side and nothing was saved. Tell the coordinator this reference: {reference}"
)
FILE_NOT_MADE: Final = N_(
    "The file could not be made; something went wrong on our side. Tell the coordinator this reference: {reference}"
)
NO_SUCH_BUTTON: Final = N_(
    "This button is from an older message and no longer does anything. Ask again to get a new one."
)
NOT_YET: Final = N_("I cannot see yet which message you are answering. Write it again in a minute.")
BEGIN: Final = "begin.show"
"""The button that shows the ways in which a network is begun."""
ASKED_WHICH: Final = ("command", "words", "shortcut", "home")
"""What may be about any network. What is pressed or sent belongs to one; where it does not tell which, it is from
before the bot had several."""
DEADLOCK: Final = "40P01"
"""What PostgreSQL calls it that two wait for each other."""
ALREADY: Final = N_("This has already been received.")
ERASED_SINCE: Final = N_(
    "Words have been erased for good since this form was opened, and it may hold them, so nothing was saved. Close it"
    " and open it again."
)


@dataclass(frozen=True)
class Response:
    """What an ask came to."""

    answer: Answer
    say: Say
    refused: bool = False
    overtaken: bool = False
    """Refused because what was pressed is so no longer: how it is now takes its place."""
    field_errors: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    network: int = 0
    """The network it is about; 0 when it is about none."""
    choice: Message | None = None
    """The network that was chosen for it: what was clicked was the question which, and has its answer."""
    opener: Opener = field(default_factory=Opener)
    """What opens the form it is, if it is one."""
    erasing: int | None = None
    """Of a form: the last erasing of words before it was drawn."""
    read: Collection[int] = ()
    """The experiences that were read for it."""
    as_of: int | None = None
    """The last erasing of anything before it was written; None: it says no words of anybody."""
    stands_in: str = ""
    """Of a form: in which list what opened it stands."""
    takes_tables: bool = False
    """Of an answer with a table: whether Slack is to be sent it as one."""
    stands: bool = False
    """Whether what was clicked is a message that the outbox keeps as it should read: what is answered comes beside it,
    unless that is how it reads from now on."""
    alone: bool = False
    """Whether it is for who asked alone, though others read what they wrote."""


@dataclass(frozen=True)
class _Route:
    does: Does
    by: By
    writes: bool
    words: str = ""
    value: str = ""
    anywhere: bool = False
    """Whether it is the same for every network, so that nobody is asked which."""
    needs_network: bool = True
    """Whether it is of a network at all."""
    page: int = 0
    """The page that was asked for; 0: the answer itself, with its files."""
    is_question: bool = False
    """Whether its words are a question in plain words."""


class Answering:
    """Answers asks with what is declared."""

    def __init__(
        self,
        database: Database,
        declared: Declared,
        lexicon: Lexicon,
        *,
        coordinators: tuple[str, ...],
        prefix: str,
        help_with: Help,
        address: str = "",
        workspace: str = "",
        regret: timedelta = timedelta(),
    ) -> None:
        self._database = database
        self._declared = declared
        self._lexicon = lexicon
        self._coordinators = coordinators
        self._prefix = prefix
        self._regret = regret
        self._help_with = help_with
        self._address = address
        self._workspace = workspace

    def answer(self, ask: Ask, user: User, now: datetime, spoken: str = "") -> Response:
        """Answer one ask. Never raises."""
        say = speak(spoken or "sv")
        try:
            response = self._answer_again_if_locked_out(ask, user, now, spoken)
            chooses = ask.kind == "button" and ask.name == CHOOSE and not response.refused
            return self._take_up(ask, user, now, spoken, response) if chooses else response
        except StaleDataError:
            return self._refused(ask, say, Refusal(CHANGED_MEANWHILE))
        except (OperationalError, InterfaceError, PoolTimeoutError) as fault:
            reference = new_reference()
            log.error("database_away", reference=reference, doing=ask.kind, fault=str(getattr(fault, "orig", fault)))
            return self._refused(ask, say, Refusal(DISK_FULL if is_full(fault) else DATABASE_AWAY, reference=reference))
        except Exception:
            reference = new_reference()
            log.exception("failed", reference=reference, doing=ask.kind, name=ask.name)
            return self._refused(ask, say, Refusal(APOLOGY, reference=reference))

    def reads_files(self, ask: Ask) -> bool:
        """Whether what is in the files of a form that was sent is to be read before it is answered."""
        act = self._declared.forms.get(ask.name) if ask.kind == "form" else None
        return act is not None and act.reads_files

    def keep(self, answer: Answered, now: datetime) -> None:
        """Remember an answer that stands in Slack. Never raises: who asked has it, whether it is remembered or not."""
        try:
            with self._database.writing() as session:
                keep_answer(session, answer, now)
        except SQLAlchemyError as fault:
            log.warning("answer_not_kept", fault=type(fault).__name__)

    def remember_refused(self, now: datetime) -> None:
        """That Slack took as lines what it refused as a table. Never raises: the lines are there."""
        try:
            with self._database.writing() as session:
                is_new = remember_refused(session, now)
        except SQLAlchemyError as fault:
            log.warning("refused_table_not_remembered", fault=type(fault).__name__)
            return
        if is_new:
            log.warning("tables_refused", instead="lines", days=REFUSED_FOR.days)

    def offers(self, ask: Ask, user: User, now: datetime, spoken: str = "") -> Sequence[Option]:
        """What fits the letters typed in a searched menu, of what it has when its form is drawn anew. Never raises."""
        try:
            form = self._drawn_again(opening(ask), user, now, spoken)
            menu = form.searched.get(ask.name) if isinstance(form, Form) else None
            return offered(menu, ask.words) if menu is not None else ()
        except (_Refused, _Unsure, _NoNetwork):
            return ()
        except Exception:
            log.exception("failed", reference=new_reference(), doing=ask.kind, name=ask.name)
            return ()

    def _drawn_again(self, ask: Ask, user: User, now: datetime, spoken: str) -> Answer:
        """The answer once more; nothing is kept of what making it changed."""
        route = self._route(ask)
        with (self._database.writing if route.writes else self._database.reading)() as session:
            answer = self._do(ask, route, self._call(session, ask, route, user, now, spoken)).answer
            session.rollback()
        return answer

    def _answer_once(self, ask: Ask, user: User, now: datetime, spoken: str) -> Response:
        response = self._answered(ask, user, now, spoken)
        answer = _as_open(ask, response.answer)
        return replace(response, answer=answer, opener=opener_of(ask), stands_in=ask.stands_in)

    def _answer_again_if_locked_out(self, ask: Ask, user: User, now: datetime, spoken: str) -> Response:
        """Once more where a server has chosen this to give way, as when two erase at once."""
        try:
            return self._answer_once(ask, user, now, spoken)
        except OperationalError as fault:
            if getattr(fault.orig, "sqlstate", None) != DEADLOCK:
                raise
        return self._answer_once(ask, user, now, spoken)

    def _answered(self, ask: Ask, user: User, now: datetime, spoken: str) -> Response:
        ask, route, alone = self._heard(ask)
        try:
            with (self._database.writing if route.writes else self._database.reading)() as session:
                return replace(self._do(ask, route, self._call(session, ask, route, user, now, spoken)), alone=alone)
        except _Refused as no:
            refused = self._refused(ask, no.say, no.refusal, no.may)
            return replace(refused, network=no.network, alone=alone)
        except _Unsure as unsure:
            return self._which(ask, user, now, unsure.say)
        except _NoNetwork as none:
            return self._before_any_network(ask, user, now, none.say)

    def _heard(self, ask: Ask) -> tuple[Ask, _Route, bool]:
        """What is asked, and what is declared for it. An answer in words is the press of the button that says so in
        what was asked last, or in what its thread is about; told to who answers alone, where others read."""
        if ask.kind == "reaction":
            return *self._reacted(ask), False
        said = said_in(ask.words) if ask.kind == "words" else None
        part = part_said_in(ask.words) if said is None and ask.kind == "words" else None
        is_more = said is None and ask.kind == "words" and (part is not None or begins_as_answer(ask.words))
        if (said is None and not is_more) or not (ask.in_direct_message or ask.thread):
            return ask, self._route(ask), False
        with self._database.reading() as session:
            asked = self._asked(session, ask, said)
        alone = asked is not None and (not ask.in_direct_message or speaks_of_food(ask.words))
        if asked is None or (said is not None and said.is_nod and not asked.is_last):
            nothing = nothing_was_asked if said is not None and ask.in_direct_message else None
            return ask, self._question_route(ask, nothing, is_sure=nothing is not None and not ask.thread), False
        press = asked.press(said) if said is not None else None
        if press is not None:
            return pressed(ask, asked, press), self._press_route(asked, press), alone
        again = partial(asked.again, sentence=PRESS if said is not None else MORE_THAN_AN_ANSWER)
        is_bare = part is not None and part.is_bare
        meant = asked.repeated(said.reply) if said is not None else None
        if part is not None and (asked.is_last or not is_bare):
            meant = asked.in_part(part)
        if meant is not None:
            press, does = meant
            answer = partial(_or_else, does, self._question_route(ask, again).does if is_bare else again)
            route = _Route(answer, press.act.by, writes=True, words=ask.words, value=press.value)
            return pressed(ask, asked, press), route, alone
        is_sure = said is not None or has_reservation(ask.words)
        return replace(ask, network=asked.network), self._question_route(ask, again, is_sure=is_sure), alone

    def _reacted(self, ask: Ask) -> tuple[Ask, _Route]:
        """A reaction presses what says so in the message it was put on. Taken away, the answer it gave is taken back,
        unless another reaction of theirs that answers stands there."""
        reply, nothing = said_by(ask.name), (ask, _Route(_nothing, By.ANYONE, writes=False))
        with self._database.reading() as session:
            asked = asked_at(session, self._declared, ask.who.id, ask.channel or "", ask.ts)
            over = over_at(session, ask.who.id, ask.channel or "", ask.ts) if asked is None and reply else 0
        if over and ask.value != REMOVED:
            return replace(ask, network=over), _Route(_is_over, By.ANYONE, writes=True)
        if asked is None or reply is None:
            return nothing
        if ask.value != REMOVED and all(each.reply is not reply for each in asked.presses):
            return nothing  # it is not asked, or is what they have answered
        if ask.value == REMOVED:
            stands = any(said_by(each) is not None for each in ask.chosen)
            if stands or (back := asked.taken_back(reply)) is None:
                return nothing
            press, does = back
            return pressed(ask, asked, press), _Route(does, press.act.by, writes=True, value=shown_in(press.value)[0])
        if (its := asked.press(Said(reply))) is not None:
            return pressed(ask, asked, its), self._press_route(asked, its)
        again = partial(asked.again, sentence=PRESS)
        return replace(ask, network=asked.network), _Route(again, By.ANYONE, writes=True)

    def _asked(self, session: Session, ask: Ask, said: Said | None) -> Asked | None:
        """What plain words may answer; what is written in the thread of what takes replies goes to that."""
        if not ask.thread:
            return last_asked(session, self._declared, ask.who.id, said)
        asked = asked_at(session, self._declared, ask.who.id, ask.channel or "", ask.thread)
        return asked if asked is not None and asked.kind not in self._declared.replies else None

    def _press_route(self, asked: Asked, press: Press) -> _Route:
        """A press in words; where it would open a form, the question with its buttons."""
        does = press.how.does or press.act.does

        def answer(call: Call) -> Answer:
            done = does(call)
            return asked.again(call, PRESS) if isinstance(done, Form) else done

        return _Route(answer, press.act.by, press.act.writes or press.how.does is not None, value=press.value)

    def _which(self, ask: Ask, user: User, now: datetime, say: Say) -> Response:
        """Ask which network is meant, and keep what was asked until it is known; the Home tab asks each time. A name
        that is typed where it is asked is the choice."""
        command = command_as_typed(self._prefix, say, "natverk byt", "network switch")
        if ask.kind == "home":
            with self._database.reading() as session:
                return Response(which_network(say, network_store.networks(session), command), say)
        with self._database.writing() as session:
            if not self._is_new(session, ask, now):
                return Response(None, say)
            networks = network_store.networks(session)
            waiting = network_store.last_waiting_ask(session, user.id, Spot(ask.channel).place)
            named = networks_named(ask.words, networks) if waiting and ask.kind == "words" else []
            if waiting is None or not named:
                waiting = WaitingAsk(slack_id=user.id, ask=put_by(ask), at=now)
                session.add(waiting)
                session.flush()
            if len(named) != 1:
                return Response(which_network(say, named or networks, command, waiting.id), say)
            pick = NetworkPick(named[0].id, waiting.id)
        pressed = replace(ask, kind="button", name=CHOOSE, value=str(pick))
        chosen = self._answer_once(pressed, user, now, say.code)
        return _with_choice(self._take_up(pressed, user, now, say.code, chosen))

    def _before_any_network(self, ask: Ask, user: User, now: datetime, say: Say) -> Response:
        """Say that there is none, and how there is one; to who may begin it with the ways to."""
        no_network = Refusal(NO_NETWORK, command=command_as_typed(self._prefix, say, "natverk", "network"))
        if ask.kind in ASKED_WHICH[:3]:
            begin = self._answered(replace(ask, kind="button", name=BEGIN, value=""), user, now, say.code)
            return begin if not begin.refused else self._refused(ask, say, no_network)
        if ask.kind != "joined":
            return self._refused(ask, say, no_network)
        with self._database.writing() as session:
            is_new = self._is_new(session, ask, now)
        return Response(greeting_before(say) if is_new else None, say)

    def _take_up(self, ask: Ask, user: User, now: datetime, spoken: str, response: Response) -> Response:
        """Remember the network that was chosen, and answer for it what was asked before."""
        pick, place = NetworkPick.read(ask.value), Spot(ask.channel).place
        with suppress(IntegrityError), self._database.writing() as session:  # pressed twice at once
            session.merge(NetworkChoice(slack_id=user.id, place=place, network_id=pick.network))
        with self._database.reading() as session:
            waiting = network_store.waiting_ask(session, pick.waiting)
        response = replace(response, changed=True)
        if waiting is None or not isinstance(response.answer, Message):
            return response
        again = take_up(waiting.ask, ask, pick.network, f"waiting/{waiting.id}")
        answered = self._answer_once(again, user, now, spoken)
        if answered.answer is None:
            return response
        return replace(answered, changed=True, choice=response.answer)

    def _call(self, session: Session, ask: Ask, route: _Route, user: User, now: datetime, spoken: str) -> Call:
        spot = Spot(ask.channel, ask.network, ask.thread or (ask.ts if ask.kind == "button" else ""))
        coordinates_all = user.id in self._coordinators
        standpoint = network_store.where_i_am(session, user.id, spot, now, coordinates_all=coordinates_all)
        if standpoint is None:
            return self._call_of_none(session, ask, route, user, now, spoken)
        network, person = standpoint.network, standpoint.person
        spoken = (language_of(route.words, names_of(network)) if route.is_question else "") or spoken
        say = speak((person.language if person else None) or spoken or network.language)
        if not standpoint.is_sure and ask.kind in ASKED_WHICH and not route.anywhere and route.needs_network:
            raise _Unsure(say)
        is_coordinator = self._coordinates(session, user, person)
        if person is None and is_coordinator and route.writes and ask.kind != "words" and self._joins(user, route):
            person = _coordinator_joins(session, network, user, now)
        return Call(
            session=session,
            now=now,
            network=network,
            user=user,
            person=person,
            is_coordinator=is_coordinator,
            takes_part=standpoint.takes_part,
            has_other_networks=standpoint.has_others,
            comes_later=partial(network_store.comes_later, session, network, person, standpoint.today),
            takes_no_part=partial(_takes_no_part, session, standpoint, say),
            seat_lost=partial(_seat_lost, session, network, user, say),
            account=partial(network_store.account, session, network, user.id),
            say=say,
            words=route.words,
            value=route.value,
            chosen=ask.chosen,
            fields=ask.fields,
            channel=ask.channel,
            form_key=ask.view or None,
            erased=standpoint.erased,
            erased_words=standpoint.erased_words,
            is_private=not ask.is_overheard,
            regret=self._regret,
            prefix=self._prefix,
            address=self._address,
            workspace=self._workspace,
            coordinators=partial(network_store.coordinators, session, network, self._coordinators),
            named_for_all=self._coordinators,
            has_coordinator=lambda: bool(network_store.named_coordinators(session, network, self._coordinators)),
            post=partial(tell_as_they_read, session, network, now),
        )

    def _call_of_none(self, session: Session, ask: Ask, route: _Route, user: User, now: datetime, spoken: str) -> Call:
        """The same where there is no network, for what needs none."""
        say = speak(spoken or "sv")
        if route.needs_network:
            raise _NoNetwork(say)
        none = Network(id=0, key="", name="", language=say.code, timezone="Europe/Stockholm", settings={}, kept={})
        return Call(
            session=session, now=now, network=none, user=user, person=None,
            is_coordinator=self._coordinates(session, user, None), say=say, words=route.words, value=route.value,
            chosen=ask.chosen, fields=ask.fields, channel=ask.channel, form_key=ask.view or None,
            is_private=not ask.is_overheard, prefix=self._prefix, address=self._address, workspace=self._workspace,
            named_for_all=self._coordinators,
        )  # fmt: skip

    def _coordinates(self, session: Session, user: User, person: Person | None) -> bool:
        """Whether they hold the role in this network or are named for all; an admin only until anybody is."""
        holds_role = person is not None and person.role is Role.COORDINATOR and person.state is PersonState.CONFIRMED
        if holds_role or user.id in self._coordinators:
            return True
        return user.is_admin and network_store.admins_begin(session, self._coordinators)

    def _joins(self, user: User, route: _Route) -> bool:
        """Whether what somebody does who coordinates without a seat makes them a person of the network: an admin who
        names its coordinators, or only looks, is none of them."""
        return user.id in self._coordinators or route.by not in (By.COORDINATOR, By.ANYONE)

    def _do(self, ask: Ask, route: _Route, call: Call) -> Response:
        """Check that they may, then do it; what was changed and its consequences are one transaction."""
        keep_record(call.session, call.user.id, call.now)
        try:
            allow(route.by, call)
            if route.writes:
                wait_for_erasing(call.session)
            drawn = ask.erasing if route.writes else None
            if drawn is not None and last_erasing(call.session, call.network) > drawn:
                raise Refusal(ERASED_SINCE)
            if route.writes and not self._is_new(call.session, ask, call.now):
                return Response(None if ask.kind != "form" else Message(call.say(ALREADY)), call.say)
            answer, overtaken = self._done_whole(ask, route, call)
            if route.writes:
                call.session.flush()
            changed = bool(call.session.info.get("changed"))
            is_done = changed or (route.writes and isinstance(answer, Message) and not offers_more(answer.blocks))
            answer = _written(self._in_its_list(ask, call, answer, is_done=is_done))
            if isinstance(answer, Message) and call.is_private and not answer.in_place:
                answer = with_next_steps(
                    answer,
                    partial(self._next_step, ask, call.say, lambda word: call.may(word.by) and word.is_for(call)),
                )
                answer = _with_way_in(call, answer)
            is_there = ask.kind == "button" or (ask.kind == "form" and (ask.channel or "").startswith("D"))
            parts = parts_at(call.session, ask.channel or "", ask.ts) if is_there else ()
            if parts and isinstance(answer, Message) and answer.in_place:
                answer = self._signed(call, in_its_part(answer, parts, opener_of(ask)))
            if changed:
                plan_anew(call.session, call.network.id)
        except Refusal as refusal:
            with call.session.no_autoflush:  # nothing is kept of what was begun, and what is read is gone after it
                may = frozenset(each for each in By if call.may(each))
            raise _Refused(call.say, refusal, call.network.id, may) from refusal
        read = frozenset(call.session.info.get(READ, ()))
        return Response(
            answer, call.say, refused=overtaken, overtaken=overtaken, changed=changed,
            network=call.session.info.get(BEGUN, call.network.id),
            erasing=call.erased_words, read=read, as_of=call.erased, stands=bool(parts),
            takes_tables=_has_table(answer) and takes_tables(call.session, call.now),
        )  # fmt: skip

    def _next_step(
        self, ask: Ask, say: Say, offers: Callable[[Word], bool], typed: str, there: Collection[tuple[str, str]]
    ) -> ButtonElement | None:
        """The button for a command that an answer names, for who may use it; what would be done by naming it, and what
        was typed just now, has none."""
        name, _, words = typed.partition(" ")
        command = self._lexicon.by_name.get(name)
        asked = f"{ask.name} {ask.words}" if ask.kind == "command" else ask.value if ask.name == TYPED else ""
        if command is None or f"{asked} ".startswith(f"{typed} "):
            return None
        meant = self._lexicon.understand(command, unescape(words))
        if meant.wants_help:
            return typed_button(say("What I can do"), typed)
        word, about = meant.word, f"{meant.number} {meant.rest}".strip()
        if word is None or not offers(word) or (about and (word.writes or word.takes_words)):
            return None
        same = {name for name, act in self._declared.buttons.items() if act.does is word.does}
        if (TYPED, typed) in there or any(name in same and value.partition(SHOWN)[0] == about for name, value in there):
            return None
        return typed_button(say(word.label) if word.label else Text(f"/{typed}"), typed)

    def _signed(self, call: Call, answer: Message) -> Message:
        """An answer that takes the place of a direct message says last which network it is from, as that does."""
        coordinators = partial(network_store.coordinators, set_by_installer=self._coordinators)
        name = network_named_to(call.session, call.network, call.user.id, coordinators)
        told = replace(answer, text=lines(Text(answer.text), name), blocks=[*answer.blocks, context(name)])
        return told if name else answer

    def _done_whole(self, ask: Ask, route: _Route, call: Call) -> tuple[Answer, bool]:
        """The same; what is out of sight in the form it is done in is as it stands."""
        if not ask.is_folded or ask.name == MORE_FIELDS:
            return self._done(ask, route, call)
        folded = self._folded(ask, call)
        try:
            return self._done(ask, route, replace(call, fields=folded.completed(call.fields)))
        except FieldRefusal as refusal:
            raise folded.shown(call, refusal) or refusal from refusal

    def _folded(self, ask: Ask, call: Call) -> Folded:
        act = self._declared.forms.get(ask.form)
        folded = Folded.drawn(call, act.about if act else None)
        if folded is None:
            raise Refusal(CHANGED_MEANWHILE)
        return folded

    def _done(self, ask: Ask, route: _Route, call: Call) -> tuple[Answer, bool]:
        """What comes of it; and whether what was pressed is so no longer, and how it is now is shown instead."""
        try:
            return _written(_on_page(route.does(call), route.page)), False
        except Overtaken as late:
            act = self._declared.buttons[late.shows]
            shown = self._listed(act, replace(call, value=late.about), 1) if ask.kind == "button" else None
            if shown is None:
                raise
            sentence = call.say(late.sentence, **late.values)
            return framed(shown, above=[section(sentence)], text=sentence), True

    def _in_its_list(self, ask: Ask, call: Call, answer: Answer, *, is_done: bool) -> Answer:
        """What was decided in a list leaves the same page of it, with the receipt as its first line, also when it had
        been decided already and there is no more to it; what was opened from one has a way back."""
        stands = ListPlace.read(ask.stands_in)
        turn = Turn.read(stands.turn)
        act = self._declared.buttons.get(turn.name)
        is_list = act is not None and not act.writes and stands.place is not None and ask.name != MORE
        if act is None or not is_list or not isinstance(answer, Message):
            return answer
        listing: Listing | None = answer.listing
        if listing is not None and listing.again is not None and listing.again.name == turn.name:
            keeps_page = stands.place is Place.LIST and not listing.is_at_row
            return turned(answer, turn.page) if keeps_page else answer
        if stands.place is Place.LIST and is_done:
            listed = self._listed(act, replace(call, value=turn.value), turn.page)
            return with_receipt(listed, answer) if listed is not None else answer
        return with_way_back(call.say, answer, turn)

    def _listed(self, act: Act, call: Call, page: int) -> Message | None:
        """A page of a list as it is now; None when there is nothing left that they may see."""
        try:
            allow(act.by, call)
            listed = _on_page(act.does(replace(call, words="", fields=Fields())), page)
        except Refusal:
            return None
        return listed if isinstance(listed, Message) else None

    def _is_new(self, session: Session, ask: Ask, now: datetime) -> bool:
        """Whether it has had no effect yet. A message that is put right is not answered twice (Slack sends a mention
        again when its message is edited), but one that becomes a mention by being edited is answered."""
        if ask.once and not self._first_time(session, ask.once, now):
            return False
        is_first = not ask.message or self._first_time(session, ask.message, now)
        return is_first or not ask.is_edited

    def _first_time(self, session: Session, key: str, now: datetime) -> bool:
        """Remember that this had its effect, in the same transaction as the effect."""
        if session.get(Receipt, key) is not None:
            return False
        session.add(Receipt(key=key, at=now))
        try:
            session.flush()
        except IntegrityError:
            session.rollback()
            return False
        session.info.pop("changed", None)
        return True

    def _refused(self, ask: Ask, say: Say, refusal: Refusal, may: Collection[By] = (By.ANYONE,)) -> Response:
        days = {name: plain_day(each, say.code) for name, each in refusal.values.items() if isinstance(each, date)}
        sentence = say(refusal.sentence, **refusal.values | days)
        if ask.kind == "form" and isinstance(refusal, AskedAgain):
            return Response(refusal.form, say, refused=True, erasing=ask.erasing)
        if ask.kind == "form":
            named = refusal.field if isinstance(refusal, FieldRefusal) else ask.first_field
            if named:
                return Response(
                    None, say, refused=True, field_errors={named: _as_a_sentence(unescape(sentence), refusal.sentence)}
                )
        told = Message(sentence, [section(sentence)])
        return Response(
            with_next_steps(told, partial(self._next_step, ask, say, lambda word: word.by in may)), say, refused=True
        )

    def _route(self, ask: Ask) -> _Route:
        """Find what was declared for this; for what nobody knows any longer, a sentence that says so."""
        if ask.kind == "command":
            return self._command_route(ask)
        if ask.kind == "words":
            return self._question_route(ask)
        if ask.kind == "button" and ask.name == MORE_FIELDS:
            act = self._declared.forms.get(ask.form)
            by = act.by if act else By.ANYONE
            return _Route(lambda call: self._folded(ask, call).whole(call.fields), by, writes=False)
        if ask.kind == "button" and ask.name == MORE:
            return self._page_route(ask, Turn.read(ask.value))
        if ask.kind == "button" and ask.name == TYPED:
            return self._typed_route(ask, ask.value)
        if ask.kind == "shortcut":
            act = self._declared.shortcuts[ask.name][1] if ask.name in self._declared.shortcuts else None
        else:
            shelves = {"button": "buttons", "form": "forms", "closed": "closed", "home": "homes", "joined": "joined"}
            act = getattr(self._declared, shelves[ask.kind]).get(ask.name)
        if act is None:
            return _Route(_nothing if ask.kind in ("closed", "home") else _no_such_button, By.ANYONE, writes=False)
        return _Route(act.does, act.by, act.writes, words=ask.words, value=ask.value, needs_network=act.needs_network)

    def _typed_route(self, ask: Ask, typed: str, page: int = 0) -> _Route:
        """The button for what one may as well type."""
        name, _, words = typed.partition(" ")
        return replace(self._command_route(replace(ask, name=name.casefold(), words=words)), page=page)

    def _command_route(self, ask: Ask) -> _Route:
        command = self._lexicon.by_name.get(ask.name)
        if command is None:
            return _Route(lambda call: self._help_with(call, ""), By.ANYONE, writes=False, anywhere=True)
        typed = self._lexicon.understand(command, ask.words)
        if typed.word is None:
            is_help = typed.wants_help or not command.in_time
            return _Route(self._explain(command, typed), By.ANYONE, writes=False, anywhere=is_help)
        if typed.word is command.otherwise:
            return self._otherwise_route(command, typed.word, typed.rest)
        does = self._at_time_or(command, typed, _unless_of_a_period(command, typed, typed.word))
        return _Route(
            does, typed.word.by, typed.word.writes, words=typed.rest, value=typed.number,
            needs_network=typed.word.needs_network,
        )  # fmt: skip

    def _at_time_or(self, command: Command, typed: Typed, does: Does) -> Does:
        """With a time where no word wants anything else, "/mote november" and "/mote lista efter maj", a command
        answers for that time."""
        time = f"{typed.number} {typed.rest}".strip()
        if not command.in_time or not time or (typed.word and typed.word.takes_words):
            return does
        if typed.word and typed.word.takes_number and not typed.number:  # "klar 6"
            return does
        which = (typed.word.sv, typed.word.en) if typed.word else ("", "")

        def answer(call: Call) -> Answer:
            if network_store.period_named(call.session, call.network, typed.rest, time):
                return does(call)
            return answer_at_time(self._declared, call, command.in_time, which, time) or does(call)

        return answer

    def _explain(self, command: Command, typed: Typed) -> Does:
        """Help for what no word was found in; where it is a time, what the command shows then."""
        wanted = "" if typed.wants_help else one_line(typed.rest[:LONGEST_TYPED]) or "?"
        whole = typed.wants_help and bool(typed.rest)
        return self._at_time_or(command, typed, lambda call: self._help_with(call, command.sv, wanted, whole=whole))

    def _otherwise_route(self, command: Command, word: Word, rest: str) -> _Route:
        """Words that are none of the command's own: to who takes any, and where that knows nothing of them a time, or
        help."""
        explain = self._explain(command, Typed(None, rest=rest))
        return _Route(lambda call: word.does(call) or explain(call), word.by, word.writes, words=rest)

    def _question_route(self, ask: Ask, instead: Does | None = None, *, is_sure: bool = False) -> _Route:
        """Plain words always write: that they were answered is remembered. `instead`: what is said where they ask
        nothing that is surely understood; `is_sure`: whatever they may ask."""
        thread = ask.thread if ask.in_direct_message else ""
        words = partial(self._answer_words, thread=thread, instead=instead)
        does = instead if instead is not None and is_sure else words
        return _Route(does, By.ANYONE, writes=True, words=ask.words, is_question=True)

    def _page_route(self, ask: Ask, turn: Turn) -> _Route:
        """Another page of what a button draws, or of the answer to plain words; it only reads."""
        if not turn.name:
            words = partial(answer_words, self._declared)
            return _Route(words, By.ANYONE, writes=False, words=turn.value, page=turn.page, is_question=True)
        if turn.name == TYPED and not (shown := self._typed_route(ask, turn.value, turn.page)).writes:
            return shown
        act = self._declared.buttons.get(turn.name)
        if act is None or (act.writes and not act.only_reads):
            return _Route(_no_such_button, By.ANYONE, writes=False)
        return _Route(act.does, act.by, act.writes, value=turn.value, page=turn.page)

    def _answer_words(self, call: Call, thread: str, instead: Does | None) -> Answer:
        """An answer in the thread of what the bot wrote goes to that; else the questions in it are answered."""
        head = delivery_at(call.session, call.network, call.user.id, thread) if thread else None
        act = self._declared.replies.get(head.kind) if head else None
        if head is not None and act is not None:
            allow(act.by, call)
            person = call.person
            if person is None and call.is_coordinator:
                person = _coordinator_joins(call.session, call.network, call.user, call.now)
            return act.does(replace(call, about=head.about, person=person))
        if (
            thread
            and head is None
            and is_uncertain(call.session, call.network, call.user.id, tuple(self._declared.replies))
        ):
            raise Refusal(NOT_YET)
        return answer_words(self._declared, call, instead)


def pressed(ask: Ask, asked: Asked, press: Press) -> Ask:
    """What was said or reacted, as the press of that button."""
    name, value = press.act.name, press.value
    return replace(ask, kind="button", name=name, value=value, chosen=(), network=asked.network, container="message")


def _unless_of_a_period(command: Command, typed: Typed, word: Word) -> Does:
    """What a word does; with the name of another period than the one in force after it, which it does not take, that
    it cannot be of that one."""
    if word.takes_period or word.takes_words or not typed.after_number:
        return word.does
    shows_periods = command.otherwise and command.otherwise.takes_period
    then = (command.sv, command.en) if shows_periods else ("natverk", "network")

    def answer(call: Call) -> Answer:
        period = network_store.period_meant(call.session, call.network, typed.after_number)
        if period is None or period is network_store.period_at(call.session, call.network, call.today):
            return word.does(call)
        raise Refusal(
            N_("`{command}` cannot be used for that period. `{then}` shows it."),
            command=call.command(f"{command.sv} {word.sv}".strip(), f"{command.en} {word.en}".strip(), typed.number),
            then=call.command(*then, period.name),
        )

    return answer


def _with_choice(response: Response) -> Response:
    """What a typed choice comes to, in one message: which network, and what was asked of it. A form is opened only by
    who presses."""
    if not isinstance(response.choice, Message):
        return response
    chosen, answer = response.choice, response.answer
    if isinstance(answer, Message):
        chosen = framed(answer, above=chosen.blocks, text=Text(chosen.text))
    return replace(response, answer=chosen, choice=None)


def _coordinator_joins(session: Session, network: Network, user: User, now: datetime) -> Person:
    """Whoever was named coordinator by the installer need not ask to join before they do something; who once left or
    was declined is the same person again."""
    person = network_store.account(session, network, user.id)
    if person is None:
        person = Person(network_id=network.id, slack_id=user.id, name=user.name or user.id)
        session.add(person)
    person.role, person.state, person.confirmed_at = Role.COORDINATOR, PersonState.CONFIRMED, now
    person.left_at = None
    session.flush()
    return person


def _takes_no_part(session: Session, standpoint: Standpoint, say: Say) -> Refusal:
    """What is said to somebody whose member takes no part today."""
    member = standpoint.person.member if standpoint.person else None
    if member is None:
        return Refusal(TAKES_NO_PART, member="")
    return no_part(say, member, network_store.history_of(session, standpoint.network, member, standpoint.today))


def _seat_lost(session: Session, network: Network, user: User, say: Say) -> Text:
    """Which seat somebody had and when it ended."""
    return seat_lost(say, network_store.account(session, network, user.id), ZoneInfo(network.timezone))


class _Refused(Exception):
    def __init__(self, say: Say, refusal: Refusal, network: int = 0, may: Collection[By] = (By.ANYONE,)) -> None:
        super().__init__(refusal.sentence)
        self.may = may
        self.network = network
        self.say = say
        self.refusal = refusal


class _NoNetwork(Exception):
    """None is loaded."""

    def __init__(self, say: Say) -> None:
        super().__init__("no network")
        self.say = say


class _Unsure(Exception):
    """Several networks can be meant."""

    def __init__(self, say: Say) -> None:
        super().__init__("which network?")
        self.say = say


def allow(by: By, call: Call) -> None:
    """Let the call through, or raise Refusal with the reason."""
    if not call.may(by):
        raise call.is_not_for_them(by)


def _with_way_in(call: Call, answer: Message) -> Message:
    """What ends in a dead end has a way in for who has no seat."""
    is_newcomer = call.person is None and not call.is_coordinator and not call.user.is_gone
    if not is_newcomer or offers_more(answer.blocks):
        return answer
    whole = answer if answer.blocks else replace(answer, blocks=[section(answer.text)])
    with_way = framed(whole, below=[actions(*way_in(call.say, None))])
    return with_way if with_way.fits else answer


def _has_table(answer: Answer) -> bool:
    return isinstance(answer, Message) and answer.tabled is not None


def _as_open(ask: Ask, answer: Answer) -> Answer:
    """A form that comes once more has as much in sight as it had."""
    is_again = isinstance(answer, Form) and answer.name == ask.form and not ask.is_folded
    return replace(answer, is_open=True) if is_again and isinstance(answer, Form) else answer


def _on_page(answer: Answer, page: int) -> Answer:
    """The page that was asked for, of an answer that has several."""
    if page and isinstance(answer, Message) and answer.listing is not None:
        return turned(answer, page)
    return answer.turn(page) if page and isinstance(answer, Form) and answer.turn is not None else answer


def _written(answer: Answer) -> Answer:
    """The answer, known to be one that Slack takes before what it tells of is kept."""
    if isinstance(answer, Message):
        _ = answer.payload
    return answer


def _no_such_button(call: Call) -> Answer:
    raise Refusal(NO_SUCH_BUTTON)


def _is_over(call: Call) -> Answer:
    sentence = call.say(OVER)
    return Message(sentence, [section(sentence)])


def _or_else(does: Does, instead: Does, call: Call) -> Answer:
    """What comes of it; else what is shown instead."""
    done = does(call)
    return done if done is not None else instead(call)


def _nothing(call: Call) -> Answer:
    return None


def make_files(files: tuple[File, ...], say: Say) -> tuple[list[tuple[File, bytes]], Message | None]:
    """Make files with their contents; if one could not be made, also an apology for it. Never raises."""
    made: list[tuple[File, bytes]] = []
    try:
        for each in files:
            made.append((each, each.make()))
    except Exception:
        reference = new_reference()
        log.exception("file_not_made", reference=reference)
        return made, Message(say(FILE_NOT_MADE, reference=reference))
    return made, None


def _as_a_sentence(text: str, source: str) -> str:
    """With a capital letter: what is said of a plan file's fault stands after its line there. What begins with a value,
    as a file's name, is left as it is."""
    return text if source.startswith("{") else text[:1].upper() + text[1:]


def new_reference() -> str:
    """A short mark that a person can read out and a log be searched for."""
    return secrets.token_hex(3).upper()
