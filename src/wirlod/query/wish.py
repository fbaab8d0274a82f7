"""
What somebody who types a question wants to know: a sum, who got most, or simply some things.

The words that make a question of it are taken away, for no title has them; sums are read as in a
text, with «über» and «höchstens», and in English too.
"""

import re
from decimal import Decimal
from typing import Literal as OneOf

import msgspec

from wirlod.folding import fold
from wirlod.values.amounts import find_amounts

ENGLISH = (
    (r"\b(more than|over|at least|from)\b(?=\s*[€0-9])", "über"),
    (r"\b(less than|under|at most|up to)\b(?=\s*[€0-9])", "höchstens"),
    (r"\babout\b(?=\s*[€0-9])", "rund"),
    (r"\bhalf a million\b", "eine halbe Million"),
    (r"\b(?:million|m)\b", "Millionen"),
    (r"(?<=\d)\s*k\b", ".000"),
)
"""What is said of sums in English → what the reader of sums knows."""

SPELT = ((r"\beuros?\b|\beur\b", "Euro"), (r"\bmillionen\b", "Millionen"), (r"\bmio\b", "Mio"))
"""How words of sums are written, whatever the capitals they were typed with."""

BOUND = re.compile(
    r"\b(mehr als|über|mindestens|weniger als|unter|höchstens|bis zu)\s+"
    r"(?!(?:19|20)\d\d\b)(\d{4,}|\d{1,3}(?:\.\d{3})+)\b(?!\s*(?:€|Euro|Mi|Mrd|Tsd))"
)
"""A number that something is said to be above or below, which can only be a sum, or a year."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

HOW_MUCH = re.compile(r"\b(wie ?viel|how much)\b")
HOW_MANY = re.compile(r"\b(wie ?viele|how many|zahl der|anzahl|number of)\b")
LARGEST = re.compile(
    r"\b(am meisten|die meisten|grosste[nrs]?|hochste[nr]?|most|largest|biggest)\b"
)
RULES = re.compile(
    r"\b(was wird gefordert|was kann gefordert werden|wofur|beantragen|antrag stellen|"
    r"what is funded|what can be funded|what for|apply)\b"
)
"""How one asks what there is money for, and who can have it, folded."""

ASKING = re.compile(
    r"^(wie|wieviele?|wer|was|wem|wen|wann|wo|wofur|welche[rsmn]?|gibt|gab|kann|"
    r"who|whom|what|which|when|where|how|is|are|can|did|does)\b"
)
"""How a question in words begins, folded."""

FILLERS = frozenset(
    fold(
        "wie viel wieviel viele wieviele geld euro bekam bekamen bekommt bekommen erhielt "
        "erhielten erhält erhalten kriegte kriegt hat haben wurde wurden ging gingen gab gibt es "
        "wer was wem welche welcher welches wo wann wofür in im an am aus bei für nach der die das "
        "den dem des ein eine von vom zu zum zur und über sich mein meine meinem meinen meiner "
        "unser unsere unserem unseren unserer ist sind war waren heisst bedeutet jahr jahre "
        "how much many money euros did does do get gets got receive receives received given the a "
        "an who whom what which where when at for from of to by and have has is was were there "
        "about go goes went my our are mean means year years "
        "meisten am grösste größte größten höchste höchsten most largest biggest"
    ).split()
)
"""Words of a question, folded, that say nothing of what it is about."""

OF_MONEY = frozenset(
    fold(
        "Förderung Förderungen gefördert fördern Fördergeld Fördergelder Fördermittel Fördersumme "
        "Zuschuss Zuschüsse Zuwendung Zuwendungen Mittel Summe Summen Betrag bewilligt "
        "grant grants granted funding funded funds subsidy subsidies sum sums amount"
    ).split()
)
"""Words for money, folded: beside a name they ask for what its bearer got."""

ANY_PLACE = frozenset(
    fold(
        "Landkreis Landkreise Kreis Kreise Stadt Städte Gemeinde Gemeinden Kommune Kommunen Ort "
        "Wohnort Heimatort Gegend district districts county city cities town towns municipality"
    ).split()
)
"""Words that name no place, but mean one."""

IN_FRONT = frozenset(fold("Stadt Gemeinde city town municipality").split())
"""Words before the name of a place that its bearer's has, and it has not: «Stadt Kassel»."""

