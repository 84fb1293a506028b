"""How experiences look: one in full, the thanks, one's own; and the buttons and lines that other views share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import actions, are_you_sure, button, choice_field, context, divider, header, section
from bot.dates.in_words import plain_day
from bot.experiences.fields import FACTS, FIELDS, Style, parts, texts_of
from bot.experiences.load import ExperienceCard, OwnExperiences, Viewer
from bot.experiences.personal_data import personal_data
from bot.experiences.rules import (
    CONSENTS,
    Traces,
    as_read,
    consents,
    may_allow,
    may_change,
    may_decide,
    may_erase,
    took_part,
)
from bot.feature.call import Call
from bot.feature.pages import Listing, Row, again, in_rows, pieces, whole_names
from bot.feature.subject import opened
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.models import Because, Experience, ExperienceState
from bot.models.experiences import READABLE


@dataclass(frozen=True)
class ConsentValue(ButtonValue):
    """What to allow or take back: one of `CONSENTS`, and "yes" or "no"."""

    experience: int
    consent: str
    answer: str


@dataclass(frozen=True)
class PageValue(ButtonValue):
    """Which page of a list to show, and of what list."""

    page: int
    about: str = ""


LONGEST_FILE: Final = 80
LONGEST_LINK: Final = 400
FILES_IN_PIECE: Final = 5


def _texts(say: Say, experience: Experience) -> Iterator[Text]:
    for field, text in parts(texts_of(experience)):
        for nth, piece in enumerate(pieces(text, safe=linked if field.style is Style.LINKS else escape)):
            yield lines(bold(say(field.label)), piece) if nth == 0 else piece


def linked(text: str) -> Text:
    """Lines of addresses, those of the web as links."""
    return lines(*(Text(f"<{escape(each)}>") if is_web_address(each) else each for each in text.split("\n")))


def is_web_address(line: str) -> bool:
    """Whether a line is an address and nothing else, so that it can safely be made a link."""
    return line.startswith(("https://", "http://")) and not set(line) & set(" <>|")


def _files(say: Say, experience: Experience) -> Iterator[Text]:
    """The files that belong to it, as links to where Slack shows them to those who may see them."""
    names = [_file(say, each.name, each.link) for each in experience.attachments]
    for n in range(0, len(names), FILES_IN_PIECE):
        rows = names[n : n + FILES_IN_PIECE]
        yield lines(bold(say("Files in Slack")), *rows) if n == 0 else lines(*rows)


def _file(say: Say, name: str, link: str) -> Text:
    title, to = clip(name, LONGEST_FILE) or say("File"), escape(link)
    return Text(f"• <{to}|{title}>") if is_web_address(link) and len(to) <= LONGEST_LINK else Text(f"• {title}")


_ALLOW: Final = {"publication": N_("Allow publication"), "research": N_("Allow research")}
_FORBID: Final = {"publication": N_("Take back publication"), "research": N_("Take back research")}


def own_buttons(
    say: Say, experience: Experience, viewer: Viewer, *, has_begun: bool, with_consents: bool = True
) -> list[ButtonElement]:
    """The buttons for who may change or withdraw it; none for others. `has_begun`: they have begun a change."""
    number = experience.id
    if not may_change(experience, viewer.person, viewer.is_coordinator):
        return []
    erasing = [_erase(say, number)] if may_erase(experience, viewer.person, viewer.is_coordinator) else []
    if experience.state is ExperienceState.WITHDRAWN:
        shown = as_shown(number, *as_read(experience, {}))
        back = [button("experience.restore", say("Restore"), shown, style="primary")]
        return [*(back if may_allow(experience, viewer.person) else ()), *erasing]
    if experience.state is ExperienceState.DRAFT:
        return [button("experience.continue", say("Go on writing"), number, style="primary"), _discard(say, number)]
    decides = may_decide(experience, viewer.person, viewer.is_coordinator)
    return [
        *(_consent_buttons(say, experience, viewer) if decides and with_consents else ()),
        *change_buttons(say, number, has_begun=has_begun),
        *([_withdraw(say, experience, viewer)] if decides else ()),
        *erasing,
    ]


def change_buttons(say: Say, number: int, *, has_begun: bool) -> list[ButtonElement]:
    """To change it; when a change is begun, to go on with that or throw it away."""
    if not has_begun:
        return [button("experience.change", say("Change"), number)]
    sure = are_you_sure(
        say,
        say("Throw the change away?"),
        say("What you have begun to change is gone. The experience stays as it is."),
        say("Throw away"),
    )
    return [
        button("experience.change", say("Go on changing"), number, style="primary"),
        button("experience.drop_change", say("Throw the change away"), number, sure=sure),
    ]


def _consent_buttons(say: Say, experience: Experience, viewer: Viewer) -> list[ButtonElement]:
    """Giving consent is the author's own; taking it back the coordinator's too."""
    now = consents(experience)
    return [
        _consent_button(say, experience, each, gives=False) if each in now else allow_button(say, experience, each)
        for each in CONSENTS
        if each in now or may_allow(experience, viewer.person)
    ]


def allow_button(say: Say, experience: Experience, consent: str) -> ButtonElement:
    """The author allows one thing, of the experience as it was read."""
    return _consent_button(say, experience, consent, gives=True)


def _consent_button(say: Say, experience: Experience, consent: str, *, gives: bool) -> ButtonElement:
    value = ConsentValue(experience.id, consent, "yes" if gives else "no")
    label = say(_ALLOW[consent] if gives else _FORBID[consent])
    return button("experience.consent", label, as_shown(value, *as_read(experience, {})))


def _discard(say: Say, number: int) -> ButtonElement:
    sure = are_you_sure(
        say, say("Throw the draft away?"), say("What you have written in it is gone."), say("Throw away")
    )
    return button("experience.discard", say("Throw away"), number, style="danger", sure=sure)


def _withdraw(say: Say, experience: Experience, viewer: Viewer) -> ButtonElement:
    """Who it is gone for, and who brings it back: its author, whoever withdraws it."""
    then = (
        say("It disappears for everybody but you, also where it is published. You can restore it.")
        if may_allow(experience, viewer.person)
        else say("It disappears for everybody but its author, also where it is published. The author can restore it.")
    )
    sure = are_you_sure(say, say("Withdraw the experience?"), then, say("Withdraw"))
    shown = as_shown(experience.id, *as_read(experience, {}))
    return button("experience.withdraw", say("Withdraw"), shown, style="danger", sure=sure)


def _erase(say: Say, number: int) -> ButtonElement:
    sure = are_you_sure(
        say,
        say("Erase the experience for good?"),
        say("Every word of it goes, also in earlier versions and messages. It cannot be brought back."),
        say("Go on"),
    )
    return button("experience.erase", say("Erase for good"), number, style="danger", sure=sure)


REASONS: Final = {
    Because.CHILD: N_("a child can be recognised"),
    Because.PERSON: N_("somebody else can be recognised"),
    Because.ASKED: N_("its author asks for it"),
    Because.MISTAKE: N_("it was contributed by mistake"),
    Because.OTHER: N_("another reason"),
}
"""Chosen, never typed: a reason is kept, and words are not."""


def erase_form(say: Say, experience: Experience) -> Form:
    """Asks for the second time, and why."""
    number = number_of(experience)
    goes = say(
        "Every word of {number} goes, with its earlier versions, notes and names of files. Messages about it say only"
        " that it is erased. Its number stays, and the reason.",
        number=number,
    )
    left = say("Files in Slack, and what people have written there themselves, are erased in Slack.")
    reasons = [(each.value, say(words)) for each, words in REASONS.items()]
    return opened(Form(
        name="experience.erase",
        title=say("Erase for good"),
        blocks=[section(lines(bold(title_of(say, experience)), goes)), choice_field("because", say("Why"), reasons),
                context(left)],
        submit=say("Erase"),
        close=say("Cancel"),
        about=str(experience.id),
    ), experience.version)  # fmt: skip


def receipt_of_erasing(say: Say, number: int, *, had_files: bool) -> Message:
    """What whoever erased it reads."""
    done = say("The experience #{number} is erased for good.", number=number)
    files = say("Its files are still in Slack: whoever put them there erases them there.") if had_files else ""
    return Message(lines(done, files), [section(lines(done, files))])


def only_to_erase(say: Say, experience: Experience) -> Message:
    """What a coordinator is shown of another's withdrawn experience."""
    text = say("The experience {number} is withdrawn: only its author reads it.", number=number_of(experience))
    return Message(text, [section(text), actions(_erase(say, experience.id))])


