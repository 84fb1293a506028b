"""/erfarenhet: the form, the thanks with its number, reading one, one's own."""

from __future__ import annotations

import re

import orjson
import pytest

from bot.blocks.messages import Form
from bot.feature.call import Fields
from bot.models import Delivery, Experience, PersonState, Role
from bot.slack.payloads import Luggage, form_payload
from tests.world import NOW, World, blocks_of, elements, labels, prefilled, words_of

YES = ("yes",)


@pytest.fixture
def official(world: World):
    world.gavle = world.member("Gävle")
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)


def contribute(world, who, title="Skolval för alla elever", did="Vi lät eleverna välja.", **more):
    form = world.ask(who, "/erfarenhet").answer
    assert isinstance(form, Form), words_of(form)
    return world.send(who, form, **{"title": title, "did": did, "no_child": YES} | more)


def field_of(form, begins):
    """The name of the form's field that begins so: those for files go on with what tells the files apart."""
    return next(name for name in prefilled(form) if name.startswith(begins))


def kept_files(form):
    """Which files are ticked in the form."""
    return prefilled(form)[field_of(form, "kept_files")]


def test_the_form_has_its_fields_and_only_three_are_required(world, official):
    world.activity(1, "Fördjupad kunskap om lagen")
    form = world.ask(official, "/erfarenhet").answer
    whole = world.more(official, form)
    inputs = {each["block_id"]: each for each in whole.rendered if each["type"] == "input"}
    assert {"title", "did", "result", "learned", "links", "time", "activity", "consents", "no_child"} <= set(inputs)
    assert [name for name, each in inputs.items() if not each["optional"]] == ["title", "did", "no_child"]
    assert inputs["title"]["label"]["text"] == "Rubrik"
    assert inputs["did"]["label"]["text"] == "Text: vad ni gjorde"
    assert "initial_options" not in inputs["consents"]["element"], "inside only is the default (domain 16)"


def test_in_english_the_fields_are_english(world, official):
    inputs = [each["label"]["text"] for each in world.ask(official, "/experience").answer.rendered if "label" in each]
    assert "Title" in inputs and "Text: what you did" in inputs


def test_the_thanks_say_number_and_consent(world, official):
    words = words_of(contribute(world, official))
    assert "#1" in words and "Stannar inom nätverket" in words
    saved = world.row(Experience, 1)
    assert (saved.member_id, saved.author_id, saved.written_by_id) == (world.gavle, official.person_id, None)
    assert saved.created_at == NOW and saved.period_id == world.period_id
    assert not saved.may_publish and not saved.may_research and saved.no_child_recognised


def test_consents_are_apart_and_can_be_changed_in_the_thanks(world, official):
    shown = contribute(world, official, consents=("publication",))
    assert "Får publiceras, men inte användas i forskning" in words_of(shown)
    shown = world.click(official, shown, "Tillåt forskning")
    assert "Får publiceras och användas i forskning" in words_of(shown)
    shown = world.click(official, shown, "Tillåt inte publicering")
    assert "Får användas i forskning, men inte publiceras" in words_of(shown)
    saved = world.row(Experience, 1)
    assert not saved.may_publish and saved.may_research


def test_the_same_form_twice_makes_one(world, official):
    form = world.ask(official, "/erfarenhet").answer
    for _ in range(2):
        world.send(official, form, view="VSAME", title="En", did="Text", no_child=YES)
    assert len(world.rows(Experience)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"did": ""}, "did"),
        ({"no_child": ()}, "no_child"),
        ({"did": "x" * 3001}, "did"),
        ({"title": "x" * 141}, "title"),
        ({"activity": "77"}, "activity"),
        ({"author": "77"}, "author"),
        ({"time": "04/05"}, "time"),
        ({"time": " 1/2 2020 "}, "time"),
        ({"member": "77"}, "member"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_saved(world, official, values, field):
    answered = contribute(world, official, **values)
    assert list(answered.field_errors) == [field]
    assert not world.rows(Experience)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2020-02-31", "finns inte som datum"),
        ("31/2", "finns inte som datum"),
        ("våren 2031", "har inte varit än"),
        ("2150", "ligger långt bort"),
        ("nov 21", "kan vara två olika tider"),
        ("lördag 14 maj 2019", "hör inte ihop"),
        ("igår", "Skriv vilken tid du menar, till exempel "),
        ("i fjol", "Skriv vilken tid du menar, till exempel 2019"),
        ("sedan förra veckan", "Skriv vilken"),
    ],
)
def test_a_time_that_cannot_be_so_is_asked_about_also_from_a_draft_and_stays_in_the_form(world, official, time, said):
    answered = contribute(world, official, time=time)
    assert said in answered.field_errors["time"] and not answered.answer
    assert not world.rows(Experience)
    typed = Fields({"title": "Ett", "did": "Så", "time": time})
    world.press(official, "experience.draft", view="V1", container="view", fields=typed)
    [draft] = world.rows(Experience)
    form = world.press(official, "experience.continue", str(draft.id)).answer
    assert prefilled(form)["time"] == time
    assert said in words_of(world.send(official, form, no_child=YES)), "what is wrong out of sight comes into sight"


