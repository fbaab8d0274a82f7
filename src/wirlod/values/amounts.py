"""
Sums of money in a text: digits and words, scales, ranges, precision.

«Bescheid über 600.000 Euro» says exactly how much the notice is about; «insgesamt über 12,5
Millionen» gives a lower bound. So ``über`` is looked at together with what stands before it.
"""

import re
from decimal import Decimal
from typing import NamedTuple

import msgspec

from wirlod.saying import message
from wirlod.values.numerals import HALVES, NUMBER_WORD, plain_number, read_digits, read_number_word

DIGITS = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?:,\d{1,2})?"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d\d)?|\d{1,3}(?:\ ?\.\ ?000)+|\d+(?:[.,]\d+)?)(?!\d)"
)
HALF = rf"(?:eine[rnm]?\ )?(?:{'|'.join(HALVES)}|viertel|Viertel|Dreiviertel)"
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
FRACTION = r"(?:(?:\d{1,3}\ ?)?[½¼¾]|[13]/[24])"
SCALES = {
    "million": Decimal(10**6), "millionen": Decimal(10**6), "mio": Decimal(10**6),
    "mill": Decimal(10**6), "milliarde": Decimal(10**9), "milliarden": Decimal(10**9),
    "mrd": Decimal(10**9), "tausend": Decimal(1000), "tsd": Decimal(1000), "t": Decimal(1000),
}  # fmt: skip
SCALE = (
    r"(?i:Millionen|Million|Mio\b\.?|Mill\.|Milliarden|Milliarde|Mrd\b\.?|Tausend|Tsd\b\.?)|"
    r"T(?=€|EUR)"
)
CURRENCY = r"Euros?\b|EURO?\b|€"

AMOUNT = re.compile(
    rf"""
    (?<![\w.,]) (?<!\d/) (?P<lead>(?:T?€|T?EUR|Euro)\ ?)?
    (?P<number>{FRACTION}(?=\ ?(?i:mi))|{DIGITS}|(?i:{HALF})(?=\ ?(?i:milli))
        |(?i:{NUMBER_WORD})(?=[ -]?(?:Euro|EUR|€|(?i:mi|tausend|tsd))))
    (?:[ \u00a0\u2009\u202f-]?(?P<scale>{SCALE}))?
    (?:,-{{1,2}}|,–|\.-)?
    (?:[ \u00a0\u2009\u202f-]?(?P<unit>{CURRENCY}))?
    """,
    re.X,
)
MONEY_IN_SIGHT = re.compile(r"Euro|EUR|€|(?i:mio|million|mrd|milliard)")
MONEY_FOLLOWS_SCALE = re.compile(
    r"\s?($|[.,;:!?)“”\"«–]|(an|für|nach|aus|vom|von|zur|zum|in|bis|über|als|auf|durch|wurden|werden|"
    r"fließen|gehen|bewilligt|jährlich|zur Verfügung|bereit)\b|(Förder|Zuwend|Zuschu|Zuschü|Landes|"
    r"Bundes|Unterstütz|Finanz|Gesamtkosten|Investition))"
)
RANGE_BEFORE = re.compile(
    rf"(?P<between>[Zz]wischen\ )?(?P<first>{DIGITS}|{NUMBER_WORD})"
    rf"(?:\ ?(?P<scale>{SCALE}))?(?:\ ?(?:{CURRENCY}))?\ ?(?P<join>bis(?:\ zu)?|–|-|und|"
    rf"sowie|,)\ ?$"
)
AT_LEAST = frozenset({
    "mehr als", "nicht weniger als", "mindestens", "wenigstens", "deutlich mehr als",
    "weit mehr als", "etwas mehr als", "weit über", "deutlich über", "knapp über", "etwas über",
    "über", "ueber", "ab",
})  # fmt: skip
AT_MOST = frozenset({
    "bis zu", "bis maximal", "nicht mehr als", "höchstens", "maximal", "max.", "unter",
    "weniger als", "bis",
})  # fmt: skip
APPROXIMATE = frozenset({
    "rund", "etwa", "ca.", "ca", "circa", "zirka", "ungefähr", "knapp", "gut", "fast",
    "annähernd", "nahezu", "beinahe", "um die", "rd.", "schätzungsweise", "in etwa", "roundabout",
    "etwas weniger als", "geschätzt", "geschätzte", "geschätzten",
})  # fmt: skip
NEUTRAL = (
    r"insgesamt|jeweils|je|zusammen|noch|weiteren?|weitere|zusätzlichen?|erneut|einmalig|jährlich|"
    r"stolze[n]?|sogar|immerhin|genau|exakt|zunächst|allein|pro Jahr|nochmals|satte|künftig"
)
_PRECISION = "|".join(
    re.escape(word) for word in sorted(AT_LEAST | AT_MOST | APPROXIMATE, key=len, reverse=True)
)
BEFORE = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=[(„»:]))(?P<word>{_PRECISION}|{NEUTRAL})\s+$", re.I)

