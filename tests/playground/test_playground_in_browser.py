"""The playground's page in a real browser, before a real playground with a real Bolt app in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.playground import HandClock, WorkspaceUser
from bot.playground.workspace import Move
from tests.guest_bot import WORKSPACE
from tests.playground.browser_world import CHROMIUM, Stage, Window, browser, stage
from tests.playground.playground_world import NOW, client

CONTRASTS = Path(__file__).with_name("contrasts.js").read_text(encoding="utf-8").partition("\n")[2]
DRAWN = """async (said) => {
    const { mrkdwn } = await import("/static/mrkdwn.js");
    const [people, channels] = [{ U1: "Samordnare", U2: "Tjänsteperson, Gävle" }, { C2: "övrigt" }];
    const names = { me: "U9", user: (id) => people[id], channel: (id) => channels[id] };
    const box = document.createElement("div");
    box.append(...mrkdwn(said, names));
    box.querySelectorAll(".mention, .link").forEach((one) => one.replaceWith(one.textContent));
    return box.innerHTML;
}"""
MRKDWN = {
    "*fet* _kursiv_ ~struken~": "<strong>fet</strong> <em>kursiv</em> <s>struken</s>",
    "`kod`": '<code class="code">kod</code>',
    "*_båda_*": "<strong><em>båda</em></strong>",
    "2*3*4 snake_case_ord * fritt *": "2*3*4 snake_case_ord * fritt *",
    "`*inte fet*`": '<code class="code">*inte fet*</code>',
    "&lt;b&gt; &amp;amp; &quot;": "&lt;b&gt; &amp;amp; &amp;quot;",
    "<@U1> <@U2> <#C2> <#C9|borta>": "@Samordnare @Tjänsteperson, Gävle #övrigt #borta",
    "<!here> <!date^1^{date}|i maj>": "@here i maj",
    "<https://a.example/?x=1&amp;y=2|*plan*> https://b.example/c_d_.": "*plan* https://b.example/c_d_.",
    ":tada: :okänd: 10:30:00": "🎉 :okänd: 10:30:00",
    "före\n&gt; citat\n&gt; mer\nefter": "före<blockquote>citat\nmer</blockquote>efter",
    "```a *b*\n  c```": '<pre class="code-block" tabindex="0"><code>a *b*\n  c</code></pre>',
    "oavslutad ```kod": "oavslutad ```kod",
}
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: install Debian's chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def scene() -> Iterator[Stage]:
    with stage() as built:
        yield built


@pytest.fixture
def window(chromium: Browser, scene: Stage) -> Iterator[Window]:
    """A window of ordinary size; a script error in it fails the test."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 820}, locale="sv-SE", timezone_id="America/New_York"
    )
    seen = Window(context.new_page(), scene.slack.url)
    yield seen
    context.close()
    assert seen.faults == []


class TalkingClock(HandClock):
    """Whenever it is moved the bot writes: two direct messages to one person, one to another, one in a channel."""

    stage: Stage

    async def move(self, to: Move) -> datetime:
        now = await super().move(to)
        for channel in ("C1", "U3", "U3", "U4"):
            await client(self.stage.slack).chat_postMessage(channel=channel, text=f"Nytt i {channel}")
        return now


def test_the_first_sight_says_what_this_is_and_leads_on(chromium: Browser) -> None:
    clock = TalkingClock(NOW)
    newcomers = (WorkspaceUser("", "Ny tjänsteperson", title="Nya"), WorkspaceUser("", "Ny förtroendevald"))
    workspace = replace(WORKSPACE, newcomers=newcomers, first_commands={"sv": "/mote"})
    with stage(workspace, clock) as scene:
        clock.stage = scene
        page = chromium.new_page()
        window = Window(page, scene.slack.url).open(me="U1")
        welcome = page.get_by_role("region", name="Välkommen till provmiljön")
        expect(welcome).to_contain_text("Du är Samordnare.")
        welcome.get_by_role("button", name="Nästa möte").click()
        expect(page.get_by_role("heading", name="Partnerskapsträff")).to_be_visible()
        welcome.get_by_role("button", name="Nästa händelse").click()
        news = page.locator("#news")
        expect(news.get_by_role("status")).to_have_text(
            "10 februari 2020: 1 meddelande i #nätverket och 3 meddelanden till 2 personer"
        )
        news.get_by_role("button", name="Visa").press("Enter")
        expect(page.get_by_role("menuitem")).to_have_text(["#nätverket", "Förtroendevald, Gävle2 meddelanden", "Gäst"])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("article")).to_have_count(2)
        who = page.get_by_role("combobox", name="Agera som")
        expect(who).to_have_value("U3")
        for name in ("Ny tjänsteperson", "Ny förtroendevald", "Ny tjänsteperson 2"):
            who.select_option(label="+ Ny person")
            expect(who.locator("option:checked")).to_have_text(name)
        page.get_by_role("link", name="nätverket").click()
        welcome.get_by_role("button", name="Byt till Samordnare").click()
        expect(welcome.get_by_role("button", name="Byt till Tjänsteperson, Gävle")).to_be_visible()
        assert page.evaluate(CONTRASTS) == [] and window.faults == []
        page.context.close()


