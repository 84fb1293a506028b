"""Small worlds for tests: a database with a network, and people who ask the bot without Slack between.

    world = World(database)
    gavle = world.member("Gävle")
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    world.meeting(MeetingKind.PARTNERSHIP, month=date(2020, 5, 1), host=gavle)
    answered = world.ask(official, "/mote")
    answered = world.click(official, answered, "Ja")
    form = world.ask(coordinator, "/mote ny").answer
    world.send(coordinator, form, kind="partnership", first_day=date(2020, 5, 14))

Everything goes through the real `Answering`, in one transaction each, as from Slack.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import orjson
from slack_sdk.models.blocks import Block, InputBlock

from bot.blocks.messages import Form, Home, Message
from bot.blocks.parts import MORE_FIELDS, SHOWN
from bot.db import Database
from bot.feature.call import Fields, User
from bot.features import find_features
from bot.home.help import explainer
from bot.language import speak, unescape
from bot.models import (
    Account,
    Activity,
    Coordination,
    HostingTurn,
    JoinRequest,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    Role,
    Step,
)
from bot.playground.parts import plain
from bot.playground.strict.messages import check_message
from bot.playground.strict.views import check_view
from bot.slack.answering import Answering, Response
from bot.slack.lexicon import Lexicon
from bot.slack.payloads import Ask, Luggage, Who, pressed
from bot.slack.replies import home_of, view_of

NOW = datetime(2020, 2, 10, 8, 0, tzinfo=UTC)
CHANNEL_ID = "C0NETWORK"
WORKSPACE = "https://natverk.slack.com"
ADDRESS = "https://bot.example.net"
"""Where the bot is reached."""
_count = itertools.count(1)


@dataclass(frozen=True)
class Somebody:
    """A Slack user in a test, with the person they are in the network if any."""

    user: User
    person_id: int | None = None

    @property
    def slack_id(self) -> str:
        return self.user.id


class World:
    """A network in a database, and doors to ask it through."""

    def __init__(
        self,
        database: Database,
        *,
        coordinators: tuple[str, ...] = ("UCOORD",),
        prefix: str = "",
        regret: timedelta = timedelta(),
    ) -> None:
        self.database = database
        self.now = NOW
        declared = find_features()
        commands = declared.command_list()
        self.answering = Answering(
            database,
            declared,
            Lexicon(commands, prefix),
            coordinators=coordinators,
            prefix=prefix,
            help_with=explainer(commands, declared.questions.values()),
            workspace=WORKSPACE,
            address=ADDRESS,
            regret=regret,
        )
        with database.writing() as session:
            network = Network(key="test", name="Testnätverket", channel=CHANNEL_ID, settings={})
            period = Period(
                network=network,
                name="2020–2021",
                starts=date(2020, 1, 1),
                ends=date(2021, 12, 31),
                coordination=Coordination.COORDINATOR,
            )
            session.add_all([network, period])
            session.flush()
            self.network_id, self.period_id = network.id, period.id
        self.coordinator = Somebody(User("UCOORD", "Samordnare"))
        self.stranger = Somebody(User("USTRANGER", "Någon utifrån", account=Account.OTHER))
        self.newcomer = Somebody(User("UNEW", "Ny tjänsteperson"))

    # what there is

    def add(self, *rows: Any) -> Any:
        """Store rows; gives back the id of the first."""
        with self.database.writing() as session:
            session.add_all(rows)
            session.flush()
            return rows[0].id

    def member(self, name: str, **more: Any) -> int:
        """A member that takes part in the period; gives its id."""
        member_id: int = self.add(Member(network_id=self.network_id, name=name, municipalities=[name], **more))
        self.add(Membership(period_id=self.period_id, member_id=member_id))
        return member_id

    def person(
        self,
        name: str,
        role: Role,
        member: int | None = None,
        *,
        state: PersonState = PersonState.CONFIRMED,
        **more: Any,
    ) -> Somebody:
        """Somebody with a Slack account and a seat; or, while they wait, the request for it."""
        slack_id = f"U{next(_count):05d}"
        asked_at = more.pop("requested_at", NOW)
        row = Person(
            network_id=self.network_id, slack_id=slack_id, name=name, role=role, member_id=member, state=state, **more
        )
        somebody = Somebody(User(slack_id, name), self.add(row))
        if state is PersonState.REQUESTED:
            self.add(JoinRequest(network_id=self.network_id, person_id=somebody.person_id, role=role, member_id=member,
                                 asked_at=asked_at))  # fmt: skip
        return somebody

    def meeting(self, kind: MeetingKind = MeetingKind.PARTNERSHIP, *, host: int | None = None, **more: Any) -> int:
        """A meeting in the period, 95 days from NOW unless said otherwise; gives its id."""
        first = more.get("first_day")
        month = more.pop("month", (first or (NOW + timedelta(days=95)).date()).replace(day=1))
        if first is not None:
            more.setdefault("last_day", first)
        meeting_id: int = self.add(
            Meeting(network_id=self.network_id, period_id=self.period_id, kind=kind, month=month, **more)
        )
        if host is not None:
            self.add(
                HostingTurn(network_id=self.network_id, period_id=self.period_id, member_id=host, meeting_id=meeting_id)
            )
        return meeting_id

    def activity(self, number: int, title: str, *steps: Mapping[str, Any], **more: Any) -> int:
        """An activity with its steps; gives its id."""
        activity_id: int = self.add(Activity(period_id=self.period_id, number=number, title=title, **more))
        for position, step in enumerate(steps, 1):
            self.add(Step(activity_id=activity_id, position=position, **step))
        return activity_id

    def settings(self, **more: Any) -> None:
        """Change the network's settings."""
        with self.database.writing() as session:
            network = session.get_one(Network, self.network_id)
            network.settings = {**network.settings, **more}

    def change(self, meeting_id: int, **values: Any) -> None:
        """Change a meeting, as somebody with the database in hand would."""
        with self.database.writing() as session:
            meeting = session.get_one(Meeting, meeting_id)
            for name, value in values.items():
                setattr(meeting, name, value)

    def rows(self, noun: type[Any]) -> list[Any]:
        """All rows of a noun, as they are now."""
        from sqlalchemy import select

        with self.database.reading() as session:
            return list(session.scalars(select(noun).order_by(noun.id)))

    def row(self, noun: type[Any], row_id: int) -> Any:
        """One row, as it is now."""
        with self.database.reading() as session:
            return session.get(noun, row_id)

    # what people do

    def ask(self, who: Somebody, typed: str, *, channel: str | None = CHANNEL_ID) -> Response:
        """Type a slash command."""
        name, _, words = typed.removeprefix("/").partition(" ")
        ask = Ask(kind="command", name=name, who=Who(who.user.id), words=words.strip(), channel=channel)
        spoken = "en" if name in self.answering._lexicon.english else ""
        return self.answering.answer(ask, who.user, self.now, spoken)

    def say(self, who: Somebody, words: str, *, once: str = "", direct: bool = True, thread: str = "") -> Response:
        """Write plain words to the bot."""
        ask = Ask(
            kind="words",
            name="words",
            who=Who(who.user.id),
            words=words,
            channel="D1",
            once=once,
            in_direct_message=direct,
            thread=thread,
        )
        return self.answering.answer(ask, who.user, self.now)

    def click(self, who: Somebody, answer: Response | Message | Home, label: str, nth: int = 0) -> Response:
        """Press the nth button of that label, or choose that option of a menu."""
        buttons = [each for each in elements(answer) if label in each["labels"]]
        assert buttons, f"no button {label!r} among {[each['labels'] for each in elements(answer)]}"
        button = buttons[nth]
        return self.press(who, button["action_id"], button["values"][label], stands_in=button["block_id"])

    def pages(self, who: Somebody, answer: Response) -> list[Response]:
        """Every page of an answer, pressed on to the end; each is one that Slack takes."""
        pages = [answer]
        while on := [each for each in ("Visa fler", "Läs vidare", "Show more", "Read on") if each in labels(pages[-1])]:
            pages.append(self.click(who, pages[-1], on[0]))
        for each in pages:
            assert not each.refused
            refuse_what_slack_does_not_take(each.answer)
        return pages

    def press(self, who: Somebody, action_id: str, value: str = "", *, once: str = "", **more: Any) -> Response:
        """Send a click as Slack would, also a forged one. One that does not tell what was shown is pressed again where
        that is drawn."""
        answered = self.press_once(who, action_id, value, once=once, **more)
        if SHOWN in value or answered.refused or not isinstance(answered.answer, Message):
            return answered
        name, about = pressed(action_id, value)
        carried = [pressed(each["action_id"], text) for each in elements(answered) for text in each["values"].values()]
        shown = [text for named, text in carried if named == name and text.startswith(f"{about}{SHOWN}")]
        return self.press_once(who, name, shown[0], **more) if shown and not answered.changed else answered

    def press_once(self, who: Somebody, action_id: str, value: str = "", *, once: str = "", **more: Any) -> Response:
        """The same, once."""
        name, value = pressed(action_id, value)
        ask = Ask(
            kind="button",
            name=name,
            who=Who(who.user.id),
            value=value,
            channel=CHANNEL_ID,
            container="message",
            once=once or f"click/{next(_count)}",
        )
        return self.answering.answer(replace(ask, **more), who.user, self.now)

    def send(
        self,
        who: Somebody,
        form: Form | Response,
        *,
        view: str = "",
        erasing: int | None = None,
        **values: str | tuple[str, ...] | date | time | None,
    ) -> Response:
        """Fill in a form and send it; what is not named keeps what the form came with, and what is out of sight is
        brought into sight to be filled in. The answer that a form is also tells where what opened it stands."""
        stands_in, form = (form.stands_in, form.answer) if isinstance(form, Response) else ("", form)
        form = in_sight(form, values)
        fields = Fields({**typed_in(form), **values}, form.about)
        inputs = [each["block_id"] for each in form.rendered if each["type"] == "input"]
        view = view or f"V{next(_count)}"
        ask = Ask(
            kind="form",
            name=form.name,
            who=Who(who.user.id),
            value=form.about,
            form=form.name,
            is_folded=form.is_folded,
            channel=CHANNEL_ID,
            fields=fields,
            first_field=inputs[0] if inputs else "",
            erasing=erasing,
            stands_in=stands_in,
            view=view,
            once=f"form/{view}",
        )
        return self.answering.answer(ask, who.user, self.now)

    def cancel(self, who: Somebody, meeting: int, because: str = "") -> Response:
        """Cancel a meeting, as its form does."""
        return self.send(who, self.press(who, "meeting.cancel", str(meeting)).answer, because=because)

    def press_in(self, who: Somebody, form: Form, action_id: str, value: str = "", **typed: Any) -> Response:
        """Press a button in a form, with what is typed in it by then."""
        fields = Fields({**typed_in(form), **typed}, form.about)
        inside = {"container": "view", "form": form.name, "is_folded": form.is_folded, "fields": fields}
        return self.press_once(who, action_id, value, **inside)

    def more(self, who: Somebody, form: Form, **typed: Any) -> Form:
        """The form with all its fields in sight, after some were typed in."""
        whole = self.press_in(who, form, MORE_FIELDS, **typed).answer
        assert isinstance(whole, Form) and not whole.is_folded
        return whole

    def home(self, who: Somebody) -> Response:
        """Open the Home tab."""
        return self.answering.answer(Ask(kind="home", name="home", who=Who(who.user.id)), who.user, self.now)

    def shortcut(self, who: Somebody, name: str, text: str = "") -> Response:
        """Use a shortcut, of a message with that text."""
        ask = Ask(kind="shortcut", name=name, who=Who(who.user.id), words=text, channel=CHANNEL_ID)
        return self.answering.answer(ask, who.user, self.now)


