"""/mote ny, /mote ändra: plan a meeting or change one, in a form. A new one can be kept as a draft first."""

from __future__ import annotations

from datetime import date, time

from bot.blocks.filled import values_of
from bot.dates.in_words import plain_day
from bot.dates.when import LAST_YEAR, ONE_DAY, Span
from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Refusal, button, form, word
from bot.feature.folded import refilled, touched_in
from bot.feature.subject import AsOpened, InOpened, asked_anew
from bot.feature.values import number_in, shown_in
from bot.hosting import store as hosting_store
from bot.hosting.rules import give_host
from bot.language import N_, Text, lines, speak
from bot.meetings import store as meetings_store
from bot.meetings.card import meeting_list
from bot.meetings.drafts_view import thrown_away
from bot.meetings.forms import LONGEST, FarOffDay, PlanValue, plan_form
from bot.meetings.invited import CanBeInvited, OneInvited
from bot.meetings.programme import items_in, keep
from bot.meetings.rules import (
    ABSENT,
    CHOSEN_KINDS,
    LASTS_TOO_LONG,
    MOST_DAYS,
    Chosen,
    far_off,
    has_passed,
    let_be_on,
    let_invite,
    may_change,
    may_plan,
    put_in,
    span_of,
)
from bot.meetings.show import nothing_to_come, show_meeting
from bot.meetings.store import draft_of, draft_saved_in, meeting_of, meeting_to_change, refuse_unless_changeable
from bot.meetings.templates import begun, kind_in, usual_days
from bot.meetings.waiting import as_it_stands
from bot.models import Invites, Meeting, MeetingDraft, MeetingKind, MeetingState, Member
from bot.network import store as network_store
from bot.network.membership import SEATS, period_in_force, period_of
from bot.reminders.regret import hold_back


def to_plan(call: Call) -> list[MeetingKind]:
    """The kinds of meeting they may plan."""
    return [each for each in MeetingKind if may_plan(call.member_of, each, call.is_coordinator)]


@word(
    "mote", "ny", "new", about=N_("Plan a meeting, in a form"), by=By.CONFIRMED, label=N_("Plan a meeting"), first=7,
    is_for=lambda call: bool(to_plan(call)),
)  # fmt: skip
@button("meeting.new", by=By.CONFIRMED)
def plan(call: Call) -> Answer:
    """The empty form, with the kinds of meeting the asker may plan."""
    return new_form(call, "")


@button("kind", by=By.CONFIRMED)
def begin(call: Call) -> Answer:
    """The form of a new meeting as what was chosen in its first menu usually is; what was typed stays."""
    value = PlanValue.read(shown_in(call.fields.about)[0])
    draft = draft_in(call, value)
    before = new_form(call, value.begun, draft)
    return refilled(before, new_form(call, call.value, draft), call.fields.values)


def draft_in(call: Call, value: PlanValue) -> MeetingDraft | None:
    """The draft that a form goes on with, if any."""
    return draft_of(call, value.draft) if value.draft else None


def new_form(call: Call, chosen: str, draft: MeetingDraft | None = None, *, note: Text | None = None) -> Form:
    """The form of a new meeting, begun as what was chosen usually is, with what a draft of it holds."""
    kinds = to_plan(call)
    if not kinds:
        raise Refusal(N_("Meetings are planned by the coordinator, and by officials where the agreement lets them."))
    meeting = begun(chosen, kinds, speak(call.network.language))
    return plan_form(
        call.say, meeting, hosts(call), call.today, kinds, in_turn(call), can_be_invited=can_be_invited(call),
        begun=chosen if kind_in(chosen) is meeting.kind else "", draft=draft,
        note=note or (call.say("A draft: only who made it and the coordinator see it.") if draft else None),
    )  # fmt: skip


@word("mote", "ändra", "change", about=N_("Change a meeting, in a form"), argument="<n>", by=By.HOST)
@button("meeting.changes", by=By.HOST)
def change(call: Call) -> Answer:
    """The form of the meeting of that number, or of the only one; else the list with a button at each."""
    coming = meetings_store.coming_meetings(call.session, call.network, call.now)
    mine = [each for each in coming if may_change(each, call.host, call.is_coordinator)]
    if not coming:
        return nothing_to_come(call)
    if not mine:
        raise Refusal(N_("Only the coordinator, the host or whoever planned the meeting can change it."))
    if call.words.isdecimal() and 1 <= int(call.words[:9]) <= len(coming):
        return form_for(call, coming[int(call.words[:9]) - 1])
    return form_for(call, mine[0]) if len(mine) == 1 else meeting_list(call.say, mine, call.today, change=True)


