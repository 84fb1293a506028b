"""How the bot explains itself: what one wants, a button each, and every command behind the last of them. Made from what
is declared, so that it never says anything else, and tells nobody of what they may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, context, divider, header, section
from bot.feature.call import Call
from bot.feature.declare import Command, Question, Word
from bot.feature.next_step import TYPED, typed
from bot.feature.pages import Listing, Row, again
from bot.language import Text, bold, fold, joined, lines

Explains = Callable[..., Message]
MOST_WISHES: Final = 10
"""Buttons on the first screen: with "All commands" it fits a phone."""
MOST_OF_ONE: Final = 5


def explainer(commands: Sequence[Command], questions: Iterable[Question]) -> Explains:
    """Make the function that explains: what one can do, one command with its words, what works instead of a typo, or
    `whole` everything."""
    examples = [each for each in questions if each.example]

    def explain(call: Call, command: str, unknown: str = "", *, whole: bool = False) -> Message:
        one = next((each for each in commands if each.sv == command), None)
        if one is not None and unknown:
            return _unknown_word(call, one, unknown)
        if one is not None and one.sv != "natverk":
            return _one(call, one)
        return _everything(call, commands, examples) if whole else what_i_can_do(call, commands)

    return explain


def what_i_can_do(call: Call, commands: Sequence[Command]) -> Message:
    """By what one wants, a button each; one screen of a phone."""
    say = call.say
    lead = say("What do you want to do? You can also write as you speak: “{example}”",
               example=say("When is the next meeting?"))  # fmt: skip
    rows = [actions(*wishes(call, commands)), actions(typed(say("All commands"), _whole(call)))]
    return Message(Text(f"{lead} {_names(call, commands)}"), [section(lead), *rows])


def wishes(call: Call, commands: Sequence[Command], most: int = MOST_WISHES) -> list[ButtonElement]:
    """What this person may want first."""
    words = [(each.first, command, each) for command in commands for each in _words(call, command)
             if each.first and each.first_for(call)]  # fmt: skip
    words.sort(key=lambda one: one[0])
    return [typed(call.say(word.label), _command(call, command, word)) for _, command, word in words[:most]]


def _whole(call: Call) -> str:
    return call.command("natverk hjälp alla", "network help all")


def _names(call: Call, commands: Sequence[Command]) -> str:
    return ", ".join(f"`/{_name(call, each)}`" for each in commands if each.alone in _words(call, each))


def _command(call: Call, command: Command, word: Word) -> str:
    return f"{_name(call, command)} {_word_name(call, word)}".strip()


def _one(call: Call, command: Command) -> Message:
    title = Text(f"/{_name(call, command)}")
    rows = _rows(call, command)
    wanted = [each for each in _words(call, command) if each.label and each is not command.number]
    row = [typed(call.say(each.label), _command(call, command, each)) for each in wanted[:MOST_OF_ONE]]
    blocks = [header(title), section(lines(*rows)), *([actions(*row)] if row else [])]
    return Message(lines(bold(title), call.say(command.about), *rows), blocks)


def _everything(call: Call, commands: Sequence[Command], questions: Sequence[Question]) -> Message:
    say = call.say
    lead = say("This is what I can answer:")
    foot = context(say("Every word also works in the other language, and without å, ä and ö."))
    return Listing(
        say=say, text=Text(f"{lead} {_names(call, commands)}"), rows=[*_all_rows(call, commands, questions)], words=(),
        count=0, again=again(TYPED, _whole(call).removeprefix("/")), head=[section(lead)], foot=[foot],
    ).page()  # fmt: skip


def _all_rows(call: Call, commands: Sequence[Command], questions: Sequence[Question]) -> Iterator[Row]:
    say = call.say
    examples = (Text(f"• _{say(each.example)}_") for each in questions if each.is_for(call))
    yield [section(lines(say("In plain words, here or where you mention me:"), *examples)), divider()]
    for each in commands:
        yield section(lines(*_rows(call, each)))


def _unknown_word(call: Call, command: Command, unknown: str) -> Message:
    from rapidfuzz import fuzz, process  # only where somebody has mistyped

    say, name = call.say, _name(call, command)
    words = {fold(_word_name(call, each)): each for each in _words(call, command) if each.sv}
    near = process.extractOne(fold(unknown[:60]), words.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=70)
    working = ", ".join(f"`{_typed(call, each)}`" for each in _words(call, command) if each is not command.alone)
    meant = words[near[0]] if near else None
    command_meant = _command(call, command, meant) if meant else ""
    shown = joined(" ", [
        say("`/{name}` does not know “{word}”.", name=name, word=unknown[:60]),
        say("Did you mean `{command}`?", command=f"/{command_meant}") if meant else "",
    ])  # fmt: skip
    every = typed(say("All of {command}", command=f"/{name}"), " ".join([name, say("help")]))
    guess = [typed(say(meant.label) if meant.label else Text(f"/{command_meant}"), command_meant)] if meant else []
    known = say("These work: {known}.", known=Text(working))
    return Message(lines(shown, known), [section(shown), actions(*guess, every)])


def _rows(call: Call, command: Command) -> list[Text]:
    name = _name(call, command)
    return [
        Text(f"`{('/' + name + ' ' + _typed(call, each)).strip()}` – {call.say(each.about)}")
        for each in _words(call, command)
    ]


def _words(call: Call, command: Command) -> list[Word]:
    """Those of a command's words that the asker may use, and that are of use to them."""
    words = [command.alone, *command.words, command.number, command.otherwise]
    return [each for each in words if each and call.may(each.by) and each.is_for(call)]


def _typed(call: Call, word: Word) -> str:
    argument = call.say.plain(word.argument).replace("<", "&lt;").replace(">", "&gt;")
    return f"{_word_name(call, word)} {argument}".strip()


def _name(call: Call, command: Command) -> str:
    return call.prefix + (command.en if call.say.code == "en" else command.sv)


def _word_name(call: Call, word: Word) -> str:
    return word.en if call.say.code == "en" else word.sv