def refuse_what_slack_does_not_take(answer: Message | Form | Home | None) -> None:
    """Raise what Slack would answer, by the stand-in's measures."""
    if isinstance(answer, Message):
        for each in (answer.payload, answer.tabled or answer.payload):
            check_message(orjson.loads(orjson.dumps(each)))
    elif isinstance(answer, Form):
        check_view(orjson.loads(orjson.dumps(view_of(answer, speak("sv"), Luggage()))), "modal")
    elif isinstance(answer, Home):
        check_view(orjson.loads(orjson.dumps(home_of(answer, 1))), "home")


def blocks_of(answer: Response | Message | Form | Home | None) -> list[dict[str, Any]]:
    """The blocks of whatever was answered."""
    thing = answer.answer if isinstance(answer, Response) else answer
    if isinstance(thing, Message):
        return list(thing.payload.get("blocks", ()))
    return thing.rendered if isinstance(thing, Form | Home) else []


def table_of(answer: Response) -> list[list[str]]:
    """The rows of the table in an answer, as Slack is sent it, the heading first; none where there is no table."""
    assert isinstance(answer.answer, Message)
    blocks = (answer.answer.tabled or {}).get("blocks", ())
    table = next((each for each in blocks if each["type"] == "table"), {"rows": []})
    return [[plain([cell]) for cell in row] for row in table["rows"]]