NOTICE_NOUN = (
    r"(?:\w*[Bb]escheid\w*|\w*[Zz]uwendung(?:en)?|\w*[Ff]örderung|\w*[Zz]usagen?|\w*[Ss]checks?|"
    r"\w*[Zz]uschuss|\w*[Zz]uschusses|\w*[Zz]uschüsse|\w*[Bb]ewilligung|\w*[Vv]ereinbarung|"
    r"\w*[Vv]ertrag|\w*[Uu]rkunde|\w*[Bb]etrag|\w*[Ss]umme|\w*[Rr]echnung|\w*[Ff]inanzspritze|"
    r"\w*[Dd]arlehen|\w*[Ss]pende)"
)
ABOUT = re.compile(
    rf"(?:\b{NOTICE_NOUN}(?P<gap>(?:\ (?:des|der|vom|von|aus|dem|den|das|im|in|zur|zum|und|heute|"
    rf"jeweils|insgesamt|für|an|[A-ZÄÖÜ„“»«][\w.“”«»&–-]*|–))*)"
    rf"|\b(?:freu|jubel|verfüg|glücklich)\w*(?:\ [^.;:,]*)?)\ $"
)


GLAD_AFTER = re.compile(r"[\d.,]+\s?\w*\.?\s?(?:Euro|€|EUR)[^.;:]{0,60}?\b(?:freuen|verfügen)\b")


class Amount(msgspec.Struct, frozen=True):
    """A sum of money: ``value``, or only a bound; kind says what the sum is a sum of."""

    value: float | int | None = None
    min: float | int | None = None
    max: float | int | None = None
    precision: str = "exact"
    kind: str = "grant"
    currency: str = "EUR"

    @property
    def figure(self) -> float | int | None:
        """The one number to compare by: the value, else the lower, else the upper bound."""
        return next((n for n in (self.value, self.min, self.max) if n is not None), None)