LONGEST_NOTE_PIECE: Final = 1500


def review_buttons(say: Say, experience: Experience, traces: Traces) -> list[ButtonElement]:
    """What a reviewer can do with an experience; `traces`: what is shown above as pointing out a person."""
    number = experience.id
    comment = button("experience.comment", say("Write a comment"), number)
    if experience.state is ExperienceState.APPROVED:
        back = say("Take back the approval")
        return [comment, button("experience.unapprove", back, as_shown(number, *as_read(experience, traces)))]
    if not experience.may_publish:
        return [comment]
    return [approve_button(say, experience, traces), comment]


def approve_button(say: Say, experience: Experience, traces: Traces) -> ButtonElement:
    """To approve it, anyway where something in it seems to point out a person."""
    label = say("Approve anyway") if traces else say("Approve for publication")
    shown = as_shown(experience.id, *as_read(experience, traces))
    return button("experience.approve", label, shown, style="primary")


LONGEST_TRACES: Final = 300


def traces_in_words(say: Say, traces: Traces) -> Text:
    """What is to be looked at before it is made public, field by field; empty when there is nothing."""
    rows = [
        joined(": ", [bold(say(field.label)), whole_names(say, [clip(each, 80) for each in found], LONGEST_TRACES)])
        for field, found in traces.items()
    ]
    return lines(Text(":warning: ") + say(LOOK_BEFORE), *rows) if rows else Text("")


