"""Who takes part on a day: whatever is asked, the bot's answers say the same."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form, Message
from bot.feature.call import By, Fields
from bot.feature.declare import declared
from bot.features import find_features
from bot.models import (
    AccessNeed,
    Account,
    Activity,
    Answer,
    Attendance,
    Coordination,
    Delivery,
    Experience,
    ExperienceState,
    HostingTurn,
    Meeting,
    Member,
    Membership,
    MembershipState,
    Network,
    Period,
    Person,
    PersonState,
    Reply,
    Role,
    Theme,
    ThemeVote,
)
from bot.network import store as network_store
from bot.outbox.preview import preview
from bot.playground import WorkspaceUser
from bot.playground.messages import Posted
from bot.report import content_of
from bot.slack.payloads import Ask, Who
from bot.website.pages import first_page, html
from bot.website.published import gather
from tests.databases import empty
from tests.experiences.test_experience import contribute
from tests.playground.faulty_slack import FaultySlack
from tests.reminders.played import posts, told
from tests.running_bot import finished, play_with_bot, running
from tests.world import CHANNEL_ID, Somebody, World, elements, labels, options_of, words_of

ACTIVE, PENDING, LEFT = MembershipState.ACTIVE, MembershipState.PENDING, MembershipState.LEFT
LAST_DAY = date(2020, 9, 30)


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


@pytest.fixture
def official(world: World, gavle: int) -> Somebody:
    return world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)


def part(world: World, member: int, **values: object) -> None:
    """Change a member's part in the period."""
    with world.database.writing() as session:
        row = session.query(Membership).filter_by(member_id=member, period_id=world.period_id).one()
        for name, value in values.items():
            setattr(row, name, value)


def at(world: World, day: date) -> None:
    world.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_from_the_day_after_the_last_day_one_reads_and_searches_and_nothing_else(world, gavle, official):
    meeting = world.meeting(first_day=date(2020, 11, 5))
    world.activity(1, "Konferensen")
    theme = world.add(Theme(network_id=world.network_id, text="Skolval", suggested_at=world.now))
    part(world, gavle, ends=LAST_DAY)
    at(world, LAST_DAY)
    assert not world.press(official, "theme.vote", f"{theme}.vote").refused
    at(world, LAST_DAY + timedelta(days=1))
    shown = world.ask(official, "/mote")
    assert "Gävle deltar inte längre i nätverket; sista dagen var 30 september 2020" in words_of(shown)
    assert "Nej" not in labels(shown)
    presses = (("meeting.answer", f"{meeting}.yes"), ("theme.vote", f"{theme}.vote"), ("activity.done", "1"))
    for name, value in presses:
        refused = world.press(official, name, value)
        assert refused.refused and "Gävle deltar inte" in words_of(refused)
    for typed in ("/mote tema Ny fråga", "/mote ny", "/erfarenhet", "/aktiviteter klar 1", "/vardskap byt"):
        refused = world.ask(official, typed)
        assert refused.refused and "Gävle deltar inte" in words_of(refused), typed
    for typed in (
        "/natverk",
        "/natverk medlemmar",
        "/mote lista",
        "/aktiviteter",
        "/erfarenhet sök skola",
        "/vardskap",
    ):
        assert not world.ask(official, typed).refused, typed
    home = words_of(world.home(official))
    assert "Gävle deltar inte" in home and "Att göra" not in home


def test_answers_to_later_meetings_drop_from_every_count_and_earlier_ones_stay(world, gavle, official):
    earlier, later = world.meeting(first_day=date(2020, 9, 3)), world.meeting(first_day=date(2020, 11, 5))
    for meeting in (earlier, later):
        world.press(official, "meeting.answer", f"{meeting}.yes")
    assert "Ja 1" in words_of(world.press(world.coordinator, "meeting.show", str(later)))
    part(world, gavle, ends=LAST_DAY)
    assert "Ja 1" in words_of(world.press(world.coordinator, "meeting.show", str(earlier)))
    assert "Ingen har svarat än." in words_of(world.press(world.coordinator, "meeting.show", str(later)))


def goes_away(world: World, how: str, official: Somebody, member: int) -> None:
    """Let somebody be in no longer, in one of the ways there are."""
    if how == "the member leaves":
        part(world, member, state=LEFT)
    elif how == "they leave":
        world.press(official, "join.leave")
    else:
        form = world.ask(world.newcomer, "/natverk gå med").answer
        world.send(world.newcomer, form, member=str(member), role="official")
        world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")