def words_of(answer: Response | Message | Form | Home | None) -> str:
    """Everything a person reads in an answer, as they read it."""
    thing = answer.answer if isinstance(answer, Response) else answer
    texts = list(_texts(blocks_of(thing)))
    if isinstance(answer, Response):
        texts += answer.field_errors.values()
    if isinstance(thing, Message):
        texts.insert(0, thing.text)
    return unescape("\n".join(texts))


def blocks_read(answers: Sequence[Response]) -> str:
    """What a person reads in the blocks of several answers."""
    return unescape("\n".join(text for each in answers for text in _texts(blocks_of(each))))


def elements(answer: Response | Message | Form | Home) -> list[dict[str, Any]]:
    """Buttons and menus with their labels and values."""
    buttons = []
    for block in blocks_of(answer):
        for each in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if not isinstance(each, dict) or "action_id" not in each:
                continue
            options = options_of(each)
            values = {unescape(option["text"]["text"]): option["value"] for option in options}
            if each["type"] == "button":
                values = {unescape(each["text"]["text"]): each.get("value", "")}
            buttons.append(
                {
                    "action_id": each["action_id"],
                    "labels": list(values),
                    "values": values,
                    "type": each["type"],
                    "block_id": block.get("block_id", ""),
                }
            )
    return buttons


