"""What is wholly an answer to a question of the bot: yes, no or maybe, in words or as an emoji.

A text is an answer when it can be cut, from its beginning to its end, into phrases that all say the same, with nothing
between them but courtesies. Whatever holds a word more is none: "ja, vegetarian" is not "ja".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.language import fold
from bot.models import Reply

PHRASES: Final[Mapping[Reply, tuple[str, ...]]] = {
    Reply.YES: (
        "ja", "jo", "jadå", "jodå", "japp", "jepp", "jajamen", "jajamän", "javisst", "gärna",
        "absolut", "självklart", "givetvis", "naturligtvis", "det gör jag",
        "det kan jag", "jag kommer", "kommer", "jag kommer gärna", "kommer gärna", "jag kan", "jag kan komma",
        "kan komma", "jag är med", "är med", "jag deltar", "deltar", "jag dyker upp", "räkna med mig", "det går bra",
        "det går", "går bra", "det blir bra", "det passar", "passar bra", "det passar bra", "inga problem",
        "yes", "yep", "yeah", "yup", "sure", "of course", "certainly", "absolutely", "definitely", "yes please",
        "gladly", "i will", "i do", "i can", "i can come", "i will come", "ill come", "ill be there",
        "i will be there", "i come", "im coming", "i am coming", "coming", "im in", "count me in", "i am in",
        "no problem",
    ),
    Reply.NO: (
        "nej", "nejdå", "nä", "näe", "nope", "tyvärr inte", "inte jag", "kan inte", "jag kan inte",
        "kan inte komma", "jag kan inte komma", "kommer inte", "jag kommer inte", "kommer ej", "jag kommer ej",
        "kan ej", "jag kan ej", "deltar inte", "jag deltar inte", "jag är inte med", "inte med", "jag har förhinder",
        "har förhinder", "förhinder", "jag får förhinder", "jag är förhindrad", "jag avstår", "avstår", "det går inte",
        "går inte", "det passar inte", "passar inte", "jag hinner inte", "hinner inte", "det gör jag inte",
        "det kan jag inte", "jag avböjer",
        "no", "nah", "unfortunately not", "im afraid not", "cant", "cannot", "i cant", "i cannot", "cant come",
        "i cant come", "i cannot come", "cant make it", "i cant make it", "i cannot make it", "not coming",
        "im not coming", "i am not coming", "i will not come", "i wont come", "i wont", "i will not", "i decline",
    ),
    Reply.MAYBE: (
        "kanske", "kanske inte", "kanske det", "jag kommer kanske", "kommer kanske", "kanske kommer jag",
        "jag kanske kommer", "nja", "vet inte", "vet inte än", "jag vet inte", "jag vet inte än", "vet ej",
        "jag vet ej", "osäker", "osäkert", "jag är osäker", "det är osäkert", "eventuellt", "möjligen", "vi får se",
        "får se", "jag återkommer", "återkommer",
        "maybe", "perhaps", "possibly", "not sure", "im not sure", "i am not sure", "not sure yet", "dont know",
        "i dont know", "i dont know yet", "i might", "i might come", "well see", "we will see", "unsure",
    ),
}  # fmt: skip
"""The phrases of an answer, as they are typed; case, å ä ö, apostrophes and full stops make no difference."""
NODS: Final = (
    "ok", "okej", "okay", "oki", "vi ses", "vi ses då", "ses", "toppen", "bra", "fint", "visst", "see you",
    "see you there", "great", "fine", "👍", "👌", "✅", "✔",
)  # fmt: skip
"""They say yes to a question, but are also said to what asks nothing."""
EMOJI: Final[Mapping[str, str]] = {
    "+1": "👍", "thumbsup": "👍", "ok_hand": "👌", "white_check_mark": "✅", "heavy_check_mark": "✔",
    "ballot_box_with_check": "☑", "-1": "👎", "thumbsdown": "👎", "x": "❌", "thinking_face": "🤔",
    "slightly_smiling_face": "🙂", "blush": "😊", "grinning": "😀", "smiley": "😃", "smile": "😄", "grin": "😁",
    "tada": "🎉", "pray": "🙏", "cry": "😢", "disappointed": "😞", "slightly_frowning_face": "🙁", "confused": "😕",
    "heart": "❤", "relaxed": "☺",
}  # fmt: skip
"""What Slack calls those that answer, and those that stand beside an answer."""
SIGNS: Final[Mapping[Reply, tuple[str, ...]]] = {
    Reply.YES: ("👍", "👌", "✅", "✔", "☑"), Reply.NO: ("👎", "❌"), Reply.MAYBE: ("🤔",),
}  # fmt: skip
COURTESIES: Final = (
    "tack", "tackar", "tack så mycket", "tack för inbjudan", "hej", "hejsan", "tyvärr", "mvh", "hälsningar",
    "så klart", "såklart", "thanks", "thank you", "thanks a lot", "hi", "hello", "sorry", "unfortunately", "please",
    "🙂", "😊", "😀", "😃", "😄", "😁", "🎉", "🙏", "😢", "😞", "🙁", "😕", "❤", "☺",
)  # fmt: skip
"""They may stand beside an answer and are none."""
PARTLY: Final = ("ok", "okej", "okay", "bara", "endast", "only", "halva", "första dagen", "andra dagen", "dag")
"""How somebody may begin who comes to a part."""
_OF_COMING: Final = re.compile(
    r"(?:^| )(?:komm\w*|kan|med|delta\w*|dyker|ses|forhind\w*|avst\w*|avbojer|hinner|aterkommer"
    r"|come|coming|ill|im|i|in|there|cant|cannot|see) "
)
"""In an answer that says that somebody comes: it is none to a question of something else."""
RESERVING: Final = ("men", "fast", "dock", "bara", "endast", "but", "only", "just", "though")
LONGEST: Final = 120

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_TONE: Final = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]|:skin-tone-[2-6]:")
_REGRET: Final = re.compile(r"(?<= )(?:tyvarr|unfortunately) ")
"""It may also stand inside a phrase: "jag kan tyvärr inte komma"."""
_DROPPED: Final = re.compile(r"[.,!;…\"”“()–—-]|:(?=\s|$)|[:;]-?[)(]|['’´`]")


@dataclass(frozen=True)
class Said:
    """What an answer says."""

    reply: Reply
    is_nod: bool = False
    """Whether it may also be said to what asks nothing."""
    is_of_coming: bool = False
    """Whether it says that somebody comes, and so answers no other question."""


def said_in(words: str) -> Said | None:
    """The answer that a text is, wholly; None: it is none, or more than one."""
    text = plain(words)
    readings = (text, _REGRET.sub("", text))
    found = [reply for reply, pattern in _WHOLE.items() if any(map(pattern.fullmatch, readings))]
    if len(found) != 1:
        return None
    is_nod = not any(map(_FIRM[found[0]].search, readings))
    return Said(found[0], is_nod, is_of_coming=_OF_COMING.search(text) is not None)


def begins_as_answer(words: str) -> bool:
    """Whether a text begins as an answer, or says which part somebody comes to, and then says more."""
    return "?" not in words and _BEGINS.match(plain(words, whole=False)) is not None


def has_reservation(words: str) -> bool:
    """Whether it begins as an answer and goes on with what restricts it, so that it asks nothing: "kommer men bara"."""
    return begins_as_answer(words) and _RESERVED.match(plain(words, whole=False)) is not None


def said_by(emoji: str) -> Reply | None:
    """What a reaction of that name says; None: no answer."""
    sign = EMOJI.get(emoji.partition("::")[0])
    return next((reply for reply, signs in SIGNS.items() if sign in signs), None)


def plain(words: str, *, whole: bool = True) -> str:
    """A text as its words, each followed by a blank; one that is too long, or asks, as nothing."""
    if whole and (len(words) > LONGEST or "?" in words):
        return ""
    text = _TONE.sub("", words[:LONGEST])
    for name, sign in EMOJI.items():
        text = text.replace(f":{name}:", f" {sign} ")
    tokens = _TOKEN.findall(_DROPPED.sub(lambda sign: "" if sign[0] in "'’´`" else " ", fold(text)))
    return "".join(f"{each} " for each in tokens)


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of these phrases, the longest first, as `plain` writes them."""
    written = {plain(each) for each in phrases if each}
    return "|".join(re.escape(each) for each in sorted(written, key=lambda each: (-len(each), each)))


def _said(reply: Reply) -> tuple[str, ...]:
    return PHRASES[reply] + SIGNS[reply] + (NODS if reply is Reply.YES else ())


_BESIDE: Final = f"(?:{any_of(COURTESIES)})*"
_WHOLE: Final = {reply: re.compile(f"{_BESIDE}(?:(?:{any_of(_said(reply))}){_BESIDE})+") for reply in PHRASES}
_FIRM: Final = {
    reply: re.compile(f"(?:^| )(?:{any_of(each for each in _said(reply) if each not in NODS)})") for reply in PHRASES
}
_FIRST: Final = (
    f"{_BESIDE}(?:{any_of(each for reply in PHRASES for each in (*PHRASES[reply], *SIGNS[reply]))}|{any_of(PARTLY)})"
)
_BEGINS: Final = re.compile(_FIRST)
_RESERVED: Final = re.compile(f"(?:{_FIRST})+(?:{any_of(RESERVING)})")
