"""All that is known of a person, by their Slack id: read for themselves and for the registrar, or erased.

Which columns name a person is read from the models: foreign keys to people, and columns that hold a Slack id.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, Final

from sqlalchemy import Column, String, Table, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.db import Base
from bot.experiences.erasing import erase as erase_experience
from bot.feature.call import Call
from bot.kept.fields import field_in_words, value_in_words
from bot.kept.nouns import NOUN_OF, noun_in_words
from bot.kept.words import Erasable
from bot.language import N_, Say, speak
from bot.meetings.answers import stand_down
from bot.models import (
    AccessNeed,
    Because,
    BegunChange,
    BegunNetwork,
    Change,
    Delivery,
    DeliveryState,
    Erasure,
    Experience,
    ExperienceState,
    Feed,
    Invited,
    JoinRequest,
    MeetingDraft,
    NetworkChoice,
    Person,
    PersonState,
    ReviewNote,
    SlackUser,
    WaitingAsk,
)
from bot.models.experiences import READ
from bot.models.record import keep_record
from bot.models.words import Holds, columns_that_hold
from bot.network.erasure import forget_what_can_be_undone, note_erasure, wait_for_erasing
from bot.network.people import ROLE_NAMES
from bot.outbox.deliveries import FILE, MARK, tell_as_they_read
from bot.outbox.deliveries import erase as erase_message
from bot.outbox.follow import NO_LONGER, draw_without, is_followed
from bot.outbox.preview import ON_THE_WAY, receivers

SLACK_IDS: Final = (
    "slack_users.id", "network_choices.slack_id", "waiting_asks.slack_id", "begun_networks.slack_id",
    "deliveries.to", "changes.by", "erasures.by",
    "join_requests.decided_by",
)  # fmt: skip
"""Columns that hold a Slack id and are no foreign key."""
SECRET: Final = frozenset({"secret_hash"})

Known = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table."""

Place = tuple[str, str, str]
"""A noun, the number of its row, and the field."""


def people_of(session: Session, slack_id: str) -> list[Person]:
    """Who somebody is in each network, also where they have left."""
    return list(session.scalars(select(Person).where(Person.slack_id == slack_id).order_by(Person.id)))


def known_of(session: Session, slack_id: str) -> Known:
    """Every row that is about somebody, that they made or that was sent to them, with the texts of their own
    experiences."""
    people = [each.id for each in people_of(session, slack_id)]
    own = list(session.scalars(select(Experience.id).where(Experience.author_id.in_(people))))
    session.info.setdefault(READ, set()).update(own)
    known: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        about = [*_names(table, people, slack_id), *_belongs(table, own)]
        if about:
            rows = session.execute(select(table).where(or_(*about)).order_by(*table.primary_key)).mappings()
            known[table.name] = [{name: row[name] for name in row if name not in SECRET} for row in rows]
    return {name: rows for name, rows in known.items() if rows}


def _names(table: Table, people: Sequence[int], slack_id: str) -> Iterator[Any]:
    for column in table.columns:
        if str(column) == "people.slack_id" or str(column) in SLACK_IDS:
            yield column == slack_id
        elif any(each.column.table.name == "people" for each in column.foreign_keys):
            yield column.in_(people)


def _belongs(table: Table, experiences: Sequence[int]) -> Iterator[Any]:
    for column in table.columns:
        if any(each.column.table.name == "experiences" for each in column.foreign_keys):
            yield column.in_(experiences)


def as_json(known: Known) -> bytes:
    """For a program to read."""
    return json.dumps(known, ensure_ascii=False, indent=2, default=str).encode()


def as_text(say: Say, known: Known) -> bytes:
    """For a person to read: each noun with its rows."""
    lines = [say.plain("What is known of you in Nätverksbot"), ""]
    for table, rows in known.items():
        lines += [f"{noun_in_words(say, NOUN_OF[table])} ({len(rows)})"]
        for row in rows:
            told = ((name, _told(say, NOUN_OF[table], row, name)) for name in row)
            lines += [f"  {field_in_words(say, name)}: {value}" for name, value in told if value] + [""]
    return "\n".join(lines).encode()


def _told(say: Say, noun: str, row: Mapping[str, Any], field: str) -> str:
    """What stands in a row; of the record, what stood in the field that was changed."""
    if noun == "Change" and field in ("before", "after"):
        return value_in_words(say, row["noun"], row["field"], row[field])
    return value_in_words(say, noun, field, row[field])


FORMER: Final = N_("former {role}, {member}")
FORMER_ALONE: Final = N_("former {role}")
SPOKE_OF: Final = N_("This message spoke of somebody whose data have been erased.")


