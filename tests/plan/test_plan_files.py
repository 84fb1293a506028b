"""The three plan files that ship say what domain.md says of their networks, statement by statement."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import bot
from bot.dates.when import Span
from bot.models import Coordination, MeetingKind, MemberKind, MembershipState, Role
from bot.plan import nouns as plan_nouns
from bot.plan.fields import fields_of
from bot.plan.reading import Plan, plan_of, read_plan

PLANS = Path(bot.__file__).parent / "plans"
FILES = sorted(PLANS.glob("*.yaml"))
BOTH = {
    "Borlänge",
    "Degerfors/Karlskoga",
    "Angered stadsdel/Göteborg",
    "Gävle",
    "Haninge",
    "Uppsala",
    "Västerås",
    "Örebro",
}


@pytest.fixture(scope="module")
def first() -> Plan:
    """The Partnership 2016–2019."""
    return read_plan(PLANS / "partnerskapet-2016-2019.yaml")


@pytest.fixture(scope="module")
def second() -> Plan:
    """The Partnership 2020–2021."""
    return read_plan(PLANS / "partnerskapet-2020-2021.yaml")


@pytest.fixture(scope="module")
def regional() -> Plan:
    """The regional network 2013–2015."""
    return read_plan(PLANS / "regionalt-natverk-2013-2015.yaml")


def _active(plan: Plan) -> set[str]:
    return {each.name for each in plan.members if each.state is MembershipState.ACTIVE}


def _titles(plan: Plan) -> dict[int, str]:
    return {each.number: each.title for each in plan.activities}


def test_three_plan_files_ship_and_their_names_contain_their_years() -> None:
    assert [file.stem for file in FILES] == [
        "partnerskapet-2016-2019",
        "partnerskapet-2020-2021",
        "regionalt-natverk-2013-2015",
    ]


def test_the_partnerships_two_periods_are_one_network_and_the_regional_one_is_another(
    first: Plan, second: Plan, regional: Plan
) -> None:
    assert first.network.key == second.network.key != regional.network.key
    assert first.network.name == second.network.name == "Partnerskapet för barnets rättigheter i praktiken"
    assert regional.network.name == "Regionalt nätverk för barns och ungas rättigheter"


def test_the_periods_are_2013_2015_and_2016_2019_and_2020_2021(first: Plan, second: Plan, regional: Plan) -> None:
    spans = [(plan.period.starts, plan.period.ends) for plan in (regional, first, second)]
    assert spans == [
        (date(2013, 1, 1), date(2015, 12, 31)),
        (date(2016, 1, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2021, 12, 31)),
    ]


def test_2016_2019_has_ten_members(first: Plan) -> None:
    assert _active(first) == BOTH | {"Trelleborg", "Östersund"}
    assert len(first.members) == 10


def test_2020_2021_has_eight_delegations_called_nine_municipalities(second: Plan) -> None:
    assert _active(second) == BOTH
    places = [place for each in second.members if each.name in BOTH for place in each.municipalities or (each.name,)]
    assert len(places) == 9


def test_in_2020_2021_trelleborg_has_not_decided_and_ostersund_has_left(second: Plan) -> None:
    trelleborg, ostersund = second.member("Trelleborg"), second.member("Östersund")
    assert trelleborg is not None and trelleborg.state is MembershipState.PENDING
    assert ostersund is not None and ostersund.state is MembershipState.LEFT
    assert trelleborg.decisions[0].body == "Kultur- och fritidsnämnden"


@pytest.mark.parametrize("period", ["first", "second"])
def test_degerfors_and_karlskoga_are_a_pair_and_angered_a_district(period: str, request: pytest.FixtureRequest) -> None:
    plan: Plan = request.getfixturevalue(period)
    pair, district = plan.member("Karlskoga/Degerfors"), plan.member("Angered stadsdel/Göteborg")
    assert pair is not None and pair.name == "Degerfors/Karlskoga"
    assert pair.kind is MemberKind.PAIR and pair.municipalities == ("Degerfors", "Karlskoga")
    assert district is not None and district.kind is MemberKind.DISTRICT and district.municipalities == ("Göteborg",)


def test_the_regional_networks_members_stood_in_an_annex_that_is_not_there(regional: Plan) -> None:
    assert regional.members == ()


def test_mandates_have_their_own_dates_and_case_number_and_no_person(first: Plan, second: Plan) -> None:
    mandates = [
        mandate
        for plan in (first, second)
        for member in plan.members
        for mandate in member.mandates
        if member.name == "Trelleborg"
    ]
    assert [(each.role, each.case_number) for each in mandates] == [(Role.ELECTED, "KS 2019/76")] * 2
    assert [(each.starts, each.ends) for each in mandates] == [
        (date(2019, 1, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2022, 12, 31)),
    ]
    assert mandates[0].condition == ""
    assert mandates[1].condition == "under förutsättning att ny överenskommelse tecknas om Partnerskapet"


def test_a_troika_coordinates_until_2019_and_a_coordinator_in_2020_2021(
    first: Plan, second: Plan, regional: Plan
) -> None:
    assert regional.period.coordination is first.period.coordination is Coordination.TROIKA
    assert second.period.coordination is Coordination.COORDINATOR
    assert "trepartssystem" in regional.period.coordination_text
    assert "föregående och kommande möte" in first.period.coordination_text
    assert "samordnare anställd på visstid" in second.period.coordination_text


def test_the_host_pays_for_venue_coffee_lunch_and_dinner_the_others_travel_and_lodging(second: Plan) -> None:
    assert second.agreement.host_pays == ("lokal", "fika", "lunch", "middag")
    assert second.agreement.others_pay == ("resor", "logi")
    assert second.agreement.fee == 10_000


def test_in_the_regional_network_everybody_also_pays_their_own_food(regional: Plan) -> None:
    assert regional.agreement.everyone_pays == ("kost", "resa", "eventuell logi")
    assert regional.agreement.fee is None


def test_the_regional_agreement_runs_across_the_2014_election_and_is_revised_after_two_years(regional: Plan) -> None:
    assert (regional.agreement.across_election, regional.agreement.revised_after_years) == (2014, 2)
    assert "för att löpa över valet 2014" in " ".join(regional.agreement.text)
    assert len(regional.agreement.conditions) == 9


def test_the_laws_are_named(second: Plan, regional: Plan) -> None:
    assert second.agreement.laws == ("Lag 2018:1197 om Förenta Nationernas konvention om barnets rättigheter",)
    assert any("2003/04:47" in law for law in regional.agreement.laws)
    assert any("prop. 2009/10:232" in law for law in regional.agreement.laws)


def test_each_board_adopts_the_agreement(first: Plan, second: Plan, regional: Plan) -> None:
    assert first.agreement.adopted_by == second.agreement.adopted_by == "respektive kommunstyrelse eller motsvarande"
    assert regional.agreement.title.startswith("Överenskommelse om medverkan i Regionalt nätverk")
    assert second.agreement.title == "Överenskommelse om Partnerskap 2020-2021"


def test_there_are_two_partnership_meetings_a_year_of_two_days(first: Plan, second: Plan) -> None:
    for plan in (first, second):
        assert (plan.period.meetings_a_year, plan.period.days_a_meeting) == (2, 2)
        ways = " ".join(plan.period.ways_of_working)
        assert "hög närvaro av samtliga" in ways
        assert "studiebesök" in ways and "kunskapsseminarier" in ways
        assert "står till förfogande vid forskning" in ways
        assert "slutrapport" in plan.period.final_report


def test_the_eight_meetings_of_2020_2021_have_their_months_kinds_and_hosts(second: Plan) -> None:
    officials, partnership = MeetingKind.OFFICIALS, MeetingKind.PARTNERSHIP
    assert [(each.month, each.kind, each.host) for each in second.meetings] == [
        (date(2020, 1, 1), officials, ""),
        (date(2020, 5, 1), partnership, "Karlskoga/Degerfors"),
        (date(2020, 9, 1), officials, ""),
        (date(2020, 11, 1), partnership, "Uppsala"),
        (date(2021, 1, 1), officials, ""),
        (date(2021, 5, 1), partnership, "Karlskoga/Degerfors"),
        (date(2021, 9, 1), officials, ""),
        (date(2021, 11, 1), partnership, "Örebro"),
    ]
    assert all(each.days is None for each in second.meetings)


def test_only_the_meeting_in_may_2020_is_digital_and_the_second_turn_says_why(second: Plan) -> None:
    assert [each.key for each in second.meetings if each.digital] == ["partnership-2020-05"]
    assert [each.key for each in second.meetings if each.host_reason] == ["partnership-2021-05"]


def test_no_meetings_or_hosts_are_invented_where_the_sources_have_none(first: Plan, regional: Plan) -> None:
    assert first.meetings == regional.meetings == ()


def test_2016_2019_has_three_goals_with_three_three_and_five_activities(first: Plan) -> None:
    assert [len(goal.activities) for goal in first.goals] == [3, 3, 5]
    assert [goal.title for goal in first.goals] == [
        "Barnets rättigheter stärks lokalt i den egna kommunen/stadsdelens styrprocesser",
        "Den nationella styrningen får genomslag lokalt i kommunen/stadsdelen",
        "Det praktiska arbetet får positiva effekter för barn och unga, på kort och lång sikt",
    ]
    assert list(_titles(first)) == list(range(1, 12))
    assert _titles(first)[2] == "utveckla en gemensam arbetsmetod för barnkonsekvensanalys"
    assert _titles(first)[8] == "genomföra minst en gemensam aktivitet i alla kommunerna"


def test_2020_2021_has_four_focus_areas_and_seven_activities(second: Plan) -> None:
    assert len(second.focus_areas) == 4
    assert _titles(second) == {
        1: "Ta del av kunskap kring barnkonventionen som lag",
        2: "Följa vad det innebär i det kommunala perspektivet med barnkonventionen som lag",
        3: "Aktivt lyfta fram barnrättsperspektivet i mål, styrning och ledning",
        4: "Arbeta fördjupande med prövning av barnets bästa",
        5: "Utveckla våra arbetssätt för att låta barn och unga komma till tals",
        6: "Dokumentera våra erfarenheter i en rapport",
        7: "Använda hemsidan som ett sätt att sprida partnerskapets erfarenheter",
    }


def test_when_of_the_seven_activities_is_as_planned(second: Plan) -> None:
    assert [each.when for each in second.activities] == [
        "Jan 2020, Höst 2020, Löpande",
        "Löpande",
        "Höst 2020 samt löpande",
        "Löpande",
        "Löpande",
        "Löpande, Vår 2021, Höst 2021",
        "Löpande",
    ]
    assert all(each.steps for each in second.activities)


def test_how_and_comments_of_the_seven_activities_are_as_planned(second: Plan) -> None:
    how = {each.number: [line.what for line in each.how] for each in second.activities}
    assert how[1][1:] == ["Vägledning vid tolkning och tillämpning av BK", "Följa domar", "Med mera"]
    assert how[4] == ["Erfarenhetsutbyte mellan partnerskapets kommuner", "Kunskapsinhämtning"]
    assert how[5] == ["Erfarenhetsutbyte mellan partnerskapets kommuner", "Omvärldsspaning"]
    assert how[7] == ["Varje kommun uppdaterar information på partnerskapets hemsida"]
    comments = {each.number: each.comment for each in second.activities if each.comment}
    assert comments == {
        1: ("Information från BO om vägledningen", "Löpande följa utvecklingen inom området"),
        3: ("BK koppling till styrkedjan med långsiktig förankring",),
        4: ("Av extern aktör",),
    }


def test_the_steps_of_the_first_activity_are_january_autumn_and_ongoing(second: Plan) -> None:
    steps = second.activities[0].steps
    assert [(each.days, each.ongoing) for each in steps] == [
        (Span.month(2020, 1), False),
        (Span.months(2020, 7, 12), False),
        (None, True),
    ]


def test_the_report_is_collected_decided_and_finished_and_who_writes_it_is_open(second: Plan) -> None:
    report = second.activities[5]
    assert [(each.what, each.when) for each in report.steps] == [
        ("Samla in kommunernas erfarenheter", "Löpande"),
        ("Besluta om rapportens innehåll", "Vår 2021"),
        ("Slutföra rapporten", "Höst 2021"),
    ]
    assert [each.days for each in report.steps] == [None, Span.months(2021, 1, 6), Span.months(2021, 7, 12)]
    assert report.open_question == ("Diskutera vem som skriver rapporten",)


def test_autumn_and_ongoing_is_one_step_that_begins_in_autumn_and_goes_on(second: Plan) -> None:
    (step,) = second.activities[2].steps
    assert step.days == Span.months(2020, 7, 12) and step.ongoing


def test_the_regional_network_has_four_areas_and_five_ways_of_working(regional: Plan) -> None:
    assert len(regional.focus_areas) == 4
    assert len(regional.activities) == 5
    assert "Genomföra kollegial granskning." in _titles(regional).values()
    assert "talesperson" in _titles(regional)[4]


def test_seats_deputies_and_challenges_of_the_regional_agreement_stand_there(regional: Plan) -> None:
    said = " ".join(regional.agreement.conditions)
    for word in (
        "utser en förtroendevald",
        "utifrån sin praxis",
        "inom ramen för sin tjänst",
        "suppleant",
        "utmaningar",
    ):
        assert word in said
    assert "kollegial granskning" in regional.period.peer_review


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_texts_have_no_traces_of_their_extraction(file: Path) -> None:
    text = "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.lstrip().startswith("#"))
    assert "i den i den" not in text
    assert "fortsatta ingå" in text or "2020-2021" not in file.stem  # the source's own slip is kept
    assert not re.search(r"[\uf000-\uf8ff\u00ad\t]", text)
    assert not re.search(r"\w- (?!och|samt)\w", text)


DOCUMENTED = (Path(bot.__file__).parent.parent / "docs" / "plan-format.md").read_text("utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL), ids=["smallest", "full"])
def test_the_examples_in_the_documentation_can_be_read(example: str) -> None:
    assert plan_of(example, "exempel.yaml").network.key == "mitt-natverk"


def test_every_field_is_documented() -> None:
    nouns = (
        plan_nouns.PlannedNetwork, plan_nouns.PlannedSeasons, plan_nouns.PlannedPeriod, plan_nouns.PlannedAgreement,
        plan_nouns.PlannedMember, plan_nouns.PlannedDecision, plan_nouns.PlannedMandate, plan_nouns.PlannedGoal,
        plan_nouns.PlannedActivity, plan_nouns.PlannedStep, plan_nouns.PlannedMeeting, plan_nouns.Plan,
    )  # fmt: skip
    fields = {name for noun in nouns for name in fields_of(noun)}
    assert not [name for name in fields if not re.search(rf"\b{name}\b", DOCUMENTED)]


def test_every_choice_is_documented() -> None:
    choices = (*MemberKind, *MembershipState, *MeetingKind, *Coordination)
    assert not [each.value for each in choices if f"`{each.value}`" not in DOCUMENTED]
