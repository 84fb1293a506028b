"""Reviewing experiences: what waits, a comment, asking for more, approving for publication and taking that back."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.experiences import store as experiences_store
from bot.experiences.load import Viewer
from bot.experiences.notices import TO_REVIEW
from bot.experiences.posts import ANSWERED, ASKED, COMMENTED, NOTE, tell_author, tell_of_note, tell_of_own_approval
from bot.experiences.review import LONGEST_NOTE, comment_form, nothing_to_review, to_review
from bot.experiences.reviewers import NOT_A_REVIEWER, experience_to_review, may_review, review_traces, send_back
from bot.experiences.rules import is_theirs, took_part, traces_of
from bot.experiences.show import about_experience, show
from bot.experiences.writing import experience_of, keep_version
from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, form, grave, reply, word
from bot.feature.subject import it_has_changed
from bot.feature.values import number_in
from bot.language import N_, Text, joined
from bot.models import Experience, ExperienceState, Reply, ReviewNote
from bot.models.experiences import READABLE

APPROVED = N_("{name} approved your experience #{number}, “{title}”, for publication.")
NOT_YET_APPROVED = N_("It is not approved yet. First check what may identify a person; it is above the button.")
TAKEN_BACK = N_("{name} took back the approval of your experience #{number}, “{title}”. It is no longer published.")


@word("erfarenhet", "granska", "review", about=N_("Experiences that wait for review, for the coordinator"))
@button("experience.review_list")
def waiting_for_review(call: Call) -> Answer:
    """What is contributed and not approved, for who reviews."""
    if not may_review(call):
        raise Refusal(NOT_A_REVIEWER)
    known = experiences_store.known_names(call.session, call.network)
    waiting = {each: traces_of(each, known) for each in experiences_store.to_review(call.session, call.network)}
    return to_review(call.say, waiting, Viewer.of(call)) if waiting else nothing_to_review(call.say)


def to_approve(call: Call) -> Experience:
    """The button's experience, if the asker reviews and its author lets it be published."""
    experience = experience_to_review(call, number_in(call.value))
    if not experience.may_publish:
        raise Refusal(N_("Its author does not let it be published, so it cannot be approved for that."))
    return experience


def not_yet_approved(call: Call) -> Text:
    """That it reads otherwise now, or was not shown with what in it seems to point out a person."""
    points_out = review_traces(call, to_approve(call))
    return joined(" ", [it_has_changed(call), call.say(NOT_YET_APPROVED) if points_out else ""])


@button(
    "experience.approve",
    writes=True,
    about=about_experience(to_approve, review_traces, not_yet_approved),
    in_words=grave(Reply.YES),
)
def approve(call: Call) -> Answer:
    """Approve for publication what its author lets be published, as it was read."""
    experience = to_approve(call)
    if experience.state is not ExperienceState.APPROVED:
        keep_version(call, experience)
        experience.state = ExperienceState.APPROVED
        experience.approved_at, experience.approved_by_id = call.now, call.me.id
        call.session.flush()
        tell_author(call, experience, APPROVED)
        if took_part(experience, call.me.id):
            tell_of_own_approval(call, experience)
    lead = call.say("The experience #{number} is approved for publication.", number=experience.id)
    return show(call, experience, lead=[lead])


def reviewed(call: Call) -> Experience:
    """The button's experience, if the asker reviews."""
    return experience_to_review(call, number_in(call.value))


@button("experience.unapprove", writes=True, about=about_experience(reviewed, review_traces))
def unapprove(call: Call) -> Answer:
    """Take back the approval; it is no longer published."""
    experience = reviewed(call)
    if experience.state is ExperienceState.APPROVED:
        keep_version(call, experience)
        send_back(experience)
        experience.changed_at = call.now
        call.session.flush()
        tell_author(call, experience, TAKEN_BACK)
    lead = call.say("The experience #{number} is no longer approved, so it is not published.", number=experience.id)
    return show(call, experience, lead=[lead])


@button("experience.comment", by=By.CONFIRMED)
def comment(call: Call) -> Answer:
    """The form for a comment."""
    return comment_form(call.say, experience_to_review(call, number_in(call.value)))


@form("experience.comment")
def commented(call: Call) -> Answer:
    """Keep the comment and tell the author."""
    experience = experience_to_review(call, number_in(call.value))
    text = comment_in(call)
    note(call, experience, text, ASKED if call.fields.text("kind") == "more" else COMMENTED)
    return show(call, experience, lead=[receipt(call, experience)])


@reply(TO_REVIEW)
@reply(NOTE)
def answered(call: Call) -> Answer:
    """What is written in the thread of a message about a review: a comment, or the author's answer to one."""
    experience = experience_of(call, number_in(call.about.get("experience", "")))
    if len(call.words) > LONGEST_NOTE:
        raise Refusal(N_("At most {most} characters fit. Shorten it."), most=LONGEST_NOTE)
    if is_theirs(experience, call.me.id) and experience.state in READABLE:
        note(call, experience, call.words, ANSWERED)
        return Message(call.say("Those who review the experience read your answer."))
    experience = experience_to_review(call, experience.id)
    note(call, experience, call.words, COMMENTED)
    return Message(receipt(call, experience))


def note(call: Call, experience: Experience, text: str, sentence: str) -> None:
    """Keep what is said of an experience and tell the others in the conversation."""
    row = ReviewNote(experience_id=experience.id, by_id=call.me.id, at=call.now, text=text)
    call.session.add(row)
    call.session.flush()
    call.session.refresh(experience, ["notes"])
    tell_of_note(call, experience, row, sentence)


def receipt(call: Call, experience: Experience) -> Text:
    """Whether the author hears of it."""
    author = experience.author
    if author is None or author.slack_id is None:
        return call.say("Your comment is kept. Its author is not in Slack, so nobody is told.")
    return call.say("Your comment is kept, and its author is told.")


def comment_in(call: Call) -> str:
    """The comment, not empty and not too long."""
    text = call.fields.text("note")
    if not text:
        raise FieldRefusal("note", N_("Write what you want to say to the author."))
    if len(text) > LONGEST_NOTE:
        raise FieldRefusal("note", N_("At most {most} characters fit. Shorten it."), most=LONGEST_NOTE)
    return text