def test_unsent_text_and_the_place_where_one_reads_are_kept_and_a_restart_is_told(window: Window, scene: Stage) -> None:
    for n in range(9):
        scene.post("C1", text=f"{n}\n" * 6)
    page = window.open().page
    box = page.get_by_role("textbox", name="Meddelande till #nätverket")
    expect(box).to_be_focused()
    page.get_by_role("link", name="Hem Nätverksbot").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.get_by_role("log").evaluate("log => log.scrollTop = 0")
    scene.post("C1", text="det senaste")
    page.get_by_role("button", name="Nya meddelanden").click()
    expect(page.get_by_text("det senaste")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Nya meddelanden")).to_be_hidden()
    page.get_by_role("log").evaluate("log => log.scrollTop = 0")
    window.write("/mote")
    expect(page.get_by_role("button", name="Nej")).to_be_in_viewport()
    box.fill("halvskrivet")
    page.get_by_role("link", name="övrigt").click()
    expect(page.get_by_role("textbox", name="Meddelande till #övrigt")).to_have_value("")
    page.reload()
    page.get_by_role("link", name="nätverket").click()
    expect(box).to_have_value("halvskrivet")
    expect(page.locator("#news")).to_be_hidden()
    scene.slack.team.run = "en annan"
    scene.post("C1", text="efter omstarten")
    expect(page.get_by_text("Provmiljön har startats om: allt börjar på nytt, den 10 februari 2020.")).to_be_visible()


def test_a_command_is_completed_by_keyboard_and_its_answer_is_private(window: Window) -> None:
    page = window.open().page
    box = page.get_by_role("textbox", name="Meddelande till #nätverket")
    box.fill("/")
    offered = page.get_by_role("listbox", name="Kommandon").get_by_role("option")
    expect(offered).to_have_count(6)
    box.press_sequentially("mo")
    expect(offered).to_have_text(["/mote listaNästa möte", "/moten listaAlla möten"])
    box.press("ArrowDown")
    expect(offered.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(offered).to_have_count(0)
    box.fill("/mö")
    box.press("Tab")
    expect(box).to_have_value("/mote ")
    box.press("Enter")
    answer = page.get_by_role("article").last
    expect(answer).to_contain_text("Bara du kan se det här")
    expect(answer.get_by_role("heading", name="Partnerskapsträff")).to_be_visible()
    page.get_by_role("combobox", name="Agera som").select_option(label="Samordnare")
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_click_changes_the_message_and_the_keyboard_stays_where_it_was(window: Window) -> None:
    page = window.open().page
    window.write("/mote")
    page.get_by_role("button", name="Ja", exact=True).press("Enter")
    expect(page.get_by_text("Ditt svar: ja")).to_be_visible()
    expect(page.get_by_role("button", name="Ja", exact=True)).to_be_focused()
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_question_is_asked_before_a_dangerous_click(window: Window) -> None:
    page = window.open().page
    window.write("/mote")
    page.get_by_role("button", name="Nej").click()
    page.get_by_role("dialog", name="Tacka nej?").get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Ditt svar: inget")).to_be_visible()
    page.get_by_role("button", name="Nej").click()
    page.get_by_role("dialog", name="Tacka nej?").get_by_role("button", name="Tacka nej").click()
    expect(page.get_by_text("Ditt svar: nej")).to_be_visible()


def test_an_overflow_menu_is_walked_with_arrows(window: Window) -> None:
    page = window.open().page
    window.write("/mote")
    page.get_by_role("button", name="Fler val").press("Enter")
    expect(page.get_by_role("menuitem", name="Kalender")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Valde deltagare")).to_be_visible()


def test_a_refused_form_says_why_at_the_field_and_keeps_what_was_typed(window: Window) -> None:
    page = window.open().page
    form = window.form("/erfarenhet")
    title, text = form.get_by_label("Rubrik"), form.get_by_label("Text")
    expect(title).to_be_focused()
    form.get_by_role("button", name="Spara").click()
    expect(title).to_have_accessible_description("Fyll i det här fältet.")
    title.fill("fel")
    text.fill("Vi frågade <barnen> & lyssnade")
    form.get_by_role("button", name="Spara").click()
    expect(title).to_have_accessible_description("Rubriken är för vag.")
    expect(title).to_be_focused()
    expect(text).to_have_value("Vi frågade <barnen> & lyssnade")
    expect(text).to_have_accessible_description("Kort räcker")
    title.fill("Barnrådet")
    form.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Ny erfarenhet: Barnrådet")).to_be_visible()


def test_typing_survives_an_updated_view_and_a_reloaded_page_opens_the_form_again(window: Window) -> None:
    page = window.open().page
    form = window.form("/erfarenhet")
    form.get_by_label("Rubrik").fill("Barnrådet")
    form.get_by_role("button", name="Fler fält").click()
    expect(form.get_by_label("Tillägg")).to_be_visible()
    expect(form.get_by_label("Rubrik")).to_have_value("Barnrådet")
    page.reload()
    expect(form.get_by_label("Rubrik")).to_have_value("Barnrådet")


def test_a_form_holds_the_keyboard_and_escape_leaves_it(window: Window, scene: Stage) -> None:
    page = window.open().page
    form = window.form("/erfarenhet")
    for _ in range(15):
        page.keyboard.press("Tab")
        outside = page.evaluate("!document.activeElement.closest('dialog') && document.activeElement !== document.body")
        assert not outside
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    assert scene.slack.modal("U2") is None


def test_every_kind_of_field_reaches_the_bot_as_slack_writes_it(window: Window, scene: Stage) -> None:
    form = window.open().form("/allt")
    form.get_by_label("Epost").fill("namn@gavle.example")
    form.get_by_label("Webb").fill("https://example.org/?a=1&b=2")
    form.get_by_label("Antal").fill("2,5")
    form.get_by_label("Dag", exact=True).fill("2020-05-14")
    form.get_by_label("Klockslag").fill("09:30")
    form.get_by_label("Tidpunkt").fill("2020-05-14T09:30")
    form.get_by_label("Roll").select_option(label="Förtroendevald")
    members = form.get_by_role("combobox", name="Medlemmar")
    members.press_sequentially("örebro")
    form.get_by_role("option", name="Örebro").wait_for()
    members.press("Enter")
    members.press_sequentially("gäv")
    form.locator(".listbox").get_by_role("option", name="Gävle").click()
    form.get_by_role("button", name="Ta bort Örebro").click()
    form.get_by_label("Person", exact=True).select_option(label="Gäst")
    form.get_by_role("combobox", name="Personer").fill("samord")
    form.locator(".listbox").get_by_role("option", name="Samordnare").click()
    form.get_by_label("Kanal").select_option(label="#övrigt")
    form.get_by_role("combobox", name="Sökt").fill("barn")
    form.get_by_role("option", name="barnråd").click()
    form.get_by_label("Några").check()
    form.get_by_label("Ett", exact=True).check()
    form.get_by_label("Två").check()
    for name in ("plan.pdf", "fel.txt"):
        form.get_by_label("Filer").set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"x"})
        form.locator(".files").get_by_text(name).wait_for()
    form.get_by_role("button", name="Ta bort fel.txt").click()
    form.get_by_role("button", name="Spara").click()
    expect(form).to_have_count(0)
    received = {block: held["v"] for block, held in scene.guest.received.items()}
    assert received["text"]["value"] == "a < b"
    assert received["epost"]["value"] == "namn@gavle.example"
    assert received["webb"]["value"] == "https://example.org/?a=1&b=2"
    assert received["antal"]["value"] == "2.5"
    assert received["dag"]["selected_date"] == "2020-05-14"
    assert received["klockslag"]["selected_time"] == "09:30"
    assert (
        received["tidpunkt"]["selected_date_time"] == 1589441400
    )  # 07:30 UTC: the workspace's time, not the browser's
    assert received["roll"]["selected_option"]["value"] == "förtroendevald"
    assert [one["value"] for one in received["medlemmar"]["selected_options"]] == ["gävle"]
    assert received["person"]["selected_user"] == "U4"
    assert received["personer"]["selected_users"] == ["U1"]
    assert received["kanal"]["selected_conversation"] == "C2"
    assert received["sökt"]["selected_option"]["value"] == "barnråd"
    assert received["synlig"]["selected_option"]["value"] == "några"
    assert [one["value"] for one in received["villkor"]["selected_options"]] == ["ett", "två"]
    (given,) = received["filer"]["files"]
    assert (given["name"], given["mimetype"], given["user"]) == ("plan.pdf", "application/pdf", "U2")
    assert given["permalink"].startswith(scene.slack.url)


def test_what_slack_itself_refuses_in_a_form_never_reaches_the_bot(window: Window, scene: Stage) -> None:
    form = window.open().form("/allt")
    form.get_by_label("Epost").fill("inte en adress")
    form.get_by_label("Webb").fill("javascript:alert(1)")
    form.get_by_label("Antal").fill("två")
    form.get_by_label("Text").fill("x" * 3001)
    form.get_by_role("button", name="Spara").click()
    expect(form.get_by_label("Text")).to_have_accessible_description("Högst 3000 tecken får plats; nu är det 3001.")
    expect(form.get_by_label("Epost")).to_have_accessible_description(
        "Skriv en e-postadress, till exempel namn@kommun.se."
    )
    expect(form.get_by_label("Webb")).to_have_accessible_description("Skriv en webbadress som börjar med https://.")
    expect(form.get_by_label("Antal")).to_have_accessible_description("Skriv ett tal.")
    assert scene.guest.received == {}


def test_hostile_text_is_shown_as_text_wherever_it_comes_from(window: Window, scene: Stage) -> None:
    hostile = "<script>document.title='tagen'</script> <!channel> <img src=x onerror=alert(1)> & &amp;"
    page = window.open().page
    window.write(hostile)
    expect(page.get_by_role("article").last).to_contain_text(hostile)
    window.write(f"/eko {hostile}")
    expect(page.get_by_role("article").last).to_contain_text(f"Ekot: {hostile}")
    form = window.form("/erfarenhet")
    form.get_by_label("Rubrik").fill(hostile)
    form.get_by_label("Text").fill("fem tecken")
    form.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("article").last).to_contain_text(f"Ny erfarenhet: {hostile}")
    scene.post("C1", text="<javascript:alert(1)|klicka> <b>rått</b>")
    expect(page.get_by_role("article").last).to_contain_text("<javascript:alert(1)|klicka> <b>rått</b>")
    assert page.locator("article :is(script, img, b), article .mention").count() == 0
    assert "tagen" not in page.title()