@button("meeting.change", by=By.HOST)
def change_this(call: Call) -> Answer:
    """The form of the button's meeting."""
    return form_for(call, meeting_of(call, number_in(call.value)))


def form_for(call: Call, meeting: Meeting) -> Form:
    """A meeting's form, if the asker may change it."""
    refuse_unless_changeable(call, meeting)
    kinds = list(MeetingKind) if call.is_coordinator else [meeting.kind]
    is_away = meetings_store.host_is_away(call.session, call.network, meeting)
    note = lines(
        call.say("The meeting is cancelled. If you save, it takes place after all.")
        if meeting.state is MeetingState.CANCELLED
        else "",
        call.say(ABSENT, **host_and_day(call, meeting)) if is_away else "",
    )
    return plan_form(
        call.say, meeting, hosts(call, meeting), call.today, kinds, in_turn(call),
        can_be_invited=can_be_invited(call), note=note,
    )  # fmt: skip


def hosts(call: Call, meeting: Meeting | None = None) -> list[Member]:
    """Whom the asker may choose as host: the coordinator anybody who takes part now or later, and whoever hosts the
    meeting already; others nobody (they ask for a swap)."""
    if not call.is_coordinator:
        return []
    members = network_store.members_to_host(call.session, call.network, call.today)
    host = meeting.host if meeting is not None else None
    return [*members, *([host] if host is not None and host not in members else [])]


def can_be_invited(call: Call) -> CanBeInvited:
    """Whom a meeting can invite: the members that take part now or later, and who sits for them."""
    members = network_store.members_to_host(call.session, call.network, call.today)
    people = network_store.people(call.session, call.network)
    return CanBeInvited(members, [each for each in people if each.role in SEATS])


def in_turn(call: Call) -> Member | None:
    """Whose turn it is after the meetings that are planned."""
    return next((each.member for each in hosting_store.queue(call.session, call.network, call.today)), None)


def refuse_absent_host(call: Call, meeting: Meeting) -> None:
    """A host takes part when the meeting is held; who has no field for the host hears it at the day."""
    if meetings_store.host_is_away(call.session, call.network, meeting):
        when = "first_day" if meeting.first_day else "month"
        raise FieldRefusal("host" if call.is_coordinator else when, ABSENT, **host_and_day(call, meeting))


def host_and_day(call: Call, meeting: Meeting) -> dict[str, str]:
    """Who hosts a meeting, and from when."""
    return {"member": meeting.host_name, "day": plain_day(span_of(meeting).first, call.say.code)}


def as_planned(call: Call) -> Answer:
    """The form of the meeting it carries, or of a new one."""
    value = PlanValue.read(call.value)
    if value.meeting:
        return form_for(call, meeting_of(call, value.meeting))
    return new_form(call, value.begun, draft_in(call, value))


@form("meeting.plan", by=By.HOST, about=AsOpened(as_planned))
def planned(call: Call) -> Answer:
    """Keep what the form says; the answer is the meeting as it now is."""
    with call.session.no_autoflush:  # once flushed, it would no longer be seen that something changed for calendars
        draft = draft_in(call, PlanValue.read(call.value))
        meeting = meeting_in(call, draft)
        host, stood = meeting.host, as_it_stands(meeting)
        before = None if meeting.id is None else span_of(meeting)
        write(call, meeting)
        give_chosen_host(call, meeting)
        if span_of(meeting) != before or meeting.host is not host:
            refuse_absent_host(call, meeting)
        if span_of(meeting) != before:
            ask_about_far_off(call, meeting)
            put_in(meeting, period_of(network_store.periods(call.session, call.network), span_of(meeting)))
        if call.session.is_modified(meeting) or meeting.host is not host:
            meeting.sequence = (meeting.sequence or 0) + 1
    call.session.add(meeting)
    call.session.flush()
    if draft is not None:
        fill(call, draft)
        draft.meeting_id = meeting.id
    hold_back(call, meeting, stood)
    return show_meeting(call, meeting)


