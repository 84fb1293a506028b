"""What must be so of a message that stands in Slack, in words of its own, from the tables alone.

`untrue` reads all that stands; `dead` presses each button there, undoes it again, and tells of those that do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.blocks.messages import Form, Message
from bot.models import (
    Answer,
    DayAnswer,
    DayProposal,
    Delivery,
    Experience,
    HostingTurn,
    JoinRequest,
    Meeting,
    Member,
    Membership,
    Person,
    SwapRequest,
    WaitingChange,
)
from bot.network.hours import Hours
from bot.slack.answering import Response
from tests.outbox.lives import BROKEN, Life, Stood
from tests.world import Somebody, words_of

ZONE: Final = ZoneInfo("Europe/Stockholm")
MONTHS: Final = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
ABOUT_MEETINGS: Final = ("invitation", "silent", "soon", "change", "deputy", "dates", "checklist", "summary")
CLOSED: Final = {"sv": "stängt för dig", "en": "closed to you"}
OUTDATED: Final = ("Det här gäller inte längre", "This no longer holds")
NOT_CURRENT: Final = ("inte längre aktuellt", "no longer current")
SWEDISH: Final = re.compile(r"[åäö]|\b(och|inte|du|har|är|mötet|ja|nej)\b", re.IGNORECASE)
ENGLISH: Final = re.compile(r"\b(the|you|your|of|is|and|not|yes|no)\b", re.IGNORECASE)
COUNTS: Final = re.compile(r"\b(?:Ja|Yes) (\d+)[^·\n]*· (?:Nej|No) (\d+) · (?:Kanske|Maybe) (\d+)")
SILENT: Final = re.compile(r"(?:Inte svarat|Not answered) (\d+)")
AWAY: Final = re.compile(r"\((?:om \d+ dagar|i morgon|i dag|pågår|in \d+ days|tomorrow|today|going on)")
ASKS: Final = ("Kan du komma?", "Can you come", "Kan du komma i stället", "Snart:", "Soon:")
COMES_INSTEAD: Final = ("kommer i ditt ställe", "comes in your place", "du kommer i stället", "you come instead")
NOT_NEEDED: Final = ("behöver inte längre komma", "no longer need to come", "kan inte heller", "cannot come either")
RECEIPTS: Final = (
    ("✓ Du kommer till", "yes"), ("✓ You are coming to", "yes"), ("✓ Du är med digitalt", "digital"),
    ("✓ You attend", "digital"), ("Du kommer inte till", "no"), ("You do not come to", "no"),
    ("Du har svarat kanske till", "maybe"), ("You have answered maybe to", "maybe"),
)  # fmt: skip
ANSWERS: Final = ("meeting.answer", "receipt.answer")
SAYS_SO: Final = ("har ändrats sedan", "har flyttats", "flyttats till", "är flyttat", "has changed since", "moved")
SPEAK_OF_WHO_IS_NOT_IN: Final = ("join", "swap")
NOUNS: Final = (Answer, Experience, HostingTurn, JoinRequest, Meeting, Membership, Person, SwapRequest)


@dataclass(frozen=True)
class Facts:
    """All that the tables say at one moment."""

    now: datetime
    rows: dict[type[Any], dict[int, dict[str, Any]]]

    @classmethod
    def read(cls, life: Life) -> Facts:
        nouns = (*NOUNS, Member, Delivery, WaitingChange, DayProposal, DayAnswer)
        with life.database.reading() as session:
            return cls(life.world.now, {noun: _rows(session, noun) for noun in nouns})

    def of(self, noun: type[Any], row: object) -> dict[str, Any] | None:
        return self.rows[noun].get(int(str(row) or 0)) if str(row).isdecimal() else None

    # meetings

    def days(self, meeting: dict[str, Any], language: str) -> str:
        """Its days, or its month, in words."""
        months = MONTHS[language]
        first, last = meeting["first_day"], meeting["last_day"]
        if first is None:
            return f"{months[meeting['month'].month - 1]} {meeting['month'].year}"
        ends = f"{last.day} {months[last.month - 1]} {last.year}"
        if first == last:
            return ends
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{ends}"
        year = f" {first.year}" if first.year != last.year else ""
        return f"{first.day} {months[first.month - 1]}{year}–{ends}"

    def begins(self, meeting: dict[str, Any]) -> datetime:
        day = meeting["first_day"] or meeting["month"]
        return datetime.combine(day, meeting["starts"] or time(), ZONE)

    def is_open(self, meeting: dict[str, Any]) -> bool:
        """Whether one is still asked whether one comes: until it begins, or its month ends."""
        ends = (meeting["month"] + timedelta(days=32)).replace(day=1)
        until = self.begins(meeting) if meeting["first_day"] else datetime.combine(ends, time(), ZONE)
        return meeting["state"] == "planned" and self.now < until

    def are_days_open(self, poll: str) -> bool:
        """Whether the days that are proposed can still be said yes to: none is decided, and one is to come."""
        first, all_of = self.of(DayProposal, poll), self.rows[DayProposal].values()
        if first is None:
            return False
        meeting, at = self.rows[Meeting][first["meeting_id"]], first["proposed_at"]
        its = [each for each in all_of if each["meeting_id"] == meeting["id"]]
        days = [each["first_day"] for each in its if each["proposed_at"] == at]
        return (
            self.is_open(meeting)
            and all(each["proposed_at"] <= at for each in its)
            and first["withdrawn_at"] is None
            and (meeting["days_set_at"] is None or meeting["days_set_at"] < at)
            and self.now < datetime.combine(max(days), time(), ZONE)
        )

    def waits(self, stood: Stood) -> bool:
        """Whether what somebody did to its meeting has not gone out: it says how that was."""
        of = stood.about.get("meeting", "")
        held = [each["goes_at"] for each in self.rows[WaitingChange].values() if str(each["meeting_id"]) == of]
        return any(self.now < Hours(9, ZONE).soonest(each) + timedelta(minutes=3) for each in held)

    def where(self, meeting: dict[str, Any]) -> tuple[Any, ...]:
        """What somebody says yes or no to."""
        names = ("state", "first_day", "last_day", "month", "starts", "ends", "digital", "place")
        return tuple(meeting[each] for each in names)

    # people

    def takes_part(self, member: int | None, day: date) -> bool:
        if member is None:
            return True
        own = [each for each in self.rows[Membership].values() if each["member_id"] == member]
        return any(
            each["state"] == "active"
            and (each["starts"] is None or each["starts"] <= day)
            and (each["ends"] is None or day <= each["ends"])
            for each in own
        )

    def person(self, slack_id: str) -> dict[str, Any] | None:
        return next((each for each in self.rows[Person].values() if each["slack_id"] == slack_id), None)

    def is_in(self, slack_id: str) -> bool:
        """Whether somebody is confirmed, and their member takes part today."""
        person = self.person(slack_id)
        today = self.now.astimezone(ZONE).date()
        return (
            person is not None
            and person["state"] == "confirmed"
            and (person["role"] in ("coordinator", "guest") or self.takes_part(person["member_id"], today))
        )

    def counts(self, meeting: dict[str, Any]) -> tuple[int, int, int, int]:
        """Seats that say yes, no, maybe, and nothing."""
        roles = {"partnership": ("elected", "official"), "officials": ("official",)}[meeting["kind"]]
        day = self.begins(meeting).date()
        there = [each for each in self.rows[Person].values() if each["state"] == "confirmed"]
        seats = [each for each in there if each["role"] in roles and self.takes_part(each["member_id"], day)]
        said = [self._says(meeting, each) for each in seats]
        return said.count("yes"), said.count("no"), said.count("maybe"), said.count("")

    def reply(self, meeting: dict[str, Any], person: int) -> str:
        """What somebody has answered themselves, or as a deputy who was asked."""
        given = [each for each in self.rows[Answer].values() if each["meeting_id"] == meeting["id"]]
        own = [each["reply"] for each in given if each["person_id"] == person]
        stands_in = [each for each in given if each["deputy_id"] == person == each["answered_by_id"]]
        return own[0] if own else "yes" if stands_in else ""

    def _says(self, meeting: dict[str, Any], seat: dict[str, Any]) -> str:
        answers = {
            each["person_id"]: each for each in self.rows[Answer].values() if each["meeting_id"] == meeting["id"]
        }
        own = answers.get(seat["id"])
        deputies = [each["id"] for each in self.rows[Person].values() if each["deputy_for_id"] == seat["id"]]
        if own is not None and own["reply"] == "deputy":
            deputy = answers.get(own["deputy_id"])
            if deputy is None:
                return "yes" if own["answered_by_id"] == own["deputy_id"] else "unknown"
            return {"yes": "yes", "digital": "yes", "maybe": "maybe"}.get(deputy["reply"], "no")
        comes = any(each in answers and answers[each]["reply"] in ("yes", "digital") for each in deputies)
        if comes and (own is None or own["reply"] == "no"):
            return "yes"
        return {"yes": "yes", "digital": "yes", "no": "no", "maybe": "maybe"}[own["reply"]] if own else ""

    # what a message is about

    def subject(self, stood: Stood) -> object:
        """What of its subject the message's buttons decide about; None where it is about none of these."""
        about = stood.about
        if meeting := self.of(Meeting, about.get("meeting", "")):
            return self.where(meeting)
        if stood.kind == "swap" and (request := self.of(SwapRequest, about.get("request", ""))):
            return request["state"], *(self._turn(request[each]) for each in ("turn_id", "other_turn_id"))
        if stood.kind == "join" and (request := self.of(JoinRequest, about.get("request", ""))):
            return tuple(request[each] for each in ("state", "role", "member_id", "deputises"))
        if experience := self.of(Experience, about.get("experience", "")):
            return tuple(experience[each] for each in ("state", "title", "did", "may_publish"))
        return None

    def _turn(self, row: int) -> tuple[Any, ...]:
        turn = self.rows[HostingTurn][row]
        meeting = self.of(Meeting, turn["meeting_id"])
        return turn["member_id"], self.where(meeting)[:4] if meeting else ()

    def may_swap(self, request: dict[str, Any]) -> bool:
        """Whether it waits for an answer that can still be given."""
        turns = [self.rows[HostingTurn][request[each]] for each in ("turn_id", "other_turn_id")]
        members = [request["member_id"], request["other_member_id"]]
        meetings = [self.of(Meeting, each["meeting_id"]) for each in turns]
        return (
            request["state"] == "asked"
            and [each["member_id"] for each in turns] == members
            and all(
                each is not None and each["state"] == "planned" and self.now < self.begins(each) for each in meetings
            )
            and all(
                self.takes_part(member, self.begins(meeting).date())
                for member, meeting in zip(reversed(members), meetings, strict=True)
                if meeting
            )
        )

    @cached_property
    def decided(self) -> dict[str, Any]:
        """All that somebody can decide by a button."""
        return {str(noun): self.rows[noun] for noun in NOUNS}