LOOK_BEFORE: Final = N_("Look at this before it is made public; it may identify a person:")


def notes_of(say: Say, experience: Experience, zone: ZoneInfo) -> list[Block]:
    """What was said in its review, by whom and when; the answers of its author among it."""
    notes = [
        joined(
            ", ",
            [
                each.by.name if each.by else say("Comment"),
                Text(plain_day(each.at.astimezone(zone).date(), say.code) + ": ") + " ".join(each.text.split()),
            ],
        )
        for each in sorted(experience.notes, key=lambda each: each.id)
    ]
    whole = (piece for each in notes for piece in pieces(each, LONGEST_NOTE_PIECE, Text))
    return [context(each) for each in in_rows(whole, "\n", longest=LONGEST_NOTE_PIECE)]


WARNINGS: Final = {
    "identity": N_("There seems to be a personal identity number in the text."),
    "phone": N_("There seems to be a telephone number in the text."),
    "mail": N_("There seems to be an e-mail address in the text."),
}


def contribute_button(say: Say, activity: object = "") -> ButtonElement:
    """A button that opens the form, with an activity (its row number) chosen if given."""
    return button("experience.new", say("Contribute an experience"), activity, style="primary")


def title_of(say: Say, experience: Experience) -> str:
    """Its title; a draft may have none yet."""
    return experience.title or say("Without a title")


def number_of(experience: Experience) -> Text:
    """As people write it: #12."""
    return Text(f"#{experience.id}")


def whose(experience: Experience, viewer: Viewer) -> Text:
    """The member it comes from, and inside the network also who wrote it."""
    authors = [experience.author.name] if experience.author else []
    authors += [each.person.name for each in experience.co_authors]
    return joined(", ", dict.fromkeys([experience.member_name, *(authors if viewer.is_inside else [])]))


def origin(say: Say, experience: Experience, viewer: Viewer) -> Text:
    """Where it comes from, in one line."""
    activity = say("activity {number}", number=experience.activity.number) if experience.activity else ""
    day = plain_day(experience.created_at.astimezone(viewer.zone).date(), say.code)
    facts = [clip(text, field.longest) for field, text in parts(texts_of(experience), FACTS)]
    return joined(" · ", [number_of(experience), whose(experience, viewer), activity, *facts, day])


def consent_line(say: Say, experience: Experience) -> Text:
    """What its author allows."""
    if not consents(experience):
        return say("Stays inside the network: it may be neither published nor used in research.")
    if len(consents(experience)) == len(CONSENTS):
        return say("May be published and used in research.")
    if experience.may_publish:
        return say("May be published, but not used in research.")
    return say("May be used in research, but not published.")


def experience_card(say: Say, card: ExperienceCard, *, lead: Sequence[Text] = ()) -> Message:
    """One experience in full, with buttons for who may change it."""
    experience, viewer = card.experience, card.viewer
    is_own = viewer.is_private and took_part(experience, viewer.person.id if viewer.person else None)
    texts = [*_texts(say, experience), *(_files(say, experience) if viewer.is_inside or is_own else ())]
    rows: list[Row] = [[section(lines(*lead)), divider()]] if lead else []
    rows += [section(each) for each in texts]
    if is_own or (viewer.is_private and card.reviews):
        rows += notes_of(say, experience, viewer.zone)
    foot: list[Block] = [context(state_line(say, experience))] if viewer.is_inside or is_own else []
    if own := own_buttons(say, experience, viewer, has_begun=card.has_begun):
        foot.append(actions(*own))
    if card.reviews and experience.state in READABLE:
        look = traces_in_words(say, card.traces)
        foot += [*([section(look)] if look else []), actions(*review_buttons(say, experience, card.traces))]
    title, whole_origin = title_of(say, experience), origin(say, experience, viewer)
    return Listing(
        say=say,
        text=lines(*lead, bold(title), whole_origin, experience.did),
        rows=rows,
        words=(),
        count=0,
        again=again("experience.show", experience.id),
        head=[header(title), *map(context, pieces(whole_origin, LONGEST_NOTE_PIECE, Text))],
        foot=foot,
    ).page()