@pytest.mark.parametrize(
    "how",
    ["the member leaves", "they leave", "another is confirmed in their seat"],
)
def test_what_they_wrote_stays_theirs(world, gavle, official, how):
    meeting = world.meeting(first_day=date(2020, 5, 5))
    contribute(world, official)
    world.ask(official, "/mote tema Skolval")
    world.send(official, world.press(official, "answer.needs", str(meeting)).answer, needs="Vegetariskt")
    goes_away(world, how, official, gavle)
    assert "Mina erfarenheter" in labels(world.home(official))
    assert {"Visa", "Ändra", "Dra tillbaka"} <= set(labels(world.ask(official, "/erfarenhet mina")))
    assert {"Ändra", "Dra tillbaka"} <= set(labels(world.ask(official, "/erfarenhet 1")))
    form = world.press(official, "experience.change", "1").answer
    assert not world.send(official, form, title="Ny rubrik").refused
    assert not world.press(official, "experience.withdraw", "1").refused
    assert world.row(Experience, 1).state is ExperienceState.WITHDRAWN and world.row(Experience, 1).title == "Ny rubrik"
    shown = world.ask(official, "/mote tema")
    assert "Ta tillbaka förslag" in labels(shown)
    why = "Gävle har lämnat nätverket" if how == "the member leaves" else "Du har ingen plats i nätverket."
    assert why in words_of(shown) and "bekräftad" not in words_of(shown)
    assert why in words_of(world.say(official, "hur bidrar jag med en erfarenhet?"))
    form = world.press(official, "theme.withdraw").answer
    assert not world.send(official, form, theme="1").refused and world.rows(Theme)[0].withdrawn_at
    assert "Mat och tillgänglighet" in labels(world.press(official, "meeting.show", str(meeting)))
    form = world.press(official, "answer.needs", str(meeting)).answer
    assert not world.send(official, form, needs="").refused and not world.rows(AccessNeed)
    assert world.press(official, "answer.needs", str(meeting)).refused
    assert world.press(official, "experience.comment", "1").refused and world.ask(official, "/erfarenhet").refused


def test_an_author_whose_member_has_left_chooses_no_colleagues(world, gavle, official):
    world.person("Förtroendevald, Gävle", Role.ELECTED, gavle)
    contribute(world, official)
    assert "Förtroendevald, Gävle" in shown_in(world.press(official, "experience.change", "1").answer)
    part(world, gavle, state=LEFT)
    assert "Förtroendevald, Gävle" not in shown_in(world.press(official, "experience.change", "1").answer)


def test_who_joins_a_network_that_has_not_begun_is_invited_from_the_members_first_day(world, gavle, official):
    world.meeting(first_day=date(2019, 12, 18))
    part(world, gavle, starts=date(2019, 12, 4))
    [invited] = [each for each in told(world, "invitation", "2019-10-01", "2020-01-31") if each.to == official.slack_id]
    assert invited.at.date() == date(2019, 12, 4)


def test_votes_of_those_who_take_no_part_do_not_count(world, gavle, official):
    world.ask(official, "/mote tema Skolval")
    assert "1 röst" in words_of(world.ask(world.coordinator, "/mote tema"))
    part(world, gavle, ends=date(2020, 1, 31))
    assert "0 röster" in words_of(world.ask(world.coordinator, "/mote tema"))


def test_they_are_told_once(world, gavle, official):
    part(world, gavle, ends=LAST_DAY)
    [message] = told(world, "part", "2020-09-01", "2021-03-01")
    assert "overflow" not in str(posts(world, "part", "2020-09-01", "2021-03-01"))  # they may put off nothing
    assert message.to == official.slack_id and "*Gävle* deltar inte längre" in message.text
    part(world, gavle, ends=None)
    assert told(world, "part", "2020-09-01", "2022-03-01") == []


def test_a_coordinator_without_a_member_or_of_one_that_left_keeps_their_rights(world, gavle):
    world.add(Person(network_id=world.network_id, slack_id="UCOORD", name="Samordnare", role=Role.COORDINATOR,
                     member_id=gavle))  # fmt: skip
    part(world, gavle, state=LEFT)
    world.meeting(first_day=date(2020, 11, 5))
    assert isinstance(world.ask(world.coordinator, "/mote ny").answer, Form)
    assert isinstance(world.ask(world.coordinator, "/erfarenhet").answer, Form)


def test_the_queue_of_hosts_leaves_out_members_that_have_left(world, gavle):
    orebro = world.member("Örebro")
    for position, member in enumerate((gavle, orebro), 1):
        world.add(HostingTurn(network_id=world.network_id, member_id=member, position=position))
    part(world, gavle, ends=date(2020, 1, 31))
    form = world.ask(world.coordinator, "/mote ny").answer
    assert "Gävle" not in str(form.rendered) and "Örebro" in str(form.rendered)
    shown = words_of(world.ask(world.coordinator, "/vardskap turordning"))
    assert "Gävle" not in shown and "Örebro" in shown


def next_period(world: World, *members: int) -> int:
    period = world.add(
        Period(network_id=world.network_id, name="2022–2023", starts=date(2022, 1, 1), ends=date(2023, 12, 31),
               coordination=Coordination.COORDINATOR)
    )  # fmt: skip
    for each in members:
        world.add(Membership(period_id=period, member_id=each))
    return period