def test_mrkdwn_is_drawn_as_slack_draws_it(window: Window) -> None:
    page = window.open().page
    drawn = {said: page.evaluate(DRAWN, said) for said in MRKDWN}
    assert drawn == MRKDWN


def test_a_question_in_the_channel_is_answered_in_its_thread(window: Window) -> None:
    page = window.open().page
    box = page.get_by_role("textbox", name="Meddelande till #nätverket")
    box.press_sequentially("Hej @nätv")
    box.press("Tab")
    box.press_sequentially("när är nästa möte?")
    box.press("Enter")
    page.get_by_role("button", name="1 svar").click()
    thread = page.get_by_role("complementary")
    expect(thread).to_contain_text("Svar på frågan")
    thread.get_by_role("textbox", name="Svar i tråd").fill("Tack")
    thread.get_by_role("button", name="Sänd").click()
    expect(page.get_by_role("button", name="2 svar")).to_be_visible()
    page.get_by_role("button", name="Stäng tråden").click()
    expect(thread).to_be_hidden()


def test_direct_messages_are_counted_until_they_are_read(window: Window, scene: Stage) -> None:
    page = window.open().page
    scene.post("U2", text="Till dig")
    page.get_by_role("link", name="Nätverksbot 1 olästa").click()
    window.write("hej", where="Nätverksbot")
    expect(page.get_by_text("Du skrev: hej")).to_be_visible()
    page.get_by_role("link", name="övrigt").click()
    expect(page.get_by_role("link", name="Nätverksbot", exact=True)).to_be_visible()


