"""What the jobs yield for a network: the one place where they are run, for planning, for sending and for preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.declare import CHANNEL, Job, Post, Run
from bot.language import speak, unescape
from bot.models import Delivery, DeliveryState, Network, Person, SlackUser

log = structlog.get_logger()

Coordinators = Callable[[Session, Network], tuple[str, ...]]

_RECEIVERS = select(Person.slack_id, Person.language, Person.muted).where(
    Person.network_id == bindparam("network"), Person.slack_id.is_not(None)
)
_GONE = select(SlackUser.id).where(SlackUser.is_gone)


@dataclass(frozen=True)
class Receivers:
    """What the receivers of a network wish: their language, what they have muted, and who is gone from Slack."""

    language: str
    languages: dict[str, str]
    muted: dict[str, list[str]]
    gone: frozenset[str]

    def language_of(self, to: str) -> str:
        """The receiver's own language when they chose one, otherwise the network's."""
        return self.languages.get(to, self.language)

    def wants(self, post: Post, job: Job) -> bool:
        """Whether a post has somebody there who takes it."""
        if post.to in self.gone:
            return False
        return job.always or not {job.kind, post.kind} & set(self.muted.get(post.to, ()))


def receivers(session: Session, network: Network) -> Receivers:
    """Read the wishes of a network's receivers."""
    rows = session.execute(_RECEIVERS, {"network": network.id}).all()
    return Receivers(
        network.language,
        {row[0]: row[1] for row in rows if row[0] and row[1]},
        {row[0]: row[2] for row in rows if row[0] and row[2]},
        frozenset(session.scalars(_GONE)),
    )


@dataclass
class Yielded:
    """What the jobs gave: the posts by key, and whether a job broke (then what is missing proves nothing)."""

    posts: dict[str, Post] = field(default_factory=dict)
    broken: bool = False


def run_jobs(jobs: Iterable[Job], run: Run, wishes: Receivers) -> Yielded:
    """Run jobs for one network and keep what is due after `run.since`, up to `run.until`, and has a taker."""
    yielded = Yielded()
    for job in jobs:
        try:
            for post in job.plans(run):
                if run.since < post.due <= run.until and wishes.wants(post, job):
                    _keep(yielded, post, job)
        except SQLAlchemyError:
            raise
        except Exception:
            yielded.broken = True
            log.exception("a job broke", job=job.kind, network=run.network.id)
    return yielded


def _keep(yielded: Yielded, post: Post, job: Job) -> None:
    if post.key in yielded.posts:
        log.error("a job gave one key twice; the first counts", job=job.kind)
    else:
        yielded.posts[post.key] = post


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
    """Every message due after `since` and up to `until`, in order of time; none is sent.

    `now` is the moment looked from, `since` unless said. Each is in its receiver's language, unescaped.
    """
    jobs = tuple(jobs)
    found: list[Previewed] = []
    for network in networks:
        run = Run(
            session=session, network=network, now=now or since, since=since, until=until,
            coordinators=coordinators(session, network), prefix=prefix,
        )  # fmt: skip
        found += _of_jobs(jobs, run)
        found += _ready_made(run)
    return sorted(found, key=lambda each: (each.at, each.to, each.key))


def _of_jobs(jobs: tuple[Job, ...], run: Run) -> Iterator[Previewed]:
    wishes = receivers(run.session, run.network)
    for post in run_jobs(jobs, run, wishes).posts.values():
        text = post.write(speak(wishes.language_of(post.to))).text
        yield _previewed(run, post.key, post.due, post.to, post.kind, text)


def _ready_made(run: Run) -> Iterator[Previewed]:
    query = select(Delivery).where(
        Delivery.network_id == run.network.id, Delivery.state == DeliveryState.PENDING, Delivery.message.is_not(None)
    )
    for each in run.session.scalars(query.where(Delivery.due_at > run.since, Delivery.due_at <= run.until)):
        text = each.message["text"] if each.message else ""
        yield _previewed(run, each.key, each.due_at, each.to, each.kind, text)


def _previewed(run: Run, key: str, due: datetime, to: str, kind: str, text: str) -> Previewed:
    where = run.network.channel or CHANNEL if to == CHANNEL else to
    return Previewed(key, due.astimezone(run.zone), where, kind, unescape(text))


AHEAD = timedelta(days=40)
"""How far ahead deliveries are laid out."""
BACK = timedelta(days=70)
"""How late something may be and still be laid out, when its use has not passed."""