def test_members_of_the_coming_period_are_joined_and_chosen_as_hosts_before_it_begins(world, gavle):
    lerum = world.add(Member(network_id=world.network_id, name="Lerum", municipalities=["Lerum"]))
    next_period(world, lerum)
    at(world, date(2021, 12, 1))
    form = world.ask(world.newcomer, "/natverk gå med").answer
    assert not world.send(world.newcomer, form, member=str(lerum), role="official").refused
    world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    world.meeting(first_day=date(2021, 12, 20))
    refused = world.press(world.newcomer, "meeting.answer", "1.yes")
    assert refused.refused and "Lerum deltar i nätverket från och med 1 januari 2022" in words_of(refused)
    form = world.ask(world.coordinator, "/mote ny").answer
    chosen = {"kind": "partnership", "host": str(lerum)}
    early = world.send(world.coordinator, form, first_day=date(2021, 12, 15), **chosen)
    assert "Lerum deltar inte i nätverket" in early.field_errors["host"]
    assert not world.send(world.coordinator, form, first_day=date(2022, 2, 15), **chosen).refused
    leaving = {"kind": "partnership", "host": str(gavle)}
    assert "host" in world.send(world.coordinator, form, first_day=date(2022, 3, 15), **leaving).field_errors
    assert not world.press(world.newcomer, "meeting.answer", "2.yes").refused


def lerum_from_2022(world: World) -> tuple[int, Somebody]:
    """A member of the coming period alone, with its official, on a day before it begins."""
    lerum = world.add(Member(network_id=world.network_id, name="Lerum", municipalities=["Lerum"]))
    next_period(world, lerum)
    at(world, date(2021, 12, 1))
    return lerum, world.person("Tjänsteperson, Lerum", Role.OFFICIAL, lerum)


def test_who_joins_later_answers_the_meetings_from_that_day_on_in_every_way(world, gavle):
    lerum, official = lerum_from_2022(world)
    elected = world.person("Förtroendevald, Lerum", Role.ELECTED, lerum)
    deputy = world.person("Suppleant, Lerum", Role.DEPUTY, lerum, deputy_for_id=elected.person_id)
    meeting = world.meeting(first_day=date(2022, 2, 3))
    assert "Ingen har svarat än." in words_of(world.press(world.coordinator, "meeting.show", str(meeting)))
    assert "Nej" in labels(world.home(official)) and "Lerum deltar i nätverket från" in words_of(world.home(official))
    card = world.press(official, "meeting.show", str(meeting))
    assert "Du har inte svarat" in words_of(card) and "Svara åt …" in labels(card)
    assert "Ja 1" in words_of(world.click(official, card, "Ja"))
    form = world.press(official, "answer.for", str(meeting)).answer
    chosen = {"person": str(elected.person_id), "reply": "maybe"}
    assert not world.send(official, form, **chosen).refused
    assert not world.click(elected, world.press(elected, "meeting.show", str(meeting)), "Min suppleant kommer").refused
    answer = next(each.id for each in world.rows(Answer) if each.person_id == elected.person_id)
    assert not world.press(deputy, "deputy.answer", f"{answer}.yes").refused
    assert not world.send(official, world.press(official, "answer.needs", str(meeting)).answer, needs="Vegan").refused
    assert "Ja 2" in words_of(world.press(world.coordinator, "meeting.show", str(meeting)))
    guest = world.person("Gäst, Lerum", Role.GUEST, lerum)
    asks = world.person("Ny, Lerum", Role.OFFICIAL, lerum, state=PersonState.REQUESTED)
    for who in (guest, asks, Somebody(replace_user(official, "UOUT", account=Account.OTHER))):
        assert world.press(who, "meeting.answer", f"{meeting}.yes").refused


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"ends": date(2021, 6, 30)}, "Lerum deltar inte längre i nätverket; sista dagen var 30 juni 2021."),
        ({"state": LEFT}, "Lerum har lämnat nätverket."),
        ({"state": PENDING}, "Lerum har inte beslutat om 2020–2021 än."),
        ({"starts": date(2021, 12, 15)}, "Lerum deltar i nätverket från och med 15 december 2021."),
        (None, "Lerum deltar inte i nätverket i dag"),
    ],
)
def test_each_who_is_not_in_today_hears_why(world, held, why):
    lerum = world.add(Member(network_id=world.network_id, name="Lerum"))
    if held is not None:
        world.add(Membership(period_id=world.period_id, member_id=lerum, **held))
    at(world, date(2021, 12, 1))
    official = world.person("Tjänsteperson, Lerum", Role.OFFICIAL, lerum)
    shown = (world.home(official), world.ask(official, "/natverk gå med"), world.ask(official, "/mote ny"),
             world.say(official, "hur går jag med?"))  # fmt: skip
    for answer in shown:
        assert why in words_of(answer)


