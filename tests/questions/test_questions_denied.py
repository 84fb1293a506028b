"""Plain questions whose answer denies, counts or tells of what did not become: no meeting that is there is denied."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.models import Attendance, Change, Meeting, MeetingState, Membership, Role
from tests.plan_world import PlanWorld
from tests.world import words_of


@pytest.fixture
def plan(database) -> PlanWorld:
    return PlanWorld(database)


def said(plan: PlanWorld, day: str, question: str, **how: bool) -> str:
    plan.now = datetime.fromisoformat(f"{day}T08:00:00+00:00").astimezone(UTC)
    return words_of(plan.say(plan.official, question, **how))


def planned(plan: PlanWorld, at: str, **changed: object) -> int:
    """The meeting of a month, with something of it changed."""
    row = next(each.id for each in plan.rows(Meeting) if f"{each.month:%Y-%m}" == at)
    with plan.database.writing() as session:
        for name, value in changed.items():
            setattr(session.get(Meeting, row), name, value)
    return row


MARCH = "2021-03-01"


@pytest.mark.parametrize(
    ("day", "question", "expected", "never"),
    [
        (MARCH, "är Uppsala värd i år?", "*Degerfors/Karlskoga* är värd för", "Inget möte"),
        (MARCH, "Är Örebro värd i maj?", "*Örebro* står inte som värd för något möte i maj 2021.", "Inget möte"),
        (MARCH, "is Örebro hosting in May?", "*Degerfors/Karlskoga* hosts", "No meeting"),
        (MARCH, "är det möte i Örebro i maj?", "*Örebro* står inte som värd för något möte i maj 2021.", "Inget möte"),
        (MARCH, "Höll Uppsala mötet i november?", "november 2020", "2021"),
        (MARCH, "Höll Gävle mötet i november?", "*Gävle* står inte som värd för något möte i november 2020.", "2021"),
        (MARCH, "har Gävle någonsin haft mötet?", "Ingen har noterat att *Gävle* har varit värd", "Inget sådant"),
        (MARCH, "är det studiebesök i maj?", "Inget sådant möte är noterat i maj 2021.", "Inget möte"),
        (MARCH, "is there a study visit in May?", "Partnership meeting* · May 2021", "No meeting is"),
        (MARCH, "vem är värd i mars?", "Inget möte är planerat i mars 2021.", "står inte"),
        ("2020-03-01", "Behöver jag som förtroendevald komma i september?", "förtroendevalda är noterat i sept",
         "Inget möte är planerat"),
        ("2020-03-01", "Do I as elected have to come in September?", "meeting* · September 2020", "No meeting is"),
        ("2020-03-01", "ska politikerna komma i november", "november 2020", "inte säker"),
        (MARCH, "jag vill anmäla mig till mötet i januari 2021", "mötet i januari 2021 har varit", "Inget möte"),
        (MARCH, "vem är värd i januari 2021", "*Degerfors/Karlskoga* är värd för", "2020"),
        ("2020-02-10", "vem är värd i januari 2021", "i maj 2021", "maj 2020"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_denied_and_not_the_meeting_that_is_there(read_plan, day, question, expected, never):
    words = said(read_plan, day, question)
    assert expected in words and never not in words


@pytest.mark.parametrize(
    ("question", "expected", "never"),
    [
        ("Hur många möten är kvar i år?", "*Möten 2020*\n3 kvar", "januari"),
        ("How many meetings are left this year?", "3 to come", "January"),
        ("hur många möten är det kvar", "7 kvar", "januari 2020"),
        ("Hur många möten hölls 2020?", "1 hölls", "maj"),
        ("hur många möten har vi haft", "1 hölls", "maj"),
        ("hur många partnerskapsträffar är det 2021?", "2 kvar", "januari"),
        ("mötet efter majmötet", "september 2020", "Nästa möte"),
        ("the meeting after the May meeting", "September 2020", "November"),
        ("vem är värd efter mötet i maj?", "*Uppsala*", "Karlskoga"),
        ("mötet före novembermötet", "september 2020", "maj"),
        ("the meeting before the May meeting", "January 2020", "planned before"),
        ("vem är värd före novembermötet?", "*Degerfors/Karlskoga*", "Uppsala"),
        ("när är mötet före Uppsala?", "september 2020", "november"),
        ("sista mötet i år", "november 2020", "maj"),
        ("är träffen inställd eller flyttad?", "noterat som flyttat", "Svar:"),
        ("är något inställt?", "Inget möte är noterat som inställt.", "Svar:"),
        ("har vi haft något studiebesök?", "Inget sådant möte är noterat.", "hållits"),
        ("vem är värd gången efter?", "*Uppsala*", "Karlskoga"),
        ("who hosts the time after?", "*Uppsala*", "Karlskoga"),
        ("vem är värd nästa gång och gången efter?", "i maj 2020.\n*Uppsala*", "2021"),
        ("nästa och nästnästa möte", "maj 2020", "november"),
        ("next and the one after", "September 2020", "November"),
        ("när är sista svarsdag?", "tills mötet är slut.\nNästa möte:", "november"),
        ("when is the last day to reply?", "until the meeting is over.\nNext meeting:", "February"),
        ("hur lång är träffen i november?", "november 2020 är inte bestämd än, bara månaden", "dagar kvar"),
        ("how long does the May meeting last?", "The length of the partnership meeting in May 2020", "2019"),
        ("hur länge är det till träffen i november?", "265 dagar", "hur lång"),
        ("Vilka möten är inställda?", "Inget möte är noterat som inställt.\nNärmast är", "Kommande"),
        ("Har något möte ställts in?", "Inget möte är noterat som inställt.", "Svar:"),
        ("är majmötet inställt?", "noterat som inställt i maj 2020.\n• *Partnerskapsträff* · maj 2020", "Svar:"),
        ("has the meeting been moved?", "No meeting is noted as moved.", "last"),
        ("Hur noterar jag att mötet blev av?", "noterar värden eller samordnaren", "ingen har noterat"),
        ("how do I note that the meeting took place?", "`/meeting January 2020`", "last"),
    ],
)  # fmt: skip
def test_numbers_order_and_length_are_answered_as_asked(read_plan, question, expected, never):
    words = said(read_plan, "2020-02-10", question)
    assert expected in words and never not in words


def test_what_nobody_has_noted_is_counted_as_such_and_none_as_held(plan):
    planned(plan, "2020-01", took_place=None)
    planned(plan, "2020-05", took_place=False)
    words = said(plan, "2020-10-01", "hur många möten hölls 2020?")
    assert "1 hölls · 1 blev inte av · ingen har noterat om 1 blev av" in words and "november" not in words
    assert "none is noted as held" in said(plan, "2020-02-10", "how many meetings were held in 2020?")


def test_a_month_without_a_year_is_also_the_last_one_where_a_meeting_was_cancelled_then(plan):
    planned(plan, "2020-05", state=MeetingState.CANCELLED)
    for question in ("är mötet i maj inställt?", "blir mötet i maj av?"):
        words = said(plan, "2020-06-03", question)
        assert words.startswith("Partnerskapsträffen i maj 2020 har ställts in.")
        assert "Inget möte är noterat som inställt i maj 2021." in words
    assert "2020" not in said(plan, "2020-06-03", "är mötet i maj 2021 inställt?")
    assert "2020 har ställts" not in said(plan, MARCH, "är mötet i november inställt?")


def test_cancelled_meetings_and_those_that_did_not_take_place_are_told_of(plan):
    planned(plan, "2020-05", took_place=False)
    planned(plan, "2021-11", state=MeetingState.CANCELLED)
    words = said(plan, MARCH, "vilka möten är inställda?")
    assert "maj 2020" in words and "blev inte av" in words and "· inställt" in words and "september" not in words
    assert "Närmast är partnerskapsträffen i maj 2021." in words
    assert "Partnerskapsträffen i maj 2020 blev inte av." in said(plan, MARCH, "mötet i maj 2020 blev inte av")
    assert "November 2021" in said(plan, MARCH, "is the November meeting cancelled?")
    assert "7 kvar" not in said(plan, MARCH, "hur många möten är kvar?")


def test_a_meeting_that_goes_on_or_is_cancelled_is_told_as_that_everywhere(plan):
    may = planned(plan, "2021-05", first_day=date(2021, 5, 25), last_day=date(2021, 5, 27))
    day = "2021-05-26"
    goes_on = "Partnerskapsträffen 25–27 maj 2021 pågår nu, dag 2 av 3."
    assert all(goes_on in said(plan, day, each) for each in ("är mötet slut", "har majmötet börjat"))
    assert "*Örebro* är värd" in said(plan, day, "vem är nästa värd")
    assert "*Degerfors/Karlskoga* är värd" in said(plan, day, "vem är värd just nu")
    for shown in (plan.home(plan.official), plan.ask(plan.official, "/mote")):
        assert "pågår, dag 2 av 3" in words_of(shown) and "Nästa möte" not in words_of(shown)
    assert "pågår, dag 2 av 3" in words_of(plan.ask(plan.official, "/mote lista"))
    assert "1 pågår" in said(plan, day, "hur många möten är det 2021")
    planned(plan, "2021-05", state=MeetingState.CANCELLED)
    told = said(plan, "2021-05-24", "hur många möten är inställda")
    assert "1 har ställts in" in told and "25–27 maj 2021 · värd: Degerfors/Karlskoga · inställt" in told
    assert "i morgon" not in words_of(plan.press(plan.official, "meeting.show", str(may)))


def test_a_moved_meeting_says_from_when_and_one_moved_back_is_not_moved(plan):
    moved = planned(plan, "2020-09", month=date(2020, 10, 1))
    days = planned(plan, "2021-05", first_day=date(2021, 5, 20), last_day=date(2021, 5, 22))
    same = planned(plan, "2020-11", first_day=date(2020, 11, 4), last_day=date(2020, 11, 5))
    for row, field, before in (
        (moved, "month", "2020-09-01"), (same, "first_day", "2020-11-04"), (same, "first_day", "2020-11-11"),
        (days, "first_day", "2021-05-14"), (days, "last_day", "2021-05-15"),
    ):  # fmt: skip
        plan.add(Change(at=plan.now, by="U1", noun="Meeting", row=row, field=field, before=before, after=""))
    words = said(plan, "2020-02-10", "har något möte flyttats?")
    assert "oktober 2020" in words and "flyttat från september 2020" in words and "november" not in words
    assert "flyttat från 14–15 maj 2021" in words
    assert "2 dagar." in said(plan, "2020-02-10", "hur lång är träffen i november?")


def test_one_is_told_what_is_noted_of_oneself_which_seats_were_vacant_and_which_was_first(plan):
    january, may = (planned(plan, each, took_place=True) for each in ("2020-01", "2020-05"))
    with plan.database.writing() as session:
        for member, came in (("Gävle", True), ("Haninge", False)):
            session.add(
                Attendance(
                    meeting_id=may, member_id=plan.members[member], role=Role.OFFICIAL, came=came, noted_at=plan.now
                )
            )
    day = "2020-06-01"
    for question in ("kom jag?", "kom jag i maj?", "var jag med i maj?"):
        assert said(plan, day, question).endswith("*Kom:* Gävle (tjänsteperson)")
    assert said(plan, day, "did I come?").endswith("*Came:* Gävle (official)")
    assert said(plan, day, "kom Haninges förtroendevalda?").endswith("*Vakanta platser:* Haninge (förtroendevald)")
    assert january and "Först hölls tjänstepersonsmötet i januari 2020." in said(plan, day, "när var första mötet?")
    assert "The first one was" in said(plan, day, "when was the first meeting?")
    assert "*Degerfors/Karlskoga* var värd" in said(plan, "2022-02-01", "vem var värd förra perioden?")
    assert "*Örebro* var värd" in said(plan, "2022-02-01", "vem var värd förra perioden?")
    assert "Not yet: *Trelleborg*" in said(plan, day, "is Trelleborg in?")


def test_of_who_leaves_before_a_meeting_it_is_said_who_and_until_when(plan):
    uppsala = plan.members["Uppsala"]
    with plan.database.writing() as session:
        session.query(Membership).filter_by(member_id=uppsala).update({"ends": date(2020, 9, 30)})
    day = "2020-06-01"
    members = said(plan, day, "hur många medlemmar blir vi i november")
    assert "Uppsala – deltar till och med 30 september 2020" in members
    words = said(plan, day, "kommer Uppsala till november?")
    assert "*Uppsala* deltar inte då. Sista dagen är den 30 september 2020." in words
    both = said(plan, day, "kommer Uppsala och Gävle till mötet i november?")
    assert "Gävle (tjänsteperson)" in both and "*Uppsala* deltar inte då." in both
    assert "*Uppsala* deltog inte då." in said(plan, "2020-12-09", "kom Uppsala i november")
