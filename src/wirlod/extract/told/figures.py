"""
Reported figures: how many centres, projects, municipalities, and sums that are no grant.
"""

import re
from typing import NamedTuple

from msgspec.structs import replace

from wirlod.extract.facts import FigureFact
from wirlod.extract.grants.assignment import ReadSum
from wirlod.extract.grants.money_words import verb_class
from wirlod.extract.names import read_alternatives
from wirlod.extract.scene import Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.values.amounts import AmountMention
from wirlod.values.numerals import NUMBER_WORD, plain_number, read_digits, read_number_word

KINDS = {
    "total": "programme-volume", "programme": "programme-volume", "cost": "total-cost",
    "share": "other",
}  # fmt: skip
"""Role of a sum → its kind in the code list; other roles give no figure."""

LIKELY = 0.3
"""How likely a role must be for its sum to be a figure."""

NOUNS = {
    kind: f"(?i:{words})"
    for kind, words in (
        ("eligible-expenditure",
         r"\b(?:(?:zuwendungs|förder|beihilfe)fähig|anerkannt)\w*(?:\s\w*(?:ausgaben|kosten))?"),
        ("other",
         r"\b(?:eigen(?:anteil|mittel|leistung|beitrag)|kofinanzierung|komplementär|drittmittel|"
         r"rest\b|restbetrag|restkosten|mehrkosten|übrigen\b)\w*"),
        ("total-cost",
         r"\b\w*(?:kosten(?:rahmen|volumen)?|investition(?:en|ssumme|svolumen)?|gesamtausgaben|"
         r"projektvolumen|finanzierungsvolumen|bauvolumen|auftragswert|auftragsvolumen)\b"),
        ("programme-volume",
         r"\b\w*(?:programmvolumen|fördervolumen|gesamtvolumen|mittelvolumen|budgets?|fördertopf|"
         r"haushaltsmittel|sondervermögen|gesamtfördersumme|paket(?:e?s)?|programms?)\b"),
    )
}  # fmt: skip
"""The nouns that govern a sum, by its kind in the code list."""

NOUN_BEFORE = 100
"""How far before a sum its noun is looked for."""

DIRECTLY_AFTER = r"\s(?:(?:an|der|die|den)\s){0,2}(?:\w+en\s)?"
SAYS_WHAT = (None, "cost", "want")
"""Classes of the words that may stand between a noun and its sum: «Kosten belaufen sich auf»."""


class Sum(NamedTuple):
    """The kind of a sum, as in the code list, and the noun that says so (empty if none)."""

    kind: str
    noun: str


class Aside(NamedTuple):
    """A sum that is no grant; positions count in the whole text."""

    part: Part
    amount: AmountMention
    sum: Sum


def find_asides(parts: list[Part], reads: list[ReadSum]) -> list[Aside]:
    """Give the sums that are figures."""
    found = []
    for read in reads:
        kind = KINDS.get(read.role)
        if kind is None or read.repeats or read.roles[read.role] < LIKELY:
            continue
        unit, amount = read.unit, read.amount
        begin = max([a.end for a in unit.sums if a.end <= amount.start], default=0)
        said = _name_sum(kind, unit.text[begin : amount.start], unit.text[amount.end :])
        moved = amount._replace(start=unit.start + amount.start, end=unit.start + amount.end)
        part = parts[unit.number]
        found.append(Aside(part, moved, said))
    return found


def _name_sum(kind: str, left: str, right: str) -> Sum:
    """
    Say by what noun a sum of *kind* goes; costs may be those that are eligible.

    >>> _name_sum("total-cost", "Die Gesamtkosten belaufen sich auf ", ".")
    Sum(kind='total-cost', noun='Gesamtkosten')
    >>> _name_sum("total-cost", "Das sind 80 Prozent von ", " zuwendungsfähigen Kosten.").kind
    'eligible-expenditure'
    """
    kinds = ("eligible-expenditure", kind) if kind == "total-cost" else (kind,)
    named = (Sum(one, _governing(NOUNS[one], left[-NOUN_BEFORE:], right)) for one in kinds)
    return next((said for said in named if said.noun), Sum(kind, ""))


def _governing(noun: str, left: str, right: str) -> str:
    """Give the noun before a sum, no verb of money between, or right after it; else nothing."""
    *_, before = [None, *re.finditer(noun, left)]
    if before and not _is_taken(left[before.end() :]):
        return before.group()
    behind = re.match(f"{DIRECTLY_AFTER}(?P<noun>{noun})", right)
    return behind["noun"] if behind else ""


def _is_taken(gap: str) -> bool:
    """Tell whether a comma or a verb of money stands between a noun and a sum."""
    return (
        "," in gap or ";" in gap or any(verb_class(word) not in SAYS_WHAT for word in gap.split())
    )


