"""A table reaches Slack as its own block; where it is refused, the same as lines, and lines at once from then on."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form, Home, Message
from bot.blocks.parts import DOES, section
from bot.blocks.table_or_lines import TableOrLines
from bot.db import Database
from bot.feature.pages import Listing, again
from bot.language import bold, escape, joined, speak
from bot.playground.parts import plain
from bot.slack.not_taken import REFUSED_FOR, remember_refused, takes_tables
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import fill, play_with_bot, running
from tests.terminal.test_cli import rows
from tests.world import NOW, refuse_what_slack_does_not_take

TYPED = "/vardskap turordning"


def tables(blocks) -> list[dict]:
    return [each for each in blocks if each["type"] == "table"]


async def seen(slack: FaultySlack, words: str, channel: str = "C1") -> tuple:
    """The blocks of the last message there for U2 that holds these words, once it does."""

    def there() -> list:
        messages = slack.local.team.room(channel).messages.values()
        return [each for each in messages if each.only_for in (None, "U2") and words in plain(each.blocks)]

    return (await slack.wait_for(there))[-1].blocks


def test_a_table_arrives_and_where_it_is_refused_the_same_as_lines_and_it_is_not_tried_again(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        fill(tmp_path).engine.dispose()
        async with running(slack, tmp_path) as bot:
            asked = await slack.command("U2", "C1", TYPED)
            assert asked.message is None, "what Slack makes of an acknowledgement nobody hears"
            (table,) = tables(await seen(slack, "Gävle"))
            assert plain([table["rows"][1]]).splitlines() == ["Gävle", "0", "–", "maj 2090"]
            assert table["rows"][0][0]["elements"][0]["elements"][0]["style"] == {"bold": True}
            # by a button, in the place of what was pressed, in a channel and in person
            slack.refuse_tables()
            card = await slack.command("U2", "D2", "/vardskap")
            pressed = next(each for block in card.blocks for each in block.get("elements", ()) if
                           each.get("action_id", "").startswith("hosting.order"))  # fmt: skip
            assert card.message is not None
            await slack.click("U2", card.message, pressed["action_id"])
            shown = await seen(slack, "*Gävle*: 0 gånger noterade\nnästa maj 2090", "D2")
            assert not tables(shown) and "Turordning" in plain(shown)
            await slack.wait_for(lambda: "tables_refused" in bot.events)
            # known from now on: the answer stands in the acknowledgement
            assert "*Gävle*: 0 gånger" in (await slack.command("U2", "C1", TYPED)).words
            assert bot.events.count("tables_refused") == 1
            assert rows(tmp_path, "SELECT what FROM not_taken") == [("table",)], "also after a new start"

    play_with_bot(story)


def test_a_choice_in_the_menu_of_a_meeting_opens_a_form_and_shows_all_seats_in_its_place(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        fill(tmp_path).engine.dispose()
        async with running(slack, tmp_path):
            card = await slack.command("U2", "D2", "/mote")
            assert card.message is not None
            (menu,) = [each for block in card.blocks for each in block.get("elements", ()) if each["action_id"] == DOES]
            values = {each["text"]["text"]: each["value"] for each in menu["options"]}
            await slack.click("U2", card.message, DOES, selected=values["Mat och tillgänglighet"])
            opened = await slack.wait_for(lambda: slack.local.views.top("U2"))
            assert opened.view["callback_id"] == "answer.needs"
            await slack.click("U2", card.message, DOES, selected=values["Alla platser"])
            shown = await seen(slack, "Tillbaka till mötet", "D2")
            (table,) = tables(shown)
            assert plain([table["rows"][0]]).splitlines() == ["Medlem", "Förtroendevald", "Tjänsteperson"]

    play_with_bot(story)


def test_what_was_refused_is_tried_again_after_a_month(database: Database) -> None:
    with database.writing() as session:
        assert takes_tables(session, NOW)
        assert remember_refused(session, NOW) and not remember_refused(session, NOW)
        assert not takes_tables(session, NOW + REFUSED_FOR / 2) and takes_tables(session, NOW + REFUSED_FOR)
        assert remember_refused(session, NOW + REFUSED_FOR), "and told again"


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


def table_of_rows(rows: list[list[str]]) -> TableOrLines:
    lines = [joined(": ", [bold(f"{n} {name}"), escape(came)]) for n, (name, came) in enumerate(rows)]
    return TableOrLines(["Medlem", "Kom"], rows, lines)


@settings(max_examples=25)
@given(st.lists(st.lists(NAMES, min_size=2, max_size=2), max_size=6), st.integers(1, 30))
def test_any_names_stay_within_what_slack_takes_and_nothing_is_lost(few, times):
    members = few * times
    table = table_of_rows(members)
    listing = Listing(say=speak("sv"), text=escape("Närvaro"), rows=table.parts, again=again("attendance.show"))
    pages = [listing.page(number) for number in range(1, 12)]
    for each in pages:
        refuse_what_slack_does_not_take(each)
    assert all(any(str(line) in plain(page.payload.get("blocks", ())) for page in pages) for line in table.lines)
    tabled = pages[0].tabled
    if tabled is not None:
        (drawn,) = tables(tabled["blocks"])
        assert len(drawn["rows"]) == len(members) + 1 <= 100


def test_it_is_lines_wherever_slack_takes_no_table_and_when_it_is_the_second():
    table, second = table_of_rows([["Gävle", "2/3"], ["Örebro", ""]]), table_of_rows([["Haninge", "1/3"]])
    message = Message("Närvaro", [section("Närvaro"), table, second])
    assert message.tabled is not None
    assert [each["type"] for each in message.tabled["blocks"]] == ["section", "table", "section"]
    for thing in (message, Form("notice", "Närvaro", [table]), Home([table])):
        refuse_what_slack_does_not_take(thing)
    assert [each["type"] for each in message.payload["blocks"]] == ["section"] * 3
    assert Message("Ingen", [section("Ingen")]).tabled is None