def _rows(session: Session, noun: type[Any]) -> dict[int, dict[str, Any]]:
    columns = [each.key for each in inspect(noun).column_attrs]
    return {each.id: {name: _plain(getattr(each, name)) for name in columns} for each in session.scalars(select(noun))}


def _plain(value: Any) -> Any:
    return value.value if hasattr(value, "value") else value


def language_of(life: Life, facts: Facts, to: str) -> str:
    person = facts.person(to)
    return (person["language"] if person else "") or "sv"


def untrue(life: Life) -> list[str]:
    """What stands in Slack and is not so."""
    facts = Facts.read(life)
    broken = [str(each) for each in life.log if each["event"] in BROKEN]
    return broken + [f"{each}: {stood.kind} to {stood.to}: {stood.text!r}" for stood in life.stands()
                     for each in _untrue(life, facts, stood)]  # fmt: skip


def _untrue(life: Life, facts: Facts, stood: Stood) -> Iterator[str]:
    language = language_of(life, facts, stood.to)
    words = re.sub(r"`[^`]*`", "", stood.words)
    for each in (*life.people, "Testnätverket"):
        words = words.replace(each, "")
    for foreign in (SWEDISH if language == "en" else ENGLISH).findall(words)[:1]:
        yield f"in another language ({foreign})"
    told = facts.rows[Delivery][stood.row]
    is_followed = told["closed_at"] is None and (told["message"] is None or stood.kind in ("swap", "join", "deputy"))
    is_person = stood.to not in ("channel", "UCOORD")
    if is_person and is_followed and not facts.is_in(stood.to) and stood.kind != "part" and stood.about:
        if CLOSED[language] not in stood.words or stood.buttons:
            yield "not closed to who is out"
        return
    meeting = facts.of(Meeting, stood.about.get("meeting", ""))
    if facts.waits(stood):
        return
    if is_followed:
        yield from _untrue_of_people(facts, stood, life.called)
    if AWAY.search(stood.words) and facts.now - told["sent_at"] >= timedelta(hours=25):
        yield "says how far away something is on another day than it was sent"
    if CLOSED[language] in stood.words:
        if facts.is_in(stood.to) and stood.kind == "invitation" and meeting is not None and facts.is_open(meeting):
            yield "closed to who is in"
        return
    if meeting is not None and stood.kind in ABOUT_MEETINGS:
        yield from _untrue_of_meeting(facts, stood, meeting, language)
    if stood.kind == "days":
        yield from _untrue_of_days(facts, stood)
    request = facts.of(SwapRequest, stood.about.get("request", "")) if stood.kind == "swap" else None
    if request is not None and bool(stood.buttons) != facts.may_swap(request):
        yield "a swap that can be answered has no buttons, or one that cannot has"
    if request is not None and stood.buttons:
        for row in (request["turn_id"], request["other_turn_id"]):
            turn = facts.of(HostingTurn, row)
            days = facts.days(facts.rows[Meeting][turn["meeting_id"]], language) if turn else ""
            if days not in stood.words:
                yield f"a swap that does not say {days}"
    request = facts.of(JoinRequest, stood.about.get("request", "")) if stood.kind == "join" else None
    if request is not None and bool(stood.buttons) != (request["state"] == "open"):
        yield "a request to join that waits has no buttons, or one that is decided has"
    experience = facts.of(Experience, stood.about.get("experience", ""))
    if experience is not None:
        yield from _untrue_of_experience(stood, experience)


