"""/natverk hemsida: each member's own text for the network's pages, and bringing it up to date (domain 18)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.experiences import store as experiences_store
from bot.experiences.personal_data import KnownNames
from bot.feature.declare import (
    Answer,
    AskedAgain,
    By,
    Call,
    FieldRefusal,
    InWords,
    Message,
    Refusal,
    always,
    button,
    form,
    word,
)
from bot.feature.post import Post
from bot.feature.subject import AsOpened, Subject
from bot.feature.values import digest_of, number_in
from bot.language import N_
from bot.models import Member, Reply
from bot.network import store as network_store
from bot.network.membership import ended, speaks_for
from bot.website.view import (
    LONGEST_PAGE,
    MemberTextValue,
    all_texts,
    names_somebody,
    one_text,
    page_form,
    page_saved,
)

NEWS_IS_USEFUL = timedelta(days=14)
NOT_YOURS = N_("Only those who sit for the member and the coordinator write its text. Nothing was changed.")


def has_texts(call: Call) -> bool:
    """Whether there is a text for them: their member's, or all for who coordinates."""
    return call.is_coordinator or (call.member_of is not None and call.member_of.member is not None)


@word(
    "natverk",
    "hemsida",
    "website",
    about=N_("Your member's own text on the network's pages"),
    by=By.INSIDE,
    is_for=has_texts,
)
@button("website.texts", by=By.INSIDE)
def texts(call: Call) -> Answer:
    """One's own member's text; for a coordinator all."""
    members = network_store.members_on(call.session, call.network, call.today)
    me = call.member_of
    if me is not None and me.member is not None:
        return one_text(
            call, me.member, known_in(call), is_theirs=speaks_for(me, me.member_id), all_too=call.is_coordinator
        )
    if call.is_coordinator and members:
        return all_texts(call, members, known_in(call))
    raise call.takes_no_part() if call.is_out else Refusal(N_("You sit for no member, so there is no text of yours."))


@button("website.all", by=By.COORDINATOR)
def every_text(call: Call) -> Answer:
    """All members' texts, for the coordinator."""
    return all_texts(call, network_store.members_on(call.session, call.network, call.today), known_in(call))


@button("website.write", by=By.CONFIRMED)
def write(call: Call) -> Answer:
    """The form with the text as it is."""
    return page_form(call.say, member_of(call, MemberTextValue.read(call.value).member))


def read_by(call: Call) -> Member:
    """The member whose text a button is about, if the asker may write for it."""
    return member_of(call, number_in(call.value))


def read_anew(call: Call) -> Message:
    """Its text as it is now."""
    return one_text(call, read_by(call), known_in(call), is_theirs=True, all_too=call.is_coordinator)


TEXT = Subject(facts=lambda call: (read_by(call).page_text,), show=read_anew)


@button("website.confirm", writes=True, about=TEXT, in_words=InWords(always(Reply.YES)))
def confirm(call: Call) -> Answer:
    """The text is right as it is: it counts as brought up to date."""
    member = read_by(call)
    member.page_updated_at = call.now
    return page_saved(call, member)


@form("website.page", about=AsOpened(write))
def save(call: Call) -> Answer:
    """Keep the text, what seems to point out a person only once it was shown."""
    value = MemberTextValue.read(call.value)
    member = member_of(call, value.member)
    text = call.fields.text("text")
    if len(text) > LONGEST_PAGE:
        raise FieldRefusal("text", N_("At most {most} characters fit. Shorten it."), most=LONGEST_PAGE)
    traces = known_in(call).traces([text])
    if traces and value.shown != digest_of(*traces):
        raise AskedAgain(page_form(call.say, member, text, traces))
    earlier = [each.id for each in ended(network_store.periods(call.session, call.network), call.today)]
    if text:
        member.keep(earlier, "page_text", member.page_text)
    else:
        member.let_go(earlier, "page_text")  # who takes the text away takes it away everywhere
    member.page_text, member.page_updated_at = text, call.now
    if traces:
        tell_coordinators(call, member)
    return page_saved(call, member)


def tell_coordinators(call: Call, member: Member) -> None:
    """Let the other coordinators know what stands on the pages now and seems to point out a person."""
    write = partial(names_somebody, name=call.me.name, member=member, known=known_in(call))
    for whom in call.coordinators():
        if whom != call.user.id:
            call.post(
                Post(
                    key=f"website/{member.id}/{call.now.isoformat()}/{whom}",
                    kind="website",
                    to=whom,
                    due=call.now,
                    useful_until=call.now + NEWS_IS_USEFUL,
                    write=write,
                )
            )


def known_in(call: Call) -> KnownNames:
    """The names of the network's people."""
    return experiences_store.known_names(call.session, call.network)


def member_of(call: Call, member_id: int) -> Member:
    """The member of that row number, if the asker may write for it."""
    member = next((each for each in call.network.members if each.id == member_id), None)
    if member is None or not (call.is_coordinator or speaks_for(call.member_of, member.id)):
        raise Refusal(NOT_YOURS)
    return member
