"""/natverk årshjul: the picture that can be read by all, with nothing on or outside anything, and the list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from math import radians
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Message
from bot.drawing.sheet import INK, Sheet
from bot.drawing.text import drawable, shortened, width, wrapped
from bot.language import speak
from bot.models import HostingTurn, MeetingKind, MeetingState, Network, Role
from bot.terminal.playground import COORDINATOR, DEFAULT_PLAN, Play
from bot.wheel import wheel as drawing
from bot.wheel.beside import DETAIL, spread
from bot.wheel.load import wheel_of, write_wheel
from bot.wheel.model import Bow, MeetingMark, Ring, Wheel, angle_of, end_of, in_words
from bot.wheel.wheel import WIDTH, drawn, wheel_png, wheel_svg
from tests.running_bot import finished
from tests.world import NOW, World, blocks_read, labels, words_of

JANUARY = date(2020, 1, 1)
DECEMBER = date(2020, 12, 31)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def wheel_in(world: World, year: int = 2020, language: str = "sv") -> Wheel:
    with world.database.reading() as session:
        return wheel_of(session, session.get(Network, world.network_id), year, speak(language))


@pytest.fixture
def plain(world: World) -> Wheel:
    """A wheel with its words and nothing on it."""
    return wheel_in(world)


def mark(day: date, title: str = "Träff", details: str = "värd: Gävle", **more) -> MeetingMark:
    made = MeetingMark(MeetingKind.PARTNERSHIP, day, day, True, f"{day.day} {day.month}", title, details)
    return replace(made, **more)


def ring(number: int, *bows: Bow, title: str = "Följa domar", **more) -> Ring:
    return Ring(number, title, JANUARY, DECEMBER, bows, **more)


def overfull(plain: Wheel) -> Wheel:
    """Forty meetings and sixty activities, each with a name of 200 characters."""
    kinds = list(MeetingKind)
    marks = [
        mark(
            JANUARY + timedelta(days=9 * n),
            "Kunskapsseminarium " * 10,
            "värd: Angered stadsdel/Göteborg " * 6,
            kind=kinds[n % 6],
            has_days=n % 3 != 0,
        )
        for n in range(40)
    ]
    bows = [Bow(date(2020, n, 1), date(2020, n + 1, 20), "Ett steg " * 25) for n in range(1, 11)]
    rings = [ring(n, *bows[: n % 7], title="Aktivitet " * 20, is_report=n == 6) for n in range(1, 61)]
    return replace(plain, network="Nätverket " * 20, marks=tuple(marks), rings=tuple(rings))


def refuse_unreadable(sheet: Sheet) -> None:
    """No text outside the sheet, none on another; bent texts stay within their own ring and never meet."""
    for box in sheet.boxes:
        assert 0 <= box.left < box.right <= sheet.width and 0 <= box.top < box.bottom <= sheet.height, box
    for one, other in combinations(sheet.boxes, 2):
        apart = one.right <= other.left or other.right <= one.left
        assert apart or one.bottom <= other.top or other.bottom <= one.top, (one, other)
    for one, other in combinations(sheet.curves, 2):
        if one.outer > other.inner and other.outer > one.inner:
            for turn in (-360, 0, 360):
                assert one.end + turn <= other.start or other.end <= one.start + turn, (one, other)
    inner = max((each.outer for each in sheet.curves), default=0)
    x, y = drawing.CENTRE
    for box in sheet.boxes:
        in_hub = abs((box.left + box.right) / 2 - x) < 1 and abs(box.bottom - y) < drawing.HUB
        nearest = (min(max(x, box.left), box.right) - x, min(max(y, box.top), box.bottom) - y)
        assert in_hub or (nearest[0] ** 2 + nearest[1] ** 2) ** 0.5 >= inner, box


# the picture


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("year", [2020, 2021])
def test_the_real_plan_is_drawn_with_everything_in_it(tmp_path, database, year, language):
    from bot.network import store as network_store
    from bot.terminal.playground import fill

    fill(database, DEFAULT_PLAN, NOW)
    with database.reading() as session:
        (network,) = network_store.networks(session)
        wheel = wheel_of(session, network, year, speak(language))
    sheet = drawn(wheel)
    refuse_unreadable(sheet)
    straight = " ".join(each.text for each in sheet.boxes)
    bent = " ".join(each.text for each in sheet.curves)
    assert network.name in straight and str(year) in straight and "Degerfors/Karlskoga" in straight
    assert ("Uppsala" if year == 2020 else "Örebro") in straight
    assert all(each.title in straight for each in wheel.rings) and len(wheel.rings) == 7 and len(wheel.marks) == 4
    assert ("6 Slutföra rapporten" if year == 2021 else "Vägledning vid tolkning") in bent
    assert all(each in bent for each in wheel.words.months)


def test_forty_meetings_and_sixty_activities_fit(plain):
    sheet = drawn(overfull(plain))
    refuse_unreadable(sheet)
    assert any("aktiviteter till" in each.text for each in sheet.boxes)


def test_forty_meetings_in_one_month_fit_too_and_the_rest_is_counted(plain):
    for count in (40, 60):
        marks = tuple(mark(date(2020, 5, 1 + n % 28), f"Träff {n}") for n in range(count))
        sheet = drawn(replace(plain, marks=marks))
        refuse_unreadable(sheet)
        titles = [each.text for each in sheet.boxes if "Träff " in each.text]
        counted = [each.text for each in sheet.boxes if "möten till, i listan" in each.text]
        assert len(titles) + sum(int(each.split()[1]) for each in counted) == count
        assert bool(counted) == (count == 60)


def test_steps_at_the_same_time_lie_beside_one_another(plain):
    bows = [Bow(JANUARY, date(2020, 6, 30), f"Steg nummer {n}") for n in range(3)]
    sheet = drawn(replace(plain, rings=(ring(1, *bows), ring(2))))
    refuse_unreadable(sheet)
    assert {each.text.split(" ", 1)[1] for each in sheet.curves if "Steg" in each.text} == {each.text for each in bows}


def test_an_empty_year_says_so(plain):
    sheet = drawn(plain)
    refuse_unreadable(sheet)
    assert "Inget möte är planerat det här året." in [each.text for each in sheet.boxes]


DAYS = st.dates(JANUARY, DECEMBER)
NAMES = st.one_of(
    st.text(max_size=60), st.sampled_from(["", "x" * 200, "Långt namn " * 20, "🎉", "\u202eabc", "<&>", "W" * 90])
)
SPANS = st.tuples(DAYS, DAYS).map(sorted)
MARKS = st.builds(
    lambda span, name, details, kind, is_set: mark(
        span[0],
        name,
        details,
        last=span[1],
        kind=kind,
        has_days=is_set,
        first=span[0] if is_set else span[0].replace(day=1),
    ),
    SPANS,
    NAMES,
    NAMES,
    st.sampled_from(MeetingKind),
    st.booleans(),
)
RINGS = st.builds(
    lambda number, title, spans, report: ring(
        number, *(Bow(*span, title or "steg") for span in spans), title=title, is_report=report
    ),
    st.integers(1, 99),
    NAMES,
    st.lists(SPANS, max_size=6),
    st.booleans(),
)


@settings(max_examples=120)
@given(marks=st.lists(MARKS, max_size=30), rings=st.lists(RINGS, max_size=14), name=NAMES)
def test_whatever_is_planned_nothing_covers_anything_or_leaves_the_picture(marks, rings, name):
    words = plain_words()
    wheel = Wheel(2020, name, words, tuple(marks), tuple(rings))
    refuse_unreadable(drawn(wheel))
    ElementTree.fromstring(wheel_svg(wheel, in_words(wheel, "sv")))


def plain_words():
    from bot.wheel.load import _words

    return _words(speak("sv"), 2020)


def test_everything_written_can_be_read_against_what_is_behind_it():
    pairs = [
        (drawing.WHITE, drawing.DEEP),
        (drawing.SOFT, drawing.WHITE),
        (DETAIL, drawing.WHITE),
        (INK, drawing.WHITE),
    ]
    pairs += [(INK, each) for each in (*drawing.OPEN, drawing.STEP, drawing.REPORT, drawing.REPORT_OPEN)]
    pairs += [(drawing.DEEP, drawing.WHITE), *((each, drawing.WHITE) for each in drawing.KINDS.values())]
    for text, behind in pairs:
        assert contrast(text, behind) >= 4.5, (text, behind)
    assert contrast(drawing.LINE, drawing.WHITE) >= 3 and contrast(drawing.LINE, drawing.STEP) >= 2.4
    assert len(set(drawing.KINDS.values())) == len(set(drawing.CORNERS.values())) == len(MeetingKind)


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_picture_is_a_png_with_its_letters_in_it(plain):
    from bot.drawing.picture import png_of

    full = replace(plain, marks=(mark(date(2020, 5, 14)),), rings=(ring(1),))
    with_text, without = wheel_png(full), png_of(wheel_svg(full).replace("Gävle", ""), zoom=1)
    assert with_text.startswith(b"\x89PNG") and with_text != without
    assert int.from_bytes(with_text[16:20]) == WIDTH
    assert wheel_png(full) == with_text, "the same wheel is the same picture"


def test_the_year_turns_clockwise_from_the_top():
    assert (angle_of(JANUARY), end_of(DECEMBER), angle_of(date(2020, 4, 1)), angle_of(date(2020, 7, 1))) == (
        0,
        360,
        90,
        180,
    )
    assert end_of(date(2020, 2, 29)) == angle_of(date(2020, 3, 1)) == 60


# letters


def test_words_are_as_wide_as_the_font_draws_them():
    import resvg_py  # noqa: F401  (the renderer that ships)

    assert width("iiii", 20) < width("MMMM", 20) < width("MMMM", 20, bold=True)
    assert abs(width("Hej", 2048) - (1540 + 1260 + 569)) < 2, "H, e and j are 1540, 1260 and 569 units wide"


@given(st.text(max_size=80), st.floats(5, 60), st.floats(1, 900), st.integers(1, 4))
def test_what_is_shortened_or_wrapped_has_room(text, size, room, most):
    text = drawable(text)
    assert width(shortened(text, size, room), size) <= room
    lines = wrapped(text, size, room, most)
    assert len(lines) <= most and all(width(each, size) <= room + 0.01 for each in lines)
    if lines and not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "") or not lines[-1]


def test_only_what_the_font_has_is_drawn():
    assert drawable("Träff 🎉 i\nÅre\x00 漢字 \u202e!") == "Träff i Åre !"


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(5, 40)), max_size=25))
def test_texts_beside_the_wheel_keep_their_order_and_their_distance(rows):
    rows.sort()
    wanted, heights = [each[0] for each in rows], [each[1] for each in rows]
    tops = spread(wanted, heights, 0, 1000)
    for n in range(1, len(tops)):
        assert tops[n] >= tops[n - 1] + heights[n - 1] - 1e-6
    if tops and sum(heights) <= 1000:
        assert tops[0] >= -1e-6 and tops[-1] + heights[-1] <= 1000 + 1e-6


def test_a_bent_text_is_as_long_as_it_is_said_to_be():
    sheet = Sheet(400, 400)
    sheet.bent_text("Besluta om rapportens innehåll", 16, (200, 200), 150, 0, 180)
    (curve,) = sheet.curves
    base = 150 - 0.36 * 16
    assert abs(radians(curve.end - curve.start) * base - width("Besluta om rapportens innehåll", 16)) < 1


# asking for it


def test_the_wheel_comes_as_a_list_and_a_picture(world, official):
    world.meeting(first_day=date(2020, 5, 14), last_day=date(2020, 5, 15), host=world.gavle, place="Slottet")
    world.meeting(month=date(2020, 11, 1))
    world.meeting(first_day=date(2020, 9, 1), title="Inställd", state=MeetingState.CANCELLED)
    world.activity(6, "Dokumentera i en rapport", {"title": "Slutföra", "when": "Höst 2020"})
    answered = world.ask(official, "/natverk årshjul")
    words = words_of(answered)
    for each in (
        "Årshjul 2020",
        "14–15 maj: Partnerskapsträff, värd: Gävle · Slottet",
        "november: Partnerskapsträff",
        "6. Dokumentera i en rapport",
        "juli–december 2020: Slutföra",
    ):
        assert each in words, each
    assert "Inställd" not in words
    (file,) = answered.answer.files
    assert file.name == "arshjul-2020.png" and file.make().startswith(b"\x89PNG")
    assert "14–15 maj: Partnerskapsträff, värd: Gävle · Slottet" in file.alt and len(file.alt) <= 1000


def test_another_year_can_be_typed_or_clicked(world, official):
    world.meeting(month=date(2021, 5, 1))
    for words in ("arshjul 2021", "ÅRSHJUL 2021", "wheel 2021"):
        assert "Årshjul 2021" in words_of(world.ask(official, f"/natverk {words}"))
    shown = world.ask(official, "/natverk årshjul")
    assert labels(shown) == ["2021"] and "Årshjul 2020" in words_of(shown)
    clicked = world.click(official, shown, "2021")
    assert "Årshjul 2021" in words_of(clicked) and labels(clicked) == ["2020"] and clicked.answer.files


@pytest.mark.parametrize("typed", ["1999", "hej", "20", "2020 2021", "9" * 5000, "²020", "-2020", "<!channel>"])
def test_a_year_that_is_none_is_refused_with_those_there_are(world, official, typed):
    answered = world.ask(official, f"/natverk årshjul {typed}")
    assert answered.refused and "2020, 2021" in words_of(answered)
    assert world.press(official, "network.wheel", typed).refused


def test_english_gets_an_english_wheel(world, official):
    world.meeting(month=date(2020, 5, 1), host=world.gavle)
    answered = world.ask(official, "/network wheel")
    assert "Annual wheel 2020" in words_of(answered) and "May: Partnership meeting, host: Gävle" in words_of(answered)


def test_after_the_period_its_last_year_is_shown_and_guests_see_it_too(world, official):
    world.now = NOW + timedelta(days=4000)
    assert "Årshjul 2021" in words_of(world.ask(world.stranger, "/natverk årshjul"))


def test_the_list_of_an_overfull_plan_is_shown_whole(world, official):
    for n in range(60):
        meeting = world.meeting(first_day=JANUARY + timedelta(days=5 * n), title="Ett mycket långt namn & <så> " * 7)
        world.add(HostingTurn(network_id=world.network_id, member_id=world.gavle, meeting_id=meeting))
        world.activity(
            n + 1, "Ett mycket långt namn & <så> " * 7, {"title": "Steg " * 40, "when": "Vår 2020, Höst 2020"}
        )
    answered = world.ask(official, "/natverk årshjul")
    assert isinstance(answered.answer, Message) and answered.answer.files
    pages = world.pages(official, answered)
    words = blocks_read(pages)
    assert all(f"\n{n + 1}. Ett mycket" in words for n in range(60)) and words.count("värd:") == 60
    assert not any(each.answer.files for each in pages[1:])
    refuse_unreadable(drawn(wheel_in(world)))


def test_a_network_of_two_periods_shows_what_belongs_to_the_year(world, official):
    world.activity(1, "Aktivitet", {"title": "Steg", "when": "Vår 2021"})
    assert [each.bows for each in wheel_in(world, 2020).rings] == [()]
    (only,) = wheel_in(world, 2021).rings
    assert [(each.first, each.last) for each in only.bows] == [(date(2021, 1, 1), date(2021, 6, 30))]
    assert wheel_in(world, 2019).is_empty


def test_the_file_from_the_terminal_is_svg_with_a_title_or_png(world, official, tmp_path):
    world.meeting(month=date(2020, 5, 1), host=world.gavle, title="<Träff> & mer")
    with world.database.reading() as session:
        network = session.get(Network, world.network_id)
        for name in ("hjul.svg", "hjul.png"):
            write_wheel(session, network, 2020, speak("sv"), tmp_path / name)
    root = ElementTree.fromstring((tmp_path / "hjul.svg").read_bytes())
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Årshjul 2020: Testnätverket"
    assert "<Träff> & mer, värd: Gävle" in root.find(f"{space}desc").text
    assert (tmp_path / "hjul.png").read_bytes().startswith(b"\x89PNG")


def test_the_terminal_writes_it_or_says_in_one_sentence_why_not(tmp_path):
    async def story() -> None:
        status, _, err = await finished(None, tmp_path, "wheel", "hjul.svg")
        assert status == 1 and "Traceback" not in err
        assert (await finished(None, tmp_path, "load", str(DEFAULT_PLAN)))[0] == 0
        for words, sentence in (
            (("hjul.svg", "--year", "1999"), "2020, 2021"),
            (("hjul.svg", "--network", "annat"), "partnerskapet"),
            (("saknas/hjul.svg",), "saknas/hjul.svg"),
        ):
            status, out, err = await finished(None, tmp_path, "wheel", *words)
            assert (status, out) == (1, "") and sentence in err and "Traceback" not in err
        assert (await finished(None, tmp_path, "wheel", "hjul.exe"))[0] == 2
        status, out, err = await finished(None, tmp_path, "wheel", "hjul.svg", "--year", "2021")
        assert status == 0 and "hjul.svg" in out and not err

    asyncio.run(story())
    assert "Örebro" in (tmp_path / "hjul.svg").read_text(encoding="utf-8")


def test_in_slack_the_picture_comes_after_the_list(tmp_path):
    async def story() -> None:
        running = Play(DEFAULT_PLAN, NOW, 0, tmp_path)
        await running.start()
        try:
            await running.slack.command(COORDINATOR.id, "C0PARTNERSKAP", "/natverk årshjul")
            found = await running.slack.wait_for(
                lambda: [each for each in running.slack.direct_messages(COORDINATOR.id) if each.files]
            )
            (file,) = found[0].files
            assert file["mimetype"] == "image/png" and "Uppsala" in file["alt_txt"]
        finally:
            await running.stop()

    asyncio.run(story())
