"""The Home tab: by role, within Slack's limits, and shown anew after what is done from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks.messages import Form, Home
from bot.feature.call import Fields
from bot.models import (
    Account,
    Activity,
    Answer,
    Attendance,
    Delivery,
    DeliveryState,
    Experience,
    ExperienceState,
    HostingTurn,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    Reply,
    Role,
    SwapRequest,
)
from bot.models.record import keep_record
from bot.slack.payloads import pressed as pressed_in
from bot.terminal.playground import COORDINATOR
from tests.experiences.test_experience import contribute
from tests.feature.test_folded import assert_short
from tests.playground.test_playground_run import ELECTED, OFFICIAL, playing, user_named
from tests.slack.test_forged import rich  # noqa: F401  (a fixture)
from tests.world import NOW, Somebody, World, blocks_of, elements, labels, words_of

DAY = (NOW + timedelta(days=30)).date()


@pytest.fixture
def people(world: World):
    world.gavle, world.orebro = world.member("Gävle"), world.member("Örebro")
    world.official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.gavle)
    world.elected = world.person("Förtroendevald, Gävle", Role.ELECTED, world.gavle)
    world.deputy = world.person("Suppleant", Role.DEPUTY, world.gavle, deputy_for_id=world.elected.person_id)
    world.other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, world.orebro)
    world.at = world.meeting(first_day=DAY, last_day=DAY + timedelta(days=1), host=world.gavle)
    return world


def experience(world: World, **more) -> int:
    values = {"title": "Skolval", "did": "Vi frågade barnen", "state": ExperienceState.CONTRIBUTED, **more}
    return world.add(Experience(network_id=world.network_id, period_id=world.period_id, created_at=NOW,
                                changed_at=NOW, **values))  # fmt: skip


def test_the_next_meeting_stands_first_and_is_answered_there(people):
    shown = people.home(people.official)
    assert isinstance(shown.answer, Home) and labels(shown)[:4] == ["Ja", "Nej", "Kanske", "Bara en del"]
    people.click(people.official, shown, "Ja")
    assert "Ditt svar: *Ja*" in words_of(people.home(people.official))
    assert "✓ Ja" in labels(people.home(people.official))


def test_an_officials_meeting_is_not_the_next_one_of_an_elected(people):
    people.meeting(MeetingKind.OFFICIALS, first_day=NOW.date() + timedelta(days=3))
    assert "Tjänstepersonsmöte" in words_of(people.home(people.official)).split("Att göra")[0]
    assert "Tjänstepersonsmöte" not in words_of(people.home(people.elected)).split("Att göra")[0]


def test_other_meetings_that_wait_for_an_answer_are_to_do(people):
    later = people.meeting(first_day=DAY + timedelta(days=20), host=people.orebro)
    people.meeting(first_day=DAY + timedelta(days=300))
    todo = words_of(people.home(people.elected)).split("Att göra")[1].split("*Gävle*")[0]
    assert todo.count("Du har inte svarat än:") == 1
    people.press(people.elected, "meeting.answer", f"{later}.no")
    assert "Du har inte svarat än:" not in words_of(people.home(people.elected))


def test_the_host_is_led_to_the_days_the_list_and_who_came(people):
    people.meeting(month=DAY.replace(day=1) + timedelta(days=62), host=people.gavle)
    past = people.meeting(first_day=NOW.date() - timedelta(days=9), host=people.gavle)
    shown = people.home(people.official)
    assert {"Ange dagarna", "Värdens lista", "Notera vilka som kom"} <= set(labels(shown))
    assert not {"Ange dagarna", "Värdens lista", "Notera vilka som kom"} & set(labels(people.home(people.other)))
    people.add(Attendance(meeting_id=past, member_id=people.gavle, role=Role.OFFICIAL, came=True, noted_at=NOW))
    assert "Notera vilka som kom" not in labels(people.home(people.official))


def test_who_came_is_asked_of_the_coordinator_where_there_is_no_host_also_when_only_the_month_was_known(people):
    first = people.meeting(MeetingKind.OFFICIALS, month=date(2020, 1, 1))
    people.meeting(MeetingKind.OFFICIALS, month=date(2020, 2, 1))
    shown = labels(people.home(people.coordinator))
    assert shown.count("Ja, mötet blev av") == 1 and "Notera vilka som kom" not in shown, "nobody knows yet"
    people.change(first, took_place=True)
    assert labels(people.home(people.coordinator)).count("Notera vilka som kom") == 1
    assert "Notera vilka som kom" not in labels(people.home(people.official))


def test_a_deputy_who_is_asked_answers_from_here(people):
    people.click(people.elected, people.ask(people.elected, "/mote"), "Min suppleant kommer")
    shown = people.home(people.deputy)
    assert "Kan du komma i stället för Förtroendevald, Gävle?" in words_of(shown)
    people.press(people.deputy, "deputy.answer", "1.yes")
    assert "Kan du komma i stället" not in words_of(people.home(people.deputy))
    assert people.rows(Answer)[0].reply is Reply.DEPUTY


def test_a_request_to_swap_waits_for_the_other_member(people):
    theirs = people.meeting(first_day=DAY + timedelta(days=90), host=people.orebro)
    turns = {each.meeting_id: each for each in people.rows(HostingTurn)}
    people.add(SwapRequest(turn_id=turns[people.at].id, other_turn_id=turns[theirs].id, member_id=people.gavle,
                           other_member_id=people.orebro, asked_at=NOW))  # fmt: skip
    assert "frågar" in words_of(people.home(people.other)) or "ber" in words_of(people.home(people.other))
    assert people.home(people.other).answer != people.home(people.elected).answer


def test_ones_member_shows_its_activities_and_experiences(people):
    people.activity(1, "Lagkunskap", {"title": "Läs", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)})
    activity = people.activity(2, "Barnets bästa")
    words = words_of(people.home(people.official))
    assert "Gävle har inte bidragit med några erfarenheter till aktiviteterna 1, 2 än" in words
    experience(people, member_id=people.gavle, activity_id=activity)
    words = words_of(people.home(people.official))
    assert "till aktivitet 1 än" in words and "2. Barnets bästa · öppen · ni har bidragit" in words
    assert "1. Lagkunskap · försenad" in words and "#1 Skolval" in words


def test_drafts_are_gone_on_with(people):
    experience(people, author_id=people.official.person_id, state=ExperienceState.DRAFT)
    shown = people.home(people.official)
    assert "Du har 1 utkast" in words_of(shown) and "Fortsätt" in labels(shown)


def test_the_coordinator_sees_who_is_silent_what_is_late_and_what_failed(people):
    people.activity(1, "Lagkunskap", {"title": "Läs", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)})
    people.click(people.official, people.home(people.official), "Ja")
    people.add(Delivery(network_id=people.network_id, key="x", kind="invitation", to="U1", due_at=NOW, attempts=1,
                        state=DeliveryState.DEAD, error="account_inactive"))  # fmt: skip
    words = words_of(people.home(people.coordinator))
    for each in (
        "Har inte svarat (2)",
        "Försenat (1):* \n• 1. Lagkunskap".replace(" \n", "\n"),
        "1 meddelande kunde inte",
    ):
        assert each in words, words
    assert "invitation: account_inactive" in words
    assert "För samordnaren" not in words_of(people.home(people.official))


def test_what_a_period_left_late_is_told_the_coordinator_when_it_has_ended_and_asked_of_nobody(people):
    people.activity(1, "Lagkunskap", {"title": "Läs", "starts": date(2020, 1, 1), "ends": date(2020, 1, 31)})
    people.now = datetime(2022, 1, 10, 9, tzinfo=UTC)
    words, told = words_of(people.home(people.coordinator)), "tog slut den 31 december 2021. Det här"
    assert told in words and "• 1. Lagkunskap" in words and "Inget är försenat" not in words
    assert told in words_of(people.ask(people.coordinator, "/aktiviteter sena"))
    assert "Lagkunskap" not in words_of(people.home(people.official))


def test_requests_to_join_are_decided_from_here(people):
    waiting = people.person("Ny", Role.OFFICIAL, people.orebro, state=PersonState.REQUESTED, requested_at=NOW)
    shown = people.home(people.coordinator)
    assert "Ny vill gå med" in words_of(shown)
    people.click(people.coordinator, shown, "Bekräfta")
    assert "vill gå med" not in words_of(people.home(people.coordinator))
    assert "tjänsteperson för Örebro" in words_of(people.home(waiting))


def test_all_is_well_is_said_too(world):
    words = words_of(world.home(world.coordinator))
    assert "Inget är försenat och inget har gått fel." in words and "Inget väntar på dig" in words
    assert "Alla har svarat" not in words  # nobody has been asked


def test_a_newcomer_reads_how_to_join(people):
    shown = people.home(people.newcomer)
    assert "Du är inte med i nätverket än" in words_of(shown) and "Gå med i nätverket" in labels(shown)
    assert not {"Ja", "Inställningar", "Föreslå ett tema"} & set(labels(shown))
    assert isinstance(people.click(people.newcomer, shown, "Gå med i nätverket").answer, Form)


def test_who_waits_reads_that_and_a_guest_that_they_may_ask_to_join(people):
    waiting = people.person("Ny", Role.OFFICIAL, people.orebro, state=PersonState.REQUESTED)
    assert "Du har bett att få gå med som tjänsteperson för Örebro" in words_of(people.home(waiting))
    assert "Gå med i nätverket" in labels(people.home(people.stranger))
    for who in (waiting, people.stranger):
        assert not {"Ja", "Bidra med en erfarenhet"} & set(labels(people.home(who)))


def test_every_button_there_is_answered(people):
    for who in (people.official, people.coordinator, people.newcomer, people.stranger):
        shown = people.home(who)
        for label in dict.fromkeys(labels(shown)):
            answered = people.click(who, shown, label)
            assert answered.answer is not None and "Referens" not in words_of(answered), label
            assert not answered.refused or label in ("Årshjulet", "Kalenderfil"), (label, words_of(answered))


def test_experiences_are_searched_without_a_command(people):
    experience(people, member_id=people.gavle, search_text="skolval")
    form = people.click(people.stranger, people.home(people.official), "Sök erfarenheter").answer
    found = people.send(people.official, form, words="finns inte")
    assert isinstance(found.answer, Form) and found.answer.name == "notice"
    assert "finns inte" in words_of(found)
    assert people.send(people.official, form, words="<!channel> & ").answer


def test_it_is_said_in_english_to_who_chose_it(people):
    with people.database.writing() as session:
        session.get(Person, people.official.person_id).language = "en"
    words = words_of(people.home(people.official))
    for each in ("Next meeting", "To do", "Hosting", "Dates", "Everything else"):
        assert each in words


@pytest.mark.parametrize("size", [40, 200])
def test_the_largest_networks_fit(world, size):
    names = [f"{n} " + "Mycket långt & namn " * 9 for n in range(size)]
    world.add(*(Member(network_id=world.network_id, name=each, municipalities=[each]) for each in names))
    members = [each.id for each in world.rows(Member)]
    world.add(*(Membership(period_id=world.period_id, member_id=each) for each in members))
    world.add(*(Person(network_id=world.network_id, slack_id=f"U{role}{each}", name="Namn & <namn> " * 14, role=role,
                       member_id=each, state=PersonState.CONFIRMED)
                for each in members[:-1] for role in (Role.ELECTED, Role.OFFICIAL)))  # fmt: skip
    who = world.person("Namn & <namn> " * 14, Role.OFFICIAL, members[-1])
    for n in range(60):
        world.activity(n + 1, "Aktivitet & " * 16, {"title": "Steg & " * 20, "starts": date(2020, 1, 1),
                                                     "ends": date(2020, 1, 20), "member_id": members[-1]})  # fmt: skip
        world.meeting(first_day=DAY + timedelta(days=n), host=members[-1 - n % 2], title="T" * 140, place="P" * 200)
        world.person("Väntar " * 28, Role.OFFICIAL, members[0], state=PersonState.REQUESTED, requested_at=NOW)
        world.add(Delivery(network_id=world.network_id, key=f"x{n}", kind="invitation", to="U1", due_at=NOW,
                           attempts=1, state=DeliveryState.DEAD, error=f"{n} " + "fel " * 60))  # fmt: skip
    for seen, part in (
        (world.home(world.coordinator), "För samordnaren"),
        (world.home(who), "Att göra"),
        (world.home(world.newcomer), "Du är inte med"),
    ):
        assert isinstance(seen.answer, Home) and len(blocks_of(seen)) <= 100
        assert part in words_of(seen) and "Allt annat" in words_of(seen)


def forms_reached(world: World, who: Somebody) -> dict[str, Form]:
    """Every form that somebody opens who presses all they see, from Home on, a few of each kind."""
    found: dict[str, Form] = {}
    pressed: Counter[str] = Counter()
    kept_from = ("link", "join.leave", "join.confirm")  # after which there is nothing more to press
    shown = [world.home(who)]
    while shown:
        seen = shown.pop(0)
        if seen.answer is None:
            continue
        if isinstance(seen.answer, Form):
            assert_short(seen.answer)
            found[seen.answer.name] = seen.answer
        for each in elements(seen):
            is_pressed = each["type"] == "button" or not isinstance(seen.answer, Form)
            for value in each["values"].values() if is_pressed else ():
                name, _ = pressed_in(each["action_id"], value)
                pressed[name] += 1
                if pressed[name] <= 2 and name not in kept_from:
                    shown.append(world.press(who, each["action_id"], value))
    return found


def test_every_form_is_reached_by_pressing_buttons_from_home_on(rich):  # noqa: F811
    """Nobody needs to know a command. (Comments are written under the message that asks for them.) Each is short, in
    Swedish as in English."""
    rich.meeting(first_day=(NOW - timedelta(days=4)).date(), host=1)
    rich.meeting(first_day=NOW.date() + timedelta(days=1), last_day=NOW.date() + timedelta(days=2), host=1)
    rich.meeting(MeetingKind.OFFICIALS, month=(NOW - timedelta(days=40)).date().replace(day=1))  # nobody knows of it
    experience(rich, member_id=2, author_id=rich.other.person_id)
    with rich.database.writing() as session:
        session.get(Person, rich.official.person_id).language = "en"
        session.get(Activity, 1).open_question = "Vem skriver?"
        session.get_one(Period, rich.period_id).fee = 10_000
    reached = forms_reached(rich, rich.coordinator) | forms_reached(rich, rich.official)
    reached |= forms_reached(rich, rich.newcomer)
    with rich.database.writing() as session:
        session.get_one(Period, rich.period_id).ends = NOW.date() + timedelta(days=100)
    reached |= forms_reached(rich, rich.coordinator)
    rich.send(rich.coordinator, reached["next.begin"])
    reached |= forms_reached(rich, rich.coordinator)
    elsewhere = {
        "experience.comment",
        "experience.narrower",
    }  # under the message that asks, in place of menus that are too long
    elsewhere |= {"begin.mend"}  # of a document
    elsewhere |= {"activity.remove"}  # what is pressed here has been marked as done by then
    assert set(rich.answering._declared.forms) <= set(reached) | elsewhere


def test_another_networks_things_are_not_shown(people):
    other = people.add(Network(key="other", name="Annat", settings={}))
    people.add(Delivery(network_id=other, key="y", kind="invitation", to="U1", due_at=NOW, attempts=1,
                        state=DeliveryState.DEAD, error="hemligt"))  # fmt: skip
    assert "hemligt" not in words_of(people.home(people.coordinator))


# through the gateway, in the playground


def meeting_button(home, reply: str) -> tuple[str, str]:
    """The action id and value of an answer's button in a Home view."""
    elements = [each for block in home["blocks"] for each in block.get("elements", ()) if "value" in each]
    found = next(each for each in elements if each["value"].partition("~")[0].endswith(f".{reply}"))
    return found["action_id"], found["value"]


