"""Who is invited to a meeting is chosen: only they are asked, reminded and counted; others see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.messages import Form
from bot.meetings.invited import OneInvited
from bot.meetings.rules import is_for, is_seat_invited, let_invite, members_chosen, roles_invited
from bot.models import HostingTurn, Invited, Invites, Meeting, MeetingKind, Member, Person, Role
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.slack.answering import Response
from tests.outbox.lives import Life, living
from tests.outbox.said import untrue
from tests.world import options_of, words_of

NOW = datetime(2020, 3, 2, 8, 0, tzinfo=UTC)
VISIT = {"kind": "study_visit", "first_day": date(2020, 4, 20), "place": "Biblioteket"}


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    """Sala, Haninge and Uppsala, without any wait before what is done is told."""
    with living() as life:
        yield life


def offered(form: Form) -> dict[str, str]:
    menu = next(each["element"] for each in form.rendered if each.get("block_id") == "invited")
    return {each["text"]["text"]: each["value"] for each in options_of(menu)}


def invited_by_name(life: Life, form: Form, *names: str) -> tuple[str, ...]:
    there = offered(life.world.more(life.people["Samordnare"], form))
    return tuple(there[each] for each in names)


def change(life: Life, meeting: int, *names: str, **values: Any) -> Response:
    who = life.people["Samordnare"]
    form = life.world.press(who, "meeting.change", str(meeting)).answer
    assert isinstance(form, Form)
    return life.world.send(who, form, invited=invited_by_name(life, form, *names), **values)


def asked(life: Life, meeting: int, kind: str = "invitation") -> set[str]:
    """Who has an invitation that still asks, by name."""
    by_id = {each.slack_id: name for name, each in life.people.items()}
    there = (each for each in life.stands() if each.kind == kind and each.about.get("meeting") == str(meeting))
    return {by_id.get(each.to, each.to) for each in there if each.buttons}


def test_a_study_visit_asks_those_chosen_and_who_is_added_or_taken_out_hears_of_it(life):
    who = life.people["Samordnare"]
    form = life.world.ask(who, "/mote ny").answer
    assert "Välj vilka mötet bjuder in" in words_of(life.world.send(who, form, **VISIT))
    chosen = invited_by_name(life, form, "Haninge, båda platserna", "Sala (tjänsteperson): Tjänsteperson, Sala")
    card = life.world.send(who, form, **VISIT, invited=chosen)
    visit = life.world.rows(Meeting)[-1].id
    assert "Haninge, Sala (tjänsteperson)" in words_of(card)
    every = life.world.press(who, "meeting.seats", str(visit))
    assert "inte inbjuden" in words_of(every) and "Uppsala" not in words_of(every)
    life.passes(hours=2)
    haninge = {"Förtroendevald, Haninge", "Tjänsteperson, Haninge"}
    assert asked(life, visit) == {*haninge, "Tjänsteperson, Sala", "channel"}
    in_channel = next(
        each for each in life.stands() if each.to == "channel" and each.about.get("meeting") == str(visit)
    )
    assert "Inbjudan till Haninge" in in_channel.text and "3 har inte svarat" in in_channel.text

    life.world.press(life.people["Tjänsteperson, Uppsala"], "meeting.answer", f"{visit}.yes")
    change(life, visit, "Haninge, båda platserna", "Uppsala, båda platserna")
    life.passes(hours=2)
    assert asked(life, visit) - {"Tjänsteperson, Uppsala"} == {*haninge, "channel"}
    stands = [each for each in life.stands() if each.about.get("meeting") == str(visit)]
    sala = [each for each in stands if each.to == life.people["Tjänsteperson, Sala"].slack_id]
    assert any("Du är inte längre inbjuden" in each.text for each in sala)
    assert "inte längre aktuellt" in next(each.text for each in sala if each.kind == "invitation")
    uppsala = [each for each in stands if each.to == life.people["Tjänsteperson, Uppsala"].slack_id]
    assert [each.kind for each in uppsala] == ["invitation"] and "Biblioteket" in uppsala[0].text

    life.passes(days=25)  # the reminders to answer, and those before the meeting
    reminded = {each.to for each in life.stands() if each.kind == "silent" and each.about["meeting"] == str(visit)}
    assert reminded == {life.people[each].slack_id for each in haninge}
    assert life.log is not None and not [each for each in life.log if each["event"] in ("failed", "job_broke")]


def test_the_host_is_always_invited_and_an_undone_change_brings_back_who_was():
    with living(timedelta(minutes=5)) as life:
        card = change(life, 3, "Haninge, båda platserna", invites="chosen", first_day=date(2020, 5, 14))
        assert "Haninge, Uppsala" in words_of(card)
        life.world.click(life.people["Samordnare"], card, "Ångra")
        assert life.world.row(Meeting, 3).invites is None and life.world.rows(Invited) == []
        life.passes(hours=1)
        assert untrue(life) == []


def test_who_is_invited_when_a_meeting_is_widened_long_after_it_was_due_is_invited_then():
    with living() as life:
        who = life.people["Samordnare"]
        form = life.world.ask(who, "/mote ny").answer
        life.world.send(who, form, kind="other", invites="officials", first_day=date(2020, 9, 10), place="Slottet")
        met = life.world.rows(Meeting)[-1].id
        life.passes(days=80)
        officials = asked(life, met)
        assert officials == {"channel", *(each for each in life.people if each.startswith("Tjänsteperson,"))}
        before = [each for each in life.stands() if each.about.get("meeting") == str(met)]
        change(life, met, invites="all")
        life.passes(days=1)
        elected = {each for each in life.people if each.startswith("Förtroendevald,")}
        assert asked(life, met) == officials | elected and elected
        after = [each for each in life.stands() if each.about.get("meeting") == str(met)]
        assert len(after) == len(before) + len(elected), "nobody else hears anything"
        assert untrue(life) == []


kinds, roles = st.sampled_from(MeetingKind), st.sampled_from([Role.ELECTED, Role.OFFICIAL])


@given(kinds, st.sampled_from([None, *Invites]), st.sets(st.integers(1, 4)), st.sets(st.integers(1, 8)),
       st.one_of(st.none(), st.integers(1, 4)))  # fmt: skip
def test_one_rule_says_whose_seat_is_invited(kind, invites, members, people, host):
    everybody = {n: Person(id=n, member_id=(n + 1) // 2, role=Role.ELECTED if n % 2 else Role.OFFICIAL)
                 for n in range(1, 9)}  # fmt: skip
    meeting = Meeting(kind=kind)
    if host:
        meeting.turn = HostingTurn(member=Member(id=host))
    let_invite(meeting, invites, [*((n, None) for n in members), *((None, n) for n in people)], NOW)
    for each in meeting.invited:
        each.person = everybody.get(each.person_id or 0)
    there = {n for n, each in everybody.items() if is_seat_invited(meeting, each.member_id, each.role, each.id)}
    assert {everybody[n].role for n in there} <= set(roles_invited(meeting))
    assert there == {n for n, each in everybody.items() if is_for(each, meeting)}
    if invites is Invites.CHOSEN:
        assert people <= there and {each.member_id for each in everybody.values() if each.id in there} >= members
        assert there == people | {n for n, each in everybody.items() if each.member_id in members_chosen(meeting)}
        assert host is None or any(everybody[n].member_id == host for n in there)
    else:
        assert there in ({*everybody}, {n for n in everybody if n % 2 == 0}) and meeting.invited == []


def test_a_plan_file_says_who_is_invited_and_loading_it_again_changes_nothing(database):
    text = """
