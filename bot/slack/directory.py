"""The directory of Slack users: each looked up once an hour at most, and kept in the database across restarts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.dates.when import Clock, steady
from bot.db import Database
from bot.feature.call import User
from bot.kept.person import rename
from bot.models import Account, SlackUser
from bot.network import store as network_store
from bot.outbox.deliveries import found
from bot.slack_api import FAULTS
from bot.text import one_line

REMEMBERED_SECONDS: Final = 3600.0
UNKNOWN_SECONDS: Final = 20.0
"""After Slack did not tell, it is asked again this much later."""
PATIENCE_SECONDS: Final = 1.2
"""How long a command waits for Slack to tell who somebody is."""
MOST_REMEMBERED: Final = 10_000
MOST_PAGES: Final = 25

log = structlog.get_logger()


Closed = Callable[[Session, str, datetime], None]
"""What is done when somebody's account has been closed."""


@dataclass(frozen=True)
class _Remembered:
    user: User
    until: float


def _user_of(row: SlackUser) -> User:
    return User(row.id, row.name, row.locale, row.is_admin, row.account, row.is_gone)


def _seen(user: User) -> tuple[str, Account, bool]:
    """What others see of an account."""
    return user.name, user.account, user.is_gone


def _has_changed(before: SlackUser, now: User) -> bool:
    """Whether it is another kind of account than Slack told before, or open where it was closed."""
    return before.account not in (now.account, Account.UNKNOWN) or before.is_gone != now.is_gone