def options_of(menu: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A menu's options, also those in groups."""
    groups = menu.get("option_groups", ())
    return [*menu.get("options", ()), *(option for group in groups for option in group["options"])]


def labels(answer: Response | Message | Form | Home) -> list[str]:
    """The labels of all buttons and menu options."""
    return [label for each in elements(answer) for label in each["labels"]]


def in_sight(form: Form, values: Mapping[str, Any]) -> Form:
    """The form with those of its fields in sight."""
    fields = {each.block_id for each in form.blocks if isinstance(each, InputBlock)}
    return replace(form, is_open=True) if fields & set(values) - set(typed_in(form)) else form


def prefilled(form: Form) -> dict[str, Any]:
    """What a form's fields hold when it opens, also those out of sight."""
    return typed_in(replace(form, is_open=True))


def typed_in(form: Form) -> dict[str, Any]:
    """What Slack tells of a form in which nothing was touched."""
    values: dict[str, Any] = {}
    for block in form.rendered:
        if block["type"] != "input":
            continue
        element = block["element"]
        match element["type"]:
            case "datepicker":
                day = element.get("initial_date")
                values[element["action_id"]] = date.fromisoformat(day) if day else None
            case "timepicker":
                at = element.get("initial_time")
                values[element["action_id"]] = time.fromisoformat(at) if at else None
            case "checkboxes" | "multi_static_select" | "multi_external_select":
                values[element["action_id"]] = tuple(each["value"] for each in element.get("initial_options", ()))
            case "static_select" | "external_select" | "radio_buttons":
                values[element["action_id"]] = (element.get("initial_option") or {}).get("value", "")
            case _:
                initial = element.get("initial_value") or element.get("initial_conversation")
                values[element["action_id"]] = initial or ""
    return values


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn") and "text" in value:
            yield value["text"]
        for name, each in value.items():
            if name == "alt_text":
                yield each
            elif name != "text" or isinstance(each, dict):
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


__all__ = [
    "Block",
    "Somebody",
    "World",
    "blocks_of",
    "blocks_read",
    "elements",
    "in_sight",
    "labels",
    "options_of",
    "prefilled",
    "refuse_what_slack_does_not_take",
    "table_of",
    "words_of",
]