def test_who_has_still_to_decide_about_the_period_of_a_meeting_hears_so(world, gavle, official):
    world.add(Membership(period_id=next_period(world), member_id=gavle, state=PENDING))
    meeting = world.meeting(first_day=date(2022, 2, 3))
    refused = world.press(official, "meeting.answer", f"{meeting}.yes")
    assert refused.refused and "Gävle har inte beslutat om 2022–2023 än, så du kan inte svara" in words_of(refused)


def test_a_host_of_the_coming_period_prepares_its_meeting_and_answers_it_and_does_nothing_else(world, gavle):
    lerum, official = lerum_from_2022(world)
    own = world.meeting(first_day=date(2022, 5, 5), host=lerum)
    other = world.meeting(first_day=date(2021, 12, 20), host=gavle)
    card = world.press(official, "meeting.show", str(own))
    assert {"Ändra mötet", "Värdens lista", "Nej"} <= set(labels(card))
    form = world.press(official, "meeting.change", str(own)).answer
    assert not world.send(official, form, place="Lerums slott").refused and world.row(Meeting, own).place
    assert not world.ask(official, "/vardskap lista").refused
    ticks = [each for each in elements(world.ask(official, "/vardskap lista")) if "checklist.tick" in each["action_id"]]
    assert not world.press(official, ticks[0]["action_id"], *ticks[0]["values"].values()).refused
    for name, value in (("meeting.change", other), ("programme.edit", other), ("checklist.edit", other),
                        ("attendance.note", own), ("hosting.swap", "")):  # fmt: skip
        assert world.press(official, name, str(value)).refused, name
    assert world.ask(official, "/mote ny").refused
    part_in(world, lerum, state=PENDING)
    assert world.press(official, "meeting.change", str(own)).refused
    part_in(world, lerum, state=ACTIVE, ends=date(2022, 4, 1))
    assert world.press(official, "meeting.change", str(own)).refused is False
    at(world, date(2022, 4, 2))
    assert world.press(official, "meeting.change", str(own)).refused


def part_in(world: World, member: int, **values: object) -> None:
    """Change a member's only part."""
    with world.database.writing() as session:
        row = session.query(Membership).filter_by(member_id=member).one()
        for name, value in values.items():
            setattr(row, name, value)


def test_a_meeting_after_ones_last_day_is_not_answered(world, gavle, official):
    later = world.meeting(first_day=date(2020, 11, 5))
    world.meeting(first_day=date(2020, 11, 20))
    part(world, gavle, ends=LAST_DAY)
    at(world, date(2020, 8, 17))
    card = world.press(official, "meeting.show", str(later))
    assert "Gävle deltar inte i nätverket när mötet hålls" in words_of(card) and "Nej" not in labels(card)
    for name, value in (("meeting.answer", f"{later}.yes"), ("answer.needs", later), ("answer.deputy", later)):
        refused = world.press(official, name, str(value))
        assert refused.refused and "när mötet hålls" in words_of(refused), name
    assert "Nej" not in labels(world.home(official))
    form = world.press(world.coordinator, "answer.for", str(later))
    assert form.refused  # there is nobody to answer for


def test_turns_are_swapped_only_where_both_take_part(world, gavle, official):
    orebro = world.member("Örebro")
    world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    world.meeting(first_day=date(2020, 5, 14), host=gavle)
    world.meeting(first_day=date(2020, 11, 12), host=orebro)
    form = world.ask(official, "/vardskap byt").answer
    assert not world.send(official, form, other=options_in(form, "other")[0]).refused
    world.press(official, "hosting.withdraw", "1")
    part(world, gavle, ends=LAST_DAY)
    refused = world.send(official, form, other=options_in(form, "other")[0])
    assert "Den ena av medlemmarna deltar inte" in refused.field_errors["other"]
    assert world.ask(official, "/vardskap byt").refused


def test_a_member_that_is_to_come_answers_a_request_to_swap_itself(world):
    orebro = world.member("Örebro")
    asker = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    lerum, official = lerum_from_2022(world)
    with world.database.writing() as session:
        period = session.query(Period).filter(Period.id != world.period_id).one()
        session.add(Membership(period_id=period.id, member_id=orebro))
    world.meeting(first_day=date(2022, 3, 10), host=orebro)
    world.meeting(first_day=date(2022, 5, 5), host=lerum)
    form = world.ask(asker, "/vardskap byt").answer
    assert not world.send(asker, form, other=options_in(form, "other")[0]).refused
    assert {each.to for each in world.rows(Delivery)} == {official.user.id}


def options_in(form: Form, name: str) -> list[str]:
    """The values of a menu in a form."""
    block = next(each for each in replace(form, is_open=True).rendered if each.get("block_id") == name)
    return [each["value"] for each in options_of(block["element"])]