IN_FORM = InOpened(as_planned)


@button("draft.save", by=By.CONFIRMED, writes=True, about=IN_FORM)
def save(call: Call) -> Answer:
    """Keep what is filled in, also what is not enough to plan, and say so in the form."""
    draft = draft_in(call, PlanValue.read(call.value)) or draft_saved_in(call.session, call.form_key)
    if draft is None:
        draft = MeetingDraft(network_id=call.network.id, person_id=call.me.id, form_key=call.form_key)
    fill(call, draft)
    call.session.add(draft)
    call.session.flush()
    command = call.command("mote lista", "meeting list")
    kept = N_("Kept as a draft that only who made it and the coordinator see. You find it with `{command}`.")
    return new_form(call, draft.begun, draft, note=call.say(kept, command=command))


def fill(call: Call, draft: MeetingDraft) -> None:
    """Let a draft hold what is filled in."""
    chosen = call.fields.text("kind")
    typed = touched_in(new_form(call, chosen), call.fields.values)
    draft.begun, draft.fields = chosen, {name: list(values_of(each)) for name, each in typed.items()}


@button("draft.open", by=By.CONFIRMED)
def go_on(call: Call) -> Answer:
    """The form with what the draft holds."""
    draft = draft_of(call, number_in(call.value))
    return new_form(call, draft.begun, draft)


@button("draft.discard", by=By.CONFIRMED, writes=True, about=IN_FORM)
def discard(call: Call) -> Answer:
    """The draft goes, for good."""
    draft = draft_in(call, PlanValue.read(call.value))
    if draft is None:
        raise Refusal(N_("That draft is no longer there."))
    call.session.delete(draft)
    return thrown_away(call.say)


def ask_about_far_off(call: Call, meeting: Meeting) -> None:
    """Ask once more for a day that lies far off, unless that very day was asked about already."""
    periods = network_store.periods(call.session, call.network)
    day = span_of(meeting).last if meeting.first_day else meeting.month
    why = far_off(span_of(meeting), day, call.today, periods)
    if why is None:
        return
    whose = period_in_force(periods, day)
    asked = FarOffDay(day, why, is_month=meeting.first_day is None, period=whose.name if whose else "")
    value = PlanValue.read(call.value)
    if value.sure == str(day):
        return
    kinds = list(MeetingKind) if call.is_coordinator else [meeting.kind]
    again = plan_form(
        call.say, meeting, hosts(call), call.today, kinds, in_turn(call), can_be_invited=can_be_invited(call),
        begun=value.begun, draft=draft_in(call, value), asked=asked,
    )  # fmt: skip
    raise asked_anew(call, again, [])


def write(call: Call, meeting: Meeting) -> None:
    """Put what the form says into the meeting."""
    days, month = days_in(call, meeting)
    let_be_on(meeting, days, month, call.now)
    meeting.starts, meeting.ends = hours_in(call, days)
    meeting.digital = "digital" in call.fields.chosen("digital")
    meeting.place, meeting.title = text_in(call, "place"), " ".join(text_in(call, "title").split())
    meeting.link, meeting.note = link_in(call), text_in(call, "note")
    let_invite(meeting, *invited_in(call, meeting), call.now)
    if meeting.id is None:
        keep(meeting, items_in(call, meeting))
    meeting.state, meeting.cancelled_because = MeetingState.PLANNED, ""


def meeting_in(call: Call, draft: MeetingDraft | None) -> Meeting:
    """The meeting the form is about; or a new one of a kind the asker may plan, made by who made its draft."""
    kind = kind_in(call.fields.text("kind"))
    if kind is None:
        raise FieldRefusal("kind", N_("Choose what kind of meeting it is."))
    number = PlanValue.read(call.value).meeting
    if not number:
        if not may_plan(call.member_of, kind, call.is_coordinator):
            raise FieldRefusal("kind", N_("Only the coordinator plans meetings of this kind."))
        by = draft.person_id if draft else call.me.id
        return Meeting(network_id=call.network.id, kind=kind, created_by_id=by, form_key=call.form_key)
    meeting = meeting_to_change(call, number)
    if call.is_coordinator:
        meeting.kind = kind
    return meeting


