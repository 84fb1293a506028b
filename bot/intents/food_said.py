"""What of an answer says what somebody does not eat: "jag är vegan", "allergisk mot nötter och ägg", "no nuts".

It is kept as they wrote it, so it is enough to know that a phrase is of food, and where it ends.
"""

from __future__ import annotations

import re
from typing import Final

from bot.intents.said import any_of, plain
from bot.language import fold

DIETS: Final = (
    "vegetarian", "vegetariskt", "vegetarisk", "vegetarisk mat", "vegetarisk kost", "vegetarisk middag", "vego",
    "vegan", "veganskt", "vegansk", "vegansk mat", "vegansk kost", "laktovegetarian", "pescetarian", "pesketarian",
    "glutenfritt", "glutenfri", "glutenfri mat", "glutenfri kost", "laktosfritt", "laktosfri", "laktosfri mat",
    "laktosfri kost", "mjölkfritt", "mjölkfri", "äggfritt", "nötfritt", "halal", "halalmat", "kosher", "koscher",
    "laktosintolerant", "glutenintolerant", "laktosintolerans", "glutenintolerans", "celiaki", "nötallergi",
    "nötallergiker", "jordnötsallergi", "skaldjursallergi", "fiskallergi", "äggallergi", "mjölkallergi", "diabetiker",
    "vegetarian food", "vegan food", "gluten free", "gluten free food", "lactose free", "dairy free", "nut free",
    "egg free", "lactose intolerant", "gluten intolerant", "nut allergy", "peanut allergy", "shellfish allergy",
    "fish allergy", "egg allergy", "milk allergy", "coeliac", "celiac", "diabetic",
)  # fmt: skip
FOODS: Final = (
    "nötter", "jordnötter", "hasselnötter", "valnötter", "mandel", "skaldjur", "räkor", "fisk", "kött", "rött kött",
    "nötkött", "fläsk", "fläskkött", "griskött", "kyckling", "fågel", "vilt", "lamm", "ägg", "mjölk",
    "mjölkprodukter", "mejeriprodukter", "laktos", "gluten", "vete", "soja", "selleri", "lök", "vitlök", "svamp",
    "tomat", "tomater", "paprika", "äpplen", "citrus", "sesam", "senap", "socker", "alkohol", "koriander", "ärtor",
    "bönor", "baljväxter",
    "nuts", "tree nuts", "peanuts", "almonds", "hazelnuts", "walnuts", "shellfish", "shrimp", "shrimps", "prawns",
    "fish", "meat", "red meat", "beef", "pork", "chicken", "poultry", "game", "lamb", "egg", "eggs", "milk", "dairy",
    "lactose", "wheat", "soy", "soya", "celery", "onion", "onions", "garlic", "mushrooms", "tomatoes", "peppers",
    "apples", "sesame", "mustard", "sugar", "alcohol", "coriander", "peas", "beans", "legumes",
)  # fmt: skip
OF_FOODS: Final = (
    "allergisk mot", "allergi mot", "allergiker mot", "överkänslig mot", "känslig mot", "intolerant mot", "tål inte",
    "tål ej", "tål inga", "tål inget", "äter inte", "äter ej", "äter inga", "äter inget", "kan inte äta", "kan ej äta",
    "inga", "inget", "ingen", "utan", "fri från", "äter",
    "allergic to", "allergy to", "intolerant to", "sensitive to", "cannot eat", "can not eat", "cant eat", "dont eat",
    "do not eat", "cannot have", "cant have", "no", "without", "free from", "eat",
)  # fmt: skip
"""How foods follow that somebody does not eat, or does."""
LEADS: Final = (
    "jag", "är", "äter", "vill ha", "önskar", "har", "behöver", "gärna", "helst", "också", "en", "mat", "kost",
    "specialkost", "i", "am", "im", "eat", "have", "need", "would like", "id like", "also", "a", "an",
)  # fmt: skip
TELLING: Final = re.compile(
    r"(?:^| )(?:\w*allerg\w*|vegan\w*|vego|vegeta\w*|\w*gluten\w*|la[kc]tos\w*|halal\w*|kosch?er\w*|intoleran\w*"
    r"|\w*kost|mat|maten|food|diet|ater|ata|eat|taler|tal) "
)
"""A word of food, in a text that says more than is understood."""

_FOODS: Final = f"(?:{any_of(('any', 'några', 'någon', 'alla'))})?(?:{any_of(FOODS)})"
_LIST: Final = f"{_FOODS}(?:(?:{any_of(('och', 'eller', 'samt', 'and', 'or'))})?{_FOODS})*"
FOOD: Final = f"(?:{any_of(LEADS)})*(?:(?:{any_of(DIETS)})|(?:{any_of(OF_FOODS)}){_LIST})"
"""A phrase of food, as `plain` writes it."""


def speaks_of_food(words: str) -> bool:
    """Whether something in a text is of food, whatever else it says."""
    text = plain(words, whole=False)
    return TELLING.search(text) is not None or re.search(f"(?:^| )(?:{FOOD})", text) is not None


def as_written(phrase: str, words: str) -> str:
    """A phrase as somebody wrote it in a text."""
    folded = "".join(fold(each)[:1] for each in words)  # as long as the text
    found = re.search(r"[\W_]+".join("['’´`]?".join(map(re.escape, each)) for each in phrase.split()), folded)
    return words[found.start() : found.end()] if found else phrase.strip()