@pytest.mark.parametrize("time", ["våren 2020", "läsåret 2019/20", "årskurs 4/5, hösten", "14/5", "när det gick"])
def test_when_it_was_is_said_in_the_authors_own_words(world, official, time):
    contribute(world, official, time=time)
    assert [each.time for each in world.rows(Experience)] == [time]


def test_another_networks_activity_is_refused(world, official):
    from bot.models import Activity, Coordination, Network, Period

    network = world.add(Network(key="other", name="Ett annat", settings={}))
    period = world.add(
        Period(network_id=network, name="2020", starts=NOW.date(), ends=NOW.date(), coordination=Coordination.TROIKA)
    )
    activity = world.add(Activity(period_id=period, number=1, title="Deras"))
    assert contribute(world, official, activity=str(activity)).field_errors


def test_the_unconfirmed_guests_and_newcomers_are_refused_in_words(world, official):
    waiting = world.person("Ny", Role.OFFICIAL, world.gavle, state=PersonState.REQUESTED)
    guest = world.person("Gäst", Role.GUEST)
    for each in (waiting, guest, world.stranger, world.newcomer):
        answered = world.ask(each, "/erfarenhet")
        assert answered.refused and "/erfarenhet sök" in words_of(answered)
    form = world.ask(official, "/erfarenhet").answer
    for each in (waiting, guest, world.stranger, world.newcomer):
        assert world.send(each, form, title="Förfalskad", did="x", no_child=YES).refused
    assert not world.rows(Experience)


def test_one_can_write_for_a_colleague_who_is_told_and_owns_it(world, official):
    elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    assert contribute(world, official, author=str(other.person_id)).field_errors
    contribute(world, official, author=str(elected.person_id))
    saved = world.row(Experience, 1)
    assert (saved.author_id, saved.written_by_id) == (elected.person_id, official.person_id)
    told = [each for each in world.rows(Delivery) if each.to != "channel"]
    assert [each.to for each in told] == [elected.slack_id] and "för din räkning" in told[0].message["text"]
    assert "#1" in words_of(world.ask(elected, "/erfarenhet mina"))


def test_a_coordinator_without_a_member_writes_for_any(world, official):
    shown = contribute(world, world.coordinator, member=str(world.gavle))
    assert "Gävle" in words_of(shown)
    assert world.row(Experience, 1).member_id == world.gavle


def test_the_button_of_an_activity_opens_the_form_with_it_chosen(world, official):
    activity = world.activity(3, "Mål och styrning")
    form = world.press(official, "experience.new", str(activity)).answer
    world.send(official, form, title="En", did="Text", no_child=YES)
    assert world.row(Experience, 1).activity_id == activity
    assert "aktivitet 3" in words_of(world.ask(official, "/erfarenhet 1"))


def test_likely_personal_data_is_warned_of_and_never_blocks(world, official):
    words = words_of(contribute(world, official, did="Ring 070-174 06 05, 811218-9876 eller skriv till a@exempel.se"))
    for each in ("personnummer", "telefonnummer", "e-postadress", "#1"):
        assert each in words
    quiet = words_of(contribute(world, official, did="Beslut KS 2019/76 gäller 2020-2022, 14-15 maj 2020, 10 000 kr."))
    assert "ser ut att stå" not in quiet


def test_one_is_shown_in_full_by_its_number(world, official):
    contribute(
        world, official, result="Fler röstade", learned="Börja tidigt", links="https://exempel.se/val\njavascript:x"
    )
    for typed in ("/erfarenhet 1", "/erfarenhet #1", "/experience 1"):
        words = words_of(world.ask(world.coordinator, typed))
        for each in ("Skolval för alla elever", "Fler röstade", "Börja tidigt", "<https://exempel.se/val>", "Gävle"):
            assert each in words
        assert "<javascript" not in words
    assert "#7" in words_of(world.ask(official, "/erfarenhet 7"))
    assert world.ask(official, "/erfarenhet 999999999").refused


def test_the_longest_texts_are_all_readable_a_part_at_a_time(world, official):
    long = {name: f"{name} börjar " + "å<&> ord " * 330 + f"{name} slutar" for name in ("did", "result", "learned")}
    shown = contribute(world, official, **long, links="https://exempel.se/" + "x" * 2900)
    pages = world.pages(official, shown)
    seen = "".join(map(words_of, pages))
    for name in long:
        assert f"{name} börjar" in seen and f"{name} slutar" in seen
    assert "Föregående" in labels(pages[-1])
    assert "did börjar" in words_of(world.press(official, "experience.show", "1.2")), "a button of an older message"