def test_a_swap_that_was_asked_for_is_not_made_once_one_of_them_leaves_before(world, gavle, official):
    orebro = world.member("Örebro")
    other = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    world.meeting(first_day=date(2020, 5, 14), host=gavle)
    world.meeting(first_day=date(2020, 11, 12), host=orebro)
    form = world.ask(official, "/vardskap byt").answer
    world.send(official, form, other=options_in(form, "other")[0])
    shown = world.ask(other, "/vardskap")
    part(world, gavle, ends=LAST_DAY)
    assert world.click(other, shown, "Ja, vi byter").refused
    assert "Ja, vi byter" not in labels(world.ask(other, "/vardskap")) and "Ja, vi byter" not in labels(
        world.home(other)
    )
    assert {each.meeting_id: each.member_id for each in world.rows(HostingTurn)} == {1: gavle, 2: orebro}


def test_where_the_plan_names_no_members_each_who_joins_may_write_another(world):
    for slack_id, name in (("UA", "Åre"), ("UB", "Berg"), ("UC", "Krokom")):
        who = Somebody(replace_user(world.newcomer, slack_id))
        form = world.ask(who, "/natverk gå med").answer
        assert not world.send(who, form, member_name=name, role="official").refused
        world.click(world.coordinator, world.ask(world.coordinator, "/natverk medlemmar"), "Bekräfta")
    assert [each.name for each in world.rows(Member)] == ["Åre", "Berg", "Krokom"]
    assert "3 medlemmar" in words_of(world.say(world.newcomer, "vilka kommuner är medlemmar?"))


MINIMAL = """network: {key: ny, name: Nytt nätverk}
period: {name: Perioden, starts: 2020-01-01, ends: 2095-12-31}
"""


def test_through_slack_the_first_writes_a_municipality_and_the_next_another(tmp_path):
    async def story(slack: FaultySlack) -> None:
        (tmp_path / "plan.yaml").write_text(MINIMAL, "utf-8")
        status, _, _ = await finished(slack, tmp_path, "load", "plan.yaml", "--channel", "C1")
        assert status == 0
        slack.add_user(WorkspaceUser("U5", "Tjänsteperson, Krokom"))
        slack.invite("C1", "U5")
        async with running(slack, tmp_path):
            for who, name in (("U2", "Åre"), ("U5", "Krokom")):
                await slack.command(who, "C1", "/natverk gå med")
                form = await slack.wait_for(lambda who=who: slack.modal(who))
                fields = {each["block_id"]: each for each in form["blocks"] if each["type"] == "input"}
                assert "member_name" in fields and ("member" in fields) is (name == "Krokom")
                assert name == "Åre" or "Åre" in str(fields["member"])
                written = {"member_name": {"member_name": name}, "role": {"role": "official"}}
                sent = await slack.submit(who, form["id"], written)
                assert not sent.errors
                asked = await slack.wait_for(lambda name=name: request_for(slack, name))
                await slack.click("U1", asked, confirm_button(asked))
            answer = await slack.command("U1", "C1", "/natverk medlemmar")
            assert "2 medlemmar" in answer.words and "Krokom" in answer.words

    play_with_bot(story)


def confirm_button(message: Posted) -> str:
    rows = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return next(str(each["action_id"]) for each in rows if each["text"]["text"] == "Bekräfta")


def request_for(slack: FaultySlack, name: str) -> Posted | None:
    """The coordinator's message about somebody of that member who wants to join."""
    there = slack.local.team.room("D1").messages.values()
    return next((each for each in there if f"tjänsteperson för {name}" in each.text), None)


def replace_user(who: Somebody, slack_id: str, **more: bool):
    return replace(who.user, id=slack_id, **more)


# every list, menu, count, right and message agrees

DAYS = st.dates(date(2019, 11, 1), date(2024, 2, 28))
SOME = st.one_of(st.none(), DAYS)


@dataclass(frozen=True)
class Part:
    """A member's part in a period, as a plan may have it."""

    state: MembershipState
    starts: date | None
    ends: date | None


PARTS = st.one_of(st.none(), st.builds(Part, st.sampled_from([ACTIVE, ACTIVE, PENDING, LEFT]), SOME, SOME))
FIRST, SECOND = (date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 3, 1), date(2023, 12, 31))


@dataclass(frozen=True)
class Story:
    """Lerum's parts in two periods, between which there may be a gap, and a meeting some days after a day."""

    first: Part | None
    second: Part | None
    day: date
    ahead: int
    """Days from that day to the meeting."""
    hosts: bool
    """Whether Lerum hosts the meeting."""
    begins: date = SECOND[0]

    @property
    def meeting_day(self) -> date:
        return self.day + timedelta(days=self.ahead)

    def is_in(self, day: date) -> bool:
        """What the issue says, in the test's own words."""
        held = self.second if day >= self.begins else self.first
        if held is None or held.state is PENDING or (held.state is LEFT and held.ends is None):
            return False
        return (held.starts or date.min) <= day <= (held.ends or date.max)

    @property
    def periods_told(self) -> list[tuple[date, str]]:
        """The days whose members are told of, in which words: today; where no period runs the last before it and the
        first after it."""
        runs = FIRST[0] <= self.day <= FIRST[1] or self.begins <= self.day <= SECOND[1]
        around = [(last, "Då deltog {}.") for last in (FIRST[1], SECOND[1]) if last < self.day][-1:]
        around += [(first, "Då deltar {}.") for first in (FIRST[0], self.begins) if self.day < first][:1]
        return [(self.day, "{}")] if runs else around

    def comes(self, day: date, *, undecided: bool) -> bool:
        """Whether Lerum is in from a day on, in the period of that day or a later one; or may be, while undecided."""
        there = [(self.second, max(day, self.begins))] if day < self.begins else [(self.second, day)]
        there += [(self.first, day)] if day < self.begins else []
        return any(
            held is not None
            and (
                undecided
                if held.state is PENDING
                else (held.ends or (date.min if held.state is LEFT else date.max)) >= since
            )
            for held, since in there
        )