def _untrue_of_days(facts: Facts, stood: Stood) -> Iterator[str]:
    is_open = facts.are_days_open(stood.about["poll"])
    if bool(stood.buttons) != is_open:
        yield "days that can be answered have no buttons, or those that cannot have"
    asks = [each for each in stood.buttons if each["action_id"].startswith("days.can")]
    alternatives = {each["value"].partition(".")[0]: each for each in asks if not each["value"].endswith(".none")}
    ticked = {row for row, each in alternatives.items() if "✓" in each["text"]["text"]}
    person = facts.person(stood.to) or {}
    can = {
        str(each["proposal_id"]) for each in facts.rows[DayAnswer].values()
        if each["person_id"] == person.get("id") and each["can"]
    }  # fmt: skip
    if ticked != can & set(alternatives):
        yield f"ticks the days {ticked}, and they can {can}"


def _untrue_of_people(facts: Facts, stood: Stood, called: set[str]) -> Iterator[str]:
    """Whoever is named is there and is called so now; in the channel nobody is named but who coordinates."""
    there = {each["name"]: each for each in facts.rows[Person].values()}
    reader = (facts.person(stood.to) or {}).get("name")
    for name in sorted(
        each for each in called if each != reader and re.search(rf"{re.escape(each)}(?!\w)", stood.words)
    ):
        if name not in there:
            yield f"names {name}, who is called otherwise"
        elif there[name]["state"] != "confirmed" and stood.kind not in SPEAK_OF_WHO_IS_NOT_IN:
            yield f"names {name}, who is {there[name]['state']}"
        elif stood.to == "channel" and there[name]["role"] != "coordinator":
            yield f"names {name} in the channel"


