"""Shortcuts: contribute an experience or see the next meeting anywhere; make a message an experience or a theme."""

from __future__ import annotations

from bot.experiences.form import MOST_FILES, ExperienceEntry, entry_of_message, experience_form
from bot.experiences.writing import carry_files, choices_for
from bot.feature.declare import Answer, By, Call, shortcut
from bot.language import N_
from bot.meetings.show import show_next
from bot.meetings.themes_view import theme_form


@shortcut("contribute", label=N_("Contribute an experience"))
def contribute(call: Call) -> Answer:
    """The empty form."""
    return experience_form(call.say, ExperienceEntry(), choices_for(call))


@shortcut("next_meeting", label=N_("Next meeting"), by=By.ANYONE)
def next_meeting(call: Call) -> Answer:
    """The next meeting, in a window of its own."""
    return show_next(call)


@shortcut("save_as_experience", label=N_("Save as experience"), on="message")
def save_as_experience(call: Call) -> Answer:
    """The form with the message's text and files in it; nothing is kept before it is sent or written in."""
    files = call.fields.files[:MOST_FILES]
    entry = entry_of_message(call.words, files)
    return experience_form(call.say, entry, choices_for(call), about=carry_files(files))


@shortcut("make_theme", label=N_("Make it a theme"), on="message")
def make_theme(call: Call) -> Answer:
    """The form that suggests a theme, with the message's text in it."""
    return theme_form(call.say, call.words)