def test_an_answer_given_at_home_is_seen_there_at_once(tmp_path):
    async def scene(play) -> None:
        slack, user = play.slack, user_named(play, OFFICIAL)
        await slack.open_home(user)
        await slack.wait_for(lambda: slack.home(user), 3)
        action, value = meeting_button(slack.home(user), "yes")
        await slack.click(user, "home", action, value=value)
        await slack.wait_for(lambda: "✓ Ja" in str(slack.home(user)), 3)
        assert slack.modal(user) is None

    playing(tmp_path)(scene)


def test_what_is_only_read_opens_in_a_window_that_its_own_buttons_change(tmp_path):
    async def scene(play) -> None:
        slack, user = play.slack, user_named(play, ELECTED)
        await slack.open_home(user)
        await slack.wait_for(lambda: slack.home(user), 3)
        meeting = meeting_button(slack.home(user), "yes")[1].partition(".")[0]
        await slack.click(user, "home", f"meeting.show:{meeting}", value=meeting)
        await slack.wait_for(lambda: slack.modal(user), 3)
        window = slack.modal(user)
        await slack.click(user, window["id"], f"meeting.answer:{meeting}.no")
        await slack.wait_for(lambda: "✓ Nej" in str(slack.modal(user)), 3)
        await slack.wait_for(lambda: "✓ Nej" in str(slack.home(user)), 3)
        assert slack.modal(user)["id"] == window["id"]

    playing(tmp_path)(scene)


