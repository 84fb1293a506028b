"""Who takes part on a day: whatever is asked, the bot's answers say the same."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.messages import Form
from bot.models import (
    AccessNeed,
    Answer,
    Attendance,
    Coordination,
    Experience,
    ExperienceState,
    HostingTurn,
    Meeting,
    Member,
    Membership,
    MembershipState,
    Period,
    Person,
    Reply,
    Role,
    Theme,
)
from bot.playground import WorkspaceUser
from bot.playground.messages import Posted
from tests.databases import empty
from tests.experiences.test_experience import contribute
from tests.playground.faulty_slack import FaultySlack
from tests.reminders.played import told
from tests.running_bot import finished, play_with_bot, running
from tests.world import Somebody, World, elements, labels, options_of, words_of

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
    assert "Gävle deltar inte i nätverket i dag" in words_of(shown) and "Nej" not in labels(shown)
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
    assert "Ja 0" in words_of(world.press(world.coordinator, "meeting.show", str(later)))


def goes_away(world: World, how: str, official: Somebody, member: int) -> None:
    """Let somebody be in no longer, in one of the ways there are."""
    if how == "the member leaves":
        part(world, member, state=LEFT)
    elif how == "they leave":
        world.press(official, "join.leave")
    else:
        form = world.press(official, "join.again").answer
        world.send(official, form, member=str(member), role="elected")
    if how == "they ask for another seat and are declined":
        world.press(world.coordinator, "join.decline", str(official.person_id))


@pytest.mark.parametrize(
    "how",
    ["the member leaves", "they leave", "they ask for another seat", "they ask for another seat and are declined"],
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
    assert "Ta tillbaka förslag" in labels(world.ask(official, "/mote tema"))
    form = world.press(official, "theme.withdraw").answer
    assert not world.send(official, form, theme="1").refused and world.rows(Theme)[0].withdrawn_at
    assert "Mat och tillgänglighet" in labels(world.press(official, "meeting.show", str(meeting)))
    form = world.press(official, "answer.needs", str(meeting)).answer
    assert not world.send(official, form, needs="").refused and not world.rows(AccessNeed)
    assert world.press(official, "answer.needs", str(meeting)).refused
    assert world.press(official, "experience.comment", "1").refused and world.ask(official, "/erfarenhet").refused


def test_votes_of_those_who_take_no_part_do_not_count(world, gavle, official):
    world.ask(official, "/mote tema Skolval")
    assert "1 röst" in words_of(world.ask(world.coordinator, "/mote tema"))
    part(world, gavle, ends=date(2020, 1, 31))
    assert "0 röster" in words_of(world.ask(world.coordinator, "/mote tema"))


def test_they_are_told_once(world, gavle, official):
    part(world, gavle, ends=LAST_DAY)
    [message] = told(world, "part", "2020-09-01", "2021-03-01")
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
    world.press(world.coordinator, "join.confirm", str(world.rows(Person)[0].id))
    world.meeting(first_day=date(2021, 12, 20))
    refused = world.press(world.newcomer, "meeting.answer", "1.yes")
    assert refused.refused and "Lerum deltar inte" in words_of(refused)
    form = world.ask(world.coordinator, "/mote ny").answer
    chosen = {"kind": "partnership", "host": str(lerum)}
    early = world.send(world.coordinator, form, first_day=date(2021, 12, 15), **chosen)
    assert "Lerum deltar inte i nätverket" in early.field_errors["host"]
    assert not world.send(world.coordinator, form, first_day=date(2022, 2, 15), **chosen).refused
    leaving = {"kind": "partnership", "host": str(gavle)}
    assert "host" in world.send(world.coordinator, form, first_day=date(2022, 3, 15), **leaving).field_errors
    at(world, date(2022, 1, 3))
    assert not world.press(world.newcomer, "meeting.answer", "2.yes").refused


def lerum_from_2022(world: World) -> tuple[int, Somebody]:
    """A member of the coming period alone, with its official, on a day before it begins."""
    lerum = world.add(Member(network_id=world.network_id, name="Lerum", municipalities=["Lerum"]))
    next_period(world, lerum)
    at(world, date(2021, 12, 1))
    return lerum, world.person("Tjänsteperson, Lerum", Role.OFFICIAL, lerum)


def test_a_host_of_the_coming_period_prepares_its_meeting_and_does_nothing_else(world, gavle):
    lerum, official = lerum_from_2022(world)
    own = world.meeting(first_day=date(2022, 5, 5), host=lerum)
    other = world.meeting(first_day=date(2021, 12, 20), host=gavle)
    card = world.press(official, "meeting.show", str(own))
    assert {"Ändra mötet", "Värdens lista"} <= set(labels(card)) and "Nej" not in labels(card)
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
    part(world, gavle, ends=LAST_DAY)
    card = world.press(official, "meeting.show", str(later))
    assert "Gävle deltar inte i nätverket när mötet är" in words_of(card) and "Nej" not in labels(card)
    for name, value in (("meeting.answer", f"{later}.yes"), ("answer.needs", later), ("answer.deputy", later)):
        refused = world.press(official, name, str(value))
        assert refused.refused and "när mötet är" in words_of(refused), name
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


def options_in(form: Form, name: str) -> list[str]:
    """The values of a menu in a form."""
    block = next(each for each in form.rendered if each["block_id"] == name)
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
        person = next(each for each in world.rows(Person) if each.slack_id == slack_id)
        world.press(world.coordinator, "join.confirm", str(person.id))
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


def replace_user(who: Somebody, slack_id: str):
    from dataclasses import replace

    return replace(who.user, id=slack_id)


# every list, menu, count, right and message agrees

DAYS = st.dates(date(2019, 11, 1), date(2024, 2, 28))
SOME = st.one_of(st.none(), DAYS)


@dataclass(frozen=True)
class Part:
    """A member's part in a period, as a plan may have it."""

    state: MembershipState
    starts: date | None
    ends: date | None