def thanks(say: Say, experience: Experience, named: Sequence[str], *, is_new: bool, is_sent_back: bool) -> list[Text]:
    """Thanks for it with its number and what was allowed; a warning of what perhaps should not stand there. `named`:
    the people of the network whom it names."""
    number = number_of(experience)
    first = (
        say("Thank you! The experience is saved as {number}.", number=number)
        if is_new
        else say("The experience {number} is changed.", number=number)
    )
    again = [say("It is published again when it has been approved anew.")] if is_sent_back else []
    return [first, consent_line(say, experience), *again, *_warnings(say, experience, named)]


def _warnings(say: Say, experience: Experience, named: Sequence[str]) -> list[Text]:
    kinds = personal_data([getattr(experience, each.name) for each in FIELDS if each.may_name_persons])
    warnings = [say(WARNINGS[each]) for each in kinds]
    if named:
        names = whole_names(say, [clip(each, 80) for each in named], LONGEST_TRACES)
        warnings.append(say("People in the network are named in the text: {names}.", names=names))
    return [Text(f":warning: {joined(' ', [*warnings, say(LOOK_AGAIN)])}")] if warnings else []


LOOK_AGAIN: Final = N_("Look whether it should stand there; if not, change the text.")


def state_line(say: Say, experience: Experience) -> Text:
    """Who may read it, and where it stands."""
    if experience.state is ExperienceState.WITHDRAWN:
        return say("Withdrawn: only you see it.")
    if experience.state is ExperienceState.DRAFT:
        return say("A draft: only you see it.")
    return joined(" ", [consent_line(say, experience), _review_line(say, experience)])


def _review_line(say: Say, experience: Experience) -> Text:
    """That it waits to be approved, or is, and whether by who wrote it."""
    if experience.state is not ExperienceState.APPROVED:
        return say("Waits for review.") if experience.may_publish else Text("")
    by_author = took_part(experience, experience.approved_by_id)
    return say("Approved for publication by its own author.") if by_author else say("Approved for publication.")


def own_experiences(say: Say, own: OwnExperiences) -> Message:
    """One's own experiences, the last changed first, with buttons to change, withdraw or restore each."""
    count = own.contributed
    counted = say.many("You have contributed {count} experience", "You have contributed {count} experiences", count)
    is_drafts = all(each.state is ExperienceState.DRAFT for each in own.experiences)
    title = counted if count else say("Your drafts") if is_drafts else say("My experiences")
    rows: list[Row] = []
    for each in own.experiences:
        waits = say("You have begun a change that is not saved.") if each.id in own.begun else ""
        row = lines(bold(title_of(say, each)), origin(say, each, own.viewer), state_line(say, each), waits)
        buttons = own_buttons(say, each, own.viewer, has_begun=each.id in own.begun, with_consents=False)
        rows.append([section(row), actions(button("experience.show", say("Show"), each.id), *buttons)])
    turn = again("experience.mine")
    return Listing(
        say=say, text=title, rows=rows, words=titles(say, own.experiences), again=turn, head=[header(title)]
    ).page()  # fmt: skip


def titles(say: Say, experiences: Sequence[Experience]) -> list[Text]:
    """Each with its number and title, for where no blocks are read."""
    return [number_of(each) + " " + title_of(say, each) for each in experiences]


def draft_kept(say: Say, draft: Experience, viewer: Viewer) -> Message:
    """The form was closed: where what stood in it is now."""
    sentence = say("Your draft “{title}” is kept; only you see it.", title=title_of(say, draft))
    return Message(sentence, [section(sentence), actions(*own_buttons(say, draft, viewer, has_begun=False))])


def change_kept(say: Say, experience: Experience) -> Message:
    """The form of a change was closed: where what stood in it is now."""
    title = title_of(say, experience)
    sentence = say(
        "Your change of “{title}” is kept; only you see it. The experience stays as it is until you save.",
        title=title,
    )
    return Message(sentence, [section(sentence), actions(*change_buttons(say, experience.id, has_begun=True))])


def none_of_own(call: Call) -> Message:
    """Nothing contributed yet: say how, to whoever may."""
    command = call.command("erfarenhet", "experience")
    sentence = call.say("You have not contributed any experiences.")
    if call.may_write:
        sentence = call.say("You have not contributed any experience yet. Open the form with `{command}`.",
                            command=command)  # fmt: skip
    return Message(sentence, [section(sentence)])
