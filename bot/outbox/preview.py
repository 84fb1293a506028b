"""Runs the jobs for a network: the only place that does, for planning, for sending and for preview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL, Job, Post, Run
from bot.language import speak, unescape
from bot.models import Delivery, DeliveryState, Network, Person, SlackUser
from bot.network import store as network_store
from bot.network.closing import rests_from
from bot.outbox.bundles import WITHIN, coming_with, paragraphs
from bot.outbox.deliveries import MARK, network_named_to, signed
from bot.outbox.follow import follow, is_closed_to_reader, standing
from bot.outbox.lateness import replaced, too_many
from bot.outbox.lost import useless, words_of_lost
from bot.outbox.reach import mentions, unreachable_ids

log = structlog.get_logger()

Coordinators = Callable[[Session, Network], tuple[str, ...]]

_MUTED = select(Person.slack_id, Person.muted).where(
    Person.network_id == bindparam("network"), Person.slack_id.is_not(None)
)
_GONE = select(SlackUser.id).where(SlackUser.is_gone)
_LAID_OUT = select(
    Delivery.id, Delivery.key, Delivery.state, Delivery.due_at, Delivery.useful_until, Delivery.to, Delivery.kind,
    Delivery.sent_at, Delivery.carried_by,
).where(
    Delivery.network_id == bindparam("network"), Delivery.due_at > bindparam("since"), Delivery.message.is_(None)
)  # fmt: skip
_LAID_OUT_KEY = select(Delivery.id).where(Delivery.key == bindparam("key"))
ON_THE_WAY = (DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.CARRIED)
"""Being sent, or perhaps sent: Slack has it now or soon."""
_READY_MADE = select(Delivery).where(
    Delivery.network_id == bindparam("network"), Delivery.message.is_not(None), Delivery.due_at <= bindparam("until"),
    Delivery.state.in_((DeliveryState.PENDING, *ON_THE_WAY)),
)  # fmt: skip

AHEAD = timedelta(days=40)
"""How far ahead deliveries are laid out."""
BACK = timedelta(days=70)
"""How late something may be and still be laid out, when its use has not passed."""


@dataclass(frozen=True)
class Receivers:
    """What the receivers of a network wish: their language, what they have muted, and who is gone from Slack."""

    language: str
    languages: dict[str, str]
    muted: dict[str, list[str]]
    gone: frozenset[str]

    def language_of(self, to: str) -> str:
        """The receiver's own language, as `languages` in bot/network/store.py has it, otherwise the network's."""
        return self.languages.get(to, self.language)

    def wants(self, post: Post, job: Job) -> bool:
        """Whether a post has somebody there who takes it."""
        if post.to in self.gone:
            return False
        return job.always or not {job.kind, post.kind} & set(self.muted.get(post.to, ()))


def receivers(session: Session, network: Network) -> Receivers:
    """Read the wishes of a network's receivers."""
    muted = session.execute(_MUTED, {"network": network.id})
    return Receivers(
        network.language,
        network_store.languages(session, network),
        {to: kinds for to, kinds in muted if to and kinds},
        frozenset(session.scalars(_GONE)),
    )


@dataclass
class Yielded:
    """What the jobs gave: the posts by key, and whether a job broke (then what is missing proves nothing)."""

    posts: dict[str, Post] = field(default_factory=dict)
    broken: bool = False
    closed: list[int] = field(default_factory=list)
    """Messages in Slack that are over and stay as they are."""


def run_jobs(jobs: Iterable[Job], run: Run, wishes: Receivers, stand: Collection[str] = ()) -> Yielded:
    """Run jobs for one network and keep what is due after `run.since`, up to `run.until`, and has a taker; of what is
    late, only the newest about each thing. `stand`: the keys of what stands in Slack."""
    yielded, resting = Yielded(), rests_from(run.network)
    for job in jobs:
        try:
            for post in job.plans(run):
                if run.since < post.due <= run.until and wishes.wants(post, job) and not _rests(run, post, resting):
                    _keep(yielded, post, job)
        except SQLAlchemyError:
            raise
        except Exception:
            yielded.broken = True
            log.exception("job_broke", job=job.kind, network=run.network.id)
    for key in replaced(yielded.posts.values(), run.now, stand):
        del yielded.posts[key]
    return yielded


