"""Who has still to decide on an agreement is reminded, with who coordinates; who has noted it is not."""

from __future__ import annotations

from datetime import date

from bot.models import Decision, Membership, MembershipState, Role
from tests.network.test_agreement import DECIDED, YEARS, following
from tests.reminders.played import days, told


def test_the_official_of_each_member_without_a_decision_hears_and_the_coordinator_who_has(world):
    gavle, orebro = world.member("Gävle"), world.member("Örebro")
    of_gavle = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    of_orebro = world.person("Tjänsteperson, Örebro", Role.OFFICIAL, orebro)
    following(world, (gavle, MembershipState.ACTIVE, DECIDED), (orebro, MembershipState.PENDING, None))
    said = told(world, "undecided", *YEARS)
    assert {each.to for each in said} == {of_orebro.slack_id, "UCOORD"} and of_gavle
    assert days(said) == ["2021-07-02", "2021-10-01", "2021-12-01", "2022-01-31"]
    to_member = [each.text for each in said if each.to == of_orebro.slack_id]
    assert "Ingen har noterat att *Örebro* har beslutat om nästa" in to_member[0]
    whole = [each.text for each in said if each.to == "UCOORD"]
    assert "noterat för Gävle. " in whole[0].replace("\n", " ") and "noterat något för Örebro" in whole[0]
    assert "gäller sedan" in to_member[-1] and len({each.key for each in said}) == len(said)


def test_while_no_period_comes_after_all_are_asked_and_the_coordinator_to_begin_it(world):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    said = told(world, "undecided", *YEARS)
    assert len(said) == 6
    assert all("inte inläst" in each.text for each in said) and official.slack_id in {each.to for each in said}
    assert "/natverk administrera" in next(each.text for each in said if each.to == "UCOORD")


def test_a_member_that_is_pending_in_the_period_in_force_is_reminded_until_it_is_noted(world):
    trelleborg = world.member("Trelleborg")
    official = world.person("Tjänsteperson, Trelleborg", Role.OFFICIAL, trelleborg)
    with world.database.writing() as session:
        membership = session.query(Membership).one()
        membership.state = MembershipState.PENDING
    said = told(world, "undecided", "2020-01-07", "2020-12-31")
    assert days(said) == ["2020-01-31", "2020-04-29", "2020-07-03", "2020-10-27"]
    assert {each.to for each in said} == {official.slack_id, "UCOORD"}
    world.add(Decision(membership_id=1, body="Kommunstyrelsen", decided_on=date(2020, 1, 20)))
    assert told(world, "undecided", "2020-01-07", "2020-12-31") == []


def test_who_has_left_and_who_takes_part_is_asked_nothing_within_the_period(world):
    world.person("Tjänsteperson, Gävle", Role.OFFICIAL, world.member("Gävle"))
    assert told(world, "undecided", "2020-01-07", "2020-12-31") == []
