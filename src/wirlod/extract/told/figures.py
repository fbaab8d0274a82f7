"""Reported figures: how many centres, projects, municipalities, and sums that are no grant."""

import re
from collections import defaultdict

from msgspec.structs import replace

from wirlod.extract.facts import FigureFact
from wirlod.extract.grants.assignment import ReadSum
from wirlod.extract.grants.money_words import verb_class
from wirlod.extract.names import read_alternatives, read_patterns
from wirlod.extract.scene import Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.values.numerals import NUMBER_WORD, plain_number, read_digits, read_number_word

KINDS = {
    "total": "programme-volume", "programme": "programme-volume", "cost": "total-cost",
    "share": "other",
}  # fmt: skip
"""Role of a sum → its kind in the code list; other roles give no figure."""

LIKELY = 0.3
"""How likely a role must be for its sum to be a figure."""

NOUNS = read_patterns("wirlod.extract.told", "figures")
"""The nouns that govern a sum, by its kind in the code list."""

NOUN_BEFORE = 100
"""How far before a sum its noun is looked for."""

DIRECTLY_AFTER = r"\s(?:(?:an|der|die|den)\s){0,2}(?:\w+en\s)?"
SAYS_WHAT = (None, "cost", "want")
"""Classes of the words that may stand between a noun and its sum: «Kosten belaufen sich auf»."""


def find_figures(scene: Scene, reads: list[ReadSum]) -> list[FigureFact]:
    """Find counts and sums, with each count the sum its sentence gives for all of them."""
    figures: list[FigureFact] = []
    sums = _find_sums(scene, reads)
    for number, part in enumerate(scene.parts):
        counts = [_count_fact(scene, part, match) for match in _counts(part)]
        own = sums[number]
        whole = [one for one in own if one.amount and one.amount.kind == "programme-volume"]
        if counts and whole:
            own.remove(whole[0])
            said = (*counts[-1].evidence, *whole[0].evidence)
            counts[-1] = replace(counts[-1], amount=whole[0].amount, evidence=said)
        figures += [*counts, *own]
    return _once(sorted(figures, key=lambda f: f.evidence[0].start))


def _find_sums(scene: Scene, reads: list[ReadSum]) -> dict[int, list[FigureFact]]:
    """Give the sums that are figures, by the number of their part."""
    found = defaultdict[int, list[FigureFact]](list)
    for read in reads:
        kind = KINDS.get(read.role)
        if kind is None or read.repeats or read.roles[read.role] < LIKELY:
            continue
        unit, amount = read.unit, read.amount
        begin = max([a.end for a in unit.sums if a.end <= amount.start], default=0)
        kind, noun = _name_sum(kind, unit.text[begin : amount.start], unit.text[amount.end :])
        said = scene.reading.evidence("amount", Span(read.start, unit.start + amount.end))
        counted = noun or LABELS[kind]
        figure = FigureFact(counted, None, amount.as_amount(kind), scene.date, (said,))
        found[unit.number].append(figure)
    return found


def _name_sum(kind: str, left: str, right: str) -> tuple[str, str]:
    """
    Say of which kind a sum is, and by what noun it goes; costs may be those that are eligible.

    >>> _name_sum("total-cost", "Die Gesamtkosten belaufen sich auf ", ".")
    ('total-cost', 'Gesamtkosten')
    >>> _name_sum("total-cost", "Das sind 80 Prozent von ", " zuwendungsfähigen Kosten.")[0]
    'eligible-expenditure'
    """
    kinds = ("eligible-expenditure", kind) if kind == "total-cost" else (kind,)
    named = ((one, _governing(NOUNS[one].pattern, left[-NOUN_BEFORE:], right)) for one in kinds)
    return next((said for said in named if said[1]), (kind, ""))


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
COUNTS = read_patterns("wirlod.extract.told", "counts")
LABELS = {
    "total-cost": "Gesamtkosten", "eligible-expenditure": "zuwendungsfähige Ausgaben",
    "programme-volume": "Fördermittel", "other": "Anteil anderer",
}  # fmt: skip


def _counts(part: Part) -> list[re.Match[str]]:
    if part.kind in ("heading", "headline"):
        return []
    return [match for match in COUNT.finditer(part.sentence.text) if _is_count(match)]


def _is_count(match: re.Match[str]) -> bool:
    number, value = match["number"], _number(match)
    if value is None or COUNTS["no_count"].fullmatch(number):
        return False
    if COUNTS["names_one"].search(match.string[: match.start()]):
        return not number[0].isalpha()
    return value >= (10 if "bescheide" in match["noun"].lower() else 2)


def _number(match: re.Match[str]) -> float | int | None:
    digits = match["number"]
    if digits[0].isdigit():
        value = read_digits(digits)
        return None if value is None else plain_number(value)
    return read_number_word(digits)


def _count_fact(scene: Scene, part: Part, match: re.Match[str]) -> FigureFact:
    noun = COUNTS["plural_dative"].sub(r"\1", re.sub(r"\s+", " ", match["noun"]))
    said = scene.reading.evidence("number", part.span(match.start(), match.end()))
    return FigureFact(noun, _number(match), None, scene.date, (said,))


def _once(figures: list[FigureFact]) -> list[FigureFact]:
    """Say a figure once that headline and text both give, a count with its sum where it has one."""
    kept: dict[tuple[object, ...], FigureFact] = {}
    for figure in figures:
        number, amount = figure.number, figure.amount
        sum_ = amount and (amount.figure, amount.kind)
        says = (number, sum_ if number is None else figure.counted)
        if says not in kept or kept[says].amount is None:
            kept[says] = figure
    return list(kept.values())
