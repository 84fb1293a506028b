"""A wrong plan file is answered with file, line, what is wrong and what is allowed; never with another exception."""

from __future__ import annotations

from datetime import date
from datetime import time as hour
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import bot
from bot.dates.when import Span
from bot.language import speak
from bot.plan.errors import PlanFault
from bot.plan.reading import LARGEST, Plan, PlanRefused, plan_of, read_plan
from tests.patience import within

PLANS = Path(bot.__file__).parent / "plans"
FULL = (PLANS / "partnerskapet-2020-2021.yaml").read_text("utf-8")
HEAD = """\
network: {key: natet, name: Nätet}
period: {name: 2020-2021, starts: 2020-01-01, ends: 2021-12-31}
"""
TWICE = HEAD + "meetings:\n- {when: maj 2020, kind: other, key: x}\n- {when: juni 2020, kind: other, key: x}\n"
MEMBERS = "members: [Gävle, Örebro, {name: Solna, state: left, ends: 2020-03-31}, {name: Kiruna, state: pending}]\n"


def meeting(fields: str) -> str:
    """A plan with one meeting, on line 3."""
    return f"{HEAD}meetings: [{{{fields}}}]\n"


def hosted(fields: str) -> str:
    """A plan with members and one meeting, on line 4."""
    return f"{HEAD}{MEMBERS}meetings: [{{{fields}}}]\n"


def member(fields: str) -> str:
    """A plan with one member, on line 3."""
    return f"{HEAD}members: [{{{fields}}}]\n"


def activity(fields: str) -> str:
    """A plan with activities, from line 4."""
    return f"{HEAD}activities:\n- {{{fields}}}\n"


def faults_of(text: str) -> list[PlanFault]:
    with pytest.raises(PlanRefused) as refused:
        plan_of(text, "min.yaml")
    return list(refused.value.faults)


def only_fault(text: str) -> str:
    (fault,) = faults_of(text)
    return str(fault)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_smallest_plan_has_a_network_and_a_period() -> None:
    plan = plan_of(HEAD, "min.yaml")
    assert (plan.network.key, plan.period.ends, plan.members) == ("natet", date(2021, 12, 31), ())


def test_a_missing_file_a_folder_and_an_impossible_path_each_get_a_sentence(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "nix.yaml", "there is no such file"),
        (tmp_path, "this is a folder"),
        (Path("a\0b.yaml"), "this is no path of a file"),
        (tmp_path / ("x" * 5000), "cannot be read"),
    ):
        with pytest.raises(PlanRefused, match=said):
            read_plan(path)


def test_a_file_of_50_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    def refused() -> None:
        with pytest.raises(PlanRefused, match="the file has 50000 kB; a plan file has at most 200 kB"):
            read_plan(path)

    assert within(0.1, refused)


