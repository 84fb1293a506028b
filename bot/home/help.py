"""How the bot explains itself: made from what is declared, so that it never says anything else, and tells nobody of
what they may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Message
from bot.blocks.parts import context, divider, header, section
from bot.feature.call import Call
from bot.feature.declare import Command, Question, Word
from bot.language import Text, bold, fold, lines

Explains = Callable[..., Message]


def explainer(commands: Sequence[Command], questions: Iterable[Question]) -> Explains:
    """Make the function that explains: all commands, or one with its words, or what works instead of a typo."""
    examples = [each for each in questions if each.example]

    def explain(call: Call, command: str, unknown: str = "") -> Message:
        one = next((each for each in commands if each.sv == command), None)
        if one is None:
            return _everything(call, commands, examples, unknown)
        return _unknown_word(call, one, unknown) if unknown else _one(call, one, commands)

    return explain


def _one(call: Call, command: Command, commands: Sequence[Command]) -> Message:
    if command.sv == "natverk":
        return _everything(call, commands, [], "")
    title = Text(f"/{call.prefix}{_name(call, command)}")
    rows = _rows(call, command)
    return Message(lines(bold(title), call.say(command.about), *rows), [header(title), section(lines(*rows))])


def _everything(call: Call, commands: Sequence[Command], questions: Sequence[Question], unknown: str) -> Message:
    say = call.say
    lead = (
        say("I did not understand that. This is what I can answer:") if unknown else say("This is what I can answer:")
    )
    blocks: list[Block] = [section(lead)]
    if questions:
        examples = (Text(f"• _{say(each.example)}_") for each in questions if each.is_for(call))
        blocks += [section(lines(say("In plain words, here or where you mention me:"), *examples)), divider()]
    blocks += [section(lines(*_rows(call, each))) for each in commands]
    blocks.append(context(say("Every word also works in the other language, and without å, ä and ö.")))
    names = ", ".join(f"`/{call.prefix}{_name(call, each)}`" for each in commands if each.alone in _words(call, each))
    return Message(Text(f"{lead} {names}"), blocks)


def _unknown_word(call: Call, command: Command, unknown: str) -> Message:
    from rapidfuzz import fuzz, process  # only where somebody has mistyped

    say, name = call.say, _name(call, command)
    words = {fold(_word_name(call, each)): _word_name(call, each) for each in _words(call, command) if each.sv}
    near = process.extractOne(fold(unknown[:60]), words.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=70)
    working = ", ".join(f"`{_typed(call, each)}`" for each in _words(call, command) if each is not command.alone)
    sentence = say(
        "`/{name}` does not know “{word}”. These work: {known}.",
        name=call.prefix + name,
        word=unknown[:60],
        known=Text(working),
    )
    if near:
        guess = say("Did you mean `{command}`?", command=f"/{call.prefix}{name} {words[near[0]]}")
        sentence = Text(f"{sentence} {guess}")
    return Message(sentence, [section(sentence)])


def _rows(call: Call, command: Command) -> list[Text]:
    name = call.prefix + _name(call, command)
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
    return command.en if call.say.code == "en" else command.sv


def _word_name(call: Call, word: Word) -> str:
    return word.en if call.say.code == "en" else word.sv
