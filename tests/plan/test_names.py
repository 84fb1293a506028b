"""Names in plan files: the same name in any dress is one member, nearly the same is asked about, all of Sweden fits."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from sqlalchemy import select

from bot.language import fold, speak
from bot.models import HostingTurn, Member, Membership, MembershipState
from bot.municipalities import is_nearly, municipalities, nearest, real_name, regions, same_name
from bot.plan.errors import PlanRefused
from bot.plan.load import apply
from bot.plan.reading import plan_of
from tests.plan_world import PLAN
from tests.world import NOW

EVERYBODY = (*municipalities(), *regions())


def plan(*members: str, more: str = "") -> str:
    """A plan with these members, each a line of YAML."""
    listed = "".join(f"- {each}\n" for each in members)
    head = "network: {key: natet, name: Nätet}\nperiod: {name: 2020-2021, starts: 2020-01-01, ends: 2021-12-31}\n"
    return f"{head}members:\n{listed}{more}"


def load(database, text, **more):
    with database.writing() as session:
        return [str(each) for each in apply(session, plan_of(text, "plan.yaml"), NOW, **more)]


def names(database):
    with database.reading() as session:
        active = select(Member.name).join(Membership).where(Membership.state == MembershipState.ACTIVE)
        return sorted(session.scalars(active))


def refused(database, text):
    with pytest.raises(PlanRefused) as why:
        load(database, text)
    return str(why.value)


def inside_words(sign):
    return lambda text: "\n".join(
        line[:-2] + sign + line[-2:] if line[-2:].isalpha() and not line.startswith("#") else line
        for line in text.split("\n")
    )


@pytest.mark.parametrize(
    "dressed",
    [
        lambda text: normalize("NFD", text),
        *map(inside_words, ("\u200b", "\xad", "\u2060", "\u200d", "\ufeff", "\u202e")),
        lambda text: text.replace(": ", ":\xa0").replace("  ", "\xa0\xa0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\u2028"),
    ],
)
def test_the_same_file_in_any_dress_changes_nothing(database, dressed):
    text = PLAN.read_text(encoding="utf-8")
    assert dressed(text) != text
    assert load(database, text)
    assert load(database, dressed(text)) == []
    assert load(database, text) == []


def test_a_file_in_another_dress_loads_as_the_same_plan(database):
    assert load(database, normalize("NFD", plan("V\xadäs\u200bterås", "Örebro"))) != []
    assert names(database) == ["Västerås", "Örebro"]


NEAR = (
    ("Västerås stad", "Västerås"), ("Upplands Bro", "Upplands-Bro"), ("Göteborgs stad", "Göteborg"),
    ("Skåne", "Region Skåne"), ("Region Örebro", "Region Örebro län"), ("Gävle kommun", "Gävle"), ("Gävel", "Gävle"),
    ("Åres kommun", "Åre"), ("Vasteras stad", "Västerås"), ("Örebro läns landsting", "Region Örebro län"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "other"), NEAR)
def test_nearly_the_name_of_a_member_is_asked_about(database, name, other):
    load(database, plan(other, "Mora"))
    said = refused(database, plan(name, "Mora"))
    assert "plan.yaml, line 4" in said and f"“also_called: {other}”" in said and name in said
    assert names(database) == sorted([other, "Mora"])
    load(database, plan(f"{{name: {name}, also_called: {other}}}", "Mora"))
    assert names(database) == sorted([name, "Mora"])
    with database.reading() as session:
        assert len(session.scalars(select(Member)).all()) == 2


@pytest.mark.parametrize("name", ["Örebro stad", "Örebro kommun", "Staden vid Svartån"])
def test_a_member_that_is_called_otherwise_is_the_municipality_it_was(database, name):
    renamed = plan(f"{{name: {name}, also_called: Örebro}}")
    for texts in ((plan("Örebro"), renamed), (renamed,)):
        for text in texts:
            load(database, text)
        with database.reading() as session:
            assert [(each.name, each.municipalities) for each in session.scalars(select(Member))] == [
                (name, ["Örebro"])
            ]
    load(database, plan(f"{{name: Vid ån, also_called: {name}}}"))
    with database.reading() as session:
        assert session.scalars(select(Member)).one().municipalities == ["Örebro"]


@pytest.mark.parametrize(("name", "other"), NEAR)
def test_who_says_that_it_is_a_new_one_gets_it_and_is_not_asked_again(database, name, other):
    load(database, plan(other))
    load(database, plan(other, name), new_members=True)
    assert names(database) == sorted([name, other])
    assert load(database, plan(other, name)) == []


def test_nearly_the_same_twice_in_one_file_is_asked_about_and_swedish_is_spoken(database):
    with pytest.raises(PlanRefused) as why:
        load(database, plan("Västerås", "Västerås stad"))
    assert "skulle bli en ny medlem, men ”Västerås” finns redan" in why.value.in_words(speak("sv"))
    assert names(database) == []


def test_two_that_only_dots_tell_apart_are_two_and_one_typed_without_dots_is_the_same(database):
    load(database, plan("Habo", "Västerås"))
    load(database, plan("Håbo", "Habo", "Västerås"))
    assert names(database) == ["Habo", "Håbo", "Västerås"]
    assert load(database, plan("Habo", "Håbo", "Västerås")) == []
    assert any(
        "name changed from Västerås to Vasteras" in each for each in load(database, plan("Håbo", "Habo", "Vasteras"))
    )


def test_one_of_the_two_is_never_taken_for_the_other(database):
    load(database, plan("Habo"))
    load(database, plan("Håbo"))
    assert names(database) == ["Håbo"]
    assert "Habo is no member" in refused(
        database, plan("Håbo", more="meetings: [{when: maj 2020, kind: officials, host: Habo}]")
    )


def test_sweden_has_290_municipalities_and_21_regions():
    assert (len(set(municipalities())), len(set(regions()))) == (290, 21)
    assert list(EVERYBODY) != sorted(EVERYBODY) and all(each == each.strip() for each in EVERYBODY)


def forms(name):
    """What people write for it."""
    genitive = name if name[-1] in "sxz" else f"{name}s"
    beside = ("region",) if name in regions() else ("kommun", "stad")
    yield from (name, name.lower(), name.upper(), genitive, normalize("NFD", name), name.replace("-", " "))
    yield from (f"{each} {word}" for each in (name, genitive) for word in beside)


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_name_is_known_in_every_form_and_is_no_other(name):
    assert {form: real_name(form) for form in forms(name)} == dict.fromkeys(forms(name), name)
    alone = fold(name) not in {fold(each) for each in EVERYBODY if each != name}
    assert not alone or real_name(fold(name)) == name
    assert nearest(name, EVERYBODY) is None
    for other in EVERYBODY:
        assert name == other or not (same_name(name, other) or is_nearly(name, other))


def test_all_of_sweden_can_be_in_one_plan_and_host_by_any_form_of_its_name(database):
    load(database, plan(*EVERYBODY))
    assert names(database) == sorted(EVERYBODY)
    assert load(database, plan(*(normalize("NFD", each) for each in EVERYBODY))) == []
    for nth in range(len(list(forms("Åre")))):
        hosts = [list(forms(each))[min(nth, len(list(forms(each))) - 1)] for each in EVERYBODY]
        read = plan_of(plan(*EVERYBODY), "plan.yaml")
        assert [read.member(host).name for host in hosts] == list(EVERYBODY)


def test_a_host_is_stored_whatever_form_its_name_has(database):
    meetings = "meetings: [{when: maj 2020, kind: officials, host: Åres kommun}]"
    load(database, plan("Åre", "Are hamn", more=meetings))
    with database.reading() as session:
        assert session.scalars(select(HostingTurn)).one().member.name == "Åre"
