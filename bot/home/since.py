"""How the network's history looks: what was before the periods, the periods, and since when each member takes part."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, header
from bot.dates.in_words import span
from bot.feature.pages import Listing, Row, again, pieces
from bot.home.periods import closed_in_words
from bot.language import Say, Text, bold, clip, joined
from bot.models import Member, Network, Period
from bot.network.history import MemberHistory, Stage
from bot.network.membership import Part, is_over
from bot.network.people import PART_NOTES
from bot.network.periods import Shown


def network_history(
    say: Say, network: Network, periods: Sequence[Period], members: Sequence[tuple[Member, MemberHistory]]
) -> Message:
    """What is known of the network's past, as the plans say it."""
    title = say("The history of {network}", network=network.name)
    told = [piece for each in network.settings.get("history") or () for piece in pieces(each)]
    today = members[0][1].today if members else None
    spans = [
        joined(" · ", [bold(each.name), span(each.days, say.code),
                       closed_in_words(say, each) if today and is_over(each, today) else ""])
        for each in periods
    ]  # fmt: skip
    since = [_member(say, *each) for each in members]
    rows: list[Row] = [
        *told, *([bold(say("Periods"))] if spans else []), *spans, *([bold(say("Members"))] if since else []), *since,
    ]  # fmt: skip
    rows = rows or [say("Nothing of it is loaded.")]
    words = [each if isinstance(each, Text) else Text("") for each in rows]
    foot = [actions(button("periods.earlier", say("Earlier periods"), Shown.NETWORK))]
    return Listing(
        say=say, text=title, rows=rows, words=words, again=again("network.since"), head=[header(title)], foot=foot,
        count=0,
    ).page()  # fmt: skip


def _member(say: Say, member: Member, history: MemberHistory) -> Text:
    """A member, with the days it has taken part, as far as anybody knows."""
    year = history.year_before_periods
    first = say("from {year}, according to the network’s plan", year=year) if year else ""
    days = joined(", ", [span(each, say.code) for each in history.begun])
    note = {Stage.UNDECIDED: Part.UNDECIDED, Stage.HAS_LEFT: Part.PAST}.get(history.stage)
    now = say(PART_NOTES[note]) if note else ""
    unknown = "" if year or history.begun or now else say("nothing is noted")
    return joined(" – ", [clip(member.name, 100), joined("; ", [first, days, now, unknown])])
