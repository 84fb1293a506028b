"""How experiences look: one in full, and the thanks. What is found is in `experience_hits`, one's own in
`experience_mine`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot import store_experiences
from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, divider, header, section
from bot.dates.in_words import plain_day
from bot.feature.call import Call
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.models import Experience, ExperienceState
from bot.models.experiences import READABLE
from bot.reviewing import may_review
from bot.rules.experiences import CONSENTS, consents, personal_data, took_part
from bot.views.experience_buttons import own_buttons
from bot.views.experience_notes import notes_of, review_buttons
from bot.views.experience_text import parts_of

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


def whose(call: Call, experience: Experience) -> Text:
    """The member it comes from, and inside the network also who wrote it."""
    member = experience.member.name if experience.member else ""
    is_open = call.user.is_outside or not call.is_private
    authors = [experience.author.name] if experience.author else []
    authors += [each.person.name for each in experience.co_authors]
    return joined(", ", dict.fromkeys([member, *([] if is_open else authors)]))


def origin(call: Call, experience: Experience) -> Text:
    """Where it comes from, in one line."""
    say = call.say
    activity = say("activity {number}", number=experience.activity.number) if experience.activity else ""
    day = plain_day(experience.created_at.astimezone(call.zone).date(), say.code)
    return joined(
        " · ", [number_of(experience), whose(call, experience), activity, clip(experience.time, 100), day]
    )  # fmt: skip


def consent_line(say: Say, experience: Experience) -> Text:
    """What its author allows."""
    if not consents(experience):
        return say("Stays inside the network: it may be neither published nor used in research.")
    if len(consents(experience)) == len(CONSENTS):
        return say("May be published and used in research.")
    if experience.may_publish:
        return say("May be published, but not used in research.")
    return say("May be used in research, but not published.")


def card(call: Call, experience: Experience, *, lead: Sequence[Text] = (), part: int = 1) -> Message:
    """One experience in full, a part at a time when it is long, with buttons for who may change it."""
    is_inside = call.is_private and not call.user.is_outside
    parts = parts_of(call.say, experience, with_files=is_inside)
    part = min(max(part, 1), len(parts))
    blocks: list[Block] = [section(lines(*lead)), divider()] if lead else []
    blocks += [header(title_of(call.say, experience)), context(origin(call, experience))]
    blocks += [section(each) for each in parts[part - 1]]
    blocks += _turning(call.say, experience, part, len(parts))
    if not call.user.is_outside:
        blocks.append(context(state_line(call.say, experience)))
    reviews = may_review(call)
    if call.is_private and (reviews or took_part(experience, call.person.id if call.person else None)):
        blocks += notes_of(call, experience)
    is_begun = store_experiences.begun_change(call.session, experience, call.member_of) is not None
    if own := own_buttons(call, experience, is_begun=is_begun):
        blocks.append(actions(*own))
    if reviews and experience.state in READABLE:
        blocks.append(actions(*review_buttons(call, experience)))
    text = lines(*lead, bold(title_of(call.say, experience)), origin(call, experience), clip(experience.did, 1500))
    return Message(clip(text, 3500), blocks)


def thanks(call: Call, experience: Experience, *, is_new: bool, is_sent_back: bool = False) -> Message:
    """Thank for it with its number and what was allowed; warn of what perhaps should not stand there."""
    number = number_of(experience)
    first = (
        call.say("Thank you! The experience is saved as {number}.", number=number)
        if is_new
        else call.say("The experience {number} is changed.", number=number)
    )
    again = [call.say("It is published again when it has been approved anew.")] if is_sent_back else []
    lead = [first, consent_line(call.say, experience), *again, *_warnings(call.say, experience)]
    return card(call, experience, lead=lead)


def _warnings(say: Say, experience: Experience) -> list[Text]:
    found = personal_data([experience.title, experience.did, experience.result, experience.learned])
    if not found:
        return []
    return [Text(f":warning: {joined(' ', [*(say(WARNINGS[each]) for each in found), say(LOOK_AGAIN)])}")]


LOOK_AGAIN: Final = N_("Look whether it should stand there; if not, change the text.")


def state_line(say: Say, experience: Experience) -> Text:
    """Who may read it, and where it stands."""
    if experience.state is ExperienceState.WITHDRAWN:
        return say("Withdrawn: only you see it.")
    if experience.state is ExperienceState.DRAFT:
        return say("A draft: only you see it.")
    approved = say("Approved for publication.") if experience.state is ExperienceState.APPROVED else ""
    return joined(" ", [consent_line(say, experience), approved])


def _turning(say: Say, experience: Experience, part: int, last: int) -> list[Block]:
    if last == 1:
        return []
    back = [button("experience.show", say("Read from the beginning"), f"{experience.id}.1")] if part > 1 else []
    on = [button("experience.show", say("Read on"), f"{experience.id}.{part + 1}")] if part < last else []
    return [context(say("Part {part} of {last}", part=part, last=last)), actions(*back, *on)]


def pages_row(say: Say, name: str, page: int, pages: int, about: str = "") -> list[Block]:
    """Buttons to the page before and after; their value is "page.about"."""
    back = [button(name, say("Previous"), f"{page - 1}.{about}")] if page > 1 else []
    on = [button(name, say("Next"), f"{page + 1}.{about}")] if page < pages else []
    return [context(say("Page {page} of {last}", page=page, last=pages)), actions(*back, *on)] if pages > 1 else []