def run_and_follow(jobs: Collection[Job], run: Run, wishes: Receivers, row: int = 0) -> Yielded:
    """The same, and what is to change in the messages that stand in Slack; only in `row`, when that is not 0."""
    rows = standing(run.session, run.network.id, run.now, {each.kind for each in jobs}, row)
    stand = {each.key for each in rows}
    yielded = run_jobs(jobs, run, wishes, stand)
    said = _said_long_ago(jobs, run, wishes, [each for each in rows if _is_missed(each, yielded)], stand)
    posts, broken = {**said.posts, **yielded.posts}, yielded.broken or said.broken
    followed = follow(run, rows, posts, wishes.language_of, broken=broken)
    return Yielded(yielded.posts | {each.key: each for each in followed.marks}, yielded.broken, followed.closed)


def _is_missed(row: Any, yielded: Yielded) -> bool:
    is_missing = row.by_a_job and row.key not in yielded.posts
    return is_missing and (row.closed_at is None or is_closed_to_reader(row))


def _said_long_ago(
    jobs: Collection[Job], run: Run, wishes: Receivers, rows: Sequence[Any], stand: Collection[str]
) -> Yielded:
    """What the jobs say of messages that were due before what the run looks at, or are put off to after it."""
    kinds = {each.kind for each in rows}
    if not kinds:
        return Yielded()
    long_ago = replace(run, since=min(each.due_at for each in rows) - BACK, until=max(run.until, run.now + AHEAD))
    return run_jobs([each for each in jobs if each.kind in kinds], long_ago, wishes, stand)


def _rests(run: Run, post: Post, resting: date | None) -> bool:
    """Whether the network rests when something is due: nobody is reminded of anything then."""
    return resting is not None and post.due.astimezone(run.zone).date() >= resting


def _keep(yielded: Yielded, post: Post, job: Job) -> None:
    if post.key in yielded.posts:
        log.error("job_gave_key_twice", job=job.kind)
    else:
        yielded.posts[post.key] = post


# what of the late still goes


def laid_out(session: Session, network_id: int, since: datetime) -> dict[str, Any]:
    """What the jobs have had laid out that is due after `since`, by key."""
    rows = session.connection().execute(_LAID_OUT, {"network": network_id, "since": since})
    return {row.key: row for row in rows}


def is_to_go(row: Any, post: Post, now: datetime) -> bool:
    """Whether a post is, or would be, laid out to be sent; `row` is what has become of its key so far, if anything."""
    if post.useful_until <= now:
        return False
    return row is None or row.state is DeliveryState.PENDING or comes_back(row, post)


def comes_back(row: Any, post: Post) -> bool:
    """Whether a message that was called off, or whose time had passed, has a time again."""
    has_new_time = row.state is DeliveryState.EXPIRED and post.was_due > row.due_at
    return row.state is DeliveryState.CANCELLED or bool(has_new_time)


def given_up(posts: Iterable[Post], there: Mapping[str, Any], now: datetime, jobs: Iterable[Job]) -> set[str]:
    """The keys that do not go after all: put off to when they are of no use any more, or too many late ones have
    gathered for one receiver."""
    waiting = [each for each in posts if is_to_go(there.get(each.key), each, now)]
    useless = {each.key for each in waiting if each.was_due <= now and each.useful_until <= each.due}
    left = [each for each in waiting if each.key not in useless]
    return useless | too_many(left, now, {job.kind for job in jobs if job.always})


def going_out(run: Run, jobs: Collection[Job], meeting_id: int) -> list[Post]:
    """What the jobs have to say of a meeting that has not gone out, up to `run.until`."""
    posts = run_jobs(jobs, run, receivers(run.session, run.network)).posts
    there = laid_out(run.session, run.network.id, run.since)
    dropped = given_up(posts.values(), there, run.now, jobs)
    return [
        each
        for key, each in posts.items()
        if key not in dropped
        and each.about.get("meeting") == str(meeting_id)
        and is_to_go(there.get(key), each, run.now)
    ]


# preview


@dataclass(frozen=True)
class Previewed:
    """One message that will go out. `at` is in the network's zone; `to` is a Slack user id or the channel."""

    key: str
    at: datetime
    to: str
    kind: str
    text: str


def preview(
    session: Session,
    jobs: Iterable[Job],
    networks: Iterable[Network],
    *,
    since: datetime,
    until: datetime,
    coordinators: Coordinators = lambda session, network: (),
    prefix: str = "",
    now: datetime | None = None,
) -> list[Previewed]:
    """Every message that goes out after `since` and up to `until`, in order of time; none is sent. What stands in Slack
    and is changed there is none.

    `now` is the moment looked from, `since` unless said. What is late then, or was sent late in that time, is shown
    too. Each is in its receiver's language, unescaped.
    """
    jobs = tuple(jobs)
    messages: list[Previewed] = []
    for network in networks:
        look = _Look(
            Run(
                session=session, network=network, now=now or since, since=min(now or since, since) - BACK, until=until,
                coordinators=coordinators(session, network), prefix=prefix,
            ),
            since,
            coordinators,
        )  # fmt: skip
        going = [*look.of_jobs(jobs), *look.ready_made()]
        messages += [*going, *look.mentioned(going)]
    told = [each for each in messages if each.kind != MARK]
    return sorted(told, key=lambda each: (each.at, each.to, each.key))