PHASES = (Phase.explicit, Phase.generate)
"""Without making a failing story smaller, which takes minutes; it is short enough to read as it is."""
STORIES = st.builds(
    Story, PARTS, PARTS, DAYS, st.integers(1, 200), st.booleans(), st.sampled_from([date(2022, 1, 1), SECOND[0]])
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(STORIES, st.randoms(use_true_random=False))
@example(Story(Part(LEFT, None, date(2020, 9, 30)), None, date(2020, 10, 1), 30, hosts=True), Random(1))
@example(Story(Part(ACTIVE, None, date(2020, 10, 5)), None, date(2020, 9, 25), 20, hosts=True), Random(2))
@example(Story(Part(ACTIVE, None, date(2022, 1, 15)), None, date(2022, 2, 1), 5, hosts=False), Random(5))
@example(Story(None, Part(ACTIVE, None, None), date(2021, 12, 1), 140, hosts=True), Random(3))
@example(Story(Part(ACTIVE, None, None), None, date(2020, 6, 1), 80, hosts=False), Random(4))
@example(Story(Part(LEFT, None, date(2019, 11, 20)), None, date(2019, 11, 5), 9, hosts=False), Random(6))
def test_every_list_menu_count_right_and_message_agrees(story, chance):
    with tempfile.TemporaryDirectory() as folder:
        database = empty(Path(folder) / "test.db")
        try:
            Scene(World(database), story).check(chance)
        finally:
            database.engine.dispose()


class Scene:
    """A network of Örebro, which is always in, and Lerum with its parts; and what the bot says of them."""

    def __init__(self, world: World, story: Story) -> None:
        self.world, self.story = world, story
        self.lerum = world.add(Member(network_id=world.network_id, name="Lerum", municipalities=["Lerum"]))
        self.orebro = world.member("Örebro")
        later = next_period(world, self.orebro)
        with world.database.writing() as session:
            session.get_one(Period, later).starts = story.begins
        for period, held in ((world.period_id, story.first), (later, story.second)):
            if held is not None:
                world.add(Membership(period_id=period, member_id=self.lerum, **vars(held)))
        self.official = world.person("Tjänsteperson, Lerum", Role.OFFICIAL, self.lerum)
        self.elected = world.person("Förtroendevald, Lerum", Role.ELECTED, self.lerum)
        self.boss = world.coordinator
        world.add(Person(network_id=world.network_id, slack_id="UCOORD", name="Samordnare", role=Role.COORDINATOR))
        host = self.lerum if story.hosts else self.orebro
        self.meeting = world.meeting(first_day=story.meeting_day, host=host)
        self.theme = world.add(Theme(network_id=world.network_id, text="Skolval", suggested_at=world.now))
        world.add(ThemeVote(theme_id=self.theme, person_id=self.official.person_id))
        world.add(HostingTurn(network_id=world.network_id, member_id=self.lerum, position=1))
        world.add(Answer(meeting_id=self.meeting, person_id=self.official.person_id, reply=Reply.YES,
                         answered_at=world.now))  # fmt: skip
        world.add(AccessNeed(meeting_id=self.meeting, person_id=self.official.person_id, text="Vegetariskt"))
        world.add(Activity(period_id=world.period_id, number=1, title="Lagen"),
                  Activity(period_id=later, number=1, title="Lagen igen"))  # fmt: skip

    def check(self, chance: Random) -> None:
        """Ask on the day, then on the day of the meeting."""
        story = self.story
        at(self.world, story.day)
        now, then = story.is_in(story.day), story.is_in(story.meeting_day)
        self.lists(now)
        self.menus(now)
        self.counts(now, then)
        self.own_pages(now, then)
        self.messages()
        self.rights(now, chance)
        self.hosts(then)
        at(self.world, story.meeting_day)
        self.attendance(then)

    @property
    def has_been_in(self) -> bool:
        """Whether it was in on any day of the period until the day asked, or its last when that has been."""
        starts, ends = (self.story.begins, SECOND[1]) if self.story.day >= self.story.begins else FIRST
        until = min(max(self.story.day, starts), ends)
        return any(self.story.is_in(starts + timedelta(n)) for n in range((until - starts).days + 1))

    def lists(self, now: bool) -> None:
        """Lists, contacts and questions, as the coordinator sees them."""
        assert ("Tjänsteperson, Lerum" in words_of(self.world.ask(self.boss, "/natverk"))) is now
        members = words_of(self.world.ask(self.boss, "/natverk medlemmar"))
        is_told = any(self.story.is_in(day) for day, _ in self.story.periods_told)
        assert ("tjänsteperson: Tjänsteperson, Lerum" in members) is (now and is_told)
        vacant = members.count("_vakant_")
        assert vacant == 2  # Örebro's; of who is not in nothing is vacant
        assert "har gått med än" not in words_of(self.world.say(self.boss, "vem är kontaktperson i Lerum?"))
        for asked, answer in (
            ("vem är kontaktperson i Lerum?", "Tjänsteperson, Lerum"),
            *([("är Lerum med?", "Ja, *Lerum* deltar")] if self.story.periods_told[0][1] == "{}" else []),
        ):
            assert (answer in words_of(self.world.say(self.boss, asked))) is now, asked
        order = words_of(self.world.ask(self.boss, "/vardskap turordning"))
        turns, _, without = order.rpartition("\n1. ")[2].partition("Ingår inte")
        then = next((each for each in (FIRST[0], self.story.begins) if self.story.day < each), SECOND[1])
        assert ("Lerum" in turns) is self.story.comes(then, undecided=False)
        assert "Lerum" not in turns or "Lerum" not in without
        with self.world.database.reading() as session:
            network = session.get_one(Network, self.world.network_id)
            pages = gather(session, network, self.world.now)
            first = html(pages, first_page(pages), lambda path: path).decode()
            assert ("Lerum" in first) is any(self.story.is_in(each) for each, _ in self.story.periods_told)
            period = network_store.period_at(session, network, self.story.day)
            assert period is not None
            text = content_of(session, network, period, ".md", now=self.world.now).decode()
            assert ("### Lerum" in text) is self.has_been_in

    def menus(self, now: bool) -> None:
        """Who can be chosen in each form."""
        joins = self.world.ask(self.world.newcomer, "/natverk gå med").answer
        assert ("Lerum" in shown_in(joins)) is self.story.comes(self.story.day, undecided=True)
        hosts = self.world.ask(self.boss, "/mote ny").answer
        assert (str(self.lerum) in options_in(hosts, "host")) is self.story.comes(self.story.day, undecided=False)
        authors = self.world.ask(self.boss, "/erfarenhet").answer
        assert ("Lerum" in shown_in(authors)) is now
        people = self.world.press(self.boss, "answer.for", str(self.meeting))
        assert ("Tjänsteperson, Lerum" in shown_in(people.answer)) is self.story.is_in(self.story.meeting_day)

    def counts(self, now: bool, then: bool) -> None:
        """How many there are, have answered and have voted."""
        told = self.story.periods_told
        members = [words.format("2 medlemmar" if self.story.is_in(each) else "1 medlem") for each, words in told]
        for answer in (
            self.world.ask(self.boss, "/natverk"),
            self.world.ask(self.boss, "/natverk medlemmar"),
            self.world.home(self.boss),
            self.world.say(self.boss, "hur många är med?"),
        ):
            assert all(each in words_of(answer) for each in members)
        card = words_of(self.world.press(self.boss, "meeting.show", str(self.meeting)))
        assert ("Ja 1" in card) is then
        assert ("Lerum (förtroendevald)" in card) is then and "Tjänsteperson, Lerum" not in card
        assert self.world.press(self.boss, "answer.needs_told", str(self.meeting)).refused is not then
        assert ("1 röst" in words_of(self.world.ask(self.boss, "/mote tema"))) is now
        covered = self.world.press(self.boss, "coverage.show")
        assert ("Lerum" in words_of(covered)) is self.has_been_in

    def own_pages(self, now: bool, then: bool) -> None:
        """What the official of Lerum sees of what is theirs."""
        card, home = self.world.press(self.official, "meeting.show", str(self.meeting)), self.world.home(self.official)
        assert ("Nej" in labels(card)) is then
        assert ("Nej" in labels(home)) is then
        assert self.world.press(self.official, "meeting.answer", f"{self.meeting}.yes").refused is not then
        assert ("Bidra med en erfarenhet" in labels(home)) is now
        assert ("Att göra" in words_of(home)) is now
        calendar = self.world.ask(self.official, "/mote kalender")
        assert ("/calendar/" in words_of(calendar)) is now
        if now and isinstance(calendar.answer, Message):
            [file] = calendar.answer.files
            assert (b"TRANSP:OPAQUE" in file.make()) is then

    def messages(self) -> None:
        """Whatever goes to the official goes while Lerum is in, or because it hosts or has just ceased to be in."""
        story = self.story
        since, until = story.day - timedelta(days=1), story.meeting_day + timedelta(days=14)
        jobs = [job for job in find_features().jobs.values() if job.plans is not None]
        with self.world.database.reading() as session:
            sent = preview(
                session, jobs, network_store.networks(session), since=midnight(since), until=midnight(until),
                coordinators=lambda session, network: ("UCOORD",), now=midnight(since),
            )  # fmt: skip
        for each in sent:
            day = each.at.date()
            if each.to in (self.official.slack_id, self.elected.slack_id):
                if each.kind == "part":
                    assert not story.is_in(day), each
                elif each.kind == "undecided":  # also to those that wait for their decision
                    assert any(part and part.state is not LEFT for part in (story.first, story.second)), each
                elif story.hosts and each.kind in OF_HOSTS:
                    assert story.is_in(story.meeting_day) and (day <= story.meeting_day or story.is_in(day)), each
                else:
                    assert story.is_in(day), each
        invited = {each.to for each in sent if each.kind == "invitation"} & {self.official.slack_id}
        assert not invited or story.is_in(story.meeting_day)
        days = (story.day + timedelta(days=n) for n in range(story.ahead + 1))
        if all(story.is_in(each) for each in days) and story.ahead > 61:
            assert invited

    def rights(self, now: bool, chance: Random) -> None:
        """Acts that are for the confirmed: refused with the reason, or not for that reason."""
        acts, later = {**declared.buttons, **declared.forms}, self.story.comes(self.story.day, undecided=False)
        names = sorted(name for name, each in acts.items() if each.by is By.CONFIRMED)
        for name in chance.sample(names, 12):
            kind = "button" if name in declared.buttons else "form"
            value = chance.choice(["", "1", "1.yes"])
            ask = Ask(kind=kind, name=name, who=Who(self.official.slack_id), value=value, channel=CHANNEL_ID,
                      fields=Fields({}), first_field="text", container="message")  # fmt: skip
            answer = self.world.answering.answer(ask, self.official.user, self.world.now)
            assert (ONLY_READS in words_of(answer)) is not now, name
            assert "deltar i nätverket från" not in words_of(answer) or (later and not now), name
        self.world.press(self.boss, "coverage.chase")
        asked = [each for each in self.world.rows(Delivery) if each.to == self.official.slack_id]
        assert now or not asked
        change = self.world.press(self.official, "meeting.change", str(self.meeting))
        prepares = self.story.hosts and (now or self.story.comes(self.story.day, undecided=False))
        assert isinstance(change.answer, Form) is prepares

    def hosts(self, then: bool) -> None:
        """Whom the coordinator may let host on the meeting's day."""
        form = self.world.ask(self.boss, "/mote ny").answer
        values = {"kind": "partnership", "first_day": self.story.meeting_day, "host": str(self.lerum)}
        sent = self.world.send(self.boss, form, **values)
        if isinstance(sent.answer, Form):  # the day lies far off, and is right
            sent = self.world.send(self.boss, sent.answer, **values)
        can_be_chosen = self.story.comes(self.story.day, undecided=False)
        assert ("host" in sent.field_errors) is (can_be_chosen and not then)
        new = [each for each in self.world.rows(Meeting) if each.id != self.meeting]
        hosts = {each.meeting_id: each.member_id for each in self.world.rows(HostingTurn)}
        assert [hosts.get(each.id) for each in new] == ([self.lerum] if then else [] if can_be_chosen else [None])

    def attendance(self, then: bool) -> None:
        """Whose seats are noted on the day."""
        note = self.world.press(self.boss, "attendance.note", str(self.meeting)).answer
        assert ("Lerum" in shown_in(note)) is then
        self.world.send(self.boss, note)
        assert any(each.member_id == self.lerum for each in self.world.rows(Attendance)) is then


ONLY_READS = "Det du själv har skrivit kan du fortfarande ändra och dra tillbaka."
OF_HOSTS = {"dates", "checklist", "summary", "came", "took_place"}


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def shown_in(answer: object) -> str:
    """Everything a form holds, menus' options too."""
    assert answer is None or isinstance(answer, Form | Message)
    return str(replace(answer, is_open=True).rendered) if isinstance(answer, Form) else ""


def test_who_has_still_to_decide_is_told_so_and_not_that_it_has_stopped(world, gavle, official):
    world.add(Membership(period_id=next_period(world), member_id=gavle, state=PENDING))
    [message] = told(world, "part", "2021-12-01", "2022-03-01")
    assert message.to == official.slack_id and "*Gävle* har inte beslutat om 2022–2023 än" in message.text
    assert "gäller om din medlem fortsätter" in message.text and "inte längre" not in message.text


def test_who_pauses_is_told_from_which_day_it_takes_part_again(world, gavle, official):
    period = next_period(world)
    world.add(Membership(period_id=period, member_id=gavle, starts=date(2022, 9, 1)))
    [message] = told(world, "part", "2021-12-01", "2022-03-01")
    assert "*Gävle* deltar i nätverket från och med 1 september 2022" in message.text
    assert "inte längre" not in message.text and "dig inte om" not in message.text
