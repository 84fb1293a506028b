"""Plain questions about one member in the network: yes and no as they were asked, and no more than is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.models import Member, Membership, MembershipState, Network, Period, Role
from bot.network.membership import WRITTEN
from tests.databases import in_memory
from tests.plan_world import PlanWorld
from tests.world import NOW, World, words_of

MEMBERS = {
    "Gävle": [{}, {}, {}],
    "Östersund": [{}, {"state": MembershipState.LEFT}, None],
    "Luleå": [None, {"starts": date(2020, 1, 15), "ends": date(2020, 9, 30)}, None],
    "Trelleborg": [{}, {"state": MembershipState.PENDING}, {"state": MembershipState.PENDING}],
    "Malung": [None, {"starts": date(2020, 10, 1)}, {}],
    "Lund": [{}, None, {}],
    "Kalmar": [{"ends": date(2018, 3, 31)}, {}, {}],
    "Mora": [{}, None, None],
}
"""What each is in the periods 2016–2019, 2020–2021 and March 2022–2023."""

TODAY = NOW.date()


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


@pytest.fixture(scope="module")
def asked():
    world = World(in_memory())
    with world.database.writing() as session:
        network = session.get_one(Network, world.network_id)
        now = network.periods[0]
        now.starts, now.ends = date(2020, 1, 1), date(2021, 12, 31)
        before = Period(
            name="2016–2019", starts=date(2016, 1, 1), ends=date(2019, 12, 31), coordination=now.coordination
        )
        after = Period(
            name="2022–2023", starts=date(2022, 3, 1), ends=date(2023, 12, 31), coordination=now.coordination
        )
        network.periods += [before, after]
        for name, parts in MEMBERS.items():
            member = Member(network=network, name=name, municipalities=[name])
            for period, part in zip((before, now, after), parts, strict=True):
                if part is not None:
                    session.add(Membership(member=member, period=period, **part))
        alone = Member(network=network, name="Karlskoga", municipalities=["Karlskoga"])
        pair = Member(network=network, name="Degerfors/Karlskoga", municipalities=["Degerfors", "Karlskoga"])
        session.add_all([Membership(member=alone, period=before), Membership(member=pair, period=now),
                         Membership(member=pair, period=after)])  # fmt: skip
    guest = world.person("Gäst", Role.GUEST)

    def ask(words: str, today: date = TODAY) -> str:
        world.now = datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
        return words_of(world.say(guest, words))

    return ask


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("är Gävle med?", "Ja, *Gävle* deltar."),
        ("har Gävle lämnat?", "Nej, *Gävle* deltar."),
        ("är Gävle kvar?", "Ja, *Gävle* deltar."),
        ("är inte Gävle med?", "Jo, *Gävle* deltar."),
        ("är Gävle inte med längre?", "Jo, *Gävle* deltar."),
        ("har inte Gävle lämnat?", "Nej, *Gävle* deltar."),
        ("är Östersund med?", "Nej, *Östersund* har lämnat."),
        ("har Östersund lämnat?",
         "Ja, *Östersund* har lämnat. Vilken dag det var är inte noterat. Medlemmen deltog 2016–2019."),
        ("har Östersund inte lämnat?", "Jo, *Östersund* har lämnat."),
        ("är inte Östersund kvar?", "Nej, *Östersund* har lämnat."),
        ("när gick Östersund?", "*Östersund* har lämnat. Vilken dag det var är inte noterat."),
        ("deltar Trelleborg inte längre?", "*Trelleborg* har inte beslutat"),
        ("är Trelleborg med?", "Inte än: *Trelleborg* har inte beslutat"),
        ("har Trelleborg lämnat?", "*Trelleborg* har inte beslutat om sin medverkan. Medlemmen deltog 2016–2019."),
        ("hur länge är Luleå med?",
         "Medlemmen har deltagit sedan den 15 januari 2020. Sista dagen är den 30 september 2020."),
        ("har Luleå lämnat?", "Inte än: *Luleå* deltar. Sista dagen är den 30 september 2020."),
        ("är Malung med?", "Inte än: *Malung* deltar från och med den 1 oktober 2020."),
        ("har Malung lämnat?", "Nej, *Malung* deltar från och med den 1 oktober 2020."),
        ("har Lund lämnat?", "Nej, *Lund* deltar från och med den 1 mars 2022. Medlemmen deltog 2016–2019."),
        ("har Mora lämnat?", "Ja, *Mora* har lämnat. Sista dagen var den 31 december 2019."),
        ("är Karlskoga med?", "Ja, *Degerfors/Karlskoga* deltar."),
        ("har Karlskoga lämnat?", "Nej, *Degerfors/Karlskoga* deltar."),
        ("sedan när är Gävle med?", "Medlemmen har deltagit åtminstone sedan den 1 januari 2016."),
        ("sedan när är Kalmar med?",
         "Medlemmen har deltagit sedan den 1 januari 2020. Perioden slutar den 31 december 2021."),
        ("har Malmö lämnat?", "*Malmö* känner jag inte till i nätverket."),
        ("has Luleå left?", "Not yet: *Luleå* takes part. The last day is 30 September 2020."),
        ("when did Luleå leave?", "The last day is 30 September 2020."),
        ("is Gävle still in?", "Yes, *Gävle* takes part."),
        ("has Gävle left?", "No, *Gävle* takes part."),
        ("isn't Gävle in?", "Indeed, *Gävle* takes part."),
        ("has Östersund left?", "Yes, *Östersund* has left."),
        ("is Östersund still a member?", "No, *Östersund* has left."),
    ],
)  # fmt: skip
def test_yes_and_no_are_as_they_were_asked_and_days_are_told(asked, words, answer):
    assert answer in asked(words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("när börjar Malung?", "*Malung* deltar från och med den 1 oktober 2020."),
        ("när kom Malung med?", "*Malung* deltar från och med den 1 oktober 2020."),
        ("when does Malung start?", "*Malung* takes part from 1 October 2020."),
        ("hur många medlemmar är det i november?", "deltar i november 2020:*"),
        ("vilka var medlemmar i maj 2018?", "deltog i maj 2018:*"),
        ("vilka är med i november?", "deltar i november 2020:*"),
        ("who is a member in November 2020?", "take part in November 2020:*"),
        ("vilka är medlemmar i januari 2022?",
         "Ingen period pågår i januari 2022.\nNästa börjar den 1 mars 2022."),
        ("vilken period är det i januari 2022?",
         "Ingen period pågår i januari 2022.\nNästa börjar den 1 mars 2022."),
        ("vilken period gällde 2018?", "Perioden 2016–2019 tog slut den 31 december 2019"),
        ("vilka är medlemmar 2035?", "Ingen inläst plan säger hur det är 2035."),
    ],
)  # fmt: skip
def test_who_is_in_is_told_of_the_time_asked_of(asked, words, answer):
    told = asked(words)
    assert answer in told and "kan jag inte" not in told


@pytest.mark.parametrize(
    ("words", "begins", "never"),
    [
        ("vilka har lämnat?", "*Har lämnat nätverket:* ", "deltar"),
        ("vilka kommuner lämnar i år?", "*Lämnar nätverket:* Luleå (sista dagen: 30 september 2020)", "Mora"),
        ("vilka lämnade 2019?", "*Har lämnat nätverket:* Mora (sista dagen: 31 december 2019)", "Östersund"),
        ("vilka har inte beslutat?", "*Har inte beslutat om sin medverkan:* Trelleborg", "Luleå"),
        ("has Trelleborg not decided yet?", "*Trelleborg* has yet to decide.", "Not yet"),
        ("vilka är nya?", "*Nya medlemmar:* Degerfors/Karlskoga (från och med den 1 januari 2020), Luleå", "Gävle"),
        ("vilka har inte lämnat?", "*4 delegationer, 5 kommuner deltar:*", "Har lämnat"),
    ],
)
def test_those_asked_for_come_first(asked, words, begins, never):
    told = asked(words)
    assert told.startswith(begins) and never not in told


def test_of_a_time_between_two_periods_that_is_over_it_is_said_so(asked):
    words = asked("vilka var med i januari 2022?", date(2022, 5, 1))
    assert "Ingen period pågick i januari 2022.\nNästa började den 1 mars 2022." in words


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("var Gävle med 2018?", "Ja, *Gävle* deltog 2018."),
        ("var inte Gävle med 2018?", "Jo, *Gävle* deltog 2018."),
        ("deltog Östersund 2018?", "Ja, *Östersund* deltog 2018."),
        ("var Kalmar med 2018?", "Delvis: *Kalmar* deltog januari–mars 2018."),
        ("var Luleå med 2018?", "Nej, *Luleå* deltog inte 2018."),
        ("var Gävle med 2014?", "Ingen inläst plan säger hur det var 2014."),
        ("var Gävle med förra perioden?", "Ja, *Gävle* deltog 2016–2019."),
        ("kommer Luleå vara med 2021?", "Nej, *Luleå* deltar inte 2021."),
        ("kommer Luleå vara med 2024?", "Ingen inläst plan säger hur det är 2024. *Luleå* deltar."),
        ("är Luleå med i november 2020?", "Nej, *Luleå* deltar inte i november 2020."),
        ("är Gävle med nästa period?", "Ja, *Gävle* deltar"),
        ("är Mora med nästa period?", "Nej, *Mora* deltar inte"),
        ("är Trelleborg med nästa period?", "Inget beslut av *Trelleborg* är känt för den tiden."),
        ("will Luleå be a member in 2021?", "No, *Luleå* does not take part during 2021."),
        ("was Gävle a member in 2018?", "Yes, *Gävle* took part during 2018."),
    ],
)  # fmt: skip
def test_another_time_is_answered_for_as_far_as_plans_say(asked, words, answer):
    assert answer in asked(words)


OPEN = (
    "vem kommer från {}?", "vem är med från {}?", "vem representerar {}?", "vem är tjänsteperson i {}?",
    "vilka från {} är med?", "vilken period är {} med i?", "vilka år var {} med?", "var är {} med?",
    "varför är {} inte med?", "varför lämnade {}?", "vem lämnade {}?", "hur är {} med?", "när är {} med?",
    "hur länge var {} med?", "hur många år har {} varit med?", "hur många är med från {}?",
    "vilka från {} var med 2018?",
    "varför var {} inte med 2018?", "who comes from {}?", "who represents {}?", "which years was {} a member?",
    "why has {} left?", "why is {} not a member?", "when was {} a member?", "how long was {} a member?",
    "how many members from {} are in?", "why was {} not a member in 2018?", "who left {}?",
)  # fmt: skip


@pytest.mark.parametrize("words", OPEN)
@pytest.mark.parametrize("member", ["Gävle", "Östersund", "Trelleborg"])
def test_who_which_when_and_why_are_answered_by_neither_yes_nor_no(asked, words, member):
    said = asked(words.format(member))
    assert not said.startswith(("Ja,", "Jo,", "Nej,", "Inte än:", "Delvis:", "Yes,", "Indeed,", "No,", "Not yet:"))
    assert "Partly:" not in said


def test_after_the_last_day_and_in_the_gap_between_periods_it_is_told_when_it_was(asked):
    autumn, gap = date(2020, 10, 5), date(2022, 2, 1)
    assert "Ja, *Luleå* har lämnat. Sista dagen var den 30 september 2020." in asked("har Luleå lämnat?", autumn)
    assert "*Luleå* har lämnat. Sista dagen var den 30 september 2020." in asked("när lämnade Luleå?", autumn)
    assert "Ja, *Malung* deltar." in asked("är Malung med?", autumn)
    said = "Perioden 2020–2021 tog slut den 31 december 2021. *Gävle* deltog då."
    assert said in asked("är Gävle med?", gap) and "Ja, " not in asked("är Gävle med?", gap)
    assert "Sista dagen var den 30 september 2020." in asked("när lämnade Luleå?", gap)


def test_who_comes_to_a_meeting_is_no_question_of_the_network(asked):
    for words in ("kommer Gävle i maj?", "deltar Gävle i mötet?", "kommer Gävle?", "är Gävle anmälda?"):
        assert "*Gävle* deltar" not in asked(words)


@pytest.mark.parametrize(
    ("words", "answers", "never"),
    [
        ("vilka var med 2018?", ["7 medlemmar deltog 2018:", "Mora", "Kalmar (januari–mars 2018)", "Lund"], "Luleå"),
        ("vilka var med 2014?", ["Ingen inläst plan säger hur det var 2014."], "Gävle"),
        ("vilka var med förra perioden?", ["deltog 2016–2019:", "Östersund", "Mora"], "Luleå"),
        ("vilka är med nästa period?", ["Gävle", "Lund", "Trelleborg – beslut väntar"], "Mora"),
        ("which members took part in 2018?", ["7 members took part during 2018:", "Östersund"], "Luleå"),
        ("vilka är inte med?", ["Trelleborg – beslut väntar", "Östersund – har lämnat", "Malung"], "Gävle"),
        ("when did the last period end?", ["31 December 2019"], "2021"),
        ("när slutade förra perioden?", ["31 december 2019"], "möte"),
        ("när startade perioden?", ["Perioden 2020–2021 började den 1 januari 2020"], "mars 2022"),
        ("när börjar nästa period?", ["börjar den 1 mars 2022"], "2021 började"),
        ("när kommer Malung tillbaka?", ["*Malung* deltar från och med den 1 oktober 2020."], "möte"),
        ("when is Malung back?", ["*Malung* takes part from 1 October 2020."], "meeting"),
        ("Gävle lämnar nätverket", ["*Gävle* deltar. Att en medlem lämnar noteras i nätverkets plan"], "Ja, "),
        ("Östersund har lämnat nätverket.", ["*Östersund* har lämnat."], "noteras"),
    ],
)  # fmt: skip
def test_members_and_days_of_a_period_come_from_the_memberships_and_periods(asked, words, answers, never):
    shown = asked(words)
    assert not [each for each in answers if each not in shown] and never not in shown, shown


def test_who_is_new_is_known_also_in_the_first_period_and_of_the_time_asked_of(plan):
    def said(day: date, words: str) -> str:
        plan.now = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        return words_of(plan.say(plan.official, words))

    with plan.database.writing() as session:
        trelleborg, gavle = (
            next(each for each in session.scalars(select(Membership)) if each.member.name == name)
            for name in ("Trelleborg", "Gävle")
        )
        trelleborg.state, trelleborg.starts = MembershipState.ACTIVE, date(2020, 10, 1)
        gavle.note = WRITTEN
    for day in (date(2020, 10, 2), date(2020, 9, 8)):
        assert "Nya medlemmar: Trelleborg (från och med den 1 oktober 2020)" in said(day, "vem är ny").replace("*", "")
    later = date(2021, 5, 3)
    assert "Trelleborg" in said(later, "vilka är nya sedan 2020?")
    assert "Ingen medlem är noterad som ny" in said(later, "vilka är nya sedan 2021?")
    assert "Det är inte noterat vilken dag de här kom med:* Gävle" in said(later, "vem är ny")
    words = said(later, "när kom Gävle med?")
    assert "Vilken dag det började är inte noterat." in words and "1 januari" not in words