@dataclass(frozen=True)
class _Look:
    """A run that is only looked at, and from when on what goes out is shown."""

    run: Run
    since: datetime
    coordinators: Coordinators

    def of_jobs(self, jobs: tuple[Job, ...]) -> Iterator[Previewed]:
        """What the jobs have to say."""
        run, wishes = self.run, receivers(self.run.session, self.run.network)
        posts = run_jobs(jobs, replace(run, until=run.until + WITHIN), wishes).posts
        there = laid_out(run.session, run.network.id, run.since)
        dropped = given_up(posts.values(), there, run.now, jobs)
        left = [each for key, each in posts.items() if key not in dropped]
        unreachable = unreachable_ids(run.session)  # what cannot be brought brings nothing with it
        waiting = [each for each in left if each.to not in unreachable and is_to_go(there.get(each.key), each, run.now)]
        coming = coming_with(waiting, run.now, lambda to: speak(wishes.language_of(to)))
        carried = {each.key for each in waiting} - coming.keys()
        going = [
            each
            for each in left
            if each.key not in carried and each.due <= run.until and self._goes(each, there.get(each.key))
        ]
        lost = [posts[key].kind for key in dropped] + useless(run.session, run.network, run.now, posts, there)
        for post in (*going, *self._of_lost(lost, wishes)):
            said = post.write(speak(wishes.language_of(post.to))).text
            text = paragraphs([said, *(each["text"] for _, each in coming.get(post.key, ()))])
            yield self._previewed(post.key, post.due, post.to, post.kind, text)

    def _of_lost(self, lost: Sequence[str], wishes: Receivers) -> Iterator[Post]:
        """What the coordinators will be told of what is lost by now, unless they were told today."""
        run = self.run
        if self.since > run.now:
            return
        reached = [each for each in run.coordinators if each not in wishes.gone]
        for each in words_of_lost(run.session, run.network, lost, run.now, reached, run.prefix):
            if each.due <= run.until and run.session.scalar(_LAID_OUT_KEY, {"key": each.key}) is None:
                yield each

    def _goes(self, post: Post, row: Any) -> bool:
        """Whether it goes out in the time looked at; what is late goes at once, when that has not happened yet. What
        comes in the message of another does not go."""
        if row is not None and row.carried_by is not None:
            return False
        if post.useful_until <= post.due or (post.due <= self.since and self.run.now < self.since):
            return False  # put off until it is of no use any more; gone by then
        if post.was_due > self.since:
            return True
        if row is not None and row.state in ON_THE_WAY:
            return True
        was_sent_late = row is not None and row.state is DeliveryState.SENT and row.sent_at > self.since
        return was_sent_late or is_to_go(row, post, self.run.now)

    def ready_made(self) -> Iterator[Previewed]:
        """What features have told and has not gone out."""
        for each in self.run.session.scalars(_READY_MADE, {"network": self.run.network.id, "until": self.run.until}):
            is_of_use = each.useful_until is None or each.useful_until > self.since
            if each.due_at > self.since or (is_of_use and self.since <= self.run.now):
                text = each.message["text"] if each.message else ""
                yield self._previewed(each.key, each.due_at, each.to, each.kind, text)

    def mentioned(self, going: Iterable[Previewed]) -> Iterator[Previewed]:
        """What the channel reads of messages to people who are known not to get direct messages."""
        lost = unreachable_ids(self.run.session)
        posts = (
            post
            for each in going
            if each.to in lost
            for post in mentions(self.run.network, each.to, each.at, self.run.prefix)
        )
        for key, post in {each.key: each for each in posts}.items():
            if self.run.session.scalar(_LAID_OUT_KEY, {"key": key}) is None:
                text = post.write(speak(self.run.network.language)).text
                yield self._previewed(key, post.due, post.to, post.kind, text)

    def _previewed(self, key: str, due: datetime, to: str, kind: str, text: str) -> Previewed:
        where = self.run.network.channel or CHANNEL if to == CHANNEL else to
        at = max(due, self.since + timedelta(microseconds=1)).astimezone(self.run.zone)
        name = network_named_to(self.run.session, self.run.network, to, self.coordinators)
        return Previewed(key, at, where, kind, unescape(signed({"text": text}, name)["text"]))