PARTS = st.builds(Part, st.sampled_from([ACTIVE, ACTIVE, PENDING, LEFT]), SOME, SOME)
PERIODS = ((date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 3, 1), date(2023, 12, 31)))


def is_in(parts: tuple[Part | None, Part | None], day: date) -> bool:
    """What the issue says, in the test's own words."""
    held = parts[1] if day >= PERIODS[1][0] else parts[0]
    if held is None or held.state is PENDING or (held.state is LEFT and held.ends is None):
        return False
    return (held.starts or date.min) <= day <= (held.ends or date.max)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.tuples(st.one_of(st.none(), PARTS), st.one_of(st.none(), PARTS)), DAYS, st.integers(1, 200))
def test_every_list_menu_count_right_and_message_agrees(parts, day, ahead):
    with tempfile.TemporaryDirectory() as folder:
        database = empty(Path(folder) / "test.db")
        try:
            check(World(database), parts, day, day + timedelta(days=ahead))
        finally:
            database.engine.dispose()


def check(world: World, parts: tuple[Part | None, Part | None], day: date, meeting_day: date) -> None:
    """Ask the bot on a day, of a member with these parts, with a meeting on a later day."""
    lerum = world.add(Member(network_id=world.network_id, name="Lerum", municipalities=["Lerum"]))
    other = world.member("Örebro")
    periods = (world.period_id, next_period(world, other))
    with world.database.writing() as session:
        session.get_one(Period, periods[1]).starts = PERIODS[1][0]
    for period, held in zip(periods, parts, strict=True):
        if held is not None:
            row = Membership(period_id=period, member_id=lerum, state=held.state, starts=held.starts, ends=held.ends)
            world.add(row)
    official = world.person("Tjänsteperson, Lerum", Role.OFFICIAL, lerum)
    meeting = world.meeting(first_day=meeting_day)
    theme = world.add(Theme(network_id=world.network_id, text="Skolval", suggested_at=world.now))
    world.add(Answer(meeting_id=meeting, person_id=official.person_id, reply=Reply.YES, answered_at=world.now))
    at(world, day)
    now, then = is_in(parts, day), is_in(parts, meeting_day)

    card = world.press(world.coordinator, "meeting.show", str(meeting))
    assert ("Ja 1" in words_of(card)) is then
    assert ("Tjänsteperson, Lerum" in words_of(world.ask(world.coordinator, "/natverk medlemmar"))) is now
    assert ("Tjänsteperson, Lerum" in words_of(world.ask(world.coordinator, "/natverk"))) is now
    assert ("Tjänsteperson, Lerum" in words_of(world.say(world.coordinator, "vem är kontaktperson i Lerum?"))) is now
    assert ("Ja, *Lerum* deltar" in words_of(world.say(world.coordinator, "är Lerum med?"))) is now
    assert ("Lerum" in words_of(world.ask(world.coordinator, "/vardskap turordning"))) is now
    assert ("Nej" in labels(world.press(official, "meeting.show", str(meeting)))) is now
    assert world.press(official, "theme.vote", f"{theme}.vote").refused is not now
    assert world.ask(official, "/erfarenhet").refused is not now
    assert ("Bidra med en erfarenhet" in labels(world.home(official))) is now

    form = world.ask(world.coordinator, "/mote ny").answer
    values = {"kind": "partnership", "first_day": meeting_day, "host": str(lerum)}
    sent = world.send(world.coordinator, form, **values)
    if isinstance(sent.answer, Form):  # the day lies far off, and is right
        sure = {f"sure_{meeting_day}": (str(meeting_day),)}
        sent = world.send(world.coordinator, sent.answer, **values, **sure)
    hosts = [each for each in world.rows(HostingTurn) if each.member_id == lerum]
    assert bool(hosts) is (then and not sent.refused)
    if then:
        assert not sent.refused

    since, until = (day - timedelta(days=1)).isoformat(), (meeting_day + timedelta(days=9)).isoformat()
    invited = [each for each in told(world, "invitation", since, until) if each.to == official.slack_id]
    assert then or not invited

    at(world, meeting_day)
    note = world.press(world.coordinator, "attendance.note", str(meeting)).answer
    assert ("Lerum" in str(getattr(note, "rendered", ""))) is then
    if isinstance(note, Form):
        world.send(world.coordinator, note)
        assert any(each.member_id == lerum for each in world.rows(Attendance)) is then
