"""From what a button, menu or word names to the noun it means; a Refusal when there is none in this network."""

from __future__ import annotations

from bot import store_experiences
from bot.dates.typed import AmbiguousDate
from bot.feature.call import Call, Refusal
from bot.language import N_
from bot.models import Experience
from bot.rules.experiences import Reader, may_read


def reader_of(call: Call) -> Reader:
    """Who reads the answer: in a channel everybody there, so only what may be published, whoever asks."""
    if not call.is_private:
        return Reader(is_outside=True)
    return Reader(call.person.id if call.person else None, call.user.is_outside)


def experience_meant(call: Call, experience_id: str) -> Experience:
    """The experience of that number, if the asker may read it; that it exists is not told to others."""
    experience = store_experiences.experience(call.session, call.network, experience_id)
    if experience is None or not may_read(experience, reader_of(call)):
        raise Refusal(
            N_("There is no experience #{number} that you can read. Find others with `{command}`."),
            number=experience_id[:9],
            command=call.command("erfarenhet", "experience", call.say("search")),
        )
    return experience


def refuse_doubtful_date(call: Call) -> None:
    """Refuse a date that cannot be used, with what to write instead."""
    doubt = call.heard.doubt
    if isinstance(doubt, AmbiguousDate) and doubt.doubt == "weekday":
        raise Refusal(N_("“{date}” is not on that weekday. Write the date without the weekday."), date=doubt.text)
    if isinstance(doubt, AmbiguousDate):
        raise Refusal(N_("“{date}” can be two dates. Write the month in letters, as in 4 May 2020."), date=doubt.text)
    if doubt is not None:
        raise Refusal(N_("“{date}” is no date. Write it as 14 May 2020, or just the month."), date=doubt.text)