def erase_person(
    session: Session, slack_id: str, by: str, because: Because, now: datetime, *, keeps_experiences: bool
) -> list[Place]:
    """Let name and Slack id go everywhere. What was done stays, as done by a former official of their member; their own
    experiences only when they say so. Gives where the name still stands in what others wrote."""
    session.flush()
    wait_for_erasing(session, alone=True)
    people = people_of(session, slack_id)
    in_slack = session.scalars(select(SlackUser.name).where(SlackUser.id == slack_id))
    called = sorted({each for each in (*(each.name for each in people), *in_slack) if each})
    names = [Erasable.typed(each, is_whole=True) for each in called]
    ids = [each.id for each in people]
    seated = [each for each in people if each.state is PersonState.CONFIRMED]
    stand_in = f"person/{ids[0]}" if ids else "person"
    if by == slack_id:
        by = session.info["by"] = stand_in
    _let_experiences_go(session, ids, by, now, keeps_experiences=keeps_experiences)
    for noun in (AccessNeed, Feed, Invited, JoinRequest, MeetingDraft):
        session.execute(delete(noun).where(noun.person_id.in_(ids)))
    for account in (BegunNetwork, NetworkChoice, WaitingAsk):
        session.execute(delete(account).where(account.slack_id == slack_id))
    session.execute(delete(SlackUser).where(SlackUser.id == slack_id))
    forget_what_can_be_undone(session, [each.network_id for each in people])
    _let_go_of_receiver(session, slack_id, stand_in, now)
    for each in people:
        anonymise(each, now)
    session.flush()
    left = sorted({place for name in names for place in _stands_in(session, name)})
    _let_messages_go(session, slack_id, names, ids, now, is_named=bool(left))
    for each in seated:  # told as they are called from now on
        post = partial(tell_as_they_read, session, each.network, now)
        stand_down(Call.of_nobody(session, each.network, now, post), each)
    _let_keys_go(session, slack_id, stand_in)
    _let_record_go(session, slack_id, names, ids, stand_in)
    for about, row in [("Person", each) for each in ids] or [("SlackUser", 0)]:
        note_erasure(session, about, row, by, because, now)
    return left


def anonymise(person: Person, now: datetime) -> None:
    """Let nobody tell from a row who it was; what they did stays theirs."""
    say = speak(person.network.language)
    role, member = say(ROLE_NAMES[person.role]), person.member.name if person.member else ""
    person.name = say.plain(FORMER, role=role, member=member) if member else say.plain(FORMER_ALONE, role=role)
    person.slack_id = person.language = None
    person.muted, person.spokesperson, person.deputy_for_id = [], False, None
    if person.state is not PersonState.LEFT:
        person.state, person.left_at = PersonState.LEFT, now


def _let_experiences_go(
    session: Session, people: Sequence[int], by: str, now: datetime, *, keeps_experiences: bool
) -> None:
    session.execute(delete(BegunChange).where(BegunChange.person_id.in_(people)))
    if not keeps_experiences:
        session.execute(delete(ReviewNote).where(ReviewNote.by_id.in_(people)))
    for each in session.scalars(select(Experience).where(Experience.author_id.in_(people))).all():
        if each.state is ExperienceState.DRAFT:
            session.delete(each)
        elif not keeps_experiences:
            erase_experience(session, each, by, Because.ASKED, now)
    session.flush()


NAMED: Final = "named"
"""Under which a message whose words are forgotten says of whom it spoke, in `about`: the rows of people."""


def let_words_go(session: Session, messages: Sequence[Delivery]) -> None:
    """Forget what messages said, but not of whom: they stand in Slack, and can be erased there."""
    named = _Named(session.scalars(select(Person)).all())
    for each in messages:
        _note_whom(each, named)
        each.message = each.shown = None
        each.closed_at = each.closed_at or each.sent_at or each.due_at


def rename(session: Session, slack_id: str, name: str, now: datetime) -> None:
    """Call somebody what they are called in Slack now, where they bore the name that Slack told before. Messages that
    go on saying that name say of whom it is."""
    before = session.get(SlackUser, slack_id)
    if before is None or not name or before.name in ("", name):
        return
    keep_record(session, "slack", now)
    renamed = [each for each in people_of(session, slack_id) if each.name == before.name]
    if renamed:
        named = _Named(renamed)
        holds = Erasable.typed(before.name).may_stand_in(Delivery.message, Delivery.shown)
        for message in session.scalars(select(Delivery).where(holds)):
            if not is_followed(message):
                _note_whom(message, named)
    for each in renamed:
        each.name, each.network.planned_at = name, None