network: {key: n, name: N}
period: {name: P, starts: 2020-01-01, ends: 2021-12-31}
members: [Gävle, Uppsala, Örebro]
meetings:
  - {when: maj 2020, kind: study_visit, host: Gävle, invited: [Uppsala]}
  - {when: juni 2020, kind: partnership, invites: officials}
"""

    def load(text: str) -> list[str]:
        with database.writing() as session:
            return [str(each) for each in apply(session, plan_of(text, "n.yaml"), NOW, "C1")]

    load(text)
    assert load(text) == []
    with database.reading() as session:
        visit, june = session.query(Meeting).order_by(Meeting.id)
        assert (visit.invites, june.invites) == (Invites.CHOSEN, Invites.OFFICIALS)
        assert {each.member.name for each in visit.invited} == {"Uppsala"} and len(members_chosen(visit)) == 2
    (told,) = load(text.replace("[Uppsala]", "[Uppsala, Örebro]"))
    assert "those chosen changed from Uppsala to Uppsala, Örebro" in told
    with pytest.raises(Exception, match="stands without"):
        plan_of(text.replace("invites: officials", "invites: chosen"), "n.yaml")
    with pytest.raises(Exception, match="invites"):
        plan_of(text.replace("invites: officials", "invites: officials, invited: [Uppsala]"), "n.yaml")
    assert OneInvited.read("3.0").chosen == (3, None)