class AmountMention(NamedTuple):
    """A sum where it stands; positions count in the text that was searched."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    precision: str
    each: bool = False
    total: bool = False
    doubt: str = ""
    readings: tuple[str, ...] = ()

    def as_amount(self, kind: str = "grant") -> Amount:
        """Give the amount as a fact: bounds only where the text gives bounds."""
        low, high = plain_number(self.low), plain_number(self.high)
        if self.low != self.high:
            return Amount(min=low, max=high, precision="approximate", kind=kind)
        if self.precision == "at-least":
            return Amount(min=low, precision="at-least", kind=kind)
        if self.precision == "at-most":
            return Amount(max=high, precision="at-most", kind=kind)
        return Amount(value=low, precision=self.precision, kind=kind)


def find_amounts(text: str) -> list[AmountMention]:
    """
    Find every sum of money in *text*.

    >>> [(m.low, m.precision) for m in find_amounts("Bescheid über 600.000 Euro, rund 1,2 Mio. €")]
    [(Decimal('600000'), 'exact'), (Decimal('1200000.0'), 'approximate')]
    """
    if not MONEY_IN_SIGHT.search(text):
        return []
    mentions: list[AmountMention] = []
    for match in AMOUNT.finditer(text):
        if _is_money(text, match):
            mentions.extend(_read_match(text, match))
    return mentions


def _is_money(text: str, match: re.Match[str]) -> bool:
    if re.match(r"[ -]?(Cent|Jobber)", text[match.end() :]):
        return False
    if match["unit"]:
        return not re.match(r"(?:pa|raum|zone|norm|cup|city)", text[match.end() :])
    if match["lead"]:
        return match["number"][0].isdigit()
    scale = match["scale"]
    big = scale is not None and scale.lower()[:2] in ("mi", "mr")
    return big and bool(MONEY_FOLLOWS_SCALE.match(text, match.end()))


def _read_match(text: str, match: re.Match[str]) -> list[AmountMention]:
    value = _value(match["number"], match["scale"] or ("T" if _in_thousands(match) else None))
    if value is None:
        return []
    first = RANGE_BEFORE.search(text, max(0, match.start() - 60), match.start())
    low = _value(first["first"], first["scale"] or match["scale"]) if first else None
    if (
        first is None
        or low is None
        or (low >= value and first["join"] not in ("und", "sowie", ","))
    ):
        return [_mention(text, match.start(), match, (value, value))]
    if _is_year(first["first"]) and not first["between"]:
        return [_mention(text, match.start(), match, (value, value))]
    if first["join"].startswith(("bis", "–", "-")) or first["between"]:
        return [_mention(text, first.start(), match, (low, value))]
    both = [_mention(text, match.start(), match, (value, value))]
    if low >= 100 and first["first"][0].isdigit() and not _is_year(first["first"]):
        earlier = AmountMention(first.start(), first.end("first"), low, low, "exact")
        both.insert(0, earlier)
    return both


def _in_thousands(match: re.Match[str]) -> bool:
    """«T€ 500» counts thousands."""
    return (match["lead"] or "").startswith("T")


def _is_year(digits: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", digits))


def _value(number: str, scale: str | None) -> Decimal | None:
    factor = SCALES[scale.lower().rstrip(".")] if scale else Decimal(1)
    word = re.sub(r"^eine[rnm]? ", "", number.lower())
    if word in HALVES:
        return HALVES[word] * factor
    if word == "viertel":
        return Decimal("0.25") * factor
    if number[-1] in FRACTIONS:
        return (Decimal(number[:-1].strip() or 0) + FRACTIONS[number[-1]]) * factor
    if re.fullmatch(r"\d/[1-9]", number):
        return Decimal(number[0]) / Decimal(number[2]) * factor
    if number[0].isdigit():
        digits = read_digits(number, scaled=scale is not None)
        return None if digits is None else digits * factor
    read = read_number_word(word)
    return None if read is None else Decimal(read) * factor


def _mention(
    text: str, start: int, match: re.Match[str], bounds: tuple[Decimal, Decimal]
) -> AmountMention:
    words, begin = _words_before(text, start)
    precision, precision_start = _precision(text, words, start)
    doubt, readings = _doubt_of_digits(match)
    each = any(word.lower() in ("jeweils", "je") for word, _ in words)
    total = any(word.lower() in ("insgesamt", "zusammen") for word, _ in words)
    low, high = bounds
    if doubt and match["scale"] is None:
        low = high = low * 1000
    end = len(text[: match.end()].rstrip(" -"))
    return AmountMention(
        min(begin if precision != "exact" else start, precision_start),
        end, low, high, precision, each, total, doubt, readings,
    )  # fmt: skip


def _words_before(text: str, start: int) -> tuple[list[tuple[str, int]], int]:
    """Collect words of precision and number before *start*, nearest first."""
    words: list[tuple[str, int]] = []
    begin = start
    while match := BEFORE.search(text, max(0, begin - 30), begin):
        words.append((match["word"], match.start()))
        begin = match.start()
    precise = [at for word, at in words if not re.fullmatch(NEUTRAL, word, re.I)]
    return words, min(precise, default=start)


def _precision(text: str, words: list[tuple[str, int]], start: int) -> tuple[str, int]:
    precision = "exact"
    begin = start
    for word, at in words:
        lower = word.lower()
        said_of = re.search(r"\b(?:von|mit|auf|um|bei|auf)\s$", text[:at])
        if lower in ("über", "ueber") and GLAD_AFTER.match(text, start):
            continue
        if lower in ("über", "ueber") and not said_of and ABOUT.search(text, max(0, at - 160), at):
            continue
        if lower in ("bis", "ab") and at == words[-1][1] and not lower.startswith("bis"):
            continue
        found = _precision_of(lower)
        if found and precision == "exact":
            precision, begin = found, at
    return precision, begin


def _precision_of(word: str) -> str:
    if word in AT_LEAST:
        return "at-least"
    if word in AT_MOST:
        return "at-most"
    return "approximate" if word in APPROXIMATE else ""


def _doubt_of_digits(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    number = match["number"]
    if match["scale"] is None and re.fullmatch(r"\d{1,3},\d{3}", number):
        readings = (number.replace(",", ""), number.split(",", maxsplit=1)[0])
        return message("comma before three digits"), readings
    return "", ()