_OR = re.compile(r"\b(?:oder|or)\b")
_ENDING = re.compile(r"(?<=\w{5})(?:en|er|e|n|s)$")

LEAST_SUM = 1000
"""A number without a currency is a sum from here on; a smaller one may be a count."""


class Wish(msgspec.Struct, frozen=True):
    """What is wanted."""

    words: str
    """What it is about, without the words that make a question of it."""
    wants: OneOf["things", "sum", "largest"] = "things"
    amount: Decimal | None = None
    precision: str = "exact"
    """How exactly the sum is meant: ``at-least`` for «über»."""
    name: str = ""
    """The words without those for money, and without a year: what may be the name of a place."""
    asks: bool = False
    """Whether it is a question in words."""
    how_many: bool = False
    """Whether it asks for a number."""
    rules: bool = False
    """Whether it asks what there is money for."""

    @property
    def stems(self) -> str:
        """
        The words without the endings of plurals and cases.

        >>> Wish("vereine kassel").stems, Wish("cities").stems
        ('verein kassel', 'city')
        """
        words = (re.sub(r"(?<=\w\w)ies$", "y", word) for word in self.words.split())
        return " ".join(_ENDING.sub("", word) for word in words)

    @property
    def either(self) -> list[str]:
        """
        What it is about, one by one where any of several will do.

        >>> Wish("kassel oder bad hersfeld").either, Wish("kassel").either
        (['kassel', 'bad hersfeld'], ['kassel'])
        """
        return [part.strip() for part in _OR.split(self.words) if part.strip()]

    @property
    def means_some_place(self) -> bool:
        """Whether it speaks of a place, and does not say which."""
        return bool(self.name) and ANY_PLACE.issuperset(self.name.split())


def read_wish(query: str, language: str) -> Wish:
    """
    Read what somebody typed.

    >>> wish = read_wish("Wie viel bekam Kassel 2022?", "de")
    >>> wish.words, wish.wants, wish.name
    ('kassel 2022', 'sum', 'kassel')
    >>> read_wish("mehr als 500000", "de").precision, read_wish("over €1.5 million", "en").amount
    ('at-least', Decimal('1500000.0'))
    >>> read_wish("Rüsselsheim 600.000 Euro", "de").words, read_wish("Förderung Hanau", "de").wants
    ('russelsheim', 'sum')
    """
    text = BOUND.sub(r"\1 \2 Euro", _spell(_translate(query) if language == "en" else query))
    amounts = [
        found
        for found in find_amounts(text)
        if found.low >= LEAST_SUM or re.search("Euro|€", text[found.start : found.end])
    ]
    amount = amounts[0] if amounts else None
    rest = f"{text[: amount.start]} {text[amount.end :]}" if amount else query
    folded = fold(query)
    words = [word for word in fold(rest).split() if word not in FILLERS]
    name = [word for word in words if word not in OF_MONEY and not YEAR.fullmatch(word)]
    name = [word for word in name if word not in IN_FRONT] or name
    return Wish(
        words=" ".join(words),
        wants=_read_wanted(folded, name),
        amount=amount.low if amount else None,
        precision=amount.precision if amount else "exact",
        name=" ".join(name),
        asks=bool(ASKING.match(folded)) or query.rstrip().endswith("?"),
        how_many=bool(HOW_MANY.search(folded)),
        rules=bool(RULES.search(folded)),
    )


def _read_wanted(folded: str, name: list[str]) -> OneOf["things", "sum", "largest"]:
    if LARGEST.search(folded) and not HOW_MUCH.search(folded):
        return "largest"
    speaks_of_money = bool(name) and not OF_MONEY.isdisjoint(folded.split())
    return "sum" if HOW_MUCH.search(folded) or speaks_of_money else "things"


def _spell(text: str) -> str:
    for word, spelt in SPELT:
        text = re.sub(word, spelt, text, flags=re.IGNORECASE)
    return text


def _translate(query: str) -> str:
    """Write the sums of an English text as a German one does."""
    swapped = str.maketrans(",.", ".,")
    text = re.sub(r"\d[\d,.]*", lambda number: number[0].translate(swapped), query)
    for english, german in ENGLISH:
        text = re.sub(english, german, text, flags=re.IGNORECASE)
    return text