def _untrue_of_meeting(facts: Facts, stood: Stood, meeting: dict[str, Any], language: str) -> Iterator[str]:
    asks = [each for each in stood.buttons if each["action_id"].startswith((*ANSWERS, "deputy."))]
    if asks and not facts.is_open(meeting):
        yield "asks though it is over"
    if any(each in stood.words for each in OUTDATED):
        if stood.buttons:
            yield "outdated with buttons"
        return
    if AWAY.search(stood.words) and not facts.is_open(meeting):
        yield "says how far away it is though it is over"
    if any(each in stood.words for each in ASKS) and (not facts.is_open(meeting) or not stood.buttons):
        yield "asks, or says that it is soon, though that is over"
    if meeting["state"] == "cancelled" and not any(
        each in stood.words for each in ("Inställt", "Cancelled", *NOT_CURRENT)
    ):
        yield "speaks of a meeting that is cancelled"
    answer = facts.of(Answer, stood.about.get("answer", ""))
    if answer is not None and stood.kind == "deputy" and not any(each in stood.words for each in NOT_CURRENT):
        yield from _untrue_of_deputy(stood, answer, int(stood.about["deputy"]))
    if facts.is_open(meeting) and not any(each in stood.words for each in NOT_CURRENT):
        if (days := facts.days(meeting, language)) not in stood.words:
            yield f"does not say {days}"
        if (found := COUNTS.search(stood.words)) and tuple(map(int, found.groups())) != facts.counts(meeting)[:3]:
            yield f"counts {found.groups()}, and it is {facts.counts(meeting)}"
        if (found := SILENT.search(stood.words)) and int(found[1]) != facts.counts(meeting)[3]:
            yield f"counts {found[1]} silent, and it is {facts.counts(meeting)}"
    receipt = next((reply for words, reply in RECEIPTS if words in stood.words), None)
    if stood.kind == "invitation" and facts.is_open(meeting) and len(asks) != 3 and receipt is None:
        yield "an invitation without buttons"
    if receipt is not None and facts.is_open(meeting):
        person = facts.person(stood.to)
        own = facts.reply(meeting, person["id"]) if person else None
        if own != receipt and not (receipt == "no" and own == "deputy"):
            yield f"a receipt of {receipt}, and the answer is {own}"
    if asks and stood.to != "channel" and stood.kind in ("invitation", "change") and len(asks) == 3:
        person = facts.person(stood.to)
        own = [
            each["reply"] for each in facts.rows[Answer].values()
            if person and (each["meeting_id"], each["person_id"]) == (meeting["id"], person["id"])
        ]  # fmt: skip
        ticked = [each["action_id"].rpartition(".")[2] for each in asks if "✓" in each["text"]["text"]]
        if ticked != [each for each in own if each in ("yes", "no", "maybe")]:
            yield f"ticks {ticked}, and the answer is {own}"