def test_hostile_text_is_only_text(world, official):
    contribute(world, official, title="<!channel> *hej* <script>", did="<@U1> & <https://ont.se|klicka>")
    for typed in ("/erfarenhet 1", "/erfarenhet mina", "/erfarenhet sök klicka"):
        raw = str(blocks_of(world.ask(official, typed)))
        assert "<!channel>" not in raw and "<@U1>" not in raw and "<https://ont" not in raw
        assert "&lt;!channel&gt;" in raw


def test_mine_lists_my_own_with_buttons(world, official):
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.member("Örebro"))
    contribute(world, official, title="Min egen")
    contribute(world, other, title="Någon annans")
    shown = world.ask(official, "/erfarenhet mina")
    assert "Min egen" in words_of(shown) and "Någon annans" not in words_of(shown)
    assert {"Ändra", "Dra tillbaka", "Visa"} <= set(labels(shown))
    assert "Väntar på granskning" not in words_of(shown)
    allowed = world.press(official, "experience.consent", "1.publication.yes")
    assert "Väntar på granskning." in words_of(allowed)
    assert "/erfarenhet" in words_of(world.ask(world.coordinator, "/erfarenhet mina"))
    assert "/erfarenhet" not in words_of(world.ask(world.newcomer, "/erfarenhet mina"))


def test_sixty_of_ones_own_fit_on_pages(world, official):
    for n in range(60):
        contribute(world, official, title=f"{n} " + "långt ord " * 13)
    pages = world.pages(official, world.ask(official, "/erfarenhet mina"))
    titles = [int(n) for page in pages for n in re.findall(r"^\*(\d+) långt", words_of(page), re.MULTILINE)]
    assert sorted(titles) == list(range(60)) and "av 60" in words_of(pages[0])


def test_whoever_is_not_confirmed_reads_what_is_published_and_no_names(world, official):
    contribute(world, official, title="Bara inne")
    contribute(world, official, title="Får spridas", consents=("publication",))
    for number in (1, 2):
        assert world.ask(world.stranger, f"/erfarenhet {number}").refused
    world.press(world.coordinator, "experience.approve", "2")
    words = words_of(world.ask(world.stranger, "/erfarenhet 2"))
    assert "Får spridas" in words and "Gävle" in words and "Tjänsteperson" not in words
    buttons = [each for each in elements(world.ask(world.stranger, "/erfarenhet 2")) if each["type"] == "button"]
    assert [each["labels"] for each in buttons] == [["Gå med i nätverket"]]


@pytest.mark.parametrize("value", ["", "x", "1.x", "1" * 3000, "-1", "1.publication", "1.publication.maybe", "٣"])
@pytest.mark.parametrize("name", ["show", "mine", "found", "change", "consent", "withdraw", "restore", "new"])
def test_forged_buttons_do_no_harm(world, official, name, value):
    contribute(world, official)
    before = world.row(Experience, 1).version
    answered = world.press(world.newcomer, f"experience.{name}", value)
    assert "Referens" not in words_of(answered)
    assert world.row(Experience, 1).version == before


def test_slack_takes_every_form_and_answer(world, official):
    from bot.playground.strict.blocks import check_blocks
    from bot.playground.strict.views import check_view
    from bot.slack.replies import view_of

    for n in range(60):
        world.activity(n + 1, "Aktivitet med ett mycket långt namn & tecken " * 5)
    for n in range(40):
        world.person(f"Tjänsteperson {n} " + "med ett långt namn " * 10, Role.OFFICIAL, world.gavle)
    contribute(world, official, title="å" * 140, did="<" * 3000, result="&" * 3000, time="x" * 100)
    forms = [
        world.ask(official, "/erfarenhet"),
        world.ask(world.coordinator, "/erfarenhet"),
        world.press(official, "experience.change", "1"),
    ]
    for each in forms:
        check_view(orjson.loads(orjson.dumps(view_of(each.answer, each.say, Luggage()))), "modal")
    for typed in (
        "/erfarenhet 1",
        "/erfarenhet mina",
        "/erfarenhet sök å",
        "/experience mine",
        f"/erfarenhet {'å' * 140}",
    ):
        findings: list[str] = []
        check_blocks(orjson.loads(orjson.dumps(blocks_of(world.ask(official, typed)))), "message", findings)
        assert not findings, typed


@pytest.mark.parametrize("unseen", ["\u200b", "\xad\u2060", "\xa0\u3000", "\u202e", "\u0301", "\ud800"], ids=ascii)
@pytest.mark.parametrize("field", ["title", "did"])
def test_a_field_of_signs_that_nobody_sees_is_empty_and_refused_where_it_stands(world, field, unseen):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    form = world.ask(official, "/erfarenhet").answer
    typed = {"title": "Rubrik", "did": "Vi gjorde så", field: unseen}
    state = {name: {name: {"type": "plain_text_input", "value": text}} for name, text in typed.items()}
    values = form_payload({"view": {"state": {"values": state}}}, "form").fields.values
    answered = world.send(official, form, no_child=YES, **values)
    assert list(answered.field_errors) == [field]
    assert world.rows(Experience) == []
