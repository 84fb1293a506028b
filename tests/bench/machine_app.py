"""slack-machine answering /mote with the same query and the same blocks, in its own way: an immediate answer.

`python -m tests.bench.machine_app API_URL BOT_TOKEN APP_TOKEN DATABASE_URL [shared]`, in the environment that has
slack-machine. Its plugin asks one question for each thing that is shown, as the bot did at first; the bot's view draws
it, and slack_sdk writes the blocks, as it does for every plugin. With `shared` it borrows the bot's own loading and
writing too: then only what lies around them is compared.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

from machine import Machine, core
from machine.handlers import interactive_handler
from machine.models.interactive import InteractivePayload
from machine.plugins.base import MachineBasePlugin
from machine.plugins.decorators import action, command, respond_to
from machine.utils.collections import CaseInsensitiveDict
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from bot.blocks import messages
from bot.dates.when import MovedClock
from bot.db import Database, open_engine, rows
from bot.feature.call import Call, User
from bot.feature.values import shown_in
from bot.language import speak, swedish_order
from bot.meetings import store as meetings_store
from bot.meetings.card import meeting_card
from bot.meetings.load import MeetingCard
from bot.meetings.seats import PersonReply, Seats, Sitting
from bot.models import (
    Answer,
    Meeting,
    Member,
    Membership,
    MembershipState,
    Person,
    PersonState,
    ProgrammeItem,
    Role,
    Theme,
)
from bot.models.record import keep_record
from bot.network import store as network_store
from commands.meeting import answer
from commands.questions import when_is_it
from tests.bench.scene import ANSWER, CHANNEL_ID, NOON

API_URL, BOT_TOKEN, APP_TOKEN, DATABASE_URL, *SHARED = sys.argv[1:]
core.AsyncWebClient = partial(AsyncWebClient, base_url=API_URL)  # it has no setting for it
# It refuses what is pressed in an answer for one's eyes only, as Slack does not send that message along.
NO_MESSAGE = {"type": "message", "blocks": []} | dict.fromkeys(("user", "ts", "bot_id", "app_id", "text", "team"), "")
interactive_handler.InteractivePayload = SimpleNamespace(
    validate_python=lambda payload: InteractivePayload.validate_python({"message": NO_MESSAGE} | payload)
)
if not SHARED:
    messages.render = lambda block: block.to_dict()
database = Database(open_engine(DATABASE_URL))
clock = MovedClock(NOON)
TWO_SEATS = (Role.ELECTED, Role.OFFICIAL)


class Mote(MachineBasePlugin):
    """The same answer as the bot's."""

    @command("/mote")
    async def mote(self, command):
        with database.reading() as session:
            call = call_of(session, command.sender.id)
            meeting = meetings_store.next_meeting(session, call.network, call.now)
            card = MeetingCard.load(call, meeting, is_next=True) if SHARED else card_of(call, meeting)
            payload = meeting_card(call.say, card).payload
        yield {"response_type": "ephemeral", **payload}

    @action(re.compile(ANSWER))
    async def press(self, pressed):
        with database.writing() as session:
            keep_record(session, pressed.user.id, clock.now())
            about, _ = shown_in(pressed.triggered_action.value)
            call = replace(call_of(session, pressed.user.id), value=about)
            payload = answer(call).payload
        await pressed.say(replace_original=True, **payload)

    @respond_to("när är nästa möte")
    async def words(self, message):
        with database.reading() as session:
            payload = when_is_it(call_of(session, message.sender.id)).payload
        await message.say(**payload)


def call_of(session, user_id):
    where = network_store.where_i_am(session, user_id, network_store.Spot(CHANNEL_ID), clock.now())
    return Call(
        session=session, now=clock.now(), network=where.network, user=User(user_id), person=where.person,
        is_coordinator=False, say=speak("sv"),
    )  # fmt: skip


deputy = aliased(Person)
HOLDERS = (
    select(Member.id, Member.name, Person.id, Person.name, Person.role)
    .join(Membership, Membership.member_id == Member.id)
    .outerjoin(
        Person,
        and_(Person.member_id == Member.id, Person.state == PersonState.CONFIRMED, Person.role.in_(TWO_SEATS)),
    )
    .where(Membership.period_id == bindparam("period"), Membership.state == MembershipState.ACTIVE)
)
REPLIES = (
    select(
        Answer.person_id, Person.name, Person.role, Answer.reply, Answer.deputy_id, deputy.name, Person.deputy_for_id,
        Answer.answered_by_id,
    )
    .join(Person, Person.id == Answer.person_id)
    .outerjoin(deputy, deputy.id == Answer.deputy_id)
    .where(Answer.meeting_id == bindparam("meeting"), Person.state == PersonState.CONFIRMED)
    .order_by(Answer.id)
)  # fmt: skip
THEMES = (
    select(Theme.text).where(Theme.meeting_id == bindparam("meeting"), Theme.withdrawn_at.is_(None)).order_by(Theme.id)
)
PROGRAMME = (
    select(ProgrammeItem).where(ProgrammeItem.meeting_id == bindparam("meeting")).order_by(ProgrammeItem.position)
)


def card_of(call: Call, meeting: Meeting) -> MeetingCard:
    """The card of a partnership meeting to come, for a confirmed person of a member that does not host it."""
    this = {"meeting": meeting.id}
    replies = {row[0]: PersonReply(*row[:5], row[5] or "", *row[6:]) for row in rows(call.session, REPLIES, this)}
    members, holders = {}, {}
    for member_id, member, person_id, person, role in rows(call.session, HOLDERS, {"period": meeting.period_id}):
        members[member_id] = member
        holders.setdefault((member_id, role), (person_id, person))
    sittings = tuple(
        Sitting(member_id, members[member_id], role, *holders.get((member_id, role), (None, "")))
        for member_id in sorted(members, key=lambda each: swedish_order(members[each]))
        for role in TWO_SEATS
    )
    return MeetingCard(
        meeting=meeting,
        today=call.today,
        zone=call.zone,
        seats=Seats(sittings, replies),
        mine=replies.get(call.me.id),
        me=call.me,
        may_answer=True,
        names_seats=True,
        themes=[text for (text,) in rows(call.session, THEMES, this)],
        programme=list(call.session.scalars(PROGRAMME, this)),
    )


async def main() -> None:
    settings = CaseInsensitiveDict(
        {
            "PLUGINS": ["tests.bench.machine_app.Mote"],
            "STORAGE_BACKEND": "machine.storage.backends.memory.MemoryStorage",
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "HTTP_PROXY": None,
            "TZ": "UTC",
            "LOG_HANDLED_MESSAGES": False,
            "LOGLEVEL": "ERROR",
        }
    )
    await Machine(settings=settings).run()


if __name__ == "__main__":
    sys.modules["tests.bench.machine_app"] = sys.modules["__main__"]
    asyncio.run(main())