def test_what_is_done_by_command_is_seen_at_home_too(tmp_path):
    async def scene(play) -> None:
        slack, user = play.slack, user_named(play, OFFICIAL)
        await slack.open_home(user)
        await slack.wait_for(lambda: slack.home(user), 3)
        shown = await slack.command(user, "C0PARTNERSKAP", "/mote")
        action, value = meeting_button({"blocks": shown.message.blocks}, "maybe")
        await slack.click(user, shown.message, action, value=value)
        await slack.wait_for(lambda: "✓ Kanske" in str(slack.home(user)), 3)

    playing(tmp_path)(scene)


def test_what_others_do_is_seen_at_home_too_whichever_process_did_it(tmp_path):
    """The coordinator sees an answer given in the channel; an official a place that another process has set."""

    async def scene(play) -> None:
        slack, official, coordinator = play.slack, user_named(play, OFFICIAL), COORDINATOR.id
        for user in (official, coordinator):
            await slack.open_home(user)
            await slack.wait_for(lambda user=user: slack.home(user), 3)
        before = str(slack.home(coordinator))
        shown = await slack.command(official, "C0PARTNERSKAP", "/mote")
        action, value = meeting_button({"blocks": shown.message.blocks}, "yes")
        await slack.click(official, shown.message, action, value=value)
        await slack.wait_for(lambda: "Ja 1 · Nej 0" in str(slack.home(coordinator)), 8)
        with play.bot.database.writing() as session:
            keep_record(session, "load", play.bot.clock.now())
            session.get_one(Meeting, int(value.partition(".")[0])).place = "Slottet"
        await play.bot.catch_up()
        await slack.wait_for(lambda: all("Slottet" in str(slack.home(each)) for each in (official, coordinator)), 8)
        assert "Ja 1 · Nej 0" in str(slack.home(coordinator)) and "Ingen av de " in before

    playing(tmp_path)(scene)