class Directory:
    """Tells who a Slack id is. Never fails: of whom Slack does not tell, what it told before holds, and else nothing is
    known of them."""

    def __init__(
        self, client: AsyncWebClient, database: Database, clock: Clock, closed: Closed = lambda session, who, now: None
    ) -> None:
        self._closed = closed
        self._client = client
        self._database = database
        self._clock = clock
        self._users: dict[str, _Remembered] = {}
        self._asking: dict[str, asyncio.Task[_Remembered]] = {}
        self.team = ""
        """Our workspace's id; somebody of another is from outside."""

    def load(self) -> None:
        """Read what was known before; old knowledge serves until Slack is asked again."""
        with self._database.reading() as session:
            for row in network_store.slack_users(session):
                user = _user_of(row)
                self._users[row.id] = _Remembered(user, steady() + UNKNOWN_SECONDS)

    async def user(self, user_id: str, team: str = "") -> User:
        """Say who somebody is; `team` is the workspace their request came with."""
        remembered = self._users.get(user_id)
        if remembered is None or remembered.until < steady():
            remembered = await self._ask_once(user_id, remembered)
        user = remembered.user
        return replace(user, account=Account.OTHER) if self.team and team and team != self.team else user

    def forget(self, user_id: str) -> None:
        """Ask Slack anew next time: something about the person has changed."""
        self._users.pop(user_id, None)

    async def hear(self, account: Mapping[str, Any]) -> None:
        """Take in what Slack tells of somebody unasked: whose account is gone asks nothing more, and must be known; who
        has come back is to be written to again; who has another name is called so."""
        told = self._read(account)
        self.forget(told.id)
        before = await asyncio.to_thread(self._stored, told.id)
        if told.is_gone or (before is not None and _seen(before) != _seen(told)):
            await self._keep(told)

    def _stored(self, user_id: str) -> User | None:
        """What Slack once told of somebody."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._database.reading() as session:
                row = session.get(SlackUser, user_id)
                return _user_of(row) if row else None
        except SQLAlchemyError:
            return None

    async def _ask_once(self, user_id: str, old: _Remembered | None) -> _Remembered:
        """Ask Slack, or wait with those who have just asked it about the same person."""
        asking = self._asking.get(user_id)
        if asking is None:
            asking = self._asking[user_id] = asyncio.create_task(self._ask(user_id, old))
            asking.add_done_callback(lambda _: self._asking.pop(user_id, None))
        return await asyncio.shield(asking)

    async def _ask(self, user_id: str, old: _Remembered | None) -> _Remembered:
        try:
            answer = await asyncio.wait_for(
                self._client.users_info(user=user_id, include_locale=True), timeout=PATIENCE_SECONDS
            )
            account = answer.get("user")
            if isinstance(account, dict):
                return await self._keep(self._read(account))
        except FAULTS as fault:
            log.warning("slack_did_not_tell_who", fault=type(fault).__name__)
        user = old.user if old else await asyncio.to_thread(self._stored, user_id)
        remembered = _Remembered(user or User(user_id, account=Account.UNKNOWN), steady() + UNKNOWN_SECONDS)
        self._remember(remembered)
        return remembered

    async def _keep(self, user: User) -> _Remembered:
        remembered = _Remembered(user, steady() + REMEMBERED_SECONDS)
        self._remember(remembered)
        await asyncio.to_thread(self._save, [user], self._clock.now())
        return remembered

    def _remember(self, remembered: _Remembered) -> None:
        if len(self._users) >= MOST_REMEMBERED:
            self._users.clear()
        self._users[remembered.user.id] = remembered

    def _read(self, account: Mapping[str, Any]) -> User:
        profile = account.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), account.get("real_name"), account.get("name"))
        name = next(filter(None, map(one_line, names)), "")
        return User(
            id=str(account.get("id", "")),
            name=name[:150],
            locale=str(account.get("locale") or ""),
            is_admin=bool(account.get("is_admin") or account.get("is_owner")),
            account=self._kind(account),
            is_gone=bool(account.get("deleted")),
        )

    def _kind(self, account: Mapping[str, Any]) -> Account:
        if account.get("is_stranger") or (self.team and account.get("team_id") not in (None, "", self.team)):
            return Account.OTHER
        return Account.GUEST if account.get("is_restricted") or account.get("is_ultra_restricted") else Account.MEMBER

    def _save(self, users: Sequence[User], now: datetime) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._database.writing() as session:
                for user in users:
                    rename(session, user.id, user.name, now)
                    before = session.get(SlackUser, user.id)
                    if before is not None and _has_changed(before, user):
                        found(session, user.id, now)
                    was_gone = before is not None and before.is_gone
                    session.merge(
                        SlackUser(
                            id=user.id,
                            name=user.name,
                            locale=user.locale,
                            is_admin=user.is_admin,
                            account=user.account,
                            is_gone=user.is_gone,
                            told_at=now,
                        )
                    )
                    if user.is_gone and not was_gone:
                        session.flush()
                        self._closed(session, user.id, now)
        except SQLAlchemyError as fault:
            log.warning("directory_not_saved", fault=type(fault).__name__)

    async def meet_admins(self, coordinators: Collection[str] = ()) -> None:
        """Learn who administers the workspace and what the coordinators are called, page by page; when Slack does not
        tell, later requests will."""
        wanted = {*coordinators}
        async for page in self._pages():
            users = [
                self._read(each)
                for each in page
                if each.get("is_admin") or each.get("id") in self._users or each.get("id") in wanted
            ]
            for user in users:
                self._remember(_Remembered(user, steady() + REMEMBERED_SECONDS))
            await asyncio.to_thread(self._save, users, self._clock.now())

    async def admins(self) -> tuple[str, ...]:
        """Who administers the workspace, by id; nothing is kept."""
        everybody = [each async for page in self._pages() for each in page if not each.get("deleted")]
        return tuple(sorted(user.id for user in map(self._read, everybody) if user.is_admin))

    async def _pages(self) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """Everybody in the workspace, page by page, until Slack tells of no more."""
        cursor = ""
        for _ in range(MOST_PAGES):
            try:
                page = await self._client.users_list(limit=200, cursor=cursor, include_locale=True)
            except FAULTS as fault:
                log.warning("slack_did_not_tell_who", fault=type(fault).__name__)
                return
            yield page.get("members") or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
