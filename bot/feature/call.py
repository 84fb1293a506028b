"""The `Call` that a command, button, form or question gets, who may make it, and the two ways to say no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.blocks.messages import Form, Home, Message
from bot.feature.post import Post
from bot.intents.reading import Utterance
from bot.language import N_, Say, Text, speak
from bot.models import Account, Network, Person, PersonState, Role


class Refusal(Exception):
    """A rule says no: one sentence for the member, in the source language, with its values."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class Overtaken(Refusal):
    """What a button was about is so no longer, so nothing is done; raised before anything is. The sentence stands above
    how things are now, as the @button called `shows` draws them, with the way on from there."""

    def __init__(self, sentence: str, shows: str, about: object = "", /, **values: object) -> None:
        super().__init__(sentence, **values)
        self.shows = shows
        self.about = str(about)


class FieldRefusal(Refusal):
    """What stands in one field of a form is refused; said at the field, and everything typed stays."""

    def __init__(self, name: str, sentence: str, /, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = name


class AskedAgain(Refusal):
    """What stands in a form is asked about before anything is saved: the form once more, with what was typed and the
    question at its field. Nothing is kept of the first sending."""

    def __init__(self, form: Form) -> None:
        super().__init__(N_("This is asked about before it is saved."))
        self.form = form


class By(Enum):
    """Who may do something. Whoever may not is told so in words."""

    ANYONE = "anyone"
    """Reads the network's outer facts, and may ask to join: also the unconfirmed."""
    INSIDE = "inside"
    """Reads what stays inside the network: the confirmed whose member takes part today, also in the role of guest, and
    who coordinates."""
    CONFIRMED = "confirmed"
    """Those who are inside, but for the role of guest, which reads only."""
    AUTHOR = "author"
    """Those, and whoever has once been in: what they wrote stays theirs. The rules ask whose it is."""
    ANSWERING = "answering"
    """Those who are confirmed, but for the role of guest, whatever their member is today: the rules ask whether it
    takes part when the meeting is."""
    HOST = "host"
    """Those who are confirmed, also before their member's first day: they prepare what it is to host. The rules ask
    what it hosts."""
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class User:
    """Somebody in Slack, as far as the bot knows them."""

    id: str
    name: str = ""
    locale: str = ""
    is_admin: bool = False
    account: Account = Account.MEMBER
    """Shown to who decides about them; what they may is decided by who they are in the network."""
    is_gone: bool = False
    """Whether their account is deactivated."""

    @property
    def language(self) -> str:
        """The language they bring, being a guest or of another organisation; empty: the network's."""
        return self.account.brings(self.locale)


@dataclass(frozen=True)
class SlackFile:
    """A file that lies in Slack, as far as Slack tells; only the work plan that a network begins with is read."""

    id: str
    name: str = ""
    mimetype: str = ""
    link: str = ""
    """Where Slack shows it to those who may see it."""
    content: bytes | None = field(default=None, kw_only=True, repr=False)
    """What is in it, where a form reads it; None: it has not been read."""


Value = str | tuple[str, ...] | tuple[SlackFile, ...] | date | time | None


@dataclass(frozen=True)
class Fields:
    """What stands in a form, by field name: text, chosen value(s), date, time or files. Text is trimmed."""

    values: Mapping[str, Value] = field(default_factory=dict)
    about: str = ""
    """The form's `about`, for what is pressed or typed inside it."""

    def text(self, name: str) -> str:
        """The text of a field, or the value chosen in a menu; empty when nothing is there."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The ticked or chosen values of a field with several."""
        value = self.values.get(name)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()

    @property
    def files(self) -> tuple[SlackFile, ...]:
        """The files given in the form, or that came with a message."""
        several = (value for value in self.values.values() if isinstance(value, tuple))
        return tuple(each for value in several for each in value if isinstance(each, SlackFile))

    def day(self, name: str) -> date | None:
        """The date picked."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def time(self, name: str) -> time | None:
        """The time of day picked, local to the network."""
        value = self.values.get(name)
        return value if isinstance(value, time) else None


TAKES_NO_PART: Final = N_(
    "{member} does not take part in the network today, so you can read and search what is open to everybody, but not"
    " answer or write. What you have written is still yours to change and withdraw."
)


def _not_posted(post: Post) -> None:
    raise RuntimeError(f"nobody takes posts here: {post.key}")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One thing somebody asks, with all that is needed to answer it."""

    session: Session
    now: datetime
    """Aware, UTC; read once at the door."""
    network: Network
    user: User
    person: Person | None
    """Who they are in the network, confirmed or not."""
    is_coordinator: bool
    say: Say
    takes_part: bool = True
    """Whether their member takes part today; who sits for no member always does."""
    has_other_networks: bool = False
    """Whether the bot serves more networks than this."""
    comes_later: Callable[[], bool] = lambda: False
    """Whether their member, which takes no part today, takes part from a later day."""
    takes_no_part: Callable[[], Refusal] = lambda: Refusal(TAKES_NO_PART, member="")
    """What is said to somebody whose member takes no part today: why, and what they can do."""
    seat_lost: Callable[[], Text] = lambda: Text("")
    """Which seat they had and when it ended, for who has left; nothing for who never had one."""
    account: Callable[[], Person | None] = lambda: None
    """Their row in the network, also when they have left it or were declined."""
    words: str = ""
    """What stands after the sub-word, cleaned, as typed."""
    value: str = ""
    """A button's or menu's value, or a form's `about`."""
    chosen: tuple[str, ...] = ()
    """What is ticked, for checkboxes and menus with several."""
    fields: Fields = field(default_factory=Fields)
    utterance: Utterance = field(default_factory=Utterance)
    """A question in plain words, as it was read."""
    channel: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    """For an answer in a thread: what the message at its head spoke of."""
    form_key: str | None = None
    """The form's own id: the same when it is sent twice."""
    erased: int = 0
    """The last erasing of anything before this is answered, by its number; 0: never."""
    erased_words: int = 0
    """The last erasing of words in the network."""
    is_private: bool = True
    """Whether only the asker sees the answer."""
    coordinators: Callable[[], tuple[str, ...]] = tuple
    """Slack ids of everybody who may administer."""
    named_for_all: tuple[str, ...] = ()
    """Slack ids of those whom the installer has named to administer every network."""
    has_coordinator: Callable[[], bool] = lambda: True
    """Whether anybody is named to administer, in the settings or in the network."""
    post: Callable[[Post], None] = _not_posted
    """Queue a message to somebody, in the same transaction as what the call changes."""
    regret: timedelta = timedelta()
    """How long what many are to hear of waits before it goes out."""
    prefix: str = ""
    """Stands before every command's name in this workspace."""
    address: str = ""
    """Where the bot's HTTP door is reached, without a slash at the end; empty when it has none."""
    workspace: str = ""
    """Where the Slack workspace is reached, as in `https://example.slack.com`; empty when nobody knows."""

    @classmethod
    def of_nobody(cls, session: Session, network: Network, now: datetime, post: Callable[[Post], None]) -> Call:
        """What is done without anybody in Slack: by who runs the bot, or because its time has come."""
        say = speak(network.language)
        return cls(session=session, now=now, network=network, user=User(""), person=None, is_coordinator=True, say=say,
                   post=post)  # fmt: skip

    @property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.network.timezone)

    @property
    def today(self) -> date:
        """The date where the network is."""
        return self.now.astimezone(self.zone).date()

    @property
    def confirmed(self) -> Person | None:
        """The person, when confirmed, also while their member takes no part."""
        return self.person if self.person is not None and self.person.state is PersonState.CONFIRMED else None

    @property
    def member_of(self) -> Person | None:
        """The person, when confirmed and their member takes part today."""
        return self.confirmed if self.takes_part or self.is_coordinator else None

    @property
    def is_in(self) -> bool:
        """Whether they are inside the network. Their confirmation decides, and nothing else."""
        return self.is_coordinator or self.member_of is not None

    @property
    def is_inside(self) -> bool:
        """Whether whoever reads the answer reads what stays inside the network: names, answers seat by seat, themes,
        and experiences that are not published. In a channel everybody there reads it, so nothing of that, whoever asks;
        all that names somebody asks this."""
        return self.is_private and self.is_in

    @property
    def is_out(self) -> bool:
        """Whether they are confirmed and their member takes no part today."""
        return self.confirmed is not None and self.member_of is None

    @property
    def host(self) -> Person | None:
        """As whom they prepare what their member hosts: when it takes part today, and from when it is known to come."""
        return self.confirmed if self.is_out and self.comes_later() else self.member_of

    @property
    def author(self) -> Person | None:
        """As whom they have written what they wrote, whatever has become of their seat since."""
        return self.person or self.account()

    @property
    def writer(self) -> Person:
        """The same; only to be read where a rule has let only such through."""
        author = self.author
        if author is None:
            raise self.has_no_seat()
        return author

    @property
    def may_write(self) -> bool:
        """Whether they may do what is for the confirmed."""
        person = self.member_of
        return self.is_coordinator or (person is not None and person.role is not Role.GUEST)

    @property
    def may_answer(self) -> bool:
        """Whether they may answer the meetings on whose day their member takes part."""
        return self.may_write or (self.confirmed is not None and self.confirmed.role is not Role.GUEST)

    @property
    def answerer(self) -> Person:
        """As whom they answer meetings; only to be read where `by` has let only such through."""
        person = self.confirmed
        if person is None:
            raise self.has_no_seat()
        return person

    @property
    def me(self) -> Person:
        """The confirmed person; only to be read where `by` has let only such through."""
        person = self.member_of
        if person is None:
            raise self.takes_no_part() if self.is_out else self.has_no_seat()
        return person

    def may(self, by: By) -> bool:
        """Whether they may do what is declared to be for those: the door asks, and all that offers something."""
        if self.user.is_gone:
            return False
        match by:
            case By.ANYONE:
                return True
            case By.INSIDE:
                return self.is_in
            case By.CONFIRMED:
                return self.may_write
            case By.AUTHOR:
                return self.may_write or (self.author is not None and self.author.role is not Role.GUEST)
            case By.ANSWERING:
                return self.may_answer
            case By.HOST:
                return self.may_write or (self.is_out and self.host is not None)
            case By.COORDINATOR:
                return self.is_coordinator

    @property
    def allowed(self) -> frozenset[By]:
        """All that they may, by what it is declared to be for."""
        return frozenset(by for by in By if self.may(by))

    def is_not_for_them(self, by: By = By.CONFIRMED) -> Refusal:
        """What is said to somebody who may not do what is for those."""
        if self.user.is_gone:
            return Refusal(ACCOUNT_CLOSED)
        if by is By.COORDINATOR:
            return Refusal(COORDINATORS_ONLY)
        if by is By.INSIDE and self.is_in:
            return Refusal(ASK_ALONE)
        if self.is_out:
            return self.takes_no_part()
        if self.confirmed is not None:
            return Refusal(READS_ONLY)
        return self.has_no_seat() if self.person is None else Refusal(NOT_CONFIRMED)

    def has_no_seat(self) -> Refusal:
        """What is said to somebody who has not asked to join, or had a seat and lost it."""
        command, lost = self.command("natverk gå med", "network join"), self.seat_lost()
        return Refusal(SEAT_LOST, lost=lost, command=command) if lost else Refusal(NOT_IN_NETWORK, command=command)

    def command(self, sv: str, en: str = "", words: str = "", *, say: Say | None = None) -> str:
        """Write a command as this person would type it, or whoever `say` speaks to, with the workspace's prefix."""
        return command_as_typed(self.prefix, say or self.say, sv, en) + (f" {words}" if words else "")