class _Named:
    """Whom messages name among some people; of many people most are left out by how their name or Slack id ends."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_ending: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for each in filter(None, (person.slack_id, person.name)):
                self._by_ending[each[-_ENDING:]].append(person)
        self._whole = cache(partial(Erasable.typed, is_whole=True))

    def in_(self, said: object) -> set[int]:
        """Their rows."""
        words = json.dumps(said, ensure_ascii=False)
        endings = {words[at : at + _ENDING] for at in range(len(words))}
        may_be = [
            person
            for ending, there in self._by_ending.items()
            if ending in (words if len(ending) < _ENDING else endings)
            for person in there
        ]
        return {each.id for each in may_be if (each.slack_id and each.slack_id in words) or self._is(each, words, said)}

    def _is(self, person: Person, words: str, said: object) -> bool:
        return bool(person.name) and person.name in words and self._whole(person.name).in_(said)


_ENDING: Final = 4
"""So many of the last letters."""


def _note_whom(message: Delivery, named: _Named) -> None:
    if rows := named.in_([message.message, message.shown]):
        before = map(int, filter(None, message.about.get(NAMED, "").split(",")))
        message.about = message.about | {NAMED: _in_row(*sorted(rows.union(before)))}


def _in_row(*rows: int) -> str:
    return f",{','.join(map(str, rows))},"


def _let_go_of_receiver(session: Session, slack_id: str, stand_in: str, now: datetime) -> None:
    """What waited for them is not sent; what stands in their direct messages is kept as a former official's, so that
    what others have erased later goes from there too. Files they were given go."""
    is_nowhere = or_(Delivery.state == DeliveryState.PENDING, Delivery.channel.is_(None))
    session.execute(delete(Delivery).where(Delivery.to == slack_id, Delivery.kind != MARK, is_nowhere))
    for each in session.scalars(select(Delivery).where(Delivery.to == slack_id).with_for_update()).all():
        if (each.state in ON_THE_WAY and each.kind != MARK) or each.kind == FILE:
            erase_message(session, each, Message(speak(each.network.language)(SPOKE_OF)), now)
    session.execute(update(Delivery).where(Delivery.to == slack_id).values(to=stand_in))


def _let_messages_go(
    session: Session, slack_id: str, names: Sequence[Erasable], people: Sequence[int], now: datetime, *, is_named: bool
) -> None:
    """What was said of them to others: lists that are still followed are drawn anew, unless others' words would name
    them there again (`is_named`); the rest says only this."""
    wishes = cache(partial(receivers, session))
    columns = (Delivery.message, Delivery.shown, Delivery.about, Delivery.error)
    named = (Delivery.about[NAMED].as_string().contains(_in_row(each)) for each in people)
    certain = or_(*(_holds(column, slack_id) for column in columns), *named)  # type: ignore[arg-type]
    query = select(Delivery, certain).where(
        Delivery.kind != MARK, or_(certain, *(each.may_stand_in(*columns) for each in names))
    )
    for each, is_certain in session.execute(query.with_for_update()).all():
        said = [each.message, each.shown, each.about, each.error]
        if not is_certain and not any(name.in_(said) for name in names):
            continue
        say = speak(wishes(each.network).language_of(each.to))
        if each.message is None and each.closed_at is None and not is_named:
            draw_without(each, Message(say(NO_LONGER)).payload)
            continue
        erase_message(session, each, Message(say(SPOKE_OF)), now)
    session.flush()


def _let_keys_go(session: Session, slack_id: str, stand_in: str) -> None:
    """Put another name for their Slack id in the keys of messages and in what those are about."""
    for each in session.scalars(select(Delivery).where(Delivery.key.contains(slack_id, autoescape=True))).all():
        each.key = each.key.replace(slack_id, stand_in)
    for each in session.scalars(select(Delivery).where(_holds(Delivery.about, slack_id))).all():  # type: ignore[arg-type]
        each.about = {name: str(value).replace(slack_id, stand_in) for name, value in each.about.items()}


def _let_record_go(
    session: Session, slack_id: str, names: Sequence[Erasable], people: Sequence[int], stand_in: str
) -> None:
    session.execute(update(Change).where(Change.by == slack_id).values(by=stand_in))
    of_them = (Change.noun == "Person") & Change.row.in_(people) & Change.field.in_(["name", "slack_id", "asks_for"])
    holds = or_(of_them, _holds(Change.before, slack_id), _holds(Change.after, slack_id))  # type: ignore[arg-type]
    session.execute(update(Change).where(holds).values(before=None, after=None))
    for name in names:
        for each in session.scalars(select(Change).where(name.may_stand_in(Change.before, Change.after))):
            if name.in_([each.before, each.after]):
                each.before = each.after = None
    for column in (Erasure.by, JoinRequest.decided_by):
        session.execute(update(column.class_).where(column == slack_id).values({column.key: stand_in}))


def _holds(column: Column[Any], words: str) -> Any:
    """Whether a column holds words somewhere, also as JSON writes them."""
    written = json.dumps(words)[1:-1]
    text = cast(column, String)
    return or_(text.contains(words, autoescape=True), text.contains(written, autoescape=True))


def _stands_in(session: Session, name: Erasable) -> Iterator[Place]:
    """Where a name stands in what others wrote of the network."""
    for column in columns_that_hold(Holds.PROSE, Holds.FACT, Holds.NAME, Holds.EXPERIENCE, Holds.PERSON):
        table = column.table
        assert isinstance(table, Table)
        for row in session.execute(select(table.c.id, column).where(name.may_stand_in(column))):
            if name.in_(row[1]):
                yield NOUN_OF[table.name], str(row[0]), column.name