COUNTED = (
    rf"(?:[\w-]*(?i:{read_alternatives('counted')})|Landkreisen?|Kreisen?|Städten?|Gemeinden?)"
)
NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d+|(?i:{NUMBER_WORD}))"
QUALIFIER = (
    r"(?P<qualifier>rund|etwa|circa|ca\.|knapp|gut|fast|über|mehr als|mindestens|bis zu|"
    r"maximal|höchstens|nahezu|ungefähr)"
)
COUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?i:{QUALIFIER})\s)?(?P<number>{NUMBER})\s(?P<adjectives>(?:[a-zäöüß-]+(?:e|"
    rf"en|er)\s){{0,3}})(?P<noun>{COUNTED}(?:\s(?:und|sowie)\s-?[\w-]+(?:innen|er|en))?)(?![\w-])"
)
PLURAL_DATIVE = re.compile(
    r"(?i)(städte|kreise|projekte|anträge|bescheide|vereine|workshops|länder|trainer|teilnehmer)n$"
)
NO_COUNT = re.compile(
    r".*(?:ersten?|zweiten?|dritten?|jähr|einen?|eine|einer|ein|eins|einem|null)|(?:19|20)\d\d",
    re.I,
)
NAMES_ONE = re.compile(
    r"\b(?:um|ab|bis|Nr\.|Platz|Klasse|im Alter von|zwischen|der|den|die|dem|des|unsere|"
    r"ihre|seine|die ersten|diese|beiden)\s$"
)
"""What stands before a number that counts nothing, or that all know already."""

LABELS = {
    "total-cost": "Gesamtkosten", "eligible-expenditure": "zuwendungsfähige Ausgaben",
    "programme-volume": "Fördermittel", "other": "Anteil anderer",
}  # fmt: skip


def find_figures(scene: Scene, asides: list[Aside]) -> list[FigureFact]:
    """Find counts, and with each count the sum its sentence gives for all of them."""
    figures: list[FigureFact] = []
    used: set[int] = set()
    for part in scene.parts:
        own = [a for a in asides if a.part is part and a.sum.kind == "programme-volume"]
        counts = _counts(part)
        for number, match in enumerate(counts):
            amount = own[0] if own and number == len(counts) - 1 else None
            if amount is not None:
                used.add(id(amount))
            figures.append(_count_fact(scene, part, match, amount))
    sums = [
        a for a in asides
        if id(a) not in used and not _is_rounded_in_headline(a, asides)
    ]  # fmt: skip
    figures += [_sum_fact(scene, aside) for aside in sums]
    return _once(sorted(figures, key=lambda f: f.evidence[0].start))


def _is_rounded_in_headline(aside: Aside, asides: list[Aside]) -> bool:
    """A headline gives a sum of the text once more, rounded."""
    low = aside.amount.low
    return aside.part.kind == "title" and any(
        other.part.kind != "title" and abs(other.amount.low - low) <= low / 20 for other in asides
    )


def _counts(part: Part) -> list[re.Match[str]]:
    if part.kind in ("heading", "headline"):
        return []
    return [match for match in COUNT.finditer(part.sentence.text) if _is_count(match)]


def _is_count(match: re.Match[str]) -> bool:
    number, value = match["number"], _number(match)
    if value is None or NO_COUNT.fullmatch(number):
        return False
    if NAMES_ONE.search(match.string[: match.start()]):
        return not number[0].isalpha()
    return value >= (10 if "bescheide" in match["noun"].lower() else 2)


def _number(match: re.Match[str]) -> float | int | None:
    digits = match["number"]
    if digits[0].isdigit():
        value = read_digits(digits)
        return None if value is None else plain_number(value)
    return read_number_word(digits)


def _count_fact(scene: Scene, part: Part, match: re.Match[str], aside: Aside | None) -> FigureFact:
    noun = PLURAL_DATIVE.sub(r"\1", re.sub(r"\s+", " ", match["noun"]))
    said = scene.reading.evidence("number", part.span(match.start(), match.end()))
    if aside is None:
        return FigureFact(noun, _number(match), None, scene.date, (said,))
    whole = _sum_fact(scene, aside)
    return replace(whole, counted=noun, number=_number(match), evidence=(said, *whole.evidence))


def _sum_fact(scene: Scene, aside: Aside) -> FigureFact:
    said = scene.reading.evidence("amount", Span(aside.amount.start, aside.amount.end))
    counted = aside.sum.noun or LABELS[aside.sum.kind]
    amount = aside.amount.as_amount(aside.sum.kind)
    return FigureFact(counted, None, amount, scene.date, (said,))


def _once(figures: list[FigureFact]) -> list[FigureFact]:
    """Say a figure once that headline and text both give."""
    kept: list[FigureFact] = []
    for figure in figures:
        same = next((i for i, other in enumerate(kept) if _says_the_same(other, figure)), None)
        if same is None:
            kept.append(figure)
        elif kept[same].amount is None:
            kept[same] = figure
    return kept


def _says_the_same(one: FigureFact, other: FigureFact) -> bool:
    if one.number is not None or other.number is not None:
        return one.number == other.number and one.counted == other.counted
    if one.amount is None or other.amount is None:
        return False
    return (one.amount.figure, one.amount.kind) == (other.amount.figure, other.amount.kind)
