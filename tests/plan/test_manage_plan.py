"""/natverk administrera: network, period and members are changed in forms, and the plan written afterwards says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.models import Coordination, Delivery, DeliveryState, Member, Membership, MembershipState, Network, Period, Role
from bot.plan.editing import UNDONE_WITHIN, plan_now
from bot.plan.load import apply
from bot.plan.reading import plan_of
from bot.plan.writing import as_file, written
from bot.slack.answering import Response
from tests.world import NOW, World, labels, refuse_what_slack_does_not_take, words_of


@pytest.fixture
def gavle(world: World) -> int:
    return world.member("Gävle")


def opened(world: World, name: str, label: str = "") -> object:
    shown = world.ask(world.coordinator, "/natverk administrera")
    shown = world.click(world.coordinator, shown, name)
    return world.click(world.coordinator, shown, label) if label else shown


def loads_unchanged(world: World) -> bool:
    """Whether what is written of the network now changes nothing when it is loaded."""
    with world.database.writing() as session:
        period = session.scalars(select(Period)).first()
        return not apply(session, plan_of(written(session, period.network, period), "p"), NOW)


def test_the_network_is_called_otherwise(world, gavle):
    form = opened(world, "Nätverk")
    refuse_what_slack_does_not_take(form.answer)
    done = world.send(world.coordinator, form.answer, name="Nytt namn", aim="Ett syfte", website="https://exempel.se",
                      language="sv")  # fmt: skip
    assert "Nytt namn" in words_of(done)
    network = world.rows(Network)[0]
    assert (network.name, network.aim, network.website) == ("Nytt namn", "Ett syfte", "https://exempel.se")
    assert loads_unchanged(world)


def test_the_period_is_longer_and_costs_more(world, gavle):
    form = opened(world, "Period").answer
    sent = {"name": "2020-2022", "starts": date(2020, 1, 1), "ends": date(2022, 6, 30), "coordination": "troika",
            "agreement": "Överenskommelse", "fee": "12 000", "conditions": "Ett.\nTvå.",
            "final_report": ""}  # fmt: skip
    assert world.send(world.coordinator, form, **{**sent, "fee": "mycket"}).field_errors.keys() == {"fee"}
    backwards = world.send(world.coordinator, form, **{**sent, "ends": date(2019, 1, 1)})
    assert backwards.field_errors.keys() == {"ends"}
    world.send(world.coordinator, form, **sent)
    period = world.rows(Period)[0]
    assert (period.ends, period.fee, period.coordination) == (date(2022, 6, 30), 12000, Coordination.TROIKA)
    assert period.terms["conditions"] == ["Ett.", "Två."]
    assert loads_unchanged(world)


def test_the_network_moves_to_another_channel_and_back_but_not_to_another_networks(world, gavle):
    sent = {"name": "Nätverket", "aim": "", "website": "", "language": "sv"}
    before = world.rows(Network)[0].channel
    with world.database.writing() as session:
        session.add(Network(key="annat", name="Annat nätverk", channel="C0ANNAT"))
    form = opened(world, "Nätverk").answer
    refused = world.send(world.coordinator, form, **sent, channel="C0ANNAT")
    assert refused.field_errors == {"channel": "Den kanalen hör till Annat nätverk. Välj en annan."}
    done = world.send(world.coordinator, form, **sent, channel="C0NYTT")
    assert f"<#{before}> till <#C0NYTT>" in words_of(done)
    assert world.rows(Network)[0].channel == "C0NYTT" and loads_unchanged(world)
    world.click(world.coordinator, done, "Ångra")
    assert world.rows(Network)[0].channel == before and loads_unchanged(world)


MEMBER = {"name": "Uppsala", "state": "active", "starts": None, "ends": None, "kind": "municipality",
          "municipalities": "", "note": ""}  # fmt: skip


def test_a_member_comes_is_renamed_and_leaves(world, gavle):
    world.send(world.coordinator, opened(world, "Medlemmar", "Lägg till en medlem").answer,
               **{**MEMBER, "starts": date(2020, 9, 1)})  # fmt: skip
    assert {each.name for each in world.rows(Member)} == {"Gävle", "Uppsala"}
    shown = opened(world, "Medlemmar")
    assert labels(shown).count("Ändra") == 2
    world.send(world.coordinator, opened(world, "Medlemmar", "Ändra").answer, **{**MEMBER, "name": "Gävle kommun"})
    assert world.row(Member, gavle).name == "Gävle kommun"
    world.send(world.coordinator, opened(world, "Medlemmar", "Ändra").answer,
               **{**MEMBER, "name": "Gävle kommun", "state": "left", "ends": date(2020, 6, 30)})  # fmt: skip
    of = {each.member_id: each for each in world.rows(Membership)}[gavle]
    assert (of.state, of.ends) == (MembershipState.LEFT, date(2020, 6, 30))
    assert loads_unchanged(world)


def test_a_member_is_not_there_twice_and_a_pair_has_two(world, gavle):
    form = opened(world, "Medlemmar", "Lägg till en medlem").answer
    assert world.send(world.coordinator, form, **{**MEMBER, "name": "Gävle"}).field_errors.keys() == {"name"}
    pair = world.send(world.coordinator, form, **{**MEMBER, "kind": "pair", "municipalities": "Degerfors"})
    assert pair.field_errors.keys() == {"municipalities"}
    assert len(world.rows(Member)) == 1


def test_nobody_else_may(world, gavle):
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, gavle)
    for name in ("manage.network", "manage.period", "manage.members", "manage.member"):
        assert world.press(official, name, "0").refused


def told(world: World) -> list[Delivery]:
    return [each for each in world.rows(Delivery) if each.kind == "edit"]


def renamed(world: World) -> Response:
    return world.send(world.coordinator, opened(world, "Medlemmar", "Ändra").answer, **{**MEMBER, "name": "Gävle stad"})


def test_a_change_is_undone_within_ten_minutes_and_nobody_else_hears_of_it(world, gavle):
    files = written_now(world)
    done = renamed(world)
    [news] = told(world)
    assert news.to == "channel" and news.due_at >= world.now + UNDONE_WITHIN and "Gävle stad" in news.message["text"]
    world.now += timedelta(minutes=9)
    undone = world.click(world.coordinator, done, "Ångra")
    assert (
        world.row(Member, gavle).name == "Gävle" and "Gävle stad" in words_of(undone) and "Ångra" not in labels(undone)
    )
    assert written_now(world) == files and [each.state for each in told(world)] == [DeliveryState.CANCELLED]
    assert world.press(world.coordinator, "manage.undo", "1").refused


def test_it_is_not_undone_later_nor_when_anything_else_has_changed(world, gavle):
    late = renamed(world)
    world.now += timedelta(minutes=11)
    assert world.click(world.coordinator, late, "Ångra").refused and world.row(Member, gavle).name == "Gävle stad"
    first = world.send(
        world.coordinator, opened(world, "Nätverk").answer, name="Ett", aim="", website="", language="sv"
    )
    world.send(world.coordinator, opened(world, "Nätverk").answer, name="Två", aim="", website="", language="sv")
    assert world.click(world.coordinator, first, "Ångra").refused and world.rows(Network)[0].name == "Två"
    assert len({each.key for each in told(world)}) == 3


def test_what_changes_nothing_is_told_to_nobody(world, gavle):
    done = world.send(world.coordinator, opened(world, "Medlemmar", "Ändra").answer, **{**MEMBER, "name": "Gävle"})
    assert "Ingenting ändrades" in words_of(done) and "Ångra" not in labels(done) and told(world) == []


def written_now(world: World) -> str:
    with world.database.reading() as session:
        period = session.scalars(select(Period)).one()
        return as_file(plan_now(session, period))