def reaches_few(address: str) -> bool:
    """Whether only the computer the bot runs on, or those on the same local network, can open an address."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return bool(address) and (host == "localhost" or host.endswith(".local") or "." not in host)


FEW_REACH: Final = N_(
    "This address works only on the computer or local network the bot runs on. Whoever runs the bot makes it reachable "
    "with the setting PUBLIC_URL."
)
"""What is said beside such an address."""


def command_as_typed(prefix: str, say: Say, sv: str, en: str = "") -> str:
    """Write a command as whoever `say` speaks to would type it in a workspace with that prefix."""
    return f"/{prefix}{en if en and say.code == 'en' else sv}"


ACCOUNT_CLOSED: Final = N_("This account is deactivated in Slack, so nothing is done for it.")
COORDINATORS_ONLY: Final = N_("Only the coordinator can do this. Nothing was changed.")
ASK_ALONE: Final = N_("Ask me directly and I will tell you the names.")
READS_ONLY: Final = N_("As a guest of the network you can read and search, but not answer or write.")
NOT_CONFIRMED: Final = N_(
    "You can read and search what is open to everybody, but the coordinator has not confirmed you yet, so this "
    "must wait until then."
)
NOT_IN_NETWORK: Final = N_("You have no seat in the network. Join with `{command}`; the coordinator confirms.")
SEAT_LOST: Final = N_("{lost} Join again with `{command}`; the coordinator confirms.")

Answer = Message | Form | Home | None
Does = Callable[[Call], Answer]