def _untrue_of_deputy(stood: Stood, answer: dict[str, Any], deputy: int) -> Iterator[str]:
    is_named = answer["deputy_id"] == deputy
    comes = is_named and answer["reply"] == "deputy" and answer["answered_by_id"] == deputy
    if any(each in stood.words for each in COMES_INSTEAD) and not comes:
        yield "says that a deputy comes who does not"
    if any(each in stood.words for each in NOT_NEEDED) and is_named:
        yield "says that a deputy is not needed who is named"
    if bool(stood.buttons) and not is_named:
        yield "asks a deputy who is not named"


def _untrue_of_experience(stood: Stood, experience: dict[str, Any]) -> Iterator[str]:
    is_there = experience["state"] in ("contributed", "approved")
    if experience["title"] in stood.words and not is_there and stood.to in ("channel", "UCOORD"):
        yield "quotes what is withdrawn"
    if experience["title"] in stood.words and not experience["may_publish"] and stood.to == "channel":
        yield "quotes what stays inside"
    may_approve = experience["state"] == "contributed" and experience["may_publish"]
    approves = any(each["action_id"].startswith("experience.approve") for each in stood.buttons)
    if stood.kind == "experience_to_review" and approves != may_approve:
        yield "can be approved and has no button, or the other way about"


# pressing


def dead(life: Life, stood: Stood) -> list[str]:
    """The buttons of a message that do nothing for who reads it."""
    facts, found = Facts.read(life), []
    reader = _presser(life, facts, stood)
    for each in stood.buttons if reader else ():
        with life.only_looking():
            answered = life.press(reader, stood, each)
            after = Facts.read(life)
        if answered.refused or _has_changed_since(answered) or not _did(facts, after, answered, each):
            found.append(f"{each['text']['text']} of {stood.kind} to {stood.to} ({reader.user.name}): {stood.text!r} "
                         f"answers {words_of(answered)!r}")  # fmt: skip
    return found


def _presser(life: Life, facts: Facts, stood: Stood) -> Somebody | None:
    if stood.to != "channel":
        return life.whose(stood.to)
    meeting = facts.of(Meeting, stood.about.get("meeting", ""))
    there = [each for each in life.people.values() if facts.is_in(each.slack_id)]
    official = [each for each in there if (facts.person(each.slack_id) or {})["role"] == "official"]
    day = facts.begins(meeting).date() if meeting else facts.now.date()
    return next((each for each in official if facts.takes_part(facts.person(each.slack_id)["member_id"], day)), None)


def _has_changed_since(answered: Response) -> bool:
    return any(each in words_of(answered) for each in SAYS_SO)


def _did(before: Facts, after: Facts, answered: Response, button: dict[str, Any]) -> bool:
    """Whether what a button decides is decided: of the others, that something is shown is enough."""
    decides = ("hosting.accept", "hosting.decline", "join.confirm", "experience.approve", "experience.consent")
    if isinstance(answered.answer, Form) or not button["action_id"].startswith((*decides, *ANSWERS)):
        return answered.answer is not None
    if not isinstance(answered.answer, Message):
        return False
    return before.decided != after.decided
