"""Questions in people's own words, most written before the rules: none is misunderstood, few are not understood.

Where a line names what it is about, the question that answers it must be found; "off" and "none" are what the bot knows
nothing of, which it may not answer as if it did.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.test_questions import understood

LINES = [
    each for each in (Path(__file__).parent / "asked_by_people.txt").read_text("utf-8").splitlines() if " = " in each
]
MOST_NOT_UNDERSTOOD = 0.05
MEETING = ("meeting", "where", "countdown")
QUESTIONS = {
    "next": MEETING, "next_p": MEETING, "next_o": MEETING, "meet": MEETING, "last": MEETING, "list": MEETING,
    "final": MEETING, "after_next": MEETING, "changed": ("changed",), "length": ("length",), "noting": ("noting",),
    "days": ("proposed_days",),
    "answer_by": ("answer_by",), "past": MEETING, "nomeet": MEETING,
    "host": ("host",), "host_prev": ("host",), "host_mine": ("host",), "host_member": ("host",), "hosts": ("host",),
    "host_after": ("host",), "coord": ("coordinator",), "comes": ("coming", "silent"), "comes_member": ("coming",),
    "contributed": ("contributed",), "invited": ("invited",),
    "missing": ("silent", "coming"), "mycoming": ("my_answer",), "answer": ("answer", "my_answer"),
    "deputy": ("answer",), "act_open": ("activities.open",), "act_late": ("activities.late",),
    "act_all": ("activities.all",), "act_done": ("activities.done",), "act_mine": ("activities.mine",),
    "act_member": ("activities.member",), "act": ("activity",), "act_who": ("responsible",),
    "agreement": ("period",), "contact": ("contact",), "contacts": ("contact",),
    "spokesperson": ("spokesperson",), "members": ("members",),
    "exp_search": ("experiences",), "exp_list": ("experiences",), "exp_write": ("contribute",),
    "exp_mine": ("experiences.mine",), "report": ("coverage", "activity"), "theme": ("programme", "themes"),
    "theme_suggest": ("themes",), "programme": ("programme",), "calendar": ("calendar",),
    "todo": ("activities.mine",), "deadline": ("activities.open", "activities.late"), "checklist": ("checklist",),
    "wheel": ("wheel",), "attendance": ("attendance",), "past_attendance": ("attendance", "coming"), "help": ("help",),
    "settings": ("settings",), "greet": ("hello", "help"), "thanks": ("thanks",), "join": ("join",),
    "swap": ("swap",), "costs": ("costs",),
    "decisions": ("decisions",), "review": (), "off": ("hello", "thanks", "help"), "none": ("costs", "help"),
}  # fmt: skip
"""What a line's label may be answered by, beside the offer of the likeliest questions."""


def judged(line: str) -> tuple[str, str, bool]:
    """The text, the question it was understood as, and whether that is right."""
    text, _, labels = line.rpartition(" = ")
    fitting = {name for each in labels.split("|") for name in QUESTIONS[each.partition("@")[0].partition(":")[0]]}
    got = understood(text)[0]
    return text, got, got in fitting


@pytest.mark.parametrize("part", range(4))
def test_none_is_misunderstood(part):
    wrong = [(text, got) for text, got, is_right in map(judged, LINES[part::4]) if got and not is_right]
    assert not wrong


def test_few_are_not_understood():
    answerable = [each for each in LINES if not {"off", "none", "review"} & set(each.rpartition(" = ")[2].split("|"))]
    missed = [text for text, got, _ in map(judged, answerable) if not got]
    assert len(answerable) > 500
    assert len(missed) <= MOST_NOT_UNDERSTOOD * len(answerable), missed