def test_a_guest_of_the_workspace_who_is_confirmed_reads_what_the_confirmed_read(people):
    experience(people, title="Bara inne", member_id=people.gavle)
    experience(people, title="Får spridas", member_id=people.gavle, may_publish=True)
    assert "Bara inne" in words_of(people.home(people.official))
    guest = replace(people.official, user=replace(people.official.user, account=Account.GUEST))
    words = words_of(people.home(guest))
    assert "Får spridas" in words and "Bara inne" in words


def test_what_is_begun_and_what_waits_for_approval_stands_in_it(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    contribute(world, official, consents=("publication",))
    form = world.press(official, "experience.change", "1").answer
    world.press(official, "did", view="VC", container="view", fields=Fields({"did": "Halv"}, form.about))
    assert "börjat på 1 ändring" in words_of(world.home(official))
    shown = world.home(world.coordinator)
    assert "1 erfarenhet väntar på att godkännas" in words_of(shown)
    assert "godkännas" not in words_of(world.home(official))


def test_the_dates_are_the_first_of_all_and_none_in_the_middle_is_left_out(people):
    for n in range(12):
        people.meeting(first_day=DAY + timedelta(days=30 + n), title=f"Träff {n}")
    for n in range(5):
        people.activity(n + 1, f"Sak {n}", {"title": f"Steg {n}", "starts": NOW.date(),
                                            "ends": DAY + timedelta(days=31 + n)})  # fmt: skip
    dates = words_of(people.home(people.official)).split("Datum")[1].split("Allt annat")[0]
    told = [each for each in dates.splitlines() if each.startswith("• ")]
    assert [f"Träff {n}" in dates for n in range(12)] == [n < 5 for n in range(12)] and len(told) == 9
    assert [f"Steg {n}" in dates for n in range(5)] == [n < 3 for n in range(5)]
    assert "… och 7 till, under ”Alla möten”." in dates and "… och 2 till, under ”Aktiviteter”." in dates