def days_in(call: Call, meeting: Meeting) -> tuple[Span | None, date]:
    """The days, or the month while they are not set."""
    first, last = call.fields.day("first_day"), call.fields.day("last_day")
    month = call.fields.text("month")
    if first is None and last is not None:
        raise FieldRefusal("first_day", N_("Choose the first day too, or clear the last."))
    if first is None:
        if not month:
            raise FieldRefusal("first_day", N_("Choose a day, or at least the month."))
        return None, month_in(month)
    if last is not None and last < first:
        raise FieldRefusal("last_day", N_("The last day is before the first."))
    if (last or first).year > LAST_YEAR:
        raise FieldRefusal("first_day", N_("The year {year} is too far off. Choose an earlier day."),
                           year=(last or first).year)  # fmt: skip
    if first < call.today and first != meeting.first_day and not is_past(meeting, call.today):
        raise FieldRefusal("first_day", N_("That day has been. Choose one from today on."))
    days = Span(first, last or first + (usual_days(call.fields.text("kind")) - 1) * ONE_DAY)
    if days.days > MOST_DAYS:
        raise FieldRefusal("last_day", LASTS_TOO_LONG)
    return days, first.replace(day=1)


def is_past(meeting: Meeting, today: date) -> bool:
    """Whether a meeting's own days have been, so that others that have been may be noted instead."""
    return meeting.id is not None and has_passed(meeting, today)


def month_in(text: str) -> date:
    """The first day of a month of the menu."""
    try:
        month = date.fromisoformat(text).replace(day=1)
    except ValueError:
        raise FieldRefusal("month", N_("Choose a day, or at least the month.")) from None
    if month.year > LAST_YEAR:
        raise FieldRefusal("month", N_("The year {year} is too far off. Choose an earlier day."), year=month.year)
    return month


def hours_in(call: Call, days: Span | None) -> tuple[time | None, time | None]:
    """When it begins and ends, once the days are set."""
    starts, ends = call.fields.time("starts"), call.fields.time("ends")
    if days is None:
        return None, None
    if ends is not None and starts is None:
        raise FieldRefusal("starts", N_("Choose when it begins too, or clear when it ends."))
    if starts and ends and days.days == 1 and ends <= starts:
        raise FieldRefusal("ends", N_("It ends before it begins."))
    return starts, ends


def invited_in(call: Call, meeting: Meeting) -> tuple[Invites | None, list[Chosen]]:
    """Whose seats are invited, and who is chosen. Whoever names some and says nothing else means those."""
    offered = {value for value, _ in can_be_invited(call).choices(call.say)}
    already = {str(OneInvited(each.member_id or 0, each.person_id or 0)) for each in meeting.invited}
    chosen = [OneInvited.read(each).chosen for each in call.fields.chosen("invited") if each in offered | already]
    typed = call.fields.text("invites")
    means_those = bool(chosen) or (meeting.id is None and meeting.kind in CHOSEN_KINDS)
    invites = Invites(typed) if typed in list(Invites) else Invites.CHOSEN if means_those else None
    if invites is Invites.CHOSEN and not chosen:
        raise FieldRefusal("invited", N_("Choose whom the meeting invites, or above that it invites all."))
    return invites, chosen


def text_in(call: Call, name: str) -> str:
    """One text, not longer than its field."""
    text = call.fields.text(name)
    if len(text) > LONGEST[name]:
        raise FieldRefusal(name, N_("Write at most {most} characters."), most=LONGEST[name])
    return text


def link_in(call: Call) -> str:
    """The address of the digital meeting; only web addresses, so that nothing else hides behind the link."""
    link = text_in(call, "link")
    if link and not link.startswith(("https://", "http://")):
        raise FieldRefusal("link", N_("Write the whole address; it begins with https://"))
    if any(sign in link for sign in " <>|\n"):
        raise FieldRefusal("link", N_("An address has no spaces and none of < > |; write it as the browser shows it."))
    return link


def give_chosen_host(call: Call, meeting: Meeting) -> None:
    """Give the meeting the host the form says; only the coordinator's form has that field."""
    if not call.is_coordinator:
        return
    host = next((each for each in hosts(call, meeting) if str(each.id) == call.fields.text("host")), None)
    give_host(meeting, host, hosting_store.queue(call.session, call.network, call.today))