def test_a_file_that_is_not_utf_8_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes((HEAD + "# å\n").encode("latin-1"))
    with pytest.raises(PlanRefused, match=r"latin.yaml, line 1: the file is not written in UTF-8"):
        read_plan(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_plan(path).network.name == "Nätet"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "min.yaml: the file is empty"),
        ("  \n\n", "the file is empty"),
        ("# bara en kommentar\n", "holds only comments"),
        ("- ett\n- två\n", "line 1: a plan is made of fields"),
        ("bara text", "line 1: a plan is made of fields"),
        (HEAD + "meetings:\n\t- when: maj 2020\n", "line 4: the line is indented with a tab"),
        (HEAD + "a: &x [1]\nb: *x\n", "line 3: & and * at the beginning"),
        (HEAD + "members: !!python/object:os.system [ls]\n", "line 3: a type (!…) is not needed"),
        (HEAD + "---\nnetwork: {}\n", "line 3: a second document"),
        (HEAD + "members: " + "[" * 40 + "]" * 40, "line 3: the lists and fields are nested too deeply"),
        (HEAD + "members: [Gävle\n", "a list or set of fields in brackets is not closed"),
        (HEAD + 'members: ["Gävle]\n', "a quotation mark is opened but not closed"),
        (HEAD + "goals: [a: b: c]\n", "line 3: "),
        (HEAD + 'agreement: {title: "\\U00110000"}\n', "no character"),
        (HEAD + 'agreement: {title: "\\ud800"}\n', "line 3: here stands a character that cannot be shown"),
        (HEAD + 'agreement: {title: "a\\0b"}\n', "line 3: here stands a character that cannot be shown"),
        (HEAD + "agreement: {title: a\x01b}\n", "line 3: here stands a character that cannot be shown"),
        (HEAD + f"agreement: {{title: {'x' * 6000}}}\n", "line 3: the text has 6000 characters; at most 5000 fit"),
    ],
)  # fmt: skip
def test_what_is_no_plan_at_all_gets_a_sentence(text: str, said: str) -> None:
    assert said in only_fault(text)


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "anchors" in only_fault(bomb)
    assert within(0.5, lambda: only_fault(bomb))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("netwrok: {}\n" + HEAD, 1, "“netwrok” is no section of a plan; perhaps network? Allowed are network, period,"),
        (HEAD + "xyzzy: 1\n", 3, "“xyzzy” is no section of a plan; allowed are network, period,"),
        (HEAD.replace("name: Nätet", "nam: Nätet"), 1, "“nam” is no field of “network”; perhaps name?"),
        (HEAD.replace(", ends: 2021-12-31", ""), 2, "“ends” is missing in “period”."),
        (HEAD.replace("2021-12-31", "31/12 2021"), 2, "“ends” is a date written as 2020-05-14, not “31/12 2021”."),
        (HEAD.replace("2021-12-31", "2021-02-31"), 2, "“ends” is a date"),
        (HEAD.replace("2021-12-31", "2019-12-31"), 2, "the period ends (2019-12-31) before it starts (2020-01-01)"),
        (HEAD.replace("2020-01-01", "0001-01-01"), 2, "the year of 0001-01-01 lies outside 1990-2100"),
        (HEAD.replace("natet", "Mitt nät"), 1, "“key” is made of small letters a-z"),
        (HEAD.replace("Nätet}", "Nätet, language: no}"), 1, "“language” is one of sv, en, not “no”."),
        (HEAD.replace("Nätet}", "Nätet, timezone: Mars/Nord}"), 1, "“timezone” is a name such as Europe/Stockholm"),
        (HEAD.replace("Nätet}", "Nätet, seasons: {spring: tidigt}}"), 1, "a season is written as its first"),
        (HEAD + "network: {key: a, name: b}\n", 3, "“network” stands here a second time (first on line 1)"),
        (HEAD + "members: {name: Gävle}\n", 3, "“members” is a list"),
        (HEAD + "members: [[Gävle]]\n", 3, "“members” has fields of its own"),
        (HEAD + "members:\n- Gävle\n-\n", 5, "“name” is missing in “members”."),
        (member("name: Gävle, kind: stad"), 3, "is one of municipality, pair, district, actor, not “stad”."),
        (member("name: Gävle, kind: pari"), 3, "not “pari”; perhaps pair?"),
        (member("name: A/B, kind: pair"), 3, "a pair names its two in “municipalities”"),
        (HEAD + "members: [Gävle, Örebro,\n gävle]\n", 4, "the member gävle stands twice (first on line 3)"),
        (member("name: Ö, starts: 2021-01-01, ends: 2020-01-01"), 3, "lies before “starts”"),
        (HEAD + "agreement: {fee: mycket}\n", 3, "“fee” is a whole number from 0 to 10000000, not “mycket”."),
        (activity("number: 1, title: a}\n- {number: 1, title: b"), 5, "number 1 stands twice (first on line 4)"),
        (activity("number: 0, title: a"), 4, "“number” is a whole number from 1 to 9999, not “0”."),
        (activity("number: 1, title: a, when: snart"), 4, "“snart” is no time; write for example Jan 2020"),
        (activity("number: 1, title: a, when: vår 2023"), 4, "2023-01-01 – 2023-06-30 lies outside the period"),
        (activity("number: 1, title: a, when: 04/05"), 4, "“04/05” could mean two times"),
        (HEAD + "goals: [Ett, Ett]\n", 3, "the goal Ett stands twice."),
        (meeting("when: maj 2022, kind: officials"), 3, "lies outside the period (2020-01-01 – 2021-12-31)"),
        (meeting("when: vår 2020, kind: officials"), 3, "a meeting’s time is one month (maj 2020)"),
        (meeting("when: maj 2020 juni 2020, kind: officials"), 3, "a meeting’s time is one month"),
        (meeting("when: maj 2020, kind: party"), 3, "“kind” is one of partnership, officials"),
        (meeting("when: maj 2020, kind: officials, digital: kanske"), 3, "“digital” is yes or no, not “kanske”."),
        (meeting("when: maj 2020, kind: officials, starts: 13:00"), 3, "has an hour but no days"),
        (meeting("when: 2020-05-14, kind: officials, starts: 99"), 3, "“99” is no time of day"),
        (meeting("when: 2020-05-14, kind: officials, starts: 13, ends: 12"), 3, "ends (12) before it starts (13)"),
        (hosted("when: maj 2020, kind: officials, host: Gvle"), 4, "perhaps Gävle? Members are Gävle, Örebro."),
        (hosted("when: maj 2020, kind: officials, host: Kiruna"), 4, "Kiruna does not take part in this period (dec"),
        (hosted("when: maj 2020, kind: officials, host: Solna"), 4, "Solna does not take part when this meeting is"),
        (meeting("when: maj 2020, kind: officials, host: Gävle"), 3, "Gävle is no member: the plan lists none"),
        (meeting("when: maj 2020, kind: officials, host_reason: x"), 3, "“host_reason” stands without a “host”."),
        (TWICE, 5, "two meetings are called x"),
        (activity("number: 1, title: a, when: löpande, responsible: Borås") + MEMBERS, 4, "Borås is no member"),
        (HEAD + "agreement: {title: [a, b]}\n", 3, "“title” is one text, not a list"),
        (HEAD + "agreement: {laws: {a: b}}\n", 3, "“laws” is a list"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line_and_what_is_allowed(text: str, line: int, said: str) -> None:
    (fault,) = faults_of(text)
    assert fault.line == line
    assert said in str(fault)
    assert str(fault).startswith(f"min.yaml, line {line}: ")


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = FULL
    for right, wrong in (
        ("  key: partn", "  kye: partn"),
        ("kind: pair", "kind: par"),
        ("fee: 10000", "fee: gratis"),
        ("when: Vår 2021", "when: Vår 2031"),
        ("number: 7", "number: 6"),
        ("host: Örebro", "host: Orsa"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    # the host is not among them: with a faulty member one cannot say who the members are
    places = ("kye:", "fee: gratis", "kind: par\n", "when: Vår 2031", "number: 6\n    title: Anv")
    assert [fault.line for fault in faults_of(text)] == [line_of(text, place) for place in places]


def test_a_fault_inside_a_long_record_is_told_at_its_own_line() -> None:
    text = FULL.replace("host: Örebro", "host: Orsa")
    (fault,) = faults_of(text)
    assert fault.line == line_of(text, "host: Orsa")


def test_a_faulty_member_does_not_make_its_meetings_look_wrong() -> None:
    text = member("name: Gävle, kind: stad}]\nmeetings: [{when: maj 2020, kind: other, host: Gävle")
    assert "“kind” is one of" in only_fault(text)


def test_members_may_be_named_in_any_case_order_of_spaces_and_without_dots() -> None:
    text = hosted("when: maj 2020, kind: partnership, host: OREBRO")
    plan = plan_of(text, "min.yaml")
    found = plan.member(plan.meetings[0].host)
    assert found is not None and found.name == "Örebro"


def test_a_meeting_may_have_a_month_a_day_two_days_or_hours() -> None:
    text = HEAD + (
        "meetings:\n"
        "- {when: 2020-05, kind: partnership}\n"
        "- {when: 14-15 maj 2020, kind: partnership, starts: 13:00, ends: 12:00}\n"
        "- {when: 2020-09-03, kind: officials, starts: 9, ends: 16.30, place: Stadshuset}\n"
    )
    month, two_days, one_day = plan_of(text, "min.yaml").meetings
    assert (month.month, month.days) == (date(2020, 5, 1), None)
    assert two_days.days == Span(date(2020, 5, 14), date(2020, 5, 15))
    assert (two_days.begins, two_days.closes) == (hour(13), hour(12))
    assert (one_day.begins, one_day.closes, one_day.place) == (hour(9), hour(16, 30), "Stadshuset")
    assert [month.key, two_days.key] == ["partnership-2020-05", "partnership-2020-05-2"]


def test_a_network_may_have_seasons_of_its_own() -> None:
    text = HEAD.replace("Nätet}", "Nätet, seasons: {spring: januari-maj, autumn: augusti-november}}")
    plan = plan_of(text + "activities: [{number: 1, title: a, when: höst 2020}]\n", "min.yaml")
    assert plan.seasons == {"spring": (1, 5), "autumn": (8, 11)}
    assert plan.activities[0].steps[0].days == Span.months(2020, 8, 11)


def test_names_of_fields_may_have_spaces_or_hyphens_and_empty_ones_count_as_left_out() -> None:
    plan = plan_of(HEAD + "agreement:\n  host pays: lunch\n  others-pay: [resa]\n  title:\n", "min.yaml")
    assert (plan.agreement.host_pays, plan.agreement.others_pay, plan.agreement.title) == (("lunch",), ("resa",), "")


def test_nothing_is_guessed_by_yaml() -> None:
    plan = plan_of(HEAD + "members: [No, 013, 1e3, 12:30, true]\n", "min.yaml")
    assert [each.name for each in plan.members] == ["No", "013", "1e3", "12:30", "true"]


def test_a_fault_keeps_its_places_so_that_it_can_be_said_in_another_language() -> None:
    (fault,) = faults_of(HEAD + "xyzzy: 1\n")
    assert "{found}" in fault.sentence and fault.values["found"] == "xyzzy"
    assert "xyzzy" in fault.in_words(speak("sv")) and "min.yaml" in fault.in_words(speak("sv"))


def test_a_file_with_endless_faults_tells_at_most_fifty() -> None:
    assert len(faults_of(HEAD + "".join(f"fel{n}: x\n" for n in range(500)))) == 50


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{n}: x\n" for n in range(40_000)),
        HEAD + "members:\n" + "".join(f"- m{n}\n" for n in range(60_000)),
        HEAD + "members:\n" + "".join(f"- Medlem {n}\n" for n in range(300))
        + "meetings:\n" + "".join(f"- {{when: maj 2020, kind: other, host: Modlem{n}}}\n" for n in range(300)),
        HEAD + "network:\n" + "".join(f"  nyckel{n}: x\n" for n in range(30_000)),
        HEAD + "activities:\n"
        + "".join(f"- {{number: {n + 1}, title: a, when: {'maj 2020 ' * 50}}}\n" for n in range(300)),
        HEAD + "a: " + "- " * 200_000,
        HEAD + "? " * 200_000,
        HEAD + "[" * 400_000,
        HEAD + 'a: "' + "\\x41" * 100_000,
        "\n" * 499_000 + "a",
    ],
    ids=range(10),
)  # fmt: skip
def test_the_largest_files_that_are_read_at_all_are_answered_within_seconds(text: str) -> None:
    assert within(5, lambda: _outcome(text[:LARGEST]))


def _outcome(text: str) -> Plan | PlanRefused:
    try:
        return plan_of(text, "min.yaml")
    except PlanRefused as refused:
        return refused


def _assert_plan_or_sentences(text: str) -> None:
    outcomes: list[Plan | PlanRefused] = []
    assert within(2, lambda: outcomes.append(_outcome(text)))
    outcome = outcomes[0]
    if isinstance(outcome, PlanRefused):
        assert outcome.faults and all(str(fault).startswith("min.yaml") for fault in outcome.faults)
        assert all("\n" not in str(fault) for fault in outcome.faults)
        assert outcome.in_words(speak("sv"))


SNIPPETS = st.sampled_from(
    ["\t", "- ", ": ", "*a", "&a ", "!!int ", "---\n", "[", "]", "{", "}", '"', "'", "|", ">", "\\", "#", "\n", "~",
     "%YAML 1.1\n", "? ", "\x00", "\ud800", "\u2028", "é", "99999999999999999999", "31 feb", "{name}", "when: ", "<<: "]
)  # fmt: skip


@given(st.integers(0, len(FULL)), st.integers(0, 40), st.one_of(SNIPPETS, st.text(max_size=12)))
@example(0, 0, "%YAML 99999999999999999999.1\n---\n")
@example(0, 0, '"\\U00110000": 1\n')
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_mutation_of_a_plan_is_a_plan_or_refused(place: int, cut: int, put: str) -> None:
    _assert_plan_or_sentences(FULL[:place] + put + FULL[place + cut :])


@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_values_exchanged_in_a_plan_give_a_plan_or_are_refused(data: st.DataObject) -> None:
    lines = FULL.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
        lines[one], lines[other] = lines[other], lines[one]
    _assert_plan_or_sentences("".join(lines))


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_whatever_is_refused_in_words_or_is_a_plan(text: str) -> None:
    _assert_plan_or_sentences(text)


@given(st.binary(max_size=300))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_whatever_are_refused_in_words_or_are_a_plan(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "bytes.yaml"
    path.write_bytes(raw)
    try:
        read_plan(path, "min.yaml")
    except PlanRefused as refused:
        assert refused.faults


@pytest.mark.parametrize(
    "things",
    [["x"] * 31, ["å" * 141], [f"{n} {'å' * 120}" for n in range(30)]],
    ids=["too many", "one too long", "too long together"],
)
def test_a_hosts_list_is_no_longer_than_the_form_that_changes_it(things):
    listed = HEAD.replace("network: {", f"network: {{host_list: [{', '.join(things)}], ")
    assert "host_list" in only_fault(listed) and listed != HEAD
    assert plan_of(
        HEAD.replace("network: {", f"network: {{host_list: [{'å' * 140} (14)], "), "min.yaml"
    ).network.host_list