def test_the_home_tab_shows_what_the_bot_publishes(window: Window) -> None:
    page = window.open().page
    page.get_by_role("link", name="Hem Nätverksbot").click()
    expect(page.get_by_text("Välkommen hem")).to_be_visible()
    expect(page.get_by_role("tab", name="Hem")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Meddelanden").click()
    expect(page.get_by_role("textbox", name="Meddelande till Nätverksbot")).to_be_visible()


def test_the_clock_is_moved_and_written_in_swedish(window: Window) -> None:
    page = window.open().page
    clock = page.get_by_role("status", name="Datum i provmiljön")
    expect(clock).to_contain_text("måndag 10 februari 2020 kl. 09.00")
    page.get_by_role("button", name="+1 dag").click()
    expect(clock).to_contain_text("tisdag 11 februari 2020 kl. 09.00")
    page.get_by_role("button", name="+1 vecka").click()
    expect(clock).to_contain_text("tisdag 18 februari 2020 kl. 09.00")
    page.get_by_role("button", name="Nästa händelse").click()
    expect(clock).to_contain_text("kl. 10.00")


def test_a_command_that_is_not_answered_is_told_of_and_comes_back_into_the_field(window: Window) -> None:
    page = window.open().page
    window.write("/stum lista")
    expect(page.get_by_role("alert")).to_contain_text("/stum svarade inte i tid (operation_timeout)")
    expect(page.get_by_role("textbox", name="Meddelande till #nätverket")).to_have_value("/stum lista")
    window.write("/finns-inte")
    expect(page.get_by_text("/finns-inte är inget giltigt kommando.").first).to_be_visible()


def test_one_can_be_anyone_grouped_by_member(window: Window) -> None:
    page = window.open().page
    chooser = page.get_by_role("combobox", name="Agera som")
    groups = chooser.evaluate("(one) => [...one.children].map((group) => [group.label, group.children.length])")
    assert groups == [["Samordning", 1], ["Gävle", 2], ["Övriga", 1]]
    chooser.select_option(label="Gäst")
    page.wait_for_url("**as=U4**")
    window.write("hej")
    expect(page.get_by_role("article", name="Meddelande från Gäst")).to_contain_text("gäst")


def test_the_page_speaks_english_when_asked(window: Window) -> None:
    page = window.open(lang="en").page
    box = page.get_by_role("textbox", name="Message #nätverket")
    box.fill("/mote")
    box.press("Enter")
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(page.get_by_role("combobox", name="Act as")).to_be_visible()
    expect(page.get_by_role("status", name="Date in the playground")).to_contain_text("Monday")


def test_nothing_is_fetched_from_outside(window: Window) -> None:
    window.open()
    window.form("/allt")
    assert window.asked
    assert [url for url in window.asked if not url.startswith(window.url)] == []


def test_a_narrow_window_has_everything_within_reach(window: Window, scene: Stage) -> None:
    page = window.page
    page.set_viewport_size({"width": 390, "height": 760})
    window.open()
    window.write("/mote")
    scene.post("C1", text="```" + "Kommun eller annan medlem    Förtroendevald  Tjänsteperson\n" * 2 + "```")
    table = page.locator(".code-block").last
    expect(table).to_contain_text("Tjänsteperson")
    wide, seen, high = table.evaluate("each => [each.scrollWidth, each.clientWidth, each.clientHeight]")
    assert wide > seen and high < 70, "its rows stay rows, moved sideways"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Visa kanaler").click()
    expect(page.get_by_role("link", name="nätverket")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Visa kanaler")).to_be_focused()
    expect(page.get_by_role("link", name="övrigt")).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="övrigt").click()
    expect(page.get_by_role("textbox", name="Meddelande till #övrigt")).to_be_visible()
    expect(page.get_by_role("button", name="Nästa händelse")).to_be_in_viewport(ratio=1)


def test_all_words_stand_out_from_what_is_behind_them_as_wcag_aa_asks(window: Window, scene: Stage) -> None:
    page = window.open().page
    scene.post("C2", text="Hej <@U2> och <!here>, `kod` och <https://a.example|länk>")
    window.write("/mote")
    expect(page.get_by_role("button", name="Nej")).to_be_visible()
    assert page.evaluate(CONTRASTS) == []
    page.get_by_role("link", name="övrigt").click()
    page.get_by_text("länk").wait_for()
    assert page.evaluate(CONTRASTS) == []
    page.get_by_role("link", name="nätverket").click()
    form = window.form("/erfarenhet")
    form.get_by_role("button", name="Spara").click()
    expect(form.get_by_text("Fyll i det här fältet.").first).to_be_visible()
    assert page.evaluate(CONTRASTS) == []
